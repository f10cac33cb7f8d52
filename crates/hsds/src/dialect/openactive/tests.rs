//! Records of this dialect, in the words of the domain.

use super::{Item, item};
use crate::{
    dialect::{
        Dialect, Raw,
        tests::{codes, read, said, terms, whatever_stands_there},
    },
    fields,
};
use serde_json::{Value, json};

const YOGA: &str = "0199c0de-0000-7000-8000-000000000050";

const DATA: &str = r##"{
    "@context": ["https://openactive.io/", "https://openactive.io/ns-beta"], "@type": "SessionSeries", "@id": "https://api.heron.example/series/9", "identifier": "9",
    "name": "Chair yoga", "description": "Sitting, mostly.", "beta:formattedDescription": "<p>Sitting, mostly.</p>",
    "attendeeInstructions": "Bring a scarf.", "url": "https://heron.example/book/9",
    "activity": [{ "@type": "Concept", "@id": "https://openactive.io/activity-list#0199c0de-0000-7000-8000-000000000050", "prefLabel": "Yoga", "inScheme": "https://openactive.io/activity-list" }],
    "category": ["Gentle exercise"], "level": ["Beginner", "Intermediate"], "genderRestriction": "https://openactive.io/FemaleOnly",
    "accessibilitySupport": [{ "@id": "https://openactive.io/accessibility-support#0199c0de-0000-7000-8000-000000000051", "prefLabel": "Hearing impairment" }],
    "accessibilityInformation": "Ask for the lift", "beta:isWheelchairAccessible": true,
    "ageRange": { "@type": "QuantitativeValue", "minValue": 16, "maxValue": 80 }, "additionalAdmissionRestriction": ["Under 18s come with an adult"],
    "isAccessibleForFree": false, "isCoached": true, "beta:isFirstSessionAccessibleForFree": true,
    "leader": [{ "@type": "Person", "name": "Quill Nemo", "email": "quill.nemo@heron.example" }],
    "organizer": { "@type": "Organization", "@id": "https://api.heron.example/org/1", "name": "Heron Sports", "legalName": "Heron Leisure Ltd", "url": "https://heron.example",
        "telephone": "020 7946 0150", "email": "hello@heron.example", "logo": { "@type": "ImageObject", "url": "https://heron.example/h.png" },
        "sameAs": ["https://social.example/heron"], "description": "A trust.",
        "address": { "@type": "PostalAddress", "streetAddress": "6 Home Row", "postalCode": "SE13 9ZX" } },
    "location": { "@type": "Place", "@id": "https://api.heron.example/place/4", "name": "Heron Centre", "description": "By the lock.", "url": "https://heron.example/centre",
        "telephone": "020 7946 0151", "geo": { "@type": "GeoCoordinates", "latitude": 51.4601, "longitude": -0.0103 },
        "address": { "@type": "PostalAddress", "streetAddress": "4 Lock Road", "addressLocality": "London", "addressRegion": "Greater London", "postalCode": "SE13 9ZZ", "addressCountry": "GB" },
        "amenityFeature": [{ "@type": "Parking", "name": "Parking", "value": true }, { "@type": "Showers", "name": "Showers", "value": false }],
        "openingHoursSpecification": [{ "dayOfWeek": ["https://schema.org/Saturday", "https://schema.org/PublicHolidays"], "opens": "08:00", "closes": "12:00" }],
        "specialOpeningHoursSpecification": [{ "opens": "00:00", "closes": "00:00", "validFrom": "2026-12-25", "validThrough": "2026-12-26" }] },
    "beta:sportsActivityLocation": [{ "@type": "SportsActivityLocation", "name": "Studio 2" }], "meetingPoint": "At the desk",
    "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode", "schedulingNote": "Not in school holidays",
    "eventSchedule": [{ "@type": "Schedule", "repeatFrequency": "P2W", "byDay": ["https://schema.org/Tuesday", "schema:Sunday"], "startDate": "2026-10-06", "endDate": "2027-03-30",
        "startTime": "10:15", "duration": "PT1H30M", "repeatCount": 12, "exceptDate": ["2026-12-29T10:15:00Z"], "scheduleTimezone": "Europe/London" }],
    "subEvent": [{ "@type": "ScheduledSession", "startDate": "2026-10-06T09:15:00Z" }], "duration": "PT1H",
    "offers": [
        { "@type": "Offer", "identifier": "AD", "name": "Adult", "price": 3.3, "priceCurrency": "GBP", "url": "https://heron.example/book/9" },
        { "@type": "Offer", "identifier": "SN", "name": "Senior", "price": 2, "priceCurrency": "GBP", "ageRestriction": { "minValue": 60 }, "description": "With a card" }
    ],
    "programme": { "@type": "Brand", "name": "Moving more", "url": "https://moving.example", "description": "For everybody." },
    "beta:contactPoint": { "@type": "ContactPoint", "telephone": "0808 157 0199", "email": "yoga@heron.example" },
    "remainingAttendeeCapacity": 3, "image": [{ "url": "https://heron.example/yoga.jpg" }], "heron:mood": "calm"
}"##;

