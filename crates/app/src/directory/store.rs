//! The SQL of the slice.

// Tables that this slice writes, drawn from the migrations by `cargo xtask gen`:
//   provider: id, name, name_key, source, source_id, version, merged_into, run
//   service: id, provider_id, slug, name, kind, description, masked, venue, street, outcode, borough,
//      postcode, lat, lon, approximate, free, price, cost_note, languages, has, has_not, age_min, age_max,
//      gender, referral, places, wait_weeks, phone, email, website, checked_at, checked_by, closed_at, source,
//      source_id, updated_at, version, run, closed_by, paused_at, paused_why, unreached, merged_into,
//      provider_held
//   service_need: service_id, need, position
//   service_session: service_id, position, day, starts, ends, every, note, place
//   service_area: service_id, area
//   place: kind, code, lat, lon, boroughs
//   import_run: id, number, kind, feed, file, fields, begun_at, beat_at, ended_at, shown_at, whole, news,
//      settled_at, note, pages, unknown_fields
//   import_row: run, line, source_id, digest, came, outcome, reason, raw, pending, data
//   postcode: run, code, lat, lon, borough, missing, lsoa11, lsoa21
//   postcode_shown: feed, run
//   feed: name, dialect, source, publisher, email, licence, attribution, republish, every_minutes, next_at,
//      contract, made_at, version
//   record: feed, object, source_id, run, dialect, raw, sealed, document, tag, line
//   fetched: feed, url, raw, at
//   record_issue: run, line, position, path, code, was, became
//   listing: service_id, document
//   part: object, id, document, masked, name, postcode, lat, lon, updated_at, merged_into, source, origin
//   listing_place: id, service_id, location_id
//   listing_term: service_id, term_id
//   listing_change: service_id, seq, at, state, version
//   import_part: run, object, id, document, masked
//   correction: service_id, field, value, replaced, said, said_at, made_as, made_by, made_at, why
//   alike: object, a, b, score, why, against, found_at, verdict, decided_by, decided_at, held
//   sought: month, area, what, times
//   service_place: service_id, position, venue, street, outcode, borough, postcode, lat, lon, approximate
//   charity: number, name, email
// (end of tables)

mod rows;
mod shown;

pub(super) use rows::{further_row, session_row};
pub use shown::find;
pub(super) use shown::{Shown, members, to_publish};

use super::{
    gazetteer::{Borough, Place},
    import,
    model::{Provider, Service},
    open,
};
use base::{Result, Rx, Tx};
use kernel::{Id, Instant, Point, Postcode, name::name_key};
use rows::{Hangers, ServiceRow};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

