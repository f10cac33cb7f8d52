//! Searching the index: words, filters, distance; why each service was found, and what is not known about it.
//!
//! A filter leaves out what is known not to fit and keeps, after the rest, what is not known: a group that never said which languages it speaks may well
//! speak yours. A masked place is never placed finer than its borough, neither by a distance nor by its rank.

mod area;
mod called;
mod clauses;
mod facets;
mod filter;
mod lists;
mod meaning;
mod quoted;

pub(crate) use clauses::{Clause, MOST_READ};
pub use facets::Counts;
pub(super) use filter::flat_km;

use super::{
    gazetteer::Located,
    index::{Facts, Index},
    map::Part,
    model::Service,
    why::{message, reasons},
};
use area::Area;
use base::error::Message;
use clauses::{Asked, hit};
use facets::Facets;
use filter::{Filter, Verdict};
use kernel::Date;
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
    /// On one of these days of the calendar.
    pub on: Vec<Date>,
    /// A code of [`PARTS`].
    pub part_of_day: Option<String>,
    /// In school holidays too.
    pub holidays: bool,
    /// On bank holidays too.
    pub bank_holidays: bool,
    /// BCP 47.
    pub language: Option<String>,
    pub free: bool,
    /// A code of [`ONLY_FOR`].
    pub only_for: Option<String>,
    /// Whether nobody has to send them, or somebody has.
    pub walk_in: Option<bool>,
    /// It has room, and takes people now.
    pub room: bool,
    pub remote: Option<Remote>,
    /// Codes of [`ACCESS`] that somebody cannot do without.
    pub access: Vec<String>,
    pub age: Option<i64>,
    /// What is in a borough, or is for people who live there.
    pub borough: Option<String>,
    /// A part of the map: only what has a place in it.
    pub part: Option<Part>,
    /// Whether to count what other choices would bring.
    pub facets: bool,
    /// Results to skip, and to give; 0 gives a page.
    pub skip: usize,
    pub limit: usize,
}

/// What needs no way there: it is by telephone or online, or comes to people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remote {
    /// Nothing else, however far away it is.
    Only,
    /// None of it.
    Not,
    /// Nothing else, without what counts in the borough: what stands beside the list of a borough.
    Beside,
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
    /// The place that distances are from: the one that was given, or one that the words name.
    pub near: Option<Located>,
    /// Where they were asked for.
    pub counts: Option<Counts>,
}

/// So many needs that the words speak of are named beside a service.
const NAMED: usize = 2;
/// Where so many have all the words, others are not offered.
const ENOUGH: usize = 16;
/// Of what the words say, others must have so much.
const SHARE: f32 = 0.33;
/// What being likely to be meant counts beside having all the words.
const MAYBE: f32 = 0.5;

impl Index {
    /// Searches.
    pub fn search(&self, q: &Query, today: Date) -> Results {
        self.search_apart(q, today, 0).0
    }

