//! The receiving team's inbox: what has come, whether the team knows the person already, sending back. (Accepting belongs to the slice `case`.)

use super::{actions, model::Referral, settings::setting_name, store};
use crate::{
    identity, pathway,
    person::{self, Person},
    policy::{INBOX_LIST, PERSON_VIEW, REFERRAL_DECIDE, REFERRAL_VIEW},
};
use axum::{extract::Path, response::Response};
use base::{
    Ctx, Error, Result, Rx, Subject,
    http::{
        form::{Form, FormView, Reader},
        page::{Page, see},
        routes::{Access, Route},
    },
};
use kernel::{Date, Id, Instant, Language, Private};
use serde::Serialize;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/inbox", Access::For(&INBOX_LIST), list),
        Route::get("/inbox/{id}", Access::For(&REFERRAL_DECIDE), show),
        Route::get("/inbox/{id}/return", Access::For(&REFERRAL_DECIDE), show_return),
        Route::post("/inbox/{id}/return", Access::For(&REFERRAL_DECIDE), submit_return),
    ]
}

#[derive(Serialize, Debug)]
struct Row {
    id: String,
    reference: String,
    name: String,
    age: Option<u16>,
    from: String,
    setting: String,
    team: String,
    /// None where the person said that the team may not have it.
    reason: Option<String>,
    sent: Instant,
    days: i64,
    soon: bool,
    interpreter: Option<String>,
}

/// What waits to be accepted.
#[derive(Serialize, Debug)]
pub(super) struct InboxPage {
    rows: Vec<Row>,
}

impl Page for InboxPage {
    const TEMPLATE: &'static str = "referral/inbox";
    fn sample() -> Vec<InboxPage> {
        let row = |soon: bool, interpreter: Option<&str>| Row {
            id: "r1".into(),
            reference: "K7MQ-4XRT".into(),
            name: "Walter Ellis".into(),
            age: Some(78),
            from: "Maryland Road Surgery".into(),
            setting: "gp-practice".into(),
            team: "Stratford link workers".into(),
            reason: soon.then(|| "Very lonely since he moved into the home.".into()),
            sent: "2026-11-24T09:00:00.000000Z".parse().expect("a sample instant"),
            days: 2,
            soon,
            interpreter: interpreter.map(str::to_owned),
        };
        vec![InboxPage { rows: vec![row(true, Some("Bengali")), row(false, None)] }, InboxPage { rows: vec![] }]
    }
}

const LIMIT: i64 = 200;

async fn list(ctx: Ctx) -> Result<Response> {
    let (mut rx, scope) = ctx.list(&INBOX_LIST).await?;
    let found = store::inbox(&mut rx, &scope, LIMIT).await?;
    let organisations = identity::organisation_names(&mut rx).await?;
    let teams = identity::team_names(&mut rx).await?;
    drop(rx);
    ctx.showed(scope, found.iter().map(|r| r.id.uuid())).await?;
    let today = ctx.today();
    let rows = found
        .into_iter()
        .map(|r| Row {
            id: r.id.to_string(),
            reference: r.reference.to_string(),
            age: r.born.map(|b| b.age_on(today)),
            from: organisations.get(&r.organisation_id).cloned().unwrap_or_default(),
            setting: r.setting,
            team: teams.get(&r.team_id).cloned().unwrap_or_default(),
            reason: Some(r.reason.into_inner()).filter(|_| r.share.as_deref() != Some("no")),
            sent: r.sent_at,
            days: r.sent_at.date_in(&base::clock::zone()).days_to(today),
            // How soon is asked for their safety, and shown whatever they said about sharing.
            soon: r.answers.get("urgency").is_some_and(|u| u.iter().any(|u| u == "soon")),
            interpreter: if r.interpreter { language(r.language.as_deref()) } else { None },
            name: r.name.into_inner(),
        })
        .collect();
    ctx.page(&InboxPage { rows })
}

fn language(code: Option<&str>) -> Option<String> {
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
    pub reason: String,
    pub answers: Vec<(String, String)>,
    pub setting: String,
    pub organisation: String,
    pub referrer: String,
    pub team: String,
    pub sent: Instant,
    pub agreements: Vec<AgreementView>,
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
            reason: "Very lonely since he moved into the home.".into(),
            answers: vec![("How soon?".into(), "Within the usual time".into())],
            setting: "GP practice".into(),
            organisation: "Maryland Road Surgery".into(),
            referrer: "Grace Okoro".into(),
            team: "Stratford link workers".into(),
            sent: "2026-11-24T09:00:00.000000Z".parse().expect("a sample instant"),
            agreements: vec![AgreementView {
                fact: "referred".into(),
                answer: "yes".into(),
                how: Some("in-person".into()),
                on: Date::new(2026, 11, 24),
                by: Some("Grace Okoro".into()),
                note: None,
            }],
        }
    }
}

