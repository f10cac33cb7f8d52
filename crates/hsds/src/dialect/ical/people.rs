//! Whom an event names. A calendar is written for those who are invited; a directory is read by everybody.
//!
//! Guests (`ATTENDEE`) are people, and what is private is not kept: their lines are taken out of what is kept of an event, and so are those of whoever organises it
//! under a name or a mailbox of their own. A role, a desk, or the calendar itself may be named. All other lines are kept byte for byte, so that what was kept says
//! the same when it is read again.

use super::line::{Lines, Property};
use crate::person::{has_role, is_personal, is_role};
use kernel::name::name_key;

/// Whoever organises something, as far as everybody may know.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Desk {
    pub name: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
}

/// What a line says of people.
#[derive(Debug, PartialEq)]
pub(super) enum Named {
    Nobody,
    Desk(Desk),
    /// Somebody who is invited.
    Guest,
    /// Somebody by their name, or by a mailbox of their own.
    Person,
}

/// Whether a line is about somebody who is invited.
pub(super) fn is_guest(p: &Property) -> bool {
    p.name.contains("ATTENDEE") || p.name == "REQUEST-STATUS"
}

/// Whether a line is one by which somebody may be named.
pub(super) fn may_name(p: &Property) -> bool {
    matches!(p.name.as_str(), "ORGANIZER" | "CONTACT") || p.param("CN").is_some() || p.param("EMAIL").is_some()
}

/// Whether it says that the calendar itself is called as somebody is, who has a mailbox of their own.
pub(super) fn owns(p: &Property, calendar: &str) -> bool {
    p.name == "ORGANIZER"
        && p.param("CN").is_some_and(|name| name_key(name) == name_key(calendar))
        && address(&p.value).is_some_and(|email| is_personal(&email))
}

/// Whom a line names.
pub(super) fn named(p: &Property, calendar: Option<&str>) -> Named {
    if is_guest(p) {
        return Named::Guest;
    }
    match p.name.as_str() {
        "ORGANIZER" => organizer(p, calendar),
        "CONTACT" => contact(p, calendar),
        _ => match p.param("CN").or_else(|| p.param("EMAIL")) {
            Some(name) if !is_desk(name, calendar) => Named::Person,
            _ => Named::Nobody,
        },
    }
}

fn organizer(p: &Property, calendar: Option<&str>) -> Named {
    let email = address(&p.value);
    let email = email.or_else(|| p.param("EMAIL").and_then(address));
    let machine = email.as_deref().is_some_and(is_machine);
    let name = p.param("CN").map(str::trim).filter(|n| !n.is_empty() && email.as_deref() != Some(*n));
    if machine {
        return Named::Nobody;
    }
    let known = name.is_some_and(|n| is_desk(n, calendar));
    let own = email.as_deref().is_some_and(|e| is_personal(e) || !known && !is_counter(e));
    if own || name.is_some() && !known {
        return Named::Person;
    }
    // The calendar's own name is that of who runs it, and stands there.
    let name = name.filter(|n| is_role(n)).map(str::to_owned);
    match (name, email) {
        (None, None) => Named::Nobody,
        (name, email) => Named::Desk(Desk { name, email, phone: None }),
    }
}

/// `Bookings desk, 020 7946 0123`: a role, numbers and mailboxes; with a word besides it may be a name.
fn contact(p: &Property, calendar: Option<&str>) -> Named {
    let mut desk = Desk::default();
    for part in p.text().unwrap_or_default().split([',', ';', '\n', '|']).map(str::trim).filter(|t| !t.is_empty()) {
        let digits = part.chars().filter(char::is_ascii_digit).count();
        let letters = part.chars().filter(|c| c.is_alphabetic()).count();
        if part.contains('@') {
            let Some(email) = address(part).filter(|e| !is_personal(e)) else { return Named::Person };
            desk.email.get_or_insert(email);
        } else if digits >= 9 && letters == 0 {
            desk.phone.get_or_insert_with(|| part.to_owned());
        } else if is_desk(part, calendar) {
            desk.name.get_or_insert_with(|| part.to_owned());
        } else {
            return Named::Person;
        }
    }
    if desk == Desk::default() { Named::Nobody } else { Named::Desk(desk) }
}

/// A role, or the calendar itself.
fn is_desk(name: &str, calendar: Option<&str>) -> bool {
    if name.contains('@') {
        return address(name).is_some_and(|e| !is_personal(&e) && is_counter(&e));
    }
    is_role(name) || calendar.is_some_and(|c| name_key(c) == name_key(name))
}

