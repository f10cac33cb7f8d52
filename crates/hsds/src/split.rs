//! Cuts what a feed sends into its records, byte for byte as they came, without holding more than one of them.
//!
//! A page is `{"contents": [ … ], "total_pages": 12}`, a file may be `[ … ]`, a record to a line (NDJSON), or one record. Whatever the size of the whole,
//! memory is bounded by the largest record that is let in.

use crate::canonical;
use serde_json::{Map, Value};
use std::io::{self, BufRead};

/// No record is larger.
pub const LARGEST: usize = 8 << 20;
/// Nor what stands around the records of a page.
const LARGEST_HEAD: usize = 1 << 20;
/// What lies deeper is left out by [`shallow`]: `serde_json` stops at 128.
const DEEPEST: usize = 100;

/// So much is kept of the beginning of what is too large.
const BEGINNING: usize = 4096;

/// Names of lists that hold the records of a page or file.
const LISTS: &[&str] =
    &["contents", "content", "items", "services", "service", "organizations", "organisations", "data", "results"];

/// What comes out.
#[derive(Debug, PartialEq)]
pub enum Part {
    /// A record, as it came, and the list that it stood in, if the list had a name.
    Record(Vec<u8>, Option<String>),
    /// A record that is larger than any record is: how it begins. Reading goes on behind it.
    TooLarge(Vec<u8>),
    /// The end: what stood around the records, such as `total_pages`.
    End(Map<String, Value>),
}

