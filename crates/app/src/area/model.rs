//! Kinds of areas, editions of the index of deprivation, and an area with its outline.

use kernel::{
    Point,
    tile::{Bounds, Spot},
};
use serde::{Deserialize, Serialize};

/// A kind of area that can be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Borough,
    Ward,
    Lsoa,
}

impl Kind {
    pub const ALL: [Kind; 3] = [Kind::Borough, Kind::Ward, Kind::Lsoa];

    pub fn code(self) -> &'static str {
        match self {
            Kind::Borough => "borough",
            Kind::Ward => "ward",
            Kind::Lsoa => "lsoa",
        }
    }

    pub fn of(code: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|k| k.code() == code)
    }

    /// The kind of area that a code of the Register of Geographic Codes is of (Office for National Statistics); `None` for what is none of ours.
    pub fn of_area(code: &str) -> Option<Kind> {
        let shape = code.len() == 9 && code.bytes().skip(1).all(|b| b.is_ascii_digit());
        match code.get(..3).filter(|_| shape)? {
            "E06" | "E07" | "E08" | "E09" | "W06" | "S12" | "N09" => Some(Kind::Borough),
            "E05" | "W05" | "S13" | "N08" => Some(Kind::Ward),
            "E01" | "W01" | "S01" => Some(Kind::Lsoa),
            _ => None,
        }
    }

    /// From which level of the map on it is drawn: below it nobody could tell one from the next.
    pub fn from_level(self) -> u8 {
        match self {
            Kind::Borough => 0,
            Kind::Ward => 9,
            Kind::Lsoa => 10,
        }
    }
}

/// An edition of the English Indices of Deprivation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub enum Edition {
    Imd2019,
    Imd2025,
}

impl Edition {
    pub const ALL: [Edition; 2] = [Edition::Imd2019, Edition::Imd2025];

    pub fn year(self) -> i64 {
        match self {
            Edition::Imd2019 => 2019,
            Edition::Imd2025 => 2025,
        }
    }

    pub fn of(year: i64) -> Option<Edition> {
        Edition::ALL.into_iter().find(|e| e.year() == year)
    }

    /// How many small areas of England it ranks (Ministry of Housing, Communities and Local Government, File 1 of each edition).
    fn areas(self) -> i64 {
        match self {
            Edition::Imd2019 => 32_844,
            Edition::Imd2025 => 33_755,
        }
    }

    /// The tenth that a rank falls in: 1 is the most deprived tenth. `None` for what is no rank of this edition.
    pub fn decile(self, rank: i64) -> Option<i64> {
        (1..=self.areas()).contains(&rank).then(|| (rank * 10 + self.areas() - 1) / self.areas())
    }
}

impl TryFrom<i64> for Edition {
    type Error = String;
    fn try_from(year: i64) -> Result<Edition, String> {
        Edition::of(year).ok_or_else(|| format!("no edition of {year}"))
    }
}

impl From<Edition> for i64 {
    fn from(edition: Edition) -> i64 {
        edition.year()
    }
}

/// The polygons of an area: of each the outer ring and then its holes, as longitudes and latitudes (GeoJSON, RFC 7946).
pub(super) type Outline = Vec<Vec<Vec<[f64; 2]>>>;

/// An area as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Area {
    pub code: String,
    pub name: String,
    pub outline: Outline,
}

/// An area ready to be drawn: its polygons on the square of the map, and what encloses them.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    pub code: String,
    pub name: String,
    /// Of each polygon the outer ring, then its holes.
    pub polygons: Vec<Vec<Vec<Spot>>>,
    pub bounds: Bounds,
    /// Where its name stands: the middle of its largest ring.
    pub middle: Spot,
}

impl Shape {
    /// `None` when nothing of the outline is a place on earth.
    pub fn of(area: &Area) -> Option<Shape> {
        let spots = |ring: &Vec<[f64; 2]>| -> Vec<Spot> {
            ring.iter().filter_map(|[lon, lat]| Point::new(*lat, *lon).ok()).map(Spot::of).collect()
        };
        let polygon = |p: &Vec<Vec<_>>| p.iter().enumerate().map(|(n, r)| turned(spots(r), n == 0)).collect();
        let polygons: Vec<Vec<Vec<Spot>>> = area.outline.iter().map(polygon).collect();
        let rings = || polygons.iter().flatten();
        let bounds = rings().flatten().map(|s| Bounds::of(*s)).reduce(Bounds::and)?;
        let largest = rings().max_by_key(|r| twice_the_area(r).abs())?;
        let middle = middle(largest);
        Some(Shape { code: area.code.clone(), name: area.name.clone(), polygons, bounds, middle })
    }

