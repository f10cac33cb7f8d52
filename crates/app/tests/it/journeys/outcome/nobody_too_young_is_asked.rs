//! ONS4 is for people of sixteen and older: of a younger person it is not asked, and an answer that is sent all the same is not written down.

use crate::journeys::{case::accepted_from_the_inbox::path, referral::receptionist_refers::fill_in_mr_ellis};
use testkit::{App, Browser, on_both};

/// Somebody born on a day of 2010, on Sam's caseload; the page of the questions.
async fn supported(app: &App, day: &str) -> (Browser, String) {
    let mut grace = app.signed_in("grace").await;
    fill_in_mr_ellis(&mut grace).await;
    let check = grace.page().url.clone();
    grace.visit(&check.replace("/check", "/who?change")).await;
    grace.form("Continue").fill_day("Date of birth", day, "11", "2010").press(&mut grace).await;
    grace.form("Send the referral").press(&mut grace).await;
    let mut sam = app.signed_in("sam").await;
    sam.visit("/inbox").await;
    sam.follow("Walter Ellis").await;
    sam.form("Accept").press(&mut sam).await;
    let page = format!("{}/measures/ons4", path(&sam));
    (sam, page)
}

const ANSWERS: &[(&str, &str)] =
    &[("a-happy", "3"), ("mode", "assisted"), ("taken-day", "24"), ("taken-month", "11"), ("taken-year", "2026")];

on_both! {
    async fn the_day_before_sixteen(app) {
        let (mut sam, page) = supported(&app, "25").await;
        sam.visit(&page).await.see("These questions are for people of 16 years and older").not_see("How were they answered?");
        sam.post(&page, ANSWERS).await;
        assert_eq!(sam.page().status, 409);
        sam.page().see("They are too young for these questions");
        sam.visit(&page).await.not_see("What they answered");
    }
}

on_both! {
    async fn the_day_itself(app) {
        let (mut sam, page) = supported(&app, "24").await;
        sam.visit(&page).await.see("How were they answered?");
        sam.post(&page, ANSWERS).await.see("The answers are written down").see("What they answered");
    }
}
