//! Two people have one name and one birthday. Both are offered, and can be told apart; neither is taken for the other by itself.

use super::{receptionist_refers::when_she_refers_mr_ellis, somebody_known::begin};
use crate::journeys::referral::receptionist_refers::nobody_was_asked_yet;
use base::db::testing::number;
use testkit::on_both;

on_both! {
    async fn both_are_offered_and_stay_two(app) {
        // Given the practice refers Walter Ellis of Elm House, and then another Walter Ellis, born on the same day, who lives elsewhere.
        let mut grace = app.signed_in("grace").await;
        when_she_refers_mr_ellis(&mut grace).await;
        begin(&mut grace).await;
        grace.form("Continue").choose("None of these").press(&mut grace).await;
        grace
            .form("Continue")
            .choose("In their own home")
            .fill("Address", "9 Ropery Walk")
            .fill("Postcode", "E13 8AA")
            .fill("Telephone", "07700 900456")
            .choose("Text message")
            .press(&mut grace)
            .await;
        grace.form("Continue").fill("Why, in a few words", "Help with a debt").choose("Within the usual time").press(&mut grace).await;
        nobody_was_asked_yet(&mut grace).await;
        grace.form("Continue").choose("Stratford link workers").press(&mut grace).await;
        grace.form("Send the referral").press(&mut grace).await;
        grace.page().see("The referral is sent");
        let people = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM person WHERE merged_into IS NULL";
        assert_eq!(number(&app.machine.db, people).await, 2);

        // When she begins a third, both are offered, each with something that only one of them has.
        begin(&mut grace).await;
        let offered: Vec<_> = grace.form("Continue").fields.iter().filter(|(name, _)| name == "known").cloned().collect();
        assert!(offered.is_empty(), "nothing is chosen for her");
        grace.page().see("Is it one of these?").see("E15").see("E13");

        // Then the team, which has both in its inbox, is asked and not told.
        let mut sam = app.signed_in("sam").await;
        sam.visit("/inbox").await;
        sam.follow("Walter Ellis").await;
        sam.page().see("Do we know them already?");
        sam.form("Accept").press(&mut sam).await;
        assert_eq!(number(&app.machine.db, people).await, 2, "nobody is merged unless somebody says so");
    }
}
