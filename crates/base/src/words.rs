//! Words in several languages: Fluent messages, one file a slice and language. Rust holds keys, never sentences.
//!
//! A language is *whole* when it has every key that English has; a page of the workspace is shown in a whole language only, a public page in any
//! language that has the public pages' keys. A key that a language lacks falls back to English; one that nobody has shows as `⟨key⟩` and fails the
//! page tests.
//!
//! *Easy Read* is English written anew, for people who find reading hard. It is kept as a language of its own ([`EASY`]) whose words fall back to the
//! English ones; to a browser it is English.
//!
//! Who checked a translation stands in a file beside the words ([`Words::checked`]); see [`state`](Words::state).

mod checked;

pub use checked::{Check, Coverage, State};

use crate::Result;
use anyhow::anyhow;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};
use unic_langid::LanguageIdentifier;

/// One file of messages: slice, language, text.
pub type Source = (&'static str, &'static str, &'static str);

/// Every language's messages.
pub struct Words {
    bundles: BTreeMap<String, Bundle>,
    checks: BTreeMap<String, BTreeMap<String, Check>>,
    /// Keys of public pages that are not in every language yet.
    owed: BTreeSet<String>,
}

struct Bundle {
    /// Wraps what is put in between marks that keep right-to-left text whole: for pages.
    page: FluentBundle<FluentResource>,
    /// Without the marks: for subjects, attributes, CSV.
    plain: FluentBundle<FluentResource>,
    keys: BTreeSet<String>,
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Words({:?})", self.bundles.keys())
    }
}

/// The language of last resort.
pub const ENGLISH: &str = "en";
/// Easy Read: the beginning of its paths, and the name of its words.
pub const EASY: &str = "easy";

impl Words {
    pub fn load(sources: &[Source]) -> Result<Words> {
        let mut bundles: BTreeMap<String, Bundle> = BTreeMap::new();
        for (slice, lang, text) in sources {
            let id: LanguageIdentifier = tag(lang).parse().map_err(|e| anyhow!("{lang}: {e}"))?;
            let bundle = bundles.entry((*lang).to_owned()).or_insert_with(|| {
                let page = FluentBundle::new_concurrent(vec![id.clone()]);
                let mut plain = FluentBundle::new_concurrent(vec![id]);
                plain.set_use_isolating(false);
                Bundle { page, plain, keys: BTreeSet::new() }
            });
            let parse = || {
                FluentResource::try_new((*text).to_owned())
                    .map_err(|(_, errors)| anyhow!("{slice}/strings/{lang}.ftl: {errors:?}"))
            };
            let resource = parse()?;
            for entry in resource.entries() {
                if let fluent_syntax::ast::Entry::Message(m) = entry {
                    bundle.keys.insert(m.id.name.to_owned());
                }
            }
            bundle.page.add_resource(resource).map_err(|e| anyhow!("{slice}/strings/{lang}.ftl: {e:?}"))?;
            bundle.plain.add_resource(parse()?).map_err(|e| anyhow!("{slice}/strings/{lang}.ftl: {e:?}"))?;
        }
        if !bundles.contains_key(ENGLISH) {
            return Err(anyhow!("there are no English messages").into());
        }
        Ok(Words { bundles, checks: BTreeMap::new(), owed: BTreeSet::new() })
    }

    /// The languages there are, English first and Easy Read beside it.
    pub fn languages(&self) -> Vec<&str> {
        let others = self.bundles.keys().map(String::as_str).filter(|l| !matches!(*l, ENGLISH | EASY));
        std::iter::once(ENGLISH).chain(Some(EASY).filter(|l| self.knows(l))).chain(others).collect()
    }

    /// What a key says in every language that has it, without what falls back.
    pub fn everywhere(&self, key: &str) -> Vec<String> {
        self.by_language(key).map(|(_, said)| said).collect()
    }

    /// The same, with the code of each language.
    pub fn by_language(&self, key: &str) -> impl Iterator<Item = (&str, String)> {
        let having = self.bundles.iter().filter(move |(_, b)| b.keys.contains(key));
        having.map(move |(lang, _)| (lang.as_str(), self.plain(lang, key, None)))
    }

    pub fn knows(&self, lang: &str) -> bool {
        self.bundles.contains_key(lang)
    }

    /// Whether a language has all that English has.
    pub fn is_whole(&self, lang: &str) -> bool {
        self.bundles.get(lang).is_some_and(|b| self.bundles[ENGLISH].keys.is_subset(&b.keys))
    }

    pub fn has(&self, key: &str) -> bool {
        self.bundles[ENGLISH].keys.contains(key)
    }

