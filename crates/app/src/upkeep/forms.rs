//! The form of one field of an entry: how it is filled, how it is read, and how what it says is shown in words beside what it said before.

use crate::directory::{
    self, ACCESS, AccessSaid, Cost, DAYS, Field, MOST_FURTHER, ONLY_FOR, Precision, ROUTES, Service, Session, Site,
};
use base::{
    Ctx, Result,
    http::form::{Choice, Fields, Reader},
};
use kernel::{Language, Money, Postcode};
use serde::Serialize;
use serde_json::Value;

/// Which weeks, by code; the label is `every-{code}`.
const EVERY: &[&str] = &["fortnight", "1st", "2nd", "3rd", "4th", "last", "once"];
/// So many further sessions can be typed on one page.
const MORE_SESSIONS: usize = 3;
/// An entry has at most so many.
const MOST_SESSIONS: usize = 60;
/// So many further places can be typed on one page.
const MORE_PLACES: usize = 2;

/// What a form offers to choose from.
#[derive(Serialize, Debug, Default)]
pub(super) struct Options {
    days: Vec<Choice>,
    every: Vec<Choice>,
    /// Where a session can be, of an entry with several places.
    places: Vec<Choice>,
    rows: Vec<usize>,
    three: Vec<Choice>,
    access: Vec<Choice>,
    only_for: Vec<Choice>,
    routes: Vec<Choice>,
    cost: Vec<Choice>,
    needs: Vec<Choice>,
    boroughs: Vec<Choice>,
}

impl Options {
    /// Something of everything, for samples of pages.
    pub fn sample() -> Options {
        let some = || vec![Choice::new("", "Any"), Choice::new("tue", "Tuesday")];
        Options {
            days: some(),
            every: some(),
            places: some(),
            rows: vec![1, 2],
            three: some(),
            access: vec![Choice::new("step-free", "Step-free")],
            only_for: some(),
            routes: some(),
            cost: some(),
            needs: some(),
            boroughs: some(),
        }
    }
}

/// What the form of a field of an entry offers.
pub(super) async fn options(ctx: &Ctx, field: Field, s: &Service) -> Result<Options> {
    let mut options = Options::default();
    match field {
        Field::Sessions => {
            let first = |key: &str| Choice::new("", ctx.t(key));
            options.days = [first("edit-no-day")].into_iter().chain(ctx.choices("day", DAYS)).collect();
            options.every = [first("edit-every-week")].into_iter().chain(ctx.choices("every", EVERY)).collect();
            options.rows = (1..=(s.sessions.len() + MORE_SESSIONS).min(MOST_SESSIONS)).collect();
            let places = called(s);
            if places.len() > 1 || s.sessions.iter().any(|t| t.place.is_some()) {
                let all = places.into_iter().map(|p| Choice::new(p.clone(), p));
                options.places = [first("edit-no-place")].into_iter().chain(all).collect();
            }
        }
        Field::Also => options.rows = (1..=(s.also.len() + MORE_PLACES).min(MOST_FURTHER)).collect(),
        Field::Access => {
            options.three = ctx.choices("said", &["yes", "no", "unknown"]);
            options.access = ctx.choices("access", ACCESS);
        }
        Field::OnlyFor => {
            options.only_for = [Choice::new("", ctx.t("service-anybody"))]
                .into_iter()
                .chain(ctx.choices("gender", ONLY_FOR))
                .collect();
        }
        Field::Route => options.routes = ctx.choices("route", ROUTES),
        Field::Cost => options.cost = ctx.choices("edit-cost", &["free", "paid", "unknown"]),
        Field::Needs => {
            let index = directory::index(&ctx.machine).await?;
            options.needs =
                index.needs.iter().map(|n| Choice::new(n.code.clone(), ctx.t(&format!("need-{}", n.code)))).collect();
        }
        Field::Serves => {
            let index = directory::index(&ctx.machine).await?;
            options.boroughs = index.gazetteer.boroughs().map(|b| Choice::new(b, b)).collect();
        }
        _ => {}
    }
    Ok(options)
}

