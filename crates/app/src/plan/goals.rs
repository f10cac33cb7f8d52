//! Goals and actions.

use super::{
    actions::{self, NewAction, NewGoal},
    model::{Action, Goal, PARTIES, STATUSES},
    store,
};
use crate::{
    case::{self, Banner, Case},
    policy::{CASE_VIEW, PLAN_WRITE},
};
use axum::{extract::Path, response::Response};
use base::{
    Ctx, Result,
    http::{
        form::{Choice, Fields, Form, FormView, Reader},
        page::{Page, see},
        routes::{Access, Route},
    },
};
use kernel::{Date, Id, Private};
use serde::Serialize;

pub(super) fn routes() -> Vec<Route> {
    let (view, write) = (Access::For(&CASE_VIEW), Access::For(&PLAN_WRITE));
    vec![
        Route::get("/cases/{id}/plan", view, show_plan),
        Route::get("/cases/{id}/goals/new", write, show_new),
        Route::post("/cases/{id}/goals/new", write, submit_new),
        Route::get("/cases/{id}/goals/{goal}", view, show_goal),
        Route::post("/cases/{id}/goals/{goal}", write, submit_goal),
        Route::post("/cases/{id}/goals/{goal}/actions", write, submit_action),
        Route::post("/cases/{id}/actions/{action}/done", write, finish),
    ]
}

#[derive(Serialize, Debug, Clone)]
struct ActionLine {
    id: String,
    words: String,
    who: String,
    by: Option<Date>,
    late: bool,
    done: Option<kernel::Instant>,
}

impl ActionLine {
    fn of(a: Action, today: Date) -> ActionLine {
        ActionLine {
            id: a.id.to_string(),
            late: a.is_late(today),
            words: a.words.into_inner(),
            who: a.who,
            by: a.by_day,
            done: a.done_at,
        }
    }

    fn example(done: bool) -> ActionLine {
        ActionLine {
            id: "a1".into(),
            words: "Ring the choir".into(),
            who: "worker".into(),
            by: Date::new(2026, 11, 30),
            late: !done,
            done: done.then(|| "2026-11-24T09:00:00.000000Z".parse().expect("a sample instant")),
        }
    }
}

#[derive(Serialize, Debug, Clone)]
struct GoalView {
    id: String,
    words: String,
    importance: Option<i64>,
    confidence_first: Option<i64>,
    confidence: Option<i64>,
    status: String,
    actions: Vec<ActionLine>,
}

impl GoalView {
    fn of(g: Goal, actions: &[Action], today: Date) -> GoalView {
        let mine = actions.iter().filter(|a| a.goal_id == Some(g.id));
        GoalView {
            id: g.id.to_string(),
            importance: g.importance,
            confidence_first: g.confidence_first,
            confidence: g.confidence,
            status: g.status,
            actions: mine.map(|a| ActionLine::of(a.clone(), today)).collect(),
            words: g.words.into_inner(),
        }
    }

    fn example(status: &str) -> GoalView {
        GoalView {
            id: "g1".into(),
            words: "Play for other people again".into(),
            importance: Some(9),
            confidence_first: Some(3),
            confidence: Some(6),
            status: status.into(),
            actions: vec![ActionLine::example(false), ActionLine::example(true)],
        }
    }
}

/// The goals and what is done for them.
#[derive(Serialize, Debug)]
pub(super) struct PlanPage {
    banner: Banner,
    goals: Vec<GoalView>,
    /// Actions that belong to no goal.
    loose: Vec<ActionLine>,
}

impl Page for PlanPage {
    const TEMPLATE: &'static str = "plan/plan";
    fn sample() -> Vec<PlanPage> {
        let goals = STATUSES.iter().map(|s| GoalView::example(s)).collect();
        vec![
            PlanPage { banner: Banner::example("/plan"), goals, loose: vec![ActionLine::example(false)] },
            PlanPage { banner: Banner::bare("/plan"), goals: vec![], loose: vec![] },
        ]
    }
}

