//! The SQL of what the owner of a feed is told.

use super::super::model::Problem;
use base::{Result, Rx, Tx};
use kernel::{Id, Instant};
use serde::Serialize;

base::sql! {
    LAST_RUN = "
        SELECT u.number, u.shown_at AS at,
          CAST((SELECT COUNT(*) FROM import_row r WHERE r.run = u.number AND r.line >= 0) AS BIGINT) AS read,
          CAST((SELECT COUNT(*) FROM import_row r WHERE r.run = u.number AND r.outcome = 'quarantined') AS BIGINT) AS refused
        FROM import_run u
        WHERE u.kind = 'services'
          AND u.feed = $1
          AND u.shown_at IS NOT NULL
        ORDER BY u.number DESC
        LIMIT 1";
    REFUSED = "
        SELECT line, source_id, COALESCE(reason, '') AS reason
        FROM import_row
        WHERE run = $1
          AND outcome = 'quarantined'
        ORDER BY line
        LIMIT 200";
    /// Without what it was: that may be an address that must not be public.
    MENDED = "
        SELECT code, path, CAST(COUNT(*) AS BIGINT) AS times
        FROM record_issue
        WHERE run = $1
        GROUP BY code, path
        ORDER BY times DESC, code, path
        LIMIT 50";
    /// Of a service that several lists have each of them is told.
    PROBLEMS = "
        SELECT p.id, s.name, s.source_id, p.what, p.times, p.at
        FROM service s
        JOIN problem p ON p.service_id IN (s.id, s.merged_into)
        WHERE s.source = $1
          AND p.answered_at IS NULL
          AND p.what NOT IN ('unsafe', 'other', 'no-keeper')
        ORDER BY p.at, p.id
        LIMIT 200";
    /// None of what is hidden, by the entry itself or by one that it is shown as one with.
    CORRECTIONS = "
        SELECT s.name, s.source_id, c.field, c.value, c.replaced, c.said, c.made_at
        FROM correction c
        JOIN service s ON s.id = c.service_id
        WHERE s.source = $1
          AND NOT EXISTS (
            SELECT 1 FROM service m
            WHERE m.masked AND (m.id = COALESCE(s.merged_into, s.id) OR m.merged_into = COALESCE(s.merged_into, s.id)))
          AND (c.value <> c.replaced OR c.said IS NOT NULL)
        ORDER BY c.made_at, s.name, c.field
        LIMIT 500";
    AREAS = "
        SELECT DISTINCT borough AS n
        FROM service
        WHERE source = $1
          AND borough IS NOT NULL
          AND closed_at IS NULL";
    /// What its owner said is mended, and a whole reading that was begun since has it as it was; or otherwise, or not at all.
    SAID_MENDED = "
        SELECT p.id, p.version, CAST(CASE WHEN EXISTS (
            SELECT 1
            FROM import_row r
            WHERE r.run = (
                SELECT MIN(u.number)
                FROM import_run u
                WHERE u.feed = s.source AND u.kind = 'services' AND u.shown_at IS NOT NULL AND u.begun_at > p.answered_at)
              AND r.source_id = s.source_id
              AND r.outcome = 'unchanged'
              AND r.digest = COALESCE((
                SELECT b.digest
                FROM import_row b
                JOIN import_run v ON v.number = b.run
                WHERE v.feed = s.source AND v.kind = 'services' AND v.shown_at IS NOT NULL AND v.begun_at <= p.answered_at
                  AND b.source_id = s.source_id
                ORDER BY v.number DESC
                LIMIT 1), r.digest)) THEN 1 ELSE 0 END AS BIGINT) AS unchanged
        FROM problem p
        JOIN service s ON s.id = p.service_id
        WHERE s.source = $1
          AND p.answered_as = 'owner'
          AND EXISTS (
            SELECT 1
            FROM import_run u
            WHERE u.feed = s.source AND u.kind = 'services' AND u.shown_at IS NOT NULL AND u.begun_at > p.answered_at)";
    OPEN_AGAIN = "
        UPDATE problem
        SET at = $3, answered_at = NULL, answer = NULL, answered_as = NULL, version = version + 1
        WHERE id = $1 AND version = $2";
    SEEN_MENDED = "UPDATE problem SET answered_as = 'feed', version = version + 1 WHERE id = $1 AND version = $2";
    TOLD_AT = "SELECT made_at FROM upkeep_link WHERE what = 'owner' AND subject = $1 ORDER BY made_at DESC LIMIT 1";
    NEW_SINCE = "
        SELECT
          CAST((SELECT COUNT(*) FROM service s JOIN problem p ON p.service_id IN (s.id, s.merged_into)
            WHERE s.source = $1 AND p.at > $2 AND p.answered_at IS NULL AND p.what NOT IN ('unsafe', 'other', 'no-keeper')) AS BIGINT) AS problems,
          CAST((SELECT COUNT(*) FROM correction c JOIN service s ON s.id = c.service_id
            WHERE s.source = $1 AND c.made_at > $2 AND (c.value <> c.replaced OR c.said IS NOT NULL)
              AND NOT EXISTS (
                SELECT 1 FROM service m
                WHERE m.masked AND (m.id = COALESCE(s.merged_into, s.id) OR m.merged_into = COALESCE(s.merged_into, s.id)))) AS BIGINT)
            AS corrections,
          CAST((SELECT COUNT(*) FROM import_row r JOIN import_run u ON u.number = r.run
            WHERE u.feed = $1 AND u.kind = 'services' AND u.shown_at > $2 AND r.outcome = 'quarantined'
              AND u.number = (SELECT MAX(n.number) FROM import_run n WHERE n.feed = $1 AND n.kind = 'services' AND n.shown_at IS NOT NULL))
            AS BIGINT) AS refused";
}

