//! The audit log as an administrator sees it: every look and every write, by reference, without names of people or contents. Nothing here opens a case.

use crate::{identity, policy::AUDIT_VIEW};
use axum::{extract::Query, response::Response};
use base::{
    Ctx, House, Result, audit,
    http::{
        page::Page,
        routes::{Access, Route},
    },
    jobs,
};
use kernel::{Id, Instant};
use serde::{Deserialize, Serialize};

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get("/admin/audit", Access::For(&AUDIT_VIEW), show)]
}

/// Seals what was recorded since the last seal, and logs the head.
#[derive(Serialize, Deserialize, Default, Debug)]
pub(super) struct Seal;

pub(super) const JOBS: &[jobs::Handler] = &[jobs::Handler::every::<Seal>(60)];

impl jobs::Job for Seal {
    const KIND: &'static str = "audit-seal";
    async fn run(self, ctx: Ctx) -> Result<(), jobs::Failure> {
        if let Some((number, head)) = audit::seal(&ctx.machine.db, ctx.now()).await? {
            tracing::info!(number, head, "audit block sealed");
        }
        Ok(())
    }
}

#[derive(Serialize, Debug)]
struct Row {
    at: Instant,
    who: String,
    kind: String,
    action: String,
    subject: String,
    shown: usize,
    request: String,
}

/// So many lines stand on a page.
const LINES: usize = 100;

/// The record, newest first, a page at a time.
#[derive(Serialize, Debug)]
pub(super) struct AuditPage {
    rows: Vec<Row>,
    kind: String,
    /// Where the page with the newest is, from a later one.
    newest: Option<String>,
    /// Where it goes on.
    older: Option<String>,
}

impl Page for AuditPage {
    const TEMPLATE: &'static str = "desk/audit";
    fn sample() -> Vec<AuditPage> {
        let row = |kind: &str, shown| Row {
            at: "2026-11-24T09:00:00.000000Z".parse().expect("a sample instant"),
            who: "Grace Okoro".into(),
            kind: kind.into(),
            action: "referral-view".into(),
            subject: "referral 018f".into(),
            shown,
            request: "0f3a9c".into(),
        };
        vec![
            AuditPage {
                rows: vec![row("look", 0), row("write", 0), row("list", 12), row("refused", 0)],
                kind: String::new(),
                newest: None,
                older: Some("/admin/audit?before=018f".into()),
            },
            AuditPage {
                rows: vec![row("refused", 0)],
                kind: "refused".into(),
                newest: Some("/admin/audit?kind=refused".into()),
                older: None,
            },
            AuditPage { rows: vec![], kind: "refused".into(), newest: None, older: None },
        ]
    }
}

#[derive(Deserialize)]
struct AuditQuery {
    kind: Option<String>,
    before: Option<String>,
}

async fn show(ctx: Ctx, Query(query): Query<AuditQuery>) -> Result<Response> {
    let kind = query.kind.filter(|k| ["look", "list", "write", "refused"].contains(&k.as_str()));
    let (mut rx, _) = ctx.read(&AUDIT_VIEW, House::id()).await?;
    let before = query.before.and_then(|id| id.parse().ok());
    let mut lines = audit::older(&mut rx, None, kind.as_deref(), before, LINES as i64 + 1).await?;
    let goes_on = lines.len() > LINES;
    lines.truncate(LINES);
    let workers = identity::names_of(&mut rx, lines.iter().filter_map(|l| l.actor).map(Id::cast).collect()).await?;
    let address = |before: Option<Id<()>>| {
        let kind = kind.as_ref().map(|k| format!("kind={k}"));
        let parts: Vec<String> = kind.into_iter().chain(before.map(|id| format!("before={id}"))).collect();
        if parts.is_empty() { "/admin/audit".to_owned() } else { format!("/admin/audit?{}", parts.join("&")) }
    };
    let newest = before.map(|_: Id<()>| address(None));
    let older = lines.last().filter(|_| goes_on).map(|l| address(Some(l.id)));
    let rows = lines
        .into_iter()
        .map(|l| Row {
            at: l.at,
            who: match (l.actor_kind.as_str(), l.actor) {
                ("account", Some(id)) => workers.get(&id.cast()).cloned().unwrap_or_default(),
                ("system", _) => l.job.unwrap_or_default(),
                (kind, Some(id)) => format!("{kind} {}", short(&id.to_string())),
                (kind, None) => kind.to_owned(),
            },
            subject: match l.subject {
                Some(id) if id.uuid().is_nil() => l.subject_kind,
                Some(id) => format!("{} {}", l.subject_kind, short(&id.to_string())),
                None => l.subject_kind,
            },
            shown: l.shown.map_or(0, |s| s.split(' ').count()),
            kind: l.kind,
            action: l.action,
            request: l.request,
        })
        .collect();
    ctx.page(&AuditPage { rows, kind: kind.unwrap_or_default(), newest, older })
}

/// The last part of an id: enough to tell two apart.
fn short(id: &str) -> String {
    id.rsplit('-').next().unwrap_or(id).to_owned()
}
