//! The demo's directory: fifteen hundred made-up services out of files that people wrote. Three hundred of them are frozen, and stand in a file of their
//! own.

use super::{
    actions::{self, Put},
    gazetteer::Gazetteer,
    model::{Cost, Provider, Service, Session, Site},
};
use crate::policy::SERVICE_EDIT;
use anyhow::anyhow;
use base::{Ctx, House, Result, seal};
use jiff::SignedDuration;
use kernel::{Id, Instant, Language, Point};
use serde::Deserialize;

/// Made up; frozen, because search and matching are judged against it.
const SERVICES: &str = include_str!("../../demo/services.toml");
/// What the demo has besides. Queries are judged against those of `newham.toml` and `across.toml` too; entries of the others may be bettered.
const MORE: [&str; 8] = [
    include_str!("../../demo/services/across.toml"),
    include_str!("../../demo/services/barking-and-dagenham.toml"),
    include_str!("../../demo/services/hackney.toml"),
    include_str!("../../demo/services/havering.toml"),
    include_str!("../../demo/services/newham.toml"),
    include_str!("../../demo/services/redbridge.toml"),
    include_str!("../../demo/services/tower-hamlets.toml"),
    include_str!("../../demo/services/waltham-forest.toml"),
];

/// The name of the feed.
pub const SOURCE: &str = "demo";

#[derive(Deserialize)]
struct File {
    service: Vec<Entry>,
}

/// One entry as the file has it. What is absent is not known.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    key: String,
    name: String,
    organisation: String,
    kind: String,
    description: String,
    needs: Vec<String>,
    venue: Option<String>,
    street: Option<String>,
    outcode: Option<String>,
    borough: Option<String>,
    #[serde(default)]
    also: Vec<Elsewhere>,
    #[serde(default)]
    sessions: Vec<Time>,
    free: Option<bool>,
    price: Option<i64>,
    cost_note: Option<String>,
    languages: Option<Vec<String>>,
    #[serde(default)]
    access: Vec<String>,
    #[serde(default)]
    access_not: Vec<String>,
    age_min: Option<i64>,
    age_max: Option<i64>,
    gender: Option<String>,
    #[serde(default)]
    serves: Vec<String>,
    referral: Option<String>,
    places: Option<i64>,
    wait_weeks: Option<i64>,
    phone: Option<String>,
    email: Option<String>,
    website: Option<String>,
    checked_days_ago: Option<i64>,
    checked_by: Option<String>,
    #[serde(default)]
    masked: bool,
}

/// A further place.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Elsewhere {
    venue: String,
    street: String,
    outcode: String,
    borough: String,
}

