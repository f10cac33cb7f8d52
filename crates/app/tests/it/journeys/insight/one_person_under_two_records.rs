//! Two practices refer one man, each with another postcode, and the link worker puts the two records together: he is counted once, with the setting and the month of
//! his first referral, and where the record says he lives that is kept.

use super::a_month_is_counted_once::{counted, gathered, given_deprivation};
use crate::journeys::referral::receptionist_refers::{fill_in_mr_ellis, when_she_refers_mr_ellis};
use jiff::SignedDuration;
use testkit::on_both;

on_both! {
    async fn is_one_person_where_the_kept_record_says(app) {
        given_deprivation(&app, 2025, &[("E15 4ES", "E01003559", 2), ("E20 1EJ", "E01003560", 7)]).await;
        let mut grace = app.signed_in("grace").await;
        when_she_refers_mr_ellis(&mut grace).await;
        app.later(SignedDuration::from_hours(1)).await;
        let mut tom = app.signed_in("tom").await;
        fill_in_mr_ellis(&mut tom).await;
        let reach = tom.page().url.replace("/check", "/reach");
        tom.visit(&format!("{reach}?change")).await;
        tom.form("Continue").fill("Postcode", "E20 1EJ").press(&mut tom).await;
        tom.form("Send the referral").press(&mut tom).await;

        // The second is accepted first; then the first, as the same man: its record is merged into that of the second.
        let mut sam = app.signed_in("sam").await;
        let waiting: Vec<String> = sam.visit("/inbox").await.links().into_iter().filter(|l| l.starts_with("/inbox/")).collect();
        let [first, second] = &waiting[..] else { panic!("two wait: {waiting:?}") };
        sam.visit(second).await;
        sam.form("Accept").choose("No, somebody else").press(&mut sam).await;
        sam.visit(first).await;
        sam.form("Accept").choose("Walter Ellis, 12 March 1948, E20 1EJ").press(&mut sam).await;
        sam.page().see("Two records are held to be this person");

        app.later(SignedDuration::from_hours(24 * 110)).await;
        let report = gathered(&app).await;
        assert_eq!(counted(&report, "2026-11", "settings").map(|(_, n)| n), Some(vec![1, 0, 0, 0, 0, 0, 0]));
        assert_eq!(counted(&report, "2026-11", "deciles").map(|(tenth, _)| tenth), Some("07"));
    }
}
