//! Who the made-up people are, why somebody refers them, and which of the file's words fit them.

use super::{
    areas::Areas,
    chance::Chance,
    roster::Roster,
    routes::{self, Catchment, Kind, Route},
    world::{File, Names, Text},
};
use crate::person::Described;
use kernel::{Date, Language, NhsNumber, Phone};
use std::collections::{BTreeMap, HashMap};

/// Somebody, and who sends them where and why.
#[derive(Clone)]
pub(super) struct Somebody {
    pub described: Described,
    pub group: String,
    pub age: u16,
    pub gender: &'static str,
    pub outcode: String,
    pub borough: String,
    pub needs: Vec<String>,
    pub about: Vec<String>,
    pub urgency: String,
    pub reason: String,
    pub setting: String,
    /// Keys of the file.
    pub organisation: String,
    pub sender: String,
    pub team: String,
}

impl Somebody {
    /// Whether a text can be about them.
    pub fn fits(&self, t: &Text) -> bool {
        suits(t, self.age, self.gender, &self.group) && touches(t, &self.needs)
    }

    /// The name they go by in a text to a group: the first is enough.
    pub fn called(&self) -> &str {
        self.described.name.split_whitespace().next().unwrap_or_default()
    }
}

fn suits(t: &Text, age: u16, gender: &str, group: &str) -> bool {
    t.age_min.is_none_or(|min| age >= min)
        && t.age_max.is_none_or(|max| age <= max)
        && t.gender.as_ref().is_none_or(|g| g == gender)
        && (t.groups.is_empty() || t.groups.iter().any(|g| g == group))
}

fn touches(t: &Text, needs: &[String]) -> bool {
    t.needs.is_empty() || t.needs.iter().any(|n| needs.contains(n))
}

/// Which texts were taken already, so that one team does not read the same one twice before all that fit have been read: by kind and team, how often.
#[derive(Default)]
pub(super) struct Picks(HashMap<&'static str, HashMap<String, Vec<u32>>>);

impl Picks {
    pub fn choose<'a>(
        &mut self,
        chance: &mut Chance,
        kind: &'static str,
        team: &str,
        texts: &'a [Text],
        fits: impl Fn(&Text) -> bool,
    ) -> Option<&'a Text> {
        let teams = self.0.entry(kind).or_default();
        if !teams.contains_key(team) {
            teams.insert(team.to_owned(), vec![0; texts.len()]);
        }
        let used = teams.get_mut(team)?;
        let (mut least, mut rare) = (u32::MAX, vec![]);
        for (i, t) in texts.iter().enumerate() {
            // Whether it was used is soon known, whether it fits is not.
            if used[i] > least || !fits(t) {
                continue;
            }
            if used[i] < least {
                least = used[i];
                rare.clear();
            }
            rare.push(i);
        }
        if rare.is_empty() {
            return None;
        }
        let chosen = *chance.pick(&rare);
        used[chosen] += 1;
        Some(&texts[chosen])
    }

    /// A text about what brought them, three times out of five; otherwise one that fits anybody as well.
    pub fn about<'a>(
        &mut self,
        chance: &mut Chance,
        kind: &'static str,
        who: &Somebody,
        texts: &'a [Text],
        also: impl Fn(&Text) -> bool,
    ) -> Option<&'a str> {
        let close = chance.happens(0.6);
        let found =
            self.choose(chance, kind, &who.team, texts, |t| who.fits(t) && also(t) && !(close && t.needs.is_empty()));
        match found {
            Some(t) => Some(&t.text),
            None => self.choose(chance, kind, &who.team, texts, |t| who.fits(t) && also(t)).map(|t| t.text.as_str()),
        }
    }
}

/// What people are drawn from.
pub(super) struct Source<'a> {
    pub file: &'a File,
    pub roster: &'a Roster,
    areas: &'a Areas,
    today: Date,
    /// By team.
    catchments: BTreeMap<&'a str, Catchment>,
}

