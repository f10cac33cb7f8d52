//! The directory in memory: cards, facts to filter by, and words with the services they stand in.
//!
//! It is built from every open service and never changed: after a write comes another one, built anew or out of this one (`index/apply.rs`), and whoever
//! searches holds on to the one they found. Numbers of services (`u32`) run along the map ([`order`]): what lies together there lies together in memory and
//! in every list of services, and the same directory always gives the same answer. Full texts are not kept, only their words.

mod apply;
mod words;

use super::{
    bits::Bits,
    boroughs::Places,
    gazetteer::Gazetteer,
    map::{KEPT, Marks, Part},
    model::{ACCESS, ONLY_FOR, Service, takes_place},
    query::Query,
    store::Need,
    text,
    truth::Truth,
};
use base::lately::Lately;
use kernel::{Date, Id, Language, Point, tile::Spot};
use smallvec::SmallVec;
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};
use words::{Tokens, weight};

pub(super) use words::UNIT;

/// The label of a need, in every language there is.
pub type Labels<'a> = &'a dyn Fn(&str) -> Vec<String>;

/// What a filter asks of a service, packed.
#[derive(Clone, Debug)]
pub(super) struct Facts {
    pub point: Option<Point>,
    /// Where else it is.
    pub also: Box<[Point]>,
    /// Bits of [`Language::all`]; `None` when not known.
    pub languages: Option<u128>,
    /// [`Service::hours`]; all of them 0 when not known.
    pub hours: [u8; 7],
    pub free: Option<bool>,
    /// [`Service::walk_in`], [`Service::room`], [`Service::in_holidays`].
    pub walk_in: Option<bool>,
    pub room: Option<bool>,
    pub holidays: Option<bool>,
    /// Whether nobody has to go there.
    pub remote: bool,
    /// Into [`ONLY_FOR`].
    pub only_for: Option<u8>,
    /// Years, from and to, 0 and 255 at an end that is open; `None` where nobody has said.
    pub ages: Option<(u8, u8)>,
    pub has: u16,
    pub has_not: u16,
    /// Into [`Index::places`]: that of the first place, and those of all places, each once.
    pub borough: Option<u16>,
    pub boroughs: SmallVec<[u16; 4]>,
    /// Those whose people alone it is for; none: it is for anybody, as far as is known.
    pub serves: Box<[u16]>,
    /// What the score is multiplied by for being full or paused, and for how far it can be relied on.
    pub worth: f32,
    /// Into [`Index::need_codes`], the most important first.
    pub needs: SmallVec<[u16; 8]>,
}

impl Facts {
    /// Every point where it is.
    pub fn points(&self) -> impl Iterator<Item = Point> {
        self.point.into_iter().chain(self.also.iter().copied())
    }

    /// [`takes_place`].
    pub fn takes_place(&self, days: u8, parts: u8) -> Option<bool> {
        takes_place(&self.hours, days, parts)
    }

    /// Whether it has a place on the map.
    pub fn is_placed(&self) -> bool {
        self.point.is_some() || !self.also.is_empty()
    }

    /// The boroughs that it counts in: those whose people alone it is for, or those where it is.
    pub fn counts_in(&self) -> &[u16] {
        if self.serves.is_empty() { &self.boroughs } else { &self.serves }
    }

    /// How far it is to the nearest of them, by a measure.
    pub fn nearest(&self, km: impl Fn(Point) -> f64) -> Option<f64> {
        match (self.point, &*self.also) {
            (Some(only), []) => Some(km(only)),
            (None, []) => None,
            _ => self.points().map(km).min_by(f64::total_cmp),
        }
    }
}