// Services that an import is bringing are not there before their run is shown: hence the condition on `run` in every text that finds any.
base::sql! {
    NEEDS = "SELECT code, domain FROM need ORDER BY position, code";
    /// Some at a time, with those that their feed has closed: an import that is shown and not carried over yet may open them again.
    OPEN = "
        SELECT s.id, s.slug, s.provider_id, p.name AS provider, s.name, s.kind, s.description, s.masked, s.venue, s.street, s.outcode,
          s.borough, s.postcode, s.lat, s.lon, s.approximate, s.free, s.price, s.cost_note, s.languages, s.has, s.has_not, s.age_min,
          s.age_max, s.gender, s.referral, s.places, s.wait_weeks, s.phone, s.email, s.website, s.checked_at, s.checked_by, s.unreached,
          s.paused_at, s.paused_why, s.closed_at, s.closed_by, s.merged_into, m.name AS organisation, s.provider_held, s.source, s.source_id, s.version
        FROM service s
        JOIN provider p ON p.id = s.provider_id
        LEFT JOIN provider m ON m.id = p.merged_into
        WHERE s.id > $1
          AND (s.closed_at IS NULL OR s.closed_by = 'feed' OR (s.merged_into IS NOT NULL AND s.masked))
          AND (s.run IS NULL OR EXISTS (SELECT 1 FROM import_run u WHERE u.number = s.run AND u.shown_at IS NOT NULL))
        ORDER BY s.id
        LIMIT $2";
    FIND = "
        SELECT s.id, s.slug, s.provider_id, p.name AS provider, s.name, s.kind, s.description, s.masked, s.venue, s.street, s.outcode,
          s.borough, s.postcode, s.lat, s.lon, s.approximate, s.free, s.price, s.cost_note, s.languages, s.has, s.has_not, s.age_min,
          s.age_max, s.gender, s.referral, s.places, s.wait_weeks, s.phone, s.email, s.website, s.checked_at, s.checked_by, s.unreached,
          s.paused_at, s.paused_why, s.closed_at, s.closed_by, s.merged_into, m.name AS organisation, s.provider_held, s.source, s.source_id, s.version
        FROM service s
        JOIN provider p ON p.id = s.provider_id
        LEFT JOIN provider m ON m.id = p.merged_into
        WHERE s.id = $1
          AND (s.run IS NULL OR EXISTS (SELECT 1 FROM import_run u WHERE u.number = s.run AND u.shown_at IS NOT NULL))";
    /// Even where its run is not shown yet.
    FIND_ANY = "
        SELECT s.id, s.slug, s.provider_id, p.name AS provider, s.name, s.kind, s.description, s.masked, s.venue, s.street, s.outcode,
          s.borough, s.postcode, s.lat, s.lon, s.approximate, s.free, s.price, s.cost_note, s.languages, s.has, s.has_not, s.age_min,
          s.age_max, s.gender, s.referral, s.places, s.wait_weeks, s.phone, s.email, s.website, s.checked_at, s.checked_by, s.unreached,
          s.paused_at, s.paused_why, s.closed_at, s.closed_by, s.merged_into, m.name AS organisation, s.provider_held, s.source, s.source_id, s.version
        FROM service s
        JOIN provider p ON p.id = s.provider_id
        LEFT JOIN provider m ON m.id = p.merged_into
        WHERE s.id = $1";
    /// What a service is called, and whether an import that is shown has still to be carried over it.
    NAME = "
        SELECT s.name,
          EXISTS (
            SELECT 1
            FROM import_run u
            JOIN import_row r ON r.run = u.number
            WHERE u.feed = s.source AND r.source_id = s.source_id AND u.kind = 'services' AND u.shown_at IS NOT NULL
              AND u.settled_at IS NULL AND r.pending) AS pending
        FROM service s
        WHERE s.id = $1
          AND (s.run IS NULL OR EXISTS (SELECT 1 FROM import_run u WHERE u.number = s.run AND u.shown_at IS NOT NULL))";
    MAY_GO_OUT = "SELECT republish AS n FROM feed WHERE name = $1";
    /// What stands for others beside itself.
    ROOTS = "SELECT DISTINCT merged_into AS n FROM service WHERE merged_into IS NOT NULL";
    /// The entries that a service stands for beside itself.
    MEMBERS = "SELECT id AS n FROM service WHERE merged_into = $1 ORDER BY id";
    ID_OF_SLUG = "SELECT id AS n FROM service WHERE slug = $1";
    OF_PROVIDER = "
        SELECT s.id AS n
        FROM service s
        WHERE s.provider_id = $1
          AND s.merged_into IS NULL
          AND s.closed_at IS NULL
          AND (s.run IS NULL OR EXISTS (SELECT 1 FROM import_run u WHERE u.number = s.run AND u.shown_at IS NOT NULL))
        ORDER BY s.name, s.id";
    ID_OF_SOURCE = "SELECT id AS n FROM service WHERE source = $1 AND source_id = $2";
    /// What hangs on the services from one id to another.
    NEEDS_OF = "
        SELECT service_id, need AS text
        FROM service_need
        WHERE service_id >= $1 AND service_id <= $2
        ORDER BY service_id, position";
    AREAS_OF = "
        SELECT service_id, area AS text
        FROM service_area
        WHERE service_id >= $1 AND service_id <= $2
        ORDER BY service_id, area";
    FURTHER_OF = "
        SELECT service_id, venue, street, outcode, borough, postcode, lat, lon, approximate
        FROM service_place
        WHERE service_id >= $1 AND service_id <= $2
        ORDER BY service_id, position";
    SESSIONS_OF = "
        SELECT service_id, day, starts, ends, every, place, note
        FROM service_session
        WHERE service_id >= $1 AND service_id <= $2
        ORDER BY service_id, position";
    /// Every entry that the index is made of.
    VERSIONS = "
        SELECT s.id, s.version
        FROM service s
        WHERE (s.closed_at IS NULL OR s.closed_by = 'feed' OR (s.merged_into IS NOT NULL AND s.masked))
          AND (s.run IS NULL OR EXISTS (SELECT 1 FROM import_run u WHERE u.number = s.run AND u.shown_at IS NOT NULL))";
    /// Which services were written since: the poll re-reads the last seconds, and compares versions.
    WRITTEN_SINCE = "
        SELECT s.id, s.version
        FROM service s
        WHERE s.updated_at >= $1
          AND (s.run IS NULL OR EXISTS (SELECT 1 FROM import_run u WHERE u.number = s.run AND u.shown_at IS NOT NULL))";
    LAST_WRITTEN = "SELECT MAX(updated_at) AS at FROM service";

    ADD_PROVIDER = "
        INSERT INTO provider (id, name, name_key, source, source_id, version)
        VALUES ($1, $2, $3, $4, $5, 1)
        ON CONFLICT (source, source_id) DO NOTHING";
    ADD = "
        INSERT INTO service (id, provider_id, slug, name, kind, description, masked, venue, street, outcode, borough, postcode, lat, lon,
          approximate, has, has_not, closed_at, source, source_id, updated_at, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, '', '', $16, $17, $18, $19, 1)";
    CHANGE = "
        UPDATE service
        SET provider_id = $3, name = $4, kind = $5, description = $6, masked = $7, venue = $8, street = $9, outcode = $10, borough = $11,
          postcode = $12, lat = $13, lon = $14, approximate = $15, closed_at = $16, updated_at = $17, version = version + 1
        WHERE id = $1 AND version = $2";
    /// The second half of a row that was just added or changed in the same transaction: for whom, at what cost, how to reach it.
    TERMS = "
        UPDATE service
        SET free = $2, price = $3, cost_note = $4, languages = $5, has = $6, has_not = $7, age_min = $8, age_max = $9, gender = $10,
          referral = $11, places = $12, wait_weeks = $13, phone = $14, email = $15, website = $16, checked_at = $17, checked_by = $18,
          unreached = $19, paused_at = $20, paused_why = $21, closed_by = $22
        WHERE id = $1";
    CLOSE = "
        UPDATE service
        SET closed_at = $3, updated_at = $3, version = version + 1
        WHERE id = $1 AND version = $2";
    HOLD_PROVIDER = "UPDATE service SET provider_held = $2 WHERE id = $1";
    HOLD_ALL_OF = "UPDATE service SET provider_held = TRUE WHERE provider_id = $1";
    CLEAR_NEEDS = "DELETE FROM service_need WHERE service_id = $1";
    CLEAR_AREAS = "DELETE FROM service_area WHERE service_id = $1";
    CLEAR_FURTHER = "DELETE FROM service_place WHERE service_id = $1";
    CLEAR_SESSIONS = "DELETE FROM service_session WHERE service_id = $1";
    ADD_NEED = "INSERT INTO service_need (service_id, need, position) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    ADD_AREA = "INSERT INTO service_area (service_id, area) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    ADD_SESSION = "
        INSERT INTO service_session (service_id, position, day, starts, ends, every, note, place)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    ADD_FURTHER = "
        INSERT INTO service_place (service_id, position, venue, street, outcode, borough, postcode, lat, lon, approximate)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    PLACES = "SELECT kind, code, lat, lon, boroughs FROM place ORDER BY kind, code";
    HAS_POSTCODES = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM postcode_shown";
    POSTCODE = "
        SELECT p.lat, p.lon, p.borough
        FROM postcode p
        JOIN postcode_shown v ON v.run = p.run
        WHERE p.code = $1
        ORDER BY p.run DESC
        LIMIT 1";
}

