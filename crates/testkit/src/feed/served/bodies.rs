//! Answers that are too long, too deep or too short. What is two gigabytes long is one piece again and again.

use super::streamed;
use axum::{
    body::{Body, Bytes},
    http::{HeaderValue, header},
    response::Response,
};
use serde_json::{Value, json};
use std::{
    io,
    sync::{Arc, atomic::AtomicBool},
    time::Duration,
};
use tokio_stream::StreamExt;
use uuid::Uuid;

/// As much as two gigabytes.
pub(super) const TWO_GIGABYTES: u64 = 2 << 30;

/// Half of it, with the length of the whole; then the connection is gone.
pub(super) fn broken_off(text: String) -> Response {
    let length = text.len();
    let half = Bytes::from(text).slice(..length / 2);
    let pieces = tokio_stream::iter([Ok(half), Err(io::Error::other("broken off"))]);
    // What was sent has to arrive before the end does.
    let pieces = pieces.then(|piece| async {
        if piece.is_err() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        piece
    });
    let mut response = Response::new(Body::from_stream(pieces));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    response
}

/// The page with one more key, and arrays in it so deep that whoever follows them runs out of stack.
pub(super) fn deep(page: &Value, levels: usize) -> String {
    let text = page.to_string();
    let start = text.strip_suffix('}').expect("a page is an object");
    format!("{start},\"x_tree\":{}{}}}", "[".repeat(levels), "]".repeat(levels))
}

/// The page with rows until it is two gigabytes.
pub(super) fn rows_without_end(page: &Value, stopped: &Arc<AtomicBool>) -> Response {
    streamed(rows(page, TWO_GIGABYTES), stopped, &[])
}

/// The page with one row, and a name of two gigabytes in it.
pub(super) fn name_without_end(page: &Value, stopped: &Arc<AtomicBool>) -> Response {
    streamed(name(page, TWO_GIGABYTES), stopped, &[])
}

/// Two gigabytes of blanks within the page, packed.
pub(super) fn bomb(page: &Value, stopped: &Arc<AtomicBool>) -> Response {
    let (start, end) = around(page);
    streamed(packed(start.as_bytes(), TWO_GIGABYTES, end.as_bytes()), stopped, &[(header::CONTENT_ENCODING, "gzip")])
}

/// What stands before and after the rows of a page.
fn around(page: &Value) -> (String, String) {
    let (key, rest): (Vec<_>, Vec<_>) =
        page.as_object().into_iter().flatten().partition(|(key, _)| key.starts_with("content"));
    let key = key.first().map_or("contents", |(key, _)| key.as_str());
    let rest: String = rest.iter().map(|(key, value)| format!(",{}:{value}", json!(key))).collect();
    (format!("{{{}:[", json!(key)), format!("]{rest}}}"))
}

pub(super) fn rows(page: &Value, bytes: u64) -> impl Iterator<Item = Bytes> + use<> {
    let row = |n: u64| {
        let id = Uuid::new_v5(&Uuid::NAMESPACE_URL, &n.to_be_bytes());
        json!({ "id": id.to_string(), "name": format!("Lunch club {n}"), "description": "Soup, and a chair by the radiator.", "status": "active" })
    };
    let piece: String = (0..400).map(|n| format!("{},", row(n))).collect();
    let (start, end) = around(page);
    let last = format!("{}{end}", row(400));
    repeated(start, piece.into(), bytes, last)
}

pub(super) fn name(page: &Value, bytes: u64) -> impl Iterator<Item = Bytes> + use<> {
    let (start, end) = around(page);
    let id = Uuid::new_v5(&Uuid::NAMESPACE_URL, b"long");
    let start = format!("{start}{{\"id\":\"{id}\",\"status\":\"active\",\"name\":\"");
    repeated(start, Bytes::from(vec![b'a'; 1 << 16]), bytes, format!("\"}}{end}"))
}

fn repeated(start: String, piece: Bytes, bytes: u64, end: String) -> impl Iterator<Item = Bytes> + use<> {
    let times = bytes.div_ceil(piece.len() as u64);
    [start.into()].into_iter().chain((0..times).map(move |_| piece.clone())).chain([end.into()])
}

/// A gzip file (RFC 1952) of `start`, about so many blanks, and `end`, at a thousand to one.
///
/// Blanks are one block with a code in which a run of 258 is two zero bits (RFC 1951, 3.2.7): the file is mostly zeros. What stands before and after them is
/// stored as it is.
pub(super) fn packed(start: &[u8], blanks: u64, end: &[u8]) -> impl Iterator<Item = Bytes> + use<> {
    const RUN: u64 = 258;
    const PIECE: u64 = 1 << 16;
    // Four runs are a byte.
    let zeros = (blanks / RUN / 4).max(2);
    let blanks = 1 + zeros * 4 * RUN;

    let mut head = Bits { out: vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255], ..Bits::default() };
    head.stored(start, false);
    // Not the last block, a code of its own: 286 letters, 1 distance, 18 lengths of lengths.
    head.put(0b100, 3);
    head.put(29, 5);
    head.put(0, 5);
    head.put(14, 4);
    // Of the lengths of lengths there are those of 18 (one bit), 2 and 1 (two bits), in the order that the format has.
    for symbol in [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1] {
        head.put(
            match symbol {
                18 => 1,
                1 | 2 => 2,
                _ => 0,
            },
            3,
        );
    }
    // A code is read from its first bit, so it is written backwards: 18 is 0, 1 is 10, 2 is 11.
    let zeroes = |head: &mut Bits, n: u32| {
        head.put(0, 1);
        head.put(n - 11, 7);
    };
    let (one, two) = (0b01, 0b11);
    zeroes(&mut head, 32);
    head.put(two, 2); // the blank
    zeroes(&mut head, 138);
    zeroes(&mut head, 85);
    head.put(two, 2); // the end
    zeroes(&mut head, 28);
    head.put(one, 2); // a run of 258
    head.put(one, 2); // the distance: one back
    // So a run is 0, the blank 10, the end 11, and the distance 0.
    head.put(0b01, 2);
    // The byte that is begun is filled with runs, and as many bits are left over after the last of them.
    let Bits { out: head, bits, used } = head;
    let mut tail = Bits { out: vec![], bits: 0, used };
    tail.put(0b11, 2);
    tail.stored(end, true);
    let sum = joined(joined(crc(start), repeated_crc(crc(b" "), 1, blanks), blanks), crc(end), end.len() as u64);
    let length = start.len() as u64 + blanks + end.len() as u64;
    tail.out.extend(sum.to_le_bytes());
    tail.out.extend((length as u32).to_le_bytes());

    // One byte of the runs is the one that was begun.
    let begun = Bytes::from(vec![bits as u8]);
    let rest = zeros - 1;
    let piece = Bytes::from(vec![0; PIECE as usize]);
    let short = piece.slice(..(rest % PIECE) as usize);
    [Bytes::from(head), begun]
        .into_iter()
        .chain((0..rest / PIECE).map(move |_| piece.clone()))
        .chain([short, tail.out.into()])
}

