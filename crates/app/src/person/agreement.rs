//! What somebody agreed to: three facts, each with who, when and how.
//!
//! Agreement here is what confidentiality asks for: that the person knows and does not mind. It is not the legal basis of the processing (that is direct
//! care, UK GDPR Article 9(2)(h)). Not having been asked yet is a fact like the others: it never keeps a referral out of the inbox, it keeps things
//! from being sent on.
//!
//! Nothing that was said is written over. Who changes their mind adds a further fact, which names the one it takes back, who said so, whom they told,
//! when and how. What somebody knows cannot be taken back: of the three facts, "knows who will see it" stays as it is.

use super::{Person, store};
use base::{Ctx, Error, Result, Rx, Tx};
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
    /// They had said yes, and took it back.
    TakenBack,
}

impl Answer {
    pub fn code(self) -> &'static str {
        match self {
            Answer::Yes => "yes",
            Answer::No => "no",
            Answer::NotAsked => "not-asked",
            Answer::CouldNotAsk => "could-not-ask",
            Answer::TakenBack => "taken-back",
        }
    }

    /// What a form may say; taking back is no answer to a question.
    pub fn of(code: &str) -> Option<Answer> {
        [Answer::Yes, Answer::No, Answer::NotAsked, Answer::CouldNotAsk].into_iter().find(|a| a.code() == code)
    }
}

/// How somebody was asked, by code; the label is `how-{code}`.
pub const HOW: &[&str] = &["in-person", "telephone", "writing", "on-behalf"];

/// Who said that something is taken back, by code; the label is `said-by-{code}`.
pub const SAID_BY: &[&str] = &["person", "on-behalf", "somebody"];

/// One fact of agreement, as it is kept.
#[derive(Clone, Debug, sqlx_macros::FromRow)]
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
    /// The fact that this one takes back; who said so (one of [`SAID_BY`]) and whom they told.
    pub takes_back: Option<Id<Agreement>>,
    pub said_by: Option<String>,
    pub told: Option<Private<String>>,
}

impl Agreement {
    fn order(&self) -> (Instant, Id<Agreement>) {
        (self.recorded_at, self.id)
    }
}

/// Whether an answer, as it is stored, is a no. Not having been asked is none.
pub fn is_no(answer: &str) -> bool {
    [Answer::No.code(), Answer::TakenBack.code()].contains(&answer)
}

/// Whether the last word about a fact is no. For sharing: the recipient then sees who it is and how to reach them safely, and nothing of what was
/// written. Not having been asked yet is no "no"; a yes that was taken back is one.
pub fn refused(agreements: &[Agreement], fact: Fact) -> bool {
    let said = |a: &&Agreement| {
        a.fact == fact.code() && (a.answer == Answer::Yes.code() || is_no(&a.answer)) && !is_taken_back(agreements, a)
    };
    agreements.iter().filter(said).max_by_key(|a| a.order()).is_some_and(|a| is_no(&a.answer))
}

/// Whether a later fact takes it back, whatever the clocks say of which came first.
fn is_taken_back(agreements: &[Agreement], a: &Agreement) -> bool {
    agreements.iter().any(|b| b.takes_back == Some(a.id))
}

/// Whether it is the last word about its fact and its subject.
pub fn is_latest(agreements: &[Agreement], a: &Agreement) -> bool {
    let of_same = |b: &&Agreement| b.fact == a.fact && b.subject == a.subject && !is_taken_back(agreements, b);
    agreements.iter().filter(of_same).max_by_key(|b| b.order()).is_some_and(|last| last.id == a.id)
}

/// Whether it can be taken back, or a no be written down where nobody had asked: what somebody knows cannot, and what is no already need not.
pub fn can_be_taken_back(agreements: &[Agreement], a: &Agreement) -> bool {
    a.fact != Fact::WhoSees.code() && !is_no(&a.answer) && is_latest(agreements, a)
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
        takes_back: None,
        said_by: None,
        told: None,
    };
    store::add_agreement(tx, &agreement, ctx.now()).await.map(|_| ())
}

/// Somebody has changed their mind.
#[derive(Debug)]
pub struct TakeBack<'a> {
    /// Chosen when the form was opened, so that the same form sent twice is one fact.
    pub id: Id<Agreement>,
    /// The fact that was on the screen.
    pub of: Id<Agreement>,
    /// One of [`SAID_BY`].
    pub said_by: &'a str,
    pub told: &'a str,
    /// One of [`HOW`].
    pub how: &'a str,
    pub on: Date,
    pub note: Option<&'a str>,
}

