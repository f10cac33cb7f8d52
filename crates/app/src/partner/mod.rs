//! What link workers know of the groups they work with: whom to ask for, who was there and how it was, what was agreed, which papers run out, how it went for
//! those who were sent. And what a team tells itself about a service: “ask for Maureen, side door”.
//!
//! None of it is published or sent to anybody. What is known of an organisation is for everybody who works with people here; a note is for the writer's own team.

mod page;
mod store;

use crate::{Slice, pages, samples, strings};

pub const SLICE: Slice = Slice {
    name: "partner",
    routes: page::routes,
    pages: pages!["partner"; "partner", "favourites"],
    strings: strings!["partner"; en ""],
    sql: &[store::SQL],
    jobs: &[],
    samples: |ctx| samples![ctx; page::PartnerPage, page::FavouritesPage],
};
