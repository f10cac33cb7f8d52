//! The SQL of entries that are the same.

use super::{Found, Object};
use crate::directory::Service;
use base::{Result, Rx, Tx};
use hsds::Document;
use kernel::{Id, Instant};
use std::collections::{HashMap, HashSet};

base::sql! {
    ORGANIZATIONS = "SELECT id, document FROM part WHERE object = 'organization'";
    LOCATIONS = "
        SELECT p.id, p.document, COALESCE(p.merged_into, p.id) AS root, s.id AS service_id, s.source
        FROM part p
        JOIN listing_place l ON l.location_id = p.id
        JOIN service s ON s.id = l.service_id
        WHERE p.object = 'location'
          AND NOT p.masked
          AND s.closed_at IS NULL
        ORDER BY p.id, s.id";
    LOCATION = "SELECT document AS n FROM part WHERE object = 'location' AND id = $1";
    /// Only locations are merged in this table; to name the object as well would have every one of them looked at.
    MERGED_LOCATIONS = "SELECT id AS n FROM part WHERE merged_into = $1";
    ROOT_LOCATION = "SELECT merged_into FROM part WHERE object = 'location' AND id = $1";
    /// What other feeds say under the id of a location; and under whose id something is said.
    COPIES = "SELECT id AS n FROM part WHERE object = 'location' AND origin = $1";
    COPY_OF = "SELECT origin AS n FROM part WHERE object = 'location' AND id = $1 AND origin IS NOT NULL";
    SET_LOCATION = "UPDATE part SET merged_into = $2 WHERE object = 'location' AND id = $1";
    /// The first run that brought a service which is there.
    CAME_AT = "
        SELECT CAST(COALESCE(MIN(COALESCE(s.run, 0)), 0) AS BIGINT) AS n
        FROM listing_place l
        JOIN service s ON s.id = l.service_id
        WHERE l.location_id = $1";
    TOUCH_AT = "
        UPDATE service
        SET updated_at = $2, version = version + 1
        WHERE id IN (SELECT service_id FROM listing_place WHERE location_id = $1)";
    SOME_AT = "
        SELECT DISTINCT s.name AS n
        FROM listing_place l
        JOIN service s ON s.id = l.service_id
        WHERE l.location_id = $1
          AND s.closed_at IS NULL
        ORDER BY s.name
        LIMIT 8";
    JUDGED = "SELECT object, a, b FROM alike WHERE verdict IS NOT NULL";
    MERGED_PROVIDERS = "SELECT id, merged_into FROM provider WHERE merged_into IS NOT NULL";
    PUT = "
        INSERT INTO alike (object, a, b, score, why, against, found_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (object, a, b) DO UPDATE
        SET score = excluded.score, why = excluded.why, against = excluded.against, found_at = excluded.found_at
        WHERE alike.verdict IS NULL";
    DECIDE = "
        UPDATE alike
        SET verdict = $4, decided_by = $5, decided_at = $6
        WHERE object = $1 AND a = $2 AND b = $3 AND verdict IS NULL";
    REDECIDE = "
        UPDATE alike
        SET verdict = $4, decided_by = $5, decided_at = $6
        WHERE object = $1 AND a = $2 AND b = $3";
    /// What the rules put together, with the entry that stood for both then and how people reached it.
    BY_RULES = "
        SELECT a, b, held
        FROM alike
        WHERE object = $1
          AND verdict = 'same'
          AND decided_by IS NULL
          AND (CAST($2 AS UUID) IS NULL OR a = $2 OR b = $2)
        ORDER BY a, b";
    BY_PEOPLE = "
        SELECT a, b
        FROM alike
        WHERE object = $1
          AND verdict = 'same'
          AND decided_by IS NOT NULL
        ORDER BY a, b";
    BY_PEOPLE_OF = "
        SELECT a, b
        FROM alike
        WHERE object = $1
          AND verdict = 'same'
          AND decided_by IS NOT NULL
          AND (a = $2 OR b = $2)
        ORDER BY a, b";
    HOLD_TO = "UPDATE alike SET held = $4 WHERE object = $1 AND a = $2 AND b = $3";
    ASK_AGAIN = "
        UPDATE alike
        SET verdict = NULL, decided_at = NULL, held = NULL, found_at = $4
        WHERE object = $1 AND a = $2 AND b = $3 AND verdict = 'same' AND decided_by IS NULL";
    /// Something that whoever looks after an entry, or has looked after it, said of it.
    KEPT = "
        SELECT c.service_id AS n
        FROM correction c
        JOIN service s ON s.id = c.service_id
        WHERE c.made_as = 'keeper'
          AND (s.id = $1 OR s.provider_id = $1)
        LIMIT 1";
    FORGET_WAITING = "DELETE FROM alike WHERE verdict IS NULL AND found_at < $1";
    VERDICT = "SELECT verdict FROM alike WHERE object = $1 AND a = $2 AND b = $3";
    WAITING = "
        SELECT object, a, b, score, why, against
        FROM alike
        WHERE verdict IS NULL
        ORDER BY CASE WHEN object = 'organization' THEN 0 WHEN object = 'location' THEN 1 ELSE 2 END, score DESC, a, b
        LIMIT $1";
    SAME_AS = "
        SELECT a, b
        FROM alike
        WHERE object = $1
          AND verdict = 'same'
          AND (a = $2 OR b = $2)
        ORDER BY a, b";
    DIFFERENT_FROM = "
        SELECT a, b
        FROM alike
        WHERE object = $1
          AND verdict = 'different'
          AND (a = $2 OR b = $2)
        ORDER BY a, b";
    /// The run that brought a service; what nobody imported was there before.
    CAME = "SELECT CAST(COALESCE(run, 0) AS BIGINT) AS n FROM service WHERE id = $1";
    CAME_OF = "SELECT COALESCE(run, 0) AS n FROM provider WHERE id = $1";
    /// What an organisation is by its own source, and by nobody else's.
    OWN_DOCUMENT = "
        SELECT p.name, o.document
        FROM provider p
        JOIN part o ON o.object = 'organization' AND o.id = p.id AND (o.source IS NULL OR o.source = p.source)
        WHERE p.id = $1";
    /// Organisations that are shown as another.
    MERGED_ORGANISATIONS = "
        SELECT p.id, p.name, p.source, m.id AS root, m.name AS root_name
        FROM provider p
        JOIN provider m ON m.id = p.merged_into
        ORDER BY m.name, p.name, p.id
        LIMIT 50";
    /// Places that are shown as another.
    MERGED_PLACES = "
        SELECT p.id, COALESCE(p.name, '') AS name, COALESCE(p.postcode, '') AS source, m.id AS root, COALESCE(m.name, '') AS root_name
        FROM part p
        JOIN part m ON m.object = 'location' AND m.id = p.merged_into
        WHERE p.object = 'location'
          AND NOT p.masked
        ORDER BY root_name, name, p.id
        LIMIT 50";
    PROVIDER = "SELECT name, source FROM provider WHERE id = $1";
    SOME_OF = "SELECT id AS n FROM service WHERE provider_id = $1 AND closed_at IS NULL ORDER BY name, id LIMIT 8";
    MERGED_SERVICES = "SELECT id AS n FROM service WHERE merged_into = $1 ORDER BY id";
    MERGED_INTO = "SELECT id AS n FROM provider WHERE merged_into = $1 ORDER BY id";
    ROOT_SERVICE = "SELECT merged_into FROM service WHERE id = $1";
    ROOT_PROVIDER = "SELECT merged_into FROM provider WHERE id = $1";
    SET_SERVICE = "UPDATE service SET merged_into = $2, updated_at = $3, version = version + 1 WHERE id = $1";
    SET_PROVIDER = "UPDATE provider SET merged_into = $2, version = version + 1 WHERE id = $1";
    /// What is shown of them is other than before: who runs them has another name.
    TOUCH_OF = "UPDATE service SET updated_at = $2, version = version + 1 WHERE provider_id = $1";
    /// Entries that are one service with another.
    MERGED_WITH = "
        SELECT id, name, source
        FROM service
        WHERE merged_into = $1
        ORDER BY name, id";
}

#[derive(sqlx_macros::FromRow)]
struct Pair {
    a: Id<()>,
    b: Id<()>,
}

#[derive(sqlx_macros::FromRow)]
struct Root {
    merged_into: Option<Id<()>>,
}

/// The documents of organisations, by id.
pub(super) async fn organizations(rx: &mut Rx) -> Result<HashMap<Id<()>, Document>> {
    #[derive(sqlx_macros::FromRow)]
    struct Row {
        id: Id<()>,
        document: String,
    }
    let rows: Vec<Row> = rx.all(ORGANIZATIONS, ()).await?;
    let mut all = HashMap::with_capacity(rows.len());
    for row in rows {
        all.insert(row.id, serde_json::from_str(&row.document)?);
    }
    Ok(all)
}

/// A building with who is there.
#[derive(Debug)]
pub(super) struct Location {
    pub id: Id<()>,
    pub root: Id<()>,
    pub document: Document,
    pub services: Vec<Id<Service>>,
    pub sources: Vec<String>,
}

/// Every location that may be told of and where something takes place.
pub(super) async fn locations(rx: &mut Rx) -> Result<Vec<Location>> {
    #[derive(sqlx_macros::FromRow)]
    struct Row {
        id: Id<()>,
        document: String,
        root: Id<()>,
        service_id: Id<Service>,
        source: String,
    }
    let mut all: Vec<Location> = vec![];
    for r in rx.all::<Row>(LOCATIONS, ()).await? {
        match all.last_mut().filter(|l| l.id == r.id) {
            Some(place) => {
                place.services.push(r.service_id);
                if !place.sources.contains(&r.source) {
                    place.sources.push(r.source);
                }
            }
            None => all.push(Location {
                id: r.id,
                root: r.root,
                document: serde_json::from_str(&r.document)?,
                services: vec![r.service_id],
                sources: vec![r.source],
            }),
        }
    }
    Ok(all)
}

/// What is known of a building: its document, and what takes place there.
pub(super) async fn location_with_some(rx: &mut Rx, id: Id<()>) -> Result<Option<(Document, Vec<String>)>> {
    let Some(text) = rx.values::<String>(LOCATION, (id,)).await?.pop() else { return Ok(None) };
    Ok(Some((serde_json::from_str(&text)?, rx.values(SOME_AT, (id,)).await?)))
}

/// All locations that are one with these, by somebody's word or by their id.
pub(in crate::directory) async fn with_merged(
    rx: &mut Rx,
    places: &HashSet<uuid::Uuid>,
) -> Result<HashSet<uuid::Uuid>> {
    let mut all = places.clone();
    let mut left: Vec<uuid::Uuid> = places.iter().copied().collect();
    while let Some(place) = left.pop() {
        let id: Id<()> = Id::from_uuid(place);
        let mut others = vec![root(rx, Object::Location, id).await?.unwrap_or(id)];
        others.extend(merged(rx, Object::Location, others[0]).await?);
        for sql in [COPIES, COPY_OF] {
            others.extend(rx.values::<Id<()>>(sql, (id,)).await?);
        }
        left.extend(others.into_iter().map(Id::uuid).filter(|other| all.insert(*other)));
    }
    Ok(all)
}

/// Two that the rules put together.
#[derive(sqlx_macros::FromRow)]
pub(super) struct ByRules {
    pub a: Id<()>,
    pub b: Id<()>,
    pub held: Option<String>,
}

/// What the rules put together: all of it, or an entry with others.
pub(super) async fn by_rules(rx: &mut Rx, object: Object, of: Option<Id<()>>) -> Result<Vec<ByRules>> {
    rx.all(BY_RULES, (object.code(), of)).await
}

/// What people said is the same: all of it, or of one entry.
pub(super) async fn by_people(rx: &mut Rx, object: Object, of: Option<Id<()>>) -> Result<Vec<(Id<()>, Id<()>)>> {
    let rows: Vec<Pair> = match of {
        Some(id) => rx.all(BY_PEOPLE_OF, (object.code(), id)).await?,
        None => rx.all(BY_PEOPLE, (object.code(),)).await?,
    };
    Ok(rows.into_iter().map(|p| (p.a, p.b)).collect())
}

pub(super) async fn hold_to(tx: &mut Tx, object: Object, a: Id<()>, b: Id<()>, held: &str) -> Result<()> {
    tx.run(HOLD_TO, (object.code(), a, b, held)).await.map(|_| ())
}

/// What the rules said of a pair is for somebody to say; `false` where somebody has.
pub(super) async fn ask_again(tx: &mut Tx, object: Object, a: Id<()>, b: Id<()>, at: Instant) -> Result<bool> {
    Ok(tx.run(ASK_AGAIN, (object.code(), a, b, at)).await? == 1)
}

/// Whether somebody looks after a service, or after any of who runs it, as far as entries tell.
pub(super) async fn kept(rx: &mut Rx, id: Id<()>) -> Result<bool> {
    Ok(!rx.values::<Id<()>>(KEPT, (id,)).await?.is_empty())
}

/// What a provider is called, and its document, by its own source.
pub(super) async fn own_document(rx: &mut Rx, provider: Id<()>) -> Result<Option<(String, Document)>> {
    #[derive(sqlx_macros::FromRow)]
    struct Row {
        name: String,
        document: String,
    }
    let Some(row) = rx.maybe::<Row>(OWN_DOCUMENT, (provider,)).await? else { return Ok(None) };
    Ok(Some((row.name, serde_json::from_str(&row.document)?)))
}

/// Pairs of which somebody, or the rules, have said something.
pub(super) async fn judged(rx: &mut Rx) -> Result<Vec<(String, Id<()>, Id<()>)>> {
    #[derive(sqlx_macros::FromRow)]
    struct Row {
        object: String,
        a: Id<()>,
        b: Id<()>,
    }
    let rows: Vec<Row> = rx.all(JUDGED, ()).await?;
    Ok(rows.into_iter().map(|r| (r.object, r.a, r.b)).collect())
}

pub(super) async fn merged_providers(rx: &mut Rx) -> Result<HashMap<Id<()>, Id<()>>> {
    #[derive(sqlx_macros::FromRow)]
    struct Row {
        id: Id<()>,
        merged_into: Id<()>,
    }
    let rows: Vec<Row> = rx.all(MERGED_PROVIDERS, ()).await?;
    Ok(rows.into_iter().map(|r| (r.id, r.merged_into)).collect())
}

pub(super) async fn put(tx: &mut Tx, f: &Found, at: Instant) -> Result<()> {
    let args = (f.object.code(), f.a, f.b, f.score, f.why.as_str(), f.against.as_str(), at);
    tx.run(PUT, args).await.map(|_| ())
}

/// Says what a pair is that waits; `false` when it does not.
pub(super) async fn decide(
    tx: &mut Tx,
    object: Object,
    a: Id<()>,
    b: Id<()>,
    verdict: &str,
    by: Option<Id<()>>,
    at: Instant,
) -> Result<bool> {
    Ok(tx.run(DECIDE, (object.code(), a, b, verdict, by, at)).await? == 1)
}

pub(super) async fn redecide(
    tx: &mut Tx,
    object: Object,
    a: Id<()>,
    b: Id<()>,
    verdict: &str,
    by: Option<Id<()>>,
    at: Instant,
) -> Result<()> {
    tx.run(REDECIDE, (object.code(), a, b, verdict, by, at)).await.map(|_| ())
}

pub(super) async fn forget_waiting(tx: &mut Tx, before: Instant) -> Result<()> {
    tx.run(FORGET_WAITING, (before,)).await.map(|_| ())
}

/// What was said of a pair; `None` where it is no pair, `Some(None)` where it waits.
pub(super) async fn verdict(rx: &mut Rx, object: Object, a: Id<()>, b: Id<()>) -> Result<Option<Option<String>>> {
    #[derive(sqlx_macros::FromRow)]
    struct Row {
        verdict: Option<String>,
    }
    Ok(rx.maybe::<Row>(VERDICT, (object.code(), a, b)).await?.map(|r| r.verdict))
}

/// Two entries that may be the same, and wait for somebody.
#[derive(Clone, Debug, sqlx_macros::FromRow)]
pub struct Alike {
    pub object: String,
    pub a: Id<()>,
    pub b: Id<()>,
    pub score: f64,
    /// Codes, with spaces between: the label of each is `alike-{code}`.
    pub why: String,
    pub against: String,
}

/// What waits: organisations first, then the likeliest.
pub async fn alike_waiting(rx: &mut Rx, limit: i64) -> Result<Vec<Alike>> {
    rx.all(WAITING, (limit,)).await
}

/// An entry that is one service with another.
#[derive(Clone, Debug, sqlx_macros::FromRow, serde::Serialize)]
pub struct Member {
    pub id: Id<Service>,
    pub name: String,
    pub source: String,
}

/// The entries that a service stands for beside itself.
pub async fn merged_with(rx: &mut Rx, root: Id<Service>) -> Result<Vec<Member>> {
    rx.all(MERGED_WITH, (root,)).await
}

pub(super) async fn same_as(rx: &mut Rx, object: Object, id: Id<()>) -> Result<Vec<(Id<()>, Id<()>)>> {
    let rows: Vec<Pair> = rx.all(SAME_AS, (object.code(), id)).await?;
    Ok(rows.into_iter().map(|p| (p.a, p.b)).collect())
}

/// Pairs of an entry that are said to be two.
pub(super) async fn different_from(rx: &mut Rx, object: Object, id: Id<()>) -> Result<Vec<(Id<()>, Id<()>)>> {
    let rows: Vec<Pair> = rx.all(DIFFERENT_FROM, (object.code(), id)).await?;
    Ok(rows.into_iter().map(|p| (p.a, p.b)).collect())
}

/// Of several, the one that was here first.
pub(super) async fn first_of(rx: &mut Rx, object: Object, group: &[Id<()>]) -> Result<Option<Id<()>>> {
    let mut came = vec![];
    for id in group {
        let run = match object {
            Object::Service => rx.values::<i64>(CAME, (*id,)).await?.pop().unwrap_or(i64::MAX),
            Object::Location => rx.value(CAME_AT, (*id,)).await?,
            Object::Organization => rx.values::<i64>(CAME_OF, (*id,)).await?.pop().unwrap_or(i64::MAX),
        };
        came.push((run, *id));
    }
    Ok(came.into_iter().min().map(|(_, id)| id))
}

/// An organisation that is shown as another.
#[derive(Clone, Debug, sqlx_macros::FromRow, serde::Serialize)]
pub struct Merged {
    pub id: Id<()>,
    pub name: String,
    pub source: String,
    pub root: Id<()>,
    pub root_name: String,
}

/// Places that are shown as another; what stands for their source is their postcode.
pub(super) async fn merged_places(rx: &mut Rx) -> Result<Vec<Merged>> {
    rx.all(MERGED_PLACES, ()).await
}

pub async fn merged_organisations(rx: &mut Rx) -> Result<Vec<Merged>> {
    rx.all(MERGED_ORGANISATIONS, ()).await
}

/// Who runs services: name, source, and some of the services.
pub async fn provider_with_some(rx: &mut Rx, id: Id<()>) -> Result<Option<(String, String, Vec<Id<Service>>)>> {
    #[derive(sqlx_macros::FromRow)]
    struct Row {
        name: String,
        source: String,
    }
    let Some(row) = rx.maybe::<Row>(PROVIDER, (id,)).await? else { return Ok(None) };
    Ok(Some((row.name, row.source, rx.values(SOME_OF, (id,)).await?)))
}

/// What an entry stands for.
pub(super) async fn merged(rx: &mut Rx, object: Object, id: Id<()>) -> Result<Vec<Id<()>>> {
    let sql = match object {
        Object::Service => MERGED_SERVICES,
        Object::Location => MERGED_LOCATIONS,
        Object::Organization => MERGED_INTO,
    };
    rx.values(sql, (id,)).await
}

/// The entry that stands for one.
pub(in crate::directory) async fn root(rx: &mut Rx, object: Object, id: Id<()>) -> Result<Option<Id<()>>> {
    let sql = match object {
        Object::Service => ROOT_SERVICE,
        Object::Location => ROOT_LOCATION,
        Object::Organization => ROOT_PROVIDER,
    };
    Ok(rx.maybe::<Root>(sql, (id,)).await?.and_then(|r| r.merged_into))
}

pub(super) async fn set_root(tx: &mut Tx, object: Object, id: Id<()>, root: Option<Id<()>>, at: Instant) -> Result<()> {
    match object {
        Object::Service => tx.run(SET_SERVICE, (id, root, at)).await?,
        Object::Location => tx.run(SET_LOCATION, (id, root)).await?,
        Object::Organization => tx.run(SET_PROVIDER, (id, root)).await?,
    };
    Ok(())
}

pub(super) async fn touch_services_at(tx: &mut Tx, location: Id<()>, at: Instant) -> Result<()> {
    tx.run(TOUCH_AT, (location, at)).await.map(|_| ())
}

pub(super) async fn touch_services_of(tx: &mut Tx, provider: Id<()>, at: Instant) -> Result<()> {
    tx.run(TOUCH_OF, (provider, at)).await.map(|_| ())
}
