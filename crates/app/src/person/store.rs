//! The SQL of the slice.

// Tables that this slice writes, drawn from the migrations by `cargo xtask gen`:
//   person: id, name, name_key, sound_key, born, nhs_number, gender, language, interpreter, residence,
//      address, postcode, phone, email, safe_channels, safe_note, merged_into, created_at, version, ethnicity
//   safety_rule: id, person_id, kind, source, note, bars, since_at, added_by, until_at, ended_by, ended_why
//   agreement: id, person_id, fact, answer, subject, recipient, what, asked_by, asked_how, asked_on, note,
//      recorded_at, takes_back, said_by, told
// (end of tables)

use super::{
    agreement::Agreement,
    model::{Person, SafetyRule},
};
use base::{Error, Result, Rx, Tx};
use kernel::{
    Date, Id, Instant, NhsNumber,
    name::{name_key, sound_key},
};
use uuid::Uuid;

base::sql! {
    FIND = "
        SELECT id, name, born, nhs_number, gender, language, interpreter, ethnicity, residence, address, postcode, phone, email,
          safe_channels, safe_note, merged_into, created_at, version
        FROM person
        WHERE id = $1";
    ADD = "
        INSERT INTO person (id, name, name_key, sound_key, born, nhs_number, gender, language, interpreter, ethnicity, residence,
          address, postcode, phone, email, safe_channels, safe_note, created_at, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, 1)";
    /// People whom an organisation already supports, by NHS number or by name and day of birth, without a safety rule.
    KNOWN_TO = "
        SELECT p.id, p.name, p.born, p.nhs_number, p.gender, p.language, p.interpreter, p.ethnicity, p.residence, p.address, p.postcode,
          p.phone, p.email, p.safe_channels, p.safe_note, p.merged_into, p.created_at, p.version
        FROM person p
        JOIN standing s ON s.subject = p.id
        WHERE s.party = $1
          AND s.how = 'sender'
          AND s.until_at IS NULL
          AND p.merged_into IS NULL
          AND (p.nhs_number = $2 OR (p.name_key = $3 AND p.born = $4))
          AND NOT EXISTS (SELECT 1 FROM safety_rule r WHERE r.person_id = p.id AND r.until_at IS NULL)
        ORDER BY p.created_at, p.id
        LIMIT 5";
    /// People whom a team may already support and who may be the same, by NHS number, or by sound of the name and day of birth.
    SAME_FOR_TEAM = "
        SELECT p.id, p.name, p.born, p.nhs_number, p.gender, p.language, p.interpreter, p.ethnicity, p.residence, p.address, p.postcode,
          p.phone, p.email, p.safe_channels, p.safe_note, p.merged_into, p.created_at, p.version
        FROM person p
        JOIN standing s ON s.subject = p.id
        WHERE s.party = $1
          AND s.how = 'team'
          AND s.until_at IS NULL
          AND p.merged_into IS NULL
          AND p.id <> $2
          AND (p.nhs_number = $3 OR (p.sound_key = $4 AND (p.born = $5 OR p.born IS NULL OR CAST($5 AS DATE) IS NULL)))
        ORDER BY p.created_at, p.id
        LIMIT 5";
    /// Changes nothing, and keeps the row to this transaction.
    HOLD = "UPDATE person SET version = version WHERE id = $1";
    MERGE = "UPDATE person SET merged_into = $2, version = version + 1 WHERE id = $1 AND version = $3 AND merged_into IS NULL";
    UNMERGE = "UPDATE person SET merged_into = NULL, version = version + 1 WHERE id = $1 AND version = $2 AND merged_into IS NOT NULL";
    MERGED_INTO = "
        SELECT id, name, born, nhs_number, gender, language, interpreter, ethnicity, residence, address, postcode, phone, email,
          safe_channels, safe_note, merged_into, created_at, version
        FROM person
        WHERE merged_into = $1
        ORDER BY created_at, id";
    ADD_RULE = "
        INSERT INTO safety_rule (id, person_id, kind, source, note, bars, since_at, added_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (id) DO NOTHING";
    /// Ended ones too: whoever asks says whether they count.
    RULES = "
        SELECT id, person_id, kind, source, note, bars, since_at, added_by, until_at, ended_by, ended_why
        FROM safety_rule
        WHERE person_id = $1
        ORDER BY since_at, id";
    END_RULE = "
        UPDATE safety_rule
        SET until_at = $2, ended_by = $3, ended_why = $4
        WHERE id = $1 AND until_at IS NULL";
    /// One fact is taken back once: of two at the same moment the second adds nothing.
    ADD_AGREEMENT = "
        INSERT INTO agreement (id, person_id, fact, answer, subject, recipient, what, asked_by, asked_how, asked_on, note, recorded_at,
          takes_back, said_by, told)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
        ON CONFLICT DO NOTHING";
    AGREEMENTS_ABOUT = "
        SELECT id, person_id, fact, answer, subject, recipient, what, asked_by, asked_how, asked_on, note, recorded_at, takes_back,
          said_by, told
        FROM agreement
        WHERE subject = $1
        ORDER BY recorded_at, id";
}

/// A person, by id.
pub async fn find(rx: &mut Rx, id: Id<Person>) -> Result<Option<Person>> {
    rx.maybe(FIND, (id,)).await
}

pub(super) async fn add(tx: &mut Tx, p: &Person) -> Result<()> {
    let args = (
        p.id,
        p.name.0.as_str(),
        name_key(&p.name),
        sound_key(&p.name),
        p.born,
        p.nhs_number,
        p.gender.clone(),
        p.language.clone(),
        p.interpreter,
        p.ethnicity.clone(),
        p.residence.clone(),
        p.address.clone(),
        p.postcode.clone(),
        p.phone.clone(),
        p.email.clone(),
        p.safe_channels.as_str(),
        p.safe_note.clone(),
        p.created_at,
    );
    tx.run(ADD, args).await.map(|_| ())
}

pub(super) async fn known_to(
    rx: &mut Rx,
    organisation: Uuid,
    nhs_number: Option<NhsNumber>,
    name: &str,
    born: Option<Date>,
) -> Result<Vec<Person>> {
    rx.all(KNOWN_TO, (Id::<()>::from_uuid(organisation), nhs_number, name_key(name), born)).await
}

pub(super) async fn same_for_team(rx: &mut Rx, team: Uuid, p: &Person) -> Result<Vec<Person>> {
    rx.all(SAME_FOR_TEAM, (Id::<()>::from_uuid(team), p.id, p.nhs_number, sound_key(&p.name), p.born)).await
}

/// Keeps records of people to this transaction, in the order of their ids: who stands how to them, and which of them are one person, is counted and
/// written by one transaction after the other.
pub async fn hold(tx: &mut Tx, records: impl IntoIterator<Item = Id<Person>>) -> Result<()> {
    let mut ids: Vec<_> = records.into_iter().collect();
    ids.sort();
    ids.dedup();
    for id in ids {
        tx.run(HOLD, (id,)).await?;
    }
    Ok(())
}

/// Says that a record is about the same person as another, which is kept: one that was not itself put with a third in the meantime, and so no circle.
pub async fn merge_into(tx: &mut Tx, from: &Person, to: Id<Person>) -> Result<()> {
    hold(tx, [from.id, to]).await?;
    if find(tx, to).await?.is_none_or(|kept| kept.merged_into.is_some()) {
        return Err(Error::Conflict("conflict-changed"));
    }
    tx.update(MERGE, (from.id, to, from.version)).await
}

/// Takes a merge back: nothing was rewritten, so nothing has to be restored.
pub async fn unmerge(tx: &mut Tx, p: &Person) -> Result<()> {
    tx.update(UNMERGE, (p.id, p.version)).await
}

/// The records that were merged into this one.
pub(super) async fn merged_into(rx: &mut Rx, id: Id<Person>) -> Result<Vec<Person>> {
    rx.all(MERGED_INTO, (id,)).await
}

/// False when it is there already.
pub(super) async fn add_rule(tx: &mut Tx, r: &SafetyRule) -> Result<bool> {
    let args = (r.id, r.person_id, r.kind.as_str(), r.source, r.note.clone(), r.bars.as_str(), r.since_at, r.added_by);
    Ok(tx.run(ADD_RULE, args).await? == 1)
}

/// The rules of one record that bind everybody who deals with the person.
pub(super) async fn find_rules(rx: &mut Rx, person: Id<Person>) -> Result<Vec<SafetyRule>> {
    Ok(all_rules(rx, person).await?.into_iter().filter(|r| r.until_at.is_none()).collect())
}

/// Every rule that one record ever had.
pub async fn all_rules(rx: &mut Rx, person: Id<Person>) -> Result<Vec<SafetyRule>> {
    rx.all(RULES, (person,)).await
}

pub(super) async fn end_rule(
    tx: &mut Tx,
    id: Id<SafetyRule>,
    at: Instant,
    by: Option<Id<()>>,
    why: &str,
) -> Result<()> {
    tx.update(END_RULE, (id, at, by, why)).await
}

/// False when it is there already, or when what it takes back was taken back before.
pub(super) async fn add_agreement(tx: &mut Tx, a: &Agreement, at: Instant) -> Result<bool> {
    let args = (
        a.id,
        a.person_id,
        a.fact.as_str(),
        a.answer.as_str(),
        Id::<()>::from_uuid(a.subject.uuid()),
        a.recipient,
        a.what.clone(),
        a.asked_by,
        a.asked_how.clone(),
        a.asked_on,
        a.note.clone(),
        at,
        a.takes_back,
        a.said_by.clone(),
        a.told.clone(),
    );
    Ok(tx.run(ADD_AGREEMENT, args).await? == 1)
}

pub(super) async fn agreements_about(rx: &mut Rx, subject: Uuid) -> Result<Vec<Agreement>> {
    rx.all(AGREEMENTS_ABOUT, (Id::<()>::from_uuid(subject),)).await
}
