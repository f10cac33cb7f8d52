//! Repairs of single values: what somebody meant, from what they wrote. Pure; each says by a code what it did, and gives up rather than guess.

mod html;

use crate::{
    fields::{DAYS, STATUSES},
    issue::What,
};
use html::{looks_like_html, plain};
use jiff::{civil, tz::TimeZone};
use kernel::{Email, Language, Outcode, Phone, Postcode};

/// What became of a value: `None` where it was left out.
#[derive(Debug, PartialEq)]
pub struct Mended<T> {
    pub value: Option<T>,
    pub what: Vec<What>,
}

impl<T> Mended<T> {
    fn kept(value: T) -> Mended<T> {
        Mended { value: Some(value), what: vec![] }
    }
    fn by(value: T, what: What) -> Mended<T> {
        Mended { value: Some(value), what: vec![what] }
    }
    fn out(what: What) -> Mended<T> {
        Mended { value: None, what: vec![what] }
    }
}

/// No field is longer.
pub const LONGEST: usize = 20_000;

/// Text as people read it: no HTML, no marks of some database, no characters that cannot be seen. With its lines, or on one.
pub fn text(raw: &str, lines: bool) -> Mended<String> {
    let mut what = vec![];
    let mut text = raw.to_owned();
    if text.len() > 4 * LONGEST {
        text = text.chars().take(LONGEST).collect();
        what.push(What::TooLong);
    }
    if text.contains("\\n") || text.contains("\\r") {
        text = text.replace("\\r\\n", "\n").replace("\\n", "\n").replace("\\r", "\n");
        what.push(What::Newline);
    }
    // Some say it twice over: `&amp;amp;`.
    for _ in 0..3 {
        if !looks_like_html(&text) {
            break;
        }
        text = plain(&text);
        if !what.contains(&What::Html) {
            what.push(What::Html);
        }
    }
    if text.contains("###") {
        let without = untagged(&text);
        if without != text {
            (text, _) = (without, what.push(What::Tag));
        }
    }
    if text.chars().any(is_invisible) {
        text = text.chars().filter(|c| !is_invisible(*c)).collect();
        what.push(What::Control);
    }
    let tidy = if lines { tidy_lines(&text) } else { text.split_whitespace().collect::<Vec<_>>().join(" ") };
    if tidy != text && what.is_empty() {
        what.push(What::Blank);
    }
    text = tidy;
    if text.chars().count() > LONGEST {
        text = text.chars().take(LONGEST).collect();
        what.push(What::TooLong);
    }
    if is_placeholder(&text) {
        return Mended::out(What::Placeholder);
    }
    // Nothing but blanks is nothing, and nobody need hear of it.
    Mended { value: Some(text).filter(|t| !t.is_empty()), what }
}

fn tidy_lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut empty = 0;
    for line in text.replace("\r\n", "\n").split(['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}', '\u{b}', '\u{c}']) {
        let line = line.split([' ', '\t', '\u{a0}']).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ");
        if line.is_empty() {
            empty += 1;
            continue;
        }
        if !out.is_empty() {
            out.push_str(if empty > 0 { "\n\n" } else { "\n" });
        }
        empty = 0;
        out.push_str(&line);
    }
    out
}

/// Control characters but line ends, zero-width marks, direction marks that would turn what follows round. (A zero-width joiner is part of some scripts and
/// of some emoji.)
fn is_invisible(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{85}' | '\u{b}' | '\u{c}'))
        || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{00ad}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}')
}

/// Without `###MON###`.
fn untagged(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("###") {
        let after = &rest[start + 3..];
        let Some(end) = after.find("###").filter(|e| *e <= 40 && !after[..*e].contains(char::is_whitespace)) else {
            break;
        };
        out.push_str(&rest[..start]);
        rest = &after[end + 3..];
    }
    out + rest
}

/// What standards and programs write where nobody wrote anything.
pub fn is_placeholder(text: &str) -> bool {
    let key = text.trim().trim_end_matches('/').to_ascii_lowercase();
    let bare = key.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
    let host = bare.split(['/', '?']).next().unwrap_or_default().rsplit('@').next().unwrap_or_default();
    ["example.com", "example.org", "example.net"].contains(&host)
        || bare.contains("path/to")
        || matches!(
            key.as_str(),
            "n/a"
                | "na"
                | "null"
                | "none"
                | "nil"
                | "undefined"
                | "-"
                | "--"
                | "tbc"
                | "tbd"
                | "lorem ipsum"
                | "string"
        )
}

