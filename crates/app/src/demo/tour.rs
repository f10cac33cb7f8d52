//! The tour of the demo: five stops, and two records for whoever has longer. What is said at them stands in the strings of `desk`.
//!
//! Where the records are is remembered when the demo is made: the ids alone, which say nothing about anybody. An installation has no such setting.

use crate::{
    case::{self, Case},
    policy::HOUSE_EDIT,
    referral::Referral,
};
use anyhow::Context;
use base::{House, Machine, Result, Rx, settings};
use kernel::Id;
use std::{collections::BTreeMap, sync::Arc};

/// Who opens the records, who sees numbers and no person, and who refers, by their names on the demo's page.
pub const SUPPORTER: &str = "Sam Lee";
pub const COMMISSIONER: &str = "Harriet Osei-Lindqvist";
pub const RECEPTIONIST: &str = "Grace Okoro";

/// The people of the demo's stories, in their order.
pub const PEOPLE: &[&str] = &["Mr Lionel Gittens", "Leanne Fraser", "Filmon Habte", "Mr Kantilal Solanki"];

/// One stop of the tour.
#[derive(Clone, Copy, Debug)]
pub struct Stop {
    /// Who looks at it, by name; without one anybody does.
    pub who: Option<&'static str>,
    /// Whose record it is a part of.
    pub person: Option<&'static str>,
    /// The address; with a person, what follows the address of their record.
    pub path: &'static str,
}

/// The stops, in their order. Each is described in the strings by its number.
pub const STOPS: &[Stop] = &[
    Stop { who: None, person: None, path: "/find?words=singing&near=E15" },
    Stop { who: Some(SUPPORTER), person: None, path: "/today" },
    Stop { who: Some(SUPPORTER), person: Some(PEOPLE[0]), path: "#contacts" },
    Stop { who: Some(SUPPORTER), person: Some(PEOPLE[1]), path: "/match" },
    Stop { who: Some(COMMISSIONER), person: None, path: "/insight" },
];

/// Whose records are for whoever has longer, and the part to look at.
pub const LONGER: &[(&str, &str)] = &[(PEOPLE[2], "#onward"), (PEOPLE[3], "#plan")];

impl Stop {
    /// Where it leads, given the addresses of the records; nowhere while there is no such record.
    pub fn leads_to(&self, records: &BTreeMap<String, String>) -> Option<String> {
        match self.person {
            Some(person) => records.get(person).map(|record| format!("{record}{}", self.path)),
            None => Some(self.path.to_owned()),
        }
    }
}

/// The setting that says where their records are.
const RECORDS: &str = "demo-tour";

/// Remembers which records the stories came to, given their referrals in the order of the tour.
pub(super) async fn remember(machine: &Arc<Machine>, referrals: &[Id<Referral>]) -> Result<()> {
    let (mut tx, _) = machine.system("demo").write(&HOUSE_EDIT, House::id()).await?;
    let mut records = BTreeMap::new();
    for (person, referral) in PEOPLE.iter().zip(referrals) {
        let case = case::of_referral(&mut tx, *referral).await?.context("nobody accepted a story")?;
        records.insert((*person).to_owned(), case.id);
    }
    settings::set(&mut tx, RECORDS, &records).await?;
    tx.commit().await
}

/// The address of each person's record, by name; nothing outside a demo.
pub async fn records(rx: &mut Rx) -> Result<BTreeMap<String, String>> {
    let records: BTreeMap<String, Id<Case>> = settings::get(rx, RECORDS).await?.unwrap_or_default();
    Ok(records.into_iter().map(|(person, case)| (person, format!("/cases/{case}"))).collect())
}

#[cfg(test)]
mod tests {
    use super::super::world;
    use super::*;

    #[test]
    fn every_story_is_on_the_tour_and_its_reader_may_open_it() {
        let file = world::read().unwrap();
        assert_eq!(PEOPLE.len(), file.story.len());
        let named = |name: &str| file.worker.iter().find(|w| w.name == name && w.demo).unwrap();
        let reader = named(SUPPORTER);
        let seen: Vec<&str> =
            STOPS.iter().filter_map(|s| s.person).chain(LONGER.iter().map(|(person, _)| *person)).collect();
        assert_eq!(seen, PEOPLE);
        for (person, story) in PEOPLE.iter().zip(&file.story) {
            assert_eq!(*person, story.name);
            assert_eq!(reader.team, story.team, "{person}");
        }
        assert_eq!(named(COMMISSIONER).role, "commissioner");
        assert_eq!(named(RECEPTIONIST).role, "receptionist");
    }

    #[test]
    fn the_bar_counts_as_many_stops_as_there_are_and_each_leads_somewhere() {
        assert_eq!(STOPS.len(), usize::from(base::http::tour::STOPS));
        let records: BTreeMap<String, String> =
            PEOPLE.iter().map(|p| ((*p).to_owned(), "/cases/1".to_owned())).collect();
        let leads: Vec<String> = STOPS.iter().filter_map(|s| s.leads_to(&records)).collect();
        assert_eq!(
            leads,
            ["/find?words=singing&near=E15", "/today", "/cases/1#contacts", "/cases/1/match", "/insight"]
        );
        assert!(STOPS[2].leads_to(&BTreeMap::new()).is_none(), "a record that nobody made");
    }
}
