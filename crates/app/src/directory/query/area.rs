//! The services within a distance: what a search reads of the lists of words.

use super::{
    Query,
    filter::{SOMEWHERE_KM, is_anywhere},
};
use crate::directory::{bits::Bits, index::Index};
use kernel::Point;

/// How far the edge of a borough may lie from its middle, about: what has no point finer than its borough is not left out within that distance.
const BOROUGH_REACH_KM: f64 = 5.0;
/// Where so many services in a row, in sixty-fours, are none of it, a list is left and found again behind them.
const GAP: usize = 16;

/// The services within a distance. Services are numbered along the map, so that they stand in a few runs.
#[derive(Clone)]
pub(super) struct Area {
    bits: Bits,
    /// From, and up to, the numbers of services: the runs that hold all of them, and few others.
    runs: Vec<(u32, u32)>,
}

impl Area {
    /// Those that have a place within the distance that was asked for, and those without a place whose borough may reach there.
    pub fn of(index: &Index, q: &Query) -> Option<Area> {
        Area::about(index, q, q.near.as_ref()?.point)
    }

    /// The same about a place.
    pub fn about(index: &Index, q: &Query, near: Point) -> Option<Area> {
        let km = q.within_km?;
        let mut bits = index.near(near, km);
        for (borough, docs) in &index.unplaced {
            let of_borough = borough.and_then(|b| Some(near.distance_km(index.places[b].middle?)));
            if of_borough.unwrap_or(SOMEWHERE_KM) <= km + BOROUGH_REACH_KM {
                bits.put_all(docs.iter().copied());
            }
        }
        if is_anywhere(q) {
            bits.join(&index.remote);
        }
        let runs = bits.runs(GAP);
        Some(Area { bits, runs })
    }

    pub fn has(&self, doc: u32) -> bool {
        self.bits.has(doc)
    }

    pub fn bits(&self) -> &Bits {
        &self.bits
    }

    pub fn iter(&self) -> impl Iterator<Item = u32> {
        self.bits.iter()
    }
}

/// Calls `found` with where each service of a sorted list stands in it that is in the area; without one, with each.
pub(super) fn each_of(area: Option<&Area>, docs: &[u32], mut found: impl FnMut(usize)) {
    let Some(area) = area else { return (0..docs.len()).for_each(found) };
    for (from, to) in &area.runs {
        let start = docs.partition_point(|doc| doc < from);
        let there = docs[start..].iter().take_while(|doc| *doc < to).enumerate();
        there.filter(|(_, doc)| area.has(**doc)).for_each(|(at, _)| found(start + at));
    }
}
