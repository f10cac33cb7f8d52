//! Searching the index: words, filters, distance; why each service was found, and what is not known about it.
//!
//! A filter leaves out what is known not to fit and keeps, after the rest, what is not known: a group that never said which languages it speaks may well
//! speak yours. A masked place is never placed finer than its borough, neither by a distance nor by its rank.

use super::{
    gazetteer::Located,
    index::{Index, UNIT},
    map::Part,
    model::{ACCESS, DAYS, Service},
    text,
    why::{message, reasons},
};
use base::error::Message;
use kernel::{Date, Language, Point};
use serde::Serialize;
use std::{cmp::Ordering, collections::BinaryHeap, sync::Arc};

/// How many results a page has.
pub const PAGE: usize = 20;

/// What somebody looks for. Everything may be left out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    pub words: String,
    /// Where from; made by `directory::locate`.
    pub near: Option<Located>,
    pub within_km: Option<f64>,
    /// A code of the table `need`.
    pub need: Option<String>,
    /// A code of [`DAYS`].
    pub day: Option<String>,
    /// BCP 47.
    pub language: Option<String>,
    pub free: bool,
    /// Codes of [`ACCESS`] that somebody cannot do without.
    pub access: Vec<String>,
    pub age: Option<i64>,
    /// What is in a borough, or is for people who live there.
    pub borough: Option<String>,
    /// A part of the map: only what has a place in it.
    pub part: Option<Part>,
    /// Results to skip, and to give; 0 gives a page.
    pub skip: usize,
    pub limit: usize,
}

/// One service that was found.
#[derive(Clone, Debug, Serialize)]
pub struct Hit {
    pub card: Arc<Service>,
    /// Only for comparing the hits of one search.
    pub score: f32,
    /// As the crow flies; `None` when nobody asked, when the place is masked, or when it comes to people.
    pub distance_km: Option<f64>,
    /// Why it was found, as keys of the strings with arguments.
    pub why: Vec<Message>,
    /// What is not known of what matters.
    pub unknown: Vec<Message>,
}

/// What a search found.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Results {
    pub hits: Vec<Hit>,
    /// All that fit, on every page together.
    pub total: usize,
    /// Those of them that are known to fit every filter.
    pub sure: usize,
    /// No service had every word: these have some of them.
    pub loose: bool,
}

/// One word of the search with the services it stands in (itself, or a word that stands for it).
pub(crate) struct Clause {
    pub word: String,
    /// The token that is the word itself, if there is one.
    itself: Option<usize>,
    list: Vec<(u32, f32)>,
}

/// At most so many words count; a longer text is searched by its rarest.
const MOST_WORDS: usize = 16;
/// So many words of a text are named as a reason, and none with fewer letters.
const TELLING_WORDS: usize = 3;
const TELLING_LETTERS: usize = 3;

impl Index {
    /// The words of a text, each with its services. `last_is_begun`: the last word may be unfinished.
    pub(crate) fn clauses(&self, text: &str, last_is_begun: bool) -> Vec<Clause> {
        let mut seen: Vec<String> = vec![];
        let mut clauses: Vec<Clause> = vec![];
        let all: Vec<String> = kernel::name::words(text).into_iter().filter(|w| text::tells(w)).collect();
        let last = all.len().saturating_sub(1);
        let say_more = all.iter().any(|w| !text::tells_little(w));
        for (i, word) in all.into_iter().enumerate() {
            if say_more && text::tells_little(&word) {
                continue;
            }
            let stem = text::stem(&word);
            if !seen.contains(&stem) {
                let list = self.services_with(&stem, &word, last_is_begun && i == last);
                let itself = self.token(&stem);
                seen.push(stem);
                clauses.push(Clause { word, itself, list });
            }
        }
        if clauses.len() > MOST_WORDS {
            // Words that nobody has say nothing; the rarest of the others say most.
            clauses.retain(|c| !c.list.is_empty());
            clauses.sort_by_key(|c| c.list.len());
            clauses.truncate(MOST_WORDS);
        }
        clauses
    }

