//! The funnel as a page and as files. Sentence, chart, table and file of a cut are all made out of the same [`Published`].

use super::{
    model::{Published, Report, Row, Stage},
    store,
};
use crate::{
    policy::INSIGHT_VIEW,
    referral::{self, Setting},
    signpost,
};
use axum::{extract::Path, response::Response};
use base::{
    Ctx, Error, House, Result,
    chart::{self, Bar, Bars, Mark, Tone},
    error::Message,
    http::{
        page::{Page, attachment},
        routes::{Access, Route},
    },
};
use kernel::{
    Date,
    disclosure::{self, Shown},
};
use serde::Serialize;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/insight", Access::For(&INSIGHT_VIEW), show),
        Route::get("/insight/{file}", Access::For(&INSIGHT_VIEW), file),
    ]
}

/// In a published study of 160,128 people who were referred in the United Kingdom, of a hundred referrals so many led to contact with a link worker (Bu and
/// others, British Journal of Psychiatry, 2024). What the study says of any support beyond it is none of our stages, so it stands in a sentence below the
/// chart and is not drawn.
const REACHED: f64 = 90.0;

/// Groups of fewer people than these are not compared with each other in a sentence (Warwick Medical School's rule of thumb for measures of wellbeing).
const TO_COMPARE: u64 = 30;

/// A line of a table.
#[derive(Serialize, Debug)]
struct Line {
    label: String,
    /// For each stage the number of people, and of the later ones how many in a hundred.
    cells: Vec<String>,
}

/// One cut of the same people: in words, as a drawing, as a table, as a file.
#[derive(Serialize, Debug)]
struct Cut {
    code: &'static str,
    sentence: Message,
    chart: Bars,
    lines: Vec<Line>,
}

/// The numbers, when there are any.
#[derive(Serialize, Debug)]
struct View {
    first: Date,
    last: Date,
    /// Those of the index of deprivation, as a list.
    editions: String,
    made_up: bool,
    cuts: Vec<Cut>,
    /// How often a worker only named a service to somebody in the same months: no person of the funnel.
    signposts: Shown,
}

/// How far people get after a referral.
#[derive(Serialize, Debug)]
pub(super) struct FunnelPage {
    stages: Vec<&'static str>,
    view: Option<View>,
}

impl Page for FunnelPage {
    const TEMPLATE: &'static str = "insight/funnel";
    fn sample() -> Vec<FunnelPage> {
        let day = |text: &str| text.parse().expect("a sample day");
        let bar = |tone, mark| Bar { label: "Came".into(), value: Some(38.0), text: "470 (38%)".into(), tone, mark };
        let mark = Some(Mark { at: 38.0, text: "Published: 38%".into() });
        let bars = vec![bar(Tone::Main, mark), bar(Tone::Unknown, None)];
        let cut = |code| Cut {
            code,
            sentence: message("insight-funnel-too-few", vec![]),
            chart: Bars { title: "How far people got".into(), most: 100.0, bars: bars.clone() },
            lines: vec![Line { label: "A&E".into(), cells: vec!["120".into(); Stage::ALL.len()] }],
        };
        let view = |editions: &str, made_up| View {
            first: day("2025-09-01"),
            last: day("2026-08-31"),
            editions: editions.into(),
            made_up,
            cuts: CUTS.map(cut).into(),
            signposts: if made_up { Shown::Few } else { Shown::About(120) },
        };
        let page = |view| FunnelPage { stages: Stage::ALL.map(Stage::code).into(), view };
        vec![page(Some(view("2019, 2025", false))), page(Some(view("", true))), page(Some(view("", false))), page(None)]
    }
}

/// The cuts, in the order of the page; a file is called as its cut.
const CUTS: [&str; 4] = ["funnel", "setting", "decile", "month"];

fn message(key: &str, args: Vec<(&str, String)>) -> Message {
    Message { key: key.to_owned(), args: args.into_iter().map(|(k, v)| (k.to_owned(), v)).collect() }
}

/// The reader's words, and what the settings are called.
struct Say<'a> {
    ctx: &'a Ctx,
    settings: Vec<Setting>,
}

impl Say<'_> {
    fn say(&self, key: &str, pairs: &[(&str, &str)]) -> String {
        self.ctx.machine.words.with(&self.ctx.request.lang, key, pairs)
    }
}

