//! Pathways: how one kind of support runs, as a pack of data.
//!
//! A **pathway** (general, wait well, hospital discharge, …) is a TOML file with its questions, clocks, closure reasons, measures and who may see it. Code
//! knows no pathway by name. A referral keeps the pack's code and version with its answers by code, so that an old referral still reads as it was
//! asked. Packs carry their own words, since whoever writes a pack writes its questions; a language that is missing falls back to English.

mod model;

pub use model::{Clock, Code, Pack, Question, QuestionKind, all, closure_label, find, find_version};

use crate::Slice;

pub const SLICE: Slice =
    Slice { name: "pathway", routes: Vec::new, pages: &[], strings: &[], sql: &[], jobs: &[], samples: |_| vec![] };
