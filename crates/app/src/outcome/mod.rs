//! What changed, and telling the practice.
//!
//! A **measure** is a set of questions that somebody answers, first and again. Its instruments are data (a TOML file each: wording, scale, bands, licence,
//! what may not be done with it); answers are kept raw, and "did not want to answer" is not the same as "not asked". A **note to the practice** is
//! drafted from the plan (plan and actions first, never blank), made once and never changed, and then filed by the practice, or it stays on the list
//! of notes that nobody has filed. It is not a message: nothing is sent by mail. Counting over many people is not done here.

mod actions;
mod instrument;
mod measures;
mod note;
mod notes;
mod store;
mod writing;

pub use actions::{NewMeasure, NewNote, file_note, make_note, take};
pub use instrument::{Answer, Change, Compared, Given, Instrument};
pub use measures::{Comparison, comparison};
pub use note::{ActionLine, GoalLine, MeasureLine, Note, NoteBody, OnwardLine, StrengthLine};
pub use store::{measures_of, notes_of, unfiled_of};

use crate::{Slice, pages, samples, strings};

pub const SLICE: Slice = Slice {
    name: "outcome",
    routes: || [measures::routes(), writing::routes(), notes::routes()].into_iter().flatten().collect(),
    pages: pages!["outcome"; "parts", "measure", "note_write", "note", "notes"],
    strings: strings!["outcome"; en ""],
    sql: &[store::SQL],
    jobs: &[],
    samples: |ctx| samples![ctx; measures::MeasurePage, writing::WritePage, notes::NotePage, notes::NotesPage],
};
