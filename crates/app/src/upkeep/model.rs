//! The rules of the slice: what proves a claim, and which change may pass at once.

use crate::directory::{Charity, Field, Provider, Service};
use base::{Result, Rx, Subject};
use kernel::{Email, Id, Instant};
use serde_json::Value;
use uuid::Uuid;

/// Somebody who looks after the services of a provider. They have no account: a message lets them in.
#[derive(Clone, Debug, sqlx_macros::FromRow)]
pub struct Keeper {
    pub id: Id<Keeper>,
    pub provider_id: Id<Provider>,
    pub name: String,
    pub email: Email,
    pub proof: String,
    /// The keeper who asked them.
    pub asked_by: Option<Id<Keeper>>,
    pub since_at: Instant,
}

/// Somebody says that they look after the services of a provider.
#[derive(Clone, Debug, sqlx_macros::FromRow)]
pub struct Claim {
    pub id: Id<Claim>,
    pub provider_id: Id<Provider>,
    pub service_id: Id<Service>,
    pub name: String,
    pub email: Email,
    pub said: Option<String>,
    pub begun_at: Instant,
    pub confirmed_at: Option<Instant>,
    pub proof: String,
    /// The keeper who asked them.
    pub asked_by: Option<Id<Keeper>>,
    pub granted_at: Option<Instant>,
    pub refused_at: Option<Instant>,
    pub version: i64,
}

impl Claim {
    /// Whether it waits for somebody's word.
    pub fn waits(&self) -> bool {
        self.confirmed_at.is_some() && self.granted_at.is_none() && self.refused_at.is_none()
    }
}

/// What proves that somebody who claims an entry looks after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// The message reached the address that the entry gives.
    Mailbox,
    /// Their address is of the domain that the entry gives, and that domain is one group's own.
    Domain,
    /// Somebody rings the number that the entry gives, and asks.
    CallBack,
    /// Somebody of the house knows.
    Officer,
    /// Somebody who keeps it already says so.
    Keeper,
    /// The register of charities has their address as the charity's contact.
    Register,
}

impl Proof {
    pub const fn code(self) -> &'static str {
        match self {
            Proof::Mailbox => "mailbox",
            Proof::Domain => "domain",
            Proof::CallBack => "call-back",
            Proof::Officer => "officer",
            Proof::Keeper => "keeper",
            Proof::Register => "register",
        }
    }

    /// Whether nobody else need be asked once the message was answered.
    pub const fn is_enough(self) -> bool {
        matches!(self, Proof::Mailbox | Proof::Domain | Proof::Register)
    }

    /// Whether the register has an address as a charity's contact. Its domain proves nothing: the largest have thousands there.
    pub fn is_registered(c: &Charity, email: &Email) -> bool {
        c.email.as_deref().map(fold) == Some(fold(email.as_str()))
    }

    /// What would prove a claim to an entry as it stands. `kept`: somebody looks after it already, or somebody was found to be none of its people; then no address
    /// is enough, or whoever comes to hold an old one would be let in.
    pub fn of(s: &Service, email: &Email, kept: bool) -> Proof {
        let published = s.email.as_deref().map(fold);
        let own = fold(email.as_str());
        let domain = own.rsplit_once('@').map_or("", |(_, d)| d).to_owned();
        let theirs = [published.as_deref().and_then(|e| e.rsplit_once('@')).map(|(_, d)| d.to_owned()), host(s)];
        if kept {
            return if s.phone.is_some() { Proof::CallBack } else { Proof::Officer };
        }
        if published == Some(own) {
            Proof::Mailbox
        } else if !is_shared(&domain) && theirs.iter().flatten().any(|d| *d == domain) {
            Proof::Domain
        } else if s.phone.is_some() {
            Proof::CallBack
        } else {
            Proof::Officer
        }
    }
}

