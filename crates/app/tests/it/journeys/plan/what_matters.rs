//! She writes what matters to him in his words, needs and strengths, and a goal with its first step.

use crate::journeys::case::accepted_from_the_inbox::given_mr_ellis_on_sams_caseload;
use testkit::{Browser, on_both};

pub async fn when_she_makes_the_plan(sam: &mut Browser, record: &str) {
    sam.visit(&format!("{record}/matters")).await;
    sam.form("Save")
        .fill("What matters to you?", "I want to hear a piano again, and play it.")
        .choose("In their own words")
        .press(sam)
        .await;
    sam.page().see("It is written down");
    sam.visit(&format!("{record}/needs")).await;
    sam.form("Add").choose("A need").set("code", "soc-lonely").choose("Most").press(sam).await;
    sam.page().see("It is on the plan");
    sam.visit(&format!("{record}/needs")).await;
    sam.form("Add")
        .choose("A strength")
        .set("code", "pur-music")
        .fill("In a few words", "Played the piano for forty years")
        .choose("The link worker noticed it")
        .press(sam)
        .await;
    sam.page().see("Played the piano for forty years").see("The link worker noticed it");
    sam.visit(&format!("{record}/goals/new")).await;
    sam.form("Save the goal")
        .fill("What do they want to reach?", "Play for other people again")
        .fill("How important is it to them?", "9")
        .fill("How confident are they that they will get there?", "3")
        .fill("What is to be done?", "Ask the home about the piano")
        .choose("Link worker")
        .fill_day("By when?", "1", "12", "2026")
        .press(sam)
        .await;
    sam.page().see("The goal is on the plan").see("Play for other people again").see("Importance 9 of 10");
}

on_both! {
    async fn the_plan_is_on_the_record(app) {
        let (mut sam, record) = given_mr_ellis_on_sams_caseload(&app).await;
        when_she_makes_the_plan(&mut sam, &record).await;
        sam.visit(&record)
            .await
            .see("I want to hear a piano again")
            .see("In their own words")
            .see("Played the piano for forty years")
            .see("Play for other people again")
            .see("Ask the home about the piano");

        // The goal comes nearer.
        sam.follow("Play for other people again").await;
        let stale = sam.form("Save").choose("Met");
        sam.form("Save").choose("Partly met").fill("How confident are they that they will get there?", "7").press(&mut sam).await;
        sam.page().see("Partly met").see("Confidence 3 at first, 7 now");
        stale.press(&mut sam).await;
        assert_eq!(sam.page().status, 409);
        sam.visit(&format!("{record}/plan")).await;
        sam.form("Done").press(&mut sam).await;
        sam.page().see("The action is done");
        sam.visit(&record).await.see("Partly met").not_see("Ask the home about the piano");
    }
}

on_both! {
    async fn two_people_write_at_once_and_nothing_is_written_over(app) {
        let (mut sam, record) = given_mr_ellis_on_sams_caseload(&app).await;
        let matters = format!("{record}/matters");
        let mut femi = app.signed_in("femi").await;
        femi.visit(&matters).await;
        let later = femi.form("Save").fill("What matters to you?", "His garden, and who waters it").choose("In the link worker’s words");
        sam.visit(&matters).await;
        sam.form("Save").fill("What matters to you?", "The piano").choose("In their own words").press(&mut sam).await;
        later.press(&mut femi).await;
        assert_eq!(femi.page().status, 409);
        // What Femi wrote is not lost: it stands there to be copied, beside a way to what stands there now.
        femi.page().see("His garden, and who waters it");
        femi.follow("Open the page again").await.see("The piano");
        sam.form("Save").fill("Write it anew", "The piano, and Sundays").choose("In their own words").press(&mut sam).await;
        sam.page().see("The piano, and Sundays").see("Written before");

        // Bad input loses nothing.
        sam.visit(&format!("{record}/needs")).await;
        sam.form("Add").choose("A need").fill("In a few words", "Something").press(&mut sam).await;
        assert_eq!(sam.page().status, 422);
        sam.page().see("Choose what the need is about").see("Something");
        sam.visit(&format!("{record}/goals/new")).await;
        sam.form("Save the goal").fill("How important is it to them?", "eleven").fill("What is to be done?", "Ring").press(&mut sam).await;
        assert_eq!(sam.page().status, 422);
        sam.page().see("Say what they want to reach").see("Enter a number from 1 to 10").see("Choose who does it");
    }
}