/// Bits, the lowest first.
#[derive(Default)]
struct Bits {
    out: Vec<u8>,
    bits: u32,
    used: u32,
}

impl Bits {
    fn put(&mut self, value: u32, bits: u32) {
        self.bits |= value << self.used;
        self.used += bits;
        while self.used >= 8 {
            self.out.push(self.bits as u8);
            self.bits >>= 8;
            self.used -= 8;
        }
    }

    /// Blocks that are not packed; each begins at a whole byte.
    fn stored(&mut self, text: &[u8], last: bool) {
        let blocks: Vec<&[u8]> = text.chunks(0xffff).collect();
        for (i, block) in blocks.iter().enumerate() {
            self.put(u32::from(last && i + 1 == blocks.len()), 3);
            self.put(0, (8 - self.used) % 8);
            let length = block.len() as u16;
            self.out.extend(length.to_le_bytes());
            self.out.extend((!length).to_le_bytes());
            self.out.extend(*block);
        }
    }
}

/// The polynomial of CRC-32, its bits reversed.
const POLYNOMIAL: u32 = 0xedb8_8320;

fn crc(text: &[u8]) -> u32 {
    !text
        .iter()
        .fold(!0, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), |sum: u32, _| (sum >> 1) ^ (POLYNOMIAL * (sum & 1))))
}

/// The product of two polynomials, modulo that of CRC-32.
fn product(a: u32, mut b: u32) -> u32 {
    (0..32).fold(0, |sum, bit| {
        let sum = sum ^ (b * (a >> (31 - bit) & 1));
        b = (b >> 1) ^ (POLYNOMIAL * (b & 1));
        sum
    })
}

/// The sum of two texts, from the sums of each and the length of the second (as zlib joins them).
fn joined(first: u32, second: u32, length: u64) -> u32 {
    // x to the power of eight times the length, by squaring.
    let (mut power, mut square, mut left) = (1 << 31, 1 << 23, length);
    while left > 0 {
        if left & 1 == 1 {
            power = product(power, square);
        }
        square = product(square, square);
        left >>= 1;
    }
    product(power, first) ^ second
}

/// The sum of a text of this length that comes so many times.
fn repeated_crc(of_one: u32, length: u64, times: u64) -> u32 {
    let (mut sum, mut doubled, mut size, mut left) = (0, of_one, length, times);
    while left > 0 {
        if left & 1 == 1 {
            sum = joined(sum, doubled, size);
        }
        doubled = joined(doubled, doubled, size);
        size *= 2;
        left >>= 1;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn a_bomb_unpacks_to_what_it_is_said_to_be() {
        let page = json!({ "contents": [], "size": 0 });
        let (start, end) = around(&page);
        for blanks in [0, 5_000, 3_000_000, 20_000_001] {
            let file: Vec<u8> = packed(start.as_bytes(), blanks, end.as_bytes()).flatten().collect();
            let mut text = String::new();
            flate2::read::GzDecoder::new(&file[..]).read_to_string(&mut text).expect("a sound file, its sum too");
            assert!(text.len() as u64 + 3_000 > blanks, "{blanks}");
            assert_eq!(serde_json::from_str::<Value>(&text).expect("JSON"), page);
            assert!(blanks < 1_000_000 || file.len() as u64 * 900 < blanks, "{} for {blanks}", file.len());
        }
    }

    #[test]
    fn sums_of_parts_make_the_sum() {
        assert_eq!(crc(b"123456789"), 0xcbf4_3926);
        assert_eq!(joined(crc(b"1234"), crc(b"56789"), 5), crc(b"123456789"));
        assert_eq!(repeated_crc(crc(b"ab"), 2, 13), crc("ab".repeat(13).as_bytes()));
    }

    #[test]
    fn pieces_make_sound_pages() {
        let page = json!({ "content": [], "last": true, "totalPages": 1 });
        for pieces in [rows(&page, 200_000).collect::<Vec<_>>(), name(&page, 200_000).collect()] {
            let text: Vec<u8> = pieces.concat();
            let whole: Value = serde_json::from_slice(&text).expect("JSON");
            assert!(text.len() > 200_000 && whole["last"] == true && whole["content"][0]["name"].is_string());
        }
    }
}
