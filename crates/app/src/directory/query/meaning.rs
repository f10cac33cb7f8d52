//! What a search says beside its subject: "Turkish speaking", "on Tuesday evening", "for women", "in Ilford". It decides the order and leaves nothing out:
//! whoever wants a filter sets one.

use crate::directory::{
    gazetteer::{Asked, Located},
    index::{Facts, Index},
    model::{ACCESS, DAYS, ONLY_FOR, PARTS, language_bit, listed_under},
    text,
};
use kernel::{Date, Language};

/// What words were understood to ask for.
#[derive(Clone, Debug, Default)]
pub(super) struct Meaning {
    /// Bits of [`DAYS`] and of [`PARTS`].
    days: u8,
    parts: u8,
    free: bool,
    /// Nobody can go there: it has to come to them, or be by telephone or online.
    remote: bool,
    /// A place in [`ONLY_FOR`].
    only_for: Option<u8>,
    /// Bits of [`ACCESS`], of [`Language::all`].
    access: u16,
    languages: u128,
    /// The language that it is written in, when it is another than English.
    written_in: u128,
    /// Years, from and to.
    ages: Option<(u8, u8)>,
    pub near: Option<Located>,
    /// Somebody is hurt: what is for those who hurt others comes last.
    pub hurt: bool,
}

/// What a service counts that is known to fit one of these, and one that is known not to; what is not known counts whole.
const FITS: f32 = 1.4;
const DOES_NOT: f32 = 0.45;
/// The same where somebody else is meant: a group for men, when women were spoken of; one that speaks another language.
const FOR_OTHERS: f32 = 0.2;
/// And a programme for those who hurt others, when somebody is hurt.
const FOR_WHO_HURTS: f32 = 0.05;
/// A service whose language somebody writes in need not be what they ask for.
const WRITTEN: f32 = 1.6;

impl Meaning {
    /// Takes in what a phrase asks for.
    pub fn add(&mut self, codes: &str, today: Option<Date>) {
        for code in codes.split(' ') {
            let (what, which) = code.split_once('-').unwrap_or((code, ""));
            let at = |all: &[&str]| all.iter().position(|c| *c == which);
            match what {
                "day" => self.days |= at(DAYS).map_or(0, |d| 1 << d),
                "today" => self.days |= today.map_or(0, |day| 1 << day.jiff().weekday().to_monday_zero_offset()),
                "part" => self.parts |= at(PARTS).map_or(0, |p| 1 << p),
                "free" => self.free = true,
                "remote" => self.remote = true,
                "for" => self.only_for = at(ONLY_FOR).map(|i| i as u8),
                "access" => self.access |= at(ACCESS).map_or(0, |a| 1 << a),
                "language" => self.languages |= language(which) | listed(which),
                "age" => {
                    let years = which.split_once('-').and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?)));
                    self.ages = self.ages.or(years);
                }
                _ => {}
            }
        }
    }

    pub fn written_in(&mut self, codes: &[&str]) {
        self.written_in = codes.iter().fold(0, |m, code| m | language(code));
    }

    pub fn aged(&mut self, years: u8) {
        self.ages = Some((years, years));
    }

    /// What the score of a service is multiplied by.
    pub fn worth(&self, facts: &Facts) -> f32 {
        let mut worth = 1.0;
        let mut take = |answer: Option<bool>, no: f32| {
            worth *= match answer {
                Some(true) => FITS,
                Some(false) => no,
                None => 1.0,
            }
        };
        if self.days | self.parts != 0 {
            take(facts.takes_place(self.days, self.parts), DOES_NOT);
        }
        if self.free {
            take(facts.free, DOES_NOT);
        }
        if self.remote {
            take(Some(facts.remote || facts.has & REMOTE != 0), DOES_NOT);
        }
        if let Some(who) = self.only_for {
            take(facts.only_for.map(|only| only == who), FOR_OTHERS);
        }
        if self.languages != 0 {
            take(facts.languages.map(|l| l & self.languages != 0), FOR_OTHERS);
        }
        if let Some((from, to)) = self.ages {
            take(facts.ages.map(|(min, max)| min <= to && from <= max), DOES_NOT);
        }
        for bit in (0..ACCESS.len()).map(|b| 1u16 << b).filter(|b| self.access & b != 0) {
            let known = if facts.has & bit != 0 { Some(true) } else { (facts.has_not & bit != 0).then_some(false) };
            take(known, DOES_NOT);
        }
        if self.languages == 0 && facts.languages.is_some_and(|l| l & self.written_in != 0) {
            worth *= WRITTEN;
        }
        if self.hurt && facts.for_who_hurts {
            worth *= FOR_WHO_HURTS;
        }
        worth
    }
}

