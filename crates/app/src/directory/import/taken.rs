//! What a feed takes back though it lets nothing in: services that it marks as private, places that it hides in rows that are no good otherwise, and what is
//! kept of such rows.

use super::{
    masked::PlaceHidden,
    run::{Pace, Run},
    store::{self, hidden},
};
use crate::directory::{Service, correction, fresh, open, store as directory_store};
use base::{Ctx, Result, Rx, events};
use hsds::canonical;
use std::{
    collections::{BTreeSet, HashSet},
    time::Instant as Moment,
};
use uuid::Uuid;

/// What is to be taken back of services of a feed, by their ids there.
#[derive(Default)]
pub(super) struct TakenBack {
    /// Their feed says that nobody may know of them any more.
    pub private: BTreeSet<String>,
    /// Where they are must not be public.
    pub placed: BTreeSet<String>,
}

impl TakenBack {
    /// Takes it back, before anybody sees what the run brought. Says whether anything is other than before.
    pub async fn work(&self, ctx: &Ctx, run: &Run) -> Result<bool> {
        let mut rx = fresh::reading(ctx).await?;
        let mut private = vec![];
        for source_id in &self.private {
            if left_of(&mut rx, run, source_id).await? {
                private.push(source_id);
            }
        }
        drop(rx);
        let mut news = false;
        for source_id in private {
            news |= self.one(ctx, run, source_id, withdraw).await?;
        }
        for source_id in &self.placed {
            news |= self.one(ctx, run, source_id, hide).await?;
        }
        Ok(news)
    }

    async fn one(&self, ctx: &Ctx, run: &Run, source_id: &str, take: fn(&mut Service)) -> Result<bool> {
        let mut tx = run.write(ctx).await?;
        let since = Moment::now();
        let private = self.private.contains(source_id);
        let (mut forgot, mut news) = (false, false);
        if private {
            hidden::gone(&mut tx, run, source_id).await?;
            forgot = hidden::forget_records(&mut tx, &run.feed, source_id).await?;
        }
        hidden::forget_lines(&mut tx, &run.feed, source_id).await?;
        let found = directory_store::id_of_source(&mut tx, &run.feed, source_id).await?;
        if let Some(id) = found
            && let Some(there) = store::staged_or_written(&mut tx, id).await?
        {
            let mut service = there.clone();
            take(&mut service);
            if forgot || serde_json::to_value(&service)? != serde_json::to_value(&there)? {
                let places = open::store::places_of(&mut tx, id).await?;
                correction::forget_facts(&mut tx, &there, &service).await?;
                correction::forget_place(&mut tx, id).await?;
                store::change(&mut tx, &service, ctx.now()).await?;
                open::store::forget_unused(&mut tx, places).await?;
                events::emit(&mut tx, ctx, &PlaceHidden { service: id }).await?;
                news = true;
            }
        }
        tx.commit().await?;
        Pace::new(1).breathe(since).await;
        Ok(news)
    }
}

/// Whether anything is left to take back of what is private: what is told every time is done once.
async fn left_of(rx: &mut Rx, run: &Run, source_id: &str) -> Result<bool> {
    if hidden::anything(rx, run, source_id).await? {
        return Ok(true);
    }
    let Some(id) = directory_store::id_of_source(rx, &run.feed, source_id).await? else { return Ok(false) };
    let Some(there) = store::staged_or_written(rx, id).await? else { return Ok(false) };
    let mut service = there.clone();
    withdraw(&mut service);
    Ok(there.closed_at.is_none() || serde_json::to_value(&service)? != serde_json::to_value(&there)?)
}

fn hide(s: &mut Service) {
    s.masked = true;
    s.hide();
}

/// Of what is private its name is left, by which those who knew it are told that it has closed. Should it be public again, its feed says it all again.
fn withdraw(s: &mut Service) {
    s.hide();
    s.description.clear();
    s.sessions.clear();
    (s.phone, s.email, s.website, s.cost.note) = (None, None, None, None);
}

/// Whether what came of a feed names one of these locations, by an id of ours or by its own.
pub(super) fn names_one_of(feed: &str, raw: &str, places: &HashSet<Uuid>) -> bool {
    if places.is_empty() {
        return false;
    }
    let words = raw.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').filter(|w| w.len() >= 32);
    if words.filter_map(|w| w.parse().ok()).any(|id| places.contains(&id)) {
        return true;
    }
    match serde_json::from_str(raw) {
        Ok(record) => canonical::named_places(&record, feed).iter().any(|id| places.contains(id)),
        // What is cut off or broken names it by a word that may be anything.
        Err(_) => raw.trim_start().starts_with('{') && raw.contains("location"),
    }
}

/// Forgets rows that were not let in, of whatever feed, where they name a place that must not be public.
pub(super) async fn forget_rows(ctx: &Ctx, run: &Run, places: &HashSet<Uuid>) -> Result<()> {
    const AT_ONCE: usize = 200;
    if places.is_empty() {
        return Ok(());
    }
    let mut after = (i64::MIN, i64::MIN);
    loop {
        let mut rx = fresh::reading(ctx).await?;
        let rows = hidden::raws(&mut rx, after, AT_ONCE).await?;
        drop(rx);
        let Some(last) = rows.last() else { return Ok(()) };
        after = (last.run, last.line);
        let naming: Vec<_> = rows.into_iter().filter(|r| names_one_of(&r.feed, &r.raw, places)).collect();
        if naming.is_empty() {
            continue;
        }
        let mut tx = run.write(ctx).await?;
        let since = Moment::now();
        for row in &naming {
            hidden::forget_raw(&mut tx, row).await?;
        }
        tx.commit().await?;
        Pace::new(1).breathe(since).await;
    }
}
