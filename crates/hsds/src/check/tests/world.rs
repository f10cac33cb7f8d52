//! What the fake API publishes: a small borough, made up.

use crate::check::Standard;
use serde_json::{Value, json};

pub const NOW: &str = "2026-11-01T12:00:00Z";

/// Records by themselves; what they nest is put in when they are told.
#[derive(Debug, Clone)]
pub struct World {
    pub base: String,
    pub standard: Standard,
    /// Services, organisations, services at locations, taxonomies, terms.
    pub records: [Vec<Value>; 5],
    /// The description of the API.
    pub api: Value,
    /// The items of the feed.
    pub changes: Vec<Value>,
}

/// An id of a kind.
pub fn id(kind: u32, number: usize) -> String {
    format!("{kind:08x}-0000-4000-8000-{number:012x}")
}

impl World {
    pub fn new(standard: Standard, count: usize) -> World {
        let base = match standard {
            Standard::Oruk => "/oruk/v3",
            Standard::Hsds => "/hsds/v3",
        };
        let organizations = if count == 0 { 0 } else { 7 };
        let records = [
            (0..count).map(service).collect(),
            (0..organizations).map(organization).collect(),
            (0..count).filter(|n| n % 5 != 4).map(place).collect(),
            (0..2).map(taxonomy).collect(),
            (0..9).map(term).collect(),
        ];
        let mut changes: Vec<_> = (0..count)
            .map(|n| json!({"id": id(1, n), "kind": "service", "modified": modified(n), "state": "updated"}))
            .collect();
        changes.push(
            json!({"id": id(1, 9999), "kind": "service", "modified": "2026-10-31T00:00:00Z", "state": "deleted"}),
        );
        World { base: base.to_owned(), standard, records, api: super::wire::openapi(base), changes }
    }
}

fn modified(n: usize) -> String {
    let at: jiff::Timestamp = "2026-09-01T09:00:00.125Z".parse().unwrap();
    // Two at a time have the same moment.
    (at + jiff::SignedDuration::from_mins(20 * (n / 2) as i64)).to_string()
}

const ACTS: [&str; 8] = ["Gardening", "Swimming", "Knitting", "Singing", "Walking", "Painting", "Cooking", "Reading"];

fn service(n: usize) -> Value {
    let me = id(1, n);
    let mut service = json!({
        "id": me,
        "organization_id": id(2, n % 7),
        "name": format!("{} together {n}", ACTS[n % 8]),
        "status": "active",
        "description": "Tea, cake & talk, ages < 90.\nAll are welcome.",
        "last_modified": modified(n),
        "assured_date": "2026-08-20",
        "attributes": [{
            "id": id(20, n), "link_id": me, "link_entity": "service", "taxonomy_term_id": id(5, n % 9),
            "taxonomy_term": id(5, n % 9),
        }],
    });
    if n.is_multiple_of(3) {
        service["minimum_age"] = json!(n % 60);
        service["maximum_age"] = json!(n % 60 + 20);
    }
    if n == 0 {
        let more = json!({
            "alternate_name": "The green hour",
            "url": "https://kith.uk/green?a=b#c",
            "email": "green@kith.uk",
            "assurer_email": "check@kith.uk",
            "fees": "Free",
            "program": {"id": id(30, 0), "organization_id": id(2, 0), "name": "Green", "description": "Outdoors"},
            "program_id": id(30, 0),
            "additional_urls": [{"id": id(31, 0), "label": "More", "url": "https://kith.uk/more", "service_id": me}],
            "phones": [{
                "id": id(32, 0), "number": "020 7946 0000", "type": "voice", "extension": 12, "service_id": me,
                "languages": [{"id": id(33, 0), "code": "en", "name": "English", "phone_id": id(32, 0)}],
            }],
            "contacts": [{"id": id(34, 0), "name": "The desk", "email": "desk@kith.uk", "phones": [{"id": id(32, 1), "number": "+44 20 7946 0001", "contact_id": id(34, 0)}]}],
            "schedules": [
                {"id": id(35, 0), "freq": "WEEKLY", "interval": 2, "dtstart": "2026-09-01", "until": "2027-09-01", "byday": "MO,WE",
                 "opens_at": "09:00", "closes_at": "17:30Z", "valid_from": "2026-09-01", "valid_to": "2027-08-31", "wkst": "MO", "timezone": 0},
                {"id": id(35, 1), "freq": "MONTHLY", "byday": "1MO,-1FR", "bymonthday": "1,-1", "count": 4, "schedule_link": "https://kith.uk/when"},
            ],
            "service_areas": [{"id": id(36, 0), "name": "Hackney", "extent": "{\"type\":\"Point\",\"coordinates\":[0.1,51.5]}", "extent_type": "geojson", "uri": "https://kith.uk/area"}],
            "languages": [{"id": id(33, 1), "code": "bfi", "name": "British Sign Language", "service_id": me}],
            "funding": [{"id": id(37, 0), "source": "The borough"}],
            "cost_options": [{"id": id(38, 0), "option": "Adult", "amount": 2.5, "currency": "GBP", "valid_from": "2026-01-01"}],
            "required_documents": [{"id": id(39, 0), "document": "None", "uri": "https://kith.uk/doc"}],
            "capacities": [{"id": id(40, 0), "unit": {"id": id(41, 0), "name": "places"}, "unit_id": id(41, 0), "available": 3, "maximum": 12, "updated": "2026-10-01T09:00:00Z"}],
            "metadata": [{"id": id(42, 0), "resource_id": me, "last_action_date": "2026-09-01", "last_action_type": "update", "field_name": "name",
                "previous_value": "", "replacement_value": "<b>", "updated_by": "import"}],
            "_kith": {"from": "a list", "count": 2},
        });
        for (name, value) in more.as_object().unwrap() {
            service[name] = value.clone();
        }
    }
    service
}

