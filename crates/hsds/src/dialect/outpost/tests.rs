//! Records of this dialect, in the words of the domain.

use crate::{
    dialect::{
        Dialect,
        tests::{codes, read, said, terms, whatever_stands_there},
    },
    fields,
};
use serde_json::{Value, json};

const SAMPLE: &str = r##"{
    "id": 17, "updated_at": "2026-09-30T08:15:00.000Z", "created_at": "2024-01-01T00:00:00.000Z", "name": "Marble run club",
    "description": "Build it.\r\n\r\nTake it down.", "url": "www.marble.example", "status": "active",
    "min_age": 5, "max_age": 11, "needs_referral": true, "free": null, "visible": true, "approved": true,
    "age_band_under_2": false, "age_band_2": null, "age_band_3_4": false, "age_band_5_7": true, "age_band_8_plus": true, "age_band_all": null,
    "organisation": { "id": 3, "name": "Marble House", "description": null, "email": "hello@marble.example", "url": "https://marble.example" },
    "locations": [
        { "id": 12, "name": "Marble House", "address_1": "2 Glass Street", "city": "London", "state_province": "", "postal_code": "SE1 9ZZ", "country": "GB",
          "geometry": { "type": "Point", "coordinates": [-0.0912, 51.5014] }, "mask_exact_address": false, "google_place_id": "abc",
          "accessibilities": [{ "name": "Hearing loop", "slug": "hearing-loop" }, { "name": "Bus stop nearby", "slug": "bus-stop-nearby" }] },
        { "id": 13, "name": "The other house", "address_1": "9 Hidden Lane", "city": "London", "visible": false, "geometry": { "coordinates": [-0.2, 51.4] } }
    ],
    "contacts": [
        { "id": 21, "name": "Ottoline Nemo", "title": "Club leader", "email": "club@marble.example", "phone": "020 7946 0117" },
        { "id": 22, "name": "Home", "phone": "07700 900456", "visible": false }
    ],
    "regular_schedules": [
        { "id": 31, "weekday": "Wednesday", "opens_at": "16:00", "closes_at": "17:30" },
        { "id": 32, "weekday": 6, "opens_at": "10:00", "closes_at": "12:00" }
    ],
    "cost_options": [{ "id": 41, "option": "First child", "amount": "4.00", "cost_type": "per session" }],
    "links": [{ "label": "Pictures", "url": "https://pictures.example/marble" }],
    "taxonomies": [{ "id": 5, "name": "Things to do", "slug": "things-to-do", "parent_id": null }, { "id": 6, "name": "Clubs", "slug": "clubs", "parent_id": 5 }],
    "suitabilities": [{ "id": 5, "name": "Autism", "slug": "autism" }],
    "send_needs": [{ "id": 5, "name": "Autism", "slug": "autism" }],
    "target_directories": [{ "name": "Family Information Service", "label": "fis" }],
    "local_offer": { "description": "We plan.", "link": "https://marble.example/send", "survey_answers": [{ "question": "How accessible is it?", "answer": "Very." }] },
    "meta": [{ "key": "Number of marbles", "value": "4,000" }],
    "distance_away": 0.4
}"##;

fn sample() -> Value {
    serde_json::from_str(SAMPLE).unwrap()
}

#[test]
fn a_service_as_outpost_has_it() {
    let record = read(Dialect::Outpost, &fields::SERVICE, sample());
    assert_eq!(record.unknown, Default::default());
    let service = said(&record.document);
    assert_eq!((&service["status"], &service["url"]), (&json!("active"), &json!("https://www.marble.example/")));
    assert_eq!(service["last_modified"], "2026-09-30T08:15:00Z");
    assert_eq!((&service["minimum_age"], &service["maximum_age"]), (&json!(5), &json!(11)));
    assert_eq!(service["application_process"], "A referral is needed.");
    assert_eq!(
        service["organization"],
        json!({ "name": "Marble House", "email": "hello@marble.example", "website": "https://marble.example/" })
    );
    assert_eq!(
        service["schedules"],
        json!([
            { "freq": "WEEKLY", "byday": "WE", "opens_at": "16:00", "closes_at": "17:30" },
            { "freq": "WEEKLY", "byday": "SA", "opens_at": "10:00", "closes_at": "12:00" },
        ])
    );
    assert_eq!(
        service["cost_options"],
        json!([{ "option": "First child", "amount": 4, "currency": "GBP", "amount_description": "per session" }])
    );
    assert_eq!(
        service["additional_urls"],
        json!([
            { "label": "Pictures", "url": "https://pictures.example/marble" },
            { "label": "SEND local offer", "url": "https://marble.example/send" },
        ])
    );
    assert_eq!(
        service["contacts"],
        json!([{ "title": "Club leader", "email": "club@marble.example", "phones": [{ "number": "020 7946 0117" }] }])
    );
    assert_eq!(
        service["service_at_locations"],
        json!([{ "location": {
            "location_type": "physical", "name": "Marble House", "latitude": 51.5014, "longitude": -0.0912,
            "addresses": [{ "address_1": "2 Glass Street", "city": "London", "postal_code": "SE1 9ZZ", "country": "GB", "address_type": "physical" }],
            "accessibility": [{ "description": "Hearing loop" }, { "description": "Bus stop nearby" }],
        } }])
    );
    assert_eq!(
        terms(&service),
        [
            ("Attending access", "referral"),
            ("Directories", "SEND local offer"),
            ("Categories", "Things to do"),
            ("Categories", "Clubs"),
            ("Suitable for", "Autism"),
            ("SEND needs", "Autism"),
            ("Directories", "Family Information Service"),
            ("Age bands", "5 to 7"),
            ("Age bands", "8 and over"),
        ]
    );
    let all = serde_json::to_string(&record.document).unwrap();
    for hidden in ["Hidden Lane", "07700", "Ottoline", "marbles\"", "Very."] {
        assert!(!all.contains(hidden), "{hidden}");
    }
}