/// The last whole reading of a feed.
#[derive(Debug, Serialize, sqlx_macros::FromRow)]
pub(in crate::upkeep) struct Run {
    pub number: i64,
    pub at: Instant,
    pub read: i64,
    pub refused: i64,
}

pub(in crate::upkeep) async fn last_run(rx: &mut Rx, feed: &str) -> Result<Option<Run>> {
    rx.maybe(LAST_RUN, (feed,)).await
}

/// What was not let in.
#[derive(Debug, Serialize, sqlx_macros::FromRow)]
pub(in crate::upkeep) struct Refused {
    pub line: i64,
    pub source_id: Option<String>,
    pub reason: String,
}

pub(in crate::upkeep) async fn refused(rx: &mut Rx, run: i64) -> Result<Vec<Refused>> {
    rx.all(REFUSED, (run,)).await
}

/// What was mended or left out, and how often.
#[derive(Debug, Serialize, sqlx_macros::FromRow)]
pub(in crate::upkeep) struct Mended {
    pub code: String,
    pub path: String,
    pub times: i64,
}

pub(in crate::upkeep) async fn mended(rx: &mut Rx, run: i64) -> Result<Vec<Mended>> {
    rx.all(MENDED, (run,)).await
}

/// A problem of one of a feed's services.
#[derive(Debug, sqlx_macros::FromRow)]
pub(in crate::upkeep) struct Reported {
    pub id: Id<Problem>,
    pub name: String,
    pub source_id: String,
    pub what: String,
    pub times: i64,
    pub at: Instant,
}

pub(in crate::upkeep) async fn problems(rx: &mut Rx, feed: &str) -> Result<Vec<Reported>> {
    rx.all(PROBLEMS, (feed,)).await
}

/// A correction that lies on one of a feed's services.
#[derive(Debug, sqlx_macros::FromRow)]
pub(in crate::upkeep) struct Corrected {
    pub name: String,
    pub source_id: String,
    pub field: String,
    pub value: String,
    pub replaced: String,
    pub said: Option<String>,
    pub made_at: Instant,
}

pub(in crate::upkeep) async fn corrections(rx: &mut Rx, feed: &str) -> Result<Vec<Corrected>> {
    rx.all(CORRECTIONS, (feed,)).await
}

/// What the owner of a feed said is mended is looked at again: where the next whole reading has the record as it was, the problem waits as before.
pub(in crate::upkeep) async fn look_again(tx: &mut Tx, feed: &str, at: Instant) -> Result<()> {
    #[derive(sqlx_macros::FromRow)]
    struct Row {
        id: Id<Problem>,
        version: i64,
        unchanged: i64,
    }
    for r in tx.all::<Row>(SAID_MENDED, (feed,)).await? {
        match r.unchanged {
            1 => tx.update(OPEN_AGAIN, (r.id, r.version, at)).await?,
            _ => tx.update(SEEN_MENDED, (r.id, r.version)).await?,
        }
    }
    Ok(())
}

/// The boroughs in which a feed has services.
pub(in crate::upkeep) async fn areas(rx: &mut Rx, feed: &str) -> Result<Vec<String>> {
    rx.values(AREAS, (feed,)).await
}

/// When the owner of a feed was last written to.
pub(in crate::upkeep) async fn told_at(rx: &mut Rx, about: Id<()>) -> Result<Option<Instant>> {
    #[derive(sqlx_macros::FromRow)]
    struct Row {
        made_at: Instant,
    }
    Ok(rx.maybe::<Row>(TOLD_AT, (about,)).await?.map(|r| r.made_at))
}

/// How much is new for the owner of a feed.
#[derive(Debug, sqlx_macros::FromRow)]
pub(in crate::upkeep) struct New {
    pub problems: i64,
    pub corrections: i64,
    pub refused: i64,
}

impl New {
    pub fn anything(&self) -> bool {
        self.problems + self.corrections + self.refused > 0
    }
}

pub(in crate::upkeep) async fn new_since(rx: &mut Rx, feed: &str, since: Instant) -> Result<New> {
    rx.one(NEW_SINCE, (feed, since)).await
}