fn organization(n: usize) -> Value {
    let me = id(2, n);
    json!({
        "id": me,
        "name": format!("Neighbours of {}", ["Bowstreet", "Mileend", "Stepneys", "Poplars", "Limehouse", "Wappings", "Shadwells"][n]),
        "description": "A charity",
        "website": "https://kith.uk/",
        "year_incorporated": 1990 + n,
        "organization_identifiers": [{"id": id(50, n), "identifier_scheme": "GB-CHC", "identifier_type": "charity", "identifier": "1000001"}],
        "attributes": [{"id": id(21, n), "link_id": me, "link_entity": "organization", "taxonomy_term_id": id(5, n), "taxonomy_term": id(5, n)}],
    })
}

fn place(n: usize) -> Value {
    // Along a line to the east, two hundred metres apart; every seventh is on the phone only.
    let east = 0.0029 * n as f64;
    let location = if n % 7 == 6 {
        json!({"id": id(10, n), "location_type": "virtual", "name": "By phone"})
    } else {
        json!({
            "id": id(10, n), "location_type": "physical", "name": format!("Hall {n}"), "latitude": 51.5, "longitude": -0.1 + east,
            "addresses": [{"id": id(11, n), "location_id": id(10, n), "address_1": format!("{n} High Street"), "city": "London",
                "state_province": "Greater London", "postal_code": format!("E{} 1AA", n % 20 + 1), "country": "GB", "address_type": "physical"}],
            "accessibility": [{"id": id(12, n), "description": "No steps"}],
        })
    };
    json!({"id": id(3, n), "service_id": id(1, n), "location_id": id(10, n), "location": location})
}

fn taxonomy(n: usize) -> Value {
    let name = ["What people need", "Who people are"][n];
    json!({"id": id(4, n), "name": name, "description": "A list", "uri": "https://kith.uk/list", "version": "1"})
}

/// Two trees: 0 over 1, 2 and 3, 1 over 4; 5 over 6 and 7; 8 alone in the second.
fn term(n: usize) -> Value {
    let parent = [None, Some(0), Some(0), Some(0), Some(1), None, Some(5), Some(5), None][n];
    let name =
        ["Company", "Friendship", "Outdoors", "Exercise", "Befriending", "Parents", "Mothers", "Fathers", "Carers"][n];
    let taxonomy = if n < 5 { 0 } else { 1 };
    let mut term = json!({
        "id": id(5, n), "name": name, "term": name, "description": name, "taxonomy_id": id(4, taxonomy),
        "taxonomy_detail": id(4, taxonomy), "term_uri": format!("https://kith.uk/term/{n}"), "language": "en",
    });
    if let Some(parent) = parent {
        term["parent_id"] = json!(id(5, parent));
    }
    term
}

/// What a list tells: no arrays.
pub fn thin(value: &Value) -> Value {
    let Some(map) = value.as_object() else { return value.clone() };
    Value::Object(
        map.iter().filter(|(_, value)| !value.is_array()).map(|(name, value)| (name.clone(), thin(value))).collect(),
    )
}

impl World {
    /// All details, with what they nest.
    pub fn details(&self) -> [Vec<Value>; 5] {
        let [services, organizations, places, taxonomies, terms] = &self.records;
        let by = |records: &[Value], id: &Value| records.iter().find(|one| &one["id"] == id).cloned();
        let terms: Vec<_> = terms
            .iter()
            .map(|term| {
                let mut term = term.clone();
                if let Some(detail) = term.get("taxonomy_detail").and_then(|id| by(taxonomies, id)) {
                    term["taxonomy_detail"] = detail;
                }
                term
            })
            .collect();
        let with_terms = |record: &Value| {
            let mut record = record.clone();
            for attribute in record.get_mut("attributes").and_then(Value::as_array_mut).into_iter().flatten() {
                if let Some(term) = attribute.get("taxonomy_term").and_then(|id| by(&terms, id)) {
                    attribute["taxonomy_term"] = term;
                }
            }
            record
        };
        let organizations: Vec<_> = organizations.iter().map(with_terms).collect();
        let mut full_services = Vec::new();
        let mut alone = Vec::new();
        for service in services {
            let mut service = with_terms(service);
            if let Some(organization) = service.get("organization_id").and_then(|id| by(&organizations, id)) {
                service["organization"] = thin(&organization);
            }
            alone.push(service.clone());
            let here: Vec<_> =
                places.iter().filter(|place| place.get("service_id") == Some(&service["id"])).cloned().collect();
            if !here.is_empty() {
                service["service_at_locations"] = Value::Array(here);
            }
            full_services.push(service);
        }
        let places = places
            .iter()
            .map(|place| {
                let mut place = place.clone();
                if let Some(service) = place.get("service_id").and_then(|id| by(&alone, id)) {
                    place["service"] = service;
                }
                place
            })
            .collect();
        [full_services, organizations, places, taxonomies.clone(), terms]
    }
}
