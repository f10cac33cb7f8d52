//! How often services were given to somebody, by month, practice, need, service and channel: for a worker those of their own organisation, for whoever
//! commissions those of all. As a page and as files, both out of the same numbers, in which small ones are hidden.

use super::{
    model::{self, CHANNELS, Count, Group},
    store,
};
use crate::{
    directory::{self, Service},
    identity::{self, Organisation, Worker},
    policy::{ACCOUNT_VIEW, SIGNPOST_VIEW},
    referral,
};
use axum::{
    extract::{Path, RawQuery},
    response::Response,
};
use base::{
    Ctx, Error, House, Result, Rx,
    chart::{self, Bar, Bars, Tone},
    http::{
        page::{Page, attachment},
        routes::{Access, Route},
    },
};
use kernel::{Id, disclosure::Shown};
use serde::Serialize;
use std::collections::BTreeMap;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/signposts", Access::For(&SIGNPOST_VIEW), show),
        Route::get("/signposts/{file}", Access::For(&SIGNPOST_VIEW), file),
    ]
}

/// The tables, in the order of the page; a file is called as its table. By practice and by setting they are of all organisations only.
const CUTS: &[&str] = &["month", "practice", "setting", "need", "service", "channel"];
const OF_ALL_ONLY: &[&str] = &["practice", "setting"];

#[derive(Serialize, Debug)]
struct Line {
    label: String,
    shown: Shown,
}

#[derive(Serialize, Debug)]
struct Cut {
    code: &'static str,
    chart: Bars,
    lines: Vec<Line>,
}

#[derive(Serialize, Debug)]
struct Link {
    id: String,
    name: String,
}

/// How often services were given.
#[derive(Serialize, Debug)]
pub(super) struct CountsPage {
    /// As `2025-11` in words.
    first: String,
    last: String,
    /// Whose: an organisation's, or all.
    whose: Option<Link>,
    /// Other organisations that the reader works in.
    others: Vec<Link>,
    total: Shown,
    none: bool,
    cuts: Vec<Cut>,
}

impl Page for CountsPage {
    const TEMPLATE: &'static str = "signpost/counts";
    fn sample() -> Vec<CountsPage> {
        let line = |label: &str, shown| Line { label: label.into(), shown };
        let lines = || vec![line("Loneliness", Shown::About(40)), line("Others", Shown::Few)];
        let cut = |code| Cut { code, chart: bars("Signposts".into(), &lines()), lines: lines() };
        let link = |name: &str| Link { id: "o1".into(), name: name.into() };
        let page = |whose: Option<Link>, none| CountsPage {
            first: "November 2025".into(),
            last: "October 2026".into(),
            others: if whose.is_some() { vec![link("Abbey Lane Practice")] } else { vec![] },
            whose,
            total: if none { Shown::Zero } else { Shown::About(40) },
            none,
            cuts: CUTS.iter().copied().map(cut).collect(),
        };
        vec![page(None, false), page(Some(link("Maryland Road Surgery")), false), page(None, true)]
    }
}

/// Whose signposts the reader may count: all, or those of the organisations that they work for. The doors decide.
async fn whose(ctx: &Ctx, asked: Option<&str>) -> Result<(Rx, Option<Organisation>, Vec<Organisation>)> {
    match ctx.read(&SIGNPOST_VIEW, House::id()).await {
        Ok((rx, _)) => return Ok((rx, None, vec![])),
        Err(Error::NotFound) => {}
        Err(other) => return Err(other),
    }
    let me = ctx.actor.account().ok_or(Error::SignIn)?;
    let mut all: Vec<Organisation> = vec![];
    let (mut rx, worker) = ctx.read(&ACCOUNT_VIEW, Id::<Worker>::from_uuid(me)).await?;
    for m in identity::memberships_of(&mut rx, worker.id).await? {
        if ctx.machine.policy.mentions(&SIGNPOST_VIEW, &m.role) && all.iter().all(|o| o.id != m.organisation_id) {
            all.extend(identity::organisation(&mut rx, m.organisation_id).await?);
        }
    }
    drop(rx);
    let at = match asked {
        None => 0,
        Some(id) => all.iter().position(|o| o.id.to_string() == id).ok_or(Error::NotFound)?,
    };
    if all.is_empty() {
        return Err(Error::NotFound);
    }
    let chosen = all.remove(at);
    let (rx, chosen) = ctx.read(&SIGNPOST_VIEW, chosen.id).await?;
    Ok((rx, Some(chosen), all))
}

/// What groups are called.
struct Names {
    organisations: BTreeMap<String, String>,
    services: BTreeMap<String, String>,
    settings: Vec<referral::Setting>,
}

struct Counted {
    whose: Option<Organisation>,
    others: Vec<Organisation>,
    months: Vec<String>,
    all: Vec<Count>,
    names: Names,
}

async fn counted(ctx: &Ctx, asked: Option<&str>) -> Result<Counted> {
    let months = model::months(ctx.today());
    let (mut rx, whose, others) = whose(ctx, asked).await?;
    let (first, last) = (months[0].as_str(), months[months.len() - 1].as_str());
    let mut all = store::counts(&mut rx, first, last, whose.as_ref().map(|o| o.id)).await?;
    let mut services = BTreeMap::new();
    let mut stands: BTreeMap<String, Id<Service>> = BTreeMap::new();
    for c in &mut all {
        let key = c.service_id.to_string();
        if !stands.contains_key(&key) {
            // Two entries that are one by now are counted as one.
            let found = directory::find(&mut rx, c.service_id).await?;
            stands.insert(key.clone(), found.as_ref().map_or(c.service_id, |s| s.id));
            services.extend(found.map(|s| (s.id.to_string(), s.name)));
        }
        c.service_id = stands[&key];
    }
    let names = identity::every_organisation_name(&mut rx).await?;
    let names = Names {
        organisations: names.into_iter().map(|(id, name)| (id.to_string(), name)).collect(),
        services,
        settings: referral::settings(&mut rx).await?,
    };
    Ok(Counted { whose, others, months, all, names })
}

