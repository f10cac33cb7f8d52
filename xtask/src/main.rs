//! The menu of the repository: `cargo xtask <task>`.
//!
//! Whoever works on Kith needs to know four words: `assets`, `demo`, `test`, `gen`. Each brings what it needs first,
//! prints what it runs, and ends with a status that scripts can rely on. What the tasks start (a database cluster, a
//! server, a browser) they stop by process id, also when they are interrupted: see [`guard`].

mod assets;
mod bench;
mod demo;
mod generate;
mod guard;
mod journeys;
mod needs;
mod postgres;
mod repo;
mod test;

use lexopt::prelude::*;
use std::path::PathBuf;
use std::process::ExitCode;

/// Why a task failed, in words for the person at the terminal.
pub type Failure = String;

const HELP: &str = "\
cargo xtask <task>

  assets                                        builds assets/dist: styles, scripts, templates (nothing to do when unchanged)
  demo [--port 8000] [--dir DIR] [--fresh]      builds Kith, makes a demo with made-up people, and serves it on 127.0.0.1
  test [--install] [--only STEP[,STEP]]         every check there is; installs what is missing on Debian, as root or with --install
  bench [--only NAME[,NAME]]                    measures what Kith holds itself to, with a release build; prints JSON
  gen [--check]                                 writes the derived files; --check fails when they were out of date

The pictures of the README are made anew by KITH_PICTURES=1 cargo xtask test --only assets,browser
";

enum Task {
    Help,
    Assets,
    Demo(demo::Options),
    Test { install: bool, only: Option<String> },
    Bench { only: Option<String> },
    Gen { check: bool },
}

fn main() -> ExitCode {
    let task = match parse(lexopt::Parser::from_env()) {
        Ok(task) => task,
        Err(error) => {
            eprintln!("{error}\n\n{HELP}");
            return ExitCode::from(2);
        }
    };
    let done = match task {
        Task::Help => {
            print!("{HELP}");
            Ok(())
        }
        Task::Assets => assets::build(),
        Task::Demo(options) => demo::run(&options),
        Task::Test { install, only } => return test::run(install, only.as_deref()),
        Task::Bench { only } => bench::run(only.as_deref()),
        Task::Gen { check } => generate::run(check),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn parse(mut arguments: lexopt::Parser) -> Result<Task, lexopt::Error> {
    let mut task = match arguments.next()? {
        Some(Value(word)) => match word.string()?.as_str() {
            "assets" => Task::Assets,
            "demo" => Task::Demo(demo::Options { port: 8000, dir: None, fresh: false }),
            "test" => Task::Test { install: false, only: None },
            "bench" => Task::Bench { only: None },
            "gen" => Task::Gen { check: false },
            "help" => Task::Help,
            other => return Err(format!("there is no task \"{other}\"").into()),
        },
        Some(Short('h') | Long("help")) | None => return Ok(Task::Help),
        Some(other) => return Err(other.unexpected()),
    };
    while let Some(argument) = arguments.next()? {
        match (&mut task, argument) {
            (_, Short('h') | Long("help")) => return Ok(Task::Help),
            (Task::Demo(options), Long("port")) => options.port = arguments.value()?.parse()?,
            (Task::Demo(options), Long("dir")) => options.dir = Some(PathBuf::from(arguments.value()?)),
            (Task::Demo(options), Long("fresh")) => options.fresh = true,
            (Task::Test { install, .. }, Long("install")) => *install = true,
            (Task::Test { only, .. } | Task::Bench { only }, Long("only")) => {
                *only = Some(arguments.value()?.string()?)
            }
            (Task::Gen { check }, Long("check")) => *check = true,
            (_, other) => return Err(other.unexpected()),
        }
    }
    Ok(task)
}
