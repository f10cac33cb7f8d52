//! Teams of organisations: adding, changing, ending. A team ends only when nothing is open with it: nobody may wait for an answer from people who are gone.
//! Administrators see how much is open, and never who it is about.

use super::{
    brand::AREA,
    model::place_code,
    past::{examples, past},
};
use crate::{
    case,
    identity::{
        self, NewTeam, Organisation, PastRow, Team, TeamChange, common_languages, fill_languages, read_languages,
    },
    onward, outcome, pathway,
    policy::{HOUSE_EDIT, HOUSE_VIEW},
    provision, referral,
};
use axum::{extract::Path, response::Response};
use base::{
    Ctx, Error, FieldErrors, Result, Rx,
    http::{
        form::{Choice, Fields, Form, FormView, Reader},
        page::{Page, see},
        routes::{Access, Route},
    },
    settings,
};
use kernel::{Id, Instant};
use serde::Serialize;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/admin/organisations/{id}/team", Access::For(&HOUSE_EDIT), show_new),
        Route::post("/admin/organisations/{id}/team", Access::For(&HOUSE_EDIT), add),
        Route::get("/admin/teams/{id}", Access::For(&HOUSE_EDIT), show_change),
        Route::post("/admin/teams/{id}", Access::For(&HOUSE_EDIT), change),
        Route::get("/admin/teams/{id}/end", Access::For(&HOUSE_EDIT), show_end),
        Route::post("/admin/teams/{id}/end", Access::For(&HOUSE_EDIT), end),
    ]
}

/// Adding a team to an organisation, or changing one.
#[derive(Serialize, Debug)]
pub(super) struct TeamPage {
    organisation: String,
    /// The one that is changed.
    of: Option<Choice>,
    form: FormView,
    pathways: Vec<Choice>,
    /// The boroughs of the installation's area, and those that the team has already.
    areas: Vec<Choice>,
    languages: Vec<Choice>,
    past: Vec<PastRow>,
}

impl Page for TeamPage {
    const TEMPLATE: &'static str = "setup/team";
    fn sample() -> Vec<TeamPage> {
        let mut wrong = FormView::default();
        wrong.errors.add("receives", "error-receives-missing");
        wrong.errors.add("pathways", "error-pathways-missing");
        wrong.errors.add("phone", "error-phone");
        wrong.errors.add_with("languages-other", "error-language", [("language", "Elvish".to_owned())]);
        let page = |of, form, areas, past| TeamPage {
            organisation: "Stratford PCN".into(),
            of,
            form,
            pathways: vec![Choice::new("general", "General")],
            areas,
            languages: vec![Choice::new("bn", "Bengali"), Choice::new("en", "English")],
            past,
        };
        vec![
            page(None, FormView::default(), vec![], vec![]),
            page(None, wrong, vec![Choice::new("Newham", "Newham")], vec![]),
            page(
                Some(Choice::new("t1", "Stratford link workers")),
                FormView::default(),
                vec![Choice::new("Newham", "Newham")],
                examples(),
            ),
        ]
    }
}

async fn page(
    ctx: &Ctx,
    rx: &mut Rx,
    organisation: Id<Organisation>,
    of: Option<&Team>,
    form: FormView,
) -> Result<TeamPage> {
    let organisation = identity::organisation(rx, organisation).await?.ok_or(Error::NotFound)?;
    let boroughs: Vec<String> = settings::get(rx, AREA).await?.unwrap_or_default();
    let mut areas: Vec<Choice> = boroughs.iter().map(|b| Choice::new(place_code(b), b)).collect();
    let own = of.map_or("", |t| t.areas.as_str()).split(' ').filter(|a| !a.is_empty());
    for area in own {
        if areas.iter().all(|a| a.value != area) {
            areas.push(Choice::new(area, area.replace('_', " ")));
        }
    }
    Ok(TeamPage {
        organisation: organisation.name,
        form,
        pathways: pathway::all().map(|p| Choice::new(&p.code, p.name(&ctx.request.lang))).collect(),
        areas,
        languages: common_languages(rx).await?,
        past: match of {
            Some(team) => past(rx, ctx, team.id.uuid()).await?,
            None => vec![],
        },
        of: of.map(|t| Choice::new(t.id.to_string(), &t.name)),
    })
}

/// What was typed, and what is wrong with it by itself.
struct Typed {
    name: String,
    receives: bool,
    pathways: String,
    areas: String,
    languages: String,
    phone: Option<String>,
    errors: FieldErrors,
}

