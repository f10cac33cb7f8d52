//! What became of a line, in words: who changed what, when, from what, to what.

use super::{form, model::codes};
use crate::{identity, pathway, referral};
use base::{Ctx, Result, Rx, history};
use kernel::{Id, Instant};
use serde::Serialize;
use uuid::Uuid;

/// One change.
#[derive(Serialize, Debug)]
pub(super) struct PastRow {
    at: Instant,
    who: String,
    /// A key of the strings.
    what: String,
    before: Option<String>,
    after: Option<String>,
}

impl PastRow {
    /// For page samples.
    pub(super) fn examples() -> Vec<PastRow> {
        let row = |who: &str, what: &str, before: Option<&str>, after: Option<&str>| PastRow {
            at: "2026-11-24T09:00:00.000000Z".parse().expect("a sample instant"),
            who: who.into(),
            what: what.into(),
            before: before.map(str::to_owned),
            after: after.map(str::to_owned),
        };
        vec![
            row("Femi Adeyemi", "provision-changed-planned", Some("March 2027"), None),
            row("", "provision-added", None, None),
        ]
    }
}

/// Everything that became of it, newest first.
pub(super) async fn past(rx: &mut Rx, ctx: &Ctx, subject: Uuid) -> Result<Vec<PastRow>> {
    let all = history::of(rx, subject).await?;
    let workers = identity::names_of(rx, all.iter().filter_map(|p| p.actor).map(Id::cast).collect()).await?;
    let settings = referral::settings(rx).await?;
    let named = |p: &history::Past| [p.before.clone(), p.after.clone()].into_iter().flatten().collect::<Vec<_>>();
    let teams = all.iter().filter(|p| p.event == "provision-changed-team").flat_map(named);
    let teams = identity::team_names(rx, teams.filter_map(|id| id.parse().ok()).collect()).await?;
    let say = |event: &str, value: Option<String>| {
        let value = value?;
        let each = |say: &dyn Fn(&str) -> String| codes(&value).map(say).collect::<Vec<_>>().join(", ");
        Some(match event {
            "provision-changed-settings" => each(&|code| referral::setting_name(ctx, &settings, code)),
            "provision-changed-pathways" => each(&|code| {
                pathway::find(code).map_or_else(|| code.to_owned(), |p| p.name(&ctx.request.lang).to_owned())
            }),
            "provision-changed-languages" => identity::language_names(&value),
            "provision-changed-team" => value.parse().ok().and_then(|id| teams.get(&id).cloned()).unwrap_or_default(),
            "provision-changed-self" | "provision-changed-gp" => ctx.t(&format!("provision-answer-{value}")),
            "provision-changed-planned" => form::in_words(ctx, &value),
            _ => value,
        })
    };
    let rows = all.into_iter().rev().map(|p| PastRow {
        at: p.at,
        who: p.actor.and_then(|id| workers.get(&id.cast()).cloned()).unwrap_or_default(),
        before: say(&p.event, p.before),
        after: say(&p.event, p.after),
        what: p.event,
    });
    Ok(rows.collect())
}
