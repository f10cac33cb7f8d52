//! Who looked and who wrote, by reference: ids, action and field names, never values.
//!
//! Looks that arrive together share a commit: a task collects them and answers each when its row is durable, so that nothing is handed
//! over unrecorded and a busy page costs no commit of its own. Rows are not chained as they are written; a job [`seal`]s what was committed
//! since the last seal into a block whose hash covers the block before it. What a seal proves: nobody has since changed, removed or added a row
//! of a sealed block without the later hashes changing too. It proves nothing about rows that were never written, nor against somebody who can
//! rewrite every block and every copy of the head that was logged.

use crate::{Db, Error, Result, Rx, Tx};
use kernel::{Id, Instant};
use sha2::{Digest, Sha256};
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

/// What kind of entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Look,
    List,
    Write,
    Refused,
}

impl Kind {
    pub fn code(self) -> &'static str {
        match self {
            Kind::Look => "look",
            Kind::List => "list",
            Kind::Write => "write",
            Kind::Refused => "refused",
        }
    }
}

/// One line of the record.
#[derive(Debug, Clone)]
pub struct Entry {
    pub id: Uuid,
    pub at: Instant,
    pub actor_kind: &'static str,
    pub actor: Option<Uuid>,
    pub job: Option<&'static str>,
    pub kind: Kind,
    pub action: &'static str,
    pub subject_kind: &'static str,
    pub subject: Option<Uuid>,
    /// The ids a list showed.
    pub shown: Vec<Uuid>,
    pub request: String,
}

crate::sql! {
    INSERT = "
        INSERT INTO audit (id, at, actor_kind, actor, job, kind, action, subject_kind, subject, shown, request)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    LAST_BLOCK = "SELECT number, hash FROM audit_block ORDER BY number DESC LIMIT 1";
    MARK = "
        UPDATE audit SET block = $1
        WHERE block IS NULL AND id IN (SELECT id FROM audit WHERE block IS NULL ORDER BY id LIMIT 10000)";
    ADD_BLOCK = "INSERT INTO audit_block (number, hash, rows, sealed_at) VALUES ($1, $2, $3, $4)";
    BLOCKS = "SELECT number, hash FROM audit_block ORDER BY number";
    OF_BLOCK = "
        SELECT id, at, actor_kind, actor, job, kind, action, subject_kind, subject, shown, request
        FROM audit
        WHERE block = $1
        ORDER BY id";
    /// Whether anybody has done anything, besides what a first start does by itself.
    ANY = "
        SELECT CAST(COUNT(*) AS BIGINT) AS n
        FROM (SELECT id FROM audit WHERE kind = 'write' AND (job IS NULL OR job <> 'set-up') LIMIT 1) x";
    HAS = "SELECT id AS n FROM audit WHERE id = $1";
    RECENT = "
        SELECT id, at, actor_kind, actor, job, kind, action, subject_kind, subject, shown, request
        FROM audit
        WHERE (CAST($1 AS TEXT) IS NULL OR action = $1)
          AND (CAST($2 AS TEXT) IS NULL OR kind = $2)
          AND (CAST($3 AS UUID) IS NULL
            OR at < (SELECT at FROM audit WHERE id = $3)
            OR (at = (SELECT at FROM audit WHERE id = $3) AND id < $3))
        ORDER BY at DESC, id DESC
        LIMIT $4";
}

/// Writes a row in the caller's transaction.
pub async fn write(tx: &mut Tx, e: &Entry) -> Result<()> {
    let shown =
        if e.shown.is_empty() { None } else { Some(e.shown.iter().map(Uuid::to_string).collect::<Vec<_>>().join(" ")) };
    let id = |u: Uuid| Id::<()>::from_uuid(u);
    tx.run(
        INSERT,
        (
            id(e.id),
            e.at,
            e.actor_kind,
            e.actor.map(id),
            e.job,
            e.kind.code(),
            e.action,
            e.subject_kind,
            e.subject.map(id),
            shown,
            e.request.as_str(),
        ),
    )
    .await
    .map(|_| ())
}

