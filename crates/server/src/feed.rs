//! `kith feed`: whose feeds there are, and under which terms what they bring goes out again.

use crate::setup;
use app::directory::feeds::{self, Terms};
use base::{Config, Result};

#[derive(clap::Subcommand, Debug)]
pub enum Command {
    /// Every feed with its terms.
    List {
        /// Prints one JSON list.
        #[arg(long)]
        json: bool,
    },
    /// Says whose a feed is and under which terms it goes out again. What is not given stays; an empty text takes it away.
    Set {
        name: String,
        /// Who publishes it.
        #[arg(long)]
        publisher: Option<String>,
        /// Who is told what is wrong with it.
        #[arg(long)]
        email: Option<String>,
        /// Under which it may go out again.
        #[arg(long)]
        licence: Option<String>,
        /// What its publisher wants to be said of where it comes from.
        #[arg(long)]
        attribution: Option<String>,
        /// Whether what it brings goes out at /oruk/v3 and /hsds/v3.
        #[arg(long)]
        republish: Option<bool>,
        /// Reads it by itself every so many minutes (15 or more); 0: no longer. Only what is on the web.
        #[arg(long)]
        every: Option<i64>,
    },
}

pub async fn run(config: Config, command: Command) -> Result<()> {
    let machine = setup::machine(config).await?;
    let ctx = machine.system("feed");
    let outcome = match command {
        Command::List { json } => feeds::all(&ctx).await.and_then(|all| {
            if json {
                println!("{}", serde_json::to_string(&all)?);
            } else {
                all.iter().for_each(print);
            }
            Ok(())
        }),
        Command::Set { name, publisher, email, licence, attribution, republish, every } => {
            let terms = Terms { publisher, email, licence, attribution, republish, every_minutes: every };
            feeds::set(&ctx, &name, &terms).await.map(|feed| print(&feed))
        }
    };
    machine.db.close().await;
    outcome
}

fn print(feed: &feeds::Feed) {
    let goes = if feed.republish { "goes out again" } else { "does not go out again" };
    println!("{}: {} services, {goes}", feed.name, feed.services);
    if let Some(minutes) = feed.every_minutes {
        println!("  read by itself every {minutes} minutes");
    }
    for (what, value) in [
        ("read from", &feed.source),
        ("publisher", &feed.publisher),
        ("told of faults", &feed.email),
        ("licence", &feed.licence),
        ("attribution", &feed.attribution),
    ] {
        if let Some(value) = value {
            println!("  {what}: {value}");
        }
    }
}
