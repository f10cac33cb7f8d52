//! What the number beside a choice promises is what a press on it brings, whatever was chosen before, and no choice makes a list longer.

use super::tests::{index_of, near, today};
use super::*;
use crate::directory::{
    find::{Found, days_of},
    judged_services,
};

/// Every choice that has a number, with it and with the search after a press.
fn presses(c: &Counts, q: &Query) -> Vec<(String, usize, Query)> {
    let mut all: Vec<(String, usize, Query)> = vec![];
    let mut press = |choice: &str, n: &usize, after: Query| all.push((choice.to_owned(), *n, after));
    for (code, n) in &c.needs {
        press(code, n, Query { need: Some(code.clone()), ..q.clone() });
    }
    for (name, n) in &c.boroughs {
        press(name, n, Query { borough: Some(name.clone()), ..q.clone() });
    }
    for (day, n) in &c.days {
        press(day, n, Query { day: Some(day.clone()), on: vec![], ..q.clone() });
    }
    for (part, n) in &c.parts {
        press(part, n, Query { part_of_day: Some(part.clone()), ..q.clone() });
    }
    for (code, n) in &c.languages {
        press(code, n, Query { language: Some(code.clone()), ..q.clone() });
    }
    for (code, n) in c.access.iter().filter(|(code, _)| !q.access.contains(code)) {
        press(code, n, Query { access: q.access.iter().chain([code]).cloned().collect(), ..q.clone() });
    }
    for (who, n) in &c.only_for {
        press(who, n, Query { only_for: Some(who.clone()), ..q.clone() });
    }
    press("free", &c.free, Query { free: true, ..q.clone() });
    press("walk-in", &c.walk_in, Query { walk_in: Some(true), ..q.clone() });
    press("sent", &c.sent, Query { walk_in: Some(false), ..q.clone() });
    press("room", &c.room, Query { room: true, ..q.clone() });
    press("remote", &c.remote, Query { remote: Some(Remote::Only), ..q.clone() });
    all
}

/// Whether a choice takes the place of another one of its kind.
fn instead(q: &Query, after: &Query) -> bool {
    let of = |q: &Query| [&q.need, &q.borough, &q.part_of_day, &q.language, &q.only_for].map(Clone::clone);
    let other = |(a, b): (Option<String>, Option<String>)| a.is_some() && a != b;
    let day = q.day.is_some() || !q.on.is_empty();
    let route = q.walk_in.is_some() && q.walk_in != after.walk_in;
    of(q).into_iter().zip(of(after)).any(other) || route || day && (&q.day, &q.on) != (&after.day, &after.on)
}

#[test]
fn the_number_beside_a_choice_is_what_it_brings_and_no_choice_makes_a_list_longer() {
    let index = index_of(judged_services("2026-11-24T00:00:00.000000Z".parse().unwrap()).unwrap());
    let text = |text: &str| Some(text.to_owned());
    let before = [
        Query::default(),
        Query { near: near(&index, "E15"), ..Query::default() },
        Query { near: near(&index, "E13"), within_km: Some(3.0), age: Some(70), ..Query::default() },
        Query { borough: text("Newham"), free: true, ..Query::default() },
        Query { near: near(&index, "RM14"), borough: text("Hackney"), language: text("bn"), ..Query::default() },
        Query { remote: Some(Remote::Only), walk_in: Some(true), ..Query::default() },
        Query { remote: Some(Remote::Only), borough: text("Newham"), ..Query::default() },
        Query { on: days_of("weekend", today()), part_of_day: text("evening"), ..Query::default() },
        Query { day: text("tue"), access: vec!["step-free".into()], holidays: true, ..Query::default() },
        Query { on: days_of("week", today()), bank_holidays: true, ..Query::default() },
    ];
    let words = [
        "",
        "people group",
        "women group",
        "advice benefits",
        "turkish women",
        "carers home",
        "singing Ilford",
        "lonely telephone",
        "garden xylophone",
    ];
    let (mut pressed, mut enough, mut few) = (0, 0, 0);
    for words in words {
        for before in &before {
            let q = Query { words: words.into(), facets: true, limit: 1, ..before.clone() };
            *if index.read(&q, None).0.found_whole(ENOUGH) { &mut enough } else { &mut few } += 1;
            let found = Found::of(&index, q.clone(), 1, today());
            let all = |found: &Found| found.list.total + found.remote.total;
            for (choice, n, after) in presses(&found.counts, &q) {
                let brought = Found::of(&index, after.clone(), 1, today());
                assert_eq!(brought.list.sure, n, "{choice} after “{words}” with {before:?}");
                // One that takes the place of another is no further filter.
                assert!(
                    instead(&q, &after) || all(&brought) <= all(&found),
                    "{choice} after “{words}” with {before:?}"
                );
                pressed += 1;
            }
            for km in [1.0, 10.0] {
                let nearer = Query { within_km: before.within_km.map_or(Some(km), |b| Some(b.min(km))), ..q.clone() };
                assert!(all(&Found::of(&index, nearer, 1, today())) <= all(&found), "{km} km after “{words}”");
            }
        }
    }
    assert!(pressed > 1000 && enough > 9 && few > 20, "{pressed} presses, {enough} with enough, {few} with few");
}
