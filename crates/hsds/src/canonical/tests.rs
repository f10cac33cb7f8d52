//! Records made documents.

use super::*;
use serde_json::json;

fn read(raw: Value) -> Record {
    record(&fields::SERVICE, raw, "test").unwrap()
}

fn codes(record: &Record) -> Vec<(&str, &str)> {
    record.issues.iter().map(|i| (i.at.as_str(), i.what.code())).collect()
}

const ID: &str = "0199c0de-0000-7000-8000-000000000001";

#[test]
fn a_clean_record_is_as_it_came() {
    let raw = json!({
        "id": ID, "name": "Tea & talk", "status": "active", "description": "Come in.\n\nThere is tea.",
        "organization_id": "0199c0de-0000-7000-8000-000000000002",
        "organization": { "id": "0199c0de-0000-7000-8000-000000000002", "name": "The Kettle", "description": "Neighbours." },
        "minimum_age": 18,
        "phones": [{ "id": "0199c0de-0000-7000-8000-000000000003", "number": "020 7946 0123" }],
        "schedules": [{ "id": "0199c0de-0000-7000-8000-000000000004", "freq": "WEEKLY", "byday": "TU", "opens_at": "10:00", "closes_at": "12:00" }],
    });
    let record = read(raw.clone());
    assert_eq!(codes(&record), []);
    assert_eq!(Value::Object(record.document), raw);
}

#[test]
fn read_again_it_is_the_same() {
    let raw = json!({
        "id": 17, "name": " Tea  &amp; talk ", "status": "Open", "minimum_age": "18", "maximum_age": -1, "url": "www.tea.example",
        "organization": { "id": 3, "name": "The Kettle" },
        "languages": "English, Bengali and Somali",
        "contacts": [{ "name": "Ann Persona", "title": "Manager", "phones": [{ "number": "Desk: 020 7946 0123 ext 4" }] }],
        "service_at_locations": [{ "location": { "name": "Hall", "latitude": "0.02", "longitude": 51.5, "addresses": [{ "address_1": "1 Tea Row", "postal_code": "EI5 4ES" }] } }],
        "attributes": [{ "taxonomy_term": { "id": "x", "term": "Company" } }],
        "pc_metadata": { "a": 1 },
    });
    let once = read(raw);
    let again = read(Value::Object(once.document.clone()));
    assert_eq!(again.document, once.document);
    assert_eq!(codes(&again).iter().filter(|(_, c)| *c != "part-address").count(), 0, "{:?}", again.issues);
    assert_eq!(once.unknown.keys().collect::<Vec<_>>(), ["service.pc_metadata"]);
    let d = Value::Object(once.document);
    assert_eq!(d["name"], "Tea & talk");
    assert_eq!(d["status"], "active");
    assert_eq!(d["minimum_age"], 18);
    assert!(d.get("maximum_age").is_none());
    assert_eq!(d["languages"].as_array().unwrap().len(), 3);
    assert_eq!(d["languages"][1]["code"], "bn");
    assert!(d["contacts"][0].get("name").is_none());
    assert_eq!(d["contacts"][0]["phones"][0]["extension"], 4);
    let place = &d["service_at_locations"][0];
    assert_eq!(
        (place["location"]["latitude"].as_f64(), place["location"]["longitude"].as_f64()),
        (Some(51.5), Some(0.02))
    );
    assert_eq!(place["location"]["addresses"][0]["postal_code"], "E15 4ES");
    assert_eq!(place["service_id"], d["id"]);
    assert_eq!(place["location_id"], place["location"]["id"]);
    assert_eq!(d["organization_id"], d["organization"]["id"]);
    assert_eq!(d["attributes"][0]["taxonomy_term"]["name"], "Company");
    assert_eq!(d["attributes"][0]["link_id"], d["id"]);
}

/// Golden: what was published under an id must be found under it in ten years.
#[test]
fn ids_that_were_made_never_change() {
    assert_eq!(minted("bucks", "service", "17").to_string(), "c474d7b3-958c-5db8-8ed7-7a9cf7560671");
    let record = read(json!({ "id": ID, "name": "Tea", "phones": [{ "number": "020 7946 0123" }] }));
    assert_eq!(record.document["phones"][0]["id"], "6c221a04-74b2-5bee-aa83-f26d6bddeae2");
}

