//! Which services fit what was asked beside the words, and how far they are.

use super::{Entry, Gather, Query};
use crate::directory::{
    index::Index,
    model::{ACCESS, DAYS},
};
use kernel::{Language, Point};

/// Walks a sorted list of services beside another walk.
pub(super) struct Cursor<'a>(pub(super) &'a [u32]);

impl Cursor<'_> {
    pub(super) fn has(&mut self, doc: u32) -> bool {
        let skip = self.0.partition_point(|d| *d < doc);
        self.0 = &self.0[skip..];
        self.0.first() == Some(&doc)
    }
}

/// A query made ready to ask one service after the other.
pub(super) struct Filter<'a> {
    index: &'a Index,
    q: &'a Query,
    near: Option<Point>,
    cosine: f64,
    /// Distance from `near` to the middle of each borough.
    boroughs_km: Vec<Option<f64>>,
    day: Option<u8>,
    language: Option<u128>,
    access: u16,
    /// The services of the borough; none of one that nobody knows.
    pub(super) borough: Option<&'a [u32]>,
}

/// How far the edge of a borough may lie from its middle, about: what has no point finer than its borough is not left out within that distance.
const BOROUGH_REACH_KM: f64 = 5.0;
/// What a service without any place counts as, when others have distances.
const SOMEWHERE_KM: f64 = 6.0;

impl<'a> Filter<'a> {
    pub(super) fn new(index: &'a Index, q: &'a Query) -> Filter<'a> {
        let near = q.near.as_ref().map(|n| n.point);
        let boroughs_km = index.places.iter().map(|p| Some(near?.distance_km(p.middle?))).collect();
        Filter {
            index,
            q,
            near,
            cosine: near.map_or(1.0, |p| p.lat.to_radians().cos()),
            boroughs_km,
            day: q.day.as_ref().and_then(|d| DAYS.iter().position(|day| day == d)).map(|d| 1 << d),
            language: q
                .language
                .as_deref()
                .and_then(Language::find)
                .and_then(|l| Language::all().iter().position(|x| *x == l))
                .map(|b| 1 << b),
            access: ACCESS
                .iter()
                .enumerate()
                .filter(|(_, a)| q.access.iter().any(|c| c == *a))
                .fold(0, |m, (i, _)| m | 1 << i),
            borough: q.borough.as_ref().map(|b| index.places.named(b).map_or(&[][..], |p| &p.docs)),
        }
    }

    /// The distance that may be shown.
    pub(super) fn distance(&self, doc: u32) -> Option<f64> {
        let facts = &self.index.facts[doc as usize];
        let near = self.near?;
        facts.nearest(|p| near.distance_km(p))
    }

    /// [`Index::rank_km`], made ready for asking every service.
    fn rank_km(&self, doc: u32, near: Point) -> (f64, bool) {
        let facts = &self.index.facts[doc as usize];
        match (facts.nearest(|p| flat_km(near, p, self.cosine)), facts.borough) {
            (Some(km), _) => (km, false),
            (None, Some(b)) => (self.boroughs_km[b as usize].unwrap_or(SOMEWHERE_KM), true),
            (None, None) => (SOMEWHERE_KM, true),
        }
    }

    pub(super) fn offer(&self, into: &mut impl Gather, doc: u32, words: f32, bits: u32) {
        let facts = &self.index.facts[doc as usize];
        if self.q.part.is_some_and(|part| !facts.points().any(|p| part.has(p))) {
            return;
        }
        // How many filters are answered by "not known".
        let mut unsure = 0u8;
        if self.q.free {
            match facts.free {
                Some(true) => {}
                Some(false) => return,
                None => unsure += 1,
            }
        }
        if let Some(day) = self.day {
            match facts.days {
                0 => unsure += 1,
                days if days & day == 0 => return,
                _ => {}
            }
        }
        if let Some(language) = self.language {
            match facts.languages {
                None => unsure += 1,
                Some(l) if l & language == 0 => return,
                Some(_) => {}
            }
        }
        if self.access & facts.has_not != 0 || self.borough.is_some_and(|docs| docs.binary_search(&doc).is_err()) {
            return;
        }
        unsure += (self.access & !facts.has).count_ones() as u8;
        if self.q.age.is_some_and(|age| self.index.cards[doc as usize].takes_age(age) == Some(false)) {
            return;
        }
        let mut score = words * facts.worth;
        if let Some(near) = self.near {
            let (km, of_borough) = self.rank_km(doc, near);
            let slack = if of_borough { BOROUGH_REACH_KM } else { 0.0 };
            if self.q.within_km.is_some_and(|within| km > within + slack) {
                return;
            }
            score *= (1.0 / (1.0 + km / 3.0)) as f32; // Whole at the door, half at 3 km.
        }
        into.offer(Entry { unsure, score, doc, bits });
    }
}

/// A distance for ranking: on a flat map, right within a few metres over a city, in a fraction of the time of the sphere. `cosine` is that of the latitude.
fn flat_km(a: Point, b: Point, cosine: f64) -> f64 {
    const DEGREE_KM: f64 = 111.195;
    let north = (b.lat - a.lat) * DEGREE_KM;
    let east = (b.lon - a.lon) * DEGREE_KM * cosine;
    (north * north + east * east).sqrt()
}

impl Index {
    /// The distance that ranks a service, and whether it is only that of its borough (a masked place, a telephone line).
    pub(crate) fn rank_km(&self, doc: u32, near: Point) -> (f64, bool) {
        let facts = &self.facts[doc as usize];
        match (facts.nearest(|p| near.distance_km(p)), facts.borough) {
            (Some(km), _) => (km, false),
            (None, Some(b)) => (self.places[b].middle.map_or(SOMEWHERE_KM, |p| near.distance_km(p)), true),
            (None, None) => (SOMEWHERE_KM, true),
        }
    }
}
