//! Who looks after entries: claiming one, proving it, coming in by a message, asking a second one, leaving.
//!
//! A keeper has no account and no password: an address that works for an hour is sent to them whenever they ask, and whoever has their mailbox is them. A
//! claim is proved by something that the entry said before anybody claimed it: its mailbox, the domain of its own web site, its number when somebody rings it, or
//! somebody of the house who knows. Once somebody looks after an entry no address is enough for the next: a keeper or somebody of the house says yes.
//!
//! They look after the entries that were there then. What comes later under the same organisation stands in [`super::later`].

use super::{
    letters::{self, What},
    model::{Claim, Keeper, Problem, Proof},
    store,
};
use crate::{
    directory::{self, Made, Service},
    identity,
    policy::{CLAIM_BEGIN, CLAIM_DECIDE, KEEPER, LISTING_DECIDE, LISTING_KEEP, UPKEEP_KNOCK, UPKEEP_VIEW},
};
use base::{Ctx, Error, House, Result, Rx, Tx, ctx, history, seal, settings};
use jiff::SignedDuration;
use kernel::{Email, Id};

/// So many claims one address may begin in a day.
const CLAIMS_A_DAY: i64 = 5;
/// So many claims to one provider's entries are begun in a day: each writes a message to an address that anybody can type. What keepers ask is counted by itself.
const CLAIMS_OF_ONE_A_DAY: i64 = 20;
/// So many messages that let somebody in are sent to one address in an hour.
const WAYS_IN_AN_HOUR: i64 = 5;
/// How long a browser in which somebody came in may come back.
const VISIT: SignedDuration = SignedDuration::from_hours(8);

/// Who looks after an entry is decided one after the other.
pub(super) const CLAIMS: &str = "hold-keeper";

/// In small letters: as keepers are found.
fn folded(email: &Email) -> Email {
    email.key().parse().unwrap_or_else(|_| email.clone())
}

/// Somebody says that they look after an entry. A message goes to the address they gave, whatever it is: what the page says next tells nobody who is known. Whether
/// one was sent: not when there were too many today.
pub(super) async fn begin(ctx: &Ctx, id: Id<Service>, name: &str, email: &Email, said: Option<String>) -> Result<bool> {
    let (mut tx, service) = ctx.write(&CLAIM_BEGIN, id).await?;
    let email = folded(email);
    let few = few(&mut tx, ctx, &service, &email, false).await?;
    if few {
        claim(&mut tx, ctx, &service, name, &email, said, None).await?;
    }
    tx.commit().await?;
    Ok(few)
}

/// Whether another message of this kind may be written today.
async fn few(tx: &mut Tx, ctx: &Ctx, service: &Service, email: &Email, asked: bool) -> Result<bool> {
    let since = ctx.now().minus(SignedDuration::from_hours(24));
    Ok(store::claims_by(tx, email, since, asked).await? < CLAIMS_A_DAY
        && store::claims_of(tx, service.provider_id, since, asked).await? < CLAIMS_OF_ONE_A_DAY)
}

async fn claim(
    tx: &mut Tx,
    ctx: &Ctx,
    service: &Service,
    name: &str,
    email: &Email,
    said: Option<String>,
    asked_by: Option<&Keeper>,
) -> Result<()> {
    let proof = if asked_by.is_some() { Proof::Keeper } else { Proof::Officer };
    let claim = Claim {
        id: ctx.id(),
        provider_id: service.provider_id,
        service_id: service.id,
        name: name.to_owned(),
        email: email.clone(),
        said,
        begun_at: ctx.now(),
        confirmed_at: None,
        proof: proof.code().to_owned(),
        asked_by: asked_by.map(|k| k.id),
        granted_at: None,
        refused_at: None,
        heard_at: None,
        heard_by: None,
        version: 1,
    };
    store::add_claim(tx, &claim).await?;
    // Nothing that somebody typed stands in it: it goes to an address that anybody may have typed.
    let pairs = [("service", service.name.as_str())];
    let key = if proof == Proof::Keeper { "keeper-asked" } else { "claim" };
    letters::send_link(tx, ctx, What::Claim, claim.id.cast(), email.as_str(), key, &pairs).await
}

