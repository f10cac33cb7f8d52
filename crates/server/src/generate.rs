//! `kith gen`: the files of the repository that are derived from code. CI runs it and fails when anything changes.

use anyhow::Context;
use base::{Result, config::SETTINGS};
use std::path::Path;

pub fn run(root: &Path) -> Result<()> {
    write(root, "crates/app/policy.matrix.txt", &app::policy::matrix())?;
    write(root, "docs/config.md", &config())?;
    write(root, "docs/states.md", &states())?;
    write(root, "docs/routes.md", &routes())?;
    Ok(())
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
