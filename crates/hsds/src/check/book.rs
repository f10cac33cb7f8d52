//! What a check remembers: the entries of the lists, every object that it met, and whom they refer to.

use super::{formats, json, run::Run, tables};
use jiff::Timestamp;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// An entry of a list.
#[derive(Debug)]
pub(super) struct Entry {
    pub id: String,
    /// As the list has it.
    pub row: Value,
    pub row_hash: u64,
    /// Of its details, once they were read.
    pub detail_hash: Option<u64>,
    pub facts: Facts,
}

/// What filters are about, as the details tell it.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// The organisation of a service, or of the service at a location.
    pub organization: Option<String>,
    /// The service of a service at a location.
    pub service: Option<String>,
    pub modified: Option<Timestamp>,
    pub minimum_age: Option<f64>,
    pub maximum_age: Option<f64>,
    /// The terms of its own attributes, and their taxonomies; of a service at a location those of the service too.
    pub terms: BTreeSet<String>,
    pub taxonomies: BTreeSet<String>,
    /// The terms of anything in it, itself included, and their taxonomies.
    pub inner_terms: BTreeSet<String>,
    pub inner_taxonomies: BTreeSet<String>,
    /// Its name; of a service at a location that of the service.
    pub name: String,
    /// All text, folded.
    pub text: String,
    /// The services at locations of a service.
    pub at_locations: Vec<String>,
    /// Of a term.
    pub parent: Option<String>,
    pub taxonomy: Option<String>,
    /// Latitude and longitude of a service at a location.
    pub place: Option<(f64, f64)>,
    pub postcode: Option<String>,
}

/// All that was met.
#[derive(Debug, Default)]
pub(super) struct Book {
    pub entries: [Vec<Entry>; 5],
    pub index: [HashMap<String, usize>; 5],
    /// Of each object what its fields were, as numbers of their values.
    seen: HashMap<(u8, u128), Vec<(u8, u64)>>,
    kinds: HashMap<u128, u8>,
    /// Whom somebody refers to, and who was the first.
    wanted: BTreeMap<(u8, u128), String>,
}

impl Book {
    pub fn put(&mut self, list: usize, id: String, row: Value) {
        let row_hash = json::hash(&row);
        let facts = facts(list, &row);
        self.index[list].insert(id.clone(), self.entries[list].len());
        self.entries[list].push(Entry { id, row, row_hash, detail_hash: None, facts });
    }

    pub fn entry(&self, list: usize, id: &str) -> Option<&Entry> {
        self.entries[list].get(*self.index[list].get(id)?)
    }

    /// Notes that something refers to an object.
    pub fn want(&mut self, object: u8, id: u128, at: impl FnOnce() -> String) {
        self.wanted.entry((object, id)).or_insert_with(at);
    }

    /// Notes an object. Answers with the kind that has the id already, if it is another.
    pub fn kind(&mut self, object: u8, id: u128) -> Option<&'static str> {
        let first = *self.kinds.entry(id).or_insert(object);
        (first != object).then(|| tables::OBJECTS[usize::from(first)].name)
    }

    /// Notes a field of an object. Answers with true if it was something else before.
    pub fn field(&mut self, object: u8, id: u128, field: u8, value: u64) -> bool {
        let fields = self.seen.entry((object, id)).or_default();
        match fields.iter().find(|(known, _)| *known == field) {
            Some((_, known)) => *known != value,
            None => {
                fields.push((field, value));
                false
            }
        }
    }

    fn has(&self, object: u8, id: u128) -> bool {
        let name = tables::OBJECTS[usize::from(object)].name;
        match tables::LISTS.iter().position(|list| list.object == name) {
            Some(list) => self.index[list].contains_key(&uuid::Uuid::from_u128(id).to_string()),
            None => self.seen.contains_key(&(object, id)),
        }
    }

    /// A term and all terms below it.
    pub fn branch(&self, term: &str) -> BTreeSet<String> {
        let mut all = BTreeSet::from([term.to_owned()]);
        loop {
            let more: Vec<_> = self.entries[tables::TERMS]
                .iter()
                .filter(|entry| {
                    !all.contains(&entry.id) && entry.facts.parent.as_ref().is_some_and(|p| all.contains(p))
                })
                .map(|entry| entry.id.clone())
                .collect();
            if more.is_empty() {
                return all;
            }
            all.extend(more);
        }
    }
}

/// The rule that a missing object of this kind breaks.
fn missing(object: &str) -> &'static str {
    match object {
        "service" => "link.service",
        "organization" => "link.organization",
        "service_at_location" => "link.at-location",
        "taxonomy_term" => "link.term",
        "taxonomy" => "link.taxonomy",
        _ => "link.other",
    }
}