/// The claim that a message is about, while it waits for its answer.
pub(super) async fn claim_of(ctx: &Ctx, token: &str) -> Result<(Claim, Service)> {
    let (mut rx, _) = ctx.read(&UPKEEP_KNOCK, House::id()).await?;
    let id = letters::about::<Claim>(&mut rx, ctx, What::Claim, token).await?.ok_or(Error::NotFound)?;
    let claim = store::claim(&mut rx, id).await?.ok_or(Error::NotFound)?;
    let service = directory::find(&mut rx, claim.service_id).await?.ok_or(Error::NotFound)?;
    Ok((claim, service))
}

/// They opened the message and say that it was them. What they proved by that, and whether it was enough.
pub(super) async fn confirm(ctx: &Ctx, token: &str) -> Result<(Proof, bool)> {
    let (mut tx, _) = ctx.write(&UPKEEP_KNOCK, House::id()).await?;
    // Of two who claim the same at once, the second has to be let in by the first.
    settings::hold(&mut tx, CLAIMS).await?;
    let id = letters::about::<Claim>(&mut tx, ctx, What::Claim, token).await?.ok_or(Error::NotFound)?;
    if !letters::use_up(&mut tx, ctx, What::Claim, token).await? {
        return Err(Error::NotFound);
    }
    let claim = store::claim(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let service = directory::find(&mut tx, claim.service_id).await?.ok_or(Error::NotFound)?;
    let keepers = store::keepers_of(&mut tx, claim.provider_id).await?;
    // Whoever asked them must still look after it.
    let asked = claim.asked_by.is_some_and(|by| keepers.iter().any(|k| k.id == by));
    let doubted = !keepers.is_empty() || store::doubted(&mut tx, claim.provider_id).await?;
    let own = directory::leaf(&mut tx, service.id).await?.ok_or(Error::NotFound)?;
    let mut proof = if asked { Proof::Keeper } else { Proof::of(&own, &claim.email, doubted) };
    if proof.is_enough() {
        let reached = store::reached(&mut tx, claim.provider_id).await?;
        let all: Vec<_> = reached.into_iter().map(|r| (r.email, r.website, r.source == r.provider_source)).collect();
        // More than can be looked at here are for somebody to look at.
        if all.len() >= 50 || !super::model::proves_all(&all, &claim.email) {
            proof = Proof::of(&own, &claim.email, true);
        }
    }
    // Who speaks for a charity speaks for all that it runs.
    if !(asked || doubted || proof.is_enough())
        && let Some(c) = directory::charity_of(&mut tx, claim.provider_id).await?
        && Proof::is_registered(&c, &claim.email)
    {
        proof = Proof::Register;
    }
    store::confirm_claim(&mut tx, &claim, proof.code(), ctx.now()).await?;
    let claim = store::claim(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let enough = asked || proof.is_enough();
    tell_others(&mut tx, ctx, &claim, &service, &keepers, enough).await?;
    if enough {
        grant(&mut tx, ctx, &claim, None).await?;
    }
    tx.commit().await?;
    Ok((proof, enough))
}

/// Whoever looks after the entry already, and whoever reads its mail, learn that somebody else does or wants to.
async fn tell_others(
    tx: &mut Tx,
    ctx: &Ctx,
    claim: &Claim,
    service: &Service,
    keepers: &[Keeper],
    enough: bool,
) -> Result<()> {
    let published = service.email.as_deref().and_then(|e| e.parse::<Email>().ok()).map(|e| folded(&e));
    let mut all: Vec<Email> = keepers.iter().map(|k| k.email.clone()).chain(published).collect();
    all.sort_by_key(Email::key);
    all.dedup();
    let address = letters::address_of(ctx, service);
    let pairs = [("service", service.name.as_str()), ("address", address.as_str())];
    let key = if enough { "keeper-new" } else { "claim-waits" };
    for to in all.iter().filter(|to| **to != claim.email) {
        letters::send(tx, ctx, to.as_str(), key, &pairs).await?;
    }
    Ok(())
}

async fn grant(tx: &mut Tx, ctx: &Ctx, claim: &Claim, by: Option<Id<()>>) -> Result<()> {
    store::grant_claim(tx, claim, by, ctx.now()).await?;
    let keeper = Keeper {
        id: ctx.id(),
        provider_id: claim.provider_id,
        name: claim.name.clone(),
        email: claim.email.clone(),
        proof: claim.proof.clone(),
        asked_by: claim.asked_by,
        since_at: ctx.now(),
    };
    let already = store::keepers_of(tx, keeper.provider_id).await?.into_iter().find(|k| k.email == keeper.email);
    let keeper = match already {
        Some(known) => known,
        None => {
            store::add_keeper(tx, &keeper).await?;
            ctx::stand(tx, keeper.provider_id.uuid(), keeper.id.uuid(), KEEPER, ctx.now()).await?;
            let change =
                history::Change { event: "keeper-began", after: Some(keeper.proof.clone()), ..Default::default() };
            history::append(tx, ctx, keeper.provider_id.uuid(), change).await?;
            keeper
        }
    };
    // Whoever was asked looks after what the other does; everybody else after what is there now.
    let mut theirs = match claim.asked_by {
        Some(by) if store::keeper(tx, by).await?.is_some() => store::kept_by(tx, by).await?,
        _ => directory::of_provider(tx, keeper.provider_id).await?,
    };
    if !theirs.contains(&claim.service_id) {
        theirs.push(claim.service_id);
    }
    for service in theirs {
        give(tx, ctx, &keeper, service, by).await?;
    }
    Ok(())
}

/// They look after an entry from here on. No list changes by itself how people reach it any more, nor who runs it.
pub(super) async fn give(
    tx: &mut Tx,
    ctx: &Ctx,
    keeper: &Keeper,
    service: Id<Service>,
    by: Option<Id<()>>,
) -> Result<()> {
    if !store::keep(tx, keeper.id, service, Some(ctx.now()), by).await? {
        return Ok(());
    }
    ctx::stand(tx, service.uuid(), keeper.id.uuid(), KEEPER, ctx.now()).await?;
    directory::hold_provider(tx, service, true).await?;
    let made = Made { by_a: "keeper".into(), by: Some(keeper.id.cast()), why: None };
    directory::pin(tx, ctx, service, &made).await
}

/// What became of a claim that somebody of the house looked into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decided {
    Granted,
    Refused,
    /// They rang and it is so; somebody else has to say yes.
    Heard,
}

/// Whether a link worker's word is enough for a claim: there is a number to ring, it is about one entry only, nobody looks after it yet, and nobody was found to be none of
/// its people. One number does not speak for all that a council runs.
pub(super) async fn is_for_one_who_rings(rx: &mut Rx, claim: &Claim, service: &Service) -> Result<bool> {
    Ok(service.phone.is_some()
        && store::keepers_of(rx, claim.provider_id).await?.is_empty()
        && !store::doubted(rx, claim.provider_id).await?
        && directory::of_provider(rx, claim.provider_id).await?.len() <= 1)
}

/// Somebody of the house rang the published number, or knows: yes or no, and why.
pub(super) async fn decide(ctx: &Ctx, id: Id<Claim>, yes: bool, why: &str) -> Result<Decided> {
    let (mut rx, _) = ctx.read(&UPKEEP_VIEW, House::id()).await?;
    let service = store::claim(&mut rx, id).await?.ok_or(Error::NotFound)?.service_id;
    drop(rx);
    let (mut tx, service) = ctx.write(&CLAIM_DECIDE, service).await?;
    settings::hold(&mut tx, CLAIMS).await?;
    let claim =
        store::claim(&mut tx, id).await?.filter(Claim::waits).ok_or(Error::Conflict("conflict-claim-decided"))?;
    let keepers = store::keepers_of(&mut tx, claim.provider_id).await?;
    // A link worker says what was answered at the published number. Where that is not enough it is written down, for somebody else who decides.
    let alone = is_for_one_who_rings(&mut tx, &claim, &service).await?;
    let heard = yes && !alone && !ctx.might(&LISTING_DECIDE);
    if yes && !alone && !heard {
        ctx.also(&mut tx, &LISTING_DECIDE, service.id).await?;
    }
    let own = match ctx.actor.account() {
        Some(me) => {
            identity::worker(&mut tx, Id::from_uuid(me)).await?.is_some_and(|w| folded(&w.email) == claim.email)
        }
        None => false,
    };
    if yes && own {
        return Err(Error::Conflict("conflict-claim-own"));
    }
    let by = ctx.actor.account().map(Id::from_uuid);
    if heard {
        store::heard(&mut tx, &claim, by, ctx.now()).await?;
        tx.commit().await?;
        return Ok(Decided::Heard);
    }
    let pairs = [("service", service.name.as_str()), ("name", claim.name.as_str())];
    if yes {
        tell_others(&mut tx, ctx, &claim, &service, &keepers, true).await?;
        grant(&mut tx, ctx, &claim, by).await?;
        letters::send_link(
            &mut tx,
            ctx,
            What::ComeIn,
            way_in(ctx, &claim.email),
            claim.email.as_str(),
            "claim-granted",
            &pairs,
        )
        .await?;
    } else {
        store::refuse_claim(&mut tx, &claim, by, why, ctx.now()).await?;
        directory::hold_all_of(&mut tx, claim.provider_id).await?;
        letters::send(&mut tx, ctx, claim.email.as_str(), "claim-refused", &pairs).await?;
    }
    tx.commit().await?;
    Ok(if yes { Decided::Granted } else { Decided::Refused })
}

/// What an address that lets somebody in is about: the mailbox. Not its text: that would be an address of somebody in a table of addresses.
fn way_in(ctx: &Ctx, email: &Email) -> Id<()> {
    Id::from_uuid(seal::named_id("kith keeper mailbox", &ctx.machine.keys.mac("keeper-mailbox", &email.key())))
}

/// Sends somebody who looks after an entry an address that lets them in. To anybody else nothing is sent, and nobody is told which it was.
pub(super) async fn ask_in(ctx: &Ctx, email: &Email) -> Result<()> {
    let (mut tx, _) = ctx.write(&UPKEEP_KNOCK, House::id()).await?;
    let email = folded(email);
    let keepers = store::keepers_by_email(&mut tx, &email).await?;
    let about = way_in(ctx, &email);
    let since = ctx.now().minus(SignedDuration::from_hours(1));
    let often = store::links_since(&mut tx, What::ComeIn.code(), about, since).await?;
    if let (Some(keeper), true) = (keepers.first(), often < WAYS_IN_AN_HOUR) {
        let pairs = [("name", keeper.name.as_str())];
        letters::send_link(&mut tx, ctx, What::ComeIn, about, email.as_str(), "come-in", &pairs).await?;
    }
    tx.commit().await
}

/// Whether an address lets somebody in.
pub(super) async fn lets_in(ctx: &Ctx, token: &str) -> Result<()> {
    let (mut rx, _) = ctx.read(&UPKEEP_KNOCK, House::id()).await?;
    letters::about::<()>(&mut rx, ctx, What::ComeIn, token).await?.map(|_| ()).ok_or(Error::NotFound)
}

/// They come in: what their browser keeps. `email` is what they typed again: an address that was passed on lets nobody in who does not know for whom it was.
pub(super) async fn come_in(ctx: &Ctx, token: &str, email: &Email) -> Result<Option<String>> {
    let (mut tx, _) = ctx.write(&UPKEEP_KNOCK, House::id()).await?;
    let email = folded(email);
    let about = letters::about::<()>(&mut tx, ctx, What::ComeIn, token).await?.ok_or(Error::NotFound)?;
    if about != way_in(ctx, &email) {
        return Ok(None);
    }
    if !letters::use_up(&mut tx, ctx, What::ComeIn, token).await? {
        return Err(Error::NotFound);
    }
    let visit = seal::token();
    store::add_visit(&mut tx, &seal::token_hash(&visit), &email, ctx.now().plus(VISIT)).await?;
    tx.commit().await?;
    Ok(Some(visit))
}

/// As which keepers a browser may act.
pub(super) async fn inside(ctx: &Ctx, visit: Option<&str>) -> Result<Vec<Keeper>> {
    let Some(visit) = visit else { return Ok(vec![]) };
    let (mut rx, _) = ctx.read(&UPKEEP_KNOCK, House::id()).await?;
    match store::visit(&mut rx, &seal::token_hash(visit), ctx.now()).await? {
        Some(email) => store::keepers_by_email(&mut rx, &email).await,
        None => Ok(vec![]),
    }
}

/// A browser forgets who came in.
pub(super) async fn leave(ctx: &Ctx, visit: &str) -> Result<()> {
    let (mut tx, _) = ctx.write(&UPKEEP_KNOCK, House::id()).await?;
    store::end_visit(&mut tx, &seal::token_hash(visit)).await?;
    tx.commit().await
}

/// Whoever looks after an entry asks somebody to do so too, so that it does not stand alone when they leave. `ctx` acts as the keeper. Whether a message went out: not
/// to who looks after it already, and not when many were asked today.
pub(super) async fn ask_second(ctx: &Ctx, keeper: &Keeper, id: Id<Service>, name: &str, email: &Email) -> Result<bool> {
    let (mut tx, _) = ctx.write(&LISTING_KEEP, id).await?;
    settings::hold(&mut tx, CLAIMS).await?;
    // Whoever was thrown out meanwhile asks nobody.
    let service = ctx.also(&mut tx, &LISTING_KEEP, id).await?;
    let email = folded(email);
    let known = store::keepers_of_service(&mut tx, service.id).await?.iter().any(|k| k.email == email);
    let sent = !known && few(&mut tx, ctx, &service, &email, true).await?;
    if sent {
        claim(&mut tx, ctx, &service, name, &email, None, Some(keeper)).await?;
    }
    tx.commit().await?;
    Ok(sent)
}

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
        super::actions::fall(tx, ctx, &edit).await?;
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

/// The present contact, or somebody of the house, says that somebody is none of the group: they are out at once, with everybody whom they let in.
pub(super) async fn throw_out(tx: &mut Tx, ctx: &Ctx, keeper: &Keeper, why: Why) -> Result<()> {
    // Nobody whom they asked comes in meanwhile.
    settings::hold(tx, CLAIMS).await?;
    for keeper in with_all_they_let_in(tx, keeper).await? {
        // One who has left already has let others in all the same.
        if store::keeper(tx, keeper.id).await?.is_some() {
            end(tx, ctx, &keeper, why).await?;
        }
    }
    directory::hold_all_of(tx, keeper.provider_id).await
}

/// Somebody of the house says that a keeper does not look after an entry any more: they have `left`, or are none of the group.
pub(super) async fn remove(ctx: &Ctx, service: Id<Service>, keeper: Id<Keeper>, left: bool) -> Result<()> {
    let (mut tx, service) = ctx.write(&LISTING_DECIDE, service).await?;
    settings::hold(&mut tx, super::actions::HOLD).await?;
    let all = store::keepers_of_service(&mut tx, service.id).await?;
    // Twice is once.
    if let Some(keeper) = all.iter().find(|k| k.id == keeper) {
        match left {
            true => end(&mut tx, ctx, keeper, Why::Left).await.map(|_| ())?,
            false => throw_out(&mut tx, ctx, keeper, Why::HouseSaidNo).await?,
        }
    }
    tx.commit().await
}

/// A keeper leaves; `ctx` acts as them. Whether people are sent nowhere from now on with nobody left who could end that.
pub(super) async fn step_down(ctx: &Ctx, keeper: &Keeper, service: Id<Service>) -> Result<bool> {
    let (mut tx, _) = ctx.write(&LISTING_KEEP, service).await?;
    settings::hold(&mut tx, super::actions::HOLD).await?;
    ctx.also(&mut tx, &LISTING_KEEP, service).await?;
    let alone = end(&mut tx, ctx, keeper, Why::Left).await?;
    tx.commit().await?;
    Ok(alone)
}
