//! Somebody dies while they are supported: the case is closed with that reason at once, whatever had or had not happened yet, and nobody wrote to them, then
//! or ever.

use super::accepted_from_the_inbox::path;
use crate::journeys::{
    referral::receptionist_refers::fill_in_mr_ellis,
    thread::from_a_surgery_to_a_choir::{when_sam_accepts, when_sam_sends_him_to_a_choir},
};
use jiff::SignedDuration;
use testkit::on_both;

on_both! {
    async fn the_case_ends_and_nobody_writes_to_him(app) {
        let mut grace = app.signed_in("grace").await;
        fill_in_mr_ellis(&mut grace).await;
        let check = grace.page().url.clone();
        grace.visit(&check.replace("/check", "/reach?change")).await;
        grace.form("Continue").fill("E-mail address", "walter@ellis.example").choose("E-mail").press(&mut grace).await;
        grace.form("Send the referral").press(&mut grace).await;
        let sent = path(&grace);
        let mut sam = app.signed_in("sam").await;
        let case = when_sam_accepts(&mut sam).await;
        sam.page().see("E-mail");
        let link = when_sam_sends_him_to_a_choir(&app, &mut sam, &case).await;

        // Nobody has spoken with him, and a service is waiting: neither keeps the case open.
        sam.visit(&format!("{case}/close")).await;
        sam.form("Close the case").choose("They died").choose("Take it back: their link dies").press(&mut sam).await;
        sam.page().see("The case is closed").see("They died");
        assert_eq!(app.browser().visit(&link.path).await.status, 404);
        sam.visit("/cases").await.not_see("Ellis");
        grace.visit(&sent).await.see("Support has ended");

        // No clock that runs out writes to him either: whoever gets a message is a worker or a group.
        app.later(SignedDuration::from_hours(24 * 40)).await;
        let mails = base::mail::outbox(&app.system()).await.expect("the outbox");
        assert!(!mails.is_empty());
        for (mail, _, _) in mails {
            assert!(mail.to != "walter@ellis.example", "{}", mail.subject);
        }
    }
}
