//! When schools in England may be shut: what is "in term time" is not sure to be on then.
//!
//! Each council sets its own terms, and many schools their own: there is no table to look into. These are the weeks in which most of them are shut, as wide as they
//! differ from each other; where they end is a choice of ours. On other days a school may be shut too, for a day of training.

use super::{Date, working_days::easter};

/// So many days before and after Easter Sunday some schools have their holidays.
const ABOUT_EASTER: i64 = 13;

/// Whether schools may be shut for a holiday on a day; weekends in the middle of one are of it.
pub fn may_be_shut(day: Date) -> bool {
    let at = day.jiff();
    let this = |month: i8, on: i8| Date::new(at.year(), month, on);
    // The week, from its Monday on, that a day of this year is in.
    let week_of = |month: i8, on: i8| {
        this(month, on).is_some_and(|one| {
            let monday = one.plus_days(-i64::from(one.jiff().weekday().to_monday_zero_offset()));
            (0..7).contains(&monday.days_to(day))
        })
    };
    match at.month() {
        // Christmas, and half-term in the middle of February, which some have a week later than others.
        1 => at.day() <= 5,
        2 => (12..=23).contains(&at.day()),
        // The spring bank holiday is the last Monday of May.
        5 | 6 => week_of(5, 31),
        7 => at.day() >= 20,
        8 => true,
        9 => at.day() <= 5,
        // Half-term of the autumn, which may end in November.
        10 | 11 => week_of(10, 28),
        12 => at.day() >= 19,
        _ => easter(at.year()).is_some_and(|sunday| sunday.days_to(day).abs() <= ABOUT_EASTER),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schools_may_be_shut_in_the_weeks_when_most_are() {
        // About as London has them, each from its first to its last day.
        for (from, to) in [
            ("2024-02-12", "2024-02-16"),
            ("2024-03-29", "2024-04-12"),
            ("2024-05-27", "2024-05-31"),
            ("2024-10-28", "2024-11-01"),
            ("2024-12-23", "2025-01-03"),
            ("2025-02-17", "2025-02-21"),
            ("2025-04-07", "2025-04-21"),
            ("2025-05-26", "2025-05-30"),
            ("2025-07-23", "2025-08-29"),
            ("2025-10-27", "2025-10-31"),
            ("2026-02-16", "2026-02-20"),
            ("2026-03-30", "2026-04-10"),
            ("2026-05-25", "2026-05-29"),
            ("2026-10-26", "2026-10-30"),
            ("2026-12-21", "2027-01-01"),
            ("2027-05-31", "2027-06-04"),
        ] {
            let (from, to): (Date, Date) = (from.parse().unwrap(), to.parse().unwrap());
            for day in (0..=from.days_to(to)).map(|n| from.plus_days(n)) {
                assert!(may_be_shut(day), "{day}");
            }
        }
        for term in ["2026-01-12", "2026-02-03", "2026-03-10", "2026-05-12", "2026-06-16", "2026-09-15", "2026-10-13"] {
            assert!(!may_be_shut(term.parse().unwrap()), "{term}");
        }
        assert!(!may_be_shut("2026-11-24".parse().unwrap()));
    }
}
