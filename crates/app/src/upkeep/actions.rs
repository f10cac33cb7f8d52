//! What can be done: report a problem, make sure of an entry, ask for a change, decide on one. Claims and coming in stand in [`super::keepers`].

use super::{
    hidden,
    keepers::Why,
    letters::{self, What},
    model::{Edit, Keeper, Problem, Weight},
    store::{self, Answered, Check},
};
use crate::{
    directory::{self, Field, Made, Service},
    policy::{LISTING_DECIDE, LISTING_KEEP, LISTING_PROPOSE, PROBLEM_REPORT, SERVICE_CHECK, UPKEEP_KNOCK},
};
use base::{Action, Ctx, Error, House, Result, Tx, settings};
use jiff::SignedDuration;
use kernel::Id;
use serde_json::Value;

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Somebody says that something is wrong with an entry. The same again, unanswered, is counted and not written twice; whether it is new.
pub(super) async fn report(ctx: &Ctx, id: Id<Service>, what: &str, words: Option<String>) -> Result<bool> {
    let (mut tx, service) = ctx.write(&PROBLEM_REPORT, id).await?;
    let problem = Problem { words, ..Problem::found(ctx, service.id, what) };
    let new = store::add_problem(&mut tx, &problem, ctx.actor.account().map(Id::from_uuid)).await?;
    tx.commit().await?;
    Ok(new)
}

/// Somebody who looks into it says what became of a problem: `fixed`, or `nothing` was wrong. Where somebody else has answered it meanwhile, what they said.
pub(super) async fn answer_problem(ctx: &Ctx, id: Id<Problem>, fixed: bool) -> Result<Option<Answered>> {
    let (mut rx, _) = ctx.read(&crate::policy::UPKEEP_VIEW, House::id()).await?;
    let service = store::problem(&mut rx, id).await?.ok_or(Error::NotFound)?.service_id;
    drop(rx);
    let (mut tx, _) = ctx.write(&SERVICE_CHECK, service).await?;
    let problem = store::problem(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let by = ctx.actor.account().map(Id::from_uuid);
    let answer = if fixed { "fixed" } else { "nothing" };
    if let Some(there) = store::answered(&mut tx, id).await? {
        // The same form twice is one answer.
        let own = there.answered_by == by.map(Id::cast) && there.answer == answer;
        return Ok(Some(there).filter(|_| !own));
    }
    store::answer_problem(&mut tx, &problem, answer, "worker", by, ctx.now()).await?;
    tx.commit().await?;
    Ok(None)
}

/// What a link worker found when they tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    Right,
    Nobody,
}

/// Whoever presses again so soon has tried once.
const TWICE: SignedDuration = SignedDuration::from_secs(60);

/// A link worker rang, or was there.
pub(super) async fn checked(ctx: &Ctx, id: Id<Service>, how: &str, found: Found, note: Option<String>) -> Result<()> {
    let (mut tx, service) = ctx.write(&SERVICE_CHECK, id).await?;
    let outcome = match found {
        Found::Right => "right",
        Found::Nobody => "unreachable",
    };
    let party = ctx.actor.account().map(Id::from_uuid);
    if let Some(by) = party
        && store::checked_since(&mut tx, service.id, outcome, by, ctx.now().minus(TWICE)).await?
    {
        return tx.commit().await;
    }
    let check = Check { service: service.id, how, outcome, party, note };
    store::add_check(&mut tx, ctx.id(), &check, ctx.now()).await?;
    match found {
        Found::Right => directory::confirm(&mut tx, ctx, service.id, "worker").await?,
        Found::Nobody => directory::not_reached(&mut tx, ctx, service.id).await?,
    }
    tx.commit().await
}

