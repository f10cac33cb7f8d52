//! The services of the directory as vector tiles: what a search finds, drawn where it is.
//!
//! A tile takes the same address as the search (`/tiles/services/…?words=choir&free=yes`) and shows the same services: both ask [`Index::search`]'s filter.
//! Where many lie close together they are one dot with their number. Services that come to people, and those whose place must never be public, have no
//! point and are on no map.

use super::{
    find::{self, Looked},
    fresh,
    index::Index,
    query::Query,
};
use crate::policy::SERVICE_VIEW;
use axum::{extract::Path, response::Response};
use base::{
    Ctx, Error, House, Result,
    http::routes::{Access, Route},
    tile::{self, Drawing, Tag},
};
use kernel::{Point, Tile, tile::Spot};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get("/tiles/services/{z}/{x}/{y}", Access::Public, draw)]
}

/// The level at which every service stands by itself, except those at one door. Deeper tiles are not asked for.
pub const DEEPEST: u8 = 14;
/// A tile is cut so often into four, and each part has one dot: with tiles of 512 pixels a dot has a square of 64.
const CUTS: u8 = 3;
/// At the deepest level only what lies within four pixels is one.
const CUTS_AT_DEEPEST: u8 = 7;

/// A part of the map, between two parallels and two meridians, in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    pub west: f64,
    pub south: f64,
    pub east: f64,
    pub north: f64,
}

impl Part {
    pub(super) fn has(&self, p: Point) -> bool {
        (self.west..=self.east).contains(&p.lon) && (self.south..=self.north).contains(&p.lat)
    }
}

impl std::fmt::Display for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.4},{:.4},{:.4},{:.4}", self.west, self.south, self.east, self.north)
    }
}

/// `-0.2000,51.4000,0.1000,51.6000`: west, south, east, north.
impl std::str::FromStr for Part {
    type Err = ();
    fn from_str(text: &str) -> Result<Part, ()> {
        let numbers: Vec<f64> = text.split(',').map(str::parse).collect::<Result<_, _>>().map_err(|_| ())?;
        let [west, south, east, north] = numbers[..] else { return Err(()) };
        let corners = Point::new(south, west).is_ok() && Point::new(north, east).is_ok();
        (corners && west < east && south < north).then_some(Part { west, south, east, north }).ok_or(())
    }
}

/// Which services a map shows.
#[derive(Clone, Debug)]
pub enum Marks {
    All,
    /// A bit for each service of the index.
    Some(Arc<Vec<u64>>),
}

impl Marks {
    /// What a search finds.
    pub fn of(index: &Index, query: &Query) -> Marks {
        let mut bits = vec![0u64; index.len().div_ceil(64)];
        for doc in index.fitting(query) {
            bits[doc as usize / 64] |= 1 << (doc % 64);
        }
        Marks::Some(Arc::new(bits))
    }

    fn has(&self, doc: u32) -> bool {
        match self {
            Marks::All => true,
            Marks::Some(bits) => bits[doc as usize / 64] & 1 << (doc % 64) != 0,
        }
    }
}

impl Index {
    /// Where these services are, but for the outermost hundredth on each side: one that was put into the sea by mistake must not make the map useless.
    pub(super) fn extent_of(&self, docs: impl Iterator<Item = u32>) -> Option<Part> {
        let points: Vec<Point> = docs.filter_map(|doc| self.facts[doc as usize].point).collect();
        let along = |of: &dyn Fn(&Point) -> f64| {
            let mut all: Vec<f64> = points.iter().map(of).collect();
            all.sort_by(f64::total_cmp);
            let off = all.len() / 100;
            Some((*all.get(off)?, *all.get(all.len() - 1 - off)?))
        };
        let ((west, east), (south, north)) = (along(&|p| p.lon)?, along(&|p| p.lat)?);
        // Something, where all are at one door.
        Some(Part { west: west - 0.01, south: south - 0.01, east: east + 0.01, north: north + 0.01 })
    }

    /// Where the services are that are in a borough.
    pub(super) fn extent_in(&self, borough: &str) -> Option<Part> {
        let at = self.places.find(borough)?;
        let there = self.places[at].docs.iter().copied();
        self.extent_of(there.filter(|doc| self.facts[*doc as usize].borough == Some(at)))
    }

