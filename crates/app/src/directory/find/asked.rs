//! What a search asks, as an address or a form has it.

use super::super::{
    Index, fresh,
    gazetteer::Asked,
    map::Part,
    model::{ACCESS, DAYS, ONLY_FOR, PARTS},
    query::{Query, Remote},
};
use base::{Ctx, Result, http::form::Fields};
use kernel::{Date, Language};

/// What may be asked, in the order of the form. Anything else is not looked at.
pub const ASKED: &[&str] = &[
    "words", "near", "within", "borough", "need", "day", "time", "holidays", "language", "free", "age", "for",
    "access", "walk-in", "room", "remote", "part",
];
/// The filters among them: what stands in the part of the form that is folded.
pub const FILTERS: &[&str] = &[
    "within", "borough", "need", "day", "time", "holidays", "language", "free", "age", "for", "access", "walk-in",
    "room", "remote",
];
/// Kilometres to choose from.
pub const WITHIN: &[&str] = &["1", "2", "3", "5", "10"];
/// Days of the calendar to choose, beside those of the week; the label is `day-{code}`.
pub const CALENDAR: &[&str] = &["today", "tomorrow", "weekend", "week"];
/// What is chosen or names a place is cut after so many letters; what somebody tells is kept whole.
const LONGEST: usize = 600;
/// More words or more letters than these may be somebody's story, and stand in no address.
const FEW_WORDS: usize = 4;
const FEW_LETTERS: usize = 40;
/// Pages that can be turned to.
pub const MOST_PAGES: usize = 50;

/// What was asked and is understood.
pub struct Looked {
    pub fields: Fields,
    pub query: Query,
    pub page: usize,
}

impl Looked {
    /// Whether it says more than an address may hold: a story, or at which postcode somebody lives. Then it goes by POST alone.
    pub fn is_private(&self) -> bool {
        let words = self.fields.get("words");
        let exact = matches!(Asked::read(self.fields.get("near")), Asked::Postcode(_) | Asked::Degrees(_));
        exact || words_in(words) > FEW_WORDS || words.chars().count() > FEW_LETTERS
    }

    /// The same with nothing in it that may not stand in an address: without the words of a story, and near no more than the district of a postcode.
    pub fn to_share(&self) -> Fields {
        let mut fields = self.fields.clone();
        let mut words = self.fields.clone();
        words.0.retain(|name, _| name == "words");
        if (Looked { fields: words, query: Query::default(), page: 1 }).is_private() {
            fields.0.remove("words");
        }
        match Asked::read(self.fields.get("near")) {
            Asked::Postcode(code) => fields.set("near", code.outward().to_owned()),
            Asked::Degrees(_) => {
                fields.0.remove("near");
            }
            _ => {}
        }
        fields
    }
}

/// How many words a text has. Chinese, Japanese, Thai, Lao, Khmer and Burmese set no space between words: there two letters count as one.
fn words_in(text: &str) -> usize {
    let unspaced = |c: &char| matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}');
    text.split_whitespace().count() + text.chars().filter(unspaced).count() / 2
}

/// Reads a search. What is no code of ours is as if it had not been asked.
pub async fn looked(ctx: &Ctx, index: &Index, typed: &Fields) -> Result<Looked> {
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
    let known = |name: &str, all: &dyn Fn(&str) -> bool| fields.has(name).then(|| fields.get(name)).filter(|v| all(v));
    let owned = |v: Option<&str>| v.map(str::to_owned);
    let need = owned(known("need", &|v| index.needs.iter().any(|n| n.code == v)));
    let day = owned(known("day", &|v| DAYS.contains(&v) || CALENDAR.contains(&v)));
    let time = owned(known("time", &|v| PARTS.contains(&v)));
    let language = owned(known("language", &|v| Language::find(v).is_some()));
    let within = owned(known("within", &|v| v.parse::<f64>().is_ok_and(|km| km > 0.0 && km < 1000.0)));
    let part = owned(known("part", &|v| v.parse::<Part>().is_ok()));
    let age = owned(known("age", &|v| v.parse::<u8>().is_ok_and(|n| n <= 120)));
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
    ];
    for (name, value) in read {
        match value {
            Some(value) => fields.set(name, value.clone()),
            None => drop(fields.0.remove(name)),
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
        within_km: within.as_deref().and_then(|km| km.parse().ok()).filter(|_| near.is_some()),
        near,
        borough,
        need,
        on: day.as_deref().map_or_else(Vec::new, |d| days_of(d, ctx.today())),
        day: day.filter(|d| DAYS.contains(&d.as_str())),
        part_of_day: time,
        holidays: fields.has("holidays"),
        language,
        free: fields.has("free"),
        only_for,
        walk_in: fields.has("walk-in"),
        room: fields.has("room"),
        remote: fields.has("remote").then_some(Remote::Only),
        access,
        age: age.as_deref().and_then(|n| n.parse().ok()),
        part: part.as_deref().and_then(|p| p.parse().ok()),
        facets: false,
        skip: 0,
        limit: 0,
    };
    Ok(Looked { fields, query, page })
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
            fields.list(name).into_iter().for_each(|value| push(name, value));
        }
    }
    for (name, value) in with {
        push(name, value);
    }
    pairs.join("&")
}

/// A value as an address writes it (percent-encoded UTF-8, the unreserved signs of RFC 3986 left).
fn written(value: &str) -> String {
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
    fn a_sentence_without_spaces_is_no_few_words() {
        let private = |words: &str| {
            let mut fields = Fields::default();
            fields.set("words", words);
            Looked { fields, query: Query::default(), page: 1 }.is_private()
        };
        assert!(!private("food bank in Ilford") && !private("食物银行") && !private("アルコール"));
        assert!(
            private("我丈夫打我我没有地方可以去")
                && private("夫に殴られて行くところがない")
                && private("สามีตีฉันและฉันไม่มีที่ไป")
        );
    }
}
