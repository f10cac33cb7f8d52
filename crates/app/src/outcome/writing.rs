//! Writing a note to the practice: drafted from the plan, with a summary to write.

use super::{
    actions::{self, NewNote},
    measures,
    note::{ActionLine, GoalLine, NoteBody, OnwardLine, StrengthLine},
    store,
};
use crate::{
    case::{self, Banner, Case},
    directory,
    identity::{self, Worker},
    onward::{self, OnwardReferral},
    pathway, plan,
    policy::{CASE_VIEW, NOTE_WRITE},
    referral,
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
use kernel::{Id, Instant, Private};
use serde::Serialize;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/cases/{id}/note", Access::For(&CASE_VIEW), show),
        Route::post("/cases/{id}/note", Access::For(&NOTE_WRITE), submit),
    ]
}

/// Where the person was sent on to, as far as a note may name it. Their yes to a service was a yes to that service and not to the practice's knowing of
/// it, so each is named only where the worker ticks that they are content with that; what was taken back, before or after they went, is not even asked.
pub(super) async fn may_be_named(rx: &mut Rx, ctx: &Ctx, case: &Case) -> Result<Vec<(Id<OnwardReferral>, OnwardLine)>> {
    let mut lines = vec![];
    for sent in onward::of_case(rx, case.id).await? {
        if onward::is_taken_back(rx, &sent).await? {
            continue;
        }
        let service = directory::name(rx, sent.service_id).await?.unwrap_or_default();
        let attended = i64::from(sent.came == Some(true));
        lines.push((sent.id, OnwardLine { service, status: sent.status(ctx.now()).key().to_owned(), attended }));
    }
    Ok(lines)
}

/// Drafts a note from what is known now. `onward` is where the person was sent on to, as far as the practice may know of it.
pub async fn draft(rx: &mut Rx, ctx: &Ctx, case: &Case, by: Id<Worker>, onward: Vec<OnwardLine>) -> Result<NoteBody> {
    let lang = ctx.request.lang.as_str();
    let person = case::person_of(rx, case).await?;
    let referral = referral::find(rx, case.referral_id).await?.ok_or(Error::NotFound)?;
    let team = identity::team(rx, case.team_id).await?;
    let author = identity::worker(rx, by).await?.map(|w| w.name).unwrap_or_default();
    let needs = plan::needs_of(rx, case.id).await?;
    let contacts = case::contacts(rx, case.id).await?;
    let words = |w: Option<Private<String>>| w.map(Private::into_inner);
    let measures = measures::comparison(rx, case.id, "ons4", lang).await?.map(|c| c.lines).unwrap_or_default();
    let closed_why =
        case.closed_why.as_deref().map(|code| pathway::closure_label(&case.pathway, code, lang).to_owned());
    let mut actions: Vec<ActionLine> = plan::actions_of(rx, case.id)
        .await?
        .into_iter()
        .map(|a| ActionLine { words: a.words.into_inner(), who: a.who, by: a.by_day, done: a.done_at.is_some() })
        .collect();
    // What the practice has to do comes before what others do, and what is done last: a reader with one minute reads one line.
    actions.sort_by_key(|a| (a.done, a.who != plan::PRACTICE));
    Ok(NoteBody {
        name: person.name.into_inner(),
        born: person.born,
        nhs_number: person.nhs_number.map(|n| n.to_string()),
        reference: referral.reference.to_string(),
        actions,
        summary: String::new(),
        matters: plan::matter(rx, case.id).await?.map(|m| m.words.into_inner()),
        needs: needs
            .iter()
            .filter(|n| !n.is_strength())
            .filter_map(|n| n.code.as_deref().map(|c| case::need_label(ctx, c)))
            .collect(),
        strengths: needs
            .into_iter()
            .filter(plan::Need::is_strength)
            .map(|n| StrengthLine { label: n.code.as_deref().map(|c| case::need_label(ctx, c)), words: words(n.words) })
            .collect(),
        goals: plan::goals_of(rx, case.id)
            .await?
            .into_iter()
            .map(|g| GoalLine {
                words: g.words.into_inner(),
                status: g.status,
                confidence_first: g.confidence_first,
                confidence: g.confidence,
            })
            .collect(),
        measures,
        onward,
        contacts: contacts.iter().filter(|c| c.took_place && c.withdrawn_at.is_none()).count(),
        last_contact: case.last_contact_at,
        closed_why,
        author,
        team_phone: team.as_ref().and_then(|t| t.phone.clone()),
        team: team.map(|t| t.name).unwrap_or_default(),
    })
}

