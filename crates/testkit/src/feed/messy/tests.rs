//! That they come out the same again, are as varied as was said, reach nobody, and have the faults that they say.

use super::*;
use serde_json::json;
use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    sync::LazyLock,
};

const SEED: u64 = 7;

/// Two thousand of them, made once.
static ALL: LazyLock<Vec<(Value, Expected)>> = LazyLock::new(|| services(2000, SEED).collect());

fn all_texts(v: &Value, out: &mut Vec<String>) {
    match v {
        Value::String(t) => out.push(t.clone()),
        Value::Array(all) => all.iter().for_each(|v| all_texts(v, out)),
        Value::Object(fields) => fields.values().for_each(|v| all_texts(v, out)),
        _ => {}
    }
}

#[test]
fn the_same_seed_gives_the_same_services_and_another_gives_others() {
    let of = |n, seed| services(n, seed).collect::<Vec<_>>();
    let all = of(300, SEED);
    assert_eq!(all, ALL[..300], "fewer are the first of more");
    assert_ne!(all, of(300, SEED + 1));
    assert!(outpost(200, SEED).eq(outpost(200, SEED)) && oruk1(200, SEED).eq(oruk1(200, SEED)));
}

#[test]
fn there_is_no_end_to_what_people_do() {
    let all: Vec<Value> = clean(1000, SEED).collect();
    let groups: HashSet<&str> = all.iter().filter_map(|s| s["organization"]["id"].as_str()).collect();
    let group_names: HashSet<&str> = all.iter().filter_map(|s| s["organization"]["name"].as_str()).collect();
    assert!(groups.len() >= 60 && groups.len() == group_names.len(), "{} groups", groups.len());
    let boroughs: BTreeSet<&str> = all.iter().filter_map(|s| s["service_areas"][0]["name"].as_str()).collect();
    assert_eq!(boroughs.len(), 33);
    let several = all.iter().filter(|s| s["service_at_locations"].as_array().is_some_and(|at| at.len() > 1)).count();
    assert!((100..400).contains(&several), "{several} are in several places");
    let names: HashSet<&str> = all.iter().filter_map(|s| s["name"].as_str()).collect();
    assert!(names.len() > 900, "{} names", names.len());
    assert!(words::NAMES.len() >= 40 && words::KINDS.len() >= 30);
    let ids: HashSet<&str> = all.iter().filter_map(|s| s["id"].as_str()).collect();
    assert_eq!(ids.len(), all.len());
}

#[test]
fn a_place_is_the_same_to_all_who_are_there() {
    let mut places: HashMap<String, Value> = HashMap::new();
    for s in clean(1000, SEED) {
        for at in s["service_at_locations"].as_array().unwrap() {
            let place = &at["location"];
            let known = places.entry(place["id"].to_string()).or_insert_with(|| place.clone());
            assert_eq!(known, place);
            if let Some(lat) = place["latitude"].as_f64() {
                let lon = place["longitude"].as_f64().unwrap();
                assert!((51.28..51.70).contains(&lat) && (-0.52..0.34).contains(&lon), "{lat} {lon} is not in London");
            }
        }
    }
}

