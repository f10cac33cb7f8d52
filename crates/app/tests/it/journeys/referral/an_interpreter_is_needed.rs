//! Somebody is at home in Somali and needs an interpreter and large print: it is seen before anybody rings, over every page of the record, and by the group
//! that they are sent to.

use super::receptionist_refers::fill_in_mr_ellis;
use testkit::on_both;

const NEED: &str = "Somali, needs an interpreter";

on_both! {
    async fn the_team_and_the_group_know_before_they_meet(app) {
        let mut grace = app.signed_in("grace").await;
        fill_in_mr_ellis(&mut grace).await;
        let check = grace.page().url.clone();
        grace.visit(&check.replace("/check", "/who?change")).await;
        grace.form("Continue").set("language", "so").choose("They need an interpreter").press(&mut grace).await;
        grace.visit(&check.replace("/check", "/why?change")).await;
        grace.form("Continue").fill("What do they need to take part?", "Large print").press(&mut grace).await;
        grace.page().see("Somali").see("Large print");
        grace.form("Send the referral").press(&mut grace).await;

        let mut sam = app.signed_in("sam").await;
        sam.visit("/inbox").await.see(NEED);
        sam.follow("Walter Ellis").await;
        sam.page().see("Somali; needs an interpreter").see("What do they need to take part? Large print");
        sam.form("Accept").press(&mut sam).await;
        let record = sam.page().url.split('?').next().expect("a path").to_owned();
        sam.page().see("Large print");
        for page in ["", "/contacts/new", "/plan", "/needs", "/match", "/onward", "/measures/ons4", "/note", "/close"] {
            sam.visit(&format!("{record}{page}")).await.see(NEED);
        }

        testkit::choir(&app.system()).await;
        sam.visit(&format!("{record}/match")).await;
        sam.form_near("Carpenters Road Singers", "Ask them").press(&mut sam).await;
        sam.form("Continue").fill("What they would like", "To sing").choose("Through me").press(&mut sam).await;
        sam.page().see("Do they say yes to this?").see("Most at home in Somali, needs an interpreter");
        sam.form("Continue").choose("Yes, they said yes to this").choose("Face to face").press(&mut sam).await;
        sam.page().see("Check, then send").see("Most at home in Somali, needs an interpreter");
    }
}
