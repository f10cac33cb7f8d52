//! Reading a table out of a file, a row at a time: CSV, plain or compressed with gzip; or a sheet of a spreadsheet, which `workbook` has read.
//!
//! A file of any size passes through in pieces. What is wrong with the file as a whole (cut off, not UTF-8, a quotation mark that is never closed, a row
//! with too few columns) stops the import with the file's name and the line; nothing is guessed and nothing is repaired silently. A row that is well formed
//! and says something impossible is the business of `rows`.

use super::workbook::Cells;
use anyhow::{Context, anyhow};
use base::Result;
use flate2::bufread::MultiGzDecoder;
use std::{
    collections::VecDeque,
    fs::File,
    io::{self, BufRead, BufReader, Read},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

/// A longer row is refused: no directory has one, and a quotation mark that is never closed would make one of the rest of the file.
pub(super) const LONGEST_ROW: usize = 1 << 20;

/// A file open for reading.
pub(crate) struct Table {
    source: Source,
    /// Its name without the folders.
    pub file: String,
    pub headings: Vec<String>,
    /// How many bytes of the file were read, and how many there are.
    pub read: Arc<AtomicU64>,
    pub size: u64,
    delimiter: u8,
    /// The line on which the headings stand.
    pub heading: u64,
    /// Some rows of a sheet that have cells to the right of the headings.
    pub beside: Vec<u64>,
}

enum Source {
    Text { reader: Box<csv::Reader<Guard<Box<dyn Read + Send>>>>, record: csv::ByteRecord },
    Sheet { name: String, rows: std::vec::IntoIter<Cells> },
}

/// No sheet has headings further to the right.
const MOST_COLUMNS: usize = 1000;

/// A row, and where it begins.
pub(crate) struct Row {
    pub line: u64,
    pub fields: csv::StringRecord,
}

impl Row {
    /// The value of a column, without spaces around it.
    pub fn get(&self, column: usize) -> &str {
        self.fields.get(column).unwrap_or("").trim()
    }
}

impl Table {
    /// Opens a file and reads its headings. The delimiter, unless it is given, is the one of `,` `;` tab `|` that the headings have most of.
    pub fn open(path: &Path, delimiter: Option<u8>) -> Result<Table> {
        let file = path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned());
        let open = File::open(path).with_context(|| format!("{} cannot be opened", path.display()))?;
        let meta = open.metadata().with_context(|| file.clone())?;
        if meta.is_dir() {
            return Err(anyhow!("{file} is a folder").into());
        }
        let read = Arc::new(AtomicU64::new(0));
        let mut plain = BufReader::new(Counted { inner: open, read: read.clone() });
        let start = plain.fill_buf().with_context(|| file.clone())?;
        if start.is_empty() {
            return Err(anyhow!("{file} is empty").into());
        }
        let zipped = start.starts_with(&[0x1f, 0x8b]);
        if !zipped && file.ends_with(".gz") {
            return Err(anyhow!("{file} is named .gz and is not compressed with gzip").into());
        }
        let inner: Box<dyn Read + Send> = if zipped { Box::new(MultiGzDecoder::new(plain)) } else { Box::new(plain) };
        let mut buffered = BufReader::with_capacity(1 << 16, inner);
        let head = buffered.fill_buf().map_err(|e| anyhow!("{file}, line 1: {}", broken(&e)))?;
        if head.is_empty() {
            return Err(anyhow!("{file} is empty").into());
        }
        if head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]) {
            return Err(anyhow!("{file} is UTF-16; save it as UTF-8").into());
        }
        let delimiter = delimiter.unwrap_or_else(|| guess(head));
        let guard = Guard::new(Box::new(buffered) as Box<dyn Read + Send>, delimiter);
        let reader =
            csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(guard);
        let size = meta.len();
        let source = Source::Text { reader: Box::new(reader), record: csv::ByteRecord::new() };
        let mut table = Table { source, file, headings: vec![], read, size, delimiter, heading: 1, beside: vec![] };
        let headings = table.next()?.ok_or_else(|| anyhow!("{} is empty", table.file))?;
        table.headings = headings.fields.iter().map(|h| h.trim().to_owned()).collect();
        if table.headings.iter().all(String::is_empty) {
            return Err(table.wrong(1, "the headings are empty").into());
        }
        Ok(table)
    }

    /// Rows of a sheet below those headings.
    ///
    /// # Errors
    /// When the headings are too many.
    pub fn of_sheet(file: &str, size: u64, sheet: &str, headings: &Cells, rows: Vec<Cells>) -> Result<Table> {
        let (heading, cells) = headings.clone();
        let width = cells.iter().map(|(at, _)| at + 1).max().unwrap_or_default();
        let beside = rows.iter().filter(|(_, cells)| cells.iter().any(|(at, _)| *at >= width)).map(|(row, _)| *row);
        let beside = beside.take(10).collect();
        let source = Source::Sheet { name: sheet.to_owned(), rows: rows.into_iter() };
        let (file, read) = (file.to_owned(), Arc::new(AtomicU64::new(size)));
        let mut table = Table { source, file, headings: vec![], read, size, delimiter: b',', heading, beside };
        if width > MOST_COLUMNS {
            return Err(table.wrong(heading, &format!("there are headings beyond column {MOST_COLUMNS}")).into());
        }
        table.headings = fields(cells, width).into_iter().map(|h| h.trim().to_owned()).collect();
        Ok(table)
    }

    /// The next row; `None` at the end.
    ///
    /// # Errors
    /// The first thing that is wrong with the file itself, with its name and line.
    pub fn next(&mut self) -> Result<Option<Row>> {
        let (reader, record) = match &mut self.source {
            Source::Text { reader, record } => (reader, record),
            Source::Sheet { rows, .. } => {
                let width = self.headings.len();
                let Some((line, cells)) = rows.find(|(_, cells)| cells.iter().any(|(at, _)| *at < width)) else {
                    return Ok(None);
                };
                return Ok(Some(Row { line, fields: fields(cells, width).into() }));
            }
        };
        match reader.read_byte_record(record) {
            Ok(false) => return Ok(None),
            Ok(true) => {}
            Err(e) => {
                let line = reader.get_ref().line;
                return Err(self.explain(line, e).into());
            }
        }
        let line = reader.get_mut().rows.pop_front().unwrap_or_default();
        let fields = match csv::StringRecord::from_byte_record(record.clone()) {
            Ok(fields) => fields,
            Err(e) => {
                let column = e.utf8_error().field();
                let heading = self.headings.get(column).map_or_else(String::new, |h| format!(" ({h})"));
                return Err(self.wrong(line, &format!("column {}{heading} is not UTF-8", column + 1)).into());
            }
        };
        if fields.iter().any(|f| f.contains('\0')) {
            return Err(self.wrong(line, "it contains a zero byte: this is no text").into());
        }
        if !self.headings.is_empty() && fields.len() != self.headings.len() {
            let (has, wants) = (fields.len(), self.headings.len());
            return Err(self.wrong(line, &format!("{has} columns where the headings have {wants}")).into());
        }
        Ok(Some(Row { line, fields }))
    }

    /// What is wrong, with file and line.
    pub fn wrong(&self, line: u64, what: &str) -> anyhow::Error {
        match &self.source {
            Source::Text { .. } => anyhow!("{}, line {line}: {what}", self.file),
            Source::Sheet { name, .. } => anyhow!("{}, sheet “{name}”, row {line}: {what}", self.file),
        }
    }

    fn explain(&self, line: u64, error: csv::Error) -> anyhow::Error {
        match error.into_kind() {
            csv::ErrorKind::Io(e) => match e.get_ref().and_then(|e| e.downcast_ref::<Fault>()) {
                Some(fault) => self.wrong(fault.line, fault.what),
                None => self.wrong(line, &broken(&e)),
            },
            other => self.wrong(line, &format!("{other:?}")),
        }
    }

    /// A row as the file would have it: for keeping what was not let in.
    pub fn raw(&self, row: &Row) -> String {
        let mut writer = csv::WriterBuilder::new().delimiter(self.delimiter).from_writer(vec![]);
        let text = writer
            .write_record(&row.fields)
            .ok()
            .and_then(|()| writer.into_inner().ok())
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .unwrap_or_default();
        text.trim_end_matches(['\r', '\n']).to_owned()
    }
}

