//! The choir has a second evening in another hall: a place is never a small change, an evening is, and whoever looks for the choir near the second hall finds it.

use super::{CHOIR, mails_to, when_they_change, when_they_claim_the_choir, when_they_come_in};
use serde_json::Value;
use testkit::{choir, on_both};

on_both! {
    async fn a_second_hall(app) {
        let id = choir(&app.system()).await;
        when_they_claim_the_choir(&app, "Mo Diallo", "mo@carpenters-road.example").await;
        let mut mo = when_they_come_in(&app, "mo@carpenters-road.example").await;
        mo.follow("Carpenters Road Singers").await;
        let listing = mo.page().url.split('?').next().expect("a path").to_owned();

        // A place without a name or a street is none that anybody finds; what was typed stays.
        mo.visit(&format!("{listing}/change/also")).await;
        mo.form("Show me first").set("postcode-1", "E13").press(&mut mo).await;
        assert_eq!(mo.page().status, 422);
        mo.page().see("Write what the place is called, or its street");
        mo.form("Show me first").set("postcode-1", "nowhere").set("venue-1", "Red Hall").press(&mut mo).await;
        assert_eq!(mo.page().status, 422);
        assert!(mo.page().html.contains("Red Hall") && mo.page().html.contains("nowhere"));

        // Where people are sent is never small: it waits, and nobody is sent there meanwhile.
        mo.visit(&listing).await;
        when_they_change(&mut mo, "also", &[("venue-1", "Red Hall"), ("street-1", "2 Lantern Lane"), ("postcode-1", "E13")], "Send it").await;
        app.browser().visit(CHOIR).await.not_see("Red Hall").see("Nobody is being sent here just now");
        let mut femi = app.signed_in("femi").await;
        femi.visit("/upkeep").await.see("Red Hall, 2 Lantern Lane, Newham, E13");
        femi.form("Yes, show it Carpenters Road Singers").set("answer", "yes").press(&mut femi).await;
        app.browser().visit(CHOIR).await.see("Also here").see("Red Hall").see("2 Lantern Lane").not_see("Nobody is being sent");
        assert!(!mails_to(&app, "mo@carpenters-road.example").await.is_empty());

        // When it is where, at once.
        mo.visit(&listing).await;
        when_they_change(&mut mo, "sessions", &[("day-2", "thu"), ("from-2", "19"), ("place-2", "Red Hall")], "Change it").await;
        app.browser().visit(CHOIR).await.see("Thursday 19:00 , Red Hall");

        // Near the second hall it is found, and on the list of what is there both halls stand, each with its evening.
        app::directory::refresh(&app.machine).await.expect("an index");
        app.browser().visit("/find?words=choir&near=E13").await.see("Carpenters Road Singers").see("0.1 km");
        let told: Value = serde_json::from_str(&app.browser().visit(&format!("/oruk/v3/services/{id}")).await.html).expect("JSON");
        let halls = told["service_at_locations"].as_array().expect("places");
        let names: Vec<_> = halls.iter().map(|at| at["location"]["name"].as_str().unwrap_or_default()).collect();
        assert_eq!(names, ["The Pumping House", "Red Hall"]);
        assert_eq!(halls[1]["schedules"][0]["byday"], "TH");
        assert_eq!(told["schedules"].as_array().map(Vec::len), Some(1));

        // Taken out again, it is in no place of that name.
        mo.visit(&listing).await;
        when_they_change(&mut mo, "also", &[("venue-1", ""), ("street-1", ""), ("postcode-1", "")], "Send it").await;
        femi.visit("/upkeep").await;
        femi.form("Yes, show it Carpenters Road Singers").set("answer", "yes").press(&mut femi).await;
        app.browser().visit(CHOIR).await.not_see("Also here").not_see("Lantern Lane");
        app::directory::refresh(&app.machine).await.expect("an index");
        app.browser().visit("/find?words=choir&near=E13").await.see("Carpenters Road Singers").not_see("0.1 km");
    }
}
