//! Where things are, and how commands are run.

use crate::Failure;
use std::env;
use std::ffi::OsStr;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The root of the repository. Cargo says where this crate is when it runs us; the place we were compiled in may be
/// another clone that shares the target folder.
pub fn root() -> PathBuf {
    let here =
        env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    here.parent().expect("xtask is a folder of the repository").to_path_buf()
}

/// The target folder, wherever `CARGO_TARGET_DIR` or a configuration put it.
pub fn target_dir() -> Result<PathBuf, Failure> {
    let output = output(cargo().args(["metadata", "--format-version", "1", "--no-deps"]))?;
    // One string out of one line of JSON; the only escape that a path can have there is a doubled backslash.
    let text = String::from_utf8_lossy(&output.stdout);
    let rest = text.split_once(r#""target_directory":""#).ok_or("cargo metadata names no target folder")?.1;
    let path = rest.split_once('"').ok_or("cargo metadata is cut off")?.0;
    Ok(PathBuf::from(path.replace(r"\\", r"\")))
}

/// Builds the server with this cargo and returns its binary. With the features of the whole workspace, as the tests have them: other people's crates are
/// built once.
pub fn build_server(mut cargo: Command) -> Result<PathBuf, Failure> {
    run(cargo.args(["build", "--workspace", "--bin", "kith"]))?;
    Ok(target_dir()?.join("debug").join("kith"))
}

/// A cargo command at the root, as if a person had typed it: what cargo has told us of our own package would have others built anew, since a build script
/// among them looks at it.
pub fn cargo() -> Command {
    let mut command = at_root(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for (name, _) in env::vars_os() {
        if name.to_str().is_some_and(|n| n.starts_with("CARGO_PKG_") || n.starts_with("CARGO_MANIFEST_")) {
            command.env_remove(name);
        }
    }
    command
}

/// Cargo with clippy in the compiler's place for our own crates, as `cargo clippy` has it, where warnings are errors. It compiles what it has looked at, while
/// `cargo clippy` goes through everybody's crates a second time and leaves nothing that can be run: four minutes on two cores.
pub fn linting_cargo() -> Command {
    let mut command = cargo();
    command.env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver").env("CLIPPY_ARGS", "-Dwarnings__CLIPPY_HACKERY__");
    command
}

/// A command that runs at the root.
pub fn at_root(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// Runs a command whose output the person sees.
pub fn run(command: &mut Command) -> Result<(), Failure> {
    let status = command.status().map_err(|error| cannot_start(command, &error))?;
    if status.success() { Ok(()) } else { Err(format!("{}: {status}", words(command))) }
}

/// Runs a command for what it prints. The failure carries its complaint.
pub fn output(command: &mut Command) -> Result<Output, Failure> {
    let output = command.output().map_err(|error| cannot_start(command, &error))?;
    if output.status.success() {
        return Ok(output);
    }
    Err(format!("{}: {}\n{}", words(command), output.status, String::from_utf8_lossy(&output.stderr).trim_end()))
}

fn cannot_start(command: &Command, error: &std::io::Error) -> Failure {
    format!("{}: cannot be started: {error}", words(command))
}

fn words(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let mut words = program.to_string_lossy().into_owned();
    for argument in command.get_args() {
        words.push(' ');
        words.push_str(&argument.to_string_lossy());
    }
    words
}

/// The first file of that name in `PATH`.
pub fn in_path(name: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(name)).find(|path| path.is_file())
}

/// A TCP port that nobody listens on just now.
pub fn free_port() -> Result<u16, Failure> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(|error| format!("no free port: {error}"))?;
    Ok(listener.local_addr().map_err(|error| format!("no free port: {error}"))?.port())
}

/// Installs what `folder/package-lock.json` names, unless just that stands there already. Packages run no scripts.
pub fn npm_install(folder: &str) -> Result<(), Failure> {
    let folder = root().join(folder);
    let lock =
        std::fs::read(folder.join("package-lock.json")).map_err(|error| format!("package-lock.json: {error}"))?;
    let stamp = folder.join("node_modules").join(".kith-installed");
    if std::fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    let mut npm = Command::new("npm");
    npm.current_dir(&folder).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
    if let Some(cache) = cache("npm") {
        npm.arg("--cache").arg(cache);
    }
    run(&mut npm)?;
    std::fs::write(&stamp, lock).map_err(|error| format!("{}: {error}", stamp.display()))
}

/// The folder for downloads of one tool, when `KITH_CACHE` names a place for them.
pub fn cache(tool: &str) -> Option<PathBuf> {
    env::var_os("KITH_CACHE").filter(|folder| !folder.is_empty()).map(|folder| PathBuf::from(folder).join(tool))
}
