//! A directory of any size. Each service follows one that somebody wrote for the demo and is made of the sentences of several of its kind, under a name of
//! its own, so that words are as frequent and as rare as in the texts of people.
//!
//! Fifty thousand stand close together in North East London, which has fewer; what goes beyond lies in made-up towns all over England.

use crate::{
    demo::Chance,
    directory::{self, Gazetteer, Provider, Service},
    policy::SERVICE_EDIT,
};
use anyhow::anyhow;
use base::{Ctx, House, Result, seal};
use kernel::{Id, Instant, Point};
use std::collections::{BTreeMap, HashSet};

/// The feed that they come from.
const SOURCE: &str = "bench";
/// So many lie in the outcodes that are built in; the others in towns.
const IN_LONDON: usize = 50_000;
/// Services in a town, about.
const IN_A_TOWN: usize = 400;
/// The middle of England, and how far it reaches to the north and the south, and to the east and the west, in degrees.
const ENGLAND: ((f64, f64), (f64, f64)) = ((52.7, -1.4), (2.0, 2.1));

/// Where services lie.
struct Town {
    name: String,
    outcode: Option<String>,
    middle: Point,
}

/// As many made-up services as are asked for, the same for the same seed.
pub fn services(n: usize, seed: u64, now: Instant) -> Result<Vec<Service>> {
    let patterns = directory::all_demo_services(now)?;
    let sentences = Sentences::of(&patterns);
    let (here, elsewhere) = towns(n, seed)?;
    let mut names = HashSet::new();
    let one = |i: usize| {
        let mut chance = Chance::of(seed, &format!("service {i}"));
        let pattern = &patterns[i % patterns.len()];
        let town = chance.pick(if i < IN_LONDON { &here } else { &elsewhere });
        woven((pattern, &sentences, town), &mut chance, i, &mut names)
    };
    Ok((0..n).map(one).collect())
}

fn towns(n: usize, seed: u64) -> Result<(Vec<Town>, Vec<Town>)> {
    let gazetteer = Gazetteer::built_in()?;
    let here = gazetteer.outcodes().map(|(code, place)| Town {
        name: place.boroughs.first().cloned().unwrap_or_default(),
        outcode: Some(code.to_owned()),
        middle: place.point,
    });
    let elsewhere = (0..n.saturating_sub(IN_LONDON).div_ceil(IN_A_TOWN)).map(|i| {
        let mut chance = Chance::of(seed, &format!("town {i}"));
        let ((lat, lon), (north, east)) = ENGLAND;
        let mut either_way = |reach: f64| (2.0 * chance.unit() - 1.0) * reach;
        let middle = Point::new(lat + either_way(north), lon + either_way(east)).map_err(|e| anyhow!(e))?;
        Ok(Town { name: coined(&mut chance), outcode: None, middle })
    });
    Ok((here.collect(), elsewhere.collect::<Result<_>>()?))
}

/// A place so many kilometres off, about a standard deviation each way.
pub(super) fn about(middle: Point, km: f64, chance: &mut Chance) -> Point {
    const DEGREE_KM: f64 = 111.2;
    let (north, east) = (chance.bell() * km / DEGREE_KM, chance.bell() * km / DEGREE_KM);
    Point::new(middle.lat + north, middle.lon + east / middle.lat.to_radians().cos()).unwrap_or(middle)
}

/// The sentences of all descriptions, by what they help with first.
struct Sentences<'a>(BTreeMap<&'a str, Vec<&'a str>>);

