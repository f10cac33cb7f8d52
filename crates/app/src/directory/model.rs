//! A service as the directory knows it. Every question has three answers: yes, no, not known; absence is never "no".

mod session;

pub use session::{Session, Then, Timing, takes_place};

use base::{Result, Rx, Subject};
use kernel::{Date, Id, Instant, Language, Point, Postcode};
use serde::{Deserialize, Serialize};
use session::TERM_TIME;
use uuid::Uuid;

/// Whoever runs services: a charity, a council department, five people with a kettle.
#[derive(Clone, Debug)]
pub struct Provider {
    pub id: Id<Provider>,
    pub name: String,
}

/// A language as pages name it: in English, as its speakers write it, and its code.
#[derive(Serialize, Debug)]
pub struct Spoken {
    english: &'static str,
    own: &'static str,
    code: &'static str,
}

impl Spoken {
    pub fn of(language: Language) -> Spoken {
        Spoken { english: language.english(), own: language.own(), code: language.code() }
    }
}

/// Days by code, Monday first; the label is `day-{code}`.
pub const DAYS: &[&str] = &["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// Parts of a day by code, each with the hour before which it ends; the label is `part-of-day-{code}`. Where they end is a choice of ours.
pub const PARTS: &[&str] = &["morning", "afternoon", "evening"];
pub const PARTS_END: [u8; 3] = [12, 17, 24];
/// Beside them: at a time that nobody has said.
pub const UNTIMED: u8 = 1 << 3;

/// What a place may have that somebody may need, by code; the label is `access-{code}`.
pub const ACCESS: &[&str] = &[
    "step-free",
    "toilet",
    "lift",
    "parking",
    "hearing-loop",
    "bsl",
    "large-print",
    "quiet-room",
    "creche",
    "home-visits",
    "online",
    "telephone",
    "interpreter",
];

/// For whom a service is, when it is not for everybody, by code; the label is `gender-{code}`.
pub const ONLY_FOR: &[&str] = &["women", "men", "lgbt"];

/// How somebody comes to a service, by code; the label is `route-{code}`.
pub const ROUTES: &[&str] = &["self", "any", "professional"];

/// After so many days without a check, a service's facts are said to be old. A choice of ours.
pub const OLD_AFTER_DAYS: i64 = 180;

/// The language under which speakers of another are listed: of a service that says it speaks that one, nobody knows about the other. The census counts
/// "Bengali (with Sylheti and Chatgaya)" (Office for National Statistics, Census 2021, main language), and services say Bengali.
pub(super) fn listed_under(language: Language) -> Option<Language> {
    (language.code() == "syl").then(|| Language::find("bn")).flatten()
}

/// The bit of a language in sets of them, by its place in [`Language::all`].
pub(super) fn language_bit(language: Language) -> u128 {
    Language::all().iter().position(|l| *l == language).filter(|at| *at < 128).map_or(0, |at| 1 << at)
}

/// A service: what people attend, or who comes to them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Service {
    pub id: Id<Service>,
    pub slug: String,
    pub provider_id: Id<Provider>,
    pub provider: String,
    pub name: String,
    /// A free word or two: "choir", "debt advice".
    pub kind: String,
    pub description: String,
    /// What it helps with: codes of the table `need`, the most important first.
    pub needs: Vec<String>,
    /// Its address must never be public: then it has no venue, no street, no postcode and no point.
    pub masked: bool,
    pub venue: Option<String>,
    pub street: Option<String>,
    pub outcode: Option<String>,
    pub borough: Option<String>,
    pub postcode: Option<Postcode>,
    pub point: Option<Point>,
    /// Whether the point is only near the place (the middle of an outcode).
    pub approximate: bool,
    /// The places beside that first one. None where the address must never be public.
    pub also: Vec<Site>,
    pub cost: Cost,
    /// BCP 47 codes of those who run it; `None` when nobody has said.
    pub languages: Option<Vec<String>>,
    /// Codes of [`ACCESS`] that it is known to have, and known not to have. Whatever is in neither is not known.
    pub has: Vec<String>,
    pub has_not: Vec<String>,
    pub age_min: Option<i64>,
    pub age_max: Option<i64>,
    /// A code of [`ONLY_FOR`]; `None`: for everybody, as far as is known.
    pub gender: Option<String>,
    /// Only for people who live in these boroughs; empty: for anybody, as far as is known.
    pub serves: Vec<String>,
    /// A code of [`ROUTES`].
    pub referral: Option<String>,
    /// Places free now; 0 is full.
    pub places: Option<i64>,
    pub wait_weeks: Option<i64>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub website: Option<String>,
    /// Empty when the days are not known.
    pub sessions: Vec<Session>,
    /// When somebody last confirmed all this, and who: its `group`, an `officer`, a link `worker` who rang, the `publisher` of its feed.
    pub checked_at: Option<Instant>,
    pub checked_by: Option<String>,
    /// How often in a row somebody could not reach it since.
    pub unreached: i64,
    /// Since when nobody may be sent there, and why: `asked` by its group, `contact`, because who receives referrals is about to change; both with a space between.
    pub paused_at: Option<Instant>,
    pub paused_why: Option<String>,
    pub closed_at: Option<Instant>,
    /// Whether it was its feed that closed it.
    #[serde(skip)]
    pub closed_by_feed: bool,
    /// The entry that stands for it, where several are one service; and the name of the organisation that stands for who runs it.
    #[serde(skip)]
    pub merged_into: Option<Id<Service>>,
    #[serde(skip)]
    pub organisation: Option<String>,
    /// Whether no list may say by itself that somebody else runs it.
    #[serde(skip)]
    pub provider_held: bool,
    /// Where the entry came from: the name of a feed, and its id there.
    pub source: String,
    pub source_id: String,
    pub version: i64,
}

