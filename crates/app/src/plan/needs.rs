//! Needs and strengths.

use super::{
    actions::{self, NewNeed},
    model::{NEED_CODES, Need, SOURCES},
    store,
};
use crate::{
    case::{self, Banner, Case},
    policy::{CASE_VIEW, PLAN_WRITE},
};
use axum::{extract::Path, response::Response};
use base::{
    Ctx, Result,
    http::{
        form::{Choice, Fields, Form, FormView, Reader},
        page::{Page, see},
        routes::{Access, Route},
    },
};
use kernel::{Id, Private};
use serde::Serialize;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/cases/{id}/needs", Access::For(&CASE_VIEW), show),
        Route::post("/cases/{id}/needs", Access::For(&PLAN_WRITE), submit),
        Route::post("/cases/{id}/needs/{need}/withdraw", Access::For(&PLAN_WRITE), withdraw),
    ]
}

#[derive(Serialize, Debug)]
struct Line {
    id: String,
    label: Option<String>,
    words: Option<String>,
    source: String,
    priority: i64,
}

/// What somebody needs, and what they bring.
#[derive(Serialize, Debug)]
pub(super) struct NeedsPage {
    banner: Banner,
    needs: Vec<Line>,
    strengths: Vec<Line>,
    codes: Vec<Choice>,
    sources: Vec<Choice>,
    form: FormView,
}

impl Page for NeedsPage {
    const TEMPLATE: &'static str = "plan/needs";
    fn sample() -> Vec<NeedsPage> {
        let line = |label: Option<&str>, words: Option<&str>| Line {
            id: "n1".into(),
            label: label.map(str::to_owned),
            words: words.map(str::to_owned),
            source: "worker".into(),
            priority: 1,
        };
        let page = |banner, needs, strengths, wrong: &[(&str, &str)]| {
            let mut form = FormView::default();
            for (field, key) in wrong {
                form.errors.add(field, key);
            }
            let codes = vec![Choice::new("", ""), Choice::new("soc-lonely", "Loneliness")];
            NeedsPage { banner, needs, strengths, codes, sources: vec![Choice::new("person", "They said it")], form }
        };
        let piano =
            vec![line(Some("Music"), Some("Played the piano for forty years")), line(None, Some("Makes people laugh"))];
        let wrong = [
            ("polarity", "error-polarity"),
            ("code", "error-need-code"),
            ("source", "error-source"),
            ("words", "error-strength-words"),
        ];
        vec![
            page(Banner::example("/needs"), vec![line(Some("Loneliness"), None)], piano, &wrong),
            page(Banner::bare("/needs"), vec![], vec![], &[]),
        ]
    }
}

async fn page(ctx: &Ctx, id: Id<Case>, form: FormView) -> Result<NeedsPage> {
    let (mut rx, case) = ctx.read(&CASE_VIEW, id).await?;
    let banner = case::banner(&mut rx, ctx, &case, "/needs").await?;
    let all = store::needs_of(&mut rx, id).await?;
    let (strengths, needs): (Vec<Need>, Vec<Need>) = all.into_iter().partition(Need::is_strength);
    let lines = |all: Vec<Need>| {
        all.into_iter()
            .map(|n| Line {
                id: n.id.to_string(),
                label: n.code.as_deref().map(|c| case::need_label(ctx, c)),
                words: n.words.map(Private::into_inner),
                source: n.source,
                priority: n.priority,
            })
            .collect()
    };
    let mut codes = vec![Choice::new("", "")];
    codes.extend(NEED_CODES.iter().map(|c| Choice::new(*c, case::need_label(ctx, c))));
    Ok(NeedsPage {
        banner,
        needs: lines(needs),
        strengths: lines(strengths),
        codes,
        sources: ctx.choices("source", SOURCES),
        form,
    })
}

async fn show(ctx: Ctx, Path(id): Path<Id<Case>>) -> Result<Response> {
    let mut values = Fields::default();
    values.set("need", ctx.id::<Need>().to_string());
    values.set("source", "person");
    values.set("priority", "2");
    ctx.page(&page(&ctx, id, FormView::of(&values)).await?)
}

async fn submit(ctx: Ctx, Path(id): Path<Id<Case>>, Form(fields): Form) -> Result<Response> {
    let mut r = Reader::new(&fields);
    let polarity = r.choice("polarity", &["need", "strength"], "error-polarity");
    let code = r.optional_choice("code", NEED_CODES);
    let words = r.optional("words", 500);
    let source = r.choice("source", SOURCES, "error-source");
    let priority = r.optional_choice("priority", &["1", "2", "3"]);
    if polarity == "need" && code.is_none() {
        r.errors.add("code", "error-need-code");
    }
    if polarity == "strength" && code.is_none() && words.is_none() {
        r.errors.add("words", "error-strength-words");
    }
    if !r.errors.is_empty() {
        let form = FormView::with(&fields, &r.errors);
        return ctx.page_invalid(&page(&ctx, id, form).await?);
    }
    let new = NewNeed {
        id: fields.get("need").parse().unwrap_or_else(|_| ctx.id()),
        by: case::me(&ctx)?,
        polarity,
        code,
        words,
        source,
        priority: priority.and_then(|p| p.parse().ok()).unwrap_or(2),
    };
    actions::add_need(&ctx, id, new).await?;
    Ok(see(format!("/cases/{id}/needs?done=need-added")))
}

async fn withdraw(ctx: Ctx, Path((id, need)): Path<(Id<Case>, Id<Need>)>, Form(_): Form) -> Result<Response> {
    actions::withdraw_need(&ctx, id, need).await?;
    Ok(see(format!("/cases/{id}/needs?done=need-withdrawn")))
}