/// The directory in memory.
#[derive(Debug, Default)]
pub struct Index {
    pub(super) cards: Vec<Arc<Service>>,
    pub(super) facts: Vec<Facts>,
    pub(super) places: Places,
    /// Sorted.
    tokens: Vec<Box<str>>,
    /// Where each token's services begin in `docs` and `weights`; one more than tokens.
    starts: Vec<u32>,
    docs: Vec<u32>,
    weights: Vec<u16>,
    /// How long a service is in the mean, by the weights of its words.
    mean: f32,
    /// By place in `need_codes`.
    by_need: Vec<Vec<u32>>,
    need_codes: Vec<String>,
    by_id: HashMap<Id<Service>, u32>,
    /// Where services lie on the map, in the order of [`Spot::key`], so that those of a tile stand together.
    pub(super) spots: Vec<(u64, u32)>,
    /// Services that have several places on the map.
    pub(super) several: Bits,
    /// Services that have none, by their borough: a masked place, a telephone line.
    pub(super) unplaced: Vec<(Option<u16>, Vec<u32>)>,
    /// [`Facts::remote`].
    pub(super) remote: Bits,
    /// What a map shows that nobody has moved yet.
    pub(super) extent: Option<Part>,
    /// What maps of the last few searches show. A directory that takes the place of this one begins without.
    pub(super) mapped: Lately<Query, Marks, KEPT>,
    pub gazetteer: Gazetteer,
    /// Every need there is, in the order of the table.
    pub needs: Vec<Need>,
}

impl Index {
    /// Builds the index of a day. Services that are closed are left out.
    pub fn build(services: Vec<Service>, gazetteer: Gazetteer, labels: Labels<'_>, today: Date) -> Index {
        let mut services: Vec<Service> = services.into_iter().filter(|s| s.closed_at.is_none()).map(safe).collect();
        services.sort_by_cached_key(order);
        let mut index = Index { places: Places::of(&gazetteer), gazetteer, ..Index::default() };
        let mut tokens = Tokens::default();
        let mut lists: Vec<Vec<(u32, f32)>> = vec![];
        let mut lengths: Vec<f32> = Vec::with_capacity(services.len());
        let mut counts: HashMap<u32, f32> = HashMap::new();
        index.facts.reserve_exact(services.len());
        index.cards.reserve_exact(services.len());
        for (doc, s) in services.into_iter().enumerate() {
            lengths.push(tokens.count(&s, labels, &mut counts));
            lists.resize_with(tokens.ids.len(), Vec::new);
            for (id, count) in counts.drain() {
                lists[id as usize].push((doc as u32, count));
            }
            let facts = index.facts_of(&s, today);
            index.facts.push(facts);
            index.cards.push(card(s));
        }
        index.weigh(tokens.ids, &lists, &lengths);
        index.settle();
        index
    }

    /// What follows from the cards and their facts.
    fn settle(&mut self) {
        self.places.fill(&self.cards, &mut self.facts);
        self.by_id = self.cards.iter().enumerate().map(|(doc, s)| (s.id, doc as u32)).collect();
        self.by_need = vec![vec![]; self.need_codes.len()];
        for (doc, facts) in self.facts.iter().enumerate() {
            facts.needs.iter().for_each(|need| self.by_need[*need as usize].push(doc as u32));
        }
        let placed = self.facts.iter().enumerate();
        let spots = placed.flat_map(|(doc, f)| f.points().map(move |p| (Spot::of(p).key(), doc as u32)));
        self.spots = spots.collect();
        self.spots.sort_unstable();
        self.spots.dedup();
        let all = || self.facts.iter().enumerate().map(|(doc, facts)| (doc as u32, facts));
        self.several = Bits::these(self.len(), all().filter(|(_, f)| f.points().nth(1).is_some()).map(|(doc, _)| doc));
        self.remote = Bits::these(self.len(), all().filter(|(_, f)| f.remote).map(|(doc, _)| doc));
        let mut unplaced: BTreeMap<Option<u16>, Vec<u32>> = BTreeMap::new();
        for (doc, facts) in all().filter(|(_, f)| !f.is_placed()) {
            unplaced.entry(facts.borough).or_default().push(doc);
        }
        self.unplaced = unplaced.into_iter().collect();
        self.extent = self.extent_of(0..self.cards.len() as u32);
    }

