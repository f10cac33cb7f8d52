//! Logging a contact in a minute: a form that keeps what is typed, and that is one contact however often it is sent.

use super::{
    actions::{self, NewContact},
    model::{CHANNELS, Case, Contact},
    record::{Banner, banner, closed_instead, me},
    store,
};
use crate::{person::Whom, policy::CASE_WRITE};
use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use base::{
    Ctx, Error, FieldErrors, Result, Rx,
    draft::{self, Draft},
    http::{
        form::{Choice, Fields, Form, FormView, Reader},
        page::{Page, see},
        routes::{Access, Route},
        wizard::{DRAFT_EDIT, DRAFT_VIEW},
    },
};
use kernel::{Date, Id, Instant};
use serde::Serialize;

const FOR: Access = Access::For(&CASE_WRITE);

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/cases/{id}/contacts/new", FOR, show),
        Route::post("/cases/{id}/contacts/new", FOR, submit),
        Route::post("/cases/{id}/contacts/new/autosave", FOR, autosave),
        Route::post("/cases/{id}/contacts/new/discard", FOR, discard),
        Route::post("/cases/{id}/contacts/{contact}/withdraw", FOR, withdraw),
    ]
}

/// The form. What is typed is kept as a draft, which has the id that the contact will have: however late or often a script saves it, it is one.
#[derive(Serialize, Debug)]
pub(super) struct ContactPage {
    banner: Banner,
    channels: Vec<Choice>,
    /// When the draft was last kept, if there is one.
    kept: Option<Instant>,
    /// Ways of logging that a rule for their safety forbids, in words.
    barred: Vec<String>,
    form: FormView,
}

impl Page for ContactPage {
    const TEMPLATE: &'static str = "case/contact";
    fn sample() -> Vec<ContactPage> {
        let page = |wrong: &[(&str, &str)], kept: Option<&str>| {
            let mut form = FormView::default();
            for (field, key) in wrong {
                form.errors.add(field, key);
            }
            ContactPage {
                banner: Banner::example(""),
                channels: vec![Choice::new("visit", "Visit")],
                barred: kept.map(|_| vec!["Telephone".into(), "Message".into()]).unwrap_or_default(),
                kept: kept.and_then(|k| k.parse().ok()),
                form,
            }
        };
        vec![
            page(&[], None),
            page(
                &[
                    ("channel", "error-contact-barred"),
                    ("note", "error-contact-despite"),
                    ("took-place", "error-contact-took-place"),
                    ("at", "error-contact-at"),
                    ("time", "error-contact-time"),
                    ("minutes", "error-contact-minutes"),
                ],
                Some("2026-11-24T09:00:00.000000Z"),
            ),
        ]
    }
}

/// What is typed about a case; its owner is whoever is signed in.
pub(super) fn draft_kind(case: Id<Case>) -> String {
    format!("contact-{case}")
}

/// What I have typed about this case and not sent: the last, if I have two windows.
async fn my_draft(ctx: &Ctx, case: Id<Case>) -> Result<Option<Draft>> {
    let (mut rx, _) = ctx.read(&DRAFT_VIEW, Draft::own(ctx)?).await?;
    let drafts = draft::of_owner(&mut rx, me(ctx)?.uuid()).await?;
    Ok(drafts.into_iter().find(|d| d.kind == draft_kind(case)))
}

/// Opens a case to write in it; who held it before it was closed is told that it is.
async fn open(ctx: &Ctx, id: Id<Case>) -> Result<(Rx, Case)> {
    match ctx.read(&CASE_WRITE, id).await {
        Ok(opened) => Ok(opened),
        Err(error) => Err(closed_instead(ctx, id, error).await),
    }
}

async fn contact_page(ctx: &Ctx, id: Id<Case>, form: FormView, kept: Option<Instant>) -> Result<ContactPage> {
    let (mut rx, case) = open(ctx, id).await?;
    if !case.can("contact", ctx.now()) {
        return Err(Error::Conflict("conflict-case-closed"));
    }
    let banner = banner(&mut rx, ctx, &case, "").await?;
    let whom = store::whom(&mut rx, &case).await?;
    let barred = CHANNELS.iter().filter(|by| is_barred(&whom, by)).map(|by| ctx.t(&format!("by-{by}"))).collect();
    Ok(ContactPage { banner, channels: ctx.choices("by", CHANNELS), kept, barred, form })
}

