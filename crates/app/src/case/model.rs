//! The types of the slice, and what follows from the facts of a case.

use crate::{
    identity::{Team, Worker},
    pathway,
    person::Person,
    referral::Referral,
};
use base::{Result, Rx, Subject};
use jiff::{SignedDuration, civil};
use kernel::{Date, Id, Instant, Private, working_days};
use uuid::Uuid;

/// How somebody was spoken to; the label is `by-{code}`.
pub const CHANNELS: &[&str] = &["telephone", "visit", "at-practice", "video", "message"];

/// After so many days without a conversation a case is shown as quiet.
pub const QUIET_DAYS: i64 = 14;
/// A closed case can be taken up again for so many days; after that it is a new referral.
pub const REOPEN_DAYS: i64 = 30;

/// One episode of support.
#[derive(Clone, Debug, sqlx_macros::FromRow)]
pub struct Case {
    pub id: Id<Case>,
    pub referral_id: Id<Referral>,
    /// The record as it was referred; `person_of` follows a merge.
    pub person_id: Id<Person>,
    pub pathway: String,
    pub pathway_version: i64,
    pub team_id: Id<Team>,
    pub worker_id: Id<Worker>,
    pub opened_at: Instant,
    /// The code of the need that matters most, as the plan says.
    pub main_need: Option<String>,
    pub next_step: Option<Private<String>>,
    pub next_step_by: Option<Date>,
    pub last_contact_at: Option<Instant>,
    /// Contacts that were tried and did not take place.
    pub attempts: i64,
    pub closed_at: Option<Instant>,
    pub closed_why: Option<String>,
    pub closed_note: Option<Private<String>>,
    /// When the first contact is due, when it took place, and when the lead was told that it had not.
    pub due_at: Option<Instant>,
    pub first_contact_at: Option<Instant>,
    pub raised_at: Option<Instant>,
    pub version: i64,
}

impl Subject for Case {
    const KIND: &'static str = "case";
    async fn load(rx: &mut Rx, id: Id<Case>) -> Result<Option<Case>> {
        super::store::find(rx, id).await
    }
    fn standing(&self) -> Vec<Uuid> {
        vec![self.id.uuid()]
    }
}

/// What a status is derived from.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    pub opened_at: Instant,
    pub due_at: Option<Instant>,
    pub last_contact_at: Option<Instant>,
    pub closed_at: Option<Instant>,
}

/// How a case stands; the label is its key, the colour `{key}-colour`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Accepted; the first contact is still to come.
    FirstContactDue,
    /// The first contact should have been by now.
    FirstContactLate,
    /// Under way.
    Open,
    /// No conversation for [`QUIET_DAYS`].
    Quiet,
    Closed,
}

impl Status {
    pub const ALL: [Status; 5] =
        [Status::FirstContactDue, Status::FirstContactLate, Status::Open, Status::Quiet, Status::Closed];

    pub fn key(self) -> &'static str {
        match self {
            Status::FirstContactDue => "case-first-due",
            Status::FirstContactLate => "case-first-late",
            Status::Open => "case-open",
            Status::Quiet => "case-quiet",
            Status::Closed => "case-closed",
        }
    }
}

impl Facts {
    pub fn status(&self, now: Instant) -> Status {
        match (self.closed_at, self.last_contact_at, self.due_at) {
            (Some(_), _, _) => Status::Closed,
            (None, Some(last), _) if now.since(last) > days(QUIET_DAYS) => Status::Quiet,
            (None, Some(_), _) => Status::Open,
            (None, None, Some(due)) if due <= now => Status::FirstContactLate,
            (None, None, _) => Status::FirstContactDue,
        }
    }

    /// Whether nobody has spoken with them for [`QUIET_DAYS`], counted from the opening when nobody ever has.
    pub fn quiet(&self, now: Instant) -> bool {
        self.closed_at.is_none() && now.since(self.last_contact_at.unwrap_or(self.opened_at)) > days(QUIET_DAYS)
    }
}

fn days(n: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * n)
}

/// What can follow what. The diagram in docs/states.md is drawn from it.
pub const TRANSITIONS: &[(Stage, &str, Stage)] = &[
    (Stage::Open, "contact", Stage::Open),
    (Stage::Open, "transfer", Stage::Open),
    (Stage::Open, "close", Stage::Closed),
    (Stage::Closed, "reopen", Stage::Open),
];

/// Whether a case goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Open,
    Closed,
}

impl Case {
    pub fn facts(&self) -> Facts {
        Facts {
            opened_at: self.opened_at,
            due_at: self.due_at,
            last_contact_at: self.last_contact_at,
            closed_at: self.closed_at,
        }
    }

    /// Whether a step can be taken now.
    pub fn can(&self, step: &str, now: Instant) -> bool {
        let stage = if self.closed_at.is_some() { Stage::Closed } else { Stage::Open };
        TRANSITIONS.iter().any(|(from, name, _)| *from == stage && *name == step)
            && (step != "reopen" || self.closed_at.is_some_and(|at| now.since(at) <= days(REOPEN_DAYS)))
    }

    /// The way in which the case's team stands to it: for some pathways only the lead.
    pub fn team_standing(&self) -> &'static str {
        team_standing(&self.pathway)
    }
}

