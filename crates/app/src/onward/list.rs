//! What was sent from a case, and how far each has come.

use super::{
    actions,
    model::{OnwardReferral, Status},
    send::{PinPage, spaced},
    store,
};
use crate::{
    case::{self, Banner, Case},
    directory,
    policy::{CASE_VIEW, ONWARD_EDIT},
};
use axum::{extract::Path, response::Response};
use base::{
    Ctx, Error, Result,
    http::{
        form::Form,
        page::{Page, see},
        routes::{Access, Route},
    },
    mail,
};
use kernel::{Date, Id, Instant, Private};
use serde::Serialize;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/cases/{id}/onward", Access::For(&CASE_VIEW), show),
        Route::post("/onward-referrals/{id}/again", Access::For(&ONWARD_EDIT), again),
        Route::post("/onward-referrals/{id}/withdraw", Access::For(&ONWARD_EDIT), withdraw),
    ]
}

#[derive(Serialize, Debug)]
struct Row {
    id: String,
    version: i64,
    service: String,
    slug: String,
    status: &'static str,
    sent: Instant,
    /// What became of the mail; `handed` is shown as "may have been sent".
    mail: Option<String>,
    accepted: Option<Instant>,
    first_on: Option<Date>,
    declined_why: Option<String>,
    answer_note: Option<String>,
    attended: Option<Instant>,
    feedback: Option<String>,
    shared: String,
    can_again: bool,
    can_withdraw: bool,
    locked: bool,
    /// What the reader can do about a message or a link that does not arrive; a key of the strings.
    way_on: Option<&'static str>,
    /// When it was taken back: whether the service had been told, for certain or perhaps; a key of the strings.
    told: Option<&'static str>,
    phone: Option<String>,
    /// Whether it gives the person's number though ringing them is not safe any more.
    number: bool,
}

/// The onward referrals of a case.
#[derive(Serialize, Debug)]
pub(super) struct ListPage {
    banner: Banner,
    rows: Vec<Row>,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "onward/list";
    fn sample() -> Vec<ListPage> {
        let at: Instant = "2026-11-24T09:00:00.000000Z".parse().expect("a sample instant");
        let row = |status: Status, mail: &str| Row {
            id: "o1".into(),
            version: 1,
            service: "Carpenters Road Singers".into(),
            slug: "carpenters-road-singers".into(),
            status: status.key(),
            sent: at,
            mail: Some(mail.into()),
            accepted: Some(at),
            first_on: Date::new(2026, 12, 1),
            declined_why: (status == Status::Declined).then(|| "full".into()),
            answer_note: Some("We look forward to it.".into()),
            attended: Some(at),
            feedback: Some("Sang along to everything.".into()),
            shared: "Called: Walter".into(),
            can_again: true,
            can_withdraw: true,
            locked: status == Status::Unanswered,
            way_on: match status {
                Status::Sent => Some("onward-new-link"),
                Status::Unanswered => Some("onward-tell-holder"),
                _ => None,
            },
            told: match status {
                Status::Withdrawn => Some("onward-told"),
                Status::Declined => Some("onward-maybe-told"),
                _ => None,
            },
            phone: Some("020 7946 0312".into()),
            number: status == Status::Sent,
        };
        let rows = Status::ALL.iter().zip(["sent", "handed", "failed", "waiting", "sent", "sent", "sent"]);
        vec![
            ListPage { banner: Banner::example("/onward"), rows: rows.map(|(s, m)| row(*s, m)).collect() },
            ListPage { banner: Banner::example("/onward"), rows: vec![] },
        ]
    }
}

async fn show(ctx: Ctx, Path(id): Path<Id<Case>>) -> Result<Response> {
    let (mut rx, case) = ctx.read(&CASE_VIEW, id).await?;
    let whom = case::whom(&mut rx, &case).await?;
    let banner = case::banner_of(&mut rx, &ctx, &case, &whom, "/onward").await?;
    let now = ctx.now();
    let text = |t: Option<Private<String>>| t.map(Private::into_inner);
    let mut rows = vec![];
    for o in store::of_case(&mut rx, id).await? {
        // As it was sent to: another entry may stand for it now, whose number is another.
        let service = directory::leaf(&mut rx, o.service_id).await?.ok_or(Error::NotFound)?;
        let link = store::last_link(&mut rx, o.id).await?;
        let mail = match &link {
            Some(l) => mail::state(&mut rx, l.mail_id).await?,
            None => None,
        };
        let waiting = o.is_under_way(now);
        let taken_back = actions::is_taken_back(&mut rx, &o).await?;
        let number = !taken_back && o.gives_unsafe_number(&whom);
        let can_again = waiting && banner.mine && !number;
        rows.push(Row {
            id: o.id.to_string(),
            version: o.version,
            service: service.name,
            slug: service.slug,
            status: o.status(now).key(),
            sent: o.sent_at,
            mail,
            accepted: o.accepted_at,
            first_on: o.first_on,
            can_again,
            way_on: match (can_again, banner.mine) {
                (true, _) => Some("onward-new-link"),
                (false, false) if waiting => Some("onward-tell-holder"),
                _ => None,
            },
            number,
            can_withdraw: o.can("withdraw", now) && banner.mine,
            told: taken_back.then(|| if o.is_answered() { "onward-told" } else { "onward-maybe-told" }),
            phone: service.phone,
            locked: waiting && link.is_some_and(|l| !l.lives(now)),
            declined_why: o.declined_why,
            answer_note: text(o.answer_note),
            attended: o.attended_at,
            feedback: text(o.feedback),
            shared: o.shared.into_inner(),
        });
    }
    ctx.page(&ListPage { banner, rows })
}

async fn again(ctx: Ctx, Path(id): Path<Id<OnwardReferral>>, Form(fields): Form) -> Result<Response> {
    let version = fields.get("version").parse().unwrap_or_default();
    let (onward, pin) = actions::send_again(&ctx, id, version).await?;
    let (mut rx, case) = ctx.read(&CASE_VIEW, onward.case_id).await?;
    let service = directory::leaf(&mut rx, onward.service_id).await?.ok_or(Error::NotFound)?;
    drop(rx);
    ctx.page(&PinPage { case: case.id.to_string(), service: service.name, phone: service.phone, pin: spaced(&pin) })
}

async fn withdraw(ctx: Ctx, Path(id): Path<Id<OnwardReferral>>, Form(fields): Form) -> Result<Response> {
    let version = fields.get("version").parse().unwrap_or_default();
    let onward = actions::withdraw(&ctx, id, version).await?;
    Ok(see(format!("/cases/{}/onward?done=onward-withdrawn", onward.case_id)))
}
