//! Outpost, the open source of several councils' directories, as its public index has it.
//!
//! Ids are numbers of rows, so each table's own. A service has its places in it, a place its one address; days have names or numbers; prices are text. What a
//! form could be ticked for is a flag, and a flag that is not set says nothing: nobody can tell "no" from "did not look".

use super::{
    Ignored, Raw, access, add_words, append, attribute, each, free, ignore, is_nothing, object, put, put_under,
    regular, rename, says, take_array, take_flag, take_object, take_text, take_words, taken, text_of, under, word_term,
};
use crate::{
    canonical::{hides, is_set},
    fields::Object,
};
use serde_json::Value;

const IGNORED: &[Ignored] = &[
    ("service", &["meta"], "answers to questions that each council makes up; dozens, most of them empty"),
    ("service", &["distance_away", "score"], "of the search that found it, not of the service"),
    ("service", &["directories_as_text"], "the same as its directories"),
    ("service", &["visible_from", "visible_to"], "when the publisher shows it: the status says what comes of that"),
    (
        "service",
        &["created_at", "_id", "__v", "discarded_at", "marked_for_deletion", "approved", "visible"],
        "how the publisher keeps it: the status says what comes of that",
    ),
    ("service", &["notes", "notes_count", "feedbacks", "watches", "labels", "users"], "between the people who keep it"),
    ("service", &["ofsted_item", "ofsted_item_id"], "a register that has home addresses of childminders"),
    ("service", &["old_open_objects_external_id"], "of the program before"),
    (
        "organization",
        &[
            "created_at",
            "updated_at",
            "users",
            "users_count",
            "services_count",
            "old_external_id",
            "services",
            "visible",
        ],
        "how the publisher keeps it",
    ),
    (
        "location",
        &["google_place_id", "preferred_for_post", "created_at", "updated_at", "visible", "services"],
        "how the publisher keeps it",
    ),
    ("contact", &["service_id", "visible"], "how the publisher keeps it"),
    ("schedule", &["service_id", "created_at", "updated_at"], "how the publisher keeps it"),
    ("cost_option", &["service_id", "created_at", "updated_at"], "how the publisher keeps it"),
    ("url", &["id", "service_id", "created_at", "updated_at"], "how the publisher keeps it"),
    (
        "taxonomy_term",
        &["sort_order", "locked", "services_count", "created_at", "updated_at", "children"],
        "how the publisher keeps it",
    ),
];

pub(super) fn to_hsds3(object: &Object, mut raw: Raw) -> Raw {
    match object.name {
        "service" => service(&mut raw),
        "organization" => organization(&mut raw),
        "location" => {
            let id = raw.get("id").cloned();
            location(&mut raw, id.as_ref());
        }
        "taxonomy_term" => term(&mut raw, "", CATEGORIES),
        _ => {}
    }
    raw
}

const CATEGORIES: &str = "Categories";
const DIRECTORIES: &str = "Directories";

fn service(raw: &mut Raw) {
    status(raw);
    let id = raw.get("id").cloned();
    rename(raw, "organisation", "organization");
    each(raw, "organization", organization);
    rename(raw, "organisation_id", "organization_id");
    rename(raw, "updated_at", "last_modified");
    rename(raw, "min_age", "minimum_age");
    rename(raw, "max_age", "maximum_age");
    places(raw, id.as_ref());

    hide(raw, "contacts");
    each(raw, "contacts", contact);
    let more = taken(raw, "regular_schedules", |schedule| {
        ignore(schedule, "schedule", IGNORED);
        regular(schedule);
    });
    append(raw, "schedules", more);
    each(raw, "cost_options", |cost| {
        ignore(cost, "cost_option", IGNORED);
        rename(cost, "cost_type", "amount_description");
    });
    free(raw);
    if take_flag(raw, "needs_referral") == Some(true) {
        access(raw, "referral");
    }
    let more = taken(raw, "links", |link| {
        ignore(link, "url", IGNORED);
        let to = link.get("url").and_then(text_of).unwrap_or_default();
        put_under(link, id.as_ref(), &format!("link/{to}"));
    });
    append(raw, "additional_urls", more);
    local_offer(raw, id.as_ref());

    for (list, table, taxonomy) in [
        ("taxonomies", "", CATEGORIES),
        ("suitabilities", "suitability", "Suitable for"),
        ("send_needs", "send_need", "SEND needs"),
        ("target_directories", "directory", DIRECTORIES),
        ("directories", "directory", DIRECTORIES),
    ] {
        // A list that is words only, and one that is a single word, are lists of terms too.
        let mut all: Vec<Value> = take_words(raw, list).into_iter().map(Value::String).collect();
        all.extend(take_array(raw, list));
        for row in all {
            let mut row = match row {
                Value::String(name) => object([("name", name.into())]),
                Value::Object(row) => row,
                _ => continue,
            };
            term(&mut row, table, taxonomy);
            let more = attribute(raw, "service", row);
            append(raw, "attributes", vec![more]);
        }
    }
    age_bands(raw);
    ignore(raw, "service", IGNORED);
}

/// Whether it is open to people, of the flags by which a publisher hides it and of what the index says in a word. What is hidden is never active.
fn status(raw: &mut Raw) {
    let not = |key: &str| raw.get(key).is_some_and(|v| !v.is_null() && !is_set(v));
    let said = raw.get("status").and_then(text_of).unwrap_or_default().to_lowercase();
    let status = if says(raw, "discarded_at") || said == "archived" {
        Some("defunct")
    } else if not("visible")
        || not("approved")
        || says(raw, "marked_for_deletion")
        || ["invisible", "scheduled", "expired", "pending", "marked for deletion"].contains(&said.as_str())
    {
        Some("inactive")
    } else if raw.get("temporarily_closed").is_some_and(is_set) {
        Some("temporarily closed")
    } else {
        None
    };
    take_flag(raw, "temporarily_closed");
    if let Some(status) = status {
        raw.insert("status".to_owned(), status.into());
    }
}

