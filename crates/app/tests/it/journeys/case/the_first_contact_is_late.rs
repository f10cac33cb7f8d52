//! When the clock of the first contact passes without a conversation, a job puts the case before the team's lead, once.

use super::accepted_from_the_inbox::given_mr_ellis_on_sams_caseload;
use jiff::SignedDuration;
use testkit::on_both;

on_both! {
    async fn the_lead_sees_it(app) {
        let (_, record) = given_mr_ellis_on_sams_caseload(&app).await;
        // Tuesday nine o'clock; due on the Tuesday after, at five.
        app.later(SignedDuration::from_hours(7 * 24 + 7)).await;
        let mut femi = app.signed_in("femi").await;
        femi.visit("/cases?view=overdue").await.see("Nobody here").see("First contact late 0");

        app.later(SignedDuration::from_hours(1)).await;
        app.later(SignedDuration::from_mins(5)).await;
        let mut femi = app.signed_in("femi").await;
        femi.visit("/cases?view=overdue").await.see("Walter Ellis").see("First contact late").see("With the lead").see("Sam Lee");
        femi.visit(&record).await;
        assert_eq!(femi.page().text().matches("First contact late: put before the lead").count(), 1, "once");
        let mut sam = app.signed_in("sam").await;
        sam.visit("/cases").await.see("First contact late");

        // She speaks with him: it is late, and over.
        sam.visit(&format!("{record}/contacts/new")).await;
        sam.form("Save the contact").choose("Telephone").choose("Yes, we spoke").press(&mut sam).await;
        femi.visit("/cases?view=overdue").await.see("Nobody here");

        // A fortnight without a word, and a day.
        app.later(SignedDuration::from_hours(15 * 24)).await;
        let mut sam = app.signed_in("sam").await;
        sam.visit("/cases?view=quiet").await.see("Walter Ellis").see("No contact for 14 days 1").see("15 days ago");
    }
}
