//! What every page inside a record has: who it is about, how it is safe to reach them, and the ways to the other pages.

use super::{
    model::{Case, Contact, Status},
    store,
};
use crate::{
    identity::{self, Team, Worker},
    person::{Fact, Whom},
    policy::{CASE_VIEW, LEAD},
    referral,
};
use base::{Ctx, Error, Result, Rx, history};
use kernel::{Date, Id, Instant, Language, Private};
use serde::Serialize;
use std::collections::HashMap;

/// The pages inside a record: what comes after `/cases/{id}`, and the key of the label. A later slice that brings a page adds its line here.
const VIEWS: &[(&str, &str)] = &[
    ("", "view-overview"),
    ("/matters", "view-matters"),
    ("/needs", "view-needs"),
    ("/plan", "view-plan"),
    ("/match", "view-match"),
    ("/onward", "view-onward"),
    ("/measures/ons4", "view-measures"),
    ("/note", "view-note"),
];

#[derive(Serialize, Debug, Clone)]
struct View {
    href: String,
    key: &'static str,
    current: bool,
}

/// The banner over every page of a record.
#[derive(Serialize, Debug, Clone)]
pub struct Banner {
    pub case: String,
    name: String,
    born: Option<Date>,
    age: Option<u16>,
    nhs_number: Option<String>,
    /// Only when it is safe to ring.
    phone: Option<String>,
    language: Option<String>,
    interpreter: bool,
    rules: Vec<String>,
    safe_note: Option<String>,
    channels: Vec<String>,
    status: &'static str,
    /// Whether they do not agree to be referred any more: nothing new is sent on.
    pub refused: bool,
    /// Whether the reader holds the case, while it is open, or leads its team. For showing buttons; the door decides.
    pub mine: bool,
    /// The same, while the case is open.
    pub writes: bool,
    views: Vec<View>,
}

/// Puts together the banner of a case; `view` is the page that is open, as in the address after `/cases/{id}`.
pub async fn banner(rx: &mut Rx, ctx: &Ctx, case: &Case, view: &str) -> Result<Banner> {
    let whom = store::whom(rx, case).await?;
    banner_of(rx, ctx, case, &whom, view).await
}

/// The same for a page that has read who it is about already.
pub async fn banner_of(rx: &mut Rx, ctx: &Ctx, case: &Case, whom: &Whom, view: &str) -> Result<Banner> {
    let may_ring = whom.is_safe("call");
    let refused = referral::refuses(rx, case.referral_id, Fact::Referred).await?;
    let open = case.closed_at.is_none();
    let holds = open && ctx.actor.account() == Some(case.worker_id.uuid());
    let mine = holds || leads(rx, ctx, case.team_id).await?;
    let p = &whom.person;
    Ok(Banner {
        case: case.id.to_string(),
        born: p.born,
        age: p.born.map(|b| b.age_on(ctx.today())),
        nhs_number: p.nhs_number.map(|n| n.to_string()),
        phone: p.phone.as_ref().filter(|_| may_ring).map(ToString::to_string),
        language: p.language.as_deref().and_then(Language::find).map(|l| l.english().to_owned()),
        interpreter: p.interpreter,
        rules: whom.rules.iter().map(|r| r.note.0.clone()).collect(),
        safe_note: p.safe_note.clone().map(Private::into_inner),
        channels: whom.channels.clone(),
        status: case.facts().status(ctx.now()).key(),
        refused,
        mine,
        writes: mine && open,
        views: views(case.id, view),
        name: p.name.0.clone(),
    })
}

/// Whether the reader leads this very team: a lead of another one may be a colleague here.
async fn leads(rx: &mut Rx, ctx: &Ctx, team: Id<Team>) -> Result<bool> {
    if !ctx.actor.has_role(LEAD) {
        return Ok(false);
    }
    Ok(identity::memberships_of(rx, me(ctx)?).await?.iter().any(|m| m.team_id == team && m.role == LEAD))
}

fn views(case: Id<Case>, open: &str) -> Vec<View> {
    VIEWS.iter().map(|(path, key)| View { href: format!("/cases/{case}{path}"), key, current: *path == open }).collect()
}

impl Banner {
    /// For page samples: with and without what may be missing.
    pub fn example(view: &str) -> Banner {
        let id = Id::from_uuid(uuid::Uuid::nil());
        Banner {
            case: id.to_string(),
            name: "Walter Ellis".into(),
            born: Date::new(1948, 3, 12),
            age: Some(78),
            nhs_number: Some("999 000 0018".into()),
            phone: Some("020 7946 0018".into()),
            language: Some("English".into()),
            interpreter: true,
            rules: vec!["Do not leave messages.".into()],
            safe_note: Some("Hard of hearing: speak slowly.".into()),
            channels: vec!["call".into(), "through-staff".into()],
            status: Status::Open.key(),
            refused: true,
            mine: true,
            writes: true,
            views: views(id, view),
        }
    }

