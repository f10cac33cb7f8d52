//! The services of the directory as vector tiles: what a search finds, drawn where it is.
//!
//! A tile takes the same address as the search (`/tiles/services/…?words=choir&free=yes`) and shows what the list has and has a place: both ask
//! [`Index::search`]'s filter.
//! Where many lie close together they are one dot with their number. At one door they stay one however close somebody looks: then the dot tells which they
//! are, or what part of the map to ask the list for. Services that come to people, and those whose place must never be public, have no point and are on no
//! map.

use super::{
    bits::Bits,
    boroughs::Borough,
    find::{self, Aside},
    fresh,
    index::Index,
    query::Query,
};
use crate::policy::SERVICE_VIEW;
use axum::{extract::Path, http::HeaderMap, response::Response};
use base::{
    Ctx, Error, House, Result,
    error::Message,
    http::{
        form::Fields,
        routes::{Access, Route},
    },
    tile::{self, Drawing, Keep, Tag},
};
use kernel::{
    Point, Tile,
    tile::{Bounds, Spot},
};
use std::sync::Arc;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get("/tiles/services/{z}/{x}/{y}", Access::Public, draw)]
}

/// The level at which every service stands by itself, except those at one door.
pub const DEEPEST: u8 = tile::DEEPEST;
/// A tile is cut so often into four, and each part has one dot: with tiles of 512 pixels a dot has a square of 64.
const CUTS: u8 = 3;
/// At the deepest level only what lies within four pixels is one.
const CUTS_AT_DEEPEST: u8 = 7;
/// A dot of so few services at the deepest level tells which they are. More are for the list: a tile stays small.
const TOLD: u64 = 12;

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

    /// About so many kilometres to each side.
    pub(super) fn around(p: Point, km: f64) -> Part {
        let (lat, lon) = (km / 111.0, km / 111.0 / p.lat.to_radians().cos().max(0.1));
        Part { west: p.lon - lon, south: p.lat - lat, east: p.lon + lon, north: p.lat + lat }
    }

    /// The same on the square map.
    pub(super) fn bounds(self) -> Option<Bounds> {
        let corner =
            |lat: f64, lon: f64| Point::new(lat.clamp(-90.0, 90.0), lon.clamp(-180.0, 180.0)).ok().map(Spot::of);
        Some(Bounds { from: corner(self.north, self.west)?, to: corner(self.south, self.east)? })
    }

    /// The square of spots whose keys begin as this one does, but for their last bits; a hand's breadth wider, because it is written in whole millionths.
    fn of_keys(key: u64, rest: u32) -> Part {
        const HAND: f64 = 0.000_001;
        let corner = Spot::of_key(key >> rest << rest);
        let side = 1u32 << (rest / 2);
        let (north, west) = corner.degrees();
        let (south, east) = Spot { x: corner.x.saturating_add(side), y: corner.y.saturating_add(side) }.degrees();
        Part { west: west - HAND, south: south - HAND, east: east + HAND, north: north + HAND }
    }
}

impl std::fmt::Display for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.6},{:.6},{:.6},{:.6}", self.west, self.south, self.east, self.north)
    }
}

/// `-0.200000,51.400000,0.100000,51.600000`: west, south, east, north.
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
    Some(Arc<Bits>),
}

impl Marks {
    /// What a search finds.
    pub fn of(index: &Index, query: &Query) -> Marks {
        Marks::Some(Arc::new(Bits::these(index.len(), index.fitting(query))))
    }

    fn has(&self, doc: u32) -> bool {
        match self {
            Marks::All => true,
            Marks::Some(bits) => bits.has(doc),
        }
    }
}

