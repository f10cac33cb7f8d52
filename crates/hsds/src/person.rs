//! Who may be named. A directory is about services: a person's name or own mailbox does not stand in it; a role's does.

use crate::{canonical::Document, issue::What};
use serde_json::Value;

/// Words by which a contact is a role, a desk or a team.
const ROLES: &[&str] = &[
    "admin",
    "administrator",
    "advice",
    "adviser",
    "advisor",
    "advisors",
    "booking",
    "bookings",
    "centre",
    "chair",
    "charity",
    "club",
    "committee",
    "community",
    "contact",
    "coordinator",
    "co-ordinator",
    "council",
    "desk",
    "duty",
    "enquiries",
    "enquiry",
    "family",
    "front",
    "general",
    "group",
    "head",
    "help",
    "helpdesk",
    "helpline",
    "hub",
    "information",
    "lead",
    "leader",
    "library",
    "line",
    "main",
    "manager",
    "membership",
    "office",
    "officer",
    "organiser",
    "outreach",
    "reception",
    "receptionist",
    "referral",
    "referrals",
    "safeguarding",
    "secretary",
    "service",
    "services",
    "staff",
    "support",
    "switchboard",
    "team",
    "treasurer",
    "volunteer",
    "volunteers",
    "volunteering",
    "welcome",
    "worker",
    "youth",
];

/// Words that stand beside a role and name nobody.
const BESIDE: &[&str] = &[
    "a",
    "activities",
    "activity",
    "adult",
    "adults",
    "all",
    "and",
    "any",
    "area",
    "assistant",
    "at",
    "available",
    "between",
    "by",
    "call",
    "care",
    "chief",
    "children",
    "customer",
    "day",
    "delivery",
    "deputy",
    "development",
    "drop-in",
    "engagement",
    "events",
    "executive",
    "families",
    "finance",
    "first",
    "for",
    "from",
    "gp",
    "health",
    "housing",
    "hr",
    "in",
    "it",
    "joint",
    "learning",
    "link",
    "local",
    "of",
    "on",
    "only",
    "or",
    "our",
    "outreach",
    "parent",
    "parents",
    "participation",
    "please",
    "practice",
    "prescriber",
    "prescribing",
    "programme",
    "project",
    "projects",
    "senior",
    "social",
    "text",
    "the",
    "to",
    "us",
    "vice",
    "wellbeing",
    "with",
    "young",
];

/// Words that stand beside a telephone number and name nobody.
const BY_PHONE: &[&str] = &[
    "am",
    "answerphone",
    "bank",
    "calls",
    "charge",
    "closed",
    "daily",
    "daytime",
    "direct",
    "emergencies",
    "emergency",
    "evening",
    "evenings",
    "extension",
    "ext",
    "fax",
    "free",
    "freephone",
    "home",
    "hour",
    "hours",
    "landline",
    "message",
    "messages",
    "minicom",
    "mob",
    "mobile",
    "morning",
    "national",
    "night",
    "number",
    "open",
    "out",
    "phone",
    "pm",
    "relay",
    "ring",
    "sms",
    "tel",
    "telephone",
    "textphone",
    "typetalk",
    "urgent",
    "voicemail",
    "website",
    "week",
    "weekday",
    "weekdays",
    "weekend",
    "weekends",
    "whatsapp",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
];

/// What ends with one of these is a house, whatever it is called.
const HOUSES: &[&str] = &[
    "association",
    "centre",
    "charity",
    "church",
    "club",
    "college",
    "committee",
    "council",
    "desk",
    "foundation",
    "group",
    "hospital",
    "hub",
    "library",
    "mosque",
    "museum",
    "network",
    "nursery",
    "office",
    "partnership",
    "project",
    "school",
    "service",
    "services",
    "society",
    "surgery",
    "team",
    "temple",
    "theatre",
    "trust",
];

#[derive(Clone, Copy, PartialEq)]
enum Sort {
    Role,
    Beside,
    Other,
}

fn is_among(list: &[&str], word: &str) -> bool {
    list.contains(&word) || word.strip_suffix('s').is_some_and(|w| list.contains(&w))
}

/// The words of a text, in small letters, and what they may be; `roles`: words that count as one.
fn words<'a>(text: &'a str, roles: &[&[&str]]) -> Vec<(&'a str, Sort)> {
    let sort = |word: &str| {
        let word = word.to_lowercase();
        let word = word.trim_end_matches("'s").trim_end_matches("’s");
        let known = |word: &str| {
            if roles.iter().any(|list| is_among(list, word)) {
                Sort::Role
            } else if is_among(BESIDE, word) || word.starts_with(|c: char| c.is_ascii_digit()) {
                Sort::Beside
            } else {
                Sort::Other
            }
        };
        match known(word) {
            // `Mon-Fri`
            Sort::Other if word.contains('-') => {
                let parts: Vec<Sort> = word.split('-').filter(|p| !p.is_empty()).map(known).collect();
                *parts.iter().find(|s| **s == Sort::Other).or(parts.first()).unwrap_or(&Sort::Beside)
            }
            sort => sort,
        }
    };
    text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '\'' | '’'))
        .map(|w| w.trim_matches(['-', '\'', '’']))
        .filter(|w| !w.is_empty())
        .map(|w| (w, sort(w)))
        .collect()
}

