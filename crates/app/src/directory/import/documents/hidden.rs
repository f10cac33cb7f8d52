//! Places that must not be public, in documents and in records of places that come by themselves.

use super::super::item::Item;
use hsds::{
    canonical,
    fields::{self, Object},
};
use serde_json::{Map, Value};
use uuid::Uuid;

/// Whether a list is of places, which stand beside the services that have them.
pub(super) fn is_of_places(list: Option<&str>) -> bool {
    matches!(list, Some("locations" | "service_at_locations"))
}

/// What a record that is no service hides: a location, or a service at one, may come by itself.
pub(super) fn told(object: &Object, record: &Map<String, Value>, feed: &str) -> Vec<Item> {
    let within = match object.name {
        name if name == fields::LOCATION.name => name,
        name if name == fields::SERVICE_AT_LOCATION.name => "service_at_locations",
        _ => return vec![],
    };
    let hidden = canonical::hidden_places(&Value::Object(record.clone()), within, feed);
    if hidden.is_empty() { vec![] } else { vec![Item::Hidden(hidden)] }
}

/// The places of a document that must not be public.
pub(in crate::directory::import) fn masked_places(d: &hsds::Document) -> impl Iterator<Item = Uuid> {
    let places = d.get("service_at_locations").and_then(Value::as_array).into_iter().flatten();
    let masked = |l: &&Value| l.get("masked").and_then(Value::as_bool) == Some(true);
    places
        .filter_map(|p| p.get("location"))
        .filter(masked)
        .filter_map(|l| crate::directory::open::named_id(l.as_object()?))
}

/// Whether a document has a place that must not be public, be it one of several.
pub(in crate::directory::import) fn has_masked(d: &hsds::Document) -> bool {
    masked_places(d).next().is_some()
}
