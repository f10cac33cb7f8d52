//! A form that was sent after the session had ended: what was typed is kept, sealed, for the account whose session it was, and offered again after
//! signing in. Nothing was done with it meanwhile, and nobody else can open it. Without this, whoever has no scripts and thinks for sixteen minutes
//! would lose a page of writing.

use super::{
    form::{Fields, Form},
    page::{Page, see},
    routes::{Access, Route},
    wizard::{DRAFT_EDIT, DRAFT_VIEW},
};
use crate::{
    Actor, Ctx, Error, Result,
    draft::{self, Draft},
};
use axum::{
    extract::{Path, Request},
    http::{Method, header},
    response::Response,
};
use http_body_util::BodyExt;
use kernel::Id;
use serde::Serialize;

/// The kind of these drafts.
const KIND: &str = "held";
/// A form that a script sends because the session is over, and not because somebody pressed the button: it is kept, and never acted upon.
pub(super) const HELD_ONLY: &str = "held-only";
/// Where the form would have gone. Not a name that a form of ours has.
const TARGET: &str = "held-target";

pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/resume/{id}", Access::SignedIn, show),
        Route::post("/resume/{id}/discard", Access::SignedIn, discard),
    ]
}

/// Keeps a posted form of an ended session; says where to go, when there was anything to keep.
pub(super) async fn hold(ctx: &Ctx, request: Request) -> Result<Option<String>> {
    let Some(ended) = ctx.request.ended.clone() else { return Ok(None) };
    let path = request.uri().path().to_owned();
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("");
    // Scripts keep for themselves.
    let from_script = request.headers().contains_key("kith-request");
    if request.method() != Method::POST || from_script || !kind.starts_with("application/x-www-form-urlencoded") {
        return Ok(None);
    }
    let body = request.into_body().collect().await.map_err(|_| Error::TooLarge)?.to_bytes();
    let mut fields = Fields::parse(&body);
    fields.0.remove("form_token");
    fields.0.remove(HELD_ONLY);
    if fields.is_secret() || fields.0.values().flatten().all(|v| v.trim().is_empty()) {
        return Ok(None);
    }
    fields.set(TARGET, path);
    // Only this is done in the name of somebody whose session has ended: a sealed draft, that only they can open after signing in.
    let (session, roles) = ended;
    let account = Actor::Account { id: session.account.uuid(), session: session.id.uuid(), roles: roles.into() };
    let holder = ctx.acting(account);
    let (mut tx, _) = holder.write(&DRAFT_EDIT, Draft::own(&holder)?).await?;
    let id = draft::start(&mut tx, &holder, KIND, &fields).await?;
    tx.commit().await?;
    Ok(Some(format!("/sign-in?next=%2Fresume%2F{id}&done=held")))
}

/// What had been typed, to be sent now.
#[derive(Serialize, Debug)]
pub struct ResumePage {
    id: String,
    target: String,
    fields: Vec<(String, String)>,
}

impl Page for ResumePage {
    const TEMPLATE: &'static str = "resume";
    fn sample() -> Vec<ResumePage> {
        let fields = vec![("note".to_owned(), "There is a piano in his room.".to_owned())];
        vec![ResumePage { id: "d1".into(), target: "/somewhere".into(), fields }]
    }
}

async fn show(ctx: Ctx, Path(id): Path<Id<Draft>>) -> Result<Response> {
    let (_, held) = ctx.read(&DRAFT_VIEW, id).await?;
    if held.kind != KIND {
        return Err(Error::NotFound);
    }
    let mut answers = held.answers(&ctx)?;
    let target = answers.get(TARGET).to_owned();
    answers.0.remove(TARGET);
    let fields = answers.0.into_iter().flat_map(|(name, values)| values.into_iter().map(move |v| (name.clone(), v)));
    ctx.page(&ResumePage { id: id.to_string(), target, fields: fields.collect() })
}

async fn discard(ctx: Ctx, Path(id): Path<Id<Draft>>, Form(_): Form) -> Result<Response> {
    let (mut tx, held) = ctx.write(&DRAFT_EDIT, id).await?;
    if held.kind != KIND {
        return Err(Error::NotFound);
    }
    draft::discard(&mut tx, &held).await?;
    tx.commit().await?;
    Ok(see("/today?done=held-discarded"))
}
