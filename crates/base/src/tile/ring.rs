//! What can be seen of a ring in a tile.
//!
//! It is moved to the grid of the level, what is repeated there is left out, and it is cut off [`AROUND`] the tile, so that the line along the cut is out of
//! sight. The grid is the same for all areas and all tiles of a level: what two neighbours share stays shared.

use kernel::{
    Tile,
    tile::{EXTENT, Spot},
};

/// So many units around a tile its areas go on: eight pixels where a tile has 512, more than a border is wide.
pub const AROUND: u32 = 64;
/// Positions of a ring are multiples of so many units: of a quarter of a pixel where a tile has 512 (maps draw the deepest tile that they ask for larger yet).
const GRID: i32 = 2;

/// To the east, to the south, in units of [`EXTENT`].
pub(super) type Position = [i32; 2];

/// What can be seen of a ring.
pub(super) fn seen(tile: Tile, ring: &[Spot]) -> Vec<Position> {
    let nearest = |at: i32| (at + GRID / 2).div_euclid(GRID) * GRID;
    let positions = ring.iter().map(|s| Position::from(tile.place(*s)).map(nearest)).collect();
    clipped(once(positions), -(AROUND as i32), (EXTENT + AROUND) as i32)
}

/// What is left of a ring between two lines across and two lines down; both ends belong to it.
fn clipped(mut ring: Vec<Position>, least: i32, most: i32) -> Vec<Position> {
    for axis in [0, 1] {
        if ring.iter().any(|p| p[axis] < least) {
            ring = cut(&ring, axis, least, |n| n >= least);
        }
        if ring.iter().any(|p| p[axis] > most) {
            ring = cut(&ring, axis, most, |n| n <= most);
        }
    }
    once(ring)
}

/// Cuts a ring off along a line (Sutherland and Hodgman, Reentrant polygon clipping, 1974).
fn cut(ring: &[Position], axis: usize, line: i32, inside: impl Fn(i32) -> bool) -> Vec<Position> {
    let mut left = Vec::with_capacity(ring.len() + 4);
    for (at, before) in ring.iter().zip(ring.iter().cycle().skip(ring.len().saturating_sub(1))) {
        if inside(at[axis]) != inside(before[axis]) {
            left.push(crossing(*at, *before, axis, line));
        }
        if inside(at[axis]) {
            left.push(*at);
        }
    }
    left
}

/// Where the way from one position to another crosses a line. It is the same on the way back: neighbours walk along a border in opposite directions.
fn crossing(a: Position, b: Position, axis: usize, line: i32) -> Position {
    let ([from, to], other) = (if a < b { [a, b] } else { [b, a] }, 1 - axis);
    let far = |axis: usize, to: i32| i64::from(to) - i64::from(from[axis]);
    let mut position = [line; 2];
    position[other] = from[other] + (far(other, to[other]) * far(axis, line) / far(axis, to[axis])) as i32;
    position
}

/// A ring without what is repeated. It is closed by a command of its own, so that its end is not its beginning.
fn once(mut ring: Vec<Position>) -> Vec<Position> {
    ring.dedup();
    while ring.len() > 1 && ring.first() == ring.last() {
        ring.pop();
    }
    ring
}

/// By the shoelace formula; positive where the ring is clockwise as it is seen.
pub(super) fn twice_the_area(ring: &[Position]) -> i64 {
    let next = ring.iter().cycle().skip(1);
    let cross = |(a, b): (&Position, &Position)| i64::from(a[0]) * i64::from(b[1]) - i64::from(b[0]) * i64::from(a[1]);
    ring.iter().zip(next).map(cross).sum()
}

#[cfg(test)]
mod tests {
    use super::super::{Drawing, Tag};
    use super::*;
    use kernel::Point;

    fn spot(lat: f64, lon: f64) -> Spot {
        Spot::of(Point::new(lat, lon).unwrap())
    }

    /// From a seed, the same each time (Marsaglia's xorshift).
    struct Dice(u64);

    impl Dice {
        fn below(&mut self, n: u32) -> u32 {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            (self.0 % u64::from(n)) as u32
        }
    }

    /// A tile about Stratford, how long one of its units is, and its corner.
    fn stratford() -> (Tile, u32, Spot) {
        let (x, y, unit) = (511, 340, 1 << (32 - 10 - 12));
        (Tile::new(10, x, y).unwrap(), unit, Spot { x: x << 22, y: y << 22 })
    }

