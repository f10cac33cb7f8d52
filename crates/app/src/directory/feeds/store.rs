//! The SQL of feeds.

use super::Feed;
use base::{Result, Rx, Tx};
use kernel::Instant;

base::sql! {
    ENSURE = "
        INSERT INTO feed (name, source, republish, made_at, version)
        VALUES ($1, $2, TRUE, $3, 1)
        ON CONFLICT (name) DO UPDATE SET source = excluded.source";
    ALL = "
        SELECT f.name, f.source, f.publisher, f.email, f.licence, f.attribution, f.republish, f.version,
          CAST((SELECT COUNT(*) FROM service s WHERE s.source = f.name AND s.closed_at IS NULL) AS BIGINT) AS services
        FROM feed f
        ORDER BY f.name";
    SET = "
        UPDATE feed
        SET publisher = $3, email = $4, licence = $5, attribution = $6, republish = $7, version = version + 1
        WHERE name = $1 AND version = $2";
    /// What it brought counts as changed: whether it goes out is part of what goes out.
    TOUCH = "UPDATE service SET updated_at = $2, version = version + 1 WHERE source = $1";
}

pub(super) async fn all(rx: &mut Rx) -> Result<Vec<Feed>> {
    rx.all(ALL, ()).await
}

pub(super) async fn ensure(tx: &mut Tx, name: &str, source: &str, at: Instant) -> Result<()> {
    tx.run(ENSURE, (name, source, at)).await.map(|_| ())
}

pub(super) async fn set(tx: &mut Tx, f: Feed) -> Result<()> {
    tx.update(SET, (f.name, f.version, f.publisher, f.email, f.licence, f.attribution, f.republish)).await
}

pub(super) async fn touch(tx: &mut Tx, name: &str, at: Instant) -> Result<()> {
    tx.run(TOUCH, (name, at)).await.map(|_| ())
}
