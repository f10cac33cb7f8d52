//! A small world: a practice that refers, a team that receives, others who must see nothing of it.

use app::{
    identity::{self, NewOrganisation, NewTeam, NewWorker, Organisation, OrganisationKind, Team, Worker},
    policy,
};
use base::{
    Machine,
    auth::{factor, password},
};
use kernel::{Id, Instant};
use std::{collections::HashMap, sync::Arc};
use tokio::sync::OnceCell;

/// Everybody's password in tests.
pub const PASSWORD: &str = "three quiet words";

/// Somebody of the world.
#[derive(Debug, Clone)]
pub struct Somebody {
    pub id: Id<Worker>,
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
#[derive(Debug, Default)]
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
        static HASH: OnceCell<String> = OnceCell::const_new();
        let hash = HASH.get_or_init(|| async { password::hash(PASSWORD.to_owned()).await.expect("a hash") }).await;
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
            world.workers.insert(key.into(), Somebody { id, email, secret });
        }
        world
    }
}