/// Whoever looks after an entry says that it is still right; `ctx` acts as the keeper.
pub(super) async fn kept_right(ctx: &Ctx, keeper: &Keeper, id: Id<Service>) -> Result<()> {
    let (mut tx, service) = ctx.write(&LISTING_KEEP, id).await?;
    right(&mut tx, ctx, service.id, "keeper", Some(keeper.id.cast())).await?;
    tx.commit().await
}

/// Whoever reads the mail of an entry says that it is still right. Twice is once.
pub(super) async fn still_right(ctx: &Ctx, token: &str) -> Result<()> {
    let (mut tx, _) = ctx.write(&UPKEEP_KNOCK, House::id()).await?;
    let service = letters::asked_about(&mut tx, ctx, token).await?.ok_or(Error::NotFound)?.id;
    if letters::use_up(&mut tx, ctx, What::Right, token).await? {
        right(&mut tx, ctx, service, "link", None).await?;
    }
    tx.commit().await
}

async fn right(tx: &mut Tx, ctx: &Ctx, service: Id<Service>, how: &str, party: Option<Id<()>>) -> Result<()> {
    let check = Check { service, how, outcome: "right", party, note: None };
    store::add_check(tx, ctx.id(), &check, ctx.now()).await?;
    directory::confirm(tx, ctx, service, "group").await
}

/// Whoever looks after an entry asks that nobody is sent there for now, or that people are again. While another contact waits for a yes nobody is sent there,
/// whatever they ask.
pub(super) async fn pause(ctx: &Ctx, id: Id<Service>, pause: bool) -> Result<()> {
    let (mut tx, _) = ctx.write(&LISTING_KEEP, id).await?;
    settings::hold(&mut tx, HOLD).await?;
    let service = ctx.also(&mut tx, &LISTING_KEEP, id).await?;
    if !pause && store::edits_waiting_of(&mut tx, service.id).await?.iter().any(Edit::pauses) {
        return Err(Error::Conflict("conflict-contact-waits"));
    }
    directory::pause(&mut tx, ctx, service.id, "asked", pause).await?;
    if !pause {
        resume_members(&mut tx, ctx, service.id).await?;
    }
    tx.commit().await
}

/// Somebody of the house has people sent there again, though its group asked for a pause: nobody is left who could end it.
pub(super) async fn resume(ctx: &Ctx, id: Id<Service>) -> Result<()> {
    let (mut tx, service) = ctx.write(&LISTING_DECIDE, id).await?;
    settings::hold(&mut tx, HOLD).await?;
    directory::pause(&mut tx, ctx, service.id, "asked", false).await?;
    resume_members(&mut tx, ctx, service.id).await?;
    tx.commit().await
}

/// What is shown as one with it pauses it too.
async fn resume_members(tx: &mut Tx, ctx: &Ctx, id: Id<Service>) -> Result<()> {
    for member in directory::merged_with(tx, id).await? {
        directory::pause(tx, ctx, member.id, "asked", false).await?;
    }
    Ok(())
}

/// Only one at a time changes what waits, and what is paused for it.
pub(super) const HOLD: &str = "hold-upkeep";

/// A keeper asks for so many changes in a day at most.
const CHANGES_A_DAY: i64 = 60;

/// Who wants a change.
#[derive(Clone, Copy, Debug)]
pub(super) enum Who<'a> {
    /// Somebody who looks after the entry; the context acts as them.
    Keeper(&'a Keeper),
    /// Somebody of the house.
    Worker,
}

impl Who<'_> {
    fn door(self) -> &'static Action {
        match self {
            Who::Keeper(_) => &LISTING_KEEP,
            Who::Worker => &LISTING_PROPOSE,
        }
    }
}

