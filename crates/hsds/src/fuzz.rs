//! Whatever anybody sends: nothing panics, what comes out is bounded, and read again it is the same.

use crate::{canonical, dialect::Dialect, fields, split, strict};
use proptest::prelude::*;
use serde_json::{Map, Value};
use std::io::BufReader;

/// JSON of any shape, with the names of the standard more often than others.
fn json() -> impl Strategy<Value = Value> {
    let names: Vec<&'static str> = fields::OBJECTS.iter().flat_map(|o| o.fields).map(|f| f.name).collect();
    let text = prop_oneof![
        any::<String>().prop_map(Value::String),
        "[0-9a-zA-Z:/@.+ -]{0,40}".prop_map(Value::String),
        prop::sample::select(vec![
            "DAILY",
            "MO,TU",
            "9:00am",
            "2026-11-26",
            "01/02/2026",
            "www.tea.example",
            "<p>x</p>",
            "null",
            "020 7946 0123 ext 4",
            "E15 4ES",
            "-1",
            "£4",
            "\u{0}",
            "\u{202e}",
            "true",
            "0199c0de-0000-7000-8000-000000000001",
        ])
        .prop_map(|t| Value::String(t.to_owned())),
    ];
    let leaf = prop_oneof![
        4 => text,
        1 => any::<i64>().prop_map(Value::from),
        1 => any::<i32>().prop_map(|n| Value::from(f64::from(n) / 8.0)),
        1 => any::<bool>().prop_map(Value::from),
        1 => Just(Value::Null),
    ];
    leaf.prop_recursive(5, 120, 8, move |inner| {
        let name =
            prop_oneof![4 => prop::sample::select(names.clone()).prop_map(str::to_owned), 1 => "[a-zA-Z_]{1,12}"];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::Array),
            prop::collection::btree_map(name, inner, 0..10)
                .prop_map(|m| Value::Object(m.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_document_read_again_is_the_same(raw in json()) {
        let mut raw = match raw {
            Value::Object(raw) => raw,
            other => Map::from_iter([("x".to_owned(), other)]),
        };
        raw.insert("id".into(), "7".into());
        raw.insert("name".into(), "Tea".into());
        for dialect in Dialect::ALL {
            let shaped = dialect.to_hsds3(&fields::SERVICE, raw.clone());
            let Ok(once) = canonical::record(&fields::SERVICE, Value::Object(shaped), "fuzz") else { continue };
            if let Some(out) = strict(&fields::SERVICE, &once.document) {
                prop_assert!(strict(&fields::SERVICE, &out).as_ref() == Some(&out), "strict is strict");
            }
            let again = canonical::record(&fields::SERVICE, Value::Object(once.document.clone()), "fuzz");
            let again = again.map(|r| r.document).map_err(|e| TestCaseError::fail(format!("{e:?}")))?;
            prop_assert_eq!(&again, &once.document);
        }
    }

    #[test]
    fn any_bytes_are_cut_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let mut parts = split::Parts::new(BufReader::with_capacity(11, bytes.as_slice()));
        for _ in 0..=bytes.len() + 1 {
            match parts.part() {
                Ok(split::Part::End(_)) | Err(_) => return Ok(()),
                Ok(_) => {}
            }
        }
        prop_assert!(false, "it does not end");
    }

    #[test]
    fn what_is_json_is_cut_whole(values in prop::collection::vec(json(), 0..8)) {
        let objects: Vec<Value> = values.into_iter().filter(Value::is_object).collect();
        let text = Value::Array(objects.clone()).to_string();
        let mut parts = split::Parts::new(BufReader::with_capacity(13, text.as_bytes()));
        let mut read = vec![];
        while let split::Part::Record(raw, _) = parts.part().map_err(|e| TestCaseError::fail(e.to_string()))? {
            read.push(serde_json::from_slice::<Value>(&raw).map_err(|e| TestCaseError::fail(e.to_string()))?);
        }
        prop_assert_eq!(read, objects);
    }
}

/// Twice as much takes about twice as long, whatever it is made of: counted in what comes out, not in seconds.
#[test]
fn much_of_anything_is_bounded() {
    for odd in ["<", "&amp;", "###", "\\n", "Mon-Fri,", "020 7946 0123 / ", "a@b.example;", "\u{200b}", "[", "{\"x\":"]
    {
        let text = odd.repeat(200_000);
        let mut record = Map::new();
        for field in fields::SERVICE.fields {
            record.insert(field.name.to_owned(), text.clone().into());
        }
        record.insert("id".into(), "7".into());
        record.insert("name".into(), "Tea".into());
        let began = std::time::Instant::now();
        let document = canonical::record(&fields::SERVICE, Value::Object(record), "fuzz").map(|r| r.document);
        let size = document.map(|d| Value::Object(d).to_string().len()).unwrap_or_default();
        assert!(size < 2_000_000, "{odd}: {size}");
        assert!(began.elapsed().as_secs() < 60, "{odd} took {:?}", began.elapsed());
    }
}
