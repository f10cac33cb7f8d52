//! A demo's helps, in a demo only and at its own machine: who can sign in, a tour, and what was sent.
//!
//! They let nobody in. A button of theirs fills in what `/demo` shows anyway, and posts it to the page of signing in, like everybody.

use crate::{demo, identity, policy::SIGN_IN};
use axum::{
    extract::{Path, Query},
    http::header,
    response::Response,
};
use base::{
    Ctx, Error, House, Result,
    http::{
        page::{Page, see},
        routes::{Access, Route},
    },
    mail,
};
use kernel::Instant;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/demo", Access::Public, show),
        Route::get("/demo/tour", Access::Public, tour),
        Route::get("/demo/tour/{stop}", Access::Public, stop),
        Route::get("/demo/outbox", Access::Public, outbox),
    ]
}

/// The password of everybody in the demo. It opens nothing elsewhere: only `kith demo` sets it, and only in a folder that it marked as a demo.
pub const DEMO_PASSWORD: &str = "piano-choir-garden";

fn only_in_demo(ctx: &Ctx) -> Result<()> {
    if identity::shows_demo_helps(ctx) { Ok(()) } else { Err(Error::NotFound) }
}

/// Somebody who can sign in.
#[derive(Serialize, Debug, Clone)]
struct Somebody {
    role: String,
    name: String,
    email: String,
    code: Option<String>,
    /// They are the one who looks at the page.
    here: bool,
}

impl Somebody {
    fn example(role: &str, name: &str, code: Option<&str>) -> Somebody {
        let email = format!("{}@board.example", name.to_lowercase().replace(' ', "."));
        Somebody { role: role.to_owned(), name: name.to_owned(), email, code: code.map(str::to_owned), here: false }
    }
}

/// Who stands on the demo's page, with the codes of this moment.
async fn everybody(ctx: &Ctx) -> Result<Vec<Somebody>> {
    let system = ctx.machine.system("demo");
    let codes = identity::demo_codes(&system).await?;
    let workers = identity::workers(&system).await?;
    let mut people = vec![];
    for (role, name, email) in demo::who_can_sign_in(&ctx.machine).await? {
        let id = workers.iter().find(|w| w.email.to_string() == email).map(|w| w.id);
        // Whose role needs no second factor has no code.
        let code = codes.iter().find(|(worker, _)| Some(*worker) == id).map(|(_, code)| code.clone());
        let here = id.is_some_and(|id| ctx.actor.account() == Some(id.uuid()));
        people.push(Somebody { role, name, email, code, here });
    }
    Ok(people)
}

/// Who can sign in to the demo, with the password and the codes of this moment.
#[derive(Serialize, Debug)]
pub(super) struct DemoPage {
    password: &'static str,
    /// Where they wanted to go before they had to sign in.
    next: String,
    people: Vec<Somebody>,
}

impl Page for DemoPage {
    const TEMPLATE: &'static str = "desk/demo";
    const PUBLIC: bool = true;
    fn sample() -> Vec<DemoPage> {
        let one = Somebody::example("receptionist", "Grace Okoro", Some("123456"));
        let other = Somebody { here: true, ..Somebody::example("commissioner", "Kim Tran", None) };
        vec![DemoPage { password: "three words", next: "/refer".into(), people: vec![one, other] }]
    }
}

#[derive(Deserialize)]
struct NextQuery {
    next: Option<String>,
}

async fn show(ctx: Ctx, Query(query): Query<NextQuery>) -> Result<Response> {
    only_in_demo(&ctx)?;
    let people = everybody(&ctx).await?;
    ctx.page(&DemoPage { password: DEMO_PASSWORD, next: query.next.unwrap_or_default(), people })
}

/// A stop of the tour. What is said at it stands in the strings, by its number.
#[derive(Serialize, Debug)]
struct Stop {
    n: u8,
    /// This browser was there.
    seen: bool,
    /// Where the button leads; nowhere in a demo that nobody made.
    to: Option<String>,
    /// As whom; nobody where anybody may look.
    who: Option<Somebody>,
}

/// A record for whoever has longer.
#[derive(Serialize, Debug)]
struct Story {
    person: &'static str,
    record: Option<String>,
}

/// A walk through the demo for somebody who has never seen it.
#[derive(Serialize, Debug)]
pub(super) struct TourPage {
    password: &'static str,
    stops: Vec<Stop>,
    stories: Vec<Story>,
    /// Who opens the records, and who refers.
    supporter: Option<Somebody>,
    receptionist: Option<Somebody>,
}

