//! Looks at one object and all that is inside it: fields, values, and whom it refers to.
//!
//! The tables say what each field is. What holds between two fields of one object stands here in code. Objects are
//! noted in the book, so that the same id elsewhere can be compared and references can be followed at the end.

use super::{
    Report,
    book::Book,
    formats, json,
    run::Run,
    tables::{self, Field, Known, Must, Object, Shape},
};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value};

/// Where an object was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In a list, where it has no arrays.
    Row,
    /// By itself, or in a list that was asked for everything.
    Detail,
}

struct Look<'a> {
    report: &'a mut Report,
    book: &'a mut Book,
    standard: super::Standard,
    now: Timestamp,
    line: &'a str,
    place: Place,
    /// The JSON pointer to what is looked at.
    at: String,
}

impl<F> Run<F> {
    /// Looks at an object of this name that an answer has at a place.
    pub fn object(&mut self, name: &str, value: &Value, line: &str, pointer: String, place: Place) {
        let Some((number, object)) = tables::object(name) else { return };
        let (standard, now) = (self.standard, self.now);
        let mut look = Look { report: &mut self.report, book: &mut self.book, standard, now, line, place, at: pointer };
        look.object(number, object, value, None);
    }
}

impl Look<'_> {
    fn fault(&mut self, rule: &'static str, said: impl std::fmt::Display) {
        self.report.fault(rule, format!("{} {}", self.line, self.at), said);
    }

    /// Does something with a member's name behind the pointer.
    fn within(&mut self, name: &str, run: impl FnOnce(&mut Self)) {
        let length = self.at.len();
        self.at.push('/');
        self.at.push_str(name);
        run(self);
        self.at.truncate(length);
    }

    fn object(
        &mut self,
        number: u8,
        object: &'static Object,
        value: &Value,
        parent: Option<(&'static Object, &Map<String, Value>)>,
    ) {
        let Some(map) = value.as_object() else {
            self.fault("field.type", format!("{} is no object", object.name));
            return;
        };
        self.report.objects += 1;
        let id = map.get("id").and_then(Value::as_str).and_then(|id| formats::uuid(id).ok());
        if let Some(id) = id {
            if let Some(other) = self.book.kind(number, id) {
                self.fault("id.one-kind", format!("{} is an id of {other} too", uuid::Uuid::from_u128(id)));
            }
            if parent.is_some() && tables::LISTS.iter().any(|list| list.object == object.name) {
                self.want(number, id);
            }
        }
        for field in object.fields {
            if field.must != Must::No && !map.contains_key(field.name) {
                self.fault("field.required", format!("{} has no {}", object.name, field.name));
            }
        }
        for (name, value) in map {
            self.within(name, |look| look.member(number, object, id, name, value, map));
        }
        let says = |(name, value): (&String, &Value)| !value.is_null() && name != "id" && !name.ends_with("_id");
        if !map.iter().any(says) {
            self.fault("object.hollow", format!("{} says nothing", object.name));
        }
        self.refers(object, map, parent);
        self.sense(object, map);
    }

    fn member(
        &mut self,
        number: u8,
        object: &'static Object,
        id: Option<u128>,
        name: &str,
        value: &Value,
        map: &Map<String, Value>,
    ) {
        let Some(at) = object.fields.iter().position(|field| field.name == name) else {
            self.beyond(object, name);
            if !name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_') {
                self.fault("field.name", name);
            }
            return self.loose(value);
        };
        let field = &object.fields[at];
        let known = match self.standard {
            super::Standard::Hsds => Known::Oruk,
            super::Standard::Oruk => Known::Hsds,
        };
        if field.known == known {
            self.beyond(object, name);
        }
        if value.is_null() {
            return self.fault("field.null", "null");
        }
        if let Some(id) = id
            && self.changed(number, id, at, field, value)
        {
            self.fault(
                "id.same-object",
                format!("{} {} has another value elsewhere", object.name, uuid::Uuid::from_u128(id)),
            );
        }
        self.value(object, field, value, map);
    }

    fn beyond(&mut self, object: &Object, name: &str) {
        *self.report.beyond.entry(format!("{}.{name}", object.name)).or_default() += 1;
    }

    /// Notes the value of a field under the id of its object. Of objects inside only the ids count: they are looked at
    /// by themselves, and may be told at length in one place and in short in another.
    fn changed(&mut self, number: u8, id: u128, at: usize, field: &Field, value: &Value) -> bool {
        let Ok(at) = u8::try_from(at) else { return false };
        let hash = match field.shape {
            Shape::One(_) => json::hash(value.get("id").unwrap_or(&Value::Null)),
            Shape::Many(_) => {
                let ids = value.as_array().into_iter().flatten().map(|one| one.get("id").cloned().unwrap_or_default());
                json::hash(&Value::Array(ids.collect()))
            }
            _ => json::hash(value),
        };
        self.book.field(number, id, at, hash)
    }

    fn value(&mut self, object: &'static Object, field: &'static Field, value: &Value, map: &Map<String, Value>) {
        match field.shape {
            Shape::One(name) => {
                if let Some((number, inner)) = tables::object(name) {
                    self.object(number, inner, value, Some((object, map)));
                }
            }
            Shape::Many(name) => self.many(object, field, name, value, map),
            Shape::Number(..) | Shape::Whole(..) => self.number(field.shape, value),
            shape => match value.as_str() {
                Some(text) => self.string(object, shape, field.name, text),
                None => self.fault("field.type", format!("{value} instead of text")),
            },
        }
    }

    fn many(&mut self, object: &'static Object, field: &Field, name: &str, value: &Value, map: &Map<String, Value>) {
        let Some(values) = value.as_array() else { return self.fault("field.type", "no array") };
        if values.is_empty() {
            return self.fault("field.empty", "an empty array");
        }
        // The UK's list of taxonomies may hold the terms.
        if self.place == Place::Row && field.name != "taxonomy_terms" {
            self.fault("row.thin", format!("{} of them", values.len()));
        }
        let Some((number, inner)) = tables::object(name) else { return };
        let mut ids: Vec<&str> = Vec::new();
        for (at, one) in values.iter().enumerate() {
            self.within(&at.to_string(), |look| {
                look.object(number, inner, one, Some((object, map)));
                if let Some(id) = json::string(one, "id") {
                    if ids.contains(&id) {
                        look.fault("id.once", format!("{id} is in this array twice"));
                    }
                    ids.push(id);
                }
            });
        }
    }

    fn number(&mut self, shape: Shape, value: &Value) {
        let Some(number) = value.as_f64() else {
            return self.fault("field.type", format!("{value} instead of a number"));
        };
        let (Shape::Number(least, most) | Shape::Whole(least, most)) = shape else { return };
        if !(least..=most).contains(&number) {
            self.fault("format.range", format!("{number} is not from {least} to {most}"));
        }
        if matches!(shape, Shape::Whole(..)) && number.fract() != 0.0 {
            self.fault("format.whole", number);
        }
    }

    fn string(&mut self, object: &Object, shape: Shape, name: &str, text: &str) {
        // The change log repeats what stood somewhere, whatever it was.
        if object.name == "metadata" && matches!(name, "previous_value" | "replacement_value") {
            return;
        }
        if text.trim().is_empty() {
            return self.fault("field.empty", format!("{text:?}"));
        }
        self.text(text);
        let (rule, wrong) = match shape {
            Shape::Uuid => ("format.uuid", formats::uuid(text).err()),
            Shape::Uri => ("format.uri", formats::uri(text)),
            Shape::Email => ("format.email", formats::email(text)),
            Shape::Date => ("format.date", formats::date(text).is_none().then_some("no day such as 2026-10-01")),
            Shape::Moment => ("format.moment", formats::moment(text).is_none().then_some("no moment with its zone")),
            Shape::Time => ("format.time", formats::time(text)),
            Shape::OneOf(words) => ("format.enum", (!words.contains(&text)).then_some("none of the words for it")),
            Shape::Days => ("format.days", formats::days(text).err()),
            Shape::Numbers(most) => ("format.numbers", formats::numbers(text, most)),
            Shape::Phone => ("format.phone", formats::phone(text)),
            Shape::Country => ("format.country", formats::country(text)),
            Shape::Currency => ("format.currency", formats::currency(text)),
            Shape::Language => ("format.language", formats::language(text)),
            Shape::Line => ("text.line", text.contains('\n').then_some("has several lines")),
            _ => return,
        };
        if let Some(wrong) = wrong {
            self.fault(rule, format!("{text:?}: {wrong}"));
        }
        if shape == Shape::Moment
            && let Some(moment) = formats::moment(text)
            && moment > self.now + SignedDuration::from_hours(24)
        {
            self.fault("time.future", text);
        }
    }

    /// What no text may have, whatever it says.
    fn text(&mut self, text: &str) {
        if text.trim() != text {
            self.fault("text.blank", format!("{text:?}"));
        }
        if let Some(c) = formats::control(text) {
            self.fault("text.control", format!("{c:?}"));
        }
        if let Some(tag) = formats::html(text) {
            self.fault("text.html", format!("{tag:?}"));
        }
        if formats::escape(text) {
            self.fault("text.escape", format!("{text:?}"));
        }
        if formats::placeholder(text) {
            self.fault("text.placeholder", format!("{text:?}"));
        }
    }

    /// Something that the standards do not know. It may be anything, but it is not nothing.
    fn loose(&mut self, value: &Value) {
        match value {
            Value::Null => self.fault("field.null", "null"),
            Value::String(text) if text.trim().is_empty() => self.fault("field.empty", format!("{text:?}")),
            Value::String(text) => self.text(text),
            Value::Array(values) if values.is_empty() => self.fault("field.empty", "an empty array"),
            Value::Array(values) => {
                for (at, value) in values.iter().enumerate() {
                    self.within(&at.to_string(), |look| look.loose(value));
                }
            }
            Value::Object(map) if map.is_empty() => self.fault("field.empty", "an empty object"),
            Value::Object(map) => {
                for (name, value) in map {
                    self.within(name, |look| look.loose(value));
                }
            }
            Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn want(&mut self, object: u8, id: u128) {
        let (line, at) = (self.line, &self.at);
        self.book.want(object, id, || format!("{line} {at}"));
    }

    /// Every id in an object that is not its own.
    fn refers(
        &mut self,
        object: &Object,
        map: &Map<String, Value>,
        parent: Option<(&'static Object, &Map<String, Value>)>,
    ) {
        for (name, value) in map {
            let Some(other) = name.strip_suffix("_id") else { continue };
            let Some(id) = value.as_str() else { continue };
            let other = match (other, object.name) {
                ("link", "attribute") => {
                    self.link(map, id, parent);
                    continue;
                }
                ("parent", "taxonomy_term") => "taxonomy_term",
                ("parent_organization", _) => "organization",
                (other, _) => other,
            };
            let Some((number, _)) = tables::object(other) else { continue };
            if let Ok(id) = formats::uuid(id) {
                self.within(name, |look| look.want(number, id));
            }
            if let Some((above, owner)) = parent
                && name == &format!("{}_id", above.name)
                && owner.get("id").and_then(Value::as_str).is_some_and(|owner| owner != id)
            {
                self.within(name, |look| look.fault("link.owner", format!("{id} is not the {other} that it is in")));
            }
            let twin = map.get(other).or_else(|| map.get(&format!("{other}_detail")));
            if twin.and_then(|twin| json::string(twin, "id")).is_some_and(|twin| twin != id) {
                self.within(name, |look| look.fault("link.twin", format!("{id} is not the id of its {other}")));
            }
        }
    }

    /// An attribute says to what it belongs.
    fn link(&mut self, map: &Map<String, Value>, id: &str, parent: Option<(&'static Object, &Map<String, Value>)>) {
        let Some((above, owner)) = parent else { return };
        if owner.get("id").and_then(Value::as_str).is_some_and(|owner| owner != id) {
            self.fault("link.owner", format!("link_id {id} is not the {} that it is in", above.name));
        }
        if map.get("link_entity").and_then(Value::as_str).is_some_and(|entity| entity != above.name) {
            self.fault("link.owner", format!("link_entity is not {}", above.name));
        }
    }

    /// What holds between the fields of one object.
    fn sense(&mut self, object: &Object, map: &Map<String, Value>) {
        let text = |name: &str| map.get(name).and_then(Value::as_str);
        let number = |name: &str| map.get(name).and_then(Value::as_f64);
        for (from, to) in [("valid_from", "valid_to"), ("dtstart", "until")] {
            let days = text(from).and_then(formats::date).zip(text(to).and_then(formats::date));
            if days.is_some_and(|(from, to)| from > to) {
                self.fault("sense.span", format!("{from} is after {to}"));
            }
        }
        match object.name {
            "service" => {
                if number("minimum_age").zip(number("maximum_age")).is_some_and(|(least, most)| least > most) {
                    self.fault("sense.ages", "minimum_age is above maximum_age");
                }
                // The day in London may be one later than the day in UTC.
                let changed = text("last_modified").and_then(formats::moment);
                let changed =
                    changed.map(|at| (at + SignedDuration::from_hours(1)).to_zoned(jiff::tz::TimeZone::UTC).date());
                if text("assured_date").and_then(formats::date).zip(changed).is_some_and(|(day, changed)| day > changed)
                {
                    self.fault("sense.assured", "assured_date is after last_modified");
                }
            }
            "location" => match (number("latitude"), number("longitude")) {
                (Some(0.0), Some(0.0)) => self.fault("sense.place", "0, 0 is in the sea"),
                (Some(_), None) | (None, Some(_)) => self.fault("sense.place", "half a pair of coordinates"),
                _ => {}
            },
            "address" => {
                if text("country") == Some("GB")
                    && let Some(code) = text("postal_code")
                    && let Some(wrong) = formats::postcode(code)
                {
                    self.fault("format.postcode", format!("{code:?}: {wrong}"));
                }
            }
            "schedule" => self.schedule(map),
            "service_capacity" if number("available").zip(number("maximum")).is_some_and(|(free, all)| free > all) => {
                self.fault("sense.capacity", "more available than the maximum");
            }
            "service_area" => {
                let shape = text("extent").filter(|_| text("extent_type") == Some("geojson"));
                let right = |shape: &str| {
                    serde_json::from_str(shape).is_ok_and(|shape: Value| json::string(&shape, "type").is_some())
                };
                if shape.is_some_and(|shape| !right(shape)) {
                    self.fault("format.geojson", "extent is not GeoJSON");
                }
            }
            "taxonomy_term" if !map.contains_key("taxonomy_id") && !map.contains_key("taxonomy_detail") => {
                self.fault("sense.taxonomy", "the term names no taxonomy");
            }
            _ => {}
        }
    }

    /// Parts of a rule of repetition that belong together.
    fn schedule(&mut self, map: &Map<String, Value>) {
        let text = |name: &str| map.get(name).and_then(Value::as_str);
        let parts = ["byday", "bymonthday", "byweekno", "byyearday", "interval", "count", "until", "wkst"];
        let freq = text("freq");
        if freq.is_none() && parts.iter().any(|part| map.contains_key(*part)) {
            self.fault("sense.schedule", "repeats without freq");
        }
        if map.contains_key("count") && map.contains_key("until") {
            self.fault("sense.schedule", "count and until");
        }
        if map.contains_key("bymonthday") && freq == Some("WEEKLY") {
            self.fault("sense.schedule", "bymonthday in a week");
        }
        if freq == Some("WEEKLY") && text("byday").is_some_and(|days| formats::days(days) == Ok(true)) {
            self.fault("sense.schedule", "a numbered day in a week");
        }
        let interval = map.get("interval").and_then(Value::as_f64);
        if interval.is_some_and(|interval| interval > 1.0) && !map.contains_key("dtstart") {
            self.fault("sense.schedule", "an interval that starts nowhere: no dtstart");
        }
        if map.contains_key("closes_at") && !map.contains_key("opens_at") {
            self.fault("sense.schedule", "closes and never opens");
        }
    }
}
