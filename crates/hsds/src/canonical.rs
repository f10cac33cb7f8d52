//! From what a feed sent to the standard's own form: every field known, of its kind, repaired or left out; ids that stay.
//!
//! The result is a *document*: JSON with no null, no empty text, no empty list, nothing that the table does not know. It may still lack what the standard
//! demands (a county, a description): that is mended when it is published, so that nothing made up is taken for something said.

use crate::{
    fields::{self, Field, Kind, Object},
    issue::{Issue, Refused, What, shortened},
    repair,
    repair::Mended,
};
use serde_json::{Map, Number, Value};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

mod hidden;
mod whole;

pub use hidden::{
    NAMED, WITHHELD, hidden_places, hide, hides_by_word, hides_something, mask, mask_at, named_id, places,
    tells_more_places,
};
pub(crate) use hidden::{hides, is_flagged};
use whole::{finish, prepare};

pub type Document = Map<String, Value>;

/// Ids that Kith makes for what has none of its own are names in this space. It never changes: what was published under an id is found under it.
pub const SPACE: Uuid = Uuid::from_u128(0x9c1f_6a52_7d3e_5b80_a4c2_5e1d_90b7_3f66);

/// A record made ours.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    pub object: &'static Object,
    /// As the feed calls it.
    pub source_id: String,
    pub id: Uuid,
    pub document: Document,
    pub issues: Vec<Issue>,
    /// Fields that no standard has, and how often: `service.pc_metadata`.
    pub unknown: BTreeMap<String, u64>,
}

/// Reads a record of this kind.
///
/// # Errors
/// Why it cannot be let in, in words for the publisher.
pub fn record(object: &'static Object, raw: Value, feed: &str) -> Result<Record, (Option<String>, Refused)> {
    let Value::Object(raw) = raw else { return Err((None, Refused::NotAnObject)) };
    let Some(source_id) = raw.get("id").and_then(id_text) else { return Err((None, Refused::NoId)) };
    let refused = |why| Err((Some(source_id.clone()), why));
    if hidden::is_private(&raw) {
        return refused(Refused::Private);
    }
    let mut reading = Reading::new(feed);
    let document = match reading.object(object, raw, None) {
        Some(document) => document,
        None => return refused(Refused::NotAnObject),
    };
    let needs_name = object.fields.iter().any(|f| f.name == "name" && f.required);
    match document.get("name").and_then(Value::as_str) {
        None if needs_name => return refused(Refused::NoName),
        Some(name) if name.chars().count() > 300 => return refused(Refused::LongName),
        _ => {}
    }
    let id = own_id(&document).unwrap_or_else(|| minted(feed, object.name, &source_id));
    Ok(Record { object, source_id, id, document, issues: reading.issues, unknown: reading.unknown })
}

/// The id that a feed's own id becomes when it is no UUID.
pub fn minted(feed: &str, object: &str, source_id: &str) -> Uuid {
    Uuid::new_v5(&SPACE, format!("{feed}|{object}|{source_id}").as_bytes())
}

/// The id of what a document is about.
pub fn own_id(document: &Document) -> Option<Uuid> {
    document.get("id").and_then(Value::as_str).and_then(|id| id.parse().ok())
}

/// An id as a feed has it, be it text or a number, made fit to be kept.
pub fn id_text(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => {
            text.chars().filter(|c| !c.is_control() && *c != '\u{200b}').collect::<String>().trim().to_owned()
        }
        Value::Number(n) => n.to_string(),
        _ => return None,
    };
    Some(text).filter(|t| !t.is_empty() && t.len() <= 300)
}

