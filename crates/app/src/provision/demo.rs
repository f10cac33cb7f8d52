//! The lines of the demo, out of a file: made up, as its teams are.

use super::{edit, model::Provision};
use crate::identity;
use anyhow::anyhow;
use base::{Ctx, House, Result};
use serde::Deserialize;

const LINES: &str = include_str!("../../demo/provision.toml");

#[derive(Deserialize)]
struct File {
    line: Vec<Entry>,
}

/// What is absent is not known.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    borough: String,
    /// The name of the team, where it is one; its telephone and its languages are the line's.
    team: Option<String>,
    run_by: String,
    settings: Vec<String>,
    pathways: Vec<String>,
    #[serde(default)]
    languages: Vec<String>,
    phone: Option<String>,
    email: Option<String>,
    website: Option<String>,
    asks_self: Option<bool>,
    asks_gp: Option<bool>,
    /// So many months from the day that the demo is made.
    planned_in: Option<i64>,
}

/// Writes them, as an administrator would.
///
/// # Errors
/// When the file names a team that is not there.
pub async fn load_demo(ctx: &Ctx) -> Result<()> {
    let file: File = toml::from_str(LINES).map_err(|e| anyhow!("demo/provision.toml: {e}"))?;
    let (mut rx, _) = ctx.read(&crate::policy::PROVISION_VIEW, House::id()).await?;
    let teams = identity::receiving_teams(&mut rx).await?;
    drop(rx);
    let this_month = ctx.today().jiff().first_of_month();
    for entry in file.line {
        let team = match &entry.team {
            Some(name) => {
                let found = teams.iter().find(|t| t.name == *name);
                Some(found.ok_or_else(|| anyhow!("demo/provision.toml: no team {name}"))?)
            }
            None => None,
        };
        let month = |n| this_month.saturating_add(jiff::Span::new().months(n)).strftime("%Y-%m").to_string();
        let line = Provision {
            id: ctx.id(),
            borough: entry.borough,
            team_id: team.map(|t| t.id),
            run_by: entry.run_by,
            settings: entry.settings.join(" "),
            pathways: entry.pathways.join(" "),
            languages: team.map_or_else(|| entry.languages.join(" "), |t| t.languages.clone()),
            phone: entry.phone.or_else(|| team.and_then(|t| t.phone.clone())),
            email: entry.email,
            website: entry.website,
            asks_self: entry.asks_self,
            asks_gp: entry.asks_gp,
            planned_for: entry.planned_in.map(month),
            changed_at: ctx.now(),
            ended_at: None,
            version: 1,
        };
        edit::put(ctx, &line).await?;
    }
    Ok(())
}
