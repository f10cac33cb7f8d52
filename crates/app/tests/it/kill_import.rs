//! kill -9 while a file is imported: what was seen before is seen after, nothing of the file is seen by half, and the next run brings all of it.
//!
//! The test starts itself as another process that imports; after a moment that process is killed.

use crate::journeys::directory::imports_broken_off::halls;
use app::directory::{
    self,
    import::{self, Order},
};
use base::{
    Clock, Config,
    db::{
        Db, Engine,
        testing::{address, engines, fresh, number},
    },
    seal::Keys,
};
use std::{
    path::Path,
    process::{Command, Stdio},
    sync::Arc,
    time::Duration,
};

/// Tells the other process that it is one: address of the database, data folder, file.
const CHILD: &str = "KITH_KILL_IMPORT";
const HALLS: usize = 600;
const BEFORE: usize = 200;

async fn machine(database: &str, data: &str) -> Arc<base::Machine> {
    let db = Db::connect(database).await.expect("the database");
    let mut config = Config::for_tests();
    config.set("data", data);
    app::machine(db, Clock::System, Keys::for_tests(), config).await.expect("a machine")
}

async fn bring(machine: &Arc<base::Machine>, file: &Path) -> import::Summary {
    let order = Order { file, feed: "halls", map: None, replace: false };
    import::services(&machine.system("test"), &order, &|_| {}).await.expect("an import")
}

/// How many are seen, and how many of them as the second file says.
async fn seen(machine: &Arc<base::Machine>) -> (usize, usize) {
    directory::refresh(machine).await.expect("the index");
    let index = directory::index(machine).await.expect("the index");
    (index.len(), index.cards().iter().filter(|c| c.description == "Coffee.").count())
}

/// Not a test by itself: it is the process that is killed, and does nothing unless it was started as one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn child() {
    let Ok(told) = std::env::var(CHILD) else { return };
    let told: Vec<&str> = told.split('|').collect();
    bring(&machine(told[0], told[1]).await, Path::new(told[2])).await;
}

#[tokio::test]
async fn soon_after_it_began() {
    for engine in engines() {
        killed(engine, 1).await;
    }
}

// It is shown by then, and carried over, where the machine is quick.
#[tokio::test]
async fn a_little_later() {
    for engine in engines() {
        killed(engine, 4).await;
    }
}

async fn killed(engine: Engine, part: u32) {
    // Given two hundred halls are seen.
    let test = fresh(engine).await;
    let data = test.folder.display().to_string();
    let (tea, coffee) = (test.folder.join("tea.csv"), test.folder.join("coffee.csv"));
    std::fs::write(&tea, halls(BEFORE, "Tea.")).expect("a file");
    std::fs::write(&coffee, halls(HALLS, "Coffee.")).expect("a file");
    let here = machine(&address(&test, engine), &data).await;
    bring(&here, &tea).await;
    assert_eq!(seen(&here).await, (BEFORE, 0));

    // When a process that brings many more, and other words for the two hundred, is killed.
    let told = [address(&test, engine), data.clone(), coffee.display().to_string()].join("|");
    let mut process = Command::new(std::env::current_exe().expect("this test"))
        .args(["kill_import::child", "--exact", "--test-threads=1"])
        .env(CHILD, told)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("another process");
    const STAGED: &str = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM import_row";
    let begun = async {
        let before = number(&here.db, STAGED).await;
        while number(&here.db, STAGED).await == before {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), begun).await.expect("the other process works");
    tokio::time::sleep(Duration::from_millis(60) * part).await;
    process.kill().expect("kill -9");
    let finished = process.wait().expect("it is over").success();

    // Then it is as it was, or as the file has it.
    let (all, new) = seen(&here).await;
    println!("{engine:?}: {all} seen, {new} of the file, finished: {finished}");
    assert!((all, new) == (BEFORE, 0) || (all, new) == (HALLS, HALLS), "{all} seen, {new} of them of the second file");

    // And the file again brings all of it, and leaves no row of the dead run.
    bring(&here, &coffee).await;
    assert_eq!(seen(&here).await, (HALLS, HALLS));
    let services = number(&here.db, "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM service").await;
    assert_eq!(services, HALLS as i64, "{engine:?}: rows of the dead run");
    let again = bring(&here, &coffee).await;
    assert_eq!((again.changed, again.added, again.unchanged), (0, 0, HALLS as u64));
}
