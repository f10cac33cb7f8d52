//! Sam signs in: what needs him stands there, each line one tap from the next act, and is gone when it is done.

use crate::journeys::{
    referral::receptionist_refers::{fill_in_mr_ellis, when_she_refers_mr_ellis},
    thread::from_a_surgery_to_a_choir::{when_sam_accepts, when_sam_speaks_with_him},
};
use base::db::testing;
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
        sam.visit("/today").await.see("First contact due 1");
        sam.follow("Walter Ellis").await;
        assert_eq!(sam.page().url, format!("{case}/contacts/new"));
        app.later(SignedDuration::from_hours(24 * 3)).await;
        let mut sam = app.signed_in("sam").await;
        sam.visit("/today").await.see("late: was due");
        // The lead holds no cases and sees the team's.
        app.signed_in("femi").await.visit("/today").await.see("First contact due 1").see("Walter Ellis");
        app.signed_in("jo").await.visit("/today").await.not_see("First contact due");

        // Spoken with, and a note made of it.
        when_sam_speaks_with_him(&mut sam, &case).await;
        sam.visit("/today").await.not_see("First contact due");
        sam.visit(&format!("{case}/note")).await;
        sam.form("Make the note").fill("Summary", "He would like to play the piano again.").press(&mut sam).await;
        let mut grace = app.signed_in("grace").await;
        grace.visit("/today").await.see("Notes to file 1");
        grace.follow("Walter Ellis").await;
        grace.form("Mark as filed").press(&mut grace).await;
        grace.visit("/today").await.not_see("Notes to file");
    }
}

on_both! {
    async fn by_the_name_of_the_record_that_is_kept_and_never_by_a_wrong_number(app) {
        let mut grace = app.signed_in("grace").await;
        when_she_refers_mr_ellis(&mut grace).await;
        let mut tom = app.signed_in("tom").await;
        fill_in_mr_ellis(&mut tom).await;
        let who = tom.page().url.replace("/check", "/who");
        tom.visit(&format!("{who}?change")).await;
        tom.form("Continue").fill("Name", "Wally Ellison").press(&mut tom).await;
        tom.form("Send the referral").press(&mut tom).await;
        let mut sam = app.signed_in("sam").await;
        sam.visit("/today").await.see("New referrals 2").see("Walter Ellis").see("Wally Ellison");

        // Records are put together while another referral of the same record waits; and many more come.
        let mut tx = testing::tamper(&app.machine.db).await;
        let merge = "UPDATE person SET merged_into = (SELECT id FROM person WHERE name = 'Walter Ellis') WHERE name = 'Wally Ellison'";
        tx.run(merge, ()).await.expect("a merge");
        for n in 0..99 {
            let id = app.system().id::<()>();
            let add = "
                INSERT INTO referral (id, reference, person_id, pathway, pathway_version, setting, organisation_id, worker_id, team_id,
                  reason, answers, sent_at, version)
                SELECT COALESCE($1, r.id), COALESCE($2, r.reference), r.person_id, r.pathway, r.pathway_version, r.setting, r.organisation_id, r.worker_id, r.team_id, r.reason,
                  r.answers, r.sent_at, 1
                FROM referral r
                JOIN person p ON p.id = r.person_id
                WHERE p.name = 'Wally Ellison'
                LIMIT 1";
            tx.run(add, (id, kernel::Reference::from_bits(n))).await.expect("a referral");
            let stand = "
                INSERT INTO standing (subject, party, how, since_at)
                SELECT COALESCE($1, s.subject), s.party, s.how, s.since_at
                FROM standing s
                JOIN referral r ON r.id = s.subject
                JOIN person p ON p.id = r.person_id
                WHERE p.name = 'Wally Ellison' AND r.reference NOT IN (SELECT reference FROM referral WHERE id = $1)
                ON CONFLICT DO NOTHING";
            tx.run(stand, (id,)).await.expect("who stands to it");
            if n == 97 {
                tx.commit().await.expect("a commit");
                sam.visit("/today").await.see("New referrals 100").see("See all").see("Walter Ellis").not_see("Wally");
                tx = testing::tamper(&app.machine.db).await;
            }
        }
        tx.commit().await.expect("a commit");
        sam.visit("/today").await.see("New referrals more than 100").see("Walter Ellis").not_see("Wally");
        sam.follow("See all").await.see("Walter Ellis").not_see("Wally");
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
