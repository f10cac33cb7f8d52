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

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    /// A data folder of a test's own, removed when it is dropped.
    struct Folder(PathBuf);

    impl Folder {
        fn new() -> Folder {
            let folder = std::env::temp_dir().join(format!("kith-demo-{}", &base::seal::token()[..16]));
            std::fs::create_dir_all(&folder).expect("a folder");
            Folder(folder)
        }
        fn config(&self, more: &[(&'static str, &str)]) -> Config {
            let mut flags: std::collections::BTreeMap<_, _> = [("data", self.0.display().to_string())].into();
            flags.extend(more.iter().map(|(name, value)| (*name, (*value).to_owned())));
            Config::load(&flags, |_| None).expect("the defaults")
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    #[tokio::test]
    async fn a_folder_that_is_not_a_demo_is_never_touched() {
        let folder = Folder::new();
        let database = folder.0.join("kith.db");
        std::fs::write(&database, "somebody's").expect("a file");
        for fresh in [false, true] {
            let refused = prepare(&folder.config(&[]), fresh, None, 1).await;
            let why = refused.expect_err("it is refused").to_string();
            assert!(why.contains("not a demo"), "{why}");
        }
        assert_eq!(std::fs::read_to_string(&database).expect("it is still there"), "somebody's");
        assert!(!folder.config(&[]).demo, "and it is no demo now");
    }

    #[tokio::test]
    async fn a_demo_is_for_this_machine_only() {
        let folder = Folder::new();
        for setting in [("bind", "0.0.0.0:8000"), ("database", "postgres://kith.example/kith")] {
            assert!(prepare(&folder.config(&[setting]), false, None, 1).await.is_err(), "{setting:?}");
            assert!(!folder.0.join(MARK).exists(), "{setting:?}");
        }
    }
}