/// Every entry that is not closed, each by itself, in the order of ids: some at a time, because all of them are more than anybody wants to hold at once.
pub(super) struct Entries {
    after: Id<Service>,
    pending: HashMap<Id<Service>, import::Pending>,
}

impl Entries {
    /// So many are read at a time.
    const AT_ONCE: i64 = 1000;

    pub async fn begin(rx: &mut Rx) -> Result<Entries> {
        Ok(Entries { after: Id::from_uuid(Uuid::nil()), pending: import::pending(rx).await? })
    }

    /// The next ones; none when all have been read.
    pub async fn next(&mut self, rx: &mut Rx) -> Result<Vec<Service>> {
        let rows: Vec<ServiceRow> = rx.all(OPEN, (self.after, Self::AT_ONCE)).await?;
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return Ok(vec![]) };
        let mut hangers = hangers(rx, first.id, last.id).await?;
        self.after = last.id;
        let mut services: Vec<Service> = rows.into_iter().map(|r| hangers.hang(r)).collect();
        for s in &mut services {
            if let Some(import) = self.pending.remove(&s.id) {
                let by_feed = s.closed_at.is_some();
                import.put_over(s, by_feed)?;
            }
        }
        Ok(services)
    }
}

/// All of them at once.
pub(super) async fn entries(rx: &mut Rx) -> Result<Vec<Service>> {
    let mut entries = Entries::begin(rx).await?;
    let mut all = vec![];
    loop {
        let some = entries.next(rx).await?;
        if some.is_empty() {
            return Ok(all);
        }
        all.extend(some);
    }
}

