//! What anybody can say of an entry: that something is wrong with it, or that they look after it.

use super::{actions, keepers, model::PROBLEMS};
use crate::{
    directory::{self, Service},
    policy::SERVICE_VIEW,
};
use axum::{extract::Path, response::Response};
use base::{
    Ctx, Error, House, Result,
    http::{
        form::{Choice, Form, FormView, Reader},
        page::{Page, see},
        routes::{Access, Route},
    },
};
use serde::Serialize;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/services/{slug}/problem", Access::Public, show_problem),
        Route::post("/services/{slug}/problem", Access::Public, problem),
        Route::get("/services/{slug}/claim", Access::Public, show_claim),
        Route::post("/services/{slug}/claim", Access::Public, claim),
    ]
}

/// Saying what is wrong with an entry.
#[derive(Serialize, Debug)]
pub(super) struct ProblemPage {
    name: String,
    slug: String,
    problems: Vec<Choice>,
    form: FormView,
}

impl Page for ProblemPage {
    const TEMPLATE: &'static str = "upkeep/problem";
    const PUBLIC: bool = true;
    fn sample() -> Vec<ProblemPage> {
        let page = |form| ProblemPage {
            name: "Carpenters Road Singers".into(),
            slug: "carpenters-road-singers".into(),
            problems: vec![Choice::new("closed", "It has closed"), Choice::new("times", "The days or times are wrong")],
            form,
        };
        let mut wrong = FormView::default();
        wrong.errors.add("what", "error-problem-what");
        vec![page(FormView::default()), page(wrong)]
    }
}

/// Saying that one looks after an entry.
#[derive(Serialize, Debug)]
pub(super) struct ClaimPage {
    name: String,
    slug: String,
    form: FormView,
}

impl Page for ClaimPage {
    const TEMPLATE: &'static str = "upkeep/claim";
    const PUBLIC: bool = true;
    fn sample() -> Vec<ClaimPage> {
        let page =
            |form| ClaimPage { name: "Carpenters Road Singers".into(), slug: "carpenters-road-singers".into(), form };
        let mut wrong = FormView::default();
        wrong.errors.add("email", "error-email");
        vec![page(FormView::default()), page(wrong)]
    }
}

/// A message is on its way, or none.
#[derive(Serialize, Debug)]
pub(super) struct SentPage {
    /// What for: a key of the strings.
    key: &'static str,
}

impl SentPage {
    pub fn of(key: &'static str) -> SentPage {
        SentPage { key }
    }
}

impl Page for SentPage {
    const TEMPLATE: &'static str = "upkeep/sent";
    const PUBLIC: bool = true;
    fn sample() -> Vec<SentPage> {
        ["claim-sent", "claim-many", "keep-sent"].map(SentPage::of).into()
    }
}

/// The open service at an address.
pub(super) async fn service(ctx: &Ctx, slug: &str) -> Result<Service> {
    let (mut rx, _) = ctx.read(&SERVICE_VIEW, House::id()).await?;
    directory::find_slug(&mut rx, slug).await?.filter(|s| s.closed_at.is_none()).ok_or(Error::NotFound)
}

fn problem_page(ctx: &Ctx, s: &Service, form: FormView) -> ProblemPage {
    ProblemPage { name: s.name.clone(), slug: s.slug.clone(), problems: ctx.choices("problem", PROBLEMS), form }
}

async fn show_problem(ctx: Ctx, Path(slug): Path<String>) -> Result<Response> {
    let service = service(&ctx, &slug).await?;
    ctx.page(&problem_page(&ctx, &service, FormView::default()))
}

async fn problem(ctx: Ctx, Path(slug): Path<String>, Form(fields): Form) -> Result<Response> {
    let service = service(&ctx, &slug).await?;
    let mut reader = Reader::new(&fields);
    let what = reader.choice("what", PROBLEMS, "error-problem-what");
    let words = reader.optional("words", 600);
    if what == "other" && words.is_none() && reader.errors.is_empty() {
        reader.errors.add("words", "error-problem-words");
    }
    if !reader.errors.is_empty() {
        return ctx.page_invalid(&problem_page(&ctx, &service, FormView::with(&fields, &reader.errors)));
    }
    actions::report(&ctx, service.id, &what, words).await?;
    Ok(see(format!("/services/{slug}?done=problem")))
}

async fn show_claim(ctx: Ctx, Path(slug): Path<String>) -> Result<Response> {
    let service = service(&ctx, &slug).await?;
    ctx.page(&ClaimPage { name: service.name, slug, form: FormView::default() })
}

async fn claim(ctx: Ctx, Path(slug): Path<String>, Form(fields): Form) -> Result<Response> {
    let service = service(&ctx, &slug).await?;
    let mut reader = Reader::new(&fields);
    let name = reader.text("who", 80, "error-claim-who");
    let email = reader.email("email");
    if email.is_none() && !reader.errors.0.contains_key("email") {
        reader.errors.add("email", "error-email");
    }
    let said = reader.optional("said", 300);
    let (Some(email), true) = (email, reader.errors.is_empty()) else {
        let form = FormView::with(&fields, &reader.errors);
        return ctx.page_invalid(&ClaimPage { name: service.name, slug, form });
    };
    let sent = keepers::begin(&ctx, service.id, &name, &email, said).await?;
    ctx.page(&SentPage::of(if sent { "claim-sent" } else { "claim-many" }))
}
