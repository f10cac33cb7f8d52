//! Feeds: whose they are, who is told what is wrong with them, and whether what they bring may go out again.

mod store;

pub(super) use store::SQL;

use super::{
    import::{self, Manners, Order, check_feed},
    store as directory_store,
};
use crate::policy::{DIRECTORY_IMPORT, SERVICE_VIEW};
use anyhow::anyhow;
use base::{
    Ctx, House, Result, Tx, history,
    jobs::{Failure, Job},
};
use jiff::SignedDuration;
use kernel::Instant;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// A feed.
#[derive(Clone, Debug, Serialize, sqlx_macros::FromRow)]
pub struct Feed {
    pub name: String,
    /// Where it is read from.
    pub source: Option<String>,
    pub publisher: Option<String>,
    /// Who is told what is wrong with it.
    pub email: Option<String>,
    /// Under which it may go out again.
    pub licence: Option<String>,
    /// What its publisher wants to be said of where it comes from.
    pub attribution: Option<String>,
    /// Whether what it brings may go out again.
    pub republish: bool,
    /// Every so many minutes it is read by itself; `None`: only when somebody says so.
    pub every_minutes: Option<i64>,
    /// When it is read next.
    pub next_at: Option<Instant>,
    /// So many of its services are open.
    pub services: i64,
    pub made_at: Instant,
    version: i64,
}

/// What is to be other than before; what is `None` stays.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    pub publisher: Option<String>,
    pub email: Option<String>,
    pub licence: Option<String>,
    pub attribution: Option<String>,
    pub republish: Option<bool>,
    /// 0: no longer by itself.
    pub every_minutes: Option<i64>,
}

/// A feed is read by itself at most every quarter of an hour, and at least every thirty days.
const SOONEST_MINUTES: i64 = 15;
const LATEST_MINUTES: i64 = 30 * 24 * 60;
/// After a reading that broke off it is read again within so long, however seldom it is read otherwise.
const AGAIN_MINUTES: i64 = 60;

impl Feed {
    /// Where it is on the web.
    fn address(&self) -> Option<&str> {
        self.source.as_deref().filter(|s| s.starts_with("http://") || s.starts_with("https://"))
    }
}

/// Reads the feeds whose turn it is.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct ReadFeeds;

impl Job for ReadFeeds {
    const KIND: &'static str = "directory-read-feeds";
    async fn run(self, ctx: Ctx) -> Result<(), Failure> {
        let mut rx = super::fresh::reading(&ctx).await?;
        let due = store::due(&mut rx, ctx.now()).await?;
        drop(rx);
        if due.is_some() {
            // A large feed takes an hour, and messages wait behind this job. Whoever is cut off has changed nothing, and reads it when its turn comes again.
            tokio::spawn(async move {
                if let Err(error) = read_due(&ctx, &Manners::default()).await {
                    tracing::error!(%error, "feeds could not be read");
                }
            });
        }
        Ok(())
    }
}

/// Reads each feed whose turn it is, one after the other; says how many. What becomes of a reading is written down with the feed: one that breaks off changes
/// nothing, is told to the operator, and is tried again soon.
pub async fn read_due(ctx: &Ctx, manners: &Manners) -> Result<usize> {
    let mut read = 0;
    loop {
        // Taken before it is read: another node that looks meanwhile leaves it alone.
        let (mut tx, _) = ctx.write(&DIRECTORY_IMPORT, House::id()).await?;
        let Some(feed) = store::due(&mut tx, ctx.now()).await? else { return Ok(read) };
        let every = feed.every_minutes.unwrap_or(LATEST_MINUTES);
        let mine = store::turn(&mut tx, &feed, ctx.now().plus(SignedDuration::from_mins(every))).await?;
        tx.commit().await?;
        let Some(address) = feed.address().filter(|_| mine) else { continue };
        read += 1;
        let order = Order { file: Path::new(address), feed: &feed.name, map: None, replace: false };
        let said = match import::feed(ctx, &order, address, manners.clone(), &|_| {}).await {
            Ok(summary) => {
                let s = summary.counts();
                tracing::info!(feed = feed.name, ?s, "a feed was read");
                continue;
            }
            Err(error) => error.to_string(),
        };
        tracing::warn!(feed = feed.name, error = said, "a feed could not be read");
        let (mut tx, _) = ctx.write(&DIRECTORY_IMPORT, House::id()).await?;
        store::again(&mut tx, &feed.name, ctx.now().plus(SignedDuration::from_mins(AGAIN_MINUTES.min(every)))).await?;
        tx.commit().await?;
    }
}

/// Every feed, by name.
pub async fn all(ctx: &Ctx) -> Result<Vec<Feed>> {
    let (mut rx, _) = ctx.read(&SERVICE_VIEW, House::id()).await?;
    store::all(&mut rx).await
}

/// Makes a feed known that is read for the first time.
pub(super) async fn ensure(tx: &mut Tx, name: &str, source: &str, at: Instant) -> Result<()> {
    store::ensure(tx, name, source, at).await
}

/// Says under which terms a feed goes out.
///
/// # Errors
/// When there is no such feed, or a value says nothing.
pub async fn set(ctx: &Ctx, name: &str, terms: &Terms) -> Result<Feed> {
    check_feed(name)?;
    if let Some(email) = &terms.email
        && !email.is_empty()
        && email.parse::<kernel::Email>().is_err()
    {
        return Err(anyhow!("{email} is no e-mail address").into());
    }
    let (mut tx, _) = ctx.write(&DIRECTORY_IMPORT, House::id()).await?;
    let known = store::all(&mut tx).await?.into_iter().find(|f| f.name == name);
    let Some(mut feed) = known else {
        return Err(anyhow!("there is no feed “{name}”: it is known once something of it was imported").into());
    };
    let was = feed.republish;
    for (mine, new) in [
        (&mut feed.publisher, &terms.publisher),
        (&mut feed.email, &terms.email),
        (&mut feed.licence, &terms.licence),
        (&mut feed.attribution, &terms.attribution),
    ] {
        if let Some(text) = new {
            *mine = Some(text.trim().to_owned()).filter(|t| !t.is_empty());
        }
    }
    feed.republish = terms.republish.unwrap_or(was);
    if let Some(minutes) = terms.every_minutes {
        if minutes != 0 && !(SOONEST_MINUTES..=LATEST_MINUTES).contains(&minutes) {
            return Err(anyhow!(
                "a feed is read every {SOONEST_MINUTES} to {LATEST_MINUTES} minutes, or with 0 not by itself"
            )
            .into());
        }
        if minutes != 0 && feed.address().is_none() {
            return Err(anyhow!(
                "“{name}” was not read from an address: only what is on the web can be read by itself"
            )
            .into());
        }
        feed.every_minutes = Some(minutes).filter(|m| *m > 0);
        feed.next_at = feed.every_minutes.map(|_| ctx.now());
    }
    store::set(&mut tx, feed.clone()).await?;
    if was != feed.republish {
        store::touch(&mut tx, &feed.name, ctx.now()).await?;
        // What other entries go out with of this feed's goes, or comes back.
        for root in store::roots(&mut tx, &feed.name).await? {
            if let Some(s) = directory_store::as_written(&mut tx, root).await? {
                directory_store::change(&mut tx, &s, ctx.now()).await?;
            }
        }
    }
    let change = history::Change { event: "feed-terms", after: Some(feed.name.clone()), ..Default::default() };
    history::append(&mut tx, ctx, House::id().uuid(), change).await?;
    tx.commit().await?;
    Ok(feed)
}
