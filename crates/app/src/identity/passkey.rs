//! Passkeys and security keys: adding one, being asked for one, removing one. What they are stands in `base::auth::passkey`.
//!
//! They need a script, since a browser gives them to scripts only; whoever has none uses an app or printed codes. A question travels in the page's form,
//! sealed to the session and good for ten minutes.

use super::{
    Worker,
    account::CodesPage,
    model::Passkey,
    signin,
    signing::{self, Enrolled},
    store,
};
use crate::policy::{self, ACCOUNT_EDIT, ACCOUNT_VIEW, SIGN_IN};
use axum::{
    extract::Path,
    http::{HeaderMap, header},
    response::Response,
};
use base::{
    Ctx, Error, House, Result, Rx, Tx,
    auth::passkey::{Question, Site},
    http::{
        form::{Form, FormView, Reader},
        page::{Page, see},
        routes::{Access, Route},
    },
};
use jiff::SignedDuration;
use kernel::{Id, Instant};
use serde::Serialize;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/account/passkey", Access::Public, show),
        Route::post("/account/passkey", Access::Public, submit),
        Route::post("/account/passkeys/{id}/remove", Access::SignedIn, remove),
    ]
}

/// A question is good for so long. Finding the right key in a drawer takes a while.
const GOOD: SignedDuration = SignedDuration::from_mins(10);

/// Where this installation's keys are valid, if anywhere.
pub(super) fn site(ctx: &Ctx) -> Option<Site> {
    Site::at(&ctx.machine.config.public_url(), &ctx.machine.pages.brand().name)
}

/// A question as a page carries it.
#[derive(Serialize, Debug)]
pub(super) struct Ask {
    /// For the script.
    options: String,
    /// Sealed, for the server.
    asked: String,
    /// The address at which the browser gives keys.
    origin: String,
}

impl Ask {
    pub(super) fn sample() -> Ask {
        Ask { options: "{}".into(), asked: "k1.x.y".into(), origin: "https://kith.example".into() }
    }

    fn new(ctx: &Ctx, site: Site, purpose: &str, question: Question) -> Result<Ask> {
        let state = format!("{} {}", ctx.now(), question.state);
        let asked = ctx.machine.keys.seal(&purpose_here(ctx, purpose)?, &state);
        Ok(Ask { options: question.options, asked, origin: site.origin })
    }
}

/// What a question is sealed for: this session, and no other purpose.
fn purpose_here(ctx: &Ctx, purpose: &str) -> Result<String> {
    let session = ctx.request.session.as_ref().ok_or(Error::SignIn)?;
    Ok(format!("passkey-{purpose} {}", session.id))
}

/// The state of a question that this session was asked lately.
fn state(ctx: &Ctx, purpose: &str, asked: &str) -> Result<Option<String>> {
    let Ok(opened) = ctx.machine.keys.open(&purpose_here(ctx, purpose)?, asked) else { return Ok(None) };
    let Some((at, state)) = opened.split_once(' ') else { return Ok(None) };
    let fresh = at.parse::<Instant>().is_ok_and(|at| ctx.now().since(at) < GOOD);
    Ok(fresh.then(|| state.to_owned()))
}

fn stored(keys: &[Passkey]) -> Vec<String> {
    keys.iter().map(|k| k.stored.clone()).collect()
}

/// The question for the second step; none when the worker has no key, or keys are not valid here.
pub(super) async fn ask(rx: &mut Rx, ctx: &Ctx, worker: Id<Worker>) -> Result<Option<Ask>> {
    let keys = store::passkeys(rx, worker).await?;
    let Some(site) = site(ctx).filter(|_| !keys.is_empty()) else { return Ok(None) };
    let question = site.ask(&stored(&keys))?;
    Ask::new(ctx, site, "ask", question).map(Some)
}

/// Whether the answer to that question is right. It notes the key's use.
pub(super) async fn fits(tx: &mut Tx, ctx: &Ctx, worker: Id<Worker>, asked: &str, answer: &str) -> Result<bool> {
    let (Some(site), Some(state)) = (site(ctx), state(ctx, "ask", asked)?) else { return Ok(false) };
    let keys = store::passkeys(tx, worker).await?;
    match site.answered(&state, answer, &stored(&keys))? {
        Some(key) => match keys.iter().find(|k| k.credential == key.credential) {
            Some(before) => store::use_passkey(tx, worker, &key, before, ctx.now()).await,
            None => Ok(false),
        },
        None => Ok(false),
    }
}

/// Adding a key: during the first sign-in, or from the account page.
#[derive(Serialize, Debug)]
pub(super) struct PasskeyPage {
    form: FormView,
    /// None where browsers would offer no keys.
    ask: Option<Ask>,
    first: bool,
}

impl Page for PasskeyPage {
    const TEMPLATE: &'static str = "identity/passkey";
    fn sample() -> Vec<PasskeyPage> {
        let mut wrong = FormView::default();
        wrong.errors.add("answer", "error-passkey-not-added");
        vec![
            PasskeyPage { form: FormView::default(), ask: Some(Ask::sample()), first: true },
            PasskeyPage { form: wrong, ask: Some(Ask::sample()), first: false },
            PasskeyPage { form: FormView::default(), ask: None, first: false },
        ]
    }
}

