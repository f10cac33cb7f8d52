//! Where somebody is sent on to.
//!
//! Those whose record somebody may open tomorrow go where the matching of the pages would send them. It weighs every service and says why: for the two
//! thousand others that would be much of the time in which a demo is made, and they go to services near them that help with what they need.

use super::people::Somebody;
use crate::{
    directory::{Asked, Index, Service},
    matching::{self, Story},
};
use kernel::{Date, Id};

/// So many are found at most.
const FEW: usize = 4;
/// A need that matters less counts as so many kilometres.
const LESS_IMPORTANT: f64 = 2.0;
/// Hearing one's own language is worth so many.
const OWN_LANGUAGE: f64 = 2.0;
/// A telephone line is as far as this.
const BY_TELEPHONE: f64 = 4.0;

/// What the matching suggests to somebody who supports them, the best first; there is always one.
pub(super) fn matched(index: &Index, who: &Somebody, today: Date) -> Vec<Id<Service>> {
    let story = Story {
        needs: who.needs.clone(),
        near: index.gazetteer.resolve(&Asked::read(&who.outcode), None),
        borough: Some(who.borough.clone()),
        age: Some(i64::from(who.age)),
        gender: Some(who.gender.to_owned()),
        languages: who.described.language.iter().cloned().collect(),
        professional: true,
        ..Story::new("", today)
    };
    let found = matching::suggest(index, &story, 14).into_iter().map(|s| s.card).filter(|s| can_be_sent_to(s));
    let found: Vec<Id<Service>> = found.map(|s| s.id).collect();
    if found.is_empty() { services(index, who) } else { found }
}

/// The nearest few that help and take them; there is always one.
pub(super) fn services(index: &Index, who: &Somebody) -> Vec<Id<Service>> {
    let asked: Vec<&str> = who.needs.iter().map(String::as_str).collect();
    let mut found = helping(index, who, &asked);
    if found.is_empty() {
        found = helping(index, who, &["soc-isolated", "soc-lonely"]);
    }
    if found.is_empty() {
        found = index.cards().iter().find(can_be_sent_to).map(|s| s.id).into_iter().collect();
    }
    found
}

fn can_be_sent_to(s: &Service) -> bool {
    s.email.is_some() && !s.masked
}

fn takes(s: &Service, who: &Somebody) -> bool {
    let for_them = match s.gender.as_deref() {
        Some("women") => who.gender == "female",
        Some("men") => who.gender == "male",
        Some(_) => false,
        None => true,
    };
    for_them
        && s.takes_age(i64::from(who.age)) != Some(false)
        && (s.serves.is_empty() || s.serves.contains(&who.borough))
        && (s.full() != Some(true) || s.wait_weeks.is_some())
}

fn helping(index: &Index, who: &Somebody, needs: &[&str]) -> Vec<Id<Service>> {
    let home = index.gazetteer.outcode(&who.outcode).map(|place| place.point);
    let language = who.described.language.as_ref().filter(|l| *l != "en");
    let mut all: Vec<(f64, Id<Service>)> = vec![];
    for (place, need) in needs.iter().enumerate() {
        for doc in index.helping_with(need) {
            let s = index.cards().get(*doc);
            if !can_be_sent_to(&s) || !takes(&s, who) {
                continue;
            }
            let km = home.and_then(|home| s.nearest_km(home)).unwrap_or(BY_TELEPHONE);
            let spoken = language.is_some_and(|l| s.languages.as_ref().is_some_and(|all| all.contains(l)));
            let far = km + LESS_IMPORTANT * place as f64 - if spoken { OWN_LANGUAGE } else { 0.0 };
            all.push((far, s.id));
        }
    }
    all.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut best: Vec<Id<Service>> = vec![];
    for (_, id) in all {
        if !best.contains(&id) {
            best.push(id);
        }
        if best.len() == FEW {
            break;
        }
    }
    best
}
