//! The account page: sessions, password, ways of signing in, appearance.

use super::{passkey, signin, signing, store};
use crate::policy::{ACCOUNT_EDIT, ACCOUNT_VIEW};
use axum::{
    extract::Path,
    http::{HeaderMap, header},
    response::Response,
};
use base::{
    Ctx, Error, Result,
    auth::{factor, password, session},
    http::{
        cookie,
        form::{Form, FormView},
        page::{Page, see},
        routes::{Access, Route},
    },
};
use kernel::{Id, Instant};
use serde::Serialize;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/account", Access::SignedIn, show),
        Route::post("/account/password", Access::SignedIn, change_password),
        Route::post("/account/theme", Access::SignedIn, change_theme),
        Route::post("/account/sessions/{id}/end", Access::SignedIn, end_session),
        Route::get("/account/factor", Access::Public, show_factor),
        Route::post("/account/factor", Access::Public, submit_factor),
        Route::post("/account/codes", Access::SignedIn, new_codes),
    ]
}

#[derive(Serialize, Debug)]
struct SessionRow {
    id: String,
    device: String,
    began: Instant,
    seen: Instant,
    mine: bool,
}

#[derive(Serialize, Debug)]
struct KeyRow {
    id: String,
    name: String,
    added: Instant,
    used: Option<Instant>,
}

/// What I can see and change of my own account.
#[derive(Serialize, Debug)]
pub(super) struct AccountPage {
    name: String,
    email: String,
    roles: Vec<(String, String)>,
    sessions: Vec<SessionRow>,
    has_app: bool,
    keys: Vec<KeyRow>,
    /// Whether browsers give keys at this installation's address.
    keys_here: bool,
    /// Whether one may be removed: never the last factor of somebody who needs one.
    may_remove: bool,
    codes_left: i64,
    form: FormView,
    min: usize,
    theme: String,
}

impl Page for AccountPage {
    const TEMPLATE: &'static str = "identity/account";
    fn sample() -> Vec<AccountPage> {
        let at: Instant = "2026-11-24T09:00:00.000000Z".parse().expect("a sample instant");
        let row = |mine| SessionRow { id: "s1".into(), device: "Firefox".into(), began: at, seen: at, mine };
        vec![AccountPage {
            name: "Grace Okoro".into(),
            email: "grace.okoro@practice.example".into(),
            roles: vec![("receptionist".into(), "Front desk".into())],
            sessions: vec![row(true), row(false)],
            has_app: true,
            keys: vec![
                KeyRow { id: "k1".into(), name: "Blue key".into(), added: at, used: Some(at) },
                KeyRow { id: "k2".into(), name: "My telephone".into(), added: at, used: None },
            ],
            keys_here: true,
            may_remove: true,
            codes_left: 9,
            form: FormView::default(),
            min: password::MIN,
            theme: "auto".into(),
        }]
    }
}

async fn account(ctx: &Ctx, form: FormView) -> Result<AccountPage> {
    let (mut rx, me) = ctx.read(&ACCOUNT_VIEW, signin::myself(ctx)?).await?;
    let memberships = store::memberships_of(&mut rx, me.id).await?;
    let teams = store::team_names(&mut rx, memberships.iter().map(|m| m.team_id).collect()).await?;
    let sessions = session::of_account(&mut rx, me.id.uuid()).await?;
    let mine = ctx.request.session.as_ref().map(|s| s.id);
    Ok(AccountPage {
        name: me.name,
        email: me.email.to_string(),
        roles: memberships.into_iter().map(|m| (m.role, teams.get(&m.team_id).cloned().unwrap_or_default())).collect(),
        sessions: sessions
            .into_iter()
            .filter(|s| s.until() > ctx.now())
            .map(|s| SessionRow {
                id: s.id.to_string(),
                device: device(&s.device),
                began: s.created_at,
                seen: s.seen_at,
                mine: Some(s.id) == mine,
            })
            .collect(),
        has_app: store::factor(&mut rx, me.id).await?.is_some(),
        keys: store::passkeys(&mut rx, me.id)
            .await?
            .into_iter()
            .map(|k| KeyRow { id: k.id.to_string(), name: k.name, added: k.created_at, used: k.used_at })
            .collect(),
        keys_here: passkey::site(ctx).is_some(),
        may_remove: passkey::may_go(&mut rx, me.id).await?,
        codes_left: store::codes_left(&mut rx, me.id).await?,
        form,
        min: password::MIN,
        theme: ctx.request.theme.clone(),
    })
}

/// The browser and system out of a user agent, for people.
fn device(agent: &str) -> String {
    let pick =
        |names: &[(&str, &str)]| names.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, n)| (*n).to_owned());
    let browser = pick(&[("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")]);
    let system = pick(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(b), Some(s)) => format!("{b}, {s}"),
        (Some(x), None) | (None, Some(x)) => x,
        (None, None) => agent.chars().take(40).collect(),
    }
}

async fn show(ctx: Ctx) -> Result<Response> {
    ctx.page(&account(&ctx, FormView::default()).await?)
}