    fn facts_of(&mut self, s: &Service, today: Date) -> Facts {
        let bit = |code: &String| Language::all().iter().position(|l| Some(*l) == Language::find(code));
        let mask = |codes: &[String]| {
            ACCESS.iter().enumerate().filter(|(_, a)| codes.iter().any(|c| c == *a)).fold(0u16, |m, (i, _)| m | 1 << i)
        };
        // A masked place is in a borough that is known for one, or nowhere: the word may be finer than a borough.
        let borough = s.borough.as_ref().and_then(|name| match s.masked {
            true => self.places.find(name),
            false => self.places.put(name),
        });
        let mut boroughs: SmallVec<[u16; 4]> =
            borough.into_iter().chain(s.also.iter().filter_map(|p| self.places.put(p.borough.as_ref()?))).collect();
        boroughs.sort_unstable();
        boroughs.dedup();
        let needs = s
            .needs
            .iter()
            .map(|code| {
                let at = self.need_codes.iter().position(|c| c == code).unwrap_or_else(|| {
                    self.need_codes.push(code.clone());
                    self.need_codes.len() - 1
                });
                at as u16
            })
            .collect();
        let worth = if s.full() == Some(true) || s.paused_at.is_some() { 0.8 } else { 1.0 };
        Facts {
            point: s.point,
            also: s.also.iter().filter_map(|p| p.point).collect(),
            languages: s
                .languages
                .as_ref()
                .map(|l| l.iter().filter_map(bit).filter(|b| *b < 128).fold(0, |m, b| m | 1 << b)),
            hours: s.hours(),
            walk_in: s.walk_in(),
            room: s.room(),
            holidays: s.in_holidays(),
            remote: s.comes_to_you(),
            only_for: s.gender.as_ref().and_then(|g| ONLY_FOR.iter().position(|o| o == g)).map(|i| i as u8),
            ages: (s.age_min.is_some() || s.age_max.is_some()).then(|| {
                let years = |said: Option<i64>, open| said.map_or(open, |n| n.clamp(0, 254) as u8);
                (years(s.age_min, 0), years(s.age_max, u8::MAX))
            }),
            free: s.cost.free,
            has: mask(&s.has),
            has_not: mask(&s.has_not),
            borough,
            boroughs,
            serves: Box::default(),
            needs,
            worth: worth * Truth::of(s, today).worth(),
        }
    }

    /// Puts the tokens in order and turns counts into weights.
    fn weigh(&mut self, token_ids: HashMap<Box<str>, u32>, lists: &[Vec<(u32, f32)>], lengths: &[f32]) {
        self.mean = (lengths.iter().sum::<f32>() / (lengths.len() as f32).max(1.0)).max(1.0);
        let mut order: Vec<(Box<str>, u32)> = token_ids.into_iter().collect();
        order.sort();
        let total = lists.iter().map(Vec::len).sum();
        self.docs.reserve_exact(total);
        self.weights.reserve_exact(total);
        self.starts.push(0);
        for (token, id) in order {
            let list = &lists[id as usize];
            for (doc, count) in list {
                self.docs.push(*doc);
                self.weights.push(weight(*count, lengths[*doc as usize] / self.mean, list.len(), lengths.len()));
            }
            self.tokens.push(token);
            self.starts.push(self.docs.len() as u32);
        }
    }

    /// Whether a service has one place on the map, and only one.
    pub(crate) fn has_one_place(&self, doc: u32) -> bool {
        self.facts[doc as usize].points().count() == 1
    }

    /// What the score of a service is multiplied by, for how far it can be relied on.
    pub(super) fn worth(&self, doc: u32) -> f32 {
        self.facts[doc as usize].worth
    }

    /// How many services there are.
    pub fn len(&self) -> usize {
        self.cards.len()
    }

    pub fn is_empty(&self) -> bool {
        self.cards.is_empty()
    }

