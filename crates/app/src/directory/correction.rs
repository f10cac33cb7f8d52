//! Corrections: what somebody who knows says of a service otherwise than where it came from.
//!
//! A correction lies over what its source says, field by field, and survives every run of its feed. It remembers what it took the place of: when the source
//! comes to say something else, nobody can tell which of the two is right, and it waits in a queue for somebody's word; when the source comes to say the same,
//! it has done its work and is gone. What the feed sent is never touched, so that a correction taken back leaves what the source says.

mod store;

pub(super) use store::{SQL, all, said_elsewhere};
pub use store::{corrections_of, corrections_waiting};

use super::{
    alike,
    field::Field,
    model::{Service, Site},
    store as directory_store,
};
use base::{Ctx, Error, FieldErrors, Result, Tx, history};
use kernel::{Id, Instant};
use serde_json::Value;

/// A field as somebody says it.
#[derive(Clone, Debug)]
pub struct Correction {
    pub service: Id<Service>,
    pub field: Field,
    pub value: Value,
    /// What the source said when it was made.
    pub replaced: Value,
    /// What the source says now, and since when, where that is something else.
    pub said: Option<(Value, Instant)>,
    pub made: Made,
    pub made_at: Instant,
}

/// Who made it: `keeper`, `worker` or `officer`; which one; and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Made {
    pub by_a: String,
    pub by: Option<Id<()>>,
    pub why: Option<String>,
}

/// What became of a correction when its source spoke again.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum News {
    /// It says the same now.
    Agrees(Field),
    /// It says something else than before, and than the correction.
    Says(Field, Value),
    /// Its address must not be public any more: where it was said to be is forgotten.
    Hidden(Field),
}

impl Correction {
    /// What the source says, as far as is known.
    fn source_says(&self) -> &Value {
        self.said.as_ref().map_or(&self.replaced, |(value, _)| value)
    }
}

/// Writes over a service what its source says now, under the corrections that lie on it; tells what is news for them.
pub(super) fn under(s: &mut Service, corrections: &[Correction], put: impl FnOnce(&mut Service)) -> Result<Vec<News>> {
    for c in corrections {
        c.field.put(s, c.source_says())?;
    }
    put(s);
    let mut news = vec![];
    for c in corrections {
        if c.field.is_place() && s.masked {
            news.push(News::Hidden(c.field));
            continue;
        }
        let says = c.field.of(s);
        if says == c.value && c.field.is_sensitive() && *c.source_says() == c.value {
            // It has said so before.
        } else if says == c.value {
            news.push(News::Agrees(c.field));
        } else if says != *c.source_says() {
            news.push(News::Says(c.field, says));
        }
        c.field.put(s, &c.value)?;
    }
    Ok(news)
}

/// Writes what is news for the corrections of a service.
pub(super) async fn tell(tx: &mut Tx, ctx: &Ctx, id: Id<Service>, news: Vec<News>) -> Result<()> {
    for news in news {
        let (event, field) = match &news {
            // What says how people reach it stays said: should the source say something else later, somebody decides.
            News::Agrees(field) if field.is_sensitive() => {
                store::agree(tx, id, *field).await?;
                ("correction-agreed", field)
            }
            News::Agrees(field) => {
                store::forget(tx, id, *field).await?;
                ("correction-agreed", field)
            }
            News::Hidden(field) => {
                forget_place(tx, id).await?;
                ("correction-hidden", field)
            }
            News::Says(field, value) => {
                store::says(tx, id, *field, value, ctx.now()).await?;
                ("correction-contested", field)
            }
        };
        let change = history::Change { event, after: Some(field.code().to_owned()), ..Default::default() };
        history::append(tx, ctx, id.uuid(), change).await?;
    }
    Ok(())
}