/// Cells that lie anywhere as the fields of a row.
fn fields(cells: Vec<(usize, String)>, width: usize) -> Vec<String> {
    let mut all = vec![String::new(); width];
    for (at, text) in cells {
        if let Some(field) = all.get_mut(at) {
            *field = text;
        }
    }
    all
}

fn broken(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => "the file is cut off: its compressed data ends here".to_owned(),
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => "the compressed data is damaged".to_owned(),
        _ => format!("the file cannot be read: {error}"),
    }
}

/// The delimiter that stands most often in the first line, outside quotation marks.
fn guess(head: &[u8]) -> u8 {
    let mut quoted = false;
    let mut counts = [0usize; 4];
    const CANDIDATES: [u8; 4] = [b',', b';', b'\t', b'|'];
    for byte in head.iter().take_while(|b| **b != b'\n') {
        quoted ^= *byte == b'"';
        if let Some(i) = CANDIDATES.iter().position(|c| c == byte).filter(|_| !quoted) {
            counts[i] += 1;
        }
    }
    let most = (0..4).rev().max_by_key(|i| counts[*i]).unwrap_or(0);
    CANDIDATES[most]
}

/// Counts the bytes that are read of a file as it lies on the disk.
pub(super) struct Counted<R> {
    pub inner: R,
    pub read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buf)?;
        self.read.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

