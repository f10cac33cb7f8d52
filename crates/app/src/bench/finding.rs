//! The index by itself: searching, drawing tiles, finding what fits a story.

use super::{
    beside::{Beside, POSTGRES},
    figures::{Figures, Times, round},
    services::{about, services},
};
use crate::{
    demo::{self, Chance},
    directory::{ACCESS, DAYS, Gazetteer, Index, Located, Marks, Precision, Query, Service},
    matching::{self, Story},
};
use base::Result;
use kernel::{Date, Instant, Tile, tile::Spot};
use serde_json::{Value, json};
use std::collections::{BTreeSet, HashSet};

/// Builds an index as the server does; says how long that took, in milliseconds.
fn built(n: usize, seed: u64, now: Instant) -> Result<(Index, f64)> {
    let services = services(n, seed, now)?;
    let gazetteer = Gazetteer::built_in()?;
    let words = crate::words()?;
    let labels = |need: &str| words.everywhere(&format!("need-{need}"));
    let began = std::time::Instant::now();
    let index = Index::build(services, gazetteer, &labels, now.date_in(&base::clock::zone()));
    Ok((index, began.elapsed().as_secs_f64() * 1000.0))
}

/// What people ask for: one to three words of a service that is there, somewhere near, within a few kilometres, and one or two things that it must be.
fn asked(index: &Index, chance: &mut Chance) -> Query {
    let card = any(index, chance);
    let text = match chance.between(0, 2) {
        0 => card.name.clone(),
        1 => card.kind.clone(),
        _ => card.description.clone(),
    };
    let told: Vec<String> = kernel::name::words(&text).into_iter().filter(|w| w.chars().count() > 3).collect();
    let words = match told.is_empty() {
        true => card.kind.clone(),
        false => (0..chance.between(1, 3)).map(|_| chance.pick(&told).clone()).collect::<Vec<_>>().join(" "),
    };
    let mut query = Query {
        words,
        near: Some(located(index, chance)),
        within_km: Some(*chance.pick(&[1.0, 2.0, 3.0, 5.0, 10.0])),
        facets: true,
        ..Query::default()
    };
    for _ in 0..chance.between(1, 2) {
        match chance.between(0, 4) {
            0 => query.free = true,
            1 => query.day = Some((*chance.pick(DAYS)).to_owned()),
            2 => query.language = Some((*chance.pick(&["bn", "ur", "ro", "pl", "so", "ar", "tr"])).to_owned()),
            3 => query.access = vec![(*chance.pick(ACCESS)).to_owned()],
            _ => query.need = card.needs.first().cloned(),
        }
    }
    query
}

/// Any service.
pub(super) fn any(index: &Index, chance: &mut Chance) -> Service {
    index.cards().get(chance.between(0, index.len() as i64 - 1) as u32)
}

/// What somebody tells: a hundred words out of several services, and no place.
fn told(index: &Index, chance: &mut Chance) -> Query {
    let mut words: Vec<String> = vec![];
    while words.len() < 100 {
        words.extend(kernel::name::words(&any(index, chance).description));
    }
    words.truncate(100);
    Query { words: words.join(" "), facets: true, ..Query::default() }
}

/// Somewhere within a few kilometres of a service.
fn located(index: &Index, chance: &mut Chance) -> Located {
    let point = loop {
        if let Some(middle) = any(index, chance).point {
            break about(middle, 1.0, chance);
        }
    };
    Located { label: String::new(), point, precision: Precision::Exact, borough: None, outcode: None }
}

/// So many long texts are searched by too.
const STORIES: usize = 100;
/// Of so many searches the other engines are asked too.
const BESIDE: usize = 200;