/// The parts of a text that name roles: `Jane Smith (Manager)` has one of two.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let bare = |c: char| matches!(c, '(' | ')' | '[' | ']' | '<' | '>' | ',' | ';' | ':' | '|' | '–' | '—' | '\n');
    text.split(bare).flat_map(|p| p.split(" - ")).map(str::trim).filter(|p| p.chars().any(char::is_alphanumeric))
}

/// Whether a part is a role, or the name of a house, and nothing besides.
fn is_clean(part: &str, roles: &[&[&str]]) -> bool {
    let words = words(part, roles);
    let role = words.iter().any(|(_, s)| *s == Sort::Role) && words.iter().all(|(_, s)| *s != Sort::Other);
    role || words.last().is_some_and(|(w, _)| HOUSES.contains(&w.to_lowercase().as_str()))
}

/// What of a text names roles and nobody.
fn roles_of(text: &str, roles: &[&[&str]]) -> Option<String> {
    let mut kept: Vec<String> = vec![];
    for part in parts(text) {
        if is_clean(part, roles) {
            kept.push(part.to_owned());
            continue;
        }
        // `Sarah Jones Club Secretary`: words of roles that stand together.
        for run in words(part, roles).split(|(_, s)| *s == Sort::Other) {
            let is_role = |w: &(&str, Sort)| w.1 == Sort::Role;
            if let (Some(from), Some(to)) = (run.iter().position(is_role), run.iter().rposition(is_role)) {
                kept.push(run[from..=to].iter().map(|(w, _)| *w).collect::<Vec<_>>().join(" "));
            }
        }
    }
    (!kept.is_empty()).then(|| kept.join(", "))
}

/// What may be published of a contact's name: all of it where it names a role, a desk or a house; else what of it does.
pub fn role(name: &str) -> Option<String> {
    if parts(name).all(|p| is_clean(p, &[ROLES])) { Some(name.to_owned()) } else { roles_of(name, &[ROLES]) }
}

/// Whether a name is that of a role, a desk or a house, and of nobody besides.
pub fn is_role(name: &str) -> bool {
    parts(name).next().is_some() && parts(name).all(|p| is_clean(p, &[ROLES]))
}

/// Whether one of the words is that of a role.
pub fn has_role(text: &str) -> bool {
    words(text, &[ROLES]).iter().any(|(_, s)| *s == Sort::Role)
}

/// What may be published of the words beside a telephone number: those in which nobody seems to be named. Names are written with capitals; a few words of
/// which nobody knows any may be one too. Of a whole sentence only what looks like a first and a last name counts.
pub fn beside_a_number(text: &str) -> Option<String> {
    let roles: &[&[&str]] = &[ROLES, BY_PHONE];
    let words = words(text, roles);
    let other = |(_, s): &(&str, Sort)| *s == Sort::Other;
    let capital = |w: &(&str, Sort)| other(w) && w.0.starts_with(char::is_uppercase);
    let named = if words.len() > 6 {
        words.windows(2).any(|two| two.iter().all(capital))
    } else {
        words.iter().any(capital) || words.len() <= 3 && words.iter().all(other)
    };
    let house = || parts(text).all(|p| is_clean(p, roles));
    if words.is_empty() || !named || house() { Some(text.to_owned()) } else { roles_of(text, roles) }
}

/// Whether a mailbox looks like a person's own: `first.last@`, `f.last@`.
pub fn is_personal(email: &str) -> bool {
    let Some((local, _)) = email.split_once('@') else { return false };
    let parts: Vec<&str> = local.split(['.', '_', '-']).filter(|p| !p.is_empty()).collect();
    parts.len() == 2 && parts.iter().all(|p| p.chars().all(char::is_alphabetic)) && !parts.iter().any(|p| has_role(p))
}

/// Whether a mailbox has a word of a name in it that is no role's: `jane@` of Jane Smith.
fn is_of(email: &str, name: &str) -> bool {
    let local = email.split('@').next().unwrap_or_default().to_lowercase();
    let others = words(name, &[ROLES]).into_iter().filter(|(w, s)| *s == Sort::Other && w.chars().count() > 2);
    others.map(|(w, _)| w.to_lowercase()).any(|w| local.contains(&w))
}

/// Where it is told what was found: in which field, what, what stood there, what was made of it.
type Note<'a> = &'a mut dyn FnMut(&str, What, &str, Option<&str>);

