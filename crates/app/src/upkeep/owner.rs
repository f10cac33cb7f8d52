//! What the owner of a feed is told: what was not let in and why, what was mended, what is said otherwise here, what people report; and their answer, “mended”.
//!
//! They have no account. A message goes to the address that the operator set for the feed, when there is something new, at most once a day; the address in it
//! opens a page, and the same as JSON for their own programs.

use super::{
    forms,
    letters::{self, What},
    mailed::as_public,
    model::{FOR_KEEPERS, Problem},
    store::{self, owned},
};
use crate::{
    directory::{self, Field, feeds},
    policy::{UPKEEP_ASK, UPKEEP_KNOCK},
};
use axum::{
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};
use base::{
    Ctx, Error, House, Result,
    http::{
        form::Form,
        page::{Page, see},
        routes::{Access, Route},
    },
    jobs::{Failure, Job},
    seal,
};
use kernel::{Id, Instant};
use serde::{Deserialize, Serialize};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/keep/feed/{token}", Access::Link, show),
        Route::get("/keep/feed/{token}/report.json", Access::Link, as_json),
        Route::post("/keep/feed/{token}", Access::Link, mended),
    ]
}

/// Something that was reported of one of its services.
#[derive(Serialize, Debug)]
struct Reported {
    id: String,
    /// The service's name, and its id in the feed.
    name: String,
    source_id: String,
    what: String,
    times: i64,
    at: Instant,
}

/// A field of one of its services that is said otherwise here.
#[derive(Serialize, Debug)]
struct Corrected {
    name: String,
    source_id: String,
    field: &'static str,
    theirs: Vec<String>,
    ours: Vec<String>,
    at: Instant,
}

/// What was mended or left out in a field.
#[derive(Serialize, Debug)]
struct Mended {
    code: String,
    /// The same for people, with what to do about it.
    says: &'static str,
    path: String,
    times: i64,
}

impl Mended {
    fn of(m: owned::Mended) -> Mended {
        let what = hsds::What::ALL.iter().find(|w| w.code() == m.code);
        Mended { says: what.map_or("", |w| w.says()), code: m.code, path: m.path, times: m.times }
    }
}

/// What the owner of a feed is told.
#[derive(Serialize, Debug)]
pub(super) struct OwnerPage {
    feed: String,
    services: i64,
    /// The last whole reading.
    run: Option<owned::Run>,
    /// What was not let in, with the line or the record it stands on.
    refused: Vec<owned::Refused>,
    /// What was mended or left out, by field and what it was, with how often.
    mended: Vec<Mended>,
    problems: Vec<Reported>,
    corrections: Vec<Corrected>,
    sought: Vec<directory::Sought>,
}

impl Page for OwnerPage {
    const TEMPLATE: &'static str = "upkeep/owner";
    const PUBLIC: bool = true;
    fn sample() -> Vec<OwnerPage> {
        let at: Instant = "2026-11-24T09:00:00.000000Z".parse().expect("a sample instant");
        let page = |full: bool| OwnerPage {
            feed: "newham".into(),
            services: 312,
            run: full.then_some(owned::Run { number: 4, at, read: 320, refused: 8 }),
            refused: full
                .then(|| owned::Refused { line: 12, source_id: Some("s-12".into()), reason: "it has no name".into() })
                .into_iter()
                .collect(),
            mended: full
                .then(|| Mended::of(owned::Mended { code: "no-zone".into(), path: "last_modified".into(), times: 40 }))
                .into_iter()
                .collect(),
            problems: full
                .then(|| Reported {
                    id: "p1".into(),
                    name: "Kettle club".into(),
                    source_id: "s-1".into(),
                    what: "times".into(),
                    times: 2,
                    at,
                })
                .into_iter()
                .collect(),
            corrections: full
                .then(|| Corrected {
                    name: "Kettle club".into(),
                    source_id: "s-1".into(),
                    field: "phone",
                    theirs: vec!["020 7946 0101".into()],
                    ours: vec![],
                    at,
                })
                .into_iter()
                .collect(),
            sought: if full {
                vec![
                    directory::Sought { area: "Newham".into(), what: "word:tango".into(), times: 9 },
                    directory::Sought { area: String::new(), what: "need:mon-debt".into(), times: 5 },
                ]
            } else {
                vec![]
            },
        };
        vec![page(true), page(false)]
    }
}

/// What the address in a message to the owner of a feed is about.
fn subject(feed: &str) -> Id<()> {
    Id::from_uuid(seal::named_id("kith feed owner", feed))
}

/// The feed that an address is about.
async fn feed_of(ctx: &Ctx, token: &str) -> Result<feeds::Feed> {
    let (mut rx, _) = ctx.read(&UPKEEP_KNOCK, House::id()).await?;
    let about = letters::about::<()>(&mut rx, ctx, What::Owner, token).await?.ok_or(Error::NotFound)?;
    drop(rx);
    let feed = feeds::all(ctx).await?.into_iter().find(|f| subject(&f.name) == about).ok_or(Error::NotFound)?;
    let (mut rx, _) = ctx.read(&UPKEEP_KNOCK, House::id()).await?;
    match letters::is_theirs(&mut rx, token, feed.email.as_deref()).await? {
        true => Ok(feed),
        false => Err(Error::NotFound),
    }
}

