//! Signing in, and what it takes: passwords, second factors, printed codes (keys stand in `passkey.rs`). Each try is in the record with the account that it was for, where there is
//! one; never with the address that was typed.

use super::{Worker, passkey, store};
use crate::policy::{self, ACCOUNT_EDIT, SIGN_IN};
use base::{
    Ctx, Error, House, Result, Rx, Tx,
    audit::Kind,
    auth::{factor, password, session, throttle},
    jobs,
};
use jiff::SignedDuration;
use kernel::{Email, Id};
use serde::{Deserialize, Serialize};

/// A desk remembers who sat at it for so long, and that they gave a second factor there.
pub(super) const SHIFT: SignedDuration = SignedDuration::from_hours(12);

/// In a demo a page fills in the code of its moment, for somebody who may read it for a while: a code counts there for so many steps, ten minutes.
const DEMO_STEPS: i64 = 20;

/// Removes invitations and seats that are over, once a day.
#[derive(Serialize, Deserialize, Debug, Default)]
pub(super) struct Forget;

pub(super) const JOBS: &[jobs::Handler] = &[jobs::Handler::every::<Forget>(86_400)];

impl jobs::Job for Forget {
    const KIND: &'static str = "identity-forget";

    async fn run(self, ctx: Ctx) -> Result<(), jobs::Failure> {
        let (mut tx, _) = ctx.write(&policy::HOUSE_EDIT, House::id()).await?;
        store::forget(&mut tx, ctx.now(), ctx.now().minus(SHIFT)).await?;
        Ok(tx.commit().await?)
    }
}

/// Writes that somebody signed in, or tried to: by their account, never by the address.
async fn remember(tx: &mut Tx, ctx: &Ctx, worker: Option<Id<Worker>>, well: bool) -> Result<()> {
    let kind = if well { Kind::Write } else { Kind::Refused };
    ctx.remember(tx, kind, &SIGN_IN, "account", worker.map(Id::uuid)).await
}

/// What came of an e-mail address and a password.
#[derive(Debug)]
pub(super) enum SignedIn {
    /// Not the address and password of anybody.
    Wrong,
    /// A second factor is asked for next; the token opens nothing until it was given.
    Half {
        token: String,
        enrolled: bool,
    },
    Whole(String),
}

/// The first step of signing in. The password is checked outside any transaction: it takes tens of milliseconds on purpose.
pub(super) async fn sign_in(ctx: &Ctx, email: &Email, typed: String, desk: &str) -> Result<SignedIn> {
    let key = ctx.machine.keys.mac("throttle", &email.key());
    let (mut tx, _) = ctx.write(&SIGN_IN, House::id()).await?;
    let known = store::worker_by_email(&mut tx, email).await?;
    let account = known.as_ref().map(|w| w.id);
    let waits = throttle::attempt(&mut tx, &key, ctx.now()).await;
    if waits.is_err() {
        remember(&mut tx, ctx, account, false).await?;
    }
    tx.commit().await?;
    waits?;
    let worker = known.filter(|w| w.disabled_at.is_none());

    let stored = worker.as_ref().and_then(|w| w.password.as_ref()).map(|p| p.0.clone());
    let right = password::verify(typed, stored, ctx.machine.config.demo).await?;

    let (mut tx, _) = ctx.write(&SIGN_IN, House::id()).await?;
    let Some(worker) = worker.filter(|_| right) else {
        remember(&mut tx, ctx, account, false).await?;
        tx.commit().await?;
        return Ok(SignedIn::Wrong);
    };
    // While the password was looked at it may have been changed, or the account barred: then it was right for what is over.
    let current = store::hold_as_read(&mut tx, &worker).await?;
    let roles = if current { store::memberships_of(&mut tx, worker.id).await? } else { vec![] };
    if roles.is_empty() {
        // A leaver's password still fits, but there is nothing left that it opens.
        remember(&mut tx, ctx, account, false).await?;
        tx.commit().await?;
        return Ok(SignedIn::Wrong);
    }
    throttle::clear(&mut tx, &key).await?;
    // Whoever knows their password needs no link to choose one.
    store::end_invitations(&mut tx, worker.id, ctx.now()).await?;
    let enrolled = has_factor(&mut tx, worker.id).await?;
    let needed = enrolled || roles.iter().any(|m| policy::needs_second_factor(&m.role));
    let since = ctx.now().minus(SHIFT);
    let seats = store::seats(&mut tx, desk, since).await?;
    let given_here = seats.iter().any(|s| s.worker_id == worker.id && s.factor_at.is_some_and(|at| at > since));
    let whole = !needed || given_here;
    let token = session::start(&mut tx, ctx, worker.id.uuid(), &worker.name, whole).await?;
    remember(&mut tx, ctx, account, true).await?;
    if whole {
        store::sit(&mut tx, desk, worker.id, None, ctx.now()).await?;
    }
    tx.commit().await?;
    Ok(if whole { SignedIn::Whole(token) } else { SignedIn::Half { token, enrolled } })
}

