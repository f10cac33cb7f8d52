//! What a feed says when it behaves: its pages, rows and filters in each of the three shapes.

use super::{Feed, Shape, Trick};
use axum::http::Uri;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// What stands at `/`, if anything does.
pub(super) fn root(shape: Shape) -> Option<Value> {
    (shape == Shape::Oruk3).then(|| {
        json!({
            "version": "HSDS-UK-3.0", "profile": "https://openreferraluk.org/developers/specifications",
            "openapi_url": "https://openreferraluk.org/specifications/3.0/openapi.json",
        })
    })
}

/// What was asked for.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub page: usize,
    pub per_page: usize,
    pub query: HashMap<String, String>,
}

impl Asked {
    /// A page that is no number counts as the first, as it does with most.
    pub fn of(uri: &Uri, most: usize) -> Asked {
        let query = axum::extract::Query::<HashMap<String, String>>::try_from_uri(uri).map(|q| q.0).unwrap_or_default();
        let number = |key: &str| query.get(key).and_then(|n| n.parse::<usize>().ok()).filter(|n| *n > 0);
        Asked {
            page: number("page").unwrap_or(1),
            per_page: number("per_page").unwrap_or(most).min(most.max(1)),
            query,
        }
    }

    fn is(&self, key: &str) -> bool {
        self.query.get(key).is_some_and(|value| value == "true")
    }

    /// Whether a service is among what was searched for; all that was said must hold.
    pub fn wants(&self, service: &Value, shape: Shape) -> bool {
        self.query.iter().all(|(key, value)| match (shape, key.as_str()) {
            (Shape::Oruk3, "search") | (Shape::Oruk1, "text") | (Shape::Outpost, "keywords") => {
                let within =
                    |key: &str| service[key].as_str().unwrap_or("").to_lowercase().contains(&value.to_lowercase());
                within("name") || within("description")
            }
            (Shape::Oruk3, "organization_id") => text_of(&service["organization_id"]).as_ref() == Some(value),
            (Shape::Oruk3, "taxonomy_term_id") => {
                let all = service["attributes"].as_array();
                all.is_some_and(|all| all.iter().any(|a| text_of(&a["taxonomy_term_id"]).as_ref() == Some(value)))
            }
            (Shape::Oruk3, "modified_after") => service["last_modified"].as_str().is_some_and(|at| at > value.as_str()),
            _ => true,
        })
    }
}

/// A page of anything.
#[derive(Debug)]
pub(super) struct Page {
    pub total: i64,
    pub pages: i64,
    pub number: usize,
    pub first: bool,
    pub last: bool,
    pub contents: Vec<Value>,
}

impl Page {
    pub fn of(all: &[&Value], asked: &Asked) -> Page {
        let pages = all.len().div_ceil(asked.per_page);
        let before = (asked.page - 1).saturating_mul(asked.per_page);
        let contents = all.iter().skip(before).take(asked.per_page).map(|v| (*v).clone()).collect();
        let (first, last) = (asked.page == 1, asked.page >= pages);
        Page { total: all.len() as i64, pages: pages as i64, number: asked.page, first, last, contents }
    }

    /// `size` is how many are on this page.
    pub fn render(self, shape: Shape) -> Value {
        let size = self.contents.len();
        match shape {
            Shape::Oruk3 => json!({
                "total_items": self.total, "total_pages": self.pages, "page_number": self.number, "size": size, "first_page": self.first,
                "last_page": self.last, "empty": size == 0, "contents": self.contents,
            }),
            Shape::Oruk1 => json!({
                "totalElements": self.total, "totalPages": self.pages, "number": self.number, "size": size, "first": self.first,
                "last": self.last, "empty": size == 0, "content": self.contents,
            }),
            Shape::Outpost => json!({
                "totalElements": self.total, "totalPages": self.pages, "number": self.number, "size": size, "first": self.first,
                "last": self.last, "content": self.contents,
            }),
        }
    }
}

