//! Check your answers, then send.

use super::{
    actions::{self, Agreed, NewReferral, Who},
    model::Referral,
    refer::{organisation, setting_items, team_items},
    wizard::{PATHWAY, Refer, chose_known, described},
};
use crate::{directory, pathway, person::Answer};
use axum::response::Response;
use base::{
    Ctx, Error, Result,
    draft::Draft,
    http::{
        form::{Choice, Fields, Reader},
        page::{Page, see},
        wizard::{DRAFT_VIEW, Wizard},
    },
};
use kernel::{Id, Language};
use serde::Serialize;

#[derive(Serialize, Debug)]
struct CheckRow {
    key: String,
    value: String,
    href: String,
    label: String,
}

#[derive(Serialize, Debug)]
struct CheckSection {
    title: String,
    rows: Vec<CheckRow>,
}

/// Check your answers.
#[derive(Serialize, Debug)]
pub(super) struct CheckPage {
    draft: String,
    sections: Vec<CheckSection>,
    not_asked: bool,
    /// A postcode that nobody knows: accepted, since new estates are real.
    unknown_postcode: Option<String>,
    unfinished: Option<String>,
}

impl Page for CheckPage {
    const TEMPLATE: &'static str = "referral/check";
    fn sample() -> Vec<CheckPage> {
        let row = || CheckRow {
            key: "Name".into(),
            value: "Walter Ellis".into(),
            href: "/refer/d1/who?change".into(),
            label: "name".into(),
        };
        let section = || CheckSection { title: "Who".into(), rows: vec![row()] };
        vec![
            CheckPage {
                draft: "d1".into(),
                sections: vec![section()],
                not_asked: true,
                unknown_postcode: Some("E15 9ZZ".into()),
                unfinished: None,
            },
            CheckPage {
                draft: "d1".into(),
                sections: vec![section()],
                not_asked: false,
                unknown_postcode: None,
                unfinished: Some("/refer/d1/why".into()),
            },
        ]
    }
}

pub(super) async fn show(ctx: &Ctx, id: Id<Draft>) -> Result<Response> {
    let (_, draft) = ctx.read(&DRAFT_VIEW, id).await?;
    if draft.kind != Refer::KIND {
        return Err(Error::NotFound);
    }
    if let Some(sent) = draft.became {
        return Ok(see(format!("/sent/{sent}?done=already-sent")));
    }
    let answers = draft.answers(ctx)?;
    let settings = setting_items(ctx).await?;
    let unfinished = unfinished(ctx, &answers, &settings).map(|s| format!("{}?change", Refer.address(id, s)));
    let teams = team_items(ctx, &answers).await?;
    let mut sections = vec![];
    for step in Refer.steps(&answers) {
        let rows: Vec<CheckRow> = summary(ctx, step.name, &answers, &teams, &settings)
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(key, value)| CheckRow {
                label: key.to_lowercase(),
                key,
                value,
                href: format!("{}?change", Refer.address(id, step.name)),
            })
            .collect();
        sections.push(CheckSection { title: ctx.t(&format!("refer-{}", step.name)), rows });
    }
    let not_asked = !["yes", "no"].contains(&answers.get("share"));
    let unknown_postcode = match described(&answers).postcode {
        Some(code) if !directory::is_known(&ctx.machine, &code).await? => Some(code.to_string()),
        _ => None,
    };
    ctx.page(&CheckPage { draft: id.to_string(), sections, not_asked, unknown_postcode, unfinished })
}

/// The first step that is not finished; a setting that has been switched off since it was chosen has to be chosen again.
fn unfinished(ctx: &Ctx, answers: &Fields, settings: &[Choice]) -> Option<&'static str> {
    let gone = settings.iter().all(|s| s.value != answers.get("setting"));
    Refer.unfinished(ctx, answers).first().copied().or(gone.then_some("why"))
}

