//! Two people share a desk: the second sits down, and the first comes back with a password alone. Elsewhere a password alone opens nothing.

use testkit::on_both;

on_both! {
    async fn a_colleague_takes_over(app) {
        let mut desk = app.signs_in("grace").await;
        desk.form("Let somebody else sign in").press(&mut desk).await;
        desk.page().see("Signed in here today").see("Grace Okoro");
        assert!(desk.visit("/sent").await.url.starts_with("/sign-in"), "the first one's session has ended");

        desk.visit("/sign-in").await;
        desk.follow("Grace Okoro").await;
        desk.page().see("Signing in as Grace Okoro");
        desk.form("Sign in").fill("Password", "not hers at all").press(&mut desk).await;
        desk.page().see("do not fit together");
        desk.form("Sign in").fill("Password", testkit::PASSWORD).press(&mut desk).await;
        assert_eq!(desk.page().url, "/today", "no second factor again on this desk today");

        // On another machine the names are not shown, and a password alone is half a sign-in.
        let mut elsewhere = app.browser();
        elsewhere.visit("/sign-in").await.not_see("Grace Okoro");
        let email = app.world.worker("grace").email.clone();
        elsewhere.form("Sign in").fill("E-mail address", &email).fill("Password", testkit::PASSWORD).press(&mut elsewhere).await;
        elsewhere.page().see("One more step");
        for path in ["/sent", "/refer", "/account", "/today"] {
            assert!(elsewhere.visit(path).await.url.starts_with("/sign-in"), "half a session opened {path}");
        }
        // Nor can half a session add a factor of its own.
        assert_eq!(elsewhere.visit("/account/factor").await.status, 404);
    }
}

on_both! {
    async fn a_code_works_once(app) {
        let grace = app.world.worker("grace").clone();
        let code = grace.code(app.clock.now());
        for (attempt, expected) in [(1, "/today"), (2, "/sign-in/second-step")] {
            let mut browser = app.browser();
            browser.visit("/sign-in").await;
            browser.form("Sign in").fill("E-mail address", &grace.email).fill("Password", testkit::PASSWORD).press(&mut browser).await;
            browser.form("Continue").fill("Code from your app, or a printed code", &code).press(&mut browser).await;
            assert_eq!(browser.page().url, expected, "attempt {attempt}");
        }
    }
}

on_both! {
    async fn printed_codes_and_a_new_app(app) {
        let mut grace = app.signs_in("grace").await;
        grace.visit("/account").await;
        grace.form("Make ten new printed codes").press(&mut grace).await;
        let text = grace.page().text();
        let code = text.split(' ').find(|w| w.len() == 9 && w.as_bytes()[4] == b'-').expect("a printed code").to_owned();

        let email = app.world.worker("grace").email.clone();
        for expected in ["/today", "/sign-in/second-step"] {
            let mut browser = app.browser();
            browser.visit("/sign-in").await;
            browser.form("Sign in").fill("E-mail address", &email).fill("Password", testkit::PASSWORD).press(&mut browser).await;
            browser.form("Continue").fill("Code from your app, or a printed code", &code.to_lowercase()).press(&mut browser).await;
            assert_eq!(browser.page().url, expected, "a printed code works once");
        }
    }
}
