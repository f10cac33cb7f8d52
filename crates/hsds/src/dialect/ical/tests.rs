//! From the text of a calendar to services.

use super::*;
use crate::{canonical, fields, issue::What, strict};
use serde_json::Value;

fn calendar(head: &str, events: &[&str]) -> String {
    let events: String = events.iter().map(|e| format!("BEGIN:VEVENT\n{}\nEND:VEVENT\n", e.trim())).collect::<String>();
    format!("BEGIN:VCALENDAR\nVERSION:2.0\n{head}\n{events}END:VCALENDAR\n").replace('\n', "\r\n")
}

fn read_on(today: &str, text: &str) -> (Vec<Found>, Counts) {
    let mut calendars = Calendars::new("hall");
    calendars.add("hall.ics", text.as_bytes().to_vec()).unwrap();
    let mut findings = calendars.finish(Some(today.parse().unwrap()));
    (findings.by_ref().collect(), findings.counts())
}

fn read(events: &[&str]) -> (Vec<Found>, Counts) {
    read_on("2026-11-24", &calendar("X-WR-CALNAME:The Kettle", events))
}

/// The document of a series; read again, what was kept of it says the same.
fn document(series: &Series) -> Value {
    let read = |raw: Raw| canonical::record(&fields::SERVICE, raw.into(), "hall").unwrap();
    let record = read(series.record.clone());
    let kept = read(again(&series.raw, "hall").unwrap());
    assert_eq!(kept.document, record.document, "{}", series.raw);
    assert!(strict(&fields::SERVICE, &record.document).is_some());
    Value::Object(record.document)
}

fn services(found: &[Found]) -> Vec<&Series> {
    found.iter().filter_map(|f| if let Found::Service(s) = f { Some(&**s) } else { None }).collect()
}

fn one(event: &str) -> Value {
    let (found, _) = read(&[event]);
    let services = services(&found);
    assert_eq!(services.len(), 1, "{found:?}");
    document(services[0])
}

/// `freq|byday|interval|from|to|notes` of each schedule.
fn times(d: &Value) -> Vec<String> {
    let all = d["schedules"].as_array().map(Vec::as_slice).unwrap_or_default();
    let said = |s: &Value, key: &str| s.get(key).map(|v| v.as_str().map_or_else(|| v.to_string(), str::to_owned));
    let keys = ["freq", "byday", "interval", "opens_at", "closes_at", "valid_from", "valid_to", "notes"];
    all.iter().map(|s| keys.iter().filter_map(|k| said(s, k)).collect::<Vec<_>>().join("|")).collect()
}

fn refused(found: &[Found]) -> Vec<(String, Option<&str>)> {
    found
        .iter()
        .filter_map(|f| match f {
            Found::Refused { why, source_id, .. } => Some((why.to_string(), source_id.as_deref())),
            _ => None,
        })
        .collect()
}

const TEA: &str = "UID:tea@kettle.example\nDTSTAMP:20261101T090000Z\nLAST-MODIFIED:20261101T090000Z\nSUMMARY:Tea and talk\n\
    DTSTART;TZID=Europe/London:20260106T100000\nDTEND;TZID=Europe/London:20260106T120000\nRRULE:FREQ=WEEKLY;BYDAY=TU\n\
    LOCATION:Blue Hall\\, 1 Tea Row\\, London E15 4ES\nGEO:51.5413;-0.0042\nDESCRIPTION:Come in.\\nCake\\, too.\n\
    URL:https://kettle.example/tea\nCATEGORIES:Coffee morning,Older people\nORGANIZER;CN=Bookings desk:mailto:desk@kettle.example\n\
    X-ODDITY:7\nSTATUS:CONFIRMED";

#[test]
fn an_event_that_repeats_is_a_service() {
    let d = one(TEA);
    assert_eq!((d["name"].as_str(), d["description"].as_str()), (Some("Tea and talk"), Some("Come in.\nCake, too.")));
    assert_eq!(d["organization"]["name"], "The Kettle");
    assert_eq!(times(&d), ["WEEKLY|TU|10:00|12:00"]);
    let place = &d["service_at_locations"][0]["location"];
    assert_eq!((place["name"].as_str(), place["latitude"].as_f64()), (Some("Blue Hall"), Some(51.5413)));
    assert_eq!(place["addresses"][0]["postal_code"], "E15 4ES");
    assert_eq!(
        (d["url"].as_str(), d["last_modified"].as_str()),
        (Some("https://kettle.example/tea"), Some("2026-11-01T09:00:00Z"))
    );
    assert_eq!(
        (&d["contacts"][0]["name"], &d["contacts"][0]["email"]),
        (&"Bookings desk".into(), &"desk@kettle.example".into())
    );
    let words: Vec<_> = d["attributes"].as_array().unwrap().iter().map(|a| &a["taxonomy_term"]["name"]).collect();
    assert_eq!(words, ["Coffee morning", "Older people"]);
    let (found, _) = read(&[TEA]);
    let record = canonical::record(&fields::SERVICE, services(&found)[0].record.clone().into(), "hall").unwrap();
    assert_eq!(record.unknown.keys().collect::<Vec<_>>(), ["service.X-ODDITY"]);
    assert_eq!(record.issues, [], "nothing was wrong with it");
    // The id is made of the UID and stays.
    assert_eq!(record.id, canonical::minted("hall", "service", "tea@kettle.example"));
    assert_eq!(record.id.to_string(), "6708e34c-583a-5f67-97cb-03b81294afc6");
}

