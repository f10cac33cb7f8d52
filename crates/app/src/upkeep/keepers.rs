//! Who looks after entries: claiming one, proving it, coming in by a message, asking a second one, leaving.
//!
//! A keeper has no account and no password: an address that works for an hour is sent to them whenever they ask, and whoever has their mailbox is them. A
//! claim is proved by something that the entry said before anybody claimed it: its mailbox, its own domain, its number when somebody rings it, or somebody of the
//! house who knows. Once somebody looks after an entry no address is enough for the next: a keeper or somebody of the house says yes.

use super::{
    letters::{self, What},
    model::{Claim, Keeper, Proof},
    store,
};
use crate::{
    directory::{self, Made, Service},
    identity,
    policy::{CLAIM_BEGIN, CLAIM_DECIDE, KEEPER, LISTING_DECIDE, LISTING_KEEP, UPKEEP_KNOCK, UPKEEP_VIEW},
};
use base::{Ctx, Error, House, Result, Tx, ctx, history, seal, settings};
use jiff::SignedDuration;
use kernel::{Email, Id};

/// So many claims one address may begin in a day.
const CLAIMS_A_DAY: i64 = 5;
/// So many claims to one provider's entries are begun in a day: each writes a message to an address that anybody can type.
const CLAIMS_OF_ONE_A_DAY: i64 = 20;
/// So many messages that let somebody in are sent to one address in an hour.
const WAYS_IN_AN_HOUR: i64 = 5;
/// How long a browser in which somebody came in may come back.
const VISIT: SignedDuration = SignedDuration::from_hours(8);

/// Who looks after an entry is decided one after the other.
const CLAIMS: &str = "hold-keeper";

/// In small letters: as keepers are found.
fn folded(email: &Email) -> Email {
    email.key().parse().unwrap_or_else(|_| email.clone())
}

/// Somebody says that they look after an entry. A message goes to the address they gave, whatever it is: what the page says next tells nobody who is known.
pub(super) async fn begin(ctx: &Ctx, id: Id<Service>, name: &str, email: &Email, said: Option<String>) -> Result<()> {
    let (mut tx, service) = ctx.write(&CLAIM_BEGIN, id).await?;
    let email = folded(email);
    let since = ctx.now().minus(SignedDuration::from_hours(24));
    let many = store::claims_by(&mut tx, &email, since).await? >= CLAIMS_A_DAY
        || store::claims_of(&mut tx, service.provider_id, since).await? >= CLAIMS_OF_ONE_A_DAY;
    if many {
        return tx.commit().await;
    }
    claim(&mut tx, ctx, &service, name, &email, said, None).await?;
    tx.commit().await
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
    if store::add_keeper(tx, &keeper).await? {
        ctx::stand(tx, keeper.provider_id.uuid(), keeper.id.uuid(), KEEPER, ctx.now()).await?;
        let change = history::Change { event: "keeper-began", after: Some(keeper.proof.clone()), ..Default::default() };
        history::append(tx, ctx, keeper.provider_id.uuid(), change).await?;
        // From here on no list changes by itself how people reach what somebody looks after.
        let made = Made { by_a: "keeper".into(), by: Some(keeper.id.cast()), why: None };
        for service in directory::of_provider(tx, keeper.provider_id).await? {
            directory::pin(tx, ctx, service.id, &made).await?;
        }
    }
    Ok(())
}

