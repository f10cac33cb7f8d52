//! A backup: one portable file from one snapshot, while the server answers; restorable into either engine, and so the road from SQLite to PostgreSQL.
//!
//! Inside it is lines of JSON (a head, then for each table its columns and its rows, then a foot that counts them), compressed, and sealed with age
//! (<https://age-encryption.org/v1>). The key file is not in it: whoever has a backup and the passphrase still cannot read what is sealed in it, and
//! whoever loses the key file loses drafts, one-time-code secrets and messages. Keep the two apart. A restore goes into an empty database only, all of
//! it or nothing.

use crate::{
    Db, Result, Rx,
    db::{
        MIGRATIONS,
        dump::{Table, tables},
    },
    settings,
};
use age::secrecy::SecretString;
use anyhow::{Context, anyhow};
use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use kernel::Instant;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::{
    io::{BufRead, BufReader, BufWriter, Read, Write},
    path::Path,
};

/// The first line.
#[derive(Serialize, Deserialize, Debug)]
struct Head {
    /// Marks the format.
    kith_backup: u32,
    /// The newest migration that the database had.
    schema: i64,
    made_at: Instant,
}

/// What stands before the rows of a table.
#[derive(Serialize, Deserialize, Debug)]
struct TableHead {
    table: String,
    columns: Vec<String>,
}

/// The last line; a file without it was cut off.
#[derive(Serialize, Deserialize, Debug)]
struct Foot {
    rows: u64,
}

const FORMAT: u32 = 1;

fn schema() -> i64 {
    MIGRATIONS.iter().map(|m| m.version).max().unwrap_or(0)
}

/// The setting that says when the last backup was written.
const LAST: &str = "last-backup";

/// Notes that a backup was written.
pub async fn note(db: &Db, at: Instant) -> Result<()> {
    let mut tx = db.tx().await?;
    settings::set(&mut tx, LAST, &at).await?;
    tx.commit().await
}

/// When the last backup was written by `kith backup`, if one was.
pub async fn last(rx: &mut Rx) -> Result<Option<Instant>> {
    settings::get(rx, LAST).await
}

/// What was written or read.
#[derive(Debug, PartialEq, Eq)]
pub struct Done {
    pub tables: usize,
    pub rows: u64,
}

/// Writes a backup. The file appears under its name only when it is whole.
pub async fn write(db: &Db, path: &Path, passphrase: &str, at: Instant) -> Result<Done> {
    if path.exists() {
        return Err(anyhow!("{} is there already; a backup overwrites nothing", path.display()).into());
    }
    let unfinished = path.with_extension("unfinished");
    let file = std::fs::File::create(&unfinished).with_context(|| unfinished.display().to_string())?;
    let lock = lock(passphrase);
    let sealed = age::Encryptor::with_recipients(std::iter::once(&lock as &dyn age::Recipient))
        .context("sealing")?
        .wrap_output(BufWriter::new(file))
        .context("sealing")?;
    let mut out = GzEncoder::new(sealed, Compression::default());
    let done = lines(db, &mut out, at).await?;
    let sealed = out.finish().context("the backup file")?;
    let file = sealed.finish().context("sealing")?.into_inner().map_err(|e| anyhow!("the backup file: {e}"))?;
    file.sync_all().context("the backup file")?;
    std::fs::rename(&unfinished, path).with_context(|| path.display().to_string())?;
    Ok(done)
}

async fn lines(db: &Db, out: &mut (impl Write + Send), at: Instant) -> Result<Done> {
    let all = tables()?;
    let mut line = |value: Value| -> Result<()> {
        serde_json::to_writer(&mut *out, &value)?;
        out.write_all(b"\n").context("the backup file")?;
        Ok(())
    };
    line(serde_json::to_value(Head { kith_backup: FORMAT, schema: schema(), made_at: at })?)?;
    let mut rx = db.rx().await?;
    let mut rows = 0;
    for table in &all {
        let columns = table.columns.iter().map(|(n, _)| n.clone()).collect();
        line(serde_json::to_value(TableHead { table: table.name.clone(), columns })?)?;
        rx.dump(table, |cells| {
            rows += 1;
            line(Value::Array(cells))
        })
        .await?;
    }
    line(serde_json::to_value(Foot { rows })?)?;
    Ok(Done { tables: all.len(), rows })
}

/// What seals a file for a passphrase. Trying one takes about a second on the machine that sealed it: so `age` chooses.
#[cfg_attr(
    not(any(test, feature = "testing")),
    allow(unused_mut, clippy::allow_attributes, reason = "only tests change it")
)]
fn lock(passphrase: &str) -> age::scrypt::Recipient {
    let mut lock = age::scrypt::Recipient::new(SecretString::from(passphrase.to_owned()));
    #[cfg(any(test, feature = "testing"))]
    testing::ease(&mut lock);
    lock
}

