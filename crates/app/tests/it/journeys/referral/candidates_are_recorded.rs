//! Whoever is shown as somebody who may be the same is in the record as shown, with their id: to the referrer as to the team.

use super::receptionist_refers::when_she_refers_mr_ellis;
use crate::journeys::case::accepted_from_the_inbox::given_mr_ellis_on_sams_caseload;
use base::{audit, db::testing::look};
use testkit::{App, on_both};

/// The ids that lists of an action showed.
async fn shown(app: &App, action: &str) -> Vec<String> {
    let lines =
        audit::recent(&mut look(&app.machine.db).await, Some(action), Some("list"), 20).await.expect("the record");
    lines.into_iter().filter_map(|l| l.shown).collect()
}

on_both! {
    async fn to_the_referrer(app) {
        let mut grace = app.signed_in("grace").await;
        when_she_refers_mr_ellis(&mut grace).await;
        grace.visit("/refer").await;
        grace.form("Start a referral").press(&mut grace).await;
        assert!(shown(&app, "person-known").await.is_empty());
        grace.form("Continue").fill("Name", "Walter Ellis").fill_day("Date of birth", "12", "3", "1948").press(&mut grace).await;
        grace.page().see("Is it one of these?");
        let ids = shown(&app, "person-known").await;
        assert!(ids.len() == 1 && grace.page().html.contains(&ids[0]), "{ids:?}");
    }
}

on_both! {
    async fn to_the_team(app) {
        given_mr_ellis_on_sams_caseload(&app).await;
        let mut tom = app.signed_in("tom").await;
        when_she_refers_mr_ellis(&mut tom).await;
        let mut sam = app.signed_in("sam").await;
        sam.visit("/inbox").await;
        assert!(shown(&app, "person-view").await.is_empty());
        sam.follow("Walter Ellis").await;
        sam.page().see("Do we know them already?");
        let ids = shown(&app, "person-view").await;
        assert!(ids.len() == 1 && sam.page().html.contains(&ids[0]), "{ids:?}");
    }
}