    fn services_with(&self, stem: &str, word: &str, begun: bool) -> Vec<(u32, f32)> {
        let mut tokens: Vec<(usize, f32)> = self.token(stem).map(|t| (t, 1.0)).into_iter().collect();
        tokens.extend(text::synonyms(stem).iter().filter_map(|s| Some((self.token(s)?, 0.5))));
        if begun && word.chars().count() >= 3 {
            // The stem of a word cut short may be longer than the stem of the whole: "dancin", "danc".
            let start = if word.len() < stem.len() { word } else { stem };
            tokens.extend(self.beginning(start, 24).into_iter().map(|t| (t, 0.7)));
        }
        if tokens.is_empty() && stem.chars().count() >= 4 {
            tokens.extend(self.nearly(stem).into_iter().map(|t| (t, 0.6)));
        }
        let mut lists: Vec<Vec<(u32, f32)>> = tokens
            .iter()
            .map(|(token, share)| {
                let (docs, weights) = self.posting(*token);
                docs.iter().zip(weights).map(|(d, w)| (*d, f32::from(*w) / UNIT * share)).collect()
            })
            .collect();
        // The two shortest at a time, so that no list is walked more often than needed.
        lists.sort_by_key(|l| std::cmp::Reverse(l.len()));
        while lists.len() > 1 {
            let (a, b) = (lists.pop().unwrap_or_default(), lists.pop().unwrap_or_default());
            let both = union(&a, &b);
            lists.insert(lists.partition_point(|l| l.len() > both.len()), both);
        }
        lists.pop().unwrap_or_default()
    }

    /// Calls `found` with each service that has at least `required` of the clauses, in order: service, score, which clauses as bits.
    pub(crate) fn merge(clauses: &[Clause], required: usize, mut found: impl FnMut(u32, f32, u32)) {
        if required == clauses.len() {
            return Index::meet(clauses, found);
        }
        let mut at = vec![0usize; clauses.len()];
        loop {
            let next = clauses.iter().zip(&at).filter_map(|(c, i)| c.list.get(*i)).map(|e| e.0).min();
            let Some(doc) = next else { return };
            let (mut score, mut bits) = (0.0, 0u32);
            for (n, clause) in clauses.iter().enumerate() {
                if let Some((d, w)) = clause.list.get(at[n])
                    && *d == doc
                {
                    score += w;
                    bits |= 1 << n;
                    at[n] += 1;
                }
            }
            if bits.count_ones() as usize >= required {
                found(doc, score, bits);
            }
        }
    }

