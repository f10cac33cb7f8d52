//! The made-up world out of `demo/world.toml`: organisations in their tree, teams, workers, and the words that people write.

use super::chance::Chance;
use crate::{
    desk::DEMO_PASSWORD,
    identity::{self, NewOrganisation, NewTeam, NewWorker, Organisation, OrganisationKind, Team, Worker},
    policy,
};
use anyhow::anyhow;
use base::{
    Actor, Ctx, Machine, Result,
    auth::{factor, password},
};
use kernel::Id;
use serde::Deserialize;
use std::{collections::BTreeMap, sync::Arc};
use uuid::Uuid;

/// Its head says what everything in it means.
const WORLD: &str = include_str!("../../demo/world.toml");

#[derive(Deserialize)]
pub(super) struct File {
    pub organisation: Vec<OrganisationEntry>,
    pub team: Vec<TeamEntry>,
    pub worker: Vec<WorkerEntry>,
    pub names: BTreeMap<String, Names>,
    pub reason: Vec<Text>,
    pub matter: Vec<Text>,
    pub strength: Vec<Text>,
    pub contact_note: Vec<Text>,
    pub goal: Vec<Text>,
    pub next_step: Vec<Text>,
    pub close_note: Vec<Text>,
    pub decline_note: Vec<Text>,
    pub feedback: Vec<Text>,
    pub summary: Vec<Text>,
    pub story: Vec<StoryEntry>,
}

