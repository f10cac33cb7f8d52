//! Open Referral as tables: a folder of CSV files, an archive of them, or one JSON object of tables, of every vintage from HSDS 1.1 and Ohana to HSDS 3.
//!
//! The tables are put together here and not judged: what comes out are records in the shape of HSDS 3, which the walker (`canonical`) reads as it reads those
//! of any other feed. First come all organisations, then all services, each with everything that hangs on it.
//!
//! A feed may be larger than memory. Of each row only its place is kept, under the id of what it hangs on; when a record is put together its rows are read
//! once more. What cannot be read to its end is refused as a whole: half a table of addresses would look like places that have moved away. What is wrong with
//! a row is said with file and line, and the rest goes on.

mod assemble;
mod index;
mod json;
mod kind;
mod left;
mod open;
mod raw;
mod rows;
mod shape;
mod sheet;
mod zipped;

pub use left::{Left, Lost};
pub use open::{Package, open};
pub use raw::again;

use crate::{
    canonical::is_flagged,
    fields::{self, Object},
    issue::{Issue, Refused},
};
use assemble::own_id;
use kind::Kind;
use raw::Gathered;
use rows::Place;
use serde_json::{Map, Value};
use sheet::{Line, Lines, Sheet};
use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap, HashSet, VecDeque},
    hash::RandomState,
    io,
};
use uuid::Uuid;

/// Why tables cannot be read at all, or not to their end.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    #[error("{file} could not be read: {error}")]
    Io { file: String, error: io::Error },
    #[error("{file}, line {line}: {what}")]
    At { file: String, line: u64, what: String },
    #[error("{file}: {what}")]
    Form { file: String, what: String },
    #[error("{file} is not unpacked: {what}")]
    Archive { file: String, what: String },
    #[error("no table of the standard is in it{}", unread_files(.0))]
    Nothing(Vec<Unread>),
    #[error("{}; there are neither organizations nor services beside them for them to belong to", held(.0))]
    Alone(Vec<(String, &'static str)>),
    #[error("{} hold the same table ({table}): leave one of them", files.join(" and "))]
    SameTable { table: &'static str, files: Vec<String> },
    #[error("{0} changed while it was read: try again")]
    Changed(String),
    #[error("its records are hundreds of times larger than its files: too many services name the same large rows")]
    Swollen,
}

fn unread_files(all: &[Unread]) -> String {
    all.iter().map(|u| format!("; {}: {}", u.file, u.why)).collect()
}

fn held(all: &[(String, &'static str)]) -> String {
    all.iter().map(|(file, table)| format!("{file} holds {table}")).collect::<Vec<_>>().join(", ")
}

impl Broken {
    /// For scripts, and for counting.
    pub const fn code(&self) -> &'static str {
        match self {
            Broken::Io { .. } => "io",
            Broken::At { .. } => "file",
            Broken::Form { .. } => "form",
            Broken::Archive { .. } => "archive",
            Broken::Nothing(_) => "nothing",
            Broken::Alone(_) => "alone",
            Broken::SameTable { .. } => "same-table",
            Broken::Changed(_) => "changed",
            Broken::Swollen => "swollen",
        }
    }
}

/// What comes out, one by one.
#[derive(Debug, PartialEq)]
pub enum Row {
    Record(Record),
    /// A row that became no record.
    Refused {
        /// Of a service, so that whoever keeps it knows that it is still there.
        id: Option<String>,
        file: String,
        line: u64,
        raw: String,
        why: Refused,
    },
}

/// A record in the shape of HSDS 3.
#[derive(Debug, PartialEq)]
pub struct Record {
    /// An organisation or a service.
    pub object: &'static Object,
    pub record: Map<String, Value>,
    /// The rows it was made of, as they stand; [`again`] reads them.
    pub raw: String,
    /// Where its own row stands.
    pub file: String,
    pub line: u64,
    /// What had to be put right before the walker could read it.
    pub issues: Vec<Issue>,
}

/// A file that was not read, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    pub file: String,
    pub why: String,
}

/// Of which time and house the tables are. Nothing hangs on it: each table is read by its own columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vintage {
    Ohana,
    Hsds1,
    Hsds2,
    Hsds3,
}

impl Vintage {
    pub const fn code(self) -> &'static str {
        match self {
            Vintage::Ohana => "ohana",
            Vintage::Hsds1 => "hsds1",
            Vintage::Hsds2 => "hsds2",
            Vintage::Hsds3 => "hsds3",
        }
    }
}

