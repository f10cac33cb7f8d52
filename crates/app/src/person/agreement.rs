//! What somebody agreed to: three facts, each with who, when and how.
//!
//! Agreement here is what confidentiality asks for: that the person knows and does not mind. It is not the legal basis of the processing (that is direct
//! care, UK GDPR Article 9(2)(h)). Not having been asked yet is a fact like the others: it never keeps a referral out of the inbox, it keeps things
//! from being sent on.

use super::{Person, store};
use base::{Ctx, Result, Rx, Tx};
use kernel::{Date, Id, Instant, Private};
use uuid::Uuid;

/// What the agreement is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fact {
    /// To be referred at all.
    Referred,
    /// Knows who will see it.
    WhoSees,
    /// To share this with this recipient.
    Share,
}

impl Fact {
    pub fn code(self) -> &'static str {
        match self {
            Fact::Referred => "referred",
            Fact::WhoSees => "who-sees",
            Fact::Share => "share",
        }
    }
}

/// The answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Yes,
    No,
    NotAsked,
    CouldNotAsk,
}

impl Answer {
    pub const CODES: &'static [&'static str] = &["yes", "no", "not-asked", "could-not-ask"];

    pub fn code(self) -> &'static str {
        match self {
            Answer::Yes => "yes",
            Answer::No => "no",
            Answer::NotAsked => "not-asked",
            Answer::CouldNotAsk => "could-not-ask",
        }
    }

    pub fn of(code: &str) -> Option<Answer> {
        [Answer::Yes, Answer::No, Answer::NotAsked, Answer::CouldNotAsk].into_iter().find(|a| a.code() == code)
    }
}

/// How somebody was asked, by code; the label is `how-{code}`.
pub const HOW: &[&str] = &["in-person", "telephone", "writing", "on-behalf"];

/// One fact of agreement, as it is kept.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Agreement {
    pub id: Id<Agreement>,
    pub person_id: Id<Person>,
    pub fact: String,
    pub answer: String,
    /// The referral or onward referral that it is about.
    pub subject: Id<()>,
    /// To whom the sharing goes.
    pub recipient: Option<Id<()>>,
    /// What is shared, in words.
    pub what: Option<Private<String>>,
    pub asked_by: Option<Id<()>>,
    /// `in-person`, `telephone`, `writing`, `on-behalf`.
    pub asked_how: Option<String>,
    pub asked_on: Option<Date>,
    pub note: Option<Private<String>>,
    pub recorded_at: Instant,
    pub withdrawn_at: Option<Instant>,
}

impl Agreement {
    /// Whether it holds now.
    pub fn holds(&self) -> bool {
        self.answer == Answer::Yes.code() && self.withdrawn_at.is_none()
    }
}

/// Whether the last word about sharing is no: then the recipient sees who it is and how to reach them, and nothing of what was written. Not having
/// been asked yet is no "no"; a yes that was taken back is one.
pub fn refused(agreements: &[Agreement]) -> bool {
    let said = |a: &&Agreement| {
        a.fact == Fact::Share.code() && [Answer::Yes.code(), Answer::No.code()].contains(&a.answer.as_str())
    };
    agreements.iter().filter(said).max_by_key(|a| (a.recorded_at, a.id)).is_some_and(|a| !a.holds())
}

/// What is about to be recorded.
#[derive(Debug)]
pub struct NewAgreement<'a> {
    pub fact: Fact,
    pub answer: Answer,
    pub subject: Uuid,
    pub recipient: Option<Uuid>,
    pub what: Option<&'a str>,
    pub how: Option<&'a str>,
    pub on: Option<Date>,
    pub note: Option<&'a str>,
}

/// Records a fact in the caller's transaction; who asked is who is signed in.
pub async fn record_agreement(tx: &mut Tx, ctx: &Ctx, person: Id<Person>, new: NewAgreement<'_>) -> Result<()> {
    let agreement = Agreement {
        id: ctx.id(),
        person_id: person,
        fact: new.fact.code().to_owned(),
        answer: new.answer.code().to_owned(),
        subject: Id::from_uuid(new.subject),
        recipient: new.recipient.map(Id::from_uuid),
        what: new.what.map(|w| Private(w.to_owned())),
        asked_by: ctx.actor.account().map(Id::from_uuid),
        asked_how: new.how.map(str::to_owned),
        asked_on: new.on,
        note: new.note.map(|n| Private(n.to_owned())),
        recorded_at: ctx.now(),
        withdrawn_at: None,
    };
    store::add_agreement(tx, &agreement, ctx.now()).await
}

/// Everything that somebody agreed to or was asked.
pub async fn agreements_of(rx: &mut Rx, person: Id<Person>) -> Result<Vec<Agreement>> {
    store::agreements_of(rx, person).await
}

/// What was agreed about one referral.
pub async fn agreements_about(rx: &mut Rx, subject: Uuid) -> Result<Vec<Agreement>> {
    store::agreements_about(rx, subject).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(answer: Answer, minute: i64, taken_back: bool) -> Agreement {
        let at = Instant::from_jiff(jiff::Timestamp::from_second(minute * 60).unwrap());
        Agreement {
            id: Id::from_uuid(Uuid::nil()),
            person_id: Id::from_uuid(Uuid::nil()),
            fact: Fact::Share.code().to_owned(),
            answer: answer.code().to_owned(),
            subject: Id::from_uuid(Uuid::nil()),
            recipient: None,
            what: None,
            asked_by: None,
            asked_how: None,
            asked_on: None,
            note: None,
            recorded_at: at,
            withdrawn_at: taken_back.then_some(at),
        }
    }

    #[test]
    fn only_a_no_hides_and_only_a_yes_shows_again() {
        assert!(!refused(&[]));
        assert!(!refused(&[said(Answer::NotAsked, 1, false)]), "not having been asked blocks nothing");
        assert!(refused(&[said(Answer::No, 1, false)]));
        assert!(refused(&[said(Answer::No, 1, false), said(Answer::NotAsked, 2, false)]));
        assert!(!refused(&[said(Answer::Yes, 2, false), said(Answer::No, 1, false)]), "whatever the order of the rows");
        assert!(refused(&[said(Answer::Yes, 1, true)]), "a yes that was taken back");
    }
}
