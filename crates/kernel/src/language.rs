//! The languages that people in London speak and sign.
//!
//! A table of some fifty, so that a form can offer them by both their names and a page can set its direction. It is not
//! a list of all languages, nor of those an operator may use: operators add theirs as rows of data. It says nothing of
//! whether somebody needs an interpreter, which is theirs to say.
//!
//! Source: codes from ISO 639-1 and 639-3 as BCP 47 uses them; names are facts as in Unicode CLDR, with the everyday name
//! where CLDR's is not the one on the street; which languages, from the 2021 census of England and Wales (main language).

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// Which way a language is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

impl Direction {
    /// As HTML's `dir` attribute has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Direction::Ltr => "ltr",
            Direction::Rtl => "rtl",
        }
    }
}

/// One of the languages of the table. As JSON, its code.
#[derive(Clone, Copy)]
pub struct Language {
    code: &'static str,
    english: &'static str,
    own: &'static str,
    direction: Direction,
}

impl Language {
    /// The language for a BCP 47 code, in any case. A code that is more particular than the table finds the general
    /// one (`en-GB` finds English, by the lookup of RFC 4647), and a few older or wider codes find what they mean.
    pub fn find(code: &str) -> Option<Language> {
        let mut code = code.trim().replace('_', "-").to_ascii_lowercase();
        loop {
            let meant = ALIASES.iter().find(|(alias, _)| *alias == code).map_or(code.as_str(), |(_, meant)| *meant);
            if let Some(language) = ALL.iter().find(|l| l.code.eq_ignore_ascii_case(meant)) {
                return Some(*language);
            }
            code.truncate(code.rfind('-')?);
        }
    }

    /// The language that somebody means by a word: its code, or its name in English or as its speakers write it, in any
    /// case. Of a name with another in brackets each half will do (`Farsi`), unless two languages share it (`Kurdish`).
    pub fn named(word: &str) -> Option<Language> {
        let word = word.trim().to_lowercase();
        let called = |language: &&Language| {
            [language.english, language.own]
                .iter()
                .map(|name| name.to_lowercase())
                .any(|name| name == word || name.trim_end_matches(')').split(" (").any(|half| half == word))
        };
        let mut found = ALL.iter().filter(called);
        match (found.next(), found.next()) {
            (Some(language), None) => Some(*language),
            _ => Language::find(&word),
        }
    }

    /// All of the table, by English name.
    pub fn all() -> &'static [Language] {
        &ALL
    }

    /// The BCP 47 code, for HTML's `lang` and for storing.
    pub const fn code(self) -> &'static str {
        self.code
    }

    /// The name in English.
    pub const fn english(self) -> &'static str {
        self.english
    }

    /// The name as its speakers write it.
    pub const fn own(self) -> &'static str {
        self.own
    }

    /// Which way it is written.
    pub const fn direction(self) -> Direction {
        self.direction
    }

    /// Whether it is signed: it has no written form, and its interpreters are booked otherwise.
    pub fn is_signed(self) -> bool {
        self.code == "bfi"
    }
}

/// Codes that other systems send for languages of the table.
const ALIASES: [(&str, &str); 14] = [
    ("ben", "bn"),
    ("bsl", "bfi"),
    ("fa-af", "prs"),
    ("fil", "tl"),
    ("iw", "he"),
    ("kmr", "ku"),
    ("mo", "ro"),
    ("pnb", "pa"),
    ("sgn-gb", "bfi"),
    ("tw", "ak"),
    ("zh", "cmn"),
    ("zh-hant-hk", "yue"),
    ("zh-hk", "yue"),
    ("zh-yue", "yue"),
];

const fn ltr(code: &'static str, english: &'static str, own: &'static str) -> Language {
    Language { code, english, own, direction: Direction::Ltr }
}
const fn rtl(code: &'static str, english: &'static str, own: &'static str) -> Language {
    Language { code, english, own, direction: Direction::Rtl }
}

