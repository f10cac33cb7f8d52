//! Somebody sends on, and somebody takes back or closes, at the same moment: no link lives that nobody can account for, and nothing is sent from a closed case.

use super::{a_link_opens_one_referral::sent, from_a_surgery_to_a_choir::when_sam_accepts};
use crate::journeys::referral::receptionist_refers::when_she_refers_mr_ellis;
use base::db::testing::{gathered, number};
use std::time::Duration;
use testkit::{App, Browser, Form, on_both};

/// A moment after somebody else.
async fn then(form: Form, browser: &mut Browser) {
    tokio::time::sleep(Duration::from_millis(100)).await;
    form.press(browser).await;
}

const SENT: &str = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM onward_referral";
const LIVING: &str = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM onward_link WHERE ended_at IS NULL";
const CLOSED: &str = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM support_case WHERE closed_at IS NOT NULL";

/// Up to the page from which he is sent to the choir.
async fn about_to_send(app: &App) -> (Browser, String, Form) {
    let mut grace = app.signed_in("grace").await;
    when_she_refers_mr_ellis(&mut grace).await;
    let mut sam = app.signed_in("sam").await;
    let case = when_sam_accepts(&mut sam).await;
    testkit::choir(&app.system()).await;
    sam.visit(&format!("{case}/match")).await;
    sam.form_near("Carpenters Road Singers", "Ask them").press(&mut sam).await;
    sam.form("Continue").fill("What they would like", "Singing").choose("Through me").press(&mut sam).await;
    sam.form("Continue").choose("Yes, they said yes to this").choose("Face to face").press(&mut sam).await;
    let send = sam.form("Send");
    (sam, case, send)
}

on_both! {
    async fn what_is_taken_back_gets_no_new_link(app) {
        let (mut sam, case, _) = sent(&app).await;
        let mut again = sam.second_window();
        sam.visit(&format!("{case}/onward")).await;
        let (back, fresh) = (sam.form("Take it back"), sam.form("New link and PIN"));
        let both = async { tokio::join!(back.press(&mut sam), then(fresh, &mut again)) };
        gathered(&app.machine.db, "UPDATE onward_link SET wrong_pins = wrong_pins", both).await;
        // Whichever came first: where it was the link, he is told, and takes back what is there now.
        if !sam.visit(&format!("{case}/onward")).await.shows("Taken back") {
            sam.form("Take it back").press(&mut sam).await;
        }
        sam.visit(&format!("{case}/onward")).await.see("Taken back");
        assert_eq!(number(&app.machine.db, LIVING).await, 0);
    }
}

on_both! {
    async fn a_case_is_not_closed_over_what_is_being_sent(app) {
        let (mut sam, case, send) = about_to_send(&app).await;
        let mut again = sam.second_window();
        again.visit(&format!("{case}/close")).await;
        let close = again.form("Close the case").choose("Moved away");
        let both = async { tokio::join!(close.press(&mut again), then(send, &mut sam)) };
        gathered(&app.machine.db, "UPDATE support_case SET version = version", both).await;
        let (sent, closed) = (number(&app.machine.db, SENT).await, number(&app.machine.db, CLOSED).await);
        assert_eq!(sent + closed, 1, "sent: {sent}, closed: {closed}");
        assert_eq!((sam.page().status == 200, again.page().status == 200), (sent == 1, closed == 1));
    }
}

on_both! {
    async fn two_presses_send_him_once(app) {
        let (mut sam, _, send) = about_to_send(&app).await;
        let mut again = sam.second_window();
        let both = async { tokio::join!(send.clone().press(&mut sam), send.press(&mut again)) };
        gathered(&app.machine.db, "UPDATE draft SET version = version", both).await;
        assert_eq!((sam.page().status, again.page().status), (200, 200));
        assert!([&sam, &again].iter().any(|b| b.page().shows("nothing was sent twice")));
        assert!([&sam, &again].iter().any(|b| b.page().shows("Say this PIN on the telephone")));
        assert_eq!((number(&app.machine.db, SENT).await, number(&app.machine.db, LIVING).await), (1, 1));
    }
}
