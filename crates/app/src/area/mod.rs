//! Areas: boroughs, wards and small areas (of the census: LSOA), their outlines, and how deprived the small ones are.
//!
//! They come out of files that the operator has (`kith import areas`, `kith import deprivation`). An import is the whole of its kind, and goes in at
//! once or not at all: such files come once in years. Without any, the map draws the outlines of London's boroughs that were built into the assets, and
//! nobody's deprivation is known. A file that lacks much of what there was is refused until the operator says that it is meant.
//!
//! A decile belongs to a small area and never to a person: somebody in a deprived area need not be poor. Each value carries its **edition**; values of two
//! editions are never compared. An area is not a place to go to: those are the directory's.

mod ground;
mod how_near;
mod import;
mod layers;
mod model;
mod outlines;
mod store;
mod tiles;

pub use import::{areas, deprivation};
pub use model::{Edition, Kind};
pub use outlines::{Ranked, SmallAreas, around};
pub use store::{Deciles, deciles, latest_edition};

use crate::{Slice, pages, samples, strings};

pub const SLICE: Slice = Slice {
    name: "area",
    routes: || {
        [ground::routes(), how_near::routes(), layers::routes(), tiles::routes()].into_iter().flatten().collect()
    },
    pages: pages!["area"; "how_near"],
    strings: strings!["area"; all ""],
    sql: &[store::SQL],
    jobs: &[],
    samples: |ctx| samples![ctx; how_near::HowNearPage],
};
