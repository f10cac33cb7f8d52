//! The SQL of lists: what waits in the whole directory, and what was done lately.

use super::super::model::{Claim, Edit, Keeper, Problem};
use crate::directory::{Provider, Service};
use base::{Result, Rx};
use kernel::{Id, Instant};
use std::collections::HashMap;

base::sql! {
    CLAIMS = "
        SELECT id, provider_id, service_id, name, email, said, begun_at, confirmed_at, proof, asked_by, granted_at, refused_at, heard_at, heard_by,
          version
        FROM claim
        WHERE confirmed_at IS NOT NULL
          AND granted_at IS NULL
          AND refused_at IS NULL
        ORDER BY confirmed_at, id
        LIMIT $1";
    EDITS = "
        SELECT id, service_id, keeper_id, worker_id, made_at, field, was, value, weight, live_at, refused_at, version
        FROM listing_edit
        WHERE live_at IS NULL
          AND refused_at IS NULL
        ORDER BY made_at, id
        LIMIT $1";
    /// The services of which changes wait that say where something is.
    EDITS_OF_PLACES = "
        SELECT service_id AS n
        FROM listing_edit
        WHERE live_at IS NULL
          AND refused_at IS NULL
          AND field IN ('place', 'also', 'sessions')";
    /// Of each entry the first of a kind that waits: whoever says the same in ever other words pushes nothing off the page.
    PROBLEMS = "
        SELECT p.id, p.service_id, p.at, p.what, p.words, p.times, p.answered_at, p.version
        FROM problem p
        WHERE p.answered_at IS NULL
          AND NOT EXISTS (
            SELECT 1
            FROM problem q
            WHERE q.service_id = p.service_id
              AND q.what = p.what
              AND q.answered_at IS NULL
              AND (q.at < p.at OR (q.at = p.at AND q.id < p.id)))
        ORDER BY CASE WHEN p.what = 'unsafe' THEN 0 ELSE 1 END, p.at, p.id
        LIMIT $1";
    MORE_LIKE = "
        SELECT CAST(COUNT(*) AS BIGINT) AS n
        FROM problem
        WHERE service_id = $1
          AND what = $2
          AND answered_at IS NULL
          AND id <> $3";
    /// What came later and is run by whom somebody looks after something of, and nobody has said whether it is theirs. Whoever was asked by another keeper has what that one has.
    NEW_UNDER_KEPT = "
        SELECT k.id AS keeper, s.id AS service
        FROM keeper k
        JOIN service s ON s.provider_id = k.provider_id
        WHERE k.until_at IS NULL
          AND s.closed_at IS NULL
          AND s.merged_into IS NULL
          AND (s.run IS NULL OR EXISTS (SELECT 1 FROM import_run u WHERE u.number = s.run AND u.shown_at IS NOT NULL))
          AND NOT EXISTS (SELECT 1 FROM kept t WHERE t.keeper_id = k.id AND t.service_id = s.id)
          AND NOT EXISTS (SELECT 1 FROM keeper a WHERE a.id = k.asked_by AND a.until_at IS NULL)
        ORDER BY k.since_at, k.id, s.name, s.id
        LIMIT $1";
    COUNTS = "
        SELECT
          (SELECT CAST(COUNT(*) AS BIGINT) FROM claim WHERE confirmed_at IS NOT NULL AND granted_at IS NULL AND refused_at IS NULL) AS claims,
          (SELECT CAST(COUNT(*) AS BIGINT) FROM listing_edit WHERE live_at IS NULL AND refused_at IS NULL) AS edits,
          (SELECT CAST(COUNT(*) AS BIGINT) FROM problem WHERE answered_at IS NULL) AS problems,
          (SELECT CAST(COUNT(*) AS BIGINT) FROM correction WHERE said IS NOT NULL) AS corrections,
          (SELECT CAST(COUNT(*) AS BIGINT) FROM alike WHERE verdict IS NULL) AS alike,
          (SELECT CAST(COUNT(*) AS BIGINT)
            FROM keeper k
            JOIN service s ON s.provider_id = k.provider_id
            WHERE k.until_at IS NULL
              AND s.closed_at IS NULL
              AND s.merged_into IS NULL
              AND (s.run IS NULL OR EXISTS (SELECT 1 FROM import_run u WHERE u.number = s.run AND u.shown_at IS NOT NULL))
              AND NOT EXISTS (SELECT 1 FROM kept t WHERE t.keeper_id = k.id AND t.service_id = s.id)
              AND NOT EXISTS (SELECT 1 FROM keeper a WHERE a.id = k.asked_by AND a.until_at IS NULL)) AS later";
    CHECKS = "
        SELECT at, how, outcome, note
        FROM service_check
        WHERE service_id = $1
        ORDER BY at DESC, id DESC
        LIMIT 20";
    KEPT = "SELECT DISTINCT provider_id AS n FROM keeper WHERE until_at IS NULL";
    /// To which services people were sent since.
    USED = "
        SELECT service_id AS id, CAST(COUNT(*) AS BIGINT) AS times
        FROM onward_referral
        WHERE sent_at >= $1
        GROUP BY service_id";
    /// Of which services somebody was asked since whether they are still right.
    ASKED = "SELECT DISTINCT subject AS n FROM upkeep_link WHERE what = 'right' AND made_at >= $1";
    /// To which addresses, by their fingerprints.
    WRITTEN_TO = "SELECT DISTINCT sent_to AS n FROM upkeep_link WHERE what = 'right' AND made_at >= $1 AND sent_to IS NOT NULL";
}

