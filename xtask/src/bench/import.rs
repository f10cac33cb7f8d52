//! Imports beside a server that answers: how long the first and the second run take, how much memory, and how long readers wait meanwhile.
//!
//! The reader asks for pages of the open directory, ten a second, each a page that it has not had; an answer that is not 200 fails the measure, since
//! what it would time is a refusal.

use super::{Bench, Failure, bar, settle, status_of, text};
use crate::guard::{self, Guard};
use crate::postgres::{Cluster, Promises};
use crate::repo;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

const SERVICES: usize = 250_000;
const FIRST_S: f64 = 300.0;
const SECOND_S: f64 = 60.0;
const MOST_MB: f64 = 500.0;
const REST: Duration = Duration::from_secs(45);

pub fn on_sqlite(bench: &Bench) -> Result<String, Failure> {
    import(bench, "import-sqlite", &["--data".into(), text(&bench.folder.join("import-sqlite"))])
}

/// In a PostgreSQL that keeps its promises about power cuts.
pub fn on_postgres(bench: &Bench) -> Result<String, Failure> {
    let cluster = Cluster::start(Promises::Kept)?;
    let data = text(&bench.folder.join("import-postgres"));
    import(bench, "import-postgres", &["--data".into(), data, "--database".into(), cluster.url()])
}

fn import(bench: &Bench, name: &str, place: &[String]) -> Result<String, Failure> {
    let lines = lines(bench)?;
    let kith = || {
        let mut kith = repo::at_root(&bench.kith);
        kith.args(place);
        kith
    };
    settle(&mut kith())?;
    let mut guard = Guard::new(name)?;
    let port = repo::free_port()?;
    let mut server = kith();
    server.args(["serve", "--bind", &format!("127.0.0.1:{port}")]);
    guard.start(server.stdout(Stdio::null()).stderr(Stdio::null()), "TERM")?;
    guard.wait_until(Duration::from_secs(60), || status_of(port, "/health/ready") == Some(200))?;

    let said = bench.folder.join(format!("{name}.json"));
    let first = Run::of(kith(), &lines, port, &said)?;
    // The directory that it brought is in memory before the feed comes again, as it would be an hour later.
    std::thread::sleep(REST);
    let second = Run::of(kith(), &lines, port, &said)?;
    let changes = second.count("added") + second.count("changed");
    Ok(format!(
        r#"{{"bench":"{name}","load":{{"services":{SERVICES},"reader_per_s":10}},"measured":{{"first":{},"second":{}}},"bars":[{},{},{},{}]}}"#,
        first.json(),
        second.json(),
        bar("first s", first.seconds, FIRST_S),
        bar("second s", second.seconds, SECOND_S),
        bar("memory MB", first.memory_mb.max(second.memory_mb), MOST_MB),
        bar("changes of the second", changes as f64, 0.0),
    ))
}

/// The feed, written once.
fn lines(bench: &Bench) -> Result<PathBuf, Failure> {
    let file = bench.folder.join("feed.ndjson");
    if !file.exists() {
        let written = File::create(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        let mut feed = repo::cargo();
        feed.args(["run", "--release", "--quiet", "-p", "testkit", "--example", "feed", "--", &SERVICES.to_string()]);
        repo::run(feed.stdout(written))?;
    }
    Ok(file)
}

/// What became of an import, and of the reader beside it.
struct Run {
    seconds: f64,
    /// The most that it held at once.
    memory_mb: f64,
    printed: String,
    /// How long each answer took, in milliseconds, in order.
    answers: Vec<f64>,
}

impl Run {
    /// What it prints goes into a file: nobody would empty a pipe meanwhile, and what is put aside is more than one holds.
    fn of(mut kith: Command, lines: &Path, port: u16, said: &Path) -> Result<Run, Failure> {
        kith.args(["import", "hsds", &text(lines), "--feed", "bench", "--json"]).stdin(Stdio::null());
        let begun = Instant::now();
        let failed = |error: std::io::Error| format!("kith: {error}");
        let mut child = kith.stdout(File::create(said).map_err(failed)?).spawn().map_err(failed)?;
        let over = AtomicBool::new(false);
        let (memory_mb, answers) = std::thread::scope(|threads| {
            let reader = threads.spawn(|| read(port, &over));
            let mut memory_mb: f64 = 0.0;
            while child.try_wait().ok().flatten().is_none() {
                memory_mb = memory_mb.max(guard::memory_mb(child.id(), "VmHWM:").unwrap_or(0.0));
                std::thread::sleep(Duration::from_millis(50));
            }
            over.store(true, Ordering::Relaxed);
            (memory_mb, reader.join().unwrap_or_else(|_| Err("the reader failed".into())))
        });
        let seconds = begun.elapsed().as_secs_f64();
        let status = child.wait().map_err(failed)?;
        let printed = std::fs::read_to_string(said).map_err(failed)?;
        if !status.success() {
            return Err(format!("the import failed: {status}\n{printed}"));
        }
        Ok(Run { seconds, memory_mb, printed, answers: answers? })
    }

    /// A number that the import printed.
    fn count(&self, key: &str) -> u64 {
        let after = self.printed.split(&format!("\"{key}\":")).nth(1).unwrap_or_default().trim_start();
        after.split(|c: char| !c.is_ascii_digit()).next().and_then(|n| n.parse().ok()).unwrap_or(0)
    }

    fn json(&self) -> String {
        let at = |part: f64| {
            let last = self.answers.len().saturating_sub(1);
            self.answers.get((last as f64 * part).round() as usize).copied().unwrap_or(0.0)
        };
        format!(
            r#"{{"seconds":{:.1},"memory_mb":{:.0},"added":{},"changed":{},"unchanged":{},"quarantined":{},"answers":{},"median_ms":{:.1},"p95_ms":{:.1},"longest_ms":{:.1}}}"#,
            self.seconds,
            self.memory_mb,
            self.count("added"),
            self.count("changed"),
            self.count("unchanged"),
            self.count("quarantined"),
            self.answers.len(),
            at(0.5),
            at(0.95),
            at(1.0),
        )
    }
}

/// Asks until it is over.
fn read(port: u16, over: &AtomicBool) -> Result<Vec<f64>, Failure> {
    let mut answers = vec![];
    while !over.load(Ordering::Relaxed) {
        let page = 1 + answers.len() % 1_000;
        let begun = Instant::now();
        // While there is little, a page past the last is empty.
        let status = status_of(port, &format!("/oruk/v3/services?page={page}"));
        let took = begun.elapsed();
        if status != Some(200) {
            return Err(format!("page {page} of the open directory: {status:?} after {took:?}"));
        }
        answers.push(took.as_secs_f64() * 1_000.0);
        std::thread::sleep(Duration::from_millis(100).saturating_sub(took));
    }
    answers.sort_by(f64::total_cmp);
    Ok(answers)
}
