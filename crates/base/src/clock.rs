//! The only place where the time of day is read.
//!
//! Everything else asks the clock it was given, so that a test can stand still or move on by a week, and a demo can end "today".

use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use kernel::{Date, Instant};
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

/// Where the time comes from. Cheap to clone; clones of a fixed clock move together.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// Stands still until it is moved; microseconds since 1970.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that shows `at` until [`Clock::advance`] moves it.
    pub fn fixed(at: Instant) -> Clock {
        Clock::Fixed(Arc::new(AtomicI64::new(at.jiff().as_microsecond())))
    }

    /// The present instant, UTC, in microseconds.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the machine's clock")]
    pub fn now(&self) -> Instant {
        match self {
            Clock::System => Instant::from_jiff(Timestamp::now()),
            Clock::Fixed(at) => Instant::from_jiff(
                Timestamp::from_microsecond(at.load(Ordering::SeqCst)).expect("a fixed clock is set from an instant"),
            ),
        }
    }

    /// The present day where the people are.
    pub fn today(&self) -> Date {
        self.now().date_in(&zone())
    }

    /// Sets a fixed clock, forwards or back: a demo is lived through from one event to the next.
    pub fn set(&self, at: Instant) {
        if let Clock::Fixed(shown) = self {
            shown.store(at.jiff().as_microsecond(), Ordering::SeqCst);
        }
    }

    /// Moves a fixed clock; the machine's clock is not ours to move.
    pub fn advance(&self, by: SignedDuration) {
        if let Clock::Fixed(at) = self {
            at.fetch_add(by.as_micros() as i64, Ordering::SeqCst);
        }
    }
}

/// The civil time zone of the installation. Kith is for England; appointments and days are meant in London time.
pub fn zone() -> TimeZone {
    TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC)
}
