//! Writing the plan. Ids of new things are chosen when the form is opened, so that the same form sent twice adds one.

use super::{
    model::{Action, Goal, Matter, Need, main_need},
    store,
};
use crate::{
    case::{self, Case},
    identity::Worker,
    policy::PLAN_WRITE,
};
use base::{
    Ctx, Error, Result, Tx,
    history::{self, Change},
};
use kernel::{Date, Id, Private};

async fn open(ctx: &Ctx, id: Id<Case>) -> Result<(Tx, Case)> {
    let (mut tx, case) = ctx.write(&PLAN_WRITE, id).await?;
    // Nobody closes it meanwhile, and of two who add a need the second counts the first's.
    if !case::hold_open(&mut tx, id).await? {
        return Err(Error::Conflict("conflict-case-closed"));
    }
    Ok((tx, case))
}

async fn happened(tx: &mut Tx, ctx: &Ctx, case: Id<Case>, event: &'static str) -> Result<()> {
    history::append(tx, ctx, case.uuid(), Change { event, ..Default::default() }).await
}

/// A form that comes a second time is done when it says the same, and told so when it says something else: that was not added.
fn added_before(same: bool) -> Result<()> {
    if same { Ok(()) } else { Err(Error::Conflict("conflict-added")) }
}

/// What matters to the person.
#[derive(Debug)]
pub struct NewMatter {
    /// The number of the one that was on the screen; 0 when there was none.
    pub after: i64,
    pub by: Id<Worker>,
    pub words: String,
    pub own_words: bool,
    pub with_interpreter: bool,
}

/// Writes what matters. What was written before stays readable.
pub async fn write_matter(ctx: &Ctx, id: Id<Case>, new: NewMatter) -> Result<Id<Matter>> {
    let (mut tx, case) = open(ctx, id).await?;
    // The numbers of one case have no gap: what stands last is what was written last.
    let last = store::matter(&mut tx, case.id).await?.map_or(0, |m| m.number);
    if last != new.after {
        return Err(Error::Conflict("conflict-changed"));
    }
    let matter = Matter {
        id: ctx.id(),
        case_id: case.id,
        number: last + 1,
        words: Private(new.words),
        own_words: new.own_words,
        with_interpreter: new.with_interpreter,
        worker_id: new.by,
        written_at: ctx.now(),
    };
    if !store::add_matter(&mut tx, &matter).await? {
        return Err(Error::Conflict("conflict-changed"));
    }
    happened(&mut tx, ctx, id, "plan-matter").await?;
    tx.commit().await?;
    Ok(matter.id)
}

/// A need or a strength.
#[derive(Debug)]
pub struct NewNeed {
    pub id: Id<Need>,
    pub by: Id<Worker>,
    /// `need` or `strength`.
    pub polarity: String,
    pub code: Option<String>,
    pub words: Option<String>,
    /// One of [`super::SOURCES`].
    pub source: String,
    /// 1 matters most, 3 least.
    pub priority: i64,
}

/// Adds a need or a strength; the case is listed under the need that matters most.
pub async fn add_need(ctx: &Ctx, id: Id<Case>, new: NewNeed) -> Result<Id<Need>> {
    let (mut tx, case) = open(ctx, id).await?;
    let need = Need {
        id: new.id,
        case_id: case.id,
        polarity: new.polarity,
        code: new.code,
        words: new.words.map(Private),
        source: new.source,
        priority: new.priority,
        worker_id: new.by,
        added_at: ctx.now(),
    };
    if store::add_need(&mut tx, &need).await? {
        list_under_main_need(&mut tx, case.id).await?;
        happened(&mut tx, ctx, id, "plan-need").await?;
        tx.commit().await?;
    } else {
        let there = store::needs_of(&mut tx, case.id).await?.into_iter().find(|n| n.id == need.id);
        added_before(there.is_some_and(|n| n.says_the_same(&need)))?;
    }
    Ok(need.id)
}

