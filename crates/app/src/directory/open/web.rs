//! The two addresses of the open directory. Whatever is asked under them is answered by JSON that any page may read, a mistake too.

use super::{
    answer::{List, Open, Reader, envelope, newest},
    ask::{self, Ask, Wrong},
    changes, describe,
};
use crate::directory::fresh;
use axum::{
    body::{Body, Bytes},
    extract::{Path, rejection::PathRejection},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use base::{
    Ctx, Error, Result,
    http::{
        routes::{Access, Route},
        same,
    },
};
use kernel::{Instant, Outcode, Point, Postcode};
use serde_json::{Value, json};

/// What an address calls itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standard {
    Oruk,
    Hsds,
}

impl Standard {
    pub const fn base(self) -> &'static str {
        match self {
            Standard::Oruk => "/oruk/v3",
            Standard::Hsds => "/hsds/v3",
        }
    }

    pub const fn version(self) -> &'static str {
        match self {
            Standard::Oruk => "HSDS-UK-3.0",
            Standard::Hsds => "3.1",
        }
    }

    pub const fn profile(self) -> &'static str {
        match self {
            Standard::Oruk => "https://openreferraluk.org/developers/specifications",
            Standard::Hsds => "https://docs.openreferral.org/en/3.1/",
        }
    }
}

macro_rules! at {
    ($($standard:ident $base:literal,)*) => {
        pub(in crate::directory) fn routes() -> Vec<Route> {
            vec![$(
                Route::get($base, Access::Public, |ctx: Ctx, headers: HeaderMap| {
                    get(ctx, Standard::$standard, String::new(), headers)
                }),
                Route::get(concat!($base, "/"), Access::Public, |ctx: Ctx, headers: HeaderMap| {
                    get(ctx, Standard::$standard, String::new(), headers)
                }),
                Route::get(concat!($base, "/{*rest}"), Access::Public, |ctx: Ctx, rest: Rest, headers: HeaderMap| {
                    get(ctx, Standard::$standard, below(rest), headers)
                }),
                Route::post(concat!($base, "/{*rest}"), Access::Public, |ctx: Ctx, rest: Rest, headers: HeaderMap, body: Bytes| {
                    post(ctx, Standard::$standard, below(rest), headers, body)
                }),
                Route::others($base, Access::Public, only_asked),
                Route::others(concat!($base, "/"), Access::Public, only_asked),
                Route::others(concat!($base, "/{*rest}"), Access::Public, only_asked),
                Route::options($base, Access::Public, allowed),
                Route::options(concat!($base, "/"), Access::Public, allowed),
                Route::options(concat!($base, "/{*rest}"), Access::Public, allowed),
            )*]
        }
    };
}

at! {
    Oruk "/oruk/v3",
    Hsds "/hsds/v3",
}

type Rest = Result<Path<String>, PathRejection>;

/// What stands below the base. What is not even text is the name of nothing.
fn below(rest: Rest) -> String {
    rest.map_or_else(|_| "nothing".to_owned(), |Path(rest)| rest)
}

/// Whoever wants to write is told that here one only asks.
async fn only_asked() -> Response {
    let mut response = mistake(StatusCode::METHOD_NOT_ALLOWED, "here one only asks: GET, HEAD, POST, OPTIONS", None);
    response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD, POST, OPTIONS"));
    response
}

/// Under these a POST only asks.
pub const OPEN: &[&str] = &["/oruk/v3", "/hsds/v3"];

