//! One table of a feed: a file of CSV, or a list of a JSON object that was put into a file of our own. It is read from its beginning, and any row again.

use super::{
    Broken,
    kind::{Kind, column},
    rows::{self, LONGEST_ROW, Place, Rows, Stop},
};
use crate::split;
use serde_json::{Map, Value};
use std::{
    fs::File,
    io::{BufRead, BufReader, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
    sync::Arc,
};

/// What a row says, by column. Empty cells are not there.
pub(super) type Cells = Map<String, Value>;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Form {
    /// With this delimiter.
    Csv(u8),
    Json,
}

/// A row as it was read.
#[derive(Debug)]
pub(super) struct Line {
    pub place: Place,
    pub line: u64,
    pub raw: String,
    /// What it says, or what is wrong with it.
    pub cells: Result<Cells, String>,
    /// Whether it was UTF-8.
    pub utf8: bool,
}

/// So much is read around a row that is read again: the next one asked for often stands near it.
const WINDOW: usize = 4096;

pub(super) struct Sheet {
    /// The name of its file, for people.
    pub name: Arc<str>,
    pub form: Form,
    pub columns: Arc<[String]>,
    /// The line of its headings as it stands.
    pub heading: String,
    pub size: u64,
    path: PathBuf,
    file: Option<File>,
    window: Vec<u8>,
    window_at: u64,
}

impl Sheet {
    /// Opens a file of CSV and reads its headings.
    pub fn csv(path: &Path, name: &str) -> Result<Sheet, Broken> {
        let io = |error| Broken::Io { file: name.to_owned(), error };
        let form = |what: &str| Broken::Form { file: name.to_owned(), what: what.to_owned() };
        let file = File::open(path).map_err(io)?;
        let size = file.metadata().map_err(io)?.len();
        let mut input = BufReader::with_capacity(1 << 16, file);
        let head = input.fill_buf().map_err(io)?;
        if head.is_empty() {
            return Err(form("it is empty"));
        }
        if head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]) {
            return Err(form("it is UTF-16; save it as UTF-8"));
        }
        if head.starts_with(b"PK\x03\x04") {
            return Err(form("it is an archive or a workbook, and no CSV; save each of its tables as CSV"));
        }
        if head.starts_with(&[0x1f, 0x8b]) {
            return Err(form("it is compressed with gzip; unpack it, or pack the files as .zip"));
        }
        let delimiter = rows::guess(head);
        let mut rows = Rows::new(input, delimiter);
        let first = rows.next().map_err(|stop| said(name, stop))?;
        let Some(first) = first else { return Err(form("it is empty")) };
        let at = |what: String| Broken::At { file: name.to_owned(), line: first.line, what };
        if let Some(fault) = first.fault {
            let utf16 = fault.contains("zero byte") && first.bytes.iter().filter(|b| **b == 0).count() > 4;
            return Err(at(if utf16 {
                "it seems to be UTF-16; save it as UTF-8".to_owned()
            } else {
                fault.to_owned()
            }));
        }
        let (heading, _) = rows::text(&first.bytes);
        let columns: Vec<String> = rows::cells(&heading, delimiter).iter().map(|c| column(c)).collect();
        if columns.iter().all(String::is_empty) {
            return Err(at("the headings are empty".to_owned()));
        }
        if columns.len() > 500 {
            return Err(at("there are more than 500 columns".to_owned()));
        }
        if let Some(twice) = twice(&columns) {
            return Err(at(format!("two columns are called {twice}: nobody can say which is meant")));
        }
        Ok(Sheet {
            name: name.into(),
            form: Form::Csv(delimiter),
            columns: columns.into(),
            heading,
            size,
            path: path.to_owned(),
            file: None,
            window: vec![],
            window_at: 0,
        })
    }

    /// A list of a JSON object, in a file of ours.
    pub fn json(path: &Path, name: &str, columns: Vec<String>, size: u64) -> Sheet {
        Sheet {
            name: name.into(),
            form: Form::Json,
            columns: columns.into(),
            heading: String::new(),
            size,
            path: path.to_owned(),
            file: None,
            window: vec![],
            window_at: 0,
        }
    }

    pub fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|c| c == column)
    }

    pub fn kind(&self) -> Option<Kind> {
        Kind::of(&self.name, &self.columns)
    }

    /// All of its rows, from the first.
    pub fn lines(&self) -> Result<Lines, Broken> {
        let file = File::open(&self.path).map_err(|error| Broken::Io { file: self.name.to_string(), error })?;
        let input = BufReader::with_capacity(1 << 16, file);
        let reader = match self.form {
            Form::Csv(delimiter) => {
                let mut rows = Rows::new(input, delimiter);
                // The headings, which were read already.
                rows.next().map_err(|stop| said(&self.name, stop))?;
                Reader::Csv(rows, delimiter)
            }
            Form::Json => Reader::Json(input, 0),
        };
        Ok(Lines { reader, columns: self.columns.clone(), name: self.name.clone() })
    }

    /// A row once more.
    pub fn read(&mut self, place: Place) -> Result<(String, Cells, bool), Broken> {
        let name = self.name.clone();
        let changed = || Broken::Changed(name.to_string());
        let (start, length) = (place.start(), place.length());
        let inside = start >= self.window_at
            && start + length as u64 <= self.window_at + self.window.len() as u64
            && !self.window.is_empty();
        if !inside {
            self.fill(start, length.max(WINDOW))?;
        }
        let from = usize::try_from(start - self.window_at).unwrap_or(usize::MAX);
        let bytes = self.window.get(from..from.saturating_add(length)).ok_or_else(changed)?;
        let (raw, utf8) = rows::text(bytes);
        let cells = match self.form {
            Form::Csv(delimiter) => csv_cells(&raw, delimiter, &self.columns),
            Form::Json => json_cells(&raw),
        };
        Ok((raw, cells.map_err(|_| changed())?, utf8))
    }

    fn fill(&mut self, start: u64, length: usize) -> Result<(), Broken> {
        let io = |error| Broken::Io { file: self.name.to_string(), error };
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(File::open(&self.path).map_err(io)?),
        };
        file.seek(SeekFrom::Start(start)).map_err(io)?;
        self.window.clear();
        file.take(length as u64).read_to_end(&mut self.window).map_err(io)?;
        self.window_at = start;
        Ok(())
    }
}

