//! He said yes to one service, and before the text is sent somebody says that it is one with another, which has a mailbox of its own: nothing goes to whom he
//! was not asked about.

use super::from_a_surgery_to_a_choir::when_sam_accepts;
use crate::journeys::{
    partner::two_lists_have_the_group::{
        CHARITYS, COUNCILS, given_the_charity_lists_it, given_the_council_lists_it, when_they_are_one,
    },
    referral::receptionist_refers::when_she_refers_mr_ellis,
    upkeep::mails_to,
};
use base::db::testing::number;
use testkit::{Browser, on_both};

const SENT: &str = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM onward_referral";

/// Up to the page from which he is sent.
async fn asks_him(sam: &mut Browser, case: &str, service: &str) {
    sam.post(&format!("{case}/onward"), &[("service", service)]).await;
    sam.form("Continue").fill("What they would like", "Company").choose("Through me").press(sam).await;
    sam.form("Continue").choose("Yes, they said yes to this").choose("Face to face").press(sam).await;
    sam.page().see("Check, then send");
}

on_both! {
    async fn his_yes_was_to_the_one_he_was_asked_about(app) {
        given_the_council_lists_it(&app).await;
        given_the_charity_lists_it(&app).await;
        let mut grace = app.signed_in("grace").await;
        when_she_refers_mr_ellis(&mut grace).await;
        let mut sam = app.signed_in("sam").await;
        let case = when_sam_accepts(&mut sam).await;
        asks_him(&mut sam, &case, CHARITYS).await;
        sam.page().see("tea@charity.example");
        let (send, check) = (sam.form("Send"), sam.page().url.clone());
        when_they_are_one(&app).await;

        send.press(&mut sam).await;
        assert_eq!(sam.page().status, 409);
        sam.page().see("Nothing was sent");
        // Whatever the page shows by now, it is the same draft.
        sam.visit(&check).await;
        sam.form("Send").press(&mut sam).await;
        assert_eq!(sam.page().status, 409);
        assert_eq!(number(&app.machine.db, SENT).await, 0);
        assert!(mails_to(&app, "hello@ospreylane.example").await.iter().all(|m| !m.text.contains("/l/")));

        // Asked about the one that is shown, whichever of the two is chosen.
        for (service, sent) in [(COUNCILS, 1), (CHARITYS, 2)] {
            asks_him(&mut sam, &case, service).await;
            sam.page().see("hello@ospreylane.example");
            sam.form("Send").press(&mut sam).await;
            sam.page().see("Say this PIN on the telephone");
            assert_eq!(number(&app.machine.db, SENT).await, sent);
        }
    }
}