/// Leaves out what the publisher does not show.
fn hide(raw: &mut Raw, list: &str) {
    if let Some(Value::Array(all)) = raw.get_mut(list) {
        all.retain(|one| one.get("visible").is_none_or(|v| v.is_null() || is_set(v)));
    }
}

fn places(raw: &mut Raw, id: Option<&Value>) {
    hide(raw, "locations");
    let mut all = vec![];
    for (n, place) in take_array(raw, "locations").into_iter().enumerate() {
        let Value::Object(mut place) = place else {
            all.push(place);
            continue;
        };
        put_under(&mut place, id, &format!("location/{n}"));
        let place_id = place.get("id").cloned();
        location(&mut place, place_id.as_ref());
        let which = place_id.as_ref().and_then(text_of).unwrap_or_default();
        let at = under(id, &format!("at/{which}")).unwrap_or_default();
        all.push(object([("id", at), ("location", place.into())]).into());
    }
    append(raw, "service_at_locations", all);
}

/// A place. Everything that hangs on it gets an id from the place and not from what it says: of a place that is masked nothing may be found out by guessing.
fn location(raw: &mut Raw, id: Option<&Value>) {
    if let Some(flag) = raw.remove("mask_exact_address")
        && hides(&flag)
    {
        raw.insert("masked".to_owned(), true.into());
    }
    if let Some(mut point) = take_object(raw, "geometry")
        && let Some(Value::Array(at)) = point.remove("coordinates")
        && let [longitude, latitude, ..] = &at[..]
        && !says(raw, "latitude")
        && !says(raw, "longitude")
    {
        raw.insert("longitude".to_owned(), longitude.clone());
        raw.insert("latitude".to_owned(), latitude.clone());
    }
    let mut address = Raw::new();
    for key in ["address_1", "address_2", "city", "state_province", "postal_code", "country"] {
        if let Some(value) = raw.remove(key)
            && !is_nothing(&value)
        {
            address.insert(key.to_owned(), value);
        }
    }
    // A country alone is no address.
    if address.keys().any(|key| key != "country") {
        put(&mut address, "address_type", "physical");
        put_under(&mut address, id, "address");
        append(raw, "addresses", vec![address.into()]);
    }
    let mut all: Vec<Value> = vec![];
    for mut one in take_array(raw, "accessibilities") {
        if let Value::Object(row) = &mut one {
            let slug = take_text(row, "slug").or_else(|| row.get("name").and_then(text_of)).unwrap_or_default();
            row.remove("id");
            put_under(row, id, &format!("accessibility/{slug}"));
            rename(row, "name", "description");
        }
        all.push(one);
    }
    append(raw, "accessibility", all);
    ignore(raw, "location", IGNORED);
}

fn organization(raw: &mut Raw) {
    rename(raw, "url", "website");
    ignore(raw, "organization", IGNORED);
}

fn contact(raw: &mut Raw) {
    ignore(raw, "contact", IGNORED);
    let id = raw.get("id").cloned();
    if let Some(number) = take_text(raw, "phone") {
        let mut phone = object([("number", number.into())]);
        put_under(&mut phone, id.as_ref(), "phone");
        append(raw, "phones", vec![phone.into()]);
    }
}

/// A term of one of the tables. All but the categories share no numbers with each other, so that the table is part of the id.
fn term(raw: &mut Raw, table: &str, taxonomy: &str) {
    ignore(raw, "taxonomy_term", IGNORED);
    if taxonomy == DIRECTORIES {
        rename(raw, "label", "code");
    } else {
        rename(raw, "label", "name");
    }
    rename(raw, "slug", "code");
    rename(raw, "code", "name");
    if !table.is_empty() {
        let key = ["id", "code", "name"].iter().find_map(|key| raw.get(*key).and_then(text_of)).unwrap_or_default();
        raw.insert("id".to_owned(), format!("{table}/{key}").into());
    }
    put(raw, "taxonomy", taxonomy);
}

/// What a council says it does for children with special needs: that it does, and where one reads of it. The questions and answers are long and stay raw.
fn local_offer(raw: &mut Raw, id: Option<&Value>) {
    let Some(mut offer) = take_object(raw, "local_offer").filter(|o| o.values().any(|v| !v.is_null())) else { return };
    add_words(raw, "service", DIRECTORIES, &["SEND local offer".to_owned()]);
    if let Some(url) = take_text(&mut offer, "link") {
        let mut link = object([("label", "SEND local offer".into()), ("url", url.into())]);
        put_under(&mut link, id, "local_offer");
        append(raw, "additional_urls", vec![link.into()]);
    }
}

/// Ages of children by which places are counted.
fn age_bands(raw: &mut Raw) {
    for (key, band) in [
        ("age_band_under_2", "Under 2"),
        ("age_band_2", "2"),
        ("age_band_3_4", "3 to 4"),
        ("age_band_5_7", "5 to 7"),
        ("age_band_8_plus", "8 and over"),
        ("age_band_all", "All ages"),
    ] {
        if take_flag(raw, key) == Some(true) {
            let more = attribute(raw, "service", word_term("Age bands", band));
            append(raw, "attributes", vec![more]);
        }
    }
}

#[cfg(test)]
mod tests;
