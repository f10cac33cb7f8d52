//! What a single value must look like: dates, addresses of the web, telephone numbers, plain text.
//!
//! Each function answers with what is wrong, in a few words, or with nothing. Only the form is looked at. Whether a
//! number is connected or a page exists is not.

use super::{codes, tables};
use jiff::{Timestamp, civil::Date};

/// What is wrong with a value.
pub(super) type Wrong = Option<&'static str>;

fn wrong(bad: bool, what: &'static str) -> Wrong {
    bad.then_some(what)
}

/// The UUID behind a text, if it is written as RFC 9562 writes it: small letters, four hyphens.
pub(super) fn uuid(text: &str) -> Result<u128, &'static str> {
    if text.len() != 36 {
        return Err("not a UUID");
    }
    let id = uuid::Uuid::try_parse(text).map_err(|_| "not a UUID")?;
    match id.as_u128() {
        0 | u128::MAX => Err("a UUID that names nothing"),
        _ if text.bytes().any(|b| b.is_ascii_uppercase()) => Err("a UUID in capitals"),
        id => Ok(id),
    }
}

/// An absolute address of the web, as RFC 3986 writes it.
pub(super) fn uri(text: &str) -> Wrong {
    if !text.is_ascii() || text.bytes().any(|b| b <= b' ' || b == 0x7f || b"<>\"{}|\\^`[]".contains(&b)) {
        return Some("has characters that an address must write with %");
    }
    let bytes = text.as_bytes();
    for at in bytes.iter().enumerate().filter(|(_, b)| **b == b'%').map(|(at, _)| at) {
        if !bytes.get(at + 1..at + 3).is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit)) {
            return Some("has a % without two hexadecimal digits");
        }
    }
    if text.matches('#').count() > 1 {
        return Some("has more than one #");
    }
    let Some((scheme, rest)) = text.split_once("://") else { return Some("not an absolute address") };
    if scheme != "http" && scheme != "https" {
        return Some("neither http nor https");
    }
    if rest.starts_with('/') || url::Url::parse(text).is_err() {
        return Some("not an address");
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.contains('@') {
        return Some("names a user");
    }
    let name = authority.split(':').next().unwrap_or_default();
    domain(name)
}

/// The host of a web or e-mail address: labels with a dot between them.
fn domain(name: &str) -> Wrong {
    let label = |label: &str| {
        let inner = label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        inner && !label.is_empty() && label.len() <= 63 && !label.starts_with('-') && !label.ends_with('-')
    };
    let last = name.rsplit('.').next().unwrap_or_default();
    let right = name.contains('.') && name.len() <= 253 && name.split('.').all(label) && last.len() >= 2;
    wrong(!right || last.bytes().all(|b| b.is_ascii_digit()), "no host of the public web")
}

/// One address of one mailbox.
pub(super) fn email(text: &str) -> Wrong {
    let mut parts = text.split('@');
    let (Some(local), Some(host), None) = (parts.next(), parts.next(), parts.next()) else {
        return Some("not one @");
    };
    let atom = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&b);
    if local.is_empty() || local.len() > 64 || !local.bytes().all(atom) {
        return Some("no mailbox before the @");
    }
    if local.starts_with('.') || local.ends_with('.') || local.contains("..") {
        return Some("dots where none may be");
    }
    domain(host)
}

/// A day of the calendar.
pub(super) fn date(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    let shape = bytes.len() == 10 && bytes.iter().enumerate().all(|(at, b)| shape_of(at, *b));
    let day: Date = text.parse().ok().filter(|_| shape)?;
    (day.year() >= 1800).then_some(day)
}

fn shape_of(at: usize, b: u8) -> bool {
    match at {
        4 | 7 => b == b'-',
        _ => b.is_ascii_digit(),
    }
}

