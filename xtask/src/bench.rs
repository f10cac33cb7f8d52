//! `cargo xtask bench`: every figure that Kith holds itself to, with a release build, as one JSON list, which it prints last and
//! leaves in `bench.json` in the target folder.
//!
//! Each entry says what was done how often to how much, what came out, and which bars hold. It takes a quarter of an hour, most of it for making what is
//! measured; nothing else should run meanwhile. It fails when something cannot be measured, not when a bar is missed: machines differ.

mod import;

use crate::guard::Guard;
use crate::needs::{self, Need};
use crate::postgres::{Cluster, Promises};
use crate::{Failure, assets, repo};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A thing that is measured.
struct Measure {
    name: &'static str,
    needs: &'static [Need],
    run: fn(&Bench) -> Result<String, Failure>,
}

const MEASURES: [Measure; 18] = [
    Measure { name: "search-5000", needs: &[Need::Postgres, Need::Postgis], run: |b| search(b, 5_000) },
    Measure { name: "search", needs: &[Need::Postgres, Need::Postgis], run: |b| search(b, 50_000) },
    Measure { name: "search-250000", needs: &[Need::Postgres, Need::Postgis], run: |b| search(b, 250_000) },
    Measure { name: "match", needs: &[], run: |b| b.kith(&["bench", "match", "--services", "50000"]) },
    Measure { name: "tiles-5000", needs: &[], run: |b| b.kith(&["bench", "tiles", "--services", "5000"]) },
    Measure { name: "tiles-50000", needs: &[], run: |b| b.kith(&["bench", "tiles", "--services", "50000"]) },
    Measure { name: "tiles", needs: &[], run: |b| b.kith(&["bench", "tiles", "--services", "250000"]) },
    Measure { name: "start", needs: &[], run: |b| start(b, 10_000, 1.0, 150.0) },
    Measure { name: "start-250000", needs: &[], run: |b| start(b, 250_000, 10.0, 1024.0) },
    Measure { name: "map", needs: &[Need::Node, Need::Npm, Need::Chromium, Need::Fonts], run: |b| map(b, 20_000) },
    Measure {
        name: "map-250000",
        needs: &[Need::Node, Need::Npm, Need::Chromium, Need::Fonts],
        run: |b| map(b, 250_000),
    },
    Measure { name: "lighthouse", needs: &[Need::Node, Need::Npm, Need::Chromium, Need::Fonts], run: lighthouse },
    Measure { name: "import-city", needs: &[], run: import::of_a_city },
    Measure { name: "import-sqlite", needs: &[], run: import::on_sqlite },
    Measure { name: "import-postgres", needs: &[Need::Postgres], run: import::on_postgres },
    Measure { name: "demo", needs: &[], run: demo },
    Measure { name: "pages-sqlite", needs: &[], run: pages_on_sqlite },
    Measure { name: "pages-postgres", needs: &[Need::Postgres], run: pages_on_postgres },
];

/// What the measures share.
struct Bench {
    kith: PathBuf,
    folder: PathBuf,
}

/// Measures what was named, all without `only`, and prints it.
pub fn run(only: Option<&str>) -> Result<(), Failure> {
    let named: Option<Vec<&str>> = only.map(|o| o.split(',').map(str::trim).collect());
    if let Some(odd) = named.iter().flatten().find(|n| MEASURES.iter().all(|m| m.name != **n)) {
        let all: Vec<&str> = MEASURES.iter().map(|m| m.name).collect();
        return Err(format!("nothing is called \"{odd}\"; there are {}", all.join(", ")));
    }
    let chosen: Vec<&Measure> =
        MEASURES.iter().filter(|m| named.as_ref().is_none_or(|n| n.contains(&m.name))).collect();
    let mut needed: Vec<Need> = vec![Need::Node, Need::Npm, Need::Pip];
    for need in chosen.iter().flat_map(|m| m.needs) {
        if !needed.contains(need) {
            needed.push(*need);
        }
    }
    needs::meet(&needed, false)?;
    assets::build()?;
    repo::run(repo::cargo().args(["build", "--release", "-p", "server"]))?;
    let guard = Guard::new("bench")?;
    let bench = Bench { kith: repo::target_dir()?.join("release").join("kith"), folder: guard.folder().to_owned() };
    let mut all = vec![];
    for measure in chosen {
        eprintln!("── {}", measure.name);
        let found = (measure.run)(&bench)?;
        eprintln!("{found}");
        all.push(found);
    }
    let all = format!("[\n  {}\n]", all.join(",\n  "));
    println!("{all}");
    let file = repo::target_dir()?.join("bench.json");
    std::fs::write(&file, all).map_err(|error| format!("{}: {error}", file.display()))
}

