//! Words and phrases that point at needs, or stand for other words of a search, in every language that people search in (`lexicon/*.toml`).
//!
//! It understands nothing: the longest phrase that stands in a text wins, and whoever uses it shows the words it went by. English is compared without its
//! endings; of other languages a `*` stands for any ending.

use super::text::{self, stem};
use anyhow::anyhow;
use base::Result;
use kernel::Language;
use serde::Deserialize;
use std::{
    collections::{BTreeMap, HashMap},
    sync::LazyLock,
};

const ENGLISH: &str = include_str!("lexicon/en.toml");
/// What is said beside that, for searching only: a story is read more carefully.
const SAID: &str = include_str!("lexicon/said.toml");
/// What a search asks for beside what it is about.
const ASKED: &str = include_str!("lexicon/asked.toml");
/// What is said by somebody who may need help at once.
const CRISIS: &str = include_str!("lexicon/crisis.toml");
/// The kinds of it, the gravest first; the label is `crisis-{kind}`.
const KINDS: [&str; 4] = ["life", "abuse", "child", "tonight"];
/// By the code of their language.
const OTHERS: [(&str, &str); 7] = [
    ("ar", include_str!("lexicon/ar.toml")),
    ("bn", include_str!("lexicon/bn.toml")),
    ("pl", include_str!("lexicon/pl.toml")),
    ("ro", include_str!("lexicon/ro.toml")),
    ("so", include_str!("lexicon/so.toml")),
    ("tr", include_str!("lexicon/tr.toml")),
    ("ur", include_str!("lexicon/ur.toml")),
];

/// How much a need counts that may be meant, beside one that is as good as said.
const WEAK: f32 = 0.5;
/// A word of another language is no shorter in Latin letters: "dom", "is" and "para" would be found in anything.
const SHORTEST: usize = 4;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    strong: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    weak: BTreeMap<String, Vec<String>>,
    /// English words, and what stands for them.
    #[serde(default)]
    words: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    english: BTreeMap<String, Vec<String>>,
    others: BTreeMap<String, Vec<String>>,
}

/// What a phrase stands for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sense {
    /// Codes of the table `need`, each with how surely.
    pub needs: Vec<(String, f32)>,
    /// Words of the index.
    pub words: Vec<String>,
    /// What it asks for, as codes with spaces between.
    pub asks: Option<String>,
    /// The languages that it is of; English is not among them.
    pub of: Vec<&'static str>,
}

/// A word of a phrase.
#[derive(Debug, PartialEq)]
enum Word {
    Is(String),
    Begins(String),
}

impl Word {
    fn fits(&self, word: &str) -> bool {
        match self {
            Word::Is(w) => w == word,
            Word::Begins(start) => word.starts_with(start.as_str()),
        }
    }
}

struct Phrase {
    words: Vec<Word>,
    sense: Sense,
}

/// Phrases by how their first word begins, the longest first.
#[derive(Default)]
struct Table(HashMap<String, Vec<Phrase>>);

/// The first letters of a word.
fn start(word: &str) -> String {
    word.chars().take(3).collect()
}

impl Table {
    fn put(&mut self, words: Vec<Word>, with: impl FnOnce(&mut Sense)) {
        let Some(Word::Is(first) | Word::Begins(first)) = words.first() else { return };
        let same_start = self.0.entry(start(first)).or_default();
        let at = same_start.iter().position(|p| p.words == words).unwrap_or_else(|| {
            same_start.push(Phrase { words, sense: Sense::default() });
            same_start.len() - 1
        });
        with(&mut same_start[at].sense);
    }

