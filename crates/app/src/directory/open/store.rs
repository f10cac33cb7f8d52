//! The SQL of what is published.

pub(in crate::directory) mod changes;

use super::{
    listing::{Listing, Part, listing_held, masked_location},
    own,
};
use crate::directory::{Provider, Service, correction, field::Field, import, store as directory_store};
use base::{Result, Rx, Tx};
use hsds::{Document, canonical};
use kernel::{Id, Instant};
use serde_json::Value;
use std::collections::{BTreeMap, HashSet};
use uuid::Uuid;

base::sql! {
    PUT_LISTING = "
        INSERT INTO listing (service_id, document)
        VALUES ($1, $2)
        ON CONFLICT (service_id) DO UPDATE SET document = excluded.document";
    /// What is published of it is other than before.
    TOUCH = "UPDATE service SET updated_at = $2, version = version + 1 WHERE id = $1";
    LOCATIONS_OF = "SELECT DISTINCT location_id AS n FROM listing_place WHERE service_id = $1";
    /// A location where nothing is any more, and which nobody has put together with another.
    FORGET_EMPTY = "
        DELETE FROM part
        WHERE object = 'location'
          AND id = $1
          AND NOT masked
          AND merged_into IS NULL
          AND NOT EXISTS (SELECT 1 FROM listing_place l WHERE l.location_id = $1)
          AND NOT EXISTS (SELECT 1 FROM part m WHERE m.merged_into = $1)";
    CLEAR_PLACES = "DELETE FROM listing_place WHERE service_id = $1";
    CLEAR_TERMS = "DELETE FROM listing_term WHERE service_id = $1";
    ADD_PLACE = "
        INSERT INTO listing_place (id, service_id, location_id)
        VALUES ($1, $2, $3)
        ON CONFLICT DO NOTHING";
    ADD_TERM = "INSERT INTO listing_term (service_id, term_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    /// A place that must not be public stays as it is, whoever says what of it; what else there is, its own source alone says otherwise.
    PUT_PART = "
        INSERT INTO part (object, id, document, masked, updated_at, name, postcode, lat, lon, source, origin)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        ON CONFLICT (object, id) DO UPDATE
        SET document = excluded.document, masked = excluded.masked, updated_at = excluded.updated_at, name = excluded.name,
          postcode = excluded.postcode, lat = excluded.lat, lon = excluded.lon, source = COALESCE(part.source, excluded.source),
          origin = COALESCE(part.origin, excluded.origin)
        WHERE part.document <> excluded.document
          AND NOT part.masked
          AND (excluded.masked OR part.source IS NULL OR part.source = excluded.source)";
    ADD_PART = "
        INSERT INTO part (object, id, document, masked, updated_at, name, postcode, lat, lon, source, origin)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        ON CONFLICT DO NOTHING
        RETURNING id";
    /// What another source brought first.
    OTHERS = "SELECT id AS n FROM part WHERE object = $1 AND id = $2 AND source <> $3";
    STAGE_PART = "
        INSERT INTO import_part (run, object, id, document, masked)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT DO NOTHING";
    STAGED_PARTS = "
        SELECT object, id, document, masked
        FROM import_part
        WHERE run = $1
        ORDER BY object, id
        LIMIT $2";
    UNSTAGE_PART = "DELETE FROM import_part WHERE run = $1 AND object = $2 AND id = $3";
    CLEAR_STAGED_PARTS = "
        DELETE FROM import_part
        WHERE run = $1
          AND id IN (SELECT id FROM import_part WHERE run = $1 ORDER BY id LIMIT $2)";
    MASKED = "SELECT COALESCE(origin, id) AS n FROM part WHERE masked";
    IS_MASKED = "SELECT id AS n FROM part WHERE masked AND object = 'location' AND id = $1";
    PLACES_OF = "SELECT location_id AS n FROM listing_place WHERE service_id = $1";
    FORGET_UNUSED = "
        DELETE FROM part
        WHERE object = 'location'
          AND id = $1
          AND NOT masked
          AND NOT EXISTS (SELECT 1 FROM listing_place l WHERE l.location_id = $1)
          AND NOT EXISTS (SELECT 1 FROM part m WHERE m.merged_into = $1)";
    AT_LOCATION = "SELECT DISTINCT service_id AS n FROM listing_place WHERE location_id = $1";
    CLEAR_RUN_PLACES = "
        DELETE FROM listing_place
        WHERE service_id IN (SELECT id FROM service WHERE run = $1 ORDER BY id LIMIT $2)";
    CLEAR_RUN_TERMS = "
        DELETE FROM listing_term
        WHERE service_id IN (SELECT id FROM service WHERE run = $1 ORDER BY id LIMIT $2)";
    CLEAR_RUN_LISTINGS = "
        DELETE FROM listing
        WHERE service_id IN (SELECT id FROM service WHERE run = $1 ORDER BY id LIMIT $2)";

    /// What may go out, in the order of ids; with what has closed since an instant, so that whoever copies us learns of it.
    SHELF = "
        SELECT s.id, COALESCE(p.merged_into, s.provider_id) AS provider_id, s.source, s.updated_at, u.shown_at, s.closed_at
        FROM listing l
        JOIN service s ON s.id = l.service_id
        JOIN provider p ON p.id = s.provider_id
        LEFT JOIN import_run u ON u.number = s.run
        LEFT JOIN feed f ON f.name = s.source
        WHERE (s.run IS NULL OR u.shown_at IS NOT NULL)
          AND s.merged_into IS NULL
          AND (f.republish IS NULL OR f.republish)
          AND (s.closed_at IS NULL OR s.closed_at >= $1
            OR EXISTS (SELECT 1 FROM service m WHERE m.merged_into = s.id AND m.closed_at IS NULL))
        ORDER BY s.id";
    PLACES = "
        SELECT p.id, p.service_id, l.name, l.postcode, l.lat, l.lon
        FROM listing_place p
        JOIN part o ON o.object = 'location' AND o.id = p.location_id
        JOIN part l ON l.object = 'location' AND l.id = CASE WHEN o.masked THEN o.id ELSE COALESCE(o.merged_into, o.id) END";
    TERMS_OF = "SELECT service_id, term_id FROM listing_term";
    TERM_PARTS = "SELECT object, id, document, masked FROM part WHERE object IN ('taxonomy_term', 'taxonomy') ORDER BY id";
    LISTING = "
        SELECT l.document, s.updated_at, u.shown_at
        FROM listing l
        JOIN service s ON s.id = l.service_id
        LEFT JOIN import_run u ON u.number = s.run
        WHERE l.service_id = $1";
    PART = "SELECT document AS n FROM part WHERE object = $1 AND id = $2";
    /// A location as it is shown: another may stand for it.
    LOCATION = "
        SELECT l.document AS n
        FROM part o
        JOIN part l ON l.object = 'location' AND l.id = CASE WHEN o.masked THEN o.id ELSE COALESCE(o.merged_into, o.id) END
        WHERE o.object = 'location'
          AND o.id = $1";
    FEEDS = "
        SELECT name, publisher, licence, attribution
        FROM feed
        WHERE republish
        ORDER BY name";
}

