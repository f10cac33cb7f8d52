//! His yes to the choir was a yes to the choir. The practice learns of it only where he is content with that, and never of what he has taken back.

use crate::journeys::{
    case::accepted_from_the_inbox::path,
    person::takes_back_a_yes::he_takes_it_back,
    plan::what_matters::when_she_makes_the_plan,
    thread::{
        a_link_opens_one_referral::sent,
        from_a_surgery_to_a_choir::{opened, when_the_choir_says_yes},
    },
};
use testkit::{App, Browser, on_both};

const CHOIR: &str = "Carpenters Road Singers";

/// What the practice reads of a note; with the services that are ticked.
async fn what_grace_reads(app: &App, sam: &mut Browser, case: &str, ticked: &[&str]) -> String {
    sam.visit(&format!("{case}/note")).await;
    let mut form = sam.form("Make the note").fill("Summary", "He is well.");
    for label in ticked {
        form = form.choose(label);
    }
    form.press(sam).await;
    sam.page().see("The note is made");
    let mut grace = app.signed_in("grace").await;
    grace.visit(&path(sam)).await.see("He is well.").text()
}

on_both! {
    async fn a_service_is_named_where_he_is_content_with_that(app) {
        let (mut sam, case, link) = sent(&app).await;
        when_the_choir_says_yes(&app, &link).await;
        sam.visit(&format!("{case}/note")).await.see("Where may the practice know that they were sent?");
        let silent = what_grace_reads(&app, &mut sam, &case, &[]).await;
        assert!(silent.contains("No service is named here") && !silent.contains(CHOIR), "{silent}");
        let named = what_grace_reads(&app, &mut sam, &case, &["Carpenters Road Singers: Accepted"]).await;
        assert!(named.contains("Carpenters Road Singers : Accepted"), "{named}");
    }
}

on_both! {
    async fn what_he_took_back_is_not_even_asked(app) {
        let (mut sam, case, link) = sent(&app).await;
        when_the_choir_says_yes(&app, &link).await;
        let mut leader = opened(&app, &link).await;
        leader.form("Yes, they came").press(&mut leader).await;
        // Somebody has the page of the note open while he takes back his yes.
        sam.visit(&format!("{case}/note")).await;
        let early = sam.form("Make the note").fill("Summary", "He sings.").choose("Carpenters Road Singers: Came");
        he_takes_it_back(&mut sam, &case, "Agreed to share: <bdi>Carpenters Road Singers").await;
        early.press(&mut sam).await;
        sam.page().see("He sings.").see("No service is named here").not_see(CHOIR);
        sam.visit(&format!("{case}/note")).await.not_see("Where may the practice know").not_see(CHOIR);
    }
}

on_both! {
    async fn what_the_practice_has_to_do_stands_first(app) {
        let (mut sam, case, _) = sent(&app).await;
        when_she_makes_the_plan(&mut sam, &case).await;
        // Written later and due later than what the link worker does.
        sam.visit(&format!("{case}/goals/new")).await;
        sam.form("Save the goal")
            .fill("What do they want to reach?", "Hear what others say")
            .fill("What is to be done?", "A hearing test")
            .choose("Practice")
            .fill_day("By when?", "1", "2", "2027")
            .press(&mut sam)
            .await;
        let text = what_grace_reads(&app, &mut sam, &case, &[]).await;
        let first_note = path(&sam);
        let at = |what: &str| text.find(what).unwrap_or_else(|| panic!("{what:?} is not on the note: {text}"));
        assert!(at("Plan and actions") < at("Practice: A hearing test"));
        assert!(at("Practice: A hearing test") < at("Link worker: Ask the home about the piano"));
        // What is done is no task any more.
        sam.visit(&format!("{case}/plan")).await;
        let html = sam.page().html.clone();
        let done = html.split("<dt>").find(|e| e.contains("A hearing test")).and_then(|e| e.split("action=\"").nth(1));
        sam.post(done.and_then(|e| e.split('"').next()).expect("a button"), &[]).await;
        let text = what_grace_reads(&app, &mut sam, &case, &[]).await;
        let at = |what: &str| text.find(what).unwrap_or_else(|| panic!("{what:?} is not on the note: {text}"));
        assert!(at("Link worker: Ask the home about the piano") < at("Practice: A hearing test"));
        // What was sent before stays as it was sent.
        let mut grace = app.signed_in("grace").await;
        let text = grace.visit(&first_note).await.text();
        let at = |what: &str| text.find(what).unwrap_or_else(|| panic!("{what:?} is not on the first note: {text}"));
        assert!(at("Practice: A hearing test") < at("Link worker: Ask the home about the piano"));
    }
}
