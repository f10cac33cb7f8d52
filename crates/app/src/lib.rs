//! The domain of social prescribing, one folder per idea.
//!
//! The list of slices below is the table of contents of the system, and its order is law: a slice may use only earlier ones; it tells later ones by
//! event. Each slice's folder holds its model (pure), its store (all of its SQL), its actions (a door, a transition, a save, one transaction), its
//! pages, its words. `policy` says who may do what.

// One folder each; the order that counts is that of `SLICES`.
pub mod area;
pub mod case;
pub mod desk;
pub mod directory;
pub mod gap;
pub mod identity;
pub mod insight;
pub mod matching;
pub mod onward;
pub mod outcome;
pub mod partner;
pub mod pathway;
pub mod person;
pub mod plan;
pub mod provision;
pub mod referral;
pub mod setup;
pub mod signpost;
pub mod upkeep;

pub mod bench;
pub mod demo;
pub mod policy;

use base::{
    Brand, Clock, Config, Ctx, Db, Machine, Result,
    http::{
        assets,
        page::{self, Html, NavItem, Pages, Templates},
        routes::{Access, Route},
    },
    jobs, mail,
    seal::{Ids, Keys},
    tidy,
    words::{self, Words},
};
use std::sync::{Arc, OnceLock};

/// A page's template, and what became of rendering one of its samples.
pub type Sample = (&'static str, Result<Html>);

/// A step from a state to a state.
pub type Transition = (String, &'static str, String);

/// What a slice brings.
#[derive(Debug)]
pub struct Slice {
    pub name: &'static str,
    pub routes: fn() -> Vec<Route>,
    pub pages: &'static [page::Source],
    pub strings: &'static [words::Source],
    pub sql: &'static [&'static [(&'static str, &'static str)]],
    pub jobs: &'static [jobs::Handler],
    /// Every page, rendered from its samples: for the page tests.
    pub samples: fn(&Ctx) -> Vec<Sample>,
}

/// The slices, in order.
pub const SLICES: &[&Slice] = &[
    &identity::SLICE,
    &directory::SLICE,
    &area::SLICE,
    &person::SLICE,
    &pathway::SLICE,
    &referral::SLICE,
    &case::SLICE,
    &plan::SLICE,
    &matching::SLICE,
    &onward::SLICE,
    &signpost::SLICE,
    &outcome::SLICE,
    &insight::SLICE,
    &upkeep::SLICE,
    &partner::SLICE,
    &gap::SLICE,
    &provision::SLICE,
    &desk::SLICE,
    &setup::SLICE,
];

/// The menu, in order; each entry is shown to whoever might use it.
const NAV: &[NavItem] = &[
    NavItem { href: "/today", key: "nav-today", action: &policy::TODAY },
    NavItem { href: "/refer", key: "nav-refer", action: &policy::REFERRAL_NEW },
    NavItem { href: "/sent", key: "nav-sent", action: &policy::SENT_LIST },
    NavItem { href: "/inbox", key: "nav-inbox", action: &policy::INBOX_LIST },
    NavItem { href: "/cases", key: "nav-cases", action: &policy::CASE_LIST },
    NavItem { href: "/notes", key: "nav-notes", action: &policy::NOTE_FILE },
    NavItem { href: "/signposts", key: "nav-signposts", action: &policy::SIGNPOST_VIEW },
    NavItem { href: "/insight", key: "nav-insight", action: &policy::INSIGHT_VIEW },
    NavItem { href: "/find", key: "nav-directory", action: &policy::SERVICE_VIEW },
    NavItem { href: "/upkeep", key: "nav-upkeep", action: &policy::UPKEEP_VIEW },
    NavItem { href: "/gaps", key: "nav-gaps", action: &policy::GAP_VIEW },
    NavItem { href: "/provision", key: "nav-provision", action: &policy::PROVISION_EDIT },
    NavItem { href: "/team", key: "nav-team", action: &policy::TEAM_VIEW },
    NavItem { href: "/admin/organisations", key: "nav-organisations", action: &policy::HOUSE_VIEW },
    NavItem { href: "/set-up", key: "nav-set-up", action: &policy::HOUSE_VIEW },
    NavItem { href: "/admin/audit", key: "nav-audit", action: &policy::AUDIT_VIEW },
];

/// Every kind of job.
static JOBS: jobs::Registry = jobs::Registry(&[
    mail::JOBS,
    tidy::JOBS,
    identity::SLICE.jobs,
    directory::SLICE.jobs,
    area::SLICE.jobs,
    person::SLICE.jobs,
    pathway::SLICE.jobs,
    referral::SLICE.jobs,
    case::SLICE.jobs,
    plan::SLICE.jobs,
    matching::SLICE.jobs,
    onward::SLICE.jobs,
    signpost::SLICE.jobs,
    outcome::SLICE.jobs,
    insight::SLICE.jobs,
    upkeep::SLICE.jobs,
    partner::SLICE.jobs,
    gap::SLICE.jobs,
    provision::SLICE.jobs,
    desk::SLICE.jobs,
    setup::SLICE.jobs,
]);

/// The words of the frame, in every language, and the Easy Read of the main pages, which is one file: whoever checks it reads it whole.
const FRAME: &[words::Source] = &[
    ("base", "en", include_str!("../../base/strings/en.ftl")),
    ("base", "ar", include_str!("../../base/strings/ar.ftl")),
    ("base", "bn", include_str!("../../base/strings/bn.ftl")),
    ("base", "pl", include_str!("../../base/strings/pl.ftl")),
    ("base", "ro", include_str!("../../base/strings/ro.ftl")),
    ("base", "so", include_str!("../../base/strings/so.ftl")),
    ("base", "tr", include_str!("../../base/strings/tr.ftl")),
    ("base", "ur", include_str!("../../base/strings/ur.ftl")),
    ("app", words::EASY, include_str!("../strings/easy.ftl")),
];

/// Who checked which words: a file a language, that somebody who speaks it can change.
const CHECKED: &[(&str, &str)] = &[
    ("ar", include_str!("../strings/checked/ar.toml")),
    ("bn", include_str!("../strings/checked/bn.toml")),
    (words::EASY, include_str!("../strings/checked/easy.toml")),
    ("pl", include_str!("../strings/checked/pl.toml")),
    ("ro", include_str!("../strings/checked/ro.toml")),
    ("so", include_str!("../strings/checked/so.toml")),
    ("tr", include_str!("../strings/checked/tr.toml")),
    ("ur", include_str!("../strings/checked/ur.toml")),
];

/// Keys of public pages that are not in every language yet.
pub const OWED: &str = include_str!("../strings/owed.txt");

/// Every message file: the frame's, then the slices'.
pub fn words() -> Result<Arc<Words>> {
    static READ: OnceLock<Arc<Words>> = OnceLock::new();
    if let Some(words) = READ.get() {
        return Ok(words.clone());
    }
    let all: Vec<_> = FRAME.iter().chain(SLICES.iter().flat_map(|s| s.strings)).copied().collect();
    let words = Arc::new(Words::load(&all)?.checked(CHECKED)?.owing(OWED));
    Ok(READ.get_or_init(|| words).clone())
}

/// Every page's template.
fn templates(words: &Arc<Words>) -> Result<Arc<Templates>> {
    static READ: OnceLock<Arc<Templates>> = OnceLock::new();
    if let Some(templates) = READ.get() {
        return Ok(templates.clone());
    }
    let sources: Vec<page::Source> = SLICES.iter().flat_map(|s| s.pages.iter().copied()).collect();
    let templates = Arc::new(Templates::new(&sources, words)?);
    Ok(READ.get_or_init(|| templates).clone())
}

/// Every SQL text, as `slice::NAME`.
pub fn sql_texts() -> Vec<(String, &'static str)> {
    let own = base::sql_texts().into_iter().map(|(n, t)| (format!("base::{n}"), t));
    own.chain(
        SLICES.iter().flat_map(|s| s.sql.iter().copied().flatten().map(move |(n, t)| (format!("{}::{n}", s.name), *t))),
    )
    .collect()
}

/// Every route of the system.
pub fn routes() -> Vec<Route> {
    let frame = [
        Route::get("/assets/{file}", Access::Public, assets::serve),
        Route::post("/session/extend", Access::SignedIn, identity::extend),
    ];
    frame.into_iter().chain(base::http::held::routes()).chain(SLICES.iter().flat_map(|s| (s.routes)())).collect()
}

/// What can follow what, by slice: for the diagrams in docs/states.md.
pub fn transitions() -> Vec<(&'static str, Vec<Transition>)> {
    fn of<S: std::fmt::Debug>(table: &[(S, &'static str, S)]) -> Vec<Transition> {
        table.iter().map(|(from, step, to)| (format!("{from:?}"), *step, format!("{to:?}"))).collect()
    }
    vec![
        ("Referral", of(referral::TRANSITIONS)),
        ("Case", of(case::TRANSITIONS)),
        ("Onward referral", of(onward::TRANSITIONS)),
    ]
}

/// Puts the machine together: database migrated, policy published.
pub async fn machine(db: Db, clock: Clock, keys: Keys, config: Config) -> Result<Arc<Machine>> {
    machine_with(db, clock, keys, config, Ids::Random).await
}

/// The same with ids from a seed, for a demo that must come out the same again.
pub async fn machine_with(db: Db, clock: Clock, keys: Keys, config: Config, ids: Ids) -> Result<Arc<Machine>> {
    db.migrate().await?;
    let words = words()?;
    let pages = Pages::new(templates(&words)?, NAV, Brand::of(&config)?);
    let mut machine = Machine::new(db, clock, keys, config, &policy::POLICY, words, &JOBS, pages);
    machine.ids = ids;
    machine.gate = Some(identity::gate());
    machine.open = directory::OPEN;
    machine.publish_policy().await?;
    let machine = Arc::new(machine);
    setup::take_up(&machine).await?;
    Ok(machine)
}

/// The templates of a slice: `pages!["referral"; "inbox", "show"]` reads `pages/inbox.jinja` and `pages/show.jinja` beside the caller.
#[macro_export]
macro_rules! pages {
    ($slice:literal; $($name:literal),* $(,)?) => {
        &[$((concat!($slice, "/", $name), include_str!(concat!("pages/", $name, ".jinja")))),*]
    };
}

/// The words of a slice: `strings!["upkeep"; all "", en "mail."]` reads `strings/{lang}.ftl` beside the caller in every language of the public pages, and
/// `strings/mail.en.ftl`. Which languages those are stands here once; the frame's own files and those of who checked what are named above.
#[macro_export]
macro_rules! strings {
    (@ $slice:literal [$($done:expr),*]) => { &[$($done),*] };
    (@ $slice:literal [$($done:expr),*] en $file:literal $($rest:tt)*) => {
        $crate::strings!(@ $slice [$($done,)* $crate::strings!(= $slice $file "en")] $($rest)*)
    };
    (@ $slice:literal [$($done:expr),*] all $file:literal $($rest:tt)*) => {
        $crate::strings!(@ $slice [$($done,)*
            $crate::strings!(= $slice $file "en"),
            $crate::strings!(= $slice $file "ar"),
            $crate::strings!(= $slice $file "bn"),
            $crate::strings!(= $slice $file "pl"),
            $crate::strings!(= $slice $file "ro"),
            $crate::strings!(= $slice $file "so"),
            $crate::strings!(= $slice $file "tr"),
            $crate::strings!(= $slice $file "ur")
        ] $($rest)*)
    };
    (= $slice:literal $file:literal $lang:literal) => {
        ($slice, $lang, include_str!(concat!("strings/", $file, $lang, ".ftl")))
    };
    ($slice:literal; $($which:ident $file:literal),+ $(,)?) => { $crate::strings!(@ $slice [] $($which $file)+) };
}

/// Renders the samples of the given pages.
#[macro_export]
macro_rules! samples {
    ($ctx:expr; $($page:ty),* $(,)?) => {{
        let mut all: Vec<$crate::Sample> = vec![];
        $(for sample in <$page as base::http::page::Page>::sample() {
            all.push((<$page as base::http::page::Page>::TEMPLATE, $ctx.render(&sample)));
        })*
        all
    }};
}