/// Reads the form against the choices of its page.
fn read(fields: &Fields, page: &TeamPage) -> Typed {
    fn values(all: &[Choice]) -> Vec<&str> {
        all.iter().map(|c| c.value.as_str()).collect()
    }
    let mut reader = Reader::new(fields);
    let name = reader.text("name", 200, "error-name-missing");
    let receives = reader.choice("receives", &["yes", "no"], "error-receives-missing") == "yes";
    let pathways = reader.choices("pathways", &values(&page.pathways));
    if receives && pathways.is_empty() {
        reader.errors.add("pathways", "error-pathways-missing");
    }
    Typed {
        name,
        receives,
        pathways: if receives { pathways.join(" ") } else { String::new() },
        areas: reader.choices("areas", &values(&page.areas)).join(" "),
        languages: read_languages(fields, &mut reader),
        phone: reader.phone("phone").map(|p| p.to_string()),
        errors: reader.errors,
    }
}

async fn show_new(ctx: Ctx, Path(id): Path<Id<Organisation>>) -> Result<Response> {
    let (mut rx, organisation) = ctx.read(&HOUSE_VIEW, id).await?;
    if organisation.is_over(ctx.today()) {
        return Err(Error::Conflict("conflict-organisation-over"));
    }
    let mut form = FormView::default();
    form.values.set("once", ctx.id::<Team>().to_string());
    ctx.page(&page(&ctx, &mut rx, id, None, form).await?)
}

async fn add(ctx: Ctx, Path(id): Path<Id<Organisation>>, Form(fields): Form) -> Result<Response> {
    let (mut rx, organisation) = ctx.read(&HOUSE_VIEW, id).await?;
    let shown = page(&ctx, &mut rx, id, None, FormView::of(&fields)).await?;
    let typed = read(&fields, &shown);
    let once: Id<Team> = ctx.once("team", fields.get("once"));
    if let Some(there) = identity::team(&mut rx, once).await? {
        return if there.name == typed.name { Ok(added(once)) } else { Err(Error::Conflict("conflict-added")) };
    }
    if organisation.is_over(ctx.today()) {
        return Err(Error::Conflict("conflict-organisation-over"));
    }
    let mut errors = typed.errors;
    if identity::teams(&mut rx).await?.iter().any(|t| t.is_called(id, &typed.name)) {
        errors.add("name", "error-team-there");
    }
    drop(rx);
    if !errors.is_empty() {
        return ctx.page_invalid(&TeamPage { form: FormView::with(&fields, &errors), ..shown });
    }
    let new = NewTeam {
        organisation: id,
        name: &typed.name,
        receives: typed.receives,
        pathways: &typed.pathways,
        areas: &typed.areas,
        languages: &typed.languages,
        phone: typed.phone.as_deref(),
    };
    match identity::add_team_as(&ctx, once, new).await {
        Ok(_) => Ok(added(once)),
        // Somebody was quicker with the name.
        Err(Error::Invalid(errors)) => ctx.page_invalid(&TeamPage { form: FormView::with(&fields, &errors), ..shown }),
        Err(other) => Err(other),
    }
}

/// The team's own page is where somebody is invited into it.
fn added(id: Id<Team>) -> Response {
    see(format!("/team/{id}?done=team"))
}

async fn show_change(ctx: Ctx, Path(id): Path<Id<Team>>) -> Result<Response> {
    let (mut rx, team) = ctx.read(&HOUSE_VIEW, id).await?;
    if team.ended_at.is_some() {
        return Ok(see(format!("/team/{id}")));
    }
    let mut shown = page(&ctx, &mut rx, team.organisation_id, Some(&team), FormView::default()).await?;
    let values = &mut shown.form.values;
    values.set("version", team.version.to_string());
    values.set("name", &team.name);
    values.set("receives", if team.receives { "yes" } else { "no" });
    values.set("phone", team.phone.unwrap_or_default());
    for (name, codes) in [("pathways", &team.pathways), ("areas", &team.areas)] {
        values.0.insert(name.to_owned(), codes.split(' ').map(str::to_owned).collect());
    }
    fill_languages(values, &team.languages, &shown.languages);
    ctx.page(&shown)
}

async fn change(ctx: Ctx, Path(id): Path<Id<Team>>, Form(fields): Form) -> Result<Response> {
    let (mut rx, team) = ctx.read(&HOUSE_VIEW, id).await?;
    let shown = page(&ctx, &mut rx, team.organisation_id, Some(&team), FormView::of(&fields)).await?;
    drop(rx);
    let typed = read(&fields, &shown);
    let mut errors = typed.errors;
    if errors.is_empty() {
        let new = TeamChange {
            version: fields.get("version").parse().unwrap_or_default(),
            name: typed.name,
            receives: typed.receives,
            pathways: typed.pathways,
            areas: typed.areas,
            languages: typed.languages,
            phone: typed.phone,
        };
        match identity::change_team(&ctx, id, new).await {
            Ok(()) => return Ok(see(format!("/team/{id}?done=team-changed"))),
            Err(Error::Invalid(e)) => errors = e,
            Err(other) => return Err(other),
        }
    }
    ctx.page_invalid(&TeamPage { form: FormView::with(&fields, &errors), ..shown })
}