/// What browsers ask before they let a page ask.
async fn allowed() -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    for (name, value) in [
        ("access-control-allow-methods", "GET, HEAD, POST, OPTIONS"),
        ("access-control-allow-headers", "content-type, if-none-match"),
        ("access-control-max-age", "86400"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    for_anybody(response)
}

fn for_anybody(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in [
        ("access-control-allow-origin", "*"),
        ("access-control-expose-headers", "etag, last-modified, link"),
        ("cross-origin-resource-policy", "cross-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// What went wrong, for a machine and for who reads its log.
fn mistake(status: StatusCode, says: &str, parameter: Option<&str>) -> Response {
    let mut body = json!({ "error": says });
    if let Some(parameter) = parameter {
        body["parameter"] = parameter.into();
    }
    let kind = [(header::CONTENT_TYPE, JSON), (header::CACHE_CONTROL, "no-store")];
    for_anybody((status, kind, body.to_string()).into_response())
}

const JSON: &str = "application/json; charset=utf-8";
const LINES: &str = "application/x-ndjson; charset=utf-8";

async fn get(ctx: Ctx, standard: Standard, rest: String, headers: HeaderMap) -> Response {
    let pairs = ask::pairs(ctx.request.query.as_deref().unwrap_or_default());
    answered(answer(&ctx, standard, &rest, &pairs, &headers).await)
}

/// The same as a GET, with what is asked in the body too: so that what somebody needs stands in no log.
async fn post(ctx: Ctx, standard: Standard, rest: String, headers: HeaderMap, body: Bytes) -> Response {
    let mut pairs = ask::pairs(ctx.request.query.as_deref().unwrap_or_default());
    let kind = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let text = String::from_utf8_lossy(&body);
    if kind.contains("json") {
        let said = serde_json::from_str::<Value>(&text).ok();
        match said.as_ref().and_then(ask::of_json) {
            Some(more) => pairs.extend(more),
            None if text.trim().is_empty() => {}
            None => return mistake(StatusCode::BAD_REQUEST, "the body is an object of parameters", None),
        }
    } else if kind.is_empty() || kind.contains("x-www-form-urlencoded") {
        pairs.extend(ask::pairs(&text));
    } else {
        return mistake(StatusCode::UNSUPPORTED_MEDIA_TYPE, "the body is a form or JSON", None);
    }
    if !List::ALL.iter().any(|l| l.path() == rest.trim_end_matches('/')) {
        return mistake(StatusCode::NOT_FOUND, "there is nothing here", None);
    }
    answered(answer(&ctx, standard, &rest, &pairs, &HeaderMap::new()).await)
}

/// Why something could not be answered.
enum Unanswered {
    Wrong(Wrong),
    Nothing,
    Broken(Error),
}

impl From<Error> for Unanswered {
    fn from(error: Error) -> Unanswered {
        Unanswered::Broken(error)
    }
}
impl From<serde_json::Error> for Unanswered {
    fn from(error: serde_json::Error) -> Unanswered {
        Unanswered::Broken(error.into())
    }
}
impl From<Wrong> for Unanswered {
    fn from(wrong: Wrong) -> Unanswered {
        Unanswered::Wrong(wrong)
    }
}

fn answered(outcome: Result<Response, Unanswered>) -> Response {
    match outcome {
        Ok(response) => for_anybody(response),
        Err(Unanswered::Wrong(wrong)) => {
            mistake(StatusCode::BAD_REQUEST, &format!("{}: {}", wrong.parameter, wrong.says), Some(&wrong.parameter))
        }
        Err(Unanswered::Nothing) => mistake(StatusCode::NOT_FOUND, "there is nothing here", None),
        Err(Unanswered::Broken(Error::Later)) => {
            mistake(StatusCode::SERVICE_UNAVAILABLE, "not now: try again in a minute", None)
        }
        Err(Unanswered::Broken(error)) => {
            tracing::error!(%error, "the open directory could not be read");
            mistake(StatusCode::INTERNAL_SERVER_ERROR, "a fault of ours", None)
        }
    }
}

async fn answer(
    ctx: &Ctx,
    standard: Standard,
    rest: &str,
    pairs: &[(String, String)],
    headers: &HeaderMap,
) -> Result<Response, Unanswered> {
    let (head, tail) = rest.trim_matches('/').split_once('/').unwrap_or((rest.trim_matches('/'), ""));
    match (head, tail) {
        ("", "") => return Ok(kept(&root(ctx, standard), None, headers)),
        ("openapi.json", "") => {
            return Ok(kept(&describe::document(&ctx.machine.config.public_url(), standard), None, headers));
        }
        _ => {}
    }
    if (head, tail) == ("changes", "") {
        let ask = Ask::read(pairs, &[ask::CHANGES])?;
        let open = fresh::open(&ctx.machine).await?;
        let limit = ask.per_page.clamp(1, ask::MOST_PER_PAGE);
        let page = changes::page(ctx, &open, standard, ask.after, limit).await?;
        return Ok(kept(&page, None, headers));
    }
    let Some(list) = List::ALL.into_iter().find(|l| l.path() == head) else { return Err(Unanswered::Nothing) };
    let open = fresh::open(&ctx.machine).await?;
    let mut reader = Reader::new(ctx, &open).await?;
    if !tail.is_empty() {
        let id: uuid::Uuid = tail.parse().map_err(|_| Unanswered::Nothing)?;
        let Some(number) = open.number(list, id) else {
            // One of several entries that are one: the one that stands for them has what is known.
            let root = reader.root_of(list, id).await?.filter(|root| open.number(list, *root).is_some());
            let root = root.ok_or(Unanswered::Nothing)?;
            let to = format!("{}/{}/{root}", standard.base(), list.path());
            return Ok((StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, to)]).into_response());
        };
        let whole = Ask { full: true, ..Ask::read(pairs, describe::parameters(list))? };
        let document = one(&mut reader, list, number, &whole).await?.ok_or(Unanswered::Nothing)?;
        let modified = document.get("last_modified").and_then(Value::as_str).and_then(|at| at.parse().ok());
        return Ok(kept(&Value::Object(document), modified, headers));
    }
    let ask = Ask::read(pairs, describe::parameters(list))?;
    let near = near(ctx, &open, &ask).await?;
    let fitting = open.fitting(list, &ask, near);
    if ask.ndjson {
        drop(reader);
        return Ok(lines(ctx.clone(), open, fitting, list, ask));
    }
    let total = fitting.len();
    let from = usize::try_from((ask.page - 1).saturating_mul(ask.per_page)).unwrap_or(usize::MAX).min(total);
    let some = &fitting[from..(from + ask.per_page as usize).min(total)];
    let mut contents = vec![];
    if ask.minimal {
        contents.extend(open.minimal(list, some).into_iter().map(Value::Object));
    } else {
        for n in some {
            contents.extend(one(&mut reader, list, *n, &ask).await?.map(Value::Object));
        }
    }
    Ok(kept(&envelope(total, ask.page, ask.per_page, contents), newest(&open.shelf), headers))
}

async fn one(reader: &mut Reader<'_>, list: List, n: u32, ask: &Ask) -> Result<Option<hsds::Document>> {
    if list == List::Organizations && ask.full_service {
        reader.with_services(n).await
    } else if ask.full {
        reader.whole(list, n).await
    } else {
        reader.row(list, n).await
    }
}

/// Where somebody looks from.
async fn near(ctx: &Ctx, open: &Open, ask: &Ask) -> Result<Option<Point>, Unanswered> {
    let Some(text) = &ask.postcode else { return Ok(ask.near) };
    let wrong = |says: &str| Wrong { parameter: "postcode".into(), says: says.into() };
    if text.parse::<Postcode>().is_err() && text.parse::<Outcode>().is_err() {
        return Err(wrong("it is no postcode").into());
    }
    let found = match fresh::locate(&ctx.machine, text).await? {
        Some(found) => Some(found.point),
        None => open.middle_of(text),
    };
    Ok(Some(found.ok_or_else(|| wrong("nobody here knows where it is"))?))
}

fn root(ctx: &Ctx, standard: Standard) -> Value {
    let url = ctx.machine.config.public_url();
    json!({
        "version": standard.version(),
        "profile": standard.profile(),
        "openapi_url": format!("{}{}/openapi.json", url.trim_end_matches('/'), standard.base()),
    })
}

/// An answer that may be kept as long as it is asked about each time.
fn kept(body: &Value, modified: Option<Instant>, headers: &HeaderMap) -> Response {
    let bytes = body.to_string();
    let tag = same::tag(bytes.as_bytes());
    let mut response = if same::has(headers, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, JSON)], bytes).into_response()
    };
    let to = response.headers_mut();
    to.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, no-cache"));
    if let Ok(value) = HeaderValue::from_str(&tag) {
        to.insert(header::ETAG, value);
    }
    let told = modified.map(|at| at.jiff().strftime("%a, %d %b %Y %H:%M:%S GMT").to_string());
    if let Some(value) = told.and_then(|t| HeaderValue::from_str(&t).ok()) {
        to.insert(header::LAST_MODIFIED, value);
    }
    response
}

