//! The SQL of imports.

pub(in crate::directory) mod hidden;
mod last;
mod pending;
pub(in crate::directory) mod postcodes;
pub(in crate::directory) mod records;

pub(super) use last::{LastRuns, last_runs};
pub(in crate::directory) use pending::{Pending, pending, pending_by_rules, pending_of};

use super::{charities::Charity, entry::Entry, run::Run};
use crate::directory::{Provider, Service, open, store};
use base::{Result, Rx, Tx};
use kernel::{Id, Instant, name::name_key};
use std::collections::HashMap;
use uuid::Uuid;

/// The tables that an import fills.
pub(super) const FILLED: &[&str] = &[
    "import_row",
    "listing",
    "listing_place",
    "listing_term",
    "part",
    "provider",
    "record",
    "record_issue",
    "service",
    "service_need",
    "service_place",
    "service_session",
];

base::sql! {
    NEXT_NUMBER = "SELECT CAST(COALESCE(MAX(number), 0) + 1 AS BIGINT) AS n FROM import_run";
    BEGIN = "
        INSERT INTO import_run (id, number, kind, feed, file, fields, begun_at, beat_at, news, whole)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, FALSE)";
    RUN = "SELECT id, number, kind, feed, fields, ended_at, shown_at, beat_at FROM import_run WHERE id = $1";
    /// Runs with something left to carry over or to clear away.
    UNSETTLED = "
        SELECT id, number, kind, feed, fields, ended_at, shown_at, beat_at
        FROM import_run
        WHERE settled_at IS NULL
          AND (ended_at IS NOT NULL OR shown_at IS NOT NULL)
        ORDER BY number";
    END_OTHERS = "
        UPDATE import_run
        SET ended_at = $3
        WHERE kind = $1
          AND feed = $2
          AND ended_at IS NULL
          AND shown_at IS NULL";
    BEAT = "UPDATE import_run SET beat_at = $2 WHERE id = $1 AND ended_at IS NULL AND shown_at IS NULL";
    END = "UPDATE import_run SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL AND shown_at IS NULL";
    SHOW = "
        UPDATE import_run
        SET shown_at = $2, beat_at = $2, news = $3, whole = $4, unknown_fields = $5
        WHERE id = $1
          AND ended_at IS NULL
          AND shown_at IS NULL";
    CARRYING = "UPDATE import_run SET beat_at = $2 WHERE number = $1 AND settled_at IS NULL";
    /// Holds a run's row until the transaction ends, so that two who clear it up take turns.
    HOLD = "UPDATE import_run SET beat_at = $2 WHERE number = $1";
    SETTLED = "UPDATE import_run SET settled_at = $2 WHERE number = $1 AND settled_at IS NULL";
    LAST_RUNS = "
        SELECT CAST(COALESCE(MAX(number), 0) AS BIGINT) AS shown,
          CAST(COALESCE(MAX(CASE WHEN whole THEN number END), 0) AS BIGINT) AS whole
        FROM import_run
        WHERE kind = $1
          AND feed = $2
          AND shown_at IS NOT NULL";
    SHOWN = "
        SELECT COUNT(*) AS runs, MAX(shown_at) AS last
        FROM import_run
        WHERE shown_at IS NOT NULL
          AND news";
    ADDED_SINCE = "
        SELECT s.id, s.version
        FROM import_run u
        JOIN service s ON s.run = u.number
        WHERE u.kind = 'services'
          AND u.shown_at >= $1
          AND u.news
        LIMIT $2";
    CHANGED_SINCE = "
        SELECT s.id, s.version
        FROM import_run u
        JOIN import_row r ON r.run = u.number
        JOIN service s ON s.source = u.feed AND s.source_id = r.source_id
        WHERE u.kind = 'services'
          AND u.shown_at >= $1
          AND u.settled_at IS NULL
          AND r.pending
        LIMIT $2";
    /// Runs of a feed before this one, whose rows are still there.
    OLD_RUNS = "
        SELECT u.number AS n
        FROM import_run u
        WHERE u.kind = $1
          AND u.feed = $2
          AND u.number < $3
          AND u.settled_at IS NOT NULL
          AND EXISTS (SELECT 1 FROM import_row r WHERE r.run = u.number)
        ORDER BY u.number";

    STAGE = "
        INSERT INTO import_row (run, line, source_id, digest, outcome, reason, raw, pending, data, came)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT DO NOTHING
        RETURNING line";
    FIRST_LINE = "SELECT line AS n FROM import_row WHERE run = $1 AND source_id = $2";
    /// An id that a record had which was not let in is there for one that may be.
    RELEASE = "
        UPDATE import_row
        SET source_id = NULL
        WHERE run = $1
          AND source_id = $2
          AND outcome = 'quarantined'";
    REFUSE = "
        UPDATE import_row
        SET outcome = 'quarantined', reason = $3, raw = $4, digest = NULL, came = NULL
        WHERE run = $1
          AND line = $2";
    CLEAR_ROWS = "
        DELETE FROM import_row
        WHERE run = $1
          AND line IN (SELECT line FROM import_row WHERE run = $1 ORDER BY line LIMIT $2)";

    /// The services of a feed that are seen, with what the last run that was shown read of them.
    KNOWN = "
        SELECT s.source_id, s.id, s.closed_at, s.closed_by, r.digest, r.came
        FROM service s
        LEFT JOIN import_row r ON r.run = $2 AND r.source_id = s.source_id
        WHERE s.source = $1
          AND (s.run IS NULL OR EXISTS (SELECT 1 FROM import_run u WHERE u.number = s.run AND u.shown_at IS NOT NULL))";
    ADD_PROVIDERS = "
        INSERT INTO provider (id, name, name_key, source, source_id, version, run)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT DO NOTHING";
    /// What an organisation is called is for where it came from to say.
    RENAME_PROVIDER = "
        UPDATE provider
        SET name = $3, name_key = $4, version = version + 1
        WHERE id = $1
          AND source = $2
          AND name <> $3";
    ADD_SERVICES = "
        INSERT INTO service (id, provider_id, slug, name, kind, description, masked, venue, street, outcode, borough, postcode, lat, lon,
          approximate, free, price, cost_note, languages, has, has_not, age_min, age_max, phone, email, website, source, source_id, updated_at,
          version, run, gender, referral, checked_at, checked_by, closed_at, closed_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27,
          $28, $29, $30, $31, $32, $33, $34, $35, $36, $37)
        ON CONFLICT DO NOTHING
        RETURNING id";
    ADD_NEEDS = "INSERT INTO service_need (service_id, need, position) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    ADD_SESSIONS = "
        INSERT INTO service_session (service_id, position, day, starts, ends, every, note, place)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    ADD_FURTHER = "
        INSERT INTO service_place (service_id, position, venue, street, outcode, borough, postcode, lat, lon, approximate)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    CLOSED_BY = "SELECT COALESCE(closed_by, '') AS n FROM service WHERE id = $1";
    SET_CLOSED_BY = "UPDATE service SET closed_by = $2 WHERE id = $1";
    /// Open services of a feed that the run did not see; `before`: whether the last whole run saw them, or one since that was shown and was none.
    MISSING = "
        SELECT s.source_id, CAST(CASE WHEN s.run > $3 OR EXISTS (
            SELECT 1 FROM import_row p WHERE p.run IN ($3, $4) AND p.source_id = s.source_id AND p.outcome <> 'gone')
          THEN 1 ELSE 0 END AS BIGINT) AS before
        FROM service s
        WHERE s.source = $1
          AND s.closed_at IS NULL
          AND NOT EXISTS (SELECT 1 FROM import_row c WHERE c.run = $2 AND c.source_id = s.source_id)
        ORDER BY s.id";
    PENDING = "
        SELECT s.id, u.feed, u.fields, u.shown_at, r.outcome, r.data
        FROM import_run u
        JOIN import_row r ON r.run = u.number
        JOIN service s ON s.source = u.feed AND s.source_id = r.source_id
        WHERE u.kind = 'services'
          AND u.shown_at IS NOT NULL
          AND u.settled_at IS NULL
          AND r.pending";
    PENDING_OF = "
        SELECT s.id, u.feed, u.fields, u.shown_at, r.outcome, r.data
        FROM service s
        JOIN import_run u ON u.feed = s.source
        JOIN import_row r ON r.run = u.number AND r.source_id = s.source_id
        WHERE s.id = $1
          AND u.kind = 'services'
          AND u.shown_at IS NOT NULL
          AND u.settled_at IS NULL
          AND r.pending";
    /// Rows of a run that is not shown yet, of services that the rules put together with others.
    PENDING_BY_RULES = "
        SELECT s.id, u.feed, u.fields, u.shown_at, r.outcome, r.data
        FROM import_run u
        JOIN import_row r ON r.run = u.number
        JOIN service s ON s.source = u.feed AND s.source_id = r.source_id
        WHERE u.number = $1
          AND r.pending
          AND EXISTS (
            SELECT 1
            FROM alike p
            WHERE p.object = 'service' AND p.verdict = 'same' AND p.decided_by IS NULL AND (p.a = s.id OR p.b = s.id))
        ORDER BY r.line";
    PENDING_ROWS = "
        SELECT r.line, s.id
        FROM import_row r
        JOIN import_run u ON u.number = r.run
        JOIN service s ON s.source = u.feed AND s.source_id = r.source_id
        WHERE r.run = $1
          AND r.pending
        ORDER BY r.line
        LIMIT $2";
    CARRIED = "UPDATE import_row SET pending = FALSE, data = NULL WHERE run = $1 AND line = $2 AND pending";
    CLEAR_NEEDS = "
        DELETE FROM service_need
        WHERE service_id IN (SELECT id FROM service WHERE run = $1 ORDER BY id LIMIT $2)";
    CLEAR_SESSIONS = "
        DELETE FROM service_session
        WHERE service_id IN (SELECT id FROM service WHERE run = $1 ORDER BY id LIMIT $2)";
    CLEAR_FURTHER = "
        DELETE FROM service_place
        WHERE service_id IN (SELECT id FROM service WHERE run = $1 ORDER BY id LIMIT $2)";
    CLEAR_SERVICES = "DELETE FROM service WHERE id IN (SELECT id FROM service WHERE run = $1 ORDER BY id LIMIT $2)";

    CHARITIES = "SELECT number, name, email FROM charity";
    CHARITY = "SELECT number, name, email FROM charity WHERE number = $1";
    PUT_CHARITIES = "
        INSERT INTO charity (number, name, email)
        VALUES ($1, $2, $3)
        ON CONFLICT (number) DO UPDATE
        SET name = excluded.name, email = excluded.email";
    FORGET_CHARITY = "DELETE FROM charity WHERE number = $1";
    /// So many services of a feed are open.
    OPEN_OF = "
        SELECT CAST(COUNT(*) AS BIGINT) AS n
        FROM service s
        WHERE s.source = $1
          AND s.closed_at IS NULL
          AND (s.run IS NULL OR EXISTS (SELECT 1 FROM import_run u WHERE u.number = s.run AND u.shown_at IS NOT NULL))";
    PENDING_DATA = "
        SELECT line, data AS text
        FROM import_row
        WHERE run = $1
          AND pending
          AND data IS NOT NULL
          AND line > $2
        ORDER BY line
        LIMIT $3";
    CAME_BEFORE = "SELECT came, source_id FROM import_row WHERE run = $1 AND came IS NOT NULL AND source_id IS NOT NULL";
    SET_DATA = "UPDATE import_row SET data = $3 WHERE run = $1 AND line = $2";
}

