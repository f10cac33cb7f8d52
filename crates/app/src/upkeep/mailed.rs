//! The pages behind addresses that came by mail. Each has something to press: opening one changes nothing.

use super::{
    actions, forms, hidden, keepers,
    letters::{self, What},
    model::Edit,
    store,
};
use crate::{
    directory::{self, Field, Service},
    policy::UPKEEP_KNOCK,
};
use axum::{extract::Path, response::Response};
use base::{
    Actor, Ctx, Error, House, Result,
    http::{
        form::Form,
        page::Page,
        routes::{Access, Route},
    },
};
use serde::Serialize;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/keep/claim/{token}", Access::Link, show_claim),
        Route::post("/keep/claim/{token}", Access::Link, confirm_claim),
        Route::get("/keep/right/{token}", Access::Link, show_right),
        Route::post("/keep/right/{token}", Access::Link, still_right),
        Route::get("/keep/contact/{token}", Access::Link, show_contact),
        Route::post("/keep/contact/{token}", Access::Link, answer_contact),
    ]
}

/// Whoever holds an address has not signed in; whatever else this browser holds does not matter here.
pub(super) fn as_public(ctx: &Ctx) -> Ctx {
    ctx.acting(Actor::Public)
}

/// One thing to press, about an entry.
#[derive(Serialize, Debug)]
pub(super) struct PressPage {
    /// `claim` or `right`.
    what: &'static str,
    name: String,
    slug: String,
    /// What the entry says, by field, for whoever is to say that it is right.
    says: Vec<Said>,
}

/// A field with what it says.
#[derive(Serialize, Debug)]
pub(super) struct Said {
    pub field: &'static str,
    pub lines: Vec<String>,
}

/// What an entry says, in the order in which people are shown it.
pub(super) fn says(ctx: &Ctx, s: &Service) -> Vec<Said> {
    let said = |field: Field| Said { field: field.code(), lines: forms::in_words(ctx, field, &field.of(s)) };
    Field::ALL.into_iter().filter(|f| *f != Field::Name).map(said).collect()
}

impl Page for PressPage {
    const TEMPLATE: &'static str = "upkeep/press";
    const PUBLIC: bool = true;
    fn sample() -> Vec<PressPage> {
        let page = |what, says| PressPage {
            what,
            name: "Carpenters Road Singers".into(),
            slug: "carpenters-road-singers".into(),
            says,
        };
        let says = vec![
            Said { field: "sessions", lines: vec!["Tuesday 18:30–20:30".into()] },
            Said { field: "cost", lines: vec![] },
        ];
        vec![page("claim", vec![]), page("right", says)]
    }
}

/// It is done, or waits for somebody.
#[derive(Serialize, Debug)]
pub(super) struct DonePage {
    /// A key of the strings.
    key: &'static str,
    name: String,
    slug: String,
    /// Whether they can come in now.
    inside: bool,
}

impl Page for DonePage {
    const TEMPLATE: &'static str = "upkeep/done";
    const PUBLIC: bool = true;
    fn sample() -> Vec<DonePage> {
        let keys =
            ["claim-proved", "claim-call-back", "claim-officer", "right-done", "contact-yes-done", "contact-no-done"];
        let page = |key| DonePage {
            key,
            name: "Carpenters Road Singers".into(),
            slug: "carpenters-road-singers".into(),
            inside: key == "claim-proved",
        };
        keys.map(page).into()
    }
}

/// Another contact, for whoever is the contact now.
#[derive(Serialize, Debug)]
pub(super) struct ContactPage {
    name: String,
    field: String,
    was: Vec<String>,
    value: Vec<String>,
}

impl Page for ContactPage {
    const TEMPLATE: &'static str = "upkeep/contact";
    const PUBLIC: bool = true;
    fn sample() -> Vec<ContactPage> {
        vec![ContactPage {
            name: "Carpenters Road Singers".into(),
            field: "email".into(),
            was: vec!["choir@carpenters-road.example".into()],
            value: vec!["new@carpenters-road.example".into()],
        }]
    }
}

