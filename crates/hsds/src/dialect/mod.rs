//! How others wrote it: each dialect is turned into the shape of HSDS 3, field by field; what it has beside is left where it is, so that it is counted.
//!
//! A dialect never repairs a value: that is done once for all of them. It moves keys, and names in the standard's words what it had words of its own for.
//! A value may be of any type: what is not of the type that a mapping needs stays in its place. What a dialect has and nobody needs is named in its table
//! of what is ignored, with the reason: it is kept in the raw record and goes no further.

use crate::{
    canonical::{SPACE, is_set},
    fields::{self, Object},
};
use serde_json::{Map, Value};
use uuid::Uuid;

pub mod ical;
pub mod openactive;
mod oruk1;
mod outpost;
#[cfg(test)]
mod tests;

type Raw = Map<String, Value>;

/// How a feed writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// HSDS 3 and the UK profile 3: one shape.
    Hsds3,
    /// The UK's first profile: `physical_addresses`, `regular_schedules`, `service_taxonomys`.
    Oruk1,
    /// The open source of several councils' directories.
    Outpost,
    /// Sport and activity: items of a feed of changes, in the words of schema.org. What it has besides services is in [`openactive::item`].
    OpenActive,
}

impl Dialect {
    pub const ALL: [Dialect; 4] = [Dialect::Hsds3, Dialect::Oruk1, Dialect::Outpost, Dialect::OpenActive];

    pub const fn code(self) -> &'static str {
        match self {
            Dialect::Hsds3 => "hsds3",
            Dialect::Oruk1 => "oruk1",
            Dialect::Outpost => "outpost",
            Dialect::OpenActive => "openactive",
        }
    }

    /// The dialect of a record, by what only that dialect has. A short row may have nothing of its own; then all of them say the same by it.
    pub fn of(record: &Raw) -> Dialect {
        let has = |keys: &[&str]| keys.iter().any(|k| record.contains_key(*k));
        if has(&["kind"]) && has(&["state"]) && has(&["data", "modified"])
            || has(&["@context"])
            || has(&["@type"]) && has(&["organizer", "provider", "eventSchedule", "superEvent"])
        {
            return Dialect::OpenActive;
        }
        if has(&[
            "organisation",
            "organisation_id",
            "local_offer",
            "mask_exact_address",
            "suitabilities",
            "send_needs",
            "needs_referral",
            "target_directories",
            "google_place_id",
        ]) || has(&["geometry"]) && has(&["address_1", "accessibilities"])
            || has(&["slug"]) && has(&["parent_id"]) && !has(&["taxonomy", "term_uri", "term", "code"])
        {
            return Dialect::Outpost;
        }
        let of_old_organization = |o: &Raw| {
            o.contains_key("url")
                && !["website", "status"].iter().any(|k| o.contains_key(*k))
                && ["logo", "uri", "link_taxonomies", "reviews"].iter().any(|k| o.contains_key(*k))
        };
        if has(&[
            "regular_schedules",
            "holiday_schedules",
            "service_taxonomys",
            "eligibilitys",
            "fundings",
            "physical_addresses",
            "postal_addresses",
            "accessibility_for_disabilities",
            "link_taxonomies",
            "deliverable_type",
            "attending_access",
            "vocabulary",
        ]) || has(&["attending_type"]) && has(&["organization", "fees"])
            || of_old_organization(record)
            || record.get("organization").and_then(Value::as_object).is_some_and(of_old_organization)
        {
            return Dialect::Oruk1;
        }
        Dialect::Hsds3
    }

    /// Into the shape of HSDS 3. An item of OpenActive is always a service; whether it says that one is gone is told by [`openactive::item`].
    pub fn to_hsds3(self, object: &'static Object, record: Raw) -> Raw {
        match self {
            Dialect::Hsds3 => record,
            Dialect::Oruk1 => oruk1::to_hsds3(object, record),
            Dialect::Outpost => outpost::to_hsds3(object, record),
            Dialect::OpenActive => openactive::to_hsds3(record),
        }
    }
}

/// What kind of thing a record is: by the list it stood in, else by what it has.
pub fn object_of(record: &Raw, list: Option<&str>) -> &'static Object {
    match list.unwrap_or_default().trim_end_matches(".csv") {
        "organizations" | "organisations" => return &fields::ORGANIZATION,
        "services" => return &fields::SERVICE,
        "locations" => return &fields::LOCATION,
        "service_at_locations" => return &fields::SERVICE_AT_LOCATION,
        _ => {}
    }
    let has = |key: &str| record.contains_key(key);
    if has("kind") && has("state") || has("@context") || has("organisation") {
        return &fields::SERVICE;
    }
    if (has("location") || has("location_id")) && (has("service") || has("service_id")) {
        &fields::SERVICE_AT_LOCATION
    } else if has("latitude")
        || has("location_type")
        || has("addresses")
        || has("physical_addresses")
        || has("accessibility_for_disabilities")
        || has("mask_exact_address")
    {
        &fields::LOCATION
    } else if has("taxonomy_id")
        || has("term_uri")
        || has("parent_id")
        || has("taxonomy_detail")
        || has("code")
        || has("vocabulary")
    {
        &fields::TAXONOMY_TERM
    } else if has("version") && has("uri") || has("taxonomy_terms") {
        &fields::TAXONOMY
    } else if has("status") || has("organization") || has("organization_id") {
        &fields::SERVICE
    } else if has("website")
        || has("legal_status")
        || has("organization_identifiers")
        || has("parent_organization_id")
        || has("logo")
        || has("uri") && (has("url") || has("email"))
    {
        &fields::ORGANIZATION
    } else {
        &fields::SERVICE
    }
}

