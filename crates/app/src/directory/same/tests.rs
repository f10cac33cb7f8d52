//! The rules, each by a small case with made-up names; that the order of two entries does not matter; that nothing makes it panic; that blocking stays near linear.
use super::*;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::{collections::HashSet, time::Instant};

fn facts(entry: &Value) -> Facts {
    Facts::of(&Told::from_json(entry))
}

fn bodies(a: Value, b: Value) -> Likeness {
    organisations(&facts(&a), &facts(&b))
}

fn buildings(a: Value, b: Value) -> Likeness {
    locations(&facts(&a), &facts(&b))
}

fn offers(a: Value, b: Value) -> Likeness {
    services(&facts(&a), &facts(&b), Around::default())
}

/// An entry with fields of another laid over it.
fn with(base: &Value, more: Value) -> Value {
    let mut out = base.clone();
    if let (Some(out), Some(more)) = (out.as_object_mut(), more.as_object()) {
        out.extend(more.clone());
    }
    out
}

#[test]
fn codes_are_distinct() {
    let codes: HashSet<&str> = Why::ALL.iter().map(|w| w.code()).collect();
    assert_eq!(codes.len(), Why::ALL.len());
}

#[test]
fn a_body_is_certain_by_its_name_and_number_mailbox_or_two_other_things() {
    let name = json!({"name": "Osprey Lane Pantry"});
    let twice = |more: Value| bodies(with(&name, more.clone()), with(&name, more)).verdict;
    assert_eq!(twice(json!({"charity_number": "9990101"})), Verdict::Certain);
    assert_eq!(twice(json!({"email": "tea@osprey.example"})), Verdict::Certain);
    assert_eq!(twice(json!({"website": "https://osprey.example", "postal_code": "N1 1AA"})), Verdict::Certain);
    assert_eq!(twice(json!({"phone": "020 7946 0101", "postal_code": "N1 1AA"})), Verdict::Certain);
    // One thing is not enough, a common platform or a number for the whole country is none.
    assert_eq!(twice(json!({"postal_code": "N1 1AA"})), Verdict::Ask);
    assert_eq!(twice(json!({"phone": "0808 157 0101", "website": "https://facebook.com/"})), Verdict::Ask);
    let l = bodies(
        json!({"name": "The Osprey Lane Pantry CIC", "email": "Tea@osprey.example"}),
        json!({"name": "OSPREY LANE PANTRY", "email": "tea@osprey.example", "postal_code": "N1 1AA"}),
    );
    assert_eq!((l.verdict, l.why[0]), (Verdict::Certain, Why::SameEmail));
    assert!(l.score >= 0.95 && l.against.is_empty());
}

#[test]
fn two_numbers_are_two_bodies_unless_something_explains_it() {
    let pantry =
        json!({"name": "Osprey Lane Pantry", "charity_number": "9990101", "website": "https://osprey.example"});
    let other = |more: Value| bodies(pantry.clone(), with(&pantry, more)).verdict;
    assert_eq!(other(json!({"charity_number": "9990777"})), Verdict::Different);
    assert_eq!(other(json!({"charity_number": "9990110"})), Verdict::Ask, "two digits swapped");
    assert_eq!(
        other(json!({"charity_number": "9990777", "description": "In 2021 the trust (9990101) became this CIO."})),
        Verdict::Ask
    );
    let forms = bodies(
        json!({"name": "Osprey CIC", "email": "tea@osprey.example"}),
        json!({"name": "Osprey CIO", "email": "tea@osprey.example"}),
    );
    assert_eq!(forms.verdict, Verdict::Ask, "other legal forms");
    let registers = bodies(
        json!({"name": "Osprey", "email": "tea@osprey.example", "charity_number": "9990101"}),
        json!({"name": "Osprey", "email": "tea@osprey.example", "company_number": "99000101"}),
    );
    assert_eq!(registers.verdict, Verdict::Ask, "numbers of two registers do not agree");
    // Branches give the number of their national body.
    let number = json!({"charity_number": "9990101"});
    let branches =
        bodies(with(&number, json!({"name": "Calm Hackney"})), with(&number, json!({"name": "Calm Newham"})));
    assert_eq!(branches.verdict, Verdict::Ask);
}

