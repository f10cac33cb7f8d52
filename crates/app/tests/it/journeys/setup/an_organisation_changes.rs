//! An administrator changes an organisation, sees what it was before, and gives it a last day when its teams have ended.

use super::when_she_ends;
use testkit::on_both;

on_both! {
    async fn its_name_and_its_place_in_the_tree(app) {
        let (surgery, icb) = (app.world.organisations["surgery"], app.world.organisations["icb"]);
        let address = format!("/admin/organisations/{surgery}");
        let mut ada = app.signed_in("ada").await;
        ada.visit(&address).await.see("Change an organisation").see("What was changed").see("Added");
        let opened = ada.form("Save");
        opened.clone().fill("Name", "").fill("ODS code", "F!").press(&mut ada).await;
        assert_eq!(ada.page().status, 422);
        ada.page().see("Enter a name").see("Write the code with letters and digits only");

        let form = opened.clone().fill("Name", "Maryland Road Medical Centre").fill("ODS code", "f84 077").set("parent", &icb.to_string());
        form.clone().press(&mut ada).await;
        ada.page().see("The organisation is changed").see("Maryland Road Medical Centre").see("F84077").see("part of Made-up ICB");
        // Sent twice it is one change; what somebody else changes on an old page is refused.
        form.press(&mut ada).await;
        ada.page().see("The organisation is changed");
        opened.fill("Name", "Something else").press(&mut ada).await;
        assert_eq!(ada.page().status, 409);
        ada.page().see("changed it in the meantime");
        let page = ada.visit(&address).await;
        page.see("from Maryland Road Surgery to Maryland Road Medical Centre").see("from nothing to F84077").see("Ada Novak").not_see("Something else");
        assert_eq!(page.text().matches("Maryland Road Medical Centre").count(), 2, "its heading, and one change");

        // The code is taken now; the tree has no circle; a name is given once.
        let other = app.world.organisations["other-surgery"];
        ada.visit(&format!("/admin/organisations/{other}")).await;
        ada.form("Save").fill("ODS code", "F84077").fill("Name", "maryland road medical centre").press(&mut ada).await;
        assert_eq!(ada.page().status, 422);
        ada.page().see("Another organisation has this code").see("There is an organisation with this name already");
        ada.visit(&format!("/admin/organisations/{icb}")).await;
        ada.form("Save").set("parent", &surgery.to_string()).press(&mut ada).await;
        ada.page().see("It cannot be part of itself, or of something that is part of it");

        // Whoever refers from there sees the new name.
        let mut grace = app.signed_in("grace").await;
        crate::journeys::referral::receptionist_refers::when_she_refers_mr_ellis(&mut grace).await;
        grace.page().see("Maryland Road Medical Centre");
        for who in ["femi", "grace", "kim"] {
            let mut browser = app.signed_in(who).await;
            assert_eq!(browser.visit(&address).await.status, 404, "{who}");
            assert_eq!(browser.post(&address, &[("name", "Mine"), ("kind", "practice"), ("version", "2")]).await.status, 404, "{who}");
        }
        ada.visit("/admin/organisations").await.not_see("Mine");
    }
}

on_both! {
    async fn its_last_day(app) {
        let (surgery, other) = (app.world.organisations["surgery"], app.world.organisations["other-surgery"]);
        let address = format!("/admin/organisations/{surgery}");
        let mut ada = app.signed_in("ada").await;
        ada.visit(&address).await;
        ada.form("Save").set("successor", &other.to_string()).press(&mut ada).await;
        assert_eq!(ada.page().status, 422);
        ada.page().see("Choose its last day too");
        // People still work there: today is too soon, and a day ahead ends nothing by itself.
        ada.form("Save").fill_day("Its last day", "24", "11", "2026").press(&mut ada).await;
        ada.page().see("Not all of its teams have ended (still going: 1)");
        ada.form("Save").fill_day("Its last day", "25", "11", "2026").press(&mut ada).await;
        ada.page().see("Last day: 25 November 2026 · then Abbey Lane Practice").not_see("Its last day has passed");
        app.clock.advance(jiff::SignedDuration::from_hours(48));
        let mut ada = app.signed_in("ada").await;
        ada.visit("/admin/organisations").await.see("Its last day has passed, and people still work in its teams");

        when_she_ends(&mut ada, app.world.teams["desk"]).await;
        ada.page().see("The team has ended").not_see("Its last day has passed").see("Over");
        let new = format!("{address}/team");
        assert_eq!(ada.visit(&new).await.status, 409);
        assert_eq!(ada.post(&new, &[("name", "Late"), ("receives", "no")]).await.status, 409);
        // What is over is nothing that comes after something else.
        ada.visit(&format!("/admin/organisations/{other}")).await;
        ada.form("Save").fill_day("Its last day", "1", "1", "2027").set("successor", &surgery.to_string()).press(&mut ada).await;
        ada.page().see("Choose an organisation that goes on");
        // It was a mistake: it goes on.
        ada.visit(&address).await;
        ada.form("Save").fill_day("Its last day", "", "", "").set("successor", "").press(&mut ada).await;
        ada.page().see("The organisation is changed").not_see("Over");
    }
}
