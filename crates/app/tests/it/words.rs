//! Every English word is said somewhere: as it stands, or through a beginning that is put together with a code. And every refusal has words.

use crate::tidy::files;
use std::collections::HashSet;

/// Beginnings of keys to which a code is added in Rust or in a template, as they stand there.
const BEGINNINGS: &[&str] = &[
    "access-",
    "alike-",
    "answer-",
    "audit-kind-",
    "by-",
    "cases-",
    "cases-of-",
    "change-",
    "channel-",
    "check-how-",
    "check-outcome-",
    "checked-by-",
    "chip-",
    "day-",
    "decline-",
    "domain-",
    "edit-cost-",
    "ethnicity-",
    "event-",
    "every-",
    "fact-",
    "field-",
    "gap-",
    "gender-",
    "goal-",
    "guide-who-",
    "how-",
    "insight-",
    "insight-about-",
    "insight-means-",
    "insight-stage-",
    "listing-paused-",
    "mail-",
    "message-state-",
    "mode-",
    "month-",
    "now-",
    "now-council-",
    "now-is-",
    "need-",
    "onward-mail-",
    "organisation-",
    "origin-",
    "part-",
    "part-of-day-",
    "partner-",
    "partner-check-",
    "partner-on-",
    "party-",
    "press-",
    "preview-",
    "preview-send-",
    "problem-",
    "progress-",
    "progress-head-",
    "progress-means-",
    "progress-missing-",
    "progress-of-",
    "proof-",
    "provision-answer-",
    "provision-state-",
    "queue-already-",
    "queue-prove-",
    "residence-",
    "role-",
    "route-",
    "rule-",
    "said-",
    "said-by-",
    "setting-",
    "signpost-by-",
    "signpost-cut-",
    "signpost-given-",
    "signpost-means-",
    "signpost-open-",
    "source-",
    "tour-stop-",
    "tour-story-",
    "upkeep-paused-",
    "waits-",
    "waits-at-",
];

/// What is added to a key that is said somewhere: its colour, its explanation, its parts.
const ENDINGS: &[&str] = &["-colour", "-hint", "-text", "-title"];

#[test]
fn every_english_word_is_said_somewhere() {
    let sources = files("crates", &[".rs", ".jinja", ".toml"]);
    let all: String =
        sources.iter().filter(|(path, _)| !path.contains("/tests/")).map(|(_, text)| text.as_str()).collect();
    let strings: String = files("crates", &["en.ftl"]).into_iter().map(|(_, text)| text).collect();
    for beginning in BEGINNINGS {
        let whole = beginning.trim_end_matches('-');
        let put_together = all.contains(&format!("\"{beginning}")) || all.contains(&format!("\"{whole}\""));
        assert!(put_together, "no key is put together with {beginning:?} any more");
    }
    // What stands between two quotation marks, whichever of the two opened.
    let between: HashSet<&str> = all.split('"').collect();
    let put_in: HashSet<&str> =
        strings.split("{ ").filter_map(|rest| rest.split_once(" }")).map(|(key, _)| key).collect();
    let quoted = |key: &str| between.contains(key) || put_in.contains(key);
    let no_key = |c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    let done: HashSet<&str> = all.split("done=").skip(1).filter_map(|rest| rest.split(no_key).next()).collect();
    let said = |key: &str| {
        quoted(key)
            || BEGINNINGS.iter().any(|b| key.starts_with(b))
            || key.strip_prefix("done-").is_some_and(|word| done.contains(word) || quoted(word))
            // A page of text has its paragraphs by number.
            || key.rsplit_once('-').is_some_and(|(page, n)| n.parse::<u8>().is_ok() && quoted(page))
    };
    let words = app::words().expect("messages");
    let unsaid: Vec<&str> = words
        .keys("en")
        .into_iter()
        .filter(|key| !said(key) && !ENDINGS.iter().any(|e| key.strip_suffix(e).is_some_and(said)))
        .collect();
    assert!(unsaid.is_empty(), "nobody says {unsaid:?}");
}

#[test]
fn every_ethnic_category_has_a_name_in_every_language() {
    let words = app::words().expect("messages");
    for code in app::person::ETHNICITIES {
        let key = format!("ethnicity-{code}");
        for lang in words.languages().into_iter().filter(|l| *l != base::words::EASY) {
            assert!(words.keys(lang).contains(&key.as_str()), "{key} in {lang}");
        }
    }
}

#[test]
fn every_refusal_has_words() {
    let words = app::words().expect("messages");
    let english = words.keys("en");
    let mut refusals = 0;
    for (path, text) in files("crates", &[".rs"]).into_iter().filter(|(path, _)| !path.contains("/tests/")) {
        for literal in text.split('"').skip(1).step_by(2) {
            let code = literal.strip_prefix("conflict-").or_else(|| literal.strip_prefix("error-"));
            let is_key = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            if !path.starts_with("crates/testkit") && code.is_some_and(|c| !c.is_empty() && c.chars().all(is_key)) {
                refusals += 1;
                let whole = !literal.ends_with('-');
                assert!(!whole || english.contains(&literal), "{path} refuses with {literal:?}, which has no words");
            }
        }
    }
    assert!(refusals > 100, "{refusals} refusals only");
}
