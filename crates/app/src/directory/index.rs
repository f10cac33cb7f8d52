//! The directory in memory: cards, facts to filter by, and words with the services they stand in.
//!
//! It is built once from every open service and never changed; whoever searches holds on to the one they found. Numbers of services (`u32`) run in the
//! order of ids, so lists of them merge and the same directory always gives the same answer. Full texts are not kept, only their words.
//!
//! Words weigh by the field they stand in (name 4, kind 3, need 2, provider 1.5, description 1) and by BM25 (Robertson and Zaragoza, The Probabilistic
//! Relevance Framework, 2009; k1 = 1.2, b = 0.6) over the weighted counts. The weight of a word in a service is worked out here and kept as a 16-bit
//! number, so that a search only adds.

use super::{
    boroughs::Places,
    gazetteer::Gazetteer,
    map::{KEPT, Marks, Part},
    model::{ACCESS, DAYS, ONLY_FOR, Service, UNTIMED},
    query::Query,
    store::Need,
    text,
    truth::Truth,
};
use base::lately::Lately;
use kernel::{Date, Id, Language, Point, tile::Spot};
use std::{collections::HashMap, sync::Arc};

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
    /// Into [`ONLY_FOR`].
    pub only_for: Option<u8>,
    /// Years, from and to; 0 and 255 where nobody has said.
    pub ages: (u8, u8),
    pub has: u16,
    pub has_not: u16,
    /// Into [`Index::places`]: that of the first place, and those of the others.
    pub borough: Option<u16>,
    pub boroughs: Box<[u16]>,
    /// What the score is multiplied by for being full or paused, and for how far it can be relied on.
    pub worth: f32,
    /// Into [`Index::need_codes`], the most important first.
    pub needs: Box<[u16]>,
}

impl Facts {
    /// Every point where it is.
    pub fn points(&self) -> impl Iterator<Item = Point> {
        self.point.into_iter().chain(self.also.iter().copied())
    }

    /// Whether it takes place on one of these days, in one of these parts of a day (bits; none: any). `None`: nobody has said.
    pub fn takes_place(&self, days: u8, parts: u8) -> Option<bool> {
        if self.hours == [0; 7] {
            return None;
        }
        let asked = self.hours.iter().enumerate().filter(|(d, _)| days == 0 || days & 1 << d != 0);
        let (mut fits, mut untimed) = (false, false);
        for (_, hours) in asked {
            fits |= if parts == 0 { *hours != 0 } else { hours & parts != 0 };
            untimed |= hours & UNTIMED != 0;
        }
        if fits { Some(true) } else { (!untimed).then_some(false) }
    }

    /// How far it is to the nearest of them, by a measure.
    pub fn nearest(&self, km: impl Fn(Point) -> f64) -> Option<f64> {
        self.points().map(km).min_by(f64::total_cmp)
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
    by_need: HashMap<String, Vec<u32>>,
    need_codes: Vec<String>,
    by_id: HashMap<Id<Service>, u32>,
    /// Where services lie on the map, in the order of [`Spot::key`], so that those of a tile stand together.
    pub(super) spots: Vec<(u64, u32)>,
    /// What a map shows that nobody has moved yet.
    pub(super) extent: Option<Part>,
    /// What maps of the last few searches show. A directory that takes the place of this one begins without.
    pub(super) mapped: Lately<Query, Marks, KEPT>,
    pub gazetteer: Gazetteer,
    /// Every need there is, in the order of the table.
    pub needs: Vec<Need>,
}

/// The tokens there are, while an index is built.
#[derive(Default)]
struct Tokens {
    ids: HashMap<Box<str>, u32>,
    /// Those of each piece of text between two spaces: people use the same few again and again, and folding and stemming take their time.
    of_pieces: HashMap<Box<str>, Box<[u32]>>,
}

impl Tokens {
    fn id(&mut self, token: String) -> u32 {
        let next = self.ids.len() as u32;
        *self.ids.entry(token.into()).or_insert(next)
    }

