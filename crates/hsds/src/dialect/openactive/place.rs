//! Where something is: a place with an address, or a meeting on the web.

use super::{Raw, ignore_of, kind_of, labels, own_id, phones, short, when};
use crate::dialect::{
    append, is_nothing, is_uri, object, put, put_under, rename, take_array, take_flag, take_object, take_text,
    take_words, text_of, under,
};
use kernel::Postcode;
use serde_json::Value;

/// Where it is: a place, or a meeting on the web. A place that is only pointed to is not known here and stays as it is.
pub(super) fn places(raw: &mut Raw, id: Option<&Value>) {
    let mut about: Vec<String> = take_words(raw, "meetingPoint");
    about.extend(labels(raw, "beta:sportsActivityLocation"));
    let mut all = vec![];
    if let Some(Value::String(text)) = raw.get("location")
        && !is_uri(text.trim())
        && !text.trim().is_empty()
    {
        let named = object([("name", text.trim().into())]);
        raw.insert("location".to_owned(), named.into());
    }
    for place in take_array(raw, "location") {
        let Value::Object(mut place) = place else { continue };
        let is_virtual = kind_of(&place).as_deref() == Some("VirtualLocation");
        if is_virtual {
            meeting(&mut place, id);
        } else {
            location(&mut place);
        }
        all.push(place);
    }
    for place in take_array(raw, "beta:virtualLocation") {
        let Value::Object(mut place) = place else { continue };
        meeting(&mut place, id);
        all.push(place);
    }
    let mut made = vec![];
    for place in
        all.into_iter().filter(|p| p.iter().any(|(key, v)| key != "id" && key != "location_type" && !is_nothing(v)))
    {
        let which = place.get("id").and_then(text_of).unwrap_or_default();
        let at = under(id, &format!("at/{which}")).unwrap_or_default();
        let mut at = object([("id", at), ("location", place.into())]);
        if !about.is_empty() {
            at.insert("description".to_owned(), about.join("\n").into());
        }
        made.push(at.into());
    }
    append(raw, "service_at_locations", made);
}

fn meeting(place: &mut Raw, on: Option<&Value>) {
    place.remove("id");
    put_under(place, on, "virtual");
    put(place, "location_type", "virtual");
    ignore_of(place, "location");
}

fn location(place: &mut Raw) {
    let geo = take_object(place, "geo").unwrap_or_default();
    for key in ["latitude", "longitude"] {
        if let Some(value) = geo.get(key).filter(|v| !is_nothing(v)) {
            put(place, key, value.clone());
        }
    }
    // Without an id the same name at the same address is the same place.
    let id = own_id(place).or_else(|| {
        let code = place.get("address").and_then(|a| a.get("postalCode").or(Some(a))).and_then(text_of);
        let name = place.get("name").and_then(text_of);
        (name.is_some() || code.is_some())
            .then(|| short(format!("{}|{}", name.unwrap_or_default(), code.unwrap_or_default())))
    });
    place.remove("id");
    if let Some(id) = id {
        place.insert("id".to_owned(), id.into());
    }
    let on = place.get("id").cloned();
    let on = on.as_ref();
    rename(place, "beta:formattedDescription", "description");
    put(place, "location_type", "physical");
    let said = place.remove("address");
    address(place, on, said);
    phones(place, on);
    if let Some(email) = take_text(place, "email") {
        let mut contact = object([("email", email.into())]);
        put_under(&mut contact, on, "contact");
        append(place, "contacts", vec![contact.into()]);
    }
    let more = take_array(place, "amenityFeature").into_iter().filter_map(|feature| {
        let Value::Object(mut feature) = feature else { return None };
        let there = take_flag(&mut feature, "value") != Some(false);
        let name = take_text(&mut feature, "name").filter(|_| there)?;
        let mut made = object([("description", name.as_str().into())]);
        put_under(&mut made, on, &format!("amenity/{name}"));
        Some(made.into())
    });
    append(place, "accessibility", more.collect());
    when::opening(place, on);
    ignore_of(place, "location");
}

/// An address, or a line of text that is one. The postcode is at its end.
fn address(on: &mut Raw, id: Option<&Value>, said: Option<Value>) {
    let mut made = match said {
        Some(Value::Object(mut said)) => {
            for (from, to) in [
                ("streetAddress", "address_1"),
                ("addressLocality", "city"),
                ("addressRegion", "state_province"),
                ("postalCode", "postal_code"),
                ("addressCountry", "country"),
            ] {
                rename(&mut said, from, to);
            }
            if let Some(mut country) = take_object(&mut said, "country")
                && let Some(name) = take_text(&mut country, "name")
            {
                said.insert("country".to_owned(), name.into());
            }
            said.remove("id");
            ignore_of(&mut said, "address");
            said
        }
        Some(Value::String(text)) if !text.trim().is_empty() => {
            let words: Vec<&str> = text.split([' ', ',', '\n']).filter(|w| !w.is_empty()).collect();
            let code = [2, 1].iter().find_map(|n| {
                let end = words.get(words.len().checked_sub(*n)?..)?.join(" ");
                end.parse::<Postcode>().is_ok().then_some(end)
            });
            object([("address_1", text.trim().into()), ("postal_code", code.map(Value::from).unwrap_or_default())])
        }
        _ => return,
    };
    if made.is_empty() {
        return;
    }
    put(&mut made, "address_type", "physical");
    put_under(&mut made, id, "address");
    append(on, "addresses", vec![made.into()]);
}
