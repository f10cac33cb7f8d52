//! One entry, for whoever works here: how far it can be relied on and why, where each field comes from, what waits, and writing down that one rang.

use super::{
    actions::{self, Found},
    asking,
    edit::{self, By},
    forms, hidden,
    keep::paused,
    keepers,
    model::{Keeper, Problem},
    public,
    store::{self, lists},
};
use crate::{
    directory::{self, Correction, Field, Service, Truth},
    policy::{LISTING_DECIDE, LISTING_PROPOSE, SERVICE_CHECK, UPKEEP_VIEW},
};
use axum::{extract::Path, response::Response};
use base::{
    Ctx, Error, House, Result,
    http::{
        form::{Form, FormView, Reader},
        page::{Page, see},
        routes::{Access, Route},
    },
};
use hsds::Issue;
use kernel::{Id, Instant};
use serde::Serialize;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/services/{slug}/upkeep", Access::For(&UPKEEP_VIEW), show),
        Route::post("/services/{slug}/upkeep", Access::For(&SERVICE_CHECK), checked),
        Route::post("/services/{slug}/upkeep/resume", Access::For(&LISTING_DECIDE), resume),
        Route::post("/services/{slug}/upkeep/ask", Access::For(&SERVICE_CHECK), ask),
        Route::post("/services/{slug}/upkeep/keepers/{keeper}", Access::For(&LISTING_DECIDE), remove),
        Route::get("/services/{slug}/upkeep/repairs/{n}", Access::For(&LISTING_PROPOSE), take_back),
        Route::get("/services/{slug}/upkeep/{field}", Access::For(&LISTING_PROPOSE), show_change),
        Route::post("/services/{slug}/upkeep/{field}", Access::For(&LISTING_PROPOSE), change),
    ]
}

/// A field, what it says, and where that comes from.
#[derive(Serialize, Debug)]
struct Origin {
    field: &'static str,
    lines: Vec<String>,
    /// `keeper`, `worker`, `officer`; nothing where it is as its source has it.
    corrected: Option<String>,
    at: Option<Instant>,
    /// What its source says now, where it came to say something else.
    source_says: Option<Vec<String>>,
}

#[derive(Serialize, Debug)]
struct Keeps {
    id: String,
    name: String,
    /// For whoever may say that they do not look after it any more.
    email: Option<String>,
    proof: String,
    since: Instant,
}

/// An entry and how it is kept.
#[derive(Serialize, Debug)]
pub(super) struct UpkeepPage {
    name: String,
    slug: String,
    source: String,
    phone: Option<String>,
    /// Whether the group can be asked by mail now.
    asks: bool,
    paused: Option<String>,
    /// Between 0 and 100: the score, and the three that it is made of.
    score: u32,
    complete: u32,
    fresh: u32,
    reached: u32,
    unreached: i64,
    checked_days: Option<i64>,
    checked_by: Option<String>,
    fields: Vec<Origin>,
    /// What was mended when it came in, in fields that people see.
    repairs: Vec<Repair>,
    /// Entries that are shown as this one.
    id: String,
    members: Vec<directory::Member>,
    decides: bool,
    keepers: Vec<Keeps>,
    waiting: usize,
    problems: Vec<Reported>,
    checks: Vec<lists::Checked>,
    form: FormView,
}

/// Something that was mended, or left out.
#[derive(Serialize, Debug)]
struct Repair {
    /// Which it is, of all in its record.
    n: usize,
    field: &'static str,
    says: &'static str,
    was: String,
    became: Option<String>,
}

impl Repair {
    fn all(repairs: Vec<Issue>) -> Vec<Repair> {
        let seen = |(n, i): (usize, Issue)| {
            let field = Field::at(&i.at)?.code();
            Some(Repair { n, field, says: i.what.says(), was: i.was, became: i.now })
        };
        repairs.into_iter().enumerate().filter_map(seen).collect()
    }
}

#[derive(Serialize, Debug)]
struct Reported {
    what: String,
    words: Option<String>,
    times: i64,
    at: Instant,
}

impl Reported {
    fn of(p: Problem) -> Reported {
        Reported { what: p.what, words: p.words, times: p.times, at: p.at }
    }
}

