//! A receptionist takes a referral back: it was a mistake, or he has changed his mind. From then on the team has nothing of it, and nobody is told that the
//! team knew him.

use super::receptionist_refers::when_she_refers_mr_ellis;
use crate::journeys::{
    case::{
        accepted_from_the_inbox::{given_mr_ellis_on_sams_caseload, path},
        known_already::given_another_practice_refers_him,
    },
    person::rules_for_their_safety::when_he_is_referred_again,
};
use testkit::on_both;

on_both! {
    async fn it_is_closed_to_the_team_at_once(app) {
        let mut grace = app.signed_in("grace").await;
        when_she_refers_mr_ellis(&mut grace).await;
        let mut sam = app.signed_in("sam").await;
        sam.visit("/inbox").await;
        sam.follow("Walter Ellis").await;
        sam.page().see("Elm House").see("Very lonely");
        let (waiting, accept) = (path(&sam), sam.form("Accept"));
        grace.form("Take the referral back").press(&mut grace).await;
        grace.page().see("It was taken back. Stratford link workers does not see it any more").see("Very lonely");

        for who in ["sam", "jo", "femi"] {
            let mut browser = app.signed_in(who).await;
            browser.visit("/inbox").await.see("Nothing is waiting");
            for page in ["", "/return"] {
                assert_eq!(browser.visit(&format!("{waiting}{page}")).await.status, 404, "{who} {page}");
                browser.page().not_see("Ellis");
            }
            assert_eq!(browser.visit(&waiting.replace("/inbox/", "/sent/")).await.status, 404, "{who}");
        }
        accept.press(&mut sam).await;
        assert_eq!(sam.page().status, 404);

        // When somebody else refers him the team has not heard of him.
        given_another_practice_refers_him(&app).await;
        sam.visit("/inbox").await;
        sam.follow("Walter Ellis").await;
        sam.page().see("Very lonely").not_see("Do we know them already?");
    }
}

on_both! {
    async fn whom_the_team_supports_already_stays_known_to_it(app) {
        let (mut sam, record) = given_mr_ellis_on_sams_caseload(&app).await;
        let mut grace = when_he_is_referred_again(&app, "Stratford link workers").await;
        grace.form("Take the referral back").press(&mut grace).await;
        sam.visit(&record).await.see("Walter Ellis").see("Very lonely");
        given_another_practice_refers_him(&app).await;
        sam.visit("/inbox").await;
        sam.follow("Walter Ellis").await;
        sam.page().see("Do we know them already?");
    }
}
