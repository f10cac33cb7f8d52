//! A lead invites somebody who works in another team already: she has the role at once and gets no mail, and the lead is told that.

use testkit::on_both;

on_both! {
    async fn nobody_waits_for_a_message_that_was_not_sent(app) {
        let mut femi = app.signs_in("femi").await;
        let team = app.world.teams["stratford"];
        femi.visit(&format!("/team/{team}/invite")).await;
        let email = app.world.worker("noor").email.clone();
        femi.form("Send the invitation").fill("Name", "Noor Khan").fill("E-mail address", &email).choose("Link worker").press(&mut femi).await;
        femi.page().see("No message was sent").see("Noor Khan").not_see("on its way");
        app.run_jobs().await;
        assert!(base::mail::outbox(&app.system()).await.expect("the outbox").is_empty());
    }
}
