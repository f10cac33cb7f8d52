//! What a document of Open Referral says of a service, as an [`Entry`]: the few facts that finding and matching go by. The document itself is kept beside.

use super::{
    boroughs,
    entry::Entry,
    interpreter::{interpreter, signs},
};
use crate::directory::{ACCESS, Session, Site, open};
use hsds::{Document, fields::DAYS as TWO_LETTERS};
use kernel::{Date, Outcode, Point, Postcode, name::name_key};
use serde_json::Value;

/// The facts of a document.
pub(crate) fn entry(d: &Document) -> Entry {
    let text = |key: &str| text_of(d, key);
    let status = text("status").unwrap_or_default();
    let mut entry = Entry {
        name: text("name").unwrap_or_default(),
        kind: kind(d),
        description: text("description").unwrap_or_default(),
        provider: d.get("organization").and_then(|o| o.get("name")).and_then(Value::as_str).map(str::to_owned),
        languages: languages(d),
        needs: terms(d).filter_map(open::need_of).collect(),
        age_min: whole(d, "minimum_age"),
        age_max: whole(d, "maximum_age"),
        phone: phone(d),
        email: text("email").or_else(|| d.get("organization").and_then(|o| text_at(o, "email"))),
        website: text("url").or_else(|| d.get("organization").and_then(|o| text_at(o, "website"))),
        sessions: sessions(d),
        has: access(d, "yes"),
        has_not: access(d, "no"),
        gender: terms(d).find_map(open::only_for_of),
        referral: terms(d).find_map(open::route_of),
        checked_on: text("assured_date").and_then(|t| t.parse::<Date>().ok()),
        closed: status != "active",
        closed_when: if status == "active" { String::new() } else { status },
        ..Entry::default()
    };
    cost(d, &mut entry);
    place(d, &mut entry);
    entry
}

fn text_of(d: &Document, key: &str) -> Option<String> {
    d.get(key).and_then(Value::as_str).map(str::to_owned)
}

fn text_at(value: &Value, key: &str) -> Option<String> {
    value.get(key).and_then(Value::as_str).map(str::to_owned)
}

fn list<'a>(d: &'a Document, key: &str) -> impl Iterator<Item = &'a Value> {
    d.get(key).and_then(Value::as_array).into_iter().flatten()
}

fn in_list<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    value.get(key).and_then(Value::as_array).into_iter().flatten()
}

fn whole(d: &Document, key: &str) -> Option<i64> {
    d.get(key).and_then(Value::as_f64).map(|n| n as i64)
}

/// The attributes of a service with the terms they name.
fn terms(d: &Document) -> impl Iterator<Item = &Value> {
    list(d, "attributes")
}

/// A word or two for what it is: the first term it is filed under that is none of ours.
fn kind(d: &Document) -> String {
    if let Some(kind) = terms(d).find_map(open::kind_of) {
        return kind;
    }
    let named = terms(d).filter(|a| !open::is_ours(a)).filter_map(|a| a.pointer("/taxonomy_term/name")?.as_str());
    named.map(str::trim).find(|n| (3..=40).contains(&n.chars().count())).map(str::to_lowercase).unwrap_or_default()
}

