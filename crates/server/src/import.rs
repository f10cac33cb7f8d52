//! `kith import`: reads files of services, postcodes, areas and deprivation, and says what became of every row.

use crate::setup;
use app::{
    area::{self, Edition, Kind},
    directory::import::{self, Manners, Order, Progress, Summary},
};
use base::{Config, Result, fetch};
use std::{
    io::{IsTerminal, Write},
    path::{Path, PathBuf},
};

#[derive(clap::Subcommand, Debug)]
pub enum Command {
    /// A file of services: CSV, or a spreadsheet (.xlsx, .xls, .ods). The usual headings are recognised; a mapping file says the rest.
    Services {
        file: PathBuf,
        /// The name under which the file comes again: rows are compared with what this feed brought before.
        #[arg(long)]
        feed: String,
        /// A mapping file (TOML) for other headings.
        #[arg(long)]
        map: Option<PathBuf>,
        /// Takes it though more than a fifth of what the feed had is not in it: that is gone.
        #[arg(long)]
        replace: bool,
        /// Prints one JSON object.
        #[arg(long)]
        json: bool,
    },
    /// Documents of Open Referral (HSDS, Open Referral UK, Outpost, OpenActive) or calendars (.ics): a file, a folder of them, or an address.
    Hsds {
        /// A file, a folder, or an address that begins with http://, https:// or webcal://.
        file: PathBuf,
        /// The name under which it comes again: records are compared with what this feed brought before.
        #[arg(long)]
        feed: String,
        /// Takes it though more than a fifth of what the feed had is not in it: that is gone.
        #[arg(long)]
        replace: bool,
        /// Prints one JSON object.
        #[arg(long)]
        json: bool,
    },
    /// A CSV file of postcodes with latitude and longitude, plain or with gzip.
    Postcodes {
        file: PathBuf,
        /// For postcodes that come in several files: a name for each. A file is the whole of its feed.
        #[arg(long, default_value = "postcodes")]
        feed: String,
        /// Prints one JSON object.
        #[arg(long)]
        json: bool,
    },
    /// The register of charities: the table `publicextract.charity` of the Charity Commission. An address in it proves who speaks for a charity.
    Charities {
        file: PathBuf,
        /// Takes the file though it lacks more than a tenth of the charities that were imported before: they are gone.
        #[arg(long)]
        replace: bool,
        /// Prints one JSON object.
        #[arg(long)]
        json: bool,
    },
    /// A GeoJSON file with the outlines of areas, in degrees. It is the whole of its kind.
    Areas {
        file: PathBuf,
        #[arg(long, value_parser = kind)]
        kind: Kind,
        /// Takes the file though it lacks more than a tenth of the areas that were imported before: they are gone.
        #[arg(long)]
        replace: bool,
        /// Prints one JSON object.
        #[arg(long)]
        json: bool,
    },
    /// A CSV file with the rank of each small area (LSOA) in the Index of Multiple Deprivation, plain or with gzip.
    Deprivation {
        file: PathBuf,
        /// 2019 ranks the small areas of the census of 2011, 2025 those of 2021.
        #[arg(long, value_parser = edition)]
        edition: Edition,
        /// Takes the file though it lacks more than a tenth of the ranks that were imported before: they are gone.
        #[arg(long)]
        replace: bool,
        /// Prints one JSON object.
        #[arg(long)]
        json: bool,
    },
}

fn kind(code: &str) -> std::result::Result<Kind, String> {
    let all = || Kind::ALL.map(Kind::code).join(", ");
    Kind::of(code).ok_or_else(|| format!("there are {}", all()))
}

fn edition(year: &str) -> std::result::Result<Edition, String> {
    let all = || Edition::ALL.map(|e| e.year().to_string()).join(" and ");
    year.parse().ok().and_then(Edition::of).ok_or_else(|| format!("there are {}", all()))
}

pub async fn run(config: Config, command: Command) -> Result<()> {
    let machine = setup::machine(config).await?;
    let ctx = machine.system("import");
    let bar = Bar::new();
    let tell = |p: Progress| bar.show(p);
    let (outcome, file, json) = match &command {
        Command::Services { file, feed, map, replace, json } => {
            let order = Order { file, feed, map: map.as_deref(), replace: *replace };
            (import::services(&ctx, &order, &tell).await, file, *json)
        }
        Command::Hsds { file, feed, replace, json } => {
            let order = Order { file, feed, map: None, replace: *replace };
            let outcome = match web_address(file) {
                Some(address) => import::feed(&ctx, &order, &address, manners(&address), &tell).await,
                None => import::documents(&ctx, &order, &tell).await,
            };
            (outcome, file, *json)
        }
        Command::Postcodes { file, feed, json } => {
            let order = Order { file, feed, map: None, replace: false };
            (import::postcodes(&ctx, &order, &tell).await, file, *json)
        }
        Command::Charities { file, replace, json } => {
            (import::charities(&ctx, file, *replace, &tell).await, file, *json)
        }
        Command::Areas { file, kind, replace, json } => {
            (area::areas(&ctx, file, *kind, *replace, &tell).await, file, *json)
        }
        Command::Deprivation { file, edition, replace, json } => {
            (area::deprivation(&ctx, file, *edition, *replace, &tell).await, file, *json)
        }
    };
    bar.clear();
    machine.db.close().await;
    let summary = outcome?;
    if json {
        println!("{}", serde_json::to_string(&summary)?);
    } else {
        print(file, &summary);
    }
    Ok(())
}

/// An address on the web. Calendars are often given out under `webcal:`, which is https by another name.
fn web_address(file: &Path) -> Option<String> {
    let text = file.to_str()?;
    match text.strip_prefix("webcal://") {
        Some(rest) => Some(format!("https://{rest}")),
        None => Some(text.to_owned()).filter(|f| f.starts_with("http://") || f.starts_with("https://")),
    }
}

/// Whoever has the command line may reach what they name; what a feed says by itself may not.
fn manners(address: &str) -> Manners {
    let reach = fetch::address(address).map(|url| fetch::typed(&url)).unwrap_or_default();
    Manners { reach, ..Manners::default() }
}

/// Lines of rows that are printed for each reason; `--json` has all of them.
const LINES: usize = 5;

fn print(file: &Path, s: &Summary) {
    println!("{}: {}", file.display(), s.counts());
    for (code, n) in &s.by_reason {
        println!("  not let in, {code}: {n}");
        for row in s.rows.iter().filter(|r| r.code == *code).take(LINES) {
            println!("    line {}: {}", row.line, row.reason);
        }
        if *n > LINES as u64 {
            println!("    … and {} more; --json lists them", n - LINES as u64);
        }
    }
    for notice in &s.notices {
        println!("  {notice}");
    }
}

/// A line on a terminal that says how far it is; nothing where there is none.
struct Bar {
    terminal: bool,
}

impl Bar {
    fn new() -> Bar {
        Bar { terminal: std::io::stderr().is_terminal() }
    }

    fn show(&self, p: Progress) {
        if self.terminal {
            let percent = (p.bytes * 100).checked_div(p.of).unwrap_or(100).min(100);
            let full = (percent / 4) as usize;
            let (done, left) = ("█".repeat(full), "░".repeat(25 - full));
            eprint!("\r\x1b[K{done}{left} {percent} %  {} rows", p.rows);
            let _ = std::io::stderr().flush();
        }
    }

    fn clear(&self) {
        if self.terminal {
            eprint!("\r\x1b[K");
        }
    }
}