    /// [`Index::merge`] for services that have every clause: the shortest list leads, the others are looked up in leaps.
    fn meet(clauses: &[Clause], mut found: impl FnMut(u32, f32, u32)) {
        let Some(shortest) = (0..clauses.len()).min_by_key(|n| clauses[*n].list.len()) else { return };
        let mut rests: Vec<&[(u32, f32)]> = clauses.iter().map(|c| c.list.as_slice()).collect();
        let bits = if clauses.len() >= 32 { u32::MAX } else { (1 << clauses.len()) - 1 };
        'services: for (doc, _) in &clauses[shortest].list {
            let mut score = 0.0;
            for rest in &mut rests {
                *rest = leap(rest, *doc);
                match rest.first() {
                    Some((d, weight)) if d == doc => score += weight,
                    Some(_) => continue 'services,
                    None => return,
                }
            }
            found(*doc, score, bits);
        }
    }

    /// Which of the words a service has, and for which it has only something like them (a synonym, another ending, a likely slip).
    pub(crate) fn mentions(&self, clauses: &[Clause], doc: u32, bits: u32) -> Vec<Message> {
        self.said(&hit(clauses, bits), doc)
    }

    /// [`Index::mentions`] of a text that was not written as a search: the few words that tell most, the rarest first, and none that is very short. What a
    /// service has itself goes before what it has something like.
    pub(crate) fn mentions_most(&self, clauses: &[Clause], doc: u32, bits: u32) -> Vec<Message> {
        let mut most = hit(clauses, bits);
        most.retain(|c| c.word.chars().count() >= TELLING_LETTERS);
        let services = |c: &Clause| c.itself.map_or(c.list.len(), |token| self.posting(token).0.len());
        most.sort_by_key(|c| (!self.has_itself(c, doc), services(c)));
        most.truncate(TELLING_WORDS);
        self.said(&most, doc)
    }

    /// Whether a service has the word of a clause, and not only something like it.
    fn has_itself(&self, clause: &Clause, doc: u32) -> bool {
        clause.itself.is_some_and(|token| self.posting(token).0.binary_search(&doc).is_ok())
    }

    fn said(&self, clauses: &[&Clause], doc: u32) -> Vec<Message> {
        let (itself, like): (Vec<&Clause>, Vec<&Clause>) =
            clauses.iter().copied().partition(|c| self.has_itself(c, doc));
        let said = |clauses: Vec<&Clause>| clauses.iter().map(|c| c.word.as_str()).collect::<Vec<_>>().join(", ");
        let mut messages = vec![];
        if !itself.is_empty() {
            messages.push(message("why-words", [("words", said(itself))]));
        }
        if !like.is_empty() {
            messages.push(message("why-words-like", [("words", said(like))]));
        }
        messages
    }

    /// The distance that ranks a service, and whether it is only that of its borough (a masked place, a telephone line).
    pub(crate) fn rank_km(&self, doc: u32, near: Point) -> (f64, bool) {
        let facts = &self.facts[doc as usize];
        match (facts.nearest(|p| near.distance_km(p)), facts.borough) {
            (Some(km), _) => (km, false),
            (None, Some(b)) => (self.places[b].middle.map_or(SOMEWHERE_KM, |p| near.distance_km(p)), true),
            (None, None) => (SOMEWHERE_KM, true),
        }
    }

    /// Searches.
    pub fn search(&self, q: &Query, today: Date) -> Results {
        let filter = Filter::new(self, q);
        let limit = if q.limit == 0 { PAGE } else { q.limit };
        let clauses = self.clauses(&q.words, true);
        let mut top = Top::new(q.skip + limit);
        let loose = self.gather(q, &filter, &clauses, &mut top);
        self.results(q, &filter, top, &clauses, loose, today, limit)
    }

    /// Services that have each of these words of the index, in the order of services.
    pub(super) fn having_all(&self, words: &[String]) -> Vec<u32> {
        let mut all: Option<Vec<u32>> = None;
        for word in words {
            let docs = self.token(word).map_or(&[][..], |token| self.posting(token).0);
            all = Some(match all {
                None => docs.to_vec(),
                Some(before) => before.into_iter().filter(|d| docs.binary_search(d).is_ok()).collect(),
            });
        }
        all.unwrap_or_else(|| (0..self.cards.len() as u32).collect())
    }

    /// All that a search finds, in the order of services: what a map shows.
    pub(super) fn fitting(&self, q: &Query) -> Vec<u32> {
        let filter = Filter::new(self, q);
        let mut all = vec![];
        self.gather(q, &filter, &self.clauses(&q.words, true), &mut all);
        all.sort_unstable();
        all
    }

    /// Offers every service that fits; says whether words had to be left out for there to be any.
    fn gather(&self, q: &Query, filter: &Filter<'_>, clauses: &[Clause], into: &mut impl Gather) -> bool {
        if clauses.is_empty() {
            match &q.need {
                Some(need) => self.helping_with(need).iter().for_each(|doc| filter.offer(into, *doc, 1.0, 0)),
                None => match filter.borough {
                    Some(docs) => docs.iter().for_each(|doc| filter.offer(into, *doc, 1.0, 0)),
                    None => (0..self.cards.len() as u32).for_each(|doc| filter.offer(into, doc, 1.0, 0)),
                },
            }
            return false;
        }
        // All the words; if nothing has them, most; if nothing has most, any. A part of the map changes nothing of that: there the list has what the map has.
        let n = clauses.len();
        let mut steps = vec![n, n.div_ceil(2), 1];
        if q.part.is_some() {
            let everywhere = Query { part: None, ..q.clone() };
            let mut any: Vec<u32> = vec![];
            let wide = Filter::new(self, &everywhere);
            let enough = steps.iter().copied().find(|required| {
                self.gather_words(&everywhere, &wide, clauses, *required, &mut any);
                any.has_any()
            });
            steps = enough.into_iter().collect();
        }
        for required in steps {
            self.gather_words(q, filter, clauses, required, into);
            if into.has_any() || q.part.is_some() {
                return required < n;
            }
        }
        false
    }

    /// Offers every service that fits and has at least so many of the words.
    fn gather_words(
        &self,
        q: &Query,
        filter: &Filter<'_>,
        clauses: &[Clause],
        required: usize,
        into: &mut impl Gather,
    ) {
        let n = clauses.len();
        let mut of_need = self.need_cursor(q);
        Index::merge(clauses, required, |doc, score, bits| {
            if of_need.as_mut().is_none_or(|c| c.has(doc)) {
                // Among services with some of the words, those with more come first.
                let share = bits.count_ones() as f32 / n as f32;
                filter.offer(into, doc, score * share, bits);
            }
        });
    }

    fn need_cursor(&self, q: &Query) -> Option<Cursor<'_>> {
        q.need.as_ref().map(|need| Cursor(self.helping_with(need)))
    }

    fn results(
        &self,
        q: &Query,
        filter: &Filter<'_>,
        top: Top,
        clauses: &[Clause],
        loose: bool,
        today: Date,
        limit: usize,
    ) -> Results {
        let (total, sure) = (top.total, top.sure);
        let hits = top
            .sorted()
            .into_iter()
            .skip(q.skip)
            .take(limit)
            .map(|e| {
                let card = self.cards[e.doc as usize].clone();
                let distance_km = filter.distance(e.doc);
                let (mut why, unknown) = reasons(q, &card, distance_km, today);
                why.splice(0..0, self.mentions(clauses, e.doc, e.bits));
                Hit { card, score: e.score, distance_km, why, unknown }
            })
            .collect();
        Results { hits, total, sure, loose: loose && total > 0 }
    }
}

