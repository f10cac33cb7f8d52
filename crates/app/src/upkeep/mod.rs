//! Keeping the directory true: who looks after an entry, what they change, what others say is wrong with it, and who made sure of it.
//!
//! An entry is of somebody: whoever proves that they are of the group looks after it, without an account. What they change is a **correction** of the
//! directory, which lies over whatever its source says. What is small is seen at once; words wait for somebody's yes; and whatever says who receives referrals, or
//! where people are sent, is never small: nobody is sent there until whoever is the contact now has said yes, or somebody of the house, and both are told. That is
//! what keeps an entry from being stolen.
//!
//! Anybody can say that something is wrong. A link worker who rang writes that down. How far an entry can be relied on follows from all that
//! (`directory::Truth`); what nobody confirms sinks, and the list of what is old begins with what people are sent to most.

mod actions;
mod alike;
mod asking;
mod edit;
mod forms;
mod hidden;
mod keep;
mod keepers;
mod later;
mod leaving;
mod letters;
mod mailed;
mod model;
mod owner;
mod public;
mod queue;
mod service;
mod store;

pub use keep::leave;

use crate::{Slice, pages, samples, strings};

pub const SLICE: Slice = Slice {
    name: "upkeep",
    routes: || {
        [
            public::routes(),
            mailed::routes(),
            keep::routes(),
            service::routes(),
            queue::routes(),
            alike::routes(),
            owner::routes(),
        ]
        .into_iter()
        .flatten()
        .collect()
    },
    pages: pages!["upkeep"; "problem", "claim", "sent", "press", "done", "contact", "knock", "listings", "listing", "change", "preview", "service", "queue", "old", "alike", "owner", "parts"],
    strings: strings!["upkeep"; all "", en "mail.", en "workers."],
    sql: &[store::SQL, store::lists::SQL, store::owned::SQL],
    jobs: asking::JOBS,
    samples: |ctx| {
        samples![ctx; public::ProblemPage, public::ClaimPage, public::SentPage, mailed::PressPage, mailed::DonePage, mailed::ContactPage,
            keep::KnockPage, keep::ListingsPage, keep::ListingPage, edit::ChangePage, edit::PreviewPage, service::UpkeepPage, queue::QueuePage, queue::OldPage, alike::AlikePage, owner::OwnerPage]
    },
};
