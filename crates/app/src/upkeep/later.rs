//! What comes later under an organisation of which somebody looks after other entries: a council's list may have had nothing but a chess club when its volunteer showed that
//! they are of it, and has debt advice the next day. It is theirs where the same proof holds for it, or where somebody of the house says so.

use super::{
    keepers::{self, CLAIMS, give},
    model::{Keeper, Proof},
    store::{self, lists},
};
use crate::{
    directory::{self, Service},
    policy::{LISTING_DECIDE, UPKEEP_ASK},
};
use base::{
    Ctx, Error, House, Result, Rx,
    jobs::{Failure, Job},
    settings,
};
use kernel::Id;
use serde::{Deserialize, Serialize};

/// So many are looked at in an hour. What proves nothing waits for somebody, and is looked at again.
const AT_ONCE: i64 = 2000;

/// Gives keepers what has come and is theirs by the same proof.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct GiveLater;

impl Job for GiveLater {
    const KIND: &'static str = "upkeep-give-later";
    async fn run(self, ctx: Ctx) -> Result<(), Failure> {
        let (mut rx, _) = ctx.read(&UPKEEP_ASK, House::id()).await?;
        let mut proved = vec![];
        for new in lists::new_under_kept(&mut rx, AT_ONCE).await? {
            if is_proved(&mut rx, new.keeper, new.service).await?.is_some() {
                proved.push(new);
            }
        }
        drop(rx);
        for new in proved {
            let (mut tx, _) = ctx.write(&UPKEEP_ASK, House::id()).await?;
            settings::hold(&mut tx, CLAIMS).await?;
            // Somebody may have been thrown out meanwhile.
            if let Some(keeper) = is_proved(&mut tx, new.keeper, new.service).await? {
                for keeper in living(&mut tx, &keeper).await? {
                    give(&mut tx, &ctx, &keeper, new.service, None).await?;
                }
            }
            tx.commit().await?;
        }
        Ok(())
    }
}

/// The keeper whose address proves an entry that came later, as it would have proved it then: by what its own list says, and only where that is the list the
/// organisation came from.
async fn is_proved(rx: &mut Rx, keeper: Id<Keeper>, id: Id<Service>) -> Result<Option<Keeper>> {
    let (Some(keeper), Some(s)) = (store::keeper(rx, keeper).await?, directory::leaf(rx, id).await?) else {
        return Ok(None);
    };
    if s.provider_id != keeper.provider_id || store::doubted(rx, keeper.provider_id).await? {
        return Ok(None);
    }
    let same_source = store::came_from(rx, keeper.provider_id).await?.as_ref() == Some(&s.source);
    let proved = same_source && Proof::of(&s, &keeper.email, false).is_enough();
    let charity = directory::charity_of(rx, keeper.provider_id).await?;
    let registered = charity.is_some_and(|c| Proof::is_registered(&c, &keeper.email));
    Ok(Some(keeper).filter(|_| proved || registered))
}

/// A keeper and all whom they let in, of those who look after something now.
async fn living(rx: &mut Rx, keeper: &Keeper) -> Result<Vec<Keeper>> {
    let mut all = vec![];
    for k in keepers::with_all_they_let_in(rx, keeper).await? {
        all.extend(store::keeper(rx, k.id).await?);
    }
    Ok(all)
}

/// Somebody of the house says whether an entry that came later is theirs too.
pub(super) async fn decide(ctx: &Ctx, keeper: Id<Keeper>, service: Id<Service>, yes: bool) -> Result<()> {
    let (mut tx, service) = ctx.write(&LISTING_DECIDE, service).await?;
    settings::hold(&mut tx, CLAIMS).await?;
    let keeper = store::keeper(&mut tx, keeper).await?.filter(|k| k.provider_id == service.provider_id);
    let keeper = keeper.ok_or(Error::Conflict("conflict-claim-decided"))?;
    let by = ctx.actor.account().map(Id::from_uuid);
    for k in living(&mut tx, &keeper).await? {
        match yes {
            true => give(&mut tx, ctx, &k, service.id, by).await?,
            false => store::keep(&mut tx, k.id, service.id, None, by).await.map(|_| ())?,
        }
    }
    tx.commit().await
}
