//! Services in a frame on other people's pages: a council, a practice, a library puts one line of HTML in, and its readers see what is there for one need, in one
//! borough, near one place, in one language.
//!
//! The frame asks what the search asks and finds the same services, with the same words about what is not known and what has not been checked; a place that
//! must not be public is no more so there. It is a list that works without scripts, whose pages turn inside the frame; a service, and everything else, opens
//! outside. The map comes with a script, and a policy of its own (`guard`): our files, our tiles, nobody else's.
//!
//! What is looked for is chosen by whoever has the page, so it says nothing of its reader, and nothing is counted. A reader's own words go to the whole search and
//! stand in no frame: there are the way to urgent help and the button for leaving. The frame has no such button. The page around it is not ours: what we could
//! wipe is not what would be seen. No cookie is read or set, and neither a whole postcode nor more than a few words is taken, as in every address.

mod choose;

pub(super) use choose::{ChoosePage, choose};

use super::{
    Index,
    find::{self, Aside, Chip, Found, Looked, MapView, Row, Turn, chips},
    fresh, lexicon,
    query::Query,
};
use crate::policy::SERVICE_VIEW;
use axum::response::Response;
use base::{
    Ctx, House, Result,
    error::Message,
    http::{
        form::Fields,
        guard::Framed,
        page::Page,
        routes::{Access, Route},
    },
};
use serde::Serialize;

pub(super) fn routes() -> Vec<Route> {
    let mut all = vec![Route::get(FRAME, Access::Public, framed)];
    all.extend(choose::routes());
    all
}

const FRAME: &str = "/embed/find";
/// Services on a page of a frame, which is small.
const SIZE: usize = 10;
/// What of the frame's search goes with the reader's own words: where they are, and not what they need.
const KEPT: &[&str] = &["near", "within", "borough"];
/// The field that says whether there is a map, and its value when there is none.
const SHOW: &str = "show";
const LIST: &str = "list";