/// Tests seal and open many files.
#[cfg(any(test, feature = "testing"))]
pub mod testing {
    use std::sync::atomic::{AtomicBool, Ordering};

    static EASY: AtomicBool = AtomicBool::new(false);

    /// From now on this process seals what opens at once. Only a test calls it.
    pub fn easily_opened() {
        EASY.store(true, Ordering::SeqCst);
    }

    pub(super) fn ease(lock: &mut age::scrypt::Recipient) {
        if EASY.load(Ordering::SeqCst) {
            lock.set_work_factor(2);
        }
    }
}

/// Restores a backup into an empty database: all of it, or nothing.
pub async fn restore(db: &Db, path: &Path, passphrase: &str) -> Result<Done> {
    db.migrate().await?;
    let all = tables()?;
    let mut tx = db.tx().await?;
    tx.make_room(&all).await?;
    let file = std::fs::File::open(path).with_context(|| path.display().to_string())?;
    let opened = age::Decryptor::new(BufReader::new(file)).context("this is not a backup of Kith")?;
    let identity = age::scrypt::Identity::new(SecretString::from(passphrase.to_owned()));
    let plain = opened
        .decrypt(std::iter::once(&identity as &dyn age::Identity))
        .map_err(|e| anyhow!("the backup does not open ({e}): is it the right passphrase?"))?;
    let done = load(&mut tx, &all, GzDecoder::new(plain)).await?;
    tx.commit().await?;
    Ok(done)
}

async fn load(tx: &mut crate::Tx, all: &[Table], plain: impl Read + Send) -> Result<Done> {
    let mut lines = BufReader::new(plain).lines();
    let mut next = || -> Result<Option<Value>> {
        let Some(line) = lines.next() else { return Ok(None) };
        Ok(Some(serde_json::from_str(&line.context("the backup was cut off or changed")?)?))
    };
    let head: Head = serde_json::from_value(next()?.ok_or_else(|| anyhow!("the backup is empty"))?)?;
    if head.kith_backup != FORMAT || head.schema != schema() {
        return Err(anyhow!(
            "the backup was made at schema {}, this Kith is at {}: restore it with the version that made it, then start this one",
            head.schema,
            schema()
        )
        .into());
    }
    let (mut rows, mut tables, mut current): (u64, usize, Option<Filling>) = (0, 0, None);
    while let Some(value) = next()? {
        match value {
            Value::Array(cells) => {
                let filling = current.as_mut().ok_or_else(|| anyhow!("a row without a table"))?;
                filling.add(tx, &cells).await?;
                rows += 1;
            }
            object if object.get("table").is_some() => {
                if let Some(mut filling) = current.take() {
                    filling.finish(tx).await?;
                }
                current = Some(Filling::of(serde_json::from_value(object)?, all)?);
                tables += 1;
            }
            object => {
                if let Some(mut filling) = current.take() {
                    filling.finish(tx).await?;
                }
                let foot: Foot = serde_json::from_value(object)?;
                if foot.rows != rows {
                    return Err(anyhow!("the backup says {} rows and has {rows}", foot.rows).into());
                }
                // Reading on to the end of the file checks what covers all of it: the sum of the compression, the seal of the last block.
                if next()?.is_some() {
                    return Err(anyhow!("something stands after the last line of the backup").into());
                }
                return Ok(Done { tables, rows });
            }
        }
    }
    Err(anyhow!("the backup was cut off: its last line is missing").into())
}

/// A table that is being filled: its rows go in a few hundred at a time.
struct Filling {
    table: Table,
    /// Where each column of the table stands in a row of the file.
    order: Vec<usize>,
    waiting: Vec<Vec<Value>>,
}

impl Filling {
    fn of(head: TableHead, all: &[Table]) -> Result<Filling> {
        let table = all.iter().find(|t| t.name == head.table).ok_or_else(|| anyhow!("no table {}", head.table))?;
        let order = table.columns.iter().map(|(name, _)| {
            head.columns.iter().position(|c| c == name).ok_or_else(|| anyhow!("{} lacks {name}", head.table))
        });
        Ok(Filling { table: table.clone(), order: order.collect::<Result<_, _>>()?, waiting: vec![] })
    }

    async fn add(&mut self, tx: &mut crate::Tx, cells: &[Value]) -> Result<()> {
        self.waiting.push(self.order.iter().map(|at| cells.get(*at).cloned().unwrap_or_default()).collect());
        if self.waiting.len() >= AT_ONCE { self.finish(tx).await } else { Ok(()) }
    }

