//! Importing postcodes.
//!
//! There are so many that even copying them would hold the database up: every run has rows of its own, and which run is seen is one row. A postcode that
//! is not in the file any more is carried along for one whole run, and gone after the second.

use super::{
    Order, Progress, Tell, boroughs, check_feed,
    entry::Reason,
    headings::{Field, Plan},
    places,
    read::{Row, Table},
    report::Summary,
    rows,
    run::{Brought, POSTCODES, Pace, Run, settle_all},
    store::{self, Staged, postcodes::Postcoded},
    stream,
    work::shortened,
};
use crate::{directory::Gazetteer, policy::SERVICE_VIEW};
use anyhow::anyhow;
use base::{Ctx, House, Result};
use kernel::Postcode;
use std::{collections::HashSet, time::Instant as Moment};

struct Incoming {
    line: i64,
    read: std::result::Result<Postcoded, Reason>,
    raw: Option<String>,
}

/// Imports a file of postcodes. The file is the whole of its feed.
///
/// # Errors
/// What is wrong with the file, with its name and line; then nothing is changed.
pub async fn postcodes(ctx: &Ctx, order: &Order<'_>, tell: Tell<'_>) -> Result<Summary> {
    check_feed(order.feed)?;
    let table = Table::open(order.file, None)?;
    let plan = Plan::for_postcodes(&table)?;
    let run = Run::begin(ctx, POSTCODES, order.feed, &table.file, plan.said()).await?;
    settle_all(ctx, None).await?;
    let (mut rx, _) = ctx.read(&SERVICE_VIEW, House::id()).await?;
    let shown = store::postcodes::shown_postcodes(&mut rx, order.feed).await?;
    drop(rx);
    let mut work = Work { ctx, run, shown, summary: Summary::default(), pace: Pace::new(1000) };
    match work.all(table, plan, tell).await {
        Ok(()) => Ok(work.summary),
        Err(error) => {
            if let Err(later) = work.run.end(ctx).await {
                tracing::warn!(error = %later, "an import that broke off could not be cleared away");
            }
            Err(error)
        }
    }
}

fn read(plan: &Plan, row: &Row) -> std::result::Result<Postcoded, Reason> {
    let value = |field| plan.columns(field).first().map_or("", |c| row.get(*c));
    let code: Postcode = value(Field::Postcode).parse().map_err(|_| Reason::NotAPostcode)?;
    let point = match (value(Field::Lat), value(Field::Lon)) {
        ("", "") => return Err(Reason::NoPlace),
        ("", _) | (_, "") => return Err(Reason::HalfAPoint),
        (lat, lon) => rows::point(lat, lon)?,
    };
    let borough = boroughs::by_code(value(Field::Area)).or_else(|| boroughs::by_name(value(Field::Borough)));
    let borough =
        borough.map(str::to_owned).or_else(|| Some(value(Field::Borough).to_owned()).filter(|b| !b.is_empty()));
    let lsoa = |field| Some(value(field).to_owned()).filter(|code| is_lsoa(code));
    let (lsoa11, lsoa21) = (lsoa(Field::Lsoa11), lsoa(Field::Lsoa21));
    Ok(Postcoded {
        code: code.as_str().to_owned(),
        lat: point.lat,
        lon: point.lon,
        borough,
        lsoa11,
        lsoa21,
        missing: 0,
    })
}

/// Whether it is the code of a small area of England, Wales or Scotland (Register of Geographic Codes).
fn is_lsoa(code: &str) -> bool {
    code.len() == 9 && ["E01", "W01", "S01"].iter().any(|s| code.starts_with(s))
}

struct Work<'a> {
    ctx: &'a Ctx,
    run: Run,
    /// The run whose postcodes are seen now.
    shown: Option<i64>,
    summary: Summary,
    pace: Pace,
}