    fn read(&mut self, name: &'static str, text: &str, words_of: impl Fn(&str) -> Vec<Word>) -> Result<()> {
        let file: File = toml::from_str(text).map_err(|e| anyhow!("lexicon/{name}.toml: {e}"))?;
        let of = |sense: &mut Sense| {
            if OTHERS.iter().any(|(code, _)| *code == name) && !sense.of.contains(&name) {
                sense.of.push(name);
            }
        };
        for (table, strength) in [(file.strong, 1.0), (file.weak, WEAK)] {
            for (code, phrases) in table {
                for phrase in phrases {
                    self.put(words_of(&phrase), |sense| {
                        of(sense);
                        if !sense.needs.iter().any(|(c, _)| *c == code) {
                            sense.needs.push((code.clone(), strength));
                        }
                    });
                }
            }
        }
        for (english, phrases) in file.words {
            for phrase in phrases {
                self.put(words_of(&phrase), |sense| {
                    of(sense);
                    for word in text::words(&english) {
                        if !sense.words.contains(&word) {
                            sense.words.push(word);
                        }
                    }
                });
            }
        }
        self.0.values_mut().for_each(|phrases| phrases.sort_by_key(|p| std::cmp::Reverse(p.words.len())));
        Ok(())
    }

    /// What phrases ask for, by code.
    fn read_asked(&mut self, asked: BTreeMap<String, Vec<String>>, words_of: impl Fn(&str) -> Vec<Word>) {
        for (code, phrases) in asked {
            for phrase in phrases {
                self.put(words_of(&phrase), |sense| match &mut sense.asks {
                    Some(asks) => {
                        asks.push(' ');
                        asks.push_str(&code);
                    }
                    none => *none = Some(code.clone()),
                });
            }
        }
        self.0.values_mut().for_each(|phrases| phrases.sort_by_key(|p| std::cmp::Reverse(p.words.len())));
    }

    /// The longest phrase that the words begin with: how many they are, and what they stand for.
    fn at(&self, words: &[String]) -> Option<(usize, &Sense)> {
        let found = self.0.get(&start(words.first()?))?.iter().find(|p| {
            p.words.len() <= words.len() && p.words.iter().zip(words).all(|(of_phrase, word)| of_phrase.fits(word))
        })?;
        Some((found.words.len(), &found.sense))
    }
}

fn english(phrase: &str) -> Vec<Word> {
    let word = |piece: &str| -> Vec<Word> {
        let begins = piece.ends_with('*');
        let words = kernel::name::words(piece);
        words.iter().map(|w| if begins { Word::Begins(w.clone()) } else { Word::Is(stem(w)) }).collect()
    };
    phrase.split_whitespace().flat_map(word).collect()
}

fn other(phrase: &str) -> Vec<Word> {
    let words: Vec<Word> = phrase
        .split_whitespace()
        .flat_map(|piece| {
            let begins = piece.ends_with('*');
            let words = kernel::name::words(piece);
            let last = words.len().saturating_sub(1);
            words
                .into_iter()
                .enumerate()
                .map(move |(i, w)| if begins && i == last { Word::Begins(w) } else { Word::Is(w) })
        })
        .collect();
    match words.as_slice() {
        [Word::Is(w) | Word::Begins(w)]
            if w.is_ascii() && (w.len() < SHORTEST || !text::tells(w) || text::tells_little(w)) =>
        {
            vec![]
        }
        _ => words,
    }
}

/// The phrases of stories; those of searches in English; those in other languages.
#[derive(Default)]
struct Tables {
    told: Table,
    said: Table,
    others: Table,
    /// In English, and in the others.
    crisis: [Table; 2],
}

fn read() -> Result<Tables> {
    let mut all = Tables::default();
    all.told.read("en", ENGLISH, english)?;
    all.said.read("en", ENGLISH, english)?;
    all.said.read("said", SAID, english)?;
    for (code, text) in OTHERS {
        all.others.read(code, text, other)?;
    }
    let asked: Asked = toml::from_str(ASKED).map_err(|e| anyhow!("lexicon/asked.toml: {e}"))?;
    all.said.read_asked(asked.english, english);
    all.others.read_asked(asked.others, other);
    let crisis: BTreeMap<String, BTreeMap<String, Vec<String>>> =
        toml::from_str(CRISIS).map_err(|e| anyhow!("lexicon/crisis.toml: {e}"))?;
    for (kind, languages) in crisis {
        if !KINDS.contains(&kind.as_str()) {
            return Err(anyhow!("lexicon/crisis.toml: {kind}").into());
        }
        for (language, phrases) in languages {
            let asked = BTreeMap::from([(kind.clone(), phrases)]);
            match language.as_str() {
                "en" => all.crisis[0].read_asked(asked, english),
                _ => all.crisis[1].read_asked(asked, other),
            }
        }
    }
    let named = |name: fn(&Language) -> &'static str| -> BTreeMap<String, Vec<String>> {
        let all = Language::all().iter().filter(|l| l.code() != "en");
        let halves = |l: &Language| name(l).trim_end_matches(')').split(" (").map(str::to_owned).collect();
        all.map(|l| (format!("language-{}", l.code()), halves(l))).collect()
    };
    all.said.read_asked(named(|l| l.english()), english);
    all.others.read_asked(named(|l| l.own()), other);
    Ok(all)
}

