//! `kith bench`: how long things take, as JSON. Everything that it reads and writes is made up.

use crate::{demo, setup};
use anyhow::anyhow;
use app::bench;
use base::{Clock, Config, Db, Result, audit};
use kernel::Instant;
use serde_json::json;

/// What is measured, or made for being measured.
#[derive(clap::Subcommand, Debug)]
pub enum Command {
    /// Searches with words, a distance and filters, in memory.
    Search {
        #[arg(long, default_value_t = 50_000)]
        services: usize,
        #[arg(long, default_value_t = 4_000)]
        queries: usize,
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// A database that is asked the same, with tables of its own: `sqlite:PATH`, or `postgres://…` with PostGIS. May be given several times.
        #[arg(long)]
        beside: Vec<String>,
    },
    /// Tiles of the map, in memory.
    Tiles {
        #[arg(long, default_value_t = 250_000)]
        services: usize,
        #[arg(long, default_value_t = 4_000)]
        tiles: usize,
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// What fits what a referrer wrote, with reasons, in memory.
    Match {
        #[arg(long, default_value_t = 50_000)]
        services: usize,
        #[arg(long, default_value_t = 1_000)]
        stories: usize,
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Writes made-up services into an installation that has none.
    Services {
        #[arg(long)]
        services: usize,
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Makes a demo in the data folder, if there is none, and does not serve it.
    Demo,
    /// Fills an empty database with copies of the demo in the data folder, which is made if there is none.
    People {
        /// `sqlite:PATH` or `postgres://…`
        #[arg(long)]
        into: String,
        #[arg(long, default_value_t = 34)]
        copies: usize,
    },
    /// Asks for the pages that are used most, at a steady rate; on a database that `people` made only, since some are written to.
    Pages {
        #[arg(long, default_value_t = 6_000)]
        requests: usize,
        #[arg(long, default_value_t = 40.0)]
        per_second: f64,
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
}

/// The index needs no clock: "checked twelve days ago" is as of here.
fn now() -> Instant {
    Clock::System.now()
}

pub async fn run(config: Config, command: Command) -> Result<()> {
    let printed = match command {
        Command::Search { services, queries, seed, beside } => {
            bench::search(services, queries, seed, now(), &beside).await?.json()
        }
        Command::Tiles { services, tiles, seed } => bench::tiles(services, tiles, seed, now())?.json(),
        Command::Match { services, stories, seed } => bench::story_match(services, stories, seed, now())?.json(),
        Command::Services { services, seed } => {
            let database = setup::database(&config).await?;
            if audit::any(&database).await? {
                return Err(anyhow!("somebody works with this house; made-up services belong into a new one").into());
            }
            database.close().await;
            let machine = setup::machine(config).await?;
            let all = bench::services(services, seed, now())?;
            let added = bench::fill(&machine.system("bench"), &all).await?;
            machine.db.close().await;
            json!({ "services": added })
        }
        Command::Demo => {
            demo::prepare(&config, demo::Wish::default()).await?;
            json!({ "people": app::demo::PEOPLE })
        }
        Command::People { into, copies } => {
            demo::prepare(&config, demo::Wish::default()).await?;
            let (from, into) = (Db::existing_in_folder(&config.data()).await?, Db::connect(&into).await?);
            let rows = bench::multiply(&from, &into, copies).await?;
            from.close().await;
            into.close().await;
            json!({ "copies": copies, "rows": rows })
        }
        Command::Pages { requests, per_second, seed } => {
            let machine = setup::machine(config).await?;
            let figures = bench::pages(&machine, bench::Load { requests, per_second, seed }).await?;
            machine.db.close().await;
            figures.json()
        }
    };
    println!("{printed}");
    Ok(())
}
