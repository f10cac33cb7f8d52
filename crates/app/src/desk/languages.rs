//! In which languages the public pages are, how much of each is translated, and who checked it. The page is the report; the same as tables is for
//! whoever wants to check: each word beside its English, with the mark that a check is kept under.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use base::{
    Ctx, Error, Result, chart,
    http::{
        page::{Page, attachment},
        routes::{Access, Route},
    },
    words::{self, EASY, ENGLISH, Words},
};
use serde::Serialize;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get("/languages", Access::Public, languages), Route::get("/languages/{file}", Access::Public, table)]
}

/// A language, and how far it has come.
#[derive(Serialize, Debug)]
struct Row {
    code: String,
    tag: String,
    own: String,
    /// Its name in English, if that is another.
    english: Option<&'static str>,
    dir: &'static str,
    easy: bool,
    /// Of a hundred words.
    translated: usize,
    missing: usize,
    checked: usize,
    changed: usize,
    words: usize,
    by: Vec<(String, usize)>,
}

/// The languages of this site.
#[derive(Serialize, Debug)]
pub(super) struct LanguagesPage {
    rows: Vec<Row>,
}

impl LanguagesPage {
    fn of(words: &Words) -> LanguagesPage {
        let rows = words.coverage().into_iter().map(|c| Row {
            tag: words::tag(&c.code).to_owned(),
            english: kernel::Language::find(&c.code).filter(|_| c.code != EASY).map(|l| l.english()),
            dir: words::direction(&c.code),
            easy: c.code == EASY,
            // Rounded down: a hundred means all.
            translated: 100 * c.translated / c.words.max(1),
            missing: c.words - c.translated,
            checked: c.checked,
            changed: c.changed,
            words: c.words,
            by: c.by.into_iter().collect(),
            own: c.own,
            code: c.code,
        });
        LanguagesPage { rows: rows.collect() }
    }
}

impl Page for LanguagesPage {
    const TEMPLATE: &'static str = "desk/languages";
    const PUBLIC: bool = true;
    fn sample() -> Vec<LanguagesPage> {
        let row = |code: &str, by: Vec<(String, usize)>| Row {
            code: code.to_owned(),
            tag: words::tag(code).to_owned(),
            own: words::own_name(code).to_owned(),
            english: Some("Polish").filter(|_| code == "pl"),
            dir: "ltr",
            easy: code == EASY,
            translated: 98,
            missing: 7,
            checked: by.iter().map(|(_, n)| n).sum(),
            changed: by.len(),
            words: 400,
            by,
        };
        vec![LanguagesPage { rows: vec![row(EASY, vec![]), row("pl", vec![("Anna".to_owned(), 12)])] }]
    }
}

async fn languages(ctx: Ctx) -> Result<Response> {
    ctx.page(&LanguagesPage::of(&ctx.machine.words))
}

/// `coverage.csv`, or a language's words: `pl.csv`.
async fn table(ctx: Ctx, Path(file): Path<String>) -> Result<Response> {
    let words = &ctx.machine.words;
    let sheet = match file.strip_suffix(".csv") {
        Some("coverage") => coverage(words),
        Some(lang) if lang != ENGLISH && words.knows(lang) => one(words, lang),
        _ => return Err(Error::NotFound),
    };
    Ok(attachment(&file, "text/csv; charset=utf-8", sheet)?.into_response())
}

/// How far each language has come, a row each.
fn coverage(words: &Words) -> Vec<u8> {
    let row = |c: words::Coverage| {
        let by = c.by.keys().map(String::as_str).collect::<Vec<_>>().join("; ");
        let numbers = [c.words, c.translated, c.checked, c.changed].map(|n| n.to_string());
        [c.code, c.own].into_iter().chain(numbers).chain([by]).collect()
    };
    let rows: Vec<Vec<String>> = words.coverage().into_iter().map(row).collect();
    chart::sheet(&["language", "name", "words", "translated", "checked", "changed_since", "checked_by"], &rows)
}

/// Every word of the public pages in a language beside its English.
fn one(words: &Words, lang: &str) -> Vec<u8> {
    let mut keys = words.public_keys();
    if lang == EASY {
        keys.extend(words.keys(lang));
    }
    let row = |key: &str| {
        let state = words.state(lang, key);
        let (by, on) = match state {
            words::State::Checked(c) | words::State::Changed(c) => (c.by.as_str(), c.on.as_str()),
            _ => ("", ""),
        };
        let missing = state == words::State::Missing;
        let mark = if missing { String::new() } else { words.mark(lang, key) };
        let (english, own) = (words.source(ENGLISH, key), words.source(lang, key));
        vec![key.to_owned(), english, own, state.code().to_owned(), mark, by.to_owned(), on.to_owned()]
    };
    let rows: Vec<Vec<String>> = keys.into_iter().map(row).collect();
    chart::sheet(&["key", "english", "translation", "state", "mark", "checked_by", "checked_on"], &rows)
}
