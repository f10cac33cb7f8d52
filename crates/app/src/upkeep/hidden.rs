//! What waits and says where something is, once nobody may know that any more. What is shown of a change is shown beside what the entry says now, so that no page can
//! tell what the entry itself does not; a change of where it is falls as soon as it is of another place than the entry's own, and its pause with it.

use super::{
    actions, forms, letters,
    model::Edit,
    store::{self, lists},
};
use crate::{
    directory::{self, Field, PlaceHidden, Service, Session},
    policy::UPKEEP_ASK,
};
use base::{
    Ctx, House, Result, Tx,
    events::Told,
    jobs::{Failure, Job},
    settings,
};
use kernel::Id;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeSet;

/// Whether a change of where a service is, `s` as it is shown now, is over: nobody may know where it is, or it says something else than what was to be changed.
/// The form has all places in it, so that a change may name one that was hidden since. (What an earlier release forgot of sessions says nothing any more either.)
pub(super) fn is_over(e: &Edit, s: &Service) -> bool {
    let Some(field) = Field::named(&e.field) else { return false };
    let now = field.of(s).to_string();
    (field.is_place() && (s.masked || e.was != now)) || (field == Field::Sessions && e.value == "null")
}

/// What somebody said of a service in a field, as far as it may be told: its sessions name no place that it has not, and where it is is not said where nobody may
/// know.
pub(super) fn may_be_told(s: &Service, field: Field, value: &Value) -> Result<Value> {
    if s.masked && field.is_place() {
        return Ok(Value::Null);
    }
    if field != Field::Sessions || !value.is_array() {
        return Ok(value.clone());
    }
    let places = forms::called(s);
    let mut all: Vec<Session> = serde_json::from_value(value.clone())?;
    for t in &mut all {
        t.place = t.place.take().filter(|p| places.contains(p));
    }
    Ok(serde_json::to_value(all)?)
}

/// The same in words, a line each.
pub(super) fn in_words(ctx: &Ctx, s: &Service, field: Field, value: &Value) -> Result<Vec<String>> {
    Ok(forms::in_words(ctx, field, &may_be_told(s, field, value)?))
}

/// A change in words: what the entry says now, and what it is to say.
pub(super) fn change(ctx: &Ctx, s: &Service, field: Field, e: &Edit) -> Result<(Vec<String>, Vec<String>)> {
    let value = serde_json::from_str(&e.value)?;
    Ok((forms::in_words(ctx, field, &field.of(s)), in_words(ctx, s, field, &value)?))
}

/// A place of a service must not be public any more: what waits and may say where it is falls, and what was decided is kept without it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct ForgetPlaces(Told<PlaceHidden>);

impl Job for ForgetPlaces {
    const KIND: &'static str = "upkeep-forget-places";
    async fn run(self, ctx: Ctx) -> Result<(), Failure> {
        let id = self.0.event.service;
        let (mut tx, _) = ctx.write(&UPKEEP_ASK, House::id()).await?;
        settings::hold(&mut tx, actions::HOLD).await?;
        of_service(&mut tx, &ctx, id, true).await?;
        store::forget_places(&mut tx, id).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Lets fall what is over for another reason: what hides where an entry is may be one that it is shown as one with.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct DropWhatIsOver;

impl Job for DropWhatIsOver {
    const KIND: &'static str = "upkeep-drop-what-is-over";
    async fn run(self, ctx: Ctx) -> Result<(), Failure> {
        let (mut rx, _) = ctx.read(&UPKEEP_ASK, House::id()).await?;
        let services: BTreeSet<Id<Service>> = lists::edits_of_places(&mut rx).await?.into_iter().collect();
        drop(rx);
        for id in services {
            let (mut tx, _) = ctx.write(&UPKEEP_ASK, House::id()).await?;
            settings::hold(&mut tx, actions::HOLD).await?;
            of_service(&mut tx, &ctx, id, false).await?;
            tx.commit().await?;
        }
        Ok(())
    }
}

/// `hidden`: whatever is said of where it is may be of a place that was hidden.
async fn of_service(tx: &mut Tx, ctx: &Ctx, id: Id<Service>, hidden: bool) -> Result<()> {
    let Some(s) = directory::find(tx, id).await? else { return Ok(()) };
    for e in store::edits_waiting_of(tx, id).await? {
        let Some(field) = Field::named(&e.field) else { continue };
        if is_over(&e, &s) || (hidden && field.is_place()) {
            fall(tx, ctx, &s, &e).await?;
        } else if field == Field::Sessions {
            let told = |text: &str| may_be_told(&s, field, &serde_json::from_str(text)?).map(|v| v.to_string());
            let (was, value) = (told(&e.was)?, told(&e.value)?);
            if (&was, &value) != (&e.was, &e.value) {
                store::rewrite_edit(tx, &e, &was, &value).await?;
            }
        }
    }
    Ok(())
}

/// Whoever wanted it is told, and can look at what the entry says now.
async fn fall(tx: &mut Tx, ctx: &Ctx, s: &Service, e: &Edit) -> Result<()> {
    store::edit_refused(tx, e, "over", None, ctx.now()).await?;
    store::forget_edit(tx, e.id).await?;
    actions::release(tx, ctx, e).await?;
    let keeper = match e.keeper_id {
        Some(id) => store::keeper(tx, id).await?,
        None => None,
    };
    let Some(keeper) = keeper else { return Ok(()) };
    let address = letters::address_of(ctx, s);
    letters::send(tx, ctx, keeper.email.as_str(), "edit-over", &[("service", &s.name), ("address", &address)]).await
}
