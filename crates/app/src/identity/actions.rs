//! What can be done with organisations, teams, workers and their ways of signing in.

use super::{
    model::{Membership, Organisation, OrganisationKind, Team, Worker},
    store,
};
use crate::policy::{self, ACCOUNT_EDIT, HOUSE_EDIT, HOUSE_VIEW, SIGN_IN, TEAM_EDIT};
use base::{
    Ctx, Error, FieldErrors, House, Result, Tx,
    auth::{factor, password, session, throttle},
    ctx, history,
    mail::{self, Mail},
    seal,
};
use jiff::SignedDuration;
use kernel::{Email, Id, Private};
use std::collections::HashSet;

/// The organisation and the team of the first administrator, as `kith user add` names them too.
const ADMINISTRATION: &str = "Administration";
/// An invitation lives so long.
const INVITATION: SignedDuration = SignedDuration::from_hours(72);
/// A desk remembers who sat at it for so long, and that they gave a second factor there.
pub(super) const SHIFT: SignedDuration = SignedDuration::from_hours(12);

/// An organisation to be added.
#[derive(Debug)]
pub struct NewOrganisation<'a> {
    pub kind: OrganisationKind,
    pub name: &'a str,
    pub code: Option<&'a str>,
    pub parent: Option<Id<Organisation>>,
    pub setting: Option<&'a str>,
}

pub async fn add_organisation(ctx: &Ctx, new: NewOrganisation<'_>) -> Result<Id<Organisation>> {
    add_organisation_as(ctx, ctx.id(), new).await
}

/// The same with an id that the form carries, so that a form sent twice adds one.
pub async fn add_organisation_as(
    ctx: &Ctx,
    id: Id<Organisation>,
    new: NewOrganisation<'_>,
) -> Result<Id<Organisation>> {
    let (mut tx, _) = ctx.write(&HOUSE_EDIT, House::id()).await?;
    put_organisation(&mut tx, id, new).await?;
    tx.commit().await?;
    Ok(id)
}

async fn put_organisation(tx: &mut Tx, id: Id<Organisation>, new: NewOrganisation<'_>) -> Result<()> {
    let organisation = Organisation {
        id,
        kind: new.kind.code().to_owned(),
        name: new.name.to_owned(),
        code: new.code.map(str::to_owned),
        parent_id: new.parent,
        setting: new.setting.map(str::to_owned),
        valid_from: None,
        valid_to: None,
        successor_id: None,
        version: 1,
    };
    store::add_organisation(tx, &organisation).await
}

/// A team to be added. Lists are codes with spaces between them.
#[derive(Debug)]
pub struct NewTeam<'a> {
    pub organisation: Id<Organisation>,
    pub name: &'a str,
    pub receives: bool,
    pub pathways: &'a str,
    pub areas: &'a str,
    pub languages: &'a str,
    pub phone: Option<&'a str>,
}

pub async fn add_team(ctx: &Ctx, new: NewTeam<'_>) -> Result<Id<Team>> {
    add_team_as(ctx, ctx.id(), new).await
}

/// The same with an id that the form carries, so that a form sent twice adds one.
pub async fn add_team_as(ctx: &Ctx, id: Id<Team>, new: NewTeam<'_>) -> Result<Id<Team>> {
    let (mut tx, _) = ctx.write(&HOUSE_EDIT, House::id()).await?;
    put_team(&mut tx, id, new).await?;
    tx.commit().await?;
    Ok(id)
}

async fn put_team(tx: &mut Tx, id: Id<Team>, new: NewTeam<'_>) -> Result<()> {
    let team = Team {
        id,
        organisation_id: new.organisation,
        name: new.name.to_owned(),
        receives: new.receives,
        pathways: new.pathways.to_owned(),
        areas: new.areas.to_owned(),
        languages: new.languages.to_owned(),
        phone: new.phone.map(str::to_owned),
        ended_at: None,
        version: 1,
    };
    store::add_team(tx, &team).await
}

/// The first administrator, in a team of an organisation made for them; in the caller's transaction, behind the caller's door. `None` when somebody
/// has an account already.
pub async fn found(tx: &mut Tx, ctx: &Ctx, name: &str, email: Email, password: String) -> Result<Option<Id<Worker>>> {
    if !store::nobody_yet(tx).await? {
        return Ok(None);
    }
    let (organisation, team) = (ctx.id(), ctx.id());
    let house =
        NewOrganisation { kind: OrganisationKind::Icb, name: ADMINISTRATION, code: None, parent: None, setting: None };
    put_organisation(tx, organisation, house).await?;
    let desk = NewTeam {
        organisation,
        name: ADMINISTRATION,
        receives: false,
        pathways: "",
        areas: "",
        languages: "",
        phone: None,
    };
    put_team(tx, team, desk).await?;
    let worker = insert_worker(tx, ctx, NewWorker { name, email, password: Some(password), languages: "" }).await?;
    join(tx, ctx, worker, team, policy::ADMINISTRATOR).await?;
    Ok(Some(worker))
}

