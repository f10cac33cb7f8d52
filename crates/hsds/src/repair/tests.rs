//! What somebody wrote, and what is made of it.

use super::*;

fn value<T: Clone>(m: &Mended<T>) -> Option<T> {
    m.value.clone()
}

#[test]
fn text_is_what_people_read() {
    for (raw, lines, becomes) in [
        ("  Tea  &amp; talk ", false, Some("Tea & talk")),
        ("Tea\\nand talk", true, Some("Tea\nand talk")),
        ("One\r\n\r\n\r\nTwo  three ", true, Some("One\n\nTwo three")),
        (
            "<p>Come <b>in</b></p><ul><li>tea</li><li>cake</li></ul><script>alert(1)</script>",
            true,
            Some("Come in\n\n- tea\n- cake"),
        ),
        ("Open ###MON### and ###TUE###", false, Some("Open and")),
        ("Te\u{200b}a\u{0007}", false, Some("Tea")),
        ("5 < 6 and 7 > 3", false, Some("5 < 6 and 7 > 3")),
        ("<a title=\"x > y\" href=x>Tea</a> &pound;2 < &#163;3", false, Some("Tea £2 < £3")),
        ("<p>One<p>Two<!-- three --><br/>Four<STYLE>p{}</style>", true, Some("One\n\nTwo\nFour")),
        ("Tea <3 and <b>cake", false, Some("Tea <3 and cake")),
        ("Tea<script>for ever", false, Some("Tea")),
        ("   ", false, None),
        ("path/to/profile", false, None),
        ("Q&A; a morning", false, Some("Q&A; a morning")),
    ] {
        assert_eq!(text(raw, lines).value.as_deref(), becomes, "{raw}");
    }
    assert_eq!(text("Tea", false).what, []);
    assert_eq!(text(&"y".repeat(300_000), true).value.unwrap().len(), LONGEST);
}

#[test]
fn web_addresses() {
    for (raw, becomes) in [
        ("https://tea.example/", Some("https://tea.example/")),
        ("www.tea.example", Some("https://www.tea.example/")),
        ("tea.example/a?b=c", Some("https://tea.example/a?b=c")),
        ("https://a.example , https://b.example", Some("https://a.example/")),
        ("http://www.example.com", None),
        ("info@tea.example", None),
        ("javascript:alert(1)", None),
        ("ftp://tea.example", None),
        ("https://user:word@tea.example", None),
        ("tea", None),
        ("", None),
    ] {
        assert_eq!(value(&uri(raw)).as_deref(), becomes, "{raw}");
    }
}

#[test]
fn electronic_mail() {
    for (raw, becomes) in [
        ("info@tea.example", Some("info@tea.example")),
        (" info@tea.example ", Some("info@tea.example")),
        ("info@tea.example; b@tea.example", Some("info@tea.example")),
        ("Tea <info@tea.example>", Some("info@tea.example")),
        ("mailto:info@tea.example", Some("info@tea.example")),
        ("email@example.com", None),
        ("www.tea.example", None),
    ] {
        assert_eq!(value(&email(raw)).as_deref(), becomes, "{raw}");
    }
}

#[test]
fn days_and_times() {
    for (raw, becomes) in [
        ("2026-11-26", Some("2026-11-26")),
        ("2026-11-26T10:00:00Z", Some("2026-11-26")),
        ("26/11/2026", Some("2026-11-26")),
        ("11/26/2026", Some("2026-11-26")),
        ("05/06/2026", None),
        ("05/05/2026", Some("2026-05-05")),
        ("31/02/2026", None),
        ("soon", None),
        ("26/11/26", None),
    ] {
        assert_eq!(value(&date(raw)).as_deref(), becomes, "{raw}");
    }
    for (raw, becomes) in [
        ("18:30", Some("18:30")),
        ("18:30:00", Some("18:30")),
        ("9:00am", Some("09:00")),
        ("7:30 pm", Some("19:30")),
        ("6.30pm", Some("18:30")),
        ("12pm", Some("12:00")),
        ("12am", Some("00:00")),
        ("noon", Some("12:00")),
        ("25:00", None),
        ("9", None),
        ("late", None),
    ] {
        assert_eq!(value(&time(raw)).as_deref(), becomes, "{raw}");
    }
    for (raw, becomes) in [
        ("2025-09-02T12:06:15.654", Some("2025-09-02T11:06:15.654Z")),
        ("2025-12-02T12:06:15Z", Some("2025-12-02T12:06:15Z")),
        ("2025-12-02T12:06:15+01:00", Some("2025-12-02T11:06:15Z")),
        ("2025-12-02 12:06", Some("2025-12-02T12:06:00Z")),
        ("2025-12-02", Some("2025-12-02T00:00:00Z")),
        ("yesterday", None),
    ] {
        assert_eq!(value(&moment(raw)).as_deref(), becomes, "{raw}");
    }
}

