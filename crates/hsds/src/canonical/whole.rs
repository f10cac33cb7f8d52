//! What can only be judged of an object as a whole: before its fields are read one by one, and after.

use super::{
    Document, Reading, WITHHELD,
    hidden::{self, mask, mask_at},
};
use crate::{
    fields::{self, Object},
    issue::What,
    person, repair,
};
use serde_json::{Map, Value};
use uuid::Uuid;

/// What has to be looked at before fields are read one by one.
pub(super) fn prepare(r: &mut Reading<'_>, object: &'static Object, raw: &mut Map<String, Value>) {
    match object.name {
        "schedule" => {
            let daily = raw.get("freq").and_then(Value::as_str).map(|f| f.trim().to_ascii_uppercase());
            match daily.as_deref() {
                Some("DAILY") => {
                    r.note("freq", What::Frequency, "DAILY", Some("WEEKLY"));
                    raw.insert("freq".into(), "WEEKLY".into());
                    raw.entry("byday").or_insert_with(|| fields::DAYS.join(",").into());
                }
                Some("YEARLY" | "ONCE" | "NONE") => {
                    r.note("freq", What::Frequency, daily.as_deref().unwrap_or_default(), None);
                    raw.remove("freq");
                }
                _ => {}
            }
        }
        "phone" => {
            if let Some(text) = raw.get("number").map(|n| match n {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            }) {
                let dialled = repair::phone(&text);
                // A name beside it is not published, and not repeated to anybody.
                let named = dialled.words.as_deref().is_some_and(|w| person::beside_a_number(w).as_deref() != Some(w));
                for what in &dialled.what {
                    r.note("number", *what, if named { "" } else { &text }, dialled.number.as_deref());
                }
                match dialled.number {
                    Some(number) => raw.insert("number".into(), number.into()),
                    None => raw.remove("number"),
                };
                if let Some(words) = dialled.words {
                    raw.entry("description").or_insert(Value::Null);
                    if let Some(description @ Value::Null) = raw.get_mut("description") {
                        *description = words.into();
                    }
                }
                if let Some(extension) = dialled.extension {
                    raw.entry("extension").or_insert(extension.into());
                }
            }
        }
        // Where an organisation is may be where somebody must not be found, and nobody is sent there: places come with the services that are there.
        "organization" => drop(raw.remove("locations")),
        "taxonomy_term" => {
            if raw.get("name").and_then(Value::as_str).is_none_or(|n| n.trim().is_empty())
                && let Some(term) = raw.get("term").cloned()
            {
                raw.insert("name".into(), term);
            }
        }
        _ => {}
    }
}

/// What can only be judged when all fields are read.
pub(super) fn finish(
    r: &mut Reading<'_>,
    object: &'static Object,
    d: &mut Document,
    parent: Option<Uuid>,
    masked: bool,
) {
    match object.name {
        "service" => service(r, d),
        "location" => location(r, d, masked),
        "service_at_location" => {
            let id_of = |key: &str| d.get(key).and_then(|l| l.get("id")).cloned();
            let service = parent.map(|p| Value::String(p.to_string())).or_else(|| id_of("service"));
            for (key, id) in [("location_id", id_of("location")), ("service_id", service)] {
                if let Some(id) = id {
                    d.insert(key.into(), id);
                }
            }
            if parent.is_some() {
                // It is the one that this hangs on.
                d.remove("service");
            }
            if masked || hidden::is_masked(d) {
                mask_at(d);
            }
        }
        "attribute" => {
            let term = d.get("taxonomy_term").and_then(|t| t.get("id")).cloned();
            if let Some(id) = term {
                d.insert("taxonomy_term_id".into(), id);
            }
        }
        "taxonomy_term" => {
            let taxonomy = d.get("taxonomy_detail").and_then(|t| t.get("id")).cloned();
            if let Some(id) = taxonomy {
                d.insert("taxonomy_id".into(), id);
            }
        }
        "address" => address(r, d),
        "contact" => person::contact(d, &mut |field, what, was, now| r.note(field, what, was, now)),
        "schedule" => {
            for (from, to) in [("dtstart", "until"), ("valid_from", "valid_to")] {
                if let (Some(start), Some(end)) = (string(d, from), string(d, to))
                    && end < start
                {
                    r.note(to, What::Order, &end, None);
                    d.remove(to);
                }
            }
            if !d.contains_key("freq") {
                // Days of the week repeat every week; anything else that repeats does not say how.
                if d.contains_key("byday") {
                    d.insert("freq".into(), "WEEKLY".into());
                } else {
                    for key in ["interval", "count", "until", "wkst", "bymonthday", "byweekno", "byyearday"] {
                        d.remove(key);
                    }
                }
            }
            for key in ["interval", "count"] {
                if float(d, key).is_some_and(|n| n < 1.0 || n.fract() != 0.0) {
                    r.note(key, What::NotANumber, &d[key].to_string(), None);
                    d.remove(key);
                }
            }
        }
        "language" => {
            let said = string(d, "code").or_else(|| string(d, "name"));
            match said.as_deref().and_then(repair::language) {
                Some(language) => {
                    if string(d, "code").as_deref() != Some(language.code()) {
                        if let Some(code) = string(d, "code") {
                            r.note("code", What::Language, &code, Some(language.code()));
                        }
                        d.insert("code".into(), language.code().into());
                    }
                    d.entry("name").or_insert_with(|| language.english().into());
                }
                None => {
                    // A code that is none says nothing; a name still does.
                    if let Some(Value::String(code)) = d.remove("code") {
                        r.note("code", What::Language, &code, None);
                        d.entry("name").or_insert_with(|| code.into());
                    }
                }
            }
        }
        "cost_option" => {
            if let Some(text) = string(d, "currency") {
                match r.noted("currency", &text, repair::currency(&text)) {
                    Some(code) => d.insert("currency".into(), code.into()),
                    None => d.remove("currency"),
                };
            }
            if float(d, "amount").is_some_and(|a| a < 0.0) {
                r.note("amount", What::NotANumber, &d["amount"].to_string(), None);
                d.remove("amount");
            }
            if d.contains_key("amount") {
                d.entry("currency").or_insert_with(|| "GBP".into());
            }
        }
        "phone" => {
            person::phone(d, &mut |field, what, was, now| r.note(field, what, was, now));
            if float(d, "extension").is_some_and(|n| n < 0.0 || n.fract() != 0.0) {
                d.remove("extension");
            }
        }
        _ => {}
    }
}

