//! Does a published Open Referral API keep what the standards and we ourselves demand of it?
//!
//! [`check`] asks an API everything a strict client could ask: the base and the OpenAPI document, every page of every
//! list, the details of every id, filters, streams, the manners of HTTP. It compares what it is told with the tables
//! of objects in [`tables`] and with itself: a list with its details, a filter with the data, an id with the same id
//! elsewhere. What it demands stands in [`rules::RULES`], one sentence each. Every fault names one of them.
//!
//! How a question travels is not its business: it is given a function from [`Ask`] to [`Answer`], which may call a
//! router in the same process or go over the network.
//!
//! It is not a validator of JSON Schema against the published schemas: that is done elsewhere. It knows nothing of the
//! server that it checks, keeps nothing, and changes nothing: it reads. It is also not polite to a server of others:
//! it asks for each record.

mod book;
mod changes;
mod codes;
mod details;
mod filters;
mod formats;
mod forms;
mod json;
mod lists;
mod manners;
mod near;
mod object;
mod openapi;
mod root;
pub mod rules;
mod run;
mod schema;
pub mod tables;

#[cfg(test)]
mod tests;

use jiff::Timestamp;
use std::{collections::BTreeMap, fmt};

/// A question to the API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// `GET`, `HEAD`, `POST`, `OPTIONS` and, to see them refused, others.
    pub method: &'static str,
    /// With the query, from the origin on: `/oruk/v3/services?page=2`.
    pub path: String,
    /// What a `POST` carries.
    pub body: Option<String>,
    /// Names in small letters.
    pub headers: Vec<(String, String)>,
}

/// What the API said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// Names in small letters, in the order in which they came. A name may be there more than once.
    pub headers: Vec<(String, String)>,
    /// The whole body.
    pub body: Vec<u8>,
}

/// Which of the two a base path says it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standard {
    /// Open Referral UK 3.0.
    Oruk,
    /// The Human Services Data Specification 3.1.
    Hsds,
}

/// Something that a rule forbids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The code of the rule in [`rules::RULES`].
    pub rule: &'static str,
    /// The request and, where there is one, the place in its answer as a JSON pointer.
    pub at: String,
    /// What was found there.
    pub said: String,
}

/// What came of a check.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// How many questions were asked.
    pub asked: u64,
    /// How many objects (services, phones, terms and so on) were looked at, each time they were met.
    pub objects: u64,
    /// The first faults: at most [`KEPT`], of one rule at most [`KEPT_OF_ONE`].
    pub faults: Vec<Fault>,
    /// How often each rule was broken, those that are not kept included.
    pub counted: BTreeMap<&'static str, u64>,
    /// How many entries each list has, by its path.
    pub listed: BTreeMap<&'static str, u64>,
    /// How often something was met which is legal and is not in the standard of this base, as `service.phones`.
    /// Nothing here is a fault.
    pub beyond: BTreeMap<String, u64>,
    /// What could not be looked at for want of data, in words: a filter by terms where nothing has a term.
    pub untried: Vec<String>,
}

/// The most faults that a report keeps.
pub const KEPT: usize = 200;
/// The most faults of one rule that a report keeps, so that one flood does not hide the others.
pub const KEPT_OF_ONE: u64 = 20;

impl Report {
    /// Nothing was wrong.
    pub fn is_clean(&self) -> bool {
        self.counted.is_empty()
    }

    /// How many faults there were, those that are not kept included.
    pub fn total(&self) -> u64 {
        self.counted.values().sum()
    }

    fn fault(&mut self, rule: &'static str, at: impl fmt::Display, said: impl fmt::Display) {
        let count = self.counted.entry(rule).or_default();
        *count += 1;
        if *count <= KEPT_OF_ONE && self.faults.len() < KEPT {
            self.faults.push(Fault { rule, at: at.to_string(), said: short(&said.to_string()) });
        }
    }
}

/// For the log of a build: one line a fault, then the counts.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for fault in &self.faults {
            writeln!(f, "{}: {}: {}", fault.rule, fault.at, fault.said)?;
        }
        for (rule, count) in &self.counted {
            writeln!(f, "{count:>7} {rule}: {}", rules::sentence(rule).unwrap_or_default())?;
        }
        for untried in &self.untried {
            writeln!(f, "not tried: {untried}")?;
        }
        write!(f, "{} questions, {} objects, {} faults", self.asked, self.objects, self.total())
    }
}

/// Long values would drown a report.
fn short(text: &str) -> String {
    const MOST: usize = 300;
    match text.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// Checks the API at the base path, such as `/oruk/v3`, by the clock of this computer.
#[allow(clippy::disallowed_methods, reason = "whoever has a clock of their own calls check_at")]
pub async fn check<F: AsyncFnMut(Ask) -> Answer>(base: &str, standard: Standard, ask: F) -> Report {
    check_at(base, standard, Timestamp::now(), ask).await
}

/// As [`check`], at a given time: nothing may have been changed after it.
pub async fn check_at<F: AsyncFnMut(Ask) -> Answer>(base: &str, standard: Standard, now: Timestamp, ask: F) -> Report {
    let mut run = run::Run::new(base, standard, now, ask);
    run.root().await;
    run.openapi().await;
    run.lists().await;
    run.details().await;
    run.references();
    run.forms().await;
    run.filters().await;
    run.near().await;
    run.manners().await;
    run.changes().await;
    run.finish()
}
