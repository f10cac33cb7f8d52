//! The SQL of postcodes.

use crate::directory::import::run::Run;
use base::{Result, Rx, Tx};

base::sql! {
    ADD_POSTCODES = "
        INSERT INTO postcode (run, code, lat, lon, borough, lsoa11, lsoa21, missing)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT DO NOTHING
        RETURNING code";
    COMPARE_POSTCODES = "
        SELECT CAST(COUNT(*) AS BIGINT) AS common,
          CAST(COALESCE(SUM(CASE WHEN a.lat = b.lat AND a.lon = b.lon AND COALESCE(a.borough, '') = COALESCE(b.borough, '')
            AND COALESCE(a.lsoa11, '') = COALESCE(b.lsoa11, '') AND COALESCE(a.lsoa21, '') = COALESCE(b.lsoa21, '')
            THEN 1 ELSE 0 END), 0) AS BIGINT) AS same,
          CAST(COALESCE(SUM(b.missing), 0) AS BIGINT) AS back
        FROM postcode a
        JOIN postcode b ON b.run = $2 AND b.code = a.code
        WHERE a.run = $1";
    /// Postcodes of the run before that are not in this one.
    VANISHED_POSTCODES = "
        SELECT p.code, p.lat, p.lon, p.borough, p.lsoa11, p.lsoa21, p.missing
        FROM postcode p
        WHERE p.run = $2
          AND p.code > $3
          AND NOT EXISTS (SELECT 1 FROM postcode c WHERE c.run = $1 AND c.code = p.code)
        ORDER BY p.code
        LIMIT $4";
    SHOWN_POSTCODES = "SELECT run AS n FROM postcode_shown WHERE feed = $1";
    ALL_SHOWN = "SELECT feed, run FROM postcode_shown ORDER BY feed";
    SHOW_POSTCODES = "
        INSERT INTO postcode_shown (feed, run)
        VALUES ($1, $2)
        ON CONFLICT (feed) DO UPDATE SET run = excluded.run";
    /// Runs of a feed that are over, are not the one that is shown, and still have postcodes.
    SPENT_POSTCODES = "
        SELECT u.number AS n
        FROM import_run u
        WHERE u.kind = 'postcodes'
          AND u.feed = $1
          AND u.number <> $2
          AND (u.ended_at IS NOT NULL OR u.shown_at IS NOT NULL)
          AND EXISTS (SELECT 1 FROM postcode p WHERE p.run = u.number)
        ORDER BY u.number";
    CLEAR_POSTCODES = "
        DELETE FROM postcode
        WHERE run = $1
          AND code IN (SELECT code FROM postcode WHERE run = $1 ORDER BY code LIMIT $2)";
    /// How many postcodes an outcode has in a borough, and the sums of where they lie: those of a run, and of what is seen of other feeds.
    COUNTED = "
        SELECT SUBSTR(p.code, 1, LENGTH(p.code) - 4) AS outcode, COALESCE(p.borough, '') AS borough,
          CAST(COUNT(*) AS BIGINT) AS n, SUM(p.lat) AS lat, SUM(p.lon) AS lon
        FROM postcode p
        WHERE p.run = $1
           OR p.run IN (SELECT v.run FROM postcode_shown v WHERE v.feed <> $2)
        GROUP BY SUBSTR(p.code, 1, LENGTH(p.code) - 4), COALESCE(p.borough, '')";
    ANY_PLACE = "SELECT code AS n FROM place LIMIT 1";
    CLEAR_PLACES = "DELETE FROM place";
    ADD_PLACE = "INSERT INTO place (kind, code, lat, lon, boroughs) VALUES ($1, $2, $3, $4, $5)";
    ANY_POSTCODES = "SELECT run AS n FROM postcode_shown LIMIT 1";
}

/// A postcode and where it lies.
#[derive(Clone, Debug, sqlx_macros::FromRow)]
pub(in crate::directory::import) struct Postcoded {
    pub code: String,
    pub lat: f64,
    pub lon: f64,
    pub borough: Option<String>,
    /// The small area it lies in, of the census of 2011 and of 2021.
    pub lsoa11: Option<String>,
    pub lsoa21: Option<String>,
    pub missing: i64,
}

