//! Asking groups whether their entry is still right: a message with one thing to press, for entries that nobody has confirmed for long. It is a switch, off
//! by default: an installation that imports thousands of entries must not write to all of them because it was started.

use super::{
    letters::{self, What},
    model::fold,
    store::{self, lists},
};
use crate::{
    directory::{self, Service},
    policy::{SERVICE_CHECK, UPKEEP_ASK},
};
use base::{
    Ctx, House, Result, Rx, Tx,
    jobs::{Failure, Handler, Job},
    seal,
};
use jiff::SignedDuration;
use kernel::Id;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

pub(super) const JOBS: &[Handler] = &[
    Handler::every::<AskGroups>(86_400),
    Handler::every::<super::alike::FindAlike>(6 * 60 * 60),
    Handler::of::<super::hidden::ForgetPlaces>(),
    Handler::every::<super::hidden::DropWhatIsOver>(60 * 60),
    Handler::every::<super::owner::TellOwners>(86_400),
    Handler::every::<super::later::GiveLater>(60 * 60),
];

/// Entries are asked about after so many days without a confirmation: a month before they are said to be old.
const ASK_AFTER_DAYS: i64 = 150;
/// Not again within so long.
const NOT_AGAIN: SignedDuration = SignedDuration::from_hours(24 * 60);
/// So many messages go out in a day, the longest unconfirmed first.
const A_DAY: usize = 200;
/// One mailbox gets one of them at most, about so many entries: a council may have a thousand.
const IN_ONE: usize = 10;
/// A day, with room for a job that is a little early.
const SAME_DAY: SignedDuration = SignedDuration::from_hours(20);

/// Asks, every day; and forgets addresses that have run out.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct AskGroups;

impl Job for AskGroups {
    const KIND: &'static str = "upkeep-ask-groups";
    async fn run(self, ctx: Ctx) -> Result<(), Failure> {
        let (mut tx, _) = ctx.write(&UPKEEP_ASK, House::id()).await?;
        // A little longer than they live, so that what was asked lately can be told.
        store::forget(&mut tx, ctx.now().minus(NOT_AGAIN)).await?;
        tx.commit().await?;
        if ctx.machine.config.get("ask_groups") == "yes" {
            ask(&ctx).await?;
        }
        Ok(())
    }
}

/// Writes to the groups whose turn it is; says how many.
async fn ask(ctx: &Ctx) -> Result<usize> {
    let (mut rx, _) = ctx.read(&UPKEEP_ASK, House::id()).await?;
    let asked: std::collections::HashSet<_> =
        lists::asked(&mut rx, ctx.now().minus(NOT_AGAIN)).await?.into_iter().collect();
    let written: std::collections::HashSet<_> =
        lists::written_to(&mut rx, ctx.now().minus(SAME_DAY)).await?.into_iter().collect();
    drop(rx);
    let index = directory::index(&ctx.machine).await?;
    let today = ctx.today();
    let days = |s: &Service| s.days_since_check(today).unwrap_or(i64::MAX);
    let mut due: Vec<_> = index
        .cards()
        .iter()
        .filter(|s| s.email.is_some() && days(s) > ASK_AFTER_DAYS && !asked.contains(&s.id))
        .collect();
    due.sort_by_key(|s| (std::cmp::Reverse(days(s)), s.id));
    // By mailbox, in the order of what is longest unconfirmed there.
    let mut letters: Vec<(String, Vec<Id<Service>>)> = vec![];
    let mut which: HashMap<String, usize> = HashMap::new();
    for card in due {
        let Some(to) = card.email.as_deref().map(fold) else { continue };
        if written.contains(&seal::token_hash(&to)) {
            continue;
        }
        let at = *which.entry(to.clone()).or_insert_with(|| {
            letters.push((to, vec![]));
            letters.len() - 1
        });
        if letters[at].1.len() < IN_ONE {
            letters[at].1.push(card.id);
        }
    }
    let mut sent = 0;
    for (to, ids) in letters.into_iter().take(A_DAY) {
        let (mut tx, _) = ctx.write(&UPKEEP_ASK, House::id()).await?;
        let mut all = vec![];
        for id in ids {
            let found = directory::find(&mut tx, id).await?;
            all.extend(found.filter(|s| s.closed_at.is_none() && s.email.as_deref().map(fold).as_ref() == Some(&to)));
        }
        match all.as_slice() {
            [] => continue,
            [one] => write(&mut tx, ctx, one).await?,
            several => write_of_several(&mut tx, ctx, &to, several).await?,
        }
        tx.commit().await?;
        sent += 1;
    }
    Ok(sent)
}

/// One message about several entries, with an address to press for each.
async fn write_of_several(tx: &mut Tx, ctx: &Ctx, to: &str, all: &[Service]) -> Result<()> {
    let mut entries = vec![];
    for s in all {
        let link = letters::link(tx, ctx, What::Right, s.id.cast(), to).await?;
        entries.push(format!("{}\n{}\n{link}", s.name, letters::address_of(ctx, s)));
    }
    let (n, entries) = (all.len().to_string(), entries.join("\n\n"));
    letters::send(tx, ctx, to, "right-several", &[("n", n.as_str()), ("entries", entries.as_str())]).await
}

/// Somebody who works here is asked not to write to a group again within so long.
const LATELY: SignedDuration = SignedDuration::from_hours(24 * 7);

/// Whether a group can be written to: its entry gives an address, and nobody has just written there.
pub(super) async fn may_write(rx: &mut Rx, ctx: &Ctx, s: &Service) -> Result<bool> {
    let since = ctx.now().minus(LATELY);
    Ok(s.email.is_some() && store::links_since(rx, What::Right.code(), s.id.cast(), since).await? == 0)
}

/// A link worker has the group asked now. Twice within a week is once.
pub(super) async fn ask_now(ctx: &Ctx, id: Id<Service>) -> Result<()> {
    let (mut tx, s) = ctx.write(&SERVICE_CHECK, id).await?;
    if may_write(&mut tx, ctx, &s).await? {
        write(&mut tx, ctx, &s).await?;
    }
    tx.commit().await
}

async fn write(tx: &mut Tx, ctx: &Ctx, s: &Service) -> Result<()> {
    let Some(to) = &s.email else { return Ok(()) };
    let address = letters::address_of(ctx, s);
    let pairs = [("service", s.name.as_str()), ("address", address.as_str())];
    letters::send_link(tx, ctx, What::Right, s.id.cast(), to, "right", &pairs).await
}
