//! A day on the calendar, without a time and without a zone.
//!
//! It is what a date of birth or the first day of a grant is. It is not a moment: which instants a date covers depends
//! on where one stands, and [`super::Instant::date_in`] asks for that.

use std::{fmt, str::FromStr};

/// A date of the Gregorian calendar, years 0 to 9999. Stored as TEXT in SQLite (ISO 8601) and `date` in PostgreSQL.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(jiff::civil::Date);

const EARLIEST: jiff::civil::Date = jiff::civil::date(0, 1, 1);

impl Date {
    /// The date, or nothing when there is no such day. Months and days count from 1.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        let date = jiff::civil::Date::new(year, month, day).ok()?;
        (date >= EARLIEST).then_some(Date(date))
    }

    /// The same date. Years before 0 become the start of year 0.
    pub fn from_jiff(date: jiff::civil::Date) -> Self {
        Date(date.max(EARLIEST))
    }

    /// For calculations that this type does not offer.
    pub const fn jiff(self) -> jiff::civil::Date {
        self.0
    }

    /// The age in whole years, on `day`, of somebody born on this date; 0 before birth.
    ///
    /// A birthday counts from the start of the day. Somebody born on 29 February comes of age on 1 March in a year
    /// without one, because 28 February is not yet the anniversary (Family Law Reform Act 1969, section 9).
    pub fn age_on(self, day: Date) -> u16 {
        let before_birthday = (day.0.month(), day.0.day()) < (self.0.month(), self.0.day());
        let years = day.0.year() - self.0.year() - i16::from(before_birthday);
        u16::try_from(years).unwrap_or(0)
    }

    /// Whole days from this day to a later one; negative when it is earlier.
    pub fn days_to(self, later: Date) -> i64 {
        self.0.until(later.0).map_or(0, |span| i64::from(span.get_days()))
    }

    /// The date `days` later, or earlier when negative. Stops at the end of the range.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        let end = if days < 0 { EARLIEST } else { jiff::civil::Date::MAX };
        let sum = jiff::Span::new().try_days(days).and_then(|span| self.0.checked_add(span));
        Date::from_jiff(sum.unwrap_or(end))
    }

    /// For tables of dates in this crate; `new` is for dates that may not exist.
    pub(super) const fn known(year: i16, month: i8, day: i8) -> Self {
        Date(jiff::civil::date(year, month, day))
    }
}

/// ISO 8601: `2026-11-24`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// The text is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// Not four digits, two and two with dashes between.
    #[error("a date is written as year, month, day, like 2026-11-24")]
    Shape,
    /// Well written, but the calendar does not have it.
    #[error("there is no such day on the calendar")]
    NoSuchDay,
}

impl FromStr for Date {
    type Err = DateError;

    /// Reads `2026-11-24` and nothing else; what people type in forms is the business of the forms.
    fn from_str(text: &str) -> Result<Self, DateError> {
        let shaped = text.len() == 10
            && text.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
        if !shaped {
            return Err(DateError::Shape);
        }
        text.parse().map(Date).map_err(|_| DateError::NoSuchDay)
    }
}

crate::column::serde_text!(Date, to_string);
crate::column::sqlite_text!(Date, to_string);
crate::column::postgres_as!(
    Date,
    jiff_sqlx::Date,
    |date: &Date| jiff_sqlx::ToSqlx::to_sqlx(date.0),
    |wire: jiff_sqlx::Date| Date::from_jiff(wire.to_jiff())
);

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn reads_iso_dates_and_says_what_is_wrong_with_others() {
        assert_eq!(d("2026-11-24"), Date::new(2026, 11, 24).unwrap());
        assert_eq!(d("2026-11-24").to_string(), "2026-11-24");
        assert_eq!("24/11/2026".parse::<Date>(), Err(DateError::Shape));
        assert_eq!("2026-11-24T00:00Z".parse::<Date>(), Err(DateError::Shape));
        assert_eq!("2026-02-29".parse::<Date>(), Err(DateError::NoSuchDay));
        assert_eq!(Date::new(2026, 2, 29), None);
        assert_eq!(Date::new(-1, 1, 1), None);
        assert_eq!(serde_json::to_string(&d("2026-11-24")).unwrap(), "\"2026-11-24\"");
    }

    #[test]
    fn age_turns_on_the_birthday() {
        let born = d("1980-06-15");
        assert_eq!(born.age_on(d("2026-06-14")), 45);
        assert_eq!(born.age_on(d("2026-06-15")), 46);
        assert_eq!(born.age_on(d("1979-01-01")), 0);
    }

    #[test]
    fn born_on_29_february_counts_on_1_march() {
        let born = d("2008-02-29");
        assert_eq!(born.age_on(d("2026-02-28")), 17);
        assert_eq!(born.age_on(d("2026-03-01")), 18);
        assert_eq!(born.age_on(d("2028-02-29")), 20);
    }

    #[test]
    fn days_are_counted_over_months_and_stop_at_the_ends() {
        assert_eq!(d("2028-02-28").plus_days(2), d("2028-03-01"));
        assert_eq!(d("2026-01-01").plus_days(-1), d("2025-12-31"));
        assert_eq!(d("2026-01-01").plus_days(i64::MAX), d("9999-12-31"));
        assert_eq!(d("2026-01-01").plus_days(i64::MIN), d("0000-01-01"));
    }
}
