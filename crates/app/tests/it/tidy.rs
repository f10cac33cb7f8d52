//! What keeps the house in order: arrows point one way, SQL stands in store files, each slice writes its own tables only and reads no later ones, files
//! stay short, every module opens with prose, links and paths in documents lead somewhere, every hazard has a test that is there.

mod rust;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the repository")
}

/// Every file under a folder with one of the endings, as path (from the root) and text.
pub(crate) fn files(folder: &str, endings: &[&str]) -> Vec<(String, String)> {
    fn walk(dir: &Path, endings: &[&str], out: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(dir).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if path.is_dir() {
                if !["target", "node_modules", "dist", ".git", "demo-data", "shots"].contains(&name.as_str()) {
                    walk(&path, endings, out);
                }
            } else if endings.iter().any(|e| name.ends_with(e)) {
                out.push(path);
            }
        }
    }
    let mut paths = vec![];
    walk(&root().join(folder), endings, &mut paths);
    paths.sort();
    let relative = |p: &Path| p.strip_prefix(root()).expect("inside").to_string_lossy().into_owned();
    paths.iter().map(|p| (relative(p), std::fs::read_to_string(p).expect("a text file"))).collect()
}

fn slice_of(path: &str) -> Option<&str> {
    let name = path.strip_prefix("crates/app/src/")?.split_once('/')?.0;
    app::SLICES.iter().map(|s| s.name).find(|s| *s == name)
}

#[test]
fn a_slice_uses_only_earlier_slices() {
    let order: Vec<&str> = app::SLICES.iter().map(|s| s.name).collect();
    let at = |name: &str| order.iter().position(|s| *s == name);
    let mut uses = 0;
    for (path, text) in files("crates/app/src", &[".rs"]) {
        let Some(slice) = slice_of(&path) else { continue };
        // Modules below the root: `case/mod.rs` is one, `case/model.rs` two.
        let deep = path.matches('/').count() - 2 - usize::from(path.ends_with("/mod.rs"));
        for other in rust::root_names(&text, deep) {
            assert_ne!(other, "*", "{path} takes every slice at once");
            assert!(at(&other) <= at(slice), "{path} uses `{other}`, which comes later than `{slice}`");
            uses += usize::from(at(&other).is_some() && other != slice);
        }
    }
    assert!(uses > 100, "{uses}: the names are not read any more");
}

#[test]
fn base_has_no_domain_word() {
    for (path, text) in files("crates/base", &[".rs", ".jinja"]) {
        for word in ["referral", "link worker", "patient", "person_id", "pathway"] {
            let found = text.to_lowercase().lines().find(|l| l.contains(word)).map(str::to_owned);
            assert!(found.is_none(), "{path} says {word:?}: {}", found.unwrap_or_default());
        }
    }
}

#[test]
fn sql_stands_in_store_files_only_and_models_are_pure() {
    for (path, text) in files("crates/app/src", &[".rs"]) {
        let store = path.ends_with("/store.rs") || path.contains("/store/");
        for line in text.lines().map(str::trim) {
            let sql = ["\"SELECT ", "\"INSERT ", "\"UPDATE ", "\"DELETE ", "SELECT ", "INSERT INTO "]
                .iter()
                .any(|s| line.starts_with(s));
            assert!(store || !sql || line.starts_with("//"), "{path}: SQL outside the store: {line}");
        }
        if path.ends_with("/model.rs") {
            assert!(!text.contains("axum::") && !text.contains("base::db"), "{path} is not pure");
        }
    }
}

/// The words that follow a keyword in a text.
fn after<'a>(sql: &'a str, keyword: &str) -> Vec<&'a str> {
    let words: Vec<&str> = sql.split_whitespace().collect();
    let keys: Vec<&str> = keyword.split(' ').collect();
    words
        .windows(keys.len() + 1)
        .filter(|w| w[..keys.len()] == keys[..])
        .map(|w| w[keys.len()].trim_matches(['(', ')', ',', ';']))
        .collect()
}

fn slice_of_text(name: &str) -> &str {
    name.split("::").next().expect("a slice")
}

