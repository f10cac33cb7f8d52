//! Calendars (iCalendar, RFC 5545): what is on, as community centres, libraries and church halls publish it. A series of events is a service.
//!
//! Events with the same UID of which one repeats are a series. Events that do not repeat are one service when they have the same title and place: a group that enters each of
//! its Tuesdays by itself is one group. What has passed is left out and counted, and so is what was cancelled. What is private is not let in and not kept; guests and
//! organisers under their own names are not kept either (`people`).
//!
//! What is kept of a series is a small calendar: what the calendar says of itself, and the events byte for byte. Read again it gives the same document: nothing in a
//! document depends on the day when it was read, only whether there is one.
//!
//! A reader of our own, since what is kept must be what came, byte for byte, and whoever publishes is not trusted: no crate that was found has both. It holds the files
//! of one feed in memory, and no more than [`LARGEST`]; it looks at each byte a few times, and never counts the dates of a rule out.

use self::{
    event::{Event, Wrong},
    line::{Lines, Property},
};
use super::Raw;
use crate::issue::{Issue, Refused};
use jiff::civil;
pub use series::Findings;

mod event;
mod line;
mod moment;
mod people;
mod place;
mod rule;
mod series;
#[cfg(test)]
mod tests;

/// All calendars of a feed together are no larger than this, in bytes.
pub const LARGEST: usize = 64 << 20;
/// One event is no larger than this.
const LARGEST_EVENT: usize = 1 << 20;
/// What is kept of a series is no larger than this.
const LARGEST_SERIES: usize = crate::split::LARGEST;
const MOST_EVENTS: usize = 100_000;
const MOST_CALENDARS: usize = 10_000;

/// What is wrong with a calendar as a whole: then nothing of the feed is read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    #[error("it is no calendar: it does not begin with BEGIN:VCALENDAR")]
    NoCalendar,
    #[error("it ends in the middle: END:VCALENDAR is missing")]
    CutOff,
    #[error("calendars that are larger than {} MB together are not read", LARGEST >> 20)]
    TooLarge,
    #[error("there are more than {MOST_EVENTS} events in it")]
    TooMany,
}

/// What a calendar says of itself.
#[derive(Clone, Debug, Default)]
struct Head {
    name: Option<String>,
    description: Option<String>,
    url: Option<String>,
    /// The line of its name, and the others, for what is kept.
    name_line: Vec<u8>,
    lines: Vec<u8>,
    cancels: bool,
}

/// A file of calendars.
struct File {
    name: String,
    bytes: Vec<u8>,
}

/// What came of calendars.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    Service(Box<Series>),
    /// What was on and is on no more, or was cancelled. It may never have been known.
    Over {
        source_id: String,
    },
    /// What must not be public. It may never have been known.
    Private {
        source_id: String,
    },
    Refused {
        source_id: Option<String>,
        why: Refused,
        /// What may be kept of it.
        raw: Option<String>,
    },
}

/// A series, in the shape of HSDS 3.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Its UID; of events that do not repeat, their title and place.
    pub source_id: String,
    pub record: Raw,
    /// A calendar with its events as they came, but for lines that name people.
    pub raw: String,
    pub issues: Vec<Issue>,
}

/// How much was left out, and why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Single dates that have passed.
    pub passed: u64,
    /// Series that have ended.
    pub ended: u64,
    pub cancelled: u64,
    /// Tasks, journals, times when somebody is busy.
    pub others: u64,
}

