//! Who checked which words. A translation that no speaker has read is said to be that, on the page and in the report of [`Coverage`].
//!
//! A check is kept by key with a *mark*: a short hash of the English and of the translation as they stood when somebody read them. Whichever of the two
//! changes afterwards, the mark fits no more and the word is unchecked again, without anybody having to remember it.

use super::{EASY, ENGLISH, Words, own_name};
use crate::Result;
use anyhow::anyhow;
use fluent_syntax::{ast, serializer};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// That somebody read a word and found it right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Their name, as they want it read.
    pub by: String,
    /// The day.
    pub on: String,
    mark: String,
}

/// How it stands with a word in a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State<'a> {
    /// It is English: the words as they were written.
    Written,
    /// Somebody checked it as it stands.
    Checked(&'a Check),
    /// Somebody checked it, and it or the English has changed since.
    Changed(&'a Check),
    /// Nobody has.
    Unchecked,
    /// The language lacks it: the English is shown.
    Missing,
}

impl State<'_> {
    /// A word for it, for tables.
    pub fn code(self) -> &'static str {
        match self {
            State::Written => "written",
            State::Checked(_) => "checked",
            State::Changed(_) => "changed",
            State::Unchecked => "unchecked",
            State::Missing => "missing",
        }
    }
}

/// How far a language has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Coverage {
    pub code: String,
    pub own: String,
    /// How many words the public pages have; of Easy Read, how many have been written.
    pub words: usize,
    pub translated: usize,
    pub checked: usize,
    /// Checked once, and changed since.
    pub changed: usize,
    /// Who checked what stands, and how many words.
    pub by: BTreeMap<String, usize>,
}

/// The file of a language.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sittings {
    #[serde(default)]
    sitting: Vec<Sitting>,
}

/// What somebody checked on a day.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sitting {
    by: String,
    on: String,
    words: BTreeMap<String, String>,
}

impl Words {
    /// Takes in who checked what: a file for each language. A later sitting counts for more than an earlier one.
    pub fn checked(mut self, files: &[(&str, &str)]) -> Result<Words> {
        for (lang, text) in files {
            let file: Sittings = toml::from_str(text).map_err(|e| anyhow!("who checked {lang}: {e}"))?;
            let checks = self.checks.entry((*lang).to_owned()).or_default();
            for s in file.sitting {
                if s.by.trim().is_empty() {
                    return Err(anyhow!("who checked {lang}: a sitting of {} names nobody", s.on).into());
                }
                for (key, mark) in s.words {
                    checks.insert(key, Check { by: s.by.clone(), on: s.on.clone(), mark });
                }
            }
        }
        Ok(self)
    }

    /// Takes in the keys of public pages that are not in every language yet: one a line.
    pub fn owing(mut self, list: &str) -> Words {
        self.owed = list.lines().filter(|l| !l.starts_with('#')).map(|l| l.trim().to_owned()).collect();
        self.owed.remove("");
        self
    }

    /// The keys of the public pages: whatever any language has besides English, and what all of them still owe.
    pub fn public_keys(&self) -> BTreeSet<&str> {
        let translated = self.bundles.iter().filter(|(l, _)| !matches!(l.as_str(), ENGLISH | EASY));
        translated.flat_map(|(_, b)| &b.keys).chain(&self.owed).map(String::as_str).collect()
    }

    /// Keys that stand in the list of what is owed.
    pub fn owed(&self) -> &BTreeSet<String> {
        &self.owed
    }

    /// Keys that somebody is said to have checked, though the language or the key is not there.
    pub fn checked_in_vain(&self) -> Vec<(&str, &str)> {
        let all = self.checks.iter().flat_map(|(lang, of)| of.keys().map(move |key| (lang.as_str(), key.as_str())));
        all.filter(|(lang, key)| !self.bundles.get(*lang).is_some_and(|b| b.keys.contains(*key))).collect()
    }

