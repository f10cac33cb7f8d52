//! Counting people by how far they got, and what of the counts may be seen. Pure.

use crate::directory::slug;
use kernel::{
    Date,
    disclosure::{self, Shown},
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

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
    /// The borough that they live in; `None` when it is not known.
    pub borough: Option<String>,
    pub reached: bool,
    pub plan: bool,
    pub connected: bool,
    pub came: bool,
    /// Some service said whether they came.
    pub answered: bool,
    /// How often they answered the measure.
    pub takings: i64,
}

impl Fact {
    fn counts(&self) -> Counts {
        let not_known = self.connected && !self.came && !self.answered;
        [true, self.reached, self.plan, self.connected, self.came, not_known, self.takings >= 2].map(u64::from)
    }
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

/// The people of one month, as they were counted once; the month is never counted again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Month {
    /// As `2026-08`.
    pub code: String,
    /// The edition of the index of deprivation that there was when it was counted.
    pub edition: Option<i64>,
    /// Deciles are those of a demo.
    pub made_up: bool,
    pub settings: Vec<Group>,
    pub deciles: Vec<Group>,
    /// Nothing in a month that was counted before there was this cut.
    #[serde(default)]
    pub boroughs: Vec<Group>,
}

impl Month {
    /// Everybody of it, as people of whom it is not known where they live.
    fn unplaced(&self) -> Group {
        Group { code: String::new(), counts: sum(&self.settings) }
    }
}

/// True counts. They leave this module only through [`Published`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Report {
    pub as_of: Date,
    pub first: Date,
    pub last: Date,
    pub months: Vec<Month>,
}

impl Report {
    /// The groups of a cut: `setting`, `decile`, `borough`, or else by month. All of them add up to the same total. Boroughs are by slug: what one is called may
    /// be written otherwise in one month than in another.
    pub fn groups(&self, cut: &str) -> Vec<Group> {
        match cut {
            "setting" => together(self.months.iter().flat_map(|m| &m.settings)),
            "decile" => together(self.months.iter().flat_map(|m| &m.deciles)),
            "borough" => {
                let nowhere: Vec<Group> =
                    self.months.iter().filter(|m| m.boroughs.is_empty()).map(Month::unplaced).collect();
                let named = self.months.iter().flat_map(|m| &m.boroughs).chain(&nowhere);
                let by_slug: Vec<Group> = named.map(|g| Group { code: slug(&g.code), counts: g.counts }).collect();
                together(by_slug.iter())
            }
            _ => self.months.iter().map(|m| Group { code: m.code.clone(), counts: sum(&m.settings) }).collect(),
        }
    }

    /// The first day of the first month in which a borough, by its slug, was one of the groups; nothing when it has been from the beginning.
    pub fn known_since(&self, borough: &str) -> Option<Date> {
        let at = self.months.iter().position(|m| m.boroughs.iter().any(|g| slug(&g.code) == borough))?;
        if at == 0 { None } else { format!("{}-01", self.months[at].code).parse().ok() }
    }

    /// The editions of the index of deprivation, the oldest first.
    pub fn editions(&self) -> BTreeSet<i64> {
        self.months.iter().filter_map(|m| m.edition).collect()
    }
}

fn sum(groups: &[Group]) -> Counts {
    let mut all = Counts::default();
    groups.iter().for_each(|g| add(&mut all, g.counts));
    all
}

fn add(counts: &mut Counts, more: Counts) {
    counts.iter_mut().zip(more).for_each(|(n, m)| *n += m);
}

/// Groups of one code put together; what is not known stands last.
fn together<'a>(groups: impl Iterator<Item = &'a Group>) -> Vec<Group> {
    let mut all: BTreeMap<(bool, &str), Counts> = BTreeMap::new();
    for group in groups {
        add(all.entry((group.code.is_empty(), &group.code)).or_default(), group.counts);
    }
    all.into_iter().map(|((_, code), counts)| Group { code: code.to_owned(), counts }).collect()
}

