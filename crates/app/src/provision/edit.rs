//! Writing where there are link workers: a lead for their own team, an administrator for anybody. What has ended is taken off the public pages and stays.

use super::{
    form::{self, ANSWERS, Choices, STATES},
    model::Provision,
    past::{examples, past},
    public::month,
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
use kernel::{Date, Id};
use serde::Serialize;
use std::collections::BTreeSet;
use url::form_urlencoded;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/provision", Access::For(&PROVISION_EDIT), list),
        Route::get("/provision/new", Access::For(&PROVISION_EDIT), show_new),
        Route::post("/provision/new", Access::For(&PROVISION_EDIT), add),
        Route::get("/provision/{id}", Access::For(&PROVISION_EDIT), show_change),
        Route::post("/provision/{id}", Access::For(&PROVISION_EDIT), change),
        Route::post("/provision/{id}/right", Access::For(&PROVISION_EDIT), confirm),
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
    /// Its team takes no referrals, and everybody reads that it is there.
    refuses: bool,
    said_on: Date,
    /// Nobody has said for long that it is right.
    old: bool,
}

/// A team that takes referrals and has no line; or none in a borough that it is for.
#[derive(Serialize, Debug, PartialEq)]
struct Silent {
    name: String,
    borough: Option<String>,
    /// Where it is written.
    href: String,
}

impl Silent {
    /// What nobody has written of a team.
    fn of(team: &Team, lines: &[Provision]) -> Vec<Silent> {
        let silent = |borough: Option<String>| {
            let mut asked = form_urlencoded::Serializer::new(String::new());
            asked.append_pair("team", &team.id.to_string()).extend_pairs(borough.iter().map(|b| ("borough", b)));
            let href = format!("/provision/new?{}", asked.finish());
            Silent { name: team.name.clone(), borough, href }
        };
        let written: Vec<String> = lines.iter().filter(|l| l.team_id == Some(team.id)).map(Provision::slug).collect();
        let boroughs: Vec<String> = form::boroughs_of(team).collect();
        if boroughs.is_empty() && written.is_empty() {
            return vec![silent(None)];
        }
        boroughs.into_iter().filter(|b| !written.contains(&directory::slug(b))).map(|b| silent(Some(b))).collect()
    }
}

/// What stands on the public pages, as far as the reader may change it.
#[derive(Serialize, Debug)]
pub(super) struct ListPage {
    rows: Vec<Row>,
    silent: Vec<Silent>,
    /// Whether the reader may write of any link workers.
    writes: bool,
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
            refuses: overdue,
            said_on: "2026-03-24".parse().expect("a sample day"),
            old: overdue,
        };
        let silent = |borough: Option<&str>| Silent {
            name: "Plaistow link workers".into(),
            borough: borough.map(str::to_owned),
            href: "/provision/new?team=t1".into(),
        };
        vec![
            ListPage {
                rows: vec![row("provision-live", false), row("provision-planned", true)],
                silent: vec![silent(None), silent(Some("Newham"))],
                writes: true,
            },
            ListPage { rows: vec![], silent: vec![], writes: false },
        ]
    }
}

/// Writing of link workers: a new line, or one that is changed.
#[derive(Serialize, Debug)]
pub(super) struct EditPage {
    /// The id of the one that is changed.
    of: Option<String>,
    /// When somebody last said that it is right.
    said_on: Option<Date>,
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
        let page = |of: Option<&str>, form, past| EditPage {
            of: of.map(str::to_owned),
            said_on: of.map(|_| "2026-11-24".parse().expect("a sample day")),
            form,
            choices: choices.clone(),
            past,
        };
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

/// The teams whose lines the reader may change: all, or those that they lead. What is new is written for those that take referrals.
async fn teams(ctx: &Ctx, rx: &mut Rx) -> Result<Vec<Team>> {
    let all = identity::teams(rx).await?;
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
    let month = month(&ctx);
    let receive = || teams.iter().filter(|t| t.receives);
    ctx.page(&ListPage {
        silent: receive().flat_map(|t| Silent::of(t, &lines)).collect(),
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
                refuses: team(l.team_id).is_some_and(|t| !t.receives),
                said_on: l.said_on(),
                old: l.is_old(ctx.today()),
            })
            .collect(),
        writes: any || receive().next().is_some(),
    })
}

