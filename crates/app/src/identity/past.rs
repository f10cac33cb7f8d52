//! What became of something, in words, as pages tell it: who changed what, when, from what, to what.

use super::store::names_of;
use base::{Result, Rx, history::Past};
use kernel::{Id, Instant};
use serde::Serialize;

/// One change.
#[derive(Serialize, Debug)]
pub struct PastRow {
    at: Instant,
    who: String,
    /// A key of the strings.
    what: String,
    before: Option<String>,
    after: Option<String>,
}

impl PastRow {
    /// For page samples.
    pub(crate) fn sample(who: &str, what: &str, before: Option<&str>, after: Option<&str>) -> PastRow {
        PastRow {
            at: "2026-11-24T09:00:00.000000Z".parse().expect("a sample instant"),
            who: who.into(),
            what: what.into(),
            before: before.map(str::to_owned),
            after: after.map(str::to_owned),
        }
    }

    /// Everything that became of it, newest first. `say`: an event and one of its values, as the reader reads it.
    pub async fn of(
        rx: &mut Rx,
        all: Vec<Past>,
        say: impl Fn(&str, Option<String>) -> Option<String>,
    ) -> Result<Vec<PastRow>> {
        let workers = names_of(rx, all.iter().filter_map(|p| p.actor).map(Id::cast).collect()).await?;
        let rows = all.into_iter().rev().map(|p| PastRow {
            at: p.at,
            who: p.actor.and_then(|id| workers.get(&id.cast()).cloned()).unwrap_or_default(),
            before: say(&p.event, p.before),
            after: say(&p.event, p.after),
            what: p.event,
        });
        Ok(rows.collect())
    }
}