/// A row as it is staged.
pub(super) struct Staged {
    pub line: i64,
    pub source_id: Option<String>,
    pub digest: Option<Id<Entry>>,
    pub came: Option<Uuid>,
    pub outcome: &'static str,
    pub reason: Option<String>,
    pub raw: Option<String>,
    pub data: Option<String>,
    pub pending: bool,
}

/// Stages rows; gives the lines that went in. A line that did not has an id that stood on an earlier one.
pub(super) async fn stage(tx: &mut Tx, run: i64, rows: Vec<Staged>) -> Result<Vec<i64>> {
    #[derive(sqlx_macros::FromRow)]
    struct Line {
        line: i64,
    }
    // PostgreSQL has no text with a zero byte in it, and a refused row may say anything.
    let clean = |text: Option<String>| text.map(|t| if t.contains('\0') { t.replace('\0', "␀") } else { t });
    let rows = rows
        .into_iter()
        .map(|r| {
            let came = r.came.map(Id::<Entry>::from_uuid);
            let (source_id, reason, raw) = (clean(r.source_id), clean(r.reason), clean(r.raw));
            (run, r.line, source_id, r.digest, r.outcome, reason, raw, r.pending, r.data, came)
        })
        .collect();
    Ok(tx.insert_many_returning::<_, Line>(STAGE, rows).await?.into_iter().map(|l| l.line).collect())
}

