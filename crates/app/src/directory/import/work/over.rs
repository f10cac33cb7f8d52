//! What is over: a feed says so by its own dates, so that it need not be missing twice before it is gone.

use super::{Came, Work};
use crate::directory::import::{
    documents::CALENDAR,
    store::{self, Staged},
};
use base::Result;
use std::{borrow::Cow, time::Instant as Moment};

impl Came {
    /// What of a record tells whether it has changed.
    pub(in crate::directory::import) fn told(&self) -> Cow<'_, str> {
        if self.dialect == CALENDAR {
            hsds::dialect::ical::without_stamps(&self.raw).into()
        } else {
            self.raw.as_str().into()
        }
    }
}

impl Work<'_> {
    /// Takes away what is there of what is over.
    pub(super) async fn over(&mut self, all: Vec<(i64, String)>) -> Result<()> {
        const AT_ONCE: usize = 200;
        for some in all.chunks(AT_ONCE) {
            let mut gone = vec![];
            for (line, source_id) in some {
                if self.judge.known.get(source_id).is_some_and(|k| k.closed_at.is_none()) {
                    gone.push(Staged {
                        line: *line,
                        source_id: Some(source_id.clone()),
                        digest: None,
                        came: None,
                        outcome: "gone",
                        reason: None,
                        raw: None,
                        pending: true,
                        data: None,
                    });
                }
            }
            if gone.is_empty() {
                continue;
            }
            let mut tx = self.run.write(self.ctx).await?;
            let since = Moment::now();
            let staged = store::stage(&mut tx, self.run.number, gone).await?;
            tx.commit().await?;
            self.summary.gone += staged.len() as u64;
            self.pace.breathe(since).await;
        }
        Ok(())
    }
}
