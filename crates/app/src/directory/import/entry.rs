//! What a feed says of a service, why a row was not let in, and what could not be used of one that was.

use crate::directory::{Cost, Service, Session, Site};
use base::seal;
use hsds::{Document, own_id};
use kernel::{Date, Id, Instant, Point, Postcode, name::name_key};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use uuid::Uuid;

/// What a feed says of a service. Kept as JSON until it is written over the service.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Entry {
    pub name: String,
    pub kind: String,
    pub description: String,
    pub provider: Option<String>,
    pub masked: bool,
    pub venue: Option<String>,
    pub street: Option<String>,
    pub outcode: Option<String>,
    pub borough: Option<String>,
    pub postcode: Option<Postcode>,
    pub point: Option<Point>,
    pub approximate: bool,
    /// The places beside the first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Site>,
    pub free: Option<bool>,
    pub price: Option<i64>,
    pub cost_note: Option<String>,
    pub languages: Option<Vec<String>>,
    pub needs: Vec<String>,
    pub age_min: Option<i64>,
    pub age_max: Option<i64>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub website: Option<String>,
    pub sessions: Vec<Session>,
    pub closed: bool,
    /// What the row says of when.
    pub closed_when: String,
    /// Codes of what its place has, and has not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub has: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub has_not: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gender: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub referral: Option<String>,
    /// When its publisher last made sure of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checked_on: Option<Date>,
    /// The document that it came as, for a feed that sends documents.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<Document>,
}

/// The fields that a file speaks of: the rest of a service is left as it is.
#[derive(Clone, Debug)]
pub(crate) struct Said(BTreeSet<String>);

impl Said {
    pub fn of(codes: &str) -> Said {
        Said(codes.split(' ').filter(|c| !c.is_empty()).map(str::to_owned).collect())
    }

    /// A document speaks of all there is.
    pub fn everything() -> &'static str {
        "kind description provider venue address postcode lat borough free price languages needs age_min age_max phone email url monday document"
    }

    pub(super) fn speaks_of(&self, field: super::headings::Field) -> bool {
        self.0.contains(field.code())
    }

    fn any(&self, codes: &[&str]) -> bool {
        codes.iter().any(|c| self.0.contains(*c))
    }
}

impl Entry {
    /// With the document that it is of.
    pub(super) fn with(self, document: Document) -> Entry {
        Entry { document: Some(document), ..self }
    }

    /// The same again has the same digest; `raw`: as it came, of what is kept so.
    pub fn digest(&self, raw: Option<&str>) -> base::Result<Id<Entry>> {
        let mut text = serde_json::to_string(self)?;
        text.push_str(raw.unwrap_or_default());
        Ok(Id::from_uuid(seal::named_id("kith import row", &text)))
    }

    /// Its first place.
    pub fn site(&self) -> Site {
        Site {
            venue: self.venue.clone(),
            street: self.street.clone(),
            outcode: self.outcode.clone(),
            borough: self.borough.clone(),
            postcode: self.postcode.clone(),
            point: self.point,
            approximate: self.approximate,
        }
    }

    pub fn put_first(&mut self, site: Site) {
        (self.venue, self.street, self.outcode) = (site.venue, site.street, site.outcode);
        (self.borough, self.postcode) = (site.borough, site.postcode);
        (self.point, self.approximate) = (site.point, site.approximate);
    }

    /// All its places.
    pub fn sites(&self) -> Vec<Site> {
        std::iter::once(self.site()).chain(self.also.iter().cloned()).collect()
    }

    /// Puts its places where they were found before: a document says no more than an address.
    pub fn find_again(&mut self, found: &[Site]) {
        let again = |mut site: Site| {
            let address = |s: &Site| (s.venue.clone(), s.street.clone(), s.postcode.clone(), s.outcode.clone());
            let same = |f: &&Site| f.point.is_some() && address(f) == address(&site);
            if site.point.is_none()
                && (site.called().is_some() || site.outcode.is_some())
                && let Some(f) = found.iter().find(same)
            {
                (site.point, site.approximate) = (f.point, f.approximate);
                site.borough = site.borough.or_else(|| f.borough.clone());
            }
            site
        };
        self.put_first(again(self.site()));
        self.also = std::mem::take(&mut self.also).into_iter().map(again).collect();
    }

    /// Who runs it: the service itself, when the file does not say.
    pub fn provider_name(&self) -> &str {
        self.provider.as_deref().unwrap_or(&self.name)
    }

    /// The provider's id in the feed.
    pub fn provider_source(&self) -> String {
        match self.organization() {
            Some(id) => format!("organization:{id}"),
            None => format!("import:{}", name_key(self.provider_name())),
        }
    }

    /// The organisation that its document names: a feed's own UUID is kept.
    fn organization(&self) -> Option<Uuid> {
        own_id(self.document.as_ref()?.get("organization")?.as_object()?)
    }

