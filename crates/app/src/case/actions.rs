//! What can be done with a case. Each takes the time from the context; who did it is who is signed in, or who is named when a job acts.

use super::{
    begin::{CaseClosed, CaseOpened},
    contact::draft_kind,
    model::{Case, Contact, close_refused, first_contact_due, team_standing},
    store,
};
use crate::{
    identity::{self, Worker},
    pathway,
    person::{self, Person},
    policy::{self, CASE_CLOSE, CASE_OPEN, CASE_REOPEN, CASE_TRANSFER, CASE_WRITE, CASELOAD, PERSON_EDIT, TEAM},
    referral::{self, Referral},
};
use base::{
    Ctx, Error, FieldErrors, Result, Rx, Tx, ctx,
    draft::{self, Draft},
    events,
    history::{self, Change},
    http::{form::Fields, wizard::DRAFT_EDIT},
};
use kernel::{Date, Id, Instant, Private};

/// Accepting a referral.
#[derive(Debug)]
pub struct Accept {
    pub referral: Id<Referral>,
    /// The version that was on the screen.
    pub version: i64,
    /// Whose caseload it goes on.
    pub worker: Id<Worker>,
    /// The answer to "is it the same person?"; must be given when there are candidates.
    pub same: Option<Same>,
}

/// Whether the team knows the person already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Same {
    /// It is this one: the two records are about one human being.
    As(Id<Person>),
    Nobody,
}

/// Takes a referral: opens its case, sets the clock of the first contact. Accepting what one has accepted already leads to the same case.
pub async fn accept(ctx: &Ctx, new: Accept) -> Result<Id<Case>> {
    let (mut tx, referral) = ctx.write(&CASE_OPEN, new.referral).await?;
    if let Some(earlier) = store::of_referral(&mut tx, referral.id).await? {
        let mine = earlier.worker_id == new.worker;
        return if mine { Ok(earlier.id) } else { Err(Error::Conflict("conflict-referral-decided")) };
    }
    let described = person::find(&mut tx, referral.person_id).await?.ok_or(Error::NotFound)?;
    let candidates = person::merge_candidates(&mut tx, referral.team_id.uuid(), &described).await?;
    let known = match new.same {
        Some(Same::As(id)) => Some(candidates.iter().find(|c| c.id == id).ok_or_else(same_missing)?.id),
        Some(Same::Nobody) => None,
        None if candidates.is_empty() => None,
        None => return Err(same_missing()),
    };
    person::hold(&mut tx, [described.id].into_iter().chain(known)).await?;
    let referral = referral::accepted(&mut tx, ctx, referral.id, new.version, new.worker).await?;
    must_be_in_team(&mut tx, new.worker, referral.team_id).await?;

    let case = Case {
        id: ctx.id(),
        referral_id: referral.id,
        person_id: referral.person_id,
        pathway: referral.pathway.clone(),
        pathway_version: referral.pathway_version,
        team_id: referral.team_id,
        worker_id: new.worker,
        opened_at: ctx.now(),
        main_need: None,
        next_step: None,
        next_step_by: None,
        last_contact_at: None,
        attempts: 0,
        closed_at: None,
        closed_why: None,
        closed_note: None,
        due_at: None,
        first_contact_at: None,
        raised_at: None,
        version: 1,
    };
    store::add(&mut tx, &case).await?;
    if let Some(limit) = pathway::find(&case.pathway).and_then(|p| p.clocks.get("first-contact")) {
        let due = first_contact_due(ctx.now(), limit.working_days);
        store::set_clock(&mut tx, ctx.id(), case.id, ctx.now(), due).await?;
    }
    stand_for_case(&mut tx, &case, ctx.now()).await?;
    if let Some(kept) = known {
        person::merge_into(&mut tx, &described, kept).await?;
        stand_for_person(&mut tx, &case, kept, ctx.now()).await?;
        let change = Change { event: "person-merged", after: Some(kept.to_string()), ..Default::default() };
        history::append(&mut tx, ctx, described.id.uuid(), change).await?;
        history::append(&mut tx, ctx, case.id.uuid(), Change { event: "case-merged", ..Default::default() }).await?;
    }
    let change = Change { event: "case-opened", after: Some(new.worker.to_string()), ..Default::default() };
    history::append(&mut tx, ctx, case.id.uuid(), change).await?;
    events::emit(&mut tx, ctx, &CaseOpened { case: case.id }).await?;
    tx.commit().await?;
    Ok(case.id)
}

