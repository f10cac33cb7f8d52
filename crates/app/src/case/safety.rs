//! Rules for somebody's safety, from within a record: what binds now, what has ended and why, adding one at any time, ending one with a reason.
//!
//! A rule belongs to the person and binds every team from the commit on. Any link worker of the team may add one, since danger is told to whoever picks
//! up the telephone; whoever holds the case or leads the team may end one, and only where their own team brought it, or one that has ended: nobody else
//! is left to. Nothing of it is shown to who referred them.

use super::{
    model::Case,
    record::{Banner, banner, me},
    store,
};
use crate::{
    identity::{self, Team},
    person::{self, CHANNELS, NewRule, RULES, SafetyRule},
    policy::{CASE_VIEW, SAFETY_ADD, SAFETY_END},
    referral,
};
use axum::{extract::Path, response::Response};
use base::{
    Ctx, Error, Result, Rx, Tx,
    history::{self, Change},
    http::{
        form::{Choice, Form, FormView, Reader},
        page::{Page, see},
        routes::{Access, Route},
    },
};
use kernel::{Id, Instant, Private};
use serde::Serialize;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/cases/{id}/safety", Access::For(&CASE_VIEW), show),
        Route::post("/cases/{id}/safety", Access::For(&SAFETY_ADD), add),
        Route::get("/cases/{id}/safety/{rule}/end", Access::For(&SAFETY_END), show_end),
        Route::post("/cases/{id}/safety/{rule}/end", Access::For(&SAFETY_END), end),
    ]
}

/// A rule in words.
#[derive(Serialize, Debug, Clone)]
struct RuleView {
    id: String,
    kind: String,
    note: String,
    bars: Vec<String>,
    since: Instant,
    /// `worker`, `sender`, `other` or `gone`: whether a colleague, who referred them, another team, or one that has ended brought it.
    from: &'static str,
    by: Option<String>,
    until: Option<Instant>,
    ended_by: Option<String>,
    ended_why: Option<String>,
    can_end: bool,
}

impl RuleView {
    fn example(from: &'static str, ended: bool) -> RuleView {
        let at: Instant = "2026-11-24T09:00:00.000000Z".parse().expect("a sample instant");
        RuleView {
            id: "s1".into(),
            kind: "contact".into(),
            note: "Her brother must not learn where she is.".into(),
            bars: if ended { vec![] } else { vec!["call".into(), "letter".into()] },
            since: at,
            from,
            by: (from == "worker").then(|| "Sam Lee".into()),
            until: ended.then_some(at),
            ended_by: ended.then(|| "Femi Adeyemi".into()),
            ended_why: ended.then(|| "He has moved abroad.".into()),
            can_end: from != "other",
        }
    }
}

/// Every rule, and the form for a new one.
#[derive(Serialize, Debug)]
pub(super) struct SafetyPage {
    banner: Banner,
    rules: Vec<RuleView>,
    ended: Vec<RuleView>,
    /// The id that a new rule will have.
    rule: String,
    kinds: Vec<Choice>,
    channels: Vec<Choice>,
    form: FormView,
}

impl Page for SafetyPage {
    const TEMPLATE: &'static str = "case/safety";
    fn sample() -> Vec<SafetyPage> {
        let page = |rules: Vec<RuleView>, ended: Vec<RuleView>, form: FormView| SafetyPage {
            banner: Banner::example("/safety"),
            rules,
            ended,
            rule: "s2".into(),
            kinds: vec![Choice::new("contact", "Getting in touch")],
            channels: vec![Choice::new("call", "Telephone call")],
            form,
        };
        let mut wrong = FormView::default();
        wrong.errors.add("kind", "error-rule-kind");
        wrong.errors.add("note", "error-rule-note");
        let all = ["worker", "sender", "other", "gone"].map(|from| RuleView::example(from, false)).into();
        vec![page(all, vec![RuleView::example("worker", true)], wrong), page(vec![], vec![], FormView::default())]
    }
}

/// Why does it no longer hold?
#[derive(Serialize, Debug)]
pub(super) struct EndPage {
    banner: Banner,
    rule: RuleView,
    form: FormView,
}

impl Page for EndPage {
    const TEMPLATE: &'static str = "case/safety_end";
    fn sample() -> Vec<EndPage> {
        let mut form = FormView::default();
        form.errors.add("why", "error-rule-why");
        vec![EndPage { banner: Banner::example("/safety"), rule: RuleView::example("worker", false), form }]
    }
}

/// Where a rule came from, as a team sees it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum From {
    /// A colleague added it.
    Worker,
    /// It came with a referral to this team.
    Sender,
    Other,
    /// Through a team that has ended.
    Gone,
}

impl From {
    fn code(self) -> &'static str {
        match self {
            From::Worker => "worker",
            From::Sender => "sender",
            From::Other => "other",
            From::Gone => "gone",
        }
    }
}

/// Through which team a rule came: that of the case from which it was added, or of the referral with which it came.
async fn from(rx: &mut Rx, rule: &SafetyRule, reader: Id<Team>) -> Result<From> {
    let source = rule.source.map(Id::uuid).unwrap_or_default();
    let (team, own) = if let Some(referral) = referral::find(rx, Id::from_uuid(source)).await? {
        (referral.team_id, From::Sender)
    } else if let Some(case) = store::find(rx, Id::from_uuid(source)).await? {
        (case.team_id, From::Worker)
    } else {
        return Ok(From::Worker);
    };
    Ok(if team == reader {
        own
    } else if identity::team(rx, team).await?.is_none_or(|t| t.ended_at.is_some()) {
        From::Gone
    } else {
        From::Other
    })
}