/// What is wrong with what was sent.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    #[error("it ends in the middle")]
    CutOff,
    #[error("it is no JSON: {0}")]
    NotJson(String),
    #[error("it could not be read: {0}")]
    Io(#[from] io::Error),
    #[error("what stands around its records is larger than 1 MB")]
    Head,
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum State {
    Start,
    /// Between the records of a list; whether the list is the whole.
    List {
        whole: bool,
    },
    /// Between the members of the object around.
    Members,
    /// Records behind one another.
    Lines,
    Over,
}

/// Reads parts one by one.
pub struct Parts<R> {
    input: R,
    state: State,
    head: Map<String, Value>,
    head_size: usize,
    /// The name of the list that is being read.
    list: Option<String>,
    found_list: bool,
    /// The object around as it came, for as long as it may be a record itself.
    around: Option<Vec<u8>>,
    /// Of what was too large, how it began.
    beginning: Vec<u8>,
}

impl<R: BufRead> Parts<R> {
    pub fn new(input: R) -> Parts<R> {
        Parts {
            input,
            state: State::Start,
            head: Map::new(),
            head_size: 0,
            list: None,
            found_list: false,
            around: None,
            beginning: vec![],
        }
    }

    /// The next part; after [`Part::End`] nothing more.
    ///
    /// # Errors
    /// What is wrong with what was sent; then it is over.
    pub fn part(&mut self) -> Result<Part, Broken> {
        match self.advance() {
            Err(error) => {
                self.state = State::Over;
                Err(error)
            }
            part => part,
        }
    }

    fn advance(&mut self) -> Result<Part, Broken> {
        loop {
            match self.state {
                State::Over => return Ok(Part::End(std::mem::take(&mut self.head))),
                State::Start => match self.peek()? {
                    None => return Err(Broken::NotJson("nothing was sent".into())),
                    Some(b'[') => {
                        self.take();
                        self.state = State::List { whole: true };
                    }
                    Some(b'{') => {
                        self.take();
                        self.around = Some(vec![b'{']);
                        self.state = State::Members;
                    }
                    Some(_) => return Err(Broken::NotJson("it begins with neither { nor [".into())),
                },
                State::List { whole } => match self.peek()? {
                    None => return Err(Broken::CutOff),
                    Some(b',') => self.take(),
                    Some(b']') => {
                        self.take();
                        self.list = None;
                        self.state = if whole { State::Over } else { State::Members };
                        if whole && self.peek()?.is_some() {
                            return Err(Broken::NotJson("something follows its end".into()));
                        }
                    }
                    Some(_) => return self.record(),
                },
                State::Lines => match self.peek()? {
                    None => self.state = State::Over,
                    Some(b',') => self.take(),
                    // Whatever stands on a line of its own: what is no record is said to be none.
                    Some(_) => return self.record(),
                },
                State::Members => match self.peek()? {
                    None => return Err(Broken::CutOff),
                    Some(b',') => {
                        self.take();
                        self.keep(b",")?;
                    }
                    Some(b'}') => {
                        self.take();
                        return self.object_ends();
                    }
                    Some(b'"') => self.member()?,
                    Some(_) => return Err(Broken::NotJson("a name was expected".into())),
                },
            }
        }
    }

    /// The object around is over: it was a page, or a record itself, or the first of several.
    fn object_ends(&mut self) -> Result<Part, Broken> {
        self.keep(b"}")?;
        let raw = self.around.take().unwrap_or_default();
        let more = self.peek()?;
        if self.found_list {
            self.state = State::Over;
            return match more {
                None => self.advance(),
                Some(_) => Err(Broken::NotJson("something follows its end".into())),
            };
        }
        self.state = if more.is_some() { State::Lines } else { State::Over };
        // Something that is no record says what it has to say as a head: `{}`, `{"error": …}`.
        let head = std::mem::take(&mut self.head);
        if more.is_none() && !head.contains_key("id") && !head.contains_key("name") {
            self.head = head;
            return self.advance();
        }
        Ok(Part::Record(raw, None))
    }

    fn member(&mut self) -> Result<(), Broken> {
        let Some(raw) = self.value(LARGEST_HEAD)? else { return Err(Broken::Head) };
        self.keep(&raw)?;
        let name: String = serde_json::from_slice(&raw).map_err(|e| Broken::NotJson(e.to_string()))?;
        if self.peek()? != Some(b':') {
            return Err(Broken::NotJson("“:” was expected".into()));
        }
        self.take();
        self.keep(b":")?;
        let starts = self.peek()?;
        // A record may have lists of these names too: one that has begun with an id is a record.
        let is_page = !self.head.contains_key("id") && (LISTS.contains(&name.as_str()) || name.ends_with(".csv"));
        if starts == Some(b'[') && is_page {
            self.take();
            (self.around, self.found_list) = (None, true);
            self.list = Some(name);
            self.state = State::List { whole: false };
            return Ok(());
        }
        let limit = if self.around.is_some() { LARGEST } else { LARGEST_HEAD };
        let Some(raw) = self.value(limit)? else { return Err(Broken::Head) };
        self.keep(&raw)?;
        // What a page says of itself is short; of a record only the names matter here.
        let value = if raw.len() <= 4096 {
            serde_json::from_slice(&raw).map_err(|e| Broken::NotJson(e.to_string()))?
        } else {
            Value::Null
        };
        self.head.insert(name, value);
        Ok(())
    }

    fn keep(&mut self, bytes: &[u8]) -> Result<(), Broken> {
        match &mut self.around {
            Some(around) if around.len() + bytes.len() <= LARGEST => around.extend_from_slice(bytes),
            Some(_) => return Err(Broken::Head),
            None => {
                self.head_size += bytes.len();
                if self.head_size > LARGEST_HEAD {
                    return Err(Broken::Head);
                }
            }
        }
        Ok(())
    }

    fn record(&mut self) -> Result<Part, Broken> {
        let list = self.list.clone();
        Ok(match self.value(LARGEST)? {
            Some(raw) => Part::Record(raw, list),
            None => Part::TooLarge(std::mem::take(&mut self.beginning)),
        })
    }

    /// The next byte that is not blank, without taking it.
    fn peek(&mut self) -> Result<Option<u8>, Broken> {
        loop {
            let buffer = match self.input.fill_buf() {
                Ok(buffer) => buffer,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                Err(e) => return Err(e.into()),
            };
            let Some(first) = buffer.first() else { return Ok(None) };
            let blank =
                buffer.iter().take_while(|b| b.is_ascii_whitespace() || matches!(b, 0xef | 0xbb | 0xbf | 0x1e)).count();
            if blank == 0 {
                return Ok(Some(*first));
            }
            // Blanks within a record belong to it.
            if let Some(around) = &mut self.around
                && around.len() + blank <= LARGEST
            {
                around.extend_from_slice(&buffer[..blank]);
            }
            self.input.consume(blank);
        }
    }

    fn take(&mut self) {
        self.input.consume(1);
    }

    /// A value as it came; `None` when it is larger than is let in: it is read to its end and let go.
    fn value(&mut self, limit: usize) -> Result<Option<Vec<u8>>, Broken> {
        let mut raw = vec![];
        let mut fits = true;
        let (mut depth, mut in_text, mut escaped) = (0usize, false, false);
        loop {
            let buffer = match self.input.fill_buf() {
                Ok(buffer) => buffer,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                Err(e) => return Err(e.into()),
            };
            if buffer.is_empty() {
                // A bare number or word at the very end.
                return if depth == 0 && !in_text && !raw.is_empty() { Ok(Some(raw)) } else { Err(Broken::CutOff) };
            }
            let mut used = 0;
            let mut done = false;
            for byte in buffer {
                if in_text {
                    used += 1;
                    match byte {
                        _ if escaped => escaped = false,
                        b'\\' => escaped = true,
                        b'"' => {
                            in_text = false;
                            done = depth == 0;
                        }
                        _ => {}
                    }
                } else {
                    match byte {
                        b'"' => in_text = true,
                        b'{' | b'[' => depth += 1,
                        b'}' | b']' if depth == 0 => {
                            done = true;
                            break;
                        }
                        b'}' | b']' => {
                            depth -= 1;
                            done = depth == 0;
                        }
                        b',' | b':' | b'\n' | b'\r' | b' ' | b'\t' if depth == 0 => {
                            done = true;
                            break;
                        }
                        _ => {}
                    }
                    used += 1;
                }
                if done {
                    break;
                }
            }
            let fitted = fits;
            fits &= raw.len() + used <= limit;
            if fits {
                raw.extend_from_slice(&buffer[..used]);
            } else if fitted {
                raw.extend_from_slice(&buffer[..used.min(BEGINNING)]);
                raw.truncate(BEGINNING);
                self.beginning = std::mem::replace(&mut raw, vec![0]);
            }
            self.input.consume(used);
            if done {
                return match raw.is_empty() {
                    true => Err(Broken::NotJson("a value was expected".into())),
                    false => Ok(fits.then_some(raw)),
                };
            }
        }
    }
}

/// A record without what lies deeper in it than any standard goes: `null` stands there. No standard has anything so deep, and a parser that follows it
/// runs out of stack.
pub fn shallow(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len());
    let (mut depth, mut in_text, mut escaped) = (0usize, false, false);
    for byte in raw {
        let was_deep = depth > DEEPEST;
        match byte {
            _ if in_text && escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            b'{' | b'[' if !in_text => {
                depth += 1;
                if depth == DEEPEST + 1 {
                    out.extend_from_slice(b"null");
                }
            }
            b'}' | b']' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
        if !was_deep && depth <= DEEPEST {
            out.push(*byte);
        }
    }
    out
}

/// The id of a record.
pub fn id_of(raw: &[u8]) -> Option<String> {
    said(raw, "id")
}

/// What a record says under a name, text or a number, in a form that is fit to be an id. Also one that is cut off, or broken, or nested too deep to be read: so
/// that whatever is set aside is known by its id.
pub fn said(raw: &[u8], name: &str) -> Option<String> {
    let (mut depth, mut at) = (0usize, 0);
    while let Some(byte) = raw.get(at) {
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b'"' => {
                let end = end_of_text(raw, at)?;
                let is_it = depth == 1 && raw[at + 1..end - 1] == *name.as_bytes();
                at = end;
                if !is_it {
                    continue;
                }
                at += blanks(&raw[at..]);
                if raw.get(at) != Some(&b':') {
                    continue;
                }
                at += 1 + blanks(&raw[at + 1..]);
                let end = match raw.get(at)? {
                    b'"' => end_of_text(raw, at)?,
                    _ => at + raw[at..].iter().position(|b| matches!(b, b',' | b'}') || b.is_ascii_whitespace())?,
                };
                return canonical::id_text(&serde_json::from_slice(&raw[at..end]).ok()?);
            }
            _ => {}
        }
        at += 1;
    }
    None
}