#[test]
fn numbers_of_tables_are_not_mixed_up() {
    let record = read(Dialect::Outpost, &fields::SERVICE, sample());
    let raw = Value::Object(record.document.clone());
    let term = |n: usize| &raw["attributes"][n]["taxonomy_term"];
    assert_eq!(term(3)["parent_id"], term(2)["id"], "a category is known to its children");
    let of = read(
        Dialect::Outpost,
        &fields::TAXONOMY_TERM,
        json!({ "id": 5, "label": "Things to do", "slug": "things-to-do", "parent_id": null }),
    );
    assert_eq!(Some(&of.document["id"]), Some(&term(2)["id"]), "and comes alone by the same id");
    assert_eq!(
        (of.document["name"].as_str(), of.document["code"].as_str()),
        (Some("Things to do"), Some("things-to-do"))
    );
    let ids: std::collections::HashSet<_> = [2, 4, 5].iter().map(|n| term(*n)["id"].as_str()).collect();
    assert_eq!(ids.len(), 3, "three things with number 5");
    let place = read(Dialect::Outpost, &fields::LOCATION, sample()["locations"][0].clone());
    assert_eq!(raw["service_at_locations"][0]["location_id"], place.document["id"]);
    assert!(
        !codes(&record).iter().any(|(_, code)| ["id-missing", "id-taken", "twice"].contains(code)),
        "{:?}",
        codes(&record)
    );
}

#[test]
fn what_is_hidden_is_not_active() {
    let status = |key: &str, value: Value| {
        let mut raw = sample();
        raw[key] = value;
        read(Dialect::Outpost, &fields::SERVICE, raw).document["status"].clone()
    };
    for (key, value, says) in [
        ("visible", json!(false), "inactive"),
        ("approved", json!(false), "inactive"),
        ("visible", json!(null), "active"),
        ("temporarily_closed", json!(true), "temporarily closed"),
        ("temporarily_closed", json!(false), "active"),
        ("discarded_at", json!("2026-01-01T00:00:00Z"), "defunct"),
        ("marked_for_deletion", json!("2026-01-01T00:00:00Z"), "inactive"),
        ("status", json!("marked for deletion"), "inactive"),
        ("status", json!("scheduled"), "inactive"),
        ("status", json!("archived"), "defunct"),
        ("status", json!("temporarily closed"), "temporarily closed"),
        ("status", json!("published"), "active"),
    ] {
        assert_eq!(status(key, value.clone()), says, "{key} {value}");
    }
}

#[test]
fn free_is_a_price_and_not_free_is_no_answer() {
    let costs = |free: Value, options: Value| {
        let record = read(
            Dialect::Outpost,
            &fields::SERVICE,
            json!({ "id": 1, "name": "x", "organisation": {}, "free": free, "cost_options": options }),
        );
        assert_eq!(record.unknown.len(), 0);
        said(&record.document)["cost_options"].clone()
    };
    assert_eq!(costs(json!(true), json!([])), json!([{ "option": "Free", "amount": 0, "currency": "GBP" }]));
    assert_eq!(costs(json!(false), json!([])), json!(null));
    assert_eq!(costs(json!(true), json!([{ "option": "Tea", "amount": "1.00" }]))[0]["option"], "Tea");
}

/// Not in what it says, not in what was wrong with it, and not in an id that could be guessed from a list of all addresses: whatever stood there, the document
/// is the same.
#[test]
fn a_place_that_is_masked_leaves_no_trace() {
    let masked = |flag: Value, house: &str, lat: f64| {
        read(
            Dialect::Outpost,
            &fields::SERVICE,
            json!({
                "id": 17, "name": "Refuge", "organisation": { "id": 3, "name": "Marble House" },
                "locations": [{
                    "name": format!("{house} House"), "address_1": format!("1 {house} Lane"), "city": "London", "state_province": "Greater London", "postal_code": "E8 1ZZ",
                    "country": "England", "geometry": { "type": "Point", "coordinates": [-0.012345, lat] }, "mask_exact_address": flag,
                    "google_place_id": house, "accessibilities": [{ "name": "Hoist", "slug": "hoist" }],
                }],
            }),
        )
    };
    for flag in [json!(true), json!("true"), json!(1), json!("on"), json!({}), json!([])] {
        let record = masked(flag.clone(), "Rose", 51.54321);
        let all =
            format!("{:?} {:?} {}", record.issues, record.unknown, serde_json::to_string(&record.document).unwrap());
        for secret in ["51.5", "0.0123", "Rose", "E8"] {
            assert!(!all.contains(secret), "{secret} by {flag}: {all}");
        }
        let place = &said(&record.document)["service_at_locations"][0]["location"];
        assert_eq!((&place["masked"], &place["addresses"][0]["city"]), (&json!(true), &json!("London")));
        assert!(place.get("accessibility").is_none(), "what a place has may tell which it is");
        assert_eq!(record.document, masked(flag, "Thorn", 51.4).document);
    }
    assert_ne!(masked(json!(null), "Rose", 51.5).document, masked(json!(null), "Thorn", 51.5).document);
}

#[test]
fn whatever_stands_in_a_field() {
    whatever_stands_there(Dialect::Outpost, &fields::SERVICE, &sample());
}