/// Records in the caller's transaction that a fact is taken back; `all` is what there is about its subject. A yes becomes taken back, anything else a
/// no. Says which fact it was, or nothing when the same form was sent before.
///
/// # Errors
/// [`Error::Conflict`] when something was said since the form was opened.
pub async fn take_back(tx: &mut Tx, ctx: &Ctx, all: &[Agreement], new: TakeBack<'_>) -> Result<Option<Agreement>> {
    if all.iter().any(|a| a.id == new.id) {
        return Ok(None);
    }
    let earlier = all.iter().find(|a| a.id == new.of).ok_or(Error::NotFound)?;
    if !can_be_taken_back(all, earlier) {
        return Err(Error::Conflict("conflict-changed"));
    }
    let answer = if earlier.answer == Answer::Yes.code() { Answer::TakenBack } else { Answer::No };
    let fact = Agreement {
        id: new.id,
        answer: answer.code().to_owned(),
        what: None,
        asked_by: ctx.actor.account().map(Id::from_uuid),
        asked_how: Some(new.how.to_owned()),
        asked_on: Some(new.on),
        note: new.note.map(|n| Private(n.to_owned())),
        recorded_at: ctx.now(),
        takes_back: Some(earlier.id),
        said_by: Some(new.said_by.to_owned()),
        told: Some(Private(new.told.to_owned())),
        ..earlier.clone()
    };
    if store::add_agreement(tx, &fact, ctx.now()).await? {
        return Ok(Some(fact));
    }
    // Somebody was quicker by a moment: the same press of the same button, or another.
    let now = store::agreements_about(tx, earlier.subject.uuid()).await?;
    if now.iter().any(|a| a.id == fact.id) { Ok(None) } else { Err(Error::Conflict("conflict-changed")) }
}

/// What was agreed about one referral.
pub async fn agreements_about(rx: &mut Rx, subject: Uuid) -> Result<Vec<Agreement>> {
    store::agreements_about(rx, subject).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(answer: Answer, minute: i64) -> Agreement {
        let at = Instant::from_jiff(jiff::Timestamp::from_second(minute * 60).unwrap());
        Agreement {
            id: Id::from_uuid(Uuid::from_u128(minute as u128)),
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
            takes_back: None,
            said_by: None,
            told: None,
        }
    }

    #[test]
    fn only_a_no_hides_and_only_a_yes_shows_again() {
        let refused = |all: &[Agreement]| refused(all, Fact::Share);
        assert!(!refused(&[]));
        assert!(!refused(&[said(Answer::NotAsked, 1)]), "not having been asked blocks nothing");
        assert!(refused(&[said(Answer::No, 1)]));
        assert!(refused(&[said(Answer::No, 1), said(Answer::NotAsked, 2)]));
        assert!(!refused(&[said(Answer::Yes, 2), said(Answer::No, 1)]), "whatever the order of the rows");
        assert!(refused(&[said(Answer::TakenBack, 2), said(Answer::Yes, 1)]), "a yes that was taken back");
        assert!(!refused(&[said(Answer::Yes, 3), said(Answer::TakenBack, 2), said(Answer::Yes, 1)]), "and said again");
        let at_once = Agreement { takes_back: Some(said(Answer::Yes, 2).id), ..said(Answer::TakenBack, 1) };
        assert!(refused(&[said(Answer::Yes, 2), at_once]), "though its clock was behind");
        assert!(!super::refused(&[said(Answer::No, 1)], Fact::Referred), "each fact by itself");
    }

    #[test]
    fn only_the_latest_word_can_be_taken_back_and_knowing_cannot() {
        let all = [said(Answer::Yes, 1), said(Answer::TakenBack, 2), said(Answer::Yes, 3)];
        let can: Vec<bool> = all.iter().map(|a| can_be_taken_back(&all, a)).collect();
        assert_eq!(can, [false, false, true]);
        let knows = Agreement { fact: Fact::WhoSees.code().to_owned(), ..said(Answer::Yes, 1) };
        assert!(!can_be_taken_back(std::slice::from_ref(&knows), &knows));
        let not_asked = said(Answer::NotAsked, 1);
        assert!(can_be_taken_back(std::slice::from_ref(&not_asked), &not_asked), "they may say no unasked");
    }
}
