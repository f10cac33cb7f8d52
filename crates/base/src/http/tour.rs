//! How far this browser has come on the tour of a demo: a cookie that says which stops were opened, and nothing else. Outside a demo nobody reads it.

use super::{cookie, cookie_of};
use crate::{Ctx, Machine};
use axum::http::{HeaderMap, HeaderValue};

/// So many stops a tour has.
pub const STOPS: u8 = 5;

const COOKIE: &str = "tour";

/// The stops that were opened, the last one last.
pub(super) fn opened(machine: &Machine, headers: &HeaderMap) -> Vec<u8> {
    if machine.config.demo { read(cookie_of(headers, COOKIE).unwrap_or_default()) } else { vec![] }
}

fn read(said: &str) -> Vec<u8> {
    said.bytes().map(|sign| sign.wrapping_sub(b'0')).fold(vec![], with)
}

fn with(mut stops: Vec<u8>, stop: u8) -> Vec<u8> {
    if (1..=STOPS).contains(&stop) {
        stops.retain(|s| *s != stop);
        stops.push(stop);
    }
    stops
}

/// The cookie that says this stop is opened too. It goes when the browser is closed.
pub fn open(ctx: &Ctx, stop: u8) -> HeaderValue {
    let said: String = with(ctx.request.tour.clone(), stop).iter().map(|s| s.to_string()).collect();
    cookie(&ctx.machine, COOKIE, &said, None, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_says_stops_of_the_tour_each_once() {
        assert_eq!(read("132"), [1, 3, 2]);
        assert_eq!(read("1231"), [2, 3, 1]);
        assert_eq!(read("09a6\u{e9}-4"), [4]);
        assert!(read("").is_empty());
    }
}
