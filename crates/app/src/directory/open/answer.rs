//! Finding what was asked for: which rows fit, and what is published of each.

use super::{
    ask::Ask,
    ours::Ours,
    shelf::{Place, Row, Shelf, another_place_id},
    store,
};
use crate::directory::{Index, Object, Service, alike, fresh, text};
use base::{Ctx, Result, Rx};
use hsds::{Document, fields, row};
use kernel::{Id, Instant, Point, Postcode, name::name_key};
use serde_json::{Map, Value};
use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    sync::Arc,
};
use uuid::Uuid;

/// The lists that the standards have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::directory) enum List {
    Services,
    Organizations,
    ServiceAtLocations,
    Taxonomies,
    TaxonomyTerms,
}

impl List {
    pub const ALL: [List; 5] =
        [List::Services, List::Organizations, List::ServiceAtLocations, List::Taxonomies, List::TaxonomyTerms];

    pub const fn path(self) -> &'static str {
        match self {
            List::Services => "services",
            List::Organizations => "organizations",
            List::ServiceAtLocations => "service_at_locations",
            List::Taxonomies => "taxonomies",
            List::TaxonomyTerms => "taxonomy_terms",
        }
    }

    pub const fn object(self) -> &'static fields::Object {
        match self {
            List::Services => &fields::SERVICE,
            List::Organizations => &fields::ORGANIZATION,
            List::ServiceAtLocations => &fields::SERVICE_AT_LOCATION,
            List::Taxonomies => &fields::TAXONOMY,
            List::TaxonomyTerms => &fields::TAXONOMY_TERM,
        }
    }
}

/// The directory as it may go out, at one moment.
#[derive(Clone)]
pub(in crate::directory) struct Open {
    pub index: Arc<Index>,
    pub shelf: Arc<Shelf>,
}

impl Open {
    /// Everything on a list that fits: numbers of its rows, in their order.
    pub fn fitting(&self, list: List, ask: &Ask, near: Option<Point>) -> Vec<u32> {
        match list {
            List::Services => self.services(ask, near),
            List::Organizations => self.organizations(ask),
            List::ServiceAtLocations => self.places(ask, near),
            List::Taxonomies => self.taxonomies(ask),
            List::TaxonomyTerms => self.terms(ask),
        }
    }

    fn services(&self, ask: &Ask, near: Option<Point>) -> Vec<u32> {
        let rules = Rules::new(self, ask);
        let here = Here { near, within: ask.within, part: ask.part.as_ref() };
        let placed = here.asks().then(|| {
            let fits = |p: &&Place| p.point.is_some_and(|(lat, lon)| here.has(lat, lon));
            self.shelf.places.iter().filter(fits).map(|p| p.row).collect::<HashSet<u32>>()
        });
        let rows = self.shelf.rows.iter().enumerate();
        rows.filter(|(n, row)| placed.as_ref().is_none_or(|p| p.contains(&(*n as u32))) && rules.fit(*n as u32, row))
            .map(|(n, _)| n as u32)
            .collect()
    }

    fn places(&self, ask: &Ask, near: Option<Point>) -> Vec<u32> {
        // What a place is called counts among the words too.
        let without_words = Ask { search: None, ..ask.clone() };
        let rules = Rules::new(self, &without_words);
        let words = ask.search.as_deref().map(Words::of);
        let found = words.as_ref().map(|w| w.rows(self));
        let named = |p: &Place| match (&words, &found) {
            (Some(words), Some(found)) => {
                found.contains(&p.row) || words.are_in(self.card(p.row).as_deref(), p.name.as_deref())
            }
            _ => true,
        };
        let here = Here { near, within: ask.within, part: ask.part.as_ref() };
        let fits = |p: &Place| {
            let there = !here.asks() || p.point.is_some_and(|(lat, lon)| here.has(lat, lon));
            there && rules.fit(p.row, &self.shelf.rows[p.row as usize]) && named(p)
        };
        self.shelf.places.iter().enumerate().filter(|(_, p)| fits(p)).map(|(n, _)| n as u32).collect()
    }