/// What hangs on the services from one id to another.
async fn hangers(rx: &mut Rx, from: Id<Service>, to: Id<Service>) -> Result<Hangers> {
    let (needs, areas) = (rx.all(NEEDS_OF, (from, to)).await?, rx.all(AREAS_OF, (from, to)).await?);
    Ok(Hangers::of(needs, areas, rx.all(SESSIONS_OF, (from, to)).await?, rx.all(FURTHER_OF, (from, to)).await?))
}

/// A service by itself: as it is once every import that is shown is carried over.
pub async fn leaf(rx: &mut Rx, id: Id<Service>) -> Result<Option<Service>> {
    let Some(mut service) = as_written(rx, id).await? else { return Ok(None) };
    if let Some(import) = import::pending_of(rx, id).await? {
        let by_feed = import::closed_by_feed(rx, id).await?;
        import.put_over(&mut service, by_feed)?;
    }
    Ok(Some(service))
}

/// What a service is called, closed or not: for whoever needs nothing else of it.
pub async fn name(rx: &mut Rx, id: Id<Service>) -> Result<Option<String>> {
    #[derive(sqlx_macros::FromRow)]
    struct Row {
        name: String,
        pending: bool,
    }
    match rx.maybe::<Row>(NAME, (id,)).await? {
        Some(row) if row.pending => Ok(find(rx, id).await?.map(|s| s.name)),
        row => Ok(row.map(|r| r.name)),
    }
}

/// A service as its row has it.
pub(super) async fn as_written(rx: &mut Rx, id: Id<Service>) -> Result<Option<Service>> {
    let row = rx.maybe::<ServiceRow>(FIND, (id,)).await?;
    whole(rx, id, row).await
}

/// The same, even where its run is not shown yet.
pub(super) async fn staged_or_written(rx: &mut Rx, id: Id<Service>) -> Result<Option<Service>> {
    let row = rx.maybe::<ServiceRow>(FIND_ANY, (id,)).await?;
    whole(rx, id, row).await
}

async fn whole(rx: &mut Rx, id: Id<Service>, row: Option<ServiceRow>) -> Result<Option<Service>> {
    let Some(row) = row else { return Ok(None) };
    Ok(Some(hangers(rx, id, id).await?.hang(row)))
}

/// The service that stands at `/services/{slug}`, closed or not.
pub async fn find_slug(rx: &mut Rx, slug: &str) -> Result<Option<Service>> {
    match rx.values::<Id<Service>>(ID_OF_SLUG, (slug,)).await?.pop() {
        Some(id) => find(rx, id).await,
        None => Ok(None),
    }
}

