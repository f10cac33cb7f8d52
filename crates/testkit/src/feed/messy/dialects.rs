//! The same content in two older tongues: the API of Outpost, and ORUK 1.0 as Porism's API speaks it.
//!
//! Both say null for what they do not know, so a null is no fault here. Outpost counts its rows (whole numbers as ids), gives an amount as text and a point as
//! longitude and latitude. ORUK 1.0 calls things otherwise (`regular_schedules`, `eligibilitys`, `service_taxonomys`).

use super::{
    Fault, content,
    faults::{day_first, each, nothing, number, put, row_texts, rows, text, texts, twelve_hours},
    words,
};
use serde_json::{Value, json};

/// A whole document of ORUK 3.0 as Outpost would give it. Its id is one more than `n`.
pub fn as_outpost(service: &Value, n: usize) -> Value {
    let list = |key: &str| service[key].as_array().cloned().unwrap_or_default();
    let places = || {
        list("service_at_locations")
            .into_iter()
            .map(|at| at["location"].clone())
            .filter(|p| p["location_type"] == "physical")
    };
    let locations: Vec<Value> = places().map(|place| outpost_location(&place)).collect();
    let schedules = list("schedules");
    let days = schedules.iter().flat_map(|row| {
        let codes = row["byday"].as_str().unwrap_or("").split(',');
        codes.filter_map(|code| words::DAYS.iter().find(|(_, c)| code.ends_with(c))).map(move |(day, code)| {
            json!({
                "id": count(&format!("{} {code}", row["id"])), "weekday": day, "opens_at": row["opens_at"], "closes_at": row["closes_at"],
                "dtstart": row["dtstart"], "freq": if row["freq"] == "MONTHLY" { "month" } else { "week" }, "interval": row["interval"],
                "byday": null, "bymonthday": null, "until": null, "count": null, "description": row["description"],
            })
        })
    });
    let days: Vec<Value> = days.collect();
    let costs = list("cost_options").into_iter().map(|row| {
        let amount = format!("{:.2}", row["amount"].as_f64().unwrap_or_default());
        json!({ "id": count_of(&row["id"]), "option": row["option"], "amount": amount, "cost_type": "per session" })
    });
    let costs: Vec<Value> = costs.collect();
    let free = match costs.first() {
        Some(row) => json!(row["amount"] == "0.00"),
        None => Value::Null,
    };
    let contacts = list("contacts").into_iter().map(|c| {
        json!({
            "id": count_of(&c["id"]), "name": c["name"], "title": c["title"], "visible": true, "email": c["email"],
            "phone": c.pointer("/phones/0/number"),
        })
    });
    let organisation = &service["organization"];
    let terms = |kind: &str| {
        let wanted =
            list("attributes").into_iter().filter(|a| a["link_type"] == kind).map(|a| a["taxonomy_term"].clone());
        wanted
            .map(|t| json!({ "id": count_of(&t["id"]), "name": t["name"], "slug": t["code"], "parent_id": null }))
            .collect::<Vec<_>>()
    };
    let asked = service["application_process"].as_str();
    json!({
        "id": n + 1, "updated_at": service["last_modified"], "created_at": "2023-02-01T09:00:00.000Z", "name": service["name"],
        "description": service["description"], "url": service["url"], "email": service["email"], "visible_from": null, "visible_to": null,
        "min_age": service["minimum_age"], "max_age": service["maximum_age"], "age_band_under_2": null, "age_band_2": null, "age_band_3_4": null,
        "age_band_5_7": null, "age_band_8_plus": null, "age_band_all": null, "needs_referral": asked.map(|how| how.contains("can send you")),
        "free": free, "status": service["status"], "target_directories": [{ "name": "Community directory", "label": "community-directory" }],
        "locations": locations, "contacts": contacts.collect::<Vec<_>>(), "regular_schedules": days, "cost_options": costs,
        "organisation": {
            "id": count_of(&organisation["id"]), "name": organisation["name"], "description": organisation["description"],
            "email": organisation["email"], "url": organisation["website"],
        },
        "taxonomies": terms("topics"), "suitabilities": terms("audiences"), "send_needs": [], "meta": [], "local_offer": null,
        "links": [{ "label": "Facebook", "url": format!("https://friends.example/{}", content::slug(service["name"].as_str().unwrap_or(""))) }],
    })
}