impl Page for UpkeepPage {
    const TEMPLATE: &'static str = "upkeep/service";
    fn sample() -> Vec<UpkeepPage> {
        let at: Instant = "2026-11-24T09:00:00.000000Z".parse().expect("a sample instant");
        let page = |full: bool| UpkeepPage {
            name: "Carpenters Road Singers".into(),
            slug: "carpenters-road-singers".into(),
            source: "newham".into(),
            phone: full.then(|| "020 7946 0312".into()),
            asks: full,
            paused: full.then(|| "contact".into()),
            score: 62,
            complete: 88,
            fresh: 100,
            reached: 70,
            unreached: i64::from(full),
            checked_days: full.then_some(12),
            checked_by: full.then(|| "group".into()),
            fields: vec![
                Origin {
                    field: "phone",
                    lines: vec!["020 7946 0312".into()],
                    corrected: full.then(|| "keeper".into()),
                    at: full.then_some(at),
                    source_says: full.then(|| vec!["020 7946 0000".into()]),
                },
                Origin { field: "cost", lines: vec![], corrected: None, at: None, source_says: None },
            ],
            repairs: full
                .then(|| Repair {
                    n: 3,
                    field: "phone",
                    says: "a telephone number with words: they were moved to the description",
                    was: "Youth line: 020 7946 0996 ext 4".into(),
                    became: Some("020 7946 0996".into()),
                })
                .into_iter()
                .collect(),
            keepers: full
                .then(|| Keeps {
                    id: "k1".into(),
                    name: "Mo Diallo".into(),
                    email: Some("mo@carpenters-road.example".into()),
                    proof: "domain".into(),
                    since: at,
                })
                .into_iter()
                .collect(),
            id: "s1".into(),
            members: vec![],
            decides: full,
            waiting: usize::from(full),
            problems: full
                .then(|| Reported { what: "times".into(), words: Some("Wednesdays now".into()), times: 2, at })
                .into_iter()
                .collect(),
            checks: full
                .then(|| lists::Checked { at, how: "rang".into(), outcome: "unreachable".into(), note: None })
                .into_iter()
                .collect(),
            form: FormView::default(),
        };
        vec![page(true), page(false)]
    }
}

fn percent(n: f32) -> u32 {
    (n * 100.0).round() as u32
}

fn origins(ctx: &Ctx, s: &Service, corrections: &[Correction]) -> Result<Vec<Origin>> {
    let of = |field: Field| {
        let c = corrections.iter().find(|c| c.field == field);
        let said = c.and_then(|c| c.said.as_ref());
        let says = said.map(|(value, _)| hidden::in_words(ctx, s, field, value)).transpose()?;
        Ok(Origin {
            field: field.code(),
            lines: forms::in_words(ctx, field, &field.of(s)),
            corrected: c.map(|c| c.made.by_a.clone()),
            at: c.map(|c| c.made_at),
            source_says: says,
        })
    };
    Field::ALL.into_iter().filter(|f| !(s.masked && f.is_place())).map(of).collect()
}

async fn page(ctx: &Ctx, slug: &str, form: FormView) -> Result<UpkeepPage> {
    let s = public::service(ctx, slug).await?;
    let (mut rx, _) = ctx.read(&UPKEEP_VIEW, House::id()).await?;
    let corrections = directory::corrections_of(&mut rx, s.id).await?;
    let keepers = store::keepers_of_service(&mut rx, s.id).await?;
    let decides = ctx.might(&LISTING_DECIDE);
    let keeps = |k: Keeper| Keeps {
        id: k.id.to_string(),
        name: k.name,
        email: decides.then(|| k.email.to_string()),
        proof: k.proof,
        since: k.since_at,
    };
    let waiting = store::edits_waiting_of(&mut rx, s.id).await?.len();
    let problems = store::problems_of(&mut rx, s.id).await?.into_iter().map(Reported::of).collect();
    let checks = lists::checks(&mut rx, s.id).await?;
    let members = directory::merged_with(&mut rx, s.id).await?;
    let asks = asking::may_write(&mut rx, ctx, &s).await?;
    let repairs = Repair::all(directory::repairs_of(&mut rx, &s).await?);
    drop(rx);
    let truth = Truth::of(&s, ctx.today());
    let paused = paused(&s);
    Ok(UpkeepPage {
        fields: origins(ctx, &s, &corrections)?,
        repairs,
        score: percent(truth.score()),
        complete: percent(truth.complete),
        fresh: percent(truth.fresh),
        reached: percent(truth.reached),
        unreached: s.unreached,
        checked_days: s.days_since_check(ctx.today()),
        checked_by: s.checked_by,
        keepers: keepers.into_iter().map(keeps).collect(),
        paused,
        name: s.name,
        slug: s.slug,
        source: s.source,
        phone: s.phone,
        asks,
        id: s.id.to_string(),
        members,
        decides,
        waiting,
        problems,
        checks,
        form,
    })
}

