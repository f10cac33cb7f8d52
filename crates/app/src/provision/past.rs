//! What became of a line, in words: who changed what, when, from what, to what.

use super::{form, model::codes};
use crate::{
    identity::{self, PastRow},
    pathway, referral,
};
use base::{Ctx, Result, Rx, history};
use uuid::Uuid;

/// For page samples.
pub(super) fn examples() -> Vec<PastRow> {
    vec![
        PastRow::sample("Femi Adeyemi", "provision-changed-planned", Some("March 2027"), None),
        PastRow::sample("", "provision-added", None, None),
    ]
}

/// Everything that became of it, newest first.
pub(super) async fn past(rx: &mut Rx, ctx: &Ctx, subject: Uuid) -> Result<Vec<PastRow>> {
    let mut all = history::of(rx, subject).await?;
    all.retain(|p| p.event.starts_with("provision-"));
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
    PastRow::of(rx, all, say).await
}