/// What a run let in that is known by what it said, with its id in the feed.
pub(super) async fn came_before(rx: &mut Rx, run: i64) -> Result<Vec<(Uuid, String)>> {
    #[derive(sqlx_macros::FromRow)]
    struct Row {
        came: Id<Entry>,
        source_id: String,
    }
    let rows: Vec<Row> = rx.all(CAME_BEFORE, (run,)).await?;
    Ok(rows.into_iter().map(|r| (r.came.uuid(), r.source_id)).collect())
}

pub(super) async fn first_line(rx: &mut Rx, run: i64, source_id: &str) -> Result<Option<i64>> {
    Ok(rx.values(FIRST_LINE, (run, source_id)).await?.pop())
}

/// Takes an id from a record of the run that was not let in; says whether there was one.
pub(super) async fn release(tx: &mut Tx, run: i64, source_id: &str) -> Result<bool> {
    Ok(tx.run(RELEASE, (run, source_id)).await? > 0)
}

pub(super) async fn refuse(tx: &mut Tx, run: i64, line: i64, reason: &str, raw: Option<String>) -> Result<()> {
    tx.run(REFUSE, (run, line, reason, raw)).await.map(|_| ())
}

pub(super) async fn next_number(rx: &mut Rx) -> Result<i64> {
    rx.value(NEXT_NUMBER, ()).await
}

