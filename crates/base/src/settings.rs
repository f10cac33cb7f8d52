//! Settings that an installation changes while it runs: one row each, by name, JSON inside.
//!
//! What must be known before the database opens is configuration ([`crate::config`]); the rest is a setting.

use crate::{Result, Rx, Tx};
use serde::{Serialize, de::DeserializeOwned};

crate::sql! {
    GET = "SELECT value AS n FROM setting WHERE name = $1";
    SET = "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
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
