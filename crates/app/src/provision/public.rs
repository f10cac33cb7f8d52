//! Where there are link workers, for everybody: all boroughs on a page, each on its own, and the same in a frame on other people's pages.

use super::{
    layer::{Chosen, Drawn, boroughs},
    model::{Known, Provision, codes, known},
    store,
};
use crate::{
    directory::{self, Borough, Spoken, frame::in_language},
    identity, pathway,
    policy::PROVISION_VIEW,
    referral::{self, Setting},
};
use axum::{
    extract::{Path, RawQuery},
    response::Response,
};
use base::{
    Ctx, Error, House, Result, Rx,
    http::{
        form::{Choice, Fields, FormView},
        page::Page,
        routes::{Access, Route},
    },
};
use kernel::{Date, Id, Language};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/link-workers", Access::Public, all),
        Route::get("/embed/link-workers", Access::Public, all_framed),
        Route::get("/link-workers/{slug}", Access::Public, one),
        Route::get("/embed/link-workers/{slug}", Access::Public, framed),
    ]
}

/// The month of today, as `2027-03`.
pub(super) fn month(ctx: &Ctx) -> String {
    ctx.today().to_string()[..7].to_owned()
}

/// A borough by name.
#[derive(Serialize, Debug)]
struct Named {
    name: String,
    slug: String,
}

impl Named {
    fn of(b: &Borough) -> Named {
        Named { name: b.name.clone(), slug: b.slug.clone() }
    }
    fn sample(name: &str) -> Named {
        Named { name: name.into(), slug: name.to_lowercase().replace(' ', "-") }
    }
}

/// A borough, and for each setting of the table the key of what is known.
#[derive(Serialize, Debug)]
struct Line {
    borough: Named,
    cells: Vec<&'static str>,
    /// Of link workers who have not said for which settings they are.
    unsaid: Option<&'static str>,
}

/// Where there are link workers: a line for each borough of which anything is known, a column for each setting that any of them has.
#[derive(Serialize, Debug)]
pub(super) struct AllPage {
    /// What the reader chose.
    form: FormView,
    chosen: bool,
    senders: Vec<Choice>,
    pathways: Vec<Choice>,
    languages: Vec<Choice>,
    settings: Vec<String>,
    /// Whether any line has something in [`Line::unsaid`].
    unsaid: bool,
    lines: Vec<Line>,
    /// Settings that no borough has.
    missing: Vec<String>,
    /// Boroughs of which nothing is known.
    nothing: Vec<Named>,
    map: Option<Drawn>,
    /// What somebody copies who wants it on their own page, and the address of the page itself.
    frame: String,
    whole: String,
}

impl Page for AllPage {
    const TEMPLATE: &'static str = "provision/all";
    const PUBLIC: bool = true;
    fn has_map(&self) -> bool {
        self.map.is_some()
    }
    fn sample() -> Vec<AllPage> {
        let page = |chosen, lines: Vec<Line>| AllPage {
            form: FormView::default(),
            chosen,
            senders: vec![Choice::new("", "Any"), Choice::new("gp", "GP practice")],
            pathways: vec![Choice::new("", "Any"), Choice::new("general", "General")],
            languages: vec![Choice::new("", "Any"), Choice::new("bn", "Bengali")],
            settings: if lines.is_empty() { vec![] } else { vec!["GP practice".into(), "A&E".into()] },
            unsaid: lines.iter().any(|l| l.unsaid.is_some()),
            missing: vec!["School".into()],
            lines,
            nothing: vec![Named::sample("Redbridge")],
            map: (!chosen).then(Drawn::sample),
            frame: "<iframe src=\"https://kith.example/embed/link-workers\"></iframe>".into(),
            whole: "/link-workers?language=bn".into(),
        };
        let line = |name: &str, cells: [Known; 2], unsaid: Option<Known>| Line {
            borough: Named::sample(name),
            cells: cells.map(Known::key).into(),
            unsaid: unsaid.map(Known::key),
        };
        vec![
            page(
                false,
                vec![
                    line("Newham", [Known::Live, Known::Planned], None),
                    line("Tower Hamlets", [Known::Nothing, Known::Nothing], Some(Known::Live)),
                ],
            ),
            page(true, vec![line("Newham", [Known::Live, Known::Nothing], None)]),
            page(true, vec![]),
            page(false, vec![]),
        ]
    }
}

