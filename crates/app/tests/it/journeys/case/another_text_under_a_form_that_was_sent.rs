//! She sends a form, goes back, and sends it with other words. The same words are one thing; other words are not passed over with a banner that says they
//! were kept: she is told that they were not.

use super::accepted_from_the_inbox::{given_mr_ellis_on_sams_caseload, path};
use crate::journeys::referral::receptionist_refers::when_she_refers_mr_ellis;
use testkit::{Browser, Form, on_both};

/// Twice is once; with other words it is refused, in words that say so.
async fn then_it_is_told(browser: &mut Browser, sent: Form, other: Form) {
    sent.clone().press(browser).await;
    assert_eq!(browser.page().status, 200, "{}", browser.page().text());
    sent.press(browser).await;
    assert_eq!(browser.page().status, 200, "the same again: {}", browser.page().text());
    other.press(browser).await;
    assert_eq!(browser.page().status, 409, "{}", browser.page().text());
    browser.page().see("What you typed now was not added");
}

on_both! {
    async fn a_rule_for_his_safety(app) {
        let (mut sam, record) = given_mr_ellis_on_sams_caseload(&app).await;
        let page = format!("{record}/safety");
        sam.visit(&page).await;
        let form = sam.form("Add the rule").choose("Visits").fill("What must everybody know?", "Go in twos: there is a dog.");
        let other = form.clone().fill("What must everybody know?", "His son carries a knife.");
        then_it_is_told(&mut sam, form.clone(), other).await;
        then_it_is_told(&mut sam, form.clone(), form.clone().choose("Telephone call")).await;
        sam.visit(&page).await.see("there is a dog").not_see("knife").not_see("Nobody may use");
        // Nor does anybody read that it binds when it has ended.
        sam.follow("End it").await;
        sam.form("End the rule").fill("Why does it no longer hold?", "The dog is gone").press(&mut sam).await;
        form.press(&mut sam).await;
        assert_eq!(sam.page().status, 409);
    }
}

on_both! {
    async fn what_the_sender_writes_later(app) {
        let mut grace = app.signed_in("grace").await;
        when_she_refers_mr_ellis(&mut grace).await;
        let sent = path(&grace);
        let form = grace.form("Send to the team").fill("Has something changed?", "He is in hospital: ward 4.");
        let other = form.clone().fill("Has something changed?", "His number is 020 7946 0999.");
        then_it_is_told(&mut grace, form, other).await;
        grace.visit(&sent).await.see("ward 4").not_see("0999");
    }
}

on_both! {
    async fn the_plan(app) {
        let (mut sam, record) = given_mr_ellis_on_sams_caseload(&app).await;
        sam.visit(&format!("{record}/needs")).await;
        let need = sam.form("Add").choose("A need").set("code", "soc-lonely");
        let other = need.clone().set("code", "mon-debt");
        then_it_is_told(&mut sam, need.clone(), other).await;
        sam.visit(&format!("{record}/needs")).await;
        sam.form("Take off").press(&mut sam).await;
        need.press(&mut sam).await;
        assert_eq!(sam.page().status, 409, "it is not on the plan any more");

        sam.visit(&format!("{record}/goals/new")).await;
        let goal = sam.form("Save the goal").fill("What do they want to reach?", "Play again");
        let with_action = goal.clone().fill("What is to be done?", "Ring the choir").choose("Link worker");
        let other = goal.clone().fill("What do they want to reach?", "Sing again");
        then_it_is_told(&mut sam, goal.clone(), other).await;
        // The first action, which she had forgotten, is added to the goal that is there.
        let other = with_action.clone().fill("What is to be done?", "Ring the home");
        then_it_is_told(&mut sam, with_action, other).await;
        let plan = sam.visit(&format!("{record}/plan")).await.clone();
        plan.see("Ring the choir").not_see("Ring the home").not_see("Sing again");
        assert_eq!(plan.text().matches("Play again").count(), 1);

        sam.visit(&record).await;
        sam.follow("Play again").await;
        let action = sam.form("Add the action").fill("What is to be done?", "Write to the home").choose("Practice");
        let other = action.clone().fill("What is to be done?", "Write to his son");
        then_it_is_told(&mut sam, action, other).await;
        sam.visit(&format!("{record}/plan")).await.see("Write to the home").not_see("his son");
    }
}

on_both! {
    async fn a_measure(app) {
        let (mut sam, record) = given_mr_ellis_on_sams_caseload(&app).await;
        sam.visit(&format!("{record}/measures/ons4")).await;
        let form = sam.form("Save").set("a-happy", "3").set("mode", "assisted");
        let other = form.clone().set("a-happy", "8");
        then_it_is_told(&mut sam, form, other).await;
    }
}