pub(super) async fn has_factor(tx: &mut Rx, worker: Id<Worker>) -> Result<bool> {
    Ok(store::factor(tx, worker).await?.is_some()
        || store::codes_left(tx, worker).await? > 0
        || !store::passkeys(tx, worker).await?.is_empty())
}

/// What somebody gave as their second factor.
#[derive(Debug)]
pub(super) enum Given<'a> {
    /// A code of the app, or a printed one.
    Code(&'a str),
    /// A key's answer to the question that this session was asked.
    Key { asked: &'a str, answer: &'a str },
}

/// The second step. Returns the token of the session, now whole.
pub(super) async fn second_step(ctx: &Ctx, given: Given<'_>, desk: &str) -> Result<Option<String>> {
    let half = ctx.request.session.clone().filter(|s| !s.whole).ok_or(Error::SignIn)?;
    let worker = half.account.cast::<Worker>();
    let key = ctx.machine.keys.mac("throttle", &half.account.to_string());
    let (mut tx, _) = ctx.write(&SIGN_IN, House::id()).await?;
    if let Err(waits) = throttle::attempt(&mut tx, &key, ctx.now()).await {
        remember(&mut tx, ctx, Some(worker), false).await?;
        tx.commit().await?;
        return Err(waits);
    }
    let fits = match given {
        Given::Code(code) => code_fits(&mut tx, ctx, worker, code).await?,
        Given::Key { asked, answer } => passkey::fits(&mut tx, ctx, worker, asked, answer).await?,
    };
    if !fits {
        remember(&mut tx, ctx, Some(worker), false).await?;
        tx.commit().await?;
        return Ok(None);
    }
    throttle::clear(&mut tx, &key).await?;
    let token = session::make_whole(&mut tx, ctx, half.id).await?;
    remember(&mut tx, ctx, Some(worker), true).await?;
    store::sit(&mut tx, desk, worker, Some(ctx.now()), ctx.now()).await?;
    tx.commit().await?;
    Ok(Some(token))
}

