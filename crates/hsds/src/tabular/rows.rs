//! Rows of a CSV file, with the place of each, so that it can be read again.
//!
//! A file of any size passes through in pieces. It is read strictly (RFC 4180): a row with text behind a closing quotation mark is at fault, and so is one
//! that is too long; reading goes on behind it. Only where a quotation mark is never closed can nobody say where the next row begins.

use std::io::{self, BufRead};

/// No row is longer: no directory has one, and a quotation mark that is never closed would make one of the rest of the file.
pub(super) const LONGEST_ROW: usize = (1 << 20) - 1;
/// So much is kept of a row that is at fault.
const KEPT: usize = 4096;

/// Where in its file a row stands: the byte at which it begins and how many it has, in one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Place(u64);

impl Place {
    pub fn new(start: u64, length: usize) -> Place {
        // 16 TB and 1 MB: more is not let in.
        Place((start << 20) | (length.min(LONGEST_ROW) as u64))
    }
    pub fn start(self) -> u64 {
        self.0 >> 20
    }
    pub fn length(self) -> usize {
        // At most twenty bits.
        (self.0 & (LONGEST_ROW as u64)) as usize
    }
}

/// A row as it stands.
#[derive(Debug)]
pub(super) struct Found {
    pub place: Place,
    /// As an editor counts them.
    pub line: u64,
    /// Without the end of its line; of a row at fault no more than its beginning.
    pub bytes: Vec<u8>,
    pub fault: Option<&'static str>,
}

/// Why a file cannot be read on.
#[derive(Debug)]
pub(super) enum Stop {
    Io(io::Error),
    /// A quotation mark in the row that begins on this line is not closed.
    Unclosed(u64),
}

#[derive(Clone, Copy, PartialEq)]
enum At {
    FieldStart,
    Plain,
    Quoted,
    /// After a quotation mark in a quoted field: its end, or the first of two.
    MaybeEnd,
}

pub(super) struct Rows<R> {
    input: R,
    delimiter: u8,
    offset: u64,
    line: u64,
    /// The byte before was a carriage return: a line feed after it belongs to it.
    returned: bool,
}

impl<R: BufRead> Rows<R> {
    pub fn new(input: R, delimiter: u8) -> Rows<R> {
        Rows { input, delimiter, offset: 0, line: 1, returned: false }
    }

    pub fn delimit(&mut self, delimiter: u8) {
        self.delimiter = delimiter;
    }

    /// The next row; empty lines are none.
    pub fn next(&mut self) -> Result<Option<Found>, Stop> {
        let (mut start, mut line) = (self.offset, self.line);
        let (mut bytes, mut length, mut fault) = (vec![], 0usize, None);
        let mut at = At::FieldStart;
        loop {
            let buffer = match self.input.fill_buf() {
                Ok(buffer) => buffer,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                Err(e) => return Err(Stop::Io(e)),
            };
            if buffer.is_empty() {
                if at == At::Quoted {
                    return Err(Stop::Unclosed(line));
                }
                return Ok((length > 0).then(|| found(start, line, length, bytes, fault)));
            }
            let (mut used, mut ended) = (0, false);
            if self.offset == 0 && length == 0 && buffer.starts_with(b"\xef\xbb\xbf") {
                // The mark that some programs put before UTF-8.
                (used, start) = (3, 3);
            }
            for &byte in &buffer[used..] {
                used += 1;
                let second = std::mem::replace(&mut self.returned, byte == b'\r') && byte == b'\n';
                let ends_line = !second && matches!(byte, b'\n' | b'\r');
                self.line += u64::from(ends_line);
                if at != At::Quoted && (second || ends_line) {
                    if length > 0 {
                        ended = true;
                        break;
                    }
                    (start, line) = (self.offset + used as u64, self.line);
                    continue;
                }
                length += 1;
                if length > LONGEST_ROW {
                    if at == At::Quoted {
                        return Err(Stop::Unclosed(line));
                    }
                    fault = Some("the row is longer than 1 MB");
                }
                if fault.is_none() || bytes.len() < KEPT {
                    bytes.push(byte);
                }
                at = match (at, byte) {
                    (At::FieldStart, b'"') => At::Quoted,
                    (At::Quoted, b'"') => At::MaybeEnd,
                    (At::MaybeEnd, b'"') | (At::Quoted, _) => At::Quoted,
                    (_, byte) if byte == self.delimiter => At::FieldStart,
                    (At::MaybeEnd, _) => {
                        fault = fault.or(Some("there is text after a closing quotation mark"));
                        At::Plain
                    }
                    (At::FieldStart | At::Plain, _) => At::Plain,
                };
            }
            self.input.consume(used);
            self.offset += used as u64;
            if ended {
                return Ok(Some(found(start, line, length, bytes, fault)));
            }
        }
    }
}

fn found(start: u64, line: u64, length: usize, mut bytes: Vec<u8>, mut fault: Option<&'static str>) -> Found {
    if fault.is_none() && bytes.contains(&0) {
        fault = Some("it contains a zero byte: this is no text");
    }
    if fault.is_some() {
        bytes.truncate(KEPT);
    }
    Found { place: Place::new(start, length), line, bytes, fault }
}

/// The text of a row, and whether it was UTF-8. What is not is taken for what Windows writes in Western Europe.
pub(super) fn text(bytes: &[u8]) -> (String, bool) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), true),
        Err(_) => {
            let mut out = String::with_capacity(bytes.len() + 16);
            for chunk in bytes.utf8_chunks() {
                out.push_str(chunk.valid());
                out.extend(chunk.invalid().iter().map(|b| windows_1252(*b)));
            }
            (out, false)
        }
    }
}

fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => HIGH[usize::from(byte) - 0x80],
        _ => char::from(byte),
    }
}

/// The cells of a row without fault.
pub(super) fn cells(row: &str, delimiter: u8) -> Vec<String> {
    let delimiter = char::from(delimiter);
    let (mut out, mut rest) = (vec![], row);
    loop {
        let (cell, behind) = match rest.strip_prefix('"') {
            None => {
                let end = rest.find(delimiter).unwrap_or(rest.len());
                (rest[..end].to_owned(), &rest[end..])
            }
            Some(quoted) => {
                let (mut cell, mut from) = (String::new(), 0);
                // Up to a mark that is not doubled.
                loop {
                    let Some(at) = quoted[from..].find('"').map(|at| from + at) else {
                        cell.push_str(&quoted[from..]);
                        break (cell, "");
                    };
                    cell.push_str(&quoted[from..at]);
                    if !quoted[at + 1..].starts_with('"') {
                        break (cell, &quoted[at + 1..]);
                    }
                    cell.push('"');
                    from = at + 2;
                }
            }
        };
        out.push(cell);
        match behind.strip_prefix(delimiter) {
            Some(next) => rest = next,
            None => return out,
        }
    }
}

/// The delimiter that stands most often in the headings, outside quotation marks.
pub(super) fn guess(head: &[u8]) -> u8 {
    const CANDIDATES: [u8; 4] = [b',', b';', b'\t', b'|'];
    let (mut quoted, mut counts) = (false, [0usize; 4]);
    for byte in head.iter().take_while(|b| !matches!(b, b'\n' | b'\r')) {
        quoted ^= *byte == b'"';
        if let Some(i) = CANDIDATES.iter().position(|c| c == byte).filter(|_| !quoted) {
            counts[i] += 1;
        }
    }
    let most = (0..4).rev().max_by_key(|i| counts[*i]).unwrap_or(0);
    CANDIDATES[most]
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufReader, Cursor};

    type Read = (u64, String, Option<&'static str>);

    /// Every row with its line, in small pieces; each place must lead back to it.
    fn all(bytes: &[u8]) -> Result<Vec<Read>, String> {
        let mut rows = Rows::new(BufReader::with_capacity(3, Cursor::new(bytes.to_vec())), b',');
        let mut out = vec![];
        while let Some(found) = rows.next().map_err(|stop| format!("{stop:?}"))? {
            let start = usize::try_from(found.place.start()).unwrap();
            if found.fault.is_none() {
                assert_eq!(&bytes[start..start + found.place.length()], found.bytes);
            }
            out.push((found.line, text(&found.bytes).0, found.fault));
        }
        Ok(out)
    }

    #[test]
    fn rows_have_a_line_and_a_place() {
        let rows = all(b"\xef\xbb\xbfid,name\r\n1,\"Tea\r\nand \"\"cake\"\"\"\r\n\r\n\n2,Choir\r3,\xa35 \x96 caf\xe9")
            .unwrap();
        assert_eq!(
            rows,
            [
                (1, "id,name".to_owned(), None),
                (2, "1,\"Tea\r\nand \"\"cake\"\"\"".to_owned(), None),
                (6, "2,Choir".to_owned(), None),
                (7, "3,£5 – café".to_owned(), None),
            ]
        );
        assert_eq!(all(b"").unwrap(), []);
        assert_eq!(all(b"\n\r\n").unwrap(), []);
    }

    #[test]
    fn behind_a_row_at_fault_it_goes_on() {
        let rows = all(b"1,\"Tea\"x,2\n2,\0\n3,Choir\n").unwrap();
        assert_eq!(rows[0].2, Some("there is text after a closing quotation mark"));
        assert_eq!(rows[1].2, Some("it contains a zero byte: this is no text"));
        assert_eq!(rows[2], (3, "3,Choir".to_owned(), None));
        let long = [b"1,".as_slice(), &vec![b'y'; LONGEST_ROW], b"\n2,Choir\n"].concat();
        let rows = all(&long).unwrap();
        assert_eq!((rows[0].2, rows[0].1.len()), (Some("the row is longer than 1 MB"), KEPT));
        assert_eq!(rows[1], (2, "2,Choir".to_owned(), None));
        assert_eq!(all(b"1,x\n2,\"Choir\n3,x\n").unwrap_err(), "Unclosed(2)");
        let long = [b"1,\"".as_slice(), &vec![b'\n'; LONGEST_ROW]].concat();
        assert_eq!(all(&long).unwrap_err(), "Unclosed(1)");
    }

    /// Against the reader that everybody uses.
    #[test]
    fn cells_are_those_of_another_reader() {
        let parts = ["", "a", "\"\"", "\"a\"", "\"a,b\"", "\"\"\"\"", "\" \n\"", "a\"b", " a", "é"];
        for a in parts {
            for b in parts {
                for c in parts {
                    let row = format!("{a},{b},{c}");
                    let mut other = csv::ReaderBuilder::new().has_headers(false).from_reader(row.as_bytes());
                    let theirs: Vec<String> =
                        other.records().next().unwrap().unwrap().iter().map(str::to_owned).collect();
                    assert_eq!(cells(&row, b','), theirs, "{row}");
                }
            }
        }
        assert_eq!(cells("a;\"b;c\"", b';'), ["a", "b;c"]);
        assert_eq!(cells("\"never closed", b','), ["never closed"]);
    }
}
