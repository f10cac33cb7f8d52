//! Stops what was started and removes what was made, however we end.
//!
//! A test run starts a database cluster and a server in temporary folders. A destructor takes them away after a
//! failure, but not after ctrl-c or a kill. So a small shell waits beside us, in a process group of its own that a
//! terminal's ctrl-c does not reach, and reads a pipe whose other end only we hold: when we are gone, for whatever
//! reason, the pipe ends and the shell clears up. Processes are stopped by their id alone.

use crate::Failure;
use std::io::Write;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// What the shell does. It hears `run PID SIGNAL` when something was started and `stopped` when that ended in order.
const WATCH: &str = r#"
trap '' INT TERM HUP
pid=
while read -r word number signal; do
  case $word in run) pid=$number stop=$signal ;; stopped) pid= ;; esac
done
if [ -n "$pid" ]; then
  kill -"$stop" "$pid" 2>/dev/null
  tries=0
  while kill -0 "$pid" 2>/dev/null && [ "$tries" -lt 150 ]; do sleep 0.1; tries=$((tries + 1)); done
  kill -KILL "$pid" 2>/dev/null
fi
rm -rf -- "$1"
"#;

const PATIENCE: Duration = Duration::from_secs(15);

/// A temporary folder and the one process that works in it.
pub struct Guard {
    folder: PathBuf,
    watcher: Child,
    running: Option<(Child, &'static str)>,
}

impl Guard {
    /// Makes the folder, named for its purpose.
    pub fn new(purpose: &str) -> Result<Guard, Failure> {
        let folder = std::env::temp_dir().join(format!("kith-{purpose}-{}", std::process::id()));
        std::fs::create_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let watcher = Command::new("sh")
            .args(["-c", WATCH, "kith-guard"])
            .arg(&folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .map_err(|error| format!("sh: cannot be started: {error}"))?;
        Ok(Guard { folder, watcher, running: None })
    }

    /// The temporary folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Starts the process; `signal` is the one that stops it in good order.
    pub fn start(&mut self, command: &mut Command, signal: &'static str) -> Result<(), Failure> {
        let program = command.get_program().to_string_lossy().into_owned();
        let child = command
            .stdin(Stdio::null())
            .process_group(0)
            .spawn()
            .map_err(|error| format!("{program}: cannot be started: {error}"))?;
        self.tell(&format!("run {} {signal}\n", child.id()));
        self.running = Some((child, signal));
        Ok(())
    }

    /// Waits until `ready` says yes. Fails when the process ends before that, or when the time is over.
    pub fn wait_until(&mut self, patience: Duration, ready: impl Fn() -> bool) -> Result<(), Failure> {
        let begun = Instant::now();
        while !ready() {
            if let Some(status) = self.ended() {
                return Err(format!("it ended at once: {status}"));
            }
            if begun.elapsed() > patience {
                return Err(format!("it was not ready after {} s", patience.as_secs()));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }

    /// How much memory the process has, in millions of bytes; only Linux says.
    pub fn memory_mb(&self) -> Option<f64> {
        memory_mb(self.running.as_ref()?.0.id(), "VmRSS:")
    }

    fn ended(&mut self) -> Option<ExitStatus> {
        self.running.as_mut().and_then(|(child, _)| child.try_wait().ok().flatten())
    }

    fn tell(&mut self, line: &str) {
        // A watcher that is gone cannot help any more; the destructor still does.
        if let Some(pipe) = self.watcher.stdin.as_mut() {
            pipe.write_all(line.as_bytes()).ok();
        }
    }

    fn stop(&mut self) {
        let Some((mut child, signal)) = self.running.take() else { return };
        if child.try_wait().ok().flatten().is_none() {
            // The shell's own `kill` is there on every system.
            Command::new("sh").args(["-c", r#"kill -"$1" "$2""#, "sh", signal, &child.id().to_string()]).status().ok();
            let begun = Instant::now();
            while child.try_wait().ok().flatten().is_none() {
                if begun.elapsed() > PATIENCE {
                    child.kill().ok();
                    child.wait().ok();
                    break;
                }
                std::thread::sleep(Duration::from_millis(50));
            }
        }
        self.tell("stopped\n");
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.stop();
        drop(self.watcher.stdin.take());
        self.watcher.wait().ok();
    }
}

/// What Linux says of a process's memory, in millions of bytes: `VmRSS:` is what it has now, `VmHWM:` the most it has had.
pub fn memory_mb(process: u32, what: &str) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with(what))?;
    line.split_whitespace().nth(1)?.parse::<f64>().ok().map(|kib| kib * 1024.0 / 1e6)
}
