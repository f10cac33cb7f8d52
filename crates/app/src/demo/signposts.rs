//! What the demo's workers gave to people who were at their desks: a year of it, so that whoever commissions has something to read.

use super::{chance::Chance, world::World};
use crate::{
    directory::{self, Service},
    policy::SIGNPOST_GIVE,
    signpost,
};
use base::{Machine, Result};
use jiff::SignedDuration;
use kernel::Instant;
use std::sync::Arc;

const MONTHS: i64 = 13;
/// Hours of the twelfth part of a year.
const MONTH: i64 = 730;
/// Of a hundred: squares, sheets, text messages, e-mails.
const CHANNELS: [(&str, f64); 4] = [("code", 46.0), ("print", 34.0), ("text", 14.0), ("email", 6.0)];
/// What is given away is a few well-known services again and again.
const KNOWN: usize = 24;

/// Through the same doors as anybody, with the clock at each month in turn. Leaves the clock where it was.
pub(super) async fn give(machine: &Arc<Machine>, world: &World, now: Instant, seed: u64) -> Result<()> {
    let open = |s: &Service| s.closed_at.is_none() && s.paused_at.is_none() && !s.masked;
    let services: Vec<Service> = directory::demo_services(now)?.into_iter().filter(open).take(KNOWN).collect();
    for key in world.staff.keys() {
        let ctx = world.acting(machine, key)?;
        if services.is_empty() || !ctx.might(&SIGNPOST_GIVE) {
            continue;
        }
        machine.clock.set(now);
        let Some(team) = signpost::teams(&ctx).await?.into_iter().next() else { continue };
        let mut chance = Chance::of(seed, &format!("signposts of {key}"));
        for month in 0..MONTHS {
            machine.clock.set(now.minus(SignedDuration::from_hours(MONTH * month)));
            for n in 0..chance.between(1, 5) {
                // The first of them most often.
                let s = &services[chance.weighted((0..services.len()).map(|n| 1.0 / (n + 1) as f64))];
                let channel = CHANNELS[chance.weighted(CHANNELS.iter().map(|(_, w)| *w))].0;
                let form = format!("{key} {month} {n}");
                signpost::give(&ctx, team.id, s, s.needs.first().cloned(), channel, &form).await?;
            }
        }
    }
    machine.clock.set(now);
    Ok(())
}