/// Counts people: each once, in the month and with the setting of their first referral in the window, with all that came of any of their referrals in it.
/// `settings` and `boroughs` are all there are: a group of nobody stands among the others, or a reader would know which of the hidden ones are nobody. `edition` and
/// `made_up` say whose the deciles are.
pub(super) fn count(
    mut facts: Vec<Fact>,
    (settings, boroughs): (&[String], &[String]),
    (first, last): (Date, Date),
    edition: Option<i64>,
    made_up: bool,
) -> Vec<Month> {
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
                known.borough = known.borough.take().or(fact.borough);
                known.reached |= fact.reached;
                known.plan |= fact.plan;
                known.connected |= fact.connected;
                known.came |= fact.came;
                known.answered |= fact.answered;
                known.takings += fact.takings;
            }
        }
    }
    let nobody = |code: String| Group { code, counts: Counts::default() };
    let tenths: Vec<Group> = (1..=10).map(|d| nobody(format!("{d:02}"))).chain([nobody(String::new())]).collect();
    let settings: Vec<Group> = settings.iter().cloned().map(nobody).collect();
    let boroughs: Vec<Group> = boroughs.iter().cloned().chain([String::new()]).map(nobody).collect();
    let mut months = vec![];
    let mut month = first.jiff();
    while month <= last.jiff() {
        let of_month = || people.values().filter(|f| f.sent_on.jiff().first_of_month() == month);
        let by = |nobody: &[Group], code: &dyn Fn(&Fact) -> String| {
            let people: Vec<Group> = of_month().map(|f| Group { code: code(f), counts: f.counts() }).collect();
            together(nobody.iter().chain(&people))
        };
        months.push(Month {
            code: month.strftime("%Y-%m").to_string(),
            edition,
            made_up,
            settings: by(&settings, &|f| f.setting.clone()),
            deciles: by(&tenths, &|f| f.decile.map_or_else(String::new, |d| format!("{d:02}"))),
            boroughs: by(&boroughs, &|f| f.borough.clone().unwrap_or_default()),
        });
        month = month.saturating_add(jiff::Span::new().months(1));
    }
    months
}

