//! From events to services: which events belong together, what is over, and what is kept.

use super::{
    Calendars, Counts, Event, Found, Head, LARGEST_SERIES, Series, Today, Wrong,
    moment::{When, in_words},
    people::{self, Desk, Named},
    place,
};
use crate::{
    canonical::minted,
    dialect::{Raw, add_line, add_words, append, object, put_under},
    issue::{Issue, Refused, What},
};
use jiff::civil;
use kernel::name::name_key;
use serde_json::Value;
use std::{
    collections::{HashMap, HashSet},
    vec::IntoIter,
};
use uuid::Uuid;

/// So many dates that are otherwise are told in a note.
const TOLD: usize = 6;

/// Things in the order in which they were first met.
struct Ordered<T> {
    at: HashMap<String, usize>,
    all: Vec<(String, Vec<T>)>,
}

impl<T> Ordered<T> {
    fn new() -> Ordered<T> {
        Ordered { at: HashMap::new(), all: vec![] }
    }
    fn put(&mut self, key: String, value: T) {
        let at = *self.at.entry(key.clone()).or_insert(self.all.len());
        match self.all.get_mut(at) {
            Some((_, all)) => all.push(value),
            None => self.all.push((key, vec![value])),
        }
    }
}

/// What there is in calendars, one after another.
pub struct Findings {
    of: Calendars,
    today: Today,
    ready: IntoIter<Found>,
    series: IntoIter<(String, Vec<Event>)>,
    single: IntoIter<(String, Vec<Event>)>,
}

impl Findings {
    /// What was left out of what has been asked for so far.
    pub fn counts(&self) -> Counts {
        self.of.counts
    }
}

impl Iterator for Findings {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        if let Some(found) = self.ready.next() {
            return Some(found);
        }
        if let Some((source_id, events)) = self.series.next() {
            return Some(self.of.repeated(source_id, events, self.today));
        }
        let (source_id, events) = self.single.next()?;
        Some(self.of.dated(source_id, events, self.today))
    }
}

impl Calendars {
    /// What there is in them on a day; on any day, where none is given. It is made one after another, as it is asked for.
    pub fn finish(mut self, today: Today) -> Findings {
        let mut found = vec![];
        let events = newest(std::mem::take(&mut self.events));
        let private: HashSet<String> = events.iter().filter(|e| e.private).filter_map(|e| e.uid.clone()).collect();
        // What is not let in makes nothing of others repeat: of what is kept the same has to follow.
        let sound = events.iter().filter(|e| e.repeats() && wrong(e).is_none());
        let repeating: HashSet<String> = sound.filter_map(|e| e.uid.clone()).collect();
        let (mut series, mut single) = (Ordered::new(), Ordered::new());
        let (mut hidden, mut refused) = (Ordered::new(), vec![]);
        for event in events {
            let by_uid = event.uid.as_ref().filter(|uid| event.repeats() || repeating.contains(*uid));
            let (repeats, id) = match by_uid {
                Some(uid) => (true, short(uid.clone())),
                None => (event.repeats(), short(title_and_place(&event))),
            };
            // One private date makes all of a series private: whoever marked it may have meant all of it.
            if event.private || event.uid.as_ref().is_some_and(|uid| private.contains(uid)) {
                hidden.put(id, self.at(&event, Refused::Private));
            } else if let Some(why) = wrong(&event) {
                let known = (by_uid.is_some() || event.summary.is_some()).then_some(id);
                refused.push((known, self.at(&event, why), self.kept(&[&event]).ok()));
            } else if repeats {
                series.put(id, event);
            } else {
                single.put(id, event);
            }
        }
        let read: HashSet<&String> = series.at.keys().chain(single.at.keys()).collect();
        let mut told: HashSet<String> = HashSet::new();
        for (id, whys) in hidden.all {
            // Its title is not told. What was public and is private now is gone at once.
            found.extend(whys.into_iter().take(1).map(|why| Found::Refused { source_id: None, why, raw: None }));
            if !read.contains(&id) && told.insert(id.clone()) {
                found.push(Found::Private { source_id: id });
            }
        }
        for (id, why, raw) in refused {
            // Where others of the same are sound, it is they that are the service; where none is, it stays as it was.
            let source_id = id.filter(|id| !read.contains(id) && told.insert(id.clone()));
            found.push(Found::Refused { source_id, why, raw });
        }
        let (ready, series, single) = (found.into_iter(), series.all.into_iter(), single.all.into_iter());
        Findings { of: self, today, ready, series, single }
    }

