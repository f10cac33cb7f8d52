//! What the person agreed to, all of it on one page, and the page on which they take something back.
//!
//! It stands in this slice because this one knows every recipient: the team, and each service. What is taken back is a further fact; what follows from
//! it is in `actions::take_back`.

use super::{
    actions,
    model::{OnwardReferral, Status},
    store,
};
use crate::{
    case::{self, Banner, Case},
    directory, identity,
    person::{self, Agreement, Answer, Fact, HOW, SAID_BY, TakeBack},
    policy::{AGREEMENT_TAKE_BACK, CASE_VIEW},
    referral::AgreementView,
};
use axum::{extract::Path, response::Response};
use base::{
    Ctx, Error, Result, Rx,
    http::{
        form::{Choice, Fields, Form, FormView, Reader},
        page::{Page, see},
        routes::{Access, Route},
    },
};
use kernel::Id;
use serde::Serialize;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/cases/{id}/agreements", Access::For(&CASE_VIEW), list),
        Route::get("/cases/{id}/agreements/{agreement}/take-back", Access::For(&AGREEMENT_TAKE_BACK), show),
        Route::post("/cases/{id}/agreements/{agreement}/take-back", Access::For(&AGREEMENT_TAKE_BACK), submit),
    ]
}

#[derive(Serialize, Debug)]
struct Row {
    id: String,
    said: AgreementView,
    /// Whether they can take it back, or say no to it where nobody had asked.
    can: bool,
}

/// What they agreed to, oldest first.
#[derive(Serialize, Debug)]
pub(super) struct AgreementsPage {
    banner: Banner,
    rows: Vec<Row>,
}

impl Page for AgreementsPage {
    const TEMPLATE: &'static str = "onward/agreements";
    fn sample() -> Vec<AgreementsPage> {
        let rows = AgreementView::examples()
            .into_iter()
            .map(|said| Row { id: "a1".into(), can: said.answer == Answer::Yes.code(), said })
            .collect();
        vec![AgreementsPage { banner: Banner::example("/agreements"), rows }]
    }
}

/// To whom a fact of sharing refers: the team, or a service.
async fn recipient(rx: &mut Rx, a: &Agreement) -> Result<Option<String>> {
    let Some(to) = a.recipient else { return Ok(None) };
    if let Some(team) = identity::team(rx, to.cast()).await? {
        return Ok(Some(team.name));
    }
    directory::name(rx, to.cast()).await
}

/// Facts in words, each with its recipient: for whoever shows some.
pub async fn agreement_views(rx: &mut Rx, all: Vec<Agreement>) -> Result<Vec<AgreementView>> {
    let names = identity::names_of(rx, all.iter().filter_map(|a| a.asked_by).map(Id::cast).collect()).await?;
    let mut views = vec![];
    for a in all {
        let to = recipient(rx, &a).await?;
        views.push(AgreementView::of(a, &names, to));
    }
    Ok(views)
}

async fn list(ctx: Ctx, Path(id): Path<Id<Case>>) -> Result<Response> {
    let (mut rx, case) = ctx.read(&CASE_VIEW, id).await?;
    let banner = case::banner(&mut rx, &ctx, &case, "/agreements").await?;
    let all = actions::agreements(&mut rx, &case).await?;
    let can: Vec<(String, bool)> = all.iter().map(|a| (a.id.to_string(), person::can_be_taken_back(&all, a))).collect();
    let views = agreement_views(&mut rx, all).await?;
    let rows = can.into_iter().zip(views).map(|((id, can), said)| Row { id, said, can }).collect();
    ctx.page(&AgreementsPage { banner, rows })
}

/// They have changed their mind: who said so, to whom, when and how.
#[derive(Serialize, Debug)]
pub(super) struct TakeBackPage {
    banner: Banner,
    /// The id that the new fact will have.
    new: String,
    said: AgreementView,
    /// What follows; a key of the strings.
    follows: &'static str,
    said_bys: Vec<Choice>,
    hows: Vec<Choice>,
    form: FormView,
}

const FOLLOWS: [&str; 5] =
    ["take-back-referred", "take-back-team", "take-back-unanswered", "take-back-known", "take-back-over"];

