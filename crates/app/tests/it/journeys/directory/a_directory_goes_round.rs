//! What came in goes out, comes in elsewhere, and is the same: no fact is lost on the way, and none is added but where it came from.

use super::feeds;
use hsds::{canonical, fields};
use serde_json::{Value, json};
use testkit::{App, feed::messy, on_both};

/// A document as it is read, without what belongs to whoever publishes it: when they changed it, and which feed it came from.
fn read(document: Value) -> Value {
    let record = canonical::record(&fields::SERVICE, document, "round").expect("a record");
    let mut d = Value::Object(record.document);
    let attributes = d["attributes"].as_array().cloned().unwrap_or_default();
    let kept: Vec<Value> = attributes.into_iter().filter(|a| a["link_type"] != "source").collect();
    if let Some(map) = d.as_object_mut() {
        map.remove("last_modified");
        map.remove("attributes");
        if !kept.is_empty() {
            map.insert("attributes".into(), kept.into());
        }
    }
    bare(&mut d);
    d
}

/// The standard demands a description of an organisation and of a term; where nobody gave one, its name stands there. A term has a taxonomy.
fn bare(value: &mut Value) {
    match value {
        Value::Array(all) => all.iter_mut().for_each(bare),
        Value::Object(map) => {
            if map.get("description") == map.get("name") {
                map.remove("description");
            }
            for key in ["taxonomy_id", "taxonomy_detail", "link_entity"] {
                map.remove(key);
            }
            map.values_mut().for_each(bare);
        }
        _ => {}
    }
}

async fn published(app: &App, id: &str) -> Value {
    let (status, body) = feeds::asked(app, &format!("/hsds/v3/services/{id}")).await;
    assert_eq!(status, 200, "{id}");
    body
}

on_both! {
    async fn documents_are_the_same_after_a_journey(app) {
        let mut documents: Vec<Value> = messy::clean(40, 21).collect();
        documents.push(json!({
            "id": "0199c0de-0000-7000-8000-000000000001", "name": "Tea & talk", "status": "temporarily closed", "description": "Come in.\n\nThere is tea.",
            "url": "https://tea.example/", "email": "info@tea.example", "wait_time": "none", "minimum_age": 18, "maximum_age": 99, "assured_date": "2026-10-01",
            "organization": { "id": "0199c0de-0000-7000-8000-000000000002", "name": "The Kettle", "description": "Neighbours.", "year_incorporated": 2011,
                "organization_identifiers": [{ "id": "0199c0de-0000-7000-8000-000000000003", "identifier_type": "GB-CHC", "identifier": "9990001" }] },
            "phones": [{ "id": "0199c0de-0000-7000-8000-000000000004", "number": "020 7946 0123", "extension": 4, "languages": [{ "id": "0199c0de-0000-7000-8000-000000000005", "name": "Bengali", "code": "bn" }] }],
            "program": { "id": "0199c0de-0000-7000-8000-000000000006", "name": "Warm rooms", "description": "A room that is warm." },
            "required_documents": [{ "id": "0199c0de-0000-7000-8000-000000000007", "document": "None" }],
            "service_at_locations": [{ "id": "0199c0de-0000-7000-8000-000000000008", "location": { "id": "0199c0de-0000-7000-8000-000000000009", "location_type": "physical",
                "name": "Blue Hall", "latitude": 51.48, "longitude": 0, "addresses": [{ "id": "0199c0de-0000-7000-8000-00000000000a", "address_1": "1 Tea Row",
                "city": "London", "state_province": "Greater London", "postal_code": "SE10 8AA", "country": "GB", "address_type": "physical" }] } }],
            "schedules": [{ "id": "0199c0de-0000-7000-8000-00000000000b", "freq": "WEEKLY", "interval": 2, "dtstart": "2026-10-01", "byday": "TH", "opens_at": "10:00", "closes_at": "12:00" }],
            "attributes": [{ "id": "0199c0de-0000-7000-8000-00000000000c", "link_type": "topic", "taxonomy_term": { "id": "0199c0de-0000-7000-8000-00000000000d", "name": "Company", "description": "Being with others", "taxonomy": "Topics" } }],
        }));
        feeds::lines(&app, &documents, "council").await.expect("a reading");
        let mut copies = vec![];
        for document in &documents {
            let out = published(&app, document["id"].as_str().expect("an id")).await;
            assert_eq!(read(out.clone()), read(document.clone()), "out is what came in");
            copies.push(out);
        }
        // Somebody else reads what we publish, and publishes it.
        let elsewhere = App::empty(testkit::Engine::Sqlite).await;
        let summary = feeds::lines(&elsewhere, &copies, "kith").await.expect("a reading");
        assert_eq!((summary.added, summary.quarantined), (41, 0), "{:?}", summary.rows);
        for copy in &copies {
            let again = published(&elsewhere, copy["id"].as_str().expect("an id")).await;
            assert_eq!(read(again), read(copy.clone()), "a second journey changes nothing");
        }
    }
}

on_both! {
    async fn what_kith_knows_itself_comes_back(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut copies = vec![];
        for id in feeds::ids(&app, "/hsds/v3/services").await {
            copies.push(published(&app, &id).await);
        }
        let elsewhere = App::empty(testkit::Engine::Sqlite).await;
        let summary = feeds::lines(&elsewhere, &copies, "kith").await.expect("a reading");
        assert_eq!((summary.added, summary.quarantined), (300, 0), "{:?}", summary.rows);
        let cards = |index: &app::directory::Index| {
            let mut told: Vec<String> = index
                .cards()
                .iter()
                .map(|s| {
                    // In no order.
                    let sorted = |all: &[String]| { let mut all = all.to_vec(); all.sort(); all };
                    format!("{} {} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}", s.id, s.kind, s.needs, sorted(&s.has), sorted(&s.has_not), s.gender, s.referral, s.languages, s.cost.free, s.cost.price, s.sessions)
                })
                .collect();
            told.sort();
            told
        };
        let (here, there) = (app::directory::index(&app.machine).await.expect("an index"), app::directory::index(&elsewhere.machine).await.expect("an index"));
        for (a, b) in cards(&here).iter().zip(cards(&there)) {
            assert_eq!(*a, b);
        }
    }
}
