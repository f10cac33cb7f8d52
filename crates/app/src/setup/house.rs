//! Organisations and their teams: the list, and adding. They stand here and not with `identity`, because a form needs the settings that referrals come
//! from and the pathways, which come later.

use super::{brand::AREA, model::place_code};
use crate::{
    identity::{self, NewOrganisation, NewTeam, Organisation, OrganisationKind, Team},
    pathway,
    policy::{HOUSE_EDIT, HOUSE_VIEW},
    referral,
};
use axum::{extract::Path, response::Response};
use base::{
    Ctx, Error, House, Result, Rx,
    http::{
        form::{Form, FormView, Reader},
        page::{Page, see},
        routes::{Access, Route},
    },
    settings,
};
use kernel::Id;
use serde::Serialize;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/admin/organisations", Access::For(&HOUSE_VIEW), list),
        Route::get("/admin/organisations/new", Access::For(&HOUSE_EDIT), new_organisation),
        Route::post("/admin/organisations/new", Access::For(&HOUSE_EDIT), add_organisation),
        Route::get("/admin/organisations/{id}/team", Access::For(&HOUSE_EDIT), new_team),
        Route::post("/admin/organisations/{id}/team", Access::For(&HOUSE_EDIT), add_team),
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
    setting: Option<String>,
    teams: Vec<TeamRow>,
}

/// Every organisation with its teams.
#[derive(Serialize, Debug)]
pub(super) struct OrganisationsPage {
    rows: Vec<Row>,
}

impl Page for OrganisationsPage {
    const TEMPLATE: &'static str = "setup/organisations";
    fn sample() -> Vec<OrganisationsPage> {
        let team = |receives| TeamRow { id: "t1".into(), name: "Stratford link workers".into(), receives };
        let row = |setting: Option<&str>, teams| Row {
            id: "o1".into(),
            name: "Stratford PCN".into(),
            kind: "pcn".into(),
            setting: setting.map(str::to_owned),
            teams,
        };
        vec![OrganisationsPage {
            rows: vec![row(None, vec![team(true), team(false)]), row(Some("gp-practice"), vec![])],
        }]
    }
}

async fn list(ctx: Ctx) -> Result<Response> {
    let (mut rx, _) = ctx.read(&HOUSE_VIEW, House::id()).await?;
    let teams = identity::teams(&mut rx).await?;
    let rows = identity::organisations(&mut rx)
        .await?
        .into_iter()
        .map(|o| Row {
            teams: teams
                .iter()
                .filter(|t| t.organisation_id == o.id)
                .map(|t| TeamRow { id: t.id.to_string(), name: t.name.clone(), receives: t.receives })
                .collect(),
            id: o.id.to_string(),
            name: o.name,
            kind: o.kind,
            setting: o.setting,
        })
        .collect();
    ctx.page(&OrganisationsPage { rows })
}

#[derive(Serialize, Debug, Clone)]
struct Choice {
    value: String,
    text: String,
}

impl Choice {
    fn new(value: impl Into<String>, text: impl Into<String>) -> Choice {
        Choice { value: value.into(), text: text.into() }
    }
}

/// Adding an organisation.
#[derive(Serialize, Debug)]
pub(super) struct OrganisationPage {
    form: FormView,
    kinds: Vec<Choice>,
    settings: Vec<Choice>,
}

