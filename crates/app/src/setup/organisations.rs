//! Organisations: the list with their teams, adding, changing, and the last day of one that ends. They stand here and not with `identity`, because a form
//! needs the settings that referrals come from, which come later.

use super::past::{examples, past};
use crate::{
    identity::{
        self, NewOrganisation, Organisation, OrganisationChange, OrganisationKind, PastRow, organisation_refused,
    },
    policy::{HOUSE_EDIT, HOUSE_VIEW},
    referral,
};
use axum::{extract::Path, response::Response};
use base::{
    Ctx, Error, FieldErrors, House, Result, Rx,
    http::{
        form::{Choice, Fields, Form, FormView, Reader},
        page::{Page, see},
        routes::{Access, Route},
    },
};
use kernel::{Date, Id};
use serde::Serialize;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/admin/organisations", Access::For(&HOUSE_VIEW), list),
        Route::get("/admin/organisations/new", Access::For(&HOUSE_EDIT), show_new),
        Route::post("/admin/organisations/new", Access::For(&HOUSE_EDIT), add),
        Route::get("/admin/organisations/{id}", Access::For(&HOUSE_EDIT), show_change),
        Route::post("/admin/organisations/{id}", Access::For(&HOUSE_EDIT), change),
    ]
}

#[derive(Serialize, Debug)]
struct TeamRow {
    id: String,
    name: String,
    receives: bool,
}

#[derive(Serialize, Debug)]
struct Row {
    id: String,
    name: String,
    kind: String,
    code: Option<String>,
    parent: Option<String>,
    setting: Option<String>,
    until: Option<Date>,
    /// Whether its last day has passed.
    over: bool,
    successor: Option<String>,
    teams: Vec<TeamRow>,
}

/// Every organisation with its teams; those that are over last.
#[derive(Serialize, Debug)]
pub(super) struct OrganisationsPage {
    rows: Vec<Row>,
}

impl Page for OrganisationsPage {
    const TEMPLATE: &'static str = "setup/organisations";
    fn sample() -> Vec<OrganisationsPage> {
        let team = |receives| TeamRow { id: "t1".into(), name: "Stratford link workers".into(), receives };
        let row = |setting: Option<&str>, until, over, teams| Row {
            id: "o1".into(),
            name: "Stratford PCN".into(),
            kind: "pcn".into(),
            code: setting.map(|_| "F84077".into()),
            parent: setting.map(|_| "North East London ICB".into()),
            setting: setting.map(str::to_owned),
            until,
            over,
            successor: until.map(|_| "Stratford and Forest Gate PCN".into()),
            teams,
        };
        let day = |year| Date::new(year, 3, 31);
        vec![OrganisationsPage {
            rows: vec![
                row(None, None, false, vec![team(true), team(false)]),
                row(Some("GP practice"), day(2027), false, vec![]),
                row(None, day(2026), true, vec![team(true)]),
                row(None, day(2026), true, vec![]),
            ],
        }]
    }
}

async fn list(ctx: Ctx) -> Result<Response> {
    let (mut rx, _) = ctx.read(&HOUSE_VIEW, House::id()).await?;
    let teams = identity::teams(&mut rx).await?;
    let names = identity::every_organisation_name(&mut rx).await?;
    let settings = referral::settings(&mut rx).await?;
    let name = |id: Option<Id<Organisation>>| id.and_then(|id| names.get(&id).cloned());
    let mut rows: Vec<Row> = identity::organisations(&mut rx)
        .await?
        .into_iter()
        .map(|o| Row {
            teams: teams
                .iter()
                .filter(|t| t.organisation_id == o.id)
                .map(|t| TeamRow { id: t.id.to_string(), name: t.name.clone(), receives: t.receives })
                .collect(),
            id: o.id.to_string(),
            parent: name(o.parent_id),
            successor: name(o.successor_id),
            over: o.is_over(ctx.today()),
            until: o.valid_to,
            name: o.name,
            kind: o.kind,
            code: o.code,
            setting: o.setting.map(|code| referral::setting_name(&ctx, &settings, &code)),
        })
        .collect();
    rows.sort_by_key(|r| r.over);
    ctx.page(&OrganisationsPage { rows })
}

