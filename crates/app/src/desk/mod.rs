//! Pages that put things of several slices together: the start page, today, the audit log, health. It comes last, reads all, writes none of their tables
//! and owns no rule.

pub use demo::DEMO_PASSWORD;

mod audit;
mod demo;
mod health;
mod languages;
mod public;
mod record;
mod store;
mod today;

use crate::{Slice, pages, samples, strings};

pub const SLICE: Slice = Slice {
    name: "desk",
    routes: || {
        [
            public::routes(),
            languages::routes(),
            demo::routes(),
            today::routes(),
            record::routes(),
            audit::routes(),
            health::routes(),
        ]
        .into_iter()
        .flatten()
        .collect()
    },
    pages: pages!["desk"; "home", "urgent", "text", "languages", "today", "record", "audit", "parts", "demo", "tour", "outbox"],
    strings: strings!["desk"; all ""],
    sql: &[store::SQL],
    jobs: audit::JOBS,
    samples: |ctx| samples![ctx; public::HomePage, public::UrgentPage, public::TextPage, languages::LanguagesPage, demo::DemoPage, demo::TourPage, demo::OutboxPage, today::TodayPage, record::RecordPage, audit::AuditPage],
};