async fn page(ctx: &Ctx, form: FormView) -> Result<PasskeyPage> {
    let worker = signin::myself(ctx)?;
    let first = ctx.actor.account().is_none();
    let mut rx = if first {
        signing::half_of(ctx, worker)?;
        let (mut rx, _) = ctx.read(&SIGN_IN, House::id()).await?;
        if signing::has_factor(&mut rx, worker).await? {
            return Err(Error::NotFound);
        }
        rx
    } else {
        ctx.read(&ACCOUNT_VIEW, worker).await?.0
    };
    let me = store::worker(&mut rx, worker).await?.ok_or(Error::NotFound)?;
    let keys = store::passkeys(&mut rx, worker).await?;
    let ask = match site(ctx) {
        Some(site) => {
            let question = site.ask_new(me.id.uuid(), me.email.as_str(), &me.name, &stored(&keys))?;
            Some(Ask::new(ctx, site, "add", question)?)
        }
        None => None,
    };
    Ok(PasskeyPage { form, ask, first })
}

async fn show(ctx: Ctx) -> Result<Response> {
    ctx.page(&page(&ctx, FormView::default()).await?)
}

async fn submit(ctx: Ctx, headers: HeaderMap, Form(fields): Form) -> Result<Response> {
    let (desk, desk_cookie) = signin::desk(&ctx, &headers);
    let worker = signin::myself(&ctx)?;
    let mut reader = Reader::new(&fields);
    let name = reader.text("name", 60, "error-passkey-name");
    let mut errors = reader.errors;
    let answer = fields.get("answer");
    if errors.is_empty() {
        if answer.is_empty() {
            errors.add("answer", "error-passkey-script");
        } else {
            match add(&ctx, worker, &name, fields.get("asked"), answer, &desk).await? {
                Some(enrolled) => {
                    let mut response = if enrolled.codes.is_empty() {
                        see("/account?done=passkey")
                    } else {
                        ctx.page(&CodesPage { codes: enrolled.codes })?
                    };
                    if let Some(token) = enrolled.token {
                        signin::set_session(&ctx, &mut response, &token);
                    }
                    if let Some(value) = desk_cookie {
                        response.headers_mut().append(header::SET_COOKIE, value);
                    }
                    return Ok(response);
                }
                None => errors.add("answer", "error-passkey-not-added"),
            }
        }
    }
    let form = FormView::with(&fields, &errors);
    ctx.page_invalid(&page(&ctx, form).await?)
}

/// Adds a key; none when the answer does not fit the question. Whoever has no printed codes gets ten, for the day on which the key is lost.
async fn add(
    ctx: &Ctx,
    worker: Id<Worker>,
    name: &str,
    asked: &str,
    answer: &str,
    desk: &str,
) -> Result<Option<Enrolled>> {
    let mut tx = signing::own_or_half(ctx, worker).await?;
    let (Some(site), Some(state)) = (site(ctx), state(ctx, "add", asked)?) else { return Ok(None) };
    let Some(key) = site.added(&state, answer)? else { return Ok(None) };
    if !store::add_passkey(&mut tx, ctx.id(), worker, &key, name, ctx.now()).await? {
        // The same form again is no news; somebody else's key under this account would be.
        let mine = store::passkeys(&mut tx, worker).await?.iter().any(|k| k.credential == key.credential);
        return Ok(mine.then(|| Enrolled { codes: vec![], token: None }));
    }
    let codes = match store::codes_left(&mut tx, worker).await? {
        0 => signing::store_codes(&mut tx, ctx, worker).await?,
        _ => vec![],
    };
    let token = signing::whole_now(&mut tx, ctx, worker, desk).await?;
    tx.commit().await?;
    Ok(Some(Enrolled { codes, token }))
}

/// Whether a key may go: not the last factor of somebody whose roles ask for one, since from then on a password alone could add another.
pub(super) async fn may_go(rx: &mut Rx, worker: Id<Worker>) -> Result<bool> {
    let roles = store::memberships_of(rx, worker).await?;
    Ok(store::factor(rx, worker).await?.is_some()
        || store::passkeys(rx, worker).await?.len() > 1
        || !roles.iter().any(|m| policy::needs_second_factor(&m.role)))
}

async fn remove(ctx: Ctx, Path(id): Path<Id<Passkey>>, Form(_): Form) -> Result<Response> {
    let (mut tx, me) = ctx.write(&ACCOUNT_EDIT, signin::myself(&ctx)?).await?;
    // Of two keys that go at once the second sees that it is the last.
    signing::hold(&mut tx, me.id).await?;
    if !may_go(&mut tx, me.id).await? {
        return Err(Error::Conflict("conflict-passkey-last"));
    }
    if !store::remove_passkey(&mut tx, id, me.id, ctx.now()).await? {
        return Err(Error::NotFound);
    }
    // On desks where the key was given, it counts no longer.
    store::leave_seats(&mut tx, me.id).await?;
    tx.commit().await?;
    Ok(see("/account?done=passkey-removed"))
}
