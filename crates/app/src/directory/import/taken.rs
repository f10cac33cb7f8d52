//! What a feed takes back though it lets nothing in: services that it marks as private, places that it hides in rows that are no good otherwise, and what is
//! kept of such rows.

use super::{
    run::{Pace, Run},
    store::{self, hidden},
};
use crate::directory::{Service, correction, fresh, open, store as directory_store};
use base::{Ctx, Result};
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
    /// Takes it back, before anybody sees what the run brought.
    pub async fn work(&self, ctx: &Ctx, run: &Run) -> Result<()> {
        for source_id in &self.private {
            self.one(ctx, run, source_id, withdraw).await?;
        }
        for source_id in &self.placed {
            self.one(ctx, run, source_id, hide).await?;
        }
        Ok(())
    }

    async fn one(&self, ctx: &Ctx, run: &Run, source_id: &str, take: fn(&mut Service)) -> Result<()> {
        let mut tx = run.write(ctx).await?;
        let since = Moment::now();
        let private = self.private.contains(source_id);
        let mut forgot = false;
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
                correction::forget_place(&mut tx, id).await?;
                store::change(&mut tx, &service, ctx.now()).await?;
                open::store::forget_unused(&mut tx, places).await?;
            }
        }
        tx.commit().await?;
        Pace::new(1).breathe(since).await;
        Ok(())
    }
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

/// Whether a text names one of these locations.
pub(super) fn names_one_of(text: &str, places: &HashSet<Uuid>) -> bool {
    const UUID: usize = 36;
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').filter(|w| w.len() == UUID);
    !places.is_empty() && words.filter_map(|w| w.parse().ok()).any(|id| places.contains(&id))
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
        let naming: Vec<_> = rows.into_iter().filter(|r| names_one_of(&r.raw, places)).collect();
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
