//! Working out the numbers, once a day.

use super::{
    model::{self, Report},
    store,
};
use crate::{
    area, demo, directory,
    policy::{INSIGHT_GATHER, SERVICE_VIEW},
    referral,
};
use base::{
    Ctx, House, Result, Rx,
    jobs::{Failure, Handler, Job},
};
use kernel::{Date, Instant};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

pub(super) const JOBS: &[Handler] = &[Handler::every::<Gather>(24 * 60 * 60)];

/// Works out the report of today.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Gather;

impl Job for Gather {
    const KIND: &'static str = "insight-gather";
    async fn run(self, ctx: Ctx) -> Result<(), Failure> {
        Ok(gather(&ctx).await?)
    }
}

/// The first instant of a day, where the people are.
fn beginning(day: Date) -> Option<Instant> {
    day.jiff().to_zoned(base::clock::zone()).ok().map(|z| Instant::from_jiff(z.timestamp()))
}

/// Works out the report, when twelve other months are to be counted than in the last one, or deciles are known for months that had none. A month is counted
/// once: [`model::as_first_counted`] says why. Reading takes a while in a large house and holds nobody up: it is a snapshot.
pub async fn gather(ctx: &Ctx) -> Result<()> {
    let as_of = ctx.today();
    let window = model::window(as_of);
    let (Some(from), Some(to)) = (beginning(window.0), beginning(window.1.plus_days(1))) else { return Ok(()) };
    let (mut rx, _) = ctx.read(&SERVICE_VIEW, House::id()).await?;
    let latest = area::latest_edition(&mut rx).await?;
    let edition = latest.map(area::Edition::year);
    let last = store::report(&mut rx).await?.map(|(_, report)| report);
    if let Some(last) = &last
        && (last.first, last.last) == window
        && !(edition.is_some() && last.months.iter().any(|m| m.edition.is_none()))
    {
        return Ok(());
    }
    drop(rx);
    let index = directory::index(&ctx.machine).await?;
    let boroughs: Vec<String> = index.boroughs().into_iter().map(|b| b.name).collect();
    let small_areas = area::SmallAreas::read(&ctx.machine).await?;
    let (mut rx, _) = ctx.read(&SERVICE_VIEW, House::id()).await?;
    let merged = store::merged(&mut rx, edition.unwrap_or(0)).await?;
    let settings: Vec<String> = referral::settings(&mut rx).await?.into_iter().map(|s| s.code).collect();
    let rows = store::facts(&mut rx, from, to, edition.unwrap_or(0)).await?;
    let ranked = match latest {
        Some(edition) => small_areas.ranked(&mut rx, edition).await?,
        None => None,
    };
    let (mut by_postcode, mut made_up) = (HashMap::new(), false);
    let mut facts = Vec::with_capacity(rows.len());
    for row in rows {
        let row = row.under_the_kept_record(&merged);
        let decile = match &row.postcode {
            Some(postcode) if row.decile.is_none() => match by_postcode.get(postcode) {
                Some(decile) => *decile,
                None => {
                    let decile = placed(&mut rx, edition, ranked.as_ref(), postcode).await?;
                    by_postcode.insert(postcode.clone(), decile);
                    decile
                }
            },
            _ => None,
        };
        made_up |= edition.is_none() && decile.is_some();
        // A postcode that nobody imported lies in the borough of its outcode, where that is one alone.
        let outcode = row.postcode.as_deref().and_then(|p| p.split(' ').next());
        let borough = match &row.borough {
            Some(name) => index.borough(name),
            None => outcode.and_then(|outcode| index.borough_of_outcode(outcode)),
        };
        facts.push(row.fact(decile, borough.map(|b| b.name)));
    }
    drop(rx);
    let months = model::count(facts, (&settings, &boroughs), window, edition, made_up);
    let before = last.as_ref().map_or(&[][..], |last| &last.months);
    let report = Report { as_of, first: window.0, last: window.1, months: model::as_first_counted(months, before) };
    if last.is_some_and(|last| last.months == report.months) {
        return Ok(());
    }
    let (mut tx, _) = ctx.write(&INSIGHT_GATHER, House::id()).await?;
    store::put_report(&mut tx, ctx.now(), &report).await?;
    tx.commit().await
}

/// The decile of a postcode that came without its small area: that of the small area whose outline it lies in. Where no edition was imported, a demo has
/// deciles of its own, by outcode.
async fn placed(
    rx: &mut Rx,
    edition: Option<i64>,
    ranked: Option<&area::Ranked>,
    postcode: &str,
) -> Result<Option<i64>> {
    match (edition, ranked) {
        (None, _) => demo::decile(rx, postcode.split(' ').next().unwrap_or_default()).await,
        (Some(edition), Some(ranked)) => {
            Ok(store::unplaced(rx, postcode, edition).await?.and_then(|place| ranked.decile(place)))
        }
        (Some(_), None) => Ok(None),
    }
}
