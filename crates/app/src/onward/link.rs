//! What the keeper of a service sees, who has no account: a PIN, one referral, an answer. Opening it changes nothing.

use super::{
    actions::{self, Reply},
    model::{DECLINES, Link, Status},
    send::worker_of,
    store,
};
use crate::{
    case, directory,
    policy::{LINK_KNOCK, LINK_OPEN},
};
use axum::{
    extract::Path,
    http::{HeaderMap, header},
    response::Response,
};
use base::{
    Actor, Ctx, Error, FieldErrors, House, Result,
    http::{
        cookie, cookie_of,
        form::{Choice, Fields, Form, FormView, Reader},
        page::{Page, see},
        routes::{Access, Route},
    },
    seal,
};
use kernel::Date;
use serde::Serialize;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/l/{token}", Access::Link, show),
        Route::post("/l/{token}", Access::Link, give_pin),
        Route::post("/l/{token}/accept", Access::Link, accept),
        Route::post("/l/{token}/decline", Access::Link, decline),
        Route::post("/l/{token}/came", Access::Link, came),
        Route::post("/l/{token}/did-not-come", Access::Link, did_not_come),
    ]
}

/// The cookie of a browser in which the PIN was given.
const VISIT: &str = "visit";

/// Before the PIN: nothing about anybody.
#[derive(Serialize, Debug)]
pub(super) struct PinPage {
    form: FormView,
}

impl Page for PinPage {
    const TEMPLATE: &'static str = "onward/link_pin";
    const PUBLIC: bool = true;
    fn sample() -> Vec<PinPage> {
        let mut form = FormView::default();
        form.errors.add("pin", "error-pin");
        vec![PinPage { form: FormView::default() }, PinPage { form }]
    }
}

/// One referral, and the answer that is due now.
#[derive(Serialize, Debug)]
pub(super) struct LinkPage {
    token: String,
    service: String,
    reference: String,
    shared: String,
    /// Whom to ask how they can be reached: the number that was sent must not be rung any more.
    ask: Option<String>,
    status: &'static str,
    first_on: Option<Date>,
    can_answer: bool,
    can_attend: bool,
    reasons: Vec<Choice>,
    form: FormView,
}

impl LinkPage {
    fn example(status: Status) -> LinkPage {
        LinkPage {
            token: "t".into(),
            service: "Carpenters Road Singers".into(),
            reference: "K7MQ-4XRT".into(),
            shared: "Called: Walter\nWould like: to sing again".into(),
            ask: (status == Status::Accepted).then(|| "Sam Lee, 020 7946 0123".into()),
            status: status.key(),
            first_on: Date::new(2026, 12, 1),
            can_answer: status == Status::Sent,
            can_attend: status == Status::Accepted,
            reasons: vec![Choice::new("full", "We are full")],
            form: FormView::default(),
        }
    }
}

impl Page for LinkPage {
    const TEMPLATE: &'static str = "onward/link";
    const PUBLIC: bool = true;
    fn sample() -> Vec<LinkPage> {
        let mut wrong = LinkPage::example(Status::Sent);
        wrong.form.errors.add("why", "error-decline-why");
        let mut long = LinkPage::example(Status::Accepted);
        long.form.errors.add_with("said", "error-too-long", [("max", "600".to_owned())]);
        vec![
            LinkPage::example(Status::Sent),
            LinkPage::example(Status::Accepted),
            LinkPage::example(Status::DidNotCome),
            wrong,
            long,
        ]
    }
}

/// After the last answer: the link is used up.
#[derive(Serialize, Debug)]
pub(super) struct DonePage {
    came: bool,
}

impl Page for DonePage {
    const TEMPLATE: &'static str = "onward/link_done";
    const PUBLIC: bool = true;
    fn sample() -> Vec<DonePage> {
        vec![DonePage { came: true }, DonePage { came: false }]
    }
}

/// The living link of a token.
async fn knock(ctx: &Ctx, token: &str) -> Result<Link> {
    // A link's holder has not signed in; whatever else this browser holds does not matter here.
    let ctx = as_public(ctx);
    let (mut rx, _) = ctx.read(&LINK_KNOCK, House::id()).await?;
    store::link(&mut rx, &seal::token_hash(token)).await?.filter(|l| l.lives(ctx.now())).ok_or(Error::NotFound)
}

fn as_public(ctx: &Ctx) -> Ctx {
    ctx.acting(Actor::Public)
}

/// A context that acts as the link, when the PIN was given in this browser.
async fn holder(ctx: &Ctx, headers: &HeaderMap, link: &Link) -> Result<Option<Ctx>> {
    let Some(visit) = cookie_of(headers, VISIT) else { return Ok(None) };
    let public = as_public(ctx);
    let (mut rx, _) = public.read(&LINK_KNOCK, House::id()).await?;
    let given = store::visit(&mut rx, &seal::token_hash(visit), ctx.now()).await?;
    drop(rx);
    Ok((given == Some(link.id)).then(|| ctx.acting(Actor::Link(link.id.uuid()))))
}

