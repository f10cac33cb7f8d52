//! The rules of the slice: what proves a claim, and which change may pass at once.

use crate::{
    directory::{Charity, Field, Provider, Service},
    identity::Worker,
};
use base::{Ctx, Result, Rx, Subject};
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
    /// A link worker rang and heard that they do; somebody else has to say yes.
    pub heard_at: Option<Instant>,
    pub heard_by: Option<Id<Worker>>,
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
    /// Their address is of the domain at which the entry's own web site is. Where only an address of the entry is there, anybody may have one beside it.
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
        if kept {
            return if s.phone.is_some() { Proof::CallBack } else { Proof::Officer };
        }
        if published.as_ref() == Some(&own) {
            Proof::Mailbox
        } else if is_of_site(s.website.as_deref(), &own) {
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
    let proves = |(published, website, same_source): &(Option<String>, Option<String>, bool)| {
        *same_source && (published.as_deref().map(fold).as_ref() == Some(&own) || is_of_site(website.as_deref(), &own))
    };
    !all.is_empty() && all.iter().all(proves)
}

/// Whether an address, folded, is of the domain at which a web site is, and that is one group's own.
fn is_of_site(website: Option<&str>, email: &str) -> bool {
    let domain = email.rsplit_once('@').map(|(_, d)| d.to_owned());
    domain.is_some_and(|d| !is_shared(&d) && host_of(website) == Some(d))
}

pub(super) fn fold(text: &str) -> String {
    text.trim().to_lowercase()
}

/// The host of a web site, without “www”.
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
    "live.com",
    "msn.com",
    "yahoo.com",
    "ymail.com",
    "rocketmail.com",
    "icloud.com",
    "me.com",
    "mac.com",
    "aol.com",
    "aim.com",
    "btinternet.com",
    "btopenworld.com",
    "btconnect.com",
    "sky.com",
    "talktalk.net",
    "virginmedia.com",
    "virgin.net",
    "ntlworld.com",
    "blueyonder.co.uk",
    "tiscali.co.uk",
    "o2.co.uk",
    "plus.com",
    "zen.co.uk",
    "proton.me",
    "protonmail.com",
    "pm.me",
    "tutanota.com",
    "hey.com",
    "gmx.com",
    "gmx.net",
    "mail.com",
    "zoho.com",
    "fastmail.com",
    "facebook.com",
    "fb.com",
    "instagram.com",
    "twitter.com",
    "x.com",
    "linkedin.com",
    "youtube.com",
    "tiktok.com",
    "linktr.ee",
    "wordpress.com",
    "blogspot.com",
    "blogger.com",
    "tumblr.com",
    "medium.com",
    "wixsite.com",
    "wix.com",
    "weebly.com",
    "squarespace.com",
    "godaddysites.com",
    "webflow.io",
    "github.io",
    "netlify.app",
    "btck.co.uk",
    "eventbrite.com",
    "meetup.com",
    "justgiving.com",
    "localgiving.org",
    "gofundme.com",
    "ticketsource.co.uk",
    "bookwhen.com",
    "teamup.com",
    "whatsapp.com",
    "t.me",
    "bit.ly",
    "gov.uk",
    "gov.scot",
    "gov.wales",
    "nhs.uk",
    "nhs.net",
    "nhs.scot",
    "hscni.net",
    "ac.uk",
    "sch.uk",
    "police.uk",
    "mod.uk",
    "parliament.uk",
];

/// Of these, those of every country: `yahoo.fr`, `hotmail.co.uk`.
const SHARED_EVERYWHERE: &[&str] = &["google", "yahoo", "hotmail", "outlook", "live", "gmx", "blogspot", "eventbrite"];

