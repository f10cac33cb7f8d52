//! Services as they are shown: several entries that are one service put together.

use super::{MAY_GO_OUT, MEMBERS, entries, leaf};
use crate::directory::{Service, correction, field::Field, merged::compose};
use base::{Result, Rx};
use kernel::Id;
use std::collections::HashMap;

/// What there is: every service, and the version of each of its entries.
pub(in crate::directory) struct All {
    pub services: Vec<Service>,
    pub versions: HashMap<Id<Service>, i64>,
}

/// Every service that is not closed, in the order of ids: for the index. (And some that are: the index leaves them out.)
pub(in crate::directory) async fn open(rx: &mut Rx) -> Result<All> {
    let entries = entries(rx).await?;
    let versions = entries.iter().map(|s| (s.id, s.version)).collect();
    let (roots, merged): (Vec<_>, Vec<_>) = entries.into_iter().partition(|s| s.merged_into.is_none());
    let mut members: HashMap<Id<Service>, Vec<Service>> = HashMap::new();
    for s in merged {
        members.entry(s.merged_into.unwrap_or(s.id)).or_default().push(s);
    }
    let mut corrected = if members.is_empty() { HashMap::new() } else { correction::all(rx).await? };
    let services = roots.into_iter().map(|s| {
        let own = members.remove(&s.id).unwrap_or_default();
        let fields: Vec<Field> = match own.is_empty() {
            true => vec![],
            false => corrected.remove(&s.id).unwrap_or_default().iter().map(|c| c.field).collect(),
        };
        compose(s, own, &fields)
    });
    Ok(All { services: services.collect(), versions })
}

/// A service, by the id of any of its entries, closed or not.
pub async fn find(rx: &mut Rx, id: Id<Service>) -> Result<Option<Service>> {
    let Some(entry) = leaf(rx, id).await? else { return Ok(None) };
    let root = match entry.merged_into {
        Some(root) => leaf(rx, root).await?.unwrap_or(entry),
        None => entry,
    };
    let members = members(rx, root.id).await?;
    let corrected = match members.is_empty() {
        true => vec![],
        false => correction::corrections_of(rx, root.id).await?.iter().map(|c| c.field).collect(),
    };
    Ok(Some(compose(root, members, &corrected)))
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
    let corrected: Vec<Field> = correction::corrections_of(rx, root.id).await?.iter().map(|c| c.field).collect();
    let root = Service { masked: root.masked || hidden, ..root };
    Ok(Some(compose(root, out, &corrected)))
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
