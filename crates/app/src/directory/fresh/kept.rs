//! The directory in memory, kept as a file in the data folder. A node that starts again reads it in a second or two, where reading a large directory out of the
//! database and indexing its words takes half a minute.
//!
//! What is read is what a node would have that slept since it was kept: what was written since is put into it, as on every node. It is not used where another
//! program made it, where the words of needs or the places are others now, where the database has never been in the state that it was in, or where more was
//! written since than is put into a copy. Nothing hangs on it: whoever deletes it has a slower start. Where a place is masked that was not, it is written anew at once.

use super::{Built, FEW, KEEP_EVERY, News, REST, Slot, a_little_before, labels, with};
use crate::{
    directory::{
        Service,
        gazetteer::Gazetteer,
        import::{self, Shown},
        index::Index,
        pieces::{Putting, Taking},
        store,
    },
    policy::SERVICE_VIEW,
};
use anyhow::anyhow;
use base::{House, Machine, Result, audit, calm, seal};
use kernel::{Date, Id, Instant};
use serde::{Deserialize, Serialize};
use std::{
    collections::HashMap,
    fs::File,
    io::ErrorKind,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};
use uuid::Uuid;

/// What a file begins with: all that it says besides the directory itself.
#[derive(Serialize, Deserialize)]
struct Head {
    /// [`made_of`].
    made_of: Uuid,
    /// The last entry of the audit log: a database that does not have it is not the one that this is of, or was put back to an earlier day.
    witness: Option<Id<()>>,
    last: Option<Instant>,
    shown: Shown,
    today: Date,
    took: Duration,
    /// Whether changes were put into it that a whole one would weigh otherwise.
    patched: bool,
}

fn path(machine: &Machine) -> PathBuf {
    machine.config.data().join("directory.kept")
}

/// What an index is made of besides the services: the program, the words of needs, the places.
fn made_of(machine: &Machine, needs: &[store::Need], places: &impl std::fmt::Debug) -> Uuid {
    let words: Vec<Vec<String>> = needs.iter().map(|need| labels(&machine.words, &need.code)).collect();
    seal::named_id("kith directory kept", &format!("{} {needs:?} {words:?} {places:?}", import::program()))
}

/// Writes what is in memory into the file.
pub(super) async fn write(machine: &Arc<Machine>, built: &Arc<Built>) -> Result<()> {
    let ctx = machine.system("directory-index");
    let (mut rx, _) = ctx.read(&SERVICE_VIEW, House::id()).await?;
    let (needs, places) = (store::needs(&mut rx).await?, store::places(&mut rx).await?);
    let head = Head {
        made_of: made_of(machine, &needs, &places),
        witness: audit::recent(&mut rx, None, None, 1).await?.first().map(|line| line.id),
        last: built.last,
        shown: built.shown,
        today: built.today,
        took: built.took,
        patched: built.due.is_some(),
    };
    drop(rx);
    let (path, built) = (path(machine), built.clone());
    let kept = calm::beside("directory-keep", true, move || {
        put(&path, &head, &built).inspect_err(|_| {
            // What cannot be written anew may say where a place is that is masked by now.
            let _ = std::fs::remove_file(&path);
        })
    });
    kept.await?.map_err(|e| anyhow!("the directory was not kept in a file: {e}").into())
}

fn put(path: &Path, head: &Head, built: &Built) -> anyhow::Result<()> {
    // Beside the one that is there, until it is whole. Nodes may share a folder: whoever finds one being written leaves it at that, unless it was left behind.
    let beside = path.with_extension("new");
    let begun = std::fs::metadata(&beside).and_then(|file| file.modified());
    if begun.is_ok_and(|at| at.elapsed().is_ok_and(|ago| ago > KEEP_EVERY)) {
        std::fs::remove_file(&beside)?;
    }
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = match options.open(&beside) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return Ok(()),
        opened => opened?,
    };
    let written = fill(file, head, built);
    if written.is_err() {
        let _ = std::fs::remove_file(&beside);
    }
    written?;
    Ok(std::fs::rename(&beside, path)?)
}

