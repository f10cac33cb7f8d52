//! Lines of a calendar: folded ones made whole, each a property with its parameters and its value.
//!
//! Lines are folded by bytes, which may go through the middle of a letter; so what is bytes becomes text only when a line is whole. A byte is looked at a few times,
//! however the lines are folded.

use std::borrow::Cow;

/// A line as it lies in the file, and where it does.
pub(super) struct Line<'a> {
    pub start: usize,
    /// Behind its end mark.
    pub end: usize,
    /// Counted as an editor does, from 1.
    pub number: u64,
    /// Unfolded, without the end mark.
    pub content: Cow<'a, [u8]>,
}

/// All lines of a file.
pub(super) struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    number: u64,
    /// Some old programs end lines with a carriage return alone.
    end: u8,
}

impl<'a> Lines<'a> {
    pub fn new(bytes: &'a [u8]) -> Lines<'a> {
        let at = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        let end = if bytes.contains(&b'\n') { b'\n' } else { b'\r' };
        Lines { bytes, at, number: 1, end }
    }

    /// The next line of the file, still folded: where its text ends, and where the next one begins.
    fn physical(&self, from: usize) -> (usize, usize) {
        let rest = &self.bytes[from..];
        let (text, next) = match rest.iter().position(|b| *b == self.end) {
            Some(n) => (from + n, from + n + 1),
            None => (self.bytes.len(), self.bytes.len()),
        };
        let returned = text > from && self.end == b'\n' && self.bytes[text - 1] == b'\r';
        (if returned { text - 1 } else { text }, next)
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = Line<'a>;

    fn next(&mut self) -> Option<Line<'a>> {
        if self.at >= self.bytes.len() {
            return None;
        }
        let (start, number) = (self.at, self.number);
        let (text, mut next) = self.physical(start);
        let mut content = Cow::Borrowed(&self.bytes[start..text]);
        self.number += 1;
        while matches!(self.bytes.get(next), Some(b' ' | b'\t')) {
            let (more, after) = self.physical(next);
            content.to_mut().extend_from_slice(&self.bytes[next + 1..more.max(next + 1)]);
            next = after;
            self.number += 1;
        }
        self.at = next;
        Some(Line { start, end: next, number, content })
    }
}

/// A property: `DTSTART;TZID=Europe/London:20261201T100000`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Property {
    /// In capitals.
    pub name: String,
    params: Vec<(String, String)>,
    /// As it stands, escapes and all.
    pub value: String,
}

/// So long is the name of a property at most, and so many parameters are looked at.
const LONGEST_NAME: usize = 60;
const MOST_PARAMS: usize = 20;

impl Property {
    /// What a line says; `None` where it is no property.
    pub fn read(line: &str) -> Option<Property> {
        let named = line.find([':', ';'])?;
        let name = line[..named].trim();
        let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if name.is_empty() || name.len() > LONGEST_NAME || !name.chars().all(fits) {
            return None;
        }
        // Where the value begins: at the first colon outside quotation marks.
        let mut quoted = false;
        let mut cuts = vec![];
        let mut colon = None;
        for (at, c) in line[named..].char_indices().map(|(at, c)| (named + at, c)) {
            match c {
                '"' => quoted = !quoted,
                ';' if !quoted => cuts.push(at),
                ':' if !quoted => {
                    colon = Some(at);
                    break;
                }
                _ => {}
            }
        }
        // A quotation mark that is never closed is one of somebody's text.
        let colon = match colon {
            Some(at) => at,
            None => {
                let at = line.find(':')?;
                cuts.retain(|cut| *cut < at);
                at
            }
        };
        let mut params = vec![];
        for (n, cut) in cuts.iter().take(MOST_PARAMS).enumerate() {
            let end = cuts.get(n + 1).copied().unwrap_or(colon);
            if let Some((key, value)) = line[cut + 1..end].split_once('=') {
                params.push((key.trim().to_ascii_uppercase(), value.trim().trim_matches('"').to_owned()));
            }
        }
        Some(Property { name: name.to_ascii_uppercase(), params, value: line[colon + 1..].to_owned() })
    }

