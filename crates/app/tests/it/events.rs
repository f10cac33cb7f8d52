//! An event waits in the queue, over an upgrade too: what was written by an earlier release is read by this one. One payload of each shape that there has
//! been stands in `golden/events`, as `{kind}.{v}.json`, and stays there.

use app::{
    case::{CaseClosed, CaseOpened, ClockPassed},
    directory::PlaceHidden,
};
use base::events::{self, Event, Told};
use serde_json::Value;
use std::{collections::BTreeMap, path::Path};

/// An event of today.
struct Today {
    kind: &'static str,
    v: u32,
    /// Reads a payload and writes it again, as today's program does.
    again: fn(&str) -> Value,
}

fn today<E: Event>() -> Today {
    let again = |text: &str| {
        let told: Told<E> = serde_json::from_str(text).unwrap_or_else(|e| panic!("{} cannot be read: {e}", E::KIND));
        serde_json::from_str(&events::payload(&told.event).expect("a payload")).expect("JSON")
    };
    Today { kind: E::KIND, v: E::V, again }
}

macro_rules! events {
    ($($event:ident),* $(,)?) => {
        [$((stringify!($event), today::<$event>())),*]
    };
}

fn all() -> BTreeMap<&'static str, Today> {
    events![CaseOpened, CaseClosed, ClockPassed, PlaceHidden].into()
}

/// Kind, version and text of every file.
fn golden() -> Vec<(String, u32, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/golden/events");
    let files = std::fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("an entry").path());
    files
        .map(|path| {
            let stem = path.file_stem().expect("a name").to_string_lossy().into_owned();
            let (kind, v) = stem.rsplit_once('.').expect("{kind}.{v}.json");
            (kind.to_owned(), v.parse().expect("a version"), std::fs::read_to_string(&path).expect("a text"))
        })
        .collect()
}

#[test]
fn every_event_is_known_here() {
    let all = all();
    for (path, text) in super::tidy::files("crates/app/src", &[".rs"]) {
        for event in text.split("impl Event for ").skip(1).filter_map(|rest| rest.split_whitespace().next()) {
            assert!(all.contains_key(event), "{path}: add {event} to this test, and a payload of it to golden/events");
        }
    }
}

#[test]
fn what_an_earlier_release_wrote_is_read() {
    let (all, golden) = (all(), golden());
    for (kind, v, text) in &golden {
        let event = all.values().find(|e| e.kind == kind).unwrap_or_else(|| panic!("nobody reads {kind} any more"));
        let written: Value = serde_json::from_str(text).expect("JSON");
        assert_eq!((written["kind"].as_str(), written["v"].as_u64()), (Some(kind.as_str()), Some(u64::from(*v))));
        let again = (event.again)(text);
        if *v == event.v {
            assert_eq!(again, written, "{kind} has another shape: raise its V and add a file, this one stays");
        }
    }
    for event in all.values() {
        let there = golden.iter().any(|(kind, v, _)| kind == event.kind && *v == event.v);
        assert!(there, "golden/events has no {}.{}.json", event.kind, event.v);
    }
}
