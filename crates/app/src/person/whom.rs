//! Whom a page is about, with everything that keeps them safe: a merge loosens nothing.

use super::{
    Person, SafetyRule, find,
    model::{CHANNELS, is_safe_in_all},
    store,
};
use base::{Error, Result, Rx};
use kernel::{Id, Phone};

/// A person with everything that keeps them safe.
#[derive(Debug)]
pub struct Whom {
    pub person: Person,
    /// Of every record that is about them: a merge loosens nothing.
    pub rules: Vec<SafetyRule>,
    /// The ways of reaching them that no record and no rule forbids.
    pub channels: Vec<String>,
    /// The telephone numbers that any record of theirs has.
    numbers: Vec<Phone>,
    /// Whether the record that was asked for is held to be about the same person as another, which is kept.
    pub merged: bool,
}

impl Whom {
    /// Whether it is safe to reach them in this way.
    pub fn is_safe(&self, channel: &str) -> bool {
        self.channels.iter().any(|c| c == channel)
    }

    /// Whether a rule forbids it. (A way that nobody named is not safe, and not forbidden either.)
    pub fn is_barred(&self, channel: &str) -> bool {
        self.rules.iter().any(|r| r.barred().any(|c| c == channel))
    }

    /// Whether a text gives a number of theirs, however it is written.
    pub fn gives_number(&self, text: &str) -> bool {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let dialled_here = |n: &Phone| digits.contains(n.e164().trim_start_matches("+44").trim_start_matches('+'));
        self.numbers.iter().any(dialled_here)
    }

    /// Which rules there are now: to notice that somebody wrote or ended one since a form was read.
    pub fn mark(&self) -> String {
        let mut ids: Vec<String> = self.rules.iter().map(|r| r.id.to_string()).collect();
        ids.sort();
        ids.join(" ")
    }
}

/// A person, and how it is safe to reach them; a merge is followed to the record that is kept.
pub async fn whom(rx: &mut Rx, id: Id<Person>) -> Result<Whom> {
    let mut records = everywhere(rx, id).await?;
    let mut rules = vec![];
    for record in &records {
        rules.extend(store::find_rules(rx, record.id).await?);
    }
    rules.sort_by_key(|r| (r.since_at, r.id));
    let merged = records.iter().any(|r| r.id == id && r.merged_into.is_some());
    let safe: Vec<String> = CHANNELS.iter().filter(|c| is_safe_in_all(&records, c)).map(|c| (*c).to_owned()).collect();
    let numbers = records.iter().filter_map(|r| r.phone.clone()).collect();
    let mut whom = Whom { person: records.remove(0), rules, channels: vec![], numbers, merged };
    whom.channels = safe.into_iter().filter(|c| !whom.is_barred(c)).collect();
    Ok(whom)
}

/// Every record that is held to be about one person, from whichever of them one comes: the kept one first.
pub(super) async fn everywhere(rx: &mut Rx, id: Id<Person>) -> Result<Vec<Person>> {
    let mut records = kept(rx, id).await?;
    records.truncate(1);
    let mut next = 0;
    // The count is for a circle, as in `kept`.
    while next < records.len() && records.len() < 64 {
        let merged = store::merged_into(rx, records[next].id).await?;
        records.extend(merged);
        next += 1;
    }
    Ok(records)
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

/// Every rule that the person ever had, under every record that is about them, oldest first.
pub async fn rules_ever(rx: &mut Rx, id: Id<Person>) -> Result<Vec<SafetyRule>> {
    let mut all = vec![];
    for record in everywhere(rx, id).await? {
        all.extend(store::all_rules(rx, record.id).await?);
    }
    all.sort_by_key(|r| (r.since_at, r.id));
    Ok(all)
}
