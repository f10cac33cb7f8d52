//! Organisations, teams, the people who sign in, and what they may do where.
//!
//! A **worker** is somebody who signs in; they hold **roles** in **teams**, and a team belongs to an **organisation**. What a worker may touch follows
//! from that: this slice writes the parties for which an account may act (itself, its teams, their organisations), and the doors do the rest. A
//! worker is not a person whom Kith supports, even when they are the same human being.

mod account;
mod actions;
mod change;
mod languages;
mod model;
mod passkey;
mod past;
mod signin;
mod signing;
mod store;
mod team;

pub use actions::{
    NewOrganisation, NewTeam, NewWorker, add_membership, add_organisation, add_organisation_as, add_printed_codes,
    add_team, add_team_as, add_totp, add_worker, administration, demo_codes, disable_worker, found, roles_of,
    shows_demo_helps, workers,
};
pub use change::{OrganisationChange, TeamChange, change_organisation, change_team, end_team};
pub use languages::{common_languages, fill_languages, language_names, read_languages};
pub use model::{Membership, Organisation, OrganisationKind, Team, Worker, organisation_refused};
pub use past::PastRow;
pub use signin::{extend, leave};
pub use store::{
    colleagues, every_organisation_name, gate, hold_open, hold_organisation, holders, memberships_of, names_of,
    nobody_yet, organisation, organisation_names, organisations, receiving_teams, team, team_names, teams, worker,
};

use crate::{Slice, pages, samples, strings};
use base::http::routes::Route;

pub const SLICE: Slice = Slice {
    name: "identity",
    routes,
    pages: pages!["identity"; "sign_in", "second_step", "account", "factor", "passkey", "codes", "welcome", "team", "invite", "member"],
    strings: strings!["identity"; all ""],
    sql: &[store::SQL],
    jobs: signing::JOBS,
    samples: |ctx| {
        samples![ctx; signin::SignInPage, signin::SecondStepPage, signin::WelcomePage, account::AccountPage, account::FactorPage, passkey::PasskeyPage,
            account::CodesPage, team::TeamPage, team::InvitePage, team::MemberPage]
    },
};

fn routes() -> Vec<Route> {
    [signin::routes(), account::routes(), passkey::routes(), team::routes()].into_iter().flatten().collect()
}
