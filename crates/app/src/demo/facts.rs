//! What the demo was made to resemble, and whether it does: parameters with their sources, beside what came out.
//!
//! It is counted from the courses as they were lived up to today, so no table is asked. Of what needs time (being reached, coming, answering again) only
//! those are counted who were referred more than twelve weeks ago.

use super::{
    areas::{Areas, MOST_DEPRIVED},
    calendar::Calendar,
    history::{Answered, Course, What},
    routes,
};
use crate::outcome::Answer;
use kernel::Instant;
use std::{
    collections::{BTreeMap, HashMap},
    ops::RangeInclusive,
};

/// One parameter, and what was found.
#[derive(Clone, Debug)]
pub struct Fact {
    pub name: String,
    /// What it should be.
    pub parameter: String,
    /// Where that comes from.
    pub source: &'static str,
    pub tolerance: String,
    pub found: String,
    /// Whether what was found is within the tolerance; so it is where there was nothing to count.
    pub within: bool,
}

const BU: &str = "160,128 referrals in the UK: Bu et al., BJPsych 2024";
const GREEN: &str = "green social prescribing, 8,339 people: Defra evaluation";
const LONELY: &str = "Community Life Survey 2019/20: 9.8 % at 16 to 24, 3 % from 65 on, often or always lonely";
const CONTEXT: &str = "commonly said of schemes for adults; not verified";
const CENSUS: &str = "Census 2021, North East London, roughly";
const OURS: &str = "our choice";

/// After so many days what was to come of a referral has come, mostly.
const SETTLED: i64 = 84;
/// What one link worker can carry at once.
const CASELOAD: usize = 35;

/// What became of one referral by the end.
struct Lived<'a> {
    course: &'a Course,
    days_ago: i64,
    age: Option<u16>,
    reached: bool,
    planned: bool,
    onward: Vec<Sent>,
    measures: Vec<&'a BTreeMap<String, Answer>>,
    holder: Option<&'a str>,
}

/// What is known of an onward referral.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sent {
    Unsaid,
    Nowhere,
    Came,
}

