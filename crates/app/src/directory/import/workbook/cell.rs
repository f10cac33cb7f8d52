//! What stands in a cell, as the text that a CSV would have of it.

use calamine::{Data, ExcelDateTime};
use jiff::{Unit, civil};

/// `52.0` is 52, a date is `2026-12-01`, a time `10:30`. Nothing is nothing.
pub(super) fn text(value: &Data) -> Option<String> {
    Some(match value {
        Data::Empty => return None,
        Data::String(text) => text.clone(),
        Data::Int(n) => n.to_string(),
        Data::Float(n) => number(*n)?,
        Data::Bool(true) => "TRUE".to_owned(),
        Data::Bool(false) => "FALSE".to_owned(),
        Data::DateTime(at) => moment(at)?,
        Data::DateTimeIso(text) => iso(text),
        Data::DurationIso(text) => duration(text),
        Data::Error(e) => e.to_string(),
    })
}

/// As many digits as a spreadsheet has, which is fifteen.
fn number(n: f64) -> Option<String> {
    let n: f64 = format!("{n:.14e}").parse().ok()?;
    n.is_finite().then(|| n.to_string())
}

fn moment(at: &ExcelDateTime) -> Option<String> {
    let value = at.as_f64();
    if !value.is_finite() || value.abs() > 4_000_000.0 {
        return number(value);
    }
    if at.is_duration() || (0.0..1.0).contains(&value) {
        let minutes = (value * 24.0 * 60.0).round() as i64;
        return Some(format!("{:02}:{:02}", minutes / 60, (minutes % 60).abs()));
    }
    let (year, month, day, hour, minute, second, milli) = at.to_ymd_hms_milli();
    let small = |n: u8| i8::try_from(n).ok();
    let day = civil::Date::new(i16::try_from(year).ok()?, small(month)?, small(day)?).ok()?;
    let time = civil::Time::new(small(hour)?, small(minute)?, small(second)?, i32::from(milli) * 1_000_000).ok()?;
    // A spreadsheet's 10:30 may be a hair before it.
    let at = day.to_datetime(time).round(Unit::Second).ok()?;
    Some(shown(at))
}

fn shown(at: civil::DateTime) -> String {
    let midnight = at.time() == civil::Time::midnight();
    if midnight { at.date().to_string() } else { format!("{} {:02}:{:02}", at.date(), at.hour(), at.minute()) }
}

/// `2026-12-01T10:30:00` is `2026-12-01 10:30`.
fn iso(text: &str) -> String {
    text.parse::<civil::DateTime>().map_or_else(|_| text.to_owned(), shown)
}

/// `PT10H30M00S` is `10:30`.
fn duration(text: &str) -> String {
    match text.parse::<jiff::SignedDuration>() {
        Ok(long) => format!("{:02}:{:02}", long.as_mins() / 60, (long.as_mins() % 60).abs()),
        Err(_) => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType;

    #[test]
    fn a_cell_is_what_a_csv_would_have() {
        let at = |n: f64| Data::DateTime(ExcelDateTime::new(n, ExcelDateTimeType::DateTime, false));
        for (value, expected) in [
            (Data::Float(52.0), "52"),
            (Data::Float(51.5413), "51.5413"),
            (Data::Float(0.1 + 0.2), "0.3"),
            (Data::Float(-0.5), "-0.5"),
            (Data::Float(2_079_460_123.0), "2079460123"),
            (Data::Int(7), "7"),
            (Data::Bool(true), "TRUE"),
            (at(46357.0), "2026-12-01"),
            (at(46357.4375), "2026-12-01 10:30"),
            (at(0.4375), "10:30"),
            (at(0.437_499_999_999), "10:30"),
            (at(46_357.437_499_999_9), "2026-12-01 10:30"),
            (Data::DateTime(ExcelDateTime::new(1.5, ExcelDateTimeType::TimeDelta, false)), "36:00"),
            (Data::DateTimeIso("2026-12-01".into()), "2026-12-01"),
            (Data::DateTimeIso("2026-12-01T10:30:00".into()), "2026-12-01 10:30"),
            (Data::DurationIso("PT10H30M00S".into()), "10:30"),
            (Data::String(" Tea ".into()), " Tea "),
        ] {
            assert_eq!(text(&value).as_deref(), Some(expected), "{value:?}");
        }
        assert_eq!((text(&Data::Empty), text(&Data::Float(f64::NAN))), (None, None));
    }
}
