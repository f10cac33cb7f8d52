//! The demo: a made-up slice of North East London, from a seed. The same seed and day give the same demo.
//!
//! It is lived, not loaded: the clock goes through two years, and what happens is done by the actions that do it at work. It is not test data (tests build
//! their own small worlds), and nothing in it is about anybody real. Its people sign in with a known password, which opens nothing outside a folder that
//! was marked as a demo. What it was made to resemble, with sources, stands in `facts`, and is printed beside what came out.

mod areas;
mod calendar;
mod chance;
mod course;
mod facts;
mod gaps;
mod history;
mod nearby;
mod people;
mod roster;
mod routes;
mod signposts;
mod stories;
mod tour;
mod world;

pub(crate) use chance::Chance;
pub use facts::{Fact, resemblance};
pub use tour::{COMMISSIONER, LONGER, RECEPTIONIST, STOPS, SUPPORTER, Stop, records};

use crate::{
    desk::DEMO_PASSWORD,
    directory::{self, Index, Service},
    identity, insight,
    policy::HOUSE_EDIT,
    provision,
    referral::Referral,
};
use areas::Areas;
use base::{
    House, Machine, Result, Rx,
    draft::{self, Draft},
    http::{form::Fields, wizard::DRAFT_EDIT},
    jobs, mail, settings,
};
use calendar::Calendar;
use course::{Fate, Ground};
use history::{Course, What};
use jiff::SignedDuration;
use kernel::{Id, Instant};
use people::{Picks, Somebody, Source};
use roster::Roster;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::Arc};
use world::{File, World};

/// The seed when none is asked for.
pub const SEED: u64 = 1;
/// How many people the demo has, besides those of the stories.
pub const PEOPLE: usize = 3000;

/// Each receiving team: its share of the people, and how many of them wait in its inbox today and are at three stages of an open case: what a team of its
/// size carries. All others are over.
struct Load {
    team: &'static str,
    people: usize,
    waiting: usize,
    fresh: usize,
    late: usize,
    open: usize,
}

#[rustfmt::skip]
const LOADS: [Load; 12] = [
    Load { team: "stratford-link-workers",           people: 480, waiting: 4, fresh: 2, late: 2, open: 46 },
    Load { team: "galleons-link-workers",            people: 330, waiting: 6, fresh: 2, late: 1, open: 30 },
    Load { team: "fields-and-marsh-link-workers",    people: 280, waiting: 3, fresh: 1, late: 1, open: 24 },
    Load { team: "weavers-and-wharves-link-workers", people: 300, waiting: 7, fresh: 1, late: 1, open: 26 },
    Load { team: "filter-beds-link-workers",         people: 280, waiting: 5, fresh: 2, late: 0, open: 24 },
    Load { team: "roding-oaks-link-workers",         people: 260, waiting: 2, fresh: 1, late: 1, open: 23 },
    Load { team: "curfew-tower-link-workers",        people: 240, waiting: 8, fresh: 1, late: 1, open: 20 },
    Load { team: "four-windmills-link-workers",      people: 240, waiting: 3, fresh: 1, late: 0, open: 20 },
    Load { team: "greenway-link-workers",            people: 180, waiting: 3, fresh: 1, late: 0, open: 16 },
    Load { team: "queens-reach-link-workers",        people: 150, waiting: 4, fresh: 1, late: 1, open: 13 },
    Load { team: "forest-and-docks-link-workers",    people: 140, waiting: 2, fresh: 1, late: 0, open: 12 },
    Load { team: "newham-homes-link-workers",        people: 120, waiting: 2, fresh: 1, late: 0, open: 10 },
];

/// So many of the Stratford team's cases are Sam Lee's, besides two of the stories.
const SAMS: usize = 13;
/// A demo of so many people or more has all of the present; a smaller one has more of it than its share, so that there is something to see.
const WHOLE_PRESENT: usize = 1200;
/// Messages older than this went nowhere and are counted as sent.
const MAIL_KEPT: SignedDuration = SignedDuration::from_hours(24 * 5);
/// The house opens two years and two weeks before today; the first referrals come when it has settled in.
const HISTORY: SignedDuration = SignedDuration::from_hours(24 * 744);

/// What came of making a demo.
#[derive(Debug)]
pub struct Made {
    pub referrals: Vec<Id<Referral>>,
    /// What it was made to resemble, and whether it does.
    pub facts: Vec<Fact>,
}

