//! The runs with which the next one is compared: the last that was shown, by which it is told what has changed; and the last whole one, by which it is told what
//! is missing.

use super::LAST_RUNS;
use base::{Result, Rx};

/// Runs of a feed, by number; 0: there was none.
#[derive(sqlx_macros::FromRow)]
pub(in crate::directory::import) struct LastRuns {
    /// The last that was shown.
    pub shown: i64,
    /// The last of those in which all came that the feed says it has.
    pub whole: i64,
}

pub(in crate::directory::import) async fn last_runs(rx: &mut Rx, kind: &str, feed: &str) -> Result<LastRuns> {
    let runs = rx.maybe(LAST_RUNS, (kind, feed)).await?;
    Ok(runs.unwrap_or(LastRuns { shown: 0, whole: 0 }))
}
