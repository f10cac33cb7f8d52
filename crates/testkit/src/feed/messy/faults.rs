//! What may be wrong with a service of ORUK 3.0 or HSDS 3.1, each by its name.
//!
//! Most of it was seen in a feed that somebody relies on. What is odd but right has a name here too (`longitude_zero` is Greenwich): an import has to leave it
//! alone. Three of them leave nothing to import; they stand at the end.

use super::{Fault, Rng, content};
use serde_json::{Map, Value, json};

type Fields = Map<String, Value>;

/// Every fault there is.
pub const FAULTS: &[Fault] = &[
    // Absent, or as good as.
    ("null_fields", |v, rng| {
        for key in ["accreditations", "alert", "fees_description", "wait_time"] {
            put(v, key, Value::Null);
        }
        put(v, rng.pick(&["description", "url", "email", "assured_date", "status"]), Value::Null);
    }),
    ("empty_strings", |v, rng| {
        for key in ["accreditations", "alert", "interpretation_services", "licenses"] {
            put(v, key, json!(""));
        }
        put(v, rng.pick(&["description", "url", "email", "assured_date"]), json!(""));
    }),
    ("organization_without_description", |v, _| drop_from(v.get_mut("organization"), &["description"])),
    ("organization_description_null", |v, _| {
        if let Some(organization @ Value::Object(_)) = v.get_mut("organization") {
            put(organization, "description", Value::Null);
        }
    }),
    ("term_without_description", |v, _| each(v, "taxonomy_term", &mut |term| drop_from(Some(term), &["description"]))),
    ("partial_address", |v, rng| {
        let some: &[&str] = if rng.percent(50) { &["address_1", "state_province"] } else { &["city", "country"] };
        addresses(v, &mut |a| some.iter().for_each(|key| drop(a.remove(*key))));
    }),
    ("schedule_without_times", |v, _| {
        rows(v, "schedules", &mut |row| {
            row.retain(|key, _| key == "id" || key == "service_id");
            row.insert("description".into(), json!("Every week, ring for times"));
        });
    }),
    // Ids.
    ("integer_ids", |v, _| ids(v, &mut |id| json!(number(id)))),
    ("non_uuid_ids", |v, _| ids(v, &mut |id| json!(format!("row-{}", number(id))))),
    ("missing_child_ids", |v, _| children(v, &mut |child| drop(child.remove("id")))),
    ("duplicate_child_ids", |v, rng| {
        let list = *rng.pick(&[&"attributes", &"languages", &"schedules"]);
        let first = v.get(list).and_then(|l| l.get(0)?.get("id")).cloned();
        if let Some(id) = first {
            rows(v, list, &mut |row| drop(row.insert("id".into(), id.clone())));
        }
    }),
    ("id_used_for_two_kinds", |v, rng| {
        let id = v.get("id").cloned().unwrap_or_default();
        if rng.percent(50) {
            if let Some(organization @ Value::Object(_)) = v.get_mut("organization") {
                put(organization, "id", id.clone());
                put(v, "organization_id", id);
            }
        } else if let Some(at) = v.pointer_mut("/service_at_locations/0")
            && let Some(location @ Value::Object(_)) = at.get_mut("location")
        {
            put(location, "id", id.clone());
            put(at, "location_id", id);
        }
    }),
    ("organization_only_id", |v, rng| {
        let nobody = content::id(0, "nobody", rng.below(1_000_000));
        drop_from(Some(v), &["organization"]);
        put(v, "organization_id", json!(nobody));
    }),
    ("location_only_id", |v, _| rows(v, "service_at_locations", &mut |at| drop(at.remove("location")))),
    ("duplicate_service", |v, rng| {
        // A copy has new ids but for what it shares with others: its group, its places and its topics.
        let salt = rng.below(1_000_000);
        let other =
            |id: &Value| id.as_str().map_or(Value::Null, |id| json!(content::id(0, "copy", format!("{salt} {id}"))));
        let id = v.get("id").map(other).unwrap_or_default();
        for list in CHILDREN
            .iter()
            .filter(|list| !["addresses", "accessibility"].contains(*list))
            .chain(&["service_at_locations"])
        {
            each(v, list, &mut |all| {
                for child in all.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
                    for key in ["service_id", "link_id"] {
                        child.get_mut(key).into_iter().for_each(|old| *old = id.clone());
                    }
                    child.get_mut("id").into_iter().for_each(|old| *old = other(old));
                }
            });
        }
        put(v, "id", id);
    }),
    // Numbers.
    ("ages_as_text", |v, _| {
        put(v, "minimum_age", json!("18"));
        put(v, "maximum_age", json!("65 and over"));
    }),
    ("age_minus_one", |v, _| {
        put(v, "minimum_age", json!(-1));
        put(v, "maximum_age", json!(-1));
    }),
    ("age_150", |v, _| put(v, "maximum_age", json!(150))),
    ("amount_as_text", |v, rng| {
        let amount = json!(*rng.pick(&[&"£3.50", &"£ 4", &"5.00", &"Free", &"£2-£4", &"3,50"]));
        if v.get("cost_options").is_none() {
            put(
                v,
                "cost_options",
                json!([{ "id": content::id(0, "cost", rng.below(1_000_000)), "option": "Everybody" }]),
            );
        }
        rows(v, "cost_options", &mut |row| drop(row.insert("amount".into(), amount.clone())));
    }),
    ("currency_sign", |v, _| rows(v, "cost_options", &mut |row| drop(row.insert("currency".into(), json!("£"))))),
    ("coordinates_as_text", |v, _| {
        locations(v, &mut |place| {
            for key in ["latitude", "longitude"] {
                place.get_mut(key).into_iter().for_each(|degrees| *degrees = json!(degrees.to_string()));
            }
        });
    }),
    ("interval_as_text", |v, _| rows(v, "schedules", &mut |row| drop(row.insert("interval".into(), json!("1"))))),
    ("boolean_as_text", |v, _| {
        put(v, "free", json!("yes"));
        put(v, "needs_referral", json!("No"));
    }),
    // Addresses on the net.
    ("url_without_scheme", |v, _| {
        texts(v, &["url", "website"], &mut |url| url.replace("https://", "www."));
    }),
    ("several_emails", |v, rng| {
        let between = *rng.pick(&[&"; ", &", ", &" or ", &" / "]);
        text(v, "email", &mut |first| format!("{first}{between}second@desk.example"));
    }),
    ("email_for_url", |v, _| {
        let (url, email) = (v.get("url").cloned(), v.get("email").cloned());
        if let (Some(url), Some(email)) = (url, email) {
            put(v, "url", email);
            put(v, "email", url);
        }
    }),
    ("example_com", |v, _| {
        put(v, "url", json!("http://www.example.com"));
        rows(v, "service_areas", &mut |area| drop(area.insert("uri".into(), json!("http://www.example.com"))));
    }),
    ("path_to_placeholder", |v, _| {
        put(v, "url", json!("https://path/to/page"));
        if let Some(organization @ Value::Object(_)) = v.get_mut("organization") {
            put(organization, "logo", json!("path/to/logo.png"));
        }
    }),
    // Text.
    ("trailing_blanks", |v, _| {
        for key in ["name", "description", "email"] {
            text(v, key, &mut |t| format!("{t}  "));
        }
    }),
    ("html_script", |v, _| {
        let bad = "<script>alert('a')</script><img src=x onerror=\"alert(1)\"><a href=\"javascript:alert(2)\">here</a>";
        text(v, "description", &mut |t| format!("<div style=\"color:red\">{t}{bad}</div>"));
    }),
    ("html_entities", |v, _| text(v, "description", &mut |t| format!("Tea &amp;amp; talk&nbsp;&ndash; {t} &lt;3"))),
    ("literal_newline", |v, _| {
        text(v, "description", &mut |t| format!("{t}\\nWe are closed in August.\\n\\nRing first."))
    }),
    ("crlf", |v, _| text(v, "description", &mut |t| format!("{t}\r\nWe are closed in August.\r\n"))),
    ("hash_tags", |v, _| text(v, "description", &mut |t| format!("{t} ###MON### ###TUE### ###FREE###"))),
    ("mojibake", |v, _| text(v, "description", &mut |t| format!("{t} Itâ€™s a neighboursâ€™ cafÃ© Â£2"))),
    ("emoji", |v, _| {
        text(v, "name", &mut |t| format!("{t} 🎉👩🏾‍🦽"));
        text(v, "description", &mut |t| format!("🌻 {t} 🏳️‍🌈"));
    }),
    ("right_to_left", |v, _| {
        text(v, "name", &mut |t| format!("{t} – نادي الغداء"));
        text(v, "description", &mut |t| format!("\u{202e}{t}\u{202c} מועדון ארוחת צהריים"));
    }),
    ("control_characters", |v, _| {
        text(v, "name", &mut |t| format!("\u{feff}{}", t.replace(' ', "\u{200b} ")));
        text(v, "description", &mut |t| format!("\0{t}\u{7}\u{1b}[31m\u{2028}\u{fffe}"));
    }),
    ("long_name", |v, _| text(v, "name", &mut |t| format!("{t} and much more ").chars().cycle().take(400).collect())),
    ("huge_text", |v, _| text(v, "description", &mut |t| format!("{t} ").chars().cycle().take(200_000).collect())),
    // Telephones and people.
    ("phone_text", |v, rng| {
        let said = format!("Youth line: 020 7946 0{:03} ext 4", rng.below(1000));
        numbers(v, &mut |_| said.clone());
    }),
    ("two_phones_in_one", |v, rng| {
        let second = format!("07700 900{:03}", rng.below(1000));
        numbers(v, &mut |first| format!("{first} / {second} (text only)"));
    }),
    ("private_person", |v, rng| {
        let name = *rng.pick(&[&"Jo Larkspur", &"Amina Quill", &"Mrs D. Oddfellow", &"Pat (treasurer)"]);
        let number = format!("07700 900{:03}", rng.below(1000));
        rows(v, "contacts", &mut |contact| {
            contact.insert("name".into(), json!(name));
            contact.remove("title");
            contact.insert("email".into(), json!("jo.larkspur84@mail.example"));
            contact.insert("phones".into(), json!([{ "id": content::id(0, "mobile", &number), "number": number }]));
        });
    }),
    // Dates and times.
    ("date_time_without_zone", |v, _| text(v, "last_modified", &mut |t| format!("{}.654", t.trim_end_matches('Z')))),
    ("date_day_first", |v, _| {
        text(v, "assured_date", &mut day_first);
        row_texts(v, "schedules", &["valid_from", "dtstart"], &mut day_first);
    }),
    ("time_am_pm", |v, _| row_texts(v, "schedules", &["opens_at", "closes_at"], &mut twelve_hours)),
    ("until_before_start", |v, _| {
        rows(v, "schedules", &mut |row| drop(row.insert("until".into(), json!("2019-12-31"))))
    }),
    ("closes_before_it_opens", |v, _| {
        rows(v, "schedules", &mut |row| {
            if let (Some(opens), Some(closes)) = (row.remove("opens_at"), row.remove("closes_at")) {
                row.insert("opens_at".into(), closes);
                row.insert("closes_at".into(), opens);
            }
        });
    }),
    ("freq_daily", |v, _| {
        rows(v, "schedules", &mut |row| {
            row.insert("freq".into(), json!("DAILY"));
            row.remove("byday");
        });
    }),
    ("byday_words", |v, _| rows(v, "schedules", &mut |row| drop(row.insert("byday".into(), json!("Monday,Tuesday"))))),
    ("timezone_name", |v, _| {
        rows(v, "schedules", &mut |row| drop(row.insert("timezone".into(), json!("Europe/London"))))
    }),
    // Places.
    ("postcode_letter_o", |v, _| {
        addresses(v, &mut |a| {
            a.get_mut("postal_code").into_iter().for_each(|code| {
                *code = json!(code.as_str().unwrap_or("").replace(" 0", " O"));
            });
        });
    }),
    ("postcode_outward_only", |v, _| {
        addresses(v, &mut |a| {
            a.get_mut("postal_code").into_iter().for_each(|code| {
                *code = json!(code.as_str().unwrap_or("").split(' ').next());
            });
        });
    }),
    ("country_name", |v, rng| {
        let country = *rng.pick(&[&"United Kingdom", &"England", &"UK", &"gb"]);
        addresses(v, &mut |a| drop(a.insert("country".into(), json!(country))));
    }),
    ("coordinates_swapped", |v, _| {
        locations(v, &mut |place| {
            if let (Some(lat), Some(lon)) = (place.remove("latitude"), place.remove("longitude")) {
                place.insert("latitude".into(), lon);
                place.insert("longitude".into(), lat);
            }
        });
    }),
    ("coordinates_zero", |v, _| locations(v, &mut |place| at(place, 0.0, 0.0))),
    ("longitude_zero", |v, _| locations(v, &mut |place| at(place, 51.4779, 0.0))),
    ("latitude_100", |v, _| locations(v, &mut |place| at(place, 100.0, 101.0))),
    ("masked_with_point", |v, _| mask(v, json!(true))),
    ("masked_as_text", |v, _| mask(v, json!("yes"))),
    // Words where codes are asked for.
    ("status_capital", |v, _| put(v, "status", json!("Active"))),
    ("status_other", |v, rng| put(v, "status", json!(*rng.pick(&[&"open", &"live", &"Published", &"closed", &"1"])))),
    ("languages_as_one_text", |v, _| {
        put(
            v,
            "languages",
            json!([{ "id": content::id(0, "language", "all"), "name": "English, Bengali and Somali" }]),
        );
    }),
    ("language_codes_wrong", |v, _| {
        let mut wrong = ["gb", "English", "xx", "bng"].iter().cycle();
        rows(v, "languages", &mut |row| drop(row.insert("code".into(), json!(wrong.next()))));
    }),
    // Keys and shapes.
    ("vendor_keys", |v, _| {
        put(
            v,
            "pc_metadata",
            json!({ "date_assured": "2026-02-01", "assured_by": "Amina Quill", "date_created": "2024-01-05T10:00:00.000" }),
        );
        put(v, "pc_targetAudience", json!([{ "value": "older-people", "label": "Older people" }]));
        put(v, "pc_attendingAccess", json!([]));
    }),
    ("camel_case_keys", |v, _| {
        let id = v.get("id").cloned().unwrap_or_default();
        for list in ["schedules", "contacts"] {
            rows(v, list, &mut |row| {
                row.remove("service_id");
                row.insert("serviceId".into(), id.clone());
            });
        }
    }),
    // Deeper than serde_json reads (128), and with it the page that it is on; unless rows and keys are read one by one.
    ("deep_nesting", |v, _| put(v, "x_tree", (0..200).fold(json!("leaf"), |inner, _| json!([inner])))),
    ("array_for_object", |v, rng| {
        let one =
            if rng.percent(50) { v.get_mut("organization") } else { v.pointer_mut("/service_at_locations/0/location") };
        one.into_iter().for_each(|one| *one = json!([one.take()]));
    }),
    ("object_for_array", |v, rng| {
        let list = *rng.pick(&[&"contacts", &"service_areas", &"schedules", &"attributes"]);
        if let Some(all) = v.get_mut(list).filter(|all| all.is_array()) {
            let first = all.get_mut(0).map(Value::take);
            *all = first.unwrap_or_else(|| json!({}));
        }
    }),
    ("text_for_array", |v, rng| match rng.below(4) {
        0 => put(v, "schedules", json!("Tuesdays 10 to 12, not in August")),
        1 => put(v, "contacts", json!("Ring the office on 020 7946 0123")),
        2 => put(v, "cost_options", json!("£2")),
        _ => put(v, "languages", json!("English, Bengali and Somali")),
    }),
    // Nothing is left to import.
    ("no_name", |v, rng| nothing(v, "name", rng)),
    ("no_id", |v, rng| nothing(v, "id", rng)),
    ("not_an_object", |v, rng| {
        *v = [json!("Lunch club"), Value::Null, json!(42), json!([]), json!(true)][rng.below(5)].take();
    }),
];

