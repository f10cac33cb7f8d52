//! The demo: a made-up slice of North East London, from a seed. The same seed and day give the same demo.
//!
//! It is lived, not loaded: the clock goes through a year, and what happens is done by the actions that do it at work. It is not test data (tests build
//! their own small worlds), and nothing in it is about anybody real. Its people sign in with a known password, which opens nothing outside a folder that
//! was marked as a demo.

mod chance;
mod course;
mod history;
mod people;
mod stories;
mod world;

use crate::{
    desk::DEMO_PASSWORD,
    directory::{self, Gazetteer},
    identity,
    policy::HOUSE_EDIT,
    referral::Referral,
};
use base::{
    House, Machine, Result, Rx,
    draft::{self, Draft},
    http::{form::Fields, wizard::DRAFT_EDIT},
    jobs, mail, settings,
};
use chance::Chance;
use course::{Fate, Ground};
use history::{Course, What};
use jiff::SignedDuration;
use kernel::{Id, Instant};
use people::{Picks, Source};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::Arc};
use world::{File, World};

/// How many people the demo has, besides those of the stories.
pub const PEOPLE: usize = 800;

/// Each receiving team: its share of the people, and of eight hundred, how many wait in its inbox and how many cases it has at four stages.
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
    Load { team: "stratford-link-workers",           people: 150, waiting: 4, fresh: 2, late: 2, open: 22 },
    Load { team: "galleons-link-workers",            people: 90,  waiting: 6, fresh: 2, late: 1, open: 11 },
    Load { team: "fields-and-marsh-link-workers",    people: 75,  waiting: 3, fresh: 1, late: 1, open: 10 },
    Load { team: "weavers-and-wharves-link-workers", people: 80,  waiting: 7, fresh: 1, late: 1, open: 12 },
    Load { team: "filter-beds-link-workers",         people: 75,  waiting: 5, fresh: 2, late: 0, open: 10 },
    Load { team: "roding-oaks-link-workers",         people: 70,  waiting: 2, fresh: 1, late: 1, open: 10 },
    Load { team: "curfew-tower-link-workers",        people: 65,  waiting: 8, fresh: 1, late: 1, open: 10 },
    Load { team: "four-windmills-link-workers",      people: 65,  waiting: 3, fresh: 1, late: 0, open: 10 },
    Load { team: "greenway-link-workers",            people: 40,  waiting: 3, fresh: 1, late: 0, open: 6 },
    Load { team: "queens-reach-link-workers",        people: 35,  waiting: 4, fresh: 1, late: 1, open: 5 },
    Load { team: "forest-and-docks-link-workers",    people: 30,  waiting: 2, fresh: 1, late: 0, open: 5 },
    Load { team: "newham-homes-link-workers",        people: 25,  waiting: 2, fresh: 1, late: 0, open: 4 },
];

/// So many of the Stratford team's cases are Sam Lee's, besides two of the stories.
const SAMS: usize = 13;
/// Messages older than this went nowhere and are counted as sent.
const MAIL_KEPT: SignedDuration = SignedDuration::from_hours(24 * 5);
/// History begins a year and a bit before today.
const YEAR: SignedDuration = SignedDuration::from_hours(24 * 372);

/// Fills an empty database with `people` made-up lives that end at `now`. The machine's clock must be a fixed one. Says which referrals there are.
pub async fn make(machine: &Arc<Machine>, now: Instant, seed: u64, people: usize) -> Result<Vec<Id<Referral>>> {
    let file = world::read()?;
    // The directory is as of today: "checked twelve days ago" is counted from here.
    machine.clock.set(now);
    directory::load_whole_demo(&machine.system("demo")).await?;
    let index = directory::index(machine).await?;
    let gazetteer = Gazetteer::built_in()?;

    machine.clock.set(now.minus(YEAR));
    let world = world::set_up(machine, &file, seed).await?;
    let outcodes = outcodes(&index);
    write_deciles(machine, &outcodes, seed).await?;

    let today = now.date_in(&base::clock::zone());
    let ground = Ground { file: &file, index: &index, gazetteer: &gazetteer, today };
    let source = Source { file: &file, world: &world, outcodes: &outcodes, today };
    let mut courses = stories::stories(&file, index.cards(), today)?;
    let stories = courses.len();
    courses.extend(lives(&ground, &source, seed, people, stories));
    let referrals = history::live(machine, &world, &courses, now).await?;
    begin_a_referral(machine, &world, &file, now).await?;
    send_the_latest_mail(machine, now).await?;
    Ok(referrals)
}

