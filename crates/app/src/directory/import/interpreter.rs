//! What a feed says of interpreters, in the words of whoever wrote it (`interpretation_services` of Open Referral: "a description of any interpretation services
//! available for accessing this service"): that there are some, that there are none, or nothing that can be relied on.
//!
//! Somebody who needs an interpreter and is told "yes" by mistake stands at a desk where nobody understands them. So only plain words count, and a text that
//! says yes and no in one breath is for people to read: it stays in the entry of the feed as it is. "None" by itself is what programs write where nobody wrote
//! anything (`hsds::repair`), and says nothing; "none available" is a no.

use kernel::{Language, name::name_key};

/// What says no. Any of it in a text that offers something besides makes the text unclear.
const NO: &[&str] = &[
    "no",
    "none",
    "not available",
    "unavailable",
    "not offered",
    "not provided",
    "not able",
    "unable",
    "without",
    "do not",
    "does not",
    "don t",
    "cannot",
    "can not",
    "can t",
    "nil",
];
/// What a "no" may say besides, and still be one.
const NOTHING_BUT_NO: &[&str] = &[
    "a",
    "an",
    "any",
    "are",
    "at",
    "available",
    "be",
    "currently",
    "do",
    "does",
    "for",
    "have",
    "has",
    "in",
    "interpretation",
    "interpreter",
    "interpreters",
    "interpreting",
    "is",
    "language",
    "languages",
    "moment",
    "not",
    "of",
    "offer",
    "offered",
    "or",
    "our",
    "present",
    "provide",
    "provided",
    "service",
    "services",
    "sorry",
    "support",
    "the",
    "there",
    "this",
    "to",
    "translation",
    "translator",
    "translators",
    "unfortunately",
    "we",
    "with",
    "you",
];
/// What offers somebody who speaks the language. The beginning of a word will do.
const YES: &[&str] =
    &["interpret", "translat", "language line", "languageline", "bilingual", "multilingual", "community language"];
/// A yes that needs no more words.
const PLAIN_YES: &[&str] = &["yes", "available", "on request", "available on request", "by arrangement", "by request"];
/// What leaves it open.
const OPEN: &[&str] = &[
    "ask",
    "contact",
    "call us",
    "enquire",
    "check with",
    "unknown",
    "not known",
    "tbc",
    "to be confirmed",
    "may be",
    "might",
    "depend",
    "if you need",
    "bring your own",
    "limited",
    "sometimes",
    "family",
    "friend",
];
/// Signs are another thing, with a code of its own.
const SIGNED: &[&str] = &["british sign", "sign language", "signed", "bsl", "deaf"];
const SPOKEN: &[&str] = &[
    "spoken",
    "translat",
    "language line",
    "languageline",
    "telephone interpret",
    "other language",
    "community language",
];

/// What we write where a feed has no words of its own. Both are read here as what they mean.
pub const THERE: &str = "An interpreter can be arranged.";
pub const NOT_THERE: &str = "No interpreter is available.";

/// Whether there is an interpreter; `None` where that is not plain.
pub fn interpreter(text: &str) -> Option<bool> {
    let key = name_key(text);
    let words = format!(" {key} ");
    // At the beginning of a word, and for what is short the whole of it.
    let has = |sign: &str| words.contains(&format!(" {sign}{}", if sign.len() < 5 { " " } else { "" }));
    let any = |signs: &[&str]| signs.iter().any(|s| has(s));
    if key.is_empty() || hsds::repair::is_placeholder(text) || any(OPEN) {
        return None;
    }
    if any(NO) {
        // Each word of it has to be one of a refusal.
        let mut rest = words.clone();
        for no in NO {
            rest = rest.replace(&format!(" {no} "), "  ");
        }
        return rest.split_whitespace().all(|w| NOTHING_BUT_NO.contains(&w)).then_some(false);
    }
    if any(SIGNED) && !any(SPOKEN) {
        return None;
    }
    let tongues = || {
        let named: Vec<&str> = text.split([',', ';', '/', '&']).flat_map(|p| p.split(" and ")).map(str::trim).collect();
        let found: Option<Vec<Language>> = named
            .iter()
            .map(|n| Language::named(n.trim_end_matches('.')).filter(|l| n.chars().count() > 3 && !l.is_signed()))
            .collect();
        found.is_some_and(|all| all.iter().any(|l| l.code() != "en"))
    };
    (PLAIN_YES.contains(&key.as_str()) || any(YES) || tongues()).then_some(true)
}

/// Whether it offers one for those who sign.
pub fn signs(text: &str) -> bool {
    let key = format!(" {} ", name_key(text));
    let unclear =
        NO.iter().any(|no| key.contains(&format!(" {no} "))) || OPEN.iter().any(|o| key.contains(&format!(" {o}")));
    !unclear && ["british sign", "sign language", " bsl "].iter().any(|s| key.contains(s))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stated_yes_a_stated_no_and_what_is_neither() {
        for yes in [
            "Yes",
            "Interpreters available on request",
            "We can book an interpreter for you.",
            "Language Line",
            "LanguageLine telephone interpreting",
            "Translation services are provided free of charge",
            "Bengali, Polish and Somali",
            "BSL and spoken language interpreters",
            THERE,
        ] {
            assert_eq!(interpreter(yes), Some(true), "{yes}");
        }
        for no in [
            "None available",
            "no",
            "Not available",
            "No interpreters",
            "There is no interpreter available at present.",
            "Sorry, we do not have any translators",
            "We are unable to provide interpreters.",
            NOT_THERE,
        ] {
            assert_eq!(interpreter(no), Some(false), "{no}");
        }
        for unclear in [
            "",
            "N/A",
            "None",
            "Unknown",
            "Please ask",
            "Contact us if you need an interpreter",
            "No charge for interpreters",
            "Interpreters are not available on Fridays",
            "No interpreters, but some of us speak Turkish",
            "BSL interpreter at every session",
            "Limited translation",
            "Bring your own interpreter",
            "Wheelchair access",
            "English",
        ] {
            assert_eq!(interpreter(unclear), None, "{unclear:?}");
        }
    }

    #[test]
    fn a_sign_language_is_not_a_spoken_one() {
        assert!(signs("BSL interpreter at every session") && signs("British Sign Language by arrangement"));
        assert!(!signs("No BSL") && !signs("Polish") && !signs("Ask us about BSL"));
    }
}
