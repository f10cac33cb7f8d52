//! The SQL of records: what came, as it came, what was wrong with it, and what a reading over the web has fetched so far.

use super::{
    super::{
        documents,
        item::Came,
        run::{Run, SERVICES},
    },
    last_runs,
};
use crate::directory::{Service, open};
use base::{Result, Rx, Tx, seal::Keys};
use hsds::{
    Document, Issue, canonical,
    dialect::{Dialect, ical},
    fields::SERVICE,
    tabular,
};
use kernel::Instant;
use serde_json::Value;
use std::collections::HashMap;

base::sql! {
    ADD_RECORDS = "
        INSERT INTO record (feed, object, source_id, run, dialect, raw, sealed, document, tag)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT DO NOTHING";
    ADD_ISSUES = "
        INSERT INTO record_issue (run, line, position, path, code, was, became)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT DO NOTHING";
    /// The record of a run that is shown goes before one of a run that is not: that one may never be.
    RECORD = "
        SELECT r.dialect, r.raw, r.sealed, r.document
        FROM record r
        JOIN import_run u ON u.number = r.run
        WHERE r.feed = $1
          AND r.object = 'service'
          AND r.source_id = $2
        ORDER BY CASE WHEN u.shown_at IS NULL THEN 1 ELSE 0 END, r.run DESC
        LIMIT 1";
    KEPT = "SELECT run, raw, sealed FROM record WHERE feed = $1 AND object = 'service' AND source_id = $2";
    SEAL = "
        UPDATE record
        SET raw = $4, sealed = TRUE, document = $5, tag = NULL
        WHERE feed = $1
          AND object = 'service'
          AND source_id = $2
          AND run = $3";
    CLEAR_RECORDS = "
        DELETE FROM record
        WHERE run = $1
          AND source_id IN (SELECT source_id FROM record WHERE run = $1 ORDER BY source_id LIMIT $2)";
    CLEAR_ISSUES = "
        DELETE FROM record_issue
        WHERE run = $1
          AND line IN (SELECT line FROM record_issue WHERE run = $1 ORDER BY line LIMIT $2)";
    SUPERSEDED = "
        SELECT DISTINCT r.object, r.source_id
        FROM record r
        JOIN record o ON o.feed = r.feed AND o.object = r.object AND o.source_id = r.source_id AND o.run < r.run
        WHERE r.run = $1
        LIMIT $2";
    FORGET = "DELETE FROM record WHERE feed = $1 AND object = $2 AND source_id = $3 AND run < $4";
    /// Tags of records that are there, the newest of each. Of what the last run could not read, and of what a postcode would find a point for that it has
    /// not yet, all is asked for again.
    TAGS = "
        SELECT r.source_id, r.tag
        FROM record r
        JOIN import_run u ON u.number = r.run
        JOIN service s ON s.source = r.feed AND s.source_id = r.source_id
        JOIN import_row i ON i.run = $2 AND i.source_id = r.source_id
        WHERE r.feed = $1
          AND r.object = 'service'
          AND r.tag IS NOT NULL
          AND u.shown_at IS NOT NULL
          AND s.closed_at IS NULL
          AND i.digest IS NOT NULL
          AND NOT ((s.lat IS NULL OR s.approximate) AND EXISTS (
            SELECT 1 FROM postcode p JOIN postcode_shown v ON v.run = p.run WHERE p.code = s.postcode))
        ORDER BY r.run";
    KEEP_FETCHED = "
        INSERT INTO fetched (feed, url, raw, at)
        VALUES ($1, $2, $3, $4)
        ON CONFLICT (feed, url) DO UPDATE SET raw = excluded.raw, at = excluded.at";
    FETCHED = "SELECT raw AS n FROM fetched WHERE feed = $1 AND at >= $2 AND url = $3";
    ANY_FETCHED = "SELECT url AS n FROM fetched WHERE feed = $1 AND at >= $2 LIMIT 1";
    FORGET_FETCHED = "DELETE FROM fetched WHERE feed = $1";
}

