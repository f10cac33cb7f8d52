//! The form of a professional who refers somebody, as steps and rules: who, how to reach them, why, what they agreed to, to which team. Its pages
//! are in `refer.rs`.

use crate::{
    identity::Team,
    pathway,
    person::{CHANNELS, Described, ETHNICITIES, GENDERS, HOW, RESIDENCES},
};
use base::{
    Ctx, FieldErrors,
    http::{
        form::{Fields, Reader},
        wizard::{Step, Wizard},
    },
};
use kernel::{Id, Language};

/// The form of a professional who refers somebody.
pub(super) struct Refer;

/// Only one pathway is offered until there are more packs.
pub(super) const PATHWAY: &str = "general";

const WHO: &[&str] =
    &["name", "born-day", "born-month", "born-year", "nhs-number", "gender", "language", "interpreter", "ethnicity"];
const REACH: &[&str] = &["residence", "address", "postcode", "phone", "email", "channels", "safe-note", "danger"];
const WHY: &[&str] = &["setting", "reason"];
const AGREEMENT: &[&str] =
    &["agreed", "who-sees", "share", "asked-how", "asked-day", "asked-month", "asked-year", "agreement-note"];

fn step(name: &'static str, fields: &[&str]) -> Step {
    Step { name, fields: fields.iter().map(|f| (*f).to_owned()).collect() }
}

impl Wizard for Refer {
    const KIND: &'static str = "referral";
    const ROOT: &'static str = "/refer";

    fn steps(&self, answers: &Fields) -> Vec<Step> {
        let mut steps = vec![step("who", WHO)];
        if answers.has("known-offered") {
            steps.push(step("known", &["known"]));
        }
        if !chose_known(answers) {
            steps.push(step("reach", REACH));
        }
        let mut why = step("why", WHY);
        why.fields.extend(pathway::find(PATHWAY).map(pathway::Pack::fields).unwrap_or_default());
        steps.push(why);
        steps.push(step("agreement", AGREEMENT));
        steps.push(step("team", &["team"]));
        steps
    }

    fn check(&self, ctx: &Ctx, step: &str, answers: &Fields) -> FieldErrors {
        let mut r = Reader::new(answers);
        match step {
            "who" => {
                r.text("name", 200, "error-person-name-missing");
                r.born("born", ctx.today());
                r.nhs_number("nhs-number");
                r.optional_choice("gender", GENDERS);
                if answers.has("language") && Language::find(answers.get("language")).is_none() {
                    r.errors.add("language", "error-choose-from-list");
                }
                r.optional_choice("ethnicity", ETHNICITIES);
            }
            "known" => {
                let offered: Vec<&str> = answers.get("known-offered").split(' ').chain(["none"]).collect();
                r.choice("known", &offered, "error-known-missing");
            }
            "reach" => {
                let residence = r.choice("residence", RESIDENCES, "error-residence-missing");
                r.optional("address", 500);
                if residence != "no-fixed-address" {
                    r.postcode("postcode");
                }
                r.phone("phone");
                r.email("email");
                let channels = r.choices("channels", CHANNELS);
                if channels.is_empty() {
                    r.errors.add("channels", "error-channels-missing");
                }
                if channels.iter().any(|c| ["call", "voicemail", "text"].contains(&c.as_str())) && !answers.has("phone")
                {
                    r.errors.add("phone", "error-phone-for-channel");
                }
                if channels.iter().any(|c| c == "email") && !answers.has("email") {
                    r.errors.add("email", "error-email-for-channel");
                }
                r.optional("safe-note", 1000);
                r.optional("danger", 1000);
            }
            "why" => {
                if !answers.has("setting") {
                    r.errors.add("setting", "error-setting-missing");
                }
                r.text("reason", 2000, "error-reason-missing");
                if let Some(pack) = pathway::find(PATHWAY) {
                    pack.check(answers, &mut r.errors);
                }
            }
            "agreement" => {
                let referred = r.choice("agreed", &["yes", "could-not-ask", "not-asked"], "error-agreed-missing");
                let who = r.choice("who-sees", &["yes", "not-asked"], "error-who-sees-missing");
                let share = r.choice("share", &["yes", "no", "not-asked"], "error-share-missing");
                let asked = [&referred, &who, &share].iter().any(|a| ["yes", "no"].contains(&a.as_str()));
                if asked {
                    r.choice("asked-how", HOW, "error-asked-how-missing");
                    r.past_day("asked", ctx.today(), "error-asked-on-missing", "error-asked-future");
                }
                if referred == "could-not-ask" && !answers.has("agreement-note") {
                    r.errors.add("agreement-note", "error-could-not-ask-why");
                }
                r.optional("agreement-note", 1000);
            }
            "team" if answers.get("team").parse::<Id<Team>>().is_err() => {
                r.errors.add("team", "error-team-missing");
            }
            _ => {}
        }
        r.errors
    }
}

pub(super) fn chose_known(answers: &Fields) -> bool {
    answers.has("known-offered") && answers.has("known") && answers.get("known") != "none"
}

/// The person as the answers describe them. Postcodes that nobody knows are kept: new estates are real.
pub(super) fn described(answers: &Fields) -> Described {
    let mut r = Reader::new(answers);
    let today = kernel::Date::from_jiff(jiff::civil::Date::MAX);
    Described {
        name: r.text("name", 200, ""),
        born: r.born("born", today).or_else(|| r.date("born")),
        nhs_number: r.nhs_number("nhs-number"),
        gender: r.optional_choice("gender", GENDERS),
        language: r.optional("language", 20),
        interpreter: answers.get("interpreter") == "yes",
        ethnicity: r.optional_choice("ethnicity", ETHNICITIES),
        residence: r.optional_choice("residence", RESIDENCES),
        address: r.optional("address", 500),
        postcode: r.postcode("postcode"),
        phone: r.phone("phone"),
        email: r.email("email"),
        safe_channels: r.choices("channels", CHANNELS),
        safe_note: r.optional("safe-note", 1000),
        danger: r.optional("danger", 1000),
    }
}
