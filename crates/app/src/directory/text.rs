//! Words as the index keeps them: folded, without the commonest, without English endings; and which words mean nearly the same here.
//!
//! The stemmer is light on purpose: it takes off plurals, `-ing` and a last `e`, which joins what people write (dance, dancing, dances) and rarely joins
//! what they do not mean. Words of other languages pass through as they are. The synonyms are ours, from what people say to link workers.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

/// Words that say nothing about a service.
const STOP: &[&str] = &[
    "a",
    "about",
    "all",
    "also",
    "am",
    "an",
    "and",
    "any",
    "anymore",
    "are",
    "arent",
    "as",
    "at",
    "be",
    "been",
    "but",
    "by",
    "can",
    "cant",
    "could",
    "couldnt",
    "didnt",
    "do",
    "does",
    "doesnt",
    "dont",
    "for",
    "from",
    "get",
    "gonna",
    "had",
    "hadnt",
    "has",
    "hasnt",
    "have",
    "havent",
    "he",
    "her",
    "here",
    "him",
    "his",
    "how",
    "i",
    "if",
    "im",
    "in",
    "into",
    "is",
    "isnt",
    "it",
    "its",
    "ive",
    "just",
    "like",
    "looking",
    "me",
    "mustnt",
    "my",
    "near",
    "need",
    "needs",
    "no",
    "not",
    "of",
    "on",
    "or",
    "our",
    "out",
    "she",
    "shouldnt",
    "so",
    "some",
    "somebody",
    "someone",
    "something",
    "than",
    "that",
    "the",
    "their",
    "them",
    "then",
    "there",
    "they",
    "this",
    "to",
    "too",
    "up",
    "us",
    "used",
    "very",
    "wanna",
    "want",
    "wants",
    "was",
    "wasnt",
    "we",
    "were",
    "werent",
    "what",
    "when",
    "where",
    "which",
    "who",
    "will",
    "with",
    "wont",
    "would",
    "wouldnt",
    "you",
    "your",
];

/// Words that say little: they count only where nothing else was said. (The index has them: "The First Thursday People" is found by its name.)
const LITTLE: &str = "
    actually after again ago almost already always another anyone anything anyway apr april around ask asked asking aug august away back because
    before better bit both bring came cause come comes coming cos cuz dec december during each either else even ever every everyone everything far feb
    february few find first five four give go goes going good got great group happen happened happens hard hello helped helping hi him instead jan
    january july june keep know knows last least less let letter letters life little live lives look looks lot lots make many march maybe mean means
    might moment month months more most much name neither never next nobody none nothing nov november now oct october off ok okay once one ones only
    other outside over own part people person place please pls possible quite rather really said say says see seem seems sept september service
    services shall should since sometimes somewhere soon still stuff such support sure take taken taking tell thank thanks these thing things think
    those though thought three through time times today told took try trying twice two until use usual usually wanted wanting way week weeks well went
    whatever whether while whole why without worse wrong year years yesterday yet
";

/// Words that no rule of ours brings to one form.
const IRREGULAR: &[(&str, &str)] = &[
    ("children", "child"),
    ("women", "woman"),
    ("men", "man"),
    ("care", "care"),
    ("caring", "care"),
    ("carer", "carer"),
    ("fell", "fall"),
    ("fallen", "fall"),
    // Else they are HIV.
    ("hive", "hive"),
    ("rape", "rape"),
    ("raping", "rape"),
];