/// A web address that a browser may be sent to.
pub fn uri(raw: &str) -> Mended<String> {
    let words: Vec<&str> = raw.split([' ', ',', ';', '\n']).filter(|w| !w.is_empty()).collect();
    let Some(first) = words.first() else { return Mended { value: None, what: vec![] } };
    if is_placeholder(raw) || is_placeholder(first) {
        return Mended::out(What::Placeholder);
    }
    let mut what = vec![];
    let mut all = words.iter().filter_map(|w| one_uri(w));
    let Some((uri, schemed)) = all.next() else { return Mended::out(What::NotAUri) };
    if schemed {
        what.push(What::Scheme);
    }
    if words.len() > 1 {
        what.push(What::Several);
    }
    Mended { value: Some(uri), what }
}

fn one_uri(word: &str) -> Option<(String, bool)> {
    let lower = word.to_ascii_lowercase();
    let has_scheme = lower.starts_with("http://") || lower.starts_with("https://");
    if !has_scheme && (lower.contains("://") || word.contains('@')) {
        return None;
    }
    let whole = if has_scheme { word.to_owned() } else { format!("https://{}", word.trim_start_matches('/')) };
    let url = url::Url::parse(&whole).ok()?;
    let host = url.host_str()?;
    let named = host.contains('.') && !host.ends_with('.') && !host.starts_with('.');
    (named && url.username().is_empty() && url.password().is_none() && url.as_str().len() <= 2000)
        .then(|| (url.as_str().to_owned(), !has_scheme))
}

/// The first e-mail address of a field.
pub fn email(raw: &str) -> Mended<String> {
    let bare = raw.trim().trim_start_matches("mailto:");
    if bare.is_empty() {
        return Mended { value: None, what: vec![] };
    }
    if is_placeholder(bare) {
        return Mended::out(What::Placeholder);
    }
    if let Ok(email) = bare.parse::<Email>() {
        return if bare == raw {
            Mended::kept(email.as_str().to_owned())
        } else {
            Mended::by(email.as_str().to_owned(), What::Blank)
        };
    }
    let mut all = bare
        .split([' ', ',', ';', '/', '<', '>', '(', ')', '\n', '\t'])
        .filter_map(|w| w.trim_start_matches("mailto:").trim_end_matches(['.', ':']).parse::<Email>().ok());
    match all.next() {
        Some(email) => Mended::by(email.as_str().to_owned(), What::Several),
        None => Mended::out(What::NotAnEmail),
    }
}

/// `2026-11-26`; the day of a moment; `26/11/2026` where the day cannot be a month.
pub fn date(raw: &str) -> Mended<String> {
    let text = raw.trim();
    if text.is_empty() {
        return Mended { value: None, what: vec![] };
    }
    let shown = |d: civil::Date| d.to_string();
    let sensible = |d: &civil::Date| (1800..=2200).contains(&d.year());
    if let Ok(day) = text.parse::<civil::Date>() {
        if !sensible(&day) {
            return Mended::out(What::NotADate);
        }
        return if shown(day) == raw { Mended::kept(shown(day)) } else { Mended::by(shown(day), What::NotADate) };
    }
    let head = text.split(['T', ' ']).next().unwrap_or_default();
    if let Some(day) = head.parse::<civil::Date>().ok().filter(sensible) {
        return Mended::by(shown(day), What::NotADate);
    }
    let parts: Vec<i16> = text.split(['/', '.', '-']).filter_map(|p| p.parse().ok()).collect();
    let [a, b, year] = parts[..] else { return Mended::out(What::NotADate) };
    if !(1000..=9999).contains(&year) || text.split(['/', '.', '-']).count() != 3 {
        return Mended::out(What::NotADate);
    }
    let made = |day: i16, month: i16| civil::Date::new(year, month as i8, day as i8).ok().filter(sensible);
    match (a, b) {
        (13..=31, 1..=12) => made(a, b).map_or(Mended::out(What::NotADate), |d| Mended::by(shown(d), What::DateOrder)),
        (1..=12, 13..=31) => made(b, a).map_or(Mended::out(What::NotADate), |d| Mended::by(shown(d), What::DateOrder)),
        (1..=12, 1..=12) if a == b => {
            made(a, b).map_or(Mended::out(What::NotADate), |d| Mended::by(shown(d), What::DateOrder))
        }
        (1..=12, 1..=12) => Mended::out(What::DateUnclear),
        _ => Mended::out(What::NotADate),
    }
}

