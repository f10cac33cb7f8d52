//! The choir's link opens one referral and nothing else, and dies when it is guessed at, used up, too old, replaced or taken back.

use super::from_a_surgery_to_a_choir::{
    Link, opened, when_sam_accepts, when_sam_sends_him_to_a_choir, when_the_choir_says_yes,
};
use crate::journeys::referral::receptionist_refers::when_she_refers_mr_ellis;
use base::{
    audit,
    db::testing::{gathered, look, number},
};
use jiff::SignedDuration;
use kernel::Id;
use testkit::{App, Browser, Engine, on_both};

pub async fn sent(app: &App) -> (Browser, String, Link) {
    let mut grace = app.signed_in("grace").await;
    when_she_refers_mr_ellis(&mut grace).await;
    let mut sam = app.signed_in("sam").await;
    let case = when_sam_accepts(&mut sam).await;
    let link = when_sam_sends_him_to_a_choir(app, &mut sam, &case).await;
    (sam, case, link)
}

/// By the link and nothing else: neither what was typed nor the address of the link.
async fn then_each_guess_is_in_the_record(app: &App) {
    let mut rx = look(&app.machine.db).await;
    let link: Id<()> = rx.value("SELECT id AS n FROM onward_link", ()).await.expect("one link");
    let lines = audit::recent(&mut rx, Some("onward-link-open"), Some("refused"), 10).await.expect("the record");
    assert_eq!(lines.len(), 5);
    for line in lines {
        assert_eq!((line.subject_kind.as_str(), line.subject), ("onward-link", Some(link)));
        assert_eq!((line.actor_kind.as_str(), line.actor, line.shown), ("public", None, None));
    }
    drop(rx);
    let mut ada = app.signed_in("ada").await;
    ada.visit("/admin/audit?kind=refused").await.see("onward-link-open");
}

on_both! {
    async fn five_wrong_pins_lock_it_and_a_new_one_opens(app) {
        let (mut sam, case, link) = sent(&app).await;
        let mut leader = opened(&app, &link).await;
        let mut thief = app.browser();
        thief.visit(&link.path).await;
        let wrong = if link.pin == "000 000" { "000001" } else { "000000" };
        for _ in 0..5 {
            thief.form("Continue").fill("PIN", wrong).press(&mut thief).await;
            thief.page().see("That is not the PIN");
        }
        thief.form("Continue").fill("PIN", &link.pin).press(&mut thief).await;
        assert_eq!(thief.page().status, 404, "locked, even for the right PIN");
        then_each_guess_is_in_the_record(&app).await;

        app.clock.advance(SignedDuration::from_secs(1));
        sam.visit(&format!("{case}/onward")).await.see("The link is locked or too old. If they need a new link, send one");
        // A colleague, who has no such button, is told whom to tell.
        let mut jo = app.signed_in("jo").await;
        jo.visit(&format!("{case}/onward")).await.see("The link is locked or too old. If they need a new link, tell whoever holds the case").not_see("New link and PIN");
        sam.form("New link and PIN").press(&mut sam).await;
        sam.page().see("Say this PIN on the telephone");
        let pin: String = sam.page().text().split("on the telephone ").nth(1).expect("a PIN").chars().take(7).collect();
        app.run_jobs().await;
        let mails = base::mail::outbox(&app.system()).await.expect("the outbox");
        let token = mails[0].0.text.split("/l/").nth(1).and_then(|t| t.split_whitespace().next()).expect("a link").to_owned();
        assert_ne!(token, link.token);
        let fresh = Link { path: format!("/l/{token}"), token, pin };
        // A PIN given for one link opens no other.
        leader.visit(&fresh.path).await.see("PIN").not_see("Walter");
        opened(&app, &fresh).await.page().see("Likes to be called: Walter");
        assert_eq!(app.browser().visit(&link.path).await.status, 404, "the old one is dead");
    }
}

on_both! {
    async fn many_guesses_at_once_are_five(app) {
        let (_, _, link) = sent(&app).await;
        let wrong = if link.pin == "000 000" { "000001" } else { "000000" };
        let guess = async || {
            app.browser().post(&link.path, &[("pin", wrong)]).await;
        };
        let many = async { tokio::join!(guess(), guess(), guess(), guess(), guess(), guess(), guess(), guess()) };
        gathered(&app.machine.db, "UPDATE onward_link SET wrong_pins = wrong_pins", many).await;
        assert_eq!(number(&app.machine.db, "SELECT wrong_pins AS n FROM onward_link").await, 5);
    }
}

on_both! {
    async fn what_was_answered_meanwhile_is_read_before_it_is_taken_back(app) {
        let (mut sam, case, link) = sent(&app).await;
        sam.visit(&format!("{case}/onward")).await;
        let (back, fresh) = (sam.form("Take it back"), sam.form("New link and PIN"));
        when_the_choir_says_yes(&app, &link).await;
        for stale in [back, fresh] {
            stale.press(&mut sam).await;
            assert_eq!(sam.page().status, 409);
        }
        sam.visit(&format!("{case}/onward")).await.see("Bring him along on Tuesday").not_see("Taken back");
        sam.form("Take it back").press(&mut sam).await;
        sam.page().see("It is taken back");
    }
}

on_both! {
    async fn taken_back_it_opens_nothing_even_where_it_was_open(app) {
        let (mut sam, case, link) = sent(&app).await;
        let mut leader = opened(&app, &link).await;
        sam.visit(&format!("{case}/onward")).await;
        sam.form("Take it back").press(&mut sam).await;
        sam.page().see("It is taken back").see("Taken back");
        leader.form("Yes, they can come").press(&mut leader).await;
        assert_eq!(leader.page().status, 404);
        assert_eq!(leader.visit(&link.path).await.status, 404);
    }
}

on_both! {
    async fn it_dies_of_age_and_a_visit_ends_by_itself(app) {
        let (_, _, link) = sent(&app).await;
        let mut leader = opened(&app, &link).await;
        app.clock.advance(SignedDuration::from_mins(31));
        leader.visit(&link.path).await.see("PIN").not_see("Walter");
        app.clock.advance(SignedDuration::from_hours(24 * 28));
        assert_eq!(leader.visit(&link.path).await.status, 404);
    }
}

on_both! {
    async fn its_holder_gets_nothing_else(app) {
        let (mut sam, case, link) = sent(&app).await;
        let mut leader = opened(&app, &link).await;
        for path in [case.as_str(), &format!("{case}/onward"), "/cases", "/inbox", "/sent", "/account", "/admin/audit"] {
            leader.visit(path).await.not_see("Walter");
            assert!(leader.page().url.starts_with("/sign-in"), "{path}");
        }
        assert_eq!(leader.visit("/l/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").await.status, 404);
        // Declining needs a reason; with one it is the end of the link.
        leader.visit(&link.path).await;
        leader.form("Say no").press(&mut leader).await;
        assert_eq!(leader.page().status, 422);
        leader.page().see("Choose a reason").see("Likes to be called: Walter");
        let no = leader.form("Say no").choose("Another reason").fill("A word to the link worker (you can leave this empty)", "Our hall is being mended.");
        no.press(&mut leader).await;
        leader.page().see("will look for something else");
        assert_eq!(leader.visit(&link.path).await.status, 404);
        sam.visit(&format!("{case}/onward")).await.see("Another reason").see("Our hall is being mended.");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_is_down_is_no_dead_link() {
    let app = App::on(Engine::Sqlite).await;
    let (_, _, link) = sent(&app).await;
    app.machine.db.close().await;
    let status = app.browser().visit(&link.path).await.status;
    assert!(status >= 500, "{status}");
}
