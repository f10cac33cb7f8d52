//! What somebody writes of link workers, read from the form.

use super::model::{Provision, codes};
use crate::{
    directory,
    identity::{self, Team, fill_languages, read_languages},
};
use base::{
    Ctx, FieldErrors,
    http::form::{Choice, Fields, Reader},
};
use kernel::{Date, Id};
use serde::Serialize;

/// The choices of the form.
#[derive(Serialize, Debug, Clone)]
pub(super) struct Choices {
    pub boroughs: Vec<Choice>,
    /// None first, where the writer may say so.
    pub teams: Vec<Choice>,
    pub settings: Vec<Choice>,
    pub pathways: Vec<Choice>,
    pub languages: Vec<Choice>,
    pub known: Vec<Choice>,
    pub states: Vec<Choice>,
    pub months: Vec<Choice>,
}

/// So many months ahead something can be planned for.
const AHEAD: i64 = 36;

/// The months that something can be planned for, from this one, and the one that it was planned for.
pub(super) fn months(ctx: &Ctx, today: Date, planned: Option<&str>) -> Vec<Choice> {
    let first = today.jiff().first_of_month();
    let mut all: Vec<String> =
        (0..AHEAD).map(|n| first.saturating_add(jiff::Span::new().months(n)).strftime("%Y-%m").to_string()).collect();
    if let Some(planned) = planned.filter(|p| all.iter().all(|m| m != p)) {
        all.insert(0, planned.to_owned());
    }
    let named = all.into_iter().map(|month| {
        let text = in_words(ctx, &month);
        Choice::new(month, text)
    });
    std::iter::once(Choice::new("", ctx.t("provision-choose"))).chain(named).collect()
}

/// `2027-03` as it is read.
pub(super) fn in_words(ctx: &Ctx, month: &str) -> String {
    let (year, number) = month.split_once('-').unwrap_or((month, ""));
    let name = ctx.t(&format!("month-{}", number.trim_start_matches('0')));
    ctx.machine.words.with(&ctx.request.lang, "provision-month", &[("month", &name), ("year", year)])
}

/// The answers to "can they ask": a third one is that nobody knows.
pub(super) const ANSWERS: &[&str] = &["yes", "no", "unknown"];
pub(super) const STATES: &[&str] = &["live", "planned"];

fn answer(said: Option<bool>) -> &'static str {
    match said {
        Some(true) => "yes",
        Some(false) => "no",
        None => "unknown",
    }
}

/// Writes a line into the fields of the form.
pub(super) fn fill(fields: &mut Fields, line: &Provision, choices: &Choices) {
    for (name, value) in [
        ("version", line.version.to_string()),
        ("borough", line.borough.clone()),
        ("team", line.team_id.map(|id| id.to_string()).unwrap_or_default()),
        ("run-by", line.run_by.clone()),
        ("phone", line.phone.clone().unwrap_or_default()),
        ("email", line.email.clone().unwrap_or_default()),
        ("website", line.website.clone().unwrap_or_default()),
        ("self", answer(line.asks_self).to_owned()),
        ("gp", answer(line.asks_gp).to_owned()),
        ("state", if line.is_planned() { "planned" } else { "live" }.to_owned()),
        ("month", line.planned_for.clone().unwrap_or_default()),
    ] {
        fields.set(name, value);
    }
    for (name, list) in [("settings", &line.settings), ("pathways", &line.pathways)] {
        fields.0.insert(name.to_owned(), codes(list).map(str::to_owned).collect());
    }
    fill_languages(fields, &line.languages, &choices.languages);
}

/// The boroughs that a team is for: it has them with a line in the place of a space.
pub(super) fn boroughs_of(team: &Team) -> impl Iterator<Item = String> {
    codes(&team.areas).map(|area| area.replace('_', " "))
}

/// What a team says of itself, as what to begin with; `borough`: which of its boroughs, or else the first.
pub(super) fn begin_with(fields: &mut Fields, team: &Team, organisation: &str, borough: &str, choices: &Choices) {
    fields.set("team", team.id.to_string());
    fields.set("run-by", organisation);
    fields.set("phone", team.phone.clone().unwrap_or_default());
    fields.0.insert("pathways".to_owned(), codes(&team.pathways).map(str::to_owned).collect());
    fill_languages(fields, &team.languages, &choices.languages);
    let wanted = Some(borough.to_owned()).filter(|b| !b.is_empty()).or_else(|| boroughs_of(team).next());
    let is_it = |b: &&Choice| wanted.as_ref().is_some_and(|w| directory::slug(w) == directory::slug(&b.value));
    if let Some(borough) = choices.boroughs.iter().find(is_it) {
        fields.set("borough", borough.value.clone());
    }
}

