//! Sending a person on to a service, and what comes back by the link.

use super::{
    model::{LINK_LIFE, Link, OnwardReferral},
    store,
};
use crate::{
    case::{self, Case},
    directory::{self, Service},
    person::{self, Agreement, Answer, Fact, NewAgreement, TakeBack},
    policy::{AGREEMENT_TAKE_BACK, LINK_ANSWER, LINK_KNOCK, LINK_OPEN, ONWARD_EDIT, ONWARD_SEND, RECIPIENT},
    referral,
};
use base::{
    Ctx, Error, House, Result, Rx, Tx,
    audit::Kind,
    ctx,
    draft::{self, Draft},
    history::{self, Change},
    http::wizard::DRAFT_EDIT,
    mail::{self, Mail},
    seal,
};
use jiff::SignedDuration;
use kernel::{Date, Id, Private, Reference};

/// What is about to be sent.
#[derive(Debug)]
pub struct NewOnward<'a> {
    /// The one that they were asked about.
    pub service: Id<Service>,
    /// Exactly what the service will see.
    pub shared: &'a str,
    /// The person's yes to sharing this with this service: how they were asked, and when.
    pub asked_how: &'a str,
    pub asked_on: Date,
    /// The rules for their safety that were on the screen, as `Whom::mark` gives them; nothing where there was no screen.
    pub rules: Option<&'a str>,
}

/// What came of sending.
#[derive(Debug)]
pub enum Sent {
    /// The PIN is known only here and now.
    Now { id: Id<OnwardReferral>, pin: String },
    /// The same draft was sent before.
    Before(Id<OnwardReferral>),
}

/// Sends a person on: their yes for this one recipient, the exact text, the link and its mail, in one transaction.
pub async fn send(ctx: &Ctx, case: Id<Case>, draft: Option<Id<Draft>>, new: NewOnward<'_>) -> Result<Sent> {
    let (mut tx, case) = ctx.write(&ONWARD_SEND, case).await?;
    let draft = match draft {
        Some(id) => Some(ctx.also(&mut tx, &DRAFT_EDIT, id).await?),
        None => None,
    };
    if let Some(earlier) = draft.as_ref().and_then(|d| d.became) {
        return Ok(Sent::Before(earlier.cast()));
    }
    // Whoever closes the case waits, and then has to say what becomes of this too.
    if !case::hold_open(&mut tx, case.id).await? {
        return Err(Error::Conflict("conflict-case-closed"));
    }
    let draft = match draft {
        Some(draft) => Some(draft::hold(&mut tx, &draft).await?),
        None => None,
    };
    // Of two presses at once the second has waited for the first.
    if let Some(earlier) = draft.as_ref().and_then(|d| d.became) {
        return Ok(Sent::Before(earlier.cast()));
    }
    let service = directory::find(&mut tx, new.service).await?.filter(|s| s.closed_at.is_none());
    let service = service.ok_or(Error::Conflict("conflict-service-closed"))?;
    // Their yes was to this one, and what it is shown as now has a mailbox of its own.
    if service.id != new.service {
        return Err(Error::Conflict("conflict-service-became"));
    }
    if service.paused_at.is_some() {
        return Err(Error::Conflict("conflict-service-paused"));
    }
    let email = service.email.clone().ok_or(Error::Conflict("conflict-service-no-email"))?;
    if referral::refuses(&mut tx, case.referral_id, Fact::Referred).await? {
        return Err(Error::Conflict("conflict-not-agreed"));
    }
    let whom = case::whom(&mut tx, &case).await?;
    if new.rules.is_some_and(|seen| seen != whom.mark()) {
        return Err(Error::Conflict("conflict-rules-changed"));
    }
    let person = whom.person;
    let onward = OnwardReferral {
        id: ctx.id(),
        reference: Reference::from_bits(ctx.machine.ids.bits()),
        case_id: case.id,
        person_id: person.id,
        service_id: service.id,
        worker_id: ctx.actor.account().map_or(case.worker_id, Id::from_uuid),
        shared: Private(new.shared.to_owned()),
        sent_at: ctx.now(),
        accepted_at: None,
        first_on: None,
        declined_at: None,
        declined_why: None,
        answer_note: None,
        attended_at: None,
        came: None,
        feedback: None,
        withdrawn_at: None,
        version: 1,
    };
    let agreement = NewAgreement {
        fact: Fact::Share,
        answer: Answer::Yes,
        subject: onward.id.uuid(),
        recipient: Some(service.id.uuid()),
        what: Some(new.shared),
        how: Some(new.asked_how),
        on: Some(new.asked_on),
        note: None,
    };
    person::record_agreement(&mut tx, ctx, person.id, agreement).await?;
    store::add(&mut tx, &onward, &seal::token_hash(new.shared)).await?;
    let pin = add_link(&mut tx, ctx, &onward, &email, &service.name).await?;
    let change = Change { event: "onward-sent", after: Some(service.name.clone()), ..Default::default() };
    history::append(&mut tx, ctx, case.id.uuid(), change).await?;
    if let Some(draft) = &draft {
        draft::became(&mut tx, ctx, draft, onward.id.uuid()).await?;
    }
    tx.commit().await?;
    Ok(Sent::Now { id: onward.id, pin })
}