/// Somebody to be added. Without a password they cannot sign in until they were invited.
#[derive(Debug)]
pub struct NewWorker<'a> {
    pub name: &'a str,
    pub email: Email,
    /// An argon2id hash, never a password.
    pub password: Option<String>,
    pub languages: &'a str,
}

pub async fn add_worker(ctx: &Ctx, new: NewWorker<'_>) -> Result<Id<Worker>> {
    let (mut tx, _) = ctx.write(&HOUSE_EDIT, House::id()).await?;
    let id = insert_worker(&mut tx, ctx, new).await?;
    tx.commit().await?;
    Ok(id)
}

async fn insert_worker(tx: &mut Tx, ctx: &Ctx, new: NewWorker<'_>) -> Result<Id<Worker>> {
    if store::worker_by_email(tx, &new.email).await?.is_some() {
        let mut errors = FieldErrors::default();
        errors.add("email", "error-email-taken");
        errors.finish()?;
    }
    let worker = Worker {
        id: ctx.id(),
        name: new.name.to_owned(),
        email: new.email,
        password: new.password.map(Private),
        languages: new.languages.to_owned(),
        created_at: ctx.now(),
        disabled_at: None,
        version: 1,
    };
    store::add_worker(tx, &worker).await?;
    Ok(worker.id)
}

/// Every worker, for `kith user list`.
pub async fn workers(ctx: &Ctx) -> Result<Vec<Worker>> {
    let (mut rx, _) = ctx.read(&HOUSE_VIEW, House::id()).await?;
    store::workers(&mut rx).await
}

/// The roles that somebody holds, oldest first.
pub async fn roles_of(ctx: &Ctx, worker: Id<Worker>) -> Result<Vec<String>> {
    let (mut rx, _) = ctx.read(&HOUSE_VIEW, House::id()).await?;
    Ok(store::memberships_of(&mut rx, worker).await?.into_iter().map(|m| m.role).collect())
}

/// Gives somebody a role in a team.
pub async fn add_membership(ctx: &Ctx, worker: Id<Worker>, team: Id<Team>, role: &str) -> Result<()> {
    let (mut tx, _) = ctx.write(&TEAM_EDIT, team).await?;
    join(&mut tx, ctx, worker, team, role).await?;
    tx.commit().await
}

async fn join(tx: &mut Tx, ctx: &Ctx, worker: Id<Worker>, team: Id<Team>, role: &str) -> Result<()> {
    let organisation_id = store::team(tx, team).await?.ok_or(Error::NotFound)?.organisation_id;
    let membership = Membership {
        id: ctx.id(),
        worker_id: worker,
        team_id: team,
        organisation_id,
        role: role.to_owned(),
        since_at: ctx.now(),
        until_at: None,
    };
    store::add_membership(tx, &membership).await?;
    let change = history::Change { event: "membership-began", after: Some(role.to_owned()), ..Default::default() };
    history::append(tx, ctx, worker.uuid(), change).await?;
    publish_reach(tx, worker).await
}

/// Rewrites for which parties an account may act: itself, its teams, their organisations, each with the role held there.
async fn publish_reach(tx: &mut Tx, worker: Id<Worker>) -> Result<()> {
    let mut parties = HashSet::new();
    for m in store::memberships_of(tx, worker).await? {
        for party in [worker.uuid(), m.team_id.uuid(), m.organisation_id.uuid()] {
            parties.insert((party, m.role.clone()));
        }
    }
    let mut parties: Vec<_> = parties.into_iter().collect();
    parties.sort();
    ctx::set_reach(tx, worker.uuid(), &parties).await
}

