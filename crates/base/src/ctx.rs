//! The three doors: the only ways to get a transaction.
//!
//! ```text
//! let (mut rx, thing) = ctx.read (&THING_VIEW, id).await?;     loads, decides, records who looked, hands over
//! let (mut tx, thing) = ctx.write(&THING_EDIT, id).await?;     loads, decides, records who wrote in the same transaction
//! let (mut rx, scope) = ctx.list (&THING_LIST).await?;         decides how much; `ctx.showed` records which rows were shown
//! let other           = ctx.also (&mut tx, &OTHER, id).await?; a further door inside a transaction
//! let scope           = ctx.also_list(&THING_LIST);            a further list of a page that has its snapshot, if the reader might have one
//! ```
//!
//! Who may is decided by a table ([`Policy`]): for each action, which *role* suffices with which *standing*. Standing is stored, not searched for:
//! a row says how a party (somebody with an account, a team, an organisation, the holder of a link) stands to a subject; the slice whose fact
//! creates it writes it in the same transaction. `reach` says for which parties an account may act, and in which role. The door is one
//! indexed join over the two. What is missing and what is forbidden look alike: [`Error::NotFound`].
//!
//! A *look* is committed before anything is handed over; a *write* row commits with its write; a refusal is recorded on its own, that of a further door
//! as soon as its transaction is over.

mod errand;

pub use errand::Lease;

use crate::{
    Error, Machine, Result, Rx, Tx,
    audit::{self, Kind},
};
use errand::Errand;
use kernel::{Id, Instant};
use std::{future::Future, sync::Arc};
use uuid::Uuid;

/// Something that can be done. The name is written to the record and is the key of its label.
#[derive(Debug, PartialEq, Eq)]
pub struct Action {
    pub name: &'static str,
    /// Whether looks and writes are recorded. The public directory is checked, not recorded.
    pub recorded: bool,
}

/// One cell of the policy: whoever holds `role` may do `action` when standing to the subject in one of the ways `how`.
#[derive(Debug)]
pub struct Grant {
    pub action: &'static Action,
    pub role: &'static str,
    pub how: &'static [&'static str],
}

/// The standing that everybody has to everything. A grant with it asks for the role only.
pub const ANYONE: &str = "anyone";
/// The standing of a party to itself: a team's member to the team, an organisation's to the organisation, an account's holder to the account.
pub const MEMBER: &str = "member";
/// The role of somebody who has not signed in.
pub const PUBLIC: &str = "public";
/// The role of the holder of a link.
pub const LINK: &str = "link";
/// The role of the program itself, running a job.
pub const SYSTEM: &str = "system";

/// The whole table, and what depends on it.
#[derive(Debug)]
pub struct Policy {
    pub actions: &'static [&'static Action],
    pub grants: &'static [Grant],
}

impl Policy {
    fn allows(&self, action: &Action, role: &str, how: &str) -> bool {
        self.grants.iter().any(|g| {
            std::ptr::eq(g.action, action) && g.role == role && (g.how.contains(&ANYONE) || g.how.contains(&how))
        })
    }

    /// Whether the role alone could ever suffice: used to show or hide an entry of the menu, never to decide.
    pub fn mentions(&self, action: &Action, role: &str) -> bool {
        self.grants.iter().any(|g| std::ptr::eq(g.action, action) && g.role == role)
    }
}

/// Who is acting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Nobody signed in.
    Public,
    /// Somebody signed in, with every factor that their roles ask for.
    Account { id: Uuid, session: Uuid, roles: Arc<[String]> },
    /// The holder of a link; the id is the link's, never its token.
    Link(Uuid),
    /// A job, by the name of its kind.
    System(&'static str),
}

impl Actor {
    pub fn account(&self) -> Option<Uuid> {
        match self {
            Actor::Account { id, .. } => Some(*id),
            _ => None,
        }
    }

    pub fn has_role(&self, role: &str) -> bool {
        matches!(self, Actor::Account { roles, .. } if roles.iter().any(|r| r == role))
    }

    fn roles(&self) -> Vec<&str> {
        match self {
            Actor::Public => vec![PUBLIC],
            Actor::Account { roles, .. } => roles.iter().map(String::as_str).chain([PUBLIC]).collect(),
            Actor::Link(_) => vec![LINK, PUBLIC],
            Actor::System(_) => vec![SYSTEM],
        }
    }

