//! The states of an onward referral, derived from facts with their dates.

use crate::{
    case::Case,
    directory::Service,
    identity::Worker,
    person::{Person, Whom},
};
use base::{Result, Rx, Subject};
use jiff::SignedDuration;
use kernel::{Date, Id, Instant, Private, Reference};
use uuid::Uuid;

/// A link lives so long.
pub const LINK_LIFE: SignedDuration = SignedDuration::from_hours(24 * 28);
/// After so long without an answer the referral is shown as unanswered, to be asked after by telephone.
pub const PATIENCE: SignedDuration = SignedDuration::from_hours(24 * 7);
/// After so many wrong PINs the link is dead.
pub const WRONG_PINS: i64 = 5;

/// Why a service cannot take somebody, by code; the label is `decline-{code}`.
pub const DECLINES: &[&str] = &["full", "not-for-them", "not-reached", "stopped", "other"];

/// A person goes to a service.
#[derive(Clone, Debug, sqlx_macros::FromRow)]
pub struct OnwardReferral {
    pub id: Id<OnwardReferral>,
    pub reference: Reference,
    pub case_id: Id<Case>,
    pub person_id: Id<Person>,
    pub service_id: Id<Service>,
    pub worker_id: Id<Worker>,
    /// Exactly what the service sees.
    pub shared: Private<String>,
    pub sent_at: Instant,
    pub accepted_at: Option<Instant>,
    /// The first day, if the service named one.
    pub first_on: Option<Date>,
    pub declined_at: Option<Instant>,
    pub declined_why: Option<String>,
    pub answer_note: Option<Private<String>>,
    pub attended_at: Option<Instant>,
    pub came: Option<bool>,
    pub feedback: Option<Private<String>>,
    pub withdrawn_at: Option<Instant>,
    pub version: i64,
}

/// How far it has come; the label is its key, the colour `{key}-colour`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Sent,
    /// Nobody has answered for a week.
    Unanswered,
    Accepted,
    Declined,
    Came,
    DidNotCome,
    Withdrawn,
}

impl Status {
    pub const ALL: [Status; 7] = [
        Status::Sent,
        Status::Unanswered,
        Status::Accepted,
        Status::Declined,
        Status::Came,
        Status::DidNotCome,
        Status::Withdrawn,
    ];

    pub fn key(self) -> &'static str {
        match self {
            Status::Sent => "onward-sent",
            Status::Unanswered => "onward-unanswered",
            Status::Accepted => "onward-accepted",
            Status::Declined => "onward-declined",
            Status::Came => "onward-came",
            Status::DidNotCome => "onward-did-not-come",
            Status::Withdrawn => "onward-withdrawn",
        }
    }
}

/// What can follow what. The diagram in docs/states.md is drawn from it.
pub const TRANSITIONS: &[(Status, &str, Status)] = &[
    (Status::Sent, "wait", Status::Unanswered),
    (Status::Sent, "accept", Status::Accepted),
    (Status::Sent, "decline", Status::Declined),
    (Status::Sent, "withdraw", Status::Withdrawn),
    (Status::Unanswered, "accept", Status::Accepted),
    (Status::Unanswered, "decline", Status::Declined),
    (Status::Unanswered, "withdraw", Status::Withdrawn),
    (Status::Accepted, "came", Status::Came),
    (Status::Accepted, "did-not-come", Status::DidNotCome),
    (Status::Accepted, "withdraw", Status::Withdrawn),
    (Status::DidNotCome, "came", Status::Came),
    (Status::DidNotCome, "withdraw", Status::Withdrawn),
];

impl OnwardReferral {
    pub fn status(&self, now: Instant) -> Status {
        if self.withdrawn_at.is_some() {
            return Status::Withdrawn;
        }
        match (self.came, self.declined_at, self.accepted_at) {
            (Some(true), _, _) => Status::Came,
            (Some(false), _, _) => Status::DidNotCome,
            (None, Some(_), _) => Status::Declined,
            (None, None, Some(_)) => Status::Accepted,
            (None, None, None) if now.since(self.sent_at) > PATIENCE => Status::Unanswered,
            (None, None, None) => Status::Sent,
        }
    }

    /// Whether something may still come of it: it waits for an answer, or for them to come.
    pub fn is_under_way(&self, now: Instant) -> bool {
        self.can("accept", now) || self.can("came", now)
    }

    /// Whether a service knows what was sent: it has answered.
    pub fn is_answered(&self) -> bool {
        self.accepted_at.is_some() || self.declined_at.is_some()
    }

    /// Whether it gives the person's number though ringing them is not safe any more: a rule was written since it went.
    pub fn gives_unsafe_number(&self, whom: &Whom) -> bool {
        !whom.is_safe("call") && whom.gives_number(&self.shared)
    }

    /// What the service may read now: what was sent, without the lines that give a number which nobody may ring any more.
    pub fn shared_now(&self, whom: &Whom) -> String {
        let kept = |line: &&str| whom.is_safe("call") || !whom.gives_number(line);
        self.shared.lines().filter(kept).collect::<Vec<_>>().join("\n")
    }

    /// Whether a step can be taken now.
    pub fn can(&self, step: &str, now: Instant) -> bool {
        TRANSITIONS.iter().any(|(from, name, _)| *from == self.status(now) && *name == step)
    }
}

impl Subject for OnwardReferral {
    const KIND: &'static str = "onward-referral";
    async fn load(rx: &mut Rx, id: Id<OnwardReferral>) -> Result<Option<OnwardReferral>> {
        super::store::find(rx, id).await
    }
    fn standing(&self) -> Vec<Uuid> {
        vec![self.id.uuid(), self.case_id.uuid()]
    }
}

/// The link that its recipient opens.
#[derive(Clone, Debug, sqlx_macros::FromRow)]
pub struct Link {
    pub id: Id<Link>,
    pub onward_id: Id<OnwardReferral>,
    pub mail_id: Id<base::mail::Mail>,
    pub pin_mac: String,
    pub expires_at: Instant,
    pub wrong_pins: i64,
    pub ended_at: Option<Instant>,
}

impl Link {
    /// Whether it opens anything now.
    pub fn lives(&self, now: Instant) -> bool {
        self.ended_at.is_none() && self.expires_at > now && self.wrong_pins < WRONG_PINS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_is_reached_and_ends_are_ends() {
        for status in Status::ALL {
            let reached = TRANSITIONS.iter().any(|(_, _, to)| *to == status);
            assert_eq!(reached, status != Status::Sent, "{status:?}");
        }
        for end in [Status::Declined, Status::Came, Status::Withdrawn] {
            assert!(!TRANSITIONS.iter().any(|(from, _, _)| *from == end), "{end:?} is an end");
        }
    }

    #[test]
    fn a_link_dies_of_age_of_guessing_and_of_being_ended() {
        let now: Instant = "2026-11-24T09:00:00Z".parse().unwrap();
        let link = Link {
            id: Id::from_uuid(Uuid::nil()),
            onward_id: Id::from_uuid(Uuid::nil()),
            mail_id: Id::from_uuid(Uuid::nil()),
            pin_mac: String::new(),
            expires_at: now.plus(LINK_LIFE),
            wrong_pins: 0,
            ended_at: None,
        };
        assert!(link.lives(now));
        assert!(!link.lives(now.plus(LINK_LIFE)));
        assert!(!Link { wrong_pins: WRONG_PINS, ..link.clone() }.lives(now));
        assert!(!Link { ended_at: Some(now), ..link }.lives(now));
    }
}