/// The lists whose rows belong to one service alone or to one place alone.
const CHILDREN: &[&str] = &[
    "accessibility",
    "addresses",
    "attributes",
    "contacts",
    "cost_options",
    "languages",
    "phones",
    "schedules",
    "service_areas",
];

pub(super) fn put(v: &mut Value, key: &str, value: Value) {
    if let Value::Object(fields) = v {
        fields.insert(key.to_owned(), value);
    }
}

fn drop_from(v: Option<&mut Value>, keys: &[&str]) {
    if let Some(Value::Object(fields)) = v {
        keys.iter().for_each(|key| drop(fields.remove(*key)));
    }
}

/// Every value that stands under this key, however deep.
pub(super) fn each(v: &mut Value, key: &str, f: &mut dyn FnMut(&mut Value)) {
    match v {
        Value::Object(fields) => {
            for (k, value) in fields {
                if k == key {
                    f(value);
                }
                each(value, key, f);
            }
        }
        Value::Array(all) => all.iter_mut().for_each(|value| each(value, key, f)),
        _ => {}
    }
}

/// The objects in one of the service's lists.
pub(super) fn rows(v: &mut Value, list: &str, f: &mut dyn FnMut(&mut Fields)) {
    v.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten().filter_map(Value::as_object_mut).for_each(f);
}

