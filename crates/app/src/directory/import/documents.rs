//! Importing documents of Open Referral, out of files: JSON, a record to a line, tables in a folder or a zip; and calendars.
//!
//! A record is kept as it came, turned into a document (the crate `hsds` repairs it and says what was wrong), and the document into the facts that a service
//! is found by. From there it goes the way of every row: staged, compared, shown in one step.

mod calendar;

pub(super) use calendar::{CALENDAR, calendar_on_the_web};

use super::{
    BATCH_BYTES, BATCH_ROWS, Batch, Batches, Order, Tell, WAITING, card, check_feed,
    entry::{Reason, Remark, Said},
    item::{Came, Incoming, Item},
    read::Counted,
    report::Summary,
    rows::{Parsed, Refused},
    work::work,
};
use anyhow::{Context as _, anyhow};
use base::{Ctx, Result};
use hsds::{
    canonical,
    dialect::{Dialect, object_of, openactive},
    fields::{self, Object},
    split::{Part, Parts},
    tabular,
};
use serde_json::{Map, Value};
use std::{
    collections::{HashMap, HashSet},
    fs::File,
    io::{BufReader, Read},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};
use tokio::sync::mpsc;
use uuid::Uuid;

/// Imports what lies in a file or a folder. Run again with the same it changes nothing and says so.
///
/// # Errors
/// What is wrong with it, with the name of the file; then nothing is changed.
pub async fn documents(ctx: &Ctx, order: &Order<'_>, tell: Tell<'_>) -> Result<Summary> {
    check_feed(order.feed)?;
    if calendar::are_calendars(order.file)? {
        return calendar::calendars(ctx, order, tell).await;
    }
    if are_tables(order.file)? {
        return tables(ctx, order, tell).await;
    }
    let files = files(order.file)?;
    let name = name_of(order.file);
    let size = files.iter().filter_map(|f| f.metadata().ok()).map(|m| m.len()).sum();
    let batches = stream(files, name.clone(), order.feed.to_owned());
    work(ctx, order, &name, Said::everything().to_owned(), vec![], batches, size, tell).await
}

fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned())
}

/// Imports tables: a folder or a zip of CSV files, a JSON object of tables, one CSV file.
async fn tables(ctx: &Ctx, order: &Order<'_>, tell: Tell<'_>) -> Result<Summary> {
    let name = order.file.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    let path = order.file.to_owned();
    // To open them is to read each once.
    let opened = tokio::task::spawn_blocking(move || tabular::open(&path)).await.map_err(|e| anyhow!(e))?;
    let tables = opened.map_err(|e| anyhow!("{name}: {e}"))?;
    let mut notices: Vec<String> = vec![];
    notices.extend(tables.unread().iter().map(|u| format!("{} was not read: {}", u.file, u.why)));
    if let Some(licence) = tables.package().and_then(|p| p.licence.as_deref()) {
        notices
            .push(format!("Its package says that its licence is {licence}: kith feed set {} --licence …", order.feed));
    }
    let batches = stream_tables(tables, name.clone(), order.feed.to_owned());
    work(ctx, order, &name, Said::everything().to_owned(), notices, batches, 0, tell).await
}

/// Whether it is tables: by what lies in a folder, by the ending or the first name of a file.
fn are_tables(path: &Path) -> Result<bool> {
    let meta = std::fs::metadata(path).with_context(|| format!("{} cannot be opened", path.display()))?;
    let ends = |path: &Path, ends: &[&str]| {
        let name = path.to_string_lossy().to_ascii_lowercase();
        ends.iter().any(|e| name.ends_with(e))
    };
    if meta.is_dir() {
        let files: Vec<PathBuf> =
            std::fs::read_dir(path).map_err(|e| anyhow!(e))?.flatten().map(|e| e.path()).collect();
        let any = |kind: &[&str]| files.iter().any(|f| ends(f, kind) && !ends(f, &["datapackage.json"]));
        return Ok(any(&[".csv"]) && !any(&[".json", ".ndjson", ".jsonl"]));
    }
    if ends(path, &[".zip", ".csv"]) {
        return Ok(true);
    }
    let mut start = [0; 200];
    let n = File::open(path).and_then(|mut f| f.read(&mut start)).map_err(|e| anyhow!("{}: {e}", path.display()))?;
    let start = String::from_utf8_lossy(&start[..n]);
    let first = start.trim_start_matches(['\u{feff}', '{', ' ', '\n', '\r', '\t']).trim_start_matches('"');
    Ok(first.split('"').next().is_some_and(|name| name.ends_with(".csv")))
}

