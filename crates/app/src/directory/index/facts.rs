//! What is asked of every service: by a search, by the pages that count.

use super::Index;
use crate::directory::{
    model::{ACCESS, ONLY_FOR, Service, Session, Then, Timing, days_since, language_bit, takes_place},
    supposed,
    truth::Truth,
};
use kernel::{Date, Instant, Language, Point};
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;
use std::sync::Arc;

/// What a filter asks of a service, packed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Facts {
    pub point: Option<Point>,
    /// Where else it is.
    pub also: Box<[Point]>,
    /// Bits of [`Language::all`]; `None` when not known.
    pub languages: Option<u128>,
    /// [`Service::hours`]; all of them 0 when not known.
    pub hours: [u8; 7],
    pub free: Option<bool>,
    /// [`Service::walk_in`], [`Service::room`], [`Service::in_holidays`], [`Service::on_bank_holidays`].
    pub walk_in: Option<bool>,
    pub room: Option<bool>,
    pub holidays: Option<bool>,
    pub bank_holidays: Option<bool>,
    /// Whether nobody has to go there.
    pub remote: bool,
    /// Into [`ONLY_FOR`].
    pub only_for: Option<u8>,
    /// Years, from and to, 0 and 255 at an end that is open; `None` where nobody has said.
    pub ages: Option<(u8, u8)>,
    /// [`Service::is_for_who_hurts`].
    pub for_who_hurts: bool,
    pub has: u16,
    pub has_not: u16,
    /// Into [`Index::places`]: that of the first place, and those of all places, each once.
    pub borough: Option<u16>,
    pub boroughs: SmallVec<[u16; 4]>,
    /// Those whose people alone it is for; none: it is for anybody, as far as is known.
    pub serves: Box<[u16]>,
    /// What the score is multiplied by for being full or paused, and for how far it can be relied on.
    pub worth: f32,
    /// Into [`Index::need_codes`], the most important first.
    pub needs: SmallVec<[u16; 8]>,
    pub rest: Box<Rest>,
}

/// What few searches ask, and the pages that count: apart, so that what every search asks lies close together.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Rest {
    /// When its sessions are.
    pub sessions: Box<[Timing]>,
    /// [`Service::in_the_evening`], [`Service::at_the_weekend`].
    pub evening: Option<bool>,
    pub weekend: Option<bool>,
    /// [`Service::serves`].
    pub areas: Box<[Arc<str>]>,
    pub masked: bool,
    /// [`Service::is_placed`].
    pub sited: bool,
    /// When somebody last confirmed it; whether somebody could not reach it since.
    pub checked_at: Option<Instant>,
    pub unreached: bool,
    /// Where nobody has said a need: those that its words speak of, the likeliest first ([`supposed`]).
    pub supposed: Box<[u16]>,
}

impl Facts {
    /// Every point where it is.
    pub fn points(&self) -> impl Iterator<Item = Point> {
        self.point.into_iter().chain(self.also.iter().copied())
    }

    /// In which parts of a day something takes place on one of some days of the calendar.
    pub fn then(&self, days: &[Date]) -> Then {
        Then::of(self.rest.sessions.iter().copied(), days)
    }

    /// Whole days since somebody last confirmed it.
    pub fn days_since_check(&self, today: Date) -> Option<i64> {
        self.rest.checked_at.map(|at| days_since(at, today))
    }

    /// What it is known to have of [`ACCESS`](crate::directory::model::ACCESS).
    pub fn access(&self, code: &str) -> Option<bool> {
        let bit = access_bit(code)?;
        if self.has & bit != 0 { Some(true) } else { (self.has_not & bit != 0).then_some(false) }
    }

    /// [`takes_place`].
    pub fn takes_place(&self, days: u8, parts: u8) -> Option<bool> {
        takes_place(&self.hours, days, parts)
    }

    /// Whether it has a place on the map.
    pub fn is_placed(&self) -> bool {
        self.point.is_some() || !self.also.is_empty()
    }

    /// The boroughs that it counts in: those whose people alone it is for, or those where it is.
    pub fn counts_in(&self) -> &[u16] {
        if self.serves.is_empty() { &self.boroughs } else { &self.serves }
    }

    /// How far it is to the nearest of them, by a measure.
    pub fn nearest(&self, km: impl Fn(Point) -> f64) -> Option<f64> {
        match (self.point, &*self.also) {
            (Some(only), []) => Some(km(only)),
            (None, []) => None,
            _ => self.points().map(km).min_by(f64::total_cmp),
        }
    }
}

fn access_bit(code: &str) -> Option<u16> {
    ACCESS.iter().position(|a| *a == code).map(|i| 1 << i)
}

impl Index {
    /// The place of a need in [`Index::need_codes`].
    fn need_at(&mut self, code: &str) -> u16 {
        let at = self.need_codes.iter().position(|c| c == code).unwrap_or_else(|| {
            self.need_codes.push(code.to_owned());
            self.need_codes.len() - 1
        });
        at as u16
    }

    /// `self`: where what is named gets its number.
    pub(super) fn facts_of(&mut self, s: &Service, today: Date) -> Facts {
        let mask = |codes: &[String]| codes.iter().filter_map(|c| access_bit(c)).fold(0, |mask, bit| mask | bit);
        // A masked place is in a borough that is known for one, or nowhere: the word may be finer than a borough.
        let borough = s.borough.as_ref().and_then(|name| match s.masked {
            true => self.places.find(name),
            false => self.places.put(name),
        });
        let mut boroughs: SmallVec<[u16; 4]> =
            borough.into_iter().chain(s.also.iter().filter_map(|p| self.places.put(p.borough.as_ref()?))).collect();
        boroughs.sort_unstable();
        boroughs.dedup();
        let needs = s.needs.iter().map(|code| self.need_at(code)).collect();
        let supposed = supposed::needs_of(s).into_iter().map(|code| self.need_at(code)).collect();
        let worth = if s.full() == Some(true) || s.paused_at.is_some() { 0.8 } else { 1.0 };
        Facts {
            point: s.point,
            also: s.also.iter().filter_map(|p| p.point).collect(),
            languages: s
                .languages
                .as_ref()
                .map(|l| l.iter().filter_map(|code| Language::find(code)).fold(0, |m, l| m | language_bit(l))),
            hours: s.hours(),
            walk_in: s.walk_in(),
            room: s.room(),
            holidays: s.in_holidays(),
            bank_holidays: s.on_bank_holidays(),
            remote: s.comes_to_you(),
            only_for: s.gender.as_ref().and_then(|g| ONLY_FOR.iter().position(|o| o == g)).map(|i| i as u8),
            ages: (s.age_min.is_some() || s.age_max.is_some()).then(|| {
                let years = |said: Option<i64>, open| said.map_or(open, |n| n.clamp(0, 254) as u8);
                (years(s.age_min, 0), years(s.age_max, u8::MAX))
            }),
            free: s.cost.free,
            for_who_hurts: s.is_for_who_hurts(),
            has: mask(&s.has),
            has_not: mask(&s.has_not),
            borough,
            boroughs,
            serves: Box::default(),
            needs,
            worth: worth * Truth::of(s, today).worth(),
            rest: Box::new(Rest {
                sessions: s.sessions.iter().map(Session::timing).collect(),
                evening: s.in_the_evening(),
                weekend: s.at_the_weekend(),
                areas: s.serves.iter().map(|area| Arc::from(area.as_str())).collect(),
                masked: s.masked,
                sited: s.is_placed(),
                checked_at: s.checked_at,
                unreached: s.unreached > 0,
                supposed,
            }),
        }
    }
}