impl Page for OrganisationPage {
    const TEMPLATE: &'static str = "setup/organisation";
    fn sample() -> Vec<OrganisationPage> {
        let mut wrong = FormView::default();
        wrong.errors.add("kind", "error-kind-missing");
        wrong.errors.add("name", "error-organisation-there");
        let page = |form| OrganisationPage {
            form,
            kinds: vec![Choice::new("practice", "GP practice")],
            settings: vec![Choice::new("gp-practice", "GP practice")],
        };
        vec![page(FormView::default()), page(wrong)]
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

async fn organisation_page(ctx: &Ctx, rx: &mut Rx, form: FormView) -> Result<OrganisationPage> {
    let settings = referral::settings(rx).await?;
    Ok(OrganisationPage {
        form,
        kinds: KINDS.iter().map(|k| Choice::new(*k, ctx.t(&format!("organisation-{k}")))).collect(),
        settings: settings.iter().map(|s| Choice::new(s, ctx.t(&format!("setting-{s}")))).collect(),
    })
}

async fn new_organisation(ctx: Ctx) -> Result<Response> {
    let (mut rx, _) = ctx.read(&HOUSE_VIEW, House::id()).await?;
    let mut form = FormView::default();
    form.values.set("once", ctx.id::<Organisation>().to_string());
    ctx.page(&organisation_page(&ctx, &mut rx, form).await?)
}

async fn add_organisation(ctx: Ctx, Form(fields): Form) -> Result<Response> {
    let (mut rx, _) = ctx.read(&HOUSE_VIEW, House::id()).await?;
    let codes = referral::settings(&mut rx).await?;
    let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
    let mut reader = Reader::new(&fields);
    let kind = reader.choice("kind", &KINDS, "error-kind-missing");
    let name = reader.text("name", 200, "error-name-missing");
    let setting = reader.optional_choice("setting", &codes);
    let once: Id<Organisation> = fields.get("once").parse().unwrap_or_else(|_| ctx.id());
    let mut errors = reader.errors;
    let all = identity::organisations(&mut rx).await?;
    if let Some(there) = all.iter().find(|o| o.id == once) {
        return if there.name == name { Ok(added_organisation()) } else { Err(Error::Conflict("conflict-added")) };
    }
    if all.iter().any(|o| same(&o.name, &name) && o.kind == kind) {
        errors.add("name", "error-organisation-there");
    }
    let kind = OrganisationKind::ALL.into_iter().find(|k| k.code() == kind);
    let Some(kind) = kind.filter(|_| errors.is_empty()) else {
        let page = organisation_page(&ctx, &mut rx, FormView::with(&fields, &errors)).await?;
        return ctx.page_invalid(&page);
    };
    drop(rx);
    let new = NewOrganisation { kind, name: &name, code: None, parent: None, setting: setting.as_deref() };
    identity::add_organisation_as(&ctx, once, new).await?;
    Ok(added_organisation())
}

fn added_organisation() -> Response {
    see("/admin/organisations?done=organisation")
}

/// Whether two names would be taken for one.
fn same(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

/// Adding a team to an organisation.
#[derive(Serialize, Debug)]
pub(super) struct TeamPage {
    organisation: String,
    form: FormView,
    pathways: Vec<Choice>,
    /// The boroughs of the installation's area.
    areas: Vec<Choice>,
}

impl Page for TeamPage {
    const TEMPLATE: &'static str = "setup/team";
    fn sample() -> Vec<TeamPage> {
        let mut wrong = FormView::default();
        wrong.errors.add("receives", "error-receives-missing");
        wrong.errors.add("pathways", "error-pathways-missing");
        wrong.errors.add("phone", "error-phone");
        let page = |form, areas| TeamPage {
            organisation: "Stratford PCN".into(),
            form,
            pathways: vec![Choice::new("general", "General")],
            areas,
        };
        vec![page(FormView::default(), vec![]), page(wrong, vec![Choice::new("Newham", "Newham")])]
    }
}

async fn team_page(ctx: &Ctx, rx: &mut Rx, organisation: &Organisation, form: FormView) -> Result<TeamPage> {
    let boroughs: Vec<String> = settings::get(rx, AREA).await?.unwrap_or_default();
    Ok(TeamPage {
        organisation: organisation.name.clone(),
        form,
        pathways: pathway::all().map(|p| Choice::new(&p.code, p.name(&ctx.request.lang))).collect(),
        areas: boroughs.iter().map(|b| Choice::new(place_code(b), b)).collect(),
    })
}

async fn new_team(ctx: Ctx, Path(id): Path<Id<Organisation>>) -> Result<Response> {
    let (mut rx, _) = ctx.read(&HOUSE_VIEW, House::id()).await?;
    let organisation = identity::organisation(&mut rx, id).await?.ok_or(Error::NotFound)?;
    let mut form = FormView::default();
    form.values.set("once", ctx.id::<Team>().to_string());
    ctx.page(&team_page(&ctx, &mut rx, &organisation, form).await?)
}

async fn add_team(ctx: Ctx, Path(id): Path<Id<Organisation>>, Form(fields): Form) -> Result<Response> {
    let (mut rx, _) = ctx.read(&HOUSE_VIEW, House::id()).await?;
    let organisation = identity::organisation(&mut rx, id).await?.ok_or(Error::NotFound)?;
    let boroughs: Vec<String> = settings::get(&mut rx, AREA).await?.unwrap_or_default();
    let boroughs: Vec<String> = boroughs.iter().map(|b| place_code(b)).collect();
    let boroughs: Vec<&str> = boroughs.iter().map(String::as_str).collect();
    let packs: Vec<&str> = pathway::all().map(|p| p.code.as_str()).collect();
    let mut reader = Reader::new(&fields);
    let name = reader.text("name", 200, "error-name-missing");
    let receives = reader.choice("receives", &["yes", "no"], "error-receives-missing") == "yes";
    let pathways = reader.choices("pathways", &packs);
    if receives && pathways.is_empty() {
        reader.errors.add("pathways", "error-pathways-missing");
    }
    let areas = reader.choices("areas", &boroughs);
    let phone = reader.phone("phone").map(|p| p.to_string());
    let once: Id<Team> = fields.get("once").parse().unwrap_or_else(|_| ctx.id());
    let mut errors = reader.errors;
    let all = identity::teams(&mut rx).await?;
    if let Some(there) = all.iter().find(|t| t.id == once) {
        return if there.name == name { Ok(added_team(once)) } else { Err(Error::Conflict("conflict-added")) };
    }
    if all.iter().any(|t| t.organisation_id == id && same(&t.name, &name)) {
        errors.add("name", "error-team-there");
    }
    if !errors.is_empty() {
        let page = team_page(&ctx, &mut rx, &organisation, FormView::with(&fields, &errors)).await?;
        return ctx.page_invalid(&page);
    }
    drop(rx);
    let (pathways, areas) = (pathways.join(" "), areas.join(" "));
    let new = NewTeam {
        organisation: id,
        name: &name,
        receives,
        pathways: if receives { &pathways } else { "" },
        areas: &areas,
        languages: "",
        phone: phone.as_deref(),
    };
    identity::add_team_as(&ctx, once, new).await?;
    Ok(added_team(once))
}

/// The team's own page is where somebody is invited into it.
fn added_team(id: Id<Team>) -> Response {
    see(format!("/team/{id}?done=team"))
}