/// A moment as RFC 3339 writes it, with its zone.
pub(super) fn moment(text: &str) -> Option<Timestamp> {
    let (day, rest) = text.split_at_checked(10)?;
    date(day)?;
    let rest = rest.strip_prefix('T')?;
    let (clock, zone) = rest.split_at_checked(8)?;
    let (fraction, zone) = match zone.strip_prefix('.') {
        Some(rest) => {
            let end = rest.bytes().position(|b| !b.is_ascii_digit())?;
            (Some(&rest[..end]), &rest[end..])
        }
        None => (None, zone),
    };
    let right = time(clock).is_none()
        && fraction.is_none_or(|digits| (1..=9).contains(&digits.len()))
        && (zone == "Z" || offset(zone));
    if right { text.parse().ok() } else { None }
}

/// `+01:00`
fn offset(zone: &str) -> bool {
    zone.strip_prefix(['+', '-']).is_some_and(|clock| clock.len() == 5 && time(clock).is_none())
}

/// `09:00`, `09:00:00`, either with `Z` or an offset.
pub(super) fn time(text: &str) -> Wrong {
    let clock = match text.strip_suffix('Z') {
        Some(clock) => clock,
        None => match text.split_at_checked(text.len().saturating_sub(6)) {
            Some((clock, zone)) if !clock.is_empty() && offset_shape(zone) => clock,
            _ => text,
        },
    };
    let two =
        |part: &str, most: u8| part.len() == 2 && part.parse::<u8>().is_ok_and(|n| n <= most && !part.contains('+'));
    let mut parts = clock.split(':');
    let right = parts.next().is_some_and(|hours| two(hours, 23))
        && parts.next().is_some_and(|minutes| two(minutes, 59))
        && parts.next().is_none_or(|seconds| two(seconds, 59))
        && parts.next().is_none();
    wrong(!right, "not a time of day such as 09:30")
}

fn offset_shape(zone: &str) -> bool {
    let bytes = zone.as_bytes();
    let digits = |at: usize, most: u8| {
        bytes
            .get(at..at + 2)
            .and_then(|two| str::from_utf8(two).ok())
            .and_then(|two| two.parse::<u8>().ok())
            .is_some_and(|n| n <= most)
    };
    bytes.len() == 6 && b"+-".contains(&bytes[0]) && bytes[3] == b':' && digits(1, 14) && digits(4, 59)
}

/// A telephone number to be dialled, and nothing else.
pub(super) fn phone(text: &str) -> Wrong {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if !text.bytes().all(|b| b.is_ascii_digit() || b" +-().".contains(&b)) {
        return Some("has more than a number");
    }
    if text.rfind('+').is_some_and(|at| at > 0) {
        return Some("a + that is not at its start");
    }
    if text.matches('(').count() != text.matches(')').count() {
        return Some("brackets that do not close");
    }
    wrong(!(7..=15).contains(&digits), "not 7 to 15 digits")
}

/// Whether a code is in a list of codes with spaces between them.
fn in_list(list: &str, code: &str) -> bool {
    list.split_ascii_whitespace().any(|one| one == code)
}

/// Two capitals of ISO 3166-1.
pub(super) fn country(text: &str) -> Wrong {
    wrong(!in_list(codes::COUNTRIES, text), "no country of ISO 3166-1")
}

/// Three capitals of ISO 4217.
pub(super) fn currency(text: &str) -> Wrong {
    wrong(!in_list(codes::CURRENCIES, text), "no currency of ISO 4217")
}

/// Two small letters of ISO 639-1, or three small letters, which are not looked up.
pub(super) fn language(text: &str) -> Wrong {
    let three = text.len() == 3 && text.bytes().all(|b| b.is_ascii_lowercase());
    wrong(!three && !in_list(codes::LANGUAGES, text), "no language of ISO 639")
}

/// `MO,WE` and, in a month, `1MO,-1FR`. Answers whether one has a number.
pub(super) fn days(text: &str) -> Result<bool, &'static str> {
    let mut numbered = false;
    let mut seen = Vec::new();
    for part in text.split(',') {
        let Some((number, day)) = part.len().checked_sub(2).and_then(|at| part.split_at_checked(at)) else {
            return Err("not a day of two letters");
        };
        if !tables::DAYS.contains(&day) {
            return Err("not a day of two letters");
        }
        if !number.is_empty() {
            whole(number, 53)?;
            numbered = true;
        }
        if seen.contains(&part) {
            return Err("a day twice");
        }
        seen.push(part);
    }
    Ok(numbered)
}

