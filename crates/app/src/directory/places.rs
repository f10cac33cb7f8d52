//! Boroughs: where services are, counted, with a page for each.
//!
//! A service counts in the borough that its entry names, and in those for whose people it says it is. The search with that borough finds the same ones, so
//! every number is that of a list that can be read. What nobody has stated has a number of its own and is never a "no". A masked place counts in its
//! borough and is on no map; nothing finer is said of it.

use super::{
    boroughs::{Place, slug},
    find::{MapView, Row, address, days_of, probe, row},
    fresh,
    index::{Facts, Index},
    markup,
    model::Service,
    query::{Hit, Query},
    why,
};
use crate::policy::SERVICE_VIEW;
use axum::{extract::Path, http::HeaderMap, response::Response};
use base::{
    Ctx, Error, House, Result,
    http::{
        page::Page,
        routes::{Access, Route},
    },
};
use kernel::{Date, Language};
use serde::Serialize;
use std::{cmp::Reverse, collections::HashMap, sync::Arc};

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get("/find/places", Access::Public, list), Route::get("/find/places/{slug}", Access::Public, show)]
}

/// Cards on a borough's page, needs before all of them are unfolded, names of those that come to people, boroughs nearby.
const CARDS: usize = 10;
const OFTEN: usize = 12;
const NAMES: usize = 12;
const NEAR: usize = 4;

/// A borough in a list.
#[derive(Serialize, Debug)]
struct Named {
    name: String,
    slug: String,
    n: usize,
}

impl Named {
    fn of(p: &Place) -> Named {
        Named { name: p.name.clone(), slug: p.slug.clone(), n: p.docs.len() }
    }
    fn sample(name: &str, n: usize) -> Named {
        Named { name: name.into(), slug: slug(name), n }
    }
}

/// A service by name.
#[derive(Serialize, Debug)]
struct Entry {
    name: String,
    slug: String,
    kind: String,
}

impl Entry {
    fn of(s: &Service) -> Entry {
        Entry { name: s.name.clone(), slug: s.slug.clone(), kind: s.kind.clone() }
    }
    fn sample() -> Entry {
        Entry { name: "The Evening Line".into(), slug: "the-evening-line".into(), kind: "telephone line".into() }
    }
}

/// Every borough, with how many services are listed for it.
#[derive(Serialize, Debug)]
pub(super) struct PlacesPage {
    total: usize,
    some: Vec<Named>,
    none: Vec<Named>,
    /// How many services name no borough, how many of them come to people, and the first by name.
    nowhere: usize,
    nowhere_comes: usize,
    unplaced: Vec<Entry>,
}

impl Page for PlacesPage {
    const TEMPLATE: &'static str = "directory/places";
    const PUBLIC: bool = true;
    fn sample() -> Vec<PlacesPage> {
        let none = || vec![Named::sample("Havering", 0)];
        vec![
            PlacesPage {
                total: 254,
                some: vec![Named::sample("Newham", 230), Named::sample("Tower Hamlets", 1)],
                none: none(),
                nowhere: 24,
                nowhere_comes: 3,
                unplaced: vec![Entry::sample()],
            },
            PlacesPage { total: 0, some: vec![], none: none(), nowhere: 0, nowhere_comes: 0, unplaced: vec![] },
        ]
    }
}

async fn list(ctx: Ctx) -> Result<Response> {
    drop(ctx.read(&SERVICE_VIEW, House::id()).await?);
    let index = fresh::index(&ctx.machine).await?;
    let nowhere = &index.places.nowhere;
    let nowhere_comes = nowhere.iter().filter(|doc| index.facts[**doc as usize].remote).count();
    let mut unplaced = nowhere.clone();
    unplaced.sort_by_key(|doc| index.cards.named(*doc).name);
    ctx.page(&PlacesPage {
        total: index.len(),
        some: index.places.with_services().into_iter().map(Named::of).collect(),
        none: index.places.without().into_iter().map(Named::of).collect(),
        nowhere: nowhere.len(),
        nowhere_comes,
        unplaced: unplaced.into_iter().take(NAMES).map(|doc| Entry::of(&index.cards.get(doc))).collect(),
    })
}

/// A number with what it is of (the key of a string, the code of a need), and the search that lists it.
#[derive(Serialize, Debug, Clone)]
struct Counted {
    what: String,
    n: usize,
    href: String,
}

/// Needs of one domain.
#[derive(Serialize, Debug)]
struct Domain {
    code: String,
    needs: Vec<Counted>,
}

/// Something that is known of some services, known not to be so of others, and not stated of the rest.
#[derive(Serialize, Debug)]
struct Known {
    what: &'static str,
    yes: usize,
    no: usize,
    unknown: usize,
    href: Option<String>,
}

