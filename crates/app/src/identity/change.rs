//! Changing and ending organisations and teams, and correcting what is written of a colleague. Each field that became another is a line of history.

use super::{
    actions::{ADMINISTRATORS, NAMES, leave},
    model::{Membership, Organisation, Team, Worker, organisation_refused},
    store,
};
use crate::policy::{HOUSE_EDIT, TEAM_EDIT};
use base::{
    Ctx, Error, FieldErrors, Result, Tx,
    history::{self, Change},
    settings,
};
use kernel::{Date, Id};
use std::collections::BTreeSet;
use uuid::Uuid;

/// What an organisation is to become.
#[derive(Debug)]
pub struct OrganisationChange {
    /// The version that was on the screen.
    pub version: i64,
    pub kind: String,
    pub name: String,
    pub code: Option<String>,
    pub parent: Option<Id<Organisation>>,
    pub setting: Option<String>,
    /// Its last day; nothing ends by itself on it.
    pub valid_to: Option<Date>,
    pub successor: Option<Id<Organisation>>,
}

/// Changes an organisation. The same form sent twice is one change.
///
/// # Errors
/// [`Error::Invalid`] beside the field that cannot be so (see [`organisation_refused`]); a conflict when somebody else was quicker.
pub async fn change_organisation(ctx: &Ctx, id: Id<Organisation>, new: OrganisationChange) -> Result<()> {
    let (mut tx, before) = ctx.write(&HOUSE_EDIT, id).await?;
    let after = Organisation {
        kind: new.kind,
        name: new.name,
        code: new.code,
        parent_id: new.parent,
        setting: new.setting,
        valid_to: new.valid_to,
        successor_id: new.successor,
        ..before.clone()
    };
    let changes = changes(&before.facts(), &after.facts());
    if changes.is_empty() {
        return Ok(());
    }
    if before.version != new.version {
        return Err(Error::Conflict("conflict-changed"));
    }
    settings::hold(&mut tx, NAMES).await?;
    let all = store::organisations(&mut tx).await?;
    let teams = store::teams(&mut tx).await?.into_iter().filter(|t| t.organisation_id == id).count();
    organisation_refused(&all, &after, teams, ctx.today()).finish()?;
    store::change_organisation(&mut tx, &after).await?;
    note(&mut tx, ctx, id.uuid(), changes).await?;
    tx.commit().await
}

/// What a team is to become. Lists are codes with spaces between them.
#[derive(Debug)]
pub struct TeamChange {
    /// The version that was on the screen.
    pub version: i64,
    pub name: String,
    pub receives: bool,
    pub pathways: String,
    pub areas: String,
    pub languages: String,
    pub phone: Option<String>,
}

/// Changes a team. The same form sent twice is one change.
///
/// # Errors
/// [`Error::Invalid`] when its organisation has another team of that name; a conflict when somebody else was quicker, or the team has ended.
pub async fn change_team(ctx: &Ctx, id: Id<Team>, new: TeamChange) -> Result<()> {
    let (mut tx, before) = ctx.write(&HOUSE_EDIT, id).await?;
    let after = Team {
        name: new.name,
        receives: new.receives,
        pathways: reordered(&before.pathways, new.pathways),
        areas: reordered(&before.areas, new.areas),
        languages: reordered(&before.languages, new.languages),
        phone: new.phone,
        ..before.clone()
    };
    let changes = changes(&before.facts(), &after.facts());
    if changes.is_empty() {
        return Ok(());
    }
    if before.ended_at.is_some() {
        return Err(Error::Conflict("conflict-team-ended"));
    }
    if before.version != new.version {
        return Err(Error::Conflict("conflict-changed"));
    }
    settings::hold(&mut tx, NAMES).await?;
    if store::teams(&mut tx).await?.iter().any(|t| t.id != id && t.is_called(after.organisation_id, &after.name)) {
        let mut errors = FieldErrors::default();
        errors.add("name", "error-team-there");
        return Err(Error::Invalid(errors));
    }
    store::change_team(&mut tx, &after).await?;
    note(&mut tx, ctx, id.uuid(), changes).await?;
    tx.commit().await
}

