//! Whoever administers the house comes near no case by way of a role: a team's lead decides who sees what people tell the team, and nobody gives a role
//! to their own account. Only the first lead of a team comes from an administrator.

use testkit::on_both;

on_both! {
    async fn roles_that_see_cases_are_the_leads_to_give(app) {
        let mut ada = app.signs_in("ada").await;
        let (stratford, plaistow, desk) = (app.world.teams["stratford"], app.world.teams["plaistow"], app.world.teams["desk"]);
        ada.visit(&format!("/team/{stratford}/invite")).await.see("decided by its lead").see("Femi Adeyemi").not_see("value=\"link-worker\"").not_see("value=\"lead\"");
        for role in ["link-worker", "lead"] {
            ada.visit(&format!("/team/{stratford}/invite")).await;
            let form = ada.form("Send the invitation").fill("Name", "X").fill("E-mail address", "x@stratford.example").set("role", role);
            form.press(&mut ada).await;
            assert_eq!(ada.page().status, 422, "{role}");
        }

        // To themselves they give nothing, not even at a front desk.
        let own = app.world.worker("ada").email.clone();
        for (team, role) in [(desk, "receptionist"), (plaistow, "lead")] {
            ada.visit(&format!("/team/{team}/invite")).await;
            let form = ada.form("Send the invitation").fill("Name", "Ada Novak").fill("E-mail address", &own).set("role", role);
            form.press(&mut ada).await;
            ada.page().see("You cannot give a role to your own account");
        }
        assert_eq!(ada.visit("/inbox").await.status, 404);

        // Moving somebody is giving a role.
        ada.visit(&format!("/team/{stratford}")).await;
        ada.follow("Sam Lee").await;
        ada.page().not_see("Plaistow link workers");
        let member = ada.page().url.clone();
        let moved = ada.request("POST", &format!("{member}/move"), Some(format!("to={plaistow}")), true).await;
        assert_eq!(moved.status, 409);
    }
}

on_both! {
    async fn a_team_without_a_lead_is_set_up_by_an_administrator(app) {
        let mut ada = app.signs_in("ada").await;
        let plaistow = app.world.teams["plaistow"];
        ada.visit(&format!("/team/{plaistow}/invite")).await.see("This team has no lead yet");
        ada.form("Send the invitation").fill("Name", "Olu Bello").fill("E-mail address", "olu@plaistow.example").choose("Team lead").press(&mut ada).await;
        ada.page().see("The invitation is on its way");
        ada.visit(&format!("/team/{plaistow}/invite")).await.see("Ask Olu Bello").not_see("value=\"lead\"");
        ada.form("Send the invitation").fill("Name", "Ren Sato").fill("E-mail address", "ren@plaistow.example").choose("Receptionist").press(&mut ada).await;
        ada.page().see("The invitation is on its way");

        // A lead gives the roles of the team, but not to themselves.
        let mut femi = app.signs_in("femi").await;
        femi.visit("/team").await;
        femi.follow("Invite a colleague").await;
        let own = app.world.worker("femi").email.clone();
        femi.form("Send the invitation").fill("Name", "Femi").fill("E-mail address", &own).choose("Link worker").press(&mut femi).await;
        femi.page().see("You cannot give a role to your own account");
    }
}

on_both! {
    async fn who_leads_two_teams_moves_a_colleague_between_them_and_not_herself(app) {
        let (stratford, plaistow, femi_id) = (app.world.teams["stratford"], app.world.teams["plaistow"], app.world.worker("femi").id);
        for (team, role) in [(plaistow, "lead"), (stratford, "link-worker")] {
            app::identity::add_membership(&app.system(), femi_id, team, role).await.expect("a role");
        }
        let mut femi = app.signed_in("femi").await;
        let members: Vec<String> = femi.visit(&format!("/team/{stratford}")).await.links();
        let members = members.into_iter().filter(|l| l.starts_with(&format!("/team/{stratford}/members/")));
        let (mut own, mut others) = (0, 0);
        for member in members.collect::<std::collections::BTreeSet<_>>() {
            let herself = femi.visit(&member).await.attribute("input[name=name]", "value").as_deref() == Some("Femi Adeyemi");
            assert_eq!(femi.page().attribute("select[name=to]", "name").is_some(), !herself, "{member}");
            let moved = femi.request("POST", &format!("{member}/move"), Some(format!("to={plaistow}")), true).await;
            assert_eq!(moved.status, if herself { 409 } else { 303 }, "{member}: {}", moved.text());
            if herself {
                moved.see("You cannot give a role to your own account");
                own += 1;
            } else {
                others += 1;
            }
        }
        assert!(own == 2 && others > 0, "{own} of her own, {others} of others");
    }
}
