//! Services with nothing wrong with them, from a seed and a number.
//!
//! They are whole: a group nested, places with addresses and points, times, telephones, costs, languages, topics. What ORUK 3.0 dropped of HSDS (telephones,
//! languages' names, how to apply) is there too, as the feeds have it. What is not known is left out, as the standard asks.

use super::{
    Rng,
    words::{self, HIDDEN, KINDS, Kind, PLACES, Place},
};
use jiff::civil::{Date, date};
use serde_json::{Map, Value, json};
use std::fmt::Display;
use uuid::Uuid;

/// All of it was written by then.
const LATEST: Date = date(2026, 11, 1);

/// Where the ids of what is made up here come from.
const NAMESPACE: Uuid = Uuid::from_u128(0x6d65_7373_7920_4665_8564_7320_6f66_206b);

/// An id that comes out the same again.
pub(super) fn id(seed: u64, kind: &str, key: impl Display) -> String {
    Uuid::new_v5(&NAMESPACE, format!("{seed} {kind} {key}").as_bytes()).to_string()
}

/// A number from the ranges that Ofcom keeps for drama.
pub(super) fn phone(rng: &mut Rng) -> String {
    let start = rng.pick(&["020 7946 0", "020 7946 0", "07700 900", "0808 157 0"]);
    format!("{start}{:03}", rng.below(1000))
}

/// The service of this number.
pub(super) fn service(seed: u64, n: usize) -> Value {
    let rng = &mut Rng::of(seed, "service", n);
    let group = Group::of(seed, group_of(n));
    let kind = &KINDS[(n * 11 + (seed % 97) as usize) % KINDS.len()];
    let id = id(seed, "service", n);
    let places = places(rng, &group, kind);
    let own = |what: &str, i: usize| self::id(seed, what, format!("{n}/{i}"));
    let (day, _) = words::DAYS[rng.below(7)];
    let name = name(rng, n, kind, &group, places.first(), day);
    let email = format!("{}@{}.example", rng.pick(&["info", "hello", "bookings", "office"]), group.slug);

    let mut s = Map::new();
    s.insert("id".into(), json!(id));
    s.insert("organization_id".into(), json!(group.id));
    s.insert("name".into(), json!(name));
    s.insert("description".into(), json!(description(rng, kind, &group)));
    s.insert("url".into(), json!(format!("https://{}.example/{}", group.slug, slug(kind.label))));
    s.insert("email".into(), json!(email));
    let status = match rng.below(25) {
        0 => "inactive",
        1 => "temporarily closed",
        2 => "defunct",
        _ => "active",
    };
    s.insert("status".into(), json!(status));
    put(&mut s, "minimum_age", kind.ages.0);
    put(&mut s, "maximum_age", kind.ages.1);
    if rng.percent(60) {
        s.insert("eligibility_description".into(), json!(format!("For {}.", kind.who)));
    }
    if rng.percent(50) {
        s.insert("application_process".into(), json!(rng.pick(words::COMING)));
    }
    // Six in ten were checked more than a year ago.
    let ago = if rng.percent(60) { rng.between(366, 1400) } else { rng.between(0, 365) };
    s.insert("assured_date".into(), json!(before(ago).to_string()));
    s.insert("assurer_email".into(), json!("directory@assured.example"));
    let changed = before(rng.between(0, ago));
    s.insert("last_modified".into(), json!(format!("{changed}T{:02}:{:02}:07Z", rng.below(24), rng.below(60))));
    s.insert("organization".into(), group.document(seed));

    let at: Vec<Value> = places
        .iter()
        .enumerate()
        .map(
            |(i, place)| json!({ "id": own("at", i), "service_id": id, "location_id": place["id"], "location": place }),
        )
        .collect();
    s.insert("service_at_locations".into(), at.into());
    let contact = json!({
        "id": own("contact", 0), "service_id": id, "name": rng.pick(words::ROLES), "title": "Enquiries", "email": email,
        "phones": [{ "id": own("phone", 0), "number": phone(rng) }],
    });
    s.insert("contacts".into(), json!([contact]));
    let voice = json!({ "id": own("phone", 1), "service_id": id, "number": phone(rng), "type": "voice" });
    s.insert("phones".into(), json!([voice]));
    put(&mut s, "schedules", schedules(rng, &own, &id));
    put(&mut s, "cost_options", costs(rng, &own, &id));
    if rng.percent(80) {
        let first = rng.below(words::LANGUAGES.len() - 3);
        let spoken = words::LANGUAGES[..1].iter().chain(&words::LANGUAGES[1 + first..]).take(1 + rng.below(3));
        let all =
            spoken.enumerate().map(|(i, (name, code))| json!({ "id": own("language", i), "name": name, "code": code }));
        s.insert("languages".into(), all.collect());
    }
    let borough = group.place.borough;
    let area = json!({ "id": own("area", 0), "service_id": id, "name": borough, "service_area": borough });
    s.insert("service_areas".into(), json!([area]));
    s.insert("attributes".into(), attributes(&own, &id, kind));
    Value::Object(s)
}

