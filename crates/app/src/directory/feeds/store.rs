//! The SQL of feeds.

use super::Feed;
use crate::directory::Service;
use base::{Result, Rx, Tx};
use jiff::SignedDuration;
use kernel::{Id, Instant};

base::sql! {
    ENSURE = "
        INSERT INTO feed (name, source, republish, made_at, version)
        VALUES ($1, $2, TRUE, $3, 1)
        ON CONFLICT (name) DO UPDATE SET source = excluded.source";
    ALL = "
        SELECT f.name, f.source, f.publisher, f.email, f.licence, f.attribution, f.republish, f.every_minutes, f.next_at, f.made_at, f.version,
          CAST((SELECT COUNT(*) FROM service s WHERE s.source = f.name AND s.closed_at IS NULL) AS BIGINT) AS services
        FROM feed f
        ORDER BY f.name";
    SET = "
        UPDATE feed
        SET publisher = $3, email = $4, licence = $5, attribution = $6, republish = $7, every_minutes = $8, next_at = $9,
          version = version + 1
        WHERE name = $1 AND version = $2";
    DUE = "
        SELECT f.name, f.source, f.publisher, f.email, f.licence, f.attribution, f.republish, f.every_minutes, f.next_at, f.made_at, f.version,
          CAST(0 AS BIGINT) AS services
        FROM feed f
        WHERE f.next_at <= $1
          AND f.every_minutes IS NOT NULL
          AND NOT EXISTS (
            SELECT 1 FROM import_run u
            WHERE u.kind = 'services' AND u.feed = f.name AND u.ended_at IS NULL AND u.shown_at IS NULL AND u.beat_at > $2)
        ORDER BY f.next_at, f.name
        LIMIT 1";
    TURN = "UPDATE feed SET next_at = $3 WHERE name = $1 AND next_at = $2";
    AGAIN = "UPDATE feed SET next_at = $2 WHERE name = $1 AND every_minutes IS NOT NULL";
    /// What it brought counts as changed: whether it goes out is part of what goes out.
    /// Services of other lists that entries of this one are shown as.
    ROOTS = "SELECT DISTINCT merged_into AS n FROM service WHERE source = $1 AND merged_into IS NOT NULL";
    TOUCH = "UPDATE service SET updated_at = $2, version = version + 1 WHERE source = $1";
}

pub(super) async fn all(rx: &mut Rx) -> Result<Vec<Feed>> {
    rx.all(ALL, ()).await
}

pub(super) async fn ensure(tx: &mut Tx, name: &str, source: &str, at: Instant) -> Result<()> {
    tx.run(ENSURE, (name, source, at)).await.map(|_| ())
}

pub(super) async fn roots(rx: &mut Rx, name: &str) -> Result<Vec<Id<Service>>> {
    rx.values(ROOTS, (name,)).await
}

pub(super) async fn set(tx: &mut Tx, f: Feed) -> Result<()> {
    let args =
        (f.name, f.version, f.publisher, f.email, f.licence, f.attribution, f.republish, f.every_minutes, f.next_at);
    tx.update(SET, args).await
}

/// The feed whose turn it has been for longest.
pub(super) async fn due(rx: &mut Rx, now: Instant) -> Result<Option<Feed>> {
    // One that is being read is left to whoever reads it.
    rx.maybe(DUE, (now, now.minus(SignedDuration::from_mins(15)))).await
}

/// Puts off a feed's next turn; `false` when somebody else took this one.
pub(super) async fn turn(tx: &mut Tx, f: &Feed, next: Instant) -> Result<bool> {
    Ok(tx.run(TURN, (f.name.as_str(), f.next_at, next)).await? == 1)
}

/// Has a feed read again sooner, as long as it is read by itself.
pub(super) async fn again(tx: &mut Tx, name: &str, next: Instant) -> Result<()> {
    tx.run(AGAIN, (name, next)).await.map(|_| ())
}

pub(super) async fn touch(tx: &mut Tx, name: &str, at: Instant) -> Result<()> {
    tx.run(TOUCH, (name, at)).await.map(|_| ())
}
