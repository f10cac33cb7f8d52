//! Guessing a password or a code is slowed down per account; addresses that nobody has answer the same.

use jiff::SignedDuration;
use testkit::on_both;

on_both! {
    async fn the_sixth_wrong_password_has_to_wait(app) {
        let mut browser = app.browser();
        let email = app.world.worker("grace").email.clone();
        browser.visit("/sign-in").await;
        for _ in 0..6 {
            browser.form("Sign in").fill("E-mail address", &email).fill("Password", "wrong wrong wrong").press(&mut browser).await;
            browser.page().see("do not fit together");
        }
        browser.form("Sign in").fill("Password", testkit::PASSWORD).press(&mut browser).await;
        browser.page().see("Too many wrong tries");
        app.clock.advance(SignedDuration::from_secs(31));
        browser.form("Sign in").fill("Password", testkit::PASSWORD).press(&mut browser).await;
        browser.page().see("One more step");

        // Somebody who does not exist is refused in the same words, and slowed down in the same way.
        let mut other = app.browser();
        other.visit("/sign-in").await;
        for _ in 0..6 {
            other.form("Sign in").fill("E-mail address", "nobody@nowhere.example").fill("Password", "wrong wrong wrong").press(&mut other).await;
            other.page().see("do not fit together");
        }
        other.form("Sign in").fill("Password", "wrong wrong wrong").press(&mut other).await;
        other.page().see("Too many wrong tries");
    }
}

on_both! {
    async fn so_is_guessing_on_the_account_page(app) {
        let mut grace = app.signs_in("grace").await;
        for _ in 0..6 {
            grace.visit("/account").await;
            grace.form("Change password").fill("Present password", "wrong wrong wrong").fill("New password", "three louder words").press(&mut grace).await;
            grace.page().see("That is not your present password");
        }
        grace.visit("/account").await;
        grace.form("Change password").fill("Present password", testkit::PASSWORD).fill("New password", "three louder words").press(&mut grace).await;
        grace.page().see("Too many wrong tries");
        app.clock.advance(SignedDuration::from_secs(31));
        grace.visit("/account").await;
        grace.form("Change password").fill("Present password", testkit::PASSWORD).fill("New password", "three louder words").press(&mut grace).await;
        grace.page().see("Your password is changed");
    }
}
