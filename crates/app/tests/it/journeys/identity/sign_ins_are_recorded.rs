//! Every try to sign in is in the record, well or not, with the account that it was for and never with the address that was typed.

use base::{audit, db::testing::look};
use testkit::{App, on_both};

/// Kind and account of the newest rows about signing in.
async fn tries(app: &App) -> Vec<(String, Option<uuid::Uuid>)> {
    let lines = audit::recent(&mut look(&app.machine.db).await, Some("sign-in"), None, 20).await.expect("the record");
    lines.into_iter().map(|l| (l.kind, l.subject.map(|s| s.uuid()))).collect()
}

on_both! {
    async fn well_and_not(app) {
        let grace = app.world.worker("grace").clone();
        let id = Some(grace.id.uuid());
        let mut browser = app.browser();
        browser.visit("/sign-in").await;
        browser.form("Sign in").fill("E-mail address", &grace.email).fill("Password", "wrong wrong wrong").press(&mut browser).await;
        assert_eq!(tries(&app).await, [("refused".to_owned(), id)]);
        browser.form("Sign in").fill("Password", testkit::PASSWORD).press(&mut browser).await;
        browser.form("Continue").fill("Code from your app, or a printed code", "000000").press(&mut browser).await;
        let code = grace.code(app.clock.now());
        browser.form("Continue").fill("Code from your app, or a printed code", &code).press(&mut browser).await;
        assert_eq!(browser.page().url, "/today");
        app.clock.advance(jiff::SignedDuration::from_secs(1));
        let kinds: Vec<String> = tries(&app).await.into_iter().map(|t| { assert_eq!(t.1, id); t.0 }).collect();
        assert_eq!(kinds.iter().filter(|k| *k == "refused").count(), 2, "the password and the code");
        assert_eq!(kinds.iter().filter(|k| *k == "write").count(), 2, "the password and the code");

        // Nobody's address: a row without an account, and no address anywhere.
        let mut other = app.browser();
        other.visit("/sign-in").await;
        other.form("Sign in").fill("E-mail address", "nobody@nowhere.example").fill("Password", "wrong wrong wrong").press(&mut other).await;
        assert_eq!(tries(&app).await[0], ("refused".to_owned(), None));
        let all = audit::recent(&mut look(&app.machine.db).await, None, None, 1000).await.expect("the record");
        assert!(!format!("{all:?}").contains("nowhere.example"));
    }
}
