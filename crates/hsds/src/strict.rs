//! What may be published of a document: only what the standard knows, with everything that it demands, and nothing that is empty.
//!
//! A document may lack what the standard demands where nobody has said it. Where there is an honest answer it is given (an organisation without a
//! description is described by its name, a street in London lies in London); what cannot be answered is left out with what it belongs to.

use crate::{
    canonical::Document,
    fields::{Kind, Object},
};
use serde_json::Value;

/// The document as it may be published; `None` when it lacks what the standard demands.
pub fn strict(object: &'static Object, document: &Document) -> Option<Document> {
    at_depth(object, document, 0)
}

fn at_depth(object: &'static Object, document: &Document, depth: usize) -> Option<Document> {
    const DEEPEST: usize = 12;
    if depth > DEEPEST {
        return None;
    }
    let mut out = Document::new();
    for field in object.fields {
        let said = document.get(field.name).and_then(|value| match (field.kind, value) {
            (Kind::One(of), Value::Object(one)) => at_depth(of, one, depth + 1).map(Value::Object),
            (Kind::Many(of), Value::Array(all)) => {
                let all: Vec<Value> =
                    all.iter().filter_map(|v| at_depth(of, v.as_object()?, depth + 1)).map(Value::Object).collect();
                (!all.is_empty()).then_some(Value::Array(all))
            }
            (Kind::One(_) | Kind::Many(_), _) | (_, Value::Null) => None,
            (Kind::Number, value) => value.is_number().then(|| value.clone()),
            (_, Value::String(text)) => (!text.trim().is_empty()).then(|| value.clone()),
            _ => None,
        });
        let value = match said {
            Some(value) => value,
            None if field.required => instead(object, field.name, document)?,
            None => continue,
        };
        out.insert(field.name.to_owned(), value);
    }
    Some(out)
}

/// What can honestly stand where the standard demands something that nobody said.
fn instead(object: &Object, field: &str, document: &Document) -> Option<Value> {
    let from = |keys: &[&str]| keys.iter().find_map(|k| document.get(*k).filter(|v| v.is_string())).cloned();
    match (object.name, field) {
        ("organization" | "taxonomy_term" | "taxonomy" | "program", "description") => from(&["name"]),
        ("address", "state_province") => {
            let london = document.get("city").and_then(Value::as_str).is_some_and(|c| c.eq_ignore_ascii_case("london"));
            from(&["region"]).or_else(|| london.then(|| "Greater London".into()))
        }
        ("address", "city") => {
            let london = |key: &str| document.get(key).and_then(Value::as_str).is_some_and(|s| s.contains("London"));
            if london("state_province") || london("region") {
                Some("London".into())
            } else {
                from(&["region", "state_province"])
            }
        }
        ("address", "country") => Some("GB".into()),
        ("address", "address_type") | ("location", "location_type") => Some("physical".into()),
        ("service", "status") => Some("active".into()),
        ("organization_identifier", "identifier_type") => from(&["identifier_scheme"]),
        _ => None,
    }
}

/// A row of a list: what there is one of.
pub fn row(object: &'static Object, document: &Document) -> Document {
    let mut out = Document::new();
    for field in object.fields.iter().filter(|f| f.in_rows()) {
        match (field.kind, document.get(field.name)) {
            (Kind::One(of), Some(Value::Object(one))) => {
                out.insert(field.name.to_owned(), Value::Object(row(of, one)));
            }
            (_, Some(value)) => {
                out.insert(field.name.to_owned(), value.clone());
            }
            (_, None) => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::{ADDRESS, SERVICE};
    use serde_json::json;

    fn document(value: Value) -> Document {
        match value {
            Value::Object(d) => d,
            _ => panic!("an object"),
        }
    }

    #[test]
    fn what_the_standard_demands_is_there_or_its_whole_is_not() {
        let d = document(json!({
            "id": "0199c0de-0000-7000-8000-000000000001", "name": "Tea", "masked": true, "url": "", "email": null,
            "organization": { "id": "0199c0de-0000-7000-8000-000000000002", "name": "The Kettle" },
            "phones": [{ "id": "0199c0de-0000-7000-8000-000000000003" }],
            "service_at_locations": [{ "id": "0199c0de-0000-7000-8000-000000000004", "location": {
                "id": "0199c0de-0000-7000-8000-000000000005",
                "addresses": [{ "id": "0199c0de-0000-7000-8000-000000000006", "city": "London", "country": "GB" }] } }],
        }));
        let d = Value::Object(strict(&SERVICE, &d).unwrap());
        assert_eq!(d["organization"]["description"], "The Kettle");
        assert_eq!(d["status"], "active");
        for gone in ["masked", "url", "email", "phones"] {
            assert!(d.get(gone).is_none(), "{gone}");
        }
        let place = &d["service_at_locations"][0]["location"];
        assert!(place.get("addresses").is_none(), "no street: no address");
        assert_eq!(place["location_type"], "physical");
        assert!(strict(&SERVICE, &Document::new()).is_none());
    }

    #[test]
    fn a_street_in_london_has_a_county() {
        let d = document(json!({ "id": "x", "address_1": "1 Tea Row", "city": "London", "postal_code": "E15 4ES" }));
        assert_eq!(Value::Object(strict(&ADDRESS, &d).unwrap())["state_province"], "Greater London");
        let d = document(json!({ "id": "x", "address_1": "1 Tea Row", "postal_code": "E15 4ES" }));
        assert!(strict(&ADDRESS, &d).is_none(), "a town is not guessed");
    }

    #[test]
    fn a_row_has_what_there_is_one_of() {
        let d = document(json!({ "id": "x", "name": "Tea", "phones": [{ "number": "1" }],
            "organization": { "id": "y", "name": "The Kettle", "phones": [{ "number": "1" }] } }));
        let expected = json!({ "id": "x", "name": "Tea", "organization": { "id": "y", "name": "The Kettle" } });
        assert_eq!(Value::Object(row(&SERVICE, &d)), expected);
    }
}