/// What the guard stopped at.
#[derive(Debug, thiserror::Error)]
#[error("line {line}: {what}")]
struct Fault {
    line: u64,
    what: &'static str,
}

#[derive(Clone, Copy, PartialEq)]
enum At {
    FieldStart,
    Plain,
    Quoted,
    /// After a quotation mark in a quoted field: its end, or the first of two.
    MaybeEnd,
}

/// Watches the bytes on their way to the parser, which would take anything: rows end within [`LONGEST_ROW`], and quotation marks close (RFC 4180). It
/// counts lines as an editor does.
struct Guard<R> {
    inner: R,
    delimiter: u8,
    at: At,
    /// The line that is being read, and the one where its row began.
    line: u64,
    row: u64,
    length: usize,
    /// The byte before was a carriage return: a line feed after it belongs to it.
    returned: bool,
    /// Where the rows began that the parser has not given out yet; empty lines are no rows.
    rows: VecDeque<u64>,
}

impl<R> Guard<R> {
    fn new(inner: R, delimiter: u8) -> Guard<R> {
        let rows = VecDeque::new();
        Guard { inner, delimiter, at: At::FieldStart, line: 1, row: 1, length: 0, returned: false, rows }
    }

    fn fault(&self, what: &'static str) -> io::Error {
        io::Error::other(Fault { line: self.row, what })
    }

    fn watch(&mut self, byte: u8) -> io::Result<()> {
        if byte == b'\n' && std::mem::take(&mut self.returned) {
            return Ok(());
        }
        self.returned = byte == b'\r';
        let ends_line = matches!(byte, b'\n' | b'\r');
        self.line += u64::from(ends_line);
        if ends_line && self.at != At::Quoted {
            self.end_row();
            return Ok(());
        }
        self.length += 1;
        if self.length > LONGEST_ROW {
            return Err(self.fault("the row is longer than 1 MB; perhaps a quotation mark is not closed"));
        }
        self.at = match (self.at, byte) {
            // The mark that some programs put before UTF-8.
            (At::FieldStart, 0xef | 0xbb | 0xbf) if self.line == 1 && self.length <= 3 => At::FieldStart,
            (At::FieldStart, b'"') => At::Quoted,
            (At::Quoted, b'"') => At::MaybeEnd,
            (At::MaybeEnd, b'"') | (At::Quoted, _) => At::Quoted,
            (_, byte) if byte == self.delimiter => At::FieldStart,
            (At::MaybeEnd, _) => return Err(self.fault("there is text after a closing quotation mark")),
            _ => At::Plain,
        };
        Ok(())
    }