/// How the reader stands to the two ends of a referral.
struct Reading {
    /// They work in the team that received it.
    in_team: bool,
    /// They wrote it, or belong to the organisation that did and not to the team.
    wrote: bool,
}

async fn reading(rx: &mut Rx, ctx: &Ctx, r: &Referral) -> Result<Reading> {
    let me = ctx.actor.account().ok_or(Error::SignIn)?;
    let roles = identity::memberships_of(rx, Id::from_uuid(me)).await?;
    let in_team = roles.iter().any(|m| m.team_id == r.team_id);
    let in_organisation = roles.iter().any(|m| m.organisation_id == r.organisation_id);
    Ok(Reading { in_team, wrote: r.worker_id.uuid() == me || (in_organisation && !in_team) })
}

/// Whether the person said that the team may not have what was written.
pub async fn withheld(rx: &mut Rx, r: &Referral) -> Result<bool> {
    Ok(person::refused(&person::agreements_about(rx, r.id.uuid()).await?))
}

/// Puts a referral into words, as far as the reader may have them: the team not what the person keeps from it, the sender not the rules for their
/// safety that others have written.
pub async fn view(rx: &mut Rx, ctx: &Ctx, r: &Referral) -> Result<ReferralView> {
    let p = person::find(rx, r.person_id).await?.ok_or(Error::NotFound)?;
    let reading = reading(rx, ctx, r).await?;
    let organisations = identity::organisation_names(rx).await?;
    let teams = identity::team_names(rx).await?;
    let workers = identity::names_of(rx).await?;
    let (rules, may_ring) = if reading.in_team {
        let whom = person::whom(rx, r.person_id).await?;
        let may_ring = whom.is_safe("call");
        (whom.rules, may_ring)
    } else {
        // What a merge has brought since would tell the sender that somebody else knows them.
        let own = person::find_rules(rx, p.id).await?.into_iter();
        (own.filter(|rule| rule.source.is_some_and(|s| s.uuid() == r.id.uuid())).collect(), p.is_safe("call"))
    };
    let agreements = person::agreements_about(rx, r.id.uuid()).await?;
    let withheld = !reading.wrote && person::refused(&agreements);
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
        address: text(p.address),
        postcode: p.postcode.map(|c| c.to_string()),
        phone: p.phone.map(|c| c.to_string()),
        may_ring,
        email: p.email.map(|c| c.to_string()),
        safe_note: text(p.safe_note),
        rules: rules.into_iter().map(|r| r.note.into_inner()).collect(),
        withheld,
        reason: if withheld { String::new() } else { r.reason.0.clone() },
        answers: pathway::find_version(&r.pathway, r.pathway_version)
            .filter(|_| !withheld)
            .map(|pack| pack.read(&r.answers, lang))
            .unwrap_or_default(),
        setting: setting_name(ctx, &store::settings(rx).await?, &r.setting),
        organisation: organisations.get(&r.organisation_id).cloned().unwrap_or_default(),
        referrer: workers.get(&r.worker_id).cloned().unwrap_or_default(),
        team: teams.get(&r.team_id).cloned().unwrap_or_default(),
        sent: r.sent_at,
        agreements: agreements
            .into_iter()
            .map(|a| AgreementView {
                by: a.asked_by.and_then(|w| workers.get(&w.cast()).cloned()),
                fact: a.fact,
                answer: a.answer,
                how: a.asked_how,
                on: a.asked_on,
                note: text(a.note),
            })
            .collect(),
    })
}

/// Somebody whom the team supports already and who may be the same.
#[derive(Serialize, Debug)]
struct Same {
    id: String,
    name: String,
    born: Option<Date>,
    nhs_number: Option<String>,
    postcode: Option<String>,
    same_number: bool,
}

impl Same {
    fn of(p: Person, number: Option<kernel::NhsNumber>) -> Same {
        Same {
            id: p.id.to_string(),
            born: p.born,
            same_number: p.nhs_number.is_some() && p.nhs_number == number,
            nhs_number: p.nhs_number.map(|n| n.to_string()),
            postcode: p.postcode.map(|c| c.to_string()),
            name: p.name.into_inner(),
        }
    }
}

/// One referral in the inbox.
#[derive(Serialize, Debug)]
pub(super) struct IncomingPage {
    id: String,
    version: i64,
    view: ReferralView,
    same: Vec<Same>,
    status: &'static str,
    waiting: bool,
    form: FormView,
}