impl<'a> Lived<'a> {
    fn of(course: &'a Course, calendar: &Calendar, until: Instant) -> Option<Lived<'a>> {
        let sent = course.steps.iter().find(|(_, what)| matches!(what, What::Send)).map(|(at, _)| *at)?;
        let mut lived = Lived {
            course,
            days_ago: -calendar.day_of(sent),
            age: course.person.born.map(|born| born.age_on(calendar.today)),
            reached: false,
            planned: false,
            onward: vec![],
            measures: vec![],
            holder: None,
        };
        let mut steps: Vec<&(Instant, What)> = course.steps.iter().filter(|(at, _)| *at <= until).collect();
        steps.sort_by_key(|(at, _)| *at);
        for (_, what) in steps {
            lived.live(what);
        }
        (sent <= until).then_some(lived)
    }

    fn live(&mut self, what: &'a What) {
        match what {
            What::Accept { .. } => self.holder = Some(&self.course.worker),
            What::Transfer { to } => self.holder = Some(to),
            What::Close { .. } => self.holder = None,
            What::Contact { took_place: true, .. } => self.reached = true,
            What::Goal { .. } => self.planned = true,
            What::Measure { answers, .. } => self.measures.push(answers),
            What::Onward { .. } => self.onward.push(Sent::Unsaid),
            What::Answer { onward, reply } => {
                let became = match reply {
                    Answered::Accept { .. } => return,
                    Answered::Decline { .. } | Answered::DidNotCome(_) => Sent::Nowhere,
                    Answered::Came(_) => Sent::Came,
                };
                if let Some(sent) = self.onward.get_mut(*onward) {
                    *sent = became;
                }
            }
            _ => {}
        }
    }

    fn came(&self) -> bool {
        self.onward.contains(&Sent::Came)
    }

    fn about(&self, what: &str) -> bool {
        self.course.answers.get("about").is_some_and(|all| all.iter().any(|a| a == what))
    }
}

/// Counts what was lived up to `until`, beside what it should have been.
pub(super) fn facts(courses: &[Course], calendar: &Calendar, areas: &Areas, until: Instant) -> Vec<Fact> {
    let lived: Vec<Lived<'_>> = courses.iter().filter_map(|c| Lived::of(c, calendar, until)).collect();
    let people: Vec<&Lived<'_>> = lived.iter().filter(|l| l.course.again.is_none()).collect();
    let mut all = of_people(&people, areas);
    all.extend(of_referrals(&lived));
    all.extend(of_ways(&lived));
    all.extend(of_measures(&lived));
    all.push(busiest(&lived));
    all
}

fn of_people(people: &[&Lived<'_>], areas: &Areas) -> Vec<Fact> {
    let ages: Vec<f64> = people.iter().filter_map(|l| l.age.map(f64::from)).collect();
    let women = people.iter().filter(|l| l.course.person.gender.as_deref() == Some("female")).count();
    let tenths = people.iter().filter_map(|l| areas.deciles.get(l.course.person.postcode.as_ref()?.outward()).copied());
    let tenths: Vec<i64> = tenths.collect();
    let deprived = tenths.iter().filter(|t| **t <= MOST_DEPRIVED).count();
    let occur = (1..=10).filter(|t| tenths.contains(t)).count();
    let stated = people.iter().filter_map(|l| l.course.person.ethnicity.as_deref().filter(|e| *e != "Z"));
    let stated: Vec<&str> = stated.collect();
    let british = stated.iter().filter(|e| **e == "A").count();
    vec![
        share("women", 60.0, 3.0, CONTEXT, (women, people.len())),
        mean("mean age in years", 55.0, 3.0, CONTEXT, &ages),
        share("from the most deprived 30 % of areas (made up)", 57.0, 3.0, GREEN, (deprived, tenths.len())),
        Fact {
            name: "tenths of deprivation that occur (made up)".to_owned(),
            parameter: "10".to_owned(),
            source: OURS,
            tolerance: "all of them".to_owned(),
            found: occur.to_string(),
            within: occur == 10,
        },
        share("ethnicity missing or not stated", 30.0, 3.0, OURS, (people.len() - stated.len(), people.len())),
        share("white British, of those who state it", 32.0, 4.0, CENSUS, (british, stated.len())),
    ]
}

fn of_referrals(lived: &[Lived<'_>]) -> Vec<Fact> {
    let medical = lived.iter().filter(|l| routes::kind(&l.course.setting).medical).count();
    let reasons = ["mood", "lonely", "money", "home", "moving", "papers", "work", "caring"];
    let count = |what: &str| lived.iter().filter(|l| l.about(what)).count();
    let commonest = reasons.iter().copied().max_by_key(|r| count(r)).unwrap_or_default();
    let (low, of) = (count("mood"), lived.len());

    let lonely = |ages: RangeInclusive<u16>| {
        let those: Vec<_> = lived.iter().filter(|l| l.age.is_some_and(|age| ages.contains(&age))).collect();
        percent(those.iter().filter(|l| l.about("lonely")).count(), those.len())
    };
    let (young, middle, old) = (lonely(16..=24), lonely(25..=64), lonely(65..=120));
    let times = young / old.max(0.01);

    let since = |from: i64, to: i64| lived.iter().filter(|l| (from..to).contains(&l.days_ago)).count();
    let grown = since(0, 365) as f64 / since(365, 730).max(1) as f64;
    vec![
        Fact {
            name: "sent by a medical setting".to_owned(),
            parameter: "72–85 %".to_owned(),
            source: BU,
            tolerance: "in between".to_owned(),
            found: format!("{:.1} %", percent(medical, of)),
            within: of == 0 || (72.0..=85.0).contains(&percent(medical, of)),
        },
        Fact {
            name: "commonest reason".to_owned(),
            parameter: "mental health".to_owned(),
            source: BU,
            tolerance: "the commonest".to_owned(),
            found: format!("{commonest}, {:.0} %", percent(count(commonest), of)),
            within: low == count(commonest),
        },
        Fact {
            name: "lonely: up to 24 against 65 and over".to_owned(),
            parameter: "3.3 times".to_owned(),
            source: LONELY,
            tolerance: "within 1.3".to_owned(),
            found: format!("{times:.1} times"),
            within: of == 0 || (times - 3.3).abs() <= 1.3,
        },
        Fact {
            name: "lonely: up to 24, 25 to 64, 65 and over".to_owned(),
            parameter: "falls".to_owned(),
            source: LONELY,
            tolerance: "each below the one before".to_owned(),
            found: format!("{young:.0}, {middle:.0}, {old:.0} %"),
            within: of == 0 || (young > middle && middle > old),
        },
        Fact {
            name: "referrals of the last year against the year before".to_owned(),
            parameter: "1.2 times".to_owned(),
            source: OURS,
            tolerance: "within 0.15".to_owned(),
            found: format!("{grown:.2} times"),
            within: of == 0 || (grown - 1.2).abs() <= 0.15,
        },
    ]
}

/// How far those got who have had the time for it.
fn of_ways(lived: &[Lived<'_>]) -> Vec<Fact> {
    let settled: Vec<&Lived<'_>> = lived.iter().filter(|l| l.days_ago > SETTLED).collect();
    let of = |name: &str, parameter, points, source, is: &dyn Fn(&Lived<'_>) -> bool| {
        share(name, parameter, points, source, (settled.iter().filter(|l| is(l)).count(), settled.len()))
    };
    vec![
        of("reached a link worker", 90.0, 2.0, BU, &|l| l.reached),
        of("set a goal", 65.0, 3.0, OURS, &|l| l.planned),
        of("were sent on to a service", 52.0, 3.0, OURS, &|l| !l.onward.is_empty()),
        of("came to a service", 38.0, 2.5, BU, &|l| l.came()),
        of("nobody has said whether they came", 8.0, 2.0, OURS, &|l| !l.came() && l.onward.contains(&Sent::Unsaid)),
        of("answered ONS4 twice", 25.0, 3.0, OURS, &|l| l.measures.len() > 1),
    ]
}

/// ONS4, at first and last, of those who answered it twice.
fn of_measures(lived: &[Lived<'_>]) -> Vec<Fact> {
    const ITEMS: [(&str, &str, f64, f64); 4] = [
        ("satisfied", "satisfied with life", 4.7, 6.8),
        ("worthwhile", "things are worthwhile", 5.1, 6.8),
        ("happy", "happy yesterday", 5.3, 7.5),
        ("anxious", "anxious yesterday", 4.8, 3.4),
    ];
    let value = |answers: &BTreeMap<String, Answer>, item: &str| match answers.get(item) {
        Some(Answer::Value(value)) => Some(*value as f64),
        _ => None,
    };
    let mut all = vec![];
    for (item, name, before, after) in ITEMS {
        let twice = lived.iter().filter_map(|l| match l.measures.as_slice() {
            [first, .., last] => Some((value(first, item)?, value(last, item)?)),
            _ => None,
        });
        let (first, last): (Vec<f64>, Vec<f64>) = twice.unzip();
        all.push(mean(&format!("{name}, at first"), before, 0.3, GREEN, &first));
        all.push(mean(&format!("{name}, at last"), after, 0.3, GREEN, &last));
    }
    all
}

fn busiest(lived: &[Lived<'_>]) -> Fact {
    let mut held: HashMap<&str, usize> = HashMap::new();
    for holder in lived.iter().filter_map(|l| l.holder) {
        *held.entry(holder).or_default() += 1;
    }
    let most = held.values().copied().max().unwrap_or_default();
    Fact {
        name: "open cases of the busiest link worker".to_owned(),
        parameter: CASELOAD.to_string(),
        source: OURS,
        tolerance: "no more".to_owned(),
        found: most.to_string(),
        within: most <= CASELOAD,
    }
}

fn percent(n: usize, of: usize) -> f64 {
    100.0 * n as f64 / of.max(1) as f64
}

fn share(name: &str, parameter: f64, points: f64, source: &'static str, (n, of): (usize, usize)) -> Fact {
    let found = percent(n, of);
    Fact {
        name: name.to_owned(),
        parameter: format!("{parameter} %"),
        source,
        tolerance: format!("within {points} points"),
        found: format!("{found:.1} %"),
        within: of == 0 || (found - parameter).abs() <= points,
    }
}

fn mean(name: &str, parameter: f64, within: f64, source: &'static str, values: &[f64]) -> Fact {
    let found = values.iter().sum::<f64>() / values.len().max(1) as f64;
    Fact {
        name: name.to_owned(),
        parameter: parameter.to_string(),
        source,
        tolerance: format!("within {within}"),
        found: format!("{found:.2}"),
        within: values.is_empty() || (found - parameter).abs() <= within,
    }
}

/// What `kith demo` prints when it has made one: a line for each fact.
pub fn resemblance(facts: &[Fact]) -> String {
    let width = |of: fn(&Fact) -> &str| facts.iter().map(|f| of(f).chars().count()).max().unwrap_or_default();
    let name = width(|f| &f.name);
    let (parameter, found, tolerance) = (width(|f| &f.parameter), width(|f| &f.found), width(|f| &f.tolerance) + 4);
    let mut out = String::from("\nWhat the demo was made to resemble\n\n");
    for f in facts {
        let so = if f.within { f.tolerance.clone() } else { format!("NOT {}", f.tolerance) };
        out.push_str(&format!(
            "  {:<name$}   {:<parameter$}   found {:<found$}   {so:<tolerance$}   {}\n",
            f.name, f.parameter, f.found, f.source
        ));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fact_is_a_line_and_one_that_is_out_says_so() {
        let facts = [
            share("reached a link worker", 90.0, 2.0, BU, (896, 1000)),
            share("came", 38.0, 2.5, BU, (1, 2)),
            share("nobody", 38.0, 2.5, BU, (0, 0)),
            mean("age", 55.0, 3.0, CONTEXT, &[50.0, 57.0]),
        ];
        let said = resemblance(&facts);
        let lines: Vec<&str> = said.lines().filter(|l| l.starts_with("  ")).collect();
        assert!(lines[0].starts_with("  reached a link worker   90 %   found 89.6 %   within 2 points"), "{said}");
        assert!(lines[1].contains("found 50.0 %   NOT within 2.5 points"), "{said}");
        assert_eq!(facts.map(|f| f.within), [true, false, true, true], "{said}");
    }
}