pub(super) async fn begin(tx: &mut Tx, run: &Run, file: &str, at: Instant) -> Result<()> {
    tx.run(END_OTHERS, (run.kind.as_str(), run.feed.as_str(), at)).await?;
    let args = (run.id, run.number, run.kind.as_str(), run.feed.as_str(), file, run.fields.as_str(), at, at, false);
    tx.run(BEGIN, args).await.map(|_| ())
}

pub(super) async fn run(rx: &mut Rx, id: Id<Run>) -> Result<Option<Run>> {
    rx.maybe(RUN, (id,)).await
}

pub(super) async fn unsettled(rx: &mut Rx) -> Result<Vec<Run>> {
    rx.all(UNSETTLED, ()).await
}

/// Whether the run is still the one of its feed.
pub(super) async fn beat(tx: &mut Tx, run: &Run, at: Instant) -> Result<bool> {
    Ok(tx.run(BEAT, (run.id, at)).await? == 1)
}

pub(super) async fn end(tx: &mut Tx, run: &Run, at: Instant) -> Result<()> {
    tx.run(END, (run.id, at)).await.map(|_| ())
}

pub(super) async fn show(
    tx: &mut Tx,
    run: &Run,
    news: bool,
    whole: bool,
    unknown: Option<String>,
    at: Instant,
) -> Result<bool> {
    Ok(tx.run(SHOW, (run.id, at, news, whole, unknown)).await? == 1)
}

pub(super) async fn carrying(tx: &mut Tx, run: &Run, at: Instant) -> Result<()> {
    tx.run(CARRYING, (run.number, at)).await.map(|_| ())
}

pub(super) async fn hold(tx: &mut Tx, number: i64, at: Instant) -> Result<()> {
    tx.run(HOLD, (number, at)).await.map(|_| ())
}

pub(super) async fn settled(tx: &mut Tx, run: &Run, at: Instant) -> Result<()> {
    tx.run(SETTLED, (run.number, at)).await.map(|_| ())
}

/// Imports of services that brought anything. They are not shown in the order in which they began.
#[derive(Clone, Copy, PartialEq, Eq, sqlx_macros::FromRow, serde::Serialize, serde::Deserialize)]
pub(in crate::directory) struct Shown {
    runs: i64,
    /// When one was last shown.
    pub last: Option<Instant>,
}

pub(in crate::directory) async fn shown(rx: &mut Rx) -> Result<Shown> {
    rx.one(SHOWN, ()).await
}

/// What imports brought that were shown since, with the versions that it has: as many of each sort, added and changed, as are asked for.
pub(in crate::directory) async fn brought_since(
    rx: &mut Rx,
    at: Instant,
    most: i64,
) -> Result<Vec<(Id<Service>, i64)>> {
    #[derive(sqlx_macros::FromRow)]
    struct Row {
        id: Id<Service>,
        version: i64,
    }
    let mut rows: Vec<Row> = rx.all(ADDED_SINCE, (at, most)).await?;
    rows.extend(rx.all::<Row>(CHANGED_SINCE, (at, most)).await?);
    Ok(rows.into_iter().map(|row| (row.id, row.version)).collect())
}

