//! What the demo's link workers looked for and did not find in a year, and what became of it.

use super::{chance::Chance, world::World};
use crate::{directory::demo_id, gap, policy::GAP_WRITE};
use base::{Machine, Result};
use jiff::SignedDuration;
use kernel::Instant;
use std::sync::Arc;

struct Missing {
    need: &'static str,
    borough: Option<&'static str>,
    words: &'static str,
    days_ago: i64,
    /// After so many days: what became of it, and the entry of the demo's directory that is there now.
    became: Option<(i64, &'static str, Option<&'static str>)>,
}

const fn missing(
    need: &'static str,
    borough: &'static str,
    words: &'static str,
    days_ago: i64,
    became: Option<(i64, &'static str, Option<&'static str>)>,
) -> Missing {
    Missing { need, borough: Some(borough), words, days_ago, became }
}

const FOUND: &str = "found";
const STARTED: &str = "started";
const GIVEN_UP: &str = "given-up";

/// The needs are those of the table, the words are those of whoever asked; nobody is named in them.
static ALL: [Missing; 24] = [
    missing(
        "pur-music",
        "Newham",
        "A piano somebody may play by day, and where a beginner is welcome",
        330,
        Some((64, STARTED, Some("carpenters-road-singers"))),
    ),
    missing(
        "soc-lonely",
        "Newham",
        "A lunch club with Sylheti spoken at the table, not only on the poster",
        290,
        Some((21, FOUND, None)),
    ),
    missing("phy-falls", "Newham", "A strength and balance class in the evening, for people who work", 118, None),
    missing(
        "mig-immigration-advice",
        "Newham",
        "Immigration advice in Portuguese that does not need a booking",
        61,
        None,
    ),
    missing("hou-disrepair", "Newham", "Somebody who comes to look at mould, for a private tenant", 23, None),
    missing(
        "fam-young-wellbeing",
        "Hackney",
        "Something for boys of 12 to 14 after school that is not football",
        311,
        Some((90, STARTED, None)),
    ),
    missing("pur-hobbies", "Hackney", "Chess by day for older people, step-free", 204, Some((12, FOUND, None))),
    missing("mwb-trauma", "Hackney", "A group after a birth that went badly, with a crèche", 77, None),
    missing("sub-gambling", "Hackney", "A gambling group for women only", 40, None),
    missing(
        "edu-english",
        "Tower Hamlets",
        "English for beginners while the children are at school, with a crèche",
        300,
        Some((35, FOUND, None)),
    ),
    missing("soc-isolated", "Tower Hamlets", "Visits at home by somebody who speaks Somali", 187, None),
    missing(
        "car-respite",
        "Tower Hamlets",
        "A sitter for two hours, so that a carer can pray on Fridays",
        96,
        Some((50, GIVEN_UP, None)),
    ),
    missing(
        "phy-activity",
        "Tower Hamlets",
        "Swimming for women only where the windows are covered",
        44,
        Some((9, FOUND, None)),
    ),
    missing(
        "mon-benefits",
        "Barking and Dagenham",
        "Help with a PIP form at home, for somebody who cannot get out",
        250,
        Some((18, FOUND, None)),
    ),
    missing("soc-bereaved", "Barking and Dagenham", "A bereavement group for men in their forties", 160, None),
    missing("ind-transport", "Barking and Dagenham", "A lift to the lunch club on Thursdays from Marks Gate", 52, None),
    missing(
        "pur-nature",
        "Havering",
        "A garden one can get to without a car, on the Harold Hill side",
        280,
        Some((120, STARTED, None)),
    ),
    missing("acc-devices", "Havering", "A tablet on loan, and somebody who shows how", 131, Some((30, FOUND, None))),
    missing("mwb-low-mood", "Havering", "A walk for new fathers at the weekend", 33, None),
    missing("mig-refugee-integration", "Redbridge", "Tea and talk for Tamil-speaking women in the week", 222, None),
    missing(
        "jus-resettlement",
        "Redbridge",
        "Somebody who meets people at the gate on a Friday",
        141,
        Some((77, GIVEN_UP, None)),
    ),
    missing(
        "saf-youth-violence",
        "Waltham Forest",
        "A mentor for a girl; all that we know are for boys",
        198,
        Some((44, FOUND, None)),
    ),
    missing("hou-hoarding", "Waltham Forest", "A group for people who cannot throw anything away", 85, None),
    Missing {
        need: "acc-communication",
        borough: None,
        words: "A café afternoon where British Sign Language is what is spoken",
        days_ago: 110,
        became: None,
    },
];

/// Through the same doors as anybody, with the clock at each day in turn. Leaves the clock where it was.
pub(super) async fn note(machine: &Arc<Machine>, world: &World, now: Instant, seed: u64) -> Result<()> {
    let mut workers = vec![];
    for key in world.staff.keys() {
        let ctx = world.acting(machine, key)?;
        if ctx.might(&GAP_WRITE) {
            workers.push(ctx);
        }
    }
    if workers.is_empty() {
        return Ok(());
    }
    let mut chance = Chance::of(seed, "gaps");
    let mut somebody = |days: i64| {
        machine.clock.set(now.minus(SignedDuration::from_hours(24 * days - chance.between(0, 5))));
        chance.pick(&workers)
    };
    for missing in &ALL {
        let id = gap::ask(somebody(missing.days_ago), missing.need, missing.borough, missing.words).await?;
        if let Some((after, answer, service)) = missing.became {
            gap::answer(somebody(missing.days_ago - after), id, answer, service.map(demo_id)).await?;
        }
    }
    machine.clock.set(now);
    Ok(())
}
