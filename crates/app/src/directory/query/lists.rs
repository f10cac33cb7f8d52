//! Lists of services, each with what a word counts in it, and how they are put together.
//!
//! A search that looks no further than some kilometres reads of each list what lies there. How many services have a word wherever they are is counted all the
//! same: a word that is rare says more, and it says as much in one town as in another.

use super::area::{Area, each_of};
use crate::directory::{
    bits::Bits,
    index::{Index, UNIT},
};
use std::cmp::Ordering;

/// Services that have something, in order.
#[derive(Default)]
pub(super) struct List<'a> {
    /// Those of the area that is looked at, with what it counts.
    pub near: Vec<(u32, f32)>,
    /// All, wherever they are.
    pub all: All<'a>,
}

/// A set of services, which is mostly a list that is there already.
#[derive(Default)]
pub(super) enum All<'a> {
    #[default]
    None,
    These(&'a [u32]),
    Bits(Bits),
}

impl All<'_> {
    /// In order.
    pub fn iter(&self) -> Box<dyn Iterator<Item = u32> + '_> {
        match self {
            All::None => Box::new(std::iter::empty()),
            All::These(docs) => Box::new(docs.iter().copied()),
            All::Bits(bits) => Box::new(bits.iter()),
        }
    }

    /// Asks for one service after the other, in order, whether it is in it.
    pub fn walk(&self) -> Box<dyn FnMut(u32) -> bool + '_> {
        match self {
            All::None => Box::new(|_| false),
            All::Bits(bits) => Box::new(|doc| bits.has(doc)),
            All::These(docs) => {
                let mut rest = *docs;
                Box::new(move |doc| {
                    rest = leap(rest, doc, |d| *d);
                    rest.first() == Some(&doc)
                })
            }
        }
    }

    fn bits(self, of: usize) -> Bits {
        match self {
            All::None => Bits::none(of),
            All::These(docs) => Bits::these(of, docs.iter().copied()),
            All::Bits(bits) => bits,
        }
    }
}

impl<'a> List<'a> {
    /// Some services, and what each counts by its place in the list.
    pub fn of(area: Option<&Area>, docs: &'a [u32], weight: impl Fn(usize) -> f32) -> List<'a> {
        let mut near = Vec::with_capacity(if area.is_none() { docs.len() } else { 0 });
        each_of(area, docs, |at| near.push((docs[at], weight(at))));
        List { near, all: All::These(docs) }
    }

    /// The services of a token, with a share of what it counts there.
    pub fn of_token(index: &'a Index, area: Option<&Area>, token: usize, share: f32) -> List<'a> {
        let (docs, weights) = index.posting(token);
        List::of(area, docs, |at| f32::from(weights[at]) / UNIT * share)
    }

    /// How many services are in it, wherever they are.
    pub fn n(&self) -> usize {
        match &self.all {
            All::None => 0,
            All::These(docs) => docs.len(),
            All::Bits(bits) => bits.n(),
        }
    }

    /// Both lists as one, out of `of` services; where both have one, the greater weight, not the sum: else a word with many synonyms would outweigh the others.
    #[must_use]
    pub fn or(self, other: List<'a>, of: usize) -> List<'a> {
        self.joined(other, of, f32::max)
    }

    /// The same, with the weights added.
    #[must_use]
    pub fn and(self, other: List<'a>, of: usize) -> List<'a> {
        self.joined(other, of, |a, b| a + b)
    }

    fn joined(self, other: List<'a>, of: usize, both: impl Fn(f32, f32) -> f32) -> List<'a> {
        match (&self.all, &other.all) {
            (_, All::None) => self,
            (All::None, _) => other,
            _ => {
                let mut all = self.all.bits(of);
                match other.all {
                    All::None => {}
                    All::These(docs) => all.put_all(docs.iter().copied()),
                    All::Bits(bits) => all.join(&bits),
                }
                List { near: joined(&self.near, &other.near, both), all: All::Bits(all) }
            }
        }
    }

    /// Services that are in all of some lists.
    pub fn in_all(mut lists: Vec<List<'a>>, of: usize) -> List<'a> {
        if lists.len() < 2 {
            return lists.pop().unwrap_or_default();
        }
        lists.sort_by_key(|l| l.near.len());
        let n = lists.len() as f32;
        let mut lists = lists.into_iter();
        let List { mut near, all } = lists.next().unwrap_or_default();
        let mut all = all.bits(of);
        for list in lists {
            let mut rest = list.near.as_slice();
            near.retain_mut(|(doc, weight)| {
                rest = leap(rest, *doc, |e| e.0);
                rest.first().is_some_and(|(d, w)| {
                    *weight += w;
                    d == doc
                })
            });
            all.keep(&list.all.bits(of));
        }
        near.iter_mut().for_each(|(_, weight)| *weight /= n.sqrt());
        List { near, all: All::Bits(all) }
    }
}

fn joined(a: &[(u32, f32)], b: &[(u32, f32)], both: impl Fn(f32, f32) -> f32) -> Vec<(u32, f32)> {
    let mut out = Vec::with_capacity(a.len() + b.len());
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        match a[i].0.cmp(&b[j].0) {
            Ordering::Less => {
                out.push(a[i]);
                i += 1;
            }
            Ordering::Greater => {
                out.push(b[j]);
                j += 1;
            }
            Ordering::Equal => {
                out.push((a[i].0, both(a[i].1, b[j].1)));
                i += 1;
                j += 1;
            }
        }
    }
    out.extend_from_slice(&a[i..]);
    out.extend_from_slice(&b[j..]);
    out
}

/// What is left of a list from a service on, found by doubling steps; `of` is the service of an entry.
pub(super) fn leap<T>(list: &[T], doc: u32, of: impl Fn(&T) -> u32) -> &[T] {
    let mut step = 1;
    while step < list.len() && of(&list[step]) < doc {
        step *= 2;
    }
    let end = (step + 1).min(list.len());
    &list[list[..end].partition_point(|e| of(e) < doc)..]
}