fn children(v: &mut Value, f: &mut dyn FnMut(&mut Fields)) {
    for list in CHILDREN {
        each(v, list, &mut |all| {
            all.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut).for_each(&mut *f);
        });
    }
}

/// The places that are somewhere.
fn locations(v: &mut Value, f: &mut dyn FnMut(&mut Fields)) {
    rows(v, "service_at_locations", &mut |at| {
        if let Some(place) =
            at.get_mut("location").and_then(Value::as_object_mut).filter(|p| p.contains_key("latitude"))
        {
            f(place);
        }
    });
}

fn addresses(v: &mut Value, f: &mut dyn FnMut(&mut Fields)) {
    locations(v, &mut |place| {
        let all = place.get_mut("addresses").and_then(Value::as_array_mut);
        all.into_iter().flatten().filter_map(Value::as_object_mut).for_each(&mut *f);
    });
}

fn at(place: &mut Fields, lat: f64, lon: f64) {
    place.insert("latitude".into(), json!(lat));
    place.insert("longitude".into(), json!(lon));
}

/// A place that must not be shown exactly, with its exact point, and a street only in its name.
fn mask(v: &mut Value, yes: Value) {
    locations(v, &mut |place| {
        place.insert("mask_exact_address".into(), yes.clone());
        let all = place.get_mut("addresses").and_then(Value::as_array_mut);
        all.into_iter().flatten().filter_map(Value::as_object_mut).for_each(|a| drop(a.remove("address_1")));
    });
}

