//! A council and a charity list the same tea afternoon. What is certain is put together by itself, the rest by somebody who sees both side by side; what was said
//! survives every run of the feeds; taking them apart gives back both.

use super::{feeds, imports::services};
use serde_json::{Value, json};
use std::collections::HashSet;
use testkit::{App, on_both};

const OURS: &str = "0199c0de-0000-7000-8000-0000000000d1";
const THEIRS: &str = "0199c0de-0000-7000-8000-0000000000d2";

fn record(id: &str, name: &str, more: Value) -> Value {
    let mut record = json!({
        "id": id, "name": name, "status": "active", "description": "Tea, cake and talk every Tuesday for whoever likes company.",
        "organization": { "id": format!("{}a{}", &id[..34], &id[35..]), "name": "Osprey Lane Pantry", "description": "Osprey Lane Pantry", "email": "hello@ospreylane.example" },
        "email": "hello@ospreylane.example", "phones": [{ "number": "020 7946 0111" }],
        "schedules": [{ "freq": "WEEKLY", "byday": "TU", "opens_at": "14:00", "closes_at": "16:00" }],
        "service_at_locations": [{ "location": { "id": format!("{}b{}", &id[..34], &id[35..]), "location_type": "physical", "name": "Osprey Hall",
            "addresses": [{ "address_1": "3 Osprey Lane", "city": "London", "state_province": "Greater London", "postal_code": "E15 4ES", "country": "GB", "address_type": "physical" }] } }],
    });
    record.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    record
}

async fn look(app: &App) -> (usize, usize) {
    let found = app::directory::find_alike(&app.system(), HashSet::new()).await.expect("a look");
    app::directory::number_changes(&app.system()).await.expect("numbers");
    app::directory::refresh(&app.machine).await.expect("an index");
    found
}

async fn read(app: &App, feed: &str, records: &[Value]) -> app::directory::import::Summary {
    let summary = feeds::lines(app, records, feed).await.expect("a reading");
    app::directory::refresh(&app.machine).await.expect("an index");
    summary
}

/// Which of the two are on the open list.
async fn listed(app: &App) -> Vec<String> {
    feeds::ids(app, "/oruk/v3/services").await
}

on_both! {
    async fn what_is_certain_is_one_by_itself(app) {
        let ours = [record(OURS, "Tuesday tea", json!({ "assured_date": "2026-10-01" }))];
        let theirs = [record(THEIRS, "Tuesday Tea", json!({ "minimum_age": 18, "languages": [{ "id": THEIRS, "name": "Bengali", "code": "bn" }] }))];
        read(&app, "council", &ours).await;
        read(&app, "charity", &theirs).await;
        assert_eq!(listed(&app).await.len(), 2);
        let (sure, _) = look(&app).await;
        assert!(sure >= 2, "the organisation and the service: {sure}");
        // One is found, with what both say; the address of the other leads to it.
        assert_eq!(listed(&app).await, [OURS]);
        let (_, whole) = feeds::asked(&app, &format!("/oruk/v3/services/{OURS}")).await;
        assert_eq!((whole["minimum_age"].as_i64(), whole["languages"][0]["code"].as_str()), (Some(18), Some("bn")));
        assert_eq!(feeds::asked(&app, "/oruk/v3/organizations").await.1["total_items"], 1);
        let (status, headers, _) = feeds::raw(&app, &format!("/oruk/v3/services/{THEIRS}")).await;
        assert_eq!((status, headers["location"].to_str().expect("text")), (307, format!("/oruk/v3/services/{OURS}").as_str()));
        // Whoever keeps a copy learns that the other is gone.
        let (_, changes) = feeds::asked(&app, "/oruk/v3/changes").await;
        let gone: Vec<&Value> = changes["items"].as_array().expect("items").iter().filter(|c| c["state"] == "deleted").collect();
        assert!(gone.iter().all(|c| c["id"] == THEIRS), "{changes}");
        let page = app.browser().visit("/find?words=tuesday+tea").await.clone();
        assert_eq!(page.html.matches("kith-results__name").count(), 1, "{}", page.text());

        // The feeds come again: nothing is new, and they stay one.
        assert_eq!(read(&app, "charity", &theirs).await.changed, 0);
        assert_eq!(read(&app, "council", &ours).await.changed, 0);
        assert_eq!(look(&app).await.0, 0, "of the place somebody is asked");
        assert_eq!(listed(&app).await, [OURS]);
        // What the other says of times does not become the root's: nobody has said that the two are one.
        let other = [record(THEIRS, "Tuesday Tea", json!({ "assured_date": "2026-11-20", "minimum_age": 18, "languages": [{ "id": THEIRS, "name": "Bengali", "code": "bn" }],
            "schedules": [{ "freq": "WEEKLY", "byday": "WE", "opens_at": "15:00", "closes_at": "17:00" }] }))];
        assert_eq!(read(&app, "charity", &other).await.changed, 1);
        let (_, whole) = feeds::asked(&app, &format!("/oruk/v3/services/{OURS}")).await;
        assert_eq!((whole["schedules"][0]["byday"].as_str(), whole["minimum_age"].as_i64()), (Some("TU"), Some(18)));

        // Somebody takes them apart: both are back as they were, and that is not asked again.
        let mut femi = app.signed_in("femi").await;
        femi.visit("/find?words=tuesday+tea").await;
        femi.follow("Tuesday tea").await;
        femi.follow("How far this can be relied on").await;
        femi.page().see("Also here").see("From the feed “charity”");
        femi.form("They are two Tuesday Tea").set("answer", "apart").press(&mut femi).await;
        look(&app).await;
        assert_eq!(listed(&app).await, [OURS, THEIRS]);
        let (_, whole) = feeds::asked(&app, &format!("/oruk/v3/services/{OURS}")).await;
        assert_eq!((&whole["minimum_age"], &whole["schedules"][0]["byday"]), (&Value::Null, &json!("TU")));
        let (_, whole) = feeds::asked(&app, &format!("/oruk/v3/services/{THEIRS}")).await;
        assert_eq!(whole["schedules"][0]["byday"], "WE");
        look(&app).await;
        assert_eq!(listed(&app).await.len(), 2);
    }
}