#[test]
fn nobody_can_be_rung_or_written_to() {
    let nobody = |text: &str| {
        // What has the shape of a telephone number begins as those do that Ofcom keeps for drama.
        let drama = ["020 7946 0", "07700 900", "0808 157 0"];
        let digits = |t: &str| t.bytes().filter(u8::is_ascii_digit).count();
        for (at, _) in
            text.match_indices('0').filter(|(at, _)| *at == 0 || !text.as_bytes()[at - 1].is_ascii_alphanumeric())
        {
            let Some(number) = text.get(at..at + 11) else { continue };
            let like_one = number.bytes().all(|b| b.is_ascii_digit() || b == b' ') && digits(number) >= 9;
            assert!(!like_one || drama.iter().any(|d| number.starts_with(d)), "{text}");
        }
        for at in text.match_indices('@').map(|(at, _)| at) {
            let host: String =
                text[at + 1..].chars().take_while(|c| c.is_ascii_alphanumeric() || "-.".contains(*c)).collect();
            assert!(host.trim_end_matches('.').ends_with(".example"), "{text}");
        }
        for rest in text.split("//").skip(1).chain(text.split("www.").skip(1)) {
            let host = rest.split(['/', '"', ' ']).next().unwrap();
            let placeholder = ["www.example.com", "example.com", "path"].contains(&host);
            assert!(host.ends_with(".example") || placeholder, "{text}");
        }
    };
    let mut texts = vec![];
    ALL.iter().for_each(|(s, _)| all_texts(s, &mut texts));
    outpost(500, SEED).chain(oruk1(500, SEED)).for_each(|(s, _)| all_texts(&s, &mut texts));
    texts.iter().filter(|t| t.len() < 10_000 && uuid::Uuid::parse_str(t).is_err()).for_each(|t| nobody(t));
}

fn counted(all: impl Iterator<Item = (Value, Expected)>) -> (BTreeMap<&'static str, usize>, usize) {
    let (mut of, mut clean) = (BTreeMap::new(), 0);
    for (service, expected) in all {
        clean += usize::from(expected.faults.is_empty());
        assert!(expected.faults.len() <= 4);
        assert_eq!(expected.refused, expected.faults.iter().any(|f| REFUSED.contains(f)));
        assert_eq!(expected.copy_of.is_some(), expected.faults == [COPY]);
        let word = |key: &str| match &service[key] {
            Value::String(t) => t.chars().any(|c| c.is_alphanumeric()),
            Value::Number(_) => true,
            _ => false,
        };
        assert_eq!(expected.refused, !(word("name") && word("id")), "{expected:?} {service}");
        expected.faults.into_iter().for_each(|f| *of.entry(f).or_insert(0) += 1);
    }
    (of, clean)
}

#[test]
fn every_fault_occurs_and_a_third_are_clean() {
    assert!(FAULTS.len() >= 45, "{} faults", FAULTS.len());
    let (of, clean) = counted(ALL.iter().cloned());
    for (name, _) in FAULTS {
        assert!(of.get(name).is_some_and(|n| *n >= 5), "{name}: {:?}", of.get(name));
    }
    assert!((560..760).contains(&clean), "{clean} are clean");
    for (faults, all) in [(OUTPOST_FAULTS, counted(outpost(600, SEED))), (ORUK1_FAULTS, counted(oruk1(600, SEED)))] {
        assert!(faults.len() >= 12);
        assert!(faults.iter().all(|(name, _)| all.0.contains_key(name)), "{:?}", all.0);
    }
}

#[test]
fn names_of_faults_are_theirs_alone() {
    for faults in [FAULTS, OUTPOST_FAULTS, ORUK1_FAULTS] {
        assert_eq!(faults.iter().map(|(name, _)| name).collect::<HashSet<_>>().len(), faults.len());
    }
}

#[test]
fn no_fault_minds_what_it_is_given() {
    let odd = [
        json!(null),
        json!([]),
        json!("text"),
        json!({}),
        json!({ "id": 1, "name": null, "schedules": "x", "organization": [], "contacts": [1] }),
    ];
    for (name, fault) in FAULTS.iter().chain(OUTPOST_FAULTS).chain(ORUK1_FAULTS) {
        for value in &odd {
            let mut value = value.clone();
            fault(&mut value, &mut Rng::of(1, name, 0));
        }
    }
}