/// Hands entries to the task that commits them together.
#[derive(Clone, Debug)]
pub struct Looks(mpsc::Sender<(Entry, oneshot::Sender<bool>)>);

impl Looks {
    /// Starts the task. It ends when the last handle is dropped. It has connections of its own: whoever waits for a look to be recorded holds one of
    /// the others meanwhile, and if all did, nobody would go on.
    pub fn start(db: &Db) -> Looks {
        let db = db.aside();
        let (send, mut receive) = mpsc::channel::<(Entry, oneshot::Sender<bool>)>(1024);
        tokio::spawn(async move {
            while let Some(first) = receive.recv().await {
                let mut batch = vec![first];
                while batch.len() < 256
                    && let Ok(next) = receive.try_recv()
                {
                    batch.push(next);
                }
                let done = commit(&db, &batch).await;
                if let Err(e) = &done {
                    tracing::error!(error = %e, "looks could not be recorded");
                }
                for (_, answer) in batch {
                    let _ = answer.send(done.is_ok());
                }
            }
        });
        Looks(send)
    }

    /// Returns when the entry is durable. If it cannot be made so, nothing may be shown.
    pub async fn record(&self, entry: Entry) -> Result<()> {
        self.record_all(vec![entry]).await
    }

    /// The same of several, which share a commit.
    pub async fn record_all(&self, entries: Vec<Entry>) -> Result<()> {
        let mut answers = vec![];
        for entry in entries {
            let (answer, done) = oneshot::channel();
            self.0.send((entry, answer)).await.map_err(|_| Error::Later)?;
            answers.push(done);
        }
        for done in answers {
            if !matches!(done.await, Ok(true)) {
                return Err(Error::Later);
            }
        }
        Ok(())
    }
}

async fn commit(db: &Db, batch: &[(Entry, oneshot::Sender<bool>)]) -> Result<()> {
    let mut tx = db.tx().await?;
    for (entry, _) in batch {
        write(&mut tx, entry).await?;
    }
    tx.commit().await
}

/// A row as it is read back: for the audit page and for checking seals.
#[derive(Debug, sqlx_macros::FromRow)]
pub struct Line {
    pub id: Id<()>,
    pub at: Instant,
    pub actor_kind: String,
    pub actor: Option<Id<()>>,
    pub job: Option<String>,
    pub kind: String,
    pub action: String,
    pub subject_kind: String,
    pub subject: Option<Id<()>>,
    pub shown: Option<String>,
    pub request: String,
}

impl Line {
    /// The bytes that a block's hash covers: every field, separated by a byte that none of them contains.
    fn canonical(&self) -> String {
        let id = |i: &Option<Id<()>>| i.map(|i| i.to_string()).unwrap_or_default();
        [
            self.id.to_string(),
            self.at.to_string(),
            self.actor_kind.clone(),
            id(&self.actor),
            self.job.clone().unwrap_or_default(),
            self.kind.clone(),
            self.action.clone(),
            self.subject_kind.clone(),
            id(&self.subject),
            self.shown.clone().unwrap_or_default(),
            self.request.clone(),
        ]
        .join("\u{1f}")
    }
}

#[derive(sqlx_macros::FromRow)]
struct Block {
    number: i64,
    hash: String,
}

fn hash(before: &str, lines: &[Line]) -> String {
    let mut h = Sha256::new();
    h.update(before.as_bytes());
    for line in lines {
        h.update(b"\x1e");
        h.update(line.canonical().as_bytes());
    }
    h.finalize().iter().map(|b| format!("{b:02x}")).collect()
}

/// Seals what was committed since the last seal; says the new head, if there was anything to seal. Of two at once the second waits, and seals what the
/// first left.
pub async fn seal(db: &Db, at: Instant) -> Result<Option<(i64, String)>> {
    let mut tx = db.tx().await?;
    let head = seal_in(&mut tx, at).await?;
    tx.commit().await?;
    Ok(head)
}

