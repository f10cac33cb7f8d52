//! Journeys of what link workers know of the groups they work with, and of what they miss.

mod a_piano_is_missing;
mod ask_for_doris;
pub mod two_lists_have_the_group;
