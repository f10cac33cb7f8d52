//! The link worker sees Mr Ellis in the inbox and accepts: he is on her caseload with the clock of his first contact running. Nobody else's business is
//! anybody else's.

use crate::journeys::referral::receptionist_refers::{given_a_receptionist, when_she_refers_mr_ellis};
use testkit::{App, Browser, on_both};

/// Mr Ellis on Sam's caseload: her browser, on his record, and the record's address.
pub async fn given_mr_ellis_on_sams_caseload(app: &App) -> (Browser, String) {
    let mut grace = given_a_receptionist(app).await;
    when_she_refers_mr_ellis(&mut grace).await;
    let mut sam = app.signed_in("sam").await;
    sam.visit("/inbox").await;
    sam.follow("Walter Ellis").await;
    sam.form("Accept").press(&mut sam).await;
    let record = path(&sam);
    assert!(record.starts_with("/cases/"), "{record}: {}", sam.page().text());
    (sam, record)
}

pub fn path(browser: &Browser) -> String {
    browser.page().url.split('?').next().unwrap_or_default().to_owned()
}

on_both! {
    async fn he_is_on_her_caseload_and_the_clock_runs(app) {
        let (mut sam, record) = given_mr_ellis_on_sams_caseload(&app).await;
        sam.page()
            .see("They are on your caseload")
            .see("Walter Ellis")
            .see("12 March 1948 (78 years old)")
            .see("999 000 0018")
            .see("020 7946 0018")
            .see("First contact due by 1 December 2026, 17:00")
            .see("Nothing written yet")
            .see("Accepted by Sam Lee");
        sam.visit("/cases").await.see("My people 1").see("Walter Ellis").see("Loneliness or company").see("First contact due 1").see("due by 1 December 2026, 17:00");
        sam.visit("/inbox").await.see("Nothing is waiting");

        // Accepting again leads to the same case; a colleague who is a moment later is told.
        let referral = {
            let mut grace = app.signed_in("grace").await;
            grace.visit("/sent").await.see("Is being supported");
            grace.follow("Walter Ellis").await;
            path(&grace).replace("/sent/", "")
        };
        sam.post(&format!("/inbox/{referral}/accept"), &[("version", "1")]).await;
        assert_eq!(path(&sam), record);
        let mut jo = app.signed_in("jo").await;
        jo.post(&format!("/inbox/{referral}/accept"), &[("version", "1")]).await;
        assert_eq!(jo.page().status, 409);
        jo.page().see("Somebody has already decided");
    }
}

on_both! {
    async fn who_may_read_and_who_may_write(app) {
        let (mut sam, record) = given_mr_ellis_on_sams_caseload(&app).await;
        // The team reads, the holder and the lead write.
        let mut jo = app.signed_in("jo").await;
        jo.visit(&record).await.see("Walter Ellis").not_see("Log a contact");
        for page in ["/contacts/new", "/close", "/transfer", "/goals/new"] {
            assert_eq!(jo.visit(&format!("{record}{page}")).await.status, 404, "{page}");
        }
        jo.visit("/cases").await.not_see("Ellis");
        jo.visit("/cases?of=team").await.see("Walter Ellis").see("Sam Lee");
        let mut femi = app.signed_in("femi").await;
        femi.visit(&record).await.see("Log a contact");
        femi.visit("/cases").await.see("Team 1").see("Walter Ellis");

        // Everybody else gets what they would get if he did not exist.
        for who in ["grace", "dr-rao", "tom", "ines", "noor", "kim", "ada", "bea"] {
            let mut browser = app.signed_in(who).await;
            for page in ["", "/matters", "/needs", "/plan", "/measures/ons4", "/note", "/contacts/new", "/close"] {
                let page = browser.visit(&format!("{record}{page}")).await.clone();
                assert_eq!(page.status, 404, "{who} at {}", page.url);
                page.not_see("Ellis");
            }
        }
        let mut noor = app.signed_in("noor").await;
        noor.visit("/cases?of=team").await.see("Nobody here");
        sam.visit(&record).await.see("Walter Ellis");
    }
}
