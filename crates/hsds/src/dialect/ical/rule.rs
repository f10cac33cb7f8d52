//! How something repeats: a rule of a calendar (`RRULE`) in the words of the standard, which has weeks and months.
//!
//! What the standard has no words for is told in a sentence, and never as if it were every week. Nothing here counts dates out one by one: a rule may go on for ever.

use super::moment::{When, in_words, moment};
use crate::fields::DAYS;
use jiff::{Span, civil};

#[derive(Clone, Copy, Debug, PartialEq)]
enum Every {
    Day,
    Week,
    Month,
    Year,
    /// Hours, minutes, seconds, or a word that nobody knows.
    Other,
}

/// A rule as it was read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Rule {
    every: Every,
    interval: i64,
    pub count: Option<i64>,
    pub until: Option<civil::Date>,
    /// Which of them in the month (0: each), and the day of the week by its place in [`DAYS`].
    days: Vec<(i8, usize)>,
    month_days: Vec<i8>,
    months: Vec<i8>,
    nth: Vec<i16>,
    /// It has a part that is not understood here.
    odd: bool,
}

/// What the standard has of it.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Repeats {
    /// `WEEKLY` or `MONTHLY`; `None` where it is neither.
    pub freq: Option<&'static str>,
    pub interval: Option<i64>,
    pub byday: Option<String>,
    pub bymonthday: Option<String>,
    /// What is told in sentences.
    pub lines: Vec<String>,
    /// The standard has no words for it.
    pub untold: bool,
}

/// So many values of one part are looked at.
const MOST: usize = 64;

impl Rule {
    pub fn read(text: &str) -> Rule {
        let mut rule = Rule {
            every: Every::Other,
            interval: 1,
            count: None,
            until: None,
            days: vec![],
            month_days: vec![],
            months: vec![],
            nth: vec![],
            odd: false,
        };
        for part in text.split(';').map(str::trim).filter(|p| !p.is_empty()).take(MOST) {
            let (key, value) = part.split_once('=').unwrap_or((part, ""));
            let value = value.trim().to_ascii_uppercase();
            match key.trim().to_ascii_uppercase().as_str() {
                "FREQ" => {
                    rule.every = match value.as_str() {
                        "DAILY" => Every::Day,
                        "WEEKLY" => Every::Week,
                        "MONTHLY" => Every::Month,
                        "YEARLY" => Every::Year,
                        _ => Every::Other,
                    }
                }
                "INTERVAL" => rule.interval = value.parse().ok().filter(|n| *n > 0).unwrap_or(1),
                "COUNT" => rule.count = value.parse().ok().filter(|n| *n > 0),
                "UNTIL" => match moment(&value, None) {
                    Some(until) => rule.until = Some(until.day),
                    None => rule.odd = true,
                },
                "BYDAY" => {
                    let days: Vec<_> = value.split(',').take(MOST).map(day).collect();
                    rule.odd |= days.contains(&None);
                    rule.days = days.into_iter().flatten().collect();
                }
                "BYMONTHDAY" => rule.month_days = numbers(&value, &mut rule.odd),
                "BYMONTH" => rule.months = numbers(&value, &mut rule.odd),
                "BYSETPOS" => rule.nth = numbers(&value, &mut rule.odd),
                "WKST" => {}
                _ => rule.odd = true,
            }
        }
        rule
    }

    /// A day after which it is not on any more; `None`: it goes on. Where it is counted the day may be a little late, never early.
    pub fn ends(&self, start: civil::Date) -> Option<civil::Date> {
        if let Some(until) = self.until {
            return Some(until);
        }
        let periods = self.count?.checked_mul(self.interval)?;
        match self.every {
            Every::Day if self.days.is_empty() && self.months.is_empty() => {
                start.checked_add(Span::new().try_days(periods).ok()?)
            }
            // Of several days a week each uses up one, so this is late; a rule for some months only is not counted.
            Every::Day | Every::Week if self.months.is_empty() => {
                let each = i64::try_from(self.days.len()).ok().filter(|n| *n > 0 && self.every == Every::Week);
                let weeks = self.count?.checked_add(each.unwrap_or(1) - 1)? / each.unwrap_or(1);
                start.checked_add(Span::new().try_weeks(weeks.checked_mul(self.interval)?.checked_add(1)?).ok()?)
            }
            // The fifth Monday, or the 31st, is not in every month.
            Every::Month if self.months.is_empty() => {
                start.checked_add(Span::new().try_months(periods.checked_mul(8)?).ok()?)
            }
            _ => return None,
        }
        .ok()
    }