/// The same content has the same text, whatever the order of its keys.
fn settled(value: &Value, out: &mut String) {
    match value {
        Value::Object(map) => {
            let mut keys: Vec<_> = map.keys().collect();
            keys.sort();
            out.push('{');
            for key in keys {
                out.push_str(key);
                out.push(':');
                settled(&map[key], out);
                out.push(',');
            }
            out.push('}');
        }
        Value::Array(all) => {
            out.push('[');
            for value in all {
                settled(value, out);
                out.push(',');
            }
            out.push(']');
        }
        Value::String(text) => out.push_str(text.trim()),
        other => out.push_str(&other.to_string()),
    }
}

/// Whether a flag is set.
pub(crate) fn is_set(value: &Value) -> bool {
    match value {
        Value::Bool(b) => *b,
        Value::Number(n) => n.as_f64() == Some(1.0),
        Value::String(s) => matches!(s.trim().to_ascii_lowercase().as_str(), "true" | "yes" | "y" | "1"),
        _ => false,
    }
}

struct Reading<'a> {
    feed: &'a str,
    issues: Vec<Issue>,
    unknown: BTreeMap<String, u64>,
    path: Vec<String>,
    /// Which object each id of this record stands on.
    ids: HashMap<Uuid, &'static str>,
    /// Within something that was given another id: what hangs on it is given others too.
    renaming: bool,
    /// Within something whose places must not be public.
    hiding: bool,
}

const DEEPEST: usize = 24;
const MOST: usize = 500;

