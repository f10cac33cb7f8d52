//! What has changed, in order: for whoever keeps a copy of what we publish and wants to know what is new and what is gone.
//!
//! Each service stands in it once, where it last changed. Numbers are given after the fact by one job, so that nobody who has read up to a number misses what
//! was committed later under a smaller one.

use super::{
    answer::{List, Open, Reader},
    store::{self, changes::ToTell},
    web::Standard,
};
use crate::{directory::fresh, policy::DIRECTORY_IMPORT};
use base::{
    Ctx, House, Result, Rx,
    jobs::{Failure, Job},
    settings,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant as Moment},
};

/// Numbers what has changed since it was last done. Says how many there were.
pub async fn number_changes(ctx: &Ctx) -> Result<usize> {
    number(ctx, &look(ctx).await?).await
}

/// Looks once, and beside those who write: in a large directory that takes a while. What changes meanwhile is told the next time.
async fn look(ctx: &Ctx) -> Result<Vec<ToTell>> {
    let mut rx: Rx = fresh::reading(ctx).await?;
    store::changes::to_tell(&mut rx, ctx.now()).await
}

async fn number(ctx: &Ctx, told: &[ToTell]) -> Result<usize> {
    const AT_ONCE: usize = 2000;
    let mut total = 0;
    for some in told.chunks(AT_ONCE) {
        let (mut tx, _) = ctx.write(&DIRECTORY_IMPORT, House::id()).await?;
        let since = std::time::Instant::now();
        // Two at once would give out the same numbers.
        settings::hold(&mut tx, "hold-listing-change").await?;
        total += store::changes::number(&mut tx, some, ctx.now()).await?;
        tx.commit().await?;
        tokio::time::sleep(since.elapsed()).await;
    }
    Ok(total)
}

/// When this machine last looked for changes, and how long that took.
#[derive(Default)]
struct Looked(Mutex<Option<(Moment, Duration)>>);

/// In a large directory a look takes seconds: it is taken again when so many times as long has gone by.
const REST: u32 = 30;

/// Numbers changes, every few seconds; in a large directory every minute or two.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct NumberChanges;

impl Job for NumberChanges {
    const KIND: &'static str = "directory-number-changes";
    async fn run(self, ctx: Ctx) -> Result<(), Failure> {
        let looked = ctx.machine.extension::<Looked>();
        let before = *looked.0.lock().unwrap_or_else(PoisonError::into_inner);
        if before.is_some_and(|(at, took)| at.elapsed() < took * REST) {
            return Ok(());
        }
        let begun = Moment::now();
        let told = look(&ctx).await?;
        *looked.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((Moment::now(), begun.elapsed()));
        number(&ctx, &told).await?;
        Ok(())
    }
}

/// The changes after a number, with where to go on.
pub(super) async fn page(ctx: &Ctx, open: &Open, standard: Standard, after: i64, limit: i64) -> Result<Value> {
    let mut rx: Rx = fresh::reading(ctx).await?;
    let rows = store::changes::after(&mut rx, after, limit).await?;
    drop(rx);
    let next = rows.last().map_or(after, |c| c.seq);
    let mut reader = Reader::new(ctx, open).await?;
    let mut items = vec![];
    for c in rows {
        let mut item = json!({ "id": c.service_id, "kind": "service", "state": c.state, "modified": c.at.to_string() });
        if c.state == "updated" {
            let number = open.number(List::Services, c.service_id.uuid());
            let data = match number {
                Some(n) => reader.row(List::Services, n).await?,
                None => None,
            };
            if let Some(data) = data {
                item["data"] = Value::Object(data);
            }
        }
        items.push(item);
    }
    let url = ctx.machine.config.public_url();
    let next = format!("{}{}/changes?after={next}&limit={limit}", url.trim_end_matches('/'), standard.base());
    Ok(json!({ "items": items, "next": next }))
}
