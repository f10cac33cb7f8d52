//! Rows of every vintage in the shape of HSDS 3: other names of columns, several things in one cell, days and dates in words.
//!
//! What a cell says is not judged here: the walker does that for all feeds. Two things it cannot know: in CSV a number is text, and a day of a schedule of
//! old is a name. Both are turned without a word.

use super::{kind::Kind, sheet::Cells};
use crate::{
    canonical::{SPACE, is_set},
    fields::{Kind as Is, Object},
    issue::{Issue, What},
    repair,
};
use serde_json::{Map, Number, Value, json};
use uuid::Uuid;

/// The text of a cell, if there is any.
pub(super) fn text(m: &Cells, column: &str) -> Option<String> {
    match m.get(column)? {
        Value::String(text) => Some(text.trim()).filter(|t| !t.is_empty()).map(str::to_owned),
        Value::Number(n) => Some(n.to_string()),
        Value::Bool(b) => Some(b.to_string()),
        _ => None,
    }
}

/// Gives a cell the name that it has in HSDS 3, unless that one is there too.
fn rename(m: &mut Cells, from: &str, to: &str) {
    if !m.contains_key(to)
        && let Some(value) = m.remove(from)
    {
        m.insert(to.to_owned(), value);
    }
}

/// Several things in one cell: `Passport, Driving licence`. Where it reads like a sentence it is one thing.
fn list(text: &str) -> Vec<String> {
    let parts: Vec<&str> = text.split([',', ';', '|', '\n']).map(str::trim).filter(|p| !p.is_empty()).collect();
    if parts.iter().any(|p| p.len() > 60 || p.contains(['(', ')', '.'])) {
        return vec![text.trim().to_owned()];
    }
    parts.into_iter().map(str::to_owned).collect()
}

/// The id of something that has none, from the id of what it hangs on and what it is there: it stays when another cell changes.
pub(super) fn under(parent: &str, what: &str) -> String {
    match Uuid::parse_str(parent.trim()) {
        Ok(parent) => Uuid::new_v5(&parent, what.as_bytes()).to_string(),
        Err(_) => format!("{}/{what}", parent.trim()),
    }
}

/// Things that a cell of this row names, each with one column.
fn named(m: &Cells, field: &str, column: &str, words: Vec<String>) -> Vec<Value> {
    let own = text(m, "id");
    let one = |word: String| match &own {
        Some(own) => json!({ "id": under(own, &format!("{field}/{word}")), column: word }),
        None => json!({ column: word }),
    };
    words.into_iter().map(one).collect()
}

/// Turns a cell with several things into rows with one column.
fn spread(m: &mut Cells, from: &str, to: &str, column: &str) {
    if let Some(said) = text(m, from)
        && m.get(to).is_none_or(|v| from == to || v.is_array())
    {
        m.remove(from);
        let rows = named(m, to, column, list(&said));
        push(m, to, rows);
    }
}

/// A word that has no field of its own is a term, of a taxonomy that says what it is: the same in every feed.
pub(super) fn word(on: &str, taxonomy: &str, word: &str) -> Value {
    let term = Uuid::new_v5(&SPACE, format!("term|{taxonomy}|{}", word.to_lowercase()).as_bytes());
    json!({
        "id": under(on, &format!("{taxonomy}/{term}")),
        "link_entity": "service",
        "taxonomy_term": { "id": term.to_string(), "name": word, "taxonomy": taxonomy },
    })
}

/// Adds to a list; text that stood there already becomes its first entry.
pub(super) fn push(m: &mut Cells, field: &str, rows: Vec<Value>) {
    if rows.is_empty() {
        return;
    }
    match m.remove(field) {
        Some(Value::Array(mut all)) => {
            all.extend(rows);
            m.insert(field.to_owned(), Value::Array(all));
        }
        Some(other) => {
            let all = std::iter::once(other).chain(rows).collect();
            m.insert(field.to_owned(), Value::Array(all));
        }
        None => {
            m.insert(field.to_owned(), Value::Array(rows));
        }
    }
}

