//! A service as we publish it: the document of its feed, if it has one, with what Kith knows otherwise laid over it.
//!
//! What documents share (who runs it, where it is, the terms it is filed under) is cut out into [`Part`]s, once each, so that a location is one thing however
//! many services are there, and one that must not be public is so for all of them.

use super::ours::{Ours, is_source, object};
use crate::directory::{
    Service, Session, Site,
    import::{
        Entry, entry,
        interpreter::{NOT_THERE, THERE, interpreter},
        is_open_place, site_of,
    },
};
use hsds::{Document, fields, minted, own_id, strict};
use kernel::{Id, Language};
use serde_json::{Value, json};
use uuid::Uuid;

/// What is stored of a service for publishing.
#[derive(Debug, Default)]
pub(crate) struct Listing {
    /// Without its parts.
    pub document: Document,
    pub parts: Vec<Part>,
    pub places: Vec<At>,
    pub terms: Vec<Uuid>,
}

/// An organisation, a location, a taxonomy or a term.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub object: &'static str,
    pub id: Uuid,
    pub document: Document,
    pub masked: bool,
    /// Of a location that has another id than its feed gives it: that one.
    pub origin: Option<Uuid>,
}

/// A service at a location.
#[derive(Clone, Debug)]
pub(crate) struct At {
    pub id: Uuid,
    pub location: Uuid,
}

/// What is published of a service. `feed`: the document that it came as.
pub(crate) fn listing(s: &Service, feed: Option<&Document>) -> Listing {
    listing_held(s, feed, false)
}

/// The same; `held`: somebody holds to how people reach it, and what its feed says beside that is not told.
pub(crate) fn listing_held(s: &Service, feed: Option<&Document>, held: bool) -> Listing {
    let mut d = feed.cloned().unwrap_or_default();
    let said = feed.map(entry).unwrap_or_default();
    lay_over(&mut d, s, &said, feed.is_some());
    if held {
        only_contact(&mut d, s);
    }
    // Its own source hides it: so is the place, whoever else is there. Where another entry of it does, only this one says nothing of where it is.
    if s.masked && (feed.is_none() || said.masked) {
        mask_places(&mut d);
    } else if s.masked {
        d.remove("service_at_locations");
    }
    cut(d, s)
}

fn set(d: &mut Document, key: &str, value: Option<impl Into<Value>>) {
    match value {
        Some(value) => drop(d.insert(key.to_owned(), value.into())),
        None => drop(d.remove(key)),
    }
}

