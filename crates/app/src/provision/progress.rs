//! How far a borough has come, in numbers for everybody: its people by how far they got, its services, its gaps. A page, a file, and the same in a frame.
//!
//! People are counted and hidden where `insight` does it: twelve whole months together, each month counted once. Services are no people, and are shown as they
//! are. A gap names nobody, but is mostly there because of one person, and on the day of a visit: gaps are hidden and rounded by the rule for people.

use super::public::frame;
use crate::{
    directory::{self, Borough, Listed},
    gap, insight,
    policy::PROVISION_VIEW,
};
use axum::{extract::Path, response::Response};
use base::{
    Ctx, Error, House, Result, chart,
    http::{
        page::{Page, attachment},
        routes::{Access, Route},
    },
};
use kernel::{
    Date, Instant,
    disclosure::{self, Shown},
};
use serde::Serialize;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/find/places/{slug}/progress", Access::Public, show),
        Route::get("/find/places/{slug}/progress.csv", Access::Public, file),
        Route::get("/embed/progress/{slug}", Access::Public, framed),
    ]
}

/// A number with what it is of. The words are `progress-{code}`, `progress-means-{code}` and `progress-missing-{code}`.
#[derive(Serialize, Debug)]
struct Figure {
    code: &'static str,
    /// As it may be shown.
    n: String,
    percent: Option<u64>,
    /// What it is part of: a code, with its number.
    of: Option<(&'static str, String)>,
    /// What is not known, where anything can be.
    missing: Option<String>,
}

/// The numbers of a borough.
#[derive(Serialize, Debug)]
struct Numbers {
    /// The first and last day of the twelve months in which people were referred; nothing when they were not counted yet.
    months: Option<(Date, Date)>,
    people: Vec<Figure>,
    services: Vec<Figure>,
    gaps: Vec<Figure>,
    /// Whether any number of people is not shown.
    stars: bool,
    /// Whether people were counted at all, in this borough or in others.
    counted: bool,
    today: Date,
    since: Date,
}

impl Numbers {
    fn figures(&self) -> impl Iterator<Item = &Figure> {
        self.people.iter().chain(&self.services).chain(&self.gaps)
    }