#[test]
fn what_is_said_to_be_wrong_is_wrong() {
    let all = &*ALL;
    let with = |name: &'static str| all.iter().filter(move |(_, e)| e.faults.contains(&name)).map(|(s, _)| s);
    let place = |s: &Value| {
        s["service_at_locations"]
            .as_array()
            .unwrap()
            .iter()
            .map(|at| at["location"].clone())
            .find(|p| p["latitude"].is_number())
    };
    assert!(with("age_minus_one").all(|s| s["minimum_age"] == -1));
    assert!(with("integer_ids").all(|s| s["id"].is_u64() && s["organization_id"].is_u64()));
    assert!(with("long_name").all(|s| s["name"].as_str().unwrap().chars().count() == 400));
    assert!(with("huge_text").all(|s| s["description"].as_str().unwrap().chars().count() == 200_000));
    assert!(with("date_time_without_zone").all(|s| !s["last_modified"].as_str().unwrap().contains('Z')));
    assert!(with("coordinates_swapped").all(|s| place(s).unwrap()["latitude"].as_f64().unwrap() < 1.0));
    assert!(
        with("longitude_zero")
            .all(|s| place(s).unwrap()["longitude"] == 0.0 && place(s).unwrap()["latitude"] == 51.4779)
    );
    assert!(
        with("organization_only_id").all(|s| s.get("organization").is_none() && s.get("organization_id").is_some())
    );
    assert!(
        with("time_am_pm")
            .all(|s| s["schedules"].to_string().contains("am\"") || s["schedules"].to_string().contains("pm\""))
    );
    assert!(with("postcode_letter_o").any(|s| s.to_string().contains(" O")));
    let depth = with("deep_nesting").next().map(|s| s["x_tree"].to_string()).unwrap();
    assert!(depth.starts_with(&"[".repeat(200)));
    assert_eq!(
        faults::twelve_hours("09:30") + &faults::twelve_hours("12:00") + &faults::twelve_hours("14:05"),
        "9:30am12:00 pm2:05 pm"
    );
    assert_eq!(faults::day_first("2026-03-24"), "24/03/2026");
}

#[test]
fn a_copy_says_the_same_under_other_ids() {
    let all = &*ALL;
    for (copy, expected) in all.iter().filter(|(_, e)| e.copy_of.is_some()) {
        let (original, _) =
            all.iter().find(|(s, e)| e.faults.is_empty() && s["id"].as_str() == expected.copy_of.as_deref()).unwrap();
        assert_ne!(copy["id"], original["id"]);
        for same in ["name", "description", "organization", "url"] {
            assert_eq!(copy[same], original[same]);
        }
        assert_ne!(copy["contacts"][0]["id"], original["contacts"][0]["id"]);
        assert_eq!(copy["contacts"][0]["service_id"], copy["id"]);
        let mut paths = vec![];
        differences(original, copy, "", &mut paths);
        assert!(paths.iter().all(|p| p.ends_with("id")), "{paths:?}");
    }
}

#[test]
fn the_three_tongues_say_the_same() {
    let both = clean(300, SEED).zip(outpost(300, SEED)).zip(oruk1(300, SEED));
    for ((whole, (outpost, a)), (old, b)) in
        both.filter(|((_, (_, a)), (_, b))| a.faults.is_empty() && b.faults.is_empty())
    {
        assert_eq!((&whole["name"], &whole["name"]), (&outpost["name"], &old["name"]), "{a:?} {b:?}");
        assert_eq!(whole["organization"]["name"], outpost["organisation"]["name"]);
        assert_eq!(whole["id"], old["id"]);
    }
    let ids: HashSet<String> =
        outpost(300, SEED).filter(|(_, e)| !e.refused).map(|(s, _)| s["id"].to_string()).collect();
    assert_eq!(ids.len(), outpost(300, SEED).filter(|(_, e)| !e.refused).count());
}

#[test]
fn paths_overlap_when_one_lies_in_the_other() {
    assert!(overlap("/a", "/a") && overlap("/a/0", "/a") && overlap("/a", "/a/0/b") && overlap("", "/a"));
    assert!(!overlap("/ab", "/a") && !overlap("/a/1", "/a/10"));
}
