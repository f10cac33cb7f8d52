//! What became of an import, for whoever ran it.

use super::entry::Remark;
use serde::Serialize;
use std::collections::BTreeMap;

/// More rows than this are counted and not listed.
const MOST_ROWS: usize = 10_000;
/// Lines that a notice names.
const LINES: usize = 10;

/// What became of an import. `read` is `added` + `changed` + `unchanged` + `quarantined`.
#[derive(Debug, Default, Serialize)]
pub struct Summary {
    pub read: u64,
    pub added: u64,
    pub changed: u64,
    pub unchanged: u64,
    /// Rows that were not let in.
    pub quarantined: u64,
    /// Services (or postcodes) that the feed has not spoken of in two whole runs; areas that the file has not.
    pub gone: u64,
    /// What else there is to say.
    pub notices: Vec<String>,
    /// The rows that were not let in, each with its reason.
    pub rows: Vec<RowReport>,
    /// Rows that were let in though something of them could not be used, or is not known.
    pub remarks: Vec<RowReport>,
    #[serde(skip)]
    pub by_reason: BTreeMap<&'static str, u64>,
    #[serde(skip)]
    remarked: BTreeMap<&'static str, Remarked>,
}

/// A row of the file.
#[derive(Debug, Clone, Serialize)]
pub struct RowReport {
    pub line: i64,
    /// For scripts: `duplicate`, `closed`, `no-place`, `out-of-range` …
    pub code: &'static str,
    pub reason: String,
}

#[derive(Debug)]
struct Remarked {
    rows: u64,
    lines: Vec<i64>,
    last: Option<i64>,
    what: String,
}

impl Summary {
    pub(crate) fn refuse(&mut self, line: i64, code: &'static str, reason: String) {
        self.quarantined += 1;
        *self.by_reason.entry(code).or_default() += 1;
        if self.rows.len() < MOST_ROWS {
            self.rows.push(RowReport { line, code, reason });
        }
    }

    /// Counts what a file brings that is the whole of its kind: for each row whether it is the same as before, or `None` when there was none before; and
    /// how many there were.
    pub(crate) fn compare(&mut self, rows: impl Iterator<Item = Option<bool>>, before: usize) {
        for same in rows {
            match same {
                None => self.added += 1,
                Some(true) => self.unchanged += 1,
                Some(false) => self.changed += 1,
            }
        }
        self.gone = before as u64 - self.unchanged - self.changed;
    }

    pub(super) fn remark(&mut self, line: i64, remark: &Remark) {
        let all = self.remarked.entry(remark.code()).or_insert_with(|| Remarked {
            rows: 0,
            lines: vec![],
            last: None,
            what: remark.of_all(),
        });
        // A row may have the same fault in several places.
        if all.last != Some(line) {
            all.rows += 1;
            if all.lines.len() < LINES {
                all.lines.push(line);
            }
        }
        all.last = Some(line);
        if self.remarks.len() < MOST_ROWS {
            self.remarks.push(RowReport { line, code: remark.code(), reason: remark.to_string() });
        }
    }

    pub(super) fn notice(&mut self, text: impl Into<String>) {
        self.notices.push(text.into());
    }

    /// Whether anything is other than before.
    pub(crate) fn news(&self) -> bool {
        self.added + self.changed + self.gone > 0
    }

    /// `397 read, 360 added, …`.
    pub fn counts(&self) -> String {
        let s = self;
        format!(
            "{} read, {} added, {} changed, {} unchanged, {} quarantined, {} gone",
            s.read, s.added, s.changed, s.unchanged, s.quarantined, s.gone
        )
    }

    /// Puts the rows in order and says of remarks what they have in common.
    pub(crate) fn finish(&mut self) {
        self.rows.sort_by_key(|r| r.line);
        self.remarks.sort_by_key(|r| r.line);
        for all in std::mem::take(&mut self.remarked).into_values() {
            let lines: Vec<String> = all.lines.iter().map(ToString::to_string).collect();
            let more = all.rows - all.lines.len() as u64;
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let rows = if all.rows == 1 { "1 row went in".to_owned() } else { format!("{} rows went in", all.rows) };
            self.notices.push(format!("{rows}, and: {} (lines {}{more})", all.what, lines.join(", ")));
        }
        let listed = self.rows.len() as u64;
        if listed < self.quarantined {
            self.notices.push(format!(
                "{} rows were not let in; the first {listed} are listed, all of them are in the table import_row",
                self.quarantined
            ));
        }
        if !self.news() {
            self.notices.push("Nothing has changed: all of this was there.".to_owned());
        }
    }
}
