//! `kith demo`: a data folder marked as a demo, filled once.

use anyhow::{Context, anyhow};
use base::{Clock, Config, Db, Result, seal::Ids};
use kernel::{Date, Instant};

/// The file that marks a data folder as a demo.
const MARK: &str = "demo";

/// Makes the demo if there is none. A folder that is not a demo is never touched.
pub async fn prepare(config: &Config, fresh: bool, today: Option<Date>, seed: u64) -> Result<()> {
    let folder = config.data();
    if !config.get("database").is_empty() {
        return Err(anyhow!("a demo lives in a folder on embedded SQLite; leave out --database").into());
    }
    if !config.bind()?.ip().is_loopback() {
        return Err(anyhow!("a demo is served on loopback only: its passwords are known").into());
    }
    let (mark, database) = (folder.join(MARK), folder.join("kith.db"));
    if database.exists() && !mark.exists() {
        return Err(anyhow!("{} holds a database that is not a demo; choose another folder", folder.display()).into());
    }
    if mark.exists() && !fresh && database.exists() && folder.join("whole").exists() {
        return Ok(());
    }
    // Made in pieces, and marked as whole at the end: a demo that was cut off is made again.
    if mark.exists() {
        for file in ["kith.db", "kith.db-wal", "kith.db-shm", "whole", "keys"] {
            let _ = std::fs::remove_file(folder.join(file));
        }
        let _ = std::fs::remove_dir_all(folder.join("outbox"));
    }
    std::fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    std::fs::write(&mark, "Made-up people only. Known passwords. Never put anything real in here.\n")
        .context("the mark of a demo")?;
    println!("Making the demo …");

    let now: Instant = match today {
        Some(day) => format!("{day}T17:00:00.000000Z").parse().map_err(|_| anyhow!("not a day: {day}"))?,
        None => Clock::System.now(),
    };
    let clock = Clock::fixed(now);
    let mut config = config.clone();
    config.demo = true;
    let db = Db::in_folder_unsynced(&folder).await?;
    let keys = crate::setup::keys(&config, &db).await?;
    let machine = app::machine_with(db, clock, keys, config, Ids::seeded(seed)).await?;
    app::demo::make(&machine, now, seed, app::demo::PEOPLE).await?;
    machine.db.close().await;
    std::fs::File::open(&database).and_then(|f| f.sync_all()).context("the demo's database")?;
    std::fs::write(folder.join("whole"), "").context("the demo's folder")?;
    Ok(())
}