fn groups(of: &Counted, cut: &str) -> Vec<Group> {
    let channels: Vec<String> = CHANNELS.iter().map(|c| (*c).to_owned()).collect();
    match cut {
        "month" => model::fixed(&of.all, &of.months, |c| c.month.clone()),
        "channel" => model::fixed(&of.all, &channels, |c| c.channel.clone()),
        "practice" => model::largest(&of.all, |c| c.organisation_id.to_string()),
        "setting" => model::largest(&of.all, |c| c.setting.clone().unwrap_or_default()),
        "service" => model::largest(&of.all, |c| c.service_id.to_string()),
        _ => model::largest(&of.all, |c| c.need.clone().unwrap_or_default()),
    }
}

fn month(ctx: &Ctx, code: &str) -> String {
    let (year, month) = code.split_once('-').unwrap_or((code, ""));
    let month = ctx.t(&format!("month-{}", month.trim_start_matches('0')));
    ctx.machine.words.with(&ctx.request.lang, "signpost-month-of", &[("month", &month), ("year", year)])
}

fn label(ctx: &Ctx, names: &Names, cut: &str, code: Option<&str>) -> String {
    match (cut, code) {
        (_, None) => ctx.t("signpost-others"),
        (_, Some("")) => ctx.t("signpost-not-said"),
        ("month", Some(code)) => month(ctx, code),
        ("channel", Some(code)) => ctx.t(&format!("signpost-by-{code}")),
        ("need", Some(code)) => ctx.t(&format!("need-{code}")),
        ("setting", Some(code)) => referral::setting_name(ctx, &names.settings, code),
        ("practice", Some(id)) => names.organisations.get(id).cloned().unwrap_or_else(|| ctx.t("signpost-not-said")),
        (_, Some(id)) => names.services.get(id).cloned().unwrap_or_else(|| ctx.t("signpost-not-said")),
    }
}

fn lines(ctx: &Ctx, of: &Counted, cut: &str) -> Vec<Line> {
    let groups = groups(of, cut).into_iter();
    groups.map(|g| Line { label: label(ctx, &of.names, cut, g.code.as_deref()), shown: g.shown }).collect()
}

fn bars(title: String, lines: &[Line]) -> Bars {
    let most = lines.iter().filter_map(|l| l.shown.value()).max().unwrap_or(0).max(1) as f64;
    let bar = |l: &Line| Bar {
        label: l.label.clone(),
        value: l.shown.value().map(|n| n as f64),
        text: l.shown.to_string(),
        tone: Tone::Main,
        mark: None,
    };
    Bars { title, most, bars: lines.iter().map(bar).collect() }
}

fn cuts(of: &Counted) -> impl Iterator<Item = &'static str> {
    let all = of.whose.is_none();
    CUTS.iter().copied().filter(move |cut| all || !OF_ALL_ONLY.contains(cut))
}

fn organisation(query: Option<&str>) -> Option<&str> {
    query?.split('&').find_map(|pair| pair.strip_prefix("organisation="))
}

async fn show(ctx: Ctx, RawQuery(query): RawQuery) -> Result<Response> {
    let of = counted(&ctx, organisation(query.as_deref())).await?;
    let cut = |code| {
        let lines = lines(&ctx, &of, code);
        Cut { code, chart: bars(ctx.t(&format!("signpost-cut-{code}")), &lines), lines }
    };
    let link = |o: &Organisation| Link { id: o.id.to_string(), name: o.name.clone() };
    ctx.page(&CountsPage {
        first: month(&ctx, &of.months[0]),
        last: month(&ctx, &of.months[of.months.len() - 1]),
        total: model::total(&of.all),
        none: of.all.is_empty(),
        cuts: if of.all.is_empty() { vec![] } else { cuts(&of).map(cut).collect() },
        whose: of.whose.as_ref().map(link),
        others: of.others.iter().map(link).collect(),
    })
}

/// A table as a file for a spreadsheet.
async fn file(ctx: Ctx, Path(name): Path<String>, RawQuery(query): RawQuery) -> Result<Response> {
    let of = counted(&ctx, organisation(query.as_deref())).await?;
    let code = name.strip_suffix(".csv").and_then(|n| cuts(&of).find(|c| *c == n)).ok_or(Error::NotFound)?;
    let mut rows: Vec<Vec<String>> =
        lines(&ctx, &of, code).into_iter().map(|l| vec![l.label, plain(l.shown)]).collect();
    rows.push(vec![ctx.t("signpost-all"), plain(model::total(&of.all))]);
    let headings = [ctx.t(&format!("signpost-cut-{code}")), ctx.t("signpost-times")];
    let body = chart::csv(&[headings[0].as_str(), headings[1].as_str()], &rows);
    attachment(&format!("kith-signposts-{code}.csv"), "text/csv; charset=utf-8", body.into_bytes())
}

/// Without a comma in it.
fn plain(shown: Shown) -> String {
    shown.value().map_or_else(|| "*".to_owned(), |n| n.to_string())
}