impl Page for IncomingPage {
    const TEMPLATE: &'static str = "referral/incoming";
    fn sample() -> Vec<IncomingPage> {
        let same = || Same {
            id: "p1".into(),
            name: "W Ellis".into(),
            born: Date::new(1948, 3, 12),
            nhs_number: Some("999 000 0018".into()),
            postcode: None,
            same_number: true,
        };
        let view = ReferralView::example;
        let mut form = FormView::default();
        form.errors.add("same", "error-same-missing");
        vec![
            IncomingPage {
                id: "r1".into(),
                version: 1,
                view: view(),
                same: vec![same()],
                status: "referral-waiting",
                waiting: true,
                form,
            },
            IncomingPage {
                id: "r1".into(),
                version: 2,
                view: view(),
                same: vec![],
                status: "referral-supported",
                waiting: false,
                form: FormView::default(),
            },
        ]
    }
}

async fn show(ctx: Ctx, Path(id): Path<Id<Referral>>) -> Result<Response> {
    ctx.page(&incoming(&ctx, id, FormView::default()).await?)
}

/// The page again, because accepting needs an answer that was not given: for the slice `case`.
pub async fn incoming_again(ctx: &Ctx, id: Id<Referral>, form: FormView) -> Result<Response> {
    ctx.page_invalid(&incoming(ctx, id, form).await?)
}

async fn incoming(ctx: &Ctx, id: Id<Referral>, form: FormView) -> Result<IncomingPage> {
    let (mut rx, referral) = ctx.read(&REFERRAL_VIEW, id).await?;
    let view = view(&mut rx, ctx, &referral).await?;
    let p = person::find(&mut rx, referral.person_id).await?.ok_or(Error::NotFound)?;
    let waiting = referral.can("accept");
    let same = if waiting { person::merge_candidates(&mut rx, referral.team_id.uuid(), &p).await? } else { vec![] };
    drop(rx);
    ctx.also_showed(&PERSON_VIEW, Person::KIND, same.iter().map(|s| s.id.uuid())).await?;
    Ok(IncomingPage {
        id: id.to_string(),
        version: referral.version,
        view,
        same: same.into_iter().map(|s| Same::of(s, p.nhs_number)).collect(),
        status: referral.status().key(),
        waiting,
        form,
    })
}

#[derive(Serialize, Debug)]
struct Choice {
    value: String,
    text: String,
}

/// Sending a referral back.
#[derive(Serialize, Debug)]
pub(super) struct ReturnPage {
    id: String,
    version: i64,
    name: String,
    organisation: String,
    reasons: Vec<Choice>,
    form: FormView,
}

impl Page for ReturnPage {
    const TEMPLATE: &'static str = "referral/return";
    fn sample() -> Vec<ReturnPage> {
        let mut form = FormView::default();
        form.errors.add("why", "error-return-why");
        let reasons = vec![Choice { value: "not-ours".into(), text: "It is for another team".into() }];
        vec![ReturnPage {
            id: "r1".into(),
            version: 1,
            name: "Walter Ellis".into(),
            organisation: "Maryland Road Surgery".into(),
            reasons,
            form,
        }]
    }
}

async fn return_page(ctx: &Ctx, id: Id<Referral>, form: FormView) -> Result<ReturnPage> {
    let (mut rx, referral) = ctx.read(&REFERRAL_VIEW, id).await?;
    let view = view(&mut rx, ctx, &referral).await?;
    let pack = pathway::find(&referral.pathway).ok_or(Error::NotFound)?;
    let lang = ctx.request.lang.as_str();
    Ok(ReturnPage {
        id: id.to_string(),
        version: referral.version,
        name: view.name,
        organisation: view.organisation,
        reasons: pack
            .returns
            .iter()
            .map(|c| Choice { value: c.code.clone(), text: c.label(lang).to_owned() })
            .collect(),
        form,
    })
}

async fn show_return(ctx: Ctx, Path(id): Path<Id<Referral>>) -> Result<Response> {
    ctx.page(&return_page(&ctx, id, FormView::default()).await?)
}

async fn submit_return(ctx: Ctx, Path(id): Path<Id<Referral>>, Form(fields): Form) -> Result<Response> {
    let page = return_page(&ctx, id, FormView::default()).await?;
    let codes: Vec<&str> = page.reasons.iter().map(|r| r.value.as_str()).collect();
    let mut reader = Reader::new(&fields);
    let why = reader.choice("why", &codes, "error-return-why");
    let note = reader.optional("note", 1000);
    let version: i64 = fields.get("version").parse().unwrap_or_default();
    if !reader.errors.is_empty() {
        let form = FormView::with(&fields, &reader.errors);
        return ctx.page_invalid(&ReturnPage { form, ..page });
    }
    actions::send_back(&ctx, id, version, &why, note).await?;
    Ok(see("/inbox?done=referral-returned"))
}
