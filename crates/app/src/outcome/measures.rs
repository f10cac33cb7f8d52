//! Asking the questions of an instrument, and what changed since they were asked first.

use super::{
    actions::{self, NewMeasure},
    instrument::{self, Answer, Change, Given, Instrument, compare},
    note::MeasureLine,
    store,
};
use crate::{
    case::{self, Banner, Case},
    policy::{CASE_VIEW, MEASURE_WRITE},
};
use axum::{extract::Path, response::Response};
use base::{
    Ctx, Error, Result, Rx,
    http::{
        form::{Choice, Fields, Form, FormView, Reader},
        page::{Page, see},
        routes::{Access, Route},
    },
};
use kernel::{Date, Id};
use serde::Serialize;
use std::collections::BTreeMap;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/cases/{id}/measures/{code}", Access::For(&CASE_VIEW), show),
        Route::post("/cases/{id}/measures/{code}", Access::For(&MEASURE_WRITE), submit),
    ]
}

#[derive(Serialize, Debug)]
struct Question {
    field: String,
    text: String,
    choices: Vec<Choice>,
}

/// First and last taking of an instrument, question by question.
#[derive(Serialize, Debug, Clone)]
pub struct Comparison {
    pub name: String,
    pub first_on: Date,
    /// Nothing while there is one taking only.
    pub last_on: Option<Date>,
    pub takings: usize,
    pub lines: Vec<MeasureLine>,
}

/// The measure of a case, first and last; nothing when nobody was asked yet.
pub async fn comparison(rx: &mut Rx, case: Id<Case>, code: &str, lang: &str) -> Result<Option<Comparison>> {
    let instrument = instrument::find(code).ok_or(Error::NotFound)?;
    let all = store::measures_of(rx, case, code).await?;
    let Some(first) = all.first() else { return Ok(None) };
    let last = all.last().filter(|l| l.id != first.id);
    let lines = lines(instrument, first, last, lang);
    Ok(Some(Comparison {
        name: instrument.name(lang).to_owned(),
        first_on: first.taken_on,
        last_on: last.map(|l| l.taken_on),
        takings: all.len(),
        lines,
    }))
}

fn lines(instrument: &Instrument, first: &Given, last: Option<&Given>, lang: &str) -> Vec<MeasureLine> {
    let value = |a: Option<Answer>| match a {
        Some(Answer::Value(v)) => Some(v),
        _ => None,
    };
    compare(instrument, first, last.unwrap_or(first))
        .into_iter()
        .map(|c| {
            let (change, by) = match c.change.filter(|_| last.is_some()) {
                Some(Change::Better(n)) => (Some("better"), n),
                Some(Change::Worse(n)) => (Some("worse"), n),
                Some(Change::Same) => (Some("same"), 0),
                None => (None, 0),
            };
            let after = c.last.filter(|_| last.is_some());
            MeasureLine {
                label: instrument.item(c.item).map_or(c.item, |i| i.short(lang)).to_owned(),
                first: value(c.first),
                first_declined: c.first == Some(Answer::Declined),
                first_on: first.taken_on,
                last: value(after),
                last_declined: after == Some(Answer::Declined),
                last_on: last.map(|l| l.taken_on),
                change: change.map(str::to_owned),
                by,
            }
        })
        .collect()
}

/// The questions, and the comparison when they were asked before.
#[derive(Serialize, Debug)]
pub(super) struct MeasurePage {
    banner: Banner,
    code: String,
    name: String,
    intro: String,
    licence: String,
    /// Too young to be asked.
    too_young: bool,
    min_age: u16,
    questions: Vec<Question>,
    modes: Vec<Choice>,
    before: Option<Comparison>,
    form: FormView,
}

impl Page for MeasurePage {
    const TEMPLATE: &'static str = "outcome/measure";
    fn sample() -> Vec<MeasurePage> {
        let day = Date::new(2026, 11, 24).expect("a sample day");
        let body = super::note::NoteBody::example(true);
        let question =
            || Question { field: "a-happy".into(), text: "How happy?".into(), choices: vec![Choice::new("0", "0")] };
        let page = |banner, before, too_young, wrong: &[(&str, &str)]| {
            let mut form = FormView::default();
            for (field, key) in wrong {
                form.errors.add(field, key);
            }
            MeasurePage {
                banner,
                code: "ons4".into(),
                name: "Personal well-being (ONS4)".into(),
                intro: "Four questions".into(),
                licence: "Office for National Statistics".into(),
                too_young,
                min_age: 16,
                questions: vec![question()],
                modes: vec![Choice::new("self", "They filled it in")],
                before,
                form,
            }
        };
        let comparison = |last_on| Comparison {
            name: "ONS4".into(),
            first_on: day,
            last_on,
            takings: 2,
            lines: body.measures.clone(),
        };
        let wrong = [("a-happy", "error-answer-missing"), ("mode", "error-mode"), ("taken", "error-taken-future")];
        vec![
            page(Banner::example("/measures/ons4"), Some(comparison(Some(day))), false, &wrong),
            page(Banner::example("/measures/ons4"), Some(comparison(None)), true, &[]),
            page(Banner::bare("/measures/ons4"), None, false, &[]),
        ]
    }
}

