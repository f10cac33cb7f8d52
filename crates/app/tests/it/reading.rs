//! The English that the public reads is plain: a child of eleven can read it, and no word of the trade stands in it.
//!
//! Reading age is the grade of Flesch and Kincaid and five years: 0.39 × words for each sentence + 11.8 × syllables for each word − 15.59 (Kincaid, Fishburne,
//! Rogers and Chissom, "Derivation of New Readability Formulas for Navy Enlisted Personnel", Research Branch Report 8-75, 1975). A grade is a school year of
//! the United States, which begins at about five.
//!
//! Public are the words that the Arabic file has too. Sentences of fewer than six words are labels and are not counted: they would make everything look easy. What is
//! put in from elsewhere, a name for instance, counts as one word of one syllable: nobody can write a law's name more plainly. Syllables are guessed as groups of vowels.

use std::collections::BTreeMap;

/// What no public word may be: the field's words for people and for what is done to them.
const BANNED: &[&str] = &["signpost", "intervention", "service user", "holistic", "client", "patient"];

const MOST: f64 = 11.0;
/// A page with fewer sentences says nothing of itself.
const FEW: usize = 3;

fn words_of(sentence: &str) -> Vec<&str> {
    sentence
        .split(|c: char| c.is_whitespace() || matches!(c, '–' | '—' | '/'))
        .filter(|w| w.chars().any(char::is_alphanumeric))
        .collect()
}

/// Groups of vowels; an `e` at the end, or in `-es` and `-ed`, is silent unless the letters before make it heard.
fn syllables(word: &str) -> usize {
    let letters: Vec<char> = word.chars().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_lowercase()).collect();
    let vowel = |c: char| "aeiouy".contains(c);
    let silent = match letters.as_slice() {
        [.., before, 'e', 's'] => !vowel(*before) && !"lszxc".contains(*before),
        [.., before, 'e', 'd'] => !vowel(*before) && !"td".contains(*before),
        [.., before, 'e'] => !vowel(*before) && *before != 'l',
        _ => false,
    };
    let mut groups = 0;
    let mut inside = false;
    for c in &letters {
        groups += usize::from(vowel(*c) && !inside);
        inside = vowel(*c);
    }
    groups.saturating_sub(usize::from(silent)).max(1)
}

/// Sentences, words, syllables.
#[derive(Default, Clone, Copy)]
struct Counts(usize, usize, usize);

impl Counts {
    fn add(&mut self, text: &str) {
        let ends = |c: char| matches!(c, '.' | '?' | '!' | ':' | '\n');
        for sentence in text.split_inclusive(ends).flat_map(|s| s.split('\n')) {
            let words = words_of(sentence);
            if words.len() >= 6 {
                self.0 += 1;
                self.1 += words.len();
                self.2 += words.iter().map(|w| syllables(w)).sum::<usize>();
            }
        }
    }

    fn age(self) -> f64 {
        let Counts(sentences, words, syllables) = self;
        let (s, w, y) = (sentences as f64, words as f64, syllables as f64);
        0.39 * w / s + 11.8 * y / w - 15.59 + 5.0
    }
}

/// The public English, by key. Whatever is put in is one short word.
fn copy() -> BTreeMap<String, String> {
    const PUT_IN: &[&str] = &[
        "n", "of", "brand", "site", "name", "place", "places", "day", "time", "month", "year", "provider", "price",
        "seconds", "borough", "from", "to", "max", "min", "what", "who", "km", "days", "words", "origin", "host",
    ];
    let words = app::words().expect("messages");
    let pairs: Vec<(&str, &str)> = PUT_IN.iter().map(|name| (*name, "it")).collect();
    words.keys("ar").into_iter().map(|key| (key.to_owned(), words.with("en", key, &pairs))).collect()
}

#[test]
fn a_child_of_eleven_can_read_the_public_pages() {
    let mut whole = Counts::default();
    let mut pages: BTreeMap<String, Counts> = BTreeMap::new();
    for (key, text) in copy() {
        if key.starts_with("law-") || key.starts_with("name-") {
            continue;
        }
        // Names of laws and bodies stand in keys of their own.
        let text = names().iter().fold(text, |text, name| text.replace(name.as_str(), "it"));
        whole.add(&text);
        pages.entry(key.split('-').next().unwrap_or_default().to_owned()).or_default().add(&text);
    }
    let hard: Vec<String> = pages
        .iter()
        .filter(|(_, counts)| counts.0 >= FEW && counts.age() > MOST)
        .map(|(page, counts)| format!("{page}: {:.1}", counts.age()))
        .collect();
    println!("reading age of all public English: {:.1}, {} sentences", whole.age(), whole.0);
    assert!(whole.0 > 400, "{} sentences: the copy is not read any more", whole.0);
    assert!(hard.is_empty() && whole.age() <= MOST, "too hard to read: {hard:?}, all {:.1}", whole.age());
}

fn names() -> Vec<String> {
    let all = copy().into_iter();
    all.filter(|(key, _)| key.starts_with("law-") || key.starts_with("name-")).map(|(_, name)| name).collect()
}

#[test]
fn no_word_of_the_trade_stands_in_public_copy() {
    let found: Vec<String> = copy()
        .into_iter()
        .filter(|(_, text)| {
            let text = format!(" {}", text.to_lowercase().replace(|c: char| !c.is_alphanumeric(), " "));
            BANNED.iter().any(|word| text.contains(&format!(" {word}")))
        })
        .map(|(key, _)| key)
        .collect();
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn the_measure_knows_hard_from_easy() {
    let mut easy = Counts::default();
    easy.add("The cat sat on the mat and slept.");
    let mut hard = Counts::default();
    hard.add("Organisational interventions necessitate multidisciplinary collaboration facilitating holistic individualised provision.");
    assert!(easy.age() < 7.0 && hard.age() > 20.0, "{} {}", easy.age(), hard.age());
    for (word, n) in [
        ("people", 2),
        ("table", 2),
        ("helped", 1),
        ("wanted", 2),
        ("place", 1),
        ("accessibility", 6),
        ("gone", 1),
        ("houses", 2),
    ] {
        assert_eq!(syllables(word), n, "{word}");
    }
}
