//! What somebody asks of a list: one table of parameters, by which they are read, checked and described.

use crate::directory::{ACCESS, DAYS, Part as MapPart, Service, Session};
use jiff::Timestamp;
use kernel::{Instant, Language, Point};
use serde_json::Value;
use std::collections::BTreeMap;
use uuid::Uuid;

/// How a parameter is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::directory) enum Form {
    Text,
    /// From the first to the second.
    Whole(i64, i64),
    Number(f64, f64),
    Id,
    Flag,
    Moment,
    OneOf(&'static [&'static str]),
}

pub(in crate::directory) struct Parameter {
    pub name: &'static str,
    pub form: Form,
    pub says: &'static str,
}

const fn parameter(name: &'static str, form: Form, says: &'static str) -> Parameter {
    Parameter { name, form, says }
}

pub(super) const MOST_PER_PAGE: i64 = 100;

pub(super) const PAGING: &[Parameter] = &[
    parameter("page", Form::Whole(1, 10_000_000), "The page, from 1."),
    parameter("per_page", Form::Whole(1, 10_000_000), "Rows of a page; 50 if it is left out, never more than 100."),
    parameter("format", Form::OneOf(&["json", "ndjson"]), "json, or ndjson: every row as a line, without pages."),
];

pub(super) const SEARCH: Parameter =
    parameter("search", Form::Text, "Only what has all these words, or other endings of them.");

pub(super) const SERVICES: &[Parameter] = &[
    SEARCH,
    parameter("taxonomy_term_id", Form::Id, "Only what is filed under this term or one below it."),
    parameter("taxonomy_id", Form::Id, "Only what is filed under a term of this taxonomy."),
    parameter("organization_id", Form::Id, "Only what this organisation runs."),
    parameter("modified_after", Form::Moment, "Only what has changed since then, that moment left out."),
    parameter("minimal", Form::Flag, "true: each row has only its id and when it last changed."),
    parameter("full", Form::Flag, "true: each row is as whole as its detail."),
    parameter("minimum_age", Form::Number(0.0, 150.0), "Only services whose least age is this or more."),
    parameter("maximum_age", Form::Number(0.0, 150.0), "Only services whose greatest age is this or less."),
    parameter("day", Form::Text, "Only what takes place on this day, as mon, MO or Monday."),
    parameter("start_time", Form::Text, "With or without a day: only what begins then or later, as HH:MM."),
    parameter("end_time", Form::Text, "With or without a day: only what ends then or earlier, as HH:MM."),
    parameter("postcode", Form::Text, "Only what is near this postcode; how near, proximity says."),
    parameter("proximity", Form::Number(0.0, 50_000_000.0), "Metres from the postcode; 5,000 if it is left out."),
    parameter("lat", Form::Number(-90.0, 90.0), "Only what is near this latitude and longitude."),
    parameter("lng", Form::Number(-180.0, 180.0), "The longitude that goes with lat."),
    parameter("radius", Form::Number(0.0, 50_000_000.0), "Metres from lat and lng; 5,000 if it is left out."),
    parameter("bbox", Form::Text, "Only what lies in it: west,south,east,north in degrees."),
    parameter("need", Form::Text, "Only what helps with this need, by code: soc-lonely."),
    parameter("language", Form::Text, "Only where this language is spoken, by code: bn."),
    parameter("cost", Form::OneOf(&["free"]), "free: only what is known to cost nothing."),
    parameter("access", Form::OneOf(ACCESS), "Only where this is known to be there: step-free."),
];

pub(super) const ORGANIZATIONS: &[Parameter] = &[
    SEARCH,
    parameter("full", Form::Flag, "true: each row is as whole as its detail."),
    parameter("full_service", Form::Flag, "true: each organisation with its services."),
    parameter("taxonomy_term_id", Form::Id, "Only who runs something that is filed under this term."),
    parameter("taxonomy_id", Form::Id, "Only who runs something that is filed under a term of this taxonomy."),
];

pub(super) const TAXONOMIES: &[Parameter] = &[SEARCH];