#[derive(Serialize, Debug)]
struct Made {
    id: String,
    number: i64,
    at: Instant,
    by: String,
    filed: Option<Instant>,
}

/// The draft of a note, and the notes that were made before.
#[derive(Serialize, Debug)]
pub(super) struct WritePage {
    banner: Banner,
    to: String,
    body: NoteBody,
    after: i64,
    made: Vec<Made>,
    /// Where they were sent on to: each is named only where it is ticked.
    may_be_named: Vec<Choice>,
    form: FormView,
}

impl Page for WritePage {
    const TEMPLATE: &'static str = "outcome/note_write";
    fn sample() -> Vec<WritePage> {
        let made = |filed| Made {
            id: "n1".into(),
            number: 1,
            at: "2026-11-24T09:00:00.000000Z".parse().expect("a sample instant"),
            by: "Sam Lee".into(),
            filed,
        };
        let mut form = FormView::default();
        form.errors.add("summary", "error-note-summary");
        let to = || "Maryland Road Surgery".to_owned();
        let now = "2026-11-24T10:00:00.000000Z".parse().ok();
        vec![
            WritePage {
                banner: Banner::example("/note"),
                to: to(),
                body: NoteBody::example(true),
                after: 2,
                made: vec![made(now), made(None)],
                may_be_named: vec![Choice::new("o1", "Carpenters Road Singers: Came")],
                form,
            },
            WritePage {
                banner: Banner::bare("/note"),
                to: to(),
                body: NoteBody::example(false),
                after: 0,
                made: vec![],
                may_be_named: vec![],
                form: FormView::default(),
            },
        ]
    }
}

async fn page(ctx: &Ctx, id: Id<Case>, form: FormView) -> Result<WritePage> {
    let (mut rx, case) = ctx.read(&CASE_VIEW, id).await?;
    let banner = case::banner(&mut rx, ctx, &case, "/note").await?;
    let referral = referral::find(&mut rx, case.referral_id).await?.ok_or(Error::NotFound)?;
    let to = identity::organisation(&mut rx, referral.organisation_id).await?.map(|o| o.name).unwrap_or_default();
    let may_be_named = may_be_named(&mut rx, ctx, &case)
        .await?
        .into_iter()
        .map(|(id, line)| Choice::new(id.to_string(), format!("{}: {}", line.service, ctx.t(&line.status))))
        .collect();
    let body = draft(&mut rx, ctx, &case, case::me(ctx)?, vec![]).await?;
    let notes = store::notes_of(&mut rx, id).await?;
    let names = identity::names_of(&mut rx, notes.iter().map(|n| n.worker_id).collect()).await?;
    let after = notes.first().map_or(0, |n| n.number);
    let made = notes
        .into_iter()
        .map(|n| Made {
            id: n.id.to_string(),
            number: n.number,
            at: n.made_at,
            by: names.get(&n.worker_id).cloned().unwrap_or_default(),
            filed: n.filed_at,
        })
        .collect();
    Ok(WritePage { banner, to, body, after, made, may_be_named, form })
}

async fn show(ctx: Ctx, Path(id): Path<Id<Case>>) -> Result<Response> {
    ctx.page(&page(&ctx, id, FormView::of(&Fields::default())).await?)
}

async fn submit(ctx: Ctx, Path(id): Path<Id<Case>>, Form(fields): Form) -> Result<Response> {
    let mut r = Reader::new(&fields);
    let summary = r.text("summary", 4000, "error-note-summary");
    if !r.errors.is_empty() {
        let form = FormView::with(&fields, &r.errors);
        return ctx.page_invalid(&page(&ctx, id, form).await?);
    }
    let after = fields.get("after").parse().unwrap_or_default();
    let named = fields.list("named").into_iter().filter_map(|id| id.parse().ok()).collect();
    let note = actions::make_note(&ctx, id, NewNote { after, by: case::me(&ctx)?, summary, named }).await?;
    Ok(see(format!("/notes/{note}?done=note-made")))
}
