//! The UK's first profile, of 2020: HSDS 1 with tables of the councils' own. Its lists are named after those tables, with an s behind whatever the name was.
//!
//! Where HSDS 3 has one list with a kind in each row, this has two lists (`physical_addresses` and `postal_addresses`, `regular_schedules` and
//! `holiday_schedules`). What a service is like is words of closed lists, which are terms now.

use super::{
    ATTENDING, Ignored, Raw, access, add_line, add_words, append, attribute, each, free, ignore, is_uri, object, put,
    put_under, regular, rename, says, take_array, take_flag, take_object, take_text, take_words, taken, text_of, under,
};
use crate::fields::Object;
use serde_json::Value;
use uuid::Uuid;

const IGNORED: &[Ignored] = &[
    ("service", &["reviews"], "what people thought of it is no description of it; nobody answers for it here"),
    ("organization", &["reviews"], "as of services"),
    ("organization", &["services"], "rows of services, that come whole in a list of their own"),
    ("location", &["service_at_locations"], "the same from the other end: a service names its places"),
    ("location", &["service_taxonomys"], "belongs to the services there"),
    ("taxonomy_term", &["parent_name"], "the parent is known by its id"),
    ("phone", &["service", "contact"], "what it hangs on is seen from its place"),
    ("eligibility", &["id", "service", "service_id"], "a row becomes a line and ages; it has no life of its own"),
];

pub(super) fn to_hsds3(object: &Object, mut raw: Raw) -> Raw {
    match object.name {
        "service" => service(&mut raw),
        "organization" => organization(&mut raw),
        "location" => location(&mut raw),
        "service_at_location" => at_location(&mut raw),
        "taxonomy_term" => term(&mut raw),
        _ => {}
    }
    raw
}

fn service(raw: &mut Raw) {
    ignore(raw, "service", IGNORED);
    each(raw, "organization", organization);
    people(raw);
    schedules(raw);
    terms(raw, "service");
    eligibility(raw);
    let more = take_array(raw, "fundings");
    append(raw, "funding", more);
    let more = take_array(raw, "costs");
    append(raw, "cost_options", more);
    each(raw, "cost_options", |cost| terms(cost, "cost_option"));
    free(raw);
    each(raw, "service_areas", |area| {
        rename(area, "service_area", "name");
        terms(area, "service_area");
    });
    each(raw, "languages", |language| rename(language, "language", "name"));
    for list in ["payment_accepted", "payments_accepted"] {
        let mut words = vec![];
        for row in take_array(raw, list) {
            words.extend(text_of(row.get("payment").unwrap_or(&row)));
        }
        add_words(raw, "service", "Payment accepted", &words);
    }
    each(raw, "service_at_locations", at_location);

    let attending = take_words(raw, "attending_type");
    if !attending.is_empty() {
        each(raw, "schedules", |schedule| put(schedule, "attending_type", attending.join(", ")));
    }
    add_words(raw, "service", ATTENDING, &attending);
    for word in take_words(raw, "attending_access") {
        access(raw, &word);
    }
    let words = take_words(raw, "deliverable_type");
    add_words(raw, "service", "Deliverable type", &words);
}

fn organization(raw: &mut Raw) {
    ignore(raw, "organization", IGNORED);
    rename(raw, "url", "website");
    people(raw);
    terms(raw, "organization");
    let more = take_array(raw, "fundings");
    append(raw, "funding", more);
    let more = taken(raw, "identifiers", |identifier| {
        rename(identifier, "identification_body", "identifier_type");
        rename(identifier, "register", "identifier_scheme");
    });
    append(raw, "organization_identifiers", more);
    each(raw, "locations", location);
}

fn at_location(raw: &mut Raw) {
    each(raw, "location", location);
    each(raw, "service", service);
    people(raw);
    schedules(raw);
    terms(raw, "service_at_location");
    each(raw, "service_areas", |area| rename(area, "service_area", "name"));
}

fn location(raw: &mut Raw) {
    ignore(raw, "location", IGNORED);
    for (list, kind) in [("physical_addresses", "physical"), ("postal_addresses", "postal")] {
        let (id, mut number) = (raw.get("id").cloned(), None);
        let more = taken(raw, list, |address| {
            put(address, "address_type", kind);
            put_under(address, id.as_ref(), kind);
            number = number.take().or_else(|| take_text(address, "uprn"));
            let lines: Vec<String> =
                ["address_2", "address_3", "address_4"].iter().filter_map(|key| take_text(address, key)).collect();
            if !lines.is_empty() {
                put(address, "address_2", lines.join(", "));
            }
        });
        append(raw, "addresses", more);
        if let Some(number) = number
            && !says(raw, "external_identifier")
        {
            put(raw, "external_identifier", number);
            put(raw, "external_identifier_type", "UPRN");
        }
    }
    let more = taken(raw, "accessibility_for_disabilities", |access| rename(access, "accessibility", "description"));
    append(raw, "accessibility", more);
    each(raw, "languages", |language| rename(language, "language", "name"));
    people(raw);
    schedules(raw);
    terms(raw, "location");
}

/// Contacts and telephone numbers, wherever they hang. A contact that is marked as a person's own data goes no further.
fn people(raw: &mut Raw) {
    if let Some(Value::Array(all)) = raw.get_mut("contacts") {
        all.retain_mut(|contact| {
            let Value::Object(contact) = contact else { return true };
            let personal = take_flag(contact, "personal_data") == Some(true);
            let sensitive = take_flag(contact, "sensitive_data") == Some(true);
            !personal && !sensitive
        });
    }
    each(raw, "contacts", |contact| each(contact, "phones", phone));
    each(raw, "phones", phone);
}