pub(super) const TERMS: &[Parameter] = &[
    SEARCH,
    parameter("taxonomy_id", Form::Id, "Only terms of this taxonomy."),
    parameter("parent_id", Form::Id, "Only terms right below this one."),
    parameter("top_only", Form::Flag, "true: only terms with none above them."),
];

pub(super) const CHANGES: &[Parameter] = &[
    parameter(
        "after",
        Form::Whole(0, i64::MAX),
        "Only what changed after this number; begin without it, and go on by `next`.",
    ),
    parameter("limit", Form::Whole(1, 10_000_000), "Changes of a page; 50 if it is left out, at most 100."),
];

/// What was asked, read and checked.
#[derive(Clone, Debug, Default)]
pub(in crate::directory) struct Ask {
    pub search: Option<String>,
    pub page: i64,
    pub per_page: i64,
    pub after: i64,
    pub ndjson: bool,
    pub minimal: bool,
    pub full: bool,
    pub full_service: bool,
    pub top_only: bool,
    pub term: Option<Uuid>,
    pub taxonomy: Option<Uuid>,
    pub organization: Option<Uuid>,
    pub parent: Option<Uuid>,
    pub modified_after: Option<Instant>,
    pub minimum_age: Option<f64>,
    pub maximum_age: Option<f64>,
    pub day: Option<String>,
    pub start_time: Option<String>,
    pub end_time: Option<String>,
    pub postcode: Option<String>,
    pub near: Option<Point>,
    /// Kilometres.
    pub within: f64,
    pub part: Option<MapPart>,
    pub need: Option<String>,
    pub language: Option<String>,
    pub free: bool,
    pub access: Option<String>,
}

/// What is wrong with what was asked, and which parameter it was.
#[derive(Debug, PartialEq)]
pub(in crate::directory) struct Wrong {
    pub parameter: String,
    pub says: String,
}

const NEAR_KM: f64 = 5.0;

impl Ask {
    /// Reads pairs of names and values. What a list does not know is not looked at: the standard has parameters that come and go.
    pub fn read(pairs: &[(String, String)], known: &[&[Parameter]]) -> Result<Ask, Wrong> {
        let mut said: BTreeMap<&'static str, String> = BTreeMap::new();
        for (name, value) in pairs {
            let Some(parameter) = known.iter().copied().flatten().find(|p| p.name == name) else { continue };
            let value = value.trim();
            if value.is_empty() {
                continue;
            }
            check(parameter, value)?;
            said.insert(parameter.name, value.to_owned());
        }
        let mut ask = Ask { page: 1, per_page: 50, within: NEAR_KM, ..Ask::default() };
        let mut take = |name: &str| said.remove(name);
        let number = |v: Option<String>| v.and_then(|v| v.parse::<f64>().ok());
        let id = |v: Option<String>| v.and_then(|v| v.parse::<Uuid>().ok());
        let yes = |v: Option<String>| v.is_some_and(|v| matches!(v.to_ascii_lowercase().as_str(), "true" | "1"));
        ask.page = take("page").and_then(|v| v.parse().ok()).unwrap_or(ask.page);
        ask.per_page = take("per_page").and_then(|v| v.parse().ok()).unwrap_or(ask.per_page).min(MOST_PER_PAGE);
        ask.after = take("after").and_then(|v| v.parse().ok()).unwrap_or_default();
        if let Some(limit) = take("limit").and_then(|v| v.parse().ok()) {
            ask.per_page = limit;
        }
        ask.ndjson = take("format").as_deref() == Some("ndjson");
        (ask.minimal, ask.full) = (yes(take("minimal")), yes(take("full")));
        (ask.full_service, ask.top_only) = (yes(take("full_service")), yes(take("top_only")));
        (ask.search, ask.postcode) = (take("search"), take("postcode"));
        (ask.term, ask.taxonomy) = (id(take("taxonomy_term_id")), id(take("taxonomy_id")));
        (ask.organization, ask.parent) = (id(take("organization_id")), id(take("parent_id")));
        ask.modified_after = take("modified_after").as_deref().and_then(moment);
        (ask.minimum_age, ask.maximum_age) = (number(take("minimum_age")), number(take("maximum_age")));
        if let Some(text) = take("day") {
            let Some(day) = day(&text) else { return Err(wrong("day", "it is a day of the week: mon, MO or Monday")) };
            ask.day = Some(day.to_owned());
        }
        ask.start_time = time("start_time", take("start_time"))?;
        ask.end_time = time("end_time", take("end_time"))?;
        ask.need = take("need");
        ask.free = take("cost").is_some();
        ask.access = take("access");
        if let Some(code) = take("language") {
            let Some(language) = Language::find(&code) else {
                return Err(wrong("language", "it is no code of a language"));
            };
            ask.language = Some(language.code().to_owned());
        }
        let (proximity, radius) = (number(take("proximity")), number(take("radius")));
        if proximity.is_some() && ask.postcode.is_none() {
            return Err(wrong("proximity", "it goes with a postcode"));
        }
        if let Some(metres) = proximity.or(radius) {
            ask.within = metres / 1000.0;
        }
        match (number(take("lat")), number(take("lng"))) {
            (Some(lat), Some(lng)) => ask.near = Point::new(lat, lng).ok(),
            (None, None) => {}
            _ => return Err(wrong("lat", "latitude and longitude go together: lat and lng")),
        }
        if let Some(text) = take("bbox") {
            let Ok(part) = text.parse::<MapPart>() else {
                return Err(wrong("bbox", "it is west,south,east,north in degrees"));
            };
            ask.part = Some(part);
        }
        Ok(ask)
    }
}

