//! What may go out, as a list in memory: built with the index and replaced with it. It holds ids and instants; documents are read when they are asked for.

use super::{
    listing::Part,
    ours::Ours,
    store::{self, Credit, PlaceRow, ShelfRow, TermRow},
};
use crate::directory::{ACCESS, Index, ONLY_FOR, ROUTES, Service, store as directory_store};
use base::{Result, Rx};
use hsds::{Document, minted};
use jiff::SignedDuration;
use kernel::{Id, Instant};
use serde_json::Value;
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};
use uuid::Uuid;

/// What has closed is told for so many days, so that whoever copies us learns of it.
pub(in crate::directory) const TOLD_FOR_DAYS: i64 = 90;

/// Services that have closed.
pub(in crate::directory) type Closed = Arc<HashMap<Id<Service>, Arc<Service>>>;

/// What may go out.
#[derive(Debug, Default)]
pub(in crate::directory) struct Shelf {
    /// In the order of ids.
    pub rows: Vec<Row>,
    /// In the order of their ids.
    pub places: Vec<Place>,
    /// Organisations with their services, in the order of ids.
    pub organizations: Vec<(Uuid, Vec<u32>)>,
    /// Taxonomies and terms that something is filed under, in the order of ids.
    pub taxonomies: BTreeMap<Uuid, Document>,
    pub terms: BTreeMap<Uuid, Document>,
    /// Rows by term.
    pub filed: HashMap<Uuid, Vec<u32>>,
}

#[derive(Debug, Clone)]
pub(in crate::directory) struct Row {
    pub id: Id<Service>,
    pub provider: Uuid,
    pub modified: Instant,
    /// Into the index; none where it has closed.
    pub card: Option<u32>,
    /// What is known of it where it has closed.
    pub closed: Option<Arc<Service>>,
    /// The term of the feed that it came from.
    pub source: Option<Uuid>,
}

/// A service at a location.
#[derive(Debug, Clone)]
pub(in crate::directory) struct Place {
    pub id: Uuid,
    pub row: u32,
    pub name: Option<Box<str>>,
    pub postcode: Option<Box<str>>,
    pub point: Option<(f64, f64)>,
}

/// The id of a service at a location, where the one that its feed gave stands on another already.
pub(in crate::directory) fn another_place_id(service: Id<Service>, id: Uuid) -> Uuid {
    minted("kith", "service_at_location", &format!("{service}:{id}"))
}

/// What may go out, as the database has it.
pub(in crate::directory) struct Read {
    credits: Vec<Credit>,
    rows: Vec<ShelfRow>,
    places: Vec<PlaceRow>,
    filed: Vec<TermRow>,
    terms: Vec<Part>,
}

/// Reads what may go out.
pub(in crate::directory) async fn read(rx: &mut Rx, now: Instant) -> Result<Read> {
    let since = now.minus(SignedDuration::from_hours(24 * TOLD_FOR_DAYS));
    let (credits, rows) = (store::credits(rx).await?, store::shelf(rx, since).await?);
    let (places, filed) = (store::all_places(rx).await?, store::all_terms(rx).await?);
    Ok(Read { credits, rows, places, filed, terms: store::term_parts(rx).await? })
}

impl Read {
    /// The list of it, with the index that it belongs to and what was known to have closed when that was read; `ours`: our own taxonomies and terms.
    pub async fn shelf(self, rx: &mut Rx, index: &Index, closed: &Closed, ours: Vec<Part>) -> Result<Shelf> {
        let Read { credits, rows, mut places, filed, terms } = self;
        places.sort_unstable_by_key(|p| (p.id, p.service_id));
        let mut shelf = Shelf::default();
        for r in rows {
            let card = index.number_of(r.id);
            // One that an import is about to close or to open again is told with the next list.
            if r.closed_at.is_none() && card.is_none() {
                continue;
            }
            let closed = match r.closed_at.filter(|_| card.is_none()) {
                None => None,
                Some(_) => match closed.get(&r.id) {
                    Some(s) => Some(s.clone()),
                    None => directory_store::find(rx, r.id).await?.map(Arc::new),
                },
            };
            let modified = r.shown_at.map_or(r.updated_at, |shown| shown.max(r.updated_at));
            let source = credits.iter().any(|c| c.name == r.source).then(|| Ours::Source.term_id(&r.source));
            shelf.rows.push(Row { id: r.id, provider: r.provider_id.uuid(), modified, card, closed, source });
        }
        let at: HashMap<Id<Service>, u32> = shelf.rows.iter().enumerate().map(|(n, r)| (r.id, n as u32)).collect();
        let mut organizations: BTreeMap<Uuid, Vec<u32>> = BTreeMap::new();
        for (n, row) in shelf.rows.iter().enumerate() {
            organizations.entry(row.provider).or_default().push(n as u32);
        }
        shelf.organizations = organizations.into_iter().collect();
        let mut last = None;
        for p in places {
            let Some(row) = at.get(&p.service_id) else { continue };
            // The same id in two services would be one address for two things.
            let taken = last.replace(p.id) == Some(p.id);
            let id = if taken { another_place_id(p.service_id, p.id.uuid()) } else { p.id.uuid() };
            let (name, postcode) = (p.name.map(Into::into), p.postcode.map(Into::into));
            shelf.places.push(Place { id, row: *row, name, postcode, point: p.lat.zip(p.lon) });
        }
        shelf.places.sort_by_key(|p| p.id);
        for t in filed {
            if let Some(row) = at.get(&t.service_id) {
                shelf.filed.entry(t.term_id.uuid()).or_default().push(*row);
            }
        }
        for (n, row) in shelf.rows.iter().enumerate() {
            if let Some(source) = row.source {
                shelf.filed.entry(source).or_default().push(n as u32);
            }
        }
        let mut known = terms;
        known.extend(credits.iter().map(|c| {
            let document = Ours::Source.term(&c.name, c.publisher.as_deref().unwrap_or(&c.name));
            Part {
                object: "taxonomy_term",
                id: Ours::Source.term_id(&c.name),
                document: c.told(document),
                masked: false,
                origin: None,
            }
        }));
        known.extend(ours);
        shelf.take_terms(known);
        Ok(shelf)
    }
}

