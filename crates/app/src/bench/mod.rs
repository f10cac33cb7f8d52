//! Measuring: large directories and large databases of made-up things, and how long Kith takes with them.
//!
//! What is measured is what runs: the index that answers `/find`, the router that answers pages, both databases. Nothing here is a test, and nothing has a
//! limit of time: numbers depend on the machine, so each is printed with the load it belongs to and the bar it is held to. `kith bench` runs one,
//! `cargo xtask bench` all of them.
//!
//! * [`services`]: a directory of any size, whose texts are woven out of the demo's and differ from each other.
//! * [`search`], [`tiles`], [`story_match`]: the index, without a database; a search also beside SQLite with FTS5 and an R*Tree and PostgreSQL with its full
//!   text and PostGIS.
//! * [`multiply`]: a database of a hundred thousand people out of a demo's few thousand, who lived through two years.
//! * [`pages`]: the pages that are used most, at a steady rate, some of them written to.

mod beside;
mod figures;
mod finding;
mod many;
mod pages;
mod services;

pub use figures::Figures;
pub use finding::{search, story_match, tiles};
pub use many::multiply;
pub use pages::{Load, pages};
pub use services::{fill, services};
