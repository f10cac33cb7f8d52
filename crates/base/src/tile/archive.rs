//! An archive of tiles in one file: PMTiles, version 3 (<https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md>).
//!
//! A header of 127 bytes says where the rest lies: a directory that says where each tile is, further directories that it names, some words about the
//! whole, and the tiles. A tile's number counts along a Hilbert curve, level after level.
//!
//! The file is an operator's and may be anything: what it says of itself is believed only as far as it lies within the file, and nothing that it packs may
//! unpack to more than a bound. It is read piece by piece and not mapped into memory: a mapped file that somebody cuts off ends the process.

use crate::lately::Lately;
use brotli_decompressor::Decompressor;
use flate2::read::MultiGzDecoder;
use kernel::Tile;
use std::{
    fs::File,
    io::{self, Read},
    ops::RangeInclusive,
    os::unix::fs::FileExt,
    path::Path,
    sync::Arc,
};

/// So long is a header.
const HEADER: usize = 127;
/// Directories lie within each other so deep at most, the first one counted.
const DEEPEST: usize = 4;
/// So many directories besides the first one are kept: a map asks for neighbours.
const KEPT: usize = 16;
/// Most bytes of a directory, unpacked: some hundred thousand tiles.
const DIRECTORY: u64 = 8 << 20;
/// Most lines of a directory. Of a planet, writers put some ten thousands into each.
const LINES: u64 = 500_000;
/// Most bytes of what is said about the whole, unpacked.
const WORDS: u64 = 4 << 20;
/// Most bytes of a tile: a map wants a few thousand.
const TILE: u64 = 8 << 20;

/// Why a file will not do, in words for who put it there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("it cannot be read: {0}")]
    Unreadable(String),
    #[error("it is no PMTiles archive")]
    NoArchive,
    #[error("it is a PMTiles archive of version {0}; only version 3 can be read")]
    Version(u8),
    #[error("it is cut off: copy it again")]
    CutOff,
    #[error("it is damaged ({0}): make it again")]
    Damaged(&'static str),
    #[error("it is packed in a way that cannot be read here (only gzip, brotli and not at all can)")]
    Packed,
    #[error("its tiles are of a kind that cannot be drawn here (only MVT, PNG, JPEG, WebP and AVIF can)")]
    Kind,
}

impl From<io::Error> for Fault {
    fn from(e: io::Error) -> Fault {
        Fault::Unreadable(e.to_string())
    }
}

/// What the tiles are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Vector,
    /// Pictures, by the ending of their names.
    Raster(&'static str),
}

impl Kind {
    /// The ending of a tile's address.
    pub fn ending(self) -> &'static str {
        match self {
            Kind::Vector => "mvt",
            Kind::Raster(ending) => ending,
        }
    }

    /// The type of a tile's bytes.
    pub fn mime(self) -> &'static str {
        match self {
            Kind::Vector => super::KIND,
            Kind::Raster("png") => "image/png",
            Kind::Raster("jpg") => "image/jpeg",
            Kind::Raster("webp") => "image/webp",
            Kind::Raster(_) => "image/avif",
        }
    }
}

/// How something is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Packing {
    Not,
    Gzip,
    Brotli,
}

impl Packing {
    fn of(code: u8) -> Result<Packing, Fault> {
        match code {
            1 => Ok(Packing::Not),
            2 => Ok(Packing::Gzip),
            3 => Ok(Packing::Brotli),
            _ => Err(Fault::Packed),
        }
    }

