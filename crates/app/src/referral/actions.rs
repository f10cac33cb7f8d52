//! Sending a referral, writing to the team later, sending it back, withdrawing it; and what the slice `case` tells about it.

use super::{
    model::{Referral, Word},
    store,
};
use crate::{
    identity::{self, Organisation, Team, Worker},
    pathway::Pack,
    person::{self, Answer, Described, Fact, NewAgreement, Person},
    policy::{REFERRAL_DECIDE, REFERRAL_NEW, REFERRAL_WITHDRAW, REFERRAL_WORD, REFERRAL_WORD_READ, SENDER, TEAM},
};
use base::{
    Ctx, Error, Result, Rx, Tx, ctx,
    draft::{self, Draft},
    history::{self, Change},
    http::wizard::DRAFT_EDIT,
};
use kernel::{Date, Id, Private, Reference};
use sqlx::types::Json;
use std::collections::BTreeMap;

/// A referral that is ready to be sent.
#[derive(Debug)]
pub struct NewReferral<'a> {
    pub organisation: Id<Organisation>,
    pub team: Id<Team>,
    pub setting: &'a str,
    pub pathway: &'a Pack,
    pub person: Who,
    pub reason: &'a str,
    pub answers: BTreeMap<String, Vec<String>>,
    pub agreement: Agreed<'a>,
}

/// Whom it is about.
#[derive(Debug)]
pub enum Who {
    /// Somebody whom the sender's organisation already supports, chosen by the referrer.
    Known(Id<Person>),
    Described(Box<Described>),
}

/// The three facts of agreement as the referrer gives them.
#[derive(Debug, Clone, Copy)]
pub struct Agreed<'a> {
    pub referred: Answer,
    pub who_sees: Answer,
    pub share: Answer,
    pub how: Option<&'a str>,
    pub on: Option<Date>,
    pub note: Option<&'a str>,
}

/// Sends a referral to a team's inbox. With a draft: a second submit of the same draft finds the first one's referral and makes nothing.
pub async fn send(ctx: &Ctx, draft: Option<Id<Draft>>, new: NewReferral<'_>) -> Result<Id<Referral>> {
    let (mut tx, _) = ctx.write(&REFERRAL_NEW, new.organisation).await?;
    let draft = match draft {
        Some(id) => Some(ctx.also(&mut tx, &DRAFT_EDIT, id).await?),
        None => None,
    };
    if let Some(earlier) = draft.as_ref().and_then(|d| d.became) {
        return Ok(earlier.cast());
    }
    // Whoever ends the organisation's last team counts what it has sent: this too, or the sender works there no longer.
    identity::hold_organisation(&mut tx, new.organisation).await?;
    if let Some(me) = ctx.actor.account() {
        let mine = identity::memberships_of(&mut tx, Id::from_uuid(me)).await?;
        if !mine.iter().any(|m| m.organisation_id == new.organisation) {
            return Err(Error::Conflict("conflict-organisation-gone"));
        }
    }
    let team = identity::team(&mut tx, new.team).await?.filter(|t| t.serves(&new.pathway.code));
    let team = team.ok_or(Error::Conflict("conflict-team-closed"))?;
    if !identity::hold_open(&mut tx, team.id).await? {
        return Err(Error::Conflict("conflict-team-closed"));
    }
    if let Who::Known(id) = &new.person {
        person::hold(&mut tx, [*id]).await?;
    }
    let draft = match draft {
        Some(draft) => Some(draft::hold(&mut tx, &draft).await?),
        None => None,
    };
    // Of two presses at once the second has waited for the first.
    if let Some(earlier) = draft.as_ref().and_then(|d| d.became) {
        return Ok(earlier.cast());
    }
    if !store::settings(&mut tx).await?.iter().any(|s| s.active && s.code == new.setting) {
        return Err(Error::Conflict("conflict-setting-off"));
    }

    let id: Id<Referral> = ctx.id();
    let person = match new.person {
        Who::Known(id) => {
            // The choice was made on an earlier page; it counts only while the organisation still supports them.
            ctx.also(&mut tx, &crate::policy::PERSON_KNOWN, id).await?.id
        }
        Who::Described(described) => person::add(&mut tx, ctx, &described, id.uuid()).await?.id,
    };
    let referral = Referral {
        id,
        reference: Reference::from_bits(ctx.machine.ids.bits()),
        person_id: person,
        pathway: new.pathway.code.clone(),
        pathway_version: new.pathway.version,
        setting: new.setting.to_owned(),
        organisation_id: new.organisation,
        worker_id: Id::from_uuid(ctx.actor.account().unwrap_or_default()),
        team_id: team.id,
        reason: Private(new.reason.to_owned()),
        answers: Json(new.answers),
        sent_at: ctx.now(),
        accepted_at: None,
        accepted_by: None,
        returned_at: None,
        returned_why: None,
        returned_note: None,
        withdrawn_at: None,
        closed_at: None,
        version: 1,
    };
    store::add(&mut tx, &referral).await?;
    ctx::stand(&mut tx, referral.id.uuid(), new.organisation.uuid(), SENDER, ctx.now()).await?;
    ctx::stand(&mut tx, referral.id.uuid(), team.id.uuid(), TEAM, ctx.now()).await?;
    person::stand_for(&mut tx, ctx, person, new.organisation.uuid(), team.id.uuid()).await?;
    record_agreement(&mut tx, ctx, &referral, new.agreement).await?;
    history::append(&mut tx, ctx, referral.id.uuid(), Change { event: "referral-sent", ..Default::default() }).await?;
    if let Some(draft) = &draft {
        draft::became(&mut tx, ctx, draft, referral.id.uuid()).await?;
    }
    tx.commit().await?;
    Ok(referral.id)
}

