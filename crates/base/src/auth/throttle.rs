//! Slows down guessing. Counted per account, in the database, so that it holds on every node; addresses are counted in memory and generously, since
//! a whole hospital is one address.

use crate::{Error, Result, Tx};
use jiff::SignedDuration;
use kernel::Instant;

crate::sql! {
    /// Changes nothing, and keeps the row to this transaction; made when it is missing.
    HOLD = "
        INSERT INTO throttle (key, failures, blocked_until, changed_at)
        VALUES ($1, 0, NULL, $2)
        ON CONFLICT (key) DO UPDATE SET failures = throttle.failures";
    FIND = "SELECT failures, blocked_until FROM throttle WHERE key = $1";
    FAIL = "
        INSERT INTO throttle (key, failures, blocked_until, changed_at)
        VALUES ($1, 1, NULL, $2)
        ON CONFLICT (key) DO UPDATE SET failures = throttle.failures + 1, changed_at = excluded.changed_at";
    BLOCK = "UPDATE throttle SET blocked_until = $2 WHERE key = $1";
    FORGET = "DELETE FROM throttle WHERE changed_at < $1 AND (blocked_until IS NULL OR blocked_until < $1)";
    CLEAR = "DELETE FROM throttle WHERE key = $1";
}

#[derive(sqlx_macros::FromRow)]
struct Row {
    failures: i64,
    blocked_until: Option<Instant>,
}

/// So many failures are free.
const FREE: i64 = 5;

/// Counts a try before anybody looks whether it is right, or refuses it while the key is blocked. Of many that come at once each has been counted when
/// the next is let in; [`clear`] forgets them when one was right. From the sixth failure on the key is blocked for 30 s, 60 s, 120 s … at most 15
/// minutes. It counts once the caller's transaction is committed.
pub async fn attempt(tx: &mut Tx, key: &str, now: Instant) -> Result<()> {
    tx.run(HOLD, (key, now)).await?;
    if let Some(until) = tx.one::<Row>(FIND, (key,)).await?.blocked_until.filter(|until| *until > now) {
        return Err(Error::TooMany(until.since(now).as_secs().max(1) as u64));
    }
    tx.run(FAIL, (key, now)).await?;
    let row: Row = tx.one(FIND, (key,)).await?;
    if row.failures > FREE {
        let pause = 30 << (row.failures - FREE - 1).min(5);
        tx.run(BLOCK, (key, now.plus(SignedDuration::from_secs(pause.min(900))))).await?;
    }
    Ok(())
}

/// Forgets failures of which none was added since `before`.
pub async fn forget(tx: &mut Tx, before: Instant) -> Result<u64> {
    tx.run(FORGET, (before,)).await
}

/// Forgets the failures: the right answer was given.
pub async fn clear(tx: &mut Tx, key: &str) -> Result<()> {
    tx.run(CLEAR, (key,)).await.map(|_| ())
}
