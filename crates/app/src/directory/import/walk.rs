//! Reading a feed over the web: every page of its list, and of each service what its own address says.
//!
//! Feeds are trusted in nothing: they give the same page again and again, say another total on each, answer 500, send without end. So every step has a limit, a
//! page that brings nothing new ends the walk, and a walk that does not come to its end changes nothing. What was fetched by one that broke off is not asked
//! for again within hours.

mod changes;
mod end;

use super::{
    BATCH_BYTES, BATCH_ROWS, Batch, Batches, Order, Tell, WAITING, check_feed,
    documents::{Reader, calendar_on_the_web, list_of_ids},
    entry::Said,
    item::Item,
    report::Summary,
    store::records,
    work::work,
};
use crate::{directory::fresh, policy::DIRECTORY_IMPORT};
use anyhow::anyhow;
use base::{
    Ctx, House, Result,
    fetch::{self, Answer, Fetcher, Unread},
};
use end::{End, is_list};
use hsds::{
    dialect::ical,
    split::{self, Part, Parts},
};
use jiff::SignedDuration;
use kernel::Instant;
use serde_json::{Map, Value};
use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};
use tokio::{sync::mpsc, task::JoinSet};
use url::Url;

/// How a walk behaves towards the feed.
#[derive(Clone, Debug)]
pub struct Manners {
    /// How long it waits before it asks again what failed; then twice as long each time.
    pub wait: Duration,
    pub tries: u32,
    pub longest: Duration,
    /// Bytes of one answer.
    pub most: u64,
    pub pages: u64,
    /// Networks inside that this feed may be read from, beside those that the operator allows.
    pub reach: Vec<base::network::Network>,
}

impl Default for Manners {
    fn default() -> Manners {
        Manners {
            wait: Duration::from_secs(2),
            tries: 5,
            longest: Duration::from_secs(60),
            most: 64 << 20,
            pages: 20_000,
            reach: vec![],
        }
    }
}

/// So many addresses of one feed are asked for at once.
const AT_ONCE: usize = 4;
/// What a walk that broke off had fetched is good for so long.
const KEPT_HOURS: i64 = 6;
/// Of so many details a tenth may fail; of more the feed is not well.
const FEW_FAIL: usize = 20;

/// Imports a feed that is read over the web. The order's file is its address.
///
/// # Errors
/// Why it could not be read to its end; then nothing is changed.
pub async fn feed(ctx: &Ctx, order: &Order<'_>, address: &str, manners: Manners, tell: Tell<'_>) -> Result<Summary> {
    check_feed(order.feed)?;
    let base = fetch::address(address)?;
    let mut may = ctx.machine.config.reach()?;
    may.extend(manners.reach.iter().copied());
    let fetcher = Fetcher::new(may, manners.most, manners.longest)?;
    let mut rx = fresh::reading(ctx).await?;
    let since = ctx.now().minus(SignedDuration::from_hours(KEPT_HOURS));
    let kept = records::any_fetched(&mut rx, order.feed, since).await?.then_some(since);
    let tags = records::tags(&mut rx, order.feed).await?;
    drop(rx);
    let (send, receive) = mpsc::channel(WAITING);
    let name = base.to_string();
    let walk = Walk {
        // What is kept of a reading is written beside what is staged of it.
        ctx: ctx.machine.system("feed-walk"),
        feed: order.feed.to_owned(),
        listed: base.clone(),
        base,
        details: fetcher.at_most(split::LARGEST as u64),
        fetcher,
        manners,
        kept,
        tags,
        reader: Reader::new(order.feed.to_owned()),
        send,
        rows: vec![],
        size: 0,
        whole_rows: None,
        asked: 0,
        failed: 0,
    };
    tokio::spawn(walk.run());
    let batches = Batches { receive, file: name.clone(), whole: false };
    let summary = work(ctx, order, &name, Said::everything().to_owned(), vec![], batches, 0, tell).await?;
    let (mut tx, _) = ctx.write(&DIRECTORY_IMPORT, House::id()).await?;
    records::forget_fetched(&mut tx, order.feed).await?;
    tx.commit().await?;
    Ok(summary)
}