#[derive(Serialize, Debug)]
struct Spoken {
    english: &'static str,
    own: &'static str,
    n: usize,
    href: String,
}

/// A need that no service here helps with, and where the nearest that does is listed.
#[derive(Serialize, Debug)]
struct Missing {
    what: String,
    nearest: Option<String>,
    /// Whether any that helps names a borough: how far that is may not be known.
    named: bool,
    href: Option<String>,
}

/// A borough: what is there.
#[derive(Serialize, Debug)]
pub(super) struct PlacePage {
    name: String,
    slug: String,
    total: usize,
    /// The search for all of it.
    all: String,
    /// How people get to them, each service once.
    ways: Vec<Counted>,
    /// The needs that most services help with; then all that any does.
    often: Vec<Counted>,
    domains: Vec<Domain>,
    needs: usize,
    missing: Vec<Missing>,
    known: Vec<Known>,
    languages: Vec<Spoken>,
    /// How many have not said which languages are spoken.
    silent: usize,
    /// Some of those that come to people, or are by telephone or online.
    coming: Vec<Entry>,
    comes: usize,
    rows: Vec<Row>,
    near: Vec<Named>,
    map: MapView,
    /// What is known to be on this evening and this weekend: where anything is.
    soon: Vec<Counted>,
    /// The cards and the way here, for machines (JSON-LD).
    markup: Vec<serde_json::Value>,
}

impl Page for PlacePage {
    const TEMPLATE: &'static str = "directory/place";
    const PUBLIC: bool = true;
    fn has_map(&self) -> bool {
        self.map.bounds.is_some()
    }
    fn sample() -> Vec<PlacePage> {
        let all = || "/find?borough=Newham".to_owned();
        let counted = |what: &str, n| Counted { what: what.into(), n, href: all() };
        let missing = |nearest: Option<&str>, href: Option<String>| Missing {
            what: "hou-hoarding".into(),
            nearest: nearest.map(str::to_owned),
            named: nearest.is_some(),
            href,
        };
        let empty = || PlacePage {
            name: "Newham".into(),
            slug: "newham".into(),
            total: 0,
            all: all(),
            ways: vec![],
            often: vec![],
            domains: vec![],
            needs: 0,
            missing: vec![],
            known: vec![],
            languages: vec![],
            silent: 0,
            coming: vec![],
            comes: 0,
            rows: vec![],
            near: vec![Named::sample("Hackney", 12)],
            map: MapView::default(),
            soon: vec![],
            markup: vec![],
        };
        let full = PlacePage {
            total: 230,
            ways: WAYS.iter().map(|way| counted(way, 46)).collect(),
            often: vec![counted("soc-lonely", 53)],
            domains: vec![Domain { code: "company".into(), needs: vec![counted("soc-lonely", 53)] }],
            needs: 1,
            missing: vec![
                missing(Some("Hackney"), Some(all())),
                missing(None, Some(all())),
                Missing { named: true, ..missing(None, Some(all())) },
                missing(None, None),
            ],
            known: vec![Known { what: "place-free", yes: 120, no: 30, unknown: 80, href: Some(all()) }],
            languages: vec![Spoken { english: "Italian", own: "italiano", n: 4, href: all() }],
            silent: 90,
            coming: vec![Entry::sample()],
            comes: 14,
            rows: vec![Row::sample(false).with_check(Some(1)), Row::sample(true)],
            map: MapView::sample(),
            soon: SOON.iter().map(|(what, _)| counted(what, 12)).collect(),
            ..empty()
        };
        vec![full, empty()]
    }
}

async fn show(ctx: Ctx, Path(slug): Path<String>, headers: HeaderMap) -> Result<Response> {
    drop(ctx.read(&SERVICE_VIEW, House::id()).await?);
    let index = fresh::index(&ctx.machine).await?;
    let place = index.places.iter().find(|p| p.slug == slug).ok_or(Error::NotFound)?;
    let today = ctx.today();
    let mut page = view(&index, place, today);
    let cards: Vec<Service> = lately(&index, place).into_iter().take(CARDS).map(|doc| index.cards.get(doc)).collect();
    page.markup.extend(markup::list(&ctx, 0, cards.iter()));
    let trail = [
        (ctx.t("places-title"), "/find/places".to_owned()),
        (place.name.clone(), format!("/find/places/{}", place.slug)),
    ];
    page.markup.push(markup::trail(&ctx, &trail));
    let mut response = ctx.page(&page)?;
    probe(&ctx, &headers, &mut response);
    Ok(response)
}