/// Writes what the service says otherwise than its feed's document.
fn lay_over(d: &mut Document, s: &Service, said: &Entry, from_feed: bool) {
    let child = |kind: &str, what: &str| minted("kith", kind, &format!("{}:{what}", s.id));
    set(d, "id", Some(s.id.to_string()));
    set(d, "organization_id", Some(s.provider_id.to_string()));
    set(d, "name", Some(s.name.clone()));
    if s.description != said.description {
        set(d, "description", Some(s.description.clone()).filter(|t| !t.is_empty()));
    }
    let status = match (s.closed_at, said.closed) {
        (None, _) => "active",
        (Some(_), true) => said.closed_when.as_str(),
        (Some(_), false) => "defunct",
    };
    set(d, "status", Some(status));
    if s.website != said.website {
        set(d, "url", s.website.clone());
    }
    if s.email != said.email {
        set(d, "email", s.email.clone());
    }
    if s.phone != said.phone {
        set(d, "phones", s.phone.as_ref().map(|p| json!([{ "id": child("phone", p), "number": p }])));
    }
    if (s.age_min, s.age_max) != (said.age_min, said.age_max) {
        set(d, "minimum_age", s.age_min);
        set(d, "maximum_age", s.age_max);
    }
    if let Some(at) = s.checked_at {
        let day = at.date_in(&base::clock::zone());
        if said.checked_on.is_none_or(|fed| day > fed) {
            set(d, "assured_date", Some(day.to_string()));
        }
    }
    if s.languages != said.languages {
        let all = s.languages.iter().flatten().map(|code| {
            let name = Language::find(code).map_or(code.as_str(), |l| l.english());
            json!({ "id": child("language", code), "code": code, "name": name })
        });
        set(d, "languages", Some(all.collect::<Vec<_>>()).filter(|a| !a.is_empty()));
    }
    if (s.cost.free, s.cost.price, &s.cost.note) != (said.free, said.price, &said.cost_note) {
        cost(d, s);
    }
    if !s.serves.is_empty() {
        let all = s.serves.iter().map(|b| json!({ "id": child("service_area", b), "name": b }));
        set(d, "service_areas", Some(all.collect::<Vec<_>>()));
    }
    // The words of the feed stay, unless they say something else than is known; what it says by code needs no words.
    let words = d.get("interpretation_services").and_then(Value::as_str);
    let (read, known) = (words.and_then(interpreter), s.access("interpreter"));
    let by_code = |codes: &[String]| codes.iter().any(|c| c == "interpreter");
    let fed = by_code(&said.has).then_some(true).or(by_code(&said.has_not).then_some(false));
    if read != known && (read.is_some() || words.is_none() && fed != known) {
        let text = known.map(|there| if there { THERE } else { NOT_THERE });
        set(d, "interpretation_services", text);
    }
    if let Some(weeks) = s.wait_weeks {
        let text = match weeks {
            0 => "no wait".to_owned(),
            1 => "about a week".to_owned(),
            n => format!("about {n} weeks"),
        };
        set(d, "wait_time", Some(text));
    }
    let left = if s.paused_at.is_some() { Some(0) } else { s.places };
    if let (Some(n), Some(at)) = (left, s.paused_at.or(s.checked_at)) {
        let unit = json!({ "id": minted("kith", "unit", "places"), "name": "places" });
        set(
            d,
            "capacities",
            Some(
                json!([{ "id": child("service_capacity", "places"), "unit": unit, "available": n.max(0), "updated": at.to_string() }]),
            ),
        );
    }
    attributes(d, s, said);
    if !from_feed {
        places(d, s);
        if let Some(code) = &s.gender {
            let who = match code.as_str() {
                "women" => "Women only",
                "men" => "Men only",
                "lgbt" => "For LGBT+ people",
                other => other,
            };
            set(d, "eligibility_description", Some(who));
        }
        let how = match s.referral.as_deref() {
            Some("self") => Some("Come, ring or write: nobody has to refer you."),
            Some("any") => Some("Come by yourself, or anybody may refer you."),
            Some("professional") => Some("A professional has to refer you."),
            _ => None,
        };
        set(d, "application_process", how);
        let organization = json!({ "id": s.provider_id.to_string(), "name": s.provider });
        d.insert("organization".into(), organization);
    }
    let moved = from_feed && !s.masked && !same_places(s, said);
    if moved {
        places(d, s);
    }
    if moved || s.sessions != said.sessions {
        schedules(d, s);
    }
    if from_feed && s.provider_id.uuid() != own_id(&part_of(d, "organization")).unwrap_or_default() {
        let organization = json!({ "id": s.provider_id.to_string(), "name": s.provider });
        d.insert("organization".into(), organization);
    }
}

/// Leaves of contacts what the service itself says: a further number, or somebody to ask for, would be a way around that.
fn only_contact(d: &mut Document, s: &Service) {
    d.remove("contacts");
    let number = |p: &Value| p.get("number").and_then(Value::as_str).map(str::to_owned);
    let mut phones = d.remove("phones").and_then(|all| all.as_array().cloned()).unwrap_or_default();
    phones.retain(|p| s.phone.is_some() && number(p) == s.phone);
    phones.truncate(1);
    if let (Some(phone), true) = (&s.phone, phones.is_empty()) {
        phones.push(json!({ "id": minted("kith", "phone", &format!("{}:{phone}", s.id)), "number": phone }));
    }
    set(d, "phones", Some(phones).filter(|all| !all.is_empty()));
    set(d, "email", s.email.clone());
    for at in d.get_mut("service_at_locations").and_then(Value::as_array_mut).into_iter().flatten() {
        if let Some(at) = at.as_object_mut() {
            at.remove("contacts");
            at.remove("phones");
        }
    }
}

fn part_of(d: &Document, key: &str) -> Document {
    d.get(key).and_then(Value::as_object).cloned().unwrap_or_default()
}

fn cost(d: &mut Document, s: &Service) {
    let amount = match (s.cost.free, s.cost.price) {
        (_, Some(pence)) => Some(pence as f64 / 100.0),
        (Some(true), None) => Some(0.0),
        _ => None,
    };
    let id = minted("kith", "cost_option", &s.id.to_string());
    let option = amount.map(|amount| {
        let mut option = json!({ "id": id, "amount": amount, "currency": "GBP" });
        if let Some(note) = &s.cost.note {
            option["amount_description"] = note.clone().into();
        }
        json!([option])
    });
    set(d, "cost_options", option);
    set(d, "fees_description", s.cost.note.clone());
}

