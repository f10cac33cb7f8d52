//! Imports beside a server that answers: how long the first and the second run take, how much memory, and how long readers wait meanwhile.
//!
//! One reader asks for pages of the open directory, ten a second, each a page that it has not had. Beside the second run a hundred searches a second come in as
//! well, at their times whether the last has been answered or not, and one service after the other is added, and looked for on every node until it is found.
//! An answer that is not 200 fails the measure, since what it would time is a refusal.

use super::{Bench, Failure, answer_of, bar, settle, status_of, text};
use crate::guard::{self, Guard};
use crate::postgres::{Cluster, Promises};
use crate::repo;
use std::fs::File;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// As many as a country has, and as many as a large city.
const MANY: usize = 250_000;
const CITY: usize = 50_000;
const FIRST_S: f64 = 300.0;
const SECOND_S: f64 = 60.0;
const MOST_MB: f64 = 500.0;
const REST: Duration = Duration::from_secs(45);
const SEARCHES_PER_S: usize = 100;
const SEARCH_P99_MS: f64 = 50.0;
/// Searches that wait for each other stand in so many rows.
const ROWS: usize = 20;
const ADDED: usize = 4;
const FOUND_S: f64 = 2.0;
const FOUND_AT_ALL: Duration = Duration::from_secs(120);

pub fn on_sqlite(bench: &Bench) -> Result<String, Failure> {
    import(bench, "import-sqlite", MANY, 1, &["--data".into(), text(&bench.folder.join("import-sqlite"))])
}

/// Of a city.
pub fn of_a_city(bench: &Bench) -> Result<String, Failure> {
    import(bench, "import-city", CITY, 1, &["--data".into(), text(&bench.folder.join("import-city"))])
}

/// In a PostgreSQL that keeps its promises about power cuts, with two nodes that answer.
pub fn on_postgres(bench: &Bench) -> Result<String, Failure> {
    let cluster = Cluster::start(Promises::Kept)?;
    let data = text(&bench.folder.join("import-postgres"));
    import(bench, "import-postgres", MANY, 2, &["--data".into(), data, "--database".into(), cluster.url()])
}

fn import(bench: &Bench, name: &str, services: usize, nodes: usize, place: &[String]) -> Result<String, Failure> {
    let lines = lines(bench, services)?;
    let kith = || {
        let mut kith = repo::at_root(&bench.kith);
        kith.args(place);
        kith
    };
    settle(&mut kith())?;
    let mut guard = Guard::new(name)?;
    let mut ports = vec![];
    for _ in 0..nodes {
        let port = repo::free_port()?;
        let mut server = kith();
        server.args(["serve", "--bind", &format!("127.0.0.1:{port}")]).env("KITH_TRUSTED_PROXIES", "127.0.0.1");
        guard.start(server.stdout(Stdio::null()).stderr(Stdio::null()), "TERM")?;
        guard.wait_until(Duration::from_secs(60), || status_of(port, "/health/ready") == Some(200))?;
        ports.push(port);
    }

    let said = bench.folder.join(format!("{name}.json"));
    let first = Run::of(kith(), &lines, ports[0], &said)?;
    // The directory that it brought is in memory before the feed comes again, as it would be an hour later.
    std::thread::sleep(REST);
    let calm = Finding::beside(&ports, &bench.folder, &kith, |_| std::thread::sleep(Duration::from_secs(20)))?.0;
    let (finding, second) = Finding::beside(&ports, &bench.folder, &kith, |port| Run::of(kith(), &lines, port, &said))?;
    let second = second?;
    let changes = second.count("added") + second.count("changed");
    Ok(format!(
        r#"{{"bench":"{name}","load":{{"services":{services},"nodes":{nodes},"reader_per_s":10,"searches_per_s_beside_the_second":{SEARCHES_PER_S}}},"measured":{{"first":{},"second":{},"searches_beside_nothing":{},"searches_beside_the_second":{}}},"bars":[{},{},{},{},{},{}]}}"#,
        first.json(),
        second.json(),
        calm.json(),
        finding.json(),
        bar("first s", first.seconds, FIRST_S),
        bar("second s", second.seconds, SECOND_S),
        bar("memory MB", first.memory_mb.max(second.memory_mb), MOST_MB),
        bar("changes of the second", changes as f64, 0.0),
        bar("search p99 ms beside the second", finding.at(0.99), SEARCH_P99_MS),
        bar("change found s beside the second", finding.found_s, FOUND_S),
    ))
}