fn same_missing() -> Error {
    let mut errors = FieldErrors::default();
    errors.add("same", "error-same-missing");
    Error::Invalid(errors)
}

/// Keeps a case to this transaction, and before it its person, under the record that was referred and the one that is kept: for whoever changes who stands
/// how to them.
pub async fn hold(tx: &mut Tx, case: &Case) -> Result<()> {
    hold_person(tx, case).await?;
    store::hold(tx, case.id).await
}

async fn hold_person(tx: &mut Tx, case: &Case) -> Result<()> {
    let ids = |records: Vec<Person>| records.into_iter().map(|p| p.id).collect::<Vec<_>>();
    let records = ids(person::kept(tx, case.person_id).await?);
    person::hold(tx, records.clone()).await?;
    // The two may have been put together, or not any more, while this waited.
    if ids(person::kept(tx, case.person_id).await?) == records {
        Ok(())
    } else {
        Err(Error::Conflict("conflict-changed"))
    }
}

/// Only somebody who supports people in the case's team can hold it.
async fn must_be_in_team(tx: &mut Tx, worker: Id<Worker>, team: Id<identity::Team>) -> Result<()> {
    if is_in_team(tx, worker, team).await? { Ok(()) } else { Err(Error::Conflict("conflict-not-in-team")) }
}

async fn is_in_team(tx: &mut Tx, worker: Id<Worker>, team: Id<identity::Team>) -> Result<bool> {
    let memberships = identity::memberships_of(tx, worker).await?;
    Ok(memberships.iter().any(|m| m.team_id == team && policy::SEE_CASES.contains(&m.role.as_str())))
}

/// Writes who stands how to a case, its referral and its person. For a narrow pathway the team's plain standing ends here: it was needed to decide.
async fn stand_for_case(tx: &mut Tx, case: &Case, at: Instant) -> Result<()> {
    let how = case.team_standing();
    for subject in [case.id.uuid(), case.referral_id.uuid()] {
        ctx::stand(tx, subject, case.worker_id.uuid(), CASELOAD, at).await?;
        ctx::stand(tx, subject, case.team_id.uuid(), how, at).await?;
    }
    if how != TEAM {
        ctx::unstand(tx, case.referral_id.uuid(), case.team_id.uuid(), TEAM, at).await?;
    }
    stand_for_person(tx, case, case.person_id, at).await
}

async fn stand_for_person(tx: &mut Tx, case: &Case, person: Id<Person>, at: Instant) -> Result<()> {
    ctx::stand(tx, person.uuid(), case.worker_id.uuid(), CASELOAD, at).await?;
    ctx::stand(tx, person.uuid(), case.team_id.uuid(), case.team_standing(), at).await?;
    let others = referral::team_has_others(tx, case.team_id, case.referral_id, person).await?;
    if team_standing(&case.pathway) != TEAM && !others {
        ctx::unstand(tx, person.uuid(), case.team_id.uuid(), TEAM, at).await?;
    }
    Ok(())
}

/// Ends the holder's own standing: the case goes to somebody else, or is over. What the team has is not touched.
async fn end_caseload(tx: &mut Tx, case: &Case, at: Instant) -> Result<()> {
    let holder = case.worker_id;
    for subject in [case.id.uuid(), case.referral_id.uuid()] {
        ctx::unstand(tx, subject, holder.uuid(), CASELOAD, at).await?;
    }
    for person in [Some(case.person_id), put_with(tx, case).await?].into_iter().flatten() {
        if !store::worker_has_others(tx, holder, case.id, person).await? {
            ctx::unstand(tx, person.uuid(), holder.uuid(), CASELOAD, at).await?;
        }
    }
    Ok(())
}

