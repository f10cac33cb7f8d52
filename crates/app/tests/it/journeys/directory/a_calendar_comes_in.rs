//! A hall publishes what is on as a calendar, and nothing else: what repeats becomes a service, single dates of one thing become one, what has passed is left out, what is
//! private stays out, and who is invited is kept nowhere. Read again it changes nothing.

use super::feeds;
use std::path::PathBuf;
use testkit::{App, feed::page::Page, on_both};

const TEA: &str = "BEGIN:VEVENT
UID:tea@kettle.example
DTSTAMP:20261101T090000Z
SUMMARY:Tea and talk
DTSTART;TZID=Europe/London:20260106T100000
DTEND;TZID=Europe/London:20260106T120000
RRULE:FREQ=WEEKLY;BYDAY=TU
EXDATE;TZID=Europe/London:20261222T100000
LOCATION:Blue Hall\\, 1 Tea Row\\, London E15 4ES
GEO:51.5413;-0.0042
DESCRIPTION:Come in for tea. Somebody
  is always there.
CATEGORIES:Coffee morning
ORGANIZER;CN=Zebedee Quill:mailto:zebedee.quill@kettle.example
ATTENDEE;CN=Nora Quill:mailto:nora.quill@kettle.example
X-ODDITY:7
END:VEVENT
";
const CAFE: [&str; 3] = ["20261003T140000", "20261205T140000", "20270109T140000"];

fn cafe(n: usize) -> String {
    format!(
        "BEGIN:VEVENT\nUID:cafe-{n}@kettle.example\nSUMMARY:Repair café\nDTSTART:{}\nDURATION:PT3H\nLOCATION:Blue Hall\\, 1 Tea Row\\, London E15 4ES\nEND:VEVENT\n",
        CAFE[n]
    )
}

fn calendar(events: &[String]) -> String {
    let text = format!("BEGIN:VCALENDAR\nVERSION:2.0\nX-WR-CALNAME:The Kettle\n{}END:VCALENDAR\n", events.concat());
    text.replace('\n', "\r\n")
}

fn whats_on() -> String {
    let wrong = [
        "BEGIN:VEVENT\nUID:untitled\nDTSTART:20261212T100000\nEND:VEVENT\n",
        "BEGIN:VEVENT\nUID:undated\nSUMMARY:Lantern making\nEND:VEVENT\n",
        "BEGIN:VEVENT\nUID:odd\nSUMMARY:Moon watch\nDTSTART:20260230T200000\nEND:VEVENT\n",
        "BEGIN:VEVENT\nUID:staff\nSUMMARY:Trustees meet Mr Quill\nCLASS:PRIVATE\nDTSTART:20261210T180000\nRRULE:FREQ=MONTHLY;BYDAY=2TH\nEND:VEVENT\n",
        "BEGIN:VEVENT\nUID:off\nSUMMARY:Bake sale\nSTATUS:CANCELLED\nDTSTART:20261213T100000\nEND:VEVENT\n",
    ];
    calendar(&[TEA.to_owned(), cafe(0), cafe(1), cafe(2), wrong.concat()])
}

fn given_a_calendar(app: &App, text: &str) -> PathBuf {
    let path = app.folder().join("kettle.ics");
    std::fs::write(&path, text).expect("a file");
    path
}

async fn then_both_are_found(app: &App) {
    app::directory::refresh(&app.machine).await.expect("an index");
    let mut anybody = app.browser();
    anybody.visit("/find?words=tea+and+talk").await.see("Tea and talk");
    anybody.follow("Tea and talk").await;
    anybody
        .page()
        .see("The Kettle")
        .see("Tuesday")
        .see("10:00–12:00")
        .see("Not on 22 December 2026")
        .see("Blue Hall")
        .see("E15 4ES");
    anybody.visit("/find?words=repair+cafe").await.see("Repair café");
    anybody.follow("Repair café").await;
    anybody
        .page()
        .see("Saturday")
        .see("14:00–17:00")
        .see("once")
        .see("5 December 2026")
        .see("9 January 2027")
        .not_see("October");
}

