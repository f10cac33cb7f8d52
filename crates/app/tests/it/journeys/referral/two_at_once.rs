//! Somebody presses while a script is saving, presses twice, or sends while their practice's last team is ended.

use super::receptionist_refers::{fill_in_mr_ellis, given_a_receptionist};
use crate::journeys::setup::when_she_ends;
use base::db::testing::{gathered, number};
use std::time::Duration;
use testkit::{Browser, on_both};

const SENT: &str = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM referral";

on_both! {
    async fn what_is_posted_while_a_script_saves_is_kept(app) {
        let mut grace = given_a_receptionist(&app).await;
        grace.visit("/refer").await;
        grace.form("Start a referral").press(&mut grace).await;
        let step = grace.page().url.clone();
        let form = grace.form("Continue").fill("Name", "Walter Ellis").fill_day("Date of birth", "12", "3", "1948").choose("Male");
        let mut script = grace.second_window();
        let autosave = format!("{step}/autosave");
        let save = script.request("POST", &autosave, Some("name=Walter+Ellis".into()), true);
        let both = async { tokio::join!(save, form.press(&mut grace)).0 };
        let saved = gathered(&app.machine.db, "UPDATE draft SET version = version", both).await;
        assert_eq!((saved.status, grace.page().status), (204, 200));
        grace.page().see("How can we reach them safely?");
        assert!(grace.visit(&step).await.html.contains("Walter Ellis"));
    }
}

on_both! {
    async fn two_presses_send_one_referral(app) {
        let mut grace = given_a_receptionist(&app).await;
        fill_in_mr_ellis(&mut grace).await;
        let form = grace.form("Send the referral");
        let mut again = grace.second_window();
        let both = async { tokio::join!(form.clone().press(&mut grace), form.press(&mut again)) };
        gathered(&app.machine.db, "UPDATE team SET version = version", both).await;
        let path = |b: &Browser| (b.page().status, b.page().url.split('?').next().map(str::to_owned));
        assert_eq!(path(&grace), path(&again));
        assert_eq!((grace.page().status, number(&app.machine.db, SENT).await), (200, 1));
    }
}

on_both! {
    async fn nothing_is_sent_from_a_practice_in_which_nobody_works_any_more(app) {
        let mut grace = given_a_receptionist(&app).await;
        fill_in_mr_ellis(&mut grace).await;
        let send = grace.form("Send the referral");
        let mut ada = app.signed_in("ada").await;
        let desk = app.world.teams["desk"];
        let both = async { tokio::join!(send.press(&mut grace), async {
            tokio::time::sleep(Duration::from_millis(50)).await;
            when_she_ends(&mut ada, desk).await;
        }) };
        // The team that receives it is kept; the one from which it comes is not.
        gathered(&app.machine.db, "UPDATE team SET version = version WHERE receives", both).await;
        let ended = number(&app.machine.db, "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM team WHERE ended_at IS NOT NULL").await;
        let sent = number(&app.machine.db, SENT).await;
        assert_eq!(ended + sent, 1, "ended: {ended}, sent: {sent}");
    }
}