/// What a team still has to do, counted.
#[derive(Serialize, Debug, Default, PartialEq)]
struct Open {
    /// Referrals in its inbox.
    waiting: i64,
    cases: i64,
    /// Links by which a service can still answer, in cases that are closed.
    links: i64,
    /// For the last team of an organisation: what the organisation has sent that nobody has decided yet. It may come back.
    sent: i64,
    /// For the last team of an organisation: notes to it that nobody has filed.
    notes: i64,
}

impl Open {
    /// The referrals before the cases: one that is accepted in between is then counted as a case.
    async fn of(rx: &mut Rx, team: &Team, now: Instant) -> Result<Open> {
        let mut open = Open { waiting: referral::waiting_in(rx, team.id).await?, ..Open::default() };
        open.cases = case::open_in(rx, team.id).await?;
        open.links = onward::followed_in(rx, team.id, now).await?;
        let mut others = identity::teams(rx).await?.into_iter().filter(|t| t.organisation_id == team.organisation_id);
        if others.all(|t| t.id == team.id) {
            open.sent = referral::undecided_of(rx, team.organisation_id).await?;
            open.notes = outcome::unfiled_of(rx, team.organisation_id).await?;
        }
        Ok(open)
    }
}

/// Ending a team: what is still open, or what will end with it.
#[derive(Serialize, Debug)]
pub(super) struct EndPage {
    id: String,
    name: String,
    version: i64,
    open: Open,
    /// Whether nothing is open.
    ready: bool,
    roles: usize,
    /// Cases that it has closed; nobody can open them afterwards.
    closed: i64,
    /// Lines of it that everybody can read; they are taken off.
    lines: usize,
    /// Whether it was tried while something was open.
    refused: bool,
}

impl Page for EndPage {
    const TEMPLATE: &'static str = "setup/team_end";
    fn sample() -> Vec<EndPage> {
        let page = |open: Open, refused| EndPage {
            id: "t1".into(),
            name: "Stratford link workers".into(),
            version: 1,
            ready: open == Open::default(),
            open,
            roles: 3,
            closed: 12,
            lines: 1,
            refused,
        };
        let all = Open { waiting: 1, cases: 4, links: 3, sent: 2, notes: 1 };
        let sent = Open { sent: 1, ..Open::default() };
        vec![page(Open::default(), false), page(all, true), page(sent, false)]
    }
}

async fn end_page(rx: &mut Rx, team: &Team, open: Open) -> Result<EndPage> {
    Ok(EndPage {
        id: team.id.to_string(),
        name: team.name.clone(),
        version: team.version,
        ready: open == Open::default(),
        open,
        roles: identity::colleagues(rx, team.id).await?.len(),
        closed: case::closed_in(rx, team.id).await?,
        lines: provision::lines_of(rx, team.id).await?,
        refused: false,
    })
}

async fn show_end(ctx: Ctx, Path(id): Path<Id<Team>>) -> Result<Response> {
    let (mut rx, team) = ctx.read(&HOUSE_VIEW, id).await?;
    if team.ended_at.is_some() {
        return Ok(see(format!("/team/{id}")));
    }
    let open = Open::of(&mut rx, &team, ctx.now()).await?;
    ctx.page(&end_page(&mut rx, &team, open).await?)
}

async fn end(ctx: Ctx, Path(id): Path<Id<Team>>, Form(fields): Form) -> Result<Response> {
    let (mut tx, team) = ctx.write(&HOUSE_EDIT, id).await?;
    if team.ended_at.is_some() {
        return Ok(ended());
    }
    // Ended first and counted then: whoever was about to give it work has done so, or is told that it has ended.
    let mut page = end_page(&mut tx, &team, Open::default()).await?;
    identity::end_team(&mut tx, &ctx, &team, fields.get("version").parse().unwrap_or_default()).await?;
    provision::team_ended(&mut tx, &ctx, team.id).await?;
    page.open = Open::of(&mut tx, &team, ctx.now()).await?;
    page.ready = page.open == Open::default();
    if !page.ready {
        drop(tx);
        page.refused = true;
        return ctx.page_invalid(&page);
    }
    tx.commit().await?;
    Ok(ended())
}

fn ended() -> Response {
    see("/admin/organisations?done=team-ended")
}
