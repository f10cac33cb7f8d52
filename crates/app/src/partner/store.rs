//! The SQL of the slice.

// Tables that this slice writes, drawn from the migrations by `cargo xtask gen`:
//   team_note: id, service_id, team_id, worker_id, words, at, withdrawn_at
//   partner_entry: id, provider_id, kind, what, words, on_day, worker_id, at, withdrawn_at
//   favourite: worker_id, service_id, at
// (end of tables)

use crate::{
    directory::{Provider, Service},
    identity::{Team, Worker},
};
use base::{Result, Rx, Tx};
use kernel::{Date, Id, Instant};

// What is known of any of several entries that are one service is known of that service; of any of several organisations that are one, of that organisation.
base::sql! {
    NOTES = "
        SELECT n.id, n.words, n.at, n.worker_id, n.team_id
        FROM team_note n
        JOIN membership m ON m.team_id = n.team_id AND m.until_at IS NULL AND m.worker_id = $2
        WHERE n.service_id IN (SELECT id FROM service WHERE id = $1 OR merged_into = $1)
          AND n.withdrawn_at IS NULL
        GROUP BY n.id, n.words, n.at, n.worker_id, n.team_id
        ORDER BY n.at DESC, n.id
        LIMIT 50";
    ADD_NOTE = "INSERT INTO team_note (id, service_id, team_id, worker_id, words, at) VALUES ($1, $2, $3, $4, $5, $6)";
    WITHDRAW_NOTE = "
        UPDATE team_note
        SET withdrawn_at = $3
        WHERE id = $1
          AND worker_id = $2
          AND service_id IN (SELECT id FROM service WHERE id = $4 OR merged_into = $4)
          AND withdrawn_at IS NULL";
    /// Who runs a service, or an entry that is one with it, and all that are one with those.
    RUN_BY = "
        SELECT DISTINCT q.id AS n
        FROM service s
        JOIN provider p ON p.id = s.provider_id
        JOIN provider q ON q.id = COALESCE(p.merged_into, p.id) OR q.merged_into = COALESCE(p.merged_into, p.id)
        WHERE s.id = $1 OR s.merged_into = $1";
    ENTRIES = "
        SELECT id, kind, what, words, on_day, worker_id, at
        FROM partner_entry
        WHERE provider_id = $1
          AND withdrawn_at IS NULL
        ORDER BY kind, at DESC, id
        LIMIT 200";
    ADD_ENTRY = "
        INSERT INTO partner_entry (id, provider_id, kind, what, words, on_day, worker_id, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    WITHDRAW_ENTRY = "
        UPDATE partner_entry
        SET withdrawn_at = $3
        WHERE id = $1
          AND provider_id = $2
          AND withdrawn_at IS NULL";
    IS_FAVOURITE = "
        SELECT CAST(COUNT(*) AS BIGINT) AS n
        FROM favourite
        WHERE worker_id = $1
          AND service_id IN (SELECT id FROM service WHERE id = $2 OR merged_into = $2)";
    ADD_FAVOURITE = "INSERT INTO favourite (worker_id, service_id, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    END_FAVOURITE = "
        DELETE FROM favourite
        WHERE worker_id = $1
          AND service_id IN (SELECT id FROM service WHERE id = $2 OR merged_into = $2)";
    FAVOURITES = "SELECT service_id AS n FROM favourite WHERE worker_id = $1 ORDER BY at DESC, service_id LIMIT 100";
    /// How it went for those who were sent to any service that somebody runs.
    WENT = "
        SELECT CAST(COUNT(*) AS BIGINT) AS asked,
          CAST(COALESCE(SUM(CASE WHEN o.accepted_at IS NOT NULL THEN 1 ELSE 0 END), 0) AS BIGINT) AS accepted,
          CAST(COALESCE(SUM(CASE WHEN o.came THEN 1 ELSE 0 END), 0) AS BIGINT) AS came
        FROM onward_referral o
        JOIN service s ON s.id = o.service_id
        WHERE s.provider_id = $1
          AND o.withdrawn_at IS NULL
          AND o.sent_at >= $2";
}

/// A word of the team's about a service.
#[derive(Debug, sqlx_macros::FromRow)]
pub(super) struct Note {
    pub id: Id<Note>,
    pub words: String,
    pub at: Instant,
    pub worker_id: Id<Worker>,
    pub team_id: Id<Team>,
}

/// The notes of the teams that somebody works in.
pub(super) async fn notes(rx: &mut Rx, service: Id<Service>, worker: Id<Worker>) -> Result<Vec<Note>> {
    rx.all(NOTES, (service, worker)).await
}

pub(super) async fn add_note(
    tx: &mut Tx,
    id: Id<Note>,
    service: Id<Service>,
    team: Id<Team>,
    worker: Id<Worker>,
    words: &str,
    at: Instant,
) -> Result<()> {
    tx.run(ADD_NOTE, (id, service, team, worker, words, at)).await.map(|_| ())
}

/// Takes back a note of the writer's own about this service.
pub(super) async fn withdraw_note(
    tx: &mut Tx,
    id: Id<Note>,
    service: Id<Service>,
    worker: Id<Worker>,
    at: Instant,
) -> Result<()> {
    tx.run(WITHDRAW_NOTE, (id, worker, at, service)).await.map(|_| ())
}

/// Something known of who runs services.
#[derive(Debug, sqlx_macros::FromRow)]
pub(super) struct Entry {
    pub id: Id<Entry>,
    pub kind: String,
    pub what: Option<String>,
    pub words: String,
    pub on_day: Option<Date>,
    pub worker_id: Id<Worker>,
    pub at: Instant,
}

async fn run_by(rx: &mut Rx, service: Id<Service>) -> Result<Vec<Id<Provider>>> {
    rx.values(RUN_BY, (service,)).await
}

pub(super) async fn entries(rx: &mut Rx, service: Id<Service>) -> Result<Vec<Entry>> {
    let mut all: Vec<Entry> = vec![];
    for provider in run_by(rx, service).await? {
        all.extend(rx.all::<Entry>(ENTRIES, (provider,)).await?);
    }
    all.sort_by(|a, b| a.kind.cmp(&b.kind).then(b.at.cmp(&a.at)).then(a.id.cmp(&b.id)));
    Ok(all)
}

pub(super) async fn add_entry(tx: &mut Tx, provider: Id<Provider>, e: &Entry) -> Result<()> {
    let args = (e.id, provider, e.kind.as_str(), e.what.clone(), e.words.as_str(), e.on_day, e.worker_id, e.at);
    tx.run(ADD_ENTRY, args).await.map(|_| ())
}

pub(super) async fn withdraw_entry(tx: &mut Tx, id: Id<Entry>, service: Id<Service>, at: Instant) -> Result<()> {
    for provider in run_by(tx, service).await? {
        tx.run(WITHDRAW_ENTRY, (id, provider, at)).await?;
    }
    Ok(())
}

pub(super) async fn is_favourite(rx: &mut Rx, worker: Id<Worker>, service: Id<Service>) -> Result<bool> {
    Ok(rx.value::<i64>(IS_FAVOURITE, (worker, service)).await? > 0)
}

pub(super) async fn set_favourite(
    tx: &mut Tx,
    worker: Id<Worker>,
    service: Id<Service>,
    is: bool,
    at: Instant,
) -> Result<()> {
    if is {
        tx.run(ADD_FAVOURITE, (worker, service, at)).await.map(|_| ())
    } else {
        tx.run(END_FAVOURITE, (worker, service)).await.map(|_| ())
    }
}

pub(super) async fn favourites(rx: &mut Rx, worker: Id<Worker>) -> Result<Vec<Id<Service>>> {
    rx.values(FAVOURITES, (worker,)).await
}

/// How many were sent, how many a group said yes to, how many came.
#[derive(Debug, Default, sqlx_macros::FromRow)]
pub(super) struct Went {
    pub asked: i64,
    pub accepted: i64,
    pub came: i64,
}

pub(super) async fn went(rx: &mut Rx, service: Id<Service>, since: Instant) -> Result<Went> {
    let mut all = Went::default();
    for provider in run_by(rx, service).await? {
        let went: Went = rx.one(WENT, (provider, since)).await?;
        all.asked += went.asked;
        all.accepted += went.accepted;
        all.came += went.came;
    }
    Ok(all)
}
