//! Reading a feed over the web: every page of its list, and of each service what its own address says.
//!
//! Feeds are trusted in nothing: they give the same page again and again, say another total on each, answer 500, send without end. So every step has a limit, a
//! page that brings nothing new ends the walk, and a walk that does not come to its end changes nothing. What was fetched by one that broke off is not asked
//! for again within hours.

use super::{
    BATCH_ROWS, Batch, Batches, Order, Tell, WAITING, check_feed,
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
use hsds::{
    dialect::ical,
    split::{Part, Parts},
};
use jiff::SignedDuration;
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
    let kept = records::fetched(
        &mut rx,
        order.feed,
        ctx.now().minus(SignedDuration::from_hours(KEPT_HOURS)),
        &ctx.machine.keys,
    )
    .await?;
    let tags = records::tags(&mut rx, order.feed).await?;
    drop(rx);
    let (send, receive) = mpsc::channel(WAITING);
    let name = base.to_string();
    let walk = Walk {
        // What is kept of a reading is written beside what is staged of it.
        ctx: ctx.machine.system("feed-walk"),
        feed: order.feed.to_owned(),
        base,
        fetcher,
        manners,
        kept,
        tags,
        reader: Reader::new(order.feed.to_owned()),
        send,
        rows: vec![],
        whole_rows: None,
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
    fetcher: Fetcher,
    manners: Manners,
    /// What an earlier walk that broke off had fetched, by address.
    kept: HashMap<String, String>,
    /// Tags of what is there, by the id in the feed; with what came.
    tags: HashMap<String, String>,
    reader: Reader,
    send: mpsc::Sender<Result<Batch<Item>>>,
    rows: Vec<Item>,
    /// Whether rows of the list say all that a detail says; `None` until one was looked at.
    whole_rows: Option<bool>,
}

/// What a page says.
#[derive(Default)]
struct Page {
    /// A calendar, which has no pages.
    calendar: Option<Vec<u8>>,
    records: Vec<(Vec<u8>, Option<String>)>,
    head: Map<String, Value>,
    too_large: usize,
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
        self.rows.push(item);
        if self.rows.len() < BATCH_ROWS / 4 {
            return Ok(());
        }
        let batch = Batch { rows: std::mem::take(&mut self.rows), bytes: 0, last: false };
        self.send.send(Ok(batch)).await.map_err(|_| Stop::Unwanted)
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
        let is_list = ["total_pages", "totalPages", "total_items", "totalElements", "last_page", "last"];
        if !is_list.iter().any(|k| first.head.contains_key(*k)) && !first.records.is_empty() {
            // A file that lies on the web.
            for (raw, list) in first.records {
                for item in self.reader.record(raw, list.as_deref()) {
                    self.put(item).await?;
                }
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
            self.base.set_query(None);
            return self.page(self.list(1)).await;
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
            && (!page.records.is_empty() || page.head.contains_key("items") || page.head.contains_key("contents"))
            && !page.head.contains_key("openapi_url")
        {
            return Ok(page);
        }
        self.base.set_query(None);
        self.page(self.list(1)).await
    }

    fn list(&self, page: u64) -> Url {
        let mut url = self.base.clone();
        url.set_path(&format!("{}/services", self.base.path().trim_end_matches('/')));
        url.set_query(Some(&format!("page={page}&per_page=100")));
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
        let total = total_of(&page.head);
        loop {
            let ids = list_of_ids(&page.records);
            let news = ids.iter().flatten().filter(|id| !seen.contains(*id)).count();
            let empty = page.records.is_empty() && page.too_large == 0;
            if number > 1 && !empty && news == 0 && page.too_large == 0 {
                return Err(anyhow!(
                    "page {number} has nothing that was not on a page before: it gives the same page again"
                )
                .into());
            }
            for _ in 0..page.too_large {
                let item = self.reader.refused(None, hsds::Refused::TooLarge(hsds::split::LARGEST >> 20), None);
                self.put(item).await?;
            }
            for ((raw, list), id) in page.records.into_iter().zip(ids) {
                match id {
                    Some(id) if seen.insert(id.clone()) => rows.push((id, raw)),
                    Some(_) => {}
                    None => {
                        for item in self.reader.record(raw, list.as_deref()) {
                            self.put(item).await?;
                        }
                    }
                }
            }
            drifts |= total_of(&page.head) != total;
            if empty || is_last(&page.head, number) {
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
                let ids = list_of_ids(&page.records);
                for ((raw, _), id) in page.records.into_iter().zip(ids) {
                    if let Some(id) = id.filter(|id| seen.insert(id.clone())) {
                        rows.push((id, raw));
                    }
                }
            }
        }
        self.details(&mut rows).await
    }

    /// Reads of each row what its own address says, a few at a time.
    async fn details(&mut self, rows: &mut Vec<(String, Vec<u8>)>) -> Result<(), Stop> {
        if self.whole_rows.is_none() && !rows.is_empty() {
            self.whole_rows = Some(self.rows_say_all(rows).await?);
        }
        if self.whole_rows == Some(true) {
            for (_, raw) in std::mem::take(rows) {
                for item in self.reader.record(raw, Some("services")) {
                    self.put(item).await?;
                }
            }
            return Ok(());
        }
        let mut waiting = std::mem::take(rows).into_iter();
        let mut asking: JoinSet<(String, Vec<u8>, Result<Got, Unread>)> = JoinSet::new();
        let (mut asked, mut failed) = (0usize, 0usize);
        let mut got: Vec<(String, String)> = vec![];
        loop {
            while asking.len() < AT_ONCE {
                let Some((id, row)) = waiting.next() else { break };
                asked += 1;
                let url = self.detail(&id);
                let kept = self.kept.remove(url.as_str());
                let tag = self.tags.get(&id).cloned();
                let (fetcher, manners) = (self.fetcher.clone(), self.manners.clone());
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
                        got.push((self.detail(&id).to_string(), text.to_owned()));
                    }
                    self.reader.tag = tag;
                    for item in self.reader.record(raw, Some("services")) {
                        self.put(item).await?;
                    }
                    self.reader.tag = None;
                }
                // As it was: the record that came then is read again.
                Ok(Got { raw: None, .. }) => {
                    let item = self.reader.same(id);
                    self.put(item).await?;
                }
                Err(error) => {
                    failed += 1;
                    if failed > FEW_FAIL && failed * 10 > asked {
                        return Err(anyhow!("{failed} of {asked} details could not be read, the last: {error}").into());
                    }
                    let raw = String::from_utf8_lossy(&row).into_owned();
                    let why = hsds::Refused::Broken(format!("what its own address says could not be read: {error}"));
                    let item = self.reader.refused(Some(id), why, Some(raw));
                    self.put(item).await?;
                }
            }
            if got.len() >= 100 {
                self.keep(std::mem::take(&mut got)).await?;
            }
        }
        self.keep(got).await
    }

    /// Whether there is no more to be had than the rows: a detail has nothing besides, or there are none.
    async fn rows_say_all(&self, rows: &[(String, Vec<u8>)]) -> Result<bool, Stop> {
        const LOOKED_AT: usize = 3;
        let keys = |raw: &[u8]| serde_json::from_slice::<Map<String, Value>>(raw).unwrap_or_default();
        for (id, row) in rows.iter().take(LOOKED_AT) {
            match self.get(&self.detail(id), None).await {
                Ok(Answer::Whole { body, .. }) => {
                    let row = keys(row);
                    return Ok(keys(&body).iter().all(|(k, v)| v.is_null() || row.contains_key(k)));
                }
                Ok(Answer::Same) => return Ok(false),
                Err(error) if error.is_missing() => {}
                Err(_) => return Ok(false),
            }
        }
        Ok(true)
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

    /// A feed of changes (RPDE): from page to page until one is empty. What was last said of each thing holds.
    async fn changes(&mut self, first: Page) -> Result<(), Stop> {
        let mut visited = HashSet::from([self.base.to_string()]);
        let mut last: HashMap<String, Option<Vec<u8>>> = HashMap::new();
        let mut order: Vec<String> = vec![];
        let (mut page, mut at) = (first, self.base.clone());
        for _ in 0..self.manners.pages {
            let empty = page.records.is_empty();
            for (raw, _) in page.records {
                let Ok(item) = serde_json::from_slice::<Map<String, Value>>(&raw) else { continue };
                let text = |key: &str| item.get(key).map(|v| v.as_str().map_or_else(|| v.to_string(), str::to_owned));
                let Some(id) = text("id") else { continue };
                let id = format!("{}:{id}", text("kind").unwrap_or_default());
                let gone = text("state").as_deref() == Some("deleted");
                if !last.contains_key(&id) {
                    order.push(id.clone());
                }
                last.insert(id, (!gone).then_some(raw));
            }
            let next = page.head.get("next").and_then(Value::as_str).map(|n| at.join(n)).transpose();
            let next = next.map_err(|_| anyhow!("the next page has no address"))?.unwrap_or_else(|| at.clone());
            if empty || next == at {
                for id in order {
                    let Some(Some(raw)) = last.remove(&id) else { continue };
                    for item in self.reader.record(raw, None) {
                        self.put(item).await?;
                    }
                }
                return Ok(());
            }
            if !visited.insert(next.to_string()) {
                return Err(anyhow!("the pages go in a circle: {next} came before").into());
            }
            page = self.page(next.clone()).await?;
            at = next;
        }
        Err(anyhow!("it has more than {} pages", self.manners.pages).into())
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
            Part::TooLarge => page.too_large += 1,
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

fn is_last(head: &Map<String, Value>, number: u64) -> bool {
    let said = ["last_page", "last"].iter().find_map(|k| head.get(*k)?.as_bool());
    let pages = ["total_pages", "totalPages"].iter().find_map(|k| head.get(*k)?.as_i64());
    said == Some(true)
        || pages.is_some_and(|n| i64::try_from(number).is_ok_and(|at| at >= n))
        || (said.is_none() && pages.is_none())
}