fn schedule(t: &Session, id: Uuid) -> Value {
    let at = crate::directory::DAYS.iter().position(|day| *day == t.day).unwrap_or_default();
    let day = fields::DAYS[at];
    let (freq, byday, interval) = match t.every.as_deref() {
        Some("fortnight") => ("WEEKLY", day.to_owned(), Some(2)),
        Some("last") => ("MONTHLY", format!("-1{day}"), None),
        Some(nth) if nth.starts_with(|c: char| c.is_ascii_digit()) => ("MONTHLY", format!("{}{day}", &nth[..1]), None),
        _ => ("WEEKLY", day.to_owned(), None),
    };
    let mut schedule = json!({ "id": id, "freq": freq, "byday": byday });
    if t.every.as_deref() == Some("once") {
        // On which day stands in the note.
        schedule = json!({ "id": id });
    }
    for (key, value) in [("opens_at", &t.from), ("closes_at", &t.to), ("description", &t.note)] {
        if let Some(value) = value {
            schedule[key] = value.clone().into();
        }
    }
    if let Some(n) = interval {
        schedule["interval"] = n.into();
    }
    schedule
}

/// Our terms beside those of the feed.
fn attributes(d: &mut Document, s: &Service, said: &Entry) {
    let mut all: Vec<Value> = d.get("attributes").and_then(Value::as_array).cloned().unwrap_or_default();
    let changed = s.needs != said.needs
        || s.kind != said.kind
        || s.has != said.has
        || s.has_not != said.has_not
        || s.gender != said.gender
        || s.referral != said.referral;
    if changed {
        all.retain(|a| !super::is_ours(a) || is_source(a));
        if let Some(term) = kind_term(&s.kind) {
            let mut attribute = Ours::Kind.attribute(s.id, "service", &s.kind, None);
            attribute["taxonomy_term"] = Value::Object(term);
            all.push(attribute);
        }
        all.extend(s.needs.iter().map(|n| Ours::Need.attribute(s.id, "service", n, None)));
        all.extend(s.has.iter().map(|c| Ours::Access.attribute(s.id, "service", c, Some("yes"))));
        all.extend(s.has_not.iter().map(|c| Ours::Access.attribute(s.id, "service", c, Some("no"))));
        all.extend(s.gender.iter().map(|c| Ours::OnlyFor.attribute(s.id, "service", c, None)));
        all.extend(s.referral.iter().map(|c| Ours::Route.attribute(s.id, "service", c, None)));
    }
    set(d, "attributes", Some(all).filter(|a| !a.is_empty()));
}

/// The term of a kind of service, a free word or two.
fn kind_term(kind: &str) -> Option<Document> {
    let mut term = Ours::Kind.term(kind, kind);
    term.insert("taxonomy_detail".into(), Value::Object(Ours::Kind.document()));
    (!kind.trim().is_empty()).then_some(term)
}

/// What tells of a place whether it is the same.
fn told(p: &Site) -> (Option<String>, Option<String>, Option<String>) {
    (p.venue.clone(), p.street.clone(), p.postcode.as_ref().map(ToString::to_string))
}

fn same_places(s: &Service, said: &Entry) -> bool {
    told(&s.site()) == told(&said.site()) && s.also.iter().map(told).eq(said.also.iter().map(told))
}

/// Where a service is: the places of its document that are still its own as they are there, the others as we know them; then what the document says beside them, of
/// places that nobody may know and of calls.
fn places(d: &mut Document, s: &Service) {
    let all = d.get("service_at_locations").and_then(Value::as_array).cloned().unwrap_or_default();
    let (mut open, others): (Vec<Value>, Vec<Value>) =
        all.into_iter().partition(|at| at.get("location").is_some_and(is_open_place));
    let mut here = vec![];
    for (n, place) in places_of(s).iter().enumerate() {
        let known = open.iter().position(|at| told(&site_of(&at["location"], d)) == told(place));
        here.push(match known {
            Some(n) => open.remove(n),
            None => at_place(s, place, n),
        });
    }
    here.extend(others);
    set(d, "service_at_locations", Some(here).filter(|a| !a.is_empty()));
}

/// The id of what is made here of one of the places of a service.
fn part_here(kind: &str, service: Id<Service>, n: usize, place: &Site) -> Uuid {
    let which = place.called().filter(|_| n > 0).map(|called| format!(":{called}")).unwrap_or_default();
    minted("kith", kind, &format!("{service}{which}"))
}

/// The places at which a service is published.
fn places_of(s: &Service) -> Vec<Site> {
    let first = s.site();
    let somewhere = first.called().is_some() || first.point.is_some() || s.masked;
    let first = Some(first).filter(|_| somewhere && !s.comes_to_you());
    first.into_iter().chain(s.also.iter().cloned()).collect()
}