#[test]
fn a_place_that_must_not_be_public_is_left_without_trace() {
    for flag in ["mask_exact_address", "AddressIsPrivate", "confidential", "masked"] {
        let mut place = json!({
            "name": "Rose House", "latitude": 51.54321, "longitude": -0.012345, "external_identifier": "100000000001",
            "transportation": "Opposite the station", "url": "https://rose.example/",
            "addresses": [{ "address_1": "1 Hidden Lane", "city": "London", "region": "Hackney", "postal_code": "E8 1ZZ", "country": "UK" }],
            "phones": [{ "number": "bad 020 7946 0123 by the Hidden Lane" }],
        });
        place[flag] = true.into();
        let record = read(json!({ "id": ID, "name": "Refuge", "service_at_locations": [{ "location": place }] }));
        let all = format!("{:?} {}", record.issues, serde_json::to_string(&record.document).unwrap());
        for secret in ["51.5", "0.0123", "Rose", "Hidden", "E8", "10000000", "station", "7946"] {
            assert!(!all.contains(secret), "{secret} by {flag}: {all}");
        }
        let place = &record.document["service_at_locations"][0]["location"];
        assert_eq!(
            (place["masked"].as_bool(), place["addresses"][0]["region"].as_str()),
            (Some(true), Some("Hackney"))
        );
        assert!(codes(&record).iter().any(|(_, code)| *code == "masked"));
    }
}

fn house() -> Value {
    json!({ "id": "0199c0de-0000-7000-8000-0000000000aa", "name": "Rose House", "latitude": 51.54321, "longitude": -0.012345,
        "addresses": [{ "address_1": "1 Hidden Lane", "city": "London", "region": "Hackney", "postal_code": "E8 1ZZ" }] })
}

#[test]
fn a_flag_hides_wherever_it_stands_and_whatever_stands_in_it_but_a_no() {
    let says = |where_: &str, flag: &str, value: &Value| {
        let mut raw = json!({ "id": ID, "name": "Refuge", "service_at_locations": [{ "location": house() }] });
        *raw.pointer_mut(where_).unwrap().as_object_mut().unwrap().entry(flag).or_insert(Value::Null) = value.clone();
        let places = hidden_places(&raw, "test");
        let hides = hides_something(&raw);
        let record = read(raw);
        let open = format!("{:?} {:?}", record.issues, record.document).contains("Hidden Lane");
        assert_eq!((open, open), (places.is_empty(), !hides), "{where_} {flag} {value}");
        !open
    };
    let location = "/service_at_locations/0/location";
    let address = "/service_at_locations/0/location/addresses/0";
    for (where_, flag) in [
        (location, "private"),
        (location, "is_private"),
        (location, "sensitive_data"),
        (location, "Address Confidential"),
        (address, "is_private"),
        (address, "confidential"),
        ("/service_at_locations/0", "is_private"),
        ("/service_at_locations/0", "confidential"),
        ("", "mask_exact_address"),
        ("", "address_confidential"),
        ("", "AddressIsPrivate"),
    ] {
        for value in [json!(true), json!(1), json!("on"), json!("t"), json!("x"), json!("Confidential"), json!([])] {
            assert!(says(where_, flag, &value), "{where_} {flag} {value}");
        }
        for value in [json!(false), json!(0), json!("No"), json!(""), json!(null), json!("n/a"), json!("public")] {
            assert!(!says(where_, flag, &value), "{where_} {flag} {value}");
        }
    }
    for (word, hides) in [("private", true), ("Confidential", true), ("public", false), ("national", false)] {
        assert_eq!(says(location, "visibility", &word.into()), hides, "{word}");
    }
}