/// Fills the form of a field with what an entry says.
pub(super) fn filled(field: Field, s: &Service) -> Fields {
    let mut f = Fields::default();
    let text = |t: &Option<String>| t.clone().unwrap_or_default();
    let number = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
    match field {
        Field::Name => f.set("name", s.name.clone()),
        Field::Kind => f.set("kind", s.kind.clone()),
        Field::Description => f.set("description", s.description.clone()),
        Field::Needs => drop(f.0.insert("needs".into(), s.needs.clone())),
        Field::Place => fill_place(&mut f, "", &s.site()),
        Field::Also => {
            for (n, place) in s.also.iter().enumerate() {
                fill_place(&mut f, &format!("-{}", n + 1), place);
            }
        }
        Field::Sessions => {
            for (n, t) in s.sessions.iter().enumerate().map(|(n, t)| (n + 1, t)) {
                f.set(&format!("day-{n}"), t.day.clone());
                f.set(&format!("from-{n}"), text(&t.from));
                f.set(&format!("to-{n}"), text(&t.to));
                f.set(&format!("every-{n}"), text(&t.every));
                f.set(&format!("place-{n}"), text(&t.place));
                f.set(&format!("note-{n}"), text(&t.note));
            }
        }
        Field::Cost => {
            let code = match (s.cost.free, s.cost.price) {
                (Some(true), _) => "free",
                (Some(false), _) | (None, Some(_)) => "paid",
                (None, None) => "unknown",
            };
            f.set("cost", code);
            f.set("price", s.cost.price.map(|p| format!("{}.{:02}", p / 100, p % 100)).unwrap_or_default());
            f.set("note", text(&s.cost.note));
        }
        Field::Languages => f.set("languages", language_names(s.languages.as_deref().unwrap_or_default())),
        Field::Access => {
            for code in ACCESS {
                let said = match s.access(code) {
                    Some(true) => "yes",
                    Some(false) => "no",
                    None => "unknown",
                };
                f.set(&format!("has-{code}"), said);
            }
        }
        Field::Ages => {
            f.set("age-min", number(s.age_min));
            f.set("age-max", number(s.age_max));
        }
        Field::OnlyFor => f.set("only-for", text(&s.gender)),
        Field::Serves => drop(f.0.insert("serves".into(), s.serves.clone())),
        Field::Route => f.set("route", text(&s.referral)),
        Field::Room => {
            f.set("places", number(s.places));
            f.set("wait", number(s.wait_weeks));
        }
        Field::Phone => f.set("phone", text(&s.phone)),
        Field::Email => f.set("email", text(&s.email)),
        Field::Website => f.set("website", text(&s.website)),
    }
    f
}

/// The input that takes what stands at a path of a document, where it is one.
pub(super) fn input_of(path: &str) -> Option<&'static str> {
    match Field::at(path)? {
        Field::Name => Some("name"),
        Field::Description => Some("description"),
        Field::Phone if path.ends_with("number") => Some("phone"),
        Field::Email => Some("email"),
        Field::Website => Some("website"),
        Field::Ages => Some(if path == "minimum_age" { "age-min" } else { "age-max" }),
        Field::Place if path.ends_with("postal_code") => Some("postcode"),
        _ => None,
    }
}

fn fill_place(f: &mut Fields, row: &str, p: &Site) {
    let code = p.postcode.as_ref().map(ToString::to_string).or_else(|| p.outcode.clone());
    for (name, value) in [("venue", &p.venue), ("street", &p.street), ("postcode", &code)] {
        f.set(&format!("{name}{row}"), value.clone().unwrap_or_default());
    }
}

