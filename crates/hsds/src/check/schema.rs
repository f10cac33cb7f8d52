//! As much of JSON Schema 2020-12 as an OpenAPI document of an API like this needs: [`wrong`] looks at a schema,
//! [`against`] holds a value against it.
//!
//! Keywords that are not here are passed over when a value is looked at. So a value that this finds right may be
//! wrong, and never the other way round.

use super::{formats, json, openapi};
use serde_json::Value;

const TYPES: [&str; 7] = ["null", "boolean", "object", "array", "number", "integer", "string"];
/// How deep values and references go.
const DEEP: usize = 60;

/// What is wrong with a schema, and where.
pub(super) fn wrong(schema: &Value) -> Option<(String, String)> {
    let inside = |name: &str, found: (String, String)| (format!("/{name}{}", found.0), found.1);
    let here = |said: &str| Some((String::new(), said.to_owned()));
    let map = match schema {
        Value::Bool(_) => return None,
        Value::Object(map) => map,
        _ => return here("neither an object nor true or false"),
    };
    for (name, value) in map {
        let found = match name.as_str() {
            "type" => {
                let names: Vec<_> = value.as_array().map_or(vec![value], |all| all.iter().collect());
                let known = |one: &&Value| one.as_str().is_some_and(|one| TYPES.contains(&one));
                if names.is_empty() || !names.iter().all(known) { here("no type of JSON Schema") } else { None }
            }
            "nullable" => here("nullable is of OpenAPI 3.0"),
            "required" => {
                let mut names: Vec<_> = value.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
                let all = value.as_array().map(Vec::len);
                names.sort_unstable();
                names.dedup();
                if all == Some(names.len()) { None } else { here("required is no list of different names") }
            }
            "enum" => {
                if value.as_array().is_some_and(|all| !all.is_empty()) {
                    None
                } else {
                    here("enum has no values")
                }
            }
            "properties" | "$defs" | "patternProperties" => match value.as_object() {
                Some(all) => all.iter().find_map(|(name, schema)| wrong(schema).map(|found| inside(name, found))),
                None => here("no object"),
            },
            "items" | "additionalProperties" | "not" | "if" | "then" | "else" | "contains" => wrong(value),
            "allOf" | "anyOf" | "oneOf" => match value.as_array() {
                Some(all) if !all.is_empty() => all
                    .iter()
                    .enumerate()
                    .find_map(|(at, schema)| wrong(schema).map(|found| inside(&at.to_string(), found))),
                _ => here("no list of schemas"),
            },
            _ => None,
        };
        if let Some(found) = found {
            return Some(inside(name, found));
        }
    }
    None
}

/// Where a value is not what a schema of the document says, and why.
pub(super) fn against(document: &Value, schema: &Value, value: &Value) -> Option<(String, String)> {
    held(document, schema, value, 0)
}

fn held(document: &Value, schema: &Value, value: &Value, depth: usize) -> Option<(String, String)> {
    let here = |said: String| Some((String::new(), said));
    if depth > DEEP {
        return None;
    }
    let map = match schema {
        Value::Bool(false) => return here("nothing may be here".to_owned()),
        Value::Object(map) => map,
        _ => return None,
    };
    let again = |schema: &Value, value: &Value| held(document, schema, value, depth + 1);
    if map.contains_key("$ref") {
        let target = openapi::resolve(document, schema);
        if target != schema
            && let Some(found) = again(target, value)
        {
            return Some(found);
        }
    }
    let each = |name: &str| map.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    if let Some(found) = each("allOf").iter().find_map(|schema| again(schema, value)) {
        return Some(found);
    }
    let right = |name: &str| each(name).iter().filter(|schema| again(schema, value).is_none()).count();
    if map.contains_key("anyOf") && right("anyOf") == 0 {
        return here("none of anyOf".to_owned());
    }
    if map.contains_key("oneOf") && right("oneOf") != 1 {
        return here(format!("{} of oneOf", right("oneOf")));
    }
    if map.get("not").is_some_and(|not| again(not, value).is_none()) {
        return here("what must not be here".to_owned());
    }
    if let Some(kinds) = map.get("type") {
        let kinds: Vec<_> = kinds.as_array().map_or(vec![kinds], |all| all.iter().collect());
        if !kinds.iter().filter_map(|kind| kind.as_str()).any(|kind| is(kind, value)) {
            return here(format!("not of type {kinds:?}"));
        }
    }
    if map.get("const").is_some_and(|one| json::different(one, value).is_some()) {
        return here("not the constant".to_owned());
    }
    if map.contains_key("enum") && !each("enum").contains(value) {
        return here(format!("{value} is not in enum"));
    }
    match value {
        Value::Object(_) | Value::Array(_) => inside(map, value, again),
        _ => scalar(map, value).and_then(|said| here(said.to_owned())),
    }
}