    /// Whether a place lies in it: whoever goes east from there crosses its rings an odd number of times. A place on the border of two areas is in one of them.
    pub fn has(&self, spot: Spot) -> bool {
        let crossed = |(a, b): (&Spot, &Spot)| {
            let (a, b) = if a.y < b.y { (a, b) } else { (b, a) };
            let from = |n: u32, m: u32| i128::from(n) - i128::from(m);
            a.y <= spot.y && spot.y < b.y && from(spot.x, a.x) * from(b.y, a.y) < from(b.x, a.x) * from(spot.y, a.y)
        };
        let sides = self.polygons.iter().flatten().flat_map(|ring| ring.iter().zip(ring.iter().cycle().skip(1)));
        self.bounds.meets(Bounds::of(spot)) && sides.filter(|side| crossed(*side)).count() % 2 == 1
    }
}

impl Shape {
    /// The points in it of a grid that has so many along the longer side of what encloses it.
    pub fn laid_over(&self, along: u32) -> Vec<Spot> {
        let Bounds { from, to } = self.bounds;
        let side = ((to.x - from.x).max(to.y - from.y) / along).max(1);
        let steps = |from: u32, to: u32| (from + side / 2..=to).step_by(side as usize);
        let all = steps(from.y, to.y).flat_map(|y| steps(from.x, to.x).map(move |x| Spot { x, y }));
        all.filter(|spot| self.has(*spot)).collect()
    }
}

/// So many neighbours know together what encloses them.
const PACK: usize = 16;

/// The shapes of a kind, so that those of a part of the map are found without a look at each: neighbours on the map stand together, in packs (Kamel and Faloutsos,
/// On packing R-trees, 1993, by another curve and with one storey: there are 36,000 small areas and not millions).
#[derive(Debug, Default)]
pub(super) struct Shapes {
    all: Vec<Shape>,
    packs: Vec<Bounds>,
}

impl Shapes {
    pub fn of(areas: &[Area]) -> Shapes {
        let mut all: Vec<Shape> = areas.iter().filter_map(Shape::of).collect();
        all.sort_by_cached_key(|s| (s.middle.key(), s.code.clone()));
        let packs = all.chunks(PACK).filter_map(|pack| pack.iter().map(|s| s.bounds).reduce(Bounds::and)).collect();
        Shapes { all, packs }
    }

    /// The shapes of which something may lie within these bounds.
    pub fn about(&self, bounds: Bounds) -> impl Iterator<Item = &Shape> {
        let packs = self.all.chunks(PACK).zip(&self.packs);
        packs.filter(move |(_, p)| p.meets(bounds)).flat_map(|(pack, _)| pack).filter(move |s| s.bounds.meets(bounds))
    }

    /// The shape that a place lies in.
    pub fn at(&self, spot: Spot) -> Option<&Shape> {
        self.about(Bounds::of(spot)).find(|s| s.has(spot))
    }

    pub fn iter(&self) -> impl Iterator<Item = &Shape> {
        self.all.iter()
    }
}

/// By the shoelace formula. The map's y runs to the south, so that a ring which is clockwise as it is seen has a positive area.
fn twice_the_area(ring: &[Spot]) -> i128 {
    let next = ring.iter().cycle().skip(1);
    let cross = |(a, b): (&Spot, &Spot)| i128::from(a.x) * i128::from(b.y) - i128::from(b.x) * i128::from(a.y);
    ring.iter().zip(next).map(cross).sum()
}

/// The centroid of a ring; of one without an area, its first position.
fn middle(ring: &[Spot]) -> Spot {
    let first = ring.first().copied().unwrap_or(Spot { x: 0, y: 0 });
    // Counted from the first position: the numbers stay small enough to be exact.
    let from = |s: &Spot| (f64::from(s.x) - f64::from(first.x), f64::from(s.y) - f64::from(first.y));
    let (mut area, mut x, mut y) = (0.0, 0.0, 0.0);
    for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
        let ((ax, ay), (bx, by)) = (from(a), from(b));
        let cross = ax * by - bx * ay;
        (area, x, y) = (area + cross, x + (ax + bx) * cross, y + (ay + by) * cross);
    }
    if area == 0.0 {
        return first;
    }
    let at = |first: u32, sum: f64| (f64::from(first) + sum / (3.0 * area)) as u32;
    Spot { x: at(first.x, x), y: at(first.y, y) }
}