    /// What the standard has of it; `start` says what the rule leaves open.
    pub fn repeats(&self, start: When) -> Repeats {
        let mut made = Repeats::default();
        let weekday = usize::try_from(start.day.weekday().to_monday_zero_offset()).unwrap_or_default();
        let plain = |days: &[(i8, usize)]| {
            let mut places: Vec<usize> = days.iter().map(|(_, day)| *day).collect();
            places.sort_unstable();
            places.dedup();
            places.iter().filter_map(|at| DAYS.get(*at)).copied().collect::<Vec<_>>().join(",")
        };
        let simple = !self.odd && self.nth.is_empty();
        match self.every {
            Every::Day if simple && self.month_days.is_empty() => match self.interval {
                1 => {
                    let all: Vec<_> = (0..7).map(|day| (0, day)).collect();
                    made.freq = Some("WEEKLY");
                    made.byday = Some(plain(if self.days.is_empty() { &all } else { &self.days }));
                }
                n if n % 7 == 0 && self.days.is_empty() => {
                    made.weekly(n / 7, plain(&[(0, weekday)]));
                }
                n => made.lines.push(format!("Every {n} days")),
            },
            Every::Week if simple && self.month_days.is_empty() => {
                let own = [(0, weekday)];
                made.weekly(self.interval, plain(if self.days.is_empty() { &own } else { &self.days }));
            }
            Every::Month if !self.odd => self.monthly(start, &mut made, plain),
            Every::Year if simple && self.interval == 1 && self.days.is_empty() && self.month_days.is_empty() => {
                let day = in_words(start.day);
                let day = day.rsplit_once(' ').map_or(day.as_str(), |(day, _)| day);
                if self.months.len() <= 1 {
                    made.lines.push(format!("Every year on {day}"));
                } else {
                    made.untold = true;
                }
                return made;
            }
            _ => made.untold = true,
        }
        if made.untold {
            made.lines.push("How often it is on is not told here: ask first".to_owned());
        } else if !self.months.is_empty() {
            made.lines.push(months(&self.months));
        }
        made
    }

    fn monthly(&self, start: When, made: &mut Repeats, plain: impl Fn(&[(i8, usize)]) -> String) {
        let numbered = |days: &[(i8, usize)]| {
            days.iter().filter_map(|(nth, day)| Some(format!("{nth}{}", DAYS.get(*day)?))).collect::<Vec<_>>().join(",")
        };
        let days = &self.days;
        match (days.is_empty(), self.month_days.as_slice(), self.nth.as_slice()) {
            (true, [], []) => made.on_days(&[start.day.day()]),
            (true, days, []) => made.on_days(days),
            // Each Monday of each month is every Monday.
            (false, [], []) if days.iter().all(|(nth, _)| *nth == 0) && self.interval == 1 => {
                made.weekly(1, plain(days));
                return;
            }
            (false, [], []) if days.iter().all(|(nth, _)| (-5..=5).contains(nth) && *nth != 0) => {
                made.byday = Some(numbered(days));
            }
            // The second of the Tuesdays; the one Tuesday from the 8th to the 14th.
            (false, [], [nth @ -5..=5]) if days.len() == 1 && *nth != 0 => {
                let nth = i8::try_from(*nth).unwrap_or_default();
                made.byday = Some(numbered(&[(nth, days[0].1)]));
            }
            (false, [first @ (1 | 8 | 15 | 22), .., last], [])
                if days.len() == 1 && self.month_days.len() == 7 && *last == first + 6 =>
            {
                made.byday = Some(numbered(&[(first / 7 + 1, days[0].1)]));
            }
            _ => {
                made.untold = true;
                return;
            }
        }
        made.freq = Some("MONTHLY");
        if self.interval > 1 {
            made.interval = Some(self.interval);
            made.lines.push(format!("Every {} months", self.interval));
        }
    }
}

impl Repeats {
    fn weekly(&mut self, interval: i64, days: String) {
        (self.freq, self.byday) = (Some("WEEKLY"), Some(days));
        if interval > 1 {
            self.interval = Some(interval);
        }
        // Every other week is known to whoever shows it.
        if interval > 2 {
            self.lines.push(format!("Every {interval} weeks"));
        }
    }

    fn on_days(&mut self, days: &[i8]) {
        self.bymonthday = Some(days.iter().map(ToString::to_string).collect::<Vec<_>>().join(","));
        self.lines.push(match days {
            [-1] => "On the last day of the month".to_owned(),
            [day] if *day > 0 => format!("On day {day} of the month"),
            days if days.iter().all(|d| *d > 0) => {
                let days: Vec<String> = days.iter().map(ToString::to_string).collect();
                format!("On days {} of the month", days.join(", "))
            }
            _ => "On certain days of the month: ask first".to_owned(),
        });
    }
}

/// `MO`, `2TU`, `-1FR`.
fn day(text: &str) -> Option<(i8, usize)> {
    let text = text.trim();
    let at = text.len().checked_sub(2).filter(|at| text.is_char_boundary(*at))?;
    let (nth, day) = text.split_at(at);
    let day = DAYS.iter().position(|d| *d == day)?;
    let nth = if nth.is_empty() { 0 } else { nth.trim_start_matches('+').parse().ok()? };
    Some((nth, day))
}

fn numbers<T: std::str::FromStr>(text: &str, odd: &mut bool) -> Vec<T> {
    let all: Vec<Option<T>> = text.split(',').take(MOST).map(|n| n.trim().parse().ok()).collect();
    *odd |= all.iter().any(Option::is_none);
    all.into_iter().flatten().collect()
}

