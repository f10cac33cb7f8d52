//! Pages for everybody: start, urgent help, accessibility, privacy.

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
};
use serde::Serialize;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/", Access::Public, home),
        Route::get("/urgent", Access::Public, urgent),
        Route::get("/accessibility", Access::Public, accessibility),
        Route::get("/privacy", Access::Public, privacy),
        Route::get("/brand.css", Access::Public, brand_css),
        Route::get("/brand/logo.svg", Access::Public, logo),
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