async fn show(ctx: Ctx, Path(slug): Path<String>) -> Result<Response> {
    ctx.page(&page(&ctx, &slug, FormView::default()).await?)
}

async fn checked(ctx: Ctx, Path(slug): Path<String>, Form(fields): Form) -> Result<Response> {
    let s = public::service(&ctx, &slug).await?;
    let mut reader = Reader::new(&fields);
    let how = reader.choice("how", &["rang", "visit"], "error-check-how");
    let found = reader.choice("found", &["right", "unreachable"], "error-check-found");
    let note = reader.optional("note", 300);
    if !reader.errors.is_empty() {
        let form = FormView::with(&fields, &reader.errors);
        return ctx.page_invalid(&page(&ctx, &slug, form).await?);
    }
    let found = if found == "right" { Found::Right } else { Found::Nobody };
    actions::checked(&ctx, s.id, &how, found, note).await?;
    Ok(see(format!("/services/{slug}/upkeep?done={}", if found == Found::Right { "checked" } else { "tried" })))
}

async fn ask(ctx: Ctx, Path(slug): Path<String>, Form(_): Form) -> Result<Response> {
    let s = public::service(&ctx, &slug).await?;
    asking::ask_now(&ctx, s.id).await?;
    Ok(see(format!("/services/{slug}/upkeep?done=group-asked")))
}

/// Somebody of the house says that a keeper has left, or is none of the group.
async fn remove(ctx: Ctx, Path((slug, keeper)): Path<(String, Id<Keeper>)>, Form(fields): Form) -> Result<Response> {
    let s = public::service(&ctx, &slug).await?;
    let left = match fields.get("why") {
        "left" => true,
        "not-theirs" => false,
        _ => return Err(Error::NotFound),
    };
    keepers::remove(&ctx, s.id, keeper, left).await?;
    Ok(see(format!("/services/{slug}/upkeep?done=keeper-removed")))
}

async fn resume(ctx: Ctx, Path(slug): Path<String>, Form(_): Form) -> Result<Response> {
    let s = public::service(&ctx, &slug).await?;
    actions::resume(&ctx, s.id).await?;
    Ok(see(format!("/services/{slug}/upkeep?done=resumed")))
}

async fn show_change(ctx: Ctx, Path((slug, field)): Path<(String, String)>) -> Result<Response> {
    let field = Field::named(&field).ok_or(Error::NotFound)?;
    let s = public::service(&ctx, &slug).await?;
    edit::show(&ctx, By::Worker, &s, field).await
}

async fn take_back(ctx: Ctx, Path((slug, n)): Path<(String, usize)>) -> Result<Response> {
    let s = public::service(&ctx, &slug).await?;
    let (mut rx, _) = ctx.read(&UPKEEP_VIEW, House::id()).await?;
    let repair = directory::repairs_of(&mut rx, &s).await?.into_iter().nth(n).ok_or(Error::NotFound)?;
    drop(rx);
    edit::take_back(&ctx, &s, &repair).await
}

async fn change(ctx: Ctx, Path((slug, field)): Path<(String, String)>, Form(fields): Form) -> Result<Response> {
    let field = Field::named(&field).ok_or(Error::NotFound)?;
    let s = public::service(&ctx, &slug).await?;
    edit::submit(&ctx, By::Worker, &s, field, &fields).await
}
