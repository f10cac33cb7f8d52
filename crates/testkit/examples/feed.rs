//! Writes a messy feed, a service a line, as `cargo xtask bench` reads it: `feed 250000`.
//!
//! Of the places that it says must not be public one in twenty is kept so. Places are shared here: with all of them, three services in ten would be at one, which is no town.

use serde_json::Value;
use std::io::{BufWriter, Write, stdout};
use testkit::feed::messy;

fn main() -> std::io::Result<()> {
    let n = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(1_000);
    let mut out = BufWriter::new(stdout().lock());
    for (at, (mut service, _)) in messy::services(n, 1).enumerate() {
        if at % 20 != 0 {
            unmask(&mut service);
        }
        writeln!(out, "{service}")?;
    }
    out.flush()
}

fn unmask(service: &mut Value) {
    for at in service.get_mut("service_at_locations").and_then(Value::as_array_mut).into_iter().flatten() {
        if let Some(location) = at.get_mut("location").and_then(Value::as_object_mut) {
            location.remove("mask_exact_address");
        }
    }
}