/// What somebody may want of a borough at once: the label, and what the search has for it.
const SOON: [(&str, &[(&str, &str)]); 2] =
    [("place-tonight", &[("day", "today"), ("time", "evening")]), ("place-this-weekend", &[("day", "weekend")])];

/// Each of these for which something is known to fit. The list that it leads to has those first; who has not said when they are comes after them.
fn soon(index: &Index, place: &Place, today: Date) -> Vec<Counted> {
    let search = place.search();
    let counted = SOON.iter().map(|(what, with)| {
        let asks = |name: &str| with.iter().find(|(n, _)| *n == name).map(|(_, value)| *value);
        let query = Query {
            borough: Some(place.name.clone()),
            on: asks("day").map_or_else(Vec::new, |day| days_of(day, today)),
            part_of_day: asks("time").map(str::to_owned),
            limit: 1,
            ..Query::default()
        };
        let n = index.search(&query, today).sure;
        Counted { what: (*what).to_owned(), n, href: address(&search, &[], with) }
    });
    counted.filter(|c| c.n > 0).collect()
}

/// The services of a borough: who confirmed what they say last comes first.
fn lately(index: &Index, place: &Place) -> Vec<u32> {
    let mut docs = place.docs.clone();
    docs.sort_by_key(|doc| Reverse(index.facts[*doc as usize].rest.checked_at));
    docs
}

/// How people get to a service, as keys of strings: each service is one of these.
const WAYS: [&str; 5] = ["place-there", "place-comes", "place-masked", "place-unsaid", "place-elsewhere"];

fn way(index: &Index, place: &Place, facts: &Facts) -> &'static str {
    let [there, comes, masked, unsaid, elsewhere] = WAYS;
    let is_here = |at: &u16| index.places[*at].slug == place.slug;
    if facts.remote {
        comes
    } else if !facts.boroughs.iter().any(is_here) {
        elsewhere
    } else if facts.rest.masked {
        masked
    } else if facts.rest.sited {
        there
    } else {
        unsaid
    }
}

fn view(index: &Index, place: &Place, today: Date) -> PlacePage {
    let search = place.search();
    let to = |name: &str, value: &str| address(&search, &[], &[(name, value)]);
    // The same order wherever only some are shown.
    let docs = lately(index, place);
    let all = || docs.iter().map(|doc| (*doc, &index.facts[*doc as usize]));

    let ways: Vec<&str> = all().map(|(_, facts)| way(index, place, facts)).collect();
    let of_way = |way: &&str| ways.iter().filter(|w| w == &way).count();
    let comes = of_way(&WAYS[1]);
    let coming = all().filter(|(_, facts)| facts.remote).take(NAMES);
    let coming = coming.map(|(doc, _)| Entry::of(&index.cards.get(doc))).collect();

    let counts = needs(index, place);
    let counted: Vec<(&str, Counted)> = index
        .needs
        .iter()
        .filter_map(|need| {
            let n = *counts.get(need.code.as_str())?;
            Some((need.domain.as_str(), Counted { what: need.code.clone(), n, href: to("need", &need.code) }))
        })
        .collect();
    let mut often: Vec<Counted> = counted.iter().map(|(_, c)| c.clone()).collect();
    often.sort_by_key(|c| Reverse(c.n));
    often.truncate(OFTEN);
    let needs = counted.len();
    let mut domains: Vec<Domain> = vec![];
    for (domain, need) in counted {
        match domains.iter_mut().find(|d| d.code == domain) {
            Some(d) => d.needs.push(need),
            None => domains.push(Domain { code: domain.to_owned(), needs: vec![need] }),
        }
    }

    let known = |what, href, of: &dyn Fn(&Facts) -> Option<bool>| {
        let (mut yes, mut no, mut unknown) = (0, 0, 0);
        for (_, facts) in all() {
            *match of(facts) {
                Some(true) => &mut yes,
                Some(false) => &mut no,
                None => &mut unknown,
            } += 1;
        }
        Known { what, yes, no, unknown, href }
    };
    let known = vec![
        known("place-free", Some(to("free", "yes")), &|facts| facts.free),
        known("place-step-free", Some(to("access", "step-free")), &|facts| facts.access("step-free")),
        known("place-evening", None, &|facts| facts.rest.evening),
        known("place-weekend", None, &|facts| facts.rest.weekend),
    ];
    PlacePage {
        name: place.name.clone(),
        slug: place.slug.clone(),
        total: docs.len(),
        all: address(&search, &[], &[]),
        ways: WAYS
            .iter()
            .map(|way| Counted { what: (*way).to_owned(), n: of_way(way), href: String::new() })
            .filter(|way| way.n > 0)
            .collect(),
        often,
        domains,
        needs,
        missing: if docs.is_empty() { vec![] } else { missing(index, place, &counts) },
        known,
        languages: languages(index, place),
        silent: place.docs.iter().filter(|doc| index.facts[**doc as usize].languages.is_none()).count(),
        coming,
        comes,
        // Those that nobody ever confirmed come last, and are none that were confirmed lately.
        rows: all()
            .filter(|(_, facts)| facts.rest.checked_at.is_some())
            .take(CARDS)
            .map(|(doc, _)| card(index.cards.get(doc), today))
            .collect(),
        near: near(index, place).into_iter().take(NEAR).map(Named::of).collect(),
        map: MapView::of(index, &search, &Query { borough: Some(place.name.clone()), ..Query::default() }, None),
        soon: soon(index, place, today),
        markup: vec![],
    }
}

