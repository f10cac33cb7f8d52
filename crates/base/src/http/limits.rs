//! A generous limit per address, in memory: it stops a script gone wild, not a hospital behind one address. What slows down guessing is counted per
//! account (`auth::throttle`).

use crate::{Error, Machine, Result, network::Network};
use axum::extract::{ConnectInfo, Request};
use std::{
    collections::HashMap,
    net::{IpAddr, SocketAddr},
    sync::Mutex,
};

/// So many requests of one address in a minute.
pub const PER_MINUTE: u32 = 6_000;
/// And so many to what is open to everybody's machines: who copies it asks once for each thing there is.
pub const OPEN_PER_MINUTE: u32 = 60_000;
/// So many addresses are remembered; then the minute starts anew.
const REMEMBERED: usize = 100_000;

/// Counts of a minute by address, and by whether it was something open.
type Counts = HashMap<(IpAddr, bool), u32>;

/// The minute, and its counts.
#[derive(Debug, Default)]
pub struct Limits(Mutex<(i64, Counts)>);

/// Counts a request of an address: the reader's, as [`address`] has it. A trusted proxy is not limited: what it does not tell apart may be everybody.
///
/// # Errors
/// When there were too many in this minute, with the seconds until the next.
pub fn count(machine: &Machine, request: &Request, address: IpAddr) -> Result<()> {
    let connected = request.extensions().get::<ConnectInfo<SocketAddr>>().is_some();
    if !connected || machine.config.trusts(address) {
        return Ok(());
    }
    let second = machine.clock.now().jiff().as_second();
    let minute = second.div_euclid(60);
    let mut counts = machine.limits.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if counts.0 != minute || counts.1.len() > REMEMBERED {
        *counts = (minute, HashMap::new());
    }
    let open = machine.open.iter().any(|open| request.uri().path().starts_with(open));
    let most = if open { OPEN_PER_MINUTE } else { PER_MINUTE };
    let count = counts.1.entry((Network::household(address), open)).or_default();
    *count = count.saturating_add(1);
    if *count <= most { Ok(()) } else { Err(Error::TooOften(60 - second.rem_euclid(60) as u64)) }
}

/// The address of the reader. A proxy that is trusted is believed when it says whom it speaks for, and if that is another such proxy, that one too; whatever
/// stands before the first address that is not trusted anybody may have written.
pub fn address(machine: &Machine, request: &Request) -> IpAddr {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map_or(IpAddr::from([127, 0, 0, 1]), |c| c.0.ip());
    let mut address = peer.to_canonical();
    // Some proxies lengthen the header, others add one of their own below it: all of them are one list.
    let said = request.headers().get_all("x-forwarded-for").iter().rev();
    let mut hops = said.flat_map(|v| v.to_str().unwrap_or("unreadable").rsplit(','));
    while machine.config.trusts(address) {
        match hops.next().map(hop) {
            Some(Some(before)) => address = before,
            // Who it was cannot be read, and what stands further to the left was not written by anybody whom we know.
            Some(None) | None => break,
        }
    }
    address
}

/// An address as proxies write it, some with a port.
fn hop(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text.strip_prefix('[').and_then(|t| t.strip_suffix(']')).unwrap_or(text);
    let address = bare.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|a| a.ip()))?;
    Some(IpAddr::to_canonical(&address))
}