/// The mailbox of `mailto:…`, or one that stands alone.
fn address(text: &str) -> Option<String> {
    let text = text.trim();
    let bare = match text.get(..7) {
        Some(start) if start.eq_ignore_ascii_case("mailto:") => &text[7..],
        _ => text,
    };
    let email = bare.split(['?', '>', ' ']).next().unwrap_or_default().trim_start_matches('<');
    (email.len() <= 254 && email.contains('@')).then(|| email.to_owned())
}

/// Whether a mailbox is that of a calendar, not of anybody.
fn is_machine(email: &str) -> bool {
    let lower = email.to_ascii_lowercase();
    lower.ends_with("calendar.google.com") || lower.starts_with("noreply@") || lower.starts_with("no-reply@")
}

/// Whether a mailbox is one at which anybody may answer.
fn is_counter(email: &str) -> bool {
    const WORDS: &[&str] = &["info", "hello", "mail", "email", "post", "event", "events", "whatson", "hall", "hire"];
    let local = email.split('@').next().unwrap_or_default();
    has_role(local) || local.split(['.', '_', '-']).any(|w| WORDS.contains(&w.to_ascii_lowercase().as_str()))
}

/// What may be kept of a piece of a calendar: everything but lines that name people.
pub(super) fn without_people(bytes: &[u8], calendar: Option<&str>) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    for line in Lines::new(bytes) {
        let property = Property::read(&String::from_utf8_lossy(&line.content));
        if !property.is_some_and(|p| matches!(named(&p, calendar), Named::Guest | Named::Person)) {
            out.extend_from_slice(&bytes[line.start..line.end]);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(line: &str) -> Named {
        named(&Property::read(line).unwrap(), Some("The Kettle"))
    }

    #[test]
    fn a_role_may_be_named_and_a_person_may_not() {
        for person in [
            "ORGANIZER;CN=Zebedee Quill:mailto:zebedee.quill@tea.example",
            "ORGANIZER;CN=Zebedee Quill:mailto:info@tea.example",
            "ORGANIZER:mailto:zquill@tea.example",
            "ORGANIZER;CN=zquill@tea.example:mailto:zquill@tea.example",
            "ORGANIZER;CN=The Kettle:mailto:zebedee.quill@tea.example",
            "CONTACT:Zebedee Quill\\, 020 7946 0123",
            "CONTACT:zebedee.quill@tea.example",
            "X-SENT-BY;CN=Zebedee Quill:x",
        ] {
            assert_eq!(of(person), Named::Person, "{person}");
        }
        for guest in ["ATTENDEE;CN=Bookings:mailto:info@tea.example", "X-CALENDARSERVER-ATTENDEE-COMMENT:I come"] {
            assert_eq!(of(guest), Named::Guest, "{guest}");
        }
        for nobody in
            ["ORGANIZER;CN=The Kettle:mailto:abc@group.calendar.google.com", "SUMMARY:Zebedee Quill", "CONTACT:"]
        {
            assert_eq!(of(nobody), Named::Nobody, "{nobody}");
        }
        let desk = |name: Option<&str>, email: Option<&str>, phone: Option<&str>| {
            let own = |t: Option<&str>| t.map(str::to_owned);
            Named::Desk(Desk { name: own(name), email: own(email), phone: own(phone) })
        };
        for (line, expected) in [
            (
                "ORGANIZER;CN=Bookings desk:MAILTO:desk@tea.example",
                desk(Some("Bookings desk"), Some("desk@tea.example"), None),
            ),
            ("ORGANIZER;CN=The Kettle:mailto:tea@tea.example", desk(None, Some("tea@tea.example"), None)),
            ("ORGANIZER:mailto:info@tea.example", desk(None, Some("info@tea.example"), None)),
            (
                "CONTACT:Reception\\, 020 7946 0123\\, hall@tea.example",
                desk(Some("Reception"), Some("hall@tea.example"), Some("020 7946 0123")),
            ),
        ] {
            assert_eq!(of(line), expected, "{line}");
        }
    }

    #[test]
    fn what_is_kept_names_nobody_and_is_otherwise_as_it_came() {
        let text = "BEGIN:VEVENT\r\nSUMMARY:Tea \r\n and talk\r\nATTENDEE;CN=Zebedee\r\n  Quill:mailto:z@tea.example\r\nURL:x\nEND:VEVENT";
        let kept = String::from_utf8(without_people(text.as_bytes(), None)).unwrap();
        assert_eq!(kept, "BEGIN:VEVENT\r\nSUMMARY:Tea \r\n and talk\r\nURL:x\nEND:VEVENT");
    }
}