/// A lead (or administrator) invites a colleague: an account without a password, and a link by mail that lives for three days.
pub(super) async fn invite(
    ctx: &Ctx,
    team: Id<Team>,
    name: &str,
    email: Email,
    role: &str,
    languages: &str,
) -> Result<()> {
    let (mut tx, _) = ctx.write(&TEAM_EDIT, team).await?;
    let worker = match store::worker_by_email(&mut tx, &email).await? {
        // Somebody who already works elsewhere joins with the account they have.
        Some(known) if known.disabled_at.is_none() => known.id,
        Some(_) => {
            let mut errors = FieldErrors::default();
            errors.add("email", "error-email-left");
            return Err(Error::Invalid(errors));
        }
        None => {
            let new = NewWorker { name, email: email.clone(), password: None, languages };
            insert_worker(&mut tx, ctx, new).await?
        }
    };
    let held = store::memberships_of(&mut tx, worker).await?;
    if held.iter().any(|m| m.team_id == team && m.role == role) {
        let mut errors = FieldErrors::default();
        errors.add("email", "error-already-member");
        return Err(Error::Invalid(errors));
    }
    join(&mut tx, ctx, worker, team, role).await?;
    if held.is_empty() {
        send_invitation(&mut tx, ctx, worker, &email).await?;
    }
    tx.commit().await
}

async fn send_invitation(tx: &mut Tx, ctx: &Ctx, worker: Id<Worker>, email: &Email) -> Result<()> {
    let token = seal::token();
    let (now, words) = (ctx.now(), &ctx.machine.words);
    store::add_invitation(tx, ctx.id(), worker, &seal::token_hash(&token), now, now.plus(INVITATION)).await?;
    let link = format!("{}/welcome/{token}", ctx.machine.config.public_url());
    let brand = ctx.machine.pages.brand();
    let brand = brand.name.as_str();
    let mail = Mail {
        to: email.to_string(),
        subject: words.with("en", "mail-invite-subject", &[("brand", brand)]),
        text: words.with("en", "mail-invite-text", &[("brand", brand), ("link", &link)]),
    };
    mail::send(tx, ctx, &mail).await.map(|_| ())
}

/// Sends the link again to somebody who has not used it.
pub(super) async fn invite_again(ctx: &Ctx, team: Id<Team>, worker: Id<Worker>) -> Result<()> {
    let (mut tx, _) = ctx.write(&TEAM_EDIT, team).await?;
    let member = store::memberships_of(&mut tx, worker).await?.iter().any(|m| m.team_id == team);
    let worker = store::worker(&mut tx, worker).await?.ok_or(Error::NotFound)?;
    if !member || worker.password.is_some() {
        return Err(Error::NotFound);
    }
    send_invitation(&mut tx, ctx, worker.id, &worker.email).await?;
    tx.commit().await
}

/// Sets the first password by an invitation's link.
pub(super) async fn welcome(ctx: &Ctx, token: &str, new_password: String) -> Result<()> {
    let hash = password::hash(new_password).await?;
    let (mut tx, _) = ctx.write(&SIGN_IN, House::id()).await?;
    let invitation = store::invitation(&mut tx, &seal::token_hash(token), ctx.now()).await?.ok_or(Error::NotFound)?;
    let worker = store::worker(&mut tx, invitation.worker_id).await?.ok_or(Error::NotFound)?;
    store::use_invitation(&mut tx, invitation.id, ctx.now()).await?;
    store::set_password(&mut tx, &worker, &hash).await?;
    tx.commit().await
}

/// Ends somebody's role in a team. Whoever holds no role any more has left: their sessions end at once, with this commit.
pub(super) async fn end_membership(ctx: &Ctx, team: Id<Team>, id: Id<Membership>) -> Result<()> {
    let (mut tx, _) = ctx.write(&TEAM_EDIT, team).await?;
    let membership = store::membership(&mut tx, id).await?.filter(|m| m.team_id == team).ok_or(Error::NotFound)?;
    if store::end_membership(&mut tx, id, ctx.now()).await? == 0 {
        return Err(Error::Conflict("conflict-changed"));
    }
    let worker = membership.worker_id;
    let change = history::Change { event: "membership-ended", before: Some(membership.role), ..Default::default() };
    history::append(&mut tx, ctx, worker.uuid(), change).await?;
    publish_reach(&mut tx, worker).await?;
    if store::memberships_of(&mut tx, worker).await?.is_empty() {
        session::end_all(&mut tx, ctx, worker.uuid(), "left").await?;
        store::leave_seats(&mut tx, worker).await?;
    }
    tx.commit().await
}

/// Moves somebody to another team: the old role ends and the new one begins in one commit.
pub(super) async fn move_member(ctx: &Ctx, from: Id<Team>, id: Id<Membership>, to: Id<Team>) -> Result<()> {
    let (mut tx, _) = ctx.write(&TEAM_EDIT, from).await?;
    ctx.also(&mut tx, &TEAM_EDIT, to).await?;
    let membership = store::membership(&mut tx, id).await?.filter(|m| m.team_id == from).ok_or(Error::NotFound)?;
    if store::end_membership(&mut tx, id, ctx.now()).await? == 0 {
        return Err(Error::Conflict("conflict-changed"));
    }
    join(&mut tx, ctx, membership.worker_id, to, &membership.role).await?;
    tx.commit().await
}

