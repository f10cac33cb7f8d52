//! What an entry says of itself, and the same made ready to be compared.
//!
//! [`Told`] is text as it came, filled by whoever has an entry: from JSON in the shape of Open Referral, or field by field. [`Facts`] is what stands up of it: one
//! spelling of a number, no host that everybody has, no mailbox that is nobody's. What does not stand up is left out, and is then not known.

use super::{
    name::Name,
    place::Place,
    when::{When, ages_in_text, days_in_text},
    word::{cues, plain_words},
};
use hsds::repair;
use kernel::{Email, Phone, Point};
use serde_json::Value;
use std::{collections::BTreeSet, fmt};

/// What an entry says of itself. All of it may be empty.
#[derive(Clone, Default)]
pub struct Told {
    /// As shown.
    pub name: String,
    /// Other names that its source gives it.
    pub alternate_names: Vec<String>,
    /// Free text, possibly HTML.
    pub description: String,
    /// A register and a number in it: `("charity", "9990101")`, `("GB-COH", "99000041")`.
    pub identifiers: Vec<(String, String)>,
    /// Mailboxes.
    pub emails: Vec<String>,
    /// Telephone numbers.
    pub phones: Vec<String>,
    /// Web sites and pages.
    pub websites: Vec<String>,
    /// Where it is; for a location itself, one.
    pub places: Vec<ToldPlace>,
    /// When it takes place, one text a session: `Tue 10:00-11:30`, `1st Thu 18:30`.
    pub schedules: Vec<String>,
    /// Lowest age in years.
    pub age_min: Option<i64>,
    /// Highest age in years.
    pub age_max: Option<i64>,
    /// For whom it is, by a code of the directory; none: for all, or not known.
    pub only_for: Option<String>,
    /// Who runs it, for a service.
    pub provider: Option<Box<Told>>,
}

/// Where something is, as told.
#[derive(Clone, Default)]
pub struct ToldPlace {
    /// What the building is called.
    pub name: String,
    /// Lines of the address without town and postcode.
    pub address: String,
    /// The town, which is no street.
    pub city: String,
    /// A postcode or a district.
    pub postcode: String,
    /// Only where it is exact.
    pub point: Option<Point>,
}

/// What stands up of an entry.
#[derive(Clone, Default)]
pub struct Facts {
    pub(super) name: Name,
    pub(super) other_names: Vec<Name>,
    /// Words of the description, plain; at most [`WORDS`].
    pub(super) text: Vec<String>,
    /// Where in it another name may be told: see [`cues`].
    pub(super) cues: Vec<usize>,
    pub(super) text_days: u8,
    /// Ages that the name or the text names.
    pub(super) text_ages: (Option<i64>, Option<i64>),
    /// `charity:9990101`.
    pub(super) identifiers: BTreeSet<String>,
    /// Mailboxes in lower case.
    pub(super) emails: BTreeSet<String>,
    /// Digits as dialled here: `02079460312`.
    pub(super) phones: BTreeSet<String>,
    /// Hosts of web sites and of mailboxes, without those that everybody has.
    pub(super) hosts: BTreeSet<String>,
    /// Host and path of a page that is more than a front page.
    pub(super) pages: BTreeSet<String>,
    pub(super) places: Vec<Place>,
    pub(super) when: When,
    pub(super) ages: (Option<i64>, Option<i64>),
    pub(super) only_for: Option<String>,
    pub(super) provider: Option<Box<Facts>>,
}

/// So many words of a description are read.
const WORDS: usize = 400;

/// Sites on which everybody has a page: that two entries are there says nothing, a page of theirs does.
const SHARED: &[&str] = &[
    "bit.ly",
    "blogspot.com",
    "bookwhen.com",
    "canva.site",
    "charitycommission.gov.uk",
    "crowdfunder.co.uk",
    "eventbrite.co.uk",
    "eventbrite.com",
    "facebook.com",
    "fb.com",
    "fb.me",
    "forms.gle",
    "gofundme.com",
    "goo.gl",
    "google.co.uk",
    "google.com",
    "gov.uk",
    "instagram.com",
    "justgiving.com",
    "linkedin.com",
    "linktr.ee",
    "localgiving.org",
    "meetup.com",
    "nextdoor.co.uk",
    "nhs.uk",
    "sites.google.com",
    "t.me",
    "ticketsource.co.uk",
    "tiktok.com",
    "tinyurl.com",
    "twitter.com",
    "weebly.com",
    "whatsapp.com",
    "wixsite.com",
    "wordpress.com",
    "x.com",
    "youtu.be",
    "youtube.com",
    "zoom.us",
];

