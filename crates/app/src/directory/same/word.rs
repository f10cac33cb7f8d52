//! Words as names and texts are compared by: one spelling each; which of them say little; and which point apart.
//!
//! The lists are ours and short, from what names of community services are made of. A word that is in none of them tells which one it is.

use kernel::name::sound_key;
use std::{
    collections::{BTreeSet, HashSet},
    sync::LazyLock,
};

/// Words that names have or leave out at will: little words, and legal forms.
pub(super) const EMPTY: &[&str] = &[
    "a",
    "al",
    "an",
    "and",
    "at",
    "by",
    "charity",
    "cic",
    "cio",
    "co",
    "el",
    "for",
    "from",
    "in",
    "incorporated",
    "limited",
    "llp",
    "ltd",
    "of",
    "on",
    "our",
    "plc",
    "registered",
    "scio",
    "the",
    "to",
    "trustee",
    "with",
    "your",
];

/// Words that say what sort of thing it is and not which. They are compared, and two names that have only these in common have nothing in common.
pub(super) const GENERIC: &[&str] = &[
    "advice",
    "association",
    "building",
    "cafe",
    "centre",
    "circle",
    "class",
    "clinic",
    "club",
    "college",
    "community",
    "course",
    "dr",
    "drop",
    "event",
    "forum",
    "foundation",
    "group",
    "hall",
    "help",
    "house",
    "hub",
    "learning",
    "local",
    "london",
    "meeting",
    "network",
    "office",
    "organisation",
    "partner",
    "partnership",
    "people",
    "programme",
    "project",
    "room",
    "scheme",
    "school",
    "service",
    "session",
    "social",
    "society",
    "st",
    "support",
    "team",
    "trust",
    "union",
    "venue",
    "weekly",
    "welcome",
    "workshop",
];

/// What is written short or in another way, and what it is.
const SPELLINGS: &[(&str, &str)] = &[
    ("assoc", "association"),
    ("bros", "brother"),
    ("center", "centre"),
    ("childrens", "child"),
    ("children", "child"),
    ("cttee", "committee"),
    ("ctr", "centre"),
    ("dropin", "drop"),
    ("four", "4"),
    ("gentlemen", "man"),
    ("gp", "doctor"),
    ("gps", "doctor"),
    ("gentlemens", "man"),
    ("ii", "2"),
    ("iii", "3"),
    ("kids", "child"),
    ("men", "man"),
    ("mens", "man"),
    ("mums", "mother"),
    ("mum", "mother"),
    ("dads", "father"),
    ("dad", "father"),
    ("one", "1"),
    ("org", "organisation"),
    ("organization", "organisation"),
    ("program", "programme"),
    ("saint", "st"),
    ("three", "3"),
    ("two", "2"),
    ("women", "woman"),
    ("womens", "woman"),
    ("yrs", "year"),
];

/// Axes on which two names can point in opposite directions, with the words of each end. Two ends of one axis are never one thing.
const OPPOSED: &[(Axis, &[&[&str]])] = &[
    (
        Axis::Sex,
        &[
            &["man", "boy", "brother", "lad", "father", "gentleman", "male"],
            &["woman", "girl", "sister", "lady", "mother", "female"],
        ],
    ),
    (Axis::Side, &[&["north", "northern"], &["south", "southern"]]),
    (Axis::Side, &[&["east", "eastern"], &["west", "western"]]),
    (Axis::Side, &[&["upper"], &["lower"]]),
    (Axis::Level, &[&["beginner", "starter", "introductory"], &["improver", "intermediate"], &["advanced"]]),
    (
        Axis::Age,
        &[
            &["junior", "child", "infant", "toddler", "baby"],
            &["youth", "teen", "teenager"],
            &["adult"],
            &["senior", "elder", "older", "pensioner"],
        ],
    ),
    (Axis::Time, &[&["morning", "breakfast"], &["afternoon"], &["evening", "night"]]),
];

/// Words that make a body another one than the body they name: its friends, its shops, its fund raisers.
pub(super) const BESIDE: &[&str] =
    &["friend", "trading", "enterprise", "retail", "shop", "appeal", "pta", "supporter", "alumni", "league"];

/// In which way two names point apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Axis {
    /// Women and men.
    Sex,
    /// Points of the compass, upper and lower.
    Side,
    /// Beginners and advanced.
    Level,
    /// Children, young people, adults, old people.
    Age,
    /// Morning, afternoon, evening.
    Time,
}

/// Legal forms that exclude each other, as they are written.
pub(super) const FORMS: &[(&str, &str)] = &[
    ("cic", "cic"),
    ("cio", "cio"),
    ("limited", "ltd"),
    ("llp", "llp"),
    ("ltd", "ltd"),
    ("plc", "plc"),
    ("scio", "cio"),
];

/// What is written before a name that something has as well, or had.
const CUES: &[&[&str]] = &[
    &["formerly"],
    &["previously"],
    &["known", "as"],
    &["know", "us", "as"],
    &["was", "called"],
    &["used", "to", "be"],
    &["renamed"],
    &["aka"],
    &["a", "k", "a"],
    &["the", "name"],
    &["old", "name"],
    &["new", "name"],
    &["trading", "as"],
    &["working", "name"],
    &["now", "called"],
    &["became"],
];