    /// How HTTP calls it (RFC 9110, 8.4.1).
    fn coding(self) -> Option<&'static str> {
        match self {
            Packing::Not => None,
            Packing::Gzip => Some("gzip"),
            Packing::Brotli => Some("br"),
        }
    }

    fn unpack(self, bytes: Vec<u8>, most: u64) -> Result<Vec<u8>, Fault> {
        let damaged = |_| Fault::Damaged("something in it does not unpack");
        let mut out = vec![];
        match self {
            Packing::Not => return Ok(bytes),
            Packing::Gzip => MultiGzDecoder::new(&bytes[..]).take(most + 1).read_to_end(&mut out).map_err(damaged)?,
            Packing::Brotli => {
                Decompressor::new(&bytes[..], 4096).take(most + 1).read_to_end(&mut out).map_err(damaged)?
            }
        };
        if out.len() as u64 > most { Err(Fault::Damaged("something in it unpacks to far too much")) } else { Ok(out) }
    }
}

/// A part of the file.
#[derive(Debug, Clone, Copy)]
struct Section {
    from: u64,
    length: u64,
}

/// A line of a directory: so many tiles from a number on are the same bytes; of none, the bytes are a directory from that number on.
#[derive(Debug, Clone, Copy)]
struct Line {
    number: u64,
    times: u64,
    at: Section,
}

type Directory = Arc<[Line]>;

/// A tile as it is kept.
#[derive(Debug, PartialEq, Eq)]
pub struct Packed {
    bytes: Vec<u8>,
    packing: Packing,
}

impl Packed {
    /// The bytes as they may be sent to who takes these codings (`gzip`, `br`), with the coding that they are in. `takes` says whether one is taken.
    ///
    /// # Errors
    /// What does not unpack.
    pub fn sent(self, takes: impl Fn(&str) -> bool) -> Result<(Vec<u8>, Option<&'static str>), Fault> {
        match self.packing.coding().filter(|c| takes(c)) {
            Some(coding) => Ok((self.bytes, Some(coding))),
            None => Ok((self.packing.unpack(self.bytes, TILE)?, None)),
        }
    }
}

/// An archive that is open.
#[derive(Debug)]
pub struct Archive {
    file: File,
    root: Directory,
    leaves: Section,
    tiles: Section,
    inner: Packing,
    outer: Packing,
    pub kind: Kind,
    pub levels: RangeInclusive<u8>,
    /// West, south, east, north, in degrees.
    pub bounds: [f64; 4],
    /// Whose the map is, as plain words, where the archive says so.
    pub attribution: Option<String>,
    lately: Lately<u64, Result<Directory, Fault>, KEPT>,
}

impl Archive {
    /// Opens an archive and reads what it says of itself.
    ///
    /// # Errors
    /// Whatever keeps it from being one.
    pub fn open(path: &Path) -> Result<Archive, Fault> {
        let file = File::open(path)?;
        let length = file.metadata()?.len();
        let mut header = [0; HEADER];
        let read = length.min(HEADER as u64) as usize;
        file.read_exact_at(&mut header[..read], 0)?;
        if !header.starts_with(b"PMTiles") {
            return Err(Fault::NoArchive);
        }
        if header[7] != 3 {
            return Err(Fault::Version(header[7]));
        }
        let long = |at: usize| u64::from_le_bytes(header[at..at + 8].try_into().expect("eight bytes"));
        let section = |at: usize| -> Result<Section, Fault> {
            let section = Section { from: long(at), length: long(at + 8) };
            let end = section.from.checked_add(section.length);
            end.filter(|end| *end <= length).map(|_| section).ok_or(Fault::CutOff)
        };
        if read < HEADER {
            return Err(Fault::CutOff);
        }
        let (root, words, leaves, tiles) = (section(8)?, section(24)?, section(40)?, section(56)?);
        let (inner, outer) = (Packing::of(header[97])?, Packing::of(header[98])?);
        let kind = match header[99] {
            1 => Kind::Vector,
            2 => Kind::Raster("png"),
            3 => Kind::Raster("jpg"),
            4 => Kind::Raster("webp"),
            5 => Kind::Raster("avif"),
            _ => return Err(Fault::Kind),
        };
        let levels = header[100]..=header[101].min(kernel::tile::DEEPEST);
        if levels.is_empty() {
            return Err(Fault::Damaged("it has no levels"));
        }
        let degrees = |at: usize| {
            f64::from(i32::from_le_bytes(header[at..at + 4].try_into().expect("four bytes"))) / 10_000_000.0
        };
        let bounds = [102, 106, 110, 114].map(degrees);
        let [west, south, east, north] = bounds;
        let sane =
            (-180.0..=180.0).contains(&west) && (-90.0..=90.0).contains(&south) && east <= 180.0 && north <= 90.0;
        // An archive that does not say where it is may be anywhere.
        let bounds =
            if sane && west < east && south < north { bounds } else { [-180.0, -85.051_129, 180.0, 85.051_129] };
        let root = directory(&inner.unpack(piece(&file, root, DIRECTORY)?, DIRECTORY)?)?;
        // What is said about the whole is no part of the map: where it cannot be read, it is as if nothing were said.
        let said = piece(&file, words, WORDS).and_then(|bytes| inner.unpack(bytes, WORDS)).unwrap_or_default();
        let said: serde_json::Value = serde_json::from_slice(&said).unwrap_or_default();
        let attribution = said.get("attribution").and_then(|v| v.as_str()).map(plain).filter(|a| !a.is_empty());
        let lately = Lately::default();
        Ok(Archive { file, root, leaves, tiles, inner, outer, kind, levels, bounds, attribution, lately })
    }

