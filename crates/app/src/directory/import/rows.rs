//! What a row of a file of services says, made ours: names of boroughs repaired, days read, addresses put together, an id derived where there is none.
//!
//! A row that cannot be let in has a [`Reason`]; one that can, though something in it could not be used, has [`Remark`]s. Nothing is dropped silently.

use super::{
    boroughs,
    entry::{Entry, Reason, Remark},
    headings::{Field, Plan, WEEK},
    read::Row,
};
use crate::directory::{DAYS, Session};
use kernel::{Date, Email, Language, Outcode, Point, Postcode, name::name_key};
use std::collections::HashSet;

/// A row that can be let in.
#[derive(Debug)]
pub(super) struct Parsed {
    pub source_id: String,
    /// The id that a row without one had as long as its place was public. It is compared and never kept: it is made from what must not be known.
    pub open_id: Option<String>,
    pub entry: Entry,
    pub remarks: Vec<Remark>,
}

/// A row that cannot; with its id in the feed, if it says that much, so that the service it speaks of does not count as missing.
#[derive(Debug)]
pub(super) struct Refused {
    pub source_id: Option<String>,
    pub reason: Reason,
    /// Whether it may be kept as it was: not when its address must never be public.
    pub keep: bool,
    /// Whether it says that its address must never be public, whatever else is wrong with it.
    pub masked: bool,
}

/// What rows are read against.
pub(super) struct Reading<'a> {
    pub plan: &'a Plan,
    pub today: Date,
    /// Codes of the table `need`.
    pub needs: &'a HashSet<String>,
}

const LONGEST_NAME: usize = 300;

