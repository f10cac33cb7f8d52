//! Several entries that are one service, put together as they are read: field by field, and no row is rewritten, so that taking them apart again is exact.
//!
//! One of them, the root, stands for all. What says how people reach it and where they are sent is the root's alone: an entry that somebody added elsewhere must not
//! come to receive what was meant for another, today or after its next reading. Of the rest, what was corrected on the root comes first, then what was confirmed
//! last; what somebody has no word on is taken from who has. Times, costs and texts are taken whole, never mixed; languages, needs and what a place has are added
//! together, and where two say the opposite, nobody knows. What only the rules put together gives codes and ages where nobody says any. An address that one of them hides,
//! open or closed, is hidden for all.

use super::{correction::Correction, field::Field, model::Service};
use serde_json::Value;

/// What an entry that only the rules put to the root may add where the root says nothing: codes and numbers, none of which sends anybody anywhere.
const BY_RULES: [Field; 3] = [Field::Languages, Field::Access, Field::Ages];

/// The service of which these are entries, each with whether people said that it is one with the root; `corrections`: what somebody said of the root otherwise than its
/// source. A root that somebody closed by hand stays closed; one that only its feed has closed is open while another says so. To one that somebody looks after
/// nobody else adds anything.
pub(super) fn compose(root: Service, members: Vec<(Service, bool)>, corrections: &[Correction]) -> Service {
    let mut s = root;
    if let Some(name) = s.organisation.take() {
        s.provider = name;
    }
    if members.is_empty() {
        return s;
    }
    let corrected: Vec<Field> = corrections.iter().map(|c| c.field).collect();
    s.masked |= members.iter().any(|(m, _)| m.masked);
    let closed = |s: &Service| s.closed_at.is_some();
    let open: Vec<&(Service, bool)> = members.iter().filter(|(m, _)| !closed(m)).collect();
    if closed(&s) && s.closed_by_feed && open.iter().any(|(_, vouched)| *vouched) {
        s.closed_at = None;
    }
    for (m, _) in &open {
        if s.paused_at.is_none() {
            (s.paused_at, s.paused_why) = (m.paused_at, m.paused_why.clone());
        }
    }
    if corrections.iter().all(|c| c.made.by_a != "keeper") {
        let (vouched, by_rules): (Vec<_>, Vec<_>) = open.into_iter().partition(|(_, vouched)| *vouched);
        add(&mut s, vouched.into_iter().map(|(m, _)| m.clone()).collect(), &corrected);
        fill(&mut s, by_rules.into_iter().map(|(m, _)| m), &corrected);
    }
    if s.masked {
        s.hide();
    }
    s
}

/// What the rules alone put to it says where nobody else does.
fn fill<'a>(s: &mut Service, members: impl Iterator<Item = &'a Service>, corrected: &[Field]) {
    for m in members {
        for field in BY_RULES.into_iter().filter(|f| !corrected.contains(f)) {
            if !says(field, &field.of(s)) {
                // A value that an entry says is one that an entry can be given.
                let _ = field.put(s, &field.of(m));
            }
        }
    }
}

/// What people said is the same, field by field.
fn add(s: &mut Service, mut members: Vec<Service>, corrected: &[Field]) {
    // What was confirmed last comes first.
    members.sort_by_key(|m| (std::cmp::Reverse(m.checked_at), m.id));
    let own = s.clone();
    let fresher = members.iter().take_while(|m| m.checked_at > own.checked_at).count();
    let added = |f: &Field| matches!(f, Field::Languages | Field::Needs | Field::Access);
    for field in Field::ALL.into_iter().filter(|f| !added(f) && !f.is_sensitive() && !corrected.contains(f)) {
        let (first, rest) = members.split_at(fresher);
        let all = first.iter().chain([&own]).chain(rest);
        let found = all.map(|m| field.of(m)).find(|value| says(field, value));
        if let Some(value) = found {
            // A value that an entry says is one that an entry can be given.
            let _ = field.put(s, &value);
        }
    }
    if s.sessions != own.sessions {
        // Another entry's names of places say nothing here: where it is is the root's alone.
        let places: Vec<String> = s.sites().filter_map(|site| site.called()).collect();
        for t in &mut s.sessions {
            t.place = t.place.take().filter(|p| places.contains(p));
        }
    }
    // What was corrected on the root is not added to.
    let open = |f: Field| !corrected.contains(&f);
    let mut access: Vec<(String, bool)> = vec![];
    for m in std::iter::once(&own).chain(&members) {
        for need in m.needs.iter().filter(|n| open(Field::Needs) && !own.needs.contains(n)) {
            if !s.needs.contains(need) {
                s.needs.push(need.clone());
            }
        }
        for code in m.languages.iter().flatten().filter(|_| open(Field::Languages)) {
            let all = s.languages.get_or_insert_default();
            if !all.contains(code) {
                all.push(code.clone());
            }
        }
        access.extend(m.has.iter().map(|c| (c.clone(), true)).chain(m.has_not.iter().map(|c| (c.clone(), false))));
        if m.checked_at > s.checked_at {
            (s.checked_at, s.checked_by, s.unreached) = (m.checked_at, m.checked_by.clone(), m.unreached);
        }
    }
    let only = |is: bool| {
        let mut codes: Vec<String> = access.iter().filter(|(_, has)| *has == is).map(|(c, _)| c.clone()).collect();
        codes.retain(|c| !access.contains(&(c.clone(), !is)));
        codes.sort();
        codes.dedup();
        codes
    };
    if open(Field::Access) {
        (s.has, s.has_not) = (only(true), only(false));
    }
}

