//! The public search: the list first, every filter in the address, and help instead of an empty page.

use super::{
    fresh,
    gazetteer::Precision,
    map::Part,
    model::{DAYS, Service, Session},
    query::{Hit, PAGE, Query},
    why::{in_km, message},
};
use crate::policy::SERVICE_VIEW;
use axum::response::Response;
use base::{
    Ctx, House, Result,
    error::Message,
    http::{
        form::{Fields, FormView},
        page::Page,
        routes::{Access, Route},
    },
};
use kernel::Language;
use serde::Serialize;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get("/find", Access::Public, find), Route::get("/find/needs", Access::Public, by_need)]
}

/// What the address may hold, in the order of the form. Anything else is not looked at.
const ASKED: &[&str] = &["words", "near", "within", "borough", "need", "day", "language", "free", "part"];
/// Kilometres to choose from.
const WITHIN: &[&str] = &["1", "2", "3", "5", "10"];
/// A text longer than this is cut: nobody means more words than that.
const LONGEST: usize = 300;
/// Pages that can be turned to.
const MOST_PAGES: usize = 50;

/// A filter that is on, with the address without it.
#[derive(Serialize, Debug)]
struct Chip {
    label: Message,
    href: String,
}

/// One result.
#[derive(Serialize, Debug)]
pub(super) struct Row {
    slug: String,
    name: String,
    kind: String,
    venue: Option<String>,
    borough: Option<String>,
    masked: bool,
    comes: bool,
    km: Option<String>,
    summary: String,
    sessions: Vec<Session>,
    why: Vec<Message>,
    unknown: Vec<Message>,
    /// Days since somebody confirmed it, where the list is about that.
    checked: Option<i64>,
}

#[derive(Serialize, Debug)]
struct Turn {
    href: String,
    page: usize,
}

#[derive(Serialize, Debug)]
struct Choice {
    code: String,
    english: &'static str,
    own: &'static str,
}

/// Search and its results.
#[derive(Serialize, Debug)]
pub(super) struct FindPage {
    form: FormView,
    needs: Vec<String>,
    days: &'static [&'static str],
    within: &'static [&'static str],
    boroughs: Vec<String>,
    languages: Vec<Choice>,
    /// How many filters are on, besides words and place.
    on: usize,
    chips: Vec<Chip>,
    rows: Vec<Row>,
    total: usize,
    sure: usize,
    loose: bool,
    /// The place that distances are from, and whether it is only the middle of it.
    near: Option<String>,
    middle: bool,
    /// A place was typed that is not known.
    nowhere: bool,
    first: usize,
    last: usize,
    earlier: Option<Turn>,
    later: Option<Turn>,
    /// What to try when nothing was found.
    tries: Vec<Chip>,
    map: MapView,
}

/// What the map needs to know.
#[derive(Serialize, Debug, Default)]
pub(super) struct MapView {
    /// The search, as an address has it, without the part of the map: the tiles take the same.
    asked: String,
    /// What to show first: west, south, east, north. Nothing when no service has a place.
    bounds: Option<String>,
    /// The place that distances are from: longitude, latitude.
    near: Option<String>,
    /// The address without the part of the map, when there is one.
    everywhere: Option<String>,
}

impl MapView {
    pub(super) fn sample() -> MapView {
        MapView {
            asked: "words=choir&near=E15&free=yes".into(),
            bounds: Some("-0.0500,51.5000,0.0500,51.5800".into()),
            near: Some("0.00500,51.54000".into()),
            everywhere: None,
        }
    }

    pub(super) fn of(index: &super::Index, fields: &Fields, q: &Query) -> MapView {
        // As far to each side as somebody would go.
        let around = |p| Part::around(p, q.within_km.unwrap_or(3.0));
        let near = q.near.as_ref().map(|n| n.point);
        let first = q.part.or(near.map(around)).or_else(|| match &q.borough {
            Some(name) => index.extent_in(name),
            None => index.extent,
        });
        let asked = address(fields, &["part"], &[]);
        MapView {
            asked: asked.split_once('?').map(|(_, q)| q.to_owned()).unwrap_or_default(),
            bounds: first.map(|p| p.to_string()),
            near: near.map(|p| format!("{:.5},{:.5}", p.lon, p.lat)),
            everywhere: q.part.map(|_| asked),
        }
    }
}

impl Row {
    pub(super) fn with_check(self, checked: Option<i64>) -> Row {
        Row { checked, ..self }
    }

