//! Pages of signing in, signing out, and letting a colleague sit down at a shared desk.

use super::{
    actions, passkey,
    signing::{self, Given, SHIFT, SignedIn},
    store,
};
use crate::policy::{SIGN_IN, SIGN_OUT};
use axum::{
    extract::{Path, Query},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use base::{
    Ctx, Error, House, Result,
    audit::Kind,
    auth::{password, session},
    http::{
        cookie, cookie_of,
        form::{Fields, Form, FormView, Reader},
        page::{Page, see},
        routes::{Access, Route},
        session_cookie,
    },
    seal,
};
use kernel::Id;
use serde::{Deserialize, Serialize};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/sign-in", Access::Public, show),
        Route::post("/sign-in", Access::Public, submit),
        Route::get("/sign-in/second-step", Access::Public, show_second),
        Route::post("/sign-in/second-step", Access::Public, submit_second),
        Route::post("/sign-out", Access::Public, sign_out),
        Route::post("/switch", Access::SignedIn, switch),
        Route::get("/welcome/{token}", Access::Link, show_welcome),
        Route::post("/welcome/{token}", Access::Link, submit_welcome),
    ]
}

/// The cookie by which a desk is known again. It opens nothing by itself.
const DESK: &str = "desk";

/// Somebody who signed in on this desk today.
#[derive(Serialize, Debug)]
struct Sitter {
    id: String,
    name: String,
    /// The page that asks for their password alone.
    href: String,
}

/// E-mail and password; on a shared desk, the names of who sat here today.
#[derive(Serialize, Debug)]
pub(super) struct SignInPage {
    form: FormView,
    next: String,
    sitters: Vec<Sitter>,
    /// The sitter that was chosen: then only a password is asked for.
    chosen: Option<Sitter>,
    /// Where a demo says who can sign in.
    demo: Option<String>,
}

impl Page for SignInPage {
    const TEMPLATE: &'static str = "identity/sign_in";
    const PUBLIC: bool = true;
    fn sample() -> Vec<SignInPage> {
        let sitter = || Sitter {
            id: "018f0000-0000-7000-8000-000000000001".into(),
            name: "Grace Okoro".into(),
            href: "/sign-in?as=018f0000-0000-7000-8000-000000000001&next=/refer".into(),
        };
        let mut wrong = FormView::default();
        wrong.values.set("email", "grace.okoro@practice.example");
        wrong.errors.add("email", "error-sign-in");
        vec![
            SignInPage {
                form: FormView::default(),
                next: String::new(),
                sitters: vec![],
                chosen: None,
                demo: Some("/demo".into()),
            },
            SignInPage { form: wrong, next: "/refer".into(), sitters: vec![sitter()], chosen: None, demo: None },
            SignInPage {
                form: FormView::default(),
                next: String::new(),
                sitters: vec![],
                chosen: Some(sitter()),
                demo: None,
            },
        ]
    }
}

#[derive(Deserialize)]
struct SignInQuery {
    next: Option<String>,
    r#as: Option<String>,
}

