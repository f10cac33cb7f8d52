//! What a record was made of, as it stood: the rows under the name of their file and its headings.
//!
//! The text has no line numbers: a row that is put into a file must not change every record behind it. It can be read again as a feed of its own.

use super::{
    Broken, Fail, Tables,
    kind::Kind,
    rows::{self, Place, Rows},
    sheet::{Form, Sheet, said},
    zipped::Folder,
};
use crate::issue::{Issue, Refused, What, shortened};
use std::{
    collections::{BTreeMap, HashSet},
    fs,
    io::{BufReader, Cursor},
};

/// No record is made of more.
pub(super) const LARGEST: usize = 8 << 20;

/// What was read for one record.
#[derive(Default)]
pub(super) struct Gathered {
    rows: BTreeMap<Kind, Vec<String>>,
    seen: HashSet<(Kind, Place)>,
    /// How much was read, with what was read twice.
    pub weight: usize,
    pub issues: Vec<Issue>,
}

impl Gathered {
    /// A row that goes into the record.
    pub fn add(&mut self, kind: Kind, place: Place, sheet: &Sheet, raw: String, utf8: bool) -> Result<(), Fail> {
        self.weight += raw.len();
        if self.weight > LARGEST {
            return Err(Fail::Refused(Refused::TooLarge(LARGEST >> 20)));
        }
        if !self.seen.insert((kind, place)) {
            return Ok(());
        }
        if !utf8 {
            let odd: String = raw.chars().filter(|c| !c.is_ascii()).take(40).collect();
            let at = sheet.name.to_string();
            self.issues.push(Issue { at, what: What::NotText, was: "no UTF-8".to_owned(), now: Some(shortened(&odd)) });
        }
        self.rows.entry(kind).or_default().push(raw);
        Ok(())
    }

    pub fn text(&self, sheets: &BTreeMap<Kind, Sheet>) -> String {
        let mut out = String::with_capacity(self.weight + 400);
        let mut groups = self.rows.iter().filter_map(|(kind, rows)| Some((sheets.get(kind)?, rows))).peekable();
        if groups.peek().is_some_and(|(sheet, _)| sheet.form == Form::Json) {
            out.push('{');
            for (n, (sheet, rows)) in groups.enumerate() {
                let name = serde_json::Value::String(sheet.name.to_string());
                out.push_str(if n == 0 { "" } else { "," });
                out.push_str(&format!("\n{name}: [\n{}\n]", rows.join(",\n")));
            }
            out.push_str("\n}\n");
            return out;
        }
        for (sheet, rows) in groups {
            out.push_str(&under_its_heading(sheet, rows));
        }
        out
    }
}

/// Rows of one file.
pub(super) fn under_its_heading(sheet: &Sheet, rows: &[String]) -> String {
    if sheet.form == Form::Json {
        return rows.join("\n");
    }
    let mut out = format!("==> {} <==\n{}\n", sheet.name, sheet.heading);
    for row in rows {
        out.push_str(row);
        out.push('\n');
    }
    out
}

/// Reads the text of a record again, as a feed of that record.
///
/// # Errors
/// It is no such text.
pub fn again(raw: &str) -> Result<Tables, Broken> {
    const NAME: &str = "the record";
    let io = |error| Broken::Io { file: NAME.to_owned(), error };
    let folder = Folder::new()?;
    if raw.trim_start().starts_with('{') {
        let path = folder.path().join("tables.json");
        fs::write(&path, raw).map_err(io)?;
        let sheets = super::json::sheets(&path, NAME, &folder)?;
        return Tables::of(sheets, Some(folder), None, vec![]);
    }
    let bytes = raw.as_bytes();
    let mut rows = Rows::new(BufReader::new(Cursor::new(bytes)), b',');
    let mut files: Vec<(String, usize, usize)> = vec![];
    while let Some(found) = rows.next().map_err(|stop| said(NAME, stop))? {
        let (text, _) = rows::text(&found.bytes);
        let start = usize::try_from(found.place.start()).unwrap_or(bytes.len());
        let end = (start + found.place.length() + 1).min(bytes.len());
        if let Some(name) = text.strip_prefix("==> ").and_then(|t| t.strip_suffix(" <==")) {
            files.push((name.to_owned(), end, end));
            rows.delimit(rows::guess(&bytes[end..]));
        } else if let Some(file) = files.last_mut() {
            file.2 = end;
        }
    }
    let mut sheets = vec![];
    for (n, (name, start, end)) in files.into_iter().enumerate() {
        let path = folder.path().join(format!("{n}.csv"));
        fs::write(&path, &bytes[start..end]).map_err(io)?;
        sheets.push(Sheet::csv(&path, &name)?);
    }
    Tables::of(sheets, Some(folder), None, vec![])
}