#[test]
fn what_is_not_as_the_rule_says_is_told() {
    let (found, _) = read(&[
        &format!("{TEA}\nEXDATE;TZID=Europe/London:20261222T100000,20261229T100000\nEXDATE:20250107T100000"),
        "UID:tea@kettle.example\nRECURRENCE-ID;TZID=Europe/London:20261208T100000\nSUMMARY:Christmas tea\n\
         DTSTART;TZID=Europe/London:20261209T140000\nDTEND;TZID=Europe/London:20261209T160000\nLOCATION:Red Hall",
        "UID:tea@kettle.example\nRECURRENCE-ID:20261215T100000\nDTSTART:20261215T100000\nSUMMARY:Tea and talk\nSTATUS:CANCELLED",
    ]);
    let all = services(&found);
    assert_eq!(all.len(), 1);
    assert_eq!(
        times(&document(all[0])),
        ["WEEKLY|TU|10:00|12:00|Not on 15 December 2026, 22 December 2026, 29 December 2026\n\
         8 December 2026: Christmas tea, on 9 December 2026 instead, 14:00–16:00, at Red Hall"]
    );
    assert_eq!(all[0].raw.matches("BEGIN:VEVENT").count(), 3, "all of the series is kept");
}

#[test]
fn single_dates_of_one_title_and_place_are_one_service() {
    let date = |uid: &str, day: &str| {
        format!("UID:{uid}\nSUMMARY:Repair  café\nLOCATION:Blue Hall\nDTSTART:{day}T190000Z\nDURATION:PT2H30M")
    };
    let events = [
        date("a", "20261003"),
        date("b", "20261212"),
        date("c", "20270109"),
        date("d", "20261124").replace("Repair", "REPAIR"),
    ];
    let events: Vec<&str> = events.iter().map(String::as_str).collect();
    let (found, counts) = read(&events);
    assert_eq!(counts, Counts { passed: 1, ..Counts::default() });
    let all = services(&found);
    assert_eq!((all.len(), all[0].source_id.as_str()), (1, "repair cafe|blue hall"));
    // What is today is still on.
    assert_eq!(
        times(&document(all[0])),
        ["19:00|21:30|2026-11-24|2026-11-24", "19:00|21:30|2026-12-12|2026-12-12", "19:00|21:30|2027-01-09|2027-01-09"]
    );
    // When some have passed, it is the same service, and what is left of it is the same.
    let (later, _) = read_on("2027-01-01", &calendar("", &events));
    let (before, after) = (document(all[0]), document(services(&later)[0]));
    assert_eq!((&after["id"], &after["schedules"][0]), (&before["id"], &before["schedules"][2]));
    let (over, counts) = read_on("2027-02-01", &calendar("", &events));
    assert_eq!(over, [Found::Over { source_id: "repair cafe|blue hall".into() }]);
    assert_eq!(counts.passed, 4);
}

#[test]
fn days_and_nights() {
    let of = |times_: &str| times(&one(&format!("SUMMARY:Fair\n{times_}")));
    assert_eq!(of("DTSTART;VALUE=DATE:20261212\nDTEND;VALUE=DATE:20261214"), ["2026-12-12|2026-12-13"]);
    assert_eq!(of("DTSTART;VALUE=DATE:20261212"), ["2026-12-12|2026-12-12"]);
    assert_eq!(of("DTSTART;VALUE=DATE:20261212\nDURATION:P2D"), ["2026-12-12|2026-12-13"]);
    assert_eq!(of("DTSTART:20261231T210000\nDTEND:20270101T020000"), ["21:00|02:00|2026-12-31|2026-12-31"]);
    assert_eq!(of("DTSTART:20261212T100000\nDTEND:20261213T160000"), ["10:00|16:00|2026-12-12|2026-12-13"]);
    assert_eq!(
        of("DTSTART:20261212T100000\nDTEND:20261212T090000"),
        ["10:00|2026-12-12|2026-12-12"],
        "no end is taken"
    );
    assert_eq!(
        of("DTSTART:20261212T100000\nRDATE:20270112T100000"),
        ["10:00|2026-12-12|2026-12-12", "10:00|2027-01-12|2027-01-12"]
    );
}

