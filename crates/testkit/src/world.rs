//! A small world: a practice that refers, a team that receives, others who must see nothing of it.

use app::{
    directory::{self, Cost, Provider, Service, Session},
    identity::{self, NewOrganisation, NewTeam, NewWorker, Organisation, OrganisationKind, Team, Worker},
    policy,
};
use base::{
    Ctx, House, Machine,
    auth::{factor, password},
};
use kernel::{Id, Instant};
use std::{collections::HashMap, sync::Arc};

/// Everybody's password in tests.
pub const PASSWORD: &str = "three quiet words";

/// Somebody of the world.
#[derive(Debug, Clone)]
pub struct Somebody {
    pub id: Id<Worker>,
    pub name: String,
    pub email: String,
    secret: String,
}

impl Somebody {
    /// The code that their app shows at an instant.
    pub fn code(&self, at: Instant) -> String {
        factor::code_at(&self.secret, at).expect("a secret of ours")
    }
}

/// Who and what there is.
#[derive(Debug, Default, Clone)]
pub struct World {
    workers: HashMap<String, Somebody>,
    pub organisations: HashMap<String, Id<Organisation>>,
    pub teams: HashMap<String, Id<Team>>,
}

impl World {
    pub fn worker(&self, who: &str) -> &Somebody {
        self.workers.get(who).unwrap_or_else(|| panic!("there is no {who} in the test's world"))
    }

    pub fn workers(&self) -> impl Iterator<Item = &String> {
        self.workers.keys()
    }

    /// Grace and Dr Rao at Maryland Road Surgery; Sam and Femi in the Stratford team; Noor in the Plaistow team; Tom at another practice; Ines on a
    /// ward; Kim commissions; Ada administers; Bea keeps a group.
    pub(crate) async fn build(machine: &Arc<Machine>) -> World {
        let ctx = machine.system("test");
        let hash = password::testing::cheap(PASSWORD);
        let mut world = World::default();
        let organisations = [
            ("surgery", OrganisationKind::Practice, "Maryland Road Surgery", Some("gp-practice")),
            ("other-surgery", OrganisationKind::Practice, "Abbey Lane Practice", Some("gp-practice")),
            ("hospital", OrganisationKind::Trust, "Lea Valley Hospital", Some("hospital-discharge")),
            ("pcn", OrganisationKind::Pcn, "Stratford PCN", None),
            ("plaistow-pcn", OrganisationKind::Pcn, "Plaistow PCN", None),
            ("icb", OrganisationKind::Icb, "Made-up ICB", None),
            ("group", OrganisationKind::Group, "Carpenters Road Tenants", Some("voluntary-organisation")),
        ];
        for (key, kind, name, setting) in organisations {
            let new = NewOrganisation { kind, name, code: None, parent: None, setting };
            world
                .organisations
                .insert(key.into(), identity::add_organisation(&ctx, new).await.expect("an organisation"));
        }
        let teams = [
            ("desk", "surgery", "Front desk", false),
            ("other-desk", "other-surgery", "Reception", false),
            ("ward", "hospital", "Discharge team", false),
            ("stratford", "pcn", "Stratford link workers", true),
            ("plaistow", "plaistow-pcn", "Plaistow link workers", true),
            ("icb", "icb", "Commissioning", false),
            ("admin", "icb", "Kith administration", false),
            ("group", "group", "Committee", false),
        ];
        for (key, organisation, name, receives) in teams {
            let new = NewTeam {
                organisation: world.organisations[organisation],
                name,
                receives,
                pathways: "general",
                areas: if receives { "Newham" } else { "" },
                languages: "en",
                phone: receives.then_some("020 7946 0123"),
            };
            world.teams.insert(key.into(), identity::add_team(&ctx, new).await.expect("a team"));
        }
        let workers = [
            ("grace", "Grace Okoro", "desk", policy::RECEPTIONIST),
            ("dr-rao", "Dr Anjali Rao", "desk", policy::CLINICIAN),
            ("tom", "Tom Barrett", "other-desk", policy::RECEPTIONIST),
            ("ines", "Ines Duarte", "ward", policy::DISCHARGE_NURSE),
            ("sam", "Sam Lee", "stratford", policy::LINK_WORKER),
            ("jo", "Jo Mensah", "stratford", policy::LINK_WORKER),
            ("femi", "Femi Adeyemi", "stratford", policy::LEAD),
            ("noor", "Noor Khan", "plaistow", policy::LINK_WORKER),
            ("kim", "Kim Tran", "icb", policy::COMMISSIONER),
            ("ada", "Ada Novak", "admin", policy::ADMINISTRATOR),
            ("bea", "Bea Clarke", "group", policy::GROUP_KEEPER),
        ];
        for (key, name, team, role) in workers {
            let email = format!("{}@{team}.example", name.to_lowercase().replace(' ', "."));
            let new = NewWorker {
                name,
                email: email.parse().expect("an address"),
                password: Some(hash.clone()),
                languages: "en",
            };
            let id = identity::add_worker(&ctx, new).await.expect("a worker");
            identity::add_membership(&ctx, id, world.teams[team], role).await.expect("a membership");
            let secret = factor::new_secret();
            if policy::needs_second_factor(role) {
                identity::add_totp(&ctx, id, &secret).await.expect("a factor");
            }
            world.workers.insert(key.into(), Somebody { id, name: name.to_owned(), email, secret });
        }
        world
    }
}