fn months(all: &[i8]) -> String {
    let names: Vec<String> = all
        .iter()
        .filter_map(|m| civil::Date::new(2026, *m, 1).ok())
        .filter_map(|d| Some(in_words(d).split(' ').nth(1)?.to_owned()))
        .collect();
    format!("Only in {}", names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(rule: &str) -> Repeats {
        // A Tuesday.
        let start = When { day: civil::date(2026, 12, 1), time: None };
        Rule::read(rule).repeats(start)
    }

    #[test]
    fn weeks_and_months_are_in_the_words_of_the_standard() {
        for (rule, freq, interval, byday, month_day, line) in [
            ("FREQ=WEEKLY", "WEEKLY", None, "TU", "", ""),
            ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH,MO;WKST=SU", "WEEKLY", Some(2), "MO,TH", "", ""),
            ("FREQ=WEEKLY;INTERVAL=3", "WEEKLY", Some(3), "TU", "", "Every 3 weeks"),
            ("FREQ=WEEKLY;BYDAY=1MO", "WEEKLY", None, "MO", "", ""),
            ("FREQ=DAILY", "WEEKLY", None, "MO,TU,WE,TH,FR,SA,SU", "", ""),
            ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "WEEKLY", None, "MO,TU,WE,TH,FR", "", ""),
            ("FREQ=DAILY;INTERVAL=14", "WEEKLY", Some(2), "TU", "", ""),
            ("FREQ=MONTHLY;BYDAY=2TU", "MONTHLY", None, "2TU", "", ""),
            ("FREQ=MONTHLY;BYDAY=+1MO,-1FR", "MONTHLY", None, "1MO,-1FR", "", ""),
            ("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=-1", "MONTHLY", None, "-1TU", "", ""),
            ("FREQ=MONTHLY;BYDAY=TU;BYMONTHDAY=8,9,10,11,12,13,14", "MONTHLY", None, "2TU", "", ""),
            ("FREQ=MONTHLY;BYDAY=TU", "WEEKLY", None, "TU", "", ""),
            ("FREQ=MONTHLY", "MONTHLY", None, "", "1", "On day 1 of the month"),
            ("FREQ=MONTHLY;INTERVAL=2;BYDAY=2TU", "MONTHLY", Some(2), "2TU", "", "Every 2 months"),
            ("FREQ=MONTHLY;BYMONTHDAY=-1", "MONTHLY", None, "", "-1", "On the last day of the month"),
            ("FREQ=WEEKLY;BYMONTH=4,5", "WEEKLY", None, "TU", "", "Only in April, May"),
        ] {
            let made = of(rule);
            assert_eq!(made.freq, Some(freq), "{rule}");
            assert_eq!((made.interval, made.byday.as_deref().unwrap_or_default()), (interval, byday), "{rule}");
            assert_eq!(made.bymonthday.as_deref().unwrap_or_default(), month_day, "{rule}");
            assert_eq!((made.lines.join(". ").as_str(), made.untold), (line, false), "{rule}");
        }
    }

    #[test]
    fn what_the_standard_has_no_words_for_is_a_sentence() {
        assert_eq!(of("FREQ=YEARLY").lines, ["Every year on 1 December"]);
        assert_eq!(of("FREQ=DAILY;INTERVAL=3").lines, ["Every 3 days"]);
        for rule in [
            "FREQ=HOURLY",
            "FREQ=SOMETIMES",
            "",
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            "FREQ=YEARLY;BYDAY=1MO;BYMONTH=5",
            "FREQ=WEEKLY;BYDAY=XX",
            "FREQ=WEEKLY;BYHOUR=9,17",
            "FREQ=WEEKLY;UNTIL=whenever",
        ] {
            let made = of(rule);
            assert_eq!((made.freq, made.untold, made.lines.len()), (None, true, 1), "{rule}");
        }
    }

    #[test]
    fn a_rule_ends_late_rather_than_early() {
        let start = civil::date(2026, 12, 1);
        let ends = |rule: &str| Rule::read(rule).ends(start).map(|d| d.to_string());
        assert_eq!(ends("FREQ=WEEKLY"), None);
        assert_eq!(ends("FREQ=WEEKLY;UNTIL=20261222T235959Z").as_deref(), Some("2026-12-22"));
        assert_eq!(ends("FREQ=WEEKLY;COUNT=4").as_deref(), Some("2027-01-05"));
        assert_eq!(ends("FREQ=WEEKLY;COUNT=4;BYDAY=TU,TH").as_deref(), Some("2026-12-22"));
        assert_eq!(ends("FREQ=DAILY;COUNT=10").as_deref(), Some("2026-12-11"));
        assert!(ends("FREQ=MONTHLY;COUNT=3").is_some_and(|d| d.as_str() > "2027-03-01"));
        for for_ever in
            ["FREQ=WEEKLY;COUNT=9223372036854775807;INTERVAL=9223372036854775807", "FREQ=WEEKLY;COUNT=9999999999"]
        {
            assert_eq!(ends(for_ever), None, "{for_ever}");
        }
    }
}
