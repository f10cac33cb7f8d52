//! Something changes after the referral has gone: he has moved to another ward. Whoever sent it, or a colleague of theirs, writes to the team; it is seen in
//! the inbox and on the case until somebody has read it, and nothing of it is ever changed.

use super::{
    a_link_worker_refers::refers_rosa,
    receptionist_refers::{fill_in_mr_ellis, when_she_refers_mr_ellis},
};
use crate::journeys::thread::from_a_surgery_to_a_choir::when_sam_accepts;
use testkit::{Browser, on_both};

const LABEL: &str = "Has something changed?";

async fn writes(browser: &mut Browser, sent: &str, words: &str) {
    browser.visit(sent).await;
    browser.form("Send to the team").fill(LABEL, words).press(browser).await;
    browser.page().see("It is sent").see(words);
}

/// The sender says that it is about reaching him, or a danger.
const REACH: &str = "It is only about how to reach them safely, where they are now, or a danger";

fn path(browser: &Browser) -> String {
    browser.page().url.split('?').next().expect("a path").to_owned()
}

on_both! {
    async fn it_is_seen_in_the_inbox_and_on_the_case(app) {
        let mut grace = app.signed_in("grace").await;
        when_she_refers_mr_ellis(&mut grace).await;
        let sent = path(&grace);
        grace.form("Send to the team").press(&mut grace).await;
        assert_eq!(grace.page().status, 422);
        grace.page().see("Write what has changed");
        let form = grace.form("Send to the team").fill(LABEL, "He is in hospital: ward 4.");
        form.clone().press(&mut grace).await;
        form.press(&mut grace).await;
        assert_eq!(grace.page().text().matches("ward 4").count(), 1, "sent twice is one");
        grace.page().see("Grace Okoro").see("Not read yet");

        let mut sam = app.signed_in("sam").await;
        sam.visit("/inbox").await.see("The referrer wrote");
        sam.follow("Walter Ellis").await;
        sam.page().see("He is in hospital: ward 4.");
        let case = when_sam_accepts(&mut sam).await;
        sam.page().see("He is in hospital: ward 4.");
        // A colleague of the practice writes while he is being supported; Sam sees it in the list.
        let mut rao = app.signed_in("dr-rao").await;
        writes(&mut rao, &sent, "He comes home on Friday.").await;
        sam.visit("/cases").await.see("The referrer wrote");
        sam.visit(&case).await;
        sam.form("I have read it").press(&mut sam).await;
        sam.page().see("it has been read");
        sam.form("I have read it").press(&mut sam).await;
        sam.visit("/cases").await.not_see("The referrer wrote");
        grace.visit(&sent).await.see("He comes home on Friday.").not_see("Not read yet").see("Read 24 November 2026");

        // Others can neither write nor read it.
        for who in ["tom", "noor", "kim", "ada", "bea", "ines"] {
            let mut other = app.signed_in(who).await;
            other.post(&format!("{sent}/words"), &[("words", "x")]).await;
            assert_eq!(other.page().status, 404, "{who}");
            assert_eq!(other.visit(&sent).await.status, 404, "{who}");
        }
        // The team cannot write in the sender's name.
        sam.post(&format!("{sent}/words"), &[("words", "x")]).await;
        assert_eq!(sam.page().status, 404);
        assert!(!testkit::logs().contains("ward 4"));
        let mut ada = app.signed_in("ada").await;
        ada.visit("/admin/audit?kind=write").await.see("referral-word-add").see("referral-word-read").not_see("ward 4");

        // The support ends: there is nobody to write to.
        sam.visit(&format!("{case}/close")).await;
        grace.visit(&sent).await;
        let late = grace.form("Send to the team").fill(LABEL, "One more thing");
        sam.form("Close the case").choose("Moved away").press(&mut sam).await;
        late.press(&mut grace).await;
        assert_eq!(grace.page().status, 409);
        grace.page().see("Ring them, or begin a new referral");
        grace.visit(&sent).await.see("ward 4").not_see("Send to the team");
    }
}

on_both! {
    async fn a_link_worker_who_refers_can_write_too(app) {
        let mut sam = app.signed_in("sam").await;
        refers_rosa(&mut sam).await;
        let sent = path(&sam);
        writes(&mut sam, &sent, "She has a new number.").await;
        let mut noor = app.signed_in("noor").await;
        noor.visit("/inbox").await;
        noor.follow("Rosa Mendes").await;
        noor.page().see("She has a new number.").see("Sam Lee");
    }
}

on_both! {
    async fn a_no_is_kept_to(app) {
        let mut grace = app.signed_in("grace").await;
        when_she_refers_mr_ellis(&mut grace).await;
        let sent = path(&grace);
        let mut sam = app.signed_in("sam").await;
        let case = when_sam_accepts(&mut sam).await;
        writes(&mut grace, &sent, "He is sad about his wife.").await;
        sam.visit(&case).await.see("He is sad about his wife.");
        let page = grace.visit(&sent).await.text();
        let before = grace.form("Send to the team").fill(LABEL, "And about his dog.");

        // He says no to the team's having what the practice writes. What was written under a yes is hidden with the rest.
        let html = sam.visit(&format!("{case}/agreements")).await.html.clone();
        let panel = html.split("kith-panel").find(|s| s.contains("Stratford link workers")).expect("the fact");
        let href = panel.split("href=\"").nth(1).and_then(|p| p.split('"').next()).expect("a link").to_owned();
        sam.visit(&href).await;
        sam.form("Write it down").choose("They said so themselves").choose("Face to face").press(&mut sam).await;
        sam.page().not_see("about his wife").see("Not shown: they have since said no");

        // Who referred him learns nothing of it: the page is what it was. What is about reaching him comes through, and nothing else.
        assert_eq!(grace.visit(&sent).await.text(), page);
        before.press(&mut grace).await;
        grace.page().see("It is sent").see("And about his dog.");
        let number = grace.form("Send to the team").fill(LABEL, "New number: 020 7946 0999").choose(REACH);
        number.press(&mut grace).await;
        grace.page().see("It is sent");
        sam.visit(&case).await.see("New number: 020 7946 0999").not_see("about his wife").not_see("dog").see("Not shown: they have since said no");
    }
}

on_both! {
    async fn who_was_told_the_no_is_reminded_of_it(app) {
        let mut grace = app.signed_in("grace").await;
        fill_in_mr_ellis(&mut grace).await;
        let agreement = grace.page().url.replace("/check", "/agreement");
        grace.visit(&format!("{agreement}?change")).await;
        grace.form("Continue").choose_in("May the team have what is written here?", "No: only who they are, how to reach them, what is dangerous, and how soon").press(&mut grace).await;
        grace.form("Send the referral").press(&mut grace).await;
        grace.page().see("it reads only what you mark below");
    }
}