fn outpost_location(place: &Value) -> Value {
    let address = &place["addresses"][0];
    let access = place["accessibility"].as_array().into_iter().flatten().filter_map(|a| {
        let (slug, name) = words::ACCESS.iter().find(|(_, words)| a["description"] == *words)?;
        Some(json!({ "name": name, "slug": slug }))
    });
    json!({
        "id": count_of(&place["id"]), "name": place["name"], "address_1": address["address_1"], "city": address["city"],
        "state_province": address["state_province"], "postal_code": address["postal_code"], "country": address["country"],
        "geometry": { "type": "Point", "coordinates": [place["longitude"], place["latitude"]] },
        "mask_exact_address": false, "accessibilities": access.collect::<Vec<_>>(),
    })
}

fn count_of(id: &Value) -> u64 {
    count(id.as_str().unwrap_or_default())
}

/// The whole number that stands for an id.
fn count(id: &str) -> u64 {
    number(id) % 1_000_000_000
}

/// A whole document of ORUK 3.0 as ORUK 1.0 has it at `/services/{id}`.
pub fn as_oruk1(service: &Value) -> Value {
    let list = |key: &str| service[key].as_array().cloned().unwrap_or_default();
    let schedules = list("schedules").into_iter().map(|row| {
        json!({
            "id": row["id"], "opens_at": row["opens_at"], "closes_at": row["closes_at"], "byday": row["byday"], "freq": row["freq"],
            "interval": row["interval"], "dtstart": row["dtstart"], "bymonthday": null, "description": row["description"],
            "valid_from": row["valid_from"], "valid_to": row["valid_to"],
        })
    });
    let at = list("service_at_locations").into_iter().map(|at| {
        let place = &at["location"];
        let rows = |key: &str| place[key].as_array().cloned().unwrap_or_default();
        let addresses = rows("addresses").into_iter().map(|a| {
            json!({
                "id": a["id"], "address_1": a["address_1"], "city": a["city"], "state_province": a["state_province"],
                "postal_code": a["postal_code"], "country": a["country"],
            })
        });
        let access = rows("accessibility").into_iter().map(|a| json!({ "id": a["id"], "accessibility": a["description"] }));
        json!({
            "id": at["id"], "regular_schedule": [], "holiday_schedules": [],
            "location": {
                "id": place["id"], "name": place["name"], "description": null, "latitude": place["latitude"], "longitude": place["longitude"],
                "physical_addresses": addresses.collect::<Vec<_>>(), "accessibility_for_disabilities": access.collect::<Vec<_>>(),
            },
        })
    });
    let terms: Vec<Value> = list("attributes").into_iter().map(|a| {
        let t = &a["taxonomy_term"];
        json!({ "id": a["id"], "taxonomy": { "id": t["term_uri"], "name": t["name"], "vocabulary": t["taxonomy"], "parent": null } })
    }).collect();
    let organization = &service["organization"];
    let contacts = list("contacts").into_iter().map(|c| {
        json!({ "id": c["id"], "name": c["name"], "title": c["title"], "phones": [{ "id": c.pointer("/phones/0/id"), "number": c.pointer("/phones/0/number") }] })
    });
    let costs = list("cost_options").into_iter().map(|row| {
        json!({ "id": row["id"], "option": row["option"], "amount": row["amount"], "amount_description": row["amount_description"], "valid_from": null, "valid_to": null })
    });
    let area = list("service_areas")
        .into_iter()
        .map(|a| json!({ "id": a["id"], "service_area": a["name"], "extent": null, "uri": null }));
    let fees = match service.pointer("/cost_options/0/amount").and_then(Value::as_f64) {
        Some(0.0) => "Free",
        Some(_) => "There is a charge",
        None => "",
    };
    let online = list("service_at_locations").iter().any(|at| at["location"]["location_type"] == "virtual");
    json!({
        "id": service["id"], "name": service["name"], "description": service["description"], "url": service["url"], "email": service["email"],
        "status": service["status"], "fees": fees, "accreditations": null, "deliverable_type": null, "assured_date": service["assured_date"],
        "attending_type": if online { "online" } else { "venue" }, "attending_access": null,
        "organization": {
            "id": organization["id"], "name": organization["name"], "description": organization["description"], "email": organization["email"],
            "url": organization["website"], "logo": null, "uri": null,
        },
        "contacts": contacts.collect::<Vec<_>>(), "service_areas": area.collect::<Vec<_>>(), "fundings": [], "reviews": [], "holiday_schedules": [],
        "regular_schedules": schedules.collect::<Vec<_>>(), "cost_options": costs.collect::<Vec<_>>(), "service_taxonomys": terms,
        "languages": list("languages").into_iter().map(|l| json!({ "id": l["id"], "language": l["name"] })).collect::<Vec<_>>(),
        "eligibilitys": [{
            "id": content::id(0, "eligibility", &service["id"]), "eligibility": service["eligibility_description"],
            "minimum_age": service["minimum_age"], "maximum_age": service["maximum_age"], "taxonomys": [],
        }],
        "service_at_locations": at.collect::<Vec<_>>(),
    })
}

