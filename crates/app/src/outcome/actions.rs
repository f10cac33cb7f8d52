//! Taking a measure, making a note, filing it.

use super::{
    instrument::{self, Answer, Given},
    note::{Note, NoteBody},
    store, writing,
};
use crate::{
    case::{self, Case},
    identity::Worker,
    onward::OnwardReferral,
    policy::{MEASURE_WRITE, NOTE_FILE, NOTE_WRITE, SENDER},
    referral,
};
use base::{
    Ctx, Error, Result, ctx,
    history::{self, Change},
};
use kernel::{Date, Id};
use sqlx::types::Json;
use std::collections::BTreeMap;

/// Answers that are to be written down.
#[derive(Debug)]
pub struct NewMeasure {
    /// Chosen when the form was opened, so that the same form sent twice is one taking.
    pub id: Id<Given>,
    pub by: Id<Worker>,
    pub instrument: String,
    /// One of the instrument's modes.
    pub mode: String,
    pub taken_on: Date,
    pub answers: BTreeMap<String, Answer>,
}

/// Writes answers down as they were given.
pub async fn take(ctx: &Ctx, id: Id<Case>, new: NewMeasure) -> Result<Id<Given>> {
    let (mut tx, case) = ctx.write(&MEASURE_WRITE, id).await?;
    if !case::hold_open(&mut tx, id).await? {
        return Err(Error::Conflict("conflict-case-closed"));
    }
    let instrument = instrument::find(&new.instrument).ok_or(Error::NotFound)?;
    let person = case::person_of(&mut tx, &case).await?;
    if !instrument.suits(person.born.map(|b| b.age_on(new.taken_on))) {
        return Err(Error::Conflict("conflict-too-young"));
    }
    let given = Given {
        id: new.id,
        case_id: case.id,
        instrument: new.instrument,
        mode: new.mode,
        taken_on: new.taken_on,
        recorded_at: ctx.now(),
        answers: new.answers,
    };
    if store::add_measure(&mut tx, &given, instrument.version, new.by).await? {
        history::append(&mut tx, ctx, id.uuid(), Change { event: "measure-taken", ..Default::default() }).await?;
        tx.commit().await?;
    } else {
        let there =
            store::measures_of(&mut tx, case.id, &given.instrument).await?.into_iter().find(|g| g.id == given.id);
        let said = |g: &Given| (g.mode.clone(), g.taken_on, g.answers.clone());
        if !there.is_some_and(|g| said(&g) == said(&given)) {
            return Err(Error::Conflict("conflict-added"));
        }
    }
    Ok(given.id)
}

/// A note that is to be made.
#[derive(Debug)]
pub struct NewNote {
    /// The number of the last one that was on the screen; 0 when there was none.
    pub after: i64,
    pub by: Id<Worker>,
    pub summary: String,
    /// Where they were sent on to, as far as they are content that the practice knows. What is not here is not in the note.
    pub named: Vec<Id<OnwardReferral>>,
}

/// Makes a note from the plan as it is now, addressed to the organisation that referred the person.
pub async fn make_note(ctx: &Ctx, id: Id<Case>, new: NewNote) -> Result<Id<Note>> {
    let (mut tx, case) = ctx.write(&NOTE_WRITE, id).await?;
    // The numbers of one case have no gap: the last is the one that was made last.
    let last = store::notes_of(&mut tx, case.id).await?.first().map_or(0, |n| n.number);
    if last != new.after {
        return Err(Error::Conflict("conflict-note-made"));
    }
    let referral = referral::find(&mut tx, case.referral_id).await?.ok_or(Error::NotFound)?;
    let may_be_named = writing::may_be_named(&mut tx, ctx, &case).await?;
    let onward = may_be_named.into_iter().filter(|(id, _)| new.named.contains(id)).map(|(_, line)| line).collect();
    let body = writing::draft(&mut tx, ctx, &case, new.by, onward).await?;
    let note = Note {
        id: ctx.id(),
        case_id: case.id,
        number: last + 1,
        organisation_id: referral.organisation_id,
        body: Json(NoteBody { summary: new.summary, ..body }),
        worker_id: new.by,
        made_at: ctx.now(),
        filed_at: None,
        filed_by: None,
    };
    if !store::add_note(&mut tx, &note).await? {
        return Err(Error::Conflict("conflict-note-made"));
    }
    ctx::stand(&mut tx, note.id.uuid(), note.organisation_id.uuid(), SENDER, ctx.now()).await?;
    history::append(&mut tx, ctx, id.uuid(), Change { event: "note-made", ..Default::default() }).await?;
    tx.commit().await?;
    Ok(note.id)
}

/// The practice has filed it. Twice is once; who was first stays.
pub async fn file_note(ctx: &Ctx, id: Id<Note>, by: Id<Worker>) -> Result<()> {
    let (mut tx, note) = ctx.write(&NOTE_FILE, id).await?;
    if store::file_note(&mut tx, note.id, ctx.now(), Some(by)).await? {
        history::append(&mut tx, ctx, note.id.uuid(), Change { event: "note-filed", ..Default::default() }).await?;
        tx.commit().await?;
    }
    Ok(())
}