/// The lists of a service, which its row in a list of services does without.
const LISTS: &[&str] = &[
    "additional_urls",
    "attributes",
    "capacities",
    "contacts",
    "cost_options",
    "eligibilitys",
    "funding",
    "fundings",
    "holiday_schedules",
    "languages",
    "phones",
    "regular_schedules",
    "required_documents",
    "reviews",
    "schedules",
    "service_areas",
    "service_at_locations",
    "service_taxonomys",
];

/// A service as it stands in a list.
pub(super) fn row(service: &Value, shape: Shape, asked: &Asked) -> Value {
    let mut row = service.clone();
    if let (Value::Object(fields), true) = (&mut row, shape != Shape::Outpost) {
        if shape == Shape::Oruk3 && asked.is("minimal") {
            fields.retain(|key, _| key == "id" || key == "last_modified");
        } else if !asked.is("full") {
            fields.retain(|key, _| !LISTS.contains(&key.as_str()));
        }
    }
    row
}

/// The other collections of a feed, each thing once, by its id. `None`: it has no such collection.
pub(super) fn others(feed: &Feed, collection: &str) -> Option<Vec<Value>> {
    let mut all: BTreeMap<String, Value> = BTreeMap::new();
    for service in &feed.services {
        let within = |list: &str, key: &str| -> Vec<Value> {
            let rows = service[list].as_array().into_iter().flatten();
            rows.map(|row| if key.is_empty() { row.clone() } else { row[key].clone() }).collect()
        };
        let found = match (feed.shape, collection) {
            (Shape::Oruk3 | Shape::Oruk1, "organizations") => vec![service["organization"].clone()],
            (Shape::Oruk3, "service_at_locations") => within("service_at_locations", ""),
            (Shape::Oruk3, "taxonomy_terms") => within("attributes", "taxonomy_term"),
            (Shape::Oruk3, "taxonomies") => {
                let name = |term: Value| {
                    term["taxonomy"].as_str().map(|name| {
                    json!({ "id": Uuid::new_v5(&Uuid::NAMESPACE_URL, name.as_bytes()).to_string(), "name": name, "description": name })
                })
                };
                within("attributes", "taxonomy_term").into_iter().filter_map(name).collect()
            }
            (Shape::Oruk1, "locations") => within("service_at_locations", "location"),
            (Shape::Oruk1, "taxonomies") => within("service_taxonomys", "taxonomy"),
            _ => return None,
        };
        all.extend(found.into_iter().filter_map(|v| id_of(&v).map(|id| (id, v))));
    }
    Some(all.into_values().collect())
}

/// The id of a thing, as it stands in an address.
pub(super) fn id_of(v: &Value) -> Option<String> {
    text_of(v.get("id")?)
}

/// Text, or a number as text.
pub(super) fn text_of(id: &Value) -> Option<String> {
    match id {
        Value::String(id) if !id.is_empty() => Some(id.clone()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}

/// The id that stands for this one in a later walk.
pub(super) fn renamed(id: &Value, walk: u64) -> Value {
    match id {
        Value::String(text) if walk > 0 => {
            json!(Uuid::new_v5(&Uuid::NAMESPACE_URL, format!("{walk} {text}").as_bytes()).to_string())
        }
        Value::Number(n) if walk > 0 => json!(n.as_u64().unwrap_or_default() + walk * 1_000_000_000),
        _ => id.clone(),
    }
}

/// Every id in it and every reference to one becomes another.
pub(super) fn rename(v: &mut Value, walk: u64) {
    match v {
        Value::Object(fields) => {
            for (key, value) in fields {
                if key == "id" || key.ends_with("_id") {
                    *value = renamed(value, walk);
                } else {
                    rename(value, walk);
                }
            }
        }
        Value::Array(all) => all.iter_mut().for_each(|value| rename(value, walk)),
        _ => {}
    }
}

/// Puts a service before all others: [`Trick::TotalsDrift`].
pub(super) fn slip_in(feed: &mut Feed) {
    debug_assert!(feed.tricks.contains(&Trick::TotalsDrift));
    let mut new =
        feed.services.iter().find(|s| id_of(s).is_some()).cloned().unwrap_or_else(|| json!({ "id": 1, "name": "" }));
    rename(&mut new, 9);
    new["name"] = json!("Slipped in");
    feed.services.insert(0, new);
}
