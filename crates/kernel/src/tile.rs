//! The square map of the web, cut into tiles, and where a point lies on it.
//!
//! It is the spherical Mercator projection (EPSG:3857) as the tiles of web maps use it: the world between about 85° south and 85° north is one square,
//! tile 0/0/0; each further level cuts every tile into four. A [`Spot`] is a place on the square as two whole numbers, so that which tile it is in, at any
//! level, is said by its leading bits; interleaved (Morton, A computer oriented geodetic data base, 1966) they are a key by which all spots of a tile stand
//! together. It is for drawing, not for distances: those are [`crate::Point`]'s.

use crate::Point;
use std::{f64::consts::PI, ops::RangeInclusive};

/// Units along the side of a tile, for what is drawn in it (Mapbox Vector Tile specification 2.1, the usual extent).
pub const EXTENT: u32 = 4096;

/// The deepest level: one of its tiles is a few metres wide.
pub const DEEPEST: u8 = 22;

/// A place on the square map: from its north-western corner to the east and to the south, as parts of 2³².
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// To the east.
    pub x: u32,
    /// To the south.
    pub y: u32,
}

/// The side of the square, in units of a [`Spot`].
const SIDE: f64 = 4_294_967_296.0;

impl Spot {
    /// How many kilometres a unit is at the equator, by the degrees of [`Point::distance_km`]'s sphere; elsewhere less, by the cosine of the latitude.
    pub const UNIT_KM: f64 = 40_030.17 / SIDE;

    /// Where a point lies on the square; what is nearer to a pole than the square reaches lies on its edge.
    pub fn of(point: Point) -> Spot {
        let x = (point.lon + 180.0) / 360.0;
        let sin = point.lat.to_radians().sin();
        let y = 0.5 - ((1.0 + sin) / (1.0 - sin)).ln() / (4.0 * PI);
        // A cast of a float stops at the ends of the range.
        Spot { x: (x * SIDE) as u32, y: (y * SIDE) as u32 }
    }

    /// The bits of both numbers in turn, the southern first: spots that lie in one tile, of whatever level, are neighbours by it.
    pub fn key(self) -> u64 {
        spread(self.x) | spread(self.y) << 1
    }

    /// Its latitude and longitude, in degrees: the way back from [`Spot::of`].
    pub fn degrees(self) -> (f64, f64) {
        let lat = (PI * (1.0 - 2.0 * f64::from(self.y) / SIDE)).sinh().atan().to_degrees();
        (lat, f64::from(self.x) / SIDE * 360.0 - 180.0)
    }

    /// The spot of a key.
    pub fn of_key(key: u64) -> Spot {
        Spot { x: gather(key), y: gather(key >> 1) }
    }
}

/// Puts a zero before each bit.
fn spread(n: u32) -> u64 {
    let mut n = u64::from(n);
    n = (n | n << 16) & 0x0000_ffff_0000_ffff;
    n = (n | n << 8) & 0x00ff_00ff_00ff_00ff;
    n = (n | n << 4) & 0x0f0f_0f0f_0f0f_0f0f;
    n = (n | n << 2) & 0x3333_3333_3333_3333;
    (n | n << 1) & 0x5555_5555_5555_5555
}

/// Every second bit, from the last.
fn gather(n: u64) -> u32 {
    let mut n = n & 0x5555_5555_5555_5555;
    n = (n | n >> 1) & 0x3333_3333_3333_3333;
    n = (n | n >> 2) & 0x0f0f_0f0f_0f0f_0f0f;
    n = (n | n >> 4) & 0x00ff_00ff_00ff_00ff;
    n = (n | n >> 8) & 0x0000_ffff_0000_ffff;
    (n | n >> 16) as u32
}

/// A tile: its level, and which of the level's tiles it is, counted from the north-western corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tile {
    level: u8,
    x: u32,
    y: u32,
}

impl Tile {
    /// The tile, when there is one: a level no deeper than [`DEEPEST`], and x and y within it.
    pub fn new(level: u8, x: u32, y: u32) -> Option<Tile> {
        (level <= DEEPEST && x >> level == 0 && y >> level == 0).then_some(Tile { level, x, y })
    }

    /// How often the world was cut into four: 0 is the whole of it.
    pub fn level(self) -> u8 {
        self.level
    }

    /// Which of its level's tiles it is: from the west, from the north.
    pub fn at(self) -> (u32, u32) {
        (self.x, self.y)
    }

    /// How long its sides are, in units of a [`Spot`].
    pub fn side(self) -> f64 {
        SIDE / f64::from(1u32 << self.level)
    }

    /// The keys of all spots in it.
    pub fn keys(self) -> RangeInclusive<u64> {
        // The whole world has no bits to shift by.
        let rest = 64 - 2 * u32::from(self.level);
        let first = (spread(self.x) | spread(self.y) << 1).checked_shl(rest).unwrap_or(0);
        first..=(first | u64::MAX.checked_shr(64 - rest).unwrap_or(0))
    }

    /// Where a spot lies in it, in units of [`EXTENT`] from its north-western corner; what lies outside is beyond the ends.
    pub fn place(self, spot: Spot) -> (i32, i32) {
        let side = self.side();
        let unit = side / f64::from(EXTENT);
        let along = |at: u32, tile: u32| ((f64::from(at) - f64::from(tile) * side) / unit).floor() as i32;
        (along(spot.x, self.x), along(spot.y, self.y))
    }