#[test]
fn days_of_the_week() {
    for (raw, becomes) in [
        ("MO,TU", Some("MO,TU")),
        ("Monday, Tuesday", Some("MO,TU")),
        ("Mon-Fri", Some("MO,TU,WE,TH,FR")),
        ("Sat to Mon", Some("SA,SU,MO")),
        ("2MO", Some("2MO")),
        ("-1FR", Some("-1FR")),
        ("https://schema.org/Thursday", Some("TH")),
        ("1", Some("MO")),
        ("Tuesdays and Thursdays", Some("TU,TH")),
        ("now and then", None),
        ("", None),
    ] {
        assert_eq!(value(&days(raw)).as_deref(), becomes, "{raw}");
    }
}

#[test]
fn words_of_the_standard() {
    use crate::fields::{FREQUENCIES, STATUSES};
    for (raw, becomes) in [
        ("active", Some("active")),
        ("Open", Some("active")),
        ("temporarily_closed", Some("temporarily closed")),
        ("new", None),
    ] {
        assert_eq!(value(&word(raw, STATUSES)).as_deref(), becomes, "{raw}");
    }
    for (raw, becomes) in [
        ("Cancelled", "defunct"),
        ("Permanently closed", "defunct"),
        ("Discontinued", "defunct"),
        ("No longer running", "defunct"),
        ("Temporarily unavailable", "temporarily closed"),
        ("Temporarily closed until May", "temporarily closed"),
        ("Not running", "inactive"),
        ("unpublished", "inactive"),
        ("active", "active"),
    ] {
        assert_eq!(value(&status(raw)).as_deref(), Some(becomes), "{raw}");
    }
    // What is said of nothing but the entry closes nothing, and somebody hears of it.
    for raw in ["Verified", "Recommended", "Full"] {
        assert_eq!(status(raw), Mended { value: Some("active".into()), what: vec![What::Status] }, "{raw}");
    }
    assert_eq!(value(&word("weekly", FREQUENCIES)).as_deref(), Some("WEEKLY"));
    assert_eq!(value(&word("Tuesday", DAYS)).as_deref(), Some("TU"));
}

#[test]
fn telephones() {
    let d = phone("Youth line: 020 7946 0123 ext 4");
    assert_eq!(
        (d.number.as_deref(), d.words.as_deref(), d.extension),
        (Some("020 7946 0123"), Some("Youth line"), Some(4))
    );
    let d = phone("020 7946 0123");
    assert_eq!((d.number.as_deref(), d.words, d.what), (Some("020 7946 0123"), None, vec![]));
    assert_eq!(phone("+44 20 7946 0123").number.as_deref(), Some("020 7946 0123"));
    assert_eq!(phone("\"+44 1632 960123\"").number.as_deref(), Some("01632 960123"));
    assert_eq!(phone("116 123").number.as_deref(), Some("116 123"));
    assert_eq!(phone("Tel: 07700 900123").words, None);
    assert_eq!(phone("ask inside").number, None);
    assert_eq!(phone("020 7946 0123 / 020 7946 0124").number.as_deref(), Some("020 7946 0123"));
}

#[test]
fn postcodes_with_letters_for_digits() {
    for (raw, becomes, what) in [
        ("E15 4ES", "E15 4ES", vec![]),
        ("e154es", "E15 4ES", vec![What::Blank]),
        ("LU7 ONY", "LU7 0NY", vec![What::PostcodeLetters]),
        ("EI5 4ES", "E15 4ES", vec![What::PostcodeLetters]),
        ("SE1O 8AA", "SE10 8AA", vec![What::PostcodeLetters]),
        ("HP7", "HP7", vec![What::OnlyDistrict]),
        ("94063", "94063", vec![]),
    ] {
        let mended = postcode(raw);
        assert_eq!((mended.value.as_deref(), mended.what), (Some(becomes), what), "{raw}");
    }
}

#[test]
fn countries_and_money() {
    assert_eq!(value(&country("United Kingdom")).as_deref(), Some("GB"));
    assert_eq!(value(&country("us")).as_deref(), Some("US"));
    assert_eq!(value(&country("Narnia")), None);
    assert_eq!(value(&currency("£")).as_deref(), Some("GBP"));
    assert_eq!(value(&number("£1,200.50")), Some(1200.5));
    assert_eq!(value(&number("free")), None);
}
