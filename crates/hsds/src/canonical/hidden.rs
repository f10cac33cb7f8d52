//! What must not be seen: the words by which publishers say so, in feeds and tables alike, and what is left of a service at a place that is hidden.
//!
//! What is shown by mistake cannot be taken back, so that a flag counts unless it is plainly a no.

use super::{Document, SPACE, id_text, minted, own_id};
use serde_json::{Map, Value};
use std::collections::HashSet;
use uuid::Uuid;

/// The mark, in our own feed, of a place whose address must not be public: the code of a term on the location.
pub const WITHHELD: &str = "address-withheld";

/// Whether a word in the place of a flag hides something: any but a no.
pub fn hides_by_word(word: &str) -> bool {
    !matches!(
        word.trim().to_lowercase().as_str(),
        "" | "false" | "no" | "n" | "f" | "0" | "off" | "none" | "null" | "n/a" | "na" | "-" | "--" | "public" | "open"
    )
}

pub(crate) fn hides(flag: &Value) -> bool {
    match flag {
        Value::Null | Value::Bool(false) => false,
        Value::Number(n) => n.as_f64() != Some(0.0),
        Value::String(word) => hides_by_word(word),
        _ => true,
    }
}

/// Words of `visibility` that are no flag and hide something.
fn is_hidden(visibility: &Value) -> bool {
    let word = visibility.as_str().unwrap_or_default().trim().to_lowercase();
    ["private", "hidden", "confidential", "restricted", "internal", "secret", "not public"].contains(&word.as_str())
}

/// `is_private`, `isPrivate` and `Is Private` are one word.
fn plain(key: &str) -> String {
    key.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}

/// By which all of something is hidden, not its address alone.
const OF_ALL: &[&str] = &["private", "isprivate", "personaldata", "sensitivedata"];

/// By which an address is.
const OF_AN_ADDRESS: &[&str] = &[
    "addressconfidential",
    "addresshidden",
    "addressmasked",
    "addressprivate",
    "addresswithheld",
    "confidential",
    "confidentialaddress",
    "hiddenaddress",
    "hideaddress",
    "isconfidential",
    "maskaddress",
    "masked",
    "maskexactaddress",
    "privateaddress",
    "withheld",
    "withholdaddress",
];

fn any(raw: &Map<String, Value>, is_flag: impl Fn(&str) -> bool) -> bool {
    raw.iter().any(|(key, value)| {
        let key = plain(key);
        if key == "visibility" { is_flag(&key) && is_hidden(value) } else { is_flag(&key) && hides(value) }
    })
}

/// Whether it says that an address of it must not be public.
pub(super) fn hides_addresses(raw: &Map<String, Value>) -> bool {
    any(raw, |key| {
        OF_AN_ADDRESS.contains(&key)
            || !OF_ALL.contains(&key) && (key.ends_with("isprivate") || key.ends_with("isconfidential"))
    })
}

/// Whether it says in any way that it, or where it is, must not be public.
pub(crate) fn is_flagged(raw: &Map<String, Value>) -> bool {
    hides_addresses(raw) || any(raw, |key| OF_ALL.contains(&key) || key == "visibility")
}

/// Whether it must not be let in at all.
pub(super) fn is_private(raw: &Map<String, Value>) -> bool {
    any(raw, |key| matches!(key, "private" | "isprivate" | "visibility"))
}

/// Whether a location, or one of its addresses, says that it must not be public.
pub(super) fn hides_place(location: &Map<String, Value>) -> bool {
    let of_addresses = |(key, value): (&String, &Value)| plain(key).contains("address") && hides_something(value);
    is_flagged(location) || location.iter().any(of_addresses)
}

/// Whether anything in it says that it, or a place of it, must not be public.
pub fn hides_something(value: &Value) -> bool {
    match value {
        Value::Object(map) => {
            is_flagged(map) || map.get("code").is_some_and(|c| c == WITHHELD) || map.values().any(hides_something)
        }
        Value::Array(all) => all.iter().any(hides_something),
        _ => false,
    }
}