fn wrong(parameter: &str, says: impl Into<String>) -> Wrong {
    Wrong { parameter: parameter.to_owned(), says: says.into() }
}

fn moment(text: &str) -> Option<Instant> {
    // In an address “+” is a blank.
    let text = text.replace(' ', "+");
    let at = text.parse::<Timestamp>().ok();
    let day = || text.parse::<jiff::civil::Date>().ok()?.to_zoned(jiff::tz::TimeZone::UTC).ok().map(|z| z.timestamp());
    at.or_else(day).map(Instant::from_jiff)
}

/// The code of a day that is written in any way.
fn day(text: &str) -> Option<&'static str> {
    let two = hsds::repair::days(text).value?;
    let at = hsds::fields::DAYS.iter().position(|d| *d == two)?;
    DAYS.get(at).copied()
}

fn time(name: &str, text: Option<String>) -> Result<Option<String>, Wrong> {
    let Some(text) = text else { return Ok(None) };
    let right = text.len() == 5 && text.parse::<jiff::civil::Time>().is_ok();
    if right { Ok(Some(text)) } else { Err(wrong(name, "it is a time as HH:MM")) }
}

fn check(parameter: &Parameter, value: &str) -> Result<(), Wrong> {
    let fault = match parameter.form {
        Form::Text => (value.chars().count() > 400).then(|| "it is longer than 400 characters".to_owned()),
        Form::Whole(from, to) => match value.parse::<i64>() {
            Ok(n) if n < from => Some(format!("it begins with {from}")),
            Ok(n) if n > to => Some(format!("it is {to} at most")),
            Ok(_) => None,
            Err(_) => Some("it is a whole number".to_owned()),
        },
        Form::Number(from, to) => match value.parse::<f64>() {
            Ok(n) if (from..=to).contains(&n) => None,
            Ok(_) => Some(format!("it lies between {from} and {to}")),
            Err(_) => Some("it is a number".to_owned()),
        },
        Form::Id => value.parse::<Uuid>().is_err().then(|| "it is a UUID".to_owned()),
        Form::Flag => {
            let known = ["true", "false", "1", "0"].contains(&value.to_ascii_lowercase().as_str());
            (!known).then(|| "it is true or false".to_owned())
        }
        Form::Moment => moment(value).is_none().then(|| "it is a moment as 2026-11-26T09:00:00Z, or a day".to_owned()),
        Form::OneOf(words) => (!words.contains(&value)).then(|| format!("it is one of: {}", words.join(", "))),
    };
    fault.map_or(Ok(()), |says| Err(wrong(parameter.name, says)))
}

