//! Two change the same account, the same team or the same house at once: what both of them did is so, or one of them is told.

use app::{identity, policy};
use base::{
    auth::{factor, password},
    db::testing::{gathered, look},
};
use kernel::Id;
use testkit::{App, on_both};

async fn count(app: &App, sql: &'static str, id: Id<()>) -> i64 {
    look(&app.machine.db).await.value(sql, (id,)).await.expect("a count")
}

const REACH: &str = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM reach WHERE account = $1";
const ROLES: &str = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM membership WHERE worker_id = $1 AND until_at IS NULL";
const LEADS: &str =
    "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM membership WHERE team_id = $1 AND role = 'lead' AND until_at IS NULL";
const CODES: &str = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM printed_code WHERE worker_id = $1";

/// Noor works in two teams.
async fn noor_in_both(app: &App) -> Id<()> {
    let noor = app.world.worker("noor").id;
    let stratford = app.world.teams["stratford"];
    identity::add_membership(&app.system(), noor, stratford, policy::LINK_WORKER).await.expect("a role");
    noor.cast()
}

on_both! {
    async fn who_is_ended_in_both_teams_at_once_is_out(app) {
        let noor = noor_in_both(&app).await;
        let mut browser = app.signs_in("noor").await;
        let (mut femi, mut ada) = (app.signs_in("femi").await, app.signs_in("ada").await);
        femi.visit(&format!("/team/{}", app.world.teams["stratford"])).await;
        femi.follow("Noor Khan").await;
        ada.visit(&format!("/team/{}", app.world.teams["plaistow"])).await;
        ada.follow("Noor Khan").await;
        let (one, other) = (femi.form("End now"), ada.form("End now"));
        let both = async { tokio::join!(one.press(&mut femi), other.press(&mut ada)) };
        gathered(&app.machine.db, "UPDATE reach SET role = role", both).await;
        femi.page().see("They no longer have this role");
        ada.page().see("They no longer have this role");
        assert_eq!(count(&app, REACH, noor).await, 0);
        assert!(browser.visit("/inbox").await.url.starts_with("/sign-in"));
    }
}

on_both! {
    async fn a_barred_account_gets_nothing_back(app) {
        let noor = noor_in_both(&app).await;
        let email = app.world.worker("noor").email.parse().expect("an address");
        identity::disable_worker(&app.system(), &email).await.expect("barred");
        let plaistow = app.world.teams["plaistow"];
        // One of their roles ends, which writes anew for whom they may act.
        let mut ada = app.signs_in("ada").await;
        let role: Id<()> = look(&app.machine.db)
            .await
            .value("SELECT id AS n FROM membership WHERE worker_id = $1 AND team_id = $2", (noor, plaistow))
            .await
            .expect("a role");
        ada.post(&format!("/team/{plaistow}/members/{role}/end"), &[]).await;
        assert_eq!(ada.page().status, 200, "{}", ada.page().text());
        assert_eq!((count(&app, ROLES, noor).await, count(&app, REACH, noor).await), (1, 0));
    }
}

on_both! {
    async fn of_two_administrators_who_end_each_other_one_stays(app) {
        let admin = app.world.teams["admin"];
        let femi = app.world.worker("femi").id;
        identity::add_membership(&app.system(), femi, admin, policy::ADMINISTRATOR).await.expect("a role");
        let (mut ada, mut femi) = (app.signs_in("ada").await, app.signs_in("femi").await);
        ada.visit(&format!("/team/{admin}")).await;
        ada.follow("Femi Adeyemi").await;
        femi.visit(&format!("/team/{admin}")).await;
        femi.follow("Ada Novak").await;
        let (one, other) = (ada.form("End now"), femi.form("End now"));
        let both = async { tokio::join!(one.press(&mut ada), other.press(&mut femi)) };
        gathered(&app.machine.db, "UPDATE reach SET role = role", both).await;
        let left = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM membership WHERE team_id = $1 AND until_at IS NULL";
        assert_eq!(count(&app, left, admin.cast()).await, 1);
        assert!([&ada, &femi].iter().any(|b| b.page().shows("Nobody else could administer the house then")));
    }
}

on_both! {
    async fn an_invitation_that_is_sent_twice_is_one(app) {
        let mut femi = app.signs_in("femi").await;
        let mut again = femi.second_window();
        // Somebody who works elsewhere, and somebody new.
        for email in [app.world.worker("noor").email.as_str(), "rukhsana@stratford.example"] {
            femi.visit(&format!("/team/{}/invite", app.world.teams["stratford"])).await;
            let form = femi.form("Send the invitation").fill("Name", "N. N.").fill("E-mail address", email).choose("Link worker");
            let both = async { tokio::join!(form.clone().press(&mut femi), form.press(&mut again)) };
            gathered(&app.machine.db, "UPDATE team SET version = version", both).await;
            let mut both = [femi.page().status, again.page().status];
            both.sort_unstable();
            assert_eq!(both, [200, 422], "{email}");
        }
        let held = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM membership WHERE team_id = $1 AND role = 'link-worker' AND until_at IS NULL";
        assert_eq!(count(&app, held, app.world.teams["stratford"].cast()).await, 4, "Sam, Jo, and one of each");
    }
}