fn languages(d: &Document) -> Option<Vec<String>> {
    let mut codes: Vec<String> = vec![];
    for code in list(d, "languages").filter_map(|l| text_at(l, "code")) {
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    Some(codes).filter(|c| !c.is_empty())
}

/// The number to ring: of the service, of its contacts, of where it is, of who runs it.
fn phone(d: &Document) -> Option<String> {
    let number = |p: &Value| text_at(p, "number");
    let of_contacts = |v: &Value| in_list(v, "contacts").flat_map(|c| in_list(c, "phones")).find_map(number);
    let here = || list(d, "contacts").flat_map(|c| in_list(c, "phones")).find_map(number);
    let there = || {
        let open = |s: &&Value| !s.get("location").is_some_and(is_masked);
        list(d, "service_at_locations").filter(open).find_map(|s| {
            let location = s.get("location").unwrap_or(&Value::Null);
            let own = in_list(s, "phones").chain(in_list(location, "phones")).find_map(number);
            own.or_else(|| of_contacts(s)).or_else(|| of_contacts(location))
        })
    };
    let theirs =
        || d.get("organization").and_then(|o| in_list(o, "phones").find_map(number).or_else(|| of_contacts(o)));
    list(d, "phones").find_map(number).or_else(here).or_else(there).or_else(theirs).filter(|p| p.len() <= 60)
}

/// Free when nothing is asked for; else the least price that is.
fn cost(d: &Document, entry: &mut Entry) {
    let amounts: Vec<f64> = list(d, "cost_options").filter_map(|c| c.get("amount")?.as_f64()).collect();
    let least = amounts.iter().copied().filter(|a| *a > 0.0).min_by(f64::total_cmp);
    match least {
        Some(amount) => (entry.price, entry.free) = (Some((amount * 100.0).round() as i64), Some(false)),
        None if !amounts.is_empty() => entry.free = Some(true),
        None => {}
    }
    let note = list(d, "cost_options")
        .find_map(|c| text_at(c, "amount_description"))
        .or_else(|| text_of(d, "fees_description"));
    let note = note.or_else(|| text_of(d, "fees"));
    if entry.free.is_none() && note.as_deref().is_some_and(|n| name_key(n) == "free") {
        entry.free = Some(true);
        return;
    }
    entry.cost_note = note.filter(|n| n.chars().count() <= 300);
}

/// Codes of [`ACCESS`] that are said to be there (`yes`), or not (`no`).
fn access(d: &Document, answer: &str) -> Vec<String> {
    let coded: Vec<(String, &str)> = terms(d).filter_map(open::access_of).collect();
    let mut codes: Vec<String> =
        coded.iter().filter(|(_, said)| *said == answer).map(|(code, _)| code.clone()).collect();
    let words = text_of(d, "interpretation_services").unwrap_or_default();
    // What is said by code is plain; words are read where nothing is.
    let by_code = |code: &str| coded.iter().any(|(c, _)| c == code);
    if !by_code("interpreter") && interpreter(&words) == Some(answer == "yes") {
        codes.push("interpreter".to_owned());
    }
    if answer == "yes" {
        if !by_code("bsl") && signs(&words) {
            codes.push("bsl".to_owned());
        }
        let places = list(d, "service_at_locations").filter_map(|s| s.get("location"));
        let words = places
            .flat_map(|l| in_list(l, "accessibility"))
            .flat_map(|a| ["accessibility", "description", "details"].into_iter().filter_map(move |k| text_at(a, k)));
        for text in words {
            let text = text.to_lowercase();
            // A sentence with a “no” in it says that something is missing, or that it is there: nobody can tell.
            let unclear = ["no ", "not ", "without", "partial"].iter().any(|w| text.contains(w));
            for (code, signs) in SIGNS.iter().filter(|_| !unclear) {
                if signs.iter().any(|s| text.contains(s)) {
                    codes.push((*code).to_owned());
                }
            }
        }
    }
    ACCESS.iter().filter(|a| codes.iter().any(|c| c == *a)).map(|a| (*a).to_owned()).collect()
}

/// Words by which feeds say what a place has.
const SIGNS: &[(&str, &[&str])] = &[
    ("step-free", &["step-free", "step free", "wheelchair", "ramp", "level access"]),
    ("toilet", &["accessible toilet", "accessible-toilet", "disabled toilet"]),
    ("lift", &["lift", "elevator"]),
    ("parking", &["disabled parking", "disabled_parking", "blue badge"]),
    ("hearing-loop", &["hearing loop", "hearing-loop", "induction loop"]),
    ("bsl", &["sign language", "bsl"]),
    ("large-print", &["large print", "large-print"]),
    ("quiet-room", &["quiet"]),
];

/// When it takes place: what is said of the service and of the service at its places; else when the places are open.
fn sessions(d: &Document) -> Vec<Session> {
    let places: Vec<&Value> = list(d, "service_at_locations").collect();
    let named = |at: &Value| {
        let location = at.get("location").filter(|l| is_open_place(l)).filter(|_| places.len() > 1);
        location.and_then(|l| site_of(l, d).called()).filter(|p| p.chars().count() <= 120)
    };
    let there = |at: &Value, value: &Value| -> Vec<Session> {
        let place = named(at);
        in_list(value, "schedules").flat_map(of_schedule).map(|t| Session { place: place.clone(), ..t }).collect()
    };
    let mut all: Vec<Session> = places.iter().flat_map(|at| there(at, at)).collect();
    // The same without a place says nothing more.
    let anywhere = |t: &Session| Session { place: None, ..t.clone() };
    let whole: Vec<Session> =
        list(d, "schedules").flat_map(of_schedule).filter(|t| !all.iter().any(|a| anywhere(a) == *t)).collect();
    all.splice(0..0, whole);
    if all.is_empty() {
        all = places.iter().filter_map(|at| Some(there(at, at.get("location")?))).flatten().collect();
    }
    let mut seen: Vec<Session> = vec![];
    for session in all {
        if !seen.contains(&session) && seen.len() < 60 {
            seen.push(session);
        }
    }
    seen
}

fn of_schedule(s: &Value) -> Vec<Session> {
    let text = |key: &str| text_at(s, key);
    let monthly = text("freq").as_deref() == Some("MONTHLY");
    let every_other = s.get("interval").and_then(Value::as_f64);
    let note = text("description")
        .map(|d| d.trim_start_matches("Every 2 weeks.").trim().to_owned())
        .filter(|d| !d.is_empty())
        .or_else(|| text("notes"))
        .filter(|n| n.chars().count() <= 200);
    let days = text("byday").unwrap_or_default();
    if days.is_empty() && text("freq").is_none() {
        return on_a_date(s, note).into_iter().collect();
    }
    days.split(',')
        .filter_map(|part| {
            let at = part.len().checked_sub(2).filter(|at| part.is_char_boundary(*at))?;
            let (nth, day) = part.split_at(at);
            let day = crate::directory::DAYS[TWO_LETTERS.iter().position(|d| *d == day)?];
            let every = match (nth, every_other) {
                ("1", _) => Some("1st"),
                ("2", _) => Some("2nd"),
                ("3", _) => Some("3rd"),
                ("4", _) => Some("4th"),
                ("-1", _) => Some("last"),
                (_, Some(n)) if n == 2.0 && !monthly => Some("fortnight"),
                _ if !monthly && text("description").is_some_and(|d| d.starts_with("Every 2 weeks.")) => {
                    Some("fortnight")
                }
                _ => None,
            };
            Some(Session {
                day: day.to_owned(),
                from: text("opens_at"),
                to: text("closes_at"),
                every: every.map(str::to_owned),
                place: None,
                note: note.clone(),
            })
        })
        .collect()
}

/// On one date, or from one to another: the note says when.
fn on_a_date(s: &Value, note: Option<String>) -> Option<Session> {
    let date = |key: &str| text_at(s, key)?.parse::<Date>().ok();
    let first = date("valid_from").filter(|_| text_at(s, "dtstart") == text_at(s, "valid_from"))?;
    let last = date("valid_to").unwrap_or(first);
    let day = usize::try_from(first.jiff().weekday().to_monday_zero_offset()).ok()?;
    let words = |date: Date| date.jiff().strftime("%-d %B %Y").to_string();
    let when = if last == first { words(first) } else { format!("{} to {}", words(first), words(last)) };
    Some(Session {
        day: (*crate::directory::DAYS.get(day)?).to_owned(),
        from: text_at(s, "opens_at"),
        to: text_at(s, "closes_at"),
        every: Some("once".to_owned()),
        place: None,
        note: Some(note.map_or(when.clone(), |note| format!("{when}: {note}"))),
    })
}

fn is_masked(location: &Value) -> bool {
    location.get("masked").and_then(Value::as_bool) == Some(true)
}

fn is_virtual(location: &Value) -> bool {
    text_at(location, "location_type").as_deref() == Some("virtual")
}

/// Whether people go there, and anybody may know it.
pub(crate) fn is_open_place(location: &Value) -> bool {
    !is_masked(location) && !is_virtual(location)
}

fn borough_of(location: &Value) -> Option<&'static str> {
    let address = in_list(location, "addresses").next()?;
    ["region", "city", "state_province"].iter().find_map(|k| boroughs::by_name(&text_at(address, k)?))
}