/// A text of the service itself, changed.
pub(super) fn text(v: &mut Value, key: &str, f: &mut dyn FnMut(&str) -> String) {
    if let Some(Value::String(t)) = v.get_mut(key) {
        *t = f(t);
    }
}

/// All texts under these keys, changed.
pub(super) fn texts(v: &mut Value, keys: &[&str], f: &mut dyn FnMut(&str) -> String) {
    for key in keys {
        each(v, key, &mut |value| {
            if let Value::String(t) = value {
                *t = f(t);
            }
        });
    }
}

pub(super) fn row_texts(v: &mut Value, list: &str, keys: &[&str], f: &mut dyn FnMut(&str) -> String) {
    if let Some(all) = v.get_mut(list) {
        texts(all, keys, f);
    }
}

/// The numbers of the service's own telephones.
fn numbers(v: &mut Value, f: &mut dyn FnMut(&str) -> String) {
    row_texts(v, "phones", &["number"], f);
}

/// Every id and every reference to one, changed so that they still agree.
fn ids(v: &mut Value, f: &mut dyn FnMut(&str) -> Value) {
    match v {
        Value::Object(fields) => {
            for (key, value) in fields {
                match value {
                    Value::String(id) if key == "id" || key.ends_with("_id") => *value = f(id),
                    other => ids(other, f),
                }
            }
        }
        Value::Array(all) => all.iter_mut().for_each(|value| ids(value, f)),
        _ => {}
    }
}

