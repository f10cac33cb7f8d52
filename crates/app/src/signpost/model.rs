//! Counting signposts, and what of the counts may be seen. Pure.

use crate::{directory::Service, identity::Organisation};
use kernel::{
    Date, Id,
    disclosure::{self, Shown},
};
use std::collections::BTreeMap;

/// How a service is given, by code.
pub(super) const CHANNELS: &[&str] = &["code", "print", "text", "email"];
/// Those that leave a trace on a device: whether that is safe is asked first.
pub(super) const SENT: &[&str] = &["text", "email"];

/// Groups that are named each by itself in one table; the smaller ones stand together.
const MOST_NAMED: usize = 30;
/// A group of so many or fewer is not named by itself where there are many: it would be a star among stars.
const FEW: u64 = 7;

/// How often, by all that is kept.
#[derive(Clone, Debug, sqlx_macros::FromRow)]
pub(super) struct Count {
    pub month: String,
    pub organisation_id: Id<Organisation>,
    pub setting: Option<String>,
    pub service_id: Id<Service>,
    pub need: Option<String>,
    pub channel: String,
    pub n: i64,
}

/// A group of a table, as it may be seen. `None` is all that are not named by themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group {
    pub code: Option<String>,
    pub shown: Shown,
}

/// The month of a day, as it is kept.
pub(super) fn month_of(day: Date) -> String {
    day.jiff().strftime("%Y-%m").to_string()
}

/// The last twelve whole months before a day, the oldest first: nobody can watch one of them change.
pub(super) fn months(today: Date) -> Vec<String> {
    let first = today.jiff().first_of_month();
    (1..=12).rev().map(|n| first.saturating_sub(jiff::Span::new().months(n)).strftime("%Y-%m").to_string()).collect()
}

/// All of them, as it may be seen.
pub(super) fn total(all: &[Count]) -> Shown {
    disclosure::total(&all.iter().map(|c| c.n.max(0) as u64).collect::<Vec<_>>())
}

fn by(all: &[Count], code: impl Fn(&Count) -> String) -> BTreeMap<String, u64> {
    let mut groups = BTreeMap::new();
    for c in all {
        *groups.entry(code(c)).or_default() += c.n.max(0) as u64;
    }
    groups
}

/// A table of groups that are known beforehand: those of nobody stand among the others, or a reader would know which of the hidden ones are nobody.
pub(super) fn fixed(all: &[Count], codes: &[String], code: impl Fn(&Count) -> String) -> Vec<Group> {
    let counted = by(all, code);
    let counts: Vec<u64> = codes.iter().map(|c| counted.get(c).copied().unwrap_or(0)).collect();
    let shown = disclosure::parts(&counts);
    codes.iter().zip(shown).map(|(code, shown)| Group { code: Some(code.clone()), shown }).collect()
}

/// A table of many groups, the largest first: the small ones stand together at the end.
pub(super) fn largest(all: &[Count], code: impl Fn(&Count) -> String) -> Vec<Group> {
    let mut counted: Vec<(String, u64)> = by(all, code).into_iter().collect();
    counted.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let named = counted.iter().take(MOST_NAMED).take_while(|(_, n)| *n > FEW).count();
    let rest = counted.split_off(named);
    let others: u64 = rest.iter().map(|(_, n)| n).sum();
    let mut groups: Vec<(Option<String>, u64)> = counted.into_iter().map(|(code, n)| (Some(code), n)).collect();
    if !rest.is_empty() {
        groups.push((None, others));
    }
    let shown = disclosure::parts(&groups.iter().map(|(_, n)| *n).collect::<Vec<_>>());
    let mut groups: Vec<Group> =
        groups.into_iter().zip(shown).map(|((code, _), shown)| Group { code, shown }).collect();
    // In an order that tells no more than what is shown: of two that look alike, the one that comes first by name.
    let named = groups.iter().filter(|g| g.code.is_some()).count();
    groups[..named].sort_by(|a, b| b.shown.value().cmp(&a.shown.value()).then_with(|| a.code.cmp(&b.code)));
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(need: &str, n: i64) -> Count {
        Count {
            month: "2026-10".into(),
            organisation_id: Id::from_uuid(uuid::Uuid::nil()),
            setting: None,
            service_id: Id::from_uuid(uuid::Uuid::nil()),
            need: Some(need.into()),
            channel: "code".into(),
            n,
        }
    }

    fn need(c: &Count) -> String {
        c.need.clone().unwrap_or_default()
    }

    #[test]
    fn twelve_whole_months_are_counted_and_not_the_one_that_runs() {
        let months = months("2026-11-24".parse().unwrap());
        assert_eq!((months.len(), months[0].as_str(), months[11].as_str()), (12, "2025-11", "2026-10"));
        assert_eq!(month_of("2026-11-24".parse().unwrap()), "2026-11");
    }

    #[test]
    fn what_is_small_is_not_named_and_not_shown() {
        let all = [count("soc-lonely", 40), count("mon-debt", 23), count("mon-food", 3), count("hou-repairs", 2)];
        let groups = largest(&all, need);
        let text: Vec<String> =
            groups.iter().map(|g| format!("{} {}", g.code.as_deref().unwrap_or("others"), g.shown)).collect();
        // The one star would be what is left of the total: the smallest other is hidden with it.
        assert_eq!(text, ["soc-lonely 40", "mon-debt *", "others *"]);
        assert_eq!(total(&all).to_string(), "70");
    }

    #[test]
    fn a_month_of_nobody_stands_among_the_others() {
        let codes = ["2026-09".to_owned(), "2026-10".to_owned()];
        let groups = fixed(&[count("mon-debt", 12)], &codes, |c| c.month.clone());
        assert_eq!(groups.iter().map(|g| g.shown.to_string()).collect::<Vec<_>>(), ["0", "10"]);
    }
}