/// Puts a choir near Stratford into the directory.
pub async fn choir(ctx: &Ctx) -> Id<Service> {
    let provider = Provider { id: ctx.id(), name: "Carpenters Road Tenants and Friends".to_owned() };
    let service = Service {
        id: ctx.id(),
        slug: "carpenters-road-singers".to_owned(),
        provider_id: provider.id,
        provider: provider.name.clone(),
        name: "Carpenters Road Singers".to_owned(),
        kind: "choir".to_owned(),
        description:
            "We sing everything from gospel to sea shanties, and somebody who plays the piano is always welcome."
                .to_owned(),
        needs: vec!["soc-lonely".to_owned(), "pur-music".to_owned()],
        masked: false,
        venue: Some("The Pumping House".to_owned()),
        street: Some("14 Farthing Row".to_owned()),
        outcode: Some("E15".to_owned()),
        borough: Some("Newham".to_owned()),
        postcode: None,
        point: None,
        approximate: true,
        also: vec![],
        cost: Cost { free: Some(true), ..Cost::default() },
        languages: None,
        has: vec!["step-free".to_owned()],
        has_not: vec![],
        age_min: None,
        age_max: None,
        gender: None,
        serves: vec![],
        referral: Some("any".to_owned()),
        places: Some(6),
        wait_weeks: None,
        phone: Some("020 7946 0312".to_owned()),
        email: Some("choir@carpenters-road.example".to_owned()),
        website: Some("https://carpenters-road.example".to_owned()),
        sessions: vec![Session {
            day: "tue".to_owned(),
            from: Some("18:30".to_owned()),
            to: Some("20:30".to_owned()),
            every: None,
            place: None,
            note: None,
        }],
        checked_at: Some(ctx.now()),
        checked_by: Some("group".to_owned()),
        unreached: 0,
        paused_at: None,
        paused_why: None,
        closed_at: None,
        closed_by_feed: false,
        merged_into: None,
        organisation: None,
        provider_held: false,
        source: "test".to_owned(),
        source_id: "carpenters-road-singers".to_owned(),
        version: 1,
    };
    let (mut tx, _) = ctx.write(&policy::SERVICE_EDIT, House::id()).await.expect("the door");
    directory::put_provider(&mut tx, &provider, "test", "tenants").await.expect("a provider");
    directory::put(&mut tx, ctx, &service).await.expect("a service");
    tx.commit().await.expect("a commit");
    directory::refresh(&ctx.machine).await.expect("the index");
    service.id
}
