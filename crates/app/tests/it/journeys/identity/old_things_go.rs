//! Drafts that nobody touches, sessions long ended, failures and invitations that are over: a job removes them.

use base::db::testing::look;
use jiff::SignedDuration;
use testkit::{App, on_both};

async fn count(app: &App, sql: &'static str) -> i64 {
    look(&app.machine.db).await.value(sql, ()).await.expect("a count")
}

const DRAFTS: &str = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM draft";
const SESSIONS: &str = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM session";
const FAILURES: &str = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM throttle";
const INVITATIONS: &str = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM invitation";
const SEATS: &str = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM desk_seat";

on_both! {
    async fn each_in_its_time(app) {
        let mut grace = app.signs_in("grace").await;
        grace.visit("/refer").await;
        grace.form("Start a referral").press(&mut grace).await;
        let mut femi = app.signs_in("femi").await;
        femi.visit("/team").await;
        femi.follow("Invite a colleague").await;
        femi.form("Send the invitation").fill("Name", "Rukhsana Ali").fill("E-mail address", "rukhsana@stratford.example").choose("Link worker").press(&mut femi).await;
        let mut browser = app.browser();
        browser.visit("/sign-in").await;
        browser.form("Sign in").fill("E-mail address", "nobody@nowhere.example").fill("Password", "wrong wrong wrong").press(&mut browser).await;
        app.run_jobs().await;
        for (sql, n) in [(DRAFTS, 1), (SESSIONS, 2), (FAILURES, 1), (INVITATIONS, 1), (SEATS, 2)] {
            assert_eq!(count(&app, sql).await, n, "{sql}");
        }
        app.later(SignedDuration::from_hours(4 * 24)).await;
        for (sql, n) in [(DRAFTS, 1), (SESSIONS, 2), (FAILURES, 0), (INVITATIONS, 0), (SEATS, 0)] {
            assert_eq!(count(&app, sql).await, n, "{sql}");
        }
        // A draft that is touched stays.
        let mut grace = app.signs_in("grace").await;
        grace.visit("/refer").await;
        grace.follow("No name yet").await;
        grace.form("Continue").fill("Name", "Walter Ellis").press(&mut grace).await;
        app.later(SignedDuration::from_hours(27 * 24)).await;
        assert_eq!(count(&app, DRAFTS).await, 1);
        app.later(SignedDuration::from_hours(4 * 24)).await;
        assert_eq!(count(&app, DRAFTS).await, 0);
        app.later(SignedDuration::from_hours(58 * 24)).await;
        assert_eq!(count(&app, SESSIONS).await, 1, "only the youngest is less than ninety days old");
    }
}