fn service(r: &mut Reading<'_>, d: &mut Document) {
    let mut places = d.get("service_at_locations").and_then(Value::as_array).into_iter().flatten();
    if places.any(|at| at.as_object().is_some_and(hidden::is_masked)) {
        hidden::forget_history(d);
    }
    if !d.contains_key("status") {
        d.insert("status".into(), "active".into());
    }
    for key in ["minimum_age", "maximum_age"] {
        let Some(age) = float(d, key) else { continue };
        if !(0.0..120.0).contains(&age) {
            r.note(key, What::Age, &age.to_string(), None);
            d.remove(key);
        }
    }
    if let (Some(least), Some(most)) = (float(d, "minimum_age"), float(d, "maximum_age"))
        && most < least
    {
        r.note("maximum_age", What::Ages, &format!("{least} to {most}"), None);
        d.remove("minimum_age");
        d.remove("maximum_age");
    }
    let organization = d.get("organization").and_then(|o| o.get("id")).cloned();
    if let Some(id) = organization {
        d.insert("organization_id".into(), id);
    }
    if let Some(email) = string(d, "assurer_email")
        && person::is_personal(&email)
    {
        r.note("assurer_email", What::PersonalEmail, "", None);
        d.remove("assurer_email");
    }
}

/// From the Isles of Scilly to Shetland, from Fermanagh to Lowestoft.
fn in_the_kingdom(lat: f64, lon: f64) -> bool {
    (49.7..=61.0).contains(&lat) && (-8.8..=2.0).contains(&lon)
}

fn location(r: &mut Reading<'_>, d: &mut Document, masked: bool) {
    if !d.contains_key("location_type") {
        let nowhere = !d.contains_key("addresses") && !d.contains_key("latitude") && d.contains_key("url");
        d.insert("location_type".into(), (if nowhere { "virtual" } else { "physical" }).into());
    }
    let marked = || {
        let all = d.get("attributes").and_then(Value::as_array)?;
        all.iter().find(|a| a.pointer("/taxonomy_term/code").and_then(Value::as_str) == Some(WITHHELD))
    };
    if masked || marked().is_some() {
        let told = r.issues.len();
        // Whatever was said of this place would give it away; neither it nor what was found wrong with it is kept.
        let here = r.at("");
        r.issues.retain(|i| here.is_empty() || !i.at.starts_with(&here));
        if told > 0 || masked {
            r.note("", What::Masked, "", None);
        }
        mask(d);
        return;
    }
    let both = (float(d, "latitude"), float(d, "longitude"));
    let (lat, lon) = match both {
        (None, None) => return,
        (Some(lat), Some(lon)) => (lat, lon),
        _ => {
            r.note("latitude", What::HalfAPoint, "", None);
            d.remove("latitude");
            d.remove("longitude");
            return;
        }
    };
    let was = format!("{lat}, {lon}");
    let fault = if lat == 0.0 && lon == 0.0 {
        Some(What::NoPoint)
    } else if in_the_kingdom(lat, lon) {
        None
    } else if in_the_kingdom(lon, lat) {
        r.note("latitude", What::Swapped, &was, Some(&format!("{lon}, {lat}")));
        let swapped = (d.remove("longitude"), d.remove("latitude"));
        if let (Some(lat), Some(lon)) = swapped {
            d.insert("latitude".into(), lat);
            d.insert("longitude".into(), lon);
        }
        None
    } else {
        Some(What::OutOfRange)
    };
    if let Some(what) = fault {
        r.note("latitude", what, &was, None);
        d.remove("latitude");
        d.remove("longitude");
    }
}

fn address(r: &mut Reading<'_>, d: &mut Document) {
    if let Some(text) = string(d, "postal_code") {
        match r.noted("postal_code", &text, repair::postcode(&text)) {
            Some(code) => d.insert("postal_code".into(), code.into()),
            None => d.remove("postal_code"),
        };
    }
    if let Some(text) = string(d, "country") {
        match r.noted("country", &text, repair::country(&text)) {
            Some(code) => d.insert("country".into(), code.into()),
            None => d.remove("country"),
        };
    }
    d.entry("country").or_insert_with(|| "GB".into());
    d.entry("address_type").or_insert_with(|| "physical".into());
    let missing = ["address_1", "city", "state_province", "postal_code"].iter().filter(|k| !d.contains_key(**k));
    let missing: Vec<&str> = missing.copied().collect();
    if !missing.is_empty() {
        r.note("", What::PartAddress, &missing.join(", "), None);
    }
}

fn string(document: &Document, key: &str) -> Option<String> {
    document.get(key).and_then(Value::as_str).map(str::to_owned)
}

fn float(document: &Document, key: &str) -> Option<f64> {
    document.get(key).and_then(Value::as_f64)
}
