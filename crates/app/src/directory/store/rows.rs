//! A service and what hangs on it as the tables have them, and back.

use crate::directory::model::{Cost, Provider, Service, Session, Site};
use kernel::{Id, Instant, Point, Postcode};
use std::collections::HashMap;

#[derive(sqlx_macros::FromRow)]
pub(super) struct ServiceRow {
    pub id: Id<Service>,
    slug: String,
    provider_id: Id<Provider>,
    provider: String,
    name: String,
    kind: String,
    description: String,
    masked: bool,
    venue: Option<String>,
    street: Option<String>,
    outcode: Option<String>,
    borough: Option<String>,
    postcode: Option<Postcode>,
    lat: Option<f64>,
    lon: Option<f64>,
    approximate: bool,
    free: Option<bool>,
    price: Option<i64>,
    cost_note: Option<String>,
    languages: Option<String>,
    has: String,
    has_not: String,
    age_min: Option<i64>,
    age_max: Option<i64>,
    gender: Option<String>,
    referral: Option<String>,
    places: Option<i64>,
    wait_weeks: Option<i64>,
    phone: Option<String>,
    email: Option<String>,
    website: Option<String>,
    checked_at: Option<Instant>,
    checked_by: Option<String>,
    unreached: i64,
    paused_at: Option<Instant>,
    paused_why: Option<String>,
    closed_at: Option<Instant>,
    closed_by: Option<String>,
    merged_into: Option<Id<Service>>,
    organisation: Option<String>,
    provider_held: bool,
    source: String,
    source_id: String,
    version: i64,
}

#[derive(sqlx_macros::FromRow)]
pub(super) struct TextRow {
    service_id: Id<Service>,
    text: String,
}

#[derive(sqlx_macros::FromRow)]
pub(super) struct SessionRow {
    service_id: Id<Service>,
    day: String,
    starts: Option<String>,
    ends: Option<String>,
    every: Option<String>,
    place: Option<String>,
    note: Option<String>,
}

#[derive(sqlx_macros::FromRow)]
pub(super) struct FurtherRow {
    service_id: Id<Service>,
    venue: Option<String>,
    street: Option<String>,
    outcode: Option<String>,
    borough: Option<String>,
    postcode: Option<Postcode>,
    lat: Option<f64>,
    lon: Option<f64>,
    approximate: bool,
}

/// What hangs on services, by service.
#[derive(Default)]
pub(super) struct Hangers {
    needs: HashMap<Id<Service>, Vec<String>>,
    areas: HashMap<Id<Service>, Vec<String>>,
    sessions: HashMap<Id<Service>, Vec<Session>>,
    further: HashMap<Id<Service>, Vec<Site>>,
}

impl Hangers {
    pub fn of(
        needs: Vec<TextRow>,
        areas: Vec<TextRow>,
        sessions: Vec<SessionRow>,
        further: Vec<FurtherRow>,
    ) -> Hangers {
        let mut all = Hangers::default();
        for r in needs {
            all.needs.entry(r.service_id).or_default().push(r.text);
        }
        for r in areas {
            all.areas.entry(r.service_id).or_default().push(r.text);
        }
        for r in sessions {
            let session =
                Session { day: r.day, from: r.starts, to: r.ends, every: r.every, place: r.place, note: r.note };
            all.sessions.entry(r.service_id).or_default().push(session);
        }
        for r in further {
            let point = r.lat.zip(r.lon).and_then(|(lat, lon)| Point::new(lat, lon).ok());
            all.further.entry(r.service_id).or_default().push(Site {
                venue: r.venue,
                street: r.street,
                outcode: r.outcode,
                borough: r.borough,
                postcode: r.postcode,
                point,
                approximate: r.approximate,
            });
        }
        all
    }

    pub fn hang(&mut self, r: ServiceRow) -> Service {
        let codes = |text: &str| text.split(' ').filter(|c| !c.is_empty()).map(str::to_owned).collect::<Vec<_>>();
        Service {
            needs: self.needs.remove(&r.id).unwrap_or_default(),
            serves: self.areas.remove(&r.id).unwrap_or_default(),
            sessions: self.sessions.remove(&r.id).unwrap_or_default(),
            also: self.further.remove(&r.id).unwrap_or_default(),
            id: r.id,
            slug: r.slug,
            provider_id: r.provider_id,
            provider: r.provider,
            name: r.name,
            kind: r.kind,
            description: r.description,
            masked: r.masked,
            venue: r.venue,
            street: r.street,
            outcode: r.outcode,
            borough: r.borough,
            postcode: r.postcode,
            point: r.lat.zip(r.lon).and_then(|(lat, lon)| Point::new(lat, lon).ok()),
            approximate: r.approximate,
            cost: Cost { free: r.free, price: r.price, note: r.cost_note },
            languages: r.languages.as_deref().map(codes),
            has: codes(&r.has),
            has_not: codes(&r.has_not),
            age_min: r.age_min,
            age_max: r.age_max,
            gender: r.gender,
            referral: r.referral,
            places: r.places,
            wait_weeks: r.wait_weeks,
            phone: r.phone,
            email: r.email,
            website: r.website,
            checked_at: r.checked_at,
            checked_by: r.checked_by,
            unreached: r.unreached,
            paused_at: r.paused_at,
            paused_why: r.paused_why,
            closed_at: r.closed_at,
            closed_by_feed: r.closed_by.as_deref() == Some("feed"),
            merged_into: r.merged_into,
            organisation: r.organisation,
            provider_held: r.provider_held,
            source: r.source,
            source_id: r.source_id,
            version: r.version,
        }
    }
}

pub(in crate::directory) type SessionArgs =
    (Id<Service>, i64, String, Option<String>, Option<String>, Option<String>, Option<String>, Option<String>);

/// A session as its row has it; `at`: which of the service's it is.
pub(in crate::directory) fn session_row(id: Id<Service>, at: usize, s: &Session) -> SessionArgs {
    (id, at as i64, s.day.clone(), s.from.clone(), s.to.clone(), s.every.clone(), s.note.clone(), s.place.clone())
}

pub(in crate::directory) type FurtherArgs = (
    Id<Service>,
    i64,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<Postcode>,
    Option<f64>,
    Option<f64>,
    bool,
);

/// A further place as its row has it.
pub(in crate::directory) fn further_row(id: Id<Service>, at: usize, p: &Site) -> FurtherArgs {
    let (venue, street, outcode) = (p.venue.clone(), p.street.clone(), p.outcode.clone());
    let (lat, lon) = (p.point.map(|p| p.lat), p.point.map(|p| p.lon));
    (id, at as i64, venue, street, outcode, p.borough.clone(), p.postcode.clone(), lat, lon, p.approximate)
}
