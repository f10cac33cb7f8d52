//! Writing where there are link workers: a lead for their own team, an administrator for anybody. What has ended is taken off the public pages and stays.

use super::{
    form::{self, ANSWERS, Choices, STATES},
    model::Provision,
    past::{examples, past},
    store,
};
use crate::{
    directory,
    identity::{self, PastRow, Team, Worker, common_languages},
    pathway,
    policy::{ADMINISTRATOR, LEAD, PROVISION_EDIT, PROVISION_VIEW},
    referral,
};
use axum::{
    extract::{Path, RawQuery},
    response::Response,
};
use base::{
    Ctx, Error, House, Result, Rx, Tx,
    history::{self, Change},
    http::{
        form::{Choice, Fields, Form, FormView},
        page::{Page, see},
        routes::{Access, Route},
    },
};
use kernel::Id;
use serde::Serialize;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/provision", Access::For(&PROVISION_EDIT), list),
        Route::get("/provision/new", Access::For(&PROVISION_EDIT), show_new),
        Route::post("/provision/new", Access::For(&PROVISION_EDIT), add),
        Route::get("/provision/{id}", Access::For(&PROVISION_EDIT), show_change),
        Route::post("/provision/{id}", Access::For(&PROVISION_EDIT), change),
        Route::post("/provision/{id}/end", Access::For(&PROVISION_EDIT), end),
    ]
}

#[derive(Serialize, Debug)]
struct Row {
    id: String,
    borough: String,
    run_by: String,
    team: Option<String>,
    /// A key of the strings.
    state: &'static str,
    /// The month it is planned for is over.
    overdue: bool,
}

/// A team that takes referrals and has no line.
#[derive(Serialize, Debug)]
struct Silent {
    id: String,
    name: String,
}

/// What stands on the public pages, as far as the reader may change it.
#[derive(Serialize, Debug)]
pub(super) struct ListPage {
    rows: Vec<Row>,
    silent: Vec<Silent>,
    /// Whether the reader may write of link workers who are no team here.
    any: bool,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "provision/list";
    fn sample() -> Vec<ListPage> {
        let row = |state, overdue: bool| Row {
            id: "p1".into(),
            borough: "Newham".into(),
            run_by: "Stratford PCN".into(),
            team: overdue.then(|| "Stratford link workers".into()),
            state,
            overdue,
        };
        vec![
            ListPage {
                rows: vec![row("provision-live", false), row("provision-planned", true)],
                silent: vec![Silent { id: "t1".into(), name: "Plaistow link workers".into() }],
                any: true,
            },
            ListPage { rows: vec![], silent: vec![], any: false },
        ]
    }
}

/// Writing of link workers: a new line, or one that is changed.
#[derive(Serialize, Debug)]
pub(super) struct EditPage {
    /// The id of the one that is changed.
    of: Option<String>,
    form: FormView,
    choices: Choices,
    past: Vec<PastRow>,
}

impl Page for EditPage {
    const TEMPLATE: &'static str = "provision/edit";
    fn sample() -> Vec<EditPage> {
        let one = |value: &str, text: &str| vec![Choice::new(value, text)];
        let choices = Choices {
            boroughs: one("Newham", "Newham"),
            teams: one("t1", "Stratford link workers"),
            settings: one("gp-practice", "GP practice"),
            pathways: one("general", "General"),
            languages: one("en", "English"),
            known: one("yes", "Yes"),
            states: one("live", "They are there now"),
            months: one("2027-03", "March 2027"),
        };
        let page =
            |of: Option<&str>, form, past| EditPage { of: of.map(str::to_owned), form, choices: choices.clone(), past };
        let mut wrong = FormView::default();
        wrong.errors.add("borough", "error-provision-borough");
        wrong.errors.add("website", "error-provision-website");
        wrong.errors.add("month", "error-provision-month");
        vec![
            page(None, FormView::default(), vec![]),
            page(None, wrong, vec![]),
            page(Some("p1"), FormView::default(), examples()),
        ]
    }
}

/// The teams that the reader may write for: all that take referrals, or those that they lead.
async fn teams(ctx: &Ctx, rx: &mut Rx) -> Result<Vec<Team>> {
    let all = identity::receiving_teams(rx).await?;
    if ctx.actor.has_role(ADMINISTRATOR) {
        return Ok(all);
    }
    let Some(me) = ctx.actor.account().map(Id::<Worker>::from_uuid) else { return Err(Error::SignIn) };
    let mine = identity::memberships_of(rx, me).await?;
    let leads = |team: &Team| mine.iter().any(|m| m.role == LEAD && m.team_id == team.id);
    Ok(all.into_iter().filter(leads).collect())
}

