//! Name and colour of the installation, and the area it works in: settings.
//!
//! Name and colour come before those of the brand file; the logo stays a file. Other processes on the same database show them after their next start.

use super::model::places;
use crate::policy::{HOUSE_EDIT, HOUSE_VIEW};
use axum::response::Response;
use base::{
    Brand, Ctx, House, Machine, Result,
    brand::{LONGEST_NAME, WrongColour, usable},
    http::{
        form::{Form, FormView, Reader},
        page::{Page, see},
        routes::{Access, Route},
    },
    settings,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The setting of name and colour.
const BRAND: &str = "brand";
/// The setting of the area: names of boroughs.
pub(super) const AREA: &str = "area";

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/set-up/brand", Access::For(&HOUSE_EDIT), show_brand),
        Route::post("/set-up/brand", Access::For(&HOUSE_EDIT), submit_brand),
        Route::get("/set-up/area", Access::For(&HOUSE_EDIT), show_area),
        Route::post("/set-up/area", Access::For(&HOUSE_EDIT), submit_area),
    ]
}

#[derive(Serialize, Deserialize, Debug)]
struct Look {
    name: String,
    colour: Option<String>,
}

/// Shows the name and colour that an administrator chose, if one did: run once the machine stands.
pub async fn take_up(machine: &Arc<Machine>) -> Result<()> {
    let ctx = machine.system("set-up");
    let (mut rx, _) = ctx.read(&HOUSE_VIEW, House::id()).await?;
    if let Some(look) = settings::get(&mut rx, BRAND).await? {
        wear(machine, look);
    }
    Ok(())
}

fn wear(machine: &Machine, look: Look) {
    let logo = machine.pages.brand().logo.clone();
    let svg = machine.pages.brand().svg.clone();
    machine.pages.set_brand(Brand { name: look.name, colour: look.colour, logo, svg });
}

/// Whether somebody gave the installation a name, by page or by file.
pub(super) fn branded(ctx: &Ctx) -> bool {
    ctx.machine.pages.brand().name != Brand::default().name
}

/// Name and colour.
#[derive(Serialize, Debug)]
pub(super) struct BrandPage {
    form: FormView,
}

impl Page for BrandPage {
    const TEMPLATE: &'static str = "setup/brand";
    fn sample() -> Vec<BrandPage> {
        let mut wrong = FormView::default();
        wrong.values.set("name", "Newham Connect");
        wrong.errors.add("colour", "error-colour-pale");
        vec![BrandPage { form: FormView::default() }, BrandPage { form: wrong }]
    }
}

async fn show_brand(ctx: Ctx) -> Result<Response> {
    let (mut rx, _) = ctx.read(&HOUSE_VIEW, House::id()).await?;
    let brand = ctx.machine.pages.brand();
    let mut form = FormView::default();
    form.values.set("name", brand.name.as_str());
    form.values.set("colour", brand.colour.as_deref().unwrap_or_default());
    form.values.set("mark", settings::mark(&mut rx, BRAND).await?);
    ctx.page(&BrandPage { form })
}

async fn submit_brand(ctx: Ctx, Form(fields): Form) -> Result<Response> {
    let mut reader = Reader::new(&fields);
    let name = reader.text("name", LONGEST_NAME, "error-name-missing");
    let colour = reader.optional("colour", 20).map(|c| c.to_ascii_lowercase());
    match colour.as_deref().map_or(Ok(()), usable) {
        Ok(()) => {}
        Err(WrongColour::Unreadable) => reader.errors.add("colour", "error-colour"),
        Err(WrongColour::Pale(_)) => reader.errors.add("colour", "error-colour-pale"),
    }
    let errors = reader.errors;
    if !errors.is_empty() {
        return ctx.page_invalid(&BrandPage { form: FormView::with(&fields, &errors) });
    }
    let (mut tx, _) = ctx.write(&HOUSE_EDIT, House::id()).await?;
    let look = Look { name, colour };
    settings::change(&mut tx, BRAND, fields.get("mark"), &look).await?;
    tx.commit().await?;
    wear(&ctx.machine, look);
    Ok(see("/set-up?done=brand"))
}

/// The boroughs.
#[derive(Serialize, Debug)]
pub(super) struct AreaPage {
    form: FormView,
}

impl Page for AreaPage {
    const TEMPLATE: &'static str = "setup/area";
    fn sample() -> Vec<AreaPage> {
        let mut wrong = FormView::default();
        wrong.values.set("boroughs", "1;2");
        wrong.errors.add("boroughs", "error-boroughs");
        vec![AreaPage { form: FormView::default() }, AreaPage { form: wrong }]
    }
}

async fn show_area(ctx: Ctx) -> Result<Response> {
    let (mut rx, _) = ctx.read(&HOUSE_VIEW, House::id()).await?;
    let boroughs: Vec<String> = settings::get(&mut rx, AREA).await?.unwrap_or_default();
    let mut form = FormView::default();
    form.values.set("boroughs", boroughs.join("\n"));
    form.values.set("mark", settings::mark(&mut rx, AREA).await?);
    ctx.page(&AreaPage { form })
}

async fn submit_area(ctx: Ctx, Form(fields): Form) -> Result<Response> {
    let mut form = FormView::of(&fields);
    let boroughs = match places(fields.get("boroughs")) {
        Some(all) if !all.is_empty() => all,
        Some(_) => {
            form.errors.add("boroughs", "error-boroughs-missing");
            return ctx.page_invalid(&AreaPage { form });
        }
        None => {
            form.errors.add("boroughs", "error-boroughs");
            return ctx.page_invalid(&AreaPage { form });
        }
    };
    let (mut tx, _) = ctx.write(&HOUSE_EDIT, House::id()).await?;
    settings::change(&mut tx, AREA, fields.get("mark"), &boroughs).await?;
    tx.commit().await?;
    Ok(see("/set-up?done=area"))
}
