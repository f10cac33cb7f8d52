//! A referral: somebody asks that a person be supported.
//!
//! It comes from a setting (a practice, a ward, the person themselves), goes to a team, follows a pathway, and says who, why, and how it is safe to
//! reach them. It is not a case: a case begins when a link worker accepts. Nor is it an onward referral, which goes from a case to a service. What
//! the person agreed to is recorded with it; not having been asked yet never keeps it out of the inbox. Whether the receiving team knows the
//! person already is found out in that team's inbox, never on the referrer's screen.

mod actions;
mod check;
mod inbox;
mod model;
mod refer;
mod sent;
mod settings;
mod store;
mod view;
mod wizard;

pub use actions::{
    Agreed, NewReferral, Who, accepted, closed, read_word, refuses, reopened, send, send_back, withdraw,
};
pub use inbox::incoming_again;
pub use model::{Referral, Status, TRANSITIONS, Word};
pub use settings::{Setting, setting_name};
pub use store::{find, settings, team_has_others, undecided_of, waiting_in};
pub use view::{AgreementView, ReferralView, WordView, view, withheld};

use crate::{Slice, pages, samples, strings};

pub const SLICE: Slice = Slice {
    name: "referral",
    routes: || [refer::routes(), sent::routes(), inbox::routes(), settings::routes()].into_iter().flatten().collect(),
    pages: pages!["referral"; "parts", "start", "who", "known", "reach", "why", "agreement", "team", "check", "sent_list", "sent", "inbox", "incoming", "return", "settings", "setting"],
    strings: strings!["referral"; all ""],
    sql: &[store::SQL],
    jobs: &[],
    samples: |ctx| {
        samples![ctx; refer::StartPage, refer::WhoPage, refer::KnownPage, refer::ReachPage, refer::WhyPage, refer::AgreementPage,
            refer::TeamPage, check::CheckPage, sent::SentListPage, sent::SentPage, inbox::InboxPage, inbox::IncomingPage, inbox::ReturnPage,
            settings::SettingsPage, settings::SettingPage]
    },
};
