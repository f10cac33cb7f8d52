//! What the doors of one request (or one run of a job) share: whether a transaction is open, and what is owed to the record when it is over.

use crate::{Result, audit::Entry};
use std::{
    mem,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

/// Shared by the clones of a [`super::Ctx`].
#[derive(Debug, Default)]
pub(super) struct Errand {
    busy: AtomicBool,
    owed: Mutex<Owed>,
}

#[derive(Debug, Default)]
struct Owed {
    /// Refused inside a transaction: written now, the row would be undone with it; from outside, on SQLite, the writer would wait for it.
    refused: Vec<Entry>,
    /// Lists that were opened and have not said what they showed, by action.
    lists: Vec<&'static str>,
}

/// Marks that this request holds a transaction; dropped with it.
#[derive(Debug)]
pub struct Lease(Arc<Errand>);

impl Drop for Lease {
    fn drop(&mut self) {
        self.0.busy.store(false, Ordering::SeqCst);
    }
}

impl Errand {
    /// One transaction a request: a second one would wait for the first on SQLite, for ever.
    pub(super) fn lease(self: &Arc<Self>) -> Result<Lease> {
        if self.busy.swap(true, Ordering::SeqCst) {
            return Err(anyhow::anyhow!("a second transaction in one request; use `ctx.also`").into());
        }
        Ok(Lease(self.clone()))
    }

    fn owed(&self) -> MutexGuard<'_, Owed> {
        self.owed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn refused(&self, entry: Entry) {
        self.owed().refused.push(entry);
    }

    pub(super) fn take_refused(&self) -> Vec<Entry> {
        mem::take(&mut self.owed().refused)
    }

    pub(super) fn listed(&self, action: &'static str) {
        self.owed().lists.push(action);
    }

    pub(super) fn said(&self, action: &'static str) {
        let mut owed = self.owed();
        if let Some(at) = owed.lists.iter().position(|a| *a == action) {
            owed.lists.swap_remove(at);
        }
    }

    /// A list that has not said what it showed.
    pub(super) fn unsaid(&self) -> Option<&'static str> {
        self.owed().lists.first().copied()
    }
}

impl Drop for Errand {
    fn drop(&mut self) {
        // A request that was cut off, or work outside a request and a job.
        for entry in self.take_refused() {
            tracing::error!(request = entry.request, action = entry.action, "a refusal was not recorded");
        }
    }
}