/// What the places of an entry are called, and what its sessions say of where they are.
pub(super) fn called(s: &Service) -> Vec<String> {
    let mut all: Vec<String> = vec![];
    for name in s.sites().filter_map(|p| p.called()).chain(s.sessions.iter().filter_map(|t| t.place.clone())) {
        if !all.contains(&name) {
            all.push(name);
        }
    }
    all
}

fn language_names(codes: &[String]) -> String {
    let names: Vec<&str> = codes.iter().map(|c| Language::find(c).map_or(c.as_str(), |l| l.english())).collect();
    names.join(", ")
}

/// Reads the form of a field: what the entry is to say in it.
///
/// # Errors
/// [`Error::Invalid`] with a message beside each field that cannot be read.
pub(super) async fn read(ctx: &Ctx, field: Field, f: &Fields, s: &Service) -> Result<Value> {
    let mut r = Reader::new(f);
    let mut said = s.clone();
    match field {
        Field::Name => said.name = r.text("name", 200, "error-edit-name"),
        Field::Kind => said.kind = r.text("kind", 40, "error-edit-kind"),
        Field::Description => said.description = r.text("description", 4000, "error-edit-description"),
        Field::Needs => {
            let index = directory::index(&ctx.machine).await?;
            let codes: Vec<&str> = index.needs.iter().map(|n| n.code.as_str()).collect();
            // Those that were there keep their order: the first is what the entry is most for.
            let ticked = r.choices("needs", &codes);
            let (kept, new): (Vec<_>, Vec<_>) = ticked.into_iter().partition(|n| s.needs.contains(n));
            said.needs = s.needs.iter().filter(|n| kept.contains(n)).cloned().chain(new).collect();
        }
        Field::Place | Field::Also if s.masked => r.errors.add("street", "error-masked-address"),
        Field::Place => {
            let place = place(ctx, &mut r, "", s.borough.as_deref()).await?;
            said.put_site(place);
        }
        Field::Also => {
            said.also = vec![];
            for n in 1..=MOST_FURTHER {
                let row = format!("-{n}");
                if ["venue", "street", "postcode"].iter().any(|w| !f.get(&format!("{w}{row}")).trim().is_empty()) {
                    let was = s.also.get(n - 1).and_then(|p| p.borough.as_deref());
                    let place = place(ctx, &mut r, &row, was).await?;
                    if place.called().is_none() {
                        r.errors.add(&format!("venue{row}"), "error-edit-place");
                    }
                    said.also.push(place);
                }
            }
        }
        Field::Sessions => said.sessions = sessions(f, &mut r, &called(s)),
        Field::Cost => said.cost = cost(&mut r),
        Field::Languages => {
            let typed = r.optional("languages", 300).unwrap_or_default();
            let mut codes: Vec<String> = vec![];
            for word in typed.split([',', '،', ';', '\n']).map(str::trim).filter(|w| !w.is_empty()) {
                match Language::named(word) {
                    Some(l) if !codes.iter().any(|c| c == l.code()) => codes.push(l.code().to_owned()),
                    Some(_) => {}
                    None => r.errors.add_with("languages", "error-language", [("language", word.to_owned())]),
                }
            }
            said.languages = Some(codes).filter(|c| !c.is_empty());
        }
        Field::Access => {
            (said.has, said.has_not) = (vec![], vec![]);
            for code in ACCESS {
                match r.optional_choice(&format!("has-{code}"), &["yes", "no", "unknown"]).as_deref() {
                    Some("yes") => said.has.push((*code).to_owned()),
                    Some("no") => said.has_not.push((*code).to_owned()),
                    _ => {}
                }
            }
        }
        Field::Ages => {
            let mut age = |name: &str| {
                let age: Option<i64> = r.parsed(name, "error-edit-age");
                if age.is_some_and(|a| !(0..=120).contains(&a)) {
                    r.errors.add(name, "error-edit-age");
                }
                age
            };
            (said.age_min, said.age_max) = (age("age-min"), age("age-max"));
            if said.age_min.zip(said.age_max).is_some_and(|(min, max)| min > max) {
                r.errors.add("age-max", "error-edit-ages");
            }
        }
        Field::OnlyFor => said.gender = r.optional_choice("only-for", ONLY_FOR),
        Field::Serves => {
            let index = directory::index(&ctx.machine).await?;
            let names: Vec<&str> = index.gazetteer.boroughs().collect();
            said.serves = r.choices("serves", &names);
            // Areas that are no borough here cannot be ticked, and stay.
            said.serves.extend(s.serves.iter().filter(|a| !names.contains(&a.as_str())).cloned());
            said.serves.sort();
        }
        Field::Route => said.referral = Some(r.choice("route", ROUTES, "error-edit-route")),
        Field::Room => {
            let mut number = |name: &str| {
                let n: Option<i64> = r.parsed(name, "error-edit-number");
                if n.is_some_and(|n| !(0..=999).contains(&n)) {
                    r.errors.add(name, "error-edit-number");
                }
                n
            };
            (said.places, said.wait_weeks) = (number("places"), number("wait"));
        }
        Field::Phone => said.phone = r.phone("phone").map(|p| p.to_string()),
        Field::Email => said.email = r.email("email").map(|e| e.to_string()),
        Field::Website => {
            let site = r.optional("website", 300).map(|w| if w.contains("://") { w } else { format!("https://{w}") });
            let right = |w: &String| {
                let rest = w.strip_prefix("https://").or_else(|| w.strip_prefix("http://"));
                rest.is_some_and(|rest| rest.contains('.') && !rest.contains([' ', '@', '<', '"']))
            };
            if site.as_ref().is_some_and(|w| !right(w)) {
                r.errors.add("website", "error-edit-website");
            }
            said.website = site;
        }
    }
    r.finish()?;
    Ok(field.of(&said))
}