/// Searches with words, distance and filters. `beside`: databases that are asked the same, `sqlite:PATH` or `postgres://…`.
pub async fn search(n: usize, queries: usize, seed: u64, now: Instant, beside: &[String]) -> Result<Figures> {
    let (index, built_ms) = built(n, seed, now)?;
    let today = now.date_in(&base::clock::zone());
    let mut chance = Chance::of(seed, "queries");
    let all: Vec<Query> = (0..queries).map(|_| asked(&index, &mut chance)).collect();
    // Once before it counts: the first touch of the memory is the machine's time and not the search's.
    all.iter().for_each(|q| drop(index.search(q, today)));
    let (mut times, mut found, mut empty, mut loose) = (Times::default(), 0, 0, 0);
    for query in &all {
        let results = times.of(|| index.search(query, today));
        found += results.total;
        empty += usize::from(results.total == 0);
        loose += usize::from(results.loose);
    }
    let mut stories = Times::default();
    for query in (0..queries.min(STORIES)).map(|_| told(&index, &mut chance)).collect::<Vec<_>>() {
        drop(index.search(&query, today));
        drop(stories.of(|| index.search(&query, today)));
    }
    let most = if n <= 50_000 { 1.0 } else { 4.0 };
    let mut bars = vec![("search p95_ms", times.quantile(0.95), most)];
    let mut others = serde_json::Map::new();
    for url in beside {
        let labels = crate::words()?;
        let labels = |need: &str| labels.everywhere(&format!("need-{need}"));
        let mut other = Beside::fill(url, &services(n, seed, now)?, &labels).await?;
        let (figures, part) = compared(&index, &mut other, &all[..queries.min(BESIDE)], today).await?;
        others.insert(other.name().to_owned(), figures);
        if n >= 50_000 && other.name() == POSTGRES {
            bars.push(("part of the time of PostgreSQL", part, 0.02));
        }
    }
    let part = |n: usize| round(n as f64 / queries.max(1) as f64);
    Ok(Figures {
        bench: "search",
        load: json!({
            "services": n, "queries": queries, "seed": seed,
            "each": "one to three words, a distance of 1 to 10 km, one or two filters, and the numbers of all other choices; one after the other on one thread",
        }),
        measured: json!({
            "search": times.json(), "a_hundred_words_and_no_place": stories.json(), "built_ms": round(built_ms), "found_on_average": part(found),
            "found_nothing": part(empty), "found_some_of_the_words": part(loose), "beside": others,
        }),
        bars,
    })
}

/// The same searches here and there, one by one in turn; and what each finds. The second is the part of the other's time that Kith takes.
///
/// Without words both are asked the same, and what only one of them finds lies at the edge of the circle, which they measure each in its own way. With words Kith also takes others that
/// stand for them, and offers what has some of them where few have all.
async fn compared(index: &Index, other: &mut Beside, all: &[Query], today: Date) -> Result<(Value, f64)> {
    let (mut ours, mut theirs) = (Times::default(), Times::default());
    let (mut without, mut with) = (Shared::default(), Shared::default());
    // The others know of one place for each.
    let comparable: HashSet<String> = (0..index.len() as u32)
        .filter(|doc| index.has_one_place(*doc))
        .map(|doc| index.cards().named(doc).slug.to_owned())
        .collect();
    for q in all {
        other.page(q, &mut Times::default()).await?;
        other.page(q, &mut theirs).await?;
        drop(ours.of(|| index.search(q, today)));
        for (words, shared) in [(false, &mut without), (true, &mut with)] {
            let same = Query { words: if words { q.words.clone() } else { String::new() }, ..q.clone() };
            let here = index.fitting(&same).into_iter().map(|doc| index.cards().named(doc).slug.to_owned());
            let mut here: BTreeSet<String> = here.collect();
            let mut there = other.all(q, words).await?;
            here.retain(|slug| comparable.contains(slug));
            there.retain(|slug| comparable.contains(slug));
            shared.add(&here, &there);
        }
    }
    let part = ours.sum() / theirs.sum();
    let figures = json!({
        "queries": all.len(), "kith": ours.json(), "other": theirs.json(), "times_the_throughput": round(1.0 / part),
        "services_found_without_words": without.json(), "services_found_with_words": with.json(),
    });
    Ok((figures, part))
}

