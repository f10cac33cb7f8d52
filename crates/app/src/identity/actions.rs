//! What can be done with organisations, teams, workers and their ways of signing in.

use super::{
    model::{self, Membership, Organisation, OrganisationKind, Team, Worker},
    signing, store,
};
use crate::policy::{self, HOUSE_EDIT, HOUSE_VIEW, SIGN_IN, TEAM_EDIT, WELCOME};
use base::{
    Ctx, Error, FieldErrors, House, Result, Rx, Tx,
    audit::Kind,
    auth::{factor, password, session},
    ctx,
    history::{self, Change},
    mail::{self, Mail},
    seal, settings,
};
use jiff::SignedDuration;
use kernel::{Email, Id, Private};
use std::collections::HashSet;

/// Held while administrators are counted: the last of them stays.
pub(super) const ADMINISTRATORS: &str = "hold-administrators";
/// Held while names, codes and the tree of organisations and teams are compared.
pub(super) const NAMES: &str = "hold-names";
/// An invitation lives so long.
const INVITATION: SignedDuration = SignedDuration::from_hours(72);

/// An organisation to be added.
#[derive(Debug)]
pub struct NewOrganisation<'a> {
    pub kind: OrganisationKind,
    pub name: &'a str,
    pub code: Option<&'a str>,
    pub parent: Option<Id<Organisation>>,
    pub setting: Option<&'a str>,
}

impl NewOrganisation<'_> {
    fn with(self, id: Id<Organisation>) -> Organisation {
        Organisation {
            id,
            kind: self.kind.code().to_owned(),
            name: self.name.to_owned(),
            code: self.code.map(str::to_owned),
            parent_id: self.parent,
            setting: self.setting.map(str::to_owned),
            valid_from: None,
            valid_to: None,
            successor_id: None,
            version: 1,
        }
    }
}

pub async fn add_organisation(ctx: &Ctx, new: NewOrganisation<'_>) -> Result<Id<Organisation>> {
    let (mut tx, _) = ctx.write(&HOUSE_EDIT, House::id()).await?;
    let organisation = new.with(ctx.id());
    put_organisation(&mut tx, ctx, &organisation).await?;
    tx.commit().await?;
    Ok(organisation.id)
}

/// The same with an id that the form carries, so that a form sent twice adds one.
///
/// # Errors
/// [`Error::Invalid`] beside the field that cannot be so: see [`model::organisation_refused`].
pub async fn add_organisation_as(
    ctx: &Ctx,
    id: Id<Organisation>,
    new: NewOrganisation<'_>,
) -> Result<Id<Organisation>> {
    let (mut tx, _) = ctx.write(&HOUSE_EDIT, House::id()).await?;
    settings::hold(&mut tx, NAMES).await?;
    let organisation = new.with(id);
    let all = store::organisations(&mut tx).await?;
    if !all.iter().any(|o| o.id == id) {
        model::organisation_refused(&all, &organisation, 0, ctx.today()).finish()?;
        put_organisation(&mut tx, ctx, &organisation).await?;
    }
    tx.commit().await?;
    Ok(id)
}

async fn put_organisation(tx: &mut Tx, ctx: &Ctx, organisation: &Organisation) -> Result<()> {
    if store::add_organisation(tx, organisation).await? {
        let change = Change { event: "organisation-added", ..Default::default() };
        history::append(tx, ctx, organisation.id.uuid(), change).await?;
    }
    Ok(())
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
    let id = ctx.id();
    let (mut tx, _) = ctx.write(&HOUSE_EDIT, House::id()).await?;
    put_team(&mut tx, ctx, id, new).await?;
    tx.commit().await?;
    Ok(id)
}

/// The same with an id that the form carries, so that a form sent twice adds one.
///
/// # Errors
/// [`Error::Invalid`] when its organisation has another team of that name; a conflict when the organisation is over.
pub async fn add_team_as(ctx: &Ctx, id: Id<Team>, new: NewTeam<'_>) -> Result<Id<Team>> {
    let (mut tx, _) = ctx.write(&HOUSE_EDIT, House::id()).await?;
    settings::hold(&mut tx, NAMES).await?;
    let organisation = store::organisation(&mut tx, new.organisation).await?.ok_or(Error::NotFound)?;
    if organisation.is_over(ctx.today()) {
        return Err(Error::Conflict("conflict-organisation-over"));
    }
    if store::teams(&mut tx).await?.iter().any(|t| t.id != id && t.is_called(new.organisation, new.name)) {
        let mut errors = FieldErrors::default();
        errors.add("name", "error-team-there");
        return Err(Error::Invalid(errors));
    }
    put_team(&mut tx, ctx, id, new).await?;
    tx.commit().await?;
    Ok(id)
}

