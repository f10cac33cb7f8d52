//! One feed hides a refuge, another tells of it wherever the standard has room: at its organisation, beside the place, in what it was before. None of it is told on,
//! nor kept where it can be read.

use super::{
    a_place_one_feed_hides_is_hidden::{PLACE, nobody_learns_it, record},
    feeds,
};
use serde_json::{Value, json};
use testkit::{App, on_both};

const CHARITY: &str = "0199c0de-0000-7000-8000-0000000000c1";
const SERVICE: &str = "0199c0de-0000-7000-8000-000000000002";

async fn the_council_hides_it(app: &App) {
    feeds::lines(app, &[record("0199c0de-0000-7000-8000-000000000001", "Safe home", true)], "council")
        .await
        .expect("a reading");
}

/// What is kept where it can be read without the keys.
async fn kept(app: &App) -> String {
    let mut rx = base::db::testing::look(&app.machine.db).await;
    let mut all: Vec<String> = vec![];
    for sql in [
        "SELECT raw AS n FROM record WHERE NOT sealed",
        "SELECT document AS n FROM record WHERE document IS NOT NULL",
        "SELECT document AS n FROM listing",
        "SELECT document AS n FROM part",
        "SELECT was || COALESCE(became, '') AS n FROM record_issue",
        "SELECT COALESCE(raw, '') || COALESCE(data, '') AS n FROM import_row",
    ] {
        all.extend(rx.values::<String>(sql, ()).await.expect("rows"));
    }
    all.join("\n")
}

on_both! {
    async fn where_its_organisation_says_that_it_is(app) {
        let house = record(SERVICE, "", false)["service_at_locations"][0]["location"].clone();
        let charity = json!({ "id": CHARITY, "name": "The charity", "description": "Neighbours.", "website": "https://charity.example/", "locations": [house] });
        let mut nested = record(SERVICE, "Safe home of the charity", false);
        nested["organization"] = charity.clone();
        let by_id = json!({ "id": "0199c0de-0000-7000-8000-000000000004", "name": "Safe home by night", "status": "active", "description": "A safe home.",
            "organization_id": "0199c0de-0000-7000-8000-0000000000c2" });
        let mut by_itself = charity;
        by_itself["id"] = "0199c0de-0000-7000-8000-0000000000c2".into();
        feeds::lines(&app, &[by_itself, nested, by_id], "charity").await.expect("a reading");
        the_council_hides_it(&app).await;
        nobody_learns_it(&app, "told by its organisation").await;
        for id in [CHARITY, "0199c0de-0000-7000-8000-0000000000c2"] {
            let (status, told) = feeds::asked(&app, &format!("/oruk/v3/organizations/{id}")).await;
            assert!(status == 200 && !told.to_string().contains("Quillon"), "{told}");
        }
        assert!(!kept(&app).await.contains("Quillon"));
    }
}

/// Tells of the house in everything that hangs beside it; the service has an office too.
fn talkative(hidden: bool) -> Value {
    let mut service = record(SERVICE, "Safe home of the charity", hidden);
    let place = &mut service["service_at_locations"][0];
    place["description"] = "Ring at Quillon House.".into();
    place["phones"] = json!([{ "number": "020 7946 0707" }]);
    place["contacts"] = json!([{ "title": "Warden of Quillon House", "phones": [{ "number": "020 7946 0707" }] }]);
    place["schedules"] = json!([{ "freq": "WEEKLY", "byday": "TU", "opens_at": "10:00", "description": "At Quillon House", "notes": "The green door of 7 Quillon Mews",
        "schedule_link": "https://quillon.example/times" }]);
    place["service_areas"] = json!([{ "name": "Quillon Mews and around" }]);
    place["location"]["accessibility"] =
        json!([{ "description": "Step-free from Quillon Mews", "details": "By Quillon House" }]);
    place["location"]["languages"] = json!([{ "name": "Bengali", "note": "Ask at Quillon House" }]);
    service["metadata"] = json!([{ "last_action_date": "2026-10-01", "last_action_type": "update", "field_name": "address", "previous_value": "7 Quillon Mews",
        "replacement_value": "8 Quillon Mews", "updated_by": "The charity" }]);
    service
}

