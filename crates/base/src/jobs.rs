//! Work that happens later: the queue is a table, and a job is enqueued only inside a transaction, so the queue is also the outbox.
//!
//! A job is a value. It may run twice (the machine may be killed between the work and the tick in the list), so it must be safe to run
//! twice. A job that fails is tried again with growing pauses; one that can never work says so with [`Failure::Never`] and is kept for
//! `doctor` to show. Equal jobs with the same key are queued once.

use crate::{Ctx, Error, Machine, Result, Tx, db::Engine};
use jiff::SignedDuration;
use kernel::{Id, Instant};
use serde::{Serialize, de::DeserializeOwned};
use std::{future::Future, pin::Pin, sync::Arc, time::Duration};

/// Why a run did not work.
#[derive(Debug)]
pub enum Failure {
    /// Try again: something was down, somebody else was writing.
    Again(Error),
    /// It will never work; a person has to look.
    Never(String),
}

impl<E: Into<Error>> From<E> for Failure {
    fn from(e: E) -> Failure {
        Failure::Again(e.into())
    }
}

/// A kind of job.
pub trait Job: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// Its name in the table, and in the record of who acted.
    const KIND: &'static str;
    /// Does the work. Safe to run twice.
    fn run(self, ctx: Ctx) -> impl Future<Output = Result<(), Failure>> + Send;
}

type Runner = fn(Ctx, String) -> Pin<Box<dyn Future<Output = Result<(), Failure>> + Send>>;

/// A kind of job as the worker sees it.
#[derive(Debug)]
pub struct Handler {
    pub kind: &'static str,
    /// For jobs that start themselves: how often.
    pub every: Option<SignedDuration>,
    run: Runner,
}

impl Handler {
    pub const fn of<J: Job>() -> Handler {
        Handler { kind: J::KIND, every: None, run: run_as::<J> }
    }

    /// A job without contents that runs again and again.
    pub const fn every<J: Job + Default>(seconds: i64) -> Handler {
        Handler { kind: J::KIND, every: Some(SignedDuration::from_secs(seconds)), run: run_as::<J> }
    }
}

fn run_as<J: Job>(ctx: Ctx, payload: String) -> Pin<Box<dyn Future<Output = Result<(), Failure>> + Send>> {
    Box::pin(async move {
        let job: J = serde_json::from_str(&payload)
            .map_err(|e| Failure::Never(format!("the contents of a {} cannot be read: {e}", J::KIND)))?;
        job.run(ctx).await
    })
}

/// Every kind there is.
#[derive(Debug)]
pub struct Registry(pub &'static [&'static [Handler]]);

impl Registry {
    fn find(&self, kind: &str) -> Option<&'static Handler> {
        self.all().find(|h| h.kind == kind)
    }

    pub fn all(&self) -> impl Iterator<Item = &'static Handler> {
        self.0.iter().copied().flatten()
    }
}

crate::sql! {
    ENQUEUE = "
        INSERT INTO job (id, kind, payload, dedup, run_at, attempts, enqueued_at)
        VALUES ($1, $2, $3, $4, $5, 0, $6)
        ON CONFLICT (kind, dedup) DO NOTHING";
    DUE_SQLITE = "
        UPDATE job
        SET locked_until = $2, attempts = attempts + 1
        WHERE id = (
          SELECT id FROM job
          WHERE failed_at IS NULL AND run_at <= $1 AND (locked_until IS NULL OR locked_until <= $1)
          ORDER BY run_at, id
          LIMIT 1)
        RETURNING id, kind, payload, attempts";
    /// These three name the claim by its try: who took longer than the lock has lost the job to somebody else, who is at work on it.
    RENEW = "UPDATE job SET locked_until = $3 WHERE id = $1 AND attempts = $2";
    DONE = "DELETE FROM job WHERE id = $1 AND attempts = $2";
    AGAIN = "UPDATE job SET run_at = $3, locked_until = NULL, last_error = $4 WHERE id = $1 AND attempts = $2";
    FAILED = "UPDATE job SET failed_at = $3, locked_until = NULL, last_error = $4, dedup = NULL WHERE id = $1 AND attempts = $2";
    FAILED_LIST = "SELECT kind, COALESCE(last_error, '') AS last_error FROM job WHERE failed_at IS NOT NULL ORDER BY failed_at";
    WAITING = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM job WHERE failed_at IS NULL AND run_at <= $1";
}

