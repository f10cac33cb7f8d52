//! Where somebody who has a website chooses what its frame shows, and copies the line.
//!
//! What is typed comes by POST, so that no address ever has a whole postcode, and goes on to an address that has what a frame may: that can be kept, and leads back.

use super::{Chip, LIST, SHOW, about, inside, line};
use crate::directory::{
    find::{self, ASKED, Aside, Found, WITHIN},
    fresh,
    query::Query,
};
use crate::policy::SERVICE_VIEW;
use axum::response::Response;
use base::{
    Ctx, House, Result,
    error::Message,
    http::{
        form::{Choice, Fields, Form, FormView},
        page::{self, Page},
        routes::{Access, Route},
    },
    words,
};
use kernel::Language;
use serde::Serialize;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get(HERE, Access::Public, show), Route::post(HERE, Access::Public, submit)]
}

const HERE: &str = "/find/on-your-website";
/// The language of the frame: a code, or nothing for the reader's own. How high it is. Whether something was left out of what was typed.
const TONGUE: &str = "in";
const HIGH: &str = "high";
const CUT: &str = "cut";
/// Pixels. The first is what there is unless somebody chooses.
const HEIGHTS: &[&str] = &["640", "480", "960"];
/// What the form asks for itself. The rest of a search that leads here stays as it is, and is named above the line.
const OFFERED: &[&str] = &["need", "borough", "near", "within", "language", "words"];

/// What a frame shows, and the line for it.
#[derive(Serialize, Debug)]
pub struct ChoosePage {
    form: FormView,
    needs: Vec<String>,
    boroughs: Vec<Choice>,
    within: &'static [&'static str],
    languages: Vec<(&'static str, &'static str, &'static str)>,
    /// Languages of Kith, with their names there.
    tongues: Vec<Choice>,
    heights: &'static [&'static str],
    /// What stays as it is: names and values.
    rest: Vec<(&'static str, String)>,
    about: Vec<Message>,
    /// How many services it shows now.
    total: usize,
    nowhere: bool,
    /// Something may stand in no address, and was left out.
    cut: bool,
    line: String,
    /// The frame by itself.
    look: String,
    /// The same search here.
    search: String,
}

impl Page for ChoosePage {
    const TEMPLATE: &'static str = "directory/own_site";
    const PUBLIC: bool = true;
    fn sample() -> Vec<ChoosePage> {
        let page = |total, cut| ChoosePage {
            form: FormView::of(&Fields::parse(b"need=soc-lonely&near=E15&in=ar&show=list&high=480")),
            needs: vec!["soc-lonely".into()],
            boroughs: vec![Choice::new("Newham", "Newham")],
            within: WITHIN,
            languages: vec![("it", "Italian", "italiano")],
            tongues: vec![Choice::new("pl", "polski")],
            heights: HEIGHTS,
            rest: vec![("free", "yes".into())],
            about: vec![crate::directory::message("chip-free", [])],
            total,
            nowhere: cut,
            cut,
            line: "<iframe src=\"https://kith.example/embed/find?need=soc-lonely\"></iframe>".into(),
            look: "/embed/find?need=soc-lonely".into(),
            search: "/find?need=soc-lonely".into(),
        };
        vec![page(12, false), page(0, true)]
    }
}

/// The address of this page for a search that may stand in one.
pub fn choose(fields: &Fields) -> String {
    let asked = find::form(fields, &["part", "layer"], &[]);
    if asked.is_empty() { HERE.to_owned() } else { format!("{HERE}?{asked}") }
}

async fn submit(ctx: Ctx, Form(typed): Form) -> Result<Response> {
    drop(ctx.read(&SERVICE_VIEW, House::id()).await?);
    let index = fresh::index(&ctx.machine).await?;
    let looked = find::looked(&ctx, &index, &Aside::default(), &typed).await?;
    let mut with: Vec<(&str, &str)> =
        [SHOW, TONGUE, HIGH].into_iter().map(|n| (n, known(&ctx, &typed, n))).filter(|(_, v)| !v.is_empty()).collect();
    if looked.is_private() {
        with.push((CUT, "yes"));
    }
    let asked = find::form(&looked.to_share(), &["part", "layer"], &with);
    Ok(page::see(if asked.is_empty() { HERE.to_owned() } else { format!("{HERE}?{asked}") }))
}