impl Counts {
    /// For whoever runs the import.
    pub fn says(&self) -> Vec<String> {
        let of = |n: u64, one: &str, many: &str| match n {
            0 => None,
            1 => Some(format!("1 {one}")),
            n => Some(format!("{n} {many}")),
        };
        [
            of(self.passed, "date has passed and was left out", "dates have passed and were left out"),
            of(self.ended, "series has ended and was left out", "series have ended and were left out"),
            of(self.cancelled, "event was cancelled and left out", "events were cancelled and left out"),
            of(self.others, "part is no event and was not read", "parts are no events and were not read"),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// Whether bytes begin as a calendar does.
pub fn is_calendar(start: &[u8]) -> bool {
    const BEGIN: &[u8] = b"BEGIN:VCALENDAR";
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    start.get(..BEGIN.len()).is_some_and(|head| head.eq_ignore_ascii_case(BEGIN))
}

/// Calendars of a feed, gathered: an event may stand in one and its dates in another.
pub struct Calendars {
    feed: String,
    files: Vec<File>,
    heads: Vec<Head>,
    events: Vec<Event>,
    size: usize,
    counts: Counts,
}

impl Calendars {
    pub fn new(feed: &str) -> Calendars {
        let feed = feed.to_owned();
        Calendars { feed, files: vec![], heads: vec![], events: vec![], size: 0, counts: Counts::default() }
    }

    /// Reads a file, which may have several calendars in it.
    ///
    /// # Errors
    /// What is wrong with it as a whole.
    pub fn add(&mut self, name: &str, bytes: Vec<u8>) -> Result<(), Broken> {
        if !is_calendar(&bytes) {
            return Err(Broken::NoCalendar);
        }
        self.size = self.size.saturating_add(bytes.len());
        if self.size > LARGEST || self.files.len() >= MOST_CALENDARS {
            return Err(Broken::TooLarge);
        }
        self.read(&bytes)?;
        self.files.push(File { name: name.to_owned(), bytes });
        Ok(())
    }

    fn read(&mut self, bytes: &[u8]) -> Result<(), Broken> {
        let mut at = At::Outside;
        for line in Lines::new(bytes) {
            let text = std::str::from_utf8(&line.content);
            let lossy = || String::from_utf8_lossy(&line.content);
            let property = Property::read(&text.map_or_else(|_| lossy(), Into::into));
            let mark = property.as_ref().filter(|p| matches!(p.name.as_str(), "BEGIN" | "END"));
            let mark = mark.map(|p| (p.name == "BEGIN", p.value.trim().to_ascii_uppercase()));
            match (mark, &mut at) {
                (Some((true, what)), _) if what == "VCALENDAR" => {
                    if let At::Event(event, _) = at {
                        self.broken(*event, line.start)?;
                    }
                    if self.heads.len() >= MOST_CALENDARS {
                        return Err(Broken::TooMany);
                    }
                    self.heads.push(Head::default());
                    at = At::Calendar;
                }
                (Some((false, what)), _) if what == "VCALENDAR" => {
                    if let At::Event(event, _) = at {
                        self.broken(*event, line.start)?;
                    }
                    at = At::Outside;
                }
                (_, At::Outside) => {}
                (Some((true, what)), _) if what == "VEVENT" => {
                    if let At::Event(event, _) = at {
                        self.broken(*event, line.start)?;
                    }
                    let (file, calendar) = (self.files.len(), self.heads.len() - 1);
                    let bytes = line.start..line.end;
                    let event = Event { file, calendar, bytes, line: line.number, ..Event::default() };
                    at = At::Event(Box::new(event), 0);
                }
                (Some((false, what)), At::Event(event, _)) if what == "VEVENT" => {
                    event.bytes.end = line.end;
                    let event = std::mem::take(&mut **event);
                    self.event(event)?;
                    at = At::Calendar;
                }
                // What lies in an event, such as alarms, is not read; lines of it that are wrong still are.
                (Some((begins, _)), At::Event(_, depth)) => {
                    *depth = if begins { depth.saturating_add(1) } else { depth.saturating_sub(1) };
                }
                (None, At::Event(event, depth)) => {
                    if text.is_err() {
                        event.wrong.get_or_insert(Wrong::NotUtf8);
                    } else if line.content.contains(&0) {
                        event.wrong.get_or_insert(Wrong::Zero);
                    } else if let Some(p) = property.filter(|_| *depth == 0)
                        && line.end - event.bytes.start <= LARGEST_EVENT
                    {
                        event.take(p);
                    }
                }
                (Some((true, what)), At::Calendar) => {
                    self.counts.others += u64::from(what != "VTIMEZONE");
                    at = At::Other(what);
                }
                (Some((false, what)), At::Other(open)) if what == *open => at = At::Calendar,
                (None, At::Calendar) => {
                    if let Some(p) = property.filter(|_| text.is_ok() && !line.content.contains(&0)) {
                        self.head(&p, &bytes[line.start..line.end]);
                    }
                }
                _ => {}
            }
        }
        // What is cut off between two events looks whole but for its end.
        if matches!(at, At::Outside) { Ok(()) } else { Err(Broken::CutOff) }
    }

    /// What the calendar says of itself. A calendar that is called by somebody's mailbox has no name.
    fn head(&mut self, p: &Property, line: &[u8]) {
        const LONGEST: usize = 10_000;
        let Some(head) = self.heads.last_mut() else { return };
        let text = || p.text().map(|t| t.chars().take(LONGEST).collect::<String>());
        let place = match p.name.as_str() {
            "X-WR-CALNAME" | "NAME" => &mut head.name,
            "X-WR-CALDESC" | "DESCRIPTION" => &mut head.description,
            "URL" => &mut head.url,
            "METHOD" => {
                head.cancels = p.value.trim().eq_ignore_ascii_case("CANCEL");
                return;
            }
            _ => return,
        };
        if place.is_none()
            && line.len() <= LONGEST
            && let Some(text) = text().filter(|t| p.name == "URL" || !t.contains('@'))
        {
            *place = Some(text);
            let kept = if p.name == "X-WR-CALNAME" || p.name == "NAME" { &mut head.name_line } else { &mut head.lines };
            kept.extend_from_slice(line);
        }
    }

    fn event(&mut self, mut event: Event) -> Result<(), Broken> {
        if self.events.len() >= MOST_EVENTS {
            return Err(Broken::TooMany);
        }
        if event.bytes.len() > LARGEST_EVENT {
            event.wrong = Some(Wrong::TooLarge);
        }
        if let Some(head) = self.heads.last_mut() {
            event.cancelled |= head.cancels;
            // A calendar that is called as its owner is has no name.
            if head.name.as_deref().is_some_and(|name| event.named.iter().any(|p| people::owns(p, name))) {
                (head.name, head.name_line) = (None, vec![]);
            }
        }
        self.events.push(event);
        Ok(())
    }

    /// An event that does not end where another thing begins.
    fn broken(&mut self, mut event: Event, end: usize) -> Result<(), Broken> {
        event.bytes.end = end;
        event.wrong = Some(Wrong::Unended);
        self.event(event)
    }
}

/// Where in a file somebody is who reads it.
enum At {
    Outside,
    Calendar,
    /// In an event, and how deep in what lies in it.
    Event(Box<Event>, u32),
    /// In something that is no event.
    Other(String),
}

/// A record that was kept, read again: it says the same on any day.
pub fn again(raw: &str, feed: &str) -> Option<Raw> {
    let mut calendars = Calendars::new(feed);
    calendars.add("", raw.as_bytes().to_vec()).ok()?;
    calendars.finish(None).find_map(|f| match f {
        Found::Service(series) => Some(series.record),
        _ => None,
    })
}

/// What of a kept record tells whether it has changed: some servers write the moment at which they were asked into every event.
pub fn without_stamps(raw: &str) -> String {
    let mut out = Vec::with_capacity(raw.len());
    for line in Lines::new(raw.as_bytes()) {
        if !line.content.get(..8).is_some_and(|name| name.eq_ignore_ascii_case(b"DTSTAMP:")) {
            out.extend_from_slice(&raw.as_bytes()[line.start..line.end]);
        }
    }
    String::from_utf8(out).unwrap_or_default()
}

/// Only what is on, or will be, on this day; all of it where no day is given.
type Today = Option<civil::Date>;