/// Where people go.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Site {
    pub venue: Option<String>,
    pub street: Option<String>,
    pub outcode: Option<String>,
    pub borough: Option<String>,
    pub postcode: Option<Postcode>,
    pub point: Option<Point>,
    pub approximate: bool,
}

impl Site {
    /// What people call it; a session that names it takes place there.
    pub fn called(&self) -> Option<String> {
        self.venue.clone().or_else(|| self.street.clone()).or_else(|| self.postcode.as_ref().map(Postcode::to_string))
    }

    /// Whether two may be one place, as far as what they say tells: of one name, in one street at one number, of one postcode, or nearer to each other than a street
    /// is wide. In doubt they are: what is like a place that must not be public is hidden with it.
    pub fn is_like(&self, other: &Site) -> bool {
        const NEAR_KM: f64 = 0.05;
        let letters = |text: &str| -> String { text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect() };
        let same = |a: Option<String>, b: Option<String>| {
            let (a, b) = (a.map(|a| letters(&a)), b.map(|b| letters(&b)));
            a.as_deref().is_some_and(|a| !a.is_empty()) && a == b
        };
        let exact = |s: &Site| s.point.filter(|_| !s.approximate);
        same(self.called(), other.called())
            || same(self.street.clone(), other.street.clone())
            || (self.postcode.is_some() && self.postcode == other.postcode)
            || exact(self).zip(exact(other)).is_some_and(|(a, b)| a.distance_km(b) < NEAR_KM)
    }

    /// As an envelope has it, a line each.
    pub fn lines(self) -> Vec<String> {
        let code = self.postcode.as_ref().map(Postcode::to_string).or(self.outcode);
        [self.venue, self.street, self.borough, code].into_iter().flatten().collect()
    }
}

/// What it costs. Neither free nor a price: not known.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Cost {
    pub free: Option<bool>,
    /// Pence a session.
    pub price: Option<i64>,
    pub note: Option<String>,
}

/// How a programme says that it is for those who hurt others.
const WHO_HURT: [&str; 8] = [
    "used violence",
    "use violence",
    "hurt or frightened a partner",
    "hurt their partner",
    "hurt a partner",
    "perpetrator programme",
    "programme for perpetrators",
    "abusive to their partner",
];

impl Service {
    /// Whether it is for those who hurt others, as it says itself. It helps with the same need as a refuge, and is the last that somebody who is hurt looks for.
    pub fn is_for_who_hurts(&self) -> bool {
        let said = self.description.to_lowercase();
        WHO_HURT.iter().any(|how| said.contains(how))
    }