/// Ends a team, and every role in it; whoever holds no other has left. For the slice `setup`, which knows what a team may still have to do, in its own
/// transaction: from here on nobody can give it any more work (see [`store::hold_open`]).
pub async fn end_team(tx: &mut Tx, ctx: &Ctx, team: &Team, version: i64) -> Result<()> {
    if team.version != version {
        return Err(Error::Conflict("conflict-changed"));
    }
    settings::hold(tx, ADMINISTRATORS).await?;
    // Two teams of one organisation end one after the other: one of them is its last.
    store::hold_organisation(tx, team.organisation_id).await?;
    store::end_team(tx, team, ctx.now()).await?;
    let mut memberships = store::memberships_in(tx, team.id).await?;
    memberships.sort_by_key(|m| m.worker_id);
    for membership in memberships {
        leave(tx, ctx, membership).await?;
    }
    history::append(tx, ctx, team.id.uuid(), Change { event: "team-ended", ..Default::default() }).await
}

/// Corrects the name and the languages of a colleague.
pub(super) async fn change_colleague(
    ctx: &Ctx,
    team: Id<Team>,
    id: Id<Membership>,
    version: i64,
    (name, languages): (String, String),
) -> Result<()> {
    let (mut tx, _) = ctx.write(&TEAM_EDIT, team).await?;
    let membership = store::membership(&mut tx, id).await?.filter(|m| m.team_id == team).ok_or(Error::NotFound)?;
    let before = store::worker(&mut tx, membership.worker_id).await?.ok_or(Error::NotFound)?;
    let after = Worker { name, languages: reordered(&before.languages, languages), ..before.clone() };
    let facts = |w: &Worker| [("changed-name", Some(w.name.clone())), ("changed-languages", some(&w.languages))];
    let changes = changes(&facts(&before), &facts(&after));
    if changes.is_empty() {
        return Ok(());
    }
    if before.version != version {
        return Err(Error::Conflict("conflict-changed"));
    }
    store::change_worker(&mut tx, &after).await?;
    note(&mut tx, ctx, before.id.uuid(), changes).await?;
    tx.commit().await
}

/// A list of codes as it was, if the other has the same in another order: that is no change.
fn reordered(before: &str, after: String) -> String {
    let set = |text: &str| text.split(' ').map(str::to_owned).collect::<BTreeSet<_>>();
    if set(before) == set(&after) { before.to_owned() } else { after }
}

/// A field's event and its value.
type Fact = (&'static str, Option<String>);

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

impl Organisation {
    fn facts(&self) -> [Fact; 7] {
        [
            ("changed-kind", some(&self.kind)),
            ("changed-name", some(&self.name)),
            ("changed-code", self.code.clone()),
            ("changed-parent", self.parent_id.map(|id| id.to_string())),
            ("changed-setting", self.setting.clone()),
            ("changed-until", self.valid_to.map(|d| d.to_string())),
            ("changed-successor", self.successor_id.map(|id| id.to_string())),
        ]
    }
}

impl Team {
    fn facts(&self) -> [Fact; 6] {
        [
            ("changed-name", some(&self.name)),
            ("changed-receives", Some(if self.receives { "yes" } else { "no" }.to_owned())),
            ("changed-pathways", some(&self.pathways)),
            ("changed-areas", some(&self.areas)),
            ("changed-languages", some(&self.languages)),
            ("changed-phone", self.phone.clone()),
        ]
    }
}

/// What became another: event, from, to.
fn changes(before: &[Fact], after: &[Fact]) -> Vec<Change<'static>> {
    let pairs = before.iter().zip(after).filter(|(b, a)| b.1 != a.1);
    pairs.map(|(b, a)| Change { event: b.0, before: b.1.clone(), after: a.1.clone(), why: None }).collect()
}

async fn note(tx: &mut Tx, ctx: &Ctx, subject: Uuid, changes: Vec<Change<'_>>) -> Result<()> {
    for change in changes {
        history::append(tx, ctx, subject, change).await?;
    }
    Ok(())
}
