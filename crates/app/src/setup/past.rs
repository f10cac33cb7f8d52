//! What became of an organisation or a team, in words: who changed what, when, from what, to what.

use crate::{
    identity::{self, PastRow},
    pathway, referral,
};
use base::{Ctx, Result, Rx, history};
use uuid::Uuid;

/// For page samples.
pub(super) fn examples() -> Vec<PastRow> {
    vec![
        PastRow::sample("Ada Novak", "changed-name", Some("Maryland Surgery"), Some("Maryland Road Surgery")),
        PastRow::sample("Ada Novak", "changed-until", None, Some("2027-03-31")),
        PastRow::sample("", "organisation-added", None, None),
    ]
}

/// Everything that became of it, newest first.
pub(super) async fn past(rx: &mut Rx, ctx: &Ctx, subject: Uuid) -> Result<Vec<PastRow>> {
    let mut all = history::of(rx, subject).await?;
    let ours = ["changed-", "organisation-", "team-"];
    all.retain(|p| ours.iter().any(|beginning| p.event.starts_with(beginning)));
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
    PastRow::of(rx, all, say).await
}