/// Whether an address proves that somebody looks after all that a provider runs: of each open service the mailbox, or the domain. One club of a council does not
/// prove the council; and what another list says of the same provider proves nothing of what the first one does.
pub(super) fn proves_all(all: &[(Option<String>, Option<String>, bool)], email: &Email) -> bool {
    let own = fold(email.as_str());
    let domain = own.rsplit_once('@').map_or("", |(_, d)| d).to_owned();
    let proves = |(published, website, same_source): &(Option<String>, Option<String>, bool)| {
        let published = published.as_deref().map(fold);
        let of_domain = published.as_deref().and_then(|e| e.rsplit_once('@')).is_some_and(|(_, d)| d == domain)
            || host_of(website.as_deref()) == Some(domain.clone());
        *same_source && (published.as_ref() == Some(&own) || (of_domain && !is_shared(&domain)))
    };
    !all.is_empty() && all.iter().all(proves)
}

pub(super) fn fold(text: &str) -> String {
    text.trim().to_lowercase()
}

/// The host of an entry's web site, without “www”.
fn host(s: &Service) -> Option<String> {
    host_of(s.website.as_deref())
}

fn host_of(website: Option<&str>) -> Option<String> {
    let rest = website?.split_once("://")?.1;
    let host = fold(rest.split(['/', '?', '#', ':']).next()?);
    Some(host.strip_prefix("www.").unwrap_or(&host).to_owned()).filter(|h| !h.contains('@') && h.contains('.'))
}

/// Domains where anybody can have an address or a page, and those of whole administrations: being there proves nothing. By name or by what they end in.
const SHARED: &[&str] = &[
    "gmail.com",
    "googlemail.com",
    "google.com",
    "outlook.com",
    "hotmail.com",
    "hotmail.co.uk",
    "live.com",
    "live.co.uk",
    "msn.com",
    "yahoo.com",
    "yahoo.co.uk",
    "ymail.com",
    "icloud.com",
    "me.com",
    "mac.com",
    "aol.com",
    "btinternet.com",
    "sky.com",
    "talktalk.net",
    "virginmedia.com",
    "ntlworld.com",
    "blueyonder.co.uk",
    "tiscali.co.uk",
    "proton.me",
    "protonmail.com",
    "gmx.com",
    "gmx.co.uk",
    "gmx.net",
    "mail.com",
    "zoho.com",
    "fastmail.com",
    "facebook.com",
    "instagram.com",
    "twitter.com",
    "x.com",
    "linkedin.com",
    "linktr.ee",
    "wordpress.com",
    "blogspot.com",
    "wixsite.com",
    "weebly.com",
    "squarespace.com",
    "eventbrite.com",
    "eventbrite.co.uk",
    "meetup.com",
    "justgiving.com",
    "gov.uk",
    "nhs.uk",
    "nhs.net",
    "ac.uk",
    "sch.uk",
    "police.uk",
];

fn is_shared(domain: &str) -> bool {
    let ends = |shared: &str| domain == shared || domain.ends_with(&format!(".{shared}"));
    domain.is_empty() || SHARED.iter().any(|shared| ends(shared))
}

/// How much a change of an entry weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// It is seen at once.
    Small,
    /// Somebody of the house reads it first; until then the entry stays as it was approved last.
    Approval,
    /// It says who receives referrals, or where people are sent: whoever is the contact now, or somebody of the house, has to say yes, and until then nobody
    /// is sent there.
    Contact,
}

impl Weight {
    pub const fn code(self) -> &'static str {
        match self {
            Weight::Small => "small",
            Weight::Approval => "approval",
            Weight::Contact => "contact",
        }
    }

    /// What a change of a field weighs. Free text is read: a number or an address in it would send people elsewhere as surely as a changed number does.
    pub fn of(field: Field, value: &Value) -> Weight {
        if field.is_sensitive() {
            return Weight::Contact;
        }
        match field {
            Field::Kind | Field::Description | Field::OnlyFor | Field::Needs => Weight::Approval,
            _ if texts(value).any(shows_a_way) => Weight::Approval,
            _ => Weight::Small,
        }
    }
}

