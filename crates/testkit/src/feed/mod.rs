//! Feeds that are not ours: what London's directories publish, and how their servers behave.
//!
//! [`messy`] makes up services with the faults that real feeds have. [`served`] serves some over HTTP on this machine, well or badly;
//! [`page`] serves one text.

pub mod messy;
pub mod page;
pub mod served;