/// `18:30`, from that, `18:30:00`, `6.30pm`, `6pm`, `noon`.
pub fn time(raw: &str) -> Mended<String> {
    let text = raw.trim().to_ascii_lowercase();
    if text.is_empty() {
        return Mended { value: None, what: vec![] };
    }
    let shown = |h: u32, m: u32| (h < 24 && m < 60).then(|| format!("{h:02}:{m:02}"));
    let made = match text.as_str() {
        "noon" | "midday" | "12 noon" | "12noon" => shown(12, 0),
        "midnight" | "24:00" | "24:00:00" => shown(0, 0),
        _ => {
            let (body, half) = match text.strip_suffix("pm").or_else(|| text.strip_suffix("p.m.")) {
                Some(body) => (body, Some(12)),
                None => match text.strip_suffix("am").or_else(|| text.strip_suffix("a.m.")) {
                    Some(body) => (body, Some(0)),
                    None => (text.as_str(), None),
                },
            };
            // A zone or a fraction behind it says nothing about London.
            let body = body.trim().trim_end_matches('z').split(['+', ' ']).next().unwrap_or_default();
            let mut parts = body.split([':', '.']);
            let hour = parts.next().and_then(|h| h.parse::<u32>().ok());
            let minute = parts.next().map_or(half.map(|_| 0), |m| m.parse().ok());
            match (hour, minute, half) {
                (Some(h @ 1..=12), Some(m), Some(half)) => shown(h % 12 + half, m),
                (Some(h), Some(m), _) => shown(h, m),
                _ => None,
            }
        }
    };
    match made {
        Some(time) if time == raw => Mended::kept(time),
        Some(time) => Mended::by(time, What::TimeForm),
        None => Mended::out(What::NotATime),
    }
}

/// A moment in UTC; one without a zone is taken as London time.
pub fn moment(raw: &str) -> Mended<String> {
    let text = raw.trim();
    if text.is_empty() {
        return Mended { value: None, what: vec![] };
    }
    let london = || TimeZone::get("Europe/London").ok();
    let sensible = |at: &jiff::Timestamp| (1900..=2200).contains(&at.to_zoned(TimeZone::UTC).year());
    if let Some(at) = text.parse::<jiff::Timestamp>().ok().filter(sensible) {
        return Mended::kept(at.to_string());
    }
    let local = text.parse::<civil::DateTime>().ok().or_else(|| text.replacen(' ', "T", 1).parse().ok());
    let local = local.or_else(|| text.parse::<civil::Date>().ok().map(|d| d.at(0, 0, 0, 0)));
    let at = local.and_then(|l| l.to_zoned(london()?).ok()).map(|z| z.timestamp()).filter(sensible);
    match at {
        Some(at) => Mended::by(at.to_string(), What::NoZone),
        None => Mended::out(What::NotAMoment),
    }
}

/// A number, from a number or from text such as `£4.50` or `1,200`.
pub fn number(raw: &str) -> Mended<f64> {
    let text = raw.trim().trim_start_matches(['£', '$', '€', '+']).trim().replace(',', "");
    if text.is_empty() {
        return Mended { value: None, what: vec![] };
    }
    match text.parse::<f64>().ok().filter(|n| n.is_finite() && n.abs() < 1e12) {
        Some(n) => Mended::by(n, What::NumberAsText),
        None => Mended::out(What::NotANumber),
    }
}

