//! What matters to the person, in their words.

use super::{
    actions::{self, NewMatter},
    store,
};
use crate::{
    case::{self, Banner, Case},
    identity,
    policy::{CASE_VIEW, PLAN_WRITE},
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
use kernel::{Id, Instant};
use serde::Serialize;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/cases/{id}/matters", Access::For(&CASE_VIEW), show),
        Route::post("/cases/{id}/matters", Access::For(&PLAN_WRITE), submit),
    ]
}

#[derive(Serialize, Debug)]
struct Written {
    words: String,
    own_words: bool,
    with_interpreter: bool,
    by: String,
    at: Instant,
}

/// What matters, how to change it, and what was written before.
#[derive(Serialize, Debug)]
pub(super) struct MattersPage {
    banner: Banner,
    after: i64,
    now: Option<Written>,
    before: Vec<Written>,
    form: FormView,
}

impl Page for MattersPage {
    const TEMPLATE: &'static str = "plan/matters";
    fn sample() -> Vec<MattersPage> {
        let written = |own_words| Written {
            words: "I want to hear a piano again.".into(),
            own_words,
            with_interpreter: own_words,
            by: "Sam Lee".into(),
            at: "2026-11-24T09:00:00.000000Z".parse().expect("a sample instant"),
        };
        let mut form = FormView::default();
        form.errors.add("words", "error-matters-missing");
        form.errors.add("own-words", "error-own-words");
        vec![
            MattersPage {
                banner: Banner::example("/matters"),
                after: 2,
                now: Some(written(true)),
                before: vec![written(false)],
                form,
            },
            MattersPage {
                banner: Banner::bare("/matters"),
                after: 0,
                now: None,
                before: vec![],
                form: FormView::default(),
            },
        ]
    }
}

async fn page(ctx: &Ctx, id: Id<Case>, form: Option<FormView>) -> Result<MattersPage> {
    let (mut rx, case) = ctx.read(&CASE_VIEW, id).await?;
    let banner = case::banner(&mut rx, ctx, &case, "/matters").await?;
    let mut all: Vec<_> = store::matters(&mut rx, id).await?;
    let names = identity::names_of(&mut rx, all.iter().map(|m| m.worker_id).collect()).await?;
    let after = all.first().map_or(0, |m| m.number);
    let form = form.unwrap_or_else(|| {
        let mut values = Fields::default();
        if let Some(last) = all.first() {
            values.set("words", last.words.0.clone());
            values.set("own-words", if last.own_words { "yes" } else { "no" });
        }
        FormView::of(&values)
    });
    let mut written = all.drain(..).map(|m| Written {
        words: m.words.into_inner(),
        own_words: m.own_words,
        with_interpreter: m.with_interpreter,
        by: names.get(&m.worker_id).cloned().unwrap_or_default(),
        at: m.written_at,
    });
    Ok(MattersPage { banner, after, now: written.next(), before: written.collect(), form })
}

async fn show(ctx: Ctx, Path(id): Path<Id<Case>>) -> Result<Response> {
    ctx.page(&page(&ctx, id, None).await?)
}

async fn submit(ctx: Ctx, Path(id): Path<Id<Case>>, Form(fields): Form) -> Result<Response> {
    let mut r = Reader::new(&fields);
    let words = r.text("words", 4000, "error-matters-missing");
    let own_words = r.choice("own-words", &["yes", "no"], "error-own-words") == "yes";
    if !r.errors.is_empty() {
        let form = FormView::with(&fields, &r.errors);
        return ctx.page_invalid(&page(&ctx, id, Some(form)).await?);
    }
    let new = NewMatter {
        after: fields.get("after").parse().unwrap_or_default(),
        by: case::me(&ctx)?,
        words,
        own_words,
        with_interpreter: fields.get("interpreter") == "yes",
    };
    actions::write_matter(&ctx, id, new).await?;
    Ok(see(format!("/cases/{id}/matters?done=matters-written")))
}
