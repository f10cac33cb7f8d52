//! Whose a part is. Feeds that gather from others send the others' ids, and anybody may send an id that they have read here: what an organisation or a location is
//! says only the feed that brought it first. What another feed says under the same id is a part of its own, with an id made from that one, wherever its services
//! name it.

use hsds::{Document, canonical::NAMED, minted, own_id};
use serde_json::Value;
use std::collections::HashMap;
use uuid::Uuid;

/// The id of what a feed says of something that another brought first.
pub(crate) fn another_id(feed: &str, object: &str, id: Uuid) -> Uuid {
    minted(feed, object, &id.to_string())
}

/// The organisations and locations that a document speaks of.
pub(crate) fn parts_of(d: &Document) -> Vec<(&'static str, Uuid)> {
    let id = |value: Option<&Value>| value.and_then(Value::as_object).and_then(own_id);
    let mut all: Vec<_> = id(d.get("organization")).map(|id| ("organization", id)).into_iter().collect();
    for at in d.get("service_at_locations").and_then(Value::as_array).into_iter().flatten() {
        let named = || at.get("location_id").and_then(Value::as_str).and_then(|id| id.parse().ok());
        all.extend(id(at.get("location")).or_else(named).map(|id| ("location", id)));
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// Gives parts of a document other ids, wherever it names them.
pub(crate) fn rename(d: &mut Document, feed: &str, others: &[(&'static str, Uuid)]) {
    let new = |(object, id): &(&'static str, Uuid)| (id.to_string(), another_id(feed, object, *id).to_string());
    let ids: HashMap<String, String> = others.iter().map(new).collect();
    if let Some(organization) = d.get_mut("organization") {
        rename_part(organization, &ids, feed);
    }
    for at in d.get_mut("service_at_locations").and_then(Value::as_array_mut).into_iter().flatten() {
        if let Some(location) = at.get_mut("location") {
            let named = location.get("id").cloned();
            if rename_part(location, &ids, feed) {
                location[NAMED] = named.unwrap_or_default();
            }
        }
    }
    for value in d.values_mut() {
        follow(value, &ids);
    }
    for key in ["organization_id", "location_id"] {
        if let Some(new) = d.get(key).and_then(Value::as_str).and_then(|id| ids.get(id)).cloned() {
            d.insert(key.to_owned(), new.into());
        }
    }
}

/// A part, with what hangs on it: the same address cannot be that of two.
fn rename_part(part: &mut Value, ids: &HashMap<String, String>, feed: &str) -> bool {
    let Some((old, new)) = part.get("id").and_then(Value::as_str).and_then(|id| ids.get_key_value(id)) else {
        return false;
    };
    hang(part, old, new, feed);
    part["id"] = new.clone().into();
    true
}

fn hang(value: &mut Value, old: &str, new: &str, feed: &str) {
    match value {
        Value::Array(all) => all.iter_mut().for_each(|v| hang(v, old, new, feed)),
        Value::Object(map) => {
            for (key, v) in map.iter_mut().filter(|(key, _)| !key.starts_with("taxonomy")) {
                match v.as_str() {
                    Some(text) if text == old => *v = new.into(),
                    Some(text) if key == "id" => *v = minted(feed, "part", &format!("{new}:{text}")).to_string().into(),
                    _ => hang(v, old, new, feed),
                }
            }
        }
        _ => {}
    }
}

/// What names a part from elsewhere in its document.
fn follow(value: &mut Value, ids: &HashMap<String, String>) {
    match value {
        Value::Array(all) => all.iter_mut().for_each(|v| follow(v, ids)),
        Value::Object(map) => {
            for (key, v) in map.iter_mut() {
                match v.as_str().and_then(|id| ids.get(id)) {
                    Some(new) if ["organization_id", "location_id"].contains(&key.as_str()) => *v = new.clone().into(),
                    _ => follow(v, ids),
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hsds::canonical::named_id;
    use serde_json::json;

    #[test]
    fn a_part_has_another_id_wherever_it_is_named() {
        let (hall, club) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let Value::Object(mut d) = json!({ "id": Uuid::from_u128(9), "organization_id": club,
            "organization": { "id": club, "name": "Club", "phones": [{ "id": Uuid::from_u128(3), "number": "020 7946 0111" }] },
            "service_at_locations": [
                { "location_id": hall, "location": { "id": hall, "organization_id": club, "attributes": [{ "link_id": hall, "taxonomy_term": { "id": Uuid::from_u128(4) } }] } },
                { "location_id": hall }] })
        else {
            unreachable!()
        };
        let others = parts_of(&d);
        assert_eq!(others, [("location", hall), ("organization", club)]);
        rename(&mut d, "eves", &others);
        let (new_hall, new_club) = (another_id("eves", "location", hall), another_id("eves", "organization", club));
        assert_eq!(parts_of(&d), [("location", new_hall), ("organization", new_club)]);
        let location = d["service_at_locations"][0]["location"].as_object().unwrap();
        assert_eq!((own_id(location), named_id(location)), (Some(new_hall), Some(hall)));
        let text = Value::Object(d.clone()).to_string();
        assert!(!text.contains(&club.to_string()) && !text.contains(&Uuid::from_u128(3).to_string()), "{text}");
        assert!(text.contains(&Uuid::from_u128(4).to_string()), "a term is everybody's");
        assert_eq!(d["service_at_locations"][1]["location_id"], new_hall.to_string());
        // Once more changes nothing.
        rename(&mut d, "eves", &others);
        assert_eq!(Value::Object(d).to_string(), text);
    }
}
