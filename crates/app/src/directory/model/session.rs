//! When a service takes place: a session, on a day of the week or some days of a month, and whether it is on at a day and time that somebody asks for.

use super::{DAYS, PARTS_END, UNTIMED};
use kernel::{
    Date,
    time::{school::may_be_shut, working_days::bank_holidays},
};
use serde::{Deserialize, Serialize, Serializer, ser::SerializeStruct};

/// When it takes place, in London time.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Session {
    /// A code of [`DAYS`].
    pub day: String,
    /// `18:30`.
    pub from: Option<String>,
    pub to: Option<String>,
    /// `fortnight`, `1st`, `2nd`, `3rd`, `4th` or `last` of the month, `once` on the day that the note says; `None`: every week.
    pub every: Option<String>,
    /// Where, as [`Site::called`](super::Site::called) has it; `None`: at the first place, or wherever it takes place.
    #[serde(default)]
    pub place: Option<String>,
    pub note: Option<String>,
}

/// Text that people may have said before there were places, and that is compared with it, names no place where there is none; a packed card has every field.
impl Serialize for Session {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let without = self.place.is_none() && to.is_human_readable();
        let mut out = to.serialize_struct("Session", if without { 5 } else { 6 })?;
        out.serialize_field("day", &self.day)?;
        out.serialize_field("from", &self.from)?;
        out.serialize_field("to", &self.to)?;
        out.serialize_field("every", &self.every)?;
        if !without {
            out.serialize_field("place", &self.place)?;
        }
        out.serialize_field("note", &self.note)?;
        out.end()
    }
}

/// How sessions say that they are not in school holidays.
pub(super) const TERM_TIME: &[&str] = &["term time", "termtime", "school terms"];

impl Session {
    /// Whether it takes place on a day of the calendar.
    pub fn on(&self, day: Date) -> Option<bool> {
        self.timing().on(day)
    }

    /// On which days it is, and when on those, as far as that can be counted with.
    pub fn timing(&self) -> Timing {
        let every = match self.every.as_deref() {
            None => Every::Week,
            Some("1st") => Every::Nth(0),
            Some("2nd") => Every::Nth(1),
            Some("3rd") => Every::Nth(2),
            Some("4th") => Every::Nth(3),
            Some("last") => Every::Last,
            Some(_) => Every::Unsaid,
        };
        let day = DAYS.iter().position(|d| *d == self.day).map(|d| d as u8);
        Timing { day, every, in_term: self.says(TERM_TIME), parts: self.parts() }
    }

    /// Whether its note says one of these.
    pub(super) fn says(&self, words: &[&str]) -> bool {
        self.note.as_ref().is_some_and(|n| {
            let note = n.to_lowercase().replace('-', " ");
            words.iter().any(|w| note.contains(w))
        })
    }

    /// The parts of a day that it reaches into, as bits of [`PARTS`](super::PARTS), or [`UNTIMED`] where nobody has said at what time it is.
    pub(super) fn parts(&self) -> u8 {
        let hour = |time: &Option<String>| time.as_deref()?.get(..2)?.parse::<u8>().ok();
        let Some(from) = hour(&self.from) else { return UNTIMED };
        // What ends on the hour does not reach into it; what ends before it begins goes on past midnight.
        let to = hour(&self.to)
            .map(|to| if self.to.as_deref().is_some_and(|t| t.ends_with(":00")) { to.saturating_sub(1) } else { to });
        let to = to.map_or(from, |to| if to < from { 23 } else { to });
        let mut begins = 0;
        PARTS_END.iter().enumerate().fold(0, |bits, (i, end)| {
            let takes = from < *end && to >= begins;
            begins = *end;
            bits | u8::from(takes) << i
        })
    }
}

/// When a session is, in a few bytes: there are hundreds of thousands of them, and a search may ask each.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Timing {
    /// Into [`DAYS`].
    day: Option<u8>,
    every: Every,
    in_term: bool,
    /// As bits of [`PARTS`](super::PARTS), or [`UNTIMED`].
    parts: u8,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
