//! What Kith stands on: every crate's licence is one that goes with MIT or Apache-2.0, and crates that were decided against are not there.

use serde_json::Value;
use std::process::Command;

/// Licences that may stand in an expression on their own. MPL-2.0 covers its own files only, which are used unchanged (passkeys; the test harness's
/// HTML parser).
const MAY: &[&str] = &[
    "MIT",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "0BSD",
    "Unicode-3.0",
    "CC0-1.0",
    "MIT-0",
    "Unlicense",
    "BSL-1.0",
    "BSD-1-Clause",
    "MPL-2.0",
    "CDLA-Permissive-2.0",
    "Apache-2.0 WITH LLVM-exception",
];

/// Decided against, each with its reason.
const NOT: &[(&str, &str)] = &[
    ("openssl-sys", "a system library at build and run time; rustls with ring instead"),
    ("native-tls", "the same"),
    ("aws-lc-sys", "a long C build; ring instead"),
    ("chrono", "time is jiff's"),
    ("diesel", "SQL is SQL"),
    ("sea-orm", "SQL is SQL"),
];

/// Not for our own crates, though others may bring it along: time is jiff's. (Certificates have dates; what reads a passkey's can read them.)
const NOT_OURS: &[&str] = &["time"];

fn cargo(args: &[&str]) -> String {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    let output =
        Command::new(cargo).args(args).args(["--locked", "--offline"]).current_dir(root).output().expect("cargo");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

/// Name and licence of every crate that is built here. The lock file has more: for other systems, and for features that nobody asked for.
fn crates() -> Vec<(String, String)> {
    let all =
        cargo(&["tree", "--workspace", "--edges", "normal,build,dev", "--prefix", "none", "--format", "{p}\t{l}"]);
    let lines = all.lines().filter_map(|line| line.trim_end_matches(" (*)").split_once('\t'));
    let name = |about: &str| about.split(' ').next().unwrap_or("?").to_owned();
    lines.map(|(about, licence)| (name(about), licence.trim().to_owned())).collect()
}

/// Whether an SPDX expression can be met: one side of every OR, every side of every AND.
fn may(expression: &str) -> bool {
    let plain = expression.replace(['(', ')'], "").replace(" / ", " OR ").replace('/', " OR ");
    plain.split(" AND ").all(|part| part.split(" OR ").any(|l| MAY.contains(&l.trim())))
}

#[test]
fn every_crate_has_a_licence_that_goes_with_ours() {
    let all = crates();
    assert!(all.len() > 200);
    for (name, licence) in all {
        assert!(may(&licence), "{name} is under {licence:?}");
        for (banned, why) in NOT {
            assert_ne!(name, *banned, "{why}");
        }
    }
    let metadata = cargo(&["metadata", "--format-version", "1", "--no-deps"]);
    let ours: Value = serde_json::from_str(&metadata).expect("JSON");
    for package in ours["packages"].as_array().expect("packages") {
        for needs in package["dependencies"].as_array().into_iter().flatten() {
            let needs = needs["name"].as_str().unwrap_or("?");
            assert!(!NOT_OURS.contains(&needs), "{} uses {needs}", package["name"]);
        }
    }
}
