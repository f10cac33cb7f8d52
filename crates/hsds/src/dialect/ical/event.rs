//! One event of a calendar, as it was read: what is needed of it, and where it lies in its file.
//!
//! Properties are understood, ignored with a reason, or counted as unknown. A date that does not exist is remembered, and said when it is known what it belongs to.

use super::{
    line::Property,
    moment::{When, minutes, moments},
    people, place,
    rule::Rule,
};
use std::{collections::BTreeMap, ops::Range};

/// Properties that say nothing a directory needs, with the reason.
const IGNORED: &[(&[&str], &str)] = &[
    (&["TRANSP", "PRIORITY", "COLOR", "CREATED", "RELATED-TO", "RELATED"], "of the calendar, not of what is on"),
    (&["COMMENT", "RESOURCES"], "for those who organise it"),
    (&["CONFERENCE", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL"], "lets into a meeting"),
    (&["ATTACH", "IMAGE", "X-WP-IMAGES-URL"], "pictures and papers; a directory has none"),
    (&["X-ALT-DESC", "STYLED-DESCRIPTION"], "the description again, with HTML"),
    (&["EXRULE", "X-WR-TIMEZONE"], "no program needs it any more"),
];

/// So many dates of one property are read, and so long a text.
const MOST_DATES: usize = 1000;
const LONGEST_TEXT: usize = 100_000;
const MOST_UNKNOWN: usize = 50;

/// What is wrong with an event as a whole.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Wrong {
    /// The property, and what stands there.
    Date(&'static str, String),
    NotUtf8,
    Zero,
    Unended,
    TooLarge,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Event {
    /// Which file, where in it, and on which line it begins.
    pub file: usize,
    pub bytes: Range<usize>,
    pub line: u64,
    pub calendar: usize,
    pub uid: Option<String>,
    pub summary: Option<String>,
    pub description: Option<String>,
    pub location: Option<String>,
    pub point: Option<(f64, f64)>,
    pub url: Option<String>,
    pub categories: Vec<String>,
    /// Lines by which somebody may be named: it is judged when all of the calendar is known.
    pub named: Vec<Property>,
    pub start: Option<When>,
    pub end: Option<When>,
    pub minutes: Option<i64>,
    pub rules: Vec<Rule>,
    pub dates: Vec<When>,
    pub except: Vec<When>,
    /// Which date of a series it stands for.
    pub instead_of: Option<When>,
    pub sequence: i64,
    pub modified: Option<String>,
    pub stamp: Option<String>,
    pub cancelled: bool,
    pub tentative: bool,
    pub private: bool,
    pub guests: bool,
    pub unknown: BTreeMap<String, u64>,
    pub wrong: Option<Wrong>,
}

impl Event {
    /// Takes what a line of it says.
    pub fn take(&mut self, p: Property) {
        if people::is_guest(&p) {
            self.guests = true;
            return;
        }
        if people::may_name(&p) {
            // Of more than a few, all are dropped.
            if self.named.len() < 8 {
                self.named.push(p);
            }
            return;
        }
        let p = &p;
        let text = |p: &Property| p.text().map(|t| t.chars().take(LONGEST_TEXT).collect::<String>());
        match p.name.as_str() {
            "UID" => self.uid = text(p),
            "SUMMARY" => self.summary = text(p),
            "DESCRIPTION" => self.description = text(p),
            "LOCATION" => self.location = text(p),
            "GEO" => self.point = place::point(&p.value),
            "URL" => self.url = Some(p.value.trim().chars().take(2000).collect()),
            "CATEGORIES" => self.categories.extend(p.list().into_iter().take(20)),
            "DTSTART" => self.start = self.date("DTSTART", p),
            "DTEND" => self.end = self.date("DTEND", p),
            "RECURRENCE-ID" => self.instead_of = self.date("RECURRENCE-ID", p),
            "DURATION" => self.minutes = minutes(&p.value),
            "RRULE" if self.rules.len() < 10 => self.rules.push(Rule::read(&p.value)),
            "RDATE" => match moments(p) {
                Ok(all) => self.dates.extend(all.into_iter().take(MOST_DATES.saturating_sub(self.dates.len()))),
                Err(was) => self.wrong_date("RDATE", was),
            },
            "EXDATE" => match moments(p) {
                Ok(all) => self.except.extend(all.into_iter().take(MOST_DATES.saturating_sub(self.except.len()))),
                Err(was) => self.wrong_date("EXDATE", was),
            },
            "SEQUENCE" => self.sequence = p.value.trim().parse().unwrap_or_default(),
            "LAST-MODIFIED" => self.modified = stamp(&p.value),
            "DTSTAMP" => self.stamp = stamp(&p.value),
            "STATUS" => {
                self.cancelled = p.value.trim().eq_ignore_ascii_case("CANCELLED");
                self.tentative = p.value.trim().eq_ignore_ascii_case("TENTATIVE");
            }
            // A class that nobody knows is private: the standard has it so.
            "CLASS" | "X-CALENDARSERVER-ACCESS" => {
                self.private |= !p.value.trim().is_empty() && !p.value.trim().eq_ignore_ascii_case("PUBLIC");
            }
            name if IGNORED.iter().any(|(names, _)| names.contains(&name)) => {}
            name => {
                if self.unknown.len() < MOST_UNKNOWN || self.unknown.contains_key(name) {
                    *self.unknown.entry(name.to_owned()).or_default() += 1;
                }
            }
        }
    }

    fn date(&mut self, name: &'static str, p: &Property) -> Option<When> {
        match moments(p) {
            Ok(all) => all.first().copied(),
            Err(was) => {
                self.wrong_date(name, was);
                None
            }
        }
    }

    fn wrong_date(&mut self, name: &'static str, was: String) {
        self.wrong.get_or_insert(Wrong::Date(name, was));
    }

    /// Whether it says how it repeats, or that it is a date of what does.
    pub fn repeats(&self) -> bool {
        !self.rules.is_empty() || !self.dates.is_empty() || self.instead_of.is_some()
    }

    /// Of two that stand for the same the later one holds.
    pub fn age(&self) -> (i64, Option<&str>, Option<&str>, usize, usize) {
        (self.sequence, self.modified.as_deref(), self.stamp.as_deref(), self.file, self.bytes.start)
    }

    /// The last day of one date of it, and the time at which it ends.
    pub fn until(&self, start: When) -> When {
        let own = self.start.unwrap_or(start);
        match start.time {
            None => {
                // The day behind the last one.
                let days = match self.end.filter(|e| e.time.is_none()) {
                    Some(end) => (end.day - own.day).get_days() - 1,
                    None => i32::try_from(self.minutes.unwrap_or_default() / 1440).unwrap_or_default() - 1,
                };
                let last = start.day.checked_add(jiff::Span::new().days(days.clamp(0, 3660))).unwrap_or(start.day);
                When { day: last, time: None }
            }
            Some(time) => {
                let begins = own.day.to_datetime(own.time.unwrap_or(time));
                let takes = match (self.end, self.minutes) {
                    (Some(When { day, time: Some(time) }), _) => {
                        day.to_datetime(time).duration_since(begins).as_secs() / 60
                    }
                    (_, Some(minutes)) => minutes,
                    _ => 0,
                };
                let ends = (takes > 0).then(|| {
                    let begins = start.day.to_datetime(time);
                    begins.checked_add(jiff::SignedDuration::from_mins(takes)).ok()
                });
                match ends.flatten() {
                    Some(ends) => When { day: ends.date(), time: Some(ends.time()) },
                    None => When { day: start.day, time: None },
                }
            }
        }
    }

    /// Whether it says that it ends before it begins.
    pub fn ends_early(&self) -> bool {
        self.start.zip(self.end).is_some_and(|(start, end)| end < start)
    }
}

/// `20261201T100000Z` as the standard has it; only whole moments in UTC.
fn stamp(text: &str) -> Option<String> {
    let text = text.trim();
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    (text.is_ascii() && digits.len() == 14 && text.ends_with(['Z', 'z'])).then(|| {
        let part = |range: Range<usize>| &digits[range];
        format!("{}-{}-{}T{}:{}:{}Z", part(0..4), part(4..6), part(6..8), part(8..10), part(10..12), part(12..14))
    })
}