/// Lays corrections over a service, in the transaction of whoever has opened the door; the service as it is then. What a correction says that is there already
/// is no correction.
///
/// # Errors
/// [`Error::Invalid`] when an address is said of a service whose address must never be public.
pub async fn correct(
    tx: &mut Tx,
    ctx: &Ctx,
    id: Id<Service>,
    changes: &[(Field, Value)],
    made: &Made,
) -> Result<Service> {
    let mut s = directory_store::leaf(tx, id).await?.ok_or(Error::NotFound)?;
    let there = corrections_of(tx, id).await?;
    // Where another entry may say something else and come first, what is said here is a correction also where this one says so already.
    let one_of_several = !directory_store::members(tx, id).await?.is_empty();
    let mut fields = vec![];
    for (field, value) in changes {
        if field.is_place() && s.masked {
            let mut errors = FieldErrors::default();
            errors.add("street", "error-masked-address");
            return Err(Error::Invalid(errors));
        }
        let was = field.of(&s);
        if was == *value && !one_of_several {
            continue;
        }
        field.put(&mut s, value)?;
        let earlier = there.iter().find(|c| c.field == *field);
        let replaced = earlier.map_or(&was, |c| c.source_says());
        if replaced == value && !field.is_sensitive() && !one_of_several {
            store::forget(tx, id, *field).await?;
        } else {
            store::put(tx, id, *field, value, replaced, made, ctx.now()).await?;
        }
        fields.push(field.code());
    }
    if fields.is_empty() {
        return Ok(s);
    }
    directory_store::change(tx, &s, ctx.now()).await?;
    let change = history::Change {
        event: "service-corrected",
        after: Some(fields.join(" ")),
        why: made.why.clone(),
        ..Default::default()
    };
    history::append(tx, ctx, id.uuid(), change).await?;
    directory_store::leaf(tx, id).await?.ok_or(Error::NotFound)
}

/// Holds to what a service says of how people reach it, from now on: should its source say something else, somebody has to decide. For entries that somebody looks
/// after: what the rules alone put together with one is taken apart, and somebody is asked.
pub async fn pin(tx: &mut Tx, ctx: &Ctx, id: Id<Service>, made: &Made) -> Result<()> {
    alike::part_from_rules(tx, ctx, id).await?;
    let Some(s) = directory_store::leaf(tx, id).await? else { return Ok(()) };
    let there = corrections_of(tx, id).await?;
    let fields = Field::ALL.into_iter().filter(|f| f.is_sensitive() && !(s.masked && f.is_place()));
    for field in fields.filter(|f| !there.iter().any(|c| c.field == *f)) {
        let value = field.of(&s);
        store::put(tx, id, field, &value, &value, made, ctx.now()).await?;
    }
    Ok(())
}

/// Somebody decides which is right, the correction or what the source says now.
///
/// # Errors
/// [`Error::Conflict`] when the source says something else than what was decided on, or somebody was quicker.
pub async fn decide(tx: &mut Tx, ctx: &Ctx, id: Id<Service>, field: Field, keep: bool, seen: &Value) -> Result<()> {
    let all = corrections_of(tx, id).await?;
    let found = all.into_iter().find(|c| c.field == field && c.said.as_ref().is_some_and(|(value, _)| value == seen));
    let Some(c) = found else { return Err(Error::Conflict("conflict-correction")) };
    if keep {
        store::put(tx, id, field, &c.value, seen, &c.made, c.made_at).await?;
    } else {
        match field.is_sensitive() {
            true => store::put(tx, id, field, seen, seen, &c.made, ctx.now()).await?,
            false => store::forget(tx, id, field).await?,
        }
        let mut s = directory_store::leaf(tx, id).await?.ok_or(Error::NotFound)?;
        field.put(&mut s, seen)?;
        directory_store::change(tx, &s, ctx.now()).await?;
    }
    let event = if keep { "correction-kept" } else { "correction-taken-back" };
    let change = history::Change { event, after: Some(field.code().to_owned()), ..Default::default() };
    history::append(tx, ctx, id.uuid(), change).await
}

/// Forgets where a service is said to be: its address must not be public.
pub(super) async fn forget_place(tx: &mut Tx, id: Id<Service>) -> Result<()> {
    store::forget(tx, id, Field::Place).await?;
    store::forget(tx, id, Field::Also).await?;
    let all = corrections_of(tx, id).await?;
    for mut c in all.into_iter().filter(|c| c.field == Field::Sessions) {
        name_no_place(&mut c, |_| true);
        store::rewrite(tx, &c).await?;
    }
    Ok(())
}

