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
    onward, pathway, plan,
    policy::{CASE_VIEW, NOTE_WRITE},
    referral,
};
use axum::{extract::Path, response::Response};
use base::{
    Ctx, Error, Result, Rx,
    http::{
        form::{Fields, Form, FormView, Reader},
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

/// Where the person was referred on to, for the note. What was taken back is left out, by them or by whoever sent it, whatever had become of it: nobody
/// needs to know of it.
pub(super) async fn onward_lines(rx: &mut Rx, ctx: &Ctx, case: &Case) -> Result<Vec<OnwardLine>> {
    let mut lines = vec![];
    for sent in onward::of_case(rx, case.id).await? {
        if onward::is_taken_back(rx, &sent).await? {
            continue;
        }
        let service = directory::name(rx, sent.service_id).await?.unwrap_or_default();
        let attended = i64::from(sent.came == Some(true));
        lines.push(OnwardLine { service, status: sent.status(ctx.now()).key().to_owned(), attended });
    }
    Ok(lines)
}

/// Drafts a note from what is known now. `onward` is where the person was referred on to, and whether they have been.
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
    Ok(NoteBody {
        name: person.name.into_inner(),
        born: person.born,
        nhs_number: person.nhs_number.map(|n| n.to_string()),
        reference: referral.reference.to_string(),
        actions: plan::actions_of(rx, case.id)
            .await?
            .into_iter()
            .map(|a| ActionLine { words: a.words.into_inner(), who: a.who, by: a.by_day, done: a.done_at.is_some() })
            .collect(),
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
                form,
            },
            WritePage {
                banner: Banner::bare("/note"),
                to: to(),
                body: NoteBody::example(false),
                after: 0,
                made: vec![],
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
    let onward = onward_lines(&mut rx, ctx, &case).await?;
    let body = draft(&mut rx, ctx, &case, case::me(ctx)?, onward).await?;
    let names = identity::names_of(&mut rx).await?;
    let notes = store::notes_of(&mut rx, id).await?;
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
    Ok(WritePage { banner, to, body, after, made, form })
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
    let note = actions::make_note(&ctx, id, NewNote { after, by: case::me(&ctx)?, summary }).await?;
    Ok(see(format!("/notes/{note}?done=note-made")))
}
