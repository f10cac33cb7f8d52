//! Outlines in memory, ready to be drawn: those that were imported, else London's boroughs out of the assets.

use super::{
    import,
    model::{Area, Edition, Kind, Shape, Shapes},
    store::{self, Deciles},
};
use crate::{directory::slug, policy::AREA_VIEW};
use axum::body::Bytes;
use base::{House, Machine, Result, Rx, http::assets, lately::Lately};
use kernel::{
    Instant, Point, Tile,
    tile::{Bounds, Spot},
};
use std::{
    sync::{Arc, OnceLock, PoisonError, RwLock},
    time::{Duration, Instant as Moment},
};

/// The outlines of one kind, of the import that they came with.
#[derive(Debug)]
pub(super) struct Outlines {
    pub shapes: Shapes,
    /// Points laid evenly over each, in the order of the shapes, once somebody asked for them.
    points: OnceLock<Vec<Vec<Spot>>>,
    /// Tiles as they were drawn.
    pub drawn: Lately<Tile, Bytes, 64>,
    imported: Option<Instant>,
}

/// Points along the longer side of what encloses a shape: some hundreds lie in it, so that a hundredth of it is told.
const ALONG: u32 = 48;

impl Outlines {
    /// Each shape with points laid evenly over it.
    pub fn with_points(&self) -> impl Iterator<Item = (&Shape, &[Spot])> {
        let points = self.points.get_or_init(|| self.shapes.iter().map(|s| s.laid_over(ALONG)).collect());
        self.shapes.iter().zip(points.iter().map(Vec::as_slice))
    }
}

/// What is kept of a kind.
#[derive(Debug, Default)]
struct Slot {
    /// With when it was last asked whether there was another import.
    now: RwLock<Option<(Arc<Outlines>, Moment)>>,
    /// Held while outlines are made ready, so that only one does it.
    building: tokio::sync::Mutex<()>,
}

#[derive(Debug, Default)]
struct Slots([Slot; Kind::ALL.len()]);

/// So long nobody asks whether there was another import.
const FRESH: Duration = Duration::from_secs(30);

impl Slot {
    fn get(&self) -> Option<(Arc<Outlines>, Moment)> {
        self.now.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn fresh(&self) -> Option<Arc<Outlines>> {
        self.get().filter(|(_, asked)| asked.elapsed() < FRESH).map(|(outlines, _)| outlines)
    }
}

/// The outlines of a kind. An import by another process is seen within half a minute.
pub(super) async fn outlines(machine: &Arc<Machine>, kind: Kind) -> Result<Arc<Outlines>> {
    let slots = machine.extension::<Slots>();
    let slot = &slots.0[kind as usize];
    if let Some(fresh) = slot.fresh() {
        return Ok(fresh);
    }
    // While one looks whether there are others, the rest have what there was; where there was nothing they wait.
    let _turn = match slot.get() {
        Some((old, _)) => match slot.building.try_lock() {
            Ok(turn) => turn,
            Err(_) => return Ok(old),
        },
        None => slot.building.lock().await,
    };
    if let Some(fresh) = slot.fresh() {
        return Ok(fresh);
    }
    let (mut rx, _) = machine.system("outlines").read(&AREA_VIEW, House::id()).await?;
    let imported = store::imported(&mut rx, kind.code()).await?;
    let outlines = match slot.get() {
        Some((old, _)) if old.imported == imported => old,
        _ => {
            let mut areas = store::areas(&mut rx, kind).await?;
            drop(rx);
            if areas.is_empty() && kind == Kind::Borough {
                areas = built_in();
            }
            // Thousands of outlines: not on a thread that answers requests.
            let shapes =
                tokio::task::spawn_blocking(move || Shapes::of(&areas)).await.map_err(|e| anyhow::anyhow!(e))?;
            Arc::new(Outlines { shapes, points: OnceLock::new(), drawn: Lately::default(), imported })
        }
    };
    *slot.now.write().unwrap_or_else(PoisonError::into_inner) = Some((outlines.clone(), Moment::now()));
    Ok(outlines)
}

/// London's boroughs as `cargo xtask assets` made them; none where there are no assets.
fn built_in() -> Vec<Area> {
    assets::file("boroughs.json").and_then(|file| import::read(&file).ok()).map(|(areas, _)| areas).unwrap_or_default()
}

/// The part of the map that has these boroughs, however they are written, as far as there are outlines of them: west, south, east, north, in degrees.
///
/// # Errors
/// When outlines cannot be read.
pub async fn around(machine: &Arc<Machine>, names: &[&str]) -> Result<Option<String>> {
    let outlines = outlines(machine, Kind::Borough).await?;
    let slugs: Vec<String> = names.iter().map(|name| slug(name)).collect();
    let named = outlines.shapes.iter().filter(|s| slugs.contains(&slug(&s.name)));
    Ok(named.map(|s| s.bounds).reduce(Bounds::and).map(|all| {
        let ((north, west), (south, east)) = (all.from.degrees(), all.to.degrees());
        format!("{west:.6},{south:.6},{east:.6},{north:.6}")
    }))
}

/// The outlines of small areas that were imported: by them a place has a decile, where nobody says which small area it lies in.
#[derive(Debug)]
pub struct SmallAreas(Arc<Outlines>);

impl SmallAreas {
    /// Those there are. It reads for itself: call it before a transaction is open.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn read(machine: &Arc<Machine>) -> Result<SmallAreas> {
        outlines(machine, Kind::Lsoa).await.map(SmallAreas)
    }

