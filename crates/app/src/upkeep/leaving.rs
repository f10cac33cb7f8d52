//! Somebody does not look after entries any more: they stop, the house says that they have left, or they were none of the group. With them goes what they asked for and
//! nobody has decided; whoever is taken off by somebody else is told, and so is who is left.

use super::{
    actions,
    keepers::CLAIMS,
    letters,
    model::{Keeper, Problem, Proof},
    store,
};
use crate::{
    directory::{self, Service},
    policy::{KEEPER, LISTING_DECIDE, LISTING_KEEP},
};
use base::{Ctx, Result, Rx, Tx, ctx, history, settings};
use kernel::{Email, Id};
use std::collections::HashSet;

/// Why somebody does not look after entries any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// They stopped, or somebody of the house knows that they have left, or have died.
    Left,
    /// The present contact says that they are none of theirs.
    ContactSaidNo,
    /// Somebody of the house does.
    HouseSaidNo,
}

impl Why {
    const fn code(self) -> &'static str {
        match self {
            Why::Left => "left",
            Why::ContactSaidNo => "contact-said-no",
            Why::HouseSaidNo => "house-said-no",
        }
    }
}

/// Somebody stops looking after entries: themselves, or because somebody of the house says so. Whether people are sent nowhere with nobody left who could end that.
pub(super) async fn end(tx: &mut Tx, ctx: &Ctx, keeper: &Keeper, why: Why) -> Result<bool> {
    let kept = store::kept_by(tx, keeper.id).await?;
    store::end_keeper(tx, keeper, ctx.now(), why.code()).await?;
    for subject in kept.iter().map(|s| s.uuid()).chain([keeper.provider_id.uuid()]) {
        ctx::unstand(tx, subject, keeper.id.uuid(), KEEPER, ctx.now()).await?;
    }
    if store::keepers_by_email(tx, &keeper.email).await?.is_empty() {
        store::end_visits_of(tx, &keeper.email).await?;
    }
    // What they asked for and nobody has decided falls with them.
    for edit in store::edits_waiting_by(tx, keeper.id).await? {
        actions::fall(tx, ctx, &edit).await?;
    }
    let doubted = store::doubted(tx, keeper.provider_id).await?;
    let mut alone = false;
    for id in kept {
        if store::keepers_of_service(tx, id).await?.is_empty() {
            directory::hold_provider(tx, id, doubted).await?;
            alone |= left_alone(tx, ctx, id, why).await?;
        }
    }
    let change = history::Change { event: "keeper-ended", why: Some(why.code().to_owned()), ..Default::default() };
    history::append(tx, ctx, keeper.provider_id.uuid(), change).await?;
    Ok(alone)
}

/// Nobody is left who could end a pause that was asked for. Whoever is none of the group asked for nothing; of anybody else it stays, and somebody of the house looks into
/// it: they may be ill. Whether it stays.
async fn left_alone(tx: &mut Tx, ctx: &Ctx, id: Id<Service>, why: Why) -> Result<bool> {
    let service = directory::leaf(tx, id).await?.filter(|s| s.closed_at.is_none());
    let Some(reasons) = service.and_then(|s| s.paused_why) else { return Ok(false) };
    if !reasons.split(' ').any(|r| r == "asked") {
        return Ok(false);
    }
    if why != Why::Left {
        directory::pause(tx, ctx, id, "asked", false).await?;
        return Ok(false);
    }
    store::add_problem(tx, &Problem::found(ctx, id, "no-keeper"), None).await?;
    Ok(true)
}

/// A keeper with everybody whom they let in, and whom those did, whether they look after anything now or not.
pub(super) async fn with_all_they_let_in(rx: &mut Rx, keeper: &Keeper) -> Result<Vec<Keeper>> {
    let mut all = vec![keeper.clone()];
    let mut at = 0;
    while at < all.len() {
        let asked = store::asked_by(rx, all[at].id).await?;
        all.extend(asked.into_iter().filter(|k| !all.iter().any(|have| have.id == k.id)).collect::<Vec<_>>());
        at += 1;
    }
    Ok(all)
}

/// Whether somebody was let in by something else than the mailbox of an entry or a domain: a call, the register, somebody who knows; or by a keeper of whom that is so.
/// The mailbox alone does not undo it: it may be the mailbox that has changed hands.
pub(super) async fn is_known_otherwise(rx: &mut Rx, keeper: &Keeper) -> Result<bool> {
    let mut keeper = keeper.clone();
    loop {
        match (keeper.proof.as_str(), keeper.asked_by) {
            (proof, _) if [Proof::CallBack, Proof::Officer, Proof::Register].iter().any(|p| p.code() == proof) => {
                return Ok(true);
            }
            (proof, Some(by)) if proof == Proof::Keeper.code() => match store::keeper(rx, by).await? {
                Some(asked) => keeper = asked,
                None => return Ok(false),
            },
            _ => return Ok(false),
        }
    }
}