/// `1,15,-1`
pub(super) fn numbers(text: &str, most: i32) -> Wrong {
    text.split(',').find_map(|part| whole(part, most).err())
}

fn whole(text: &str, most: i32) -> Result<i32, &'static str> {
    let number: i32 = text.parse().map_err(|_| "not a whole number")?;
    if number == 0 || number.abs() > most { Err("a number out of range") } else { Ok(number) }
}

/// A UK postcode, or the first half of one where the place itself is not told. The shapes are those of BS 7666.
pub(super) fn postcode(text: &str) -> Wrong {
    let (outward, inward) = match text.split_once(' ') {
        Some((outward, inward)) => (outward, Some(inward)),
        None => (text, None),
    };
    let shape: String = outward
        .chars()
        .map(|c| match c {
            'A'..='Z' => 'A',
            '0'..='9' => '9',
            _ => '?',
        })
        .collect();
    let right = ["A9", "A99", "A9A", "AA9", "AA99", "AA9A"].contains(&shape.as_str()) || text == "GIR 0AA";
    let inside = inward.is_none_or(|inward| match inward.as_bytes() {
        [d, a, b] => d.is_ascii_digit() && [a, b].iter().all(|c| c.is_ascii_uppercase() && !b"CIKMOV".contains(c)),
        _ => false,
    });
    wrong(!right || !inside, "no UK postcode such as E15 1AA")
}

/// Whether a postcode is whole.
pub(super) fn is_whole_postcode(text: &str) -> bool {
    text.contains(' ') && postcode(text).is_none()
}

/// A text that is a tag or an entity of HTML.
pub(super) fn html(text: &str) -> Option<&str> {
    const TAGS: &str = "a abbr address article aside b big blockquote body br button center cite code col dd del div dl dt \
        em fieldset figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins label legend li \
        link main meta nav noscript object ol option p pre q s script section select small span strike strong style sub \
        sup svg table tbody td textarea tfoot th thead title tr tt u ul video";
    for (at, _) in text.match_indices('<') {
        let rest = &text[at + 1..];
        if rest.starts_with("!--") {
            return Some(&text[at..at + 4]);
        }
        let name = rest.strip_prefix('/').unwrap_or(rest);
        let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        let closes = name[end..].starts_with(['>', '/', ' ', '\n', '\t']) && name.contains('>');
        if closes && in_list(TAGS, &name[..end].to_ascii_lowercase()) {
            return Some(&text[at..at + 1 + (rest.len() - name.len()) + end]);
        }
    }
    for (at, _) in text.match_indices('&') {
        let rest = &text[at + 1..];
        let Some(end) = rest.find(';').filter(|end| (2..=8).contains(end)) else { continue };
        let name = &rest[..end];
        let number = name.strip_prefix('#').is_some_and(|code| {
            let digits = code.trim_start_matches(['x', 'X']);
            !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_hexdigit())
        });
        let named = "amp lt gt quot apos nbsp pound euro hellip ndash mdash lsquo rsquo ldquo rdquo bull middot copy reg \
            trade eacute egrave";
        if number || in_list(named, &name.to_ascii_lowercase()) {
            return Some(&text[at..at + end + 2]);
        }
    }
    None
}

/// A character that nobody sees and that no text needs.
pub(super) fn control(text: &str) -> Option<char> {
    text.chars().find(|c| match c {
        '\n' => false,
        '\u{200b}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        c => c.is_control(),
    })
}

/// A trace of how another programme kept its text: a line break that is written out, the marks of a feed.
pub(super) fn escape(text: &str) -> bool {
    text.contains("\\n")
        || text.contains("\\r")
        || text.contains("\\t")
        || text.contains("\\u00")
        || text.contains("###")
}

/// What stands where nobody has filled in a value.
pub(super) fn placeholder(text: &str) -> bool {
    let small = text.to_ascii_lowercase();
    let whole = ["null", "undefined", "n/a", "tbc", "tba", "[object object]", "string", "path/to"];
    whole.contains(&small.as_str())
        || text == "NaN"
        || small.contains("lorem ipsum")
        || small.contains("://path/to")
        || example(&small)
}

