//! The states of a referral. A state is derived from facts with their dates; nothing stores it.

use crate::{
    identity::{Organisation, Team, Worker},
    person::Person,
};
use base::{Result, Rx, Subject};
use kernel::{Id, Instant, Private, Reference};
use serde::Serialize;
use sqlx::types::Json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Somebody asks that a person be supported.
#[derive(Clone, Debug, sqlx_macros::FromRow)]
pub struct Referral {
    pub id: Id<Referral>,
    /// Short, checked, to be read over the telephone.
    pub reference: Reference,
    pub person_id: Id<Person>,
    pub pathway: String,
    pub pathway_version: i64,
    pub setting: String,
    pub organisation_id: Id<Organisation>,
    pub worker_id: Id<Worker>,
    pub team_id: Id<Team>,
    /// Why, in a few words.
    pub reason: Private<String>,
    /// Answers to the pathway's questions, by code.
    pub answers: Json<BTreeMap<String, Vec<String>>>,
    pub sent_at: Instant,
    pub accepted_at: Option<Instant>,
    pub accepted_by: Option<Id<Worker>>,
    pub returned_at: Option<Instant>,
    pub returned_why: Option<String>,
    pub returned_note: Option<Private<String>>,
    pub withdrawn_at: Option<Instant>,
    pub closed_at: Option<Instant>,
    pub version: i64,
}

/// What has become of it; the label is `referral-{code}`, the colour `referral-{code}-colour`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// In the team's inbox.
    Waiting,
    /// A link worker has taken it: the person is being supported.
    Supported,
    /// The support has ended.
    Closed,
    /// The team sent it back, with a reason.
    Returned,
    /// The referrer took it back: a mistake, or the person changed their mind.
    Withdrawn,
}

impl Status {
    pub const ALL: [Status; 5] =
        [Status::Waiting, Status::Supported, Status::Closed, Status::Returned, Status::Withdrawn];

    /// What has become of a referral of which these things have happened, or not.
    pub(super) fn of(withdrawn: bool, returned: bool, closed: bool, accepted: bool) -> Status {
        match (withdrawn, returned, closed, accepted) {
            (true, ..) => Status::Withdrawn,
            (_, true, ..) => Status::Returned,
            (_, _, true, _) => Status::Closed,
            (.., true) => Status::Supported,
            _ => Status::Waiting,
        }
    }

    pub fn key(self) -> &'static str {
        match self {
            Status::Waiting => "referral-waiting",
            Status::Supported => "referral-supported",
            Status::Closed => "referral-closed",
            Status::Returned => "referral-returned",
            Status::Withdrawn => "referral-withdrawn",
        }
    }
}

/// What can follow what. The diagram in docs/states.md is drawn from it.
pub const TRANSITIONS: &[(Status, &str, Status)] = &[
    (Status::Waiting, "accept", Status::Supported),
    (Status::Waiting, "return", Status::Returned),
    (Status::Waiting, "withdraw", Status::Withdrawn),
    (Status::Supported, "close", Status::Closed),
    (Status::Closed, "reopen", Status::Supported),
];

impl Referral {
    pub fn status(&self) -> Status {
        let been = |at: Option<Instant>| at.is_some();
        Status::of(been(self.withdrawn_at), been(self.returned_at), been(self.closed_at), been(self.accepted_at))
    }

    /// Whether a step can be taken now.
    pub fn can(&self, step: &str) -> bool {
        TRANSITIONS.iter().any(|(from, name, _)| *from == self.status() && *name == step)
    }
}

/// What the sender wrote to the team after the referral had gone ("he has moved to ward 4"). It is never changed.
#[derive(Clone, Debug, sqlx_macros::FromRow)]
pub struct Word {
    pub id: Id<Word>,
    pub referral_id: Id<Referral>,
    pub worker_id: Id<Worker>,
    pub words: Private<String>,
    /// Whether the sender said that it is only about reaching them, or a danger: then the person's no hides it not.
    pub reach_only: bool,
    pub sent_at: Instant,
    pub read_at: Option<Instant>,
    pub read_by: Option<Id<Worker>>,
}

impl Referral {
    /// Whether the sender can still write to the team: while somebody waits for them or supports them.
    pub fn takes_words(&self) -> bool {
        [Status::Waiting, Status::Supported].contains(&self.status())
    }
}

impl Subject for Referral {
    const KIND: &'static str = "referral";
    async fn load(rx: &mut Rx, id: Id<Referral>) -> Result<Option<Referral>> {
        super::store::find(rx, id).await
    }
    fn standing(&self) -> Vec<Uuid> {
        vec![self.id.uuid()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_but_the_first_is_reached_and_none_is_left_twice_by_the_same_step() {
        for status in Status::ALL {
            let reached = TRANSITIONS.iter().any(|(_, _, to)| *to == status);
            assert_eq!(reached, status != Status::Waiting, "{status:?}");
        }
        for (i, a) in TRANSITIONS.iter().enumerate() {
            assert!(!TRANSITIONS[i + 1..].iter().any(|b| (b.0, b.1) == (a.0, a.1)));
        }
    }
}