    fn at(&self, event: &Event, why: Refused) -> Refused {
        let file = self.files.get(event.file).map(|f| f.name.as_str()).unwrap_or_default();
        Refused::At(format!("{file}, line {}", event.line), Box::new(why))
    }

    fn head_of(&self, event: &Event) -> Option<&Head> {
        self.heads.get(event.calendar)
    }

    /// A calendar of these events as they came, but for lines that name people. What is kept is text; what is not is the error.
    fn kept(&self, events: &[&Event]) -> Result<String, Refused> {
        let mut out = b"BEGIN:VCALENDAR\r\n".to_vec();
        let head = events.first().and_then(|e| self.head_of(e));
        if let Some(head) = head {
            out.extend_from_slice(&head.name_line);
            out.extend_from_slice(&head.lines);
        }
        let name = head.and_then(|h| h.name.as_deref());
        for event in events {
            let bytes = self.files.get(event.file).and_then(|f| f.bytes.get(event.bytes.clone())).unwrap_or_default();
            out.extend(people::without_people(bytes, name));
            if !matches!(out.last(), Some(b'\n' | b'\r')) {
                out.extend_from_slice(b"\r\n");
            }
            if out.len() > LARGEST_SERIES {
                return Err(Refused::TooLarge(LARGEST_SERIES >> 20));
            }
        }
        out.extend_from_slice(b"END:VCALENDAR\r\n");
        let text = match String::from_utf8(out) {
            Ok(text) => text,
            // Folded through the middle of a letter: the lines are kept whole.
            Err(e) => {
                let bytes = e.into_bytes();
                let lines: Vec<_> = super::Lines::new(&bytes).map(|l| l.content.into_owned()).collect();
                let text = lines.join(b"\r\n".as_slice());
                String::from_utf8(text).map_err(|_| Refused::Broken("it is not UTF-8".into()))? + "\r\n"
            }
        };
        if text.contains('\0') { Err(Refused::Broken("it contains a zero byte".into())) } else { Ok(text) }
    }

    /// Events of which one repeats.
    fn repeated(&mut self, source_id: String, mut events: Vec<Event>, today: Today) -> Found {
        events.sort_by_key(|e| (e.instead_of.is_some(), e.instead_of, e.start));
        let (masters, others): (Vec<&Event>, Vec<&Event>) = events.iter().partition(|e| e.instead_of.is_none());
        let live: Vec<&Event> = masters.iter().copied().filter(|e| !e.cancelled).collect();
        if live.is_empty() && (others.iter().all(|e| e.cancelled) || !masters.is_empty()) {
            self.counts.cancelled += 1;
            return Found::Over { source_id };
        }
        let last =
            live.iter().map(|e| last_day(e)).chain(others.iter().filter(|e| !e.cancelled).map(|e| Some(end_of(e))));
        // One that goes on for ever has no last day.
        let last = last.collect::<Option<Vec<_>>>().map(|all| all.into_iter().flatten().max());
        if let (Some(today), Some(last)) = (today, last)
            && last.is_none_or(|last| last < today)
        {
            self.counts.ended += 1;
            return Found::Over { source_id };
        }
        let Some(first) = live.first().copied().or_else(|| others.iter().copied().find(|e| !e.cancelled)) else {
            return Found::Over { source_id };
        };
        let mut made = self.service(&source_id, first);
        let id = made.record.get("id").cloned();
        let as_of = events.iter().filter_map(|e| e.modified.as_deref()?.get(..10)?.parse().ok()).max();
        let mut schedules = vec![];
        for (n, master) in live.iter().enumerate() {
            let Some(start) = master.start else { continue };
            for (m, rule) in master.rules.iter().enumerate() {
                let mut schedule = timed(master, start);
                let repeats = rule.repeats(start);
                if repeats.untold {
                    made.issue("schedules", What::Repeats, master);
                }
                let mut put = |key: &str, value: Option<Value>| {
                    if let Some(value) = value {
                        schedule.insert(key.to_owned(), value);
                    }
                };
                put("dtstart", Some(start.day.to_string().into()));
                put("freq", repeats.freq.map(Value::from));
                put("interval", repeats.interval.map(Value::from));
                put("byday", repeats.byday.map(Value::from));
                put("bymonthday", repeats.bymonthday.map(Value::from));
                put("count", rule.count.filter(|n| *n < 100_000).map(Value::from));
                put("until", rule.until.filter(|until| *until >= start.day).map(|d| d.to_string().into()));
                let mut lines = repeats.lines;
                if as_of.is_some_and(|as_of| start.day > as_of) {
                    lines.push(format!("From {}", in_words(start.day)));
                }
                match (rule.until, rule.count) {
                    (Some(until), _) => lines.push(format!("Until {}", in_words(until))),
                    (_, Some(count)) => lines.push(format!("{count} times in all")),
                    _ => {}
                }
                if n == 0 && m == 0 {
                    lines.extend(exceptions(master, &others, as_of));
                }
                note(&mut schedule, lines, master);
                put_under(&mut schedule, id.as_ref(), &format!("schedule/{n}/{m}"));
                schedules.push(schedule);
            }
            let own = master.rules.is_empty().then_some(start);
            for date in own.into_iter().chain(master.dates.iter().copied()) {
                schedules.push(on_a_date(master, date, id.as_ref()));
            }
        }
        // Dates that stand for some of a series that is not in the calendar.
        if live.is_empty() {
            for event in others.iter().filter(|e| !e.cancelled) {
                schedules.extend(event.start.map(|start| on_a_date(event, start, id.as_ref())));
            }
        }
        let kept: Vec<&Event> = events.iter().collect();
        self.done(made, schedules, &kept)
    }

