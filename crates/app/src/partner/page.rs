//! What is known of a service's people, on one page; and the services that somebody keeps at hand.

use super::store::{self, Entry, Note};
use crate::{
    directory::{self, Service},
    identity::{self, Team, Worker},
    policy::{FAVOURITE, PARTNER_EDIT, PARTNER_VIEW, SERVICE_VIEW},
};
use axum::{extract::Path, response::Response};
use base::{
    Ctx, Error, House, Result, Rx,
    draft::Draft,
    http::{
        form::{Choice, Form, FormView, Reader},
        page::{Page, see},
        routes::{Access, Route},
    },
};
use jiff::SignedDuration;
use kernel::{Date, Id, Instant, disclosure};
use serde::Serialize;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/services/{slug}/partner", Access::For(&PARTNER_VIEW), show),
        Route::post("/services/{slug}/partner/notes", Access::For(&PARTNER_EDIT), add_note),
        Route::post("/services/{slug}/partner/entries", Access::For(&PARTNER_EDIT), add_entry),
        Route::post("/services/{slug}/partner/withdraw", Access::For(&PARTNER_EDIT), withdraw),
        Route::post("/services/{slug}/favourite", Access::For(&FAVOURITE), favourite),
        Route::get("/favourites", Access::For(&FAVOURITE), favourites),
    ]
}

/// What can be known of an organisation, by code.
const KINDS: &[&str] = &["person", "visit", "agreement", "check"];
/// What runs out, by code: checks of who works there, insurance, who leads on safeguarding, who regulates its advice.
const CHECKS: &[&str] = &["dbs", "insurance", "safeguarding", "advice"];
/// A paper is said to run out soon within so many days.
const SOON_DAYS: i64 = 30;
/// How it went is told of the last year.
const YEAR: SignedDuration = SignedDuration::from_hours(24 * 365);

#[derive(Serialize, Debug)]
struct NoteView {
    id: String,
    words: String,
    who: String,
    /// For which team, where the reader works in several.
    team: Option<String>,
    at: Instant,
    mine: bool,
}

#[derive(Serialize, Debug)]
struct EntryView {
    id: String,
    kind: String,
    what: Option<String>,
    words: String,
    on: Option<Date>,
    who: String,
    at: Instant,
    /// Of a check or an agreement: `over`, `soon`.
    state: Option<&'static str>,
}

/// What is known of a service's people.
#[derive(Serialize, Debug)]
pub(super) struct PartnerPage {
    name: String,
    slug: String,
    provider: String,
    favourite: bool,
    notes: Vec<NoteView>,
    entries: Vec<EntryView>,
    /// Of the last year: asked, said yes to, came. Small numbers are hidden.
    asked: disclosure::Shown,
    accepted: disclosure::Shown,
    came: disclosure::Shown,
    kinds: Vec<Choice>,
    checks: Vec<Choice>,
    /// The teams that a note can be for, where there are several.
    teams: Vec<Choice>,
    form: FormView,
}

impl Page for PartnerPage {
    const TEMPLATE: &'static str = "partner/partner";
    fn sample() -> Vec<PartnerPage> {
        let at: Instant = "2026-11-24T09:00:00.000000Z".parse().expect("a sample instant");
        let entry = |kind: &str, what: Option<&str>, state| EntryView {
            id: "e1".into(),
            kind: kind.into(),
            what: what.map(str::to_owned),
            words: "Maureen runs the door".into(),
            on: Date::new(2026, 12, 1),
            who: "Sam Lee".into(),
            at,
            state,
        };
        let page = |full: bool, form| PartnerPage {
            name: "Carpenters Road Singers".into(),
            slug: "carpenters-road-singers".into(),
            provider: "Carpenters Road Tenants".into(),
            favourite: full,
            notes: full
                .then(|| NoteView {
                    id: "n1".into(),
                    words: "Ask for Maureen, side door".into(),
                    who: "Sam Lee".into(),
                    team: Some("Stratford link workers".into()),
                    at,
                    mine: true,
                })
                .into_iter()
                .collect(),
            entries: if full {
                vec![
                    entry("person", None, None),
                    entry("visit", None, None),
                    entry("agreement", None, Some("soon")),
                    entry("check", Some("dbs"), Some("over")),
                ]
            } else {
                vec![]
            },
            asked: disclosure::shown(if full { 12 } else { 0 }),
            accepted: disclosure::shown(if full { 9 } else { 0 }),
            came: disclosure::shown(if full { 2 } else { 0 }),
            kinds: vec![Choice::new("person", "Somebody to ask for")],
            checks: vec![Choice::new("dbs", "Checks of who works there")],
            teams: if full { vec![Choice::new("t1", "Stratford link workers")] } else { vec![] },
            form,
        };
        let mut wrong = FormView::default();
        wrong.errors.add("note", "error-note-empty");
        vec![page(true, wrong), page(false, FormView::default())]
    }
}

/// Services that somebody keeps at hand.
#[derive(Serialize, Debug)]
pub(super) struct FavouritesPage {
    rows: Vec<Favourite>,
}

