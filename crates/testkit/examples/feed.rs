//! Writes a messy feed, a service a line, as `cargo xtask bench` reads it: `feed 250000`.

use std::io::{BufWriter, Write, stdout};
use testkit::feed::messy;

fn main() -> std::io::Result<()> {
    let n = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(1_000);
    let mut out = BufWriter::new(stdout().lock());
    for (service, _) in messy::services(n, 1) {
        writeln!(out, "{service}")?;
    }
    out.flush()
}