#[test]
fn branches_friends_shops_and_numbered_groups_are_left_alone() {
    let shared = json!({"website": "https://calmsea.example", "phone": "020 7946 0102"});
    let pair = |a: &str, b: &str| bodies(with(&shared, json!({"name": a})), with(&shared, json!({"name": b})));
    for (a, b, why) in [
        ("4th Plover Pathfinders", "14th Plover Pathfinders", Why::DifferentNumberInName),
        ("Calm Sea Hospice", "Calm Sea Hospice Trading", Why::BesideIt),
        ("Calm Sea Park", "Friends of Calm Sea Park", Why::BesideIt),
        ("Calm Sea (North)", "Calm Sea (South)", Why::DifferentSide),
        ("Calm Sea Women", "Calm Sea Men", Why::DifferentSex),
        ("Calm Sea School (Farsi)", "Calm Sea School (Tigrinya)", Why::DifferentLanguage),
    ] {
        let l = pair(a, b);
        assert_eq!(l.verdict, Verdict::Different, "{a} / {b}");
        assert!(l.against.contains(&why) && l.score < 0.5, "{a} / {b}");
    }
    let branch = bodies(
        json!({"name": "Calm Sea", "website": "https://calmsea.example", "postal_code": "E15 4AA"}),
        json!({"name": "Calm Sea Redbridge", "website": "https://calmsea.example", "postal_code": "IG1 2AA"}),
    );
    assert_eq!(branch.verdict, Verdict::Different);
    let common = bodies(
        json!({"name": "Hope Kitchen", "postal_code": "E3 3AA"}),
        json!({"name": "Hope Kitchen", "postal_code": "SW11 2AA"}),
    );
    assert_eq!(common.verdict, Verdict::Different, "a common name in two districts");
    let care_of =
        json!({"address_1": "c/o Heron Forum, 9 Elm Street", "postal_code": "SE5 7AA", "phone": "020 7946 0103"});
    let members = bodies(
        with(&care_of, json!({"name": "Plover Nurses Society"})),
        with(&care_of, json!({"name": "Heron Burial Fund"})),
    );
    assert_eq!(members.verdict, Verdict::Different, "the address of an umbrella");
}

#[test]
fn a_text_may_say_that_it_had_the_others_name() {
    let ask = |description: &str| {
        bodies(json!({"name": "Osprey Lane Pantry"}), json!({"name": "The Good Shelf", "description": description}))
            .verdict
    };
    assert_eq!(ask("Food for members. Formerly known as the Osprey Lane Pantry."), Verdict::Ask);
    assert_eq!(ask("You may know us as Osprey Lane Pantry"), Verdict::Ask);
    assert_eq!(ask("We work with our neighbours of Osprey Lane Pantry."), Verdict::Different);
    let initials = bodies(
        json!({"name": "Heron Street Law Centre", "website": "https://hslc.example"}),
        json!({"name": "HSLC", "email": "desk@hslc.example"}),
    );
    assert_eq!((initials.verdict, initials.why.contains(&Why::Initials)), (Verdict::Ask, true));
}

#[test]
fn a_building_is_certain_by_its_name_and_postcode_or_by_its_door() {
    let library = json!({"name": "Heron Library", "address_1": "101 Heron Street", "postal_code": "N4 3AA"});
    let other = |more: Value| buildings(library.clone(), with(&library, more)).verdict;
    assert_eq!(other(json!({"address_1": "101 Heron St", "postal_code": "n43aa"})), Verdict::Certain);
    assert_eq!(other(json!({"name": "Heron Library (meeting room, upstairs)"})), Verdict::Certain);
    assert_eq!(other(json!({"name": "101 Heron Street", "address_1": ""})), Verdict::Certain);
    assert_eq!(other(json!({"address_1": ""})), Verdict::Certain);
    // Another name on the same door, a slip in the postcode, another number: somebody looks.
    assert_eq!(other(json!({"name": "Paragon Arts"})), Verdict::Ask);
    assert_eq!(other(json!({"postal_code": "N4 3AB"})), Verdict::Ask);
    assert_eq!(other(json!({"address_1": "110 Heron Street"})), Verdict::Ask);
    assert_eq!(other(json!({"name": "Heron Library Annexe"})), Verdict::Ask);
    // Neighbours, sites, towns.
    assert_eq!(other(json!({"name": "Open Door", "address_1": "103 Heron Street"})), Verdict::Different);
    assert_eq!(other(json!({"address_1": "Market Row", "postal_code": "SM1 1AA"})), Verdict::Different);
    let sites = buildings(
        json!({"name": "Heron Hub (North)", "postal_code": "E4 8AA"}),
        json!({"name": "Heron Hub (South)", "postal_code": "E4 8AA"}),
    );
    assert_eq!(sites.verdict, Verdict::Different);
    let units = |unit: &str| json!({"name": "Works", "address_1": format!("Unit {unit}, 200 Heron Road"), "postal_code": "E9 6AA"});
    let l = buildings(units("4"), units("5"));
    assert_eq!((l.verdict, l.against.contains(&Why::DifferentUnit)), (Verdict::Ask, true));
}

