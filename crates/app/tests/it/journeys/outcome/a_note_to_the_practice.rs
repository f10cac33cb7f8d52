//! A note to the practice: plan and actions first, never blank. The practice finds it until somebody marks it as filed; others find nothing.

use super::wellbeing_is_measured::when_he_answers;
use crate::journeys::{
    case::accepted_from_the_inbox::{given_mr_ellis_on_sams_caseload, path},
    person::takes_back_a_yes::he_takes_it_back,
    plan::what_matters::when_she_makes_the_plan,
    thread::{
        a_link_opens_one_referral::sent,
        from_a_surgery_to_a_choir::{opened, when_the_choir_says_yes},
    },
};
use testkit::on_both;

on_both! {
    async fn made_read_and_filed(app) {
        let (mut sam, record) = given_mr_ellis_on_sams_caseload(&app).await;
        let write = format!("{record}/note");
        // Nothing is planned yet: it says so.
        sam.visit(&write).await.see("To Maryland Road Surgery").see("No actions are asked of the practice, and none are planned");
        sam.form("Make the note").press(&mut sam).await;
        assert_eq!(sam.page().status, 422);
        sam.page().see("Write a short summary");

        when_she_makes_the_plan(&mut sam, &record).await;
        when_he_answers(&mut sam, &record, ["3", "4", "5", "8"]).await;
        sam.visit(&write).await;
        let form = sam.form("Make the note").fill("Summary", "He wants to play the piano again.");
        form.clone().press(&mut sam).await;
        let note = path(&sam);
        let text = sam.page().text();
        let at = |what: &str| text.find(what).unwrap_or_else(|| panic!("{what:?} is not on the note: {text}"));
        assert!(at("Plan and actions") < at("Summary") && at("Summary") < at("What matters to them"));
        assert!(at("Link worker: Ask the home about the piano") < at("He wants to play the piano again."));
        sam.page().see("Not filed").see("999 000 0018").see("Played the piano for forty years").see("Play for other people again (Open).").see("Written by Sam Lee").not_see("Mark as filed");
        form.press(&mut sam).await;
        assert_eq!(sam.page().status, 409, "the same form makes one note");

        // Another practice, another team, an administrator: nothing.
        for who in ["tom", "ines", "noor", "ada", "kim", "bea"] {
            let mut browser = app.signed_in(who).await;
            assert_eq!(browser.visit(&note).await.status, 404, "{who}");
            browser.visit("/notes").await.not_see("Ellis");
            assert_eq!(browser.post(&format!("{note}/filed"), &[]).await.status, 404, "{who}");
        }

        let mut grace = app.signed_in("grace").await;
        grace.visit("/today").await.see("Notes");
        grace.visit("/notes").await.see("Notes not filed 1").see("Walter Ellis");
        sam.visit("/notes").await.see("Walter Ellis");
        grace.follow("Walter Ellis").await;
        grace.page().see("He wants to play the piano again.");
        let file = grace.form("Mark as filed");
        file.clone().press(&mut grace).await;
        grace.page().see("marked as filed").see("Nothing to file");
        file.press(&mut grace).await;
        grace.visit(&note).await.see("Filed").see("Grace Okoro").not_see("Mark as filed");
        sam.visit(&write).await.see("Note 1").see("Filed");

        // The record behind the note stays closed to the practice.
        assert_eq!(grace.visit(&record).await.status, 404);
    }
}

on_both! {
    async fn what_he_took_back_is_left_out_whatever_became_of_it(app) {
        let (mut sam, record, link) = sent(&app).await;
        when_the_choir_says_yes(&app, &link).await;
        let mut leader = opened(&app, &link).await;
        leader.form("Yes, they came").press(&mut leader).await;
        let write = format!("{record}/note");
        sam.visit(&write).await.see("Carpenters Road Singers");
        he_takes_it_back(&mut sam, &record, "Agreed to share: <bdi>Carpenters Road Singers").await;
        sam.visit(&write).await.not_see("Carpenters Road Singers");
        sam.form("Make the note").fill("Summary", "He does well.").press(&mut sam).await;
        sam.page().see("He does well.").not_see("Carpenters Road Singers");
    }
}
