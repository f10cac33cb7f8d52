//! Pages for everybody: start and urgent help, and how the house looks.
//!
//! Urgent help goes by what is happening, because nobody in need knows who publishes which number. Every number names who does.

use crate::directory;
use axum::{
    http::{HeaderMap, header},
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
        Route::get("/brand.css", Access::Public, brand_css),
        Route::get("/brand/logo.svg", Access::Public, logo),
    ]
}

/// The start page.
#[derive(Serialize, Debug)]
pub(super) struct HomePage {
    /// The site and its search, for machines (JSON-LD).
    markup: Vec<serde_json::Value>,
}

impl Page for HomePage {
    const TEMPLATE: &'static str = "desk/home";
    const PUBLIC: bool = true;
    fn sample() -> Vec<HomePage> {
        vec![HomePage { markup: vec![] }]
    }
}

async fn home(ctx: Ctx, headers: HeaderMap) -> Result<Response> {
    let mut response = ctx.page(&HomePage { markup: vec![directory::markup::site(&ctx)] })?;
    directory::probe(&ctx, &headers, &mut response);
    Ok(response)
}

/// A number, who answers it (a key), and how it is used.
#[derive(Serialize, Debug)]
struct Line {
    key: &'static str,
    number: &'static str,
    scheme: &'static str,
}

const fn ring(key: &'static str, number: &'static str) -> Line {
    Line { key, number, scheme: "tel" }
}

const fn text(key: &'static str, number: &'static str) -> Line {
    Line { key, number, scheme: "sms" }
}

/// What is happening (a key), and whom to turn to.
#[derive(Serialize, Debug)]
struct Happening {
    key: &'static str,
    lines: &'static [Line],
}

/// In the order of how little time there is. From general knowledge, and not rung: the page says so.
static HAPPENINGS: &[Happening] = &[
    Happening { key: "urgent-life", lines: &[ring("urgent-999", "999"), text("urgent-999-sms", "999")] },
    Happening {
        key: "urgent-die",
        lines: &[
            ring("urgent-samaritans", "116 123"),
            text("urgent-shout", "85258"),
            ring("urgent-mind", "111"),
            ring("urgent-papyrus", "0800 068 4141"),
        ],
    },
    Happening { key: "urgent-ill", lines: &[ring("urgent-nhs", "111")] },
    Happening {
        key: "urgent-hurts",
        lines: &[
            ring("urgent-abuse", "0808 2000 247"),
            ring("urgent-men", "0808 801 0327"),
            ring("urgent-rape", "0808 500 2222"),
            ring("urgent-forced", "0800 5999 247"),
        ],
    },
    Happening {
        key: "urgent-child",
        lines: &[ring("urgent-childline", "0800 1111"), ring("urgent-nspcc", "0808 800 5000")],
    },
    Happening { key: "urgent-tonight", lines: &[ring("urgent-shelter", "0808 800 4444")] },
    Happening { key: "urgent-power", lines: &[ring("urgent-gas", "0800 111 999"), ring("urgent-cut", "105")] },
];

/// Where to turn now.
#[derive(Serialize, Debug)]
pub(super) struct UrgentPage {
    all: &'static [Happening],
}

impl Page for UrgentPage {
    const TEMPLATE: &'static str = "desk/urgent";
    const PUBLIC: bool = true;
    fn sample() -> Vec<UrgentPage> {
        vec![UrgentPage { all: HAPPENINGS }]
    }
}

async fn urgent(ctx: Ctx) -> Result<Response> {
    ctx.page(&UrgentPage { all: HAPPENINGS })
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