/// What a dialect has and a document does not need: the keys of an object, and why.
type Ignored = (&'static str, &'static [&'static str], &'static str);

fn ignore(raw: &mut Raw, object: &str, table: &[Ignored]) {
    for (_, keys, _) in table.iter().filter(|(of, ..)| *of == object) {
        for key in *keys {
            raw.remove(*key);
        }
    }
}

/// Takes the things of a list. One thing where a list belongs is a list of one; what is no thing at all stays where it is.
fn take_array(raw: &mut Raw, key: &str) -> Vec<Value> {
    match raw.get(key) {
        Some(Value::Array(_) | Value::Object(_) | Value::Null) => {}
        _ => return vec![],
    }
    match raw.remove(key) {
        Some(Value::Array(all)) => all,
        Some(one @ Value::Object(_)) => vec![one],
        _ => vec![],
    }
}

/// Takes an object, or the first of a list of them; anything else stays.
fn take_object(raw: &mut Raw, key: &str) -> Option<Raw> {
    match raw.remove(key)? {
        Value::Object(object) => Some(object),
        Value::Array(mut all) if matches!(all.first(), Some(Value::Object(_))) => match all.swap_remove(0) {
            Value::Object(object) => Some(object),
            _ => None,
        },
        Value::Null => None,
        other => {
            raw.insert(key.to_owned(), other);
            None
        }
    }
}

/// Takes text that says something; of numbers the text. Anything else stays, but nothing at all.
fn take_text(raw: &mut Raw, key: &str) -> Option<String> {
    let text = text_of(raw.get(key)?);
    if text.is_some() || raw.get(key).is_some_and(is_nothing) {
        raw.remove(key);
    }
    text
}

/// Takes text, or each text of a list of them.
fn take_words(raw: &mut Raw, key: &str) -> Vec<String> {
    match raw.get(key) {
        Some(Value::Array(all)) if all.iter().all(|v| v.is_string() || v.is_null()) => {
            let words = all.iter().filter_map(text_of).collect();
            raw.remove(key);
            words
        }
        _ => take_text(raw, key).into_iter().collect(),
    }
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|t| !t.is_empty()),
        Value::Number(n) => Some(n.to_string()),
        _ => None,
    }
}

/// Null, blank text, an empty list or object.
fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(all) => all.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    }
}

fn says(raw: &Raw, key: &str) -> bool {
    raw.get(key).is_some_and(|v| !is_nothing(v))
}

/// Takes a flag, and whether it is set; what is no flag stays.
fn take_flag(raw: &mut Raw, key: &str) -> Option<bool> {
    let value = raw.get(key)?;
    let set = is_set(value);
    let is_flag = match value {
        Value::Bool(_) | Value::Null => true,
        Value::Number(n) => matches!(n.as_f64(), Some(0.0 | 1.0)),
        Value::String(s) => {
            matches!(
                s.trim().to_ascii_lowercase().as_str(),
                "" | "true" | "false" | "yes" | "no" | "y" | "n" | "1" | "0"
            )
        }
        _ => false,
    };
    if !is_flag {
        return None;
    }
    let was = raw.remove(key);
    was.filter(|w| !is_nothing(w)).map(|_| set)
}

/// Moves a value to where the standard has it, unless something stands there.
fn rename(raw: &mut Raw, from: &str, to: &str) {
    if says(raw, to) {
        return;
    }
    if let Some(value) = raw.remove(from)
        && !is_nothing(&value)
    {
        raw.insert(to.to_owned(), value);
    }
}

/// Sets what nothing was said of.
fn put(raw: &mut Raw, key: &str, value: impl Into<Value>) {
    if !says(raw, key) {
        raw.insert(key.to_owned(), value.into());
    }
}

/// Adds things to a list.
fn append(raw: &mut Raw, key: &str, more: Vec<Value>) {
    if more.is_empty() {
        return;
    }
    let mut all = match raw.remove(key) {
        Some(Value::Array(all)) => all,
        Some(one) if !is_nothing(&one) => vec![one],
        _ => vec![],
    };
    all.extend(more);
    raw.insert(key.to_owned(), Value::Array(all));
}

