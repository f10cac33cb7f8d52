//! The SQL of the slice.

// Tables that this slice writes, drawn from the migrations by `cargo xtask gen`:
//   gap: id, need, area, words, worker_id, at, answer, service_id, answered_at, answered_by, version
// (end of tables)

use crate::{
    directory::{Service, slug},
    identity::Worker,
};
use base::{Result, Rx, Tx};
use kernel::{Id, Instant};

base::sql! {
    OPEN = "
        SELECT id, need, area, words, worker_id, at, answer, service_id, answered_at, answered_by, version
        FROM gap
        WHERE answered_at IS NULL
        ORDER BY at DESC, id DESC
        LIMIT $1 OFFSET $2";
    SAME = "
        SELECT id AS n
        FROM gap
        WHERE answered_at IS NULL
          AND need = $1
          AND COALESCE(area, '') = $2
          AND words = $3
        LIMIT 1";
    ANSWERED = "
        SELECT id, need, area, words, worker_id, at, answer, service_id, answered_at, answered_by, version
        FROM gap
        WHERE answered_at IS NOT NULL
        ORDER BY answered_at DESC, id
        LIMIT 20";
    FIND = "
        SELECT id, need, area, words, worker_id, at, answer, service_id, answered_at, answered_by, version
        FROM gap
        WHERE id = $1";
    /// Where each gap was that was noted since, and what became of it.
    SINCE = "SELECT area, answer FROM gap WHERE at >= $1";
    ADD = "INSERT INTO gap (id, need, area, words, worker_id, at, version) VALUES ($1, $2, $3, $4, $5, $6, 1)";
    ANSWER = "
        UPDATE gap
        SET answer = $3, service_id = $4, answered_at = $5, answered_by = $6, version = version + 1
        WHERE id = $1 AND version = $2 AND answered_at IS NULL";
}

/// Support that was needed and not there.
#[derive(Clone, Debug, sqlx_macros::FromRow)]
pub struct Gap {
    pub id: Id<Gap>,
    pub need: String,
    pub area: Option<String>,
    pub words: String,
    pub worker_id: Id<Worker>,
    pub at: Instant,
    pub answer: Option<String>,
    pub service_id: Option<Id<Service>>,
    pub answered_at: Option<Instant>,
    pub answered_by: Option<Id<Worker>>,
    pub version: i64,
}

/// Those that nobody has answered, the newest first: as many, after so many.
pub(super) async fn open(rx: &mut Rx, many: usize, after: usize) -> Result<Vec<Gap>> {
    rx.all(OPEN, (many as i64, after as i64)).await
}

/// The same, where somebody asks for it already.
pub(super) async fn same(rx: &mut Rx, g: &Gap) -> Result<Option<Id<Gap>>> {
    let area = g.area.as_deref().unwrap_or_default();
    Ok(rx.values::<Id<Gap>>(SAME, (g.need.as_str(), area, g.words.as_str())).await?.into_iter().next())
}

pub(super) async fn answered(rx: &mut Rx) -> Result<Vec<Gap>> {
    rx.all(ANSWERED, ()).await
}

/// Gaps of a borough that were noted in a time, and what became of them. They are about needs, never about somebody: they are shown as they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    pub noted: usize,
    /// Found, or started.
    pub closed: usize,
    /// Nothing came of it.
    pub given_up: usize,
    /// Gaps that name no borough, and may be of this one.
    pub nowhere: usize,
}

impl Counted {
    /// Those that nobody has answered.
    pub fn open(self) -> usize {
        self.noted - self.closed - self.given_up
    }
}

/// The gaps of a borough, by its slug, that were noted since an instant.
pub async fn counted(rx: &mut Rx, borough: &str, since: Instant) -> Result<Counted> {
    #[derive(sqlx_macros::FromRow)]
    struct Row {
        area: Option<String>,
        answer: Option<String>,
    }
    let rows: Vec<Row> = rx.all(SINCE, (since,)).await?;
    let here = || rows.iter().filter(|r| r.area.as_deref().is_some_and(|area| slug(area) == borough));
    let became =
        |answers: &[&str]| here().filter(|r| r.answer.as_deref().is_some_and(|a| answers.contains(&a))).count();
    Ok(Counted {
        noted: here().count(),
        closed: became(&["found", "started"]),
        given_up: became(&["given-up"]),
        nowhere: rows.iter().filter(|r| r.area.is_none()).count(),
    })
}

pub(super) async fn find(rx: &mut Rx, id: Id<Gap>) -> Result<Option<Gap>> {
    rx.maybe(FIND, (id,)).await
}

pub(super) async fn add(tx: &mut Tx, g: &Gap) -> Result<()> {
    tx.run(ADD, (g.id, g.need.as_str(), g.area.clone(), g.words.as_str(), g.worker_id, g.at)).await.map(|_| ())
}

pub(super) async fn answer(
    tx: &mut Tx,
    g: &Gap,
    answer: &str,
    service: Option<Id<Service>>,
    by: Id<Worker>,
    at: Instant,
) -> Result<()> {
    tx.update(ANSWER, (g.id, g.version, answer, service, at, by)).await
}