static ALL: [Language; 59] = [
    ltr("ak", "Akan (Twi)", "Akan"),
    ltr("sq", "Albanian", "shqip"),
    ltr("am", "Amharic", "አማርኛ"),
    rtl("ar", "Arabic", "العربية"),
    ltr("bn", "Bengali", "বাংলা"),
    ltr("bfi", "British Sign Language", "BSL"),
    ltr("bg", "Bulgarian", "български"),
    ltr("yue", "Cantonese", "粵語"),
    ltr("cs", "Czech", "čeština"),
    rtl("prs", "Dari", "دری"),
    ltr("nl", "Dutch", "Nederlands"),
    ltr("en", "English", "English"),
    ltr("fr", "French", "français"),
    ltr("de", "German", "Deutsch"),
    ltr("el", "Greek", "Ελληνικά"),
    ltr("gu", "Gujarati", "ગુજરાતી"),
    ltr("ha", "Hausa", "Hausa"),
    rtl("he", "Hebrew", "עברית"),
    ltr("hi", "Hindi", "हिन्दी"),
    ltr("hu", "Hungarian", "magyar"),
    ltr("ig", "Igbo", "Igbo"),
    ltr("id", "Indonesian", "Bahasa Indonesia"),
    ltr("it", "Italian", "italiano"),
    ltr("ja", "Japanese", "日本語"),
    ltr("ko", "Korean", "한국어"),
    ltr("ku", "Kurdish (Kurmanji)", "kurdî"),
    rtl("ckb", "Kurdish (Sorani)", "کوردیی ناوەندی"),
    ltr("lv", "Latvian", "latviešu"),
    ltr("ln", "Lingala", "lingála"),
    ltr("lt", "Lithuanian", "lietuvių"),
    ltr("lg", "Luganda", "Luganda"),
    ltr("ml", "Malayalam", "മലയാളം"),
    ltr("cmn", "Mandarin", "普通话"),
    ltr("ne", "Nepali", "नेपाली"),
    rtl("ps", "Pashto", "پښتو"),
    rtl("fa", "Persian (Farsi)", "فارسی"),
    ltr("pl", "Polish", "polski"),
    ltr("pt", "Portuguese", "português"),
    ltr("pa", "Punjabi", "ਪੰਜਾਬੀ"),
    ltr("ro", "Romanian", "română"),
    ltr("ru", "Russian", "русский"),
    ltr("sn", "Shona", "chiShona"),
    ltr("si", "Sinhala", "සිංහල"),
    ltr("sk", "Slovak", "slovenčina"),
    ltr("so", "Somali", "Soomaali"),
    ltr("es", "Spanish", "español"),
    ltr("sw", "Swahili", "Kiswahili"),
    ltr("syl", "Sylheti", "সিলেটি"),
    ltr("tl", "Tagalog (Filipino)", "Tagalog"),
    ltr("ta", "Tamil", "தமிழ்"),
    ltr("te", "Telugu", "తెలుగు"),
    ltr("ti", "Tigrinya", "ትግርኛ"),
    ltr("tr", "Turkish", "Türkçe"),
    ltr("uk", "Ukrainian", "українська"),
    rtl("ur", "Urdu", "اردو"),
    ltr("vi", "Vietnamese", "Tiếng Việt"),
    ltr("cy", "Welsh", "Cymraeg"),
    rtl("yi", "Yiddish", "ייִדיש"),
    ltr("yo", "Yoruba", "Èdè Yorùbá"),
];

// By code: the names hang on it.
impl PartialEq for Language {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}
impl Eq for Language {}
impl std::hash::Hash for Language {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.code.hash(state);
    }
}
impl fmt::Display for Language {
    /// The English name.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.english)
    }
}
impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)
    }
}
impl Serialize for Language {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.code)
    }
}
impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let code = <std::borrow::Cow<'de, str>>::deserialize(from)?;
        Language::find(&code).ok_or_else(|| serde::de::Error::custom("this language is not in the table"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn the_table_is_in_order_and_each_once() {
        assert!(Language::all().is_sorted_by_key(|l| l.english()));
        let codes: HashSet<_> = Language::all().iter().map(|l| l.code()).collect();
        assert_eq!(codes.len(), Language::all().len());
        assert!(ALIASES.iter().all(|(alias, meant)| !codes.contains(alias) && codes.contains(meant)));
    }

    #[test]
    fn codes_are_found_however_particular() {
        let code = |text| Language::find(text).map(Language::code);
        assert_eq!(code("bn"), Some("bn"));
        assert_eq!(code("BN-BD"), Some("bn"));
        assert_eq!(code("zh-Hans-CN"), Some("cmn"));
        assert_eq!(code("zh_Hant_HK"), Some("yue"));
        assert_eq!(code("kmr"), Some("ku"));
        for missing in ["", "-", "tlh", "b"] {
            assert_eq!(code(missing), None);
        }
    }

    #[test]
    fn a_language_is_found_by_whatever_it_is_called() {
        let code = |word| Language::named(word).map(Language::code);
        for (word, meant) in [
            ("Bengali", "bn"),
            (" british sign language ", "bfi"),
            ("BSL", "bfi"),
            ("français", "fr"),
            ("Farsi", "fa"),
            ("twi", "ak"),
            ("Kurdish (Sorani)", "ckb"),
            ("Türkçe", "tr"),
            ("syl", "syl"),
        ] {
            assert_eq!(code(word), Some(meant), "{word}");
        }
        for unknown in ["", "Kurdish", "Klingon", "en bn", "English, Bengali"] {
            assert_eq!(code(unknown), None, "{unknown}");
        }
        assert!(Language::all().iter().all(|l| code(l.english()) == Some(l.code())));
    }

    #[test]
    fn each_knows_its_names_and_direction() {
        let urdu = Language::find("ur").unwrap();
        assert_eq!((urdu.english(), urdu.own(), urdu.direction().as_str()), ("Urdu", "اردو", "rtl"));
        assert!(Language::find("bfi").unwrap().is_signed());
        for l in Language::all() {
            let right_to_left = l.own().chars().any(|c| ('\u{590}'..'\u{700}').contains(&c));
            assert_eq!(right_to_left, l.direction() == Direction::Rtl, "{l}");
        }
        assert_eq!(serde_json::to_string(&urdu).unwrap(), "\"ur\"");
        assert_eq!(serde_json::from_str::<Language>("\"syl\"").unwrap().english(), "Sylheti");
    }
}
