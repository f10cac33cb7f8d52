//! The SQL of the slice.

// Tables that this slice writes, drawn from the migrations by `cargo xtask gen`:
//   plan_matter: id, case_id, number, words, own_words, with_interpreter, worker_id, written_at
//   plan_need: id, case_id, polarity, code, words, source, priority, worker_id, added_at, withdrawn_at
//   plan_goal: id, case_id, words, importance, confidence_first, confidence, status, worker_id, added_at,
//      changed_at, version
//   plan_action: id, case_id, goal_id, words, who, by_day, worker_id, added_at, done_at, withdrawn_at
// (end of tables)

use super::model::{Action, Goal, Matter, Need};
use crate::{case::Case, identity::Worker};
use base::{Result, Rx, Tx};
use kernel::{Id, Instant};

base::sql! {
    MATTERS = "
        SELECT id, case_id, number, words, own_words, with_interpreter, worker_id, written_at
        FROM plan_matter
        WHERE case_id = $1
        ORDER BY number DESC";
    ADD_MATTER = "
        INSERT INTO plan_matter (id, case_id, number, words, own_words, with_interpreter, worker_id, written_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (case_id, number) DO NOTHING";
    NEEDS = "
        SELECT id, case_id, polarity, code, words, source, priority, worker_id, added_at
        FROM plan_need
        WHERE case_id = $1 AND withdrawn_at IS NULL
        ORDER BY priority, added_at, id";
    ADD_NEED = "
        INSERT INTO plan_need (id, case_id, polarity, code, words, source, priority, worker_id, added_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (id) DO NOTHING";
    WITHDRAW_NEED = "UPDATE plan_need SET withdrawn_at = $3 WHERE id = $1 AND case_id = $2 AND withdrawn_at IS NULL";
    GOALS = "
        SELECT id, case_id, words, importance, confidence_first, confidence, status, worker_id, added_at, changed_at, version
        FROM plan_goal
        WHERE case_id = $1
        ORDER BY added_at, id";
    ADD_GOAL = "
        INSERT INTO plan_goal (id, case_id, words, importance, confidence_first, confidence, status, worker_id, added_at, changed_at, version)
        VALUES ($1, $2, $3, $4, $5, $5, 'open', $6, $7, $7, 1)
        ON CONFLICT (id) DO NOTHING";
    CHANGE_GOAL = "
        UPDATE plan_goal
        SET words = $2, importance = $3, confidence = $4, status = $5, changed_at = $6, version = version + 1
        WHERE id = $1 AND version = $7";
    ACTIONS = "
        SELECT id, case_id, goal_id, words, who, by_day, added_at, done_at
        FROM plan_action
        WHERE case_id = $1 AND withdrawn_at IS NULL
        ORDER BY CASE WHEN done_at IS NULL THEN 0 ELSE 1 END, CASE WHEN by_day IS NULL THEN 1 ELSE 0 END, by_day, added_at, id";
    ADD_ACTION = "
        INSERT INTO plan_action (id, case_id, goal_id, words, who, by_day, worker_id, added_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (id) DO NOTHING";
    FINISH_ACTION = "UPDATE plan_action SET done_at = $3 WHERE id = $1 AND case_id = $2 AND done_at IS NULL AND withdrawn_at IS NULL";
}

/// Everything that was ever written about what matters, newest first.
pub async fn matters(rx: &mut Rx, case: Id<Case>) -> Result<Vec<Matter>> {
    rx.all(MATTERS, (case,)).await
}

/// What matters, as it stands.
pub async fn matter(rx: &mut Rx, case: Id<Case>) -> Result<Option<Matter>> {
    Ok(matters(rx, case).await?.into_iter().next())
}

/// False when somebody has written this number already.
pub(super) async fn add_matter(tx: &mut Tx, m: &Matter) -> Result<bool> {
    let args = (m.id, m.case_id, m.number, m.words.clone(), m.own_words, m.with_interpreter, m.worker_id, m.written_at);
    Ok(tx.run(ADD_MATTER, args).await? == 1)
}

/// Needs and strengths that stand, most important first.
pub async fn needs_of(rx: &mut Rx, case: Id<Case>) -> Result<Vec<Need>> {
    rx.all(NEEDS, (case,)).await
}

/// False when it was added before: the same form, sent twice.
pub(super) async fn add_need(tx: &mut Tx, n: &Need) -> Result<bool> {
    let args = (
        n.id,
        n.case_id,
        n.polarity.as_str(),
        n.code.clone(),
        n.words.clone(),
        n.source.as_str(),
        n.priority,
        n.worker_id,
        n.added_at,
    );
    Ok(tx.run(ADD_NEED, args).await? == 1)
}

pub(super) async fn withdraw_need(tx: &mut Tx, id: Id<Need>, case: Id<Case>, at: Instant) -> Result<bool> {
    Ok(tx.run(WITHDRAW_NEED, (id, case, at)).await? == 1)
}

/// The goals of a case, oldest first.
pub async fn goals_of(rx: &mut Rx, case: Id<Case>) -> Result<Vec<Goal>> {
    rx.all(GOALS, (case,)).await
}

pub(super) async fn add_goal(tx: &mut Tx, g: &Goal) -> Result<bool> {
    let args = (g.id, g.case_id, g.words.clone(), g.importance, g.confidence, g.worker_id, g.added_at);
    Ok(tx.run(ADD_GOAL, args).await? == 1)
}

pub(super) async fn change_goal(tx: &mut Tx, g: &Goal) -> Result<()> {
    let args = (g.id, g.words.clone(), g.importance, g.confidence, g.status.as_str(), g.changed_at, g.version);
    tx.update(CHANGE_GOAL, args).await
}

/// Actions that stand: those to do first, the earliest due first.
pub async fn actions_of(rx: &mut Rx, case: Id<Case>) -> Result<Vec<Action>> {
    rx.all(ACTIONS, (case,)).await
}

pub(super) async fn add_action(tx: &mut Tx, a: &Action, by: Id<Worker>) -> Result<bool> {
    let args = (a.id, a.case_id, a.goal_id, a.words.clone(), a.who.as_str(), a.by_day, by, a.added_at);
    Ok(tx.run(ADD_ACTION, args).await? == 1)
}

pub(super) async fn finish_action(tx: &mut Tx, id: Id<Action>, case: Id<Case>, at: Instant) -> Result<bool> {
    Ok(tx.run(FINISH_ACTION, (id, case, at)).await? == 1)
}