/// Those of the clauses whose bits are set.
fn hit(clauses: &[Clause], bits: u32) -> Vec<&Clause> {
    clauses.iter().enumerate().filter(|(i, _)| bits & 1 << i != 0).map(|(_, c)| c).collect()
}

/// Two lists in the order of services as one; where both have a service, the greater weight, not the sum: else a word with many synonyms would outweigh
/// the others.
fn union(a: &[(u32, f32)], b: &[(u32, f32)]) -> Vec<(u32, f32)> {
    let mut out = Vec::with_capacity(a.len() + b.len());
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        match a[i].0.cmp(&b[j].0) {
            Ordering::Less => {
                out.push(a[i]);
                i += 1;
            }
            Ordering::Greater => {
                out.push(b[j]);
                j += 1;
            }
            Ordering::Equal => {
                out.push((a[i].0, a[i].1.max(b[j].1)));
                i += 1;
                j += 1;
            }
        }
    }
    out.extend_from_slice(&a[i..]);
    out.extend_from_slice(&b[j..]);
    out
}

/// What is left of a list from a service on, found by doubling steps.
fn leap(list: &[(u32, f32)], doc: u32) -> &[(u32, f32)] {
    let mut step = 1;
    while step < list.len() && list[step].0 < doc {
        step *= 2;
    }
    let end = (step + 1).min(list.len());
    &list[list[..end].partition_point(|e| e.0 < doc)..]
}

/// Walks a sorted list of services beside another walk.
struct Cursor<'a>(&'a [u32]);

impl Cursor<'_> {
    fn has(&mut self, doc: u32) -> bool {
        let skip = self.0.partition_point(|d| *d < doc);
        self.0 = &self.0[skip..];
        self.0.first() == Some(&doc)
    }
}

/// A query made ready to ask one service after the other.
struct Filter<'a> {
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
    borough: Option<&'a [u32]>,
}

/// How far the edge of a borough may lie from its middle, about: what has no point finer than its borough is not left out within that distance.
const BOROUGH_REACH_KM: f64 = 5.0;
/// What a service without any place counts as, when others have distances.
const SOMEWHERE_KM: f64 = 6.0;

impl<'a> Filter<'a> {
    fn new(index: &'a Index, q: &'a Query) -> Filter<'a> {
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
    fn distance(&self, doc: u32) -> Option<f64> {
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

    fn offer(&self, into: &mut impl Gather, doc: u32, words: f32, bits: u32) {
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

#[derive(Clone, Copy, Debug, PartialEq)]
struct Entry {
    unsure: u8,
    score: f32,
    doc: u32,
    bits: u32,
}

impl Eq for Entry {}

impl Ord for Entry {
    /// Better is less: surer, then of higher score, then of lower number.
    fn cmp(&self, other: &Entry) -> Ordering {
        self.unsure.cmp(&other.unsure).then(other.score.total_cmp(&self.score)).then(self.doc.cmp(&other.doc))
    }
}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Entry) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Whoever is told of each service that fits.
trait Gather {
    fn offer(&mut self, entry: Entry);
    fn has_any(&self) -> bool;
}

/// All of them.
impl Gather for Vec<u32> {
    fn offer(&mut self, entry: Entry) {
        self.push(entry.doc);
    }

    fn has_any(&self) -> bool {
        !self.is_empty()
    }
}

/// The best few of many, and how many there were.
struct Top {
    most: usize,
    best: BinaryHeap<Entry>,
    total: usize,
    sure: usize,
}

impl Top {
    fn new(most: usize) -> Top {
        Top { most, best: BinaryHeap::with_capacity(most.min(1000) + 1), total: 0, sure: 0 }
    }

    fn sorted(self) -> Vec<Entry> {
        self.best.into_sorted_vec()
    }
}

impl Gather for Top {
    fn offer(&mut self, entry: Entry) {
        self.total += 1;
        self.sure += usize::from(entry.unsure == 0);
        if self.best.len() < self.most {
            self.best.push(entry);
        } else if self.best.peek().is_some_and(|worst| entry < *worst) {
            self.best.pop();
            self.best.push(entry);
        }
    }

    fn has_any(&self) -> bool {
        self.total > 0
    }
}

#[cfg(test)]
mod tests;
