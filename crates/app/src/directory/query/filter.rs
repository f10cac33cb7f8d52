//! Which services fit what was asked beside the words, and how far they are.

use super::{Entry, Gather, Query, meaning::Meaning};
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
    meaning: &'a Meaning,
    /// Whether the place was only named among the words.
    only_named: bool,
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
/// So far away a service counts half of what it counts at the door.
const HALF_KM: f64 = 3.0;
/// What a service without any place counts as, when others have distances.
const SOMEWHERE_KM: f64 = 6.0;

impl<'a> Filter<'a> {
    pub(super) fn new(index: &'a Index, q: &'a Query, meaning: &'a Meaning) -> Filter<'a> {
        let near = q.near.as_ref().or(meaning.near.as_ref()).map(|n| n.point);
        let boroughs_km = index.places.iter().map(|p| Some(near?.distance_km(p.middle?))).collect();
        Filter {
            index,
            q,
            meaning,
            only_named: q.near.is_none(),
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
            match facts.takes_place(day, 0) {
                None => unsure += 1,
                Some(false) => return,
                Some(true) => {}
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
        let mut score = words * facts.worth * self.meaning.worth(facts);
        if let Some(near) = self.near {
            let (km, of_borough) = self.rank_km(doc, near);
            let slack = if of_borough { BOROUGH_REACH_KM } else { 0.0 };
            if !self.only_named && self.q.within_km.is_some_and(|within| km > within + slack) {
                return;
            }
            score *= (1.0 / (1.0 + km / HALF_KM)) as f32;
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
