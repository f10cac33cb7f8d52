//! An onward referral: a person goes from a case to a service, with their yes, and is followed until they have been.
//!
//! It carries only what the service needs, exactly as the link worker saw it before it went. The service's keeper, who has no account, opens a link: the
//! address came by e-mail, the PIN by telephone; opening it changes nothing; it shows one referral and nothing else; it dies when the answer is
//! complete, when it expires, or when it is withdrawn. It is not a signpost (a name and a number, no way back), and it is not a referral, which comes
//! *to* a team. What the case shows of it follows from dated facts. Two pages of the record stand here because they need to know what was sent on: what the
//! person agreed to and takes back, and the one on which the case is closed.

mod actions;
mod agreed;
mod close;
mod link;
mod list;
mod model;
mod send;
mod store;

pub use actions::{NewOnward, Reply, Sent, agreements, answer_for_demo, is_taken_back, send};
pub use agreed::agreement_views;
pub use model::{OnwardReferral, Status, TRANSITIONS};
pub use store::{followed_in, of_case};

use crate::{Slice, pages, samples, strings};

pub const SLICE: Slice = Slice {
    name: "onward",
    routes: || {
        [send::routes(), list::routes(), link::routes(), agreed::routes(), close::routes()]
            .into_iter()
            .flatten()
            .collect()
    },
    pages: pages!["onward"; "share", "yes", "check", "pin", "list", "link_pin", "link", "link_done", "agreements", "take_back", "close"],
    strings: strings!["onward"; all ""],
    sql: &[store::SQL],
    jobs: &[],
    samples: |ctx| samples![ctx; send::SharePage, send::YesPage, send::CheckPage, send::PinPage, list::ListPage, link::PinPage, link::LinkPage, link::DonePage, agreed::AgreementsPage, agreed::TakeBackPage, close::ClosePage],
};
