//! A run: one reading of one file, from its beginning to the moment when all of it is seen.
//!
//! 1. It begins, and takes the place of any other run of its feed that is not shown: two at a time would mix. The other one finds out at its next batch.
//! 2. It stages, in transactions so short that nobody waits for one. Nothing is seen of it.
//! 3. It is shown: one short write.
//! 4. It is settled: what was to be written over services that were there is carried over, a few at a time. Whoever reads one in between sees it written
//!    already (`store::find`). What a run that broke off had staged is cleared away.
//!
//! Killed before 3, the directory is as it was, and the next run of the feed clears up. Killed after 3, whoever runs next (or the server, within minutes)
//! finishes 4.

use super::{
    masked::{self, PlaceHidden},
    store::{self, records},
};
use crate::{
    directory::{correction, feeds, open},
    policy::{DIRECTORY_IMPORT, SERVICE_VIEW},
};
use anyhow::anyhow;
use base::{Ctx, Error, House, Result, Rx, Subject, Tx, events, history, settings};
use jiff::SignedDuration;
use kernel::{Id, Instant};
use std::{
    collections::HashSet,
    time::{Duration, Instant as Moment},
};
use uuid::Uuid;

/// A run.
#[derive(Clone, Debug, sqlx_macros::FromRow)]
pub struct Run {
    pub(super) id: Id<Run>,
    pub(super) number: i64,
    pub(super) kind: String,
    pub(super) feed: String,
    pub(super) fields: String,
    pub(super) ended_at: Option<Instant>,
    pub(super) shown_at: Option<Instant>,
    beat_at: Instant,
}

impl Subject for Run {
    const KIND: &'static str = "import-run";
    async fn load(rx: &mut Rx, id: Id<Run>) -> Result<Option<Run>> {
        store::run(rx, id).await
    }
    fn standing(&self) -> Vec<Uuid> {
        vec![]
    }
}

pub(super) const SERVICES: &str = "services";
pub(super) const POSTCODES: &str = "postcodes";

impl Run {
    /// Begins a run.
    pub async fn begin(ctx: &Ctx, kind: &str, feed: &str, file: &str, fields: String) -> Result<Run> {
        let (mut tx, _) = ctx.write(&DIRECTORY_IMPORT, House::id()).await?;
        // Two feeds that begin at once get two numbers.
        settings::hold(&mut tx, "hold-import-number").await?;
        let run = Run {
            id: ctx.id(),
            number: store::next_number(&mut tx).await?,
            kind: kind.to_owned(),
            feed: feed.to_owned(),
            fields,
            ended_at: None,
            shown_at: None,
            beat_at: ctx.now(),
        };
        store::begin(&mut tx, &run, file, ctx.now()).await?;
        if kind == SERVICES {
            feeds::ensure(&mut tx, feed, file, ctx.now()).await?;
        }
        tx.commit().await?;
        Ok(run)
    }

    /// A transaction of a run that is not shown yet.
    ///
    /// # Errors
    /// When another run has taken its place.
    pub async fn write(&self, ctx: &Ctx) -> Result<Tx> {
        let (mut tx, _) = ctx.write(&DIRECTORY_IMPORT, self.id).await?;
        if !store::beat(&mut tx, self, ctx.now()).await? {
            return Err(
                anyhow!("another import of “{}” has begun; this one stops and changes nothing", self.feed).into()
            );
        }
        Ok(tx)
    }

    /// It broke off: what it staged will not be seen, and is cleared away.
    pub async fn end(&self, ctx: &Ctx) -> Result<()> {
        let (mut tx, _) = ctx.write(&DIRECTORY_IMPORT, self.id).await?;
        store::end(&mut tx, self, ctx.now()).await?;
        tx.commit().await?;
        settle_all(ctx, None).await
    }

