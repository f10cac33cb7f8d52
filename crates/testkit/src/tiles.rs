//! Archives of tiles as an operator may have them (PMTiles, version 3), written byte by byte, without the reader that they are for.

use flate2::{Compression, write::GzEncoder};
use std::io::Write;

/// An archive that is to be written.
#[derive(Debug, Clone)]
pub struct Archive {
    /// Level, x and y of each tile, with its bytes.
    pub tiles: Vec<((u8, u32, u32), Vec<u8>)>,
    /// 1: vector tiles; 2: PNG.
    pub kind: u8,
    /// Whether directories, words and tiles are packed with gzip.
    pub packed: bool,
    /// So many lines go into a directory of their own each; into the first one all when there is none.
    pub leaves: Option<usize>,
    /// What is said about the whole.
    pub words: String,
}

impl Archive {
    /// Pictures, in one directory.
    pub fn of(tiles: Vec<((u8, u32, u32), Vec<u8>)>) -> Archive {
        Archive { tiles, kind: 2, packed: false, leaves: None, words: "{}".to_owned() }
    }

    /// The bytes of its file.
    pub fn bytes(&self) -> Vec<u8> {
        let mut sorted: Vec<(u64, &Vec<u8>)> = self.tiles.iter().map(|(at, bytes)| (number(*at), bytes)).collect();
        sorted.sort();
        let mut data: Vec<u8> = vec![];
        let mut lines: Vec<Line> = vec![];
        for (number, bytes) in sorted {
            let bytes = self.pack(bytes);
            // The same again is the line before, once more.
            if let Some(last) = lines.last_mut().filter(|l| l.number + l.times == number)
                && data[last.from as usize..][..last.length as usize] == bytes[..]
            {
                last.times += 1;
                continue;
            }
            lines.push(Line { number, times: 1, length: bytes.len() as u64, from: data.len() as u64 });
            data.extend(bytes);
        }
        let mut leaves: Vec<u8> = vec![];
        let root = match self.leaves {
            None => self.pack(&directory(&lines)),
            Some(each) => {
                let pointers = lines.chunks(each).map(|chunk| {
                    let leaf = self.pack(&directory(chunk));
                    let line = Line {
                        number: chunk[0].number,
                        times: 0,
                        length: leaf.len() as u64,
                        from: leaves.len() as u64,
                    };
                    leaves.extend(leaf);
                    line
                });
                let pointers: Vec<Line> = pointers.collect();
                self.pack(&directory(&pointers))
            }
        };
        let words = self.pack(self.words.as_bytes());
        let mut file = b"PMTiles\x03".to_vec();
        let mut from = 127;
        for section in [&root, &words, &leaves, &data] {
            file.extend((from as u64).to_le_bytes());
            file.extend((section.len() as u64).to_le_bytes());
            from += section.len();
        }
        // How many there are may be left open.
        file.extend([0; 24]);
        let packing = if self.packed { 2 } else { 1 };
        let levels: Vec<u8> = self.tiles.iter().map(|((z, ..), _)| *z).collect();
        let (least, most) = (levels.iter().min().copied().unwrap_or(0), levels.iter().max().copied().unwrap_or(0));
        file.extend([1, packing, packing, self.kind, least, most]);
        for degrees in [-0.6, 51.2, 0.4, 51.8] {
            file.extend(((degrees * 10_000_000.0) as i32).to_le_bytes());
        }
        file.push(least);
        file.extend([0; 8]);
        assert_eq!(file.len(), 127);
        [file, root, words, leaves, data].concat()
    }

    fn pack(&self, bytes: &[u8]) -> Vec<u8> {
        if !self.packed {
            return bytes.to_vec();
        }
        let mut packer = GzEncoder::new(vec![], Compression::default());
        packer.write_all(bytes).expect("memory");
        packer.finish().expect("memory")
    }
}

struct Line {
    number: u64,
    times: u64,
    length: u64,
    from: u64,
}

fn varint(out: &mut Vec<u8>, mut n: u64) {
    while n > 127 {
        out.push((n % 128) as u8 + 128);
        n /= 128;
    }
    out.push(n as u8);
}

fn directory(lines: &[Line]) -> Vec<u8> {
    let mut out = vec![];
    varint(&mut out, lines.len() as u64);
    let mut before = 0;
    for line in lines {
        varint(&mut out, line.number - before);
        before = line.number;
    }
    lines.iter().for_each(|l| varint(&mut out, l.times));
    lines.iter().for_each(|l| varint(&mut out, l.length));
    let mut end = None;
    for line in lines {
        varint(&mut out, if end == Some(line.from) { 0 } else { line.from + 1 });
        end = Some(line.from + line.length);
    }
    out
}

/// The number of a tile, found by walking along the curve from its beginning until it is there: no other way than the reader's goes wrong as the reader does.
fn number((level, x, y): (u8, u32, u32)) -> u64 {
    let above: u64 = (0..level).map(|z| 4u64.pow(u32::from(z))).sum();
    let along = (0..4u64.pow(u32::from(level))).find(|along| place(level, *along) == (x, y));
    above + along.expect("a tile of its level")
}

/// Where on a level the curve is after so many steps.
fn place(level: u8, along: u64) -> (u32, u32) {
    let (mut x, mut y, mut rest) = (0, 0, along);
    for step in 0..level {
        let side = 1u32 << step;
        let (east, south) = ((rest / 2 % 2) as u32, ((rest ^ (rest / 2)) % 2) as u32);
        if south == 0 {
            if east == 1 {
                (x, y) = (side - 1 - x, side - 1 - y);
            }
            (x, y) = (y, x);
        }
        (x, y) = (x + side * east, y + side * south);
        rest /= 4;
    }
    (x, y)
}
