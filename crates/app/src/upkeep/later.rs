//! What comes later under an organisation of which somebody looks after other entries: a council's list may have had nothing but a chess club when its volunteer showed that
//! they are of it, and has debt advice the next day. It is theirs where the same proof holds for it, or where somebody of the house says so.

use super::{
    keepers::{self, CLAIMS, give},
    leaving,
    model::{Keeper, Proof},
    store::{
        self,
        lists::{self, NewUnderKept},
    },
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
use std::collections::{HashMap, HashSet};

/// So many are read at once, until all have been looked at. What proves nothing waits for somebody, and is looked at again.
const AT_ONCE: i64 = 200;

/// Gives keepers what has come and is theirs by the same proof.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct GiveLater;

impl Job for GiveLater {
    const KIND: &'static str = "upkeep-give-later";
    async fn run(self, ctx: Ctx) -> Result<(), Failure> {
        let (mut rx, _) = ctx.read(&UPKEEP_ASK, House::id()).await?;
        let (mut proved, mut shared) = (vec![], HashMap::new());
        let mut last = NewUnderKept::NONE;
        loop {
            let some = lists::new_under_kept(&mut rx, last, AT_ONCE).await?;
            for new in &some {
                if is_proved(&mut rx, *new, &mut shared).await?.is_some() {
                    proved.push(*new);
                }
            }
            match some.last() {
                Some(end) if some.len() as i64 == AT_ONCE => last = *end,
                _ => break,
            }
        }
        drop(rx);
        // One mailbox of a council with a thousand entries is told once.
        let mut told = HashSet::new();
        for new in proved {
            let (mut tx, _) = ctx.write(&UPKEEP_ASK, House::id()).await?;
            settings::hold(&mut tx, CLAIMS).await?;
            // Somebody may have been thrown out meanwhile.
            if let Some(keeper) = is_proved(&mut tx, new, &mut shared).await? {
                let mut given = false;
                for k in living(&mut tx, &keeper).await? {
                    given |= give(&mut tx, &ctx, &k, new.service, None).await?;
                }
                if let Some(s) = directory::find(&mut tx, new.service).await?.filter(|_| given) {
                    keepers::tell_mailbox(&mut tx, &ctx, &keeper, &s, &mut told).await?;
                }
            }
            tx.commit().await?;
        }
        Ok(())
    }
}

/// The keeper whose address proves an entry that came later, as it would have proved it then: by what its own list says, and only where that is the list the
/// organisation came from. `shared`: of keepers, whether somebody else has a site at their domain; that takes all sites there are.
async fn is_proved(rx: &mut Rx, new: NewUnderKept, shared: &mut HashMap<Id<Keeper>, bool>) -> Result<Option<Keeper>> {
    let (Some(keeper), Some(s)) = (store::keeper(rx, new.keeper).await?, directory::leaf(rx, new.service).await?)
    else {
        return Ok(None);
    };
    if s.provider_id != keeper.provider_id || store::doubted(rx, keeper.provider_id).await? {
        return Ok(None);
    }
    let same_source = store::came_from(rx, keeper.provider_id).await?.as_ref() == Some(&s.source);
    let proved = match Proof::of(&s, &keeper.email, false) {
        Proof::Domain if same_source => match shared.get(&keeper.id) {
            Some(shared) => !shared,
            None => {
                let is = keepers::is_shared_site(rx, keeper.provider_id, &keeper.email).await?;
                shared.insert(keeper.id, is);
                !is
            }
        },
        proof => same_source && proof.is_enough(),
    };
    let charity = directory::charity_of(rx, keeper.provider_id).await?;
    let registered = charity.is_some_and(|c| Proof::is_registered(&c, &keeper.email));
    Ok(Some(keeper).filter(|_| proved || registered))
}

/// A keeper and all whom they let in, of those who look after something now.
async fn living(rx: &mut Rx, keeper: &Keeper) -> Result<Vec<Keeper>> {
    let mut all = vec![];
    for k in leaving::with_all_they_let_in(rx, keeper).await? {
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
    // What was said first stays; the same again is nothing new.
    if store::keeps(&mut tx, keeper.id, service.id).await?.is_some_and(|theirs| theirs != yes) {
        return Err(Error::Conflict("conflict-later-decided"));
    }
    for k in living(&mut tx, &keeper).await? {
        match yes {
            true => give(&mut tx, ctx, &k, service.id, by).await?,
            false => store::keep(&mut tx, k.id, service.id, None, by).await?,
        };
    }
    tx.commit().await
}
