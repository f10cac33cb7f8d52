//! Imports: what others know of services, and where postcodes lie, out of files.
//!
//! A file is read a row at a time (`read`, `headings`, `rows`), staged under a run and shown in one step (`run`). A feed is a name under which files come
//! again and again: a row is the same service as before when it has the same id, its own or one derived from name, kind and place. The feed overwrites only
//! what its file speaks of. What it does not speak of any more is gone after two whole runs, not after one: files are cut off now and then.
//!
//! An import tells whoever runs it everything: how many rows were read, added, changed, unchanged, quarantined, gone; each row that was not let in with its
//! line and reason; what could not be used of the others.

mod before;
mod boroughs;
mod card;
mod charities;
mod documents;
mod entry;
mod headings;
pub(super) mod interpreter;
mod item;
mod judge;
mod masked;
mod places;
mod postcodes;
mod read;
mod report;
mod rows;
mod run;
mod services;
pub(super) mod store;
mod taken;
mod walk;
mod work;
mod workbook;

pub(super) use before::program;
pub(crate) use card::{MOST_FURTHER, entry, is_open_place, site_of};
pub use charities::{Charity, charities};
pub use documents::documents;
pub(crate) use entry::Entry;
pub use masked::PlaceHidden;
pub(super) use masked::{hide_all_of, hides_a_place, hold as hold_masked, together};
pub use postcodes::postcodes;
pub use report::{RowReport, Summary};
pub use run::Run;
pub use services::services;
pub(super) use store::{
    Pending, Shown, brought_since, closed_by_feed, pending, pending_of, records::feed_document, shown,
};
pub use walk::{Manners, feed};

use anyhow::anyhow;
use base::{
    Ctx, Result,
    jobs::{Failure, Job},
};
use jiff::SignedDuration;
use read::Row;
pub(crate) use read::Table;
use serde::{Deserialize, Serialize};
use std::path::Path;
pub(crate) use store::{charity, records::repairs as repairs_of};
use tokio::sync::mpsc;

/// What to import.
#[derive(Clone, Copy, Debug)]
pub struct Order<'a> {
    pub file: &'a Path,
    /// The name under which the file comes again.
    pub feed: &'a str,
    /// A mapping file, for headings that are not the usual ones.
    pub map: Option<&'a Path>,
    /// Takes it though most of what the feed had is not in it.
    pub replace: bool,
}

/// Whether a text names a borough of London.
pub(super) fn is_london(borough: &str) -> bool {
    boroughs::by_name(borough) == Some(borough)
}

/// How far an import is.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    pub rows: u64,
    /// Bytes of the file, as it lies on the disk.
    pub bytes: u64,
    pub of: u64,
}

/// Told now and then how far it is.
pub type Tell<'a> = &'a (dyn Fn(Progress) + Send + Sync);

/// Whether a feed may be called this: it stands in addresses, ids and tables.
pub(super) fn check_feed(feed: &str) -> Result<()> {
    let right = (1..=60).contains(&feed.len())
        && feed.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_.".contains(&b));
    if !right {
        return Err(anyhow!("a feed is named in small letters, digits, “-”, “_” and “.”, at most sixty").into());
    }
    if feed == super::DEMO_SOURCE {
        return Err(anyhow!("“{feed}” is the name of the demo's own services; choose another").into());
    }
    Ok(())
}

/// Rows that travel together: so many, or so many bytes.
const BATCH_ROWS: usize = 1000;
const BATCH_BYTES: usize = 2 << 20;

struct Batch<T> {
    rows: Vec<T>,
    bytes: u64,
    /// The file ends here.
    last: bool,
}

/// What the reader sends, in order. That nothing comes any more does not mean that the file has ended: the reader may have been thrown out of its work. So
/// the end is a batch that says so, and a channel that closes before it is an error.
struct Batches<T> {
    receive: mpsc::Receiver<Result<Batch<T>>>,
    file: String,
    whole: bool,
}

impl<T> Batches<T> {
    /// The next batch; `None` when the file was read to its end.
    ///
    /// # Errors
    /// What is wrong with the file; or that its reader is gone.
    async fn next(&mut self) -> Result<Option<Batch<T>>> {
        if self.whole {
            return Ok(None);
        }
        let Some(batch) = self.receive.recv().await else {
            return Err(anyhow!("{}: reading broke off before the end, by a fault of ours", self.file).into());
        };
        let batch = batch?;
        self.whole = batch.last;
        Ok(Some(batch))
    }
}