/// Each table with the slice that writes it; with the one whose migration fills it, when no text does.
fn owners() -> BTreeMap<String, String> {
    let mut owners: BTreeMap<String, String> = BTreeMap::new();
    for (name, sql) in app::sql_texts() {
        let slice = slice_of_text(&name).to_owned();
        let written = [after(sql, "INSERT INTO"), after(sql, "DELETE FROM")].concat();
        let updated: Vec<&str> = if sql.trim_start().starts_with("UPDATE") { after(sql, "UPDATE") } else { vec![] };
        for table in written.into_iter().chain(updated) {
            let writer = owners.entry(table.to_owned()).or_insert_with(|| slice.clone()).clone();
            assert_eq!(writer, slice, "{table} is written by {writer} and by {name}");
        }
    }
    assert!(owners.len() > 15);
    for (path, text) in files("migrations", &[".sql"]) {
        let slice = path.trim_end_matches(".sql").split_once('_').expect("NNNN_slice.sql").1.to_owned();
        for table in after(&text, "CREATE TABLE") {
            owners.entry(table.to_owned()).or_insert_with(|| slice.clone());
        }
    }
    owners
}

#[test]
fn each_table_is_written_by_one_slice_only() {
    owners();
}

#[test]
fn a_slice_reads_only_earlier_slices_tables_and_its_own() {
    // Of the tables of `base` a slice names those that a list's scope joins on; for the others it asks by a function.
    const SCOPE: &[&str] = &["standing", "reach", "allowed"];
    let owners = owners();
    let order: Vec<&str> = ["base"].into_iter().chain(app::SLICES.iter().map(|s| s.name)).collect();
    let at = |name: &str| order.iter().position(|s| *s == name).unwrap_or_else(|| panic!("there is no slice {name}"));
    let mut across = 0;
    for (name, sql) in app::sql_texts() {
        let slice = slice_of_text(&name);
        // A list of tables with commas would hide all but the first.
        let words: Vec<&str> = sql.split_whitespace().collect();
        let named = words.windows(3).filter(|w| w[0] == "FROM" && !w[1].contains(')'));
        assert!(!named.flatten().any(|w| w.ends_with(',') && !w.contains(')')), "{name}: JOIN, not a comma");
        for table in [after(sql, "FROM"), after(sql, "JOIN")].concat() {
            if table == "SELECT" {
                continue;
            }
            let owner = owners.get(table).unwrap_or_else(|| panic!("{name} reads {table}, which no migration makes"));
            let may = if owner == "base" { slice == "base" || SCOPE.contains(&table) } else { at(owner) <= at(slice) };
            assert!(may, "{name} reads {table} of `{owner}`");
            across += usize::from(owner != slice);
        }
    }
    assert!(across > 15);
}

#[test]
fn no_clock_no_case_and_no_pattern_in_sql() {
    for (name, sql) in app::sql_texts() {
        let upper = sql.to_uppercase();
        for banned in ["NOW(", "CURRENT_", " LIKE ", "LOWER(", "UPPER(", "STRFTIME", "INTERVAL", "DATE("] {
            assert!(!upper.contains(banned), "{name} uses {banned}");
        }
    }
}

#[test]
fn no_template_of_ours_marks_anything_as_safe() {
    // What was typed would go through unescaped: markup is put together with `{% set x %}…{% endset %}`, which escapes.
    for (path, text) in files("crates", &[".jinja"]) {
        assert!(!text.replace(' ', "").contains("|safe"), "{path}");
    }
}

#[test]
fn what_somebody_types_is_never_sent_in_an_address() {
    // What is chosen may be; a field of text is posted, and the server says whether an address can hold it (adr/0025).
    for (path, text) in files("crates", &[".jinja"]) {
        for form in text.split("<form").skip(1).map(|form| form.split("</form").next().unwrap_or(form)) {
            let asks = form.split('>').next().is_some_and(|tag| !tag.contains("method=\"post\""));
            let typed = ["ui.text(", "ui.area(", "<textarea", "type=\"text\"", "type=\"search\""];
            assert!(
                !(asks && typed.iter().any(|field| form.contains(field))),
                "{path}: a form with a field of text is not posted"
            );
        }
    }
}

