//! What is missing: asking for it to be found or started, and saying that it was.

use super::{
    actions,
    store::{self, Gap},
};
use crate::{
    directory,
    identity::{self, Worker},
    policy::{GAP_VIEW, GAP_WRITE},
};
use axum::{extract::Path, response::Response};
use base::{
    Ctx, Error, House, Result, Rx,
    http::{
        form::{Choice, Fields, Form, FormView, Reader},
        page::{Page, see},
        routes::{Access, Route},
    },
};
use kernel::{Id, Instant};
use serde::Serialize;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/gaps", Access::For(&GAP_VIEW), show),
        Route::post("/gaps", Access::For(&GAP_WRITE), ask),
        Route::get("/gaps/{id}", Access::For(&GAP_WRITE), show_answer),
        Route::post("/gaps/{id}", Access::For(&GAP_WRITE), answer),
    ]
}

/// What became of a gap, by code; the label is `gap-{code}`.
const ANSWERS: &[&str] = &["found", "started", "given-up"];

#[derive(Serialize, Debug)]
struct Row {
    id: String,
    need: String,
    area: Option<String>,
    words: String,
    who: String,
    at: Instant,
    answer: Option<String>,
    /// Who answered it, and when.
    by: Option<(String, Instant)>,
    service: Option<(String, String)>,
}

impl Row {
    fn sample(answer: Option<&str>) -> Row {
        Row {
            id: "g1".into(),
            need: "pur-music".into(),
            area: Some("Newham".into()),
            words: "A piano somebody may play by day".into(),
            who: "Sam Lee".into(),
            at: "2026-11-24T09:00:00.000000Z".parse().expect("a sample instant"),
            answer: answer.map(str::to_owned),
            by: answer.map(|_| ("Jo Mensah".into(), "2026-11-25T09:00:00.000000Z".parse().expect("a sample instant"))),
            service: answer.map(|_| ("Tune & Teacake".into(), "tune-and-teacake".into())),
        }
    }
}

/// So many that are open stand on a page.
const PAGE: usize = 50;

/// What is missing.
#[derive(Serialize, Debug)]
pub(super) struct GapsPage {
    open: Vec<Row>,
    /// Where those are that were asked for before these, and after.
    older: Option<String>,
    newer: Option<String>,
    answered: Vec<Row>,
    sought: Vec<directory::Sought>,
    needs: Vec<Choice>,
    boroughs: Vec<Choice>,
    /// Whether the reader may ask and answer.
    writes: bool,
    /// The reader comes from a search that had nothing, with what it was for.
    asks: bool,
    form: FormView,
}

impl Page for GapsPage {
    const TEMPLATE: &'static str = "gap/gaps";
    fn sample() -> Vec<GapsPage> {
        let page = |full: bool, form| GapsPage {
            open: if full { vec![Row::sample(None)] } else { vec![] },
            older: full.then(|| "/gaps?page=3".into()),
            newer: full.then(|| "/gaps?page=1".into()),
            answered: if full { vec![Row::sample(Some("found"))] } else { vec![] },
            sought: if full {
                vec![directory::Sought { area: "Newham".into(), what: "word:tango".into(), times: 9 }]
            } else {
                vec![]
            },
            needs: vec![Choice::new("pur-music", "Music and singing")],
            boroughs: vec![Choice::new("", "Anywhere"), Choice::new("Newham", "Newham")],
            writes: full,
            asks: full,
            form,
        };
        let mut wrong = FormView::default();
        wrong.errors.add("words", "error-gap-words");
        vec![page(true, wrong), page(false, FormView::default())]
    }
}

/// What became of one gap.
#[derive(Serialize, Debug)]
pub(super) struct GapPage {
    gap: Row,
    answers: Vec<Choice>,
    /// What the reader would have said, where somebody else was quicker.
    typed: Option<Typed>,
    form: FormView,
}

#[derive(Serialize, Debug)]
struct Typed {
    answer: String,
    service: String,
}

impl Page for GapPage {
    const TEMPLATE: &'static str = "gap/gap";
    fn sample() -> Vec<GapPage> {
        let page = |answer, form| GapPage {
            gap: Row::sample(answer),
            answers: vec![Choice::new("found", "It was there")],
            typed: answer.map(|_| Typed { answer: "found".into(), service: "/services/tune-and-teacake".into() }),
            form,
        };
        let mut wrong = FormView::default();
        wrong.errors.add("answer", "error-gap-answer");
        wrong.errors.add("service", "error-gap-service");
        vec![page(None, FormView::default()), page(None, wrong), page(Some("started"), FormView::default())]
    }
}

async fn rows(rx: &mut Rx, all: Vec<Gap>) -> Result<Vec<Row>> {
    let mut who: Vec<Id<Worker>> = all.iter().flat_map(|g| [Some(g.worker_id), g.answered_by]).flatten().collect();
    who.sort();
    who.dedup();
    let names = identity::names_of(rx, who).await?;
    let mut rows = Vec::with_capacity(all.len());
    for g in all {
        let service = match g.service_id {
            Some(id) => directory::find(rx, id).await?.map(|s| (s.name, s.slug)),
            None => None,
        };
        rows.push(Row {
            id: g.id.to_string(),
            by: g.answered_by.and_then(|by| names.get(&by).cloned()).zip(g.answered_at),
            who: names.get(&g.worker_id).cloned().unwrap_or_default(),
            need: g.need,
            area: g.area,
            words: g.words,
            at: g.at,
            answer: g.answer,
            service,
        });
    }
    Ok(rows)
}