    /// Events that do not repeat, of one title and place.
    fn dated(&mut self, source_id: String, mut events: Vec<Event>, today: Today) -> Found {
        let before = events.len();
        events.retain(|e| !e.cancelled);
        self.counts.cancelled += (before - events.len()) as u64;
        let before = events.len();
        events.retain(|e| today.is_none_or(|today| end_of(e).is_some_and(|last| last >= today)));
        self.counts.passed += (before - events.len()) as u64;
        events.sort_by(|a, b| (a.start, &a.uid).cmp(&(b.start, &b.uid)));
        let Some(first) = events.first() else { return Found::Over { source_id } };
        let made = self.service(&source_id, first);
        let id = made.record.get("id").cloned();
        let mut schedules: Vec<Raw> = vec![];
        for event in &events {
            schedules.extend(event.start.map(|start| on_a_date(event, start, id.as_ref())));
        }
        let kept: Vec<&Event> = events.iter().collect();
        self.done(made, schedules, &kept)
    }

    fn done(&self, mut made: Made, schedules: Vec<Raw>, events: &[&Event]) -> Found {
        let mut seen = HashSet::new();
        let schedules: Vec<Value> = schedules
            .into_iter()
            .filter(|s| seen.insert(s.get("id").and_then(Value::as_str).map(str::to_owned)))
            .map(Value::Object)
            .collect();
        append(&mut made.record, "schedules", schedules);
        for event in events {
            let name = self.head_of(event).and_then(|h| h.name.as_deref());
            let person = event.named.iter().any(|p| people::named(p, name) == Named::Person);
            for (named, what) in [(person, What::PersonalName), (event.guests, What::Guests)] {
                if named && !made.issues.iter().any(|i| i.what == what) {
                    made.issue("contacts", what, event);
                }
            }
            if event.ends_early() {
                made.issue("schedules", What::Order, event);
            }
            // What no standard has is counted by its name, whatever it says.
            for name in event.unknown.keys() {
                made.record.entry(name.clone()).or_insert(Value::Bool(false));
            }
        }
        match self.kept(events) {
            Ok(raw) => Found::Service(Box::new(Series {
                source_id: made.source_id,
                record: made.record,
                raw,
                issues: made.issues,
            })),
            Err(why) => Found::Refused { source_id: Some(made.source_id), why, raw: None },
        }
    }

    /// What all dates of it have in common.
    fn service(&self, source_id: &str, event: &Event) -> Made {
        let id = minted(&self.feed, "service", source_id).to_string();
        let text = |text: &Option<String>| text.clone().map(Value::from).unwrap_or_default();
        let mut record = object([
            ("id", id.into()),
            ("name", text(&event.summary)),
            ("description", text(&event.description)),
            ("url", text(&event.url)),
            ("status", "active".into()),
            ("last_modified", text(&event.modified)),
        ]);
        let on = record.get("id").cloned();
        let head = self.head_of(event);
        let name = head.and_then(|h| h.name.clone()).unwrap_or_else(|| self.feed.clone());
        let organization = minted(&self.feed, "organization", &name_key(&name));
        let mut organization = object([("id", organization.to_string().into()), ("name", name.into())]);
        for (key, said) in [("description", head.map(|h| &h.description)), ("website", head.map(|h| &h.url))] {
            if let Some(Some(said)) = said {
                organization.insert(key.into(), said.as_str().into());
            }
        }
        record.insert("organization".into(), organization.into());
        let known = head.and_then(|h| h.name.as_deref());
        let desk = event.named.iter().find_map(|p| match people::named(p, known) {
            Named::Desk(desk) => Some(desk),
            _ => None,
        });
        if let Some(desk) = desk {
            contact(&mut record, on.as_ref(), &desk);
        }
        if let Some(place) = place::location(event.location.as_deref(), event.point, &self.feed) {
            let which = place.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
            let mut at = object([("location", place.into())]);
            put_under(&mut at, on.as_ref(), &format!("at/{which}"));
            append(&mut record, "service_at_locations", vec![at.into()]);
        }
        let mut words: Vec<String> = vec![];
        for word in &event.categories {
            if !words.iter().any(|w| w.eq_ignore_ascii_case(word)) {
                words.push(word.chars().take(100).collect());
            }
        }
        add_words(&mut record, "service", "Calendar category", &words);
        Made { source_id: source_id.to_owned(), record, issues: vec![] }
    }
}

