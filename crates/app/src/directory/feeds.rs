//! Feeds: whose they are, who is told what is wrong with them, and whether what they bring may go out again.

mod store;

pub(super) use store::SQL;

use super::import::check_feed;
use crate::policy::{DIRECTORY_IMPORT, SERVICE_VIEW};
use anyhow::anyhow;
use base::{Ctx, House, Result, Tx, history};
use kernel::Instant;
use serde::Serialize;

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
    /// So many of its services are open.
    pub services: i64,
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
    store::set(&mut tx, feed.clone()).await?;
    if was != feed.republish {
        store::touch(&mut tx, &feed.name, ctx.now()).await?;
    }
    let change = history::Change { event: "feed-terms", after: Some(feed.name.clone()), ..Default::default() };
    history::append(&mut tx, ctx, House::id().uuid(), change).await?;
    tx.commit().await?;
    Ok(feed)
}