async fn show_plan(ctx: Ctx, Path(id): Path<Id<Case>>) -> Result<Response> {
    let (mut rx, case) = ctx.read(&CASE_VIEW, id).await?;
    let banner = case::banner(&mut rx, &ctx, &case, "/plan").await?;
    let actions = store::actions_of(&mut rx, id).await?;
    let today = ctx.today();
    let goals = store::goals_of(&mut rx, id).await?.into_iter().map(|g| GoalView::of(g, &actions, today)).collect();
    let loose = actions.into_iter().filter(|a| a.goal_id.is_none()).map(|a| ActionLine::of(a, today)).collect();
    ctx.page(&PlanPage { banner, goals, loose })
}

/// A new goal, with its first action.
#[derive(Serialize, Debug)]
pub(super) struct NewGoalPage {
    banner: Banner,
    parties: Vec<Choice>,
    form: FormView,
}

impl Page for NewGoalPage {
    const TEMPLATE: &'static str = "plan/goal_new";
    fn sample() -> Vec<NewGoalPage> {
        let mut form = FormView::default();
        form.errors.add("words", "error-goal-words");
        form.errors.add("importance", "error-one-to-ten");
        form.errors.add("who", "error-action-who");
        vec![NewGoalPage {
            banner: Banner::example("/plan"),
            parties: vec![Choice::new("worker", "Link worker")],
            form,
        }]
    }
}

async fn new_page(ctx: &Ctx, id: Id<Case>, form: FormView) -> Result<NewGoalPage> {
    let (mut rx, case) = ctx.read(&PLAN_WRITE, id).await?;
    let banner = case::banner(&mut rx, ctx, &case, "/plan").await?;
    Ok(NewGoalPage { banner, parties: ctx.choices("party", PARTIES), form })
}

async fn show_new(ctx: Ctx, Path(id): Path<Id<Case>>) -> Result<Response> {
    let mut values = Fields::default();
    values.set("goal", ctx.id::<Goal>().to_string());
    values.set("action", ctx.id::<Action>().to_string());
    ctx.page(&new_page(&ctx, id, FormView::of(&values)).await?)
}

/// A number from one to ten, or nothing: nobody is made to rate.
fn one_to_ten(r: &mut Reader<'_>, name: &str) -> Option<i64> {
    let number: Option<i64> = r.parsed(name, "error-one-to-ten");
    if number.is_some_and(|n| !(1..=10).contains(&n)) {
        r.errors.add(name, "error-one-to-ten");
    }
    number
}

/// The fields of an action; nothing when no words were typed and none are needed.
fn action(
    ctx: &Ctx,
    r: &mut Reader<'_>,
    fields: &Fields,
    goal: Option<Id<Goal>>,
    needed: bool,
) -> Result<Option<NewAction>> {
    let words =
        if needed { Some(r.text("action-words", 500, "error-action-words")) } else { r.optional("action-words", 500) };
    let by_day = r.date("by");
    let Some(words) = words else { return Ok(None) };
    let who = r.choice("who", PARTIES, "error-action-who");
    let id = fields.get("action").parse().unwrap_or_else(|_| ctx.id());
    Ok(Some(NewAction { id, by: case::me(ctx)?, goal, words, who, by_day }))
}

async fn submit_new(ctx: Ctx, Path(id): Path<Id<Case>>, Form(fields): Form) -> Result<Response> {
    let mut r = Reader::new(&fields);
    let words = r.text("words", 500, "error-goal-words");
    let importance = one_to_ten(&mut r, "importance");
    let confidence = one_to_ten(&mut r, "confidence");
    let first = action(&ctx, &mut r, &fields, None, false)?;
    if !r.errors.is_empty() {
        let form = FormView::with(&fields, &r.errors);
        return ctx.page_invalid(&new_page(&ctx, id, form).await?);
    }
    let goal = fields.get("goal").parse().unwrap_or_else(|_| ctx.id());
    actions::add_goal(&ctx, id, NewGoal { id: goal, by: case::me(&ctx)?, words, importance, confidence }, first)
        .await?;
    Ok(see(format!("/cases/{id}/plan?done=goal-added")))
}

/// One goal: how it stands, and what is done for it.
#[derive(Serialize, Debug)]
pub(super) struct GoalPage {
    banner: Banner,
    goal: GoalView,
    statuses: Vec<Choice>,
    parties: Vec<Choice>,
    form: FormView,
    action_form: FormView,
}

