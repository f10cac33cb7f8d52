//! Vector tiles: what a map draws of a square of the earth, as its reader wants the bytes (Mapbox Vector Tile specification 2.1).
//!
//! A tile is worked out when it is asked for, from what is in memory. One with nothing in it has no bytes: it is answered by 204.
//!
//! The format is written here: what a map of dots and areas needs of it is a page of code. (The crates that write it were tried; the one that is kept up joins
//! a ring to the ring before it where they share a position, which the specification does not allow.)

pub mod archive;
mod ring;

use crate::http::same;
use axum::{
    body::Bytes,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use kernel::{
    Tile,
    tile::{EXTENT, Spot},
};
pub use ring::AROUND;
use std::collections::HashMap;

/// The type of a tile's bytes, as registered with IANA.
const KIND: &str = "application/vnd.mapbox-vector-tile";

/// The deepest level that there are tiles of: a map that goes closer draws these larger.
pub const DEEPEST: u8 = 14;

/// The tile that the parts of an address name: `10`, `511`, `340.mvt`.
pub fn named(z: &str, x: &str, y: &str) -> Option<Tile> {
    let y = y.strip_suffix(".mvt")?;
    let tile = Tile::new(z.parse().ok()?, x.parse().ok()?, y.parse().ok()?)?;
    (tile.level() <= DEEPEST).then_some(tile)
}

/// What is said of a thing on the map.
#[derive(Debug, Clone, Copy)]
pub enum Tag<'a> {
    Text(&'a str),
    Number(u64),
}

/// A tile that is being drawn, with one layer.
#[derive(Debug)]
pub struct Drawing {
    tile: Tile,
    name: String,
    features: Vec<u8>,
    /// The names and the values of tags, each once; features name them by where they are.
    keys: Vec<String>,
    values: Vec<Vec<u8>>,
    known: HashMap<Vec<u8>, u64>,
}

// The numbers of fields in the specification's `vector_tile.proto`.
const TILE_LAYER: u64 = 3;
const LAYER_NAME: u64 = 1;
const LAYER_FEATURE: u64 = 2;
const LAYER_KEY: u64 = 3;
const LAYER_VALUE: u64 = 4;
const LAYER_EXTENT: u64 = 5;
const LAYER_VERSION: u64 = 15;
const FEATURE_TAGS: u64 = 2;
const FEATURE_TYPE: u64 = 3;
const FEATURE_GEOMETRY: u64 = 4;
const VALUE_STRING: u64 = 1;
const VALUE_UINT: u64 = 5;
const POINT: u64 = 1;
const POLYGON: u64 = 3;
// Commands of a geometry.
const MOVE_TO: u64 = 1;
const LINE_TO: u64 = 2;
const CLOSE: u64 = 7;

/// A number in groups of seven bits, the last first (protobuf's varint).
fn number(out: &mut Vec<u8>, mut n: u64) {
    while n >= 0x80 {
        out.push(n as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

/// A field that is a number.
fn plain(out: &mut Vec<u8>, field: u64, n: u64) {
    number(out, field << 3);
    number(out, n);
}

/// A field that has a length.
fn long(out: &mut Vec<u8>, field: u64, bytes: &[u8]) {
    number(out, field << 3 | 2);
    number(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

/// Commands and positions, each position as the way from the one before.
struct Geometry {
    bytes: Vec<u8>,
    at: ring::Position,
}

impl Geometry {
    fn command(&mut self, id: u64, times: usize) {
        number(&mut self.bytes, (times as u64) << 3 | id);
    }

    fn position(&mut self, at: ring::Position) {
        for (to, from) in at.into_iter().zip(self.at) {
            let way = i64::from(to) - i64::from(from);
            // Small whatever the sign (protobuf's zigzag).
            number(&mut self.bytes, (way << 1 ^ way >> 63).cast_unsigned());
        }
        self.at = at;
    }
}

impl Drawing {
    pub fn new(tile: Tile, layer: &str) -> Drawing {
        let (features, keys, values, known) = <_>::default();
        Drawing { tile, name: layer.to_owned(), features, keys, values, known }
    }

    /// A dot.
    pub fn dot(&mut self, spot: Spot, tags: &[(&str, Tag<'_>)]) {
        let mut geometry = Geometry { bytes: vec![], at: [0, 0] };
        geometry.command(MOVE_TO, 1);
        geometry.position(self.tile.place(spot).into());
        self.feature(POINT, &geometry.bytes, tags);
    }

    /// An area: polygons, of each the outer ring, clockwise on the map, and then its holes, anti-clockwise. Rings of which nothing can be seen are left out; an
    /// area of which nothing is left is not drawn.
    pub fn area(&mut self, polygons: &[Vec<Vec<Spot>>], tags: &[(&str, Tag<'_>)]) {
        let mut geometry = Geometry { bytes: vec![], at: [0, 0] };
        for polygon in polygons {
            for (n, ring) in polygon.iter().enumerate() {
                match &ring::seen(self.tile, ring)[..] {
                    // A ring that was squeezed until it turns the other way would be taken for one of the other kind.
                    ring @ [first, rest @ ..] if ring::twice_the_area(ring).signum() == if n == 0 { 1 } else { -1 } => {
                        geometry.command(MOVE_TO, 1);
                        geometry.position(*first);
                        geometry.command(LINE_TO, rest.len());
                        rest.iter().for_each(|p| geometry.position(*p));
                        geometry.command(CLOSE, 1);
                    }
                    // Holes of what is not drawn would be holes of the polygon before.
                    _ if n == 0 => break,
                    _ => {}
                }
            }
        }
        if !geometry.bytes.is_empty() {
            self.feature(POLYGON, &geometry.bytes, tags);
        }
    }

    fn feature(&mut self, kind: u64, geometry: &[u8], tags: &[(&str, Tag<'_>)]) {
        let mut pairs = vec![];
        for (name, tag) in tags {
            let key = match self.keys.iter().position(|k| k == name) {
                Some(at) => at,
                None => {
                    self.keys.push((*name).to_owned());
                    self.keys.len() - 1
                }
            };
            let mut value = vec![];
            match tag {
                Tag::Text(text) => long(&mut value, VALUE_STRING, text.as_bytes()),
                Tag::Number(n) => plain(&mut value, VALUE_UINT, *n),
            }
            let next = self.values.len() as u64;
            let at = *self.known.entry(value.clone()).or_insert(next);
            if at == next {
                self.values.push(value);
            }
            number(&mut pairs, key as u64);
            number(&mut pairs, at);
        }
        let mut feature = vec![];
        long(&mut feature, FEATURE_TAGS, &pairs);
        plain(&mut feature, FEATURE_TYPE, kind);
        long(&mut feature, FEATURE_GEOMETRY, geometry);
        long(&mut self.features, LAYER_FEATURE, &feature);
    }

    /// The bytes of the tile; none when nothing is in it.
    pub fn bytes(self) -> Vec<u8> {
        if self.features.is_empty() {
            return vec![];
        }
        let mut layer = vec![];
        plain(&mut layer, LAYER_VERSION, 2);
        long(&mut layer, LAYER_NAME, self.name.as_bytes());
        layer.extend(self.features);
        self.keys.iter().for_each(|k| long(&mut layer, LAYER_KEY, k.as_bytes()));
        self.values.iter().for_each(|v| long(&mut layer, LAYER_VALUE, v));
        plain(&mut layer, LAYER_EXTENT, u64::from(EXTENT));
        let mut tile = vec![];
        long(&mut tile, TILE_LAYER, &layer);
        tile
    }
}

/// How long a tile may stay with its reader, and with what stands between.
#[derive(Debug, Clone, Copy)]
pub enum Keep<'a> {
    /// A few minutes, with anybody.
    Minutes,
    /// With anybody, who asks each time whether it is still the same; here is what was asked with.
    WhileTheSame(&'a HeaderMap),
    /// Not at all.
    Not,
}

/// The answer to who asked for a tile.
pub fn answer(bytes: impl Into<Bytes>, keep: Keep<'_>) -> Response {
    let bytes = bytes.into();
    let control = match keep {
        Keep::Minutes => "public, max-age=300",
        Keep::WhileTheSame(_) => "no-cache",
        Keep::Not => "no-store",
    };
    let control = [(header::CACHE_CONTROL, control)];
    if bytes.is_empty() {
        return (StatusCode::NO_CONTENT, control).into_response();
    }
    let Keep::WhileTheSame(asked) = keep else {
        return (control, [(header::CONTENT_TYPE, KIND)], bytes).into_response();
    };
    let tag = same::tag(&bytes);
    if same::has(asked, &tag) {
        return (StatusCode::NOT_MODIFIED, control, [(header::ETAG, tag)]).into_response();
    }
    (control, [(header::ETAG, tag.as_str()), (header::CONTENT_TYPE, KIND)], bytes).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Point;

    fn spot(lat: f64, lon: f64) -> Spot {
        Spot::of(Point::new(lat, lon).unwrap())
    }

    #[test]
    fn a_dot_is_written_as_the_specification_has_it() {
        // Worked out by hand: the layer (field 3), version 2, its name, a feature with tags 0 0 1 1, of type 1, MoveTo (9) by 2048 and 2048 in zigzag, the names
        // and values of its tags, the extent.
        let mut drawing = Drawing::new(Tile::new(0, 0, 0).unwrap(), "l");
        drawing.dot(spot(0.0, 0.0), &[("a", Tag::Text("b")), ("n", Tag::Number(300))]);
        let layer: &[&[u8]] = &[
            &[0x78, 2],
            &[0x0a, 1, b'l'],
            &[0x12, 15, 0x12, 4, 0, 0, 1, 1, 0x18, 1, 0x22, 5, 9, 0x80, 0x20, 0x80, 0x20],
            &[0x1a, 1, b'a', 0x1a, 1, b'n'],
            &[0x22, 3, 0x0a, 1, b'b', 0x22, 3, 0x28, 0xac, 0x02],
            &[0x28, 0x80, 0x20],
        ];
        let layer = layer.concat();
        assert_eq!(drawing.bytes(), [&[0x1a, layer.len() as u8][..], &layer].concat());
    }

    #[test]
    fn what_is_too_small_to_be_seen_is_not_drawn_and_nothing_has_no_bytes() {
        let tile = Tile::new(0, 0, 0).unwrap();
        assert!(Drawing::new(tile, "halls").bytes().is_empty());
        let area = |ring: Vec<Spot>| {
            let mut drawing = Drawing::new(tile, "areas");
            drawing.area(&[vec![ring]], &[("name", Tag::Text("Blue Door"))]);
            drawing.bytes()
        };
        assert!(area(vec![spot(51.5, 0.0), spot(51.5, 0.001), spot(51.499, 0.0), spot(51.5, 0.0)]).is_empty());
        let island = area(vec![spot(60.0, -10.0), spot(60.0, 2.0), spot(50.0, 2.0), spot(60.0, -10.0)]);
        // MoveTo once, LineTo twice, ClosePath: 9, 18, 15.
        assert!(island.contains(&9) && island.contains(&18) && island.contains(&15), "{island:?}");
    }

    #[test]
    fn values_that_many_have_are_written_once() {
        let mut drawing = Drawing::new(Tile::new(0, 0, 0).unwrap(), "halls");
        for lat in 0..50 {
            drawing.dot(spot(f64::from(lat), 0.0), &[("name", Tag::Text("The Blue Door Hall"))]);
        }
        let bytes = drawing.bytes();
        assert_eq!(String::from_utf8_lossy(&bytes).matches("Blue Door").count(), 1);
    }

    #[test]
    fn an_address_names_a_tile_or_nothing() {
        assert_eq!(named("10", "511", "340.mvt"), Tile::new(10, 511, 340));
        assert!(named("10", "511", "340").is_none() && named("1", "2", "0.mvt").is_none());
        assert!(named("-1", "0", "0.mvt").is_none() && named("", "x", "y.mvt").is_none());
        assert!(named("14", "8191", "5445.mvt").is_some() && named("15", "0", "0.mvt").is_none());
    }

    #[test]
    fn a_tile_that_is_asked_for_again_comes_only_when_it_is_another() {
        let ask = |tag: Option<&str>, bytes: &'static [u8]| {
            let mut headers = HeaderMap::new();
            tag.map(|t| headers.insert(header::IF_NONE_MATCH, t.parse().unwrap()));
            let answer = answer(bytes, Keep::WhileTheSame(&headers));
            let get = |name| answer.headers().get(name).map(|v| v.to_str().unwrap().to_owned());
            assert_eq!(get(header::CACHE_CONTROL).as_deref(), Some("no-cache"));
            (answer.status().as_u16(), get(header::ETAG))
        };
        let (status, tag) = ask(None, b"one");
        let tag = tag.unwrap();
        assert_eq!(status, 200);
        assert_eq!(ask(Some(&tag), b"one"), (304, Some(tag.clone())));
        assert_eq!(ask(Some(&format!("\"other\", W/{tag}")), b"one").0, 304);
        let (status, other) = ask(Some(&tag), b"two");
        assert!(status == 200 && other.is_some_and(|o| o != tag));
        assert_eq!(ask(Some(&tag), b""), (204, None));
    }
}
