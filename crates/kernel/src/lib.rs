//! The words that every other crate of Kith speaks, and the arithmetic that goes with them.
//!
//! It is: ids, instants and dates, places and postcodes, NHS numbers, names, telephone numbers, languages, money,
//! references that can be read aloud, and text as people type it. Each is parsed once, at the door; a value that
//! exists is a value that is well formed.
//!
//! It is not: anything that waits, reads a clock, rolls a die or talks to a disk or a network. Whoever needs the time
//! or a new id asks for it elsewhere and hands it in. The only concession is the `sql` feature (on by default), which
//! says how each type is written in a column of SQLite and of PostgreSQL.
//!
//! Types that tell something about a person ([`NhsNumber`], [`Postcode`], [`Phone`], [`Email`], and whatever is wrapped
//! in [`Private`]) print `…` with `{:?}`, so that they cannot slip into a log; `{}` shows them. Their errors name what
//! is wrong and never repeat what was typed.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod column;
pub mod contact;
pub mod disclosure;
pub mod id;
pub mod language;
pub mod money;
pub mod name;
pub mod nhs_number;
pub mod place;
pub mod postcode;
pub mod reference;
pub mod secret;
pub mod text;
pub mod tile;
pub mod time;

pub use contact::{Email, Phone};
pub use id::Id;
pub use language::Language;
pub use money::Money;
pub use nhs_number::NhsNumber;
pub use place::Point;
pub use postcode::{Outcode, Postcode};
pub use reference::Reference;
pub use secret::Private;
pub use tile::Tile;
pub use time::{Date, Instant, working_days};
