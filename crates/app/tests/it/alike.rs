//! The labelled pairs of entries are what they say: so many of each kind and label, the two halves alike, nobody real in them.

use serde_json::Value;
use std::collections::{BTreeMap, HashSet};

const PAIRS: &str = include_str!("../data/alike/pairs.jsonl");

#[test]
fn the_two_halves_have_as_many_of_everything() {
    let mut halves: [BTreeMap<(String, String), usize>; 2] = Default::default();
    let mut ids = HashSet::new();
    let mut of_kind: BTreeMap<String, usize> = BTreeMap::new();
    for line in PAIRS.lines() {
        let pair: Value = serde_json::from_str(line).expect("a pair");
        let text = |key: &str| pair[key].as_str().expect(key).to_owned();
        assert!(ids.insert(text("id")), "{line}");
        assert!(["same", "different", "unsure"].contains(&text("label").as_str()), "{line}");
        let says_something = |side: &str| pair[side].as_object().is_some_and(|s| !s.is_empty());
        assert!(text("why").len() >= 8 && says_something("a") && says_something("b"), "{line}");
        let n = of_kind.entry(text("kind")).or_default();
        *halves[*n % 2].entry((text("kind"), text("label"))).or_default() += 1;
        *n += 1;
    }
    assert!(ids.len() >= 200, "{}", ids.len());
    assert_eq!(halves[0], halves[1]);
}

#[test]
fn nobody_in_them_is_real() {
    for word in PAIRS.split(['"', ' ', ',']) {
        let address = word.contains('@') || word.starts_with("http") || word.starts_with("www.");
        assert!(!address || word.contains(".example"), "{word}");
    }
}