/// Services that two engines found, in all searches together.
#[derive(Default)]
struct Shared {
    both: usize,
    only_here: usize,
    only_there: usize,
}

impl Shared {
    fn add(&mut self, here: &BTreeSet<String>, there: &BTreeSet<String>) {
        self.both += here.intersection(there).count();
        self.only_here += here.difference(there).count();
        self.only_there += there.difference(here).count();
    }

    fn json(&self) -> Value {
        json!({ "both": self.both, "only_kith": self.only_here, "only_the_other": self.only_there })
    }
}

/// Tiles of the map, of all services and of those that a search finds.
pub fn tiles(n: usize, tiles: usize, seed: u64, now: Instant) -> Result<Figures> {
    let (index, built_ms) = built(n, seed, now)?;
    let mut chance = Chance::of(seed, "tiles");
    let (mut plain, mut marking, mut marked) = (Times::default(), Times::default(), Times::default());
    let mut largest = 0;
    // As people move: a search, then a few tiles about a place at one level after the other.
    for round in 0..tiles.div_ceil(LEVELS.len()) {
        let asked = Query { within_km: None, ..asked(&index, &mut chance) };
        let marks = marking.of(|| Marks::of(&index, &asked));
        let spot = Spot::of(located(&index, &mut chance).point);
        for level in LEVELS {
            let shift = 32 - u32::from(level);
            let at = |part: u32| (u64::from(part) >> shift) as u32;
            let Some(tile) = Tile::new(level, at(spot.x), at(spot.y)) else { continue };
            let bytes = plain.of(|| index.tile(tile, &Marks::All));
            largest = largest.max(bytes.len());
            if round % 2 == 0 {
                marked.of(|| index.tile(tile, &marks));
            }
        }
    }
    Ok(Figures {
        bench: "tiles",
        load: json!({
            "services": n, "tiles": plain.len(), "seed": seed,
            "each": "levels 5 to 14 about a place near a service; one after the other on one thread",
        }),
        measured: json!({
            "tile_of_all": plain.json(), "tile_of_a_search": marked.json(),
            "marking_what_a_search_finds_once": marking.json(), "largest_bytes": largest, "built_ms": round(built_ms),
        }),
        bars: vec![("tile p95_ms", plain.quantile(0.95), 5.0), ("tile of a search p95_ms", marked.quantile(0.95), 5.0)],
    })
}

const LEVELS: [u8; 10] = [5, 6, 7, 8, 9, 10, 11, 12, 13, 14];

/// What referrers wrote, matched with the directory, with reasons.
pub fn story_match(n: usize, stories: usize, seed: u64, now: Instant) -> Result<Figures> {
    let (index, built_ms) = built(n, seed, now)?;
    let today = now.date_in(&base::clock::zone());
    let texts = demo::reasons()?;
    let mut chance = Chance::of(seed, "stories");
    let all: Vec<Story> = (0..stories)
        .map(|_| Story {
            near: Some(located(&index, &mut chance)),
            age: Some(chance.between(18, 92)),
            professional: true,
            ..Story::new(chance.pick(&texts).clone(), today)
        })
        .collect();
    all.iter().take(50).for_each(|s| drop(matching::weigh(&index, s, 10)));
    let (mut times, mut suggested) = (Times::default(), 0);
    for story in &all {
        suggested += times.of(|| matching::weigh(&index, story, 10)).suggestions.len();
    }
    Ok(Figures {
        bench: "match",
        load: json!({
            "services": n, "stories": stories, "distinct_texts": texts.len(), "seed": seed,
            "each": "what a referrer wrote, a place, an age; ten suggestions with reasons; one after the other on one thread",
        }),
        measured: json!({
            "match": times.json(), "built_ms": round(built_ms),
            "suggested_on_average": round(suggested as f64 / stories.max(1) as f64),
        }),
        bars: vec![("match p95_ms", times.quantile(0.95), 15.0)],
    })
}
