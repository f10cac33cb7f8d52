//! What can be done with services: put (a feed, an editor), close. Whoever writes calls [`super::refresh`] after the commit when the next page
//! has to show it; other nodes see it within seconds.

use super::{
    model::{Provider, Service},
    store,
};
use crate::policy::SERVICE_EDIT;
use base::{Ctx, Error, FieldErrors, Result, Tx, history};
use kernel::Id;

/// What became of a service that was put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Put {
    Added,
    Changed,
    Unchanged,
}

/// Adds a provider, or does nothing when the feed's id is there already.
pub async fn put_provider(tx: &mut Tx, provider: &Provider, source: &str, source_id: &str) -> Result<()> {
    store::add_provider(tx, provider, source, source_id).await
}

/// Adds a service or brings it up to date, in the caller's transaction (its door: [`SERVICE_EDIT`]). Found by id; `s.version` is not looked at.
///
/// # Errors
/// [`Error::Invalid`] when a masked service has an address: what must never be public is not let in.
pub async fn put(tx: &mut Tx, ctx: &Ctx, s: &Service) -> Result<Put> {
    let gives_away = s.is_placed() || s.sessions.iter().any(|t| t.place.is_some());
    if s.masked && gives_away {
        let mut errors = FieldErrors::default();
        errors.add("masked", "error-masked-address");
        return Err(Error::Invalid(errors));
    }
    let mut new = s.clone();
    new.serves.sort();
    let Some(there) = store::find(tx, s.id).await? else {
        store::add(tx, &new, ctx.now()).await?;
        let change = history::Change { event: "service-added", ..Default::default() };
        history::append(tx, ctx, s.id.uuid(), change).await?;
        return Ok(Put::Added);
    };
    // An address that was given out stays.
    new.slug.clone_from(&there.slug);
    new.version = there.version;
    new.provider.clone_from(&there.provider);
    new.provider_held = there.provider_held;
    // What serde sees of both is the same: nothing to write.
    if serde_json::to_value(&new)? == serde_json::to_value(&there)? {
        return Ok(Put::Unchanged);
    }
    store::change(tx, &new, ctx.now()).await?;
    let change = history::Change { event: "service-changed", ..Default::default() };
    history::append(tx, ctx, s.id.uuid(), change).await?;
    Ok(Put::Changed)
}

/// Somebody made sure that all of it is right: the `group` itself, an `officer`, a link `worker`.
pub async fn confirm(tx: &mut Tx, ctx: &Ctx, id: Id<Service>, by: &str) -> Result<()> {
    let mut s = store::leaf(tx, id).await?.ok_or(Error::NotFound)?;
    (s.checked_at, s.checked_by, s.unreached) = (Some(ctx.now()), Some(by.to_owned()), 0);
    store::change(tx, &s, ctx.now()).await
}

/// Somebody tried to reach it and could not.
pub async fn not_reached(tx: &mut Tx, ctx: &Ctx, id: Id<Service>) -> Result<()> {
    let mut s = store::leaf(tx, id).await?.ok_or(Error::NotFound)?;
    s.unreached += 1;
    store::change(tx, &s, ctx.now()).await
}

/// From now on nobody is sent there for a reason (`asked`, `contact`), or that reason is gone. Nobody is sent there while there is any.
pub async fn pause(tx: &mut Tx, ctx: &Ctx, id: Id<Service>, why: &str, on: bool) -> Result<()> {
    let mut s = store::leaf(tx, id).await?.ok_or(Error::NotFound)?;
    let mut reasons: Vec<&str> =
        s.paused_why.as_deref().unwrap_or_default().split(' ').filter(|r| !r.is_empty()).collect();
    if reasons.contains(&why) == on {
        return Ok(());
    }
    if on {
        reasons.push(why);
    } else {
        reasons.retain(|r| *r != why);
    }
    let all = Some(reasons.join(" ")).filter(|r| !r.is_empty());
    s.paused_at = all.as_ref().map(|_| s.paused_at.unwrap_or(ctx.now()));
    s.paused_why = all;
    store::change(tx, &s, ctx.now()).await?;
    let event = if on { "service-paused" } else { "service-resumed" };
    let change = history::Change { event, why: Some(why.to_owned()), ..Default::default() };
    history::append(tx, ctx, id.uuid(), change).await
}

/// The service is no more. Its page says so; nobody finds it.
pub async fn close(ctx: &Ctx, id: Id<Service>, why: &str) -> Result<()> {
    let (mut tx, service) = ctx.write(&SERVICE_EDIT, id).await?;
    if service.closed_at.is_some() {
        return Err(Error::Conflict("conflict-service-was-closed"));
    }
    store::close(&mut tx, &service, ctx.now()).await?;
    let change = history::Change { event: "service-closed", why: Some(why.to_owned()), ..Default::default() };
    history::append(&mut tx, ctx, id.uuid(), change).await?;
    tx.commit().await?;
    super::fresh::renew(&ctx.machine).await
}
