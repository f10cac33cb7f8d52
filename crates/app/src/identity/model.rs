//! The types of the slice.

use crate::policy;
use base::{Result, Rx, Subject};
use kernel::{Date, Id, Instant};
use uuid::Uuid;

/// What an organisation is. Kith decides nothing on it; it is shown and counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrganisationKind {
    Region,
    Icb,
    Place,
    Pcn,
    Practice,
    Trust,
    Council,
    Jobcentre,
    CareHome,
    Charity,
    Group,
    Funder,
}

impl OrganisationKind {
    pub const ALL: [OrganisationKind; 12] = [
        OrganisationKind::Region,
        OrganisationKind::Icb,
        OrganisationKind::Place,
        OrganisationKind::Pcn,
        OrganisationKind::Practice,
        OrganisationKind::Trust,
        OrganisationKind::Council,
        OrganisationKind::Jobcentre,
        OrganisationKind::CareHome,
        OrganisationKind::Charity,
        OrganisationKind::Group,
        OrganisationKind::Funder,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            OrganisationKind::Region => "region",
            OrganisationKind::Icb => "icb",
            OrganisationKind::Place => "place",
            OrganisationKind::Pcn => "pcn",
            OrganisationKind::Practice => "practice",
            OrganisationKind::Trust => "trust",
            OrganisationKind::Council => "council",
            OrganisationKind::Jobcentre => "jobcentre",
            OrganisationKind::CareHome => "care-home",
            OrganisationKind::Charity => "charity",
            OrganisationKind::Group => "group",
            OrganisationKind::Funder => "funder",
        }
    }
}

/// The roles that somebody may give in a team. Roles that see what people tell the team are its lead's to give, so that nobody who administers the house
/// comes near a case by way of a role; only the first lead of a team comes from an administrator. To their own account nobody gives any.
pub fn roles_to_give(leads_here: bool, administers: bool, has_lead: bool) -> Vec<&'static str> {
    let sees_cases = |r: &str| policy::SEE_CASES.contains(&r);
    let mut roles: Vec<&'static str> = policy::ROLES.to_vec();
    roles.retain(|r| match sees_cases(r) {
        true => leads_here || (administers && *r == policy::LEAD && !has_lead),
        false => administers,
    });
    roles
}

/// An organisation, in a tree: region, ICB, place, PCN, practice; or trust, council, charity …
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Organisation {
    pub id: Id<Organisation>,
    pub kind: String,
    pub name: String,
    /// Its ODS code, where it has one.
    pub code: Option<String>,
    pub parent_id: Option<Id<Organisation>>,
    /// The setting that its referrals come from, unless the worker says otherwise.
    pub setting: Option<String>,
    pub valid_from: Option<Date>,
    pub valid_to: Option<Date>,
    pub successor_id: Option<Id<Organisation>>,
    pub version: i64,
}

impl Subject for Organisation {
    const KIND: &'static str = "organisation";
    async fn load(rx: &mut Rx, id: Id<Organisation>) -> Result<Option<Organisation>> {
        super::store::organisation(rx, id).await
    }
    fn standing(&self) -> Vec<Uuid> {
        vec![self.id.uuid()]
    }
}

/// A team of an organisation. Lists of codes are written with spaces between them.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Team {
    pub id: Id<Team>,
    pub organisation_id: Id<Organisation>,
    pub name: String,
    /// Whether referrals can be sent to it.
    pub receives: bool,
    pub pathways: String,
    /// Boroughs it serves; empty means everywhere.
    pub areas: String,
    pub languages: String,
    pub phone: Option<String>,
    pub ended_at: Option<Instant>,
    pub version: i64,
}

impl Team {
    pub fn serves(&self, pathway: &str) -> bool {
        self.receives && self.ended_at.is_none() && self.pathways.split(' ').any(|p| p == pathway)
    }
}

impl Subject for Team {
    const KIND: &'static str = "team";
    async fn load(rx: &mut Rx, id: Id<Team>) -> Result<Option<Team>> {
        super::store::team(rx, id).await
    }
    fn standing(&self) -> Vec<Uuid> {
        vec![self.id.uuid()]
    }
}

/// Somebody who signs in.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Worker {
    pub id: Id<Worker>,
    pub name: String,
    pub email: kernel::Email,
    pub password: Option<kernel::Private<String>>,
    pub languages: String,
    pub created_at: Instant,
    pub disabled_at: Option<Instant>,
    pub version: i64,
}

impl Subject for Worker {
    const KIND: &'static str = "worker";
    async fn load(rx: &mut Rx, id: Id<Worker>) -> Result<Option<Worker>> {
        super::store::worker(rx, id).await
    }
    fn standing(&self) -> Vec<Uuid> {
        vec![self.id.uuid()]
    }
}

/// A role held in a team.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Membership {
    pub id: Id<Membership>,
    pub worker_id: Id<Worker>,
    pub team_id: Id<Team>,
    pub organisation_id: Id<Organisation>,
    pub role: String,
    pub since_at: Instant,
    pub until_at: Option<Instant>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_that_see_cases_come_from_the_lead() {
        for has_lead in [true, false] {
            assert_eq!(roles_to_give(true, false, has_lead), policy::SEE_CASES);
            let administrator = roles_to_give(false, true, has_lead);
            assert!(!administrator.contains(&policy::LINK_WORKER));
            assert_eq!(administrator.contains(&policy::LEAD), !has_lead, "the first lead, and no further one");
            assert!(administrator.contains(&policy::RECEPTIONIST) && administrator.contains(&policy::ADMINISTRATOR));
            assert!(roles_to_give(false, false, has_lead).is_empty());
        }
    }
}