fn outcodes(index: &directory::Index) -> BTreeMap<String, Vec<String>> {
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for service in index.cards() {
        if let (Some(borough), Some(outcode)) = (&service.borough, &service.outcode) {
            all.entry(borough.clone()).or_default().push(outcode.clone());
        }
    }
    for of in all.values_mut() {
        of.sort();
        of.dedup();
    }
    all
}

/// Of so many cases that ended, one is referred again within the year, where there is time for it.
const COMES_BACK: f64 = 0.14;
/// So many cases change hands.
const CHANGES_HANDS: f64 = 0.05;

/// Who the people are and what becomes of them, team by team; `before` courses stand before theirs.
fn lives(ground: &Ground<'_>, source: &Source<'_>, seed: u64, people: usize, before: usize) -> Vec<Course> {
    let mut picks = Picks::default();
    let mut courses = vec![];
    let mut back = vec![];
    // A small demo keeps the proportions, and somebody in each of the first teams.
    let share =
        |n: usize, team: usize| (n * people + 400) / PEOPLE.max(1) + usize::from(people < 100 && team < 2 && n > 0);
    for (t, load) in LOADS.iter().enumerate() {
        let (all, waiting) = (share(load.people, 9).max(1), share(load.waiting, t));
        let (fresh, late, open) = (share(load.fresh, 9), share(load.late, 9), share(load.open, t));
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
            let mut course = course::course(ground, &mut picks, chance, &who, (worker, lead), fate);
            let mut chance = Chance::of(seed, &format!("what else {n}"));
            let colleague = supporters.iter().find(|s| **s != worker && **s != "sam-lee");
            if let Some(to) = colleague.filter(|_| worker != "sam-lee" && chance.happens(CHANGES_HANDS))
                && let Some(at) = course::hand_over(&course, &mut chance)
            {
                course.steps.push((at, What::Transfer { to: (*to).to_owned() }));
            }
            if let Some(closed) = course::closed_on(&course).filter(|_| chance.happens(COMES_BACK)) {
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
    let all = source.world.supporters.get(team).map_or(&[][..], Vec::as_slice);
    let lead = all.iter().find(|k| source.world.staff[*k].leads());
    let others = all.iter().filter(|k| Some(*k) != lead).map(String::as_str);
    (others.collect(), lead.map_or("", String::as_str))
}

/// Whoever speaks their language, or anybody.
fn holder<'a>(source: &Source<'_>, chance: &mut Chance, all: &[&'a str], who: &people::Somebody) -> &'a str {
    let language = who.described.language.as_deref().unwrap_or("en");
    let speaks = |k: &&&str| source.world.staff[**k].languages.iter().any(|l| l == language);
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
async fn write_deciles(machine: &Arc<Machine>, outcodes: &BTreeMap<String, Vec<String>>, seed: u64) -> Result<()> {
    let decile = |o: &String| Chance::of(seed, &format!("decile {o}")).between(1, 6);
    let deciles = outcodes.values().flatten().map(|o| (o.clone(), decile(o))).collect();
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
async fn begin_a_referral(machine: &Arc<Machine>, world: &World, file: &File, now: Instant) -> Result<()> {
    let day = course::before_working_days(now.date_in(&base::clock::zone()), 1);
    machine.clock.set(course::at(day, 465));
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
    tx.commit().await?;
    machine.clock.set(now);
    Ok(())
}

/// Of a year's messages only the last days' go to the outbox folder; the others are counted as sent when they were written.
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
    out.push_str(&format!("\n  password: {DEMO_PASSWORD}\n  codes of this moment: {address}demo\n"));
    out
}