/// The job claim on PostgreSQL: several nodes take different rows. One of the places where the engines differ.
const DUE_POSTGRES: &str = "
    UPDATE job
    SET locked_until = $2, attempts = attempts + 1
    WHERE id = (
      SELECT id FROM job
      WHERE failed_at IS NULL AND run_at <= $1 AND (locked_until IS NULL OR locked_until <= $1)
      ORDER BY run_at, id
      LIMIT 1
      FOR UPDATE SKIP LOCKED)
    RETURNING id, kind, payload, attempts";

#[derive(sqlx_macros::FromRow)]
struct Claimed {
    id: Id<()>,
    kind: String,
    payload: String,
    attempts: i64,
}

/// How long a claimed job is left alone before another worker may take it for dead.
pub const LOCK: SignedDuration = SignedDuration::from_mins(5);
/// How often whoever works on one says that it is alive.
const RENEWED: Duration = Duration::from_secs(60);
/// After so many tries a person has to look.
pub const TRIES: i64 = 12;

/// Queues a job for `at`, in the caller's transaction. A second one with the same key waits for nothing: it is the same job.
pub async fn enqueue<J: Job>(tx: &mut Tx, ctx: &Ctx, job: &J, at: Instant, dedup: Option<&str>) -> Result<()> {
    let payload = serde_json::to_string(job)?;
    tx.run(ENQUEUE, (ctx.id::<()>(), J::KIND, payload, dedup.map(str::to_owned), at, ctx.now())).await.map(|_| ())
}

/// Queues by kind and payload: for events, whose subscribers are known by name.
pub(crate) async fn enqueue_raw(tx: &mut Tx, ctx: &Ctx, kind: &'static str, payload: &str) -> Result<()> {
    tx.run(ENQUEUE, (ctx.id::<()>(), kind, payload, None::<&str>, ctx.now(), ctx.now())).await.map(|_| ())
}

/// Says of a job that somebody is at work on it, for as long as this is kept.
struct Alive(tokio::task::JoinHandle<()>);

impl Alive {
    fn keep(machine: &Arc<Machine>, id: Id<()>, attempts: i64, every: Duration) -> Alive {
        let machine = machine.clone();
        Alive(tokio::spawn(async move {
            loop {
                tokio::time::sleep(every).await;
                let renewed = async {
                    let mut tx = machine.db.tx().await?;
                    tx.run(RENEW, (id, attempts, machine.clock.now().plus(LOCK))).await?;
                    tx.commit().await
                };
                if let Err(error) = renewed.await {
                    tracing::warn!(%error, "a job at work could not say so");
                }
            }
        }))
    }
}

