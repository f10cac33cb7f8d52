//! The SQL of the slice.

// Tables that this slice writes, drawn from the migrations by `cargo xtask gen`:
//   onward_referral: id, reference, case_id, person_id, service_id, worker_id, shared, shared_hash, sent_at,
//      accepted_at, first_on, declined_at, declined_why, answer_note, attended_at, came, feedback,
//      withdrawn_at, version
//   onward_link: id, onward_id, mail_id, token_hash, pin_mac, created_at, expires_at, wrong_pins, ended_at,
//      ended_why
//   onward_visit: token_hash, link_id, ends_at
// (end of tables)

use super::model::{Link, OnwardReferral, WRONG_PINS};
use crate::{case::Case, identity::Team};
use base::{Result, Rx, Tx};
use kernel::{Date, Id, Instant};

base::sql! {
    FIND = "
        SELECT id, reference, case_id, person_id, service_id, worker_id, shared, sent_at, accepted_at, first_on, declined_at, declined_why,
          answer_note, attended_at, came, feedback, withdrawn_at, version
        FROM onward_referral
        WHERE id = $1";
    OF_CASE = "
        SELECT id, reference, case_id, person_id, service_id, worker_id, shared, sent_at, accepted_at, first_on, declined_at, declined_why,
          answer_note, attended_at, came, feedback, withdrawn_at, version
        FROM onward_referral
        WHERE case_id = $1
        ORDER BY sent_at DESC, id DESC";
    ADD = "
        INSERT INTO onward_referral (id, reference, case_id, person_id, service_id, worker_id, shared, shared_hash, sent_at, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)";
    ACCEPT = "
        UPDATE onward_referral
        SET accepted_at = $2, first_on = $3, answer_note = $4, version = version + 1
        WHERE id = $1 AND version = $5 AND accepted_at IS NULL AND declined_at IS NULL AND withdrawn_at IS NULL";
    DECLINE = "
        UPDATE onward_referral
        SET declined_at = $2, declined_why = $3, answer_note = $4, version = version + 1
        WHERE id = $1 AND version = $5 AND accepted_at IS NULL AND declined_at IS NULL AND withdrawn_at IS NULL";
    ATTEND = "
        UPDATE onward_referral
        SET attended_at = $2, came = $3, feedback = $4, version = version + 1
        WHERE id = $1 AND version = $5 AND accepted_at IS NOT NULL AND withdrawn_at IS NULL";
    WITHDRAW = "
        UPDATE onward_referral
        SET withdrawn_at = $2, version = version + 1
        WHERE id = $1 AND version = $3 AND withdrawn_at IS NULL AND declined_at IS NULL AND (came IS NULL OR NOT came)";
    SENT_AGAIN = "UPDATE onward_referral SET version = version + 1 WHERE id = $1 AND version = $2";
    ADD_LINK = "
        INSERT INTO onward_link (id, onward_id, mail_id, token_hash, pin_mac, created_at, expires_at, wrong_pins)
        VALUES ($1, $2, $3, $4, $5, $6, $7, 0)";
    LINK = "
        SELECT id, onward_id, mail_id, pin_mac, expires_at, wrong_pins, ended_at
        FROM onward_link
        WHERE token_hash = $1";
    LAST_LINK = "
        SELECT id, onward_id, mail_id, pin_mac, expires_at, wrong_pins, ended_at
        FROM onward_link
        WHERE onward_id = $1
        ORDER BY created_at DESC, id DESC
        LIMIT 1";
    /// Links that a service can still answer by, in the closed cases of a team.
    FOLLOWED_IN = "
        SELECT CAST(COUNT(*) AS BIGINT) AS n
        FROM onward_link l
        JOIN onward_referral o ON o.id = l.onward_id
        JOIN support_case c ON c.id = o.case_id
        WHERE c.team_id = $1 AND c.closed_at IS NOT NULL AND l.ended_at IS NULL AND l.expires_at > $2 AND l.wrong_pins < $3";
    /// Changes nothing, and keeps the row to this transaction.
    HOLD_LINK = "UPDATE onward_link SET wrong_pins = wrong_pins WHERE token_hash = $1";
    WRONG_PIN = "UPDATE onward_link SET wrong_pins = wrong_pins + 1 WHERE id = $1";
    END_LINKS = "UPDATE onward_link SET ended_at = $2, ended_why = $3 WHERE onward_id = $1 AND ended_at IS NULL";
    ADD_VISIT = "INSERT INTO onward_visit (token_hash, link_id, ends_at) VALUES ($1, $2, $3)";
    VISIT = "SELECT link_id AS n FROM onward_visit WHERE token_hash = $1 AND ends_at > $2";
    FORGET_VISITS = "DELETE FROM onward_visit WHERE ends_at < $1";
}

