//! Spreadsheets of three kinds with the same in them, made here byte by byte: for tests of whoever reads them.

use std::{
    fmt::Write as _,
    io::{Cursor, Write as _},
};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// What stands in a cell. A day is its number in a spreadsheet: 46357 is 1 December 2026; a time is a part of a day.
#[derive(Clone, Copy, Debug)]
pub enum Cell<'a> {
    Empty,
    Text(&'a str),
    Number(f64),
    Bool(bool),
    Day(f64),
    Time(f64),
}

/// Rows of cells.
pub type Rows<'a> = Vec<Vec<Cell<'a>>>;

/// An archive of files.
pub fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(vec![]));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in files {
        writer.start_file(*name, options).expect("a file");
        writer.write_all(bytes).expect("its bytes");
    }
    writer.finish().expect("an archive").into_inner()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// `A`, `B`, … `AA`.
fn column(mut at: usize) -> String {
    let mut name = String::new();
    loop {
        name.insert(0, char::from(b'A' + (at % 26) as u8));
        if at < 26 {
            return name;
        }
        at = at / 26 - 1;
    }
}

/// A workbook of Excel.
pub fn xlsx(sheets: &[(&str, Rows<'_>)]) -> Vec<u8> {
    let sheets: Vec<(&str, String)> = sheets.iter().map(|(name, rows)| (*name, xlsx_sheet(rows))).collect();
    xlsx_of(&sheets, None)
}

fn xlsx_sheet(rows: &Rows<'_>) -> String {
    let mut xml = String::from("<sheetData>");
    for (n, row) in rows.iter().enumerate() {
        let _ = write!(xml, "<row r=\"{}\">", n + 1);
        for (at, cell) in row.iter().enumerate() {
            let place = format!("{}{}", column(at), n + 1);
            let _ = match cell {
                Cell::Empty => Ok(()),
                Cell::Text(text) => {
                    write!(xml, "<c r=\"{place}\" t=\"inlineStr\"><is><t>{}</t></is></c>", escaped(text))
                }
                Cell::Number(n) => write!(xml, "<c r=\"{place}\"><v>{n}</v></c>"),
                Cell::Bool(b) => write!(xml, "<c r=\"{place}\" t=\"b\"><v>{}</v></c>", u8::from(*b)),
                Cell::Day(n) => write!(xml, "<c r=\"{place}\" s=\"1\"><v>{n}</v></c>"),
                Cell::Time(n) => write!(xml, "<c r=\"{place}\" s=\"2\"><v>{n}</v></c>"),
            };
        }
        xml.push_str("</row>");
    }
    xml + "</sheetData>"
}

/// A workbook of Excel out of the XML of its sheets, and of its shared texts.
pub fn xlsx_of(sheets: &[(&str, String)], texts: Option<&str>) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    let (mut list, mut links, mut types) = (String::new(), String::new(), String::new());
    let mut files: Vec<(String, String)> = vec![];
    for (n, (name, xml)) in sheets.iter().enumerate() {
        let n = n + 1;
        let _ = write!(list, "<sheet name=\"{}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>", escaped(name));
        let _ = write!(
            links,
            "<Relationship Id=\"rId{n}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"
        );
        let _ = write!(
            types,
            "<Override PartName=\"/xl/worksheets/sheet{n}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
        );
        files.push((
            format!("xl/worksheets/sheet{n}.xml"),
            format!("{head}<worksheet xmlns=\"{MAIN}\">{xml}</worksheet>"),
        ));
    }
    let formats = "<cellXfs count=\"3\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\" applyNumberFormat=\"1\"/><xf numFmtId=\"20\" applyNumberFormat=\"1\"/></cellXfs>";
    files.push(("[Content_Types].xml".into(), format!("{head}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/>{types}</Types>")));
    files.push(("_rels/.rels".into(), format!("{head}<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>")));
    files.push((
        "xl/workbook.xml".into(),
        format!("{head}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{list}</sheets></workbook>"),
    ));
    files.push((
        "xl/_rels/workbook.xml.rels".into(),
        format!("{head}<Relationships xmlns=\"{PACKAGE}/relationships\">{links}</Relationships>"),
    ));
    files.push(("xl/styles.xml".into(), format!("{head}<styleSheet xmlns=\"{MAIN}\">{formats}</styleSheet>")));
    if let Some(texts) = texts {
        files.push(("xl/sharedStrings.xml".into(), texts.to_owned()));
    }
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    zipped(&files)
}

/// A spreadsheet of OpenDocument.
pub fn ods(sheets: &[(&str, Rows<'_>)]) -> Vec<u8> {
    let mut tables = String::new();
    for (name, rows) in sheets {
        let _ = write!(tables, "<table:table table:name=\"{}\">", escaped(name));
        for row in rows {
            tables.push_str("<table:table-row>");
            for cell in row {
                let _ = match cell {
                    Cell::Empty => write!(tables, "<table:table-cell/>"),
                    Cell::Text(text) => write!(
                        tables,
                        "<table:table-cell office:value-type=\"string\"><text:p>{}</text:p></table:table-cell>",
                        escaped(text)
                    ),
                    Cell::Number(n) => {
                        write!(tables, "<table:table-cell office:value-type=\"float\" office:value=\"{n}\"/>")
                    }
                    Cell::Bool(b) => {
                        write!(tables, "<table:table-cell office:value-type=\"boolean\" office:boolean-value=\"{b}\"/>")
                    }
                    Cell::Day(n) => {
                        let day = jiff::civil::date(1899, 12, 30) + jiff::Span::new().days(*n as i64);
                        write!(tables, "<table:table-cell office:value-type=\"date\" office:date-value=\"{day}\"/>")
                    }
                    Cell::Time(n) => {
                        let minutes = (n * 1440.0).round() as i64;
                        let time = format!("PT{:02}H{:02}M00S", minutes / 60, minutes % 60);
                        write!(tables, "<table:table-cell office:value-type=\"time\" office:time-value=\"{time}\"/>")
                    }
                };
            }
            tables.push_str("</table:table-row>");
        }
        // As programs end a sheet: with all that is empty.
        tables.push_str("<table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row></table:table>");
    }
    ods_of(&tables)
}

/// A spreadsheet of OpenDocument out of the XML of its tables.
pub fn ods_of(tables: &str) -> Vec<u8> {
    const NAMES: &str = "urn:oasis:names:tc:opendocument:xmlns";
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content xmlns:office=\"{NAMES}:office:1.0\" xmlns:table=\"{NAMES}:table:1.0\" \
         xmlns:text=\"{NAMES}:text:1.0\"><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    let manifest = format!("<manifest:manifest xmlns:manifest=\"{NAMES}:manifest:1.0\"/>");
    zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
        ("META-INF/manifest.xml", manifest.as_bytes()),
    ])
}

