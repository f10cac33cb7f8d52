//! A council and a charity list the same tea afternoon. What is certain is put together by itself, the rest by somebody who sees both side by side; what was said
//! survives every run of the feeds; taking them apart gives back both.

use super::feeds;
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
