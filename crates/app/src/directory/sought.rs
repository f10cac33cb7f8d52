//! What was looked for and not found, so that whoever lists services learns what is missing, and whoever pays for them.
//!
//! What somebody types may be their own name or their trouble. So a search is counted in memory, and what was looked for is written down only once it was looked
//! for from so many addresses within a month that it says nothing of anybody; before that it is gone when the program stops, or at the latest when the month is over. It is
//! kept word by word, without the others of the search, and with no more of a place than its borough.

mod store;

pub(super) use store::SQL;
pub use store::{Sought, sought};

use super::{query::Query, text};
use crate::policy::DIRECTORY_IMPORT;
use base::{
    Ctx, House, Machine, Result,
    jobs::{Failure, Job},
    network::Network,
};
use kernel::Date;
use serde::{Deserialize, Serialize};
use std::{
    collections::{HashMap, HashSet},
    net::IpAddr,
    sync::{Mutex, PoisonError},
};

/// What was looked for fewer times than this is not written down. A choice of ours, the same as for small numbers of people elsewhere in Kith.
pub const FEWEST: u64 = 5;
/// So many addresses are told apart for each.
const MOST_ADDRESSES: usize = 200;
/// So many different things are counted at most; what comes after that is not counted.
const MOST: usize = 20_000;

/// What was looked for this month and is not written down yet: by borough and by what.
#[derive(Debug, Default)]
struct Counted {
    month: String,
    times: HashMap<(String, String), Asked>,
}

/// How often, and by how many: a household that asks again and again is one.
#[derive(Debug, Default)]
struct Asked {
    times: u64,
    by: HashSet<IpAddr>,
}

/// The machine's counts.
#[derive(Debug, Default)]
struct Slot(Mutex<Counted>);

fn month(day: Date) -> String {
    day.to_string()[..7].to_owned()
}

/// Counts a search that found nothing; `area`: the borough it was in, where that is known.
pub(super) fn count(machine: &Machine, by: IpAddr, query: &Query, area: Option<&str>) {
    let slot = machine.extension::<Slot>();
    let mut counted = slot.0.lock().unwrap_or_else(PoisonError::into_inner);
    let now = month(machine.clock.today());
    if counted.month != now {
        *counted = Counted { month: now, times: HashMap::new() };
    }
    let area = area.unwrap_or_default();
    let words = text::words(&query.words).into_iter().map(|w| format!("word:{w}"));
    let words = words.filter(|w| w.chars().any(char::is_alphabetic) && w.len() <= 40).take(4);
    for what in words.chain(query.need.iter().map(|n| format!("need:{n}"))) {
        let key = (area.to_owned(), what);
        if counted.times.len() < MOST || counted.times.contains_key(&key) {
            let asked = counted.times.entry(key).or_default();
            if asked.by.len() < MOST_ADDRESSES && asked.by.insert(Network::household(by)) {
                asked.times += 1;
            }
        }
    }
}

/// Writes down what was looked for often enough.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct WriteSought;

impl Job for WriteSought {
    const KIND: &'static str = "directory-write-sought";
    async fn run(self, ctx: Ctx) -> Result<(), Failure> {
        let (month, often) = {
            let slot = ctx.machine.extension::<Slot>();
            let mut counted = slot.0.lock().unwrap_or_else(PoisonError::into_inner);
            let month = counted.month.clone();
            let often: Vec<_> = counted.times.extract_if(|_, asked| asked.times >= FEWEST).collect();
            (month, often)
        };
        if often.is_empty() {
            return Ok(());
        }
        let (mut tx, _) = ctx.write(&DIRECTORY_IMPORT, House::id()).await?;
        for ((area, what), asked) in often {
            store::add(&mut tx, &month, &area, &what, asked.times as i64).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}
