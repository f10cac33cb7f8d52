//! Spreadsheets: workbooks of Excel (`.xlsx`, `.xls`) and of OpenDocument (`.ods`), as the tables that they would be as CSV.
//!
//! The crate `calamine` reads them; it makes a full rectangle of what lies far apart, and believes what a file says of its own size. So whatever is in a file is
//! measured before it is asked to (`packed`, `old`), cells of `.xlsx` are taken one by one, and should it panic all the same the file counts as damaged. Formulas
//! are what they last came to. Sheets that are hidden are not looked at.

mod cell;
mod old;
mod packed;
#[cfg(test)]
mod tests;

use anyhow::{Context as _, anyhow};
use calamine::{Data, DataRef, Ods, Reader, Sheet, SheetType, SheetVisible, Xls, Xlsx};
use std::{
    fs::File,
    io::{Cursor, Read},
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
};

/// How files are named that are spreadsheets.
pub(super) const ENDS: &[&str] = &[".xlsx", ".xlsm", ".xls", ".ods"];

/// A file is no larger than this, packed or unpacked.
const LARGEST: u64 = 64 << 20;
/// A sheet has no more cells than this, be it in a rectangle around them all.
const MOST_CELLS: u64 = 4_000_000;
/// So much text is in a sheet at most.
const MOST_TEXT: usize = 256 << 20;
/// No more sheets are in a file.
const MOST_SHEETS: usize = 200;

/// A row by its number in the spreadsheet, with what stands in which of its columns.
pub(super) type Cells = (u64, Vec<(usize, String)>);

/// A sheet that may have rows in it: those that say something.
#[derive(Debug)]
pub(super) struct Filled {
    pub name: String,
    pub rows: Vec<Cells>,
}

enum Book {
    Xlsx(Xlsx<Cursor<Vec<u8>>>),
    Xls(Xls<Cursor<Vec<u8>>>),
    Ods(Ods<Cursor<Vec<u8>>>),
}

/// Whether a file is a spreadsheet, by how it begins.
pub(super) fn is_workbook(path: &Path) -> bool {
    let mut start = [0; 8];
    let read = File::open(path).and_then(|mut f| f.read_exact(&mut start));
    read.is_ok() && (start.starts_with(packed::MAGIC) || start.starts_with(old::MAGIC))
}

/// The sheets of a file in order, or the one of this name.
///
/// # Errors
/// Why it cannot be read, with the name of the file.
pub(super) fn sheets(path: &Path, only: Option<&str>) -> anyhow::Result<Vec<Filled>> {
    let file = path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned());
    let mut bytes = vec![];
    let open = File::open(path).with_context(|| format!("{} cannot be opened", path.display()))?;
    open.take(LARGEST + 1).read_to_end(&mut bytes).with_context(|| file.clone())?;
    if bytes.len() as u64 > LARGEST {
        return Err(anyhow!("{file} is larger than {} MB: save it as CSV", LARGEST >> 20));
    }
    let read = catch_unwind(AssertUnwindSafe(|| all(bytes, only)));
    let read = read.unwrap_or_else(|_| Err(anyhow!("it is damaged")));
    read.map_err(|e| anyhow!("{file}: {e:#}"))
}

fn all(bytes: Vec<u8>, only: Option<&str>) -> anyhow::Result<Vec<Filled>> {
    let mut book = open(bytes)?;
    let sheets: Vec<Sheet> = book.metadata().to_vec();
    if sheets.len() > MOST_SHEETS {
        return Err(anyhow!("it has more than {MOST_SHEETS} sheets"));
    }
    let chosen: Vec<&Sheet> = match only {
        Some(name) => sheets.iter().filter(|s| s.name.trim() == name.trim()).collect(),
        None => sheets.iter().filter(|s| s.visible == SheetVisible::Visible && s.typ == SheetType::WorkSheet).collect(),
    };
    if let (Some(name), true) = (only, chosen.is_empty()) {
        let there: Vec<&str> = sheets.iter().map(|s| s.name.as_str()).collect();
        return Err(anyhow!("no sheet is called “{name}”, which the mapping names (there are: {})", there.join(", ")));
    }
    let mut room = Room { cells: MOST_CELLS, text: MOST_TEXT };
    chosen.into_iter().map(|sheet| book.cells(&sheet.name, &mut room)).collect()
}

