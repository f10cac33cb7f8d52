//! Words and phrases that point at needs, or stand for other words of a search, in every language that people search in (`lexicon/*.toml`).
//!
//! It understands nothing: the longest phrase that stands in a text wins, and whoever uses it shows the words it went by. English is compared without its
//! endings; of other languages a `*` stands for any ending.

mod likely;

pub use likely::likely;

use super::text::{self, stem};
use anyhow::anyhow;
use base::Result;
use kernel::Language;
use serde::Deserialize;
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::LazyLock,
};

const ENGLISH: &str = include_str!("lexicon/en.toml");
/// What is said beside that, for searching only: a story is read more carefully.
const SAID: [(&str, &str); 2] =
    [("said", include_str!("lexicon/said.toml")), ("named", include_str!("lexicon/named.toml"))];
/// What a search asks for beside what it is about.
const ASKED: &str = include_str!("lexicon/asked.toml");
/// What is said by somebody who may need help at once.
const CRISIS: &str = include_str!("lexicon/crisis.toml");
/// The kinds of it, the gravest first; what is said of each stands in `pages/parts.jinja`.
const KINDS: [&str; 5] = ["life", "gas", "abuse", "child", "tonight"];
/// What only sounds like it.
const CALM: &str = "calm";
/// What whoever hurts others says of themselves.
const OWN: &str = "own";
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
    /// Words of the index; those with spaces between stand together.
    pub words: Vec<String>,
    /// What it asks for, as codes with spaces between.
    pub asks: Option<String>,
    /// The languages that it is of; English is not among them.
    pub of: Vec<&'static str>,
}

/// A word of a phrase.
#[derive(Debug, PartialEq)]
enum Word {
    /// By its stem, or, in another language, as it is.
    Is(String),
    /// All there is of an English phrase: itself, or a longer form of it.
    Alone(String),
    Begins(String),
    /// "n't": don't, can't, won't …
    Not,
    /// "#": in figures.
    Number,
}

impl Word {
    /// `stem`: the same word without its English ending, or what a slip was mended to.
    fn fits(&self, word: &str, stem: &str) -> bool {
        match self {
            Word::Is(w) => w == stem,
            Word::Alone(w) => text::is_form(word, w) || stem != text::stem(word) && stem == text::stem(w),
            Word::Begins(start) => stem.starts_with(start.as_str()) || word.starts_with(start.as_str()),
            Word::Not => text::says_not(word),
            Word::Number => is_number(word),
        }
    }
}

struct Phrase {
    words: Vec<Word>,
    sense: Sense,
}

/// Phrases by how their first word begins, the longest first.
#[derive(Default)]
struct Table(HashMap<Start, Vec<Phrase>>);

/// Where the phrases stand that begin with [`Word::Not`] and [`Word::Number`].
const NOT: &str = "n't";
const NUMBER: &str = "#";

/// The first letters of a word.
type Start = [char; 3];

fn is_number(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_digit())
}

fn start(word: &str) -> Start {
    let mut letters = word.chars();
    [(); 3].map(|()| letters.next().unwrap_or_default())
}

impl Table {
    fn put(&mut self, words: Vec<Word>, with: impl FnOnce(&mut Sense)) {
        let first = match words.first() {
            Some(Word::Is(first) | Word::Alone(first) | Word::Begins(first)) => start(first),
            Some(Word::Not) => start(NOT),
            Some(Word::Number) => start(NUMBER),
            None => return,
        };
        let same_start = self.0.entry(first).or_default();
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
                    let together = text::words(&english).join(" ");
                    if !together.is_empty() && !sense.words.contains(&together) {
                        sense.words.push(together);
                    }
                });
            }
        }
        self.settle();
        Ok(())
    }

    /// The longest first, in no more room than they take: there are tens of thousands.
    fn settle(&mut self) {
        for phrases in self.0.values_mut() {
            phrases.sort_by_key(|p| std::cmp::Reverse(p.words.len()));
            phrases.shrink_to_fit();
            for Phrase { words, sense } in phrases {
                words.shrink_to_fit();
                sense.needs.shrink_to_fit();
                sense.words.shrink_to_fit();
                sense.of.shrink_to_fit();
            }
        }
    }

    /// What phrases ask for, by code.
    fn read_asked(&mut self, asked: BTreeMap<String, Vec<String>>, words_of: impl Fn(&str) -> Vec<Word>) {
        for (code, phrases) in asked {
            for phrase in phrases {
                self.put(words_of(&phrase), |sense| match &mut sense.asks {
                    Some(asks) if asks.split(' ').any(|asked| asked == code) => {}
                    Some(asks) => {
                        asks.push(' ');
                        asks.push_str(&code);
                    }
                    none => *none = Some(code.clone()),
                });
            }
        }
        self.settle();
    }

    /// The phrases that may begin with a word, the longest first of those with one beginning.
    fn beginning(&self, word: &str, stem: &str) -> impl Iterator<Item = &Phrase> {
        let (of_stem, of_word) = (start(stem), start(word));
        let other = (of_word != of_stem).then_some(of_word);
        let class = if text::says_not(word) { Some(NOT) } else { is_number(word).then_some(NUMBER) };
        [Some(of_stem), other, class.map(start)].into_iter().flatten().filter_map(|key| self.0.get(&key)).flatten()
    }

    /// The longest phrase that the words begin with: how many they are, and what they stand for.
    fn at(&self, words: &[String], stems: &[String]) -> Option<(usize, &Sense)> {
        let fits = |p: &&Phrase| {
            let said = words.iter().zip(stems);
            p.words.len() <= words.len() && p.words.iter().zip(said).all(|(w, (word, stem))| w.fits(word, stem))
        };
        let all = self.beginning(words.first()?, stems.first()?).filter(fits);
        let found = all.reduce(|a, b| if b.words.len() > a.words.len() { b } else { a })?;
        Some((found.words.len(), &found.sense))
    }
}