#[test]
fn files_are_short_and_open_with_prose() {
    for (path, text) in files("crates", &[".rs"]).into_iter().chain(files("xtask", &[".rs"])) {
        let lines = text.lines().count();
        assert!(lines <= 600, "{path} has {lines} lines: split it by idea");
        let in_tests = path.contains("/tests/") && path.ends_with("/mod.rs");
        assert!(in_tests || text.starts_with("//!"), "{path} does not open with prose");
    }
}

#[test]
fn no_code_stands_in_a_comment_where_nobody_runs_it() {
    for (path, text) in files("crates", &[".rs"]) {
        let mut fences =
            text.lines().map(str::trim_start).filter_map(|l| l.strip_prefix("/// ```").or(l.strip_prefix("//! ```")));
        // Every second one ends a block; what says another language is none of ours.
        let ours = fences.by_ref().step_by(2).find(|l| !["text", "toml", "sql"].contains(l));
        assert!(
            ours.is_none(),
            "{path}: put this example into a test, or give the crate its doc-tests back (`doctest` in its Cargo.toml)"
        );
    }
}

#[test]
fn links_in_documents_lead_somewhere() {
    for (path, text) in files("", &[".md"]) {
        let folder = root().join(&path).parent().expect("a folder").to_owned();
        for link in text.split("](").skip(1).filter_map(|p| p.split(')').next()) {
            let target = link.split('#').next().unwrap_or_default();
            if target.is_empty() || target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            assert!(folder.join(target).exists(), "{path} links to {target}, which is not there");
        }
    }
}

/// What stands between backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// Whether a file has something of a name: a function, where the name is written like one.
fn has(text: &str, name: &str) -> bool {
    let end = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    let word = if name.starts_with(|c: char| c.is_lowercase()) { format!("fn {name}") } else { name.to_owned() };
    text.match_indices(&word).any(|(at, _)| end(&text[at + word.len()..]))
}

#[test]
fn paths_in_documents_are_there() {
    let sources = files("", &[".rs", ".mjs"]);
    let mut checked = 0;
    for (document, text) in files("", &[".md"]) {
        for span in quoted(&text.replace("```", "")) {
            // Neither a command nor a pattern of names.
            if span.contains([' ', '<', '{', '*', '\n', '…', '(']) {
                continue;
            }
            let (path, item) = span.split_once("::").unwrap_or((span, ""));
            let rooted =
                ["crates/", "e2e/", "docs/", "adr/", "xtask/", "migrations/"].iter().any(|r| path.starts_with(r));
            if rooted {
                assert!(root().join(path).exists(), "{document} names `{span}`, which is not there");
            }
            let script = [".rs", ".mjs"].iter().any(|e| path.ends_with(e) && path.len() > e.len());
            if rooted || script {
                checked += 1;
            }
            if script {
                // In a text a file may be named by its end; `it/` is short for the tests of the application.
                let end = format!("/{}", path.trim_start_matches("it/"));
                let mut named = sources.iter().filter(|(p, _)| format!("/{p}").ends_with(&end)).peekable();
                assert!(named.peek().is_some(), "{document} names `{span}`, which is not there");
                assert!(
                    item.is_empty() || named.any(|(_, text)| has(text, item)),
                    "{document} names `{span}`: no {item} in it"
                );
            }
        }
    }
    assert!(checked > 150, "{checked}: the paths are not read any more");
}

/// Whether a file has a test of a name: a journey, or a function with the mark of a test.
fn has_test(text: &str, name: &str) -> bool {
    text.match_indices(&format!("fn {name}(")).any(|(at, _)| {
        let before = text[..at].rsplit("\n\n").next().unwrap_or_default();
        ["#[test]", "#[tokio::test", "on_both! {", "once! {"].iter().any(|mark| before.contains(mark))
    })
}

