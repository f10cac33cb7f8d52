//! A person's record, as their link worker opens it: who they are, what matters, what is to be done, what has happened. It reads every slice and owns no
//! rule; a later slice adds its panel here.

use crate::{
    case::{self, Banner, Case, TimelineItem},
    demo, directory, identity, onward, outcome, pathway, person, plan,
    policy::CASE_VIEW,
    referral::{self, AgreementView, ReferralView},
};
use axum::{extract::Path, response::Response};
use base::{
    Ctx, Error, Result,
    http::{
        page::Page,
        routes::{Access, Route},
    },
};
use kernel::{Date, Id, Instant, Private};
use serde::Serialize;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get("/cases/{id}", Access::For(&CASE_VIEW), show)]
}

#[derive(Serialize, Debug)]
struct Matter {
    words: String,
    own_words: bool,
    with_interpreter: bool,
    by: String,
    at: Instant,
}

#[derive(Serialize, Debug)]
struct GoalLine {
    id: String,
    words: String,
    status: String,
    importance: Option<i64>,
}

#[derive(Serialize, Debug)]
struct Todo {
    words: String,
    who: String,
    by: Option<Date>,
    late: bool,
}

#[derive(Serialize, Debug)]
struct Strength {
    label: Option<String>,
    words: Option<String>,
    source: String,
}

#[derive(Serialize, Debug)]
struct OnwardRow {
    service: String,
    status: &'static str,
    at: Instant,
}

#[derive(Serialize, Debug)]
struct NextStep {
    words: String,
    by: Option<Date>,
    late: bool,
}

/// How deprived the area is in which they live, in tenths of England's areas; made up, and only in a demo.
#[derive(Serialize, Debug)]
struct Area {
    outcode: String,
    /// 1 is the most deprived tenth.
    decile: i64,
}

/// Everything about one case on one page.
#[derive(Serialize, Debug)]
pub(super) struct RecordPage {
    banner: Banner,
    version: i64,
    worker: String,
    team: String,
    opened: Instant,
    /// When the first contact is due, while there was none.
    due: Option<Instant>,
    late: bool,
    attempts: i64,
    closed: Option<Instant>,
    closed_why: Option<String>,
    closed_note: Option<String>,
    can_reopen: bool,
    merged: bool,
    /// Whether the reader may take the two records apart.
    apart: bool,
    safe_note: Option<String>,
    channels: Vec<String>,
    matter: Option<Matter>,
    goals: Vec<GoalLine>,
    needs: Vec<String>,
    strengths: Vec<Strength>,
    next: Option<NextStep>,
    todo: Vec<Todo>,
    onward: Vec<OnwardRow>,
    /// Whether something is still under way though the case is closed.
    still_followed: bool,
    area: Option<Area>,
    measure: Option<outcome::Comparison>,
    referral: ReferralView,
    agreements: Vec<AgreementView>,
    timeline: Vec<TimelineItem>,
}

impl Page for RecordPage {
    const TEMPLATE: &'static str = "desk/record";
    fn sample() -> Vec<RecordPage> {
        let at: Instant = "2026-11-24T09:00:00.000000Z".parse().expect("a sample instant");
        let referral = ReferralView::example();
        let bare = RecordPage {
            closed: Some(at),
            closed_why: Some("Moved away".into()),
            closed_note: Some("To his daughter’s".into()),
            still_followed: true,
            can_reopen: true,
            ..RecordPage::sample_of(at)
        };
        let full = RecordPage {
            banner: Banner::example(""),
            due: Some(at),
            late: true,
            attempts: 2,
            merged: true,
            apart: true,
            safe_note: Some("Hard of hearing".into()),
            channels: vec!["call".into()],
            matter: Some(Matter {
                words: "I want to hear a piano again.".into(),
                own_words: true,
                with_interpreter: true,
                by: "Sam Lee".into(),
                at,
            }),
            goals: plan::STATUSES
                .iter()
                .map(|s| GoalLine {
                    id: "g1".into(),
                    words: "Play again".into(),
                    status: (*s).into(),
                    importance: Some(9),
                })
                .collect(),
            needs: vec!["Loneliness".into()],
            strengths: vec![Strength {
                label: Some("Music".into()),
                words: Some("The piano".into()),
                source: "worker".into(),
            }],
            next: Some(NextStep { words: "Visit".into(), by: Date::new(2026, 11, 20), late: true }),
            todo: vec![Todo {
                words: "Ring the choir".into(),
                who: "worker".into(),
                by: Date::new(2026, 11, 20),
                late: true,
            }],
            onward: vec![OnwardRow { service: "Carpenters Road Singers".into(), status: "onward-came", at }],
            area: Some(Area { outcode: "E15".into(), decile: 2 }),
            agreements: referral.agreements.clone(),
            referral: ReferralView { withheld: true, ..referral },
            timeline: TimelineItem::examples(),
            ..RecordPage::sample_of(at)
        };
        vec![full, bare]
    }
}

impl RecordPage {
    /// The part of a sample that does not matter.
    fn sample_of(at: Instant) -> RecordPage {
        RecordPage {
            banner: Banner::bare(""),
            version: 1,
            worker: "Sam Lee".into(),
            team: "Stratford link workers".into(),
            opened: at,
            due: None,
            late: false,
            attempts: 0,
            closed: None,
            closed_why: None,
            closed_note: None,
            can_reopen: false,
            merged: false,
            apart: false,
            safe_note: None,
            channels: vec![],
            matter: None,
            goals: vec![],
            needs: vec![],
            strengths: vec![],
            next: None,
            todo: vec![],
            onward: vec![],
            still_followed: false,
            area: None,
            measure: None,
            referral: ReferralView::example(),
            agreements: vec![],
            timeline: vec![],
        }
    }
}

