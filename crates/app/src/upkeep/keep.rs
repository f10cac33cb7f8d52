//! The pages of whoever looks after entries: coming in, what waits, one entry with its tasks, a second keeper.

use super::{
    actions::{self, Who},
    edit::{self, By},
    hidden, keepers, leaving,
    mailed::{Said, as_public, says},
    model::{Edit, FOR_KEEPERS, Keeper},
    public::SentPage,
    store,
};
use crate::{
    directory::{self, Field, OLD_AFTER_DAYS, Service, Truth},
    policy::{LISTING_VIEW, UPKEEP_KNOCK},
};
use axum::{
    extract::Path,
    http::{HeaderMap, header},
    response::Response,
};
use base::{
    Actor, Ctx, Error, House, Result,
    http::{
        cookie, cookie_of,
        form::{Fields, Form, FormView, Reader},
        page::{Page, see},
        routes::{Access, Route},
    },
};
use kernel::{Email, Id, Instant};
use serde::Serialize;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/keep", Access::Public, show_knock),
        Route::post("/keep", Access::Public, knock),
        Route::get("/keep/in/{token}", Access::Link, show_in),
        Route::post("/keep/in/{token}", Access::Link, come_in),
        Route::post("/keep/leave", Access::Link, go),
        Route::get("/keep/listings", Access::Link, listings),
        Route::get("/keep/listings/{id}", Access::Link, listing),
        Route::post("/keep/listings/{id}/right", Access::Link, right),
        Route::post("/keep/listings/{id}/pause", Access::Link, pause),
        Route::post("/keep/listings/{id}/second", Access::Link, second),
        Route::post("/keep/listings/{id}/step-down", Access::Link, step_down),
        Route::post("/keep/listings/{id}/take-back/{edit}", Access::Link, take_back),
        Route::get("/keep/listings/{id}/change/{field}", Access::Link, show_change),
        Route::post("/keep/listings/{id}/change/{field}", Access::Link, change),
    ]
}

/// The cookie of a browser in which a keeper came in.
const VISIT: &str = "keeper";

/// Asking for an address that lets one in.
#[derive(Serialize, Debug)]
pub(super) struct KnockPage {
    /// Whether they hold an address already, and only say for whom it is.
    holds: bool,
    form: FormView,
}

impl Page for KnockPage {
    const TEMPLATE: &'static str = "upkeep/knock";
    const PUBLIC: bool = true;
    fn sample() -> Vec<KnockPage> {
        let mut wrong = FormView::default();
        wrong.errors.add("email", "error-keep-email");
        vec![KnockPage { holds: false, form: FormView::default() }, KnockPage { holds: true, form: wrong }]
    }
}

#[derive(Serialize, Debug)]
struct Row {
    id: String,
    name: String,
    closed: bool,
    paused: bool,
    old: bool,
    checked_days: Option<i64>,
    waiting: usize,
    problems: usize,
}

/// What somebody looks after.
#[derive(Serialize, Debug)]
pub(super) struct ListingsPage {
    who: String,
    rows: Vec<Row>,
}

impl Page for ListingsPage {
    const TEMPLATE: &'static str = "upkeep/listings";
    const PUBLIC: bool = true;
    fn sample() -> Vec<ListingsPage> {
        let row = |old: bool| Row {
            id: "s1".into(),
            name: "Carpenters Road Singers".into(),
            closed: false,
            paused: old,
            old,
            checked_days: (!old).then_some(12),
            waiting: usize::from(old),
            problems: usize::from(old),
        };
        vec![
            ListingsPage { who: "Mo Diallo".into(), rows: vec![row(true), row(false)] },
            ListingsPage { who: "Mo Diallo".into(), rows: vec![] },
        ]
    }
}

#[derive(Serialize, Debug)]
struct Waiting {
    id: String,
    field: String,
    lines: Vec<String>,
    weight: String,
    mine: bool,
    at: Instant,
}

#[derive(Serialize, Debug)]
struct Reported {
    what: String,
    at: Instant,
}

#[derive(Serialize, Debug)]
struct Other {
    name: String,
    me: bool,
}

/// One entry, for whoever looks after it.
#[derive(Serialize, Debug)]
pub(super) struct ListingPage {
    id: String,
    slug: String,
    name: String,
    checked_days: Option<i64>,
    old: bool,
    /// Between 0 and 100.
    truth: u32,
    closed: bool,
    /// `asked`, `contact` or `disputed`.
    paused: Option<String>,
    /// Whether there is a mailbox that was written to.
    written: bool,
    masked: bool,
    says: Vec<Said>,
    waiting: Vec<Waiting>,
    problems: Vec<Reported>,
    keepers: Vec<Other>,
    form: FormView,
}

