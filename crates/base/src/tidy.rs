//! What nobody needs any more goes: drafts that nobody touches, sessions that have long ended, counts of failures that are over, messages that were sent.
//! Once a day.

use crate::{
    Ctx, Result,
    auth::{session, throttle},
    draft, jobs, mail,
};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

/// A draft that nobody has touched for so long goes.
pub const DRAFTS: SignedDuration = SignedDuration::from_hours(30 * 24);
/// Sessions are kept so long after their end, to answer who was signed in when.
pub const SESSIONS: SignedDuration = SignedDuration::from_hours(90 * 24);
/// Failures are forgotten when none was added for so long; nobody waits longer than a quarter of an hour.
pub const FAILURES: SignedDuration = SignedDuration::from_hours(24);

/// Messages are kept so long after they were sent, or had failed for good: longer than any link in one of them opens anything.
pub const MAIL: SignedDuration = SignedDuration::from_hours(90 * 24);
/// One that may have been sent is kept until somebody has dealt with it; after so long nobody will.
pub const DOUBTFUL_MAIL: SignedDuration = SignedDuration::from_hours(365 * 24);

/// Removes what is over.
#[derive(Serialize, Deserialize, Debug, Default)]
pub struct Tidy;

pub const JOBS: &[jobs::Handler] = &[jobs::Handler::every::<Tidy>(86_400)];

impl jobs::Job for Tidy {
    const KIND: &'static str = "tidy";

    async fn run(self, ctx: Ctx) -> Result<(), jobs::Failure> {
        let now = ctx.now();
        let mut tx = ctx.machine.db.tx().await?;
        let drafts = draft::expire(&mut tx, now.minus(DRAFTS)).await?;
        let sessions = session::forget(&mut tx, now.minus(SESSIONS)).await?;
        let failures = throttle::forget(&mut tx, now.minus(FAILURES)).await?;
        let mails = mail::forget(&mut tx, now.minus(MAIL), now.minus(DOUBTFUL_MAIL)).await?;
        tx.commit().await?;
        tracing::info!(drafts, sessions, failures, mails, "tidied");
        Ok(())
    }
}