impl<'a> Source<'a> {
    pub fn new(file: &'a File, roster: &'a Roster, areas: &'a Areas, today: Date) -> Source<'a> {
        let receiving = file.team.iter().filter(|t| t.receives);
        let catchments = receiving.map(|t| (t.key.as_str(), routes::catchment(file, roster, &t.key))).collect();
        Source { file, roster, areas, today, catchments }
    }

    /// Draws somebody who is referred to a team.
    pub fn draw(&self, chance: &mut Chance, picks: &mut Picks, team: &str, n: usize) -> Somebody {
        let catchment = &self.catchments[team];
        let route = &catchment.routes[chance.weighted(catchment.routes.iter().map(|r| r.weight))];
        let kind = routes::kind(&route.setting);
        let group = self.group(chance);
        let gender = if chance.happens(kind.female) { "female" } else { "male" };
        let age = age(chance, kind);
        let outcode = self.areas.draw(chance, team, &catchment.borough, kind.deprived).to_owned();
        let reason = self.reason(chance, picks, (team, route), (age, gender, group));
        let needs = reason.needs.clone();
        let ethnicity = ethnicity(chance, kind, &self.file.names[group]);
        let mut described = self.describe(chance, group, gender, age, &outcode, (&route.setting, &needs), n);
        described.ethnicity = ethnicity;
        Somebody {
            described,
            group: group.to_owned(),
            age,
            gender,
            outcode,
            borough: catchment.borough.clone(),
            needs,
            about: reason.about.clone(),
            urgency: reason.urgency.clone().unwrap_or_else(|| "routine".to_owned()),
            reason: reason.text.clone(),
            sender: chance.pick(&self.roster.senders[&route.organisation]).clone(),
            setting: route.setting.clone(),
            organisation: route.organisation.clone(),
            team: team.to_owned(),
        }
    }

    /// Why somebody is referred: because they are lonely, which the young are more often than the old, because they feel low, or for something else. Where
    /// a setting writes no such reason of such a person, another will do.
    fn reason(
        &self,
        chance: &mut Chance,
        picks: &mut Picks,
        (team, route): (&str, &Route),
        (age, gender, group): (u16, &str, &str),
    ) -> &'a Text {
        let (lonely, low) = (chance.happens(lonely(age)), chance.happens(LOW));
        let about = |t: &Text, what: &str| t.about.iter().any(|a| a == what);
        let theme = |t: &Text| match (lonely, low) {
            (true, _) => about(t, "lonely"),
            (false, true) => about(t, "mood") && !about(t, "lonely"),
            (false, false) => !about(t, "mood") && !about(t, "lonely"),
        };
        let here = |t: &Text| t.settings.contains(&route.setting);
        let them = |t: &Text| here(t) && suits(t, age, gender, group);
        for attempt in 0.. {
            let fits = |t: &Text| match attempt {
                0 => them(t) && theme(t),
                1 => them(t) && !about(t, "lonely"),
                2 => them(t),
                _ => here(t),
            };
            if let Some(reason) = picks.choose(chance, "reason", team, &self.file.reason, fits) {
                return reason;
            }
        }
        unreachable!("every setting that is drawn has a reason")
    }

    /// The same person, sent again by the same organisation for a reason of their own that they were not sent for before.
    pub fn again(&self, chance: &mut Chance, picks: &mut Picks, who: &Somebody) -> Option<Somebody> {
        let fits = |t: &Text| {
            t.settings.contains(&who.setting) && suits(t, who.age, who.gender, &who.group) && t.text != who.reason
        };
        let reason = picks.choose(chance, "reason", &who.team, &self.file.reason, fits)?;
        Some(Somebody {
            needs: reason.needs.clone(),
            about: reason.about.clone(),
            urgency: reason.urgency.clone().unwrap_or_else(|| "routine".to_owned()),
            reason: reason.text.clone(),
            ..who.clone()
        })
    }

