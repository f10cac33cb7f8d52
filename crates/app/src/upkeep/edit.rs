//! The page on which one field of an entry is changed, and the one that shows it before it is: what it says now, what it is to say, and what happens then.

use super::{
    actions::{self, Who},
    forms::{self, Options},
    model::{Keeper, Weight},
};
use crate::directory::{Field, Service};
use axum::response::Response;
use base::{
    Ctx, Error, Result,
    http::{
        form::{Fields, FormView},
        page::{Page, see},
    },
    seal,
};
use hsds::Issue;
use serde::Serialize;

/// Who changes it.
#[derive(Clone, Copy, Debug)]
pub(super) enum By<'a> {
    Keeper(&'a Keeper),
    Worker,
}

impl By<'_> {
    /// Where the entry is, for them.
    fn home(self, s: &Service) -> String {
        match self {
            By::Keeper(_) => format!("/keep/listings/{}", s.id),
            By::Worker => format!("/services/{}/upkeep", s.slug),
        }
    }
}

/// Changing one field.
#[derive(Serialize, Debug)]
pub(super) struct ChangePage {
    name: String,
    field: &'static str,
    home: String,
    /// A fingerprint of what it says now.
    mark: String,
    /// What happens once it is sent: `small`, `approval`, `contact`, as far as the field alone tells.
    weight: &'static str,
    /// What its source sent before it was mended, where somebody takes that back.
    sent: Option<String>,
    /// Where it is sent, when that is not where it stands.
    action: Option<String>,
    options: Options,
    form: FormView,
}

impl Page for ChangePage {
    const TEMPLATE: &'static str = "upkeep/change";
    const PUBLIC: bool = true;
    fn sample() -> Vec<ChangePage> {
        let page = |field: Field, form| ChangePage {
            name: "Carpenters Road Singers".into(),
            field: field.code(),
            home: "/keep/listings/s1".into(),
            mark: "m".into(),
            weight: Weight::of(field, &serde_json::Value::Null, &serde_json::Value::Null).code(),
            sent: (field == Field::Phone).then(|| "Youth line: 020 7946 0996 ext 4".into()),
            action: None,
            options: Options::sample(),
            form,
        };
        let mut wrong = FormView::default();
        wrong.errors.add("from-1", "error-edit-time");
        Field::ALL.into_iter().map(|f| page(f, FormView::default())).chain([page(Field::Sessions, wrong)]).collect()
    }
}

/// A change before it is sent.
#[derive(Serialize, Debug)]
pub(super) struct PreviewPage {
    name: String,
    field: &'static str,
    home: String,
    mark: String,
    was: Vec<String>,
    value: Vec<String>,
    weight: &'static str,
    /// Whether nobody is sent there until it is decided.
    pauses: bool,
    /// What was typed, to be sent again.
    typed: Vec<(String, String)>,
}

impl Page for PreviewPage {
    const TEMPLATE: &'static str = "upkeep/preview";
    const PUBLIC: bool = true;
    fn sample() -> Vec<PreviewPage> {
        let page = |weight: Weight| PreviewPage {
            name: "Carpenters Road Singers".into(),
            field: "sessions",
            home: "/keep/listings/s1".into(),
            mark: "m".into(),
            was: vec!["Tuesday 18:30–20:30".into()],
            value: if weight == Weight::Approval { vec![] } else { vec!["Wednesday 18:30–20:30".into()] },
            weight: weight.code(),
            pauses: weight == Weight::Contact,
            typed: vec![("day-1".into(), "wed".into())],
        };
        vec![page(Weight::Small), page(Weight::Approval), page(Weight::Contact)]
    }
}

fn mark(field: Field, s: &Service) -> String {
    seal::token_hash(&field.of(s).to_string())
}

async fn page(ctx: &Ctx, by: By<'_>, s: &Service, field: Field, form: FormView) -> Result<ChangePage> {
    Ok(ChangePage {
        name: s.name.clone(),
        field: field.code(),
        home: by.home(s),
        mark: mark(field, s),
        weight: Weight::of(field, &serde_json::Value::Null, &serde_json::Value::Null).code(),
        sent: None,
        action: None,
        options: forms::options(ctx, field, s).await?,
        form,
    })
}

pub(super) async fn show(ctx: &Ctx, by: By<'_>, s: &Service, field: Field) -> Result<Response> {
    if field.is_place() && s.masked {
        return Err(Error::NotFound);
    }
    ctx.page(&page(ctx, by, s, field, FormView::of(&forms::filled(field, s))).await?)
}

/// The same, filled with what the source sent instead of what that was mended to. What comes of it is a change like any other.
pub(super) async fn take_back(ctx: &Ctx, s: &Service, repair: &Issue) -> Result<Response> {
    let field = Field::at(&repair.at).filter(|f| !(f.is_place() && s.masked)).ok_or(Error::NotFound)?;
    let mut fields = forms::filled(field, s);
    if let Some(name) = forms::input_of(&repair.at) {
        fields.set(name, repair.was.clone());
    }
    let page = page(ctx, By::Worker, s, field, FormView::of(&fields)).await?;
    let action = format!("{}/{}", page.home, page.field);
    ctx.page(&ChangePage { sent: Some(repair.was.clone()), action: Some(action), ..page })
}

/// Shows what was typed before it is sent; sends it once that was seen.
pub(super) async fn submit(ctx: &Ctx, by: By<'_>, s: &Service, field: Field, fields: &Fields) -> Result<Response> {
    let value = match forms::read(ctx, field, fields, s).await {
        Ok(value) => value,
        Err(Error::Invalid(errors)) => {
            return ctx.page_invalid(&page(ctx, by, s, field, FormView::with(fields, &errors)).await?);
        }
        Err(error) => return Err(error),
    };
    let was = field.of(s);
    let home = by.home(s);
    if was == value {
        return Ok(see(format!("{home}?done=change-nothing")));
    }
    if fields.get("mark") != mark(field, s) {
        return Err(Error::Conflict("conflict-listing-changed"));
    }
    let weight = Weight::of(field, &was, &value);
    if fields.get("sure") != "yes" {
        let ours = ["mark", "sure", "form_token"];
        let typed = fields.0.iter().filter(|(name, _)| !ours.contains(&name.as_str()));
        return ctx.page(&PreviewPage {
            name: s.name.clone(),
            field: field.code(),
            home,
            mark: mark(field, s),
            was: forms::in_words(ctx, field, &was),
            value: forms::in_words(ctx, field, &value),
            weight: weight.code(),
            pauses: weight == Weight::Contact,
            typed: typed.flat_map(|(name, all)| all.iter().map(|v| (name.clone(), v.clone()))).collect(),
        });
    }
    let who = match by {
        By::Keeper(keeper) => Who::Keeper(keeper),
        By::Worker => Who::Worker,
    };
    let weight = actions::propose(ctx, who, s.id, field, &value, &was).await?;
    let done = match weight {
        Weight::Small => "change-small",
        Weight::Approval => "change-approval",
        Weight::Contact => "change-contact",
    };
    Ok(see(format!("{home}?done={done}")))
}