    /// What can be seen in it, with so many units of [`EXTENT`] around it.
    pub fn with(self, around: u32) -> Bounds {
        let side = self.side();
        let more = side / f64::from(EXTENT) * f64::from(around);
        let (x, y) = (f64::from(self.x) * side, f64::from(self.y) * side);
        // A cast of a float stops at the ends of the range.
        let from = Spot { x: (x - more) as u32, y: (y - more) as u32 };
        let to = Spot { x: (x + side + more - 1.0) as u32, y: (y + side + more - 1.0) as u32 };
        Bounds { from, to }
    }
}

/// What lies between two spots, both of which are part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// The north-western corner.
    pub from: Spot,
    /// The south-eastern corner.
    pub to: Spot,
}

impl Bounds {
    /// One spot alone.
    pub fn of(spot: Spot) -> Bounds {
        Bounds { from: spot, to: spot }
    }

    /// What encloses both.
    #[must_use]
    pub fn and(self, other: Bounds) -> Bounds {
        let from = Spot { x: self.from.x.min(other.from.x), y: self.from.y.min(other.from.y) };
        let to = Spot { x: self.to.x.max(other.to.x), y: self.to.y.max(other.to.y) };
        Bounds { from, to }
    }

    /// Whether anything lies in both.
    pub fn meets(self, other: Bounds) -> bool {
        self.from.x <= other.to.x && other.from.x <= self.to.x && self.from.y <= other.to.y && other.from.y <= self.to.y
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(lat: f64, lon: f64) -> Spot {
        Spot::of(Point::new(lat, lon).unwrap())
    }

    fn tile_of(spot: Spot, level: u8) -> Tile {
        let shift = 32 - u32::from(level);
        Tile::new(level, (u64::from(spot.x) >> shift) as u32, (u64::from(spot.y) >> shift) as u32).unwrap()
    }

    #[test]
    fn a_place_is_in_the_tile_that_every_web_map_has_it_in() {
        // Stratford, 51.5416 N 0.0034 W: by the formulas of the OpenStreetMap wiki, "Slippy map tilenames".
        let stratford = spot(51.5416, -0.0034);
        assert_eq!(tile_of(stratford, 0), Tile::new(0, 0, 0).unwrap());
        assert_eq!(tile_of(stratford, 10), Tile::new(10, 511, 340).unwrap());
        assert_eq!(tile_of(stratford, 14), Tile::new(14, 8191, 5445).unwrap());
        assert_eq!(spot(0.0, 0.0), Spot { x: 1 << 31, y: 1 << 31 });
        let (lat, lon) = stratford.degrees();
        assert!((lat - 51.5416).abs() < 1e-6 && (lon + 0.0034).abs() < 1e-6, "{lat} {lon}");
        // The poles, and the ends of the world.
        assert_eq!((spot(90.0, 0.0).y, spot(-90.0, 180.0)), (0, Spot { x: u32::MAX, y: u32::MAX }));
    }

    #[test]
    fn the_spots_of_a_tile_are_neighbours_by_their_keys() {
        let stratford = spot(51.5416, -0.0034);
        assert_eq!(Spot::of_key(stratford.key()), stratford);
        for level in [0, 1, 7, 14, DEEPEST] {
            let tile = tile_of(stratford, level);
            assert!(tile.keys().contains(&stratford.key()), "level {level}");
            for other in [spot(51.5417, -0.0034), spot(51.6, 0.2), spot(-33.9, 151.2)] {
                assert_eq!(tile.keys().contains(&other.key()), tile_of(other, level) == tile, "level {level}");
            }
        }
        assert_eq!(Tile::new(0, 0, 0).unwrap().keys(), 0..=u64::MAX);
    }

    #[test]
    fn inside_a_tile_a_place_is_counted_from_its_corner() {
        let tile = Tile::new(1, 1, 0).unwrap();
        assert_eq!(tile.place(Spot { x: 1 << 31, y: 0 }), (0, 0));
        assert_eq!(tile.place(Spot { x: u32::MAX, y: (1 << 31) - 1 }), (4095, 4095));
        assert_eq!(tile.place(Spot { x: 0, y: 1 << 31 }), (-4096, 4096));
    }

    #[test]
    fn what_lies_beside_a_tile_is_seen_in_what_is_around_it() {
        let tile = Tile::new(1, 1, 0).unwrap();
        let from_the_corner_to = |x| Bounds::of(Spot { x: 0, y: 0 }).and(Bounds::of(Spot { x, y: 5 }));
        let unit = 1 << 19;
        assert!(tile.with(0).meets(from_the_corner_to(1 << 31)));
        assert!(!tile.with(0).meets(from_the_corner_to((1 << 31) - 1)));
        assert!(tile.with(64).meets(from_the_corner_to((1 << 31) - 64 * unit)));
        assert!(!tile.with(64).meets(from_the_corner_to((1 << 31) - 64 * unit - 1)));
        // Beyond the edge of the world there is nothing.
        let world = Bounds { from: Spot { x: 0, y: 0 }, to: Spot { x: u32::MAX, y: u32::MAX } };
        assert_eq!((Tile::new(0, 0, 0).unwrap().with(0), Tile::new(0, 0, 0).unwrap().with(64)), (world, world));
    }

    #[test]
    fn there_is_no_tile_beyond_the_edge() {
        assert!(Tile::new(0, 0, 0).is_some() && Tile::new(3, 7, 7).is_some());
        assert!(Tile::new(0, 1, 0).is_none() && Tile::new(3, 0, 8).is_none() && Tile::new(23, 0, 0).is_none());
    }
}
