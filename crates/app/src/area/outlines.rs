//! Outlines in memory, ready to be drawn: those that were imported, else London's boroughs out of the assets.

use super::{
    import,
    model::{Area, Kind, Shape},
    store,
};
use crate::policy::AREA_VIEW;
use base::{House, Machine, Result, http::assets};
use kernel::Instant;
use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, Instant as Moment},
};

/// The outlines of one kind, of the import that they came with.
#[derive(Clone, Debug)]
struct Kept {
    shapes: Arc<Vec<Shape>>,
    imported: Option<Instant>,
    asked: Moment,
}

#[derive(Debug, Default)]
struct Slot(RwLock<HashMap<&'static str, Kept>>);

/// So long nobody asks whether there was another import.
const FRESH: Duration = Duration::from_secs(30);

/// The outlines of a kind. An import by another process is seen within half a minute.
pub(super) async fn shapes(machine: &Arc<Machine>, kind: Kind) -> Result<Arc<Vec<Shape>>> {
    let slot = machine.extension::<Slot>();
    let kept = slot.0.read().unwrap_or_else(PoisonError::into_inner).get(kind.code()).cloned();
    if let Some(kept) = kept.as_ref().filter(|k| k.asked.elapsed() < FRESH) {
        return Ok(kept.shapes.clone());
    }
    let (mut rx, _) = machine.system("outlines").read(&AREA_VIEW, House::id()).await?;
    let imported = store::imported(&mut rx, kind.code()).await?;
    let shapes = match kept {
        Some(kept) if kept.imported == imported => kept.shapes,
        _ => {
            let mut areas = store::areas(&mut rx, kind).await?;
            if areas.is_empty() && kind == Kind::Borough {
                areas = built_in();
            }
            // Thousands of outlines: not on a thread that answers requests.
            let shapes = tokio::task::spawn_blocking(move || areas.iter().filter_map(Shape::of).collect());
            Arc::new(shapes.await.map_err(|e| anyhow::anyhow!(e))?)
        }
    };
    drop(rx);
    let kept = Kept { shapes: shapes.clone(), imported, asked: Moment::now() };
    slot.0.write().unwrap_or_else(PoisonError::into_inner).insert(kind.code(), kept);
    Ok(shapes)
}

/// London's boroughs as `cargo xtask assets` made them; none where there are no assets.
fn built_in() -> Vec<Area> {
    assets::file("boroughs.json").and_then(|file| import::read(&file).ok()).map(|(areas, _)| areas).unwrap_or_default()
}