/// Where everybody has a mailbox.
const WEBMAIL: &[&str] = &[
    "aol.co.uk",
    "aol.com",
    "blueyonder.co.uk",
    "btconnect.com",
    "btinternet.com",
    "btopenworld.com",
    "fastmail.com",
    "gmail.com",
    "gmx.co.uk",
    "gmx.com",
    "googlemail.com",
    "hotmail.co.uk",
    "hotmail.com",
    "icloud.com",
    "live.co.uk",
    "live.com",
    "mac.com",
    "mail.com",
    "me.com",
    "msn.com",
    "nhs.net",
    "ntlworld.com",
    "outlook.co.uk",
    "outlook.com",
    "plus.com",
    "proton.me",
    "protonmail.com",
    "sky.com",
    "talktalk.net",
    "tiscali.co.uk",
    "virginmedia.com",
    "yahoo.co.uk",
    "yahoo.com",
    "ymail.com",
    "zoho.com",
];

/// What is written before the @ where there is no mailbox. The domain is then the list's own.
const NOBODY: &[&str] = &[
    "donotreply",
    "na",
    "nil",
    "no-email",
    "no-reply",
    "nobody",
    "noemail",
    "none",
    "noreply",
    "notknown",
    "tbc",
    "test",
    "unknown",
];

/// Registers, by the names under which they come.
const REGISTERS: &[(&str, &[&str])] = &[
    (
        "charity",
        &["charity", "charity_number", "charitynumber", "gb-chc", "gb_chc", "charity commission", "charity-commission"],
    ),
    ("charity-scotland", &["gb-sc", "oscr"]),
    ("charity-ni", &["gb-nic", "ccni"]),
    ("company", &["company", "company_number", "companynumber", "gb-coh", "companies house", "companies-house"]),
    ("ods", &["ods", "ods_code"]),
    ("ofsted", &["ofsted", "ofsted_urn", "gb-edu", "urn"]),
    ("cqc", &["cqc"]),
];

macro_rules! hidden {
    ($($name:ident)*) => { $(impl fmt::Debug for $name {
        /// A mailbox or a mobile may be a person's.
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("…")
        }
    })* };
}
hidden! { Told ToldPlace Facts }

impl Facts {
    /// Makes ready what was told.
    pub fn of(told: &Told) -> Facts {
        let mut facts = Facts {
            name: Name::of(&told.name),
            other_names: told.alternate_names.iter().map(|n| Name::of(n)).filter(|n| !n.is_empty()).collect(),
            identifiers: told
                .identifiers
                .iter()
                .filter_map(|(register, number)| identifier(register, number))
                .collect(),
            phones: told.phones.iter().filter_map(|p| phone(p)).collect(),
            places: told.places.iter().map(|p| Place::of(&p.name, &p.address, &p.city, &p.postcode, p.point)).collect(),
            when: When::of(told.schedules.iter().map(String::as_str)),
            // Ages that shut nobody out are not said.
            ages: (told.age_min.filter(|a| *a > 0), told.age_max.filter(|a| (1..99).contains(a))),
            only_for: told.only_for.clone().filter(|o| !o.is_empty()),
            provider: told.provider.as_ref().map(|p| Box::new(Facts::of(p))),
            ..Facts::default()
        };
        // A location's name is its first place's.
        if facts.name.is_empty()
            && let Some(place) = facts.places.first()
        {
            facts.name = place.name.clone();
        }
        let text = repair::text(&told.description, false).value.unwrap_or_default();
        facts.text = plain_words(&text).into_iter().take(WORDS).collect();
        facts.cues = cues(&facts.text);
        facts.text_days = days_in_text(&text);
        facts.text_ages = ages_in_text(&[plain_words(&told.name), facts.text.clone()].concat());
        if facts.when.days == 0 {
            facts.when.days = days_in_text(&told.name);
        }
        facts.webs(told);
        facts
    }

    fn webs(&mut self, told: &Told) {
        let mut the_lists_own = BTreeSet::new();
        for email in told.emails.iter().filter_map(|e| repair::email(e).value).filter_map(|e| e.parse::<Email>().ok()) {
            let local = email.as_str().split('@').next().unwrap_or_default().to_lowercase();
            let domain = email.domain().to_owned();
            if NOBODY.contains(&local.as_str()) {
                the_lists_own.insert(domain);
                continue;
            }
            if WEBMAIL.binary_search(&domain.as_str()).is_err() && !is_shared(&domain) {
                self.hosts.insert(domain);
            }
            self.emails.insert(email.key());
        }
        for site in told.websites.iter().filter_map(|w| repair::uri(w).value) {
            let rest = site.split_once("://").map_or(site.as_str(), |(_, rest)| rest).to_lowercase();
            let (host, path) = rest.split_once('/').unwrap_or((&rest, ""));
            let host = host.split(':').next().unwrap_or_default();
            let host = host.strip_prefix("www.").unwrap_or(host).to_owned();
            let path = path.split('#').next().unwrap_or_default().trim_end_matches('/');
            if !path.is_empty() && !matches!(path, "index.html" | "index.php" | "home") {
                self.pages.insert(format!("{host}/{path}"));
            }
            if !is_shared(&host) {
                self.hosts.insert(host);
            }
        }
        self.hosts.retain(|h| !the_lists_own.contains(h));
        self.pages.retain(|p| !the_lists_own.iter().any(|h| p.starts_with(h.as_str())));
    }