impl Bench {
    /// Runs the program and gives what it printed last.
    fn kith(&self, arguments: &[&str]) -> Result<String, Failure> {
        let printed = repo::output(repo::at_root(&self.kith).args(arguments))?.stdout;
        let printed = String::from_utf8_lossy(&printed);
        Ok(printed.trim_end().lines().last().unwrap_or_default().to_owned())
    }

    /// A data folder with so many services.
    fn with_services(&self, n: usize) -> Result<PathBuf, Failure> {
        let data = self.folder.join(format!("services-{n}"));
        if !data.exists() {
            self.kith(&["bench", "services", "--services", &n.to_string(), "--data", &text(&data)])?;
            settle(repo::at_root(&self.kith).args(["--data", &text(&data)]))?;
        }
        Ok(data)
    }

    /// A server of these data, and its port.
    fn serve(&self, data: &Path, guard: &mut Guard) -> Result<u16, Failure> {
        let port = repo::free_port()?;
        let mut server = repo::at_root(&self.kith);
        server.args(["serve", "--data", &text(data), "--bind", &format!("127.0.0.1:{port}")]);
        guard.start(server.stdout(Stdio::null()).stderr(Stdio::null()), "TERM")?;
        Ok(port)
    }
}

/// Searches in memory, and the same in SQLite and PostgreSQL as people would build it there.
fn search(bench: &Bench, services: usize) -> Result<String, Failure> {
    let cluster = Cluster::start(Promises::Kept)?;
    let sqlite = format!("sqlite:{}", text(&bench.folder.join("beside.db")));
    let services = services.to_string();
    bench.kith(&["bench", "search", "--services", &services, "--beside", &sqlite, "--beside", &cluster.url()])
}

/// Makes an administrator: before somebody has set it up, a house has no other page. Nobody ever signs in here. `kith`: the program, with where its data are.
fn settle(kith: &mut Command) -> Result<(), Failure> {
    let nobody_knows = format!("{:?}", Instant::now());
    kith.args(["user", "add", "ada.novak@house.example", "Ada Novak"]);
    repo::output(kith.env("KITH_NEW_PASSWORD", nobody_knows)).map(|_| ())
}

fn text(path: &Path) -> String {
    path.display().to_string()
}

/// From the start of the program to the first page of the search, and the memory it has then: once without the file that a node keeps its directory in, as
/// after the program was replaced, and the middle one of five starts with it.
fn start(bench: &Bench, services: usize, most_s: f64, most_mb: f64) -> Result<String, Failure> {
    let data = bench.with_services(services)?;
    let kept = data.join("directory.kept");
    // Another measure of the same services may have left one.
    if kept.exists() {
        std::fs::remove_file(&kept).map_err(|error| format!("{}: {error}", kept.display()))?;
    }
    let first = first_page(bench, &data, || {
        let begun = Instant::now();
        while !kept.exists() && begun.elapsed() < Duration::from_secs(120) {
            std::thread::sleep(Duration::from_millis(100));
        }
    })?;
    let is_kept = kept.exists();
    let mut starts = (0..5).map(|_| first_page(bench, &data, || ())).collect::<Result<Vec<_>, _>>()?;
    starts.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (seconds, memory) = starts[2];
    Ok(format!(
        r#"{{"bench":"start","load":{{"services":{services},"starts":5,"kept_in_a_file":{is_kept}}},"measured":{{"first_page_s":{seconds:.3},"resident_mb":{memory:.1},"without_the_file":{{"first_page_s":{:.3},"resident_mb":{:.1}}}}},"bars":[{},{},{},{}]}}"#,
        first.0,
        first.1,
        bar("first page s", seconds, most_s),
        bar("resident MB", memory, most_mb),
        bar("first page s without the file", first.0, most_s),
        bar("resident MB without the file", first.1, most_mb),
    ))
}