    /// A tile of the map, as its bytes; none when nothing is in it.
    pub fn tile(&self, tile: Tile, marks: &Marks) -> Vec<u8> {
        let mut drawing = Drawing::new(tile, "services");
        for dot in self.dots(tile, marks) {
            if dot.n == 1 {
                let card = &self.cards[dot.doc as usize];
                drawing.dot(dot.spot, &[("slug", Tag::Text(&card.slug)), ("name", Tag::Text(&card.name))]);
            } else {
                drawing.dot(dot.spot, &[("n", Tag::Number(dot.n))]);
            }
        }
        drawing.bytes()
    }

    fn dots(&self, tile: Tile, marks: &Marks) -> Vec<Dot> {
        let keys = tile.keys();
        let from = self.spots.partition_point(|(key, _)| key < keys.start());
        let to = self.spots.partition_point(|(key, _)| key <= keys.end());
        let cuts = if tile.level() >= DEEPEST { CUTS_AT_DEEPEST } else { CUTS };
        // A part of the tile is told by the leading bits of a key: its services stand together.
        let part = |key: u64| key >> (64 - 2 * u32::from(tile.level() + cuts));
        // At the deepest level those that lie beside each other stay apart: nobody can look closer.
        let near = if tile.level() >= DEEPEST { 0.0 } else { tile.side() * TOO_NEAR };
        let mut dots: Vec<Dot> = vec![];
        for group in self.spots[from..to].chunk_by(|a, b| part(a.0) == part(b.0)) {
            let mut dot: Option<Dot> = None;
            for (key, doc) in group.iter().filter(|(_, doc)| marks.has(*doc)) {
                let one = Dot { spot: Spot::of_key(*key), n: 1, doc: *doc };
                dot = Some(dot.map_or(one, |d| d.with(one)));
            }
            let Some(dot) = dot else { continue };
            // Two that would lie over each other, on both sides of a cut, are one.
            match dots.iter_mut().find(|d| near > 0.0 && d.distance(dot) < near) {
                Some(other) => *other = other.with(dot),
                None => dots.push(dot),
            }
        }
        dots
    }
}

/// Two dots whose middles are nearer than this part of a tile's side lie over each other: 28 of 512 pixels.
const TOO_NEAR: f64 = 28.0 / 512.0;

/// A dot on the map: one service, or many about its spot.
#[derive(Clone, Copy)]
struct Dot {
    spot: Spot,
    n: u64,
    /// The service, when it is one.
    doc: u32,
}

impl Dot {
    /// Both as one, in the middle of all.
    fn with(self, other: Dot) -> Dot {
        let n = self.n + other.n;
        let middle = |a: u32, b: u32| {
            let far = (f64::from(b) - f64::from(a)) * other.n as f64 / n as f64;
            (f64::from(a) + far) as u32
        };
        let spot = Spot { x: middle(self.spot.x, other.spot.x), y: middle(self.spot.y, other.spot.y) };
        Dot { spot, n, doc: self.doc }
    }

    fn distance(self, other: Dot) -> f64 {
        let (x, y) = (self.spot.x.abs_diff(other.spot.x), self.spot.y.abs_diff(other.spot.y));
        f64::from(x).hypot(f64::from(y))
    }
}

/// The last few searches that somebody has a map of: each is asked for by many tiles.
#[derive(Default)]
struct Lately(Mutex<VecDeque<(Arc<Index>, String, Marks)>>);

const KEPT: usize = 32;

async fn draw(ctx: Ctx, Path((z, x, y)): Path<(String, String, String)>) -> Result<Response> {
    let tile = tile::named(&z, &x, &y).ok_or(Error::NotFound)?;
    drop(ctx.read(&SERVICE_VIEW, House::id()).await?);
    let index = fresh::index(&ctx.machine).await?;
    let asked = ctx.request.query.clone().unwrap_or_default();
    if asked.is_empty() {
        return Ok(tile::answer(index.tile(tile, &Marks::All), true));
    }
    let lately = ctx.machine.extension::<Lately>();
    let kept = {
        let kept = lately.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|(i, a, _)| Arc::ptr_eq(i, &index) && *a == asked).map(|(_, _, marks)| marks.clone())
    };
    let marks = match kept {
        Some(marks) => marks,
        None => {
            let Looked { query, fields, .. } = find::looked(&ctx, &index, &asked).await?;
            if fields.0.keys().all(|name| name == "part") {
                return Ok(tile::answer(index.tile(tile, &Marks::All), false));
            }
            // The map shows all of it; the part is what the list beside it shows.
            let marks = Marks::of(&index, &Query { part: None, ..query });
            let mut kept = lately.0.lock().unwrap_or_else(PoisonError::into_inner);
            // A directory that was replaced need not be kept alive for an old search.
            kept.retain(|(i, _, _)| Arc::ptr_eq(i, &index));
            kept.truncate(KEPT - 1);
            kept.push_front((index.clone(), asked, marks.clone()));
            marks
        }
    };
    // What somebody looks for stays in no cache.
    Ok(tile::answer(index.tile(tile, &marks), false))
}