on_both! {
    async fn only_what_was_on_the_page_is_taken_apart(app) {
        read(&app, "council", &[record(OURS, "Tuesday tea", json!({ "assured_date": "2026-10-01" }))]).await;
        read(&app, "charity", &[record(THEIRS, "Tuesday Tea", json!({}))]).await;
        look(&app).await;
        assert_eq!(listed(&app).await, [OURS]);
        let mut femi = app.signed_in("femi").await;
        let nobody = "0199c0de-0000-7000-8000-0000000000ff";
        // The one that stands for the other, out of what it does not stand in; and one out of what never stood for it.
        for (root, id) in [(THEIRS, OURS), (nobody, THEIRS), (nobody, OURS)] {
            femi.post(&format!("/upkeep/alike/service/{root}/{id}"), &[("answer", "apart")]).await;
            look(&app).await;
            assert_eq!(listed(&app).await, [OURS], "{id} out of {root}");
        }
        for _ in 0..2 {
            femi.post(&format!("/upkeep/alike/service/{OURS}/{THEIRS}"), &[("answer", "apart")]).await;
            assert_eq!(femi.page().status, 200, "twice is once");
            look(&app).await;
            assert_eq!(listed(&app).await, [OURS, THEIRS]);
        }
    }
}

on_both! {
    async fn what_is_not_certain_waits_for_somebody(app) {
        read(&app, "council", &[record(OURS, "Tuesday tea", json!({}))]).await;
        let other = json!({ "organization": { "id": "0199c0de-0000-7000-8000-0000000000e1", "name": "OLP", "description": "OLP" } });
        read(&app, "charity", &[record(THEIRS, "Tea and talk on Tuesdays", other.clone())]).await;
        let (_, asked) = look(&app).await;
        assert!(asked >= 1, "{asked}");
        assert_eq!(listed(&app).await.len(), 2, "nothing is put together by itself");
        let mut sam = app.signed_in("sam").await;
        sam.visit("/upkeep/alike").await.see("Is this one service?").see("Tea and talk on Tuesdays").not_see("They are one");
        let mut femi = app.signed_in("femi").await;
        femi.visit("/upkeep").await.see("may be the same");
        femi.visit("/upkeep/alike").await.see("The same mailbox");
        while femi.page().shows("Is this one organisation?") {
            femi.form_near("Is this one organisation?", "They are two Osprey Lane Pantry").set("answer", "different").press(&mut femi).await;
        }
        let form = femi.form_near("Is this one service?", "They are one Tuesday tea").set("answer", "same");
        form.clone().press(&mut femi).await;
        femi.page().see("They are shown as one from now on");
        form.press(&mut femi).await;
        femi.page().see("They are shown as one");
        app::directory::refresh(&app.machine).await.expect("an index");
        assert_eq!(listed(&app).await.len(), 1);
        // Said once, for good: whatever comes in, and however often it is looked for.
        read(&app, "charity", &[record(THEIRS, "Tea and talk on Tuesdays", other)]).await;
        look(&app).await;
        assert_eq!(listed(&app).await.len(), 1);
        femi.visit("/upkeep/alike").await.not_see("Is this one service?").see("Is this one place?");
    }
}

