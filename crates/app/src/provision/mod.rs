//! Provision: where social prescribing itself is to be had. In each borough: who has link workers, for referrals from which settings, on which pathways, in which
//! languages, how to reach them, and whether they are there or planned.
//!
//! A line is what its team's lead or an administrator has written, and nobody else. It is not a [`Team`](crate::identity::Team): a team works here and says what
//! can be sent to it; a line is read by the public and may be about link workers who have never heard of Kith. What nobody wrote is not known, and never a
//! "no": the pages say so, and how to ask. A team that ends takes its lines with it.
//!
//! Beside it stands how far a borough has come, in numbers that anybody may see: people out of [`crate::insight`], services out of the directory, gaps. Both can be
//! shown in frames on other people's pages.

mod demo;
mod edit;
mod form;
mod layer;
mod model;
mod past;
mod progress;
mod public;
mod store;

pub use demo::load_demo;
pub use edit::{lines_of, team_ended, written_of};

use crate::{Slice, pages, samples, strings};

pub const SLICE: Slice = Slice {
    name: "provision",
    routes: || [edit::routes(), layer::routes(), progress::routes(), public::routes()].into_iter().flatten().collect(),
    pages: pages!["provision"; "parts", "all", "all_framed", "borough", "framed", "progress", "progress_framed", "list", "edit"],
    strings: strings!["provision"; all ""],
    sql: &[store::SQL],
    jobs: &[],
    samples: |ctx| samples![ctx; public::AllPage, public::AllFramedPage, public::BoroughPage, public::FramedPage, progress::ProgressPage, progress::FramedPage, edit::ListPage, edit::EditPage],
};
