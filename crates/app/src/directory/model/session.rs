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
/// How they speak of bank holidays; what stands before that, alone, where they are on then, and what before it or after it where they are not, or are too.
const BANK_HOLIDAYS: [&str; 2] = ["bank holiday", "public holiday"];
const ON: [&str; 8] = ["on", "open", "open on", "also", "also on", "also open on", "even on", "including"];
const NOT_ON: [&str; 8] = ["not on", "not", "no", "except on", "except", "excluding", "closed on", "closed"];
const TOO: [&str; 3] = ["too", "as well", "included"];
const SHUT: [&str; 6] = ["not", "no", "closed", "except", "excluding", "without"];

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
        let (in_term, on_bank_holidays) = (self.says(TERM_TIME), self.on_bank_holidays());
        Timing { day, every, in_term, on_bank_holidays, parts: self.parts() }
    }

    /// Whether its note says one of these, of anything but bank holidays.
    pub(super) fn says(&self, words: &[&str]) -> bool {
        self.note.as_ref().is_some_and(|n| {
            let note = BANK_HOLIDAYS.iter().fold(plain(n), |note, of| note.replace(of, ""));
            words.iter().any(|w| note.contains(w))
        })
    }

    /// Whether it is on as ever on a bank holiday, as its note says; `None` where it does not, or not in words that can be relied on.
    pub fn on_bank_holidays(&self) -> Option<bool> {
        let note = plain(self.note.as_deref()?);
        let (before, after) = BANK_HOLIDAYS.iter().find_map(|of| note.split_once(of))?;
        let before = before.trim_end();
        let before = before.strip_suffix(" the").unwrap_or(before);
        let clause = before.rsplit([',', ';', '.', ':', '(']).next().unwrap_or_default().trim();
        let ends_with =
            |said: &&str| clause.strip_suffix(*said).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '));
        if NOT_ON.iter().any(ends_with) {
            return Some(false);
        }
        // Whoever says anything else of it, or is shut at other times, is not known to be there as ever.
        let after = after.trim_start_matches('s').trim_matches([' ', '.', ')']);
        let shut = before.split(|c: char| !c.is_alphanumeric()).any(|word| SHUT.contains(&word));
        let on = if clause.is_empty() { TOO.contains(&after) } else { ON.contains(&clause) && after.is_empty() };
        (on && !shut).then_some(true)
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
    /// [`Session::on_bank_holidays`].
    on_bank_holidays: Option<bool>,
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
    /// Whether it takes place on a day of the calendar. Not known on a bank holiday of which it has not said so, of what is every other week or once, and of
    /// what is in term time on days when schools may be shut.
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
        let then = if bank_holidays().contains(&day) { self.on_bank_holidays } else { Some(true) };
        match then {
            Some(false) => Some(false),
            Some(true) if !(self.in_term && may_be_shut(day)) => fits,
            _ => fits.filter(|fits| !fits),
        }
    }
}

/// When something takes place on some days of the calendar, as bits of [`PARTS`](super::PARTS) and [`UNTIMED`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Then {
    /// What is on.
    pub sure: u8,
    /// What may be on: every other week, in term time, on a bank holiday of which it says nothing.
    pub maybe: u8,
}

/// A note as it is read for what it says of holidays.
fn plain(note: &str) -> String {
    note.to_lowercase().replace('-', " ")
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

    fn with_note(day: &str, note: &str) -> (Session, Date) {
        let at: Date = day.parse().unwrap();
        let day = DAYS[at.jiff().weekday().to_monday_zero_offset() as usize].into();
        (Session { day, from: None, to: None, every: None, place: None, note: Some(note.into()) }, at)
    }

    #[test]
    fn what_a_note_says_of_bank_holidays_holds_on_them() {
        // Boxing Day's holiday of 2026 is the Monday.
        let on = |note: &str| {
            let (session, at) = with_note("2026-12-28", note);
            assert_eq!(session.on(at), session.on_bank_holidays(), "{note}");
            session.on_bank_holidays()
        };
        for yes in [
            "bank holidays too",
            "all year, bank holidays as well",
            "open on bank holidays",
            "Also on public holidays",
            "24 hours, including bank holidays",
            "on the bank holidays",
        ] {
            assert_eq!(on(yes), Some(true), "{yes}");
        }
        for no in [
            "not on bank holidays",
            "term time only, not bank holidays",
            "all year except bank holidays",
            "closed on Bank Holidays",
            "by appointment (not on public holidays)",
        ] {
            assert_eq!(on(no), Some(false), "{no}");
        }
        for unsaid in [
            "ask",
            "ring before bank holidays",
            "not at weekends or on bank holidays",
            "no sessions in august and on bank holidays",
            "closed in school holidays and bank holidays",
            "bank holidays: ring first",
            "closed weekends, bank holidays included",
            "bank holidays too, except Christmas Day",
            "open on bank holidays 10-1 only",
        ] {
            assert_eq!(on(unsaid), None, "{unsaid}");
        }
        // On other days it says nothing, and of school holidays neither.
        let (session, at) = with_note("2026-11-24", "bank holidays too");
        assert_eq!((session.on(at), session.says(&["holidays too"])), (Some(true), false));
        let (session, at) = with_note("2026-12-28", "term time only, bank holidays too");
        assert_eq!(session.on(at), None, "a school may be shut then");
    }

    #[test]
    fn what_is_in_term_time_is_not_known_to_be_on_when_schools_may_be_shut() {
        let on = |day: &str, note: &str| {
            let (session, at) = with_note(day, note);
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
