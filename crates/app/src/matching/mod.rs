//! stub
use crate::Slice;
pub const SLICE: Slice =
    Slice { name: "matching", routes: Vec::new, pages: &[], strings: &[], sql: &[], jobs: &[], samples: |_| vec![] };
