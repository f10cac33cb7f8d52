//! Notes as they are read and filed: the practice's list of what nobody has filed yet.

use super::{
    actions,
    note::{Note, NoteBody},
    store,
};
use crate::{
    identity,
    policy::{NOTE_FILE, NOTE_VIEW},
};
use axum::{extract::Path, response::Response};
use base::{
    Ctx, Result,
    http::{
        form::Form,
        page::{Page, see},
        routes::{Access, Route},
    },
};
use kernel::{Date, Id, Instant};
use serde::Serialize;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/notes", Access::For(&NOTE_VIEW), list),
        Route::get("/notes/{id}", Access::For(&NOTE_VIEW), show),
        Route::post("/notes/{id}/filed", Access::For(&NOTE_FILE), file),
    ]
}

#[derive(Serialize, Debug)]
struct Line {
    id: String,
    name: String,
    born: Option<Date>,
    nhs_number: Option<String>,
    to: String,
    by: String,
    made: Instant,
    days: i64,
}

/// Notes that nobody has filed.
#[derive(Serialize, Debug)]
pub(super) struct NotesPage {
    rows: Vec<Line>,
}

impl Page for NotesPage {
    const TEMPLATE: &'static str = "outcome/notes";
    fn sample() -> Vec<NotesPage> {
        let line = Line {
            id: "n1".into(),
            name: "Walter Ellis".into(),
            born: Date::new(1948, 3, 12),
            nhs_number: Some("999 000 0018".into()),
            to: "Maryland Road Surgery".into(),
            by: "Sam Lee".into(),
            made: "2026-11-24T09:00:00.000000Z".parse().expect("a sample instant"),
            days: 2,
        };
        vec![NotesPage { rows: vec![line] }, NotesPage { rows: vec![] }]
    }
}

const LIMIT: i64 = 200;

async fn list(ctx: Ctx) -> Result<Response> {
    let (mut rx, scope) = ctx.list(&NOTE_VIEW).await?;
    let found = store::unfiled(&mut rx, &scope, LIMIT).await?;
    let organisations =
        identity::organisation_names(&mut rx, found.iter().map(|n| n.organisation_id).collect()).await?;
    let names = identity::names_of(&mut rx, found.iter().map(|n| n.worker_id).collect()).await?;
    drop(rx);
    ctx.showed(scope, found.iter().map(|n| n.id.uuid())).await?;
    let now = ctx.now();
    let rows = found
        .into_iter()
        .map(|n| Line {
            id: n.id.to_string(),
            born: n.born,
            nhs_number: n.nhs_number.map(|v| v.to_string()),
            to: organisations.get(&n.organisation_id).cloned().unwrap_or_default(),
            by: names.get(&n.worker_id).cloned().unwrap_or_default(),
            made: n.made_at,
            days: now.since(n.made_at).as_hours() / 24,
            name: n.name.into_inner(),
        })
        .collect();
    ctx.page(&NotesPage { rows })
}

/// A note, made for paper.
#[derive(Serialize, Debug)]
pub(super) struct NotePage {
    id: String,
    case: Option<String>,
    number: i64,
    to: String,
    body: NoteBody,
    made: Instant,
    filed: Option<Instant>,
    filed_by: Option<String>,
    can_file: bool,
}

impl Page for NotePage {
    const TEMPLATE: &'static str = "outcome/note";
    fn sample() -> Vec<NotePage> {
        let made: Instant = "2026-11-24T09:00:00.000000Z".parse().expect("a sample instant");
        let page = |whole: bool, filed: Option<Instant>| NotePage {
            id: "n1".into(),
            case: whole.then(|| "c1".into()),
            number: 1,
            to: "Maryland Road Surgery".into(),
            body: NoteBody::example(whole),
            made,
            filed,
            filed_by: filed.map(|_| "Grace Okoro".into()),
            can_file: filed.is_none(),
        };
        vec![page(true, None), page(false, Some(made))]
    }
}

async fn show(ctx: Ctx, Path(id): Path<Id<Note>>) -> Result<Response> {
    let (mut rx, note) = ctx.read(&NOTE_VIEW, id).await?;
    let to = identity::organisation(&mut rx, note.organisation_id).await?.map(|o| o.name).unwrap_or_default();
    let filed_by = match note.filed_by {
        Some(by) => identity::worker(&mut rx, by).await?.map(|w| w.name),
        None => None,
    };
    ctx.page(&NotePage {
        id: id.to_string(),
        // Whoever may see cases finds the way back; the practice reads the note and no more.
        case: ctx.might(&crate::policy::CASE_VIEW).then(|| note.case_id.to_string()),
        number: note.number,
        to,
        made: note.made_at,
        filed: note.filed_at,
        filed_by,
        can_file: note.filed_at.is_none() && ctx.might(&NOTE_FILE),
        body: note.body.0,
    })
}

async fn file(ctx: Ctx, Path(id): Path<Id<Note>>, Form(_): Form) -> Result<Response> {
    actions::file_note(&ctx, id, crate::case::me(&ctx)?).await?;
    Ok(see("/notes?done=note-filed"))
}
