//! How far an entry can be relied on: how much it says, how long ago somebody confirmed it, and whether those who tried since reached anybody.
//!
//! The three are multiplied, each between 0 and 1, so that an entry that nobody can reach is not saved by being well written. What the numbers are is a choice
//! of ours: Open Referral UK asks for a confirmation within three months, and of the dated records of one large feed two in three were older than a year. The
//! score sinks an entry in lists; it hides none.

use super::model::Service;
use kernel::Date;

/// How far an entry can be relied on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Truth {
    /// The share of eight things people ask for that it says: what, when, where, cost, for whom, how to come, whom to ask, in which language or with which access.
    pub complete: f32,
    /// 1 for 90 days after a confirmation, then half as much with every 275 days; of what nobody has confirmed, what is left after two years.
    pub fresh: f32,
    /// Seven tenths for each time that somebody could not reach it since.
    pub reached: f32,
}

/// For so long a confirmation counts fully.
const FULLY_DAYS: i64 = 90;
/// After that it counts half as much with every so many days: one year old, it counts half.
const HALF_DAYS: f32 = 275.0;
/// What nobody has confirmed counts as if it had been so long ago.
const NEVER_DAYS: i64 = 730;

impl Truth {
    pub fn of(s: &Service, today: Date) -> Truth {
        let days = s.days_since_check(today).unwrap_or(NEVER_DAYS);
        Truth {
            complete: complete(s),
            fresh: 0.5f32.powf((days - FULLY_DAYS).max(0) as f32 / HALF_DAYS),
            reached: 0.7f32.powi(s.unreached.clamp(0, 10) as i32),
        }
    }

    /// Between 0 and 1.
    pub fn score(self) -> f32 {
        self.complete * self.fresh * self.reached
    }

    /// What a search multiplies an entry's rank by: an entry about which nothing is sure keeps three quarters.
    pub fn worth(self) -> f32 {
        0.75 + 0.25 * self.score()
    }
}

fn complete(s: &Service) -> f32 {
    let said = [
        s.description.chars().count() >= 60,
        !s.sessions.is_empty() || s.comes_to_you(),
        s.masked || s.comes_to_you() || s.point.is_some() || s.venue.is_some() || s.street.is_some(),
        s.cost.free.is_some() || s.cost.price.is_some(),
        s.age_min.is_some() || s.age_max.is_some() || s.gender.is_some() || !s.serves.is_empty() || !s.needs.is_empty(),
        s.referral.is_some(),
        s.phone.is_some() || s.email.is_some(),
        s.languages.is_some() || !s.has.is_empty() || !s.has_not.is_empty(),
    ];
    said.iter().filter(|said| **said).count() as f32 / said.len() as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::{bare, model::Session};

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn whole() -> Service {
        let mut s = bare("Tea");
        s.description = "Tea and talk for whoever likes company, every Tuesday afternoon in the hall.".into();
        s.sessions = vec![Session { day: "tue".into(), from: None, to: None, every: None, place: None, note: None }];
        s.venue = Some("Blue Hall".into());
        (s.cost.free, s.age_min, s.referral) = (Some(true), Some(18), Some("any".into()));
        (s.phone, s.has) = (Some("020 7946 0123".into()), vec!["step-free".into()]);
        s.checked_at = Some("2026-01-01T12:00:00.000000Z".parse().unwrap());
        s
    }

    #[test]
    fn it_decays_with_time_and_never_reaches_nothing() {
        let s = whole();
        let on = |d: &str| Truth::of(&s, day(d)).score();
        assert_eq!((on("2026-01-01"), on("2026-04-01")), (1.0, 1.0), "ninety days");
        let year = on("2027-01-01");
        assert!((year - 0.5).abs() < 0.01, "{year}");
        let scores: Vec<f32> = ["2026-04-02", "2026-04-03", "2026-06-01", "2027-06-01", "2036-01-01"].map(on).to_vec();
        assert!(scores.windows(2).all(|w| w[0] > w[1]) && scores[4] > 0.0, "{scores:?}");
    }

    #[test]
    fn what_says_little_or_cannot_be_reached_is_worth_less() {
        let mut s = whole();
        assert_eq!(Truth::of(&s, day("2026-01-02")).complete, 1.0);
        s.unreached = 2;
        assert!((Truth::of(&s, day("2026-01-02")).score() - 0.49).abs() < 0.001);
        let bare = Truth::of(&bare("Tea"), day("2026-01-02"));
        assert_eq!(bare.complete, 0.0);
        assert_eq!(bare.worth(), 0.75, "it sinks, it is not hidden");
    }
}
