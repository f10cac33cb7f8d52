//! What an organisation has sent, and what became of it.

use super::{
    actions,
    model::{Referral, Status},
    store,
    view::{ReferralView, view},
};
use crate::{
    identity,
    policy::{REFERRAL_VIEW, REFERRAL_WITHDRAW, REFERRAL_WORD, SENT_LIST},
};
use axum::{extract::Path, response::Response};
use base::{
    Ctx, Result,
    http::{
        form::{Fields, Form, FormView, Reader},
        page::{Page, see},
        routes::{Access, Route},
    },
};
use kernel::{Date, Id, Instant};
use serde::Serialize;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/sent", Access::For(&SENT_LIST), list),
        Route::get("/sent/{id}", Access::For(&REFERRAL_VIEW), show),
        Route::post("/sent/{id}/withdraw", Access::For(&REFERRAL_WITHDRAW), withdraw),
        Route::post("/sent/{id}/words", Access::For(&REFERRAL_WORD), add_word),
    ]
}

#[derive(Serialize, Debug)]
struct Row {
    id: String,
    reference: String,
    name: String,
    born: Option<Date>,
    team: String,
    sent: Instant,
    by: String,
    status: &'static str,
}

/// What my organisation has sent.
#[derive(Serialize, Debug)]
pub(super) struct SentListPage {
    rows: Vec<Row>,
    /// Whether these are the latest.
    latest: bool,
    /// Where it goes on.
    older: Option<String>,
}

impl Page for SentListPage {
    const TEMPLATE: &'static str = "referral/sent_list";
    fn sample() -> Vec<SentListPage> {
        let row = |status: Status| Row {
            id: "r1".into(),
            reference: "K7MQ-4XRT".into(),
            name: "Walter Ellis".into(),
            born: Date::new(1948, 3, 12),
            team: "Stratford link workers".into(),
            sent: "2026-11-24T09:00:00.000000Z".parse().expect("a sample instant"),
            by: "Grace Okoro".into(),
            status: status.key(),
        };
        let page = |rows, latest, older| SentListPage { rows, latest, older };
        let all = || Status::ALL.map(row).into();
        vec![page(all(), true, Some("/sent?before=r1".into())), page(all(), false, None), page(vec![], true, None)]
    }
}

/// So many lines stand on a page.
const LINES: usize = 25;

async fn list(ctx: Ctx) -> Result<Response> {
    let query = Fields::parse(ctx.request.query.as_deref().unwrap_or("").as_bytes());
    let before: Option<Id<Referral>> = query.get("before").parse().ok();
    let (mut rx, scope) = ctx.list(&SENT_LIST).await?;
    let mut found = store::sent(&mut rx, &scope, before, LINES as i64 + 1).await?;
    let goes_on = found.len() > LINES;
    found.truncate(LINES);
    let teams = identity::team_names(&mut rx, found.iter().map(|r| r.team_id).collect()).await?;
    let workers = identity::names_of(&mut rx, found.iter().map(|r| r.worker_id).collect()).await?;
    drop(rx);
    ctx.showed(scope, found.iter().map(|r| r.id.uuid())).await?;
    let older = found.last().filter(|_| goes_on).map(|r| format!("/sent?before={}", r.id));
    let rows = found
        .into_iter()
        .map(|r| Row {
            id: r.id.to_string(),
            reference: r.reference.to_string(),
            born: r.born,
            team: teams.get(&r.team_id).cloned().unwrap_or_default(),
            sent: r.sent_at,
            by: workers.get(&r.worker_id).cloned().unwrap_or_default(),
            status: r.status().key(),
            name: r.name.into_inner(),
        })
        .collect();
    ctx.page(&SentListPage { rows, latest: before.is_none(), older })
}

/// One referral as its sender sees it: what was said, and how far it has come; nothing of what the person tells the link worker.
#[derive(Serialize, Debug)]
pub(super) struct SentPage {
    id: String,
    view: ReferralView,
    status: &'static str,
    can_withdraw: bool,
    /// Whether the team can still be written to; with the id that the word will have.
    can_write: bool,
    word: String,
    form: FormView,
    returned_why: Option<String>,
    returned_note: Option<String>,
    team_phone: Option<String>,
}

impl Page for SentPage {
    const TEMPLATE: &'static str = "referral/sent";
    fn sample() -> Vec<SentPage> {
        let page = |status: Status, why: Option<&str>| SentPage {
            id: "r1".into(),
            view: ReferralView::example(),
            status: status.key(),
            can_withdraw: status == Status::Waiting,
            can_write: [Status::Waiting, Status::Supported].contains(&status),
            word: "w1".into(),
            form: FormView::default(),
            returned_why: why.map(str::to_owned),
            returned_note: why.map(|_| "Please ask the housing team.".to_owned()),
            team_phone: Some("020 7946 0123".into()),
        };
        let mut wrong = page(Status::Supported, None);
        wrong.form.errors.add("words", "error-word-missing");
        vec![
            wrong,
            page(Status::Waiting, None),
            page(Status::Supported, None),
            page(Status::Returned, Some("It is for another team")),
            page(Status::Withdrawn, None),
            page(Status::Closed, None),
        ]
    }
}

async fn show(ctx: Ctx, Path(id): Path<Id<Referral>>) -> Result<Response> {
    ctx.page(&page(&ctx, id, FormView::default()).await?)
}

async fn page(ctx: &Ctx, id: Id<Referral>, form: FormView) -> Result<SentPage> {
    let (mut rx, referral) = ctx.read(&REFERRAL_VIEW, id).await?;
    let view = view(&mut rx, ctx, &referral).await?;
    let team = identity::team(&mut rx, referral.team_id).await?;
    let pack = crate::pathway::find(&referral.pathway);
    let why = referral
        .returned_why
        .as_deref()
        .map(|code| pack.and_then(|p| p.return_reason(code)).map_or(code, |c| c.label(&ctx.request.lang)).to_owned());
    Ok(SentPage {
        id: id.to_string(),
        status: referral.status().key(),
        can_withdraw: referral.can("withdraw"),
        can_write: referral.takes_words(),
        word: ctx.id::<super::model::Word>().to_string(),
        form,
        returned_why: why,
        returned_note: referral.returned_note.map(kernel::Private::into_inner),
        team_phone: team.and_then(|t| t.phone),
        view,
    })
}

async fn withdraw(ctx: Ctx, Path(id): Path<Id<Referral>>, Form(_): Form) -> Result<Response> {
    actions::withdraw(&ctx, id).await?;
    Ok(see(format!("/sent/{id}?done=referral-withdrawn")))
}

async fn add_word(ctx: Ctx, Path(id): Path<Id<Referral>>, Form(fields): Form) -> Result<Response> {
    let mut reader = Reader::new(&fields);
    let words = reader.text("words", 1000, "error-word-missing");
    if !reader.errors.is_empty() {
        let form = FormView::with(&fields, &reader.errors);
        return ctx.page_invalid(&page(&ctx, id, form).await?);
    }
    let word = fields.get("word").parse().unwrap_or_else(|_| ctx.id());
    actions::add_word(&ctx, id, word, &words, fields.has("reach-only")).await?;
    Ok(see(format!("/sent/{id}?done=word-added")))
}
