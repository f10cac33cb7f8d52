//! The SQL of the slice.

// Tables that this slice writes, drawn from the migrations by `cargo xtask gen`:
//   organisation: id, kind, name, code, parent_id, setting, valid_from, valid_to, successor_id, version
//   team: id, organisation_id, name, receives, pathways, areas, languages, phone, ended_at, version
//   worker: id, name, email, email_key, password, languages, created_at, disabled_at, version
//   membership: id, worker_id, team_id, role, since_at, until_at
//   factor: id, worker_id, kind, sealed, last_step, created_at, confirmed_at, removed_at
//   passkey: id, worker_id, credential, name, stored, created_at, used_at, removed_at
//   printed_code: worker_id, hash, used_at
//   desk_seat: desk_hash, worker_id, factor_at, seen_at
//   invitation: id, worker_id, token_hash, created_at, expires_at, used_at
// (end of tables)

use super::model::{Membership, Organisation, Passkey, Seat, Team, Worker};
use base::{Result, Rx, Tx, auth::passkey::Key, http::gate::Gate};
use kernel::{Email, Id, Instant};
use std::collections::HashMap;

base::sql! {
    ORGANISATION = "
        SELECT id, kind, name, code, parent_id, setting, valid_from, valid_to, successor_id, version
        FROM organisation
        WHERE id = $1";
    ORGANISATIONS = "
        SELECT id, kind, name, code, parent_id, setting, valid_from, valid_to, successor_id, version
        FROM organisation
        ORDER BY name, id";
    /// A form that is sent twice brings the same id twice.
    ADD_ORGANISATION = "
        INSERT INTO organisation (id, kind, name, code, parent_id, setting, valid_from, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, 1)
        ON CONFLICT (id) DO NOTHING";
    CHANGE_ORGANISATION = "
        UPDATE organisation
        SET kind = $2, name = $3, code = $4, parent_id = $5, setting = $6, valid_to = $7, successor_id = $8, version = version + 1
        WHERE id = $1 AND version = $9";
    TEAM = "
        SELECT id, organisation_id, name, receives, pathways, areas, languages, phone, ended_at, version
        FROM team
        WHERE id = $1";
    RECEIVING_TEAMS = "
        SELECT id, organisation_id, name, receives, pathways, areas, languages, phone, ended_at, version
        FROM team
        WHERE receives AND ended_at IS NULL
        ORDER BY name, id";
    ADD_TEAM = "
        INSERT INTO team (id, organisation_id, name, receives, pathways, areas, languages, phone, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)
        ON CONFLICT (id) DO NOTHING";
    CHANGE_TEAM = "
        UPDATE team
        SET name = $2, receives = $3, pathways = $4, areas = $5, languages = $6, phone = $7, version = version + 1
        WHERE id = $1 AND version = $8 AND ended_at IS NULL";
    END_TEAM = "UPDATE team SET ended_at = $2, version = version + 1 WHERE id = $1 AND version = $3 AND ended_at IS NULL";
    /// These change nothing, and keep the row to this transaction.
    HOLD_ORGANISATION = "UPDATE organisation SET version = version WHERE id = $1";
    HOLD_WORKER = "UPDATE worker SET version = version WHERE id = $1 AND disabled_at IS NULL";
    HOLD_AS_READ = "UPDATE worker SET version = version WHERE id = $1 AND version = $2 AND disabled_at IS NULL";
    HOLD_OPEN = "UPDATE team SET version = version WHERE id = $1 AND ended_at IS NULL";
    TEAMS = "
        SELECT id, organisation_id, name, receives, pathways, areas, languages, phone, ended_at, version
        FROM team
        WHERE ended_at IS NULL
        ORDER BY name, id";
    TEAM_NAME = "SELECT name AS n FROM team WHERE id = $1";
    ORGANISATION_NAME = "SELECT name AS n FROM organisation WHERE id = $1";
    WORKER = "
        SELECT id, name, email, password, languages, created_at, disabled_at, version
        FROM worker
        WHERE id = $1";
    WORKER_BY_EMAIL = "
        SELECT id, name, email, password, languages, created_at, disabled_at, version
        FROM worker
        WHERE email_key = $1";
    WORKERS = "
        SELECT id, name, email, password, languages, created_at, disabled_at, version
        FROM worker
        ORDER BY name, id";
    ANY_WORKER = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM worker";
    HOLDERS = "
        SELECT CAST(COUNT(*) AS BIGINT) AS n
        FROM membership m
        JOIN worker w ON w.id = m.worker_id
        WHERE m.role = $1 AND m.until_at IS NULL AND w.disabled_at IS NULL";
    /// Those of administrators who could sign in now.
    ADMINISTRATORS = "
        SELECT CAST(COUNT(*) AS BIGINT) AS n
        FROM membership m
        JOIN worker w ON w.id = m.worker_id
        WHERE m.role = 'administrator' AND m.until_at IS NULL AND w.disabled_at IS NULL AND w.password IS NOT NULL";
    WORKER_NAME = "SELECT name AS n FROM worker WHERE id = $1";
    LANGUAGES_IN_USE = "
        SELECT languages AS n FROM worker WHERE disabled_at IS NULL
        UNION ALL
        SELECT languages AS n FROM team WHERE ended_at IS NULL";
    CHANGE_WORKER = "UPDATE worker SET name = $2, languages = $3, version = version + 1 WHERE id = $1 AND version = $4";
    ADD_WORKER = "
        INSERT INTO worker (id, name, email, email_key, password, languages, created_at, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, 1)
        ON CONFLICT (email_key) DO NOTHING";
    SET_PASSWORD = "UPDATE worker SET password = $2, version = version + 1 WHERE id = $1 AND version = $3";
    DISABLE = "UPDATE worker SET disabled_at = $2, version = version + 1 WHERE id = $1 AND disabled_at IS NULL";
    ADD_MEMBERSHIP = "
        INSERT INTO membership (id, worker_id, team_id, role, since_at)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT DO NOTHING";
    END_MEMBERSHIP = "UPDATE membership SET until_at = $2 WHERE id = $1 AND until_at IS NULL";
    MEMBERSHIP = "
        SELECT m.id, m.worker_id, m.team_id, t.organisation_id, m.role, m.since_at, m.until_at
        FROM membership m
        JOIN team t ON t.id = m.team_id
        WHERE m.id = $1 AND m.until_at IS NULL";
    MEMBERSHIPS_OF = "
        SELECT m.id, m.worker_id, m.team_id, t.organisation_id, m.role, m.since_at, m.until_at
        FROM membership m
        JOIN team t ON t.id = m.team_id
        WHERE m.worker_id = $1 AND m.until_at IS NULL
        ORDER BY m.since_at, m.id";
    MEMBERSHIPS_IN = "
        SELECT m.id, m.worker_id, m.team_id, t.organisation_id, m.role, m.since_at, m.until_at
        FROM membership m
        JOIN team t ON t.id = m.team_id
        WHERE m.team_id = $1 AND m.until_at IS NULL
        ORDER BY m.since_at, m.id";
    COLLEAGUES = "
        SELECT m.id, m.worker_id, m.team_id, m.role, m.since_at, w.name, w.email, w.languages,
          CASE WHEN w.password IS NULL THEN TRUE ELSE FALSE END AS invited
        FROM membership m
        JOIN worker w ON w.id = m.worker_id
        WHERE m.team_id = $1 AND m.until_at IS NULL AND w.disabled_at IS NULL
        ORDER BY w.name, m.id";
    /// Where administrators work, the longest first.
    ADMINISTRATION = "
        SELECT t.id AS n
        FROM membership m
        JOIN team t ON t.id = m.team_id
        WHERE m.role = 'administrator' AND m.until_at IS NULL AND t.ended_at IS NULL
        ORDER BY m.since_at, m.id
        LIMIT 1";
    TEAM_NAMED = "
        SELECT t.id AS n
        FROM team t
        JOIN organisation o ON o.id = t.organisation_id
        WHERE o.name = $1 AND t.name = $1 AND t.ended_at IS NULL
        ORDER BY t.id
        LIMIT 1";
    TEAMS_WITH_LEAD = "
        SELECT DISTINCT m.team_id AS n
        FROM membership m
        JOIN worker w ON w.id = m.worker_id
        WHERE m.role = 'lead' AND m.until_at IS NULL AND w.disabled_at IS NULL";
    /// The app that counts. One that was begun and not confirmed is never a row: it lives in the page that shows its key.
    FACTOR = "
        SELECT id, sealed
        FROM factor
        WHERE worker_id = $1 AND kind = 'totp' AND removed_at IS NULL AND confirmed_at IS NOT NULL
        ORDER BY confirmed_at DESC, id DESC
        LIMIT 1";
    ADD_FACTOR = "
        INSERT INTO factor (id, worker_id, kind, sealed, last_step, created_at, confirmed_at)
        VALUES ($1, $2, 'totp', $3, $4, $5, $5)";
    USE_STEP = "UPDATE factor SET last_step = $2 WHERE id = $1 AND last_step < $2";
    REMOVE_FACTORS = "UPDATE factor SET removed_at = $2 WHERE worker_id = $1 AND removed_at IS NULL";
    DEMO_FACTORS = "
        SELECT w.id AS worker_id, f.sealed
        FROM factor f
        JOIN worker w ON w.id = f.worker_id
        WHERE f.removed_at IS NULL AND f.confirmed_at IS NOT NULL";
    PASSKEYS = "
        SELECT id, credential, name, stored, created_at, used_at
        FROM passkey
        WHERE worker_id = $1 AND removed_at IS NULL
        ORDER BY created_at, id";
    /// A page that is sent twice brings the same credential twice.
    ADD_PASSKEY = "
        INSERT INTO passkey (id, worker_id, credential, name, stored, created_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (credential) DO NOTHING";
    /// Names what it read: of two uses at once the counter of neither is lost.
    USE_PASSKEY = "
        UPDATE passkey
        SET stored = $3, used_at = $4
        WHERE worker_id = $1 AND credential = $2 AND stored = $5 AND removed_at IS NULL";
    REMOVE_PASSKEY = "UPDATE passkey SET removed_at = $3 WHERE id = $1 AND worker_id = $2 AND removed_at IS NULL";
    ADD_CODE = "INSERT INTO printed_code (worker_id, hash) VALUES ($1, $2)";
    CLEAR_CODES = "DELETE FROM printed_code WHERE worker_id = $1";
    USE_CODE = "UPDATE printed_code SET used_at = $3 WHERE worker_id = $1 AND hash = $2 AND used_at IS NULL";
    CODES_LEFT = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM printed_code WHERE worker_id = $1 AND used_at IS NULL";
    SIT = "
        INSERT INTO desk_seat (desk_hash, worker_id, factor_at, seen_at)
        VALUES ($1, $2, $3, $4)
        ON CONFLICT (desk_hash, worker_id) DO UPDATE
          SET seen_at = excluded.seen_at, factor_at = COALESCE(excluded.factor_at, desk_seat.factor_at)";
    SEATS = "
        SELECT d.worker_id, w.name, w.email, d.factor_at
        FROM desk_seat d
        JOIN worker w ON w.id = d.worker_id
        WHERE d.desk_hash = $1 AND d.seen_at > $2 AND w.disabled_at IS NULL
        ORDER BY w.name, d.worker_id";
    LEAVE_SEATS = "DELETE FROM desk_seat WHERE worker_id = $1";
    ADD_INVITATION = "
        INSERT INTO invitation (id, worker_id, token_hash, created_at, expires_at)
        VALUES ($1, $2, $3, $4, $5)";
    INVITATION = "
        SELECT id, worker_id
        FROM invitation
        WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2";
    FORGET_INVITATIONS = "DELETE FROM invitation WHERE expires_at < $1";
    FORGET_SEATS = "DELETE FROM desk_seat WHERE seen_at < $1";
    END_INVITATIONS = "UPDATE invitation SET used_at = $2 WHERE worker_id = $1 AND used_at IS NULL";
    USE_INVITATION = "UPDATE invitation SET used_at = $2 WHERE id = $1 AND used_at IS NULL";
}

pub async fn organisation(rx: &mut Rx, id: Id<Organisation>) -> Result<Option<Organisation>> {
    rx.maybe(ORGANISATION, (id,)).await
}

/// False when it was added before.
pub(super) async fn add_organisation(tx: &mut Tx, o: &Organisation) -> Result<bool> {
    let args = (o.id, o.kind.as_str(), o.name.as_str(), o.code.clone(), o.parent_id, o.setting.clone(), o.valid_from);
    Ok(tx.run(ADD_ORGANISATION, args).await? == 1)
}

pub(super) async fn change_organisation(tx: &mut Tx, o: &Organisation) -> Result<()> {
    let args = (
        o.id,
        o.kind.as_str(),
        o.name.as_str(),
        o.code.clone(),
        o.parent_id,
        o.setting.clone(),
        o.valid_to,
        o.successor_id,
        o.version,
    );
    tx.update(CHANGE_ORGANISATION, args).await
}

/// Every organisation, by name.
pub async fn organisations(rx: &mut Rx) -> Result<Vec<Organisation>> {
    rx.all(ORGANISATIONS, ()).await
}

/// The languages of everybody and every team that is here, a row each.
pub(super) async fn languages_in_use(rx: &mut Rx) -> Result<Vec<String>> {
    rx.values(LANGUAGES_IN_USE, ()).await
}

/// Every team that has not ended, by name.
pub async fn teams(rx: &mut Rx) -> Result<Vec<Team>> {
    rx.all(TEAMS, ()).await
}

/// The gate before an installation in which nobody can sign in.
pub fn gate() -> Gate {
    Gate::new("/set-up", ANY_WORKER)
}

/// Whether nobody has an account yet.
pub async fn nobody_yet(rx: &mut Rx) -> Result<bool> {
    Ok(rx.value::<i64>(ANY_WORKER, ()).await? == 0)
}

/// How many hold a role now, invited or signed in.
pub async fn holders(rx: &mut Rx, role: &str) -> Result<i64> {
    rx.value(HOLDERS, (role,)).await
}

pub async fn team(rx: &mut Rx, id: Id<Team>) -> Result<Option<Team>> {
    rx.maybe(TEAM, (id,)).await
}

/// The teams that referrals can be sent to.
pub async fn receiving_teams(rx: &mut Rx) -> Result<Vec<Team>> {
    rx.all(RECEIVING_TEAMS, ()).await
}

/// Keeps a team from ending until this transaction has: whoever ends it waits, and then sees what was done. False when it has ended.
pub async fn hold_open(tx: &mut Tx, team: Id<Team>) -> Result<bool> {
    Ok(tx.run(HOLD_OPEN, (team,)).await? == 1)
}

/// Keeps an organisation to this transaction: whoever ends its last team waits, and then sees what was done.
pub async fn hold_organisation(tx: &mut Tx, id: Id<Organisation>) -> Result<()> {
    tx.run(HOLD_ORGANISATION, (id,)).await.map(|_| ())
}

/// Keeps an account to this transaction: its roles, its reach, its factors and its sessions change one after the other. False when it is barred.
pub(super) async fn hold_worker(tx: &mut Tx, id: Id<Worker>) -> Result<bool> {
    Ok(tx.run(HOLD_WORKER, (id,)).await? == 1)
}

/// The same; false too when anything of it has changed since it was read: its password, say.
pub(super) async fn hold_as_read(tx: &mut Tx, w: &Worker) -> Result<bool> {
    Ok(tx.run(HOLD_AS_READ, (w.id, w.version)).await? == 1)
}

/// False when it was added before.
pub(super) async fn add_team(tx: &mut Tx, t: &Team) -> Result<bool> {
    let args = (
        t.id,
        t.organisation_id,
        t.name.as_str(),
        t.receives,
        t.pathways.as_str(),
        t.areas.as_str(),
        t.languages.as_str(),
        t.phone.clone(),
    );
    Ok(tx.run(ADD_TEAM, args).await? == 1)
}

pub(super) async fn change_team(tx: &mut Tx, t: &Team) -> Result<()> {
    let args = (
        t.id,
        t.name.as_str(),
        t.receives,
        t.pathways.as_str(),
        t.areas.as_str(),
        t.languages.as_str(),
        t.phone.clone(),
        t.version,
    );
    tx.update(CHANGE_TEAM, args).await
}

pub(super) async fn end_team(tx: &mut Tx, t: &Team, at: Instant) -> Result<()> {
    tx.update(END_TEAM, (t.id, at, t.version)).await
}

pub async fn worker(rx: &mut Rx, id: Id<Worker>) -> Result<Option<Worker>> {
    rx.maybe(WORKER, (id,)).await
}

pub(super) async fn worker_by_email(rx: &mut Rx, email: &Email) -> Result<Option<Worker>> {
    rx.maybe(WORKER_BY_EMAIL, (email.key(),)).await
}

pub(super) async fn workers(rx: &mut Rx) -> Result<Vec<Worker>> {
    rx.all(WORKERS, ()).await
}

/// False when somebody has the address.
pub(super) async fn add_worker(tx: &mut Tx, w: &Worker) -> Result<bool> {
    let password = w.password.as_ref().map(|p| p.0.clone());
    let args = (w.id, w.name.as_str(), w.email.as_str(), w.email.key(), password, w.languages.as_str(), w.created_at);
    Ok(tx.run(ADD_WORKER, args).await? == 1)
}

pub(super) async fn set_password(tx: &mut Tx, w: &Worker, hash: &str) -> Result<()> {
    tx.update(SET_PASSWORD, (w.id, hash, w.version)).await
}

pub(super) async fn change_worker(tx: &mut Tx, w: &Worker) -> Result<()> {
    tx.update(CHANGE_WORKER, (w.id, w.name.as_str(), w.languages.as_str(), w.version)).await
}

/// How many administrators could sign in now.
pub(super) async fn administrators(rx: &mut Rx) -> Result<i64> {
    rx.value(ADMINISTRATORS, ()).await
}

pub(super) async fn disable(tx: &mut Tx, id: Id<Worker>, at: Instant) -> Result<u64> {
    tx.run(DISABLE, (id, at)).await
}

type Names<T> = HashMap<Id<T>, String>;

/// The names of a few, each looked up once: a page names a handful, and a house has thousands.
async fn names<T>(rx: &mut Rx, sql: &'static str, ids: Vec<Id<T>>) -> Result<Names<T>> {
    let mut names = HashMap::new();
    for id in ids {
        if !names.contains_key(&id)
            && let Some(name) = rx.values(sql, (id.cast::<()>(),)).await?.pop()
        {
            names.insert(id, name);
        }
    }
    Ok(names)
}

pub async fn names_of(rx: &mut Rx, ids: Vec<Id<Worker>>) -> Result<Names<Worker>> {
    names(rx, WORKER_NAME, ids).await
}

pub async fn team_names(rx: &mut Rx, ids: Vec<Id<Team>>) -> Result<Names<Team>> {
    names(rx, TEAM_NAME, ids).await
}

pub async fn organisation_names(rx: &mut Rx, ids: Vec<Id<Organisation>>) -> Result<Names<Organisation>> {
    names(rx, ORGANISATION_NAME, ids).await
}

/// The name of every organisation, for the pages that set them up.
pub async fn every_organisation_name(rx: &mut Rx) -> Result<Names<Organisation>> {
    Ok(organisations(rx).await?.into_iter().map(|o| (o.id, o.name)).collect())
}

/// False when they hold that role there already.
pub(super) async fn add_membership(tx: &mut Tx, m: &Membership) -> Result<bool> {
    Ok(tx.run(ADD_MEMBERSHIP, (m.id, m.worker_id, m.team_id, m.role.as_str(), m.since_at)).await? == 1)
}

pub(super) async fn end_membership(tx: &mut Tx, id: Id<Membership>, at: Instant) -> Result<u64> {
    tx.run(END_MEMBERSHIP, (id, at)).await
}

pub(super) async fn membership(rx: &mut Rx, id: Id<Membership>) -> Result<Option<Membership>> {
    rx.maybe(MEMBERSHIP, (id,)).await
}

/// The roles that somebody holds now.
pub async fn memberships_of(rx: &mut Rx, worker: Id<Worker>) -> Result<Vec<Membership>> {
    rx.all(MEMBERSHIPS_OF, (worker,)).await
}

/// The roles that are held in a team now.
pub(super) async fn memberships_in(rx: &mut Rx, team: Id<Team>) -> Result<Vec<Membership>> {
    rx.all(MEMBERSHIPS_IN, (team,)).await
}

/// The team in which the administrator who came first works.
pub(super) async fn administration(rx: &mut Rx) -> Result<Option<Id<Team>>> {
    Ok(rx.values(ADMINISTRATION, ()).await?.pop())
}

/// The team of a name in the organisation of the same name.
pub(super) async fn team_named(rx: &mut Rx, name: &str) -> Result<Option<Id<Team>>> {
    Ok(rx.values(TEAM_NAMED, (name,)).await?.pop())
}

/// The teams that have a lead now.
pub(super) async fn teams_with_lead(rx: &mut Rx) -> Result<Vec<Id<Team>>> {
    rx.values(TEAMS_WITH_LEAD, ()).await
}

/// Somebody in a team, as the team's page shows them.
#[derive(Clone, Debug, sqlx_macros::FromRow)]
pub struct Colleague {
    pub id: Id<Membership>,
    pub worker_id: Id<Worker>,
    pub team_id: Id<Team>,
    pub role: String,
    pub since_at: Instant,
    pub name: String,
    pub email: Email,
    pub languages: String,
    pub invited: bool,
}

pub async fn colleagues(rx: &mut Rx, team: Id<Team>) -> Result<Vec<Colleague>> {
    rx.all(COLLEAGUES, (team,)).await
}

/// An authenticator app that was confirmed.
#[derive(Clone, Debug, sqlx_macros::FromRow)]
pub(super) struct Factor {
    pub id: Id<Factor>,
    pub sealed: String,
}

pub(super) async fn factor(rx: &mut Rx, worker: Id<Worker>) -> Result<Option<Factor>> {
    rx.maybe(FACTOR, (worker,)).await
}

/// Adds an app of which a code was typed; `step` is that code's, so that it works once.
pub(super) async fn add_factor(
    tx: &mut Tx,
    id: Id<Factor>,
    worker: Id<Worker>,
    sealed: &str,
    at: Instant,
    step: i64,
) -> Result<()> {
    tx.run(ADD_FACTOR, (id, worker, sealed, step, at)).await.map(|_| ())
}

/// Marks a code's step as used; false when it was used before.
pub(super) async fn use_step(tx: &mut Tx, id: Id<Factor>, step: i64) -> Result<bool> {
    Ok(tx.run(USE_STEP, (id, step)).await? == 1)
}

pub(super) async fn remove_factors(tx: &mut Tx, worker: Id<Worker>, at: Instant) -> Result<()> {
    tx.run(REMOVE_FACTORS, (worker, at)).await.map(|_| ())
}

/// Worker and sealed secret of every authenticator: for the demo's page of codes only.
pub(super) async fn demo_factors(rx: &mut Rx) -> Result<Vec<(Id<Worker>, String)>> {
    #[derive(sqlx_macros::FromRow)]
    struct OfWorker {
        worker_id: Id<Worker>,
        sealed: String,
    }
    Ok(rx.all::<OfWorker>(DEMO_FACTORS, ()).await?.into_iter().map(|r| (r.worker_id, r.sealed)).collect())
}

/// Somebody's keys, the oldest first.
pub(super) async fn passkeys(rx: &mut Rx, worker: Id<Worker>) -> Result<Vec<Passkey>> {
    rx.all(PASSKEYS, (worker,)).await
}

/// Adds a key; false when it is there already.
pub(super) async fn add_passkey(
    tx: &mut Tx,
    id: Id<Passkey>,
    worker: Id<Worker>,
    key: &Key,
    name: &str,
    at: Instant,
) -> Result<bool> {
    Ok(tx.run(ADD_PASSKEY, (id, worker, key.credential.as_str(), name, key.stored.as_str(), at)).await? == 1)
}

/// Notes that a key was used, with its counter; false when it was removed, or used, since it was read as `before`.
pub(super) async fn use_passkey(
    tx: &mut Tx,
    worker: Id<Worker>,
    key: &Key,
    before: &Passkey,
    at: Instant,
) -> Result<bool> {
    let args = (worker, key.credential.as_str(), key.stored.as_str(), at, before.stored.as_str());
    Ok(tx.run(USE_PASSKEY, args).await? == 1)
}

pub(super) async fn remove_passkey(tx: &mut Tx, id: Id<Passkey>, worker: Id<Worker>, at: Instant) -> Result<bool> {
    Ok(tx.run(REMOVE_PASSKEY, (id, worker, at)).await? == 1)
}

pub(super) async fn replace_codes(tx: &mut Tx, worker: Id<Worker>, hashes: &[String]) -> Result<()> {
    tx.run(CLEAR_CODES, (worker,)).await?;
    for hash in hashes {
        tx.run(ADD_CODE, (worker, hash.as_str())).await?;
    }
    Ok(())
}

pub(super) async fn use_code(tx: &mut Tx, worker: Id<Worker>, hash: &str, at: Instant) -> Result<bool> {
    Ok(tx.run(USE_CODE, (worker, hash, at)).await? == 1)
}

pub(super) async fn codes_left(rx: &mut Rx, worker: Id<Worker>) -> Result<i64> {
    rx.value(CODES_LEFT, (worker,)).await
}

pub(super) async fn sit(
    tx: &mut Tx,
    desk: &str,
    worker: Id<Worker>,
    factor: Option<Instant>,
    at: Instant,
) -> Result<()> {
    tx.run(SIT, (desk, worker, factor, at)).await.map(|_| ())
}

pub(super) async fn seats(rx: &mut Rx, desk: &str, since: Instant) -> Result<Vec<Seat>> {
    rx.all(SEATS, (desk, since)).await
}

pub(super) async fn leave_seats(tx: &mut Tx, worker: Id<Worker>) -> Result<()> {
    tx.run(LEAVE_SEATS, (worker,)).await.map(|_| ())
}

#[derive(Clone, Debug, sqlx_macros::FromRow)]
pub(super) struct Invitation {
    pub id: Id<Invitation>,
    pub worker_id: Id<Worker>,
}

pub(super) async fn add_invitation(
    tx: &mut Tx,
    id: Id<Invitation>,
    worker: Id<Worker>,
    hash: &str,
    at: Instant,
    expires: Instant,
) -> Result<()> {
    tx.run(ADD_INVITATION, (id, worker, hash, at, expires)).await.map(|_| ())
}

pub(super) async fn invitation(rx: &mut Rx, hash: &str, at: Instant) -> Result<Option<Invitation>> {
    rx.maybe(INVITATION, (hash, at)).await
}

/// False when it was used or ended meanwhile.
pub(super) async fn use_invitation(tx: &mut Tx, id: Id<Invitation>, at: Instant) -> Result<bool> {
    Ok(tx.run(USE_INVITATION, (id, at)).await? == 1)
}

/// Whatever links somebody was sent to choose a password are dead.
pub(super) async fn end_invitations(tx: &mut Tx, worker: Id<Worker>, at: Instant) -> Result<()> {
    tx.run(END_INVITATIONS, (worker, at)).await.map(|_| ())
}

/// Removes invitations that have expired (a used one expires as well), and the seats of desks that nobody sits at any more.
pub(super) async fn forget(tx: &mut Tx, now: Instant, shift: Instant) -> Result<u64> {
    Ok(tx.run(FORGET_INVITATIONS, (now,)).await? + tx.run(FORGET_SEATS, (shift,)).await?)
}
