//! The public search: the list first, every filter in the address, and help instead of an empty page.
//!
//! What somebody looks for in a few words stands in the address, so that it can be kept and sent on. More than that may be their story, and a whole postcode
//! says where they live: such a search is posted, and what was written is laid [`aside`] with their own browser.

mod aside;
mod asked;
mod chips;
mod found;
mod needs;
mod now;

pub(crate) use aside::{Aside, probe};
pub(crate) use asked::written;
pub(super) use asked::{ASKED, FILTERS, Looked, WITHIN, address, days_of, form, looked};
pub(super) use chips::{Chip, chips};
pub(super) use found::Found;
pub(super) use needs::NeedsPage;
pub(super) use now::NowPage;

use super::{
    fresh,
    gazetteer::Precision,
    map::Part,
    markup,
    model::{ACCESS, DAYS, ONLY_FOR, PARTS, Service, Session},
    query::{Counts, Hit, MOST_READ, Query},
    why::{in_km, message},
};
use crate::policy::{GAP_WRITE, SERVICE_VIEW};
use asked::CALENDAR;
use axum::{http::HeaderMap, response::Response};
use base::{
    Ctx, House, Result,
    error::Message,
    http::{
        form::{Fields, Form, FormView},
        page::{self, Page},
        routes::{Access, Route},
    },
};
use chips::tries;
use kernel::Language;
use serde::Serialize;
use std::collections::BTreeMap;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/find", Access::Public, find),
        Route::post("/find", Access::Public, submit),
        Route::get("/find/needs", Access::Public, needs::show),
        Route::get("/find/now", Access::Public, now::show),
        Route::post("/find/now", Access::Public, now::submit),
    ]
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
    whom: ForWhom,
    why: Vec<Message>,
    unknown: Vec<Message>,
    /// Days since somebody confirmed it, where the list is about that.
    checked: Option<i64>,
}

/// For whom a service is, where it is not for everybody.
#[derive(Serialize, Debug)]
pub(crate) struct ForWhom {
    /// A code of [`ONLY_FOR`].
    gender: Option<String>,
    age_min: Option<i64>,
    age_max: Option<i64>,
    /// Boroughs whose people alone it is for.
    serves: Vec<String>,
}

impl ForWhom {
    pub fn of(s: &Service) -> ForWhom {
        ForWhom { gender: s.gender.clone(), age_min: s.age_min, age_max: s.age_max, serves: s.serves.clone() }
    }

    pub fn sample(all: bool) -> ForWhom {
        ForWhom {
            gender: all.then(|| "women".into()),
            age_min: all.then_some(18),
            age_max: None,
            serves: if all { vec!["Newham".into()] } else { vec![] },
        }
    }
}

#[derive(Serialize, Debug)]
pub(super) struct Turn {
    pub href: String,
    pub page: usize,
}

/// A choice of a filter: its code, and how many are known to fit when it is taken.
#[derive(Serialize, Debug)]
struct Choice {
    code: String,
    n: usize,
}

/// What there is to choose from. Of what is a long list, only what brings something, and what is on.
#[derive(Serialize, Debug, Default)]
struct Choices {
    needs: Vec<Choice>,
    boroughs: Vec<Choice>,
    days: Vec<Choice>,
    times: Vec<Choice>,
    languages: Vec<Choice>,
    only_for: Vec<Choice>,
    access: Vec<Choice>,
    free: usize,
    routes: Vec<Choice>,
    room: usize,
    remote: usize,
}

