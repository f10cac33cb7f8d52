//! Sam signs in: what needs him stands there, each line one tap from the next act, and is gone when it is done.

use crate::journeys::{
    referral::receptionist_refers::when_she_refers_mr_ellis,
    thread::from_a_surgery_to_a_choir::{
        when_sam_accepts, when_sam_sends_him_to_a_choir, when_sam_speaks_with_him, when_sam_writes_to_the_practice,
        when_the_choir_says_yes,
    },
};
use jiff::SignedDuration;
use testkit::on_both;

on_both! {
    async fn each_one_tap_from_the_next_act(app) {
        let mut grace = app.signed_in("grace").await;
        grace.visit("/today").await.see("Nothing waits for you");
        when_she_refers_mr_ellis(&mut grace).await;
        grace.visit("/refer").await;

        // A new referral: in the team's Today, in no other's.
        let mut sam = app.signed_in("sam").await;
        sam.visit("/today").await.see("New referrals 1").see("Walter Ellis").see("sent 24 November 2026");
        for who in ["noor", "tom", "kim", "ada", "bea"] {
            app.signed_in(who).await.visit("/today").await.not_see("Ellis");
        }
        sam.follow("Walter Ellis").await.see("Walter Ellis");
        assert!(sam.page().url.starts_with("/inbox/"), "{}", sam.page().url);

        // Accepted: a clock runs, and shows when two days are left; then it is late.
        let case = when_sam_accepts(&mut sam).await;
        sam.visit("/today").await.see("Nothing waits for you");
        app.later(SignedDuration::from_hours(24 * 6)).await;
        let mut sam = app.signed_in("sam").await;
        sam.visit("/today").await.see("Speak with them first 1");
        sam.follow("Walter Ellis").await;
        assert_eq!(sam.page().url, format!("{case}/contacts/new"));
        app.later(SignedDuration::from_hours(24 * 3)).await;
        let mut sam = app.signed_in("sam").await;
        sam.visit("/today").await.see("late: was due");
        // The lead holds no cases and sees the team's.
        app.signed_in("femi").await.visit("/today").await.see("Speak with them first 1").see("Walter Ellis");
        app.signed_in("jo").await.visit("/today").await.not_see("Speak with them first");

        // Spoken with, sent on: what the choir says stands there for a week.
        when_sam_speaks_with_him(&mut sam, &case).await;
        let link = when_sam_sends_him_to_a_choir(&app, &mut sam, &case).await;
        sam.visit("/today").await.not_see("Speak with them first").not_see("What services have said");
        when_the_choir_says_yes(&app, &link).await;
        sam.visit("/today").await.see("What services have said 1").see("the service said yes");
        sam.follow("Walter Ellis").await;
        assert_eq!(sam.page().url, format!("{case}/onward"));
        when_sam_writes_to_the_practice(&mut sam, &case).await;
        let mut grace = app.signed_in("grace").await;
        grace.visit("/today").await.see("Notes to file 1");
        grace.follow("Walter Ellis").await;
        grace.form("Mark as filed").press(&mut grace).await;
        grace.visit("/today").await.not_see("Notes to file");
        app.later(SignedDuration::from_hours(24 * 8)).await;
        app.signed_in("sam").await.visit("/today").await.not_see("the service said yes");
    }
}

on_both! {
    async fn what_was_sent_back_and_what_was_begun(app) {
        let mut grace = app.signed_in("grace").await;
        when_she_refers_mr_ellis(&mut grace).await;
        let mut sam = app.signed_in("sam").await;
        sam.visit("/inbox").await;
        sam.follow("Walter Ellis").await;
        sam.follow("Send back").await;
        sam.form("Send it back").choose("We need to know more first").fill("A word to the sender", "Which home?").press(&mut sam).await;
        grace.visit("/today").await.see("Sent back to you 1").see("Walter Ellis");
        grace.follow("Walter Ellis").await.see("Which home?");

        grace.visit("/refer").await;
        grace.form("Start a referral").press(&mut grace).await;
        grace.visit("/today").await.see("You have begun a referral and not sent it");
        grace.follow("You have begun a referral and not sent it").await.see("Start a referral");
    }
}
