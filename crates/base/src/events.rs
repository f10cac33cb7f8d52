//! What happened, told to those who come later.
//!
//! A slice that comes earlier does not know the later ones; it emits an event, and a later slice has subscribed. One job row per subscriber is
//! written in the emitter's transaction, so an event is never lost and never told of something that was undone. What must be visible on the
//! next page is a call, not an event: subscribers run up to a second later.

use crate::{Ctx, Result, Tx, jobs};
use serde::{Serialize, de::DeserializeOwned};

/// Something that happened. The payload carries `kind` and `v`, and old payloads keep decoding.
pub trait Event: Serialize + DeserializeOwned + Send + Sync {
    const KIND: &'static str;
    const V: u32 = 1;
    /// The kinds of the jobs that want to know.
    const SUBSCRIBERS: &'static [&'static str];
}

/// What stands in the queue: a [`Told`].
pub fn payload<E: Event>(event: &E) -> Result<String> {
    Ok(serde_json::to_string(&Told { kind: E::KIND.to_owned(), v: E::V, event })?)
}

/// Tells every subscriber, in the caller's transaction.
pub async fn emit<E: Event>(tx: &mut Tx, ctx: &Ctx, event: &E) -> Result<()> {
    let payload = payload(event)?;
    for subscriber in E::SUBSCRIBERS {
        jobs::enqueue_raw(tx, ctx, subscriber, &payload).await?;
    }
    Ok(())
}

/// What a subscriber's job receives.
#[derive(Serialize, serde::Deserialize, Debug)]
pub struct Told<E> {
    pub kind: String,
    pub v: u32,
    pub event: E,
}