impl Index {
    /// Where these services are, but for the outermost hundredth on each side: one that was put into the sea by mistake must not make the map useless.
    pub(super) fn extent_of(&self, docs: impl Iterator<Item = u32>) -> Option<Part> {
        let points: Vec<Point> = docs.flat_map(|doc| self.facts[doc as usize].points()).collect();
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
            let n = ("n", Tag::Number(dot.n));
            if dot.n == 1 {
                let card = self.cards.named(dot.doc);
                drawing.dot(dot.spot, &[("slug", Tag::Text(card.slug)), ("name", Tag::Text(card.name))]);
            } else if tile.level() < DEEPEST {
                drawing.dot(dot.spot, &[n]);
            } else if dot.n <= TOLD {
                drawing.dot(dot.spot, &[n, ("here", Tag::Text(&self.told(tile, dot, marks)))]);
            } else {
                let part = Part::of_keys(dot.spot.key(), rest(tile)).to_string();
                drawing.dot(dot.spot, &[n, ("part", Tag::Text(&part))]);
            }
        }
        drawing.bytes()
    }

    /// The services of a dot at the deepest level by name, as JSON: `[["slug","name"],…]`.
    fn told(&self, tile: Tile, dot: Dot, marks: &Marks) -> String {
        let part = dot.spot.key() >> rest(tile);
        let from = self.spots.partition_point(|(key, _)| key >> rest(tile) < part);
        let mut here: Vec<(&str, &str)> = self.spots[from..]
            .iter()
            .take_while(|(key, _)| key >> rest(tile) == part)
            .filter(|(_, doc)| marks.has(*doc))
            .map(|(_, doc)| self.cards.named(*doc))
            .map(|card| (card.slug, card.name))
            .collect();
        here.sort_unstable_by_key(|(slug, name)| (*name, *slug));
        here.dedup();
        serde_json::json!(here).to_string()
    }

    /// Where the services of a map lie within some bounds, each door once.
    pub(crate) fn marked_within(&self, bounds: Bounds, marks: &Marks) -> Vec<Spot> {
        let mut all = vec![];
        let mut last = None;
        for (spot, doc) in self.within(bounds) {
            if last != Some(spot) && marks.has(doc) {
                all.push(spot);
                last = Some(spot);
            }
        }
        all
    }

    /// What lies within some bounds: each place of each service.
    pub(super) fn within(&self, bounds: Bounds) -> impl Iterator<Item = (Spot, u32)> {
        let of_range = |(from, to): (u64, u64)| {
            let start = self.spots.partition_point(|(key, _)| *key < from);
            self.spots[start..].iter().take_while(move |(key, _)| *key <= to)
        };
        let spots = ranges(bounds).into_iter().flat_map(of_range).map(|(key, doc)| (Spot::of_key(*key), *doc));
        spots.filter(move |(spot, _)| bounds.meets(Bounds::of(*spot)))
    }

    fn dots(&self, tile: Tile, marks: &Marks) -> Vec<Dot> {
        let keys = tile.keys();
        let from = self.spots.partition_point(|(key, _)| key < keys.start());
        let to = self.spots.partition_point(|(key, _)| key <= keys.end());
        // A part of the tile is told by the leading bits of a key: its services stand together.
        let part = |key: u64| key >> rest(tile);
        // At the deepest level those that lie beside each other stay apart: nobody can look closer.
        let near = if tile.level() >= DEEPEST { 0.0 } else { tile.side() * TOO_NEAR };
        let mut dots: Vec<Dot> = vec![];
        for group in self.spots[from..to].chunk_by(|a, b| part(a.0) == part(b.0)) {
            let (mut n, mut x, mut y, mut one) = (0, 0, 0, 0);
            // A service with several places here is one.
            let mut several: Vec<u32> = vec![];
            for (key, doc) in group.iter().filter(|(_, doc)| marks.has(*doc)) {
                if self.several.has(*doc) {
                    if several.contains(doc) {
                        continue;
                    }
                    several.push(*doc);
                }
                let spot = Spot::of_key(*key);
                (n, x, y, one) = (n + 1, x + u64::from(spot.x), y + u64::from(spot.y), *doc);
            }
            if n == 0 {
                continue;
            }
            let dot = Dot { spot: Spot { x: (x / n) as u32, y: (y / n) as u32 }, n, doc: one };
            // Two that would lie over each other, on both sides of a cut, are one.
            match dots.iter_mut().find(|d| near > 0.0 && d.distance(dot) < near) {
                Some(other) => *other = other.with(dot),
                None => dots.push(dot),
            }
        }
        dots
    }
}