fn fill(file: File, head: &Head, built: &Built) -> anyhow::Result<()> {
    let mut pieces = Putting::into(file);
    pieces.put(head)?;
    pieces.put(&built.closed.values().collect::<Vec<_>>())?;
    pieces.put(&*built.versions)?;
    built.index.keep(&mut pieces)?;
    Ok(pieces.done()?.sync_all()?)
}

/// What is in the file with what was written since, if there is a file and it will do.
pub(super) async fn read(machine: &Arc<Machine>) -> Result<Option<Built>> {
    let path = path(machine);
    if !path.exists() {
        return Ok(None);
    }
    let begun = std::time::Instant::now();
    let ctx = machine.system("directory-index");
    let (mut rx, _) = ctx.read(&SERVICE_VIEW, House::id()).await?;
    let (needs, places) = (store::needs(&mut rx).await?, store::places(&mut rx).await?);
    let made_of = made_of(machine, &needs, &places);
    let gazetteer = Gazetteer::built_in()?.with(places.0, places.1);
    let taken = calm::beside("directory-kept", false, move || take(&path, made_of, gazetteer, needs)).await?;
    let Some((head, built)) = taken.unwrap_or_else(|error| {
        tracing::warn!(%error, "the directory that was kept in a file cannot be read");
        None
    }) else {
        return Ok(None);
    };
    if let Some(entry) = head.witness
        && !audit::has(&mut rx, entry).await?
    {
        return Ok(None);
    }
    let (last, shown) = (store::last_written(&mut rx).await?, import::shown(&mut rx).await?);
    let Some(few) = since(&built, store::versions(&mut rx).await?) else { return Ok(None) };
    drop(rx);
    tracing::debug!(services = built.index.len(), changes = few.len(), took = ?begun.elapsed(), "the directory was kept");
    let more = shown != built.shown || built.today != ctx.today();
    let kept = built.index.clone();
    let built = match more || !few.is_empty() {
        true => with(machine, &built, News { few, more, last, shown }).await?,
        false => built,
    };
    if !built.index.hides_more_than(&kept) {
        machine.extension::<Slot>().note_kept();
    }
    Ok(Some(built))
}

/// What is other now than it was; nothing where that is more than a few.
fn since(built: &Built, now: Vec<(Id<Service>, i64)>) -> Option<Vec<(Id<Service>, i64)>> {
    let mut gone: HashMap<Id<Service>, i64> = (*built.versions).clone();
    let mut few: Vec<_> = now.into_iter().filter(|(id, version)| gone.remove(id) != Some(*version)).collect();
    few.extend(gone);
    (few.len() <= FEW).then_some(few)
}

fn take(
    path: &Path,
    made_of: Uuid,
    gazetteer: Gazetteer,
    needs: Vec<store::Need>,
) -> anyhow::Result<Option<(Head, Built)>> {
    let mut pieces = Taking::from(File::open(path)?);
    let head: Head = pieces.take()?;
    if head.made_of != made_of {
        return Ok(None);
    }
    let closed: Vec<Service> = pieces.take()?;
    let versions: HashMap<Id<Service>, i64> = pieces.take()?;
    let index = Index::kept(gazetteer, needs, &mut pieces)?;
    pieces.done()?;
    let built = Built {
        index: Arc::new(index.settled()),
        closed: Arc::new(closed.into_iter().map(|s| (s.id, Arc::new(s))).collect()),
        versions: Arc::new(versions),
        last: head.last,
        // Nobody has, since the file was written.
        looked: a_little_before(head.last),
        shown: head.shown,
        today: head.today,
        took: head.took,
        due: head.patched.then(|| std::time::Instant::now() + head.took * REST),
    };
    Ok(Some((head, built)))
}
