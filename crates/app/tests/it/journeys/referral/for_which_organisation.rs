//! Somebody who refers for two organisations is asked for which; a role that may not refer does not count.

use crate::journeys::referral::receptionist_refers::nobody_was_asked_yet;
use app::{identity, policy};
use testkit::on_both;

on_both! {
    async fn several_are_asked_for(app) {
        let grace_id = app.world.worker("grace").id;
        identity::add_membership(&app.system(), grace_id, app.world.teams["other-desk"], policy::RECEPTIONIST).await.expect("a second role");
        let mut grace = app.signed_in("grace").await;
        grace.visit("/refer").await.see("For which organisation do you refer?");
        grace.form("Start a referral").press(&mut grace).await;
        assert_eq!(grace.page().status, 422);
        grace.page().see("Choose for which organisation you refer");
        grace.form("Start a referral").choose("Abbey Lane Practice").press(&mut grace).await;
        grace.form("Continue").fill("Name", "Rosa Mendes").press(&mut grace).await;
        grace.form("Continue").choose("In a hostel or temporary accommodation").choose("Through staff where they live").press(&mut grace).await;
        grace.form("Continue").fill("Why, in a few words", "Needs company").choose("Within the usual time").press(&mut grace).await;
        nobody_was_asked_yet(&mut grace).await;
        grace.form("Continue").choose("Stratford link workers").press(&mut grace).await;
        grace.form("Send the referral").press(&mut grace).await;
        grace.page().see("The referral is sent").see("Abbey Lane Practice");
        // The other practice sees it, her first one does not.
        let mut tom = app.signed_in("tom").await;
        tom.visit("/sent").await.see("Rosa Mendes");
        let mut rao = app.signed_in("dr-rao").await;
        rao.visit("/sent").await.not_see("Rosa Mendes");
    }
}

on_both! {
    async fn a_role_that_may_not_refer_does_not_count(app) {
        let kim = app.world.worker("kim").id;
        identity::add_membership(&app.system(), kim, app.world.teams["desk"], policy::RECEPTIONIST).await.expect("a role at the desk");
        identity::add_totp(&app.system(), kim, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567").await.expect("a factor");
        let mut browser = app.browser();
        browser.visit("/sign-in").await;
        let email = app.world.worker("kim").email.clone();
        browser.form("Sign in").fill("E-mail address", &email).fill("Password", testkit::PASSWORD).press(&mut browser).await;
        let code = base::auth::factor::code_at("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", app.clock.now()).expect("a code");
        browser.form("Continue").fill("Code from your app, or a printed code", &code).press(&mut browser).await;
        browser.visit("/refer").await.not_see("For which organisation");
        browser.form("Start a referral").press(&mut browser).await;
        browser.page().see("Who is it?");
        browser.form("Continue").fill("Name", "Rosa Mendes").press(&mut browser).await;
        browser.page().see("How can we reach them safely?");
        let reach = browser.page().url.clone();
        // Where she commissions she may not refer, and would not even be shown the teams.
        browser.visit(&reach.replace("/reach", "/team")).await.see("Stratford link workers");
    }
}
