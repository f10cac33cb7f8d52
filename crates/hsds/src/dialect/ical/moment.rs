//! Days and times of a calendar, as the clocks of London have them.
//!
//! A time in UTC or of another zone is turned into that of London. One without a zone, or of a zone that nobody knows, is taken as London time: a directory of London is
//! written by people in London. What a calendar says about zones itself (`VTIMEZONE`) is not looked at.

use super::line::Property;
use jiff::{civil, tz::TimeZone};

/// A day, with or without a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct When {
    pub day: civil::Date,
    pub time: Option<civil::Time>,
}

impl When {
    pub fn hour(&self) -> Option<String> {
        self.time.map(|t| format!("{:02}:{:02}", t.hour(), t.minute()))
    }
}

/// `1 December 2026`.
pub(super) fn in_words(day: civil::Date) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let month = usize::try_from(day.month() - 1).ok().and_then(|m| MONTHS.get(m)).copied().unwrap_or_default();
    format!("{} {month} {}", day.day(), day.year())
}

/// When a property says; several may stand in one. What is no date is the error.
pub(super) fn moments(property: &Property) -> Result<Vec<When>, String> {
    let zone = property.param("TZID").map(zone);
    property
        .value
        .split(',')
        .map(str::trim)
        .filter(|text| !text.is_empty())
        // Of a period the beginning.
        .map(|text| text.split('/').next().unwrap_or(text))
        .map(|text| moment(text, zone.as_ref()).ok_or_else(|| text.chars().take(40).collect()))
        .collect()
}