    /// All names, the shown one first.
    pub(super) fn names(&self) -> impl Iterator<Item = &Name> {
        std::iter::once(&self.name).chain(&self.other_names)
    }
}

impl Told {
    /// Reads an object of Open Referral, with what it holds inside it (`organization`, `locations`, `schedules`, `phones`), or a flat one with the same names, as the
    /// labelled pairs are. Names that it does not know are passed over.
    pub fn from_json(entry: &Value) -> Told {
        let text = |key: &str| entry[key].as_str().unwrap_or_default().to_owned();
        let texts = |keys: &[&str]| keys.iter().map(|k| text(k)).filter(|t| !t.is_empty()).collect::<Vec<_>>();
        let list = |key: &str| entry[key].as_array().map(Vec::as_slice).unwrap_or_default();
        let inner = |key: &str, field: &str| {
            list(key).iter().filter_map(|v| v[field].as_str().map(str::to_owned)).collect::<Vec<_>>()
        };
        let mut identifiers = vec![];
        for key in ["charity_number", "company_number"] {
            identifiers.extend(texts(&[key]).into_iter().map(|n| (key.to_owned(), n)));
        }
        for one in list("organization_identifiers") {
            let part = |key: &str| one[key].as_str().unwrap_or_default().to_owned();
            identifiers.push((part("identifier_scheme"), part("identifier")));
        }
        let mut places: Vec<ToldPlace> = list("locations").iter().flat_map(ToldPlace::from_json).collect();
        places.extend(list("service_at_locations").iter().flat_map(|at| ToldPlace::from_json(&at["location"])));
        let own = ToldPlace::from_json(entry)
            .into_iter()
            .filter(|p| !(p.address.is_empty() && p.postcode.is_empty() && p.point.is_none()));
        places.extend(own);
        let number = |key: &str| entry[key].as_i64().or_else(|| entry[key].as_f64().map(|n| n as i64));
        Told {
            name: text("name"),
            alternate_names: [texts(&["alternate_name"]), inner("alternate_names", "name")].concat(),
            description: text("description"),
            identifiers,
            emails: texts(&["email"]),
            phones: [texts(&["phone"]), inner("phones", "number")].concat(),
            websites: [texts(&["website", "url", "uri"]), inner("additional_urls", "url")].concat(),
            places,
            schedules: list("schedules").iter().filter_map(schedule).collect(),
            age_min: number("minimum_age"),
            age_max: number("maximum_age"),
            only_for: texts(&["gender", "only_for"]).pop(),
            provider: entry["organization"].is_object().then(|| Box::new(Told::from_json(&entry["organization"]))),
        }
    }
}

impl ToldPlace {
    /// Reads a location of Open Referral, or a flat object with an address. One place for each address, or one without.
    pub fn from_json(place: &Value) -> Vec<ToldPlace> {
        let point = place["latitude"]
            .as_f64()
            .zip(place["longitude"].as_f64())
            .and_then(|(lat, lon)| Point::new(lat, lon).ok());
        let of = |address: &Value| {
            let text = |key: &str| address[key].as_str().unwrap_or_default().to_owned();
            let lines = [text("address_1"), text("address_2")].join(", ");
            ToldPlace {
                name: place["name"].as_str().unwrap_or_default().to_owned(),
                address: lines.trim_matches([',', ' ']).to_owned(),
                city: text("city"),
                postcode: text("postal_code"),
                point,
            }
        };
        match place["addresses"].as_array() {
            Some(all) if !all.is_empty() => all.iter().map(of).collect(),
            _ if place.is_object() => vec![of(place)],
            _ => vec![],
        }
    }
}