/// Where in a text such words end: each the index of the word behind them.
pub(super) fn cues(text: &[String]) -> Vec<usize> {
    let at = |cue: &&[&str]| {
        text.windows(cue.len()).enumerate().filter(|(_, w)| w == cue).map(|(i, _)| i + cue.len()).collect::<Vec<_>>()
    };
    CUES.iter().flat_map(at).collect()
}

/// The words of a text, folded, with no apostrophes, no plurals and one spelling. Little words are among them.
pub(super) fn plain_words(text: &str) -> Vec<String> {
    let bare: String = text.chars().filter(|c| !matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`')).collect();
    let bare = bare.replace("&amp;", " ").replace("+ ", " ");
    kernel::name::words(&bare).into_iter().map(|w| singular(&w)).collect()
}

fn singular(word: &str) -> String {
    if let Ok(at) = SPELLINGS_SORTED.binary_search_by_key(&word, |(w, _)| *w) {
        return SPELLINGS_SORTED[at].1.to_owned();
    }
    if let Some(start) = word.strip_suffix("ies").filter(|s| s.len() > 2) {
        return format!("{start}y");
    }
    match word.strip_suffix('s') {
        Some(start) if word.len() > 3 && !start.ends_with(['s', 'u', 'i']) => start.to_owned(),
        _ => word.to_owned(),
    }
}

static SPELLINGS_SORTED: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let mut all = SPELLINGS.to_vec();
    all.sort_unstable();
    all
});

/// `14`, `14th`, `50s`: the number of a word that is one.
pub(super) fn number(word: &str) -> Option<u32> {
    let end = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len());
    let (digits, rest) = word.split_at(end);
    if matches!(rest, "" | "st" | "nd" | "rd" | "th" | "s") { digits.parse().ok() } else { None }
}

pub(super) fn is_pole(word: &str) -> bool {
    is_language(word) || OPPOSED.iter().any(|(_, poles)| poles.iter().any(|pole| pole.contains(&word)))
}

/// Whether a word is the name of a language, in English.
fn is_language(word: &str) -> bool {
    static NAMES: LazyLock<HashSet<String>> = LazyLock::new(|| {
        let all = kernel::Language::all().iter().flat_map(|l| kernel::name::words(l.english()));
        // "British Sign Language" is three words that others have too.
        all.filter(|w| w.len() > 3 && !matches!(w.as_str(), "british" | "sign" | "language")).collect()
    });
    NAMES.contains(word)
}

/// The axes on which two lists of words point in opposite directions.
pub(super) fn opposed(a: &[String], b: &[String]) -> Vec<Axis> {
    let mut axes = vec![];
    for (axis, poles) in OPPOSED {
        let at = |words: &[String]| {
            let stands = |pole: &&[&str]| words.iter().any(|w| pole.contains(&w.as_str()));
            poles.iter().enumerate().filter(|(_, pole)| stands(pole)).map(|(i, _)| i).collect::<Vec<_>>()
        };
        let (a, b) = (at(a), at(b));
        if !a.is_empty() && !b.is_empty() && !a.iter().any(|pole| b.contains(pole)) && !axes.contains(axis) {
            axes.push(*axis);
        }
    }
    axes
}

/// Whether both lists name languages, and none in common.
pub(super) fn other_language(a: &[String], b: &[String]) -> bool {
    let of = |words: &[String]| words.iter().filter(|w| is_language(w)).cloned().collect::<BTreeSet<_>>();
    let (a, b) = (of(a), of(b));
    !a.is_empty() && !b.is_empty() && a.is_disjoint(&b)
}

/// Whether two long words are one with a slip of the pen or of the ear: one letter more, less or other, two neighbours swapped, nearly all in place, or letters that
/// sound the same (Yasmin, Yasmeen). Jaro-Winkler as in the crate `strsim`.
pub(super) fn slip(a: &str, b: &str) -> bool {
    let long = a.chars().count().min(b.chars().count());
    if long < 5 || is_pole(a) || is_pole(b) {
        return false;
    }
    let apart = strsim::osa_distance(a, b);
    let heard = || {
        let key = sound_key(a);
        key.len() >= 3 && key == sound_key(b)
    };
    long >= 6 && apart <= 1 || long >= 9 && strsim::jaro_winkler(a, b) >= 0.96 || apart <= 2 && heard()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_in_order() {
        assert!(EMPTY.is_sorted() && GENERIC.is_sorted());
    }

    #[test]
    fn slips_of_pen_and_ear() {
        for (a, b) in
            [("wayfarer", "wayfraer"), ("yasmin", "yasmeen"), ("pavilion", "pavillion"), ("mitcham", "micham")]
        {
            assert!(slip(a, b), "{a} {b}");
        }
        for (a, b) in
            [("junior", "senior"), ("tamil", "tabla"), ("west", "east"), ("plover", "curlew"), ("heron", "hero")]
        {
            assert!(!slip(a, b), "{a} {b}");
        }
    }
}