#[derive(Serialize, Debug)]
struct Favourite {
    name: String,
    slug: String,
    kind: String,
    borough: Option<String>,
    closed: bool,
}

impl Page for FavouritesPage {
    const TEMPLATE: &'static str = "partner/favourites";
    fn sample() -> Vec<FavouritesPage> {
        let row = |closed| Favourite {
            name: "Carpenters Road Singers".into(),
            slug: "carpenters-road-singers".into(),
            kind: "choir".into(),
            borough: Some("Newham".into()),
            closed,
        };
        vec![FavouritesPage { rows: vec![row(false), row(true)] }, FavouritesPage { rows: vec![] }]
    }
}

fn me(ctx: &Ctx) -> Result<Id<Worker>> {
    ctx.actor.account().map(Id::from_uuid).ok_or(Error::SignIn)
}

async fn service(ctx: &Ctx, slug: &str) -> Result<Service> {
    let (mut rx, _) = ctx.read(&SERVICE_VIEW, House::id()).await?;
    directory::find_slug(&mut rx, slug).await?.ok_or(Error::NotFound)
}

/// The teams that somebody works in, the first joined first, by name.
async fn teams_of(rx: &mut Rx, worker: Id<Worker>) -> Result<Vec<(Id<Team>, String)>> {
    let mut ids: Vec<Id<Team>> = vec![];
    for m in identity::memberships_of(rx, worker).await? {
        if !ids.contains(&m.team_id) {
            ids.push(m.team_id);
        }
    }
    let names = identity::team_names(rx, ids.clone()).await?;
    Ok(ids.into_iter().map(|id| (id, names.get(&id).cloned().unwrap_or_default())).collect())
}

async fn page(ctx: &Ctx, slug: &str, form: FormView) -> Result<PartnerPage> {
    let s = service(ctx, slug).await?;
    let me = me(ctx)?;
    let (mut rx, _) = ctx.read(&PARTNER_VIEW, s.id).await?;
    let notes = store::notes(&mut rx, s.id, me).await?;
    let entries = store::entries(&mut rx, s.id).await?;
    let went = store::went(&mut rx, s.id, ctx.now().minus(YEAR)).await?;
    let favourite = store::is_favourite(&mut rx, me, s.id).await?;
    let mut who: Vec<Id<Worker>> =
        notes.iter().map(|n| n.worker_id).chain(entries.iter().map(|e| e.worker_id)).collect();
    who.sort();
    who.dedup();
    let names = identity::names_of(&mut rx, who).await?;
    let mut teams = teams_of(&mut rx, me).await?;
    drop(rx);
    if teams.len() < 2 {
        // Nothing to choose, and nothing to tell apart.
        teams.clear();
    }
    let name = |id: &Id<Worker>| names.get(id).cloned().unwrap_or_default();
    let today = ctx.today();
    let state = |e: &Entry| {
        let left =
            e.on_day.filter(|_| ["check", "agreement"].contains(&e.kind.as_str())).map(|on| today.days_to(on))?;
        (left < SOON_DAYS).then_some(if left < 0 { "over" } else { "soon" })
    };
    let number = |n: i64| disclosure::shown(n.max(0) as u64);
    Ok(PartnerPage {
        notes: notes
            .into_iter()
            .map(|n| NoteView {
                id: n.id.to_string(),
                who: name(&n.worker_id),
                mine: n.worker_id == me,
                team: teams.iter().find(|(id, _)| *id == n.team_id).map(|(_, name)| name.clone()),
                words: n.words,
                at: n.at,
            })
            .collect(),
        entries: entries
            .into_iter()
            .map(|e| EntryView {
                id: e.id.to_string(),
                state: state(&e),
                who: name(&e.worker_id),
                kind: e.kind,
                what: e.what,
                words: e.words,
                on: e.on_day,
                at: e.at,
            })
            .collect(),
        asked: number(went.asked),
        accepted: number(went.accepted),
        came: number(went.came),
        kinds: ctx.choices("partner", KINDS),
        checks: ctx.choices("partner-check", CHECKS),
        teams: teams.into_iter().map(|(id, name)| Choice::new(id.to_string(), name)).collect(),
        name: s.name,
        slug: s.slug,
        provider: s.provider,
        favourite,
        form,
    })
}

async fn show(ctx: Ctx, Path(slug): Path<String>) -> Result<Response> {
    ctx.page(&page(&ctx, &slug, FormView::default()).await?)
}

