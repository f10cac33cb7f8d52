//! Working days: what "within five working days" comes to on the calendar.
//!
//! A working day is a Monday to Friday that is not a holiday. Which days are holidays is handed in, because it depends
//! on the country; [`bank_holidays`] has those of England and Wales for a few years. Later years, and a holiday that a
//! coronation brings, are for the operator to add. A due date is counted once, when the clock is set, and stored.

use super::Date;
use jiff::civil::Weekday;

/// Whether people are at work on `day`.
pub fn is_working_day(day: Date, holidays: &[Date]) -> bool {
    !matches!(day.jiff().weekday(), Weekday::Saturday | Weekday::Sunday) && !holidays.contains(&day)
}

/// The date on which the given number of working days after `from` have come round.
///
/// The day itself does not count: one working day after a Friday is Monday. With 0, `from` itself, or the next working
/// day when nobody is at work on it. Stops on the last day of the calendar. `holidays` need no order.
pub fn due_date(from: Date, working_days: u32, holidays: &[Date]) -> Date {
    let (mut day, mut left) = (from, working_days);
    while left > 0 || !is_working_day(day, holidays) {
        let next = day.plus_days(1);
        if next == day {
            break;
        }
        day = next;
        left -= u32::from(left > 0 && is_working_day(day, holidays));
    }
    day
}

/// The bank holidays of England and Wales, 2024 to 2028, in order.
///
/// Source: GOV.UK bank holidays (<https://www.gov.uk/bank-holidays>, Open Government Licence v3.0) as far as it had
/// been published, and after that the rules of the Banking and Financial Dealings Act 1971 and the custom of substitute
/// days; the test works them out from the date of Easter. An extra holiday by proclamation is not foreseen.
pub fn bank_holidays() -> &'static [Date] {
    &BANK_HOLIDAYS
}

const fn on(year: i16, month: i8, day: i8) -> Date {
    Date::known(year, month, day)
}

#[rustfmt::skip]
const BANK_HOLIDAYS: [Date; 40] = [
    // New Year's Day, Good Friday, Easter Monday, early May, spring, summer, Christmas Day, Boxing Day
    on(2024, 1, 1), on(2024, 3, 29), on(2024, 4, 1),  on(2024, 5, 6), on(2024, 5, 27), on(2024, 8, 26), on(2024, 12, 25), on(2024, 12, 26),
    on(2025, 1, 1), on(2025, 4, 18), on(2025, 4, 21), on(2025, 5, 5), on(2025, 5, 26), on(2025, 8, 25), on(2025, 12, 25), on(2025, 12, 26),
    on(2026, 1, 1), on(2026, 4, 3),  on(2026, 4, 6),  on(2026, 5, 4), on(2026, 5, 25), on(2026, 8, 31), on(2026, 12, 25), on(2026, 12, 28),
    on(2027, 1, 1), on(2027, 3, 26), on(2027, 3, 29), on(2027, 5, 3), on(2027, 5, 31), on(2027, 8, 30), on(2027, 12, 27), on(2027, 12, 28),
    on(2028, 1, 3), on(2028, 4, 14), on(2028, 4, 17), on(2028, 5, 1), on(2028, 5, 29), on(2028, 8, 28), on(2028, 12, 25), on(2028, 12, 26),
];

/// Easter Sunday of a year, by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, chapter 8); `None` beyond the calendar.
pub(super) fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e, g) = (b / 4, b % 4, (8 * b + 13) / 25);
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(year, i8::try_from(n / 31).ok()?, i8::try_from(n % 31 + 1).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Date {
        text.parse().unwrap()
    }

    /// The next Monday to Friday, counting `day` itself, that is not in `taken`.
    fn substitute(day: Date, taken: &[Date]) -> Date {
        due_date(day, 0, taken)
    }

    fn monday_on_or_after(day: Date) -> Date {
        (0..7).map(|n| day.plus_days(n)).find(|d| d.jiff().weekday() == Weekday::Monday).unwrap()
    }

    #[test]
    fn the_table_is_what_the_rules_give() {
        let mut worked_out = Vec::new();
        for year in 2024..=2028 {
            let (sunday, christmas) = (easter(year).unwrap(), Date::new(year, 12, 25).unwrap());
            let first = substitute(christmas, &[]);
            // Boxing Day on a Monday with Christmas Day on a Sunday keeps its day; it does not occur in these years.
            let second = substitute(christmas.plus_days(1), &[first]);
            worked_out.extend([
                substitute(Date::new(year, 1, 1).unwrap(), &[]),
                sunday.plus_days(-2),
                sunday.plus_days(1),
                monday_on_or_after(Date::new(year, 5, 1).unwrap()),
                monday_on_or_after(Date::new(year, 5, 25).unwrap()),
                monday_on_or_after(Date::new(year, 8, 25).unwrap()),
                first,
                second,
            ]);
        }
        assert_eq!(bank_holidays(), worked_out);
        assert!(bank_holidays().is_sorted());
    }

    #[test]
    fn easter_is_where_it_was() {
        for text in ["2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2028-04-16"] {
            assert_eq!(easter(d(text).jiff().year()), Some(d(text)));
        }
    }

    #[test]
    fn weekends_and_holidays_are_skipped() {
        let holidays = bank_holidays();
        assert_eq!(due_date(d("2026-11-27"), 1, holidays), d("2026-11-30"));
        assert_eq!(due_date(d("2026-11-23"), 5, holidays), d("2026-11-30"));
        // Over Easter 2026: Thursday, then Good Friday, the weekend, Easter Monday.
        assert_eq!(due_date(d("2026-04-02"), 1, holidays), d("2026-04-07"));
        // Over Christmas 2026: Boxing Day is a Saturday, kept on Monday the 28th.
        assert_eq!(due_date(d("2026-12-24"), 2, holidays), d("2026-12-30"));
    }

    #[test]
    fn no_days_is_today_or_the_next_day_of_work() {
        assert_eq!(due_date(d("2026-11-24"), 0, &[]), d("2026-11-24"));
        assert_eq!(due_date(d("2026-11-28"), 0, &[]), d("2026-11-30"));
        assert_eq!(due_date(d("2026-11-28"), 1, &[]), d("2026-11-30"));
    }

    #[test]
    fn the_calendar_ends_and_the_counting_with_it() {
        assert_eq!(due_date(d("9999-12-01"), u32::MAX, &[]), d("9999-12-31"));
    }
}