/// A ring in the direction that tiles want: outer rings clockwise as they are seen, holes the other way. Files have them either way.
fn turned(mut ring: Vec<Spot>, outer: bool) -> Vec<Spot> {
    let area = twice_the_area(&ring);
    if (area > 0) != outer {
        ring.reverse();
    }
    ring
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_says_what_kind_of_area_it_is_of() {
        assert_eq!(Kind::of_area("E09000025"), Some(Kind::Borough));
        assert_eq!(Kind::of_area("E05013991"), Some(Kind::Ward));
        assert_eq!(Kind::of_area("E01034386"), Some(Kind::Lsoa));
        for other in ["E12000007", "E0900002", "Newham", "", "E0900002x", "é09000025"] {
            assert_eq!(Kind::of_area(other), None, "{other}");
        }
    }

    #[test]
    fn a_rank_falls_in_its_tenth_and_the_first_is_the_most_deprived() {
        // E01021988 (Tendring) is ranked first in both editions.
        assert_eq!((Edition::Imd2019.decile(1), Edition::Imd2025.decile(1)), (Some(1), Some(1)));
        assert_eq!((Edition::Imd2025.decile(3375), Edition::Imd2025.decile(3376)), (Some(1), Some(2)));
        assert_eq!((Edition::Imd2019.decile(32_844), Edition::Imd2025.decile(33_755)), (Some(10), Some(10)));
        assert_eq!((Edition::Imd2019.decile(32_845), Edition::Imd2025.decile(0)), (None, None));
    }

    #[test]
    fn rings_turn_the_way_that_tiles_want_whichever_way_a_file_has_them() {
        let ring = vec![[0.0, 51.0], [0.0, 52.0], [1.0, 52.0], [0.0, 51.0]];
        let mut other = ring.clone();
        other.reverse();
        let shape = |ring| {
            Shape::of(&Area { code: "E09000025".into(), name: "Newham".into(), outline: vec![vec![ring]] }).unwrap()
        };
        assert_eq!(shape(ring.clone()).polygons, shape(other).polygons);
        let name = shape(ring).middle;
        assert!(
            name.x > Spot::of(Point::new(51.5, 0.2).unwrap()).x && name.x < Spot::of(Point::new(51.5, 0.5).unwrap()).x
        );
        assert!(Shape::of(&Area { code: String::new(), name: String::new(), outline: vec![] }).is_none());
    }
    /// A square of a hundredth of a degree, so many to the east and to the north, with a hole in its middle if it is to have one.
    fn square(east: i32, north: i32, hole: bool) -> Area {
        let (lon, lat) = (f64::from(east) / 100.0, 51.0 + f64::from(north) / 100.0);
        let ring = |from: f64, to: f64| {
            [(from, from), (to, from), (to, to), (from, to), (from, from)].map(|(x, y)| [lon + x, lat + y]).to_vec()
        };
        let mut polygon = vec![ring(0.0, 0.01)];
        polygon.extend(hole.then(|| ring(0.004, 0.006)));
        Area { code: format!("E01{east:03}{north:03}"), name: String::new(), outline: vec![polygon] }
    }

    fn spot(lat: f64, lon: f64) -> Spot {
        Spot::of(Point::new(lat, lon).unwrap())
    }

    #[test]
    fn a_place_is_in_the_area_around_it_and_not_in_its_hole() {
        let shape = Shape::of(&square(0, 0, true)).unwrap();
        assert!(shape.has(spot(51.002, 0.002)) && shape.has(spot(51.005, 0.009)));
        assert!(!shape.has(spot(51.005, 0.005)), "in the hole");
        for (lat, lon) in [(51.005, -0.001), (51.005, 0.011), (50.999, 0.005), (51.011, 0.005)] {
            assert!(!shape.has(spot(lat, lon)), "{lat} {lon}");
        }
        // Neighbours: what lies on the border is in one of them and not in both.
        let squares = [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(e, n)| Shape::of(&square(e, n, false)).unwrap());
        for (lat, lon) in [(51.01, 0.01), (51.005, 0.01), (51.01, 0.005), (51.013, 0.01)] {
            assert_eq!(squares.iter().filter(|s| s.has(spot(lat, lon))).count(), 1, "{lat} {lon}");
        }
    }

    #[test]
    fn what_is_found_in_a_part_of_the_map_is_all_that_is_there() {
        let areas: Vec<Area> = (0..40).flat_map(|e| (0..40).map(move |n| square(e, n, false))).collect();
        let shapes = Shapes::of(&areas);
        assert_eq!(shapes.iter().count(), 1600);
        for (south, west, north, east) in
            [(51.0, 0.0, 51.4, 0.4), (51.105, 0.105, 51.105, 0.105), (51.255, 0.011, 51.302, 0.3)]
        {
            let part = Bounds::of(spot(south, west)).and(Bounds::of(spot(north, east)));
            let mut found: Vec<&str> = shapes.about(part).map(|s| s.code.as_str()).collect();
            let mut there: Vec<&str> =
                shapes.iter().filter(|s| s.bounds.meets(part)).map(|s| s.code.as_str()).collect();
            found.sort_unstable();
            there.sort_unstable();
            assert_eq!(found, there);
            assert!(!found.is_empty());
        }
        assert_eq!(shapes.at(spot(51.105, 0.205)).map(|s| s.code.as_str()), Some("E01020010"));
        assert!(shapes.at(spot(50.9, 0.2)).is_none() && Shapes::default().at(spot(51.1, 0.2)).is_none());
    }
}