enum Every {
    Week,
    /// Of the month, from 0.
    Nth(u8),
    Last,
    /// Every other week, or once: on which days nobody can tell.
    Unsaid,
}

impl Timing {
    /// Whether it takes place on a day of the calendar. Not known on a bank holiday, of what is every other week or once, and of what is in term time on days
    /// when schools may be shut.
    fn on(self, day: Date) -> Option<bool> {
        let at = day.jiff();
        if self.day != Some(at.weekday().to_monday_zero_offset() as u8) {
            return Some(false);
        }
        let fits = match self.every {
            Every::Week => Some(true),
            Every::Nth(n) => Some((at.day() - 1) / 7 == n as i8),
            Every::Last => Some(at.day() + 7 > at.days_in_month()),
            Every::Unsaid => None,
        };
        let doubtful = bank_holidays().contains(&day) || (self.in_term && may_be_shut(day));
        if doubtful && fits != Some(false) { None } else { fits }
    }
}

/// When something takes place on some days of the calendar, as bits of [`PARTS`](super::PARTS) and [`UNTIMED`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Then {
    /// What is on.
    pub sure: u8,
    /// What may be on: every other week, in term time, on a bank holiday.
    pub maybe: u8,
}

impl Then {
    /// In which parts of a day something takes place on one of some days of the calendar.
    pub fn of(sessions: impl Iterator<Item = Timing> + Clone, days: &[Date]) -> Then {
        let mut then = Then::default();
        for (day, session) in days.iter().flat_map(|day| sessions.clone().map(move |s| (day, s))) {
            match session.on(*day) {
                Some(true) => then.sure |= session.parts,
                None => then.maybe |= session.parts,
                Some(false) => {}
            }
        }
        then
    }

    /// Whether it is one session that is on then and in one of these parts of a day (bits; none: any).
    pub fn fits(self, parts: u8) -> Option<bool> {
        let parts = if parts == 0 { u8::MAX } else { parts };
        if self.sure & parts != 0 {
            Some(true)
        } else if (self.sure & UNTIMED) | (self.maybe & (parts | UNTIMED)) != 0 {
            None
        } else {
            Some(false)
        }
    }
}

/// Whether something takes place on one of these days of the week, in one of these parts of a day (bits; none: any), by [`Service::hours`](super::Service::hours). `None`: nobody has
/// said.
pub fn takes_place(hours: &[u8; 7], days: u8, parts: u8) -> Option<bool> {
    if *hours == [0; 7] {
        return None;
    }
    let asked = hours.iter().enumerate().filter(|(d, _)| days == 0 || days & 1 << d != 0);
    let sure = asked.fold(0, |all, (_, hours)| all | hours);
    Then { sure, maybe: 0 }.fits(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_term_time_is_not_known_to_be_on_when_schools_may_be_shut() {
        let on = |day: &str, note: &str| {
            let at: Date = day.parse().unwrap();
            let session = Session {
                day: DAYS[at.jiff().weekday().to_monday_zero_offset() as usize].into(),
                from: None,
                to: None,
                every: None,
                place: None,
                note: Some(note.into()),
            };
            session.on(at)
        };
        // Half-terms in February, May and October; about Easter, which is on 5 April; the summer; Christmas.
        for day in ["2026-02-18", "2026-05-27", "2026-10-28", "2026-04-01", "2026-07-24", "2026-09-02", "2026-12-21"] {
            assert_eq!(on(day, "Term-time only"), None, "{day}");
            assert_eq!(on(day, "bring a friend"), Some(true), "{day}");
        }
        for day in ["2026-01-14", "2026-06-17", "2026-11-24"] {
            assert_eq!(on(day, "in term time"), Some(true), "{day}");
        }
    }
}
