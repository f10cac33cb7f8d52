//! `kith gen`: the files of the repository that are derived from code. CI runs it and fails when anything changes.

mod safety;

use anyhow::Context;
use base::{Result, config::SETTINGS};
use std::path::Path;

pub fn run(root: &Path) -> Result<()> {
    write(root, "crates/app/policy.matrix.txt", &app::policy::matrix())?;
    write(root, "docs/config.md", &config())?;
    write(root, "docs/states.md", &states())?;
    write(root, "docs/routes.md", &routes())?;
    write(root, "docs/languages.md", &languages()?)?;
    safety::run(root)?;
    annotate(root)
}

/// Where a drawn block begins and ends.
const BEGIN: &str = "// Tables that this slice writes, drawn from the migrations by `cargo xtask gen`:\n";
const END: &str = "// (end of tables)\n";

/// Writes each slice's tables at the head of its store, so that the folder reads alone.
fn annotate(root: &Path) -> Result<()> {
    let tables = base::db::dump::tables()?;
    for slice in app::SLICES {
        let path = format!("crates/app/src/{}/store.rs", slice.name);
        let Ok(text) = std::fs::read_to_string(root.join(&path)) else { continue };
        let bare = match (text.find(BEGIN), text.find(END)) {
            (Some(from), Some(to)) => format!("{}{}", &text[..from], text[to + END.len()..].trim_start_matches('\n')),
            _ => text,
        };
        let written = |name: &str| {
            slice.sql.iter().copied().flatten().any(|(_, sql)| {
                let words: Vec<&str> = sql.split_whitespace().collect();
                words.windows(3).any(|w| w[0] == "INSERT" && w[1] == "INTO" && w[2] == name)
            })
        };
        let mut block = String::from(BEGIN);
        for table in tables.iter().filter(|t| written(&t.name)) {
            let columns: Vec<&str> = table.columns.iter().map(|(n, _)| n.as_str()).collect();
            block.push_str(&wrapped(&format!("{}: {}", table.name, columns.join(", "))));
        }
        block.push_str(END);
        // After the module's own prose.
        let at = bare.lines().take_while(|l| l.starts_with("//!")).map(|l| l.len() + 1).sum::<usize>();
        let (head, rest) = bare.split_at(at);
        write(root, &path, &format!("{head}\n{block}\n{}", rest.trim_start_matches('\n')))?;
    }
    Ok(())
}

/// A comment of lines of at most 110 characters.
fn wrapped(text: &str) -> String {
    let mut out = String::new();
    let mut line = String::from("//  ");
    for word in text.split(' ') {
        if line.len() + word.len() > 110 {
            out.push_str(line.trim_end());
            out.push('\n');
            line = String::from("//     ");
        }
        line.push(' ');
        line.push_str(word);
    }
    out.push_str(line.trim_end());
    out.push('\n');
    out
}

fn write(root: &Path, path: &str, text: &str) -> Result<()> {
    let path = root.join(path);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    }
    if std::fs::read_to_string(&path).ok().as_deref() != Some(text) {
        std::fs::write(&path, text).with_context(|| path.display().to_string())?;
        println!("wrote {}", path.display());
    }
    Ok(())
}

fn config() -> String {
    let mut out = String::from(
        "# Settings\n\nDrawn from `crates/base/src/config.rs` by `cargo xtask gen`.\n\nA flag of the command line comes first, then a `KITH_*` variable, then `kith.toml` in the data folder, then the default. `kith doctor` says where\neach value came from.\n\n| setting | variable | default | meaning |\n|---|---|---|---|\n",
    );
    for s in SETTINGS {
        let default = if s.default.is_empty() { "".to_owned() } else { format!("`{}`", s.default) };
        out.push_str(&format!("| `{}` | `KITH_{}` | {default} | {} |\n", s.name, s.name.to_uppercase(), s.about));
    }
    out
}

fn states() -> String {
    let mut out = String::from(
        "# States\n\nDrawn from the `TRANSITIONS` tables by `cargo xtask gen`. A state is derived from facts with their dates; nothing stores it.\n",
    );
    for (name, lines) in app::transitions() {
        out.push_str(&format!("\n## {name}\n\n```mermaid\nstateDiagram-v2\n"));
        for (from, step, to) in lines {
            out.push_str(&format!("  {from} --> {to}: {step}\n"));
        }
        out.push_str("```\n");
    }
    out
}

fn languages() -> Result<String> {
    let words = app::words()?;
    let mut out = String::from(
        "# Languages\n\nDrawn from the strings by `cargo xtask gen`: how far each language of the public pages has come, and who checked it. What is checked counts only as long as neither\nthe English nor the translation has changed. How to check: [CONTRIBUTING.md](../CONTRIBUTING.md).\n\n| language | words | translated | checked by a speaker | changed since | by |\n|---|---|---|---|---|---|\n",
    );
    for c in words.coverage() {
        let by: Vec<String> = c.by.iter().map(|(who, n)| format!("{who} ({n})")).collect();
        let row =
            format!("| {} `{}` | {} | {} | {} | {} |", c.own, c.code, c.words, c.translated, c.checked, c.changed);
        out.push_str(format!("{row} {}", by.join(", ")).trim_end());
        out.push_str(" |\n");
    }
    out.push_str("\n## Not in every language yet\n\n");
    for key in words.owed() {
        let without = |l: &&str| words.state(l, key).code() == "missing" && *l != base::words::EASY;
        let languages: Vec<&str> = words.languages().into_iter().filter(without).collect();
        out.push_str(&format!("* `{key}`: {}\n", languages.join(", ")));
    }
    Ok(out)
}

fn routes() -> String {
    let mut out = String::from(
        "# Routes\n\nDrawn from the routes table by `cargo xtask gen`.\n\n| method | path | who may knock |\n|---|---|---|\n",
    );
    let mut routes = app::routes();
    routes.sort_by(|a, b| (a.path, a.method.as_str()).cmp(&(b.path, b.method.as_str())));
    for r in routes {
        let access = match r.access {
            base::http::routes::Access::Public => "anybody".to_owned(),
            base::http::routes::Access::Link => "the holder of a link".to_owned(),
            base::http::routes::Access::SignedIn => "whoever has signed in".to_owned(),
            base::http::routes::Access::For(action) => format!("for `{}`", action.name),
        };
        out.push_str(&format!("| {} | `{}` | {access} |\n", r.method, r.path));
    }
    out
}