    /// A tile; none where the archive has none.
    ///
    /// # Errors
    /// What of the file cannot be read.
    pub fn tile(&self, tile: Tile) -> Result<Option<Packed>, Fault> {
        let number = number(tile);
        let mut lines = self.root.clone();
        for _ in 0..DEEPEST {
            let Some(line) = lines.partition_point(|l| l.number <= number).checked_sub(1).map(|at| lines[at]) else {
                return Ok(None);
            };
            if line.times == 0 {
                lines = self.directory(line.at)?;
            } else if number - line.number < line.times {
                let bytes = piece(&self.file, within(self.tiles, line.at)?, TILE)?;
                return Ok(Some(Packed { bytes, packing: self.outer }));
            } else {
                return Ok(None);
            }
        }
        Err(Fault::Damaged("its directories have no end"))
    }

    fn directory(&self, at: Section) -> Result<Directory, Fault> {
        let read =
            || directory(&self.inner.unpack(piece(&self.file, within(self.leaves, at)?, DIRECTORY)?, DIRECTORY)?);
        let found = self.lately.get(at.from, read);
        // A fault may be one of the moment, of a disk or a network: whoever asks next reads again.
        if found.is_err() {
            self.lately.forget(&at.from);
        }
        found
    }
}

/// A part of a section, which counts from its beginning.
fn within(section: Section, part: Section) -> Result<Section, Fault> {
    let end = part.from.checked_add(part.length).filter(|end| *end <= section.length);
    end.map(|_| Section { from: section.from + part.from, length: part.length })
        .ok_or(Fault::Damaged("a tile lies outside"))
}

fn piece(file: &File, at: Section, most: u64) -> Result<Vec<u8>, Fault> {
    if at.length > most {
        return Err(Fault::Damaged("a piece of it is far too long"));
    }
    let mut bytes = vec![0; at.length as usize];
    match file.read_exact_at(&mut bytes, at.from) {
        Err(e) if e.kind() == io::ErrorKind::UnexpectedEof => Err(Fault::CutOff),
        other => Ok(other.map(|()| bytes)?),
    }
}

/// The next number of seven bits a byte, the last first (protobuf's varint).
fn next(bytes: &mut &[u8]) -> Result<u64, Fault> {
    let (mut n, mut shift) = (0u64, 0);
    loop {
        let (byte, rest) = bytes.split_first().ok_or(Fault::Damaged("a directory ends too early"))?;
        *bytes = rest;
        // Of the tenth byte one bit is left.
        if shift > 63 || (shift == 63 && byte & 0x7e != 0) {
            return Err(Fault::Damaged("a number is too long"));
        }
        n |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Ok(n);
        }
        shift += 7;
    }
}