async fn list(ctx: Ctx) -> Result<Response> {
    let (mut rx, _) = ctx.read(&PROVISION_VIEW, House::id()).await?;
    let (teams, any) = (teams(&ctx, &mut rx).await?, ctx.actor.has_role(ADMINISTRATOR));
    let lines = store::all(&mut rx).await?;
    drop(rx);
    let team = |id| teams.iter().find(|t| Some(t.id) == id);
    let month = ctx.today().to_string()[..7].to_owned();
    let silent = teams.iter().filter(|t| lines.iter().all(|l| l.team_id != Some(t.id)));
    ctx.page(&ListPage {
        silent: silent.map(|t| Silent { id: t.id.to_string(), name: t.name.clone() }).collect(),
        rows: lines
            .iter()
            .filter(|l| any || team(l.team_id).is_some())
            .map(|l| Row {
                id: l.id.to_string(),
                borough: l.borough.clone(),
                run_by: l.run_by.clone(),
                team: team(l.team_id).map(|t| t.name.clone()),
                state: if l.is_planned() { "provision-planned" } else { "provision-live" },
                overdue: l.is_overdue(&month),
            })
            .collect(),
        any,
    })
}

/// The choices of the form; `line`: the one that is changed, whose own are among them whatever has become of them.
async fn choices(ctx: &Ctx, rx: &mut Rx, index: &directory::Index, line: Option<&Provision>) -> Result<Choices> {
    let mut teams: Vec<Choice> =
        teams(ctx, rx).await?.into_iter().map(|t| Choice::new(t.id.to_string(), t.name)).collect();
    if let Some(own) = line.and_then(|l| l.team_id)
        && teams.iter().all(|t| t.value != own.to_string())
    {
        let names = identity::team_names(rx, vec![own]).await?;
        teams.push(Choice::new(own.to_string(), names.get(&own).cloned().unwrap_or_default()));
    }
    if ctx.actor.has_role(ADMINISTRATOR) {
        teams.insert(0, Choice::new("", ctx.t("provision-no-team")));
    }
    let mut boroughs: Vec<Choice> = index.boroughs().into_iter().map(|b| Choice::new(&b.name, &b.name)).collect();
    if let Some(own) = line.map(|l| &l.borough).filter(|own| boroughs.iter().all(|b| b.value != **own)) {
        boroughs.push(Choice::new(own, own));
    }
    boroughs.insert(0, Choice::new("", ctx.t("provision-choose")));
    let own = line.map_or("", |l| l.settings.as_str());
    let settings = referral::settings(rx).await?;
    let settings = settings.iter().filter(|s| s.active || own.split(' ').any(|o| o == s.code));
    Ok(Choices {
        boroughs,
        teams,
        settings: settings.map(|s| Choice::new(&s.code, s.name(ctx))).collect(),
        pathways: pathway::all().map(|p| Choice::new(&p.code, p.name(&ctx.request.lang))).collect(),
        languages: common_languages(rx).await?,
        known: ctx.choices("provision-answer", ANSWERS),
        states: ctx.choices("provision-state", STATES),
        months: form::months(ctx, ctx.today(), line.and_then(|l| l.planned_for.as_deref())),
    })
}

async fn show_new(ctx: Ctx, RawQuery(query): RawQuery) -> Result<Response> {
    let asked = Fields::parse(query.unwrap_or_default().as_bytes());
    let index = directory::index(&ctx.machine).await?;
    let (mut rx, _) = ctx.read(&PROVISION_VIEW, House::id()).await?;
    let choices = choices(&ctx, &mut rx, &index, None).await?;
    let mut form = FormView::default();
    form.values.set("once", ctx.id::<Provision>().to_string());
    let team = teams(&ctx, &mut rx).await?.into_iter().find(|t| t.id.to_string() == asked.get("team"));
    if let Some(team) = team {
        let organisation = identity::organisation(&mut rx, team.organisation_id).await?;
        let organisation = organisation.map(|o| o.name).unwrap_or_default();
        form::begin_with(&mut form.values, &team, &organisation, &choices);
    }
    ctx.page(&EditPage { of: None, form, choices, past: vec![] })
}

/// The door of whoever writes for a team, or for none.
async fn door(ctx: &Ctx, team: Option<Id<Team>>) -> Result<Tx> {
    match team {
        Some(team) => Ok(ctx.write(&PROVISION_EDIT, team).await?.0),
        None => Ok(ctx.write(&PROVISION_EDIT, House::id()).await?.0),
    }
}

