//! The team supports somebody who may be the same: the question must be answered; the two records are put together, nothing is lost, and it can be taken
//! back.

use super::accepted_from_the_inbox::{given_mr_ellis_on_sams_caseload, path};
use crate::journeys::referral::receptionist_refers::fill_in_mr_ellis;
use testkit::{App, Browser, on_both};

/// Another practice sends the same man: where it must not ring him.
pub async fn given_another_practice_refers_him(app: &App) -> Browser {
    let mut tom = app.signed_in("tom").await;
    fill_in_mr_ellis(&mut tom).await;
    let reach = tom.page().url.replace("/check", "/reach");
    tom.visit(&format!("{reach}?change")).await;
    let form = tom
        .form("Continue")
        .set("channels", "letter")
        .fill("Is anything dangerous about getting in touch?", "His son must not find out.");
    form.press(&mut tom).await;
    tom.form("Send the referral").press(&mut tom).await;
    tom
}

on_both! {
    async fn the_same_man_twice(app) {
        let (mut sam, first) = given_mr_ellis_on_sams_caseload(&app).await;
        given_another_practice_refers_him(&app).await;
        sam.visit("/inbox").await;
        sam.follow("Walter Ellis").await;
        sam.page().see("Do we know them already?").see("Same NHS number");
        sam.form("Accept").press(&mut sam).await;
        assert_eq!(sam.page().status, 422);
        sam.page().see("Say whether it is the same person");
        let same = sam.page().text();
        assert!(same.contains("12 March 1948"));
        sam.form("Accept").choose("Walter Ellis, 12 March 1948, E15 4ES").press(&mut sam).await;
        let second = path(&sam);
        assert_ne!(first, second);
        // A merge loosens nothing: the rule of the one and the safe ways of both.
        sam.page().see("Two records are held to be this person").see("His son must not find out").see("Not known. Ask before you try").not_see("tel:02079460018");
        sam.visit("/cases").await.see("My people 2");

        sam.visit(&second).await;
        sam.form("They are two people after all").press(&mut sam).await;
        sam.page().see("two people again").not_see("Two records are held").see("His son must not find out");
        sam.visit(&first).await.see("Walter Ellis").see("020 7946 0018").not_see("His son must not find out");
    }
}

on_both! {
    async fn somebody_else_of_that_name(app) {
        let (mut sam, first) = given_mr_ellis_on_sams_caseload(&app).await;
        given_another_practice_refers_him(&app).await;
        sam.visit("/inbox").await;
        sam.follow("Walter Ellis").await;
        sam.form("Accept").choose("No, somebody else").press(&mut sam).await;
        sam.page().not_see("Two records are held").see("His son must not find out");
        sam.visit(&first).await.not_see("His son must not find out");
    }
}