impl Drop for Alive {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Runs one due job, if there is one.
pub async fn run_one(machine: &Arc<Machine>) -> Result<bool> {
    run_one_renewed(machine, RENEWED).await
}

async fn run_one_renewed(machine: &Arc<Machine>, every: Duration) -> Result<bool> {
    let now = machine.clock.now();
    let mut tx = machine.db.tx().await?;
    let sql = match tx.engine() {
        Engine::Sqlite => DUE_SQLITE,
        Engine::Postgres => DUE_POSTGRES,
    };
    let claimed: Option<Claimed> = tx.maybe(sql, (now, now.plus(LOCK))).await?;
    tx.commit().await?;
    let Some(job) = claimed else { return Ok(false) };

    let outcome = match machine.jobs.find(&job.kind) {
        Some(handler) => {
            let ctx = machine.system(handler.kind);
            let _alive = Alive::keep(machine, job.id, job.attempts, every);
            let outcome = (handler.run)(ctx.clone(), job.payload).await;
            let settled = ctx.settle(false).await;
            outcome.and(settled.map_err(Failure::Again))
        }
        None => Err(Failure::Never(format!("there is no job of kind {}", job.kind))),
    };
    let now = machine.clock.now();
    let mut tx = machine.db.tx().await?;
    match outcome {
        Ok(()) => {
            tx.run(DONE, (job.id, job.attempts)).await?;
        }
        Err(Failure::Again(e)) if job.attempts < TRIES => {
            // 10 s, 20 s, 40 s … at most an hour.
            let pause = SignedDuration::from_secs((5 << job.attempts.min(10)).min(3600));
            tracing::warn!(job = job.kind, attempt = job.attempts, error = %e, "a job will be tried again");
            tx.run(AGAIN, (job.id, job.attempts, now.plus(pause), short(&e.to_string()))).await?;
        }
        Err(failure) => {
            let why = match failure {
                Failure::Again(e) => e.to_string(),
                Failure::Never(why) => why,
            };
            tracing::error!(job = job.kind, error = why, "a job failed for good");
            tx.run(FAILED, (job.id, job.attempts, now, short(&why))).await?;
        }
    }
    tx.commit().await?;
    Ok(true)
}

fn short(text: &str) -> String {
    text.chars().take(500).collect()
}

/// Queues the jobs that run again and again, each once per period, whichever node is first.
pub async fn schedule(machine: &Arc<Machine>) -> Result<()> {
    let ctx = machine.system("schedule");
    let now = machine.clock.now();
    let mut tx = machine.db.tx().await?;
    for handler in machine.jobs.all() {
        let Some(every) = handler.every else { continue };
        let period = now.jiff().as_second().div_euclid(every.as_secs());
        let last: Option<i64> = crate::settings::get(&mut tx, handler.kind).await?;
        if last.is_none_or(|l| l < period)
            && crate::settings::advance(&mut tx, handler.kind, last.as_ref(), &period).await?
        {
            enqueue_raw(&mut tx, &ctx, handler.kind, "null").await?;
        }
    }
    tx.commit().await
}

/// Works until `stop` resolves: due jobs one after the other, a look at the table every second.
pub async fn work(machine: Arc<Machine>, mut stop: tokio::sync::watch::Receiver<bool>) {
    loop {
        if *stop.borrow() {
            return;
        }
        let ran = async {
            schedule(&machine).await?;
            run_one(&machine).await
        }
        .await;
        let idle = match ran {
            Ok(true) => continue,
            Ok(false) => 1,
            Err(e) => {
                tracing::error!(error = %e, "the queue cannot be read");
                5
            }
        };
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(idle)) => {}
            _ = stop.changed() => {}
        }
    }
}

/// Jobs that failed for good, for `doctor`.
pub async fn failed(db: &crate::Db) -> Result<Vec<(String, String)>> {
    #[derive(sqlx_macros::FromRow)]
    struct Row {
        kind: String,
        last_error: String,
    }
    let mut rx = db.rx().await?;
    let rows: Vec<Row> = rx.all(FAILED_LIST, ()).await?;
    Ok(rows.into_iter().map(|r| (r.kind, r.last_error)).collect())
}