async fn add(ctx: Ctx, Form(fields): Form) -> Result<Response> {
    let index = directory::index(&ctx.machine).await?;
    let (mut rx, _) = ctx.read(&PROVISION_VIEW, House::id()).await?;
    let choices = choices(&ctx, &mut rx, &index, None).await?;
    drop(rx);
    let new = Provision {
        id: fields.get("once").parse().unwrap_or_else(|_| ctx.id()),
        borough: String::new(),
        team_id: None,
        run_by: String::new(),
        settings: String::new(),
        pathways: String::new(),
        languages: String::new(),
        phone: None,
        email: None,
        website: None,
        asks_self: None,
        asks_gp: None,
        planned_for: None,
        changed_at: ctx.now(),
        ended_at: None,
        version: 1,
    };
    let (line, errors) = form::read(&fields, &choices, new);
    if !errors.is_empty() {
        let form = FormView::with(&fields, &errors);
        return ctx.page_invalid(&EditPage { of: None, form, choices, past: vec![] });
    }
    put(&ctx, &line).await?;
    Ok(see("/provision?done=provision-added"))
}

/// Adds a line. The same form sent twice is one line.
///
/// # Errors
/// A conflict when the form was sent before with something else in it.
pub(super) async fn put(ctx: &Ctx, line: &Provision) -> Result<()> {
    let mut tx = door(ctx, line.team_id).await?;
    if store::add(&mut tx, line).await? {
        let added = Change { event: "provision-added", ..Default::default() };
        history::append(&mut tx, ctx, line.id.uuid(), added).await?;
        return tx.commit().await;
    }
    let there = store::find(&mut tx, line.id).await?.ok_or(Error::NotFound)?;
    if there.facts() == line.facts() { Ok(()) } else { Err(Error::Conflict("conflict-added")) }
}

async fn show_change(ctx: Ctx, Path(id): Path<Id<Provision>>) -> Result<Response> {
    let index = directory::index(&ctx.machine).await?;
    let (mut rx, line) = ctx.read(&PROVISION_EDIT, id).await?;
    if line.ended_at.is_some() {
        return Ok(see("/provision"));
    }
    let choices = choices(&ctx, &mut rx, &index, Some(&line)).await?;
    let mut form = FormView::default();
    form::fill(&mut form.values, &line, &choices);
    let past = past(&mut rx, &ctx, id.uuid()).await?;
    ctx.page(&EditPage { of: Some(id.to_string()), form, choices, past })
}

async fn change(ctx: Ctx, Path(id): Path<Id<Provision>>, Form(fields): Form) -> Result<Response> {
    let index = directory::index(&ctx.machine).await?;
    let (mut rx, shown) = ctx.read(&PROVISION_EDIT, id).await?;
    let choices = choices(&ctx, &mut rx, &index, Some(&shown)).await?;
    let past = past(&mut rx, &ctx, id.uuid()).await?;
    drop(rx);
    let (_, errors) = form::read(&fields, &choices, shown);
    if !errors.is_empty() {
        let form = FormView::with(&fields, &errors);
        return ctx.page_invalid(&EditPage { of: Some(id.to_string()), form, choices, past });
    }
    let (mut tx, before) = ctx.write(&PROVISION_EDIT, id).await?;
    let (after, _) = form::read(&fields, &choices, Provision { changed_at: ctx.now(), ..before.clone() });
    let changes = before.changes(&after);
    // The same form twice is one change.
    if changes.is_empty() {
        return Ok(changed());
    }
    if before.ended_at.is_some() || fields.get("version") != before.version.to_string() {
        return Err(Error::Conflict("conflict-changed"));
    }
    if before.team_id != after.team_id {
        // Whoever gives it to another team may write for that one too.
        match after.team_id {
            Some(team) => _ = ctx.also(&mut tx, &PROVISION_EDIT, team).await?,
            None => _ = ctx.also(&mut tx, &PROVISION_EDIT, House::id()).await?,
        }
    }
    store::change(&mut tx, &after).await?;
    for change in changes {
        history::append(&mut tx, &ctx, id.uuid(), change).await?;
    }
    tx.commit().await?;
    Ok(changed())
}

fn changed() -> Response {
    see("/provision?done=provision-changed")
}

async fn end(ctx: Ctx, Path(id): Path<Id<Provision>>, Form(fields): Form) -> Result<Response> {
    let (mut tx, line) = ctx.write(&PROVISION_EDIT, id).await?;
    if line.ended_at.is_none() {
        if fields.get("version") != line.version.to_string() {
            return Err(Error::Conflict("conflict-changed"));
        }
        store::end(&mut tx, &line, ctx.now()).await?;
        let ended = Change { event: "provision-ended", ..Default::default() };
        history::append(&mut tx, &ctx, id.uuid(), ended).await?;
        tx.commit().await?;
    }
    Ok(see("/provision?done=provision-ended"))
}