/// Whether an entry says anything in a field.
fn says(field: Field, value: &Value) -> bool {
    match (field, value) {
        (Field::Cost, Value::Object(cost)) => {
            ["free", "price"].iter().any(|k| cost.get(*k).is_some_and(|v| !v.is_null()))
        }
        (_, Value::Null) => false,
        (_, Value::String(text)) => !text.is_empty(),
        (_, Value::Array(all)) => all.iter().any(|v| !v.is_null()),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::{Made, Session, bare};

    fn said(field: Field, by_a: &str) -> Correction {
        let made = Made { by_a: by_a.into(), ..Made::default() };
        let (value, made_at) = (Value::Null, at("2026-01-01").unwrap());
        Correction { service: bare("Tea").id, field, replaced: value.clone(), value, said: None, made, made_at }
    }

    fn at(text: &str) -> Option<kernel::Instant> {
        Some(format!("{text}T12:00:00.000000Z").parse().unwrap())
    }

    fn session(day: &str) -> Session {
        Session { day: day.into(), from: None, to: None, every: None, place: None, note: None }
    }

    #[test]
    fn what_was_confirmed_last_comes_first_and_the_contact_stays() {
        let mut root = bare("Tea");
        root.phone = Some("020 7946 0001".into());
        root.sessions = vec![session("tue")];
        root.checked_at = at("2026-01-01");
        (root.has, root.has_not) = (vec!["lift".into(), "toilet".into()], vec![]);
        let mut other = bare("Tea and talk");
        other.phone = Some("020 7946 0666".into());
        other.email = Some("tea@kettle.example".into());
        other.sessions = vec![session("wed")];
        other.checked_at = at("2026-06-01");
        other.cost.free = Some(true);
        (other.has, other.has_not) = (vec!["parking".into()], vec!["lift".into()]);
        other.needs = vec!["soc-lonely".into()];
        let s = compose(root.clone(), vec![(other.clone(), true)], &[]);
        assert_eq!((s.name.as_str(), s.phone.as_deref()), ("Tea", Some("020 7946 0001")), "the root's");
        assert_eq!(s.email, None, "nobody else's becomes the root's");
        assert_eq!((s.sessions[0].day.as_str(), s.cost.free, s.checked_at), ("wed", Some(true), at("2026-06-01")));
        assert_eq!(
            (s.has, s.has_not),
            (vec!["parking".to_owned(), "toilet".into()], vec![]),
            "of the lift nobody knows"
        );
        assert_eq!(s.needs, ["soc-lonely"]);
        // An older one fills gaps only.
        other.checked_at = at("2025-06-01");
        let s = compose(root.clone(), vec![(other.clone(), true)], &[]);
        assert_eq!((s.sessions[0].day.as_str(), s.cost.free), ("tue", Some(true)));
        // What was corrected on the root stays.
        other.checked_at = at("2026-06-01");
        let corrected = [said(Field::Sessions, "worker")];
        assert_eq!(compose(root.clone(), vec![(other.clone(), true)], &corrected).sessions[0].day, "tue");
        // Nothing is added to what somebody looks after, and next to nothing by what only the rules put to it.
        let kept = compose(root.clone(), vec![(other.clone(), true)], &[said(Field::Phone, "keeper")]);
        assert_eq!((kept.sessions[0].day.as_str(), kept.cost.free, kept.checked_at), ("tue", None, root.checked_at));
        other.description = "New number: 020 7946 0999".into();
        other.age_min = Some(18);
        root.description.clear();
        let s = compose(root.clone(), vec![(other, false)], &[]);
        assert_eq!((s.sessions[0].day.as_str(), s.cost.free, s.checked_at), ("tue", None, root.checked_at));
        assert_eq!((s.description.as_str(), s.age_min, s.has), ("", Some(18), root.has));
    }

    #[test]
    fn what_one_hides_is_hidden_and_what_all_close_is_closed() {
        let mut root = bare("Safe home");
        root.street = Some("7 Quillon Mews".into());
        let mut other = bare("Safe home too");
        (other.masked, other.closed_at) = (true, at("2026-01-01"));
        let s = compose(root.clone(), vec![(other, false)], &[]);
        assert!(s.masked && s.street.is_none());
        let (mut open, mut shut) = (bare("A"), bare("B"));
        (shut.closed_at, shut.closed_by_feed) = (at("2026-01-01"), true);
        assert!(
            compose(shut.clone(), vec![(open.clone(), true)], &[]).closed_at.is_none(),
            "another says that it is open"
        );
        assert!(compose(shut.clone(), vec![(open.clone(), false)], &[]).closed_at.is_some(), "the rules open nothing");
        open.closed_at = at("2026-02-01");
        assert!(compose(shut.clone(), vec![(open, true)], &[]).closed_at.is_some());
        shut.closed_by_feed = false;
        assert!(compose(shut, vec![(bare("A"), true)], &[]).closed_at.is_some(), "closed by hand");
    }
}