/// Asks for a change of one field. What is small is seen at once; the rest waits for a yes. `seen`: what the field said on the page that was changed.
///
/// # Errors
/// [`Error::Conflict`] when the field says something else by now.
pub(super) async fn propose(
    ctx: &Ctx,
    who: Who<'_>,
    id: Id<Service>,
    field: Field,
    value: &Value,
    seen: &Value,
) -> Result<Weight> {
    let door = who.door();
    let (mut tx, _) = ctx.write(door, id).await?;
    settings::hold(&mut tx, HOLD).await?;
    // As it is now, and whether they may still: whoever held it before may have thrown them out, or changed the same field.
    let service = ctx.also(&mut tx, door, id).await?;
    let was = field.of(&service);
    // The same form twice is one change.
    let waiting = store::edits_waiting_of(&mut tx, service.id).await?;
    let earlier = waiting.iter().find(|e| e.field == field.code());
    let asked =
        |e: &&Edit| !hidden::is_over(e, &service) && serde_json::from_str::<Value>(&e.value).is_ok_and(|v| v == *value);
    if was == *value || earlier.filter(asked).is_some() {
        return Ok(earlier.map_or(Weight::Small, |_| Weight::of(field, &was, value)));
    }
    if was != *seen {
        return Err(Error::Conflict("conflict-listing-changed"));
    }
    if let Who::Keeper(keeper) = who
        && store::edits_by(&mut tx, keeper.id, ctx.now().minus(DAY)).await? >= CHANGES_A_DAY
    {
        return Err(Error::Later);
    }
    let weight = Weight::of(field, &was, value);
    let edit = Edit {
        id: ctx.id(),
        service_id: service.id,
        keeper_id: match who {
            Who::Keeper(keeper) => Some(keeper.id),
            Who::Worker => None,
        },
        worker_id: ctx.actor.account().map(Id::from_uuid),
        made_at: ctx.now(),
        field: field.code().to_owned(),
        was: was.to_string(),
        value: value.to_string(),
        weight: weight.code().to_owned(),
        live_at: None,
        refused_at: None,
        version: 1,
    };
    // A later wish for the same field takes the place of an earlier one, with the address that went out for it.
    if let Some(earlier) = earlier {
        store::edit_refused(&mut tx, earlier, "later", None, ctx.now()).await?;
        store::end_links(&mut tx, What::Contact.code(), earlier.id.cast(), ctx.now()).await?;
    }
    store::add_edit(&mut tx, &edit).await?;
    match weight {
        Weight::Small => live(&mut tx, ctx, &edit, if edit.keeper_id.is_some() { "keeper" } else { "worker" }).await?,
        Weight::Contact if edit.pauses() => hold(&mut tx, ctx, &service, &edit).await?,
        Weight::Approval | Weight::Contact => {}
    }
    tx.commit().await?;
    Ok(weight)
}

/// Nobody is sent there until whoever is the contact now, or somebody of the house, has said yes. Both are told: who is the contact, and who is to be.
async fn hold(tx: &mut Tx, ctx: &Ctx, service: &Service, edit: &Edit) -> Result<()> {
    directory::pause(tx, ctx, service.id, "contact", true).await?;
    let address = letters::address_of(ctx, service);
    let pairs = [("service", service.name.as_str()), ("address", address.as_str())];
    if let Some(now) = &service.email {
        letters::send_link(tx, ctx, What::Contact, edit.id.cast(), now, "contact", &pairs).await?;
    }
    let next = Some(edit)
        .filter(|e| e.field == Field::Email.code())
        .and_then(|e| serde_json::from_str::<String>(&e.value).ok());
    if let Some(next) = next {
        letters::send(tx, ctx, &next, "contact-next", &pairs).await?;
    }
    Ok(())
}