async fn show(ctx: Ctx, headers: HeaderMap, Query(query): Query<SignInQuery>) -> Result<Response> {
    if ctx.actor.account().is_some() {
        return Ok(see(local(query.next.as_deref())));
    }
    let next = query.next.unwrap_or_default();
    let (sitters, chosen) = sitters(&ctx, &headers, query.r#as.as_deref(), &next).await?;
    let demo = demo_page(&ctx, &next);
    ctx.page(&SignInPage { form: FormView::default(), next, sitters, chosen, demo })
}

/// The demo's page of who can sign in, which knows where to go on.
fn demo_page(ctx: &Ctx, next: &str) -> Option<String> {
    actions::shows_demo_helps(ctx).then(|| with_next("/demo", next))
}

async fn sitters(
    ctx: &Ctx,
    headers: &HeaderMap,
    chosen: Option<&str>,
    next: &str,
) -> Result<(Vec<Sitter>, Option<Sitter>)> {
    let Some(desk) = cookie_of(headers, DESK) else { return Ok((vec![], None)) };
    let (mut rx, _) = ctx.read(&SIGN_IN, House::id()).await?;
    let seats = store::seats(&mut rx, &seal::token_hash(desk), ctx.now().minus(SHIFT)).await?;
    let go_on = if next.is_empty() { String::new() } else { format!("&next={}", encode(next)) };
    let sitter = |(id, name)| Sitter { href: format!("/sign-in?as={id}{go_on}"), id, name };
    let mut all: Vec<_> = seats.into_iter().map(|s| sitter((s.worker_id.to_string(), s.name))).collect();
    let chosen = all.iter().position(|s| Some(s.id.as_str()) == chosen).map(|at| all.remove(at));
    Ok((all, chosen))
}

async fn submit(ctx: Ctx, headers: HeaderMap, Form(fields): Form) -> Result<Response> {
    let (desk, desk_cookie) = desk(&ctx, &headers);
    let mut reader = Reader::new(&fields);
    let email = if fields.has("as") {
        // The address of somebody who sat here is known to us, not to the page.
        let (mut rx, _) = ctx.read(&SIGN_IN, House::id()).await?;
        let seats = store::seats(&mut rx, &desk, ctx.now().minus(SHIFT)).await?;
        seats.into_iter().find(|s| s.worker_id.to_string() == fields.get("as")).map(|s| s.email)
    } else {
        reader.email("email")
    };
    let typed = fields.0.get("password").and_then(|v| v.last()).cloned().unwrap_or_default();
    if email.is_none() && !reader.errors.0.contains_key("email") {
        reader.errors.add("email", "error-email-missing");
    }
    if typed.is_empty() {
        reader.errors.add("password", "error-password-missing");
    }
    let mut errors = reader.errors;
    let mut outcome = None;
    if let Some(email) = &email
        && errors.is_empty()
    {
        match signing::sign_in(&ctx, email, typed, &desk).await {
            Ok(SignedIn::Wrong) => errors.add("email", "error-sign-in"),
            Ok(other) => outcome = Some(other),
            Err(Error::TooMany(seconds)) => {
                errors.add_with("email", "error-sign-in-wait", [("seconds", seconds.to_string())]);
            }
            Err(other) => return Err(other),
        }
    }
    let next = fields.get("next");
    let Some(outcome) = outcome else {
        let mut values = Fields::default();
        values.set("email", fields.get("email"));
        let (sitters, chosen) = sitters(&ctx, &headers, Some(fields.get("as")).filter(|a| !a.is_empty()), next).await?;
        let form = FormView::with(&values, &errors);
        let demo = demo_page(&ctx, next);
        return ctx.page_invalid(&SignInPage { form, next: next.to_owned(), sitters, chosen, demo });
    };
    let (token, target) = match outcome {
        SignedIn::Whole(token) => (token, local(Some(next)).into_owned()),
        SignedIn::Half { token, enrolled } => {
            let path = if enrolled { "/sign-in/second-step" } else { "/account/factor" };
            (token, with_next(path, next))
        }
        SignedIn::Wrong => return Err(Error::SignIn),
    };
    // Whoever sat here until now does not stay signed in under a cookie that nobody has any more.
    if ctx.actor.account().is_some() {
        end(&ctx, "switched").await?;
    }
    let mut response = see(target);
    set_session(&ctx, &mut response, &token);
    if let Some(value) = desk_cookie {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    Ok(response)
}

/// The desk's fingerprint, and its cookie when it had none; for every page that signs somebody in.
pub(super) fn desk(ctx: &Ctx, headers: &HeaderMap) -> (String, Option<HeaderValue>) {
    match cookie_of(headers, DESK) {
        Some(token) if token.len() == 43 => (seal::token_hash(token), None),
        _ => {
            let token = seal::token();
            let value = cookie(&ctx.machine, DESK, &token, Some(SHIFT.as_secs()), true);
            (seal::token_hash(&token), Some(value))
        }
    }
}

pub(super) fn set_session(ctx: &Ctx, response: &mut Response, token: &str) {
    let value = cookie(&ctx.machine, session_cookie(&ctx.machine), token, None, true);
    response.headers_mut().append(header::SET_COOKIE, value);
}

fn with_next(path: &str, next: &str) -> String {
    if next.is_empty() { path.to_owned() } else { format!("{path}?next={}", encode(next)) }
}

fn encode(text: &str) -> String {
    text.bytes()
        .map(|b| {
            if b.is_ascii_alphanumeric() || b"-._~/".contains(&b) {
                (b as char).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect()
}

/// Where to go on: only to a path of this site, and never back to signing in.
pub(super) fn local(next: Option<&str>) -> std::borrow::Cow<'static, str> {
    match next {
        Some(n)
            if n.starts_with('/')
                && !n.starts_with("//")
                // Browsers read `\` as `/`, and take no notice of tabs and ends of lines: `/\t/elsewhere` would lead there.
                && !n.contains(|c: char| c == '\\' || c.is_control())
                && !n.starts_with("/sign-") =>
        {
            n.to_owned().into()
        }
        _ => "/today".into(),
    }
}

/// The second factor.
#[derive(Serialize, Debug)]
pub(super) struct SecondStepPage {
    form: FormView,
    next: String,
    /// The question for a key, when there is one and browsers give it here.
    ask: Option<passkey::Ask>,
    /// The code of this moment is filled in: in a demo.
    filled: bool,
}

impl Page for SecondStepPage {
    const TEMPLATE: &'static str = "identity/second_step";
    const PUBLIC: bool = true;
    fn sample() -> Vec<SecondStepPage> {
        let mut wrong = FormView::default();
        wrong.errors.add("code", "error-code");
        vec![
            SecondStepPage { form: FormView::default(), next: "/refer".into(), ask: None, filled: true },
            SecondStepPage { form: wrong, next: String::new(), ask: Some(passkey::Ask::sample()), filled: false },
        ]
    }
}

#[derive(Deserialize)]
struct NextQuery {
    next: Option<String>,
}

async fn second_page(ctx: &Ctx, mut form: FormView, next: &str) -> Result<SecondStepPage> {
    let half = ctx.request.session.as_ref().filter(|s| !s.whole).ok_or(Error::SignIn)?;
    let code = demo_code(ctx, half.account.cast()).await?;
    if let Some(code) = &code {
        form.values.set("code", code);
    }
    let (mut rx, _) = ctx.read(&SIGN_IN, House::id()).await?;
    let ask = passkey::ask(&mut rx, ctx, half.account.cast()).await?;
    Ok(SecondStepPage { form, next: next.to_owned(), ask, filled: code.is_some() })
}

/// What the app of somebody in a demo shows at this moment: there is no telephone that it could be read from.
async fn demo_code(ctx: &Ctx, worker: Id<super::Worker>) -> Result<Option<String>> {
    if !actions::shows_demo_helps(ctx) {
        return Ok(None);
    }
    let codes = actions::demo_codes(&ctx.machine.system("demo")).await?;
    Ok(codes.into_iter().find(|(w, _)| *w == worker).map(|(_, code)| code))
}

async fn show_second(ctx: Ctx, Query(query): Query<NextQuery>) -> Result<Response> {
    ctx.page(&second_page(&ctx, FormView::default(), query.next.as_deref().unwrap_or_default()).await?)
}

async fn submit_second(ctx: Ctx, headers: HeaderMap, Form(fields): Form) -> Result<Response> {
    let (desk, desk_cookie) = desk(&ctx, &headers);
    let (given, wrong) = if fields.has("asked") {
        (Given::Key { asked: fields.get("asked"), answer: fields.get("answer") }, "error-passkey")
    } else {
        (Given::Code(fields.get("code")), "error-code")
    };
    let field = if fields.has("asked") { "answer" } else { "code" };
    let mut form = FormView::default();
    if fields.has("asked") && fields.get("answer").is_empty() {
        // The script did not run: nothing was tried, so nothing is counted.
        form.errors.add("answer", "error-passkey-script");
        return ctx.page_invalid(&second_page(&ctx, form, fields.get("next")).await?);
    }
    match signing::second_step(&ctx, given, &desk).await {
        Ok(Some(token)) => {
            let mut response = see(local(Some(fields.get("next"))));
            set_session(&ctx, &mut response, &token);
            if let Some(value) = desk_cookie {
                response.headers_mut().append(header::SET_COOKIE, value);
            }
            return Ok(response);
        }
        Ok(None) => form.errors.add(field, wrong),
        Err(Error::TooMany(s)) => form.errors.add_with(field, "error-sign-in-wait", [("seconds", s.to_string())]),
        Err(other) => return Err(other),
    }
    ctx.page_invalid(&second_page(&ctx, form, fields.get("next")).await?)
}

async fn end(ctx: &Ctx, why: &str) -> Result<()> {
    if let Some(mine) = &ctx.request.session {
        let (mut tx, _) = ctx.write(&SIGN_IN, House::id()).await?;
        session::end(&mut tx, ctx, mine.id, why).await?;
        ctx.remember(&mut tx, Kind::Write, &SIGN_OUT, "account", Some(mine.account.uuid())).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Whoever leaves a public page in a hurry: their session ends, half or whole, and that of nobody else.
pub async fn leave(ctx: &Ctx) -> Result<()> {
    end(ctx, "left").await
}

async fn sign_out(ctx: Ctx, Form(_): Form) -> Result<Response> {
    end(&ctx, "signed-out").await?;
    let mut response = see("/?done=signed-out");
    let gone = cookie(&ctx.machine, session_cookie(&ctx.machine), "", Some(0), true);
    response.headers_mut().append(header::SET_COOKIE, gone);
    Ok(response)
}

/// On a shared desk: this session ends, and whoever sat here today signs in with a password alone.
async fn switch(ctx: Ctx, Form(_): Form) -> Result<Response> {
    end(&ctx, "switched").await?;
    let mut response = see("/sign-in");
    let gone = cookie(&ctx.machine, session_cookie(&ctx.machine), "", Some(0), true);
    response.headers_mut().append(header::SET_COOKIE, gone);
    Ok(response)
}

/// Called by the time-out warning: the request itself keeps the session alive.
pub async fn extend(ctx: Ctx) -> Result<Response> {
    let left = ctx.request.session.as_ref().map_or(0, |s| s.until().since(ctx.now()).as_secs());
    Ok((StatusCode::OK, [(header::CONTENT_TYPE, "application/json")], format!("{{\"seconds\":{left}}}"))
        .into_response())
}

/// The first password, by an invitation's link. Opening it changes nothing.
#[derive(Serialize, Debug)]
pub(super) struct WelcomePage {
    form: FormView,
    name: String,
    min: usize,
}

impl Page for WelcomePage {
    const TEMPLATE: &'static str = "identity/welcome";
    const PUBLIC: bool = true;
    fn sample() -> Vec<WelcomePage> {
        vec![WelcomePage { form: FormView::default(), name: "Ines Duarte".into(), min: password::MIN }]
    }
}

async fn invited(ctx: &Ctx, token: &str) -> Result<String> {
    let (mut rx, _) = ctx.read(&SIGN_IN, House::id()).await?;
    let found = store::invitation(&mut rx, &seal::token_hash(token), ctx.now()).await?.ok_or(Error::NotFound)?;
    Ok(store::worker(&mut rx, found.worker_id).await?.ok_or(Error::NotFound)?.name)
}

async fn show_welcome(ctx: Ctx, Path(token): Path<String>) -> Result<Response> {
    let name = invited(&ctx, &token).await?;
    ctx.page(&WelcomePage { form: FormView::default(), name, min: password::MIN })
}

async fn submit_welcome(ctx: Ctx, Path(token): Path<String>, Form(fields): Form) -> Result<Response> {
    let name = invited(&ctx, &token).await?;
    let typed = fields.0.get("password").and_then(|v| v.last()).cloned().unwrap_or_default();
    let mut form = FormView::default();
    password::check_new("password", &typed, &mut form.errors);
    if !form.errors.is_empty() {
        return ctx.page_invalid(&WelcomePage { form, name, min: password::MIN });
    }
    actions::welcome(&ctx, &token, typed).await?;
    Ok(see("/sign-in?done=welcome"))
}

/// The worker who is signed in, or half so.
pub(super) fn myself(ctx: &Ctx) -> Result<Id<super::Worker>> {
    if let Some(id) = ctx.actor.account() {
        return Ok(Id::from_uuid(id));
    }
    ctx.request.session.as_ref().map(|s| s.account.cast()).ok_or(Error::SignIn)
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn signing_in_leads_to_a_path_of_this_site_and_nowhere_else() {
        for path in ["/cases/018f0000-0000-7000-8000-000000000001", "/find?words=singing&near=E15", "/demo/tour/3", "/"]
        {
            assert_eq!(local(Some(path)), path);
        }
        let elsewhere = [
            "",
            "//elsewhere.example",
            "https://elsewhere.example",
            "javascript:alert(1)",
            "/\\elsewhere.example",
            "\\\\elsewhere.example",
            "/\t/elsewhere.example",
            "/\n/elsewhere.example",
            "/\r/elsewhere.example",
            "/\u{0}/elsewhere.example",
            " //elsewhere.example",
            "elsewhere.example",
            "/sign-in",
            "/sign-out",
        ];
        for path in elsewhere {
            assert_eq!(local(Some(path)), "/today", "{path:?}");
        }
        assert_eq!(local(None), "/today");
    }
}
