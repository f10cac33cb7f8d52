//! Somebody who wants to know takes everything that a commissioner can reach, and works out what a star may stand for: by taking parts from totals, one
//! stage from another, one cut from another, and the reports of several months from each other. Every star is left with at least three numbers.

use base::db::testing;
use kernel::disclosure;
use std::collections::{BTreeMap, BTreeSet};
use testkit::{App, Browser, on_both};

/// From a seed, the same each time (Marsaglia's xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n
    }
}

type Counts = [u64; 7];

fn person(dice: &mut Dice) -> Counts {
    let reached = dice.below(10) < 9;
    let plan = reached && dice.below(10) < 7;
    let connected = plan && dice.below(10) < 8;
    let came = connected && dice.below(10) < 7;
    let unknown = connected && !came && dice.below(2) == 0;
    [true, reached, plan, connected, came, unknown, plan && dice.below(3) == 0].map(u64::from)
}

/// So many months, and in each twelve of them about so many people, each in one group of each cut; small groups are as usual as large ones.
fn months(dice: &mut Dice, people: u64, months: usize) -> Vec<serde_json::Value> {
    let settings = ["gp-practice", "a-and-e", "police", "self", "school", "care-home"];
    let tenths = ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", ""];
    let none = || {
        [&settings[..], &tenths, &BOROUGHS].map(|codes| {
            codes.iter().map(|c| ((*c).to_owned(), Counts::default())).collect::<BTreeMap<String, Counts>>()
        })
    };
    let mut all: Vec<_> = (0..months).map(|_| none()).collect();
    // Twice the least of two throws: the first groups are large, the last have a few.
    let small = |dice: &mut Dice, n: usize| dice.below(n as u64).min(dice.below(n as u64)).min(dice.below(n as u64));
    for _ in 0..people * months as u64 / 12 {
        let counts = person(dice);
        let month = small(dice, months) as usize;
        for (cut, codes) in all[month].iter_mut().zip([&settings[..], &tenths, &BOROUGHS]) {
            let code = codes[small(dice, codes.len()) as usize];
            cut.get_mut(code).expect("a group").iter_mut().zip(counts).for_each(|(n, more)| *n += more);
        }
    }
    let groups = |cut: &BTreeMap<String, Counts>| {
        cut.iter().map(|(code, counts)| serde_json::json!({ "code": code, "counts": counts })).collect::<Vec<_>>()
    };
    let month = |(at, [settings, deciles, boroughs]): (usize, &[BTreeMap<String, Counts>; 3])| {
        serde_json::json!({
            "code": format!("{}-{:02}", 2025 + at / 12, at % 12 + 1), "edition": 2025, "made_up": false,
            "settings": groups(settings), "deciles": groups(deciles), "boroughs": groups(boroughs),
        })
    };
    all.iter().enumerate().map(month).collect()
}

/// What a number may be: from, to.
type Range = (i64, i64);

const MOST: i64 = 1_000_000;

/// What somebody who sees a text knows of the number. A star may be anything: they do not know why it stands there.
fn known(text: &str) -> Range {
    match text {
        "*" => (0, MOST),
        "0" => (0, 0),
        n => {
            let n: i64 = n.replace(',', "").parse().expect("a number");
            assert!(n >= 10 && n % 5 == 0, "{n} is not rounded");
            (n - 2, n + 2)
        }
    }
}

/// The table of a file: its rows and, last, the total.
async fn table(kim: &mut Browser, file: &str) -> Vec<Vec<String>> {
    let text = kim.visit(&format!("/insight/{file}.csv")).await.html.clone();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.records().map(|r| r.expect("a row").iter().map(str::to_owned).collect()).collect()
}

const STAGES: usize = 7;
/// Which stage is never more than which other.
const WITHIN: [(usize, usize); 7] = [(1, 0), (2, 0), (3, 0), (4, 3), (5, 3), (6, 0), (4, 0)];
const CUTS: [&str; 3] = ["setting", "decile", "month"];
/// The boroughs of the cut that everybody may see, and of whom it is not known.
const BOROUGHS: [&str; 6] = ["Hackney", "Havering", "Newham", "Redbridge", "Tower Hamlets", ""];
/// Where the boroughs stand in what is seen, after [`CUTS`].
const BOROUGH: usize = 3;

/// Numbers of people at each stage, as places among what is known.
type Line = [usize; STAGES];

/// One report: the lines of each cut by their names.
type Seen = [BTreeMap<String, Line>; 4];

/// All that is known: what each number may be, which are the parts of which, which are never more than which.
#[derive(Default)]
struct Known {
    ranges: Vec<Range>,
    sums: Vec<(Vec<usize>, usize)>,
    within: Vec<(usize, usize)>,
    /// Where a star was seen, and what it was.
    stars: Vec<(usize, String)>,
}

impl Known {
    fn line(&mut self, ranges: [Range; STAGES]) -> Line {
        let line = ranges.map(|range| {
            self.ranges.push(range);
            self.ranges.len() - 1
        });
        self.within.extend(WITHIN.map(|(small, large)| (line[small], line[large])));
        line
    }