    pub fn provider_id<T>(&self, feed: &str) -> Id<T> {
        if let Some(id) = self.organization() {
            return Id::from_uuid(id);
        }
        Id::from_uuid(seal::named_id("kith import provider", &format!("{feed}\n{}", self.provider_source())))
    }

    /// The service that a feed adds. A feed's own UUID is kept.
    pub fn service(&self, feed: &str, source_id: &str) -> Service {
        let own = self.document.as_ref().and_then(own_id).map(|id| id.to_string());
        let id =
            own.as_deref().unwrap_or(source_id).parse().unwrap_or_else(|_| {
                Id::from_uuid(seal::named_id("kith import service", &format!("{feed}\n{source_id}")))
            });
        let mut service = Service {
            id,
            slug: slug(&self.name, id),
            provider_id: self.provider_id(feed),
            provider: self.provider_name().to_owned(),
            name: self.name.clone(),
            kind: self.kind.clone(),
            description: self.description.clone(),
            needs: self.needs.clone(),
            masked: self.masked,
            venue: None,
            street: None,
            outcode: None,
            borough: None,
            postcode: None,
            point: None,
            approximate: false,
            also: vec![],
            cost: Cost { free: self.free, price: self.price, note: self.cost_note.clone() },
            languages: self.languages.clone(),
            has: self.has.clone(),
            has_not: self.has_not.clone(),
            age_min: self.age_min,
            age_max: self.age_max,
            gender: self.gender.clone(),
            serves: vec![],
            referral: self.referral.clone(),
            places: None,
            wait_weeks: None,
            phone: self.phone.clone(),
            email: self.email.clone(),
            website: self.website.clone(),
            sessions: self.sessions.clone(),
            checked_at: None,
            checked_by: None,
            unreached: 0,
            paused_at: None,
            paused_why: None,
            closed_at: None,
            closed_by_feed: false,
            merged_into: None,
            organisation: None,
            provider_held: false,
            source: feed.to_owned(),
            source_id: source_id.to_owned(),
            version: 1,
        };
        self.put_place(&mut service);
        self.put_check(&mut service);
        service
    }

    /// A check that is newer than the one we know of counts. That somebody here reached nobody stays: a publisher's day says nothing of that.
    fn put_check(&self, s: &mut Service) {
        let Some(day) = self.checked_on else { return };
        let at =
            day.jiff().at(12, 0, 0, 0).to_zoned(base::clock::zone()).map(|z| Instant::from_jiff(z.timestamp())).ok();
        if at > s.checked_at {
            (s.checked_at, s.checked_by) = (at, Some("publisher".to_owned()));
        }
    }

    /// Writes what the feed says over a service; `by_feed`: it was the feed that closed it, if it is closed. What the file does not speak of stays, an
    /// address that must never be public stays hidden, what somebody closed by hand stays closed, and what somebody looks after stays with whoever runs it.
    pub fn put_over(&self, s: &mut Service, said: &Said, feed: &str, by_feed: bool, at: Instant) {
        s.name.clone_from(&self.name);
        if said.any(&["kind"]) {
            s.kind.clone_from(&self.kind);
        }
        if said.any(&["description"]) {
            s.description.clone_from(&self.description);
        }
        if said.any(&["provider"]) && !s.provider_held {
            (s.provider_id, s.provider) = (self.provider_id(feed), self.provider_name().to_owned());
        }
        s.masked |= self.masked;
        if said.any(&["venue", "address", "postcode", "lat", "borough", "area"]) {
            self.put_place(s);
        }
        if said.any(&["free", "price"]) {
            s.cost = Cost { free: self.free, price: self.price, note: self.cost_note.clone() };
        }
        if said.any(&["languages"]) {
            s.languages.clone_from(&self.languages);
        }
        if said.any(&["needs"]) {
            s.needs.clone_from(&self.needs);
        }
        if said.any(&["age_min", "age_max"]) {
            (s.age_min, s.age_max) = (self.age_min, self.age_max);
        }
        for (code, mine, theirs) in [
            ("phone", &mut s.phone, &self.phone),
            ("email", &mut s.email, &self.email),
            ("url", &mut s.website, &self.website),
        ] {
            if said.any(&[code]) {
                mine.clone_from(theirs);
            }
        }
        if said.any(&["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]) {
            s.sessions.clone_from(&self.sessions);
        }
        if said.any(&["document"]) {
            s.has.clone_from(&self.has);
            s.has_not.clone_from(&self.has_not);
            s.gender.clone_from(&self.gender);
            s.referral.clone_from(&self.referral);
            self.put_check(s);
        }
        if s.masked {
            s.hide();
        }
        match (self.closed, s.closed_at) {
            (true, None) => (s.closed_at, s.closed_by_feed) = (Some(at), true),
            (false, Some(_)) if by_feed => s.closed_at = None,
            _ => {}
        }
    }

    fn put_place(&self, s: &mut Service) {
        s.put_site(self.site());
        s.also.clone_from(&self.also);
        if s.masked {
            s.hide();
        }
    }
}

impl Service {
    /// Gives a service that nobody knows yet another id, and the address that goes with it.
    pub(super) fn take_id(&mut self, id: Id<Service>) {
        self.slug = slug(&self.name, id);
        self.id = id;
    }
}

/// The address of a new service's page: its name, and enough of its id to tell it from others of that name.
fn slug(name: &str, id: Id<Service>) -> String {
    let mut slug = String::new();
    for word in kernel::name::words(name) {
        let word: String = word.chars().filter(char::is_ascii_alphanumeric).collect();
        if !word.is_empty() && slug.len() + word.len() <= 60 {
            slug.push_str(&word);
            slug.push('-');
        }
    }
    let tail = seal::named_id("kith slug", &id.to_string()).simple().to_string();
    slug + &tail[..8]
}

/// Why a row was not let in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Reason {
    #[error("it has no name")]
    NoName,
    #[error("its name is longer than 300 characters")]
    LongName,
    #[error("it says no place: no address, postcode, borough, or latitude and longitude")]
    NoPlace,
    #[error("its latitude or longitude is not a number")]
    NoNumber,
    #[error("it has only one of latitude and longitude")]
    HalfAPoint,
    #[error("its latitude and longitude are out of range: outside the United Kingdom")]
    OutOfRange,
    #[error("a duplicate: the same as line {0}")]
    Duplicate(i64),
    #[error("a duplicate: this postcode stands on an earlier line")]
    SamePostcode,
    #[error("it is closed ({0})")]
    Closed(String),
    #[error("its id belongs to another feed")]
    Taken,
    #[error("it is not a postcode")]
    NotAPostcode,
    /// Of a feed of documents.
    #[error("{0}")]
    Document(hsds::Refused),
}

