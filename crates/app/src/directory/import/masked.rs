//! A place that one feed says must not be public is hidden wherever any feed speaks of it, before what the feed brought is seen.

use super::{
    card,
    entry::{Entry, Said},
    run::{Pace, Run},
    store::{self, records},
};
use crate::directory::{Service, Site, alike, correction, fresh, open};
use base::{
    Ctx, Result, Tx,
    events::{self, Event},
    settings,
};
use hsds::{Document, canonical};
use kernel::Id;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::{
    collections::{BTreeSet, HashSet},
    time::Instant as Moment,
};
use uuid::Uuid;

/// A place of a service must not be public any more: whoever keeps anything that says where it is forgets that.
#[derive(Debug, Serialize, Deserialize)]
pub struct PlaceHidden {
    pub service: Id<Service>,
}

impl Event for PlaceHidden {
    const KIND: &'static str = "place-hidden";
    const SUBSCRIBERS: &'static [&'static str] = &["upkeep-forget-places"];
}

/// Whoever hides places, and whoever makes something seen that may speak of them, take turns.
pub(super) async fn hold(tx: &mut Tx) -> Result<()> {
    settings::hold(tx, "hold-masked").await
}

/// Somebody put locations together: what hides one of them hides all, in the transaction of whoever did.
pub(in crate::directory) async fn together(tx: &mut Tx, ctx: &Ctx, one: Id<()>) -> Result<()> {
    hold(tx).await?;
    let all = alike::with_merged(tx, &HashSet::from([one.uuid()])).await?;
    let hidden = open::store::masked(tx).await?;
    if hidden.is_disjoint(&all) {
        return Ok(());
    }
    let mut services = BTreeSet::new();
    for place in &all {
        open::store::mask(tx, *place, ctx.now()).await?;
        services.extend(open::store::at_location(tx, *place).await?);
    }
    // And whose listing does not say where their feed says they are.
    services.extend(correction::said_elsewhere(tx).await?);
    for id in services {
        in_service(tx, ctx, id, &all).await?;
    }
    Ok(())
}

/// Hides places in services that are there, and in what is staged; gives them with those that are one with them.
pub(super) async fn everywhere(ctx: &Ctx, run: &Run, places: &HashSet<Uuid>) -> Result<HashSet<Uuid>> {
    if places.is_empty() {
        return Ok(HashSet::new());
    }
    // Of several locations that are one, what hides one hides all.
    let mut rx = fresh::reading(ctx).await?;
    let places = alike::with_merged(&mut rx, places).await?;
    // First what is still to be carried over, of whatever run: what is carried over before is hidden with what is there, what comes after is hidden already.
    let mut runs: Vec<i64> = store::unsettled(&mut rx).await?.iter().map(|r| r.number).collect();
    drop(rx);
    runs.push(run.number);
    for number in runs {
        in_pending(ctx, run, number, &places).await?;
    }
    let all: Vec<Uuid> = places.iter().copied().collect();
    let mut pace = Pace::new(50);
    let mut left = all.as_slice();
    while !left.is_empty() {
        let (some, rest) = left.split_at(pace.size.min(left.len()));
        let mut tx = run.write(ctx).await?;
        hold(&mut tx).await?;
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
        if document.is_some_and(|d| canonical::places(&d).any(|l| places.contains(&l))) {
            elsewhere.push(id);
        }
    }
    drop(rx);
    for id in elsewhere {
        let mut tx = run.write(ctx).await?;
        hold(&mut tx).await?;
        in_service(&mut tx, ctx, id, &places).await?;
        tx.commit().await?;
    }
    Ok(places)
}

/// Hides places in what a run still has to write over services; `run`: whose work it is.
async fn in_pending(ctx: &Ctx, run: &Run, number: i64, places: &HashSet<Uuid>) -> Result<()> {
    const AT_ONCE: usize = 200;
    let mut after = i64::MIN;
    loop {
        let mut tx = run.write(ctx).await?;
        hold(&mut tx).await?;
        let rows = store::pending_data(&mut tx, number, after, AT_ONCE).await?;
        let Some((last, _)) = rows.last() else { return Ok(()) };
        after = *last;
        for (line, text) in rows {
            let mut entry: Entry = serde_json::from_str(&text)?;
            let Some(mut document) = entry.document.take() else { continue };
            if hide(&mut document, places) {
                let mut hidden = card::entry(&document);
                hidden.find_again(&entry.sites());
                store::set_data(&mut tx, number, line, serde_json::to_string(&hidden.with(document))?).await?;
            }
        }
        tx.commit().await?;
    }
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
    canonical::hide(document, |id| places.contains(&id))
}

/// Writes a service anew with what may be seen of its places.
async fn in_service(tx: &mut Tx, ctx: &Ctx, id: Id<Service>, places: &HashSet<Uuid>) -> Result<()> {
    let Some(mut service) = store::staged_or_written(tx, id).await? else { return Ok(()) };
    let Some(mut document) = records::kept_document(tx, &service.source, &service.source_id).await? else {
        return Ok(());
    };
    let (hidden, with_them) = (sites(&document, places), card::entry(&document));
    if !hide(&mut document, places) {
        // It came with them hidden.
        return Ok(());
    }
    open::store::hide(tx, &mut document).await?;
    store::hidden::forget_lines(tx, &service.source, &service.source_id).await?;
    records::seal(tx, &ctx.machine.keys, &service.source, &service.source_id, &document).await?;
    // Not only where it is: a number may be that of the place, and so may what it has. Who runs it stays.
    let (feed, by_feed) = (service.source.clone(), service.closed_by_feed);
    let (provider_id, provider) = (service.provider_id, service.provider.clone());
    let put = |entry: Entry, s: &mut Service| {
        entry.put_over(s, &Said::of(Said::everything()), &feed, by_feed, ctx.now());
    };
    let mut there: Vec<Site> = service.sites().collect();
    for c in correction::corrections_of(tx, id).await?.iter().filter(|c| c.field.is_place()) {
        let mut said = service.clone();
        c.field.put(&mut said, &c.replaced)?;
        there.extend(said.sites());
    }
    let mut was = service.clone();
    put(with_them, &mut was);
    let mut entry = card::entry(&document);
    // The others stay where they were found.
    entry.find_again(&there);
    put(entry, &mut service);
    (service.provider_id, service.provider) = (provider_id, provider);
    correction::forget_facts(tx, &was, &service).await?;
    if service.masked {
        correction::forget_place(tx, id).await?;
    } else {
        correction::forget_sites(tx, &service, &hidden).await?;
    }
    for c in correction::corrections_of(tx, id).await? {
        c.field.put(&mut service, &c.value)?;
    }
    // Of what was said here of where it is a location was made.
    let locations = open::store::locations_of(tx, id).await?;
    store::change(tx, &service, ctx.now()).await?;
    open::store::forget_empty(tx, &locations).await?;
    events::emit(tx, ctx, &PlaceHidden { service: id }).await
}
