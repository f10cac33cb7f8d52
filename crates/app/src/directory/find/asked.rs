//! What a search asks, as an address or a form has it.

use super::{
    super::{
        Index, fresh, lexicon,
        map::Part,
        model::{ACCESS, DAYS, ONLY_FOR, PARTS},
        query::{Query, Remote},
    },
    aside::{self, Aside},
};
use base::{Ctx, Result, http::form::Fields};
use kernel::{Date, Language, Outcode, Postcode};

/// What may be asked, in the order of the form. Anything else is not looked at.
pub const ASKED: &[&str] = &[
    "words",
    "near",
    "within",
    "borough",
    "need",
    "day",
    "time",
    "holidays",
    "bank-holidays",
    "language",
    "free",
    "age",
    "for",
    "access",
    "walk-in",
    "room",
    "remote",
    "part",
    "layer",
];
/// The filters among them: what stands in the part of the form that is folded.
pub const FILTERS: &[&str] = &[
    "within",
    "borough",
    "need",
    "day",
    "time",
    "holidays",
    "bank-holidays",
    "language",
    "free",
    "age",
    "for",
    "access",
    "walk-in",
    "room",
    "remote",
];
/// What the map may show beside the services, as its script calls it: it stands in the address so that whoever opens that sees the same.
const LAYERS: &[&str] = &["counts", "missing", "deprivation", "workers"];
/// Kilometres to choose from.
pub const WITHIN: &[&str] = &["1", "2", "3", "5", "10"];
/// Days of the calendar to choose, beside those of the week; the label is `day-{code}`.
pub const CALENDAR: &[&str] = &["today", "tomorrow", "weekend", "week"];
/// What is chosen or names a place is cut after so many letters; what somebody tells is kept whole.
const LONGEST: usize = 600;
/// More words or more letters than these may be somebody's story, and stand in no address.
const FEW_WORDS: usize = 4;
const FEW_LETTERS: usize = 40;
/// Ages and hours have fewer; telephone numbers, and those of the NHS, have more.
const FEW_DIGITS: usize = 7;
/// Pages that can be turned to.
pub const MOST_PAGES: usize = 50;

/// What was asked and is understood.
pub struct Looked {
    pub fields: Fields,
    pub query: Query,
    pub page: usize,
    /// What the address stands for is not there any more.
    pub lost: bool,
    /// What was typed for an age, where that is none.
    pub no_age: Option<String>,
}

impl Looked {
    /// Whether it says more than an address may hold: a story, or at which door somebody lives. Then it goes by POST alone, and is laid aside.
    pub fn is_private(&self) -> bool {
        is_a_story(self.fields.get("words")) || is_a_door(self.fields.get("near"))
    }

    /// Whether an address, which somebody made by hand, has what none may hold.
    pub fn is_bare(&self) -> bool {
        let bare = |name: &&str| self.fields.has(name) && aside::sign_of(&self.fields, name).is_none();
        self.is_private() && aside::OWN.iter().any(bare)
    }

    /// Lays aside what no address may hold, and what was written with it. Whether there is something that had no sign yet.
    pub fn lay(&mut self, aside: &mut Aside) -> bool {
        let mut new = false;
        for name in aside::OWN {
            if self.fields.has(name) && aside::sign_of(&self.fields, name).is_none() {
                aside.lay(&mut self.fields, name);
                new = true;
            }
        }
        new
    }

    /// Whoever asks for another place than before, off the part of the map that was shown, looks elsewhere.
    pub fn leave_part(&mut self, was: &str) {
        if was == self.fields.get("near") {
            return;
        }
        let (part, near) = (self.query.part, self.query.near.as_ref());
        if part.zip(near).is_some_and(|(part, near)| !part.has(near.point)) {
            self.query.part = None;
            self.fields.0.remove("part");
        }
    }

    /// The same with nothing in it that may not stand in an address: without the words of a story, and near no more than the district of a postcode or a
    /// place that has a name.
    pub fn to_share(&self) -> Fields {
        let mut fields = self.fields.clone();
        aside::forget_signs(&mut fields);
        if is_a_story(fields.get("words")) {
            fields.0.remove("words");
        }
        if is_a_door(fields.get("near")) {
            match self.query.near.as_ref().filter(|near| !near.label.is_empty() && !is_a_door(&near.label)) {
                Some(near) => fields.set("near", near.label.clone()),
                None => drop(fields.0.remove("near")),
            }
        }
        fields
    }
}

