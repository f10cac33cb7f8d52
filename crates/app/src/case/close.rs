//! Accepting from the inbox, closing with a reason, taking up again: where a case begins and ends.

use super::{
    actions::{self, Accept, Same},
    model::Case,
    record::{Banner, Choice, banner, me},
};
use crate::{
    pathway,
    policy::{CASE_CLOSE, CASE_OPEN},
    referral::{self, Referral},
};
use axum::{extract::Path, response::Response};
use base::{
    Ctx, Error, Result,
    events::Event,
    http::{
        form::{Form, FormView, Reader},
        page::{Page, see},
        routes::{Access, Route},
    },
};
use kernel::{Id, Instant};
use serde::{Deserialize, Serialize};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::post("/inbox/{id}/accept", Access::For(&CASE_OPEN), accept),
        Route::get("/cases/{id}/close", Access::For(&CASE_CLOSE), show),
        Route::post("/cases/{id}/close", Access::For(&CASE_CLOSE), submit),
        Route::post("/cases/{id}/reopen", Access::For(&CASE_CLOSE), reopen),
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

/// Closing a case.
#[derive(Serialize, Debug)]
pub(super) struct ClosePage {
    banner: Banner,
    version: i64,
    reasons: Vec<Choice>,
    last_contact: Option<Instant>,
    attempts: i64,
    next_step: Option<String>,
    form: FormView,
}

impl Page for ClosePage {
    const TEMPLATE: &'static str = "case/close";
    fn sample() -> Vec<ClosePage> {
        let page = |wrong: Option<&str>, next_step: Option<&str>| {
            let mut form = FormView::default();
            if let Some(key) = wrong {
                form.errors.add("why", key);
            }
            ClosePage {
                banner: Banner::example(""),
                version: 1,
                reasons: vec![Choice::new("moved", "Moved away")],
                last_contact: next_step.map(|_| "2026-11-24T09:00:00.000000Z".parse().expect("a sample instant")),
                attempts: 2,
                next_step: next_step.map(str::to_owned),
                form,
            }
        };
        vec![
            page(None, None),
            page(Some("error-close-why"), Some("Visit")),
            page(Some("error-close-never-spoken"), None),
            page(Some("error-close-never-tried"), None),
        ]
    }
}

async fn close_page(ctx: &Ctx, id: Id<Case>, form: FormView) -> Result<ClosePage> {
    let (mut rx, case) = ctx.read(&CASE_CLOSE, id).await?;
    if !case.can("close", ctx.now()) {
        return Err(Error::Conflict("conflict-case-closed"));
    }
    let banner = banner(&mut rx, ctx, &case, "").await?;
    let pack = pathway::find(&case.pathway).ok_or(Error::NotFound)?;
    let lang = ctx.request.lang.as_str();
    Ok(ClosePage {
        banner,
        version: case.version,
        reasons: pack.closures.iter().map(|c| Choice::new(&c.code, c.label(lang))).collect(),
        last_contact: case.last_contact_at,
        attempts: case.attempts,
        next_step: case.next_step.map(kernel::Private::into_inner),
        form,
    })
}

async fn show(ctx: Ctx, Path(id): Path<Id<Case>>) -> Result<Response> {
    ctx.page(&close_page(&ctx, id, FormView::default()).await?)
}

async fn submit(ctx: Ctx, Path(id): Path<Id<Case>>, Form(fields): Form) -> Result<Response> {
    let mut reader = Reader::new(&fields);
    let note = reader.optional("note", 2000);
    let mut errors = reader.errors;
    let version = fields.get("version").parse().unwrap_or_default();
    if errors.is_empty() {
        match actions::close(&ctx, id, Some(version), me(&ctx)?, fields.get("why"), note).await {
            Ok(()) => return Ok(see(format!("/cases/{id}?done=case-closed"))),
            Err(Error::Invalid(wrong)) => errors = wrong,
            Err(other) => return Err(other),
        }
    }
    ctx.page_invalid(&close_page(&ctx, id, FormView::with(&fields, &errors)).await?)
}

async fn reopen(ctx: Ctx, Path(id): Path<Id<Case>>, Form(fields): Form) -> Result<Response> {
    actions::reopen(&ctx, id, Some(fields.get("version").parse().unwrap_or_default())).await?;
    Ok(see(format!("/cases/{id}?done=case-reopened")))
}