/// A file of streams, as Office wrapped what it wrote until 2003, and what it locks until today.
pub fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(vec![])).expect("a file");
    for (name, bytes) in streams {
        file.create_stream(name).and_then(|mut s| s.write_all(bytes)).expect("a stream");
    }
    file.flush().expect("a file");
    file.into_inner().into_inner()
}

/// A workbook of Excel as it was until 2003.
pub fn xls(sheets: &[(&str, Rows<'_>)]) -> Vec<u8> {
    let bodies: Vec<(&str, Vec<u8>)> = sheets.iter().map(|(name, rows)| (*name, xls_sheet(rows))).collect();
    let bodies: Vec<(&str, &[u8])> = bodies.iter().map(|(name, body)| (*name, body.as_slice())).collect();
    compound(&[("/Workbook", &xls_of(&bodies))])
}

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
}

fn xls_sheet(rows: &Rows<'_>) -> Vec<u8> {
    let mut out = vec![];
    for (n, row) in rows.iter().enumerate() {
        for (at, cell) in row.iter().enumerate() {
            let place = |format: u16| xls_place(n as u16, at as u16, format);
            match cell {
                Cell::Empty => {}
                Cell::Text(text) => {
                    let letters: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
                    let length = (letters.len() / 2) as u16;
                    out.extend(record(0x0204, &[&place(0)[..], &length.to_le_bytes(), &[1], &letters].concat()));
                }
                Cell::Number(n) => out.extend(xls_number(place(0), *n)),
                Cell::Day(n) => out.extend(xls_number(place(1), *n)),
                Cell::Time(n) => out.extend(xls_number(place(2), *n)),
                Cell::Bool(b) => out.extend(record(0x0205, &[&place(0)[..], &[u8::from(*b), 0]].concat())),
            }
        }
    }
    out
}

fn xls_place(row: u16, column: u16, format: u16) -> Vec<u8> {
    [row, column, format].iter().flat_map(|n| n.to_le_bytes()).collect()
}

fn xls_number(place: Vec<u8>, n: f64) -> Vec<u8> {
    record(0x0203, &[&place[..], &n.to_le_bytes()].concat())
}

/// A number far from all others.
pub fn xls_far(row: u16, column: u16) -> Vec<u8> {
    xls_number(xls_place(row, column, 0), 1.0)
}

/// The stream of a workbook out of the records of its sheets.
pub fn xls_of(sheets: &[(&str, &[u8])]) -> Vec<u8> {
    let begin = |kind: u16| {
        let data: Vec<u8> = [0x0600, kind, 0, 0, 0, 0, 0, 0].iter().flat_map(|n: &u16| n.to_le_bytes()).collect();
        record(0x0809, &data)
    };
    let end = record(0x000a, &[]);
    let format = |format: u16| {
        let mut data = vec![0; 20];
        data[2..4].copy_from_slice(&format.to_le_bytes());
        record(0x00e0, &data)
    };
    let mut head = [begin(0x0005), format(0), format(14), format(20)].concat();
    let names: Vec<Vec<u8>> =
        sheets.iter().map(|(name, _)| [&[0, 0, name.len() as u8, 0][..], name.as_bytes()].concat()).collect();
    let mut at = head.len() + names.iter().map(|n| 8 + n.len()).sum::<usize>() + end.len();
    let mut bodies = vec![];
    for ((_, body), name) in sheets.iter().zip(names) {
        head.extend(record(0x0085, &[&(at as u32).to_le_bytes()[..], &name].concat()));
        let sheet = [begin(0x0010), body.to_vec(), end.clone()].concat();
        at += sheet.len();
        bodies.extend(sheet);
    }
    [head, end, bodies].concat()
}
