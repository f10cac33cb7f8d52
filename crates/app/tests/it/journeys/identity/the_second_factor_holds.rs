//! Looking at the page for a new authenticator app weakens nothing: the app that there is counts until a code of the new one was typed, and a password
//! alone can never add one.

use testkit::{App, Browser, on_both};

async fn password_only(app: &App, who: &str) -> Browser {
    let mut browser = app.browser();
    browser.visit("/sign-in").await;
    let email = app.world.worker(who).email.clone();
    browser
        .form("Sign in")
        .fill("E-mail address", &email)
        .fill("Password", testkit::PASSWORD)
        .press(&mut browser)
        .await;
    browser
}

async fn code(browser: &mut Browser, code: &str) -> String {
    browser.form("Continue").fill("Code from your app, or a printed code", code).press(browser).await;
    browser.page().url.clone()
}

fn key(browser: &Browser) -> String {
    let text = browser.page().text();
    text.split("type this key: ").nth(1).and_then(|t| t.split(" Or,").next()).expect("a key").replace(' ', "")
}

on_both! {
    async fn looking_at_the_page_for_a_new_app_changes_nothing(app) {
        let mut grace = app.signs_in("grace").await;
        grace.visit("/account/factor").await.see("Your present app keeps working");

        // Somebody who has only the password is asked for a code, and cannot add an app.
        let mut thief = password_only(&app, "grace").await;
        thief.page().see("One more step");
        assert_eq!(thief.visit("/account/factor").await.status, 404);
        let form = grace.form("Continue");
        let begun = form.fields.iter().find(|f| f.0 == "begun").expect("the sealed key").1.clone();
        let posted = thief.request("POST", "/account/factor", Some(format!("begun={begun}&code=123456")), true).await;
        assert_eq!(posted.status, 404, "nor with the form of another session");
        assert!(thief.visit("/sent").await.url.starts_with("/sign-in"));

        // Her old app still opens the door.
        let mut again = password_only(&app, "grace").await;
        app.clock.advance(jiff::SignedDuration::from_secs(60));
        let old = app.world.worker("grace").code(app.clock.now());
        assert_eq!(code(&mut again, &old).await, "/today");
    }
}

on_both! {
    async fn a_new_app_takes_the_place_of_the_old_one_once_it_works(app) {
        let mut grace = app.signs_in("grace").await;
        grace.visit("/account").await;
        grace.follow("Put another authenticator app in its place").await;
        let secret = key(&grace);
        grace.form("Continue").fill("Six digits", "000000").press(&mut grace).await;
        assert_eq!(grace.page().status, 422);
        assert_eq!(key(&grace), secret, "a wrong code changes no key");
        let right = base::auth::factor::code_at(&secret, app.clock.now()).expect("a code");
        grace.form("Continue").set("begun", "k1.AAAA.BBBB").fill("Six digits", &right).press(&mut grace).await;
        grace.page().see("That key is no longer good");
        let secret = key(&grace);
        let right = base::auth::factor::code_at(&secret, app.clock.now()).expect("a code");
        grace.form("Continue").fill("Six digits", &right).press(&mut grace).await;
        grace.page().see("Your printed codes");

        app.clock.advance(jiff::SignedDuration::from_secs(60));
        let mut elsewhere = password_only(&app, "grace").await;
        let old = app.world.worker("grace").code(app.clock.now());
        assert_eq!(code(&mut elsewhere, &old).await, "/sign-in/second-step", "the old app counts no longer");
        let new = base::auth::factor::code_at(&secret, app.clock.now()).expect("a code");
        assert_eq!(code(&mut elsewhere, &new).await, "/today");
        assert_eq!(code_again(&app, &new).await, "/sign-in/second-step", "a code works once");
    }
}

async fn code_again(app: &App, used: &str) -> String {
    let mut browser = password_only(app, "grace").await;
    code(&mut browser, used).await
}