    /// Whether it is for animals, and for people only beside them.
    pub fn is_for_animals(&self) -> bool {
        let of_animals = |word: &str| {
            matches!(word, "pet" | "pets" | "vet" | "vets" | "dog" | "dogs" | "cat" | "cats" | "animal" | "animals")
        };
        kernel::name::words(&self.kind).iter().any(|word| of_animals(word))
    }

    /// Whether it has something that somebody may need: yes, no, or not known.
    pub fn access(&self, code: &str) -> Option<bool> {
        if self.has.iter().any(|c| c == code) {
            Some(true)
        } else if self.has_not.iter().any(|c| c == code) {
            Some(false)
        } else {
            None
        }
    }

    /// Whether it goes to people, or is by telephone or online, and has no place that people go to.
    pub fn comes_to_you(&self) -> bool {
        !self.masked
            && self.venue.is_none()
            && self.street.is_none()
            && self.also.is_empty()
            && ["home-visits", "online", "telephone"].iter().any(|c| self.access(c) == Some(true))
    }

    /// The first place and the others; the first may say nothing.
    pub fn sites(&self) -> impl Iterator<Item = Site> {
        std::iter::once(self.site()).chain(self.also.iter().cloned())
    }

    /// The boroughs where its places are.
    pub fn boroughs(&self) -> impl Iterator<Item = &str> {
        let all = std::iter::once(&self.borough).chain(self.also.iter().map(|p| &p.borough));
        all.filter_map(Option::as_deref)
    }

    /// How far it is from here to the nearest of its places.
    pub fn nearest_km(&self, here: Point) -> Option<f64> {
        let points = self.point.into_iter().chain(self.also.iter().filter_map(|p| p.point));
        points.map(|p| here.distance_km(p)).min_by(f64::total_cmp)
    }

    /// Its first place.
    pub fn site(&self) -> Site {
        Site {
            venue: self.venue.clone(),
            street: self.street.clone(),
            outcode: self.outcode.clone(),
            borough: self.borough.clone(),
            postcode: self.postcode.clone(),
            point: self.point,
            approximate: self.approximate,
        }
    }

    /// Takes away whatever says where it is, but for the borough.
    pub(super) fn hide(&mut self) {
        let borough = self.borough.take();
        self.put_site(Site { borough, ..Site::default() });
        self.also.clear();
        self.sessions.iter_mut().for_each(|t| t.place = None);
    }

    pub(crate) fn put_site(&mut self, site: Site) {
        (self.venue, self.street, self.outcode, self.borough) = (site.venue, site.street, site.outcode, site.borough);
        (self.postcode, self.point, self.approximate) = (site.postcode, site.point, site.approximate);
    }

    /// Whether anything says where it is, beside the borough and the outcode.
    pub fn is_placed(&self) -> bool {
        self.venue.is_some()
            || self.street.is_some()
            || self.postcode.is_some()
            || self.point.is_some()
            || !self.also.is_empty()
    }

    /// Whether it has no place left; `None` when nobody has said.
    pub fn full(&self) -> Option<bool> {
        self.places.map(|n| n <= 0)
    }

    /// Whether something goes on after six in the evening; not known where nobody has said when, or until when.
    pub fn in_the_evening(&self) -> Option<bool> {
        const SIX: &str = "18:00";
        let late: Vec<Option<bool>> = self
            .sessions
            .iter()
            .map(|s| match (s.from.as_deref(), s.to.as_deref()) {
                (Some(from), _) if from >= SIX => Some(true),
                // What ends before it begins goes on past midnight.
                (from, Some(to)) => Some(to > SIX || from.is_some_and(|from| to < from)),
                _ => None,
            })
            .collect();
        if late.contains(&Some(true)) {
            Some(true)
        } else if late.is_empty() || late.contains(&None) {
            None
        } else {
            Some(false)
        }
    }

    /// When something takes place: for each day bits of [`PARTS`], or [`UNTIMED`] where nobody has said at what time.
    pub fn hours(&self) -> [u8; 7] {
        let mut hours = [0; 7];
        for s in &self.sessions {
            if let Some(day) = DAYS.iter().position(|d| *d == s.day) {
                hours[day] |= s.parts();
            }
        }
        hours
    }

    /// In which parts of a day something takes place on one of some days of the calendar.
    pub fn then(&self, days: &[Date]) -> Then {
        Then::of(self.sessions.iter().map(Session::timing), days)
    }

