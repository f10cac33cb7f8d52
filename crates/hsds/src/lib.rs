//! Open Referral, the way in which directories of services travel: the Human Services Data Specification (HSDS) 3 and its UK profile (ORUK), and what people
//! published before and beside them.
//!
//! `fields` is the standard as a table. A record of any dialect is turned into the shape of HSDS 3 by `dialect` and then made a *document* by `canonical`:
//! every field known, of its kind, repaired or left out, and all that was wrong said in an [`Issue`]. Nothing here knows what Kith does with a service.

pub mod canonical;
pub mod check;
pub mod dialect;
pub mod fields;
#[cfg(test)]
mod fuzz;
mod issue;
mod person;
pub mod repair;
pub mod split;
mod strict;
pub mod tabular;

pub use canonical::{Document, Record, minted, own_id};
pub use issue::{Issue, Refused, What};
pub use strict::{row, strict};