on_both! {
    async fn one_building_of_two_lists_is_one(app) {
        let other = json!({ "organization": { "id": "0199c0de-0000-7000-8000-0000000000e2", "name": "Left Jab Gym", "description": "Left Jab Gym" }, "email": "ring@leftjab.example",
            "phones": [{ "number": "020 7946 0222" }], "description": "Boxing without contact for girls from eleven to sixteen.",
            "schedules": [{ "freq": "WEEKLY", "byday": "FR", "opens_at": "17:00", "closes_at": "18:00" }] });
        let boxing = record(THEIRS, "Boxing for girls", other);
        read(&app, "council", &[record(OURS, "Tuesday tea", json!({}))]).await;
        read(&app, "gym", std::slice::from_ref(&boxing)).await;
        look(&app).await;
        let mut femi = app.signed_in("femi").await;
        femi.visit("/upkeep/alike").await.see("Is this one place?").see("3 Osprey Lane");
        femi.form_near("Is this one place?", "They are one Osprey Hall").set("answer", "same").press(&mut femi).await;
        femi.page().see("Places that are shown as one");
        app::directory::refresh(&app.machine).await.expect("an index");
        assert_eq!(listed(&app).await.len(), 2, "two services");
        let place = async |id: &str| feeds::asked(&app, &format!("/hsds/v3/services/{id}")).await.1["service_at_locations"][0].clone();
        let (ours, theirs) = (place(OURS).await, place(THEIRS).await);
        assert_eq!(ours["location"]["id"], theirs["location"]["id"], "{ours} {theirs}");
        assert_eq!(theirs["location_id"], theirs["location"]["id"]);
        for path in ["/hsds/v3/service_at_locations", "/hsds/v3/service_at_locations?full=true"] {
            let (_, rows) = feeds::asked(&app, path).await;
            let rows = rows["contents"].as_array().expect("a list");
            assert!(rows.len() == 2 && rows.iter().all(|r| r["location_id"] == ours["location"]["id"]), "{path}: {rows:?}");
        }
        // What the list of the one says of it is said of the other's service too, and whoever keeps a copy learns of it.
        let modified = async |id: &str| feeds::asked(&app, &format!("/hsds/v3/services/{id}")).await.1["last_modified"].clone();
        let before = modified(THEIRS).await;
        app.clock.advance(jiff::SignedDuration::from_secs(60));
        let mut renamed = record(OURS, "Tuesday tea", json!({}));
        renamed["service_at_locations"][0]["location"]["name"] = "Osprey Great Hall".into();
        assert_eq!(read(&app, "council", &[renamed]).await.changed, 1);
        assert_eq!(place(THEIRS).await["location"]["name"], "Osprey Great Hall");
        assert_ne!(modified(THEIRS).await, before);
        assert_eq!(read(&app, "gym", std::slice::from_ref(&boxing)).await.changed, 0);

        // A third list hides the one: so is the other, wherever it is spoken of.
        let mut hidden = boxing["service_at_locations"].clone();
        hidden[0]["location"]["mask_exact_address"] = true.into();
        let refuge = json!({ "id": "0199c0de-0000-7000-8000-0000000000e3", "name": "Safe evenings", "status": "active", "description": "For women.", "service_at_locations": hidden });
        read(&app, "charity", &[refuge]).await;
        app::directory::refresh(&app.machine).await.expect("an index");
        for path in ["/oruk/v3/services?full=true", "/hsds/v3/service_at_locations?full=true", "/find?words=tuesday+tea", "/find?words=boxing"] {
            let (_, _, body) = feeds::raw(&app, path).await;
            assert!(!String::from_utf8_lossy(&body).contains("Osprey Lane,") && !String::from_utf8_lossy(&body).contains("3 Osprey Lane"), "{path}");
        }
    }
}