/// The locations that are made of the places of a service where no document says them.
pub(crate) fn made_here(s: &Service) -> Vec<Uuid> {
    places_of(s).iter().enumerate().map(|(n, place)| part_here("location", s.id, n, place)).collect()
}

/// A service at a place of ours; `n`: which of its places.
fn at_place(s: &Service, place: &Site, n: usize) -> Value {
    let child = |kind: &str| part_here(kind, s.id, n, place);
    let mut location = json!({ "id": child("location"), "location_type": "physical" });
    if let Some(venue) = &place.venue {
        location["name"] = venue.clone().into();
    }
    // The middle of a district is where nobody goes: our own map says so beside it, a feed cannot.
    if let Some(p) = place.point.filter(|_| !place.approximate) {
        location["latitude"] = p.lat.into();
        location["longitude"] = p.lon.into();
    }
    let mut address = json!({ "id": child("address"), "country": "GB", "address_type": "physical" });
    for (key, value) in [
        ("address_1", place.street.clone()),
        ("region", place.borough.clone()),
        ("postal_code", place.postcode.as_ref().map(ToString::to_string)),
    ] {
        if let Some(value) = value {
            address[key] = value.into();
        }
    }
    location["addresses"] = json!([address]);
    let id = child("service_at_location");
    json!({ "id": id, "service_id": s.id.to_string(), "location_id": location["id"], "location": location })
}

/// When it takes place: beside the place where it does, as far as that is said.
fn schedules(d: &mut Document, s: &Service) {
    let numbered = |(n, t)| (t, schedule(t, minted("kith", "schedule", &format!("{}:{n}", s.id))));
    let mut all: Vec<(&Session, Value)> = s.sessions.iter().enumerate().map(numbered).collect();
    let document = d.clone();
    for at in d.get_mut("service_at_locations").and_then(Value::as_array_mut).into_iter().flatten() {
        let location = at.get("location").filter(|l| is_open_place(l));
        let called = location.and_then(|l| site_of(l, &document).called());
        let (here, rest) = all.into_iter().partition(|(t, _)| t.place.is_some() && t.place == called);
        all = rest;
        let here: Vec<Value> =
            Vec::from_iter(here).into_iter().map(|(_, schedule): (&Session, Value)| schedule).collect();
        if let Some(at) = at.as_object_mut() {
            set(at, "schedules", Some(here).filter(|a| !a.is_empty()));
        }
    }
    let all: Vec<Value> = all.into_iter().map(|(_, schedule)| schedule).collect();
    set(d, "schedules", Some(all).filter(|a| !a.is_empty()));
}

fn mask_places(d: &mut Document) {
    for at in d.get_mut("service_at_locations").and_then(Value::as_array_mut).into_iter().flatten() {
        if let Some(at) = at.as_object_mut() {
            hsds::canonical::mask_at(at);
        }
    }
}

/// Cuts the parts out, each made strict.
fn cut(mut d: Document, s: &Service) -> Listing {
    let mut listing = Listing::default();
    let mut organization = d.remove("organization").unwrap_or_default();
    terms(&mut organization, &s.source, &mut listing);
    if let Value::Object(mut organization) = organization {
        organization.insert("id".into(), s.provider_id.to_string().into());
        if let Some(document) = strict(&fields::ORGANIZATION, &organization) {
            listing.parts.push(Part {
                object: "organization",
                id: s.provider_id.uuid(),
                document,
                masked: false,
                origin: None,
            });
        }
    }
    let at_locations = d.get_mut("service_at_locations").and_then(Value::as_array_mut);
    for at in at_locations.into_iter().flatten().filter_map(Value::as_object_mut) {
        at.insert("service_id".into(), s.id.to_string().into());
        at.remove("service");
        let location = match at.remove("location") {
            Some(Value::Object(location)) => location,
            // Named only: it is where the service that gives it whole is.
            _ => {
                let named = at.get("location_id").and_then(Value::as_str).and_then(|id| id.parse().ok());
                listing.places.extend(own_id(at).zip(named).map(|(id, location)| At { id, location }));
                continue;
            }
        };
        let (Some(id), Some(location_id)) = (own_id(at), own_id(&location)) else { continue };
        let origin = super::named_id(&location).filter(|named| *named != location_id);
        let mut location = Value::Object(location);
        terms(&mut location, &s.source, &mut listing);
        let Value::Object(location) = location else { continue };
        let part = Part { origin, ..location_part(location_id, location, s.borough.as_deref()) };
        listing.places.push(At { id, location: location_id });
        listing.parts.push(part);
    }
    for attribute in d.get_mut("attributes").and_then(Value::as_array_mut).into_iter().flatten() {
        attribute["link_id"] = s.id.to_string().into();
    }
    let mut document = Value::Object(d);
    anchor(&mut document);
    terms(&mut document, &s.source, &mut listing);
    let Value::Object(d) = document else { return listing };
    listing.document = strict(&fields::SERVICE, &d).unwrap_or_default();
    listing.terms.sort();
    listing.terms.dedup();
    listing
}

