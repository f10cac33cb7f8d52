//! Spreadsheets that are archives (`.xlsx`, `.ods`): how large they are when they are unpacked, and what they say of themselves.
//!
//! Everything is unpacked once, a piece at a time, and thrown away: an archive may say any size. What the reader would believe is looked for in what came out: how
//! many texts there are, and how often a cell or a row is repeated.

use super::{LARGEST, MOST_CELLS};
use anyhow::anyhow;
use std::io::{Cursor, Read};
use zip::ZipArchive;

pub(super) const MAGIC: &[u8] = b"PK\x03\x04";

const MOST_ENTRIES: usize = 5000;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    Excel,
    OpenDocument,
}

/// What kind it is, when nothing in it is larger than may be.
pub(super) fn checked(bytes: &[u8]) -> anyhow::Result<Kind> {
    let damaged = |e: &dyn std::fmt::Display| anyhow!("it is damaged: {e}");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| damaged(&e))?;
    if archive.len() > MOST_ENTRIES {
        return Err(anyhow!("there are more than {MOST_ENTRIES} files in it"));
    }
    let mut kind = None;
    let mut left = LARGEST;
    for n in 0..archive.len() {
        let entry = archive.by_index(n).map_err(|e| match e {
            zip::result::ZipError::UnsupportedArchive(what) if what.to_ascii_lowercase().contains("password") => {
                super::locked()
            }
            e => damaged(&e),
        })?;
        let name = entry.name().map_err(|e| damaged(&e))?.to_ascii_lowercase().replace('\\', "/");
        match name.as_str() {
            "xl/workbook.xml" => kind = Some(Kind::Excel),
            "content.xml" => kind = kind.or(Some(Kind::OpenDocument)),
            "xl/workbook.bin" => {
                return Err(anyhow!("it is a binary workbook (.xlsb), which is not read: save it as .xlsx"));
            }
            _ => {}
        }
        let texts = name.ends_with("sharedstrings.xml");
        let content = name == "content.xml";
        let mut limited = entry.take(left + 1);
        let size = if texts || content {
            let mut all = vec![];
            limited.read_to_end(&mut all).map_err(|e| damaged(&e))?;
            let size = all.len() as u64;
            if size <= left {
                // In UTF-16 every other byte is nothing.
                all.retain(|b| *b != 0);
                if texts && claimed(&all).is_none_or(|n| n > size) {
                    return Err(anyhow!("it says that it has more texts than it can have"));
                }
                if content && repeated(&all).is_none_or(|n| n > MOST_CELLS) {
                    return Err(anyhow!("it has more than {MOST_CELLS} cells"));
                }
            }
            size
        } else {
            std::io::copy(&mut limited, &mut std::io::sink()).map_err(|e| damaged(&e))?
        };
        left = left
            .checked_sub(size)
            .ok_or_else(|| anyhow!("unpacked it is larger than {} MB: save it as CSV", LARGEST >> 20))?;
    }
    kind.ok_or_else(|| anyhow!("it is an archive, and no spreadsheet"))
}

/// How many texts it says that it has, at most.
fn claimed(xml: &[u8]) -> Option<u64> {
    let mut most = 0;
    for at in memchr_all(xml, b"uniqueCount") {
        most = most.max(attribute(&xml[at + b"uniqueCount".len()..])?);
    }
    Some(most)
}

/// The places where a word stands.
fn memchr_all<'a>(text: &'a [u8], word: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    text.windows(word.len()).enumerate().filter(move |(_, w)| *w == word).map(|(at, _)| at)
}

/// The number that an attribute says, from behind its name; `None`: none that is written plainly.
fn attribute(rest: &[u8]) -> Option<u64> {
    let rest = rest.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let quote = *rest.first().filter(|q| matches!(q, b'"' | b'\''))?;
    let end = rest[1..].iter().take(20).position(|b| *b == quote)?;
    let digits = rest.get(1..=end)?.trim_ascii();
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// How many cells there are when all that is repeated is written out, in a rectangle around all of a sheet: so many the reader makes. `None`: it cannot be told.
fn repeated(xml: &[u8]) -> Option<u64> {
    let mut total = 0u64;
    let mut sheet = Extent::default();
    let mut rest = xml;
    while let Some(begin) = rest.iter().position(|b| *b == b'<') {
        rest = &rest[begin + 1..];
        let end = match rest {
            [b'!', b'-', b'-', ..] => memchr_all(rest, b"-->").next(),
            [b'!', b'[', ..] => memchr_all(rest, b"]]>").next(),
            [b'?', ..] => memchr_all(rest, b"?>").next(),
            // Names of its own could stand for anything.
            [b'!', ..] => return None,
            [b'/', ..] => rest.iter().position(|b| *b == b'>'),
            _ => Some(end_of_tag(rest)),
        };
        let (tag, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        let times = |name: &[u8]| {
            let said: Option<Vec<u64>> = memchr_all(tag, name).map(|at| attribute(&tag[at + name.len()..])).collect();
            Some(said?.into_iter().max().unwrap_or(1))
        };
        let has = |name: &[u8]| memchr_all(tag, name).next().is_some();
        if tag.starts_with(b"table:table-row") {
            sheet.rows = sheet.rows.saturating_add(times(b"number-rows-repeated")?);
            sheet.column = 0;
        } else if tag.starts_with(b"table:table-cell") || tag.starts_with(b"table:covered-table-cell") {
            sheet.column = sheet.column.saturating_add(times(b"number-columns-repeated")?);
            // A cell of some type says something, and so does a formula.
            if has(b"office:") || has(b"calcext:") || has(b"formula") {
                (sheet.last_row, sheet.width) = (sheet.rows, sheet.width.max(sheet.column));
            }
        } else if tag.trim_ascii() == b"/table:table" {
            total = total.saturating_add(std::mem::take(&mut sheet).cells());
        }
    }
    Some(total.saturating_add(sheet.cells()))
}

/// How far a sheet reaches.
#[derive(Default)]
struct Extent {
    rows: u64,
    column: u64,
    /// To where anything is said.
    last_row: u64,
    width: u64,
}

impl Extent {
    fn cells(&self) -> u64 {
        self.last_row.saturating_mul(self.width)
    }
}

/// Where a tag ends; what is in quotation marks does not end it.
fn end_of_tag(text: &[u8]) -> usize {
    let mut quote = None;
    for (at, byte) in text.iter().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at,
            (None, b'"' | b'\'') => quote = Some(*byte),
            (Some(open), byte) if open == *byte => quote = None,
            _ => {}
        }
    }
    text.len()
}