fn blanks(raw: &[u8]) -> usize {
    raw.iter().take_while(|b| b.is_ascii_whitespace()).count()
}

/// The byte behind the mark that closes a text.
fn end_of_text(raw: &[u8], start: usize) -> Option<usize> {
    let mut escaped = false;
    for (i, byte) in raw.iter().enumerate().skip(start + 1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return Some(i + 1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufReader, Cursor, Read};

    fn all(text: &str) -> Result<(Vec<String>, Map<String, Value>), String> {
        // A small buffer, so that everything is cut somewhere.
        let mut parts = Parts::new(BufReader::with_capacity(7, Cursor::new(text.as_bytes().to_vec())));
        let mut records = vec![];
        loop {
            match parts.part().map_err(|e| e.to_string())? {
                Part::Record(raw, _) => records.push(String::from_utf8(raw).unwrap()),
                Part::TooLarge(raw) => records.push(format!("too large: {}", id_of(&raw).unwrap_or_default())),
                Part::End(head) => return Ok((records, head)),
            }
        }
    }

    #[test]
    fn pages_files_lines_and_single_records() {
        let (records, head) = all(
            r#"{"total_items": 2, "contents": [ {"id": "a", "x": [1, {"y": "]}"}]} , {"id":"b\"}"}], "empty":false}"#,
        )
        .unwrap();
        assert_eq!(records, [r#"{"id": "a", "x": [1, {"y": "]}"}]}"#, r#"{"id":"b\"}"}"#]);
        assert_eq!((head["total_items"].as_i64(), head["empty"].as_bool()), (Some(2), Some(false)));
        assert_eq!(all("\u{feff} [{\"id\":1},{\"id\":2}] ").unwrap().0.len(), 2);
        assert_eq!(all("{\"id\":1}\n{\"id\":2}\r\n\n{\"id\":3}").unwrap().0.len(), 3);
        let one = "{ \"id\" :\t\"a\",  \"services\":[{\"id\":\"b\"} ],\n\"n\":12.5e3 }";
        assert_eq!(all(one).unwrap().0, [one]);
        assert_eq!(all(&format!(" {one}\n")).unwrap().0, [one]);
        assert_eq!(all("[]").unwrap().0.len(), 0);
        assert_eq!(all("{}").unwrap(), (vec![], Map::new()));
        assert_eq!(all(r#"{"error":"no"}"#).unwrap().1["error"], "no");
        assert_eq!(all(r#"{"services.csv":[{"id":"a"}],"phones.csv":[{"id":"p"}]}"#).unwrap().0.len(), 2);
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (text, says) in [
            ("", "nothing was sent"),
            ("<html>", "neither { nor ["),
            (r#"{"contents":[{"id":"a"}"#, "ends in the middle"),
            (r#"{"contents":[{"id":"a"#, "ends in the middle"),
            (r#"[{"id":"a"}] and more"#, "something follows"),
            (r#"{"contents" [}"#, "“:” was expected"),
            (r#"{contents:[]}"#, "a name was expected"),
        ] {
            let said = all(text).unwrap_err();
            assert!(said.contains(says), "{text}: {said}");
        }
    }

    #[test]
    fn what_is_too_deep_is_left_out_and_what_is_too_large_is_passed_over() {
        let deep = format!("{{\"id\":\"a\",\"x\":{}1{},\"y\":\"[{{\"}}", "[".repeat(5000), "]".repeat(5000));
        let records = all(&format!("[{deep},{{\"id\":\"b\"}}]")).unwrap().0;
        assert_eq!(records, [deep.as_str(), "{\"id\":\"b\"}"], "as it came");
        let read: Value = serde_json::from_slice(&shallow(deep.as_bytes())).unwrap();
        assert_eq!((read["id"].as_str(), read["y"].as_str()), (Some("a"), Some("[{")));
        let text = format!("[{{\"id\":\"a\",\"x\":\"{}\"}},{{\"id\":\"b\"}}]", "y".repeat(LARGEST + 10));
        assert_eq!(all(&text).unwrap().0, ["too large: a", "{\"id\":\"b\"}"]);
    }

    #[test]
    fn what_cannot_be_read_is_known_by_its_id() {
        let deep = format!(r#"{{"x":{},"id":"a\u0000b"}}"#, "[".repeat(500) + &"]".repeat(500));
        for (raw, id) in [
            (r#"{"x":{"id":"b"},"y":["id"], "id" : "a" }"#, Some("a")),
            (r#"{"id":7,"name":"id"}"#, Some("7")),
            (r#"{"id": "a", "name": "cut o"#, Some("a")),
            ("{\"name\":\"\u{0}\",\"id\":\"a\"}", Some("a")),
            (&deep, Some("ab")),
            (r#"{"name":"id","id":{"id":"a"}}"#, None),
            (r#"{"id":"#, None),
            (r#"["id","a"]"#, None),
        ] {
            assert_eq!(id_of(raw.as_bytes()).as_deref(), id, "{raw}");
        }
        assert_eq!(said(br#"{"kind":"Session","id":1}"#, "kind").as_deref(), Some("Session"));
    }

    /// Two gigabytes of one text, that nobody holds.
    #[test]
    fn two_gigabytes_are_read_in_little_memory() {
        struct Endless(u64);
        impl Read for Endless {
            fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
                let n = buf.len().min(usize::try_from(self.0).unwrap_or(usize::MAX));
                buf[..n].fill(b'y');
                self.0 -= n as u64;
                Ok(n)
            }
        }
        let input = Cursor::new(b"[{\"id\":\"".to_vec()).chain(Endless(1 << 28));
        let mut parts = Parts::new(BufReader::with_capacity(1 << 20, input));
        assert!(matches!(parts.part(), Err(Broken::CutOff)));
    }
}
