//! The first administrator: made once, by whoever can read the terminal of `kith serve`.
//!
//! The code is printed there at each start for as long as nobody has an account; only its hash is kept, a new start voids the one before, and so does
//! using it. Guessing is slowed down by address, so that a stranger cannot keep the operator out.

use super::list;
use crate::{
    identity,
    policy::{HOUSE_VIEW, SET_UP, SET_UP_KNOCK},
};
use axum::response::Response;
use base::{
    Ctx, Error, House, Machine, Result,
    auth::{password, throttle},
    http::{
        form::{Fields, Form, FormView, Reader},
        page::{Page, see},
        routes::{Access, Route},
    },
    seal, settings,
};
use kernel::Email;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get("/set-up", Access::Public, show), Route::post("/set-up", Access::Public, submit)]
}

/// The setting that keeps the code's hash.
const CODE: &str = "set-up-code";

#[derive(Serialize, Deserialize, Debug)]
struct Code {
    hash: String,
    used: bool,
}

/// Twenty signs without look-alikes: a hundred random bits.
fn fresh_code() -> String {
    const SIGNS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    let signs: Vec<char> = seal::random::<20>().iter().map(|b| SIGNS[(b % 32) as usize] as char).collect();
    signs.chunks(5).map(|c| c.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// What is kept of a code, however it was typed.
fn code_hash(typed: &str) -> String {
    let plain: String = typed.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    seal::token_hash(&plain)
}

/// A new set-up code, while nobody has an account: `kith serve` prints it. The one before is void.
pub async fn new_code(machine: &Arc<Machine>) -> Result<Option<String>> {
    let ctx = machine.system("set-up");
    let (mut tx, _) = ctx.write(&SET_UP, House::id()).await?;
    if !identity::nobody_yet(&mut tx).await? {
        return Ok(None);
    }
    let code = fresh_code();
    settings::set(&mut tx, CODE, &Code { hash: code_hash(&code), used: false }).await?;
    tx.commit().await?;
    Ok(Some(code))
}

/// Code, name, e-mail address, password.
#[derive(Serialize, Debug)]
pub(super) struct FirstPage {
    form: FormView,
    min: usize,
}

impl Page for FirstPage {
    const TEMPLATE: &'static str = "setup/first";
    fn sample() -> Vec<FirstPage> {
        let mut wrong = FormView::default();
        wrong.values.set("email", "ada.novak@house.example");
        wrong.errors.add("code", "error-set-up-code");
        vec![FirstPage { form: FormView::default(), min: password::MIN }, FirstPage { form: wrong, min: password::MIN }]
    }
}

/// Before there is anybody, the form; afterwards the list, and nothing for anybody but administrators.
async fn show(ctx: Ctx) -> Result<Response> {
    if ctx.actor.account().is_some() {
        return if ctx.might(&HOUSE_VIEW) { list::show(ctx).await } else { Err(Error::NotFound) };
    }
    let (mut rx, _) = ctx.read(&SET_UP_KNOCK, House::id()).await?;
    if !identity::nobody_yet(&mut rx).await? {
        return Err(Error::NotFound);
    }
    ctx.page(&FirstPage { form: FormView::default(), min: password::MIN })
}

/// What came of a code that was typed.
enum Knock {
    Wrong,
    /// The setting's mark, by which it is seen whether it was used in the meantime.
    Right(String),
}

async fn knock(ctx: &Ctx, typed: &str) -> Result<Knock> {
    let key = ctx.machine.keys.mac("throttle", &format!("set-up {}", ctx.request.address));
    let (mut tx, _) = ctx.write(&SET_UP_KNOCK, House::id()).await?;
    let stored: Option<Code> = settings::get(&mut tx, CODE).await?;
    let nobody = identity::nobody_yet(&mut tx).await?;
    if nobody {
        throttle::attempt(&mut tx, &key, ctx.now()).await?;
    }
    let right = stored.as_ref().is_some_and(|s| seal::same(&s.hash, &code_hash(typed)));
    if !nobody {
        // The same form sent twice is told so; a stranger is told nothing.
        return Err(if right { Error::Conflict("conflict-set-up-done") } else { Error::NotFound });
    }
    if !right || stored.is_some_and(|s| s.used) {
        tx.commit().await?;
        return Ok(Knock::Wrong);
    }
    throttle::clear(&mut tx, &key).await?;
    let mark = settings::mark(&mut tx, CODE).await?;
    tx.commit().await?;
    Ok(Knock::Right(mark))
}

async fn submit(ctx: Ctx, Form(fields): Form) -> Result<Response> {
    let mut reader = Reader::new(&fields);
    let name = reader.text("name", 200, "error-name-missing");
    let email = reader.email("email");
    if !fields.has("email") {
        reader.errors.add("email", "error-email-missing");
    }
    // Not trimmed: a password is what was typed.
    let typed = fields.0.get("password").and_then(|v| v.last()).cloned().unwrap_or_default();
    password::check_new("password", &typed, &mut reader.errors);
    let mut errors = reader.errors;
    let mut mark = None;
    match knock(&ctx, fields.get("code")).await {
        Ok(Knock::Right(m)) => mark = Some(m),
        Ok(Knock::Wrong) => errors.add("code", "error-set-up-code"),
        Err(Error::TooMany(s)) => errors.add_with("code", "error-sign-in-wait", [("seconds", s.to_string())]),
        Err(other) => return Err(other),
    }
    if let (Some(email), Some(mark), true) = (email, mark, errors.is_empty()) {
        found(&ctx, &mark, fields.get("code"), &name, email, typed).await?;
        return Ok(see("/sign-in?done=set-up"));
    }
    let mut shown = Fields::clone(&fields);
    shown.0.remove("password");
    ctx.page_invalid(&FirstPage { form: FormView::with(&shown, &errors), min: password::MIN })
}

/// Uses the code up and makes the administrator, in one transaction. The password is hashed before it: that takes tens of milliseconds.
async fn found(ctx: &Ctx, mark: &str, code: &str, name: &str, email: Email, typed: String) -> Result<()> {
    let hash = password::hash(typed).await?;
    let (mut tx, _) = ctx.write(&SET_UP, House::id()).await?;
    settings::change(&mut tx, CODE, mark, &Code { hash: code_hash(code), used: true }).await?;
    identity::found(&mut tx, ctx, name, email, hash).await?.ok_or(Error::Conflict("conflict-set-up-done"))?;
    tx.commit().await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_known_however_it_was_typed_and_two_are_never_alike() {
        let code = fresh_code();
        assert_eq!(code.len(), 23);
        assert_eq!(code_hash(&code), code_hash(&format!(" {} ", code.replace('-', " ").to_lowercase())));
        assert_ne!(code_hash(&code), code_hash(&fresh_code()));
        assert_ne!(code_hash(&code), code_hash(""));
    }
}