struct Walk {
    ctx: Ctx,
    feed: String,
    base: Url,
    /// Where the list lies.
    listed: Url,
    fetcher: Fetcher,
    /// Takes no more than a record may be.
    details: Fetcher,
    manners: Manners,
    /// Where an earlier walk that broke off had fetched something: what it fetched since is not asked for again.
    kept: Option<Instant>,
    /// Tags of what is there, by the id in the feed; with what came.
    tags: HashMap<String, String>,
    reader: Reader,
    send: mpsc::Sender<Result<Batch<Item>>>,
    rows: Vec<Item>,
    size: usize,
    /// Whether rows of the list say all that a detail says; `None` until one was looked at.
    whole_rows: Option<bool>,
    /// Details that were asked for, and those of them that could not be had.
    asked: usize,
    failed: usize,
}

/// What a page says.
#[derive(Default)]
struct Page {
    /// A calendar, which has no pages.
    calendar: Option<Vec<u8>>,
    records: Vec<(Vec<u8>, Option<String>)>,
    head: Map<String, Value>,
    /// How that begins which was too large.
    too_large: Vec<Vec<u8>>,
}

/// Nobody takes what is sent any more, or the walk cannot go on.
enum Stop {
    Unwanted,
    Error(base::Error),
}

impl From<anyhow::Error> for Stop {
    fn from(error: anyhow::Error) -> Stop {
        Stop::Error(error.into())
    }
}
impl From<base::Error> for Stop {
    fn from(error: base::Error) -> Stop {
        Stop::Error(error)
    }
}

impl Walk {
    async fn run(mut self) {
        match self.all().await {
            Ok(()) => {
                let _ = self.send.send(Ok(Batch { rows: std::mem::take(&mut self.rows), bytes: 0, last: true })).await;
            }
            Err(Stop::Error(error)) => {
                let _ = self.send.send(Err(error)).await;
            }
            Err(Stop::Unwanted) => {}
        }
    }

    async fn put(&mut self, item: Item) -> Result<(), Stop> {
        self.size += item.size();
        self.rows.push(item);
        if self.rows.len() < BATCH_ROWS / 4 && self.size < BATCH_BYTES {
            return Ok(());
        }
        self.size = 0;
        let batch = Batch { rows: std::mem::take(&mut self.rows), bytes: 0, last: false };
        self.send.send(Ok(batch)).await.map_err(|_| Stop::Unwanted)
    }

    async fn record(&mut self, raw: Vec<u8>, list: Option<&str>) -> Result<(), Stop> {
        for item in self.reader.record(raw, list) {
            self.put(item).await?;
        }
        Ok(())
    }

    async fn all(&mut self) -> Result<(), Stop> {
        let mut first = self.first().await?;
        if let Some(body) = first.calendar.take() {
            let (feed, name) = (self.feed.clone(), self.base.to_string());
            return Ok(calendar_on_the_web(&self.ctx, feed, name, body, self.send.clone()).await?);
        }
        if first.head.contains_key("next") || first.head.contains_key("items") {
            return self.changes(first).await;
        }
        if !is_list(&first.head) && !first.records.is_empty() {
            // A file that lies on the web.
            for beginning in first.too_large {
                let item = self.reader.too_large(&beginning);
                self.put(item).await?;
            }
            for (raw, list) in first.records {
                self.record(raw, list.as_deref()).await?;
            }
        } else {
            self.pages(first).await?;
        }
        for item in self.reader.waiting() {
            self.put(item).await?;
        }
        Ok(())
    }

    /// The first page: of the address itself where it is a list, else of the list of services below it.
    async fn first(&mut self) -> Result<Page, Stop> {
        let path = self.base.path().trim_end_matches('/').to_owned();
        if let Some(above) = path.strip_suffix("/services") {
            self.base.set_path(above);
            return self.below().await;
        }
        let root = match self.get(&self.base.clone(), None).await {
            Ok(Answer::Whole { body, .. }) if ical::is_calendar(&body) => {
                return Ok(Page { calendar: Some(body), ..Page::default() });
            }
            Ok(Answer::Whole { body, .. }) => parse(&body).ok(),
            Ok(Answer::Same) => None,
            // An older feed has nothing there.
            Err(error) if error.is_missing() => None,
            Err(error) => return Err(anyhow!("{}: {error}", self.base).into()),
        };
        if let Some(page) = root
            && (!page.records.is_empty()
                || !page.too_large.is_empty()
                || ["items", "contents"].iter().any(|k| page.head.contains_key(*k)))
            && !page.head.contains_key("openapi_url")
        {
            return Ok(page);
        }
        self.below().await
    }

