//! Closing a case: with a reason, and with a word about everything that is still under way. Nobody who was sent on is forgotten because a case ended:
//! what no service has answered, or what has been agreed and not yet happened, is named, and each is taken back in the same step or followed on.

use super::{
    actions,
    model::{OnwardReferral, Status},
    store,
};
use crate::{
    case::{self, Banner, Case, Closing, closed_instead},
    directory, pathway,
    policy::{CASE_CLOSE, ONWARD_EDIT},
};
use axum::{extract::Path, response::Response};
use base::{
    Ctx, Error, FieldErrors, Result,
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
        Route::get("/cases/{id}/close", Access::For(&CASE_CLOSE), show),
        Route::post("/cases/{id}/close", Access::For(&CASE_CLOSE), submit),
    ]
}

/// What is still under way somewhere.
#[derive(Serialize, Debug)]
struct UnderWay {
    /// The name of its field.
    field: String,
    service: String,
    status: &'static str,
    version: i64,
    since: Instant,
    /// Whether they know what was sent.
    told: bool,
    #[serde(skip)]
    id: Id<OnwardReferral>,
}

impl UnderWay {
    fn example(status: Status) -> UnderWay {
        UnderWay {
            field: format!("onward-{}", status.key()),
            service: "Carpenters Road Singers".into(),
            status: status.key(),
            version: 1,
            since: "2026-11-24T09:00:00.000000Z".parse().expect("a sample instant"),
            told: matches!(status, Status::Accepted | Status::DidNotCome),
            id: Id::from_uuid(uuid::Uuid::nil()),
        }
    }
}

/// Closing a case.
#[derive(Serialize, Debug)]
pub(super) struct ClosePage {
    banner: Banner,
    version: i64,
    reasons: Vec<Choice>,
    last_contact: Option<Instant>,
    attempts: i64,
    next_step: Option<String>,
    under_way: Vec<UnderWay>,
    form: FormView,
}

impl Page for ClosePage {
    const TEMPLATE: &'static str = "onward/close";
    fn sample() -> Vec<ClosePage> {
        let page = |wrong: Option<&str>, next_step: Option<&str>| {
            let mut form = FormView::default();
            if let Some(key) = wrong {
                form.errors.add("why", key);
                form.errors.add("onward-onward-sent", "error-close-onward");
                form.errors.add("onward-onward-accepted", "error-close-onward-changed");
            }
            let states = [Status::Sent, Status::Unanswered, Status::Accepted, Status::DidNotCome];
            ClosePage {
                banner: Banner::example(""),
                version: 1,
                reasons: vec![Choice::new("moved", "Moved away")],
                last_contact: next_step.map(|_| "2026-11-24T09:00:00.000000Z".parse().expect("a sample instant")),
                attempts: 2,
                next_step: next_step.map(str::to_owned),
                under_way: next_step.map(|_| states.map(UnderWay::example).into()).unwrap_or_default(),
                form,
            }
        };
        vec![
            page(None, None),
            page(Some("error-close-why"), Some("Visit")),
            page(Some("error-close-never-spoken"), None),
            page(Some("error-close-never-tried"), None),
        ]
    }
}

async fn page(ctx: &Ctx, id: Id<Case>, mut form: FormView) -> Result<ClosePage> {
    let (mut rx, case) = match ctx.read(&CASE_CLOSE, id).await {
        Ok(opened) => opened,
        Err(error) => return Err(closed_instead(ctx, id, error).await),
    };
    let now = ctx.now();
    if !case.can("close", now) {
        return Err(Error::Conflict("conflict-case-closed"));
    }
    let banner = case::banner(&mut rx, ctx, &case, "").await?;
    let pack = pathway::find(&case.pathway).ok_or(Error::NotFound)?;
    let lang = ctx.request.lang.as_str();
    let mut under_way = vec![];
    for o in store::of_case(&mut rx, id).await?.into_iter().filter(|o| o.is_under_way(now)) {
        let service = directory::name(&mut rx, o.service_id).await?.unwrap_or_default();
        under_way.push(UnderWay {
            field: format!("onward-{}", o.id),
            service,
            status: o.status(now).key(),
            version: o.version,
            since: o.attended_at.or(o.accepted_at).unwrap_or(o.sent_at),
            told: o.is_answered(),
            id: o.id,
        });
    }
    // Who does not agree any more did not want this: whoever closes may still say otherwise.
    if banner.refused
        && !form.values.has("why")
        && let Some(declined) = pack.closures.iter().find(|c| c.counts_as.as_deref() == Some("declined"))
    {
        form.values.set("why", declined.code.clone());
    }
    Ok(ClosePage {
        banner,
        version: case.version,
        reasons: pack.closures.iter().map(|c| Choice::new(&c.code, c.label(lang))).collect(),
        last_contact: case.last_contact_at,
        attempts: case.attempts,
        next_step: case.next_step.map(Private::into_inner),
        under_way,
        form,
    })
}

