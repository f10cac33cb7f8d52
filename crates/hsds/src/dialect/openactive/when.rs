//! When something is on: repetitions, single dates and hours of opening of OpenActive as schedules.

use super::{Raw, last_part};
use crate::dialect::{
    add_line, append, is_nothing, object, put, put_under, rename, says, take_array, take_text, take_words, text_of,
};
use crate::fields::DAYS;
use jiff::{SignedDuration, Timestamp, civil, tz::TimeZone};
use serde_json::Value;

/// Schedules of a service; the answer is how one attends.
pub(super) fn schedules(raw: &mut Raw, id: Option<&Value>) -> Vec<String> {
    let attending = take_text(raw, "eventAttendanceMode").map(|mode| match last_part(&mode) {
        "OnlineEventAttendanceMode" => vec!["online".to_owned()],
        "OfflineEventAttendanceMode" => vec!["venue".to_owned()],
        "MixedEventAttendanceMode" => vec!["venue".to_owned(), "online".to_owned()],
        other => vec![other.to_owned()],
    });
    let attending = attending.unwrap_or_default();

    unfold(raw, "eventSchedule");
    let duration = take_text(raw, "duration");
    let mut all: Vec<Raw> = vec![];
    for rule in take_array(raw, "eventSchedule") {
        if let Value::Object(rule) = rule {
            all.push(repeated(rule, duration.as_deref()));
        }
    }
    // Dates one by one, where nobody said how they repeat.
    if all.is_empty() {
        let dates = take_array(raw, "subEvent").into_iter().filter_map(|one| match one {
            Value::Object(one) => Some(one),
            _ => None,
        });
        all.extend(dates.filter_map(|mut one| dated(&mut one, duration.as_deref())));
    }
    if all.is_empty() {
        all.extend(dated(raw, duration.as_deref()));
    }
    all.extend(hours(raw, "hoursAvailable"));
    all.extend(hours(raw, "openingHoursSpecification"));
    if let Some(note) = take_text(raw, "schedulingNote") {
        if all.is_empty() {
            all.push(Raw::new());
        }
        all.iter_mut().for_each(|schedule| add_line(schedule, "description", &note));
    }
    for (n, schedule) in all.iter_mut().enumerate() {
        put_under(schedule, id, &format!("schedule/{n}"));
        if !attending.is_empty() {
            put(schedule, "attending_type", attending.join(", "));
        }
    }
    append(raw, "schedules", all.into_iter().map(Value::Object).collect());
    attending
}

/// When a place is open.
pub(super) fn opening(place: &mut Raw, id: Option<&Value>) {
    let mut all = hours(place, "openingHoursSpecification");
    all.extend(hours(place, "specialOpeningHoursSpecification"));
    for (n, schedule) in all.iter_mut().enumerate() {
        put_under(schedule, id, &format!("open/{n}"));
    }
    append(place, "schedules", all.into_iter().map(Value::Object).collect());
}

/// Some feeds write the schedule as text that is JSON.
fn unfold(raw: &mut Raw, key: &str) {
    if let Some(Value::String(text)) = raw.get(key)
        && let Ok(inside @ (Value::Object(_) | Value::Array(_))) = serde_json::from_str::<Value>(text)
    {
        raw.insert(key.to_owned(), inside);
    }
}

fn repeated(mut rule: Raw, duration: Option<&str>) -> Raw {
    let mut made = Raw::new();
    if let Some(every) = take_text(&mut rule, "repeatFrequency") {
        frequency(&mut made, &every);
    }
    let (days, holidays) = days(&mut rule, "byDay");
    if !days.is_empty() {
        made.insert("byday".to_owned(), days.join(",").into());
        put(&mut made, "freq", "WEEKLY");
    }
    if holidays {
        add_line(&mut made, "notes", "Also on public holidays");
    }
    let numbers: Vec<String> = take_array_or_one(&mut rule, "byMonthDay").iter().filter_map(text_of).collect();
    if !numbers.is_empty() {
        made.insert("bymonthday".to_owned(), numbers.join(",").into());
    }
    for (from, to) in [
        ("startDate", "dtstart"),
        ("endDate", "until"),
        ("startTime", "opens_at"),
        ("endTime", "closes_at"),
        ("repeatCount", "count"),
    ] {
        if let Some(value) = rule.remove(from).filter(|v| !is_nothing(v)) {
            made.insert(to.to_owned(), value);
        }
    }
    let duration = take_text(&mut rule, "duration").or_else(|| duration.map(str::to_owned));
    end_of(&mut made, duration.as_deref());
    let but: Vec<String> = take_words(&mut rule, "exceptDate").iter().map(|day| moment(day).0).collect();
    if !but.is_empty() {
        add_line(&mut made, "notes", &format!("Not on {}", but.join(", ")));
    }
    // The zone is London unless somebody says otherwise.
    if let Some(zone) = take_text(&mut rule, "scheduleTimezone").filter(|z| z != "Europe/London") {
        made.insert("timezone".to_owned(), zone.into());
    }
    made
}