/// One of the words of the standard, whatever its case and with what people write for it.
pub fn word(raw: &str, words: &[&'static str]) -> Mended<String> {
    let key = raw.trim().to_ascii_lowercase().replace(['_', '-'], " ");
    if let Some(word) = words.iter().find(|w| w.eq_ignore_ascii_case(&key)) {
        return if *word == raw {
            Mended::kept((*word).to_owned())
        } else {
            Mended::by((*word).to_owned(), What::Word)
        };
    }
    let meant = match key.as_str() {
        "open" | "live" | "published" | "enabled" | "true" | "current" | "available" => "active",
        "closed" | "ceased" | "archived" | "deleted" | "removed" | "expired" => "defunct",
        "paused" | "suspended" | "temporary closed" | "on hold" => "temporarily closed",
        "draft" | "pending" | "disabled" | "unpublished" | "false" | "hidden" | "inactivated" => "inactive",
        "online" | "web" | "remote" => "virtual",
        "mailing" | "post" => "postal",
        "venue" | "site" | "building" => "physical",
        "weekly" => "WEEKLY",
        "monthly" => "MONTHLY",
        other => day(other).unwrap_or_default(),
    };
    match words.iter().find(|w| **w == meant) {
        Some(word) => Mended::by((*word).to_owned(), What::Word),
        None => Mended::out(What::Word),
    }
}

/// The status of a service. Whoever has closed one says so in many words, and it must not be found. A word that says nothing of that (`verified`, `full`) hides
/// nothing: the service is taken as active, and its publisher is told.
pub fn status(raw: &str) -> Mended<String> {
    const PAUSED: &[&str] = &["temporar", "paus", "suspen", "postpone", "unavailable"];
    const OVER: &[&str] = &[
        "clos",
        "cancel",
        "discontinu",
        "withdraw",
        "ceas",
        "defunct",
        "ended",
        "finish",
        "dissol",
        "terminat",
        "retire",
        "decommission",
        "delet",
        "remov",
        "archiv",
        "expire",
        "obsolete",
    ];
    const NOT_YET: &[&str] = &["inactiv", "unpublish", "draft", "disabl", "hidden", "propos", "reject", "declin"];
    let known = word(raw, STATUSES);
    if known.value.is_some() || raw.trim().is_empty() {
        return known;
    }
    let key = raw.trim().to_ascii_lowercase();
    let begins = |stems: &[&str]| {
        key.split(|c: char| !c.is_alphanumeric()).any(|word| stems.iter().any(|stem| word.starts_with(stem)))
    };
    let meant = if begins(PAUSED) || key.contains("on hold") || key.contains("not available") {
        "temporarily closed"
    } else if begins(OVER) || key.contains("no longer") {
        "defunct"
    } else if begins(NOT_YET) || key.starts_with("not ") || key.starts_with("coming soon") {
        "inactive"
    } else {
        return Mended::by("active".to_owned(), What::Status);
    };
    Mended::by(meant.to_owned(), What::Word)
}

/// The two letters of a day, from its name in any length, or its number (Monday is 1).
fn day(word: &str) -> Option<&'static str> {
    let key = word.trim().trim_end_matches('.').to_ascii_lowercase();
    const NAMES: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let singular = key.strip_suffix('s').filter(|s| s.ends_with("day")).unwrap_or(&key);
    let by_name = NAMES.iter().position(|n| singular.len() >= 2 && n.starts_with(singular));
    let by_number = key.parse::<usize>().ok().filter(|n| (1..=7).contains(n)).map(|n| n - 1);
    by_name.or(by_number).map(|i| DAYS[i])
}

