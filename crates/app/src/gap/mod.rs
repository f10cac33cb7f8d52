//! Gaps: support that was needed and not there. A link worker asks for it to be found or started; whoever finds it, or hears that it has been started, says so.
//!
//! A gap is about a need and an area, never about somebody. What people search for and do not find is counted beside it (`directory::sought`).

mod actions;
mod page;
mod store;

pub use actions::{answer, ask};
pub use store::{Counted, Gap, counted};

use crate::{Slice, pages, samples, strings};

pub const SLICE: Slice = Slice {
    name: "gap",
    routes: page::routes,
    pages: pages!["gap"; "gaps", "gap"],
    strings: strings!["gap"; en ""],
    sql: &[store::SQL],
    jobs: &[],
    samples: |ctx| samples![ctx; page::GapsPage, page::GapPage],
};