impl<'a> Sentences<'a> {
    fn of(services: &'a [Service]) -> Sentences<'a> {
        let mut all: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for s in services {
            let need = s.needs.first().map_or("", String::as_str);
            all.entry(need).or_default().extend(s.description.split_inclusive(['.', '?', '!']).map(str::trim));
        }
        Sentences(all)
    }

    fn some(&self, need: &str, chance: &mut Chance) -> String {
        let own = self.0.get(need).map_or(&[][..], Vec::as_slice);
        let some = (0..chance.between(3, 7)).filter(|_| !own.is_empty()).map(|_| *chance.pick(own));
        some.collect::<Vec<_>>().join(" ")
    }
}

fn woven(
    (pattern, sentences, town): (&Service, &Sentences<'_>, &Town),
    chance: &mut Chance,
    i: usize,
    names: &mut HashSet<String>,
) -> Service {
    let mut s = pattern.clone();
    let house = coined(chance);
    let provider = format!("{} {}", coined(chance), last_words(&pattern.provider));
    s.name = format!("{house} {}", last_words(&pattern.name));
    if !names.insert(s.name.clone()) {
        s.name = format!("{} in {}", s.name, town.name);
    }
    let need = pattern.needs.first().map_or("", String::as_str);
    // Half of what it helps with first, half of the next.
    let other = pattern.needs.last().map_or("", String::as_str);
    s.description = format!("{} {}", sentences.some(need, chance), sentences.some(other, chance));
    // The needs of its pattern in another order, now and then one less.
    if s.needs.len() > 1 && chance.happens(0.5) {
        let last = s.needs.len() as i64 - 1;
        let (a, b) = (chance.between(0, last) as usize, chance.between(0, last) as usize);
        s.needs.swap(a, b);
        s.needs.truncate(s.needs.len() - usize::from(chance.happens(0.3)));
    }
    for session in &mut s.sessions {
        session.day = (*chance.pick(directory::DAYS)).to_owned();
    }
    if s.point.is_some() {
        s.point = Some(about(town.middle, 0.7, chance));
        s.street = Some(format!("{} {house} Street", chance.between(1, 180)));
        s.venue = Some(format!("{house} Hall"));
    }
    (s.outcode, s.borough) = (town.outcode.clone(), Some(town.name.clone()));
    s.provider_id = Id::from_uuid(seal::named_id("kith bench provider", &provider));
    s.provider = provider;
    s.slug = format!("bench-{i}");
    s.id = Id::from_uuid(seal::named_id("kith bench service", &s.slug));
    (s.source, s.source_id) = (SOURCE.to_owned(), s.slug.clone());
    s
}

/// The second half of a name: "Barking Road Old-Time Dancers", "Old-Time Dancers".
fn last_words(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words[words.len() / 2..].join(" ")
}

/// A name that nobody has: two or three syllables.
fn coined(chance: &mut Chance) -> String {
    const FIRST: [&str; 16] = [
        "Al", "Bren", "Cor", "Dun", "El", "Fern", "Gar", "Hol", "Kes", "Lin", "Mar", "Nor", "Pen", "Ros", "Tol", "Wyn",
    ];
    const MIDDLE: [&str; 12] = ["", "", "", "a", "er", "i", "in", "o", "ar", "un", "es", "ol"];
    const LAST: [&str; 16] = [
        "bury", "by", "cott", "den", "field", "ford", "gate", "ham", "ley", "mere", "stead", "thorpe", "ton", "vane",
        "wick", "worth",
    ];
    format!("{}{}{}", chance.pick(&FIRST), chance.pick(&MIDDLE), chance.pick(&LAST))
}

/// Writes services into the database, in one transaction; says how many were added.
pub async fn fill(ctx: &Ctx, services: &[Service]) -> Result<usize> {
    let (mut tx, _) = ctx.write(&SERVICE_EDIT, House::id()).await?;
    let mut added = 0;
    for s in services {
        let provider = Provider { id: s.provider_id, name: s.provider.clone() };
        directory::put_provider(&mut tx, &provider, SOURCE, &s.provider).await?;
        added += usize::from(directory::put(&mut tx, ctx, s).await? == directory::Put::Added);
    }
    tx.commit().await?;
    Ok(added)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn services_differ_from_each_other_and_come_out_the_same_again() {
        let now = "2026-11-24T09:00:00.000000Z".parse().unwrap();
        let all = services(3000, 1, now).unwrap();
        let distinct = |of: fn(&Service) -> &str| all.iter().map(of).collect::<HashSet<_>>().len();
        assert_eq!((distinct(|s| &s.slug), distinct(|s| &s.name)), (3000, 3000));
        assert!(distinct(|s| &s.description) > 2990, "sentences are woven anew");
        assert!(all.iter().all(|s| !s.masked || s.point.is_none()), "what is masked has no point");
        let again = services(3000, 1, now).unwrap();
        assert!(all.iter().zip(&again).all(|(a, b)| a.name == b.name && a.description == b.description));
    }

    #[test]
    fn what_london_has_no_room_for_lies_in_england() {
        let now = "2026-11-24T09:00:00.000000Z".parse().unwrap();
        let (here, elsewhere) = towns(IN_LONDON + 4_000, 1).unwrap();
        assert!(here.len() > 20 && elsewhere.len() == 10);
        assert!(elsewhere.iter().all(|t| t.outcode.is_none()));
        assert!(services(10, 2, now).unwrap().iter().all(|s| s.outcode.is_some()));
    }
}