/// Fills an empty database with `people` made-up lives that end at `now`. The machine's clock must be a fixed one.
pub async fn make(machine: &Arc<Machine>, now: Instant, seed: u64, people: usize) -> Result<Made> {
    let file = world::read()?;
    // The directory is as of today: "checked twelve days ago" is counted from here.
    machine.clock.set(now);
    directory::load_whole_demo(&machine.system("demo")).await?;
    let index = directory::index(machine).await?;

    machine.clock.set(now.minus(HISTORY));
    let (roster, areas) = (Roster::of(&file, seed)?, Areas::of(seed));
    let calendar = Calendar::around(now.date_in(&base::clock::zone()));
    let world = world::set_up(machine, &file, &roster, seed).await?;
    write_deciles(machine, &areas).await?;

    let courses = everybody((&file, &roster, &areas), &calendar, &index, (seed, people))?;
    let referrals = history::live(machine, &world, &courses, now).await?;
    tour::remember(machine, &referrals[..file.story.len()]).await?;
    begin_a_referral(machine, &world, &file, &calendar).await?;
    signposts::give(machine, &world, now, seed).await?;
    gaps::note(machine, &world, now, seed).await?;
    machine.clock.set(now);
    send_the_latest_mail(machine, now).await?;
    insight::gather(&machine.system("demo")).await?;
    provision::load_demo(&machine.system("demo")).await?;
    let facts = facts::facts(&courses, &calendar, &areas, now);
    Ok(Made { referrals, facts })
}

/// What the demo's referrers write.
pub(crate) fn reasons() -> Result<Vec<String>> {
    Ok(world::read()?.reason.into_iter().map(|r| r.text).collect())
}

/// The stories first, then everybody else.
fn everybody(
    (file, roster, areas): (&File, &Roster, &Areas),
    calendar: &Calendar,
    index: &Index,
    (seed, people): (u64, usize),
) -> Result<Vec<Course>> {
    let services = |who: &Somebody, full: bool| match full {
        true => nearby::matched(index, who, calendar.today),
        false => nearby::services(index, who),
    };
    let ground = Ground { file, calendar, services: &services };
    let source = Source::new(file, roster, areas, calendar.today);
    let listed: Vec<Service> = index.cards().iter().collect();
    let mut courses = stories::stories(file, &listed, calendar.today)?;
    let before = courses.len();
    courses.extend(lives(&ground, &source, seed, people, before));
    Ok(courses)
}

/// Of so many cases that ended, one is referred again within the year, where there is time for it.
const COMES_BACK: f64 = 0.08;
/// So many cases change hands.
const CHANGES_HANDS: f64 = 0.07;

/// Who the people are and what becomes of them, team by team; `before` courses stand before theirs.
fn lives(ground: &Ground<'_>, source: &Source<'_>, seed: u64, people: usize, before: usize) -> Vec<Course> {
    let mut picks = Picks::default();
    let mut courses = vec![];
    let mut back = vec![];
    let share = |n: usize| (n * people + PEOPLE / 2) / PEOPLE;
    // A small demo has somebody in each of the first teams.
    let now = |n: usize, team: usize| {
        ((n * people + WHOLE_PRESENT / 2) / WHOLE_PRESENT).min(n) + usize::from(people < 100 && team < 2 && n > 0)
    };
    for (t, load) in LOADS.iter().enumerate() {
        let (all, waiting) = (share(load.people).max(1), now(load.waiting, t));
        let (fresh, late, open) = (now(load.fresh, 9), now(load.late, 9), now(load.open, t));
        let fates = [(Fate::Waiting, waiting), (Fate::Fresh, fresh), (Fate::Late, late), (Fate::Open, open)];
        let past = all.saturating_sub(waiting + fresh + late + open);
        let fates = fates.into_iter().chain([(Fate::Past, past)]).flat_map(|(fate, n)| std::iter::repeat_n(fate, n));
        let (supporters, lead) = supporters(source, load.team);
        let mut sams = 0;
        for (i, fate) in fates.enumerate() {
            let n = courses.len();
            let mut chance = Chance::of(seed, &format!("person {n}"));
            let who = source.draw(&mut chance, &mut picks, load.team, n);
            let mut worker = holder(source, &mut chance, &supporters, &who);
            if t == 0 && matches!(fate, Fate::Fresh | Fate::Late | Fate::Open) {
                // Sam's caseload is to look alive, and not the whole team's to be his.
                let his = sams < SAMS && (i % 2 == 0 || open + waiting + fresh + late - i <= SAMS - sams);
                worker = if his { "sam-lee" } else { *chance.pick(&supporters[1..]) };
                sams += usize::from(his);
            }
            let luck = Chance::even(seed, "luck", n);
            let mut course = course::course(ground, &mut picks, chance, &who, (worker, lead), (fate, luck));
            let mut chance = Chance::of(seed, &format!("what else {n}"));
            let colleague = supporters.iter().find(|s| **s != worker && **s != "sam-lee");
            if let Some(to) = colleague.filter(|_| worker != "sam-lee" && chance.happens(CHANGES_HANDS))
                && let Some(at) = course::hand_over(&course, &mut chance)
            {
                course.steps.push((at, What::Transfer { to: (*to).to_owned() }));
            }
            let closed = course::closed_on(&course, ground.calendar);
            if let Some(closed) = closed.filter(|_| chance.happens(COMES_BACK)) {
                back.push((who, (worker, lead), (before + n, closed), chance));
            }
            courses.push(course);
        }
    }
    for (who, by, earlier, mut chance) in back {
        let Some(who) = source.again(&mut chance, &mut picks, &who) else { continue };
        courses.extend(course::again(ground, &mut picks, chance, &who, by, earlier));
    }
    courses
}

