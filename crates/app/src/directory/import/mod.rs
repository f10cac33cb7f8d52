//! Imports: what others know of services, and where postcodes lie, out of files.
//!
//! A file is read a row at a time (`read`, `headings`, `rows`), staged under a run and shown in one step (`run`). A feed is a name under which files come
//! again and again: a row is the same service as before when it has the same id, its own or one derived from name, kind and place. The feed overwrites only
//! what its file speaks of. What it does not speak of any more is gone after two whole runs, not after one: files are cut off now and then.
//!
//! An import tells whoever runs it everything: how many rows were read, added, changed, unchanged, quarantined, gone; each row that was not let in with its
//! line and reason; what could not be used of the others.

mod boroughs;
mod entry;
mod headings;
mod postcodes;
mod read;
mod report;
mod rows;
mod run;
mod services;
mod store;

pub use postcodes::postcodes;
pub use report::{RowReport, Summary};
pub use run::Run;
pub use services::services;
pub(super) use store::{SQL, closed_by_feed, last_shown, pending, pending_of};

use anyhow::anyhow;
use base::{
    Ctx, Result,
    jobs::{Failure, Job},
};
use jiff::SignedDuration;
use read::{Row, Table};
use serde::{Deserialize, Serialize};
use std::path::Path;
use tokio::sync::mpsc;

/// What to import.
#[derive(Clone, Copy, Debug)]
pub struct Order<'a> {
    pub file: &'a Path,
    /// The name under which the file comes again.
    pub feed: &'a str,
    /// A mapping file, for headings that are not the usual ones.
    pub map: Option<&'a Path>,
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
fn check_feed(feed: &str) -> Result<()> {
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
}

/// Reads the rest of a table on a thread of its own and makes something of each row. Two batches wait at most: a file of any size takes no more memory
/// than they do. When nobody receives any more, reading stops.
fn stream<T: Send + 'static>(
    mut table: Table,
    make: impl Fn(&Table, &Row) -> T + Send + 'static,
) -> mpsc::Receiver<Result<Batch<T>>> {
    let (send, receive) = mpsc::channel(2);
    tokio::task::spawn_blocking(move || {
        loop {
            let (mut rows, mut size) = (vec![], 0);
            let outcome = loop {
                if rows.len() == BATCH_ROWS || size >= BATCH_BYTES {
                    break Ok(true);
                }
                match table.next() {
                    Ok(Some(row)) => {
                        size += row.fields.as_slice().len();
                        rows.push(make(&table, &row));
                    }
                    Ok(None) => break Ok(false),
                    Err(e) => break Err(e),
                }
            };
            let bytes = table.read.load(std::sync::atomic::Ordering::Relaxed);
            let more = matches!(outcome, Ok(true));
            let batch = outcome.map(|_| Batch { rows, bytes });
            if send.blocking_send(batch).is_err() || !more {
                return;
            }
        }
    });
    receive
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