async fn code_fits(tx: &mut Tx, ctx: &Ctx, worker: Id<Worker>, code: &str) -> Result<bool> {
    if let Some(app) = store::factor(tx, worker).await? {
        let secret = ctx.machine.keys.open("totp", &app.sealed)?;
        let back = if ctx.machine.config.demo { DEMO_STEPS } else { 1 };
        if let Some(step) = factor::step_within(&secret, code, ctx.now(), back)? {
            return store::use_step(tx, app.id, step).await;
        }
    }
    for hash in factor::printed_hashes(&ctx.machine.keys, &worker.to_string(), code) {
        if store::use_code(tx, worker, &hash, ctx.now()).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A secret for a new authenticator app. Nothing is written: it counts once a code of it was typed, and until then the app that there is counts.
/// It travels in the page's form, sealed for this session.
pub(super) async fn begin_totp(ctx: &Ctx, worker: Id<Worker>) -> Result<String> {
    if ctx.actor.account() == Some(worker.uuid()) {
        ctx.read(&policy::ACCOUNT_VIEW, worker).await?;
        return Ok(factor::new_secret());
    }
    half_of(ctx, worker)?;
    let (mut rx, _) = ctx.read(&SIGN_IN, House::id()).await?;
    if has_factor(&mut rx, worker).await? { Err(Error::NotFound) } else { Ok(factor::new_secret()) }
}

/// For what a begun secret is sealed: to add an app in this session and nowhere else.
fn begun_purpose(ctx: &Ctx) -> Result<String> {
    let session = ctx.request.session.as_ref().ok_or(Error::SignIn)?;
    Ok(format!("totp-begun {}", session.id))
}

/// The secret as the form carries it.
pub(super) fn seal_begun(ctx: &Ctx, secret: &str) -> Result<String> {
    Ok(ctx.machine.keys.seal(&begun_purpose(ctx)?, secret))
}

/// The secret that the form carried; none when it is of another session, or was made up.
pub(super) fn open_begun(ctx: &Ctx, sealed: &str) -> Result<Option<String>> {
    Ok(ctx.machine.keys.open(&begun_purpose(ctx)?, sealed).ok())
}

/// What came of adding a factor.
#[derive(Debug)]
pub(super) struct Enrolled {
    /// Ten printed codes, shown once; none when there are some already.
    pub codes: Vec<String>,
    /// The new token when the session was half until now.
    pub token: Option<String>,
}

/// The new app's first code: only now does it count, and the one before counts no longer.
pub(super) async fn confirm_totp(
    ctx: &Ctx,
    worker: Id<Worker>,
    secret: &str,
    code: &str,
    desk: &str,
) -> Result<Option<Enrolled>> {
    let mut tx = own_or_half(ctx, worker).await?;
    let Some(step) = factor::step_of(secret, code, ctx.now())? else { return Ok(None) };
    store::remove_factors(&mut tx, worker, ctx.now()).await?;
    let sealed = ctx.machine.keys.seal("totp", secret);
    store::add_factor(&mut tx, ctx.id(), worker, &sealed, ctx.now(), step).await?;
    let codes = store_codes(&mut tx, ctx, worker).await?;
    let token = whole_now(&mut tx, ctx, worker, desk).await?;
    tx.commit().await?;
    Ok(Some(Enrolled { codes, token }))
}

/// A first factor was added in a half session: it is whole from here on, under the token returned.
pub(super) async fn whole_now(tx: &mut Tx, ctx: &Ctx, worker: Id<Worker>, desk: &str) -> Result<Option<String>> {
    let Some(half) = ctx.request.session.as_ref().filter(|s| !s.whole) else { return Ok(None) };
    store::sit(tx, desk, worker, Some(ctx.now()), ctx.now()).await?;
    remember(tx, ctx, Some(worker), true).await?;
    session::make_whole(tx, ctx, half.id).await.map(Some)
}

/// The door for adding a factor: one's own account, or a half session that has none yet (otherwise a password alone would be enough to add one).
pub(super) async fn own_or_half(ctx: &Ctx, worker: Id<Worker>) -> Result<Tx> {
    if ctx.actor.account() == Some(worker.uuid()) {
        let (mut tx, _) = ctx.write(&ACCOUNT_EDIT, worker).await?;
        hold(&mut tx, worker).await?;
        return Ok(tx);
    }
    half_of(ctx, worker)?;
    let (mut tx, _) = ctx.write(&SIGN_IN, House::id()).await?;
    // Of two half sessions that add a first factor at once the second sees that there is one.
    hold(&mut tx, worker).await?;
    if has_factor(&mut tx, worker).await? {
        return Err(Error::NotFound);
    }
    Ok(tx)
}

/// Keeps an account to this transaction: before what it has is counted.
pub(super) async fn hold(tx: &mut Tx, worker: Id<Worker>) -> Result<()> {
    if store::hold_worker(tx, worker).await? { Ok(()) } else { Err(Error::NotFound) }
}

pub(super) fn half_of(ctx: &Ctx, worker: Id<Worker>) -> Result<()> {
    let half = ctx.request.session.as_ref().filter(|s| !s.whole && s.account.uuid() == worker.uuid());
    half.map(|_| ()).ok_or(Error::SignIn)
}

/// Makes ten printed codes and keeps their fingerprints; those before are void.
pub(super) async fn store_codes(tx: &mut Tx, ctx: &Ctx, worker: Id<Worker>) -> Result<Vec<String>> {
    let codes = factor::printed_codes();
    let holder = worker.to_string();
    let hashes: Vec<_> = codes.iter().map(|c| factor::printed_hash(&ctx.machine.keys, &holder, c)).collect();
    store::replace_codes(tx, worker, &hashes).await?;
    Ok(codes)
}

/// Ten new printed codes; the old ones are void.
pub(super) async fn new_codes(ctx: &Ctx, worker: Id<Worker>) -> Result<Vec<String>> {
    let (mut tx, _) = ctx.write(&ACCOUNT_EDIT, worker).await?;
    hold(&mut tx, worker).await?;
    let codes = store_codes(&mut tx, ctx, worker).await?;
    tx.commit().await?;
    Ok(codes)
}

/// Changes one's password; every other session of the account ends.
pub(super) async fn change_password(ctx: &Ctx, worker: Id<Worker>, old: String, new: String) -> Result<bool> {
    // Slowed down like signing in, under a key of its own: nobody from outside can keep the holder waiting here.
    let key = ctx.machine.keys.mac("throttle", &format!("password {worker}"));
    let (mut tx, known) = ctx.write(&ACCOUNT_EDIT, worker).await?;
    throttle::attempt(&mut tx, &key, ctx.now()).await?;
    tx.commit().await?;
    if !password::verify(old, known.password.as_ref().map(|p| p.0.clone()), ctx.machine.config.demo).await? {
        return Ok(false);
    }
    let hash = password::hash(new).await?;
    let (mut tx, _) = ctx.write(&ACCOUNT_EDIT, worker).await?;
    // Over the password that was given, and no other.
    store::set_password(&mut tx, &known, &hash).await?;
    store::end_invitations(&mut tx, worker, ctx.now()).await?;
    throttle::clear(&mut tx, &key).await?;
    for s in session::of_account(&mut tx, worker.uuid()).await? {
        if ctx.request.session.as_ref().is_none_or(|mine| mine.id != s.id) {
            session::end(&mut tx, ctx, s.id, "password").await?;
        }
    }
    tx.commit().await?;
    Ok(true)
}
