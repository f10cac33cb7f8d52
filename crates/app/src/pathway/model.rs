//! What a pack says.

use base::{FieldErrors, http::form::Fields, words::ENGLISH};
use serde::Deserialize;
use std::{collections::BTreeMap, sync::OnceLock};

/// A text by language.
pub type Text = BTreeMap<String, String>;

/// Takes a text in a language, or in English.
fn pick<'a>(text: &'a Text, lang: &str) -> &'a str {
    text.get(lang).or_else(|| text.get(ENGLISH)).map_or("", String::as_str)
}

/// A pathway.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    pub code: String,
    /// Grows with every change; a referral keeps the one it was asked under.
    pub version: i64,
    name: Text,
    /// Who sees a case: `team` (everybody in the receiving team) or `caseload` (only who holds it, and the lead).
    pub visibility: String,
    #[serde(default)]
    pub questions: Vec<Question>,
    pub clocks: BTreeMap<String, Clock>,
    /// Codes of measures that are offered, first and again.
    pub measures: Vec<String>,
    /// Why a referral is sent back.
    pub returns: Vec<Code>,
    /// Why a case is closed.
    pub closures: Vec<Code>,
}

/// Something that the referrer is asked.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    pub code: String,
    pub kind: QuestionKind,
    #[serde(default)]
    pub required: bool,
    label: Text,
    #[serde(default)]
    hint: Text,
    #[serde(default)]
    pub choices: Vec<Code>,
}

#[derive(Debug, Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum QuestionKind {
    Text,
    Choice,
    Choices,
}

/// A code with its label.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Code {
    pub code: String,
    label: Text,
    /// For closures: what the funnel counts it as.
    #[serde(default)]
    pub counts_as: Option<String>,
}

impl Code {
    pub fn label(&self, lang: &str) -> &str {
        pick(&self.label, lang)
    }
}

/// How soon something is due.
#[derive(Debug, Deserialize, Clone, Copy)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    pub working_days: u32,
}

impl Question {
    pub fn label(&self, lang: &str) -> &str {
        pick(&self.label, lang)
    }
    pub fn hint(&self, lang: &str) -> &str {
        pick(&self.hint, lang)
    }
    /// The name of its field in a form.
    pub fn field(&self) -> String {
        format!("q-{}", self.code)
    }
}

impl Pack {
    pub fn name(&self, lang: &str) -> &str {
        pick(&self.name, lang)
    }

    pub fn closure(&self, code: &str) -> Option<&Code> {
        self.closures.iter().find(|c| c.code == code)
    }

    pub fn return_reason(&self, code: &str) -> Option<&Code> {
        self.returns.iter().find(|c| c.code == code)
    }

    /// The fields of the pack's questions.
    pub fn fields(&self) -> Vec<String> {
        self.questions.iter().map(Question::field).collect()
    }

    /// What is wrong with the answers to the pack's questions.
    pub fn check(&self, answers: &Fields, errors: &mut FieldErrors) {
        for q in &self.questions {
            let field = q.field();
            if q.required && !answers.has(&field) {
                errors.add(&field, "error-answer-missing");
            }
            let known = |v: &&str| q.choices.iter().any(|c| c.code == **v);
            if q.kind != QuestionKind::Text && !answers.list(&field).iter().all(known) {
                errors.add(&field, "error-choose-from-list");
            }
            if answers.get(&field).chars().count() > 2000 {
                errors.add_with(&field, "error-too-long", [("max", "2000".to_owned())]);
            }
        }
    }

    /// The answers by code, as a referral keeps them.
    pub fn answers(&self, fields: &Fields) -> BTreeMap<String, Vec<String>> {
        self.questions
            .iter()
            .map(|q| (q.code.clone(), fields.list(&q.field()).into_iter().map(str::to_owned).collect::<Vec<_>>()))
            .filter(|(_, v)| !v.is_empty())
            .collect()
    }

    /// Question and answer in words, for showing.
    pub fn read(&self, answers: &BTreeMap<String, Vec<String>>, lang: &str) -> Vec<(String, String)> {
        self.questions
            .iter()
            .filter_map(|q| {
                let given = answers.get(&q.code)?;
                let words: Vec<&str> = given
                    .iter()
                    .map(|v| q.choices.iter().find(|c| c.code == *v).map_or(v.as_str(), |c| c.label(lang)))
                    .collect();
                Some((q.label(lang).to_owned(), words.join("; ")))
            })
            .collect()
    }
}

/// The packs that come with Kith, every version that ever did, the earlier first.
const SHIPPED: &[&str] = &[include_str!("packs/general-1.toml")];

