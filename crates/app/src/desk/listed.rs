//! What search engines are told: which pages there are (`/sitemap.xml`, as <https://www.sitemaps.org/protocol.html> has it), and which to leave alone
//! (`/robots.txt`, RFC 9309).
//!
//! Services come out of the directory in memory, 20,000 to a part, so that a directory of any size is listed without the database. Pages of text and of
//! places name their other languages there; a service's page names them itself. A closed service is in no list. One whose place is masked has a page for
//! everybody, which says nothing of the place, and is listed like the others.

use crate::{
    directory::{self, Index},
    policy::PROVISION_VIEW,
    provision,
};
use axum::{
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};
use base::{
    Ctx, Error, House, Result,
    http::routes::{Access, Route},
};
use std::{collections::BTreeSet, fmt::Write};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/robots.txt", Access::Public, robots),
        Route::get("/sitemap.xml", Access::Public, whole),
        Route::get("/sitemap/{part}", Access::Public, part),
    ]
}

/// Services in a part. The protocol allows 50,000 addresses and 50 MB.
const PART: usize = 20_000;

/// Pages for everybody that have no name of a thing in their address.
const PAGES: &[&str] = &[
    "/",
    "/find",
    "/find/how-near",
    "/find/needs",
    "/find/now",
    "/find/on-your-website",
    "/find/places",
    "/help-me",
    "/link-workers",
    "/urgent",
    "/what-is-social-prescribing",
    "/hide-your-visit",
    "/about",
    "/accessibility",
    "/privacy",
    "/open-data",
    "/languages",
];

/// Where everybody may look, but nobody should be led by a search engine.
const UNLISTED: &[&str] =
    &["sign-in", "set-up", "demo", "account", "keep", "l", "leave", "services/*/problem", "services/*/claim"];

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

fn xml(body: String) -> Response {
    let headers =
        [(header::CONTENT_TYPE, "application/xml; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=3600")];
    (headers, body).into_response()
}

async fn whole(ctx: Ctx) -> Result<Response> {
    let index = directory::index(&ctx.machine).await?;
    Ok(xml(parts(&ctx.machine.config.public_url(), index.len())))
}

async fn part(ctx: Ctx, Path(part): Path<String>) -> Result<Response> {
    let index = directory::index(&ctx.machine).await?;
    let origin = ctx.machine.config.public_url();
    let name = part.strip_suffix(".xml").ok_or(Error::NotFound)?;
    if name == "pages" {
        let (mut rx, _) = ctx.read(&PROVISION_VIEW, House::id()).await?;
        let written = provision::written_of(&mut rx).await?;
        drop(rx);
        return Ok(xml(pages(&origin, &ctx.machine.words.languages(), &index, &written)));
    }
    let n = name.strip_prefix("services-").and_then(|n| n.parse::<usize>().ok()).filter(|n| *n > 0);
    let n = n.filter(|n| (n - 1) * PART < index.len()).ok_or(Error::NotFound)?;
    let docs = (n - 1) * PART..(n * PART).min(index.len());
    Ok(xml(services(&origin, docs.map(|doc| index.cards().named(doc as u32).slug))))
}

fn parts(origin: &str, services: usize) -> String {
    let mut out = format!("{HEAD}<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    let names = (1..=services.div_ceil(PART)).map(|n| format!("services-{n}"));
    for name in std::iter::once("pages".to_owned()).chain(names) {
        let _ = writeln!(out, "<sitemap><loc>{}/sitemap/{name}.xml</loc></sitemap>", plain(origin));
    }
    out + "</sitemapindex>\n"
}

/// `written`: the boroughs whose link workers somebody has written of, whether they have services or not.
fn pages(origin: &str, languages: &[&str], index: &Index, written: &BTreeSet<String>) -> String {
    let origin = plain(origin);
    let mut out = format!(
        "{HEAD}<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n"
    );
    let places = index.place_slugs().into_iter().map(plain).flat_map(|slug| {
        [format!("/find/places/{slug}"), format!("/find/places/{slug}/progress"), format!("/link-workers/{slug}")]
    });
    let listed: BTreeSet<&str> = index.place_slugs().into_iter().collect();
    let more = written.iter().filter(|slug| !listed.contains(slug.as_str()) && index.borough(slug).is_some());
    let more = more.map(|slug| format!("/link-workers/{}", plain(slug)));
    for path in PAGES.iter().map(|p| (*p).to_owned()).chain(places).chain(more) {
        let _ = write!(out, "<url><loc>{origin}{path}</loc>");
        // Easy Read is no language of its own.
        for lang in languages.iter().filter(|lang| **lang != base::words::EASY) {
            let _ = write!(out, "<xhtml:link rel=\"alternate\" hreflang=\"{lang}\" href=\"{origin}/{lang}{path}\"/>");
        }
        out.push_str("</url>\n");
    }
    out + "</urlset>\n"
}

fn services<'a>(origin: &str, slugs: impl Iterator<Item = &'a str>) -> String {
    let origin = plain(origin);
    let mut out = format!("{HEAD}<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for slug in slugs {
        let _ = writeln!(out, "<url><loc>{origin}/services/{}</loc></url>", plain(slug));
    }
    out + "</urlset>\n"
}

fn plain(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// Everything of the workspace, taken from the table of routes; and searches, which would be somebody's words.
async fn robots(ctx: Ctx) -> Response {
    let open: BTreeSet<&str> = of_routes(|access| matches!(access, Access::Public));
    let mut shut: BTreeSet<&str> = of_routes(|access| !matches!(access, Access::Public));
    shut.retain(|first| !open.contains(first));
    shut.extend(UNLISTED);
    let mut out = "User-agent: *\n".to_owned();
    for search in ["/find?", "/find/how-near?"] {
        let _ = writeln!(out, "Disallow: {search}\nDisallow: /*{search}");
    }
    for first in shut {
        // In any language, too; and as a whole word: `/l/` is not `/languages`.
        for start in ["/", "/*/"] {
            let _ = writeln!(out, "Disallow: {start}{first}$\nDisallow: {start}{first}/\nDisallow: {start}{first}?");
        }
    }
    let _ = writeln!(out, "\nSitemap: {}/sitemap.xml", ctx.machine.config.public_url());
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=3600")], out)
        .into_response()
}

/// The first words of the routes that somebody may knock at.
fn of_routes(who: impl Fn(Access) -> bool) -> BTreeSet<&'static str> {
    let first = |path: &'static str| path.split('/').nth(1).unwrap_or_default();
    crate::routes().into_iter().filter(|r| who(r.access)).map(|r| first(r.path)).filter(|f| !f.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_directory_is_listed_in_parts() {
        assert_eq!(parts("https://kith.example", 250_000).matches("<sitemap>").count(), 1 + 13);
        assert_eq!(parts("https://kith.example", 0).matches("<sitemap>").count(), 1);
        assert_eq!(parts("https://kith.example", PART).matches("<sitemap>").count(), 2);
        let one = services("https://kith.example", ["a&b"].into_iter());
        assert!(one.contains("<loc>https://kith.example/services/a&amp;b</loc>"), "{one}");
    }
}
