//! Opens what a command needs: data folder, database, keys, machine.

use anyhow::Context;
use base::{Clock, Config, Db, Machine, Result, seal::Keys};
use std::sync::Arc;

/// The database that the configuration names.
pub async fn database(config: &Config) -> Result<Db> {
    match config.get("database") {
        "" => {
            std::fs::create_dir_all(config.data())
                .with_context(|| format!("the data folder {}", config.data().display()))?;
            Db::in_folder(&config.data()).await
        }
        url => Db::connect(url).await,
    }
}

/// The keys, made when they are missing.
pub fn keys(config: &Config) -> Result<Keys> {
    std::fs::create_dir_all(config.data()).with_context(|| format!("the data folder {}", config.data().display()))?;
    Keys::load(&config.in_data("key_file", "keys"))
}

/// The whole machine.
pub async fn machine(config: Config) -> Result<Arc<Machine>> {
    let db = database(&config).await?;
    let keys = keys(&config)?;
    app::machine(db, Clock::System, keys, config).await
}
