//! A page for everything that goes wrong, in the house's style and the reader's language, with the request's id; and a plain one when even that
//! cannot be made.

use super::{form::Typed, page::Page};
use crate::{Ctx, Error};
use axum::{
    body::Body,
    extract::Request,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use serde::Serialize;
use std::{any::Any, cell::RefCell, sync::Arc};

/// What a handler's error leaves for [`render`].
#[derive(Clone)]
struct Problem(Arc<Error>);

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let mut response = status(&self).into_response();
        response.extensions_mut().insert(Problem(Arc::new(self)));
        response
    }
}

fn status(error: &Error) -> StatusCode {
    match error {
        Error::NotFound => StatusCode::NOT_FOUND,
        Error::SignIn => StatusCode::UNAUTHORIZED,
        Error::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Error::Conflict(_) => StatusCode::CONFLICT,
        Error::Forged => StatusCode::FORBIDDEN,
        Error::TooMany(_) | Error::TooOften(_) => StatusCode::TOO_MANY_REQUESTS,
        Error::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Error::Malformed(_) => StatusCode::BAD_REQUEST,
        Error::Later => StatusCode::SERVICE_UNAVAILABLE,
        Error::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// The page of an error.
#[derive(Serialize, Debug)]
pub struct ErrorPage {
    /// The key of the heading; `-text` is appended for the explanation.
    key: &'static str,
    /// For a conflict, what is in conflict.
    detail: Option<&'static str>,
    wait: Option<u64>,
    /// What was typed and not taken, to be copied from here.
    typed: Vec<String>,
    /// The page that the form stood on, as it is now.
    again: Option<String>,
    request: String,
}

impl Page for ErrorPage {
    const TEMPLATE: &'static str = "error";
    const PUBLIC: bool = true;
    fn sample() -> Vec<ErrorPage> {
        [
            "not-found",
            "conflict",
            "not-sent",
            "forged",
            "too-many",
            "too-often",
            "too-large",
            "malformed",
            "later",
            "broken",
            "invalid",
        ]
        .map(|k| ErrorPage {
            key: key_of(k),
            detail: None,
            wait: Some(30),
            typed: (k == "conflict").then(|| "There is a piano in his room.".into()).into_iter().collect(),
            again: (k == "conflict").then(|| "/somewhere".into()),
            request: "0f3a9c".into(),
        })
        .into()
    }
}

fn key_of(word: &str) -> &'static str {
    match word {
        "not-found" => "problem-not-found",
        "conflict" => "problem-conflict",
        "not-sent" => "problem-not-sent",
        "forged" => "problem-forged",
        "too-many" => "problem-too-many",
        "too-often" => "problem-too-often",
        "too-large" => "problem-too-large",
        "malformed" => "problem-malformed",
        "invalid" => "problem-invalid",
        "later" => "problem-later",
        _ => "problem-broken",
    }
}

/// Turns what a handler left into a page.
pub async fn render(mut request: Request, next: Next) -> Response {
    let ctx = request.extensions().get::<Ctx>().cloned();
    let method = request.method().clone();
    let from = stood_on(request.headers());
    let typed = Typed::default();
    request.extensions_mut().insert(typed.clone());
    let response = next.run(request).await;
    let error = match response.extensions().get::<Problem>().cloned() {
        Some(Problem(error)) => error,
        None => match refused_by_the_frame(&response) {
            Some(error) => Arc::new(error),
            None => return response,
        },
    };
    let Some(ctx) = ctx else { return plain(status(&error)) };
    if let Error::Broken(cause) = &*error {
        tracing::error!(request = ctx.request.id, error = format!("{cause:#}"), "a fault of ours");
    }
    if matches!(*error, Error::SignIn) {
        // Where to go on after signing in: only pages, never forms.
        let here = match &ctx.request.query {
            Some(q) => format!("{}?{q}", ctx.request.path),
            None => ctx.request.path.clone(),
        };
        let next: String = form_urlencoded::byte_serialize(here.as_bytes()).collect();
        let target =
            if method == axum::http::Method::GET { format!("/sign-in?next={next}") } else { "/sign-in".into() };
        return Redirect::to(&target).into_response();
    }
    let matched = response.extensions().get::<axum::extract::MatchedPath>().cloned();
    let mut page = explained(&ctx, &error, typed.words(), from);
    if let Some(matched) = matched {
        page.extensions_mut().insert(matched);
    }
    page
}

/// What the layers and extractors of the frame refuse in their own words: a body that is too large, an address with something in it that is no id.
fn refused_by_the_frame(response: &Response) -> Option<Error> {
    let plain = response.headers().get(header::CONTENT_TYPE).is_some_and(|t| t.as_bytes().starts_with(b"text/plain"));
    match response.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Some(Error::TooLarge),
        // What cannot be an id is not there, like an id that nobody has.
        StatusCode::BAD_REQUEST if plain => Some(Error::NotFound),
        _ => None,
    }
}

