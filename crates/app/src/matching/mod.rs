//! Matching: which services might help this person, why, and what is not known.
//!
//! It is arithmetic that can be followed, not a model that must be believed: hard rules first (age, gender, area, places, a masked address), each with its
//! why-not; then a score whose parts are shown with their weights. It decides nothing. The needs of a story are inferred by a list of words that is shown
//! with them; somebody who knows the person strikes out what is wrong. What the directory does not know counts in the middle, and is said.

mod guide;
mod page;
mod story;
mod suggest;

pub use story::{Inferred, Stated, stated};
pub use suggest::{Excluded, Matched, Part, Story, Suggestion, suggest, weigh};

use crate::{Slice, pages, samples, strings};

pub const SLICE: Slice = Slice {
    name: "matching",
    routes: || [guide::routes(), page::routes()].into_iter().flatten().collect(),
    pages: pages!["matching"; "match", "guide"],
    strings: strings!["matching"; en "", all "guide."],
    sql: &[],
    jobs: &[],
    samples: |ctx| samples![ctx; guide::GuidePage, page::MatchPage],
};
