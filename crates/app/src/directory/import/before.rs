//! What a feed sent when it was read before: a record that comes again word for word need not be read to say that it has not changed. Most of a large feed is so
//! each time.
//!
//! A record is known by a hash of it and of all else that decides what it is read as: the program, the postcodes and the places that are known here. Where any
//! of that is another, nothing is known, and all is read. A key of the house is in it too: nobody finds out by guessing what a record said of a hidden place.
//! Records that say only with others what they say (a service that names its organisation) are never known.

use super::{run::SERVICES, store};
use crate::{directory::store as directory_store, policy::SERVICE_VIEW};
use base::{Ctx, House, Result, seal};
use std::{collections::HashMap, time::SystemTime};
use uuid::Uuid;

/// What a feed sent before.
#[derive(Default)]
pub(super) struct Before {
    /// What else decides.
    around: Uuid,
    /// By their hashes, the ids of records.
    records: HashMap<Uuid, String>,
}

impl Before {
    pub async fn of(ctx: &Ctx, feed: &str) -> Result<Before> {
        let (mut rx, _) = ctx.read(&SERVICE_VIEW, House::id()).await?;
        let last = store::last_runs(&mut rx, SERVICES, feed).await?;
        let postcodes = store::postcodes::all_shown(&mut rx).await?;
        let places = directory_store::places(&mut rx).await?;
        let records = store::came_before(&mut rx, last.shown).await?.into_iter().collect();
        let around = format!("{} {postcodes:?} {places:?}", program());
        let around = seal::named_id("kith reads by", &ctx.machine.keys.mac("kith reads by", &around));
        Ok(Before { around, records })
    }

    /// What a record is known by. `list`: the name of the list that it stands in, which may tell what it is.
    pub fn key(&self, list: Option<&str>, raw: &str) -> Uuid {
        seal::named_id(&format!("kith record {} {}", self.around, list.unwrap_or_default()), raw)
    }

    /// The id of a record that came before, word for word. A second one of the same words is read: it is a duplicate.
    pub fn take(&mut self, key: Uuid) -> Option<String> {
        self.records.remove(&key)
    }
}

/// Which program reads: another one may read otherwise.
pub(in crate::directory) fn program() -> String {
    let file = std::env::current_exe().and_then(|path| path.metadata());
    let made = file.and_then(|meta| Ok((meta.len(), meta.modified()?)));
    let told = made.map(|(len, at)| (len, at.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_nanos()));
    format!("{} {:?}", env!("CARGO_PKG_VERSION"), told.ok())
}
