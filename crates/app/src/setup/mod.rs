//! Setting an installation up: the first administrator, and then the list of what is still to be done, each thing with its page.
//!
//! It reads several slices and the settings, and has no table and no rule of the domain of its own: whether a thing is done is derived from what there
//! is. It is no wizard: everything can be done in any order, again, and later.

mod brand;
mod first;
mod list;
mod message;
mod model;
mod organisations;
mod past;
mod teams;

pub use brand::take_up;
pub use first::new_code;

use crate::{Slice, pages, samples, strings};

pub const SLICE: Slice = Slice {
    name: "setup",
    routes: || {
        [first::routes(), list::routes(), brand::routes(), message::routes(), organisations::routes(), teams::routes()]
            .into_iter()
            .flatten()
            .collect()
    },
    pages: pages!["setup"; "first", "list", "brand", "area", "message", "pathways", "directory", "backups", "parts", "organisations", "organisation", "team", "team_end"],
    strings: strings!["setup"; en ""],
    sql: &[],
    jobs: &[],
    samples: |ctx| {
        samples![ctx; first::FirstPage, list::ListPage, brand::BrandPage, brand::AreaPage, message::MessagePage, list::PathwaysPage,
            list::DirectoryPage, list::BackupsPage, organisations::OrganisationsPage, organisations::OrganisationPage, teams::TeamPage, teams::EndPage]
    },
};
