//! My people, and my team's: who has waited longest since somebody spoke with them comes first.

use super::{
    model::{Facts, Status},
    record::{me, need_label},
    store::{self, Row},
};
use crate::{
    identity, pathway, person,
    policy::{CASE_LIST, LEAD},
};
use axum::response::Response;
use base::{
    Ctx, Result,
    http::{
        form::Fields,
        page::Page,
        routes::{Access, Route},
    },
};
use kernel::{Date, Instant, Language, Private};
use serde::Serialize;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get("/cases", Access::For(&CASE_LIST), list)]
}

/// Whether a line belongs to a view.
type Fits = fn(&Row, Instant) -> bool;

/// A saved view of the list: its code in the address, and what belongs to it.
const VIEWS: &[(&str, Fits)] = &[
    ("open", |_, _| true),
    ("first-contact", |r, _| r.last_contact_at.is_none()),
    ("overdue", |r, now| facts(r).status(now) == Status::FirstContactLate),
    ("quiet", |r, now| facts(r).quiet(now)),
];

fn facts(r: &Row) -> Facts {
    Facts { opened_at: r.opened_at, due_at: r.due_at, last_contact_at: r.last_contact_at, closed_at: r.closed_at }
}

#[derive(Serialize, Debug)]
struct Tab {
    href: String,
    key: String,
    count: Option<usize>,
    current: bool,
}

#[derive(Serialize, Debug)]
struct Line {
    id: String,
    name: String,
    age: Option<u16>,
    language: Option<String>,
    interpreter: bool,
    need: String,
    next_step: Option<String>,
    next_step_by: Option<Date>,
    step_late: bool,
    last_contact: Option<Instant>,
    days: Option<i64>,
    attempts: i64,
    due: Option<Instant>,
    raised: bool,
    /// Whether who referred them has written and nobody has read it.
    word: bool,
    status: &'static str,
    worker: String,
    closed: Option<Instant>,
    closed_why: Option<String>,
}

/// The people whom I, or my team, support.
#[derive(Serialize, Debug)]
pub(super) struct ListPage {
    /// `mine` or `team`.
    of: &'static str,
    view: String,
    people: Vec<Tab>,
    tabs: Vec<Tab>,
    rows: Vec<Line>,
    total: usize,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "case/list";
    fn sample() -> Vec<ListPage> {
        let at: Instant = "2026-11-24T09:00:00.000000Z".parse().expect("a sample instant");
        let line = |status: Status| Line {
            id: "c1".into(),
            name: "Walter Ellis".into(),
            age: Some(78),
            language: Some("English".into()),
            interpreter: true,
            need: "Loneliness or company".into(),
            next_step: Some("Visit with his daughter".into()),
            next_step_by: Date::new(2026, 11, 30),
            step_late: status == Status::Quiet,
            last_contact: (status == Status::Open).then_some(at),
            days: (status == Status::Open).then_some(3),
            attempts: 2,
            due: Some(at),
            raised: true,
            word: true,
            status: status.key(),
            worker: "Sam Lee".into(),
            closed: (status == Status::Closed).then_some(at),
            closed_why: (status == Status::Closed).then(|| "Moved away".into()),
        };
        let tab = || Tab { href: "/cases".into(), key: "cases-open".into(), count: Some(5), current: true };
        let page = |of, rows: Vec<Line>| ListPage {
            of,
            view: "open".into(),
            people: vec![tab()],
            tabs: vec![tab(), Tab { count: None, current: false, ..tab() }],
            total: rows.len(),
            rows,
        };
        vec![page("team", Status::ALL.map(line).into()), page("mine", vec![])]
    }
}

/// More open cases than any team holds; the page shows the first [`SHOWN`].
const LIMIT: i64 = 2000;
const SHOWN: usize = 200;