#[derive(Deserialize)]
pub(super) struct OrganisationEntry {
    pub key: String,
    pub kind: String,
    pub name: String,
    pub code: String,
    pub parent: Option<String>,
    pub setting: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TeamEntry {
    pub key: String,
    pub organisation: String,
    pub name: String,
    pub receives: bool,
    pub pathways: String,
    pub areas: String,
    pub languages: Vec<String>,
    pub phone: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WorkerEntry {
    key: String,
    pub name: String,
    pub email: String,
    team: String,
    pub role: String,
    languages: Vec<String>,
    /// One of the eight who stand on the demo's page.
    #[serde(default)]
    pub demo: bool,
}

/// The names of a group, and the languages it is at home in.
#[derive(Deserialize)]
pub(super) struct Names {
    /// Of the people of North East London.
    pub share: f64,
    pub languages: Vec<Spoken>,
    pub given_f: Vec<String>,
    pub given_m: Vec<String>,
    pub family: Vec<String>,
    pub family_f: Option<Vec<String>>,
}

#[derive(Deserialize)]
pub(super) struct Spoken {
    pub code: String,
    pub share: f64,
    /// The share of those who need an interpreter.
    pub interpreter: f64,
}

/// Something that somebody writes, and whom and what it fits. What is absent fits everybody and everything.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Text {
    pub text: String,
    #[serde(default)]
    pub needs: Vec<String>,
    pub age_min: Option<u16>,
    pub age_max: Option<u16>,
    pub gender: Option<String>,
    #[serde(default)]
    pub groups: Vec<String>,
    #[serde(default)]
    pub about: Vec<String>,
    #[serde(default)]
    pub settings: Vec<String>,
    pub urgency: Option<String>,
    pub kind: Option<String>,
    #[serde(default)]
    pub tried: bool,
    pub closure: Option<String>,
    pub by: Option<String>,
    pub came: Option<bool>,
    /// Of a contact: at which conversation.
    pub stage: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct StoryEntry {
    pub name: String,
    pub gender: String,
    pub born: toml::value::Datetime,
    pub language: String,
    pub interpreter: bool,
    pub outcode: String,
    pub lives_at: Option<String>,
    pub nhs_number: Option<bool>,
    pub setting: String,
    pub organisation: String,
    pub referred_by: String,
    pub team: String,
    pub worker: String,
    pub urgency: String,
    pub about: Vec<String>,
    pub reason: String,
    pub matter: String,
    pub needs: Vec<String>,
    pub strengths: Vec<String>,
    pub goals: Vec<StoryGoal>,
    pub ons4_first: BTreeMap<String, i64>,
    pub ons4_last: BTreeMap<String, i64>,
    pub closure: Option<String>,
    pub step: Vec<StoryStep>,
}

#[derive(Deserialize)]
pub(super) struct StoryGoal {
    pub text: String,
    pub met: bool,
}

#[derive(Deserialize)]
pub(super) struct StoryStep {
    pub days_ago: i64,
    pub what: String,
    pub by: Option<String>,
    pub text: Option<String>,
    pub service: Option<String>,
    pub kind: Option<String>,
    #[serde(default)]
    pub tried: bool,
}

/// The file, read.
pub(super) fn read() -> Result<File> {
    Ok(toml::from_str(WORLD).map_err(|e| anyhow!("demo/world.toml: {e}"))?)
}

/// The eight who stand on the demo's page: address and role, in the page's order.
pub(super) fn on_the_page() -> Result<Vec<(String, String)>> {
    #[derive(Deserialize)]
    struct Workers {
        worker: Vec<WorkerEntry>,
    }
    const ORDER: [&str; 8] = [
        policy::CLINICIAN,
        policy::RECEPTIONIST,
        policy::LINK_WORKER,
        policy::LEAD,
        policy::DISCHARGE_NURSE,
        policy::GROUP_KEEPER,
        policy::COMMISSIONER,
        policy::ADMINISTRATOR,
    ];
    let all: Workers = toml::from_str(WORLD).map_err(|e| anyhow!("demo/world.toml: {e}"))?;
    let mut them: Vec<_> = all.worker.into_iter().filter(|w| w.demo).map(|w| (w.email, w.role)).collect();
    them.sort_by_key(|(_, role)| ORDER.iter().position(|r| r == role));
    Ok(them)
}

/// A worker as the demo lets them act.
pub(super) struct Staff {
    pub id: Id<Worker>,
    roles: Arc<[String]>,
    pub languages: Vec<String>,
}

impl Staff {
    pub fn leads(&self) -> bool {
        self.roles.iter().any(|r| r == policy::LEAD)
    }
}

/// What was set up, by the keys of the file.
#[derive(Default)]
pub(super) struct World {
    pub organisations: BTreeMap<String, Id<Organisation>>,
    pub teams: BTreeMap<String, Id<Team>>,
    pub staff: BTreeMap<String, Staff>,
    /// Who supports people in a team, and who leads it.
    pub supporters: BTreeMap<String, Vec<String>>,
    /// Who refers for an organisation.
    pub senders: BTreeMap<String, Vec<String>>,
}

impl World {
    /// A context in which a worker acts, through the same doors as if they had signed in.
    pub fn acting(&self, machine: &Arc<Machine>, key: &str) -> Result<Ctx> {
        let staff = self.staff.get(key).ok_or_else(|| anyhow!("demo/world.toml has no worker {key}"))?;
        let actor = Actor::Account { id: staff.id.uuid(), session: Uuid::nil(), roles: staff.roles.clone() };
        Ok(Ctx::new(machine.clone(), actor))
    }

    pub fn worker(&self, key: &str) -> Result<Id<Worker>> {
        Ok(self.staff.get(key).ok_or_else(|| anyhow!("demo/world.toml has no worker {key}"))?.id)
    }
}

/// Puts organisations, teams and workers into an empty database.
pub(super) async fn set_up(machine: &Arc<Machine>, file: &File, seed: u64) -> Result<World> {
    let ctx = machine.system("demo");
    let mut world = World::default();
    for o in &file.organisation {
        let kind = OrganisationKind::ALL.into_iter().find(|k| k.code() == o.kind);
        let new = NewOrganisation {
            kind: kind.ok_or_else(|| anyhow!("demo/world.toml: {} is of no known kind", o.key))?,
            name: &o.name,
            code: Some(&o.code),
            parent: o.parent.as_ref().and_then(|p| world.organisations.get(p)).copied(),
            setting: o.setting.as_deref(),
        };
        let id = identity::add_organisation(&ctx, new).await?;
        world.organisations.insert(o.key.clone(), id);
    }
    for t in &file.team {
        let new = NewTeam {
            organisation: world.organisations[&t.organisation],
            name: &t.name,
            receives: t.receives,
            pathways: &t.pathways,
            areas: &t.areas,
            languages: &t.languages.join(" "),
            phone: Some(&t.phone),
        };
        let id = identity::add_team(&ctx, new).await?;
        world.teams.insert(t.key.clone(), id);
    }
    // One hash for all: making one takes tens of milliseconds on purpose.
    let hash = format!("{}{}", password::DEMO, password::hash(DEMO_PASSWORD.to_owned()).await?);
    for w in &file.worker {
        add_worker(&ctx, &mut world, w, &hash, std::slice::from_ref(&w.team)).await?;
        if w.demo && policy::needs_second_factor(&w.role) {
            let secret = factor::secret_of(&Chance::of(seed, &format!("authenticator {}", w.key)).bytes());
            identity::add_totp(&ctx, world.staff[&w.key].id, &secret).await?;
        }
        let team = file.team.iter().find(|t| t.key == w.team).ok_or_else(|| anyhow!("{}: no such team", w.key))?;
        let of = if team.receives { &mut world.supporters } else { &mut world.senders };
        let place = if team.receives { &team.key } else { &team.organisation };
        let sends = [policy::RECEPTIONIST, policy::CLINICIAN, policy::DISCHARGE_NURSE].contains(&w.role.as_str());
        if team.receives || sends {
            of.entry(place.clone()).or_default().push(w.key.clone());
        }
    }
    add_coordinators(&ctx, file, &mut world, &hash, seed).await?;
    Ok(world)
}

async fn add_worker(ctx: &Ctx, world: &mut World, w: &WorkerEntry, hash: &str, teams: &[String]) -> Result<()> {
    let email = w.email.parse().map_err(|_| anyhow!("demo/world.toml: the address of {}", w.key))?;
    let new = NewWorker { name: &w.name, email, password: Some(hash.to_owned()), languages: &w.languages.join(" ") };
    let id = identity::add_worker(ctx, new).await?;
    for team in teams {
        let team = world.teams.get(team).ok_or_else(|| anyhow!("demo/world.toml: {} is in no team", w.key))?;
        identity::add_membership(ctx, id, *team, &w.role).await?;
    }
    let staff = Staff { id, roles: [w.role.clone()].into(), languages: w.languages.clone() };
    world.staff.insert(w.key.clone(), staff);
    Ok(())
}

/// A care coordinator for each network whose practices have nobody in the file to send referrals: one person who works at the desks of all of them.
async fn add_coordinators(ctx: &Ctx, file: &File, world: &mut World, hash: &str, seed: u64) -> Result<()> {
    let mut chance = Chance::of(seed, "coordinators");
    let mut taken: Vec<&String> = vec![];
    for (n, network) in file.organisation.iter().filter(|o| o.kind == "pcn").enumerate() {
        let practices =
            file.organisation.iter().filter(|o| o.kind == "practice" && o.parent == Some(network.key.clone()));
        let bare: Vec<_> = practices.filter(|p| !file.team.iter().any(|t| t.organisation == p.key)).collect();
        let mut desks = vec![];
        for (m, practice) in bare.iter().enumerate() {
            let new = NewTeam {
                organisation: world.organisations[&practice.key],
                name: &format!("{} front desk", practice.name),
                receives: false,
                pathways: "general",
                areas: "",
                languages: "en",
                phone: Some(&format!("020 7946 0{}", 600 + 10 * n + m)),
            };
            let key = format!("{}-desk", practice.key);
            world.teams.insert(key.clone(), identity::add_team(ctx, new).await?);
            desks.push(key);
        }
        if desks.is_empty() {
            continue;
        }
        // From the plain letters of one list, each family name once: nobody should be taken for somebody else.
        let names = &file.names["irish"];
        let plain = |n: &&String| n.is_ascii() && !n.contains('\'');
        let given: Vec<&String> = names.given_f.iter().filter(plain).collect();
        let family: Vec<&String> = names.family.iter().filter(plain).filter(|f| !taken.contains(f)).collect();
        let (given, family) = (*chance.pick(&given), *chance.pick(&family));
        taken.push(family);
        let place = network.key.trim_end_matches("-pcn").replace('-', "");
        let key = format!("coordinator-{}", network.key);
        let worker = WorkerEntry {
            key: key.clone(),
            name: format!("{given} {family}"),
            email: format!("{}.{}@{place}.example", given.to_lowercase(), family.to_lowercase()),
            team: String::new(),
            role: policy::RECEPTIONIST.to_owned(),
            languages: vec!["en".to_owned()],
            demo: false,
        };
        add_worker(ctx, world, &worker, hash, &desks).await?;
        for practice in bare {
            world.senders.insert(practice.key.clone(), vec![key.clone()]);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_world_reads_and_eight_stand_on_its_page_in_order() {
        let file = read().unwrap();
        assert!((file.names.values().map(|n| n.share).sum::<f64>() - 1.0).abs() < 0.001);
        let page = on_the_page().unwrap();
        assert_eq!(page.len(), 8);
        assert_eq!(page[0].1, policy::CLINICIAN);
        assert_eq!(page[7].1, policy::ADMINISTRATOR);
        for text in [&file.reason, &file.matter, &file.goal, &file.contact_note, &file.close_note].into_iter().flatten()
        {
            assert!(text.needs.iter().all(|n| crate::plan::NEED_CODES.contains(&n.as_str())), "{}", text.text);
            assert!(text.groups.iter().all(|g| file.names.contains_key(g)), "{}", text.text);
        }
    }
}
