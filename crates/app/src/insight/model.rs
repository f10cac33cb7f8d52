//! Counting people by how far they got, and what of the counts may be seen. Pure.

use kernel::{
    Date,
    disclosure::{self, Shown},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is counted, each by itself: somebody may come without a written plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Stage {
    /// A referral was sent for them and not withdrawn.
    Referred,
    /// A conversation with a link worker took place.
    Reached,
    /// There is a goal that they set.
    Plan,
    /// A service was asked to expect them, with their yes, and has not said no.
    Connected,
    /// A service said that they came.
    Came,
    /// They were connected, and no service has said whether they came.
    NotKnown,
    /// They answered the same measure a second time.
    Outcome,
}

impl Stage {
    pub const ALL: [Stage; 7] =
        [Stage::Referred, Stage::Reached, Stage::Plan, Stage::Connected, Stage::Came, Stage::NotKnown, Stage::Outcome];

    /// The stages that everybody at this one is at too.
    fn within(self) -> &'static [Stage] {
        match self {
            Stage::Referred => &[],
            Stage::Reached | Stage::Plan | Stage::Connected | Stage::Outcome => &[Stage::Referred],
            Stage::Came | Stage::NotKnown => &[Stage::Referred, Stage::Connected],
        }
    }

    pub fn code(self) -> &'static str {
        match self {
            Stage::Referred => "referred",
            Stage::Reached => "reached",
            Stage::Plan => "plan",
            Stage::Connected => "connected",
            Stage::Came => "came",
            Stage::NotKnown => "not-known",
            Stage::Outcome => "outcome",
        }
    }
}

/// People at each stage, in the order of [`Stage::ALL`].
pub(super) type Counts = [u64; Stage::ALL.len()];

/// One referral, as far as it is counted.
#[derive(Clone, Debug)]
pub(super) struct Fact {
    /// Whose it is; only for counting somebody once.
    pub person: uuid::Uuid,
    pub sent_on: Date,
    pub setting: String,
    /// 1 is the most deprived tenth; `None` when it is not known where they live.
    pub decile: Option<i64>,
    pub reached: bool,
    pub plan: bool,
    pub connected: bool,
    pub came: bool,
    /// Some service said whether they came.
    pub answered: bool,
    /// How often they answered the measure.
    pub takings: i64,
}

/// The first and the last day of the twelve months that are counted: the latest whole months since which twelve weeks have passed.
pub(super) fn window(today: Date) -> (Date, Date) {
    /// People need time to get anywhere: whoever was referred last has had so many days.
    const BEHIND: i64 = 12 * 7;
    let end = |first: jiff::civil::Date| first.last_of_month();
    let mut month = today.jiff().first_of_month();
    while Date::from_jiff(end(month)).plus_days(BEHIND) > today {
        month = month.saturating_sub(jiff::Span::new().months(1));
    }
    let first = month.saturating_sub(jiff::Span::new().months(11));
    (Date::from_jiff(first), Date::from_jiff(end(month)))
}

/// People of one group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Group {
    /// A code of the setting, a decile, a month as `2026-08`; empty where it is not known.
    pub code: String,
    pub counts: Counts,
}

/// True counts. They leave this module only through [`Published`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Report {
    pub as_of: Date,
    pub first: Date,
    pub last: Date,
    /// The edition of the index of deprivation, when one was imported.
    pub edition: Option<i64>,
    /// Deciles are those of a demo.
    pub made_up: bool,
    pub settings: Vec<Group>,
    pub deciles: Vec<Group>,
    pub months: Vec<Group>,
}

