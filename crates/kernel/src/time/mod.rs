//! Instants, dates, and days on which people work.
//!
//! An [`Instant`] is a moment, the same everywhere; a [`Date`] is a square on a calendar, such as a date of birth.
//! Appointments and opening hours are neither: they are civil times with a zone, and live where they are used.
//! Nothing here reads a clock. Whoever knows what time it is passes an instant in.

mod date;
pub mod school;
pub mod working_days;

pub use date::{Date, DateError};

use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use std::{fmt, str::FromStr};

/// A moment in time, in UTC, cut down to whole microseconds, between the years 0 and 9999.
///
/// Microseconds because PostgreSQL keeps no more: a value must not change by being saved. The years because their text
/// then has a fixed width ([`Instant::WIDTH`] characters), so that the order of texts in SQLite is the order of instants.
/// Stored as TEXT in SQLite and `timestamptz` in PostgreSQL.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(Timestamp);

/// 0000-01-01T00:00:00Z: before it the text would need a sign.
const EARLIEST: Timestamp = Timestamp::constant(-62_167_219_200, 0);

impl Instant {
    /// The number of characters of every instant's text.
    pub const WIDTH: usize = 27;

    /// The instant at or just before `timestamp`. Years before 0 become the start of year 0.
    pub fn from_jiff(timestamp: Timestamp) -> Self {
        let nanos = timestamp.as_nanosecond();
        // Fails only below the range of jiff, which begins long before ours.
        let cut = Timestamp::from_nanosecond(nanos - nanos.rem_euclid(1_000));
        Instant(cut.unwrap_or(EARLIEST).max(EARLIEST))
    }

    /// For calculations that this type does not offer.
    pub const fn jiff(self) -> Timestamp {
        self.0
    }

    /// The instant `duration` later. Stops at the end of the range.
    #[must_use]
    pub fn plus(self, duration: SignedDuration) -> Self {
        let end = if duration.is_negative() { EARLIEST } else { Timestamp::MAX };
        Instant::from_jiff(self.0.checked_add(duration).unwrap_or(end))
    }

    /// The instant `duration` earlier. Stops at the end of the range.
    #[must_use]
    pub fn minus(self, duration: SignedDuration) -> Self {
        let end = if duration.is_negative() { Timestamp::MAX } else { EARLIEST };
        Instant::from_jiff(self.0.checked_sub(duration).unwrap_or(end))
    }

    /// How long after `earlier` this is; negative when it is before.
    pub fn since(self, earlier: Instant) -> SignedDuration {
        self.0.duration_since(earlier.0)
    }

    /// The date on a wall calendar in `zone` at this instant.
    pub fn date_in(self, zone: &TimeZone) -> Date {
        Date::from_jiff(zone.to_datetime(self.0).date())
    }
}

/// RFC 3339 with six decimals and `Z`, always 27 characters: `2026-11-24T06:23:43.000000Z`.
impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.6}", self.0)
    }
}
impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The text is not an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not an instant: RFC 3339 such as 2026-11-24T06:23:43Z is expected, in the years 0 to 9999")]
pub struct InstantError;

impl FromStr for Instant {
    type Err = InstantError;

    /// Reads RFC 3339 with any offset and any number of decimals; more than six are cut off.
    fn from_str(text: &str) -> Result<Self, InstantError> {
        let timestamp: Timestamp = text.parse().map_err(|_| InstantError)?;
        if timestamp < EARLIEST { Err(InstantError) } else { Ok(Instant::from_jiff(timestamp)) }
    }
}

crate::column::serde_text!(Instant, to_string);
crate::column::sqlite_text!(Instant, to_string);
crate::column::postgres_as!(
    Instant,
    jiff_sqlx::Timestamp,
    |instant: &Instant| jiff_sqlx::ToSqlx::to_sqlx(instant.0),
    |wire: jiff_sqlx::Timestamp| Instant::from_jiff(wire.to_jiff())
);

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    #[test]
    fn the_text_has_a_fixed_width_and_sorts_like_the_instants() {
        let texts = [
            "0000-01-01T00:00:00.000000Z",
            "1969-12-31T23:59:59.999999Z",
            "2026-11-24T06:23:43.000000Z",
            "2026-11-24T06:23:43.000001Z",
            "9999-12-30T22:00:00.999999Z",
        ];
        for pair in texts.windows(2) {
            assert!(pair[0] < pair[1] && at(pair[0]) < at(pair[1]));
        }
        for text in texts {
            assert_eq!(at(text).to_string(), text);
            assert_eq!(text.len(), Instant::WIDTH);
        }
        assert_eq!(Instant::from_jiff(Timestamp::MAX).to_string().len(), Instant::WIDTH);
        assert_eq!(Instant::from_jiff(Timestamp::MIN).to_string(), texts[0]);
    }

    #[test]
    fn finer_than_a_microsecond_is_cut_off_downwards() {
        assert_eq!(at("2026-11-24T06:23:43.0000019Z"), at("2026-11-24T06:23:43.000001Z"));
        assert_eq!(at("1969-12-31T23:59:59.9999999Z"), at("1969-12-31T23:59:59.999999Z"));
        assert_eq!(at("2026-11-24T07:23:43+01:00"), at("2026-11-24T06:23:43Z"));
    }

    #[test]
    fn arithmetic_goes_there_and_back_and_stops_at_the_ends() {
        let (t, day) = (at("2026-11-24T06:23:43Z"), SignedDuration::from_hours(24));
        assert_eq!(t.plus(day).minus(day), t);
        assert_eq!(t.plus(day).since(t), day);
        assert_eq!(t.plus(SignedDuration::MAX).to_string().get(..4), Some("9999"));
        assert_eq!(t.minus(SignedDuration::MAX).to_string().get(..4), Some("0000"));
        assert_eq!(t.minus(SignedDuration::MIN), t.plus(SignedDuration::MAX));
    }

    #[test]
    fn a_date_depends_on_where_one_stands() {
        let (utc, summer) = (TimeZone::UTC, TimeZone::fixed(jiff::tz::offset(1)));
        let late = at("2026-06-30T23:30:00Z");
        assert_eq!(late.date_in(&utc).to_string(), "2026-06-30");
        assert_eq!(late.date_in(&summer).to_string(), "2026-07-01");
    }

    #[test]
    fn what_is_not_an_instant_is_refused() {
        for text in ["", "yesterday", "2026-11-24", "2026-13-01T00:00:00Z", "-000001-01-01T00:00:00Z"] {
            assert_eq!(text.parse::<Instant>(), Err(InstantError), "{text}");
        }
    }
}