/// So many batches wait at most, made by whoever reads.
const WAITING: usize = 2;

/// Reads the rest of a table on a thread of its own and makes something of each row. Two batches wait at most: a file of any size takes no more memory
/// than they do. When nobody receives any more, reading stops.
fn stream<T: Send + 'static>(mut table: Table, make: impl Fn(&Table, &Row) -> T + Send + 'static) -> Batches<T> {
    let (send, receive) = mpsc::channel(WAITING);
    let file = table.file.clone();
    tokio::task::spawn_blocking(move || {
        loop {
            let (mut rows, mut size) = (vec![], 0);
            let outcome = loop {
                if rows.len() == BATCH_ROWS || size >= BATCH_BYTES {
                    break Ok(false);
                }
                match table.next() {
                    Ok(Some(row)) => {
                        size += row.fields.as_slice().len();
                        rows.push(make(&table, &row));
                    }
                    Ok(None) => break Ok(true),
                    Err(e) => break Err(e),
                }
            };
            let bytes = table.read.load(std::sync::atomic::Ordering::Relaxed);
            let over = !matches!(outcome, Ok(false));
            let batch = outcome.map(|last| Batch { rows, bytes, last });
            if send.blocking_send(batch).is_err() || over {
                return;
            }
        }
    });
    Batches { receive, file, whole: false }
}

/// Finishes what a run left that was shown and then killed. The server runs it every minute.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Settle;

impl Job for Settle {
    const KIND: &'static str = "import-settle";
    async fn run(self, ctx: Ctx) -> Result<(), Failure> {
        Ok(run::settle_all(&ctx, Some(SignedDuration::from_mins(2))).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{sync::atomic::Ordering, time::Duration};

    /// A table of rows as long as `note`, in a folder of its own that is gone when it is dropped.
    struct Temp(std::path::PathBuf);

    impl Temp {
        fn table(rows: usize, note: &str) -> (Temp, Table) {
            let folder = std::env::temp_dir().join(format!("kith-stream-{}", &base::seal::token()[..12]));
            std::fs::create_dir_all(&folder).unwrap();
            let text: String = (0..rows).map(|n| format!("{n},{note}\n")).collect();
            let path = folder.join("halls.csv");
            std::fs::write(&path, format!("id,note\n{text}")).unwrap();
            (Temp(folder), Table::open(&path, None).unwrap())
        }
    }

    impl Drop for Temp {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    async fn all(mut batches: Batches<u64>) -> (usize, Result<()>) {
        let mut rows = 0;
        loop {
            match batches.next().await {
                Ok(Some(batch)) => rows += batch.rows.len(),
                Ok(None) => return (rows, Ok(())),
                Err(e) => return (rows, Err(e)),
            }
        }
    }

    #[tokio::test]
    async fn a_reader_that_is_thrown_out_is_no_end_of_the_file() {
        // As many as one batch, a few more, fewer.
        for rows in [BATCH_ROWS, BATCH_ROWS + 3, 2] {
            let (_temp, table) = Temp::table(rows, "Tea");
            let (read, outcome) = all(stream(table, |_, row| row.line)).await;
            assert_eq!((read, outcome.is_ok()), (rows, true));
        }
        let (_temp, table) = Temp::table(2500, "Tea");
        let broken =
            stream(table, |_, row| if row.line == 2200 { panic!("a row that nobody thought of") } else { row.line });
        let (read, outcome) = all(broken).await;
        assert_eq!(read, 2 * BATCH_ROWS);
        assert_eq!(outcome.unwrap_err().to_string(), "halls.csv: reading broke off before the end, by a fault of ours");
    }

    #[tokio::test]
    async fn a_large_file_waits_on_the_disk_and_not_in_memory() {
        let (_temp, table) = Temp::table(20_000, &"y".repeat(1000));
        let (size, read) = (table.size, table.read.clone());
        let mut batches = stream(table, |_, row| row.line);
        let first = batches.next().await.unwrap().expect("a batch");
        assert_eq!(first.rows.len(), BATCH_ROWS);
        // Nobody takes more: two batches wait, one is being made.
        let mut before = 0;
        loop {
            tokio::time::sleep(Duration::from_millis(50)).await;
            let now = read.load(Ordering::Relaxed);
            if now == before {
                break;
            }
            before = now;
        }
        assert!(before < 5 * BATCH_ROWS as u64 * 1100, "{before} of {size} bytes were read ahead");
        assert_eq!(all(batches).await.0, 19_000);
    }
}