/// `MO,TU`, `2MO`, from those, from `Monday and Tuesday`, `Mon-Fri`, and addresses of terms that end in a day (`https://schema.org/Monday`).
pub fn days(raw: &str) -> Mended<String> {
    let mut all: Vec<String> = vec![];
    let spaced = raw.replace(['&', ';', '/', '|'], ",").replace(" and ", ",").replace(" to ", "-");
    let spaced = if raw.contains("://") { raw.rsplit('/').next().unwrap_or_default().to_owned() } else { spaced };
    for part in spaced.split([',', ' ', '\n']).map(str::trim).filter(|p| !p.is_empty()) {
        let digits = part.len() - part.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-')).len();
        let (nth, name) = part.split_at(digits);
        if nth.is_empty()
            && let Some((from, to)) = name.split_once(['-', '–'])
            && let (Some(from), Some(to)) = (day(from), day(to))
        {
            let at = |d: &str| DAYS.iter().position(|x| *x == d).unwrap_or_default();
            let (mut i, end) = (at(from), at(to));
            all.push(DAYS[i].to_owned());
            while i != end {
                i = (i + 1) % 7;
                all.push(DAYS[i].to_owned());
            }
            continue;
        }
        let nth = nth.trim_start_matches('+');
        match day(if name.is_empty() { nth } else { name }) {
            Some(d) if name.is_empty() || nth.is_empty() => all.push(d.to_owned()),
            Some(d) if nth.parse::<i8>().is_ok_and(|n| n != 0 && n.abs() <= 5) => all.push(format!("{nth}{d}")),
            _ => return Mended::out(What::Days),
        }
    }
    let mut seen = vec![];
    all.retain(|d| {
        !seen.contains(d) && {
            seen.push(d.clone());
            true
        }
    });
    let text = all.join(",");
    match text {
        t if t.is_empty() => Mended::out(What::Days),
        t if t == raw => Mended::kept(t),
        t => Mended::by(t, What::Days),
    }
}

/// A telephone number, what was written around it, and an extension.
#[derive(Debug, Default, PartialEq)]
pub struct Dialled {
    pub number: Option<String>,
    pub words: Option<String>,
    pub extension: Option<u32>,
    pub what: Vec<What>,
}

/// `Youth line: 020 7946 0123 ext 4` is a number, a description and an extension. What cannot be dialled from everywhere (111, 116 123) is kept as it is.
pub fn phone(raw: &str) -> Dialled {
    let bare = raw.trim().trim_matches('"').trim();
    let shape = |p: Phone| p.to_string();
    if let Ok(phone) = bare.parse::<Phone>() {
        return Dialled { number: Some(shape(phone)), ..Dialled::default() };
    }
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '+' | ' ' | '(' | ')' | '-' | '.' | '/' | '\u{a0}');
    // The longest run of what numbers are made of.
    let mut best: (usize, usize) = (0, 0);
    let mut digits_best = 0;
    let mut start = None;
    let marks: Vec<(usize, char)> = bare.char_indices().chain([(bare.len(), '\n')]).collect();
    for (i, c) in marks {
        match (start, is_part(c) && i < bare.len()) {
            (None, true) => start = Some(i),
            (Some(s), false) => {
                let digits = bare[s..i].bytes().filter(u8::is_ascii_digit).count();
                if digits > digits_best {
                    (best, digits_best) = ((s, i), digits);
                }
                start = None;
            }
            _ => {}
        }
    }
    let run = bare[best.0..best.1].trim_matches([' ', '-', '.', '/', '\u{a0}']);
    if digits_best < 3 {
        return Dialled {
            words: Some(bare.to_owned()).filter(|w| !w.is_empty()),
            what: vec![What::NotAPhone],
            ..Dialled::default()
        };
    }
    // Two numbers with a stroke between are two.
    let first = run.split(" / ").next().unwrap_or(run);
    let halves = || first.split('/').map(str::trim).find(|h| h.parse::<Phone>().is_ok());
    let number = match first.parse::<Phone>() {
        Ok(phone) => shape(phone),
        Err(_) => match halves() {
            Some(half) => half.to_owned(),
            // Of no country that we know the shape of, or a short code.
            None => first.to_owned(),
        },
    };
    let mut around = format!("{} {}", &bare[..best.0], &bare[best.1..]);
    let mut extension = None;
    let lower = around.to_ascii_lowercase();
    if let Some(at) = ["extension", "extn", "ext", " x"].iter().find_map(|w| lower.find(w).map(|i| (i, w.len())))
        && around.is_char_boundary(at.0)
    {
        let rest: String = around[at.0 + at.1..]
            .chars()
            .skip_while(|c| !c.is_ascii_digit())
            .take_while(char::is_ascii_digit)
            .collect();
        extension = rest.parse().ok().filter(|n| *n > 0);
        around.truncate(at.0);
    }
    let words = around.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = words.trim_matches([':', ' ', ',', ';', '-', '(', ')']).to_owned();
    let dull =
        ["tel", "telephone", "phone", "t", "call", "mobile", "mob"].contains(&words.to_ascii_lowercase().as_str());
    let what = if number == bare { vec![] } else { vec![What::PhoneText] };
    Dialled { number: Some(number), words: Some(words).filter(|w| !w.is_empty() && !dull), extension, what }
}