async fn show(ctx: Ctx, Path(token): Path<String>, headers: HeaderMap) -> Result<Response> {
    let link = knock(&ctx, &token).await?;
    match holder(&ctx, &headers, &link).await? {
        Some(holder) => holder.page(&page(&holder, &token, &link, FormView::default()).await?),
        None => ctx.page(&PinPage { form: FormView::default() }),
    }
}

async fn page(holder: &Ctx, token: &str, link: &Link, form: FormView) -> Result<LinkPage> {
    let (mut rx, onward) = holder.read(&LINK_OPEN, link.onward_id).await.map_err(not_found)?;
    let service = directory::name(&mut rx, onward.service_id).await?.ok_or(Error::NotFound)?;
    let case = case::find(&mut rx, onward.case_id).await?.ok_or(Error::NotFound)?;
    let whom = case::whom(&mut rx, &case).await?;
    let ask = if onward.gives_unsafe_number(&whom) { Some(worker_of(&mut rx, &case).await?) } else { None };
    let now = holder.now();
    Ok(LinkPage {
        token: token.to_owned(),
        service,
        reference: onward.reference.to_string(),
        status: onward.status(now).key(),
        first_on: onward.first_on,
        can_answer: onward.can("accept", now),
        can_attend: onward.can("came", now),
        shared: onward.shared_now(&whom),
        ask,
        reasons: holder.choices("decline", DECLINES),
        form,
    })
}

/// A link has nowhere to sign in: whatever is refused is not there.
fn not_found(error: Error) -> Error {
    if matches!(error, Error::SignIn) { Error::NotFound } else { error }
}

async fn give_pin(ctx: Ctx, Path(token): Path<String>, Form(fields): Form) -> Result<Response> {
    knock(&ctx, &token).await?;
    match actions::give_pin(&as_public(&ctx), &token, fields.get("pin")).await? {
        Some(visit) => {
            let mut response = see(format!("/l/{token}"));
            response.headers_mut().append(header::SET_COOKIE, cookie(&ctx.machine, VISIT, &visit, Some(1800), true));
            Ok(response)
        }
        None => {
            let mut form = FormView::default();
            form.errors.add("pin", "error-pin");
            ctx.page_invalid(&PinPage { form })
        }
    }
}

/// Opens the door for an answer: the link lives and the PIN was given here.
async fn enter(ctx: &Ctx, token: &str, headers: &HeaderMap) -> Result<(Ctx, Link)> {
    let link = knock(ctx, token).await?;
    let holder = holder(ctx, headers, &link).await?.ok_or(Error::NotFound)?;
    Ok((holder, link))
}

/// The page again, with everything that was typed: nothing has been answered yet, and the link lives.
async fn again(holder: &Ctx, token: &str, link: &Link, typed: &Fields, errors: &FieldErrors) -> Result<Response> {
    holder.page_invalid(&page(holder, token, link, FormView::with(typed, errors)).await?)
}

async fn accept(ctx: Ctx, Path(token): Path<String>, headers: HeaderMap, Form(fields): Form) -> Result<Response> {
    let (holder, link) = enter(&ctx, &token, &headers).await?;
    let mut reader = Reader::new(&fields);
    let first = reader.date("first");
    let note = reader.optional("note", 600);
    if !reader.errors.is_empty() {
        return again(&holder, &token, &link, &fields, &reader.errors).await;
    }
    actions::answer(&holder, link.onward_id, Reply::Accept { first, note }).await?;
    Ok(see(format!("/l/{token}?done=link-accepted")))
}

async fn decline(ctx: Ctx, Path(token): Path<String>, headers: HeaderMap, Form(fields): Form) -> Result<Response> {
    let (holder, link) = enter(&ctx, &token, &headers).await?;
    let mut reader = Reader::new(&fields);
    let why = reader.choice("why", DECLINES, "error-decline-why");
    let note = reader.optional("decline-note", 600);
    if !reader.errors.is_empty() {
        return again(&holder, &token, &link, &fields, &reader.errors).await;
    }
    actions::answer(&holder, link.onward_id, Reply::Decline { why: &why, note }).await?;
    holder.page(&DonePage { came: false })
}

async fn came(ctx: Ctx, Path(token): Path<String>, headers: HeaderMap, Form(fields): Form) -> Result<Response> {
    let (holder, link) = enter(&ctx, &token, &headers).await?;
    let mut reader = Reader::new(&fields);
    let said = reader.optional("said", 600);
    if !reader.errors.is_empty() {
        return again(&holder, &token, &link, &fields, &reader.errors).await;
    }
    actions::answer(&holder, link.onward_id, Reply::Came { said }).await?;
    holder.page(&DonePage { came: true })
}

async fn did_not_come(ctx: Ctx, Path(token): Path<String>, headers: HeaderMap, Form(fields): Form) -> Result<Response> {
    let (holder, link) = enter(&ctx, &token, &headers).await?;
    let mut reader = Reader::new(&fields);
    let said = reader.optional("said", 600);
    if !reader.errors.is_empty() {
        return again(&holder, &token, &link, &fields, &reader.errors).await;
    }
    actions::answer(&holder, link.onward_id, Reply::DidNotCome { said }).await?;
    Ok(see(format!("/l/{token}?done=link-did-not-come")))
}
