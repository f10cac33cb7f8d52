//! What the checks need on the machine beside Rust, and how to get it on Debian.

use crate::{Failure, postgres, repo};
use std::path::{Path, PathBuf};
use std::process::Command;

/// One thing that must be there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Need {
    Node,
    Npm,
    Pip,
    Git,
    Postgres,
    Postgis,
    Chromium,
    Fonts,
}

impl Need {
    /// For the person: what is missing.
    fn name(self) -> &'static str {
        match self {
            Need::Node => "Node 20 or later",
            Need::Npm => "npm",
            Need::Pip => "Python 3 with pip",
            Need::Git => "git",
            Need::Postgres => "PostgreSQL 15 or later (server programs)",
            Need::Postgis => "PostGIS for that PostgreSQL",
            Need::Chromium => "Chromium (best its headless shell)",
            Need::Fonts => "fonts with Latin and Arabic letters",
        }
    }

    /// The Debian packages that bring it.
    fn packages(self) -> &'static [&'static str] {
        match self {
            Need::Node => &["nodejs"],
            Need::Npm => &["npm"],
            Need::Pip => &["python3", "python3-pip"],
            Need::Git => &["git"],
            Need::Postgres => &["postgresql"],
            Need::Postgis => &["postgresql-postgis"],
            Need::Chromium => &["chromium-headless-shell"],
            Need::Fonts => &["fontconfig", "fonts-noto-core", "fonts-liberation"],
        }
    }

    /// What we would install ourselves before we go on without it.
    fn is_met_best(self) -> bool {
        match self {
            Need::Chromium => repo::in_path(HEADLESS_SHELL).is_some(),
            other => other.is_met(),
        }
    }

    fn is_met(self) -> bool {
        match self {
            Need::Node => stdout("node", &["--version"])
                .and_then(|version| version.trim_start_matches('v').split('.').next()?.parse::<u32>().ok())
                .is_some_and(|major| major >= 20),
            Need::Npm => stdout("npm", &["--version"]).is_some(),
            Need::Pip => stdout("python3", &["-m", "pip", "--version"]).is_some(),
            Need::Git => stdout("git", &["--version"]).is_some(),
            Need::Postgres => postgres::programs().is_some(),
            Need::Postgis => postgres::has_extension("postgis"),
            Need::Chromium => chromium().is_some(),
            // Without a font for a script the browser draws boxes, and measures and pictures are worth nothing.
            Need::Fonts => ["en", "ar"].iter().all(|language| {
                stdout("fc-list", &[&format!(":lang={language}"), "family"]).is_some_and(|list| !list.trim().is_empty())
            }),
        }
    }
}

/// Sees to it that all of `needs` are met: installs what is missing where that is allowed, else says what is missing.
pub fn meet(needs: &[Need], install: bool) -> Result<(), Failure> {
    let is_root = stdout("id", &["-u"]).is_some_and(|id| id.trim() == "0");
    let may_install = repo::in_path("apt-get").is_some() && (is_root || install);
    let wanted: Vec<&Need> = needs.iter().filter(|need| may_install && !need.is_met_best()).collect();
    if !wanted.is_empty() {
        // What is there may do, and one package that this system does not have keeps no other away.
        let told = |result: Result<(), Failure>| result.unwrap_or_else(|problem| println!("{problem}"));
        told(apt_get(is_root, &["update", "--quiet"]));
        for need in wanted {
            println!("installing {}", need.packages().join(" "));
            let install = ["install", "--yes", "--quiet", "--no-install-recommends"];
            told(apt_get(is_root, &[&install, need.packages()].concat()));
        }
    }
    let missing: Vec<Need> = needs.iter().copied().filter(|need| !need.is_met()).collect();
    if missing.is_empty() { Ok(()) } else { Err(complaint(&missing)) }
}

fn complaint(missing: &[Need]) -> Failure {
    let mut text = String::from("These are missing:\n");
    for need in missing {
        text.push_str(&format!("  {:<42} Debian: {}\n", need.name(), need.packages().join(" ")));
    }
    text.push_str("On Debian, `cargo xtask test --install` installs them.");
    text
}

fn apt_get(is_root: bool, arguments: &[&str]) -> Result<(), Failure> {
    let mut command = if is_root { Command::new("apt-get") } else { Command::new("sudo") };
    if is_root {
        command.env("DEBIAN_FRONTEND", "noninteractive");
    } else {
        command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    }
    repo::run(command.args(arguments))
}

/// Chromium without anything to show: what a page costs in it is two thirds of what it costs in the whole browser.
const HEADLESS_SHELL: &str = "chromium-headless-shell";

/// A Chromium, or a browser that is one underneath.
pub fn chromium() -> Option<PathBuf> {
    const NAMES: [&str; 5] = [HEADLESS_SHELL, "chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
    const PLACES: [&str; 3] = [
        "/usr/lib/chromium/chromium",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ];
    NAMES
        .iter()
        .find_map(|name| repo::in_path(name))
        .or_else(|| PLACES.iter().map(Path::new).find(|path| path.is_file()).map(Path::to_path_buf))
}

fn stdout(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}
