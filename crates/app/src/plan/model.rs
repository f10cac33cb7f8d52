//! The types of the slice.

use crate::{case::Case, identity::Worker};
use kernel::{Date, Id, Instant, Private};

/// The need taxonomy, by code: seventeen domains of social need and one of purpose. Labels are the strings `need-{code}`.
#[rustfmt::skip]
pub const NEED_CODES: &[&str] = &[
    "mon-debt", "mon-benefits", "mon-low-income", "mon-food", "mon-energy", "mon-goods", "mon-scams",
    "wrk-unemployed", "wrk-job-at-risk", "wrk-poor-work", "wrk-volunteering", "hou-homeless", "hou-eviction",
    "hou-disrepair", "hou-overcrowded", "hou-adaptations", "hou-neighbours", "hou-hoarding", "soc-lonely",
    "soc-isolated", "soc-relationships", "soc-bereaved", "soc-befriending", "mwb-stress", "mwb-low-mood",
    "mwb-confidence", "mwb-sleep", "mwb-trauma", "phy-activity", "phy-weight", "phy-eating", "phy-smoking",
    "phy-long-term-condition", "phy-pain", "phy-falls", "edu-adult-learning", "edu-literacy", "edu-english",
    "edu-digital-skills", "edu-school", "edu-send", "fam-early-years", "fam-parenting", "fam-childcare",
    "fam-conflict", "fam-young-wellbeing", "saf-domestic-abuse", "saf-youth-violence", "saf-exploitation",
    "saf-hate-crime", "saf-antisocial", "saf-modern-slavery", "dis-discrimination", "dis-legal-advice",
    "dis-consumer", "dis-community-care-law", "mig-asylum", "mig-refugee-integration", "mig-nrpf",
    "mig-immigration-advice", "mig-language-access", "car-adult-carer", "car-young-carer", "car-respite",
    "car-assessment", "ind-daily-living", "ind-equipment", "ind-transport", "ind-shopping", "ind-home-from-hospital",
    "acc-gp-registration", "acc-devices", "acc-health-literacy", "acc-communication", "acc-form-filling",
    "sub-alcohol", "sub-drugs", "sub-gambling", "jus-resettlement", "jus-court", "jus-gangs-exit", "pur-music",
    "pur-arts", "pur-hobbies", "pur-nature", "pur-faith", "pur-sharing-skills",
];

/// Who raised a need or a strength; the label is `source-{code}`.
pub const SOURCES: &[&str] = &["person", "worker", "referrer", "family"];
/// How a goal stands; the label is `goal-{code}`, the colour `goal-{code}-colour`.
pub const STATUSES: &[&str] = &["open", "met", "partly", "dropped"];
/// Who does an action; the label is `party-{code}`.
pub const PARTIES: &[&str] = &["person", "worker", PRACTICE, "other"];
/// The practice as one of them.
pub const PRACTICE: &str = "practice";

/// What matters to the person, as it was written at one time.
#[derive(Clone, Debug, sqlx_macros::FromRow)]
pub struct Matter {
    pub id: Id<Matter>,
    pub case_id: Id<Case>,
    /// 1 for the first, one more with each saving.
    pub number: i64,
    pub words: Private<String>,
    /// Whether these are the person's own words, or the worker's account of them.
    pub own_words: bool,
    pub with_interpreter: bool,
    pub worker_id: Id<Worker>,
    pub written_at: Instant,
}

/// A need or a strength.
#[derive(Clone, Debug, sqlx_macros::FromRow)]
pub struct Need {
    pub id: Id<Need>,
    pub case_id: Id<Case>,
    /// `need` or `strength`.
    pub polarity: String,
    pub code: Option<String>,
    pub words: Option<Private<String>>,
    pub source: String,
    /// 1 matters most, 3 least.
    pub priority: i64,
    pub worker_id: Id<Worker>,
    pub added_at: Instant,
}

impl Need {
    pub fn is_strength(&self) -> bool {
        self.polarity == "strength"
    }

