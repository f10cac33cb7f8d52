//! Whatever anybody sends: nothing panics, what comes out is bounded, and read again it is the same.

use crate::{
    canonical,
    dialect::{Dialect, ical},
    fields, split, strict,
};
use proptest::prelude::*;
use serde_json::{Map, Value};
use std::io::BufReader;

/// JSON of any shape, with the names of the standard more often than others.
fn json() -> impl Strategy<Value = Value> {
    let names: Vec<&'static str> = fields::OBJECTS.iter().flat_map(|o| o.fields).map(|f| f.name).collect();
    let text = prop_oneof![
        any::<String>().prop_map(Value::String),
        "[0-9a-zA-Z:/@.+ -]{0,40}".prop_map(Value::String),
        prop::sample::select(vec![
            "DAILY",
            "MO,TU",
            "9:00am",
            "2026-11-26",
            "01/02/2026",
            "www.tea.example",
            "<p>x</p>",
            "null",
            "020 7946 0123 ext 4",
            "E15 4ES",
            "-1",
            "£4",
            "\u{0}",
            "\u{202e}",
            "true",
            "0199c0de-0000-7000-8000-000000000001",
        ])
        .prop_map(|t| Value::String(t.to_owned())),
    ];
    let leaf = prop_oneof![
        4 => text,
        1 => any::<i64>().prop_map(Value::from),
        1 => any::<i32>().prop_map(|n| Value::from(f64::from(n) / 8.0)),
        1 => any::<bool>().prop_map(Value::from),
        1 => Just(Value::Null),
    ];
    leaf.prop_recursive(5, 120, 8, move |inner| {
        let name =
            prop_oneof![4 => prop::sample::select(names.clone()).prop_map(str::to_owned), 1 => "[a-zA-Z_]{1,12}"];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::Array),
            prop::collection::btree_map(name, inner, 0..10)
                .prop_map(|m| Value::Object(m.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// A calendar of any lines, those of events more often than others; folded here and there.
fn calendar() -> impl Strategy<Value = String> {
    let words = || {
        prop_oneof![
            any::<String>(),
            "[0-9TZP:;,/ -]{0,24}",
            prop::sample::select(vec![
                "20261201T100000Z",
                "20261201",
                "20260230",
                "FREQ=WEEKLY;BYDAY=TU",
                "FREQ=MONTHLY;BYDAY=-1SU;COUNT=3",
                "FREQ=DAILY;UNTIL=20270101;INTERVAL=9223372036854775807",
                "VEVENT",
                "VCALENDAR",
                "VALARM",
                "PRIVATE",
                "CANCELLED",
                "Tea",
                "Blue Hall\\, 1 Tea Row\\, London E15 4ES",
                "51.5;0.0",
                "mailto:desk@tea.example",
                "PT2H",
                "P9999999W",
            ])
            .prop_map(str::to_owned),
        ]
    };
    let names = prop::sample::select(vec![
        "BEGIN",
        "END",
        "UID",
        "SUMMARY",
        "DTSTART",
        "DTSTART;TZID=Europe/Paris",
        "DTEND",
        "DURATION",
        "RRULE",
        "RDATE",
        "EXDATE",
        "RECURRENCE-ID",
        "STATUS",
        "CLASS",
        "LOCATION",
        "GEO",
        "CATEGORIES",
        "ORGANIZER;CN=Bookings",
        "ATTENDEE",
        "CONTACT",
        "LAST-MODIFIED",
        "SEQUENCE",
        "X-WR-CALNAME",
        "X-ODDITY",
        "",
        " ",
    ]);
    let line = (names, words(), any::<bool>()).prop_map(|(name, value, folded)| {
        let line = format!("{name}:{value}");
        if folded {
            line.chars()
                .flat_map(|c| [Some(c), (c == 'T').then_some('\n'), (c == 'T').then_some(' ')])
                .flatten()
                .collect()
        } else {
            line
        }
    });
    let event = prop::collection::vec(line.clone(), 0..14).prop_map(|lines| {
        format!("BEGIN:VEVENT\nSUMMARY:Tea\nDTSTART:20261201T100000\n{}\nEND:VEVENT", lines.join("\n"))
    });
    prop::collection::vec(prop_oneof![4 => event, 1 => line], 0..8)
        .prop_map(|parts| format!("BEGIN:VCALENDAR\n{}\nEND:VCALENDAR\n", parts.join("\r\n")))
}

/// What calendars say on a day.
fn read_calendar(bytes: &[u8]) -> Option<Vec<ical::Found>> {
    let mut calendars = ical::Calendars::new("fuzz");
    calendars.add("fuzz.ics", bytes.to_vec()).ok()?;
    Some(calendars.finish(Some(jiff::civil::date(2026, 11, 24))).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_document_read_again_is_the_same(raw in json()) {
        let mut raw = match raw {
            Value::Object(raw) => raw,
            other => Map::from_iter([("x".to_owned(), other)]),
        };
        raw.insert("id".into(), "7".into());
        raw.insert("name".into(), "Tea".into());
        for dialect in Dialect::ALL {
            let shaped = dialect.to_hsds3(&fields::SERVICE, raw.clone());
            let Ok(once) = canonical::record(&fields::SERVICE, Value::Object(shaped), "fuzz") else { continue };
            if let Some(out) = strict(&fields::SERVICE, &once.document) {
                prop_assert!(strict(&fields::SERVICE, &out).as_ref() == Some(&out), "strict is strict");
            }
            let again = canonical::record(&fields::SERVICE, Value::Object(once.document.clone()), "fuzz");
            let again = again.map(|r| r.document).map_err(|e| TestCaseError::fail(format!("{e:?}")))?;
            prop_assert_eq!(&again, &once.document);
        }
    }

    #[test]
    fn any_bytes_are_cut_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let mut parts = split::Parts::new(BufReader::with_capacity(11, bytes.as_slice()));
        for _ in 0..=bytes.len() + 1 {
            match parts.part() {
                Ok(split::Part::End(_)) | Err(_) => return Ok(()),
                Ok(_) => {}
            }
        }
        prop_assert!(false, "it does not end");
    }

    #[test]
    fn any_bytes_are_a_calendar_or_none(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let framed = [b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n".as_slice(), &bytes, b"\nEND:VEVENT\nEND:VCALENDAR\n"].concat();
        for bytes in [&bytes, &framed] {
            read_calendar(bytes);
        }
    }

    #[test]
    fn what_is_kept_of_a_calendar_says_the_same(text in calendar()) {
        for found in read_calendar(text.as_bytes()).unwrap_or_default() {
            let ical::Found::Service(series) = found else { continue };
            prop_assert!(!series.raw.to_ascii_uppercase().contains("\nATTENDEE"), "{}", series.raw);
            let record = |raw: Map<String, Value>| canonical::record(&fields::SERVICE, Value::Object(raw), "fuzz").map(|r| r.document);
            let Some(again) = ical::again(&series.raw, "fuzz") else {
                return Err(TestCaseError::fail(format!("not read again: {}", series.raw)));
            };
            prop_assert_eq!(record(again), record(series.record), "{}", series.raw);
        }
    }

    #[test]
    fn what_is_json_is_cut_whole(values in prop::collection::vec(json(), 0..8)) {
        let objects: Vec<Value> = values.into_iter().filter(Value::is_object).collect();
        let text = Value::Array(objects.clone()).to_string();
        let mut parts = split::Parts::new(BufReader::with_capacity(13, text.as_bytes()));
        let mut read = vec![];
        while let split::Part::Record(raw, _) = parts.part().map_err(|e| TestCaseError::fail(e.to_string()))? {
            read.push(serde_json::from_slice::<Value>(&raw).map_err(|e| TestCaseError::fail(e.to_string()))?);
        }
        prop_assert_eq!(read, objects);
    }
}

/// Twice as much takes about twice as long, whatever it is made of: counted in what comes out, not in seconds.
#[test]
fn much_of_anything_is_bounded() {
    for odd in ["<", "&amp;", "###", "\\n", "Mon-Fri,", "020 7946 0123 / ", "a@b.example;", "\u{200b}", "[", "{\"x\":"]
    {
        let text = odd.repeat(200_000);
        let mut record = Map::new();
        for field in fields::SERVICE.fields {
            record.insert(field.name.to_owned(), text.clone().into());
        }
        record.insert("id".into(), "7".into());
        record.insert("name".into(), "Tea".into());
        let began = std::time::Instant::now();
        let document = canonical::record(&fields::SERVICE, Value::Object(record), "fuzz").map(|r| r.document);
        let size = document.map(|d| Value::Object(d).to_string().len()).unwrap_or_default();
        assert!(size < 2_000_000, "{odd}: {size}");
        assert!(began.elapsed().as_secs() < 60, "{odd} took {:?}", began.elapsed());
    }
}

/// Hostile HTML: as much as is read of one text, in every field of which a feed has hundreds.
#[test]
fn much_html_is_bounded() {
    let tags: String = (0..5000).map(|n| format!("<b a{n}>")).collect();
    for html in [
        tags + &"<p>x".repeat(10_000),
        "<b>".to_owned() + &"<p>x".repeat(20_000),
        "<div>".repeat(16_000) + "x",
        "<a ".repeat(26_000) + ">",
        "<a b=\"x>\" ".repeat(8_000) + ">",
        "<!--".repeat(20_000) + ">",
        "<style></style>".repeat(5_000),
        "<i>".to_owned() + &"<".repeat(79_000) + ">",
        "<table>".repeat(10_000) + "x",
        "<i>&a".to_owned() + &"&a".repeat(39_000),
        "<i>&amp;".to_owned() + &"&lt;".repeat(19_000),
    ] {
        let html: String = html.chars().take(80_000).collect();
        let began = std::time::Instant::now();
        let text = crate::repair::text(&html, true);
        assert!(text.value.is_none_or(|t| t.len() <= html.len()), "{}", &html[..40]);
        assert!(began.elapsed().as_secs() < 5, "{} took {:?}", &html[..40], began.elapsed());
    }
}

/// Hostile calendars: each of some megabytes takes seconds at most, and what comes of it is no larger than what came.
#[test]
fn much_of_a_calendar_is_bounded() {
    let event = |line: &str| format!("BEGIN:VEVENT\nUID:a\nSUMMARY:Tea\nDTSTART:20261201T100000\n{line}\nEND:VEVENT\n");
    let many = |line: &str| event(line).repeat(20_000);
    let long = |text: &str| event(&text.repeat(900_000 / text.len()));
    for (what, events) in [
        ("one UID", many("")),
        (
            "dates of one series",
            (0..20_000)
                .map(|n| event(&format!("RECURRENCE-ID:20{:02}0101T{:02}{:02}00", n % 100, n / 100 % 24, n / 2400)))
                .collect(),
        ),
        ("folds", long("X:y\n z\n")),
        ("empty folds", event(&format!("DESCRIPTION:x{}", "\n ".repeat(450_000)))),
        ("begins", long("BEGIN:VALARM\n")),
        ("open events", "BEGIN:VEVENT\n".repeat(90_000)),
        ("calendars in each other", "BEGIN:VCALENDAR\n".repeat(9_000)),
        ("unknown properties", (0..80_000).map(|n| format!("X-{n}:1\n")).collect::<String>()),
        ("one long line", event(&format!("DESCRIPTION:{}", "\\n".repeat(450_000)))),
        ("parameters", event(&format!("ORGANIZER{}:x", ";CN=\"a".repeat(100_000)))),
        ("dates", event(&format!("EXDATE:{}", "20261201,".repeat(90_000)))),
        ("days", event(&format!("RRULE:FREQ=WEEKLY;BYDAY={}", "MO,".repeat(200_000)))),
        ("rules", event(&"RRULE:FREQ=DAILY\n".repeat(50_000))),
        ("places", (0..20_000).map(|n| event(&format!("LOCATION:Hall {n}\\, {}", "x\\,".repeat(40)))).collect()),
        (
            "for ever",
            event(
                "RRULE:FREQ=DAILY;COUNT=9223372036854775807;INTERVAL=9223372036854775807\nDURATION:P9223372036854775807W",
            ),
        ),
    ] {
        let text = format!("BEGIN:VCALENDAR\n{events}END:VCALENDAR\n");
        let began = std::time::Instant::now();
        let found = read_calendar(text.as_bytes()).unwrap_or_default();
        let size: usize = found
            .iter()
            .map(|f| match f {
                ical::Found::Service(series) => {
                    series.raw.len() + Value::Object(series.record.clone()).to_string().len()
                }
                ical::Found::Refused { raw, .. } => raw.as_ref().map_or(0, String::len),
                ical::Found::Over { .. } | ical::Found::Private { .. } => 0,
            })
            .sum();
        assert!(size < 8 * text.len() + 1000, "{what}: {size} of {}", text.len());
        assert!(began.elapsed().as_secs() < 20, "{what} took {:?}", began.elapsed());
    }
    assert!(
        read_calendar(format!("BEGIN:VCALENDAR\n{}END:VCALENDAR\n", event("").repeat(100_001)).as_bytes()).is_none()
    );
}