/// A change is seen from now on; of where a service is only while it says what was to be changed, and nothing of a place that was hidden since.
async fn live(tx: &mut Tx, ctx: &Ctx, edit: &Edit, by_a: &str) -> Result<()> {
    let field = Field::named(&edit.field).ok_or(Error::NotFound)?;
    let now = directory::find(tx, edit.service_id).await?.ok_or(Error::NotFound)?;
    if hidden::is_over(edit, &now) {
        return Err(Error::Conflict("conflict-edit-over"));
    }
    let value = hidden::may_be_told(&now, field, &serde_json::from_str(&edit.value)?)?;
    let by = ctx.actor.account().map(Id::from_uuid);
    store::edit_live(tx, edit, by_a, by, ctx.now()).await?;
    let made_by = edit.keeper_id.map(Id::cast).or(edit.worker_id);
    let by_a = if edit.keeper_id.is_some() { "keeper" } else { "worker" };
    let made = Made { by_a: by_a.to_owned(), by: made_by, why: None };
    directory::correct(tx, ctx, edit.service_id, &[(field, value)], &made).await?;
    if field == Field::Email {
        other_contact(tx, ctx, edit.service_id, Some(edit.id)).await?;
    }
    release(tx, ctx, edit).await
}

/// Somebody else reads the mail of an entry from now on: what was asked of the one before is asked of them.
pub(super) async fn other_contact(tx: &mut Tx, ctx: &Ctx, id: Id<Service>, edit: Option<Id<Edit>>) -> Result<()> {
    store::end_links(tx, What::Right.code(), id.cast(), ctx.now()).await?;
    let Some(service) = directory::find(tx, id).await? else { return Ok(()) };
    let address = letters::address_of(ctx, &service);
    let pairs = [("service", service.name.as_str()), ("address", address.as_str())];
    for other in store::edits_waiting_of(tx, id).await?.iter().filter(|e| Some(e.id) != edit && e.pauses()) {
        store::end_links(tx, What::Contact.code(), other.id.cast(), ctx.now()).await?;
        if let Some(now) = &service.email {
            letters::send_link(tx, ctx, What::Contact, other.id.cast(), now, "contact", &pairs).await?;
        }
    }
    Ok(())
}

/// Once no change of contact waits any more, people are sent there again; unless its keeper asked for a pause.
pub(super) async fn release(tx: &mut Tx, ctx: &Ctx, edit: &Edit) -> Result<()> {
    store::end_links(tx, What::Contact.code(), edit.id.cast(), ctx.now()).await?;
    let held = store::edits_waiting_of(tx, edit.service_id).await?.iter().any(|e| e.id != edit.id && e.pauses());
    if held { Ok(()) } else { directory::pause(tx, ctx, edit.service_id, "contact", false).await }
}

/// Somebody of the house says yes or no to a change. Whoever asked for it, and whoever is the contact, are told.
pub(super) async fn decide_edit(ctx: &Ctx, id: Id<Edit>, yes: bool) -> Result<()> {
    let (mut rx, _) = ctx.read(&crate::policy::UPKEEP_VIEW, House::id()).await?;
    let service = store::edit(&mut rx, id).await?.ok_or(Error::NotFound)?.service_id;
    drop(rx);
    let (mut tx, service) = ctx.write(&LISTING_DECIDE, service).await?;
    settings::hold(&mut tx, HOLD).await?;
    let service = directory::find(&mut tx, service.id).await?.ok_or(Error::NotFound)?;
    let edit = store::edit(&mut tx, id).await?.filter(Edit::waits).ok_or(Error::Conflict("conflict-edit-decided"))?;
    decided(&mut tx, ctx, &service, &edit, yes, "officer").await?;
    tx.commit().await
}