pub(super) async fn old_runs(rx: &mut Rx, run: &Run, before: i64) -> Result<Vec<i64>> {
    rx.values(OLD_RUNS, (run.kind.as_str(), run.feed.as_str(), before)).await
}

/// What is there of a row's service.
#[derive(sqlx_macros::FromRow)]
pub(super) struct Known {
    source_id: String,
    pub id: Id<Service>,
    pub closed_at: Option<Instant>,
    pub closed_by: Option<String>,
    pub digest: Option<Id<Entry>>,
    pub came: Option<Id<Entry>>,
}

/// What is there of a feed, by its ids.
pub(super) async fn known(rx: &mut Rx, feed: &str, last_whole: i64) -> Result<HashMap<String, Known>> {
    let rows: Vec<Known> = rx.all(KNOWN, (feed, last_whole)).await?;
    Ok(rows.into_iter().map(|mut k| (std::mem::take(&mut k.source_id), k)).collect())
}

pub(super) async fn add_providers(
    tx: &mut Tx,
    (feed, run): (&str, i64),
    providers: Vec<(Provider, String)>,
) -> Result<()> {
    let rows = providers
        .into_iter()
        .map(|(p, source_id)| {
            let key = name_key(&p.name);
            (p.id, p.name, key, feed.to_owned(), source_id, 1i64, run)
        })
        .collect();
    tx.insert_many(ADD_PROVIDERS, rows).await.map(|_| ())
}

pub(super) async fn rename_provider(tx: &mut Tx, feed: &str, p: &Provider) -> Result<()> {
    tx.run(RENAME_PROVIDER, (p.id, feed, p.name.as_str(), name_key(&p.name))).await.map(|_| ())
}

/// Adds services that are not seen before their run is shown; gives the ids that went in.
pub(super) async fn add_services(tx: &mut Tx, run: i64, services: &[Service], at: Instant) -> Result<Vec<Id<Service>>> {
    #[derive(sqlx_macros::FromRow)]
    struct Row {
        id: Id<Service>,
    }
    let rows = services
        .iter()
        .map(|s| {
            (
                s.id,
                s.provider_id,
                s.slug.clone(),
                s.name.clone(),
                s.kind.clone(),
                s.description.clone(),
                s.masked,
                s.venue.clone(),
                s.street.clone(),
                s.outcode.clone(),
                s.borough.clone(),
                s.postcode.clone(),
                s.point.map(|p| p.lat),
                s.point.map(|p| p.lon),
                s.approximate,
                s.cost.free,
                s.cost.price,
                s.cost.note.clone(),
                s.languages.as_ref().map(|l| l.join(" ")),
                s.has.join(" "),
                s.has_not.join(" "),
                s.age_min,
                s.age_max,
                s.phone.clone(),
                s.email.clone(),
                s.website.clone(),
                s.source.clone(),
                s.source_id.clone(),
                at,
                1i64,
                run,
                s.gender.clone(),
                s.referral.clone(),
                s.checked_at,
                s.checked_by.clone(),
                s.closed_at,
                s.closed_at.map(|_| "feed".to_owned()),
            )
        })
        .collect();
    let added: Vec<Id<Service>> =
        tx.insert_many_returning::<_, Row>(ADD_SERVICES, rows).await?.into_iter().map(|r| r.id).collect();
    let there: std::collections::HashSet<_> = added.iter().collect();
    let services = || services.iter().filter(|s| there.contains(&s.id));
    let needs =
        services().flat_map(|s| s.needs.iter().enumerate().map(|(i, need)| (s.id, need.clone(), i as i64))).collect();
    tx.insert_many(ADD_NEEDS, needs).await?;
    let sessions = services().flat_map(|s| s.sessions.iter().enumerate().map(|(i, t)| store::session_row(s.id, i, t)));
    tx.insert_many(ADD_SESSIONS, sessions.collect()).await?;
    let further = services().flat_map(|s| s.also.iter().enumerate().map(|(i, p)| store::further_row(s.id, i, p)));
    tx.insert_many(ADD_FURTHER, further.collect()).await?;
    Ok(added)
}

#[derive(sqlx_macros::FromRow)]
pub(super) struct Missing {
    pub source_id: String,
    pub before: i64,
}

pub(super) async fn missing(rx: &mut Rx, run: &Run, last: &LastRuns) -> Result<Vec<Missing>> {
    rx.all(MISSING, (run.feed.as_str(), run.number, last.whole, last.shown)).await
}