/// Takes a person's name out of a contact, and the mailbox that goes with it.
pub fn contact(d: &mut Document, note: Note<'_>) {
    let text = |d: &Document, key: &str| d.get(key).and_then(Value::as_str).map(str::to_owned);
    let name = text(d, "name").filter(|name| !is_role(name));
    let email = text(d, "email");
    if email.is_some_and(|e| is_personal(&e) || name.as_deref().is_some_and(|name| is_of(&e, name))) {
        note("email", What::PersonalEmail, "", None);
        d.remove("email");
    }
    let Some(name) = name else { return };
    // Some write the name into the title too.
    for key in ["title", "department"] {
        if let Some(said) = text(d, key).filter(|said| said.to_lowercase().contains(&name.to_lowercase())) {
            put(d, key, role(&said).filter(|_| !is_role(&said)));
            note(key, What::PersonalName, "", text(d, key).as_deref());
        }
    }
    let role = role(&name);
    note("name", What::PersonalName, "", text(d, "title").or_else(|| role.clone()).as_deref());
    put(d, "name", role);
}

/// Takes a person's name out of what is said of a telephone number.
pub fn phone(d: &mut Document, note: Note<'_>) {
    let Some(said) = d.get("description").and_then(Value::as_str) else { return };
    let kept = beside_a_number(said);
    if kept.as_deref() != Some(said) {
        note("description", What::PersonalName, "", kept.as_deref());
        put(d, "description", kept);
    }
}

fn put(d: &mut Document, key: &str, text: Option<String>) {
    match text {
        Some(text) => d.insert(key.to_owned(), text.into()),
        None => d.remove(key),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_and_people() {
        for role in ["Reception", "Bookings team", "Duty Officer", "The Group Leader", "Volunteer co-ordinator"] {
            assert!(is_role(role), "{role}");
        }
        for (name, kept) in [
            ("Ann Persona", None),
            ("Dr A. Example", None),
            ("Maureen", None),
            ("Doris Day", None),
            ("Jane Smith (Manager)", Some("Manager")),
            ("Sarah Jones – Club Secretary", Some("Club Secretary")),
            ("Sarah Jones Club Secretary", Some("Club Secretary")),
            ("Edith Head", Some("Head")),
            ("Manager: Jane", Some("Manager")),
            ("jane smith, manager", Some("manager")),
        ] {
            assert!(!is_role(name), "{name}");
            assert_eq!(role(name).as_deref(), kept, "{name}");
        }
        for house in
            ["Newham Advice Centre", "Stratford Library, Reception", "Housing Options Team", "Children's Services"]
        {
            assert!(is_role(house), "{house}");
        }
        for (email, personal) in [
            ("info@tea.example", false),
            ("ann.persona@tea.example", true),
            ("a.persona@tea.example", true),
            ("family.support@tea.example", false),
            ("tea2talk@tea.example", false),
        ] {
            assert_eq!(is_personal(email), personal, "{email}");
        }
    }

    #[test]
    fn words_beside_a_number() {
        for kept in [
            "Youth line",
            "Mon-Fri 9am-5pm",
            "Textphone",
            "Out of hours",
            "Calls are free from landlines in the whole of Britain",
        ] {
            assert_eq!(beside_a_number(kept).as_deref(), Some(kept));
        }
        for (said, kept) in [
            ("Ann Persona", None),
            ("ann persona", None),
            ("Ann (mobile)", Some("mobile")),
            ("Bookings: Ann Persona", Some("Bookings")),
            ("Please ring in the morning and ask for Ann Persona", Some("ring in the morning")),
        ] {
            assert_eq!(beside_a_number(said).as_deref(), kept, "{said}");
        }
    }

    #[test]
    fn a_contact_keeps_its_role() {
        let contact_of = |text: &str| {
            let mut d: Document = serde_json::from_str(text).unwrap();
            let mut said = vec![];
            contact(&mut d, &mut |_, what, was, _| {
                assert_eq!(was, "", "what is not published is not repeated");
                said.push(what);
            });
            (serde_json::to_string(&d).unwrap(), said)
        };
        let (kept, said) = contact_of(r#"{"name":"Ann Persona","title":"Manager","email":"ann.persona@tea.example"}"#);
        assert_eq!((kept.as_str(), said), (r#"{"title":"Manager"}"#, vec![What::PersonalEmail, What::PersonalName]));
        let (kept, said) =
            contact_of(r#"{"name":"Jane Smith","title":"Jane Smith, Manager","email":"jane@tea.example"}"#);
        assert_eq!(kept, r#"{"title":"Manager"}"#);
        assert_eq!(said, [What::PersonalEmail, What::PersonalName, What::PersonalName]);
        let (kept, said) = contact_of(r#"{"name":"Reception","email":"info@tea.example"}"#);
        assert_eq!(said, []);
        assert!(kept.contains("Reception"));
    }
}