/// Reads a directory: how many lines there are, then of all lines the number, then how many times, then the length, then the place.
fn directory(mut bytes: &[u8]) -> Result<Directory, Fault> {
    let count = next(&mut bytes)?;
    // Each line has four numbers of a byte at least.
    if count == 0 || count > LINES.min(bytes.len() as u64 / 4) {
        return Err(Fault::Damaged("a directory has no such number of lines"));
    }
    let mut column = || (0..count).map(|_| next(&mut bytes)).collect::<Result<Vec<u64>, Fault>>();
    let (numbers, times, lengths, places) = (column()?, column()?, column()?, column()?);
    let mut lines: Vec<Line> = Vec::with_capacity(numbers.len());
    let wrong = || Fault::Damaged("a directory is out of order");
    for (n, way) in numbers.into_iter().enumerate() {
        let before = lines.last();
        let number = before.map_or(0, |l| l.number).checked_add(way).ok_or_else(wrong)?;
        // Numbered one up; none is where the one before ends.
        let from = match (places[n].checked_sub(1), before) {
            (Some(from), _) => from,
            (None, Some(l)) => l.at.from.checked_add(l.at.length).ok_or_else(wrong)?,
            (None, None) => return Err(wrong()),
        };
        if lengths[n] == 0 || (n > 0 && way == 0) {
            return Err(wrong());
        }
        lines.push(Line { number, times: times[n], at: Section { from, length: lengths[n] } });
    }
    Ok(lines.into())
}

/// The number of a tile: those of all levels above it, and how far along the level's curve it is (Hilbert, Mathematische Annalen 38, 1891).
fn number(tile: Tile) -> u64 {
    let (mut x, mut y) = tile.at();
    let above = (0..tile.level()).map(|level| 1u64 << (2 * level)).sum::<u64>();
    let mut along = 0;
    for level in (0..tile.level()).rev() {
        let side = 1u32 << level;
        let (east, south) = (x & side != 0, y & side != 0);
        let quarter = match (east, south) {
            (false, false) => 0,
            (false, true) => 1,
            (true, true) => 2,
            (true, false) => 3,
        };
        along += quarter << (2 * level);
        (x, y) = (x & (side - 1), y & (side - 1));
        // In the first and the last quarter the curve lies on its side.
        if !south {
            if east {
                (x, y) = (side - 1 - x, side - 1 - y);
            }
            (x, y) = (y, x);
        }
    }
    above + along
}

/// Longest attribution, in characters.
const LONGEST: usize = 300;

