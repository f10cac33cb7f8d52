//! What can be done with people. Doors are opened by the slices that have a reason: a referral, a case.

use super::{
    model::{Person, SafetyRule},
    store,
};
use crate::policy::{SENDER, TEAM};
use base::{Ctx, Result, Rx, Tx, ctx, history};
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
        let rule = SafetyRule {
            id: ctx.id(),
            person_id: person.id,
            kind: "contact".to_owned(),
            source: Some(Id::from_uuid(source)),
            note: Private(danger.clone()),
            since_at: ctx.now(),
        };
        store::add_rule(tx, &rule).await?;
    }
    Ok(person)
}

/// Writes that an organisation sent somebody and that a team is there for them.
pub async fn stand_for(tx: &mut Tx, ctx: &Ctx, person: Id<Person>, organisation: Uuid, team: Uuid) -> Result<()> {
    ctx::stand(tx, person.uuid(), organisation, SENDER, ctx.now()).await?;
    ctx::stand(tx, person.uuid(), team, TEAM, ctx.now()).await
}

/// People whom this organisation already supports and who fit what was typed; nobody with a safety rule is among them.
pub async fn known_to(rx: &mut Rx, organisation: Uuid, d: &Described) -> Result<Vec<Person>> {
    store::known_to(rx, organisation, d.nhs_number, &d.name, d.born).await
}

/// People whom this team already supports and who may be the same human being.
pub async fn merge_candidates(rx: &mut Rx, team: Uuid, person: &Person) -> Result<Vec<Person>> {
    store::same_for_team(rx, team, person).await
}