    /// Whether a language is spoken there. Of one that says another under which its speakers are often listed, nobody knows.
    pub fn speaks(&self, language: Language) -> Option<bool> {
        let spoken: Vec<Language> = self.languages.as_ref()?.iter().filter_map(|code| Language::find(code)).collect();
        if spoken.contains(&language) {
            return Some(true);
        }
        listed_under(language).is_none_or(|other| !spoken.contains(&other)).then_some(false)
    }

    /// Whether somebody may come without being sent by a professional.
    pub fn walk_in(&self) -> Option<bool> {
        self.referral.as_deref().map(|route| route != "professional")
    }

    /// Whether it has room and takes people now.
    pub fn room(&self) -> Option<bool> {
        if self.paused_at.is_some() { Some(false) } else { self.full().map(|full| !full) }
    }

    /// Whether it goes on in school holidays: no, where all sessions say that they are in term time; yes, where one says so; else nobody has said.
    pub fn in_holidays(&self) -> Option<bool> {
        if self.sessions.iter().any(|s| s.says(&["all year", "holidays too", "in the holidays", "in school holidays"]))
        {
            return Some(true);
        }
        let only = !self.sessions.is_empty() && self.sessions.iter().all(|s| s.says(TERM_TIME));
        only.then_some(false)
    }

    /// Whether it is on on bank holidays: yes, where one session says so; no, where all say that they are not; else nobody has said.
    pub fn on_bank_holidays(&self) -> Option<bool> {
        let said = || self.sessions.iter().map(Session::on_bank_holidays);
        if said().any(|on| on == Some(true)) {
            return Some(true);
        }
        (!self.sessions.is_empty() && said().all(|on| on == Some(false))).then_some(false)
    }

    /// Whether something goes on on a Saturday or a Sunday; not known where nobody has said on which days.
    pub fn at_the_weekend(&self) -> Option<bool> {
        (!self.sessions.is_empty()).then(|| self.sessions.iter().any(|s| matches!(s.day.as_str(), "sat" | "sun")))
    }

    /// Whole days since somebody last confirmed it.
    pub fn days_since_check(&self, today: Date) -> Option<i64> {
        self.checked_at.map(|at| days_since(at, today))
    }

    /// Whether somebody of this age may come: yes, no, or `None` when it names no age.
    pub fn takes_age(&self, age: i64) -> Option<bool> {
        if self.age_min.is_none() && self.age_max.is_none() {
            return None;
        }
        Some(self.age_min.is_none_or(|min| age >= min) && self.age_max.is_none_or(|max| age <= max))
    }

    /// The first words of the description, for a list.
    pub fn summary(&self) -> String {
        let text = self.description.split_whitespace().collect::<Vec<_>>().join(" ");
        const LENGTH: usize = 180;
        if text.chars().count() <= LENGTH {
            return text;
        }
        let cut: String = text.chars().take(LENGTH).collect();
        let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(a, _)| a);
        format!("{}…", whole.trim_end_matches([',', ';', ':', '.']))
    }
}

/// Whole days from a moment to a day, as people here count them.
pub(super) fn days_since(at: Instant, today: Date) -> i64 {
    at.date_in(&base::clock::zone()).days_to(today).max(0)
}