/// Months as they were first counted, where they were counted before; the others as they are counted now.
///
/// Eleven of the twelve months of a report stand in the one before it. Counted again, a month would differ by whoever was connected, came or was put together with
/// another record since, and whoever laid the two reports side by side would see that one person move. For the same reason no second table by deprivation is
/// made when a new edition of the index comes: the people of the small areas that changed their tenth would be the difference. Only a month that has no
/// deciles yet gets them later, and only when nobody of it has moved in any other way.
pub(super) fn as_first_counted(now: Vec<Month>, before: &[Month]) -> Vec<Month> {
    // A group of nobody comes with a setting that was added since.
    let people = |groups: &[Group]| groups.iter().filter(|g| g.counts[0] > 0).cloned().collect::<Vec<_>>();
    let first = |month: Month| match before.iter().find(|b| b.code == month.code) {
        None => month,
        Some(b) if b.edition.is_none() && month.edition.is_some() && people(&b.settings) == people(&month.settings) => {
            // Where they live stays as it was counted: somebody may have moved.
            Month { boroughs: b.boroughs.clone(), ..month }
        }
        Some(b) => b.clone(),
    };
    now.into_iter().map(first).collect()
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
            borough: None,
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
        let first = Fact {
            reached: true,
            decile: Some(2),
            borough: Some("Newham".into()),
            takings: 1,
            ..fact(1, "2025-10-02", "a-and-e")
        };
        let second =
            Fact { connected: true, came: true, answered: true, takings: 1, ..fact(1, "2026-03-01", "gp-practice") };
        let unanswered = Fact { connected: true, ..fact(2, "2026-08-31", "gp-practice") };
        let declined = Fact { connected: true, answered: true, ..fact(3, "2026-08-31", "gp-practice") };
        let outside = [fact(4, "2025-08-31", "gp-practice"), fact(5, "2026-09-01", "gp-practice")];
        let facts = [second, first, unanswered, declined].into_iter().chain(outside).collect();
        let months = count(facts, (&["police".to_owned()], &["Hackney".to_owned()]), window, Some(2025), false);
        let report = Report { as_of: day("2026-11-24"), first: window.0, last: window.1, months };
        let settings = report.groups("setting");
        assert_eq!(of(&settings, "a-and-e"), &[1, 1, 0, 1, 1, 0, 1]);
        assert_eq!(of(&settings, "police"), &[0; 7], "nobody is a group too");
        assert_eq!(of(&settings, "gp-practice"), &[2, 0, 0, 2, 0, 1, 0]);
        let (deciles, months) = (report.groups("decile"), report.groups("month"));
        assert_eq!((deciles.len(), of(&deciles, "02")[0], of(&deciles, "")[0]), (11, 1, 2));
        assert_eq!((months.len(), of(&months, "2025-10")[0], of(&months, "2026-08")[0]), (12, 1, 2));
        assert_eq!(deciles.last().unwrap().code, "");
        let boroughs = report.groups("borough");
        assert_eq!((of(&boroughs, "newham")[0], of(&boroughs, "hackney")[0], of(&boroughs, "")[0]), (1, 0, 2));
        assert!([settings, deciles, boroughs, months].iter().all(|cut| sum(cut) == [3, 1, 0, 3, 1, 1, 1]));
        // Months that were counted before there were boroughs have people of whom nobody knows where they live.
        let older = report.months.iter().map(|m| Month { boroughs: vec![], ..m.clone() }).collect();
        let boroughs = Report { months: older, ..report }.groups("borough");
        assert_eq!((boroughs.len(), of(&boroughs, "")), (1, &[3, 1, 0, 3, 1, 1, 1]));
    }

    #[test]
    fn a_borough_is_one_however_a_month_writes_it_and_is_counted_from_when_it_was_known() {
        let month = |code: &str, boroughs: &[(&str, u64)]| Month {
            code: code.into(),
            edition: None,
            made_up: false,
            settings: vec![],
            deciles: vec![],
            boroughs: boroughs.iter().map(|(b, n)| Group { code: (*b).into(), counts: [*n; 7] }).collect(),
        };
        let months = vec![
            month("2026-06", &[("", 4)]),
            month("2026-07", &[("St Albans", 20), ("", 0)]),
            month("2026-08", &[("St. Albans", 30), ("", 0)]),
        ];
        let (first, last) = (day("2026-06-01"), day("2026-08-31"));
        let report = Report { as_of: day("2026-11-24"), first, last, months };
        let boroughs = report.groups("borough");
        assert_eq!((boroughs.len(), of(&boroughs, "st-albans")[0], of(&boroughs, "")[0]), (2, 50, 4));
        assert_eq!((report.known_since("st-albans"), report.known_since("luton")), (Some(day("2026-07-01")), None));
    }

    #[test]
    fn a_month_stays_as_it_was_first_counted() {
        let window = (day("2025-09-01"), day("2026-08-31"));
        let came = Fact { connected: true, came: true, answered: true, ..fact(1, "2025-10-02", "self") };
        let at = |facts, edition| count(facts, (&[], &[]), window, edition, false);
        let decile = |months: &[Month]| {
            months.iter().flat_map(|m| &m.deciles).find(|g| g.counts[0] > 0).map(|g| g.code.clone()).unwrap()
        };
        let first = at(vec![fact(1, "2025-10-02", "self")], None);
        assert_eq!(as_first_counted(at(vec![came.clone()], None), &first), first, "came later");
        let new = fact(2, "2026-08-01", "self");
        let next = as_first_counted(at(vec![came.clone(), new], None), &first[..11]);
        assert_eq!((&next[..11], sum(&next[11].settings)[0]), (&first[..11], 1), "a further month is counted");

        // Deciles come once: when there were none, and nothing else has changed.
        let placed = |fact: Fact, decile, edition| at(vec![Fact { decile: Some(decile), ..fact }], Some(edition));
        let filled = as_first_counted(placed(fact(1, "2025-10-02", "self"), 2, 2019), &first);
        assert_eq!((decile(&first), decile(&filled)), (String::new(), "02".to_owned()));
        assert_eq!(as_first_counted(placed(came, 2, 2019), &first)[1], first[1], "somebody has moved");
        let other = as_first_counted(placed(fact(1, "2025-10-02", "self"), 3, 2025), &filled);
        assert_eq!(other, filled, "another edition makes no second table of the same people");
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
