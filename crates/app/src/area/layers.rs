//! What a map may show beside the services: how deprived small areas are, and where no service of a search is near.
//!
//! A decile is that of a small area, never of a person. "Not near" is as the crow flies and of the places that are known: a service that comes to people, or
//! whose place must not be public, is near nobody here, and the page says so.

use super::{
    model::Kind,
    outlines::{self, Ranked, SmallAreas},
    store,
};
use crate::{
    directory::{self, Index, Marks},
    policy::{AREA_VIEW, SERVICE_VIEW},
};
use axum::{
    extract::Path,
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use base::{
    Ctx, Error, House, Machine, Result,
    http::{
        form::Fields,
        routes::{Access, Route},
    },
    tile::{self, AROUND, Drawing, Keep, Tag},
};
use kernel::{
    Tile,
    tile::{Bounds, Spot},
};
use serde_json::json;
use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, Instant as Moment},
};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/tiles/layers", Access::Public, which),
        Route::get("/tiles/deprivation/{z}/{x}/{y}", Access::Public, deprivation),
        Route::get("/tiles/missing/{z}/{x}/{y}", Access::Public, missing),
    ]
}

/// Nobody walks further than this with a child or a stick, and a bus is not always there: a choice of ours.
pub(crate) const NEAR_KM: f64 = 1.5;
/// From this level of the map on it is said where nothing is near: below it a square of the drawing is longer than that.
const FROM_LEVEL: u8 = 10;
/// Squares along the side of a tile.
const SQUARES: u32 = 16;

/// What is kept of deprivation, with when it was last asked whether there is other.
#[derive(Default)]
struct Slot {
    now: RwLock<Option<(Moment, Option<Arc<Ranked>>)>>,
    /// Held by whoever looks: thousands of rows are read once, however many ask.
    looking: tokio::sync::Mutex<()>,
}

