//! The SQL of the slice.

// Tables that this slice writes, drawn from the migrations by `cargo xtask gen`:
//   support_case: id, referral_id, person_id, pathway, pathway_version, team_id, worker_id, opened_at,
//      main_need, next_step, next_step_by, last_contact_at, attempts, closed_at, closed_by, closed_why,
//      closed_note, version
//   contact: id, case_id, channel, took_place, at, minutes, present, note, next_step, next_step_by, worker_id,
//      recorded_at, withdrawn_at, withdrawn_by
//   case_clock: id, case_id, kind, set_at, due_at, stopped_at, raised_at
// (end of tables)

use super::model::{Case, Contact};
use crate::{
    identity::{Team, Worker},
    person::{self, Person, Whom},
    referral::Referral,
};
use base::{Result, Rx, Scope, Tx};
use kernel::{Date, Id, Instant, Private};

base::sql! {
    FIND = "
        SELECT c.id, c.referral_id, c.person_id, c.pathway, c.pathway_version, c.team_id, c.worker_id, c.opened_at, c.main_need,
          c.next_step, c.next_step_by, c.last_contact_at, c.attempts, c.closed_at, c.closed_why, c.closed_note, k.due_at,
          k.stopped_at AS first_contact_at, k.raised_at, c.version
        FROM support_case c
        LEFT JOIN case_clock k ON k.case_id = c.id AND k.kind = 'first-contact'
        WHERE c.id = $1";
    OF_REFERRAL = "
        SELECT c.id, c.referral_id, c.person_id, c.pathway, c.pathway_version, c.team_id, c.worker_id, c.opened_at, c.main_need,
          c.next_step, c.next_step_by, c.last_contact_at, c.attempts, c.closed_at, c.closed_why, c.closed_note, k.due_at,
          k.stopped_at AS first_contact_at, k.raised_at, c.version
        FROM support_case c
        LEFT JOIN case_clock k ON k.case_id = c.id AND k.kind = 'first-contact'
        WHERE c.referral_id = $1";
    ADD = "
        INSERT INTO support_case (id, referral_id, person_id, pathway, pathway_version, team_id, worker_id, opened_at, attempts, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 1)";
    /// These change nothing, and keep the row to this transaction.
    HOLD = "UPDATE support_case SET version = version WHERE id = $1";
    HOLD_OPEN = "UPDATE support_case SET version = version WHERE id = $1 AND closed_at IS NULL";
    SET_CLOCK = "
        INSERT INTO case_clock (id, case_id, kind, set_at, due_at)
        VALUES ($1, $2, 'first-contact', $3, $4)";
    /// Clocks that have passed, that nothing has stopped, and of which nobody has been told.
    PASSED = "
        SELECT k.case_id AS n
        FROM case_clock k
        JOIN support_case c ON c.id = k.case_id
        WHERE k.stopped_at IS NULL AND k.raised_at IS NULL AND k.due_at <= $1 AND c.closed_at IS NULL
        ORDER BY k.due_at, k.id
        LIMIT 200";
    RAISE = "UPDATE case_clock SET raised_at = $2 WHERE case_id = $1 AND kind = 'first-contact' AND raised_at IS NULL AND stopped_at IS NULL";
    /// The first conversation stops the clock; a conversation that is withdrawn lets it run on.
    COUNT_CLOCK = "
        UPDATE case_clock
        SET stopped_at = (SELECT MIN(t.at) FROM contact t WHERE t.case_id = $1 AND t.took_place AND t.withdrawn_at IS NULL)
        WHERE case_id = $1 AND kind = 'first-contact'";
    COUNT_CONTACTS = "
        UPDATE support_case
        SET last_contact_at = (SELECT MAX(t.at) FROM contact t WHERE t.case_id = $1 AND t.took_place AND t.withdrawn_at IS NULL),
          attempts = (SELECT COUNT(*) FROM contact t WHERE t.case_id = $1 AND NOT t.took_place AND t.withdrawn_at IS NULL),
          version = version + 1
        WHERE id = $1";
    SET_NEXT = "UPDATE support_case SET next_step = $2, next_step_by = $3 WHERE id = $1";
    SET_MAIN_NEED = "UPDATE support_case SET main_need = $2 WHERE id = $1";
    TRANSFER = "UPDATE support_case SET worker_id = $2, version = version + 1 WHERE id = $1 AND version = $3 AND closed_at IS NULL";
    CLOSE = "
        UPDATE support_case
        SET closed_at = $2, closed_by = $3, closed_why = $4, closed_note = $5, version = version + 1
        WHERE id = $1 AND version = $6 AND closed_at IS NULL";
    REOPEN = "
        UPDATE support_case
        SET worker_id = $3, closed_at = NULL, closed_by = NULL, closed_why = NULL, closed_note = NULL, version = version + 1
        WHERE id = $1 AND version = $2 AND closed_at IS NOT NULL";
    ADD_CONTACT = "
        INSERT INTO contact (id, case_id, channel, took_place, at, minutes, present, note, next_step, next_step_by, worker_id, recorded_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        ON CONFLICT (id) DO NOTHING";
    CONTACTS = "
        SELECT id, case_id, channel, took_place, at, minutes, present, note, next_step, next_step_by, worker_id, recorded_at,
          withdrawn_at, withdrawn_by
        FROM contact
        WHERE case_id = $1
        ORDER BY at DESC, recorded_at DESC, id DESC";
    WITHDRAW_CONTACT = "
        UPDATE contact
        SET withdrawn_at = $3, withdrawn_by = $4
        WHERE id = $1 AND case_id = $2 AND withdrawn_at IS NULL";
    /// Other open cases by which a worker stands to a record of a person: a closed one gives no standing.
    OTHERS_OF_WORKER = "
        SELECT CAST(COUNT(*) AS BIGINT) AS n
        FROM support_case c
        JOIN person p ON p.id = c.person_id
        WHERE c.worker_id = $1 AND c.closed_at IS NULL AND c.id <> $2 AND (p.id = $3 OR p.merged_into = $3)";
    OPEN_IN = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM support_case WHERE team_id = $1 AND closed_at IS NULL";
    CLOSED_IN = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM support_case WHERE team_id = $1 AND closed_at IS NOT NULL";
    /// Cases that the reader may see, longest since a conversation first. `$3`: only this worker's.
    LIST_OPEN = "
        SELECT c.id, c.worker_id, c.opened_at, c.main_need, c.next_step, c.next_step_by, c.last_contact_at, c.attempts, c.closed_at,
          c.closed_why, k.due_at, k.raised_at, c.pathway, c.pathway_version, r.answers, p.name, p.born, p.language, p.interpreter,
          (SELECT a.answer
            FROM agreement a
            WHERE a.subject = r.id AND a.fact = 'share' AND a.answer IN ('yes', 'no', 'taken-back')
              AND NOT EXISTS (SELECT 1 FROM agreement b WHERE b.takes_back = a.id)
            ORDER BY a.recorded_at DESC, a.id DESC
            LIMIT 1) AS share,
          (SELECT CAST(COUNT(*) AS BIGINT) FROM referral_word w WHERE w.referral_id = r.id AND w.read_at IS NULL) AS unread
        FROM support_case c
        JOIN referral r ON r.id = c.referral_id
        JOIN person o ON o.id = c.person_id
        JOIN person p ON p.id = COALESCE(o.merged_into, o.id)
        LEFT JOIN case_clock k ON k.case_id = c.id AND k.kind = 'first-contact'
        WHERE c.closed_at IS NULL
          AND (CAST($3 AS UUID) IS NULL OR c.worker_id = $3)
          AND c.id IN (
            SELECT s.subject
            FROM reach h
            JOIN standing s ON s.party = h.party
            JOIN allowed a ON a.role = h.role AND a.how = s.how
            WHERE h.account = $1 AND a.action = $2 AND s.until_at IS NULL)
        ORDER BY COALESCE(c.last_contact_at, c.opened_at), c.id
        LIMIT $4";
    LIST_CLOSED = "
        SELECT c.id, c.worker_id, c.opened_at, c.main_need, c.next_step, c.next_step_by, c.last_contact_at, c.attempts, c.closed_at,
          c.closed_why, k.due_at, k.raised_at, c.pathway, c.pathway_version, r.answers, p.name, p.born, p.language, p.interpreter,
          (SELECT a.answer
            FROM agreement a
            WHERE a.subject = r.id AND a.fact = 'share' AND a.answer IN ('yes', 'no', 'taken-back')
              AND NOT EXISTS (SELECT 1 FROM agreement b WHERE b.takes_back = a.id)
            ORDER BY a.recorded_at DESC, a.id DESC
            LIMIT 1) AS share,
          (SELECT CAST(COUNT(*) AS BIGINT) FROM referral_word w WHERE w.referral_id = r.id AND w.read_at IS NULL) AS unread
        FROM support_case c
        JOIN referral r ON r.id = c.referral_id
        JOIN person o ON o.id = c.person_id
        JOIN person p ON p.id = COALESCE(o.merged_into, o.id)
        LEFT JOIN case_clock k ON k.case_id = c.id AND k.kind = 'first-contact'
        WHERE c.closed_at IS NOT NULL
          AND (CAST($3 AS UUID) IS NULL OR c.worker_id = $3)
          AND c.id IN (
            SELECT s.subject
            FROM reach h
            JOIN standing s ON s.party = h.party
            JOIN allowed a ON a.role = h.role AND a.how = s.how
            WHERE h.account = $1 AND a.action = $2 AND s.until_at IS NULL)
        ORDER BY c.closed_at DESC, c.id
        LIMIT $4";
}

/// A case, by id.
pub async fn find(rx: &mut Rx, id: Id<Case>) -> Result<Option<Case>> {
    rx.maybe(FIND, (id,)).await
}

/// The case that came of a referral.
pub async fn of_referral(rx: &mut Rx, id: Id<Referral>) -> Result<Option<Case>> {
    rx.maybe(OF_REFERRAL, (id,)).await
}

/// Keeps a case to this transaction: what is counted of it is counted by one after the other.
pub(super) async fn hold(tx: &mut Tx, case: Id<Case>) -> Result<()> {
    tx.run(HOLD, (case,)).await.map(|_| ())
}

/// Keeps a case from being closed until this transaction has ended: whoever closes it waits, and then sees what was done. False when it is closed.
pub async fn hold_open(tx: &mut Tx, case: Id<Case>) -> Result<bool> {
    Ok(tx.run(HOLD_OPEN, (case,)).await? == 1)
}

/// How many cases of a team are open.
pub async fn open_in(rx: &mut Rx, team: Id<Team>) -> Result<i64> {
    rx.value(OPEN_IN, (team,)).await
}

/// How many cases a team has closed.
pub async fn closed_in(rx: &mut Rx, team: Id<Team>) -> Result<i64> {
    rx.value(CLOSED_IN, (team,)).await
}

/// The person of a case; a merge is followed to the record that is kept.
pub async fn person_of(rx: &mut Rx, case: &Case) -> Result<Person> {
    person::kept(rx, case.person_id).await.map(|mut records| records.remove(0))
}

/// The person of a case, and how it is safe to reach them.
pub async fn whom(rx: &mut Rx, case: &Case) -> Result<Whom> {
    person::whom(rx, case.person_id).await
}

pub(super) async fn add(tx: &mut Tx, c: &Case) -> Result<()> {
    let args =
        (c.id, c.referral_id, c.person_id, c.pathway.as_str(), c.pathway_version, c.team_id, c.worker_id, c.opened_at);
    tx.run(ADD, args).await.map(|_| ())
}

pub(super) async fn set_clock(tx: &mut Tx, id: Id<()>, case: Id<Case>, at: Instant, due: Instant) -> Result<()> {
    tx.run(SET_CLOCK, (id, case, at, due)).await.map(|_| ())
}

pub(super) async fn passed(rx: &mut Rx, now: Instant) -> Result<Vec<Id<Case>>> {
    rx.values(PASSED, (now,)).await
}

/// Marks a clock as raised; false when somebody was quicker.
pub(super) async fn raise(tx: &mut Tx, case: Id<Case>, at: Instant) -> Result<bool> {
    Ok(tx.run(RAISE, (case, at)).await? == 1)
}

/// Counts contacts anew after one was written or withdrawn.
pub(super) async fn recount(tx: &mut Tx, case: Id<Case>) -> Result<()> {
    tx.run(COUNT_CLOCK, (case,)).await?;
    tx.run(COUNT_CONTACTS, (case,)).await.map(|_| ())
}

pub(super) async fn set_next(
    tx: &mut Tx,
    case: Id<Case>,
    step: Option<Private<String>>,
    by: Option<Date>,
) -> Result<()> {
    tx.run(SET_NEXT, (case, step, by)).await.map(|_| ())
}

pub(super) async fn set_main_need(tx: &mut Tx, case: Id<Case>, code: Option<String>) -> Result<()> {
    tx.run(SET_MAIN_NEED, (case, code)).await.map(|_| ())
}

pub(super) async fn transfer(tx: &mut Tx, c: &Case, to: Id<Worker>) -> Result<()> {
    tx.update(TRANSFER, (c.id, to, c.version)).await
}

pub(super) async fn close(
    tx: &mut Tx,
    c: &Case,
    at: Instant,
    by: Option<Id<Worker>>,
    why: &str,
    note: Option<Private<String>>,
) -> Result<()> {
    tx.update(CLOSE, (c.id, at, by, why, note, c.version)).await
}

pub(super) async fn reopen(tx: &mut Tx, c: &Case, holder: Id<Worker>) -> Result<()> {
    tx.update(REOPEN, (c.id, c.version, holder)).await
}

/// False when this contact was written before: the same form, sent twice.
pub(super) async fn add_contact(tx: &mut Tx, t: &Contact) -> Result<bool> {
    let args = (
        t.id,
        t.case_id,
        t.channel.as_str(),
        t.took_place,
        t.at,
        t.minutes,
        t.present.clone(),
        t.note.clone(),
        t.next_step.clone(),
        t.next_step_by,
        t.worker_id,
        t.recorded_at,
    );
    Ok(tx.run(ADD_CONTACT, args).await? == 1)
}

/// Every contact of a case, newest first, withdrawn ones too.
pub async fn contacts(rx: &mut Rx, case: Id<Case>) -> Result<Vec<Contact>> {
    rx.all(CONTACTS, (case,)).await
}

pub(super) async fn withdraw_contact(
    tx: &mut Tx,
    id: Id<Contact>,
    case: Id<Case>,
    at: Instant,
    by: Option<Id<Worker>>,
) -> Result<bool> {
    Ok(tx.run(WITHDRAW_CONTACT, (id, case, at, by)).await? == 1)
}

pub(super) async fn worker_has_others(
    rx: &mut Rx,
    worker: Id<Worker>,
    but: Id<Case>,
    person: Id<Person>,
) -> Result<bool> {
    Ok(rx.value::<i64>(OTHERS_OF_WORKER, (worker, but, person)).await? > 0)
}

/// A line of the list.
#[derive(Debug, sqlx_macros::FromRow)]
pub(super) struct Row {
    pub id: Id<Case>,
    pub worker_id: Id<Worker>,
    pub opened_at: Instant,
    pub main_need: Option<String>,
    pub next_step: Option<Private<String>>,
    pub next_step_by: Option<Date>,
    pub last_contact_at: Option<Instant>,
    pub attempts: i64,
    pub closed_at: Option<Instant>,
    pub closed_why: Option<String>,
    pub due_at: Option<Instant>,
    pub raised_at: Option<Instant>,
    pub pathway: String,
    pub pathway_version: i64,
    pub answers: sqlx::types::Json<std::collections::BTreeMap<String, Vec<String>>>,
    pub name: Private<String>,
    pub born: Option<Date>,
    pub language: Option<String>,
    pub interpreter: bool,
    /// The last yes or no about sharing what the referrer wrote.
    pub share: Option<String>,
    /// How much the sender has written since and nobody has read.
    pub unread: i64,
}

pub(super) async fn list(
    rx: &mut Rx,
    scope: &Scope,
    closed: bool,
    of: Option<Id<Worker>>,
    limit: i64,
) -> Result<Vec<Row>> {
    let sql = if closed { LIST_CLOSED } else { LIST_OPEN };
    rx.all(sql, (scope.account(), scope.action(), of, limit)).await
}
