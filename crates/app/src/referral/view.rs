//! A referral in words, as far as the reader may have them.

use super::{
    actions::refuses,
    model::{Referral, Word},
    settings::setting_name,
    store,
};
use crate::{
    identity, pathway,
    person::{self, Agreement, Fact, SafetyRule},
    policy::SEE_CASES,
};
use base::{Ctx, Error, Result, Rx};
use kernel::{Date, Id, Instant, Language, Private};
use serde::Serialize;
use std::collections::HashMap;

/// The code of the question "how soon", and of the answer that is marked.
const URGENCY: (&str, &str) = ("urgency", "soon");

/// Whether somebody is to be in touch sooner than usual. It is asked for the person's safety, and shown whatever they said about sharing.
pub(super) fn is_soon(answers: &std::collections::BTreeMap<String, Vec<String>>) -> bool {
    answers.get(URGENCY.0).is_some_and(|u| u.iter().any(|u| u == URGENCY.1))
}

pub(super) fn language(code: Option<&str>) -> Option<String> {
    code.and_then(Language::find).map(|l| l.english().to_owned())
}

/// A referral in words: what the referrer said.
#[derive(Serialize, Debug, Clone)]
pub struct ReferralView {
    pub reference: String,
    pub name: String,
    pub born: Option<Date>,
    pub age: Option<u16>,
    pub nhs_number: Option<String>,
    pub gender: Option<String>,
    pub language: Option<String>,
    pub interpreter: bool,
    /// For whoever wrote it, and for the team that supports the person: who decides whether to take somebody on does not read it.
    pub ethnicity: Option<String>,
    pub residence: Option<String>,
    pub address: Option<String>,
    pub postcode: Option<String>,
    pub phone: Option<String>,
    /// Whether a call is among the safe ways: only then is the number a link.
    pub may_ring: bool,
    pub email: Option<String>,
    pub channels: Vec<String>,
    pub safe_note: Option<String>,
    pub rules: Vec<String>,
    /// Whether the reader does not see what was written, because the person said no to that.
    pub withheld: bool,
    /// Whether the person keeps it from the team, as far as the reader knows: the sender does when it was said to them.
    pub refused: bool,
    pub soon: bool,
    pub reason: String,
    pub answers: Vec<(String, String)>,
    pub setting: String,
    pub organisation: String,
    pub referrer: String,
    pub team: String,
    pub sent: Instant,
    pub agreements: Vec<AgreementView>,
    /// What the sender wrote later, newest first.
    pub words: Vec<WordView>,
}

/// What the sender wrote later.
#[derive(Serialize, Debug, Clone)]
pub struct WordView {
    pub id: String,
    /// None where the person has since said that the team may not have it.
    pub words: Option<String>,
    pub by: String,
    pub at: Instant,
    pub read: Option<Instant>,
}

/// One fact of agreement in words.
#[derive(Serialize, Debug, Clone)]
pub struct AgreementView {
    pub fact: String,
    pub answer: String,
    pub how: Option<String>,
    pub on: Option<Date>,
    pub by: Option<String>,
    pub note: Option<String>,
    /// With whom it may be shared.
    pub to: Option<String>,
    /// When it was taken back: who said so, and whom they told.
    pub said_by: Option<String>,
    pub told: Option<String>,
}

impl AgreementView {
    pub fn of(a: Agreement, workers: &HashMap<Id<identity::Worker>, String>, to: Option<String>) -> AgreementView {
        AgreementView {
            by: a.asked_by.and_then(|w| workers.get(&w.cast()).cloned()),
            fact: a.fact,
            answer: a.answer,
            how: a.asked_how,
            on: a.asked_on,
            note: a.note.map(Private::into_inner),
            to,
            said_by: a.said_by,
            told: a.told.map(Private::into_inner),
        }
    }

    /// For page samples: said, and taken back.
    pub fn examples() -> Vec<AgreementView> {
        let said = |fact: &str, answer: &str| AgreementView {
            fact: fact.into(),
            answer: answer.into(),
            how: Some("in-person".into()),
            on: Date::new(2026, 11, 24),
            by: Some("Grace Okoro".into()),
            note: None,
            to: None,
            said_by: None,
            told: None,
        };
        let back = AgreementView {
            note: Some("He would rather not.".into()),
            to: Some("Carpenters Road Singers".into()),
            said_by: Some("person".into()),
            told: Some("Sam Lee".into()),
            ..said("share", "taken-back")
        };
        vec![said("referred", "yes"), back]
    }
}

impl ReferralView {
    /// For page samples.
    pub fn example() -> ReferralView {
        ReferralView {
            reference: "K7MQ-4XRT".into(),
            name: "Walter Ellis".into(),
            born: Date::new(1948, 3, 12),
            age: Some(78),
            nhs_number: Some("999 000 0018".into()),
            gender: Some("male".into()),
            language: Some("English".into()),
            interpreter: true,
            ethnicity: Some("B".into()),
            residence: Some("care-home".into()),
            address: Some("Elm House, 4 Vicarage Lane".into()),
            postcode: Some("E15 4ES".into()),
            phone: Some("020 7946 0018".into()),
            may_ring: true,
            email: None,
            channels: vec!["call".into(), "through-staff".into()],
            safe_note: Some("Hard of hearing: speak slowly.".into()),
            rules: vec!["Do not leave messages.".into()],
            withheld: false,
            refused: false,
            soon: true,
            reason: "Very lonely since he moved into the home.".into(),
            answers: vec![("How soon?".into(), "Within the usual time".into())],
            setting: "GP practice".into(),
            organisation: "Maryland Road Surgery".into(),
            referrer: "Grace Okoro".into(),
            team: "Stratford link workers".into(),
            sent: "2026-11-24T09:00:00.000000Z".parse().expect("a sample instant"),
            agreements: AgreementView::examples(),
            words: [Some("He has moved to ward 4."), None]
                .map(|words| WordView {
                    id: "w1".into(),
                    words: words.map(str::to_owned),
                    by: "Grace Okoro".into(),
                    at: "2026-11-25T09:00:00.000000Z".parse().expect("a sample instant"),
                    read: words.is_none().then(|| "2026-11-25T10:00:00.000000Z".parse().expect("a sample instant")),
                })
                .into(),
        }
    }
}