    /// All that it brought is seen from here on; false, and it is not, where a place must not be public that is not hidden in it.
    pub(super) async fn show(
        &self,
        ctx: &Ctx,
        news: bool,
        whole: bool,
        counts: String,
        unknown: Option<String>,
        brought: Brought<'_>,
    ) -> Result<bool> {
        let mut tx = self.write(ctx).await?;
        if let Brought::Hidden(hidden) = &brought {
            masked::hold(&mut tx).await?;
            if !open::store::masked(&mut tx).await?.is_subset(hidden) {
                return Ok(false);
            }
        }
        if !store::show(&mut tx, self, news, whole, unknown, ctx.now()).await? {
            return Err(Error::Conflict("conflict-changed"));
        }
        if let (Brought::Places(places), true) = (brought, news) {
            store::postcodes::show_postcodes(&mut tx, self).await?;
            store::postcodes::put_places(&mut tx, places).await?;
        }
        let change = history::Change { event: "import-shown", after: Some(counts), ..Default::default() };
        history::append(&mut tx, ctx, self.id.uuid(), change).await?;
        tx.commit().await?;
        Ok(true)
    }
}

/// What a run brings besides its rows.
pub(super) enum Brought<'a> {
    /// Services: the places that are hidden in it.
    Hidden(&'a HashSet<Uuid>),
    /// Postcodes: where outcodes and boroughs lie by all that are then seen.
    Places(Vec<store::postcodes::Placed>),
}

/// How much goes into one transaction, so that none is long; and a breath after each, so that others get their turn.
pub(super) struct Pace {
    pub size: usize,
    most: usize,
    /// Until then the writer is for others.
    until: Option<Moment>,
}

const LONG: Duration = Duration::from_millis(35);
const SHORT: Duration = Duration::from_millis(15);

impl Pace {
    pub fn new(most: usize) -> Pace {
        Pace { size: 50.min(most), most, until: None }
    }

    /// To be called after a commit, with when the transaction had the writer, by who reads and thinks next: the breath is taken meanwhile, and ends with
    /// [`Pace::turn`].
    pub fn had(&mut self, since: Moment) {
        let took = since.elapsed();
        if took > LONG {
            self.size = (self.size / 2).max(5);
        } else if took < SHORT {
            self.size = (self.size * 3 / 2).min(self.most);
        }
        // SQLite wakes those who wait by letting them look again at growing intervals: the door has to stand open half as long as it was shut.
        self.until = Some(Moment::now() + (took / 2).clamp(Duration::from_millis(2), Duration::from_millis(50)));
    }

    /// To be called before a transaction: waits until others have had their turn.
    pub async fn turn(&mut self) {
        if let Some(until) = self.until.take() {
            tokio::time::sleep_until(until.into()).await;
        }
    }

    /// The breath at once.
    pub async fn breathe(&mut self, since: Moment) {
        self.had(since);
        self.turn().await;
    }
}

/// Finishes what is left of runs that are over; with `idle_since`, only of those that nobody has touched since.
pub(super) async fn settle_all(ctx: &Ctx, idle_since: Option<SignedDuration>) -> Result<()> {
    let (mut rx, _) = ctx.read(&SERVICE_VIEW, House::id()).await?;
    let runs = store::unsettled(&mut rx).await?;
    drop(rx);
    for run in runs {
        let idle = ctx.now().since(run.beat_at.max(run.ended_at.unwrap_or(run.beat_at)));
        if idle_since.is_none_or(|least| idle >= least) {
            settle(ctx, &run).await?;
        }
    }
    Ok(())
}