async fn put_team(tx: &mut Tx, ctx: &Ctx, id: Id<Team>, new: NewTeam<'_>) -> Result<()> {
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
    if store::add_team(tx, &team).await? {
        history::append(tx, ctx, id.uuid(), Change { event: "team-added", ..Default::default() }).await?;
    }
    Ok(())
}

/// The first administrator, in a team of an organisation made for them; in the caller's transaction, behind the caller's door. `None` when somebody
/// has an account already.
pub async fn found(tx: &mut Tx, ctx: &Ctx, name: &str, email: Email, password: String) -> Result<Option<Id<Worker>>> {
    if !store::nobody_yet(tx).await? {
        return Ok(None);
    }
    let (organisation, team) = (ctx.id(), ctx.id());
    let called = ctx.t("administration-name");
    let house = NewOrganisation { kind: OrganisationKind::Icb, name: &called, code: None, parent: None, setting: None };
    put_organisation(tx, ctx, &house.with(organisation)).await?;
    let desk =
        NewTeam { organisation, name: &called, receives: false, pathways: "", areas: "", languages: "", phone: None };
    put_team(tx, ctx, team, desk).await?;
    let worker = insert_worker(tx, ctx, NewWorker { name, email, password: Some(password), languages: "" }).await?;
    join(tx, ctx, worker, team, policy::ADMINISTRATOR).await?;
    Ok(Some(worker))
}

/// The team of those who administer the house: where an administrator works, whatever it is called now, or one that is made for the first of them.
pub async fn administration(ctx: &Ctx) -> Result<Id<Team>> {
    let called = ctx.t("administration-name");
    let (mut rx, _) = ctx.read(&HOUSE_VIEW, House::id()).await?;
    let found = match store::administration(&mut rx).await? {
        Some(team) => Some(team),
        None => store::team_named(&mut rx, &called).await?,
    };
    drop(rx);
    if let Some(team) = found {
        return Ok(team);
    }
    let organisation =
        NewOrganisation { kind: OrganisationKind::Icb, name: &called, code: None, parent: None, setting: None };
    let organisation = add_organisation(ctx, organisation).await?;
    let team =
        NewTeam { organisation, name: &called, receives: false, pathways: "", areas: "", languages: "", phone: None };
    add_team(ctx, team).await
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
    if !store::add_worker(tx, &worker).await? {
        let mut errors = FieldErrors::default();
        errors.add("email", "error-email-taken");
        return Err(Error::Invalid(errors));
    }
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
    give(&mut tx, ctx, worker, team, role).await?;
    tx.commit().await
}

/// What the actor may give where, read once for as many teams as one asks about.
pub(super) struct Giving {
    /// Nobody is signed in: the operator, or the demo.
    everything: bool,
    administers: bool,
    leads: Vec<Id<Team>>,
    with_lead: Vec<Id<Team>>,
}

impl Giving {
    pub(super) async fn of(rx: &mut Rx, ctx: &Ctx) -> Result<Giving> {
        let mine = match ctx.actor.account() {
            Some(me) => store::memberships_of(rx, Id::from_uuid(me)).await?,
            None => vec![],
        };
        Ok(Giving {
            everything: ctx.actor.account().is_none(),
            administers: ctx.actor.has_role(policy::ADMINISTRATOR),
            leads: mine.into_iter().filter(|m| m.role == policy::LEAD).map(|m| m.team_id).collect(),
            with_lead: store::teams_with_lead(rx).await?,
        })
    }

    /// The roles that may be given in a team now: [`model::roles_to_give`].
    pub(super) fn roles(&self, team: Id<Team>) -> Vec<&'static str> {
        if self.everything {
            return policy::ROLES.to_vec();
        }
        model::roles_to_give(self.leads.contains(&team), self.administers, self.with_lead.contains(&team))
    }
}

/// Keeps a team open until this transaction has ended, and everybody else from giving roles in it: before what it has is looked at.
async fn hold_team(tx: &mut Tx, team: Id<Team>) -> Result<()> {
    if store::hold_open(tx, team).await? { Ok(()) } else { Err(Error::Conflict("conflict-team-ended")) }
}

