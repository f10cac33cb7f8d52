//! A case is closed while a service has not answered: each thing that is under way is named, and the worker says what becomes of it.

use crate::journeys::{
    referral::receptionist_refers::when_she_refers_mr_ellis,
    thread::from_a_surgery_to_a_choir::{
        Link, opened, when_sam_accepts, when_sam_sends_him_to_a_choir, when_the_choir_says_yes,
    },
};
use testkit::{App, Browser, on_both};

async fn sent_on(app: &App) -> (Browser, String, Link) {
    let mut grace = app.signed_in("grace").await;
    when_she_refers_mr_ellis(&mut grace).await;
    let mut sam = app.signed_in("sam").await;
    let case = when_sam_accepts(&mut sam).await;
    let link = when_sam_sends_him_to_a_choir(app, &mut sam, &case).await;
    (sam, case, link)
}

on_both! {
    async fn an_unanswered_one_is_taken_back_in_the_same_step(app) {
        let (mut sam, case, link) = sent_on(&app).await;
        sam.visit(&format!("{case}/close")).await.see("Something is still under way").see("Carpenters Road Singers: Sent, 24 November 2026");
        sam.form("Close the case").choose("Moved away").press(&mut sam).await;
        assert_eq!(sam.page().status, 422);
        sam.page().see("Choose what becomes of it");
        // A reason that the facts do not bear out leaves everything as it is.
        sam.form("Close the case").choose("What mattered to them is in place").choose("Take it back: their link dies").press(&mut sam).await;
        assert_eq!(sam.page().status, 422);
        opened(&app, &link).await.page().see("Walter");
        sam.form("Close the case").choose("Moved away").choose("Take it back: their link dies").press(&mut sam).await;
        sam.page().see("The case is closed").see("Taken back").not_see("Something is still under way");
        assert_eq!(app.browser().visit(&link.path).await.status, 404);
    }
}

on_both! {
    async fn it_is_followed_on_and_the_answer_still_comes(app) {
        let (mut sam, case, link) = sent_on(&app).await;
        let follow = "Follow it on: their answer still comes, and your team sees it in this record";
        sam.visit(&format!("{case}/close")).await;
        let stale = sam.form("Close the case").choose("Moved away").choose(follow);
        // The choir answers while the page is open: it has to be said anew.
        when_the_choir_says_yes(&app, &link).await;
        stale.press(&mut sam).await;
        assert_eq!(sam.page().status, 422);
        sam.page().see("It has been answered or changed").see("Carpenters Road Singers: Accepted").see("They have said yes and know what was sent");
        sam.form("Close the case").choose("Moved away").choose(follow).press(&mut sam).await;
        sam.page().see("The case is closed").see("Something is still under way");

        let mut leader = opened(&app, &link).await;
        leader.form("Yes, they came").press(&mut leader).await;
        leader.page().see("The link worker now knows that they came");
        sam.visit(&case).await.see("Came").not_see("Something is still under way");
    }
}