fn take_array_or_one(raw: &mut Raw, key: &str) -> Vec<Value> {
    match raw.remove(key) {
        Some(Value::Array(all)) => all,
        Some(one) => vec![one],
        None => vec![],
    }
}

/// `P2W` is every second week. What is no number of weeks or months is said in words, but for every day.
fn frequency(made: &mut Raw, every: &str) {
    let number = |unit: char| every.strip_prefix('P')?.strip_suffix(unit)?.parse::<u32>().ok().filter(|n| *n > 0);
    let (freq, interval) = match (number('D'), number('W'), number('M'), number('Y')) {
        (Some(1), ..) => ("DAILY", 1),
        (Some(days), ..) if days % 7 == 0 => ("WEEKLY", days / 7),
        (Some(days), ..) => {
            add_line(made, "description", &format!("Every {days} days"));
            return;
        }
        (_, Some(weeks), ..) => ("WEEKLY", weeks),
        (_, _, Some(months), _) => ("MONTHLY", months),
        (_, _, _, Some(_)) => ("YEARLY", 1),
        // In other words: they are judged with the values.
        _ => (every, 1),
    };
    made.insert("freq".to_owned(), freq.into());
    if interval > 1 {
        made.insert("interval".to_owned(), interval.into());
    }
}

/// Days by their terms, and whether public holidays are among them.
fn days(raw: &mut Raw, key: &str) -> (Vec<String>, bool) {
    const NAMES: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let mut holidays = false;
    let mut all = vec![];
    for day in take_words(raw, key) {
        let day = last_part(&day);
        match NAMES.iter().position(|name| *name == day) {
            Some(at) => all.push(DAYS[at].to_owned()),
            None if day == "PublicHolidays" => holidays = true,
            None => all.push(day.to_owned()),
        }
    }
    (all, holidays)
}

/// A single date, or a run of days.
fn dated(raw: &mut Raw, duration: Option<&str>) -> Option<Raw> {
    let (day, from) = moment(&take_text(raw, "startDate")?);
    let (last, to) = take_text(raw, "endDate").map(|end| moment(&end)).unwrap_or_else(|| (day.clone(), None));
    let mut made = object([
        ("dtstart", day.as_str().into()),
        ("valid_from", day.as_str().into()),
        ("valid_to", last.into()),
        ("opens_at", from.map(Value::from).unwrap_or_default()),
        ("closes_at", to.map(Value::from).unwrap_or_default()),
    ]);
    let duration = take_text(raw, "duration").or_else(|| duration.map(str::to_owned));
    end_of(&mut made, duration.as_deref());
    Some(made)
}

/// The end, from the beginning and how long it takes.
fn end_of(made: &mut Raw, duration: Option<&str>) {
    if says(made, "closes_at") {
        return;
    }
    let begins = made.get("opens_at").and_then(Value::as_str).and_then(|t| t.parse::<civil::Time>().ok());
    let takes = duration.and_then(|d| d.parse::<SignedDuration>().ok()).filter(SignedDuration::is_positive);
    if let Some(ends) = begins.zip(takes).and_then(|(from, takes)| from.checked_add(takes).ok()) {
        made.insert("closes_at".to_owned(), hour(ends).into());
    }
}

fn hour(time: civil::Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// The day and the time in London of a moment; of a day the day. What is neither is left as it is.
fn moment(text: &str) -> (String, Option<String>) {
    if let Ok(at) = text.parse::<Timestamp>()
        && let Ok(london) = TimeZone::get("Europe/London")
    {
        let at = at.to_zoned(london);
        return (at.date().to_string(), Some(hour(at.time())));
    }
    match text.parse::<civil::DateTime>() {
        Ok(at) if text.contains(':') => (at.date().to_string(), Some(hour(at.time()))),
        _ => (text.to_owned(), None),
    }
}

/// Hours by days of the week, or on days that are otherwise.
fn hours(raw: &mut Raw, key: &str) -> Vec<Raw> {
    let mut all = vec![];
    for one in take_array(raw, key) {
        let Value::Object(mut one) = one else { continue };
        let mut made = Raw::new();
        let (days, holidays) = days(&mut one, "dayOfWeek");
        if !days.is_empty() {
            made.insert("freq".to_owned(), "WEEKLY".into());
            made.insert("byday".to_owned(), days.join(",").into());
        }
        if holidays {
            add_line(
                &mut made,
                "notes",
                if days.is_empty() { "On public holidays" } else { "Also on public holidays" },
            );
        }
        for (from, to) in
            [("validFrom", "valid_from"), ("validThrough", "valid_to"), ("opens", "opens_at"), ("closes", "closes_at")]
        {
            rename(&mut one, from, to);
            if let Some(value) = one.remove(to) {
                made.insert(to.to_owned(), value);
            }
        }
        // From midnight to midnight on given days: that is how "closed" is written.
        if days.is_empty()
            && says(&made, "valid_from")
            && says(&made, "opens_at")
            && made.get("opens_at") == made.get("closes_at")
        {
            made.remove("opens_at");
            made.remove("closes_at");
            add_line(&mut made, "notes", "Closed");
        }
        if !made.is_empty() {
            all.push(made);
        }
    }
    all
}