/// Brings a row into the shape of HSDS 3. `csv`: its numbers are text because they cannot be anything else.
pub(super) fn shape(kind: Kind, m: &mut Cells, csv: bool, file: &str, issues: &mut Vec<Issue>) {
    match kind {
        Kind::Organization => organization(m),
        Kind::Service => service(m),
        Kind::Location => location(m),
        Kind::Phone => phone(m),
        Kind::Address => {
            lines_of_address(m);
            m.entry("address_type").or_insert_with(|| "physical".into());
        }
        Kind::PhysicalAddress | Kind::PostalAddress => {
            lines_of_address(m);
            let is = if kind == Kind::PostalAddress { "postal" } else { "physical" };
            m.entry("address_type").or_insert_with(|| is.into());
        }
        Kind::RegularSchedule => regular(m),
        Kind::HolidaySchedule => holiday(m),
        Kind::ServiceArea => rename(m, "service_area", "name"),
        Kind::Language => {
            if let Some(said) = text(m, "language").filter(|_| !m.contains_key("name")) {
                m.remove("language");
                let column = if is_code(&said) { "code" } else { "name" };
                m.entry(column).or_insert(said.into());
            }
        }
        Kind::Attribute if text(m, "link_type").is_some_and(|t| Kind::named(&t).is_some()) => {
            // In HSDS 2 the type of a link is what it is on.
            rename(m, "link_type", "link_entity");
        }
        Kind::Accessibility => rename(m, "accessibility", "description"),
        Kind::TaxonomyTerm => term(m),
        _ => {}
    }
    if matches!(kind, Kind::PostalAddress | Kind::HolidaySchedule)
        && let Some(id) = text(m, "id").filter(|id| Uuid::parse_str(id).is_err())
    {
        // Another table has objects of the same name, and numbers them from 1 as this one does.
        m.insert("id".to_owned(), format!("{}/{id}", kind.table().name).into());
    }
    if let Some(object) = kind.table().object {
        dates(object, m, file, issues);
        if csv {
            numbers(object, m);
        }
    }
}

fn organization(m: &mut Cells) {
    rename(m, "url", "website");
    spread(m, "funding_sources", "funding", "source");
    let year = text(m, "date_incorporated").filter(|_| !m.contains_key("year_incorporated"));
    if let Some(date) = year {
        m.remove("date_incorporated");
        let year = date
            .split(|c: char| !c.is_ascii_digit())
            .find(|digits| digits.len() == 4)
            .map_or(date.clone(), str::to_owned);
        m.insert("year_incorporated".to_owned(), year.into());
    }
}

fn service(m: &mut Cells) {
    rename(m, "website", "url");
    rename(m, "eligibility", "eligibility_description");
    spread(m, "funding_sources", "funding", "source");
    spread(m, "required_documents", "required_documents", "document");
    spread(m, "service_areas", "service_areas", "name");
    if let Some(said) = text(m, "languages") {
        let tongues = tongues(m, &said);
        m.insert("languages".to_owned(), tongues.into());
    }
    if let Some(audience) = text(m, "audience") {
        m.remove("audience");
        let both = text(m, "eligibility_description").into_iter().chain([audience]);
        m.insert("eligibility_description".to_owned(), both.collect::<Vec<_>>().join("\n").into());
    }
    let own = text(m, "id").unwrap_or_default();
    for (column, taxonomy) in [("accepted_payments", "Payment accepted"), ("keywords", "Keyword")] {
        if let Some(said) = text(m, column) {
            m.remove(column);
            push(m, "attributes", list(&said).iter().map(|one| word(&own, taxonomy, one)).collect());
        }
    }
}