/// Whether a rule for their safety forbids a way of speaking with them, as it is logged.
fn is_barred(whom: &Whom, by: &str) -> bool {
    match by {
        "telephone" => whom.is_barred("call"),
        "message" => ["text", "email", "voicemail"].into_iter().any(|way| whom.is_barred(way)),
        _ => false,
    }
}

async fn show(ctx: Ctx, Path(id): Path<Id<Case>>) -> Result<Response> {
    let draft = my_draft(&ctx, id).await?;
    let kept = draft.as_ref().map(|d| d.changed_at);
    let mut answers = match &draft {
        Some(d) => d.answers(&ctx)?,
        None => blank(&ctx, id).await?,
    };
    answers.set("contact", draft.map_or_else(|| ctx.id(), |d| d.id).to_string());
    ctx.page(&contact_page(&ctx, id, FormView::of(&answers), kept).await?)
}

/// Now, and the next step that was planned: it is usually the one that has just been taken.
async fn blank(ctx: &Ctx, id: Id<Case>) -> Result<Fields> {
    let (rx, case) = open(ctx, id).await?;
    drop(rx);
    let mut answers = Fields::default();
    let now = ctx.now().jiff().to_zoned(base::clock::zone()).datetime();
    answers.set_day("at", Date::from_jiff(now.date()));
    answers.set("time", format!("{:02}:{:02}", now.hour(), now.minute()));
    if let Some(step) = case.next_step {
        answers.set("next-step", step.into_inner());
    }
    if let Some(by) = case.next_step_by.filter(|by| *by >= ctx.today()) {
        answers.set_day("next-by", by);
    }
    Ok(answers)
}

/// Reads the form to the end; every mistake at once. What a rule forbids is written down only with the reason why it took place all the same.
fn read(ctx: &Ctx, fields: &Fields, whom: &Whom) -> Result<NewContact, FieldErrors> {
    let mut r = Reader::new(fields);
    let channel = r.choice("channel", CHANNELS, "error-contact-channel");
    let took_place = r.choice("took-place", &["yes", "tried"], "error-contact-took-place") == "yes";
    let minutes: Option<i64> = r.parsed("minutes", "error-contact-minutes");
    if minutes.is_some_and(|m| !(1..=600).contains(&m)) {
        r.errors.add("minutes", "error-contact-minutes");
    }
    let day = r.date("at");
    if day.is_none() {
        r.errors.add("at", "error-contact-at");
    }
    let time: Option<jiff::civil::Time> =
        match jiff::civil::Time::strptime("%H:%M", fields.get("time").replace('.', ":")) {
            Ok(time) => Some(time),
            Err(_) => {
                r.errors.add("time", "error-contact-time");
                None
            }
        };
    let at = day.zip(time).and_then(|(d, t)| d.jiff().to_datetime(t).to_zoned(base::clock::zone()).ok());
    let at = at.map(|z| Instant::from_jiff(z.timestamp()));
    if at.is_some_and(|at| at > ctx.now()) {
        r.errors.add("at", "error-contact-future");
    }
    if is_barred(whom, &channel) {
        if !fields.has("despite") {
            r.errors.add("channel", "error-contact-barred");
        } else if !fields.has("note") {
            r.errors.add("note", "error-contact-despite");
        }
    }
    let present = r.optional("present", 300);
    let note = r.optional("note", 4000);
    let next_step = r.optional("next-step", 300);
    let next_step_by = r.date("next-by");
    if next_step_by.is_some() && next_step.is_none() {
        r.errors.add("next-step", "error-next-step");
    }
    match (r.errors.is_empty(), at) {
        (true, Some(at)) => Ok(NewContact {
            id: fields.get("contact").parse().unwrap_or_else(|_| ctx.id()),
            by: me(ctx).unwrap_or_else(|_| Id::from_uuid(uuid::Uuid::nil())),
            channel,
            took_place,
            at,
            minutes: minutes.filter(|_| took_place),
            present,
            note,
            next_step,
            next_step_by,
        }),
        _ => Err(r.errors),
    }
}

