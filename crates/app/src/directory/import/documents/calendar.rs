//! Importing calendars: files of iCalendar, a folder of them, or what an address on the web answers.
//!
//! They are read as a whole, since the dates of one thing may stand anywhere in them; what that takes is bounded by `hsds`. A series becomes a service as a record of
//! any other feed does; what is over is said to be.

use super::{Reader, Sender, below, name_of};
use crate::directory::import::{
    Batch, Batches, Order, Tell, WAITING, entry::Said, item::Item, report::Summary, work::work,
};
use anyhow::{Context as _, anyhow};
use base::{Ctx, Result};
use hsds::{
    canonical,
    dialect::ical::{self, Calendars, Findings, Found},
    fields::SERVICE,
};
use std::{
    fs::File,
    io::{BufRead, BufReader, Read},
    path::{Path, PathBuf},
    sync::Arc,
};
use tokio::sync::mpsc;

/// What a record out of a calendar is kept as: a small calendar.
pub(in crate::directory::import) const CALENDAR: &str = "ical";

const ENDS: &[&str] = &[".ics", ".ical", ".icalendar"];

/// Whether it is calendars: by what lies in a folder, by the ending of a file, or by how it begins.
pub(super) fn are_calendars(path: &Path) -> Result<bool> {
    let meta = std::fs::metadata(path).with_context(|| format!("{} cannot be opened", path.display()))?;
    if meta.is_dir() {
        if below(path, ENDS)?.is_empty() {
            return Ok(false);
        }
        if below(path, &[".json", ".ndjson", ".jsonl", ".csv"])?.is_empty() {
            return Ok(true);
        }
        return Err(anyhow!("{} has calendars and other records in it: give each a folder", path.display()).into());
    }
    let name = path.to_string_lossy().to_ascii_lowercase();
    if ENDS.iter().any(|e| name.ends_with(e) || name.ends_with(&format!("{e}.gz"))) {
        return Ok(true);
    }
    let mut start = vec![];
    let read = opened(path).and_then(|f| f.take(200).read_to_end(&mut start).map_err(anyhow::Error::from));
    // What cannot be unpacked is said by whoever reads it whole.
    Ok(read.is_ok() && ical::is_calendar(&start))
}

/// A file, unpacked where it is packed with gzip.
fn opened(path: &Path) -> anyhow::Result<Box<dyn Read>> {
    let mut file = BufReader::new(File::open(path).with_context(|| format!("{} cannot be opened", path.display()))?);
    let zipped = file.fill_buf()?.starts_with(&[0x1f, 0x8b]);
    Ok(if zipped { Box::new(flate2::read::MultiGzDecoder::new(file)) } else { Box::new(file) })
}

/// Imports calendars that lie in a file or a folder.
pub(super) async fn calendars(ctx: &Ctx, order: &Order<'_>, tell: Tell<'_>) -> Result<Summary> {
    let files = if order.file.is_dir() { below(order.file, ENDS)? } else { vec![order.file.to_owned()] };
    let (name, feed, today) = (name_of(order.file), order.feed.to_owned(), ctx.today().jiff());
    let size = files.iter().filter_map(|f| f.metadata().ok()).map(|m| m.len()).sum();
    let (send, receive) = mpsc::channel(WAITING);
    tokio::task::spawn_blocking(move || {
        let mut sender = Sender { send, rows: vec![], size: 0, read: Arc::default() };
        match gathered(&files, &feed) {
            Ok(calendars) => {
                if Reader::new(feed).calendar(calendars.finish(Some(today)), &mut sender) {
                    sender.end();
                }
            }
            Err(error) => sender.fail(error.into()),
        }
    });
    let batches = Batches { receive, file: name.clone(), whole: false };
    work(ctx, order, &name, Said::everything().to_owned(), vec![], batches, size, tell).await
}

fn gathered(files: &[PathBuf], feed: &str) -> anyhow::Result<Calendars> {
    let mut calendars = Calendars::new(feed);
    for path in files {
        let name = name_of(path);
        let mut bytes = vec![];
        let file = opened(path)?;
        file.take(ical::LARGEST as u64 + 1).read_to_end(&mut bytes).map_err(|e| anyhow!("{name}: {e}"))?;
        calendars.add(&name, bytes).map_err(|e| anyhow!("{name}: {e}"))?;
    }
    Ok(calendars)
}

/// Reads a calendar that lies on the web, and sends what is in it but for the word that it is over.
pub(in crate::directory::import) async fn calendar_on_the_web(
    ctx: &Ctx,
    feed: String,
    name: String,
    body: Vec<u8>,
    send: mpsc::Sender<Result<Batch<Item>>>,
) -> Result<()> {
    let today = ctx.today().jiff();
    let read = tokio::task::spawn_blocking(move || {
        let mut calendars = Calendars::new(&feed);
        calendars.add("the calendar", body)?;
        let mut sender = Sender { send, rows: vec![], size: 0, read: Arc::default() };
        if Reader::new(feed).calendar(calendars.finish(Some(today)), &mut sender) {
            sender.flush(false);
        }
        Ok::<(), ical::Broken>(())
    });
    Ok(read.await.map_err(|e| anyhow!(e))?.map_err(|e| anyhow!("{name}: {e}"))?)
}

impl Reader {
    /// Sends what is in calendars; says whether anybody still wants it.
    fn calendar(&mut self, mut findings: Findings, to: &mut Sender) -> bool {
        for found in findings.by_ref() {
            for item in self.found_in_a_calendar(found) {
                let size =
                    if let Item::Row(row) = &item { row.came.as_ref().map_or(100, |c| c.raw.len()) } else { 100 };
                if !to.put(item, size) {
                    return false;
                }
            }
        }
        findings.counts().says().into_iter().all(|text| to.put(Item::Notice(text), 100))
    }

    fn found_in_a_calendar(&mut self, found: Found) -> Vec<Item> {
        match found {
            Found::Service(series) => match canonical::record(&SERVICE, series.record.into(), &self.feed) {
                Ok(mut record) => {
                    self.found = series.issues;
                    record.source_id = series.source_id;
                    self.service(record, CALENDAR, series.raw, false).into_iter().collect()
                }
                Err((_, why)) => vec![self.refused(Some(series.source_id), why, Some(series.raw))],
            },
            Found::Over { source_id } => vec![self.over(source_id)],
            Found::Private { source_id } => {
                self.line += 1;
                vec![Item::Private(self.line, source_id)]
            }
            Found::Refused { source_id, why, raw } => vec![self.refused(source_id, why, raw)],
        }
    }
}
