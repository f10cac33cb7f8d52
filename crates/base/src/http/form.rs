//! What somebody typed into a form.
//!
//! [`Fields`] keeps everything as it was typed, so that a page can show it again; [`Reader`] takes values out of it and collects what is wrong, each
//! message beside its field. A form is read to the end before anything is refused: a person should not meet their mistakes one by one.

use super::{
    guard::{self, NeedsToken},
    held::HELD_ONLY,
};
use crate::{Ctx, Error, FieldErrors, Result};
use axum::{
    extract::{FromRequest, Request},
    http::header,
};
use http_body_util::BodyExt;
use kernel::{Date, Email, NhsNumber, Phone, Postcode};
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};

/// Field names and what was typed.
#[derive(Clone, Default, Serialize, Deserialize, PartialEq)]
#[serde(transparent)]
pub struct Fields(pub BTreeMap<String, Vec<String>>);

impl std::fmt::Debug for Fields {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Fields({:?}: …)", self.0.keys())
    }
}

impl Fields {
    /// Reads `a=1&b=2`. Bytes that are not UTF-8 are shown as replacement signs, which no check lets through silently.
    pub fn parse(bytes: &[u8]) -> Fields {
        let mut fields = Fields::default();
        for (name, value) in form_urlencoded::parse(bytes) {
            fields.0.entry(name.into_owned()).or_default().push(value.into_owned());
        }
        fields
    }

    /// What was typed, trimmed; empty when nothing was.
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).and_then(|v| v.last()).map_or("", |v| v.trim())
    }

    pub fn list(&self, name: &str) -> Vec<&str> {
        self.0.get(name).map(|v| v.iter().map(|s| s.trim()).filter(|s| !s.is_empty()).collect()).unwrap_or_default()
    }

    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.insert(name.to_owned(), vec![value.into()]);
    }

    /// A day into the three fields that [`Reader::date`] reads.
    pub fn set_day(&mut self, name: &str, day: Date) {
        let day = day.jiff();
        self.set(&format!("{name}-day"), day.day().to_string());
        self.set(&format!("{name}-month"), day.month().to_string());
        self.set(&format!("{name}-year"), day.year().to_string());
    }

    pub fn has(&self, name: &str) -> bool {
        !self.get(name).is_empty()
    }

    /// Whether a password was typed.
    pub(super) fn is_secret(&self) -> bool {
        SECRET.iter().any(|name| self.0.contains_key(*name))
    }

    /// Takes over what `other` has for the given fields; a field that `other` lacks (an empty checkbox) becomes empty.
    pub fn replace(&mut self, names: &[&str], other: &Fields) {
        for name in names {
            match other.0.get(*name) {
                Some(values) => self.0.insert((*name).to_owned(), values.clone()),
                None => self.0.remove(*name),
            };
        }
    }
}

/// The names of the fields in which passwords are typed. A form with one of them is never kept and never shown again; a test reads the templates for others.
pub const SECRET: [&str; 3] = ["password", "old", "new"];

/// What was typed into the form of this request, for the page that has to say that it was not taken.
#[derive(Clone, Default)]
pub(super) struct Typed(Arc<OnceLock<Fields>>);

impl Typed {
    /// What a person wrote, without what only the program reads: codes of choices, versions, ids.
    pub(super) fn words(&self) -> Vec<String> {
        let Some(Fields(fields)) = self.0.get().filter(|typed| !typed.is_secret()) else { return vec![] };
        let codes = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
        // A capital by itself is a code of a national list.
        let is_code = |v: &str| v.chars().all(codes) || (v.len() == 1 && v.chars().all(|c| c.is_ascii_uppercase()));
        let all = fields.values().flatten().map(|v| v.trim());
        all.filter(|v| !is_code(v)).map(str::to_owned).collect()
    }
}

/// The body of a posted form, after the check that it is not forged.
#[derive(Debug)]
pub struct Form(pub Fields);

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Error;

    async fn from_request(request: Request, _: &S) -> Result<Form> {
        let ctx = request.extensions().get::<Ctx>().cloned().ok_or(Error::Later)?;
        let needs_token = request.extensions().get::<NeedsToken>().is_some();
        let typed = request.extensions().get::<Typed>().cloned().unwrap_or_default();
        let headers = request.headers().clone();
        let kind = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("");
        if !kind.starts_with("application/x-www-form-urlencoded") {
            return Err(Error::Malformed("content-type"));
        }
        let body = request.into_body().collect().await.map_err(|_| Error::TooLarge)?.to_bytes();
        let mut fields = Fields::parse(&body);
        if needs_token {
            guard::check_token(&ctx, &headers, Some(fields.get("form_token")))?;
        }
        fields.0.remove("form_token");
        let held_only = fields.0.remove(HELD_ONLY).is_some();
        let _ = typed.0.set(fields.clone());
        if held_only {
            return Err(Error::Conflict("conflict-not-sent"));
        }
        Ok(Form(fields))
    }
}

/// One of the things that a form lets somebody choose: what is sent, and what is read.
#[derive(Serialize, Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<Hint>,
}

/// A line under a choice, in the shape that the design system's macros ask for.
#[derive(Serialize, Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    pub text: String,
}

impl Choice {
    pub fn new(value: impl Into<String>, text: impl Into<String>) -> Choice {
        Choice { value: value.into(), text: text.into(), hint: None }
    }

    pub fn with_hint(mut self, text: impl Into<String>) -> Choice {
        self.hint = Some(Hint { text: text.into() });
        self
    }
}