/// How the reader stands to the two ends of a referral.
struct Reading {
    /// They see cases in the team that received it. Who takes the telephone there, say, reads no more than any other sender.
    in_team: bool,
    /// They wrote it, or belong to the organisation that did and not to the team.
    wrote: bool,
}

async fn reading(rx: &mut Rx, ctx: &Ctx, r: &Referral) -> Result<Reading> {
    let me = ctx.actor.account().ok_or(Error::SignIn)?;
    let roles = identity::memberships_of(rx, Id::from_uuid(me)).await?;
    let in_team = roles.iter().any(|m| m.team_id == r.team_id && SEE_CASES.contains(&m.role.as_str()));
    let in_organisation = roles.iter().any(|m| m.organisation_id == r.organisation_id);
    Ok(Reading { in_team, wrote: r.worker_id.uuid() == me || (in_organisation && !in_team) })
}

/// Whether the person said that the team may not have what was written.
pub async fn withheld(rx: &mut Rx, r: &Referral) -> Result<bool> {
    refuses(rx, r.id, Fact::Share).await
}

/// Puts a referral into words, as far as the reader may have them: the team not what the person keeps from it; the sender not the rules for their
/// safety that others have written, nor what the person has told the team since.
pub async fn view(rx: &mut Rx, ctx: &Ctx, r: &Referral) -> Result<ReferralView> {
    let p = person::find(rx, r.person_id).await?.ok_or(Error::NotFound)?;
    let reading = reading(rx, ctx, r).await?;
    let organisations = identity::organisation_names(rx, vec![r.organisation_id]).await?;
    let teams = identity::team_names(rx, vec![r.team_id]).await?;
    let (rules, may_ring) = if reading.in_team {
        let whom = person::whom(rx, r.person_id).await?;
        let may_ring = whom.is_safe("call");
        (whom.rules, may_ring)
    } else {
        // What others have written or ended since, and what a merge has brought, would tell the sender what the person told somebody else.
        let own = |rule: &SafetyRule| rule.source.is_some_and(|s| s.uuid() == r.id.uuid());
        (person::all_rules(rx, p.id).await?.into_iter().filter(own).collect(), p.is_safe("call"))
    };
    let mut agreements = person::agreements_about(rx, r.id.uuid()).await?;
    let withheld = !reading.wrote && person::refused(&agreements, Fact::Share);
    if !reading.in_team {
        agreements.retain(|a| a.asked_by.map(Id::uuid).unwrap_or_default() == r.worker_id.uuid());
    }
    let words = store::words_of(rx, r.id).await?;
    let asked = agreements.iter().filter_map(|a| a.asked_by).map(Id::cast);
    let named = words.iter().map(|w| w.worker_id).chain(asked).chain([r.worker_id]);
    let workers = identity::names_of(rx, named.collect()).await?;
    let refused = person::refused(&agreements, Fact::Share);
    let team = teams.get(&r.team_id).cloned().unwrap_or_default();
    let shown = |w: &Word| !withheld || w.reach_only;
    let words = words
        .into_iter()
        .map(|w| WordView {
            id: w.id.to_string(),
            by: workers.get(&w.worker_id).cloned().unwrap_or_default(),
            at: w.sent_at,
            read: w.read_at,
            words: shown(&w).then(|| w.words.into_inner()),
        })
        .collect();
    let lang = ctx.request.lang.as_str();
    let text = |t: Option<Private<String>>| t.map(Private::into_inner);
    Ok(ReferralView {
        reference: r.reference.to_string(),
        name: p.name.0.clone(),
        born: p.born,
        age: p.born.map(|b| b.age_on(ctx.today())),
        nhs_number: p.nhs_number.map(|n| n.to_string()),
        gender: p.gender.clone(),
        language: language(p.language.as_deref()),
        interpreter: p.interpreter,
        residence: p.residence.clone(),
        channels: p.channels().into_iter().map(str::to_owned).collect(),
        ethnicity: text(p.ethnicity.filter(|_| reading.wrote || (r.accepted_at.is_some() && !withheld))),
        address: text(p.address),
        postcode: p.postcode.map(|c| c.to_string()),
        phone: p.phone.map(|c| c.to_string()),
        may_ring,
        email: p.email.map(|c| c.to_string()),
        safe_note: text(p.safe_note),
        rules: rules.into_iter().map(|r| r.note.into_inner()).collect(),
        withheld,
        refused,
        soon: is_soon(&r.answers),
        reason: if withheld { String::new() } else { r.reason.0.clone() },
        answers: pathway::find_version(&r.pathway, r.pathway_version)
            .filter(|_| !withheld)
            .map(|pack| pack.read(&r.answers, lang))
            .unwrap_or_default(),
        setting: setting_name(ctx, &store::settings(rx).await?, &r.setting),
        organisation: organisations.get(&r.organisation_id).cloned().unwrap_or_default(),
        referrer: workers.get(&r.worker_id).cloned().unwrap_or_default(),
        sent: r.sent_at,
        agreements: agreements
            .into_iter()
            .map(|a| {
                let to = a.recipient.map(|_| team.clone());
                AgreementView::of(a, &workers, to)
            })
            .collect(),
        team,
        words,
    })
}