#[test]
fn a_series_that_is_over_or_cancelled_is_counted() {
    let series = |more: &str| format!("UID:x\nSUMMARY:Course\nDTSTART:20260901T100000\n{more}");
    for over in ["RRULE:FREQ=WEEKLY;UNTIL=20261001T235959Z", "RRULE:FREQ=WEEKLY;COUNT=5", "RRULE:FREQ=DAILY;COUNT=3"] {
        let (found, counts) = read(&[&series(over)]);
        assert_eq!((found, counts.ended), (vec![Found::Over { source_id: "x".into() }], 1), "{over}");
    }
    let (found, counts) = read(&[&series("RRULE:FREQ=WEEKLY\nSTATUS:CANCELLED")]);
    assert_eq!((found, counts.cancelled), (vec![Found::Over { source_id: "x".into() }], 1));
    let (found, counts) = read(&["UID:y\nSUMMARY:Fair\nDTSTART:20261212T100000\nSTATUS:CANCELLED"]);
    assert_eq!((found, counts.cancelled), (vec![Found::Over { source_id: "fair|".into() }], 1));
    let until = times(&one(&series("RRULE:FREQ=WEEKLY;UNTIL=20261222T100000Z")));
    assert_eq!(until, ["WEEKLY|TU|10:00|Until 22 December 2026"]);
    assert_eq!(counts.says(), ["1 event was cancelled and left out"]);
}

#[test]
fn what_is_private_is_neither_let_in_nor_kept() {
    for class in ["CLASS:PRIVATE", "CLASS:confidential", "CLASS:X-STAFF", "X-CALENDARSERVER-ACCESS:RESTRICTED"] {
        let (found, _) = read(&[&format!("{TEA}\n{class}")]);
        let (why, id) = &refused(&found)[0];
        assert!(why.contains("marked it as private") && id.is_none(), "{class}: {why}");
        assert!(found.iter().all(|f| !matches!(f, Found::Service(_) | Found::Refused { raw: Some(_), .. })));
        assert!(found.contains(&Found::Private { source_id: "tea@kettle.example".into() }), "what was public is gone");
    }
    assert_eq!(services(&read(&[&format!("{TEA}\nCLASS:PUBLIC")]).0).len(), 1);
    // One date of a series is enough.
    let (found, _) =
        read(&[TEA, "UID:tea@kettle.example\nRECURRENCE-ID:20261208T100000\nDTSTART:20261208T100000\nCLASS:PRIVATE"]);
    assert_eq!((services(&found).len(), refused(&found).len()), (0, 1));
}

#[test]
fn nobody_is_named_who_is_no_role() {
    let tea = TEA.replace(
        "ORGANIZER;CN=Bookings desk:mailto:desk@kettle.example",
        "ORGANIZER;CN=Zebedee Quill:mailto:zebedee@kettle.example",
    );
    let alarm = "BEGIN:VALARM\nACTION:EMAIL\nATTENDEE:mailto:nora.quill@kettle.example\nSUMMARY:Soon\nEND:VALARM";
    let tea = format!("{tea}\nATTENDEE;CN=Nora\n  Quill;RSVP=TRUE:mailto:nora@kettle.example\n{alarm}");
    let (found, _) = read(&[&tea]);
    let series = services(&found)[0];
    let said = format!("{} {:?} {}", series.raw, series.issues, document(series)).to_lowercase();
    assert!(!said.contains("quill") && !said.contains("nora") && !said.contains("zebedee"), "{said}");
    assert_eq!(series.issues.iter().map(|i| i.what).collect::<Vec<_>>(), [What::PersonalName, What::Guests]);
    assert!(series.raw.contains("SUMMARY:Tea and talk\r\n") && series.raw.contains("SUMMARY:Soon\r\n"));
    assert_eq!(document(series)["name"], "Tea and talk", "an alarm's words are its own");
    // A calendar that is called by a mailbox, or as its owner is, is called as its feed is.
    for (name, who) in [
        ("zebedee.quill@mail.example", "ORGANIZER:mailto:x@group.calendar.google.com"),
        ("Zebedee Quill", "ORGANIZER;CN=Zebedee Quill:mailto:zebedee.quill@mail.example"),
    ] {
        let text = calendar(
            &format!("X-WR-CALNAME:{name}"),
            &[&format!("UID:a\nSUMMARY:Tea\nDTSTART:20261212T100000\n{who}")],
        );
        let (found, _) = read_on("2026-11-24", &text);
        let series = services(&found)[0];
        assert_eq!(document(series)["organization"]["name"], "hall");
        assert!(!series.raw.to_lowercase().contains("quill"), "{}", series.raw);
    }
}