/// Reads the form against its choices. `base`: the line as it was, or as a new one begins.
pub(super) fn read(fields: &Fields, choices: &Choices, base: Provision) -> (Provision, FieldErrors) {
    fn values(all: &[Choice]) -> Vec<&str> {
        all.iter().map(|c| c.value.as_str()).collect()
    }
    // The first of some lists says that nothing was chosen.
    fn chosen(all: &[Choice]) -> Vec<&str> {
        values(all).into_iter().filter(|v| !v.is_empty()).collect()
    }
    let mut r = Reader::new(fields);
    let borough = r.choice("borough", &chosen(&choices.boroughs), "error-provision-borough");
    let teams = values(&choices.teams);
    let team = match teams.contains(&"") {
        true => r.optional_choice("team", &teams),
        // Only those who may write for nobody's team may leave it out.
        false => Some(r.choice("team", &teams, "error-provision-team")),
    };
    let team_id: Option<Id<identity::Team>> = team.and_then(|id| id.parse().ok());
    let run_by = r.text("run-by", 200, "error-provision-run-by");
    let settings = r.choices("settings", &values(&choices.settings)).join(" ");
    let pathways = r.choices("pathways", &values(&choices.pathways)).join(" ");
    let languages = read_languages(fields, &mut r);
    let phone = r.phone("phone").map(|p| p.to_string());
    let email = r.email("email").map(|e| e.to_string());
    let website = r.optional("website", 300).map(|w| if w.contains("://") { w } else { format!("https://{w}") });
    if website.as_ref().is_some_and(|w| !is_web_page(w)) {
        r.errors.add("website", "error-provision-website");
    }
    let mut yes = |name: &str| match r.choice(name, ANSWERS, "error-provision-answer").as_str() {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    let (asks_self, asks_gp) = (yes("self"), yes("gp"));
    let planned_for = match r.choice("state", STATES, "error-provision-state").as_str() {
        "planned" => Some(r.choice("month", &chosen(&choices.months), "error-provision-month")),
        _ => None,
    };
    let line = Provision {
        borough,
        team_id,
        run_by,
        settings: reordered(&base.settings, settings),
        pathways: reordered(&base.pathways, pathways),
        languages: reordered(&base.languages, languages),
        phone,
        email,
        website,
        asks_self,
        asks_gp,
        planned_for,
        ..base
    };
    (line, r.errors)
}

/// Whether it is the address of a page on the web, whose server has a full name.
fn is_web_page(text: &str) -> bool {
    let Ok(url) = url::Url::parse(text) else { return false };
    let named = url.domain().is_some_and(|d| {
        let labels: Vec<&str> = d.split('.').collect();
        labels.len() > 1 && labels.iter().all(|l| !l.is_empty())
    });
    // A name before the server is a mail address, or a trap.
    let plain = url.username().is_empty() && url.password().is_none();
    matches!(url.scheme(), "https" | "http") && named && plain && !text.contains([' ', '<', '"'])
}

/// A list of codes as it was, if the other has the same in another order: that is no change.
fn reordered(before: &str, after: String) -> String {
    let set = |text: &str| codes(text).map(str::to_owned).collect::<std::collections::BTreeSet<_>>();
    if set(before) == set(&after) { before.to_owned() } else { after }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choices(teams: &[&str]) -> Choices {
        let all = |values: &[&str]| values.iter().map(|v| Choice::new(*v, *v)).collect();
        Choices {
            boroughs: all(&["", "Newham", "Hackney"]),
            teams: all(teams),
            settings: all(&["gp-practice", "self"]),
            pathways: all(&["general"]),
            languages: all(&["en", "bn"]),
            known: all(ANSWERS),
            states: all(STATES),
            months: all(&["", "2026-12", "2027-03"]),
        }
    }

    #[test]
    fn a_line_that_is_filled_in_is_read_again() {
        let line = Provision { asks_gp: None, ..Provision::example("Newham", Some("2027-03")) };
        let choices = choices(&[""]);
        let mut fields = Fields::default();
        fill(&mut fields, &line, &choices);
        let (read, errors) = read(&fields, &choices, line.clone());
        assert!(errors.is_empty(), "{errors:?}");
        assert_eq!(read, line);
    }

    #[test]
    fn a_web_page_is_on_a_server_with_a_full_name() {
        for right in ["https://www.youtube.com/@newhamcvs", "http://stratford.example", "https://a.example/b?c=d#e"] {
            assert!(is_web_page(right), "{right}");
        }
        for wrong in [
            "https://.",
            "https://a.",
            "https://hello@stratford.example",
            "https://stratford",
            "ftp://a.example",
            "https://a b.example",
            "javascript://a.example/%0a",
            "https://127.0.0.1/",
        ] {
            assert!(!is_web_page(wrong), "{wrong}");
        }
    }

    #[test]
    fn nothing_is_made_up_for_whoever_leaves_it_out() {
        let empty = Provision {
            settings: String::new(),
            pathways: String::new(),
            languages: String::new(),
            ..Provision::example("", None)
        };
        let (line, errors) = read(&Fields::default(), &choices(&["t1"]), empty);
        let wrong: Vec<&str> = errors.0.keys().map(String::as_str).collect();
        assert_eq!(wrong, ["borough", "gp", "run-by", "self", "state", "team"]);
        assert_eq!((line.asks_self, line.asks_gp, line.settings.as_str(), line.phone), (None, None, "", None));
    }
}
