//! What keeps strangers' pages from acting through our readers: forged requests are refused, headers are strict.

use crate::{Ctx, Error, Machine, seal};
use axum::{
    extract::Request,
    http::{HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::sync::Arc;

/// Whether a form must carry the token, since the browser said nothing about where the request comes from.
#[derive(Clone, Copy, Debug)]
pub struct NeedsToken;

/// A form's token: bound to the session, different on every page so that compression tells nothing about it.
pub fn token(machine: &Machine, session_token: &str) -> String {
    let salt = &seal::token()[..16];
    format!("{salt}{}", machine.keys.mac("form", &format!("{salt}{session_token}")))
}

/// Whether a token belongs to the session of this cookie.
pub fn token_holds(machine: &Machine, session_token: &str, token: &str) -> bool {
    token.is_char_boundary(16)
        && token.len() > 16
        && seal::same(&token[16..], &machine.keys.mac("form", &format!("{}{session_token}", &token[..16])))
}

/// Refuses requests that another site caused: `Sec-Fetch-Site` if the browser sends it, else `Origin`, else the form's token.
pub async fn forged(mut request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let ctx = request.extensions().get::<Ctx>();
    let only_asks = ctx.is_some_and(|ctx| ctx.machine.open.iter().any(|open| path.starts_with(open)));
    if only_asks || matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return next.run(request).await;
    }
    let headers = request.headers();
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    let verdict = match (text("sec-fetch-site"), text("origin")) {
        (Some("same-origin" | "none"), _) => Some(true),
        (Some(_), _) => Some(false),
        (None, Some(origin)) => {
            let host = headers.get(header::HOST).and_then(|v| v.to_str().ok()).unwrap_or("");
            Some(origin.split_once("://").is_some_and(|(_, o)| o == host))
        }
        (None, None) => None,
    };
    match verdict {
        Some(true) => next.run(request).await,
        Some(false) => Error::Forged.into_response(),
        None => {
            request.extensions_mut().insert(NeedsToken);
            next.run(request).await
        }
    }
}

/// What a page may load: its own files, its own scripts, nothing else; and where it has a map whose ground is another server's, pictures and data of that
/// origin ([`crate::ground`]).
pub fn content_policy(nonce: &str, ground: Option<&str>) -> HeaderValue {
    let also = ground.map(|origin| format!(" {origin}")).unwrap_or_default();
    HeaderValue::from_str(&format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:{also}; font-src 'self'; \
         connect-src 'self'{also}; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ))
    .expect("a nonce is plain, and so is an origin")
}

/// What other people's pages may show in a frame begins so. Everything else refuses to be framed.
const FRAMED: &str = "/embed/";

/// Whether other people's pages may show this address in a frame: nobody acts there, and no cookie is read or set. A frame that says no more of itself has no
/// script and no form either; see [`Framed`].
pub fn is_framed(path: &str) -> bool {
    path.starts_with(FRAMED)
}

/// What a page in other people's frames may do beside being read: its handler puts this into the answer. It may send what its reader types to our own search,
/// which opens outside the frame, and draw a map.
#[derive(Clone, Debug)]
pub struct Framed {
    /// Of its scripts, where it has any.
    pub nonce: Option<String>,
}

/// What a page in other people's frames may load: its own styles and pictures, and nothing of anybody else's.
fn frame_policy(may: Option<&Framed>) -> HeaderValue {
    let form = if may.is_some() { "'self'" } else { "'none'" };
    let scripts = may.and_then(|may| may.nonce.as_ref()).map_or_else(String::new, |nonce| {
        format!(" script-src 'self' 'nonce-{nonce}'; connect-src 'self'; worker-src 'self';")
    });
    HeaderValue::from_str(&format!(
        "default-src 'none';{scripts} style-src 'self'; img-src 'self' data:; font-src 'self'; form-action {form}; base-uri 'none'; \
         frame-ancestors *"
    ))
    .expect("a nonce is plain")
}

/// Headers on every answer.
pub async fn headers(machine: Arc<Machine>, request: Request, next: Next) -> Response {
    let asset = request.uri().path().starts_with("/assets/");
    // The language stands before it, and was not taken off here.
    let path = super::without_language(request.uri().path()).map_or(request.uri().path(), |(_, rest)| rest);
    let framed = is_framed(path);
    let mut response = next.run(request).await;
    let secure = machine.config.secure();
    // What answers for an asset that is not to be had is a page too.
    let failed = response.status().is_client_error() || response.status().is_server_error();
    let framed = framed && response.status().is_success();
    let may = response.extensions_mut().remove::<Framed>();
    let headers = response.headers_mut();
    if framed {
        headers.insert("content-security-policy", frame_policy(may.as_ref()));
    }
    let mut set = |name: &'static str, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set("x-content-type-options", "nosniff");
    set("referrer-policy", "same-origin");
    set("cross-origin-opener-policy", "same-origin");
    if framed {
        // A page that shuts itself off from others still shows what says this of itself.
        set("cross-origin-resource-policy", "cross-origin");
        set("cross-origin-embedder-policy", "require-corp");
    } else {
        set("cross-origin-resource-policy", "same-origin");
        set("x-frame-options", "DENY");
    }
    if asset {
        // The map's worker is a script of a frame, too: a browser starts it there only when it is as strict as the frame (HTML, "run a worker").
        set("cross-origin-embedder-policy", "require-corp");
    }
    set("permissions-policy", "camera=(), microphone=(), geolocation=(self), payment=(), usb=()");
    set("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
    if !asset || failed {
        // Shared desks: nothing of a page stays in the browser.
        set("cache-control", "no-store");
    }
    if secure {
        set("strict-transport-security", "max-age=31536000; includeSubDomains");
    }
    response
}

/// Checks the token of a form where the browser gave nothing better to go by.
pub(super) fn check_token(ctx: &Ctx, headers: &axum::http::HeaderMap, token: Option<&str>) -> Result<(), Error> {
    let session = super::cookie_of(headers, super::session_cookie(&ctx.machine)).unwrap_or("");
    let session = if ctx.request.session.is_some() { session } else { "" };
    match token {
        Some(token) if token_holds(&ctx.machine, session, token) => Ok(()),
        _ => Err(Error::Forged),
    }
}