    fn of_piece(&mut self, piece: &str) -> &[u32] {
        if !self.of_pieces.contains_key(piece) {
            let ids = text::words(piece).into_iter().map(|w| self.id(w)).collect();
            self.of_pieces.insert(piece.into(), ids);
        }
        &self.of_pieces[piece]
    }
}

/// What people search by that stands in no text of a service: where and when it is, for whom, in which languages.
fn beside(s: &Service) -> Vec<(String, f32)> {
    const PLACE: f32 = 1.0;
    const FACT: f32 = 0.7;
    let mut all = vec![];
    for p in s.sites() {
        let lines = [p.venue, p.street, p.borough, p.outcode];
        all.extend(lines.into_iter().flatten().map(|line| (line, PLACE)));
    }
    all.extend(s.serves.iter().map(|area| (area.clone(), FACT)));
    for t in &s.sessions {
        let day = DAYS.iter().position(|d| *d == t.day);
        all.extend(day.map(|d| (NAMES_OF_DAYS[d].to_owned(), FACT)));
        all.extend(t.from.as_deref().and_then(part_of_day).map(|part| (part.to_owned(), FACT)));
    }
    if s.cost.free == Some(true) {
        all.push(("free".to_owned(), FACT));
    }
    let who = match s.gender.as_deref() {
        Some("women") => Some("women"),
        Some("men") => Some("men"),
        Some("lgbt") => Some("lgbt gay lesbian bisexual trans queer"),
        _ => None,
    };
    all.extend(who.map(|who| (who.to_owned(), 2.0 * FACT)));
    let languages = s.languages.iter().flatten().filter_map(|code| Language::find(code));
    all.extend(languages.filter(|l| l.code() != "en").map(|l| (l.english().to_owned(), 2.0 * FACT)));
    all.extend(s.has.iter().map(|code| (code.replace('-', " "), FACT)));
    all
}

const NAMES_OF_DAYS: [&str; 7] = [
    "Monday weekday",
    "Tuesday weekday",
    "Wednesday weekday",
    "Thursday weekday",
    "Friday weekday",
    "Saturday weekend",
    "Sunday weekend",
];

/// The part of the day in which something begins at `HH:MM`.
fn part_of_day(from: &str) -> Option<&'static str> {
    match from.get(..2)?.parse::<u8>().ok()? {
        0..=11 => Some("morning"),
        12..=16 => Some("afternoon"),
        _ => Some("evening night"),
    }
}

const FIELDS: [f32; 5] = [4.0, 3.0, 2.0, 1.5, 1.0];
const K1: f32 = 1.2;
const B: f32 = 0.6;
/// A weight of 1 as it is kept. The greatest there can be, ln(10^6) × 2.2, fits.
pub(super) const UNIT: f32 = 2048.0;