fn data() -> Value {
    serde_json::from_str(DATA).unwrap()
}

fn envelope(data: Value) -> Value {
    json!({ "state": "updated", "kind": "SessionSeries", "id": 9, "modified": 1521565719, "data": data })
}

fn service(data: Value) -> Value {
    said(&read(Dialect::OpenActive, &fields::SERVICE, envelope(data)).document)
}

#[test]
fn a_series_of_sessions() {
    let record = read(Dialect::OpenActive, &fields::SERVICE, envelope(data()));
    assert_eq!(record.source_id, "SessionSeries:9");
    assert_eq!(record.unknown.keys().collect::<Vec<_>>(), ["service.heron:mood"]);
    let service = said(&record.document);
    assert_eq!((&service["name"], &service["status"]), (&json!("Chair yoga"), &json!("active")));
    assert_eq!(service["description"], "Sitting, mostly.\nBring a scarf.\nAccessibility: Ask for the lift");
    assert_eq!((&service["minimum_age"], &service["maximum_age"]), (&json!(16), &json!(80)));
    assert_eq!(
        service["eligibility_description"],
        "Women and girls only\nLevel: Beginner, Intermediate\nUnder 18s come with an adult"
    );
    assert_eq!(service["fees_description"], "The first session is free.");
    assert_eq!(
        service["cost_options"],
        json!([
            { "option": "Adult", "currency": "GBP", "amount": 3.3 },
            { "option": "Senior", "currency": "GBP", "amount": 2, "amount_description": "With a card\nAges 60 and over" },
        ])
    );
    assert_eq!(
        service["schedules"],
        json!([{
            "dtstart": "2026-10-06", "until": "2027-03-30", "freq": "WEEKLY", "interval": 2, "count": 12, "byday": "TU,SU", "opens_at": "10:15", "closes_at": "11:45",
            "attending_type": "venue", "description": "Not in school holidays", "notes": "Not on 2026-12-29",
        }])
    );
    assert_eq!(
        terms(&service),
        [
            ("OpenActive activities", "Yoga"),
            ("Categories", "Gentle exercise"),
            ("OpenActive accessibility support", "Hearing impairment"),
            ("Accessibility", "Wheelchair accessible"),
            ("Attending type", "venue"),
        ]
    );
    assert_eq!(
        service["organization"],
        json!({
            "name": "Heron Sports", "alternate_name": "Heron Leisure Ltd", "description": "A trust.", "email": "hello@heron.example", "website": "https://heron.example/",
            "additional_websites": [{ "url": "https://social.example/heron" }], "logo": "https://heron.example/h.png", "phones": [{ "number": "020 7946 0150" }],
        })
    );
    assert_eq!(
        service["service_at_locations"],
        json!([{ "description": "At the desk\nStudio 2", "location": {
        "location_type": "physical", "url": "https://heron.example/centre", "name": "Heron Centre", "description": "By the lock.", "latitude": 51.4601, "longitude": -0.0103,
        "addresses": [{ "address_1": "4 Lock Road", "city": "London", "state_province": "Greater London", "postal_code": "SE13 9ZZ", "country": "GB", "address_type": "physical" }],
        "accessibility": [{ "description": "Parking" }], "phones": [{ "number": "020 7946 0151" }],
        "schedules": [
            { "freq": "WEEKLY", "byday": "SA", "opens_at": "08:00", "closes_at": "12:00", "notes": "Also on public holidays" },
            { "valid_from": "2026-12-25", "valid_to": "2026-12-26", "notes": "Closed" },
        ],
    } }])
    );
    assert_eq!(
        service["contacts"],
        json!([{ "email": "yoga@heron.example", "phones": [{ "number": "0808 157 0199" }] }])
    );
    assert_eq!(service["program"], json!({ "name": "Moving more", "description": "For everybody." }));
    let raw = Value::Object(record.document.clone());
    assert_eq!(raw["attributes"][0]["taxonomy_term_id"], YOGA, "an activity has one id in every feed");
    assert_eq!(
        raw["attributes"][0]["taxonomy_term"]["term_uri"],
        format!("https://openactive.io/activity-list#{YOGA}")
    );
    let all = serde_json::to_string(&raw).unwrap();
    assert!(
        !all.contains("emo") && !all.contains("Home Row"),
        "who leads it is a person, and somebody lives where its post goes"
    );
    assert!(
        !codes(&record).iter().any(|(_, code)| ["id-missing", "id-taken", "twice"].contains(code)),
        "{:?}",
        codes(&record)
    );
}