impl Work<'_> {
    async fn all(&mut self, table: Table, plan: Plan, tell: Tell<'_>) -> Result<()> {
        let (of, file) = (table.size, table.file.clone());
        let mut batches = stream(table, move |table, row| {
            let read = read(&plan, row);
            let raw = read.is_err().then(|| shortened(table.raw(row)));
            Incoming { line: row.line as i64, read, raw }
        });
        let mut waiting: Vec<Incoming> = vec![];
        while let Some(batch) = batches.next().await? {
            waiting.extend(batch.rows);
            while waiting.len() >= self.pace.size {
                let rest = waiting.split_off(self.pace.size);
                self.chunk(std::mem::replace(&mut waiting, rest)).await?;
            }
            tell(Progress { rows: self.summary.read, bytes: batch.bytes, of });
        }
        if !waiting.is_empty() {
            self.chunk(waiting).await?;
        }
        if self.summary.read == 0 {
            return Err(anyhow!("{file} has headings and no rows").into());
        }
        if self.summary.read == self.summary.quarantined {
            return Err(anyhow!("{file}: not one of {} rows is a postcode with its place", self.summary.read).into());
        }
        self.finish().await
    }

    async fn chunk(&mut self, rows: Vec<Incoming>) -> Result<()> {
        let number = self.run.number;
        let mut seen = HashSet::new();
        let (mut good, mut refused, mut lines) = (vec![], vec![], vec![]);
        for row in rows {
            match row.read {
                Ok(code) if seen.insert(code.code.clone()) => {
                    lines.push((row.line, code.code.clone()));
                    good.push(code);
                }
                Ok(code) => refused.push((row.line, Reason::SamePostcode, Some(code.code))),
                Err(reason) => refused.push((row.line, reason, row.raw)),
            }
        }
        let read = (lines.len() + refused.len()) as u64;
        let mut tx = self.run.write(self.ctx).await?;
        let since = Moment::now();
        let sent = good.len();
        let added = store::postcodes::add_postcodes(&mut tx, number, good).await?;
        if added.len() < sent {
            let added: HashSet<String> = added.into_iter().collect();
            let again = lines.into_iter().filter(|(_, code)| !added.contains(code));
            refused.extend(again.map(|(line, code)| (line, Reason::SamePostcode, Some(code))));
        }
        let staged = refused.iter().map(|(line, reason, raw)| Staged {
            line: *line,
            source_id: None,
            digest: None,
            came: None,
            outcome: "quarantined",
            reason: Some(reason.to_string()),
            raw: raw.clone(),
            pending: false,
            data: None,
        });
        store::stage(&mut tx, number, staged.collect()).await?;
        tx.commit().await?;
        self.summary.read += read;
        for (line, reason, _) in &refused {
            self.summary.refuse(*line, reason.code(), reason.to_string());
        }
        self.pace.breathe(since).await;
        Ok(())
    }

    async fn finish(&mut self) -> Result<()> {
        let in_it = self.summary.read - self.summary.quarantined;
        let (mut waiting, mut back) = (0, 0);
        if let Some(shown) = self.shown {
            let (mut rx, _) = self.ctx.read(&SERVICE_VIEW, House::id()).await?;
            let compared = store::postcodes::compare_postcodes(&mut rx, self.run.number, shown).await?;
            drop(rx);
            let (common, same) = (compared.common as u64, compared.same as u64);
            (self.summary.unchanged, self.summary.changed, self.summary.added) = (same, common - same, in_it - common);
            back = compared.back;
            waiting = self.carry_along(shown).await?;
        } else {
            self.summary.added = in_it;
        }
        if waiting > 0 {
            self.summary.notice(format!(
                "{waiting} postcodes that were imported before are not in the file. They stay; if they are missing in the next whole run too they are gone."
            ));
        }
        // One that is missing for the first time, or back, is no news to anybody but must be remembered.
        let remember = self.summary.news() || waiting > 0 || back > 0;
        let (mut rx, _) = self.ctx.read(&SERVICE_VIEW, House::id()).await?;
        let remember = remember || !store::postcodes::any_place(&mut rx).await?;
        // A whole country takes seconds, and holds nobody up: it is read, and the places of it are few.
        let places = match remember {
            true => places::of(&store::postcodes::counted(&mut rx, &self.run).await?, &Gazetteer::built_in()?),
            false => vec![],
        };
        drop(rx);
        self.run.show(self.ctx, remember, true, self.summary.counts(), None, Brought::Places(places)).await?;
        self.summary.finish();
        settle_all(self.ctx, None).await
    }

    /// Takes postcodes that the file lacks for the first time over into this run; counts those that it lacks for the second. Says how many it took.
    async fn carry_along(&mut self, shown: i64) -> Result<u64> {
        let (mut after, mut taken) = (String::new(), 0);
        loop {
            let (mut rx, _) = self.ctx.read(&SERVICE_VIEW, House::id()).await?;
            let some =
                store::postcodes::vanished_postcodes(&mut rx, self.run.number, shown, &after, self.pace.size).await?;
            drop(rx);
            let Some(last) = some.last() else { return Ok(taken) };
            after.clone_from(&last.code);
            let (gone, missing): (Vec<_>, Vec<_>) = some.into_iter().partition(|p| p.missing > 0);
            self.summary.gone += gone.len() as u64;
            taken += missing.len() as u64;
            let rows = missing.into_iter().map(|p| Postcoded { missing: 1, ..p }).collect();
            let mut tx = self.run.write(self.ctx).await?;
            let since = Moment::now();
            store::postcodes::add_postcodes(&mut tx, self.run.number, rows).await?;
            tx.commit().await?;
            self.pace.breathe(since).await;
        }
    }
}