async fn told(ctx: &Ctx, feed: feeds::Feed) -> Result<OwnerPage> {
    let (mut rx, _) = ctx.read(&UPKEEP_KNOCK, House::id()).await?;
    let rx = &mut rx;
    let run = owned::last_run(rx, &feed.name).await?;
    let number = run.as_ref().map_or(0, |r| r.number);
    let mut problems = vec![];
    for p in owned::problems(rx, &feed.name).await? {
        problems.push(Reported {
            id: p.id.to_string(),
            name: p.name,
            source_id: p.source_id,
            what: p.what,
            times: p.times,
            at: p.at,
        });
    }
    let mut corrections = vec![];
    for c in owned::corrections(rx, &feed.name).await? {
        let Some(field) = Field::named(&c.field) else { continue };
        corrections.push(Corrected {
            field: field.code(),
            theirs: forms::in_words(ctx, field, &serde_json::from_str(c.said.as_ref().unwrap_or(&c.replaced))?),
            ours: forms::in_words(ctx, field, &serde_json::from_str(&c.value)?),
            name: c.name,
            source_id: c.source_id,
            at: c.made_at,
        });
    }
    // Where its services are.
    let areas = owned::areas(rx, &feed.name).await?;
    let since = ctx.today().plus_days(-365).to_string()[..7].to_owned();
    let mut sought = directory::sought(rx, &since).await?;
    sought.retain(|s| s.area.is_empty() || areas.contains(&s.area));
    sought.truncate(30);
    Ok(OwnerPage {
        refused: owned::refused(rx, number).await?,
        mended: owned::mended(rx, number).await?.into_iter().map(Mended::of).collect(),
        services: feed.services,
        feed: feed.name,
        run,
        problems,
        corrections,
        sought,
    })
}

async fn show(ctx: Ctx, Path(token): Path<String>) -> Result<Response> {
    let ctx = as_public(&ctx);
    let feed = feed_of(&ctx, &token).await?;
    ctx.page(&told(&ctx, feed).await?)
}

async fn as_json(ctx: Ctx, Path(token): Path<String>) -> Result<Response> {
    let ctx = as_public(&ctx);
    let feed = feed_of(&ctx, &token).await?;
    let page = told(&ctx, feed).await?;
    Ok(([(header::CONTENT_TYPE, "application/json; charset=utf-8")], serde_json::to_string(&page)?).into_response())
}

/// They have mended what was reported. The problem is answered; whether it is so is seen when the feed comes again ([`TellOwners`]).
async fn mended(ctx: Ctx, Path(token): Path<String>, Form(fields): Form) -> Result<Response> {
    let ctx = as_public(&ctx);
    let feed = feed_of(&ctx, &token).await?;
    let id: Id<Problem> = fields.get("problem").parse().map_err(|_| Error::NotFound)?;
    let (mut tx, _) = ctx.write(&UPKEEP_KNOCK, House::id()).await?;
    let problem = store::problem(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let own = owned::problems(&mut tx, &feed.name).await?.iter().any(|p| p.id == id);
    let service = directory::leaf(&mut tx, problem.service_id).await?.ok_or(Error::NotFound)?;
    if !(own || service.source == feed.name) || !FOR_KEEPERS.contains(&problem.what.as_str()) {
        return Err(Error::NotFound);
    }
    if problem.answered_at.is_none() {
        store::answer_problem(&mut tx, &problem, "fixed", "owner", None, ctx.now()).await?;
    }
    tx.commit().await?;
    Ok(see(format!("/keep/feed/{token}?done=owner-mended")))
}

/// Tells the owners of feeds what is new, every day.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct TellOwners;

impl Job for TellOwners {
    const KIND: &'static str = "upkeep-tell-owners";
    async fn run(self, ctx: Ctx) -> Result<(), Failure> {
        for feed in feeds::all(&ctx).await? {
            let (mut tx, _) = ctx.write(&UPKEEP_ASK, House::id()).await?;
            owned::look_again(&mut tx, &feed.name, ctx.now()).await?;
            let Some(to) = feed.email.clone() else {
                tx.commit().await?;
                continue;
            };
            let about = subject(&feed.name);
            let since = owned::told_at(&mut tx, about).await?.unwrap_or(feed.made_at);
            let new = owned::new_since(&mut tx, &feed.name, since).await?;
            if new.anything() {
                let number = |n: i64| n.to_string();
                let (refused, problems, corrections) =
                    (number(new.refused), number(new.problems), number(new.corrections));
                let pairs = [
                    ("feed", feed.name.as_str()),
                    ("refused", refused.as_str()),
                    ("problems", problems.as_str()),
                    ("corrections", corrections.as_str()),
                ];
                letters::send_link(&mut tx, &ctx, What::Owner, about, &to, "owner", &pairs).await?;
            }
            tx.commit().await?;
        }
        Ok(())
    }
}