on_both! {
    async fn what_hangs_beside_it(app) {
        feeds::lines(&app, &[talkative(false)], "charity").await.expect("a reading");
        let (_, told) = feeds::asked(&app, &format!("/oruk/v3/services/{SERVICE}")).await;
        let id = told["service_at_locations"][0]["id"].clone();
        assert!(told.to_string().contains("Warden"), "as long as nobody hides it: {told}");
        the_council_hides_it(&app).await;
        nobody_learns_it(&app, "told beside the place").await;
        let (_, told) = feeds::asked(&app, &format!("/oruk/v3/services/{SERVICE}")).await;
        assert!(!told.to_string().contains("7946 0707"), "{told}");
        assert_ne!(told["service_at_locations"][0]["id"], id, "an id that was made from what is hidden");
        app.browser().visit("/find?words=safe+home+charity").await.see("Tuesday");
        assert!(!kept(&app).await.to_lowercase().contains("quillon"));
    }
}

on_both! {
    async fn what_hangs_beside_it_from_the_beginning(app) {
        feeds::lines(&app, &[talkative(true)], "charity").await.expect("a reading");
        nobody_learns_it(&app, "told beside the place that is hidden").await;
        let mut rx = base::db::testing::look(&app.machine.db).await;
        let phones: Vec<String> = rx.values("SELECT COALESCE(phone, '') AS n FROM service", ()).await.expect("rows");
        assert_eq!(phones, [""], "the number of the house");
    }
}

on_both! {
    async fn a_service_that_only_names_the_place(app) {
        let mut named = talkative(false);
        let place = &mut named["service_at_locations"][0];
        place["location_id"] = PLACE.into();
        place.as_object_mut().expect("an object").remove("location");
        feeds::lines(&app, &[named], "charity").await.expect("a reading");
        the_council_hides_it(&app).await;
        nobody_learns_it(&app, "named by its id only").await;
    }
}

on_both! {
    async fn a_second_place_of_the_same_service_and_what_was_not_right_there(app) {
        let mut both = record(SERVICE, "Safe home of the charity", false);
        let annexe = json!({ "location": { "id": "0199c0de-0000-7000-8000-0000000000ac", "location_type": "physical", "name": "Larch Lodge",
            "addresses": [{ "address_1": "3 Larch Passage", "city": "London", "region": "Hackney", "state_province": "Greater London", "postal_code": "e8 9zq", "country": "GB", "address_type": "physical" }] } });
        both["service_at_locations"].as_array_mut().expect("places").push(annexe.clone());
        // Twice, and the second time it is not let in and lies about as it came.
        let mut again = both.clone();
        again["description"] = "Again.".into();
        feeds::lines(&app, &[both.clone(), again.clone()], "charity").await.expect("a reading");
        assert!(kept(&app).await.contains("e8 9zq"), "what was mended is kept as long as nobody hides it");
        the_council_hides_it(&app).await;
        let mut lodge = record("0199c0de-0000-7000-8000-000000000005", "Lodge", true);
        lodge["service_at_locations"][0]["location"] = annexe["location"].clone();
        lodge["service_at_locations"][0]["location"]["masked"] = true.into();
        feeds::lines(&app, &[lodge], "borough").await.expect("a reading");
        nobody_learns_it(&app, "one place after the other").await;
        let plain = kept(&app).await;
        for secret in ["Quillon Mews", "Larch", "e8 9zq", "E8 9ZQ"] {
            assert!(!plain.contains(secret), "{secret}: {plain}");
        }
        // The same comes again when both are hidden.
        both["description"] = "Day and night.".into();
        feeds::lines(&app, &[both, again], "charity").await.expect("a reading");
        let plain = kept(&app).await;
        for secret in ["Quillon Mews", "Larch", "e8 9zq", "E8 9ZQ"] {
            assert!(!plain.contains(secret), "{secret}: {plain}");
        }
    }
}