fn phone(raw: &mut Raw) {
    ignore(raw, "phone", IGNORED);
    if let Some(language) = take_text(raw, "language") {
        let mut spoken = object([("name", language.into())]);
        put_under(&mut spoken, raw.get("id"), "language");
        append(raw, "languages", vec![spoken.into()]);
    }
    rename(raw, "department", "description");
}

fn schedules(raw: &mut Raw) {
    let mut all = taken(raw, "regular_schedules", regular);
    all.extend(taken(raw, "holiday_schedules", holiday));
    append(raw, "schedules", all);
}

/// Days on which it is otherwise than in other weeks.
fn holiday(raw: &mut Raw) {
    rename(raw, "start_date", "valid_from");
    rename(raw, "end_date", "valid_to");
    if take_flag(raw, "closed") == Some(true) {
        // Hours of a day on which nobody is there, mostly midnight.
        raw.remove("opens_at");
        raw.remove("closes_at");
        add_line(raw, "notes", "Closed");
    } else {
        add_line(raw, "notes", "Holiday hours");
    }
}

/// Terms of taxonomies, by whichever of four names the list goes.
fn terms(raw: &mut Raw, entity: &str) {
    for list in ["service_taxonomys", "service_taxonomies", "link_taxonomies", "taxonomys"] {
        let all = take_array(raw, list).into_iter().map(|row| linked(raw, entity, row)).collect();
        append(raw, "attributes", all);
    }
}

/// A term on something: in a row of its own, or as it is.
fn linked(on: &Raw, entity: &str, row: Value) -> Value {
    let mut row = match row {
        Value::Object(row) => row,
        Value::String(name) => return attribute(on, entity, object([("name", name.into())])),
        other => return other,
    };
    if !says(&row, "taxonomy") && !says(&row, "taxonomy_term") && !says(&row, "taxonomy_id") {
        term(&mut row);
        return attribute(on, entity, row);
    }
    for key in ["service", "eligibility", "cost_option", "service_area", "organization", "link_id"] {
        row.remove(key);
    }
    // What is said of a term beside it, where the term itself is in `taxonomy`.
    if row.get("taxonomy_detail").is_some_and(Value::is_string) {
        rename(&mut row, "taxonomy_detail", "value");
    }
    if let Some(mut of) = take_object(&mut row, "taxonomy") {
        term(&mut of);
        put(&mut row, "taxonomy_term", of);
    }
    rename(&mut row, "taxonomy_id", "taxonomy_term_id");
    put(&mut row, "link_entity", entity);
    if !says(&row, "id") {
        let id = row.get("taxonomy_term").and_then(|t| t.get("id")).or_else(|| row.get("taxonomy_term_id"));
        if let Some(id) = id.and_then(text_of).and_then(|id| under(on.get("id"), &id)) {
            put(&mut row, "id", id);
        }
    }
    row.into()
}

/// What was called a taxonomy is a term, and its vocabulary the taxonomy.
fn term(raw: &mut Raw) {
    ignore(raw, "taxonomy_term", IGNORED);
    rename(raw, "vocabulary", "taxonomy");
    let Some(id) = raw.get("id").and_then(Value::as_str).map(|id| id.trim().to_owned()) else { return };
    if is_uri(&id) {
        put(raw, "term_uri", id);
    } else if id.contains(':') && id.parse::<Uuid>().is_err() {
        // `circumstance:191`: that is what the councils' lists call it.
        put(raw, "code", id);
    }
}

/// Who may come: a row for each kind of people, each with ages. Together they are from the least to the greatest.
fn eligibility(raw: &mut Raw) {
    let mut rows = vec![];
    for row in take_array(raw, "eligibilitys").into_iter().chain(take_array(raw, "eligibilities")) {
        match row {
            Value::Object(row) => rows.push(row),
            Value::String(line) => rows.push(object([("eligibility", line.into())])),
            _ => {}
        }
    }
    for (key, better) in [("minimum_age", (|a, b| a < b) as fn(f64, f64) -> bool), ("maximum_age", |a, b| a > b)] {
        if let Some(age) = age(&rows, key, better) {
            put(raw, key, age);
        }
    }
    let mut left = vec![];
    for mut row in rows {
        ignore(&mut row, "eligibility", IGNORED);
        row.remove("minimum_age");
        row.remove("maximum_age");
        let lines: Vec<String> = ["eligibility", "gender"].iter().flat_map(|key| take_words(&mut row, key)).collect();
        for line in lines {
            add_line(raw, "eligibility_description", &line);
        }
        for list in ["taxonomys", "link_taxonomies"] {
            for term in take_array(&mut row, list) {
                let mut linked = linked(raw, "service", term);
                if let Value::Object(linked) = &mut linked {
                    put(linked, "link_type", "eligibility");
                }
                append(raw, "attributes", vec![linked]);
            }
        }
        if row.values().any(|v| !v.is_null()) {
            left.push(row.into());
        }
    }
    append(raw, "eligibilitys", left);
}

/// The best of the ages that rows have. Where one row has ages but not this one, there is no such limit.
fn age(rows: &[Raw], key: &str, better: fn(f64, f64) -> bool) -> Option<Value> {
    let number = |value: &Value| value.as_f64().or_else(|| value.as_str()?.trim().parse().ok());
    let mut best: Option<&Value> = None;
    for row in rows.iter().filter(|r| says(r, "minimum_age") || says(r, "maximum_age")) {
        let value = row.get(key).filter(|_| says(row, key))?;
        best = match best {
            None => Some(value),
            Some(so_far) => match (number(value), number(so_far)) {
                (Some(a), Some(b)) if better(a, b) => Some(value),
                _ => Some(so_far),
            },
        };
    }
    best.cloned()
}

#[cfg(test)]
mod tests;
