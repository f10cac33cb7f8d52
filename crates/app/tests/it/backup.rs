//! A backup taken while people work, restored into the other engine and back: every row the same, and people go on.

use crate::journeys::referral::receptionist_refers::when_she_refers_mr_ellis;
use base::{
    backup,
    db::testing::{engines, fresh},
};
use testkit::{App, Engine};

const PASSPHRASE: &str = "a passphrase of some length";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn from_one_engine_to_the_other_and_back() {
    let app = App::on(Engine::Sqlite).await;
    let mut grace = app.signed_in("grace").await;
    when_she_refers_mr_ellis(&mut grace).await;
    testkit::choir(&app.system()).await;
    let folder = app.folder();
    let first = folder.join("first.age");
    let done = backup::write(&app.machine.db, &first, PASSPHRASE, app.clock.now()).await.expect("a backup");
    assert!(done.rows > 100 && done.tables > 25, "{done:?}");
    let bytes = std::fs::read(&first).expect("the file");
    assert!(!bytes.windows(5).any(|w| w == b"Ellis"), "it is sealed");
    assert!(backup::write(&app.machine.db, &first, PASSPHRASE, app.clock.now()).await.is_err(), "overwrites nothing");

    let mut from = first.clone();
    for engine in engines().into_iter().rev().chain([Engine::Sqlite]) {
        let other = fresh(engine).await;
        assert!(backup::restore(&other.db, &from, "not the right passphrase").await.is_err());
        assert_eq!(backup::restore(&other.db, &from, PASSPHRASE).await.expect("a restore"), done);
        assert!(backup::restore(&other.db, &from, PASSPHRASE).await.is_err(), "a restore overwrites nothing");
        let next = folder.join(format!("{}.age", base::seal::token()));
        assert_eq!(backup::write(&other.db, &next, PASSPHRASE, app.clock.now()).await.expect("a backup"), done);
        from = next;
    }

    // On the restored database the referral is where it was, and the link worker sees it.
    let restored = App::restored(fresh(Engine::Sqlite).await, &from, PASSPHRASE, &app).await;
    let mut sam = restored.signed_in("sam").await;
    sam.visit("/inbox").await.see("Walter Ellis");
}

#[tokio::test]
async fn a_file_that_was_cut_off_restores_nothing() {
    let app = App::on(Engine::Sqlite).await;
    let file = app.folder().join("whole.age");
    backup::write(&app.machine.db, &file, PASSPHRASE, app.clock.now()).await.expect("a backup");
    let bytes = std::fs::read(&file).expect("the file");
    let cut = app.folder().join("cut.age");
    std::fs::write(&cut, &bytes[..bytes.len() / 2]).expect("a file");
    let other = fresh(Engine::Sqlite).await;
    assert!(backup::restore(&other.db, &cut, PASSPHRASE).await.is_err());
    assert_eq!(
        backup::restore(&other.db, &file, PASSPHRASE).await.expect("still empty").tables,
        base::db::dump::tables().expect("tables").len()
    );
}