async fn record_agreement(tx: &mut Tx, ctx: &Ctx, referral: &Referral, a: Agreed<'_>) -> Result<()> {
    for (fact, answer, recipient) in [
        (Fact::Referred, a.referred, None),
        (Fact::WhoSees, a.who_sees, None),
        (Fact::Share, a.share, Some(referral.team_id.uuid())),
    ] {
        let asked = matches!(answer, Answer::Yes | Answer::No);
        let new = NewAgreement {
            fact,
            answer,
            subject: referral.id.uuid(),
            recipient,
            what: None,
            how: a.how.filter(|_| asked),
            on: a.on.filter(|_| asked),
            note: a.note,
        };
        person::record_agreement(tx, ctx, referral.person_id, new).await?;
    }
    Ok(())
}

/// The team sends it back, with a reason from the pathway's list and a word to the sender.
pub async fn send_back(ctx: &Ctx, id: Id<Referral>, version: i64, why: &str, note: Option<String>) -> Result<()> {
    let (mut tx, referral) = ctx.write(&REFERRAL_DECIDE, id).await?;
    if referral.version != version || !referral.can("return") {
        return Err(Error::Conflict("conflict-referral-decided"));
    }
    store::send_back(&mut tx, &referral, ctx.actor.account().map(Id::from_uuid), ctx.now(), why, note).await?;
    let change = Change { event: "referral-returned", why: Some(why.to_owned()), ..Default::default() };
    history::append(&mut tx, ctx, id.uuid(), change).await?;
    tx.commit().await
}

/// The sender takes it back before anybody has accepted it. With this commit it is closed to the team, and so is the person, unless the team is there for
/// them by another referral.
pub async fn withdraw(ctx: &Ctx, id: Id<Referral>) -> Result<()> {
    let (mut tx, referral) = ctx.write(&REFERRAL_WITHDRAW, id).await?;
    if !referral.can("withdraw") {
        return Err(Error::Conflict("conflict-referral-decided"));
    }
    store::withdraw(&mut tx, &referral, ctx.now()).await?;
    let (person, team) = (referral.person_id, referral.team_id);
    ctx::unstand(&mut tx, id.uuid(), team.uuid(), TEAM, ctx.now()).await?;
    if !store::team_has_others(&mut tx, team, id, person).await? {
        ctx::unstand(&mut tx, person.uuid(), team.uuid(), TEAM, ctx.now()).await?;
    }
    let change = Change { event: "referral-withdrawn", ..Default::default() };
    history::append(&mut tx, ctx, id.uuid(), change).await?;
    tx.commit().await
}