    fn organizations(&self, ask: &Ask) -> Vec<u32> {
        let without_words = Ask { search: None, ..ask.clone() };
        let rules = Rules::new(self, &without_words);
        let words = words(ask.search.as_deref());
        let name = |row: u32| name_key(self.provider(row));
        let fits = |rows: &[u32]| {
            let named = words.is_empty() || rows.iter().any(|r| has_all(&name(*r), &words));
            named && rows.iter().any(|r| rules.fit(*r, &self.shelf.rows[*r as usize]))
        };
        let all = self.shelf.organizations.iter().enumerate();
        all.filter(|(_, (_, rows))| fits(rows)).map(|(n, _)| n as u32).collect()
    }

    fn taxonomies(&self, ask: &Ask) -> Vec<u32> {
        let words = words(ask.search.as_deref());
        let all = self.shelf.taxonomies.values().enumerate();
        all.filter(|(_, d)| has_all(&text_of(d), &words)).map(|(n, _)| n as u32).collect()
    }

    fn terms(&self, ask: &Ask) -> Vec<u32> {
        let words = words(ask.search.as_deref());
        let is =
            |d: &Document, key: &str, id: Uuid| d.get(key).and_then(Value::as_str) == Some(id.to_string().as_str());
        let fits = |d: &Document| {
            has_all(&text_of(d), &words)
                && ask.taxonomy.is_none_or(|t| is(d, "taxonomy_id", t))
                && ask.parent.is_none_or(|p| is(d, "parent_id", p))
                && (!ask.top_only || !d.contains_key("parent_id"))
        };
        self.shelf.terms.values().enumerate().filter(|(_, d)| fits(d)).map(|(n, _)| n as u32).collect()
    }

    fn card(&self, row: u32) -> Option<Cow<'_, Service>> {
        let row = &self.shelf.rows[row as usize];
        let card = row.card.map(|doc| Cow::Owned(self.index.cards().get(doc)));
        card.or_else(|| Some(Cow::Borrowed(&**row.closed.as_ref()?)))
    }

    /// Who runs it.
    fn provider(&self, row: u32) -> &str {
        let row = &self.shelf.rows[row as usize];
        let of_card = row.card.map(|doc| self.index.cards().named(doc).provider);
        of_card.or_else(|| Some(&*row.closed.as_ref()?.provider)).unwrap_or_default()
    }

    fn helps_with(&self, row: u32, need: &str) -> bool {
        let row = &self.shelf.rows[row as usize];
        match (row.card, &row.closed) {
            (Some(doc), _) => self.index.helping_with(need).binary_search(&doc).is_ok(),
            (None, Some(closed)) => closed.needs.iter().any(|n| n == need),
            (None, None) => false,
        }
    }

    /// Where a postcode is by what goes out: the middle of what stands there, else of what stands in its district.
    pub fn middle_of(&self, postcode: &str) -> Option<Point> {
        let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_uppercase();
        let wanted = bare(postcode);
        let outward = postcode.parse::<Postcode>().map_or_else(|_| wanted.clone(), |p| p.outward().to_owned());
        let middle = |is: &dyn Fn(&str) -> bool| {
            let places = self.shelf.places.iter().filter(|p| p.postcode.as_deref().is_some_and(is));
            let (mut n, mut sum) = (0.0, (0.0, 0.0));
            for (lat, lon) in places.filter_map(|p| p.point) {
                (n, sum) = (n + 1.0, (sum.0 + lat, sum.1 + lon));
            }
            if n > 0.0 { Point::new(sum.0 / n, sum.1 / n).ok() } else { None }
        };
        middle(&|code| bare(code) == wanted)
            .or_else(|| middle(&|code| code.split(' ').next() == Some(outward.as_str())))
    }

    /// The ids of some rows, and when each last changed: all that `minimal` asks for.
    pub fn minimal(&self, list: List, some: &[u32]) -> Vec<Document> {
        some.iter().map(|n| self.identity(list, *n)).collect()
    }

    fn identity(&self, list: List, n: u32) -> Document {
        let shelf = &self.shelf;
        let (id, modified) = match list {
            List::Services => {
                let row = &shelf.rows[n as usize];
                (row.id.uuid(), Some(row.modified))
            }
            List::ServiceAtLocations => {
                let place = &shelf.places[n as usize];
                (place.id, Some(shelf.rows[place.row as usize].modified))
            }
            List::Organizations => (shelf.organizations[n as usize].0, None),
            List::Taxonomies => (shelf.taxonomies.keys().nth(n as usize).copied().unwrap_or_default(), None),
            List::TaxonomyTerms => (shelf.terms.keys().nth(n as usize).copied().unwrap_or_default(), None),
        };
        let mut d = Document::new();
        d.insert("id".into(), id.to_string().into());
        if let Some(at) = modified {
            d.insert("last_modified".into(), at.to_string().into());
        }
        d
    }

    /// The number of an id on a list.
    pub fn number(&self, list: List, id: Uuid) -> Option<u32> {
        let shelf = &self.shelf;
        match list {
            List::Services => shelf.row_of(id),
            List::Organizations => shelf.organizations.binary_search_by_key(&id, |o| o.0).ok().map(|n| n as u32),
            List::ServiceAtLocations => shelf.places.binary_search_by_key(&id, |p| p.id).ok().map(|n| n as u32),
            List::Taxonomies => shelf.taxonomies.keys().position(|k| *k == id).map(|n| n as u32),
            List::TaxonomyTerms => shelf.terms.keys().position(|k| *k == id).map(|n| n as u32),
        }
    }
}