fn stream_tables(mut tables: tabular::Tables, name: String, feed: String) -> Batches<Item> {
    let (send, receive) = mpsc::channel(WAITING);
    tokio::task::spawn_blocking(move || {
        let mut sender = Sender { send, rows: vec![], size: 0, read: Arc::default() };
        let mut reader = Reader::new(feed);
        loop {
            let row = match tables.next() {
                Ok(Some(row)) => row,
                Ok(None) => break,
                Err(error) => return sender.fail(anyhow!("{error}").into()),
            };
            let items = match row {
                tabular::Row::Record(record) => {
                    let size = record.raw.len();
                    reader.found = record.issues;
                    reader.at = Some(format!("{}, line {}", record.file, record.line));
                    reader
                        .one(record.object, record.record, TABLES, record.raw)
                        .into_iter()
                        .map(|item| (item, size))
                        .collect::<Vec<_>>()
                }
                tabular::Row::Refused { id, file, line, raw, why } => {
                    let why = hsds::Refused::Broken(format!("{file}, line {line}: {why}"));
                    let raw = Some(raw).filter(|raw| !speaks_of_hiding(raw));
                    vec![(reader.refused(id, why, raw), 100)]
                }
            };
            for (item, size) in items {
                if !sender.put(item, size) {
                    return;
                }
            }
        }
        for left in tables.orphans() {
            let lines: Vec<String> = left.lines.iter().map(ToString::to_string).collect();
            let text = format!(
                "{}: {} rows were left out: {} (lines {})",
                left.file,
                left.rows,
                left.why.says(),
                lines.join(", ")
            );
            if !sender.put(Item::Notice(text), 100) {
                return;
            }
        }
        reader.rest(&mut sender);
        sender.end();
    });
    Batches { receive, file: name, whole: false }
}

/// Whether text that no parser understands has a word by which publishers hide things, whatever it says in it.
fn speaks_of_hiding(lines: &str) -> bool {
    let lines = lines.to_ascii_lowercase();
    ["private", "confidential", "mask", "hide", "hidden", "sensitive", "withh", "visib"]
        .iter()
        .any(|word| lines.contains(word))
}

/// What a record out of tables is kept as: the lines that went into it.
pub(super) const TABLES: &str = "tables";

/// The files of a folder that may hold records. First those of organisations, for which services wait; then the largest: what says most of a service is read
/// before what says it again in short.
fn files(path: &Path) -> Result<Vec<PathBuf>> {
    let meta = std::fs::metadata(path).with_context(|| format!("{} cannot be opened", path.display()))?;
    if !meta.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut all = below(path, &[".json", ".ndjson", ".jsonl"])?;
    all.sort_by_key(|path| {
        let name = name_of(path).to_ascii_lowercase();
        !(name.contains("organisation") || name.contains("organization"))
    });
    if all.is_empty() {
        return Err(anyhow!(
            "{} is a folder without a file of JSON, tables of Open Referral, or calendars (.ics)",
            path.display()
        )
        .into());
    }
    Ok(all)
}

/// The files of a folder, and of folders in it, with one of these endings, the largest first.
fn below(path: &Path, ends: &[&str]) -> Result<Vec<PathBuf>> {
    let mut all: Vec<(u64, PathBuf)> = vec![];
    let mut folders = vec![path.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
            let entry = entry.with_context(|| folder.display().to_string())?;
            let (path, meta) = (entry.path(), entry.metadata().with_context(|| entry.path().display().to_string())?);
            let named = |ends: &[&str]| ends.iter().any(|e| path.to_string_lossy().to_ascii_lowercase().ends_with(e));
            if meta.is_dir() && all.len() < 10_000 {
                folders.push(path);
            } else if named(ends) && !named(&["datapackage.json"]) {
                all.push((meta.len(), path));
            }
        }
    }
    all.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    Ok(all.into_iter().map(|(_, path)| path).collect())
}

/// Reads files on a thread of its own.
fn stream(files: Vec<PathBuf>, name: String, feed: String) -> Batches<Item> {
    let (send, receive) = mpsc::channel(WAITING);
    tokio::task::spawn_blocking(move || {
        let read = Arc::new(AtomicU64::new(0));
        let mut sender = Sender { send, rows: vec![], size: 0, read: read.clone() };
        let mut reader = Reader::new(feed);
        for path in &files {
            if let Err(error) = reader.file(path, &read, &mut sender) {
                if let Some(error) = error {
                    sender.fail(error);
                }
                return;
            }
        }
        reader.rest(&mut sender);
        sender.end();
    });
    Batches { receive, file: name, whole: false }
}