    /// A line that nobody has shown.
    fn unseen(&mut self) -> Line {
        self.line([(0, MOST); STAGES])
    }

    fn are_parts(&mut self, parts: &[Line], whole: Line) {
        self.sums.extend((0..STAGES).map(|stage| (parts.iter().map(|p| p[stage]).collect(), whole[stage])));
    }

    /// Reads all files. A month that an earlier report had is the same number there.
    async fn read(&mut self, kim: &mut Browser, months: &mut BTreeMap<String, Line>) -> Seen {
        let mut seen = Seen::default();
        let mut total = None;
        for (cut, name) in CUTS.into_iter().enumerate() {
            let rows = table(kim, name).await;
            let (last, rows) = rows.split_last().expect("a total");
            for row in rows {
                let numbers: [Range; STAGES] = std::array::from_fn(|stage| known(&row[stage + 1]));
                let line = match months.get(&row[0]).filter(|_| name == "month") {
                    None => self.line(numbers),
                    Some(line) => {
                        for (place, (from, to)) in line.iter().zip(numbers) {
                            let (a, b) = self.ranges[*place];
                            self.ranges[*place] = (a.max(from), b.min(to));
                        }
                        *line
                    }
                };
                for (stage, place) in line.iter().enumerate().filter(|(stage, _)| row[stage + 1] == "*") {
                    self.stars.push((*place, format!("{name}, {}, stage {stage}", row[0])));
                }
                if name == "month" {
                    months.insert(row[0].clone(), line);
                }
                seen[cut].insert(row[0].clone(), line);
            }
            // The last row is the total, and the same for every cut.
            let numbers = std::array::from_fn(|stage| known(&last[stage + 1]));
            let total = *total.get_or_insert_with(|| self.line(numbers));
            let parts: Vec<Line> = seen[cut].values().copied().collect();
            self.are_parts(&parts, total);
        }
        seen[BOROUGH] = self.read_boroughs(kim).await;
        let parts: Vec<Line> = seen[BOROUGH].values().copied().collect();
        self.are_parts(&parts, total.expect("a total"));
        seen
    }

    /// The public pages of boroughs say less: how many were referred, were reached, came, and of how many that is not known; and of how many it is not known where
    /// they live.
    async fn read_boroughs(&mut self, anybody: &mut Browser) -> BTreeMap<String, Line> {
        let mut lines = BTreeMap::new();
        let mut nowhere = None;
        for borough in BOROUGHS.into_iter().filter(|b| !b.is_empty()) {
            let slug = borough.to_lowercase().replace(' ', "-");
            let text = anybody.visit(&format!("/find/places/{slug}/progress.csv")).await.html.clone();
            let mut reader = csv::Reader::from_reader(text.as_bytes());
            let rows: Vec<csv::StringRecord> = reader.records().map(|r| r.expect("a row")).collect();
            // Row and column of the file, and the stage that it tells of.
            let places = [(0, 2, 0), (1, 2, 1), (2, 2, 4), (2, 4, 5)];
            let mut ranges = [(0, MOST); STAGES];
            places.iter().for_each(|(row, column, stage)| ranges[*stage] = known(&rows[*row][*column]));
            let line = self.line(ranges);
            for (row, column, stage) in places.into_iter().filter(|(r, c, _)| &rows[*r][*c] == "*") {
                self.stars.push((line[stage], format!("{borough}, row {row}, column {column}")));
            }
            lines.insert(borough.to_owned(), line);
            nowhere = Some(rows[0][4].to_owned());
        }
        let nowhere = nowhere.expect("a borough");
        let mut ranges = [(0, MOST); STAGES];
        ranges[0] = known(&nowhere);
        let line = self.line(ranges);
        if nowhere == "*" {
            self.stars.push((line[0], "of whom it is not known where they live".to_owned()));
        }
        lines.insert(String::new(), line);
        lines
    }

    /// Of two reports, one a month after the other: each group is its people of the month that one of them has alone, and of the eleven that both have.
    fn compare(&mut self, before: &Seen, after: &Seen) {
        let both: Vec<Line> = before[2].iter().filter(|(m, _)| after[2].contains_key(*m)).map(|(_, l)| *l).collect();
        assert_eq!(both.len(), 11);
        let eleven = self.unseen();
        self.are_parts(&both, eleven);
        let alone = |of: &Seen, than: &Seen| {
            of[2].iter().find(|(m, _)| !than[2].contains_key(*m)).map(|(_, line)| *line).expect("a month")
        };
        let (gone, come) = (alone(before, after), alone(after, before));
        for cut in [0, 1, BOROUGH] {
            let names: BTreeSet<&String> = before[cut].keys().chain(after[cut].keys()).collect();
            let (mut leave, mut stay, mut enter) = (vec![], vec![], vec![]);
            for name in names {
                let (l, s, e) = (self.unseen(), self.unseen(), self.unseen());
                // A group that is not listed is seen to be nobody.
                let mut of = |seen: &Seen| seen[cut].get(name).copied().unwrap_or_else(|| self.line([(0, 0); STAGES]));
                let (was, is) = (of(before), of(after));
                self.are_parts(&[l, s], was);
                self.are_parts(&[s, e], is);
                leave.push(l);
                stay.push(s);
                enter.push(e);
            }
            self.are_parts(&leave, gone);
            self.are_parts(&stay, eleven);
            self.are_parts(&enter, come);
        }
    }