    pub(super) fn sample(masked: bool) -> Row {
        Row {
            slug: "carpenters-road-singers".into(),
            name: "Carpenters Road Singers".into(),
            kind: "choir".into(),
            venue: (!masked).then(|| "The Blue Door Hall".into()),
            borough: Some("Newham".into()),
            masked,
            comes: false,
            km: (!masked).then(|| "0.8".into()),
            summary: "About thirty of us make a happy noise round an upright piano.".into(),
            sessions: vec![Session {
                day: "tue".into(),
                from: Some("18:30".into()),
                to: Some("20:30".into()),
                every: Some("2nd".into()),
                place: None,
                note: Some("not in August".into()),
            }],
            why: vec![
                message("why-words", [("words", "choir".into())]),
                message("why-need", [("need_key", "need-soc-lonely".into())]),
                message("why-km-from", [("km", "0.8".into()), ("place", "E15".into())]),
                message("why-free", []),
                message("why-language", [("language", "Italian".into())]),
                message("why-day", [("day_key", "day-tue".into())]),
            ],
            unknown: vec![message("unknown-cost", []), message("unknown-checked", [("days", "412".into())])],
            checked: None,
        }
    }
}

impl Page for FindPage {
    const TEMPLATE: &'static str = "directory/find";
    const PUBLIC: bool = true;
    fn sample() -> Vec<FindPage> {
        let page = |rows: Vec<Row>| FindPage {
            form: FormView::of(&Fields::parse(b"words=choir&near=E15&free=yes")),
            needs: vec!["soc-lonely".into()],
            days: DAYS,
            within: WITHIN,
            boroughs: vec!["Newham".into()],
            languages: vec![Choice { code: "it".into(), english: "Italian", own: "italiano" }],
            on: 1,
            chips: vec![Chip { label: message("chip-free", []), href: "/find?words=choir".into() }],
            total: rows.len(),
            sure: rows.len().saturating_sub(1),
            loose: true,
            near: Some("E15".into()),
            middle: true,
            nowhere: rows.is_empty(),
            first: 1,
            last: rows.len(),
            earlier: Some(Turn { href: "/find?page=1".into(), page: 1 }),
            later: Some(Turn { href: "/find?page=3".into(), page: 3 }),
            tries: vec![Chip { label: message("try-wider", [("km", "5".into())]), href: "/find?within=5".into() }],
            map: MapView { everywhere: (!rows.is_empty()).then(|| "/find?words=choir".into()), ..MapView::sample() },
            rows,
        };
        vec![page(vec![Row::sample(false), Row::sample(true)]), page(vec![])]
    }
}

/// The address of the search with these fields, without some and with some others.
pub(super) fn address(fields: &Fields, without: &[&str], with: &[(&str, &str)]) -> String {
    let mut pairs: Vec<String> = vec![];
    let mut push = |name: &str, value: &str| {
        let value: String = form_value(value);
        pairs.push(format!("{name}={value}"));
    };
    for name in ASKED {
        if !without.contains(name) && !with.iter().any(|(n, _)| n == name) && fields.has(name) {
            push(name, fields.get(name));
        }
    }
    for (name, value) in with {
        push(name, value);
    }
    if pairs.is_empty() { "/find".to_owned() } else { format!("/find?{}", pairs.join("&")) }
}

/// A value as an address writes it (percent-encoded UTF-8, the unreserved signs of RFC 3986 left).
fn form_value(value: &str) -> String {
    value
        .bytes()
        .map(|b| match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(b).to_string(),
            b' ' => "+".to_owned(),
            _ => format!("%{b:02X}"),
        })
        .collect()
}

/// What an address asks for.
pub(super) struct Looked {
    /// What was asked and is understood.
    pub fields: Fields,
    pub query: Query,
    pub page: usize,
}