/// Adding an organisation, or changing one.
#[derive(Serialize, Debug)]
pub(super) struct OrganisationPage {
    /// The name of the one that is changed.
    of: Option<String>,
    form: FormView,
    kinds: Vec<Choice>,
    settings: Vec<Choice>,
    /// Every other one, for what it is part of and for what comes after it.
    others: Vec<Choice>,
    past: Vec<PastRow>,
}

impl Page for OrganisationPage {
    const TEMPLATE: &'static str = "setup/organisation";
    fn sample() -> Vec<OrganisationPage> {
        let mut wrong = FormView::default();
        wrong.errors.add("kind", "error-kind-missing");
        wrong.errors.add("name", "error-organisation-there");
        let mut late = FormView::default();
        late.errors.add_with("until", "error-organisation-has-teams", [("n", "2".to_owned())]);
        late.errors.add("successor", "error-organisation-successor");
        let page = |of: Option<&str>, form, past| OrganisationPage {
            of: of.map(str::to_owned),
            form,
            kinds: vec![Choice::new("practice", "GP practice")],
            settings: vec![Choice::new("gp-practice", "GP practice")],
            others: vec![Choice::new("o2", "Abbey Lane Practice")],
            past,
        };
        vec![
            page(None, FormView::default(), vec![]),
            page(None, wrong, vec![]),
            page(Some("Maryland Road Surgery"), late, examples()),
        ]
    }
}

const KINDS: [&str; 12] = {
    let mut codes = [""; 12];
    let mut i = 0;
    while i < 12 {
        codes[i] = OrganisationKind::ALL[i].code();
        i += 1;
    }
    codes
};

async fn page(ctx: &Ctx, rx: &mut Rx, of: Option<&Organisation>, form: FormView) -> Result<OrganisationPage> {
    let own = of.and_then(|o| o.setting.as_deref());
    let settings = referral::settings(rx).await?.into_iter().filter(|s| s.active || Some(s.code.as_str()) == own);
    let others = identity::organisations(rx).await?.into_iter().filter(|o| of.is_none_or(|of| of.id != o.id));
    Ok(OrganisationPage {
        form,
        kinds: KINDS.iter().map(|k| Choice::new(*k, ctx.t(&format!("organisation-{k}")))).collect(),
        settings: settings.map(|s| Choice::new(&s.code, s.name(ctx))).collect(),
        others: others.map(|o| Choice::new(o.id.to_string(), o.name)).collect(),
        past: match of {
            Some(o) => past(rx, ctx, o.id.uuid()).await?,
            None => vec![],
        },
        of: of.map(|o| o.name.clone()),
    })
}

/// What was typed, and what is wrong with it by itself.
struct Typed {
    kind: String,
    name: String,
    code: Option<String>,
    parent: Option<Id<Organisation>>,
    setting: Option<String>,
    valid_to: Option<Date>,
    successor: Option<Id<Organisation>>,
    errors: FieldErrors,
}

/// Reads the form against the choices of its page.
fn read(fields: &Fields, page: &OrganisationPage) -> Typed {
    fn values(all: &[Choice]) -> Vec<&str> {
        all.iter().map(|c| c.value.as_str()).collect()
    }
    let (others, settings) = (values(&page.others), values(&page.settings));
    let mut reader = Reader::new(fields);
    let code = reader.optional("code", 20).map(|c| c.replace(' ', "").to_ascii_uppercase());
    // ODS codes: a practice has six signs, an integrated care board three, a site up to nine.
    if code.as_ref().is_some_and(|c| !(3..=12).contains(&c.len()) || !c.chars().all(|c| c.is_ascii_alphanumeric())) {
        reader.errors.add("code", "error-organisation-code");
    }
    Typed {
        kind: reader.choice("kind", &KINDS, "error-kind-missing"),
        name: reader.text("name", 200, "error-name-missing"),
        code,
        parent: reader.optional_choice("parent", &others).and_then(|id| id.parse().ok()),
        setting: reader.optional_choice("setting", &settings),
        valid_to: reader.date("until"),
        successor: reader.optional_choice("successor", &others).and_then(|id| id.parse().ok()),
        errors: reader.errors,
    }
}

