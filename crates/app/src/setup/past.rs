//! What became of an organisation or a team, in words: who changed what, when, from what, to what.

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
            row("Ada Novak", "changed-name", Some("Maryland Surgery"), Some("Maryland Road Surgery")),
            row("Ada Novak", "changed-until", None, Some("2027-03-31")),
            row("", "organisation-added", None, None),
        ]
    }
}

/// Everything that became of it, newest first.
pub(super) async fn past(rx: &mut Rx, ctx: &Ctx, subject: Uuid) -> Result<Vec<PastRow>> {
    let all = history::of(rx, subject).await?;
    let workers = identity::names_of(rx, all.iter().filter_map(|p| p.actor).map(Id::cast).collect()).await?;
    let organisations = identity::every_organisation_name(rx).await?;
    let settings = referral::settings(rx).await?;
    let say = |event: &str, value: Option<String>| {
        let value = value?;
        let each = |say: &dyn Fn(&str) -> String| value.split(' ').map(say).collect::<Vec<_>>().join(", ");
        Some(match event {
            "changed-kind" => ctx.t(&format!("organisation-{value}")),
            "changed-setting" => referral::setting_name(ctx, &settings, &value),
            "changed-languages" => identity::language_names(&value),
            "changed-areas" => each(&|code| code.replace('_', " ")),
            "changed-pathways" => each(&|code| {
                pathway::find(code).map_or_else(|| code.to_owned(), |p| p.name(&ctx.request.lang).to_owned())
            }),
            "changed-receives" => ctx.t(if value == "yes" { "new-team-receives-yes" } else { "new-team-receives-no" }),
            "changed-parent" | "changed-successor" => {
                value.parse().ok().and_then(|id| organisations.get(&id).cloned()).unwrap_or_default()
            }
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
