//! Where the index lives, and how it stays fresh.
//!
//! One a machine. It is built at the start of the server, or by whoever asks first, and replaced as a whole: whoever is searching keeps the one they have. The
//! node that wrote replaces its own at once ([`renew`]); every node asks every second whether another one wrote ([`keep_fresh`]).
//!
//! A small directory is built anew each time. Building a large one takes many seconds; there a few changes are put into a copy of what there is, so that they are
//! found at once, also while the whole is being built, which follows when it can. It is kept in a file, for the next start ([`kept`]). The next one is built on
//! a thread that gives way to those that answer, and no more of it is read than that thread takes. What may go out to other directories follows after the whole:
//! nobody who looks for help waits for it.

mod kept;

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
    sync::{Arc, Mutex, PoisonError, RwLock},
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
    /// When it was last kept in a file, or read from it.
    kept: Mutex<Option<std::time::Instant>>,
}

#[derive(Clone)]
struct Built {
    index: Arc<Index>,
    /// What has closed of late: others are told of it.
    closed: Closed,
    versions: Arc<HashMap<Id<Service>, i64>>,
    /// The last write that it has.
    last: Option<Instant>,
    /// When somebody last looked whether there are others.
    looked: Instant,
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
        if self.get().is_some_and(|before| built.index.hides_more_than(&before.index)) {
            *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = None;
        }
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(built));
    }

    /// There was nothing new. For whoever has the `turn`.
    fn note_looked(&self, built: &Built, looked: Instant) {
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(Built { looked, ..built.clone() }));
    }

    fn get(&self) -> Option<Arc<Built>> {
        self.now.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Whether building it takes long. Whoever wrote into a small one waits for it, and nobody waits long for them.
    fn is_large(&self) -> bool {
        self.get().is_some_and(|built| built.took > QUICK)
    }

    fn set_open(&self, open: Option<Open>) {
        *self.open.write().unwrap_or_else(PoisonError::into_inner) = open;
    }

    fn open(&self) -> Option<Open> {
        self.open.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn note_kept(&self) {
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(std::time::Instant::now());
    }

    /// What is to be kept in a file now: what takes long to build, every now and then, and at once where a place is masked that was not.
    fn to_keep(&self) -> Option<Arc<Built>> {
        let kept = *self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        self.get().filter(|built| built.took > QUICK && kept.is_none_or(|at| at.elapsed() > KEEP_EVERY))
    }
}

/// How often a node asks whether another one wrote.
const EVERY: Duration = Duration::from_secs(1);
/// How far back it reads: transactions become visible in another order than they were begun.
const BACK: SignedDuration = SignedDuration::from_secs(10);
/// No transaction that writes into the directory is open for longer, and no two clocks are further apart: what was not there then was written no earlier than so long
/// before.
const LATE: SignedDuration = SignedDuration::from_secs(60);
/// What takes no longer to build is always built as a whole.
const QUICK: Duration = Duration::from_millis(500);
/// More changes than these are not put into a copy.
const FEW: usize = 1000;
/// How often a large one is written into its file: hundreds of megabytes.
const KEEP_EVERY: Duration = Duration::from_secs(3600);
/// After changes the whole is built when so many times as long has gone by as building it takes: a node does not spend its days on it.
const REST: u32 = 3;

/// The index, read from its file or built if there is none yet.
pub async fn index(machine: &Arc<Machine>) -> Result<Arc<Index>> {
    let slot = machine.extension::<Slot>();
    if let Some(built) = slot.get() {
        return Ok(built.index.clone());
    }
    let _only = slot.building.lock().await;
    if let Some(built) = slot.get() {
        return Ok(built.index.clone());
    }
    match kept::read(machine).await? {
        Some(built) => put_in_place(machine, &slot, built).await,
        None => whole(machine, &slot).await,
    }
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
    let built = build(machine, slot.is_large()).await?;
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

/// `gives_way`: who answers goes first.
async fn build(machine: &Arc<Machine>, gives_way: bool) -> Result<Built> {
    let ctx = machine.system("directory-index");
    let (rx, _) = ctx.read(&SERVICE_VIEW, House::id()).await?;
    calm::apart("directory-read", gives_way, built_of(machine.clone(), rx, ctx, gives_way)).await?
}

async fn built_of(machine: Arc<Machine>, mut rx: Rx, ctx: Ctx, gives_way: bool) -> Result<Built> {
    let begun = std::time::Instant::now();
    let looked = ctx.now();
    let last = store::last_written(&mut rx).await?;
    let shown = import::shown(&mut rx).await?;
    let needs = store::needs(&mut rx).await?;
    let (outcodes, boroughs) = store::places(&mut rx).await?;
    let gazetteer = Gazetteer::built_in()?.with(outcodes, boroughs);
    let (words, today) = (machine.words.clone(), ctx.today());
    let (give, mut take) = tokio::sync::mpsc::channel::<Vec<Service>>(2);
    let building = calm::beside("directory-index", gives_way, move || {
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
    Ok(Built { index, closed, versions, last, looked, shown, today, took, due: None })
}

/// Makes what may go out anew, with the index that there is.
async fn shelve(machine: &Arc<Machine>, slot: &Slot) -> Result<Open> {
    let built = slot.get().ok_or(base::Error::Later)?;
    let ctx = machine.system("directory-index");
    let (mut rx, _) = ctx.read(&SERVICE_VIEW, House::id()).await?;
    let ours = open::our_parts(&built.index, &|key| machine.words.plain(base::words::ENGLISH, key, None));
    let reading = async move {
        let read = open::read(&mut rx, ctx.now()).await?;
        let shelf = read.shelf(&mut rx, &built.index, &built.closed, ours).await?;
        Ok::<_, base::Error>(Open { index: built.index.clone(), shelf: Arc::new(shelf) })
    };
    let open = calm::apart("directory-open", slot.is_large(), reading).await??;
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
    let looked = machine.clock.now();
    let Some(news) = news_since(machine, &built).await? else {
        slot.note_looked(&built, looked);
        return Ok(false);
    };
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
    // An import leaves thousands of rows of its last seconds: they are looked through for a minute, and not for ever.
    let since = a_little_before(built.last).max(built.looked.minus(LATE));
    for (id, version) in store::written_since(&mut rx, since).await? {
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

/// Builds the index and keeps it fresh until `stop`. The server runs one beside its jobs, on every node, on a thread of its own: after a large import it looks through
/// thousands of rows every second.
pub async fn keep_fresh(machine: Arc<Machine>, stop: tokio::sync::watch::Receiver<bool>) -> Result<()> {
    calm::apart("directory-fresh", false, kept_fresh(machine, stop)).await
}

async fn kept_fresh(machine: Arc<Machine>, mut stop: tokio::sync::watch::Receiver<bool>) {
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
        } else if building.is_none()
            && let slot = machine.extension::<Slot>()
            && let Some(built) = slot.to_keep()
        {
            // Where it cannot be kept, it is tried again as rarely as it is kept.
            slot.note_kept();
            let machine = machine.clone();
            building = Some(tokio::spawn(async move { kept::write(&machine, &built).await }));
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
mod tests;