/// The words of a phrase as it is written: a `*` stands for any ending, `n't` for any word with "not" in it, `#` for a number.
fn pieces(phrase: &str) -> Vec<String> {
    let of = |piece: &str| -> Vec<String> {
        if matches!(piece, NOT | NUMBER) {
            return vec![piece.to_owned()];
        }
        let mut words = kernel::name::words(piece);
        if let Some(last) = words.last_mut().filter(|_| piece.ends_with('*')) {
            last.push('*');
        }
        words
    };
    text::joined(phrase.split_whitespace().flat_map(of).collect())
}

fn word(piece: String, is: impl Fn(String) -> Word) -> Word {
    match piece.as_str() {
        NOT => Word::Not,
        NUMBER => Word::Number,
        _ => match piece.strip_suffix('*') {
            Some(start) => Word::Begins(start.to_owned()),
            None => is(piece),
        },
    }
}

fn english(phrase: &str) -> Vec<Word> {
    let pieces = pieces(phrase);
    let alone = pieces.len() == 1;
    pieces.into_iter().map(|p| word(p, |p| if alone { Word::Alone(p) } else { Word::Is(stem(&p)) })).collect()
}

fn other(phrase: &str) -> Vec<Word> {
    let words: Vec<Word> = pieces(phrase).into_iter().map(|p| word(p, Word::Is)).collect();
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
    for (name, text) in SAID {
        all.said.read(name, text, english)?;
    }
    for (code, text) in OTHERS {
        all.others.read(code, text, other)?;
    }
    let asked: Asked = toml::from_str(ASKED).map_err(|e| anyhow!("lexicon/asked.toml: {e}"))?;
    all.said.read_asked(asked.english, english);
    all.others.read_asked(asked.others, other);
    let crisis: BTreeMap<String, BTreeMap<String, Vec<String>>> =
        toml::from_str(CRISIS).map_err(|e| anyhow!("lexicon/crisis.toml: {e}"))?;
    for (kind, languages) in crisis {
        if ![CALM, OWN].contains(&kind.as_str()) && !KINDS.contains(&kind.as_str()) {
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

/// The longest English phrase that some words begin with, as `text::said` gives them; `stems`: the same without their endings.
pub fn english_at(words: &[String], stems: &[String]) -> Option<(usize, &'static Sense)> {
    TABLES.told.at(words, stems)
}

/// The longest phrase of any language that some words begin with, as `text::said` gives them; `stems`: the same without English endings.
pub fn phrase_at(words: &[String], stems: &[String]) -> Option<(usize, &'static Sense)> {
    let (ours, others) = (TABLES.said.at(words, stems), TABLES.others.at(words, words));
    match (ours, others) {
        (Some(a), Some(b)) => Some(if b.0 > a.0 { b } else { a }),
        (a, b) => a.or(b),
    }
}

/// What needs are called, in every language there is. In a longer text the words of it may say anything: "food" is no need in "food hygiene".
static LABELS: LazyLock<HashMap<String, Sense>> = LazyLock::new(|| {
    let mut labels: HashMap<String, Sense> = HashMap::new();
    let Ok(all) = crate::words() else { return labels };
    for code in codes() {
        for (language, label) in all.by_language(&format!("need-{code}")) {
            let words = text::said(&label);
            let stems: Vec<String> = words.iter().map(|w| stem(w)).collect();
            let other = OTHERS.iter().map(|(of, _)| *of).find(|of| *of == language);
            let phrase = phrase_at(&words, &stems).filter(|(len, _)| *len == words.len()).map(|(_, sense)| sense);
            let sense = labels.entry(words.join(" ")).or_insert_with(|| match phrase {
                Some(sense) => sense.clone(),
                None => Sense { of: other.into_iter().collect(), ..Sense::default() },
            });
            // "Sen" is sleep in Polish, and special educational needs to most who type it.
            let taken = other.is_some() && sense.of.is_empty() && sense.needs.iter().any(|(_, surely)| *surely >= 1.0);
            let surely = if taken { WEAK } else { 1.0 };
            if !sense.needs.iter().any(|(c, before)| c == code && *before >= surely) {
                sense.needs.retain(|(c, _)| c != code);
                sense.needs.push((code.to_owned(), surely));
            }
        }
    }
    labels
});

/// What a whole text stands for, where a need is called so.
pub fn label(words: &[String]) -> Option<&'static Sense> {
    LABELS.get(&words.join(" "))
}

/// Every need: some phrase points at each.
fn codes() -> BTreeSet<&'static str> {
    let phrases = TABLES.told.0.values().flatten();
    phrases.flat_map(|p| &p.sense.needs).map(|(code, _)| code.as_str()).collect()
}

/// The longest English phrase of a search that some words begin with.
pub fn term_at(words: &[String], stems: &[String]) -> Option<(usize, &'static Sense)> {
    TABLES.said.at(words, stems)
}

/// Whether what somebody typed into some fields may be that of somebody who needs help at once: the kinds of help, the gravest first.
pub fn crisis(typed: &[&str]) -> Vec<&'static str> {
    let kinds_of = |text: &&str| {
        let words = text::said(text);
        let stems: Vec<String> = words.iter().map(|w| stem(w)).collect();
        kinds_in(&words, &stems)
    };
    let kinds: Vec<&str> = typed.iter().flat_map(kinds_of).collect();
    KINDS.into_iter().filter(|kind| kinds.contains(kind)).collect()
}

