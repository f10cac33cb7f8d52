//! One mechanism for every form of several pages.
//!
//! The answers live in a draft whose id stands in the address; each step is one page; the last page shows the answers with a link to change each,
//! which leads back to it. A slice says which steps there are (they may depend on the answers) and what each step checks; everything else is here.
//! Whatever is posted is kept, right or wrong, so that an expired session or a closed laptop loses nothing.

use super::form::Fields;
use crate::{
    Action, Ctx, Error, FieldErrors, Result,
    draft::{self, Draft},
};
use kernel::Id;

/// Looking at one's own draft. Not recorded: nobody else can.
pub static DRAFT_VIEW: Action = Action { name: "draft-view", recorded: false };
/// Writing one's own draft.
pub static DRAFT_EDIT: Action = Action { name: "draft-edit", recorded: false };

/// A page of the form.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The last part of its address, and of its template's and heading's name.
    pub name: &'static str,
    /// The fields that belong to it.
    pub fields: Vec<String>,
}

/// A form of several pages.
pub trait Wizard {
    /// Which drafts are its own.
    const KIND: &'static str;
    /// Where its addresses begin: `{ROOT}/{draft}/{step}`.
    const ROOT: &'static str;
    /// The steps for these answers, in order.
    fn steps(&self, answers: &Fields) -> Vec<Step>;
    /// What is wrong with a step's answers.
    fn check(&self, ctx: &Ctx, step: &str, answers: &Fields) -> FieldErrors;

    fn address(&self, draft: Id<Draft>, step: &str) -> String {
        format!("{}/{draft}/{step}", Self::ROOT)
    }

    /// The steps that cannot stay as they are, in order.
    fn unfinished(&self, ctx: &Ctx, answers: &Fields) -> Vec<&'static str> {
        let steps = self.steps(answers).into_iter().map(|s| s.name);
        steps.filter(|s| !self.check(ctx, s, answers).is_empty()).collect()
    }
}

/// A step that is about to be shown.
#[derive(Debug)]
pub struct Open {
    pub draft: Draft,
    pub answers: Fields,
    pub step: Step,
    /// Where "Back" leads: the step before, or the check page when it was opened from there.
    pub back: Option<String>,
    pub number: usize,
    pub of: usize,
}

/// Starts a draft; returns the address of its first step.
pub async fn start<W: Wizard>(w: &W, ctx: &Ctx, answers: &Fields) -> Result<String> {
    let (mut tx, _) = ctx.write(&DRAFT_EDIT, Draft::own(ctx)?).await?;
    let id = draft::start(&mut tx, ctx, W::KIND, answers).await?;
    tx.commit().await?;
    let first = w.steps(answers).first().map_or("check", |s| s.name);
    Ok(w.address(id, first))
}

/// Opens a step for showing.
pub async fn open<W: Wizard>(w: &W, ctx: &Ctx, id: Id<Draft>, step: &str) -> Result<Open> {
    let (_, draft) = ctx.read(&DRAFT_VIEW, id).await?;
    if draft.kind != W::KIND || draft.became.is_some() {
        return Err(Error::NotFound);
    }
    let answers = draft.answers(ctx)?;
    let steps = w.steps(&answers);
    let at = steps.iter().position(|s| s.name == step).ok_or(Error::NotFound)?;
    let from_check = ctx.request.query.as_deref().is_some_and(|q| q.contains("change"));
    let back = if from_check {
        Some(w.address(id, "check"))
    } else {
        at.checked_sub(1).map(|before| w.address(id, steps[before].name))
    };
    Ok(Open { draft, answers, step: steps[at].clone(), back, number: at + 1, of: steps.len() })
}

/// What came of posting a step.
#[derive(Debug)]
pub enum Posted {
    /// Go there.
    Next(String),
    /// Show the step again, with what is wrong.
    Again(Box<Open>, FieldErrors),
}

/// Keeps what was posted, checks it, says where to go.
pub async fn post<W: Wizard>(w: &W, ctx: &Ctx, id: Id<Draft>, step: &str, posted: &Fields) -> Result<Posted> {
    let (mut tx, draft) = ctx.write(&DRAFT_EDIT, id).await?;
    // A script may be saving it at this moment: what it keeps and what is posted both stay.
    let draft = draft::hold(&mut tx, &draft).await?;
    if draft.kind != W::KIND {
        return Err(Error::NotFound);
    }
    if draft.became.is_some() {
        return Err(Error::Conflict("conflict-already-sent"));
    }
    let mut answers = draft.answers(ctx)?;
    let steps = w.steps(&answers);
    let this = steps.iter().find(|s| s.name == step).ok_or(Error::NotFound)?;
    let names: Vec<&str> = this.fields.iter().map(String::as_str).collect();
    answers.replace(&names, posted);
    draft::save(&mut tx, ctx, &draft, &answers).await?;
    tx.commit().await?;

    let errors = w.check(ctx, step, &answers);
    if !errors.is_empty() {
        return Ok(Posted::Again(Box::new(open(w, ctx, id, step).await?), errors));
    }
    // The answers may have changed which steps there are.
    let steps = w.steps(&answers);
    let at = steps.iter().position(|s| s.name == step).ok_or(Error::NotFound)?;
    let from_check = posted.get("change") == "1";
    let next = if from_check {
        w.unfinished(ctx, &answers).first().copied().unwrap_or("check")
    } else {
        steps.get(at + 1).map_or("check", |s| s.name)
    };
    Ok(Posted::Next(w.address(id, next)))
}

/// Keeps what a script sends while somebody types; nothing is checked.
pub async fn autosave<W: Wizard>(w: &W, ctx: &Ctx, id: Id<Draft>, step: &str, posted: &Fields) -> Result<()> {
    let (mut tx, draft) = ctx.write(&DRAFT_EDIT, id).await?;
    let draft = draft::hold(&mut tx, &draft).await?;
    if draft.kind != W::KIND || draft.became.is_some() {
        return Err(Error::NotFound);
    }
    let mut answers = draft.answers(ctx)?;
    let steps = w.steps(&answers);
    let this = steps.iter().find(|s| s.name == step).ok_or(Error::NotFound)?;
    // A script sends what changed; what it does not name stays as it is.
    let changed: Vec<&str> = this.fields.iter().map(String::as_str).filter(|f| posted.0.contains_key(*f)).collect();
    answers.replace(&changed, posted);
    draft::save(&mut tx, ctx, &draft, &answers).await?;
    tx.commit().await
}