/// Reads documents for one answer: what several share is read once.
pub(super) struct Reader<'a> {
    open: &'a Open,
    rx: Rx,
    organizations: HashMap<Uuid, Option<Document>>,
    locations: HashMap<Uuid, Option<Document>>,
}

impl<'a> Reader<'a> {
    pub async fn new(ctx: &Ctx, open: &'a Open) -> Result<Reader<'a>> {
        let rx = fresh::reading(ctx).await?;
        Ok(Reader { open, rx, organizations: HashMap::new(), locations: HashMap::new() })
    }

    /// The one that stands for an entry that is shown as another.
    pub async fn root_of(&mut self, list: List, id: Uuid) -> Result<Option<Uuid>> {
        let object = match list {
            List::Services => Object::Service,
            List::Organizations => Object::Organization,
            _ => return Ok(None),
        };
        Ok(alike::root(&mut self.rx, object, Id::from_uuid(id)).await?.map(Id::uuid))
    }

    /// What is published of a row; `None` when it went away while we looked.
    pub async fn whole(&mut self, list: List, n: u32) -> Result<Option<Document>> {
        let shelf = self.open.shelf.clone();
        match list {
            List::Services => self.service(&shelf.rows[n as usize], true).await,
            List::Organizations => self.organization(shelf.organizations[n as usize].0).await,
            List::ServiceAtLocations => self.at_location(&shelf.places[n as usize], true).await,
            List::Taxonomies => Ok(shelf.taxonomies.values().nth(n as usize).cloned()),
            List::TaxonomyTerms => Ok(shelf.terms.values().nth(n as usize).cloned()),
        }
    }

    /// A row of a list.
    pub async fn row(&mut self, list: List, n: u32) -> Result<Option<Document>> {
        let shelf = self.open.shelf.clone();
        let whole = match list {
            // Without what a row does not have anyway.
            List::Services => self.service(&shelf.rows[n as usize], false).await?,
            List::ServiceAtLocations => self.at_location(&shelf.places[n as usize], false).await?,
            _ => self.whole(list, n).await?,
        };
        Ok(whole.map(|d| row(list.object(), &d)))
    }

    /// A service at a location, whole or as far as a row goes.
    async fn at_location(&mut self, place: &Place, whole: bool) -> Result<Option<Document>> {
        let shelf = self.open.shelf.clone();
        let row = &shelf.rows[place.row as usize];
        if whole {
            let Some(mut service) = self.service(row, true).await? else { return Ok(None) };
            let all = service.remove("service_at_locations");
            let id = place.id.to_string();
            let mut all = all.as_ref().and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object);
            let mine = all.find(|p| p.get("id").and_then(Value::as_str) == Some(&id)).cloned();
            return Ok(mine.map(|mut mine| {
                mine.insert("service".into(), Value::Object(service));
                mine
            }));
        }
        let Some((document, _)) = store::document(&mut self.rx, row.id).await? else { return Ok(None) };
        let mut all = document.get("service_at_locations").and_then(Value::as_array).into_iter().flatten();
        let is_mine = |at: &&Value| {
            let own = at.get("id").and_then(Value::as_str).and_then(|id| id.parse().ok()).unwrap_or_default();
            own == place.id || another_place_id(row.id, own) == place.id
        };
        let Some(Value::Object(mut mine)) = all.find(is_mine).cloned() else { return Ok(None) };
        mine.insert("id".into(), place.id.to_string().into());
        let id = mine.get("location_id").and_then(Value::as_str).and_then(|id| id.parse().ok()).unwrap_or_default();
        let (Some(location), Some(service)) = (self.location(id).await?, self.service(row, false).await?) else {
            return Ok(None);
        };
        // Another may stand for it.
        if let Some(id) = location.get("id") {
            mine.insert("location_id".into(), id.clone());
        }
        mine.insert("location".into(), Value::Object(location));
        mine.insert("service".into(), Value::Object(service));
        Ok(Some(mine))
    }