async fn show(ctx: Ctx, Path(id): Path<Id<Case>>) -> Result<Response> {
    let (mut rx, case) = ctx.read(&CASE_VIEW, id).await?;
    let (now, today, lang) = (ctx.now(), ctx.today(), ctx.request.lang.clone());
    let whom = case::whom(&mut rx, &case).await?;
    let banner = case::banner_of(&mut rx, &ctx, &case, &whom, "").await?;
    let team = identity::team(&mut rx, case.team_id).await?.map(|t| t.name).unwrap_or_default();
    let sent = referral::find(&mut rx, case.referral_id).await?.ok_or(Error::NotFound)?;
    let mut view = referral::view(&mut rx, &ctx, &sent).await?;
    // No number to touch where a call is not safe, whatever the referral says.
    view.phone = view.phone.filter(|_| whom.is_safe("call"));
    let matter = plan::matter(&mut rx, id).await?;
    let wrote = matter.iter().map(|m| m.worker_id).chain([case.worker_id]);
    let names = identity::names_of(&mut rx, wrote.collect()).await?;
    let matter = matter.map(|m| Matter {
        words: m.words.into_inner(),
        own_words: m.own_words,
        with_interpreter: m.with_interpreter,
        by: names.get(&m.worker_id).cloned().unwrap_or_default(),
        at: m.written_at,
    });
    let goals = plan::goals_of(&mut rx, id)
        .await?
        .into_iter()
        .map(|g| GoalLine {
            id: g.id.to_string(),
            words: g.words.into_inner(),
            status: g.status,
            importance: g.importance,
        })
        .collect();
    let all = plan::needs_of(&mut rx, id).await?;
    let label = |code: &Option<String>| code.as_deref().map(|c| case::need_label(&ctx, c));
    let needs = all.iter().filter(|n| !n.is_strength()).filter_map(|n| label(&n.code)).collect();
    let strengths = all
        .into_iter()
        .filter(plan::Need::is_strength)
        .map(|n| Strength { label: label(&n.code), words: n.words.map(Private::into_inner), source: n.source })
        .collect();
    let todo = plan::actions_of(&mut rx, id)
        .await?
        .into_iter()
        .filter(|a| a.done_at.is_none())
        .map(|a| Todo { late: a.is_late(today), words: a.words.into_inner(), who: a.who, by: a.by_day })
        .collect();
    let mut onward_rows = vec![];
    let mut still_followed = false;
    for o in onward::of_case(&mut rx, id).await? {
        still_followed |= case.closed_at.is_some() && o.is_under_way(now);
        let service = directory::name(&mut rx, o.service_id).await?.unwrap_or_default();
        let at = [o.attended_at, o.declined_at, o.accepted_at].into_iter().flatten().next().unwrap_or(o.sent_at);
        onward_rows.push(OnwardRow { service, status: o.status(now).key(), at });
    }
    let measure = outcome::comparison(&mut rx, id, "ons4", &lang).await?;
    let agreements = onward::agreements(&mut rx, &case).await?;
    // The last word about each thing; all of it is a page of its own.
    let mut agreements: Vec<_> = agreements.iter().filter(|a| person::is_latest(&agreements, a)).cloned().collect();
    agreements.sort_by_key(|a| (a.fact.clone(), a.recorded_at));
    let agreements = onward::agreement_views(&mut rx, agreements).await?;
    let area = match whom.person.postcode.as_ref().map(|p| p.outcode().as_str().to_owned()) {
        Some(outcode) => demo::decile(&mut rx, &outcode).await?.map(|decile| Area { outcode, decile }),
        None => None,
    };
    let timeline = case::timeline(&mut rx, &case).await?;
    let due = case.due_at.filter(|_| case.last_contact_at.is_none() && case.closed_at.is_none());
    ctx.page(&RecordPage {
        can_reopen: case.can("reopen", now),
        banner,
        version: case.version,
        worker: names.get(&case.worker_id).cloned().unwrap_or_default(),
        team,
        opened: case.opened_at,
        late: due.is_some_and(|d| d <= now),
        due,
        attempts: case.attempts,
        closed: case.closed_at,
        closed_why: case
            .closed_why
            .as_deref()
            .map(|code| pathway::closure_label(&case.pathway, code, &lang).to_owned()),
        closed_note: case.closed_note.clone().map(Private::into_inner),
        apart: whom.merged && case::may_unmerge(&mut rx, &ctx, &case).await?,
        merged: whom.merged,
        safe_note: whom.person.safe_note.map(Private::into_inner),
        channels: whom.channels,
        matter,
        goals,
        needs,
        strengths,
        next: case.next_step.filter(|_| case.closed_at.is_none()).map(|s| NextStep {
            words: s.into_inner(),
            late: case.next_step_by.is_some_and(|by| by < today),
            by: case.next_step_by,
        }),
        todo,
        onward: onward_rows,
        still_followed,
        area,
        measure,
        referral: view,
        agreements,
        timeline,
    })
}