#[derive(sqlx_macros::FromRow)]
struct PartRow {
    object: String,
    id: Id<Part>,
    document: String,
    masked: bool,
}

/// The objects of parts by name.
pub(super) fn object_named(name: &str) -> &'static str {
    ["organization", "location", "taxonomy_term", "taxonomy"].into_iter().find(|o| *o == name).unwrap_or("organization")
}

fn text(document: &Document) -> Result<String> {
    Ok(serde_json::to_string(document)?)
}

/// Writes what is published of a service that was just written.
pub(in crate::directory) async fn put(tx: &mut Tx, s: &Service, at: Instant) -> Result<()> {
    // Of several entries that are one service, the one that stands for them is published, with what all of them say.
    let alone = s.merged_into.is_none() && directory_store::members(tx, s.id).await?.is_empty();
    let whole = if alone { None } else { directory_store::to_publish(tx, s.id).await? };
    if let Some(root) = s.merged_into {
        tx.run(TOUCH, (root, at)).await?;
    }
    let s = whole.as_ref().unwrap_or(s);
    let feed = import::feed_document(tx, &s.source, &s.source_id).await?;
    let corrections = correction::corrections_of(tx, s.id).await?;
    let held = corrections.iter().any(|c| matches!(c.field, Field::Phone | Field::Email));
    let listing = listing_held(s, feed.as_ref(), held);
    let before = places_of(tx, s.id).await?;
    tx.run(PUT_LISTING, (s.id, text(&listing.document)?)).await?;
    tx.run(CLEAR_PLACES, (s.id,)).await?;
    tx.run(CLEAR_TERMS, (s.id,)).await?;
    tx.insert_many(ADD_PLACE, places(s.id, &listing)).await?;
    tx.insert_many(ADD_TERM, terms(s.id, &listing)).await?;
    // Of what stands in it twice, what it says last.
    let parts: BTreeMap<_, _> = listing.parts.iter().map(|p| ((p.object, p.id), p)).collect();
    let rows = parts.into_values().map(|p| row_of(p, Some(&s.source), at)).collect::<Result<_>>()?;
    tx.insert_many(PUT_PART, rows).await?;
    if s.masked || listing.parts.iter().any(|p| p.masked) {
        forget_unused(tx, before).await?;
    }
    Ok(())
}