fn location(m: &mut Cells) {
    rename(m, "website", "url");
    rename(m, "short_desc", "description");
    if let Some(said) = text(m, "languages") {
        let tongues = tongues(m, &said);
        m.insert("languages".to_owned(), tongues.into());
    }
    spread(m, "accessibility", "accessibility", "description");
    if let Some(is) = text(m, "virtual") {
        m.remove("virtual");
        let is = is_set(&is.into());
        m.entry("location_type").or_insert_with(|| (if is { "virtual" } else { "physical" }).into());
    }
}

fn phone(m: &mut Cells) {
    rename(m, "number_type", "type");
    rename(m, "department", "description");
    if let Some(language) = text(m, "language") {
        m.remove("language");
        let tongues = tongues(m, &language);
        push(m, "languages", tongues);
    }
}

/// Of old a language was a name or a code, in one column.
fn is_code(language: &str) -> bool {
    language.len() <= 3
}

fn tongues(m: &Cells, said: &str) -> Vec<Value> {
    let (codes, names) = list(said).into_iter().partition(|one| is_code(one));
    let mut all = named(m, "languages", "code", codes);
    all.extend(named(m, "languages", "name", names));
    all
}

/// A row of a week: a day, and from when to when.
fn regular(m: &mut Cells) {
    rename(m, "weekday", "byday");
    let Some(said) = text(m, "byday") else { return };
    // By its number, Monday being 1; Sunday is 0 or 7. What cannot be understood is left, so that it is said.
    let day = if said == "0" { Some("SU".to_owned()) } else { repair::days(&said).value };
    if let Some(day) = day {
        m.insert("byday".to_owned(), day.into());
    }
    m.entry("freq").or_insert_with(|| "WEEKLY".into());
}

/// What was called a taxonomy is a term, and its vocabulary the taxonomy.
fn term(m: &mut Cells) {
    if !m.contains_key("id") {
        rename(m, "taxonomy_id", "id");
    }
    rename(m, "vocabulary", "taxonomy");
    m.remove("parent_name");
    let Some(id) = text(m, "id") else { return };
    if id.starts_with("http://") || id.starts_with("https://") {
        m.entry("term_uri").or_insert(id.into());
    } else if id.contains(':') && Uuid::parse_str(&id).is_err() {
        m.entry("code").or_insert(id.into());
    }
}

/// Of old an address had four lines.
fn lines_of_address(m: &mut Cells) {
    let further: Vec<String> = ["address_2", "address_3", "address_4"].iter().filter_map(|c| text(m, c)).collect();
    if m.contains_key("address_3") || m.contains_key("address_4") {
        m.remove("address_3");
        m.remove("address_4");
        m.insert("address_2".to_owned(), further.join(", ").into());
    }
}

/// Days on which it is otherwise than in other weeks.
fn holiday(m: &mut Cells) {
    rename(m, "start_date", "valid_from");
    rename(m, "end_date", "valid_to");
    let closed = m.remove("closed").is_some_and(|c| is_set(&c));
    if closed {
        // Hours of a day on which nobody is there.
        m.remove("opens_at");
        m.remove("closes_at");
    }
    let mut said = (if closed { "Closed" } else { "Holiday hours" }).to_owned();
    let dates: Vec<String> = ["valid_from", "valid_to"].iter().filter_map(|c| text(m, c)).collect();
    let clear = |d: &String| repair::date(spelled(d).as_ref().unwrap_or(d)).value.is_some();
    if !dates.iter().all(clear) {
        // Without its days the walker leaves a row that seems to hold for ever: let the words say when.
        said = format!("{said} ({})", dates.join(" to "));
    }
    let both = text(m, "notes").into_iter().chain([said]);
    m.insert("notes".to_owned(), both.collect::<Vec<_>>().join("\n").into());
}