/// A place as it was typed; `row`: what its fields end with. The point is that of the postcode, as far as it is known here; `borough`: where it was before.
async fn place(ctx: &Ctx, r: &mut Reader<'_>, row: &str, borough: Option<&str>) -> Result<Site> {
    let name = |what: &str| format!("{what}{row}");
    let (venue, street) = (r.optional(&name("venue"), 120), r.optional(&name("street"), 200));
    let typed = r.optional(&name("postcode"), 10).unwrap_or_default();
    let mut said = Site { venue, street, ..Site::default() };
    if typed.is_empty() {
        // Nothing was said of where it lies: the borough that is known stays.
        said.borough = borough.map(str::to_owned);
    } else {
        let code: Option<Postcode> = typed.parse().ok();
        match directory::locate(&ctx.machine, &typed).await?.filter(|l| l.precision != Precision::Borough) {
            Some(located) => {
                said.outcode = Some(code.as_ref().map_or_else(|| located.label.clone(), |c| c.outward().to_owned()));
                said.approximate = located.precision != Precision::Exact;
                said.point = Some(located.point);
                said.borough = located.borough.or_else(|| borough.map(str::to_owned));
                said.postcode = code;
            }
            None => r.errors.add(&name("postcode"), "error-edit-postcode"),
        }
    }
    Ok(said)
}

fn sessions(f: &Fields, r: &mut Reader<'_>, places: &[String]) -> Vec<Session> {
    let mut all = vec![];
    for n in 1..=MOST_SESSIONS {
        let name = |what: &str| format!("{what}-{n}");
        let is_empty = ["day", "from", "to", "note"].iter().all(|w| f.get(&name(w)).trim().is_empty());
        if is_empty {
            continue;
        }
        let day = r.choice(&name("day"), DAYS, "error-edit-day");
        let from = time(r, f, &name("from"));
        let to = time(r, f, &name("to"));
        let every = r.optional_choice(&name("every"), EVERY);
        let places: Vec<&str> = places.iter().map(String::as_str).collect();
        let place = r.optional_choice(&name("place"), &places);
        let note = r.optional(&name("note"), 200);
        all.push(Session { day, from, to, every, place, note });
    }
    all
}

