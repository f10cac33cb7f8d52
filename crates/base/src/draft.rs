//! Forms that are not finished yet: what somebody typed, kept for them and for nobody else.
//!
//! A draft belongs to who is signed in, not to the session, so that a session that ends in the middle of a form loses nothing. Its contents are
//! sealed. It has an id that stands in the address, so that two tabs are two drafts and a restart costs nothing. The wizard (`http::wizard`) and
//! autosave both write here. Sending a draft removes it in the same transaction, which is also what makes a double submit harmless.

use crate::{Ctx, Error, Result, Rx, Tx, ctx::Subject, http::form::Fields};
use kernel::{Id, Instant};
use uuid::Uuid;

crate::sql! {
    ADD = "
        INSERT INTO draft (id, kind, owner, sealed, created_at, changed_at, version)
        VALUES ($1, $2, $3, $4, $5, $5, 1)
        ON CONFLICT (id) DO NOTHING";
    /// Changes nothing, and keeps the row to this transaction.
    HOLD = "UPDATE draft SET version = version WHERE id = $1";
    FIND = "SELECT id, kind, owner, sealed, changed_at, version, became FROM draft WHERE id = $1";
    SAVE = "
        UPDATE draft
        SET sealed = $2, changed_at = $3, version = version + 1
        WHERE id = $1 AND version = $4 AND became IS NULL";
    BECAME = "
        UPDATE draft
        SET sealed = '', became = $2, changed_at = $3, version = version + 1
        WHERE id = $1 AND became IS NULL";
    OF_OWNER = "
        SELECT id, kind, owner, sealed, changed_at, version, became
        FROM draft
        WHERE owner = $1 AND became IS NULL
        ORDER BY changed_at DESC";
    DISCARD = "DELETE FROM draft WHERE id = $1 AND became IS NULL";
    EXPIRE = "DELETE FROM draft WHERE changed_at < $1";
}

/// What somebody has typed so far.
#[derive(Debug, Clone, sqlx_macros::FromRow)]
pub struct Draft {
    pub id: Id<Draft>,
    pub kind: String,
    pub owner: Id<()>,
    sealed: String,
    pub changed_at: Instant,
    pub version: i64,
    /// What was made of it, once it was sent.
    pub became: Option<Id<()>>,
}

impl Subject for Draft {
    const KIND: &'static str = "draft";
    async fn load(rx: &mut Rx, id: Id<Draft>) -> Result<Option<Draft>> {
        rx.maybe(FIND, (id,)).await
    }
    fn standing(&self) -> Vec<Uuid> {
        // The owner is a party of its own reach: nobody else stands to a draft.
        vec![self.owner.uuid()]
    }
}

impl Draft {
    /// The door to a draft that does not exist yet: the account itself.
    pub fn own(ctx: &Ctx) -> Result<Id<crate::ctx::Own>> {
        Ok(Id::from_uuid(ctx.actor.account().ok_or(Error::SignIn)?))
    }

    /// The answers, opened.
    pub fn answers(&self, ctx: &Ctx) -> Result<Fields> {
        if self.sealed.is_empty() {
            return Ok(Fields::default());
        }
        Ok(serde_json::from_str(&ctx.machine.keys.open("draft", &self.sealed)?)?)
    }
}

/// Starts a draft for who is signed in.
pub async fn start(tx: &mut Tx, ctx: &Ctx, kind: &str, answers: &Fields) -> Result<Id<Draft>> {
    let id = ctx.id();
    start_as(tx, ctx, id, kind, answers).await?;
    Ok(id)
}

/// The same with an id that the form carries, so that two who begin it at once begin one; false when it was begun, or sent, before.
pub async fn start_as(tx: &mut Tx, ctx: &Ctx, id: Id<Draft>, kind: &str, answers: &Fields) -> Result<bool> {
    let owner = ctx.actor.account().ok_or(Error::SignIn)?;
    let sealed = ctx.machine.keys.seal("draft", &serde_json::to_string(answers)?);
    Ok(tx.run(ADD, (id, kind, Id::<()>::from_uuid(owner), sealed, ctx.now())).await? == 1)
}

/// Keeps a draft to this transaction, and reads it as it is from then on: whoever was saving it or sending it has done so.
pub async fn hold(tx: &mut Tx, draft: &Draft) -> Result<Draft> {
    tx.run(HOLD, (draft.id,)).await?;
    tx.one(FIND, (draft.id,)).await
}

/// Keeps what was typed. Another tab that saved the same draft meanwhile makes a conflict, not a loss.
pub async fn save(tx: &mut Tx, ctx: &Ctx, draft: &Draft, answers: &Fields) -> Result<()> {
    let sealed = ctx.machine.keys.seal("draft", &serde_json::to_string(answers)?);
    tx.update(SAVE, (draft.id, sealed, ctx.now(), draft.version)).await
}

/// Marks a draft as sent: its contents go, what it became stays, so that a second submit finds the first one's result.
pub async fn became(tx: &mut Tx, ctx: &Ctx, draft: &Draft, what: Uuid) -> Result<()> {
    tx.update(BECAME, (draft.id, Id::<()>::from_uuid(what), ctx.now())).await
}

/// Everything that somebody has not finished.
pub async fn of_owner(rx: &mut Rx, owner: Uuid) -> Result<Vec<Draft>> {
    rx.all(OF_OWNER, (Id::<()>::from_uuid(owner),)).await
}

pub async fn discard(tx: &mut Tx, draft: &Draft) -> Result<()> {
    tx.run(DISCARD, (draft.id,)).await.map(|_| ())
}

/// Removes what nobody has touched since `before`.
pub async fn expire(tx: &mut Tx, before: Instant) -> Result<u64> {
    tx.run(EXPIRE, (before,)).await
}