/// The number that a system without UUIDs would have given it: always the same, up to fifteen figures.
pub(super) fn number(id: &str) -> u64 {
    id.bytes().fold(7_u64, |n, b| (n.wrapping_mul(0x0100_0000_01b3) ^ u64::from(b)) % 1_000_000_000_000_000)
}

pub(super) fn day_first(date: &str) -> String {
    let mut parts: Vec<&str> = date.split('-').collect();
    parts.reverse();
    parts.join("/")
}

/// `09:30` as `9:30am`, and some with a blank.
pub(super) fn twelve_hours(time: &str) -> String {
    let Some((hour, rest)) = time.split_once(':') else { return time.to_owned() };
    let Ok(hour) = hour.parse::<u32>() else { return time.to_owned() };
    let (half, blank) = (if hour < 12 { "am" } else { "pm" }, if hour % 2 == 0 { " " } else { "" });
    format!("{}:{rest}{blank}{half}", (hour + 11) % 12 + 1)
}

/// Absent, null or empty.
pub(super) fn nothing(v: &mut Value, key: &str, rng: &mut Rng) {
    match rng.below(4) {
        0 => put(v, key, Value::Null),
        1 => put(v, key, json!("")),
        2 => put(v, key, json!(" \u{200b}\t ")),
        _ => drop_from(Some(v), &[key]),
    }
}