/// The same in a frame.
#[derive(Serialize, Debug)]
pub(super) struct AllFramedPage {
    all: AllPage,
    /// The language in the addresses that links lead to.
    prefix: String,
    more: String,
}

impl Page for AllFramedPage {
    const TEMPLATE: &'static str = "provision/all_framed";
    const PUBLIC: bool = true;
    fn sample() -> Vec<AllFramedPage> {
        let page = |all| AllFramedPage { all, prefix: "/pl".into(), more: "/pl/link-workers".into() };
        AllPage::sample().into_iter().map(page).collect()
    }
}

/// A month: the key of its name, and the year.
#[derive(Serialize, Debug)]
struct Month {
    key: String,
    year: String,
}

impl Month {
    fn of(month: &str) -> Option<Month> {
        let (year, number) = month.split_once('-')?;
        Some(Month { key: format!("month-{}", number.trim_start_matches('0')), year: year.to_owned() })
    }
}

/// Link workers of a borough, as everybody may read it.
#[derive(Serialize, Debug)]
struct Entry {
    run_by: String,
    team: Option<String>,
    settings: Vec<String>,
    pathways: Vec<String>,
    languages: Vec<Spoken>,
    phone: Option<String>,
    email: Option<String>,
    website: Option<String>,
    asks_self: Option<bool>,
    asks_gp: Option<bool>,
    planned: Option<Month>,
    /// The month is over, and nobody has said whether it began.
    overdue: bool,
    /// When somebody last said that it is so.
    said_on: Date,
    /// That is long ago.
    old: bool,
}

impl Entry {
    fn of(to: &Say<'_>, line: &Provision) -> Entry {
        let lang = &to.ctx.request.lang;
        let pathways =
            codes(&line.pathways).map(|c| pathway::find(c).map_or_else(|| c.to_owned(), |p| p.name(lang).to_owned()));
        let languages = codes(&line.languages).filter_map(Language::find);
        Entry {
            run_by: line.run_by.clone(),
            team: line.team_id.and_then(|id| to.teams.get(&id).cloned()),
            settings: codes(&line.settings).map(|c| referral::setting_name(to.ctx, &to.settings, c)).collect(),
            pathways: pathways.collect(),
            languages: languages.map(Spoken::of).collect(),
            phone: line.phone.clone(),
            email: line.email.clone(),
            website: line.website.clone(),
            asks_self: line.asks_self,
            asks_gp: line.asks_gp,
            planned: line.planned_for.as_deref().and_then(Month::of),
            overdue: line.is_overdue(&month(to.ctx)),
            said_on: line.said_on(),
            old: line.is_old(to.ctx.today()),
        }
    }

    fn sample(full: bool, planned: Option<&str>) -> Entry {
        let language = Language::find("bn").expect("a language");
        let text = |t: &str| full.then(|| t.to_owned());
        Entry {
            run_by: "Stratford PCN".into(),
            team: text("Stratford link workers"),
            settings: text("GP practice").into_iter().collect(),
            pathways: text("General").into_iter().collect(),
            languages: if full { vec![Spoken::of(language)] } else { vec![] },
            phone: text("020 7946 0141"),
            email: text("hello@stratford.example"),
            website: text("https://stratford.example"),
            asks_self: full.then_some(true),
            asks_gp: full.then_some(false),
            planned: planned.and_then(Month::of),
            overdue: planned == Some("2026-09"),
            said_on: "2026-11-24".parse().expect("a sample day"),
            old: !full,
        }
    }
}

/// The reader's words, and the names of what lines have by code.
struct Say<'a> {
    ctx: &'a Ctx,
    settings: Vec<Setting>,
    teams: std::collections::HashMap<Id<identity::Team>, String>,
}

impl Say<'_> {
    async fn of<'a>(ctx: &'a Ctx, rx: &mut Rx, lines: &[Provision]) -> Result<Say<'a>> {
        let teams: BTreeSet<_> = lines.iter().filter_map(|l| l.team_id).collect();
        let teams = identity::team_names(rx, teams.into_iter().collect()).await?;
        Ok(Say { ctx, settings: referral::settings(rx).await?, teams })
    }
}

