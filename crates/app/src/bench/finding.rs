//! The index by itself: searching, drawing tiles, finding what fits a story.

use super::{
    figures::{Figures, Times, round},
    services::{about, services},
};
use crate::{
    demo::{self, Chance},
    directory::{ACCESS, DAYS, Gazetteer, Index, Located, Marks, Precision, Query},
    matching::{self, Story},
};
use base::Result;
use kernel::{Instant, Tile, tile::Spot};
use serde_json::json;

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
    let card = chance.pick(index.cards()).clone();
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

/// Somewhere within a few kilometres of a service.
fn located(index: &Index, chance: &mut Chance) -> Located {
    let point = loop {
        if let Some(middle) = chance.pick(index.cards()).point {
            break about(middle, 1.0, chance);
        }
    };
    Located { label: String::new(), point, precision: Precision::Exact, borough: None, outcode: None }
}

/// Searches with words, distance and filters.
pub fn search(n: usize, queries: usize, seed: u64, now: Instant) -> Result<Figures> {
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
    let most = if n <= 50_000 { 1.0 } else { 4.0 };
    let part = |n: usize| round(n as f64 / queries.max(1) as f64);
    Ok(Figures {
        bench: "search",
        load: json!({
            "services": n, "queries": queries, "seed": seed,
            "each": "one to three words, a distance of 1 to 10 km, one or two filters, and the numbers of all other choices; one after the other on one thread",
        }),
        measured: json!({
            "search": times.json(), "built_ms": round(built_ms), "found_on_average": part(found),
            "found_nothing": part(empty), "found_some_of_the_words": part(loose),
        }),
        bars: vec![("search p95_ms", times.quantile(0.95), most)],
    })
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