/// What the groups of a cut are called.
fn label(to: &Say<'_>, cut: &str, code: &str) -> String {
    match (cut, code) {
        ("decile", "") => to.say("insight-tenth-not-known", &[]),
        ("decile", "01") => to.say("insight-tenth-most", &[]),
        ("decile", "10") => to.say("insight-tenth-least", &[]),
        ("decile", tenth) => to.say("insight-tenth", &[("n", tenth.trim_start_matches('0'))]),
        ("month", month) => {
            let (year, number) = month.split_once('-').unwrap_or((month, ""));
            let name = to.say(&format!("month-{}", number.trim_start_matches('0')), &[]);
            to.say("insight-month-of", &[("month", &name), ("year", year)])
        }
        (_, setting) => referral::setting_name(to.ctx, &to.settings, setting),
    }
}

/// The groups of a cut that are worth a line: there are many settings, and one from which it is seen that nobody came is left out.
fn rows<'a>(cut: &'a str, published: &'a Published) -> impl Iterator<Item = &'a Row> {
    published.rows.iter().filter(move |row| cut != "setting" || row.of(Stage::Referred) != Shown::Zero)
}

fn published(report: &Report, cut: &str) -> Published {
    Published::of(&report.groups(cut))
}

/// `470 (38%)`, `*`.
fn with_percent(to: &Say<'_>, row: &Row, stage: Stage) -> String {
    let n = row.of(stage).to_string();
    match row.percent(stage) {
        Some(percent) => to.say("insight-with-percent", &[("n", &n), ("percent", &percent.to_string())]),
        None => n,
    }
}

fn line(to: &Say<'_>, label: String, row: &Row) -> Line {
    let cell = |stage| match stage {
        Stage::Referred => row.of(stage).to_string(),
        _ => with_percent(to, row, stage),
    };
    Line { label, cells: Stage::ALL.map(cell).into() }
}

/// The stages of all people together.
fn funnel(to: &Say<'_>, total: &Row) -> Cut {
    let mark = || Mark { at: REACHED, text: to.say("insight-published", &[("percent", &format!("{REACHED:.0}"))]) };
    let bar = |stage: Stage| Bar {
        label: to.say(&format!("insight-stage-{}", stage.code()), &[]),
        value: row_value(total, stage),
        text: if stage == Stage::Referred { total.of(stage).to_string() } else { with_percent(to, total, stage) },
        tone: if stage == Stage::NotKnown { Tone::Unknown } else { Tone::Main },
        mark: (stage == Stage::Reached).then(mark),
    };
    let bars = Stage::ALL.map(bar).to_vec();
    let percents = [Stage::Reached, Stage::Came, Stage::NotKnown].map(|s| total.percent(s));
    let sentence = match percents {
        [Some(reached), Some(came), None] => message(
            "insight-funnel-known",
            vec![
                ("n", total.of(Stage::Referred).to_string()),
                ("reached", reached.to_string()),
                ("came", came.to_string()),
            ],
        ),
        [Some(reached), Some(came), Some(unknown)] => message(
            "insight-funnel-sentence",
            vec![
                ("n", total.of(Stage::Referred).to_string()),
                ("reached", reached.to_string()),
                ("came", came.to_string()),
                ("unknown", unknown.to_string()),
            ],
        ),
        _ => message("insight-funnel-too-few", vec![]),
    };
    let chart = Bars { title: to.say("insight-funnel-chart", &[]), most: 100.0, bars };
    Cut { code: "funnel", sentence, chart, lines: vec![line(to, to.say("insight-all", &[]), total)] }
}

fn row_value(row: &Row, stage: Stage) -> Option<f64> {
    row.percent(stage).map(|p| p as f64)
}

/// A cut by groups: of each, how many in a hundred came.
fn groups(to: &Say<'_>, code: &'static str, published: &Published) -> Cut {
    let bars = rows(code, published).map(|row| Bar {
        label: label(to, code, &row.code),
        value: row_value(row, Stage::Came),
        text: match (row.percent(Stage::Came), row.of(Stage::Referred)) {
            (Some(percent), n) => to.say("insight-of", &[("percent", &percent.to_string()), ("n", &n.to_string())]),
            (None, Shown::Zero) => "0".to_owned(),
            (None, _) => "*".to_owned(),
        },
        tone: if row.code.is_empty() { Tone::Unknown } else { Tone::Main },
        mark: None,
    });
    let chart = Bars { title: to.say(&format!("insight-{code}-chart"), &[]), most: 100.0, bars: bars.collect() };
    let mut lines: Vec<Line> = rows(code, published).map(|row| line(to, label(to, code, &row.code), row)).collect();
    lines.push(line(to, to.say("insight-all", &[]), &published.total));
    Cut { code, sentence: compared(to, code, published), chart, lines }
}

