//! The binary `kith`: wiring and the command line. An `if` about the domain here is in the wrong crate.

mod backup;
mod bench;
mod demo;
mod doctor;
mod feed;
mod generate;
mod import;
mod matching;
mod search;
mod serve;
mod setup;
mod user;

use base::Config;
use clap::{Parser, Subcommand};
use std::{collections::BTreeMap, path::PathBuf, process::ExitCode};

/// The directory in memory is made of millions of small pieces, which are let go whenever another takes its place. With the C library's allocator a
/// server of 250,000 services kept 2.8 GB of what was let go; with this one it keeps what it uses. How it is set stands in `.cargo/config.toml`.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// Kith: social prescribing, from a referral to a choir and back.
#[derive(Parser, Debug)]
#[command(name = "kith", version, about)]
struct Line {
    /// Folder for the SQLite file, the key file and the outbox.
    #[arg(long, global = true)]
    data: Option<String>,
    /// Address of a PostgreSQL database; without it the SQLite file in the data folder is used.
    #[arg(long, global = true)]
    database: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Answers requests and runs jobs.
    Serve {
        /// Address and port to listen on.
        #[arg(long)]
        bind: Option<String>,
    },
    /// Makes a demo with made-up people in the data folder, if there is none, and serves it.
    Demo {
        #[arg(long)]
        bind: Option<String>,
        /// Throws away what is there and begins anew.
        #[arg(long)]
        fresh: bool,
        /// The day on which the demo's history ends; today when it is missing.
        #[arg(long)]
        today: Option<kernel::Date>,
        /// The same seed and day give the same demo; 1 when it is missing.
        #[arg(long)]
        seed: Option<u64>,
        /// How many people it has besides those of the stories; a smaller one is made more quickly, and resembles nothing.
        #[arg(long)]
        people: Option<usize>,
    },
    /// Accounts: who can sign in.
    User {
        #[command(subcommand)]
        command: user::Command,
    },
    /// Reads a file or a feed into the directory. A server may run meanwhile.
    Import {
        #[command(subcommand)]
        command: import::Command,
    },
    /// Feeds: whose they are, and under which terms what they bring goes out again.
    Feed {
        #[command(subcommand)]
        command: feed::Command,
    },
    /// Finds services by words, place and what somebody needs.
    Search(search::Asked),
    /// Which services might help somebody, out of what they say or what a referrer wrote; why, and what is not known.
    Match(matching::Asked),
    /// Says where each setting came from and what is wrong.
    Doctor,
    /// Writes everything into one sealed file, while the server answers. The passphrase is read from KITH_BACKUP_PASSPHRASE.
    Backup { file: PathBuf },
    /// Restores a backup into an empty database, SQLite or PostgreSQL.
    Restore { file: PathBuf },
    /// Measures, and prints one JSON object: what was done how often, how long it took, and which bars hold.
    Bench {
        #[command(subcommand)]
        command: bench::Command,
    },
    /// Writes the derived files of the repository.
    #[command(hide = true)]
    Gen {
        #[arg(long)]
        root: PathBuf,
    },
}

fn main() -> ExitCode {
    let line = Line::parse();
    // A server beside it, on the same machine, answers first.
    if matches!(line.command, Command::Import { .. }) {
        base::calm::give_way();
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let outcome = match runtime {
        Ok(runtime) => runtime.block_on(run(line)),
        Err(e) => Err(anyhow::Error::from(e).into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("kith: {}", explain(&error));
            ExitCode::FAILURE
        }
    }
}

fn explain(error: &base::Error) -> String {
    match error {
        base::Error::Broken(e) => format!("{e:#}"),
        other => other.to_string(),
    }
}

async fn run(line: Line) -> base::Result<()> {
    let mut flags: BTreeMap<&'static str, String> = BTreeMap::new();
    let mut set = |name, value: Option<&String>| {
        if let Some(v) = value {
            flags.insert(name, v.clone());
        }
    };
    set("data", line.data.as_ref());
    set("database", line.database.as_ref());
    if let Command::Serve { bind } | Command::Demo { bind, .. } = &line.command {
        set("bind", bind.as_ref());
    }
    let config = |flags: &BTreeMap<_, _>| Config::load(flags, |name| std::env::var(name).ok());
    match line.command {
        Command::Serve { .. } => serve::run(config(&flags)?).await,
        Command::Demo { fresh, today, seed, people, .. } => {
            demo::prepare(&config(&flags)?, demo::Wish { fresh, today, seed, people }).await?;
            // The mark of a demo is a file in the folder, so the configuration is read again.
            serve::demo(config(&flags)?).await
        }
        Command::User { command } => user::run(config(&flags)?, command).await,
        Command::Import { command } => import::run(config(&flags)?, command).await,
        Command::Feed { command } => feed::run(config(&flags)?, command).await,
        Command::Search(asked) => search::run(config(&flags)?, asked).await,
        Command::Match(asked) => matching::run(config(&flags)?, asked).await,
        Command::Doctor => doctor::run(&config(&flags)?).await,
        Command::Backup { file } => backup::write(&config(&flags)?, &file).await,
        Command::Restore { file } => backup::restore(&config(&flags)?, &file).await,
        Command::Bench { command } => bench::run(config(&flags)?, command).await,
        Command::Gen { root } => generate::run(&root),
    }
}