async fn page(ctx: &Ctx, id: Id<Case>, code: &str, form: FormView) -> Result<MeasurePage> {
    let instrument = instrument::find(code).ok_or(Error::NotFound)?;
    let (mut rx, case) = ctx.read(&CASE_VIEW, id).await?;
    let banner = case::banner(&mut rx, ctx, &case, &format!("/measures/{code}")).await?;
    let person = case::person_of(&mut rx, &case).await?;
    let lang = ctx.request.lang.as_str();
    let before = comparison(&mut rx, id, code, lang).await?;
    let declined = ctx.t("answer-declined");
    let questions = instrument
        .items
        .iter()
        .map(|i| {
            let mut choices: Vec<Choice> = (i.min..=i.max).map(|v| Choice::new(v.to_string(), v.to_string())).collect();
            choices.push(Choice::new("declined", declined.clone()));
            Question { field: format!("a-{}", i.code), text: i.text(lang).to_owned(), choices }
        })
        .collect();
    let modes: Vec<&str> = instrument.modes.iter().map(String::as_str).collect();
    Ok(MeasurePage {
        banner,
        code: code.to_owned(),
        name: instrument.name(lang).to_owned(),
        intro: instrument.intro(lang).to_owned(),
        licence: format!("{}, {} ({})", instrument.licence.holder, instrument.licence.source, instrument.licence.name),
        too_young: !instrument.suits(person.born.map(|b| b.age_on(ctx.today()))),
        min_age: instrument.min_age,
        questions,
        modes: ctx.choices("mode", &modes),
        before,
        form,
    })
}

async fn show(ctx: Ctx, Path((id, code)): Path<(Id<Case>, String)>) -> Result<Response> {
    let mut values = Fields::default();
    values.set("measure", ctx.id::<Given>().to_string());
    values.set_day("taken", ctx.today());
    ctx.page(&page(&ctx, id, &code, FormView::of(&values)).await?)
}

async fn submit(ctx: Ctx, Path((id, code)): Path<(Id<Case>, String)>, Form(fields): Form) -> Result<Response> {
    let instrument = instrument::find(&code).ok_or(Error::NotFound)?;
    let mut r = Reader::new(&fields);
    let mut answers = BTreeMap::new();
    for item in &instrument.items {
        let field = format!("a-{}", item.code);
        match fields.get(&field) {
            // Left out: not asked. It is not the same as not wanting to answer.
            "" => {}
            "declined" => {
                answers.insert(item.code.clone(), Answer::Declined);
            }
            typed => match typed.parse() {
                Ok(v) if (item.min..=item.max).contains(&v) => {
                    answers.insert(item.code.clone(), Answer::Value(v));
                }
                _ => r.errors.add(&field, "error-choose-from-list"),
            },
        }
    }
    if answers.is_empty()
        && let Some(first) = instrument.items.first()
    {
        r.errors.add(&format!("a-{}", first.code), "error-measure-empty");
    }
    let modes: Vec<&str> = instrument.modes.iter().map(String::as_str).collect();
    let mode = r.choice("mode", &modes, "error-mode");
    let taken = r.past_day("taken", ctx.today(), "error-taken", "error-taken-future");
    let Some(taken_on) = taken.filter(|_| r.errors.is_empty()) else {
        let form = FormView::with(&fields, &r.errors);
        return ctx.page_invalid(&page(&ctx, id, &code, form).await?);
    };
    let measure = fields.get("measure").parse().unwrap_or_else(|_| ctx.id());
    let new = NewMeasure { id: measure, by: case::me(&ctx)?, instrument: code.clone(), mode, taken_on, answers };
    actions::take(&ctx, id, new).await?;
    Ok(see(format!("/cases/{id}/measures/{code}?done=measure-taken")))
}
