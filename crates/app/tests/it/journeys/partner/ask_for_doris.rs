//! A link worker writes down whom to ask for: their team reads it, another team does not, and nobody else at all. What is known of the group is for all link
//! workers; a paper that has run out is seen.

use super::two_lists_have_the_group::{COUNCILS, given_the_council_lists_it, page_of_entry};
use app::{identity, policy};
use testkit::{choir, on_both};

const PAGE: &str = "/services/carpenters-road-singers/partner";

on_both! {
    async fn the_team_knows_and_nobody_else(app) {
        choir(&app.system()).await;
        let mut sam = app.signed_in("sam").await;
        sam.visit("/services/carpenters-road-singers").await;
        sam.follow("Notes and contacts of ours").await;
        let note = sam.form("Add the note").fill("A word for the team", "Ask for Doris, blue gate");
        note.clone().press(&mut sam).await;
        sam.page().see("The note is added").see("Ask for Doris, blue gate");
        note.press(&mut sam).await;
        assert_eq!(sam.page().text().matches("Ask for Doris, blue gate Sam Lee").count(), 1, "twice is once: {}", sam.page().text());
        sam.form("Add the note").press(&mut sam).await;
        assert_eq!(sam.page().status, 422);
        sam.page().see("Write the note");

        sam.form("Write it down").choose("A paper that runs out").press(&mut sam).await;
        sam.page().see("Choose which paper").see("Say it in a few words").see("Say when it runs out");
        sam.form("Write it down").choose("A paper that runs out").choose("Insurance").fill("In a few words", "With the tenants").fill_day("Day", "1", "11", "2026").press(&mut sam).await;
        sam.page().see("Insurance").see("Has run out");

        app.signed_in("jo").await.visit(PAGE).await.see("Ask for Doris");
        app.signed_in("noor").await.visit(PAGE).await.not_see("Doris").see("Has run out");
        for who in ["grace", "kim", "ada", "bea"] {
            assert_eq!(app.signed_in(who).await.visit(PAGE).await.status, 404, "{who}");
        }
        app.browser().visit("/services/carpenters-road-singers").await.not_see("Doris").not_see("Notes and contacts");
        for path in ["/oruk/v3/services?full=true", "/find?words=singers"] {
            let (_, _, body) = crate::journeys::directory::feeds::raw(&app, path).await;
            assert!(!String::from_utf8_lossy(&body).contains("Doris"), "{path}");
        }
        // Only who wrote a note removes it.
        sam.visit(PAGE).await;
        sam.form("Remove Ask for Doris, blue gate").press(&mut sam).await;
        sam.page().see("Removed").not_see("Doris");
    }
}

on_both! {
    async fn what_is_kept_at_hand_is_ones_own(app) {
        choir(&app.system()).await;
        let mut sam = app.signed_in("sam").await;
        sam.visit("/favourites").await.see("Nothing at hand yet");
        sam.visit(PAGE).await;
        sam.form("Keep at hand").set("keep", "yes").press(&mut sam).await;
        sam.visit("/favourites").await.see("Carpenters Road Singers");
        app.signed_in("jo").await.visit("/favourites").await.not_see("Carpenters Road Singers");
        sam.visit(PAGE).await;
        sam.form("No longer at hand").set("keep", "no").press(&mut sam).await;
        sam.visit("/favourites").await.see("Nothing at hand yet");
    }
}

on_both! {
    async fn a_note_goes_from_the_page_that_it_stands_on(app) {
        choir(&app.system()).await;
        given_the_council_lists_it(&app).await;
        let tea = page_of_entry(&app, COUNCILS).await;
        let mut sam = app.signed_in("sam").await;
        sam.visit(PAGE).await;
        sam.form("Add the note").fill("A word for the team", "Ask for Doris, blue gate").press(&mut sam).await;
        let note = sam.page().attribute("input[name=note]", "value").expect("a note");
        // The record says of which service something was written.
        sam.post(&format!("{tea}/partner/withdraw"), &[("note", &note)]).await;
        sam.visit(PAGE).await.see("Ask for Doris");
        sam.post(&format!("{PAGE}/withdraw"), &[("note", &note)]).await;
        sam.visit(PAGE).await.not_see("Doris");
    }
}

on_both! {
    async fn of_two_teams_none_is_guessed(app) {
        choir(&app.system()).await;
        let (sam, plaistow) = (app.world.worker("sam").id, app.world.teams["plaistow"]);
        identity::add_membership(&app.system(), sam, plaistow, policy::LINK_WORKER).await.expect("a membership");
        let mut sam = app.signed_in("sam").await;
        let elsewhere = app.world.teams["desk"].to_string();
        for team in ["", "no team at all", elsewhere.as_str()] {
            sam.visit(PAGE).await;
            sam.form("Add the note").fill("A word for the team", "Ask for Doris").set("team", team).press(&mut sam).await;
            assert_eq!(sam.page().status, 422, "team {team:?}");
            sam.page().see("Choose from the list");
        }
        sam.visit(PAGE).await.not_see("Doris");
        sam.form("Add the note").fill("A word for the team", "Ask for Doris").set("team", &plaistow.to_string()).press(&mut sam).await;
        app.signed_in("noor").await.visit(PAGE).await.see("Ask for Doris");
        app.signed_in("jo").await.visit(PAGE).await.not_see("Doris");
    }
}