fn is(kind: &str, value: &Value) -> bool {
    match kind {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        _ => false,
    }
}

fn inside(
    map: &serde_json::Map<String, Value>,
    value: &Value,
    again: impl Fn(&Value, &Value) -> Option<(String, String)>,
) -> Option<(String, String)> {
    let size = |name: &str| map.get(name).and_then(Value::as_u64).map(|n| n as usize);
    if let Value::Array(values) = value {
        if size("minItems").is_some_and(|least| values.len() < least)
            || size("maxItems").is_some_and(|most| values.len() > most)
        {
            return Some((String::new(), format!("{} entries", values.len())));
        }
        let items = map.get("items")?;
        let mut found = values.iter().enumerate().filter_map(|(at, one)| again(items, one).map(|found| (at, found)));
        return found.next().map(|(at, (rest, said))| (format!("/{at}{rest}"), said));
    }
    let members = value.as_object()?;
    let required = map.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    for name in required {
        if !members.contains_key(name) {
            return Some((String::new(), format!("{name} is required")));
        }
    }
    let known = map.get("properties").and_then(Value::as_object);
    for (name, member) in members {
        let schema = known.and_then(|known| known.get(name)).or_else(|| map.get("additionalProperties"));
        if let Some((rest, said)) = schema.and_then(|schema| again(schema, member)) {
            return Some((format!("/{name}{rest}"), said));
        }
    }
    None
}

fn scalar(map: &serde_json::Map<String, Value>, value: &Value) -> Option<&'static str> {
    let bound = |name: &str| map.get(name).and_then(Value::as_f64);
    if let Some(number) = value.as_f64() {
        let low = bound("minimum").is_some_and(|least| number < least)
            || bound("exclusiveMinimum").is_some_and(|least| number <= least);
        let high = bound("maximum").is_some_and(|most| number > most)
            || bound("exclusiveMaximum").is_some_and(|most| number >= most);
        return (low || high).then_some("out of bounds");
    }
    let text = value.as_str()?;
    let length = text.chars().count() as f64;
    if bound("minLength").is_some_and(|least| length < least) || bound("maxLength").is_some_and(|most| length > most) {
        return Some("too short or too long");
    }
    let wrong = match map.get("format").and_then(Value::as_str)? {
        "uuid" => formats::uuid(text).is_err(),
        "date" => formats::date(text).is_none(),
        "date-time" => formats::moment(text).is_none(),
        "email" => formats::email(text).is_some(),
        "uri" => url::Url::parse(text).is_err(),
        _ => false,
    };
    wrong.then_some("not of its format")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn schemas_that_are_wrong() {
        for schema in [
            json!({"type": "text"}),
            json!({"properties": {"a": {"type": "datetime"}}}),
            json!({"required": ["a", "a"]}),
            json!({"required": true}),
            json!({"items": 3}),
            json!({"allOf": []}),
            json!({"enum": []}),
            json!({"type": "string", "nullable": true}),
        ] {
            assert!(wrong(&schema).is_some(), "{schema}");
        }
        assert_eq!(
            wrong(&json!({"type": ["string", "null"], "items": true, "properties": {"type": {"type": "string"}}})),
            None
        );
    }

    #[test]
    fn values_against_schemas() {
        let document = json!({"components": {"schemas": {"page": {
            "type": "object", "required": ["size"],
            "properties": {"size": {"type": "integer", "minimum": 0}, "contents": {"type": "array", "items": {"type": "string", "format": "uuid"}}}
        }}}});
        let schema = json!({"$ref": "#/components/schemas/page"});
        let at = |value: Value| against(&document, &schema, &value).map(|(at, _)| at);
        assert_eq!(at(json!({"size": 1, "other": null})), None);
        assert_eq!(at(json!({})).as_deref(), Some(""));
        assert_eq!(at(json!({"size": "1"})).as_deref(), Some("/size"));
        assert_eq!(at(json!({"size": -1})).as_deref(), Some("/size"));
        assert_eq!(at(json!({"size": 1, "contents": ["x"]})).as_deref(), Some("/contents/0"));
        let one = json!({"oneOf": [{"type": "number"}, {"type": "integer"}]});
        assert!(against(&document, &one, &json!(1)).is_some() && against(&document, &one, &json!(1.5)).is_none());
        assert!(against(&document, &json!({"additionalProperties": false}), &json!({"a": 1})).is_some());
        assert!(against(&document, &json!({"enum": ["a"]}), &json!("b")).is_some());
    }
}
