//! Two at once: with the code, on one setting, and a form that is sent twice.

use super::{PASSWORD, administrator, code, on_each};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_with_the_code_one_becomes_administrator() {
    on_each(|app| async move {
        let code = code(&app).await;
        let body = |who: &str| {
            format!("code={code}&name={who}&email={who}%40house.example&password={}", PASSWORD.replace(' ', "+"))
        };
        let (mut ada, mut eve) = (app.browser(), app.browser());
        let (a, b) = tokio::join!(
            ada.request("POST", "/set-up", Some(body("ada")), true),
            eve.request("POST", "/set-up", Some(body("eve")), true)
        );
        let mut both = [a.status, b.status];
        both.sort_unstable();
        assert_eq!(both, [303, 409]);
        assert_eq!(app::identity::workers(&app.system()).await.expect("a list").len(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_second_to_save_is_told_and_a_form_sent_twice_counts_once() {
    on_each(|app| async move {
        let mut ada = administrator(&app).await;
        ada.visit("/set-up/area").await;
        let form = ada.form("Save");
        form.clone().fill("Boroughs", "Newham").press(&mut ada).await;
        ada.page().see("The area is saved");
        form.clone().fill("Boroughs", "Newham").press(&mut ada).await;
        ada.page().see("The area is saved");
        form.fill("Boroughs", "Hackney").press(&mut ada).await;
        assert_eq!(ada.page().status, 409);
        ada.visit("/set-up/area").await.see("Newham");

        ada.visit("/admin/organisations/new").await;
        let form = ada.form("Add an organisation").choose("GP practice").fill("Name", "Maryland Road Surgery");
        form.clone().press(&mut ada).await;
        form.clone().press(&mut ada).await;
        assert_eq!(
            ada.page().text().matches("Maryland Road Surgery").count(),
            3,
            "its heading, and its links for a change and for a team"
        );
        form.fill("Name", "Abbey Lane Practice").press(&mut ada).await;
        assert_eq!(ada.page().status, 409, "the form was used already");
        ada.visit("/admin/organisations/new").await;
        ada.form("Add an organisation")
            .choose("GP practice")
            .fill("Name", "maryland road surgery")
            .press(&mut ada)
            .await;
        assert_eq!(ada.page().status, 422);
        ada.page().see("There is an organisation with this name already");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_who_add_the_same_organisation_add_one() {
    on_each(|app| async move {
        let mut ada = administrator(&app).await;
        let mut again = ada.second_window();
        for round in 1..=4 {
            let name = format!("Practice {round}");
            let mut forms = vec![];
            for browser in [&mut ada, &mut again] {
                browser.visit("/admin/organisations/new").await;
                forms.push(browser.form("Add an organisation").choose("GP practice").fill("Name", &name));
            }
            let (second, first) = (forms.remove(1), forms.remove(0));
            tokio::join!(first.press(&mut ada), second.press(&mut again));
            let mut both = [ada.page().status, again.page().status];
            both.sort_unstable();
            assert_eq!(both, [200, 422], "{name}");
            assert!([&ada, &again].iter().any(|b| b.page().shows("There is an organisation with this name already")));
        }
    })
    .await;
}