    async fn finish(&mut self, tx: &mut crate::Tx) -> Result<()> {
        let rows = std::mem::take(&mut self.waiting);
        tx.load(&self.table, &rows).await.map_err(|e| match e {
            crate::Error::Broken(e) => e.context(format!("a row of {}", self.table.name)).into(),
            other => other,
        })
    }
}

/// So many rows of a backup wait to go in together.
const AT_ONCE: usize = 1000;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Error,
        db::{
            Engine,
            testing::{TestDb, fresh},
        },
        seal,
    };

    const PASSPHRASE: &str = "a passphrase of some length";

    fn at() -> Instant {
        "2026-11-24T09:00:00.000000Z".parse().unwrap()
    }

    /// A database with so much in it that cannot be made smaller that a backup has several sealed blocks.
    async fn given_some_rows() -> TestDb {
        testing::easily_opened();
        let test = fresh(Engine::Sqlite).await;
        let mut tx = test.db.tx().await.unwrap();
        for n in 0..3000 {
            settings::set(&mut tx, &format!("setting-{n}"), &seal::token()).await.unwrap();
        }
        tx.commit().await.unwrap();
        test
    }

    fn said(error: Error) -> String {
        match error {
            Error::Broken(e) => format!("{e:#}"),
            other => other.to_string(),
        }
    }

    async fn rows(db: &Db) -> i64 {
        db.rx().await.unwrap().count("setting").await.unwrap()
    }

    #[tokio::test]
    async fn lines_that_are_missing_or_too_many_are_noticed() {
        let test = given_some_rows().await;
        let mut out = vec![];
        lines(&test.db, &mut out, at()).await.unwrap();
        let text = String::from_utf8(out).unwrap();
        let all: Vec<&str> = text.lines().collect();
        let (foot, body) = all.split_last().unwrap();
        let last_row = body.iter().rposition(|l| l.starts_with('[')).unwrap();
        let without_row: Vec<&str> = all.iter().enumerate().filter(|(n, _)| *n != last_row).map(|(_, l)| *l).collect();
        let half = &foot[..foot.len() / 2];
        let other = fresh(Engine::Sqlite).await;
        for (what, text, why) in [
            ("no last line", body.join("\n") + "\n", "its last line is missing"),
            ("half a last line", [body, &[half]].concat().join("\n"), "EOF"),
            ("a row less", without_row.join("\n"), "rows and has"),
            ("a line more", text.clone() + "{\"rows\":0}\n", "after the last line"),
            ("nothing", String::new(), "the backup is empty"),
        ] {
            let mut tx = other.db.tx().await.unwrap();
            let mut clear = tables().unwrap();
            clear.reverse();
            for table in &clear {
                tx.clear(&table.name).await.unwrap();
            }
            let outcome = load(&mut tx, &tables().unwrap(), text.as_bytes()).await;
            let why_not = said(outcome.expect_err(what));
            assert!(why_not.contains(why), "{what}: {why_not}");
        }
        let mut tx = other.db.tx().await.unwrap();
        for table in tables().unwrap().iter().rev() {
            tx.clear(&table.name).await.unwrap();
        }
        load(&mut tx, &tables().unwrap(), text.as_bytes()).await.expect("whole it is let in");
    }

    #[tokio::test]
    async fn a_file_that_lacks_its_last_block_or_byte_restores_nothing() {
        /// How age seals: a head, sixteen bytes, then blocks of 64 KiB, each with a tag of sixteen bytes (<https://age-encryption.org/v1>).
        const BLOCK: usize = 64 * 1024 + 16;
        let test = given_some_rows().await;
        let whole = test.folder.join("whole.age");
        let done = write(&test.db, &whole, PASSPHRASE, at()).await.unwrap();
        let bytes = std::fs::read(&whole).unwrap();
        let mark = bytes.windows(5).position(|w| w == b"\n--- ").unwrap() + 1;
        let head = mark + bytes[mark..].iter().position(|b| *b == b'\n').unwrap() + 1 + 16;
        let last = head + (bytes.len() - head - 1) / BLOCK * BLOCK;
        assert!(last > head, "there is a block before the last");
        let other = fresh(Engine::Sqlite).await;
        for cut in [bytes.len() - 1, bytes.len() - 16, last, head] {
            let file = test.folder.join(format!("{cut}.age"));
            std::fs::write(&file, &bytes[..cut]).unwrap();
            let outcome = restore(&other.db, &file, PASSPHRASE).await;
            assert!(outcome.is_err(), "cut to {cut} of {}", bytes.len());
            assert_eq!(rows(&other.db).await, 0, "cut to {cut}: nothing is left of it");
        }
        assert_eq!(restore(&other.db, &whole, PASSPHRASE).await.unwrap(), done);
        assert_eq!(rows(&other.db).await, 3000);
    }
}