/// A location as a place; `d`: the service that is there.
pub(crate) fn site_of(location: &Value, d: &Document) -> Site {
    let name = text_of(d, "name").unwrap_or_default();
    let number = |key: &str| location.get(key).and_then(Value::as_f64);
    let mut place = Site {
        venue: text_at(location, "name").filter(|v| name_key(v) != name_key(&name)),
        borough: borough_of(location).map(str::to_owned),
        point: number("latitude").zip(number("longitude")).and_then(|(lat, lon)| Point::new(lat, lon).ok()),
        ..Site::default()
    };
    let physical = |a: &&Value| text_at(a, "address_type").as_deref() != Some("postal");
    if let Some(address) = in_list(location, "addresses").find(physical) {
        let parts: Vec<String> = ["address_1", "address_2"].iter().filter_map(|k| text_at(address, k)).collect();
        place.street = Some(parts.join(", ")).filter(|s| !s.is_empty());
        let code = text_at(address, "postal_code").unwrap_or_default();
        place.postcode = code.parse::<Postcode>().ok();
        place.outcode = match &place.postcode {
            Some(code) => Some(code.outward().to_owned()),
            None => code.parse::<Outcode>().ok().map(|o| o.as_str().to_owned()),
        };
    }
    place
}

/// Further places that an entry can have.
pub(crate) const MOST_FURTHER: usize = 50;