/// Names that are kept for examples: `example.com` and its sisters, with what stands before them.
fn example(small: &str) -> bool {
    ["example.com", "example.org", "example.net", "example.co.uk", "example.org.uk"].iter().any(|name| {
        small.match_indices(name).any(|(at, _)| {
            let before = small[..at].chars().next_back();
            let after = small[at + name.len()..].chars().next();
            let part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '-');
            !part(before) && !part(after)
        })
    })
}

/// Small letters, without accents, words with one space between them, so that texts can be searched.
pub(super) fn fold(text: &str, into: &mut String) {
    for c in text.chars() {
        for c in c.to_lowercase() {
            into.push(match c {
                'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
                'ç' | 'ć' | 'č' => 'c',
                'è'..='ë' | 'ē' | 'ę' | 'ě' => 'e',
                'ì'..='ï' | 'ī' => 'i',
                'ñ' | 'ń' | 'ň' => 'n',
                'ò'..='ö' | 'ø' | 'ō' => 'o',
                'ù'..='ü' | 'ū' => 'u',
                'ý' | 'ÿ' => 'y',
                'š' | 'ś' => 's',
                'ž' | 'ż' | 'ź' => 'z',
                'ł' => 'l',
                c if c.is_alphanumeric() => c,
                _ => ' ',
            });
        }
    }
}