    /// The deciles of an edition by place; `None` when it cannot be told that these outlines are of the census whose small areas the edition ranks.
    ///
    /// The rule: it is told by the codes. Whenever a census draws a small area anew it gives it another code (Office for National Statistics, coding and
    /// naming policy for statistical geographies), so that a code which both have is one place in both. An outline in England whose code the edition does
    /// not rank is of another census; a single one, and the file is: its other areas are not used either, or the places that were drawn anew would be
    /// missing from the numbers, and those are where many moved to. Elsewhere nothing is ranked, and nothing is told by it.
    pub async fn ranked(self, rx: &mut Rx, edition: Edition) -> Result<Option<Ranked>> {
        let english = || self.0.shapes.iter().map(|s| s.code.as_str()).filter(|c| c.starts_with("E01"));
        if english().next().is_none() {
            return Ok(None);
        }
        let deciles = store::deciles(rx, edition).await?;
        let told = english().all(|code| deciles.of(code).is_some());
        Ok(told.then_some(Ranked { outlines: self.0, deciles }))
    }
}

/// Outlines and deciles of the same small areas.
#[derive(Debug)]
pub struct Ranked {
    outlines: Arc<Outlines>,
    deciles: Deciles,
}

impl Ranked {
    pub fn edition(&self) -> Edition {
        self.deciles.edition
    }

    /// The small areas of which something may lie within these bounds, with their deciles.
    pub(super) fn about(&self, bounds: Bounds) -> impl Iterator<Item = (&Shape, i64)> {
        self.outlines.shapes.about(bounds).filter_map(|s| Some((s, self.deciles.of(&s.code)?)))
    }

    /// The decile of the small area that a place lies in.
    pub fn decile(&self, place: Point) -> Option<i64> {
        self.deciles.of(&self.outlines.shapes.at(Spot::of(place))?.code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::AREA_IMPORT;
    use base::{Clock, Config, db::testing, seal::Keys};

    #[tokio::test]
    async fn many_who_ask_at_once_share_the_work_and_nobody_waits_where_there_are_old_ones() {
        for engine in testing::engines() {
            let db = testing::fresh(engine).await;
            let clock = Clock::fixed("2026-11-24T09:00:00.000000Z".parse().unwrap());
            let machine = crate::machine(db.db.clone(), clock, Keys::for_tests(), Config::for_tests()).await.unwrap();
            let ask = async || outlines(&machine, Kind::Borough).await.unwrap();
            let (old, second, third) = tokio::join!(ask(), ask(), ask());
            assert!(Arc::ptr_eq(&old, &second) && Arc::ptr_eq(&old, &third));

            let slots = machine.extension::<Slots>();
            let slot = &slots.0[Kind::Borough as usize];
            let long_ago = Moment::now().checked_sub(FRESH).unwrap();
            let as_if_long_ago = || *slot.now.write().unwrap() = Some((old.clone(), long_ago));
            // Somebody is looking whether there are others.
            as_if_long_ago();
            let turn = slot.building.lock().await;
            assert!(Arc::ptr_eq(&old, &ask().await));
            drop(turn);
            assert!(Arc::ptr_eq(&old, &ask().await), "there are none");

            let (mut tx, _) = machine.system("test").write(&AREA_IMPORT, House::id()).await.unwrap();
            store::set_imported(&mut tx, Kind::Borough.code(), "boroughs.geojson", machine.clock.now()).await.unwrap();
            tx.commit().await.unwrap();
            assert!(Arc::ptr_eq(&old, &ask().await), "nobody asks again so soon");
            as_if_long_ago();
            assert!(!Arc::ptr_eq(&old, &ask().await));
        }
    }
}