/// Groups of words that stand for each other when somebody searches.
const SYNONYMS: &[&[&str]] = &[
    &["singing", "choir", "sing", "singer", "song", "chorus"],
    &["lonely", "loneliness", "company", "isolated", "isolation", "alone", "befriending", "friends"],
    &["talk", "talking", "chat", "listen", "listening"],
    &["debt", "arrears", "bills", "bailiffs", "owe"],
    &["benefits", "universal", "pip", "dwp", "allowance"],
    &["food", "foodbank", "pantry", "hungry", "groceries"],
    &["heating", "energy", "fuel", "gas", "electricity"],
    &["walk", "ramble", "rambling", "stroll"],
    &["exercise", "fitness", "gym", "keep-fit", "movement", "active"],
    &["garden", "gardening", "allotment", "growing", "plants"],
    &["grief", "bereaved", "bereavement", "grieving", "widow", "widower", "mourning"],
    &["dementia", "alzheimer", "memory", "forgetful"],
    &["carer", "caring", "care", "respite"],
    &["eviction", "evicted", "homeless", "homelessness", "landlord", "rent", "housing", "tenant", "tenancy"],
    &["damp", "mould", "repair", "disrepair"],
    &["computer", "internet", "digital", "online", "tablet", "laptop", "phone"],
    &["esol", "english", "conversation"],
    &["job", "work", "employment", "unemployed", "cv"],
    &["volunteer", "volunteering", "helping"],
    &["painting", "art", "drawing", "arts", "craft", "crafts"],
    &["knitting", "crochet", "sewing", "sew", "knit", "quilting", "textile"],
    &["lunch", "meal", "dinner", "cooking", "cook", "eat"],
    &["depressed", "depression", "mood", "sad", "mental"],
    &["anxiety", "anxious", "stress", "worry", "panic"],
    &["immigration", "visa", "asylum", "refugee", "refugees", "papers", "migrant"],
    &["drinking", "alcohol", "drink", "sober", "recovery"],
    &["drugs", "recovery", "addiction", "using"],
    &["gambling", "betting", "bets"],
    &["smoking", "cigarettes", "quit", "tobacco", "vape"],
    &["baby", "babies", "toddler", "toddlers"],
    &["young", "youth", "teenager", "teenagers", "teens"],
    &["disabled", "disability", "wheelchair", "accessible"],
    &["deaf", "bsl", "hearing", "signing"],
    &["fall", "falls", "balance", "falling"],
    &["abuse", "violence", "refuge", "domestic"],
    &["gang", "knife", "violence"],
    &["transport", "lift", "minibus", "taxi"],
    &["furniture", "beds", "sofa", "cooker", "fridge"],
    &["mend", "repair", "fix", "fixing"],
    &["mosque", "church", "temple", "faith", "prayer", "synagogue", "gurdwara"],
    &["autism", "autistic", "adhd", "send", "special"],
    &["football", "soccer"],
    &["music", "piano", "guitar", "band", "orchestra", "instrument"],
    &["swim", "swimming", "pool"],
    &["dance", "dancing", "ballroom", "zumba"],
    &["pain", "arthritis", "aches"],
    &["solicitor", "legal", "law", "lawyer", "rights"],
    &["shed", "woodwork", "carpentry", "tools"],
];

/// Words with "not" in them, as telephones write them, each with the word before "not".
const NOT: &[(&str, &str)] = &[
    ("are", "arent"),
    ("can", "cant"),
    ("could", "couldnt"),
    ("did", "didnt"),
    ("do", "dont"),
    ("does", "doesnt"),
    ("had", "hadnt"),
    ("has", "hasnt"),
    ("have", "havent"),
    ("is", "isnt"),
    ("must", "mustnt"),
    ("should", "shouldnt"),
    ("was", "wasnt"),
    ("were", "werent"),
    ("will", "wont"),
    ("would", "wouldnt"),
];

/// Whether a word as [`said`] gives it has "not" in it.
pub(crate) fn says_not(word: &str) -> bool {
    NOT.iter().any(|(_, not)| *not == word)
}

/// Whether what begins at a word is what somebody does not look for: "somewhere that isn't a church", "food but not halal", "other than football". What is not there
/// ("no food"), and what somebody is not ("not safe"), is what they need help with.
pub(crate) fn is_unwanted(words: &[String], at: usize) -> bool {
    let before = &words[..at];
    let link =
        before.iter().rposition(|w| !matches!(w.as_str(), "a" | "an" | "the" | "any" | "another" | "just" | "about"));
    let Some(link) = link else { return false };
    let with_article = link + 1 < at;
    match (link.checked_sub(1).map_or("", |i| &before[i]), before[link].as_str()) {
        ("that" | "which" | "thats", "isnt" | "arent" | "not") => true,
        (_, "isnt") => with_article,
        ("but", "not") | ("other", "than") | ("apart", "from") | ("instead", "of") => true,
        (_, "except") => true,
        _ => false,
    }
}

/// The words of what somebody typed, folded; what is written in several ways is one word: "don't", "dont", "don t" and "do not"; "I'm", "im" and "I am";
/// "want to" and "wanna".
pub(crate) fn said(text: &str) -> Vec<String> {
    joined(kernel::name::words(text))
}