/// Writes the standing of whoever holds the case from now on, to the record that was referred and to the one that is kept. To that one only where their
/// team is there for it: another team, which has the same person under the record that was referred, may have put the two together.
async fn begin_caseload(tx: &mut Tx, case: &Case, at: Instant) -> Result<()> {
    stand_for_case(tx, case, at).await?;
    if let Some(kept) = put_with(tx, case).await?
        && ctx::stands(tx, kept.uuid(), case.team_id.uuid(), case.team_standing()).await?
    {
        stand_for_person(tx, case, kept, at).await?;
    }
    Ok(())
}

/// The record with which the one that was referred was put together.
async fn put_with(rx: &mut Rx, case: &Case) -> Result<Option<Id<Person>>> {
    Ok(person::find(rx, case.person_id).await?.and_then(|p| p.merged_into))
}

/// Whether the reader may take the two records apart again: for showing the button. The door decides.
pub async fn may_unmerge(rx: &mut Rx, ctx: &Ctx, case: &Case) -> Result<bool> {
    match put_with(rx, case).await? {
        Some(kept) => ctx.would(rx, &PERSON_EDIT, kept).await,
        None => Ok(false),
    }
}

/// The two records were not one person after all. It takes who is there for the record that is kept: what was written under it, the rules for their safety
/// first, binds nobody here any more.
pub async fn unmerge(ctx: &Ctx, id: Id<Case>, version: i64) -> Result<()> {
    let (mut tx, case) = ctx.write(&CASE_WRITE, id).await?;
    current(&case, Some(version))?;
    hold_person(&mut tx, &case).await?;
    let described = person::find(&mut tx, case.person_id).await?.ok_or(Error::NotFound)?;
    let kept = described.merged_into.ok_or(Error::Conflict("conflict-changed"))?;
    ctx.also(&mut tx, &PERSON_EDIT, kept).await?;
    person::unmerge(&mut tx, &described).await?;
    if !store::worker_has_others(&mut tx, case.worker_id, case.id, kept).await? {
        ctx::unstand(&mut tx, kept.uuid(), case.worker_id.uuid(), CASELOAD, ctx.now()).await?;
    }
    let change = Change { event: "person-unmerged", before: Some(kept.to_string()), ..Default::default() };
    history::append(&mut tx, ctx, described.id.uuid(), change).await?;
    history::append(&mut tx, ctx, case.id.uuid(), Change { event: "case-unmerged", ..Default::default() }).await?;
    tx.commit().await
}

fn current(case: &Case, version: Option<i64>) -> Result<()> {
    if version.is_some_and(|v| v != case.version) { Err(Error::Conflict("conflict-changed")) } else { Ok(()) }
}

/// A contact that is to be written down.
#[derive(Debug)]
pub struct NewContact {
    /// Chosen when the form was opened, so that the same form sent twice is one contact.
    pub id: Id<Contact>,
    pub by: Id<Worker>,
    pub channel: String,
    pub took_place: bool,
    pub at: Instant,
    pub minutes: Option<i64>,
    pub present: Option<String>,
    pub note: Option<String>,
    pub next_step: Option<String>,
    pub next_step_by: Option<Date>,
}

/// The draft of a form, held. One that no script has kept anything of yet is made here, so that what a script sends late finds that the form was sent.
async fn hold_draft(tx: &mut Tx, ctx: &Ctx, id: Id<Draft>, kind: &str) -> Result<Draft> {
    draft::start_as(tx, ctx, id, kind, &Fields::default()).await?;
    let draft = ctx.also(tx, &DRAFT_EDIT, id).await?;
    if draft.kind == kind { draft::hold(tx, &draft).await } else { Err(Error::NotFound) }
}