impl Subject for Service {
    const KIND: &'static str = "service";
    async fn load(rx: &mut Rx, id: Id<Service>) -> Result<Option<Service>> {
        super::store::find(rx, id).await
    }
    fn standing(&self) -> Vec<Uuid> {
        vec![self.id.uuid()]
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A service of which nothing is known but its name.
    pub(crate) fn bare(name: &str) -> Service {
        let slug = name.to_lowercase().replace(' ', "-");
        Service {
            id: Id::from_uuid(base::seal::named_id("test", &slug)),
            provider_id: Id::from_uuid(base::seal::named_id("test-provider", &slug)),
            source_id: slug.clone(),
            slug,
            provider: name.to_owned(),
            name: name.to_owned(),
            kind: String::new(),
            description: String::new(),
            needs: vec![],
            masked: false,
            venue: None,
            street: None,
            outcode: None,
            borough: None,
            postcode: None,
            point: None,
            approximate: false,
            also: vec![],
            cost: Cost::default(),
            languages: None,
            has: vec![],
            has_not: vec![],
            age_min: None,
            age_max: None,
            gender: None,
            serves: vec![],
            referral: None,
            places: None,
            wait_weeks: None,
            phone: None,
            email: None,
            website: None,
            sessions: vec![],
            checked_at: None,
            checked_by: None,
            unreached: 0,
            paused_at: None,
            paused_why: None,
            closed_at: None,
            closed_by_feed: false,
            merged_into: None,
            organisation: None,
            provider_held: false,
            source: "test".into(),
            version: 1,
        }
    }

    #[test]
    fn what_nobody_said_is_not_known_and_never_no() {
        let mut s = bare("Tea");
        s.has = vec!["toilet".into()];
        s.has_not = vec!["step-free".into()];
        assert_eq!((s.access("toilet"), s.access("step-free"), s.access("lift")), (Some(true), Some(false), None));
        assert_eq!(
            (s.takes_age(40), s.full(), s.days_since_check(Date::new(2026, 11, 24).unwrap())),
            (None, None, None)
        );
        s.age_min = Some(18);
        assert_eq!((s.takes_age(17), s.takes_age(18)), (Some(false), Some(true)));
    }

    #[test]
    fn in_doubt_two_places_are_one() {
        let house = Site {
            venue: Some("Quillon House".into()),
            street: Some("7 Quillon Mews".into()),
            postcode: "E8 9ZZ".parse().ok(),
            point: Point::new(51.54711, -0.05522).ok(),
            ..Site::default()
        };
        let venue = Some("Quillon Hse".to_owned());
        let like = |more: Site| house.is_like(&Site { venue: venue.clone(), ..more });
        assert!(house.is_like(&Site { venue: Some("Quillon-House".into()), ..Site::default() }), "of one name");
        assert!(like(Site { street: Some("7, Quillon Mews".into()), ..Site::default() }), "at one number");
        assert!(like(Site { postcode: "e8 9zz".parse().ok(), ..Site::default() }), "of one postcode");
        let near = Site { point: Point::new(51.54705, -0.05511).ok(), ..Site::default() };
        assert!(like(near.clone()), "some metres from it");
        assert!(!like(Site { approximate: true, ..near }), "the middle of a district says nothing");
        assert!(!like(Site { street: Some("1 Tea Row".into()), ..Site::default() }));
        assert!(!Site::default().is_like(&Site::default()), "nothing is like nothing");
    }

    #[test]
    fn evenings_and_weekends_have_three_answers() {
        let when = |sessions: &[(&str, Option<&str>, Option<&str>)]| {
            let mut s = bare("Tea");
            s.sessions = sessions
                .iter()
                .map(|(day, from, to)| Session {
                    day: (*day).into(),
                    from: from.map(str::to_owned),
                    to: to.map(str::to_owned),
                    every: None,
                    place: None,
                    note: None,
                })
                .collect();
            (s.in_the_evening(), s.at_the_weekend())
        };
        let ten = ("mon", Some("10:00"), Some("12:00"));
        assert_eq!(when(&[]), (None, None), "nobody has said when");
        assert_eq!(when(&[ten]), (Some(false), Some(false)));
        assert_eq!(when(&[ten, ("sat", Some("17:00"), Some("18:30"))]), (Some(true), Some(true)));
        assert_eq!(when(&[("mon", Some("16:00"), Some("18:00"))]).0, Some(false), "it ends at six");
        assert_eq!(when(&[("mon", Some("17:00"), Some("02:00"))]).0, Some(true), "past midnight");
        assert_eq!(when(&[("mon", Some("19:00"), None)]).0, Some(true));
        assert_eq!(when(&[ten, ("sun", Some("14:00"), None)]), (None, Some(true)), "nobody has said until when");
    }

    #[test]
    fn days_are_counted_across_years() {
        let mut s = bare("Tea");
        s.checked_at = Some("2024-11-24T12:00:00.000000Z".parse().unwrap());
        assert_eq!(s.days_since_check(Date::new(2026, 11, 24).unwrap()), Some(730));
    }

    #[test]
    fn a_summary_ends_at_a_word() {
        let mut s = bare("Tea");
        s.description = "A long afternoon ".repeat(40);
        let summary = s.summary();
        assert!(summary.ends_with('…') && summary.chars().count() <= 181);
    }
}
