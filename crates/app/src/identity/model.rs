//! The types of the slice.

use crate::policy;
use base::{FieldErrors, Result, Rx, Subject};
use kernel::{Date, Email, Id, Instant};
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
#[derive(Clone, Debug, sqlx_macros::FromRow)]
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

impl Organisation {
    /// Whether its last day has passed.
    pub fn is_over(&self, today: Date) -> bool {
        self.valid_to.is_some_and(|last| last < today)
    }
}

/// What keeps an organisation from being as it says, beside the fields of its form: `all` are those there are, `teams` how many of its own have not
/// ended. Its last day may lie ahead; one that has come is for an organisation whose teams have ended, so that nobody works on in what is over.
pub fn organisation_refused(all: &[Organisation], o: &Organisation, teams: usize, today: Date) -> FieldErrors {
    let mut errors = FieldErrors::default();
    let find = |id: Option<Id<Organisation>>| id.and_then(|id| all.iter().find(|other| other.id == id));
    let others = || all.iter().filter(|other| other.id != o.id);
    if others().any(|other| other.kind == o.kind && same(&other.name, &o.name) && !other.is_over(today)) {
        errors.add("name", "error-organisation-there");
    }
    if o.code.is_some() && others().any(|other| other.code == o.code) {
        errors.add("code", "error-organisation-code-there");
    }
    // Up the tree; not further than there are organisations, should there be a circle already.
    let above = std::iter::successors(find(o.parent_id), |p| find(p.parent_id)).take(all.len());
    if o.parent_id == Some(o.id) || above.into_iter().any(|p| p.id == o.id) {
        errors.add("parent", "error-organisation-circle");
    }
    if o.valid_to.is_some_and(|last| last <= today) && teams > 0 {
        errors.add_with("until", "error-organisation-has-teams", [("n", teams.to_string())]);
    }
    if let Some(successor) = find(o.successor_id) {
        if o.valid_to.is_none() {
            errors.add("until", "error-organisation-until-missing");
        }
        if successor.id == o.id || successor.valid_to.is_some() {
            errors.add("successor", "error-organisation-successor");
        }
    }
    errors
}

/// Whether two names would be taken for one.
fn same(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
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
#[derive(Clone, Debug, sqlx_macros::FromRow)]
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
    /// Whether it is this organisation's team of a name.
    pub fn is_called(&self, organisation: Id<Organisation>, name: &str) -> bool {
        self.organisation_id == organisation && same(&self.name, name)
    }

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
#[derive(Clone, Debug, sqlx_macros::FromRow)]
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
#[derive(Clone, Debug, sqlx_macros::FromRow)]
pub struct Membership {
    pub id: Id<Membership>,
    pub worker_id: Id<Worker>,
    pub team_id: Id<Team>,
    pub organisation_id: Id<Organisation>,
    pub role: String,
    pub since_at: Instant,
    pub until_at: Option<Instant>,
}

/// A passkey or security key that counts.
#[derive(Clone, Debug, sqlx_macros::FromRow)]
pub(super) struct Passkey {
    pub id: Id<Passkey>,
    pub credential: String,
    /// What its holder calls it.
    pub name: String,
    pub stored: String,
    pub created_at: Instant,
    pub used_at: Option<Instant>,
}

/// Somebody who signed in on this desk.
#[derive(Clone, Debug, sqlx_macros::FromRow)]
pub(super) struct Seat {
    pub worker_id: Id<Worker>,
    pub name: String,
    pub email: Email,
    pub factor_at: Option<Instant>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn organisation(n: u128, name: &str) -> Organisation {
        Organisation {
            id: Id::from_uuid(Uuid::from_u128(n)),
            kind: "practice".into(),
            name: name.into(),
            code: None,
            parent_id: None,
            setting: None,
            valid_from: None,
            valid_to: None,
            successor_id: None,
            version: 1,
        }
    }

    #[test]
    fn an_organisation_is_refused_beside_the_field_that_is_wrong() {
        let today = Date::new(2026, 11, 24).unwrap();
        let (a, b, c) = (organisation(1, "A"), organisation(2, "B"), organisation(3, "C"));
        let a = Organisation { code: Some("F84077".into()), ..a };
        let b = Organisation { parent_id: Some(a.id), ..b };
        let c = Organisation { valid_to: Date::new(2026, 11, 20), ..c };
        let all = [a.clone(), b.clone(), c.clone()];
        let wrong = |o: Organisation, teams| {
            let errors = organisation_refused(&all, &o, teams, today).0;
            errors.into_iter().map(|(field, m)| format!("{field} {}", m.key)).collect::<Vec<_>>().join(", ")
        };
        let new = organisation(4, "D");
        assert_eq!(wrong(new.clone(), 0), "");
        assert_eq!(wrong(b.clone(), 3), "", "as it is");
        assert_eq!(wrong(Organisation { name: " a ".into(), ..new.clone() }, 0), "name error-organisation-there");
        assert_eq!(wrong(Organisation { name: "C".into(), ..new.clone() }, 0), "", "that one is over");
        assert_eq!(
            wrong(Organisation { code: a.code.clone(), ..new.clone() }, 0),
            "code error-organisation-code-there"
        );
        for parent in [a.id, b.id] {
            let circle = Organisation { parent_id: Some(parent), ..a.clone() };
            assert_eq!(wrong(circle, 0), "parent error-organisation-circle");
        }
        let ends = |day, teams| wrong(Organisation { valid_to: Date::new(2026, 11, day), ..new.clone() }, teams);
        assert_eq!((ends(24, 0), ends(25, 2)), (String::new(), String::new()));
        assert_eq!(ends(24, 2), "until error-organisation-has-teams");
        let after = |successor| wrong(Organisation { successor_id: Some(successor), ..new.clone() }, 0);
        assert_eq!(after(a.id), "until error-organisation-until-missing");
        let ended = Organisation { valid_to: Some(today), ..new.clone() };
        let followed = |successor| wrong(Organisation { successor_id: Some(successor), ..ended.clone() }, 0);
        assert_eq!(followed(a.id), "");
        assert_eq!(followed(c.id), "successor error-organisation-successor");
    }

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
