//! Five questions for somebody who is not sure what they are looking for, and what might help.
//!
//! The answers travel in the form from page to page. We keep nothing of them and no address has them: they are laid aside with the browser, as what is private
//! in a search is, so that "Back" leads to what came of them. Every question can be left out.

use super::{Story, suggest};
use crate::{
    directory::{self, ACCESS, Aside, ForWhom, lexicon, written},
    policy::SERVICE_VIEW,
};
use axum::{http::HeaderMap, response::Response};
use base::{
    Ctx, House, Result,
    error::Message,
    http::{
        form::{Fields, Form, FormView},
        page::Page,
        routes::{Access, Route},
    },
};
use kernel::Language;
use serde::Serialize;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get("/help-me", Access::Public, show), Route::post("/help-me", Access::Public, submit)]
}

/// The questions, in order; the fields that each asks for.
const STEPS: [&[&str]; 5] = [&["about"], &["need"], &["who", "language"], &["near"], &["free", "access", "women"]];
/// For whom it is, with an age that stands for it where services name one.
const WHO: [(&str, Option<i64>); 5] =
    [("me", None), ("child", Some(8)), ("young", Some(15)), ("older", Some(75)), ("else", None)];
/// What may make it possible to go: some of [`ACCESS`], those that people know of themselves.
const POSSIBLE: [&str; 6] = ["step-free", "home-visits", "online", "telephone", "bsl", "interpreter"];
/// A place is cut after so many letters; none has as many.
const LONGEST: usize = 600;
/// So many suggestions are shown: more would not be read.
const SHOWN: usize = 6;

/// A service that might help.
#[derive(Serialize, Debug)]
struct Row {
    slug: String,
    name: String,
    kind: String,
    place: Option<String>,
    borough: Option<String>,
    masked: bool,
    km: Option<String>,
    phone: Option<String>,
    summary: String,
    whom: ForWhom,
    why: Vec<Message>,
    unknown: Vec<Message>,
}

/// One of the questions, or what came of them.
#[derive(Serialize, Debug)]
pub(super) struct GuidePage {
    form: FormView,
    /// 1 to 5; 6 is the answer.
    step: usize,
    last: usize,
    /// What was answered before, as hidden fields.
    carried: Vec<(String, String)>,
    /// What there is to choose: domains, or needs with their domains.
    domains: Vec<String>,
    needs: Vec<(String, Vec<String>)>,
    who: Vec<&'static str>,
    languages: Vec<(&'static str, &'static str, &'static str)>,
    possible: &'static [&'static str],
    rows: Vec<Row>,
    near: Option<String>,
    nowhere: bool,
    /// Nothing was said of what it is about: there is nothing to go by.
    unasked: bool,
    /// The answers speak of danger.
    danger: bool,
    /// What was answered is not there any more.
    lost: bool,
}

impl Page for GuidePage {
    const TEMPLATE: &'static str = "matching/guide";
    const PUBLIC: bool = true;
    fn sample() -> Vec<GuidePage> {
        let message = |key: &str| Message { key: key.into(), args: Default::default() };
        let row = Row {
            slug: "carpenters-road-singers".into(),
            name: "Carpenters Road Singers".into(),
            kind: "choir".into(),
            place: Some("The Pumping House".into()),
            borough: Some("Newham".into()),
            masked: false,
            km: Some("0.8".into()),
            phone: Some("020 7946 0327".into()),
            summary: "We sing everything.".into(),
            whom: ForWhom::sample(true),
            why: vec![message("why-free")],
            unknown: vec![message("unknown-cost")],
        };
        let page = |step, rows, danger| GuidePage {
            form: FormView::of(&Fields::parse(b"about=company&need=soc-lonely&who=older&near=E15&free=yes")),
            step,
            last: STEPS.len(),
            carried: vec![("about".into(), "company".into())],
            domains: vec!["company".into(), "safety".into()],
            needs: vec![("company".into(), vec!["soc-lonely".into()])],
            who: WHO.map(|w| w.0).to_vec(),
            languages: vec![("pl", "Polish", "polski")],
            possible: &POSSIBLE,
            rows,
            near: Some("E15".into()),
            nowhere: danger,
            unasked: false,
            danger,
            lost: step == 1,
        };
        let mut pages: Vec<GuidePage> = (1..=STEPS.len()).map(|step| page(step, vec![], step == 2)).collect();
        pages.extend([page(6, vec![row], false), page(6, vec![], true)]);
        pages.push(GuidePage { unasked: true, ..page(6, vec![], false) });
        pages
    }
}

async fn show(ctx: Ctx, headers: HeaderMap) -> Result<Response> {
    let typed = Fields::parse(ctx.request.query.clone().unwrap_or_default().as_bytes());
    let laid = Aside::of(&ctx, &headers);
    let answers = laid.text(typed.get("answers"));
    let lost = typed.has("answers") && answers.is_none();
    let step = if lost { 1 } else { step(&typed) };
    let mut response = answer(&ctx, Fields::parse(answers.unwrap_or_default().as_bytes()), step, lost).await?;
    directory::probe(&ctx, &headers, &mut response);
    Ok(response)
}

