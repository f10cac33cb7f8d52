//! The way of a request: language → limit per address → session → [`Ctx`] → the handler of the routes table → headers.
//!
//! [`app`] puts the layers around a table of routes. Outermost come the things that must hold whatever happens inside: the request's id, security
//! headers, a page for every error, a body that is too large refused unread.

pub mod assets;
pub mod errors;
pub mod form;
pub mod gate;
pub mod guard;
pub mod held;
pub mod limits;
pub mod page;
pub mod routes;
pub mod same;
mod spoken;
pub mod tour;
pub mod wizard;

use crate::{
    Actor, Ctx, Machine, Result,
    auth::session::{self, Found, Session},
    seal,
};
use axum::{
    Router,
    body::Body,
    extract::{FromRequestParts, MatchedPath, Request},
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header, request::Parts},
    middleware::{Next, from_fn},
    response::{IntoResponse, Response},
};
use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer, limit::RequestBodyLimitLayer};

/// The largest body of an ordinary route. Routes that take files say so in the table.
pub const BODY_LIMIT: usize = 256 * 1024;

/// What is known of a request besides who acts.
#[derive(Clone, Debug)]
pub struct RequestInfo {
    /// Shown on error pages and in logs, so that a person can read it over the telephone.
    pub id: String,
    pub lang: String,
    /// The path without the language, for links to the same page in another language.
    pub path: String,
    pub query: Option<String>,
    /// Whether the path began with a language.
    pub prefixed: bool,
    /// For scripts of this page only.
    pub nonce: String,
    /// What forms are marked with, for browsers that say nothing about where a request comes from.
    pub form_token: String,
    pub session: Option<Session>,
    /// A session of this browser that ended by itself, with its holder's roles.
    pub ended: Option<(Session, Vec<String>)>,
    /// What the browser calls itself.
    pub device: String,
    pub address: IpAddr,
    /// `auto`, `light` or `dark`.
    pub theme: String,
    /// In a demo, the stops of the tour that this browser has opened, the last one last.
    pub tour: Vec<u8>,
}

impl Default for RequestInfo {
    fn default() -> RequestInfo {
        RequestInfo {
            id: String::new(),
            lang: crate::words::ENGLISH.to_owned(),
            path: "/".to_owned(),
            query: None,
            prefixed: false,
            nonce: String::new(),
            form_token: String::new(),
            session: None,
            ended: None,
            device: String::new(),
            address: IpAddr::from([127, 0, 0, 1]),
            theme: "auto".to_owned(),
            tour: vec![],
        }
    }
}

/// The name of the session's cookie. The prefix makes browsers refuse it from anywhere but this host over TLS.
pub fn session_cookie(machine: &Machine) -> &'static str {
    if machine.config.secure() { "__Host-kith" } else { "kith" }
}

/// A `Set-Cookie` for this host only.
pub fn cookie(machine: &Machine, name: &str, value: &str, max_age: Option<i64>, http_only: bool) -> HeaderValue {
    let mut text = format!("{name}={value}; Path=/; SameSite=Lax");
    if http_only {
        text.push_str("; HttpOnly");
    }
    if machine.config.secure() {
        text.push_str("; Secure");
    }
    if let Some(seconds) = max_age {
        text.push_str(&format!("; Max-Age={seconds}"));
    }
    HeaderValue::from_str(&text).expect("cookie values are made of safe signs")
}

/// The value of a cookie.
pub fn cookie_of<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(k, _)| *k == name)
        .map(|(_, v)| v)
}

