//! A referral that was never one for social prescribing goes back with a reason that says so: somebody is in danger, or another team has to help.

use super::receptionist_refers::{given_a_receptionist, when_she_refers_mr_ellis};
use testkit::{App, on_both};

async fn then_it_goes_back(app: &App, reason: &str, word: &str) {
    let mut grace = given_a_receptionist(app).await;
    when_she_refers_mr_ellis(&mut grace).await;
    let sent = grace.page().url.split('?').next().expect("a path").to_owned();
    let mut sam = app.signed_in("sam").await;
    sam.visit(&sent.replace("/sent/", "/inbox/")).await;
    sam.follow("Send back").await;
    sam.form("Send it back").choose(reason).fill("A word to the sender", word).press(&mut sam).await;
    sam.page().see("It is sent back");
    // Whoever sent it learns it where they look, and it is nobody's case.
    grace.visit("/sent").await.see("Sent back");
    grace.visit(&sent).await.see("Sent back").see(reason).see(word);
    sam.visit("/inbox").await.not_see("Ellis");
    sam.visit("/cases?of=team").await.not_see("Ellis");
}

on_both! {
    async fn somebody_is_in_danger(app) {
        let reason = "This needs safeguarding or urgent help, not social prescribing";
        then_it_goes_back(&app, reason, "Please ring the safeguarding team today.").await;
    }
}

on_both! {
    async fn another_team_has_to_help(app) {
        then_it_goes_back(&app, "It is for another team or service", "He needs the memory clinic.").await;
    }
}