impl Choices {
    fn of(index: &super::Index, q: &Query, counts: &Counts) -> Choices {
        let all = |codes: &[&str], counts: &BTreeMap<String, usize>| -> Vec<Choice> {
            let choice = |code: &&str| Choice::of(code, counts.get(*code).copied().unwrap_or(0));
            codes.iter().map(choice).collect()
        };
        let some = |mut all: Vec<Choice>, on: Option<&String>| {
            all.retain(|c| c.n > 0 || on.is_some_and(|on| *on == c.code));
            all
        };
        let needs: Vec<&str> = index.needs.iter().map(|n| n.code.as_str()).collect();
        let boroughs: Vec<&str> = index.places.with_services().into_iter().map(|p| p.name.as_str()).collect();
        let languages: Vec<&str> = Language::all().iter().map(|l| l.code()).collect();
        Choices {
            needs: some(all(&needs, &counts.needs), q.need.as_ref()),
            boroughs: some(all(&boroughs, &counts.boroughs), q.borough.as_ref()),
            days: all(DAYS, &counts.days),
            times: all(PARTS, &counts.parts),
            languages: some(all(&languages, &counts.languages), q.language.as_ref()),
            only_for: all(ONLY_FOR, &counts.only_for),
            access: all(ACCESS, &counts.access),
            free: counts.free,
            routes: vec![Choice::of("yes", counts.walk_in), Choice::of("no", counts.sent)],
            room: counts.room,
            remote: counts.remote,
        }
    }
}

impl Choice {
    fn of(code: &str, n: usize) -> Choice {
        Choice { code: code.to_owned(), n }
    }
}

/// Search and its results.
#[derive(Serialize, Debug)]
pub(super) struct FindPage {
    form: FormView,
    choices: Choices,
    calendar: &'static [&'static str],
    within: &'static [&'static str],
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
    /// A distance was chosen, and not from where.
    from_where: bool,
    /// So many are on no page: more pages than there are nobody turns.
    beyond: usize,
    /// Those that need no way there, where a place was asked for: the first of them, how many there are, and where all of them are.
    remote: Vec<Row>,
    remote_total: usize,
    remote_more: Option<Chip>,
    first: usize,
    last: usize,
    earlier: Option<Turn>,
    later: Option<Turn>,
    /// What to try when nothing was found.
    tries: Vec<Chip>,
    map: MapView,
    /// The words speak of danger: of what kind.
    crisis: Vec<&'static str>,
    /// So many words were looked for, and there are more.
    long: Option<usize>,
    /// The search stands in no address. This is one that may be sent on; empty when nothing is left that may be.
    private: Option<String>,
    /// What was written is not there any more.
    lost: bool,
    /// Where somebody gets a line for their own website that shows the same.
    own_site: String,
    /// Where whoever may asks for what is not there to be found or started: by need and borough, never by what was typed.
    gap: Option<String>,
    /// The list for machines (JSON-LD); nothing of a search that stands in no address.
    markup: Vec<serde_json::Value>,
}

/// What the map needs to know.
#[derive(Serialize, Debug, Default)]
pub(super) struct MapView {
    /// The search, as an address has it, without the part of the map: the tiles take the same.
    asked: String,
    /// What to show first: west, south, east, north. Nothing when no service has a place.
    pub(super) bounds: Option<String>,
    /// The place that distances are from: longitude, latitude.
    near: Option<String>,
    /// The address without the part of the map, when there is one.
    everywhere: Option<String>,
    /// How many services of the search are in each borough, by which a map that has other things to show beside them may colour them.
    #[serde(skip_serializing_if = "Option::is_none")]
    counts: Option<BTreeMap<String, usize>>,
}

impl MapView {
    pub(super) fn sample() -> MapView {
        MapView {
            asked: "words=choir&near=E15&free=yes".into(),
            bounds: Some("-0.0500,51.5000,0.0500,51.5800".into()),
            near: Some("0.00500,51.54000".into()),
            everywhere: None,
            counts: Some([("Newham".to_owned(), 12)].into()),
        }
    }

    /// The same with another address without the part of the map.
    pub(super) fn leading_to(self, everywhere: Option<String>) -> MapView {
        MapView { everywhere, ..self }
    }

    /// Whether there is anything to show.
    pub(super) fn is_somewhere(&self) -> bool {
        self.bounds.is_some()
    }