/// The locations that a record says must not be public, whether it is let in or not.
pub fn hidden_places(record: &Value, feed: &str) -> Vec<Uuid> {
    let mut all = vec![];
    gather(record, "", false, feed, &mut all);
    all
}

fn gather(value: &Value, key: &str, hiding: bool, feed: &str, all: &mut Vec<Uuid>) {
    let map = match value {
        Value::Object(map) => map,
        Value::Array(some) => return some.iter().for_each(|one| gather(one, key, hiding, feed, all)),
        _ => return,
    };
    let id_of = |key: &str| {
        let text = map.get(key).and_then(id_text)?;
        Some(text.parse().unwrap_or_else(|_| minted(feed, "location", &text)))
    };
    let hiding = hiding
        || match key {
            "location" | "locations" => hides_place(map) || map.get("attributes").is_some_and(hides_something),
            "service_at_locations" => is_flagged(map),
            _ => hides_addresses(map),
        };
    if hiding {
        all.extend(id_of("location_id"));
        all.extend(id_of("id").filter(|_| matches!(key, "location" | "locations")));
    }
    map.iter().for_each(|(key, value)| gather(value, key, hiding, feed, all));
}

/// Whether a record tells of places that are in no document: those of its organisation, and those that a service has in itself a second time.
pub fn tells_more_places(record: &Value) -> bool {
    fn within(value: &Value) -> bool {
        let is_list = |key: &str| key == "locations" || key == "service_at_locations";
        match value {
            Value::Object(map) => map.iter().any(|(key, value)| {
                is_list(key) && value.as_array().is_none_or(|all| !all.is_empty()) && !value.is_null() || within(value)
            }),
            Value::Array(all) => all.iter().any(within),
            _ => false,
        }
    }
    let Value::Object(map) = record else { return false };
    map.iter().any(|(key, value)| match (key.as_str(), value) {
        ("service_at_locations", Value::Array(all)) => all.iter().any(within),
        ("locations", Value::Array(all)) => !all.is_empty(),
        _ => within(value),
    })
}

/// Hides the places of a document that must not be public, with what hangs beside them; says whether one of them was not hidden before.
pub fn hide(d: &mut Document, must: impl Fn(Uuid) -> bool) -> bool {
    let (mut any, mut news) = (false, false);
    let mut seen: HashSet<String> = HashSet::new();
    for (n, at) in d.get_mut("service_at_locations").and_then(Value::as_array_mut).into_iter().flatten().enumerate() {
        let Some(at) = at.as_object_mut() else { continue };
        let was = is_masked(at);
        if was || places_of(at).any(&must) {
            mask_at(at);
            (any, news) = (true, news || !was);
        }
        let id = at.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
        if !seen.insert(id.clone()) {
            at.insert("id".into(), named(&format!("{id}|{n}")));
        }
    }
    if any {
        forget_history(d);
    }
    news
}

/// The locations that a document names, whole or by id.
pub fn places(d: &Document) -> impl Iterator<Item = Uuid> {
    let all = d.get("service_at_locations").and_then(Value::as_array).into_iter().flatten();
    all.filter_map(Value::as_object).flat_map(places_of)
}

/// Beside the id of a location that was given another: the one by which its feed names it, and by which any feed says that it must not be public. Nothing of it
/// is published.
pub const NAMED: &str = "kith_named";

/// The id by which its feed names a location.
pub fn named_id(location: &Document) -> Option<Uuid> {
    location.get(NAMED).and_then(Value::as_str).and_then(|id| id.parse().ok()).or_else(|| own_id(location))
}

/// The ids by which a location is known: its own, the one by which its feed names it, and the one by which it is named only.
fn places_of(at: &Document) -> impl Iterator<Item = Uuid> {
    let location = at.get("location").and_then(Value::as_object);
    let named = at.get("location_id").and_then(Value::as_str).and_then(|id| id.parse().ok());
    [location.and_then(named_id), location.and_then(own_id), named.filter(|_| location.is_none())].into_iter().flatten()
}

