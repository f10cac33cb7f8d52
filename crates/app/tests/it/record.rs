//! The record of looks: a seal notices every change, what cannot be recorded is not shown, and a page that forgets to record what it showed is a fault.

use crate::journeys::referral::receptionist_refers::when_she_refers_mr_ellis;
use app::policy::{HOUSE_VIEW, INBOX_LIST};
use axum::response::{IntoResponse, Response};
use base::{
    Ctx, Error, House, Result, audit,
    db::testing::{look, tamper},
    http::routes::{Access, Route},
};
use testkit::{App, Browser, engines, on_both};

/// Two sealed blocks of a day's work.
async fn given_two_blocks(app: &App) -> i64 {
    let mut grace = app.signed_in("grace").await;
    when_she_refers_mr_ellis(&mut grace).await;
    let (first, _) = audit::seal(&app.machine.db, app.clock.now()).await.expect("a seal").expect("something to seal");
    grace.visit("/sent").await;
    let (second, _) = audit::seal(&app.machine.db, app.clock.now()).await.expect("a seal").expect("something to seal");
    assert_eq!(second, first + 1);
    assert_eq!(audit::seal(&app.machine.db, app.clock.now()).await.expect("a seal"), None, "nothing new");
    assert_eq!(audit::verify(&app.machine.db).await.expect("a check"), Ok(second));
    first
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_is_changed_in_a_sealed_block_is_noticed() {
    // Each is one thing that somebody with the database may do to the rows of the first block.
    const DEEDS: &[&str] = &[
        "UPDATE audit SET action = 'referral-view' WHERE block = 1 AND kind = 'write'",
        "UPDATE audit SET actor = NULL WHERE block = 1",
        "UPDATE audit SET request = 'x' WHERE block = 1",
        "DELETE FROM audit WHERE block = 1 AND kind = 'write'",
        "UPDATE audit SET block = 1 WHERE block = 2",
        "UPDATE audit_block SET hash = 'x' WHERE number = 1",
    ];
    for engine in engines() {
        let app = App::on(engine).await;
        let first = given_two_blocks(&app).await;
        for deed in DEEDS {
            // Tried and taken back, so that each is looked at by itself: the check runs in the same transaction.
            let mut tx = tamper(&app.machine.db).await;
            assert!(tx.run(deed, ()).await.expect("a deed") > 0, "{deed}");
            let found = audit::verify_in(&mut tx).await.expect("a check");
            assert_eq!(found, Err(first), "{deed}");
        }
        assert!(audit::verify(&app.machine.db).await.expect("a check").is_ok(), "all of it was taken back");
    }
}

on_both! {
    async fn more_look_at_once_than_there_are_connections(app) {
        let looks: Vec<_> = (0..40)
            .map(|_| {
                let ctx = app.system();
                tokio::spawn(async move { ctx.read(&HOUSE_VIEW, House::id()).await.map(|_| ()) })
            })
            .collect();
        for look in looks {
            look.await.expect("an end").expect("a look that is recorded");
        }
    }
}

on_both! {
    async fn a_look_that_cannot_be_recorded_shows_nothing(app) {
        let mut grace = app.signed_in("grace").await;
        when_she_refers_mr_ellis(&mut grace).await;
        let sent = grace.page().url.split('?').next().expect("a path").to_owned();
        let mut tx = tamper(&app.machine.db).await;
        tx.run("ALTER TABLE audit RENAME TO audit_gone", ()).await.expect("a disk that is full, say");
        tx.commit().await.expect("a commit");
        for path in [sent.as_str(), "/sent"] {
            let page = grace.visit(path).await;
            assert_eq!(page.status, 503, "{path}");
            page.see("Not just now").not_see("Ellis");
        }
        let mut tx = tamper(&app.machine.db).await;
        tx.run("ALTER TABLE audit_gone RENAME TO audit", ()).await.expect("space again");
        tx.commit().await.expect("a commit");
        grace.visit(&sent).await.see("Walter Ellis");
        assert!(audit::recent(&mut look(&app.machine.db).await, Some("referral-view"), Some("look"), 5).await.expect("rows").len() == 2);
    }
}

/// Opens the inbox and never says what it showed.
async fn forgetful(ctx: Ctx) -> Result<Response> {
    let (_, _scope) = ctx.list(&INBOX_LIST).await?;
    Ok("Walter Ellis".into_response())
}

/// The same, but nothing is shown.
async fn empty_handed(ctx: Ctx) -> Result<Response> {
    let (_, _scope) = ctx.list(&INBOX_LIST).await?;
    Err(Error::NotFound)
}

/// As it should be.
async fn mindful(ctx: Ctx) -> Result<Response> {
    let (rx, scope) = ctx.list(&INBOX_LIST).await?;
    drop(rx);
    ctx.showed(scope, []).await?;
    Ok("nothing is waiting".into_response())
}

on_both! {
    async fn a_list_that_does_not_say_what_it_showed_is_a_fault(app) {
        let sam = app.signed_in("sam").await;
        let mut routes = app::routes();
        routes.push(Route::get("/forgetful", Access::For(&INBOX_LIST), forgetful));
        routes.push(Route::get("/empty-handed", Access::For(&INBOX_LIST), empty_handed));
        routes.push(Route::get("/mindful", Access::For(&INBOX_LIST), mindful));
        let mut browser = Browser::new(base::http::app(app.machine.clone(), routes), app.clock.clone());
        browser.cookies = sam.cookies.clone();
        assert_eq!(browser.visit("/mindful").await.status, 200);
        assert_eq!(browser.visit("/empty-handed").await.status, 404);
        let page = browser.visit("/forgetful").await.clone();
        assert_eq!(page.status, 500);
        page.see("Sorry, something went wrong").not_see("Ellis");
        let logs = testkit::logs();
        let line = logs.lines().find(|l| l.contains("a fault of ours") && l.contains(&page.headers["x-request-id"]));
        assert!(line.expect("the fault is in the log").contains("inbox-list"));
    }
}
