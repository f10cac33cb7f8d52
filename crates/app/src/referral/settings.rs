//! The settings that referrals come from: rows, which an administrator adds to and switches off. A setting is not an organisation (a practice is one of many
//! in the setting "GP practice"), nor one of the house's own settings. One that is switched off is no longer offered; what came from it keeps its label.

use super::store;
use crate::policy::{HOUSE_EDIT, HOUSE_VIEW};
use axum::{extract::Path, response::Response};
use base::{
    Ctx, Error, House, Result,
    history::{self, Change},
    http::{
        form::{Form, FormView, Reader},
        page::{Page, see},
        routes::{Access, Route},
    },
};
use serde::Serialize;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/admin/settings", Access::For(&HOUSE_VIEW), list),
        Route::get("/admin/settings/new", Access::For(&HOUSE_EDIT), show_new),
        Route::post("/admin/settings/new", Access::For(&HOUSE_EDIT), add),
        Route::post("/admin/settings/{code}/switch", Access::For(&HOUSE_EDIT), switch),
    ]
}

/// Where referrals come from.
#[derive(Clone, Debug, sqlx_macros::FromRow)]
pub struct Setting {
    pub code: String,
    /// In English, for one that an installation added itself; those that come with Kith have theirs in the strings.
    pub label: Option<String>,
    /// Whether it is offered.
    pub active: bool,
    pub version: i64,
}

impl Setting {
    /// Its name in words: the strings' first, then the row's own.
    pub fn name(&self, ctx: &Ctx) -> String {
        let key = format!("setting-{}", self.code);
        if ctx.machine.words.has(&key) { ctx.t(&key) } else { self.label.as_ref().unwrap_or(&self.code).clone() }
    }
}

/// The name of one of the settings.
pub fn setting_name(ctx: &Ctx, all: &[Setting], code: &str) -> String {
    all.iter().find(|s| s.code == code).map_or_else(|| code.to_owned(), |s| s.name(ctx))
}

#[derive(Serialize, Debug)]
struct Row {
    code: String,
    name: String,
    active: bool,
    version: i64,
}

/// Every setting, in the order in which it is offered.
#[derive(Serialize, Debug)]
pub(super) struct SettingsPage {
    rows: Vec<Row>,
}

impl Page for SettingsPage {
    const TEMPLATE: &'static str = "referral/settings";
    fn sample() -> Vec<SettingsPage> {
        let row = |active| Row { code: "gp-practice".into(), name: "GP practice".into(), active, version: 1 };
        vec![SettingsPage { rows: vec![row(true), row(false)] }]
    }
}

async fn list(ctx: Ctx) -> Result<Response> {
    let (mut rx, _) = ctx.read(&HOUSE_VIEW, House::id()).await?;
    let all = store::settings(&mut rx).await?;
    let rows = all.into_iter().map(|s| Row { name: s.name(&ctx), code: s.code, active: s.active, version: s.version });
    ctx.page(&SettingsPage { rows: rows.collect() })
}

/// Adding a setting.
#[derive(Serialize, Debug)]
pub(super) struct SettingPage {
    form: FormView,
}

impl Page for SettingPage {
    const TEMPLATE: &'static str = "referral/setting";
    fn sample() -> Vec<SettingPage> {
        let mut wrong = FormView::default();
        wrong.errors.add("label", "error-name-missing");
        wrong.errors.add("code", "error-setting-code");
        vec![SettingPage { form: FormView::default() }, SettingPage { form: wrong }]
    }
}

async fn show_new(ctx: Ctx) -> Result<Response> {
    ctx.read(&HOUSE_VIEW, House::id()).await?;
    ctx.page(&SettingPage { form: FormView::default() })
}

/// Whether a code can stand in rows, addresses and keys.
fn is_code(text: &str) -> bool {
    let fits = text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    fits && (2..=40).contains(&text.len()) && !text.starts_with('-') && !text.ends_with('-')
}

async fn add(ctx: Ctx, Form(fields): Form) -> Result<Response> {
    let mut reader = Reader::new(&fields);
    let label = reader.text("label", 100, "error-name-missing");
    let code = reader.text("code", 40, "error-setting-code");
    if !is_code(&code) {
        reader.errors.add("code", "error-setting-code");
    }
    let mut errors = reader.errors;
    if errors.is_empty() {
        let (mut tx, _) = ctx.write(&HOUSE_EDIT, House::id()).await?;
        if store::add_setting(&mut tx, &code, &label).await? {
            let change = Change { event: "setting-added", after: Some(code), ..Default::default() };
            history::append(&mut tx, &ctx, House::id().uuid(), change).await?;
            tx.commit().await?;
            return Ok(see("/admin/settings?done=setting-added"));
        }
        let all = store::settings(&mut tx).await?;
        // The same form, sent twice.
        if all.iter().any(|s| s.code == code && s.label.as_ref() == Some(&label)) {
            return Ok(see("/admin/settings?done=setting-added"));
        }
        errors.add("code", "error-setting-there");
    }
    ctx.page_invalid(&SettingPage { form: FormView::with(&fields, &errors) })
}

/// Switches a setting on or off. To what it is already: nothing to do.
async fn switch(ctx: Ctx, Path(code): Path<String>, Form(fields): Form) -> Result<Response> {
    let (mut tx, _) = ctx.write(&HOUSE_EDIT, House::id()).await?;
    let all = store::settings(&mut tx).await?;
    let setting = all.iter().find(|s| s.code == code).ok_or(Error::NotFound)?;
    let on = fields.get("on") == "yes";
    let (event, done) = match on {
        true => ("setting-switched-on", see("/admin/settings?done=setting-switched-on")),
        false => ("setting-switched-off", see("/admin/settings?done=setting-switched-off")),
    };
    if setting.active == on {
        return Ok(done);
    }
    store::switch_setting(&mut tx, &code, on, fields.get("version").parse().unwrap_or_default()).await?;
    let change = Change { event, after: Some(code), ..Default::default() };
    history::append(&mut tx, &ctx, House::id().uuid(), change).await?;
    tx.commit().await?;
    Ok(done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_small_letters_digits_and_hyphens() {
        assert!(["gp-practice", "a-and-e", "hub2"].into_iter().all(is_code));
        assert!(!["", "x", "-x", "x-", "Food bank", "föö", "a_b"].into_iter().any(is_code));
    }
}