#[test]
fn an_offer_is_certain_by_its_name_its_people_and_its_place() {
    let cafe = json!({
        "name": "Memory Singing", "organization": {"name": "Heron Care", "charity_number": "9990101"}, "schedules": ["Tue 10:00-12:00"],
        "locations": [{"name": "Heron Hall", "address_1": "40 Heron Lane", "postal_code": "SW16 2AA"}], "minimum_age": 65
    });
    let other = |more: Value| offers(cafe.clone(), with(&cafe, more));
    assert_eq!(other(json!({"schedules": ["Tuesdays 10am"]})).verdict, Verdict::Certain);
    assert_eq!(other(json!({"schedules": []})).verdict, Verdict::Certain);
    // Something small differs.
    for more in [
        json!({"minimum_age": 60}),
        json!({"schedules": ["Tue 14:00-16:00"]}),
        json!({"schedules": ["Tue 10:00", "Thu 10:00"]}),
        json!({"schedules": ["Wed 10:00"], "description": "Now on Wednesdays, no longer Tuesdays."}),
        json!({"name": "Memory Singing Sessions"}),
        json!({"locations": []}),
        json!({"locations": [{"name": "Plover Chapel", "postal_code": "SW16 2AA"}]}),
        json!({"locations": [{"postal_code": "E1 1AA"}], "description": "We moved in May."}),
    ] {
        assert_eq!(other(more.clone()).verdict, Verdict::Ask, "{more}");
    }
    // Other days, other places, other people, another subject.
    for more in [
        json!({"schedules": ["Wed 10:00-12:00"]}),
        json!({"schedules": ["3rd Wed 10:00-12:00"]}),
        json!({"locations": [{"name": "Plover Hall", "address_1": "2 Plover Lane", "postal_code": "E1 1AA"}]}),
        json!({"name": "Women’s Memory Singing", "gender": "women", "minimum_age": 18, "maximum_age": 65}),
        json!({"name": "Benefits Advice", "schedules": []}),
        json!({"maximum_age": 64, "minimum_age": 18}),
    ] {
        assert_eq!(other(more.clone()).verdict, Verdict::Different, "{more}");
    }
}

#[test]
fn what_the_house_and_the_people_share_says_nothing() {
    let desk = json!({
        "organization": {"name": "Heron Benefits and Housing Desk"}, "phone": "020 7946 0104", "email": "desk@heron.example",
        "locations": [{"name": "Heron Hub", "address_1": "4 Heron Rise", "postal_code": "UB1 3AA"}]
    });
    let pair = |a: &str, b: &str| offers(with(&desk, json!({"name": a})), with(&desk, json!({"name": b}))).verdict;
    assert_eq!(pair("Heron Meals", "Heron Lunch Club"), Verdict::Different);
    assert_eq!(pair("Heron Casework", "Casework (Heron Hub)"), Verdict::Ask);
    assert_ne!(pair("Benefits Drop-in", "Housing Drop-in"), Verdict::Certain);
    assert_eq!(pair("ESOL Entry 1", "ESOL Entry 2"), Verdict::Different);
    assert_eq!(pair("Pottery for beginners", "Pottery, advanced"), Verdict::Different);
}

#[test]
fn what_is_known_of_organisations_and_places_is_believed() {
    let a = facts(&json!({"name": "Memory Singing", "locations": [{"postal_code": "SW16 2AA"}]}));
    let b = facts(&json!({"name": "Memory Singing", "locations": [{"postal_code": "SW16 2AB"}]}));
    let judged = |organisations, locations| services(&a, &b, Around { organisations, locations }).verdict;
    assert_eq!(judged(Some(true), Some(true)), Verdict::Certain);
    assert_eq!(judged(Some(true), Some(false)), Verdict::Different);
    assert_eq!(judged(Some(false), None), Verdict::Different);
    assert_eq!(judged(None, None), Verdict::Ask);
}

