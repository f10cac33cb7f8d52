//! `kith demo`: a data folder marked as a demo, filled once.

use anyhow::{Context, anyhow};
use app::demo::{PEOPLE, SEED};
use base::{Clock, Config, Db, Result, cores::OneCore, seal::Ids};
use kernel::{Date, Instant};

/// The file that marks a data folder as a demo.
const MARK: &str = "demo";
/// The file that says that the demo was made to its end, and from which seed and day.
const WHOLE: &str = "whole";
/// What an installation makes in its data folder: where one of these lies without a mark, somebody works with the folder.
const OF_SOMEBODY: [&str; 3] = ["kith.db", "keys", "outbox"];

/// What somebody asked for; what they did not ask for is all right as it is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wish {
    pub fresh: bool,
    /// The day on which the history ends; today when it is missing.
    pub today: Option<Date>,
    pub seed: Option<u64>,
    /// A smaller one, of so many people besides those of the stories: quicker to make, and it resembles nothing.
    pub people: Option<usize>,
}

/// Whoever knows the passwords of a demo must sit at this machine, and its people must not come near a database of somebody else.
///
/// # Errors
/// When the configuration would let others in, or names a database.
pub fn keeps_to_itself(config: &Config) -> Result<()> {
    if !config.get("database").is_empty() {
        return Err(anyhow!("a demo lives in a folder on embedded SQLite; leave out --database").into());
    }
    if !config.bind()?.ip().is_loopback() {
        return Err(anyhow!("a demo is served on loopback only: its passwords are known").into());
    }
    Ok(())
}

/// Makes the demo if there is none. A folder that is not a demo is never touched.
pub async fn prepare(config: &Config, wish: Wish) -> Result<()> {
    let folder = config.data();
    keeps_to_itself(config)?;
    let (mark, database) = (folder.join(MARK), folder.join("kith.db"));
    if !mark.exists() && OF_SOMEBODY.iter().any(|f| folder.join(f).exists()) {
        return Err(anyhow!("{} holds data that is not a demo's; choose another folder", folder.display()).into());
    }
    if mark.exists() && !wish.fresh && database.exists() && folder.join(WHOLE).exists() {
        let made = std::fs::read_to_string(folder.join(WHOLE)).context("the demo's folder")?;
        return fits(&made, wish).map_err(|e| anyhow!("{}: {e}", folder.display()).into());
    }
    // Made in pieces, and marked as whole at the end: a demo that was cut off is made again.
    if mark.exists() {
        for file in ["kith.db", "kith.db-wal", "kith.db-shm", WHOLE, "keys"] {
            let _ = std::fs::remove_file(folder.join(file));
        }
        let _ = std::fs::remove_dir_all(folder.join("outbox"));
    }
    let seed = wish.seed.unwrap_or(SEED);
    std::fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    std::fs::write(&mark, "Made-up people only. Known passwords. Never put anything real in here.\n")
        .context("the mark of a demo")?;
    println!("Making the demo …");

    let now: Instant = match wish.today {
        Some(day) => format!("{day}T17:00:00.000000Z").parse().map_err(|_| anyhow!("not a day: {day}"))?,
        None => Clock::System.now(),
    };
    let clock = Clock::fixed(now);
    let mut config = config.clone();
    config.demo = true;
    // About a million statements.
    let _one_core = OneCore::stay();
    let db = Db::in_folder_unsynced(&folder).await?;
    let keys = crate::setup::keys(&config, &db).await?;
    let machine = app::machine_with(db, clock, keys, config, Ids::seeded(seed)).await?;
    let people = wish.people.unwrap_or(PEOPLE);
    let made = app::demo::make(&machine, now, seed, people).await?;
    machine.db.close().await;
    std::fs::File::open(&database).and_then(|f| f.sync_all()).context("the demo's database")?;
    std::fs::write(folder.join(WHOLE), as_made(seed, wish.today, people)).context("the demo's folder")?;
    if people == PEOPLE {
        print!("{}", app::demo::resemblance(&made.facts));
    }
    Ok(())
}

/// `seed 1, day 2026-11-24`, or `seed 1, no day` when it was made as of the moment.
fn as_made(seed: u64, today: Option<Date>, people: usize) -> String {
    format!("seed {seed}, {}, {people} people", today.map_or("no day".to_owned(), |day| format!("day {day}")))
}

