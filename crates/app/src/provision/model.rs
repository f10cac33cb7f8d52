//! A line of provision, and what lines say together. Pure.

use crate::{
    directory::{self, OLD_AFTER_DAYS},
    identity::Team,
};
use base::history::Change;
use kernel::{Date, Id, Instant};
use serde::Serialize;
use std::collections::BTreeMap;

/// Link workers of a borough. Lists of codes are written with spaces between them; an empty one is not known.
#[derive(Clone, Debug, PartialEq, sqlx_macros::FromRow)]
pub struct Provision {
    pub id: Id<Provision>,
    pub borough: String,
    pub team_id: Option<Id<Team>>,
    pub run_by: String,
    pub settings: String,
    pub pathways: String,
    pub languages: String,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub website: Option<String>,
    /// Whether people can ask themselves; `None` is not known.
    pub asks_self: Option<bool>,
    /// Whether somebody's GP practice can ask for them.
    pub asks_gp: Option<bool>,
    /// The month that it is planned for, as `2027-03`.
    pub planned_for: Option<String>,
    /// When somebody wrote it, changed it, or said that it is still right.
    pub changed_at: Instant,
    pub ended_at: Option<Instant>,
    pub version: i64,
}

/// The codes of a list.
pub(super) fn codes(text: &str) -> impl Iterator<Item = &str> {
    text.split(' ').filter(|c| !c.is_empty())
}

/// What is known of a place: link workers are there, or planned; or nobody has said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Known {
    Live,
    Planned,
    Nothing,
}

impl Known {
    /// The key of its label.
    pub fn key(self) -> &'static str {
        match self {
            Known::Live => "provision-live",
            Known::Planned => "provision-planned",
            Known::Nothing => "provision-nothing",
        }
    }
}

/// For whom it is asked: for a setting, a pathway, a language, or for any.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked<'a> {
    pub setting: Option<&'a str>,
    pub pathway: Option<&'a str>,
    pub language: Option<&'a str>,
}

impl Provision {
    pub fn is_planned(&self) -> bool {
        self.planned_for.is_some()
    }

    /// Whether it was planned for a month that is over, and nobody has said that it began. `month`: the one of today, as `2027-03`.
    pub fn is_overdue(&self, month: &str) -> bool {
        self.planned_for.as_deref().is_some_and(|planned| planned < month)
    }

    /// Its borough, however it is written.
    pub(super) fn slug(&self) -> String {
        directory::slug(&self.borough)
    }

    /// The day on which somebody last said that it is so.
    pub(super) fn said_on(&self) -> Date {
        self.changed_at.date_in(&base::clock::zone())
    }

    /// Whether that is so long ago that it may be otherwise by now.
    pub(super) fn is_old(&self, today: Date) -> bool {
        self.said_on().plus_days(OLD_AFTER_DAYS) < today
    }

    fn is_for(&self, asked: Asked<'_>) -> bool {
        let has = |list: &str, code: Option<&str>| code.is_none_or(|code| codes(list).any(|c| c == code));
        has(&self.settings, asked.setting) && has(&self.pathways, asked.pathway) && has(&self.languages, asked.language)
    }

    /// Its fields by the event of their change.
    pub(super) fn facts(&self) -> Vec<(&'static str, Option<String>)> {
        let text = |t: &str| (!t.is_empty()).then(|| t.to_owned());
        let yes = |y: Option<bool>| y.map(|y| if y { "yes" } else { "no" }.to_owned());
        vec![
            ("provision-changed-borough", text(&self.borough)),
            ("provision-changed-team", self.team_id.map(|id| id.to_string())),
            ("provision-changed-run-by", text(&self.run_by)),
            ("provision-changed-settings", text(&self.settings)),
            ("provision-changed-pathways", text(&self.pathways)),
            ("provision-changed-languages", text(&self.languages)),
            ("provision-changed-phone", self.phone.clone()),
            ("provision-changed-email", self.email.clone()),
            ("provision-changed-website", self.website.clone()),
            ("provision-changed-self", yes(self.asks_self)),
            ("provision-changed-gp", yes(self.asks_gp)),
            ("provision-changed-planned", self.planned_for.clone()),
        ]
    }

