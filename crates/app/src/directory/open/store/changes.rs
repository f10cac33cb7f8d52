//! The SQL of changes.

use super::super::shelf::TOLD_FOR_DAYS;
use crate::directory::Service;
use base::{Result, Rx, Tx};
use jiff::SignedDuration;
use kernel::{Id, Instant};

base::sql! {
    LAST = "SELECT CAST(COALESCE(MAX(seq), 0) AS BIGINT) AS n FROM listing_change";
    /// What goes out and was not told as it is.
    NEW = "
        SELECT s.id, s.version
        FROM listing l
        JOIN service s ON s.id = l.service_id
        LEFT JOIN import_run u ON u.number = s.run
        LEFT JOIN feed f ON f.name = s.source
        LEFT JOIN listing_change c ON c.service_id = s.id
        WHERE (s.run IS NULL OR u.shown_at IS NOT NULL)
          AND s.merged_into IS NULL
          AND (f.republish IS NULL OR f.republish)
          AND (s.closed_at IS NULL OR s.closed_at >= $1
            OR EXISTS (SELECT 1 FROM service m WHERE m.merged_into = s.id AND m.closed_at IS NULL))
          AND (c.version IS NULL OR c.version <> s.version OR c.state <> 'updated')
        ORDER BY s.updated_at, s.id";
    /// What was told and does not go out any more.
    GONE = "
        SELECT s.id, s.version
        FROM listing_change c
        JOIN service s ON s.id = c.service_id
        LEFT JOIN feed f ON f.name = s.source
        WHERE c.state = 'updated'
          AND ((s.closed_at < $1 AND NOT EXISTS (SELECT 1 FROM service m WHERE m.merged_into = s.id AND m.closed_at IS NULL)) OR f.republish = FALSE OR s.merged_into IS NOT NULL)
        ORDER BY s.id";
    /// Where somebody else has told it meanwhile, it is not told twice.
    TELL = "
        INSERT INTO listing_change (service_id, seq, at, state, version)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (service_id) DO UPDATE
        SET seq = excluded.seq, at = excluded.at, state = excluded.state, version = excluded.version
        WHERE listing_change.version <> excluded.version
          OR listing_change.state <> excluded.state";
    AFTER = "
        SELECT service_id, seq, at, state
        FROM listing_change
        WHERE seq > $1
        ORDER BY seq
        LIMIT $2";
}

#[derive(sqlx_macros::FromRow)]
struct Found {
    id: Id<Service>,
    version: i64,
}

#[derive(sqlx_macros::FromRow)]
pub(in crate::directory::open) struct Change {
    pub service_id: Id<Service>,
    pub seq: i64,
    pub at: Instant,
    pub state: String,
}

/// A service that has changed, or does not go out any more.
pub(in crate::directory::open) struct ToTell {
    id: Id<Service>,
    version: i64,
    state: &'static str,
}

/// What has changed and was not told.
pub(in crate::directory::open) async fn to_tell(rx: &mut Rx, now: Instant) -> Result<Vec<ToTell>> {
    let since = now.minus(SignedDuration::from_hours(24 * TOLD_FOR_DAYS));
    let new: Vec<Found> = rx.all(NEW, (since,)).await?;
    let gone: Vec<Found> = rx.all(GONE, (since,)).await?;
    let with = |state: &'static str| move |f: Found| ToTell { id: f.id, version: f.version, state };
    Ok(new.into_iter().map(with("updated")).chain(gone.into_iter().map(with("deleted"))).collect())
}

/// Numbers them; says how many there were.
pub(in crate::directory::open) async fn number(tx: &mut Tx, told: &[ToTell], now: Instant) -> Result<usize> {
    let last: i64 = tx.value(LAST, ()).await?;
    let rows: Vec<_> = told.iter().zip(last + 1..).map(|(t, seq)| (t.id, seq, now, t.state, t.version)).collect();
    let n = rows.len();
    tx.insert_many(TELL, rows).await?;
    Ok(n)
}

pub(in crate::directory::open) async fn after(rx: &mut Rx, after: i64, limit: i64) -> Result<Vec<Change>> {
    rx.all(AFTER, (after, limit)).await
}