impl Page for ListingPage {
    const TEMPLATE: &'static str = "upkeep/listing";
    const PUBLIC: bool = true;
    fn sample() -> Vec<ListingPage> {
        let at: Instant = "2026-11-24T09:00:00.000000Z".parse().expect("a sample instant");
        let page = |full: bool, form| ListingPage {
            id: "s1".into(),
            slug: "carpenters-road-singers".into(),
            name: "Carpenters Road Singers".into(),
            checked_days: full.then_some(200),
            old: full,
            truth: 62,
            closed: false,
            paused: full.then(|| "contact".to_owned()),
            written: full,
            masked: false,
            says: vec![
                Said { field: "sessions", lines: vec!["Tuesday 18:30–20:30".into()] },
                Said { field: "cost", lines: vec![] },
            ],
            waiting: full
                .then(|| Waiting {
                    id: "e1".into(),
                    field: "email".into(),
                    lines: vec!["new@carpenters-road.example".into()],
                    weight: "contact".into(),
                    mine: true,
                    at,
                })
                .into_iter()
                .collect(),
            problems: full.then(|| Reported { what: "times".into(), at }).into_iter().collect(),
            keepers: vec![Other { name: "Mo Diallo".into(), me: true }],
            form,
        };
        let mut wrong = FormView::default();
        wrong.errors.add("email", "error-email");
        vec![page(true, wrong), page(false, FormView::default())]
    }
}

async fn show_knock(ctx: Ctx, headers: HeaderMap) -> Result<Response> {
    if !keepers::inside(&as_public(&ctx), cookie_of(&headers, VISIT)).await?.is_empty() {
        return Ok(see("/keep/listings"));
    }
    ctx.page(&KnockPage { holds: false, form: FormView::default() })
}

/// Why nobody is sent there: what somebody else has to do comes first.
pub(super) fn paused(s: &Service) -> Option<String> {
    let why = s.paused_why.as_deref()?;
    Some([actions::DISPUTED, "contact"].into_iter().find(|w| why.contains(w)).unwrap_or("asked").to_owned())
}

/// The address that a form gives; the message beside it where it gives none.
fn email_of(fields: &Fields) -> std::result::Result<Email, FormView> {
    let mut reader = Reader::new(fields);
    let email = reader.email("email");
    if email.is_none() && !reader.errors.0.contains_key("email") {
        reader.errors.add("email", "error-email");
    }
    email.ok_or_else(|| FormView::with(fields, &reader.errors))
}

async fn knock(ctx: Ctx, Form(fields): Form) -> Result<Response> {
    match email_of(&fields) {
        Ok(email) => {
            keepers::ask_in(&as_public(&ctx), &email).await?;
            ctx.page(&SentPage::of("keep-sent"))
        }
        Err(form) => ctx.page_invalid(&KnockPage { holds: false, form }),
    }
}

async fn show_in(ctx: Ctx, Path(token): Path<String>) -> Result<Response> {
    keepers::lets_in(&as_public(&ctx), &token).await?;
    ctx.page(&KnockPage { holds: true, form: FormView::default() })
}

async fn come_in(ctx: Ctx, Path(token): Path<String>, Form(fields): Form) -> Result<Response> {
    let public = as_public(&ctx);
    keepers::lets_in(&public, &token).await?;
    let email = match email_of(&fields) {
        Ok(email) => email,
        Err(form) => return ctx.page_invalid(&KnockPage { holds: true, form }),
    };
    let Some(visit) = keepers::come_in(&public, &token, &email).await? else {
        let mut form = FormView::of(&fields);
        form.errors.add("email", "error-keep-email");
        return ctx.page_invalid(&KnockPage { holds: true, form });
    };
    let mut response = see("/keep/listings");
    response.headers_mut().append(header::SET_COOKIE, cookie(&ctx.machine, VISIT, &visit, Some(8 * 3600), true));
    Ok(response)
}

/// A browser in which somebody came in to their entries is theirs no more.
pub async fn leave(ctx: &Ctx, headers: &HeaderMap) -> Result<()> {
    match cookie_of(headers, VISIT) {
        Some(visit) => keepers::leave(&as_public(ctx), visit).await,
        None => Ok(()),
    }
}