    /// The party by which the actor is found in the standing table when no account stands in `reach`.
    fn party(&self) -> Option<Uuid> {
        match self {
            Actor::Link(id) => Some(*id),
            _ => None,
        }
    }

    fn kind(&self) -> &'static str {
        match self {
            Actor::Public => PUBLIC,
            Actor::Account { .. } => "account",
            Actor::Link(_) => LINK,
            Actor::System(_) => SYSTEM,
        }
    }

    fn id(&self) -> Option<Uuid> {
        match self {
            Actor::Account { id, .. } | Actor::Link(id) => Some(*id),
            _ => None,
        }
    }
}

/// What a door can open onto.
pub trait Subject: Sized + Send {
    /// The word for it in the record.
    const KIND: &'static str;
    /// Loads it; `None` when there is none.
    fn load(rx: &mut Rx, id: Id<Self>) -> impl Future<Output = Result<Option<Self>>> + Send;
    /// The ids whose standing rows count for it: itself, and whatever it belongs to.
    fn standing(&self) -> Vec<Uuid>;
}

/// The installation itself: the subject of sign-in, settings and whatever has no subject of its own.
#[derive(Debug)]
pub struct House;

impl House {
    pub fn id() -> Id<House> {
        Id::from_uuid(Uuid::nil())
    }
}

impl Subject for House {
    const KIND: &'static str = "house";
    async fn load(_: &mut Rx, _: Id<House>) -> Result<Option<House>> {
        Ok(Some(House))
    }
    fn standing(&self) -> Vec<Uuid> {
        vec![]
    }
}

/// An account, as the subject of what its holder does with their own things: drafts, sessions, settings.
#[derive(Debug)]
pub struct Own(Uuid);

impl Subject for Own {
    const KIND: &'static str = "account";
    async fn load(_: &mut Rx, id: Id<Own>) -> Result<Option<Own>> {
        Ok(Some(Own(id.uuid())))
    }
    fn standing(&self) -> Vec<Uuid> {
        vec![self.0]
    }
}

crate::sql! {
    /// How an account stands to a subject, by role: through itself, its teams, its organisations.
    STANDS = "
        SELECT s.how, r.role
        FROM standing s
        JOIN reach r ON r.party = s.party
        WHERE s.subject = $1
          AND s.until_at IS NULL
          AND r.account = $2
        UNION
        SELECT 'member' AS how, r.role
        FROM reach r
        WHERE r.party = $1
          AND r.account = $2";
    /// How one party (a team, the holder of a link) stands to a subject.
    STANDS_PARTY = "
        SELECT s.how
        FROM standing s
        WHERE s.subject = $1
          AND s.until_at IS NULL
          AND s.party = $2";
    STAND = "
        INSERT INTO standing (subject, party, how, since_at)
        VALUES ($1, $2, $3, $4)
        ON CONFLICT (subject, party, how) DO UPDATE SET since_at = excluded.since_at, until_at = NULL";
    UNSTAND = "
        UPDATE standing
        SET until_at = $4
        WHERE subject = $1
          AND party = $2
          AND how = $3
          AND until_at IS NULL";
    UNSTAND_ALL = "
        UPDATE standing
        SET until_at = $3
        WHERE subject = $1
          AND how = $2
          AND until_at IS NULL";
    CLEAR_REACH = "DELETE FROM reach WHERE account = $1";
    REACH = "INSERT INTO reach (account, party, role) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
}

#[derive(sqlx_macros::FromRow)]
struct Stands {
    how: String,
    role: String,
}

#[derive(sqlx_macros::FromRow)]
struct How {
    how: String,
}

/// Writes that `party` stands to `subject` in the way `how`, from now on.
pub async fn stand(tx: &mut Tx, subject: Uuid, party: Uuid, how: &'static str, at: Instant) -> Result<()> {
    tx.run(STAND, (Id::<()>::from_uuid(subject), Id::<()>::from_uuid(party), how, at)).await.map(|_| ())
}

/// Whether `party` stands to `subject` in the way `how`.
pub async fn stands(rx: &mut Rx, subject: Uuid, party: Uuid, how: &str) -> Result<bool> {
    let ways: Vec<How> = rx.all(STANDS_PARTY, (Id::<()>::from_uuid(subject), Id::<()>::from_uuid(party))).await?;
    Ok(ways.iter().any(|w| w.how == how))
}