/// Adds postcodes to a run; gives those that went in, the others stand on earlier lines.
pub(in crate::directory::import) async fn add_postcodes(
    tx: &mut Tx,
    run: i64,
    rows: Vec<Postcoded>,
) -> Result<Vec<String>> {
    #[derive(sqlx_macros::FromRow)]
    struct Row {
        code: String,
    }
    let rows =
        rows.into_iter().map(|p| (run, p.code, p.lat, p.lon, p.borough, p.lsoa11, p.lsoa21, p.missing)).collect();
    Ok(tx.insert_many_returning::<_, Row>(ADD_POSTCODES, rows).await?.into_iter().map(|r| r.code).collect())
}

/// How the postcodes of a run compare with those of another: in both, the same in both, and back after having been missing.
#[derive(Debug, Default, sqlx_macros::FromRow)]
pub(in crate::directory::import) struct Compared {
    pub common: i64,
    pub same: i64,
    pub back: i64,
}

pub(in crate::directory::import) async fn compare_postcodes(rx: &mut Rx, run: i64, with: i64) -> Result<Compared> {
    rx.one(COMPARE_POSTCODES, (run, with)).await
}

pub(in crate::directory::import) async fn vanished_postcodes(
    rx: &mut Rx,
    run: i64,
    with: i64,
    after: &str,
    limit: usize,
) -> Result<Vec<Postcoded>> {
    rx.all(VANISHED_POSTCODES, (run, with, after, limit as i64)).await
}

/// The run of a feed whose postcodes are seen.
pub(in crate::directory::import) async fn shown_postcodes(rx: &mut Rx, feed: &str) -> Result<Option<i64>> {
    Ok(rx.values(SHOWN_POSTCODES, (feed,)).await?.pop())
}

/// The runs of all feeds whose postcodes are seen.
pub(in crate::directory::import) async fn all_shown(rx: &mut Rx) -> Result<Vec<(String, i64)>> {
    #[derive(sqlx_macros::FromRow)]
    struct Row {
        feed: String,
        run: i64,
    }
    Ok(rx.all::<Row>(ALL_SHOWN, ()).await?.into_iter().map(|r| (r.feed, r.run)).collect())
}

pub(in crate::directory::import) async fn show_postcodes(tx: &mut Tx, run: &Run) -> Result<()> {
    tx.run(SHOW_POSTCODES, (run.feed.as_str(), run.number)).await.map(|_| ())
}

pub(in crate::directory::import) async fn spent_postcodes(rx: &mut Rx, feed: &str, shown: i64) -> Result<Vec<i64>> {
    rx.values(SPENT_POSTCODES, (feed, shown)).await
}

pub(in crate::directory::import) async fn clear_postcodes(tx: &mut Tx, run: i64, limit: usize) -> Result<u64> {
    tx.run(CLEAR_POSTCODES, (run, limit as i64)).await
}

/// Postcodes of an outcode in a borough: how many, and the sums of where they lie.
#[derive(Debug, sqlx_macros::FromRow)]
pub(in crate::directory::import) struct Counted {
    pub outcode: String,
    /// Empty where it is not said.
    pub borough: String,
    pub n: i64,
    pub lat: f64,
    pub lon: f64,
}

/// All that is seen when this run is.
pub(in crate::directory::import) async fn counted(rx: &mut Rx, run: &Run) -> Result<Vec<Counted>> {
    rx.all(COUNTED, (run.number, run.feed.as_str())).await
}

/// An outcode or a borough, as the table has it.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::directory::import) struct Placed {
    pub kind: &'static str,
    pub code: String,
    pub lat: f64,
    pub lon: f64,
    /// With semicolons between them.
    pub boroughs: String,
}

/// Whether places were ever worked out.
pub(in crate::directory::import) async fn any_place(rx: &mut Rx) -> Result<bool> {
    Ok(!rx.values::<String>(ANY_PLACE, ()).await?.is_empty())
}

/// Puts places where others were.
pub(in crate::directory::import) async fn put_places(tx: &mut Tx, places: Vec<Placed>) -> Result<()> {
    tx.run(CLEAR_PLACES, ()).await?;
    let rows = places.into_iter().map(|p| (p.kind, p.code, p.lat, p.lon, p.boroughs)).collect();
    tx.insert_many(ADD_PLACE, rows).await.map(|_| ())
}

/// Whether any postcodes were imported.
pub(in crate::directory::import) async fn any_postcodes(rx: &mut Rx) -> Result<bool> {
    Ok(!rx.values::<i64>(ANY_POSTCODES, ()).await?.is_empty())
}
