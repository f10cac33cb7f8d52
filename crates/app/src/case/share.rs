//! The person said no to sharing what the referrer wrote, and now says yes: the link worker writes down that they asked, and how.

use super::{
    model::Case,
    record::{Banner, Choice, banner, choices},
};
use crate::{
    person::{self, Answer, Fact, HOW, NewAgreement},
    policy::CASE_WRITE,
    referral,
};
use axum::{extract::Path, response::Response};
use base::{
    Ctx, Error, Result,
    history::{self, Change},
    http::{
        form::{Form, FormView, Reader},
        page::{Page, see},
        routes::{Access, Route},
    },
};
use kernel::Id;
use serde::Serialize;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/cases/{id}/share", Access::For(&CASE_WRITE), show),
        Route::post("/cases/{id}/share", Access::For(&CASE_WRITE), submit),
    ]
}

/// Have they said yes?
#[derive(Serialize, Debug)]
pub(super) struct SharePage {
    banner: Banner,
    name: String,
    hows: Vec<Choice>,
    form: FormView,
}

impl Page for SharePage {
    const TEMPLATE: &'static str = "case/share";
    fn sample() -> Vec<SharePage> {
        let mut form = FormView::default();
        form.errors.add("how", "error-asked-how-missing");
        let hows = vec![Choice::new("telephone", "By telephone")];
        vec![SharePage { banner: Banner::example(""), name: "Walter Ellis".into(), hows, form }]
    }
}

async fn page(ctx: &Ctx, id: Id<Case>, form: FormView) -> Result<Response> {
    let (mut rx, case) = ctx.read(&CASE_WRITE, id).await?;
    let banner = banner(&mut rx, ctx, &case, "").await?;
    let name = super::person_of(&mut rx, &case).await?.name.into_inner();
    let wrong = !form.errors.is_empty();
    let page = SharePage { banner, name, hows: choices(ctx, "how", HOW), form };
    if wrong { ctx.page_invalid(&page) } else { ctx.page(&page) }
}

async fn show(ctx: Ctx, Path(id): Path<Id<Case>>) -> Result<Response> {
    page(&ctx, id, FormView::default()).await
}

async fn submit(ctx: Ctx, Path(id): Path<Id<Case>>, Form(fields): Form) -> Result<Response> {
    let mut reader = Reader::new(&fields);
    let how = reader.choice("how", HOW, "error-asked-how-missing");
    if !reader.errors.is_empty() {
        return page(&ctx, id, FormView::with(&fields, &reader.errors)).await;
    }
    let (mut tx, case) = ctx.write(&CASE_WRITE, id).await?;
    let sent = referral::find(&mut tx, case.referral_id).await?.ok_or(Error::NotFound)?;
    // Said twice (a double click) is said once.
    if referral::withheld(&mut tx, &sent).await? {
        let yes = NewAgreement {
            fact: Fact::Share,
            answer: Answer::Yes,
            subject: sent.id.uuid(),
            recipient: Some(sent.team_id.uuid()),
            what: None,
            how: Some(&how),
            on: Some(ctx.today()),
            note: None,
        };
        person::record_agreement(&mut tx, &ctx, sent.person_id, yes).await?;
        history::append(&mut tx, &ctx, id.uuid(), Change { event: "case-words-shared", ..Default::default() }).await?;
    }
    tx.commit().await?;
    Ok(see(format!("/cases/{id}?done=words-shared")))
}