    /// Whether two are one form, sent twice.
    pub(super) fn says_the_same(&self, other: &Need) -> bool {
        let said = |n: &Need| {
            (n.polarity.clone(), n.code.clone(), n.words.as_ref().map(|w| w.0.clone()), n.source.clone(), n.priority)
        };
        self.case_id == other.case_id && said(self) == said(other)
    }
}

/// Something the person wants to reach.
#[derive(Clone, Debug, sqlx_macros::FromRow)]
pub struct Goal {
    pub id: Id<Goal>,
    pub case_id: Id<Case>,
    pub words: Private<String>,
    /// 1 to 10, as the person rates it (PRSB Social Prescribing Information Standard, goal importance).
    pub importance: Option<i64>,
    /// 1 to 10 when the goal was set, and now (PRSB, goal confidence).
    pub confidence_first: Option<i64>,
    pub confidence: Option<i64>,
    pub status: String,
    pub worker_id: Id<Worker>,
    pub added_at: Instant,
    pub changed_at: Instant,
    pub version: i64,
}

impl Goal {
    /// Whether two are one form, sent twice.
    pub(super) fn says_the_same(&self, other: &Goal) -> bool {
        let said = |g: &Goal| (g.words.0.clone(), g.importance, g.confidence_first);
        self.case_id == other.case_id && said(self) == said(other)
    }
}

/// Who does what by when.
#[derive(Clone, Debug, sqlx_macros::FromRow)]
pub struct Action {
    pub id: Id<Action>,
    pub case_id: Id<Case>,
    pub goal_id: Option<Id<Goal>>,
    pub words: Private<String>,
    pub who: String,
    pub by_day: Option<Date>,
    pub added_at: Instant,
    pub done_at: Option<Instant>,
}

impl Action {
    /// Whether two are one form, sent twice.
    pub(super) fn says_the_same(&self, other: &Action) -> bool {
        let said = |a: &Action| (a.goal_id, a.words.0.clone(), a.who.clone(), a.by_day);
        self.case_id == other.case_id && said(self) == said(other)
    }

    pub fn is_late(&self, today: Date) -> bool {
        self.done_at.is_none() && self.by_day.is_some_and(|by| by < today)
    }
}

/// The need that a case is listed under: the one that matters most, the earliest when several do.
pub fn main_need(needs: &[Need]) -> Option<&str> {
    let coded = needs.iter().filter(|n| !n.is_strength() && n.code.is_some());
    coded.min_by_key(|n| (n.priority, n.added_at)).and_then(|n| n.code.as_deref())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn need(polarity: &str, code: Option<&str>, priority: i64, added: &str) -> Need {
        Need {
            id: Id::from_uuid(uuid::Uuid::nil()),
            case_id: Id::from_uuid(uuid::Uuid::nil()),
            polarity: polarity.into(),
            code: code.map(str::to_owned),
            words: None,
            source: "person".into(),
            priority,
            worker_id: Id::from_uuid(uuid::Uuid::nil()),
            added_at: added.parse().unwrap(),
        }
    }

    #[test]
    fn the_main_need_is_the_first_of_the_most_important_and_never_a_strength() {
        let needs = [
            need("strength", Some("pur-music"), 1, "2026-11-20T09:00:00Z"),
            need("need", Some("mon-debt"), 2, "2026-11-20T09:00:00Z"),
            need("need", Some("soc-lonely"), 1, "2026-11-22T09:00:00Z"),
            need("need", Some("soc-isolated"), 1, "2026-11-23T09:00:00Z"),
        ];
        assert_eq!(main_need(&needs), Some("soc-lonely"));
        assert_eq!(main_need(&needs[..1]), None);
    }

    #[test]
    fn codes_are_unique_and_named_by_their_domain() {
        for (i, code) in NEED_CODES.iter().enumerate() {
            assert!(code.as_bytes()[3] == b'-', "{code}");
            assert!(!NEED_CODES[i + 1..].contains(code), "{code}");
        }
    }
}