/// Adds a line to text that may be there already.
fn add_line(raw: &mut Raw, key: &str, line: &str) {
    match raw.get_mut(key) {
        Some(Value::String(text)) if !text.trim().is_empty() => {
            if !text.contains(line) {
                text.push('\n');
                text.push_str(line);
            }
        }
        Some(other) if !is_nothing(other) => {}
        _ => {
            raw.insert(key.to_owned(), line.into());
        }
    }
}

/// Does this to each object of a list, where it stands, or to the one object that stands there.
fn each(raw: &mut Raw, key: &str, mut doing: impl FnMut(&mut Raw)) {
    match raw.get_mut(key) {
        Some(Value::Array(all)) => all.iter_mut().filter_map(Value::as_object_mut).for_each(doing),
        Some(Value::Object(one)) => doing(one),
        _ => {}
    }
}

/// Takes a list and does this to each of its objects; what is none goes along as it is.
fn taken(raw: &mut Raw, key: &str, mut doing: impl FnMut(&mut Raw)) -> Vec<Value> {
    let mut all = take_array(raw, key);
    all.iter_mut().filter_map(Value::as_object_mut).for_each(&mut doing);
    all
}

/// The id of something that has none, from the id of what it hangs on and what it is there. It stays when what it says changes, and gives nothing of it away.
fn under(parent: Option<&Value>, what: &str) -> Option<Value> {
    let parent = text_of(parent?)?;
    Some(match parent.parse::<Uuid>() {
        Ok(parent) => Uuid::new_v5(&parent, what.as_bytes()).to_string().into(),
        Err(_) => format!("{parent}/{what}").into(),
    })
}

fn put_under(raw: &mut Raw, parent: Option<&Value>, what: &str) {
    if let Some(id) = under(parent, what) {
        put(raw, "id", id);
    }
}

fn object<const N: usize>(pairs: [(&str, Value); N]) -> Raw {
    pairs.into_iter().filter(|(_, v)| !is_nothing(v)).map(|(k, v)| (k.to_owned(), v)).collect()
}

/// A term on a thing. The term may have an id of its own; the attribute gets one from both.
fn attribute(on: &Raw, entity: &str, term: Raw) -> Value {
    let name = |key: &str| term.get(key).and_then(text_of).unwrap_or_default();
    let what = format!("{}/{}", name("taxonomy"), term.get("id").and_then(text_of).unwrap_or_else(|| name("name")));
    let id = under(on.get("id"), &what).unwrap_or_default();
    object([("id", id), ("link_entity", entity.into()), ("taxonomy_term", term.into())]).into()
}

/// A term that is a word and nothing but a word, of a dialect or of a feed that has no id for it: it is the same in every feed, and so is its id.
fn word_term(taxonomy: &str, word: &str) -> Raw {
    let id = Uuid::new_v5(&SPACE, format!("term|{taxonomy}|{}", word.to_lowercase()).as_bytes());
    object([("id", id.to_string().into()), ("name", word.into()), ("taxonomy", taxonomy.into())])
}

/// Adds a dialect's own words as terms.
fn add_words(raw: &mut Raw, entity: &str, taxonomy: &str, words: &[String]) {
    let all = words.iter().map(|word| attribute(raw, entity, word_term(taxonomy, word))).collect();
    append(raw, "attributes", all);
}

/// A day by its number, Monday being 1. Sunday is 0 or 7. Names are left to be repaired.
fn weekday(value: Value) -> Value {
    let number = match &value {
        Value::Number(n) => n.as_u64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    match number {
        Some(n @ 0..=7) => fields::DAYS[(n as usize + 6) % 7].into(),
        _ => value,
    }
}

/// A row of a week: a day, and from when to when.
fn regular(raw: &mut Raw) {
    if says(raw, "byday") {
        raw.remove("weekday");
    } else if let Some(day) = raw.remove("weekday").filter(|d| !is_nothing(d)) {
        raw.insert("byday".to_owned(), weekday(day));
    }
    if says(raw, "byday") {
        put(raw, "freq", "WEEKLY");
    }
}

/// Said to cost nothing: a price of nothing, unless there are prices.
fn free(raw: &mut Raw) {
    if take_flag(raw, "free") == Some(true) && !says(raw, "cost_options") {
        let mut price = object([("option", "Free".into()), ("amount", 0.into())]);
        put_under(&mut price, raw.get("id"), "free");
        append(raw, "cost_options", vec![price.into()]);
    }
}

/// Why a referral is a term and a sentence: a finder filters by the one, a person reads the other.
const ACCESS: &str = "Attending access";
const ATTENDING: &str = "Attending type";

fn access(raw: &mut Raw, word: &str) {
    let line = match word.to_ascii_lowercase().as_str() {
        "referral" => "A referral is needed.",
        "appointment" => "By appointment.",
        "membership" => "For members.",
        "drop-in" | "drop in" => "Drop in.",
        _ => "",
    };
    if !line.is_empty() {
        put(raw, "application_process", line);
    }
    add_words(raw, "service", ACCESS, &[word.to_owned()]);
}

fn is_uri(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}
