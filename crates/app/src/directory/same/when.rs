//! Days, times and ages, as far as they tell two services apart.
//!
//! What cannot be read is not known, and not known never speaks against. It is no calendar: a day, its first time, and which week of the month.

/// When something takes place, from all that was said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct When {
    /// One bit a day, Monday lowest.
    pub days: u8,
    /// When it begins, in minutes after midnight; sorted.
    pub starts: Vec<u16>,
    /// Weeks of the month, one bit each: first to fourth, last. None: every week, or not said.
    pub weeks: u8,
}

/// How two times go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// One of them has not said.
    Unknown,
    /// The same days and a time in common, or a time is not known.
    Same,
    /// A day in common, and the rest differs: more days, other hours.
    Other,
    /// No day in common, or other weeks of the month.
    Apart,
}

const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

impl When {
    /// Reads texts such as `Tue 10:00-11:30`, `weds 10-12`, `last Wednesday of each month, 6pm`, `Mon-Fri 10:00-16:00`.
    pub fn of<'a>(texts: impl Iterator<Item = &'a str>) -> When {
        let mut when = When::default();
        for text in texts {
            let text = text.to_lowercase().replace(['–', '—'], "-").replace(" to ", "-").replace(" - ", "-");
            if text.contains("daily") || text.contains("every day") || text.contains("seven days") {
                when.days |= 0x7f;
            }
            if text.contains("weekdays") {
                when.days |= 0x1f;
            }
            let mut start = None;
            for piece in text.split(|c: char| !(c.is_alphanumeric() || matches!(c, ':' | '.' | '-'))) {
                when.days |= days(piece);
                when.weeks |= week(piece);
                start = start.or_else(|| time(piece));
            }
            when.starts.extend(start);
        }
        when.starts.sort_unstable();
        when.starts.dedup();
        when
    }

    /// How this and another go together.
    pub fn with(&self, other: &When) -> Slot {
        if self.days == 0 || other.days == 0 {
            return Slot::Unknown;
        }
        if self.days & other.days == 0 || (self.weeks != 0 && other.weeks != 0 && self.weeks & other.weeks == 0) {
            return Slot::Apart;
        }
        let at =
            self.starts.is_empty() || other.starts.is_empty() || self.starts.iter().any(|t| other.starts.contains(t));
        // Every week is more than once a month.
        if self.days == other.days && at && self.weeks == other.weeks { Slot::Same } else { Slot::Other }
    }
}

/// The days that a running text names in full: "Tuesdays and Thursdays".
pub fn days_in_text(text: &str) -> u8 {
    let words = text.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase);
    words.filter_map(|w| DAYS.iter().position(|d| *d == w.trim_end_matches('s'))).fold(0, |all, i| all | 1 << i)
}

fn day(word: &str) -> Option<usize> {
    let word = word.trim_end_matches('.');
    let word = if word.len() > 6 { word.trim_end_matches('s') } else { word };
    match word {
        "weds" => return Some(2),
        "tues" => return Some(1),
        "thurs" | "thur" => return Some(3),
        _ => {}
    }
    DAYS.iter().position(|d| word.len() >= 3 && word.is_ascii() && (*d == word || *word == d[..3]))
}

fn days(piece: &str) -> u8 {
    match piece.split_once('-') {
        Some((from, to)) => match (day(from), day(to)) {
            (Some(from), Some(to)) => {
                (0..7).map(|i| (from + i) % 7).take((to + 7 - from) % 7 + 1).fold(0, |all, i| all | 1 << i)
            }
            (one, other) => one.into_iter().chain(other).fold(0, |all, i| all | 1 << i),
        },
        None => day(piece).map_or(0, |i| 1 << i),
    }
}

fn week(piece: &str) -> u8 {
    match piece {
        "1st" | "first" => 1,
        "2nd" | "second" => 2,
        "3rd" | "third" => 4,
        "4th" | "fourth" => 8,
        "last" => 16,
        _ => 0,
    }
}