/// Where people go: the first place that is one, and the others. Where every place must be kept from the public, so must the service.
fn place(d: &Document, entry: &mut Entry) {
    let all: Vec<&Value> = list(d, "service_at_locations").filter_map(|s| s.get("location")).collect();
    let served = || {
        list(d, "service_areas")
            .find_map(|a| boroughs::by_name(&text_at(a, "name").or_else(|| text_at(a, "service_area"))?))
            .map(str::to_owned)
    };
    let mut open = all.iter().filter(|l| is_open_place(l)).map(|l| site_of(l, d));
    if let Some(first) = open.next() {
        for place in open {
            if place != first
                && place.called().is_some()
                && !entry.also.contains(&place)
                && entry.also.len() < MOST_FURTHER
            {
                entry.also.push(place);
            }
        }
        let borough = first.borough.clone().or_else(served);
        entry.put_first(Site { borough, ..first });
    } else if let Some(masked) = all.iter().find(|l| is_masked(l) && !is_virtual(l)) {
        entry.masked = true;
        entry.borough = borough_of(masked).map(str::to_owned).or_else(served);
    } else {
        entry.borough = served();
        if !all.is_empty() {
            entry.has.push("online".to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of(value: Value) -> Entry {
        match value {
            Value::Object(d) => entry(&d),
            _ => panic!("an object"),
        }
    }

    #[test]
    fn the_facts_of_a_document() {
        let e = of(json!({
            "name": "Tea & talk", "status": "active", "description": "Come in.", "minimum_age": 18, "assured_date": "2026-10-01",
            "organization": { "name": "The Kettle", "website": "https://kettle.example/", "email": "info@kettle.example" },
            "contacts": [{ "phones": [{ "number": "020 7946 0123" }] }],
            "languages": [{ "code": "bn" }, { "code": "en" }, { "code": "bn" }],
            "cost_options": [{ "amount": 4.5 }, { "amount": 2, "amount_description": "for members" }],
            "schedules": [{ "freq": "WEEKLY", "interval": 2, "byday": "TU,TH", "opens_at": "10:00" }, { "freq": "MONTHLY", "byday": "-1SU" }],
            "service_at_locations": [{ "location": { "location_type": "physical", "name": "Blue Hall", "latitude": 51.5, "longitude": 0.0,
                "addresses": [{ "address_1": "1 Tea Row", "city": "London", "region": "Newham", "postal_code": "E15 4ES" }],
                "accessibility": [{ "description": "Wheelchair-accessible entrance" }, { "description": "No lift" }] } }],
            "attributes": [{ "taxonomy_term": { "name": "Coffee morning" } }],
        }));
        assert_eq!((e.provider.as_deref(), e.kind.as_str()), (Some("The Kettle"), "coffee morning"));
        assert_eq!(
            (e.venue.as_deref(), e.street.as_deref(), e.outcode.as_deref()),
            (Some("Blue Hall"), Some("1 Tea Row"), Some("E15"))
        );
        assert_eq!((e.borough.as_deref(), e.point.map(|p| p.lon)), (Some("Newham"), Some(0.0)));
        assert_eq!((e.free, e.price, e.cost_note.as_deref()), (Some(false), Some(200), Some("for members")));
        assert_eq!(e.languages.as_deref(), Some(&["bn".to_owned(), "en".to_owned()][..]));
        assert_eq!((e.phone.as_deref(), e.email.as_deref()), (Some("020 7946 0123"), Some("info@kettle.example")));
        assert_eq!(e.has, ["step-free"]);
        let every: Vec<_> = e.sessions.iter().map(|s| (s.day.as_str(), s.every.as_deref())).collect();
        assert_eq!(every, [("tue", Some("fortnight")), ("thu", Some("fortnight")), ("sun", Some("last"))]);
        assert!(!e.closed && !e.masked);
    }

    #[test]
    fn a_date_is_told_as_one() {
        let dated = |to: &str| json!({ "dtstart": "2026-12-12", "valid_from": "2026-12-12", "valid_to": to, "opens_at": "10:00" });
        let year = json!({ "dtstart": "2019-12-05", "notes": "Every year on 5 December" });
        let e = of(
            json!({ "name": "Fair", "status": "active", "schedules": [dated("2026-12-12"), dated("2026-12-13"), year] }),
        );
        let told: Vec<_> = e.sessions.iter().map(|s| (s.day.as_str(), s.every.as_deref(), s.note.as_deref())).collect();
        assert_eq!(
            told,
            [
                ("sat", Some("once"), Some("12 December 2026")),
                ("sat", Some("once"), Some("12 December 2026 to 13 December 2026")),
            ]
        );
    }

    #[test]
    fn a_service_is_masked_when_all_its_places_are() {
        let place = |masked: bool| json!({ "location": { "location_type": "physical", "masked": masked, "addresses": [{ "region": "Hackney" }] } });
        let e = of(json!({ "name": "Refuge", "status": "active", "service_at_locations": [place(true)] }));
        assert!(e.masked && e.point.is_none());
        assert_eq!(e.borough.as_deref(), Some("Hackney"));
        assert!(
            !of(json!({ "name": "Advice", "status": "active", "service_at_locations": [place(true), place(false)] }))
                .masked
        );
    }

    #[test]
    fn a_service_with_several_places_says_when_it_is_where() {
        let at = |name: &str, code: &str, masked: bool, day: &str| {
            let address = json!({ "address_1": "1 Tea Row", "region": "Newham", "postal_code": code });
            json!({
                "location": { "location_type": "physical", "name": name, "masked": masked, "addresses": [address] },
                "schedules": [{ "freq": "WEEKLY", "byday": day, "opens_at": "10:00" }],
            })
        };
        let places = [
            at("Blue Hall", "E15 4ES", false, "TU"),
            at("Safe House", "N1 1AA", true, "WE"),
            at("Red Hall", "E13 9AB", false, "TH"),
        ];
        let weekly =
            json!([{ "freq": "WEEKLY", "byday": "TU", "opens_at": "10:00" }, { "freq": "WEEKLY", "byday": "SA" }]);
        let e = of(json!({ "name": "Tea", "status": "active", "schedules": weekly, "service_at_locations": places }));
        let also: Vec<_> = e.also.iter().map(|p| (p.called(), p.outcode.as_deref())).collect();
        assert_eq!((e.venue.as_deref(), also), (Some("Blue Hall"), vec![(Some("Red Hall".into()), Some("E13"))]));
        let told: Vec<_> = e.sessions.iter().map(|t| (t.day.as_str(), t.place.as_deref())).collect();
        // What the service says of Tuesday is said of the hall too; the house is not named.
        assert_eq!(told, [("sat", None), ("tue", Some("Blue Hall")), ("wed", None), ("thu", Some("Red Hall"))]);
    }

    #[test]
    fn what_is_not_active_is_closed_and_says_how() {
        let e = of(json!({ "name": "Tea", "status": "temporarily closed" }));
        assert_eq!((e.closed, e.closed_when.as_str()), (true, "temporarily closed"));
        assert_eq!(of(json!({ "name": "Tea", "status": "active", "fees": "Free" })).free, Some(true));
    }
}
