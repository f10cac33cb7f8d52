//! Insight: how far people get after a referral, for whoever commissions support. Numbers of people, never a person.
//!
//! The **funnel** counts, of the people who were referred in twelve whole months, how many a link worker reached, who have a plan, were connected with a
//! service, came, and of whom an outcome is known; and of how many nobody has said whether they came. It is cut by setting, by deprivation and by month. A fourth cut, by
//! the borough that people live in, is public: [`of_borough`] hands out a line of it. The months of a borough by themselves are not: they would be the same
//! people cut twice.
//!
//! Numbers are gathered once for a month, so that nobody can watch one change, and every page, sentence, chart, table and file is made out of the same
//! [`model::Published`], in which small numbers are hidden by [`kernel::disclosure`]. There is no filter to combine: whoever could choose freely could take
//! one choice from another. What the numbers mean stands beside them.
//!
//! **What is left.** Of two reports that follow each other eleven months are the same people; each group differs by who was referred in the month that went and
//! in the month that came. Taking all of it from each other, a reader is left with at least three numbers for every star, but may find that one stands for
//! nobody (about one star in a hundred): a nought that is hidden beside others in one report may be seen in the next. That
//! tells of no person. It was tried with made-up houses, of 5 to 900 people, up to thirteen reports running, and not proved for all counts. Against a reader
//! who knows some of the people there is no shield. Somebody who was referred twice stands in the month of the first referral only, and is missing from the reports that begin after it.

mod borough;
mod gather;
mod model;
mod page;
mod store;

pub use borough::{OfBorough, Told, of_borough};
pub use gather::gather;

use crate::{Slice, pages, samples, strings};

pub const SLICE: Slice = Slice {
    name: "insight",
    routes: page::routes,
    pages: pages!["insight"; "funnel"],
    strings: strings!["insight"; en ""],
    sql: &[store::SQL],
    jobs: gather::JOBS,
    samples: |ctx| samples![ctx; page::FunnelPage],
};
