//! What stands before every page of an empty installation: until somebody can sign in there is one page only, on which the first one is made.

use crate::{Machine, Result};
use axum::http::Method;
use std::sync::atomic::{AtomicBool, Ordering};

/// What is reached whatever the gate says: style sheets, scripts, and whether the server is well.
const FREE: &[&str] = &["/assets/", "/health/", "/brand.css", "/brand/"];

/// The gate, and the question whether it is open.
#[derive(Debug)]
pub struct Gate {
    /// Where readers are sent while it is shut.
    pub page: &'static str,
    /// An SQL text that counts; more than nothing opens it.
    question: &'static str,
    /// Once open it stays open, and nobody is asked again.
    open: AtomicBool,
}

impl Gate {
    pub const fn new(page: &'static str, question: &'static str) -> Gate {
        Gate { page, question, open: AtomicBool::new(false) }
    }

    /// Whether this request has to go to the gate's page first.
    pub(super) async fn holds(&self, machine: &Machine, method: &Method, path: &str) -> Result<bool> {
        let asks = [Method::GET, Method::HEAD].contains(method);
        let below = path.strip_prefix(self.page).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        if !asks || below || self.open.load(Ordering::Relaxed) || FREE.iter().any(|f| path.starts_with(f)) {
            return Ok(false);
        }
        let mut rx = machine.db.rx().await?;
        let open = rx.value::<i64>(self.question, ()).await? > 0;
        self.open.store(open, Ordering::Relaxed);
        Ok(!open)
    }
}