/// Gathers items into batches. Sending fails when nobody takes them any more.
struct Sender {
    send: mpsc::Sender<Result<Batch<Item>>>,
    rows: Vec<Item>,
    size: usize,
    read: Arc<AtomicU64>,
}

impl Sender {
    /// Whether anybody still wants them.
    fn put(&mut self, item: Item, size: usize) -> bool {
        self.rows.push(item);
        self.size += size;
        if self.rows.len() < BATCH_ROWS && self.size < BATCH_BYTES {
            return true;
        }
        self.flush(false)
    }

    fn flush(&mut self, last: bool) -> bool {
        self.size = 0;
        let batch = Batch { rows: std::mem::take(&mut self.rows), bytes: self.read.load(Ordering::Relaxed), last };
        self.send.blocking_send(Ok(batch)).is_ok()
    }

    fn fail(&self, error: base::Error) {
        let _ = self.send.blocking_send(Err(error));
    }

    fn end(&mut self) {
        self.flush(true);
    }
}

/// Turns records into items, of a file or of a page.
pub(super) struct Reader {
    pub feed: String,
    /// Records are numbered as they come.
    pub line: i64,
    /// Organisations that came by themselves: services may name them by id only.
    organizations: HashMap<Uuid, Value>,
    /// Services whose organisation has not come yet, and how many bytes they hold.
    waiting: Vec<Item>,
    waiting_size: usize,
    seen: HashSet<Uuid>,
    /// What was found wrong with what is read next before it was a record.
    found: Vec<hsds::Issue>,
    /// Where what is read next stands, where that is not told by its number.
    at: Option<String>,
    /// The tag of what is read next, where it came with one.
    pub tag: Option<String>,
    /// The id under which what is read next is listed, where it came from an address of its own: whatever stands there, it is known what it is of.
    pub id: Option<String>,
}

impl Reader {
    pub fn new(feed: String) -> Reader {
        Reader {
            feed,
            line: 0,
            organizations: HashMap::new(),
            waiting: vec![],
            waiting_size: 0,
            seen: HashSet::new(),
            found: vec![],
            at: None,
            tag: None,
            id: None,
        }
    }

    fn file(&mut self, path: &Path, read: &Arc<AtomicU64>, to: &mut Sender) -> Result<(), Option<base::Error>> {
        let name = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        let wrong = |e: anyhow::Error| Some(base::Error::from(e));
        let file = File::open(path).map_err(|e| wrong(anyhow!("{} cannot be opened: {e}", path.display())))?;
        let mut counted = BufReader::new(Counted { inner: file, read: read.clone() });
        let zipped = std::io::BufRead::fill_buf(&mut counted)
            .map_err(|e| wrong(anyhow!("{name}: {e}")))?
            .starts_with(&[0x1f, 0x8b]);
        let inner: Box<dyn Read> =
            if zipped { Box::new(flate2::read::MultiGzDecoder::new(counted)) } else { Box::new(counted) };
        let mut parts = Parts::new(BufReader::with_capacity(1 << 16, inner));
        loop {
            match parts.part().map_err(|e| wrong(anyhow!("{name}: {e}")))? {
                Part::Record(raw, list) => {
                    let size = raw.len();
                    for item in self.record(raw, list.as_deref()) {
                        if !to.put(item, size) {
                            return Err(None);
                        }
                    }
                }
                Part::TooLarge(beginning) => {
                    let item = self.too_large(&beginning);
                    if !to.put(item, 0) {
                        return Err(None);
                    }
                }
                Part::End(_) => return Ok(()),
            }
        }
    }

    /// What waited for an organisation that never came.
    fn rest(&mut self, to: &mut Sender) {
        for item in self.waiting() {
            if !to.put(item, 100) {
                return;
            }
        }
    }

    /// A record that is as it was when its feed was read before.
    pub fn same(&mut self, source_id: String) -> Item {
        self.line += 1;
        Item::Same { line: self.line, source_id }
    }

    /// What waited, now that everything has come.
    pub fn waiting(&mut self) -> Vec<Item> {
        let waiting = std::mem::take(&mut self.waiting);
        waiting.into_iter().map(|item| self.joined(item)).collect()
    }

    fn joined(&mut self, item: Item) -> Item {
        let Item::Row(mut row) = item else { return item };
        let Ok(parsed) = &mut row.read else { return Item::Row(row) };
        let Some(document) = &mut parsed.entry.document else { return Item::Row(row) };
        let id = document.get("organization_id").and_then(Value::as_str).and_then(|id| id.parse::<Uuid>().ok());
        match id.and_then(|id| self.organizations.get(&id)) {
            Some(organization) => {
                document.insert("organization".into(), organization.clone());
                let document = std::mem::take(document);
                parsed.entry = card::entry(&document).with(document);
                Item::Row(row)
            }
            None => {
                let why = hsds::Refused::Dangling(format!("organisation {}", id.unwrap_or_default()));
                let source_id = Some(parsed.source_id.clone());
                row.read = Err(Refused { source_id, reason: Reason::Document(why), keep: false, masked: false });
                Item::Row(row)
            }
        }
    }