    fn sample(people: bool) -> Numbers {
        let day = |text: &str| text.parse().expect("a sample day");
        let figure = |code, n: &str, percent, of: Option<(&'static str, &str)>, missing: Option<&str>| Figure {
            code,
            n: n.into(),
            percent,
            of: of.map(|(code, n)| (code, n.to_owned())),
            missing: missing.map(str::to_owned),
        };
        let of = Some(("referred", "470"));
        Numbers {
            months: people.then(|| (day("2025-09-01"), day("2026-08-31"))),
            people: if people {
                vec![
                    figure("referred", "470", None, None, Some("35")),
                    figure("reached", "420", Some(89), of, None),
                    figure("came", "*", None, of, Some("*")),
                ]
            } else {
                vec![]
            },
            services: vec![
                figure("listed", "230", None, None, Some("24")),
                figure("checked", "120", Some(52), Some(("listed", "230")), Some("3")),
            ],
            gaps: vec![
                figure("gaps", "20", None, None, Some("*")),
                figure("closed", "10", Some(50), Some(("gaps", "20")), Some("*")),
            ],
            stars: people,
            counted: people,
            today: day("2026-11-24"),
            since: day("2025-11-24"),
        }
    }
}

/// How far a borough has come.
#[derive(Serialize, Debug)]
pub(super) struct ProgressPage {
    name: String,
    slug: String,
    numbers: Numbers,
    /// What somebody copies who wants it on their own page.
    frame: String,
}

impl Page for ProgressPage {
    const TEMPLATE: &'static str = "provision/progress";
    const PUBLIC: bool = true;
    fn sample() -> Vec<ProgressPage> {
        let page = |people| ProgressPage {
            name: "Newham".into(),
            slug: "newham".into(),
            numbers: Numbers::sample(people),
            frame: "<iframe src=\"https://kith.example/embed/progress/newham\"></iframe>".into(),
        };
        vec![page(true), page(false)]
    }
}

/// The same in a frame.
#[derive(Serialize, Debug)]
pub(super) struct FramedPage {
    name: String,
    numbers: Numbers,
    more: String,
}

impl Page for FramedPage {
    const TEMPLATE: &'static str = "provision/progress_framed";
    const PUBLIC: bool = true;
    fn sample() -> Vec<FramedPage> {
        let page = |people| FramedPage {
            name: "Newham".into(),
            numbers: Numbers::sample(people),
            more: "/find/places/newham/progress".into(),
        };
        vec![page(true), page(false)]
    }
}

/// Gaps are counted that were noted in so many days, today among them.
const GAP_DAYS: i64 = 365;

fn percent(part: usize, whole: usize) -> Option<u64> {
    (200 * part + whole).checked_div(2 * whole).map(|p| p as u64)
}

/// People, as far as they may be shown.
fn people(of: &insight::OfBorough) -> Vec<Figure> {
    let referred = || Some(("referred", of.referred.to_string()));
    let figure = |code, (n, percent): (Shown, Option<u64>), missing| Figure {
        code,
        n: n.to_string(),
        percent,
        of: referred(),
        missing,
    };
    vec![
        Figure {
            code: "referred",
            n: of.referred.to_string(),
            percent: None,
            of: None,
            missing: Some(of.nowhere.to_string()),
        },
        figure("reached", of.reached, None),
        figure("came", of.came, Some(of.not_known.0.to_string())),
    ]
}

fn services(listed: Listed) -> Vec<Figure> {
    let all = Figure {
        code: "listed",
        n: listed.all.to_string(),
        percent: None,
        of: None,
        missing: Some(listed.nowhere.to_string()),
    };
    let checked = Figure {
        code: "checked",
        n: listed.checked.to_string(),
        percent: percent(listed.checked, listed.all),
        of: Some(("listed", listed.all.to_string())),
        missing: Some(listed.never.to_string()),
    };
    // Of nothing, nothing can be checked.
    std::iter::once(all).chain((listed.all > 0).then_some(checked)).collect()
}

/// Gaps, as far as they may be shown: what became of them are the parts of those that were noted.
fn gaps(counted: gap::Counted) -> Vec<Figure> {
    let of = [counted.closed, counted.given_up, counted.open()].map(|n| n as u64);
    let (noted, parts) = (disclosure::total(&of), disclosure::parts(&of));
    // Of so few that they are not shown, nothing else is.
    let part = |at: usize| if noted == Shown::Few { Shown::Few } else { parts[at] };
    let all = Figure {
        code: "gaps",
        n: noted.to_string(),
        percent: None,
        of: None,
        missing: Some(disclosure::shown(counted.nowhere as u64).to_string()),
    };
    let closed = Figure {
        code: "closed",
        n: part(0).to_string(),
        percent: disclosure::percent(part(0), noted),
        of: Some(("gaps", noted.to_string())),
        missing: Some(part(2).to_string()),
    };
    // Of nothing, nothing can be closed.
    std::iter::once(all).chain((counted.noted > 0).then_some(closed)).collect()
}

async fn numbers(ctx: &Ctx, slug: &str) -> Result<(Borough, Numbers)> {
    let index = directory::index(&ctx.machine).await?;
    let borough = index.borough(slug).filter(|b| b.slug == slug).ok_or(Error::NotFound)?;
    let today = ctx.today();
    let since = today.plus_days(1 - GAP_DAYS);
    let (mut rx, _) = ctx.read(&PROVISION_VIEW, House::id()).await?;
    let told = insight::of_borough(&mut rx, &borough.slug).await?;
    let midnight = since.jiff().to_zoned(base::clock::zone()).map_err(|e| anyhow::anyhow!(e))?;
    let counted = gap::counted(&mut rx, &borough.slug, Instant::from_jiff(midnight.timestamp())).await?;
    drop(rx);
    let (people, months) = match &told {
        insight::Told::Here(of) => (people(of), Some((of.first, of.last))),
        insight::Told::NotYet | insight::Told::NotHere => (vec![], None),
    };
    let numbers = Numbers {
        months,
        counted: !matches!(told, insight::Told::NotYet),
        stars: people.iter().any(|f| f.n == "*" || f.missing.as_deref() == Some("*")),
        people,
        services: services(index.listed(&borough, today)),
        gaps: gaps(counted),
        today,
        since,
    };
    Ok((borough, numbers))
}

async fn show(ctx: Ctx, Path(slug): Path<String>) -> Result<Response> {
    let (borough, numbers) = numbers(&ctx, &slug).await?;
    let title = ctx.machine.words.with(&ctx.request.lang, "progress-title", &[("place", &borough.name)]);
    let frame = frame(&ctx, &format!("/embed/progress/{}", borough.slug), &title);
    ctx.page(&ProgressPage { name: borough.name, slug: borough.slug, numbers, frame })
}

async fn framed(ctx: Ctx, Path(slug): Path<String>) -> Result<Response> {
    let (borough, numbers) = numbers(&ctx, &slug).await?;
    let more = format!("{}/find/places/{}/progress", ctx.prefix(), borough.slug);
    ctx.page(&FramedPage { name: borough.name, numbers, more })
}

/// The same numbers as a file for a spreadsheet, each with its definition.
async fn file(ctx: Ctx, Path(slug): Path<String>) -> Result<Response> {
    let (borough, numbers) = numbers(&ctx, &slug).await?;
    let say = |beginning: &str, code: &str| ctx.t(&format!("{beginning}{code}"));
    let period = |f: &Figure| match (numbers.people.iter().any(|p| p.code == f.code), numbers.months) {
        (true, Some((first, last))) => (first.to_string(), last.to_string()),
        _ if numbers.gaps.iter().any(|g| g.code == f.code) => (numbers.since.to_string(), numbers.today.to_string()),
        _ => (numbers.today.to_string(), numbers.today.to_string()),
    };
    // A number with a comma in it is no number to a spreadsheet.
    let plain = |n: &str| n.replace(',', "");
    let rows: Vec<Vec<String>> = numbers
        .figures()
        .map(|f| {
            let (from, to) = period(f);
            vec![
                borough.name.clone(),
                say("progress-", f.code),
                plain(&f.n),
                f.of.as_ref().map_or_else(String::new, |(_, n)| plain(n)),
                f.missing.as_deref().map_or_else(String::new, plain),
                from,
                to,
                say("progress-means-", f.code),
            ]
        })
        .collect();
    let headings = ["borough", "what", "number", "of", "missing", "from", "to", "means"];
    let headings: Vec<String> = headings.iter().map(|h| say("progress-head-", h)).collect();
    let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
    let name = format!("kith-progress-{}-{}.csv", borough.slug, numbers.today);
    attachment(&name, "text/csv; charset=utf-8", chart::sheet(&headings, &rows))
}
