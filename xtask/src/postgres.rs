//! A PostgreSQL cluster for one test run: made new, reached from this machine only, thrown away at the end.
//!
//! The server refuses to run as root, so as root it runs as `postgres` or `nobody`. For tests it keeps no promises about
//! power cuts (`fsync` off), which makes them several times as fast and would be wrong anywhere else.

use crate::guard::Guard;
use crate::{Failure, repo};
use std::fs::File;
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

const OLDEST: u32 = 15;

/// A running cluster; it stops when this is dropped.
pub struct Cluster {
    port: u16,
    _guard: Guard,
}

impl Cluster {
    /// Makes and starts a cluster.
    pub fn start(promises: Promises) -> Result<Cluster, Failure> {
        let programs = programs().ok_or("PostgreSQL is not installed")?;
        let mut guard = Guard::new("postgres")?;
        let owner = owner_of(guard.folder())?;
        if let Some((uid, gid)) = owner {
            chown(guard.folder(), Some(uid), Some(gid))
                .map_err(|error| format!("cannot give the folder away: {error}"))?;
        }
        let data = guard.folder().join("data");
        let log = guard.folder().join("log");
        // PostgreSQL looks at the folder it is started in, and as another user it may not see ours.
        let command = |program: &str| {
            let mut command = Command::new(programs.join(program));
            command.current_dir(guard.folder()).env("LC_ALL", "C");
            if let Some((uid, gid)) = owner {
                command.uid(uid).gid(gid);
            }
            command
        };

        repo::output(
            command("initdb")
                .args(["--username=postgres", "--auth=trust", "--locale=C", "--encoding=UTF8", "--no-sync", "--pgdata"])
                .arg(&data),
        )?;
        let port = repo::free_port()?;
        let written = File::create(&log).map_err(|error| format!("{}: {error}", log.display()))?;
        let mut server = command("postgres");
        server.arg("-D").arg(&data).arg("-p").arg(port.to_string()).arg("-k").arg(guard.folder());
        let more = match promises {
            Promises::None => &NO_PROMISES[..],
            Promises::Kept => &MEASURED[..],
        };
        for setting in SETTINGS.iter().chain(more) {
            server.arg("-c").arg(setting);
        }
        server
            .stdout(Stdio::from(written.try_clone().map_err(|error| error.to_string())?))
            .stderr(Stdio::from(written));
        // SIGINT is the "fast" shutdown: it does not wait for clients.
        guard.start(&mut server, "INT")?;

        let probe = programs.join("pg_isready");
        let answers = || {
            let mut ready = Command::new(&probe);
            ready.args(["--quiet", "--host=127.0.0.1", "--username=postgres", &format!("--port={port}")]);
            ready.status().is_ok_and(|status| status.success())
        };
        guard.wait_until(Duration::from_secs(60), answers).map_err(|problem| {
            format!("PostgreSQL: {problem}\n{}", std::fs::read_to_string(&log).unwrap_or_default().trim_end())
        })?;
        Ok(Cluster { port, _guard: guard })
    }

    /// Where it is reached.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }
}

/// What a cluster promises about power cuts.
#[derive(Clone, Copy)]
pub enum Promises {
    /// Nothing: what is in it is thrown away.
    None,
    /// What was committed stays, as at work.
    Kept,
}

const SETTINGS: [&str; 5] = [
    "listen_addresses=127.0.0.1",
    "max_connections=200",
    "max_wal_size=8GB",
    // Small containers have little shared memory to give.
    "dynamic_shared_memory_type=mmap",
    "log_min_messages=warning",
];

const NO_PROMISES: [&str; 5] = [
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    // Nothing grows old in here.
    "autovacuum=off",
    "checkpoint_timeout=1h",
];

const MEASURED: [&str; 1] = ["shared_buffers=512MB"];

/// The folder of the server programs: by `PATH`, else the newest where Debian puts them.
pub fn programs() -> Option<PathBuf> {
    let by_path = repo::in_path("initdb").and_then(|found| Some(found.canonicalize().ok()?.parent()?.to_path_buf()));
    let mut by_version: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .collect();
    by_version.sort();
    by_path
        .into_iter()
        .chain(by_version.into_iter().rev().map(|(_, folder)| folder))
        .find(|folder| version(folder).is_some_and(|major| major >= OLDEST))
}

/// Whether the server has an extension: its control file lies in the folder of what is shared, beside that of the programs.
pub fn has_extension(name: &str) -> bool {
    let Some(programs) = programs() else { return false };
    let control = format!("extension/{name}.control");
    let version = programs.parent().and_then(Path::file_name).unwrap_or_default();
    let debian = Path::new("/usr/share/postgresql").join(version).join(&control);
    debian.is_file() || programs.join("../share").join(&control).is_file()
}

/// The major version of the server in a folder that has all the programs we use.
fn version(folder: &Path) -> Option<u32> {
    if !["initdb", "postgres", "pg_isready"].iter().all(|program| folder.join(program).is_file()) {
        return None;
    }
    let output = Command::new(folder.join("postgres")).arg("--version").output().ok()?;
    // "postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)"
    String::from_utf8_lossy(&output.stdout).split_whitespace().nth(2)?.split('.').next()?.parse().ok()
}

/// As root: the user and group that the server runs as. A folder that we made is ours, so it tells who we are.
fn owner_of(folder: &Path) -> Result<Option<(u32, u32)>, Failure> {
    let us = std::fs::metadata(folder).map_err(|error| format!("{}: {error}", folder.display()))?.uid();
    if us != 0 {
        return Ok(None);
    }
    let id = |flag: &str, user: &str| -> Option<u32> {
        String::from_utf8(repo::output(Command::new("id").args([flag, user])).ok()?.stdout).ok()?.trim().parse().ok()
    };
    ["postgres", "nobody"]
        .iter()
        .find_map(|user| Some((id("-u", user)?, id("-g", user)?)))
        .map(Some)
        .ok_or_else(|| "PostgreSQL does not run as root, and there is no user postgres or nobody".into())
}