/// A new link with a new PIN; earlier links of the same referral die. The mail says nothing about the person.
async fn add_link(tx: &mut Tx, ctx: &Ctx, onward: &OnwardReferral, email: &str, service: &str) -> Result<String> {
    end_links(tx, ctx, onward, "replaced").await?;
    let token = seal::token();
    let pin = format!("{:06}", u32::from_le_bytes(seal::random()) % 1_000_000);
    let words = &ctx.machine.words;
    let (brand, url) = (ctx.machine.pages.brand(), ctx.machine.config.public_url());
    let brand = brand.name.as_str();
    let address = format!("{url}/l/{token}");
    let pairs = [("brand", brand), ("service", service), ("link", &address)];
    let mail = Mail {
        to: email.to_owned(),
        subject: words.with("en", "mail-onward-subject", &pairs),
        text: words.with("en", "mail-onward-text", &pairs),
    };
    let link_id: Id<Link> = ctx.id();
    let link = Link {
        id: link_id,
        onward_id: onward.id,
        mail_id: mail::send(tx, ctx, &mail).await?,
        pin_mac: pin_mac(ctx, link_id, &pin),
        expires_at: ctx.now().plus(LINK_LIFE),
        wrong_pins: 0,
        ended_at: None,
    };
    store::add_link(tx, &link, &seal::token_hash(&token), ctx.now()).await?;
    ctx::stand(tx, onward.id.uuid(), link.id.uuid(), RECIPIENT, ctx.now()).await?;
    Ok(pin)
}

/// Whatever links there are die, and nobody need ask any more whether the last one's message went out.
async fn end_links(tx: &mut Tx, ctx: &Ctx, onward: &OnwardReferral, why: &str) -> Result<()> {
    if let Some(last) = store::last_link(tx, onward.id).await? {
        mail::dealt_with(tx, last.mail_id, ctx.now()).await?;
    }
    store::end_links(tx, onward.id, ctx.now(), why).await?;
    ctx::unstand_all(tx, onward.id.uuid(), RECIPIENT, ctx.now()).await
}

fn pin_mac(ctx: &Ctx, link: Id<Link>, pin: &str) -> String {
    ctx.machine.keys.mac("onward-pin", &format!("{link} {pin}"))
}

/// What somebody decides of a page is about what it said: not about what has been answered since.
fn current(onward: &OnwardReferral, version: i64) -> Result<()> {
    if onward.version == version { Ok(()) } else { Err(Error::Conflict("conflict-changed")) }
}