fn kinds_in(words: &[String], stems: &[String]) -> Vec<&'static str> {
    let mut kinds: Vec<&'static str> = vec![];
    // What such a need is called in a page's language says it too.
    let called = label(words).filter(|sense| !sense.of.is_empty());
    kinds.extend(called.filter(|sense| sense.needs.iter().any(|(code, _)| is_of_the_hurt(code))).map(|_| "abuse"));
    let mut at = 0;
    while at < words.len() {
        let (words, stems) = (&words[at..], &stems[at..]);
        let ours = TABLES.crisis[0].at(words, stems);
        if let Some((len, _)) = ours.filter(|(_, sense)| sense.asks.as_deref() == Some(CALM)) {
            at += len;
            continue;
        }
        let found = [ours, TABLES.crisis[1].at(words, words)];
        let said = found.into_iter().flatten().filter_map(|(_, sense)| sense.asks.as_deref());
        kinds.extend(said.flat_map(|asks| asks.split(' ')));
        // Who as good as says that somebody hurts them needs no phrase of their own. One English word alone says too little.
        let meant = phrase_at(words, stems).is_some_and(|(len, sense)| {
            (len > 1 || !sense.of.is_empty())
                && sense.needs.iter().any(|(code, strength)| *strength >= 1.0 && ABUSE.contains(&code.as_str()))
        });
        kinds.extend(meant.then_some("abuse"));
        at += 1;
    }
    kinds
}

/// Whether a need is that of somebody who is hurt or controlled.
pub fn is_of_the_hurt(code: &str) -> bool {
    ABUSE.contains(&code)
}

/// Whether words are those of somebody who is hurt or controlled, and not of whoever does it and wants to stop. `stems`: the same without English endings.
pub fn says_hurt(words: &[String], stems: &[String]) -> bool {
    let said = kinds_in(words, stems);
    said.contains(&"abuse") && !said.contains(&OWN)
}

/// Needs that are those of somebody who is hurt or controlled.
const ABUSE: [&str; 3] = ["saf-domestic-abuse", "saf-exploitation", "saf-modern-slavery"];

/// Whether some phrase begins with a word; `stem`: the same without its English ending.
pub fn knows(stem: &str, word: &str) -> bool {
    let begins = |table: &Table, stem: &str| {
        table.beginning(word, stem).any(|p| p.words.first().is_some_and(|w| w.fits(word, stem)))
    };
    begins(&TABLES.said, stem) || begins(&TABLES.others, word)
}

#[cfg(test)]
mod tests {
    use super::*;

