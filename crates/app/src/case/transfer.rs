//! Giving a case to a colleague, and taking a merge back.

use super::{
    actions,
    model::Case,
    record::{Banner, banner},
};
use crate::{
    identity,
    policy::{CASE_TRANSFER, CASE_WRITE, LEAD, LINK_WORKER},
};
use axum::{extract::Path, response::Response};
use base::{
    Ctx, Error, Result,
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
        Route::get("/cases/{id}/transfer", Access::For(&CASE_TRANSFER), show),
        Route::post("/cases/{id}/transfer", Access::For(&CASE_TRANSFER), submit),
        Route::post("/cases/{id}/unmerge", Access::For(&CASE_WRITE), unmerge),
    ]
}

/// To whom?
#[derive(Serialize, Debug)]
pub(super) struct TransferPage {
    banner: Banner,
    version: i64,
    colleagues: Vec<Choice>,
    form: FormView,
}

impl Page for TransferPage {
    const TEMPLATE: &'static str = "case/transfer";
    fn sample() -> Vec<TransferPage> {
        let mut form = FormView::default();
        form.errors.add("worker", "error-transfer-worker");
        let page = |colleagues, form| TransferPage { banner: Banner::example(""), version: 1, colleagues, form };
        vec![page(vec![Choice::new("w1", "Amal Haddad")], form), page(vec![], FormView::default())]
    }
}

async fn transfer_page(ctx: &Ctx, id: Id<Case>, form: FormView) -> Result<TransferPage> {
    let (mut rx, case) = ctx.read(&CASE_TRANSFER, id).await?;
    let mut colleagues: Vec<Choice> = identity::colleagues(&mut rx, case.team_id)
        .await?
        .into_iter()
        .filter(|c| [LINK_WORKER, LEAD].contains(&c.role.as_str()) && c.worker_id != case.worker_id)
        .map(|c| Choice::new(c.worker_id.to_string(), c.name))
        .collect();
    // Somebody may hold both roles.
    colleagues.dedup_by(|a, b| a.value == b.value);
    let banner = banner(&mut rx, ctx, &case, "").await?;
    Ok(TransferPage { banner, version: case.version, colleagues, form })
}

async fn show(ctx: Ctx, Path(id): Path<Id<Case>>) -> Result<Response> {
    ctx.page(&transfer_page(&ctx, id, FormView::default()).await?)
}

async fn submit(ctx: Ctx, Path(id): Path<Id<Case>>, Form(fields): Form) -> Result<Response> {
    let page = transfer_page(&ctx, id, FormView::default()).await?;
    let codes: Vec<&str> = page.colleagues.iter().map(|c| c.value.as_str()).collect();
    let mut reader = Reader::new(&fields);
    let to = reader.choice("worker", &codes, "error-transfer-worker");
    let why = reader.optional("why", 500);
    if !reader.errors.is_empty() {
        let form = FormView::with(&fields, &reader.errors);
        return ctx.page_invalid(&TransferPage { form, ..page });
    }
    let version = fields.get("version").parse().unwrap_or_default();
    let to = to.parse().map_err(|_| Error::NotFound)?;
    actions::transfer(&ctx, id, Some(version), to, why).await?;
    Ok(see("/cases?done=case-transferred"))
}

async fn unmerge(ctx: Ctx, Path(id): Path<Id<Case>>, Form(fields): Form) -> Result<Response> {
    actions::unmerge(&ctx, id, fields.get("version").parse().unwrap_or_default()).await?;
    Ok(see(format!("/cases/{id}?done=case-unmerged")))
}