async fn settle(ctx: &Ctx, run: &Run) -> Result<()> {
    if run.shown_at.is_some() {
        if run.kind == SERVICES {
            while put_parts(ctx, run).await? {}
            while carry_over(ctx, run).await? {}
            while forget_superseded(ctx, run).await? {}
        }
        let (mut rx, _) = ctx.read(&SERVICE_VIEW, House::id()).await?;
        // Its own rows, those of the run before and those of the last whole one are kept: the next run compares with them.
        let old = store::old_runs(&mut rx, run, run.number).await?;
        let whole = store::last_runs(&mut rx, &run.kind, &run.feed).await?.whole;
        drop(rx);
        for number in old.iter().rev().skip(1).filter(|n| **n != whole) {
            clear(ctx, run, *number, What::Rows).await?;
        }
    } else {
        if run.kind == SERVICES {
            clear(ctx, run, run.number, What::Services).await?;
            clear(ctx, run, run.number, What::Records).await?;
        }
        clear(ctx, run, run.number, What::Rows).await?;
    }
    if run.kind == POSTCODES {
        let (mut rx, _) = ctx.read(&SERVICE_VIEW, House::id()).await?;
        let shown = store::postcodes::shown_postcodes(&mut rx, &run.feed).await?.unwrap_or(0);
        let spent = store::postcodes::spent_postcodes(&mut rx, &run.feed, shown).await?;
        drop(rx);
        for number in spent {
            clear(ctx, run, number, What::Postcodes).await?;
        }
    }
    let (mut tx, _) = ctx.write(&DIRECTORY_IMPORT, run.id).await?;
    store::settled(&mut tx, run, ctx.now()).await?;
    tx.commit().await
}

#[derive(Clone, Copy)]
enum What {
    Services,
    Records,
    Rows,
    Postcodes,
}

async fn clear(ctx: &Ctx, run: &Run, number: i64, what: What) -> Result<()> {
    let mut pace = Pace::new(match what {
        What::Services | What::Records => 500,
        What::Rows => 2000,
        What::Postcodes => 5000,
    });
    loop {
        let (mut tx, _) = ctx.write(&DIRECTORY_IMPORT, run.id).await?;
        let since = Moment::now();
        // Without it, on PostgreSQL, whoever comes second deletes nothing and takes that for the end.
        store::hold(&mut tx, number, ctx.now()).await?;
        let cleared = match what {
            What::Services => store::clear_services(&mut tx, number, pace.size).await?,
            What::Records => records::clear_records(&mut tx, number, pace.size).await?,
            What::Rows => store::clear_rows(&mut tx, number, pace.size).await?,
            What::Postcodes => store::postcodes::clear_postcodes(&mut tx, number, pace.size).await?,
        };
        tx.commit().await?;
        if cleared == 0 {
            return Ok(());
        }
        pace.breathe(since).await;
    }
}

/// Puts a few of the parts in their place that a shown run brought otherwise than they were; says whether there were any.
async fn put_parts(ctx: &Ctx, run: &Run) -> Result<bool> {
    const AT_ONCE: usize = 50;
    let (mut tx, _) = ctx.write(&DIRECTORY_IMPORT, run.id).await?;
    let since = Moment::now();
    let n = open::store::settle_parts(&mut tx, (&run.feed, run.number), AT_ONCE, ctx.now()).await?;
    tx.commit().await?;
    if n > 0 {
        Pace::new(1).breathe(since).await;
    }
    Ok(n > 0)
}

/// Forgets a few records that a shown run brought anew; says whether there were any.
async fn forget_superseded(ctx: &Ctx, run: &Run) -> Result<bool> {
    const AT_ONCE: usize = 200;
    let (mut tx, _) = ctx.write(&DIRECTORY_IMPORT, run.id).await?;
    let since = Moment::now();
    let n = records::forget_superseded(&mut tx, run, AT_ONCE).await?;
    tx.commit().await?;
    if n > 0 {
        Pace::new(1).breathe(since).await;
    }
    Ok(n > 0)
}

/// So many services are carried over in one transaction.
const CARRIED_AT_ONCE: usize = 20;