/// The locations that a service is published at.
pub(in crate::directory) async fn places_of(rx: &mut Rx, id: Id<Service>) -> Result<Vec<Id<Part>>> {
    rx.values(PLACES_OF, (id,)).await
}

/// Forgets those of some locations at which there is nothing any more: where a place is hidden, what was known of it goes.
pub(in crate::directory) async fn forget_unused(tx: &mut Tx, places: Vec<Id<Part>>) -> Result<()> {
    for id in places {
        tx.run(FORGET_UNUSED, (id,)).await?;
    }
    Ok(())
}

/// Writes a part over what its source said of it before.
async fn put_part(tx: &mut Tx, part: &Part, source: &str, at: Instant) -> Result<()> {
    tx.run(PUT_PART, row_of(part, Some(source), at)?).await.map(|_| ())
}

/// Hides a location, whosever it is.
pub(in crate::directory) async fn mask(tx: &mut Tx, location: Uuid, at: Instant) -> Result<()> {
    tx.run(PUT_PART, row_of(&masked_location(location), None, at)?).await.map(|_| ())
}

/// Gives what a feed's document says of parts that another brought first ids of their own.
pub(in crate::directory) async fn own(rx: &mut Rx, feed: &str, d: &mut Document) -> Result<()> {
    let mut others = vec![];
    for (object, id) in own::parts_of(d) {
        if is_of_another(rx, feed, object, id).await? {
            others.push((object, id));
        }
    }
    if !others.is_empty() {
        own::rename(d, feed, &others);
    }
    Ok(())
}

async fn is_of_another(rx: &mut Rx, feed: &str, object: &'static str, id: Uuid) -> Result<bool> {
    Ok(!rx.values::<Id<Part>>(OTHERS, (object, Id::<Part>::from_uuid(id), feed)).await?.is_empty())
}

/// The same of an organisation that comes by itself.
pub(in crate::directory) async fn own_organization(rx: &mut Rx, feed: &str, d: &mut Document) -> Result<()> {
    let mut around = Document::new();
    around.insert("organization".into(), Value::Object(std::mem::take(d)));
    own(rx, feed, &mut around).await?;
    if let Some(Value::Object(organization)) = around.remove("organization") {
        *d = organization;
    }
    Ok(())
}

type PartArgs = (
    &'static str,
    Id<Part>,
    String,
    bool,
    Instant,
    Option<String>,
    Option<String>,
    Option<f64>,
    Option<f64>,
    Option<String>,
    Option<Id<Part>>,
);

/// A part as its row: of a location with what lists are searched by.
fn row_of(p: &Part, source: Option<&str>, at: Instant) -> Result<PartArgs> {
    let d = Some(&p.document).filter(|_| p.object == "location");
    let number = |key: &str| d?.get(key)?.as_f64();
    let postcode = || {
        let address = d?.get("addresses")?.as_array()?.iter().find(|a| a["address_type"] != "postal")?;
        address.get("postal_code")?.as_str().map(str::to_owned)
    };
    let name = d.and_then(|d| d.get("name")).and_then(Value::as_str).map(str::to_owned);
    let id = Id::from_uuid(p.id);
    let document = text(&p.document)?;
    let (source, origin) = (source.map(str::to_owned), p.origin.map(Id::from_uuid));
    Ok((
        p.object,
        id,
        document,
        p.masked,
        at,
        name,
        postcode(),
        number("latitude"),
        number("longitude"),
        source,
        origin,
    ))
}

fn places(id: Id<Service>, listing: &Listing) -> Vec<(Id<Part>, Id<Service>, Id<Part>)> {
    listing.places.iter().map(|p| (Id::from_uuid(p.id), id, Id::from_uuid(p.location))).collect()
}

fn terms(id: Id<Service>, listing: &Listing) -> Vec<(Id<Service>, Id<Part>)> {
    listing.terms.iter().map(|t| (id, Id::from_uuid(*t))).collect()
}