/// Ends a standing.
pub async fn unstand(tx: &mut Tx, subject: Uuid, party: Uuid, how: &'static str, at: Instant) -> Result<()> {
    tx.run(UNSTAND, (Id::<()>::from_uuid(subject), Id::<()>::from_uuid(party), how, at)).await.map(|_| ())
}

/// Ends everybody's standing of one kind (a case that changes hands).
pub async fn unstand_all(tx: &mut Tx, subject: Uuid, how: &'static str, at: Instant) -> Result<()> {
    tx.run(UNSTAND_ALL, (Id::<()>::from_uuid(subject), how, at)).await.map(|_| ())
}

/// Replaces the parties for which an account may act.
pub async fn set_reach(tx: &mut Tx, account: Uuid, parties: &[(Uuid, String)]) -> Result<()> {
    tx.run(CLEAR_REACH, (Id::<()>::from_uuid(account),)).await?;
    for (party, role) in parties {
        tx.run(REACH, (Id::<()>::from_uuid(account), Id::<()>::from_uuid(*party), role.as_str())).await?;
    }
    Ok(())
}

/// How much of a list the actor may see: store functions that list ask for one, and join on it.
///
/// In SQL a scope is this join (`$1` and `$2` are [`Scope::account`] and [`Scope::action`]):
/// ```sql
/// WHERE EXISTS (SELECT 1 FROM standing s JOIN reach r ON r.party = s.party JOIN allowed a ON a.role = r.role AND a.how = s.how
///               WHERE s.subject = x.id AND s.until_at IS NULL AND r.account = $1 AND a.action = $2)
/// ```
/// That asks for each row in turn, which is right where few rows are in question (all that is open and new, say). Where the reader's rows are few among
/// very many (all that was ever closed), begin at the reader: `x.id IN (SELECT s.subject FROM reach r JOIN standing s ON s.party = r.party …)`.
#[derive(Debug)]
#[must_use = "call `ctx.showed(scope, ids)`: a list records the ids it showed"]
pub struct Scope {
    action: &'static Action,
    account: Uuid,
}

impl Scope {
    pub fn account(&self) -> Id<()> {
        Id::from_uuid(self.account)
    }
    pub fn action(&self) -> &'static str {
        self.action.name
    }
}

/// One request (or one run of a job): who acts, in which language, with which database and clock.
#[derive(Clone, Debug)]
pub struct Ctx {
    pub machine: Arc<Machine>,
    pub actor: Actor,
    pub request: crate::http::RequestInfo,
    errand: Arc<Errand>,
}

impl Ctx {
    pub fn new(machine: Arc<Machine>, actor: Actor) -> Ctx {
        Ctx { machine, actor, request: Default::default(), errand: Default::default() }
    }

    /// The same request acting as somebody else: the holder of a link, say.
    pub fn acting(&self, actor: Actor) -> Ctx {
        Ctx { actor, ..self.clone() }
    }

    pub fn with_request(mut self, request: crate::http::RequestInfo) -> Ctx {
        self.request = request;
        self
    }

    /// A fresh id, ordered by time.
    pub fn id<T>(&self) -> Id<T> {
        Id::from_uuid(self.machine.ids.fresh(self.now()))
    }

    /// The id of what a form makes; `form` is what its page put into it, so that the same form sent twice makes one thing. It is made from that and from who
    /// sends it, by our key: whatever a form says, it names nothing that is there already. `kind` is the word for what is made.
    pub fn once<T>(&self, kind: &str, form: &str) -> Id<T> {
        let (false, Some(account)) = (form.is_empty(), self.actor.account()) else { return self.id() };
        let name = self.machine.keys.mac("once", &format!("{account} {kind} {form}"));
        Id::from_uuid(crate::seal::named_id("once", &name))
    }

    pub fn now(&self) -> Instant {
        self.machine.clock.now()
    }

    pub fn today(&self) -> kernel::Date {
        self.machine.clock.today()
    }

    /// Whether one of the actor's roles stands anywhere in the policy for this action: for menus. Doors decide.
    pub fn might(&self, action: &Action) -> bool {
        self.actor.roles().iter().any(|role| self.machine.policy.mentions(action, role))
    }