    const INNOCENT: &str = include_str!("../../tests/data/finding/innocent.txt");
    const IN_CRISIS: &str = include_str!("../../tests/data/finding/crisis.txt");

    fn lines(text: &str) -> impl Iterator<Item = &str> {
        text.lines().filter(|l| !l.is_empty() && !l.starts_with('#'))
    }

    /// The needs that a text is as good as the name of.
    fn needs(text: &str) -> Vec<&'static str> {
        let words = text::said(text);
        let stems: Vec<String> = words.iter().map(|w| stem(w)).collect();
        let senses = (0..words.len()).filter_map(|at| phrase_at(&words[at..], &stems[at..]));
        let named = senses.flat_map(|(_, sense)| &sense.needs).filter(|(_, strength)| *strength >= 1.0);
        named.map(|(code, _)| code.as_str()).collect()
    }

    #[test]
    fn everyday_words_are_no_crisis_and_no_need_of_safety() {
        assert!(lines(INNOCENT).count() >= 60);
        for text in lines(INNOCENT) {
            assert_eq!(crisis(&[text]), [""; 0], "{text}");
            let safety: Vec<_> = needs(text).into_iter().filter(|code| code.starts_with("saf-")).collect();
            assert_eq!(safety, [""; 0], "{text}");
        }
        assert!(
            !needs("ring the council").contains(&"mwb-stress")
                && !needs("they will call").contains(&"dis-legal-advice")
        );
        assert!(!needs("a rap workshop").contains(&"mwb-trauma") && needs("rap workshop").contains(&"pur-music"));
    }

    #[test]
    fn words_of_crisis_are_heard_in_every_language() {
        let mut languages = std::collections::BTreeSet::new();
        for line in lines(IN_CRISIS) {
            let (head, text) = line.split_once(": ").unwrap();
            let (language, kind) = head.split_once(' ').unwrap();
            languages.insert(language);
            assert!(crisis(&[text]).contains(&kind), "{line}: {:?}", crisis(&[text]));
            // Wherever it was typed, and whatever stands before it.
            let story = format!("{}{text}", "a ".repeat(700));
            assert!(crisis(&["choir", &story]).contains(&kind), "{line}: after a long story");
        }
        assert_eq!(languages.len(), OTHERS.len() + 1);
    }

    #[test]
    fn what_a_need_is_called_means_it_when_it_stands_alone() {
        let all = crate::words().unwrap();
        let means = |text: &str, code: &str| {
            let sense = label(&text::said(text));
            sense.and_then(|s| s.needs.iter().find(|(c, _)| c == code)).map(|(_, surely)| *surely)
        };
        for code in codes() {
            for (language, called) in all.by_language(&format!("need-{code}")) {
                let surely = means(&called, code);
                assert!(surely == Some(1.0) || language != "en" && surely.is_some(), "{called} is {code}");
                // One English word alone says too little.
                if is_of_the_hurt(code) && OTHERS.iter().any(|(other, _)| *other == language) {
                    assert!(crisis(&[&called]).contains(&"abuse"), "{called}");
                }
            }
        }
        assert_eq!((means("SEN", "edu-send"), means("Sen", "mwb-sleep")), (Some(1.0), Some(WEAK)));
        assert!(means("Food", "mon-food") == Some(1.0) && !needs("food hygiene certificate").contains(&"mon-food"));
        assert_eq!(label(&text::said("Jedzenie")).map(|s| s.of.clone()), Some(vec!["pl"]));
    }

    #[test]
    fn a_word_that_says_nothing_is_no_phrase() {
        for table in [&read().unwrap().told, &read().unwrap().said] {
            for phrase in table.0.values().flatten() {
                if let [Word::Alone(word)] = phrase.words.as_slice() {
                    assert!(text::tells(word), "{word}");
                }
            }
        }
    }

    #[test]
    fn the_files_can_be_read_and_name_real_needs() {
        let all = read().unwrap();
        let (ours, said, others) = (all.told, all.said, all.others);
        let migration = include_str!("../../../../migrations/0005_directory.sql");
        let codes: Vec<&str> = migration.lines().filter_map(|l| l.strip_prefix("  ('")?.split('\'').next()).collect();
        for (table, what) in [(&ours, "English"), (&said, "said"), (&others, "others")] {
            let named: Vec<&str> =
                table.0.values().flatten().flat_map(|p| &p.sense.needs).map(|(code, _)| code.as_str()).collect();
            assert!(named.iter().all(|code| codes.contains(code)), "{what}");
            let missing: Vec<_> = codes.iter().filter(|code| !named.contains(code)).collect();
            assert!(missing.is_empty() || table.0.is_empty(), "{what}: no word points at {missing:?}");
        }
    }
}
