//! `cargo xtask gen`: whatever is derived is derived by the program itself.
//!
//! The server binary knows its routes, its policy and its words; `kith gen` writes what is drawn from them (the policy
//! matrix, the OpenAPI description, diagrams). Those files are committed, so that a change of policy is a readable
//! diff, and `--check` holds that they are current.

use crate::{Failure, repo};

/// Writes the derived files. With `check`, fails when that changed anything that git follows.
pub fn run(check: bool) -> Result<(), Failure> {
    let cargo = if check { repo::linting_cargo() } else { repo::cargo() };
    let kith = repo::build_server(cargo)?;
    let before = if check { Some(state()?) } else { None };
    repo::run(repo::at_root(kith).args(["gen", "--root", "."]))?;
    let Some(before) = before else { return Ok(()) };
    let after = state()?;
    if before == after {
        return Ok(());
    }
    Err(format!(
        "{}{}\n\nDerived files were out of date. Run `cargo xtask gen` and commit what it writes.",
        after.status, after.diff
    ))
}

/// What git sees of the working tree. A file may be changed already when the check starts, so its content counts and
/// not only its mark.
#[derive(PartialEq)]
struct State {
    status: String,
    diff: String,
}

/// All but the pictures of the README: a journey in a browser makes them, not `kith gen`, and two machines draw letters differently.
const FOLLOWED: [&str; 3] = ["--", ".", ":(exclude)docs/pictures"];

fn state() -> Result<State, Failure> {
    let git = |arguments: &[&str]| -> Result<String, Failure> {
        let output = repo::output(repo::at_root("git").args(arguments).args(FOLLOWED))?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    };
    Ok(State { status: git(&["status", "--porcelain"])?, diff: git(&["diff", "--no-ext-diff", "--no-color"])? })
}
