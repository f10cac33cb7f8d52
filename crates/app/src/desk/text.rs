//! The pages of text around finding: what this is, how a visit is hidden, what is kept, who can use it, how the directory is read by machine.
//!
//! A page is a table of parts; its words stand in the strings, numbered in the order of the page, so that a language is written from top to bottom. What a
//! page says of Kith must be so: whoever changes what is kept, tested or published changes the words here too.

use axum::response::Response;
use base::{
    Ctx, Result,
    http::{
        page::Page,
        routes::{Access, Route},
    },
};
use serde::Serialize;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/about", Access::Public, |ctx: Ctx| async move { show(&ctx, &ABOUT) }),
        Route::get("/accessibility", Access::Public, |ctx: Ctx| async move { show(&ctx, &ACCESSIBILITY) }),
        Route::get("/hide-your-visit", Access::Public, |ctx: Ctx| async move { show(&ctx, &HIDE) }),
        Route::get("/open-data", Access::Public, |ctx: Ctx| async move { show(&ctx, &OPEN_DATA) }),
        Route::get("/privacy", Access::Public, |ctx: Ctx| async move { show(&ctx, &PRIVACY) }),
        Route::get("/what-is-social-prescribing", Access::Public, |ctx: Ctx| async move { show(&ctx, &WHAT) }),
    ]
}

/// A piece of a page, with the number of its words.
#[derive(Serialize, Debug, Clone, Copy)]
#[serde(tag = "is", rename_all = "lowercase")]
enum Part {
    Head {
        n: u8,
    },
    Para {
        n: u8,
    },
    /// Points, from one number to another.
    Points {
        from: u8,
        to: u8,
    },
    /// Made up, and marked so by the words.
    Story {
        from: u8,
        to: u8,
    },
    /// Words that lead somewhere.
    Go {
        n: u8,
        href: &'static str,
    },
    /// Words with a number to ring.
    Ring {
        n: u8,
        number: &'static str,
    },
    /// Words with an address that machines read.
    Address {
        n: u8,
        path: &'static str,
    },
    /// Who else sees which map is looked at, where somebody does.
    Ground,
}
use Part::{Address, Go, Ground, Head, Para, Points, Ring, Story};

/// A page: what its keys begin with, and its parts.
#[derive(Debug)]
struct Text {
    key: &'static str,
    parts: &'static [Part],
}

static HIDE: Text = Text {
    key: "hide",
    parts: &[
        Para { n: 1 },
        Head { n: 2 },
        Para { n: 3 },
        Para { n: 4 },
        Points { from: 5, to: 8 },
        Head { n: 9 },
        Para { n: 10 },
        Points { from: 11, to: 17 },
        Head { n: 18 },
        Para { n: 19 },
        Points { from: 20, to: 24 },
        Head { n: 25 },
        Para { n: 26 },
        Para { n: 27 },
        Head { n: 28 },
        Ring { n: 29, number: "0808 2000 247" },
        Ring { n: 30, number: "999" },
        Go { n: 31, href: "/urgent" },
    ],
};

static WHAT: Text = Text {
    key: "what",
    parts: &[
        Para { n: 1 },
        Para { n: 2 },
        Head { n: 3 },
        Points { from: 4, to: 7 },
        Head { n: 8 },
        Story { from: 9, to: 12 },
        Head { n: 13 },
        Points { from: 14, to: 15 },
        Para { n: 16 },
        Go { n: 17, href: "/find" },
        Go { n: 18, href: "/urgent" },
    ],
};

static ABOUT: Text = Text {
    key: "about",
    parts: &[
        Para { n: 1 },
        Para { n: 2 },
        Para { n: 3 },
        Para { n: 4 },
        Para { n: 5 },
        Go { n: 6, href: "/what-is-social-prescribing" },
        Go { n: 7, href: "/open-data" },
    ],
};

static ACCESSIBILITY: Text = Text {
    key: "accessibility",
    parts: &[
        Para { n: 1 },
        Points { from: 2, to: 6 },
        Head { n: 7 },
        Para { n: 8 },
        Head { n: 9 },
        Points { from: 10, to: 15 },
        Head { n: 16 },
        Para { n: 17 },
        Points { from: 18, to: 22 },
        Para { n: 23 },
        Head { n: 24 },
        Para { n: 25 },
        Head { n: 26 },
        Para { n: 27 },
        Para { n: 28 },
    ],
};

static PRIVACY: Text = Text {
    key: "privacy",
    parts: &[
        Para { n: 1 },
        Head { n: 2 },
        Points { from: 3, to: 7 },
        Ground,
        Head { n: 8 },
        Para { n: 9 },
        Points { from: 10, to: 14 },
        Head { n: 15 },
        Para { n: 16 },
        Para { n: 17 },
        Go { n: 18, href: "/hide-your-visit" },
        Head { n: 19 },
        Para { n: 20 },
        Para { n: 21 },
        Head { n: 22 },
        Para { n: 23 },
        Para { n: 24 },
        Ring { n: 25, number: "0303 123 1113" },
    ],
};

static OPEN_DATA: Text = Text {
    key: "open",
    parts: &[
        Para { n: 1 },
        Head { n: 2 },
        Address { n: 3, path: "/oruk/v3" },
        Address { n: 4, path: "/hsds/v3" },
        Address { n: 5, path: "/tiles/services/{z}/{x}/{y}" },
        Para { n: 6 },
        Head { n: 7 },
        Points { from: 8, to: 11 },
        Head { n: 12 },
        Para { n: 13 },
        Go { n: 14, href: "/keep" },
        Head { n: 15 },
        Para { n: 16 },
        Go { n: 17, href: "/find/on-your-website" },
    ],
};

/// A page of text.
#[derive(Serialize, Debug)]
pub(super) struct TextPage {
    key: &'static str,
    parts: &'static [Part],
    /// The site that leaving leads to.
    site: String,
    /// How whoever runs this is reached; none when they have not said so.
    contact: Option<String>,
    /// The server that readers' browsers ask for what lies under a map, where it is not this one.
    ground: Option<String>,
}

impl Page for TextPage {
    const TEMPLATE: &'static str = "desk/text";
    const PUBLIC: bool = true;
    fn sample() -> Vec<TextPage> {
        let page = |text: &Text, contact: Option<&str>| TextPage {
            key: text.key,
            parts: text.parts,
            site: "weather.example".into(),
            contact: contact.map(str::to_owned),
            ground: contact.map(|_| "tiles.example".into()),
        };
        let all = [&HIDE, &WHAT, &ABOUT, &ACCESSIBILITY, &PRIVACY, &OPEN_DATA];
        let whole = all.into_iter().map(|text| page(text, Some("hello@kith.example")));
        whole.chain([page(&ACCESSIBILITY, None), page(&PRIVACY, None)]).collect()
    }
}

fn show(ctx: &Ctx, text: &Text) -> Result<Response> {
    let config = &ctx.machine.config;
    let site = config.leave_to()?.host_str().unwrap_or_default().to_owned();
    let contact = Some(config.get("contact")).filter(|c| !c.is_empty()).map(str::to_owned);
    let ground = ctx.machine.ground.as_ref().and_then(|g| g.host()).map(str::to_owned);
    ctx.page(&TextPage { key: text.key, parts: text.parts, site, contact, ground })
}