fn texts(value: &Value) -> Box<dyn Iterator<Item = &str> + '_> {
    match value {
        Value::String(s) => Box::new(std::iter::once(s.as_str())),
        Value::Array(all) => Box::new(all.iter().flat_map(texts)),
        Value::Object(map) => Box::new(map.values().flat_map(texts)),
        _ => Box::new(std::iter::empty()),
    }
}

/// Whether a text has something in it by which people could be reached: a number, an address, a web site.
fn shows_a_way(text: &str) -> bool {
    let text = text.to_lowercase();
    // Digits that stand together but for what people write between those of a number.
    let between = |c: char| c.is_whitespace() || "-–.()/_".contains(c);
    let pieces: Vec<usize> = text
        .split(|c: char| !c.is_numeric() && !between(c))
        .map(|piece| piece.chars().filter(|c| c.is_numeric()).count())
        .collect();
    let dotted = text.split_whitespace().any(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let mut parts = word.split(['.', '/']);
        let first = parts.next().is_some_and(|p| p.chars().count() > 1 && p.chars().any(char::is_alphabetic));
        first && parts.next().is_some_and(|p| p.chars().count() > 1 && p.chars().all(char::is_alphabetic))
    });
    let spelled = [" dot ", "(dot)", " at ", "(at)"];
    let spelled = spelled.iter().filter(|w| text.contains(**w)).count() > 1;
    text.contains('@')
        || text.contains("http")
        || text.contains("www")
        || spelled
        || dotted
        || pieces.iter().any(|n| *n >= 8)
}

/// A change of an entry.
#[derive(Clone, Debug, sqlx_macros::FromRow)]
pub struct Edit {
    pub id: Id<Edit>,
    pub service_id: Id<Service>,
    pub keeper_id: Option<Id<Keeper>>,
    pub worker_id: Option<Id<()>>,
    pub made_at: Instant,
    pub field: String,
    pub was: String,
    pub value: String,
    pub weight: String,
    pub live_at: Option<Instant>,
    pub refused_at: Option<Instant>,
    pub version: i64,
}

impl Edit {
    pub fn waits(&self) -> bool {
        self.live_at.is_none() && self.refused_at.is_none()
    }

    /// Whether nobody is sent to the service until it is decided.
    pub fn pauses(&self) -> bool {
        self.waits() && self.weight == Weight::Contact.code()
    }
}

/// What whoever looks after an entry is told of: facts that they can mend. What somebody says of people, or of harm, is for the house alone.
pub const FOR_KEEPERS: &[&str] =
    &["closed", "moved", "times", "no-answer", "wrong-contact", "cost", "not-for", "access"];

/// What somebody says is wrong, by code; the label is `problem-{code}`.
pub const PROBLEMS: &[&str] =
    &["closed", "moved", "times", "no-answer", "wrong-contact", "cost", "not-for", "access", "unsafe", "other"];

/// A problem that somebody reported.
#[derive(Clone, Debug, sqlx_macros::FromRow)]
pub struct Problem {
    pub id: Id<Problem>,
    pub service_id: Id<Service>,
    pub at: Instant,
    pub what: String,
    pub words: Option<String>,
    pub times: i64,
    pub answered_at: Option<Instant>,
    pub version: i64,
}