fn every_version() -> &'static [Pack] {
    static PACKS: OnceLock<Vec<Pack>> = OnceLock::new();
    PACKS.get_or_init(|| read(SHIPPED))
}

fn read(texts: &[&str]) -> Vec<Pack> {
    texts.iter().map(|t| toml::from_str(t).expect("shipped packs are tested")).collect()
}

fn newest<'a>(packs: &'a [Pack], code: &str) -> Option<&'a Pack> {
    packs.iter().filter(|p| p.code == code).max_by_key(|p| p.version)
}

fn of_version<'a>(packs: &'a [Pack], code: &str, version: i64) -> Option<&'a Pack> {
    packs.iter().find(|p| p.code == code && p.version == version).or_else(|| newest(packs, code))
}

/// The newest version of every pack.
pub fn all() -> impl Iterator<Item = &'static Pack> {
    let packs = every_version();
    packs.iter().filter(|p| newest(packs, &p.code).is_some_and(|n| n.version == p.version))
}

/// The pack as it is asked now.
pub fn find(code: &str) -> Option<&'static Pack> {
    newest(every_version(), code)
}

/// Why a case was closed, in words; the code itself where its pack, or the reason in it, is gone.
pub fn closure_label<'a>(pathway: &str, code: &'a str, lang: &str) -> &'a str {
    find(pathway).and_then(|p| p.closure(code)).map_or(code, |c| c.label(lang))
}

/// The pack as it was when something was asked under it; the newest where that version is not known (a database from a newer Kith).
pub fn find_version(code: &str, version: i64) -> Option<&'static Pack> {
    of_version(every_version(), code, version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_pack_reads_and_names_everything_in_english() {
        for pack in every_version() {
            assert!(!pack.name("en").is_empty());
            for q in &pack.questions {
                assert!(!q.label("en").is_empty(), "{}/{}", pack.code, q.code);
                assert_eq!(q.kind == QuestionKind::Text, q.choices.is_empty(), "{}/{}", pack.code, q.code);
            }
            for c in pack.closures.iter().chain(&pack.returns) {
                assert!(!c.label("en").is_empty(), "{}/{}", pack.code, c.code);
            }
            assert!(pack.clocks.contains_key("first-contact"), "{}: how soon is the first contact?", pack.code);
        }
    }

    #[test]
    fn an_answer_outside_the_list_is_refused_and_a_missing_one_is_named() {
        let pack = find("general").unwrap();
        let mut answers = Fields::default();
        answers.set("q-urgency", "whenever");
        let mut errors = FieldErrors::default();
        pack.check(&answers, &mut errors);
        assert!(errors.0.contains_key("q-urgency"));
    }

    /// What was shipped: a pack whose text changes needs a new version in a new file, and a line here. (SHA-256, base64.)
    const HASHES: &[(&str, i64, &str)] = &[("general", 1, "-bkJmH81dnFeA4HN0CQEz08lQxa_1e8EUne3G7QMRtU")];

    #[test]
    fn a_pack_that_was_shipped_does_not_change() {
        let found: Vec<_> = SHIPPED
            .iter()
            .zip(every_version())
            .map(|(text, pack)| (pack.code.clone(), pack.version, base::seal::token_hash(text)))
            .collect();
        let known: Vec<_> = HASHES.iter().map(|(c, v, h)| ((*c).to_owned(), *v, (*h).to_owned())).collect();
        assert_eq!(found, known, "copy the pack, raise its version, and add its hash");
        for pack in every_version() {
            for earlier in every_version().iter().filter(|p| p.code == pack.code && p.version < pack.version) {
                let kept = |all: &[Code], codes: &[Code]| codes.iter().all(|c| all.iter().any(|a| a.code == c.code));
                assert!(
                    kept(&pack.closures, &earlier.closures) && kept(&pack.returns, &earlier.returns),
                    "{}",
                    pack.code
                );
            }
        }
    }

    #[test]
    fn what_was_asked_under_an_earlier_version_reads_as_it_was_asked() {
        let first = SHIPPED[0];
        let second = first.replace("version = 1", "version = 2").replace("Within the usual time", "In the next days");
        let packs = read(&[first, second.as_str()]);
        let answers = BTreeMap::from([("urgency".to_owned(), vec!["routine".to_owned()])]);
        let said = |pack: &Pack| pack.read(&answers, "en")[0].1.clone();
        assert_eq!(said(of_version(&packs, "general", 1).unwrap()), "Within the usual time");
        assert_eq!(said(of_version(&packs, "general", 2).unwrap()), "In the next days");
        assert_eq!(newest(&packs, "general").unwrap().version, 2);
        assert_eq!(of_version(&packs, "general", 9).unwrap().version, 2, "a version that is not known");
    }
}
