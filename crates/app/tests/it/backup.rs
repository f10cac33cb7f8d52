//! A backup taken while people work, restored into the other engine and back: every row the same, and people go on.

use crate::{
    journeys::referral::receptionist_refers::when_she_refers_mr_ellis,
    kill::{HALVES as HALF_REFERRALS, STRAYS, receptionist, refer},
};
use base::{
    audit, backup,
    db::testing::{engines, fresh, number},
};
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};
use testkit::{App, Engine, once};

const PASSPHRASE: &str = "a passphrase of some length";

once! {
    async fn from_one_engine_to_the_other_and_back() {
        backup::testing::easily_opened();
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
}

/// What would be there by half if the tables had been read one after the other while people write.
const HALVES: [&str; 4] = [
    HALF_REFERRALS,
    STRAYS,
    "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM agreement a WHERE NOT EXISTS (SELECT 1 FROM referral r WHERE r.id = a.subject)",
    "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM audit a
     WHERE a.action = 'referral-new' AND a.kind = 'write'
       AND (SELECT COUNT(*) FROM audit b WHERE b.action = 'referral-new' AND b.kind = 'write') <> (SELECT COUNT(*) FROM referral)",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_that_is_taken_while_people_write_is_of_one_moment() {
    backup::testing::easily_opened();
    for engine in engines() {
        let app = App::on(engine).await;
        let (sent, stop) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
        let grace = receptionist(&app.machine, app.world.worker("grace").id.uuid());
        let (organisation, team) = (app.world.organisations["surgery"], app.world.teams["stratford"]);
        let writing = tokio::spawn({
            let (sent, stop) = (sent.clone(), stop.clone());
            async move {
                while !stop.load(Ordering::SeqCst) {
                    let n = sent.load(Ordering::SeqCst);
                    refer(&grace, organisation, team, n).await;
                    if n % 10 == 0 {
                        audit::seal(&grace.machine.db, grace.now()).await.expect("a seal");
                    }
                    sent.fetch_add(1, Ordering::SeqCst);
                }
            }
        });
        while sent.load(Ordering::SeqCst) < 150 {
            assert!(!writing.is_finished());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let file = app.folder().join("busy.age");
        let before = sent.load(Ordering::SeqCst);
        let done = backup::write(&app.machine.db, &file, PASSPHRASE, app.clock.now()).await.expect("a backup");
        let after = sent.load(Ordering::SeqCst);
        stop.store(true, Ordering::SeqCst);
        writing.await.expect("somebody who writes");
        assert!(after > before, "{engine:?}: nobody wrote meanwhile");

        let other = fresh(engine).await;
        assert_eq!(backup::restore(&other.db, &file, PASSPHRASE).await.expect("a restore"), done);
        let there = number(&other.db, "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM referral").await;
        assert!((before as i64..=after as i64 + 1).contains(&there), "{engine:?}: {there} of {before} to {after}");
        for halves in HALVES {
            assert_eq!(number(&other.db, halves).await, 0, "{engine:?}: {halves}");
        }
        let blocks = audit::verify(&other.db).await.expect("a check").expect("every seal holds");
        let unknown = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM audit a WHERE a.block IS NOT NULL AND NOT EXISTS (SELECT 1 FROM audit_block b WHERE b.number = a.block)";
        assert_eq!((number(&other.db, unknown).await, blocks >= before as i64 / 10), (0, true), "{engine:?}");
    }
}

#[tokio::test]
async fn a_file_that_was_cut_off_restores_nothing() {
    backup::testing::easily_opened();
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
