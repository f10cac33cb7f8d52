//! Accepting from the inbox, taking up again, and reading what the referrer writes later: what a case has from outside. (The page on which it ends is `onward`'s, which knows what is still under way.)

use super::{
    actions::{self, Accept, Same},
    model::Case,
    record::me,
};
use crate::{
    policy::{CASE_OPEN, CASE_REOPEN, CASE_VIEW, REFERRAL_WORD_READ},
    referral::{self, Referral, Word},
};
use axum::{extract::Path, response::Response};
use base::{
    Ctx, Error, Result,
    events::Event,
    http::{
        form::{Form, FormView},
        page::see,
        routes::{Access, Route},
    },
};
use kernel::Id;
use serde::{Deserialize, Serialize};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::post("/inbox/{id}/accept", Access::For(&CASE_OPEN), accept),
        Route::post("/cases/{id}/reopen", Access::For(&CASE_REOPEN), reopen),
        Route::post("/cases/{id}/words/{word}/read", Access::For(&REFERRAL_WORD_READ), read_word),
    ]
}

/// A referral was accepted and a case opened.
#[derive(Debug, Serialize, Deserialize)]
pub struct CaseOpened {
    pub case: Id<Case>,
}

impl Event for CaseOpened {
    const KIND: &'static str = "case-opened";
    const SUBSCRIBERS: &'static [&'static str] = &[];
}

/// A case was closed with a reason of its pathway.
#[derive(Debug, Serialize, Deserialize)]
pub struct CaseClosed {
    pub case: Id<Case>,
    pub why: String,
}

impl Event for CaseClosed {
    const KIND: &'static str = "case-closed";
    const SUBSCRIBERS: &'static [&'static str] = &[];
}

async fn accept(ctx: Ctx, Path(id): Path<Id<Referral>>, Form(fields): Form) -> Result<Response> {
    let same = match fields.get("same") {
        "" => None,
        "none" => Some(Same::Nobody),
        chosen => Some(Same::As(chosen.parse().map_err(|_| Error::NotFound)?)),
    };
    let version = fields.get("version").parse().unwrap_or_default();
    match actions::accept(&ctx, Accept { referral: id, version, worker: me(&ctx)?, same }).await {
        Ok(case) => Ok(see(format!("/cases/{case}?done=case-opened"))),
        Err(Error::Invalid(errors)) => referral::incoming_again(&ctx, id, FormView::with(&fields, &errors)).await,
        Err(other) => Err(other),
    }
}

async fn reopen(ctx: Ctx, Path(id): Path<Id<Case>>, Form(fields): Form) -> Result<Response> {
    actions::reopen(&ctx, id, Some(fields.get("version").parse().unwrap_or_default())).await?;
    Ok(see(format!("/cases/{id}?done=case-reopened")))
}

async fn read_word(ctx: Ctx, Path((id, word)): Path<(Id<Case>, Id<Word>)>, Form(_): Form) -> Result<Response> {
    let (rx, case) = ctx.read(&CASE_VIEW, id).await?;
    drop(rx);
    referral::read_word(&ctx, case.referral_id, word).await?;
    Ok(see(format!("/cases/{id}?done=word-read")))
}
