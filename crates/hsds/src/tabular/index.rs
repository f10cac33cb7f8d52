//! Reads every table once and remembers where its rows stand: by their own id, and by the id of what they hang on.
//!
//! What others hang on is read first, so that it is known of each row at once whether what it names is there. A row that names several things hangs on the
//! nearest of those that are there; one that names nothing that is there is an orphan.

use super::{
    Broken, Left, Lost, Package, Stage, Tables, Unread,
    assemble::{is_deep, own_id},
    kind::Kind,
    normal, open,
    rows::Place,
    shape::text,
    sheet::{Cells, Line, Sheet},
    zipped::Folder,
};
use crate::issue::Refused;
use std::{
    collections::{BTreeMap, HashMap, HashSet, VecDeque, hash_map::Entry},
    hash::{BuildHasher, RandomState},
};

/// So many refused rows of a table are shown; the others are counted.
const SHOWN: usize = 100;
/// So many lines are named of what is counted.
const NAMED: usize = 10;
/// Records may be so much larger than the files, and so much in any case.
const SWELLS: u64 = 200;
const IN_ANY_CASE: u64 = 256 << 20;

/// What a row hangs on.
enum Home {
    At(u64),
    Orphan,
    Nowhere,
}

impl Tables {
    pub(super) fn of(
        sheets: Vec<Sheet>,
        folder: Option<Folder>,
        package: Option<Package>,
        mut unread: Vec<Unread>,
    ) -> Result<Tables, Broken> {
        let sheets: BTreeMap<Kind, Sheet> = open::sorted(sheets, &mut unread)?.into_iter().collect();
        if sheets.is_empty() {
            return Err(Broken::Nothing(unread));
        }
        if !sheets.contains_key(&Kind::Organization) && !sheets.contains_key(&Kind::Service) {
            let all = sheets.iter().map(|(kind, sheet)| (sheet.name.to_string(), kind.table().name)).collect();
            return Err(Broken::Alone(all));
        }
        let size = sheets.values().fold(0u64, |sum, s| sum.saturating_add(s.size));
        let mut tables = Tables {
            sheets,
            keys: RandomState::new(),
            ids: HashMap::new(),
            children: HashMap::new(),
            used: HashSet::new(),
            refused: VecDeque::new(),
            stage: Stage::Before,
            left: vec![],
            unknown: BTreeMap::new(),
            unread,
            package,
            written: 0,
            most: size.saturating_mul(SWELLS).saturating_add(IN_ANY_CASE),
            _folder: folder,
        };
        let deep = tables.deep()?;
        let mut records = 0;
        for kind in tables.sheets.keys().copied().collect::<Vec<_>>() {
            let rows = tables.scan(kind, &deep)?;
            records += if matches!(kind, Kind::Organization | Kind::Service) { rows } else { 0 };
        }
        if records == 0 {
            let mut empty = [Kind::Organization, Kind::Service].iter().filter_map(|kind| tables.sheets.get(kind));
            let file = empty.next().map(|s| s.name.to_string()).unwrap_or_default();
            return Err(Broken::Form { file, what: "it has headings and no rows".to_owned() });
        }
        tables.unused()?;
        Ok(tables)
    }

    /// What is under an id of a table.
    pub(super) fn key(&self, kind: Kind, id: &str) -> u64 {
        self.keys.hash_one((kind as u8, &*normal(id)))
    }

    pub(super) fn place(&self, kind: Kind, id: &str) -> Option<Place> {
        self.ids.get(&kind)?.get(&self.key(kind, id)).copied()
    }

    /// The tables beside the usual ones that attributes hang on: few feeds have any.
    fn deep(&self) -> Result<HashSet<Kind>, Broken> {
        let mut deep = HashSet::new();
        if self.sheets.get(&Kind::Language).is_some_and(|s| s.has("phone_id")) {
            deep.insert(Kind::Phone);
        }
        if let Some(sheet) = self.sheets.get(&Kind::Attribute) {
            let mut lines = sheet.lines()?;
            while let Some(line) = lines.next()? {
                if let Ok(cells) = &line.cells {
                    deep.extend(entity(cells).filter(|kind| is_deep(*kind)));
                }
            }
        }
        Ok(deep)
    }

    /// Reads a table to its end; how many rows it has.
    fn scan(&mut self, kind: Kind, deep: &HashSet<Kind>) -> Result<u64, Broken> {
        let Some(sheet) = self.sheets.get(&kind) else { return Ok(0) };
        let is_record = matches!(kind, Kind::Organization | Kind::Service);
        let named = kind == Kind::TaxonomyTerm && sheet.has("taxonomy_id");
        // Of a list of no rows nobody knows the columns.
        if is_record && !sheet.columns.is_empty() && !sheet.has("id") && !named {
            let what = "there is no column “id”: without it no row could be found again".to_owned();
            return Err(Broken::At { file: sheet.name.to_string(), line: 1, what });
        }
        let hangs = !kind.table().parents.is_empty() || kind == Kind::Attribute;
        let is_named = kind <= Kind::Contact || deep.contains(&kind);
        let mut ids: HashMap<u64, Place> = HashMap::new();
        let mut children: Vec<(u64, Place)> = vec![];
        let (mut rows, mut refused) = (0, 0);
        let mut lines = sheet.lines()?;
        while let Some(line) = lines.next()? {
            rows += 1;
            let cells = match &line.cells {
                Ok(cells) => cells,
                // A row that would be a record is refused where the records come.
                Err(_) if is_record => continue,
                Err(what) => {
                    refused += 1;
                    let why = Refused::Broken(what.clone());
                    self.unreadable(kind, &line, why, refused);
                    continue;
                }
            };
            if hangs {
                match self.home(kind, cells) {
                    Home::At(key) => children.push((key, line.place)),
                    // A program is found by its service too.
                    _ if kind == Kind::Program => {}
                    Home::Orphan => {
                        self.lose(kind, Lost::Orphan, Some(line.line));
                        continue;
                    }
                    Home::Nowhere => {
                        self.lose(kind, Lost::Nowhere, Some(line.line));
                        continue;
                    }
                }
            }
            if !self.links(kind, cells, line.line) {
                children.pop();
                continue;
            }
            if is_named && let Some(id) = own_id(kind, cells) {
                match ids.entry(self.key(kind, &id)) {
                    Entry::Vacant(free) => {
                        free.insert(line.place);
                    }
                    Entry::Occupied(_) if is_record => {}
                    Entry::Occupied(_) if hangs => {
                        // The row itself hangs where it does; what names its id finds the first.
                    }
                    Entry::Occupied(_) => self.lose(kind, Lost::Twice, Some(line.line)),
                }
            }
        }
        children.sort_unstable();
        children.shrink_to_fit();
        self.ids.insert(kind, ids);
        self.children.insert(kind, children);
        Ok(rows)
    }