    /// An organisation with its services, as `full_service` asks for.
    pub async fn with_services(&mut self, n: u32) -> Result<Option<Document>> {
        let shelf = self.open.shelf.clone();
        let (id, rows) = &shelf.organizations[n as usize];
        let Some(mut organization) = self.organization(*id).await? else { return Ok(None) };
        let mut services = vec![];
        for row in rows {
            if let Some(service) = self.service(&shelf.rows[*row as usize], true).await? {
                services.push(Value::Object(service));
            }
        }
        organization.insert("services".into(), services.into());
        Ok(Some(organization))
    }

    async fn organization(&mut self, id: Uuid) -> Result<Option<Document>> {
        if !self.organizations.contains_key(&id) {
            let mut found = store::part(&mut self.rx, "organization", id).await?;
            if let Some(d) = &mut found {
                self.terms(d);
            }
            self.organizations.insert(id, found);
        }
        Ok(self.organizations[&id].clone())
    }

    async fn location(&mut self, id: Uuid) -> Result<Option<Document>> {
        if !self.locations.contains_key(&id) {
            let mut found = store::location(&mut self.rx, id).await?;
            if let Some(d) = &mut found {
                self.terms(d);
            }
            self.locations.insert(id, found);
        }
        Ok(self.locations[&id].clone())
    }

    async fn service(&mut self, row: &Row, places: bool) -> Result<Option<Document>> {
        let Some((mut d, modified)) = store::document(&mut self.rx, row.id).await? else { return Ok(None) };
        if !places {
            // What there are several of stands in no row: it need not be looked up.
            d.retain(|_, value| !value.is_array());
        }
        d.insert("last_modified".into(), modified.to_string().into());
        if let Some(source) = row.source.filter(|_| places) {
            let attribute = Ours::Source.attribute_of(row.id, "service", source, None);
            match d.get_mut("attributes").and_then(Value::as_array_mut) {
                Some(all) => all.push(attribute),
                None => drop(d.insert("attributes".into(), vec![attribute].into())),
            }
        }
        self.terms(&mut d);
        d.insert("organization_id".into(), row.provider.to_string().into());
        if let Some(organization) = self.organization(row.provider).await? {
            d.insert("organization".into(), Value::Object(organization));
        }
        let mut at_locations = d.remove("service_at_locations");
        if places && let Some(all) = at_locations.as_mut().and_then(Value::as_array_mut) {
            let mut kept = vec![];
            for mut at in std::mem::take(all) {
                let id = at.get("location_id").and_then(Value::as_str).and_then(|id| id.parse().ok());
                let Some(id) = id else { continue };
                let Some(location) = self.location(id).await? else { continue };
                if let Some(id) = location.get("id") {
                    at["location_id"] = id.clone();
                }
                at["location"] = Value::Object(location);
                let own = at.get("id").and_then(Value::as_str).and_then(|id| id.parse().ok()).unwrap_or_default();
                let number = self.open.shelf.row_of(row.id.uuid());
                if self.open.shelf.place_of(own).map(|p| p.row) != number {
                    at["id"] = another_place_id(row.id, own).to_string().into();
                }
                kept.push(at);
            }
            if !kept.is_empty() {
                d.insert("service_at_locations".into(), kept.into());
            }
        }
        // All of it is strict: it was made so when it was written.
        Ok(Some(d))
    }

