//! Pages for everybody: start, urgent help, accessibility, privacy; and, in a demo only, who can sign in and what was sent.

use crate::identity;
use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use base::{
    Ctx, Error, Result,
    http::{
        page::Page,
        routes::{Access, Route},
    },
    mail,
};
use kernel::Instant;
use serde::Serialize;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/", Access::Public, home),
        Route::get("/urgent", Access::Public, urgent),
        Route::get("/accessibility", Access::Public, accessibility),
        Route::get("/privacy", Access::Public, privacy),
        Route::get("/brand.css", Access::Public, brand_css),
        Route::get("/brand/logo.svg", Access::Public, logo),
        Route::get("/demo", Access::Public, demo),
        Route::get("/demo/tour", Access::Public, tour),
        Route::get("/demo/outbox", Access::Public, outbox),
    ]
}

/// The start page.
#[derive(Serialize, Debug)]
pub(super) struct HomePage {}

impl Page for HomePage {
    const TEMPLATE: &'static str = "desk/home";
    const PUBLIC: bool = true;
    fn sample() -> Vec<HomePage> {
        vec![HomePage {}]
    }
}

async fn home(ctx: Ctx) -> Result<Response> {
    ctx.page(&HomePage {})
}

/// Where to turn now.
#[derive(Serialize, Debug)]
pub(super) struct UrgentPage {}

impl Page for UrgentPage {
    const TEMPLATE: &'static str = "desk/urgent";
    const PUBLIC: bool = true;
    fn sample() -> Vec<UrgentPage> {
        vec![UrgentPage {}]
    }
}

async fn urgent(ctx: Ctx) -> Result<Response> {
    ctx.page(&UrgentPage {})
}

/// A page of text: heading and paragraphs by key.
#[derive(Serialize, Debug)]
pub(super) struct TextPage {
    key: &'static str,
    parts: Vec<u8>,
}

impl Page for TextPage {
    const TEMPLATE: &'static str = "desk/text";
    const PUBLIC: bool = true;
    fn sample() -> Vec<TextPage> {
        vec![
            TextPage { key: "accessibility", parts: (1..=3).collect() },
            TextPage { key: "privacy", parts: (1..=4).collect() },
        ]
    }
}

async fn accessibility(ctx: Ctx) -> Result<Response> {
    ctx.page(&TextPage { key: "accessibility", parts: (1..=3).collect() })
}

async fn privacy(ctx: Ctx) -> Result<Response> {
    ctx.page(&TextPage { key: "privacy", parts: (1..=4).collect() })
}

/// The installation's colour, as the brand file gives it.
async fn brand_css(ctx: Ctx) -> Response {
    let brand = ctx.machine.pages.brand();
    let colour = brand.colour.as_deref().unwrap_or("#00635b");
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], format!(":root{{--kith-accent:{colour}}}\n")).into_response()
}

/// The installation's logo. It may come from anywhere, so it may do nothing: opened by itself it is a picture in a sandbox.
async fn logo(ctx: Ctx) -> Result<Response> {
    let svg = ctx.machine.pages.brand().svg.clone().ok_or(Error::NotFound)?;
    let headers = [
        (header::CONTENT_TYPE, "image/svg+xml"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'; sandbox"),
    ];
    Ok((headers, svg).into_response())
}

#[derive(Serialize, Debug)]
struct Somebody {
    role: String,
    name: String,
    email: String,
    code: Option<String>,
}

/// Who can sign in to the demo, with the password and the codes of this moment.
#[derive(Serialize, Debug)]
pub(super) struct DemoPage {
    password: &'static str,
    people: Vec<Somebody>,
}

impl Page for DemoPage {
    const TEMPLATE: &'static str = "desk/demo";
    const PUBLIC: bool = true;
    fn sample() -> Vec<DemoPage> {
        let one = Somebody {
            role: "receptionist".into(),
            name: "Grace Okoro".into(),
            email: "grace.okoro@maryland-road.example".into(),
            code: Some("123456".into()),
        };
        let other = Somebody {
            role: "commissioner".into(),
            name: "Kim Tran".into(),
            email: "kim.tran@board.example".into(),
            code: None,
        };
        vec![DemoPage { password: "three words", people: vec![one, other] }]
    }
}

#[derive(Serialize, Debug)]
struct Stop {
    person: &'static str,
    worker: &'static str,
    sign_in: &'static str,
    sentence: &'static str,
}

/// A walk through the demo for somebody who has never seen it.
#[derive(Serialize, Debug)]
pub(super) struct TourPage {
    stops: Vec<Stop>,
}

impl Page for TourPage {
    const TEMPLATE: &'static str = "desk/tour";
    const PUBLIC: bool = true;
    fn sample() -> Vec<TourPage> {
        vec![TourPage { stops: stops() }]
    }
}

fn stops() -> Vec<Stop> {
    let stop =
        |s: &crate::demo::Stop| Stop { person: s.person, worker: s.worker, sign_in: s.sign_in, sentence: s.sentence };
    crate::demo::TOUR.iter().map(stop).collect()
}

async fn tour(ctx: Ctx) -> Result<Response> {
    only_in_demo(&ctx)?;
    ctx.page(&TourPage { stops: stops() })
}

/// The password of everybody in the demo. It opens nothing elsewhere: only `kith demo` sets it, and only in a folder that it marked as a demo.
pub const DEMO_PASSWORD: &str = "piano-choir-garden";

/// A demo's helps exist in a folder marked as a demo, for readers on this machine.
fn only_in_demo(ctx: &Ctx) -> Result<()> {
    if ctx.machine.config.demo && ctx.request.address.is_loopback() { Ok(()) } else { Err(Error::NotFound) }
}

async fn demo(ctx: Ctx) -> Result<Response> {
    only_in_demo(&ctx)?;
    let system = ctx.machine.system("demo");
    let codes = identity::demo_codes(&system).await?;
    let workers = identity::workers(&system).await?;
    let mut people = vec![];
    for (role, name, email) in crate::demo::who_can_sign_in(&ctx.machine).await? {
        let id = workers.iter().find(|w| w.email.to_string() == email).map(|w| w.id);
        // Whose role needs no second factor has no code.
        let code = codes.iter().find(|(worker, _)| Some(*worker) == id).map(|(_, code)| code.clone());
        people.push(Somebody { role, name, email, code });
    }
    ctx.page(&DemoPage { password: DEMO_PASSWORD, people })
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