impl Index {
    /// Builds the index of a day. Services that are closed are left out.
    pub fn build(services: Vec<Service>, gazetteer: Gazetteer, labels: Labels<'_>, today: Date) -> Index {
        let mut services: Vec<Service> = services.into_iter().filter(|s| s.closed_at.is_none()).collect();
        services.sort_by_key(|s| s.id);
        let mut index = Index { places: Places::of(&gazetteer), gazetteer, ..Index::default() };
        let mut tokens = Tokens::default();
        let mut of_needs: HashMap<String, Vec<u32>> = HashMap::new();
        let mut lists: Vec<Vec<(u32, f32)>> = vec![];
        let mut lengths: Vec<f32> = Vec::with_capacity(services.len());
        let mut counts: HashMap<u32, f32> = HashMap::new();
        for (doc, mut s) in services.into_iter().enumerate() {
            let doc = doc as u32;
            if s.masked {
                // The store and the table refuse such a row; should one come all the same, nothing of it gets any further.
                s.hide();
            }
            counts.clear();
            let mut length = 0.0;
            let mut add = |ids: &[u32], weight: f32| {
                for id in ids {
                    *counts.entry(*id).or_default() += weight;
                    length += weight;
                }
            };
            for (field, weight) in
                [(&s.name, FIELDS[0]), (&s.kind, FIELDS[1]), (&s.provider, FIELDS[3]), (&s.description, FIELDS[4])]
            {
                field.split_whitespace().for_each(|piece| add(tokens.of_piece(piece), weight));
            }
            for (text, weight) in beside(&s) {
                text.split_whitespace().for_each(|piece| add(tokens.of_piece(piece), weight));
            }
            for need in &s.needs {
                let ids = of_needs.entry(need.clone()).or_insert_with(|| {
                    let mut words: Vec<String> = labels(need).iter().flat_map(|l| text::words(l)).collect();
                    words.sort();
                    words.dedup();
                    words.into_iter().map(|w| tokens.id(w)).collect()
                });
                add(ids, FIELDS[2]);
            }
            lists.resize_with(tokens.ids.len(), Vec::new);
            for (id, count) in counts.drain() {
                lists[id as usize].push((doc, count));
            }
            lengths.push(length);
            for need in &s.needs {
                index.by_need.entry(need.clone()).or_default().push(doc);
            }
            index.by_id.insert(s.id, doc);
            let facts = index.facts_of(&s, today);
            index.facts.push(facts);
            // From here on only what a list shows is kept.
            s.description = s.summary();
            index.cards.push(Arc::new(s));
        }
        index.places.fill(&index.cards, &index.facts);
        index.weigh(tokens.ids, &lists, &lengths);
        let placed = index.facts.iter().enumerate();
        let spots = placed.flat_map(|(doc, f)| f.points().map(move |p| (Spot::of(p).key(), doc as u32)));
        index.spots = spots.collect();
        index.spots.sort_unstable();
        index.spots.dedup();
        index.extent = index.extent_of(0..index.cards.len() as u32);
        index
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
            only_for: s.gender.as_ref().and_then(|g| ONLY_FOR.iter().position(|o| o == g)).map(|i| i as u8),
            ages: (
                s.age_min.map_or(0, |n| n.clamp(0, 254) as u8),
                s.age_max.map_or(u8::MAX, |n| n.clamp(0, 254) as u8),
            ),
            free: s.cost.free,
            has: mask(&s.has),
            has_not: mask(&s.has_not),
            borough,
            boroughs: s.also.iter().filter_map(|p| self.places.put(p.borough.as_ref()?)).collect(),
            needs,
            worth: worth * Truth::of(s, today).worth(),
        }
    }

    /// Puts the tokens in order and turns counts into weights.
    fn weigh(&mut self, token_ids: HashMap<Box<str>, u32>, lists: &[Vec<(u32, f32)>], lengths: &[f32]) {
        let n = lengths.len() as f32;
        let mean = (lengths.iter().sum::<f32>() / n.max(1.0)).max(1.0);
        let mut order: Vec<(Box<str>, u32)> = token_ids.into_iter().collect();
        order.sort();
        let total = lists.iter().map(Vec::len).sum();
        self.docs.reserve_exact(total);
        self.weights.reserve_exact(total);
        self.starts.push(0);
        for (token, id) in order {
            let list = &lists[id as usize];
            let df = list.len() as f32;
            let idf = (1.0 + (n - df + 0.5) / (df + 0.5)).ln();
            for (doc, count) in list {
                let long = 1.0 - B + B * lengths[*doc as usize] / mean;
                let weight = idf * count * (K1 + 1.0) / (count + K1 * long);
                self.docs.push(*doc);
                self.weights.push((weight * UNIT).clamp(1.0, f32::from(u16::MAX)) as u16);
            }
            self.tokens.push(token);
            self.starts.push(self.docs.len() as u32);
        }
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

    /// Every card, in the order of ids.
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
        self.by_need.get(need).map_or(&[], Vec::as_slice)
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