/// Counts people: each once, in the month and with the setting of their first referral in the window, with all that came of any of their referrals in it.
/// `settings` are all there are: a group of nobody stands among the others, or a reader would know which of the hidden ones are nobody.
pub(super) fn count(
    mut facts: Vec<Fact>,
    settings: &[String],
    (first, last): (Date, Date),
) -> (Vec<Group>, Vec<Group>, Vec<Group>) {
    facts.retain(|f| (first..=last).contains(&f.sent_on));
    facts.sort_by(|a, b| (a.sent_on, &a.setting).cmp(&(b.sent_on, &b.setting)));
    let mut people: BTreeMap<uuid::Uuid, Fact> = BTreeMap::new();
    for fact in facts {
        match people.get_mut(&fact.person) {
            None => {
                people.insert(fact.person, fact);
            }
            Some(known) => {
                known.decile = known.decile.or(fact.decile);
                known.reached |= fact.reached;
                known.plan |= fact.plan;
                known.connected |= fact.connected;
                known.came |= fact.came;
                known.answered |= fact.answered;
                known.takings += fact.takings;
            }
        }
    }
    let by = |code: &dyn Fn(&Fact) -> String, mut groups: BTreeMap<String, Counts>| {
        for fact in people.values() {
            let counts = groups.entry(code(fact)).or_default();
            let not_known = fact.connected && !fact.came && !fact.answered;
            let all = [true, fact.reached, fact.plan, fact.connected, fact.came, not_known, fact.takings >= 2];
            counts.iter_mut().zip(all).for_each(|(n, yes)| *n += u64::from(yes));
        }
        groups.into_iter().map(|(code, counts)| Group { code, counts }).collect::<Vec<_>>()
    };
    let settings = by(&|f| f.setting.clone(), settings.iter().map(|s| (s.clone(), Counts::default())).collect());
    let tenths = (1..=10).map(|d| (format!("{d:02}"), Counts::default())).collect();
    let mut deciles = by(&|f| f.decile.map_or_else(String::new, |d| format!("{d:02}")), tenths);
    // What is not known stands last, and stands there also when it is nobody.
    deciles.sort_by_key(|g| (g.code.is_empty(), g.code.clone()));
    if deciles.last().is_some_and(|g| !g.code.is_empty()) {
        deciles.push(Group { code: String::new(), counts: Counts::default() });
    }
    let mut months = BTreeMap::new();
    let mut month = first.jiff();
    while month <= last.jiff() {
        months.insert(month.strftime("%Y-%m").to_string(), Counts::default());
        month = month.saturating_add(jiff::Span::new().months(1));
    }
    let months = by(&|f| f.sent_on.jiff().strftime("%Y-%m").to_string(), months);
    (settings, deciles, months)
}

/// A row of numbers as they may be seen.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub code: String,
    pub shown: [Shown; Stage::ALL.len()],
}

impl Row {
    pub fn of(&self, stage: Stage) -> Shown {
        self.shown[stage as usize]
    }

    /// How many in a hundred of those who were referred.
    pub fn percent(&self, stage: Stage) -> Option<u64> {
        disclosure::percent(self.of(stage), self.of(Stage::Referred))
    }
}

/// Groups and their total, as they may be seen.
#[derive(Clone, Debug)]
pub(super) struct Published {
    pub total: Row,
    pub rows: Vec<Row>,
}