    /// The first page of the list of services below the address.
    async fn below(&mut self) -> Result<Page, Stop> {
        self.base.set_query(None);
        self.listed = self.base.clone();
        self.listed.set_path(&format!("{}/services", self.base.path().trim_end_matches('/')));
        self.page(self.list(1)).await
    }

    fn list(&self, page: u64) -> Url {
        let mut url = self.listed.clone();
        let said = self.listed.query_pairs().filter(|(key, _)| !matches!(&**key, "page" | "per_page"));
        url.query_pairs_mut().clear().extend_pairs(said);
        url.query_pairs_mut().append_pair("page", &page.to_string()).append_pair("per_page", "100");
        url
    }

    fn detail(&self, id: &str) -> Url {
        let mut url = self.base.clone();
        url.set_query(None);
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().push("services").push(id);
        }
        url
    }

    async fn page(&self, url: Url) -> Result<Page, Stop> {
        let page = || async {
            match self.get(&url, None).await? {
                Answer::Whole { body, .. } => Ok(body),
                Answer::Same => Err(Unread::Broken("it says that nothing has changed, and was not asked".into())),
            }
        };
        let body = page().await.map_err(|e| anyhow!("{url}: {e}"))?;
        parse(&body).map_err(|e| anyhow!("{url}: {e}").into())
    }

    /// Asks, and asks again later where that may help.
    async fn get(&self, url: &Url, tag: Option<&str>) -> Result<Answer, Unread> {
        patient(&self.fetcher, &self.manners, url, tag).await
    }

    /// Every page of a list.
    async fn pages(&mut self, first: Page) -> Result<(), Stop> {
        let mut seen: HashSet<String> = HashSet::new();
        let mut rows: Vec<(String, Vec<u8>)> = vec![];
        let (mut page, mut number, mut drifts) = (first, 1u64, false);
        let (mut end, mut before) = (End::default(), vec![]);
        let total = total_of(&page.head);
        loop {
            let ids = list_of_ids(&page.records);
            let news = ids.iter().flatten().filter(|id| !seen.contains(*id)).count();
            let empty = page.records.is_empty() && page.too_large.is_empty();
            end.heard(&page.head);
            if number > 1 && !empty && news == 0 && page.too_large.is_empty() {
                // It says nothing of pages and has none, or gives its last one to whoever asks for more.
                if ids == before && end.is_unsaid(&page.head) {
                    break;
                }
                return Err(anyhow!(
                    "page {number} has nothing that was not on a page before: it gives the same page again"
                )
                .into());
            }
            for beginning in page.too_large {
                let item = self.reader.too_large(&beginning);
                let new = split::id_of(&beginning).is_none_or(|id| seen.insert(id));
                end.seen += u64::from(new);
                self.put(item).await?;
            }
            let mut here = HashSet::new();
            for ((raw, list), id) in page.records.into_iter().zip(&ids) {
                // What stands on one page twice is there twice; what stands on two of them took the place of something else.
                let again = id.as_ref().is_some_and(|id| !here.insert(id));
                let new = id.as_ref().is_none_or(|id| seen.insert(id.clone()));
                end.seen += u64::from(new || again);
                match id {
                    Some(id) if new => rows.push((id.clone(), raw)),
                    Some(_) => {}
                    None => self.record(raw, list.as_deref()).await?,
                }
            }
            before = ids;
            drifts |= total_of(&page.head) != total;
            if empty || end.is_after(&page.head, number) {
                break;
            }
            number += 1;
            if number > self.manners.pages {
                return Err(anyhow!("it has more than {} pages", self.manners.pages).into());
            }
            self.details(&mut rows).await?;
            page = self.page(self.list(number)).await?;
        }
        // Whatever was put in on a page that we had passed already is found by a second look.
        if drifts {
            for again in 1..=number {
                let page = self.page(self.list(again)).await?;
                end.heard(&page.head);
                let ids = list_of_ids(&page.records);
                for ((raw, _), id) in page.records.into_iter().zip(ids) {
                    if let Some(id) = id.filter(|id| seen.insert(id.clone())) {
                        end.seen += 1;
                        rows.push((id, raw));
                    }
                }
                self.details(&mut rows).await?;
            }
        }
        self.details(&mut rows).await?;
        match end.lacks() {
            Some(why) => self.put(Item::NotWhole(why)).await,
            None => Ok(()),
        }
    }

    /// Reads of each row what its own address says, a few at a time.
    async fn details(&mut self, rows: &mut Vec<(String, Vec<u8>)>) -> Result<(), Stop> {
        if self.whole_rows.is_none() && !rows.is_empty() {
            self.whole_rows = Some(self.rows_say_all(rows).await?);
        }
        if self.whole_rows == Some(true) {
            for (_, raw) in std::mem::take(rows) {
                self.record(raw, Some("services")).await?;
            }
            return Ok(());
        }
        let mut waiting = std::mem::take(rows).into_iter();
        let mut asking: JoinSet<(String, Vec<u8>, Result<Got, Unread>)> = JoinSet::new();
        let (mut got, mut got_size) = (vec![], 0);
        loop {
            while asking.len() < AT_ONCE {
                let Some((id, row)) = waiting.next() else { break };
                self.asked += 1;
                let url = self.detail(&id);
                let kept = self.kept(&url).await?;
                let tag = self.tags.get(&id).cloned();
                let (fetcher, manners) = (self.details.clone(), self.manners.clone());
                asking.spawn(async move {
                    let outcome = match kept {
                        Some(raw) => Ok(Got { raw: Some(raw.into_bytes()), tag: None, fresh: false }),
                        None => one(&fetcher, &manners, &url, tag.as_deref()).await,
                    };
                    (id, row, outcome)
                });
            }
            let Some(done) = asking.join_next().await else { break };
            let (id, row, outcome) = done.map_err(|e| anyhow!("a fault of ours: {e}"))?;
            match outcome {
                Ok(Got { raw: Some(raw), tag, fresh }) => {
                    if fresh && let Ok(text) = std::str::from_utf8(&raw) {
                        got_size += raw.len();
                        got.push((self.detail(&id).to_string(), text.to_owned()));
                    }
                    (self.reader.tag, self.reader.id) = (tag, Some(id));
                    self.record(raw, Some("services")).await?;
                    (self.reader.tag, self.reader.id) = (None, None);
                }
                // As it was: the record that came then is read again.
                Ok(Got { raw: None, .. }) => {
                    let item = self.reader.same(id);
                    self.put(item).await?;
                }
                Err(error) => {
                    self.failed += 1;
                    if self.failed > FEW_FAIL && self.failed * 10 > self.asked {
                        let (failed, asked) = (self.failed, self.asked);
                        return Err(anyhow!("{failed} of {asked} details could not be read, the last: {error}").into());
                    }
                    let raw = String::from_utf8_lossy(&row).into_owned();
                    let why = hsds::Refused::Broken(format!("what its own address says could not be read: {error}"));
                    let item = self.reader.refused(Some(id), why, Some(raw));
                    self.put(item).await?;
                }
            }
            if got.len() >= 100 || got_size >= BATCH_BYTES {
                got_size = 0;
                self.keep(std::mem::take(&mut got)).await?;
            }
        }
        self.keep(got).await
    }

    /// Whether there is no more to be had than the rows: details say the same, or there are none. One service may have nothing besides its name, so several are
    /// looked at, and only rows with lists of their own are believed. In doubt details are asked for.
    async fn rows_say_all(&self, rows: &[(String, Vec<u8>)]) -> Result<bool, Stop> {
        const LOOKED_AT: usize = 5;
        let object = |raw: &[u8]| serde_json::from_slice::<Map<String, Value>>(raw).ok();
        let mut looked_at: Vec<usize> = (0..LOOKED_AT).map(|n| n * (rows.len() - 1) / (LOOKED_AT - 1)).collect();
        looked_at.dedup();
        let (mut answered, mut has_lists) = (false, false);
        for (id, row) in looked_at.into_iter().map(|n| &rows[n]) {
            let url = self.detail(id);
            let body = match self.kept(&url).await? {
                Some(text) => text.into_bytes(),
                None => match patient(&self.details, &self.manners, &url, None).await {
                    Ok(Answer::Whole { body, .. }) => body,
                    Err(error) if error.is_missing() => continue,
                    Ok(Answer::Same) | Err(_) => return Ok(false),
                },
            };
            let (Some(row), Some(detail)) = (object(row), object(&body)) else { return Ok(false) };
            if !detail.iter().all(|(key, said)| says_nothing(said) || row.get(key) == Some(said)) {
                return Ok(false);
            }
            answered = true;
            has_lists |= row.values().any(|v| v.as_array().is_some_and(|all| !all.is_empty()));
        }
        Ok(has_lists || !answered)
    }

    /// What an earlier walk that broke off had fetched from there.
    async fn kept(&self, url: &Url) -> Result<Option<String>, Stop> {
        let Some(since) = self.kept else { return Ok(None) };
        let mut rx = fresh::reading(&self.ctx).await?;
        Ok(records::fetched(&mut rx, &self.feed, url.as_str(), since, &self.ctx.machine.keys).await?)
    }

    /// Keeps what was fetched, for the case that the walk breaks off.
    async fn keep(&self, got: Vec<(String, String)>) -> Result<(), Stop> {
        if got.is_empty() {
            return Ok(());
        }
        let (mut tx, _) = self.ctx.write(&DIRECTORY_IMPORT, House::id()).await?;
        records::keep_fetched(&mut tx, &self.feed, got, self.ctx.now(), &self.ctx.machine.keys).await?;
        Ok(tx.commit().await?)
    }
}

