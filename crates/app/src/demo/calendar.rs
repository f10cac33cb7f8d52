//! The days that the demo's history runs through, counted from today: which are worked, when nine o'clock is on each, and how busy they are.
//!
//! All of it is worked out once. Thousands of courses ask about the same seven hundred days, and a list answers sooner than a time zone does.

use super::chance::Chance;
use base::clock::zone;
use jiff::SignedDuration;
use kernel::{Date, Instant, working_days};

/// A day, counted from today; what is past is negative.
pub(super) type Day = i64;

/// The earliest day of a referral: two years before today.
pub(super) const OLDEST: Day = -730;
/// Days before today and after it of which something is known. Courses are written to their end, though nothing happens after today.
const BEFORE: i64 = 760;
const AFTER: i64 = 280;

/// By how much more there is to do at the end of the two years than at their beginning.
const GROWTH: f64 = 0.5;
/// How much is done around Christmas, of what is done at other times.
const CHRISTMAS: f64 = 0.35;

pub(super) struct Calendar {
    pub today: Date,
    nine: Vec<Instant>,
    working: Vec<bool>,
    /// How many referrals there are up to the end of each day; only their proportions count.
    busy: Vec<f64>,
}

impl Calendar {
    /// The days around `today`.
    pub fn around(today: Date) -> Calendar {
        let mut all = Calendar { today, nine: vec![], working: vec![], busy: vec![] };
        let mut sum = 0.0;
        for day in -BEFORE..=AFTER {
            let date = today.plus_days(day);
            let working = working_days::is_working_day(date, working_days::bank_holidays());
            if working {
                let grown = 1.0 + GROWTH * (day - OLDEST).clamp(0, -OLDEST) as f64 / -OLDEST as f64;
                sum += grown * if at_christmas(date) { CHRISTMAS } else { 1.0 };
            }
            all.nine.push(at(date, 0));
            all.working.push(working);
            all.busy.push(sum);
        }
        all
    }

    fn place(day: Day) -> usize {
        (day.clamp(-BEFORE, AFTER) + BEFORE) as usize
    }

    fn is_working(&self, day: Day) -> bool {
        self.working[Calendar::place(day)]
    }

    /// So many minutes after nine in London.
    pub fn at(&self, day: Day, minutes: i64) -> Instant {
        self.nine[Calendar::place(day)].plus(SignedDuration::from_mins(minutes))
    }

    /// The day itself, or the next on which people are at work.
    pub fn working_day(&self, day: Day) -> Day {
        self.after(day, 0)
    }

    /// So many working days later; with 0, the day itself or the next one that is worked.
    pub fn after(&self, day: Day, working_days: i64) -> Day {
        let (mut day, mut left) = (day, working_days.max(0));
        while day < AFTER && (left > 0 || !self.is_working(day)) {
            day += 1;
            left -= i64::from(left > 0 && self.is_working(day));
        }
        day
    }

    /// So many working days earlier.
    pub fn before(&self, day: Day, working_days: i64) -> Day {
        let (mut day, mut left) = (day, working_days);
        while left > 0 && day > -BEFORE {
            day -= 1;
            left -= i64::from(self.is_working(day));
        }
        day
    }

    /// The day on which something was, from nine in the morning on.
    pub fn day_of(&self, at: Instant) -> Day {
        self.nine.partition_point(|nine| *nine <= at) as i64 - 1 - BEFORE
    }

    /// A working day from `oldest` to `newest` on which somebody is referred: later ones more often, and few around Christmas.
    pub fn some_day(&self, chance: &mut Chance, oldest: Day, newest: Day) -> Day {
        let (low, high) = (self.busy[Calendar::place(oldest - 1)], self.busy[Calendar::place(newest)]);
        let asked = low + chance.unit() * (high - low);
        let day = self.busy.partition_point(|b| *b <= asked) as i64 - BEFORE;
        day.clamp(oldest, newest)
    }
}

fn at_christmas(date: Date) -> bool {
    matches!((date.jiff().month(), date.jiff().day()), (12, 20..) | (1, ..=3))
}

/// So many minutes after nine in London.
pub(super) fn at(day: Date, minutes: i64) -> Instant {
    let nine = day.jiff().at(9, 0, 0, 0).to_zoned(zone()).expect("nine o'clock exists on every day in London");
    Instant::from_jiff(nine.timestamp()).plus(SignedDuration::from_mins(minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar() -> Calendar {
        Calendar::around("2026-11-24".parse().unwrap())
    }

    #[test]
    fn days_are_counted_as_the_kernel_counts_them() {
        let (calendar, holidays) = (calendar(), working_days::bank_holidays());
        for day in [OLDEST, -334, -333, -332, -235, -3, -2, -1, 0] {
            let date = calendar.today.plus_days(day);
            for n in [0, 1, 2, 5] {
                let due = working_days::due_date(date, n, holidays);
                assert_eq!(calendar.today.plus_days(calendar.after(day, i64::from(n))), due, "{n} after {date}");
            }
            assert_eq!(calendar.at(day, 75), at(date, 75));
            assert_eq!(calendar.day_of(calendar.at(day, 0)), day);
            assert_eq!(calendar.day_of(calendar.at(day, 480)), day);
        }
        // The 24th of November 2026 is a Tuesday.
        assert_eq!((calendar.before(0, 1), calendar.before(0, 2), calendar.before(-2, 1)), (-1, -4, -4));
    }

    #[test]
    fn there_is_more_to_do_each_year_and_little_at_christmas() {
        let (calendar, mut chance) = (calendar(), Chance::of(1, "days"));
        let days: Vec<Day> = (0..8000).map(|_| calendar.some_day(&mut chance, OLDEST, -1)).collect();
        assert!(days.iter().all(|d| (OLDEST..0).contains(d) && calendar.is_working(*d)));
        let of = |from, to| days.iter().filter(|d| (from..to).contains(*d)).count() as f64;
        let grown = of(-365, 0) / of(OLDEST, -365);
        assert!((1.1..1.35).contains(&grown), "{grown}");
        // From the 20th of December 2025 for two weeks, and the two weeks from four weeks before.
        assert!(of(-339, -325) < 0.45 * of(-367, -353));
    }
}