    pub fn refused(&mut self, source_id: Option<String>, why: hsds::Refused, raw: Option<String>) -> Item {
        self.line += 1;
        // What must not be public is not kept of what is not let in.
        let raw = raw.filter(|raw| match serde_json::from_str::<Value>(raw) {
            Ok(record) => !canonical::hides_something(&record),
            Err(_) => !raw.trim_start().starts_with('{') || !speaks_of_hiding(raw),
        });
        let (reason, keep) = (Reason::Document(why), raw.is_some());
        let source_id = source_id.or_else(|| self.id.clone());
        let read = Err(Refused { source_id, reason, keep, masked: false });
        let kept = raw.map(super::work::shortened).unwrap_or_default();
        Item::Row(Box::new(Incoming { line: self.line, read, raw: Some(kept.clone()), kept, came: None }))
    }

    pub fn too_large(&mut self, beginning: &[u8]) -> Item {
        self.refused(id_in(beginning), hsds::Refused::TooLarge(hsds::split::LARGEST >> 20), None)
    }

    /// What its feed says is gone.
    pub fn over(&mut self, source_id: String) -> Item {
        self.line += 1;
        Item::Over(self.line, source_id)
    }

    /// The items of a record: itself; of a service at a location, its service.
    pub fn record(&mut self, raw: Vec<u8>, list: Option<&str>) -> Vec<Item> {
        let text = match String::from_utf8(raw) {
            Ok(text) => text,
            Err(e) => {
                let id = id_in(e.as_bytes());
                return vec![self.refused(id, hsds::Refused::Broken("it is not UTF-8".into()), None)];
            }
        };
        let read = serde_json::from_str::<Value>(&text);
        // A parser stops at what is nested very deep; what no standard has there is not needed.
        let read = read.or_else(|_| serde_json::from_slice(&hsds::split::shallow(text.as_bytes())));
        match read {
            Ok(Value::Object(record)) => self.object(record, list, text),
            Ok(_) => vec![self.refused(None, hsds::Refused::NotAnObject, Some(text))],
            Err(e) => {
                let id = id_in(text.as_bytes());
                vec![self.refused(id, hsds::Refused::Broken(e.to_string()), Some(text))]
            }
        }
    }

    fn object(&mut self, record: Map<String, Value>, list: Option<&str>, raw: String) -> Vec<Item> {
        let dialect = Dialect::of(&record);
        if dialect == Dialect::OpenActive {
            return match openactive::item(record) {
                openactive::Item::Updated(record) => self.one(&fields::SERVICE, record, dialect.code(), raw),
                openactive::Item::Deleted { id } => {
                    canonical::id_text(&id.into()).map(|id| self.over(id)).into_iter().collect()
                }
                // What is no service by itself is not in the feed.
                openactive::Item::Part { .. } => vec![],
            };
        }
        if object_of(&record, list) == &fields::ORGANIZATION {
            let record = dialect.to_hsds3(&fields::ORGANIZATION, record);
            return self.one(&fields::ORGANIZATION, record, dialect.code(), raw);
        }
        match service_of(dialect, record, list) {
            Some(record) => self.one(&fields::SERVICE, record, dialect.code(), raw),
            None if self.id.is_some() => {
                let why = hsds::Refused::Broken("there is no service at its own address".into());
                vec![self.refused(None, why, Some(raw))]
            }
            // Places and terms come with the services that have them.
            None => vec![],
        }
    }

    fn one(
        &mut self,
        object: &'static Object,
        record: Map<String, Value>,
        dialect: &'static str,
        raw: String,
    ) -> Vec<Item> {
        let record = Value::Object(record);
        let (hidden, hides) = (canonical::hidden_places(&record, &self.feed), canonical::hides_something(&record));
        let sealed = canonical::tells_more_places(&record);
        let at = self.at.take();
        // Whatever becomes of the record, what it hides is hidden.
        let mut items: Vec<Item> = Some(hidden).filter(|all| !all.is_empty()).map(Item::Hidden).into_iter().collect();
        match canonical::record(object, record, &self.feed) {
            Ok(record) if object == &fields::ORGANIZATION => {
                self.organizations.insert(record.id, Value::Object(record.document.clone()));
                self.line += 1;
                let came = Came { object: "organization", dialect, raw, tag: None, sealed, unknown: record.unknown };
                items.push(Item::Organization { source_id: record.source_id, document: record.document, came });
            }
            Ok(record) => items.extend(self.service(record, dialect, raw, sealed)),
            Err((Some(source_id), hsds::Refused::Private)) if object == &fields::SERVICE => {
                let why = match at {
                    Some(at) => hsds::Refused::At(at, Box::new(hsds::Refused::Private)),
                    None => hsds::Refused::Private,
                };
                items.push(self.refused(None, why, None));
                self.line += 1;
                items.push(Item::Private(self.line, source_id));
            }
            Err((source_id, why)) => items.push(self.refused(source_id, why, Some(raw).filter(|_| !hides))),
        }
        items
    }

