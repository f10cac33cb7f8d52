//! A message to oneself, to see whether messages leave the house.

use crate::{
    identity,
    policy::{HOUSE_EDIT, HOUSE_VIEW},
};
use axum::response::Response;
use base::{
    Ctx, Error, House, Result, Rx,
    http::{
        form::Form,
        page::{Page, see},
        routes::{Access, Route},
    },
    mail::{self, Mail},
    settings,
};
use kernel::{Id, Instant};
use serde::{Deserialize, Serialize};

/// The setting that says which message was the last test.
const MESSAGE: &str = "test-message";

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/set-up/message", Access::For(&HOUSE_EDIT), show),
        Route::post("/set-up/message", Access::For(&HOUSE_EDIT), submit),
    ]
}

#[derive(Serialize, Deserialize, Debug)]
struct Sent {
    mail: Id<Mail>,
    at: Instant,
}

/// The last test, and what became of it.
#[derive(Serialize, Debug)]
pub(super) struct Test {
    pub at: Instant,
    pub state: String,
}

pub(super) async fn last(rx: &mut Rx) -> Result<Option<Test>> {
    let Some(sent) = settings::get::<Sent>(rx, MESSAGE).await? else { return Ok(None) };
    let state = mail::state(rx, sent.mail).await?;
    Ok(state.map(|state| Test { at: sent.at, state }))
}

/// Where the message goes, and what became of the last one.
#[derive(Serialize, Debug)]
pub(super) struct MessagePage {
    email: String,
    test: Option<Test>,
    /// Whether messages go to a mail server, or stay in the outbox folder.
    leaves: bool,
}

impl Page for MessagePage {
    const TEMPLATE: &'static str = "setup/message";
    fn sample() -> Vec<MessagePage> {
        let at = "2026-11-24T09:00:00.000000Z".parse().expect("a sample instant");
        let page = |state: Option<&str>, leaves| MessagePage {
            email: "ada.novak@house.example".into(),
            test: state.map(|s| Test { at, state: s.into() }),
            leaves,
        };
        vec![
            page(None, false),
            page(Some("waiting"), true),
            page(Some("handed"), true),
            page(Some("sent"), true),
            page(Some("failed"), true),
        ]
    }
}

async fn my_email(rx: &mut Rx, ctx: &Ctx) -> Result<String> {
    let me = ctx.actor.account().ok_or(Error::SignIn)?;
    Ok(identity::worker(rx, Id::from_uuid(me)).await?.ok_or(Error::NotFound)?.email.to_string())
}

async fn show(ctx: Ctx) -> Result<Response> {
    let (mut rx, _) = ctx.read(&HOUSE_VIEW, House::id()).await?;
    let config = &ctx.machine.config;
    let page = MessagePage {
        email: my_email(&mut rx, &ctx).await?,
        test: last(&mut rx).await?,
        leaves: !config.get("smtp").is_empty() && !config.demo,
    };
    ctx.page(&page)
}

/// One at a time: while a test waits, pressing again sends nothing.
async fn submit(ctx: Ctx, Form(_): Form) -> Result<Response> {
    let (mut tx, _) = ctx.write(&HOUSE_EDIT, House::id()).await?;
    if last(&mut tx).await?.is_some_and(|t| t.state == "waiting") {
        return Ok(see("/set-up/message?done=test-waits"));
    }
    let (brand, words) = (ctx.machine.pages.brand(), &ctx.machine.words);
    let pairs = [("brand", brand.name.as_str())];
    let mail = Mail {
        to: my_email(&mut tx, &ctx).await?,
        subject: words.with("en", "mail-test-subject", &pairs),
        text: words.with("en", "mail-test-text", &pairs),
    };
    let id = mail::send(&mut tx, &ctx, &mail).await?;
    settings::set(&mut tx, MESSAGE, &Sent { mail: id, at: ctx.now() }).await?;
    tx.commit().await?;
    Ok(see("/set-up/message?done=test-sent"))
}