/// The page of ours that a request came from, by path and query.
pub fn stood_on(headers: &HeaderMap) -> Option<String> {
    let from = url::Url::parse(headers.get(header::REFERER)?.to_str().ok()?).ok()?;
    let host = headers.get(header::HOST)?.to_str().ok()?;
    let port = from.port().map(|port| format!(":{port}")).unwrap_or_default();
    if format!("{}{port}", from.host_str()?) != host {
        return None;
    }
    let query = from.query().map(|query| format!("?{query}")).unwrap_or_default();
    Some(format!("{}{query}", from.path()))
}

/// The page of an error, whatever happened before.
pub fn page(ctx: &Ctx, error: &Error) -> Response {
    explained(ctx, error, vec![], None)
}

fn explained(ctx: &Ctx, error: &Error, typed: Vec<String>, from: Option<String>) -> Response {
    let (key, detail, wait) = match error {
        Error::NotFound | Error::SignIn => ("problem-not-found", None, None),
        Error::Invalid(_) => ("problem-invalid", None, None),
        // Nobody was quicker: a script sent it, so that it is kept.
        Error::Conflict(word @ "conflict-not-sent") => ("problem-not-sent", Some(*word), None),
        // They were in, and are not any more.
        Error::Conflict(word @ "conflict-keep-over") => ("problem-over", Some(*word), None),
        Error::Conflict(word) => ("problem-conflict", Some(*word), None),
        Error::Forged => ("problem-forged", None, None),
        Error::TooMany(s) => ("problem-too-many", None, Some(*s)),
        Error::TooOften(s) => ("problem-too-often", None, Some(*s)),
        Error::TooLarge => ("problem-too-large", None, None),
        Error::Malformed(_) => ("problem-malformed", None, None),
        Error::Later => ("problem-later", None, None),
        Error::Broken(_) => ("problem-broken", None, None),
    };
    let again = from.filter(|_| matches!(error, Error::Conflict(_)));
    let body = ErrorPage { key, detail, wait, typed, again, request: ctx.request.id.clone() };
    let mut response = match ctx.render(&body) {
        Ok(html) => (status(error), html).into_response(),
        Err(e) => {
            tracing::error!(request = ctx.request.id, error = ?e, "the error page itself");
            plain(status(error))
        }
    };
    if let Error::TooMany(s) | Error::TooOften(s) = error {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(*s));
    }
    response
}

/// When nothing else works.
pub fn plain(status: StatusCode) -> Response {
    let text = format!("{status}\n\nKith could not show this page. Please try again in a moment.\n");
    (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}

thread_local! {
    /// Where the last panic of this thread was.
    static PANICKED_AT: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Makes panics say where they were, and not what: a message may hold what somebody typed. Called once, at the start of the server.
pub fn quiet_panics() {
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "a panic");
        PANICKED_AT.with(|at| *at.borrow_mut() = Some(place));
    }));
}

/// A handler that panicked is a fault of ours like any other: a page, a request id, a line in the log. What it said is left out.
pub fn panicked(_: Box<dyn Any + Send + 'static>) -> Response<Body> {
    let place = PANICKED_AT.with(|at| at.borrow_mut().take()).unwrap_or_else(|| "an unknown place".to_owned());
    Error::Broken(anyhow::anyhow!("a panic at {place}")).into_response()
}
