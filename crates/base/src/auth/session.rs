//! Sessions, in a table of our own: listed on the account page, ended one by one, ended at once when somebody leaves.
//!
//! A session is *half* until every factor that its holder's roles ask for was given; a half session opens nothing. It dies after 15 idle minutes,
//! and after 12 hours whatever happens. Only a hash of the token is stored.

use crate::{Ctx, Error, Machine, Result, Rx, Tx, seal};
use jiff::SignedDuration;
use kernel::{Id, Instant};
use uuid::Uuid;

/// A session ends after so long without a request.
pub const IDLE: SignedDuration = SignedDuration::from_mins(15);
/// A warning is shown so long before.
pub const WARN: SignedDuration = SignedDuration::from_mins(2);
/// A session ends after so long, whatever happens.
pub const ABSOLUTE: SignedDuration = SignedDuration::from_hours(12);
/// `seen_at` is written at most so often, so that reading pages costs no write each.
const TOUCH: SignedDuration = SignedDuration::from_secs(30);

crate::sql! {
    ADD = "
        INSERT INTO session (id, token_hash, account, name, device, whole, created_at, seen_at, ends_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8)";
    FIND = "
        SELECT id, account, name, device, whole, created_at, seen_at, ends_at
        FROM session
        WHERE token_hash = $1 AND ended_at IS NULL";
    TOUCHED = "UPDATE session SET seen_at = $2 WHERE id = $1 AND ended_at IS NULL";
    MAKE_WHOLE = "UPDATE session SET whole = TRUE, token_hash = $2, seen_at = $3 WHERE id = $1 AND ended_at IS NULL";
    END = "UPDATE session SET ended_at = $2, ended_why = $3 WHERE id = $1 AND ended_at IS NULL";
    END_OF_ACCOUNT = "UPDATE session SET ended_at = $2, ended_why = $3 WHERE account = $1 AND ended_at IS NULL";
    OF_ACCOUNT = "
        SELECT id, account, name, device, whole, created_at, seen_at, ends_at
        FROM session
        WHERE account = $1 AND ended_at IS NULL
        ORDER BY seen_at DESC";
    FORGET = "DELETE FROM session WHERE ends_at < $1";
    ROLES = "SELECT DISTINCT role AS n FROM reach WHERE account = $1 ORDER BY role";
}

/// A session that has not ended.
#[derive(Debug, Clone, sqlx_macros::FromRow)]
pub struct Session {
    pub id: Id<Session>,
    pub account: Id<()>,
    /// The holder's name, for the header of pages.
    pub name: String,
    /// What the browser calls itself, shortened: to tell sessions apart on the account page.
    pub device: String,
    /// Whether every factor was given.
    pub whole: bool,
    pub created_at: Instant,
    pub seen_at: Instant,
    pub ends_at: Instant,
}

impl Session {
    /// Until when it lives if nothing more is asked of it.
    pub fn until(&self) -> Instant {
        self.seen_at.plus(IDLE).min(self.ends_at)
    }
}

/// Starts a session and returns its token, which goes into the cookie and nowhere else.
pub async fn start(tx: &mut Tx, ctx: &Ctx, account: Uuid, name: &str, whole: bool) -> Result<String> {
    let token = seal::token();
    let device: String = ctx.request.device.chars().take(120).collect();
    let (now, id) = (ctx.now(), ctx.id::<Session>());
    let account = Id::<()>::from_uuid(account);
    tx.run(ADD, (id, seal::token_hash(&token), account, name, device, whole, now, now.plus(ABSOLUTE))).await?;
    Ok(token)
}

/// The second factor was given: the session is whole, under a new token (a token from before sign-in opens nothing after it).
pub async fn make_whole(tx: &mut Tx, ctx: &Ctx, id: Id<Session>) -> Result<String> {
    let token = seal::token();
    match tx.run(MAKE_WHOLE, (id, seal::token_hash(&token), ctx.now())).await? {
        1 => Ok(token),
        _ => Err(Error::SignIn),
    }
}

pub async fn end(tx: &mut Tx, ctx: &Ctx, id: Id<Session>, why: &str) -> Result<()> {
    tx.run(END, (id, ctx.now(), why)).await.map(|_| ())
}

/// Ends every session of somebody: a leaver, a changed password.
pub async fn end_all(tx: &mut Tx, ctx: &Ctx, account: Uuid, why: &str) -> Result<()> {
    tx.run(END_OF_ACCOUNT, (Id::<()>::from_uuid(account), ctx.now(), why)).await.map(|_| ())
}

pub async fn of_account(rx: &mut Rx, account: Uuid) -> Result<Vec<Session>> {
    rx.all(OF_ACCOUNT, (Id::<()>::from_uuid(account),)).await
}

/// Removes sessions that could not have lived beyond `before`.
pub async fn forget(tx: &mut Tx, before: Instant) -> Result<u64> {
    tx.run(FORGET, (before,)).await
}

/// What the token of a cookie is worth; a session comes with its holder's roles.
#[derive(Debug)]
pub(crate) enum Found {
    Live(Session, Vec<String>),
    /// It was whole, and ended by itself within the last day: it opens nothing, but what its holder had typed is theirs.
    Ended(Session, Vec<String>),
    Nothing,
}

/// For so long after a session ended by itself a form that was sent from it is kept.
const HELD: SignedDuration = SignedDuration::from_hours(24);

/// Finds the session of a cookie, and notes that a live one was seen.
pub(crate) async fn find(machine: &Machine, token: &str) -> Result<Found> {
    let now = machine.clock.now();
    let mut rx = machine.db.rx().await?;
    let Some(mut session) = rx.maybe::<Session>(FIND, (seal::token_hash(token),)).await? else {
        return Ok(Found::Nothing);
    };
    let roles = rx.values::<String>(ROLES, (session.account,)).await?;
    drop(rx);
    if session.until() <= now {
        let lately = session.whole && now.since(session.until()) < HELD;
        return Ok(if lately { Found::Ended(session, roles) } else { Found::Nothing });
    }
    if now.since(session.seen_at) >= TOUCH {
        let mut tx = machine.db.tx().await?;
        tx.run(TOUCHED, (session.id, now)).await?;
        tx.commit().await?;
        session.seen_at = now;
    }
    Ok(Found::Live(session, roles))
}