async fn seal_in(tx: &mut Tx, at: Instant) -> Result<Option<(i64, String)>> {
    crate::settings::hold(tx, "hold-seal").await?;
    let last: Option<Block> = tx.maybe(LAST_BLOCK, ()).await?;
    let (number, before) = last.map_or((1, String::new()), |b| (b.number + 1, b.hash));
    if tx.run(MARK, (number,)).await? == 0 {
        return Ok(None);
    }
    let lines: Vec<Line> = tx.all(OF_BLOCK, (number,)).await?;
    let head = hash(&before, &lines);
    tx.run(ADD_BLOCK, (number, head.as_str(), lines.len() as i64, at)).await?;
    Ok(Some((number, head)))
}

/// Checks every block; says the first that does not hold.
pub async fn verify(db: &Db) -> Result<Result<i64, i64>> {
    verify_in(&mut db.rx().await?).await
}

/// The same as of one moment.
pub async fn verify_in(rx: &mut Rx) -> Result<Result<i64, i64>> {
    let blocks: Vec<Block> = rx.all(BLOCKS, ()).await?;
    let mut before = String::new();
    for (expected, block) in (1..).zip(&blocks) {
        let lines: Vec<Line> = rx.all(OF_BLOCK, (block.number,)).await?;
        if block.number != expected || hash(&before, &lines) != block.hash {
            return Ok(Err(block.number));
        }
        before.clone_from(&block.hash);
    }
    Ok(Ok(blocks.len() as i64))
}

/// Whether anybody has ever done anything in this database. One without tables is new.
pub async fn any(db: &Db) -> Result<bool> {
    db.ping().await?;
    let Ok(count) = db.rx().await?.value::<i64>(ANY, ()).await else { return Ok(false) };
    Ok(count > 0)
}

/// Whether there is an entry of this id.
pub async fn has(rx: &mut Rx, id: Id<()>) -> Result<bool> {
    Ok(!rx.values::<Id<()>>(HAS, (id,)).await?.is_empty())
}

/// The newest lines.
pub async fn recent(rx: &mut Rx, action: Option<&str>, kind: Option<&str>, limit: i64) -> Result<Vec<Line>> {
    older(rx, action, kind, None, limit).await
}

/// The lines that come after one on a list with the newest on top; the newest without one.
pub async fn older(
    rx: &mut Rx,
    action: Option<&str>,
    kind: Option<&str>,
    than: Option<Id<()>>,
    limit: i64,
) -> Result<Vec<Line>> {
    rx.all(RECENT, (action.map(str::to_owned), kind.map(str::to_owned), than, limit)).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::{
        Engine,
        testing::{beside, engines, fresh},
    };

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn of_two_seals_at_once_each_row_is_in_one_block() {
        for engine in engines() {
            let test = fresh(engine).await;
            let at: Instant = "2026-11-24T09:00:00.000000Z".parse().unwrap();
            let entry = |n: u128| Entry {
                id: Uuid::from_u128(n),
                at,
                actor_kind: "system",
                actor: None,
                job: Some("test"),
                kind: Kind::Write,
                action: "may",
                subject_kind: "house",
                subject: None,
                shown: vec![],
                request: String::new(),
            };
            let mut tx = test.db.tx().await.unwrap();
            for n in 1..=5 {
                write(&mut tx, &entry(n)).await.unwrap();
            }
            tx.commit().await.unwrap();

            let mut first = test.db.tx().await.unwrap();
            assert_eq!(seal_in(&mut first, at).await.unwrap().map(|(number, _)| number), Some(1));
            // Meanwhile there is one more, which the first has not seen.
            let late = async {
                if engine == Engine::Postgres {
                    let mut tx = test.db.tx().await.unwrap();
                    write(&mut tx, &entry(6)).await.unwrap();
                    tx.commit().await.unwrap();
                }
                seal(&test.db, at).await.unwrap().map(|(number, _)| number)
            };
            let second = beside(first, late).await;
            assert_eq!(second, (engine == Engine::Postgres).then_some(2), "{engine:?}");
            assert_eq!(verify(&test.db).await.unwrap(), Ok(second.unwrap_or(1)), "{engine:?}");
        }
    }
}