#[test]
fn texts_for_other_people_are_not_merged_unseen() {
    let of = |description: &str| json!({"name": "Lotus Circle", "email": "tea@lotus.example", "description": description, "locations": [{"name": "Hall", "postal_code": "N1 1AA"}]});
    assert_eq!(offers(of("For all."), of("For everybody.")).verdict, Verdict::Certain);
    assert_eq!(offers(of("Speaking Somali."), of("Speaking Farsi.")).verdict, Verdict::Ask);
    assert_eq!(offers(of("Aged 8 to 12"), of("For over 18s")).verdict, Verdict::Ask);
}

#[test]
fn candidates_meet_by_any_one_key() {
    let entries: Vec<Facts> = [
        json!({"name": "Osprey Lane Pantry", "email": "tea@osprey.example"}),
        json!({"name": "The Good Shelf", "email": "TEA@osprey.example"}),
        json!({"name": "Heron Hall", "address_1": "9 Elm Row", "postal_code": "N1 1AA"}),
        json!({"name": "9 Elm Row", "postal_code": "n11aa"}),
        json!({"name": "Grief on the Allotment"}),
        json!({"name": "Grief on the allotment (Whetstone)"}),
        json!({"name": "Plover"}),
    ]
    .iter()
    .map(facts)
    .collect();
    assert_eq!(candidates(&entries, Kind::Location), [(0, 1), (2, 3), (4, 5)]);
}

/// Made-up entries: two of each thing, a telephone for every twenty, a host for every hundred, one postcode for ten.
fn many(n: usize) -> Vec<Facts> {
    const A: [&str; 20] = [
        "Heron", "Osprey", "Plover", "Curlew", "Larch", "Elm", "Maple", "Rowan", "Tern", "Lark", "Fen", "Moor",
        "Brook", "Dell", "Holt", "Mead", "Cliff", "Weir", "Croft", "Heath",
    ];
    const B: [&str; 15] = [
        "Choir",
        "Lunch",
        "Walking",
        "Advice",
        "Youth",
        "Sewing",
        "Gardening",
        "Chess",
        "Boxing",
        "Dance",
        "Reading",
        "Football",
        "Debt",
        "Carers",
        "Yoga",
    ];
    (0..n)
        .map(|at| {
            let i = at / 2;
            let name = format!("{} {} {} Group", A[i % 20], B[i / 20 % 15], A[i / 300 % 20]);
            facts(&json!({
                "name": name, "phone": format!("020 7946 0{:03}", i / 10 % 1000), "website": format!("https://site{}.example", i / 50),
                "email": format!("mail{i}@site{}.example", i / 50), "address_1": format!("{} {} Road", i % 90 + 1, A[i / 7 % 20]),
                "postal_code": format!("E{} {}{}{}", i % 18 + 1, i / 18 % 10, char::from(b"ABDEFGHJ"[i / 180 % 8]), char::from(b"ABDEFGHJ"[i / 1440 % 8])),
                "schedules": ["Tue 10:00"],
            }))
        })
        .collect()
}

#[test]
fn blocking_is_near_linear() {
    let n = if cfg!(debug_assertions) { 5_000 } else { 100_000 };
    let start = Instant::now();
    let entries = many(n);
    let made = start.elapsed();
    let start = Instant::now();
    let pairs = candidates(&entries, Kind::Service);
    let took = start.elapsed();
    println!("{n} entries made ready in {made:?}; {} pairs in {took:?}", pairs.len());
    assert!(pairs.iter().all(|(a, b)| a < b) && pairs.is_sorted());
    let twins = (0..n as u32 / 2).filter(|i| pairs.binary_search(&(2 * i, 2 * i + 1)).is_ok()).count();
    assert_eq!(twins, n / 2, "each meets its twin");
    assert!(pairs.len() < n * 60, "{} pairs", pairs.len());
    assert!(took.as_secs_f64() < 4.0);
    let start = Instant::now();
    let asked = pairs
        .iter()
        .take(n * 2)
        .map(|(a, b)| services(&entries[*a as usize], &entries[*b as usize], Around::default()))
        .filter(|l| l.verdict == Verdict::Ask)
        .count();
    println!("compared some in {:?}, {asked} asked", start.elapsed());
}