/// What stands in a text of HTML, without its marks: an attribution is usually a link or two.
pub fn plain(html: &str) -> String {
    let (mut text, mut rest) = (String::new(), html);
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        match after.split_once('>') {
            Some((_, after)) => rest = after,
            // No mark, but the sign.
            None => {
                text.push('<');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    for (name, sign) in [
        ("&copy;", "©"),
        ("&#169;", "©"),
        ("&nbsp;", " "),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ] {
        text = text.replace(name, sign);
    }
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_are_numbered_as_the_specification_has_it() {
        let of = |z, x, y| number(Tile::new(z, x, y).unwrap());
        assert_eq!([of(0, 0, 0), of(1, 0, 0), of(1, 0, 1), of(1, 1, 1), of(1, 1, 0), of(2, 0, 0)], [0, 1, 2, 3, 4, 5]);
        assert_eq!(of(12, 3423, 1763), 19_078_479);
        // Each number once, and each step to a neighbour.
        let mut level: Vec<(u64, u32, u32)> =
            (0..32).flat_map(|x| (0..32).map(move |y| (number(Tile::new(5, x, y).unwrap()), x, y))).collect();
        level.sort_unstable();
        assert_eq!(level.iter().map(|(n, ..)| *n).collect::<Vec<_>>(), (341..1365).collect::<Vec<_>>());
        assert!(level.windows(2).all(|w| w[0].1.abs_diff(w[1].1) + w[0].2.abs_diff(w[1].2) == 1));
    }

    #[test]
    fn a_directory_that_says_too_much_is_not_believed() {
        let wrong = |bytes: &[u8]| matches!(directory(bytes), Err(Fault::Damaged(_)));
        // One line: number 5, twice, ten bytes, from the beginning.
        let lines = directory(&[1, 5, 2, 10, 1]).unwrap();
        assert_eq!((lines[0].number, lines[0].times, lines[0].at.length, lines[0].at.from), (5, 2, 10, 0));
        assert!(wrong(&[]) && wrong(&[0]) && wrong(&[1, 5, 2, 10]));
        assert!(wrong(&[0xff, 0xff, 0xff, 0xff, 0x0f, 1, 1, 1, 1]), "more lines than there are bytes");
        assert!(wrong(&[1, 5, 2, 0, 1]), "a tile of no bytes");
        assert!(wrong(&[1, 5, 2, 10, 0]), "after the one before, and there is none");
        assert!(wrong(&[2, 5, 0, 1, 1, 1, 1, 1, 0]), "the same number again");
        assert!(wrong(&[0x80; 12]), "a number without an end");
        let long = |last: u8| next(&mut &[&[0xff; 9][..], &[last]].concat()[..]).ok();
        assert_eq!((long(0x01), long(0x03), long(0x81)), (Some(u64::MAX), None, None));
    }

    #[test]
    fn a_fault_of_the_moment_is_no_fault_of_the_next() {
        // A header, a root with one leaf, the leaf with one tile, the tile.
        let (root, leaf, tile) = ([1, 0, 0, 5, 1], [1, 0, 1, 2, 1], *b"ab");
        let mut bytes = vec![0; HEADER];
        bytes[..8].copy_from_slice(b"PMTiles\x03");
        let mut from = HEADER as u64;
        for (at, length) in [(8, root.len()), (24, 0), (40, leaf.len()), (56, tile.len())] {
            bytes[at..at + 8].copy_from_slice(&from.to_le_bytes());
            bytes[at + 8..at + 16].copy_from_slice(&(length as u64).to_le_bytes());
            from += length as u64;
        }
        (bytes[97], bytes[98], bytes[99]) = (1, 1, 1);
        let begins = (HEADER + root.len()) as u64;
        bytes.extend(root.iter().chain(&leaf).chain(&tile));
        let path = std::env::temp_dir().join(format!("kith-leaf-{}.pmtiles", std::process::id()));
        std::fs::write(&path, &bytes).unwrap();
        let archive = Archive::open(&path).unwrap();
        let file = File::options().write(true).open(&path).unwrap();
        let ask = || archive.tile(Tile::new(0, 0, 0).unwrap());
        file.write_all_at(&[0; 5], begins).unwrap();
        assert!(ask().is_err());
        file.write_all_at(&leaf, begins).unwrap();
        assert_eq!(ask().unwrap().unwrap().bytes, b"ab");
        // What was read well is kept.
        file.write_all_at(&[0; 5], begins).unwrap();
        assert!(ask().is_ok());
        std::fs::remove_file(&path).unwrap();
    }

    #[test]
    fn of_an_attribution_the_words_are_left() {
        let link = r#"<a href="https://osm.example/copyright" target="_blank">&copy; OpenStreetMap</a>  contributors &amp; others"#;
        assert_eq!(plain(link), "© OpenStreetMap contributors & others");
        assert_eq!(plain("<script>alert(1)</script>1 < 2 &lt;b&gt;"), "alert(1)1 < 2 <b>");
        assert_eq!(plain(&"a".repeat(1000)).len(), LONGEST);
    }
}
