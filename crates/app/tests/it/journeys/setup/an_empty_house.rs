//! An empty installation opens the set-up page; its first administrator names it, adds an organisation and a team, and invites the lead, who signs in.

use super::{PASSWORD, administrator, code, enrol, found, on_each};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn from_nothing_to_the_first_lead() {
    on_each(|app| async move {
        let mut ada = app.browser();
        for page in ["/", "/find", "/sign-in", "/admin/audit", "/nothing-here"] {
            assert_eq!(ada.visit(page).await.url, "/set-up", "{page}");
        }
        assert_eq!(ada.visit("/health/live").await.status, 200);
        assert_eq!(ada.visit("/brand.css").await.status, 200);
        ada.visit("/set-up").await.see("Nobody can sign in here yet");
        found(&mut ada, &code(&app).await).await;
        ada.page().see("You are the first administrator");
        ada.visit("/").await.see("People and places around you");
        enrol(&app, &mut ada, "ada@house.example").await;
        ada.visit("/today").await.see("what is still to be done");

        ada.visit("/set-up").await.see("1 of 10 done").see("First administrator");
        ada.follow("Name and colour").await;
        ada.form("Save").fill("Name", "Newham Connect").fill("Colour", "#ffcc00").press(&mut ada).await;
        assert_eq!(ada.page().status, 422);
        ada.page().see("White words would be hard to read");
        ada.form("Save").fill("Colour", "#00404A").press(&mut ada).await;
        ada.page().see("Name and colour are saved").see("Newham Connect").see("2 of 10 done");
        ada.visit("/brand.css").await.see("#00404a");

        ada.visit("/set-up/area").await;
        ada.form("Save").press(&mut ada).await;
        ada.page().see("Enter at least one borough");
        ada.form("Save").fill("Boroughs", "Newham\r\nTower Hamlets").press(&mut ada).await;
        ada.page().see("2 boroughs").see("3 of 10 done");

        ada.follow("Organisations").await;
        ada.follow("Add an organisation").await;
        ada.form("Add an organisation").press(&mut ada).await;
        ada.page().see("Choose what it is").see("Enter a name");
        ada.form("Add an organisation")
            .choose("Primary care network")
            .fill("Name", "Stratford PCN")
            .press(&mut ada)
            .await;
        ada.page().see("The organisation is added").see("Stratford PCN").see("No team yet");
        ada.follow("Add a team Stratford PCN").await;
        ada.page().see("Stratford PCN");
        ada.form("Add a team").fill("Telephone", "12").press(&mut ada).await;
        ada.page().see("Choose whether it takes referrals").see("Enter a telephone number");
        ada.form("Add a team")
            .fill("Name", "Stratford link workers")
            .choose("Yes, it supports people")
            .fill("Telephone", "")
            .press(&mut ada)
            .await;
        ada.page().see("Choose at least one pathway");
        ada.form("Add a team").choose_in("Pathways", "General").choose("Tower Hamlets").press(&mut ada).await;
        ada.page().see("The team is added").see("Nobody works here yet");

        ada.visit("/set-up/pathways").await.see("Stratford link workers");
        ada.visit("/set-up").await;
        ada.follow("First team lead").await;
        ada.form("Send the invitation")
            .fill("Name", "Femi Adeyemi")
            .fill("E-mail address", "femi@stratford.example")
            .choose("Team lead")
            .press(&mut ada)
            .await;
        ada.page().see("The invitation is on its way");
        app.run_jobs().await;
        let mails = base::mail::outbox(&app.system()).await.expect("the outbox");
        assert!(mails[0].0.subject.contains("Newham Connect"));
        let token =
            mails[0].0.text.split("/welcome/").nth(1).expect("a link").split_whitespace().next().expect("a token");
        let mut femi = app.browser();
        femi.visit(&format!("/welcome/{token}")).await;
        femi.form("Save the password").fill("New password", PASSWORD).press(&mut femi).await;
        enrol(&app, &mut femi, "femi@stratford.example").await;
        femi.visit("/team").await.see("Stratford link workers");
        femi.visit("/inbox").await.see("Nothing is waiting");

        // After that the list is there for administrators and for nobody else.
        assert_eq!(femi.visit("/set-up").await.status, 404);
        assert_eq!(femi.visit("/admin/organisations").await.status, 404);
        assert_eq!(app.browser().visit("/set-up").await.status, 404);
        ada.visit("/set-up").await.see("7 of 10 done").see("One lead is invited or has signed in");

        // A machine that starts on this database shows the name that was chosen.
        let system = app.system();
        system.machine.pages.set_brand(base::Brand::default());
        app::setup::take_up(&app.machine).await.expect("the setting");
        assert_eq!(app.machine.pages.brand().name, "Newham Connect");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_test_message_says_what_became_of_it() {
    on_each(|app| async move {
        let mut ada = administrator(&app).await;
        ada.visit("/set-up/message").await.see("ada@house.example").see("outbox folder");
        ada.form("Send a test message").press(&mut ada).await;
        ada.page().see("On its way");
        ada.form("Send a test message").press(&mut ada).await;
        ada.page().see("on its way already");
        ada.visit("/set-up").await.see("On its way");
        app.run_jobs().await;
        ada.visit("/set-up/message").await.see("Handed over");
        let mails = base::mail::outbox(&app.system()).await.expect("the outbox");
        assert_eq!(mails.iter().filter(|m| m.0.subject.starts_with("A test")).count(), 1);

        ada.visit("/set-up/backups").await.see("No backup is known of yet").see("kith backup");
        base::backup::note(&app.machine.db, app.clock.now()).await.expect("a note");
        ada.visit("/set-up/backups").await.see("24 November 2026");
        ada.visit("/set-up/directory").await.see("No service is in the directory yet");
        testkit::choir(&app.system()).await;
        ada.visit("/set-up/directory").await.see("One service is in the directory");
    })
    .await;
}