/// Jobs that are due, for metrics and tests.
pub async fn waiting(db: &crate::Db, now: Instant) -> Result<i64> {
    db.rx().await?.value(WAITING, (now,)).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Action, Brand, Clock, Config, House, audit,
        ctx::{ANYONE, Grant, Policy, SYSTEM},
        db::testing::{TestDb, engines, fresh},
        http::page::{Pages, Templates},
        seal::Keys,
        words::Words,
    };
    use std::{
        collections::BTreeMap,
        sync::{Mutex, PoisonError},
    };

    /// How often each job ran.
    #[derive(Default)]
    struct Runs(Mutex<BTreeMap<u32, u32>>);

    impl Runs {
        fn add(&self, job: u32) -> u32 {
            let mut runs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let n = runs.entry(job).or_default();
            *n += 1;
            *n
        }
        fn all(&self) -> BTreeMap<u32, u32> {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
        }
    }

    /// What a job of these tests does the first time.
    #[derive(Serialize, serde::Deserialize, Clone, Copy, PartialEq)]
    enum First {
        Works,
        Fails,
        /// As if the machine were killed: the worker ends and says nothing.
        Dies,
        Never,
        /// It takes longer than the lock, and then it fails.
        Slow,
        /// It tries a door, inside a transaction, that the program does not open for itself.
        Knocks,
    }

    #[derive(Serialize, serde::Deserialize)]
    struct Work(u32, First);

    impl Job for Work {
        const KIND: &'static str = "work";
        async fn run(self, ctx: Ctx) -> Result<(), Failure> {
            let first = ctx.machine.extension::<Runs>().add(self.0) == 1;
            tokio::time::sleep(Duration::from_millis(2)).await;
            match self.1 {
                First::Fails if first => Err(Failure::Again(anyhow::anyhow!("not yet").into())),
                First::Dies if first => std::future::pending().await,
                First::Slow if first => {
                    while ctx.machine.extension::<Runs>().all()[&self.0] == 1 {
                        tokio::time::sleep(Duration::from_millis(2)).await;
                    }
                    Err(Failure::Again(anyhow::anyhow!("too late").into()))
                }
                First::Slow => std::future::pending().await,
                First::Never => Err(Failure::Never("it cannot".into())),
                First::Knocks => {
                    let (mut tx, _) = ctx.write(&MAY, House::id()).await?;
                    let refused = ctx.also(&mut tx, &MAY_NOT, House::id()).await;
                    assert!(matches!(refused, Err(Error::NotFound)));
                    Ok(())
                }
                _ => Ok(()),
            }
        }
    }

    /// Starts itself, every minute.
    #[derive(Serialize, serde::Deserialize, Default)]
    struct Tick;

    impl Job for Tick {
        const KIND: &'static str = "tick";
        async fn run(self, _: Ctx) -> Result<(), Failure> {
            Ok(())
        }
    }

    static JOBS: Registry = Registry(&[&[Handler::of::<Work>(), Handler::every::<Tick>(60)]]);
    static MAY: Action = Action { name: "may", recorded: true };
    static MAY_NOT: Action = Action { name: "may-not", recorded: true };
    static POLICY: Policy =
        Policy { actions: &[&MAY, &MAY_NOT], grants: &[Grant { action: &MAY, role: SYSTEM, how: &[ANYONE] }] };

    async fn machine(engine: Engine) -> (Arc<Machine>, Clock, TestDb) {
        let db = fresh(engine).await;
        let clock = Clock::fixed("2026-11-24T09:00:00.000000Z".parse().unwrap());
        let words = Arc::new(Words::load(&[("base", "en", include_str!("../strings/en.ftl"))]).unwrap());
        let pages = Pages::new(Arc::new(Templates::new(&[], &words).unwrap()), &[], Brand::default());
        let (keys, config) = (Keys::for_tests(), Config::for_tests());
        let machine = Machine::new(db.db.clone(), clock.clone(), keys, config, &POLICY, words, &JOBS, pages);
        (Arc::new(machine), clock, db)
    }

    async fn queue(machine: &Arc<Machine>, jobs: impl IntoIterator<Item = Work>) {
        let ctx = machine.system("test");
        let mut tx = machine.db.tx().await.unwrap();
        for job in jobs {
            enqueue(&mut tx, &ctx, &job, ctx.now(), Some(&job.0.to_string())).await.unwrap();
        }
        tx.commit().await.unwrap();
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn several_workers_run_each_job_once() {
        for engine in engines() {
            let (machine, _, _db) = machine(engine).await;
            queue(&machine, (0..40).map(|n| Work(n, First::Works))).await;
            queue(&machine, [Work(0, First::Works)]).await;
            let workers: Vec<_> = (0..4)
                .map(|_| {
                    let machine = machine.clone();
                    tokio::spawn(async move { while run_one(&machine).await.unwrap() {} })
                })
                .collect();
            for worker in workers {
                worker.await.unwrap();
            }
            let runs = machine.extension::<Runs>().all();
            assert_eq!(runs.len(), 40);
            assert!(runs.values().all(|n| *n == 1), "{engine:?}: {runs:?}");
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn one_that_fails_comes_again_later_and_one_that_never_works_is_kept() {
        for engine in engines() {
            let (machine, clock, _db) = machine(engine).await;
            queue(&machine, [Work(1, First::Fails), Work(2, First::Never)]).await;
            while run_one(&machine).await.unwrap() {}
            assert_eq!(machine.extension::<Runs>().all(), BTreeMap::from([(1, 1), (2, 1)]));
            assert_eq!(failed(&machine.db).await.unwrap(), [("work".to_owned(), "it cannot".to_owned())]);
            clock.advance(SignedDuration::from_secs(9));
            assert!(!run_one(&machine).await.unwrap(), "not before its time");
            clock.advance(SignedDuration::from_secs(1));
            while run_one(&machine).await.unwrap() {}
            assert_eq!(machine.extension::<Runs>().all(), BTreeMap::from([(1, 2), (2, 1)]));
            assert_eq!(waiting(&machine.db, clock.now()).await.unwrap(), 0);
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn one_that_takes_longer_than_the_lock_is_left_to_who_is_at_work_on_it() {
        for engine in engines() {
            let (machine, clock, _db) = machine(engine).await;
            queue(&machine, [Work(1, First::Dies)]).await;
            let worker = tokio::spawn({
                let machine = machine.clone();
                async move { run_one_renewed(&machine, Duration::from_millis(5)).await.map(|_| ()) }
            });
            while machine.extension::<Runs>().all().is_empty() {
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
            clock.advance(LOCK - SignedDuration::from_secs(1));
            // It says once more that it is alive.
            tokio::time::sleep(Duration::from_millis(200)).await;
            clock.advance(LOCK - SignedDuration::from_secs(1));
            assert!(!run_one(&machine).await.unwrap(), "{engine:?}: it is at work");
            worker.abort();
            let _ = worker.await;
            clock.advance(LOCK);
            assert!(run_one(&machine).await.unwrap(), "{engine:?}: it is not any more");
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn one_whose_worker_was_killed_comes_again_after_the_lock() {
        for engine in engines() {
            let (machine, clock, _db) = machine(engine).await;
            queue(&machine, [Work(1, First::Dies)]).await;
            let worker = tokio::spawn({
                let machine = machine.clone();
                async move { run_one(&machine).await.map(|_| ()) }
            });
            while machine.extension::<Runs>().all().is_empty() {
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
            worker.abort();
            let _ = worker.await;
            clock.advance(LOCK - SignedDuration::from_secs(1));
            assert!(!run_one(&machine).await.unwrap(), "it may still be at work");
            clock.advance(SignedDuration::from_secs(1));
            assert!(run_one(&machine).await.unwrap());
            assert_eq!(machine.extension::<Runs>().all(), BTreeMap::from([(1, 2)]));
            assert_eq!(waiting(&machine.db, clock.now()).await.unwrap(), 0);
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn what_it_is_refused_is_in_the_record() {
        for engine in engines() {
            let (machine, clock, _db) = machine(engine).await;
            queue(&machine, [Work(1, First::Knocks)]).await;
            assert!(run_one(&machine).await.unwrap());
            assert_eq!(waiting(&machine.db, clock.now()).await.unwrap(), 0);
            let lines = audit::recent(&mut machine.db.rx().await.unwrap(), None, None, 10).await.unwrap();
            let kinds: Vec<_> = lines.iter().map(|l| (l.kind.as_str(), l.action.as_str(), l.job.as_deref())).collect();
            assert_eq!(kinds, [("refused", "may-not", Some("work"))], "what it had opened before is undone");
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn of_nodes_that_look_at_once_one_queues_what_is_due() {
        for engine in engines() {
            let (machine, clock, _db) = machine(engine).await;
            for minute in 1..=20 {
                clock.advance(SignedDuration::from_secs(60));
                let (a, b, c) = tokio::join!(schedule(&machine), schedule(&machine), schedule(&machine));
                for round in [a, b, c] {
                    round.unwrap();
                }
                assert_eq!(waiting(&machine.db, clock.now()).await.unwrap(), minute, "{engine:?}");
            }
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn one_who_took_too_long_does_not_free_what_another_has() {
        for engine in engines() {
            let (machine, clock, _db) = machine(engine).await;
            queue(&machine, [Work(1, First::Slow)]).await;
            let begin = || {
                let machine = machine.clone();
                tokio::spawn(async move { run_one(&machine).await })
            };
            let runs = || machine.extension::<Runs>().all().get(&1).copied().unwrap_or(0);
            let slow = begin();
            while runs() < 1 {
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
            clock.advance(LOCK);
            let other = begin();
            assert!(slow.await.unwrap().unwrap());
            assert_eq!(runs(), 2);
            clock.advance(LOCK - SignedDuration::from_secs(1));
            // A third would be at work on it as long as the second.
            let third = tokio::time::timeout(Duration::from_secs(2), run_one(&machine)).await;
            assert!(third.is_ok_and(|ran| !ran.unwrap()), "{engine:?}: the other is at work on it");
            other.abort();
        }
    }
}
