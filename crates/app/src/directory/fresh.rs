//! Where the index lives, and how it stays fresh.
//!
//! One a machine. It is built at the start of the server, or by whoever asks first, and replaced as a whole: whoever is searching keeps the one they have. The
//! node that wrote replaces its own at once ([`renew`]); every node asks every second whether another one wrote ([`keep_fresh`]).
//!
//! A small directory is built anew each time. Building a large one takes many seconds; there a few changes are put into a copy of what there is, so that they are
//! found at once, also while the whole is being built, which follows when it can. Where that takes long, the next one is built on a thread that gives way to those
//! that answer, and no more of it is read than that thread takes. What may go out to other directories follows after the whole: nobody who looks for help waits for it.

use super::{
    gazetteer::{Asked, Gazetteer, Located, Precision},
    import::{self, Shown},
    index::{Builder, Index},
    model::Service,
    open::{self, Closed, Open},
    query::{Query, Results},
    store,
};
use crate::policy::SERVICE_VIEW;
use anyhow::anyhow;
use base::{Ctx, House, Machine, Result, Rx, calm, words::Words};
use jiff::SignedDuration;
use kernel::{Date, Id, Instant, Postcode};
use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

/// The machine's index.
#[derive(Default)]
struct Slot {
    now: RwLock<Option<Arc<Built>>>,
    /// What may go out, with the index that it was made with.
    open: RwLock<Option<Open>>,
    /// Held while the whole is built, so that only one is. Before `turn`, by whoever holds both.
    building: tokio::sync::Mutex<()>,
    /// The same for what may go out.
    shelving: tokio::sync::Mutex<()>,
    /// Held by whoever puts another in its place, from when they look at the one that is there.
    turn: tokio::sync::Mutex<()>,
}

#[derive(Clone)]
struct Built {
    index: Arc<Index>,
    /// What has closed of late: others are told of it.
    closed: Closed,
    versions: Arc<HashMap<Id<Service>, i64>>,
    /// The last write that it has.
    last: Option<Instant>,
    /// The imports that it has.
    shown: Shown,
    /// The day that it was built on: what nobody confirms sinks a little every day.
    today: Date,
    /// How long building it took.
    took: Duration,
    /// From when on the whole is to be built again: changes were put into this one, or there are too many of them.
    due: Option<std::time::Instant>,
}