async fn add_note(ctx: Ctx, Path(slug): Path<String>, Form(fields): Form) -> Result<Response> {
    let s = service(&ctx, &slug).await?;
    let mut reader = Reader::new(&fields);
    let words = reader.text("note", 400, "error-note-empty");
    let me = me(&ctx)?;
    let (mut rx, _) = ctx.read(&PARTNER_VIEW, s.id).await?;
    let mine: Vec<String> = teams_of(&mut rx, me).await?.into_iter().map(|(id, _)| id.to_string()).collect();
    drop(rx);
    let codes: Vec<&str> = mine.iter().map(String::as_str).collect();
    // Only one team is not asked about; of several none is guessed at, for another would read it.
    let team = match codes.as_slice() {
        [only] if !fields.has("team") => (*only).to_owned(),
        _ => reader.choice("team", &codes, "error-choose-from-list"),
    };
    if !reader.errors.is_empty() {
        let form = FormView::with(&fields, &reader.errors);
        return ctx.page_invalid(&page(&ctx, &slug, form).await?);
    }
    let (mut tx, _) = ctx.write(&PARTNER_EDIT, s.id).await?;
    // Nobody writes to a team that they do not work in.
    let mut teams = teams_of(&mut tx, me).await?.into_iter().map(|(id, _)| id);
    let team = teams.find(|id| id.to_string() == team).ok_or(Error::NotFound)?;
    // The same form twice is one note.
    let there = store::notes(&mut tx, s.id, me).await?;
    if !there.iter().any(|n| n.worker_id == me && n.team_id == team && n.words == words) {
        store::add_note(&mut tx, ctx.id(), s.id, team, me, &words, ctx.now()).await?;
    }
    tx.commit().await?;
    Ok(see(format!("/services/{slug}/partner?done=note-added")))
}

async fn add_entry(ctx: Ctx, Path(slug): Path<String>, Form(fields): Form) -> Result<Response> {
    let s = service(&ctx, &slug).await?;
    let mut reader = Reader::new(&fields);
    let kind = reader.choice("kind", KINDS, "error-partner-kind");
    let what = reader.optional_choice("what", CHECKS).filter(|_| kind == "check");
    let words = reader.text("words", 400, "error-partner-words");
    let on_day = reader.date("on");
    if kind == "check" && what.is_none() {
        reader.errors.add("what", "error-partner-what");
    }
    if kind == "check" && on_day.is_none() && !reader.errors.0.contains_key("on") {
        reader.errors.add("on", "error-partner-on");
    }
    if !reader.errors.is_empty() {
        let form = FormView::with(&fields, &reader.errors);
        return ctx.page_invalid(&page(&ctx, &slug, form).await?);
    }
    let me = me(&ctx)?;
    let (mut tx, _) = ctx.write(&PARTNER_EDIT, s.id).await?;
    let entry = Entry { id: ctx.id(), kind, what, words, on_day, worker_id: me, at: ctx.now() };
    let same =
        |e: &Entry| (&e.kind, &e.what, &e.words, e.on_day) == (&entry.kind, &entry.what, &entry.words, entry.on_day);
    if !store::entries(&mut tx, s.id).await?.iter().any(same) {
        store::add_entry(&mut tx, s.provider_id, &entry).await?;
    }
    tx.commit().await?;
    Ok(see(format!("/services/{slug}/partner?done=partner-added")))
}

/// Takes a note of one's own back, or an entry that is not so any more.
async fn withdraw(ctx: Ctx, Path(slug): Path<String>, Form(fields): Form) -> Result<Response> {
    let s = service(&ctx, &slug).await?;
    let (mut tx, _) = ctx.write(&PARTNER_EDIT, s.id).await?;
    if let Ok(id) = fields.get("note").parse::<Id<Note>>() {
        store::withdraw_note(&mut tx, id, s.id, me(&ctx)?, ctx.now()).await?;
    } else if let Ok(id) = fields.get("entry").parse::<Id<Entry>>() {
        store::withdraw_entry(&mut tx, id, s.id, ctx.now()).await?;
    } else {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    Ok(see(format!("/services/{slug}/partner?done=partner-withdrawn")))
}

async fn favourite(ctx: Ctx, Path(slug): Path<String>, Form(fields): Form) -> Result<Response> {
    let s = service(&ctx, &slug).await?;
    let keep = fields.get("keep") == "yes";
    let (mut tx, _) = ctx.write(&FAVOURITE, Draft::own(&ctx)?).await?;
    store::set_favourite(&mut tx, me(&ctx)?, s.id, keep, ctx.now()).await?;
    tx.commit().await?;
    Ok(see(format!("/services/{slug}/partner?done={}", if keep { "favourite-kept" } else { "favourite-gone" })))
}

async fn favourites(ctx: Ctx) -> Result<Response> {
    let (mut rx, _) = ctx.read(&FAVOURITE, Draft::own(&ctx)?).await?;
    let (mut rows, mut seen) = (vec![], vec![]);
    for id in store::favourites(&mut rx, me(&ctx)?).await? {
        let Some(s) = directory::find(&mut rx, id).await? else { continue };
        // Two that are one by now are one here.
        if seen.contains(&s.id) {
            continue;
        }
        seen.push(s.id);
        rows.push(Favourite {
            name: s.name,
            slug: s.slug,
            kind: s.kind,
            borough: s.borough,
            closed: s.closed_at.is_some(),
        });
    }
    ctx.page(&FavouritesPage { rows })
}