impl Reading<'_> {
    /// Reads a row.
    pub fn row(&self, row: &Row) -> Result<Parsed, Refused> {
        let mut remarks = vec![];
        let masked = self.is_masked(row);
        let id = self.value(row, Field::Id).map(|id| id.chars().take(200).collect::<String>());
        let refused = |reason| Refused { source_id: id.clone(), reason, keep: !masked, masked };

        let name = self.plain(row, Field::Name).unwrap_or_default();
        if name_key(&name).is_empty() {
            return Err(refused(Reason::NoName));
        }
        if name.chars().count() > LONGEST_NAME {
            return Err(refused(Reason::LongName));
        }
        let raw_kind = self.value(row, Field::Kind);
        let mut entry = Entry {
            kind: raw_kind.as_deref().map(|k| self.plan.kind(k)).unwrap_or_default(),
            description: self.text(row, Field::Description),
            provider: self.plain(row, Field::Provider),
            masked,
            name,
            ..Entry::default()
        };
        entry.point = match self.point(row) {
            Err(_) if masked => None,
            point => point.map_err(refused)?,
        };
        let open_id = (masked && id.is_none()).then(|| {
            let mut open = Entry { masked: false, ..entry.clone() };
            self.place(row, &mut open, &mut vec![]);
            derived_id(&open)
        });
        self.place(row, &mut entry, &mut remarks);
        if masked {
            (entry.venue, entry.street, entry.postcode, entry.point, entry.outcode) = (None, None, None, None, None);
        }
        let somewhere = entry.venue.is_some()
            || entry.street.is_some()
            || entry.postcode.is_some()
            || entry.outcode.is_some()
            || entry.point.is_some()
            || entry.borough.is_some();
        if !somewhere && !masked && !self.plan.takes_without_place() {
            return Err(refused(Reason::NoPlace));
        }
        self.terms(row, &mut entry, &mut remarks);
        entry.needs = self.needs(row, raw_kind.as_deref(), &mut remarks);
        entry.sessions = self.sessions(row);
        let source_id = id.clone().unwrap_or_else(|| derived_id(&entry));
        if let Some(when) = self.closed(row) {
            entry.closed = true;
            entry.closed_when = when;
        }
        Ok(Parsed { source_id, open_id, entry, remarks })
    }

    /// Whether any of its columns for that, or the mapping, says that its address must not be public.
    fn is_masked(&self, row: &Row) -> bool {
        let said = self.plan.columns(Field::Masked).iter().map(|c| row.get(*c));
        said.chain(self.plan.fixed(Field::Masked)).any(hsds::canonical::hides_by_word)
    }

    /// What the row says in a field, or what the mapping says for all rows; `None` when that is nothing.
    fn value(&self, row: &Row, field: Field) -> Option<String> {
        let said = self.plan.columns(field).iter().map(|c| row.get(*c)).find(|v| !is_nothing(v));
        said.or(self.plan.fixed(field)).map(str::to_owned)
    }

    /// On one line.
    fn plain(&self, row: &Row, field: Field) -> Option<String> {
        self.value(row, field).map(|v| one_line(&v))
    }

    /// With its lines.
    fn text(&self, row: &Row, field: Field) -> String {
        let text = self.value(row, field).unwrap_or_default();
        let lines: Vec<String> = text.lines().map(one_line).collect();
        lines.join("\n").trim().to_owned()
    }

    fn point(&self, row: &Row) -> Result<Option<Point>, Reason> {
        match (self.value(row, Field::Lat), self.value(row, Field::Lon)) {
            (None, None) => Ok(None),
            (Some(lat), Some(lon)) => point(&lat, &lon).map(Some),
            _ => Err(Reason::HalfAPoint),
        }
    }

    fn place(&self, row: &Row, entry: &mut Entry, remarks: &mut Vec<Remark>) {
        if let Some(text) = self.value(row, Field::Postcode) {
            match (text.parse::<Postcode>(), text.parse::<Outcode>()) {
                (Ok(code), _) => entry.postcode = Some(code),
                (_, Ok(code)) => entry.outcode = Some(code.as_str().to_owned()),
                _ => remarks.push(Remark::NotAPostcode),
            }
        }
        let code = self.value(row, Field::Area);
        let named = self.plain(row, Field::Borough);
        let by_code = code.as_deref().and_then(boroughs::by_code);
        let by_name = named.as_deref().and_then(boroughs::by_name);
        if self.plan.has(Field::Area) && code.is_none() {
            remarks.push(Remark::NoArea);
        }
        if let (Some(code), Some(name)) = (by_code, by_name)
            && code != name
        {
            remarks.push(Remark::TwoBoroughs(name, code));
        }
        // Of a place that must never be public a word that is no borough may be a ward or a street.
        let as_written = named.clone().filter(|_| !entry.masked);
        entry.borough = by_code.or(by_name).map(str::to_owned).or(as_written);

        entry.venue = self.plain(row, Field::Venue).filter(|v| name_key(v) != name_key(&entry.name));
        let mut parts: Vec<String> = vec![];
        for column in self.plan.columns(Field::Address) {
            let part = one_line(row.get(*column));
            let key = name_key(&part);
            let said = parts.iter().any(|p| name_key(p) == key)
                || boroughs::by_name(&part).is_some_and(|b| entry.borough.as_deref() == Some(b))
                || entry.postcode.as_ref().is_some_and(|p| part.parse::<Postcode>().as_ref() == Ok(p));
            if !is_nothing(&part) && !key.is_empty() && !said {
                parts.push(part);
            }
        }
        if parts.is_empty() {
            parts.extend(self.plan.fixed(Field::Address).map(one_line));
        }
        let mut street = parts.join(", ");
        if entry.postcode.is_none()
            && let Some((before, code)) = ends_with_postcode(&street)
        {
            street = before;
            entry.postcode = Some(code);
        }
        entry.street = Some(street).filter(|s| !s.is_empty());
        if let Some(code) = &entry.postcode {
            entry.outcode = Some(code.outward().to_owned());
        }
    }

    fn terms(&self, row: &Row, entry: &mut Entry, remarks: &mut Vec<Remark>) {
        entry.free = self
            .value(row, Field::Free)
            .and_then(|v| if says_yes(&v) { Some(true) } else { says_no(&v).then_some(false) });
        if let Some(text) = self.plain(row, Field::Price) {
            match pence(&text) {
                Some(0) => entry.free = Some(true),
                Some(pence) => (entry.price, entry.free) = (Some(pence), Some(false)),
                None => entry.cost_note = Some(text),
            }
        }
        if let Some(text) = self.value(row, Field::Languages) {
            let mut codes = vec![];
            for word in list(&text) {
                match language(word) {
                    Some(language) => codes.push(language.code().to_owned()),
                    None => remarks.push(Remark::Language(word.to_owned())),
                }
            }
            codes.dedup();
            entry.languages = Some(codes).filter(|c| !c.is_empty());
        }
        let mut age = |field| {
            let text = self.value(row, field)?;
            let age = text.parse().ok().filter(|n| (0..=120).contains(n));
            if age.is_none() {
                remarks.push(Remark::Age(text));
            }
            age
        };
        (entry.age_min, entry.age_max) = (age(Field::AgeMin), age(Field::AgeMax));
        if let Some(text) = self.plain(row, Field::Phone) {
            if text.bytes().filter(u8::is_ascii_digit).count() >= 3 && text.len() <= 60 {
                entry.phone = Some(text);
            } else {
                remarks.push(Remark::Phone);
            }
        }
        if let Some(text) = self.value(row, Field::Email) {
            match text.parse::<Email>() {
                Ok(email) => entry.email = Some(email.as_str().to_owned()),
                Err(_) => remarks.push(Remark::Email),
            }
        }
        if let Some(text) = self.value(row, Field::Url) {
            match address(&text) {
                Some(url) => entry.website = Some(url),
                None => remarks.push(Remark::Url),
            }
        }
    }

    fn needs(&self, row: &Row, kind: Option<&str>, remarks: &mut Vec<Remark>) -> Vec<String> {
        let text = self.value(row, Field::Needs).unwrap_or_default();
        let of_kind = kind.map_or(&[][..], |k| self.plan.needs_of(k));
        let mut needs: Vec<String> = vec![];
        for code in list(&text).chain(of_kind.iter().map(String::as_str)) {
            if !self.needs.contains(code) {
                remarks.push(Remark::Need(code.to_owned()));
            } else if !needs.iter().any(|n| n == code) {
                needs.push(code.to_owned());
            }
        }
        needs
    }

    fn sessions(&self, row: &Row) -> Vec<Session> {
        let days = WEEK.iter().zip(DAYS);
        days.filter_map(|(field, day)| Some(sessions(day, &self.plain(row, *field)?))).flatten().collect()
    }

    /// Whether the row says that it has closed, and what it says of when.
    fn closed(&self, row: &Row) -> Option<String> {
        let text = self.plain(row, Field::Closed)?;
        let key = name_key(&text);
        if let Some(values) = self.plan.closed_when() {
            return values.iter().any(|v| name_key(v) == key).then_some(text);
        }
        if says_no(&text) || ["open", "active", "currently open"].contains(&key.as_str()) {
            return None;
        }
        // It will close, and has not yet.
        let later = text.parse::<Date>().is_ok_and(|day| day > self.today)
            || (text.len() == 4 && text.parse::<i16>().is_ok_and(|year| year > self.today.jiff().year()));
        (!later).then_some(text)
    }
}