/// The same of words.
pub(super) fn joined(words: Vec<String>) -> Vec<String> {
    let mut all: Vec<String> = Vec::with_capacity(words.len());
    for word in words {
        match all.last_mut() {
            Some(before) if let Some(one) = one_word(before, &word) => one.clone_into(before),
            _ => all.push(match word.as_str() {
                "cannot" => "cant".to_owned(),
                "gunna" => "gonna".to_owned(),
                _ => word,
            }),
        }
    }
    all
}

fn one_word(before: &str, word: &str) -> Option<&'static str> {
    match (before, word) {
        ("i", "m" | "am") => Some("im"),
        ("want", "to" | "2") => Some("wanna"),
        ("going", "to" | "2") => Some("gonna"),
        ("any", "more") => Some("anymore"),
        (_, "t") => NOT.iter().map(|n| n.1).find(|not| not.strip_suffix('t') == Some(before)),
        (_, "not") => NOT.iter().find(|(aux, _)| *aux == before).map(|n| n.1),
        _ => None,
    }
}

/// Whether a word is another one or a longer form of it: "bailiffs" of "bailiff", "raping" of "rape". That both have one [`stem`] is not enough: "will" is no
/// form of "wills", nor "older" of "olders".
pub(super) fn is_form(word: &str, of: &str) -> bool {
    let irregular = || IRREGULAR.iter().any(|(w, _)| *w == word || *w == of);
    let longer = || match (of.strip_suffix('e'), word.strip_suffix("ing")) {
        (Some(short), Some(start)) => short == start,
        _ => word.len() > of.len(),
    };
    word == of || stem(word) == stem(of) && (longer() || irregular())
}

/// The form in which a word is kept. Takes a folded word.
pub fn stem(word: &str) -> String {
    if let Some((_, form)) = IRREGULAR.iter().find(|(w, _)| *w == word) {
        return (*form).to_owned();
    }
    // What is not plain Latin is left alone.
    if word.len() < 4 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return word.to_owned();
    }
    let mut stem = word.to_owned();
    if let Some(start) = stem.strip_suffix("ies").filter(|s| s.len() > 1) {
        return format!("{start}y");
    }
    if stem.ends_with('s') && !["ss", "us", "is"].iter().any(|e| stem.ends_with(e)) {
        stem.pop();
        if let Some((_, form)) = IRREGULAR.iter().find(|(w, _)| *w == stem) {
            return (*form).to_owned();
        }
    }
    if let Some(start) = stem.strip_suffix("ing").filter(|s| s.len() >= 3 && s.bytes().any(|b| b"aeiouy".contains(&b)))
    {
        let bytes = start.as_bytes();
        let doubled = bytes[bytes.len() - 1] == bytes[bytes.len() - 2] && !b"lsz".contains(&bytes[bytes.len() - 1]);
        stem = start[..start.len() - usize::from(doubled)].to_owned();
    }
    if stem.len() >= 4 && stem.ends_with('e') && !stem.ends_with("ee") {
        stem.pop();
    }
    stem
}

/// The words of a text as the index keeps them, in order, with what says nothing left out.
pub fn words(text: &str) -> Vec<String> {
    kernel::name::words(text).into_iter().filter(|w| tells(w)).map(|w| stem(&w)).collect()
}

/// Whether a folded word says anything about a service: single letters ("children's") and the commonest words do not.
pub(super) fn tells(word: &str) -> bool {
    (word.chars().count() > 1 || word.bytes().all(|b| b.is_ascii_digit())) && STOP.binary_search(&word).is_err()
}

/// Whether a folded word says little beside others.
pub(super) fn tells_little(word: &str) -> bool {
    static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| LITTLE.split_whitespace().collect());
    WORDS.contains(word)
}

/// The other words of the groups that a stem belongs to, as stems.
pub(super) fn synonyms(stemmed: &str) -> &'static [String] {
    static TABLE: LazyLock<HashMap<String, Vec<String>>> = LazyLock::new(|| {
        let mut table: HashMap<String, Vec<String>> = HashMap::new();
        for group in SYNONYMS {
            let stems: Vec<String> = group.iter().map(|w| stem(w)).collect();
            for one in &stems {
                let others = table.entry(one.clone()).or_default();
                others.extend(stems.iter().filter(|s| *s != one).cloned());
                others.sort();
                others.dedup();
            }
        }
        table
    });
    TABLE.get(stemmed).map_or(&[], Vec::as_slice)
}