pub(in crate::directory) async fn closed_by_feed(rx: &mut Rx, id: Id<Service>) -> Result<bool> {
    Ok(rx.value::<String>(CLOSED_BY, (id,)).await? == "feed")
}

pub(super) async fn set_closed_by(tx: &mut Tx, id: Id<Service>, by: Option<&'static str>) -> Result<()> {
    tx.run(SET_CLOSED_BY, (id, by.map(str::to_owned))).await.map(|_| ())
}

/// Writes a service over the version that was read.
pub(super) async fn change(tx: &mut Tx, s: &Service, at: Instant) -> Result<()> {
    store::change(tx, s, at).await
}

/// A service as its row has it, without what is pending.
pub(super) async fn as_written(rx: &mut Rx, id: Id<Service>) -> Result<Option<Service>> {
    store::as_written(rx, id).await
}

/// Lines and services that a run still has to carry over.
pub(super) async fn pending_rows(rx: &mut Rx, run: i64, limit: usize) -> Result<Vec<(i64, Id<Service>)>> {
    #[derive(sqlx_macros::FromRow)]
    struct Row {
        line: i64,
        id: Id<Service>,
    }
    let rows: Vec<Row> = rx.all(PENDING_ROWS, (run, limit as i64)).await?;
    Ok(rows.into_iter().map(|r| (r.line, r.id)).collect())
}

/// Marks a row as carried over; `false` when somebody else did.
pub(super) async fn carried(tx: &mut Tx, run: i64, line: i64) -> Result<bool> {
    Ok(tx.run(CARRIED, (run, line)).await? == 1)
}

/// Clears away some of what a run that was never shown had added; says how many services.
pub(super) async fn clear_services(tx: &mut Tx, run: i64, limit: usize) -> Result<u64> {
    tx.run(CLEAR_NEEDS, (run, limit as i64)).await?;
    tx.run(CLEAR_SESSIONS, (run, limit as i64)).await?;
    tx.run(CLEAR_FURTHER, (run, limit as i64)).await?;
    open::store::clear_of_run(tx, run, limit).await?;
    tx.run(CLEAR_SERVICES, (run, limit as i64)).await
}

/// With what was not right in them.
pub(super) async fn clear_rows(tx: &mut Tx, run: i64, limit: usize) -> Result<u64> {
    Ok(records::clear_issues(tx, run, limit).await? + tx.run(CLEAR_ROWS, (run, limit as i64)).await?)
}

pub(super) async fn charities(rx: &mut Rx) -> Result<Vec<Charity>> {
    rx.all(CHARITIES, ()).await
}

/// The charity of a number, as far as the register was imported.
pub(crate) async fn charity(rx: &mut Rx, number: &str) -> Result<Option<Charity>> {
    rx.maybe(CHARITY, (number,)).await
}

pub(super) async fn put_charities(tx: &mut Tx, some: &[Charity]) -> Result<()> {
    let rows = some.iter().map(|c| (c.number.clone(), c.name.clone(), c.email.clone()));
    tx.insert_many(PUT_CHARITIES, rows.collect()).await.map(|_| ())
}

pub(super) async fn forget_charities(tx: &mut Tx, numbers: &[String]) -> Result<()> {
    for number in numbers {
        tx.run(FORGET_CHARITY, (number.as_str(),)).await?;
    }
    Ok(())
}

/// So many services of a feed are open and seen.
pub(super) async fn open_of(rx: &mut Rx, feed: &str) -> Result<i64> {
    rx.value(OPEN_OF, (feed,)).await
}

/// What a run has staged to be written over services, a page at a time: line and entry.
pub(super) async fn pending_data(rx: &mut Rx, run: i64, after: i64, limit: usize) -> Result<Vec<(i64, String)>> {
    #[derive(sqlx_macros::FromRow)]
    struct Row {
        line: i64,
        text: String,
    }
    let rows: Vec<Row> = rx.all(PENDING_DATA, (run, after, limit as i64)).await?;
    Ok(rows.into_iter().map(|r| (r.line, r.text)).collect())
}

pub(super) async fn set_data(tx: &mut Tx, run: i64, line: i64, data: String) -> Result<()> {
    tx.run(SET_DATA, (run, line, data)).await.map(|_| ())
}

/// A service as its row has it, even where its run is not shown yet.
pub(super) async fn staged_or_written(rx: &mut Rx, id: Id<Service>) -> Result<Option<Service>> {
    store::staged_or_written(rx, id).await
}