#[test]
fn what_is_beside_a_hidden_place_is_days_and_times() {
    let at = |flag: bool| {
        json!({ "id": ID, "name": "Refuge", "metadata": [{ "field_name": "address", "previous_value": "1 Hidden Lane" }],
            "organization": { "id": 3, "name": "The charity", "locations": [house()] },
            "service_at_locations": [{
                "location": house(), "confidential": flag, "description": "At Hidden Lane", "phones": [{ "number": "020 7946 0123" }],
                "service": { "name": "Refuge", "description": "Hidden Lane" },
                "schedules": [{ "freq": "WEEKLY", "byday": "TU", "opens_at": "10:00", "description": "At Hidden Lane", "bymonthday": "1" }],
            }] })
    };
    let record = read(at(true));
    let all = format!("{:?} {:?} {:?}", record.issues, record.unknown, record.document);
    assert!(!all.contains("Hidden") && !all.contains("7946"), "{all}");
    let again = read(Value::Object(record.document.clone()));
    assert_eq!(again.document, record.document);
    let at_place = &record.document["service_at_locations"][0];
    assert_eq!(
        (&at_place["schedules"][0]["byday"], &at_place["schedules"][0]["opens_at"]),
        (&json!("TU"), &json!("10:00"))
    );
    // Hidden later by what somebody else says it is the same.
    let mut later = read(at(false)).document;
    assert!(hide(&mut later, |_| true) && !hide(&mut later, |_| true), "once");
    assert_eq!(later, record.document);
    assert!(
        tells_more_places(&at(false))
            && !tells_more_places(&json!({ "service_at_locations": [{ "location": house() }] }))
    );
}

/// Whoever has a list of every address there is could make ids of all of them and compare.
#[test]
fn no_id_is_made_from_what_is_hidden() {
    let read_at = |street: &str| {
        let place = json!({ "masked": true, "latitude": street.len(), "addresses": [{ "address_1": street, "region": "Hackney" }] });
        read(json!({ "id": ID, "name": "Refuge", "service_at_locations": [{ "location": place }] })).document
    };
    assert_eq!(read_at("1 Hidden Lane"), read_at("272 Somewhere Quite Else"));
}

#[test]
fn points() {
    let point = |lat: Value, lon: Value| {
        let record = record(&fields::LOCATION, json!({ "id": ID, "latitude": lat, "longitude": lon }), "test").unwrap();
        let at = |k: &str| record.document.get(k).and_then(Value::as_f64);
        (at("latitude").zip(at("longitude")), record.issues.first().map(|i| i.what.code()))
    };
    assert_eq!(point(json!(51.48), json!(0)), (Some((51.48, 0.0)), None), "Greenwich");
    assert_eq!(point(json!(0), json!(0)), (None, Some("no-point")));
    assert_eq!(point(json!(-0.1), json!(51.5)), (Some((51.5, -0.1)), Some("swapped")));
    assert_eq!(point(json!(100), json!(101)), (None, Some("out-of-range")));
    assert_eq!(point(json!(51.5), Value::Null), (None, Some("half-a-point")));
}

#[test]
fn records_that_are_not_let_in() {
    let refused = |raw: Value| record(&fields::SERVICE, raw, "test").unwrap_err().1.code();
    assert_eq!(refused(json!([])), "not-an-object");
    assert_eq!(refused(json!({ "name": "Tea" })), "no-id");
    assert_eq!(refused(json!({ "id": ID })), "no-name");
    assert_eq!(refused(json!({ "id": ID, "name": " <b> </b> " })), "no-name");
    assert_eq!(refused(json!({ "id": ID, "name": "y".repeat(400) })), "long-name");
    for (flag, value) in [("visibility", json!("Private")), ("is_private", json!("on")), ("private", json!(1))] {
        assert_eq!(refused(json!({ "id": ID, "name": "Tea", flag: value })), "private");
    }
}

#[test]
fn deep_and_wide_things_are_bounded() {
    let mut deep = json!({ "id": ID, "name": "x" });
    for _ in 0..100 {
        deep = json!({ "id": ID, "name": "x", "service_at_locations": [{ "service": deep }] });
    }
    assert!(serde_json::to_string(&read(deep).document).unwrap().len() < 20_000);
    let phones: Vec<Value> = (0..5000).map(|n| json!({ "number": format!("020 7946 {n:04}") })).collect();
    let record = read(json!({ "id": ID, "name": "x", "phones": phones }));
    assert_eq!(record.document["phones"].as_array().unwrap().len(), MOST);
}

#[test]
fn an_id_used_twice_stands_on_one_thing() {
    let record = read(json!({ "id": ID, "name": "x", "phones": [
        { "id": ID, "number": "020 7946 0123" },
        { "id": "a", "number": "020 7946 0124" }, { "id": "a", "number": "020 7946 0125" }, { "id": "a", "number": "020 7946 0124" } ] }));
    let phones = record.document["phones"].as_array().unwrap();
    let ids: std::collections::HashSet<_> = phones.iter().map(|p| p["id"].as_str().unwrap()).collect();
    assert_eq!((phones.len(), ids.len(), ids.contains(ID)), (3, 3, false));
}