async fn list(ctx: Ctx) -> Result<Response> {
    let query = Fields::parse(ctx.request.query.as_deref().unwrap_or("").as_bytes());
    // A lead looks after the team's cases first, everybody else after their own.
    let of = match query.get("of") {
        "team" => "team",
        "mine" => "mine",
        _ if ctx.actor.has_role(LEAD) => "team",
        _ => "mine",
    };
    let view = match query.get("view") {
        "closed" => "closed",
        other => VIEWS.iter().find(|(code, _)| *code == other).map_or("open", |(code, _)| code),
    };
    let worker = if of == "mine" { Some(me(&ctx)?) } else { None };
    let now = ctx.now();

    let (mut rx, scope) = ctx.list(&CASE_LIST).await?;
    let open = store::list(&mut rx, &scope, false, worker, LIMIT).await?;
    let counts: Vec<usize> = VIEWS.iter().map(|(_, fits)| open.iter().filter(|r| fits(r, now)).count()).collect();
    let mut rows = match VIEWS.iter().find(|(code, _)| *code == view) {
        Some((_, fits)) => open.into_iter().filter(|r| fits(r, now)).collect(),
        None => store::list(&mut rx, &scope, true, worker, SHOWN as i64).await?,
    };
    let total = rows.len();
    rows.truncate(SHOWN);
    let names = identity::names_of(&mut rx, rows.iter().map(|r| r.worker_id).collect()).await?;
    drop(rx);
    ctx.showed(scope, rows.iter().map(|r| r.id.uuid())).await?;

    let address = |of: &str, view: &str| format!("/cases?of={of}&view={view}");
    let people = ["mine", "team"]
        .map(|code| Tab {
            href: address(code, view),
            key: format!("cases-of-{code}"),
            count: None,
            current: code == of,
        })
        .into();
    let mut tabs: Vec<Tab> = VIEWS
        .iter()
        .zip(counts)
        .map(|((code, _), n)| Tab {
            href: address(of, code),
            key: format!("cases-{code}"),
            count: Some(n),
            current: *code == view,
        })
        .collect();
    tabs.push(Tab { href: address(of, "closed"), key: "cases-closed".into(), count: None, current: view == "closed" });
    let rows = rows
        .into_iter()
        .map(|r| {
            let worker = names.get(&r.worker_id).cloned().unwrap_or_default();
            line(&ctx, r, worker)
        })
        .collect();
    ctx.page(&ListPage { of, view: view.to_owned(), people, tabs, rows, total })
}

fn line(ctx: &Ctx, r: Row, worker: String) -> Line {
    let (now, today) = (ctx.now(), ctx.today());
    let lang = ctx.request.lang.as_str();
    let need = match &r.main_need {
        Some(code) => need_label(ctx, code),
        // Until there is a plan, what the referrer thought it was about; unless the person said that the team may not have it.
        None if r.share.as_deref().is_some_and(person::is_no) => String::new(),
        None => pathway::find_version(&r.pathway, r.pathway_version)
            .and_then(|p| p.questions.iter().find(|q| q.code == "about"))
            .and_then(|q| {
                let first = r.answers.get("about")?.first()?;
                q.choices.iter().find(|c| c.code == *first).map(|c| c.label(lang).to_owned())
            })
            .unwrap_or_default(),
    };
    Line {
        id: r.id.to_string(),
        age: r.born.map(|b| b.age_on(today)),
        language: r.language.as_deref().filter(|l| *l != "en").and_then(Language::find).map(|l| l.english().to_owned()),
        interpreter: r.interpreter,
        need,
        step_late: r.closed_at.is_none() && r.next_step_by.is_some_and(|by| by < today),
        next_step_by: r.next_step_by,
        days: r.last_contact_at.map(|at| at.date_in(&base::clock::zone()).days_to(today)),
        last_contact: r.last_contact_at,
        attempts: r.attempts,
        due: r.due_at.filter(|_| r.last_contact_at.is_none() && r.closed_at.is_none()),
        word: r.unread > 0,
        raised: r.raised_at.is_some() && r.last_contact_at.is_none(),
        status: facts(&r).status(now).key(),
        worker,
        closed: r.closed_at,
        closed_why: r.closed_why.map(|code| pathway::closure_label(&r.pathway, &code, lang).to_owned()),
        next_step: r.next_step.map(Private::into_inner),
        name: r.name.into_inner(),
    }
}