impl Subject for Keeper {
    const KIND: &'static str = "keeper";
    async fn load(rx: &mut Rx, id: Id<Keeper>) -> Result<Option<Keeper>> {
        super::store::keeper(rx, id).await
    }
    fn standing(&self) -> Vec<Uuid> {
        vec![self.provider_id.uuid()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::bare;
    use serde_json::json;

    fn choir() -> Service {
        let mut s = bare("Choir");
        s.email = Some("Hello@Singers.example".into());
        s.website = Some("https://www.singers.example/join".into());
        s.phone = Some("020 7946 0123".into());
        s
    }

    fn proof(s: &Service, email: &str) -> Proof {
        Proof::of(s, &email.parse().unwrap(), false)
    }

    #[test]
    fn the_published_mailbox_and_the_groups_own_domain_prove_a_claim() {
        let s = choir();
        assert_eq!(proof(&s, "hello@singers.example"), Proof::Mailbox);
        assert_eq!(proof(&s, "mo@SINGERS.example"), Proof::Domain);
        for other in [
            "mo@singers.example.evil.example",
            "mo@evil-singers.example",
            "mo@choir.singers.example",
            "singers.example@post.example",
        ] {
            assert_eq!(proof(&s, other), Proof::CallBack, "{other}");
        }
        let by_site = Service { email: None, ..choir() };
        assert_eq!(proof(&by_site, "mo@singers.example"), Proof::Domain);
        let nothing = Service { email: None, website: None, phone: None, ..choir() };
        assert_eq!(proof(&nothing, "mo@singers.example"), Proof::Officer);
        assert_eq!(
            Proof::of(&s, &"hello@singers.example".parse().unwrap(), true),
            Proof::CallBack,
            "somebody keeps it"
        );
    }

    #[test]
    fn one_service_proves_nothing_of_the_others() {
        let of = |email: &str, site: Option<&str>, same| (Some(email.to_owned()), site.map(str::to_owned), same);
        let mo: Email = "mo@singers.example".parse().unwrap();
        assert!(proves_all(&[of("mo@singers.example", None, true), of("hello@singers.example", None, true)], &mo));
        assert!(!proves_all(&[of("mo@singers.example", None, true), of("debt@council.example", None, true)], &mo));
        assert!(!proves_all(&[of("mo@singers.example", None, false)], &mo), "another list says so");
        assert!(!proves_all(&[], &mo) && !proves_all(&[(None, None, true)], &mo));
    }

    #[test]
    fn a_domain_that_many_share_proves_nothing() {
        for domain in ["gmail.com", "newham.gov.uk", "nhs.net", "eastlondon.nhs.uk"] {
            let mut s = choir();
            s.email = Some(format!("choir@{domain}"));
            assert_eq!(proof(&s, &format!("other@{domain}")), Proof::CallBack, "{domain}");
            assert_eq!(proof(&s, &format!("choir@{domain}")), Proof::Mailbox, "{domain}");
        }
        let mut page = choir();
        (page.email, page.website) = (None, Some("https://user@gmail.com/x".into()));
        assert_eq!(proof(&page, "other@gmail.com"), Proof::CallBack);
    }

    #[test]
    fn whatever_sends_people_elsewhere_is_never_small() {
        for field in [Field::Name, Field::Place, Field::Also, Field::Phone, Field::Email, Field::Website, Field::Route]
        {
            assert_eq!(Weight::of(field, &json!("x")), Weight::Contact);
        }
        assert_eq!(Weight::of(Field::Description, &json!("Tea and talk.")), Weight::Approval);
        let note = |text: &str| json!([{ "day": "tue", "from": "18:30", "to": "20:30", "every": null, "note": text }]);
        for plain in [
            "not in August",
            "bring a cup",
            "from 1 p.m. to 3 p.m.",
            "£2.50 a head",
            "10:00 to 12:00, 14:00 to 16:00",
            "aged 18 to 25",
        ] {
            assert_eq!(Weight::of(Field::Sessions, &note(plain)), Weight::Small, "{plain}");
        }
        for way in [
            "ring 020 7946 0999",
            "ring 0 2 0 7 9 4 6 0 9 9 9",
            "ring 020.7946.0999",
            "٠٢٠ ٧٩٤٦ ٠٩٩٩",
            "me@evil.example",
            "see evil.example",
            "www evil example",
            "https://evil",
            "me at evil dot com",
        ] {
            assert_eq!(Weight::of(Field::Sessions, &note(way)), Weight::Approval, "{way}");
        }
    }
}
