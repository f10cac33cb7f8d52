//! What can be done: giving a service to somebody.

use super::{
    model::month_of,
    store::{self, Signpost},
};
use crate::{
    directory::Service,
    identity::{self, Team, Worker},
    policy::{ACCOUNT_VIEW, SIGNPOST_GIVE},
};
use base::{Ctx, Error, Result, seal};
use kernel::Id;

/// The teams for which the actor may give, the first joined first. Whoever has none is told that there is nothing.
pub async fn teams(ctx: &Ctx) -> Result<Vec<Team>> {
    let me = ctx.actor.account().ok_or(Error::SignIn)?;
    let (mut rx, worker) = ctx.read(&ACCOUNT_VIEW, Id::<Worker>::from_uuid(me)).await?;
    let mut all: Vec<Team> = vec![];
    for m in identity::memberships_of(&mut rx, worker.id).await? {
        if ctx.machine.policy.mentions(&SIGNPOST_GIVE, &m.role) && all.iter().all(|t| t.id != m.team_id) {
            all.extend(identity::team(&mut rx, m.team_id).await?.filter(|t| t.ended_at.is_none()));
        }
    }
    if all.is_empty() { Err(Error::NotFound) } else { Ok(all) }
}

/// Counts that a service was given to somebody. `form` says by which form: the same again is one.
pub async fn give(
    ctx: &Ctx,
    team: Id<Team>,
    service: &Service,
    need: Option<String>,
    channel: &str,
    form: &str,
) -> Result<()> {
    let (mut tx, team) = ctx.write(&SIGNPOST_GIVE, team).await?;
    let organisation = identity::organisation(&mut tx, team.organisation_id).await?.ok_or(Error::NotFound)?;
    let signpost = Signpost {
        // The id of a form tells when it was opened; its fingerprint does not.
        id: Id::from_uuid(seal::named_id("signpost", &ctx.machine.keys.mac("signpost", form))),
        month: month_of(ctx.today()),
        organisation: organisation.id,
        team: team.id,
        setting: organisation.setting,
        service: service.id,
        need,
        channel: channel.to_owned(),
    };
    store::add(&mut tx, &signpost).await?;
    tx.commit().await
}
