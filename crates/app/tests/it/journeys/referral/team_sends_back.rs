//! The team sends a referral back with a reason, and the sender reads it. Two people decide at once: one of them is told.

use super::receptionist_refers::{given_a_receptionist, when_she_refers_mr_ellis};
use testkit::on_both;

on_both! {
    async fn the_sender_is_told_why(app) {
        let mut grace = given_a_receptionist(&app).await;
        when_she_refers_mr_ellis(&mut grace).await;
        let sent = grace.page().url.split('?').next().expect("a path").to_owned();

        let mut sam = app.signed_in("sam").await;
        sam.visit(&sent.replace("/sent/", "/inbox/")).await;
        sam.follow("Send back").await;
        sam.form("Send it back").press(&mut sam).await;
        assert_eq!(sam.page().status, 422);
        sam.page().see("Choose a reason");
        let form = sam.form("Send it back").choose("We need to know more first").fill("A word to the sender", "Which ward was he on?");

        // His colleague has the same page open and is a moment later.
        let mut femi = app.signed_in("femi").await;
        femi.visit(&format!("{}/return", sent.replace("/sent/", "/inbox/"))).await;
        let later = femi.form("Send it back").choose("We have this referral already");

        form.press(&mut sam).await;
        sam.page().see("It is sent back");
        later.press(&mut femi).await;
        assert_eq!(femi.page().status, 409);
        femi.page().see("Somebody has already decided about this referral");

        grace.visit(&sent).await.see("Sent back").see("We need to know more first").see("Which ward was he on?");
        sam.visit("/inbox").await.not_see("Ellis");
    }
}
