//! Telling dialects apart, and whatever is sent in any of them.

use super::*;
use crate::canonical::{self, Document, Record};
use serde_json::json;

/// A record of a dialect, read.
pub(super) fn read(dialect: Dialect, object: &'static Object, raw: Value) -> Record {
    let Value::Object(raw) = raw else { panic!("no object") };
    canonical::record(object, dialect.to_hsds3(object, raw).into(), "test").unwrap()
}

/// A document without the ids that were made: what it says.
pub(super) fn said(document: &Document) -> Value {
    fn without(value: &mut Value) {
        match value {
            Value::Object(map) => {
                map.retain(|key, _| key != "id" && !key.ends_with("_id"));
                map.values_mut().for_each(without);
            }
            Value::Array(all) => all.iter_mut().for_each(without),
            _ => {}
        }
    }
    let mut value = Value::Object(document.clone());
    without(&mut value);
    value
}

/// Names of terms by taxonomy.
pub(super) fn terms(of: &Value) -> Vec<(&str, &str)> {
    let all = of["attributes"].as_array().map(Vec::as_slice).unwrap_or_default();
    all.iter()
        .map(|a| &a["taxonomy_term"])
        .map(|t| (t["taxonomy"].as_str().unwrap_or_default(), t["name"].as_str().unwrap_or_default()))
        .collect()
}

pub(super) fn codes(record: &Record) -> Vec<(&str, &str)> {
    record.issues.iter().map(|i| (i.at.as_str(), i.what.code())).collect()
}

fn places(value: &Value, at: String, out: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                let at = format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
                out.push(at.clone());
                places(value, at, out);
            }
        }
        Value::Array(all) => {
            for (n, value) in all.iter().enumerate() {
                out.push(format!("{at}/{n}"));
                places(value, format!("{at}/{n}"), out);
            }
        }
        _ => {}
    }
}

/// Puts everything that JSON has into every place of a sample. Nothing breaks, and what comes out is read again as it is.
pub(super) fn whatever_stands_there(dialect: Dialect, object: &'static Object, sample: &Value) {
    let mut all = vec![];
    places(sample, String::new(), &mut all);
    assert!(all.len() > 60, "the sample is full: {}", all.len());
    let odd = [
        json!(null),
        json!(7),
        json!(-1.5),
        json!(true),
        json!("words"),
        json!(" "),
        json!("https://oak.example/a#b"),
        json!([]),
        json!([null, 1, "a", {}, [[]]]),
        json!(["a", "b"]),
        json!({}),
        json!({ "id": 1, "name": { "x": [] }, "url": [1], "a": 1 }),
    ];
    for at in all {
        for odd in &odd {
            let mut raw = sample.clone();
            *raw.pointer_mut(&at).unwrap() = odd.clone();
            let Value::Object(raw) = raw else { unreachable!() };
            let _ = (Dialect::of(&raw), object_of(&raw, None));
            let shaped = dialect.to_hsds3(object, raw);
            if let Ok(once) = canonical::record(object, shaped.into(), "test") {
                let again = canonical::record(object, once.document.clone().into(), "test").unwrap();
                assert_eq!(again.document, once.document, "{at} is {odd}");
            }
        }
    }
}

#[test]
fn every_dialect_has_a_code() {
    let codes: std::collections::HashSet<_> = Dialect::ALL.iter().map(|d| d.code()).collect();
    assert_eq!(codes.len(), Dialect::ALL.len());
}

#[test]
fn a_dialect_is_told_by_what_only_it_has() {
    let of = |raw: Value| {
        let raw = raw.as_object().unwrap();
        (Dialect::of(raw), object_of(raw, None).name)
    };
    use Dialect::{Hsds3, OpenActive, Oruk1, Outpost};
    for (raw, says) in [
        (
            json!({ "id": "a", "name": "Tea", "status": "active", "schedules": [{ "attending_type": "venue" }] }),
            (Hsds3, "service"),
        ),
        (
            json!({ "id": "a", "name": "Kettle", "website": "https://kettle.example", "logo": "x", "uri": "y" }),
            (Hsds3, "organization"),
        ),
        (json!({ "id": "a", "location_type": "physical", "latitude": 51.5 }), (Hsds3, "location")),
        (json!({ "id": "a", "location": {}, "service": {} }), (Hsds3, "service_at_location")),
        (json!({ "id": "a", "name": "T", "taxonomy": "x", "parent_id": null, "slug": "t" }), (Hsds3, "taxonomy_term")),
        (
            json!({ "id": "a", "name": "Tea", "status": "active", "attending_access": null, "organization": {} }),
            (Oruk1, "service"),
        ),
        (
            json!({ "id": "a", "name": "Tea", "status": "active", "organization": { "name": "K", "url": null, "logo": null } }),
            (Oruk1, "service"),
        ),
        (
            json!({ "id": "a", "name": "Kettle", "url": "https://kettle.example", "logo": null, "uri": null }),
            (Oruk1, "organization"),
        ),
        (json!({ "id": "a", "name": "Hall", "physical_addresses": [] }), (Oruk1, "location")),
        (json!({ "id": "a", "name": "Talk", "vocabulary": "esdNeeds" }), (Oruk1, "taxonomy_term")),
        (json!({ "id": 1, "name": "Tea", "organisation": {}, "regular_schedules": [] }), (Outpost, "service")),
        (json!({ "id": 1, "name": "Hall", "geometry": {}, "mask_exact_address": null }), (Outpost, "location")),
        (json!({ "id": 1, "name": "Talk", "slug": "talk", "parent_id": null }), (Outpost, "taxonomy_term")),
        (json!({ "state": "updated", "kind": "Event", "id": 1, "modified": 1, "data": {} }), (OpenActive, "service")),
        (json!({ "state": "deleted", "kind": "Event", "id": 1, "modified": 1 }), (OpenActive, "service")),
        (
            json!({ "@context": "https://openactive.io/", "@type": "Event", "name": "Run", "location": {} }),
            (OpenActive, "service"),
        ),
    ] {
        assert_eq!(of(raw.clone()), says, "{raw}");
    }
}

#[test]
fn what_stands_in_the_place_of_another_is_not_lost() {
    let mut raw = json!({ "from": "a", "to": "b", "list": "words", "none": null, "flag": "perhaps" });
    let raw = raw.as_object_mut().unwrap();
    rename(raw, "from", "to");
    assert_eq!((take_array(raw, "list").len(), take_array(raw, "none").len(), take_flag(raw, "flag")), (0, 0, None));
    assert_eq!(Value::Object(raw.clone()), json!({ "from": "a", "to": "b", "list": "words", "flag": "perhaps" }));
}

#[test]
fn ids_under_something_stay() {
    let of = |parent: Value| under(Some(&parent), "phone").and_then(|id| text_of(&id));
    assert_eq!(of(json!(17)).as_deref(), Some("17/phone"));
    assert_eq!(of(json!(null)), None);
    // Golden, as all ids that were made.
    let uuid = of(json!("0199c0de-0000-7000-8000-000000000001"));
    assert_eq!(uuid.as_deref(), Some("d69450ca-f1c9-56fe-a369-f6f33743250b"));
    assert_eq!(word_term(ACCESS, "Referral")["id"], word_term(ACCESS, "referral")["id"]);
}

#[test]
fn days_of_the_week_have_numbers() {
    let days = [json!(0), json!(1), json!("6"), json!(7), json!(8), json!("Monday"), json!(null)].map(weekday);
    assert_eq!(json!(days), json!(["SU", "MO", "SA", "SU", 8, "Monday", null]));
}
