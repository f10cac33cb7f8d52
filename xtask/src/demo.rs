//! `cargo xtask demo`: Kith with made-up people, from a fresh clone in one command.

use crate::{Failure, assets, repo};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;

/// What the demo is asked for.
pub struct Options {
    /// TCP port on 127.0.0.1.
    pub port: u16,
    /// Where the demo's data lives; `demo-data` in the repository unless said otherwise.
    pub dir: Option<PathBuf>,
    /// Throw the data away and make it again.
    pub fresh: bool,
}

/// Builds everything and becomes the server: the process id stays, so that a signal to us stops the server.
pub fn run(options: &Options) -> Result<(), Failure> {
    assets::build()?;
    let mut kith = repo::at_root(repo::build_server(repo::cargo())?);
    // A relative folder is meant from where the person stands, not from the root.
    let dir = match &options.dir {
        Some(dir) => std::path::absolute(dir).map_err(|error| format!("{}: {error}", dir.display()))?,
        None => repo::root().join("demo-data"),
    };
    kith.arg("demo").arg("--data").arg(dir).arg("--bind").arg(format!("127.0.0.1:{}", options.port));
    if options.fresh {
        kith.arg("--fresh");
    }
    Err(format!("kith cannot be started: {}", kith.exec()))
}