    fn group(&self, chance: &mut Chance) -> &'a str {
        let i = chance.weighted(self.file.names.values().map(|n| n.share));
        self.file.names.keys().nth(i).map_or("", String::as_str)
    }

    fn describe(
        &self,
        chance: &mut Chance,
        group: &str,
        gender: &'static str,
        age: u16,
        outcode: &str,
        (setting, needs): (&str, &[String]),
        n: usize,
    ) -> Described {
        let names = &self.file.names[group];
        // Nobody has the name of a worker: who did something and whom it was about must not be confused.
        let name = loop {
            let name = name(chance, names, gender, age);
            if !self.roster.members.values().any(|m| m.name == name) {
                break name;
            }
        };
        let spoken = &names.languages[chance.weighted(names.languages.iter().map(|l| l.share))];
        let needs_one = |codes: &[&str]| needs.iter().any(|n| codes.contains(&n.as_str()));
        let residence = match setting {
            "care-home" => "care-home",
            _ if needs_one(&["hou-homeless", "mig-asylum", "mig-nrpf"]) && chance.happens(0.5) => "hostel",
            _ if age > 70 && chance.happens(0.12) => "sheltered",
            _ if chance.happens(if age < 30 { 0.4 } else { 0.1 }) => "with-family",
            _ => "own-home",
        };
        let phone = chance.happens(0.94).then(|| phone(chance, age)).flatten();
        let email = chance.happens(if age < 60 { 0.55 } else { 0.15 }).then(|| email(&name, n)).flatten();
        let mut channels = vec![];
        for (code, can, p) in [
            ("call", phone.is_some(), 0.95),
            ("voicemail", phone.is_some(), 0.5),
            ("text", phone.as_ref().is_some_and(Phone::is_uk_mobile), 0.75),
            ("email", email.is_some(), 0.8),
            ("letter", residence != "hostel", 0.3),
            ("through-staff", residence == "care-home", 1.0),
        ] {
            if can && chance.happens(p) {
                channels.push(code.to_owned());
            }
        }
        if channels.is_empty() {
            channels.push("letter".to_owned());
        }
        Described {
            name,
            born: Some(born(chance, self.today, age)),
            // Numbers of the 999 range, well away from those of the stories and of the tests.
            nhs_number: chance.happens(0.93).then(|| NhsNumber::synthetic(1_000 + n as u32 * 97)),
            gender: Some(gender.to_owned()),
            language: Language::find(&spoken.code).map(|l| l.code().to_owned()),
            interpreter: chance.happens(spoken.interpreter),
            ethnicity: None,
            residence: Some(residence.to_owned()),
            address: None,
            postcode: postcode(chance, outcode),
            phone,
            email,
            safe_channels: channels,
            safe_note: None,
            danger: None,
        }
    }
}

/// Of those who are not lonely, how many are referred because they feel low.
const LOW: f64 = 0.42;

/// How many are referred because they are lonely. In the population three times as many of the youngest are as of the oldest (`facts` names the source).
fn lonely(age: u16) -> f64 {
    match age {
        ..25 => 0.62,
        25..35 => 0.38,
        35..50 => 0.22,
        50..65 => 0.14,
        _ => 0.03,
    }
}

/// Settings have their ages.
fn age(chance: &mut Chance, kind: &Kind) -> u16 {
    let (low, high, _) = kind.ages[chance.weighted(kind.ages.iter().map(|a| a.2))];
    chance.between(low, high) as u16
}

/// What somebody says of themselves, as often as it is written down: of those without, four in five were not asked, and the others did not want to say.
fn ethnicity(chance: &mut Chance, kind: &Kind, names: &Names) -> Option<String> {
    if chance.happens(kind.unstated) {
        return chance.happens(0.2).then(|| "Z".to_owned());
    }
    let said = match names.ethnic_category.as_str() {
        // The file has one group of names for all who are mixed.
        "D" => *chance.pick(&["D", "D", "E", "F", "G"]),
        one => one,
    };
    Some(said.to_owned())
}