/// The sender writes to the team that has it: "he has moved to ward 4". `word` was chosen when the form was opened, so that the same form sent twice is
/// one word. `reach_only` is the sender's answer to whether it is only about reaching them, or a danger: the team reads that whatever the person has said
/// since, and the sender need not be told what that was.
pub async fn add_word(ctx: &Ctx, id: Id<Referral>, word: Id<Word>, words: &str, reach_only: bool) -> Result<()> {
    let (mut tx, referral) = ctx.write(&REFERRAL_WORD, id).await?;
    if !referral.takes_words() {
        return Err(Error::Conflict("conflict-referral-over"));
    }
    let word = Word {
        id: word,
        referral_id: id,
        worker_id: Id::from_uuid(ctx.actor.account().unwrap_or_default()),
        words: Private(words.to_owned()),
        reach_only,
        sent_at: ctx.now(),
        read_at: None,
        read_by: None,
    };
    if store::add_word(&mut tx, &word).await? {
        let change = Change { event: "referral-word-added", ..Default::default() };
        history::append(&mut tx, ctx, id.uuid(), change).await?;
        tx.commit().await?;
    } else {
        let there = store::words_of(&mut tx, id).await?.into_iter().find(|w| w.id == word.id);
        if there.is_none_or(|w| (w.words.0, w.reach_only) != (word.words.0, reach_only)) {
            return Err(Error::Conflict("conflict-added"));
        }
    }
    Ok(())
}

/// Somebody of the team says that they have read it. Twice is once; who was first stays.
pub async fn read_word(ctx: &Ctx, id: Id<Referral>, word: Id<Word>) -> Result<()> {
    let (mut tx, _) = ctx.write(&REFERRAL_WORD_READ, id).await?;
    if store::read_word(&mut tx, word, id, ctx.now(), ctx.actor.account().map(Id::from_uuid)).await? {
        let change = Change { event: "referral-word-read", ..Default::default() };
        history::append(&mut tx, ctx, id.uuid(), change).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Whether the person's last word about this referral is no: to being referred, or to the team's having what was written.
pub async fn refuses(rx: &mut Rx, id: Id<Referral>, fact: Fact) -> Result<bool> {
    Ok(person::refused(&person::agreements_about(rx, id.uuid()).await?, fact))
}

/// A link worker has taken it: called by the slice `case` in its own transaction.
pub async fn accepted(tx: &mut Tx, ctx: &Ctx, id: Id<Referral>, version: i64, by: Id<Worker>) -> Result<Referral> {
    let referral = ctx.also(tx, &REFERRAL_DECIDE, id).await?;
    if referral.version != version || !referral.can("accept") {
        return Err(Error::Conflict("conflict-referral-decided"));
    }
    store::accept(tx, &referral, Some(by), ctx.now()).await?;
    history::append(tx, ctx, id.uuid(), Change { event: "referral-accepted", ..Default::default() }).await?;
    Ok(referral)
}

/// The case that came of it was closed.
pub async fn closed(tx: &mut Tx, ctx: &Ctx, id: Id<Referral>) -> Result<()> {
    store::close(tx, id, ctx.now()).await?;
    history::append(tx, ctx, id.uuid(), Change { event: "referral-closed", ..Default::default() }).await
}

/// The case that came of it goes on after all.
pub async fn reopened(tx: &mut Tx, ctx: &Ctx, id: Id<Referral>) -> Result<()> {
    store::reopen(tx, id).await?;
    history::append(tx, ctx, id.uuid(), Change { event: "referral-reopened", ..Default::default() }).await
}
