//! What can be done with people. Doors are opened by the slices that have a reason: a referral, a case.

use super::{
    model::{Person, SafetyRule},
    store,
    whom::everywhere,
};
use crate::policy::{SENDER, TEAM};
use base::{Ctx, Error, Result, Rx, Tx, ctx, history};
use kernel::{Date, Email, Id, NhsNumber, Phone, Postcode, Private};
use uuid::Uuid;

/// A person as somebody describes them.
#[derive(Debug, Default, Clone)]
pub struct Described {
    pub name: String,
    pub born: Option<Date>,
    pub nhs_number: Option<NhsNumber>,
    pub gender: Option<String>,
    pub language: Option<String>,
    pub interpreter: bool,
    /// One of [`super::ETHNICITIES`].
    pub ethnicity: Option<String>,
    pub residence: Option<String>,
    pub address: Option<String>,
    pub postcode: Option<Postcode>,
    pub phone: Option<Phone>,
    pub email: Option<Email>,
    pub safe_channels: Vec<String>,
    pub safe_note: Option<String>,
    /// What makes contact dangerous; becomes a safety rule.
    pub danger: Option<String>,
}

/// Adds a person in the caller's transaction; `source` is the referral in which they were described.
pub async fn add(tx: &mut Tx, ctx: &Ctx, d: &Described, source: Uuid) -> Result<Person> {
    let person = Person {
        id: ctx.id(),
        name: Private(d.name.clone()),
        born: d.born,
        nhs_number: d.nhs_number,
        gender: d.gender.clone(),
        language: d.language.clone(),
        interpreter: d.interpreter,
        ethnicity: d.ethnicity.clone().map(Private),
        residence: d.residence.clone(),
        address: d.address.clone().map(Private),
        postcode: d.postcode.clone(),
        phone: d.phone.clone(),
        email: d.email.clone(),
        safe_channels: d.safe_channels.join(" "),
        safe_note: d.safe_note.clone().map(Private),
        merged_into: None,
        created_at: ctx.now(),
        version: 1,
    };
    store::add(tx, &person).await?;
    history::append(tx, ctx, person.id.uuid(), history::Change { event: "person-added", ..Default::default() }).await?;
    if let Some(danger) = &d.danger {
        let rule = NewRule { id: ctx.id(), kind: "contact", bars: &[], note: danger, source };
        add_rule(tx, ctx, person.id, rule).await?;
    }
    Ok(person)
}

/// A rule that is about to be written.
#[derive(Debug)]
pub struct NewRule<'a> {
    /// Chosen when the form was opened, so that the same form sent twice is one rule.
    pub id: Id<SafetyRule>,
    pub kind: &'a str,
    pub bars: &'a [String],
    pub note: &'a str,
    /// The referral or the case that it comes from.
    pub source: Uuid,
}

/// Adds a rule to the very record it was said of, so that taking a merge back takes nothing from it. False when it was added before.
///
/// # Errors
/// [`Error::Conflict`] when the same form had added another rule, or one that has ended since: what is on the screen would bind nobody.
pub async fn add_rule(tx: &mut Tx, ctx: &Ctx, person: Id<Person>, new: NewRule<'_>) -> Result<bool> {
    let rule = SafetyRule {
        id: new.id,
        person_id: person,
        kind: new.kind.to_owned(),
        source: Some(Id::from_uuid(new.source)),
        note: Private(new.note.to_owned()),
        bars: new.bars.join(" "),
        since_at: ctx.now(),
        added_by: ctx.actor.account().map(Id::from_uuid),
        until_at: None,
        ended_by: None,
        ended_why: None,
    };
    let added = store::add_rule(tx, &rule).await?;
    if added {
        happened(tx, ctx, person, "safety-rule-added", rule.id).await?;
    } else {
        let there = store::find_rules(tx, person).await?.into_iter().find(|r| r.id == rule.id);
        if there.is_none_or(|r| (r.kind, r.note.0, r.bars) != (rule.kind, rule.note.0, rule.bars)) {
            return Err(Error::Conflict("conflict-added"));
        }
    }
    Ok(added)
}

/// Ends a rule with a reason. It binds nobody any more, and stays to be read. False when the same account ended it before.
pub async fn end_rule(tx: &mut Tx, ctx: &Ctx, rule: &SafetyRule, why: &str) -> Result<bool> {
    let by = ctx.actor.account().map(Id::from_uuid);
    if rule.until_at.is_some() {
        return if rule.ended_by == by { Ok(false) } else { Err(Error::Conflict("conflict-rule-ended")) };
    }
    store::end_rule(tx, rule.id, ctx.now(), by, why).await?;
    happened(tx, ctx, rule.person_id, "safety-rule-ended", rule.id).await?;
    Ok(true)
}

async fn happened(tx: &mut Tx, ctx: &Ctx, person: Id<Person>, event: &str, rule: Id<SafetyRule>) -> Result<()> {
    let change = history::Change { event, after: Some(rule.to_string()), ..Default::default() };
    history::append(tx, ctx, person.uuid(), change).await
}

/// Writes that an organisation sent somebody and that a team is there for them.
pub async fn stand_for(tx: &mut Tx, ctx: &Ctx, person: Id<Person>, organisation: Uuid, team: Uuid) -> Result<()> {
    ctx::stand(tx, person.uuid(), organisation, SENDER, ctx.now()).await?;
    ctx::stand(tx, person.uuid(), team, TEAM, ctx.now()).await
}

/// People whom this organisation already supports and who fit what was typed; nobody with a safety rule is among them, under whichever record it stands.
pub async fn known_to(rx: &mut Rx, organisation: Uuid, d: &Described) -> Result<Vec<Person>> {
    let mut known = vec![];
    for person in store::known_to(rx, organisation, d.nhs_number, &d.name, d.born).await? {
        let mut rules = 0;
        for record in everywhere(rx, person.id).await? {
            rules += store::find_rules(rx, record.id).await?.len();
        }
        if rules == 0 {
            known.push(person);
        }
    }
    Ok(known)
}

/// People whom this team already supports and who may be the same human being.
pub async fn merge_candidates(rx: &mut Rx, team: Uuid, person: &Person) -> Result<Vec<Person>> {
    store::same_for_team(rx, team, person).await
}
