//! An administrator changes a team; referrers see it at once. Of two who change it, one is told; a lead may look and no more.

use testkit::{App, Browser, on_both};

/// What a receptionist is offered on the page of teams.
async fn offered(app: &App) -> Browser {
    let mut grace = app.signed_in("grace").await;
    grace.visit("/refer").await;
    grace.form("Start a referral").press(&mut grace).await;
    let team = grace.page().url.replace("/who", "/team");
    grace.visit(&team).await;
    grace
}

on_both! {
    async fn its_name_and_what_it_takes(app) {
        let stratford = app.world.teams["stratford"];
        let address = format!("/admin/teams/{stratford}");
        let (mut ada, mut eve) = (app.signed_in("ada").await, app.signed_in("ada").await);
        ada.visit(&format!("/team/{stratford}")).await;
        ada.follow("Change or end this team").await;
        let form = ada.form("Save");
        for (name, value) in [("receives", "yes"), ("pathways", "general"), ("areas", "Newham"), ("languages", "en")] {
            assert!(form.fields.contains(&(name.into(), value.into())), "{name} is as it was");
        }
        form.clone().fill("Telephone", "12").fill("Name", "Stratford link workers").press(&mut ada).await;
        assert_eq!(ada.page().status, 422);
        ada.page().see("Enter a telephone number");
        eve.visit(&address).await;
        let later = eve.form("Save").fill("Name", "Another name");

        let change = form.fill("Name", "Stratford and Maryland link workers").fill("Telephone", "020 7946 0999");
        change.clone().press(&mut ada).await;
        ada.page().see("The team is changed").see("Stratford and Maryland link workers").see("020 7946 0999");
        change.press(&mut ada).await;
        ada.page().see("The team is changed");
        later.press(&mut eve).await;
        assert_eq!(eve.page().status, 409);
        ada.visit(&address).await.see("from Stratford link workers to Stratford and Maryland link workers").see("Ada Novak");
        offered(&app).await.page().see("Stratford and Maryland link workers").see("Plaistow link workers");

        // It takes no more referrals: nobody is offered it, and who works there works on.
        ada.visit(&address).await;
        ada.form("Save").choose("No, it refers or administers").press(&mut ada).await;
        offered(&app).await.page().not_see("Stratford and Maryland").see("Plaistow link workers");
        let mut sam = app.signed_in("sam").await;
        assert_eq!(sam.visit("/inbox").await.status, 200);
        ada.visit(&address).await.see("from Yes, it supports people to No, it refers or administers").see("from General to nothing");
        ada.form("Save").choose("Yes, it supports people").press(&mut ada).await;
        ada.page().see("Choose at least one pathway");
    }
}

on_both! {
    async fn a_form_names_nothing_that_is_there_already(app) {
        let femi = app.world.worker("femi").id.uuid();
        let mut ada = app.signed_in("ada").await;
        ada.visit(&format!("/admin/organisations/{}/team", app.world.organisations["pcn"])).await;
        let form = ada.form("Add a team").set("once", &femi.to_string()).fill("Name", "Back office");
        form.choose("No, it refers or administers").press(&mut ada).await;
        ada.page().see("The team is added");
        ada.visit("/admin/organisations").await;
        ada.follow("Add an organisation").await;
        let form = ada.form("Add an organisation").set("once", &femi.to_string()).set("kind", "charity").fill("Name", "Plaistow Mutual Aid");
        form.press(&mut ada).await;
        ada.page().see("Plaistow Mutual Aid");
        let mut rx = base::db::testing::look(&app.machine.db).await;
        assert!(app::identity::team(&mut rx, kernel::Id::from_uuid(femi)).await.expect("a row").is_none());
        assert!(app::identity::organisation(&mut rx, kernel::Id::from_uuid(femi)).await.expect("a row").is_none());
    }
}

on_both! {
    async fn a_lead_may_not(app) {
        let stratford = app.world.teams["stratford"];
        let mut femi = app.signed_in("femi").await;
        femi.visit("/team").await.see("Stratford link workers").not_see("/admin/teams");
        for page in ["", "/end"] {
            let page = format!("/admin/teams/{stratford}{page}");
            assert_eq!(femi.visit(&page).await.status, 404, "{page}");
            let fields = [("name", "Ours"), ("receives", "no"), ("version", "1")];
            assert_eq!(femi.post(&page, &fields).await.status, 404, "{page}");
        }
        femi.visit("/team").await.see("Stratford link workers");
        // Two teams of one organisation have two names.
        let mut ada = app.signed_in("ada").await;
        let icb = app.world.teams["icb"];
        ada.visit(&format!("/admin/teams/{icb}")).await;
        ada.form("Save").fill("Name", "kith administration").press(&mut ada).await;
        assert_eq!(ada.page().status, 422);
        ada.page().see("This organisation has a team with this name already");
    }
}