/// Keeps records as they came: id, what came, whether it has to be sealed, and then what may be seen of it.
pub(in crate::directory::import) async fn add_records(
    tx: &mut Tx,
    run: &Run,
    keys: &Keys,
    records: Vec<(String, Came, bool, Option<String>)>,
) -> Result<()> {
    let rows = records.into_iter().map(|(source_id, came, sealed, document)| {
        let raw = if sealed { keys.seal("record", &came.raw) } else { came.raw };
        (run.feed.clone(), came.object, source_id, run.number, came.dialect, raw, sealed, document, came.tag)
    });
    tx.insert_many(ADD_RECORDS, rows.collect()).await.map(|_| ())
}

/// Keeps what was wrong with records: line, position and issue.
pub(in crate::directory::import) async fn add_issues(
    tx: &mut Tx,
    run: i64,
    issues: Vec<(i64, i64, hsds::Issue)>,
) -> Result<()> {
    let rows = issues.into_iter().map(|(line, n, i)| (run, line, n, i.at, i.what.code(), i.was, i.now)).collect();
    tx.insert_many(ADD_ISSUES, rows).await.map(|_| ())
}

/// The document of the record that a service came as; `None` where it came without one. Places that must not be public are hidden in it, and what it says of
/// parts that another feed brought first has ids of its own.
pub(in crate::directory) async fn feed_document(rx: &mut Rx, feed: &str, source_id: &str) -> Result<Option<Document>> {
    let Some(mut document) = kept_document(rx, feed, source_id).await? else { return Ok(None) };
    open::store::hide(rx, &mut document).await?;
    open::store::own(rx, feed, &mut document).await?;
    Ok(Some(document))
}

/// The same as it was kept: with what was not yet known to be a place that must not be public.
pub(in crate::directory::import) async fn kept_document(
    rx: &mut Rx,
    feed: &str,
    source_id: &str,
) -> Result<Option<Document>> {
    let Some(row) = rx.maybe::<RecordRow>(RECORD, (feed, source_id)).await? else { return Ok(None) };
    match row.document {
        Some(text) => Ok(Some(serde_json::from_str(&text)?)),
        None if row.sealed => Ok(None),
        None => {
            let record = read_again(&row.dialect, &row.raw, feed);
            Ok(record.and_then(|r| Some(canonical::record(&SERVICE, r, feed).ok()?.document)))
        }
    }
}

/// What was mended in a service's record, or left out of it, so that it could be read. Nothing of one in which an address must not be public.
pub(crate) async fn repairs(rx: &mut Rx, s: &Service) -> Result<Vec<Issue>> {
    if s.masked {
        // Also where it is another entry that hides it.
        return Ok(vec![]);
    }
    let feed = s.source.as_str();
    let row = rx.maybe::<RecordRow>(RECORD, (feed, s.source_id.as_str())).await?;
    let open = row.filter(|r| !r.sealed && r.document.is_none());
    let Some(record) = open.and_then(|r| read_again(&r.dialect, &r.raw, feed)) else { return Ok(vec![]) };
    let mut all = canonical::record(&SERVICE, record.clone(), feed).map(|r| r.issues).unwrap_or_default();
    for issue in &mut all {
        // An issue tells a long text shortened, and of what must not be repeated nothing.
        if issue.was.ends_with('…')
            && let Some(whole) = record.pointer(&format!("/{}", issue.at)).and_then(Value::as_str)
        {
            issue.was = whole.to_owned();
        }
    }
    Ok(all)
}

#[derive(sqlx_macros::FromRow)]
struct RecordRow {
    dialect: String,
    raw: String,
    sealed: bool,
    document: Option<String>,
}

/// A record read again as it was when it came, before anything in it was mended.
fn read_again(dialect: &str, raw: &str, feed: &str) -> Option<Value> {
    if dialect == documents::TABLES {
        let mut tables = tabular::again(raw).ok()?;
        while let Some(row) = tables.next().ok()? {
            if let tabular::Row::Record(record) = row
                && *record.object == SERVICE
            {
                return Some(Value::Object(record.record));
            }
        }
        return None;
    }
    if dialect == documents::CALENDAR {
        return ical::again(raw, feed).map(Value::Object);
    }
    let dialect = Dialect::ALL.into_iter().find(|d| d.code() == dialect)?;
    let read = serde_json::from_str(raw).or_else(|_| serde_json::from_slice(&hsds::split::shallow(raw.as_bytes())));
    let Ok(Value::Object(record)) = read else { return None };
    documents::service_of(dialect, record, None).map(Value::Object)
}

