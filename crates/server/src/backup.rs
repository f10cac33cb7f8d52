//! `kith backup` and `kith restore`: thin wiring around `base::backup`.

use crate::setup;
use anyhow::anyhow;
use base::{Clock, Config, Result, backup};
use std::path::Path;

/// Shortest passphrase, in characters: the file may travel.
const MIN: usize = 16;

fn passphrase() -> Result<String> {
    match std::env::var("KITH_BACKUP_PASSPHRASE") {
        Ok(p) if p.chars().count() >= MIN => Ok(p),
        Ok(_) => Err(anyhow!("KITH_BACKUP_PASSPHRASE needs at least {MIN} characters").into()),
        Err(_) => Err(anyhow!("set KITH_BACKUP_PASSPHRASE; without it nobody could open the backup").into()),
    }
}

pub async fn write(config: &Config, file: &Path) -> Result<()> {
    let passphrase = passphrase()?;
    let db = setup::database(config).await?;
    db.migrate().await?;
    let now = Clock::System.now();
    let done = backup::write(&db, file, &passphrase, now).await?;
    // For the set-up list. It is in the next backup, not in this one.
    backup::note(&db, now).await?;
    println!("{} tables, {} rows in {}", done.tables, done.rows, file.display());
    println!("The key file is not in it. Keep it apart: {}", config.in_data("key_file", "keys").display());
    db.close().await;
    Ok(())
}

pub async fn restore(config: &Config, file: &Path) -> Result<()> {
    let passphrase = passphrase()?;
    let db = setup::database(config).await?;
    let done = backup::restore(&db, file, &passphrase).await?;
    println!(
        "{} tables, {} rows restored. Put the key file beside it: {}",
        done.tables,
        done.rows,
        config.in_data("key_file", "keys").display()
    );
    db.close().await;
    Ok(())
}