/// An operator bars an account: nothing opens with it from this commit on.
pub async fn disable_worker(ctx: &Ctx, email: &Email) -> Result<()> {
    let (mut tx, _) = ctx.write(&HOUSE_EDIT, House::id()).await?;
    let worker = store::worker_by_email(&mut tx, email).await?.ok_or(Error::NotFound)?;
    store::disable(&mut tx, worker.id, ctx.now()).await?;
    ctx::set_reach(&mut tx, worker.id.uuid(), &[]).await?;
    session::end_all(&mut tx, ctx, worker.id.uuid(), "disabled").await?;
    store::leave_seats(&mut tx, worker.id).await?;
    tx.commit().await
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
    throttle::check(&mut tx, &key, ctx.now()).await?;
    let worker = store::worker_by_email(&mut tx, email).await?.filter(|w| w.disabled_at.is_none());
    tx.commit().await?;

    let stored = worker.as_ref().and_then(|w| w.password.as_ref()).map(|p| p.0.clone());
    let right = password::verify(typed, stored, ctx.machine.config.demo).await?;

    let (mut tx, _) = ctx.write(&SIGN_IN, House::id()).await?;
    let Some(worker) = worker.filter(|_| right) else {
        throttle::failed(&mut tx, &key, ctx.now()).await?;
        tx.commit().await?;
        return Ok(SignedIn::Wrong);
    };
    let roles = store::memberships_of(&mut tx, worker.id).await?;
    if roles.is_empty() {
        // A leaver's password still fits, but there is nothing left that it opens.
        tx.commit().await?;
        return Ok(SignedIn::Wrong);
    }
    throttle::clear(&mut tx, &key).await?;
    let enrolled = has_factor(&mut tx, worker.id).await?;
    let needed = enrolled || roles.iter().any(|m| policy::needs_second_factor(&m.role));
    let since = ctx.now().minus(SHIFT);
    let seats = store::seats(&mut tx, desk, since).await?;
    let given_here = seats.iter().any(|s| s.worker_id == worker.id && s.factor_at.is_some_and(|at| at > since));
    let whole = !needed || given_here;
    let token = session::start(&mut tx, ctx, worker.id.uuid(), &worker.name, whole).await?;
    if whole {
        store::sit(&mut tx, desk, worker.id, None, ctx.now()).await?;
    }
    tx.commit().await?;
    Ok(if whole { SignedIn::Whole(token) } else { SignedIn::Half { token, enrolled } })
}

pub(super) async fn has_factor(tx: &mut base::Rx, worker: Id<Worker>) -> Result<bool> {
    Ok(store::factor(tx, worker).await?.is_some() || store::codes_left(tx, worker).await? > 0)
}

/// The second step: a code of the app, or a printed one. Returns the token of the session, now whole.
pub(super) async fn second_step(ctx: &Ctx, code: &str, desk: &str) -> Result<Option<String>> {
    let half = ctx.request.session.clone().filter(|s| !s.whole).ok_or(Error::SignIn)?;
    let worker = half.account.cast::<Worker>();
    let key = ctx.machine.keys.mac("throttle", &half.account.to_string());
    let (mut tx, _) = ctx.write(&SIGN_IN, House::id()).await?;
    throttle::check(&mut tx, &key, ctx.now()).await?;
    if !code_fits(&mut tx, ctx, worker, code).await? {
        throttle::failed(&mut tx, &key, ctx.now()).await?;
        tx.commit().await?;
        return Ok(None);
    }
    throttle::clear(&mut tx, &key).await?;
    let token = session::make_whole(&mut tx, ctx, half.id).await?;
    store::sit(&mut tx, desk, worker, Some(ctx.now()), ctx.now()).await?;
    tx.commit().await?;
    Ok(Some(token))
}