/// The feed, written once for each size. What writes it is not what is measured, and is there from the tests.
fn lines(bench: &Bench, services: usize) -> Result<PathBuf, Failure> {
    let file = bench.folder.join(format!("feed-{services}.ndjson"));
    if !file.exists() {
        let written = File::create(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        let mut feed = repo::cargo();
        feed.args(["run", "--quiet", "-p", "testkit", "--example", "feed", "--", &services.to_string()]);
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
        let at = |part| quantile(&self.answers, part);
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

/// Of sorted numbers, the one that so large a part does not exceed.
fn quantile(sorted: &[f64], part: f64) -> f64 {
    let last = sorted.len().saturating_sub(1);
    sorted.get((last as f64 * part).round() as usize).copied().unwrap_or(0.0)
}

/// What people see who search meanwhile.
struct Finding {
    /// How long each answer took from when it was due, in milliseconds, in order.
    answers: Vec<f64>,
    /// The longest that it took from the end of a small import until what it brought was found on every node.
    found_s: f64,
}

impl Finding {
    /// Searches, and adds services, until something is done.
    fn beside<T>(
        ports: &[u16],
        folder: &Path,
        kith: &(dyn Fn() -> Command + Sync),
        what: impl FnOnce(u16) -> T,
    ) -> Result<(Finding, T), Failure> {
        let over = AtomicBool::new(false);
        std::thread::scope(|threads| {
            let begun = Instant::now();
            let over = &over;
            let rows: Vec<_> = (0..ROWS).map(|row| threads.spawn(move || search(ports, row, begun, over))).collect();
            let adding = threads
                .spawn(move || (0..ADDED).map(|_| added(ports, folder, kith())).collect::<Result<Vec<f64>, Failure>>());
            let done = what(ports[0]);
            let found_s = adding.join().unwrap_or_else(|_| Err("adding failed".into()));
            over.store(true, Ordering::Relaxed);
            let mut answers = vec![];
            for row in rows {
                answers.extend(row.join().unwrap_or_else(|_| Err("a reader failed".into()))?);
            }
            answers.sort_by(f64::total_cmp);
            let found_s = found_s?.into_iter().fold(0.0, f64::max);
            Ok((Finding { answers, found_s }, done))
        })
    }

    fn at(&self, part: f64) -> f64 {
        quantile(&self.answers, part)
    }

    fn json(&self) -> String {
        let (n, p50, p95, p99) = (self.answers.len(), self.at(0.5), self.at(0.95), self.at(0.99));
        format!(
            r#"{{"answers":{n},"median_ms":{p50:.1},"p95_ms":{p95:.1},"p99_ms":{p99:.1},"longest_ms":{:.1},"services_added":{ADDED},"found_on_every_node_s":{:.2}}}"#,
            self.at(1.0),
            self.found_s
        )
    }
}

/// Every `ROWS`th of the searches that come in at an even pace.
fn search(ports: &[u16], row: usize, begun: Instant, over: &AtomicBool) -> Result<Vec<f64>, Failure> {
    const WORDS: [&str; 12] = [
        "debt",
        "lonely",
        "food",
        "choir",
        "walking group",
        "benefits",
        "english classes",
        "carers",
        "housing advice",
        "gardening",
        "bereavement",
        "job search",
    ];
    const NEAR: [&str; 5] = ["E15", "E1", "N1", "SE10", "IG1"];
    let mut answers = vec![];
    for n in (row..).step_by(ROWS) {
        let due = begun + Duration::from_secs_f64(n as f64 / SEARCHES_PER_S as f64);
        std::thread::sleep(due.saturating_duration_since(Instant::now()));
        if over.load(Ordering::Relaxed) {
            break;
        }
        let (words, near) = (WORDS[n % WORDS.len()].replace(' ', "+"), NEAR[n % NEAR.len()]);
        let more = ["", "&free=yes", "&day=tue", "&within=5"][n % 4];
        // A thousand readers: nobody alone asks so much, nor is let.
        let reader = Ipv4Addr::new(198, 18, (n / 250 % 4) as u8, (n % 250) as u8);
        let path = format!("/find?words={words}&near={near}{more}");
        let status = answer_of(ports[n % ports.len()], &path, Some(reader)).map(|(status, _)| status);
        if status != Some(200) {
            return Err(format!("a search for {words}: {status:?}"));
        }
        answers.push(due.elapsed().as_secs_f64() * 1_000.0);
    }
    Ok(answers)
}

/// Adds a service of a name that nobody has, and says how long after that every node finds it.
fn added(ports: &[u16], folder: &Path, mut kith: Command) -> Result<f64, Failure> {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let n = NEXT.fetch_add(1, Ordering::Relaxed);
    let letter = char::from(b'a' + (n % 26) as u8);
    let name = format!("zq{}x", letter.to_string().repeat(3 + n / 26));
    let file = folder.join("one.ndjson");
    let id = format!("00000000-0000-4000-8000-{n:012}");
    let line = format!(
        r#"{{"id":"{id}","name":"{name} lunch","status":"active","description":"A lunch for whoever comes.","organization":{{"id":"{id}","name":"{name} kitchen"}}}}"#
    );
    std::fs::write(&file, line).map_err(|error| error.to_string())?;
    repo::output(kith.args(["import", "hsds", &text(&file), "--feed", &format!("bench-{name}")]))?;
    let since = Instant::now();
    for port in ports {
        for asked in 0u16.. {
            // As many readers as it takes: one alone would be refused.
            let [high, low] = asked.to_be_bytes();
            let reader = Ipv4Addr::new(198, 19, high, low);
            let answer = answer_of(*port, &format!("/find?words={name}"), Some(reader));
            match answer {
                Some((200, page)) if page.contains(&format!("{name} lunch")) => break,
                Some((200, _)) if since.elapsed() < FOUND_AT_ALL => std::thread::sleep(Duration::from_millis(25)),
                Some((200, _)) => return Err(format!("{name} is found by nobody")),
                other => return Err(format!("a search for {name}: {:?}", other.map(|(status, _)| status))),
            }
        }
    }
    Ok(since.elapsed().as_secs_f64())
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
