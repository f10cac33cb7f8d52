//! Work that happens later: the queue is a table, and a job is enqueued only inside a transaction, so the queue is also the outbox.
//!
//! A job is a value. It may run twice (the machine may be killed between the work and the tick in the list), so it must be safe to run
//! twice. A job that fails is tried again with growing pauses; one that can never work says so with [`Failure::Never`] and is kept for
//! `doctor` to show. Equal jobs with the same key are queued once.

use crate::{Ctx, Error, Machine, Result, Tx, db::Engine};
use jiff::SignedDuration;
use kernel::{Id, Instant};
use serde::{Serialize, de::DeserializeOwned};
use std::{future::Future, pin::Pin, sync::Arc};

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
    DONE = "DELETE FROM job WHERE id = $1";
    AGAIN = "UPDATE job SET run_at = $2, locked_until = NULL, last_error = $3 WHERE id = $1";
    FAILED = "UPDATE job SET failed_at = $2, locked_until = NULL, last_error = $3, dedup = NULL WHERE id = $1";
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

#[derive(sqlx::FromRow)]
struct Claimed {
    id: Id<()>,
    kind: String,
    payload: String,
    attempts: i64,
}

/// How long a claimed job is left alone before another worker may take it for dead.
pub const LOCK: SignedDuration = SignedDuration::from_mins(5);
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

/// Runs one due job, if there is one.
pub async fn run_one(machine: &Arc<Machine>) -> Result<bool> {
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
        Some(handler) => (handler.run)(machine.system(handler.kind), job.payload).await,
        None => Err(Failure::Never(format!("there is no job of kind {}", job.kind))),
    };
    let now = machine.clock.now();
    let mut tx = machine.db.tx().await?;
    match outcome {
        Ok(()) => {
            tx.run(DONE, (job.id,)).await?;
        }
        Err(Failure::Again(e)) if job.attempts < TRIES => {
            // 10 s, 20 s, 40 s … at most an hour.
            let pause = SignedDuration::from_secs((5 << job.attempts.min(10)).min(3600));
            tracing::warn!(job = job.kind, attempt = job.attempts, error = %e, "a job will be tried again");
            tx.run(AGAIN, (job.id, now.plus(pause), short(&e.to_string()))).await?;
        }
        Err(failure) => {
            let why = match failure {
                Failure::Again(e) => e.to_string(),
                Failure::Never(why) => why,
            };
            tracing::error!(job = job.kind, error = why, "a job failed for good");
            tx.run(FAILED, (job.id, now, short(&why))).await?;
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
        if last.is_none_or(|l| l < period) {
            crate::settings::set(&mut tx, handler.kind, &period).await?;
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
            () = tokio::time::sleep(std::time::Duration::from_secs(idle)) => {}
            _ = stop.changed() => {}
        }
    }
}

/// Jobs that failed for good, for `doctor`.
pub async fn failed(db: &crate::Db) -> Result<Vec<(String, String)>> {
    #[derive(sqlx::FromRow)]
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
