//! What became of a thing: who, when, from what, to what, why.
//!
//! The record of looks ([`crate::audit`]) says who looked and wrote, without contents. History says what changed, and belongs to the thing: the
//! timeline, undo and the facts of insight read it. It is written in the same transaction as the change.

use crate::{Ctx, Result, Rx, Tx};
use kernel::{Id, Instant};
use uuid::Uuid;

crate::sql! {
    APPEND = "
        INSERT INTO history (id, subject, at, actor_kind, actor, event, before, after, why)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    OF = "
        SELECT at, actor_kind, actor, event, before, after, why
        FROM history
        WHERE subject = $1
        ORDER BY at, id";
}

/// A change.
#[derive(Debug, Default)]
pub struct Change<'a> {
    /// What happened, as a key of the strings (`membership-began`).
    pub event: &'a str,
    pub before: Option<String>,
    pub after: Option<String>,
    pub why: Option<String>,
}

/// A change as it is read back.
#[derive(Debug, Clone, sqlx_macros::FromRow)]
pub struct Past {
    pub at: Instant,
    pub actor_kind: String,
    pub actor: Option<Id<()>>,
    pub event: String,
    pub before: Option<String>,
    pub after: Option<String>,
    pub why: Option<String>,
}

/// Appends a change to the history of a subject.
pub async fn append(tx: &mut Tx, ctx: &Ctx, subject: Uuid, change: Change<'_>) -> Result<()> {
    let (kind, actor) = match &ctx.actor {
        crate::Actor::Account { id, .. } => ("account", Some(*id)),
        crate::Actor::Link(id) => ("link", Some(*id)),
        crate::Actor::System(_) => ("system", None),
        crate::Actor::Public => ("public", None),
    };
    tx.run(
        APPEND,
        (
            ctx.id::<()>(),
            Id::<()>::from_uuid(subject),
            ctx.now(),
            kind,
            actor.map(Id::<()>::from_uuid),
            change.event,
            change.before,
            change.after,
            change.why,
        ),
    )
    .await
    .map(|_| ())
}

/// Everything that became of a subject, oldest first.
pub async fn of(rx: &mut Rx, subject: Uuid) -> Result<Vec<Past>> {
    rx.all(OF, (Id::<()>::from_uuid(subject),)).await
}
