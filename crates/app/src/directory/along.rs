//! What somebody takes along of a service: a short plain text for a telephone, and the links that open it in their own device's messages or e-mail.
//!
//! Nothing goes out from here: a gateway for text messages there is none, and an e-mail sent by us would have to be kept for a while with the address in it. So
//! the sender's own device sends, to whom they choose, and we never hear to whom or that it was sent.

use super::model::{Service, Session};
use base::{
    Ctx,
    words::{ENGLISH, direction},
};
use serde::Serialize;

/// Needs of which a trace on a telephone can be dangerous to whoever carries it.
const CAREFUL: &[&str] =
    &["saf-domestic-abuse", "saf-youth-violence", "saf-exploitation", "saf-hate-crime", "saf-modern-slavery"];
/// More times than this in a message are left to the page.
const MOST_TIMES: usize = 3;

/// Whether somebody should think first who else may see what they carry: it is for people who flee somebody, or its address must not be public.
pub fn careful(s: &Service) -> bool {
    s.masked || s.needs.iter().any(|n| CAREFUL.contains(&n.as_str()))
}

/// What goes out by the reader's own device.
#[derive(Serialize, Debug, Clone)]
pub struct Along {
    /// The plain address of the page.
    pub link: String,
    /// What is sent, by line.
    pub lines: Vec<String>,
    /// Opens a text message (RFC 5724) with the text in it, to nobody as yet.
    pub sms: String,
    /// Opens an e-mail (RFC 6068), to nobody as yet.
    pub mailto: String,
}

impl Along {
    pub fn of(ctx: &Ctx, s: &Service) -> Along {
        let link = link_to(ctx, &s.slug);
        let mut lines = vec![s.name.clone()];
        lines.extend(taking_nobody(s).map(|key| ctx.t(key)));
        lines.extend(whom(ctx, s));
        lines.extend(when(ctx, s));
        lines.extend(whereabouts(ctx, s));
        let phone = s.phone.as_ref().map(|p| say(ctx, "along-phone", &[("phone", &in_one_piece(ctx, p))]));
        lines.extend(phone.or_else(|| s.email.clone().filter(|_| !s.masked)));
        lines.push(link.clone());
        Along::with(&s.name, lines, link)
    }

    /// Several: of each its name, telephone and page.
    pub fn of_all(ctx: &Ctx, all: &[Service]) -> Along {
        let subject = ctx.t("shortlist-title");
        let mut lines = vec![];
        for s in all {
            lines.push(s.name.clone());
            lines.extend(s.phone.as_ref().map(|p| in_one_piece(ctx, p)));
            lines.push(link_to(ctx, &s.slug));
            lines.push(String::new());
        }
        lines.pop();
        Along::with(&subject, lines, String::new())
    }

    fn with(subject: &str, lines: Vec<String>, link: String) -> Along {
        let body = encoded(&lines.join("\n"));
        // Both signs: the one telephone wants `?`, the other `&`, and each passes over the other's.
        let sms = format!("sms:?&body={body}");
        let mailto = format!("mailto:?subject={}&body={}", encoded(subject), encoded(&lines.join("\r\n")));
        Along { link, lines, sms, mailto }
    }

    pub fn sample() -> Along {
        let lines = ["Carpenters Road Singers", "Tuesday 18:30–20:30", "https://kith.example/services/carpenters"];
        Along::with(lines[0], lines.map(str::to_owned).into(), lines[2].to_owned())
    }
}

/// The address of a service's page, in the reader's language.
pub fn link_to(ctx: &Ctx, slug: &str) -> String {
    let lang = ctx.request.lang.as_str();
    let prefix = if lang.is_empty() || lang == ENGLISH { String::new() } else { format!("/{lang}") };
    format!("{}{prefix}/services/{slug}", ctx.machine.config.public_url())
}

/// A number as it is written; without its spaces where the message runs from right to left, for there its groups would change places, and a message has no markup
/// that holds them.
fn in_one_piece(ctx: &Ctx, phone: &str) -> String {
    if direction(&ctx.request.lang) == "rtl" { phone.replace(' ', "") } else { phone.to_owned() }
}

fn say(ctx: &Ctx, key: &str, args: &[(&str, &str)]) -> String {
    ctx.machine.words.with(&ctx.request.lang, key, args)
}

/// What a code is called; a feed may have one of its own, which says what it says.
fn named(ctx: &Ctx, what: &str, code: &str) -> String {
    let key = format!("{what}-{code}");
    if ctx.machine.words.has(&key) { ctx.t(&key) } else { code.to_owned() }
}