/// A date of HTTP, `Thu, 01 Oct 2026 09:00:00 GMT`.
pub(super) fn http_date(text: &str) -> Option<Timestamp> {
    let moment = jiff::fmt::rfc2822::parse(text).ok()?.timestamp();
    (text.len() == 29 && text.ends_with(" GMT")).then_some(moment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_the_web() {
        for text in [
            "https://www.kith.uk/a?b=c#d",
            "http://kith.uk",
            "https://id.esd.org.uk/list/needs",
            "https://a.b.uk:8080/%C3%A9",
        ] {
            assert_eq!(uri(text), None, "{text}");
        }
        for text in [
            "www.kith.uk",
            "https://",
            "https:///a",
            "ftp://kith.uk",
            "https://kith",
            "https://kith.uk/a b",
            "mailto:a@kith.uk",
            "https://kith.uk/é",
            "https://kith.uk/%zz",
            "https://a@kith.uk",
            "https://kith.uk/#a#b",
            "https://192.168.0.1/",
            "https://-a.uk",
            "https://kith.uk/[a]",
            "HTTP://kith.uk",
            "https://kith..uk",
        ] {
            assert!(uri(text).is_some(), "{text}");
        }
    }

    #[test]
    fn mailboxes() {
        assert_eq!((email("a.b+c@kith.org.uk"), email("o'brien@kith.uk")), (None, None));
        for text in
            ["a@b@kith.uk", "a", "a@kith", "@kith.uk", "a b@kith.uk", "a@kith.uk;b@kith.uk", ".a@kith.uk", "a@kith.uk "]
        {
            assert!(email(text).is_some(), "{text}");
        }
    }

    #[test]
    fn times() {
        for text in ["09:00", "23:59:59", "09:00Z", "09:00+01:00", "09:00:00-05:00"] {
            assert_eq!(time(text), None, "{text}");
        }
        for text in
            ["9:00", "24:00", "9:00am", "09.00", "0900", "09:60", "09:00:00:00", "", "+9:00", "09:00+1", "09:00 "]
        {
            assert!(time(text).is_some(), "{text}");
        }
        for text in ["2026-10-01T09:00:00Z", "2026-10-01T09:00:00.123+01:00"] {
            assert!(moment(text).is_some(), "{text}");
        }
        for text in [
            "2025-09-02T12:06:15.654",
            "2026-10-01 09:00:00Z",
            "2026-10-01",
            "2026-02-30T09:00:00Z",
            "2026-10-01T09:00Z",
            "2026-10-01T09:00:00.Z",
        ] {
            assert!(moment(text).is_none(), "{text}");
        }
        assert!(date("2026-02-29").is_none() && date("01/02/2026").is_none() && date("2024-02-29").is_some());
        assert!(date("2026-2-9").is_none() && date("20260209").is_none() && date("0001-01-01").is_none());
        assert!(http_date("Thu, 01 Oct 2026 09:00:00 GMT").is_some());
        assert!(http_date("2026-10-01T09:00:00Z").is_none() && http_date("Thu, 01 Oct 2026 09:00:00 +0000").is_none());
    }

    #[test]
    fn parts_of_schedules() {
        assert_eq!((days("MO,TU"), days("1MO,-1FR"), days("MO")), (Ok(false), Ok(true), Ok(false)));
        for text in ["", "MO,", "Mon", "MO, TU", "mo", "0MO", "54MO", "MO,MO", "é"] {
            assert!(days(text).is_err(), "{text}");
        }
        assert_eq!(numbers("1,15,-1", 31), None);
        assert!(numbers("32", 31).is_some() && numbers("0", 31).is_some() && numbers("1,,2", 31).is_some());
    }

    #[test]
    fn codes() {
        assert_eq!((country("GB"), currency("GBP"), language("en"), language("bfi")), (None, None, None, None));
        for (text, say) in [
            ("UK", country("UK")),
            ("gb", country("gb")),
            ("gbp", currency("gbp")),
            ("XYZ", currency("XYZ")),
            ("EN", language("EN")),
            ("xx", language("xx")),
            ("english", language("english")),
        ] {
            assert!(say.is_some(), "{text}");
        }
        for text in ["020 7946 0000", "+44 (0)20 7946 0000", "0800-111-1111"] {
            assert_eq!(phone(text), None, "{text}");
        }
        for text in [
            "call 020 7946 0000",
            "12345",
            "1234567890123456",
            "020 7946 0000 / 1",
            "44+ 20 7946 0000",
            "(020 7946 0000",
        ] {
            assert!(phone(text).is_some(), "{text}");
        }
        assert_eq!((postcode("E15 1AA"), postcode("HP7"), postcode("SW1A 1AA")), (None, None, None));
        assert!(postcode("LU7 ONY").is_some() && postcode("e15 1aa").is_some() && postcode("E151AA").is_some());
        assert!(is_whole_postcode("E15 1AA") && !is_whole_postcode("E15"));
        assert!(uuid("4b5e3e0e-1b3f-4c3a-9f1e-0a1b2c3d4e5f").is_ok());
        assert!(
            uuid("4B5E3E0E-1b3f-4c3a-9f1e-0a1b2c3d4e5f").is_err()
                && uuid("12").is_err()
                && uuid("4b5e3e0e1b3f4c3a9f1e0a1b2c3d4e5f").is_err()
        );
        assert!(uuid("00000000-0000-0000-0000-000000000000").is_err());
    }

    #[test]
    fn texts() {
        for text in ["<p>Tea</p>", "a<br/>b", "Tea &amp; talk", "a&nbsp;b", "&#39;", "<!-- x -->", "<a href='b'>"] {
            assert!(html(text).is_some(), "{text}");
        }
        for text in ["ages < 5 & > 3", "<18s>", "Ann <ann@kith.uk>", "Tea & talk; cake", "R&B; jazz", "a <b", "<3 you"]
        {
            assert_eq!(html(text), None, "{text}");
        }
        assert_eq!(control("a\nb"), None);
        assert!(
            control("a\r\nb").is_some()
                && control("a\u{7}").is_some()
                && control("a\u{200b}b").is_some()
                && control("a\tb").is_some()
        );
        assert!(escape("a\\nb") && escape("###MON###") && !escape("a/n"));
        for text in ["https://example.com", "a@example.org", "N/A", "see www.example.com.", "https://path/to/x"] {
            assert!(placeholder(text), "{text}");
        }
        for text in ["https://counterexample.com", "for example. Come along", "None", "https://example.community/"] {
            assert!(!placeholder(text), "{text}");
        }
        let mut folded = String::new();
        fold("Café-Été", &mut folded);
        assert_eq!(folded, "cafe ete");
    }
}