impl Page for TakeBackPage {
    const TEMPLATE: &'static str = "onward/take_back";
    fn sample() -> Vec<TakeBackPage> {
        let page = |follows| {
            let mut form = FormView::default();
            form.errors.add("said-by", "error-said-by-missing");
            form.errors.add("told", "error-told-missing");
            form.errors.add("how", "error-told-how-missing");
            form.errors.add("on", "error-told-on-missing");
            TakeBackPage {
                banner: Banner::example("/agreements"),
                new: "a2".into(),
                said: AgreementView::examples().remove(1),
                follows,
                said_bys: vec![Choice::new("person", "They said so themselves")],
                hows: vec![Choice::new("telephone", "By telephone")],
                form,
            }
        };
        FOLLOWS.map(page).into()
    }
}

/// What follows from taking a fact back, as the page says it.
fn follows(fact: &Agreement, onward: Option<&OnwardReferral>, ctx: &Ctx) -> &'static str {
    match onward.map(|o| o.status(ctx.now())) {
        None if fact.fact == Fact::Referred.code() => FOLLOWS[0],
        None => FOLLOWS[1],
        Some(Status::Sent | Status::Unanswered) => FOLLOWS[2],
        Some(Status::Accepted | Status::DidNotCome) => FOLLOWS[3],
        Some(Status::Declined | Status::Came | Status::Withdrawn) => FOLLOWS[4],
    }
}

/// The page; without a form with what is usual: it was said to whoever writes it down, today.
async fn page(ctx: &Ctx, id: Id<Case>, of: Id<Agreement>, form: Option<FormView>) -> Result<TakeBackPage> {
    let (mut rx, case) = ctx.read(&AGREEMENT_TAKE_BACK, id).await?;
    let banner = case::banner(&mut rx, ctx, &case, "/agreements").await?;
    let all = actions::agreements(&mut rx, &case).await?;
    let fact = all.iter().find(|a| a.id == of).cloned().ok_or(Error::NotFound)?;
    if !person::can_be_taken_back(&all, &fact) {
        return Err(Error::Conflict("conflict-changed"));
    }
    let onward = store::find(&mut rx, fact.subject.cast()).await?;
    let follows = follows(&fact, onward.as_ref(), ctx);
    let me = case::me(ctx)?;
    let my_name = identity::names_of(&mut rx, vec![me]).await?.remove(&me);
    let said = agreement_views(&mut rx, vec![fact]).await?.remove(0);
    let form = match form {
        Some(form) => form,
        None => {
            let mut usual = Fields::default();
            usual.set_day("on", ctx.today());
            usual.set("told", my_name.unwrap_or_default());
            FormView::of(&usual)
        }
    };
    let hows = ctx.choices("how", &HOW[..3]);
    let said_bys = ctx.choices("said-by", SAID_BY);
    Ok(TakeBackPage { banner, new: ctx.id::<Agreement>().to_string(), said, follows, said_bys, hows, form })
}

async fn show(ctx: Ctx, Path((id, of)): Path<(Id<Case>, Id<Agreement>)>) -> Result<Response> {
    ctx.page(&page(&ctx, id, of, None).await?)
}

async fn submit(ctx: Ctx, Path((id, of)): Path<(Id<Case>, Id<Agreement>)>, Form(fields): Form) -> Result<Response> {
    let mut r = Reader::new(&fields);
    let said_by = r.choice("said-by", SAID_BY, "error-said-by-missing");
    let told = r.text("told", 100, "error-told-missing");
    let how = r.choice("how", &HOW[..3], "error-told-how-missing");
    let on = r.past_day("on", ctx.today(), "error-told-on-missing", "error-told-future");
    let note = r.optional("note", 1000);
    let Some(on) = on.filter(|_| r.errors.is_empty()) else {
        let form = FormView::with(&fields, &r.errors);
        return ctx.page_invalid(&page(&ctx, id, of, Some(form)).await?);
    };
    let new = fields.get("new").parse().unwrap_or_else(|_| ctx.id());
    let new = TakeBack { id: new, of, said_by: &said_by, told: &told, how: &how, on, note: note.as_deref() };
    let fact = actions::take_back(&ctx, id, new).await?;
    let (mut rx, case) = ctx.read(&CASE_VIEW, id).await?;
    let mine = case::banner(&mut rx, &ctx, &case, "").await?.writes;
    drop(rx);
    Ok(see(if fact.fact == Fact::Referred.code() {
        // Whether the case ends is for whoever holds it to say, and now is the moment.
        let page = if mine { "/close" } else { "" };
        format!("/cases/{id}{page}?done=took-back-referred")
    } else if fact.subject == case.referral_id.cast() {
        format!("/cases/{id}?done=took-back-share")
    } else {
        format!("/cases/{id}/onward?done=took-back-onward")
    }))
}