/// A location of which nothing may be told.
pub(crate) fn masked_location(id: Uuid) -> Part {
    location_part(id, object(json!({ "id": id, "location_type": "physical", "masked": true })), None)
}

/// A location as it may be published: with its town and county where its borough tells them; without anything, where it must not be found.
fn location_part(id: Uuid, mut location: Document, borough: Option<&str>) -> Part {
    let masked = location.get("masked").and_then(Value::as_bool) == Some(true);
    if masked {
        hsds::canonical::mask(&mut location);
        location.remove("addresses");
        location.insert(
            "attributes".into(),
            json!([Ours::Withheld.attribute(
                Id::<Service>::from_uuid(id),
                "location",
                hsds::canonical::WITHHELD,
                None
            )]),
        );
    }
    let in_london = borough.is_some_and(crate::directory::import::is_london);
    for address in location
        .get_mut("addresses")
        .and_then(Value::as_array_mut)
        .into_iter()
        .flatten()
        .filter_map(Value::as_object_mut)
    {
        if in_london {
            address.entry("city").or_insert_with(|| "London".into());
            address.entry("state_province").or_insert_with(|| "Greater London".into());
        }
    }
    let document = strict(&fields::LOCATION, &location).unwrap_or_default();
    Part { object: "location", id, document, masked, origin: None }
}

/// “Every second week” needs a week to begin with. Where nobody said which, it is said in words.
fn anchor(value: &mut Value) {
    match value {
        Value::Array(all) => all.iter_mut().for_each(anchor),
        Value::Object(map) => {
            let every = map.get("interval").and_then(Value::as_i64).filter(|n| *n > 1);
            if let Some(n) = every.filter(|_| !map.contains_key("dtstart")) {
                map.remove("interval");
                let unit = if map.get("freq").and_then(Value::as_str) == Some("MONTHLY") { "months" } else { "weeks" };
                let said = map.get("description").and_then(Value::as_str).unwrap_or_default();
                let words = format!("Every {n} {unit}. {said}");
                map.insert("description".into(), words.trim().into());
            }
            map.values_mut().for_each(anchor);
        }
        _ => {}
    }
}

/// Cuts the terms out of every attribute, wherever it hangs, and gives each a taxonomy.
fn terms(value: &mut Value, feed: &str, listing: &mut Listing) {
    match value {
        Value::Array(all) => all.iter_mut().for_each(|v| terms(v, feed, listing)),
        Value::Object(map) => {
            if let Some(Value::Object(term)) = map.remove("taxonomy_term")
                && let Some(id) = own_id(&term)
            {
                map.insert("taxonomy_term_id".into(), id.to_string().into());
                listing.parts.extend(term_parts(id, term, feed));
            }
            if map.contains_key("link_id")
                && let Some(id) = map.get("taxonomy_term_id").and_then(Value::as_str).and_then(|t| t.parse().ok())
            {
                listing.terms.push(id);
            }
            map.values_mut().for_each(|v| terms(v, feed, listing));
        }
        _ => {}
    }
}

fn term_parts(id: Uuid, mut term: Document, feed: &str) -> Vec<Part> {
    let named = term.get("taxonomy").and_then(Value::as_str).unwrap_or("Other terms").to_owned();
    let detail = term.remove("taxonomy_detail");
    let said = term.get("taxonomy_id").and_then(Value::as_str).and_then(|t| t.parse().ok());
    let taxonomy_id = said.unwrap_or_else(|| minted(feed, "taxonomy", &named));
    let mut taxonomy = match detail {
        Some(Value::Object(taxonomy)) => taxonomy,
        _ => object(json!({ "name": named })),
    };
    taxonomy.insert("id".into(), taxonomy_id.to_string().into());
    taxonomy.remove("taxonomy_terms");
    term.insert("id".into(), id.to_string().into());
    term.insert("taxonomy_id".into(), taxonomy_id.to_string().into());
    let part = |object: &'static hsds::fields::Object, id: Uuid, d: &Document| {
        Some(Part { object: object.name, id, document: strict(object, d)?, masked: false, origin: None })
    };
    let both = [part(&fields::TAXONOMY_TERM, id, &term), part(&fields::TAXONOMY, taxonomy_id, &taxonomy)];
    both.into_iter().flatten().collect()
}
