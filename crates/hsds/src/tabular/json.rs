//! The single JSON object of tables: `{"services.csv": [{…}], "phones.csv": [{…}]}`. Each list is put into a file of our own, row by row as it stands, so that
//! its rows have places as those of a CSV file have.

use super::{Broken, kind::column, rows::LONGEST_ROW, sheet::Sheet, zipped::Folder};
use crate::split::{self, Part, Parts};
use serde_json::{Map, Value};
use std::{
    cell::Cell,
    collections::BTreeSet,
    fs::File,
    io::{self, BufRead, BufReader, BufWriter, Read, Write},
    path::Path,
    rc::Rc,
};

/// No feed has more tables, and none a longer name.
const MOST_TABLES: usize = 200;
const LONGEST_NAME: usize = 200;

/// The tables of the object, in the order in which they stand.
pub(super) fn sheets(path: &Path, name: &str, folder: &Folder) -> Result<Vec<Sheet>, Broken> {
    let io = |error| Broken::Io { file: name.to_owned(), error };
    let lines = Rc::new(Cell::new(0));
    let file = BufReader::with_capacity(1 << 16, File::open(path).map_err(io)?);
    let mut input = Counted { inner: file, lines: lines.clone() };
    let at = |what: &str| Broken::At { file: name.to_owned(), line: lines.get() + 1, what: what.to_owned() };
    let mut sheets: Vec<Sheet> = vec![];
    if peek(&mut input).map_err(io)? != Some(b'{') {
        return Err(at("an object of tables begins with {"));
    }
    input.consume(1);
    loop {
        match peek(&mut input).map_err(io)? {
            Some(b',') => input.consume(1),
            Some(b'}') => {
                input.consume(1);
                break;
            }
            Some(b'"') => {
                let mut raw = vec![];
                let limit = LONGEST_NAME as u64 * 8;
                One::new(&mut input).take(limit).read_to_end(&mut raw).map_err(io)?;
                let Ok(table) = serde_json::from_slice::<String>(&raw) else { return Err(at("a name was expected")) };
                if table.len() > LONGEST_NAME || sheets.len() >= MOST_TABLES {
                    return Err(at("there are more than 200 tables, or the name of one is longer than 200 characters"));
                }
                if peek(&mut input).map_err(io)? != Some(b':') {
                    return Err(at("“:” was expected"));
                }
                input.consume(1);
                if peek(&mut input).map_err(io)? == Some(b'[') {
                    let to = folder.path().join(format!("{}.rows", sheets.len()));
                    let sheet = list(&mut input, &lines, &to, &table).map_err(|fault| match fault {
                        split::Broken::Io(error) => io(error),
                        other => at(&format!("{table}: {other}")),
                    })?;
                    sheets.push(sheet);
                } else {
                    // Something beside the tables: what the whole is called.
                    io::copy(&mut One::new(&mut input), &mut io::sink()).map_err(io)?;
                }
            }
            Some(_) => return Err(at("a name was expected")),
            None => return Err(at("it ends in the middle")),
        }
    }
    match peek(&mut input).map_err(io)? {
        None => Ok(sheets),
        Some(_) => Err(at("something follows its end")),
    }
}

/// One list, into a file: before each row a line with the line where it stood, and its length.
fn list<R: BufRead>(input: &mut R, lines: &Cell<u64>, to: &Path, table: &str) -> Result<Sheet, split::Broken> {
    let mut out = BufWriter::new(File::create(to)?);
    let mut parts = Parts::new(One::new(input));
    let (mut columns, mut size) = (BTreeSet::new(), 0);
    loop {
        let raw = match parts.part()? {
            Part::Record(raw, _) => raw,
            // So that it is refused in its place.
            Part::TooLarge(_) => vec![b' '; LONGEST_ROW + 1],
            Part::End(_) => break,
        };
        let begun = lines.get() + 1 - raw.iter().filter(|b| **b == b'\n').count() as u64;
        if let Ok(row) = serde_json::from_slice::<Map<String, Value>>(&raw)
            && columns.len() < 500
        {
            columns.extend(row.keys().take(500).map(|key| column(key)));
        }
        writeln!(out, "{begun} {}", raw.len())?;
        out.write_all(&raw)?;
        out.write_all(b"\n")?;
        size += raw.len() as u64;
    }
    out.flush()?;
    Ok(Sheet::json(to, table, columns.into_iter().collect(), size))
}

/// The next byte that is not blank, without taking it.
fn peek<R: BufRead>(input: &mut R) -> io::Result<Option<u8>> {
    loop {
        let buffer = match input.fill_buf() {
            Ok(buffer) => buffer,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
            Err(e) => return Err(e),
        };
        let Some(first) = buffer.first() else { return Ok(None) };
        let blank = buffer.iter().take_while(|b| b.is_ascii_whitespace() || matches!(b, 0xef | 0xbb | 0xbf)).count();
        if blank == 0 {
            return Ok(Some(*first));
        }
        input.consume(blank);
    }
}

/// Counts the ends of lines that went through.
struct Counted<R> {
    inner: R,
    lines: Rc<Cell<u64>>,
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }
    fn consume(&mut self, n: usize) {
        if let Ok(buffer) = self.inner.fill_buf() {
            let ends = buffer.iter().take(n).filter(|b| **b == b'\n').count();
            self.lines.set(self.lines.get() + ends as u64);
        }
        self.inner.consume(n);
    }
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        through(self, buf)
    }
}

/// The bytes of one JSON value, and no more of what it stands in.
struct One<'a, R> {
    inner: &'a mut R,
    /// So many bytes of what is at hand belong to it and were not taken yet.
    left: usize,
    depth: usize,
    in_text: bool,
    escaped: bool,
    over: bool,
}

impl<'a, R: BufRead> One<'a, R> {
    fn new(inner: &'a mut R) -> One<'a, R> {
        One { inner, left: 0, depth: 0, in_text: false, escaped: false, over: false }
    }

    /// Whether this byte belongs to the value; `over` is set where it is the last or is behind the last.
    fn takes(&mut self, byte: u8) -> bool {
        if self.in_text {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => {
                    self.in_text = false;
                    self.over = self.depth == 0;
                }
                _ => {}
            }
            return true;
        }
        match byte {
            b',' | b'}' | b']' | b':' if self.depth == 0 => {
                self.over = true;
                return false;
            }
            b'"' => self.in_text = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => {
                self.depth -= 1;
                self.over = self.depth == 0;
            }
            _ => {}
        }
        true
    }
}

impl<R: BufRead> BufRead for One<'_, R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 && !self.over {
            let bytes = self.inner.fill_buf()?.to_vec();
            let belongs = bytes.iter().take_while(|b| !self.over && self.takes(**b)).count();
            self.left = belongs;
            self.over |= bytes.is_empty();
        }
        if self.left == 0 {
            return Ok(&[]);
        }
        Ok(&self.inner.fill_buf()?[..self.left])
    }
    fn consume(&mut self, n: usize) {
        let n = n.min(self.left);
        self.inner.consume(n);
        self.left -= n;
    }
}

impl<R: BufRead> Read for One<'_, R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        through(self, buf)
    }
}

fn through<R: BufRead>(reader: &mut R, buf: &mut [u8]) -> io::Result<usize> {
    let bytes = reader.fill_buf()?;
    let n = bytes.len().min(buf.len());
    buf[..n].copy_from_slice(&bytes[..n]);
    reader.consume(n);
    Ok(n)
}
