//! Nobody has spoken with him in time: a job puts it before the team's lead, and before nobody else.

use super::from_a_surgery_to_a_choir::when_sam_accepts;
use crate::journeys::referral::receptionist_refers::when_she_refers_mr_ellis;
use jiff::SignedDuration;
use testkit::on_both;

on_both! {
    async fn a_first_contact_that_is_late_is_put_before_the_lead(app) {
        let mut grace = app.signed_in("grace").await;
        when_she_refers_mr_ellis(&mut grace).await;
        let mut sam = app.signed_in("sam").await;
        let case = when_sam_accepts(&mut sam).await;

        // Five working days from Tuesday morning end on the next Tuesday at 17:00.
        app.later(SignedDuration::from_hours(24 * 7 + 7)).await;
        let mut sam = app.signed_in("sam").await;
        sam.visit(&case).await.not_see("put before the lead");
        app.later(SignedDuration::from_hours(2)).await;
        let mut femi = app.signed_in("femi").await;
        femi.visit("/cases?of=team&view=overdue").await.see("Walter Ellis");
        let mut noor = app.signed_in("noor").await;
        noor.visit("/cases").await.not_see("Ellis");
        assert_eq!(noor.visit(&case).await.status, 404);
    }
}