/// The tables of a feed, open for reading.
pub struct Tables {
    sheets: BTreeMap<Kind, Sheet>,
    keys: RandomState,
    /// Where the row with an id stands.
    ids: HashMap<Kind, HashMap<u64, Place>>,
    /// Where the rows stand that hang on an id, in order of it.
    children: HashMap<Kind, Vec<(u64, Place)>>,
    /// Places at which there is a service.
    used: HashSet<u64>,
    /// Refused when the files were read first.
    refused: VecDeque<Row>,
    stage: Stage,
    left: Vec<Left>,
    unknown: BTreeMap<String, u64>,
    unread: Vec<Unread>,
    package: Option<Package>,
    /// How much of the files went into records, and how much may.
    written: u64,
    most: u64,
    /// What was unpacked is removed with it.
    _folder: Option<zipped::Folder>,
}

enum Stage {
    Before,
    Organizations(Lines),
    Services(Lines),
    Over,
}

/// Why a record was not put together.
enum Fail {
    Broken(Broken),
    Refused(Refused),
}

impl From<Broken> for Fail {
    fn from(broken: Broken) -> Fail {
        Fail::Broken(broken)
    }
}

/// An id as it is compared: UUIDs are written in several ways.
fn normal(id: &str) -> Cow<'_, str> {
    let id = id.trim();
    match Uuid::parse_str(id) {
        Ok(uuid) if id.len() >= 32 => Cow::Owned(uuid.to_string()),
        _ => Cow::Borrowed(id),
    }
}

impl Tables {
    /// The next record or refusal; `None` at the end.
    ///
    /// # Errors
    /// A file cannot be read on; then it is over.
    #[expect(clippy::should_implement_trait, reason = "what is broken is no item of a sequence")]
    pub fn next(&mut self) -> Result<Option<Row>, Broken> {
        if let Some(row) = self.refused.pop_front() {
            return Ok(Some(row));
        }
        let row = self.advance();
        if row.is_err() {
            self.stage = Stage::Over;
        }
        row
    }

    fn advance(&mut self) -> Result<Option<Row>, Broken> {
        loop {
            let (kind, line) = match &mut self.stage {
                Stage::Before => {
                    self.stage = self.begin(Kind::Organization)?;
                    continue;
                }
                Stage::Organizations(lines) => match lines.next()? {
                    Some(line) => (Kind::Organization, line),
                    None => {
                        self.stage = self.begin(Kind::Service)?;
                        continue;
                    }
                },
                Stage::Services(lines) => match lines.next()? {
                    Some(line) => (Kind::Service, line),
                    None => {
                        self.stage = Stage::Over;
                        continue;
                    }
                },
                Stage::Over => return Ok(None),
            };
            return self.row(kind, line).map(Some);
        }
    }

    fn begin(&self, kind: Kind) -> Result<Stage, Broken> {
        Ok(match (kind, self.sheets.get(&kind)) {
            (Kind::Organization, Some(sheet)) => Stage::Organizations(sheet.lines()?),
            (Kind::Organization, None) => self.begin(Kind::Service)?,
            (_, Some(sheet)) => Stage::Services(sheet.lines()?),
            (_, None) => Stage::Over,
        })
    }

    fn row(&mut self, kind: Kind, line: Line) -> Result<Row, Broken> {
        let mut g = Gathered::default();
        let made = self.record(&mut g, kind, &line);
        self.written = self.written.saturating_add(g.weight as u64);
        if self.written > self.most {
            return Err(Broken::Swollen);
        }
        let file = self.sheets.get(&kind).map(|s| s.name.to_string()).unwrap_or_default();
        match made {
            Ok(record) => {
                let object = if kind == Kind::Organization { &fields::ORGANIZATION } else { &fields::SERVICE };
                let raw = g.text(&self.sheets);
                Ok(Row::Record(Record { object, record, raw, file, line: line.line, issues: g.issues }))
            }
            Err(Fail::Refused(why)) => Ok(self.refusal(kind, &line, why)),
            Err(Fail::Broken(broken)) => Err(broken),
        }
    }