/// A postcode as the Post Office writes it; `O` and `I` for digits and the reverse are put right, by the only pattern that fits.
pub fn postcode(raw: &str) -> Mended<String> {
    let text = raw.trim();
    if let Ok(code) = text.parse::<Postcode>() {
        let shown = code.as_str().to_owned();
        return if shown == raw { Mended::kept(shown) } else { Mended::by(shown, What::Blank) };
    }
    let packed: Vec<char> = text.to_ascii_uppercase().chars().filter(|c| c.is_ascii_alphanumeric()).collect();
    if (5..=7).contains(&packed.len()) {
        let digit = |c: char| match c {
            'O' => '0',
            'I' | 'L' => '1',
            'S' => '5',
            other => other,
        };
        let letter = |c: char| match c {
            '0' => 'O',
            '1' => 'I',
            '5' => 'S',
            other => other,
        };
        // The inward half is a digit and two letters; the outward one begins with a letter and has a digit.
        let inward = packed.len() - 3;
        let mut fixed = packed.clone();
        fixed[inward] = digit(fixed[inward]);
        fixed[inward + 1] = letter(fixed[inward + 1]);
        fixed[inward + 2] = letter(fixed[inward + 2]);
        let whole = |chars: &[char]| chars.iter().collect::<String>().parse::<Postcode>().ok();
        let mut found = whole(&fixed);
        if found.is_none() {
            for at in (1..inward).rev() {
                let mut other = fixed.clone();
                other[at] = digit(other[at]);
                if let Some(code) = whole(&other) {
                    found = Some(code);
                    break;
                }
            }
        }
        if let Some(code) = found {
            return Mended::by(code.as_str().to_owned(), What::PostcodeLetters);
        }
    }
    if let Ok(code) = text.parse::<Outcode>() {
        return Mended::by(code.as_str().to_owned(), What::OnlyDistrict);
    }
    // Of another country, or none: as it is.
    Mended { value: Some(text.to_owned()).filter(|t| !t.is_empty()), what: vec![] }
}

/// A language by code or name.
pub fn language(raw: &str) -> Option<Language> {
    Language::named(raw.trim().trim_end_matches('.'))
}

/// `GB`, from what people write for the United Kingdom; other codes as they are.
pub fn country(raw: &str) -> Mended<String> {
    let key: String = raw.trim().to_ascii_lowercase().chars().filter(char::is_ascii_alphabetic).collect();
    match key.as_str() {
        "gb" if raw == "GB" => Mended::kept("GB".into()),
        "gb" | "uk" | "unitedkingdom" | "greatbritain" | "england" | "scotland" | "wales" | "northernireland"
        | "gbr" => Mended::by("GB".into(), What::Country),
        "unitedstates" | "usa" => Mended::by("US".into(), What::Country),
        two if two.len() == 2 => {
            let code = two.to_ascii_uppercase();
            if code == raw { Mended::kept(code) } else { Mended::by(code, What::Country) }
        }
        _ => Mended::out(What::Country),
    }
}

/// `GBP`, from the sign or the code.
pub fn currency(raw: &str) -> Mended<String> {
    let text = raw.trim();
    match text {
        "£" | "GBP £" | "pound" | "pounds" | "Pounds" | "sterling" => Mended::by("GBP".into(), What::Currency),
        "€" => Mended::by("EUR".into(), What::Currency),
        "$" => Mended::by("USD".into(), What::Currency),
        code if code.len() == 3 && code.bytes().all(|b| b.is_ascii_alphabetic()) => {
            let upper = code.to_ascii_uppercase();
            if upper == raw { Mended::kept(upper) } else { Mended::by(upper, What::Currency) }
        }
        _ => Mended::out(What::Currency),
    }
}

#[cfg(test)]
mod tests;