    /// Whether what a row names beside its parent is there, where the row is nothing without it.
    fn links(&mut self, kind: Kind, cells: &Cells, line: u64) -> bool {
        match kind {
            Kind::Service | Kind::ServiceAtLocation if self.sheets.contains_key(&Kind::Location) => {
                // Locations are read after services: which of their ids are used is looked at in the end.
                let Some(id) = text(cells, "location_id") else { return true };
                let known = kind == Kind::Service || self.place(Kind::Location, &id).is_some();
                if known {
                    self.used.insert(self.key(Kind::Location, &id));
                } else {
                    self.lose(kind, Lost::NoPlace, Some(line));
                }
                known
            }
            Kind::ServiceTerm => {
                let term = text(cells, "taxonomy_term_id").or_else(|| text(cells, "taxonomy_id"));
                let known = term.is_some_and(|id| self.place(Kind::TaxonomyTerm, &id).is_some());
                if !known {
                    self.lose(kind, Lost::NoTerm, Some(line));
                }
                known
            }
            Kind::Attribute => {
                // What it says beside its term is kept.
                let term = text(cells, "taxonomy_term_id").or_else(|| text(cells, "taxonomy_id"));
                if term.is_some_and(|id| self.place(Kind::TaxonomyTerm, &id).is_none()) {
                    self.lose(kind, Lost::NoTerm, Some(line));
                }
                true
            }
            _ => true,
        }
    }

    /// The nearest thing that a row names and that is there.
    fn home(&self, kind: Kind, cells: &Cells) -> Home {
        let there = |kind: Kind, id: &str| self.place(kind, id).map(|_| Home::At(self.key(kind, id)));
        if kind == Kind::Attribute {
            let Some(id) = text(cells, "link_id") else { return Home::Nowhere };
            const USUAL: [Kind; 4] = [Kind::Service, Kind::Organization, Kind::Location, Kind::ServiceAtLocation];
            let found = match entity(cells) {
                Some(kind) => there(kind, &id),
                // It does not say what it is on.
                None => USUAL.into_iter().find_map(|kind| there(kind, &id)),
            };
            return found.unwrap_or(Home::Orphan);
        }
        let mut named = false;
        for (column, parent) in kind.table().parents {
            if let Some(id) = text(cells, column) {
                named = true;
                if let Some(home) = there(*parent, &id) {
                    return home;
                }
            }
        }
        if named { Home::Orphan } else { Home::Nowhere }
    }

    fn unreadable(&mut self, kind: Kind, line: &Line, why: Refused, nth: usize) {
        if nth <= SHOWN {
            let row = self.refusal(kind, line, why);
            self.refused.push_back(row);
        } else {
            self.lose(kind, Lost::Unreadable, Some(line.line));
        }
    }

    /// Counts a row that goes into no record.
    pub(super) fn lose(&mut self, kind: Kind, why: Lost, line: Option<u64>) {
        let file = self.sheets.get(&kind).map_or(kind.table().name, |s| &*s.name);
        let left = match self.left.iter_mut().find(|l| l.why == why && l.file == file) {
            Some(left) => left,
            None => {
                self.left.push(Left { file: file.to_owned(), why, rows: 0, lines: vec![] });
                let last = self.left.len() - 1;
                &mut self.left[last]
            }
        };
        left.rows += 1;
        left.lines.extend(line.filter(|_| left.lines.len() < NAMED));
    }

    /// Places without a service: organisations have them, and nobody is sent there.
    fn unused(&mut self) -> Result<(), Broken> {
        let known = self.ids.get(&Kind::Location).map_or(0, HashMap::len);
        let used = std::mem::take(&mut self.used);
        let Some(sheet) = self.sheets.get(&Kind::Location).filter(|_| known > 0) else { return Ok(()) };
        let mut lines = sheet.lines()?;
        while let Some(line) = lines.next()? {
            let id = line.cells.as_ref().ok().and_then(|cells| own_id(Kind::Location, cells));
            let Some(id) = id else { continue };
            if self.place(Kind::Location, &id) == Some(line.place) && !used.contains(&self.key(Kind::Location, &id)) {
                self.lose(Kind::Location, Lost::Unused, Some(line.line));
            }
        }
        Ok(())
    }
}

/// What an attribute says that it is on. In HSDS 2 the type of the link says it.
fn entity(cells: &Cells) -> Option<Kind> {
    let named = |column: &str| text(cells, column).and_then(|t| Kind::named(&t));
    named("link_entity").or_else(|| named("link_type"))
}