/// What the rows of an eligibility table say of their service.
pub(super) fn eligibility(m: &mut Cells, rows: &[Cells]) {
    let mut said: Vec<String> = text(m, "eligibility_description").into_iter().collect();
    for text in rows.iter().filter_map(|row| text(row, "eligibility")) {
        if !said.contains(&text) {
            said.push(text);
        }
    }
    if !said.is_empty() {
        m.insert("eligibility_description".to_owned(), said.join("\n").into());
    }
    let aged: Vec<&Cells> =
        rows.iter().filter(|r| r.contains_key("minimum_age") || r.contains_key("maximum_age")).collect();
    for (column, least) in [("minimum_age", true), ("maximum_age", false)] {
        let ages: Vec<String> = aged.iter().filter_map(|row| text(row, column)).collect();
        // Where one of several has no limit, the service has none.
        if ages.is_empty() || ages.len() < aged.len() || m.contains_key(column) {
            continue;
        }
        let odd = ages.iter().find(|a| a.parse::<f64>().is_err());
        let order = |a: &&String, b: &&String| {
            let number = |s: &str| s.parse::<f64>().unwrap_or_default();
            number(a).total_cmp(&number(b))
        };
        let chosen = odd.or(if least { ages.iter().min_by(order) } else { ages.iter().max_by(order) });
        if let Some(age) = chosen {
            m.insert(column.to_owned(), age.clone().into());
        }
    }
}

/// Numbers that are written as numbers are.
pub(super) fn numbers(object: &Object, m: &mut Map<String, Value>) {
    for field in object.fields.iter().filter(|f| matches!(f.kind, Is::Number)) {
        if let Some(Value::String(text)) = m.get(field.name)
            && let Some(number) = clean(text.trim())
        {
            m.insert(field.name.to_owned(), Value::Number(number));
        }
    }
}

fn clean(text: &str) -> Option<Number> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |s: &str| !s.is_empty() && s.len() <= 18 && s.bytes().all(|b| b.is_ascii_digit());
    if !plain(whole) || !plain(part) {
        return None;
    }
    match text.parse::<i64>() {
        Ok(n) => Some(n.into()),
        Err(_) => text.parse().ok().and_then(Number::from_f64),
    }
}

fn dates(object: &Object, m: &mut Map<String, Value>, file: &str, issues: &mut Vec<Issue>) {
    for field in object.fields.iter().filter(|f| matches!(f.kind, Is::Date)) {
        if let Some(Value::String(text)) = m.get(field.name)
            && let Some(date) = spelled(text)
        {
            let at = format!("{file}/{}", field.name);
            issues.push(Issue { at, what: What::NotADate, was: text.clone(), now: Some(date.clone()) });
            m.insert(field.name.to_owned(), date.into());
        }
    }
}