/// What may be wrong with a service of Outpost.
pub const OUTPOST_FAULTS: &[Fault] = &[
    ("masked_with_point", |v, _| {
        rows(v, "locations", &mut |place| {
            place.insert("mask_exact_address".into(), json!(true));
            place.insert("address_1".into(), Value::Null);
        });
    }),
    ("masked_as_text", |v, _| {
        rows(v, "locations", &mut |place| drop(place.insert("mask_exact_address".into(), json!("Yes"))))
    }),
    ("postcode_letter_o", |v, _| row_texts(v, "locations", &["postal_code"], &mut |code| code.replace(" 0", " O"))),
    ("postcode_outward_only", |v, _| {
        row_texts(v, "locations", &["postal_code"], &mut |code| code.split(' ').next().unwrap_or("").to_owned())
    }),
    ("coordinates_swapped", |v, _| {
        each(v, "coordinates", &mut |point| point.as_array_mut().into_iter().for_each(|p| p.reverse()))
    }),
    ("coordinates_zero", |v, _| each(v, "coordinates", &mut |point| *point = json!([0.0, 0.0]))),
    ("geometry_null", |v, _| rows(v, "locations", &mut |place| drop(place.insert("geometry".into(), Value::Null)))),
    ("many_empty_answers", |v, _| {
        let answers: Vec<Value> =
            (1..70).map(|i| json!({ "id": i, "key": format!("Question {i} of the survey"), "value": "" })).collect();
        put(v, "meta", answers.into());
    }),
    ("private_person", |v, rng| {
        let number = format!("07700 900{:03}", rng.below(1000));
        rows(v, "contacts", &mut |contact| {
            contact.insert("name".into(), json!("Amina Quill"));
            contact.insert("title".into(), Value::Null);
            contact.insert("email".into(), json!("amina.quill84@mail.example"));
            contact.insert("phone".into(), json!(number));
        });
    }),
    ("hidden_contact", |v, _| rows(v, "contacts", &mut |contact| drop(contact.insert("visible".into(), json!(false))))),
    ("organisation_null", |v, _| put(v, "organisation", Value::Null)),
    ("phone_text", |v, rng| {
        let said = format!("Office: 020 7946 0{:03} (Mon-Fri)", rng.below(1000));
        row_texts(v, "contacts", &["phone"], &mut |_| said.clone());
    }),
    ("weekday_short", |v, _| {
        row_texts(v, "regular_schedules", &["weekday"], &mut |day| {
            day.chars().take(3).collect::<String>().to_lowercase()
        })
    }),
    ("time_am_pm", |v, _| row_texts(v, "regular_schedules", &["opens_at", "closes_at"], &mut twelve_hours)),
    ("amount_as_number", |v, _| rows(v, "cost_options", &mut |row| drop(row.insert("amount".into(), json!(4))))),
    ("amount_sign", |v, _| row_texts(v, "cost_options", &["amount"], &mut |amount| format!("£{amount}"))),
    ("age_minus_one", |v, _| put(v, "min_age", json!(-1))),
    ("age_150", |v, _| put(v, "max_age", json!(150))),
    ("free_as_text", |v, _| put(v, "free", json!("yes"))),
    ("url_without_scheme", |v, _| texts(v, &["url"], &mut |url| url.replace("https://", "www."))),
    ("id_as_text", |v, _| {
        let id = v.get("id").map(|id| json!(id.to_string()));
        id.into_iter().for_each(|id| put(v, "id", id));
    }),
    ("status_other", |v, rng| {
        put(v, "status", json!(*rng.pick(&[&"published", &"marked for deletion", &"invisible", &"expired"])))
    }),
    ("html_script", |v, _| text(v, "description", &mut |t| format!("<p>{t}</p><script>alert(1)</script>"))),
    ("crlf", |v, _| text(v, "description", &mut |t| format!("{t}\r\n\r\nRing first.\r\n"))),
    ("no_name", |v, rng| nothing(v, "name", rng)),
    ("no_id", |v, rng| nothing(v, "id", rng)),
    ("not_an_object", |v, _| *v = json!([])),
];

