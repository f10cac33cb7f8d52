//! Other engines beside ours: the same directory, the same searches, and what each finds.

mod store;

pub use store::{Beside, POSTGRES};
