//! The list of what is done and what is not, and the pages that only show how things are.

use super::{
    brand::{AREA, branded},
    message,
    model::{Facts, Task, tasks},
};
use crate::{
    directory, identity, pathway,
    policy::{self, HOUSE_VIEW},
};
use axum::response::Response;
use base::{
    Ctx, House, Result, backup,
    http::{
        form::Choice,
        page::Page,
        routes::{Access, Route},
    },
    settings,
};
use kernel::Instant;
use serde::Serialize;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/set-up/pathways", Access::For(&HOUSE_VIEW), show_pathways),
        Route::get("/set-up/directory", Access::For(&HOUSE_VIEW), show_directory),
        Route::get("/set-up/backups", Access::For(&HOUSE_VIEW), show_backups),
    ]
}

/// What is done and what is not.
#[derive(Serialize, Debug)]
pub(super) struct ListPage {
    tasks: Vec<Task>,
    done: usize,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "setup/list";
    fn sample() -> Vec<ListPage> {
        let now: Instant = "2026-11-24T09:00:00.000000Z".parse().expect("a sample instant");
        let old: Instant = "2026-10-24T09:00:00.000000Z".parse().expect("a sample instant");
        let page = |facts: Facts| ListPage { tasks: tasks(&facts, now), done: 1 };
        let message = |state: &str| page(Facts { message: Some(state.into()), ..Facts::default() });
        let full = Facts {
            branded: true,
            boroughs: 1,
            organisations: 2,
            team: Some("t1".into()),
            teams: 1,
            on_pathways: 1,
            leads: 1,
            services: 420,
            message: Some("sent".into()),
            backup: Some(old),
        };
        vec![page(Facts::default()), page(full), message("waiting"), message("handed"), message("failed")]
    }
}

pub(super) async fn show(ctx: Ctx) -> Result<Response> {
    let services = directory::index(&ctx.machine).await?.len();
    let (mut rx, _) = ctx.read(&HOUSE_VIEW, House::id()).await?;
    let teams: Vec<_> = identity::teams(&mut rx).await?.into_iter().filter(|t| t.receives).collect();
    let organisations = identity::organisations(&mut rx).await?.into_iter();
    let mut facts = Facts {
        branded: branded(&ctx),
        boroughs: settings::get::<Vec<String>>(&mut rx, AREA).await?.map_or(0, |a| a.len()),
        organisations: organisations.filter(|o| !o.is_over(ctx.today())).count().saturating_sub(1),
        team: teams.first().map(|t| t.id.to_string()),
        teams: teams.len(),
        on_pathways: teams.iter().filter(|t| pathway::all().any(|p| t.serves(&p.code))).count(),
        leads: usize::try_from(identity::holders(&mut rx, policy::LEAD).await?).unwrap_or(0),
        services,
        message: None,
        backup: backup::last(&mut rx).await?,
    };
    facts.message = message::last(&mut rx).await?.map(|m| m.state);
    let tasks = tasks(&facts, ctx.now());
    let done = tasks.iter().filter(|t| t.state == "set-up-state-done").count();
    ctx.page(&ListPage { tasks, done })
}

#[derive(Serialize, Debug)]
struct PathwayRow {
    name: String,
    /// Teams that take referrals by it.
    teams: Vec<Choice>,
}

/// Which pathways there are, and which team takes referrals by which.
#[derive(Serialize, Debug)]
pub(super) struct PathwaysPage {
    rows: Vec<PathwayRow>,
}

impl Page for PathwaysPage {
    const TEMPLATE: &'static str = "setup/pathways";
    fn sample() -> Vec<PathwaysPage> {
        let row = |teams| PathwayRow { name: "General".into(), teams };
        vec![PathwaysPage { rows: vec![row(vec![]), row(vec![Choice::new("t1", "Stratford link workers")])] }]
    }
}

async fn show_pathways(ctx: Ctx) -> Result<Response> {
    let (mut rx, _) = ctx.read(&HOUSE_VIEW, House::id()).await?;
    let teams = identity::teams(&mut rx).await?;
    let rows = pathway::all()
        .map(|p| PathwayRow {
            name: p.name(&ctx.request.lang).to_owned(),
            teams: teams.iter().filter(|t| t.serves(&p.code)).map(|t| Choice::new(t.id.to_string(), &t.name)).collect(),
        })
        .collect();
    ctx.page(&PathwaysPage { rows })
}

/// How many services there are, and how they come in.
#[derive(Serialize, Debug)]
pub(super) struct DirectoryPage {
    services: usize,
}

impl Page for DirectoryPage {
    const TEMPLATE: &'static str = "setup/directory";
    fn sample() -> Vec<DirectoryPage> {
        vec![DirectoryPage { services: 0 }, DirectoryPage { services: 420 }]
    }
}

async fn show_directory(ctx: Ctx) -> Result<Response> {
    let services = directory::index(&ctx.machine).await?.len();
    ctx.read(&HOUSE_VIEW, House::id()).await?;
    ctx.page(&DirectoryPage { services })
}

/// When the last backup was written, and how to write one.
#[derive(Serialize, Debug)]
pub(super) struct BackupsPage {
    last: Option<Instant>,
}

impl Page for BackupsPage {
    const TEMPLATE: &'static str = "setup/backups";
    fn sample() -> Vec<BackupsPage> {
        let at = "2026-11-24T09:00:00.000000Z".parse().expect("a sample instant");
        vec![BackupsPage { last: None }, BackupsPage { last: Some(at) }]
    }
}

async fn show_backups(ctx: Ctx) -> Result<Response> {
    let (mut rx, _) = ctx.read(&HOUSE_VIEW, House::id()).await?;
    let last = backup::last(&mut rx).await?;
    ctx.page(&BackupsPage { last })
}
