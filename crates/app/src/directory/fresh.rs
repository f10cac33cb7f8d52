//! Where the index lives, and how it stays fresh.
//!
//! One a machine. It is built at the start of the server, or by whoever asks first, and replaced as a whole: whoever is searching keeps the one they have. The node that wrote replaces
//! its own at once ([`refresh`]); every node asks every few seconds whether another one wrote ([`keep_fresh`]).

use super::{
    gazetteer::{Asked, Gazetteer, Located, Precision},
    import,
    index::Index,
    model::Service,
    open::{self, Open, Shelf},
    query::{Query, Results},
    store,
};
use crate::policy::SERVICE_VIEW;
use anyhow::anyhow;
use base::{Ctx, House, Machine, Result, Rx};
use jiff::SignedDuration;
use kernel::{Date, Id, Instant, Postcode};
use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

/// The machine's index.
#[derive(Default)]
struct Slot {
    now: RwLock<Option<Arc<Built>>>,
    /// Held while one is built, so that only one is.
    building: tokio::sync::Mutex<()>,
}

struct Built {
    index: Arc<Index>,
    shelf: Arc<Shelf>,
    versions: HashMap<Id<Service>, i64>,
    /// The last write that it has.
    last: Option<Instant>,
    /// The last import that it has, by the number of its run.
    shown: i64,
    /// The day that it was built on: what nobody confirms sinks a little every day.
    today: Date,
}