async fn show_claim(ctx: Ctx, Path(token): Path<String>) -> Result<Response> {
    let ctx = as_public(&ctx);
    let (_, s) = keepers::claim_of(&ctx, &token).await?;
    ctx.page(&PressPage { what: "claim", name: s.name, slug: s.slug, says: vec![] })
}

async fn confirm_claim(ctx: Ctx, Path(token): Path<String>) -> Result<Response> {
    let ctx = as_public(&ctx);
    let (_, s) = keepers::claim_of(&ctx, &token).await?;
    let (proof, enough) = keepers::confirm(&ctx, &token).await?;
    let key = match (enough, proof) {
        (true, _) => "claim-proved",
        (false, super::model::Proof::CallBack) => "claim-call-back",
        (false, _) => "claim-officer",
    };
    ctx.page(&DonePage { key, name: s.name, slug: s.slug, inside: enough })
}

/// The entry that somebody is asked about.
async fn asked_about(ctx: &Ctx, token: &str) -> Result<Service> {
    let (mut rx, _) = ctx.read(&UPKEEP_KNOCK, House::id()).await?;
    letters::asked_about(&mut rx, ctx, token).await?.ok_or(Error::NotFound)
}

async fn show_right(ctx: Ctx, Path(token): Path<String>) -> Result<Response> {
    let ctx = as_public(&ctx);
    let s = asked_about(&ctx, &token).await?;
    ctx.page(&PressPage { what: "right", says: says(&ctx, &s), name: s.name, slug: s.slug })
}

async fn still_right(ctx: Ctx, Path(token): Path<String>) -> Result<Response> {
    let ctx = as_public(&ctx);
    let s = asked_about(&ctx, &token).await?;
    actions::still_right(&ctx, &token).await?;
    ctx.page(&DonePage { key: "right-done", name: s.name, slug: s.slug, inside: false })
}

async fn edit_asked(ctx: &Ctx, token: &str) -> Result<(Edit, Service)> {
    let (mut rx, _) = ctx.read(&UPKEEP_KNOCK, House::id()).await?;
    let id = letters::about::<Edit>(&mut rx, ctx, What::Contact, token).await?.ok_or(Error::NotFound)?;
    let edit = store::edit(&mut rx, id).await?.filter(Edit::waits).ok_or(Error::NotFound)?;
    let service = directory::find(&mut rx, edit.service_id).await?.ok_or(Error::NotFound)?;
    if !letters::is_theirs(&mut rx, token, service.email.as_deref()).await? {
        return Err(Error::NotFound);
    }
    // It is over: there is nothing to say yes to.
    if hidden::is_over(&edit, &service) {
        return Err(Error::NotFound);
    }
    Ok((edit, service))
}

async fn show_contact(ctx: Ctx, Path(token): Path<String>) -> Result<Response> {
    let ctx = as_public(&ctx);
    let (edit, s) = edit_asked(&ctx, &token).await?;
    let field = Field::named(&edit.field).ok_or(Error::NotFound)?;
    let (was, value) = hidden::change(&ctx, &s, field, &edit)?;
    ctx.page(&ContactPage { name: s.name, was, value, field: edit.field })
}

async fn answer_contact(ctx: Ctx, Path(token): Path<String>, Form(fields): Form) -> Result<Response> {
    let ctx = as_public(&ctx);
    let (_, s) = edit_asked(&ctx, &token).await?;
    let yes = match fields.get("answer") {
        "yes" => true,
        "no" => false,
        // Neither was pressed: the page again.
        _ => return show_contact(ctx, Path(token)).await,
    };
    actions::contact_answers(&ctx, &token, yes).await?;
    let key = if yes { "contact-yes-done" } else { "contact-no-done" };
    ctx.page(&DonePage { key, name: s.name, slug: s.slug, inside: false })
}
