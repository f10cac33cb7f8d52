//! Machinery with no domain word in it.
//!
//! A web service over two databases needs the same dozen things whatever it is for: a way to get a transaction that nobody can
//! get round ([`ctx`]), a record of who looked ([`audit`]), work that happens later and survives a crash ([`jobs`]), pages, words in
//! several languages, mail, sign-in. They live here, and nothing in here knows what Kith is for.

pub mod audit;
pub mod auth;
pub mod backup;
pub mod brand;
pub mod calm;
pub mod chart;
pub mod clock;
pub mod config;
pub mod cores;
pub mod ctx;
pub mod db;
pub mod draft;
pub mod error;
pub mod events;
pub mod fetch;
pub mod ground;
pub mod history;
pub mod http;
pub mod jobs;
pub mod lately;
pub mod machine;
pub mod mail;
pub mod metrics;
pub mod network;
pub mod qr;
pub mod seal;
pub mod settings;
pub mod tidy;
pub mod tile;
pub mod words;

pub use brand::Brand;
pub use clock::Clock;
pub use config::Config;
pub use ctx::{Action, Actor, Ctx, House, Scope, Subject};
pub use db::{Db, Rx, Tx};
pub use error::{Error, FieldErrors, Result};
pub use machine::Machine;

/// Every SQL text of this crate, by name: for the test that prepares each on both engines.
pub fn sql_texts() -> Vec<(&'static str, &'static str)> {
    [
        audit::SQL,
        auth::session::SQL,
        auth::throttle::SQL,
        ctx::SQL,
        draft::SQL,
        history::SQL,
        jobs::SQL,
        machine::SQL,
        mail::SQL,
        settings::SQL,
    ]
    .concat()
}
