//! The SQL of what is taken back: what imports keep beside services, and may tell of a place that must not be public.

use super::super::run::Run;
use base::{Result, Rx, Tx};

base::sql! {
    /// A row of a run becomes the word that its service is gone.
    GONE = "
        UPDATE import_row
        SET outcome = 'gone', digest = NULL, data = NULL, pending = TRUE
        WHERE run = $1
          AND source_id = $2";
    FORGET_RECORDS = "DELETE FROM record WHERE feed = $1 AND object = 'service' AND source_id = $2";
    LINES_OF = "
        SELECT r.run, r.line
        FROM import_row r
        JOIN import_run u ON u.number = r.run
        WHERE u.feed = $1
          AND u.kind = 'services'
          AND r.source_id = $2";
    FORGET_RAW = "UPDATE import_row SET raw = NULL WHERE run = $1 AND line = $2";
    /// What was wrong somewhere is told without what stood there.
    FORGET_ISSUES = "UPDATE record_issue SET was = '', became = NULL WHERE run = $1 AND line = $2";
    RAWS = "
        SELECT run, line, raw
        FROM import_row
        WHERE raw IS NOT NULL
          AND raw <> ''
          AND (run > $1 OR (run = $1 AND line > $2))
        ORDER BY run, line
        LIMIT $3";
}

#[derive(sqlx_macros::FromRow)]
struct Line {
    run: i64,
    line: i64,
}

/// Whatever stands in the run of a service, it is gone.
pub(in crate::directory::import) async fn gone(tx: &mut Tx, run: &Run, source_id: &str) -> Result<()> {
    tx.run(GONE, (run.number, source_id)).await.map(|_| ())
}

/// Forgets the records of a service; says whether there were any.
pub(in crate::directory::import) async fn forget_records(tx: &mut Tx, feed: &str, source_id: &str) -> Result<bool> {
    Ok(tx.run(FORGET_RECORDS, (feed, source_id)).await? > 0)
}

/// Forgets what stood in rows of a service that were not let in, and where something in it was not right.
pub(in crate::directory::import) async fn forget_lines(tx: &mut Tx, feed: &str, source_id: &str) -> Result<()> {
    let lines: Vec<Line> = tx.all(LINES_OF, (feed, source_id)).await?;
    for at in lines {
        tx.run(FORGET_RAW, (at.run, at.line)).await?;
        tx.run(FORGET_ISSUES, (at.run, at.line)).await?;
    }
    Ok(())
}

/// A row that was not let in, as it came.
#[derive(sqlx_macros::FromRow)]
pub(in crate::directory::import) struct Raw {
    pub run: i64,
    pub line: i64,
    pub raw: String,
}

/// Some of the rows that were not let in, after one.
pub(in crate::directory::import) async fn raws(rx: &mut Rx, after: (i64, i64), limit: usize) -> Result<Vec<Raw>> {
    rx.all(RAWS, (after.0, after.1, limit as i64)).await
}

pub(in crate::directory::import) async fn forget_raw(tx: &mut Tx, at: &Raw) -> Result<()> {
    tx.run(FORGET_RAW, (at.run, at.line)).await.map(|_| ())
}