/// Words of people, in everything that is kept.
async fn then_nobody_who_is_named_is_kept(app: &App) {
    let mut rx = base::db::testing::look(&app.machine.db).await;
    for sql in [
        "SELECT raw AS n FROM record",
        "SELECT was AS n FROM record_issue",
        "SELECT COALESCE(raw, '') AS n FROM import_row",
        "SELECT COALESCE(reason, '') AS n FROM import_row",
        "SELECT COALESCE(source_id, '') AS n FROM import_row",
    ] {
        let all: Vec<String> = rx.values(sql, ()).await.expect("texts");
        let said = all.join("\n").to_lowercase();
        assert!(!said.contains("quill") && !said.contains("trustees"), "{sql}: {said}");
    }
}

on_both! {
    async fn series_and_dates_become_services_and_the_rest_is_told(app) {
        let path = given_a_calendar(&app, &whats_on());
        let summary = feeds::read(&app, &path, "kettle").await.expect("a reading");
        assert_eq!((summary.read, summary.added, summary.quarantined), (6, 2, 4), "{:?}", summary.rows);
        let reasons: Vec<(&str, &str)> = summary.rows.iter().map(|r| (r.code, r.reason.as_str())).collect();
        assert_eq!(reasons, [
            ("private", "kettle.ics, line 55: it must not be published: the publisher marked it as private"),
            ("no-summary", "kettle.ics, line 42: the event has no SUMMARY: give it a title"),
            ("no-start", "kettle.ics, line 46: the event has no DTSTART: say when it begins"),
            ("no-date", "kettle.ics, line 50: DTSTART is no date that there is: 20260230T200000"),
        ]);
        for notice in ["1 date has passed", "1 event was cancelled", "service.X-ODDITY (1)", "a person’s name", "people who are invited"] {
            let told = summary.notices.iter().any(|n| n.replace('\'', "’").contains(notice));
            assert!(told, "{notice}: {:?}", summary.notices);
        }
        then_both_are_found(&app).await;
        then_nobody_who_is_named_is_kept(&app).await;

        let again = feeds::read(&app, &path, "kettle").await.expect("a reading");
        assert_eq!((again.added, again.changed, again.gone, again.unchanged), (0, 0, 0, 2), "{}", again.counts());
        // A server that writes the moment of asking into each event has not changed anything.
        let path = given_a_calendar(&app, &whats_on().replace("DTSTAMP:20261101T090000Z", "DTSTAMP:20261124T083000Z"));
        let again = feeds::read(&app, &path, "kettle").await.expect("a reading");
        assert_eq!((again.changed, again.unchanged), (0, 2), "{}", again.counts());
    }
}

on_both! {
    async fn what_is_kept_is_what_came_and_what_goes_out_is_strict(app) {
        let path = given_a_calendar(&app, &calendar(&[TEA.to_owned()]));
        feeds::read(&app, &path, "kettle").await.expect("a reading");
        let mut rx = base::db::testing::look(&app.machine.db).await;
        let kept: Vec<String> = rx.values("SELECT raw AS n FROM record", ()).await.expect("records");
        let lines = |text: &str| text.lines().filter(|l| !l.starts_with("ORGANIZER") && !l.starts_with("ATTENDEE")).map(|l| format!("{l}\r\n")).collect::<String>();
        let expected = format!("BEGIN:VCALENDAR\r\nX-WR-CALNAME:The Kettle\r\n{}END:VCALENDAR\r\n", lines(TEA));
        assert_eq!(kept, [expected]);
        drop(rx);
        let ids = feeds::ids(&app, "/oruk/v3/services").await;
        assert_eq!(ids, [hsds::minted("kettle", "service", "tea@kettle.example").to_string()]);
        let (status, body) = feeds::asked(&app, &format!("/oruk/v3/services/{}", ids[0])).await;
        assert_eq!((status, &body["schedules"][0]["freq"], &body["schedules"][0]["byday"]), (200, &"WEEKLY".into(), &"TU".into()));
        assert_eq!(body["organization"]["name"], "The Kettle");
        assert!(!body.to_string().to_lowercase().contains("quill"), "{body}");
    }
}