impl Reading<'_> {
    fn new(feed: &str) -> Reading<'_> {
        let (unknown, ids) = (BTreeMap::new(), HashMap::new());
        Reading { feed, issues: vec![], unknown, path: vec![], ids, renaming: false, hiding: false }
    }

    fn at(&self, field: &str) -> String {
        let mut path = self.path.join("/");
        if !path.is_empty() && !field.is_empty() {
            path.push('/');
        }
        path + field
    }

    fn note(&mut self, field: &str, what: What, was: &str, now: Option<&str>) {
        // A record of a thousand faults is described by its first hundreds.
        if self.issues.len() < 400 {
            let issue = Issue { at: self.at(field), what, was: shortened(was), now: now.map(shortened) };
            self.issues.push(issue);
        }
    }

    fn noted<T: ToString>(&mut self, field: &str, was: &str, mended: Mended<T>) -> Option<T> {
        let now = mended.value.as_ref().map(ToString::to_string);
        for what in mended.what {
            self.note(field, what, was, now.as_deref());
        }
        mended.value
    }

    fn object(
        &mut self,
        object: &'static Object,
        mut raw: Map<String, Value>,
        parent: Option<Uuid>,
    ) -> Option<Document> {
        if self.path.len() > DEEPEST {
            self.note("", What::TooDeep, object.name, None);
            return None;
        }
        let before = (self.renaming, self.hiding);
        self.hiding |= match object.name {
            "service" => hidden::hides_addresses(&raw),
            "service_at_location" => is_flagged(&raw),
            _ => false,
        };
        let id = self.id(object, &raw, parent);
        self.snake(object, &mut raw);
        prepare(self, object, &mut raw);
        let masked = match object.name {
            "location" => self.hiding || hidden::hides_place(&raw),
            _ => object == &fields::SERVICE_AT_LOCATION && self.hiding,
        };
        if masked {
            // Our own word for it, where a document is read again.
            raw.remove("masked");
        }
        let mut document = Document::new();
        for field in object.fields {
            let value = match field.kind {
                Kind::Id => {
                    raw.remove("id");
                    Some(Value::String(id.to_string()))
                }
                // What hangs on something says so by its place. An attribute says it in so many words: the standard has it so.
                Kind::Up => {
                    raw.remove(field.name);
                    parent.filter(|_| field.name == "link_id").map(|p| Value::String(p.to_string()))
                }
                _ => match raw.remove(field.name) {
                    None | Some(Value::Null) => None,
                    Some(value) => self.value(field, value, id),
                },
            };
            if let Some(value) = value {
                document.insert(field.name.to_owned(), value);
            }
        }
        for key in raw.into_iter().filter(|(_, v)| !v.is_null()).map(|(key, _)| key) {
            let key: String = key.chars().take(60).filter(|c| !c.is_control()).collect();
            *self.unknown.entry(format!("{}.{key}", object.name)).or_default() += 1;
        }
        (self.renaming, self.hiding) = before;
        finish(self, object, &mut document, parent, masked);
        Some(document)
    }

    /// Its own id, or the one that its own becomes, or one made from what it says.
    fn id(&mut self, object: &'static Object, raw: &Map<String, Value>, parent: Option<Uuid>) -> Uuid {
        let said = raw.get("id").and_then(id_text);
        let mut id = match &said {
            Some(text) => match text.parse::<Uuid>() {
                Ok(id) => id,
                Err(_) => {
                    let id = minted(self.feed, object.name, text);
                    self.note("id", What::IdMinted, text, Some(&id.to_string()));
                    id
                }
            },
            // Made from what must not be known, an id would tell it to whoever tries every address there is.
            None if self.is_hidden(object, raw) => {
                let parent = parent.unwrap_or_default();
                Uuid::new_v5(&SPACE, format!("{parent}|{}|masked", object.name).as_bytes())
            }
            None => self.made_id(object, raw, parent),
        };
        if said.is_none() {
            self.note("id", What::IdMissing, "", Some(&id.to_string()));
        }
        if self.renaming {
            id = minted(self.feed, object.name, &format!("{}:{id}", parent.unwrap_or_default()));
        }
        match self.ids.get(&id) {
            Some(other) if *other != object.name => {
                let new = minted(self.feed, object.name, &id.to_string());
                self.note("id", What::IdTaken, &id.to_string(), Some(&new.to_string()));
                id = new;
                // What hangs on it stands elsewhere under the ids that it has, perhaps with other values.
                self.renaming = true;
            }
            _ => {}
        }
        self.ids.insert(id, object.name);
        id
    }

    /// Whether it is, or is at, a place that must not be public.
    fn is_hidden(&self, object: &Object, raw: &Map<String, Value>) -> bool {
        let place = raw.get("location").and_then(Value::as_object);
        let hides = match object.name {
            "location" => hidden::hides_place(raw),
            "service_at_location" => place.is_some_and(hidden::hides_place),
            _ => return false,
        };
        self.hiding || hides
    }

    fn made_id(&self, object: &Object, raw: &Map<String, Value>, parent: Option<Uuid>) -> Uuid {
        let mut content = String::new();
        settled(&Value::Object(raw.clone()), &mut content);
        let parent = parent.unwrap_or_default();
        Uuid::new_v5(&SPACE, format!("{parent}|{}|{content}", object.name).as_bytes())
    }

    /// `serviceId` is `service_id`.
    fn snake(&mut self, object: &'static Object, raw: &mut Map<String, Value>) {
        let camel: Vec<String> = raw.keys().filter(|k| k.bytes().any(|b| b.is_ascii_uppercase())).cloned().collect();
        for key in camel {
            let mut snake = String::new();
            for c in key.chars() {
                if c.is_ascii_uppercase() && !snake.is_empty() {
                    snake.push('_');
                }
                snake.push(c.to_ascii_lowercase());
            }
            if object.field(&snake).is_some()
                && !raw.contains_key(&snake)
                && let Some(value) = raw.remove(&key)
            {
                self.note(&key, What::Camel, &key, Some(&snake));
                raw.insert(snake, value);
            }
        }
    }

    fn value(&mut self, field: &'static Field, raw: Value, id: Uuid) -> Option<Value> {
        match field.kind {
            Kind::One(object) => self.one(field, object, raw, id),
            Kind::Many(object) => self.many(field, object, raw, id),
            Kind::Number => self.number(field, &raw),
            Kind::To(object) => {
                let text = id_text(&raw)?;
                let id = text.parse().unwrap_or_else(|_| minted(self.feed, object.name, &text));
                Some(Value::String(id.to_string()))
            }
            kind => {
                let text = self.text(field, raw)?;
                let mended = match kind {
                    Kind::Line => repair::text(&text, false),
                    Kind::Text => repair::text(&text, true),
                    Kind::Uri => repair::uri(&text),
                    Kind::Email => repair::email(&text),
                    Kind::Date => repair::date(&text),
                    Kind::Time => repair::time(&text),
                    Kind::Moment => repair::moment(&text),
                    Kind::Word(fields::STATUSES) => repair::status(&text),
                    Kind::Word(words) => repair::word(&text, words),
                    Kind::Days => repair::days(&text),
                    Kind::Id | Kind::Up | Kind::To(_) | Kind::Number | Kind::One(_) | Kind::Many(_) => return None,
                };
                // `Jane Smith <jane@…>`: the name beside a mailbox is nobody's business.
                let was = if matches!(field.kind, Kind::Email) && text.contains('<') { "" } else { &text };
                self.noted(field.name, was, mended).map(Value::String)
            }
        }
    }

    fn text(&mut self, field: &Field, raw: Value) -> Option<String> {
        let (text, odd) = match raw {
            Value::String(text) => (text, false),
            Value::Number(n) => (n.to_string(), true),
            Value::Bool(b) => ((if b { "yes" } else { "no" }).to_owned(), true),
            Value::Array(all) => {
                let words: Vec<String> = all.iter().filter_map(Value::as_str).map(str::to_owned).collect();
                (words.join(", "), true)
            }
            Value::Object(_) | Value::Null => (String::new(), true),
        };
        if odd {
            self.note(field.name, What::NotText, &text, Some(&text).filter(|t| !t.is_empty()).map(String::as_str));
        }
        Some(text).filter(|t| !t.trim().is_empty())
    }

    fn number(&mut self, field: &Field, raw: &Value) -> Option<Value> {
        let (was, mended) = match raw {
            Value::Number(n) => return n.as_f64().filter(|n| n.is_finite()).and_then(plain_number),
            Value::String(text) if text.trim().is_empty() => return None,
            // The standard has a number of hours; everybody writes a name.
            Value::String(text) if field.name == "timezone" => {
                (text.clone(), Mended { value: None, what: vec![What::Zone] })
            }
            Value::String(text) => (text.clone(), repair::number(text)),
            other => (other.to_string(), Mended { value: None, what: vec![What::NotANumber] }),
        };
        self.noted(field.name, &was, mended).and_then(plain_number)
    }

    fn one(&mut self, field: &Field, object: &'static Object, raw: Value, id: Uuid) -> Option<Value> {
        let raw = match raw {
            Value::Object(raw) => raw,
            Value::Array(all) => {
                self.note(field.name, What::NotOne, "", None);
                match all.into_iter().next() {
                    Some(Value::Object(raw)) => raw,
                    _ => return None,
                }
            }
            other => {
                self.note(field.name, What::NotAnObject, &other.to_string(), None);
                return None;
            }
        };
        if raw.is_empty() {
            return None;
        }
        self.path.push(field.name.to_owned());
        let made = self.object(object, raw, Some(id));
        self.path.pop();
        made.filter(says_something).map(Value::Object)
    }

    fn many(&mut self, field: &Field, object: &'static Object, raw: Value, id: Uuid) -> Option<Value> {
        let mut all = match raw {
            Value::Array(all) => all,
            Value::Object(one) => {
                self.note(field.name, What::NotAList, "", None);
                vec![Value::Object(one)]
            }
            Value::String(text) if text.trim().is_empty() => return None,
            // Words where objects belong: what they mean is known for a few.
            Value::String(text) => vec![Value::String(text)],
            other => {
                self.note(field.name, What::NotAList, &other.to_string(), None);
                return None;
            }
        };
        all = all.into_iter().flat_map(|value| self.spread(field, object, value)).collect();
        if all.len() > MOST {
            self.note(field.name, What::TooMany, &all.len().to_string(), None);
            all.truncate(MOST);
        }
        let mut made: Vec<Value> = vec![];
        for (n, raw) in all.into_iter().enumerate() {
            let Value::Object(raw) = raw else { continue };
            if raw.is_empty() {
                continue;
            }
            self.path.push(field.name.to_owned());
            self.path.push(n.to_string());
            let document = self.object(object, raw, Some(id)).filter(says_something);
            match document {
                Some(d) if made.iter().any(|m| m.get("id") == d.get("id")) => {
                    // An id used twice for two things gives the second one another; the same thing twice is one.
                    let other = Value::Object(d);
                    if made.contains(&other) {
                        self.note("", What::Twice, "", None);
                    } else if let Value::Object(mut d) = other {
                        let mut content = String::new();
                        settled(&Value::Object(d.clone()), &mut content);
                        let new =
                            Uuid::new_v5(&SPACE, format!("{id}|{}|{content}", object.name).as_bytes()).to_string();
                        let was = d.insert("id".to_owned(), Value::String(new.clone())).map(|v| v.to_string());
                        self.note("id", What::IdTaken, &was.unwrap_or_default(), Some(&new));
                        if !made.iter().any(|m| m.get("id").and_then(Value::as_str) == Some(&new)) {
                            made.push(Value::Object(d));
                        }
                    }
                }
                Some(d) => made.push(Value::Object(d)),
                None => {}
            }
            self.path.pop();
            self.path.pop();
        }
        (!made.is_empty()).then_some(Value::Array(made))
    }

    /// Text where objects belong: `English, Bengali and Somali` are three languages.
    fn spread(&mut self, field: &Field, object: &'static Object, value: Value) -> Vec<Value> {
        let named = |name: &str, text: String| Value::Object(Map::from_iter([(name.to_owned(), Value::String(text))]));
        match value {
            Value::Object(raw) if object == &fields::LANGUAGE && !raw.contains_key("code") => {
                let name = raw.get("name").or_else(|| raw.get("language")).and_then(Value::as_str).unwrap_or_default();
                let names = languages(name);
                if names.len() > 1 && names.iter().all(|n| repair::language(n).is_some()) {
                    self.note(field.name, What::Several, name, None);
                    return names.into_iter().map(|n| named("name", n)).collect();
                }
                vec![Value::Object(raw)]
            }
            Value::Object(raw) => vec![Value::Object(raw)],
            Value::String(text) => {
                self.note(field.name, What::NotAnObject, &text, None);
                match object.name {
                    "language" => languages(&text).into_iter().map(|n| named("name", n)).collect(),
                    "phone" => vec![named("number", text)],
                    "url" => vec![named("url", text)],
                    "accessibility" => vec![named("description", text)],
                    "service_area" => vec![named("name", text)],
                    "funding" => vec![named("source", text)],
                    "required_document" => vec![named("document", text)],
                    _ => vec![],
                }
            }
            other => {
                self.note(field.name, What::NotAnObject, &other.to_string(), None);
                vec![]
            }
        }
    }
}

fn languages(text: &str) -> Vec<String> {
    text.replace(" and ", ",")
        .split([',', ';', '/', '&'])
        .map(|w| w.trim().to_owned())
        .filter(|w| !w.is_empty())
        .collect()
}

/// Whether it has anything but ids.
fn says_something(document: &Document) -> bool {
    document.keys().any(|k| k != "id" && k != "link_id")
}

/// A number as JSON has it: whole ones without a point.
fn plain_number(n: f64) -> Option<Value> {
    if n.fract() == 0.0 && n.abs() < 9e15 {
        return Some(Value::Number(Number::from(n as i64)));
    }
    Number::from_f64(n).map(Value::Number)
}

#[cfg(test)]
mod tests;