/// Read once. That the files can be read is tested.
static TABLES: LazyLock<Tables> = LazyLock::new(|| read().unwrap_or_default());

/// The longest English phrase that some stems begin with.
pub fn english_at(stems: &[String]) -> Option<(usize, &'static Sense)> {
    TABLES.told.at(stems)
}

/// The longest phrase of any language that some folded words begin with; `stems`: the same words without English endings.
pub fn phrase_at(words: &[String], stems: &[String]) -> Option<(usize, &'static Sense)> {
    let (ours, others) = (TABLES.said.at(stems), TABLES.others.at(words));
    match (ours, others) {
        (Some(a), Some(b)) => Some(if b.0 > a.0 { b } else { a }),
        (a, b) => a.or(b),
    }
}

/// Whether a text may be that of somebody who needs help at once: the kinds of help, the gravest first.
pub fn crisis(text: &str) -> Vec<&'static str> {
    let words = kernel::name::words(text);
    let stems: Vec<String> = words.iter().map(|w| stem(w)).collect();
    let mut kinds: Vec<&str> = vec![];
    for at in 0..words.len() {
        let found = [TABLES.crisis[0].at(&stems[at..]), TABLES.crisis[1].at(&words[at..])];
        let said = found.into_iter().flatten().filter_map(|(_, sense)| sense.asks.as_deref());
        kinds.extend(said.flat_map(|asks| asks.split(' ')));
        // Who as good as says that somebody hurts them needs no phrase of their own.
        let meant = phrase_at(&words[at..], &stems[at..]).is_some_and(|(_, sense)| {
            sense.needs.iter().any(|(code, strength)| *strength >= 1.0 && ABUSE.contains(&code.as_str()))
        });
        kinds.extend(meant.then_some("abuse"));
    }
    KINDS.into_iter().filter(|kind| kinds.contains(kind)).collect()
}

/// Needs that are those of somebody who is hurt or controlled.
const ABUSE: [&str; 3] = ["saf-domestic-abuse", "saf-exploitation", "saf-modern-slavery"];

/// Whether some phrase begins with a word; `stem`: the same without its English ending.
pub fn knows(stem: &str, word: &str) -> bool {
    let begins = |table: &Table, word: &str| {
        table.0.get(&start(word)).is_some_and(|all| all.iter().any(|p| p.words.first().is_some_and(|w| w.fits(word))))
    };
    begins(&TABLES.said, stem) || begins(&TABLES.others, word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_can_be_read_and_name_real_needs() {
        let all = read().unwrap();
        let (ours, others) = (all.told, all.others);
        let migration = include_str!("../../../../migrations/0005_directory.sql");
        let codes: Vec<&str> = migration.lines().filter_map(|l| l.strip_prefix("  ('")?.split('\'').next()).collect();
        for (table, what) in [(&ours, "English"), (&others, "others")] {
            let named: Vec<&str> =
                table.0.values().flatten().flat_map(|p| &p.sense.needs).map(|(code, _)| code.as_str()).collect();
            assert!(named.iter().all(|code| codes.contains(code)), "{what}");
            let missing: Vec<_> = codes.iter().filter(|code| !named.contains(code)).collect();
            assert!(missing.is_empty() || table.0.is_empty(), "{what}: no word points at {missing:?}");
        }
    }
}