/// Somebody of the house rang the published number, or knows: yes or no, and why.
pub(super) async fn decide(ctx: &Ctx, id: Id<Claim>, yes: bool, why: &str) -> Result<()> {
    let (mut rx, _) = ctx.read(&UPKEEP_VIEW, House::id()).await?;
    let service = store::claim(&mut rx, id).await?.ok_or(Error::NotFound)?.service_id;
    drop(rx);
    let (mut tx, service) = ctx.write(&CLAIM_DECIDE, service).await?;
    settings::hold(&mut tx, CLAIMS).await?;
    let claim =
        store::claim(&mut tx, id).await?.filter(Claim::waits).ok_or(Error::Conflict("conflict-claim-decided"))?;
    let keepers = store::keepers_of(&mut tx, claim.provider_id).await?;
    // A link worker says what was answered at the published number. Where there is none, or somebody looks after the entry already, somebody else decides.
    let doubted = store::doubted(&mut tx, claim.provider_id).await?;
    let several = store::reached(&mut tx, claim.provider_id).await?.len() > 1;
    if yes && (service.phone.is_none() || !keepers.is_empty() || doubted || several) {
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
        letters::send(&mut tx, ctx, claim.email.as_str(), "claim-refused", &pairs).await?;
    }
    tx.commit().await
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

/// Whoever looks after an entry asks somebody to do so too, so that it does not stand alone when they leave. `ctx` acts as the keeper.
pub(super) async fn ask_second(ctx: &Ctx, keeper: &Keeper, id: Id<Service>, name: &str, email: &Email) -> Result<()> {
    let (mut tx, service) = ctx.write(&LISTING_KEEP, id).await?;
    let email = folded(email);
    let known = store::keepers_of(&mut tx, service.provider_id).await?.iter().any(|k| k.email == email);
    let since = ctx.now().minus(SignedDuration::from_hours(24));
    let few = store::claims_by(&mut tx, &email, since).await? < CLAIMS_A_DAY
        && store::claims_of(&mut tx, service.provider_id, since).await? < CLAIMS_OF_ONE_A_DAY;
    if !known && few {
        claim(&mut tx, ctx, &service, name, &email, None, Some(keeper)).await?;
    }
    tx.commit().await
}

/// Somebody stops looking after entries: themselves, or because somebody of the house says so.
pub(super) async fn end(tx: &mut Tx, ctx: &Ctx, keeper: &Keeper, why: &str) -> Result<()> {
    store::end_keeper(tx, keeper, ctx.now(), why).await?;
    ctx::unstand(tx, keeper.provider_id.uuid(), keeper.id.uuid(), KEEPER, ctx.now()).await?;
    if store::keepers_by_email(tx, &keeper.email).await?.is_empty() {
        store::end_visits_of(tx, &keeper.email).await?;
    }
    // What they asked for and nobody has decided falls with them.
    for edit in store::edits_waiting_by(tx, keeper.id).await? {
        super::actions::fall(tx, ctx, &edit).await?;
    }
    // Nobody is left who could end a pause that they asked for.
    if store::keepers_of(tx, keeper.provider_id).await?.is_empty() {
        for service in directory::of_provider(tx, keeper.provider_id).await? {
            directory::pause(tx, ctx, service.id, "asked", false).await?;
        }
    }
    let change = history::Change { event: "keeper-ended", why: Some(why.to_owned()), ..Default::default() };
    history::append(tx, ctx, keeper.provider_id.uuid(), change).await
}

/// The present contact says that somebody is none of theirs: they are out at once, with everybody whom they let in.
pub(super) async fn throw_out(tx: &mut Tx, ctx: &Ctx, keeper: &Keeper) -> Result<()> {
    // Nobody whom they asked comes in meanwhile.
    settings::hold(tx, CLAIMS).await?;
    let mut all = vec![keeper.clone()];
    let mut at = 0;
    while at < all.len() {
        let asked = store::asked_by(tx, all[at].id).await?;
        all.extend(asked.into_iter().filter(|k| !all.iter().any(|have| have.id == k.id)).collect::<Vec<_>>());
        at += 1;
    }
    for keeper in &all {
        // One who has left already has let others in all the same.
        if store::keeper(tx, keeper.id).await?.is_some() {
            end(tx, ctx, keeper, "contact-said-no").await?;
        }
    }
    Ok(())
}

/// A keeper leaves; `ctx` acts as them.
pub(super) async fn step_down(ctx: &Ctx, keeper: &Keeper, service: Id<Service>) -> Result<()> {
    let (mut tx, _) = ctx.write(&LISTING_KEEP, service).await?;
    settings::hold(&mut tx, super::actions::HOLD).await?;
    end(&mut tx, ctx, keeper, "left").await?;
    tx.commit().await
}