/// How many services help with each need that any helps with, by code.
fn needs<'a>(index: &'a Index, place: &Place) -> HashMap<&'a str, usize> {
    let mut counts = vec![0; index.need_codes().len()];
    for doc in &place.docs {
        index.needs_of(*doc).iter().for_each(|need| counts[*need as usize] += 1);
    }
    index.need_codes().iter().map(String::as_str).zip(counts).filter(|(_, n)| *n > 0).collect()
}

/// The languages that services say are spoken, the commonest first.
fn languages(index: &Index, place: &Place) -> Vec<Spoken> {
    let search = place.search();
    let mut counts = [0; u128::BITS as usize];
    for doc in &place.docs {
        let mut bits = index.facts[*doc as usize].languages.unwrap_or_default();
        while bits != 0 {
            counts[bits.trailing_zeros() as usize] += 1;
            bits &= bits - 1;
        }
    }
    let mut spoken: Vec<Spoken> = Language::all()
        .iter()
        .zip(counts)
        .filter(|(_, n)| *n > 0)
        .map(|(l, n)| {
            let href = address(&search, &[], &[("language", l.code())]);
            Spoken { english: l.english(), own: l.own(), n, href }
        })
        .collect();
    spoken.sort_by_key(|l| Reverse(l.n));
    spoken
}

/// A card, with when it was confirmed.
fn card(card: Service, today: Date) -> Row {
    let (why, mut unknown) = why::reasons(&Query::default(), &card, None, today);
    let checked = card.days_since_check(today);
    // The card says it in another place, and nobody has asked how far it is.
    unknown.retain(|m| m.key != "unknown-masked");
    row(Hit { card: Arc::new(card), score: 0.0, distance_km: None, why, unknown }).with_check(checked)
}

/// The other boroughs that have services, the nearest first; none when nobody knows where this one lies.
fn near<'a>(index: &'a Index, place: &Place) -> Vec<&'a Place> {
    let others = index.places.iter().filter(|p| !p.docs.is_empty() && p.slug != place.slug);
    let mut near: Vec<(f64, &Place)> = others.filter_map(|p| Some((place.middle?.distance_km(p.middle?), p))).collect();
    near.sort_by(|a, b| a.0.total_cmp(&b.0));
    near.into_iter().map(|(_, p)| p).collect()
}

/// The boroughs in which a service has a place, or whose people it says that it is for.
fn named_by(index: &Index, doc: u32) -> impl Iterator<Item = u16> {
    let facts = &index.facts[doc as usize];
    let serves = facts.rest.areas.iter().filter_map(|name| index.places.find(name));
    facts.borough.into_iter().chain(facts.boroughs.iter().copied()).chain(serves)
}

/// The needs that nobody here is listed for.
fn missing(index: &Index, place: &Place, counts: &HashMap<&str, usize>) -> Vec<Missing> {
    let far: Vec<Option<f64>> = index.places.iter().map(|p| Some(place.middle?.distance_km(p.middle?))).collect();
    let lacking = index.needs.iter().filter(|need| !counts.contains_key(need.code.as_str()));
    lacking
        .map(|need| {
            let docs = index.helping_with(&need.code);
            let boroughs: Vec<u16> = docs.iter().flat_map(|doc| named_by(index, *doc)).collect();
            let nearest = boroughs
                .iter()
                .filter_map(|at| Some((far[*at as usize]?, *at)))
                .min_by(|a, b| a.0.total_cmp(&b.0))
                .map(|(_, at)| &index.places[at]);
            let search = nearest.map(Place::search).unwrap_or_default();
            Missing {
                what: need.code.clone(),
                nearest: nearest.map(|p| p.name.clone()),
                named: !boroughs.is_empty(),
                href: (!docs.is_empty()).then(|| address(&search, &[], &[("need", &need.code)])),
            }
        })
        .collect()
}
