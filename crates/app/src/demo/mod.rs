//! The demo: a made-up slice of North East London, from a seed. The same seed and day give the same demo.
//!
//! It is not test data (tests build their own small worlds), and nothing in it is about anybody real. Its people sign in with a known password,
//! which opens nothing outside a folder that was marked as a demo.

use crate::{
    desk::DEMO_PASSWORD,
    directory,
    identity::{self, NewOrganisation, NewTeam, NewWorker, OrganisationKind},
    policy,
};
use base::{
    Machine, Result,
    auth::{factor, password},
};
use kernel::Instant;
use std::sync::Arc;

/// Fills an empty database.
pub async fn make(machine: &Arc<Machine>, _now: Instant, _seed: u64) -> Result<()> {
    let ctx = machine.system("demo");
    directory::load_demo(&ctx).await?;
    let hash = format!("{}{}", password::DEMO, password::hash(DEMO_PASSWORD.to_owned()).await?);
    let people = [
        (
            OrganisationKind::Practice,
            "Maryland Road Surgery",
            Some("gp-practice"),
            "Front desk",
            false,
            "Dr Anjali Rao",
            policy::CLINICIAN,
        ),
        (
            OrganisationKind::Practice,
            "Maryland Road Surgery",
            Some("gp-practice"),
            "Front desk",
            false,
            "Grace Okoro",
            policy::RECEPTIONIST,
        ),
        (OrganisationKind::Pcn, "Stratford PCN", None, "Stratford link workers", true, "Sam Lee", policy::LINK_WORKER),
        (OrganisationKind::Pcn, "Stratford PCN", None, "Stratford link workers", true, "Femi Adeyemi", policy::LEAD),
        (OrganisationKind::Icb, "Made-up ICB", None, "Kith administration", false, "Ada Novak", policy::ADMINISTRATOR),
    ];
    let mut organisations = std::collections::HashMap::new();
    let mut teams = std::collections::HashMap::new();
    for (kind, organisation, setting, team, receives, name, role) in people {
        if !organisations.contains_key(organisation) {
            let new = NewOrganisation { kind, name: organisation, code: None, parent: None, setting };
            organisations.insert(organisation, identity::add_organisation(&ctx, new).await?);
        }
        if !teams.contains_key(team) {
            let new = NewTeam {
                organisation: organisations[organisation],
                name: team,
                receives,
                pathways: "general",
                areas: "Newham",
                languages: "en",
                phone: Some("020 7946 0123"),
            };
            teams.insert(team, identity::add_team(&ctx, new).await?);
        }
        let email = format!("{}@kith-demo.example", name.to_lowercase().replace(' ', "."));
        let email = email.parse().map_err(|_| anyhow::anyhow!("an address of the demo"))?;
        let new = NewWorker { name, email, password: Some(hash.clone()), languages: "en" };
        let id = identity::add_worker(&ctx, new).await?;
        identity::add_membership(&ctx, id, teams[team], role).await?;
        identity::add_totp(&ctx, id, &factor::new_secret()).await?;
    }
    Ok(())
}

/// Who can sign in: role, name, e-mail address.
pub async fn who_can_sign_in(machine: &Arc<Machine>) -> Result<Vec<(String, String, String)>> {
    let ctx = machine.system("demo");
    let mut all = vec![];
    let codes = identity::demo_codes(&ctx).await?;
    for worker in identity::workers(&ctx).await? {
        if codes.iter().any(|(id, _)| *id == worker.id) {
            let roles = identity::roles_of(&ctx, worker.id).await?;
            all.push((roles.first().cloned().unwrap_or_default(), worker.name, worker.email.to_string()));
        }
    }
    Ok(all)
}

/// What `kith demo` prints.
pub fn welcome(address: &str, table: &[(String, String, String)]) -> String {
    let mut out = format!("\nKith is at {address}\n\n");
    for (role, name, email) in table {
        out.push_str(&format!("  {role:<18}{name:<22}{email}\n"));
    }
    out.push_str(&format!("\n  password: {DEMO_PASSWORD}\n  codes of this moment: {address}demo\n"));
    out
}