async fn change_password(ctx: Ctx, Form(fields): Form) -> Result<Response> {
    let typed = |name: &str| fields.0.get(name).and_then(|v| v.last()).cloned().unwrap_or_default();
    let mut form = FormView::default();
    password::check_new("new", &typed("new"), &mut form.errors);
    if form.errors.is_empty() {
        match signing::change_password(&ctx, signin::myself(&ctx)?, typed("old"), typed("new")).await {
            Ok(true) => {}
            Ok(false) => form.errors.add("old", "error-old-password"),
            Err(Error::TooMany(s)) => form.errors.add_with("old", "error-sign-in-wait", [("seconds", s.to_string())]),
            Err(other) => return Err(other),
        }
    }
    if form.errors.is_empty() {
        return Ok(see("/account?done=password"));
    }
    ctx.page_invalid(&account(&ctx, form).await?)
}

async fn change_theme(ctx: Ctx, Form(fields): Form) -> Result<Response> {
    let theme = fields.get("theme");
    if !["auto", "light", "dark"].contains(&theme) {
        return Err(Error::Malformed("theme"));
    }
    let mut response = see("/account?done=theme");
    response.headers_mut().append(header::SET_COOKIE, cookie(&ctx.machine, "theme", theme, Some(31_536_000), true));
    Ok(response)
}

async fn end_session(ctx: Ctx, Path(id): Path<Id<session::Session>>, Form(_): Form) -> Result<Response> {
    let (mut tx, me) = ctx.write(&ACCOUNT_EDIT, signin::myself(&ctx)?).await?;
    let all = session::of_account(&mut tx, me.id.uuid()).await?;
    if !all.iter().any(|s| s.id == id) {
        return Err(Error::NotFound);
    }
    session::end(&mut tx, &ctx, id, "ended-by-holder").await?;
    tx.commit().await?;
    Ok(see("/account?done=session"))
}

/// Adding an authenticator app: during the first sign-in, or from the account page.
#[derive(Serialize, Debug)]
pub(super) struct FactorPage {
    form: FormView,
    secret: String,
    /// The same secret, sealed, as the form carries it.
    begun: String,
    link: String,
    first: bool,
    /// Whether it takes the place of an app that there is.
    replaces: bool,
    /// Whether a key could be added instead.
    keys_here: bool,
}

impl Page for FactorPage {
    const TEMPLATE: &'static str = "identity/factor";
    fn sample() -> Vec<FactorPage> {
        let page = |first, replaces| FactorPage {
            form: FormView::default(),
            secret: "ABCD EFGH IJKL MNOP QRST UVWX YZ23 4567".into(),
            begun: "k1.x.y".into(),
            link: "otpauth://totp/Kith:x".into(),
            first,
            replaces,
            keys_here: first,
        };
        vec![page(true, false), page(false, false), page(false, true)]
    }
}

async fn factor_page(ctx: &Ctx, form: FormView, secret: &str) -> Result<FactorPage> {
    let spaced: Vec<String> = secret.as_bytes().chunks(4).map(|c| String::from_utf8_lossy(c).into_owned()).collect();
    let name = ctx.request.session.as_ref().map(|s| s.name.clone()).unwrap_or_default();
    let first = ctx.actor.account().is_none();
    Ok(FactorPage {
        form,
        begun: signing::seal_begun(ctx, secret)?,
        link: factor::otpauth(secret, &name),
        secret: spaced.join(" "),
        first,
        replaces: !first && has_app(ctx).await?,
        keys_here: passkey::site(ctx).is_some(),
    })
}

async fn has_app(ctx: &Ctx) -> Result<bool> {
    let (mut rx, me) = ctx.read(&ACCOUNT_VIEW, signin::myself(ctx)?).await?;
    Ok(store::factor(&mut rx, me.id).await?.is_some())
}

async fn show_factor(ctx: Ctx) -> Result<Response> {
    let secret = signing::begin_totp(&ctx, signin::myself(&ctx)?).await?;
    ctx.page(&factor_page(&ctx, FormView::default(), &secret).await?)
}

async fn submit_factor(ctx: Ctx, headers: HeaderMap, Form(fields): Form) -> Result<Response> {
    let (desk, desk_cookie) = signin::desk(&ctx, &headers);
    let me = signin::myself(&ctx)?;
    let Some(secret) = signing::open_begun(&ctx, fields.get("begun"))? else {
        let secret = signing::begin_totp(&ctx, me).await?;
        let mut form = FormView::default();
        form.errors.add("code", "error-factor-anew");
        return ctx.page_invalid(&factor_page(&ctx, form, &secret).await?);
    };
    match signing::confirm_totp(&ctx, me, &secret, fields.get("code"), &desk).await? {
        Some(enrolled) => {
            let mut response = ctx.page(&CodesPage { codes: enrolled.codes })?;
            if let Some(token) = enrolled.token {
                signin::set_session(&ctx, &mut response, &token);
            }
            if let Some(value) = desk_cookie {
                response.headers_mut().append(header::SET_COOKIE, value);
            }
            Ok(response)
        }
        None => {
            let mut form = FormView::default();
            form.errors.add("code", "error-code");
            ctx.page_invalid(&factor_page(&ctx, form, &secret).await?)
        }
    }
}

/// Ten printed codes, shown once.
#[derive(Serialize, Debug)]
pub(super) struct CodesPage {
    pub(super) codes: Vec<String>,
}

impl Page for CodesPage {
    const TEMPLATE: &'static str = "identity/codes";
    fn sample() -> Vec<CodesPage> {
        vec![CodesPage { codes: (0..10).map(|n| format!("ABCD-EFG{n}")).collect() }]
    }
}

async fn new_codes(ctx: Ctx, Form(_): Form) -> Result<Response> {
    let codes = signing::new_codes(&ctx, signin::myself(&ctx)?).await?;
    ctx.page(&CodesPage { codes })
}