    fn record(&mut self, g: &mut Gathered, kind: Kind, line: &Line) -> Result<Map<String, Value>, Fail> {
        let cells = match &line.cells {
            Ok(cells) => cells.clone(),
            Err(what) => return Err(Fail::Refused(Refused::Broken(what.clone()))),
        };
        let Some(id) = own_id(kind, &cells) else { return Err(Fail::Refused(Refused::NoId)) };
        let private = is_flagged(&cells);
        // It is not let in, and says which one it is and which places it hides.
        let hidden = |mut record: Map<String, Value>| {
            record.insert("is_private".to_owned(), true.into());
            Ok(record)
        };
        let alone = || Map::from_iter([("id".to_owned(), id.clone().into())]);
        if self.place(kind, &id) != Some(line.place) {
            if private && kind != Kind::Organization {
                return hidden(alone());
            }
            let why = format!("its id, {}, is that of an earlier row", id.chars().take(80).collect::<String>());
            return Err(Fail::Refused(Refused::Broken(why)));
        }
        if let Some(sheet) = self.sheets.get(&kind) {
            g.add(kind, line.place, sheet, line.raw.clone(), line.utf8)?;
        }
        match kind {
            Kind::Organization if private => Err(Fail::Refused(Refused::Private)),
            Kind::Organization => self.organization(g, cells, &id),
            _ if private => match self.service(g, cells, &id) {
                Err(Fail::Refused(_)) => hidden(alone()),
                made => hidden(made?),
            },
            _ => self.service(g, cells, &id),
        }
    }

    fn refusal(&self, kind: Kind, line: &Line, why: Refused) -> Row {
        // It is shown, not read again.
        let short: String = line.raw.chars().take(4096).collect();
        let sheet = self.sheets.get(&kind);
        let id = sheet.filter(|_| kind == Kind::Service).and_then(|sheet| match &line.cells {
            Ok(cells) => own_id(kind, cells),
            Err(_) => sheet.id_of(&line.raw),
        });
        // What stands on another row is that row's.
        let id = id.filter(|id| self.place(kind, id).is_none_or(|place| place == line.place));
        let (file, raw) = match sheet {
            Some(sheet) => (sheet.name.to_string(), raw::under_its_heading(sheet, &[short])),
            None => (String::new(), short),
        };
        Row::Refused { id, file, line: line.line, raw, why }
    }

    /// What was left over, table by table. It is complete when [`Tables::next`] has come to its end.
    pub fn orphans(&self) -> &[Left] {
        &self.left
    }

    /// Columns that no standard has, in tables that become no record of their own, and how often: `eligibility.colour`. Of the others the walker counts them.
    pub fn unknown(&self) -> &BTreeMap<String, u64> {
        &self.unknown
    }

    /// Files that were not read.
    pub fn unread(&self) -> &[Unread] {
        &self.unread
    }

    /// What a datapackage beside the tables says of them.
    pub fn package(&self) -> Option<&Package> {
        self.package.as_ref()
    }

    /// Of which time and house the tables are, as far as it shows.
    pub fn vintage(&self) -> Vintage {
        let has = |kind: Kind, column: &str| self.sheets.get(&kind).is_some_and(|s| s.has(column));
        let there = |kind: Kind| self.sheets.contains_key(&kind);
        let ohana = has(Kind::Service, "location_id")
            || has(Kind::Location, "admin_emails")
            || has(Kind::Organization, "date_incorporated")
            || has(Kind::TaxonomyTerm, "taxonomy_id") && !has(Kind::TaxonomyTerm, "id");
        let old = there(Kind::PhysicalAddress)
            || there(Kind::Payment)
            || there(Kind::Eligibility)
            || there(Kind::ServiceTerm)
            || there(Kind::RegularSchedule)
            || has(Kind::Service, "taxonomy_ids")
            || has(Kind::Organization, "url") && !has(Kind::Organization, "website");
        let second = there(Kind::Schedule)
            || has(Kind::ServiceTerm, "taxonomy_term_id")
            || has(Kind::TaxonomyTerm, "term")
            || there(Kind::Attribute);
        match (ohana, old, second) {
            (true, ..) => Vintage::Ohana,
            (_, true, true) => Vintage::Hsds2,
            (_, true, false) => Vintage::Hsds1,
            _ => Vintage::Hsds3,
        }
    }
}

#[cfg(test)]
mod tests;