/// Carries over a few of the changes that a shown run brought; says whether there were any.
async fn carry_over(ctx: &Ctx, run: &Run) -> Result<bool> {
    let (mut tx, _) = ctx.write(&DIRECTORY_IMPORT, run.id).await?;
    // Before what is pending is read: nobody hides a place in it meanwhile.
    masked::hold(&mut tx).await?;
    let since = Moment::now();
    let rows = store::pending_rows(&mut tx, run.number, CARRIED_AT_ONCE).await?;
    if rows.is_empty() {
        return Ok(false);
    }
    store::carrying(&mut tx, run, ctx.now()).await?;
    for (line, id) in rows {
        let pending = store::pending_of(&mut tx, id).await?;
        // Somebody else, finishing the same run, may have been quicker.
        if !store::carried(&mut tx, run.number, line).await? {
            continue;
        }
        let (Some(pending), Some(mut service)) = (pending, store::as_written(&mut tx, id).await?) else { continue };
        let by_feed = store::closed_by_feed(&mut tx, id).await?;
        let before = serde_json::to_value(&service)?;
        let (was_closed, was_masked) = (service.closed_at.is_some(), service.masked);
        let news = pending.put_over(&mut service, by_feed)?;
        correction::tell(&mut tx, ctx, id, news).await?;
        if service.masked && !was_masked {
            correction::forget_place(&mut tx, id).await?;
        }
        // A document may say what no fact of a service is, and is published with it.
        if !pending.has_document()? && serde_json::to_value(&service)? == before {
            continue;
        }
        if let Some(provider) = pending.provider()? {
            store::rename_provider(&mut tx, &run.feed, &provider).await?;
        }
        store::change(&mut tx, &service, ctx.now()).await?;
        if service.masked && !was_masked {
            events::emit(&mut tx, ctx, &PlaceHidden { service: id }).await?;
        }
        if was_closed != service.closed_at.is_some() {
            store::set_closed_by(&mut tx, id, (!was_closed).then_some("feed")).await?;
        }
        let event = if pending.is_gone() { "service-gone" } else { "service-changed" };
        let change = history::Change { event, why: Some(format!("import {}", run.feed)), ..Default::default() };
        history::append(&mut tx, ctx, id.uuid(), change).await?;
    }
    tx.commit().await?;
    Pace::new(1).breathe(since).await;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::super::{Order, Progress, services};
    use super::*;
    use base::{Clock, Config, db::testing, seal::Keys};
    use std::sync::atomic::{AtomicU64, Ordering};

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn of_two_who_clear_up_neither_is_done_before_all_is_gone() {
        for engine in testing::engines() {
            let db = testing::fresh(engine).await;
            let clock = Clock::fixed("2026-11-24T09:00:00.000000Z".parse().unwrap());
            let machine = crate::machine(db.db.clone(), clock, Keys::for_tests(), Config::for_tests()).await.unwrap();
            let path = db.folder.join("halls.csv");
            let halls: String = (0..3000).map(|i| format!("h{i},Hall {i},Tea.,51.5,0.1\n")).collect();
            std::fs::write(&path, format!("id,name,description,lat,lon\n{halls}")).unwrap();

            // A run is killed when most of it is staged.
            let read = AtomicU64::new(0);
            let ctx = machine.system("test");
            let tell = |p: Progress| read.store(p.rows, Ordering::SeqCst);
            let order = Order { file: &path, feed: "halls", map: None, replace: false };
            tokio::select! {
                done = services(&ctx, &order, &tell) => panic!("it was to be killed: {done:?}"),
                () = async { while read.load(Ordering::SeqCst) < 1000 { tokio::time::sleep(Duration::from_millis(1)).await } } => {}
            }
            let (one, two) = (machine.system("test"), machine.system("test"));
            let run = Run::begin(&one, SERVICES, "halls", "halls.csv", String::new()).await.unwrap();
            tokio::select! {
                done = settle_all(&one, None) => done.unwrap(),
                done = settle_all(&two, None) => done.unwrap(),
            }
            let (mut tx, _) = machine.system("test").write(&DIRECTORY_IMPORT, run.id).await.unwrap();
            let left = store::clear_services(&mut tx, run.number - 1, 5000).await.unwrap();
            assert_eq!(left, 0, "services of the run that was killed, on {engine:?}");
        }
    }
}
