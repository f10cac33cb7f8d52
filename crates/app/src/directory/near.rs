//! Which services lie within so many kilometres, or in a part of the map: told by where they stand on the square map, a tile at a time, and measured only at
//! the edge.

use super::{bits::Bits, index::Index, map::Part, query::flat_km};
use kernel::{Point, tile::Spot};

impl Index {
    /// The services in a part of the map.
    pub(super) fn in_part(&self, part: Part) -> Bits {
        Bits::these(self.len(), part.bounds().into_iter().flat_map(|bounds| self.within(bounds)).map(|(_, doc)| doc))
    }

    /// The services that have a place within so many kilometres, on a flat map.
    pub(super) fn near(&self, middle: Point, km: f64) -> Bits {
        let mut near = Bits::none(self.len());
        self.put_near(&Circle::of(middle, km), &self.spots, 0, &mut near);
        near
    }

    /// Those of the spots of one tile: all or none where the whole tile is nearer or farther away, and otherwise what its four parts have.
    fn put_near(&self, circle: &Circle, spots: &[(u64, u32)], level: u32, near: &mut Bits) {
        let Some((first, _)) = spots.first() else { return };
        let (least, most) = circle.far(*first, level);
        if least > circle.outer {
            return;
        }
        if most <= circle.inner {
            near.put_all(spots.iter().map(|(_, doc)| *doc));
        } else if spots.len() <= FEW || level == u32::from(kernel::tile::DEEPEST) {
            // Where it stands on the square map mostly says it, and lies at hand.
            let there = |(key, doc): &(u64, u32)| match circle.km_to(*key) {
                km if km <= circle.inner => true,
                km if km > circle.outer => false,
                _ => self.facts[*doc as usize].points().any(|p| circle.has(p)),
            };
            near.put_all(spots.iter().filter(|spot| there(spot)).map(|(_, doc)| *doc));
        } else {
            let part = |key: u64| key >> (62 - 2 * level);
            let mut rest = spots;
            while let Some((key, _)) = rest.first() {
                let (of, after) = rest.split_at(rest.partition_point(|(other, _)| part(*other) <= part(*key)));
                self.put_near(circle, of, level + 1, near);
                rest = after;
            }
        }
    }
}

/// So many spots of a tile are asked one by one.
const FEW: usize = 12;

/// What lies within so many kilometres of a point.
struct Circle {
    middle: Point,
    km: f64,
    cosine: f64,
    spot: Spot,
    /// On the square map: what is nearer than this is within, what is farther away is not. Between them one has to measure, because the scale of that map
    /// grows to the north, in England by about 2 in 10,000 with each kilometre.
    inner: f64,
    outer: f64,
}

impl Circle {
    fn of(middle: Point, km: f64) -> Circle {
        let cosine = middle.lat.to_radians().cos();
        let unsure = 0.002 + 0.0005 * km;
        // A spot is some centimetres beside its point.
        let (inner, outer) = (km * (1.0 - unsure) - 0.001, km * (1.0 + unsure) + 0.001);
        Circle { middle, km, cosine, spot: Spot::of(middle), inner, outer }
    }

    fn has(&self, p: Point) -> bool {
        flat_km(self.middle, p, self.cosine) <= self.km
    }

    /// How far it is on the square map to a spot.
    fn km_to(&self, key: u64) -> f64 {
        let spot = Spot::of_key(key);
        let along = |from: u32, to: u32| f64::from(from) - f64::from(to);
        let (x, y) = (along(spot.x, self.spot.x), along(spot.y, self.spot.y));
        (x * x + y * y).sqrt() * Spot::UNIT_KM * self.cosine
    }

    /// How far it is on the square map to the nearest and to the farthest corner of the tile that a key lies in.
    fn far(&self, key: u64, level: u32) -> (f64, f64) {
        let (key, side) =
            if level == 0 { (0, u32::MAX) } else { (key >> (64 - 2 * level) << (64 - 2 * level), u32::MAX >> level) };
        let corner = Spot::of_key(key);
        let along = |from: u32, to: u32| {
            let (before, after) = (f64::from(from) - f64::from(to), f64::from(from) + f64::from(side) - f64::from(to));
            let least = if before > 0.0 { before } else { (-after).max(0.0) };
            (least, before.abs().max(after.abs()))
        };
        let (x, y) = (along(corner.x, self.spot.x), along(corner.y, self.spot.y));
        let km = |x: f64, y: f64| (x * x + y * y).sqrt() * Spot::UNIT_KM * self.cosine;
        (km(x.0, y.0), km(x.1, y.1))
    }
}

#[cfg(test)]
mod tests {
    use super::super::map::tests::demo;
    use super::*;

    #[test]
    fn what_is_near_is_all_that_is_near() {
        let index = demo();
        for (lat, lon) in [(51.54, 0.0), (51.5, -0.1), (52.9, -1.2)] {
            let middle = Point::new(lat, lon).unwrap();
            for km in [0.0, 0.2, 1.0, 3.0, 10.0, 200.0] {
                let far = |p| flat_km(middle, p, middle.lat.to_radians().cos());
                let near = |doc: &u32| index.facts[*doc as usize].nearest(far).is_some_and(|far| far <= km);
                let there: Vec<u32> = (0..index.len() as u32).filter(near).collect();
                assert_eq!(index.near(middle, km).iter().collect::<Vec<_>>(), there, "{km} km about {lat}, {lon}");
            }
        }
        assert!(index.near(Point::new(51.54, 0.0).unwrap(), 3.0).iter().count() > 10, "something is near there");
    }
}