/// Writes a contact down. The next step becomes the case's; the first contact that took place stops the clock. The draft of its form has the contact's id.
///
/// # Errors
/// A conflict when a contact with this id says something else: a form that was sent is not sent again with other words.
pub async fn log_contact(ctx: &Ctx, id: Id<Case>, draft: Option<Id<Draft>>, new: NewContact) -> Result<Id<Contact>> {
    let (mut tx, case) = ctx.write(&CASE_WRITE, id).await?;
    if !case.can("contact", ctx.now()) || !store::hold_open(&mut tx, id).await? {
        return Err(Error::Conflict("conflict-case-closed"));
    }
    let contact = Contact {
        id: new.id,
        case_id: case.id,
        channel: new.channel,
        took_place: new.took_place,
        at: new.at,
        minutes: new.minutes,
        present: new.present.map(Private),
        note: new.note.map(Private),
        next_step: new.next_step.map(Private),
        next_step_by: new.next_step_by,
        worker_id: new.by,
        recorded_at: ctx.now(),
        withdrawn_at: None,
        withdrawn_by: None,
    };
    if let Some(draft) = draft {
        let draft = hold_draft(&mut tx, ctx, draft, &draft_kind(id)).await?;
        if draft.became.is_none() {
            draft::became(&mut tx, ctx, &draft, contact.id.uuid()).await?;
        }
    }
    if !store::add_contact(&mut tx, &contact).await? {
        let earlier = store::contacts(&mut tx, case.id).await?.into_iter().find(|c| c.id == contact.id);
        if !earlier.is_some_and(|c| c.says_the_same(&contact)) {
            return Err(Error::Conflict("conflict-contact-logged"));
        }
        tx.commit().await?;
        return Ok(contact.id);
    }
    store::set_next(&mut tx, case.id, contact.next_step.clone(), contact.next_step_by).await?;
    store::recount(&mut tx, case.id).await?;
    let event = if contact.took_place { "case-contact" } else { "case-attempt" };
    history::append(&mut tx, ctx, case.id.uuid(), Change { event, ..Default::default() }).await?;
    tx.commit().await?;
    Ok(contact.id)
}