/// Takes a need or a strength off the plan.
pub async fn withdraw_need(ctx: &Ctx, id: Id<Case>, need: Id<Need>) -> Result<()> {
    let (mut tx, case) = open(ctx, id).await?;
    if store::withdraw_need(&mut tx, need, case.id, ctx.now()).await? {
        list_under_main_need(&mut tx, case.id).await?;
        happened(&mut tx, ctx, id, "plan-need-withdrawn").await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn list_under_main_need(tx: &mut Tx, id: Id<Case>) -> Result<()> {
    let needs = store::needs_of(tx, id).await?;
    case::set_main_need(tx, id, main_need(&needs).map(str::to_owned)).await
}

/// Something the person wants to reach.
#[derive(Debug)]
pub struct NewGoal {
    pub id: Id<Goal>,
    pub by: Id<Worker>,
    pub words: String,
    pub importance: Option<i64>,
    pub confidence: Option<i64>,
}

/// Adds a goal, with the first action towards it if there is one.
pub async fn add_goal(ctx: &Ctx, id: Id<Case>, new: NewGoal, first: Option<NewAction>) -> Result<Id<Goal>> {
    let (mut tx, case) = open(ctx, id).await?;
    let goal = Goal {
        id: new.id,
        case_id: case.id,
        words: Private(new.words),
        importance: new.importance,
        confidence_first: new.confidence,
        confidence: new.confidence,
        status: "open".to_owned(),
        worker_id: new.by,
        added_at: ctx.now(),
        changed_at: ctx.now(),
        version: 1,
    };
    if store::add_goal(&mut tx, &goal).await? {
        happened(&mut tx, ctx, id, "plan-goal").await?;
        if let Some(first) = first {
            put_action(&mut tx, ctx, &case, NewAction { goal: Some(goal.id), ..first }).await?;
        }
        tx.commit().await?;
    } else {
        let there = store::goals_of(&mut tx, case.id).await?.into_iter().find(|g| g.id == goal.id);
        added_before(there.is_some_and(|g| g.says_the_same(&goal)))?;
        if let Some(first) = first {
            // It came with the goal, or was written after going back.
            put_action(&mut tx, ctx, &case, NewAction { goal: Some(goal.id), ..first }).await?;
            tx.commit().await?;
        }
    }
    Ok(goal.id)
}

/// The goal of a case, or nothing for this reader.
pub(super) async fn goal_of(rx: &mut base::Rx, case: Id<Case>, goal: Id<Goal>) -> Result<Goal> {
    store::goals_of(rx, case).await?.into_iter().find(|g| g.id == goal).ok_or(Error::NotFound)
}

/// Rates a goal anew: importance, confidence and how it stands.
pub async fn rate_goal(ctx: &Ctx, id: Id<Case>, changed: Goal) -> Result<()> {
    let (mut tx, case) = open(ctx, id).await?;
    let before = goal_of(&mut tx, case.id, changed.id).await?;
    store::change_goal(&mut tx, &Goal { changed_at: ctx.now(), ..changed.clone() }).await?;
    let change =
        Change { event: "plan-goal-rated", before: Some(before.status), after: Some(changed.status), why: None };
    history::append(&mut tx, ctx, changed.id.uuid(), change).await?;
    happened(&mut tx, ctx, id, "plan-goal-rated").await?;
    tx.commit().await
}

/// Who does what by when.
#[derive(Debug)]
pub struct NewAction {
    pub id: Id<Action>,
    pub by: Id<Worker>,
    pub goal: Option<Id<Goal>>,
    pub words: String,
    /// One of [`super::PARTIES`].
    pub who: String,
    pub by_day: Option<Date>,
}

/// Adds an action.
pub async fn add_action(ctx: &Ctx, id: Id<Case>, new: NewAction) -> Result<Id<Action>> {
    let (mut tx, case) = open(ctx, id).await?;
    if let Some(goal) = new.goal {
        goal_of(&mut tx, case.id, goal).await?;
    }
    let action = new.id;
    put_action(&mut tx, ctx, &case, new).await?;
    tx.commit().await?;
    Ok(action)
}

async fn put_action(tx: &mut Tx, ctx: &Ctx, case: &Case, new: NewAction) -> Result<()> {
    let action = Action {
        id: new.id,
        case_id: case.id,
        goal_id: new.goal,
        words: Private(new.words),
        who: new.who,
        by_day: new.by_day,
        added_at: ctx.now(),
        done_at: None,
    };
    if store::add_action(tx, &action, new.by).await? {
        return happened(tx, ctx, case.id, "plan-action").await;
    }
    let there = store::actions_of(tx, case.id).await?.into_iter().find(|a| a.id == action.id);
    added_before(there.is_some_and(|a| a.says_the_same(&action)))
}

/// Ticks an action off. Twice is once.
pub async fn finish_action(ctx: &Ctx, id: Id<Case>, action: Id<Action>) -> Result<()> {
    let (mut tx, case) = open(ctx, id).await?;
    if store::finish_action(&mut tx, action, case.id, ctx.now()).await? {
        happened(&mut tx, ctx, id, "plan-action-done").await?;
        tx.commit().await?;
    }
    Ok(())
}