impl Reason {
    /// For scripts, and for counting.
    pub fn code(&self) -> &'static str {
        match self {
            Reason::NoName => "no-name",
            Reason::LongName => "long-name",
            Reason::NoPlace => "no-place",
            Reason::NoNumber => "no-number",
            Reason::HalfAPoint => "half-a-point",
            Reason::OutOfRange => "out-of-range",
            Reason::Duplicate(_) | Reason::SamePostcode => "duplicate",
            Reason::Closed(_) => "closed",
            Reason::Taken => "id-taken",
            Reason::NotAPostcode => "not-a-postcode",
            Reason::Document(refused) => refused.code(),
        }
    }
}

/// What could not be used of a row that was let in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Remark {
    #[error(
        "it names no area (the column of area codes is empty): outside the areas that the file covers, or on their edge"
    )]
    NoArea,
    #[error("it names {0}, and its code is that of {1}, which was taken")]
    TwoBoroughs(&'static str, &'static str),
    #[error("its postcode is none, and was left out")]
    NotAPostcode,
    #[error("its postcode is not known here: its place is only that of its district")]
    OnlyDistrict,
    #[error("it has no point: neither its postcode nor its district is known here, so it is found without a distance")]
    NoPoint,
    #[error("“{0}” is no language that we know")]
    Language(String),
    #[error("“{0}” is no need that we know")]
    Need(String),
    #[error("“{0}” is no age")]
    Age(String),
    #[error("its telephone number is none, and was left out")]
    Phone,
    #[error("its e-mail address is none, and was left out")]
    Email,
    #[error("its web address is none, and was left out")]
    Url,
    /// Of a feed of documents: what was mended or left out, and where.
    #[error("{0}")]
    Issue(hsds::Issue),
}

impl Remark {
    pub fn code(&self) -> &'static str {
        match self {
            Remark::NoArea => "no-area",
            Remark::TwoBoroughs(..) => "two-boroughs",
            Remark::NotAPostcode => "not-a-postcode",
            Remark::OnlyDistrict => "only-district",
            Remark::NoPoint => "no-point",
            Remark::Language(_) => "language",
            Remark::Need(_) => "need",
            Remark::Age(_) => "age",
            Remark::Phone => "phone",
            Remark::Email => "email",
            Remark::Url => "url",
            Remark::Issue(issue) => issue.what.code(),
        }
    }

    /// What is said of all such rows together.
    pub fn of_all(&self) -> String {
        match self {
            Remark::TwoBoroughs(..) => {
                "they name one borough, and their code is that of another, which was taken".to_owned()
            }
            Remark::Language(_) => "they name a language that we do not know".to_owned(),
            Remark::Need(_) => "they name a need that we do not know".to_owned(),
            Remark::Age(_) => "an age is none".to_owned(),
            Remark::Issue(issue) => issue.what.says().to_owned(),
            other => other.to_string(),
        }
    }
}