/// Every row as a line, read as they are taken.
fn lines(ctx: Ctx, open: Open, all: Vec<u32>, list: List, ask: Ask) -> Response {
    let (send, receive) = tokio::sync::mpsc::channel::<std::io::Result<Bytes>>(4);
    tokio::spawn(async move {
        const AT_ONCE: usize = 100;
        for some in all.chunks(AT_ONCE) {
            let text = async {
                let mut text = String::new();
                if ask.minimal {
                    for d in open.minimal(list, some) {
                        text += &serde_json::to_string(&d)?;
                        text.push('\n');
                    }
                    return Ok(text);
                }
                let mut reader = Reader::new(&ctx, &open).await?;
                for n in some {
                    if let Some(d) = one(&mut reader, list, *n, &ask).await? {
                        text += &serde_json::to_string(&d)?;
                        text.push('\n');
                    }
                }
                Ok::<String, Error>(text)
            };
            let chunk = text.await.map(Bytes::from).map_err(std::io::Error::other);
            let broken = chunk.is_err();
            if send.send(chunk).await.is_err() || broken {
                return;
            }
        }
    });
    let stream = base::http::stream(receive);
    ([(header::CONTENT_TYPE, LINES), (header::CACHE_CONTROL, "no-store")], Body::from_stream(stream)).into_response()
}
