//! Where outcodes and boroughs lie, worked out of the postcodes that were imported: their middle is that of their postcodes. So any outcode and any borough
//! that an operator imports postcodes of is known, wherever it is.

use super::store::postcodes::{Counted, Placed};
use crate::directory::Gazetteer;
use std::collections::BTreeMap;

/// Fewer postcodes than these say little of where all of an outcode or a borough lies, or of what it reaches into: what is built in then goes before them.
const FEW: i64 = 25;
/// A borough that has a smaller part of an outcode's postcodes, in a hundred, is none that it reaches into: as in the file of what is built in.
const LEAST: i64 = 2;

/// Postcodes added up.
#[derive(Default)]
struct Sum {
    n: i64,
    lat: f64,
    lon: f64,
    /// How many of them lie in which borough.
    boroughs: BTreeMap<String, i64>,
}

impl Sum {
    fn add(&mut self, c: &Counted) {
        self.n += c.n;
        self.lat += c.lat;
        self.lon += c.lon;
        if !c.borough.is_empty() {
            *self.boroughs.entry(c.borough.clone()).or_default() += c.n;
        }
    }

    /// The boroughs it reaches into, the largest part first.
    fn reaches(&self) -> Vec<String> {
        let named: i64 = self.boroughs.values().sum();
        let mut some: Vec<(&String, i64)> =
            self.boroughs.iter().map(|(b, n)| (b, *n)).filter(|(_, n)| n * 100 >= named * LEAST).collect();
        some.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        some.into_iter().map(|(b, _)| b.clone()).collect()
    }

    /// Its middle, to about ten metres: two readings of the same postcodes give the same.
    fn placed(&self, kind: &'static str, code: &str, boroughs: Vec<String>) -> Placed {
        let mean = |sum: f64| (sum / self.n as f64 * 10_000.0).round() / 10_000.0;
        Placed { kind, code: code.to_owned(), lat: mean(self.lat), lon: mean(self.lon), boroughs: boroughs.join(";") }
    }
}

/// The places of these postcodes, as far as they say more than what is built in.
pub(super) fn of(counted: &[Counted], built_in: &Gazetteer) -> Vec<Placed> {
    let (mut outcodes, mut boroughs) = (BTreeMap::<&str, Sum>::new(), BTreeMap::<&str, Sum>::new());
    for c in counted.iter().filter(|c| c.n > 0) {
        outcodes.entry(&c.outcode).or_default().add(c);
        if !c.borough.is_empty() {
            boroughs.entry(&c.borough).or_default().add(c);
        }
    }
    let outcodes = outcodes.into_iter().filter_map(|(code, sum)| {
        let known = built_in.outcode(code);
        if sum.n < FEW && known.is_some() {
            return None;
        }
        // A file without boroughs takes none away.
        let mut reaches = sum.reaches();
        if let (true, Some(known)) = (reaches.is_empty(), known) {
            reaches.clone_from(&known.boroughs);
        }
        Some(sum.placed("outcode", code, reaches))
    });
    let boroughs = boroughs.into_iter().filter(|(name, sum)| sum.n >= FEW || built_in.borough(name).is_none());
    outcodes.chain(boroughs.map(|(name, sum)| sum.placed("borough", name, vec![]))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(outcode: &str, borough: &str, n: i64, (lat, lon): (f64, f64)) -> Counted {
        Counted { outcode: outcode.into(), borough: borough.into(), n, lat: lat * n as f64, lon: lon * n as f64 }
    }

    fn said(all: &[Counted]) -> Vec<(&'static str, String, f64, String)> {
        let all = of(all, &Gazetteer::built_in().unwrap());
        all.into_iter().map(|p| (p.kind, p.code, p.lat, p.boroughs)).collect()
    }

    #[test]
    fn an_outcode_lies_in_the_middle_of_its_postcodes_and_in_their_boroughs() {
        let all = [
            counted("SW1A", "Westminster", 300, (51.5, -0.13)),
            counted("SW1A", "Lambeth", 100, (51.48, -0.13)),
            counted("SW1A", "Camden", 5, (51.53, -0.13)),
            counted("SW1A", "", 3, (51.5, -0.13)),
        ];
        let (outcode, boroughs) = (&said(&all)[0], &said(&all)[1..]);
        // Camden has a hundredth of it.
        assert_eq!((outcode.1.as_str(), outcode.2, outcode.3.as_str()), ("SW1A", 51.4955, "Westminster;Lambeth"));
        let names: Vec<_> = boroughs.iter().map(|b| (b.0, b.1.as_str(), b.2)).collect();
        assert_eq!(
            names,
            [("borough", "Camden", 51.53), ("borough", "Lambeth", 51.48), ("borough", "Westminster", 51.5)]
        );
    }

    #[test]
    fn a_few_postcodes_move_nothing_that_is_built_in() {
        assert!(said(&[counted("E15", "Newham", 3, (51.0, 0.0))]).is_empty());
        assert_eq!(said(&[counted("E15", "Newham", 25, (51.0, 0.0))]).len(), 2);
        assert_eq!(said(&[counted("SW1A", "", 3, (51.5, -0.13))]).len(), 1, "what nobody knows is known by one");
        // A file of points alone says nothing of boroughs.
        assert_eq!(said(&[counted("E13", "", 40, (51.5, 0.0))])[0].3, "Newham");
    }
}