async fn code_fits(tx: &mut Tx, ctx: &Ctx, worker: Id<Worker>, code: &str) -> Result<bool> {
    if let Some(app) = store::factor(tx, worker).await? {
        let secret = ctx.machine.keys.open("totp", &app.sealed)?;
        if let Some(step) = factor::step_of(&secret, code, ctx.now())? {
            return store::use_step(tx, app.id, step).await;
        }
    }
    store::use_code(tx, worker, &factor::printed_hash(code), ctx.now()).await
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

/// What came of typing the first code of a new app.
#[derive(Debug)]
pub(super) struct Enrolled {
    /// Ten printed codes, shown once.
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
    let codes = factor::printed_codes();
    let hashes: Vec<_> = codes.iter().map(|c| factor::printed_hash(c)).collect();
    store::replace_codes(&mut tx, worker, &hashes).await?;
    let token = match &ctx.request.session {
        Some(half) if !half.whole => {
            store::sit(&mut tx, desk, worker, Some(ctx.now()), ctx.now()).await?;
            Some(session::make_whole(&mut tx, ctx, half.id).await?)
        }
        _ => None,
    };
    tx.commit().await?;
    Ok(Some(Enrolled { codes, token }))
}

/// The door for adding a factor: one's own account, or a half session that has none yet (otherwise a password alone would be enough to add one).
async fn own_or_half(ctx: &Ctx, worker: Id<Worker>) -> Result<Tx> {
    if ctx.actor.account() == Some(worker.uuid()) {
        return Ok(ctx.write(&ACCOUNT_EDIT, worker).await?.0);
    }
    half_of(ctx, worker)?;
    let (mut tx, _) = ctx.write(&SIGN_IN, House::id()).await?;
    if has_factor(&mut tx, worker).await? {
        return Err(Error::NotFound);
    }
    Ok(tx)
}

fn half_of(ctx: &Ctx, worker: Id<Worker>) -> Result<()> {
    let half = ctx.request.session.as_ref().filter(|s| !s.whole && s.account.uuid() == worker.uuid());
    half.map(|_| ()).ok_or(Error::SignIn)
}

/// Ten new printed codes; the old ones are void.
pub(super) async fn new_codes(ctx: &Ctx, worker: Id<Worker>) -> Result<Vec<String>> {
    let (mut tx, _) = ctx.write(&ACCOUNT_EDIT, worker).await?;
    let codes = factor::printed_codes();
    let hashes: Vec<_> = codes.iter().map(|c| factor::printed_hash(c)).collect();
    store::replace_codes(&mut tx, worker, &hashes).await?;
    tx.commit().await?;
    Ok(codes)
}

/// Changes one's password; every other session of the account ends.
pub(super) async fn change_password(ctx: &Ctx, worker: Id<Worker>, old: String, new: String) -> Result<bool> {
    let (rx, known) = ctx.read(&crate::policy::ACCOUNT_VIEW, worker).await?;
    drop(rx);
    if !password::verify(old, known.password.as_ref().map(|p| p.0.clone()), ctx.machine.config.demo).await? {
        return Ok(false);
    }
    let hash = password::hash(new).await?;
    let (mut tx, known) = ctx.write(&ACCOUNT_EDIT, worker).await?;
    store::set_password(&mut tx, &known, &hash).await?;
    for s in session::of_account(&mut tx, worker.uuid()).await? {
        if ctx.request.session.as_ref().is_none_or(|mine| mine.id != s.id) {
            session::end(&mut tx, ctx, s.id, "password").await?;
        }
    }
    tx.commit().await?;
    Ok(true)
}

/// Adds a confirmed authenticator with a known secret: for the demo and tests.
pub async fn add_totp(ctx: &Ctx, worker: Id<Worker>, secret: &str) -> Result<()> {
    let (mut tx, _) = ctx.write(&HOUSE_EDIT, House::id()).await?;
    let sealed = ctx.machine.keys.seal("totp", secret);
    store::remove_factors(&mut tx, worker, ctx.now()).await?;
    store::add_factor(&mut tx, ctx.id(), worker, &sealed, ctx.now(), 0).await?;
    tx.commit().await
}

/// Gives somebody printed codes, which the operator hands over: for `kith user codes`.
pub async fn add_printed_codes(ctx: &Ctx, email: &Email) -> Result<Vec<String>> {
    let (mut tx, _) = ctx.write(&HOUSE_EDIT, House::id()).await?;
    let worker = store::worker_by_email(&mut tx, email).await?.ok_or(Error::NotFound)?;
    let codes = factor::printed_codes();
    let hashes: Vec<_> = codes.iter().map(|c| factor::printed_hash(c)).collect();
    store::replace_codes(&mut tx, worker.id, &hashes).await?;
    tx.commit().await?;
    Ok(codes)
}

/// The current code of every authenticator: only in a data folder that was made as a demo.
pub async fn demo_codes(ctx: &Ctx) -> Result<Vec<(Id<Worker>, String)>> {
    if !ctx.machine.config.demo {
        return Err(Error::NotFound);
    }
    let (mut rx, _) = ctx.read(&HOUSE_VIEW, House::id()).await?;
    store::demo_factors(&mut rx)
        .await?
        .into_iter()
        .map(|(w, sealed)| Ok((w, factor::code_at(&ctx.machine.keys.open("totp", &sealed)?, ctx.now())?)))
        .collect()
}
