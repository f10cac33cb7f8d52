//! Four people whom a visitor of the demo can follow: whose record to open, and what to look for in it.
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

/// One stop of the tour.
#[derive(Clone, Copy, Debug)]
pub struct Stop {
    /// The name on the record.
    pub person: &'static str,
    pub sentence: &'static str,
    /// What to look for in the record.
    pub look: &'static str,
}

/// Who opens the records, who sees numbers and no person, and who refers, by their names on the demo's page.
pub const SUPPORTER: &str = "Sam Lee";
pub const COMMISSIONER: &str = "Harriet Osei-Lindqvist";
pub const RECEPTIONIST: &str = "Grace Okoro";

/// The stops, in the order in which they are best seen.
pub const TOUR: &[Stop] = &[
    Stop {
        person: "Mr Lionel Gittens",
        sentence: "He lives in a care home and had nobody to talk to. Nasima noticed a piano under a cloth. \
                   Now he plays again, and gives free lessons to local families on Saturdays.",
        look: "His own words come first, then what he can do, then what he needs. Under Contacts, read the first \
               visit. Under Personal well-being, see what changed.",
    },
    Stop {
        person: "Leanne Fraser",
        sentence: "She has two children, works nights, and owes money. The debts are being paid, a bit each \
                   month. The bedroom wall is still wet.",
        look: "Under Onward you see who was asked to help, and that she got there. Then see what else might fit: \
               each service says why it is there, and what is not known of it.",
    },
    Stop {
        person: "Filmon Habte",
        sentence: "He came as a refugee and had no doctor and no home to go to. Now he has both. His \
                   English class is full, so he waits for a place.",
        look: "Each service was told only what he agreed to: see What they agreed to. The class has said yes. Under \
               Onward it stays Accepted until somebody says that he came.",
    },
    Stop {
        person: "Mr Kantilal Solanki",
        sentence: "He waits for an operation on his knee and had stopped going out. Now he exercises \
                   sitting down, and mends things for his neighbours.",
        look: "Two goals are met and one is open. Open Note to the practice: it is written from the plan, and the \
               practice reads what it has to do first.",
    },
];

/// The setting that says where their records are.
const RECORDS: &str = "demo-tour";

/// Remembers which records the stories came to, given their referrals in the order of the tour.
pub(super) async fn remember(machine: &Arc<Machine>, referrals: &[Id<Referral>]) -> Result<()> {
    let (mut tx, _) = machine.system("demo").write(&HOUSE_EDIT, House::id()).await?;
    let mut records = BTreeMap::new();
    for (stop, referral) in TOUR.iter().zip(referrals) {
        let case = case::of_referral(&mut tx, *referral).await?.context("nobody accepted a story")?;
        records.insert(stop.person.to_owned(), case.id);
    }
    settings::set(&mut tx, RECORDS, &records).await?;
    tx.commit().await
}

/// The record of each person on the tour, by name; nothing outside a demo.
pub async fn records(rx: &mut Rx) -> Result<BTreeMap<String, Id<Case>>> {
    Ok(settings::get(rx, RECORDS).await?.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::super::world;
    use super::*;

    #[test]
    fn every_stop_is_a_story_whose_reader_may_open_it() {
        let file = world::read().unwrap();
        assert_eq!(TOUR.len(), file.story.len());
        let named = |name: &str| file.worker.iter().find(|w| w.name == name && w.demo).unwrap();
        let reader = named(SUPPORTER);
        for (stop, story) in TOUR.iter().zip(&file.story) {
            assert_eq!(stop.person, story.name);
            assert_eq!(reader.team, story.team, "{}", stop.person);
        }
        assert_eq!(named(COMMISSIONER).role, "commissioner");
        assert_eq!(named(RECEPTIONIST).role, "receptionist");
    }
}