impl Ctx {
    /// Choices by code, with labels `{prefix}-{code}`.
    pub fn choices(&self, prefix: &str, codes: &[&str]) -> Vec<Choice> {
        codes.iter().map(|c| Choice::new(*c, self.t(&format!("{prefix}-{c}")))).collect()
    }
}

/// What a page shows of a form: what was typed and what is wrong with it.
#[derive(Debug, Default, Clone, Serialize)]
pub struct FormView {
    pub values: Fields,
    pub errors: FieldErrors,
}

impl FormView {
    pub fn of(values: &Fields) -> FormView {
        FormView { values: values.clone(), errors: FieldErrors::default() }
    }

    pub fn with(values: &Fields, errors: &FieldErrors) -> FormView {
        FormView { values: values.clone(), errors: errors.clone() }
    }
}

/// Takes typed values out of fields and collects what is wrong.
#[derive(Debug)]
pub struct Reader<'a> {
    fields: &'a Fields,
    pub errors: FieldErrors,
}

impl<'a> Reader<'a> {
    pub fn new(fields: &'a Fields) -> Reader<'a> {
        Reader { fields, errors: FieldErrors::default() }
    }

    /// A text that must be there, at most `max` characters; the message `missing` is a key of the strings.
    pub fn text(&mut self, name: &str, max: usize, missing: &str) -> String {
        match self.optional(name, max) {
            Some(text) => text,
            None => {
                self.errors.add(name, missing);
                String::new()
            }
        }
    }

    /// A text that may be missing.
    pub fn optional(&mut self, name: &str, max: usize) -> Option<String> {
        match kernel::text::clean(self.fields.get(name), max) {
            Ok(text) if text.is_empty() => None,
            Ok(text) => Some(text),
            Err(_) => {
                self.errors.add_with(name, "error-too-long", [("max", max.to_string())]);
                None
            }
        }
    }

    /// One of the given codes.
    pub fn choice(&mut self, name: &str, codes: &[&str], missing: &str) -> String {
        let value = self.fields.get(name);
        if codes.contains(&value) {
            return value.to_owned();
        }
        self.errors.add(name, missing);
        String::new()
    }

    /// One of the given codes, or nothing.
    pub fn optional_choice(&mut self, name: &str, codes: &[&str]) -> Option<String> {
        let value = self.fields.get(name);
        if value.is_empty() {
            return None;
        }
        if !codes.contains(&value) {
            self.errors.add(name, "error-choose-from-list");
            return None;
        }
        Some(value.to_owned())
    }

    /// Several of the given codes.
    pub fn choices(&mut self, name: &str, codes: &[&str]) -> Vec<String> {
        let values = self.fields.list(name);
        if values.iter().any(|v| !codes.contains(v)) {
            self.errors.add(name, "error-choose-from-list");
        }
        values.into_iter().filter(|v| codes.contains(v)).map(str::to_owned).collect()
    }

    /// A day of birth: `name-day`, `name-month`, `name-year`; all three or none; not in the future, not more than 120 years ago.
    pub fn born(&mut self, name: &str, today: Date) -> Option<Date> {
        let date = self.date(name)?;
        if date > today {
            self.errors.add(name, "error-born-future");
            return None;
        }
        if date.age_on(today) > 120 {
            self.errors.add(name, "error-born-too-long-ago");
            return None;
        }
        Some(date)
    }

    /// A day in three fields; all three or none.
    pub fn date(&mut self, name: &str) -> Option<Date> {
        let part = |p: &str| self.fields.get(&format!("{name}-{p}")).to_owned();
        let (day, month, year) = (part("day"), part("month"), part("year"));
        if day.is_empty() && month.is_empty() && year.is_empty() {
            return None;
        }
        let number = |s: &str| s.parse::<i16>().ok();
        let date = match (number(&day), number(&month), number(&year)) {
            (Some(d), Some(m), Some(y)) if y >= 1000 => {
                i8::try_from(m).ok().zip(i8::try_from(d).ok()).and_then(|(m, d)| Date::new(y, m, d))
            }
            _ => None,
        };
        if date.is_none() {
            self.errors.add(name, "error-date");
        }
        date
    }

    /// A day that is needed and has come; the messages `missing` and `future` are keys of the strings.
    pub fn past_day(&mut self, name: &str, today: Date, missing: &str, future: &str) -> Option<Date> {
        let day = self.date(name);
        if day.is_none() && !self.errors.0.contains_key(name) {
            self.errors.add(name, missing);
        }
        if day.is_some_and(|d| d > today) {
            self.errors.add(name, future);
        }
        day.filter(|d| *d <= today)
    }

    pub fn nhs_number(&mut self, name: &str) -> Option<NhsNumber> {
        self.parsed(name, "error-nhs-number")
    }

    pub fn postcode(&mut self, name: &str) -> Option<Postcode> {
        self.parsed(name, "error-postcode")
    }

    pub fn phone(&mut self, name: &str) -> Option<Phone> {
        self.parsed(name, "error-phone")
    }

    pub fn email(&mut self, name: &str) -> Option<Email> {
        self.parsed(name, "error-email")
    }

    /// Anything that can be read from text; nothing when the field is empty.
    pub fn parsed<T: std::str::FromStr>(&mut self, name: &str, wrong: &str) -> Option<T> {
        let value = self.fields.get(name);
        if value.is_empty() {
            return None;
        }
        match value.parse() {
            Ok(v) => Some(v),
            Err(_) => {
                self.errors.add(name, wrong);
                None
            }
        }
    }

    pub fn finish(self) -> Result<()> {
        self.errors.finish()
    }
}
