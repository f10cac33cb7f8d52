//! Leaving quickly: one press on every public page, and somebody looking over a shoulder sees the weather.
//!
//! A form posts here, which works without scripts. Whatever stands in the way, the answer is the same: the page is blank and leads on at once. It is no
//! redirect, because a browser that is asked not to send forms elsewhere (`form-action 'self'`) would not follow one to another site; a page that leads on
//! has no such bound, stands in for itself in the history, and is blank while the other site is slow. With scripts `leave.mjs` goes there by itself
//! and only tells us.
//!
//! Leaving ends the session, and the visit of somebody who keeps an entry, and drops every cookie that the browser sent. A public page keeps no draft;
//! what a worker has begun is theirs, sealed, and stays (adr/0022).

use crate::{identity, upkeep};
use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use base::{
    Ctx, Result,
    http::{
        cookie,
        routes::{Access, Route},
    },
};

pub(super) fn routes() -> Vec<Route> {
    vec![Route::post("/leave", Access::Public, leave)]
}

async fn leave(ctx: Ctx, headers: HeaderMap) -> Result<Response> {
    // Nothing that goes wrong here keeps anybody on the page.
    for ended in [identity::leave(&ctx).await, upkeep::leave(&ctx, &headers).await] {
        if let Err(error) = ended {
            tracing::error!(request = ctx.request.id, %error, "somebody left, and their session could not be ended");
        }
    }
    let to = ctx.machine.config.leave_to()?;
    let mut response = (StatusCode::OK, blank(to.as_str(), to.host_str().unwrap_or_default())).into_response();
    let answer = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        answer.insert(name, HeaderValue::from_static(value));
    }
    answer.insert("clear-site-data", HeaderValue::from_static("\"cache\", \"storage\""));
    for name in sent(&headers) {
        answer.append(header::SET_COOKIE, cookie(&ctx.machine, &name, "", Some(0), true));
    }
    Ok(response)
}

/// The names of the cookies that a browser sent, as far as they can be written back.
fn sent(headers: &HeaderMap) -> Vec<String> {
    let plain = |name: &&str| {
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
    };
    let all = headers.get_all(header::COOKIE).iter().filter_map(|v| v.to_str().ok()).flat_map(|v| v.split(';'));
    all.filter_map(|pair| pair.trim().split_once('=')).map(|(name, _)| name).filter(plain).map(str::to_owned).collect()
}

/// A page with nothing on it but the way on, for a browser that does not go by itself. Its title is the other site's name.
fn blank(to: &str, host: &str) -> String {
    let (to, host) = (escaped(to), escaped(host));
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"0;url={to}\">\
         <meta name=\"viewport\" content=\"width=device-width\"><meta name=\"color-scheme\" content=\"light dark\"><title>{host}</title></head>\
         <body><p><a href=\"{to}\" rel=\"noreferrer\">{host}</a></p></body></html>"
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;").replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cookie_is_named_and_nothing_that_is_none() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, HeaderValue::from_static("lang=ar; __Host-kith=x; bad name=1; =y"));
        headers.append(header::COOKIE, HeaderValue::from_static("theme=dark"));
        assert_eq!(sent(&headers), ["lang", "__Host-kith", "theme"]);
    }

    #[test]
    fn an_address_stays_an_address() {
        let page = blank("https://weather.example/?a=1&b='x\"", "weather.example");
        assert!(page.contains("0;url=https://weather.example/?a=1&amp;b=&#39;x&quot;\""), "{page}");
    }
}
