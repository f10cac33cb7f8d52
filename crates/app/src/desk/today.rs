//! Where signing in leads: what needs the reader, each row one tap from the next act; below it, where else one can go.

use super::store::{self, Waits};
use crate::policy::{self, TODAY};
use axum::response::Response;
use base::{
    Action, Ctx, Result,
    draft::{self, Draft},
    http::{
        page::Page,
        routes::{Access, Route},
        wizard::DRAFT_VIEW,
    },
};
use jiff::SignedDuration;
use kernel::{Id, Instant};
use serde::Serialize;

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
    rows: Vec<Row>,
    total: usize,
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
                href: "/cases/c1/contacts/new".into(),
                name: "Walter Ellis".into(),
                at,
                what: (*what).to_owned(),
                late: code == "clock",
            };
            Kind { code, rows: what.iter().map(row).collect(), total: 9, all: "/cases" }
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
    let (rx, _) = ctx.read(&TODAY, Draft::own(&ctx)?).await?;
    drop(rx);
    let now = ctx.now();
    let me = ctx.actor.account().map(Id::<()>::from_uuid);
    // A lead who holds no cases looks after those of the team.
    let of = me.filter(|_| ctx.actor.has_role(policy::LINK_WORKER));
    let mut kinds = vec![];
    if ctx.might(&policy::INBOX_LIST) {
        let (mut rx, scope) = ctx.list(&policy::INBOX_LIST).await?;
        let found = store::waiting(&mut rx, &scope).await?;
        drop(rx);
        ctx.showed(scope, shown(&found)).await?;
        kinds.push(kind("new", "/inbox", found, |w| (format!("/inbox/{}", w.id), false)));
    }
    if ctx.might(&policy::CASE_LIST) {
        let (mut rx, scope) = ctx.list(&policy::CASE_LIST).await?;
        let clocks = store::clocks(&mut rx, &scope, now.plus(SOON), of).await?;
        let answered = store::answered(&mut rx, &scope, now.minus(LATELY), of).await?;
        let words = store::words(&mut rx, &scope, of).await?;
        drop(rx);
        ctx.showed(scope, [&clocks, &answered, &words].into_iter().flat_map(|w| shown(w))).await?;
        let contact = |w: &Waits| (format!("/cases/{}/contacts/new", w.id), w.at < now);
        kinds.push(kind("clock", "/cases?view=first-contact", clocks, contact));
        kinds.push(kind("answer", "/cases", answered, |w| (format!("/cases/{}/onward", w.id), false)));
        kinds.push(kind("word", "/cases", words, |w| (format!("/cases/{}", w.id), false)));
    }
    if ctx.might(&policy::NOTE_FILE) {
        kinds.push(list(&ctx, &policy::NOTE_FILE, ("note", "/notes", "/notes"), None).await?);
    }
    if ctx.might(&policy::SENT_LIST) {
        kinds.push(list(&ctx, &policy::SENT_LIST, ("back", "/sent", "/sent"), Some(now.minus(RETURNED))).await?);
    }
    let mut drafts = 0;
    if let Some(me) = me.filter(|_| ctx.might(&policy::REFERRAL_NEW)) {
        let (mut rx, _) = ctx.read(&DRAFT_VIEW, Draft::own(&ctx)?).await?;
        drafts = draft::of_owner(&mut rx, me.uuid()).await?.iter().filter(|d| d.kind == "referral").count();
    }
    let may_wait = !kinds.is_empty();
    kinds.retain(|k| k.total > 0);
    let answers_by_link = ctx.actor.has_role(policy::GROUP_KEEPER);
    ctx.page(&TodayPage { kinds, may_wait, drafts, choices: choices(&ctx), answers_by_link })
}

/// A list of its own: notes that nobody has filed, or what was sent back since an instant.
async fn list(
    ctx: &Ctx,
    action: &'static Action,
    (code, all, one): (&'static str, &'static str, &str),
    since: Option<Instant>,
) -> Result<Kind> {
    let (mut rx, scope) = ctx.list(action).await?;
    let found = match since {
        Some(since) => store::returned(&mut rx, &scope, since).await?,
        None => store::unfiled(&mut rx, &scope).await?,
    };
    drop(rx);
    ctx.showed(scope, shown(&found)).await?;
    Ok(kind(code, all, found, |w| (format!("{one}/{}", w.id), false)))
}

/// What of a list stands on the page.
fn shown(found: &[Waits]) -> impl Iterator<Item = uuid::Uuid> {
    found.iter().take(SHOWN).map(|w| w.id.uuid())
}

fn kind(code: &'static str, all: &'static str, found: Vec<Waits>, next: impl Fn(&Waits) -> (String, bool)) -> Kind {
    let total = found.len();
    let row = |w: Waits| {
        let (href, late) = next(&w);
        Row { href, name: w.name.into_inner(), at: w.at, what: w.what, late }
    };
    Kind { code, rows: found.into_iter().take(SHOWN).map(row).collect(), total, all }
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