impl Slot {
    fn set(&self, built: Built) {
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(built));
    }

    fn get(&self) -> Option<Arc<Built>> {
        self.now.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set_open(&self, open: Option<Open>) {
        *self.open.write().unwrap_or_else(PoisonError::into_inner) = open;
    }

    fn open(&self) -> Option<Open> {
        self.open.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// How often a node asks whether another one wrote.
const EVERY: Duration = Duration::from_secs(1);
/// How far back it reads: transactions become visible in another order than they were begun.
const BACK: SignedDuration = SignedDuration::from_secs(10);
/// What takes no longer to build is always built as a whole.
const QUICK: Duration = Duration::from_millis(500);
/// More changes than these are not put into a copy.
const FEW: usize = 1000;
/// After changes the whole is built when so many times as long has gone by as building it takes: a node does not spend its days on it.
const REST: u32 = 3;

/// The index, built if there is none yet.
pub async fn index(machine: &Arc<Machine>) -> Result<Arc<Index>> {
    let slot = machine.extension::<Slot>();
    if let Some(built) = slot.get() {
        return Ok(built.index.clone());
    }
    let _only = slot.building.lock().await;
    if let Some(built) = slot.get() {
        return Ok(built.index.clone());
    }
    whole(machine, &slot).await
}

/// What may go out, with the index that it belongs to.
pub(super) async fn open(machine: &Arc<Machine>) -> Result<Open> {
    index(machine).await?;
    let slot = machine.extension::<Slot>();
    if let Some(open) = slot.open() {
        return Ok(open);
    }
    let _only = slot.shelving.lock().await;
    match slot.open() {
        Some(open) => Ok(open),
        None => shelve(machine, &slot).await,
    }
}

/// A look at the directory, for whoever may look at it: everybody.
pub(super) async fn reading(ctx: &Ctx) -> Result<Rx> {
    Ok(ctx.read(&SERVICE_VIEW, House::id()).await?.0)
}

/// Whether this node has the whole directory in memory. Until then nobody should be sent to it: their search would wait for the building.
pub fn is_whole(machine: &Machine) -> bool {
    machine.extension::<Slot>().get().is_some()
}

/// Brings the index up to date after a write that the next page has to show.
pub async fn renew(machine: &Arc<Machine>) -> Result<()> {
    if !is_whole(machine) {
        return index(machine).await.map(|_| ());
    }
    catch_up(machine).await.map(|_| ())
}

/// Builds the index anew.
pub async fn refresh(machine: &Arc<Machine>) -> Result<()> {
    let slot = machine.extension::<Slot>();
    let only = slot.building.lock().await;
    whole(machine, &slot).await?;
    drop(only);
    let _only = slot.shelving.lock().await;
    let made = shelve(machine, &slot).await;
    if made.is_err() {
        // What went out before is old by now: whoever asks next, or `keep_fresh`, tries again.
        slot.set_open(None);
    }
    made.map(|_| ())
}

/// The same, where there is an index; whoever has none reads the new state when they first ask.
pub(super) async fn refresh_if_built(machine: &Arc<Machine>) -> Result<()> {
    if machine.extension::<Slot>().get().is_some() { refresh(machine).await } else { Ok(()) }
}

async fn whole(machine: &Arc<Machine>, slot: &Slot) -> Result<Arc<Index>> {
    let built = build(machine).await?;
    put_in_place(machine, slot, built).await
}

/// Puts one in its place with what was written since it was read: what somebody has found is not lost to them for a second.
async fn put_in_place(machine: &Arc<Machine>, slot: &Slot, built: Built) -> Result<Arc<Index>> {
    let _turn = slot.turn.lock().await;
    let built = match news_since(machine, &built).await? {
        Some(news) => with(machine, &built, news).await?,
        None => built,
    };
    let index = built.index.clone();
    slot.set(built);
    Ok(index)
}

async fn build(machine: &Arc<Machine>) -> Result<Built> {
    let begun = std::time::Instant::now();
    let ctx = machine.system("directory-index");
    let (mut rx, _) = ctx.read(&SERVICE_VIEW, House::id()).await?;
    let last = store::last_written(&mut rx).await?;
    let shown = import::shown(&mut rx).await?;
    let needs = store::needs(&mut rx).await?;
    let (outcodes, boroughs) = store::places(&mut rx).await?;
    let gazetteer = Gazetteer::built_in()?.with(outcodes, boroughs);
    let (words, today) = (machine.words.clone(), ctx.today());
    let (give, mut take) = tokio::sync::mpsc::channel::<Vec<Service>>(2);
    // Whoever wrote into a small one waits for it, and nobody waits long for them.
    let long = machine.extension::<Slot>().get().is_some_and(|built| built.took > QUICK);
    let building = calm::beside("directory-index", long, move || {
        let mut builder = Builder::new(gazetteer, today);
        while let Some(services) = take.blocking_recv() {
            services.into_iter().for_each(|s| builder.add(s, &|need| labels(&words, need)));
        }
        let mut index = builder.done();
        index.needs = needs;
        Arc::new(index)
    });
    let told_since = ctx.now().minus(SignedDuration::from_hours(24 * open::TOLD_FOR_DAYS));
    let mut closed = HashMap::new();
    let mut all = store::Shown::begin(&mut rx).await?;
    while let Some(mut services) = all.next(&mut rx).await? {
        let no_longer = services.extract_if(.., |s| s.closed_at.is_some());
        closed.extend(no_longer.filter(|s| s.closed_at >= Some(told_since)).map(|s| (s.id, Arc::new(s))));
        give.send(services).await.map_err(|_| anyhow!("the index was not built"))?;
    }
    drop((give, rx));
    let read = begun.elapsed();
    let index = building.await?;
    let took = begun.elapsed();
    tracing::debug!(services = index.len(), ?read, all = ?took, "the directory is in memory");
    let (closed, versions) = (Arc::new(closed), Arc::new(all.versions));
    Ok(Built { index, closed, versions, last, shown, today, took, due: None })
}

/// Makes what may go out anew, with the index that there is.
async fn shelve(machine: &Arc<Machine>, slot: &Slot) -> Result<Open> {
    let built = slot.get().ok_or(base::Error::Later)?;
    let ctx = machine.system("directory-index");
    let (mut rx, _) = ctx.read(&SERVICE_VIEW, House::id()).await?;
    let read = open::read(&mut rx, ctx.now()).await?;
    let ours = open::our_parts(&built.index, &|key| machine.words.plain(base::words::ENGLISH, key, None));
    let shelf = read.shelf(&mut rx, &built.index, &built.closed, ours).await?;
    let open = Open { index: built.index.clone(), shelf: Arc::new(shelf) };
    slot.set_open(Some(open.clone()));
    Ok(open)
}

/// The label of a need in every language there is: the words that people search for it by.
fn labels(words: &Words, need: &str) -> Vec<String> {
    words.everywhere(&format!("need-{need}"))
}

/// What was written since an index was built.
struct News {
    /// Entries, with the versions they have now: a few.
    few: Vec<(Id<Service>, i64)>,
    /// Whether there is more than that, for which the whole has to be built.
    more: bool,
    last: Option<Instant>,
    shown: Shown,
}

/// Takes in what somebody wrote since. Says whether there was anything.
async fn catch_up(machine: &Arc<Machine>) -> Result<bool> {
    let slot = machine.extension::<Slot>();
    if slot.get().is_none() {
        index(machine).await?;
        return Ok(true);
    }
    let turn = slot.turn.lock().await;
    let Some(built) = slot.get() else { return Ok(false) };
    let Some(news) = news_since(machine, &built).await? else { return Ok(false) };
    if built.took > QUICK {
        slot.set(with(machine, &built, news).await?);
    } else {
        drop(turn);
        refresh(machine).await?;
    }
    Ok(true)
}

async fn news_since(machine: &Arc<Machine>, built: &Built) -> Result<Option<News>> {
    let ctx = machine.system("directory-index");
    let (mut rx, _) = ctx.read(&SERVICE_VIEW, House::id()).await?;
    let (last, shown) = (store::last_written(&mut rx).await?, import::shown(&mut rx).await?);
    let mut more = built.today != ctx.today();
    let mut few = vec![];
    // What an import changes has the version that it had until that is carried over.
    if shown != built.shown {
        few = import::brought_since(&mut rx, a_little_before(built.shown.last), FEW as i64 + 1).await?;
        // It may bring more than services: how others are called, who runs them.
        more = true;
    }
    let mut seen: HashSet<Id<Service>> = few.iter().map(|(id, _)| *id).collect();
    for (id, version) in store::written_since(&mut rx, a_little_before(built.last)).await? {
        if few.len() > FEW {
            break;
        }
        let is_news = match built.versions.get(&id) {
            Some(have) => *have != version,
            // One that the index leaves out is new, or closed since before.
            None => store::leaf(&mut rx, id).await?.is_none_or(|s| s.closed_at.is_none()),
        };
        if is_news && seen.insert(id) {
            few.push((id, version));
        }
    }
    if few.len() > FEW {
        (few, more) = (vec![], true);
    }
    let anything = more || !few.is_empty();
    Ok(anything.then_some(News { few, more, last, shown }))
}

/// From when to read, where all that was there at that time is known.
fn a_little_before(known: Option<Instant>) -> Instant {
    known.map_or_else(|| Instant::from_jiff(jiff::Timestamp::UNIX_EPOCH), |at| at.minus(BACK))
}

/// What was built, with a few changes put into a copy of it.
async fn with(machine: &Arc<Machine>, built: &Built, news: News) -> Result<Built> {
    let begun = std::time::Instant::now();
    let soon = if news.more { begun } else { begun + built.took * REST };
    let mut built =
        Built { due: Some(built.due.map_or(soon, |due| due.min(soon))), shown: news.shown, ..built.clone() };
    built.last = news.last.or(built.last);
    if news.few.is_empty() {
        return Ok(built);
    }
    let ctx = machine.system("directory-index");
    let (mut rx, _) = ctx.read(&SERVICE_VIEW, House::id()).await?;
    let versions = Arc::make_mut(&mut built.versions);
    let (mut changed, mut gone) = (vec![], vec![]);
    for (id, version) in news.few {
        // Of several entries that are one service, the one that stands for them is what the index has.
        gone.push(id);
        changed.extend(store::find(&mut rx, id).await?);
        versions.insert(id, version);
    }
    drop(rx);
    let (old, words, today) = (built.index.clone(), machine.words.clone(), built.today);
    let copying = tokio::task::spawn_blocking(move || old.with(changed, &gone, &|need| labels(&words, need), today));
    built.index = Arc::new(copying.await.map_err(|e| anyhow!(e))?);
    tracing::debug!(took = ?begun.elapsed(), "changes were put into the directory in memory");
    Ok(built)
}

/// Whether it is time to build the whole.
fn is_due(machine: &Machine) -> bool {
    machine.extension::<Slot>().get().and_then(|built| built.due).is_some_and(|due| due <= std::time::Instant::now())
}

/// Builds the index and keeps it fresh until `stop`. The server runs one beside its jobs, on every node.
pub async fn keep_fresh(machine: Arc<Machine>, mut stop: tokio::sync::watch::Receiver<bool>) {
    let failed =
        |error: anyhow::Error| tracing::error!(%error, "the directory in memory could not be brought up to date");
    let mut building: Option<tokio::task::JoinHandle<Result<()>>> = None;
    while !*stop.borrow() {
        if let Err(error) = catch_up(&machine).await {
            failed(error.into());
        }
        // Beside: what is written meanwhile is put into the one there is.
        if building.is_none() && is_due(&machine) {
            let machine = machine.clone();
            building = Some(tokio::spawn(async move { refresh(&machine).await }));
        } else if building.is_none() && machine.extension::<Slot>().open().is_none() {
            let machine = machine.clone();
            building = Some(tokio::spawn(async move { open(&machine).await.map(|_| ()) }));
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            _ = stop.changed() => {}
        }
        if let Some(done) = building.take_if(|building| building.is_finished())
            && let Err(error) = done.await.map_err(|e| anyhow!(e)).and_then(|built| built.map_err(Into::into))
        {
            failed(error);
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
    async fn a_few_changes_are_put_into_a_large_directory_and_the_whole_follows() {
        for engine in testing::engines() {
            let db = testing::fresh(engine).await;
            let machine = machine(db.db.clone()).await;
            load_demo(&machine.system("test")).await.unwrap();
            let slot = machine.extension::<Slot>();
            // As if building it had taken long.
            slot.set(large(&slot.get().unwrap()));
            actions::close(&machine.system("test"), demo_id("carpenters-road-singers"), "moved away").await.unwrap();
            let built = slot.get().unwrap();
            assert!(built.due.is_some() && slot.open().unwrap().index.len() == built.index.len() + 1);
            let found = search(&machine, &singers()).await.unwrap();
            assert!(found.hits.iter().all(|h| h.card.slug != "carpenters-road-singers"));
            assert!(!catch_up(&machine).await.unwrap(), "nothing new");
            assert!(!is_due(&machine), "not yet");
            slot.set(Built { due: Some(std::time::Instant::now()), ..(*slot.get().unwrap()).clone() });
            assert!(is_due(&machine));
            refresh(&machine).await.unwrap();
            let built = slot.get().unwrap();
            assert!(built.due.is_none() && slot.open().unwrap().index.len() == built.index.len());
        }
    }

    fn large(built: &Built) -> Built {
        Built { took: Duration::from_secs(10), ..built.clone() }
    }

    /// Two nodes of one database; to the second its directory is a large one.
    async fn two_nodes(db: &base::Db) -> (Arc<Machine>, Arc<Machine>) {
        let (one, two) = (machine(db.clone()).await, machine(db.clone()).await);
        load_demo(&one.system("test")).await.unwrap();
        index(&two).await.unwrap();
        let slot = two.extension::<Slot>();
        slot.set(large(&slot.get().unwrap()));
        (one, two)
    }

    async fn imported(ctx: &Ctx, feed: &str, name: &str, tell: &(dyn Fn(import::Progress) + Send + Sync)) {
        let file = std::env::temp_dir().join(format!("kith-{}.csv", ctx.id::<()>()));
        std::fs::write(&file, format!("id,name,lat,lon\n1,{name},51.54,-0.003\n")).unwrap();
        import::services(ctx, &import::Order { file: &file, feed, map: None, replace: false }, tell).await.unwrap();
        std::fs::remove_file(&file).unwrap();
    }

    /// Whether a node has a service of that name.
    async fn has(machine: &Arc<Machine>, name: &str) -> bool {
        let found = search(machine, &Query { words: name.into(), limit: 5, ..Query::default() }).await.unwrap();
        found.hits.iter().any(|h| h.card.name == name)
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn what_an_import_brought_is_found_before_the_whole_is_built() {
        for engine in testing::engines() {
            let db = testing::fresh(engine).await;
            let (one, two) = two_nodes(&db.db).await;

            imported(&one.system("test"), "halls", "Quixotic Hall", &|_| {}).await;
            assert!(catch_up(&two).await.unwrap());
            assert!(has(&two, "Quixotic Hall").await);
            assert!(is_due(&two), "an import may bring more than services");
            // It comes again and says otherwise; one that began before it and takes long is shown after another one.
            imported(&one.system("test"), "halls", "Zigzag Hall", &|_| {}).await;
            assert!(catch_up(&two).await.unwrap());
            assert!(!has(&two, "Quixotic Hall").await && has(&two, "Zigzag Hall").await);

            let (go_on, wait) = std::sync::mpsc::channel::<()>();
            let (has_begun, begun) = std::sync::mpsc::channel::<()>();
            let wait = std::sync::Mutex::new((has_begun, wait));
            let ctx = one.system("test");
            let long = tokio::spawn(async move {
                let tell = |_: import::Progress| {
                    let both = wait.lock().unwrap();
                    let _ = both.0.send(());
                    let _ = both.1.recv();
                };
                imported(&ctx, "long", "Labyrinth Hall", &tell).await;
            });
            begun.recv().unwrap();
            imported(&one.system("test"), "short", "Doorstep Hall", &|_| {}).await;
            assert!(catch_up(&two).await.unwrap());
            assert!(!has(&two, "Labyrinth Hall").await && has(&two, "Doorstep Hall").await);
            drop(go_on);
            long.await.unwrap();
            assert!(catch_up(&two).await.unwrap());
            assert!(has(&two, "Labyrinth Hall").await);
        }
    }

    #[tokio::test]
    async fn what_is_written_while_the_whole_is_built_is_in_it() {
        for engine in testing::engines() {
            let db = testing::fresh(engine).await;
            let (one, two) = two_nodes(&db.db).await;
            let slot = two.extension::<Slot>();

            let _only = slot.building.lock().await;
            let building = build(&two).await.unwrap();
            actions::close(&one.system("test"), demo_id("carpenters-road-singers"), "moved away").await.unwrap();
            assert!(catch_up(&two).await.unwrap(), "nobody waits for the whole");
            let gone = async || {
                let found = search(&two, &singers()).await.unwrap();
                found.hits.iter().all(|h| h.card.slug != "carpenters-road-singers")
            };
            assert!(gone().await);
            put_in_place(&two, &slot, building).await.unwrap();
            assert!(gone().await, "it is not there again for a second");
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