#[test]
fn what_is_gone_and_what_is_part_of_something() {
    let item = |raw: Value| item(raw.as_object().unwrap().clone());
    let gone = item(json!({ "state": "deleted", "kind": "SessionSeries", "id": "9", "modified": 2 }));
    assert_eq!(gone, Item::Deleted { id: "SessionSeries:9".into() });
    let session = item(json!({ "state": "updated", "kind": "ScheduledSession", "id": "s", "modified": 2, "data": {
        "@type": "ScheduledSession", "superEvent": "https://api.heron.example/series/9", "startDate": "2026-10-06T09:15:00Z" } }));
    assert_eq!(
        session,
        Item::Part { id: "ScheduledSession:s".into(), of: Some("https://api.heron.example/series/9".into()) }
    );
    let centre = item(
        json!({ "state": "updated", "kind": "Place", "id": 4, "modified": 2, "data": { "@type": "Place", "name": "Heron Centre" } }),
    );
    assert_eq!(centre, Item::Part { id: "Place:4".into(), of: None });
    let plain = item(data());
    assert!(
        matches!(&plain, Item::Updated(service) if service["id"] == "SessionSeries:https://api.heron.example/series/9")
    );
    assert_eq!(
        item(json!({ "state": "deleted", "kind": "Event" })),
        Item::Updated(Raw::new()),
        "refused for want of an id"
    );
}

#[test]
fn a_session_takes_from_its_series_what_it_does_not_say() {
    let mut above = data();
    above["superEvent"] =
        json!({ "@type": "EventSeries", "@id": "x", "name": "Yoga at Heron", "isAccessibleForFree": true });
    let service = service(json!({
        "@type": "ScheduledSession", "@id": "s", "superEvent": above, "eventStatus": "https://schema.org/EventCancelled",
        "startDate": "2026-10-06T09:15:00Z", "duration": "PT45M",
    }));
    assert_eq!((&service["name"], &service["status"]), (&json!("Chair yoga"), &json!("inactive")));
    assert_eq!(service["organization"]["name"], "Heron Sports");
    let schedule = &service["schedules"][0];
    assert_eq!(service["schedules"].as_array().unwrap().len(), 1);
    assert_eq!(
        (&schedule["valid_from"], &schedule["valid_to"], &schedule["opens_at"], &schedule["closes_at"]),
        (&json!("2026-10-06"), &json!("2026-10-06"), &json!("10:15"), &json!("11:00")),
        "in London it is summer"
    );
}

