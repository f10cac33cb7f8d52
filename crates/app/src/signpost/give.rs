//! Giving a service to somebody: onto their telephone, on paper, or by the worker's own device. One press, and it is counted.

use super::{
    actions::{self, teams},
    model::{CHANNELS, SENT},
    store::Signpost,
};
use crate::{
    directory::{self, Service, along::Along},
    identity::Team,
    policy::{SERVICE_VIEW, SIGNPOST_GIVE},
};
use axum::{extract::Path, response::Response};
use base::{
    Ctx, Error, House, Result,
    http::{
        form::{Choice, Fields, Form, FormView, Reader},
        page::{Page, see},
        routes::{Access, Route},
    },
};
use kernel::Id;
use serde::Serialize;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/services/{slug}/give", Access::For(&SIGNPOST_GIVE), show),
        Route::post("/services/{slug}/give", Access::For(&SIGNPOST_GIVE), give),
        Route::get("/services/{slug}/give/{how}", Access::For(&SIGNPOST_GIVE), given),
    ]
}

/// How shall they have it?
#[derive(Serialize, Debug)]
pub(super) struct GivePage {
    name: String,
    slug: String,
    careful: bool,
    /// Nobody is sent there just now.
    paused: bool,
    full: bool,
    needs: Vec<Choice>,
    /// Where the reader works in several teams.
    teams: Vec<Choice>,
    /// Which form this is: sent twice it counts once.
    form_id: String,
    along: Along,
    form: FormView,
}

impl Page for GivePage {
    const TEMPLATE: &'static str = "signpost/give";
    fn sample() -> Vec<GivePage> {
        let page = |full: bool, form| GivePage {
            name: "Carpenters Road Singers".into(),
            slug: "carpenters-road-singers".into(),
            careful: full,
            paused: false,
            full,
            needs: if full {
                vec![Choice::new("soc-lonely", "Loneliness"), Choice::new("pur-music", "Music")]
            } else {
                vec![]
            },
            teams: if full { vec![Choice::new("t1", "Front desk")] } else { vec![] },
            form_id: "f1".into(),
            along: Along::sample(),
            form,
        };
        let mut wrong = FormView::default();
        wrong.errors.add("safe", "error-signpost-safe");
        let paused = GivePage { paused: true, ..page(false, FormView::default()) };
        vec![page(false, FormView::default()), page(true, wrong), paused]
    }
}

/// It is counted: here it is.
#[derive(Serialize, Debug)]
pub(super) struct GivenPage {
    name: String,
    slug: String,
    how: String,
    careful: bool,
    along: Along,
}

impl Page for GivenPage {
    const TEMPLATE: &'static str = "signpost/given";
    fn sample() -> Vec<GivenPage> {
        let page = |how: &str| GivenPage {
            name: "Carpenters Road Singers".into(),
            slug: "carpenters-road-singers".into(),
            how: how.into(),
            careful: how == "text",
            along: Along::sample(),
        };
        ["code", "text", "email"].map(page).into()
    }
}

async fn service(ctx: &Ctx, slug: &str) -> Result<Service> {
    let (mut rx, _) = ctx.read(&SERVICE_VIEW, House::id()).await?;
    directory::find_slug(&mut rx, slug).await?.filter(|s| s.closed_at.is_none()).ok_or(Error::NotFound)
}

fn page(ctx: &Ctx, s: &Service, teams: &[Team], form: FormView, form_id: String) -> GivePage {
    let needs: Vec<&str> = s.needs.iter().map(String::as_str).collect();
    GivePage {
        careful: directory::along::careful(s),
        paused: s.paused_at.is_some(),
        full: s.places == Some(0),
        needs: if needs.len() > 1 { ctx.choices("need", &needs) } else { vec![] },
        teams: match teams {
            [_] => vec![],
            several => several.iter().map(|t| Choice::new(t.id.to_string(), t.name.clone())).collect(),
        },
        name: s.name.clone(),
        slug: s.slug.clone(),
        along: Along::of(ctx, s),
        form_id,
        form,
    }
}

async fn show(ctx: Ctx, Path(slug): Path<String>) -> Result<Response> {
    let mine = teams(&ctx).await?;
    let s = service(&ctx, &slug).await?;
    let form_id = ctx.id::<Signpost>().to_string();
    ctx.page(&page(&ctx, &s, &mine, FormView::default(), form_id))
}

async fn give(ctx: Ctx, Path(slug): Path<String>, Form(fields): Form) -> Result<Response> {
    let mine = teams(&ctx).await?;
    let s = service(&ctx, &slug).await?;
    let mut reader = Reader::new(&fields);
    let how = reader.choice("how", CHANNELS, "error-signpost-how");
    if SENT.contains(&how.as_str()) && fields.get("safe") != "yes" {
        reader.errors.add("safe", "error-signpost-safe");
    }
    let codes: Vec<String> = mine.iter().map(|t| t.id.to_string()).collect();
    let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
    // Only one team is not asked about; of several none is guessed at, for it would be counted as another's.
    let chosen = match codes.as_slice() {
        [only] if !fields.has("team") => (*only).to_owned(),
        _ => reader.choice("team", &codes, "error-choose-from-list"),
    };
    let Some(form_id) = fields.get("form").parse::<Id<Signpost>>().ok().map(|id| id.to_string()) else {
        // Without it nobody could tell one form from another.
        return again(&ctx, &s, &mine, &fields, &reader);
    };
    if !reader.errors.is_empty() || s.paused_at.is_some() {
        return again(&ctx, &s, &mine, &fields, &reader);
    }
    let needs: Vec<&str> = s.needs.iter().map(String::as_str).collect();
    let need = reader.optional_choice("need", &needs).or_else(|| s.needs.first().cloned());
    let team = mine.iter().find(|t| t.id.to_string() == chosen).ok_or(Error::NotFound)?;
    actions::give(&ctx, team.id, &s, need, &how, &form_id).await?;
    Ok(see(match how.as_str() {
        "print" => format!("/services/{}/print?done=signpost-counted", s.slug),
        how => format!("/services/{}/give/{how}?done=signpost-counted", s.slug),
    }))
}

fn again(ctx: &Ctx, s: &Service, teams: &[Team], fields: &Fields, reader: &Reader<'_>) -> Result<Response> {
    let form_id = ctx.id::<Signpost>().to_string();
    ctx.page_invalid(&page(ctx, s, teams, FormView::with(fields, &reader.errors), form_id))
}

async fn given(ctx: Ctx, Path((slug, how)): Path<(String, String)>) -> Result<Response> {
    teams(&ctx).await?;
    let s = service(&ctx, &slug).await?;
    if !CHANNELS.contains(&how.as_str()) || how == "print" {
        return Err(Error::NotFound);
    }
    let along = Along::of(&ctx, &s);
    ctx.page(&GivenPage { careful: directory::along::careful(&s), name: s.name, slug: s.slug, how, along })
}