impl Published {
    /// Each stage by the rule for the parts of a total, among the groups that can have anybody there: where it is seen that nobody was referred, or
    /// connected, it is clear that nobody came. And of a group whose referred are not shown nothing is but that nobody got so far: what it has of the later
    /// stages would tell how large it is.
    pub fn of(groups: &[Group]) -> Published {
        let mut rows: Vec<Row> =
            groups.iter().map(|g| Row { code: g.code.clone(), shown: [Shown::Zero; Stage::ALL.len()] }).collect();
        let column = |stage: Stage| groups.iter().map(|g| g.counts[stage as usize]).collect::<Vec<_>>();
        for stage in Stage::ALL {
            let open: Vec<usize> = (0..rows.len())
                .filter(|at| stage.within().iter().all(|whole| rows[*at].of(*whole) != Shown::Zero))
                .collect();
            let counts: Vec<u64> = open.iter().map(|at| groups[*at].counts[stage as usize]).collect();
            for (at, part) in open.into_iter().zip(disclosure::parts(&counts)) {
                let hidden = stage != Stage::Referred && rows[at].of(Stage::Referred) == Shown::Few;
                // That nobody got so far tells nothing of how many there are; hidden, it could be worked out from the total all the same.
                rows[at].shown[stage as usize] = if hidden && part != Shown::Zero { Shown::Few } else { part };
            }
        }
        let total = Stage::ALL.map(|stage| disclosure::total(&column(stage)));
        Published { total: Row { code: String::new(), shown: total }, rows }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn fact(person: u128, sent_on: &str, setting: &str) -> Fact {
        Fact {
            person: uuid::Uuid::from_u128(person),
            sent_on: day(sent_on),
            setting: setting.into(),
            decile: None,
            reached: false,
            plan: false,
            connected: false,
            came: false,
            answered: false,
            takings: 0,
        }
    }

    fn of<'a>(groups: &'a [Group], code: &str) -> &'a Counts {
        &groups.iter().find(|g| g.code == code).unwrap().counts
    }

    #[test]
    fn twelve_months_are_counted_that_have_twelve_weeks_behind_them() {
        // From the last of August to the 24th of November it is 85 days, to the 22nd 83.
        assert_eq!(window(day("2026-11-24")), (day("2025-09-01"), day("2026-08-31")));
        assert_eq!(window(day("2026-11-22")), (day("2025-08-01"), day("2026-07-31")));
        assert_eq!(window(day("2024-05-23")), (day("2023-03-01"), day("2024-02-29")));
    }

    #[test]
    fn somebody_is_counted_once_where_they_came_from_first_with_all_that_came_of_it() {
        let window = (day("2025-09-01"), day("2026-08-31"));
        let first = Fact { reached: true, decile: Some(2), takings: 1, ..fact(1, "2025-10-02", "a-and-e") };
        let second =
            Fact { connected: true, came: true, answered: true, takings: 1, ..fact(1, "2026-03-01", "gp-practice") };
        let unanswered = Fact { connected: true, ..fact(2, "2026-08-31", "gp-practice") };
        let declined = Fact { connected: true, answered: true, ..fact(3, "2026-08-31", "gp-practice") };
        let outside = [fact(4, "2025-08-31", "gp-practice"), fact(5, "2026-09-01", "gp-practice")];
        let facts = [second, first, unanswered, declined].into_iter().chain(outside).collect();
        let (settings, deciles, months) = count(facts, &["police".to_owned()], window);
        assert_eq!(of(&settings, "a-and-e"), &[1, 1, 0, 1, 1, 0, 1]);
        assert_eq!(of(&settings, "police"), &[0; 7], "nobody is a group too");
        assert_eq!(of(&settings, "gp-practice"), &[2, 0, 0, 2, 0, 1, 0]);
        assert_eq!((deciles.len(), of(&deciles, "02")[0], of(&deciles, "")[0]), (11, 1, 2));
        assert_eq!((months.len(), of(&months, "2025-10")[0], of(&months, "2026-08")[0]), (12, 1, 2));
        assert_eq!(deciles.last().unwrap().code, "");
    }

    #[test]
    fn of_a_group_that_is_too_small_nothing_is_shown() {
        let group = |code: &str, counts| Group { code: code.into(), counts };
        let all = [
            group("a", [120, 100, 80, 60, 40, 10, 30]),
            group("b", [60, 50, 9, 9, 9, 0, 9]),
            group("c", [3, 3, 0, 0, 0, 0, 0]),
        ];
        let published = Published::of(&all);
        let text: Vec<String> = published.rows.iter().map(|r| r.shown.map(|s| s.to_string()).join(" ")).collect();
        assert_eq!(
            text,
            ["120 100 80 60 40 10 30", "* * * * * 0 *", "* * 0 0 0 0 0"],
            "the second keeps the third company"
        );
        assert_eq!(published.total.of(Stage::Referred).to_string(), "185");
        assert_eq!((published.rows[0].percent(Stage::Came), published.rows[2].percent(Stage::Came)), (Some(33), None));
    }
}
