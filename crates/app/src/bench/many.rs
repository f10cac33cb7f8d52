//! A hundred thousand people: many places like the demo's, in one database.
//!
//! Each copy has its own organisations, teams, workers, people and two years of what happened between them; the directory and the code lists are shared.
//! So a caseload, an inbox and a record are as long as they are in life, and only the tables are long.

use base::{
    Db, Result,
    db::{self, Recipe, Rewrite},
    seal,
};
use kernel::{NhsNumber, Reference};

const RECIPE: Recipe = Recipe {
    shared: &[
        "allowed",
        "area",
        "area_import",
        "audit_block",
        "deprivation",
        "import_row",
        "import_run",
        "insight_report",
        "need",
        "place",
        "postcode",
        "postcode_shown",
        "provider",
        "referral_setting",
        "service",
        "service_area",
        "service_need",
        "service_place",
        "service_session",
        "setting",
    ],
    // What is sealed for one row opens in no other, and nobody is signed in.
    left: &[
        "desk_seat",
        "draft",
        "factor",
        "invitation",
        "job",
        "mail",
        "passkey",
        "printed_code",
        "session",
        "throttle",
    ],
    differing: &[
        ("organisation", "code", |code, copy| format!("{code}-{copy}")),
        ("worker", "email", MAILBOX),
        ("worker", "email_key", MAILBOX),
        ("person", "nhs_number", |number, copy| NhsNumber::synthetic(bits(number, copy) as u32 % 1_000_000).key()),
        ("referral", "reference", REFERENCE),
        ("onward_referral", "reference", REFERENCE),
        ("onward_link", "token_hash", HASH),
        ("onward_visit", "token_hash", HASH),
    ],
};

const HASH: Rewrite = |hash, copy| format!("{hash}-{copy}");
const MAILBOX: Rewrite = |address, copy| address.replacen('@', &format!(".{copy}@"), 1);
const REFERENCE: Rewrite = |reference, copy| Reference::from_bits(bits(reference, copy)).as_str().to_owned();

fn bits(text: &str, copy: usize) -> u64 {
    seal::named_id(&format!("kith bench copy {copy}"), text).as_u64_pair().1
}

/// Fills an empty database with so many copies of a demo's.
///
/// # Errors
/// When `into` is not empty.
pub async fn multiply(from: &Db, into: &Db, copies: usize) -> Result<u64> {
    db::multiply(from, into, copies, &RECIPE).await
}