    /// Searches, and gives so many at most of those that only [`Remote::Not`] leaves out, as [`Remote::Beside`] would: in one walk through what the words find.
    pub fn search_apart(&self, q: &Query, today: Date, most_apart: usize) -> (Results, Results) {
        let (asked, area) = self.read(q, Some(today));
        let filter = Filter::new(self, q, &asked, area);
        let limit = if q.limit == 0 { PAGE } else { q.limit };
        let mut top = Top::new(q.skip + limit);
        top.facets = q.facets.then(|| Facets::new(self));
        top.apart = (most_apart > 0).then(|| Box::new(Top::new(most_apart)));
        let loose = self.gather(&filter, &asked, &mut top);
        let apart = top.apart.take().map(|apart| {
            let beside = Query { remote: Some(Remote::Beside), skip: 0, ..q.clone() };
            self.results(&beside, &filter, *apart, &asked, false, today, most_apart)
        });
        (self.results(q, &filter, top, &asked, loose, today, limit), apart.unwrap_or_default())
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

    /// What a search asks for, and where. A place that was only named among the words is a limit when a distance was chosen; then the lists of words have those
    /// of everywhere.
    fn read(&self, q: &Query, today: Option<Date>) -> (Asked<'_>, Option<Area>) {
        let area = Area::of(self, q);
        let asked = self.asked(q, today, area.as_ref());
        let area = area.or_else(|| Area::about(self, q, asked.meaning.near.as_ref()?.point));
        (asked, area)
    }

    /// All that a search finds, in the order of services: what a map shows.
    pub(crate) fn fitting(&self, q: &Query) -> Vec<u32> {
        let (asked, area) = self.read(q, None);
        let filter = Filter::new(self, q, &asked, area);
        let mut all = vec![];
        self.gather(&filter, &asked, &mut all);
        all.sort_unstable();
        all
    }

    /// Offers every service that fits; says whether none has all the words.
    ///
    /// Where enough have all of them, only those: another word makes the list shorter. Where few do, those that have most of what was said come after them.
    fn gather(&self, filter: &Filter<'_>, asked: &Asked<'_>, into: &mut impl Gather) -> bool {
        let clauses = &asked.clauses;
        if clauses.is_empty() {
            if asked.lost {
                return true;
            }
            filter.all().for_each(|doc| filter.offer(into, doc, 1.0, 0));
            return false;
        }
        let mut of_need = filter.of_need();
        if asked.found_whole(ENOUGH) {
            Index::whole(clauses, asked.must, |doc, score, bits| {
                if of_need(doc) {
                    filter.offer(into, doc, score, bits);
                }
            });
            return asked.lost;
        }
        let must: u32 = (1 << asked.must) - 1;
        let all: f32 = clauses[..asked.must].iter().map(|c| c.says).sum();
        // A part of the map changes nothing of what is said about the words: the list has what the map has.
        let everywhere = filter.everywhere();
        let wide = everywhere.as_ref().unwrap_or(filter);
        let mut none = true;
        Index::merge(clauses, 1, |doc, score, bits| {
            let (said, meant) = hit(clauses, bits & must).fold((0.0, false), |(s, m), c| (s + c.says, m || c.meant));
            let likely = hit(clauses, bits & !must).map(|c| c.likely).fold(0.0, f32::max);
            let share = said / all;
            if (share >= SHARE || meant || likely > 0.0) && of_need(doc) {
                let share = share.max(likely * MAYBE);
                // By its root: a service that has the rarest of many words is not lost behind one that has several common ones.
                filter.offer(into, doc, score * share.sqrt(), bits);
                none = none && !(asked.must > 0 && bits & must == must && wide.fits(doc));
            }
        });
        none || asked.lost
    }

    /// The needs that were chosen, or that the words are as good as the name of or likely to speak of, and that a service helps with: as reasons, or, where
    /// nobody has said so, among what is not known.
    fn meant(&self, asked: &Asked<'_>, q: &Query, doc: u32) -> (Vec<Message>, Vec<Message>) {
        let mut codes: Vec<&str> = asked.needs.iter().map(String::as_str).collect();
        codes.sort_unstable();
        codes.dedup();
        // What was said goes before what is only likely.
        codes.extend(&asked.likely);
        codes.retain(|code| q.need.as_deref() != Some(*code));
        codes.splice(0..0, q.need.as_deref());
        let among = |named: &[u16], code: &str| named.iter().any(|n| self.need_codes()[usize::from(*n)] == code);
        let said = |key: &str, code: &str| message(key, [("need_key", format!("need-{code}"))]);
        let helps = codes.iter().filter(|code| among(self.needs_of(doc), code)).take(NAMED);
        let perhaps = codes.iter().filter(|code| among(self.supposed_of(doc), code)).take(1);
        (helps.map(|code| said("why-need", code)).collect(), perhaps.map(|code| said("unknown-need", code)).collect())
    }

    fn results(
        &self,
        q: &Query,
        filter: &Filter<'_>,
        top: Top,
        asked: &Asked<'_>,
        loose: bool,
        today: Date,
        limit: usize,
    ) -> Results {
        let (total, sure) = (top.total, top.sure);
        let counts = top.facets.as_ref().map(|f| f.named(self));
        let near = q.near.clone().or_else(|| asked.meaning.near.clone());
        let of_words = Query { near: near.clone(), ..q.clone() };
        let hits = top
            .sorted()
            .into_iter()
            .skip(q.skip)
            .take(limit)
            .map(|e| {
                let card = Arc::new(self.cards.get(e.doc));
                let distance_km = filter.distance(e.doc);
                let (mut why, mut unknown) = reasons(&of_words, &card, distance_km, today);
                why.splice(0..0, self.mentions(&asked.clauses, e.doc, e.bits));
                let phrases = asked.quoted.phrases.iter().map(|phrase| phrase.join(" "));
                why.splice(0..0, phrases.map(|phrase| message("why-phrase", [("words", phrase)])));
                let (helps, may_help) = self.meant(asked, q, e.doc);
                why.splice(0..0, helps);
                unknown.splice(0..0, may_help);
                Hit { card, score: e.score, distance_km, why, unknown }
            })
            .collect();
        Results { hits, total, sure, loose: loose && total > 0, near, counts }
    }
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

    /// Of one that fits but for needing no way there, where those stand apart.
    fn apart(&mut self, _entry: Entry) {}

    /// And of what the filters make of every one that the words find.
    fn count(&mut self, _filter: &Filter<'_>, _facts: &Facts, _verdict: &Verdict) {}
}

/// All of them.
impl Gather for Vec<u32> {
    fn offer(&mut self, entry: Entry) {
        self.push(entry.doc);
    }
}

/// The best few of many, and how many there were.
struct Top {
    most: usize,
    best: BinaryHeap<Entry>,
    total: usize,
    sure: usize,
    facets: Option<Facets>,
    /// Those that stand apart.
    apart: Option<Box<Top>>,
}

impl Top {
    fn new(most: usize) -> Top {
        Top { most, best: BinaryHeap::with_capacity(most.min(1000) + 1), total: 0, sure: 0, facets: None, apart: None }
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

    fn apart(&mut self, entry: Entry) {
        if let Some(apart) = &mut self.apart {
            apart.offer(entry);
        }
    }

    fn count(&mut self, filter: &Filter<'_>, facts: &Facts, verdict: &Verdict) {
        if let Some(facets) = &mut self.facets {
            facets.count(filter, facts, verdict);
        }
    }
}

#[cfg(test)]
mod choices;
#[cfg(test)]
mod judged;
#[cfg(test)]
mod tests;