/// Every open service of a provider, by name.
pub async fn of_provider(rx: &mut Rx, provider: Id<Provider>) -> Result<Vec<Id<Service>>> {
    rx.values(OF_PROVIDER, (provider,)).await
}

/// Whether a list may say by itself that somebody else runs a service.
pub async fn hold_provider(tx: &mut Tx, id: Id<Service>, held: bool) -> Result<()> {
    tx.run(HOLD_PROVIDER, (id, held)).await.map(|_| ())
}

/// No list says by itself that somebody else runs what this provider runs.
pub async fn hold_all_of(tx: &mut Tx, provider: Id<Provider>) -> Result<()> {
    tx.run(HOLD_ALL_OF, (provider,)).await.map(|_| ())
}

/// Its id, even where its run is not shown yet.
pub(super) async fn id_of_source(rx: &mut Rx, source: &str, source_id: &str) -> Result<Option<Id<Service>>> {
    Ok(rx.values(ID_OF_SOURCE, (source, source_id)).await?.pop())
}

/// The service that a feed knows under this id.
pub async fn find_source(rx: &mut Rx, source: &str, source_id: &str) -> Result<Option<Service>> {
    match id_of_source(rx, source, source_id).await? {
        Some(id) => find(rx, id).await,
        None => Ok(None),
    }
}

/// A kind of need, with the domain it belongs to.
#[derive(Clone, Debug, sqlx_macros::FromRow, serde::Serialize)]
pub struct Need {
    pub code: String,
    pub domain: String,
}

/// Every need, in the order of the table.
pub async fn needs(rx: &mut Rx) -> Result<Vec<Need>> {
    rx.all(NEEDS, ()).await
}

/// An entry as it was written last.
#[derive(sqlx_macros::FromRow)]
struct Written {
    id: Id<Service>,
    version: i64,
}

/// What was written since.
pub(super) async fn written_since(rx: &mut Rx, at: Instant) -> Result<Vec<(Id<Service>, i64)>> {
    Ok(rx.all::<Written>(WRITTEN_SINCE, (at,)).await?.into_iter().map(|r| (r.id, r.version)).collect())
}

/// The versions of all that the index is made of.
pub(super) async fn versions(rx: &mut Rx) -> Result<Vec<(Id<Service>, i64)>> {
    Ok(rx.all::<Written>(VERSIONS, ()).await?.into_iter().map(|r| (r.id, r.version)).collect())
}

/// When the directory was last written.
pub(super) async fn last_written(rx: &mut Rx) -> Result<Option<Instant>> {
    #[derive(sqlx_macros::FromRow)]
    struct Row {
        at: Option<Instant>,
    }
    Ok(rx.one::<Row>(LAST_WRITTEN, ()).await?.at)
}

pub(super) async fn add_provider(tx: &mut Tx, p: &Provider, source: &str, source_id: &str) -> Result<()> {
    tx.run(ADD_PROVIDER, (p.id, p.name.as_str(), name_key(&p.name), source, source_id)).await.map(|_| ())
}

pub(super) async fn add(tx: &mut Tx, s: &Service, at: Instant) -> Result<()> {
    let args = (
        s.id,
        s.provider_id,
        s.slug.as_str(),
        s.name.as_str(),
        s.kind.as_str(),
        s.description.as_str(),
        s.masked,
        s.venue.clone(),
        s.street.clone(),
        s.outcode.clone(),
        s.borough.clone(),
        s.postcode.clone(),
        s.point.map(|p| p.lat),
        s.point.map(|p| p.lon),
        s.approximate,
        s.closed_at,
        s.source.as_str(),
        s.source_id.as_str(),
        at,
    );
    tx.run(ADD, args).await?;
    terms(tx, s).await?;
    open::store::put(tx, s, at).await
}

