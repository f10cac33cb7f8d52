//! Who works in the demo, before anybody stands in a database: the workers of the file, and a desk wherever else referrals come from.

use super::{
    chance::Chance,
    routes::KINDS,
    world::{File, OrganisationEntry},
};
use crate::policy;
use anyhow::anyhow;
use base::Result;
use std::collections::BTreeMap;

/// Somebody who works.
pub(super) struct Member {
    pub name: String,
    pub email: String,
    pub role: String,
    pub languages: Vec<String>,
    /// Keys of teams.
    pub teams: Vec<String>,
    /// Signs in with codes of an authenticator that the demo shows.
    pub authenticator: bool,
}

impl Member {
    pub fn leads(&self) -> bool {
        self.role == policy::LEAD
    }
}

/// A team that the file does not have: whoever writes an organisation's referrals.
pub(super) struct Desk {
    pub key: String,
    /// A key of the file.
    pub organisation: String,
    pub name: String,
    pub phone: String,
}

/// Everybody, by keys.
#[derive(Default)]
pub(super) struct Roster {
    pub members: BTreeMap<String, Member>,
    pub desks: Vec<Desk>,
    /// Who supports people in a team, and who leads it.
    pub supporters: BTreeMap<String, Vec<String>>,
    /// Who refers for an organisation.
    pub senders: BTreeMap<String, Vec<String>>,
}

impl Roster {
    /// # Errors
    /// When a worker of the file is in no team.
    pub fn of(file: &File, seed: u64) -> Result<Roster> {
        let mut roster = Roster::default();
        for w in &file.worker {
            let team = file.team.iter().find(|t| t.key == w.team).ok_or_else(|| anyhow!("{}: no such team", w.key))?;
            let sends = [policy::RECEPTIONIST, policy::CLINICIAN, policy::DISCHARGE_NURSE].contains(&w.role.as_str());
            if team.receives {
                roster.supporters.entry(team.key.clone()).or_default().push(w.key.clone());
            } else if sends {
                roster.senders.entry(team.organisation.clone()).or_default().push(w.key.clone());
            }
            let member = Member {
                name: w.name.clone(),
                email: w.email.clone(),
                role: w.role.clone(),
                languages: w.languages.clone(),
                teams: vec![w.team.clone()],
                authenticator: w.demo && policy::needs_second_factor(&w.role),
            };
            roster.members.insert(w.key.clone(), member);
        }
        let mut names = Names::of(file, seed);
        roster.add_coordinators(file, &mut names);
        roster.add_offices(file, &mut names);
        Ok(roster)
    }

    /// A care coordinator for each network whose practices have nobody in the file to send referrals: one person who works at the desks of all of them.
    fn add_coordinators(&mut self, file: &File, names: &mut Names<'_>) {
        for (n, network) in file.organisation.iter().filter(|o| o.kind == "pcn").enumerate() {
            let practices = file
                .organisation
                .iter()
                .filter(|o| o.kind == "practice" && o.parent.as_ref() == Some(&network.key) && is_bare(file, o));
            let bare: Vec<&OrganisationEntry> = practices.collect();
            if bare.is_empty() {
                continue;
            }
            let place = network.key.trim_end_matches("-pcn").replace('-', "");
            let phone = |m: usize| format!("020 7946 0{}", 600 + 10 * n + m);
            self.add_desk(format!("coordinator-{}", network.key), &place, names.take(), &bare, phone);
        }
    }

    /// Somebody in the office of every home, charity and council service that refers and has nobody in the file.
    fn add_offices(&mut self, file: &File, names: &mut Names<'_>) {
        let refers = |o: &&OrganisationEntry| {
            o.kind != "practice" && KINDS.iter().any(|k| o.setting.as_deref() == Some(k.code)) && is_bare(file, o)
        };
        for (n, o) in file.organisation.iter().filter(refers).enumerate() {
            let phone = |_: usize| format!("020 7946 0{}", 700 + n);
            self.add_desk(format!("office-{}", o.key), &o.key.replace('-', ""), names.take(), &[o], phone);
        }
    }

    fn add_desk(
        &mut self,
        worker: String,
        place: &str,
        (given, family): (String, String),
        organisations: &[&OrganisationEntry],
        phone: impl Fn(usize) -> String,
    ) {
        let mut teams = vec![];
        for (m, o) in organisations.iter().enumerate() {
            let key = format!("{}-desk", o.key);
            let name = format!("{} front desk", o.name);
            self.desks.push(Desk { key: key.clone(), organisation: o.key.clone(), name, phone: phone(m) });
            self.senders.insert(o.key.clone(), vec![worker.clone()]);
            teams.push(key);
        }
        let member = Member {
            email: format!("{}.{}@{place}.example", given.to_lowercase(), family.to_lowercase()),
            name: format!("{given} {family}"),
            role: policy::RECEPTIONIST.to_owned(),
            languages: vec!["en".to_owned()],
            teams,
            authenticator: false,
        };
        self.members.insert(worker, member);
    }
}

/// Whether an organisation has no team in the file.
fn is_bare(file: &File, o: &OrganisationEntry) -> bool {
    !file.team.iter().any(|t| t.organisation == o.key)
}

/// Names out of plain letters, each family name once: nobody should be taken for somebody else.
struct Names<'a> {
    chance: Chance,
    given: Vec<&'a String>,
    family: Vec<&'a String>,
}

impl<'a> Names<'a> {
    fn of(file: &'a File, seed: u64) -> Names<'a> {
        let plain = |n: &&String| n.bytes().all(|b| b.is_ascii_alphabetic());
        let free = |n: &&String| !file.worker.iter().any(|w| w.name.ends_with(n.as_str()));
        let from = &file.names["irish"];
        let given = from.given_f.iter().filter(plain).collect();
        let family = from.family.iter().filter(plain).filter(free).collect();
        Names { chance: Chance::of(seed, "coordinators"), given, family }
    }

    fn take(&mut self) -> (String, String) {
        let given = (*self.chance.pick(&self.given)).clone();
        let at = self.chance.between(0, self.family.len() as i64 - 1) as usize;
        (given, self.family.swap_remove(at).clone())
    }
}

#[cfg(test)]
mod tests {
    use super::super::world;
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn everybody_has_a_name_and_an_address_of_their_own() {
        let file = world::read().unwrap();
        let roster = Roster::of(&file, 1).unwrap();
        let members = || roster.members.values();
        assert!(members().all(|m| m.email.ends_with(".example") && !m.teams.is_empty()));
        assert_eq!(members().map(|m| &m.email).collect::<HashSet<_>>().len(), roster.members.len());
        assert_eq!(members().map(|m| &m.name).collect::<HashSet<_>>().len(), roster.members.len());
        let phones: HashSet<&String> = roster.desks.iter().map(|d| &d.phone).collect();
        assert_eq!(phones.len(), roster.desks.len());
        assert!(roster.desks.iter().all(|d| !file.team.iter().any(|t| t.phone == d.phone)));
        // Whoever can send is in a team of the organisation.
        for (organisation, keys) in &roster.senders {
            let is_of = |team: &String| {
                roster.desks.iter().any(|d| d.key == *team && d.organisation == *organisation)
                    || file.team.iter().any(|t| t.key == *team && t.organisation == *organisation)
            };
            assert!(keys.iter().all(|key| roster.members[key].teams.iter().any(is_of)), "{organisation}");
        }
        assert!(roster.supporters.values().all(|team| team.iter().any(|key| roster.members[key].leads())));
    }
}