/// `20261201`, `20261201T100000`, `20261201T100000Z`.
pub(super) fn moment(text: &str, zone: Option<&Zone>) -> Option<When> {
    let (date, time) = match text.split_once(['T', 't']) {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    let day = date_of(date)?;
    let Some(time) = time else { return Some(When { day, time: None }) };
    let (time, utc) = match time.strip_suffix(['Z', 'z']) {
        Some(time) => (time, true),
        None => (time, false),
    };
    let at = day.to_datetime(time_of(time)?);
    let from = match zone {
        _ if utc => Some(TimeZone::UTC),
        Some(Zone::Other(zone)) => Some(zone.clone()),
        Some(Zone::London) | None => None,
    };
    let here = match from {
        None => at,
        Some(zone) => zone.to_zoned(at).ok()?.with_time_zone(TimeZone::get("Europe/London").ok()?).datetime(),
    };
    Some(When { day: here.date(), time: Some(here.time()) })
}

fn date_of(text: &str) -> Option<civil::Date> {
    let digits: String = text.chars().filter(|c| *c != '-').take(9).collect();
    if digits.len() != 8 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (year, month, day) = (digits[..4].parse().ok()?, digits[4..6].parse().ok()?, digits[6..].parse().ok()?);
    // Programs write 0001 and 9999 for what they do not know.
    let day = civil::Date::new(year, month, day).ok()?;
    (1900..=2200).contains(&day.year()).then_some(day)
}

fn time_of(text: &str) -> Option<civil::Time> {
    let digits: String = text.chars().filter(|c| *c != ':').take(7).collect();
    if !matches!(digits.len(), 4 | 6) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (hour, minute) = (digits[..2].parse().ok()?, digits[2..4].parse().ok()?);
    civil::Time::new(hour, minute, 0, 0).ok()
}

/// A zone by its name.
pub(super) enum Zone {
    London,
    Other(TimeZone),
}

/// Some programs write a name of their own around that of the zone: `/example.org/20190101_1/Europe/Paris`. Those of Windows are no zones to anybody else.
fn zone(name: &str) -> Zone {
    const LONDON: &[&str] = &["europe/london", "gmt standard time", "gmt", "bst", "gb", "europe/belfast", "gb-eire"];
    let name: String = name.trim().chars().take(200).collect();
    let parts: Vec<&str> = name.split('/').collect();
    for from in [parts.len().saturating_sub(2), parts.len().saturating_sub(3), 0] {
        let name = parts[from..].join("/");
        if LONDON.contains(&name.to_ascii_lowercase().as_str()) {
            return Zone::London;
        }
        if let Ok(zone) = TimeZone::get(&name) {
            return Zone::Other(zone);
        }
    }
    Zone::London
}

/// Minutes that a `DURATION` takes: `PT1H30M`, `P1D`, `P2W`.
pub(super) fn minutes(text: &str) -> Option<i64> {
    let body = text.trim().trim_start_matches('+').strip_prefix('P')?;
    let (mut total, mut number, mut in_time) = (0i64, None::<i64>, false);
    for c in body.chars().take(40) {
        match c {
            '0'..='9' => {
                let digit = i64::from(c.to_digit(10)?);
                number = Some(number.unwrap_or(0).checked_mul(10)?.checked_add(digit)?);
            }
            'T' => in_time = true,
            _ => {
                let seconds = c == 'S';
                let each = match (c, in_time) {
                    ('W', _) => 7 * 24 * 60,
                    ('D', _) => 24 * 60,
                    ('H', true) => 60,
                    ('M' | 'S', true) => 1,
                    _ => return None,
                };
                let number = number.take()?;
                let number = if seconds { number / 60 } else { number };
                total = total.checked_add(number.checked_mul(each)?)?;
            }
        }
    }
    (number.is_none() && total > 0 && total < 10 * 366 * 24 * 60).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(line: &str) -> Result<Vec<String>, String> {
        let all = moments(&Property::read(line).unwrap())?;
        Ok(all.iter().map(|w| format!("{} {}", w.day, w.hour().unwrap_or_default()).trim().to_owned()).collect())
    }

    #[test]
    fn a_time_is_that_of_the_clocks_of_london() {
        for (line, expected) in [
            ("DTSTART:20261201T100000", "2026-12-01 10:00"),
            ("DTSTART;TZID=Europe/London:20260701T100000", "2026-07-01 10:00"),
            ("DTSTART:20261201T100000Z", "2026-12-01 10:00"),
            ("DTSTART:20260701T100000Z", "2026-07-01 11:00"),
            ("DTSTART:20260701T233000Z", "2026-07-02 00:30"),
            ("DTSTART;TZID=Europe/Paris:20260701T100000", "2026-07-01 09:00"),
            ("DTSTART;TZID=/tea.example/20190101_1/Europe/Paris:20260701T100000", "2026-07-01 09:00"),
            ("DTSTART;TZID=GMT Standard Time:20260701T100000", "2026-07-01 10:00"),
            ("DTSTART;TZID=GMT:20260701T100000", "2026-07-01 10:00"),
            ("DTSTART;TZID=Nobody/Knows:20260701T100000", "2026-07-01 10:00"),
            ("DTSTART;VALUE=DATE:20261225", "2026-12-25"),
            ("DTSTART:2026-12-25T10:30:59", "2026-12-25 10:30"),
            ("EXDATE:20261224,20261231", "2026-12-24"),
            ("RDATE;VALUE=PERIOD:20261224T100000/PT1H", "2026-12-24 10:00"),
        ] {
            assert_eq!(said(line).unwrap()[0], expected, "{line}");
        }
        assert_eq!(said("EXDATE:20261224,20261231").unwrap().len(), 2);
    }

    #[test]
    fn what_is_no_date_is_said() {
        for line in [
            "DTSTART:20260230",
            "DTSTART:20261301T100000",
            "DTSTART:tomorrow",
            "DTSTART:00010101T000000",
            "DTSTART:20261201T250000",
            "DTSTART:2026120110",
            "DTSTART:２０２６１２０１",
        ] {
            assert!(said(line).is_err(), "{line}");
        }
        assert_eq!(said("DTSTART:20260230").unwrap_err(), "20260230");
        assert_eq!(said("DTSTART:"), Ok(vec![]));
    }

    #[test]
    fn how_long_it_takes() {
        for (text, expected) in [
            ("PT1H30M", Some(90)),
            ("P1D", Some(1440)),
            ("P2W", Some(20160)),
            ("PT90S", Some(1)),
            ("+P1DT1H", Some(1500)),
            ("-PT1H", None),
            ("PT0S", None),
            ("P1H", None),
            ("PT", None),
            ("PT99999999999999999999H", None),
            ("P9", None),
        ] {
            assert_eq!(minutes(text), expected, "{text}");
        }
    }
}
