//! Services as they are shown: several entries that are one service put together.

use super::{Entries, MAY_GO_OUT, MEMBERS, ROOTS, leaf};
use crate::directory::{
    Service,
    alike::{self, Vouched},
    correction,
    merged::compose,
};
use base::{Result, Rx};
use kernel::Id;
use std::collections::{HashMap, HashSet};

/// Every service that is not closed, for the index: some at a time. (And some that are closed: the index leaves them out.)
pub(in crate::directory) struct Shown {
    entries: Entries,
    /// Entries that are one service with others wait here until all have been read.
    roots: HashSet<Id<Service>>,
    together: Vec<Service>,
    /// The version of each entry that was read.
    pub versions: HashMap<Id<Service>, i64>,
}

impl Shown {
    pub async fn begin(rx: &mut Rx) -> Result<Shown> {
        let roots = rx.values::<Id<Service>>(ROOTS, ()).await?.into_iter().collect();
        Ok(Shown { entries: Entries::begin(rx).await?, roots, together: vec![], versions: HashMap::new() })
    }

    /// The next ones; nothing when all have been read.
    pub async fn next(&mut self, rx: &mut Rx) -> Result<Option<Vec<Service>>> {
        let read = self.entries.next(rx).await?;
        if read.is_empty() {
            let together = std::mem::take(&mut self.together);
            return if together.is_empty() { Ok(None) } else { put_together(rx, together).await.map(Some) };
        }
        self.versions.extend(read.iter().map(|s| (s.id, s.version)));
        let (alone, with_others): (Vec<_>, Vec<_>) =
            read.into_iter().partition(|s| s.merged_into.is_none() && !self.roots.contains(&s.id));
        self.together.extend(with_others);
        Ok(Some(alone.into_iter().map(|s| compose(s, vec![], &[])).collect()))
    }
}

/// Services that several entries are.
async fn put_together(rx: &mut Rx, entries: Vec<Service>) -> Result<Vec<Service>> {
    let (roots, merged): (Vec<_>, Vec<_>) = entries.into_iter().partition(|s| s.merged_into.is_none());
    let mut members: HashMap<Id<Service>, Vec<Service>> = HashMap::new();
    for s in merged {
        members.entry(s.merged_into.unwrap_or(s.id)).or_default().push(s);
    }
    let (mut corrected, vouched) = (correction::all(rx).await?, alike::vouched(rx).await?);
    let services = roots.into_iter().map(|s| {
        let own = members.remove(&s.id).unwrap_or_default();
        let own = with_word(&vouched, s.id, own);
        let corrections = corrected.remove(&s.id).unwrap_or_default();
        compose(s, own, &corrections)
    });
    Ok(services.collect())
}

/// A service, by the id of any of its entries, closed or not.
pub async fn find(rx: &mut Rx, id: Id<Service>) -> Result<Option<Service>> {
    let Some(entry) = leaf(rx, id).await? else { return Ok(None) };
    let root = match entry.merged_into {
        Some(root) => leaf(rx, root).await?.unwrap_or(entry),
        None => entry,
    };
    let members = members(rx, root.id).await?;
    Ok(Some(composed(rx, root, members).await?))
}

/// Entries with whether people said that each is one with the root.
fn with_word(vouched: &Vouched, root: Id<Service>, members: Vec<Service>) -> Vec<(Service, bool)> {
    let says = |m: Service| (vouched.says(root, m.id), m);
    members.into_iter().map(says).map(|(said, m)| (m, said)).collect()
}

async fn composed(rx: &mut Rx, root: Service, members: Vec<Service>) -> Result<Service> {
    if members.is_empty() {
        return Ok(compose(root, vec![], &[]));
    }
    let all: Vec<Id<Service>> = members.iter().chain([&root]).map(|s| s.id).collect();
    let vouched = alike::vouched_among(rx, &all).await?;
    let members = with_word(&vouched, root.id, members);
    let corrections = correction::corrections_of(rx, root.id).await?;
    Ok(compose(root, members, &corrections))
}

/// A service as it goes out: without what comes from feeds that may not.
pub(in crate::directory) async fn to_publish(rx: &mut Rx, id: Id<Service>) -> Result<Option<Service>> {
    let Some(entry) = leaf(rx, id).await? else { return Ok(None) };
    let root = match entry.merged_into {
        Some(root) => leaf(rx, root).await?.unwrap_or(entry),
        None => entry,
    };
    let (mut out, mut hidden) = (vec![], false);
    for member in members(rx, root.id).await? {
        // What hides its address hides it, wherever it comes from.
        let may = rx.values::<bool>(MAY_GO_OUT, (member.source.as_str(),)).await?.pop().unwrap_or(true);
        if may {
            out.push(member);
        } else {
            hidden |= member.masked;
        }
    }
    let root = Service { masked: root.masked || hidden, ..root };
    Ok(Some(composed(rx, root, out).await?))
}

/// The entries that a service stands for beside itself.
pub(in crate::directory) async fn members(rx: &mut Rx, root: Id<Service>) -> Result<Vec<Service>> {
    let ids: Vec<Id<Service>> = rx.values(MEMBERS, (root,)).await?;
    let mut all = Vec::with_capacity(ids.len());
    for id in ids {
        all.extend(leaf(rx, id).await?);
    }
    Ok(all)
}