/// Seconds until the first page of a server is there, and the megabytes it holds then. It goes on until `then` has ended.
fn first_page(bench: &Bench, data: &Path, then: impl FnOnce()) -> Result<(f64, f64), Failure> {
    let mut guard = Guard::new("bench-start")?;
    let begun = Instant::now();
    let port = bench.serve(data, &mut guard)?;
    while !is_there(port, "/find?words=debt&near=E15") {
        if begun.elapsed() > Duration::from_secs(120) {
            return Err("the server gives no page".into());
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    let measured = (begun.elapsed().as_secs_f64(), guard.memory_mb().unwrap_or(0.0));
    then();
    Ok(measured)
}

fn bar(name: &str, is: f64, most: f64) -> String {
    format!(r#"{{"bar":"{name}","is":{is:.3},"most":{most},"holds":{}}}"#, is <= most)
}

fn is_there(port: u16, path: &str) -> bool {
    status_of(port, path) == Some(200)
}

/// The status that a page comes with, in the plainest HTTP there is, once the whole of it is here.
fn status_of(port: u16, path: &str) -> Option<u16> {
    answer_of(port, path, None).map(|(status, _)| status)
}

/// The same, with what the page says. `reader`: the address that somebody else reads from, as a proxy tells it.
fn answer_of(port: u16, path: &str, reader: Option<Ipv4Addr>) -> Option<(u16, String)> {
    let forwarded = reader.map(|reader| format!("X-Forwarded-For: {reader}\r\n")).unwrap_or_default();
    let ask = || -> std::io::Result<Option<(u16, String)>> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{forwarded}Connection: close\r\n\r\n")?;
        let mut answer = vec![];
        stream.read_to_end(&mut answer)?;
        let head = answer.strip_prefix(b"HTTP/1.1 ").and_then(|rest| rest.get(..3));
        let code = head.and_then(|code| std::str::from_utf8(code).ok()?.parse().ok());
        Ok(code.map(|code| (code, String::from_utf8_lossy(&answer).into_owned())))
    };
    ask().ok().flatten()
}

/// The map of so many services in a browser.
fn map(bench: &Bench, services: usize) -> Result<String, Failure> {
    in_browser(bench, "e2e", "bench-map.mjs", services)
}

/// What Lighthouse says of public pages.
fn lighthouse(bench: &Bench) -> Result<String, Failure> {
    in_browser(bench, "e2e/lighthouse", "measure.mjs", 10_000)
}

/// What a script in a folder with packages of its own prints, which drives a browser through a directory of so many services.
fn in_browser(bench: &Bench, folder: &str, script: &str, services: usize) -> Result<String, Failure> {
    let chromium = needs::chromium().ok_or("Chromium is not installed")?;
    repo::npm_install(folder)?;
    let data = bench.with_services(services)?;
    let mut guard = Guard::new(&format!("bench-{services}"))?;
    let port = bench.serve(&data, &mut guard)?;
    guard.wait_until(Duration::from_secs(60), || is_there(port, "/health/ready"))?;
    let mut browser = repo::at_root("node");
    browser
        .arg(format!("{folder}/{script}"))
        .env("KITH_URL", format!("http://127.0.0.1:{port}"))
        .env("KITH_CHROMIUM", chromium);
    browser.env("KITH_SERVICES", services.to_string());
    let printed = repo::output(&mut browser)?.stdout;
    Ok(String::from_utf8_lossy(&printed).trim_end().to_owned())
}

/// How long the demo takes to make. The pages are measured on what comes of it.
fn demo(bench: &Bench) -> Result<String, Failure> {
    let begun = Instant::now();
    made_demo(bench)?;
    let seconds = begun.elapsed().as_secs_f64();
    Ok(format!(
        r#"{{"bench":"demo","load":{{"people":3000,"build":"release"}},"measured":{{"seconds":{seconds:.1}}},"bars":[]}}"#
    ))
}

fn made_demo(bench: &Bench) -> Result<PathBuf, Failure> {
    let data = bench.folder.join("demo");
    if !data.exists() {
        bench.kith(&["bench", "demo", "--data", &text(&data)])?;
    }
    Ok(data)
}

/// A hundred thousand people in one SQLite file.
fn pages_on_sqlite(bench: &Bench) -> Result<String, Failure> {
    let folder = bench.folder.join("people");
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    pages(bench, &format!("sqlite:{}", text(&folder.join("kith.db"))))
}

/// The same in PostgreSQL, which keeps its promises about power cuts here.
fn pages_on_postgres(bench: &Bench) -> Result<String, Failure> {
    let cluster = Cluster::start(Promises::Kept)?;
    pages(bench, &cluster.url())
}

fn pages(bench: &Bench, database: &str) -> Result<String, Failure> {
    let demo = text(&made_demo(bench)?);
    bench.kith(&["bench", "people", "--copies", "34", "--data", &demo, "--into", database])?;
    // What was just written goes to the disk first.
    Command::new("sync").status().ok();
    bench.kith(&["bench", "pages", "--data", &demo, "--database", database])
}