impl Elsewhere {
    fn site(self, key: &str, gazetteer: &Gazetteer) -> Site {
        let middle = gazetteer.outcode(&self.outcode).map(|p| p.point);
        Site {
            point: middle.map(|p| scattered(p, &format!("{key} {}", self.venue))),
            venue: Some(self.venue),
            street: Some(self.street),
            outcode: Some(self.outcode),
            borough: Some(self.borough),
            postcode: None,
            approximate: true,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Time {
    day: String,
    from: Option<String>,
    to: Option<String>,
    every: Option<String>,
    place: Option<String>,
    note: Option<String>,
}

/// The id that an entry of the file always has.
pub fn demo_id(key: &str) -> Id<Service> {
    Id::from_uuid(seal::named_id("kith demo service", key))
}

/// The frozen services, as of `now`. Needs no database: searching and matching are tested with them.
pub fn demo_services(now: Instant) -> Result<Vec<Service>> {
    read(SERVICES, now)
}

/// The six hundred that queries are judged on (`tests/data/finding`): the frozen ones, those of Newham, and those that go across.
#[cfg(test)]
pub fn judged_services(now: Instant) -> Result<Vec<Service>> {
    let files = JUDGED.iter().map(|text| read(text, now)).collect::<Result<Vec<_>>>()?;
    Ok(files.into_iter().flatten().collect())
}

#[cfg(test)]
pub const JUDGED: [&str; 3] = [SERVICES, MORE[0], MORE[4]];

/// All services of the demo, the frozen ones first.
pub fn all_services(now: Instant) -> Result<Vec<Service>> {
    let mut all = demo_services(now)?;
    for text in MORE {
        all.extend(read(text, now)?);
    }
    Ok(all)
}

fn read(text: &str, now: Instant) -> Result<Vec<Service>> {
    let title = text.lines().next().unwrap_or_default();
    let file: File = toml::from_str(text).map_err(|e| anyhow!("the demo's file \"{title}\": {e}"))?;
    let gazetteer = Gazetteer::built_in()?;
    Ok(file.service.into_iter().map(|e| service(e, &gazetteer, now)).collect())
}

fn service(e: Entry, gazetteer: &Gazetteer, now: Instant) -> Service {
    let provider = seal::named_id("kith demo provider", &e.organisation);
    // Nobody goes to a telephone line: it has no point.
    let somewhere = !e.masked && (e.venue.is_some() || e.street.is_some());
    let middle = e.outcode.as_deref().and_then(|o| gazetteer.outcode(o)).map(|p| p.point);
    Service {
        id: demo_id(&e.key),
        provider_id: Id::from_uuid(provider),
        provider: e.organisation,
        name: e.name,
        kind: e.kind,
        description: e.description,
        needs: e.needs,
        masked: e.masked,
        venue: e.venue,
        street: e.street,
        outcode: e.outcode,
        borough: e.borough,
        postcode: None,
        point: middle.filter(|_| somewhere).map(|p| scattered(p, &e.key)),
        approximate: somewhere,
        also: e.also.into_iter().map(|place| place.site(&e.key, gazetteer)).collect(),
        cost: Cost { free: e.free.or(e.price.map(|p| p == 0)), price: e.price, note: e.cost_note },
        languages: e.languages.map(|l| l.iter().map(|c| code(c)).collect()),
        has: e.access,
        has_not: e.access_not,
        age_min: e.age_min,
        age_max: e.age_max,
        gender: e.gender,
        serves: e.serves,
        referral: e.referral,
        places: e.places,
        wait_weeks: e.wait_weeks,
        phone: e.phone,
        email: e.email,
        website: e.website,
        sessions: e
            .sessions
            .into_iter()
            .map(|t| Session { day: t.day, from: t.from, to: t.to, every: t.every, place: t.place, note: t.note })
            .collect(),
        checked_at: e.checked_days_ago.map(|days| now.minus(SignedDuration::from_hours(24 * days))),
        checked_by: e.checked_by,
        unreached: 0,
        paused_at: None,
        paused_why: None,
        closed_at: None,
        closed_by_feed: false,
        merged_into: None,
        organisation: None,
        provider_held: false,
        source: SOURCE.to_owned(),
        source_id: e.key.clone(),
        slug: e.key,
        version: 1,
    }
}

/// The table's code for a language that people write in two ways (`zh` is `cmn`).
fn code(text: &str) -> String {
    Language::find(text).map_or(text, |l| l.code()).to_owned()
}

/// A point up to about 500 m from the middle of the outcode, always the same for the same key, so that services do not lie on top of each other. The
/// street is made up: no point can be right, and it is labelled as approximate.
fn scattered(middle: Point, key: &str) -> Point {
    let bytes = seal::named_id("kith demo point", key);
    let bytes = bytes.as_bytes();
    let part = |a: u8, b: u8| f64::from(u16::from_be_bytes([a, b])) / f64::from(u16::MAX);
    let angle = part(bytes[0], bytes[1]) * std::f64::consts::TAU;
    // The square root spreads evenly over the disc.
    let km = 0.5 * part(bytes[2], bytes[3]).sqrt();
    let degree_km = 111.2;
    let lat = middle.lat + km * angle.sin() / degree_km;
    let lon = middle.lon + km * angle.cos() / (degree_km * middle.lat.to_radians().cos());
    Point::new(lat, lon).unwrap_or(middle)
}

/// Reads the frozen services into the database, in one transaction; run twice, it changes nothing. Says how many were added.
pub async fn load_demo(ctx: &Ctx) -> Result<usize> {
    load(ctx, demo_services).await
}

/// [`load_demo`] for all services of the demo.
pub async fn load_whole_demo(ctx: &Ctx) -> Result<usize> {
    load(ctx, all_services).await
}

async fn load(ctx: &Ctx, services: fn(Instant) -> Result<Vec<Service>>) -> Result<usize> {
    // A made-up check "12 days ago" is as of midnight, so that a second run on the same day finds nothing new.
    let midnight = ctx.today().jiff().to_zoned(base::clock::zone()).map_err(|e| anyhow!(e))?.timestamp();
    let services = services(Instant::from_jiff(midnight))?;
    let (mut tx, _) = ctx.write(&SERVICE_EDIT, House::id()).await?;
    let mut added = 0;
    for s in &services {
        let provider = Provider { id: s.provider_id, name: s.provider.clone() };
        actions::put_provider(&mut tx, &provider, SOURCE, &s.provider).await?;
        if actions::put(&mut tx, ctx, s).await? == Put::Added {
            added += 1;
        }
    }
    tx.commit().await?;
    super::refresh(&ctx.machine).await?;
    Ok(added)
}

#[cfg(test)]
mod tests {
    use super::super::model::{ACCESS, DAYS, ONLY_FOR, ROUTES};
    use super::*;
    use std::collections::HashSet;

    /// Beginnings of the numbers that Ofcom keeps for drama.
    const DRAMA: [&str; 4] = ["020 7946 0", "07700 900", "0808 157 0", "01632 960"];

    #[test]
    fn every_entry_is_whole() {
        let now = "2026-11-24T09:00:00.000000Z".parse().unwrap();
        assert_eq!(demo_services(now).unwrap().len(), 300);
        let all = all_services(now).unwrap();
        assert_eq!(all.len(), 1500);
        assert_eq!(all.iter().map(|s| s.id).collect::<HashSet<_>>().len(), 1500);
        let gazetteer = Gazetteer::built_in().unwrap();
        let migration = include_str!("../../../../migrations/0005_directory.sql");
        for s in &all {
            let slug = &s.slug;
            assert!(s.needs.iter().all(|n| migration.contains(&format!("('{n}',"))), "{slug}: a need");
            assert!(s.has.iter().chain(&s.has_not).all(|c| ACCESS.contains(&c.as_str())), "{slug}: access");
            assert!(s.sessions.iter().all(|t| DAYS.contains(&t.day.as_str()) && t.from < t.to), "{slug}: a session");
            assert!(s.gender.iter().all(|g| ONLY_FOR.contains(&g.as_str())), "{slug}: gender");
            assert!(s.referral.iter().all(|r| ROUTES.contains(&r.as_str())), "{slug}: referral");
            assert!(s.languages.iter().flatten().all(|l| Language::find(l).is_some()), "{slug}: a language");
            assert!(!s.masked || (s.point.is_none() && s.street.is_none() && s.venue.is_none()), "{slug}: masked");
            let middle = s.outcode.as_deref().and_then(|o| gazetteer.outcode(o).cloned()).unwrap();
            assert!(s.point.is_none_or(|p| p.distance_km(middle.point) < 0.51), "{slug}: far from its outcode");
            assert!(middle.boroughs.contains(s.borough.as_ref().unwrap()), "{slug}: outcode and borough");
            assert!(s.phone.iter().all(|p| DRAMA.iter().any(|range| p.starts_with(range))), "{slug}: telephone");
            assert!(s.email.iter().chain(&s.website).all(|a| a.contains(".example")), "{slug}: address");
        }
    }
}