/// Takes back a contact that was written down by mistake. It stays readable, struck through; the clock may run again.
pub async fn withdraw_contact(ctx: &Ctx, id: Id<Case>, contact: Id<Contact>) -> Result<()> {
    let (mut tx, case) = ctx.write(&CASE_WRITE, id).await?;
    let by = ctx.actor.account().map(Id::from_uuid);
    // What a case was closed with stays what it was: it may say that they were spoken with.
    if !store::hold_open(&mut tx, id).await? {
        return Err(Error::Conflict("conflict-case-closed"));
    }
    if store::withdraw_contact(&mut tx, contact, case.id, ctx.now(), by).await? {
        store::recount(&mut tx, case.id).await?;
        // The next step that it brought goes with it; the one before stands again.
        let left = store::contacts(&mut tx, case.id).await?.into_iter().filter(|c| c.withdrawn_at.is_none());
        let last = left.max_by_key(|c| (c.recorded_at, c.id));
        let (step, by) = last.map_or((None, None), |c| (c.next_step, c.next_step_by));
        store::set_next(&mut tx, case.id, step, by).await?;
        let change = Change { event: "case-contact-withdrawn", ..Default::default() };
        history::append(&mut tx, ctx, case.id.uuid(), change).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Gives a case to a colleague of its team.
pub async fn transfer(
    ctx: &Ctx,
    id: Id<Case>,
    version: Option<i64>,
    to: Id<Worker>,
    why: Option<String>,
) -> Result<()> {
    let (mut tx, case) = ctx.write(&CASE_TRANSFER, id).await?;
    current(&case, version)?;
    if !case.can("transfer", ctx.now()) {
        return Err(Error::Conflict("conflict-case-closed"));
    }
    if to == case.worker_id {
        return Ok(());
    }
    must_be_in_team(&mut tx, to, case.team_id).await?;
    hold(&mut tx, &case).await?;
    store::transfer(&mut tx, &case, to).await?;
    let from = case.worker_id;
    end_caseload(&mut tx, &case, ctx.now()).await?;
    let case = Case { worker_id: to, ..case };
    begin_caseload(&mut tx, &case, ctx.now()).await?;
    let change = Change { event: "case-transferred", before: Some(from.to_string()), after: Some(to.to_string()), why };
    history::append(&mut tx, ctx, case.id.uuid(), change).await?;
    tx.commit().await
}

/// Ends a case with a reason of its pathway. The sender sees that the support has ended.
///
/// # Errors
/// [`Error::Invalid`] on `why` when the facts do not bear the reason out: see `close_refused`.
pub async fn close(
    ctx: &Ctx,
    id: Id<Case>,
    version: Option<i64>,
    by: Id<Worker>,
    why: &str,
    note: Option<String>,
) -> Result<()> {
    let (mut tx, case) = ctx.write(&CASE_CLOSE, id).await?;
    closing(&mut tx, ctx, &case, Closing { version, by, why, note }).await?;
    tx.commit().await
}

/// How a case ends.
#[derive(Debug)]
pub struct Closing<'a> {
    /// The version that was on the screen.
    pub version: Option<i64>,
    pub by: Id<Worker>,
    /// A code of the pathway's closures.
    pub why: &'a str,
    pub note: Option<String>,
}

/// The same in the transaction of a later slice, which has opened the door. It leaves nobody's caseload: the holder's own standing ends here, the team's
/// goes on, so that the record can be read for a complaint, or taken up again.
pub async fn closing(tx: &mut Tx, ctx: &Ctx, case: &Case, end: Closing<'_>) -> Result<()> {
    let Closing { version, by, why, note } = end;
    current(case, version)?;
    if !case.can("close", ctx.now()) {
        return Err(Error::Conflict("conflict-case-closed"));
    }
    let reason = pathway::find(&case.pathway).and_then(|p| p.closure(why));
    let mut errors = FieldErrors::default();
    match reason {
        None => errors.add("why", "error-close-why"),
        Some(r) => {
            if let Some(key) = close_refused(r.counts_as.as_deref(), case.last_contact_at.is_some(), case.attempts) {
                errors.add("why", key);
            }
        }
    }
    errors.finish()?;
    hold(tx, case).await?;
    store::close(tx, case, ctx.now(), Some(by), why, note.map(Private)).await?;
    referral::closed(tx, ctx, case.referral_id).await?;
    end_caseload(tx, case, ctx.now()).await?;
    let change = Change { event: "case-closed", why: Some(why.to_owned()), ..Default::default() };
    history::append(tx, ctx, case.id.uuid(), change).await?;
    events::emit(tx, ctx, &CaseClosed { case: case.id, why: why.to_owned() }).await
}

/// Takes a closed case up again, within thirty days. Whoever held it holds it again; where they support nobody in the team any more, whoever takes it up.
pub async fn reopen(ctx: &Ctx, id: Id<Case>, version: Option<i64>) -> Result<()> {
    let (mut tx, mut case) = ctx.write(&CASE_REOPEN, id).await?;
    current(&case, version)?;
    if !case.can("reopen", ctx.now()) || !identity::hold_open(&mut tx, case.team_id).await? {
        return Err(Error::Conflict("conflict-reopen"));
    }
    if !is_in_team(&mut tx, case.worker_id, case.team_id).await? {
        case.worker_id = ctx.actor.account().map_or(case.worker_id, Id::from_uuid);
        must_be_in_team(&mut tx, case.worker_id, case.team_id).await?;
    }
    hold(&mut tx, &case).await?;
    store::reopen(&mut tx, &case, case.worker_id).await?;
    referral::reopened(&mut tx, ctx, case.referral_id).await?;
    begin_caseload(&mut tx, &case, ctx.now()).await?;
    let after = Some(case.worker_id.to_string());
    let change = Change { event: "case-reopened", before: case.closed_why, after, ..Default::default() };
    history::append(&mut tx, ctx, case.id.uuid(), change).await?;
    tx.commit().await
}

/// The plan says which need matters most: called by the slice `plan` in its own transaction.
pub async fn set_main_need(tx: &mut Tx, id: Id<Case>, code: Option<String>) -> Result<()> {
    store::set_main_need(tx, id, code).await
}