    /// What became another.
    pub(super) fn changes(&self, after: &Provision) -> Vec<Change<'static>> {
        let (before, after) = (self.facts(), after.facts());
        let pairs = before.into_iter().zip(after).filter(|(b, a)| b.1 != a.1);
        pairs.map(|(b, a)| Change { event: b.0, before: b.1, after: a.1, why: None }).collect()
    }

    /// For tests.
    #[cfg(test)]
    pub(super) fn example(borough: &str, planned: Option<&str>) -> Provision {
        Provision {
            id: Id::from_uuid(uuid::Uuid::from_u128(1)),
            borough: borough.into(),
            team_id: None,
            run_by: "Stratford PCN".into(),
            settings: "gp-practice self".into(),
            pathways: "general".into(),
            languages: "en bn".into(),
            phone: Some("020 7946 0141".into()),
            email: Some("hello@stratford.example".into()),
            website: Some("https://stratford.example".into()),
            asks_self: Some(true),
            asks_gp: Some(true),
            planned_for: planned.map(str::to_owned),
            changed_at: "2026-11-24T09:00:00.000000Z".parse().expect("a sample instant"),
            ended_at: None,
            version: 1,
        }
    }
}

/// What is known of each borough that lines speak of, by its slug; of a borough that is not among them nothing is. The layer of a map is drawn from it. What was
/// planned for a month that is over is not known: nobody has said that it began. `month`: the one of today.
pub(super) fn known(lines: &[Provision], asked: Asked<'_>, month: &str) -> BTreeMap<String, Known> {
    let mut all: BTreeMap<String, Known> = BTreeMap::new();
    for line in lines.iter().filter(|l| l.ended_at.is_none() && l.is_for(asked) && !l.is_overdue(month)) {
        let known = if line.is_planned() { Known::Planned } else { Known::Live };
        let entry = all.entry(line.slug()).or_insert(known);
        *entry = known.min(*entry);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_goes_before_what_is_planned_and_silence_is_nothing() {
        let newham = Provision::example("Newham", None);
        let later =
            Provision { settings: "a-and-e gp-practice".into(), ..Provision::example("Newham", Some("2027-03")) };
        let hackney = Provision { languages: String::new(), ..Provision::example("Hackney", Some("2027-03")) };
        let ended = Provision { ended_at: Some(newham.changed_at), ..Provision::example("Redbridge", None) };
        let lines = [later, newham, hackney, ended];
        let of = |asked| known(&lines, asked, "2026-11").into_iter().collect::<Vec<_>>();
        let both = vec![("hackney".to_owned(), Known::Planned), ("newham".to_owned(), Known::Live)];
        assert_eq!(of(Asked::default()), both);
        assert_eq!(of(Asked { setting: Some("gp-practice"), ..Asked::default() }), both);
        assert_eq!(
            of(Asked { setting: Some("a-and-e"), ..Asked::default() }),
            [("newham".to_owned(), Known::Planned)],
            "the one that is there is not for A&E"
        );
        // Hackney has not said which languages.
        assert_eq!(of(Asked { language: Some("bn"), ..Asked::default() }), [("newham".to_owned(), Known::Live)]);
        assert!(of(Asked { pathway: Some("diagnostics"), ..Asked::default() }).is_empty());
    }

    #[test]
    fn a_month_that_is_over_says_nothing_of_whether_it_began() {
        let planned = Provision::example("Newham", Some("2026-12"));
        assert!(planned.is_overdue("2027-01") && !planned.is_overdue("2026-12"));
        assert!(!Provision::example("Newham", None).is_overdue("2027-01"));
        let in_month = |month| known(std::slice::from_ref(&planned), Asked::default(), month);
        assert_eq!(in_month("2026-12").into_values().collect::<Vec<_>>(), [Known::Planned]);
        assert!(in_month("2027-01").is_empty());
    }

    #[test]
    fn a_borough_is_one_however_it_is_written() {
        let lines = [Provision::example("St. Albans", None), Provision::example("ST ALBANS", Some("2027-03"))];
        let known: Vec<_> = known(&lines, Asked::default(), "2026-11").into_iter().collect();
        assert_eq!(known, [("st-albans".to_owned(), Known::Live)]);
    }

    #[test]
    fn what_nobody_has_confirmed_for_long_may_be_otherwise() {
        let line = Provision::example("Newham", None);
        let said = line.said_on();
        assert!(!line.is_old(said.plus_days(180)) && line.is_old(said.plus_days(181)));
    }

    #[test]
    fn each_field_that_became_another_is_a_change() {
        let before = Provision::example("Newham", Some("2026-12"));
        let after = Provision { planned_for: None, asks_self: None, ..before.clone() };
        let changes: Vec<_> = before.changes(&after).into_iter().map(|c| (c.event, c.before, c.after)).collect();
        let was = |text: &str| Some(text.to_owned());
        assert_eq!(
            changes,
            [("provision-changed-self", was("yes"), None), ("provision-changed-planned", was("2026-12"), None)]
        );
        assert!(before.changes(&before).is_empty());
    }
}