on_both! {
    async fn what_passes_or_becomes_private_is_gone_at_once(app) {
        let path = given_a_calendar(&app, &whats_on());
        feeds::read(&app, &path, "kettle").await.expect("a reading");
        // Of what is broken now it is not known whether it has gone: it stays.
        let broken = whats_on().replace("DTSTART;TZID=Europe/London:20260106T100000", "DTSTART:20260231T100000");
        let summary = feeds::read(&app, &given_a_calendar(&app, &broken), "kettle").await.expect("a reading");
        assert_eq!((summary.quarantined, summary.unchanged, summary.gone), (5, 1, 0), "{}", summary.counts());

        let private = whats_on().replace("SUMMARY:Tea and talk", "SUMMARY:Tea and talk\r\nCLASS:CONFIDENTIAL");
        let summary = feeds::read(&app, &given_a_calendar(&app, &private), "kettle").await.expect("a reading");
        assert_eq!((summary.unchanged, summary.gone), (1, 1), "{}", summary.counts());
        app::directory::refresh(&app.machine).await.expect("an index");
        app.browser().visit("/find?words=tea+and+talk").await.not_see("Tea and talk");

        // Public again, it is back; when the last date has passed, what was on then is over.
        let back = feeds::read(&app, &given_a_calendar(&app, &whats_on()), "kettle").await.expect("a reading");
        assert_eq!((back.changed, back.gone), (1, 0), "{}", back.counts());
        app.later(jiff::SignedDuration::from_hours(24 * 60)).await;
        let later = feeds::read(&app, &path, "kettle").await.expect("a reading");
        assert_eq!((later.unchanged, later.gone), (1, 1), "{}", later.counts());
        app::directory::refresh(&app.machine).await.expect("an index");
        app.browser().visit("/find?words=repair+cafe").await.not_see("Repair café");
    }
}

on_both! {
    async fn a_calendar_on_the_web_is_read_as_a_feed(app) {
        let served = Page::serve(&whats_on()).await;
        let ctx = app.system();
        let summary = feeds::walked(&ctx, &served.url(), "kettle").await.expect("a reading");
        assert_eq!((summary.added, summary.quarantined), (2, 4), "{:?}", summary.rows);
        then_both_are_found(&app).await;
        then_nobody_who_is_named_is_kept(&app).await;
        let again = feeds::walked(&ctx, &served.url(), "kettle").await.expect("a reading");
        assert_eq!((again.added, again.changed, again.gone), (0, 0, 0), "{}", again.counts());

        // Cut off, away, or empty: nothing is taken away.
        let whole = whats_on();
        for (text, says) in [
            (Some(&whole[..whole.len() / 2]), "ends in the middle"),
            (Some("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"), "has no service in it"),
            (None, "404"),
        ] {
            served.change(text);
            let error = feeds::walked(&ctx, &served.url(), "kettle").await.expect_err(says);
            assert!(error.to_string().contains(says), "{error}");
            then_both_are_found(&app).await;
        }
    }
}

on_both! {
    async fn a_folder_of_calendars_is_one_feed(app) {
        let folder = app.folder().join("calendars");
        std::fs::create_dir_all(folder.join("more")).expect("a folder");
        let one = |name: &str, event: String| std::fs::write(folder.join(name), calendar(&[event])).expect("a file");
        one("tea.ics", TEA.to_owned());
        for n in 0..3 {
            one(&format!("more/cafe{n}.ICS"), cafe(n));
        }
        let summary = feeds::read(&app, &folder, "kettle").await.expect("a reading");
        assert_eq!((summary.added, summary.quarantined), (2, 0), "dates of one thing may lie in files of their own: {:?}", summary.rows);
        then_both_are_found(&app).await;
        std::fs::write(folder.join("other.json"), "[]").expect("a file");
        let error = feeds::read(&app, &folder, "kettle").await.expect_err("both");
        assert!(error.to_string().contains("give each a folder"), "{error}");
        // Named as a calendar and none.
        let path = given_a_calendar(&app, "<html></html>");
        let error = feeds::read(&app, &path, "kettle").await.expect_err("no calendar");
        assert!(error.to_string().contains("kettle.ics: it is no calendar"), "{error}");
    }
}
