//! Taking a service along: a square for a telephone's camera, a text message, an e-mail, the plain link, a sheet of paper.
//!
//! Nothing of who takes what is kept. Whoever works here and gives it to somebody is shown another page, where it is counted without a word about them
//! (`signpost`).

use super::{
    along::{Along, careful},
    show::{self, ServicePage},
    store,
};
use crate::policy::{SERVICE_VIEW, SIGNPOST_GIVE};
use axum::{
    extract::{Path, RawQuery},
    response::Response,
};
use base::{
    Ctx, Error, House, Result,
    http::{
        page::{Page, see},
        routes::{Access, Route},
    },
};
use serde::Serialize;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/services/{slug}/share", Access::Public, share),
        Route::get("/services/{slug}/print", Access::Public, print),
    ]
}

/// The ways to take a service along.
#[derive(Serialize, Debug)]
pub(super) struct SharePage {
    name: String,
    slug: String,
    along: Along,
    careful: bool,
    closed: bool,
    /// Whether the reader works here and could give it to somebody, counted.
    gives: bool,
}

impl Page for SharePage {
    const TEMPLATE: &'static str = "directory/share";
    const PUBLIC: bool = true;
    fn sample() -> Vec<SharePage> {
        let page = |careful| SharePage {
            name: "Carpenters Road Singers".into(),
            slug: "carpenters-road-singers".into(),
            along: Along::sample(),
            careful,
            closed: careful,
            gives: careful,
        };
        vec![page(false), page(true)]
    }
}

/// A service on one side of paper, in large letters.
#[derive(Serialize, Debug)]
pub(super) struct SheetPage {
    s: ServicePage,
    along: Along,
    careful: bool,
}

impl Page for SheetPage {
    const TEMPLATE: &'static str = "directory/sheet";
    const PUBLIC: bool = true;
    fn sample() -> Vec<SheetPage> {
        let page = |s: ServicePage| SheetPage { careful: s.is_masked(), s, along: Along::sample() };
        ServicePage::sample().into_iter().map(page).collect()
    }
}

async fn share(ctx: Ctx, Path(slug): Path<String>, RawQuery(query): RawQuery) -> Result<Response> {
    let (mut rx, _) = ctx.read(&SERVICE_VIEW, House::id()).await?;
    let s = store::find_slug(&mut rx, &slug).await?.ok_or(Error::NotFound)?;
    drop(rx);
    let gives = ctx.might(&SIGNPOST_GIVE);
    // For oneself or a colleague it is shown to them too, and not counted.
    if gives && s.closed_at.is_none() && query.as_deref() != Some("for=me") {
        return Ok(see(format!("/services/{}/give", s.slug)));
    }
    let along = Along::of(&ctx, &s);
    let (careful, closed) = (careful(&s), s.closed_at.is_some());
    ctx.page(&SharePage { name: s.name, slug: s.slug, along, careful, closed, gives })
}

async fn print(ctx: Ctx, Path(slug): Path<String>) -> Result<Response> {
    let (mut rx, _) = ctx.read(&SERVICE_VIEW, House::id()).await?;
    let s = store::find_slug(&mut rx, &slug).await?.ok_or(Error::NotFound)?;
    drop(rx);
    let (along, careful) = (Along::of(&ctx, &s), careful(&s));
    ctx.page(&SheetPage { s: show::view(s, None, ctx.today()), along, careful })
}
