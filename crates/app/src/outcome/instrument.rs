//! Instruments as data, answers as they were given, and what changed between two.

use crate::case::Case;
use base::words::ENGLISH;
use kernel::{Date, Id, Instant};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::OnceLock};

type Text = BTreeMap<String, String>;

fn pick<'a>(text: &'a Text, lang: &str) -> &'a str {
    text.get(lang).or_else(|| text.get(ENGLISH)).map_or("", String::as_str)
}

/// A set of questions.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instrument {
    pub code: String,
    pub version: i64,
    /// Whether its answers may be put together to one number.
    pub composite: bool,
    /// Nobody younger is asked.
    pub min_age: u16,
    /// How it may be answered. Nobody answers in somebody's place where `proxy` is not among them.
    pub modes: Vec<String>,
    pub licence: Licence,
    name: Text,
    intro: Text,
    pub items: Vec<Item>,
}

/// By whose leave its words are used.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Licence {
    pub name: String,
    pub holder: String,
    pub source: String,
}

/// One question.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    pub code: String,
    pub min: i64,
    pub max: i64,
    pub better: Better,
    text: Text,
    short: Text,
    bands: Vec<Band>,
}

/// Which way is better.
#[derive(Debug, Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Better {
    Higher,
    Lower,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Band {
    upto: i64,
    code: String,
}

impl Instrument {
    pub fn name(&self, lang: &str) -> &str {
        pick(&self.name, lang)
    }
    pub fn intro(&self, lang: &str) -> &str {
        pick(&self.intro, lang)
    }
    pub fn item(&self, code: &str) -> Option<&Item> {
        self.items.iter().find(|i| i.code == code)
    }
    /// Whether somebody of this age may be asked. An age that nobody knows keeps nobody from being asked.
    pub fn suits(&self, age: Option<u16>) -> bool {
        age.is_none_or(|a| a >= self.min_age)
    }
}

impl Item {
    pub fn text(&self, lang: &str) -> &str {
        pick(&self.text, lang)
    }
    pub fn short(&self, lang: &str) -> &str {
        pick(&self.short, lang)
    }
    /// The band of a value; the label is `band-{code}`.
    pub fn band(&self, value: i64) -> Option<&str> {
        self.bands.iter().find(|b| value <= b.upto).map(|b| b.code.as_str())
    }
}

const SHIPPED: &[&str] = &[include_str!("instruments/ons4.toml")];

/// Every instrument that comes with Kith.
pub fn all() -> &'static [Instrument] {
    static ALL: OnceLock<Vec<Instrument>> = OnceLock::new();
    ALL.get_or_init(|| SHIPPED.iter().map(|t| toml::from_str(t).expect("shipped instruments are tested")).collect())
}

pub fn find(code: &str) -> Option<&'static Instrument> {
    all().iter().find(|i| i.code == code)
}

/// An answer to one question. A question that was not asked has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    Value(i64),
    /// They were asked and did not want to answer.
    Declined,
}

/// One taking of an instrument.
#[derive(Clone, Debug)]
pub struct Given {
    pub id: Id<Given>,
    pub case_id: Id<Case>,
    pub instrument: String,
    pub mode: String,
    pub taken_on: Date,
    pub recorded_at: Instant,
    pub answers: BTreeMap<String, Answer>,
}

/// What became of one question between the first taking and the last. There is no change without two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    Better(i64),
    Worse(i64),
    Same,
}

/// First and last answer of one question.
#[derive(Debug, PartialEq, Eq)]
pub struct Compared<'a> {
    pub item: &'a str,
    pub first: Option<Answer>,
    pub last: Option<Answer>,
    pub change: Option<Change>,
}

/// Compares two takings, question by question. Nothing is summed and nothing is filled in.
pub fn compare<'a>(instrument: &'a Instrument, first: &Given, last: &Given) -> Vec<Compared<'a>> {
    instrument
        .items
        .iter()
        .map(|item| {
            let of = |g: &Given| g.answers.get(&item.code).copied();
            let (first, last) = (of(first), of(last));
            let change = match (first, last) {
                (Some(Answer::Value(a)), Some(Answer::Value(b))) => Some(match (b - a, item.better) {
                    (0, _) => Change::Same,
                    (d, Better::Higher) if d > 0 => Change::Better(d),
                    (d, Better::Lower) if d < 0 => Change::Better(-d),
                    (d, _) => Change::Worse(d.abs()),
                }),
                _ => None,
            };
            Compared { item: &item.code, first, last, change }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(answers: &[(&str, Answer)]) -> Given {
        Given {
            id: Id::from_uuid(uuid::Uuid::nil()),
            case_id: Id::from_uuid(uuid::Uuid::nil()),
            instrument: "ons4".into(),
            mode: "self".into(),
            taken_on: Date::new(2026, 11, 24).unwrap(),
            recorded_at: "2026-11-24T09:00:00Z".parse().unwrap(),
            answers: answers.iter().map(|(c, a)| ((*c).to_owned(), *a)).collect(),
        }
    }

    #[test]
    fn ons4_is_whole_and_has_no_sum() {
        let ons4 = find("ons4").unwrap();
        assert_eq!(ons4.items.len(), 4);
        assert!(!ons4.composite);
        assert!(!ons4.modes.iter().any(|m| m == "proxy"));
        assert!(!ons4.suits(Some(15)) && ons4.suits(Some(16)) && ons4.suits(None));
        for item in &ons4.items {
            assert_eq!((item.min, item.max), (0, 10));
            assert!((item.min..=item.max).all(|v| item.band(v).is_some()), "{}", item.code);
        }
    }

    #[test]
    fn the_bands_are_those_of_the_ons() {
        let ons4 = find("ons4").unwrap();
        let band = |item: &str, v| ons4.item(item).unwrap().band(v).unwrap();
        assert_eq!(
            [0, 4, 5, 6, 7, 8, 9, 10].map(|v| band("satisfied", v)),
            ["low", "low", "medium", "medium", "high", "high", "very-high", "very-high"]
        );
        assert_eq!(
            [0, 1, 2, 3, 4, 5, 6, 10].map(|v| band("anxious", v)),
            ["very-low", "very-low", "low", "low", "medium", "medium", "high", "high"]
        );
    }

    #[test]
    fn less_anxious_is_better_and_what_was_not_answered_is_no_change() {
        let ons4 = find("ons4").unwrap();
        let first = given(&[
            ("satisfied", Answer::Value(3)),
            ("worthwhile", Answer::Declined),
            ("happy", Answer::Value(5)),
            ("anxious", Answer::Value(8)),
        ]);
        let last =
            given(&[("satisfied", Answer::Value(2)), ("worthwhile", Answer::Value(6)), ("anxious", Answer::Value(4))]);
        let changes: Vec<_> = compare(ons4, &first, &last).into_iter().map(|c| c.change).collect();
        assert_eq!(changes, [Some(Change::Worse(1)), None, None, Some(Change::Better(4))]);
    }
}