/// A service that is being made.
struct Made {
    source_id: String,
    record: Raw,
    issues: Vec<Issue>,
}

impl Made {
    fn issue(&mut self, at: &str, what: What, event: &Event) {
        // What names people is not repeated.
        let was = match what {
            What::Order => event.end.map(|e| e.day.to_string()).unwrap_or_default(),
            _ => String::new(),
        };
        if self.issues.len() < 50 {
            self.issues.push(Issue { at: at.to_owned(), what, was, now: None });
        }
    }
}

fn contact(record: &mut Raw, on: Option<&Value>, desk: &Desk) {
    let said = |text: &Option<String>| text.clone().map(Value::from).unwrap_or_default();
    let mut contact = object([("name", said(&desk.name)), ("email", said(&desk.email))]);
    put_under(&mut contact, on, "contact");
    if let Some(number) = &desk.phone {
        let mut phone = object([("number", number.as_str().into())]);
        put_under(&mut phone, contact.get("id"), "phone");
        contact.insert("phones".into(), vec![Value::Object(phone)].into());
    }
    append(record, "contacts", vec![contact.into()]);
}

/// Why an event by itself cannot be let in.
fn wrong(event: &Event) -> Option<Refused> {
    Some(match &event.wrong {
        Some(Wrong::Date(name, was)) => Refused::NoDate { name, was: was.clone() },
        Some(Wrong::NotUtf8) => Refused::Broken("it is not UTF-8".into()),
        Some(Wrong::Zero) => Refused::Broken("it contains a zero byte".into()),
        Some(Wrong::Unended) => Refused::Broken("END:VEVENT is missing".into()),
        Some(Wrong::TooLarge) => Refused::TooLarge(super::LARGEST_EVENT >> 20),
        None if event.cancelled => return None,
        None if event.start.is_none() => Refused::NoStart,
        None if event.summary.is_none() && event.instead_of.is_none() => Refused::NoSummary,
        None => return None,
    })
}

/// Of events that stand for the same date the newest holds.
fn newest(mut events: Vec<Event>) -> Vec<Event> {
    let mut by: HashMap<(String, Option<When>, Option<When>), usize> = HashMap::new();
    for (n, event) in events.iter().enumerate() {
        let Some(uid) = event.uid.clone() else { continue };
        // A date of a series is known by which it stands for, wherever it has been moved to.
        let start = event.start.filter(|_| event.instead_of.is_none());
        by.entry((uid, event.instead_of, start))
            .and_modify(|there| {
                if events[*there].age() < event.age() {
                    *there = n;
                }
            })
            .or_insert(n);
    }
    let held: HashSet<usize> = by.into_values().collect();
    let mut n = 0;
    events.retain(|e| {
        n += 1;
        e.uid.is_none() || held.contains(&(n - 1))
    });
    events
}

/// The last day of an event that does not repeat.
fn end_of(event: &Event) -> Option<civil::Date> {
    event.start.map(|start| event.until(start).day)
}

/// The last day of what repeats: nothing where it goes on for ever, and nothing within where it was never on.
fn last_day(event: &Event) -> Option<Option<civil::Date>> {
    let Some(start) = event.start else { return Some(None) };
    let mut last = event.dates.iter().map(|date| event.until(*date).day).max();
    if event.rules.is_empty() {
        last = last.max(end_of(event));
    }
    for rule in &event.rules {
        last = last.max(Some(rule.ends(start.day)?));
    }
    Some(last)
}

fn title_and_place(event: &Event) -> String {
    let key = |text: &Option<String>| name_key(text.as_deref().unwrap_or_default());
    format!("{}|{}", key(&event.summary), key(&event.location))
}

