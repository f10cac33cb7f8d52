//! What a note to the practice says. Its headings and their order follow the PRSB Social Prescribing Information Standard's message back to the GP:
//! plan and requested actions first.

use crate::{
    case::Case,
    identity::{Organisation, Worker},
};
use base::{Result, Rx, Subject};
use kernel::{Date, Id, Instant};
use serde::{Deserialize, Serialize};
use sqlx::types::Json;
use uuid::Uuid;

/// A note as it was made. It is never changed; a later one has the next number.
#[derive(Clone, Debug, sqlx_macros::FromRow)]
pub struct Note {
    pub id: Id<Note>,
    pub case_id: Id<Case>,
    /// 1 for the first of its case.
    pub number: i64,
    /// To whom it is addressed: the organisation that referred the person.
    pub organisation_id: Id<Organisation>,
    pub body: Json<NoteBody>,
    pub worker_id: Id<Worker>,
    pub made_at: Instant,
    pub filed_at: Option<Instant>,
    pub filed_by: Option<Id<Worker>>,
}

impl Subject for Note {
    const KIND: &'static str = "note";
    async fn load(rx: &mut Rx, id: Id<Note>) -> Result<Option<Note>> {
        super::store::note(rx, id).await
    }
    fn standing(&self) -> Vec<Uuid> {
        vec![self.id.uuid(), self.case_id.uuid()]
    }
}

/// What it says, frozen in words and codes, so that it reads in ten years as it was made.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct NoteBody {
    /// Who it is about, as they were known when it was made.
    pub name: String,
    pub born: Option<Date>,
    pub nhs_number: Option<String>,
    pub reference: String,
    /// Plan and actions, first. When there is none the note says so: it is never blank.
    pub actions: Vec<ActionLine>,
    pub summary: String,
    pub matters: Option<String>,
    /// Needs in words.
    pub needs: Vec<String>,
    pub strengths: Vec<StrengthLine>,
    pub goals: Vec<GoalLine>,
    pub measures: Vec<MeasureLine>,
    /// Where they were sent on to, as far as they are content that the practice knows; and whether they have been.
    pub onward: Vec<OnwardLine>,
    pub contacts: usize,
    pub last_contact: Option<Instant>,
    /// When the case is closed: why, in words.
    pub closed_why: Option<String>,
    pub author: String,
    pub team: String,
    pub team_phone: Option<String>,
}

impl std::fmt::Debug for NoteBody {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NoteBody(…)")
    }
}

/// Who does what by when; `who` is a code with the label `party-{code}`.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct ActionLine {
    pub words: String,
    pub who: String,
    pub by: Option<Date>,
    pub done: bool,
}

/// A strength: what it is about, in words, or what was said.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct StrengthLine {
    pub label: Option<String>,
    pub words: Option<String>,
}

#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct GoalLine {
    pub words: String,
    pub status: String,
    pub confidence_first: Option<i64>,
    pub confidence: Option<i64>,
}

/// One question of a measure, first and last; `change` is `better`, `worse`, `same`, or nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MeasureLine {
    pub label: String,
    pub first: Option<i64>,
    pub first_declined: bool,
    pub first_on: Date,
    pub last: Option<i64>,
    pub last_declined: bool,
    pub last_on: Option<Date>,
    pub change: Option<String>,
    pub by: i64,
}

/// One service that the person was referred on to: its name, how far it has come (a key of the strings), and how often they have been there.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct OnwardLine {
    pub service: String,
    pub status: String,
    pub attended: i64,
}

impl NoteBody {
    /// For page samples.
    pub fn example(whole: bool) -> NoteBody {
        if !whole {
            return NoteBody {
                name: "Amina Yusuf".into(),
                reference: "K7MQ-4XRT".into(),
                author: "Sam Lee".into(),
                team: "Stratford link workers".into(),
                summary: "We have spoken once.".into(),
                ..NoteBody::default()
            };
        }
        let day = Date::new(2026, 11, 24);
        let measure = |change: Option<&str>| MeasureLine {
            label: "Happy yesterday".into(),
            first: Some(3),
            first_declined: false,
            first_on: day.expect("a sample day"),
            last: change.map(|_| 6),
            last_declined: change.is_none(),
            last_on: day,
            change: change.map(str::to_owned),
            by: 3,
        };
        NoteBody {
            name: "Walter Ellis".into(),
            born: Date::new(1948, 3, 12),
            nhs_number: Some("999 000 0018".into()),
            reference: "K7MQ-4XRT".into(),
            actions: vec![
                ActionLine { words: "Ring the choir".into(), who: "worker".into(), by: day, done: false },
                ActionLine { words: "Hearing test".into(), who: "practice".into(), by: None, done: true },
            ],
            summary: "He plays the piano again.".into(),
            matters: Some("I want to hear a piano again.".into()),
            needs: vec!["Loneliness".into()],
            strengths: vec![StrengthLine { label: Some("Music".into()), words: Some("Played for forty years".into()) }],
            goals: vec![GoalLine {
                words: "Play for other people".into(),
                status: "partly".into(),
                confidence_first: Some(3),
                confidence: Some(6),
            }],
            measures: vec![measure(Some("better")), measure(Some("worse")), measure(Some("same")), measure(None)],
            onward: vec![OnwardLine {
                service: "Carpenters Road Singers".into(),
                status: "onward-came".into(),
                attended: 3,
            }],
            contacts: 4,
            last_contact: Some("2026-11-24T09:00:00.000000Z".parse().expect("a sample instant")),
            closed_why: Some("What mattered to them is in place".into()),
            author: "Sam Lee".into(),
            team: "Stratford link workers".into(),
            team_phone: Some("020 7946 0123".into()),
        }
    }
}