async fn views(rx: &mut Rx, case: &Case, mine: bool) -> Result<Vec<RuleView>> {
    let rules = person::rules_ever(rx, case.person_id).await?;
    let wrote = rules.iter().flat_map(|r| [r.added_by, r.ended_by]).flatten().map(Id::cast);
    let names = identity::names_of(rx, wrote.collect()).await?;
    let mut all = vec![];
    for rule in rules {
        let from = from(rx, &rule, case.team_id).await?;
        let ours = [From::Worker, From::Sender].contains(&from);
        let name = |id: Option<Id<()>>| id.filter(|_| ours).and_then(|id| names.get(&id.cast()).cloned());
        all.push(RuleView {
            id: rule.id.to_string(),
            bars: rule.barred().map(str::to_owned).collect(),
            since: rule.since_at,
            from: from.code(),
            by: name(rule.added_by).filter(|_| from == From::Worker),
            until: rule.until_at,
            ended_by: name(rule.ended_by),
            ended_why: rule.ended_why.filter(|_| ours).map(Private::into_inner),
            can_end: mine && from != From::Other && rule.until_at.is_none(),
            kind: rule.kind,
            note: rule.note.into_inner(),
        });
    }
    Ok(all)
}

async fn page(ctx: &Ctx, id: Id<Case>, form: FormView) -> Result<SafetyPage> {
    let (mut rx, case) = ctx.read(&CASE_VIEW, id).await?;
    let banner = banner(&mut rx, ctx, &case, "/safety").await?;
    let (rules, ended) = views(&mut rx, &case, banner.mine).await?.into_iter().partition(|r| r.until.is_none());
    Ok(SafetyPage {
        banner,
        rules,
        ended,
        rule: ctx.id::<SafetyRule>().to_string(),
        kinds: ctx.choices("rule", RULES),
        channels: ctx.choices("channel", CHANNELS),
        form,
    })
}

async fn show(ctx: Ctx, Path(id): Path<Id<Case>>) -> Result<Response> {
    ctx.page(&page(&ctx, id, FormView::default()).await?)
}

async fn add(ctx: Ctx, Path(id): Path<Id<Case>>, Form(fields): Form) -> Result<Response> {
    let mut reader = Reader::new(&fields);
    let kind = reader.choice("kind", RULES, "error-rule-kind");
    let note = reader.text("note", 300, "error-rule-note");
    let bars = reader.choices("bars", CHANNELS);
    if !reader.errors.is_empty() {
        return ctx.page_invalid(&page(&ctx, id, FormView::with(&fields, &reader.errors)).await?);
    }
    let rule = fields.get("rule").parse().unwrap_or_else(|_| ctx.id());
    let (mut tx, case) = ctx.write(&SAFETY_ADD, id).await?;
    let new = NewRule { id: rule, kind: &kind, bars: &bars, note: &note, source: id.uuid() };
    if person::add_rule(&mut tx, &ctx, case.person_id, new).await? {
        happened(&mut tx, &ctx, id, "case-rule-added").await?;
    }
    tx.commit().await?;
    Ok(see(format!("/cases/{id}/safety?done=rule-added")))
}

async fn happened(tx: &mut Tx, ctx: &Ctx, case: Id<Case>, event: &str) -> Result<()> {
    let change = Change { event, after: Some(me(ctx)?.to_string()), ..Default::default() };
    history::append(tx, ctx, case.uuid(), change).await
}

async fn end_page(ctx: &Ctx, id: Id<Case>, rule: Id<SafetyRule>, form: FormView) -> Result<EndPage> {
    let (mut rx, case) = ctx.read(&SAFETY_END, id).await?;
    let banner = banner(&mut rx, ctx, &case, "/safety").await?;
    let found = views(&mut rx, &case, true).await?.into_iter().find(|r| r.id == rule.to_string());
    let rule = found.ok_or(Error::NotFound)?;
    if rule.until.is_some() {
        return Err(Error::Conflict("conflict-rule-ended"));
    }
    if rule.can_end { Ok(EndPage { banner, rule, form }) } else { Err(Error::NotFound) }
}

async fn show_end(ctx: Ctx, Path((id, rule)): Path<(Id<Case>, Id<SafetyRule>)>) -> Result<Response> {
    ctx.page(&end_page(&ctx, id, rule, FormView::default()).await?)
}

async fn end(ctx: Ctx, Path((id, rule)): Path<(Id<Case>, Id<SafetyRule>)>, Form(fields): Form) -> Result<Response> {
    let mut reader = Reader::new(&fields);
    let why = reader.text("why", 500, "error-rule-why");
    if !reader.errors.is_empty() {
        return ctx.page_invalid(&end_page(&ctx, id, rule, FormView::with(&fields, &reader.errors)).await?);
    }
    let (mut tx, case) = ctx.write(&SAFETY_END, id).await?;
    let all = person::rules_ever(&mut tx, case.person_id).await?;
    let found = all.into_iter().find(|r| r.id == rule).ok_or(Error::NotFound)?;
    if from(&mut tx, &found, case.team_id).await? == From::Other {
        return Err(Error::NotFound);
    }
    if person::end_rule(&mut tx, &ctx, &found, &why).await? {
        happened(&mut tx, &ctx, id, "case-rule-ended").await?;
    }
    tx.commit().await?;
    Ok(see(format!("/cases/{id}/safety?done=rule-ended")))
}
