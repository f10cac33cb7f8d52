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

/// The packs that come with Kith.
const SHIPPED: &[&str] = &[include_str!("packs/general.toml")];

/// Every pack.
pub fn all() -> &'static [Pack] {
    static PACKS: OnceLock<Vec<Pack>> = OnceLock::new();
    PACKS.get_or_init(|| SHIPPED.iter().map(|t| toml::from_str(t).expect("shipped packs are tested")).collect())
}

pub fn find(code: &str) -> Option<&'static Pack> {
    all().iter().find(|p| p.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_pack_reads_and_names_everything_in_english() {
        for pack in all() {
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
}