/// What was answered is laid aside, and the next question has an address.
async fn submit(ctx: Ctx, headers: HeaderMap, Form(typed): Form) -> Result<Response> {
    let step = step(&typed);
    let pairs =
        STEPS.into_iter().flatten().flat_map(|name| typed.list(name).into_iter().map(move |value| (name, value)));
    let answers: Vec<String> = pairs.map(|(name, value)| format!("{name}={}", written(value))).collect();
    let mut aside = Aside::of(&ctx, &headers);
    let to = format!("/help-me?step={step}&answers={}", aside.lay_text(answers.join("&")));
    aside.keep(&ctx, &headers, Some(to), answer(&ctx, typed, step, false)).await
}

/// Which question is next; after the last, the answer.
fn step(typed: &Fields) -> usize {
    typed.get("step").parse().unwrap_or(1usize).clamp(1, STEPS.len() + 1)
}

async fn answer(ctx: &Ctx, typed: Fields, step: usize, lost: bool) -> Result<Response> {
    drop(ctx.read(&SERVICE_VIEW, House::id()).await?);
    let index = directory::index(&ctx.machine).await?;
    // What is no choice of ours is as if it had not been chosen.
    let known = |name: &str, value: &str| match name {
        "about" => index.needs.iter().any(|n| n.domain == value),
        "need" => index.needs.iter().any(|n| n.code == value),
        "who" => WHO.iter().any(|w| w.0 == value),
        "language" => Language::find(value).is_some(),
        "access" => ACCESS.contains(&value),
        "near" => !value.trim().is_empty(),
        _ => value == "yes",
    };
    let mut fields = Fields::default();
    for name in STEPS.into_iter().flatten() {
        let values: Vec<String> = typed
            .list(name)
            .into_iter()
            .filter(|v| known(name, v))
            .map(|v| v.chars().take(LONGEST).collect())
            .collect();
        if !values.is_empty() {
            fields.0.insert((*name).to_owned(), values);
        }
    }
    let asked_here: &[&str] = STEPS.get(step - 1).copied().unwrap_or(&[]);
    let carried = STEPS
        .into_iter()
        .flatten()
        .filter(|name| !asked_here.contains(name))
        .flat_map(|name| fields.list(name).into_iter().map(|v| ((*name).to_owned(), v.to_owned())))
        .collect();
    let mut domains: Vec<String> = vec![];
    for need in &index.needs {
        if !domains.contains(&need.domain) {
            domains.push(need.domain.clone());
        }
    }
    let of = |domain: &String| {
        let codes = index.needs.iter().filter(|n| n.domain == *domain).map(|n| n.code.clone()).collect();
        (domain.clone(), codes)
    };
    let about = fields.list("about");
    let needs = domains.iter().filter(|d| about.is_empty() || about.contains(&d.as_str())).map(of).collect();
    let near = if fields.has("near") { directory::locate(&ctx.machine, fields.get("near")).await? } else { None };
    let danger = about.contains(&"safety") || !lexicon::crisis(&[fields.get("near")]).is_empty();
    let mut page = GuidePage {
        step,
        last: STEPS.len(),
        carried,
        needs,
        who: WHO.map(|w| w.0).to_vec(),
        languages: Language::all().iter().map(|l| (l.code(), l.english(), l.own())).collect(),
        possible: &POSSIBLE,
        rows: vec![],
        nowhere: fields.has("near") && near.is_none(),
        near: near.as_ref().map(|n| n.label.clone()).filter(|l| !l.is_empty()),
        unasked: false,
        danger,
        lost,
        form: FormView::of(&fields),
        domains: domains.clone(),
    };
    if step > STEPS.len() {
        let mut story = Story::new("", ctx.today());
        let chosen: Vec<&str> = fields.list("need");
        let named = |domain: &str| index.needs.iter().any(|n| n.domain == domain && chosen.contains(&n.code.as_str()));
        // Who named none of the needs of something they spoke of is helped by what helps with any of them.
        let whole: Vec<&str> = about.iter().copied().filter(|domain| !named(domain)).collect();
        let meant =
            index.needs.iter().filter(|n| chosen.contains(&n.code.as_str()) || whole.contains(&n.domain.as_str()));
        story.needs = meant.map(|n| n.code.clone()).collect();
        page.unasked = story.needs.is_empty();
        story.age = WHO.iter().find(|w| w.0 == fields.get("who")).and_then(|w| w.1);
        story.languages = fields.list("language").into_iter().map(str::to_owned).collect();
        story.access = fields.list("access").into_iter().map(str::to_owned).collect();
        story.free_only = fields.has("free");
        story.gender = fields.has("women").then(|| "female".to_owned());
        story.near = near;
        let suggesting = tokio::task::spawn_blocking(move || suggest(&index, &story, SHOWN));
        let found = suggesting.await.map_err(|_| base::Error::Later)?;
        page.rows = found.into_iter().map(row).collect();
    }
    ctx.page(&page)
}

fn row(s: super::Suggestion) -> Row {
    Row {
        slug: s.card.slug.clone(),
        name: s.card.name.clone(),
        kind: s.card.kind.clone(),
        place: s.card.venue.clone(),
        borough: s.card.borough.clone(),
        masked: s.card.masked,
        km: s.distance_km.map(directory::in_km),
        phone: s.card.phone.clone(),
        summary: s.card.summary(),
        whom: ForWhom::of(&s.card),
        why: s.why,
        unknown: s.unknown,
    }
}
