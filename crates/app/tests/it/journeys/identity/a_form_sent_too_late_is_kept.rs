//! Somebody without scripts writes for twenty minutes and presses the button: they are asked to sign in, and what they wrote is still there.

use jiff::SignedDuration;
use testkit::on_both;

on_both! {
    async fn what_was_typed_waits_behind_the_sign_in(app) {
        let mut grace = app.signs_in("grace").await;
        grace.visit("/refer").await;
        grace.form("Start a referral").press(&mut grace).await;
        let form = grace.form("Continue").fill("Name", "Walter Ellis");
        let step = grace.page().url.clone();
        app.clock.advance(SignedDuration::from_mins(20));
        form.press(&mut grace).await;
        grace.page().see("What you had typed is kept").see("Sign in").not_see("Walter");

        // Whoever sits down next at this desk does not get it.
        let resume = grace.page().url.split("next=").nth(1).expect("where to go on").replace("%2F", "/").split('&').next().expect("a path").to_owned();
        let mut rao = app.signs_in("dr-rao").await;
        assert_eq!(rao.visit(&resume).await.status, 404);

        let mut again = app.signs_in("grace").await;
        again.visit(&resume).await.see("What you had typed").see("Walter Ellis");
        again.form("Send it now").press(&mut again).await;
        again.page().see("How can we reach them safely?");
        assert!(again.visit(&step).await.html.contains("Walter Ellis"));
    }
}

on_both! {
    async fn a_session_that_somebody_ended_keeps_nothing(app) {
        let mut grace = app.signs_in("grace").await;
        grace.visit("/refer").await;
        grace.form("Start a referral").press(&mut grace).await;
        let form = grace.form("Continue").fill("Name", "Walter Ellis");
        let cookies = grace.cookies.clone();
        grace.form("Sign out").press(&mut grace).await;
        grace.cookies = cookies;
        form.press(&mut grace).await;
        assert_eq!(grace.page().url, "/sign-in");
    }
}

on_both! {
    async fn a_script_that_ends_a_session_has_the_form_kept_and_not_sent(app) {
        let mut grace = app.signs_in("grace").await;
        grace.visit("/refer").await;
        grace.form("Start a referral").press(&mut grace).await;
        let step = grace.page().url.clone();
        let form = grace.form("Continue").fill("Name", "Walter Ellis").set("held-only", "1");

        // Given the session lives after all, then nothing is done with the form, and what was typed stands there.
        form.clone().press(&mut grace).await;
        assert_eq!(grace.page().status, 409);
        grace.page().see("Walter Ellis").see("nobody pressed the button");
        assert!(!grace.visit(&step).await.html.contains("Walter Ellis"));

        // Given it is over, then it is kept, and after signing in it is sent by whoever presses the button.
        app.clock.advance(SignedDuration::from_mins(20));
        form.press(&mut grace).await;
        let resume = grace.page().url.split("next=").nth(1).expect("where to go on").replace("%2F", "/").split('&').next().expect("a path").to_owned();
        let mut again = app.signs_in("grace").await;
        again.visit(&resume).await.see("Walter Ellis");
        again.form("Send it now").press(&mut again).await;
        again.page().see("How can we reach them safely?");
    }
}
