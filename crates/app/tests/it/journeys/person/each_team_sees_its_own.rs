//! Two teams support the same man, under one record: the practice chose him from among its own. What he agreed to with the one, and to whom it sent him,
//! is not the other's to read.

use super::rules_for_their_safety::given_he_is_with_plaistow_too;
use crate::journeys::{
    case::accepted_from_the_inbox::given_mr_ellis_on_sams_caseload, thread::from_a_surgery_to_a_choir::Link,
};
use testkit::{App, Browser, on_both};

/// They ask a choir, with his yes; `contact` is how it may get in touch.
pub async fn when_they_send_him_to_a_choir(app: &App, browser: &mut Browser, record: &str, contact: &str) -> Link {
    let choir = testkit::choir(&app.system()).await;
    browser.post(&format!("{record}/onward"), &[("service", &choir.to_string())]).await;
    browser.form("Continue").fill("What they would like", "Singing").choose(contact).press(browser).await;
    browser.form("Continue").choose("Yes, they said yes to this").choose("Face to face").press(browser).await;
    browser.form("Send").press(browser).await;
    browser.page().see("Say this PIN on the telephone");
    let pin: String = browser.page().text().split("on the telephone ").nth(1).expect("a PIN").chars().take(7).collect();
    app.run_jobs().await;
    let mails = base::mail::outbox(&app.system()).await.expect("the outbox");
    let token =
        mails[0].0.text.split("/l/").nth(1).and_then(|t| t.split_whitespace().next()).expect("a link").to_owned();
    Link { path: format!("/l/{token}"), token, pin }
}

on_both! {
    async fn what_he_agreed_to_with_another_team_is_not_on_the_record(app) {
        let (mut sam, record) = given_mr_ellis_on_sams_caseload(&app).await;
        let theirs = given_he_is_with_plaistow_too(&app).await;
        let mut noor = app.signed_in("noor").await;
        when_they_send_him_to_a_choir(&app, &mut noor, &theirs, "Through me").await;

        noor.visit(&theirs).await.see("Agreed to share: Carpenters Road Singers").see("Agreed to share: Plaistow link workers");
        noor.page().not_see("Agreed to share: Stratford link workers");
        for page in ["", "/agreements"] {
            sam.visit(&format!("{record}{page}")).await.see("Agreed to share: Stratford link workers");
            sam.page().not_see("Carpenters Road Singers").not_see("Plaistow link workers");
        }
    }
}
