//! A signpost: a worker names a service to somebody, a name and a number, with no way back. No record of the person is needed, and none is made.
//!
//! It is not an onward referral, which is sent with the person's yes and followed until they have been, and it is counted apart from those. What is kept is
//! that it happened: in which month, from which team, to which service, for which need, by which channel. There is no person in it, no number, no address, no
//! day and no worker.
//!
//! Nothing goes out from here. A square on the screen is read by the person's own telephone; a sheet is printed; a text message or an e-mail is opened on the
//! worker's own device, where they put in whom it is for, and we never learn it.

mod actions;
mod counts;
mod give;
mod model;
mod store;

pub use actions::{give, teams};
pub use store::total;

use crate::{Slice, pages, samples};

pub const SLICE: Slice = Slice {
    name: "signpost",
    routes: || [give::routes(), counts::routes()].into_iter().flatten().collect(),
    pages: pages!["signpost"; "give", "given", "counts"],
    strings: &[("signpost", "en", include_str!("strings/en.ftl"))],
    sql: &[store::SQL],
    jobs: &[],
    samples: |ctx| samples![ctx; give::GivePage, give::GivenPage, counts::CountsPage],
};
