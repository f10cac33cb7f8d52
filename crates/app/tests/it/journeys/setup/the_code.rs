//! The set-up code works once, only the newest, and guessing it is slow; a stranger without it gets nothing.

use super::{PASSWORD, code, enrol, found, on_each};
use jiff::SignedDuration;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stranger_without_the_code_gets_nothing() {
    on_each(|app| async move {
        let mut stranger = app.browser();
        // Before any code was made, and with an old one.
        found(&mut stranger, "").await;
        assert_eq!(stranger.page().status, 422);
        stranger.page().see("That is not the set-up code").not_see(PASSWORD);
        let old = code(&app).await;
        let new = code(&app).await;
        found(&mut stranger, &old).await;
        stranger.page().see("That is not the set-up code");
        for _ in 0..4 {
            found(&mut stranger, "AAAAA-AAAAA-AAAAA-AAAAA").await;
        }
        found(&mut stranger, &new).await;
        stranger.page().see("Too many wrong tries");
        for page in ["/set-up/brand", "/set-up/area", "/admin/organisations", "/set-up/message"] {
            let posted = stranger.request("POST", page, Some("name=X".into()), true).await;
            assert!([303, 404].contains(&posted.status), "{page} {}", posted.status);
        }
        assert!(app::identity::workers(&app.system()).await.expect("a list").is_empty());

        // The operator comes a little later, types it in small letters with a short password first, and gets in.
        app.clock.advance(SignedDuration::from_mins(1));
        let mut ada = app.browser();
        ada.visit("/set-up").await;
        let form =
            ada.form("Make the administrator").fill("Set-up code", &new.to_lowercase()).fill("Name", "Ada Novak");
        form.fill("E-mail address", "ada@house").fill("New password", "short").press(&mut ada).await;
        assert_eq!(ada.page().status, 422);
        ada.page().see("Use at least 12 characters").not_see("That is not the set-up code");
        found(&mut ada, &new).await;
        ada.page().see("You are the first administrator");
        assert!(!testkit::logs().contains(&new), "the code is in no log");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_works_once() {
    on_each(|app| async move {
        let code = code(&app).await;
        let mut ada = app.browser();
        ada.visit("/set-up").await;
        let again = ada
            .form("Make the administrator")
            .fill("Set-up code", &code)
            .fill("Name", "Ada Novak")
            .fill("E-mail address", "ada@house.example")
            .fill("New password", PASSWORD);
        again.clone().press(&mut ada).await;
        ada.page().see("You are the first administrator");
        // The same form sent twice, and another person with the used code.
        again.clone().press(&mut ada).await;
        assert_eq!(ada.page().status, 409);
        ada.page().see("The first administrator has been made already");
        again.clone().fill("E-mail address", "eve@elsewhere.example").press(&mut ada).await;
        assert_eq!(ada.page().status, 409);
        let mut stranger = app.browser();
        again.fill("Set-up code", "AAAAA-AAAAA-AAAAA-AAAAA").press(&mut stranger).await;
        assert_eq!(stranger.page().status, 404);
        assert_eq!(app::identity::workers(&app.system()).await.expect("a list").len(), 1);
        assert!(app::setup::new_code(&app.machine).await.expect("the setting").is_none(), "no new one is printed");
        enrol(&app, &mut ada, "ada@house.example").await;
    })
    .await;
}