/// Reads the address of a search. What is no code of ours is as if it had not been asked.
pub(super) async fn looked(ctx: &Ctx, index: &super::Index, address: &str) -> Result<Looked> {
    let mut fields = Fields::default();
    let typed = Fields::parse(address.as_bytes());
    for name in ASKED {
        let value: String = typed.get(name).chars().filter(|c| !c.is_control()).take(LONGEST).collect();
        if !value.is_empty() {
            fields.set(name, value);
        }
    }
    let known = |name: &str, all: &dyn Fn(&str) -> bool| fields.has(name).then(|| fields.get(name)).filter(|v| all(v));
    let need = known("need", &|v| index.needs.iter().any(|n| n.code == v)).map(str::to_owned);
    let day = known("day", &|v| DAYS.contains(&v)).map(str::to_owned);
    let language = known("language", &|v| Language::find(v).is_some()).map(str::to_owned);
    let within = known("within", &|v| v.parse::<f64>().is_ok_and(|km| km > 0.0 && km < 1000.0)).map(str::to_owned);
    let part = known("part", &|v| v.parse::<Part>().is_ok()).map(str::to_owned);
    // However it is written, from here on it has the name that its page has.
    let borough = index.places.named(fields.get("borough")).map(|p| p.name.clone());
    let read = [
        ("need", &need),
        ("day", &day),
        ("language", &language),
        ("within", &within),
        ("borough", &borough),
        ("part", &part),
    ];
    for (name, value) in read {
        match value {
            Some(value) => fields.set(name, value.clone()),
            None => drop(fields.0.remove(name)),
        }
    }
    let near = if fields.has("near") { fresh::locate(&ctx.machine, fields.get("near")).await? } else { None };
    let page = typed.get("page").parse().unwrap_or(1usize).clamp(1, MOST_PAGES);
    let query = Query {
        words: fields.get("words").to_owned(),
        within_km: within.as_deref().and_then(|km| km.parse().ok()).filter(|_| near.is_some()),
        near,
        borough,
        need,
        day,
        language,
        free: fields.has("free"),
        part: part.as_deref().and_then(|p| p.parse().ok()),
        skip: (page - 1) * PAGE,
        ..Query::default()
    };
    Ok(Looked { fields, query, page })
}

async fn find(ctx: Ctx) -> Result<Response> {
    drop(ctx.read(&SERVICE_VIEW, House::id()).await?);
    let index = fresh::index(&ctx.machine).await?;
    let asked = ctx.request.query.clone().unwrap_or_default();
    let Looked { fields, mut query, mut page } = looked(&ctx, &index, &asked).await?;
    let mut found = index.search(&query, ctx.today());
    // Beyond the last page stands the last page, not that nothing was found.
    let last = found.total.div_ceil(PAGE).clamp(1, MOST_PAGES);
    if page > last {
        page = last;
        query.skip = (page - 1) * PAGE;
        found = index.search(&query, ctx.today());
    }
    if found.total == 0 {
        let area = query.borough.clone().or_else(|| query.near.as_ref().and_then(|n| n.borough.clone()));
        super::sought::count(&ctx.machine, ctx.request.address, &query, area.as_deref());
    }
    let turn = |n: usize| Turn { href: address(&fields, &[], &[("page", &n.to_string())]), page: n };
    let spoken: Vec<Choice> = Language::all()
        .iter()
        .map(|l| Choice { code: l.code().to_owned(), english: l.english(), own: l.own() })
        .collect();
    ctx.page(&FindPage {
        needs: index.needs.iter().filter(|n| index.count_for(&n.code) > 0).map(|n| n.code.clone()).collect(),
        days: DAYS,
        within: WITHIN,
        boroughs: index.places.with_services().into_iter().map(|p| p.name.clone()).collect(),
        languages: spoken,
        on: ["within", "borough", "need", "day", "language", "free"].iter().filter(|n| fields.has(n)).count(),
        chips: chips(&fields, &query),
        first: query.skip + 1,
        last: query.skip + found.hits.len(),
        earlier: (page > 1).then(|| turn(page - 1)),
        later: (found.total > query.skip + PAGE && page < MOST_PAGES).then(|| turn(page + 1)),
        tries: if found.hits.is_empty() { tries(&index, &fields, &query, ctx.today()) } else { vec![] },
        nowhere: fields.has("near") && query.near.is_none(),
        near: query.near.as_ref().map(|n| n.label.clone()).filter(|l| !l.is_empty()),
        middle: query.near.as_ref().is_some_and(|n| n.precision != Precision::Exact),
        total: found.total,
        sure: found.sure,
        loose: found.loose,
        rows: found.hits.into_iter().map(row).collect(),
        map: MapView::of(&index, &fields, &query),
        form: FormView::of(&fields),
    })
}

pub(super) fn row(hit: Hit) -> Row {
    let s: &Service = &hit.card;
    Row {
        slug: s.slug.clone(),
        name: s.name.clone(),
        kind: s.kind.clone(),
        venue: s.venue.clone(),
        borough: s.borough.clone(),
        masked: s.masked,
        comes: s.comes_to_you(),
        km: hit.distance_km.map(in_km),
        summary: s.description.clone(),
        sessions: s.sessions.clone(),
        why: hit.why,
        unknown: hit.unknown,
        checked: None,
    }
}

