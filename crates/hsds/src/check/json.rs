//! Small things about JSON that a parser does not tell: a name that is there twice, what differs between two values.

use super::formats;
use serde_json::Value;
use std::{
    collections::{HashSet, hash_map::DefaultHasher},
    hash::{Hash, Hasher},
};

/// The first name that one object of a text has twice. The text is known to be JSON.
pub(super) fn twice(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    // One set for each object that is open, nothing for an array.
    let mut open: Vec<Option<HashSet<&str>>> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'{' => open.push(Some(HashSet::new())),
            b'[' => open.push(None),
            b'}' | b']' => {
                open.pop();
            }
            b'"' => {
                let start = at + 1;
                at = start;
                while at < bytes.len() && bytes[at] != b'"' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                let name = text.get(start..at)?;
                let next = bytes.get(at + 1..)?.iter().find(|b| !b.is_ascii_whitespace());
                if next == Some(&b':')
                    && let Some(Some(names)) = open.last_mut()
                    && !names.insert(name)
                {
                    return Some(name.to_owned());
                }
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// A number for a value that does not depend on the order of names. Equal values have equal numbers.
pub(super) fn hash(value: &Value) -> u64 {
    let mut state = DefaultHasher::new();
    match value {
        Value::Object(map) => {
            5u8.hash(&mut state);
            map.len().hash(&mut state);
            let each = map.iter().map(|(name, value)| {
                let mut one = DefaultHasher::new();
                name.hash(&mut one);
                hash(value).hash(&mut one);
                one.finish()
            });
            each.fold(0u64, u64::wrapping_add).hash(&mut state);
        }
        Value::Array(values) => {
            4u8.hash(&mut state);
            for value in values {
                hash(value).hash(&mut state);
            }
        }
        Value::String(text) => text.hash(&mut state),
        Value::Number(number) => match number.as_f64() {
            Some(number) => (3u8, number.to_bits()).hash(&mut state),
            None => number.to_string().hash(&mut state),
        },
        Value::Bool(yes) => (2u8, yes).hash(&mut state),
        Value::Null => 1u8.hash(&mut state),
    }
    state.finish()
}

/// Where the first value says something that the second does not say: every member of its objects must be there with
/// the same value, further members may be.
pub(super) fn not_in(part: &Value, whole: &Value) -> Option<String> {
    match (part, whole) {
        (Value::Object(part), Value::Object(whole)) => part.iter().find_map(|(name, value)| {
            let rest = match whole.get(name) {
                Some(other) => not_in(value, other)?,
                None => String::new(),
            };
            Some(format!("/{name}{rest}"))
        }),
        _ => different(part, whole),
    }
}

/// Where two values first differ.
pub(super) fn different(a: &Value, b: &Value) -> Option<String> {
    match (a, b) {
        (Value::Object(one), Value::Object(two)) => {
            let missing = |(name, _): (&String, &Value)| (!one.contains_key(name)).then(|| format!("/{name}"));
            not_in_deep(one, two).or_else(|| two.iter().find_map(missing))
        }
        (Value::Array(one), Value::Array(two)) if one.len() == two.len() => {
            let mut pairs = one.iter().zip(two).enumerate();
            pairs.find_map(|(at, (a, b))| different(a, b).map(|rest| format!("/{at}{rest}")))
        }
        _ => (hash(a) != hash(b)).then(String::new),
    }
}

fn not_in_deep(one: &serde_json::Map<String, Value>, two: &serde_json::Map<String, Value>) -> Option<String> {
    one.iter().find_map(|(name, value)| match two.get(name) {
        Some(other) => different(value, other).map(|rest| format!("/{name}{rest}")),
        None => Some(format!("/{name}")),
    })
}

/// All text in a value, folded, for the search.
pub(super) fn text(value: &Value, into: &mut String) {
    match value {
        Value::String(text) => {
            formats::fold(text, into);
            into.push(' ');
        }
        Value::Array(values) => values.iter().for_each(|value| self::text(value, into)),
        Value::Object(map) => map.values().for_each(|value| self::text(value, into)),
        _ => {}
    }
}

/// The text of a member.
pub(super) fn string<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    value.get(name).and_then(Value::as_str)
}

/// The objects in a member that is an array.
pub(super) fn many<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn names_that_are_there_twice() {
        assert_eq!(twice(r#"{"a":1,"b":{"a":2},"c":[{"a":1},{"a":1}],"d":"a"}"#), None);
        assert_eq!(twice(r#"{"a":1,"b":[{"c":1, "c" : 2}]}"#).as_deref(), Some("c"));
        assert_eq!(twice(r#"{"a":"x\"y","a":1}"#).as_deref(), Some("a"));
    }

    #[test]
    fn what_differs() {
        let (a, b) = (json!({"x": {"y": 1}, "z": [1, 2]}), json!({"x": {"y": 1, "w": 1}, "z": [1, 3]}));
        assert_eq!(not_in(&a, &b).as_deref(), Some("/z/1"));
        assert_eq!(not_in(&json!({"x": {"y": 1}}), &b), None);
        assert_eq!(not_in(&json!({"v": 1}), &b).as_deref(), Some("/v"));
        assert_eq!(different(&json!({"x": 1}), &json!({"x": 1, "y": 2})).as_deref(), Some("/y"));
        assert_eq!(different(&json!({"x": 1.0}), &json!({"x": 1})), None);
        assert_eq!(hash(&json!({"a": 1, "b": 2})), hash(&json!({"b": 2, "a": 1})));
        assert_ne!(hash(&json!({"a": 1, "b": 2})), hash(&json!({"a": 2, "b": 1})));
    }
}