    pub fn keys(&self, lang: &str) -> Vec<&str> {
        self.bundles.get(lang).map(|b| b.keys.iter().map(String::as_str).collect()).unwrap_or_default()
    }

    /// A message for a page. In a language written from right to left, what is put in is marked so that it stays whole.
    pub fn page(&self, lang: &str, key: &str, args: Option<&FluentArgs>) -> String {
        self.say(lang, key, args, direction(lang) == "ltr")
    }

    /// A message for a place where direction marks would be seen.
    pub fn plain(&self, lang: &str, key: &str, args: Option<&FluentArgs>) -> String {
        self.say(lang, key, args, true)
    }

    /// A plain message with its arguments as pairs.
    pub fn with(&self, lang: &str, key: &str, pairs: &[(&str, &str)]) -> String {
        let mut args = FluentArgs::new();
        for (k, v) in pairs {
            args.set((*k).to_owned(), FluentValue::from((*v).to_owned()));
        }
        self.plain(lang, key, Some(&args))
    }

    /// A message that was made elsewhere, plain. An argument whose name ends in `_key` holds keys of the strings, with spaces between: what they say is
    /// put in under the name without the ending, with commas between. `language_code` is put in as what the language is called.
    pub fn message(&self, lang: &str, message: &crate::error::Message) -> String {
        let mut args = FluentArgs::new();
        for (name, value) in &message.args {
            let (name, value) = spoken(lang, name, value, |key| self.plain(lang, key, None));
            args.set(name, FluentValue::from(value));
        }
        self.plain(lang, &message.key, Some(&args))
    }

    fn say(&self, lang: &str, key: &str, args: Option<&FluentArgs>, plain: bool) -> String {
        for lang in [lang, ENGLISH] {
            let Some(bundle) = self.bundles.get(lang) else { continue };
            let bundle = if plain { &bundle.plain } else { &bundle.page };
            let Some(pattern) = bundle.get_message(key).and_then(|m| m.value()) else { continue };
            let mut errors = vec![];
            let text = bundle.format_pattern(pattern, args, &mut errors);
            if errors.is_empty() {
                return text.into_owned();
            }
            tracing::warn!(key, lang, ?errors, "a message lacks what it needs");
            return text.into_owned();
        }
        format!("⟨{key}⟩")
    }
}

/// The argument as it is put in: see [`Words::message`].
pub(crate) fn spoken(lang: &str, name: &str, value: &str, say: impl Fn(&str) -> String) -> (String, String) {
    match name.strip_suffix("_key") {
        None if name == LANGUAGE_CODE => ("language".to_owned(), language(lang, value).to_owned()),
        Some(name) => (name.to_owned(), value.split(' ').map(say).collect::<Vec<_>>().join(", ")),
        None => (name.to_owned(), value.to_owned()),
    }
}

const LANGUAGE_CODE: &str = "language_code";

/// Whether [`spoken`] puts in something else for an argument.
pub(crate) fn is_spoken(name: &str) -> bool {
    name.ends_with("_key") || name == LANGUAGE_CODE
}

/// What a language is called: by whoever reads English as they call it, by all others as those call it who speak it.
pub(crate) fn language(lang: &str, code: &str) -> &'static str {
    let read = kernel::Language::find(code);
    read.map_or("", |l| if lang == ENGLISH || lang == EASY { l.english() } else { l.own() })
}

/// What a browser is told of a language: Easy Read is English.
pub fn tag(lang: &str) -> &str {
    if lang == EASY { ENGLISH } else { lang }
}

/// A language by the name that its readers give it.
pub fn own_name(lang: &str) -> &str {
    if lang == EASY { "Easy Read" } else { kernel::Language::find(lang).map_or(lang, |l| l.own()) }
}

/// Which way a language is written.
pub fn direction(lang: &str) -> &'static str {
    kernel::Language::find(lang).map_or("ltr", |l| l.direction().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arabic_has_its_own_plurals_and_falls_back_to_english() {
        let words = Words::load(&[
            ("x", "en", "waiting = { $n ->\n    [one] one\n   *[other] { $n } people\n}\nonly-english = Only here\n"),
            ("x", "ar", "waiting = { $n ->\n    [two] شخصان\n   *[other] { $n } شخص\n}\n"),
        ])
        .unwrap();
        let mut args = FluentArgs::new();
        args.set("n", 2);
        assert_eq!(words.page("ar", "waiting", Some(&args)), "شخصان");
        assert_eq!(words.page("ar", "only-english", None), "Only here");
        assert_eq!(words.page("en", "nobody-has-it", None), "⟨nobody-has-it⟩");
        assert!(!words.is_whole("ar"));
    }
}
