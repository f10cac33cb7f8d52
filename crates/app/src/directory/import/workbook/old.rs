//! Workbooks as Excel wrote them until 2003 (`.xls`): how far their cells lie apart, before anybody makes a rectangle around them.
//!
//! The stream that holds the workbook is taken out of the file, measured, and put into a file of its own: what the reader reads is what was measured.

use super::{LARGEST, MOST_CELLS, MOST_SHEETS, locked};
use anyhow::anyhow;
use cfb::CompoundFile;
use std::io::{Cursor, Read, Write};

pub(super) const MAGIC: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000a;
const SHEET: u16 = 0x0085;
/// A row of numbers, and of empty cells.
const MANY: [u16; 2] = [0x00bd, 0x00be];
/// Records that put something into a cell.
const CELLS: [u16; 9] = [0x0006, 0x0203, 0x0204, 0x00d6, 0x0205, 0x027e, 0x00fd, 0x00bd, 0x00be];

/// A file with the workbook alone, when its cells do not lie too far apart.
pub(super) fn checked(bytes: Vec<u8>) -> anyhow::Result<Vec<u8>> {
    let damaged = |e: &dyn std::fmt::Display| anyhow!("it is damaged: {e}");
    let mut file = CompoundFile::open(Cursor::new(bytes)).map_err(|e| damaged(&e))?;
    // So newer workbooks are wrapped that are locked.
    if file.exists("/EncryptedPackage") {
        return Err(locked());
    }
    let name = ["/Workbook", "/Book"].into_iter().find(|name| file.is_stream(name));
    let name = name.ok_or_else(|| anyhow!("it is no spreadsheet: there is no workbook in it"))?;
    let mut stream = vec![];
    let open = file.open_stream(name).map_err(|e| damaged(&e))?;
    open.take(LARGEST + 1).read_to_end(&mut stream).map_err(|e| damaged(&e))?;
    if stream.len() as u64 > LARGEST {
        return Err(anyhow!("it is larger than {} MB: save it as CSV", LARGEST >> 20));
    }
    if extent(&stream).is_none_or(|cells| cells > MOST_CELLS) {
        return Err(anyhow!("its cells lie too far apart, or there are more than {MOST_CELLS}: save it as CSV"));
    }
    let mut alone =
        CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(vec![])).map_err(|e| damaged(&e))?;
    alone
        .create_stream(name)
        .and_then(|mut s| s.write_all(&stream).and_then(|()| s.flush()))
        .map_err(|e| damaged(&e))?;
    alone.flush().map_err(|e| damaged(&e))?;
    Ok(alone.into_inner().into_inner())
}

/// A record of the stream: what kind, what it says.
struct Records<'a>(&'a [u8]);

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (kind, length) = (two(self.0, 0)?, usize::from(two(self.0, 2)?));
        let rest = &self.0[4..];
        let (data, rest) = rest.split_at(length.min(rest.len()));
        self.0 = rest;
        Some((kind, data))
    }
}

fn two(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes([*bytes.get(at)?, *bytes.get(at + 1)?]))
}

/// How many cells there are in rectangles around those of each sheet. `None`: more sheets, or longer ones, than there can be.
fn extent(stream: &[u8]) -> Option<u64> {
    let globals = Records(stream).take_while(|(kind, _)| *kind != EOF);
    let sheets: Vec<usize> = globals
        .filter(|(kind, _)| *kind == SHEET)
        .filter_map(|(_, data)| Some(usize::from(two(data, 0)?) | usize::from(two(data, 2)?) << 16))
        .take(MOST_SHEETS + 1)
        .collect();
    if sheets.len() > MOST_SHEETS {
        return None;
    }
    // Sheets follow one another: a file in which they lie over each other is made to be read again and again.
    let mut looked_at = 0;
    let mut total = 0u64;
    for at in sheets {
        let mut bounds: Option<[u64; 4]> = None;
        let mut depth = 0u32;
        for (kind, data) in Records(stream.get(at..).unwrap_or_default()) {
            looked_at += data.len() + 4;
            match kind {
                BOF => depth += 1,
                EOF if depth <= 1 => break,
                EOF => depth -= 1,
                _ => {}
            }
            if !CELLS.contains(&kind) {
                continue;
            }
            let (Some(row), Some(first)) = (two(data, 0), two(data, 2)) else { continue };
            let last = if MANY.contains(&kind) { first.saturating_add((data.len() / 2) as u16) } else { first };
            let (row, first, last) = (u64::from(row), u64::from(first), u64::from(last));
            let [top, bottom, left, right] = bounds.unwrap_or([row, row, first, last]);
            bounds = Some([top.min(row), bottom.max(row), left.min(first), right.max(last)]);
        }
        if let Some([top, bottom, left, right]) = bounds {
            total = total.saturating_add((bottom - top + 1) * (right - left + 1));
        }
        if looked_at > 4 * stream.len() {
            return None;
        }
    }
    Some(total)
}