fn put(s: &mut Map<String, Value>, key: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        s.insert(key.to_owned(), value.into());
    }
}

fn before(days: i64) -> Date {
    LATEST.saturating_sub(jiff::Span::new().days(days))
}

/// Small letters, figures and hyphens.
pub(super) fn slug(text: &str) -> String {
    let letters = text.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' });
    let all: String = letters.collect();
    all.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

fn capital(text: &str) -> String {
    let mut all = text.chars();
    all.next().map_or_else(String::new, |c| c.to_uppercase().chain(all).collect())
}

/// Of every sixty-four services four groups run forty, twelve, eight and four.
fn group_of(n: usize) -> usize {
    let slot = (n * 29) % 64;
    n / 64 * 4 + [40, 52, 60].iter().filter(|end| slot >= **end).count()
}

/// Whoever runs services.
struct Group {
    number: usize,
    seed: u64,
    id: String,
    name: String,
    slug: String,
    place: &'static Place,
}

impl Group {
    fn of(seed: u64, number: usize) -> Group {
        let k = number + (seed % 500) as usize;
        let word = words::WORDS[k % words::WORDS.len()];
        let pattern = words::GROUPS[(k / words::WORDS.len() + 5 * k) % words::GROUPS.len()];
        let mut name = pattern.replace("{}", word);
        // After this many the names begin again.
        let round = k / (words::WORDS.len() * words::GROUPS.len());
        if round > 0 {
            name = format!("{name} {}", round + 1);
        }
        let slug = slug(&name);
        // Seven and sixty-six have no factor in common: thirty-three groups are in thirty-three boroughs.
        let place = &PLACES[(k * 14 + k / 33) % PLACES.len()];
        Group { number, seed, id: id(seed, "group", number), name, slug, place }
    }

    fn document(&self, seed: u64) -> Value {
        let identifier = json!({
            "id": id(seed, "identifier", self.number), "organization_id": self.id,
            "identifier_scheme": "GB-CHC", "identifier_type": "Charity number", "identifier": format!("99{:05}", self.number),
        });
        json!({
            "id": self.id, "name": self.name, "email": format!("office@{}.example", self.slug),
            "description": format!("{} has worked in {} and around for years.", self.name, self.place.area),
            "website": format!("https://{}.example", self.slug),
            "organization_identifiers": [identifier],
        })
    }

    /// One of its places: the same to every service that is there.
    fn location(&self, k: usize) -> Value {
        let rng = &mut Rng::of(self.seed, "location", self.number * 8 + k);
        // The third one is over the border.
        let place = if k < 2 { self.place } else { &PLACES[rng.below(PLACES.len())] };
        let id = id(self.seed, "location", format!("{}/{k}", self.number));
        let street = rng.pick(words::STREETS).replace("{}", rng.pick(words::WORDS));
        let venue = rng.pick(words::HALLS).replace("{}", rng.pick(words::WORDS));
        let unit: String = (0..2).map(|_| char::from(b"ABDEFGHJLNPQRSTUWXYZ"[rng.below(20)])).collect();
        let degrees = |middle: f64, rng: &mut Rng| ((middle + rng.between(-400, 400) as f64 / 1e5) * 1e5).round() / 1e5;
        let access: Vec<Value> = (0..rng.below(4))
            .map(|i| {
                let (_, words) = words::ACCESS[(self.number + k + i * 2) % words::ACCESS.len()];
                json!({ "id": self::id(self.seed, "access", format!("{}/{k}/{i}", self.number)), "description": words })
            })
            .collect();
        let address = json!({
            "id": self::id(self.seed, "address", format!("{}/{k}", self.number)), "location_id": id,
            "address_1": format!("{} {street}", rng.between(1, 240)), "city": "London", "region": place.area,
            "state_province": "Greater London", "postal_code": format!("{} {}{unit}", place.outcode, place.sector),
            "country": "GB", "address_type": "physical",
        });
        let mut location = json!({
            "id": id, "location_type": "physical", "name": venue,
            "latitude": degrees(place.lat, rng), "longitude": degrees(place.lon, rng), "addresses": [address],
        });
        if !access.is_empty() {
            location["accessibility"] = access.into();
        }
        location
    }
}

/// Where it is: mostly one place, sometimes several, sometimes none.
fn places(rng: &mut Rng, group: &Group, kind: &Kind) -> Vec<Value> {
    let id = |what: &str| id(group.seed, "location", format!("{}/{what}", group.number));
    match (kind.label, rng.below(100)) {
        (HIDDEN, _) => vec![],
        ("telephone befriending", _) => {
            vec![json!({ "id": id("telephone"), "location_type": "virtual", "name": "By telephone" })]
        }
        (_, 0..=6) => vec![json!({ "id": id("online"), "location_type": "virtual", "name": "Online" })],
        (_, 7..=76) => vec![group.location(rng.below(3))],
        (_, 77..=91) => vec![group.location(0), group.location(1 + rng.below(3))],
        _ => vec![group.location(0), group.location(1), group.location(2)],
    }
}

fn name(rng: &mut Rng, n: usize, kind: &Kind, group: &Group, place: Option<&Value>, day: &str) -> String {
    let pattern = words::NAMES[(n + n / KINDS.len()) % words::NAMES.len()];
    let venue = place.and_then(|p| p["name"].as_str()).unwrap_or(group.place.area);
    let name = pattern
        .replace("{Kind}", &capital(kind.label))
        .replace("{kind}", kind.label)
        .replace("{area}", group.place.area)
        .replace("{borough}", group.place.borough)
        .replace("{venue}", venue)
        .replace("{who}", kind.who)
        .replace("{org}", &group.name)
        .replace("{word}", rng.pick(words::WORDS))
        .replace("{day}", day);
    capital(&name)
}

fn description(rng: &mut Rng, kind: &Kind, group: &Group) -> String {
    let coming = rng.pick(words::COMING);
    match rng.below(5) {
        0 => format!("{} For {}, in {} and nearby. {coming}", kind.blurb, kind.who, group.place.area),
        1 => format!("<p>{}</p><p>{coming}</p>", kind.blurb),
        2 => format!("{}\n\n{coming}", kind.blurb),
        3 => format!("{} runs this for {}. {}", group.name, kind.who, kind.blurb),
        _ => format!("{} {coming}", kind.blurb),
    }
}

fn schedules(rng: &mut Rng, own: &impl Fn(&str, usize) -> String, service: &str) -> Option<Value> {
    let rows = [0, 1, 1, 1, 1, 2, 3][rng.below(7)];
    let first = rng.below(7);
    let all: Vec<Value> = (0..rows)
        .map(|i| {
            let (day, code) = words::DAYS[(first + i * 2) % 7];
            let from = rng.between(8, 18);
            let (opens, closes) =
                (format!("{from:02}:{}0", rng.pick(&["0", "3"])), format!("{:02}:30", from + rng.between(1, 3)));
            let begins = before(rng.between(100, 900)).to_string();
            let mut row = json!({
                "id": own("schedule", i), "service_id": service, "valid_from": begins, "dtstart": begins,
                "freq": "WEEKLY", "interval": 1, "byday": code, "opens_at": opens, "closes_at": closes,
            });
            match rng.below(8) {
                0 => row["interval"] = json!(2),
                1 => {
                    row["freq"] = json!("MONTHLY");
                    row["byday"] = json!(format!("{}{code}", rng.between(1, 4)));
                }
                2 => row["byday"] = json!("MO,TU,WE,TH,FR"),
                3 => row["description"] = json!(format!("{day}s in term time")),
                4 => row["valid_to"] = json!("2027-07-31"),
                _ => {}
            }
            row
        })
        .collect();
    (rows > 0).then(|| all.into())
}

fn costs(rng: &mut Rng, own: &impl Fn(&str, usize) -> String, service: &str) -> Option<Value> {
    let pence = [50, 100, 150, 200, 250, 300, 350, 400, 500, 650][rng.below(10)];
    let row = |i: usize, option: &str, pence: i64| {
        let amount = pence as f64 / 100.0;
        json!({ "id": own("cost", i), "service_id": service, "option": option, "amount": amount, "currency": "GBP", "amount_description": "a session" })
    };
    match rng.below(20) {
        0..=8 => None,
        9..=13 => Some(json!([row(0, "Everybody", 0)])),
        14..=17 => Some(json!([row(0, "Everybody", pence)])),
        _ => Some(json!([row(0, "Full price", pence * 2), row(1, "Concessions", pence)])),
    }
}

/// What it is about, and for whom.
fn attributes(own: &impl Fn(&str, usize) -> String, service: &str, kind: &Kind) -> Value {
    let term = |i: usize, taxonomy: &str, name: &str| {
        let (slug, list) = (slug(name), slug(taxonomy));
        // A term is the same to all services, whatever the seed.
        let id = id(0, taxonomy, &slug);
        json!({
            "id": own("attribute", i), "link_id": service, "link_entity": "service", "link_type": list, "taxonomy_term_id": id,
            "taxonomy_term": {
                "id": id, "code": slug, "name": name, "description": format!("{name}, in the list of {taxonomy}."),
                "taxonomy": taxonomy, "term_uri": format!("https://lists.example/{list}/{slug}"),
            },
        })
    };
    json!([term(0, "Topics", kind.topic), term(1, "Audiences", &capital(kind.who))])
}