on_both! {
    async fn a_team_gets_one_first_lead_from_outside(app) {
        let plaistow = app.world.teams["plaistow"];
        let mut ada = app.signs_in("ada").await;
        let mut again = ada.second_window();
        ada.visit(&format!("/team/{plaistow}/invite")).await;
        let form = ada.form("Send the invitation").fill("Name", "N. N.").choose("Team lead");
        let (one, other) =
            (form.clone().fill("E-mail address", "one@plaistow.example"), form.fill("E-mail address", "other@plaistow.example"));
        let both = async { tokio::join!(one.press(&mut ada), other.press(&mut again)) };
        gathered(&app.machine.db, "UPDATE team SET version = version", both).await;
        let mut both = [ada.page().status, again.page().status];
        both.sort_unstable();
        assert!([[200, 409], [200, 422]].contains(&both), "{both:?}");
        assert_eq!(count(&app, LEADS, plaistow.cast()).await, 1);
    }
}

on_both! {
    async fn a_password_that_is_changed_while_somebody_signs_in_with_it_opens_nothing(app) {
        let email = app.world.worker("grace").email.clone();
        let mut grace = app.signs_in("grace").await;
        let mut thief = app.browser();
        thief.visit("/sign-in").await;
        thief.form("Sign in").fill("E-mail address", &email).fill("Password", "wrong wrong wrong").press(&mut thief).await;
        let enter = thief.form("Sign in").fill("Password", testkit::PASSWORD);
        grace.visit("/account").await;
        let change = grace.form("Change password").fill("Present password", testkit::PASSWORD).fill("New password", "three louder words");
        let both = async { tokio::join!(enter.press(&mut thief), change.press(&mut grace)) };
        gathered(&app.machine.db, "UPDATE throttle SET failures = failures", both).await;
        grace.page().see("Your password is changed");
        thief.visit("/sign-in/second-step").await.not_see("One more step");
        assert!(thief.page().url.starts_with("/sign-in?") || thief.page().url == "/sign-in", "{}", thief.page().url);
    }
}

on_both! {
    async fn of_two_who_add_a_first_factor_with_a_password_alone_one_does(app) {
        let ctx = app.system();
        let hash = password::hash(testkit::PASSWORD.to_owned()).await.expect("a hash");
        let email = "rukhsana@stratford.example";
        let new = identity::NewWorker { name: "Rukhsana Ali", email: email.parse().expect("an address"), password: Some(hash), languages: "en" };
        let worker = identity::add_worker(&ctx, new).await.expect("a worker");
        identity::add_membership(&ctx, worker, app.world.teams["stratford"], policy::LINK_WORKER).await.expect("a role");
        let (mut one, mut other) = (app.browser(), app.browser());
        let mut forms = vec![];
        for browser in [&mut one, &mut other] {
            browser.visit("/sign-in").await;
            browser.form("Sign in").fill("E-mail address", email).fill("Password", testkit::PASSWORD).press(browser).await;
            let text = browser.page().see("Add an authenticator app").text();
            let secret = text.split("type this key: ").nth(1).and_then(|t| t.split(" Or,").next()).expect("a key").to_owned();
            let code = factor::code_at(&secret, app.clock.now()).expect("a code");
            forms.push(browser.form("Continue").fill("Six digits", &code));
        }
        let (second, first) = (forms.remove(1), forms.remove(0));
        let both = async { tokio::join!(first.press(&mut one), second.press(&mut other)) };
        gathered(&app.machine.db, "UPDATE session SET seen_at = seen_at", both).await;
        let mut both = [one.page().status, other.page().status];
        both.sort_unstable();
        assert_eq!(both, [200, 404]);
        assert_eq!(count(&app, CODES, worker.cast()).await, 10);
    }
}

on_both! {
    async fn many_guesses_at_once_are_counted_one_after_the_other(app) {
        let email = app.world.worker("grace").email.clone();
        let mut guesses = vec![];
        for _ in 0..12 {
            let mut browser = app.browser();
            let email = email.clone();
            guesses.push(tokio::spawn(async move {
                browser.visit("/sign-in").await;
                let form = browser.form("Sign in").fill("E-mail address", &email);
                form.fill("Password", "wrong wrong wrong").press(&mut browser).await;
                browser.page().shows("Too many wrong tries")
            }));
        }
        let mut refused = 0;
        for guess in guesses {
            refused += usize::from(guess.await.expect("an answer"));
        }
        assert_eq!(refused, 6);
    }
}