    pub fn param(&self, key: &str) -> Option<&str> {
        self.params.iter().find(|(k, _)| k == key).map(|(_, v)| v.as_str())
    }

    /// Its value as text, without blanks around it.
    pub fn text(&self) -> Option<String> {
        Some(unescaped(&self.value)).map(|t| t.trim().to_owned()).filter(|t| !t.is_empty())
    }

    /// Its values, where commas part several.
    pub fn list(&self) -> Vec<String> {
        let mut all = vec![];
        let (mut from, mut escaped) = (0, false);
        for (at, c) in self.value.char_indices() {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                ',' => {
                    all.push(&self.value[from..at]);
                    from = at + 1;
                }
                _ => {}
            }
        }
        all.push(&self.value[from..]);
        all.into_iter().map(|t| unescaped(t).trim().to_owned()).filter(|t| !t.is_empty()).collect()
    }
}

/// `\n` is a line end, `\,` `\;` and `\\` are what stands behind the stroke.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('n' | 'N') => out.push('\n'),
            Some(c @ (',' | ';' | ':' | '"' | '\\')) => out.push(c),
            Some(other) => out.extend(['\\', other]),
            None => out.push('\\'),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &[u8]) -> Vec<(u64, String)> {
        Lines::new(text).map(|l| (l.number, String::from_utf8(l.content.into_owned()).unwrap())).collect()
    }

    #[test]
    fn folded_lines_are_made_whole() {
        let folded = "\u{feff}SUMMARY:Tea\r\n  and\r\n\ttalk\r\nURL:x\n".as_bytes();
        assert_eq!(lines(folded), [(1, "SUMMARY:Tea andtalk".into()), (4, "URL:x".into())]);
        // Through the middle of a letter.
        let letter = [b"SUMMARY:Caf\xc3\r\n ".as_slice(), b"\xa9\r\nEND:X"].concat();
        assert_eq!(lines(&letter), [(1, "SUMMARY:Café".into()), (3, "END:X".into())]);
        assert_eq!(lines(b"A:1\rB:2"), [(1, "A:1".into()), (2, "B:2".into())]);
        assert_eq!(lines(b"A:1\n\n \nB:2").len(), 3);
        assert_eq!(lines(b""), []);
    }

    #[test]
    fn a_line_is_where_it_says() {
        let text = b"A:1\r\n 2\r\nB:3\n";
        let all: Vec<_> = Lines::new(text).map(|l| (l.start, l.end)).collect();
        assert_eq!(all, [(0, 9), (9, 13)]);
    }

    #[test]
    fn a_property_has_parameters_and_a_value() {
        let p = Property::read("ORGANIZER;CN=\"Quill; Z: \";X=:mailto:desk@tea.example").unwrap();
        assert_eq!((p.name.as_str(), p.param("CN"), p.param("X")), ("ORGANIZER", Some("Quill; Z: "), Some("")));
        assert_eq!(p.value, "mailto:desk@tea.example");
        let p = Property::read("dtstart;tzid=Europe/London:20261201T100000").unwrap();
        assert_eq!((p.name.as_str(), p.param("TZID")), ("DTSTART", Some("Europe/London")));
        assert_eq!(Property::read("SUMMARY;X=\"open:Tea").unwrap().value, "Tea");
        for none in ["", "no colon", "two words:x", "ünï:x", ":x", &format!("{}:x", "A".repeat(61))] {
            assert_eq!(Property::read(none), None, "{none}");
        }
    }

    #[test]
    fn escapes_are_taken_out() {
        let p = Property::read(r"DESCRIPTION:Tea\, cake\; talk\nCome in \\ stay\N\x").unwrap();
        assert_eq!(p.text().unwrap(), "Tea, cake; talk\nCome in \\ stay\n\\x");
        let p = Property::read(r"CATEGORIES:Tea,Cake\, all sorts,,Talk").unwrap();
        assert_eq!(p.list(), ["Tea", "Cake, all sorts", "Talk"]);
    }
}
