//! What a reader sends: rows, records, and what else there is to say.

use super::rows::{Parsed, Refused};
use hsds::Document;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A row as it comes from the reader.
pub(super) struct Incoming {
    pub line: i64,
    pub read: std::result::Result<Parsed, Refused>,
    /// As it stood in the file, for a row that is refused.
    pub raw: Option<String>,
    /// To keep it in case it turns out later that it cannot be let in.
    pub kept: String,
    /// What came, for a feed of documents.
    pub came: Option<Came>,
}

/// A record of a feed as it came.
pub(super) struct Came {
    pub object: &'static str,
    pub dialect: &'static str,
    pub raw: String,
    /// By which its server tells whether it is still the same.
    pub tag: Option<String>,
    /// Whether it tells of places that are in no document.
    pub sealed: bool,
    /// Fields that no standard has.
    pub unknown: BTreeMap<String, u64>,
}

/// What a reader sends.
pub(super) enum Item {
    Row(Box<Incoming>),
    /// A record that is as it was.
    Same {
        line: i64,
        source_id: String,
    },
    /// What is on no more: by its line and id; it may never have been known.
    Over(i64, String),
    /// What must not be public any more: by its line and id; it may never have been known.
    Private(i64, String),
    /// Locations that must not be public, by the word of a record that may not be let in.
    Hidden(Vec<Uuid>),
    /// What else there is to say.
    Notice(String),
    /// By its own word the feed has more than came, and what is missing may be there: why.
    NotWhole(String),
    /// An organisation that came by itself.
    Organization {
        source_id: String,
        document: Document,
        came: Came,
    },
}

impl Item {
    /// About as many bytes as it holds.
    pub fn size(&self) -> usize {
        100 + match self {
            Item::Row(row) => row.kept.len() + row.came.as_ref().map_or(0, |c| c.raw.len()),
            Item::Organization { came, .. } => came.raw.len(),
            Item::Hidden(places) => places.len() * size_of::<Uuid>(),
            Item::Same { .. } | Item::Over(..) | Item::Private(..) | Item::Notice(_) | Item::NotWhole(_) => 0,
        }
    }
}