pub async fn find(rx: &mut Rx, id: Id<OnwardReferral>) -> Result<Option<OnwardReferral>> {
    rx.maybe(FIND, (id,)).await
}

/// Every onward referral of a case, newest first.
pub async fn of_case(rx: &mut Rx, case: Id<Case>) -> Result<Vec<OnwardReferral>> {
    rx.all(OF_CASE, (case,)).await
}

pub(super) async fn add(tx: &mut Tx, o: &OnwardReferral, hash: &str) -> Result<()> {
    let args =
        (o.id, o.reference, o.case_id, o.person_id, o.service_id, o.worker_id, o.shared.clone(), hash, o.sent_at);
    tx.run(ADD, args).await.map(|_| ())
}

pub(super) async fn accept(
    tx: &mut Tx,
    o: &OnwardReferral,
    at: Instant,
    first: Option<Date>,
    note: Option<String>,
) -> Result<()> {
    tx.update(ACCEPT, (o.id, at, first, note, o.version)).await
}

pub(super) async fn decline(
    tx: &mut Tx,
    o: &OnwardReferral,
    at: Instant,
    why: &str,
    note: Option<String>,
) -> Result<()> {
    tx.update(DECLINE, (o.id, at, why, note, o.version)).await
}

pub(super) async fn attend(
    tx: &mut Tx,
    o: &OnwardReferral,
    at: Instant,
    came: bool,
    said: Option<String>,
) -> Result<()> {
    tx.update(ATTEND, (o.id, at, came, said, o.version)).await
}

pub(super) async fn withdraw(tx: &mut Tx, o: &OnwardReferral, at: Instant) -> Result<()> {
    tx.update(WITHDRAW, (o.id, at, o.version)).await
}

/// It is about to get a new link, as it was read: nobody has answered it or taken it back.
pub(super) async fn sent_again(tx: &mut Tx, o: &OnwardReferral) -> Result<()> {
    tx.update(SENT_AGAIN, (o.id, o.version)).await
}

pub(super) async fn add_link(tx: &mut Tx, l: &Link, token_hash: &str, at: Instant) -> Result<()> {
    tx.run(ADD_LINK, (l.id, l.onward_id, l.mail_id, token_hash, l.pin_mac.as_str(), at, l.expires_at)).await.map(|_| ())
}

pub(super) async fn link(rx: &mut Rx, token_hash: &str) -> Result<Option<Link>> {
    rx.maybe(LINK, (token_hash,)).await
}

/// The newest link of an onward referral.
pub(super) async fn last_link(rx: &mut Rx, onward: Id<OnwardReferral>) -> Result<Option<Link>> {
    rx.maybe(LAST_LINK, (onward,)).await
}

/// How many services can still answer a team about somebody whose case it has closed.
pub async fn followed_in(rx: &mut Rx, team: Id<Team>, now: Instant) -> Result<i64> {
    rx.value(FOLLOWED_IN, (team, now, WRONG_PINS)).await
}

/// Keeps a link to this transaction: guesses at its PIN are counted one after the other.
pub(super) async fn hold_link(tx: &mut Tx, token_hash: &str) -> Result<()> {
    tx.run(HOLD_LINK, (token_hash,)).await.map(|_| ())
}

pub(super) async fn wrong_pin(tx: &mut Tx, link: Id<Link>) -> Result<()> {
    tx.run(WRONG_PIN, (link,)).await.map(|_| ())
}

pub(super) async fn end_links(tx: &mut Tx, onward: Id<OnwardReferral>, at: Instant, why: &str) -> Result<()> {
    tx.run(END_LINKS, (onward, at, why)).await.map(|_| ())
}

pub(super) async fn add_visit(
    tx: &mut Tx,
    token_hash: &str,
    link: Id<Link>,
    ends: Instant,
    now: Instant,
) -> Result<()> {
    tx.run(FORGET_VISITS, (now,)).await?;
    tx.run(ADD_VISIT, (token_hash, link, ends)).await.map(|_| ())
}

/// The link whose PIN was given in a browser.
pub(super) async fn visit(rx: &mut Rx, token_hash: &str, now: Instant) -> Result<Option<Id<Link>>> {
    Ok(rx.values(VISIT, (token_hash, now)).await?.pop())
}