/// `9`, `9.30`, `09:30`, `6pm`, `6:30 pm` → `18:30`.
fn time(r: &mut Reader<'_>, f: &Fields, name: &str) -> Option<String> {
    let typed = f.get(name).trim().to_lowercase();
    if typed.is_empty() {
        return None;
    }
    let read = clock(&typed);
    if read.is_none() {
        r.errors.add(name, "error-edit-time");
    }
    read
}

fn clock(typed: &str) -> Option<String> {
    let (digits, half) = match (typed.strip_suffix("am"), typed.strip_suffix("pm")) {
        (Some(t), _) => (t, Some(0)),
        (_, Some(t)) => (t, Some(12)),
        _ => (typed, None),
    };
    let (hour, minute) = digits.trim().split_once([':', '.']).unwrap_or((digits.trim(), "0"));
    let (mut hour, minute): (u8, u8) = (hour.parse().ok()?, minute.parse().ok()?);
    if let Some(half) = half {
        if !(1..=12).contains(&hour) {
            return None;
        }
        hour = hour % 12 + half;
    }
    (hour < 24 && minute < 60).then(|| format!("{hour:02}:{minute:02}"))
}

fn cost(r: &mut Reader<'_>) -> Cost {
    let code = r.choice("cost", &["free", "paid", "unknown"], "error-edit-cost");
    let note = r.optional("note", 200);
    let price = match code.as_str() {
        "paid" => {
            let typed = r.optional("price", 12);
            let read = typed.as_deref().map(pence);
            if read == Some(None) {
                r.errors.add("price", "error-edit-price");
            }
            read.flatten().filter(|p| *p > 0)
        }
        _ => None,
    };
    let free = match code.as_str() {
        "free" => Some(true),
        "paid" => Some(false),
        _ => None,
    };
    Cost { free, price, note }
}

/// `3`, `2.5`, `£2.50` → 250.
fn pence(typed: &str) -> Option<i64> {
    let (pounds, pence) =
        typed.trim().trim_start_matches('£').split_once('.').unwrap_or((typed.trim().trim_start_matches('£'), ""));
    let right =
        pence.len() <= 2 && [pounds, pence].iter().all(|p| p.chars().all(|c| c.is_ascii_digit())) && pounds.len() <= 5;
    let pounds: i64 = pounds.parse().ok().filter(|_| right)?;
    Some(pounds * 100 + format!("{pence:0<2}").parse::<i64>().ok()?)
}

