//! A lead invites a colleague by mail, who chooses a password; moves somebody; and ends somebody, whose sessions end with it.

use testkit::on_both;

on_both! {
    async fn invite_and_end(app) {
        let mut femi = app.signs_in("femi").await;
        femi.visit("/team").await.see("Stratford link workers").see("Sam Lee");
        femi.follow("Invite a colleague").await;
        femi.form("Send the invitation").press(&mut femi).await;
        femi.page().see("Enter a name").see("Enter an e-mail address").see("Choose a role");
        femi.form("Send the invitation")
            .fill("Name", "Rukhsana Ali")
            .fill("E-mail address", "rukhsana@stratford.example")
            .choose("Link worker")
            .press(&mut femi)
            .await;
        femi.page().see("The invitation is on its way").see("Rukhsana Ali invited, has not signed in yet");
        app.run_jobs().await;

        let mails = base::mail::outbox(&app.system()).await.expect("the outbox");
        let text = &mails[0].0.text;
        let link = text.split_whitespace().find(|w| w.contains("/welcome/")).expect("a link").split("/welcome/").nth(1).expect("a token").to_owned();
        let mut rukhsana = app.browser();
        rukhsana.visit(&format!("/welcome/{link}")).await.see("Hello Rukhsana Ali");
        rukhsana.form("Save the password").fill("New password", "short").press(&mut rukhsana).await;
        rukhsana.page().see("Use at least 12 characters");
        rukhsana.form("Save the password").fill("New password", "four rather quiet words").press(&mut rukhsana).await;
        rukhsana.page().see("Your password is saved");
        // The link is used up.
        assert_eq!(app.browser().visit(&format!("/welcome/{link}")).await.status, 404);
        // She must add a second factor before anything opens.
        rukhsana.form("Sign in").fill("E-mail address", "rukhsana@stratford.example").fill("Password", "four rather quiet words").press(&mut rukhsana).await;
        rukhsana.page().see("Add an authenticator app");
        let secret = rukhsana.page().text().split("type this key: ").nth(1).expect("a key").split(" Or,").next().expect("a key").to_owned();
        let code = base::auth::factor::code_at(&secret, app.clock.now()).expect("a code");
        rukhsana.form("Continue").fill("Six digits", &code).press(&mut rukhsana).await;
        rukhsana.page().see("Your printed codes");
        rukhsana.visit("/inbox").await.see("Nothing is waiting");

        // Her lead ends her work: her very next request opens nothing.
        femi.visit("/team").await;
        femi.follow("Rukhsana Ali").await;
        femi.form("End now").press(&mut femi).await;
        femi.page().see("They no longer have this role").not_see("Rukhsana Ali");
        assert!(rukhsana.visit("/inbox").await.url.starts_with("/sign-in"));
        rukhsana.visit("/sign-in").await;
        rukhsana.form("Sign in").fill("E-mail address", "rukhsana@stratford.example").fill("Password", "four rather quiet words").press(&mut rukhsana).await;
        rukhsana.page().see("do not fit together");

        // A lead may not touch another team, nor hand out an administrator's role.
        let other = app.world.teams["plaistow"];
        assert_eq!(femi.visit(&format!("/team/{other}")).await.status, 404);
        let own = app.world.teams["stratford"];
        femi.visit(&format!("/team/{own}/invite")).await;
        let form = femi.form("Send the invitation").fill("Name", "X").fill("E-mail address", "x@stratford.example").set("role", "administrator");
        form.press(&mut femi).await;
        assert_eq!(femi.page().status, 422);
    }
}