/// Puts the layers around the routes.
pub fn app(machine: Arc<Machine>, routes: Vec<routes::Route>) -> Router {
    let table = routes::mount(routes);
    let for_context = machine.clone();
    let for_headers = machine.clone();
    // Inside: what needs the context. Outside: what must hold even without one.
    let inside = table
        .layer(from_fn(guard::forged))
        .layer(RequestBodyLimitLayer::new(BODY_LIMIT))
        .layer(CatchPanicLayer::custom(errors::panicked))
        .layer(from_fn(settle))
        .layer(from_fn(errors::render))
        .layer(from_fn(move |request: Request, next: Next| {
            let machine = for_context.clone();
            async move { context(machine, request, next).await }
        }));
    // The language is taken off the path before the table sees it, so the routes live behind a fallback.
    Router::new().fallback_service(inside).layer(from_fn(strip_language)).layer(CompressionLayer::new()).layer(from_fn(
        move |request: Request, next: Next| {
            let machine = for_headers.clone();
            async move { guard::headers(machine, request, next).await }
        },
    ))
}

/// `/ar/find` is `/find` in Arabic.
#[derive(Clone)]
struct PathLanguage(String);

/// The language that a path begins with, and the rest of it with its slash. Two or three letters that Kith knows as a language, or Easy Read; no route begins
/// with one, a test checks.
fn without_language(path: &str) -> Option<(&str, &str)> {
    let after = path.strip_prefix('/')?;
    let first = after.split('/').next().unwrap_or_default();
    let is_language = (2..=3).contains(&first.len()) && kernel::Language::find(first).is_some();
    (is_language || first == crate::words::EASY).then(|| (first, &after[first.len()..]))
}

async fn strip_language(mut request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    if let Some((first, rest)) = without_language(&path) {
        let query = request.uri().query().map(|q| format!("?{q}")).unwrap_or_default();
        let rest = rest.strip_prefix('/').unwrap_or_default();
        if let Ok(uri) = format!("/{rest}{query}").parse::<Uri>() {
            request.extensions_mut().insert(PathLanguage(first.to_owned()));
            *request.uri_mut() = uri;
        }
    }
    next.run(request).await
}

/// Works out who is asking, in which language, and leaves a [`Ctx`] for the handler.
async fn context(machine: Arc<Machine>, mut request: Request, next: Next) -> Response {
    let began = std::time::Instant::now();
    let framed = guard::is_framed(request.uri().path());
    if framed {
        // Whoever reads somebody else's page is not asked who they are.
        request.headers_mut().remove(header::COOKIE);
    }
    let mut info = info(&machine, &request);
    let mut actor = Actor::Public;
    // Whoever asks too often is answered before anything is looked up for them.
    let mut failed = limits::count(&machine, &request, info.address).err();
    let token = cookie_of(request.headers(), session_cookie(&machine)).filter(|_| failed.is_none());
    if let Some(token) = token.map(str::to_owned) {
        match session::find(&machine, &token).await {
            Ok(Found::Live(found, roles)) => {
                if found.whole {
                    actor = Actor::Account { id: found.account.uuid(), session: found.id.uuid(), roles: roles.into() };
                }
                info.form_token = guard::token(&machine, &token);
                info.session = Some(found);
            }
            Ok(Found::Ended(session, roles)) => info.ended = Some((session, roles)),
            Ok(Found::Nothing) => {}
            Err(e) => failed = Some(e),
        }
    }
    let mut held = None;
    // What is open to everybody needs nobody who can sign in.
    let open = machine.open.iter().any(|open| request.uri().path().starts_with(open));
    if let Some(gate) = machine.gate.as_ref().filter(|_| failed.is_none() && !open) {
        match gate.holds(&machine, request.method(), request.uri().path()).await {
            Ok(true) => held = Some(gate.page),
            Ok(false) => {}
            Err(e) => failed = Some(e),
        }
    }
    let method = known(request.method());
    let ctx = Ctx::new(machine.clone(), actor).with_request(info);
    request.extensions_mut().insert(ctx.clone());
    let mut response = match (failed, held) {
        (Some(error), _) => errors::page(&ctx, &error),
        (None, Some(page)) => page::see(page),
        (None, None) => next.run(request).await,
    };
    let route = response.extensions().get::<MatchedPath>().map_or("none", |m| m.as_str()).to_owned();
    let seconds = began.elapsed().as_secs_f64();
    let status = response.status().as_u16();
    crate::metrics::request(method, &route, status, seconds);
    // The route, never the path: paths hold ids and links hold tokens.
    tracing::info!(request = ctx.request.id, method, route, status, ms = (seconds * 1e5).round() / 100.0, "request");
    let headers = response.headers_mut();
    headers.insert("x-request-id", HeaderValue::from_str(&ctx.request.id).expect("ids are plain"));
    if ctx.request.prefixed && !framed {
        headers.append(header::SET_COOKIE, cookie(&machine, "lang", &ctx.request.lang, Some(31_536_000), true));
    }
    let policy = guard::content_policy(&ctx.request.nonce, None);
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(policy);
    response
}

