//! A case: one episode of support, with one link worker and one pathway.
//!
//! It begins when a link worker accepts a referral and ends with a reason; a person may have several. A **contact** is a conversation that took place,
//! or was tried. The **clock** of the first contact is a stored due instant: the first contact that took place stops it; when it passes, a job puts
//! the case before the team's lead. A case is not the person (whose safety rules bind every team) and not the plan: what matters, needs and goals are
//! the slice `plan`, which tells this one only which need is the main one. Merging two records of one human being rewrites nothing here: a case keeps
//! the record that was referred, and whoever shows it follows the merge.

mod actions;
mod agree;
mod begin;
mod clock;
mod contact;
mod list;
mod model;
mod record;
mod safety;
mod store;
mod transfer;

pub use crate::person::Whom;
pub use actions::{
    Accept, Closing, NewContact, Same, accept, close, closing, hold, log_contact, may_unmerge, set_main_need, transfer,
};
pub use begin::{CaseClosed, CaseOpened};
pub use clock::ClockPassed;
pub use model::{CHANNELS, Case, Contact, Facts, Stage, Status, TRANSITIONS, team_standing};
pub use record::{Banner, TimelineItem, banner, banner_of, closed_instead, me, need_label, timeline};
pub use store::{closed_in, contacts, find, hold_open, of_referral, open_in, person_of, whom};

use crate::{Slice, pages, samples, strings};

pub const SLICE: Slice = Slice {
    name: "case",
    routes: || {
        [list::routes(), contact::routes(), transfer::routes(), agree::routes(), safety::routes(), begin::routes()]
            .into_iter()
            .flatten()
            .collect()
    },
    pages: pages!["case"; "parts", "list", "contact", "transfer", "agree", "safety", "safety_end"],
    strings: strings!["case"; en ""],
    sql: &[store::SQL],
    jobs: clock::JOBS,
    samples: |ctx| samples![ctx; list::ListPage, contact::ContactPage, transfer::TransferPage, agree::AgreePage, safety::SafetyPage, safety::EndPage],
};