    /// For page samples: somebody of whom little is known, in a case that is closed.
    pub fn bare(view: &str) -> Banner {
        Banner {
            born: None,
            age: None,
            nhs_number: None,
            phone: None,
            language: None,
            interpreter: false,
            rules: vec![],
            safe_note: None,
            channels: vec![],
            status: Status::Closed.key(),
            refused: false,
            mine: false,
            writes: false,
            ..Banner::example(view)
        }
    }
}

/// A line of the timeline: a contact, or something that became of the case.
#[derive(Serialize, Debug, Clone)]
pub struct TimelineItem {
    pub at: Instant,
    /// `contact` or `event`.
    pub kind: &'static str,
    /// For events: the key of what happened.
    pub key: String,
    pub by: Option<String>,
    pub id: String,
    pub channel: String,
    pub took_place: bool,
    pub minutes: Option<i64>,
    pub present: Option<String>,
    pub note: Option<String>,
    pub withdrawn: bool,
}

impl TimelineItem {
    fn contact(c: Contact, names: &HashMap<Id<Worker>, String>) -> TimelineItem {
        TimelineItem {
            at: c.at,
            kind: "contact",
            key: String::new(),
            by: names.get(&c.worker_id).cloned(),
            id: c.id.to_string(),
            channel: c.channel,
            took_place: c.took_place,
            minutes: c.minutes,
            present: c.present.map(Private::into_inner),
            note: c.note.map(Private::into_inner),
            withdrawn: c.withdrawn_at.is_some(),
        }
    }

    fn event(p: history::Past, names: &HashMap<Id<Worker>, String>) -> TimelineItem {
        TimelineItem {
            at: p.at,
            kind: "event",
            by: p.actor.and_then(|a| names.get(&a.cast()).cloned()),
            // To whom, by whom or about whom: a colleague, or a name as it was written.
            note: p.after.and_then(|a| match a.parse::<Id<Worker>>() {
                Ok(id) => names.get(&id).cloned(),
                Err(_) => Some(a),
            }),
            key: p.event,
            id: String::new(),
            channel: String::new(),
            took_place: false,
            minutes: None,
            present: None,
            withdrawn: false,
        }
    }

    /// For page samples.
    pub fn examples() -> Vec<TimelineItem> {
        let at = "2026-11-24T09:00:00.000000Z".parse().expect("a sample instant");
        let contact = |took_place, withdrawn| TimelineItem {
            at,
            kind: "contact",
            key: String::new(),
            by: Some("Sam Lee".into()),
            id: "t1".into(),
            channel: "visit".into(),
            took_place,
            minutes: took_place.then_some(45),
            present: took_place.then(|| "His daughter".into()),
            note: Some("There is a piano in the lounge.".into()),
            withdrawn,
        };
        let opened = TimelineItem { kind: "event", key: "case-opened".into(), ..contact(false, false) };
        vec![contact(true, false), contact(false, false), contact(true, true), opened]
    }
}

/// The events of a case's history that a timeline shows; contacts show themselves.
const EVENTS: &[&str] = &[
    "case-opened",
    "case-merged",
    "case-unmerged",
    "case-transferred",
    "case-closed",
    "case-reopened",
    "case-clock-passed",
    "case-words-shared",
    "case-agreed-again",
    "case-took-back-referred",
    "case-took-back-share",
    "case-took-back-onward",
    "case-rule-added",
    "case-rule-ended",
];

/// Contacts and what became of the case, newest first.
pub async fn timeline(rx: &mut Rx, case: &Case) -> Result<Vec<TimelineItem>> {
    let contacts = store::contacts(rx, case.id).await?;
    let mut past = history::of(rx, case.id.uuid()).await?;
    past.retain(|p| EVENTS.contains(&p.event.as_str()));
    let handed_to = past.iter().filter_map(|p| p.after.as_deref()?.parse().ok());
    let acted = past.iter().filter_map(|p| p.actor).map(Id::cast);
    let named = contacts.iter().map(|c| c.worker_id).chain(acted).chain(handed_to);
    let names = identity::names_of(rx, named.collect()).await?;
    let mut items: Vec<TimelineItem> = contacts.into_iter().map(|c| TimelineItem::contact(c, &names)).collect();
    items.extend(past.into_iter().map(|p| TimelineItem::event(p, &names)));
    items.sort_by_key(|i| std::cmp::Reverse(i.at));
    Ok(items)
}

/// A need in words. A code that no string names is shown as it is: an operator may have added it a minute ago.
pub fn need_label(ctx: &Ctx, code: &str) -> String {
    let key = format!("need-{code}");
    if ctx.machine.words.has(&key) { ctx.t(&key) } else { code.to_owned() }
}

/// Who is signed in, as a worker.
pub fn me(ctx: &Ctx) -> Result<Id<Worker>> {
    ctx.actor.account().map(Id::from_uuid).ok_or(Error::SignIn)
}

/// Whoever held a case that is closed now is told so, and not that there is nothing.
pub async fn closed_instead(ctx: &Ctx, id: Id<Case>, error: Error) -> Error {
    if matches!(error, Error::NotFound)
        && let Ok((_, case)) = ctx.read(&CASE_VIEW, id).await
        && case.closed_at.is_some()
    {
        return Error::Conflict("conflict-case-closed");
    }
    error
}
