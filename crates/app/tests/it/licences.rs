//! What Kith stands on: every crate's licence is one that goes with MIT or Apache-2.0, and crates that were decided against are not there.

use serde_json::Value;
use std::process::Command;

/// Licences that may stand in an expression on their own. MPL-2.0 covers its own files only, which are used unchanged (the test harness's HTML parser).
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
    ("time", "time is jiff's"),
    ("reqwest", "nothing here calls out over HTTP"),
    ("diesel", "SQL is SQL"),
    ("sea-orm", "SQL is SQL"),
];

fn packages() -> Vec<Value> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let about = Command::new("rustc").arg("-vV").output().expect("rustc");
    let about = String::from_utf8_lossy(&about.stdout).into_owned();
    let host = about.lines().find_map(|l| l.strip_prefix("host: ")).expect("a host");
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform", host])
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
        .output()
        .expect("cargo metadata");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let all: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    // What is in the lock file for other systems is not in the build.
    let used: Vec<&str> =
        all["resolve"]["nodes"].as_array().expect("nodes").iter().filter_map(|n| n["id"].as_str()).collect();
    let packages = all["packages"].as_array().expect("packages").clone();
    packages.into_iter().filter(|p| p["id"].as_str().is_some_and(|id| used.contains(&id))).collect()
}

/// Whether an SPDX expression can be met: one side of every OR, every side of every AND.
fn may(expression: &str) -> bool {
    let plain = expression.replace(['(', ')'], "").replace(" / ", " OR ").replace('/', " OR ");
    plain.split(" AND ").all(|part| part.split(" OR ").any(|l| MAY.contains(&l.trim())))
}

#[test]
fn every_crate_has_a_licence_that_goes_with_ours() {
    let all = packages();
    assert!(all.len() > 200);
    for p in &all {
        let (name, licence) = (p["name"].as_str().unwrap_or("?"), p["license"].as_str().unwrap_or("none"));
        assert!(may(licence), "{name} is under {licence}");
        for (banned, why) in NOT {
            assert_ne!(name, *banned, "{why}");
        }
    }
}
