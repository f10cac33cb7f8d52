//! The boroughs that services name or the gazetteer knows, each once however it is written, with the services that count there.

use super::{
    gazetteer::Gazetteer,
    index::{Facts, Index},
    model::OLD_AFTER_DAYS,
};
use base::http::form::Fields;
use kernel::{Date, Point};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// A borough that is known without any service is listed when its middle is as near as this to the middle of one that has some. A choice of ours.
const REACH_KM: f64 = 20.0;
/// A borough that services name or the gazetteer knows.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Place {
    pub name: String,
    /// As its address has it: `tower-hamlets`.
    pub slug: String,
    pub middle: Option<Point>,
    /// What is there for anybody, or is for people who live there, in the order of services.
    pub docs: Vec<u32>,
}

impl Place {
    fn called(&self) -> Borough {
        Borough { name: self.name.clone(), slug: self.slug.clone() }
    }

    /// The search in this borough.
    pub fn search(&self) -> Fields {
        let mut fields = Fields::default();
        fields.set("borough", self.name.clone());
        fields
    }
}

/// Every borough once, however services write it.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Places {
    all: Vec<Place>,
    by_name: HashMap<String, u16>,
    /// Services that name no borough.
    pub nowhere: Vec<u32>,
}

impl std::ops::Index<u16> for Places {
    type Output = Place;
    fn index(&self, at: u16) -> &Place {
        &self.all[at as usize]
    }
}

impl Places {
    pub fn of(gazetteer: &Gazetteer) -> Places {
        let mut places = Places::default();
        for name in gazetteer.boroughs() {
            if let Some(at) = places.put(name) {
                places.all[at as usize].middle = gazetteer.borough(name).map(|b| b.point);
            }
        }
        places
    }

    /// The same boroughs with nothing counted in them.
    pub fn emptied(&self) -> Places {
        let empty = |p: &Place| Place { docs: vec![], name: p.name.clone(), slug: p.slug.clone(), middle: p.middle };
        Places { all: self.all.iter().map(empty).collect(), by_name: self.by_name.clone(), nowhere: vec![] }
    }

    /// The borough of this name, which is added if there is none. A name without a letter is none.
    pub fn put(&mut self, name: &str) -> Option<u16> {
        let slug = slug(name);
        if slug.is_empty() {
            return None;
        }
        let at = match self.find(name) {
            Some(at) => at,
            None => {
                let at = u16::try_from(self.all.len()).ok()?;
                self.all.push(Place { name: name.to_owned(), slug, middle: None, docs: vec![] });
                at
            }
        };
        self.by_name.insert(name.to_owned(), at);
        Some(at)
    }

    /// Counts every service in the boroughs whose people it is for, and one that is for anybody where it is. Whom it is for is known when all that it names are
    /// boroughs.
    pub fn fill(&mut self, facts: &mut [Facts]) {
        for (doc, facts) in facts.iter_mut().enumerate() {
            let serves: Option<Vec<u16>> = facts.rest.areas.iter().map(|name| self.find(name)).collect();
            let mut serves = serves.unwrap_or_default();
            serves.sort_unstable();
            serves.dedup();
            facts.serves = serves.into();
            if facts.counts_in().is_empty() {
                self.nowhere.push(doc as u32);
            }
            for at in facts.counts_in() {
                self.all[*at as usize].docs.push(doc as u32);
            }
        }
    }

    pub fn find(&self, name: &str) -> Option<u16> {
        self.by_name.get(name).copied().or_else(|| {
            let slug = slug(name);
            self.all.iter().position(|p| p.slug == slug).map(|at| at as u16)
        })
    }

    /// The borough of this name, however it is written.
    pub fn named(&self, name: &str) -> Option<&Place> {
        self.find(name).map(|at| &self[at])
    }

    pub fn iter(&self) -> impl Iterator<Item = &Place> {
        self.all.iter()
    }

    /// Those where services are, by name.
    pub fn with_services(&self) -> Vec<&Place> {
        let mut some: Vec<&Place> = self.iter().filter(|p| !p.docs.is_empty()).collect();
        some.sort_by_key(|p| &p.slug);
        some
    }

    /// Those without a service that are near enough to one with some; all where nothing has any.
    pub fn without(&self) -> Vec<&Place> {
        let some: Vec<Point> = self.iter().filter(|p| !p.docs.is_empty()).filter_map(|p| p.middle).collect();
        let near = |p: &Place| p.middle.is_some_and(|m| some.iter().any(|s| m.distance_km(*s) <= REACH_KM));
        let mut none: Vec<&Place> = self.iter().filter(|p| p.docs.is_empty() && (some.is_empty() || near(p))).collect();
        none.sort_by_key(|p| &p.slug);
        none
    }
}

/// A borough as its pages call it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Borough {
    pub name: String,
    /// As its address has it.
    pub slug: String,
}

/// The services of a borough, counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listed {
    pub all: usize,
    /// Those that somebody has confirmed, not longer ago than what is said to be old.
    pub checked: usize,
    /// Those that nobody has ever confirmed.
    pub never: usize,
    /// Services that name no borough, and may be in this one.
    pub nowhere: usize,
}

impl Index {
    /// The boroughs that have a page: where services are, and those nearby without any. By name.
    pub fn boroughs(&self) -> Vec<Borough> {
        let all = self.places.with_services().into_iter().chain(self.places.without());
        let mut all: Vec<Borough> = all.map(Place::called).collect();
        all.sort_by(|a, b| a.slug.cmp(&b.slug));
        all
    }

    /// The borough of a name, however it is written, or of a part of an address.
    pub fn borough(&self, name: &str) -> Option<Borough> {
        self.places.named(name).map(Place::called)
    }

    /// The borough that a postcode's outcode lies in, where it lies in one alone.
    pub fn borough_of_outcode(&self, outcode: &str) -> Option<Borough> {
        match self.gazetteer.outcode(outcode)?.boroughs.as_slice() {
            [one] => self.borough(one),
            _ => None,
        }
    }

    /// How many services are listed for a borough, and how many of them are checked, on a day.
    pub fn listed(&self, borough: &Borough, today: Date) -> Listed {
        let docs = self.places.named(&borough.name).map_or(&[][..], |p| &p.docs);
        let days: Vec<Option<i64>> = docs.iter().map(|doc| self.facts[*doc as usize].days_since_check(today)).collect();
        Listed {
            all: docs.len(),
            checked: days.iter().filter(|d| d.is_some_and(|d| d <= OLD_AFTER_DAYS)).count(),
            never: days.iter().filter(|d| d.is_none()).count(),
            nowhere: self.places.nowhere.len(),
        }
    }
}

/// A name as an address has it.
pub fn slug(name: &str) -> String {
    kernel::name::name_key(name).replace(' ', "-")
}