/// What stopped the reading, with file and line.
pub(super) fn said(file: &str, stop: Stop) -> Broken {
    match stop {
        Stop::Io(error) => Broken::Io { file: file.to_owned(), error },
        Stop::Unclosed(line) => Broken::At {
            file: file.to_owned(),
            line,
            what: "a quotation mark is not closed: where the next row begins cannot be seen".to_owned(),
        },
    }
}

/// A name that stands there twice.
fn twice(columns: &[String]) -> Option<&String> {
    columns.iter().enumerate().find(|(n, c)| !c.is_empty() && columns[..*n].contains(c)).map(|(_, c)| c)
}

fn csv_cells(raw: &str, delimiter: u8, columns: &[String]) -> Result<Cells, String> {
    let all = rows::cells(raw, delimiter);
    if all.len() != columns.len() {
        return Err(format!("{} columns where the headings have {}", all.len(), columns.len()));
    }
    let said = columns.iter().zip(all).filter(|(column, cell)| !column.is_empty() && !cell.trim().is_empty());
    Ok(said.map(|(column, cell)| (column.clone(), Value::String(cell))).collect())
}

fn json_cells(raw: &str) -> Result<Cells, String> {
    // What lies deeper than any standard goes is left out, as it is of other feeds.
    match serde_json::from_slice(&split::shallow(raw.as_bytes())) {
        Ok(Value::Object(row)) => {
            let mut cells = Cells::new();
            for (key, value) in row {
                let empty = value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty());
                if !empty {
                    cells.entry(column(&key)).or_insert(value);
                }
            }
            Ok(cells)
        }
        Ok(_) => Err("a row is an object".to_owned()),
        Err(e) => Err(e.to_string()),
    }
}

impl Sheet {
    /// The id in a row that cannot be read otherwise.
    pub fn id_of(&self, raw: &str) -> Option<String> {
        match self.form {
            Form::Json => split::id_of(raw.as_bytes()),
            Form::Csv(delimiter) => {
                let at = self.columns.iter().position(|c| c == "id")?;
                let id = rows::cells(raw, delimiter).into_iter().nth(at)?.trim().to_owned();
                Some(id).filter(|id| !id.is_empty() && id.len() <= 300 && !id.contains(char::is_control))
            }
        }
    }
}

/// The rows of a table, one after another.
pub(super) struct Lines {
    reader: Reader,
    columns: Arc<[String]>,
    name: Arc<str>,
}

enum Reader {
    Csv(Rows<BufReader<File>>, u8),
    /// Each row has a line before it: the line where it stood, and how many bytes it has.
    Json(BufReader<File>, u64),
}

impl Lines {
    /// The next row that says anything.
    pub fn next(&mut self) -> Result<Option<Line>, Broken> {
        loop {
            let line = match &mut self.reader {
                Reader::Csv(rows, delimiter) => match rows.next().map_err(|stop| said(&self.name, stop))? {
                    None => return Ok(None),
                    Some(found) => {
                        let (raw, utf8) = rows::text(&found.bytes);
                        let cells = match found.fault {
                            Some(fault) => Err(fault.to_owned()),
                            None => csv_cells(&raw, *delimiter, &self.columns),
                        };
                        Line { place: found.place, line: found.line, raw, cells, utf8 }
                    }
                },
                Reader::Json(input, offset) => {
                    let io = |error| Broken::Io { file: self.name.to_string(), error };
                    let mut head = String::new();
                    if input.read_line(&mut head).map_err(io)? == 0 {
                        return Ok(None);
                    }
                    let mut numbers = head.split_ascii_whitespace().map(str::parse::<u64>);
                    let (Some(Ok(line)), Some(Ok(length))) = (numbers.next(), numbers.next()) else {
                        return Err(Broken::Changed(self.name.to_string()));
                    };
                    let length = usize::try_from(length).unwrap_or(usize::MAX);
                    let place = Place::new(*offset + head.len() as u64, length);
                    let mut bytes = vec![0; length.min(8 << 20) + 1];
                    input.read_exact(&mut bytes).map_err(io)?;
                    bytes.pop();
                    *offset += (head.len() + length + 1) as u64;
                    let (raw, utf8) = rows::text(&bytes);
                    let cells = if length > LONGEST_ROW {
                        Err("the row is longer than 1 MB".to_owned())
                    } else {
                        json_cells(&raw)
                    };
                    Line { place, line, raw, cells, utf8 }
                }
            };
            if line.cells.as_ref().is_ok_and(Cells::is_empty) {
                continue;
            }
            return Ok(Some(line));
        }
    }
}