/// Short enough for an id, and still another one than any other.
fn short(id: String) -> String {
    const LONGEST: usize = 200;
    if id.len() <= LONGEST && !id.chars().any(char::is_control) {
        return id;
    }
    let start: String = id.chars().filter(|c| !c.is_control()).take(40).collect();
    format!("{start}… {}", Uuid::new_v5(&crate::canonical::SPACE, id.as_bytes()))
}

/// From when to when.
fn timed(event: &Event, start: When) -> Raw {
    let until = event.until(start);
    let hour = |when: &When| when.hour().map(Value::from).unwrap_or_default();
    let ends = if until.time.is_some() && until != start { hour(&until) } else { Value::Null };
    object([("opens_at", hour(&start)), ("closes_at", ends)])
}

/// On one date, or from one day to another. Its id is that of the date: it stays when others pass.
fn on_a_date(event: &Event, start: When, id: Option<&Value>) -> Raw {
    let until = event.until(start);
    let mut schedule = timed(event, start);
    // What ends at night belongs to the evening.
    let night = until.time.is_some_and(|t| t.hour() < 6) && start.day.tomorrow().is_ok_and(|next| next == until.day);
    let last = if night { start.day } else { until.day };
    for (key, day) in [("dtstart", start.day), ("valid_from", start.day), ("valid_to", last)] {
        schedule.insert(key.into(), day.to_string().into());
    }
    note(&mut schedule, vec![], event);
    put_under(&mut schedule, id, &format!("date/{}/{}", start.day, start.hour().unwrap_or_default()));
    schedule
}

fn note(schedule: &mut Raw, mut lines: Vec<String>, event: &Event) {
    if event.tentative {
        lines.push("Not yet certain: ask first".to_owned());
    }
    for line in lines {
        add_line(schedule, "notes", &line);
    }
}

/// What is not as the rule says: dates on which it is not on, or otherwise. What had passed when it was last changed is of no use to anybody.
fn exceptions(master: &Event, others: &[&Event], as_of: Option<civil::Date>) -> Vec<String> {
    let mut lines = vec![];
    let matters = |day: civil::Date| as_of.is_none_or(|as_of| day >= as_of);
    let cancelled = others.iter().filter(|e| e.cancelled).filter_map(|e| e.instead_of);
    let mut not: Vec<civil::Date> = master.except.iter().copied().chain(cancelled).map(|w| w.day).collect();
    not.retain(|day| matters(*day));
    not.sort_unstable();
    not.dedup();
    let more = not.len().saturating_sub(TOLD);
    if !not.is_empty() {
        let days: Vec<String> = not.iter().take(TOLD).map(|d| in_words(*d)).collect();
        let more = if more > 0 { format!(" and on {more} later dates") } else { String::new() };
        lines.push(format!("Not on {}{more}", days.join(", ")));
    }
    let otherwise: Vec<String> = others
        .iter()
        .filter(|e| !e.cancelled)
        .filter(|e| e.start.or(e.instead_of).is_some_and(|w| matters(w.day)))
        .filter_map(|e| otherwise(master, e))
        .collect();
    let more = otherwise.len().saturating_sub(TOLD);
    lines.extend(otherwise.into_iter().take(TOLD));
    if more > 0 {
        lines.push(format!("{more} later dates are otherwise too"));
    }
    lines
}

/// `24 December 2026: on 23 December 2026, 14:00–16:00, at Blue Hall`.
fn otherwise(master: &Event, event: &Event) -> Option<String> {
    let (instead_of, start) = (event.instead_of?, event.start?);
    let mut parts = vec![];
    let same = |a: &Option<String>, b: &Option<String>| {
        name_key(a.as_deref().unwrap_or_default()) == name_key(b.as_deref().unwrap_or_default())
    };
    let short = |t: &str| t.lines().next().unwrap_or_default().trim().chars().take(80).collect::<String>();
    if let Some(title) = event.summary.as_deref().filter(|_| !same(&event.summary, &master.summary)) {
        parts.push(short(title));
    }
    if start.day != instead_of.day {
        parts.push(format!("on {} instead", in_words(start.day)));
    }
    let times = |e: &Event, start: When| (start.hour(), e.until(start).hour());
    let (from, to) = times(event, start);
    if (&from, &to) != (&times(master, master.start?).0, &times(master, master.start?).1)
        && let Some(from) = from
    {
        parts.push(to.filter(|to| *to != from).map_or_else(|| format!("at {from}"), |to| format!("{from}–{to}")));
    }
    if let Some(place) = event.location.as_deref().filter(|_| !same(&event.location, &master.location)) {
        parts.push(format!("at {}", short(place)));
    }
    (!parts.is_empty()).then(|| format!("{}: {}", in_words(instead_of.day), parts.join(", ")))
}