#[test]
fn one_telephone_for_all_gives_no_pairs() {
    let n = 3_000;
    let entries: Vec<Facts> = (0..n)
        .map(|i| facts(&json!({"name": format!("Word{i}a word{i}b"), "phone": "020 7946 0999", "website": "https://council.example", "postal_code": "E1 1AA"})))
        .collect();
    assert!(candidates(&entries, Kind::Organisation).is_empty());
}

/// Entries with a good chance to have something in common.
fn entry() -> impl Strategy<Value = Value> {
    let some = |all: &'static [&'static str]| proptest::sample::select(all);
    let name = prop_oneof![
        3 => some(&["Heron Hall", "Heron Hall (North)", "Men’s Heron", "Women's Heron", "4th Heron", "14th heron", "HHC", "Heron Hut Club", "Herron Hal", "", "9 Elm Row"]).prop_map(str::to_owned),
        1 => ".{0,24}",
    ];
    let text = prop_oneof![
        3 => some(&["", "Formerly known as Heron Hall", "Twice a week, Tuesdays and Thursdays", "We moved", "aged 8 to 12", "trust (9990101)"]).prop_map(str::to_owned),
        1 => ".{0,60}",
    ];
    let address = prop_oneof![3 => some(&["", "9 Elm Row", "9a Elm Row", "Unit 4, 9-11 Elm Row", "c/o Elm, Oak St", "Elm Row"]).prop_map(str::to_owned), 1 => ".{0,24}"];
    let schedule = prop_oneof![3 => some(&["", "Tue 10:00-12:00", "Thu 10am", "1st Tue 6-8pm", "Mon-Fri"]).prop_map(str::to_owned), 1 => ".{0,16}"];
    let number = some(&["", "9990101", "9990110", "9990202"]);
    let post = some(&["", "N1", "N1 1AA", "N1 1AB", "E5 OLW"]);
    let reach = some(&["", "tea@heron.example", "020 7946 0101", "0808 157 0101", "https://heron.example/a"]);
    (name, text, address, schedule, number, post, reach, proptest::option::of(-5i64..130), 0.0f64..0.01).prop_map(
        |(name, text, address, schedule, number, post, reach, age, lat)| {
            json!({
                "name": name, "description": text, "charity_number": number, "email": reach, "phone": reach, "website": reach, "minimum_age": age,
                "schedules": [schedule], "locations": [{"name": name, "address_1": address, "postal_code": post, "latitude": 51.5 + lat, "longitude": 0.0}],
                "organization": {"name": text, "charity_number": number},
            })
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

    #[test]
    fn the_order_of_two_entries_does_not_matter(a in entry(), b in entry()) {
        let (a, b) = (facts(&a), facts(&b));
        prop_assert_eq!(organisations(&a, &b), organisations(&b, &a));
        prop_assert_eq!(locations(&a, &b), locations(&b, &a));
        for around in [Around::default(), Around { organisations: Some(true), locations: Some(true) }, Around { organisations: Some(false), locations: None }] {
            let one = services(&a, &b, around);
            prop_assert_eq!(&one, &services(&b, &a, around));
            let band = match one.verdict { Verdict::Certain => 0.95..=1.0, Verdict::Ask => 0.5..=0.94, Verdict::Different => 0.0..=0.49 };
            prop_assert!(band.contains(&one.score));
        }
        candidates(&[a, b], Kind::Service);
    }
}

/// The labelled pairs: the odd lines were there to tune by, the even ones were never looked at.
const PAIRS: &str = include_str!("../../../tests/data/alike/pairs.jsonl");

#[test]
fn nothing_is_merged_wrongly_in_either_half_of_the_labelled_pairs() {
    for (half, name) in [(0, "for tuning"), (1, "never looked at")] {
        let lines = PAIRS.lines().enumerate().filter(|(n, _)| n % 2 == half).map(|(_, line)| line);
        let pairs: Vec<report::Pair> = lines.map(|line| report::Pair::of(line).expect("a pair")).collect();
        let report = report::report(&pairs);
        println!("{name}:\n{report}");
        let (mut certain, mut caught, mut same) = (0, 0, 0);
        for counts in &report.kinds {
            assert_eq!(
                (counts.different[0], counts.unsure[0]),
                (0, 0),
                "merged wrongly, in the half {name}: {counts:?}"
            );
            certain += counts.same[0];
            caught += counts.same[0] + counts.same[1];
            same += counts.same.iter().sum::<usize>();
        }
        assert!(certain >= 8 && caught * 100 >= same * 80, "{name}: {certain} certain, {caught} of {same} caught");
    }
}