/// A new link and PIN, when the first was lost, went to a dead address or was locked by guessing. `version` is that of the page.
pub(super) async fn send_again(ctx: &Ctx, id: Id<OnwardReferral>, version: i64) -> Result<(OnwardReferral, String)> {
    let (mut tx, onward) = ctx.write(&ONWARD_EDIT, id).await?;
    current(&onward, version)?;
    if !onward.can("accept", ctx.now()) && !onward.can("came", ctx.now()) {
        return Err(Error::Conflict("conflict-onward-done"));
    }
    // What was loaded is what gets the new link: not something that was answered or taken back while this waited.
    store::sent_again(&mut tx, &onward).await?;
    let case = case::find(&mut tx, onward.case_id).await?.ok_or(Error::NotFound)?;
    if referral::refuses(&mut tx, case.referral_id, Fact::Referred).await? {
        return Err(Error::Conflict("conflict-not-agreed"));
    }
    if onward.gives_unsafe_number(&case::whom(&mut tx, &case).await?) {
        return Err(Error::Conflict("conflict-onward-number"));
    }
    let service = directory::find(&mut tx, onward.service_id).await?.ok_or(Error::NotFound)?;
    // Their yes was to this one. What it is shown as now may be read by others.
    if service.id != onward.service_id {
        return Err(Error::Conflict("conflict-service-merged"));
    }
    if service.closed_at.is_some() {
        return Err(Error::Conflict("conflict-service-closed"));
    }
    if service.paused_at.is_some() {
        return Err(Error::Conflict("conflict-service-paused"));
    }
    let email = service.email.clone().ok_or(Error::Conflict("conflict-service-no-email"))?;
    let pin = add_link(&mut tx, ctx, &onward, &email, &service.name).await?;
    let change = Change { event: "onward-sent-again", after: Some(service.name), ..Default::default() };
    history::append(&mut tx, ctx, onward.case_id.uuid(), change).await?;
    tx.commit().await?;
    Ok((onward, pin))
}

/// Takes it back: the link dies with this commit. `version` is that of the page.
pub(super) async fn withdraw(ctx: &Ctx, id: Id<OnwardReferral>, version: i64) -> Result<OnwardReferral> {
    let (mut tx, onward) = ctx.write(&ONWARD_EDIT, id).await?;
    current(&onward, version)?;
    end(&mut tx, ctx, &onward).await?;
    tx.commit().await?;
    Ok(onward)
}

/// The same in the transaction of whoever has opened the door.
pub(super) async fn end(tx: &mut Tx, ctx: &Ctx, onward: &OnwardReferral) -> Result<()> {
    if !onward.can("withdraw", ctx.now()) {
        return Err(Error::Conflict("conflict-onward-done"));
    }
    store::withdraw(tx, onward, ctx.now()).await?;
    end_links(tx, ctx, onward, "withdrawn").await?;
    let change = Change { event: "onward-withdrawn", ..Default::default() };
    history::append(tx, ctx, onward.case_id.uuid(), change).await
}

/// What was said about a case: its referral, and every service that they were to be sent on to. Oldest first. What the same person said to another team,
/// and to whom that team sent them, is not in it.
pub async fn agreements(rx: &mut Rx, case: &Case) -> Result<Vec<Agreement>> {
    let mut all = person::agreements_about(rx, case.referral_id.uuid()).await?;
    for onward in store::of_case(rx, case.id).await? {
        all.extend(person::agreements_about(rx, onward.id.uuid()).await?);
    }
    all.sort_by_key(|a| (a.recorded_at, a.id));
    Ok(all)
}

/// Whether it is taken back: by whoever sent it, or because the person said so, which they may when all is over too.
pub async fn is_taken_back(rx: &mut Rx, onward: &OnwardReferral) -> Result<bool> {
    let said = person::agreements_about(rx, onward.id.uuid()).await?;
    Ok(onward.withdrawn_at.is_some() || person::refused(&said, Fact::Share))
}

/// The person takes something back. It is a further fact, and it counts at once: a yes to sharing with a service ends what is under way there, and its
/// link dies with this commit; a no to being referred keeps anything new from being sent on; a no to the team hides what was written from it. Says
/// which fact it was. The same form twice is one fact.
pub(super) async fn take_back(ctx: &Ctx, id: Id<Case>, new: TakeBack<'_>) -> Result<Agreement> {
    let (mut tx, case) = ctx.write(&AGREEMENT_TAKE_BACK, id).await?;
    let all = agreements(&mut tx, &case).await?;
    let earlier = all.iter().find(|a| a.id == new.of).cloned().ok_or(Error::NotFound)?;
    if person::take_back(&mut tx, ctx, &all, new).await?.is_none() {
        return Ok(earlier);
    }
    let (event, after) = if earlier.fact == Fact::Referred.code() {
        ("case-took-back-referred", None)
    } else if earlier.subject == case.referral_id.cast() {
        ("case-took-back-share", None)
    } else {
        let onward = ctx.also(&mut tx, &AGREEMENT_TAKE_BACK, earlier.subject.cast::<OnwardReferral>()).await?;
        if onward.can("withdraw", ctx.now()) {
            end(&mut tx, ctx, &onward).await?;
        }
        ("case-took-back-onward", directory::name(&mut tx, onward.service_id).await?)
    };
    history::append(&mut tx, ctx, id.uuid(), Change { event, after, ..Default::default() }).await?;
    tx.commit().await?;
    Ok(earlier)
}