#[test]
fn schedules_as_they_are_written() {
    let schedules = |rule: Value| {
        let mut all = service(json!({ "name": "x", "eventSchedule": rule }))["schedules"].take();
        all.as_array_mut().map(std::mem::take).unwrap_or_default()
    };
    let text = json!([{ "repeatFrequency": "P1W", "byDay": "https://schema.org/Monday", "startTime": "09:00:00", "endTime": "10:00:00" }]).to_string();
    assert_eq!(
        schedules(json!(text)),
        [json!({ "freq": "WEEKLY", "byday": "MO", "opens_at": "09:00", "closes_at": "10:00" })]
    );
    let one = |rule: Value| schedules(rule).remove(0);
    assert_eq!(one(json!({ "repeatFrequency": "P1D" })), json!({ "freq": "WEEKLY", "byday": "MO,TU,WE,TH,FR,SA,SU" }));
    assert_eq!(
        one(json!({ "repeatFrequency": "P14D", "byDay": ["FR"] })),
        json!({ "freq": "WEEKLY", "interval": 2, "byday": "FR" })
    );
    assert_eq!(one(json!({ "repeatFrequency": "P3D" })), json!({ "description": "Every 3 days" }));
    assert_eq!(
        one(json!({ "repeatFrequency": "P1M", "byMonthDay": [1, 15] })),
        json!({ "freq": "MONTHLY", "bymonthday": "1,15" })
    );
    assert_eq!(
        one(json!({ "startTime": "23:30", "duration": "PT1H" })),
        json!({ "opens_at": "23:30" }),
        "past midnight nobody knows"
    );
}

#[test]
fn a_place_to_hire_and_a_meeting_on_the_web() {
    let hire = service(json!({
        "@type": "FacilityUse", "name": "Tennis", "provider": { "type": "Organization", "identifier": [{ "@type": "PropertyValue", "value": 1 }], "legalName": "Heron Leisure Ltd" },
        "facilityType": [{ "@id": "https://openactive.io/facility-types#0199c0de-0000-7000-8000-000000000052", "prefLabel": "Tennis Court" }],
        "hoursAvailable": [{ "dayOfWeek": ["https://schema.org/Sunday"], "opens": "09:00", "closes": "17:30" }], "isAccessibleForFree": true,
        "location": { "@type": "Place", "name": "Heron Courts", "address": "5 Lock Road, London SE13 9ZY" },
        "individualFacilityUse": [{ "name": "Court 1" }],
    }));
    assert_eq!(hire["organization"]["name"], "Heron Leisure Ltd");
    assert_eq!(hire["schedules"][0]["byday"], "SU");
    assert_eq!(hire["cost_options"][0]["amount"], 0);
    let address = &hire["service_at_locations"][0]["location"]["addresses"][0];
    assert_eq!(
        (&address["address_1"], &address["postal_code"]),
        (&json!("5 Lock Road, London SE13 9ZY"), &json!("SE13 9ZY"))
    );

    let online = service(json!({
        "name": "Yoga at home", "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
        "organizer": { "@type": "Person", "name": "Quill Nemo", "telephone": "07700 900789" },
        "beta:virtualLocation": { "@type": "VirtualLocation", "name": "A meeting", "url": "https://meet.example/9", "accessId": "123", "accessCode": "secret" },
        "offers": [{ "price": 5, "priceCurrency": "" }],
    }));
    assert_eq!(
        online["service_at_locations"],
        json!([{ "location": { "location_type": "virtual", "url": "https://meet.example/9", "name": "A meeting" } }])
    );
    assert_eq!(online["organization"], Value::Null, "a person is no organisation");
    assert_eq!(
        (&online["cost_options"][0]["amount"], &online["cost_options"][0]["currency"]),
        (&json!(5), &json!("GBP"))
    );
}

#[test]
fn a_place_without_an_id_is_the_same_for_all_that_is_there() {
    let place = |name: &str| {
        let data = json!({ "name": name, "location": { "name": "Heron Courts", "address": { "postalCode": "SE13 9ZZ", "streetAddress": "5 Lock Road" } } });
        read(
            Dialect::OpenActive,
            &fields::SERVICE,
            json!({ "state": "updated", "kind": "Event", "id": name, "modified": 1, "data": data }),
        )
        .document["service_at_locations"][0]["location"]
            .clone()
    };
    assert_eq!(place("Tennis"), place("Padel"));
}

#[test]
fn whatever_stands_in_a_field() {
    whatever_stands_there(Dialect::OpenActive, &fields::SERVICE, &envelope(data()));
}