    /// Stars with many points, about places in the tile and beside it, from smaller than a pixel to larger than the tile.
    fn stars() -> Vec<Vec<Spot>> {
        let (dice, (_, unit, corner)) = (&mut Dice(7), stratford());
        let star = |n: u32| {
            let middle = [corner.x, corner.y].map(|c| f64::from(c - EXTENT * unit / 2 + dice.below(2 * EXTENT * unit)));
            let most = f64::from(unit) * f64::from(1 << (n % 14));
            let point = |turn: u32| {
                let far = most * f64::from(50 + dice.below(50)) / 100.0;
                let (sin, cos) = (f64::from(turn) * std::f64::consts::TAU / 60.0).sin_cos();
                Spot { x: (middle[0] + far * cos) as u32, y: (middle[1] + far * sin) as u32 }
            };
            (0..60).map(point).collect()
        };
        (0..200).map(star).collect()
    }

    #[test]
    fn an_area_never_leaves_its_tile_and_what_is_around_it() {
        let (tile, least, most) = (stratford().0, -(AROUND as i32), (EXTENT + AROUND) as i32);
        let all: Vec<_> = stars().iter().map(|star| seen(tile, star)).collect();
        assert!(all.iter().flatten().flatten().all(|at| (least..=most).contains(at)));
        assert!(all.iter().any(Vec::is_empty) && all.iter().flatten().flatten().any(|at| *at == most), "some are cut");
        // One that encloses the tile covers it.
        let corners = [(-80.0, -170.0), (-80.0, 170.0), (80.0, 170.0), (80.0, -170.0)];
        let whole = seen(tile, &corners.map(|(lat, lon)| spot(lat, lon)));
        assert_eq!(twice_the_area(&whole).abs(), 2 * i64::from(most - least).pow(2));
    }

    #[test]
    fn what_is_drawn_in_four_tiles_is_what_is_drawn_in_the_one_above() {
        let (parent, _, _) = stratford();
        // Without what is around, which each tile has of its neighbours.
        let area = |tile: Tile, star: &Vec<Spot>| {
            let within = clipped(seen(tile, star), 0, EXTENT as i32);
            (twice_the_area(&within) as f64 / 2.0, within.len())
        };
        for star in stars() {
            let (one, points) = area(parent, &star);
            let children = [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(x, y)| Tile::new(11, 1022 + x, 680 + y).unwrap());
            let four: f64 = children.iter().map(|t| area(*t, &star).0 / 4.0).sum();
            // A point is moved by half of the grid at most.
            let moved = f64::from(GRID) * points.max(3) as f64 * one.abs().sqrt().max(1.0);
            assert!(
                (one - four).abs() <= moved && (one - four).abs() <= one.abs() * 0.01 + f64::from(GRID * 200),
                "{one} {four}"
            );
        }
    }

    #[test]
    fn neighbours_have_the_same_points_along_their_border() {
        let ((tile, unit, corner), dice) = (stratford(), &mut Dice(11));
        // A border from far north to far south of the tile, with points nearer together than the grid.
        let border: Vec<Spot> = (0..3000)
            .map(|n| Spot {
                x: corner.x + 2000 * unit + dice.below(900 * unit),
                y: corner.y - 1000 * unit + n * 2 * unit + dice.below(unit),
            })
            .collect();
        let (mut west, mut east) = (border.clone(), border);
        let (north, south) = (corner.y - 1000 * unit, corner.y + 5000 * unit);
        west.extend([south, north].map(|y| Spot { x: corner.x - 9000 * unit, y }));
        east.reverse();
        east.extend([north, south].map(|y| Spot { x: corner.x + 9000 * unit, y }));
        let along = |ring: &[Spot]| {
            let mut seen = seen(tile, ring);
            seen.retain(|p| p[0] > -(AROUND as i32) && p[0] < (EXTENT + AROUND) as i32);
            seen.sort_unstable();
            seen
        };
        assert_eq!(along(&west), along(&east));
        assert!(along(&west).len() > 1000);
    }

    #[test]
    fn an_area_that_only_might_be_seen_is_not_drawn() {
        let ((tile, unit, corner), tags) = (stratford(), &[("name", Tag::Text("Blue Door"))]);
        // Two sides of a square about the tile: what encloses it encloses the tile.
        let at = |x: i64, y: i64| Spot {
            x: (i64::from(corner.x) + x * i64::from(unit)) as u32,
            y: (i64::from(corner.y) + y * i64::from(unit)) as u32,
        };
        let angle =
            [(-900, -900), (5000, -900), (5000, -800), (-800, -800), (-800, 5000), (-900, 5000)].map(|(x, y)| at(x, y));
        let hole = [(10, 10), (10, 900), (900, 900)].map(|(x, y)| at(x, y));
        let mut drawing = Drawing::new(tile, "areas");
        drawing.area(&[vec![angle.to_vec(), hole.to_vec()]], tags);
        assert!(drawing.bytes().is_empty());
    }
}
