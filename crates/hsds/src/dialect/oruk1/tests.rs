//! Records of this dialect, in the words of the domain.

use crate::{
    dialect::{
        Dialect,
        tests::{codes, read, said, terms, whatever_stands_there},
    },
    fields,
};
use serde_json::{Value, json};

const ID: &str = "0199c0de-0000-7000-8000-000000000001";
const HALL: &str = "0199c0de-0000-7000-8000-000000000002";
const OAK: &str = "0199c0de-0000-7000-8000-000000000003";

fn uuid(n: u8) -> String {
    format!("0199c0de-0000-7000-8000-0000000000{n:02}")
}

const SAMPLE: &str = r##"{
    "id": "0199c0de-0000-7000-8000-000000000001", "name": "Lantern walks", "description": "<p>Slow walks at dusk.</p>", "url": "https://oak.example/walks",
    "email": "walks@oak.example", "status": "active", "fees": "Free, a pound for tea", "accreditations": null,
    "deliverable_type": "Advice", "assured_date": "2026-09-01", "attending_type": "venue", "attending_access": "referral",
    "organization": {
        "id": "0199c0de-0000-7000-8000-000000000003", "name": "Oak Neighbours", "description": "Neighbours of Oak Green.", "email": "hello@oak.example",
        "url": "https://oak.example/", "logo": "https://oak.example/oak.png", "uri": "https://id.example/oak",
        "services": [{ "id": "0199c0de-0000-7000-8000-000000000001" }], "reviews": [],
        "identifiers": [{ "id": "0199c0de-0000-7000-8000-000000000040", "identification_body": "Charity number", "register": "GB-CHC", "identifier": "9990001" }],
        "fundings": [{ "id": "0199c0de-0000-7000-8000-000000000041", "source": "Oak Green Trust" }],
        "link_taxonomies": [{ "id": "0199c0de-0000-7000-8000-000000000042", "link_type": "organization", "organization": { "id": "0199c0de-0000-7000-8000-000000000003" },
            "taxonomy": { "id": "organisation-type:3", "name": "Charity", "vocabulary": "Organisation types" } }]
    },
    "contacts": [
        { "id": "0199c0de-0000-7000-8000-000000000010", "name": "Booking desk", "title": "Bookings", "phones": [
            { "id": "0199c0de-0000-7000-8000-000000000011", "number": "020 7946 0101", "language": "Somali", "department": "Mornings" }] },
        { "id": "0199c0de-0000-7000-8000-000000000012", "name": "Una Nowhere", "personal_data": true, "email": "una@oak.example", "phones": [{ "id": "0199c0de-0000-7000-8000-000000000013", "number": "07700 900123" }] }
    ],
    "regular_schedules": [
        { "id": "0199c0de-0000-7000-8000-000000000014", "weekday": "Tuesday", "opens_at": "18:00", "closes_at": "19:30", "valid_from": "2026-09-01" },
        { "id": "0199c0de-0000-7000-8000-000000000015", "freq": "MONTHLY", "byday": "1SU", "opens_at": "10:00", "closes_at": "12:00", "description": "The long walk" }
    ],
    "holiday_schedules": [
        { "id": "0199c0de-0000-7000-8000-000000000016", "closed": true, "start_date": "2026-12-24", "end_date": "2027-01-02", "opens_at": "00:00", "closes_at": "00:00" },
        { "id": "0199c0de-0000-7000-8000-000000000017", "closed": false, "start_date": "2026-12-20", "end_date": "2026-12-20", "opens_at": "14:00", "closes_at": "15:00" }
    ],
    "eligibilitys": [
        { "id": "0199c0de-0000-7000-8000-000000000018", "eligibility": "adult", "minimum_age": 18, "maximum_age": 64, "taxonomys": [
            { "id": "https://id.example/circumstances/9", "name": "Living alone", "vocabulary": "Circumstances" }] },
        { "id": "0199c0de-0000-7000-8000-000000000019", "eligibility": "Carers of any age over sixteen", "minimum_age": 16, "maximum_age": 90 }
    ],
    "service_taxonomys": [
        { "id": "0199c0de-0000-7000-8000-000000000020", "taxonomy": { "id": "https://id.example/service/77", "name": "Walking groups", "vocabulary": "Services", "parent_id": "https://id.example/service/7" } },
        { "id": "0199c0de-0000-7000-8000-000000000021", "taxonomy": { "id": "need:12", "name": "Loneliness", "vocabulary": "Needs" } }
    ],
    "fundings": [{ "id": "0199c0de-0000-7000-8000-000000000022", "source": "The borough" }],
    "cost_options": [{ "id": "0199c0de-0000-7000-8000-000000000023", "option": "Tea", "amount": 1, "amount_description": "a cup", "valid_from": "2026-01-01",
        "link_taxonomies": [{ "id": "0199c0de-0000-7000-8000-000000000024", "taxonomy": { "id": "0199c0de-0000-7000-8000-000000000025", "name": "Optional", "vocabulary": "Costs" } }] }],
    "languages": [{ "id": "0199c0de-0000-7000-8000-000000000026", "language": "Bengali" }],
    "service_areas": [{ "id": "0199c0de-0000-7000-8000-000000000027", "service_area": "Oak Green", "extent": null, "uri": "https://id.example/area/1" }],
    "reviews": [{ "id": "0199c0de-0000-7000-8000-000000000028", "title": "Nice", "score": "5" }],
    "service_at_locations": [{ "id": "0199c0de-0000-7000-8000-000000000029", "location": {
        "id": "0199c0de-0000-7000-8000-000000000002", "name": "Oak Hall", "description": "Behind the oak.", "latitude": 51.5301, "longitude": -0.0502,
        "physical_addresses": [{ "id": "0199c0de-0000-7000-8000-000000000030", "address_1": "1 Oak Row", "address_2": "Yard", "address_3": "Gate B", "city": "London",
            "state_province": "Greater London", "postal_code": "E2 9ZZ", "country": "GB", "uprn": "990000000001" }],
        "postal_addresses": [{ "id": "0199c0de-0000-7000-8000-000000000031", "address_1": "PO Box 1", "city": "London", "state_province": "Greater London", "postal_code": "E2 9ZY", "country": "GB" }],
        "accessibility_for_disabilities": [{ "id": "0199c0de-0000-7000-8000-000000000032", "accessibility": "Ramp at the side" }],
        "regular_schedules": [{ "id": "0199c0de-0000-7000-8000-000000000033", "weekday": 1, "opens_at": "09:00", "closes_at": "17:00" }],
        "service_at_locations": [{ "id": "0199c0de-0000-7000-8000-000000000029" }]
    } }],
    "x_local": "kept"
}"##;

