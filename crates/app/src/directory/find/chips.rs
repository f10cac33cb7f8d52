//! The filters that are on, each with a way to the search without it, and what to try when nothing was found.

use super::{
    super::{
        Index,
        gazetteer::Asked,
        query::{Query, Remote},
        why::message,
    },
    asked::{ASKED, FILTERS, WITHIN, address},
};
use base::{error::Message, http::form::Fields};
use kernel::{Date, Language};
use serde::Serialize;

/// A way to another search.
#[derive(Serialize, Debug)]
pub struct Chip {
    pub label: Message,
    pub href: String,
}

impl Chip {
    fn without(fields: &Fields, name: &str, label: Message) -> Chip {
        Chip { label, href: address(fields, &[name], &[]) }
    }

    fn with(fields: &Fields, (name, value): (&str, &str), label: Message) -> Chip {
        Chip { label, href: address(fields, &[], &[(name, value)]) }
    }

    pub fn sample(label: Message) -> Chip {
        Chip { label, href: "/find?words=choir".into() }
    }
}

/// So many letters of what somebody wrote stand in a chip: the whole stands in its field, and whoever looks over their shoulder need not read it twice.
const MOST_LETTERS: usize = 36;

fn shortened(words: &str) -> String {
    match words.char_indices().nth(MOST_LETTERS) {
        None => words.to_owned(),
        Some((end, _)) => {
            let start = &words[..end];
            format!("{}…", start.rsplit_once(' ').map_or(start, |(whole, _)| whole).trim_end())
        }
    }
}

/// The filters that are on.
pub fn chips(fields: &Fields, q: &Query) -> Vec<Chip> {
    let mut chips = vec![];
    let mut chip = |name: &str, label: Message| chips.push(Chip::without(fields, name, label));
    let said = |name: &str| fields.get(name).to_owned();
    if fields.has("words") {
        chip("words", message("chip-words", [("words", shortened(fields.get("words")))]));
    }
    if fields.has("near") {
        // Where somebody stands is two numbers, which tell them nothing.
        let here = matches!(Asked::read(fields.get("near")), Asked::Degrees(_));
        chip("near", if here { message("chip-here", []) } else { message("chip-near", [("place", said("near"))]) });
    }
    if let Some(km) = q.within_km {
        chip("within", message("chip-within", [("km", km.to_string())]));
    }
    if let Some(borough) = &q.borough {
        chip("borough", message("chip-borough", [("place", borough.clone())]));
    }
    if let Some(need) = &q.need {
        chip("need", message("chip-need", [("need_key", format!("need-{need}"))]));
    }
    if fields.has("day") {
        chip("day", message("chip-day", [("day_key", format!("day-{}", fields.get("day")))]));
    }
    if let Some(part) = &q.part_of_day {
        chip("time", message("chip-time", [("part_key", format!("part-of-day-{part}"))]));
    }
    if let Some(language) = q.language.as_deref().and_then(Language::find) {
        chip("language", message("chip-language", [("language_code", language.code().to_owned())]));
    }
    if let Some(age) = q.age {
        chip("age", message("chip-age", [("age", age.to_string())]));
    }
    if let Some(who) = &q.only_for {
        chip("for", message("chip-for", [("who_key", format!("gender-{who}"))]));
    }
    if q.walk_in == Some(false) {
        chip("walk-in", message("route-no", []));
    }
    let plain = [
        (q.free, "free"),
        (q.walk_in == Some(true), "walk-in"),
        (q.room, "room"),
        (q.holidays, "holidays"),
        (q.bank_holidays, "bank-holidays"),
        (q.remote == Some(Remote::Only), "remote"),
        (q.part.is_some(), "part"),
    ];
    for (_, name) in plain.into_iter().filter(|(on, _)| *on) {
        chip(name, message(&format!("chip-{name}"), []));
    }
    for code in &q.access {
        let mut without = fields.clone();
        without.0.entry("access".to_owned()).or_default().retain(|v| v != code);
        let label = message("chip-access", [("what_key", format!("access-{code}"))]);
        chips.push(Chip { label, href: address(&without, &[], &[]) });
    }
    chips
}