/// Whether two words differ by one letter more, less, other, or by two neighbours swapped.
pub(super) fn one_letter_apart(a: &str, b: &str) -> bool {
    // Longer first; both are compared from the two ends.
    let (a, b) = if a.len() >= b.len() { (a.as_bytes(), b.as_bytes()) } else { (b.as_bytes(), a.as_bytes()) };
    if a.len() - b.len() > 1 || a == b {
        return false;
    }
    let start = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let end = a[start..].iter().rev().zip(b[start..].iter().rev()).take_while(|(x, y)| x == y).count();
    let (left_a, left_b) = (&a[start..a.len() - end], &b[start..b.len() - end]);
    match (left_a, left_b) {
        ([_], []) | ([_], [_]) => true,
        ([p, q], [r, s]) => p == s && q == r,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stop_words_are_in_order() {
        assert!(STOP.is_sorted() && LITTLE.split_whitespace().is_sorted());
    }

    #[test]
    fn endings_go_and_meanings_stay() {
        let same = [
            ("singing", "sing"),
            ("dances", "dancing"),
            ("swimming", "swim"),
            ("babies", "baby"),
            ("houses", "housing"),
            ("classes", "class"),
            ("boxing", "box"),
            ("children", "child"),
            ("carers", "carer"),
            ("gambling", "gamble"),
        ];
        for (a, b) in same {
            assert_eq!(stem(a), stem(b), "{a} and {b}");
        }
        for (a, b) in
            [("sing", "s"), ("caring", "car"), ("this", "thi"), ("bus", "bu"), ("chess", "che"), ("king", "k")]
        {
            assert_ne!(stem(a), b);
        }
        assert_eq!(words("The Carers' Café, for women"), ["carer", "caf", "woman"]);
        assert_eq!(words("ছবি আঁকা"), ["ছবি", "আঁকা"]);
    }

    #[test]
    fn what_is_written_in_several_ways_is_one_word() {
        for text in ["I don't want to", "i dont wanna", "I do not want to", "i don t want 2", "I don’t want to"] {
            assert_eq!(said(text), ["i", "dont", "wanna"], "{text}");
        }
        assert_eq!(
            said("I'm 40, cannot go, can't go, will not go"),
            ["im", "40", "cant", "go", "cant", "go", "wont", "go"]
        );
        assert!(said("He wouldn't").iter().any(|w| says_not(w)));
    }

    #[test]
    fn what_is_not_looked_for_is_told_from_what_is_missing() {
        let unwanted = |text: &str, word: &str| {
            let words = said(text);
            let at = words.iter().position(|w| w == word).expect(word);
            is_unwanted(&words, at)
        };
        for (text, word) in [
            ("somewhere to go that isn't a church", "church"),
            ("something for teenagers that is not football", "football"),
            ("food parcel but not halal", "halal"),
            ("anything other than bingo", "bingo"),
            ("a club, it isn't a church", "church"),
        ] {
            assert!(unwanted(text, word), "{text}");
        }
        for (text, word) in [
            ("my house isnt warm", "warm"),
            ("we have no food", "food"),
            ("I am not safe", "safe"),
            ("he is not eating", "eating"),
            ("church", "church"),
        ] {
            assert!(!unwanted(text, word), "{text}");
        }
    }

    #[test]
    fn a_form_of_a_word_is_longer_than_the_word() {
        for (word, of) in [
            ("bailiffs", "bailiff"),
            ("raping", "rape"),
            ("singing", "sing"),
            ("child", "children"),
            ("abusing", "abuse"),
        ] {
            assert!(is_form(word, of), "{word} of {of}");
        }
        for (word, of) in [
            ("will", "wills"),
            ("older", "olders"),
            ("rap", "rape"),
            ("raps", "rape"),
            ("rapping", "rape"),
            ("shot", "shotting"),
        ] {
            assert!(!is_form(word, of), "{word} of {of}");
        }
    }

    #[test]
    fn synonyms_go_both_ways() {
        assert!(synonyms(&stem("choir")).contains(&stem("singing")));
        assert!(synonyms(&stem("singing")).contains(&stem("choir")));
        assert!(synonyms("unheardof").is_empty());
    }

    #[test]
    fn one_slip_of_the_finger() {
        for (a, b) in
            [("choir", "chior"), ("choir", "chor"), ("choir", "choirs"), ("choir", "chair"), ("garden", "gardem")]
        {
            assert!(one_letter_apart(a, b), "{a} and {b}");
        }
        for (a, b) in [("choir", "choir"), ("choir", "chr"), ("abcd", "dbca"), ("choir", "cohri")] {
            assert!(!one_letter_apart(a, b), "{a} and {b}");
        }
    }
}