/// Whether words may be somebody's story, or tell who and where they are: many of them, few of danger, a whole
/// postcode, a number to ring, an address of e-mail.
pub fn is_a_story(words: &str) -> bool {
    let all: Vec<&str> = words.split_whitespace().collect();
    let inward = |w: &str| w.len() == 3 && w.starts_with(|c: char| c.is_ascii_digit()) && w.is_ascii();
    let whole = all.iter().any(|w| w.parse::<Postcode>().is_ok())
        || all.windows(2).any(|pair| pair[0].parse::<Outcode>().is_ok() && inward(pair[1]));
    let reachable = words.contains('@') || words.chars().filter(char::is_ascii_digit).count() > FEW_DIGITS;
    let short = words_in(words) <= FEW_WORDS && words.chars().count() <= FEW_LETTERS;
    // Few words may be the gravest: whoever sits beside them sees the address, and finds it again.
    !short || whole || reachable || !lexicon::crisis(&[words]).is_empty()
}

/// Whether a place may be somebody's door, or the point where they stand. What is left is the district of a postcode, or what a place is called.
pub fn is_a_door(near: &str) -> bool {
    let numbered = |word: &str| word.contains(char::is_numeric) && word.parse::<Outcode>().is_err();
    near.split_whitespace().count() > FEW_WORDS
        || near.chars().count() > FEW_LETTERS
        || near.split(|c: char| c.is_whitespace() || ",;".contains(c)).any(numbered)
}

/// How many words a text has. Chinese, Japanese, Thai, Lao, Khmer and Burmese set no space between words: there two letters count as one.
fn words_in(text: &str) -> usize {
    let unspaced = |c: &char| matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}');
    text.split_whitespace().count() + text.chars().filter(unspaced).count() / 2
}

/// Reads a search. What is no code of ours is as if it had not been asked.
pub async fn looked(ctx: &Ctx, index: &Index, aside: &Aside, typed: &Fields) -> Result<Looked> {
    let mut fields = Fields::default();
    for name in ASKED {
        let most = if *name == "words" { usize::MAX } else { LONGEST };
        // A line break stands between words.
        let clean =
            |v: &str| -> String { v.chars().map(|c| if c.is_control() { ' ' } else { c }).take(most).collect() };
        let values: Vec<String> = typed.list(name).into_iter().map(clean).collect();
        if !values.is_empty() {
            fields.0.insert((*name).to_owned(), values);
        }
    }
    let lost = aside.put_back(&mut fields);
    let known = |name: &str, all: &dyn Fn(&str) -> bool| fields.has(name).then(|| fields.get(name)).filter(|v| all(v));
    let owned = |v: Option<&str>| v.map(str::to_owned);
    let need = owned(known("need", &|v| index.needs.iter().any(|n| n.code == v)));
    let day = owned(known("day", &|v| DAYS.contains(&v) || CALENDAR.contains(&v)));
    let time = owned(known("time", &|v| PARTS.contains(&v)));
    let language = owned(known("language", &|v| Language::find(v).is_some()));
    let within = owned(known("within", &|v| v.parse::<f64>().is_ok_and(|km| km > 0.0 && km < 1000.0)));
    // What needs no way there is on no part of a map.
    let part = owned(known("part", &|v| v.parse::<Part>().is_ok())).filter(|_| !fields.has("remote"));
    let layer = owned(known("layer", &|v| LAYERS.contains(&v)));
    let age = owned(known("age", &|v| v.parse::<u8>().is_ok_and(|n| n <= 120)));
    let no_age = owned(known("age", &|_| age.is_none()));
    let only_for = owned(known("for", &|v| ONLY_FOR.contains(&v)));
    let access: Vec<String> =
        ACCESS.iter().filter(|code| fields.list("access").contains(code)).map(|c| (*c).to_owned()).collect();
    // However it is written, from here on it has the name that its page has.
    let borough = index.places.named(fields.get("borough")).map(|p| p.name.clone());
    let read = [
        ("need", &need),
        ("day", &day),
        ("time", &time),
        ("language", &language),
        ("within", &within),
        ("borough", &borough),
        ("part", &part),
        ("age", &age),
        ("for", &only_for),
        ("layer", &layer),
    ];
    for (name, value) in read {
        match value {
            Some(value) => fields.set(name, value.clone()),
            None => drop(fields.0.remove(name)),
        }
    }
    // What stands in an address that somebody made by hand, and is no choice, chooses nothing.
    for (name, choices) in [
        ("holidays", "yes"),
        ("bank-holidays", "yes"),
        ("free", "yes"),
        ("room", "yes"),
        ("remote", "yes"),
        ("walk-in", "yes no"),
    ] {
        if !choices.split(' ').any(|choice| choice == fields.get(name)) {
            fields.0.remove(name);
        }
    }
    match access.is_empty() {
        true => drop(fields.0.remove("access")),
        false => drop(fields.0.insert("access".to_owned(), access.clone())),
    }
    let near = if fields.has("near") { fresh::locate(&ctx.machine, fields.get("near")).await? } else { None };
    let page = typed.get("page").parse().unwrap_or(1usize).clamp(1, MOST_PAGES);
    let query = Query {
        words: fields.get("words").to_owned(),
        within_km: within.as_deref().and_then(|km| km.parse().ok()),
        near,
        borough,
        need,
        on: day.as_deref().map_or_else(Vec::new, |d| days_of(d, ctx.today())),
        day: day.filter(|d| DAYS.contains(&d.as_str())),
        part_of_day: time,
        holidays: fields.has("holidays"),
        bank_holidays: fields.has("bank-holidays"),
        language,
        free: fields.has("free"),
        only_for,
        walk_in: fields.has("walk-in").then(|| fields.get("walk-in") != "no"),
        room: fields.has("room"),
        remote: fields.has("remote").then_some(Remote::Only),
        access,
        age: age.as_deref().and_then(|n| n.parse().ok()),
        part: part.as_deref().and_then(|p| p.parse().ok()),
        facets: false,
        skip: 0,
        limit: 0,
    };
    Ok(Looked { fields, query, page, lost, no_age })
}