/// Link workers of one borough.
#[derive(Serialize, Debug)]
pub(super) struct BoroughPage {
    name: String,
    slug: String,
    live: Vec<Entry>,
    planned: Vec<Entry>,
    /// What somebody copies who wants it on their own page.
    frame: String,
}

impl Page for BoroughPage {
    const TEMPLATE: &'static str = "provision/borough";
    const PUBLIC: bool = true;
    fn sample() -> Vec<BoroughPage> {
        let page = |live, planned| BoroughPage {
            name: "Newham".into(),
            slug: "newham".into(),
            live,
            planned,
            frame: "<iframe src=\"https://kith.example/embed/link-workers/newham\"></iframe>".into(),
        };
        vec![
            page(
                vec![Entry::sample(true, None), Entry::sample(false, None)],
                vec![Entry::sample(true, Some("2027-03")), Entry::sample(false, Some("2026-09"))],
            ),
            page(vec![], vec![Entry::sample(true, Some("2027-03"))]),
            page(vec![], vec![]),
        ]
    }
}

/// The same in a frame.
#[derive(Serialize, Debug)]
pub(super) struct FramedPage {
    name: String,
    live: Vec<Entry>,
    planned: Vec<Entry>,
    more: String,
}

impl Page for FramedPage {
    const TEMPLATE: &'static str = "provision/framed";
    const PUBLIC: bool = true;
    fn sample() -> Vec<FramedPage> {
        let page =
            |live, planned| FramedPage { name: "Newham".into(), live, planned, more: "/link-workers/newham".into() };
        vec![
            page(
                vec![Entry::sample(true, None), Entry::sample(false, None)],
                vec![Entry::sample(true, Some("2027-03"))],
            ),
            page(vec![], vec![Entry::sample(false, Some("2026-09"))]),
            page(vec![], vec![]),
        ]
    }
}

/// The line of HTML that shows a page in a frame. `title` is what the frame is called to whoever cannot see it.
pub(super) fn frame(ctx: &Ctx, path: &str, title: &str) -> String {
    directory::frame::line(ctx, &in_language(ctx, path), title, "480")
}

async fn all(ctx: Ctx, RawQuery(query): RawQuery) -> Result<Response> {
    let page = across(&ctx, query).await?;
    ctx.page(&page)
}

async fn all_framed(ctx: Ctx, RawQuery(query): RawQuery) -> Result<Response> {
    let all = across(&ctx, query).await?;
    let prefix = ctx.prefix();
    ctx.page(&AllFramedPage { more: format!("{prefix}{}", all.whole), all, prefix })
}