/// Question and answer of a step, in words.
fn summary(ctx: &Ctx, step: &str, answers: &Fields, teams: &[Choice], settings: &[Choice]) -> Vec<(String, String)> {
    let d = described(answers);
    let word =
        |prefix: &str, code: &str| if code.is_empty() { String::new() } else { ctx.t(&format!("{prefix}-{code}")) };
    let t = |key: &str| ctx.t(key);
    let chosen = |items: &[Choice], name: &str| {
        items.iter().find(|i| i.value == answers.get(name)).map(|i| i.text.clone()).unwrap_or_default()
    };
    match step {
        "who" => vec![
            (t("person-name"), d.name),
            (t("person-born"), d.born.map(|b| ctx.day(b)).unwrap_or_default()),
            (t("person-nhs-number"), d.nhs_number.map(|n| n.to_string()).unwrap_or_default()),
            (t("person-gender"), word("gender", answers.get("gender"))),
            (
                t("person-language"),
                Language::find(answers.get("language")).map(|l| l.english().to_owned()).unwrap_or_default(),
            ),
            (t("person-interpreter"), if d.interpreter { t("answer-yes") } else { String::new() }),
            (t("person-ethnicity"), word("ethnicity", d.ethnicity.as_deref().unwrap_or_default())),
        ],
        "known" => {
            let value = if answers.get("known") == "none" { t("known-none") } else { t("known-chosen") };
            vec![(t("refer-known"), value)]
        }
        "reach" => vec![
            (t("person-residence"), word("residence", answers.get("residence"))),
            (t("person-address"), d.address.unwrap_or_default()),
            (t("person-postcode"), d.postcode.map(|p| p.to_string()).unwrap_or_default()),
            (t("person-phone"), d.phone.map(|p| p.to_string()).unwrap_or_default()),
            (t("person-email"), d.email.map(|e| e.to_string()).unwrap_or_default()),
            (t("reach-channels"), d.safe_channels.iter().map(|c| word("channel", c)).collect::<Vec<_>>().join("; ")),
            (t("reach-note"), d.safe_note.unwrap_or_default()),
            (t("reach-danger"), d.danger.unwrap_or_default()),
        ],
        "why" => {
            let mut rows = vec![
                (t("why-setting"), chosen(settings, "setting")),
                (t("why-reason"), answers.get("reason").to_owned()),
            ];
            if let Some(pack) = pathway::find(PATHWAY) {
                rows.extend(pack.read(&pack.answers(answers), &ctx.request.lang));
            }
            rows
        }
        "agreement" => {
            let asked = Reader::new(answers).date("asked").map(|d| ctx.day(d)).unwrap_or_default();
            // A bare "no" would not say what the team sees all the same.
            let prefix = if answers.get("share") == "no" { "share" } else { "answer" };
            let share = word(prefix, answers.get("share"));
            vec![
                (t("fact-referred"), word("answer", answers.get("agreed"))),
                (t("fact-who-sees"), word("answer", answers.get("who-sees"))),
                (t("fact-share-team"), share),
                (t("agreement-how"), word("how", answers.get("asked-how"))),
                (t("agreement-on"), asked),
                (t("agreement-note"), answers.get("agreement-note").to_owned()),
            ]
        }
        "team" => {
            vec![(t("refer-team"), chosen(teams, "team"))]
        }
        _ => vec![],
    }
}

pub(super) async fn send(ctx: &Ctx, id: Id<Draft>) -> Result<Response> {
    let (_, draft) = ctx.read(&DRAFT_VIEW, id).await?;
    if draft.kind != Refer::KIND {
        return Err(Error::NotFound);
    }
    if let Some(sent) = draft.became {
        return Ok(see(format!("/sent/{sent}?done=already-sent")));
    }
    let answers = draft.answers(ctx)?;
    if let Some(step) = unfinished(ctx, &answers, &setting_items(ctx).await?) {
        return Ok(see(format!("{}?change", Refer.address(id, step))));
    }
    let pack = pathway::find(PATHWAY).ok_or(Error::NotFound)?;
    let organisation = organisation(ctx, &answers).await?;
    let answer = |name: &str| Answer::of(answers.get(name)).unwrap_or(Answer::NotAsked);
    let mut reader = Reader::new(&answers);
    let note = reader.optional("agreement-note", 1000);
    let reason = reader.text("reason", 2000, "error-reason-missing");
    let who = match answers.get("known").parse() {
        Ok(known) if chose_known(&answers) => Who::Known(known),
        _ => Who::Described(Box::new(described(&answers))),
    };
    let new = NewReferral {
        organisation: organisation.id,
        team: answers.get("team").parse().map_err(|_| Error::NotFound)?,
        setting: answers.get("setting"),
        pathway: pack,
        person: who,
        reason: &reason,
        answers: pack.answers(&answers),
        agreement: Agreed {
            referred: answer("agreed"),
            who_sees: answer("who-sees"),
            share: answer("share"),
            how: Some(answers.get("asked-how")).filter(|h| !h.is_empty()),
            on: reader.date("asked"),
            note: note.as_deref(),
        },
    };
    let sent: Id<Referral> = actions::send(ctx, Some(id), new).await?;
    Ok(see(format!("/sent/{sent}?done=referral-sent")))
}
