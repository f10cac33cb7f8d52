//! Asking for support that is not there, and saying what became of it: through these alone are gaps written.

use super::store::{self, Gap};
use crate::{directory::Service, identity::Worker, policy::GAP_WRITE};
use base::{Ctx, Error, House, Result};
use kernel::Id;

fn me(ctx: &Ctx) -> Result<Id<Worker>> {
    ctx.actor.account().map(Id::from_uuid).ok_or(Error::SignIn)
}

/// Asks for support with a need, in a borough by its name or anywhere. The same twice is one gap, as long as nobody has answered it.
pub async fn ask(ctx: &Ctx, need: &str, area: Option<&str>, words: &str) -> Result<Id<Gap>> {
    let (mut tx, _) = ctx.write(&GAP_WRITE, House::id()).await?;
    let gap = Gap {
        id: ctx.id(),
        need: need.to_owned(),
        area: area.map(str::to_owned),
        words: words.to_owned(),
        worker_id: me(ctx)?,
        at: ctx.now(),
        answer: None,
        service_id: None,
        answered_at: None,
        answered_by: None,
        version: 1,
    };
    let asked = store::same(&mut tx, &gap).await?;
    if asked.is_none() {
        store::add(&mut tx, &gap).await?;
    }
    tx.commit().await?;
    Ok(asked.unwrap_or(gap.id))
}

/// What became of a gap, and the service that is there now. `false` where somebody else has said something else before.
pub async fn answer(ctx: &Ctx, id: Id<Gap>, answer: &str, service: Option<Id<Service>>) -> Result<bool> {
    let (mut tx, _) = ctx.write(&GAP_WRITE, House::id()).await?;
    let gap = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    if let Some(there) = &gap.answer {
        // The same form twice is one answer.
        return Ok(gap.answered_by == Some(me(ctx)?) && there == answer && gap.service_id == service);
    }
    store::answer(&mut tx, &gap, answer, service, me(ctx)?, ctx.now()).await?;
    tx.commit().await?;
    Ok(true)
}