/// Forgets some records that those of a shown run took the place of; says how many.
pub(in crate::directory::import) async fn forget_superseded(tx: &mut Tx, run: &Run, limit: usize) -> Result<usize> {
    #[derive(sqlx_macros::FromRow)]
    struct Row {
        object: String,
        source_id: String,
    }
    let old: Vec<Row> = tx.all(SUPERSEDED, (run.number, limit as i64)).await?;
    for r in &old {
        tx.run(FORGET, (run.feed.as_str(), r.object.as_str(), r.source_id.as_str(), run.number)).await?;
    }
    Ok(old.len())
}

/// By which the feed's server tells whether a record is still the same, by id.
pub(in crate::directory::import) async fn tags(rx: &mut Rx, feed: &str) -> Result<HashMap<String, String>> {
    #[derive(sqlx_macros::FromRow)]
    struct Row {
        source_id: String,
        tag: String,
    }
    let last = last_runs(rx, SERVICES, feed).await?;
    Ok(rx.all::<Row>(TAGS, (feed, last.shown)).await?.into_iter().map(|r| (r.source_id, r.tag)).collect())
}

/// Keeps what a walk fetched, sealed: it may have an address that must not be public.
pub(in crate::directory::import) async fn keep_fetched(
    tx: &mut Tx,
    feed: &str,
    got: Vec<(String, String)>,
    at: Instant,
    keys: &Keys,
) -> Result<()> {
    let rows = got.into_iter().map(|(url, raw)| (feed.to_owned(), url, keys.seal("fetched", &raw), at));
    // The same address twice in one statement would be a conflict with itself.
    let rows: HashMap<String, _> = rows.map(|r| (r.1.clone(), r)).collect();
    tx.insert_many(KEEP_FETCHED, rows.into_values().collect()).await.map(|_| ())
}

/// Whether a walk that broke off has fetched anything since.
pub(in crate::directory::import) async fn any_fetched(rx: &mut Rx, feed: &str, since: Instant) -> Result<bool> {
    Ok(!rx.values::<String>(ANY_FETCHED, (feed, since)).await?.is_empty())
}

/// What a walk that broke off had fetched since from an address.
pub(in crate::directory::import) async fn fetched(
    rx: &mut Rx,
    feed: &str,
    url: &str,
    since: Instant,
    keys: &Keys,
) -> Result<Option<String>> {
    let raw: Option<String> = rx.values(FETCHED, (feed, since, url)).await?.pop();
    Ok(raw.and_then(|raw| keys.open("fetched", &raw).ok()))
}

pub(in crate::directory::import) async fn forget_fetched(tx: &mut Tx, feed: &str) -> Result<()> {
    tx.run(FORGET_FETCHED, (feed,)).await.map(|_| ())
}

/// Clears away records of a run that was never shown; says how many.
pub(in crate::directory::import) async fn clear_records(tx: &mut Tx, run: i64, limit: usize) -> Result<u64> {
    let issues = clear_issues(tx, run, limit).await?;
    let parts = open::store::clear_staged_parts(tx, run, limit).await?;
    Ok(issues + parts + tx.run(CLEAR_RECORDS, (run, limit as i64)).await?)
}

pub(super) async fn clear_issues(tx: &mut Tx, run: i64, limit: usize) -> Result<u64> {
    tx.run(CLEAR_ISSUES, (run, limit as i64)).await
}

/// Seals what came of a service that has a place which, as somebody else said, must not be public; `document`: what may be seen of it.
pub(in crate::directory::import) async fn seal(
    tx: &mut Tx,
    keys: &Keys,
    feed: &str,
    source_id: &str,
    document: &Document,
) -> Result<()> {
    #[derive(sqlx_macros::FromRow)]
    struct Row {
        run: i64,
        raw: String,
        sealed: bool,
    }
    let rows: Vec<Row> = tx.all(KEPT, (feed, source_id)).await?;
    for row in rows {
        // One that was sealed for the sake of another place has this one in what may be seen of it.
        let raw = if row.sealed { row.raw } else { keys.seal("record", &row.raw) };
        tx.run(SEAL, (feed, source_id, row.run, raw, serde_json::to_string(document)?)).await?;
    }
    Ok(())
}