impl Page for GoalPage {
    const TEMPLATE: &'static str = "plan/goal";
    fn sample() -> Vec<GoalPage> {
        let page = |banner| {
            let mut action_form = FormView::default();
            action_form.errors.add("action-words", "error-action-words");
            GoalPage {
                banner,
                goal: GoalView::example("open"),
                statuses: vec![Choice::new("met", "Met")],
                parties: vec![Choice::new("worker", "Link worker")],
                form: FormView::default(),
                action_form,
            }
        };
        vec![page(Banner::example("/plan")), page(Banner::bare("/plan"))]
    }
}

async fn goal_page(
    ctx: &Ctx,
    id: Id<Case>,
    goal: Id<Goal>,
    form: Option<FormView>,
    action: Option<FormView>,
) -> Result<GoalPage> {
    let (mut rx, case) = ctx.read(&CASE_VIEW, id).await?;
    let banner = case::banner(&mut rx, ctx, &case, "/plan").await?;
    let goal = actions::goal_of(&mut rx, id, goal).await?;
    let all = store::actions_of(&mut rx, id).await?;
    let form = form.unwrap_or_else(|| {
        let mut values = Fields::default();
        // What comes back with an error keeps the version that it was written over: another may have changed it since.
        values.set("version", goal.version.to_string());
        values.set("words", goal.words.0.clone());
        values.set("status", goal.status.clone());
        for (name, number) in [("importance", goal.importance), ("confidence", goal.confidence)] {
            values.set(name, number.map(|n| n.to_string()).unwrap_or_default());
        }
        FormView::of(&values)
    });
    let action_form = action.unwrap_or_else(|| {
        let mut values = Fields::default();
        values.set("action", ctx.id::<Action>().to_string());
        FormView::of(&values)
    });
    Ok(GoalPage {
        banner,
        goal: GoalView::of(goal, &all, ctx.today()),
        statuses: ctx.choices("goal", STATUSES),
        parties: ctx.choices("party", PARTIES),
        form,
        action_form,
    })
}

async fn show_goal(ctx: Ctx, Path((id, goal)): Path<(Id<Case>, Id<Goal>)>) -> Result<Response> {
    ctx.page(&goal_page(&ctx, id, goal, None, None).await?)
}

async fn submit_goal(ctx: Ctx, Path((id, goal)): Path<(Id<Case>, Id<Goal>)>, Form(fields): Form) -> Result<Response> {
    let mut r = Reader::new(&fields);
    let words = r.text("words", 500, "error-goal-words");
    let importance = one_to_ten(&mut r, "importance");
    let confidence = one_to_ten(&mut r, "confidence");
    let status = r.choice("status", STATUSES, "error-choose-from-list");
    if !r.errors.is_empty() {
        let form = FormView::with(&fields, &r.errors);
        return ctx.page_invalid(&goal_page(&ctx, id, goal, Some(form), None).await?);
    }
    let (mut rx, _) = ctx.read(&CASE_VIEW, id).await?;
    let before = actions::goal_of(&mut rx, id, goal).await?;
    drop(rx);
    let version = fields.get("version").parse().unwrap_or_default();
    let changed = Goal { words: Private(words), importance, confidence, status, version, ..before };
    actions::rate_goal(&ctx, id, changed).await?;
    Ok(see(format!("/cases/{id}/plan?done=goal-rated")))
}

async fn submit_action(ctx: Ctx, Path((id, goal)): Path<(Id<Case>, Id<Goal>)>, Form(fields): Form) -> Result<Response> {
    let mut r = Reader::new(&fields);
    let new = action(&ctx, &mut r, &fields, Some(goal), true)?;
    let Some(new) = new.filter(|_| r.errors.is_empty()) else {
        let form = FormView::with(&fields, &r.errors);
        return ctx.page_invalid(&goal_page(&ctx, id, goal, None, Some(form)).await?);
    };
    actions::add_action(&ctx, id, new).await?;
    Ok(see(format!("/cases/{id}/goals/{goal}?done=action-added")))
}

async fn finish(ctx: Ctx, Path((id, action)): Path<(Id<Case>, Id<Action>)>, Form(_): Form) -> Result<Response> {
    actions::finish_action(&ctx, id, action).await?;
    Ok(see(format!("/cases/{id}/plan?done=action-done")))
}