fn sample() -> Value {
    serde_json::from_str(SAMPLE).unwrap()
}

#[test]
fn a_service_as_the_first_profile_has_it() {
    let record = read(Dialect::Oruk1, &fields::SERVICE, sample());
    assert_eq!(record.unknown.keys().collect::<Vec<_>>(), ["service.x_local"]);
    let service = said(&record.document);
    assert_eq!(service["description"], "Slow walks at dusk.");
    assert_eq!((&service["minimum_age"], &service["maximum_age"]), (&json!(16), &json!(90)));
    assert_eq!(service["eligibility_description"], "adult\nCarers of any age over sixteen");
    assert_eq!(service["application_process"], "A referral is needed.");
    assert_eq!((&service["assured_date"], &service["fees"]), (&json!("2026-09-01"), &json!("Free, a pound for tea")));
    assert_eq!(
        service["schedules"],
        json!([
            { "valid_from": "2026-09-01", "freq": "WEEKLY", "byday": "TU", "opens_at": "18:00", "closes_at": "19:30", "attending_type": "venue" },
            { "freq": "MONTHLY", "byday": "1SU", "description": "The long walk", "opens_at": "10:00", "closes_at": "12:00", "attending_type": "venue" },
            { "valid_from": "2026-12-24", "valid_to": "2027-01-02", "attending_type": "venue", "notes": "Closed" },
            { "valid_from": "2026-12-20", "valid_to": "2026-12-20", "opens_at": "14:00", "closes_at": "15:00", "attending_type": "venue", "notes": "Holiday hours" },
        ])
    );
    assert_eq!(
        terms(&service),
        [
            ("Services", "Walking groups"),
            ("Needs", "Loneliness"),
            ("Circumstances", "Living alone"),
            ("Attending type", "venue"),
            ("Attending access", "referral"),
            ("Deliverable type", "Advice"),
        ]
    );
    assert_eq!(service["attributes"][0]["taxonomy_term"]["term_uri"], "https://id.example/service/77");
    assert_eq!(service["attributes"][1]["taxonomy_term"]["code"], "need:12");
    assert_eq!(service["attributes"][2]["link_type"], "eligibility");
    assert_eq!(service["funding"], json!([{ "source": "The borough" }]));
    assert_eq!(service["languages"], json!([{ "name": "Bengali", "code": "bn" }]));
    assert_eq!(service["service_areas"], json!([{ "name": "Oak Green", "uri": "https://id.example/area/1" }]));
    let cost = &service["cost_options"][0];
    assert_eq!((&cost["amount"], &cost["currency"], &cost["option"]), (&json!(1), &json!("GBP"), &json!("Tea")));
    assert_eq!(terms(cost), [("Costs", "Optional")]);
    assert_eq!(
        service["contacts"],
        json!([{ "name": "Booking desk", "title": "Bookings", "phones": [
            { "number": "020 7946 0101", "description": "Mornings", "languages": [{ "name": "Somali", "code": "so" }] }] }])
    );

    let organization = &service["organization"];
    assert_eq!(
        (&organization["website"], &organization["uri"]),
        (&json!("https://oak.example/"), &json!("https://id.example/oak"))
    );
    assert_eq!(terms(organization), [("Organisation types", "Charity")]);
    assert_eq!(organization["funding"][0]["source"], "Oak Green Trust");
    assert_eq!(
        organization["organization_identifiers"],
        json!([{ "identifier_scheme": "GB-CHC", "identifier_type": "Charity number", "identifier": "9990001" }])
    );

    let hall = &service["service_at_locations"][0]["location"];
    assert_eq!((&hall["latitude"], &hall["longitude"]), (&json!(51.5301), &json!(-0.0502)));
    assert_eq!(
        (&hall["external_identifier"], &hall["external_identifier_type"]),
        (&json!("990000000001"), &json!("UPRN"))
    );
    assert_eq!(hall["accessibility"], json!([{ "description": "Ramp at the side" }]));
    let kinds: Vec<_> =
        hall["addresses"].as_array().unwrap().iter().map(|a| (&a["address_type"], &a["postal_code"])).collect();
    assert_eq!(kinds, [(&json!("physical"), &json!("E2 9ZZ")), (&json!("postal"), &json!("E2 9ZY"))]);
    assert_eq!(hall["addresses"][0]["address_2"], "Yard, Gate B");
    assert_eq!(hall["schedules"][0]["byday"], "MO");

    // Ids that are UUIDs are kept; those of terms that are none are made, and of what is a word of the profile they are the same everywhere.
    let raw = Value::Object(record.document.clone());
    assert_eq!((&raw["id"], &raw["organization_id"]), (&json!(ID), &json!(OAK)));
    assert_eq!(raw["service_at_locations"][0]["location_id"], HALL);
    assert_eq!(raw["schedules"][0]["id"], json!(uuid(14)));
    let minted: Vec<_> =
        codes(&record).into_iter().filter(|(_, code)| code.starts_with("id-")).map(|(at, _)| at).collect();
    assert_eq!(minted.len(), 4, "terms by addresses and codes: {minted:?}");
    assert!(!serde_json::to_string(&record.document).unwrap().contains("07700 900123"), "a person's own data");
}