/// Reads the facts of an entry out of its row or its details.
pub(super) fn facts(list: usize, value: &Value) -> Facts {
    let service = if list == tables::AT_LOCATIONS { value.get("service").unwrap_or(&Value::Null) } else { value };
    let own = |value: &Value, name: &str| json::string(value, name).map(str::to_owned);
    let id_of =
        |value: &Value, object: &str, id: &str| value.get(object).and_then(|o| own(o, "id")).or_else(|| own(value, id));
    let mut facts = Facts {
        organization: id_of(service, "organization", "organization_id"),
        service: id_of(value, "service", "service_id"),
        modified: json::string(value, "last_modified")
            .or(json::string(service, "last_modified"))
            .and_then(formats::moment),
        minimum_age: service.get("minimum_age").and_then(Value::as_f64),
        maximum_age: service.get("maximum_age").and_then(Value::as_f64),
        name: own(service, "name").unwrap_or_default(),
        at_locations: json::many(value, "service_at_locations").iter().filter_map(|one| own(one, "id")).collect(),
        parent: own(value, "parent_id"),
        taxonomy: taxonomy_of(value),
        ..Facts::default()
    };
    if let Some(place) = value.get("location") {
        let number = |name: &str| place.get(name).and_then(Value::as_f64);
        facts.place = number("latitude").zip(number("longitude"));
        let mut codes = json::many(place, "addresses").iter().filter_map(|one| own(one, "postal_code"));
        facts.postcode = codes.find(|code| formats::is_whole_postcode(code));
    }
    // What a service at a location is about, its service says.
    let mut attributes: Vec<_> = json::many(value, "attributes").iter().collect();
    if list == tables::AT_LOCATIONS {
        attributes.extend(json::many(service, "attributes"));
    }
    for term in attributes.into_iter().filter_map(|one| one.get("taxonomy_term")) {
        facts.terms.extend(own(term, "id"));
        facts.taxonomies.extend(taxonomy_of(term));
    }
    inner(value, &mut facts);
    json::text(value, &mut facts.text);
    facts
}

fn taxonomy_of(term: &Value) -> Option<String> {
    let detail = || term.get("taxonomy_detail").and_then(|one| json::string(one, "id"));
    json::string(term, "taxonomy_id").or_else(detail).map(str::to_owned)
}

fn inner(value: &Value, facts: &mut Facts) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| inner(value, facts)),
        Value::Object(map) => {
            if let Some(term) = map.get("taxonomy_term") {
                facts.inner_terms.extend(json::string(term, "id").map(str::to_owned));
                facts.inner_taxonomies.extend(taxonomy_of(term));
            }
            map.values().for_each(|value| inner(value, facts));
        }
        _ => {}
    }
}

impl<F> Run<F> {
    /// Once everything was read: whoever is referred to is there, and those who refer to each other agree.
    pub fn references(&mut self) {
        for ((object, id), at) in &self.book.wanted {
            if !self.book.has(*object, *id) {
                let name = tables::OBJECTS[usize::from(*object)].name;
                let said = format!("{name} {} is not published", uuid::Uuid::from_u128(*id));
                self.report.fault(missing(name), at, said);
            }
        }
        self.back();
        self.tree();
    }

    /// A service and a service at a location know each other.
    fn back(&mut self) {
        for service in &self.book.entries[tables::SERVICES] {
            for id in &service.facts.at_locations {
                let other = self.book.entry(tables::AT_LOCATIONS, id);
                if other.is_some_and(|other| other.facts.service.as_ref() != Some(&service.id)) {
                    self.report.fault(
                        "link.back",
                        format!("/services/{}", service.id),
                        format!("{id} is of another service"),
                    );
                }
            }
        }
        for place in &self.book.entries[tables::AT_LOCATIONS] {
            let at = format!("/service_at_locations/{}", place.id);
            let Some(id) = &place.facts.service else {
                self.report.fault("link.back", at, "names no service");
                continue;
            };
            let service = self.book.entry(tables::SERVICES, id).filter(|service| service.detail_hash.is_some());
            if service.is_some_and(|service| !service.facts.at_locations.contains(&place.id)) {
                self.report.fault("link.back", at, format!("service {id} does not have it"));
            }
        }
    }

    /// Terms are trees within one taxonomy.
    fn tree(&mut self) {
        for term in &self.book.entries[tables::TERMS] {
            let at = format!("/taxonomy_terms/{}", term.id);
            let mut above = term.facts.parent.as_ref();
            let mut steps = 0;
            while let Some(parent) = above.and_then(|id| self.book.entry(tables::TERMS, id)) {
                if parent.facts.taxonomy != term.facts.taxonomy && steps == 0 {
                    self.report.fault("link.tree", &at, format!("its parent {} is of another taxonomy", parent.id));
                }
                steps += 1;
                if parent.id == term.id || steps > 100 {
                    self.report.fault("link.tree", &at, "it is above itself");
                    break;
                }
                above = parent.facts.parent.as_ref();
            }
        }
    }
}