#[cfg(test)]
mod tests {
    use super::super::{Asked, Gazetteer, demo_services};
    use super::*;

    fn demo() -> Index {
        let services = demo_services("2026-11-24T00:00:00.000000Z".parse().unwrap()).unwrap();
        Index::build(services, Gazetteer::built_in().unwrap(), &|_| vec![])
    }

    /// Every tile of a level that has a service.
    fn tiles(index: &Index, level: u8) -> Vec<Tile> {
        let shift = 32 - u32::from(level);
        let mut all: Vec<(u32, u32)> = index
            .spots
            .iter()
            .map(|(key, _)| Spot::of_key(*key))
            .map(|s| ((u64::from(s.x) >> shift) as u32, (u64::from(s.y) >> shift) as u32))
            .collect();
        all.sort_unstable();
        all.dedup();
        all.into_iter().map(|(x, y)| Tile::new(level, x, y).unwrap()).collect()
    }

    #[test]
    fn at_every_level_the_map_has_what_the_list_has() {
        let index = demo();
        let today = kernel::Date::new(2026, 11, 24).unwrap();
        let near = index.gazetteer.resolve(&Asked::read("E15"), None);
        for query in [
            Query::default(),
            Query { words: "choir".into(), ..Query::default() },
            Query { words: "benefits advice housing".into(), free: true, ..Query::default() },
            Query { need: Some("soc-lonely".into()), within_km: Some(3.0), near, ..Query::default() },
            Query { words: "nothing of the kind".into(), borough: Some("Nowhere".into()), ..Query::default() },
        ] {
            let all = Query { limit: 10_000, ..query.clone() };
            let hits = index.search(&all, today).hits;
            let mut listed: Vec<&str> = hits.iter().filter(|h| h.card.point.is_some()).map(|h| &*h.card.slug).collect();
            listed.sort_unstable();
            let marks = Marks::of(&index, &query);
            for level in [0, 5, 9, 11, DEEPEST] {
                let n: u64 = tiles(&index, level).iter().flat_map(|t| index.dots(*t, &marks)).map(|d| d.n).sum();
                assert_eq!(n, listed.len() as u64, "{query:?} at level {level}");
            }
            let alone = tiles(&index, DEEPEST).into_iter().flat_map(|t| index.dots(t, &marks)).filter(|d| d.n == 1);
            for dot in alone {
                let slug = index.cards[dot.doc as usize].slug.as_str();
                assert!(listed.binary_search(&slug).is_ok(), "{slug} is on the map and not in the list");
            }
        }
    }

    #[test]
    fn what_lies_close_together_is_one_dot_and_no_two_dots_cover_each_other() {
        let index = demo();
        for tile in tiles(&index, 10) {
            let dots = index.dots(tile, &Marks::All);
            assert!(dots.len() <= 64);
            for (n, dot) in dots.iter().enumerate() {
                for other in &dots[n + 1..] {
                    // Merging moves a dot a little: half of what is too near is the promise.
                    assert!(dot.distance(*other) > tile.side() * TOO_NEAR / 2.0);
                }
            }
        }
    }

    #[test]
    fn what_is_masked_is_on_no_map() {
        let index = demo();
        let masked: Vec<_> = index.cards.iter().filter(|c| c.masked).collect();
        assert!(masked.len() > 1);
        for tile in tiles(&index, DEEPEST) {
            let bytes = index.tile(tile, &Marks::All);
            let text = String::from_utf8_lossy(&bytes);
            assert!(masked.iter().all(|m| !text.contains(&*m.slug) && !text.contains(&*m.name)));
        }
        assert!(index.tile(Tile::new(10, 0, 0).unwrap(), &Marks::All).is_empty(), "the sea");
    }

    #[test]
    fn one_service_in_the_sea_does_not_make_the_first_view_useless() {
        let mut services = demo_services("2026-11-24T00:00:00.000000Z".parse().unwrap()).unwrap();
        services[0].point = kernel::Point::new(0.0, 0.0).ok();
        services[0].masked = false;
        let extent = Index::build(services, Gazetteer::built_in().unwrap(), &|_| vec![]).extent.unwrap();
        assert!(extent.south > 51.0 && extent.north < 52.0 && extent.west > -1.0 && extent.east < 1.0, "{extent}");
    }
}
