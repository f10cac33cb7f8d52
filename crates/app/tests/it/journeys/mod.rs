//! Journeys: one scenario a file, given, when, then, in the words of the domain.

mod directory;
mod identity;
mod referral;