    fn end_row(&mut self) {
        if self.length > 0 {
            self.rows.push_back(self.row);
        }
        (self.row, self.length, self.at) = (self.line, 0, At::FieldStart);
    }
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buf)?;
        if n == 0 && !buf.is_empty() && self.at == At::Quoted {
            return Err(self.fault("a quotation mark is not closed"));
        }
        if n == 0 && !buf.is_empty() {
            self.end_row();
        }
        for byte in &buf[..n] {
            self.watch(*byte)?;
        }
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use std::{io::Write, path::PathBuf};

    /// A file of one test, gone afterwards.
    struct Temp(PathBuf);
    impl Temp {
        fn with(name: &str, bytes: &[u8]) -> Temp {
            let folder = std::env::temp_dir().join(format!("kith-read-{}", &base::seal::token()[..12]));
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(folder.join(name), bytes).unwrap();
            Temp(folder.join(name))
        }
    }
    impl Drop for Temp {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(self.0.parent().unwrap());
        }
    }

    fn read(name: &str, bytes: &[u8]) -> std::result::Result<Vec<(u64, Vec<String>)>, String> {
        let temp = Temp::with(name, bytes);
        let say = |e: base::Error| e.to_string();
        let mut table = Table::open(&temp.0, None).map_err(say)?;
        let mut rows = vec![];
        while let Some(row) = table.next().map_err(say)? {
            rows.push((row.line, row.fields.iter().map(str::to_owned).collect()));
        }
        Ok(rows)
    }

    fn zipped(bytes: &[u8]) -> Vec<u8> {
        let mut gz = GzEncoder::new(vec![], Compression::default());
        gz.write_all(bytes).unwrap();
        gz.finish().unwrap()
    }

    #[test]
    fn rows_come_with_the_line_they_begin_on() {
        let text = b"\xef\xbb\xbf\"name\";note\r\n\"Tea; and\r\ncake\";\"a \"\"quoted\"\" word\"\r\n\r\nChoir;\r\n";
        let rows = read("a.csv", text).unwrap();
        assert_eq!(rows[0], (2, vec!["Tea; and\r\ncake".into(), "a \"quoted\" word".into()]));
        assert_eq!(rows[1], (5, vec!["Choir".into(), String::new()]));
        assert_eq!(read("a.csv.gz", &zipped(b"name\nTea\n")).unwrap().len(), 1);
    }

    #[test]
    fn what_is_wrong_is_said_with_file_and_line() {
        let long = [b"name,note\nTea,1\nx,\"".as_slice(), &vec![b'y'; LONGEST_ROW + 10], b"\"\n"].concat();
        let mut cut = zipped("name,note\nTea,1\n".repeat(5000).as_bytes());
        cut.truncate(cut.len() / 2);
        for (name, bytes, error) in [
            ("a.csv", b"".as_slice(), "a.csv is empty"),
            ("a.csv", b" , ,\n", "a.csv, line 1: the headings are empty"),
            ("a.csv", b"name,note\nTea,1\nChoir\n", "a.csv, line 3: 1 columns where the headings have 2"),
            ("a.csv", b"name,note\nTea,1\nCaf\xe9,2\n", "a.csv, line 3: column 1 (name) is not UTF-8"),
            ("a.csv", b"name,note\nTea,1\n\"Choir,2\nx,3\n", "a.csv, line 3: a quotation mark is not closed"),
            ("a.csv", b"name,note\n\"Tea\"x,1\n", "a.csv, line 2: there is text after a closing quotation mark"),
            ("a.csv", &long, "a.csv, line 3: the row is longer than 1 MB"),
            ("a.csv", b"name,note\nTea,\0\n", "a.csv, line 2: it contains a zero byte"),
            ("a.csv.gz", b"name\nTea\n", "a.csv.gz is named .gz and is not"),
            ("a.csv.gz", &cut, "the file is cut off"),
            ("a.csv", b"\xff\xfen\0a\0", "a.csv is UTF-16"),
        ] {
            let said = read(name, bytes).unwrap_err();
            assert!(said.starts_with(error) || said.contains(error), "{said}");
        }
    }

    #[test]
    fn no_bit_of_a_compressed_file_may_have_changed() {
        // What cannot be made much smaller, so that most of the file is the text itself.
        let text: String = (0..3000u64).map(|n| format!("{},{n}\n", n.wrapping_mul(0x9e37_79b9_7f4a_7c15))).collect();
        let whole = zipped(format!("name,note\n{text}").as_bytes());
        assert_eq!(read("a.csv.gz", &whole).unwrap().len(), 3000);
        // Between a head of ten bytes, which says nothing of the text, and the end. A change may make nonsense of the table before it is noticed by the sum.
        for at in (10..whole.len()).step_by(whole.len() / 40).chain(whole.len() - 8..whole.len()) {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x10;
            assert!(read("a.csv.gz", &bytes).is_err(), "byte {at} of {}", whole.len());
        }
        let mut sum = whole.clone();
        sum[whole.len() - 6] ^= 0x10;
        for bytes in [sum, [whole.as_slice(), b"and some rubbish after it"].concat()] {
            let said = read("a.csv.gz", &bytes).unwrap_err();
            assert!(said.ends_with("the compressed data is damaged"), "{said}");
        }
    }

    /// Two gigabytes that say nothing: zeros in a sparse file, and zeros that are small as long as they are compressed.
    #[test]
    fn two_gigabytes_without_a_row_are_refused_after_one_megabyte() {
        let sparse = Temp::with("sparse.csv", b"name,note\nTea,1\n");
        File::options().write(true).open(&sparse.0).unwrap().set_len(2 << 30).unwrap();
        let zeros = zipped(&vec![0; 1 << 20]);
        let bomb = [zipped(b"name,note\nTea,1\n"), zeros.repeat(2048)].concat();
        let bomb = Temp::with("bomb.csv.gz", &bomb);
        for path in [&sparse.0, &bomb.0] {
            let mut table = Table::open(path, None).unwrap();
            assert_eq!(table.next().unwrap().expect("a row").get(0), "Tea");
            let Err(said) = table.next() else { panic!("two gigabytes are no row") };
            assert!(
                said.to_string()
                    .ends_with("line 3: the row is longer than 1 MB; perhaps a quotation mark is not closed"),
                "{said}"
            );
            let read = table.read.load(Ordering::Relaxed);
            assert!(read < 2 * LONGEST_ROW as u64, "{read} bytes of {} were read", path.display());
        }
    }
}
