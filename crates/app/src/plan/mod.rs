//! The plan that a person makes with their link worker.
//!
//! **What matters** is in the person's own words, and each saving keeps the one before. A **need** has a code of the taxonomy; a **strength** has a code, or
//! words only ("played the piano for forty years"), and may be what the worker noticed. A **goal** is rated by the person: how important, how
//! confident. An **action** says who does what by when. None of this goes anywhere by itself: a note to the practice is drafted from it by the slice
//! `outcome`, and an onward referral needs its own yes.

mod actions;
mod goals;
mod matters;
mod model;
mod needs;
mod store;

pub use actions::{
    NewAction, NewGoal, NewMatter, NewNeed, add_action, add_goal, add_need, finish_action, rate_goal, write_matter,
};
pub use model::{Action, Goal, Matter, NEED_CODES, Need, PARTIES, PRACTICE, SOURCES, STATUSES};
pub use store::{actions_of, goals_of, matter, needs_of};

use crate::{Slice, pages, samples, strings};

pub const SLICE: Slice = Slice {
    name: "plan",
    routes: || [matters::routes(), needs::routes(), goals::routes()].into_iter().flatten().collect(),
    pages: pages!["plan"; "matters", "needs", "plan", "goal_new", "goal"],
    strings: strings!["plan"; en ""],
    sql: &[store::SQL],
    jobs: &[],
    samples: |ctx| samples![ctx; matters::MattersPage, needs::NeedsPage, goals::PlanPage, goals::NewGoalPage, goals::GoalPage],
};
