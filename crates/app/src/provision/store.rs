//! The SQL of the slice.

// Tables that this slice writes, drawn from the migrations by `cargo xtask gen`:
//   provision: id, borough, team_id, run_by, settings, pathways, languages, phone, email, website, asks_self,
//      asks_gp, planned_for, changed_at, ended_at, version
// (end of tables)

use super::model::Provision;
use crate::identity::Team;
use base::{Result, Rx, Subject, Tx};
use kernel::{Id, Instant};
use uuid::Uuid;

base::sql! {
    ALL = "
        SELECT id, borough, team_id, run_by, settings, pathways, languages, phone, email, website, asks_self, asks_gp, planned_for,
          changed_at, ended_at, version
        FROM provision
        WHERE ended_at IS NULL
        ORDER BY borough, id";
    OF_TEAM = "
        SELECT id, borough, team_id, run_by, settings, pathways, languages, phone, email, website, asks_self, asks_gp, planned_for,
          changed_at, ended_at, version
        FROM provision
        WHERE ended_at IS NULL
          AND team_id = $1
        ORDER BY id";
    FIND = "
        SELECT id, borough, team_id, run_by, settings, pathways, languages, phone, email, website, asks_self, asks_gp, planned_for,
          changed_at, ended_at, version
        FROM provision
        WHERE id = $1";
    ADD = "
        INSERT INTO provision
          (id, borough, team_id, run_by, settings, pathways, languages, phone, email, website, asks_self, asks_gp, planned_for,
          changed_at, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1)
        ON CONFLICT (id) DO NOTHING";
    CHANGE = "
        UPDATE provision
        SET borough = $3, team_id = $4, run_by = $5, settings = $6, pathways = $7, languages = $8, phone = $9, email = $10,
          website = $11, asks_self = $12, asks_gp = $13, planned_for = $14, changed_at = $15, version = version + 1
        WHERE id = $1 AND version = $2 AND ended_at IS NULL";
    /// Nothing of it is another: whoever is changing it meanwhile may go on.
    CONFIRM = "UPDATE provision SET changed_at = $3 WHERE id = $1 AND version = $2 AND ended_at IS NULL";
    END = "
        UPDATE provision
        SET ended_at = $3, version = version + 1
        WHERE id = $1 AND version = $2 AND ended_at IS NULL";
}

impl Subject for Provision {
    const KIND: &'static str = "provision";
    async fn load(rx: &mut Rx, id: Id<Provision>) -> Result<Option<Provision>> {
        rx.maybe(FIND, (id,)).await
    }
    /// Whoever leads its team leads it.
    fn standing(&self) -> Vec<Uuid> {
        self.team_id.map(Id::uuid).into_iter().collect()
    }
}

/// Every line that has not ended, by borough.
pub(super) async fn all(rx: &mut Rx) -> Result<Vec<Provision>> {
    rx.all(ALL, ()).await
}

/// The lines of one borough, by its slug: it may be written in several ways.
pub(super) async fn of_borough(rx: &mut Rx, slug: &str) -> Result<Vec<Provision>> {
    Ok(all(rx).await?.into_iter().filter(|l| l.slug() == slug).collect())
}

/// The lines of a team.
pub(super) async fn of_team(rx: &mut Rx, team: Id<Team>) -> Result<Vec<Provision>> {
    rx.all(OF_TEAM, (team,)).await
}

pub(super) async fn find(rx: &mut Rx, id: Id<Provision>) -> Result<Option<Provision>> {
    rx.maybe(FIND, (id,)).await
}

/// False when it was added before: the same form, sent twice.
pub(super) async fn add(tx: &mut Tx, p: &Provision) -> Result<bool> {
    let args = (
        p.id,
        p.borough.as_str(),
        p.team_id,
        p.run_by.as_str(),
        p.settings.as_str(),
        p.pathways.as_str(),
        p.languages.as_str(),
        p.phone.clone(),
        p.email.clone(),
        p.website.clone(),
        p.asks_self,
        p.asks_gp,
        p.planned_for.clone(),
        p.changed_at,
    );
    Ok(tx.run(ADD, args).await? == 1)
}

/// `p` as it is to be, with the version that was read.
pub(super) async fn change(tx: &mut Tx, p: &Provision) -> Result<()> {
    let args = (
        p.id,
        p.version,
        p.borough.as_str(),
        p.team_id,
        p.run_by.as_str(),
        p.settings.as_str(),
        p.pathways.as_str(),
        p.languages.as_str(),
        p.phone.clone(),
        p.email.clone(),
        p.website.clone(),
        p.asks_self,
        p.asks_gp,
        p.planned_for.clone(),
        p.changed_at,
    );
    tx.update(CHANGE, args).await
}

/// Somebody says that it is right as it stands.
pub(super) async fn confirm(tx: &mut Tx, p: &Provision, at: Instant) -> Result<()> {
    tx.update(CONFIRM, (p.id, p.version, at)).await
}

pub(super) async fn end(tx: &mut Tx, p: &Provision, at: Instant) -> Result<()> {
    tx.update(END, (p.id, p.version, at)).await
}