fn born(chance: &mut Chance, today: Date, age: u16) -> Date {
    let days = i64::from(age) * 365 + i64::from(age) / 4 + chance.between(2, 360);
    today.plus_days(-days)
}

/// Lists of given names run roughly from those of the old to those of the young, and end with a few more of the old.
fn name(chance: &mut Chance, names: &Names, gender: &str, age: u16) -> String {
    let female = gender == "female";
    let given = if female { &names.given_f } else { &names.given_m };
    let family = names.family_f.as_ref().filter(|_| female).unwrap_or(&names.family);
    let (run, last) = given.split_at(given.len() - 4);
    let given = if age >= 70 && chance.happens(0.15) {
        chance.pick(last)
    } else {
        let youth = f64::from(95 - age.clamp(18, 95)) / 77.0 + 0.18 * chance.bell();
        &run[((youth.clamp(0.0, 0.999)) * run.len() as f64) as usize]
    };
    format!("{given} {}", chance.pick(family))
}

/// Numbers of the ranges that Ofcom keeps for drama.
fn phone(chance: &mut Chance, age: u16) -> Option<Phone> {
    let landline = chance.happens(if age > 74 { 0.5 } else { 0.04 });
    let text = if landline {
        format!("020 7946 0{:03}", chance.between(0, 999))
    } else {
        format!("07700 900{:03}", chance.between(0, 999))
    };
    text.parse().ok()
}

fn email(name: &str, n: usize) -> Option<kernel::Email> {
    let plain: String = name.to_lowercase().replace(' ', ".");
    let plain: String = plain.chars().filter(|c| c.is_ascii_lowercase() || *c == '.').collect();
    format!("{}{n}@post.example", plain.trim_matches('.')).parse().ok()
}

/// A made-up unit of a real outcode: nothing is known of it, so that every search falls back to the outcode.
fn postcode(chance: &mut Chance, outcode: &str) -> Option<kernel::Postcode> {
    const LETTERS: &[u8] = b"ABDEFGHJLNPQRSTUWXYZ";
    let letter = |chance: &mut Chance| char::from(*chance.pick(LETTERS));
    format!("{outcode} {}{}{}", chance.between(1, 9), letter(chance), letter(chance)).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str, needs: &[&str]) -> Text {
        let needs: Vec<String> = needs.iter().map(|n| format!("{n:?}")).collect();
        toml::from_str(&format!("text = {text:?}\nneeds = [{}]", needs.join(", "))).unwrap()
    }

    #[test]
    fn a_text_fits_by_age_gender_group_and_need() {
        let mut t = text("a", &["mon-debt"]);
        (t.age_min, t.age_max, t.gender, t.groups) = (Some(30), Some(40), Some("female".into()), vec!["irish".into()]);
        assert!(suits(&t, 30, "female", "irish") && suits(&t, 40, "female", "irish"));
        assert!(!suits(&t, 29, "female", "irish") && !suits(&t, 41, "female", "irish"));
        assert!(!suits(&t, 35, "male", "irish") && !suits(&t, 35, "female", "tamil"));
        assert!(touches(&t, &["mon-debt".into()]) && !touches(&t, &["mwb-sleep".into()]));
        assert!(touches(&text("b", &[]), &[]));
    }

    #[test]
    fn nothing_is_read_twice_before_everything_was_read() {
        let texts = [text("a", &[]), text("b", &[]), text("c", &[])];
        let (mut picks, mut chance) = (Picks::default(), Chance::of(1, "texts"));
        let mut next = || picks.choose(&mut chance, "goal", "team", &texts, |_| true).unwrap().text.clone();
        let mut three = [next(), next(), next()];
        three.sort();
        assert_eq!(three, ["a", "b", "c"]);
    }
}