fn is_shared(domain: &str) -> bool {
    let ends = |shared: &str| domain == shared || domain.ends_with(&format!(".{shared}"));
    let labels: Vec<&str> = domain.split('.').collect();
    // The last but one, or the one before `co.uk` and the like.
    let named = labels.iter().rev().skip(1).find(|l| !["co", "com", "org", "net"].contains(l));
    domain.is_empty()
        || SHARED.iter().any(|shared| ends(shared))
        || named.is_some_and(|n| SHARED_EVERYWHERE.contains(n))
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

    /// What a change of a field weighs. Free text is read, a note beside a time too: another hall or a number in it would send people elsewhere as surely as a
    /// changed number does, however it is written. What was there already, or is taken out, need not be read again.
    pub fn of(field: Field, was: &Value, value: &Value) -> Weight {
        if field.is_sensitive() {
            return Weight::Contact;
        }
        match field {
            Field::Kind | Field::Description | Field::OnlyFor | Field::Needs => Weight::Approval,
            _ if notes(value).iter().any(|n| !notes(was).contains(n)) => Weight::Approval,
            _ => Weight::Small,
        }
    }
}

/// What somebody wrote beside times and costs.
fn notes(value: &Value) -> Vec<&str> {
    match value {
        Value::Array(all) => all.iter().flat_map(notes).collect(),
        Value::Object(map) => map.get("note").and_then(Value::as_str).into_iter().collect(),
        _ => vec![],
    }
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

/// What somebody says is wrong, by code; the label is `problem-{code}`. (And `no-keeper`, which nobody says: its last keeper left it with a pause.)
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

impl Problem {
    /// What we see ourselves, without anybody's words.
    pub fn found(ctx: &Ctx, service_id: Id<Service>, what: &str) -> Problem {
        Problem {
            id: ctx.id(),
            service_id,
            at: ctx.now(),
            what: what.to_owned(),
            words: None,
            times: 1,
            answered_at: None,
            version: 1,
        }
    }
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
        let by_mail = Service { website: None, ..choir() };
        assert_eq!(proof(&by_mail, "mo@singers.example"), Proof::CallBack, "others may have an address there");
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
        let site = Some("https://singers.example");
        assert!(proves_all(&[of("mo@singers.example", None, true), of("hello@singers.example", site, true)], &mo));
        assert!(!proves_all(&[of("mo@singers.example", None, true), of("hello@singers.example", None, true)], &mo));
        assert!(!proves_all(&[of("mo@singers.example", None, true), of("debt@council.example", None, true)], &mo));
        assert!(!proves_all(&[of("mo@singers.example", None, false)], &mo), "another list says so");
        assert!(!proves_all(&[], &mo) && !proves_all(&[(None, None, true)], &mo));
    }

    #[test]
    fn a_domain_that_many_share_proves_nothing() {
        let shared = [
            "gmail.com",
            "newham.gov.uk",
            "nhs.net",
            "eastlondon.nhs.uk",
            "pm.me",
            "yahoo.fr",
            "outlook.com.au",
            "hotmail.co.uk",
            "choir.wordpress.com",
        ];
        for domain in shared {
            let mut s = choir();
            (s.email, s.website) = (Some(format!("choir@{domain}")), Some(format!("https://www.{domain}/choir")));
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
            assert_eq!(Weight::of(field, &json!(null), &json!("x")), Weight::Contact);
        }
        assert_eq!(Weight::of(Field::Description, &json!(null), &json!("Tea and talk.")), Weight::Approval);
        let note = |day: &str, text: Option<&str>| json!([{ "day": day, "from": "18:30", "to": "20:30", "every": null, "note": text }]);
        let weight = |was: Option<&str>, value: Option<&str>| {
            Weight::of(Field::Sessions, &note("tue", was), &note("wed", value))
        };
        for (was, value) in
            [(None, None), (Some("not in August"), Some("not in August")), (Some("not in August"), None)]
        {
            assert_eq!(weight(was, value), Weight::Small, "{was:?} {value:?}");
        }
        for way in [
            "bring a cup",
            "ring 412345",
            "020 7946 then 0999",
            "We have moved: St Mark’s Hall, 12 Dock Road",
            "message EveGroup on WhatsApp",
        ] {
            assert_eq!(weight(Some("not in August"), Some(way)), Weight::Approval, "{way}");
        }
        assert_eq!(
            Weight::of(Field::Cost, &json!(null), &json!({ "free": true, "price": null, "note": "see evil dot com" })),
            Weight::Approval
        );
        assert_eq!(
            Weight::of(Field::Cost, &json!(null), &json!({ "free": false, "price": 250, "note": null })),
            Weight::Small
        );
    }
}
