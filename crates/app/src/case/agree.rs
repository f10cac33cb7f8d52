//! The person had said no, to being referred or to sharing what the referrer wrote, and now says yes: whoever supports them writes down that they asked,
//! and how.

use super::{
    model::Case,
    record::{Banner, banner},
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
        form::{Choice, Form, FormView, Reader},
        page::{Page, see},
        routes::{Access, Route},
    },
};
use kernel::Id;
use serde::Serialize;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/cases/{id}/agree/{fact}", Access::For(&CASE_WRITE), show),
        Route::post("/cases/{id}/agree/{fact}", Access::For(&CASE_WRITE), submit),
    ]
}

/// Something that can be said yes to again.
#[derive(Clone, Copy)]
struct Again {
    fact: Fact,
    /// Keys of the strings: the page's title, what the history calls it, what is said when it is done.
    title: &'static str,
    event: &'static str,
    done: &'static str,
}

const AGAIN: [Again; 2] = [
    Again { fact: Fact::Share, title: "again-share", event: "case-words-shared", done: "words-shared" },
    Again { fact: Fact::Referred, title: "again-referred", event: "case-agreed-again", done: "agreed-again" },
];

fn again(code: &str) -> Result<Again> {
    AGAIN.into_iter().find(|a| a.fact.code() == code).ok_or(Error::NotFound)
}

/// Have they said yes?
#[derive(Serialize, Debug)]
pub(super) struct AgreePage {
    banner: Banner,
    name: String,
    title: &'static str,
    hows: Vec<Choice>,
    form: FormView,
}

impl Page for AgreePage {
    const TEMPLATE: &'static str = "case/agree";
    fn sample() -> Vec<AgreePage> {
        let page = |again: Again| {
            let mut form = FormView::default();
            form.errors.add("how", "error-asked-how-missing");
            let hows = vec![Choice::new("telephone", "By telephone")];
            AgreePage { banner: Banner::example(""), name: "Walter Ellis".into(), title: again.title, hows, form }
        };
        AGAIN.map(page).into()
    }
}

async fn page(ctx: &Ctx, id: Id<Case>, again: Again, form: FormView) -> Result<AgreePage> {
    let (mut rx, case) = ctx.read(&CASE_WRITE, id).await?;
    let banner = banner(&mut rx, ctx, &case, "").await?;
    let name = super::person_of(&mut rx, &case).await?.name.into_inner();
    Ok(AgreePage { banner, name, title: again.title, hows: ctx.choices("how", HOW), form })
}

async fn show(ctx: Ctx, Path((id, fact)): Path<(Id<Case>, String)>) -> Result<Response> {
    ctx.page(&page(&ctx, id, again(&fact)?, FormView::default()).await?)
}

async fn submit(ctx: Ctx, Path((id, fact)): Path<(Id<Case>, String)>, Form(fields): Form) -> Result<Response> {
    let again = again(&fact)?;
    let Again { fact, event, done, .. } = again;
    let mut reader = Reader::new(&fields);
    let how = reader.choice("how", HOW, "error-asked-how-missing");
    if !reader.errors.is_empty() {
        return ctx.page_invalid(&page(&ctx, id, again, FormView::with(&fields, &reader.errors)).await?);
    }
    let (mut tx, case) = ctx.write(&CASE_WRITE, id).await?;
    // Said twice (a double click) is said once.
    if referral::refuses(&mut tx, case.referral_id, fact).await? {
        let sent = referral::find(&mut tx, case.referral_id).await?.ok_or(Error::NotFound)?;
        let yes = NewAgreement {
            fact,
            answer: Answer::Yes,
            subject: sent.id.uuid(),
            recipient: (fact == Fact::Share).then(|| sent.team_id.uuid()),
            what: None,
            how: Some(&how),
            on: Some(ctx.today()),
            note: None,
        };
        person::record_agreement(&mut tx, &ctx, sent.person_id, yes).await?;
        history::append(&mut tx, &ctx, id.uuid(), Change { event, ..Default::default() }).await?;
    }
    tx.commit().await?;
    Ok(see(format!("/cases/{id}?done={done}")))
}