impl Shelf {
    /// Keeps the terms that something is filed under, those above them, and their taxonomies.
    fn take_terms(&mut self, known: Vec<Part>) {
        let (terms, taxonomies): (Vec<Part>, Vec<Part>) = known.into_iter().partition(|p| p.object == "taxonomy_term");
        let terms: HashMap<Uuid, Document> = terms.into_iter().map(|p| (p.id, p.document)).collect();
        let taxonomies: HashMap<Uuid, Document> = taxonomies.into_iter().map(|p| (p.id, p.document)).collect();
        let link = |d: &Document, key: &str| d.get(key).and_then(Value::as_str).and_then(|t| t.parse::<Uuid>().ok());
        let filed: Vec<Uuid> = self.filed.keys().copied().collect();
        for id in filed {
            let mut next = Some(id);
            while let Some(id) = next.filter(|id| !self.terms.contains_key(id)) {
                let Some(term) = terms.get(&id) else { break };
                let taxonomy = link(term, "taxonomy_id").and_then(|t| Some((t, taxonomies.get(&t)?)));
                let Some((taxonomy_id, taxonomy)) = taxonomy else { break };
                self.taxonomies.entry(taxonomy_id).or_insert_with(|| taxonomy.clone());
                next = link(term, "parent_id");
                self.terms.insert(id, term.clone());
            }
        }
        // A term above that nobody sent cannot be pointed at.
        let ids: Vec<Uuid> = self.terms.keys().copied().collect();
        for term in self.terms.values_mut() {
            if link(term, "parent_id").is_some_and(|p| ids.binary_search(&p).is_err()) {
                term.remove("parent_id");
            }
        }
        let terms = &self.terms;
        self.filed.retain(|id, _| terms.contains_key(id));
    }

    pub fn place_of(&self, id: Uuid) -> Option<&Place> {
        self.places.binary_search_by_key(&id, |p| p.id).ok().map(|n| &self.places[n])
    }

    /// The number of a service.
    pub fn row_of(&self, id: Uuid) -> Option<u32> {
        self.rows.binary_search_by_key(&id, |r| r.id.uuid()).ok().map(|n| n as u32)
    }
}

/// Our own taxonomies and terms; `names`: what the terms are called.
pub(in crate::directory) fn our_parts(index: &Index, names: &dyn Fn(&str) -> String) -> Vec<Part> {
    let part = |object, id, document| Part { object, id, document, masked: false, origin: None };
    let mut all: Vec<Part> = Ours::ALL.iter().map(|o| part("taxonomy", o.taxonomy_id(), o.document())).collect();
    let mut add = |ours: Ours, code: &str, name: String| {
        all.push(part("taxonomy_term", ours.term_id(code), ours.term(code, &name)));
    };
    for need in &index.needs {
        add(Ours::Need, &need.code, names(&format!("need-{}", need.code)));
    }
    for code in ACCESS {
        add(Ours::Access, code, names(&format!("access-{code}")));
    }
    for code in ONLY_FOR {
        add(Ours::OnlyFor, code, names(&format!("gender-{code}")));
    }
    for code in ROUTES {
        add(Ours::Route, code, names(&format!("route-{code}")));
    }
    add(Ours::Withheld, hsds::canonical::WITHHELD, "Address withheld".to_owned());
    all
}