    /// The number of a service, unless it has closed.
    pub(super) fn number_of(&self, id: Id<Service>) -> Option<u32> {
        self.by_id.get(&id).copied()
    }

    /// A service's card: everything but the description, which is cut to what a list shows.
    pub fn card(&self, id: Id<Service>) -> Option<&Arc<Service>> {
        self.by_id.get(&id).map(|doc| &self.cards[*doc as usize])
    }

    /// Every card, in the order of their numbers.
    pub fn cards(&self) -> &[Arc<Service>] {
        &self.cards
    }

    /// The boroughs that have a page with something on it, as their addresses have them.
    pub(crate) fn place_slugs(&self) -> Vec<&str> {
        self.places.with_services().into_iter().map(|p| p.slug.as_str()).collect()
    }

    /// How many services help with a need.
    pub fn count_for(&self, need: &str) -> usize {
        self.helping_with(need).len()
    }

    /// The services that help with a need.
    pub(crate) fn helping_with(&self, need: &str) -> &[u32] {
        self.need_codes.iter().position(|code| code == need).map_or(&[], |at| self.by_need[at].as_slice())
    }

    /// The codes of needs that services name, in no order; [`Index::needs_of`] gives places in it.
    pub(crate) fn need_codes(&self) -> &[String] {
        &self.need_codes
    }

    /// What a service helps with, the most important first, as places in [`Index::need_codes`].
    pub(crate) fn needs_of(&self, doc: u32) -> &[u16] {
        &self.facts[doc as usize].needs
    }

    pub(super) fn token(&self, word: &str) -> Option<usize> {
        self.tokens.binary_search_by(|t| (**t).cmp(word)).ok()
    }

    pub(super) fn token_text(&self, token: usize) -> &str {
        &self.tokens[token]
    }

    /// The tokens that begin like this, the ones in most services first, at most `limit`.
    pub(super) fn beginning(&self, start: &str, limit: usize) -> Vec<usize> {
        let from = self.tokens.partition_point(|t| **t < *start);
        let mut found: Vec<usize> =
            (from..self.tokens.len()).take_while(|t| self.tokens[*t].starts_with(start)).collect();
        found.sort_by_key(|t| (std::cmp::Reverse(self.posting(*t).0.len()), *t));
        found.truncate(limit);
        found
    }

    /// The tokens one letter away.
    pub(super) fn nearly(&self, word: &str) -> Vec<usize> {
        (0..self.tokens.len()).filter(|t| text::one_letter_apart(&self.tokens[*t], word)).collect()
    }

    /// The services a token stands in, with its weight in each.
    pub(super) fn posting(&self, token: usize) -> (&[u32], &[u16]) {
        let (from, to) = (self.starts[token] as usize, self.starts[token + 1] as usize);
        (&self.docs[from..to], &self.weights[from..to])
    }
}

/// The store and the table refuse a masked service with an address; should one come all the same, nothing of it gets any further. The point of what comes to
/// people is somebody's desk, or their home: nobody goes there, and it is on no map.
fn safe(mut s: Service) -> Service {
    if s.masked {
        s.hide();
    } else if s.comes_to_you() {
        (s.point, s.approximate) = (None, false);
    }
    s
}

/// What services are numbered by: where the first of their places lies on the square map; those without a place come last. It is asked of a [`safe`] service.
fn order(s: &Service) -> (u64, Id<Service>) {
    (s.point.map_or(u64::MAX, |p| Spot::of(p).key()), s.id)
}

/// Only what a list shows is kept, in no more room than it takes: there are hundreds of thousands of them.
fn card(mut s: Service) -> Arc<Service> {
    s.description = s.summary();
    s.description.shrink_to_fit();
    s.needs.shrink_to_fit();
    s.also.shrink_to_fit();
    s.has.shrink_to_fit();
    s.has_not.shrink_to_fit();
    s.serves.shrink_to_fit();
    s.sessions.shrink_to_fit();
    Arc::new(s)
}