impl Slot {
    fn get(&self) -> Option<Arc<Built>> {
        self.now.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// How often a node asks whether another one wrote.
const EVERY: Duration = Duration::from_secs(5);
/// How far back it reads: transactions become visible in another order than they were begun.
const BACK: SignedDuration = SignedDuration::from_secs(10);

/// The index, built if there is none yet.
pub async fn index(machine: &Arc<Machine>) -> Result<Arc<Index>> {
    let slot = machine.extension::<Slot>();
    if let Some(built) = slot.get() {
        return Ok(built.index.clone());
    }
    let _turn = slot.building.lock().await;
    if let Some(built) = slot.get() {
        return Ok(built.index.clone());
    }
    build(machine, &slot).await
}

/// What may go out, with the index that it belongs to.
pub(super) async fn open(machine: &Arc<Machine>) -> Result<Open> {
    index(machine).await?;
    let built = machine.extension::<Slot>().get().ok_or(base::Error::Later)?;
    Ok(Open { index: built.index.clone(), shelf: built.shelf.clone() })
}

/// A look at the directory, for whoever may look at it: everybody.
pub(super) async fn reading(ctx: &Ctx) -> Result<Rx> {
    Ok(ctx.read(&SERVICE_VIEW, House::id()).await?.0)
}

/// Whether this node has the whole directory in memory. Until then nobody should be sent to it: their search would wait for the building.
pub fn is_whole(machine: &Machine) -> bool {
    machine.extension::<Slot>().get().is_some()
}

/// Builds the index anew, after a write that the next page has to show.
pub async fn refresh(machine: &Arc<Machine>) -> Result<()> {
    let slot = machine.extension::<Slot>();
    let _turn = slot.building.lock().await;
    build(machine, &slot).await.map(|_| ())
}

/// The same, where there is an index; whoever has none reads the new state when they first ask.
pub(super) async fn refresh_if_built(machine: &Arc<Machine>) -> Result<()> {
    if machine.extension::<Slot>().get().is_some() { refresh(machine).await } else { Ok(()) }
}

async fn build(machine: &Arc<Machine>, slot: &Slot) -> Result<Arc<Index>> {
    let begun = std::time::Instant::now();
    let ctx = machine.system("directory-index");
    let (mut rx, _) = ctx.read(&SERVICE_VIEW, House::id()).await?;
    let last = store::last_written(&mut rx).await?;
    let shown = import::last_shown(&mut rx).await?;
    // What may go out is read beside, by a connection of its own.
    let beside = machine.clone();
    let reading = tokio::spawn(async move {
        let ctx = beside.system("directory-index");
        let (mut rx, _) = ctx.read(&SERVICE_VIEW, House::id()).await?;
        open::read(&mut rx, ctx.now()).await
    });
    let store::All { mut services, versions } = store::open(&mut rx).await?;
    let closed: HashMap<Id<Service>, Service> =
        services.extract_if(.., |s| s.closed_at.is_some()).map(|s| (s.id, s)).collect();
    let needs = store::needs(&mut rx).await?;
    let (outcodes, boroughs) = store::places(&mut rx).await?;
    let read = begun.elapsed();
    let words = machine.words.clone();
    let today = ctx.today();
    // Seconds of work for a large directory: not on a thread that answers requests.
    let building = tokio::task::spawn_blocking(move || {
        let gazetteer = Gazetteer::built_in()?.with(outcodes, boroughs);
        let labels = |need: &str| words.everywhere(&format!("need-{need}"));
        let mut index = Index::build(services, gazetteer, &labels, today);
        index.needs = needs;
        Ok::<_, base::Error>(Arc::new(index))
    });
    let index = building.await.map_err(|e| anyhow!(e))??;
    let indexed = begun.elapsed();
    let open = reading.await.map_err(|e| anyhow!(e))??;
    let read_open = begun.elapsed();
    let ours = open::our_parts(&index, &|key| machine.words.plain(base::words::ENGLISH, key, None));
    let shelf = Arc::new(open.shelf(&mut rx, &index, closed, ours).await?);
    drop(rx);
    let built = Arc::new(Built { index: index.clone(), shelf, versions, last, shown, today });
    *slot.now.write().unwrap_or_else(PoisonError::into_inner) = Some(built);
    tracing::debug!(services = index.len(), ?read, ?read_open, ?indexed, all = ?begun.elapsed(), "the directory is in memory");
    Ok(index)
}

/// Builds the index again if somebody wrote since. Says whether it did.
async fn catch_up(machine: &Arc<Machine>) -> Result<bool> {
    let Some(built) = machine.extension::<Slot>().get() else {
        index(machine).await?;
        return Ok(true);
    };
    let ctx = machine.system("directory-index");
    let (mut rx, _) = ctx.read(&SERVICE_VIEW, House::id()).await?;
    let written = match built.last {
        Some(last) => store::written_since(&mut rx, last.minus(BACK)).await?,
        None => {
            store::last_written(&mut rx).await?.map(|_| vec![(Id::from_uuid(uuid::Uuid::nil()), 0)]).unwrap_or_default()
        }
    };
    let mut stale = import::last_shown(&mut rx).await? != built.shown || built.today != ctx.today();
    for (id, version) in written {
        if stale {
            break;
        }
        stale |= match built.versions.get(&id) {
            Some(have) => *have != version,
            // One that the index leaves out is new, or closed since before.
            None => store::leaf(&mut rx, id).await?.is_none_or(|s| s.closed_at.is_none()),
        };
    }
    drop(rx);
    if stale {
        refresh(machine).await?;
    }
    Ok(stale)
}

/// Builds the index and keeps it fresh until `stop`. The server runs one beside its jobs, on every node.
pub async fn keep_fresh(machine: Arc<Machine>, mut stop: tokio::sync::watch::Receiver<bool>) {
    while !*stop.borrow() {
        if let Err(error) = catch_up(&machine).await {
            tracing::error!(%error, "the directory in memory could not be brought up to date");
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            _ = stop.changed() => {}
        }
    }
}

/// Searches the directory.
pub async fn search(machine: &Arc<Machine>, query: &Query) -> Result<Results> {
    Ok(index(machine).await?.search(query, machine.clock.today()))
}

/// Where a postcode, an outcode, `LAT,LON` or a borough lies; `None` when it is not known. Only a full postcode is looked up in the database.
pub async fn locate(machine: &Arc<Machine>, text: &str) -> Result<Option<Located>> {
    let asked = Asked::read(text);
    let imported = match &asked {
        Asked::Postcode(code) => {
            let ctx = machine.system("directory-place");
            let (mut rx, _) = ctx.read(&SERVICE_VIEW, House::id()).await?;
            store::postcode(&mut rx, code).await?
        }
        _ => None,
    };
    Ok(index(machine).await?.gazetteer.resolve(&asked, imported))
}

/// Whether there is such a postcode, as far as we can tell: where full ones were imported it is one of them, else its outcode is known.
pub async fn is_known(machine: &Arc<Machine>, code: &Postcode) -> Result<bool> {
    let Some(found) = locate(machine, &code.to_string()).await? else { return Ok(false) };
    if found.precision == Precision::Exact {
        return Ok(true);
    }
    let ctx = machine.system("directory-place");
    let (mut rx, _) = ctx.read(&SERVICE_VIEW, House::id()).await?;
    Ok(!store::has_postcodes(&mut rx).await?)
}

#[cfg(test)]
mod tests {
    use super::super::{DEMO_SOURCE, actions, demo_id, find_source, load_demo};
    use super::*;
    use crate::policy::SERVICE_EDIT;
    use base::{Clock, Config, db::testing, seal::Keys};

    async fn machine(db: base::Db) -> Arc<Machine> {
        let clock = Clock::fixed("2026-11-24T09:00:00.000000Z".parse().unwrap());
        crate::machine(db, clock, Keys::for_tests(), Config::for_tests()).await.unwrap()
    }

    fn singers() -> Query {
        Query { words: "carpenters road singers".into(), ..Query::default() }
    }

    #[tokio::test]
    async fn the_demo_goes_in_once_and_is_found_again() {
        for engine in testing::engines() {
            let db = testing::fresh(engine).await;
            let machine = machine(db.db.clone()).await;
            let ctx = machine.system("test");
            assert_eq!(search(&machine, &singers()).await.unwrap().total, 0);
            assert_eq!(load_demo(&ctx).await.unwrap(), 300);
            assert_eq!(load_demo(&ctx).await.unwrap(), 0, "nothing is added twice");
            let found = search(&machine, &singers()).await.unwrap();
            assert_eq!(found.hits[0].card.slug, "carpenters-road-singers");

            // It came back as the file has it.
            let (mut rx, _) = machine.system("test").read(&SERVICE_VIEW, House::id()).await.unwrap();
            let midnight = "2026-11-24T00:00:00.000000Z".parse().unwrap();
            for mut s in super::super::demo_services(midnight).unwrap() {
                let back = find_source(&mut rx, DEMO_SOURCE, &s.source_id).await.unwrap().unwrap();
                s.serves.sort();
                assert_eq!(serde_json::to_value(&s).unwrap(), serde_json::to_value(&back).unwrap());
            }
        }
    }

    #[tokio::test]
    async fn what_another_node_wrote_is_found_after_the_poll() {
        for engine in testing::engines() {
            let db = testing::fresh(engine).await;
            let (one, two) = (machine(db.db.clone()).await, machine(db.db.clone()).await);
            assert!(index(&two).await.unwrap().is_empty());
            load_demo(&one.system("test")).await.unwrap();
            assert!(catch_up(&two).await.unwrap());
            assert_eq!(index(&two).await.unwrap().len(), 300);
            assert!(!catch_up(&two).await.unwrap(), "nothing new");

            actions::close(&one.system("test"), demo_id("carpenters-road-singers"), "moved away").await.unwrap();
            assert!(catch_up(&two).await.unwrap());
            assert!(
                search(&two, &singers()).await.unwrap().hits.iter().all(|h| h.card.slug != "carpenters-road-singers")
            );
            assert!(!catch_up(&two).await.unwrap(), "a closed one is no news");
            let again = actions::close(&one.system("test"), demo_id("carpenters-road-singers"), "again").await;
            assert!(matches!(again, Err(base::Error::Conflict(_))));
        }
    }

    #[tokio::test]
    async fn a_masked_service_with_an_address_is_not_let_in() {
        for engine in testing::engines() {
            let db = testing::fresh(engine).await;
            let machine = machine(db.db.clone()).await;
            let ctx = machine.system("test");
            let mut refuge = super::super::bare("A refuge");
            refuge.masked = true;
            refuge.street = Some("1 Somewhere Row".into());
            let (mut tx, _) = ctx.write(&SERVICE_EDIT, House::id()).await.unwrap();
            assert!(matches!(actions::put(&mut tx, &ctx, &refuge).await, Err(base::Error::Invalid(_))));
        }
    }

    #[tokio::test]
    async fn a_place_is_found_in_imported_postcodes_or_else_by_its_outcode() {
        for engine in testing::engines() {
            let db = testing::fresh(engine).await;
            let machine = machine(db.db.clone()).await;
            let found = locate(&machine, "E15 4ES").await.unwrap().unwrap();
            assert_eq!(found.precision, super::super::Precision::Outcode);
            assert_eq!(locate(&machine, "LS1 4AP").await.unwrap(), None);
        }
    }
}