/// Writes what is published of many services that a run adds, and stages what they say of parts that are there.
pub(in crate::directory) async fn add_all(
    tx: &mut Tx,
    (feed, run): (&str, i64),
    all: Vec<(Id<Service>, Listing)>,
    at: Instant,
) -> Result<()> {
    let mut rows = Vec::with_capacity(all.len());
    let (mut all_places, mut all_terms, mut parts) = (vec![], vec![], vec![]);
    for (id, listing) in all {
        rows.push((id, text(&listing.document)?));
        all_places.extend(places(id, &listing));
        all_terms.extend(terms(id, &listing));
        parts.extend(listing.parts);
    }
    tx.insert_many(PUT_LISTING, rows).await?;
    tx.insert_many(ADD_PLACE, all_places).await?;
    tx.insert_many(ADD_TERM, all_terms).await?;
    add_parts(tx, (feed, run), parts, at).await
}

/// Parts that nobody knows yet are put in at once: nothing refers to them before their run is shown. What is said otherwise of known ones waits for that.
pub(in crate::directory) async fn add_parts(
    tx: &mut Tx,
    (feed, run): (&str, i64),
    parts: Vec<Part>,
    at: Instant,
) -> Result<()> {
    #[derive(sqlx_macros::FromRow)]
    struct Row {
        id: Id<Part>,
    }
    let mut seen = HashSet::new();
    let parts: Vec<Part> = parts.into_iter().filter(|p| seen.insert((p.object, p.id))).collect();
    let mut rows = Vec::with_capacity(parts.len());
    for p in &parts {
        rows.push(row_of(p, Some(feed), at)?);
    }
    let new: HashSet<Uuid> =
        tx.insert_many_returning::<_, Row>(ADD_PART, rows).await?.into_iter().map(|r| r.id.uuid()).collect();
    let mut staged = vec![];
    for p in parts.into_iter().filter(|p| !new.contains(&p.id)) {
        staged.push((run, p.object, Id::<Part>::from_uuid(p.id), text(&p.document)?, p.masked));
    }
    tx.insert_many(STAGE_PART, staged).await.map(|_| ())
}

/// Puts some of a run's parts in their place; says how many there were.
pub(in crate::directory) async fn settle_parts(
    tx: &mut Tx,
    (feed, run): (&str, i64),
    limit: usize,
    at: Instant,
) -> Result<usize> {
    let rows: Vec<PartRow> = tx.all(STAGED_PARTS, (run, limit as i64)).await?;
    let n = rows.len();
    for r in rows {
        let document = serde_json::from_str(&r.document)?;
        let part = Part { object: object_named(&r.object), id: r.id.uuid(), document, masked: r.masked, origin: None };
        put_part(tx, &part, feed, at).await?;
        tx.run(UNSTAGE_PART, (run, r.object.as_str(), r.id)).await?;
    }
    Ok(n)
}

pub(in crate::directory) async fn clear_staged_parts(tx: &mut Tx, run: i64, limit: usize) -> Result<u64> {
    tx.run(CLEAR_STAGED_PARTS, (run, limit as i64)).await
}

/// Clears what is published of services that a run had added and never showed; before the services themselves.
pub(in crate::directory) async fn clear_of_run(tx: &mut Tx, run: i64, limit: usize) -> Result<()> {
    for sql in [CLEAR_RUN_PLACES, CLEAR_RUN_TERMS, CLEAR_RUN_LISTINGS] {
        tx.run(sql, (run, limit as i64)).await?;
    }
    Ok(())
}

/// Every location that must not be public.
pub(in crate::directory) async fn masked(rx: &mut Rx) -> Result<HashSet<Uuid>> {
    Ok(rx.values::<Id<Part>>(MASKED, ()).await?.into_iter().map(Id::uuid).collect())
}

/// The locations where a service is, as it is published.
pub(in crate::directory) async fn locations_of(rx: &mut Rx, id: Id<Service>) -> Result<Vec<Uuid>> {
    Ok(rx.values::<Id<Part>>(LOCATIONS_OF, (id,)).await?.into_iter().map(Id::uuid).collect())
}

/// Forgets those locations where nothing is any more.
pub(in crate::directory) async fn forget_empty(tx: &mut Tx, locations: &[Uuid]) -> Result<()> {
    for location in locations {
        tx.run(FORGET_EMPTY, (Id::<Part>::from_uuid(*location),)).await?;
    }
    Ok(())
}

/// Services that take place at a location.
pub(in crate::directory) async fn at_location(rx: &mut Rx, location: Uuid) -> Result<Vec<Id<Service>>> {
    rx.values(AT_LOCATION, (Id::<Part>::from_uuid(location),)).await
}