/// The pairs of a query or of a form.
pub(super) fn pairs(text: &str) -> Vec<(String, String)> {
    let fields = base::http::form::Fields::parse(text.as_bytes());
    fields.0.into_iter().flat_map(|(name, all)| all.into_iter().map(move |value| (name.clone(), value))).collect()
}

/// The pairs of an object of JSON.
pub(super) fn of_json(value: &Value) -> Option<Vec<(String, String)>> {
    let plain = |v: &Value| match v {
        Value::String(text) => Some(text.clone()),
        Value::Null => Some(String::new()),
        Value::Number(n) => Some(n.to_string()),
        Value::Bool(b) => Some(b.to_string()),
        _ => None,
    };
    value.as_object()?.iter().map(|(k, v)| Some((k.clone(), plain(v)?))).collect()
}

impl Ask {
    /// Whether it asks what only a card can tell.
    pub fn asks_of_cards(&self) -> bool {
        self.minimum_age.is_some()
            || self.maximum_age.is_some()
            || self.day.is_some()
            || self.start_time.is_some()
            || self.end_time.is_some()
            || self.language.is_some()
            || self.free
            || self.access.is_some()
    }

    /// A filter of ours leaves out what is not known too: a machine that asks for "free" counts on it.
    pub fn fits_card(&self, s: &Service) -> bool {
        let session = |t: &Session| {
            self.day.as_deref().is_none_or(|d| d == t.day)
                && self.start_time.as_deref().is_none_or(|at| t.from.as_deref().is_some_and(|f| f >= at))
                && self.end_time.as_deref().is_none_or(|at| t.to.as_deref().is_some_and(|to| to <= at))
        };
        let timed = self.day.is_some() || self.start_time.is_some() || self.end_time.is_some();
        self.minimum_age.is_none_or(|a| s.age_min.is_some_and(|m| m as f64 >= a))
            && self.maximum_age.is_none_or(|a| s.age_max.is_some_and(|m| m as f64 <= a))
            && (!timed || s.sessions.iter().any(session))
            && self.language.as_ref().is_none_or(|l| s.languages.as_ref().is_some_and(|all| all.contains(l)))
            && (!self.free || s.cost.free == Some(true))
            && self.access.as_deref().is_none_or(|a| s.access(a) == Some(true))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Ask, Wrong> {
        Ask::read(&pairs(text), &[PAGING, SERVICES])
    }

    #[test]
    fn what_is_left_out_has_a_meaning() {
        let ask = read("").unwrap();
        assert_eq!((ask.page, ask.per_page, ask.ndjson, ask.full), (1, 50, false, false));
        assert_eq!(read("page=&colour=blue").unwrap().page, 1, "empty is absent, unknown is not looked at");
        assert_eq!(read("per_page=5000").unwrap().per_page, MOST_PER_PAGE);
        assert_eq!(read("day=MO").unwrap().day, read("day=Monday").unwrap().day);
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (text, parameter) in [
            ("page=0", "page"),
            ("page=abc", "page"),
            ("per_page=0", "per_page"),
            ("per_page=-1", "per_page"),
            ("organization_id=7", "organization_id"),
            ("modified_after=yesterday", "modified_after"),
            ("minimal=perhaps", "minimal"),
            ("day=someday", "day"),
            ("start_time=9", "start_time"),
            ("lat=51.5", "lat"),
            ("lat=91&lng=0", "lat"),
            ("bbox=1,2,3", "bbox"),
            ("language=klingon", "language"),
            ("format=xml", "format"),
        ] {
            assert_eq!(read(text).unwrap_err().parameter, parameter, "{text}");
        }
    }

    #[test]
    fn moments_with_a_plus_in_an_address() {
        let at = read("modified_after=2026-11-26T09:00:00+00:00").unwrap().modified_after;
        assert_eq!(at, read("modified_after=2026-11-26T09:00:00Z").unwrap().modified_after);
        assert!(at.is_some());
    }
}