#[test]
fn every_hazard_has_a_test_that_is_there() {
    let log = std::fs::read_to_string(root().join("docs/safety/hazard-log.md")).expect("the hazard log");
    let mut hazards = 0;
    for section in log.split("\n## ").skip(1) {
        let (title, text) = section.split_once('\n').expect("a title");
        hazards += 1;
        assert!(title.starts_with(&format!("H{hazards}: ")), "{title}: the hazards are numbered one by one");
        let mut tests = 0;
        for paragraph in text.split("**Test:**").skip(1) {
            // Up to the next thing that is said of the hazard.
            let paragraph = paragraph.split("\n**").next().unwrap_or_default();
            let mut file = String::new();
            for span in quoted(paragraph) {
                let name = match span.rsplit_once("::") {
                    Some((path, name)) => {
                        file = path.strip_prefix("it/").map_or(path.to_owned(), |p| format!("crates/app/tests/it/{p}"));
                        name
                    }
                    // A further test of the same file.
                    None => span,
                };
                let source = std::fs::read_to_string(root().join(&file));
                let source = source.unwrap_or_else(|_| panic!("{title}: there is no file {file:?} with a test {name}"));
                assert!(has_test(&source, name), "{title}: {file} has no test {name}");
                tests += 1;
            }
        }
        assert!(tests > 0, "{title} names no test that fails when its control is removed");
    }
    assert!(hazards >= 33, "{hazards}");
}

#[test]
fn nothing_personal_and_nothing_of_the_workplace_is_committed() {
    let all = files("", &[".rs", ".toml", ".md", ".jinja", ".ftl", ".mjs", ".css", ".sql", ".json", ".txt", "run"]);
    for (path, text) in all {
        if path.ends_with("tidy.rs") || path.ends_with("Cargo.lock") {
            continue;
        }
        for banned in [concat!("crates", ".io"), concat!("npmjs", ".org"), concat!("pypi", ".org"), "/work/", "/root/"]
        {
            assert!(!text.contains(banned), "{path} names {banned}");
        }
    }
}

/// The names after each `slice::` in a text, one by one or in braces.
fn named_of<'a>(slice: &str, text: &'a str) -> Vec<&'a str> {
    let start = format!("{slice}::");
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let mut names = vec![];
    for (at, _) in text.match_indices(&start).filter(|(at, _)| !text[..*at].ends_with(word)) {
        let rest = &text[at + start.len()..];
        let mut depth = 0;
        let end = rest.find(|c| {
            depth += i32::from(c == '{') - i32::from(c == '}');
            depth == 0 && !word(c)
        });
        names.extend(rest[..end.unwrap_or(rest.len())].split(|c| !word(c)).filter(|n| !n.is_empty()));
    }
    names
}

#[test]
fn what_a_slice_offers_to_be_called_is_called_outside_it() {
    // Otherwise the compiler does not notice that nobody calls it any more.
    let mut sources = files("crates", &[".rs"]);
    sources.extend(files("xtask", &[".rs"]));
    for slice in app::SLICES.iter().map(|s| s.name) {
        let own = format!("crates/app/src/{slice}/");
        let called: Vec<&str> =
            sources.iter().filter(|(path, _)| !path.starts_with(&own)).flat_map(|(_, t)| named_of(slice, t)).collect();
        let (_, module) = sources.iter().find(|(path, _)| *path == format!("{own}mod.rs")).expect("a module");
        for line in module.split("pub use ").skip(1).filter_map(|l| l.split(';').next()) {
            let names = line.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'));
            let names = names.filter_map(|n| n.rsplit("::").next());
            let names = names.filter(|n| *n != "as" && n.starts_with(char::is_lowercase));
            for name in names {
                assert!(called.contains(&name), "nobody outside `{slice}` calls its `{name}`");
            }
        }
    }
}

#[test]
fn every_class_of_the_styles_is_on_a_page() {
    let name = |text: &str| {
        text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_')).next().map(str::to_owned)
    };
    let mut pages = files("crates", &[".jinja", ".rs"]);
    pages.extend(files("assets/js", &[".mjs"]));
    let used: std::collections::BTreeSet<String> =
        pages.iter().flat_map(|(_, t)| t.split("kith-").skip(1)).filter_map(name).collect();
    assert!(used.len() > 50);
    for (path, text) in files("assets/css", &[".css"]) {
        for class in text.split(".kith-").skip(1).filter_map(name) {
            assert!(used.contains(&class), "{path}: no page has anything of kith-{class}");
        }
    }
}
