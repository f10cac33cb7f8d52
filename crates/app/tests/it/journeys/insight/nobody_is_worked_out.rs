//! Somebody who wants to know takes everything that a commissioner can reach, and works out what a star may stand for: by taking parts from totals, one
//! stage from another, one cut from another. Every star is left with at least three numbers.

use base::db::testing;
use kernel::disclosure;
use std::collections::BTreeMap;
use testkit::{Browser, on_both};

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

/// So many people, each in one group of each cut; small groups are as usual as large ones.
fn report(dice: &mut Dice, people: u64) -> serde_json::Value {
    let settings = ["gp-practice", "a-and-e", "police", "self", "school", "care-home"];
    let tenths = ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", ""];
    let months = [
        "2025-09", "2025-10", "2025-11", "2025-12", "2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06",
        "2026-07", "2026-08",
    ];
    let mut cuts = [&settings[..], &tenths, &months]
        .map(|codes| codes.iter().map(|c| ((*c).to_owned(), Counts::default())).collect::<BTreeMap<String, Counts>>());
    for _ in 0..people {
        let counts = person(dice);
        for (cut, codes) in cuts.iter_mut().zip([&settings[..], &tenths, &months]) {
            // Twice the least of two throws: the first groups are large, the last have a few.
            let at =
                dice.below(codes.len() as u64).min(dice.below(codes.len() as u64)).min(dice.below(codes.len() as u64));
            let all = cut.get_mut(codes[at as usize]).expect("a group");
            all.iter_mut().zip(counts).for_each(|(n, more)| *n += more);
        }
    }
    let groups = |cut: &BTreeMap<String, Counts>| {
        cut.iter().map(|(code, counts)| serde_json::json!({ "code": code, "counts": counts })).collect::<Vec<_>>()
    };
    serde_json::json!({
        "as_of": "2026-11-24", "first": "2025-09-01", "last": "2026-08-31", "edition": 2025, "made_up": false,
        "settings": groups(&cuts[0]), "deciles": groups(&cuts[1]), "months": groups(&cuts[2]),
    })
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

/// Narrows the ranges of parts that make a whole, both ways; says whether anything changed.
fn narrow(parts: &mut [&mut Range], whole: &mut Range) -> bool {
    let before: Vec<Range> = parts.iter().map(|p| **p).chain([*whole]).collect();
    let (least, most): (i64, i64) = parts.iter().fold((0, 0), |(a, b), p| (a + p.0, b + p.1));
    *whole = (whole.0.max(least), whole.1.min(most));
    for part in parts.iter_mut() {
        let (others_least, others_most) = (least - part.0, most - part.1);
        **part = (part.0.max(whole.0 - others_most), part.1.min(whole.1 - others_least));
    }
    before != parts.iter().map(|p| **p).chain([*whole]).collect::<Vec<_>>()
}

/// Narrows two numbers of which the first is not the larger.
fn at_most(small: &mut Range, large: &mut Range) -> bool {
    let before = (*small, *large);
    small.1 = small.1.min(large.1);
    large.0 = large.0.max(small.0);
    before != (*small, *large)
}

const STAGES: usize = 7;
/// Which stage is never more than which other.
const WITHIN: [(usize, usize); 7] = [(1, 0), (2, 0), (3, 0), (4, 3), (5, 3), (6, 0), (4, 0)];

async fn attack(kim: &mut Browser) -> usize {
    let mut cuts = vec![];
    for file in ["setting", "decile", "month"] {
        let rows = table(kim, file).await;
        cuts.push(rows.iter().map(|row| (1..=STAGES).map(|n| known(&row[n])).collect::<Vec<_>>()).collect::<Vec<_>>());
    }
    let funnel = table(kim, "funnel").await;
    let mut totals: Vec<Range> = (1..=STAGES).map(|n| known(&funnel[0][n])).collect();

    // The page shows no other numbers than the files: each percentage follows from two of them.
    for file in ["funnel", "setting", "decile", "month"] {
        for row in table(kim, file).await {
            let number = |text: &str| {
                if text == "*" { disclosure::Shown::Few } else { disclosure::shown(text.parse().expect("a number")) }
            };
            let percent = disclosure::percent(number(&row[5]), number(&row[1]));
            assert_eq!(row[8], percent.map_or_else(String::new, |p| p.to_string()), "{row:?}");
        }
    }

    let stars: Vec<(usize, usize, usize)> = cuts
        .iter()
        .enumerate()
        .flat_map(|(c, rows)| {
            rows.iter().enumerate().flat_map(move |(r, row)| {
                row.iter().enumerate().filter(|(_, n)| n.1 == MOST).map(move |(s, _)| (c, r, s))
            })
        })
        .collect();
    loop {
        let mut changed = false;
        for cut in &mut cuts {
            let end = cut.len() - 1;
            let (rows, last) = cut.split_at_mut(end);
            for stage in 0..STAGES {
                let mut parts: Vec<&mut Range> = rows.iter_mut().map(|row| &mut row[stage]).collect();
                // The last row is the total, and the same for every cut.
                changed |= narrow(&mut parts, &mut totals[stage]);
                last[0][stage] = totals[stage];
            }
            for row in rows.iter_mut() {
                for (small, large) in WITHIN {
                    let (mut a, mut b) = (row[small], row[large]);
                    changed |= at_most(&mut a, &mut b);
                    (row[small], row[large]) = (a, b);
                }
            }
        }
        if !changed {
            break;
        }
    }
    for (cut, row, stage) in &stars {
        let (from, to) = cuts[*cut][*row][*stage];
        let what = ["setting", "decile", "month"][*cut];
        assert!(to - from >= 2, "row {row}, stage {stage}: from {from} to {to} in {:?}", table(kim, what).await);
    }
    stars.len()
}

on_both! {
    async fn from_all_that_can_be_reached(app) {
        let mut kim = app.signed_in("kim").await;
        let mut dice = Dice(20_261_124);
        let (mut stars, mut shown) = (0, 0);
        for people in [5, 9, 12, 20, 31, 45, 60, 90, 130, 200, 400, 900] {
            let mut tx = testing::tamper(&app.machine.db).await;
            let put = "INSERT INTO insight_report (kind, made_at, body) VALUES ('funnel', $1, $2) ON CONFLICT (kind) DO UPDATE SET body = excluded.body";
            tx.run(put, (app.clock.now(), sqlx::types::Json(report(&mut dice, people)))).await.expect("a report");
            tx.commit().await.expect("a commit");
            stars += attack(&mut kim).await;

            // What the page draws and says is what the files have.
            let page = kim.visit("/insight").await.text();
            for file in ["setting", "decile", "month"] {
                for row in table(&mut kim, file).await {
                    if let (Ok(n), Ok(percent)) = (row[1].parse::<u64>(), row[8].parse::<u64>()) {
                        shown += 1;
                        if row[0] != "All" {
                            let said = format!("{percent} % of {}", disclosure::shown(n));
                            assert!(page.contains(&said), "{said} is not on the page");
                        }
                    }
                }
            }
        }
        assert!(stars > 300 && shown > 50, "{stars} stars, {shown} numbers: nothing was attacked");
    }
}