/// Whether the demo that is there is the one that is asked for.
fn fits(made: &str, wish: Wish) -> std::result::Result<(), String> {
    let parts: Vec<&str> = made.trim().split(", ").collect();
    let other_seed = wish.seed.is_some_and(|seed| !parts.contains(&format!("seed {seed}").as_str()));
    let other_day = wish.today.is_some_and(|day| !parts.contains(&format!("day {day}").as_str()));
    let other_people = wish.people.is_some_and(|n| !parts.contains(&format!("{n} people").as_str()));
    if !other_seed && !other_day && !other_people {
        return Ok(());
    }
    let known = if made.trim().is_empty() { "nobody noted seed and day" } else { made.trim() };
    Err(format!("the demo there is another one ({known}); --fresh throws it away and makes the one that you ask for"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::setup::Folder;

    async fn refused(config: &Config, wish: Wish) -> String {
        crate::explain(&prepare(config, wish).await.expect_err("it must be refused"))
    }

    #[tokio::test]
    async fn a_demo_is_for_this_machine_and_has_a_database_of_its_own() {
        let folder = Folder::new();
        for (setting, value, why) in [
            ("bind", "0.0.0.0:8000", "loopback only"),
            ("bind", "[::]:8000", "loopback only"),
            ("bind", "192.0.2.7:8000", "loopback only"),
            ("bind", "localhost", "`bind` is not an address"),
            ("database", "postgres://kith@db.example/kith", "leave out --database"),
            ("database", "sqlite:elsewhere.db", "leave out --database"),
        ] {
            let mut config = folder.config();
            config.set(setting, value);
            for fresh in [false, true] {
                let said = refused(&config, Wish { fresh, ..Wish::default() }).await;
                assert!(said.contains(why), "{value}: {said}");
            }
            assert!(!folder.0.exists(), "{value}: nothing is made");
            // A folder that was marked before is not served to others by `kith serve` either.
            config.demo = true;
            let said = crate::explain(&crate::serve::run(config).await.expect_err("it must be refused"));
            assert!(said.contains(why), "{value}: {said}");
            assert!(!folder.0.exists(), "{value}: nothing is made");
        }
    }

    #[tokio::test]
    async fn a_folder_that_somebody_works_with_is_not_touched() {
        for file in OF_SOMEBODY {
            let folder = Folder::new();
            std::fs::create_dir_all(&folder.0).expect("a folder");
            std::fs::write(folder.0.join(file), "somebody's").expect("a file");
            for fresh in [false, true] {
                let said = refused(&folder.config(), Wish { fresh, ..Wish::default() }).await;
                assert!(said.contains("not a demo's"), "{file}: {said}");
            }
            assert_eq!(std::fs::read(folder.0.join(file)).expect("still there"), b"somebody's");
            assert!(!folder.0.join(MARK).exists(), "{file}: it is not marked");
        }
    }

    #[tokio::test]
    async fn another_demo_than_the_one_that_is_there_is_made_only_afresh() {
        let folder = Folder::new();
        std::fs::create_dir_all(&folder.0).expect("a folder");
        let day = |text: &str| -> Option<Date> { Some(text.parse().expect("a day")) };
        for file in [MARK, "kith.db"] {
            std::fs::write(folder.0.join(file), "").expect("a file");
        }
        let ask = |seed, today| Wish { today, seed, ..Wish::default() };
        let there = |made: &str| std::fs::write(folder.0.join(WHOLE), made).expect("a file");

        there(&as_made(7, day("2026-11-24"), PEOPLE));
        for wish in [ask(None, None), ask(Some(7), None), ask(None, day("2026-11-24")), ask(Some(7), day("2026-11-24"))]
        {
            prepare(&folder.config(), wish).await.expect("it is the one that is there");
        }
        for wish in
            [ask(Some(1), None), ask(Some(77), None), ask(None, day("2026-11-02")), ask(Some(7), day("2026-11-25"))]
        {
            let said = refused(&folder.config(), wish).await;
            assert!(said.contains("--fresh") && said.contains("seed 7, day 2026-11-24"), "{said}");
        }
        there(&as_made(1, None, 1200));
        prepare(&folder.config(), ask(Some(1), None)).await.expect("it is the one that is there");
        assert!(refused(&folder.config(), ask(None, day("2026-11-24"))).await.contains("seed 1, no day"));
        let many = |people| Wish { people: Some(people), ..Wish::default() };
        prepare(&folder.config(), many(1200)).await.expect("it has as many people");
        assert!(refused(&folder.config(), many(PEOPLE)).await.contains("1200 people"));
        // One of before this was noted.
        there("");
        prepare(&folder.config(), ask(None, None)).await.expect("nothing was asked for");
        assert!(refused(&folder.config(), ask(Some(1), None)).await.contains("nobody noted"));
    }
}
