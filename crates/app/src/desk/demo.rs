//! A demo's helps, in a demo only and at its own machine: who can sign in, a tour, and what was sent.
//!
//! They let nobody in. A button of theirs fills in what `/demo` shows anyway, and posts it to the page of signing in, like everybody.

use crate::{demo, identity, policy::SIGN_IN};
use axum::{extract::Query, response::Response};
use base::{
    Ctx, Error, House, Result,
    http::{
        page::Page,
        routes::{Access, Route},
    },
    mail,
};
use kernel::Instant;
use serde::{Deserialize, Serialize};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/demo", Access::Public, show),
        Route::get("/demo/tour", Access::Public, tour),
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

/// Somebody whom a visitor of the tour can follow.
#[derive(Serialize, Debug)]
struct Stop {
    person: &'static str,
    sentence: &'static str,
    look: &'static str,
    /// The address of their record; a demo that nobody made has none.
    record: Option<String>,
}

impl Stop {
    fn of(stop: &demo::Stop, record: Option<String>) -> Stop {
        Stop { person: stop.person, sentence: stop.sentence, look: stop.look, record }
    }
}

/// A walk through the demo for somebody who has never seen it.
#[derive(Serialize, Debug)]
pub(super) struct TourPage {
    password: &'static str,
    stops: Vec<Stop>,
    /// Who opens the records, who counts, and who refers.
    supporter: Option<Somebody>,
    commissioner: Option<Somebody>,
    receptionist: Option<Somebody>,
}

impl Page for TourPage {
    const TEMPLATE: &'static str = "desk/tour";
    const PUBLIC: bool = true;
    fn sample() -> Vec<TourPage> {
        let record = || Some("/cases/018f0000-0000-7000-8000-000000000001".to_owned());
        let sam = Somebody::example("link-worker", "Sam Lee", Some("123456"));
        let page = |sam: Somebody| TourPage {
            password: "three words",
            stops: demo::TOUR.iter().map(|s| Stop::of(s, record())).collect(),
            supporter: Some(sam),
            commissioner: Some(Somebody::example("commissioner", "Kim Tran", None)),
            receptionist: Some(Somebody::example("receptionist", "Grace Okoro", Some("123456"))),
        };
        let nobody = TourPage {
            stops: demo::TOUR.iter().map(|s| Stop::of(s, None)).collect(),
            supporter: None,
            commissioner: None,
            receptionist: None,
            ..page(sam.clone())
        };
        vec![page(sam.clone()), page(Somebody { here: true, ..sam }), nobody]
    }
}

async fn tour(ctx: Ctx) -> Result<Response> {
    only_in_demo(&ctx)?;
    let (mut rx, _) = ctx.read(&SIGN_IN, House::id()).await?;
    let records = demo::records(&mut rx).await?;
    drop(rx);
    let people = everybody(&ctx).await?;
    let named = |name: &str| people.iter().find(|p| p.name == name).cloned();
    let record = |stop: &demo::Stop| records.get(stop.person).map(|case| format!("/cases/{case}"));
    ctx.page(&TourPage {
        password: DEMO_PASSWORD,
        stops: demo::TOUR.iter().map(|s| Stop::of(s, record(s))).collect(),
        supporter: named(demo::SUPPORTER),
        commissioner: named(demo::COMMISSIONER),
        receptionist: named(demo::RECEPTIONIST),
    })
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
