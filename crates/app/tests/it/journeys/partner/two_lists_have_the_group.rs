//! Two lists have the same tea afternoon under two contacts. Whoever says that they are one sees beforehand to whom people are sent, and the other contact is told. What was
//! noted, kept at hand and written down of either is known of the one; what is reported of it, both lists hear.

use crate::journeys::{
    directory::feeds,
    upkeep::{link_to, mails_to, page_of},
};
use app::directory::feeds::{Terms, set};
use base::db::testing::look;
use jiff::SignedDuration;
use kernel::Id;
use serde_json::{Value, json};
use testkit::{App, Browser, on_both};

fn run_by_one(id: &str, name: &str) -> Value {
    json!({ "id": id, "name": name, "status": "active", "description": format!("{name} for whoever likes to come."), "phones": [{ "number": "020 7946 0111" }],
        "organization": { "id": format!("{}c{}", &id[..34], &id[35..]), "name": "Osprey Lane Pantry", "description": "Osprey Lane Pantry", "email": "hello@ospreylane.example", "website": "https://ospreylane.example" } })
}

on_both! {
    async fn and_of_two_organisations_that_are_one_all_is_known(app) {
        feeds::lines(&app, &[run_by_one(COUNCILS, "Tuesday tea")], "council").await.expect("a reading");
        feeds::lines(&app, &[run_by_one(CHARITYS, "Bicycle repair")], "charity").await.expect("a reading");
        app::directory::refresh(&app.machine).await.expect("an index");
        let mut sam = app.signed_in("sam").await;
        let (tea, bicycles) = (page_of(&app, "tuesday+tea").await, page_of(&app, "bicycle").await);
        sam.visit(&format!("{tea}/partner")).await;
        sam.form("Write it down").choose("A paper that runs out").choose("Insurance").fill("In a few words", "With the pantry").fill_day("Day", "1", "11", "2026").press(&mut sam).await;
        sam.visit(&format!("{bicycles}/partner")).await.not_see("With the pantry");
        app::directory::find_alike(&app.system(), Default::default()).await.expect("a look");
        let mut femi = app.signed_in("femi").await;
        if femi.visit("/upkeep/alike").await.shows("Is this one organisation?") {
            femi.form_near("Is this one organisation?", "They are one Osprey Lane Pantry").set("answer", "same").press(&mut femi).await;
        }
        sam.visit(&format!("{bicycles}/partner")).await.see("With the pantry");
    }
}

pub const COUNCILS: &str = "0199c0de-0000-7000-8000-0000000000a1";
pub const CHARITYS: &str = "0199c0de-0000-7000-8000-0000000000a2";

fn tea(id: &str, name: &str, email: &str) -> Value {
    json!({ "id": id, "name": name, "status": "active", "description": "Tea and talk on Tuesdays for whoever likes company.", "email": email,
        "phones": [{ "number": "020 7946 0111" }],
        "organization": { "id": format!("{}c{}", &id[..34], &id[35..]), "name": "Osprey Lane Pantry", "description": "Osprey Lane Pantry" },
        "schedules": [{ "freq": "WEEKLY", "byday": "TU", "opens_at": "14:00", "closes_at": "16:00" }],
        "service_at_locations": [{ "location": { "id": format!("{}b{}", &id[..34], &id[35..]), "location_type": "physical", "name": "Osprey Hall",
            "addresses": [{ "address_1": "3 Osprey Lane", "city": "London", "state_province": "Greater London", "postal_code": "E15 4ES", "country": "GB", "address_type": "physical" }] } }] })
}

/// The council's list has the tea afternoon.
pub async fn given_the_council_lists_it(app: &App) {
    feeds::lines(app, &[tea(COUNCILS, "Tuesday tea", "hello@ospreylane.example")], "council").await.expect("a reading");
    app::directory::refresh(&app.machine).await.expect("an index");
}

/// The charity's has it too, with a contact of its own.
pub async fn given_the_charity_lists_it(app: &App) {
    feeds::lines(app, &[tea(CHARITYS, "Tuesday Tea", "tea@charity.example")], "charity").await.expect("a reading");
    app::directory::refresh(&app.machine).await.expect("an index");
}

/// The page of either entry while they are two.
pub async fn page_of_entry(app: &App, id: &str) -> String {
    let id: Id<()> = id.parse().expect("an id");
    let slug = "SELECT slug AS n FROM service WHERE id = $1";
    let slug: String = look(&app.machine.db).await.value(slug, (id,)).await.expect("an entry");
    format!("/services/{slug}")
}

/// A lead says that the two are one: the council's entry stands for both.
pub async fn when_they_are_one(app: &App) -> Browser {
    app::directory::find_alike(&app.system(), Default::default()).await.expect("a look");
    let mut femi = app.signed_in("femi").await;
    femi.visit("/upkeep/alike").await;
    femi.form_near("Is this one service?", "They are one Tuesday tea").set("answer", "same").press(&mut femi).await;
    femi.page().see("They are shown as one");
    app::directory::refresh(&app.machine).await.expect("an index");
    femi
}

on_both! {
    async fn and_what_is_known_of_it_is_known_of_the_one(app) {
        given_the_council_lists_it(&app).await;
        given_the_charity_lists_it(&app).await;
        for feed in ["council", "charity"] {
            set(&app.system(), feed, &Terms { email: Some(format!("data@{feed}.example")), ..Terms::default() }).await.expect("terms");
        }
        let mut sam = app.signed_in("sam").await;
        sam.visit("/find?words=tuesday+tea").await;
        sam.follow("Tuesday Tea").await;
        sam.follow("Notes and contacts of ours").await;
        let theirs = sam.page().url.split('?').next().expect("a path").to_owned();
        sam.form("Add the note").fill("A word for the team", "Ask for Doris, blue gate").press(&mut sam).await;
        sam.form("Write it down").choose("A paper that runs out").choose("Insurance").fill("In a few words", "With the charity").fill_day("Day", "1", "11", "2026").press(&mut sam).await;
        sam.form("Keep at hand").set("keep", "yes").press(&mut sam).await;

        app::directory::find_alike(&app.system(), Default::default()).await.expect("a look");
        let mut femi = app.signed_in("femi").await;
        femi.visit("/upkeep/alike").await.see("people are sent where “Tuesday tea” of the feed “council” says").see("hello@ospreylane.example").see("Whoever reads the mail of the other is told");
        femi.form_near("Is this one service?", "They are one Tuesday tea").set("answer", "same").press(&mut femi).await;
        femi.page().see("They are shown as one");
        assert!(mails_to(&app, "tea@charity.example").await[0].subject.contains("has changed"));
        assert!(mails_to(&app, "hello@ospreylane.example").await.is_empty());
        app::directory::refresh(&app.machine).await.expect("an index");

        sam.visit(&theirs).await.see("Tuesday tea").see("Ask for Doris").see("With the charity").see("Has run out");
        sam.visit("/favourites").await.see("Tuesday tea");
        sam.visit(&theirs).await;
        sam.form("No longer at hand").set("keep", "no").press(&mut sam).await;
        sam.visit("/favourites").await.see("Nothing at hand yet");

        let mut somebody = app.browser();
        somebody.visit("/find?words=tuesday+tea").await;
        somebody.follow("Tuesday tea").await;
        somebody.follow("Something here is wrong").await;
        somebody.form("Send").choose("It has closed").press(&mut somebody).await;
        app.later(SignedDuration::from_hours(25)).await;
        for feed in ["council", "charity"] {
            let link = link_to(&app, &format!("data@{feed}.example"), "/keep/feed/").await;
            app.browser().visit(&link).await.see("It has closed");
        }
    }
}
