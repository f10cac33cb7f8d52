//! Where signing in leads: what there is to do, by role.

use crate::policy::{self, TODAY};
use axum::response::Response;
use base::{
    Ctx, Result,
    draft::Draft,
    http::{
        page::Page,
        routes::{Access, Route},
    },
};
use serde::Serialize;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get("/today", Access::For(&TODAY), show)]
}

#[derive(Serialize, Debug)]
struct Choice {
    href: &'static str,
    key: &'static str,
}

/// The first page after signing in.
#[derive(Serialize, Debug)]
pub(super) struct TodayPage {
    choices: Vec<Choice>,
    /// Whether the reader keeps a group, and is told how people are sent to it.
    answers_by_link: bool,
}

impl Page for TodayPage {
    const TEMPLATE: &'static str = "desk/today";
    fn sample() -> Vec<TodayPage> {
        let page = |href, key, answers_by_link| TodayPage { choices: vec![Choice { href, key }], answers_by_link };
        vec![page("/refer", "today-refer", false), page("/find", "today-find", true)]
    }
}

async fn show(ctx: Ctx) -> Result<Response> {
    let (rx, _) = ctx.read(&TODAY, Draft::own(&ctx)?).await?;
    drop(rx);
    let all = [
        (&policy::REFERRAL_NEW, "/refer", "today-refer"),
        (&policy::SENT_LIST, "/sent", "today-sent"),
        (&policy::INBOX_LIST, "/inbox", "today-inbox"),
        (&policy::CASE_LIST, "/cases", "today-cases"),
        (&policy::NOTE_FILE, "/notes", "today-notes"),
        (&policy::INSIGHT_VIEW, "/insight", "today-insight"),
        (&policy::SERVICE_VIEW, "/find", "today-find"),
        (&policy::TEAM_VIEW, "/team", "today-team"),
        (&policy::HOUSE_VIEW, "/set-up", "today-set-up"),
        (&policy::AUDIT_VIEW, "/admin/audit", "today-audit"),
        (&policy::ACCOUNT_VIEW, "/account", "today-account"),
    ];
    let choices = all.into_iter().filter(|(a, _, _)| ctx.might(a)).map(|(_, href, key)| Choice { href, key }).collect();
    let answers_by_link = ctx.actor.has_role(policy::GROUP_KEEPER);
    ctx.page(&TodayPage { choices, answers_by_link })
}