fn hidden(mut record: Value) -> Value {
    record["service_at_locations"][0]["location"]["mask_exact_address"] = true.into();
    record
}

async fn nobody_learns_where(app: &App, when: &str) {
    for path in [
        "/oruk/v3/services?full=true",
        "/hsds/v3/service_at_locations?full=true",
        "/hsds/v3/organizations?full=true",
        "/find?words=tuesday+tea",
    ] {
        let (status, _, body) = feeds::raw(app, path).await;
        let text = String::from_utf8_lossy(&body);
        assert_eq!(status, 200, "{path}");
        for secret in ["3 Osprey Lane", "Osprey Hall", "E15 4ES"] {
            assert!(!text.contains(secret), "{secret} at {path}, {when}: {text}");
        }
    }
}

/// Both are one by the rules; then the list of the one that stands for both hides its address.
async fn hides_its_address(app: &App, more: Value) {
    read(app, "council", &[record(OURS, "Tuesday tea", json!({}))]).await;
    read(app, "charity", &[record(THEIRS, "Tuesday tea", json!({}))]).await;
    look(app).await;
    assert_eq!(listed(app).await, [OURS]);
    read(app, "council", &[hidden(record(OURS, "Tuesday tea", more))]).await;
    nobody_learns_where(app, "hidden by the one").await;
}

on_both! {
    async fn what_one_hides_the_other_does_not_say(app) {
        hides_its_address(&app, json!({})).await;
        for _ in 0..2 {
            assert_eq!(listed(&app).await, [OURS], "they are one still");
            look(&app).await;
            nobody_learns_where(&app, "after a look").await;
        }
        // The other says more, and then another number: they are two from there on, and neither says where it is.
        read(&app, "charity", &[record(THEIRS, "Tuesday tea", json!({ "minimum_age": 18 }))]).await;
        assert_eq!(listed(&app).await, [OURS]);
        for phone in ["020 7946 0222", "020 7946 0333"] {
            read(&app, "charity", &[record(THEIRS, "Tuesday tea", json!({ "phones": [{ "number": phone }] }))]).await;
            assert_eq!(listed(&app).await, [OURS, THEIRS]);
            nobody_learns_where(&app, "taken apart").await;
            look(&app).await;
            nobody_learns_where(&app, "taken apart and looked at").await;
        }
    }
}

on_both! {
    async fn what_one_hides_with_another_number_the_other_does_not_say(app) {
        hides_its_address(&app, json!({ "phones": [{ "number": "020 7946 0222" }] })).await;
        assert_eq!(listed(&app).await, [OURS, THEIRS]);
        read(&app, "charity", &[record(THEIRS, "Tuesday tea", json!({ "minimum_age": 18 }))]).await;
        nobody_learns_where(&app, "and said again").await;
    }
}

on_both! {
    async fn what_one_hides_a_table_does_not_say(app) {
        read(&app, "council", &[record(OURS, "Tuesday tea", json!({}))]).await;
        let path = app.folder().join("charity.csv");
        let row = "a,Tuesday tea,\"Tea, cake and talk every Tuesday for whoever likes company.\",Osprey Lane Pantry,Osprey Hall,3 Osprey Lane,E15 4ES,020 7946 0111,hello@ospreylane.example,14:00-16:00";
        std::fs::write(&path, format!("id,name,description,provider,venue,address,postcode,phone,email,tuesday\n{row}\n")).expect("a file");
        services(&app.system(), &path, "charity").await.expect("a reading");
        look(&app).await;
        assert_eq!(listed(&app).await, [OURS]);
        let other = json!({ "phones": [{ "number": "020 7946 0222" }] });
        read(&app, "council", &[hidden(record(OURS, "Tuesday tea", other))]).await;
        assert_eq!(listed(&app).await.len(), 2);
        nobody_learns_where(&app, "hidden with another number").await;
        let mut rx = base::db::testing::look(&app.machine.db).await;
        let placed: Vec<String> = rx.values("SELECT source AS n FROM service WHERE street IS NOT NULL OR venue IS NOT NULL OR postcode IS NOT NULL", ()).await.expect("rows");
        assert!(placed.is_empty(), "{placed:?}");
    }
}

