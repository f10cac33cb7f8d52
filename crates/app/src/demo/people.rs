//! Who the made-up people are, why somebody refers them, and which of the file's words fit them.

use super::{
    chance::Chance,
    world::{File, Names, Text, World},
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

/// Which texts were taken already, so that one team does not read the same one twice before all that fit have been read.
#[derive(Default)]
pub(super) struct Picks(HashMap<(&'static str, String, usize), u32>);

impl Picks {
    pub fn choose<'a>(
        &mut self,
        chance: &mut Chance,
        kind: &'static str,
        team: &str,
        texts: &'a [Text],
        fits: impl Fn(&Text) -> bool,
    ) -> Option<&'a Text> {
        let used = |i: usize| self.0.get(&(kind, team.to_owned(), i)).copied().unwrap_or_default();
        let fitting: Vec<(usize, u32)> =
            texts.iter().enumerate().filter(|(_, t)| fits(t)).map(|(i, _)| (i, used(i))).collect();
        let least = fitting.iter().map(|(_, n)| *n).min()?;
        let rare: Vec<usize> = fitting.into_iter().filter(|(_, n)| *n == least).map(|(i, _)| i).collect();
        let chosen = *chance.pick(&rare);
        *self.0.entry((kind, team.to_owned(), chosen)).or_default() += 1;
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
    pub world: &'a World,
    /// Outcodes by borough, as the directory has them.
    pub outcodes: &'a BTreeMap<String, Vec<String>>,
    pub today: Date,
}

/// Outcodes that the Stratford team looks after; the rest of Newham is Galleons'.
const STRATFORD: [&str; 5] = ["E15", "E15", "E15", "E7", "E12"];

impl Source<'_> {
    /// Draws somebody who is referred to a team.
    pub fn draw(&self, chance: &mut Chance, picks: &mut Picks, team: &str, n: usize) -> Somebody {
        // A reason has to fit whom it is about: after so many tries any reason of the setting will do.
        for attempt in 0.. {
            let (setting, organisation) = self.setting(chance, team);
            let group = self.group(chance);
            let gender = if chance.happens(0.58) { "female" } else { "male" };
            let age = age(chance, &setting);
            let lonely = chance.happens(if !(30..70).contains(&age) { 0.4 } else { 0.1 });
            let fits = |t: &Text| {
                t.settings.contains(&setting)
                    && (attempt > 60 || suits(t, age, gender, group))
                    && (!lonely || attempt > 20 || t.about.iter().any(|a| a == "lonely"))
            };
            let Some(reason) = picks.choose(chance, "reason", team, &self.file.reason, fits) else { continue };
            let senders = &self.world.senders[&organisation];
            let outcode = self.outcode(chance, team);
            let needs = reason.needs.clone();
            return Somebody {
                described: self.describe(chance, group, gender, age, &outcode, (&setting, &needs), n),
                group: group.to_owned(),
                age,
                gender,
                outcode,
                needs,
                about: reason.about.clone(),
                urgency: reason.urgency.clone().unwrap_or_else(|| "routine".to_owned()),
                reason: reason.text.clone(),
                sender: chance.pick(senders).clone(),
                setting,
                organisation,
                team: team.to_owned(),
            };
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

    /// Where the referral comes from: two in three from a practice of the team's network, or from the hospital or the council that the team belongs to.
    /// Settings without anybody to send are left out.
    fn setting(&self, chance: &mut Chance, team: &str) -> (String, String) {
        let newham = self.borough(team) == "Newham";
        let others: [(&str, f64); 6] = [
            ("greenway-hospital", 0.12),
            ("queens-reach-hospital", 0.07),
            ("forest-and-docks-trust", 0.09),
            ("newham-council-housing", if newham { 0.08 } else { 0.0 }),
            ("jobcentre-angel-yard", if newham { 0.08 } else { 0.0 }),
            ("elm-house", if newham { 0.05 } else { 0.0 }),
        ];
        let network = self.file.team.iter().find(|t| t.key == team).map(|t| t.organisation.as_str());
        let practices: Vec<&str> = self
            .file
            .organisation
            .iter()
            .filter(|o| o.kind == "practice" && o.parent.as_deref() == network)
            .map(|o| o.key.as_str())
            .collect();
        let i = chance.weighted(others.iter().map(|(_, w)| *w).chain([0.66]));
        let organisation = match others.get(i) {
            Some((key, _)) => *key,
            // The demo's own practice sends half of what its network sends.
            None if practices.contains(&"maryland-road-surgery") && chance.happens(0.5) => "maryland-road-surgery",
            None if practices.is_empty() => network.unwrap_or_default(),
            None => *chance.pick(&practices),
        };
        let of = self.file.organisation.iter().find(|o| o.key == organisation);
        (of.and_then(|o| o.setting.clone()).unwrap_or_default(), organisation.to_owned())
    }

    fn group(&self, chance: &mut Chance) -> &str {
        let i = chance.weighted(self.file.names.values().map(|n| n.share));
        self.file.names.keys().nth(i).map_or("", String::as_str)
    }

    /// Where a team's people live: the first of the boroughs that it serves.
    fn borough(&self, team: &str) -> String {
        let areas = self.file.team.iter().find(|t| t.key == team).map_or("", |t| t.areas.as_str());
        areas.split(' ').next().unwrap_or_default().replace('_', " ")
    }

    fn outcode(&self, chance: &mut Chance, team: &str) -> String {
        if team == "stratford-link-workers" {
            return (*chance.pick(&STRATFORD)).to_owned();
        }
        let there: Vec<&String> = self.outcodes[&self.borough(team)]
            .iter()
            .filter(|o| team != "galleons-link-workers" || !STRATFORD.contains(&o.as_str()))
            .collect();
        (*chance.pick(&there)).clone()
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
            if !self.file.worker.iter().any(|w| w.name == name) {
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

/// 18 to 95, the young and the old more often than a straight line would have it; settings have their ages.
fn age(chance: &mut Chance, setting: &str) -> u16 {
    let (low, high) = match setting {
        "care-home" => (70, 95),
        "jobcentre" => (19, 64),
        "hospital-discharge" => *chance.pick(&[(40, 64), (65, 79), (75, 95), (75, 95)]),
        "a-and-e" | "mental-health-trust" => *chance.pick(&[(18, 29), (30, 49), (50, 69), (70, 90)]),
        _ => {
            const BANDS: [(i64, i64); 5] = [(18, 29), (30, 49), (50, 64), (65, 79), (80, 95)];
            BANDS[chance.weighted([0.17, 0.27, 0.21, 0.21, 0.14].into_iter())]
        }
    };
    chance.between(low, high) as u16
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