    /// Narrows all ranges by each other until nothing more follows.
    fn work_out(&mut self) {
        loop {
            let before = self.ranges.clone();
            for (parts, whole) in &self.sums {
                let (least, most) =
                    parts.iter().map(|p| self.ranges[*p]).fold((0, 0), |(a, b), (from, to)| (a + from, b + to));
                let all = &mut self.ranges[*whole];
                *all = (all.0.max(least), all.1.min(most));
                let (from, to) = *all;
                for part in parts {
                    let (a, b) = self.ranges[*part];
                    self.ranges[*part] = (a.max(from - (most - b)), b.min(to - (least - a)));
                }
            }
            for (small, large) in &self.within {
                self.ranges[*small].1 = self.ranges[*small].1.min(self.ranges[*large].1);
                self.ranges[*large].0 = self.ranges[*large].0.max(self.ranges[*small].0);
            }
            if before == self.ranges {
                return;
            }
        }
    }
}

/// The page shows no other numbers than the files: each percentage follows from two of them, and what it draws and says is what they have.
async fn the_page_has_what_the_files_have(kim: &mut Browser) -> usize {
    let page = kim.visit("/insight").await.text();
    let mut shown = 0;
    for file in ["funnel", "setting", "decile", "month"] {
        for row in table(kim, file).await {
            let number = |text: &str| {
                if text == "*" { disclosure::Shown::Few } else { disclosure::shown(text.parse().expect("a number")) }
            };
            let percent = disclosure::percent(number(&row[5]), number(&row[1]));
            assert_eq!(row[8], percent.map_or_else(String::new, |p| p.to_string()), "{row:?}");
            if let Some(percent) = percent.filter(|_| row[0] != "All") {
                shown += 1;
                let said = format!("{percent}% of {}", number(&row[1]));
                assert!(page.contains(&said), "{said} is not on the page");
            }
        }
    }
    shown
}

async fn publish(app: &App, months: &[serde_json::Value]) {
    let body =
        serde_json::json!({ "as_of": "2026-11-24", "first": "2025-09-01", "last": "2026-08-31", "months": months });
    let mut tx = testing::tamper(&app.machine.db).await;
    let put = "INSERT INTO insight_report (kind, made_at, body) VALUES ('months', $1, $2) ON CONFLICT (kind) DO UPDATE SET body = excluded.body";
    tx.run(put, (app.clock.now(), sqlx::types::Json(body))).await.expect("a report");
    tx.commit().await.expect("a commit");
}

const SIZES: [u64; 12] = [5, 9, 12, 20, 31, 45, 60, 90, 130, 200, 400, 900];

on_both! {
    async fn from_all_that_can_be_reached(app) {
        let mut kim = app.signed_in("kim").await;
        let mut dice = Dice(20_261_124);
        let (mut stars, mut shown) = (0, 0);
        for people in SIZES {
            publish(&app, &months(&mut dice, people, 12)).await;
            shown += the_page_has_what_the_files_have(&mut kim).await;
            let mut known = Known::default();
            known.read(&mut kim, &mut BTreeMap::new()).await;
            known.work_out();
            for (place, what) in &known.stars {
                let (from, to) = known.ranges[*place];
                assert!(to - from >= 2, "{people} people, {what}: from {from} to {to}");
            }
            stars += known.stars.len();
        }
        assert!(stars > 300 && shown > 50, "{stars} stars, {shown} numbers: nothing was attacked");
    }
}

on_both! {
    async fn from_the_reports_of_several_months_together(app) {
        let mut kim = app.signed_in("kim").await;
        let mut dice = Dice(20_271_124);
        let (mut stars, mut nobody) = (0, 0);
        for people in SIZES {
            let all = months(&mut dice, people, 15);
            let (mut known, mut of_months, mut reports) = (Known::default(), BTreeMap::new(), vec![]);
            for twelve in all.windows(12) {
                publish(&app, twelve).await;
                reports.push(known.read(&mut kim, &mut of_months).await);
            }
            for two in reports.windows(2) {
                known.compare(&two[0], &two[1]);
            }
            known.work_out();
            for (place, what) in &known.stars {
                let (from, to) = known.ranges[*place];
                // That a star is nobody may come out: a nought is hidden only beside others, and tells of no person.
                nobody += usize::from(to == 0);
                assert!(to - from >= 2 || to == 0, "{people} people, {what}: from {from} to {to}");
            }
            stars += known.stars.len();
        }
        assert!(stars > 1000 && nobody < stars / 10, "{stars} stars, {nobody} of them known to be nobody");
    }
}