#[test]
fn organisations_places_and_terms_stand_alone_too() {
    let raw = sample();
    let oak = read(Dialect::Oruk1, &fields::ORGANIZATION, raw["organization"].clone());
    assert_eq!((oak.document["website"].as_str(), oak.unknown.len()), (Some("https://oak.example/"), 0));
    let hall = read(Dialect::Oruk1, &fields::LOCATION, raw["service_at_locations"][0]["location"].clone());
    assert_eq!((hall.document["addresses"].as_array().unwrap().len(), hall.unknown.len()), (2, 0));
    let at = read(Dialect::Oruk1, &fields::SERVICE_AT_LOCATION, raw["service_at_locations"][0].clone());
    assert_eq!(at.document["location_id"], HALL);
    let term = read(Dialect::Oruk1, &fields::TAXONOMY_TERM, raw["service_taxonomys"][0]["taxonomy"].clone());
    assert_eq!((term.document["taxonomy"].as_str(), term.unknown.len()), (Some("Services"), 0));
    // The parent is known by the id under which it comes itself.
    let parent = read(
        Dialect::Oruk1,
        &fields::TAXONOMY_TERM,
        json!({ "id": "https://id.example/service/7", "name": "Walking" }),
    );
    assert_eq!(term.document["parent_id"], parent.document["id"]);
}

#[test]
fn ages_of_several_rows() {
    let ages = |rows: Value| {
        let record = read(Dialect::Oruk1, &fields::SERVICE, json!({ "id": ID, "name": "x", "eligibilitys": rows }));
        (record.document.get("minimum_age").cloned(), record.document.get("maximum_age").cloned())
    };
    assert_eq!(ages(json!([{ "minimum_age": "18", "maximum_age": null }])), (Some(json!(18)), None));
    assert_eq!(ages(json!([{ "minimum_age": 18 }, { "maximum_age": 12 }])), (None, None), "children, and adults");
    assert_eq!(
        ages(json!([{ "minimum_age": 5, "maximum_age": 7 }, { "eligibility": "family" }])),
        (Some(json!(5)), Some(json!(7)))
    );
    assert_eq!(ages(json!({ "minimum_age": 60 })), (Some(json!(60)), None), "one thing, not a list");
}

#[test]
fn what_is_not_known_is_counted() {
    let record = read(
        Dialect::Oruk1,
        &fields::SERVICE,
        json!({
            "id": ID, "name": "x", "regular_schedules": "Mondays", "eligibilitys": [{ "eligibility": "adult", "x": 1 }],
            "physical_addresses": [{ "address_1": "1 Oak Row" }], "attending_type": { "a": 1 },
        }),
    );
    let unknown: Vec<_> = record.unknown.keys().map(String::as_str).collect();
    assert_eq!(
        unknown,
        ["service.attending_type", "service.eligibilitys", "service.physical_addresses", "service.regular_schedules"]
    );
}

#[test]
fn whatever_stands_in_a_field() {
    whatever_stands_there(Dialect::Oruk1, &fields::SERVICE, &sample());
}
