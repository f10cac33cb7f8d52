//! The SQL of the slice.

// Tables that this slice writes, drawn from the migrations by `cargo xtask gen`:
//   measure: id, case_id, instrument, instrument_version, mode, taken_on, worker_id, recorded_at, withdrawn_at
//   measure_answer: measure_id, item, value
//   note: id, case_id, number, organisation_id, body, worker_id, made_at, filed_at, filed_by
// (end of tables)

use super::{
    instrument::{Answer, Given},
    note::{Note, NoteBody},
};
use crate::{
    case::Case,
    identity::{Organisation, Worker},
};
use base::{Result, Rx, Scope, Tx};
use kernel::{Date, Id, Instant, Private};
use sqlx::types::Json;
use std::collections::BTreeMap;

base::sql! {
    ADD_MEASURE = "
        INSERT INTO measure (id, case_id, instrument, instrument_version, mode, taken_on, worker_id, recorded_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (id) DO NOTHING";
    ADD_ANSWER = "INSERT INTO measure_answer (measure_id, item, value) VALUES ($1, $2, $3)";
    /// Takings with their answers, the earliest first. A taking without any answer is not kept.
    MEASURES = "
        SELECT m.id, m.case_id, m.instrument, m.mode, m.taken_on, m.recorded_at, a.item, a.value
        FROM measure m
        JOIN measure_answer a ON a.measure_id = m.id
        WHERE m.case_id = $1 AND m.instrument = $2 AND m.withdrawn_at IS NULL
        ORDER BY m.taken_on, m.recorded_at, m.id, a.item";
    NOTE = "
        SELECT id, case_id, number, organisation_id, body, worker_id, made_at, filed_at, filed_by
        FROM note
        WHERE id = $1";
    NOTES_OF = "
        SELECT id, case_id, number, organisation_id, body, worker_id, made_at, filed_at, filed_by
        FROM note
        WHERE case_id = $1
        ORDER BY number DESC";
    ADD_NOTE = "
        INSERT INTO note (id, case_id, number, organisation_id, body, worker_id, made_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (case_id, number) DO NOTHING";
    UNFILED_OF = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM note WHERE organisation_id = $1 AND filed_at IS NULL";
    FILE_NOTE = "UPDATE note SET filed_at = $2, filed_by = $3 WHERE id = $1 AND filed_at IS NULL";
    /// Notes that nobody has filed and that the reader may see, oldest first. The sender stands to the note; the worker and the team to its case.
    UNFILED = "
        SELECT n.id, n.organisation_id, n.worker_id, n.made_at, p.name, p.born, p.nhs_number
        FROM note n
        JOIN support_case c ON c.id = n.case_id
        JOIN person o ON o.id = c.person_id
        JOIN person p ON p.id = COALESCE(o.merged_into, o.id)
        WHERE n.filed_at IS NULL
          AND (EXISTS (
            SELECT 1
            FROM standing s
            JOIN reach h ON h.party = s.party
            JOIN allowed a ON a.role = h.role AND a.how = s.how
            WHERE s.subject = n.id AND s.until_at IS NULL AND h.account = $1 AND a.action = $2)
          OR EXISTS (
            SELECT 1
            FROM standing s
            JOIN reach h ON h.party = s.party
            JOIN allowed a ON a.role = h.role AND a.how = s.how
            WHERE s.subject = c.id AND s.until_at IS NULL AND h.account = $1 AND a.action = $2))
        ORDER BY n.made_at, n.id
        LIMIT $3";
}

/// How many notes to an organisation nobody has filed.
pub async fn unfiled_of(rx: &mut Rx, organisation: Id<Organisation>) -> Result<i64> {
    rx.value(UNFILED_OF, (organisation,)).await
}

/// False when it was written before: the same form, sent twice.
pub(super) async fn add_measure(tx: &mut Tx, g: &Given, version: i64, by: Id<Worker>) -> Result<bool> {
    let args = (g.id, g.case_id, g.instrument.as_str(), version, g.mode.as_str(), g.taken_on, by, g.recorded_at);
    if tx.run(ADD_MEASURE, args).await? == 0 {
        return Ok(false);
    }
    for (item, answer) in &g.answers {
        let value = match answer {
            Answer::Value(v) => Some(*v),
            Answer::Declined => None,
        };
        tx.run(ADD_ANSWER, (g.id, item.as_str(), value)).await?;
    }
    Ok(true)
}

/// Every taking of an instrument in a case, the earliest first.
pub async fn measures_of(rx: &mut Rx, case: Id<Case>, instrument: &str) -> Result<Vec<Given>> {
    #[derive(sqlx_macros::FromRow)]
    struct Row {
        id: Id<Given>,
        case_id: Id<Case>,
        instrument: String,
        mode: String,
        taken_on: Date,
        recorded_at: Instant,
        item: String,
        value: Option<i64>,
    }
    let rows: Vec<Row> = rx.all(MEASURES, (case, instrument.to_owned())).await?;
    let mut all: Vec<Given> = vec![];
    for r in rows {
        let answer = r.value.map_or(Answer::Declined, Answer::Value);
        if all.last().is_none_or(|g| g.id != r.id) {
            all.push(Given {
                id: r.id,
                case_id: r.case_id,
                instrument: r.instrument,
                mode: r.mode,
                taken_on: r.taken_on,
                recorded_at: r.recorded_at,
                answers: BTreeMap::new(),
            });
        }
        if let Some(g) = all.last_mut() {
            g.answers.insert(r.item, answer);
        }
    }
    Ok(all)
}

pub(super) async fn note(rx: &mut Rx, id: Id<Note>) -> Result<Option<Note>> {
    rx.maybe(NOTE, (id,)).await
}

/// The notes of a case, the latest first.
pub async fn notes_of(rx: &mut Rx, case: Id<Case>) -> Result<Vec<Note>> {
    rx.all(NOTES_OF, (case,)).await
}

/// False when a note with this number was made already.
pub(super) async fn add_note(tx: &mut Tx, n: &Note) -> Result<bool> {
    let body: &Json<NoteBody> = &n.body;
    let args = (n.id, n.case_id, n.number, n.organisation_id, body.clone(), n.worker_id, n.made_at);
    Ok(tx.run(ADD_NOTE, args).await? == 1)
}

pub(super) async fn file_note(tx: &mut Tx, id: Id<Note>, at: Instant, by: Option<Id<Worker>>) -> Result<bool> {
    Ok(tx.run(FILE_NOTE, (id, at, by)).await? == 1)
}

/// A line of the list of unfiled notes.
#[derive(Debug, sqlx_macros::FromRow)]
pub(super) struct Unfiled {
    pub id: Id<Note>,
    pub organisation_id: Id<Organisation>,
    pub worker_id: Id<Worker>,
    pub made_at: Instant,
    pub name: Private<String>,
    pub born: Option<Date>,
    pub nhs_number: Option<kernel::NhsNumber>,
}

pub(super) async fn unfiled(rx: &mut Rx, scope: &Scope, limit: i64) -> Result<Vec<Unfiled>> {
    rx.all(UNFILED, (scope.account(), scope.action(), limit)).await
}