/// The choices of the form; `line`: the one that is changed, whose own are among them whatever has become of them.
async fn choices(ctx: &Ctx, rx: &mut Rx, index: &directory::Index, line: Option<&Provision>) -> Result<Choices> {
    let mut teams: Vec<Choice> = teams(ctx, rx)
        .await?
        .into_iter()
        .filter(|t| t.receives)
        .map(|t| Choice::new(t.id.to_string(), t.name))
        .collect();
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
    if let Some(line) = line {
        // As the line writes it, or saving it without a change would be one.
        boroughs.retain(|b| directory::slug(&b.value) != line.slug());
        boroughs.push(Choice::new(&line.borough, &line.borough));
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
    let mut teams = teams(&ctx, &mut rx).await?.into_iter().filter(|t| t.receives);
    let team = teams.find(|t| t.id.to_string() == asked.get("team"));
    if let Some(team) = team {
        let organisation = identity::organisation(&mut rx, team.organisation_id).await?;
        let organisation = organisation.map(|o| o.name).unwrap_or_default();
        form::begin_with(&mut form.values, &team, &organisation, asked.get("borough"), &choices);
    }
    ctx.page(&EditPage { of: None, said_on: None, form, choices, past: vec![] })
}

/// The door of whoever writes for a team, or for none.
async fn door(ctx: &Ctx, team: Option<Id<Team>>) -> Result<Tx> {
    let mut tx = match team {
        Some(team) => ctx.write(&PROVISION_EDIT, team).await?.0,
        None => ctx.write(&PROVISION_EDIT, House::id()).await?.0,
    };
    hold(&mut tx, team).await?;
    Ok(tx)
}

/// Whoever ends the team waits, and then takes this off too.
async fn hold(tx: &mut Tx, team: Option<Id<Team>>) -> Result<()> {
    match team {
        Some(team) if !identity::hold_open(tx, team).await? => Err(Error::Conflict("conflict-team-ended")),
        _ => Ok(()),
    }
}

async fn add(ctx: Ctx, Form(fields): Form) -> Result<Response> {
    let index = directory::index(&ctx.machine).await?;
    let (mut rx, _) = ctx.read(&PROVISION_VIEW, House::id()).await?;
    let choices = choices(&ctx, &mut rx, &index, None).await?;
    drop(rx);
    let new = Provision {
        id: ctx.once("provision", fields.get("once")),
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
        return ctx.page_invalid(&EditPage { of: None, said_on: None, form, choices, past: vec![] });
    }
    put(&ctx, &line).await?;
    Ok(see("/provision?done=provision-added"))
}

/// Adds a line. The same form sent twice is one line.
///
/// # Errors
/// A conflict when the form was sent before with something else in it, or what it added is taken off again.
pub(super) async fn put(ctx: &Ctx, line: &Provision) -> Result<()> {
    let mut tx = door(ctx, line.team_id).await?;
    if store::add(&mut tx, line).await? {
        let added = Change { event: "provision-added", ..Default::default() };
        history::append(&mut tx, ctx, line.id.uuid(), added).await?;
        return tx.commit().await;
    }
    let there = store::find(&mut tx, line.id).await?.ok_or(Error::NotFound)?;
    let same = there.ended_at.is_none() && there.facts() == line.facts();
    if same { Ok(()) } else { Err(Error::Conflict("conflict-added")) }
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
    ctx.page(&EditPage { of: Some(id.to_string()), said_on: Some(line.said_on()), form, choices, past })
}

async fn change(ctx: Ctx, Path(id): Path<Id<Provision>>, Form(fields): Form) -> Result<Response> {
    let index = directory::index(&ctx.machine).await?;
    let (mut rx, shown) = ctx.read(&PROVISION_EDIT, id).await?;
    let choices = choices(&ctx, &mut rx, &index, Some(&shown)).await?;
    let past = past(&mut rx, &ctx, id.uuid()).await?;
    drop(rx);
    let said_on = Some(shown.said_on());
    let (_, errors) = form::read(&fields, &choices, shown);
    if !errors.is_empty() {
        let form = FormView::with(&fields, &errors);
        return ctx.page_invalid(&EditPage { of: Some(id.to_string()), said_on, form, choices, past });
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
        hold(&mut tx, after.team_id).await?;
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

/// It is still right, as it stands. Said twice on a day it is said once.
async fn confirm(ctx: Ctx, Path(id): Path<Id<Provision>>, Form(fields): Form) -> Result<Response> {
    let (mut tx, line) = ctx.write(&PROVISION_EDIT, id).await?;
    if fields.get("version") != line.version.to_string() {
        return Err(Error::Conflict("conflict-changed"));
    }
    if line.said_on() < ctx.today() {
        store::confirm(&mut tx, &line, ctx.now()).await?;
        let right = Change { event: "provision-confirmed", ..Default::default() };
        history::append(&mut tx, &ctx, id.uuid(), right).await?;
        tx.commit().await?;
    }
    Ok(see("/provision?done=provision-confirmed"))
}

async fn end(ctx: Ctx, Path(id): Path<Id<Provision>>, Form(fields): Form) -> Result<Response> {
    let (mut tx, line) = ctx.write(&PROVISION_EDIT, id).await?;
    if line.ended_at.is_none() {
        if fields.get("version") != line.version.to_string() {
            return Err(Error::Conflict("conflict-changed"));
        }
        take_off(&mut tx, &ctx, &line).await?;
        tx.commit().await?;
    }
    Ok(see("/provision?done=provision-ended"))
}

async fn take_off(tx: &mut Tx, ctx: &Ctx, line: &Provision) -> Result<()> {
    store::end(tx, line, ctx.now()).await?;
    let ended = Change { event: "provision-ended", ..Default::default() };
    history::append(tx, ctx, line.id.uuid(), ended).await
}

/// The boroughs, by their slugs, of which anything is written.
pub async fn written_of(rx: &mut Rx) -> Result<BTreeSet<String>> {
    Ok(store::all(rx).await?.iter().map(Provision::slug).collect())
}

/// How many lines everybody can read of a team.
pub async fn lines_of(rx: &mut Rx, team: Id<Team>) -> Result<usize> {
    Ok(store::of_team(rx, team).await?.len())
}

/// A team ends, in the transaction of whoever ends it: nobody is told any more that it is there.
pub async fn team_ended(tx: &mut Tx, ctx: &Ctx, team: Id<Team>) -> Result<()> {
    for line in store::of_team(tx, team).await? {
        take_off(tx, ctx, &line).await?;
    }
    Ok(())
}