/// Forgets some of the sites where a service, whose others may be known, is said to be; `s`: as its source has it without them. What was said of its first place is said
/// of what is its first now, and a session names no place but those that are left: it may have called the others by another name.
pub(super) async fn forget_sites(tx: &mut Tx, s: &Service, hidden: &[Site]) -> Result<()> {
    let is_hidden = |site: &Value| {
        let site: Site = serde_json::from_value(site.clone()).unwrap_or_default();
        hidden.iter().any(|h| h.is_like(&site))
    };
    let mut left = s.clone();
    let mut all = corrections_of(tx, s.id).await?;
    all.retain(|c| c.field.is_place() || c.field == Field::Sessions);
    // Where it is comes first.
    all.sort_by_key(|c| c.field);
    for mut c in all {
        match c.field {
            Field::Place if is_hidden(&c.value) || is_hidden(&c.replaced) => {
                (c.value, c.replaced) = (c.field.of(s), c.field.of(s));
            }
            Field::Also => {
                for said in [&mut c.value, &mut c.replaced] {
                    said.as_array_mut().into_iter().for_each(|all| all.retain(|site| !is_hidden(site)));
                }
            }
            Field::Sessions => {
                let places: Vec<String> = left.sites().filter_map(|site| site.called()).collect();
                name_no_place(&mut c, |place| !places.iter().any(|p| p == place));
            }
            _ => {}
        }
        c.field.put(&mut left, &c.value)?;
        // What its source came to say since may name them too: it is asked for again with its next reading.
        store::rewrite(tx, &c).await?;
    }
    Ok(())
}

/// Forgets what was known of a place alone that must not be public any more: its number, its mailbox, what it has. `was` and `is`: what the source says with that place
/// and without it.
pub(super) async fn forget_facts(tx: &mut Tx, was: &Service, is: &Service) -> Result<()> {
    for mut c in corrections_of(tx, is.id).await? {
        let (was, is) = (c.field.of(was), c.field.of(is));
        let of_a_place = matches!(c.field, Field::Phone | Field::Email | Field::Website | Field::Access);
        let said = c.said.as_ref().map(|(said, _)| said);
        if !of_a_place || was == is || ![Some(&c.value), Some(&c.replaced), said].contains(&Some(&was)) {
            continue;
        }
        for said in [&mut c.value, &mut c.replaced] {
            if *said == was {
                said.clone_from(&is);
            }
        }
        store::rewrite(tx, &c).await?;
    }
    Ok(())
}

/// Takes the names of places out of what is said of sessions.
fn name_no_place(c: &mut Correction, is_hidden: impl Fn(&str) -> bool) {
    for said in [&mut c.value, &mut c.replaced] {
        for t in said.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
            if t.get("place").and_then(Value::as_str).is_some_and(&is_hidden) {
                t.remove("place");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::bare;
    use serde_json::json;

    fn phone(value: &str, replaced: &str, said: Option<&str>) -> Correction {
        Correction {
            service: bare("Tea").id,
            field: Field::Phone,
            value: json!(value),
            replaced: json!(replaced),
            said: said.map(|s| (json!(s), "2026-11-24T09:00:00.000000Z".parse().unwrap())),
            made: Made::default(),
            made_at: "2026-11-24T09:00:00.000000Z".parse().unwrap(),
        }
    }

    fn run(c: Correction, says: Option<&str>) -> (Option<String>, Vec<News>) {
        let mut s = bare("Tea");
        s.phone = Some("020 7946 0002".into());
        let put = |s: &mut Service| {
            if let Some(says) = says {
                s.phone = Some(says.into());
            }
        };
        let news = under(&mut s, &[c], put).unwrap();
        (s.phone, news)
    }

    #[test]
    fn a_correction_lies_over_whatever_its_source_says() {
        let ours = Some("020 7946 0002".to_owned());
        let c = || phone("020 7946 0002", "020 7946 0001", None);
        assert_eq!(run(c(), Some("020 7946 0001")), (ours.clone(), vec![]), "the same as before");
        assert_eq!(run(c(), None), (ours.clone(), vec![]), "a file that does not speak of it");
        let third = json!("020 7946 0003");
        assert_eq!(run(c(), Some("020 7946 0003")), (ours.clone(), vec![News::Says(Field::Phone, third)]));
        assert_eq!(run(c(), Some("020 7946 0002")), (ours.clone(), vec![News::Agrees(Field::Phone)]));
        let waiting = phone("020 7946 0002", "020 7946 0001", Some("020 7946 0003"));
        assert_eq!(run(waiting.clone(), Some("020 7946 0003")), (ours.clone(), vec![]), "it waits already");
        let back = News::Says(Field::Phone, json!("020 7946 0001"));
        assert_eq!(run(waiting, Some("020 7946 0001")), (ours, vec![back]), "and back again");
    }
}