    /// Puts the terms back that attributes name; an attribute of a term that nobody sent says nothing.
    fn terms(&self, d: &mut Document) {
        for value in d.values_mut() {
            self.terms_in(value);
        }
        d.retain(|_, v| v.as_array().is_none_or(|all| !all.is_empty()));
    }

    fn terms_in(&self, value: &mut Value) {
        match value {
            Value::Array(all) => {
                for v in all.iter_mut() {
                    self.terms_in(v);
                }
                let known = |v: &Value| {
                    let Some(id) = v.get("taxonomy_term_id").and_then(Value::as_str) else { return true };
                    id.parse().is_ok_and(|id: Uuid| self.open.shelf.terms.contains_key(&id))
                };
                all.retain(known);
            }
            Value::Object(map) => {
                let term = map.get("taxonomy_term_id").and_then(Value::as_str).and_then(|t| t.parse::<Uuid>().ok());
                if let Some(term) = term.and_then(|id| self.open.shelf.terms.get(&id)) {
                    map.insert("taxonomy_term".into(), Value::Object(term.clone()));
                }
                for (_, v) in map.iter_mut().filter(|(k, _)| *k != "taxonomy_term") {
                    self.terms_in(v);
                }
                map.retain(|_, v| v.as_array().is_none_or(|all| !all.is_empty()));
            }
            _ => {}
        }
    }
}

/// What a service has to be.
struct Rules<'a> {
    open: &'a Open,
    ask: &'a Ask,
    /// Rows that have the words; rows that are filed under the term or the taxonomy.
    found: Option<HashSet<u32>>,
    filed: Option<HashSet<u32>>,
}

impl<'a> Rules<'a> {
    fn new(open: &'a Open, ask: &'a Ask) -> Rules<'a> {
        let found = ask.search.as_deref().map(|text| Words::of(text).rows(open));
        let mut filed: Option<HashSet<u32>> = None;
        let mut only = |rows: HashSet<u32>| {
            filed = Some(match filed.take() {
                Some(before) => before.intersection(&rows).copied().collect(),
                None => rows,
            });
        };
        if let Some(term) = ask.term {
            only(open.filed_under(|id| id == term));
        }
        if let Some(taxonomy) = ask.taxonomy {
            let text = taxonomy.to_string();
            let in_it = |id: Uuid| {
                let term = open.shelf.terms.get(&id);
                term.and_then(|t| t.get("taxonomy_id")).and_then(Value::as_str) == Some(text.as_str())
            };
            only(open.filed_under(in_it));
        }
        Rules { open, ask, found, filed }
    }

    fn fit(&self, n: u32, row: &Row) -> bool {
        let ask = self.ask;
        if self.filed.as_ref().is_some_and(|f| !f.contains(&n))
            || ask.organization.is_some_and(|o| o != row.provider)
            || ask.modified_after.is_some_and(|at| row.modified <= at)
        {
            return false;
        }
        if self.found.as_ref().is_some_and(|f| !f.contains(&n)) {
            return false;
        }
        if let Some(need) = &ask.need
            && !self.open.helps_with(n, need)
        {
            return false;
        }
        !ask.asks_of_cards() || self.open.card(n).is_some_and(|card| ask.fits_card(&card))
    }
}