/// Where people came most often and where least, among groups that are large enough to say so.
fn compared(to: &Say<'_>, code: &str, published: &Published) -> Message {
    let large = |row: &&Row| !row.code.is_empty() && row.of(Stage::Referred).value().is_some_and(|n| n >= TO_COMPARE);
    let mut rates: Vec<(u64, &Row)> =
        published.rows.iter().filter(large).filter_map(|row| Some((row.percent(Stage::Came)?, row))).collect();
    // Of several with the same rate, the one that comes first.
    rates.sort_by_key(|(percent, _)| *percent);
    let (Some((least, low)), Some((most, _))) = (rates.first(), rates.last()) else {
        return message("insight-compare-too-few", vec![]);
    };
    if rates.len() < 2 {
        return message("insight-compare-too-few", vec![]);
    }
    if least == most {
        return message("insight-compare-same", vec![("percent", most.to_string())]);
    }
    let high = rates.iter().find(|(percent, _)| percent == most).map_or(*low, |(_, row)| *row);
    message(
        "insight-compare",
        vec![
            ("most", label(to, code, &high.code)),
            ("most_percent", most.to_string()),
            ("least", label(to, code, &low.code)),
            ("least_percent", least.to_string()),
        ],
    )
}

async fn show(ctx: Ctx) -> Result<Response> {
    let (mut rx, _) = ctx.read(&INSIGHT_VIEW, House::id()).await?;
    let report = store::report(&mut rx).await?;
    let to = Say { ctx: &ctx, settings: referral::settings(&mut rx).await? };
    let month = |day: Date| day.to_string()[..7].to_owned();
    let signposts = match &report {
        Some((_, r)) => signpost::total(&mut rx, &month(r.first), &month(r.last)).await?,
        None => 0,
    };
    drop(rx);
    let view = report.map(|(_, report)| View {
        first: report.first,
        last: report.last,
        editions: report.editions().iter().map(i64::to_string).collect::<Vec<_>>().join(", "),
        made_up: report.months.iter().any(|m| m.made_up),
        cuts: CUTS
            .map(|code| match code {
                "funnel" => funnel(&to, &published(&report, code).total),
                _ => groups(&to, code, &published(&report, code)),
            })
            .into(),
        signposts: disclosure::shown(signposts),
    });
    ctx.page(&FunnelPage { stages: Stage::ALL.map(Stage::code).into(), view })
}

/// A cut as a file for a spreadsheet.
async fn file(ctx: Ctx, Path(name): Path<String>) -> Result<Response> {
    let code = name.strip_suffix(".csv").and_then(|n| CUTS.into_iter().find(|c| *c == n)).ok_or(Error::NotFound)?;
    let (mut rx, _) = ctx.read(&INSIGHT_VIEW, House::id()).await?;
    let (_, report) = store::report(&mut rx).await?.ok_or(Error::NotFound)?;
    let to = Say { ctx: &ctx, settings: referral::settings(&mut rx).await? };
    drop(rx);
    let published = published(&report, code);
    let cell = |shown: Shown| shown.value().map_or_else(|| "*".to_owned(), |n| n.to_string());
    let line = |label: String, row: &Row| {
        let mut cells = vec![label];
        cells.extend(row.shown.map(cell));
        cells.push(row.percent(Stage::Came).map_or_else(String::new, |p| p.to_string()));
        cells
    };
    let mut rows: Vec<Vec<String>> = match code {
        "funnel" => vec![],
        _ => rows(code, &published).map(|row| line(label(&to, code, &row.code), row)).collect(),
    };
    rows.push(line(to.say("insight-all", &[]), &published.total));
    let mut headings = vec![to.say(&format!("insight-{code}-head"), &[])];
    headings.extend(Stage::ALL.map(|s| to.say(&format!("insight-stage-{}", s.code()), &[])));
    headings.push(to.say("insight-came-percent", &[]));
    let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
    let body = chart::sheet(&headings, &rows);
    attachment(&format!("kith-{code}-{}.csv", report.as_of), "text/csv; charset=utf-8", body)
}