/// Values that stand for nothing.
fn is_nothing(text: &str) -> bool {
    matches!(
        text.trim().to_ascii_lowercase().as_str(),
        "" | "-" | "--" | "n/a" | "na" | "#n/a" | "null" | "none" | "nan"
    )
}

fn says_yes(text: &str) -> bool {
    matches!(text.trim().to_ascii_lowercase().as_str(), "yes" | "y" | "true" | "t" | "1" | "free" | "x")
}

fn says_no(text: &str) -> bool {
    matches!(text.trim().to_ascii_lowercase().as_str(), "no" | "n" | "false" | "f" | "0")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().filter(|c| !c.is_control()).collect()
}

fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ';', '|', '/']).map(str::trim).filter(|v| !v.is_empty())
}

fn language(word: &str) -> Option<Language> {
    let key = name_key(word);
    Language::all()
        .iter()
        .copied()
        .find(|l| name_key(l.english()) == key || name_key(l.own()) == key)
        .or_else(|| Language::find(word))
}

/// A point in the United Kingdom.
pub(super) fn point(lat: &str, lon: &str) -> Result<Point, Reason> {
    let number = |text: &str| text.parse::<f64>().ok().filter(|n| n.is_finite());
    let (Some(lat), Some(lon)) = (number(lat), number(lon)) else { return Err(Reason::NoNumber) };
    // The Isles of Scilly to Shetland, Fermanagh to Lowestoft.
    if !(49.7..=61.0).contains(&lat) || !(-8.8..=2.0).contains(&lon) {
        return Err(Reason::OutOfRange);
    }
    Point::new(lat, lon).map_err(|_| Reason::OutOfRange)
}

/// `£3`, `3.50`, `£1,200.00`, `50p` in pence; a range or a sentence is none.
fn pence(text: &str) -> Option<i64> {
    let text = text.trim().to_ascii_lowercase();
    if text == "free" {
        return Some(0);
    }
    if let Some(pence) = text.strip_suffix('p') {
        return pence.trim().parse().ok().filter(|n| (0..10_000).contains(n));
    }
    let digits = text.trim_start_matches(['£', ' ']).replace(',', "");
    let (pounds, rest) = digits.split_once('.').unwrap_or((digits.as_str(), "00"));
    let rest = if rest.len() == 1 { format!("{rest}0") } else { rest.to_owned() };
    let plain = |t: &str| !t.is_empty() && t.len() <= 6 && t.bytes().all(|b| b.is_ascii_digit());
    (plain(pounds) && plain(&rest) && rest.len() == 2).then(|| format!("{pounds}{rest}").parse().ok())?
}

