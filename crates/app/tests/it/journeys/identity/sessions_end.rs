//! A session ends after fifteen idle minutes, after twelve hours whatever happens, and when its holder ends it on the account page.

use jiff::SignedDuration;
use testkit::on_both;

on_both! {
    async fn idle_and_absolute_limits(app) {
        let mut grace = app.signs_in("grace").await;
        for _ in 0..3 {
            app.clock.advance(SignedDuration::from_mins(14));
            grace.visit("/sent").await.see("Nothing sent yet");
        }
        app.clock.advance(SignedDuration::from_mins(16));
        grace.visit("/sent").await;
        assert!(grace.page().url.starts_with("/sign-in?next=%2Fsent"), "{}", grace.page().url);

        let mut grace = app.signs_in("grace").await;
        for _ in 0..(12 * 6 - 1) {
            app.clock.advance(SignedDuration::from_mins(10));
            grace.visit("/account").await.see("Your account");
        }
        app.clock.advance(SignedDuration::from_mins(11));
        assert!(grace.visit("/account").await.url.starts_with("/sign-in"));
    }
}

on_both! {
    async fn sessions_are_listed_and_ended_one_by_one(app) {
        let mut here = app.signs_in("grace").await;
        let mut there = app.signs_in("grace").await;
        here.visit("/account").await.see("This one");
        here.form("End").press(&mut here).await;
        here.page().see("That session has ended");
        assert!(there.visit("/account").await.url.starts_with("/sign-in"));
        here.visit("/account").await.see("Your account");

        here.form("Change password").fill("Present password", "wrong wrong wrong").fill("New password", "three louder words").press(&mut here).await;
        here.page().see("That is not your present password");
        here.form("Change password").fill("Present password", testkit::PASSWORD).fill("New password", "short").press(&mut here).await;
        here.page().see("Use at least 12 characters");
        let mut third = app.signs_in("grace").await;
        here.visit("/account").await;
        here.form("Change password").fill("Present password", testkit::PASSWORD).fill("New password", "three louder words").press(&mut here).await;
        here.page().see("Your password is changed");
        assert!(third.visit("/account").await.url.starts_with("/sign-in"), "signed out everywhere else");
    }
}
