//! A place that one feed says must not be public is hidden wherever any feed speaks of it, before what the feed brought is seen.

use super::{
    card,
    entry::{Entry, Said},
    run::{Pace, Run},
    store::{self, records},
};
use crate::directory::{Service, Site, alike, correction, fresh, open};
use base::{Ctx, Result, Tx};
use hsds::Document;
use kernel::Id;
use serde_json::Value;
use std::{
    collections::{BTreeSet, HashSet},
    time::Instant as Moment,
};
use uuid::Uuid;

/// Hides places in services that are there, and in what the run has staged.
pub(super) async fn everywhere(ctx: &Ctx, run: &Run, places: &HashSet<Uuid>) -> Result<()> {
    if places.is_empty() {
        return Ok(());
    }
    // Of several locations that are one, what hides one hides all.
    let mut rx = fresh::reading(ctx).await?;
    let places = alike::with_merged(&mut rx, places).await?;
    drop(rx);
    let all: Vec<Uuid> = places.iter().copied().collect();
    let mut pace = Pace::new(50);
    let mut left = all.as_slice();
    while !left.is_empty() {
        let (some, rest) = left.split_at(pace.size.min(left.len()));
        let mut tx = run.write(ctx).await?;
        let since = Moment::now();
        let mut services = BTreeSet::new();
        for place in some {
            open::store::mask(&mut tx, *place, ctx.now()).await?;
            services.extend(open::store::at_location(&mut tx, *place).await?);
        }
        for id in services {
            in_service(&mut tx, ctx, id, &places).await?;
        }
        tx.commit().await?;
        pace.breathe(since).await;
        left = rest;
    }
    // Those whose listing does not say where their feed says they are. Whoever becomes one from here on finds the places hidden.
    let mut rx = fresh::reading(ctx).await?;
    let mut elsewhere = vec![];
    for id in correction::said_elsewhere(&mut rx).await? {
        let Some(s) = store::staged_or_written(&mut rx, id).await? else { continue };
        let document = records::feed_document(&mut rx, &s.source, &s.source_id).await?;
        if document.is_some_and(|d| locations(&d).any(|l| places.contains(&l))) {
            elsewhere.push(id);
        }
    }
    drop(rx);
    for id in elsewhere {
        let mut tx = run.write(ctx).await?;
        in_service(&mut tx, ctx, id, &places).await?;
        tx.commit().await?;
    }
    let places = &places;
    const AT_ONCE: usize = 200;
    let mut after = i64::MIN;
    loop {
        let mut tx = run.write(ctx).await?;
        let rows = store::pending_data(&mut tx, run.number, after, AT_ONCE).await?;
        let Some((last, _)) = rows.last() else { return Ok(()) };
        after = *last;
        for (line, text) in rows {
            let mut entry: Entry = serde_json::from_str(&text)?;
            let Some(mut document) = entry.document.take() else { continue };
            if hide(&mut document, places) {
                let hidden = card::entry(&document).with(document);
                store::set_data(&mut tx, run.number, line, serde_json::to_string(&hidden)?).await?;
            }
        }
        tx.commit().await?;
    }
}

/// The locations of a document.
fn locations(document: &Document) -> impl Iterator<Item = Uuid> {
    let all = document.get("service_at_locations").and_then(Value::as_array).into_iter().flatten();
    all.filter_map(|at| open::named_id(at.get("location")?.as_object()?))
}

/// What a document says of these places.
fn sites(document: &Document, places: &HashSet<Uuid>) -> Vec<Site> {
    let all = document.get("service_at_locations").and_then(Value::as_array).into_iter().flatten();
    let locations = all.filter_map(|at| at.get("location"));
    let these = locations.filter(|l| l.as_object().and_then(open::named_id).is_some_and(|id| places.contains(&id)));
    these.map(|l| card::site_of(l, document)).collect()
}

/// Hides these places in a document; says whether there was anything to hide.
pub(super) fn hide(document: &mut Document, places: &HashSet<Uuid>) -> bool {
    let mut hidden = false;
    for at in document.get_mut("service_at_locations").and_then(Value::as_array_mut).into_iter().flatten() {
        let Some(location) = at.get_mut("location").and_then(Value::as_object_mut) else { continue };
        if location.get("masked").is_none() && open::named_id(location).is_some_and(|id| places.contains(&id)) {
            hsds::canonical::mask(location);
            hidden = true;
        }
    }
    hidden
}

/// Writes a service anew with what may be seen of its places.
async fn in_service(tx: &mut Tx, ctx: &Ctx, id: Id<Service>, places: &HashSet<Uuid>) -> Result<()> {
    let Some(mut service) = store::staged_or_written(tx, id).await? else { return Ok(()) };
    let Some(mut document) = records::kept_document(tx, &service.source, &service.source_id).await? else {
        return Ok(());
    };
    let hidden = sites(&document, places);
    if !hide(&mut document, places) {
        // It came with them hidden.
        return Ok(());
    }
    open::store::hide(tx, &mut document).await?;
    records::seal(tx, &ctx.machine.keys, &service.source, &service.source_id, &document).await?;
    // Not only where it is: a number may be that of the place, and so may what it has. Who runs it stays.
    let (feed, by_feed) = (service.source.clone(), service.closed_by_feed);
    let (provider_id, provider) = (service.provider_id, service.provider.clone());
    let everything = Said::of(Said::everything());
    card::entry(&document).put_over(&mut service, &everything, &feed, by_feed, ctx.now());
    (service.provider_id, service.provider) = (provider_id, provider);
    if service.masked {
        correction::forget_place(tx, id).await?;
    } else {
        correction::forget_sites(tx, &service, &hidden).await?;
    }
    for c in correction::corrections_of(tx, id).await? {
        c.field.put(&mut service, &c.value)?;
    }
    store::change(tx, &service, ctx.now()).await
}