    fn service(&mut self, record: hsds::Record, dialect: &'static str, raw: String, sealed: bool) -> Option<Item> {
        let facts = card::entry(&record.document);
        let masked = facts.masked || has_masked(&record.document);
        let organization =
            record.document.get("organization_id").and_then(Value::as_str).and_then(|id| id.parse().ok());
        let dangling = record.document.contains_key("organization_id") && !record.document.contains_key("organization");
        let again = !self.seen.insert(record.id);
        let found = std::mem::take(&mut self.found);
        let remarks = found.into_iter().chain(record.issues).map(Remark::Issue).collect();
        self.line += 1;
        let kept = if masked || sealed { String::new() } else { super::work::shortened(raw.clone()) };
        let parsed = Parsed { source_id: record.source_id, open_id: None, entry: facts.with(record.document), remarks };
        let tag = self.tag.clone();
        let came = Came { object: "service", dialect, raw, tag, sealed, unknown: record.unknown };
        let item =
            Item::Row(Box::new(Incoming { line: self.line, read: Ok(parsed), raw: None, kept, came: Some(came) }));
        if !dangling || again {
            return Some(item);
        }
        let known = organization.is_some_and(|id| self.organizations.contains_key(&id));
        if known {
            return Some(self.joined(item));
        }
        self.waiting_size += item.size();
        if self.waiting_size > MOST_WAITING {
            let organization = organization.unwrap_or_default();
            let why = format!(
                "organisation {organization}, which comes behind too many services, or never: give organisations before services"
            );
            let Item::Row(row) = item else { return None };
            let source_id = row.read.ok().map(|parsed| parsed.source_id);
            return Some(self.refused(source_id, hsds::Refused::Dangling(why), None));
        }
        self.waiting.push(item);
        None
    }
}

/// So many bytes of services wait for their organisations at most.
const MOST_WAITING: usize = 128 << 20;

/// The id of a record that cannot be read, if it shows; an item of a feed of changes has that of its kind too.
pub(super) fn id_in(raw: &[u8]) -> Option<String> {
    let said = |name| hsds::split::said(raw, name);
    let id = said("id")?;
    match (said("kind"), said("state")) {
        (Some(kind), Some(_)) => Some(format!("{kind}:{id}")),
        _ => Some(id),
    }
}

/// The ids of records as their feed calls them.
pub(super) fn list_of_ids(records: &[(Vec<u8>, Option<String>)]) -> Vec<Option<String>> {
    records.iter().map(|(raw, _)| hsds::split::id_of(raw)).collect()
}

/// The service that a record is of, in the shape of HSDS 3: itself, or of a service at a location its service, which is at this place.
pub(super) fn service_of(
    dialect: Dialect,
    record: Map<String, Value>,
    list: Option<&str>,
) -> Option<Map<String, Value>> {
    let object = object_of(&record, list);
    let mut record = dialect.to_hsds3(object, record);
    if object == &fields::SERVICE {
        return Some(record);
    }
    if object != &fields::SERVICE_AT_LOCATION {
        return None;
    }
    let Some(Value::Object(mut service)) = record.remove("service") else { return None };
    service.entry("service_at_locations").or_insert_with(|| vec![Value::Object(record)].into());
    Some(service)
}

/// The places of a document that must not be public.
pub(super) fn masked_places(d: &hsds::Document) -> impl Iterator<Item = Uuid> {
    let places = d.get("service_at_locations").and_then(Value::as_array).into_iter().flatten();
    let masked = |l: &&Value| l.get("masked").and_then(Value::as_bool) == Some(true);
    places
        .filter_map(|p| p.get("location"))
        .filter(masked)
        .filter_map(|l| crate::directory::open::named_id(l.as_object()?))
}

/// Whether a document has a place that must not be public, be it one of several.
pub(super) fn has_masked(d: &hsds::Document) -> bool {
    masked_places(d).next().is_some()
}
