//! The receiving team's inbox: what has come, whether the team knows the person already, sending back. (Accepting belongs to the slice `case`.)

use super::{
    actions,
    model::Referral,
    store,
    view::{ReferralView, is_soon, language, view},
};
use crate::{
    identity, pathway,
    person::{self, Person},
    policy::{INBOX_LIST, PERSON_VIEW, REFERRAL_DECIDE},
};
use axum::{extract::Path, response::Response};
use base::{
    Ctx, Error, Result, Subject,
    http::{
        form::{Choice, Form, FormView, Reader},
        page::{Page, see},
        routes::{Access, Route},
    },
};
use kernel::{Date, Id, Instant};
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
    /// Whether the sender has written since and nobody has read it.
    word: bool,
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
            word: soon,
            interpreter: interpreter.map(str::to_owned),
        };
        vec![InboxPage { rows: vec![row(true, Some("Bengali")), row(false, None)] }, InboxPage { rows: vec![] }]
    }
}

const LIMIT: i64 = 200;

async fn list(ctx: Ctx) -> Result<Response> {
    let (mut rx, scope) = ctx.list(&INBOX_LIST).await?;
    let found = store::inbox(&mut rx, &scope, LIMIT).await?;
    let organisations =
        identity::organisation_names(&mut rx, found.iter().map(|r| r.organisation_id).collect()).await?;
    let teams = identity::team_names(&mut rx, found.iter().map(|r| r.team_id).collect()).await?;
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
            reason: Some(r.reason.into_inner()).filter(|_| !r.share.as_deref().is_some_and(person::is_no)),
            sent: r.sent_at,
            days: r.sent_at.date_in(&base::clock::zone()).days_to(today),
            soon: is_soon(&r.answers),
            word: r.unread > 0,
            interpreter: if r.interpreter { language(r.language.as_deref()) } else { None },
            name: r.name.into_inner(),
        })
        .collect();
    ctx.page(&InboxPage { rows })
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

/// The door is that of whoever decides: the page says whom the team supports, which is nothing for who sent it, though they may see the referral.
async fn incoming(ctx: &Ctx, id: Id<Referral>, form: FormView) -> Result<IncomingPage> {
    let (mut rx, referral) = ctx.read(&REFERRAL_DECIDE, id).await?;
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
        let reasons = vec![Choice::new("not-ours", "It is for another team")];
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
    let (mut rx, referral) = ctx.read(&REFERRAL_DECIDE, id).await?;
    let view = view(&mut rx, ctx, &referral).await?;
    let pack = pathway::find(&referral.pathway).ok_or(Error::NotFound)?;
    let lang = ctx.request.lang.as_str();
    Ok(ReturnPage {
        id: id.to_string(),
        version: referral.version,
        name: view.name,
        organisation: view.organisation,
        reasons: pack.returns.iter().map(|c| Choice::new(&c.code, c.label(lang))).collect(),
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
