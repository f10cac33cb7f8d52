//! `cargo xtask test`: every check there is, in the order in which they are cheap to fail.
//!
//! The last line of a run is a contract with whoever reads it by machine: `N passed, M failed`, where N counts steps.
//! The first failing step ends the run.

use crate::journeys::{self, Demo};
use crate::needs::{self, Need};
use crate::postgres::{Cluster, Promises};
use crate::{Failure, assets, generate, repo};
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::time::Instant;

struct Step {
    name: &'static str,
    what: &'static str,
    needs: &'static [Need],
    run: fn(&mut Ahead) -> Result<(), Failure>,
}

/// What was begun before its step.
#[derive(Default)]
struct Ahead {
    /// Whether the browser will want a demo.
    wants_demo: bool,
    demo: Option<Demo>,
}

static STEPS: [Step; 7] = [
    Step {
        name: "assets",
        what: "styles, scripts and templates from third-party packages",
        needs: &[Need::Node, Need::Npm, Need::Pip],
        run: |_| assets::build(),
    },
    Step { name: "fmt", what: "layout of the code", needs: &[], run: |_| fmt() },
    Step {
        name: "clippy",
        what: "lints while all tests are built, warnings are errors",
        needs: &[],
        run: |_| clippy(),
    },
    Step { name: "typos", what: "spelling", needs: &[Need::Pip], run: |_| typos() },
    Step { name: "rust", what: "all tests, on SQLite and on PostgreSQL", needs: &[Need::Postgres], run: rust },
    Step { name: "gen", what: "derived files are current", needs: &[Need::Git], run: |_| generate::run(true) },
    Step {
        name: "browser",
        what: "journeys in a browser",
        needs: &[Need::Node, Need::Npm, Need::Chromium, Need::Fonts],
        run: |ahead| journeys::run(ahead.demo.take()),
    },
];

/// Runs the chosen steps, all without `only`.
pub fn run(install: bool, only: Option<&str>) -> ExitCode {
    let steps = match chosen(only) {
        Ok(steps) => steps,
        Err(problem) => {
            eprintln!("{problem}");
            return ExitCode::from(2);
        }
    };
    let mut needed: Vec<Need> = Vec::new();
    for need in steps.iter().flat_map(|step| step.needs) {
        if !needed.contains(need) {
            needed.push(*need);
        }
    }
    if let Err(failure) = needs::meet(&needed, install) {
        println!("{failure}\n0 passed, 1 failed");
        return ExitCode::FAILURE;
    }

    let mut ahead = Ahead { wants_demo: steps.iter().any(|step| step.name == "browser"), demo: None };
    for (passed, step) in steps.iter().enumerate() {
        println!("── {}: {}", step.name, step.what);
        let begun = Instant::now();
        let result = (step.run)(&mut ahead);
        let seconds = begun.elapsed().as_secs_f32();
        if let Err(failure) = result {
            println!("{failure}\n── {} failed after {seconds:.1} s\n{passed} passed, 1 failed", step.name);
            return ExitCode::FAILURE;
        }
        println!("── {}: ok, {seconds:.1} s\n", step.name);
    }
    println!("{} passed, 0 failed", steps.len());
    ExitCode::SUCCESS
}

/// The steps that were named, in their own order.
fn chosen(only: Option<&str>) -> Result<Vec<&'static Step>, String> {
    let Some(only) = only else { return Ok(STEPS.iter().collect()) };
    let names: Vec<&str> = only.split(',').map(str::trim).collect();
    if let Some(unknown) = names.iter().find(|name| !STEPS.iter().any(|step| step.name == **name)) {
        let known: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
        return Err(format!("there is no step \"{unknown}\"; the steps are {}", known.join(", ")));
    }
    Ok(STEPS.iter().filter(|step| names.contains(&step.name)).collect())
}

fn fmt() -> Result<(), Failure> {
    repo::run(repo::cargo().args(["fmt", "--all", "--check"]))
}

fn clippy() -> Result<(), Failure> {
    repo::run(repo::linting_cargo().args(["test", "--workspace", "--no-run", "--quiet"]))
}

/// Spelling. The tool comes as a wheel, by hash, into a folder beside the build's; what it may overlook stands in
/// `typos.toml`.
fn typos() -> Result<(), Failure> {
    let list = repo::root().join("xtask").join("typos.txt");
    let wanted = std::fs::read(&list).map_err(|error| format!("{}: {error}", list.display()))?;
    let tools = repo::target_dir()?.join("tools").join("typos");
    let stamp = tools.join("installed.txt");
    if !std::fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        std::fs::remove_dir_all(&tools).ok();
        let mut pip = Command::new("python3");
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--root-user-action=ignore"]);
        pip.args(["--no-deps", "--only-binary=:all:", "--require-hashes"]);
        if let Some(cache) = repo::cache("pip") {
            pip.arg("--cache-dir").arg(cache);
        }
        repo::run(pip.arg("--target").arg(&tools).arg("--requirement").arg(&list))?;
        std::fs::write(&stamp, wanted).map_err(|error| format!("{}: {error}", stamp.display()))?;
    }
    let program: PathBuf = tools.join("bin").join("typos");
    repo::run(repo::at_root(program).args(["--config", "typos.toml"]))
}

/// All tests of the workspace. With a cluster at hand, what claims to work on both databases has to show it. The browser's demo is made meanwhile: it
/// cannot use more than one core.
fn rust(ahead: &mut Ahead) -> Result<(), Failure> {
    let cluster = Cluster::start(Promises::None)?;
    if ahead.wants_demo {
        ahead.demo = Some(Demo::begin()?);
    }
    let mut tests = repo::linting_cargo();
    tests.args(["test", "--workspace"]);
    // Half of the time a journey waits for a database or a timer.
    let at_once = std::thread::available_parallelism().map_or(4, |n| n.get() * 2);
    tests.env("RUST_TEST_THREADS", at_once.to_string());
    tests.env("KITH_TEST_POSTGRES", cluster.url()).env("KITH_REQUIRE_POSTGRES", "1");
    repo::run(&mut tests)
}
