//! The browser journeys: a whole Kith with a demo's data, and a browser that walks through it.

use crate::guard::Guard;
use crate::{Failure, needs, repo};
use std::fs::File;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

// A demo is made from nothing, on a machine that may be busy.
const PATIENCE: Duration = Duration::from_secs(180);

/// A demo of the journeys' own, which makes itself or answers already. It ends when it is dropped.
pub struct Demo {
    kith: PathBuf,
    port: u16,
    guard: Guard,
}

impl Demo {
    /// Starts it. To be made keeps one core busy for half a minute, so it may begin beside something else.
    pub fn begin() -> Result<Demo, Failure> {
        let kith = repo::build_server(repo::linting_cargo())?;
        let port = repo::free_port()?;
        let mut demo = Demo { kith, port, guard: Guard::new("journeys")? };
        let log = demo.log();
        let written = File::create(&log).map_err(|error| format!("{}: {error}", log.display()))?;
        let mut server = repo::at_root(&demo.kith);
        // All of the present and a shorter past: what the journeys look at is there, in half the time.
        server
            .arg("demo")
            .args(["--people", "1200", "--data"])
            .arg(demo.data())
            .arg("--bind")
            .arg(format!("127.0.0.1:{port}"))
            .arg("--fresh");
        server
            .stdout(Stdio::from(written.try_clone().map_err(|error| error.to_string())?))
            .stderr(Stdio::from(written));
        demo.guard.start(&mut server, "TERM")?;
        Ok(demo)
    }

    fn data(&self) -> PathBuf {
        self.guard.folder().join("data")
    }

    fn log(&self) -> PathBuf {
        self.guard.folder().join("log")
    }
}

/// Runs every journey in `e2e/journeys` on a demo.
pub fn run(demo: Option<Demo>) -> Result<(), Failure> {
    let chromium = needs::chromium().ok_or("Chromium is not installed")?;
    repo::npm_install("e2e")?;
    let mut demo = demo.map_or_else(Demo::begin, Ok)?;
    let port = demo.port;

    let mut browser = repo::at_root("node");
    browser.arg("e2e/run.mjs");
    browser.env("KITH_URL", format!("http://127.0.0.1:{port}")).env("KITH_CHROMIUM", chromium);
    browser.env("KITH_DATA", demo.data()).env("KITH_PROGRAM", &demo.kith);
    let walked = demo
        .guard
        .wait_until(PATIENCE, || is_ready(port))
        .map_err(|problem| format!("kith demo: {problem}"))
        .and_then(|()| repo::run(&mut browser));
    // What the server said is half of the story of a failure.
    walked.map_err(|failure| format!("{failure}\n\nThe server's last lines:\n{}", tail(&demo.log(), 40)))
}

/// Asks `/health/ready` in the plainest HTTP there is.
fn is_ready(port: u16) -> bool {
    let ask = || -> std::io::Result<String> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        write!(stream, "GET /health/ready HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    };
    ask().is_ok_and(|answer| answer.starts_with("HTTP/1.1 200"))
}

fn tail(log: &std::path::Path, lines: usize) -> String {
    let text = std::fs::read_to_string(log).unwrap_or_default();
    let all: Vec<&str> = text.lines().collect();
    all[all.len().saturating_sub(lines)..].join("\n")
}
