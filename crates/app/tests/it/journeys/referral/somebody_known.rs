//! Only people whom the receptionist's own organisation already supports are offered as known; for everyone else screen and wording are those for a
//! stranger, though the person is known elsewhere. Somebody with a safety rule is never offered.

use super::receptionist_refers::when_she_refers_mr_ellis;
use crate::journeys::referral::receptionist_refers::nobody_was_asked_yet;
use testkit::{Browser, on_both};

pub async fn begin(browser: &mut Browser) {
    browser.visit("/refer").await;
    browser.form("Start a referral").press(browser).await;
    browser
        .form("Continue")
        .fill("Name", "Walter Ellis")
        .fill_day("Date of birth", "12", "3", "1948")
        .press(browser)
        .await;
}

on_both! {
    async fn only_ones_own_people_are_offered(app) {
        let mut grace = app.signed_in("grace").await;
        when_she_refers_mr_ellis(&mut grace).await;

        // The same practice refers him again: he is offered.
        begin(&mut grace).await;
        grace.page().see("Is it one of these?").see("Walter Ellis");
        grace.form("Continue").press(&mut grace).await;
        assert_eq!(grace.page().status, 422);
        let label = grace.page().text().split("Who is it? ").nth(1).and_then(|t| t.split(" E15").next()).unwrap_or_default().to_owned();
        assert!(label.contains("Walter Ellis, 12 March 1948"), "{label}");
        grace.form("Continue").choose("None of these").press(&mut grace).await;
        grace.page().see("How can we reach them safely?");

        // Another practice types the same: nothing tells that anybody knows him.
        let mut tom = app.signed_in("tom").await;
        begin(&mut tom).await;
        tom.page().see("How can we reach them safely?").not_see("Is it one of these?");
        let theirs = tom.page().text();
        tom.visit("/refer").await;
        tom.form("Start a referral").press(&mut tom).await;
        tom.form("Continue").fill("Name", "Nobody Whatever").fill_day("Date of birth", "12", "3", "1948").press(&mut tom).await;
        assert_eq!(tom.page().text(), theirs, "screen and wording are the same as for a stranger");
    }
}

on_both! {
    async fn somebody_with_a_safety_rule_is_not_offered(app) {
        let mut grace = app.signed_in("grace").await;
        grace.visit("/refer").await;
        grace.form("Start a referral").press(&mut grace).await;
        grace.form("Continue").fill("Name", "Rosa Mendes").fill_day("Date of birth", "1", "2", "1990").press(&mut grace).await;
        grace
            .form("Continue")
            .choose("In a hostel or temporary accommodation")
            .choose("Through staff where they live")
            .fill("Is anything dangerous about getting in touch?", "Her husband must not learn where she is")
            .press(&mut grace)
            .await;
        grace
            .form("Continue")
            .fill("Why, in a few words", "Needs company and English classes")
            .choose("Within the usual time")
            .press(&mut grace)
            .await;
        nobody_was_asked_yet(&mut grace).await;
        grace.form("Continue").choose("Stratford link workers").press(&mut grace).await;
        // Not having asked yet never keeps it out of the inbox.
        grace.page().see("They have not said yes to sharing yet");
        grace.form("Send the referral").press(&mut grace).await;
        grace.page().see("The referral is sent");

        grace.visit("/refer").await;
        grace.form("Start a referral").press(&mut grace).await;
        grace.form("Continue").fill("Name", "Rosa Mendes").fill_day("Date of birth", "1", "2", "1990").press(&mut grace).await;
        grace.page().see("How can we reach them safely?").not_see("Is it one of these?");

        let mut sam = app.signed_in("sam").await;
        sam.visit("/inbox").await;
        sam.follow("Rosa Mendes").await;
        sam.page().see("Safety").see("Her husband must not learn where she is").see("Not asked yet");
    }
}