/// What came of a detail; nothing where it is as it was.
struct Got {
    raw: Option<Vec<u8>>,
    tag: Option<String>,
    fresh: bool,
}

async fn one(fetcher: &Fetcher, manners: &Manners, url: &Url, tag: Option<&str>) -> Result<Got, Unread> {
    match patient(fetcher, manners, url, tag).await? {
        Answer::Whole { body, .. } if split::id_of(&body).is_none() => Err(Unread::Broken("it sent no service".into())),
        Answer::Whole { body, tag, .. } => Ok(Got { raw: Some(body), tag, fresh: true }),
        Answer::Same => Ok(Got { raw: None, tag: None, fresh: false }),
    }
}

async fn patient(fetcher: &Fetcher, manners: &Manners, url: &Url, tag: Option<&str>) -> Result<Answer, Unread> {
    const LONGEST_WAIT: Duration = Duration::from_secs(60);
    let mut wait = manners.wait;
    let mut tries = 1;
    loop {
        match fetcher.get(url, tag).await {
            Err(error) if tries < manners.tries && error.passes().is_some() => {
                let asked = error.passes().flatten();
                tokio::time::sleep(asked.unwrap_or(wait).min(LONGEST_WAIT.max(wait))).await;
                (tries, wait) = (tries + 1, wait * 2);
            }
            outcome => return outcome,
        }
    }
}

fn parse(body: &[u8]) -> Result<Page, hsds::split::Broken> {
    let mut parts = Parts::new(body);
    let mut page = Page::default();
    loop {
        match parts.part()? {
            Part::Record(raw, list) => page.records.push((raw, list)),
            Part::TooLarge(beginning) => page.too_large.push(beginning),
            Part::End(head) => {
                page.head = head;
                return Ok(page);
            }
        }
    }
}

fn total_of(head: &Map<String, Value>) -> Option<i64> {
    ["total_items", "totalElements"].iter().find_map(|k| head.get(*k)?.as_i64())
}

fn says_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(all) => all.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}