/// The first time of `18:30-20:00`, `9.30`, `6pm`, `10-12`, `1-3pm`. Hours before eight without *am* are in the afternoon: nobody meets at six in the morning.
fn time(piece: &str) -> Option<u16> {
    let (first, last) = piece.split_once('-').unwrap_or((piece, ""));
    let half = |text: &str| {
        if text.ends_with("pm") {
            Some(12)
        } else if text.ends_with("am") {
            Some(0)
        } else {
            None
        }
    };
    let said = half(first);
    let body = first.trim_end_matches("pm").trim_end_matches("am").trim_end_matches('.');
    let (hour, minute) = body.split_once([':', '.']).unwrap_or((body, ""));
    // A lone number is a time only where something says so.
    if minute.is_empty() && said.is_none() && !last.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let hour: u16 = hour.parse().ok().filter(|h| *h < 24)?;
    let minute: u16 = if minute.is_empty() { 0 } else { minute.get(..2)?.parse().ok().filter(|m| *m < 60)? };
    let hour = match said {
        Some(half) if hour <= 12 => hour % 12 + half,
        None if (1..8).contains(&hour) && !first.starts_with('0') => hour + 12,
        _ => hour,
    };
    Some(hour * 60 + minute)
}

/// How two ranges of age go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ages {
    /// One of them has not said, or they are the same.
    Agree,
    /// They overlap and are not the same.
    Differ,
    /// Nobody is of an age for both.
    Apart,
}

/// Compares lowest and highest ages. Children who leave one group at five and enter the next at five are in two groups.
pub fn ages(a: (Option<i64>, Option<i64>), b: (Option<i64>, Option<i64>)) -> Ages {
    let said = |r: (Option<i64>, Option<i64>)| r.0.is_some() || r.1.is_some();
    if !said(a) || !said(b) || a == b {
        return Ages::Agree;
    }
    let before = |x: (Option<i64>, Option<i64>), y: (Option<i64>, Option<i64>)| matches!((x.1, y.0), (Some(max), Some(min)) if max <= min);
    if before(a, b) || before(b, a) { Ages::Apart } else { Ages::Differ }
}

/// The ages that a text names: *aged 8 to 17*, *over 65s*, *under 5*. Takes plain words.
pub fn ages_in_text(words: &[String]) -> (Option<i64>, Option<i64>) {
    let age = |at: usize| {
        words.get(at).and_then(|w| w.trim_end_matches('s').parse::<i64>().ok()).filter(|n| (1..99).contains(n))
    };
    let mut found = (None, None);
    for (at, word) in words.iter().enumerate() {
        let Some(first) = age(at + 1) else { continue };
        match word.as_str() {
            "over" => found.0 = found.0.or(Some(first)),
            "under" => found.1 = found.1.or(Some(first)),
            "age" | "aged" => {
                found.0 = found.0.or(Some(first));
                let to = usize::from(words.get(at + 2).is_some_and(|w| w == "to"));
                found.1 = found.1.or(age(at + 2 + to));
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn when(text: &str) -> When {
        When::of([text].into_iter())
    }

    #[test]
    fn people_write_days_and_times_as_they_like() {
        for (a, b) in [
            ("Tue 10:00-11:00", "Tuesdays 10am"),
            ("Wed 10:00-12:00", "weds 10-12"),
            ("Thu 10:30-13:00", "Thursdays 10.30am-1pm"),
            ("last Wednesday of each month, 6pm", "Last Wed 18:00-20:00"),
            ("Mon 18:00", "mondays 6-8pm"),
            ("Mon-Wed 09:00", "Monday to Wednesday 9am"),
        ] {
            assert_eq!(when(a).with(&when(b)), Slot::Same, "{a} / {b}: {:?} {:?}", when(a), when(b));
        }
        assert_eq!(when("Mon 10:00").with(&when("Tue 10:00")), Slot::Apart);
        assert_eq!(when("1st Mon 10:00").with(&when("3rd Mon 10:00")), Slot::Apart);
        assert_eq!(when("Mon 10:00").with(&when("Mon 14:00")), Slot::Other);
        assert_eq!(when("Mon 10:00").with(&when("by appointment")), Slot::Unknown);
        assert_eq!(days_in_text("Twice a week, Tuesdays and Thursday."), 0b1010);
    }

    #[test]
    fn ages_part_where_nobody_fits_both() {
        assert_eq!(ages((Some(5), Some(11)), (Some(5), Some(12))), Ages::Differ);
        assert_eq!(ages((Some(5), Some(11)), (Some(11), Some(16))), Ages::Apart);
        assert_eq!(ages((None, Some(5)), (Some(65), None)), Ages::Apart);
        assert_eq!(ages((None, None), (Some(65), None)), Ages::Agree);
        let read = |text: &str| ages_in_text(&text.split(' ').map(str::to_owned).collect::<Vec<_>>());
        assert_eq!(read("young people aged 8 to 17"), (Some(8), Some(17)));
        assert_eq!(read("for the over 65s"), (Some(65), None));
        assert_eq!(read("children under 5 and 12 week course"), (None, Some(5)));
    }
}