/// The keys of the few tiles that together cover some bounds: at most three along each side.
fn ranges(bounds: Bounds) -> Vec<(u64, u64)> {
    let longer = (bounds.to.x - bounds.from.x).max(bounds.to.y - bounds.from.y).max(1);
    // The deepest level whose tiles are no shorter than half of it.
    let level = (longer / 2).max(1).leading_zeros().min(u32::from(kernel::tile::DEEPEST));
    let shift = 32 - level;
    let along = |from: u32, to: u32| (u64::from(from) >> shift)..=(u64::from(to) >> shift);
    let mut all = vec![];
    for y in along(bounds.from.y, bounds.to.y) {
        for x in along(bounds.from.x, bounds.to.x) {
            if let Some(tile) = Tile::new(level as u8, x as u32, y as u32) {
                all.push((*tile.keys().start(), *tile.keys().end()));
            }
        }
    }
    all
}

/// The services that a search finds, as the map of it has them: for layers beside it.
pub(crate) async fn marked(ctx: &Ctx, headers: &HeaderMap, index: &Index, typed: &Fields) -> Result<Marks> {
    let looked = find::looked(ctx, index, &Aside::of(ctx, headers), typed).await?;
    // What somebody told us stays in no memory either: it is looked for again for each tile.
    Ok(match looked.is_private() {
        true => Marks::of(index, &Query { part: None, skip: 0, ..looked.query }),
        false => index.marks(looked.query),
    })
}

/// A search wherever somebody looks: without the place, the distance and the part of the map that it has.
pub(crate) struct Everywhere {
    pub marks: Marks,
    /// What is looked for, in words.
    pub said: Vec<Message>,
    /// The address of its list, with the place, and without.
    pub list: String,
    pub list_anywhere: String,
    /// Somebody made an address by hand that has what none may hold: that of the list is without.
    pub is_bare: bool,
    pub borough: Option<Borough>,
}

/// [`marked`] everywhere, for what tells of whole boroughs.
pub(crate) async fn marked_everywhere(
    ctx: &Ctx,
    headers: &HeaderMap,
    index: &Index,
    typed: &Fields,
) -> Result<Everywhere> {
    let aside = Aside::of(ctx, headers);
    let there = find::looked(ctx, index, &aside, typed).await?;
    let mut anywhere = typed.clone();
    for name in ["near", "within", "part", "borough"] {
        anywhere.0.remove(name);
    }
    let looked = find::looked(ctx, index, &aside, &anywhere).await?;
    Ok(Everywhere {
        said: find::chips(&looked.fields, &looked.query).into_iter().map(|chip| chip.label).collect(),
        list: find::address(&if there.is_bare() { there.to_share() } else { there.fields.clone() }, &[], &[]),
        is_bare: there.is_bare(),
        list_anywhere: find::address(&looked.fields, &[], &[]),
        borough: there.query.borough.as_deref().and_then(|name| index.borough(name)),
        marks: match looked.is_private() {
            true => Marks::of(index, &looked.query),
            false => index.marks(looked.query),
        },
    })
}