/// The ways of [`ACCESS`] in which nobody has to go there, as bits.
const REMOTE: u16 = {
    let (mut bits, mut at) = (0, 0);
    while at < ACCESS.len() {
        if matches!(ACCESS[at].as_bytes(), b"home-visits" | b"online" | b"telephone") {
            bits |= 1 << at;
        }
        at += 1;
    }
    bits
};

fn language(code: &str) -> u128 {
    Language::find(code).map_or(0, language_bit)
}

/// The bit of the language under which that one's speakers are listed.
fn listed(code: &str) -> u128 {
    Language::find(code).and_then(listed_under).map_or(0, language_bit)
}

/// The longest name of a place that stands at some word of a text: how many words, and where it is.
pub(super) fn place_at(index: &Index, all: &[String], at: usize) -> Option<(usize, Located)> {
    let words = &all[at..];
    let hinted = at.checked_sub(1).is_some_and(|before| WHERE.contains(&all[before].as_str()));
    let (n, place) = named_at(index, words)?;
    (n > 1 || hinted || !means_else(index, &words[0], &place)).then_some((n, place))
}

/// Words that a place follows.
const WHERE: [&str; 7] = ["in", "near", "nr", "around", "from", "at", "round"];
/// So far from the middle of a place somebody may still name it, and so many services are asked.
const ABOUT_KM: f64 = 15.0;
const ASKED: usize = 40;

/// Whether a word that is also the name of a place says something else here: most services that have it are elsewhere. "B12" is an injection and "reading" is
/// learned, until "near" or "in" stands before it.
fn means_else(index: &Index, word: &str, place: &Located) -> bool {
    let Some(token) = index.token(&text::stem(word)).or_else(|| index.token(word)) else { return false };
    let docs = index.posting(token).0;
    let borough = place.borough.as_deref().and_then(|name| index.places.find(name));
    let (mut there, mut elsewhere) = (0, 0);
    for doc in docs.iter().step_by(docs.len().div_ceil(ASKED)) {
        let facts = &index.facts[*doc as usize];
        let near = |p: kernel::Point| p.distance_km(place.point) <= ABOUT_KM;
        match facts.points().map(near).reduce(|a, b| a || b) {
            _ if borough.is_some() && facts.borough == borough => there += 1,
            Some(true) => there += 1,
            Some(false) => elsewhere += 1,
            None => {}
        }
    }
    elsewhere > there
}

fn named_at(index: &Index, words: &[String]) -> Option<(usize, Located)> {
    if let [first, rest @ ..] = words
        && first.bytes().any(|b| b.is_ascii_digit())
    {
        let whole = rest.first().map(|next| Asked::read(&format!("{first} {next}")));
        let (n, asked) = match whole {
            Some(asked @ Asked::Postcode(_)) => (2, asked),
            _ => (1, Asked::read(first)),
        };
        return match asked {
            Asked::Postcode(_) | Asked::Outcode(_) => Some((n, index.gazetteer.resolve(&asked, None)?)),
            _ => None,
        };
    }
    if !index.gazetteer.begins(words.first()?) {
        return None;
    }
    // "St John's Wood" is kept as "st johns wood".
    let named = |n: usize| {
        let key = words[..n].join(" ");
        let found = index.gazetteer.named(&key).or_else(|| index.gazetteer.named(&key.replace(" s ", "s ")));
        found.map(|place| (n, place))
    };
    (1..=words.len().min(LONGEST)).rev().find_map(named)
}

/// "Barking and Dagenham", "Kensington and Chelsea".
const LONGEST: usize = 4;

/// Years, where words say them: "aged 70", "I'm 40", "78 years old", "78yo", "68m" as clinicians write; how many words that took.
pub(super) fn age_at(words: &[String]) -> Option<(usize, u8)> {
    let years = |w: &str| w.parse::<u8>().ok().filter(|n| (1..=115).contains(n));
    let word = |i: usize| words.get(i).map_or("", String::as_str);
    match (word(0), word(1), word(2)) {
        ("age" | "aged" | "im", n, _) => years(n).map(|y| (2, y)),
        (n, "yo" | "yrs", _) => years(n).map(|y| (2, y)),
        (n, "year" | "years" | "yr", "old" | "of") => years(n).map(|y| (3, y)),
        (n, ..) => ["yo", "yrs", "m", "f"].iter().find_map(|end| years(n.strip_suffix(end)?)).map(|y| (1, y)),
    }
}
