//! The directory in memory: cards, facts to filter by, and words with the services they stand in.
//!
//! It is built from every open service and never changed: after a write comes another one, built anew or out of this one (`index/apply.rs`), and whoever
//! searches holds on to the one they found. Numbers of services (`u32`) run along the map ([`order`]): what lies together there lies together in memory and
//! in every list of services, and the same directory always gives the same answer. Full texts are not kept, only their words.

mod apply;
mod build;
mod cards;
mod facts;
mod kept;
mod says;
mod words;

use super::{
    bits::Bits,
    boroughs::Places,
    gazetteer::Gazetteer,
    map::{KEPT, Marks, Part},
    model::Service,
    query::Query,
    store::Need,
    text,
};
use base::lately::Lately;
use kernel::{Date, Id, Point, tile::Spot};
use std::collections::{BTreeMap, HashMap};

pub use build::Builder;
pub use cards::Cards;
pub(crate) use facts::Facts;
pub(super) use words::UNIT;

/// The label of a need, in every language there is.
pub type Labels<'a> = &'a dyn Fn(&str) -> Vec<String>;

/// The directory in memory.
#[derive(Debug, Default)]
pub struct Index {
    pub(super) cards: Cards,
    pub(super) facts: Vec<Facts>,
    ids: Vec<Id<Service>>,
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
    /// The same of what is only supposed.
    by_supposed: Vec<Vec<u32>>,
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
        let mut builder = Builder::new(gazetteer, today);
        services.into_iter().for_each(|s| builder.add(s, labels));
        builder.done()
    }

    /// What follows from the cards and their facts.
    fn settle(&mut self) {
        self.places.fill(&mut self.facts);
        self.by_id = self.ids.iter().zip(0..).map(|(id, doc)| (*id, doc)).collect();
        self.by_need = vec![vec![]; self.need_codes.len()];
        self.by_supposed = self.by_need.clone();
        for (doc, facts) in self.facts.iter().enumerate() {
            facts.needs.iter().for_each(|need| self.by_need[*need as usize].push(doc as u32));
            facts.rest.supposed.iter().for_each(|need| self.by_supposed[*need as usize].push(doc as u32));
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
        self.extent = self.extent_of(0..self.len() as u32);
    }

    /// Whether a service has one place on the map, and only one.
    pub(crate) fn has_one_place(&self, doc: u32) -> bool {
        self.facts[doc as usize].points().count() == 1
    }

    /// Whether it is neither full nor paused, as far as is known.
    pub(super) fn takes_people(&self, doc: u32) -> bool {
        self.facts[doc as usize].room != Some(false)
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

    /// Every card.
    pub fn cards(&self) -> &Cards {
        &self.cards
    }

    pub(crate) fn facts_about(&self, doc: u32) -> &Facts {
        &self.facts[doc as usize]
    }

    /// The borough where its first place is.
    pub(crate) fn borough_of(&self, doc: u32) -> Option<&str> {
        self.facts[doc as usize].borough.map(|at| self.places[at].name.as_str())
    }

    pub(crate) fn id_of(&self, doc: u32) -> Id<Service> {
        self.ids[doc as usize]
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

    /// Those that perhaps do, by what their words speak of: nobody has said what they help with.
    pub(crate) fn perhaps_helping_with(&self, need: &str) -> &[u32] {
        self.need_codes.iter().position(|code| code == need).map_or(&[], |at| self.by_supposed[at].as_slice())
    }

    /// The codes of needs that services name, in no order; [`Index::needs_of`] gives places in it.
    pub(crate) fn need_codes(&self) -> &[String] {
        &self.need_codes
    }

    /// What a service helps with, the most important first, as places in [`Index::need_codes`].
    pub(crate) fn needs_of(&self, doc: u32) -> &[u16] {
        &self.facts[doc as usize].needs
    }

    /// The places of needs that a service perhaps helps with, the likeliest first.
    pub(crate) fn supposed_of(&self, doc: u32) -> &[u16] {
        &self.facts[doc as usize].rest.supposed
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

    /// The tokens one letter away. The first letter is rarely the one that slips, and another makes another word: "cabbie" is no "rabbi".
    pub(super) fn nearly(&self, word: &str) -> Vec<usize> {
        let Some(first) = word.chars().next() else { return vec![] };
        let from = self.tokens.partition_point(|t| **t < *first.encode_utf8(&mut [0; 4]));
        let with_first = (from..self.tokens.len()).take_while(|t| self.tokens[*t].starts_with(first));
        with_first.filter(|t| text::one_letter_apart(&self.tokens[*t], word)).collect()
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
fn order(point: Option<Point>, id: Id<Service>) -> (u64, Id<Service>) {
    (point.map_or(u64::MAX, |p| Spot::of(p).key()), id)
}
