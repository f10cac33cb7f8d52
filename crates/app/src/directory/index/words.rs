//! The words of services, while an index is built.
//!
//! Words weigh by the field they stand in (name 4, kind 3, need 2, provider 1.5, description 1) and by BM25 (Robertson and Zaragoza, The Probabilistic
//! Relevance Framework, 2009; k1 = 1.2, b = 0.6) over the weighted counts. The weight of a word in a service is worked out here and kept as a 16-bit
//! number, so that a search only adds.

use super::{
    Labels,
    says::{self, Says},
};
use crate::directory::{
    model::{DAYS, Service},
    text,
};
use kernel::Language;
use std::collections::HashMap;

/// The tokens there are, while an index is built.
#[derive(Default)]
pub(super) struct Tokens {
    pub ids: HashMap<Box<str>, u32>,
    /// By their number.
    hashes: Vec<u16>,
    /// Those of each piece of text between two spaces: people use the same few again and again, and folding and stemming take their time.
    of_pieces: HashMap<Box<str>, Box<[u32]>>,
    of_needs: HashMap<String, Vec<u32>>,
}

impl Tokens {
    fn id(&mut self, token: String) -> u32 {
        let next = self.ids.len() as u32;
        *self.ids.entry(token.into()).or_insert_with_key(|token| {
            self.hashes.push(says::hash(token) as u16);
            next
        })
    }

    fn of_piece(&mut self, piece: &str) -> &[u32] {
        if !self.of_pieces.contains_key(piece) {
            let ids = text::words(piece).into_iter().map(|w| self.id(w)).collect();
            self.of_pieces.insert(piece.into(), ids);
        }
        &self.of_pieces[piece]
    }

    fn of_need(&mut self, need: &str, labels: Labels<'_>) -> &[u32] {
        if !self.of_needs.contains_key(need) {
            let mut words: Vec<String> = labels(need).iter().flat_map(|l| text::words(l)).collect();
            words.sort();
            words.dedup();
            let ids = words.into_iter().map(|w| self.id(w)).collect();
            self.of_needs.insert(need.to_owned(), ids);
        }
        &self.of_needs[need]
    }

    /// How often each token stands in a service, by the weight of the field, how long the service is by the same, and what it says itself.
    pub fn count(&mut self, s: &Service, labels: Labels<'_>, counts: &mut HashMap<u32, f32>) -> (f32, Says) {
        counts.clear();
        let mut length = 0.0;
        let mut add = |ids: &[u32], weight: f32| {
            for id in ids {
                *counts.entry(*id).or_default() += weight;
                length += weight;
            }
        };
        let fields =
            [(&s.name, FIELDS[0]), (&s.kind, FIELDS[1]), (&s.provider, FIELDS[3]), (&s.description, FIELDS[4])];
        for (text, weight) in fields {
            text.split_whitespace().for_each(|piece| add(self.of_piece(piece), weight));
        }
        for (text, weight) in beside(s) {
            text.split_whitespace().for_each(|piece| add(self.of_piece(piece), weight));
        }
        let own = counts.keys().map(|id| self.hashes[*id as usize]).collect();
        for need in &s.needs {
            for id in self.of_need(need, labels) {
                *counts.entry(*id).or_default() += FIELDS[2];
                length += FIELDS[2];
            }
        }
        (length, Says::new(own, s))
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
pub(in crate::directory) const UNIT: f32 = 2048.0;

/// The weight of a token that stands so often in a service of such a length (the mean is 1), and in so many of all services.
pub(super) fn weight(count: f32, length: f32, found_in: usize, of: usize) -> u16 {
    let (n, df) = (of as f32, found_in as f32);
    let idf = (1.0 + (n - df + 0.5) / (df + 0.5)).ln();
    let long = 1.0 - B + B * length;
    let weight = idf * count * (K1 + 1.0) / (count + K1 * long);
    (weight * UNIT).clamp(1.0, f32::from(u16::MAX)) as u16
}
