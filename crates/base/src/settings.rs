//! Settings that an installation changes while it runs: one row each, by name, JSON inside.
//!
//! What must be known before the database opens is configuration ([`crate::config`]); the rest is a setting.

use crate::{Error, Result, Rx, Tx, seal};
use serde::{Serialize, de::DeserializeOwned};

crate::sql! {
    GET = "SELECT value AS n FROM setting WHERE name = $1";
    SET = "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    ADD = "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";
    CHANGE = "UPDATE setting SET value = $2 WHERE name = $1 AND value = $3";
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