async fn show_new(ctx: Ctx) -> Result<Response> {
    let (mut rx, _) = ctx.read(&HOUSE_VIEW, House::id()).await?;
    let mut form = FormView::default();
    form.values.set("once", ctx.id::<Organisation>().to_string());
    ctx.page(&page(&ctx, &mut rx, None, form).await?)
}

async fn add(ctx: Ctx, Form(fields): Form) -> Result<Response> {
    let (mut rx, _) = ctx.read(&HOUSE_VIEW, House::id()).await?;
    let shown = page(&ctx, &mut rx, None, FormView::of(&fields)).await?;
    let typed = read(&fields, &shown);
    let once: Id<Organisation> = ctx.once("organisation", fields.get("once"));
    let all = identity::organisations(&mut rx).await?;
    drop(rx);
    if let Some(there) = all.iter().find(|o| o.id == once) {
        return if there.name == typed.name { Ok(added()) } else { Err(Error::Conflict("conflict-added")) };
    }
    let mut errors = typed.errors;
    let kind = OrganisationKind::ALL.into_iter().find(|k| k.code() == typed.kind);
    let new = Organisation {
        id: once,
        kind: typed.kind,
        name: typed.name,
        code: typed.code,
        parent_id: typed.parent,
        setting: typed.setting,
        valid_from: None,
        valid_to: None,
        successor_id: None,
        version: 1,
    };
    if errors.is_empty() {
        errors = organisation_refused(&all, &new, 0, ctx.today());
    }
    let Some(kind) = kind.filter(|_| errors.is_empty()) else {
        return ctx.page_invalid(&OrganisationPage { form: FormView::with(&fields, &errors), ..shown });
    };
    let new = NewOrganisation {
        kind,
        name: &new.name,
        code: new.code.as_deref(),
        parent: new.parent_id,
        setting: new.setting.as_deref(),
    };
    match identity::add_organisation_as(&ctx, once, new).await {
        Ok(_) => Ok(added()),
        // Somebody was quicker with the name.
        Err(Error::Invalid(errors)) => {
            ctx.page_invalid(&OrganisationPage { form: FormView::with(&fields, &errors), ..shown })
        }
        Err(other) => Err(other),
    }
}

fn added() -> Response {
    see("/admin/organisations?done=organisation")
}

async fn show_change(ctx: Ctx, Path(id): Path<Id<Organisation>>) -> Result<Response> {
    let (mut rx, o) = ctx.read(&HOUSE_VIEW, id).await?;
    let mut form = FormView::default();
    let id = |id: Option<Id<Organisation>>| id.map(|id| id.to_string()).unwrap_or_default();
    for (name, value) in [
        ("version", o.version.to_string()),
        ("kind", o.kind.clone()),
        ("name", o.name.clone()),
        ("code", o.code.clone().unwrap_or_default()),
        ("parent", id(o.parent_id)),
        ("setting", o.setting.clone().unwrap_or_default()),
        ("successor", id(o.successor_id)),
    ] {
        form.values.set(name, value);
    }
    if let Some(day) = o.valid_to {
        form.values.set_day("until", day);
    }
    ctx.page(&page(&ctx, &mut rx, Some(&o), form).await?)
}

async fn change(ctx: Ctx, Path(id): Path<Id<Organisation>>, Form(fields): Form) -> Result<Response> {
    let (mut rx, o) = ctx.read(&HOUSE_VIEW, id).await?;
    let shown = page(&ctx, &mut rx, Some(&o), FormView::of(&fields)).await?;
    drop(rx);
    let typed = read(&fields, &shown);
    let mut errors = typed.errors;
    if errors.is_empty() {
        let new = OrganisationChange {
            version: fields.get("version").parse().unwrap_or_default(),
            kind: typed.kind,
            name: typed.name,
            code: typed.code,
            parent: typed.parent,
            setting: typed.setting,
            valid_to: typed.valid_to,
            successor: typed.successor,
        };
        match identity::change_organisation(&ctx, id, new).await {
            Ok(()) => return Ok(see("/admin/organisations?done=organisation-changed")),
            Err(Error::Invalid(e)) => errors = e,
            Err(other) => return Err(other),
        }
    }
    ctx.page_invalid(&OrganisationPage { form: FormView::with(&fields, &errors), ..shown })
}