/// One of the choices about the frame itself; nothing where it is none of them.
fn known<'a>(ctx: &Ctx, typed: &'a Fields, name: &str) -> &'a str {
    let value = typed.get(name);
    let is = match name {
        SHOW => value == LIST,
        TONGUE => ctx.machine.words.languages().contains(&value),
        HIGH => HEIGHTS[1..].contains(&value),
        _ => false,
    };
    if is { value } else { "" }
}

async fn show(ctx: Ctx) -> Result<Response> {
    drop(ctx.read(&SERVICE_VIEW, House::id()).await?);
    let typed = Fields::parse(ctx.request.query.clone().unwrap_or_default().as_bytes());
    let index = fresh::index(&ctx.machine).await?;
    let cut = typed.has(CUT) || find::looked(&ctx, &index, &Aside::default(), &typed).await?.is_private();
    let mut looked = super::looked(&ctx, &index, &typed).await?;
    looked.fields.0.remove("part");
    looked.query.part = None;
    let query = Query { limit: 1, ..looked.query.clone() };
    let found = Found::of(&index, query, 1, ctx.today());
    let labels: Vec<Chip> = about(&looked.fields, &found.query);
    let prefix = match known(&ctx, &typed, TONGUE) {
        "" => String::new(),
        code => format!("/{code}"),
    };
    let look = format!("{prefix}{}", inside(&looked.fields, known(&ctx, &typed, SHOW), &[], &[]));
    let high = Some(known(&ctx, &typed, HIGH)).filter(|h| !h.is_empty()).unwrap_or(HEIGHTS[0]);
    // In the language of the frame, as its readers hear it.
    let lang = Some(known(&ctx, &typed, TONGUE)).filter(|l| !l.is_empty()).unwrap_or(&ctx.request.lang);
    let title = title(&ctx, lang, &labels);
    let mut form = FormView::of(&looked.fields);
    for name in [SHOW, TONGUE, HIGH] {
        form.values.set(name, known(&ctx, &typed, name).to_owned());
    }
    if form.values.get(SHOW) != LIST {
        // One of the two is chosen.
        form.values.set(SHOW, "map");
    }
    let rest = ASKED.iter().filter(|n| !OFFERED.contains(n) && **n != "part");
    ctx.page(&ChoosePage {
        needs: index.needs.iter().map(|n| n.code.clone()).collect(),
        boroughs: index.places.with_services().into_iter().map(|p| Choice::new(&p.name, &p.name)).collect(),
        within: WITHIN,
        languages: Language::all().iter().map(|l| (l.code(), l.english(), l.own())).collect(),
        tongues: ctx.machine.words.languages().iter().map(|code| Choice::new(*code, words::own_name(code))).collect(),
        heights: HEIGHTS,
        rest: rest.flat_map(|n| looked.fields.list(n).into_iter().map(move |v| (*n, v.to_owned()))).collect(),
        about: labels.into_iter().map(|c| c.label).collect(),
        total: found.list.total + found.remote.total,
        nowhere: looked.fields.has("near") && looked.query.near.is_none(),
        cut,
        line: line(&ctx, &look, &title, high),
        look,
        search: find::address(&looked.fields, &[], &[]),
        form,
    })
}

/// What the frame is called: that it is about services, and about which.
fn title(ctx: &Ctx, lang: &str, labels: &[Chip]) -> String {
    let words = &ctx.machine.words;
    let about = labels.iter().map(|c| words.message(lang, &c.label));
    std::iter::once(words.plain(lang, "frame-title", None)).chain(about).collect::<Vec<_>>().join(" · ")
}