/// The filters that are on, each with the address without it.
fn chips(fields: &Fields, q: &Query) -> Vec<Chip> {
    let mut chips = vec![];
    let mut chip = |name: &str, label: Message| chips.push(Chip { label, href: address(fields, &[name], &[]) });
    if fields.has("words") {
        chip("words", message("chip-words", [("words", fields.get("words").to_owned())]));
    }
    if fields.has("near") {
        chip("near", message("chip-near", [("place", fields.get("near").to_owned())]));
    }
    if let Some(km) = q.within_km {
        chip("within", message("chip-within", [("km", km.to_string())]));
    }
    if let Some(borough) = &q.borough {
        chip("borough", message("chip-borough", [("place", borough.clone())]));
    }
    if let Some(need) = &q.need {
        chip("need", message("chip-need", [("need_key", format!("need-{need}"))]));
    }
    if let Some(day) = &q.day {
        chip("day", message("chip-day", [("day_key", format!("day-{day}"))]));
    }
    if let Some(language) = q.language.as_deref().and_then(Language::find) {
        chip("language", message("chip-language", [("language", language.own().to_owned())]));
    }
    if q.free {
        chip("free", message("chip-free", []));
    }
    if q.part.is_some() {
        chip("part", message("chip-part", []));
    }
    chips
}

/// What to try when nothing was found: only what finds something.
fn tries(index: &super::Index, fields: &Fields, q: &Query, today: kernel::Date) -> Vec<Chip> {
    let mut tries = vec![];
    let mut offer = |query: Query, label: Message, href: String| {
        let n = index.search(&Query { skip: 0, limit: 1, ..query }, today).total;
        if n > 0 {
            let mut label = label;
            label.args.insert("n".to_owned(), n.to_string());
            tries.push(Chip { label, href });
        }
    };
    if let Some(km) = q.within_km {
        let wider = WITHIN.iter().copied().find(|w| w.parse::<f64>().is_ok_and(|w| w > km));
        if let Some(wider) = wider {
            let query = Query { within_km: wider.parse().ok(), ..q.clone() };
            offer(query, message("try-wider", [("km", wider.to_owned())]), address(fields, &[], &[("within", wider)]));
        }
        offer(Query { within_km: None, ..q.clone() }, message("try-anywhere", []), address(fields, &["within"], &[]));
    }
    if q.part.is_some() {
        offer(Query { part: None, ..q.clone() }, message("try-everywhere", []), address(fields, &["part"], &[]));
    }
    if q.borough.is_some() {
        offer(Query { borough: None, ..q.clone() }, message("try-any-borough", []), address(fields, &["borough"], &[]));
    }
    if q.day.is_some() {
        offer(Query { day: None, ..q.clone() }, message("try-any-day", []), address(fields, &["day"], &[]));
    }
    if q.free {
        offer(Query { free: false, ..q.clone() }, message("try-not-free", []), address(fields, &["free"], &[]));
    }
    if q.language.is_some() {
        offer(
            Query { language: None, ..q.clone() },
            message("try-any-language", []),
            address(fields, &["language"], &[]),
        );
    }
    if q.need.is_some() {
        offer(Query { need: None, ..q.clone() }, message("try-any-need", []), address(fields, &["need"], &[]));
    }
    if !q.words.is_empty() && ASKED[1..].iter().any(|n| fields.has(n)) {
        offer(
            Query { words: String::new(), ..q.clone() },
            message("try-without-words", []),
            address(fields, &["words"], &[]),
        );
    }
    tries
}

#[derive(Serialize, Debug)]
struct NeedRow {
    code: String,
    n: usize,
}

#[derive(Serialize, Debug)]
struct Domain {
    code: String,
    needs: Vec<NeedRow>,
}

/// Every need, by domain, with how many services help with it.
#[derive(Serialize, Debug)]
pub(super) struct NeedsPage {
    domains: Vec<Domain>,
}

impl Page for NeedsPage {
    const TEMPLATE: &'static str = "directory/needs";
    const PUBLIC: bool = true;
    fn sample() -> Vec<NeedsPage> {
        let need = |code: &str, n| NeedRow { code: code.into(), n };
        let company = Domain { code: "company".into(), needs: vec![need("soc-lonely", 53), need("soc-bereaved", 0)] };
        vec![NeedsPage { domains: vec![company] }, NeedsPage { domains: vec![] }]
    }
}

async fn by_need(ctx: Ctx) -> Result<Response> {
    drop(ctx.read(&SERVICE_VIEW, House::id()).await?);
    let index = fresh::index(&ctx.machine).await?;
    let mut domains: Vec<Domain> = vec![];
    for need in &index.needs {
        let row = NeedRow { code: need.code.clone(), n: index.count_for(&need.code) };
        match domains.iter_mut().find(|d| d.code == need.domain) {
            Some(domain) => domain.needs.push(row),
            None => domains.push(Domain { code: need.domain.clone(), needs: vec![row] }),
        }
    }
    ctx.page(&NeedsPage { domains })
}