/// Hides the places of a document that must not be public by what anybody said of them.
pub(in crate::directory) async fn hide(rx: &mut Rx, d: &mut Document) -> Result<()> {
    let mut masked = HashSet::new();
    for id in canonical::places(d) {
        if !rx.values::<Id<Part>>(IS_MASKED, (Id::<Part>::from_uuid(id),)).await?.is_empty() {
            masked.insert(id);
        }
    }
    canonical::hide(d, |id| masked.contains(&id));
    Ok(())
}

#[derive(sqlx_macros::FromRow)]
pub(super) struct ShelfRow {
    pub id: Id<Service>,
    pub provider_id: Id<Provider>,
    pub source: String,
    pub updated_at: Instant,
    pub shown_at: Option<Instant>,
    pub closed_at: Option<Instant>,
}

pub(super) async fn shelf(rx: &mut Rx, closed_since: Instant) -> Result<Vec<ShelfRow>> {
    rx.all(SHELF, (closed_since,)).await
}

#[derive(sqlx_macros::FromRow)]
pub(super) struct PlaceRow {
    pub id: Id<Part>,
    pub service_id: Id<Service>,
    pub name: Option<String>,
    pub postcode: Option<String>,
    pub lat: Option<f64>,
    pub lon: Option<f64>,
}

pub(super) async fn all_places(rx: &mut Rx) -> Result<Vec<PlaceRow>> {
    rx.all(PLACES, ()).await
}

#[derive(sqlx_macros::FromRow)]
pub(super) struct TermRow {
    pub service_id: Id<Service>,
    pub term_id: Id<Part>,
}

pub(super) async fn all_terms(rx: &mut Rx) -> Result<Vec<TermRow>> {
    rx.all(TERMS_OF, ()).await
}

/// Taxonomies and terms.
pub(super) async fn term_parts(rx: &mut Rx) -> Result<Vec<Part>> {
    let rows: Vec<PartRow> = rx.all(TERM_PARTS, ()).await?;
    rows.into_iter()
        .map(|r| {
            let document = serde_json::from_str(&r.document)?;
            Ok(Part { object: object_named(&r.object), id: r.id.uuid(), document, masked: r.masked, origin: None })
        })
        .collect()
}

/// What is published of a service, and when that last changed.
pub(super) async fn document(rx: &mut Rx, id: Id<Service>) -> Result<Option<(Document, Instant)>> {
    #[derive(sqlx_macros::FromRow)]
    struct Row {
        document: String,
        updated_at: Instant,
        shown_at: Option<Instant>,
    }
    let Some(row) = rx.maybe::<Row>(LISTING, (id,)).await? else { return Ok(None) };
    let at = row.shown_at.map_or(row.updated_at, |shown| shown.max(row.updated_at));
    Ok(Some((serde_json::from_str(&row.document)?, at)))
}

pub(in crate::directory) async fn part(rx: &mut Rx, object: &'static str, id: Uuid) -> Result<Option<Document>> {
    let found: Option<String> = rx.values(PART, (object, Id::<Part>::from_uuid(id))).await?.pop();
    let mut document: Option<Document> = found.map(|text| serde_json::from_str(&text)).transpose()?;
    if let Some(d) = &mut document {
        // Of an earlier release.
        d.remove("locations");
    }
    Ok(document)
}

/// A location as it is shown.
pub(super) async fn location(rx: &mut Rx, id: Uuid) -> Result<Option<Document>> {
    let found: Option<String> = rx.values(LOCATION, (Id::<Part>::from_uuid(id),)).await?.pop();
    Ok(found.map(|text| serde_json::from_str(&text)).transpose()?)
}

/// A feed that goes out again, and what is said of where it comes from.
#[derive(Clone, Debug, sqlx_macros::FromRow)]
pub(in crate::directory) struct Credit {
    pub name: String,
    pub publisher: Option<String>,
    pub licence: Option<String>,
    pub attribution: Option<String>,
}

impl Credit {
    /// With what has to be said of where it comes from.
    pub fn told(&self, mut term: Document) -> Document {
        let licence = self.licence.as_ref().map(|l| format!("Licence: {l}."));
        let said: Vec<String> = [self.attribution.clone(), licence].into_iter().flatten().collect();
        if !said.is_empty() {
            term.insert("description".into(), said.join(" ").into());
        }
        term
    }
}

pub(super) async fn credits(rx: &mut Rx) -> Result<Vec<Credit>> {
    rx.all(FEEDS, ()).await
}