    /// How it stands with a word.
    pub fn state(&self, lang: &str, key: &str) -> State<'_> {
        if lang == ENGLISH {
            return State::Written;
        }
        if !self.bundles.get(lang).is_some_and(|b| b.keys.contains(key)) {
            return State::Missing;
        }
        match self.checks.get(lang).and_then(|of| of.get(key)) {
            Some(check) if check.mark == self.mark(lang, key) => State::Checked(check),
            Some(check) => State::Changed(check),
            None => State::Unchecked,
        }
    }

    /// The mark of a word: a short hash of the English and the translation as they stand, with whatever other words they quote.
    pub fn mark(&self, lang: &str, key: &str) -> String {
        let mut text = format!("{}\0{}", self.source(ENGLISH, key), self.source(lang, key));
        for quoted in self.quoted(lang, key) {
            text += &format!("\0{quoted}\0{}\0{}", self.source(ENGLISH, &quoted), self.source(lang, &quoted));
        }
        Sha256::digest(text.as_bytes()).iter().take(4).map(|b| format!("{b:02x}")).collect()
    }

    /// The keys of the words that a word quotes in either language (`{ law-wcag }`), and of those that these quote.
    fn quoted(&self, lang: &str, key: &str) -> BTreeSet<String> {
        let (mut all, mut waiting) = (BTreeSet::new(), vec![key.to_owned()]);
        while let Some(key) = waiting.pop() {
            for text in [self.source(ENGLISH, &key), self.source(lang, &key)] {
                // What stands between braces is a value, a choice, a text, or a key.
                let braced = text.split('{').skip(1).filter_map(|part| part.split_once('}'));
                let keys = braced.map(|(inner, _)| inner.trim()).filter(|inner| self.is_key(inner));
                waiting.extend(keys.filter(|k| all.insert((*k).to_owned())).map(str::to_owned));
            }
        }
        all.remove(key);
        all
    }

    fn is_key(&self, text: &str) -> bool {
        self.bundles.get(ENGLISH).is_some_and(|b| b.keys.contains(text))
    }

    /// A message as it stands in its file, without its key.
    pub fn source(&self, lang: &str, key: &str) -> String {
        let message = self.bundles.get(lang).and_then(|b| b.plain.get_message(key));
        let Some(pattern) = message.and_then(|m| m.value()) else { return String::new() };
        let entry = ast::Entry::Message(ast::Message {
            id: ast::Identifier { name: "k" },
            value: Some(pattern.clone()),
            attributes: vec![],
            comment: None,
        });
        let text = serializer::serialize(&ast::Resource { body: vec![entry] });
        let text = text.trim().strip_prefix("k =").unwrap_or_default();
        text.lines()
            .map(|l| l.strip_prefix("    ").unwrap_or(l).trim_end())
            .collect::<Vec<_>>()
            .join("\n")
            .trim()
            .into()
    }

    /// How far each language has come, but for English, which they are measured by.
    pub fn coverage(&self) -> Vec<Coverage> {
        let public = self.public_keys();
        let of = |lang: &str| {
            let keys = if lang == EASY { self.keys(lang).into_iter().collect() } else { public.clone() };
            let mut so_far = Coverage {
                code: lang.to_owned(),
                own: own_name(lang).to_owned(),
                words: keys.len(),
                translated: 0,
                checked: 0,
                changed: 0,
                by: BTreeMap::new(),
            };
            for key in keys {
                let state = self.state(lang, key);
                so_far.translated += usize::from(state != State::Missing);
                match state {
                    State::Checked(check) => {
                        so_far.checked += 1;
                        *so_far.by.entry(check.by.clone()).or_default() += 1;
                    }
                    State::Changed(_) => so_far.changed += 1,
                    State::Written | State::Unchecked | State::Missing => {}
                }
            }
            so_far
        };
        self.languages().into_iter().filter(|l| *l != ENGLISH).map(of).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(english: &'static str, polish: &'static str, checked: &str) -> Words {
        Words::load(&[("x", "en", english), ("x", "pl", polish)]).unwrap().checked(&[("pl", checked)]).unwrap()
    }

    #[test]
    fn a_check_holds_until_the_english_or_the_translation_changes() {
        let (english, polish) = ("help = Help now\nmore = More\n", "help = Pomoc teraz\n");
        let before = words(english, polish, "");
        assert_eq!(before.state("pl", "help"), State::Unchecked);
        let sitting = format!(
            "[[sitting]]\nby = \"Anna\"\non = \"2026-12-01\"\nwords = {{ help = \"{}\" }}\n",
            before.mark("pl", "help")
        );
        let after = words(english, polish, &sitting);
        assert!(matches!(after.state("pl", "help"), State::Checked(c) if c.by == "Anna"));
        assert_eq!(after.state("pl", "more"), State::Missing);
        assert_eq!(after.state("en", "help"), State::Written);
        assert_eq!(words("help = Help at once\n", polish, &sitting).state("pl", "help").code(), "changed");
        assert_eq!(words(english, "help = Pomoc zaraz\n", &sitting).state("pl", "help").code(), "changed");
        let of = &after.coverage()[0];
        assert_eq!((of.words, of.translated, of.checked), (1, 1, 1));
        assert_eq!(of.by["Anna"], 1);
        let owing = after.owing("# a remark\nmore\n");
        assert_eq!((owing.coverage()[0].words, owing.coverage()[0].translated), (2, 1));
    }

    #[test]
    fn a_check_holds_until_what_the_word_quotes_changes() {
        let english = "law = the Equality Act\nname = { law }, 2010\nhelp = { $n ->\n    [one] By { name }\n   *[other] By law\n}\n";
        let polish = "law = ustawa\nname = { law } z 2010\nhelp = Zgodnie z: { name }\n";
        let before = words(english, polish, "");
        let quoted: Vec<String> = before.quoted("pl", "help").into_iter().collect();
        assert_eq!(quoted, ["law", "name"]);
        let mark = |english, polish| words(english, polish, "").mark("pl", "help");
        let other = "law = prawo\nname = { law } z 2010\nhelp = Zgodnie z: { name }\n";
        assert_ne!(mark(english, other), before.mark("pl", "help"));
        // A word that quotes itself, through another, has an end.
        assert_eq!(words("a = { b }\nb = { a }\n", "a = x\n", "").quoted("pl", "a").len(), 1);
        let nobody = "[[sitting]]\nby = \" \"\non = \"2026-12-01\"\nwords = { help = \"00000000\" }\n";
        assert!(Words::load(&[("x", "en", "help = A")]).unwrap().checked(&[("pl", nobody)]).is_err());
    }

    #[test]
    fn a_message_is_shown_as_it_stands_in_its_file() {
        let words = words("n = { $n ->\n    [one] one\n   *[other] { $n }\n}\n", "n = Jest { $n }\n", "");
        assert_eq!(words.source("en", "n"), "{ $n ->\n    [one] one\n   *[other] { $n }\n}");
        assert_eq!(words.source("pl", "n"), "Jest { $n }");
    }

    #[test]
    fn who_is_said_to_have_checked_what_is_not_there_is_noticed() {
        let sitting = "[[sitting]]\nby = \"Anna\"\non = \"2026-12-01\"\nwords = { gone = \"00000000\" }\n";
        assert_eq!(words("help = Help\n", "help = Pomoc\n", sitting).checked_in_vain(), [("pl", "gone")]);
        assert!(Words::load(&[("x", "en", "a = A")]).unwrap().checked(&[("pl", "by = 3")]).is_err());
    }
}
