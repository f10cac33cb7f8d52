//! What a service may help with that nobody has put under a need: what its name, its kind and its description speak of, by the phrases of the lexicon.
//!
//! Most lists that come in say nothing of needs. What is supposed is no fact about a service: it stands apart from what is said (`Index::perhaps_helping_with`),
//! a search and a suggestion weigh it less and say so, a chosen need keeps it after those that say so, and it is in no number, no record and nothing that
//! goes out.

use super::{
    lexicon,
    model::Service,
    text::{self, stem},
};

/// What a phrase counts by where it stands. A name says what something is; a long description names many things in passing.
const NAME: f32 = 3.0;
const FIRST: f32 = 1.5;
const THEN: f32 = 1.0;
/// So many words of a description are its first.
const FIRST_WORDS: usize = 20;
/// From this on something is supposed; so many needs at most, and none that says less than a part of what the first does.
const ENOUGH: f32 = 1.0;
const MOST: usize = 4;
const PART: f32 = 0.2;
/// That somebody in danger is helped is not guessed, as it is not guessed that somebody is in danger.
const NEVER: &str = "saf-";
/// Words after which, for so many others, a description says what it does not do.
const NOT: [&str; 12] =
    ["not", "no", "cannot", "cant", "dont", "doesnt", "isnt", "arent", "never", "without", "unable", "unlike"];
const DENIED: usize = 10;

/// The needs that a service may help with, where nobody has said any, the likeliest first.
pub(super) fn needs_of(s: &Service) -> Vec<&'static str> {
    if s.needs.is_empty() { read_in(s) } else { vec![] }
}

fn read_in(s: &Service) -> Vec<&'static str> {
    let mut sums: Vec<(&'static str, f32)> = vec![];
    // A name of one word that may mean something says too little: "House" is in many.
    read(&s.name, 1.0, |_| NAME, &mut sums);
    read(&s.kind, 1.0, |_| NAME, &mut sums);
    let mut before = 0;
    for part in s.description.split(['.', ';', '!', '?', '\n']) {
        before += read(part, 0.0, |at| if before + at < FIRST_WORDS { FIRST } else { THEN }, &mut sums);
    }
    sums.retain(|(code, sum)| *sum >= ENOUGH && !code.starts_with(NEVER));
    // What stands first in the text goes before what says as much.
    sums.sort_by(|a, b| b.1.total_cmp(&a.1));
    let most = sums.first().map_or(0.0, |(_, sum)| *sum);
    sums.retain(|(_, sum)| *sum >= most * PART);
    sums.truncate(MOST);
    sums.into_iter().map(|(code, _)| code).collect()
}

/// Adds what the phrases of a text count that stand for a need at least so surely; how many words it has.
fn read(text: &str, surely: f32, weight: impl Fn(usize) -> f32, sums: &mut Vec<(&'static str, f32)>) -> usize {
    let words = text::said(text);
    let stems: Vec<String> = words.iter().map(|w| stem(w)).collect();
    let mut at = 0;
    let mut denied = 0..0;
    while at < words.len() {
        let found = lexicon::term_at(&words[at..], &stems[at..]);
        let len = found.map_or(1, |(len, _)| len);
        let sense = found.map(|(_, sense)| sense).filter(|_| !denied.contains(&at) && !text::is_unwanted(&words, at));
        for (code, strength) in sense.iter().flat_map(|sense| &sense.needs).filter(|(_, s)| *s >= surely) {
            let counts = weight(at) * strength;
            match sums.iter_mut().find(|(c, _)| c == code) {
                Some((_, sum)) => *sum += counts,
                None => sums.push((code, counts)),
            }
        }
        if words[at..at + len].iter().any(|w| NOT.contains(&w.as_str())) {
            denied = at + len..at + len + DENIED;
        }
        at += len;
    }
    words.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::{bare, judged_services};

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
        assert!(share(first, n) > 0.73 && share(right, all) > 0.47 && share(none, n) < 0.02);
        assert!(services.iter().all(|s| needs_of(s).is_empty()), "where somebody has said it, nothing is supposed");
    }

    fn of(name: &str, description: &str) -> Vec<&'static str> {
        needs_of(&Service { description: description.into(), ..bare(name) })
    }

    #[test]
    fn what_it_says_that_it_does_not_do_is_not_supposed() {
        assert_eq!(of("Tuesday Desk", "We help with debts and bailiffs.").first(), Some(&"mon-debt"));
        assert!(!of("Tuesday Desk", "Company and cards. We do not give debt advice.").contains(&"mon-debt"));
        assert!(!of("Night Line", "Sadly we cannot offer a bed for the night or a hostel.").contains(&"hou-homeless"));
        assert!(of("Custom House Singers", "Songs.").iter().all(|code| !code.starts_with("hou-")));
        // Nobody is sent to what might be a refuge.
        let refuge = of("Lavender House", "For women who are beaten at home: domestic abuse, refuge, safety plans.");
        assert!(refuge.iter().all(|code| !code.starts_with("saf-")), "{refuge:?}");
    }
}
