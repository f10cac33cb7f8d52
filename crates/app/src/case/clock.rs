//! The clock of the first contact: when it passes, the case is put before the team's lead.

use super::{model::Case, store};
use crate::policy::{CASE_CLOCKS, CASE_WRITE};
use base::{
    Ctx,
    ctx::House,
    events::{self, Event},
    history::{self, Change},
    jobs::{Failure, Handler, Job},
};
use kernel::Id;
use serde::{Deserialize, Serialize};

/// The clock of a case passed without a conversation.
#[derive(Debug, Serialize, Deserialize)]
pub struct ClockPassed {
    pub case: Id<Case>,
}

impl Event for ClockPassed {
    const KIND: &'static str = "case-clock-passed";
    const SUBSCRIBERS: &'static [&'static str] = &[];
}

/// Looks for clocks that have passed. Safe to run twice: a clock is raised once.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct ClockDue;

impl Job for ClockDue {
    const KIND: &'static str = "case-clock-due";

    async fn run(self, ctx: Ctx) -> Result<(), Failure> {
        let (mut tx, _) = ctx.write(&CASE_CLOCKS, House::id()).await?;
        let passed = store::passed(&mut tx, ctx.now()).await?;
        if passed.is_empty() {
            // Nothing happened, so nothing is recorded.
            return Ok(());
        }
        for id in passed {
            ctx.also(&mut tx, &CASE_WRITE, id).await?;
            if store::raise(&mut tx, id, ctx.now()).await? {
                history::append(&mut tx, &ctx, id.uuid(), Change { event: "case-clock-passed", ..Default::default() })
                    .await?;
                events::emit(&mut tx, &ctx, &ClockPassed { case: id }).await?;
            }
        }
        tx.commit().await?;
        Ok(())
    }
}

pub(super) const JOBS: &[Handler] = &[Handler::every::<ClockDue>(60)];
