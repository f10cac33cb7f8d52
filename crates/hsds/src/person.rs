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

/// Whether a name is that of a role: one of its words is.
pub fn is_role(name: &str) -> bool {
    name.split(|c: char| !c.is_alphanumeric() && c != '-')
        .map(str::to_lowercase)
        .any(|w| ROLES.contains(&w.as_str()) || w.strip_suffix('s').is_some_and(|w| ROLES.contains(&w)))
}

/// Whether a mailbox looks like a person's own: `first.last@`, `f.last@`.
pub fn is_personal(email: &str) -> bool {
    let Some((local, _)) = email.split_once('@') else { return false };
    let parts: Vec<&str> = local.split(['.', '_', '-']).filter(|p| !p.is_empty()).collect();
    parts.len() == 2 && parts.iter().all(|p| p.chars().all(char::is_alphabetic)) && !parts.iter().any(|p| is_role(p))
}

/// Where it is told what was found: in which field, what, what stood there, what was made of it.
type Note<'a> = &'a mut dyn FnMut(&str, What, &str, Option<&str>);

/// Takes a person's name out of a contact, and the mailbox that goes with it.
pub fn contact(d: &mut Document, note: Note<'_>) {
    let text = |d: &Document, key: &str| d.get(key).and_then(Value::as_str).map(str::to_owned);
    let named = text(d, "name").is_some_and(|name| !is_role(&name));
    if named {
        note("name", What::PersonalName, "", text(d, "title").as_deref());
        d.remove("name");
    }
    if text(d, "email").is_some_and(|e| is_personal(&e)) {
        note("email", What::PersonalEmail, "", None);
        d.remove("email");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_and_people() {
        for role in ["Reception", "Bookings team", "Duty Officer", "The Group Leader", "Volunteer co-ordinator"] {
            assert!(is_role(role), "{role}");
        }
        for person in ["Ann Persona", "Dr A. Example", "Maureen"] {
            assert!(!is_role(person), "{person}");
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
        assert_eq!((kept.as_str(), said), (r#"{"title":"Manager"}"#, vec![What::PersonalName, What::PersonalEmail]));
        let (kept, said) = contact_of(r#"{"name":"Reception","email":"info@tea.example"}"#);
        assert_eq!(said, []);
        assert!(kept.contains("Reception"));
    }
}