/// Why nobody can come just now, as a key of the strings.
fn taking_nobody(s: &Service) -> Option<&'static str> {
    match () {
        () if s.closed_at.is_some() => Some("service-closed"),
        () if s.paused_at.is_some() => Some("service-paused"),
        () if s.full() == Some(true) => Some("service-full"),
        () => None,
    }
}

/// For whom it is, where it is not for everybody: whoever gets the message is not sent to a door that stays shut. A message about a place that
/// must not be public says no more of it than it must.
fn whom(ctx: &Ctx, s: &Service) -> Option<String> {
    if s.masked {
        return None;
    }
    let gender = s.gender.as_ref().map(|code| named(ctx, "gender", code));
    let ages = match (s.age_min.map(|n| n.to_string()), s.age_max.map(|n| n.to_string())) {
        (Some(from), Some(to)) => Some(say(ctx, "service-ages", &[("from", &from), ("to", &to)])),
        (Some(from), None) => Some(say(ctx, "service-age-from", &[("from", &from)])),
        (None, Some(to)) => Some(say(ctx, "service-age-to", &[("to", &to)])),
        (None, None) => None,
    };
    let comma = format!("{} ", ctx.t("comma"));
    let serves = (!s.serves.is_empty()).then(|| say(ctx, "service-serves", &[("places", &s.serves.join(&comma))]));
    let all: Vec<String> = [gender, ages, serves].into_iter().flatten().collect();
    (!all.is_empty()).then(|| all.join(". "))
}

fn when(ctx: &Ctx, of: &Service) -> Option<String> {
    // In a message that runs from right to left the hours would change places; the marks on both sides hold them, and nobody sees them.
    let to_hour = if direction(&ctx.request.lang) == "rtl" { "\u{200e}–\u{200e}" } else { "–" };
    let one = |s: &Session| {
        let mut text = ctx.t(&format!("day-{}", s.day));
        match (&s.from, &s.to) {
            (Some(from), Some(to)) => text.push_str(&format!(" {from}{to_hour}{to}")),
            (Some(from), None) => text.push_str(&format!(" {from}")),
            _ => {}
        }
        if let Some(every) = &s.every {
            text.push_str(&format!(" ({})", named(ctx, "every", every)));
        }
        // "By appointment", "women": who goes without knowing it stands before a shut door.
        for beside in [&s.place, &s.note].into_iter().flatten().filter(|_| !of.masked) {
            text.push_str(&format!("{} {beside}", ctx.t("comma")));
        }
        text
    };
    let all: Vec<String> = of.sessions.iter().take(MOST_TIMES).map(one).collect();
    let more = if of.sessions.len() > MOST_TIMES { " …" } else { "" };
    (!all.is_empty()).then(|| all.join("; ") + more)
}

/// Never of a place that must not be public, not even in which borough it is.
fn whereabouts(ctx: &Ctx, s: &Service) -> Option<String> {
    if s.masked {
        return None;
    }
    if s.comes_to_you() {
        return Some(ctx.t("service-comes"));
    }
    let code = s.postcode.as_ref().map(|p| p.to_string()).or(s.outcode.clone());
    let lines: Vec<String> = [s.venue.clone(), s.street.clone(), code].into_iter().flatten().collect();
    (!lines.is_empty()).then(|| lines.join(", "))
}

/// As it may stand in an address (RFC 3986): a space is `%20`, for a telephone shows a plus as a plus.
fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
}

#[cfg(test)]
mod tests {
    use super::super::model::tests::bare;
    use super::*;

    #[test]
    fn a_message_keeps_its_spaces_its_lines_and_its_signs() {
        let along = Along::with("Tea & talk", vec!["Tea & talk".into(), "1 + 1".into()], String::new());
        assert_eq!(along.sms, "sms:?&body=Tea%20%26%20talk%0A1%20%2B%201");
        assert_eq!(along.mailto, "mailto:?subject=Tea%20%26%20talk&body=Tea%20%26%20talk%0D%0A1%20%2B%201");
    }

    #[test]
    fn one_is_careful_with_what_people_flee_to() {
        assert!(!careful(&bare("Blue Door Hall")));
        assert!(careful(&Service { masked: true, ..bare("A house") }));
        assert!(careful(&Service { needs: vec!["saf-domestic-abuse".into()], ..bare("Advice line") }));
        assert!(!careful(&Service { needs: vec!["saf-antisocial".into()], ..bare("Wardens") }));
    }
}
