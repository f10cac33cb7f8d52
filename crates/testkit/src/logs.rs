//! Everything that was logged, so that a journey can prove that none of its people's words are in it.

use std::{
    io::Write,
    sync::{Mutex, OnceLock},
};

static LOGGED: Mutex<String> = Mutex::new(String::new());

struct Kept;

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        LOGGED.lock().expect("the log").push_str(&String::from_utf8_lossy(bytes));
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Begins to keep what is logged, at the finest level of our own crates.
pub(crate) fn keep() {
    static ONCE: OnceLock<()> = OnceLock::new();
    ONCE.get_or_init(|| {
        let _ = tracing_subscriber::fmt()
            .with_env_filter("debug,sqlx=trace")
            .with_ansi(false)
            .with_writer(|| Kept)
            .try_init();
    });
}

/// All that was logged so far in this test process.
pub fn logs() -> String {
    LOGGED.lock().expect("the log").clone()
}