/// Services in a frame.
#[derive(Serialize, Debug)]
pub(super) struct FramePage {
    /// What it is about.
    about: Vec<Message>,
    rows: Vec<Row>,
    total: usize,
    sure: usize,
    loose: bool,
    /// The place that distances are from, where that is only the middle of it.
    middle: Option<String>,
    nowhere: bool,
    remote: Vec<Row>,
    remote_total: usize,
    first: usize,
    last: usize,
    earlier: Option<Turn>,
    later: Option<Turn>,
    crisis: Vec<&'static str>,
    /// None where the page has asked for the list alone.
    map: Option<MapView>,
    /// What goes with the reader's own words: names and values.
    kept: Vec<(&'static str, String)>,
    more: String,
}

impl Page for FramePage {
    const TEMPLATE: &'static str = "directory/framed";
    const PUBLIC: bool = true;
    fn sample() -> Vec<FramePage> {
        let turn = |page| Some(Turn { href: format!("{FRAME}?need=soc-lonely&page={page}"), page });
        let page = |rows: Vec<Row>, map: Option<MapView>| FramePage {
            about: vec![super::message("chip-borough", [("place", "Newham".into())])],
            total: rows.len() * 30,
            sure: rows.len(),
            loose: map.is_some(),
            middle: map.is_some().then(|| "E15".into()),
            nowhere: rows.is_empty(),
            remote: rows.first().map(|_| Row::sample(false)).into_iter().collect(),
            remote_total: 9,
            first: 11,
            last: 20,
            earlier: turn(1),
            later: turn(3),
            crisis: if map.is_some() { vec!["life", "tonight"] } else { vec![] },
            map,
            kept: vec![("borough", "Newham".into())],
            more: "/find?need=soc-lonely".into(),
            rows,
        };
        let all = || vec![Row::sample(false), Row::sample(true)];
        let part = MapView::sample().leading_to(Some(FRAME.into()));
        vec![page(all(), Some(part)), page(all(), None), page(vec![], None)]
    }
}

/// The address in the frame with these fields.
fn inside(fields: &Fields, show: &str, without: &[&str], with: &[(&str, &str)]) -> String {
    let mut with = with.to_vec();
    if show == LIST {
        with.push((SHOW, LIST));
    }
    let asked = find::form(fields, without, &with);
    if asked.is_empty() { FRAME.to_owned() } else { format!("{FRAME}?{asked}") }
}

/// What a frame asks: what an address may hold of it.
async fn looked(ctx: &Ctx, index: &Index, typed: &Fields) -> Result<Looked> {
    let looked = find::looked(ctx, index, &Aside::default(), typed).await?;
    if !looked.is_private() {
        return Ok(looked);
    }
    let mut fields = looked.to_share();
    fields.set("page", looked.page.to_string());
    find::looked(ctx, index, &Aside::default(), &fields).await
}

/// What it is about, as the search has it: without the part of a map, which says nothing in words.
fn about(fields: &Fields, query: &Query) -> Vec<Chip> {
    let mut fields = fields.clone();
    fields.0.remove("part");
    chips(&fields, &Query { part: None, ..query.clone() })
}

async fn framed(ctx: Ctx) -> Result<Response> {
    drop(ctx.read(&SERVICE_VIEW, House::id()).await?);
    let typed = Fields::parse(ctx.request.query.clone().unwrap_or_default().as_bytes());
    let index = fresh::index(&ctx.machine).await?;
    let Looked { fields, query, page, .. } = looked(&ctx, &index, &typed).await?;
    let show = if typed.get(SHOW) == LIST { LIST } else { "" };
    let found = Found::of(&index, Query { limit: SIZE, ..query }, page, ctx.today());
    let (query, page) = (&found.query, found.page);
    let near = found.list.near.clone();
    let prefix = ctx.prefix();
    let here = |without: &[&str], with: &[(&str, &str)]| format!("{prefix}{}", inside(&fields, show, without, with));
    let turn = |n: usize| Turn { href: here(&[], &[("page", &n.to_string())]), page: n };
    let map = MapView::of(&index, &fields, query, near.as_ref().map(|n| n.point));
    let map = map.leading_to(query.part.map(|_| here(&["part"], &[])));
    let answer = ctx.page(&FramePage {
        about: about(&fields, query).into_iter().map(|c| c.label).collect(),
        total: found.list.total,
        sure: found.list.sure,
        loose: found.list.loose,
        middle: near.filter(|n| n.precision != super::Precision::Exact).map(|n| n.label).filter(|l| !l.is_empty()),
        nowhere: fields.has("near") && query.near.is_none(),
        first: query.skip + 1,
        last: query.skip + found.list.hits.len(),
        earlier: (page > 1).then(|| turn(page - 1)),
        later: (page < found.pages).then(|| turn(page + 1)),
        crisis: lexicon::crisis(&[typed.get("words"), typed.get("near")]),
        map: (show != LIST && map.is_somewhere()).then_some(map),
        kept: KEPT.iter().filter(|n| fields.has(n)).map(|n| (*n, fields.get(n).to_owned())).collect(),
        more: format!("{prefix}{}", find::address(&fields, &["part"], &[])),
        rows: found.list.hits.into_iter().map(find::row).collect(),
        remote_total: found.remote.total,
        remote: found.remote.hits.into_iter().map(find::row).collect(),
    });
    let mut response = answer?;
    response.extensions_mut().insert(Framed { nonce: (show != LIST).then(|| ctx.request.nonce.clone()) });
    Ok(response)
}

/// A path in the language of the page that shows it, whatever the browser of whoever goes there asks for.
pub(crate) fn in_language(ctx: &Ctx, path: &str) -> String {
    format!("/{}{path}", ctx.request.lang)
}

/// The line of HTML that shows a page in a frame. `title` is what the frame is called to whoever cannot see it, `high` how many pixels it has.
pub(crate) fn line(ctx: &Ctx, path: &str, title: &str, high: &str) -> String {
    let quoted = |text: &str| text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
    let address = format!("{}{path}", ctx.machine.config.public_url().trim_end_matches('/'));
    format!(
        "<iframe src=\"{}\" title=\"{}\" width=\"100%\" height=\"{high}\" loading=\"lazy\"></iframe>",
        quoted(&address),
        quoted(title)
    )
}