/// How much more may be read.
struct Room {
    cells: u64,
    text: usize,
}

impl Room {
    fn take(&mut self, sheet: &str, text: &str) -> anyhow::Result<()> {
        let left = self.cells.checked_sub(1).zip(self.text.checked_sub(text.len()));
        let Some((cells, text)) = left else { return Err(anyhow!("sheet “{sheet}”: there is too much in it")) };
        *self = Room { cells, text };
        Ok(())
    }
}

fn open(bytes: Vec<u8>) -> anyhow::Result<Book> {
    let damaged = |e: &dyn std::fmt::Display| anyhow!("it cannot be read as a spreadsheet: {e}");
    if bytes.starts_with(old::MAGIC) {
        let checked = old::checked(bytes)?;
        return Ok(Book::Xls(Xls::new(Cursor::new(checked)).map_err(|e| match e {
            calamine::XlsError::Password => locked(),
            e => damaged(&e),
        })?));
    }
    match packed::checked(&bytes)? {
        packed::Kind::Excel => Ok(Book::Xlsx(Xlsx::new(Cursor::new(bytes)).map_err(|e| damaged(&e))?)),
        packed::Kind::OpenDocument => Ok(Book::Ods(Ods::new(Cursor::new(bytes)).map_err(|e| match e {
            calamine::OdsError::Password => locked(),
            e => damaged(&e),
        })?)),
    }
}

fn locked() -> anyhow::Error {
    anyhow!("it is locked with a password: save it without one")
}

impl Book {
    fn metadata(&self) -> &[Sheet] {
        match self {
            Book::Xlsx(book) => book.sheets_metadata(),
            Book::Xls(book) => book.sheets_metadata(),
            Book::Ods(book) => book.sheets_metadata(),
        }
    }

    fn cells(&mut self, sheet: &str, room: &mut Room) -> anyhow::Result<Filled> {
        let damaged = |e: &dyn std::fmt::Display| anyhow!("sheet “{sheet}” cannot be read: {e}");
        let mut rows: Vec<Cells> = vec![];
        let mut put = |row: u32, column: u32, text: Option<String>| -> anyhow::Result<()> {
            let Some(text) = text.filter(|t| !t.trim().is_empty()) else { return Ok(()) };
            room.take(sheet, &text)?;
            let number = u64::from(row) + 1;
            match rows.last_mut() {
                Some((last, cells)) if *last == number => cells.push((column as usize, text)),
                _ => rows.push((number, vec![(column as usize, text)])),
            }
            Ok(())
        };
        let range = match self {
            Book::Xlsx(book) => {
                let mut cells = book.worksheet_cells_reader(sheet).map_err(|e| damaged(&e))?;
                while let Some(cell) = cells.next_cell().map_err(|e| damaged(&e))? {
                    let (row, column) = cell.get_position();
                    let text = match cell.get_value() {
                        DataRef::SharedString(text) => Some((*text).to_owned()),
                        other => cell::text(&Data::from(other.clone())),
                    };
                    put(row, column, text)?;
                }
                // A file may have them in any order.
                rows.sort_by_key(|(number, _)| *number);
                rows.dedup_by(|later, first| {
                    first.0 == later.0 && {
                        first.1.append(&mut later.1);
                        true
                    }
                });
                return Ok(Filled { name: sheet.to_owned(), rows });
            }
            Book::Xls(book) => book.worksheet_range(sheet).map_err(|e| damaged(&e))?,
            Book::Ods(book) => book.worksheet_range(sheet).map_err(|e| damaged(&e))?,
        };
        let (first_row, first_column) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            put(first_row + row as u32, first_column + column as u32, cell::text(value))?;
        }
        Ok(Filled { name: sheet.to_owned(), rows })
    }
}
