//! The types of the slice.

use base::{Result, Rx, Subject};
use kernel::{Date, Email, Id, Instant, NhsNumber, Phone, Postcode, Private};
use uuid::Uuid;

/// Ways of reaching somebody, by code; the label is `channel-{code}`.
pub const CHANNELS: &[&str] = &["call", "voicemail", "text", "email", "letter", "through-staff", "through-family"];

/// Kinds of safety rules, by code; the label is `rule-{code}`: how to be in touch, whom to keep away, what holds for a visit.
pub const RULES: &[&str] = &["contact", "keep-apart", "visit"];

/// Stated gender (NHS Data Dictionary PERSON STATED GENDER CODE: 1 male, 2 female, 9 indeterminate, X not known), by our words.
pub const GENDERS: &[&str] = &["male", "female", "other", "not-stated"];

/// The ethnic category that somebody says of themselves, by code; the label is `ethnicity-{code}`. Source: NHS Data Model and Dictionary, ETHNIC CATEGORY,
/// which follows the Census of 2001: white A to C, mixed D to G, Asian H to L, black M to P, Chinese R, any other S (there is no I, O or Q); Z, not stated,
/// is who was asked and did not want to say. Its 99, not known, is no code here: nothing is stored of somebody whom nobody asked.
pub const ETHNICITIES: &[&str] = &["A", "B", "C", "D", "E", "F", "G", "H", "J", "K", "L", "M", "N", "P", "R", "S", "Z"];

/// Where somebody lives, by code; the label is `residence-{code}`.
pub const RESIDENCES: &[&str] = &["own-home", "care-home", "sheltered", "hostel", "with-family", "no-fixed-address"];

/// The one supported.
#[derive(Clone, Debug, sqlx_macros::FromRow)]
pub struct Person {
    pub id: Id<Person>,
    /// A name is what the person says; one field is enough.
    pub name: Private<String>,
    pub born: Option<Date>,
    pub nhs_number: Option<NhsNumber>,
    pub gender: Option<String>,
    /// The language they are most at home in, BCP 47.
    pub language: Option<String>,
    pub interpreter: bool,
    /// One of [`ETHNICITIES`]; nothing where nobody asked, or it is not known. Only for seeing whom the support reaches: no rule may read it.
    pub ethnicity: Option<Private<String>>,
    pub residence: Option<String>,
    pub address: Option<Private<String>>,
    pub postcode: Option<Postcode>,
    pub phone: Option<Phone>,
    pub email: Option<Email>,
    /// The ways by which it is safe to reach them; codes with spaces between.
    pub safe_channels: String,
    pub safe_note: Option<Private<String>>,
    pub merged_into: Option<Id<Person>>,
    pub created_at: Instant,
    pub version: i64,
}

impl Person {
    pub fn channels(&self) -> Vec<&str> {
        self.safe_channels.split(' ').filter(|c| !c.is_empty()).collect()
    }

    pub fn is_safe(&self, channel: &str) -> bool {
        self.channels().contains(&channel)
    }
}

/// Whether a way of reaching somebody is safe: every record of them that names ways names it, and one does.
pub(super) fn is_safe_in_all(records: &[Person], channel: &str) -> bool {
    let mut said = records.iter().filter(|p| !p.safe_channels.is_empty()).peekable();
    said.peek().is_some() && said.all(|p| p.is_safe(channel))
}

impl Subject for Person {
    const KIND: &'static str = "person";
    async fn load(rx: &mut Rx, id: Id<Person>) -> Result<Option<Person>> {
        super::store::find(rx, id).await
    }
    fn standing(&self) -> Vec<Uuid> {
        vec![self.id.uuid()]
    }
}

/// A rule for somebody's safety. It binds from the moment it is there until it is ended; an ended one stays to be read.
#[derive(Clone, Debug, sqlx_macros::FromRow)]
pub struct SafetyRule {
    pub id: Id<SafetyRule>,
    pub person_id: Id<Person>,
    /// One of [`RULES`].
    pub kind: String,
    /// With what it came: the referral in which somebody wrote it, or the case from which a link worker added it.
    pub source: Option<Id<()>>,
    pub note: Private<String>,
    /// Ways of reaching them that nobody may use while it holds; codes with spaces between.
    pub bars: String,
    pub since_at: Instant,
    pub added_by: Option<Id<()>>,
    pub until_at: Option<Instant>,
    pub ended_by: Option<Id<()>>,
    pub ended_why: Option<Private<String>>,
}

impl SafetyRule {
    /// The ways that it forbids.
    pub fn barred(&self) -> impl Iterator<Item = &str> {
        self.bars.split(' ').filter(|c| !c.is_empty())
    }
}