/// A date in English words: `January 1, 2018`, `1st Jan 2018`. A year of two digits could be any, and is left as it is.
fn spelled(text: &str) -> Option<String> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    if text.len() > 40 {
        return None;
    }
    let lower = text.to_ascii_lowercase();
    let words: Vec<&str> = lower.split([' ', ',', '.', '-', '\t']).filter(|w| !w.is_empty() && *w != "of").collect();
    let [first, second, year] = words[..] else { return None };
    let month =
        |w: &str| MONTHS.iter().position(|m| w.len() >= 3 && m.starts_with(w) || w == "sept" && *m == "september");
    let day = |w: &str| {
        let bare = ["st", "nd", "rd", "th"].iter().find_map(|end| w.strip_suffix(end)).unwrap_or(w);
        bare.parse::<i8>().ok()
    };
    let (month, day) = match (month(first), month(second)) {
        (Some(month), _) => (month, day(second)?),
        (_, Some(month)) => (month, day(first)?),
        _ => return None,
    };
    let year = Some(year).filter(|y| y.len() == 4).and_then(|y| y.parse::<i16>().ok())?;
    let date = jiff::civil::Date::new(year, i8::try_from(month + 1).ok()?, day).ok()?;
    Some(date.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::canonical::is_flagged;

    fn row(value: Value) -> Cells {
        value.as_object().unwrap().clone()
    }

    #[test]
    fn dates_in_words() {
        for (text, date) in [
            ("January 1, 2018", Some("2018-01-01")),
            ("1st Jan 2018", Some("2018-01-01")),
            ("24 December 2014", Some("2014-12-24")),
            ("Sept. 3, 2020", Some("2020-09-03")),
            ("1/1/18", None),
            ("January 1, 18", None),
            ("February 30, 2018", None),
            ("2018-01-01", None),
            ("Tea at noon", None),
        ] {
            assert_eq!(spelled(text).as_deref(), date, "{text}");
        }
    }

    #[test]
    fn numbers_that_are_written_as_such() {
        for (text, number) in [("18", Some(json!(18))), ("-1", Some(json!(-1))), ("2.50", Some(json!(2.5)))] {
            assert_eq!(clean(text).map(Value::Number), number);
        }
        for text in ["", "£5", "1,000", "1e5", "5.", "eighteen", "--1", "99999999999999999999999"] {
            assert_eq!(clean(text), None, "{text}");
        }
    }

    #[test]
    fn ages_of_several_rows_are_the_widest() {
        let ages = |rows: Value| {
            let rows: Vec<Cells> = rows.as_array().unwrap().iter().map(|r| row(r.clone())).collect();
            let mut m = Cells::new();
            eligibility(&mut m, &rows);
            Value::Object(m)
        };
        assert_eq!(
            ages(json!([
                { "eligibility": "Toddlers", "minimum_age": "1", "maximum_age": "4" },
                { "eligibility": "Grown-ups", "minimum_age": "18" },
                { "eligibility": "Neighbours" }
            ])),
            json!({ "eligibility_description": "Toddlers\nGrown-ups\nNeighbours", "minimum_age": "1" })
        );
        assert_eq!(ages(json!([{ "minimum_age": "young" }])), json!({ "minimum_age": "young" }));
    }

    #[test]
    fn several_things_in_a_cell() {
        assert_eq!(list("Passport, Driving licence"), ["Passport", "Driving licence"]);
        assert_eq!(list("An official document (passport, licence)."), ["An official document (passport, licence)."]);
        let mut m =
            row(json!({ "id": "7", "languages": "English, bn", "keywords": "tea,cake", "audience": "All, really" }));
        service(&mut m);
        let languages =
            json!([{ "id": "7/languages/bn", "code": "bn" }, { "id": "7/languages/English", "name": "English" }]);
        assert_eq!(m["languages"], languages);
        assert_eq!(m["attributes"].as_array().unwrap().len(), 2);
        assert_eq!(m["eligibility_description"], "All, really");
    }

    #[test]
    fn days_that_cannot_be_read_are_kept_in_words() {
        let notes = |from: &str, to: &str| {
            let mut m = row(json!({ "start_date": from, "end_date": to, "closed": "TRUE", "opens_at": "00:00" }));
            shape(Kind::HolidaySchedule, &mut m, true, "holiday_schedules.csv", &mut vec![]);
            assert!(!m.contains_key("opens_at") && m.contains_key("valid_from"));
            text(&m, "notes").unwrap()
        };
        assert_eq!(notes("December 24, 2026", "2026-12-26"), "Closed");
        assert_eq!(notes("1/2/14", "1/12/14"), "Closed (1/2/14 to 1/12/14)");
        assert_eq!(notes("2026-12-24", "January 01, 0001"), "Closed (2026-12-24 to January 01, 0001)");
    }

    #[test]
    fn private_is_private_in_every_spelling() {
        for m in [
            json!({ "is_private": "TRUE" }),
            json!({ "address_is_private": "1" }),
            json!({ "confidential": true }),
            json!({ "visibility": "private" }),
        ] {
            assert!(is_flagged(&row(m.clone())), "{m}");
        }
        for m in [json!({ "is_private": "no" }), json!({ "confidential": "0" }), json!({ "name": "true" })] {
            assert!(!is_flagged(&row(m.clone())), "{m}");
        }
    }
}
