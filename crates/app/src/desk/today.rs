//! Where signing in leads: what needs the reader, each row one tap from the next act; below it, where else one can go.
//!
//! A row goes when what it asks for is done, and nobody has to tick it off: done is what the record of it says. A new referral goes when it is accepted or
//! sent back, a first contact when a conversation took place, a word when the team says that it has read it, a note when it is filed. An **answer of a
//! service** goes when the case has something later than it: somebody spoke with the person or tried to, sent them on to another service, or wrote to the
//! practice. Having looked at it is not enough. What nobody does anything about goes after a week; it stands in the case for good.

use super::store::{self, Waits};
use crate::policy::{self, TODAY};
use axum::response::Response;
use base::{
    Ctx, Result,
    draft::{self, Draft},
    http::{
        page::Page,
        routes::{Access, Route},
    },
};
use jiff::SignedDuration;
use kernel::{Id, Instant};
use serde::Serialize;
use uuid::Uuid;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get("/today", Access::For(&TODAY), show)]
}

#[derive(Serialize, Debug)]
struct Choice {
    href: &'static str,
    key: &'static str,
}

/// One thing that waits.
#[derive(Serialize, Debug)]
struct Row {
    /// What it is about, for the record of looks.
    #[serde(skip)]
    id: Uuid,
    /// Where the next act is.
    href: String,
    name: String,
    at: Instant,
    /// A code of what has happened, where there are several.
    what: String,
    /// It should have been done by now.
    late: bool,
}

/// Things of one kind that wait.
#[derive(Serialize, Debug)]
struct Kind {
    code: &'static str,
    /// The first of them.
    rows: Vec<Row>,
    total: usize,
    /// There are more than the total says.
    more: bool,
    /// Where all of them are.
    all: &'static str,
}

/// The first page after signing in.
#[derive(Serialize, Debug)]
pub(super) struct TodayPage {
    kinds: Vec<Kind>,
    /// Whether the reader does anything that could wait for them.
    may_wait: bool,
    /// Referrals that were begun and not sent.
    drafts: usize,
    choices: Vec<Choice>,
    /// Whether the reader keeps a group, and is told how people are sent to it.
    answers_by_link: bool,
}

impl Page for TodayPage {
    const TEMPLATE: &'static str = "desk/today";
    fn sample() -> Vec<TodayPage> {
        let at: Instant = "2026-11-24T09:00:00.000000Z".parse().expect("a sample instant");
        let kind = |code, what: &[&str]| {
            let row = |what: &&str| Row {
                id: Uuid::nil(),
                href: "/cases/c1/contacts/new".into(),
                name: "Walter Ellis".into(),
                at,
                what: (*what).to_owned(),
                late: code == "clock",
            };
            Kind { code, rows: what.iter().map(row).collect(), total: 9, more: code == "new", all: "/cases" }
        };
        let kinds = vec![
            kind("new", &[""]),
            kind("clock", &[""]),
            kind("answer", &["came", "did-not-come", "said-no", "said-yes"]),
            kind("word", &[""]),
            kind("note", &[""]),
            kind("back", &[""]),
        ];
        let page = |href, key, answers_by_link, kinds, may_wait, drafts| TodayPage {
            kinds,
            may_wait,
            drafts,
            choices: vec![Choice { href, key }],
            answers_by_link,
        };
        vec![
            page("/refer", "today-refer", false, kinds, true, 2),
            page("/inbox", "today-inbox", false, vec![], true, 0),
            page("/find", "today-find", true, vec![], false, 0),
        ]
    }
}

/// So many of each kind stand on the page.
const SHOWN: usize = 5;
/// A clock is shown that runs out within so long; an answer for so long; what was sent back for so long.
const SOON: SignedDuration = SignedDuration::from_hours(48);
const LATELY: SignedDuration = SignedDuration::from_hours(24 * 7);
const RETURNED: SignedDuration = SignedDuration::from_hours(24 * 14);

async fn show(ctx: Ctx) -> Result<Response> {
    let (mut rx, _) = ctx.read(&TODAY, Draft::own(&ctx)?).await?;
    let now = ctx.now();
    let me = ctx.actor.account();
    // A lead who holds no cases looks after those of the team.
    let of = me.filter(|_| ctx.actor.has_role(policy::LINK_WORKER)).map(Id::<()>::from_uuid);
    let mut lists = vec![];
    if let Some(scope) = ctx.also_list(&policy::INBOX_LIST) {
        let found = store::waiting(&mut rx, &scope).await?;
        lists.push((scope, vec![kind("new", "/inbox", found, |w| (format!("/inbox/{}", w.id), false))]));
    }
    if let Some(scope) = ctx.also_list(&policy::CASE_LIST) {
        let clocks = store::clocks(&mut rx, &scope, now.plus(SOON), of).await?;
        let answered = store::answered(&mut rx, &scope, now.minus(LATELY), of).await?;
        let words = store::words(&mut rx, &scope, of).await?;
        let contact = |w: &Waits| (format!("/cases/{}/contacts/new", w.id), w.at < now);
        let kinds = vec![
            kind("clock", "/cases?view=first-contact", clocks, contact),
            kind("answer", "/cases", answered, |w| (format!("/cases/{}/onward", w.id), false)),
            kind("word", "/cases", words, |w| (format!("/cases/{}", w.id), false)),
        ];
        lists.push((scope, kinds));
    }
    if let Some(scope) = ctx.also_list(&policy::NOTE_FILE) {
        let found = store::unfiled(&mut rx, &scope).await?;
        lists.push((scope, vec![kind("note", "/notes", found, |w| (format!("/notes/{}", w.id), false))]));
    }
    if let Some(scope) = ctx.also_list(&policy::SENT_LIST) {
        let found = store::returned(&mut rx, &scope, now.minus(RETURNED)).await?;
        lists.push((scope, vec![kind("back", "/sent", found, |w| (format!("/sent/{}", w.id), false))]));
    }
    let drafts = match me.filter(|_| ctx.might(&policy::REFERRAL_NEW)) {
        Some(me) => draft::of_owner(&mut rx, me).await?.iter().filter(|d| d.kind == "referral").count(),
        None => 0,
    };
    drop(rx);
    let may_wait = !lists.is_empty();
    let (mut shown, mut kinds) = (vec![], vec![]);
    for (scope, found) in lists {
        shown.push((scope, found.iter().flat_map(|k| &k.rows).map(|r| r.id).collect()));
        kinds.extend(found.into_iter().filter(|k| k.total > 0));
    }
    ctx.showed_all(shown).await?;
    let answers_by_link = ctx.actor.has_role(policy::GROUP_KEEPER);
    ctx.page(&TodayPage { kinds, may_wait, drafts, choices: choices(&ctx), answers_by_link })
}

fn kind(code: &'static str, all: &'static str, found: Vec<Waits>, next: impl Fn(&Waits) -> (String, bool)) -> Kind {
    let (total, more) = (found.len().min(store::MOST), found.len() > store::MOST);
    let row = |w: Waits| {
        let (href, late) = next(&w);
        Row { id: w.id.uuid(), href, name: w.name.into_inner(), at: w.at, what: w.what, late }
    };
    Kind { code, rows: found.into_iter().take(SHOWN).map(row).collect(), total, more, all }
}

/// Where else the reader can go.
fn choices(ctx: &Ctx) -> Vec<Choice> {
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
    all.into_iter().filter(|(a, _, _)| ctx.might(a)).map(|(_, href, key)| Choice { href, key }).collect()
}
