//! The made-up world out of `demo/world.toml`: organisations in their tree, teams, workers, and the words that people write.

use super::{
    chance::Chance,
    roster::{Member, Roster},
};
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
    pub key: String,
    pub name: String,
    pub email: String,
    pub team: String,
    pub role: String,
    pub languages: Vec<String>,
    /// One of the eight who stand on the demo's page.
    #[serde(default)]
    pub demo: bool,
}

/// The names of a group, and the languages it is at home in.
#[derive(Deserialize)]
pub(super) struct Names {
    /// Of the people of North East London.
    pub share: f64,
    /// Which of the NHS Data Dictionary's ethnic categories they mostly choose.
    pub ethnic_category: String,
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
    pub ethnic_category: Option<String>,
    pub language: String,
    pub interpreter: bool,
    pub outcode: String,
    pub lives_at: Option<String>,
    /// Where they live when referred, a code of `person::RESIDENCES`; absent: in a home of their own, or at `lives_at`.
    pub residence: Option<String>,
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
    pub strengths: Vec<StoryStrength>,
    pub goals: Vec<StoryGoal>,
    pub ons4_first: BTreeMap<String, i64>,
    pub ons4_last: BTreeMap<String, i64>,
    pub closure: Option<String>,
    pub step: Vec<StoryStep>,
}

#[derive(Deserialize)]
pub(super) struct StoryStrength {
    pub text: String,
    /// Who named it, a code of `plan::SOURCES`.
    pub by: String,
}

#[derive(Deserialize)]
pub(super) struct StoryGoal {
    pub text: String,
    pub met: bool,
    pub importance: i64,
    /// At first, and when it was met.
    pub confidence: i64,
    pub now: Option<i64>,
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
    /// A contact in which nothing but the next one was agreed.
    #[serde(default)]
    pub brief: bool,
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
}

/// What was set up, by the keys of the file.
#[derive(Default)]
pub(super) struct World {
    pub organisations: BTreeMap<String, Id<Organisation>>,
    pub teams: BTreeMap<String, Id<Team>>,
    pub staff: BTreeMap<String, Staff>,
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
pub(super) async fn set_up(machine: &Arc<Machine>, file: &File, roster: &Roster, seed: u64) -> Result<World> {
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
    for desk in &roster.desks {
        let new = NewTeam {
            organisation: world.organisations[&desk.organisation],
            name: &desk.name,
            receives: false,
            pathways: "general",
            areas: "",
            languages: "en",
            phone: Some(&desk.phone),
        };
        let id = identity::add_team(&ctx, new).await?;
        world.teams.insert(desk.key.clone(), id);
    }
    // One hash for all: making one takes tens of milliseconds on purpose.
    let hash = format!("{}{}", password::DEMO, password::hash(DEMO_PASSWORD.to_owned()).await?);
    for (key, member) in &roster.members {
        let staff = add_worker(&ctx, &world, key, member, &hash).await?;
        if member.authenticator {
            let secret = factor::secret_of(&Chance::of(seed, &format!("authenticator {key}")).bytes());
            identity::add_totp(&ctx, staff.id, &secret).await?;
        }
        world.staff.insert(key.clone(), staff);
    }
    Ok(world)
}

async fn add_worker(ctx: &Ctx, world: &World, key: &str, member: &Member, hash: &str) -> Result<Staff> {
    let email = member.email.parse().map_err(|_| anyhow!("demo/world.toml: the address of {key}"))?;
    let languages = member.languages.join(" ");
    let new = NewWorker { name: &member.name, email, password: Some(hash.to_owned()), languages: &languages };
    let id = identity::add_worker(ctx, new).await?;
    for team in &member.teams {
        let team = world.teams.get(team).ok_or_else(|| anyhow!("demo/world.toml: {key} is in no team"))?;
        identity::add_membership(ctx, id, *team, &member.role).await?;
    }
    Ok(Staff { id, roles: [member.role.clone()].into() })
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
