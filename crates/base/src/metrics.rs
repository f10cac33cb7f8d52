//! Numbers for the operator, on an address of their own: never on the public one.

use crate::Result;
use anyhow::Context;
use std::net::SocketAddr;

/// Starts answering /metrics on `bind`.
pub fn serve(bind: SocketAddr) -> Result<()> {
    metrics_exporter_prometheus::PrometheusBuilder::new()
        .with_http_listener(bind)
        .set_buckets(&[0.001, 0.0025, 0.005, 0.01, 0.015, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5])
        .context("buckets")?
        .install()
        .with_context(|| format!("/metrics cannot listen on {bind}"))?;
    Ok(())
}

/// Counts a finished request by its route (never its path) and status class.
pub fn request(method: &str, route: &str, status: u16, seconds: f64) {
    let class = match status {
        100..=299 => "2xx",
        300..=399 => "3xx",
        400..=499 => "4xx",
        _ => "5xx",
    };
    let labels = [("method", method.to_owned()), ("route", route.to_owned()), ("status", class.to_owned())];
    metrics::counter!("kith_requests_total", &labels).increment(1);
    metrics::histogram!("kith_request_seconds", &labels).record(seconds);
}