async fn go(ctx: Ctx, headers: HeaderMap, Form(_): Form) -> Result<Response> {
    leave(&ctx, &headers).await?;
    let mut response = see("/keep");
    response.headers_mut().append(header::SET_COOKIE, cookie(&ctx.machine, VISIT, "", Some(0), true));
    Ok(response)
}

/// As whom a browser acts, for an entry: whoever looks after it.
async fn keeper_of(ctx: &Ctx, headers: &HeaderMap, id: Id<Service>) -> Result<(Ctx, Keeper)> {
    let public = as_public(ctx);
    let visit = cookie_of(headers, VISIT).filter(|visit| !visit.is_empty());
    let all = keepers::inside(&public, visit).await?;
    if all.is_empty() {
        // Whoever was in is told that it is over, and keeps what they typed.
        return Err(if visit.is_some() { Error::Conflict("conflict-keep-over") } else { Error::NotFound });
    }
    let (mut rx, _) = public.read(&UPKEEP_KNOCK, House::id()).await?;
    let service = directory::find(&mut rx, id).await?.ok_or(Error::NotFound)?;
    let keepers = store::keepers_of_service(&mut rx, service.id).await?;
    drop(rx);
    let keeper = all.into_iter().find(|k| keepers.iter().any(|of| of.id == k.id)).ok_or(Error::NotFound)?;
    Ok((ctx.acting(Actor::Link(keeper.id.uuid())), keeper))
}

async fn listings(ctx: Ctx, headers: HeaderMap) -> Result<Response> {
    let public = as_public(&ctx);
    let all = keepers::inside(&public, cookie_of(&headers, VISIT)).await?;
    let Some(who) = all.first().map(|k| k.name.clone()) else { return Ok(see("/keep")) };
    let mut rows = vec![];
    for keeper in all {
        let (mut rx, _) = ctx.acting(Actor::Link(keeper.id.uuid())).read(&LISTING_VIEW, keeper.id).await?;
        for id in store::kept_by(&mut rx, keeper.id).await? {
            // What is shown as one with it stands here once.
            let Some(s) = directory::find(&mut rx, id).await?.filter(|s| s.id == id) else { continue };
            let days = s.days_since_check(ctx.today());
            rows.push(Row {
                id: s.id.to_string(),
                name: s.name.clone(),
                closed: s.closed_at.is_some(),
                paused: s.paused_at.is_some(),
                old: days.is_none_or(|d| d > OLD_AFTER_DAYS),
                checked_days: days,
                waiting: store::edits_waiting_of(&mut rx, s.id).await?.len(),
                problems: store::problems_of(&mut rx, s.id)
                    .await?
                    .iter()
                    .filter(|p| FOR_KEEPERS.contains(&p.what.as_str()))
                    .count(),
            });
        }
    }
    rows.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
    ctx.page(&ListingsPage { who, rows })
}

async fn page(holder: &Ctx, keeper: &Keeper, id: Id<Service>, form: FormView) -> Result<ListingPage> {
    let (mut rx, s) = holder.read(&LISTING_VIEW, id).await?;
    let days = s.days_since_check(holder.today());
    let mut waiting = vec![];
    // The door opened the entry that is shown; one that is merged into it may be somebody else's to look after.
    for e in store::edits_waiting_of(&mut rx, s.id).await? {
        let Some(field) = Field::named(&e.field).filter(|_| !hidden::is_over(&e, &s)) else { continue };
        waiting.push(Waiting {
            id: e.id.to_string(),
            lines: hidden::change(holder, &s, field, &e)?.1,
            field: e.field,
            weight: e.weight,
            mine: e.keeper_id == Some(keeper.id),
            at: e.made_at,
        });
    }
    let problems = store::problems_of(&mut rx, s.id).await?;
    let others = store::keepers_of_service(&mut rx, s.id).await?;
    Ok(ListingPage {
        id: s.id.to_string(),
        slug: s.slug.clone(),
        name: s.name.clone(),
        checked_days: days,
        old: days.is_none_or(|d| d > OLD_AFTER_DAYS),
        truth: (Truth::of(&s, holder.today()).score() * 100.0).round() as u32,
        closed: s.closed_at.is_some(),
        paused: paused(&s),
        written: s.email.is_some(),
        masked: s.masked,
        says: says(holder, &s),
        waiting,
        problems: problems
            .into_iter()
            .filter(|p| FOR_KEEPERS.contains(&p.what.as_str()))
            .map(|p| Reported { what: p.what, at: p.at })
            .collect(),
        keepers: others.into_iter().map(|k| Other { me: k.id == keeper.id, name: k.name }).collect(),
        form,
    })
}