/// Writes a service over the version that was read.
pub(super) async fn change(tx: &mut Tx, s: &Service, at: Instant) -> Result<()> {
    let args = (
        s.id,
        s.version,
        s.provider_id,
        s.name.as_str(),
        s.kind.as_str(),
        s.description.as_str(),
        s.masked,
        s.venue.clone(),
        s.street.clone(),
        s.outcode.clone(),
        s.borough.clone(),
        s.postcode.clone(),
        s.point.map(|p| p.lat),
        s.point.map(|p| p.lon),
        s.approximate,
        s.closed_at,
        at,
    );
    tx.update(CHANGE, args).await?;
    for sql in [CLEAR_NEEDS, CLEAR_AREAS, CLEAR_SESSIONS, CLEAR_FURTHER] {
        tx.run(sql, (s.id,)).await?;
    }
    terms(tx, s).await?;
    open::store::put(tx, s, at).await
}

async fn terms(tx: &mut Tx, s: &Service) -> Result<()> {
    let args = (
        s.id,
        s.cost.free,
        s.cost.price,
        s.cost.note.clone(),
        s.languages.as_ref().map(|l| l.join(" ")),
        s.has.join(" "),
        s.has_not.join(" "),
        s.age_min,
        s.age_max,
        s.gender.clone(),
        s.referral.clone(),
        s.places,
        s.wait_weeks,
        s.phone.clone(),
        s.email.clone(),
        s.website.clone(),
        s.checked_at,
        s.checked_by.clone(),
        s.unreached,
        s.paused_at,
        s.paused_why.clone(),
        s.closed_at.filter(|_| s.closed_by_feed).map(|_| "feed"),
    );
    tx.run(TERMS, args).await?;
    let needs = s.needs.iter().enumerate().map(|(i, need)| (s.id, need.clone(), i as i64));
    tx.insert_many(ADD_NEED, needs.collect()).await?;
    tx.insert_many(ADD_AREA, s.serves.iter().map(|area| (s.id, area.clone())).collect()).await?;
    let sessions = s.sessions.iter().enumerate().map(|(i, t)| session_row(s.id, i, t));
    tx.insert_many(ADD_SESSION, sessions.collect()).await?;
    let further = s.also.iter().enumerate().map(|(i, p)| further_row(s.id, i, p));
    tx.insert_many(ADD_FURTHER, further.collect()).await?;
    Ok(())
}

pub(super) async fn close(tx: &mut Tx, s: &Service, at: Instant) -> Result<()> {
    tx.update(CLOSE, (s.id, s.version, at)).await?;
    let closed = Service { closed_at: Some(at), ..s.clone() };
    open::store::put(tx, &closed, at).await
}

#[derive(sqlx_macros::FromRow)]
struct PlaceRow {
    kind: String,
    code: String,
    lat: f64,
    lon: f64,
    boroughs: String,
}

/// Outcodes and boroughs, by the postcodes that an operator imported.
pub(super) async fn places(rx: &mut Rx) -> Result<(BTreeMap<String, Place>, Vec<Borough>)> {
    let (mut outcodes, mut boroughs) = (BTreeMap::new(), vec![]);
    for r in rx.all::<PlaceRow>(PLACES, ()).await? {
        let Ok(point) = Point::new(r.lat, r.lon) else { continue };
        if r.kind == "borough" {
            boroughs.push(Borough { name: r.code, point });
        } else {
            let reaches = r.boroughs.split(';').filter(|b| !b.is_empty()).map(str::to_owned).collect();
            outcodes.insert(r.code, Place { point, boroughs: reaches });
        }
    }
    Ok((outcodes, boroughs))
}

#[derive(sqlx_macros::FromRow)]
struct PostcodeRow {
    lat: f64,
    lon: f64,
    borough: Option<String>,
}

/// Whether an operator imported full postcodes.
pub(super) async fn has_postcodes(rx: &mut Rx) -> Result<bool> {
    Ok(rx.value::<i64>(HAS_POSTCODES, ()).await? > 0)
}

/// Where a full postcode lies, if postcodes were imported.
pub(super) async fn postcode(rx: &mut Rx, code: &Postcode) -> Result<Option<(Point, Option<String>)>> {
    let row: Option<PostcodeRow> = rx.maybe(POSTCODE, (code.clone(),)).await?;
    Ok(row.and_then(|r| Some((Point::new(r.lat, r.lon).ok()?, r.borough))))
}