async fn submit(ctx: Ctx, Path(id): Path<Id<Case>>, Form(fields): Form) -> Result<Response> {
    let (mut rx, case) = open(&ctx, id).await?;
    let whom = store::whom(&mut rx, &case).await?;
    drop(rx);
    match read(&ctx, &fields, &whom) {
        Ok(new) => {
            let took_place = new.took_place;
            actions::log_contact(&ctx, id, Some(new.id.cast()), new).await?;
            Ok(see(format!("/cases/{id}?done={}", if took_place { "contact-logged" } else { "attempt-logged" })))
        }
        Err(errors) => {
            let kept = keep(&ctx, id, &fields).await?.then(|| ctx.now());
            let form = FormView::with(&fields, &errors);
            ctx.page_invalid(&contact_page(&ctx, id, form, kept).await?)
        }
    }
}

const FIELDS: &[&str] = &[
    "contact",
    "channel",
    "took-place",
    "minutes",
    "at-day",
    "at-month",
    "at-year",
    "time",
    "present",
    "note",
    "next-step",
    "next-by-day",
    "next-by-month",
    "next-by-year",
];

/// Keeps what was typed, right or wrong; false when the form was sent before. What a script sends has only the fields that changed.
async fn keep(ctx: &Ctx, case: Id<Case>, fields: &Fields) -> Result<bool> {
    let before = my_draft(ctx, case).await?.map(|d| d.id);
    let id: Id<Draft> = fields.get("contact").parse().ok().or(before).unwrap_or_else(|| ctx.id());
    let names: Vec<&str> = FIELDS.iter().copied().filter(|f| fields.0.contains_key(*f)).collect();
    let mut new = if before == Some(id) { Fields::default() } else { blank(ctx, case).await? };
    new.replace(&names, fields);
    let (mut tx, _) = ctx.write(&DRAFT_EDIT, Draft::own(ctx)?).await?;
    if !draft::start_as(&mut tx, ctx, id, &draft_kind(case), &new).await? {
        let draft = ctx.also(&mut tx, &DRAFT_EDIT, id).await?;
        let draft = draft::hold(&mut tx, &draft).await?;
        if draft.kind != draft_kind(case) {
            return Err(Error::NotFound);
        }
        if draft.became.is_some() {
            return Ok(false);
        }
        let mut answers = draft.answers(ctx)?;
        answers.replace(&names, fields);
        draft::save(&mut tx, ctx, &draft, &answers).await?;
    }
    tx.commit().await?;
    Ok(true)
}

async fn autosave(ctx: Ctx, Path(id): Path<Id<Case>>, Form(fields): Form) -> Result<Response> {
    // Nobody keeps a draft about somebody whom they may not see.
    let (rx, _) = ctx.read(&CASE_WRITE, id).await?;
    drop(rx);
    if !keep(&ctx, id, &fields).await? {
        return Err(Error::Conflict("conflict-already-sent"));
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

async fn discard(ctx: Ctx, Path(id): Path<Id<Case>>, Form(_): Form) -> Result<Response> {
    if let Some(draft) = my_draft(&ctx, id).await? {
        let (mut tx, draft) = ctx.write(&DRAFT_EDIT, draft.id).await?;
        draft::discard(&mut tx, &draft).await?;
        tx.commit().await?;
    }
    Ok(see(format!("/cases/{id}?done=discarded")))
}

async fn withdraw(ctx: Ctx, Path((id, contact)): Path<(Id<Case>, Id<Contact>)>, Form(_): Form) -> Result<Response> {
    actions::withdraw_contact(&ctx, id, contact).await?;
    Ok(see(format!("/cases/{id}?done=contact-withdrawn")))
}