    pub(super) fn of(index: &super::Index, fields: &Fields, q: &Query, near: Option<kernel::Point>) -> MapView {
        // As far to each side as somebody would go.
        let around = |p| Part::around(p, q.within_km.unwrap_or(3.0));
        let first = q.part.or(near.map(around)).or_else(|| match &q.borough {
            Some(name) => index.extent_in(name),
            None => index.extent,
        });
        let asked = address(fields, &["part", "layer"], &[]);
        MapView {
            asked: asked.split_once('?').map(|(_, q)| q.to_owned()).unwrap_or_default(),
            bounds: first.map(|p| p.to_string()),
            near: near.map(|p| format!("{:.5},{:.5}", p.lon, p.lat)),
            everywhere: q.part.map(|_| address(fields, &["part"], &[])),
            counts: None,
        }
    }
}

impl Row {
    /// A service as it is, whatever was asked.
    fn plain(s: &Service) -> Row {
        Row {
            slug: s.slug.clone(),
            name: s.name.clone(),
            kind: s.kind.clone(),
            venue: s.venue.clone(),
            borough: s.borough.clone(),
            masked: s.masked,
            comes: s.comes_to_you(),
            km: None,
            summary: s.description.clone(),
            sessions: s.sessions.clone(),
            whom: ForWhom::of(s),
            why: vec![],
            unknown: vec![],
            checked: None,
        }
    }

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
            whom: ForWhom::sample(masked),
            why: vec![
                message("why-words", [("words", "choir".into())]),
                message("why-need", [("need_key", "need-soc-lonely".into())]),
                message("why-km-from", [("km", "0.8".into()), ("place", "E15".into())]),
                message("why-free", []),
                message("why-language", [("language_code", "it".into())]),
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
    fn has_map(&self) -> bool {
        self.map.bounds.is_some()
    }
    fn sample() -> Vec<FindPage> {
        let page = |rows: Vec<Row>, private: bool| FindPage {
            form: {
                let mut form = FormView::of(&Fields::parse(b"words=choir&near=E15&free=yes&access=step-free&age=x"));
                form.errors.add("age", "find-age-wrong");
                form
            },
            choices: Choices {
                needs: vec![Choice::of("soc-lonely", 12)],
                boroughs: vec![Choice::of("Newham", 12)],
                days: DAYS.iter().map(|d| Choice::of(d, 2)).collect(),
                times: PARTS.iter().map(|p| Choice::of(p, 0)).collect(),
                languages: vec![Choice::of("it", 1)],
                only_for: ONLY_FOR.iter().map(|w| Choice::of(w, 1)).collect(),
                access: ACCESS.iter().map(|a| Choice::of(a, 1)).collect(),
                free: 3,
                routes: vec![Choice::of("yes", 2), Choice::of("no", 1)],
                room: 0,
                remote: 1,
            },
            calendar: CALENDAR,
            within: WITHIN,
            on: 2,
            chips: vec![Chip::sample(message("chip-free", []))],
            total: rows.len(),
            sure: rows.len().saturating_sub(1),
            loose: true,
            near: Some("E15".into()),
            middle: true,
            nowhere: rows.is_empty(),
            from_where: rows.is_empty(),
            beyond: rows.len(),
            remote: vec![Row::sample(false)],
            remote_total: 9,
            remote_more: Some(Chip::sample(message("find-remote-all", [("n", "9".into())]))),
            first: 1,
            last: rows.len(),
            earlier: Some(Turn { href: "/find?page=1".into(), page: 1 }),
            later: Some(Turn { href: "/find?page=3".into(), page: 3 }),
            tries: vec![Chip::sample(message("try-wider", [("km", "5".into()), ("n", "3".into())]))],
            map: MapView { everywhere: (!rows.is_empty()).then(|| "/find?words=choir".into()), ..MapView::sample() },
            crisis: if private { vec!["life", "gas", "abuse", "child", "tonight"] } else { vec![] },
            long: private.then_some(MOST_READ),
            private: private.then(|| if rows.is_empty() { String::new() } else { "/find?near=E15".into() }),
            lost: rows.is_empty(),
            own_site: "/find/on-your-website?near=E15".into(),
            gap: private.then(|| "/gaps?need=pur-music&area=Newham".into()),
            markup: vec![serde_json::json!({ "@type": "ItemList", "name": "Carpenters </script> Road" })],
            rows,
        };
        vec![
            page(vec![Row::sample(false), Row::sample(true)], false),
            page(vec![Row::sample(true)], true),
            page(vec![], false),
            page(vec![], true),
        ]
    }
}

async fn find(ctx: Ctx, headers: HeaderMap) -> Result<Response> {
    drop(ctx.read(&SERVICE_VIEW, House::id()).await?);
    let typed = Fields::parse(ctx.request.query.clone().unwrap_or_default().as_bytes());
    let index = fresh::index(&ctx.machine).await?;
    let aside = Aside::of(&ctx, &headers);
    let looked = looked(&ctx, &index, &aside, &typed).await?;
    // An address that somebody made by hand may have what none may hold.
    if looked.is_private() {
        return laid(&ctx, &headers, &index, looked, aside).await;
    }
    let mut response = answer(&ctx, &index, looked)?;
    probe(&ctx, &headers, &mut response);
    Ok(response)
}

/// What came by the form: on to its address, when that may hold it.
async fn submit(ctx: Ctx, headers: HeaderMap, Form(typed): Form) -> Result<Response> {
    drop(ctx.read(&SERVICE_VIEW, House::id()).await?);
    let index = fresh::index(&ctx.machine).await?;
    let mut looked = looked(&ctx, &index, &Aside::default(), &typed).await?;
    looked.leave_part(typed.get("was"));
    if looked.is_private() {
        let aside = Aside::of(&ctx, &headers);
        return laid(&ctx, &headers, &index, looked, aside).await;
    }
    // What is wrong is said beside what was typed, and no address has that.
    if looked.no_age.is_some() {
        return answer(&ctx, &index, looked);
    }
    Ok(page::see(address(&looked.fields, &[], &[])))
}

/// Lays aside what no address may hold, and goes to the address that has a sign in its place; the page itself where the browser may not keep it.
async fn laid(
    ctx: &Ctx,
    headers: &HeaderMap,
    index: &super::Index,
    mut looked: Looked,
    mut aside: Aside,
) -> Result<Response> {
    if !looked.lay(&mut aside) {
        return answer(ctx, index, looked);
    }
    let with = looked.page.to_string();
    let with: &[(&str, &str)] = if looked.page == 1 { &[] } else { &[("page", &with)] };
    let to = looked.no_age.is_none().then(|| address(&looked.fields, &[], with));
    aside.keep(ctx, headers, to, async { answer(ctx, index, looked) }).await
}

fn answer(ctx: &Ctx, index: &super::Index, mut looked: Looked) -> Result<Response> {
    let today = ctx.today();
    let found = Found::of(index, Query { facets: true, ..looked.query.clone() }, looked.page, today);
    // A distance from nowhere is no filter.
    let from_where = looked.fields.has("within") && found.query.within_km.is_none() && !looked.fields.has("near");
    if found.query.within_km.is_none() && !looked.fields.has("near") {
        looked.fields.0.remove("within");
    }
    let share = looked.to_share();
    let private = looked.is_private().then_some(&share);
    let Looked { fields, lost, no_age, .. } = looked;
    let (query, page) = (&found.query, found.page);
    // That a part of the map is empty is no need that nobody meets.
    if found.list.total == 0 && query.part.is_none() {
        let area = query.borough.clone().or_else(|| query.near.as_ref().and_then(|n| n.borough.clone()));
        // Of a story nothing is counted, not even its words.
        let words = if private.is_some() { String::new() } else { query.words.clone() };
        super::sought::count(&ctx.machine, ctx.request.address, &Query { words, ..query.clone() }, area.as_deref());
    }
    let turn = |n: usize| Turn { href: address(&fields, &[], &[("page", &n.to_string())]), page: n };
    let near = found.list.near.clone();
    let mut form = FormView::of(&fields);
    if let Some(typed) = no_age {
        form.values.set("age", typed);
        form.errors.add("age", "find-age-wrong");
    }
    ctx.page(&FindPage {
        choices: Choices::of(index, query, &found.counts),
        calendar: CALENDAR,
        within: WITHIN,
        on: FILTERS.iter().map(|n| fields.list(n).len()).sum(),
        chips: chips(&fields, query),
        first: query.skip + 1,
        last: query.skip + found.list.hits.len(),
        earlier: (page > 1).then(|| turn(page - 1)),
        later: (page < found.pages).then(|| turn(page + 1)),
        tries: if found.list.hits.is_empty() { tries(index, &fields, query, today) } else { vec![] },
        nowhere: fields.has("near") && query.near.is_none(),
        from_where,
        beyond: if page == found.pages { found.list.total - (query.skip + found.list.hits.len()) } else { 0 },
        near: near.as_ref().map(|n| n.label.clone()).filter(|l| !l.is_empty()),
        middle: near.as_ref().is_some_and(|n| n.precision != Precision::Exact),
        total: found.list.total,
        sure: found.list.sure,
        // "The", a picture, marks alone: everything is there, and nothing was found for it.
        loose: found.list.loose || says_nothing(&query.words),
        map: MapView {
            counts: Some(in_boroughs(index, query, &found.counts, today)),
            ..MapView::of(index, &fields, query, near.as_ref().map(|n| n.point))
        },
        crisis: super::lexicon::crisis(&[fields.get("words"), fields.get("near")]),
        long: (super::said(&query.words).len() > MOST_READ).then_some(MOST_READ),
        private: private.map(|share| match address(share, &["part"], &[]).as_str() {
            "/find" => String::new(),
            some => some.to_owned(),
        }),
        lost,
        own_site: super::frame::choose(&share),
        gap: ctx.might(&GAP_WRITE).then(|| {
            let area = query.borough.as_ref().or_else(|| query.near.as_ref().and_then(|n| n.borough.as_ref()));
            let said = [("need", query.need.as_ref()), ("area", area)];
            let said = said.map(|(name, value)| (name, value.map_or("", String::as_str)));
            format!("/gaps?{}", asked::form(&Fields::default(), &[], &said))
        }),
        markup: if private.is_some() {
            vec![]
        } else {
            markup::list(ctx, query.skip, found.list.hits.iter().map(|h| &*h.card)).into_iter().collect()
        },
        rows: found.list.hits.into_iter().map(row).collect(),
        remote_total: found.remote.total,
        remote_more: (found.remote.total > found.remote.hits.len()).then(|| {
            let label = message("find-remote-all", [("n", found.remote.total.to_string())]);
            // What needs no way there is on no part of a map.
            Chip { label, href: address(&fields, &["part"], &[("remote", "yes")]) }
        }),
        remote: found.remote.hits.into_iter().map(row).collect(),
        form,
    })
}

/// Whether something was typed, and no word of it can be looked for.
fn says_nothing(words: &str) -> bool {
    !words.trim().is_empty() && !super::said(words).iter().any(|word| super::text::tells(word))
}

/// What the map colours the boroughs by: the same for whoever opens it anew, whichever part it shows.
fn in_boroughs(index: &super::Index, query: &Query, counts: &Counts, today: kernel::Date) -> BTreeMap<String, usize> {
    if query.part.is_none() {
        return counts.boroughs.clone();
    }
    let everywhere = Query { part: None, facets: true, skip: 0, limit: 1, ..query.clone() };
    index.search(&everywhere, today).counts.unwrap_or_default().boroughs
}

pub(super) fn row(hit: Hit) -> Row {
    Row { km: hit.distance_km.map(in_km), why: hit.why, unknown: hit.unknown, ..Row::plain(&hit.card) }
}
