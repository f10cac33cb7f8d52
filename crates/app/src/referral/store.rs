//! The SQL of the slice.

// Tables that this slice writes, drawn from the migrations by `cargo xtask gen`:
//   referral_setting: code, position, national_code, active, label, version
//   referral: id, reference, person_id, pathway, pathway_version, setting, organisation_id, worker_id,
//      team_id, reason, answers, sent_at, accepted_at, accepted_by, returned_at, returned_by, returned_why,
//      returned_note, withdrawn_at, closed_at, version
//   referral_word: id, referral_id, worker_id, words, reach_only, sent_at, read_at, read_by
// (end of tables)

use super::{
    model::{Referral, Status, Word},
    settings::Setting,
};
use crate::{
    identity::{Organisation, Team},
    person::Person,
};
use base::{Result, Rx, Scope, Tx};
use kernel::{Date, Id, Instant, Private, Reference};

base::sql! {
    FIND = "
        SELECT id, reference, person_id, pathway, pathway_version, setting, organisation_id, worker_id, team_id, reason, answers,
          sent_at, accepted_at, accepted_by, returned_at, returned_why, returned_note, withdrawn_at, closed_at, version
        FROM referral
        WHERE id = $1";
    ADD = "
        INSERT INTO referral (id, reference, person_id, pathway, pathway_version, setting, organisation_id, worker_id, team_id, reason,
          answers, sent_at, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1)";
    /// What waits in the inboxes that the reader may see, oldest first.
    INBOX = "
        SELECT r.id, r.reference, r.sent_at, r.setting, r.organisation_id, r.team_id, r.reason, r.answers, p.name, p.born, p.language,
          p.interpreter,
          (SELECT a.answer
            FROM agreement a
            WHERE a.subject = r.id AND a.fact = 'share' AND a.answer IN ('yes', 'no', 'taken-back')
              AND NOT EXISTS (SELECT 1 FROM agreement b WHERE b.takes_back = a.id)
            ORDER BY a.recorded_at DESC, a.id DESC
            LIMIT 1) AS share,
          (SELECT CAST(COUNT(*) AS BIGINT) FROM referral_word w WHERE w.referral_id = r.id AND w.read_at IS NULL) AS unread
        FROM referral r
        JOIN person o ON o.id = r.person_id
        JOIN person p ON p.id = COALESCE(o.merged_into, o.id)
        WHERE r.accepted_at IS NULL
          AND r.returned_at IS NULL
          AND r.withdrawn_at IS NULL
          AND EXISTS (
            SELECT 1
            FROM standing s
            JOIN reach h ON h.party = s.party
            JOIN allowed a ON a.role = h.role AND a.how = s.how
            WHERE s.subject = r.id AND s.until_at IS NULL AND h.account = $1 AND a.action = $2)
        ORDER BY r.sent_at, r.id
        LIMIT $3";
    /// What the reader's organisations have sent, newest first. It goes on only from a line of the reader's own: another's would tell when that was sent.
    SENT = "
        SELECT r.id, r.reference, r.sent_at, r.team_id, r.worker_id, r.accepted_at, r.returned_at, r.withdrawn_at, r.closed_at, p.name,
          p.born
        FROM referral r
        JOIN person p ON p.id = r.person_id
        WHERE (CAST($4 AS UUID) IS NULL OR (r.sent_at, r.id) < (
            SELECT b.sent_at, b.id
            FROM referral b
            WHERE b.id = $4
              AND EXISTS (
                SELECT 1
                FROM standing s
                JOIN reach h ON h.party = s.party
                JOIN allowed a ON a.role = h.role AND a.how = s.how
                WHERE s.subject = b.id AND s.until_at IS NULL AND h.account = $1 AND a.action = $2)))
          AND r.id IN (
            SELECT s.subject
            FROM reach h
            JOIN standing s ON s.party = h.party
            JOIN allowed a ON a.role = h.role AND a.how = s.how
            WHERE h.account = $1 AND a.action = $2 AND s.until_at IS NULL)
        ORDER BY r.sent_at DESC, r.id DESC
        LIMIT $3";
    ACCEPT = "
        UPDATE referral
        SET accepted_at = $2, accepted_by = $3, version = version + 1
        WHERE id = $1 AND version = $4 AND accepted_at IS NULL AND returned_at IS NULL AND withdrawn_at IS NULL";
    RETURN = "
        UPDATE referral
        SET returned_at = $2, returned_by = $3, returned_why = $4, returned_note = $5, version = version + 1
        WHERE id = $1 AND version = $6 AND accepted_at IS NULL AND returned_at IS NULL AND withdrawn_at IS NULL";
    WITHDRAW = "
        UPDATE referral
        SET withdrawn_at = $2, version = version + 1
        WHERE id = $1 AND version = $3 AND accepted_at IS NULL AND returned_at IS NULL AND withdrawn_at IS NULL";
    CLOSE = "UPDATE referral SET closed_at = $2, version = version + 1 WHERE id = $1 AND closed_at IS NULL";
    REOPEN = "UPDATE referral SET closed_at = NULL, version = version + 1 WHERE id = $1 AND closed_at IS NOT NULL";
    /// Referrals that wait in a team's inbox.
    WAITING_IN = "
        SELECT CAST(COUNT(*) AS BIGINT) AS n
        FROM referral
        WHERE team_id = $1 AND accepted_at IS NULL AND returned_at IS NULL AND withdrawn_at IS NULL";
    /// Other referrals, with the cases that came of them, by which a team stands to a record of a person.
    OTHERS_OF_TEAM = "
        SELECT CAST(COUNT(*) AS BIGINT) AS n
        FROM referral r
        JOIN person p ON p.id = r.person_id
        WHERE r.team_id = $1 AND r.id <> $2 AND r.withdrawn_at IS NULL AND (p.id = $3 OR p.merged_into = $3)";
    UNDECIDED_OF = "
        SELECT CAST(COUNT(*) AS BIGINT) AS n
        FROM referral
        WHERE organisation_id = $1 AND accepted_at IS NULL AND returned_at IS NULL AND withdrawn_at IS NULL";
    SETTINGS = "SELECT code, label, active, version FROM referral_setting ORDER BY position, code";
    ADD_SETTING = "
        INSERT INTO referral_setting (code, position, active, label, version)
        SELECT CAST($1 AS TEXT), COALESCE(MAX(position), 0) + 1, TRUE, CAST($2 AS TEXT), 1
        FROM referral_setting
        WHERE TRUE
        ON CONFLICT (code) DO NOTHING";
    SWITCH_SETTING = "UPDATE referral_setting SET active = $2, version = version + 1 WHERE code = $1 AND version = $3";
    ADD_WORD = "
        INSERT INTO referral_word (id, referral_id, worker_id, words, reach_only, sent_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (id) DO NOTHING";
    WORDS = "
        SELECT id, referral_id, worker_id, words, reach_only, sent_at, read_at, read_by
        FROM referral_word
        WHERE referral_id = $1
        ORDER BY sent_at DESC, id DESC";
    READ_WORD = "UPDATE referral_word SET read_at = $3, read_by = $4 WHERE id = $1 AND referral_id = $2 AND read_at IS NULL";
}

pub async fn find(rx: &mut Rx, id: Id<Referral>) -> Result<Option<Referral>> {
    rx.maybe(FIND, (id,)).await
}

pub(super) async fn add(tx: &mut Tx, r: &Referral) -> Result<()> {
    let args = (
        r.id,
        r.reference,
        r.person_id,
        r.pathway.as_str(),
        r.pathway_version,
        r.setting.as_str(),
        r.organisation_id,
        r.worker_id,
        r.team_id,
        r.reason.clone(),
        r.answers.clone(),
        r.sent_at,
    );
    tx.run(ADD, args).await.map(|_| ())
}

/// A line of the inbox.
#[derive(Debug, sqlx_macros::FromRow)]
pub struct Waiting {
    pub id: Id<Referral>,
    pub reference: Reference,
    pub sent_at: Instant,
    pub setting: String,
    pub organisation_id: Id<crate::identity::Organisation>,
    pub team_id: Id<crate::identity::Team>,
    pub reason: Private<String>,
    pub answers: sqlx::types::Json<std::collections::BTreeMap<String, Vec<String>>>,
    pub name: Private<String>,
    pub born: Option<Date>,
    pub language: Option<String>,
    pub interpreter: bool,
    /// The last yes or no about sharing what was written with the team.
    pub share: Option<String>,
    /// How much the sender has written since and nobody in the team has read.
    pub unread: i64,
}

pub(super) async fn inbox(rx: &mut Rx, scope: &Scope, limit: i64) -> Result<Vec<Waiting>> {
    rx.all(INBOX, (scope.account(), scope.action(), limit)).await
}

/// A line of what was sent.
#[derive(Debug, sqlx_macros::FromRow)]
pub(super) struct SentRow {
    pub id: Id<Referral>,
    pub reference: Reference,
    pub sent_at: Instant,
    pub team_id: Id<crate::identity::Team>,
    pub worker_id: Id<crate::identity::Worker>,
    pub accepted_at: Option<Instant>,
    pub returned_at: Option<Instant>,
    pub withdrawn_at: Option<Instant>,
    pub closed_at: Option<Instant>,
    pub name: Private<String>,
    pub born: Option<Date>,
}

impl SentRow {
    pub fn status(&self) -> Status {
        let been = |at: Option<Instant>| at.is_some();
        Status::of(been(self.withdrawn_at), been(self.returned_at), been(self.closed_at), been(self.accepted_at))
    }
}

/// What was sent before a referral; before none: the latest.
pub(super) async fn sent(rx: &mut Rx, scope: &Scope, before: Option<Id<Referral>>, limit: i64) -> Result<Vec<SentRow>> {
    rx.all(SENT, (scope.account(), scope.action(), limit, before)).await
}

pub(super) async fn accept(
    tx: &mut Tx,
    r: &Referral,
    by: Option<Id<crate::identity::Worker>>,
    at: Instant,
) -> Result<()> {
    tx.update(ACCEPT, (r.id, at, by, r.version)).await
}

pub(super) async fn send_back(
    tx: &mut Tx,
    r: &Referral,
    by: Option<Id<crate::identity::Worker>>,
    at: Instant,
    why: &str,
    note: Option<String>,
) -> Result<()> {
    tx.update(RETURN, (r.id, at, by, why, note, r.version)).await
}

pub(super) async fn withdraw(tx: &mut Tx, r: &Referral, at: Instant) -> Result<()> {
    tx.update(WITHDRAW, (r.id, at, r.version)).await
}

pub(super) async fn close(tx: &mut Tx, id: Id<Referral>, at: Instant) -> Result<()> {
    tx.run(CLOSE, (id, at)).await.map(|_| ())
}

pub(super) async fn reopen(tx: &mut Tx, id: Id<Referral>) -> Result<()> {
    tx.run(REOPEN, (id,)).await.map(|_| ())
}

/// How many referrals wait in a team's inbox.
pub async fn waiting_in(rx: &mut Rx, team: Id<Team>) -> Result<i64> {
    rx.value(WAITING_IN, (team,)).await
}

/// Whether a team stands to a record of a person by anything besides this referral.
pub async fn team_has_others(rx: &mut Rx, team: Id<Team>, but: Id<Referral>, person: Id<Person>) -> Result<bool> {
    Ok(rx.value::<i64>(OTHERS_OF_TEAM, (team, but, person)).await? > 0)
}

/// How many referrals that an organisation sent nobody has decided yet.
pub async fn undecided_of(rx: &mut Rx, organisation: Id<Organisation>) -> Result<i64> {
    rx.value(UNDECIDED_OF, (organisation,)).await
}

/// The settings that referrals come from, in order; those that are switched off too.
pub async fn settings(rx: &mut Rx) -> Result<Vec<Setting>> {
    rx.all(SETTINGS, ()).await
}

/// False when there is one with this code.
pub(super) async fn add_setting(tx: &mut Tx, code: &str, label: &str) -> Result<bool> {
    Ok(tx.run(ADD_SETTING, (code, label)).await? == 1)
}

pub(super) async fn switch_setting(tx: &mut Tx, code: &str, on: bool, version: i64) -> Result<()> {
    tx.update(SWITCH_SETTING, (code, on, version)).await
}

/// False when it was written before: the same form, sent twice.
pub(super) async fn add_word(tx: &mut Tx, w: &Word) -> Result<bool> {
    let args = (w.id, w.referral_id, w.worker_id, w.words.clone(), w.reach_only, w.sent_at);
    Ok(tx.run(ADD_WORD, args).await? == 1)
}

/// What the sender wrote later, newest first.
pub async fn words_of(rx: &mut Rx, id: Id<Referral>) -> Result<Vec<Word>> {
    rx.all(WORDS, (id,)).await
}

/// False when somebody had read it before.
pub(super) async fn read_word(
    tx: &mut Tx,
    id: Id<Word>,
    of: Id<Referral>,
    at: Instant,
    by: Option<Id<crate::identity::Worker>>,
) -> Result<bool> {
    Ok(tx.run(READ_WORD, (id, of, at, by)).await? == 1)
}