on_both! {
    async fn what_does_not_go_out_stands_for_nothing_that_does(app) {
        // A gym's list was here first; its hall, and who runs it, stand for those of the council's list.
        let boxing = record(THEIRS, "Boxing for girls", json!({ "description": "Boxing without contact for girls from eleven to sixteen.",
            "schedules": [{ "freq": "WEEKLY", "byday": "FR", "opens_at": "17:00", "closes_at": "18:00" }] }));
        read(&app, "gym", &[boxing]).await;
        read(&app, "council", &[record(OURS, "Tuesday tea", json!({}))]).await;
        look(&app).await;
        let mut femi = app.signed_in("femi").await;
        femi.visit("/upkeep/alike").await;
        femi.form_near("Is this one place?", "They are one Osprey Hall").set("answer", "same").press(&mut femi).await;
        app::directory::refresh(&app.machine).await.expect("an index");
        let part = |id: &str, letter: char| format!("{}{letter}{}", &id[..34], &id[35..]);
        let tea = async || {
            let (_, tea) = feeds::asked(&app, &format!("/hsds/v3/services/{OURS}")).await;
            let (_, places) = feeds::asked(&app, "/hsds/v3/service_at_locations?full=true").await;
            let place = places["contents"].as_array().expect("a list").iter().find(|p| p["service"]["id"] == OURS).expect("a place").clone();
            assert_eq!(place["location"], tea["service_at_locations"][0]["location"]);
            (tea["organization"]["id"].clone(), place["location"]["id"].clone())
        };
        assert_eq!(tea().await, (part(THEIRS, 'a').into(), part(THEIRS, 'b').into()));
        let terms = app::directory::feeds::Terms { republish: Some(false), ..Default::default() };
        app::directory::feeds::set(&app.system(), "gym", &terms).await.expect("terms");
        app::directory::refresh(&app.machine).await.expect("an index");
        assert_eq!(listed(&app).await, [OURS]);
        assert_eq!(tea().await, (part(OURS, 'a').into(), part(OURS, 'b').into()));
        assert_eq!(feeds::ids(&app, "/hsds/v3/organizations").await, [part(OURS, 'a')]);
    }
}

on_both! {
    async fn a_place_that_was_away_is_the_same_again(app) {
        let council = record(OURS, "Tuesday tea", json!({}));
        let further = |n: u8, street: &str| json!({ "location": { "id": format!("0199c0de-0000-7000-8000-0000000000f{n}"), "location_type": "physical", "name": street,
            "addresses": [{ "address_1": street, "city": "London", "state_province": "Greater London", "postal_code": "E13", "country": "GB", "address_type": "physical" }] } });
        let gym = |with_the_hall: bool, hides: bool| {
            let mut gym = record(THEIRS, "Boxing for girls", json!({ "description": "Boxing without contact for girls from eleven to sixteen." }));
            let places = gym["service_at_locations"].as_array_mut().expect("places");
            if !with_the_hall {
                places.clear();
            }
            places.extend([further(1, "1 Ring Road"), further(2, "2 Quiet Row")]);
            if hides {
                places.last_mut().expect("a place")["location"]["mask_exact_address"] = true.into();
            }
            gym
        };
        read(&app, "council", &[council]).await;
        read(&app, "gym", &[gym(true, false)]).await;
        look(&app).await;
        let mut femi = app.signed_in("femi").await;
        femi.visit("/upkeep/alike").await;
        femi.form_near("Is this one place?", "They are one Osprey Hall").set("answer", "same").press(&mut femi).await;
        // Away while another of its places is hidden, and there again.
        read(&app, "gym", &[gym(false, true)]).await;
        read(&app, "gym", &[gym(true, true)]).await;
        let (_, boxing) = feeds::asked(&app, &format!("/hsds/v3/services/{THEIRS}")).await;
        let (_, tea) = feeds::asked(&app, &format!("/hsds/v3/services/{OURS}")).await;
        let hall = &tea["service_at_locations"][0]["location"];
        let places = boxing["service_at_locations"].as_array().expect("places");
        assert!(places.iter().any(|p| &p["location"] == hall), "{hall} {places:?}");
    }
}