/// `number`: which page of what is open, from 1.
async fn page(ctx: &Ctx, form: FormView, number: usize) -> Result<GapsPage> {
    let index = directory::index(&ctx.machine).await?;
    let (mut rx, _) = ctx.read(&GAP_VIEW, House::id()).await?;
    let mut open = store::open(&mut rx, PAGE + 1, (number - 1) * PAGE).await?;
    let goes_on = open.len() > PAGE;
    open.truncate(PAGE);
    let answered = store::answered(&mut rx).await?;
    let since = ctx.today().plus_days(-365).to_string()[..7].to_owned();
    let mut sought = directory::sought(&mut rx, &since).await?;
    sought.truncate(30);
    Ok(GapsPage {
        open: rows(&mut rx, open).await?,
        older: goes_on.then(|| format!("/gaps?page={}", number + 1)),
        newer: (number > 1).then(|| format!("/gaps?page={}", number - 1)),
        answered: rows(&mut rx, answered).await?,
        sought,
        needs: index.needs.iter().map(|n| Choice::new(n.code.clone(), ctx.t(&format!("need-{}", n.code)))).collect(),
        boroughs: std::iter::once(Choice::new("", ctx.t("gap-anywhere")))
            .chain(index.boroughs().into_iter().map(|b| Choice::new(&b.name, &b.name)))
            .collect(),
        writes: ctx.might(&GAP_WRITE),
        asks: false,
        form,
    })
}

async fn show(ctx: Ctx) -> Result<Response> {
    let from_search = Fields::parse(ctx.request.query.as_deref().unwrap_or_default().as_bytes());
    let asks = from_search.has("need") || from_search.has("area");
    // Further than this nobody reads, and a number that is too large is none.
    let number = from_search.get("page").parse().ok().filter(|n| (1..=1000).contains(n)).unwrap_or(1);
    ctx.page(&GapsPage { asks, ..page(&ctx, FormView::of(&from_search), number).await? })
}

async fn ask(ctx: Ctx, Form(fields): Form) -> Result<Response> {
    let index = directory::index(&ctx.machine).await?;
    let codes: Vec<&str> = index.needs.iter().map(|n| n.code.as_str()).collect();
    let boroughs = index.boroughs();
    let boroughs: Vec<&str> = boroughs.iter().map(|b| b.name.as_str()).collect();
    let mut reader = Reader::new(&fields);
    let need = reader.choice("need", &codes, "error-gap-need");
    let area = reader.optional_choice("area", &boroughs);
    let words = reader.text("words", 300, "error-gap-words");
    if !reader.errors.is_empty() {
        let form = FormView::with(&fields, &reader.errors);
        return ctx.page_invalid(&page(&ctx, form, 1).await?);
    }
    actions::ask(&ctx, &need, area.as_deref(), &words).await?;
    Ok(see("/gaps?done=gap-asked"))
}

/// The service that somebody names by its address.
async fn named(rx: &mut Rx, fields: &Fields) -> Result<Option<Id<directory::Service>>> {
    let typed = fields.get("service").trim();
    let slug = typed.trim_end_matches('/').rsplit('/').next().unwrap_or_default().split('?').next().unwrap_or_default();
    if slug.is_empty() { Ok(None) } else { Ok(directory::find_slug(rx, slug).await?.map(|s| s.id)) }
}

async fn gap_page(ctx: &Ctx, id: Id<Gap>, form: FormView) -> Result<GapPage> {
    let (mut rx, _) = ctx.read(&GAP_VIEW, House::id()).await?;
    let gap = store::find(&mut rx, id).await?.ok_or(Error::NotFound)?;
    let gap = rows(&mut rx, vec![gap]).await?.pop().ok_or(Error::NotFound)?;
    Ok(GapPage { gap, answers: ctx.choices("gap", ANSWERS), typed: None, form })
}

async fn show_answer(ctx: Ctx, Path(id): Path<Id<Gap>>) -> Result<Response> {
    ctx.page(&gap_page(&ctx, id, FormView::default()).await?)
}

async fn answer(ctx: Ctx, Path(id): Path<Id<Gap>>, Form(fields): Form) -> Result<Response> {
    let mut reader = Reader::new(&fields);
    let answer = reader.choice("answer", ANSWERS, "error-gap-answer");
    let (mut rx, _) = ctx.read(&GAP_VIEW, House::id()).await?;
    let service = named(&mut rx, &fields).await?;
    drop(rx);
    if service.is_none() && !fields.get("service").trim().is_empty() {
        reader.errors.add("service", "error-gap-service");
    }
    if !reader.errors.is_empty() {
        let form = FormView::with(&fields, &reader.errors);
        return ctx.page_invalid(&gap_page(&ctx, id, form).await?);
    }
    if !actions::answer(&ctx, id, &answer, service).await? {
        let typed = Some(Typed { answer, service: fields.get("service").trim().to_owned() });
        return ctx.page_invalid(&GapPage { typed, ..gap_page(&ctx, id, FormView::default()).await? });
    }
    Ok(see("/gaps?done=gap-answered"))
}
