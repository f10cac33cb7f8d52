//! The SQL of areas and deprivation.

// Tables that this slice writes, drawn from the migrations by `cargo xtask gen`:
//   area_import: what, file, imported_at
//   area: kind, code, name, outline
//   deprivation: edition, lsoa, rank, decile
// (end of tables)

use super::model::{Area, Edition, Kind, Outline};
use base::{Result, Rx, Tx};
use kernel::Instant;
use sqlx::types::Json;
use std::collections::HashMap;

base::sql! {
    AREAS = "SELECT code, name, outline FROM area WHERE kind = $1 ORDER BY code";
    CLEAR = "DELETE FROM area WHERE kind = $1";
    ADD = "INSERT INTO area (kind, code, name, outline) VALUES ($1, $2, $3, $4)";
    IMPORTED = "SELECT imported_at AS n FROM area_import WHERE what = $1";
    SET_IMPORTED = "
        INSERT INTO area_import (what, file, imported_at) VALUES ($1, $2, $3)
        ON CONFLICT (what) DO UPDATE SET file = excluded.file, imported_at = excluded.imported_at";
    RANKS = "SELECT lsoa, rank FROM deprivation WHERE edition = $1";
    CLEAR_RANKS = "DELETE FROM deprivation WHERE edition = $1";
    ADD_RANK = "INSERT INTO deprivation (edition, lsoa, rank, decile) VALUES ($1, $2, $3, $4)";
    DECILES = "SELECT lsoa, decile FROM deprivation WHERE edition = $1";
    EDITIONS = "SELECT DISTINCT edition AS n FROM deprivation ORDER BY edition";
}

#[derive(sqlx_macros::FromRow)]
struct AreaRow {
    code: String,
    name: String,
    outline: Json<Outline>,
}

/// Every area of a kind, by code.
pub(super) async fn areas(rx: &mut Rx, kind: Kind) -> Result<Vec<Area>> {
    let rows: Vec<AreaRow> = rx.all(AREAS, (kind.code(),)).await?;
    Ok(rows.into_iter().map(|r| Area { code: r.code, name: r.name, outline: r.outline.0 }).collect())
}

/// Puts areas in the place of all there are of their kind.
pub(super) async fn replace_areas(tx: &mut Tx, kind: Kind, areas: &[Area]) -> Result<()> {
    tx.run(CLEAR, (kind.code(),)).await?;
    let rows = areas.iter().map(|a| (kind.code(), a.code.clone(), a.name.clone(), Json(a.outline.clone()))).collect();
    tx.insert_many(ADD, rows).await.map(|_| ())
}

/// When the last import was, of a kind of areas or an edition.
pub(super) async fn imported(rx: &mut Rx, what: &str) -> Result<Option<Instant>> {
    Ok(rx.values(IMPORTED, (what,)).await?.pop())
}

pub(super) async fn set_imported(tx: &mut Tx, what: &str, file: &str, at: Instant) -> Result<()> {
    tx.run(SET_IMPORTED, (what, file, at)).await.map(|_| ())
}

#[derive(sqlx_macros::FromRow)]
struct Ranked {
    lsoa: String,
    rank: i64,
}

/// The rank of every small area of an edition.
pub(super) async fn ranks(rx: &mut Rx, edition: Edition) -> Result<HashMap<String, i64>> {
    let rows: Vec<Ranked> = rx.all(RANKS, (edition.year(),)).await?;
    Ok(rows.into_iter().map(|r| (r.lsoa, r.rank)).collect())
}

/// Puts ranks in the place of all there are of an edition.
pub(super) async fn replace_ranks(tx: &mut Tx, edition: Edition, ranks: &HashMap<String, i64>) -> Result<()> {
    tx.run(CLEAR_RANKS, (edition.year(),)).await?;
    let mut rows: Vec<_> = ranks
        .iter()
        .filter_map(|(lsoa, rank)| Some((edition.year(), lsoa.clone(), *rank, edition.decile(*rank)?)))
        .collect();
    rows.sort_by(|a, b| a.1.cmp(&b.1));
    tx.insert_many(ADD_RANK, rows).await.map(|_| ())
}

/// The decile of each small area, of one edition.
#[derive(Clone, Debug)]
pub struct Deciles {
    pub edition: Edition,
    by_lsoa: HashMap<String, i64>,
}

impl Deciles {
    /// The decile of a small area, by its code of the edition's census; 1 is the most deprived.
    pub fn of(&self, lsoa: &str) -> Option<i64> {
        self.by_lsoa.get(lsoa).copied()
    }
}

/// The newest edition that was imported.
pub async fn latest_edition(rx: &mut Rx) -> Result<Option<Edition>> {
    let years: Vec<i64> = rx.values(EDITIONS, ()).await?;
    Ok(years.into_iter().filter_map(Edition::of).max())
}

/// The deciles of an edition.
pub async fn deciles(rx: &mut Rx, edition: Edition) -> Result<Deciles> {
    #[derive(sqlx_macros::FromRow)]
    struct Row {
        lsoa: String,
        decile: i64,
    }
    let rows: Vec<Row> = rx.all(DECILES, (edition.year(),)).await?;
    Ok(Deciles { edition, by_lsoa: rows.into_iter().map(|r| (r.lsoa, r.decile)).collect() })
}