    /// Whether a door would open, for showing a button or not. It hands nothing over and records nothing; the door decides.
    pub async fn would<S: Subject>(&self, rx: &mut Rx, action: &'static Action, id: Id<S>) -> Result<bool> {
        let found = S::load(rx, id).await?;
        self.decide(rx, action, found.as_ref()).await
    }

    /// Opens a subject for reading.
    pub async fn read<S: Subject>(&self, action: &'static Action, id: Id<S>) -> Result<(Rx, S)> {
        let lease = self.errand.lease()?;
        let mut rx = self.machine.db.rx().await?;
        let found = S::load(&mut rx, id).await?;
        let allowed = self.decide(&mut rx, action, found.as_ref()).await?;
        match found {
            Some(subject) if allowed => {
                self.record(Kind::Look, action, S::KIND, Some(id.uuid()), &[]).await?;
                rx.lease = Some(lease);
                Ok((rx, subject))
            }
            found => {
                drop(rx);
                self.refuse(action, S::KIND, id.uuid(), found.is_some()).await
            }
        }
    }

    /// Opens a subject for writing; what is written commits together with the record of who wrote.
    pub async fn write<S: Subject>(&self, action: &'static Action, id: Id<S>) -> Result<(Tx, S)> {
        let lease = self.errand.lease()?;
        let mut tx = self.machine.db.tx().await?.with_lease(lease);
        match self.enter(&mut tx, action, id).await? {
            Ok(subject) => Ok((tx, subject)),
            Err(there) => {
                drop(tx);
                self.refuse(action, S::KIND, id.uuid(), there).await
            }
        }
    }

    /// A further door inside a transaction: the same questions, the same record. A refusal waits until the transaction is over.
    pub async fn also<S: Subject>(&self, tx: &mut Tx, action: &'static Action, id: Id<S>) -> Result<S> {
        match self.enter(tx, action, id).await? {
            Ok(subject) => Ok(subject),
            Err(there) => {
                if there && action.recorded {
                    self.errand.refused(self.entry(Kind::Refused, action, S::KIND, Some(id.uuid()), &[]));
                }
                Err(Error::NotFound)
            }
        }
    }

    /// Opens a list: how much of it is decided by the scope, in the list's own SQL.
    pub async fn list(&self, action: &'static Action) -> Result<(Rx, Scope)> {
        let Actor::Account { id, .. } = &self.actor else { return Err(Error::SignIn) };
        if !self.might(action) {
            return self.refuse(action, "list", Uuid::nil(), true).await;
        }
        let lease = self.errand.lease()?;
        let mut rx = self.machine.db.rx().await?;
        rx.lease = Some(lease);
        self.errand.listed(action.name);
        Ok((rx, Scope { action, account: *id }))
    }

    /// A further list for a page that holds a snapshot; nothing when none of the reader's roles could ever see a row of it. Its rows are recorded like those
    /// of [`Ctx::list`].
    pub fn also_list(&self, action: &'static Action) -> Option<Scope> {
        let account = self.actor.account().filter(|_| self.might(action))?;
        self.errand.listed(action.name);
        Some(Scope { action, account })
    }

    /// Records which rows a list showed, before they are handed to the reader.
    pub async fn showed(&self, scope: Scope, ids: impl IntoIterator<Item = Uuid>) -> Result<()> {
        self.showed_all(vec![(scope, ids.into_iter().collect())]).await
    }

    /// The same of several lists of one page, by one commit.
    pub async fn showed_all(&self, lists: Vec<(Scope, Vec<Uuid>)>) -> Result<()> {
        let recorded = lists.iter().filter(|(scope, _)| scope.action.recorded);
        let entries = recorded.map(|(scope, ids)| self.entry(Kind::List, scope.action, "list", None, ids)).collect();
        self.machine.looks.record_all(entries).await?;
        for (scope, _) in &lists {
            self.errand.said(scope.action.name);
        }
        Ok(())
    }