/// What may be wrong with a service of ORUK 1.0.
pub const ORUK1_FAULTS: &[Fault] = &[
    ("schedules_null", |v, _| put(v, "regular_schedules", Value::Null)),
    ("service_at_locations_null", |v, _| put(v, "service_at_locations", Value::Null)),
    ("organization_without_description", |v, _| {
        v.get_mut("organization").into_iter().for_each(|o| put(o, "description", Value::Null));
    }),
    ("organization_null", |v, _| put(v, "organization", Value::Null)),
    ("only_id_name_status", |v, _| {
        if let Value::Object(fields) = v {
            fields.retain(|key, _| ["id", "name", "status"].contains(&key.as_str()));
        }
    }),
    ("amount_as_text", |v, _| rows(v, "cost_options", &mut |row| drop(row.insert("amount".into(), json!("£2.50"))))),
    ("ages_as_text", |v, _| rows(v, "eligibilitys", &mut |row| drop(row.insert("minimum_age".into(), json!("18+"))))),
    ("ages_null_twice", |v, _| {
        if let Some(all) = v.get_mut("eligibilitys").and_then(Value::as_array_mut) {
            all.push(
                json!({ "id": "2", "eligibility": "", "minimum_age": null, "maximum_age": null, "taxonomys": [] }),
            );
        }
    }),
    ("term_id_not_uri", |v, _| {
        let mut codes = 100..;
        rows(v, "service_taxonomys", &mut |row| {
            row.get_mut("taxonomy")
                .into_iter()
                .for_each(|t| put(t, "id", json!(format!("LGTS:{}", codes.next().unwrap_or(0)))));
        });
    }),
    ("byday_words", |v, _| row_texts(v, "regular_schedules", &["byday"], &mut |_| "Monday,Tuesday".into())),
    ("time_am_pm", |v, _| row_texts(v, "regular_schedules", &["opens_at", "closes_at"], &mut twelve_hours)),
    ("date_day_first", |v, _| text(v, "assured_date", &mut day_first)),
    ("date_with_time", |v, _| text(v, "assured_date", &mut |t| format!("{t}T00:00:00"))),
    ("coordinates_swapped", |v, _| {
        rows(v, "service_at_locations", &mut |at| {
            let Some(place) = at.get_mut("location").filter(|place| place["latitude"].is_number()) else { return };
            let (lat, lon) = (place["latitude"].take(), place["longitude"].take());
            put(place, "latitude", lon);
            put(place, "longitude", lat);
        });
    }),
    ("postcode_outward_only", |v, _| {
        texts(v, &["postal_code"], &mut |code| code.split(' ').next().unwrap_or("").to_owned())
    }),
    ("url_empty", |v, _| put(v, "url", json!(""))),
    ("url_without_scheme", |v, _| texts(v, &["url"], &mut |url| url.replace("https://", "www."))),
    ("status_capital", |v, _| put(v, "status", json!("Active"))),
    ("literal_newline", |v, _| text(v, "description", &mut |t| format!("{t}\\nRing first."))),
    ("phone_text", |v, _| texts(v, &["number"], &mut |n| format!("Tel: {n} ask for the desk"))),
    ("no_name", |v, rng| nothing(v, "name", rng)),
    ("no_id", |v, rng| nothing(v, "id", rng)),
    ("not_an_object", |v, _| *v = Value::Null),
];
