//! How well the rules do on labelled pairs: what is merged wrongly, what nobody would be asked about, and how often somebody is asked in vain.
//!
//! The pairs are in `crates/app/tests/data/alike`. It prints counts and no names, so that it may be run on pairs that are never looked at.

use super::{
    block::{Kind, candidates},
    facts::{Facts, Told},
    location::locations,
    model::{Likeness, Verdict},
    organisation::organisations,
    service::{Around, services},
};
use serde_json::Value;
use std::fmt;

/// Two entries and what a person said of them.
#[derive(Clone, Debug)]
pub struct Pair {
    /// What the entries are.
    pub kind: Kind,
    /// `Some(true)`: the same; `None`: a careful person could not tell.
    pub same: Option<bool>,
    /// One entry.
    pub a: Facts,
    /// The other.
    pub b: Facts,
}

impl Pair {
    /// Reads one line of the file; `None` where it is no pair.
    pub fn of(line: &str) -> Option<Pair> {
        let value: Value = serde_json::from_str(line).ok()?;
        let kind = match value["kind"].as_str()? {
            "organization" => Kind::Organisation,
            "location" => Kind::Location,
            "service" => Kind::Service,
            _ => return None,
        };
        let same = match value["label"].as_str()? {
            "same" => Some(true),
            "different" => Some(false),
            _ => None,
        };
        let facts = |key: &str| Facts::of(&Told::from_json(&value[key]));
        Some(Pair { kind, same, a: facts("a"), b: facts("b") })
    }

    /// What the rules say of it, by nothing but the two entries.
    pub fn judged(&self) -> Likeness {
        match self.kind {
            Kind::Organisation => organisations(&self.a, &self.b),
            Kind::Location => locations(&self.a, &self.b),
            Kind::Service => services(&self.a, &self.b, Around::default()),
        }
    }
}

/// Counts for one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Of the same: certain, asked, missed.
    pub same: [usize; 3],
    /// Of the different, likewise; the first are merged wrongly, the last rightly left alone.
    pub different: [usize; 3],
    /// Of those that a person could not tell.
    pub unsure: [usize; 3],
    /// Of the same, those that blocking would not have brought together.
    pub not_candidates: usize,
}

/// Counts by kind: organisations, locations, services.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// In that order.
    pub kinds: [Counts; 3],
}

/// Judges all pairs and counts. Blocking is measured among all entries of a kind together.
pub fn report(pairs: &[Pair]) -> Report {
    let mut report = Report::default();
    for (counts, kind) in report.kinds.iter_mut().zip([Kind::Organisation, Kind::Location, Kind::Service]) {
        let pairs: Vec<&Pair> = pairs.iter().filter(|p| p.kind == kind).collect();
        let entries: Vec<Facts> = pairs.iter().flat_map(|p| [p.a.clone(), p.b.clone()]).collect();
        let met = candidates(&entries, kind);
        for (at, pair) in (0u32..).zip(&pairs) {
            let column = match pair.judged().verdict {
                Verdict::Certain => 0,
                Verdict::Ask => 1,
                Verdict::Different => 2,
            };
            let row = match pair.same {
                Some(true) => &mut counts.same,
                Some(false) => &mut counts.different,
                None => &mut counts.unsure,
            };
            row[column] += 1;
            if pair.same == Some(true) && met.binary_search(&(2 * at, 2 * at + 1)).is_err() {
                counts.not_candidates += 1;
            }
        }
    }
    report
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (c, name) in self.kinds.iter().zip(["organisations", "locations", "services"]) {
            let (right, wrong) = (c.same[0], c.different[0]);
            writeln!(
                f,
                "{name}: certain {right} right, {wrong} wrong (n = {}), {} unsure",
                right + wrong,
                c.unsure[0]
            )?;
            let [certain, asked, missed] = c.same;
            writeln!(
                f,
                "  of {} same: {certain} certain, {asked} asked, {missed} missed; {} not candidates",
                certain + asked + missed,
                c.not_candidates
            )?;
            let all: usize = c.different.iter().sum();
            writeln!(
                f,
                "  of {all} different: {} asked ({:.0} %), {} left alone",
                c.different[1],
                100.0 * c.different[1] as f64 / all.max(1) as f64,
                c.different[2]
            )?;
            writeln!(
                f,
                "  of {} unsure: {} asked, {} left alone",
                c.unsure.iter().sum::<usize>(),
                c.unsure[1],
                c.unsure[2]
            )?;
        }
        Ok(())
    }
}