    /// Ends a request or the run of a job, whose transactions are over by now: what a further door refused is recorded before anybody is told.
    /// `shown` says whether rows may have been shown; whoever opened a list must then have said which.
    pub(crate) async fn settle(&self, shown: bool) -> Result<()> {
        for entry in self.errand.take_refused() {
            self.machine.looks.record(entry).await?;
        }
        match self.errand.unsaid().filter(|_| shown) {
            None => Ok(()),
            Some(list) => {
                let fault = anyhow::anyhow!("the list `{list}` was answered and `ctx.showed` was not called");
                if cfg!(debug_assertions) {
                    return Err(fault.into());
                }
                // The reader cannot help it; whoever reads the log can.
                tracing::error!(request = self.request.id, error = %fault, "a fault of ours");
                Ok(())
            }
        }
    }

    /// Writes a further row to the record, in the caller's transaction: for what the door itself cannot know (whose sign-in it was).
    pub async fn remember(
        &self,
        tx: &mut Tx,
        kind: Kind,
        action: &'static Action,
        subject_kind: &'static str,
        subject: Option<Uuid>,
    ) -> Result<()> {
        audit::write(tx, &self.entry(kind, action, subject_kind, subject, &[])).await
    }

    /// Records which other rows a page shows besides its subject (who may be the same, say), before they are handed to the reader.
    pub async fn also_showed(
        &self,
        action: &'static Action,
        subject_kind: &'static str,
        ids: impl IntoIterator<Item = Uuid>,
    ) -> Result<()> {
        let ids: Vec<Uuid> = ids.into_iter().collect();
        if ids.is_empty() { Ok(()) } else { self.record(Kind::List, action, subject_kind, None, &ids).await }
    }

    async fn enter<S: Subject>(&self, tx: &mut Tx, action: &'static Action, id: Id<S>) -> Result<Result<S, bool>> {
        let found = S::load(tx, id).await?;
        if !self.decide(tx, action, found.as_ref()).await? {
            return Ok(Err(found.is_some()));
        }
        let Some(subject) = found else { return Ok(Err(false)) };
        if action.recorded {
            audit::write(tx, &self.entry(Kind::Write, action, S::KIND, Some(id.uuid()), &[])).await?;
        }
        Ok(Ok(subject))
    }

    async fn decide<S: Subject>(&self, rx: &mut Rx, action: &'static Action, subject: Option<&S>) -> Result<bool> {
        let policy = self.machine.policy;
        let Some(subject) = subject else { return Ok(false) };
        if self.actor.roles().iter().any(|role| policy.allows(action, role, ANYONE)) {
            return Ok(true);
        }
        for id in subject.standing() {
            let id = Id::<()>::from_uuid(id);
            if let Some(account) = self.actor.account() {
                let stands: Vec<Stands> = rx.all(STANDS, (id, Id::<()>::from_uuid(account))).await?;
                if stands.iter().any(|s| policy.allows(action, &s.role, &s.how)) {
                    return Ok(true);
                }
            }
            if let Some(party) = self.actor.party() {
                let stands: Vec<How> = rx.all(STANDS_PARTY, (id, Id::<()>::from_uuid(party))).await?;
                if stands.iter().any(|s| policy.allows(action, LINK, &s.how)) {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// Nobody learns from a refusal whether the thing exists; the record does.
    async fn refuse<T>(&self, action: &'static Action, kind: &'static str, id: Uuid, there: bool) -> Result<T> {
        if there {
            self.record(Kind::Refused, action, kind, Some(id), &[]).await?;
        }
        if self.actor == Actor::Public { Err(Error::SignIn) } else { Err(Error::NotFound) }
    }

    async fn record(
        &self,
        kind: Kind,
        action: &'static Action,
        subject_kind: &'static str,
        subject: Option<Uuid>,
        shown: &[Uuid],
    ) -> Result<()> {
        if !action.recorded {
            return Ok(());
        }
        self.machine.looks.record(self.entry(kind, action, subject_kind, subject, shown)).await
    }

    fn entry(
        &self,
        kind: Kind,
        action: &'static Action,
        subject_kind: &'static str,
        subject: Option<Uuid>,
        shown: &[Uuid],
    ) -> audit::Entry {
        audit::Entry {
            id: self.machine.ids.fresh(self.now()),
            at: self.now(),
            actor_kind: self.actor.kind(),
            actor: self.actor.id(),
            job: if let Actor::System(job) = self.actor { Some(job) } else { None },
            kind,
            action: action.name,
            subject_kind,
            subject,
            shown: shown.to_vec(),
            request: self.request.id.clone(),
        }
    }
}
