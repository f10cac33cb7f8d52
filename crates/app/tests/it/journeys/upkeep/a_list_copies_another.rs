//! Eve's list copies the council's tea afternoon word for word, and the rules put the two together. What her list says later, or said of times and in free text, leads
//! nobody to her: the two are taken apart again before anybody sees it, and somebody is asked.

use super::link_to;
use crate::journeys::directory::feeds;
use serde_json::{Value, json};
use testkit::{App, on_both};

const OURS: &str = "0199c0de-0000-7000-8000-0000000000d1";
const EVES: &str = "00000000-0000-7000-8000-0000000000d1";

fn tea(id: &str, more: Value) -> Value {
    let part = |end: &str| format!("{}{end}", &id[..34]);
    let mut record = json!({ "id": id, "name": "Tuesday tea", "status": "active", "description": "Tea and talk on Tuesdays for whoever likes company.",
        "email": "hello@ospreylane.example", "phones": [{ "number": "020 7946 0111" }],
        "organization": { "id": part("aa"), "name": "Osprey Lane Pantry", "description": "Osprey Lane Pantry", "email": "hello@ospreylane.example" },
        "schedules": [{ "freq": "WEEKLY", "byday": "TU", "opens_at": "14:00", "closes_at": "16:00" }],
        "service_at_locations": [{ "location": { "id": part("bb"), "location_type": "physical", "name": "Osprey Hall",
            "addresses": [{ "address_1": "3 Osprey Lane", "city": "London", "state_province": "Greater London", "postal_code": "E15 4ES", "country": "GB", "address_type": "physical" }] } }] });
    record.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    record
}

async fn read(app: &App, feed: &str, id: &str, more: Value) {
    feeds::lines(app, &[tea(id, more)], feed).await.expect("a reading");
    app::directory::refresh(&app.machine).await.expect("an index");
}

async fn look(app: &App) {
    app::directory::find_alike(&app.system(), Default::default()).await.expect("a look");
    app::directory::refresh(&app.machine).await.expect("an index");
}

async fn listed(app: &App) -> Vec<String> {
    feeds::ids(app, "/oruk/v3/services").await
}

/// Two entries again, and what the council's says leads to nobody else.
async fn they_are_two(app: &App) {
    assert_eq!(listed(app).await, [EVES, OURS]);
    let (_, whole) = feeds::asked(app, &format!("/oruk/v3/services/{OURS}")).await;
    assert_eq!(whole["email"], "hello@ospreylane.example");
    assert!(
        !whole.to_string().contains("evil")
            && !whole.to_string().contains("0999")
            && !whole.to_string().contains("Dock"),
        "{whole}"
    );
    look(app).await;
    assert_eq!(listed(app).await, [EVES, OURS], "nothing puts them together again");
    let mut femi = app.signed_in("femi").await;
    femi.visit("/upkeep/alike").await.see("Is this one service?");
}

/// Eve's list was here first, and stands for both; then it says something else.
async fn was_here_first_and_says(app: &App, change: Value) {
    read(app, "eves", EVES, json!({})).await;
    read(app, "council", OURS, json!({})).await;
    look(app).await;
    assert_eq!(listed(app).await, [EVES]);
    read(app, "eves", EVES, change).await;
    they_are_two(app).await;
}

on_both! {
    async fn and_says_another_mailbox(app) {
        was_here_first_and_says(&app, json!({ "email": "eve@evil.example" })).await;
    }
}

on_both! {
    async fn and_says_another_place(app) {
        let mut elsewhere = tea(EVES, json!({}))["service_at_locations"].clone();
        elsewhere[0]["location"]["addresses"][0]["address_1"] = "12 Dock Road".into();
        was_here_first_and_says(&app, json!({ "url": "https://evil.example/tea", "service_at_locations": elsewhere })).await;
    }
}

on_both! {
    async fn and_came_later(app) {
        read(&app, "council", OURS, json!({})).await;
        read(&app, "eves", EVES, json!({})).await;
        look(&app).await;
        assert_eq!(listed(&app).await, [OURS]);
        assert_eq!(feeds::ids(&app, "/oruk/v3/organizations").await, [format!("{}aa", &OURS[..34])], "the one that was here first");
        // Confirmed last, and with words that lead elsewhere.
        read(&app, "eves", EVES, json!({ "assured_date": "2026-11-20", "description": "New number: 020 7946 0999.",
            "schedules": [{ "freq": "WEEKLY", "byday": "WE", "opens_at": "15:00", "closes_at": "17:00", "description": "Come to 12 Dock Road" }] })).await;
        assert_eq!(listed(&app).await, [OURS]);
        let (_, whole) = feeds::asked(&app, &format!("/oruk/v3/services/{OURS}")).await;
        assert_eq!(whole["schedules"][0]["byday"], "TU");
        assert!(!whole.to_string().contains("0999") && !whole.to_string().contains("Dock"), "{whole}");
        let mut mo = app.browser();
        mo.visit("/find?words=tuesday+tea").await;
        mo.follow("Tuesday tea").await;
        mo.page().see("Tea and talk").not_see("0999").not_see("Dock Road");

        // Somebody looks after the council's entry now: what only the rules put to it is asked about.
        mo.follow("This is our group").await;
        mo.form("Send me a message").fill("Your name", "Mo").fill("Your e-mail", "hello@ospreylane.example").press(&mut mo).await;
        mo.visit(&link_to(&app, "hello@ospreylane.example", "/keep/claim/").await).await;
        mo.form("Yes, it was me").press(&mut mo).await;
        mo.page().see("You look after this entry now");
        app::directory::refresh(&app.machine).await.expect("an index");
        assert_eq!(listed(&app).await, [EVES, OURS]);
        // Its list cannot add a number beside theirs.
        read(&app, "council", OURS, json!({ "phones": [{ "number": "020 7946 0111" }, { "number": "020 7946 0999" }],
            "contacts": [{ "name": "Eve", "email": "eve@evil.example", "phones": [{ "number": "020 7946 0999" }] }] })).await;
        they_are_two(&app).await;
    }
}
