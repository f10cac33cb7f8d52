//! A generous limit per address, in memory: it stops a script gone wild, not a hospital behind one address. What slows down guessing is counted per
//! account (`auth::throttle`).

use crate::Machine;
use axum::extract::{ConnectInfo, Request};
use std::{
    collections::HashMap,
    net::{IpAddr, SocketAddr},
    sync::Mutex,
};

/// So many requests of one address in a minute.
const PER_MINUTE: u32 = 6_000;
/// So many addresses are remembered; then the minute starts anew.
const REMEMBERED: usize = 100_000;

/// Counts by address and minute.
#[derive(Debug, Default)]
pub struct Limits(Mutex<(i64, HashMap<IpAddr, u32>)>);

/// Whether this request is within its address's limit. Behind a trusted proxy the proxy has to limit: here it is one address.
pub fn allow(machine: &Machine, request: &Request) -> bool {
    let Some(ConnectInfo(peer)) = request.extensions().get::<ConnectInfo<SocketAddr>>() else { return true };
    if machine.config.trusts(peer.ip()) {
        return true;
    }
    let minute = machine.clock.now().jiff().as_second() / 60;
    let mut counts = machine.limits.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if counts.0 != minute || counts.1.len() > REMEMBERED {
        *counts = (minute, HashMap::new());
    }
    let count = counts.1.entry(peer.ip()).or_default();
    *count += 1;
    *count <= PER_MINUTE
}