/// A web address that a browser may be sent to.
fn address(text: &str) -> Option<String> {
    let text = text.trim();
    let bare = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let (host, whole) = match bare {
        Some(rest) => (rest, text.to_owned()),
        None => (text, format!("https://{text}")),
    };
    let host = host.split(['/', '?', '#']).next().unwrap_or_default();
    let right = host.contains('.') && !host.contains(['@', ' ', ':', '\\']) && !whole.contains(char::is_whitespace);
    (right && whole.len() <= 2000).then_some(whole)
}

/// `12 High Street, E15 4ES` as the street and the postcode.
fn ends_with_postcode(street: &str) -> Option<(String, Postcode)> {
    let words: Vec<&str> = street.split_whitespace().collect();
    for take in [2, 1] {
        let at = words.len().checked_sub(take)?;
        let end = words[at..].join(" ");
        // A house number and a letter are no postcode: with two words the second has to be the inward half.
        if (take == 1 || words[at + 1].len() == 3)
            && let Ok(code) = end.parse::<Postcode>()
        {
            return Some((words[..at].join(" ").trim_end_matches([',', ' ']).to_owned(), code));
        }
    }
    None
}

/// `Closed`, `9:30-17:00`, `10am to 1pm, 2pm to 5pm`; what is no time is kept as a note.
fn sessions(day: &str, text: &str) -> Vec<Session> {
    let key = name_key(text);
    if key.starts_with("closed") || key.starts_with("n a") {
        return vec![];
    }
    let of = |from: Option<String>, to: Option<String>, note| Session {
        day: day.to_owned(),
        from,
        to,
        every: None,
        place: None,
        note,
    };
    let ranges: Option<Vec<Session>> = text
        .to_lowercase()
        .replace(" and ", ",")
        .split([',', ';', '&'])
        .map(|range| {
            let range = range.replace(['–', '—'], "-").replace(" to ", "-");
            let (from, to) = range.split_once('-')?;
            let (from, to) = (time(from)?, time(to)?);
            (from < to).then(|| of(Some(from), Some(to), None))
        })
        .collect();
    ranges.unwrap_or_else(|| vec![of(None, None, Some(text.to_owned()))])
}

/// `9`, `9am`, `09.30`, `5:15 pm` as `HH:MM`.
fn time(text: &str) -> Option<String> {
    let text = text.trim().replace('.', ":");
    let (text, half) = match (text.strip_suffix("am"), text.strip_suffix("pm")) {
        (Some(t), _) => (t, Some(0)),
        (_, Some(t)) => (t, Some(12)),
        _ => (text.as_str(), None),
    };
    let (hour, minute) = text.trim().split_once(':').unwrap_or((text.trim(), "00"));
    let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
    let hour = match half {
        Some(_) if hour > 12 || hour == 0 => return None,
        Some(half) => hour % 12 + half,
        None => hour,
    };
    (hour < 24 && minute < 60).then(|| format!("{hour:02}:{minute:02}"))
}

/// The id of a row that has none: the same whenever it says the same name, kind and place, however it is spelt.
fn derived_id(entry: &Entry) -> String {
    let street = entry.street.as_deref().map(name_key).filter(|s| !s.is_empty());
    let place = match (street, &entry.point) {
        (Some(street), _) => {
            let code = entry.postcode.as_ref().map(ToString::to_string);
            format!("{street}|{}", code.or_else(|| entry.borough.clone()).unwrap_or_default())
        }
        // To about ten metres.
        (None, Some(p)) => format!("{:.4},{:.4}", p.lat, p.lon),
        (None, None) => {
            let code = entry.postcode.as_ref().map(ToString::to_string).or_else(|| entry.outcode.clone());
            format!("{}|{}", code.unwrap_or_default(), entry.borough.as_deref().unwrap_or_default())
        }
    };
    let key = format!("{}|{}|{place}", name_key(&entry.name), name_key(&entry.kind));
    format!("d-{}", base::seal::named_id("kith derived id", &key).simple())
}

#[cfg(test)]
mod tests;