/// Gives somebody a role, if the actor may: one that is theirs to give, and never to their own account.
async fn give(tx: &mut Tx, ctx: &Ctx, worker: Id<Worker>, team: Id<Team>, role: &str) -> Result<()> {
    hold_team(tx, team).await?;
    if ctx.actor.account() == Some(worker.uuid()) {
        return Err(Error::Conflict("conflict-own-role"));
    }
    if !Giving::of(tx, ctx).await?.roles(team).contains(&role) {
        return Err(Error::Conflict("conflict-role-of-the-lead"));
    }
    join(tx, ctx, worker, team, role).await
}

/// Begins a role in a team that is held; nothing happens where it is theirs already.
async fn join(tx: &mut Tx, ctx: &Ctx, worker: Id<Worker>, team: Id<Team>, role: &str) -> Result<()> {
    store::hold_worker(tx, worker).await?;
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
    if !store::add_membership(tx, &membership).await? {
        return Ok(());
    }
    let change = Change { event: "membership-began", after: Some(role.to_owned()), ..Default::default() };
    history::append(tx, ctx, worker.uuid(), change).await?;
    publish_reach(tx, worker).await
}

/// Rewrites for which parties an account may act: itself, its teams, their organisations, each with the role held there. The account is held first:
/// whoever else gives or ends a role of theirs has done so, or waits and then sees what was done here. One that is barred acts for nobody.
async fn publish_reach(tx: &mut Tx, worker: Id<Worker>) -> Result<()> {
    let barred = !store::hold_worker(tx, worker).await?;
    let mut parties = HashSet::new();
    for m in store::memberships_of(tx, worker).await?.into_iter().filter(|_| !barred) {
        for party in [worker.uuid(), m.team_id.uuid(), m.organisation_id.uuid()] {
            parties.insert((party, m.role.clone()));
        }
    }
    let mut parties: Vec<_> = parties.into_iter().collect();
    parties.sort();
    ctx::set_reach(tx, worker.uuid(), &parties).await
}