/// A schedule as one text: `Tue 10:00-12:00` as it is, or from `byday` and times of Open Referral.
fn schedule(value: &Value) -> Option<String> {
    if let Some(text) = value.as_str() {
        return Some(text.to_owned());
    }
    let part = |key: &str| value[key].as_str().unwrap_or_default();
    let mut out = String::new();
    for code in part("byday").split(',') {
        const CODES: [(&str, &str); 7] =
            [("MO", "mon"), ("TU", "tue"), ("WE", "wed"), ("TH", "thu"), ("FR", "fri"), ("SA", "sat"), ("SU", "sun")];
        let Some((code, day)) =
            CODES.iter().find(|(c, _)| code.trim().ends_with(c)).map(|(c, day)| (code.trim().trim_end_matches(c), day))
        else {
            continue;
        };
        let nth = match code {
            "1" => "1st ",
            "2" => "2nd ",
            "3" => "3rd ",
            "4" => "4th ",
            "-1" => "last ",
            _ => "",
        };
        out.push_str(&format!("{nth}{day} "));
    }
    if out.is_empty() {
        out.push_str(part("description"));
    } else {
        out.push_str(part("opens_at").get(..5).unwrap_or_default());
    }
    Some(out).filter(|o| !o.is_empty())
}

fn phone(raw: &str) -> Option<String> {
    let number = repair::phone(raw).number?;
    let phone: Phone = number.parse().ok()?;
    let digits = phone.e164();
    Some(digits.strip_prefix("+44").map_or_else(|| digits.to_owned(), |national| format!("0{national}")))
}

/// Whether a number is one for the whole country (Ofcom: 03, 080, 084, 087): many branches give the same.
pub(super) fn is_national(phone: &str) -> bool {
    ["03", "080", "084", "087", "050"].iter().any(|start| phone.starts_with(start))
}

fn identifier(register: &str, number: &str) -> Option<String> {
    let key = register.trim().to_lowercase();
    let register =
        REGISTERS.iter().find(|(_, names)| names.contains(&key.as_str())).map_or(key.as_str(), |(name, _)| *name);
    let number: String = number.chars().filter(|c| c.is_ascii_alphanumeric()).map(|c| c.to_ascii_uppercase()).collect();
    let number = number
        .strip_prefix("GBCHC")
        .or_else(|| number.strip_prefix("GBCOH"))
        .unwrap_or(&number)
        .trim_start_matches('0');
    (number.len() >= 4 && !number.bytes().all(|b| b == number.as_bytes()[0]) && !register.is_empty())
        .then(|| format!("{register}:{number}"))
}

/// A number in the register of charities as it is compared: `GB-CHC-1012345`, `1012345` and `01012345` are one; none of another register.
pub fn charity_number(register: &str, number: &str) -> Option<String> {
    identifier(register, number)?.strip_prefix("charity:").map(str::to_owned)
}

fn is_shared(host: &str) -> bool {
    let at = |start: usize| SHARED.binary_search(&&host[start..]).is_ok();
    // A site below a shared one has a name of its own only with those who give everybody one.
    let below = |start: usize| {
        at(start)
            && !["blogspot.com", "wordpress.com", "weebly.com", "wixsite.com", "canva.site"].contains(&&host[start..])
    };
    at(0) || host.match_indices('.').any(|(i, _)| below(i + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_tables_are_in_order() {
        assert!(SHARED.is_sorted() && WEBMAIL.is_sorted() && NOBODY.is_sorted());
    }

    #[test]
    fn one_spelling_for_all() {
        let facts = Facts::of(&Told::from_json(&json!({
            "name": "Larch Club", "email": "Ann@Larch.example", "phone": "+44 (0)20 7946 0123", "website": "http://www.larch.example/club/",
            "charity_number": "999 0101", "organization_identifiers": [{"identifier_scheme": "GB-COH", "identifier": "GB-COH-00990041"}],
            "schedules": [{"byday": "1TH,MO", "opens_at": "18:30:00"}], "minimum_age": 0, "maximum_age": 120,
        })));
        assert!(facts.emails.contains("ann@larch.example") && facts.phones.contains("02079460123"));
        assert!(facts.hosts.contains("larch.example") && facts.pages.contains("larch.example/club"));
        assert!(facts.identifiers.contains("charity:9990101") && facts.identifiers.contains("company:990041"));
        assert_eq!((facts.when.days, facts.when.starts.as_slice(), facts.ages), (0b1001, &[1110][..], (None, None)));
    }

    #[test]
    fn what_everybody_has_is_no_evidence() {
        let of = |website: &str, email: &str| Facts::of(&Told::from_json(&json!({"website": website, "email": email})));
        let facts = of("https://www.facebook.com/larchclub", "larchclub@gmail.com");
        assert!(facts.hosts.is_empty() && facts.pages.contains("facebook.com/larchclub") && facts.emails.len() == 1);
        assert!(of("https://list.example", "noemail@list.example").hosts.is_empty());
        assert!(
            of("https://hackney.gov.uk/", "").hosts.is_empty()
                && !of("https://larch.wordpress.com/", "").hosts.is_empty()
        );
    }
}
