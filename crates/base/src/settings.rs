//! Settings that an installation changes while it runs: one row each, by name, JSON inside.
//!
//! What must be known before the database opens is configuration ([`crate::config`]); the rest is a setting. A row may also stand for something that
//! only one transaction at a time may count or decide ([`hold`]).

use crate::{Error, Result, Rx, Tx, seal};
use serde::{Serialize, de::DeserializeOwned};

crate::sql! {
    GET = "SELECT value AS n FROM setting WHERE name = $1";
    SET = "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    ADD = "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";
    CHANGE = "UPDATE setting SET value = $2 WHERE name = $1 AND value = $3";
    /// Changes nothing, and keeps the row to this transaction; made when it is missing.
    HOLD = "INSERT INTO setting (name, value) VALUES ($1, 'null') ON CONFLICT (name) DO UPDATE SET value = setting.value";
}

/// A setting, if it was ever set.
pub async fn get<T: DeserializeOwned>(rx: &mut Rx, name: &str) -> Result<Option<T>> {
    let text: Option<String> = rx.values::<String>(GET, (name,)).await?.pop();
    Ok(text.map(|t| serde_json::from_str(&t)).transpose()?)
}

/// Sets it.
pub async fn set<T: Serialize>(tx: &mut Tx, name: &str, value: &T) -> Result<()> {
    let value = serde_json::to_string(value)?;
    tx.run(SET, (name, value)).await.map(|_| ())
}

/// Lets one transaction at a time past here, until it has ended: for what no row stands for (how many administrators there are, which names are taken).
/// Before the reads that it is for, and before any row is held: ARCHITECTURE.md, "Two at once", has the order.
pub async fn hold(tx: &mut Tx, name: &str) -> Result<()> {
    tx.run(HOLD, (name,)).await.map(|_| ())
}

/// Sets it if it still is what was read (`None`: it was never set); false when somebody was quicker.
pub async fn advance<T: Serialize>(tx: &mut Tx, name: &str, from: Option<&T>, to: &T) -> Result<bool> {
    let to = serde_json::to_string(to)?;
    let changed = match from {
        None => tx.run(ADD, (name, to)).await?,
        Some(from) => tx.run(CHANGE, (name, to, serde_json::to_string(from)?)).await?,
    };
    Ok(changed == 1)
}

/// What a form carries, to tell whether the setting was changed since it was shown; empty when it was never set.
pub async fn mark(rx: &mut Rx, name: &str) -> Result<String> {
    Ok(text(rx, name).await?.map_or_else(String::new, |t| seal::token_hash(&t)))
}

async fn text(rx: &mut Rx, name: &str) -> Result<Option<String>> {
    Ok(rx.values::<String>(GET, (name,)).await?.pop())
}

/// Sets it, unless somebody was quicker: `mark` is the one that the form was shown with. The same value twice is one change.
pub async fn change<T: Serialize>(tx: &mut Tx, name: &str, mark: &str, value: &T) -> Result<()> {
    let value = serde_json::to_string(value)?;
    let there = text(tx, name).await?;
    if there.as_ref() == Some(&value) {
        return Ok(());
    }
    let changed = match there {
        None if mark.is_empty() => tx.run(ADD, (name, value)).await?,
        Some(old) if seal::token_hash(&old) == mark => tx.run(CHANGE, (name, value, old)).await?,
        _ => 0,
    };
    if changed == 1 { Ok(()) } else { Err(Error::Conflict("conflict-changed")) }
}