/// How long a browser in which the PIN was given may come back.
const VISIT: SignedDuration = SignedDuration::from_mins(30);

/// Whether a PIN is the one; the token that the browser keeps when it is. Five wrong ones and the link is dead.
pub(super) async fn give_pin(ctx: &Ctx, token: &str, pin: &str) -> Result<Option<String>> {
    let (mut tx, _) = ctx.write(&LINK_KNOCK, House::id()).await?;
    // Of many guesses at once each counts before the next is read.
    store::hold_link(&mut tx, &seal::token_hash(token)).await?;
    let link = store::link(&mut tx, &seal::token_hash(token)).await?.filter(|l| l.lives(ctx.now()));
    let link = link.ok_or(Error::NotFound)?;
    let digits: String = pin.chars().filter(char::is_ascii_digit).collect();
    let fits = |mac: &String| seal::same(&link.pin_mac, mac);
    if !ctx.machine.keys.macs("onward-pin", &format!("{} {digits}", link.id)).iter().any(fits) {
        store::wrong_pin(&mut tx, link.id).await?;
        // In the record by the link's id: neither the PIN nor the address stands there.
        ctx.remember(&mut tx, Kind::Refused, &LINK_OPEN, "onward-link", Some(link.id.uuid())).await?;
        tx.commit().await?;
        return Ok(None);
    }
    let visit = seal::token();
    store::add_visit(&mut tx, &seal::token_hash(&visit), link.id, ctx.now().plus(VISIT), ctx.now()).await?;
    tx.commit().await?;
    Ok(Some(visit))
}

/// What the service answers.
#[derive(Debug)]
pub enum Reply<'a> {
    Accept { first: Option<Date>, note: Option<String> },
    Decline { why: &'a str, note: Option<String> },
    Came { said: Option<String> },
    DidNotCome { said: Option<String> },
}

impl Reply<'_> {
    fn step(&self) -> &'static str {
        match self {
            Reply::Accept { .. } => "accept",
            Reply::Decline { .. } => "decline",
            Reply::Came { .. } => "came",
            Reply::DidNotCome { .. } => "did-not-come",
        }
    }
}

/// The service answers; `ctx` acts as the link. The same answer twice is one answer.
pub(super) async fn answer(ctx: &Ctx, id: Id<OnwardReferral>, reply: Reply<'_>) -> Result<()> {
    let (mut tx, onward) = ctx.write(&LINK_ANSWER, id).await?;
    let status = onward.status(ctx.now());
    if super::TRANSITIONS.iter().any(|(_, step, to)| *step == reply.step() && *to == status) {
        return Ok(());
    }
    if !onward.can(reply.step(), ctx.now()) {
        return Err(Error::Conflict("conflict-onward-done"));
    }
    let at = ctx.now();
    let (event, ends) = match reply {
        Reply::Accept { first, note } => {
            store::accept(&mut tx, &onward, at, first, note).await?;
            ("onward-accepted", false)
        }
        Reply::Decline { why, note } => {
            store::decline(&mut tx, &onward, at, why, note).await?;
            ("onward-declined", true)
        }
        Reply::Came { said } => {
            store::attend(&mut tx, &onward, at, true, said).await?;
            ("onward-came", true)
        }
        Reply::DidNotCome { said } => {
            store::attend(&mut tx, &onward, at, false, said).await?;
            ("onward-did-not-come", false)
        }
    };
    if ends {
        end_links(&mut tx, ctx, &onward, "used-up").await?;
    }
    history::append(&mut tx, ctx, onward.case_id.uuid(), Change { event, ..Default::default() }).await?;
    tx.commit().await
}

/// The demo's services answer without a browser.
pub async fn answer_for_demo(ctx: &Ctx, id: Id<OnwardReferral>, reply: Reply<'_>) -> Result<()> {
    answer(ctx, id, reply).await
}