/// The days of the calendar that a choice means; none for a day of the week.
pub fn days_of(choice: &str, today: Date) -> Vec<Date> {
    match choice {
        "today" => vec![today],
        "tomorrow" => vec![today.plus_days(1)],
        // On a Sunday, what is left of it.
        "weekend" => {
            let weekday = i64::from(today.jiff().weekday().to_monday_zero_offset());
            ((5 - weekday).max(0)..=6 - weekday).map(|n| today.plus_days(n)).collect()
        }
        "week" => (0..7).map(|n| today.plus_days(n)).collect(),
        _ => vec![],
    }
}

/// The address of the search with these fields, without some and with some others.
pub fn address(fields: &Fields, without: &[&str], with: &[(&str, &str)]) -> String {
    let asked = form(fields, without, with);
    if asked.is_empty() { "/find".to_owned() } else { format!("/find?{asked}") }
}

/// The same as a form sends it.
pub fn form(fields: &Fields, without: &[&str], with: &[(&str, &str)]) -> String {
    let mut pairs: Vec<String> = vec![];
    let mut push = |name: &str, value: &str| pairs.push(format!("{name}={}", written(value)));
    for name in ASKED {
        if !without.contains(name) && !with.iter().any(|(n, _)| n == name) {
            match aside::sign_of(fields, name) {
                Some(sign) => push(name, &sign),
                None => fields.list(name).into_iter().for_each(|value| push(name, value)),
            }
        }
    }
    for (name, value) in with {
        push(name, value);
    }
    pairs.join("&")
}

/// A value as an address writes it (percent-encoded UTF-8, the unreserved signs of RFC 3986 left).
pub fn written(value: &str) -> String {
    value
        .bytes()
        .map(|b| match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(b).to_string(),
            b' ' => "+".to_owned(),
            _ => format!("%{b:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_a_door_or_a_story_stands_in_no_address() {
        for door in [
            "E15 4ES",
            "e154es",
            "E15 4ES, London",
            "E15 4ES UK",
            "Stratford E15 4ES",
            "E15 4E5",
            "E15-4ES",
            "51.54,-0.003",
            "51.54 -0.003",
            "12 Carpenters Road",
            "Flat 3, 12 Carpenters Road, Stratford E15 4ES",
            "the house behind the old swimming baths",
        ] {
            assert!(is_a_door(door), "{door}");
        }
        for place in ["E15", "e1w", "London E15", "Newham", "Canning Town", "Stoke-on-Trent", "Bow, London", ""] {
            assert!(!is_a_door(place), "{place}");
        }
        for story in [
            "food bank E15 4ES",
            "food e154es",
            "bed E15 4E5",
            "ring 020 7946 0327",
            "999 123 4567",
            "ada@mail.example",
            "my husband hits me and",
            "he hits me",
            "chcę umrzeć",
            "我的丈夫打我我没有地方去",
        ] {
            assert!(is_a_story(story), "{story}");
        }
        for words in
            ["choir", "walking group over 60s", "food E15", "18 to 25", "学英语", "アルコール", "AA form 10:30"]
        {
            assert!(!is_a_story(words), "{words}");
        }
    }
}
