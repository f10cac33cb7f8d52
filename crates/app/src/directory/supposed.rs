//! What a service may help with that nobody has put under a need: what its name, its kind and its description speak of, by the phrases of the lexicon.
//!
//! Most lists that come in say nothing of needs. What is supposed is no fact about a service: a chosen need keeps it after those that say so, as not known,
//! the numbers beside the choices leave it out, a search weighs it less, it stands in no record and goes out in none.

use super::{
    lexicon,
    model::Service,
    text::{self, stem},
};
use std::collections::BTreeMap;

/// What a phrase counts by where it stands. A name says what something is; a long description names many things in passing.
const NAME: f32 = 3.0;
const KIND: f32 = 3.0;
const FIRST: f32 = 1.5;
const THEN: f32 = 1.0;
/// So many words of a description are its first.
const FIRST_WORDS: usize = 20;
/// From this on something is supposed; so many needs at most, and none that says less than a part of what the first does.
const ENOUGH: f32 = 1.0;
const MOST: usize = 4;
const PART: f32 = 0.2;

/// The needs that a service may help with, where nobody has said any, the likeliest first.
pub(super) fn needs_of(s: &Service) -> Vec<&'static str> {
    if s.needs.is_empty() { read_in(s) } else { vec![] }
}

fn read_in(s: &Service) -> Vec<&'static str> {
    let mut sums: BTreeMap<&'static str, f32> = BTreeMap::new();
    let mut read = |text: &str, weight: f32, then: f32| {
        let words = text::said(text);
        let stems: Vec<String> = words.iter().map(|w| stem(w)).collect();
        let mut at = 0;
        while at < words.len() {
            let Some((len, sense)) = lexicon::term_at(&words[at..], &stems[at..]) else {
                at += 1;
                continue;
            };
            if !text::is_unwanted(&words, at) {
                let here = if at < FIRST_WORDS { weight } else { then };
                for (code, strength) in &sense.needs {
                    *sums.entry(code).or_default() += here * strength;
                }
            }
            at += len;
        }
    };
    read(&s.name, NAME, NAME);
    read(&s.kind, KIND, KIND);
    read(&s.description, FIRST, THEN);
    let mut all: Vec<(&str, f32)> = sums.into_iter().filter(|(_, sum)| *sum >= ENOUGH).collect();
    all.sort_by(|a, b| b.1.total_cmp(&a.1));
    let most = all.first().map_or(0.0, |(_, sum)| *sum);
    all.retain(|(_, sum)| *sum >= most * PART);
    all.truncate(MOST);
    all.into_iter().map(|(code, _)| code).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::judged_services;

    #[test]
    fn what_is_supposed_is_mostly_what_somebody_would_say() {
        let services = judged_services("2026-11-24T00:00:00.000000Z".parse().unwrap()).unwrap();
        let (mut right, mut all, mut first, mut of, mut none) = (0, 0, 0, 0, 0);
        for s in &services {
            let supposed = read_in(s);
            right += supposed.iter().filter(|c| s.needs.iter().any(|n| n == *c)).count();
            all += supposed.len();
            first += usize::from(supposed.first().is_some_and(|c| s.needs.iter().any(|n| n == c)));
            of += s.needs.len();
            none += usize::from(supposed.is_empty());
        }
        let share = |n: usize, of: usize| n as f64 / of as f64;
        let n = services.len();
        println!(
            "of {all} supposed {right} are said, of {of} that are said; the first of {first} of {n}; none for {none}"
        );
        assert!(share(first, n) > 0.75 && share(right, all) > 0.55 && share(none, n) < 0.02);
        assert!(services.iter().all(|s| needs_of(s).is_empty()), "where somebody has said it, nothing is supposed");
    }
}