/// The keys of a team's link workers (Sam first, where he is), and its lead's.
fn supporters<'a>(source: &'a Source<'_>, team: &str) -> (Vec<&'a str>, &'a str) {
    let all = source.roster.supporters.get(team).map_or(&[][..], Vec::as_slice);
    let lead = all.iter().find(|k| source.roster.members[*k].leads());
    let others = all.iter().filter(|k| Some(*k) != lead).map(String::as_str);
    (others.collect(), lead.map_or("", String::as_str))
}

/// Whoever speaks their language, or anybody.
fn holder<'a>(source: &Source<'_>, chance: &mut Chance, all: &[&'a str], who: &Somebody) -> &'a str {
    let language = who.described.language.as_deref().unwrap_or("en");
    let speaks = |k: &&&str| source.roster.members[**k].languages.iter().any(|l| l == language);
    let those: Vec<&str> = all.iter().filter(speaks).copied().collect();
    let from = if those.is_empty() { all } else { &those };
    from[chance.between(0, from.len() as i64 - 1) as usize]
}

/// Deciles of deprivation by outcode. They stand in no database but a demo's.
#[derive(Serialize, Deserialize)]
struct Deciles {
    made_up: bool,
    /// 1 is the most deprived tenth.
    deciles: BTreeMap<String, i64>,
}

/// The setting that holds them.
const DECILES: &str = "demo-deprivation-made-up";

/// A decile of deprivation for each outcode, made up and labelled so: nothing here is the Index of Multiple Deprivation. Kept as a setting.
async fn write_deciles(machine: &Arc<Machine>, areas: &Areas) -> Result<()> {
    let deciles = areas.deciles.iter().map(|(outcode, tenth)| ((*outcode).to_owned(), *tenth)).collect();
    let (mut tx, _) = machine.system("demo").write(&HOUSE_EDIT, House::id()).await?;
    settings::set(&mut tx, DECILES, &Deciles { made_up: true, deciles }).await?;
    tx.commit().await
}

/// The made-up decile of an outcode; nothing outside a demo.
pub async fn decile(rx: &mut Rx, outcode: &str) -> Result<Option<i64>> {
    let all: Option<Deciles> = settings::get(rx, DECILES).await?;
    Ok(all.and_then(|d| d.deciles.get(outcode).copied()))
}

/// The receptionist was called away in the middle of a form, late on the last working day.
async fn begin_a_referral(machine: &Arc<Machine>, world: &World, file: &File, calendar: &Calendar) -> Result<()> {
    machine.clock.set(calendar.at(calendar.before(0, 1), 465));
    let ctx = world.acting(machine, "grace-okoro")?;
    let mut typed = Fields::default();
    for (field, value) in [
        ("name", "Doreen Larkin"),
        ("born-day", "14"),
        ("born-month", "6"),
        ("born-year", "1941"),
        ("gender", "female"),
        ("language", "en"),
        ("residence", "own-home"),
        ("postcode", "E15 9ZZ"),
        ("phone", "020 7946 0977"),
        ("channels", "call"),
        ("setting", "gp-practice"),
        ("reason", file.reason.first().map_or("", |r| r.text.as_str())),
    ] {
        typed.set(field, value);
    }
    let (mut tx, _) = ctx.write(&DRAFT_EDIT, Draft::own(&ctx)?).await?;
    draft::start(&mut tx, &ctx, "referral", &typed).await?;
    tx.commit().await
}

/// Of two years' messages only the last days' go to the outbox folder; the others are counted as sent when they were written.
async fn send_the_latest_mail(machine: &Arc<Machine>, now: Instant) -> Result<()> {
    let ctx = machine.system("demo");
    let (mut tx, _) = ctx.write(&HOUSE_EDIT, House::id()).await?;
    mail::settle_past(&mut tx, &ctx, now.minus(MAIL_KEPT)).await?;
    tx.commit().await?;
    // What the history queued runs now, so that the first start has nothing to catch up with.
    while jobs::run_one(machine).await? {}
    Ok(())
}

/// Who stands on the demo's page: role, name, e-mail address. Whoever needs no second factor stands there too.
pub async fn who_can_sign_in(machine: &Arc<Machine>) -> Result<Vec<(String, String, String)>> {
    let workers = identity::workers(&machine.system("demo")).await?;
    let found = world::on_the_page()?.into_iter().filter_map(|(email, role)| {
        let worker = workers.iter().find(|w| w.email.to_string() == email)?;
        Some((role, worker.name.clone(), email))
    });
    Ok(found.collect())
}

/// What `kith demo` prints.
pub fn welcome(address: &str, table: &[(String, String, String)]) -> String {
    let mut out = format!("\nKith is at {address}\n\n");
    for (role, name, email) in table {
        out.push_str(&format!("  {role:<18}{name:<24}{email}\n"));
    }
    out.push_str(&format!("\n  password: {DEMO_PASSWORD}\n  codes to sign in with: {address}demo\n"));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lives of the demo that everybody gets, without a database; every service is one and the same.
    fn lived(seed: u64) -> (Vec<Course>, Vec<Fact>) {
        let file = world::read().unwrap();
        let (roster, areas) = (Roster::of(&file, seed).unwrap(), Areas::of(seed));
        let calendar = Calendar::around("2026-11-24".parse().unwrap());
        let services = |_: &Somebody, _: bool| vec![directory::demo_id("any")];
        let ground = Ground { file: &file, calendar: &calendar, services: &services };
        let source = Source::new(&file, &roster, &areas, calendar.today);
        let courses = lives(&ground, &source, seed, PEOPLE, 0);
        let facts = facts::facts(&courses, &calendar, &areas, calendar.at(0, 480));
        (courses, facts)
    }

    #[test]
    fn what_is_lived_resembles_the_parameters() {
        let (courses, facts) = lived(SEED);
        let out: Vec<&str> = facts.iter().filter(|f| !f.within).map(|f| f.name.as_str()).collect();
        assert!(out.is_empty(), "{out:?}\n{}", resemblance(&facts));
        assert_eq!(courses.iter().filter(|c| c.again.is_none()).count(), PEOPLE);
        let again = courses.iter().filter(|c| c.again.is_some()).count();
        assert!((50..300).contains(&again), "{again} are referred again");
    }

    #[test]
    fn every_life_goes_forward_and_is_accepted_before_anything_else() {
        let (courses, _) = lived(SEED);
        for (n, course) in courses.iter().enumerate() {
            let mut steps: Vec<&(Instant, What)> = course.steps.iter().collect();
            steps.sort_by_key(|(at, _)| *at);
            assert!(matches!(steps[0].1, What::Send), "{n}");
            let second = steps.get(1).map(|(_, what)| what);
            let begins = matches!(second, None | Some(What::Accept { .. } | What::Return { .. } | What::Withdraw));
            assert!(begins, "{n}");
            let closed = steps.iter().position(|(_, what)| matches!(what, What::Close { .. }));
            let after = closed.map_or(&[][..], |at| &steps[at + 1..]);
            let may = |what: &What| matches!(what, What::Answer { .. } | What::File { .. });
            assert!(after.iter().all(|(_, what)| may(what)), "{n}: something is done in a case that is over");
        }
    }

    #[test]
    fn the_loads_add_up() {
        assert_eq!(LOADS.iter().map(|l| l.people).sum::<usize>(), PEOPLE);
        assert!(LOADS.iter().all(|l| l.people > 3 * (l.waiting + l.fresh + l.late + l.open)));
    }
}