impl Open {
    /// Rows that are filed under a term, or under one below it.
    fn filed_under(&self, is: impl Fn(Uuid) -> bool) -> HashSet<u32> {
        let mut rows = HashSet::new();
        for (term, filed) in &self.shelf.filed {
            let mut next = Some(*term);
            let mut steps = 0;
            while let Some(id) = next {
                if is(id) {
                    rows.extend(filed.iter().copied());
                    break;
                }
                steps += 1;
                let above = self.shelf.terms.get(&id).and_then(|t| t.get("parent_id")).and_then(Value::as_str);
                next = above.and_then(|p| p.parse().ok()).filter(|_| steps < 20);
            }
        }
        rows
    }
}

/// The words that somebody searches for, as the index has them: another ending is the same word.
struct Words(Vec<String>);

impl Words {
    fn of(text: &str) -> Words {
        Words(text::words(text))
    }

    /// Whether each stands in what is published of a service, or in what its place is called.
    fn are_in(&self, card: Option<&Service>, place: Option<&str>) -> bool {
        let mut left: Vec<&str> = self.0.iter().map(String::as_str).collect();
        let said = card.map(|s| [s.name.as_str(), s.provider.as_str(), s.description.as_str()]);
        for text in said.into_iter().flatten().chain(place) {
            if left.is_empty() {
                break;
            }
            let words = text::words(text);
            left.retain(|w| !words.iter().any(|x| x == w));
        }
        left.is_empty()
    }

    /// The services that have them.
    fn rows(&self, open: &Open) -> HashSet<u32> {
        let likely: HashSet<u32> = open.index.having_all(&self.0).into_iter().collect();
        let rows = open.shelf.rows.iter().enumerate();
        let fits = |(n, row): &(usize, &Row)| {
            row.card.is_none_or(|c| likely.contains(&c)) && self.are_in(open.card(*n as u32).as_deref(), None)
        };
        rows.filter(fits).map(|(n, _)| n as u32).collect()
    }
}

/// A part of the world.
struct Here<'a> {
    near: Option<Point>,
    within: f64,
    part: Option<&'a crate::directory::Part>,
}

impl Here<'_> {
    fn asks(&self) -> bool {
        self.near.is_some() || self.part.is_some()
    }

    fn has(&self, lat: f64, lon: f64) -> bool {
        let Ok(p) = Point::new(lat, lon) else { return false };
        self.near.is_none_or(|near| near.distance_km(p) <= self.within) && self.part.is_none_or(|part| part.has(p))
    }
}

fn words(text: Option<&str>) -> Vec<String> {
    kernel::name::words(text.unwrap_or_default())
}

fn has_all(key: &str, words: &[String]) -> bool {
    words.iter().all(|w| key.contains(w.as_str()))
}

fn text_of(d: &Document) -> String {
    let text = |key: &str| d.get(key).and_then(Value::as_str).unwrap_or_default();
    name_key(&format!("{} {}", text("name"), text("description")))
}

/// The greatest instant at which anything of these changed.
pub(super) fn newest(shelf: &Shelf) -> Option<Instant> {
    shelf.rows.iter().map(|r| r.modified).max()
}

/// An answer's head: how many there are, and which of them these are.
pub(super) fn envelope(total: usize, page: i64, per_page: i64, contents: Vec<Value>) -> Value {
    let pages = (total as i64 + per_page - 1) / per_page;
    let mut head = Map::new();
    head.insert("total_items".into(), total.into());
    head.insert("total_pages".into(), pages.into());
    head.insert("page_number".into(), page.into());
    head.insert("size".into(), contents.len().into());
    head.insert("first_page".into(), (page == 1).into());
    head.insert("last_page".into(), (page >= pages).into());
    head.insert("empty".into(), contents.is_empty().into());
    head.insert("contents".into(), contents.into());
    Value::Object(head)
}
