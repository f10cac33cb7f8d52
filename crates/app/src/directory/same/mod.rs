//! Whether two entries of the directory are the same thing: the same body, the same building, the same offer.
//!
//! An entry is text ([`Told`]), made ready once ([`Facts`]). [`candidates`] says which of many are worth comparing. [`organisations`], [`locations`] and [`services`] compare
//! two, in this order: services need to know about the others ([`Around`]). The answer is a [`Likeness`]: certain, ask somebody, or different, with reasons
//! ([`Why`]) that a page shows by `alike-{code}`.
//!
//! *Certain* is merged without anybody looking. It needs the same name and something that only one body, building or offer has, and nothing may speak against it.
//! *Ask* is a queue. What is told apart by a word in its name (men and women, north and south, the 4th and the 14th, Entry 1 and Entry 2), by ages, days or places
//! is different unless a text explains it.
//!
//! It is no learning machine: there is nothing trained, and each rule can be said in a sentence. It merges nothing, remembers nothing and reads no clock. It knows
//! nothing of which source to believe.

mod block;
mod facts;
mod location;
mod model;
mod name;
mod organisation;
mod place;
#[cfg(test)]
mod report;
mod service;
#[cfg(test)]
mod tests;
mod when;
mod word;

pub use block::{Kind, candidates};
pub use facts::{Facts, Told, ToldPlace, charity_number};
pub use location::locations;
pub use model::{Likeness, Verdict, Why};
pub use organisation::organisations;
pub use service::{Around, services};

use name::{Name, Relation};

/// Whether two names are one, word for word but for little words and legal forms.
pub fn same_name(a: &str, b: &str) -> bool {
    Name::of(a).compare(&Name::of(b)).0 >= Relation::Same
}