/// Where there are link workers, in all boroughs, as was chosen.
async fn across(ctx: &Ctx, query: Option<String>) -> Result<AllPage> {
    let asked = Fields::parse(query.unwrap_or_default().as_bytes());
    let index = directory::index(&ctx.machine).await?;
    let (mut rx, _) = ctx.read(&PROVISION_VIEW, House::id()).await?;
    let lines = store::all(&mut rx).await?;
    let settings = referral::settings(&mut rx).await?;
    drop(rx);
    let lang = &ctx.request.lang;
    let any = || Choice::new("", ctx.t("provision-any"));
    let pathways: Vec<Choice> =
        std::iter::once(any()).chain(pathway::all().map(|p| Choice::new(&p.code, p.name(lang)))).collect();
    let spoken: BTreeSet<&str> = lines.iter().flat_map(|l| codes(&l.languages)).collect();
    let mut spoken: Vec<Choice> = spoken
        .into_iter()
        .filter_map(Language::find)
        .map(|l| Choice::new(l.code(), if lang == base::words::ENGLISH { l.english() } else { l.own() }))
        .collect();
    spoken.sort_by(|a, b| a.text.cmp(&b.text));
    let languages: Vec<Choice> = std::iter::once(any()).chain(spoken).collect();
    let chosen = Chosen::of(&asked, &lines);
    let asks = |setting| chosen.asks(setting);
    let sends = |s: &&Setting| lines.iter().any(|l| codes(&l.settings).any(|code| code == s.code));
    let senders: Vec<Choice> = std::iter::once(any())
        .chain(settings.iter().filter(sends).map(|s| Choice::new(&s.code, s.name(ctx))))
        .collect();
    let month = month(ctx);
    let somewhere = known(&lines, asks(None), &month);
    let shown = settings.iter().filter(|s| chosen.setting.as_ref().is_none_or(|code| *code == s.code));
    let columns: Vec<(&Setting, BTreeMap<String, Known>)> =
        shown.map(|s| (s, known(&lines, asks(Some(&s.code)), &month))).collect();
    let (columns, without): (Vec<_>, Vec<_>) = columns.into_iter().partition(|(_, known)| !known.is_empty());
    let silent: Vec<Provision> = lines.iter().filter(|l| l.settings.is_empty()).cloned().collect();
    let silent = known(&silent, asks(None), &month);
    let boroughs = boroughs(&index, &lines);
    let (some, nothing): (Vec<_>, Vec<_>) = boroughs.iter().partition(|b| somewhere.contains_key(&b.slug));
    let lines = some.into_iter().map(|b| Line {
        borough: Named::of(b),
        cells: columns.iter().map(|(_, known)| known.get(&b.slug).copied().unwrap_or(Known::Nothing).key()).collect(),
        unsaid: silent.get(&b.slug).map(|k| k.key()),
    });
    let mut form = FormView::default();
    for (name, value) in [("setting", &chosen.setting), ("pathway", &chosen.pathway), ("language", &chosen.language)] {
        form.values.set(name, value.clone().unwrap_or_default());
    }
    Ok(AllPage {
        whole: chosen.address("/link-workers"),
        frame: frame(ctx, &chosen.address("/embed/link-workers"), &ctx.t("provision-all-title")),
        form,
        map: Drawn::of(ctx, &boroughs, &chosen).await?,
        chosen: chosen.any(),
        senders,
        pathways,
        languages,
        settings: columns.iter().map(|(s, _)| s.name(ctx)).collect(),
        unsaid: !silent.is_empty(),
        lines: lines.collect(),
        missing: without.iter().filter(|(s, _)| s.active).map(|(s, _)| s.name(ctx)).collect(),
        nothing: nothing.into_iter().map(Named::of).collect(),
    })
}

/// The borough of an address, and what is there and what is planned.
async fn entries(ctx: &Ctx, slug: &str) -> Result<(Borough, Vec<Entry>, Vec<Entry>)> {
    let index = directory::index(&ctx.machine).await?;
    let borough = index.borough(slug).filter(|b| b.slug == slug).ok_or(Error::NotFound)?;
    let (mut rx, _) = ctx.read(&PROVISION_VIEW, House::id()).await?;
    let mut lines = store::of_borough(&mut rx, &borough.slug).await?;
    let to = Say::of(ctx, &mut rx, &lines).await?;
    drop(rx);
    // Whom people can ask themselves comes first, then whom their practice can ask.
    lines.sort_by_key(|l| (l.asks_self != Some(true), l.asks_gp != Some(true), l.run_by.clone()));
    let (planned, live): (Vec<&Provision>, Vec<&Provision>) = lines.iter().partition(|l| l.is_planned());
    let read = |lines: Vec<&Provision>| lines.into_iter().map(|l| Entry::of(&to, l)).collect();
    Ok((borough, read(live), read(planned)))
}

async fn one(ctx: Ctx, Path(slug): Path<String>) -> Result<Response> {
    let (borough, live, planned) = entries(&ctx, &slug).await?;
    let title = ctx.machine.words.with(&ctx.request.lang, "provision-title", &[("place", &borough.name)]);
    let frame = frame(&ctx, &format!("/embed/link-workers/{}", borough.slug), &title);
    ctx.page(&BoroughPage { name: borough.name, slug: borough.slug, live, planned, frame })
}

async fn framed(ctx: Ctx, Path(slug): Path<String>) -> Result<Response> {
    let (borough, live, planned) = entries(&ctx, &slug).await?;
    let more = format!("{}/link-workers/{}", ctx.prefix(), borough.slug);
    ctx.page(&FramedPage { name: borough.name, live, planned, more })
}