pub(super) fn is_masked(at: &Document) -> bool {
    at.get("location").and_then(|l| l.get("masked")).and_then(Value::as_bool) == Some(true)
}

/// What something was before may be where it was.
pub(super) fn forget_history(d: &mut Document) {
    d.remove("metadata");
}

fn named(what: &str) -> Value {
    Uuid::new_v5(&SPACE, what.as_bytes()).to_string().into()
}

/// Leaves of a service at a place that must never be public that it is there, and on which days and at what times.
pub fn mask_at(at: &mut Document) {
    let location = match at.remove("location") {
        Some(Value::Object(location)) => Some(location),
        _ => at.get("location_id").map(|id| {
            Document::from_iter([("id".to_owned(), id.clone()), ("location_type".to_owned(), "physical".into())])
        }),
    };
    if let Some(mut location) = location {
        mask(&mut location);
        at.insert("location_id".into(), location.get("id").cloned().unwrap_or_default());
        at.insert("location".into(), location.into());
    }
    at.retain(|key, _| matches!(key.as_str(), "id" | "service_id" | "location_id" | "location" | "schedules"));
    // An id that was made may have been made from what is hidden.
    let said = own_id(at).filter(|id| id.get_version_num() != 5);
    let text = |key: &str| at.get(key).and_then(Value::as_str).unwrap_or_default();
    let id = match said {
        Some(id) => id.to_string().into(),
        None => named(&format!("{}|service_at_location|{}", text("service_id"), text("location_id"))),
    };
    let when = |(n, schedule): (usize, &Value)| {
        let mut kept = schedule.as_object()?.clone();
        kept.retain(|key, _| WHEN.contains(&key.as_str()));
        let says = !kept.is_empty();
        kept.insert("id".into(), named(&format!("{id}|schedule|{n}")));
        says.then_some(Value::Object(kept))
    };
    let all = at.get("schedules").and_then(Value::as_array).into_iter().flatten();
    let schedules: Vec<Value> = all.enumerate().filter_map(when).collect();
    at.insert("id".into(), id);
    if schedules.is_empty() {
        at.remove("schedules");
    } else {
        at.insert("schedules".into(), schedules.into());
    }
}

/// Fields of a schedule that are days and times and nothing else.
const WHEN: &[&str] = &[
    "valid_from",
    "valid_to",
    "dtstart",
    "timezone",
    "until",
    "count",
    "wkst",
    "freq",
    "interval",
    "byday",
    "opens_at",
    "closes_at",
];

/// Leaves of a place that must never be public what does not lead there: that it exists, and its town or borough where the feed names one.
pub fn mask(d: &mut Document) {
    let area = |a: &Value| {
        let a = a.as_object()?;
        let kept = ["id", "city", "region", "state_province", "country", "address_type"];
        let kept: Document =
            a.iter().filter(|(k, _)| kept.contains(&k.as_str())).map(|(k, v)| (k.clone(), v.clone())).collect();
        Some(kept)
    };
    let addresses: Vec<Document> =
        d.get("addresses").and_then(Value::as_array).into_iter().flatten().filter_map(area).collect();
    d.retain(|key, _| matches!(key.as_str(), "id" | "location_type" | "organization_id"));
    let place = d.get("id").cloned().unwrap_or_default();
    let numbered = |(n, mut a): (usize, Document)| {
        // Its own may have been made from what is hidden.
        a.insert("id".into(), named(&format!("{place}|address|{n}")));
        Value::Object(a)
    };
    let addresses: Vec<Value> = addresses.into_iter().enumerate().map(numbered).collect();
    if !addresses.is_empty() {
        d.insert("addresses".into(), addresses.into());
    }
    d.insert("masked".into(), true.into());
}