/// A lead (or administrator) invites a colleague: an account without a password, and a link by mail that lives for three days. False when no mail went,
/// since they sign in already and have the role at once.
pub(super) async fn invite(
    ctx: &Ctx,
    team: Id<Team>,
    name: &str,
    email: Email,
    role: &str,
    languages: &str,
) -> Result<bool> {
    let (mut tx, _) = ctx.write(&TEAM_EDIT, team).await?;
    // Of a form that is sent twice the second sees that they are in the team.
    hold_team(&mut tx, team).await?;
    let worker = match store::worker_by_email(&mut tx, &email).await? {
        Some(me) if ctx.actor.account() == Some(me.id.uuid()) => {
            let mut errors = FieldErrors::default();
            errors.add("email", "error-own-role");
            return Err(Error::Invalid(errors));
        }
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
    give(&mut tx, ctx, worker, team, role).await?;
    if held.is_empty() {
        send_invitation(&mut tx, ctx, worker, &email).await?;
    }
    tx.commit().await?;
    Ok(held.is_empty())
}

/// A link to choose a password; those that were sent before are dead.
async fn send_invitation(tx: &mut Tx, ctx: &Ctx, worker: Id<Worker>, email: &Email) -> Result<()> {
    let token = seal::token();
    let (now, words) = (ctx.now(), &ctx.machine.words);
    store::end_invitations(tx, worker, now).await?;
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
    signing::hold(&mut tx, worker).await?;
    let member = store::memberships_of(&mut tx, worker).await?.iter().any(|m| m.team_id == team);
    let worker = store::worker(&mut tx, worker).await?.ok_or(Error::NotFound)?;
    if !member || worker.password.is_some() {
        return Err(Error::NotFound);
    }
    send_invitation(&mut tx, ctx, worker.id, &worker.email).await?;
    tx.commit().await
}

/// Sets the first password by an invitation's link, which is dead once they have one.
pub(super) async fn welcome(ctx: &Ctx, token: &str, new_password: String) -> Result<()> {
    let hash = password::hash(new_password).await?;
    let (mut tx, _) = ctx.write(&SIGN_IN, House::id()).await?;
    let invitation = store::invitation(&mut tx, &seal::token_hash(token), ctx.now()).await?.ok_or(Error::NotFound)?;
    signing::hold(&mut tx, invitation.worker_id).await?;
    if !store::use_invitation(&mut tx, invitation.id, ctx.now()).await? {
        return Err(Error::NotFound);
    }
    let worker = store::worker(&mut tx, invitation.worker_id).await?.ok_or(Error::NotFound)?;
    store::set_password(&mut tx, &worker, &hash).await?;
    store::end_invitations(&mut tx, worker.id, ctx.now()).await?;
    ctx.remember(&mut tx, Kind::Write, &WELCOME, "account", Some(worker.id.uuid())).await?;
    tx.commit().await
}

/// Ends somebody's role in a team. Whoever holds no role any more has left: their sessions end at once, with this commit.
pub(super) async fn end_membership(ctx: &Ctx, team: Id<Team>, id: Id<Membership>) -> Result<()> {
    let (mut tx, _) = ctx.write(&TEAM_EDIT, team).await?;
    let membership = store::membership(&mut tx, id).await?.filter(|m| m.team_id == team).ok_or(Error::NotFound)?;
    if membership.role == policy::ADMINISTRATOR {
        settings::hold(&mut tx, ADMINISTRATORS).await?;
    }
    if !leave(&mut tx, ctx, membership).await? {
        return Err(Error::Conflict("conflict-changed"));
    }
    tx.commit().await
}

/// Ends a role that is held; false when it had ended. Somebody who can administer the house stays: whoever may end an administrator's role holds
/// [`ADMINISTRATORS`] before anything else.
pub(super) async fn leave(tx: &mut Tx, ctx: &Ctx, membership: Membership) -> Result<bool> {
    store::hold_worker(tx, membership.worker_id).await?;
    if store::end_membership(tx, membership.id, ctx.now()).await? == 0 {
        return Ok(false);
    }
    let worker = membership.worker_id;
    if membership.role == policy::ADMINISTRATOR && store::administrators(tx).await? == 0 {
        return Err(Error::Conflict("conflict-last-administrator"));
    }
    let change = Change { event: "membership-ended", before: Some(membership.role), ..Default::default() };
    history::append(tx, ctx, worker.uuid(), change).await?;
    publish_reach(tx, worker).await?;
    if store::memberships_of(tx, worker).await?.is_empty() {
        session::end_all(tx, ctx, worker.uuid(), "left").await?;
        store::leave_seats(tx, worker).await?;
    }
    Ok(true)
}

/// Moves somebody to another team: the old role ends and the new one begins in one commit.
pub(super) async fn move_member(ctx: &Ctx, from: Id<Team>, id: Id<Membership>, to: Id<Team>) -> Result<()> {
    let (mut tx, _) = ctx.write(&TEAM_EDIT, from).await?;
    ctx.also(&mut tx, &TEAM_EDIT, to).await?;
    hold_team(&mut tx, to).await?;
    let membership = store::membership(&mut tx, id).await?.filter(|m| m.team_id == from).ok_or(Error::NotFound)?;
    store::hold_worker(&mut tx, membership.worker_id).await?;
    if store::end_membership(&mut tx, id, ctx.now()).await? == 0 {
        return Err(Error::Conflict("conflict-changed"));
    }
    give(&mut tx, ctx, membership.worker_id, to, &membership.role).await?;
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

/// Adds a confirmed authenticator with a known secret: for the demo and tests.
pub async fn add_totp(ctx: &Ctx, worker: Id<Worker>, secret: &str) -> Result<()> {
    let (mut tx, _) = ctx.write(&HOUSE_EDIT, House::id()).await?;
    let sealed = ctx.machine.keys.seal("totp", secret);
    signing::hold(&mut tx, worker).await?;
    store::remove_factors(&mut tx, worker, ctx.now()).await?;
    store::add_factor(&mut tx, ctx.id(), worker, &sealed, ctx.now(), 0).await?;
    tx.commit().await
}

/// Gives somebody printed codes, which the operator hands over: for `kith user codes`.
pub async fn add_printed_codes(ctx: &Ctx, email: &Email) -> Result<Vec<String>> {
    let (mut tx, _) = ctx.write(&HOUSE_EDIT, House::id()).await?;
    let worker = store::worker_by_email(&mut tx, email).await?.ok_or(Error::NotFound)?;
    signing::hold(&mut tx, worker.id).await?;
    let codes = signing::store_codes(&mut tx, ctx, worker.id).await?;
    tx.commit().await?;
    Ok(codes)
}

/// Whether a demo's helps are shown: in a folder marked as a demo, to readers on this machine.
pub fn shows_demo_helps(ctx: &Ctx) -> bool {
    ctx.machine.config.demo && ctx.request.address.is_loopback()
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
