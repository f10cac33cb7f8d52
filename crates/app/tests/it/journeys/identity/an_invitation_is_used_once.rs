//! A link to choose a password is dead when another was sent, when a password was chosen, and when its holder has signed in: a message that lies about opens
//! no account.

use testkit::{App, Browser, on_both};

/// Where the newest message leads.
async fn newest_link(app: &App) -> String {
    app.run_jobs().await;
    let mails = base::mail::outbox(&app.system()).await.expect("the outbox");
    let mut links: Vec<_> = mails.iter().filter_map(|(m, _, _)| m.text.split("/welcome/").nth(1)).collect();
    let token = links.remove(0).split_whitespace().next().expect("a token");
    format!("/welcome/{token}")
}

async fn choose(browser: &mut Browser, password: &str) {
    browser.form("Save the password").fill("New password", password).press(browser).await;
}

on_both! {
    async fn the_older_of_two_is_dead(app) {
        let mut femi = app.signs_in("femi").await;
        femi.visit(&format!("/team/{}/invite", app.world.teams["stratford"])).await;
        let form = femi.form("Send the invitation").fill("Name", "Rukhsana Ali").fill("E-mail address", "rukhsana@stratford.example");
        form.choose("Link worker").press(&mut femi).await;
        let older = newest_link(&app).await;
        let (mut rukhsana, mut thief) = (app.browser(), app.browser());
        thief.visit(&older).await.see("Hello Rukhsana Ali");

        app.clock.advance(jiff::SignedDuration::from_secs(5));
        femi.visit("/team").await;
        femi.follow("Rukhsana Ali").await;
        femi.form("Send a new link").press(&mut femi).await;
        let newer = newest_link(&app).await;
        assert_ne!(older, newer);
        assert_eq!(app.browser().visit(&older).await.status, 404);
        rukhsana.visit(&newer).await;
        choose(&mut rukhsana, "four rather quiet words").await;
        rukhsana.page().see("Your password is saved");

        // Neither the page that was open nor the link chooses another.
        choose(&mut thief, "mine it is from now on").await;
        assert_eq!(thief.page().status, 404);
        for link in [older, newer] {
            assert_eq!(app.browser().visit(&link).await.status, 404);
        }
        rukhsana.form("Sign in").fill("E-mail address", "rukhsana@stratford.example").fill("Password", "four rather quiet words").press(&mut rukhsana).await;
        rukhsana.page().see("Add an authenticator app");
    }
}
