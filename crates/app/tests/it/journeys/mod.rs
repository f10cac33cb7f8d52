//! Journeys: one scenario a file, given, when, then, in the words of the domain.

mod identity;
mod referral;
mod thread;