/// `team` for pathways that the whole team sees, `oversight` for those that only the holder and the lead see. A pack that is gone counts as narrow.
pub fn team_standing(pathway: &str) -> &'static str {
    standing_by(pathway::find(pathway).map(|pack| pack.visibility.as_str()))
}

/// By what a pack says of its visibility: one that says anything else than `team` is narrow.
fn standing_by(visibility: Option<&str>) -> &'static str {
    if visibility == Some("team") { crate::policy::TEAM } else { crate::policy::OVERSIGHT }
}

/// Why a case cannot be closed with this reason; a key of the strings.
///
/// Two rules. What counts as completed needs a conversation that took place: nobody has got anywhere with a person who was never spoken to. "Could not
/// be reached" needs a contact that was tried.
pub fn close_refused(counts_as: Option<&str>, last_contact: bool, attempts: i64) -> Option<&'static str> {
    match counts_as {
        Some("completed") if !last_contact => Some("error-close-never-spoken"),
        Some("not-reached") if attempts == 0 && !last_contact => Some("error-close-never-tried"),
        _ => None,
    }
}

/// The instant by which somebody accepted at `from` should have been spoken with: 17:00 in London on the day that many working days later.
pub fn first_contact_due(from: Instant, working_days_allowed: u32) -> Instant {
    let zone = base::clock::zone();
    let day = working_days::due_date(from.date_in(&zone), working_days_allowed, working_days::bank_holidays());
    // 17:00 exists on every day in London; UTC is only for a calendar that ends.
    let end = day.jiff().to_datetime(civil::time(17, 0, 0, 0));
    end.to_zoned(zone).map_or(from, |z| Instant::from_jiff(z.timestamp()))
}

/// A conversation that took place, or was tried.
#[derive(Clone, Debug, PartialEq, sqlx_macros::FromRow)]
pub struct Contact {
    pub id: Id<Contact>,
    pub case_id: Id<Case>,
    pub channel: String,
    pub took_place: bool,
    pub at: Instant,
    pub minutes: Option<i64>,
    pub present: Option<Private<String>>,
    pub note: Option<Private<String>>,
    pub next_step: Option<Private<String>>,
    pub next_step_by: Option<Date>,
    pub worker_id: Id<Worker>,
    pub recorded_at: Instant,
    pub withdrawn_at: Option<Instant>,
    pub withdrawn_by: Option<Id<Worker>>,
}

impl Contact {
    /// Whether another form brings what this one brought, whenever either was sent.
    pub fn says_the_same(&self, other: &Contact) -> bool {
        let said = |c: &Contact| Contact {
            recorded_at: self.recorded_at,
            withdrawn_at: None,
            withdrawn_by: None,
            ..c.clone()
        };
        said(self) == said(other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    #[test]
    fn five_working_days_end_at_five_in_the_afternoon_in_london() {
        // Tuesday 24 November 2026, winter: London is UTC.
        assert_eq!(first_contact_due(at("2026-11-24T09:00:00Z"), 5), at("2026-12-01T17:00:00Z"));
        // Over a bank holiday (Easter 2027) and into summer time.
        assert_eq!(first_contact_due(at("2027-03-25T09:00:00Z"), 2), at("2027-03-31T16:00:00Z"));
    }

    #[test]
    fn a_status_follows_from_the_facts() {
        let opened = at("2026-11-24T09:00:00Z");
        let due = Some(at("2026-12-01T17:00:00Z"));
        let facts = |last: Option<&str>, closed: Option<&str>| Facts {
            opened_at: opened,
            due_at: due,
            last_contact_at: last.map(at),
            closed_at: closed.map(at),
        };
        assert_eq!(facts(None, None).status(at("2026-12-01T16:59:59Z")), Status::FirstContactDue);
        assert_eq!(facts(None, None).status(at("2026-12-01T17:00:00Z")), Status::FirstContactLate);
        let spoken = facts(Some("2026-11-25T10:00:00Z"), None);
        assert_eq!(spoken.status(at("2026-12-02T10:00:00Z")), Status::Open);
        assert_eq!(spoken.status(at("2026-12-10T10:00:00Z")), Status::Quiet);
        assert!(facts(None, None).quiet(at("2026-12-10T10:00:00Z")));
        assert_eq!(facts(None, Some("2026-12-02T10:00:00Z")).status(at("2027-01-01T00:00:00Z")), Status::Closed);
    }

    #[test]
    fn nobody_completes_without_a_conversation_and_nobody_is_unreachable_untried() {
        assert_eq!(close_refused(Some("completed"), false, 3), Some("error-close-never-spoken"));
        assert_eq!(close_refused(Some("completed"), true, 0), None);
        assert_eq!(close_refused(Some("not-reached"), false, 0), Some("error-close-never-tried"));
        assert_eq!(close_refused(Some("not-reached"), false, 1), None);
        assert_eq!(close_refused(Some("died"), false, 0), None);
    }

    #[test]
    fn an_unknown_pathway_is_seen_by_few() {
        assert_eq!(team_standing("general"), crate::policy::TEAM);
        assert_eq!(team_standing("no-such-pack"), crate::policy::OVERSIGHT);
    }

    #[test]
    fn a_narrow_pathway_is_seen_by_few() {
        assert_eq!(standing_by(Some("team")), crate::policy::TEAM);
        for narrow in [Some("holder"), Some(""), None] {
            assert_eq!(standing_by(narrow), crate::policy::OVERSIGHT);
        }
    }
}