/// How many bits of a key say where in its part of a tile a spot lies; those before them say which part.
fn rest(tile: Tile) -> u32 {
    let cuts = if tile.level() >= DEEPEST { CUTS_AT_DEEPEST } else { CUTS };
    64 - 2 * u32::from(tile.level() + cuts)
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

/// Of so many searches that somebody has a map of the services are kept: each search is asked for by many tiles.
pub(super) const KEPT: usize = 32;

impl Index {
    /// What a map of a search shows: all of it. The part of the map and the page are what the list beside it shows of it.
    fn marks(&self, query: Query) -> Marks {
        let query = Query { part: None, skip: 0, facets: false, ..query };
        if query == Query::default() {
            return Marks::All;
        }
        self.mapped.get(query.clone(), || Marks::of(self, &query))
    }
}

async fn draw(ctx: Ctx, Path((z, x, y)): Path<(String, String, String)>, headers: HeaderMap) -> Result<Response> {
    let tile = tile::named(&z, &x, &y).ok_or(Error::NotFound)?;
    drop(ctx.read(&SERVICE_VIEW, House::id()).await?);
    let index = fresh::index(&ctx.machine).await?;
    let asked = ctx.request.query.clone().unwrap_or_default();
    if asked.is_empty() {
        // A place that is masked from now on must be gone with the next look at the map, out of every cache there is: so nobody draws a tile that they kept
        // without asking. It costs a drawing out of memory, in milliseconds, and mostly no bytes.
        return Ok(tile::answer(index.tile(tile, &Marks::All), Keep::WhileTheSame(&headers)));
    }
    // What somebody looks for stays in no cache, even where nothing of it was understood.
    let marks = marked(&ctx, &headers, &index, &Fields::parse(asked.as_bytes())).await?;
    Ok(tile::answer(index.tile(tile, &marks), Keep::Not))
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::{Asked, Gazetteer, demo_services};
    use super::*;

    pub(in crate::directory) fn demo() -> Index {
        let services = demo_services("2026-11-24T00:00:00.000000Z".parse().unwrap()).unwrap();
        Index::build(services, Gazetteer::built_in().unwrap(), &|_| vec![], kernel::Date::new(2026, 11, 24).unwrap())
    }

    #[test]
    fn what_lies_within_some_bounds_is_all_that_is_there() {
        let index = demo();
        let spot = |lat, lon| Spot::of(Point::new(lat, lon).unwrap());
        for (north, west, south, east) in [
            (51.56, -0.05, 51.50, 0.05),
            (51.54, -0.003, 51.53, 0.002),
            (52.0, -1.0, 51.0, 1.0),
            (51.0, 2.0, 50.0, 3.0),
        ] {
            let bounds = Bounds::of(spot(north, west)).and(Bounds::of(spot(south, east)));
            let mut there: Vec<u64> = index.spots.iter().map(|(key, _)| *key).collect();
            there.dedup();
            there.retain(|key| bounds.meets(Bounds::of(Spot::of_key(*key))));
            let mut found: Vec<u64> = index.marked_within(bounds, &Marks::All).iter().map(|s| s.key()).collect();
            found.sort_unstable();
            assert_eq!(found, there);
            assert_eq!(there.is_empty(), north < 51.1);
        }
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
        let at = |words: &str| Query { words: words.into(), near: near.clone(), ..Query::default() };
        for query in [
            at("advice benefits"),
            at("people group"),
            Query { free: true, language: Some("bn".into()), ..at("women english") },
            Query { words: "singing Ilford".into(), within_km: Some(5.0), ..Query::default() },
            Query::default(),
            Query { words: "choir".into(), ..Query::default() },
            Query { words: "benefits advice housing".into(), free: true, ..Query::default() },
            Query { need: Some("soc-lonely".into()), within_km: Some(3.0), near: near.clone(), ..Query::default() },
            Query { words: "nothing of the kind".into(), borough: Some("Nowhere".into()), ..Query::default() },
        ] {
            let all = Query { limit: 10_000, ..query.clone() };
            let hits = find::Found::of(&index, all, 1, today).list.hits;
            let mut listed: Vec<&str> = hits.iter().filter(|h| h.card.point.is_some()).map(|h| &*h.card.slug).collect();
            listed.sort_unstable();
            let marks = Marks::of(&index, &query);
            for level in [0, 5, 9, 11, DEEPEST] {
                let n: u64 = tiles(&index, level).iter().flat_map(|t| index.dots(*t, &marks)).map(|d| d.n).sum();
                assert_eq!(n, listed.len() as u64, "{query:?} at level {level}");
            }
            let alone = tiles(&index, DEEPEST).into_iter().flat_map(|t| index.dots(t, &marks)).filter(|d| d.n == 1);
            for dot in alone {
                let slug = index.cards.named(dot.doc).slug;
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

    /// So many services at the door of the first one's hall, and nobody else anywhere.
    fn at_one_door(n: usize) -> (Index, Tile) {
        let mut services = demo_services("2026-11-24T00:00:00.000000Z".parse().unwrap()).unwrap();
        services.retain(|s| s.point.is_some());
        services.truncate(n);
        let door = services[0].point;
        services.iter_mut().for_each(|s| s.point = door);
        let index = Index::build(
            services,
            Gazetteer::built_in().unwrap(),
            &|_| vec![],
            kernel::Date::new(2026, 11, 24).unwrap(),
        );
        let tile = tiles(&index, DEEPEST)[0];
        (index, tile)
    }

    #[test]
    fn a_few_at_one_door_are_told_by_name_and_many_are_for_the_list() {
        let (few, tile) = at_one_door(TOLD as usize);
        let text = String::from_utf8_lossy(&few.tile(tile, &Marks::All)).into_owned();
        assert!(few.cards.iter().all(|c| text.contains(&format!("[\"{}\",", c.slug))), "{text}");
        assert!(!text.contains("part"));
        // Only those that are looked for.
        let words = few.cards.get(0).name;
        let marks = Marks::of(&few, &Query { words, ..Query::default() });
        let dots = few.dots(tile, &marks);
        let told = few.told(tile, dots[0], &marks);
        assert_eq!(told.matches("[\"").count() as u64, dots[0].n, "{told}");
        assert!(dots[0].n < TOLD && told.contains(&few.cards.get(0).slug), "{told}");

        let (many, tile) = at_one_door(TOLD as usize + 3);
        let bytes = many.tile(tile, &Marks::All);
        assert!(bytes.len() < 150, "{} bytes", bytes.len());
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(many.cards.iter().all(|c| !text.contains(&c.slug)));
        // What the list has of that part is what the dot has.
        let part = Part::of_keys(many.dots(tile, &Marks::All)[0].spot.key(), rest(tile));
        assert!(text.contains(&part.to_string()), "{part} {text}");
        let asked = Query { part: part.to_string().parse().ok(), ..Query::default() };
        assert_eq!(many.search(&asked, kernel::Date::new(2026, 11, 24).unwrap()).total, 15);
        assert!(part.east - part.west < 0.0002 && part.north - part.south < 0.0002, "{part}");
        // Where somebody can look closer there is no need to tell.
        let above = String::from_utf8_lossy(&few.tile(tiles(&few, DEEPEST - 1)[0], &Marks::All)).into_owned();
        assert!(!above.contains("here") && !above.contains("part"));
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
    fn the_same_search_is_worked_out_once_whatever_part_or_page_of_it_is_looked_at() {
        let index = demo();
        let choirs = Query { words: "choir".into(), ..Query::default() };
        let part = "-0.02,51.53,0.02,51.55".parse().ok();
        let (Marks::Some(one), Marks::Some(other)) =
            (index.marks(choirs.clone()), index.marks(Query { part, skip: 20, ..choirs.clone() }))
        else {
            panic!("a search has marks")
        };
        assert!(Arc::ptr_eq(&one, &other));
        assert!(
            matches!(index.marks(Query { part, ..Query::default() }), Marks::All),
            "a part alone leaves nothing out"
        );
        let Marks::Some(free) = index.marks(Query { free: true, ..choirs }) else { panic!("a search has marks") };
        assert!(!Arc::ptr_eq(&one, &free));
    }

    #[test]
    fn one_service_in_the_sea_does_not_make_the_first_view_useless() {
        let mut services = demo_services("2026-11-24T00:00:00.000000Z".parse().unwrap()).unwrap();
        services[0].point = kernel::Point::new(0.0, 0.0).ok();
        services[0].masked = false;
        let extent = Index::build(
            services,
            Gazetteer::built_in().unwrap(),
            &|_| vec![],
            kernel::Date::new(2026, 11, 24).unwrap(),
        )
        .extent
        .unwrap();
        assert!(extent.south > 51.0 && extent.north < 52.0 && extent.west > -1.0 && extent.east < 1.0, "{extent}");
    }
}