/// What to try when nothing was found: only what finds something.
pub fn tries(index: &Index, fields: &Fields, q: &Query, today: Date) -> Vec<Chip> {
    let mut tries = vec![];
    let mut offer = |query: Query, mut chip: Chip| {
        let n = index.search(&Query { skip: 0, limit: 1, facets: false, ..query }, today).total;
        if n > 0 {
            chip.label.args.insert("n".to_owned(), n.to_string());
            tries.push(chip);
        }
    };
    let without = |name: &str, key: &str| Chip::without(fields, name, message(key, []));
    if let Some(km) = q.within_km {
        if let Some(wider) = WITHIN.iter().copied().find(|w| w.parse::<f64>().is_ok_and(|w| w > km)) {
            let label = message("try-wider", [("km", wider.to_owned())]);
            offer(Query { within_km: wider.parse().ok(), ..q.clone() }, Chip::with(fields, ("within", wider), label));
        }
        offer(Query { within_km: None, ..q.clone() }, without("within", "try-anywhere"));
    }
    if q.part.is_some() {
        offer(Query { part: None, ..q.clone() }, without("part", "try-everywhere"));
    }
    if q.borough.is_some() {
        let remote = q.remote.or(q.near.as_ref().map(|_| Remote::Not));
        offer(Query { borough: None, remote, ..q.clone() }, without("borough", "try-any-borough"));
    }
    if fields.has("day") {
        offer(Query { day: None, on: vec![], ..q.clone() }, without("day", "try-any-day"));
    }
    if q.part_of_day.is_some() {
        offer(Query { part_of_day: None, ..q.clone() }, without("time", "try-any-time"));
    }
    if q.free {
        offer(Query { free: false, ..q.clone() }, without("free", "try-not-free"));
    }
    if q.language.is_some() {
        offer(Query { language: None, ..q.clone() }, without("language", "try-any-language"));
    }
    if !q.access.is_empty() {
        offer(Query { access: vec![], ..q.clone() }, without("access", "try-any-access"));
    }
    if let Some(walk_in) = q.walk_in {
        let label = if walk_in { "try-referred" } else { "try-not-sent" };
        offer(Query { walk_in: None, ..q.clone() }, without("walk-in", label));
    }
    if q.room {
        offer(Query { room: false, ..q.clone() }, without("room", "try-full"));
    }
    if q.age.is_some() {
        offer(Query { age: None, ..q.clone() }, without("age", "try-any-age"));
    }
    if q.only_for.is_some() {
        offer(Query { only_for: None, ..q.clone() }, without("for", "try-anybody"));
    }
    if q.holidays {
        offer(Query { holidays: false, ..q.clone() }, without("holidays", "try-term-time"));
    }
    if q.bank_holidays {
        offer(Query { bank_holidays: false, ..q.clone() }, without("bank-holidays", "try-not-bank-holidays"));
    }
    if q.remote == Some(Remote::Only) {
        offer(Query { remote: None, ..q.clone() }, without("remote", "try-to-go-to"));
    }
    if q.need.is_some() {
        offer(Query { need: None, ..q.clone() }, without("need", "try-any-need"));
    }
    if !q.words.is_empty() && ASKED[1..].iter().any(|n| fields.has(n)) {
        offer(Query { words: String::new(), ..q.clone() }, without("words", "try-without-words"));
    }
    if tries.is_empty() {
        tries.extend(without_filters(index, fields, q, today));
    }
    tries
}

/// Where no single choice is in the way: words, need and place are what it is about, and the rest made it narrow; where that is not enough, the distance did.
fn without_filters(index: &Index, fields: &Fields, q: &Query, today: Date) -> Option<Chip> {
    let mut narrow: Vec<&str> = FILTERS.iter().copied().filter(|name| *name != "need" && *name != "within").collect();
    narrow.push("part");
    let mut wide = Query {
        words: q.words.clone(),
        near: q.near.clone(),
        within_km: q.within_km,
        need: q.need.clone(),
        // Near a place what needs no way there stands apart.
        remote: q.near.as_ref().map(|_| Remote::Not),
        limit: 1,
        ..Query::default()
    };
    let mut n = index.search(&wide, today).total;
    if n == 0 && wide.within_km.take().is_some() {
        narrow.push("within");
        n = index.search(&wide, today).total;
    }
    let label = message("try-no-filters", [("n", n.to_string())]);
    (n > 0).then(|| Chip { label, href: address(fields, &narrow, &[]) })
}
