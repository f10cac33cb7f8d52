//! What a service has answered stands on Sam's Today until he does something about it: speaks with the person or tries to, sends them on elsewhere, or tells
//! the practice. Looking at it is not enough; and what he does nothing about goes after a week.

use crate::journeys::{
    case::accepted_from_the_inbox::given_mr_ellis_on_sams_caseload,
    thread::from_a_surgery_to_a_choir::{
        when_sam_asks_the_choir, when_sam_sends_him_to_a_choir, when_sam_speaks_with_him,
        when_sam_writes_to_the_practice, when_the_choir_says_yes,
    },
};
use jiff::SignedDuration;
use testkit::{App, Browser, on_both};

/// An hour after Sam has spoken with him and sent him to a choir, it says yes; it is an hour later.
async fn given_the_choir_says_yes(app: &App) -> (Browser, String) {
    let (mut sam, case) = given_mr_ellis_on_sams_caseload(app).await;
    when_sam_speaks_with_him(&mut sam, &case).await;
    let link = when_sam_sends_him_to_a_choir(app, &mut sam, &case).await;
    sam.visit("/today").await.not_see("What services have said");
    app.clock.advance(SignedDuration::from_hours(1));
    when_the_choir_says_yes(app, &link).await;
    app.clock.advance(SignedDuration::from_hours(1));
    let mut sam = app.signed_in("sam").await;
    sam.visit("/today").await.see("What services have said 1").see("the service said yes");
    sam.follow("Walter Ellis").await;
    assert_eq!(sam.page().url, format!("{case}/onward"));
    sam.visit("/today").await.see("the service said yes");
    (sam, case)
}

on_both! {
    async fn by_a_word_with_the_person(app) {
        let (mut sam, case) = given_the_choir_says_yes(&app).await;
        // A visit before it came is written down late: that was no answer to it.
        sam.visit(&format!("{case}/contacts/new")).await;
        sam.form("Save the contact").choose("Visit").choose("Yes, we spoke").fill_day("When?", "24", "11", "2026").fill("Time", "08:00").press(&mut sam).await;
        sam.visit("/today").await.see("the service said yes");
        sam.visit(&format!("{case}/contacts/new")).await;
        sam.form("Save the contact").choose("Telephone").choose("No, I tried").press(&mut sam).await;
        sam.visit("/today").await.not_see("What services have said");
        // It was entered by mistake.
        sam.visit(&case).await;
        sam.form("Strike it through").press(&mut sam).await;
        sam.visit("/today").await.see("the service said yes");
    }
}

on_both! {
    async fn by_a_note_to_the_practice(app) {
        let (mut sam, case) = given_the_choir_says_yes(&app).await;
        when_sam_writes_to_the_practice(&mut sam, &case).await;
        sam.visit("/today").await.not_see("What services have said");
    }
}

on_both! {
    async fn by_sending_him_on_again_unless_that_is_taken_back(app) {
        let (mut sam, case) = given_the_choir_says_yes(&app).await;
        when_sam_asks_the_choir(&app, &mut sam, &case).await;
        sam.visit("/today").await.not_see("What services have said");
        // It was sent by mistake: nothing has been done about the answer after all.
        sam.visit(&format!("{case}/onward")).await;
        sam.form("Take it back").press(&mut sam).await;
        sam.visit("/today").await.see("the service said yes");
    }
}

on_both! {
    async fn by_nobody_for_a_week(app) {
        let (_, case) = given_the_choir_says_yes(&app).await;
        app.later(SignedDuration::from_hours(24 * 8)).await;
        let mut sam = app.signed_in("sam").await;
        sam.visit("/today").await.not_see("What services have said");
        sam.visit(&format!("{case}/onward")).await.see("Accepted");
    }
}