async fn show(ctx: Ctx, Path(id): Path<Id<Case>>) -> Result<Response> {
    ctx.page(&page(&ctx, id, FormView::default()).await?)
}

/// What becomes of each: every one has to be answered, and as it stands now.
fn taken_back(fields: &Fields, under_way: &[UnderWay], errors: &mut FieldErrors) -> Vec<(Id<OnwardReferral>, i64)> {
    let mut back = vec![];
    for o in under_way {
        let seen: Option<i64> = fields.get(&format!("{}-version", o.field)).parse().ok();
        match fields.get(&o.field) {
            "take-back" | "follow" if seen != Some(o.version) => errors.add(&o.field, "error-close-onward-changed"),
            "take-back" => back.push((o.id, o.version)),
            "follow" => {}
            _ => errors.add(&o.field, "error-close-onward"),
        }
    }
    back
}

async fn submit(ctx: Ctx, Path(id): Path<Id<Case>>, Form(fields): Form) -> Result<Response> {
    let shown = page(&ctx, id, FormView::default()).await?;
    let mut reader = Reader::new(&fields);
    let note = reader.optional("note", 2000);
    let mut errors = reader.errors;
    let back = taken_back(&fields, &shown.under_way, &mut errors);
    if errors.is_empty() {
        let version = fields.get("version").parse().unwrap_or_default();
        let end = Closing { version: Some(version), by: case::me(&ctx)?, why: fields.get("why"), note };
        let seen: Vec<_> = shown.under_way.iter().map(|o| (o.id, o.version)).collect();
        match close(&ctx, id, seen, &back, end).await {
            Ok(()) => return Ok(see(format!("/cases/{id}?done=case-closed"))),
            Err(Error::Invalid(wrong)) => errors = wrong,
            Err(other) => return Err(closed_instead(&ctx, id, other).await),
        }
    }
    let form = FormView::with(&fields, &errors);
    ctx.page_invalid(&ClosePage { form, ..page(&ctx, id, FormView::default()).await? })
}

/// An onward referral as it was when somebody said what becomes of it.
type Seen = (Id<OnwardReferral>, i64);

/// Takes back what is to be taken back, and closes: one transaction.
async fn close(ctx: &Ctx, id: Id<Case>, mut seen: Vec<Seen>, back: &[Seen], end: Closing<'_>) -> Result<()> {
    let (mut tx, case) = ctx.write(&CASE_CLOSE, id).await?;
    // Whoever sends them on holds the case as well: what is under way from here on is what the form named, or it has to be read again.
    case::hold(&mut tx, &case).await?;
    let under_way = store::of_case(&mut tx, id).await?.into_iter().filter(|o| o.is_under_way(ctx.now()));
    let mut under_way: Vec<Seen> = under_way.map(|o| (o.id, o.version)).collect();
    under_way.sort();
    seen.sort();
    if under_way != seen {
        return Err(Error::Conflict("conflict-changed"));
    }
    for (onward, version) in back {
        let onward = ctx.also(&mut tx, &ONWARD_EDIT, *onward).await?;
        if onward.case_id != id || onward.version != *version {
            return Err(Error::Conflict("conflict-changed"));
        }
        actions::end(&mut tx, ctx, &onward).await?;
    }
    case::closing(&mut tx, ctx, &case, end).await?;
    tx.commit().await
}
