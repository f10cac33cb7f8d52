//! How many services each choice of a filter would bring, among those that all other filters leave.
//!
//! Only what is known is counted. Who has not said what it costs stands on the list when "free" is chosen, after the others, and not in the number beside it;
//! and while it is chosen, it stands in no other number either.

use super::filter::{Filter, Verdict, by};
use crate::directory::{
    index::{Facts, Index},
    model::{ACCESS, DAYS, ONLY_FOR, PARTS},
};
use kernel::Language;
use serde::Serialize;
use std::collections::BTreeMap;

/// Numbers by the code of the choice; a choice that would bring nothing is not among them.
#[derive(Clone, Debug, Default, Serialize, PartialEq)]
pub struct Counts {
    pub needs: BTreeMap<String, usize>,
    /// By name.
    pub boroughs: BTreeMap<String, usize>,
    pub days: BTreeMap<String, usize>,
    pub parts: BTreeMap<String, usize>,
    pub languages: BTreeMap<String, usize>,
    pub access: BTreeMap<String, usize>,
    pub only_for: BTreeMap<String, usize>,
    pub free: usize,
    pub walk_in: usize,
    /// Somebody has to send them.
    pub sent: usize,
    pub room: usize,
    pub remote: usize,
}

/// The numbers while they are counted.
pub(super) struct Facets {
    needs: Vec<u32>,
    boroughs: Vec<u32>,
    /// What is in whichever borough is chosen.
    anywhere: u32,
    days: [u32; 7],
    parts: [u32; 3],
    languages: [u32; 128],
    access: [u32; 16],
    only_for: [u32; 4],
    free: u32,
    walk_in: u32,
    sent: u32,
    room: u32,
    remote: u32,
}

impl Facets {
    pub fn new(index: &Index) -> Facets {
        Facets {
            needs: vec![0; index.need_codes().len()],
            boroughs: vec![0; index.places.iter().count()],
            anywhere: 0,
            days: [0; 7],
            parts: [0; 3],
            languages: [0; 128],
            access: [0; 16],
            only_for: [0; 4],
            free: 0,
            walk_in: 0,
            sent: 0,
            room: 0,
            remote: 0,
        }
    }

    /// Counts one service where nothing but the filter whose choices they are leaves it out.
    pub fn count(&mut self, filter: &Filter<'_>, facts: &Facts, verdict: &Verdict) {
        let against = verdict.out | verdict.unknown;
        let open = |of: u16| against & !of == 0;
        if !open(against & against.wrapping_neg()) {
            // More than one leaves it out, or is not known.
            return;
        }
        if open(by::NEED) {
            facts.needs.iter().for_each(|n| self.needs[*n as usize] += 1);
        }
        if open(by::BOROUGH | if filter.sets_remote_apart() { by::REMOTE } else { 0 }) {
            match filter.is_good_in_any(facts) {
                true => self.anywhere += 1,
                false => facts.counts_in().iter().for_each(|b| self.boroughs[*b as usize] += 1),
            }
        }
        if open(by::WHEN) {
            let mut any = if filter.is_of_calendar() { verdict.then.sure } else { 0 };
            for (day, (n, hours)) in self.days.iter_mut().zip(facts.hours).enumerate() {
                *n += u32::from(if filter.parts == 0 { hours != 0 } else { hours & filter.parts != 0 });
                let asked = filter.days == 0 || filter.days & 1 << day != 0;
                any |= if asked && !filter.is_of_calendar() { hours } else { 0 };
            }
            for (part, n) in self.parts.iter_mut().enumerate() {
                *n += u32::from(any >> part & 1);
            }
        }
        if open(by::LANGUAGE) {
            each_bit(facts.languages.unwrap_or(0), |bit| self.languages[bit] += 1);
        }
        if open(0) {
            each_bit(u128::from(facts.has), |bit| self.access[bit] += 1);
        }
        if open(by::ONLY_FOR)
            && let Some(who) = facts.only_for
        {
            self.only_for[who as usize] += 1;
        }
        self.free += u32::from(open(by::FREE) && facts.free == Some(true));
        self.walk_in += u32::from(open(by::WALK_IN) && facts.walk_in == Some(true));
        self.sent += u32::from(open(by::WALK_IN) && facts.walk_in == Some(false));
        self.room += u32::from(open(by::ROOM) && facts.room == Some(true));
        self.remote += u32::from(open(by::REMOTE) && facts.remote);
    }

    pub fn named(&self, index: &Index) -> Counts {
        fn some<'a>(codes: impl Iterator<Item = &'a str>, counts: &[u32]) -> BTreeMap<String, usize> {
            codes.zip(counts).filter(|(_, n)| **n > 0).map(|(code, n)| (code.to_owned(), *n as usize)).collect()
        }
        let each = index.places.iter().zip(&self.boroughs).filter(|(p, _)| !p.docs.is_empty());
        let each = each.map(|(p, n)| (p.name.clone(), (n + self.anywhere) as usize));
        let boroughs = each.filter(|(_, n)| *n > 0).collect();
        Counts {
            needs: some(index.need_codes().iter().map(String::as_str), &self.needs),
            boroughs,
            days: some(DAYS.iter().copied(), &self.days),
            parts: some(PARTS.iter().copied(), &self.parts),
            languages: some(Language::all().iter().map(|l| l.code()), &self.languages),
            access: some(ACCESS.iter().copied(), &self.access),
            only_for: some(ONLY_FOR.iter().copied(), &self.only_for),
            free: self.free as usize,
            walk_in: self.walk_in as usize,
            sent: self.sent as usize,
            room: self.room as usize,
            remote: self.remote as usize,
        }
    }
}

fn each_bit(mut bits: u128, mut found: impl FnMut(usize)) {
    while bits != 0 {
        found(bits.trailing_zeros() as usize);
        bits &= bits - 1;
    }
}
