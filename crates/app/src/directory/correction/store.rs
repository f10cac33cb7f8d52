//! The SQL of corrections.

use super::{Correction, Made};
use crate::directory::{Service, field::Field};
use base::{Result, Rx, Tx};
use kernel::{Id, Instant};
use serde_json::Value;
use std::collections::HashMap;

base::sql! {
    OF = "
        SELECT service_id, field, value, replaced, said, said_at, made_as, made_by, made_at, why
        FROM correction
        WHERE service_id = $1
        ORDER BY field";
    ALL = "
        SELECT service_id, field, value, replaced, said, said_at, made_as, made_by, made_at, why
        FROM correction
        ORDER BY service_id, field";
    /// Whose source has come to say something else.
    WAITING = "
        SELECT c.service_id, c.field, c.value, c.replaced, c.said, c.said_at, c.made_as, c.made_by, c.made_at, c.why
        FROM correction c
        WHERE c.said IS NOT NULL
        ORDER BY c.said_at, c.service_id, c.field
        LIMIT $1";
    PUT = "
        INSERT INTO correction (service_id, field, value, replaced, made_as, made_by, made_at, why)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (service_id, field) DO UPDATE
        SET value = excluded.value, replaced = excluded.replaced, said = NULL, said_at = NULL, made_as = excluded.made_as,
          made_by = excluded.made_by, made_at = excluded.made_at, why = excluded.why";
    SAYS = "UPDATE correction SET said = $3, said_at = $4 WHERE service_id = $1 AND field = $2";
    AGREE = "UPDATE correction SET replaced = value, said = NULL, said_at = NULL WHERE service_id = $1 AND field = $2";
    /// Services whose listing may not say where their feed says they are: somebody said otherwise, or they stand for another or another for them.
    SAID_ELSEWHERE = "
        SELECT service_id AS n FROM correction WHERE field IN ('place', 'also')
        UNION
        SELECT id AS n FROM service WHERE merged_into IS NOT NULL
        UNION
        SELECT merged_into AS n FROM service WHERE merged_into IS NOT NULL";
    /// In other words; what the source came to say since is asked for again with its next reading.
    REWRITE = "
        UPDATE correction
        SET value = $3, replaced = $4, said = NULL, said_at = NULL
        WHERE service_id = $1 AND field = $2";
    FORGET = "DELETE FROM correction WHERE service_id = $1 AND field = $2";
}

#[derive(sqlx_macros::FromRow)]
struct Row {
    service_id: Id<Service>,
    field: String,
    value: String,
    replaced: String,
    said: Option<String>,
    said_at: Option<Instant>,
    made_as: String,
    made_by: Option<Id<()>>,
    made_at: Instant,
    why: Option<String>,
}

/// A field that this version does not know is left where it is.
fn read(row: Row) -> Result<Option<Correction>> {
    let Some(field) = Field::named(&row.field) else { return Ok(None) };
    let said = match (row.said, row.said_at) {
        (Some(text), Some(at)) => Some((serde_json::from_str(&text)?, at)),
        _ => None,
    };
    Ok(Some(Correction {
        service: row.service_id,
        field,
        value: serde_json::from_str(&row.value)?,
        replaced: serde_json::from_str(&row.replaced)?,
        said,
        made: Made { by_a: row.made_as, by: row.made_by, why: row.why },
        made_at: row.made_at,
    }))
}

fn read_all(rows: Vec<Row>) -> Result<Vec<Correction>> {
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        all.extend(read(row)?);
    }
    Ok(all)
}

/// The corrections that lie on a service.
pub async fn corrections_of(rx: &mut Rx, id: Id<Service>) -> Result<Vec<Correction>> {
    read_all(rx.all(OF, (id,)).await?)
}

/// Services whose listing may not say where their feed says they are.
pub(in crate::directory) async fn said_elsewhere(rx: &mut Rx) -> Result<Vec<Id<Service>>> {
    rx.values(SAID_ELSEWHERE, ()).await
}

/// Every correction, by service.
pub(in crate::directory) async fn all(rx: &mut Rx) -> Result<HashMap<Id<Service>, Vec<Correction>>> {
    let mut all: HashMap<_, Vec<_>> = HashMap::new();
    for c in read_all(rx.all(ALL, ()).await?)? {
        all.entry(c.service).or_default().push(c);
    }
    Ok(all)
}

/// Corrections whose source has come to say something else, the longest waiting first.
pub async fn corrections_waiting(rx: &mut Rx, limit: i64) -> Result<Vec<Correction>> {
    read_all(rx.all(WAITING, (limit,)).await?)
}

pub(super) async fn put(
    tx: &mut Tx,
    id: Id<Service>,
    field: Field,
    value: &Value,
    replaced: &Value,
    made: &Made,
    at: Instant,
) -> Result<()> {
    let (value, replaced) = (value.to_string(), replaced.to_string());
    let args = (id, field.code(), value, replaced, made.by_a.as_str(), made.by, at, made.why.clone());
    tx.run(PUT, args).await.map(|_| ())
}

pub(super) async fn says(tx: &mut Tx, id: Id<Service>, field: Field, value: &Value, at: Instant) -> Result<()> {
    tx.run(SAYS, (id, field.code(), value.to_string(), at)).await.map(|_| ())
}

/// The source says what the correction says.
pub(super) async fn agree(tx: &mut Tx, id: Id<Service>, field: Field) -> Result<()> {
    tx.run(AGREE, (id, field.code())).await.map(|_| ())
}

pub(super) async fn rewrite(tx: &mut Tx, c: &Correction) -> Result<()> {
    tx.run(REWRITE, (c.service, c.field.code(), c.value.to_string(), c.replaced.to_string())).await.map(|_| ())
}

pub(super) async fn forget(tx: &mut Tx, id: Id<Service>, field: Field) -> Result<()> {
    tx.run(FORGET, (id, field.code())).await.map(|_| ())
}