/// A method by its name, or that it is another: a method may be any word, and words of strangers belong neither into the log nor into the metrics.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

/// Whatever the handler did is over: what is still owed to the record is written before the answer leaves. If it cannot be, nothing is shown.
async fn settle(request: Request, next: Next) -> Response {
    let ctx = request.extensions().get::<Ctx>().cloned();
    let response = next.run(request).await;
    let Some(ctx) = ctx else { return response };
    let shown = response.status().is_success() || response.status() == StatusCode::UNPROCESSABLE_ENTITY;
    let Err(error) = ctx.settle(shown).await else { return response };
    let mut failed = error.into_response();
    if let Some(matched) = response.extensions().get::<MatchedPath>() {
        failed.extensions_mut().insert(matched.clone());
    }
    failed
}

fn info(machine: &Machine, request: &Request<Body>) -> RequestInfo {
    let headers = request.headers();
    let from_path = request.extensions().get::<PathLanguage>().map(|p| p.0.clone());
    let knows = |l: &String| machine.words.knows(l);
    let lang = from_path
        .clone()
        .filter(knows)
        .or_else(|| cookie_of(headers, "lang").map(str::to_owned).filter(knows))
        .or_else(|| {
            let accepted = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
            accepted.split(',').map(|l| l.trim().split([';', '-']).next().unwrap_or("").to_owned()).find(knows)
        })
        .unwrap_or_else(|| crate::words::ENGLISH.to_owned());
    let theme = cookie_of(headers, "theme").filter(|t| matches!(*t, "light" | "dark")).unwrap_or("auto").to_owned();
    let device = headers.get(header::USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or("").to_owned();
    RequestInfo {
        id: seal::fresh_id(machine.clock.now()).simple().to_string()[20..].to_owned(),
        lang,
        path: request.uri().path().to_owned(),
        query: request.uri().query().map(str::to_owned),
        prefixed: from_path.is_some(),
        nonce: seal::token()[..22].to_owned(),
        form_token: guard::token(machine, ""),
        session: None,
        ended: None,
        device,
        address: limits::address(machine, request),
        theme,
        tour: tour::opened(machine, headers),
    }
}

/// What comes by a channel as a body that is sent while it is made.
pub fn stream<T: Send + 'static>(receive: tokio::sync::mpsc::Receiver<T>) -> tokio_stream::wrappers::ReceiverStream<T> {
    tokio_stream::wrappers::ReceiverStream::new(receive)
}

impl<S: Send + Sync> FromRequestParts<S> for Ctx {
    type Rejection = crate::Error;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Ctx> {
        parts.extensions.get::<Ctx>().cloned().ok_or(crate::Error::Later)
    }
}

/// Serves until `stop` resolves, then lets requests under way finish (ten seconds at most).
pub async fn serve(router: Router, listener: tokio::net::TcpListener, stop: impl Future<Output = ()> + Send + 'static) {
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let (tell, told) = tokio::sync::oneshot::channel::<()>();
    let serving = axum::serve(listener, service).with_graceful_shutdown(async move {
        stop.await;
        let _ = tell.send(());
    });
    tokio::select! {
        result = serving => if let Err(error) = result { tracing::error!(%error, "the server stopped"); },
        () = async { let _ = told.await; tokio::time::sleep(Duration::from_secs(10)).await; } => {
            tracing::warn!("requests under way were cut off");
        }
    }
}