impl TourPage {
    fn of(opened: &[u8], records: &BTreeMap<String, String>, named: impl Fn(&str) -> Option<Somebody>) -> TourPage {
        let mut stops = vec![];
        for (n, stop) in (1..).zip(demo::STOPS) {
            let who = stop.who.and_then(&named);
            let leads = stop.leads_to(records).is_some() && who.is_some() == stop.who.is_some();
            let to = leads.then(|| format!("/demo/tour/{n}"));
            stops.push(Stop { n, seen: opened.contains(&n), to, who });
        }
        let story = |&(person, part): &(&'static str, &'static str)| Story {
            person,
            record: records.get(person).map(|record| format!("{record}{part}")),
        };
        TourPage {
            password: DEMO_PASSWORD,
            stops,
            stories: demo::LONGER.iter().map(story).collect(),
            supporter: named(demo::SUPPORTER),
            receptionist: named(demo::RECEPTIONIST),
        }
    }
}

impl Page for TourPage {
    const TEMPLATE: &'static str = "desk/tour";
    const PUBLIC: bool = true;
    fn sample() -> Vec<TourPage> {
        let record = "/cases/018f0000-0000-7000-8000-000000000001";
        let people = demo::STOPS.iter().filter_map(|s| s.person).chain(demo::LONGER.iter().map(|(person, _)| *person));
        let records: BTreeMap<String, String> = people.map(|person| (person.to_owned(), record.to_owned())).collect();
        let somebody = |name: &str| Some(Somebody::example("link-worker", name, Some("123456")));
        let here = |name: &str| somebody(name).map(|s| Somebody { here: true, ..s });
        vec![
            TourPage::of(&[], &records, somebody),
            TourPage::of(&[1, 3], &records, here),
            TourPage::of(&[], &BTreeMap::new(), |_| None),
        ]
    }
}

async fn records(ctx: &Ctx) -> Result<BTreeMap<String, String>> {
    let (mut rx, _) = ctx.read(&SIGN_IN, House::id()).await?;
    demo::records(&mut rx).await
}

async fn tour(ctx: Ctx) -> Result<Response> {
    only_in_demo(&ctx)?;
    let records = records(&ctx).await?;
    let people = everybody(&ctx).await?;
    ctx.page(&TourPage::of(&ctx.request.tour, &records, |name| people.iter().find(|p| p.name == name).cloned()))
}

/// Leads on to a stop, and this browser remembers that it was there. Who may look is the door's, as everywhere.
async fn stop(ctx: Ctx, Path(n): Path<String>) -> Result<Response> {
    only_in_demo(&ctx)?;
    let n: u8 = n.parse().map_err(|_| Error::NotFound)?;
    let stop = n.checked_sub(1).and_then(|at| demo::STOPS.get(usize::from(at))).ok_or(Error::NotFound)?;
    let mut response = see(stop.leads_to(&records(&ctx).await?).ok_or(Error::NotFound)?);
    response.headers_mut().append(header::SET_COOKIE, base::http::tour::open(&ctx, n));
    Ok(response)
}

#[derive(Serialize, Debug)]
struct Message {
    to: String,
    subject: String,
    text: String,
    state: String,
    at: Instant,
}

/// The demo's visible outbox: messages that would have left the house.
#[derive(Serialize, Debug)]
pub(super) struct OutboxPage {
    messages: Vec<Message>,
}

impl Page for OutboxPage {
    const TEMPLATE: &'static str = "desk/outbox";
    const PUBLIC: bool = true;
    fn sample() -> Vec<OutboxPage> {
        let one = Message {
            to: "choir@carpenters.example".into(),
            subject: "Somebody would like to come".into(),
            text: "Hello\n\nhttp://127.0.0.1/".into(),
            state: "sent".into(),
            at: "2026-11-24T09:00:00.000000Z".parse().expect("a sample instant"),
        };
        vec![OutboxPage { messages: vec![one] }, OutboxPage { messages: vec![] }]
    }
}

async fn outbox(ctx: Ctx) -> Result<Response> {
    only_in_demo(&ctx)?;
    let messages = mail::outbox(&ctx)
        .await?
        .into_iter()
        .map(|(m, state, at)| Message { to: m.to, subject: m.subject, text: m.text, state, at })
        .collect();
    ctx.page(&OutboxPage { messages })
}
