//! Journeys: one scenario a file, given, when, then, in the words of the domain.

pub mod case;
pub mod desk;
pub mod directory;
pub mod identity;
pub mod insight;
pub mod outcome;
mod partner;
pub mod person;
pub mod plan;
mod provision;
pub mod referral;
pub mod setup;
mod signpost;
pub mod thread;
pub mod upkeep;