/// What a field says, in words, a line each; none where it says nothing.
pub(super) fn in_words(ctx: &Ctx, field: Field, value: &Value) -> Vec<String> {
    let t = |key: &str| ctx.t(key);
    let texts = |value: &Value| -> Vec<String> {
        match value {
            Value::String(s) => s.split('\n').map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect(),
            _ => vec![],
        }
    };
    let codes = |value: &Value, prefix: &str| -> Vec<String> {
        let all = value.as_array().into_iter().flatten().filter_map(Value::as_str);
        all.map(|code| t(&format!("{prefix}-{code}"))).collect()
    };
    match field {
        Field::Name | Field::Kind | Field::Description | Field::Phone | Field::Email | Field::Website => texts(value),
        Field::Needs => codes(value, "need"),
        Field::Serves => value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect(),
        Field::OnlyFor => value.as_str().map(|c| t(&format!("gender-{c}"))).into_iter().collect(),
        Field::Route => value.as_str().map(|c| t(&format!("route-{c}"))).into_iter().collect(),
        Field::Languages => {
            let all = value.as_array().into_iter().flatten().filter_map(Value::as_str).filter_map(Language::find);
            all.map(|l| l.english().to_owned()).collect()
        }
        Field::Place => {
            let Ok(p) = serde_json::from_value::<Site>(value.clone()) else { return vec![] };
            p.lines()
        }
        Field::Also => {
            let Ok(all) = serde_json::from_value::<Vec<Site>>(value.clone()) else { return vec![] };
            all.into_iter().map(|p| p.lines().join(", ")).collect()
        }
        Field::Sessions => {
            let Ok(all) = serde_json::from_value::<Vec<Session>>(value.clone()) else { return vec![] };
            all.iter().map(|s| session(ctx, s)).collect()
        }
        Field::Cost => {
            let Ok(cost) = serde_json::from_value::<Cost>(value.clone()) else { return vec![] };
            let price = cost.price.filter(|p| *p > 0).map(|p| Money::gbp(p).to_string());
            let said = match (cost.free, price) {
                (Some(true), _) => Some(t("cost-free")),
                (_, Some(price)) => Some(ctx.machine.words.with(&ctx.request.lang, "cost-price", &[("price", &price)])),
                (Some(false), None) => Some(t("cost-some")),
                (None, None) => None,
            };
            [said, cost.note].into_iter().flatten().collect()
        }
        Field::Access => {
            let Ok(access) = serde_json::from_value::<AccessSaid>(value.clone()) else { return vec![] };
            let has = access.has.iter().map(|c| t(&format!("access-{c}")));
            let has_not =
                access.has_not.iter().map(|c| format!("{} {}", t("service-has-not"), t(&format!("access-{c}"))));
            has.chain(has_not).collect()
        }
        Field::Ages => {
            let number = |n: usize| value.get(n).and_then(Value::as_i64).map(|n| n.to_string());
            let words = |key: &str, pairs: &[(&str, &str)]| ctx.machine.words.with(&ctx.request.lang, key, pairs);
            match (number(0), number(1)) {
                (Some(a), Some(b)) => vec![words("service-ages", &[("from", &a), ("to", &b)])],
                (Some(a), None) => vec![words("service-age-from", &[("from", &a)])],
                (None, Some(b)) => vec![words("service-age-to", &[("to", &b)])],
                (None, None) => vec![],
            }
        }
        Field::Room => {
            let number = |n: usize| value.get(n).and_then(Value::as_i64).map(|n| n.to_string());
            let words = |key: &str, n: String| ctx.machine.words.with(&ctx.request.lang, key, &[("n", &n)]);
            let places = number(0).map(|n| words("edit-places-are", n));
            places.into_iter().chain(number(1).map(|n| words("edit-wait-is", n))).collect()
        }
    }
}

fn session(ctx: &Ctx, s: &Session) -> String {
    let mut text = ctx.t(&format!("day-{}", s.day));
    match (&s.from, &s.to) {
        (Some(from), Some(to)) => text.push_str(&format!(" {from}–{to}")),
        (Some(from), None) => text.push_str(&format!(" {from}")),
        _ => {}
    }
    if let Some(every) = &s.every {
        text.push_str(&format!(" ({})", ctx.t(&format!("every-{every}"))));
    }
    for more in [&s.place, &s.note].into_iter().flatten() {
        text.push_str(&format!(", {more}"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_is_read_as_people_write_it() {
        for (typed, read) in [("3", 300), ("2.5", 250), ("£2.50", 250), ("0.05", 5)] {
            assert_eq!(pence(typed), Some(read), "{typed}");
        }
        for typed in ["two", "", "2,50", "-1", "2.505", "1000000"] {
            assert_eq!(pence(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_time_is_read_as_people_write_it() {
        for (typed, read) in [
            ("9", "09:00"),
            ("9.30", "09:30"),
            ("09:30", "09:30"),
            ("6pm", "18:00"),
            ("6:30 pm", "18:30"),
            ("12am", "00:00"),
            ("12 pm", "12:00"),
            ("23:59", "23:59"),
        ] {
            assert_eq!(clock(typed).as_deref(), Some(read), "{typed}");
        }
        for typed in ["25", "13pm", "noon", "9:75", "", "9:", "-1"] {
            assert_eq!(clock(typed), None, "{typed}");
        }
    }
}