/// The present contact, or somebody of the house, says that somebody is none of the group: they are out at once, with everybody whom they let in.
pub(super) async fn throw_out(tx: &mut Tx, ctx: &Ctx, keeper: &Keeper, why: Why) -> Result<()> {
    // Nobody whom they asked comes in meanwhile.
    settings::hold(tx, CLAIMS).await?;
    let mut out = vec![];
    for keeper in with_all_they_let_in(tx, keeper).await? {
        // One who has left already has let others in all the same.
        if store::keeper(tx, keeper.id).await?.is_some() {
            end(tx, ctx, &keeper, why).await?;
            out.push(keeper);
        }
    }
    for keeper in &out {
        let kept = store::kept_by(tx, keeper.id).await?;
        tell_who_is_out(tx, ctx, keeper, &kept).await?;
    }
    directory::hold_all_of(tx, keeper.provider_id).await
}

/// Whoever does not look after entries any more because somebody else said so learns of it, and so do those who still do.
async fn tell_who_is_out(tx: &mut Tx, ctx: &Ctx, keeper: &Keeper, kept: &[Id<Service>]) -> Result<()> {
    let mut told: HashSet<Email> = HashSet::new();
    for id in kept {
        let Some(service) = directory::find(tx, *id).await?.filter(|s| s.closed_at.is_none()) else { continue };
        let address = letters::address_of(ctx, &service);
        let pairs = [("service", service.name.as_str()), ("address", address.as_str())];
        if told.insert(keeper.email.clone()) {
            letters::send(tx, ctx, keeper.email.as_str(), "keeper-out", &pairs).await?;
        }
        for other in store::keepers_of_service(tx, *id).await? {
            if told.insert(other.email.clone()) {
                letters::send(tx, ctx, other.email.as_str(), "keeper-fewer", &pairs).await?;
            }
        }
    }
    Ok(())
}

/// Somebody looks after one entry no more, and after the others as before.
async fn take(tx: &mut Tx, ctx: &Ctx, keeper: &Keeper, id: Id<Service>) -> Result<()> {
    let by = ctx.actor.account().map(Id::from_uuid);
    if !store::keep_no_more(tx, keeper.id, id, by).await? {
        return Ok(());
    }
    ctx::unstand(tx, id.uuid(), keeper.id.uuid(), KEEPER, ctx.now()).await?;
    for edit in store::edits_waiting_by(tx, keeper.id).await?.iter().filter(|e| e.service_id == id) {
        actions::fall(tx, ctx, edit).await?;
    }
    if store::keepers_of_service(tx, id).await?.is_empty() {
        let doubted = store::doubted(tx, keeper.provider_id).await?;
        directory::hold_provider(tx, id, doubted).await?;
        left_alone(tx, ctx, id, Why::Left).await?;
    }
    let change = history::Change { event: "keeper-ended", why: Some("not-this-one".to_owned()), ..Default::default() };
    history::append(tx, ctx, id.uuid(), change).await?;
    tell_who_is_out(tx, ctx, keeper, &[id]).await
}

/// What somebody of the house says of a keeper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gone {
    /// They have left, or have died.
    Left,
    /// They are none of the group.
    NotTheirs,
    /// They look after other entries of the organisation, and not after this one.
    NotThisOne,
}

/// Somebody of the house says that a keeper does not look after an entry any more.
pub(super) async fn remove(ctx: &Ctx, service: Id<Service>, keeper: Id<Keeper>, gone: Gone) -> Result<()> {
    let (mut tx, service) = ctx.write(&LISTING_DECIDE, service).await?;
    settings::hold(&mut tx, actions::HOLD).await?;
    settings::hold(&mut tx, CLAIMS).await?;
    let all = store::keepers_of_service(&mut tx, service.id).await?;
    // Twice is once.
    if let Some(keeper) = all.iter().find(|k| k.id == keeper) {
        let kept = store::kept_by(&mut tx, keeper.id).await?;
        match gone {
            Gone::NotTheirs => throw_out(&mut tx, ctx, keeper, Why::HouseSaidNo).await?,
            Gone::NotThisOne if kept.len() > 1 => take(&mut tx, ctx, keeper, service.id).await?,
            // Whoever looked after nothing else looks after nothing now.
            Gone::NotThisOne | Gone::Left => {
                end(&mut tx, ctx, keeper, Why::Left).await?;
                tell_who_is_out(&mut tx, ctx, keeper, &kept).await?;
            }
        }
    }
    tx.commit().await
}

/// A keeper leaves; `ctx` acts as them. Whether people are sent nowhere from now on with nobody left who could end that.
pub(super) async fn step_down(ctx: &Ctx, keeper: &Keeper, service: Id<Service>) -> Result<bool> {
    let (mut tx, _) = ctx.write(&LISTING_KEEP, service).await?;
    settings::hold(&mut tx, actions::HOLD).await?;
    ctx.also(&mut tx, &LISTING_KEEP, service).await?;
    let alone = end(&mut tx, ctx, keeper, Why::Left).await?;
    tx.commit().await?;
    Ok(alone)
}
