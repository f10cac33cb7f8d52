//! Whom a page is about, with everything that keeps them safe: a merge loosens nothing.

use super::{
    Person, SafetyRule, agreement, find, find_rules,
    model::{CHANNELS, is_safe_in_all},
};
use base::{Error, Result, Rx};
use kernel::Id;

/// A person with everything that keeps them safe.
#[derive(Debug)]
pub struct Whom {
    pub person: Person,
    /// Of every record that is about them: a merge loosens nothing.
    pub rules: Vec<SafetyRule>,
    /// The ways of reaching them that no record forbids.
    pub channels: Vec<String>,
    /// Whether two records are held to be one person.
    pub merged: bool,
}

impl Whom {
    /// Whether it is safe to reach them in this way.
    pub fn is_safe(&self, channel: &str) -> bool {
        self.channels.iter().any(|c| c == channel)
    }
}

/// A person, and how it is safe to reach them; a merge is followed to the record that is kept.
pub async fn whom(rx: &mut Rx, id: Id<Person>) -> Result<Whom> {
    let mut records = kept(rx, id).await?;
    let mut rules = vec![];
    for record in &records {
        rules.extend(find_rules(rx, record.id).await?);
    }
    let channels = CHANNELS.iter().filter(|c| is_safe_in_all(&records, c)).map(|c| (*c).to_owned()).collect();
    let merged = records.len() > 1;
    Ok(Whom { person: records.remove(0), rules, channels, merged })
}

/// The kept record first, then those that were merged into it on the way from `id`.
pub async fn kept(rx: &mut Rx, id: Id<Person>) -> Result<Vec<Person>> {
    let mut records: Vec<Person> = vec![];
    let mut next = Some(id);
    // A circle cannot be made through the doors; the count is for a database that was mended by hand.
    while let Some(id) = next.filter(|_| records.len() < 8) {
        let person = find(rx, id).await?.ok_or(Error::NotFound)?;
        next = person.merged_into;
        records.insert(0, person);
    }
    Ok(records)
}

/// Everything that somebody was asked and agreed to, under every record that is about them.
pub async fn all_agreements(rx: &mut Rx, id: Id<Person>) -> Result<Vec<agreement::Agreement>> {
    let mut all = vec![];
    for record in kept(rx, id).await? {
        all.extend(agreement::agreements_of(rx, record.id).await?);
    }
    all.sort_by_key(|a| a.recorded_at);
    Ok(all)
}