pub(in crate::upkeep) async fn claims(rx: &mut Rx, limit: i64) -> Result<Vec<Claim>> {
    rx.all(CLAIMS, (limit,)).await
}

pub(in crate::upkeep) async fn edits(rx: &mut Rx, limit: i64) -> Result<Vec<Edit>> {
    rx.all(EDITS, (limit,)).await
}

pub(in crate::upkeep) async fn edits_of_places(rx: &mut Rx) -> Result<Vec<Id<Service>>> {
    rx.values(EDITS_OF_PLACES, ()).await
}

pub(in crate::upkeep) async fn problems(rx: &mut Rx, limit: i64) -> Result<Vec<Problem>> {
    rx.all(PROBLEMS, (limit,)).await
}

/// How much waits.
#[derive(Debug, Default, sqlx_macros::FromRow, serde::Serialize)]
pub struct Counts {
    pub claims: i64,
    pub edits: i64,
    pub problems: i64,
    pub corrections: i64,
    pub alike: i64,
    pub later: i64,
}

pub async fn counts(rx: &mut Rx) -> Result<Counts> {
    rx.one(COUNTS, ()).await
}

/// Somebody made sure of an entry, or tried to.
#[derive(Debug, sqlx_macros::FromRow, serde::Serialize)]
pub(in crate::upkeep) struct Checked {
    pub at: Instant,
    pub how: String,
    pub outcome: String,
    pub note: Option<String>,
}

/// The last of them, newest first.
pub(in crate::upkeep) async fn checks(rx: &mut Rx, service: Id<Service>) -> Result<Vec<Checked>> {
    rx.all(CHECKS, (service,)).await
}

/// Whose services somebody looks after.
pub(in crate::upkeep) async fn kept(rx: &mut Rx) -> Result<Vec<Id<Provider>>> {
    rx.values(KEPT, ()).await
}

/// How often people were sent to each service since.
pub(in crate::upkeep) async fn used(rx: &mut Rx, since: Instant) -> Result<HashMap<Id<Service>, i64>> {
    #[derive(sqlx_macros::FromRow)]
    struct Row {
        id: Id<Service>,
        times: i64,
    }
    let rows: Vec<Row> = rx.all(USED, (since,)).await?;
    Ok(rows.into_iter().map(|r| (r.id, r.times)).collect())
}

/// The fingerprints of addresses that were asked since.
pub(in crate::upkeep) async fn written_to(rx: &mut Rx, since: Instant) -> Result<Vec<String>> {
    rx.values(WRITTEN_TO, (since,)).await
}

/// An entry that came under an organisation of which somebody looks after others.
#[derive(Clone, Copy, Debug, sqlx_macros::FromRow)]
pub(in crate::upkeep) struct NewUnderKept {
    pub keeper: Id<Keeper>,
    pub service: Id<Service>,
}

pub(in crate::upkeep) async fn new_under_kept(rx: &mut Rx, limit: i64) -> Result<Vec<NewUnderKept>> {
    rx.all(NEW_UNDER_KEPT, (limit,)).await
}

/// How many more of the same kind wait beside a problem.
pub(in crate::upkeep) async fn more_like(rx: &mut Rx, p: &Problem) -> Result<i64> {
    rx.value(MORE_LIKE, (p.service_id, p.what.as_str(), p.id)).await
}

pub(in crate::upkeep) async fn asked(rx: &mut Rx, since: Instant) -> Result<Vec<Id<Service>>> {
    rx.values(ASKED, (since,)).await
}
