//! Why a service was found, and what is not known of it, as messages in the reader's language.

use super::{
    model::{DAYS, OLD_AFTER_DAYS, PARTS, Service, takes_place},
    query::Query,
};
use base::error::Message;
use kernel::{Date, Language, Money};

/// A message with arguments.
pub(crate) fn message<const N: usize>(key: &str, args: [(&str, String); N]) -> Message {
    Message { key: key.to_owned(), args: args.into_iter().map(|(k, v)| (k.to_owned(), v)).collect() }
}

/// Why a service was found, and what is not known of it.
pub(super) fn reasons(q: &Query, s: &Service, km: Option<f64>, today: Date) -> (Vec<Message>, Vec<Message>) {
    let (mut why, mut unknown) = (vec![], vec![]);
    if let (Some(km), Some(near)) = (km, &q.near) {
        why.push(if near.label.is_empty() {
            message("why-km", [("km", in_km(km))])
        } else {
            message("why-km-from", [("km", in_km(km)), ("place", near.label.clone())])
        });
    } else if s.comes_to_you() {
        why.push(message("why-comes", []));
    } else if s.masked {
        unknown.push(message("unknown-masked", []));
    } else if q.near.is_some() {
        unknown.push(message("unknown-place", []));
    }
    match (s.cost.free, s.cost.price) {
        (Some(true), _) => why.push(message("why-free", [])),
        (_, Some(price)) => why.push(message("why-price", [("price", Money::gbp(price).to_string())])),
        (Some(false), None) => why.push(message("why-costs", [])),
        (None, None) => unknown.push(message("unknown-cost", [])),
    }
    if let Some(language) = q.language.as_deref().and_then(Language::find) {
        match s.speaks(language) {
            Some(true) => why.push(message("why-language", [("language_code", language.code().to_owned())])),
            Some(false) => {}
            None => unknown.push(message("unknown-languages", [])),
        }
    }
    if s.sessions.is_empty() {
        unknown.push(message("unknown-days", []));
    } else if !q.on.is_empty() {
        match s.then(&q.on).fits(parts(q)) {
            Some(true) => why.push(message("why-then", [])),
            _ => unknown.push(message("unknown-then", [])),
        }
    } else {
        let days = q.day.as_ref().and_then(|d| DAYS.iter().position(|day| day == d)).map_or(0, |at| 1 << at);
        match takes_place(&s.hours(), days, parts(q)) {
            Some(true) if days != 0 => {
                why.push(message("why-day", [("day_key", format!("day-{}", q.day.as_deref().unwrap_or_default()))]));
            }
            None if days != 0 || parts(q) != 0 => unknown.push(message("unknown-then", [])),
            _ => {}
        }
    }
    if let Some(who) = &q.only_for {
        match &s.gender {
            Some(only) => why.push(message("why-only-for", [("who_key", format!("gender-{only}"))])),
            None => unknown.push(message("unknown-only-for", [("who_key", format!("gender-{who}"))])),
        }
    }
    let asked = [
        (q.walk_in == Some(true), s.walk_in(), "route-yes", "unknown-route"),
        (q.walk_in == Some(false), s.walk_in().map(|may| !may), "route-no", "unknown-route"),
        (q.room, s.room(), "why-room", "unknown-room"),
        (q.holidays, s.in_holidays(), "", "unknown-holidays"),
        (q.bank_holidays, s.on_bank_holidays(), "", "unknown-bank-holidays"),
        (q.age.is_some(), q.age.and_then(|age| s.takes_age(age)), "", "unknown-ages"),
    ];
    for (_, answer, yes, not_known) in asked.into_iter().filter(|a| a.0) {
        match answer {
            Some(true) if !yes.is_empty() => why.push(message(yes, [])),
            None => unknown.push(message(not_known, [])),
            _ => {}
        }
    }
    for code in &q.access {
        match s.access(code) {
            Some(true) => why.push(message("why-access", [("what_key", format!("access-{code}"))])),
            _ => unknown.push(message("unknown-access", [("what_key", format!("access-{code}"))])),
        }
    }
    if s.paused_at.is_some() {
        why.push(message("why-paused", []));
    } else if s.full() == Some(true) {
        why.push(message("why-full", []));
    }
    if s.unreached > 0 {
        unknown.push(message("unknown-reached", []));
    }
    match s.days_since_check(today) {
        None => unknown.push(message("unknown-checked-never", [])),
        Some(days) if days > OLD_AFTER_DAYS => unknown.push(message("unknown-checked", [("days", days.to_string())])),
        Some(_) => {}
    }
    (why, unknown)
}

/// The part of a day that was asked for, as a bit.
fn parts(q: &Query) -> u8 {
    q.part_of_day.as_ref().and_then(|part| PARTS.iter().position(|p| p == part)).map_or(0, |at| 1 << at)
}

/// `0.8`, `3`, `12`: no finer than the distance is meant.
pub(crate) fn in_km(km: f64) -> String {
    if km < 9.95 {
        let text = format!("{:.1}", km.max(0.1));
        text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
    } else {
        format!("{km:.0}")
    }
}
