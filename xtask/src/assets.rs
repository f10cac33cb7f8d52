//! `cargo xtask assets`: what the pages are made of.
//!
//! The work is done by `assets/build.mjs`, with tools that come from npm; here only the road to it. It does nothing
//! when nothing changed, so every task that needs assets simply calls this.

use crate::{Failure, repo};

/// Builds `assets/dist`.
pub fn build() -> Result<(), Failure> {
    repo::run(repo::at_root("node").arg("assets/build.mjs"))
}