/// Whoever is the contact now says yes or no to another. A no ends the standing of who asked for it: they said something of the group that its own contact
/// says is not so.
pub(super) async fn contact_answers(ctx: &Ctx, token: &str, yes: bool) -> Result<()> {
    let (mut tx, _) = ctx.write(&UPKEEP_KNOCK, House::id()).await?;
    settings::hold(&mut tx, HOLD).await?;
    let id = letters::about::<Edit>(&mut tx, ctx, What::Contact, token).await?.ok_or(Error::NotFound)?;
    let edit = store::edit(&mut tx, id).await?.filter(Edit::waits).ok_or(Error::NotFound)?;
    let service = directory::find(&mut tx, edit.service_id).await?.ok_or(Error::NotFound)?;
    if !letters::is_theirs(&mut tx, token, service.email.as_deref()).await? {
        return Err(Error::NotFound);
    }
    decided(&mut tx, ctx, &service, &edit, yes, "contact").await?;
    if let (false, Some(keeper)) = (yes, edit.keeper_id)
        && let Some(keeper) = store::keeper(&mut tx, keeper).await?
    {
        super::keepers::throw_out(&mut tx, ctx, &keeper, Why::ContactSaidNo).await?;
    }
    if !yes {
        // Somebody of the house looks into it.
        store::add_problem(&mut tx, &Problem::found(ctx, edit.service_id, "wrong-contact"), None).await?;
    }
    tx.commit().await
}

async fn decided(tx: &mut Tx, ctx: &Ctx, service: &Service, edit: &Edit, yes: bool, by_a: &'static str) -> Result<()> {
    let keeper = match edit.keeper_id {
        Some(id) => store::keeper(tx, id).await?,
        None => None,
    };
    if yes {
        live(tx, ctx, edit, by_a).await?;
    } else {
        store::edit_refused(tx, edit, by_a, ctx.actor.account().map(Id::from_uuid), ctx.now()).await?;
        release(tx, ctx, edit).await?;
    }
    let address = letters::address_of(ctx, service);
    let pairs = [("service", service.name.as_str()), ("address", address.as_str())];
    let key = if yes { "edit-live" } else { "edit-refused" };
    if let Some(keeper) = keeper {
        letters::send(tx, ctx, keeper.email.as_str(), key, &pairs).await?;
    }
    // Whoever was the contact learns what somebody else decided.
    if let Some(old) = service.email.as_ref().filter(|_| by_a == "officer" && edit.weight == Weight::Contact.code()) {
        letters::send(tx, ctx, old, if yes { "contact-changed" } else { "contact-kept" }, &pairs).await?;
    }
    Ok(())
}

/// Whoever asked for a change takes it back: a keeper, as whom `ctx` acts, or somebody of the house.
pub(super) async fn take_back(ctx: &Ctx, who: Who<'_>, service: Id<Service>, id: Id<Edit>) -> Result<()> {
    let (mut tx, _) = ctx.write(who.door(), service).await?;
    settings::hold(&mut tx, HOLD).await?;
    let service = ctx.also(&mut tx, who.door(), service).await?;
    let me = ctx.actor.account().map(Id::from_uuid);
    let asked = |e: &Edit| match who {
        Who::Keeper(keeper) => e.keeper_id == Some(keeper.id),
        Who::Worker => e.worker_id.is_some() && e.worker_id == me,
    };
    let own = |e: &Edit| e.service_id == service.id && asked(e);
    let edit = store::edit(&mut tx, id).await?.filter(own).ok_or(Error::NotFound)?;
    if !edit.waits() {
        return Err(Error::Conflict("conflict-edit-decided"));
    }
    fall(&mut tx, ctx, &edit).await?;
    tx.commit().await
}

/// Somebody of the house takes back what they asked for.
pub(super) async fn take_own_back(ctx: &Ctx, id: Id<Edit>) -> Result<()> {
    let (mut rx, _) = ctx.read(&crate::policy::UPKEEP_VIEW, House::id()).await?;
    let service = store::edit(&mut rx, id).await?.ok_or(Error::NotFound)?.service_id;
    drop(rx);
    take_back(ctx, Who::Worker, service, id).await
}

/// A change that nobody has decided falls.
pub(super) async fn fall(tx: &mut Tx, ctx: &Ctx, edit: &Edit) -> Result<()> {
    let by_a = if edit.keeper_id.is_some() { "keeper" } else { "worker" };
    store::edit_refused(tx, edit, by_a, edit.worker_id, ctx.now()).await?;
    release(tx, ctx, edit).await
}