#[test]
fn what_cannot_be_let_in_says_where_and_why() {
    let (found, _) = read(&[
        "UID:a\nDTSTART:20261212T100000",
        "UID:b\nSUMMARY:Tea",
        "UID:c\nSUMMARY:Talk\nDTSTART:20260230T100000",
        "UID:d\nSUMMARY:Con\u{0}cert\nDTSTART:20261212T100000",
        "UID:e\nSUMMARY:Sound\nDTSTART:20261212T100000",
        "UID:f\nSUMMARY:Sound\nDTSTART:never",
    ]);
    let said = refused(&found);
    assert_eq!(
        said,
        [
            ("hall.ics, line 4: the event has no SUMMARY: give it a title".into(), None),
            ("hall.ics, line 8: the event has no DTSTART: say when it begins".into(), Some("tea|")),
            ("hall.ics, line 12: DTSTART is no date that there is: 20260230T100000".into(), Some("talk|")),
            ("hall.ics, line 17: it cannot be read: it contains a zero byte".into(), None),
            ("hall.ics, line 27: DTSTART is no date that there is: never".into(), None),
        ]
        .into_iter()
        .map(|(why, id): (String, _)| (why, id))
        .collect::<Vec<_>>()
    );
    assert_eq!(services(&found).len(), 1);
}

#[test]
fn of_two_that_stand_for_the_same_the_newer_holds() {
    let tea = |sequence: u8, name: &str| TEA.replace("Tea and talk", name) + &format!("\nSEQUENCE:{sequence}");
    let (found, _) = read(&[&tea(2, "New tea"), &tea(1, "Old tea")]);
    assert_eq!(document(services(&found)[0])["name"], "New tea");
    assert!(!services(&found)[0].raw.contains("Old tea"));
}

#[test]
fn calendars_that_are_broken_are_not_read_at_all() {
    let add = |text: &str| Calendars::new("x").add("x.ics", text.as_bytes().to_vec());
    let whole = calendar("", &[TEA]);
    assert_eq!(add(&whole), Ok(()));
    assert_eq!(add(&format!("\u{feff}{whole}{whole}")), Ok(()));
    assert_eq!(add("{}"), Err(Broken::NoCalendar));
    for at in (20..whole.len() - 16).step_by(7) {
        assert_eq!(add(&whole[..at]), Err(Broken::CutOff), "{at}");
    }
    // An event that is not closed is wrong; what follows is not.
    let (found, _) =
        read_on("2026-11-24", &whole.replacen("BEGIN:VEVENT", "BEGIN:VEVENT\r\nUID:open\r\nBEGIN:VEVENT", 1));
    assert_eq!((services(&found).len(), refused(&found).len()), (1, 1));
    assert!(refused(&found)[0].0.contains("END:VEVENT is missing"));
}

#[test]
fn other_parts_are_counted_and_zones_are_not() {
    let zone = "BEGIN:VTIMEZONE\nTZID:Europe/London\nBEGIN:STANDARD\nDTSTART:19961027T020000\nEND:STANDARD\nEND:VTIMEZONE\n\
                BEGIN:VTODO\nSUMMARY:Wash up\nEND:VTODO";
    let (found, counts) = read_on("2026-11-24", &calendar(zone, &[TEA]));
    assert_eq!((services(&found).len(), counts.others), (1, 1));
}

#[test]
fn a_letter_that_is_folded_in_the_middle_is_whole() {
    let text = calendar("", &["UID:a\nSUMMARY:Caf\u{1}\nDTSTART:20261212T100000"]);
    let bytes: Vec<u8> = text.bytes().flat_map(|b| if b == 1 { b"\xc3\r\n \xa9".to_vec() } else { vec![b] }).collect();
    let mut calendars = Calendars::new("hall");
    calendars.add("x.ics", bytes).unwrap();
    let found: Vec<Found> = calendars.finish(None).collect();
    assert_eq!(document(services(&found)[0])["name"], "Café");
}

#[test]
fn the_moment_of_asking_is_no_change() {
    let at = |stamp: &str| without_stamps(&format!("BEGIN:VEVENT\r\nDTSTAMP:{stamp}\r\nUID:a\r\nEND:VEVENT\r\n"));
    assert_eq!(at("20261101T090000Z"), at("20261102T090000Z"));
    assert_eq!(at(""), "BEGIN:VEVENT\r\nUID:a\r\nEND:VEVENT\r\n");
}