impl Slot {
    fn get(&self) -> Option<(Moment, Option<Arc<Ranked>>)> {
        self.now.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

const FRESH: Duration = Duration::from_secs(60);

/// Outlines with the deciles of the newest edition; none where one of the two was not imported, or where they are not of the same small areas.
pub(super) async fn ranked(machine: &Arc<Machine>) -> Result<Option<Arc<Ranked>>> {
    let slot = machine.extension::<Slot>();
    let fresh = || slot.get().filter(|(at, _)| at.elapsed() < FRESH);
    if let Some((_, ranked)) = fresh() {
        return Ok(ranked);
    }
    // While one looks whether there is other, the rest have what there was; where there was nothing they wait.
    let _turn = match slot.get() {
        Some((_, old)) => match slot.looking.try_lock() {
            Ok(turn) => turn,
            Err(_) => return Ok(old),
        },
        None => slot.looking.lock().await,
    };
    if let Some((_, ranked)) = fresh() {
        return Ok(ranked);
    }
    let areas = SmallAreas::read(machine).await?;
    let (mut rx, _) = machine.system("outlines").read(&AREA_VIEW, House::id()).await?;
    let ranked = match store::latest_edition(&mut rx).await? {
        Some(edition) => areas.ranked(&mut rx, edition).await?.map(Arc::new),
        None => None,
    };
    *slot.now.write().unwrap_or_else(PoisonError::into_inner) = Some((Moment::now(), ranked.clone()));
    Ok(ranked)
}

/// Which layers there is anything of.
async fn which(ctx: Ctx) -> Result<Response> {
    drop(ctx.read(&AREA_VIEW, House::id()).await?);
    let edition = ranked(&ctx.machine).await?.map(|r| r.edition().year());
    let body = json!({ "deprivation": edition, "near_km": NEAR_KM }).to_string();
    Ok(([(header::CONTENT_TYPE, "application/json")], body).into_response())
}

/// The small areas of a tile, each with its decile.
async fn deprivation(ctx: Ctx, Path((z, x, y)): Path<(String, String, String)>) -> Result<Response> {
    let tile = tile::named(&z, &x, &y).ok_or(Error::NotFound)?;
    drop(ctx.read(&AREA_VIEW, House::id()).await?);
    let mut drawing = Drawing::new(tile, "deprivation");
    if let Some(ranked) = ranked(&ctx.machine).await?.filter(|_| tile.level() >= Kind::Lsoa.from_level()) {
        for (shape, decile) in ranked.about(tile.with(AROUND)) {
            drawing.area(&shape.polygons, &[("decile", Tag::Number(decile as u64))]);
        }
    }
    Ok(tile::answer(drawing.bytes(), Keep::Minutes))
}

/// Where in the boroughs of a tile no service of a search is near.
async fn missing(ctx: Ctx, Path((z, x, y)): Path<(String, String, String)>, headers: HeaderMap) -> Result<Response> {
    let tile = tile::named(&z, &x, &y).ok_or(Error::NotFound)?;
    drop(ctx.read(&SERVICE_VIEW, House::id()).await?);
    let index = directory::index(&ctx.machine).await?;
    let boroughs = outlines::outlines(&ctx.machine, Kind::Borough).await?;
    let typed = Fields::parse(ctx.request.query.clone().unwrap_or_default().as_bytes());
    let marks = directory::marked(&ctx, &headers, &index, &typed).await?;
    let mut drawing = Drawing::new(tile, "missing");
    if tile.level() >= FROM_LEVEL {
        for square in far_squares(&index, &marks, tile) {
            if boroughs.shapes.at(middle(square)).is_some() {
                drawing.area(&[vec![corners(square)]], &[]);
            }
        }
    }
    Ok(tile::answer(drawing.bytes(), Keep::Not))
}

/// The places of some services, so that whether one of them is near costs a look at nine squares, each as long as what is near.
pub(super) struct Reach {
    /// What is near, in units of the map.
    units: f64,
    squares: HashMap<(u32, u32), Vec<Spot>>,
}

impl Reach {
    /// For asking of places within these bounds.
    pub fn of(index: &Index, marks: &Marks, bounds: Bounds) -> Reach {
        // How many units of the map a kilometre is there: the map is stretched towards the poles.
        let (lat, _) = middle(bounds).degrees();
        let units = NEAR_KM * 4_294_967_296.0 / (40_075.017 * lat.to_radians().cos());
        let around = |n: u32, by: f64| (f64::from(n) + by) as u32;
        let wide = Bounds {
            from: Spot { x: around(bounds.from.x, -units), y: around(bounds.from.y, -units) },
            to: Spot { x: around(bounds.to.x, units), y: around(bounds.to.y, units) },
        };
        let mut reach = Reach { units, squares: HashMap::new() };
        for spot in index.marked_within(wide, marks) {
            let square = reach.square(f64::from(spot.x), f64::from(spot.y));
            reach.squares.entry(square).or_default().push(spot);
        }
        reach
    }

    fn square(&self, x: f64, y: f64) -> (u32, u32) {
        ((x / self.units) as u32, (y / self.units) as u32)
    }

    /// Whether one of them is near.
    pub fn has(&self, x: f64, y: f64) -> bool {
        let (column, row) = self.square(x, y);
        let beside = |n: u32| n.saturating_sub(1)..=n.saturating_add(1);
        let about = beside(row).flat_map(|row| beside(column).map(move |column| (column, row)));
        let near = |s: &Spot| (f64::from(s.x) - x).hypot(f64::from(s.y) - y) <= self.units;
        about.filter_map(|square| self.squares.get(&square)).flatten().any(near)
    }
}

/// The squares of a tile from whose middle it is further than [`NEAR_KM`] to any of the services.
fn far_squares(index: &Index, marks: &Marks, tile: Tile) -> Vec<Bounds> {
    let side = tile.side() / f64::from(SQUARES);
    let all = tile.with(0);
    let start = (f64::from(all.from.x), f64::from(all.from.y));
    let reach = Reach::of(index, marks, all);
    let mut squares = vec![];
    for row in 0..SQUARES {
        for column in 0..SQUARES {
            let middle = |from: f64, n: u32| from + (f64::from(n) + 0.5) * side;
            if !reach.has(middle(start.0, column), middle(start.1, row)) {
                let at = |from: f64, n: u32| (from + f64::from(n) * side) as u32;
                squares.push(Bounds {
                    from: Spot { x: at(start.0, column), y: at(start.1, row) },
                    to: Spot { x: at(start.0, column + 1), y: at(start.1, row + 1) },
                });
            }
        }
    }
    squares
}

pub(super) fn middle(b: Bounds) -> Spot {
    let between = |a: u32, b: u32| a + (b - a) / 2;
    Spot { x: between(b.from.x, b.to.x), y: between(b.from.y, b.to.y) }
}

/// Clockwise as it is seen, as tiles want an outer ring.
fn corners(b: Bounds) -> Vec<Spot> {
    let (from, to) = (b.from, b.to);
    vec![from, Spot { x: to.x, y: from.y }, to, Spot { x: from.x, y: to.y }, from]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::{Gazetteer, Service, bare};
    use kernel::{Date, Point};

    #[test]
    fn nothing_is_near_where_the_next_service_is_too_far() {
        let here = Point::new(51.54, 0.0).unwrap();
        let s = Service { point: Some(here), ..bare("Choir") };
        let index =
            Index::build(vec![s], Gazetteer::built_in().unwrap(), &|_| vec![], Date::new(2026, 11, 24).unwrap());
        let spot = Spot::of(here);
        for level in [10u8, 12, 14] {
            let tile = Tile::new(level, spot.x >> (32 - level), spot.y >> (32 - level)).unwrap();
            let far = far_squares(&index, &Marks::All, tile);
            assert!(far.len() < (SQUARES * SQUARES) as usize, "{level}: it is near itself");
            for square in &far {
                let (lat, lon) = middle(*square).degrees();
                let km = here.distance_km(Point::new(lat, lon).unwrap());
                assert!(km > NEAR_KM * 0.99, "{level}: {km} km");
            }
            let none = far_squares(&index, &Marks::Some(Arc::default()), tile);
            assert_eq!(none.len(), (SQUARES * SQUARES) as usize);
        }
    }

    #[test]
    fn no_square_is_lost_from_one_level_to_the_next() {
        let now = "2026-11-24T00:00:00.000000Z".parse().unwrap();
        let services = crate::directory::all_demo_services(now).unwrap();
        let today = Date::new(2026, 11, 24).unwrap();
        let index = Index::build(services, Gazetteer::built_in().unwrap(), &|_| vec![], today);
        let world = Bounds { from: Spot { x: 0, y: 0 }, to: Spot { x: u32::MAX, y: u32::MAX } };
        let all: Vec<Point> = index
            .marked_within(world, &Marks::All)
            .into_iter()
            .map(|s| s.degrees())
            .map(|(lat, lon)| Point::new(lat, lon).unwrap())
            .collect();
        assert!(all.len() > 1000, "{}", all.len());
        // The east of Havering: streets in its middle, fields about them.
        let spot = Spot::of(Point::new(51.56, 0.22).unwrap());
        for level in FROM_LEVEL..=14 {
            let (x, y) = (spot.x >> (32 - level), spot.y >> (32 - level));
            let (mut far_away, mut close) = (0, 0);
            for tile in (0..9).map(|n| Tile::new(level, x - 1 + n % 3, y - 1 + n / 3).unwrap()) {
                let far = far_squares(&index, &Marks::All, tile);
                let (side, corner) = (tile.side() / f64::from(SQUARES), tile.with(0).from);
                for n in 0..SQUARES * SQUARES {
                    let along = |from: u32, n: u32| (f64::from(from) + (f64::from(n) + 0.5) * side) as u32;
                    let here = Spot { x: along(corner.x, n % SQUARES), y: along(corner.y, n / SQUARES) };
                    let (lat, lon) = here.degrees();
                    let point = Point::new(lat, lon).unwrap();
                    let km = all.iter().map(|s| point.distance_km(*s)).fold(f64::MAX, f64::min);
                    let square = far.iter().find(|s| s.meets(Bounds::of(here)));
                    if km > NEAR_KM * 1.01 {
                        far_away += 1;
                        let square = *square.unwrap_or_else(|| panic!("level {level}: {lat},{lon} is lost, {km} km"));
                        let mut drawing = Drawing::new(tile, "missing");
                        drawing.area(&[vec![corners(square)]], &[]);
                        assert!(!drawing.bytes().is_empty(), "level {level}: {lat},{lon} is not drawn");
                    } else if km < NEAR_KM * 0.99 {
                        close += 1;
                        assert!(square.is_none(), "level {level}: {lat},{lon} has one at {km} km");
                    }
                }
            }
            assert!(far_away > 0 && close > 0, "level {level}: {far_away} and {close}");
        }
    }
}
