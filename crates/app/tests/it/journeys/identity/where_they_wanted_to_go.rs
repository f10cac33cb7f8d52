//! Somebody opens an address, signs in on the way, and comes to where they wanted to go: on this site, and never elsewhere.

use testkit::{App, Browser, on_both};

/// Fills in both steps of the sign-in page that is shown.
async fn sign_in(app: &App, who: &str, browser: &mut Browser) {
    let worker = app.world.worker(who).clone();
    let form = browser.form("Sign in").fill("E-mail address", &worker.email).fill("Password", testkit::PASSWORD);
    form.press(browser).await;
    let code = worker.code(app.clock.now());
    browser.form("Continue").fill("Code from your app, or a printed code", &code).press(browser).await;
}

on_both! {
    async fn signing_in_leads_on_to_what_was_asked_for(app) {
        let mut grace = app.browser();
        grace.visit("/account").await.see("E-mail address");
        sign_in(&app, "grace", &mut grace).await;
        assert_eq!(grace.page().url, "/account");

        // On a shared desk too, by her name in the list.
        grace.form("Let somebody else sign in").press(&mut grace).await;
        grace.visit("/account").await.see("Signed in here today");
        grace.follow("Grace Okoro").await;
        grace.form("Sign in").fill("Password", testkit::PASSWORD).press(&mut grace).await;
        assert_eq!(grace.page().url, "/account");
    }
}

on_both! {
    async fn but_to_no_other_site(app) {
        let mut grace = app.browser();
        for elsewhere in ["https%3A%2F%2Felsewhere.example", "%2F%2Felsewhere.example", "%2F%5Celsewhere.example", "%2F%09%2Felsewhere.example"] {
            app.clock.advance(jiff::SignedDuration::from_secs(30));
            grace.cookies.clear();
            grace.visit(&format!("/sign-in?next={elsewhere}")).await;
            sign_in(&app, "grace", &mut grace).await;
            assert_eq!(grace.page().url, "/today", "{elsewhere}");
            // And whoever is signed in already is not sent there either.
            assert_eq!(grace.visit(&format!("/sign-in?next={elsewhere}")).await.url, "/today", "{elsewhere}");
        }
    }
}

on_both! {
    async fn who_signs_in_over_somebody_ends_their_session(app) {
        let mut desk = app.signs_in("grace").await;
        let mut copy = desk.second_window();
        copy.visit("/account").await.see("Grace Okoro");
        let sam = app.world.worker("sam").clone();
        desk.post("/sign-in", &[("email", &sam.email), ("password", testkit::PASSWORD)]).await;
        assert!(desk.page().url.starts_with("/sign-in/second-step"), "{}", desk.page().url);
        assert!(copy.visit("/account").await.url.starts_with("/sign-in"), "her session goes on");
    }
}