async fn listing(ctx: Ctx, Path(id): Path<Id<Service>>, headers: HeaderMap) -> Result<Response> {
    let (holder, keeper) = keeper_of(&ctx, &headers, id).await?;
    holder.page(&page(&holder, &keeper, id, FormView::default()).await?)
}

async fn right(ctx: Ctx, Path(id): Path<Id<Service>>, headers: HeaderMap, Form(_): Form) -> Result<Response> {
    let (holder, keeper) = keeper_of(&ctx, &headers, id).await?;
    actions::kept_right(&holder, &keeper, id).await?;
    Ok(see(format!("/keep/listings/{id}?done=kept-right")))
}

async fn pause(ctx: Ctx, Path(id): Path<Id<Service>>, headers: HeaderMap, Form(fields): Form) -> Result<Response> {
    let (holder, _) = keeper_of(&ctx, &headers, id).await?;
    let pause = fields.get("to") == "pause";
    actions::pause(&holder, id, pause).await?;
    Ok(see(format!("/keep/listings/{id}?done={}", if pause { "kept-paused" } else { "kept-resumed" })))
}

async fn second(ctx: Ctx, Path(id): Path<Id<Service>>, headers: HeaderMap, Form(fields): Form) -> Result<Response> {
    let (holder, keeper) = keeper_of(&ctx, &headers, id).await?;
    let mut reader = Reader::new(&fields);
    let name = reader.text("who", 80, "error-claim-who");
    let email = reader.email("email");
    if email.is_none() && !reader.errors.0.contains_key("email") {
        reader.errors.add("email", "error-email");
    }
    let (Some(email), true) = (email, reader.errors.is_empty()) else {
        let form = FormView::with(&fields, &reader.errors);
        return holder.page_invalid(&page(&holder, &keeper, id, form).await?);
    };
    let sent = keepers::ask_second(&holder, &keeper, id, &name, &email).await?;
    Ok(see(format!("/keep/listings/{id}?done={}", if sent { "kept-asked" } else { "kept-not-asked" })))
}

async fn step_down(ctx: Ctx, Path(id): Path<Id<Service>>, headers: HeaderMap, Form(_): Form) -> Result<Response> {
    let (holder, keeper) = keeper_of(&ctx, &headers, id).await?;
    let alone = leaving::step_down(&holder, &keeper, id).await?;
    let more = !keepers::inside(&as_public(&ctx), cookie_of(&headers, VISIT)).await?.is_empty();
    let to = if more { "/keep/listings" } else { "/keep" };
    Ok(see(format!("{to}?done={}", if alone { "left-paused" } else { "left" })))
}

async fn take_back(
    ctx: Ctx,
    Path((id, edit)): Path<(Id<Service>, Id<Edit>)>,
    headers: HeaderMap,
    Form(_): Form,
) -> Result<Response> {
    let (holder, keeper) = keeper_of(&ctx, &headers, id).await?;
    actions::take_back(&holder, Who::Keeper(&keeper), id, edit).await?;
    Ok(see(format!("/keep/listings/{id}?done=kept-taken-back")))
}

async fn show_change(ctx: Ctx, Path((id, field)): Path<(Id<Service>, String)>, headers: HeaderMap) -> Result<Response> {
    let field = Field::named(&field).ok_or(Error::NotFound)?;
    let (holder, keeper) = keeper_of(&ctx, &headers, id).await?;
    let (rx, s) = holder.read(&LISTING_VIEW, id).await?;
    drop(rx);
    edit::show(&holder, By::Keeper(&keeper), &s, field).await
}

async fn change(
    ctx: Ctx,
    Path((id, field)): Path<(Id<Service>, String)>,
    headers: HeaderMap,
    Form(fields): Form,
) -> Result<Response> {
    let field = Field::named(&field).ok_or(Error::NotFound)?;
    let (holder, keeper) = keeper_of(&ctx, &headers, id).await?;
    let (rx, s) = holder.read(&LISTING_VIEW, id).await?;
    drop(rx);
    edit::submit(&holder, By::Keeper(&keeper), &s, field, &fields).await
}
