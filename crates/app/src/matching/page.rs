//! Suggestions for one person: what fits, why, and what is not known; what was left out, and why. A person decides; nothing is sent from here.

use super::suggest::{Matched, Part, Story, weigh};
use crate::{
    case::{self, Banner, Case},
    directory, plan,
    policy::{CASE_VIEW, ONWARD_SEND},
    referral,
};
use axum::{
    extract::{Path, Query},
    response::Response,
};
use base::{
    Ctx, Error, Result,
    error::Message,
    http::{
        page::Page,
        routes::{Access, Route},
    },
};
use kernel::Id;
use serde::{Deserialize, Serialize};

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get("/cases/{id}/match", Access::For(&CASE_VIEW), show)]
}

/// So many are shown; more would not be read.
const SHOWN: usize = 12;

#[derive(Serialize, Debug)]
struct Row {
    id: String,
    slug: String,
    name: String,
    kind: String,
    place: Option<String>,
    borough: Option<String>,
    masked: bool,
    km: Option<String>,
    sessions: Vec<directory::Session>,
    summary: String,
    /// Out of 100.
    score: u32,
    parts: Vec<PartView>,
    why: Vec<Message>,
    unknown: Vec<Message>,
    full: bool,
    has_email: bool,
    /// Nobody is sent there just now.
    paused: bool,
}

#[derive(Serialize, Debug)]
struct PartView {
    key: &'static str,
    /// What it adds, and what it could add at most; out of 100.
    points: u32,
    most: u32,
}

impl PartView {
    fn of(p: &Part) -> PartView {
        let points = |v: f32| (v * 100.0).round() as u32;
        PartView { key: p.key, points: points(p.value * p.weight), most: points(p.weight) }
    }
}

#[derive(Serialize, Debug)]
struct LeftOut {
    name: String,
    slug: String,
    why_not: Vec<Message>,
}

#[derive(Serialize, Debug)]
struct NeedView {
    code: String,
    words: Vec<String>,
}

/// What fits one person.
#[derive(Serialize, Debug)]
pub(super) struct MatchPage {
    banner: Banner,
    near: Option<String>,
    needs: Vec<NeedView>,
    rows: Vec<Row>,
    left_out: Vec<LeftOut>,
    free: bool,
    may_send: bool,
}

impl Page for MatchPage {
    const TEMPLATE: &'static str = "matching/match";
    fn sample() -> Vec<MatchPage> {
        let message = |key: &str| Message { key: key.into(), args: Default::default() };
        let row = |full, has_email| Row {
            id: "s1".into(),
            slug: "carpenters-road-singers".into(),
            name: "Carpenters Road Singers".into(),
            kind: "choir".into(),
            place: Some("The Pumping House".into()),
            borough: Some("Newham".into()),
            masked: full,
            km: Some("0.8".into()),
            sessions: vec![],
            summary: "We sing everything.".into(),
            score: 71,
            parts: vec![PartView { key: "needs", points: 30, most: 38 }],
            why: vec![message("why-ages")],
            unknown: vec![message("unknown-places")],
            full,
            has_email,
            paused: full && !has_email,
        };
        let banner = || Banner::example("/match");
        vec![
            MatchPage {
                banner: banner(),
                near: Some("E15".into()),
                needs: vec![NeedView { code: "soc-lonely".into(), words: vec!["lonely".into()] }],
                rows: vec![row(false, true), row(true, false)],
                left_out: vec![LeftOut {
                    name: "Women sing".into(),
                    slug: "women-sing".into(),
                    why_not: vec![message("not-gender-women")],
                }],
                free: true,
                may_send: true,
            },
            MatchPage {
                banner: banner(),
                near: None,
                needs: vec![],
                rows: vec![],
                left_out: vec![],
                free: false,
                may_send: false,
            },
        ]
    }
}

#[derive(Deserialize)]
struct MatchQuery {
    free: Option<String>,
}

async fn show(ctx: Ctx, Path(id): Path<Id<Case>>, Query(query): Query<MatchQuery>) -> Result<Response> {
    let free = query.free.is_some();
    let (mut rx, case) = ctx.read(&CASE_VIEW, id).await?;
    let banner = case::banner(&mut rx, &ctx, &case, "/match").await?;
    let whom = case::whom(&mut rx, &case).await?;
    let referral = referral::find(&mut rx, case.referral_id).await?.ok_or(Error::NotFound)?;
    let withheld = referral::withheld(&mut rx, &referral).await?;
    let needs = plan::needs_of(&mut rx, id).await?;
    let matter = plan::matter(&mut rx, id).await?;
    let goals = plan::goals_of(&mut rx, id).await?;
    drop(rx);

    let person = whom.person;
    // What the person keeps from the team is not looked at for it either.
    let mut text = if withheld { vec![] } else { vec![referral.reason.0.clone()] };
    text.extend(matter.map(|m| m.words.into_inner()));
    text.extend(needs.iter().filter_map(|n| n.words.as_ref().map(|w| w.0.clone())));
    text.extend(goals.into_iter().map(|g| g.words.into_inner()));
    let mut story = Story::new(text.join(". "), ctx.today());
    // Strengths count too: what somebody can do is a reason to go somewhere.
    story.needs = needs.iter().filter_map(|n| n.code.clone()).collect();
    story.age = person.born.map(|b| i64::from(b.age_on(ctx.today())));
    story.gender = person.gender;
    story.languages = person.language.into_iter().collect();
    story.free_only = free;
    story.professional = true;
    if let Some(postcode) = &person.postcode {
        story.near = directory::locate(&ctx.machine, &postcode.to_string()).await?;
    }
    let index = directory::index(&ctx.machine).await?;
    let near = story.near.as_ref().map(|n| n.label.clone());
    // Milliseconds of arithmetic, but not on a thread that answers others.
    let found = tokio::task::spawn_blocking(move || weigh(&index, &story, SHOWN)).await.map_err(|_| Error::Later)?;
    let may_send = banner.writes && !banner.refused && ctx.might(&ONWARD_SEND);
    ctx.page(&page(banner, near, found, free, may_send))
}

fn page(banner: Banner, near: Option<String>, found: Matched, free: bool, may_send: bool) -> MatchPage {
    let rows = found
        .suggestions
        .into_iter()
        .map(|s| Row {
            id: s.card.id.to_string(),
            slug: s.card.slug.clone(),
            name: s.card.name.clone(),
            kind: s.card.kind.clone(),
            place: s.card.venue.clone(),
            borough: s.card.borough.clone(),
            masked: s.card.masked,
            km: s.distance_km.map(|km| format!("{km:.1}")),
            sessions: s.card.sessions.clone(),
            summary: s.card.summary(),
            score: (s.score * 100.0).round() as u32,
            parts: s.parts.iter().map(PartView::of).collect(),
            why: s.why,
            unknown: s.unknown,
            full: s.full,
            has_email: s.card.email.is_some(),
            paused: s.card.paused_at.is_some(),
        })
        .collect();
    MatchPage {
        banner,
        near,
        needs: found.needs.into_iter().map(|n| NeedView { code: n.code, words: n.words }).collect(),
        rows,
        left_out: found
            .excluded
            .into_iter()
            .map(|e| LeftOut { name: e.card.name.clone(), slug: e.card.slug.clone(), why_not: e.why_not })
            .collect(),
        free,
        may_send,
    }
}
