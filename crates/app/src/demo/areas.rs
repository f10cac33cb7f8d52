//! Where the demo's people live, and how deprived it is there.
//!
//! Boroughs and outcodes are real. The tenths of deprivation are made up and labelled so: nothing here is the Index of Multiple Deprivation. Each borough
//! has a spread that could be somebody's, from the most deprived tenth to the least, and the seed says which of its outcodes gets which.

use super::chance::Chance;
use std::collections::BTreeMap;

/// Up to this one a tenth counts as among the most deprived three.
pub(super) const MOST_DEPRIVED: i64 = 3;

struct Borough {
    name: &'static str,
    outcodes: &'static [&'static str],
    /// Made up: as many as there are outcodes, 1 being the most deprived tenth.
    deciles: &'static [i64],
    /// Of those who are referred there, the share that lives in the most deprived three tenths.
    deprived: f64,
}

/// Each outcode stands under the borough that most of it lies in.
static BOROUGHS: [Borough; 7] = [
    Borough {
        name: "Barking and Dagenham",
        outcodes: &["IG11", "RM6", "RM8", "RM9", "RM10"],
        deciles: &[1, 2, 3, 3, 5],
        deprived: 0.66,
    },
    Borough {
        name: "Hackney",
        outcodes: &["E5", "E8", "E9", "N1", "N4", "N16"],
        deciles: &[1, 2, 3, 4, 5, 7],
        deprived: 0.58,
    },
    Borough {
        name: "Havering",
        outcodes: &["RM1", "RM2", "RM3", "RM4", "RM5", "RM7", "RM11", "RM12", "RM13", "RM14"],
        deciles: &[2, 3, 4, 5, 6, 7, 8, 9, 9, 10],
        deprived: 0.30,
    },
    Borough {
        name: "Newham",
        outcodes: &["E6", "E7", "E12", "E13", "E15", "E16", "E20"],
        deciles: &[1, 2, 2, 3, 4, 5, 6],
        deprived: 0.64,
    },
    Borough {
        name: "Redbridge",
        outcodes: &["E18", "IG1", "IG2", "IG3", "IG4", "IG5", "IG6", "IG7", "IG8"],
        deciles: &[2, 3, 4, 5, 5, 6, 7, 8, 9],
        deprived: 0.40,
    },
    Borough {
        name: "Tower Hamlets",
        outcodes: &["E1", "E1W", "E2", "E3", "E14"],
        deciles: &[1, 2, 3, 4, 6],
        deprived: 0.62,
    },
    Borough { name: "Waltham Forest", outcodes: &["E4", "E10", "E11", "E17"], deciles: &[2, 3, 4, 6], deprived: 0.52 },
];

/// Outcodes that the Stratford team looks after, its own more often; the rest of Newham is Galleons'.
const STRATFORD: [&str; 5] = ["E15", "E15", "E15", "E7", "E12"];

/// The outcodes with their tenths.
pub(super) struct Areas {
    pub deciles: BTreeMap<&'static str, i64>,
}

impl Areas {
    pub fn of(seed: u64) -> Areas {
        let mut deciles = BTreeMap::new();
        for borough in &BOROUGHS {
            let lot = |o: &&'static str| (Chance::of(seed, &format!("decile {o}")).unit(), *o);
            let mut lots: Vec<(f64, &'static str)> = borough.outcodes.iter().map(lot).collect();
            lots.sort_by(|a, b| a.0.total_cmp(&b.0));
            deciles.extend(lots.into_iter().map(|(_, o)| o).zip(borough.deciles.iter().copied()));
        }
        Areas { deciles }
    }

    /// Where somebody lives whom a team supports in a borough; `more` is how much likelier than there it is that the area is deprived.
    pub fn draw(&self, chance: &mut Chance, team: &str, borough: &str, more: f64) -> &'static str {
        let Some(b) = BOROUGHS.iter().find(|b| b.name == borough) else { return STRATFORD[0] };
        let deprived = chance.happens(b.deprived + more);
        let so = |o: &&'static str| (self.deciles[*o] <= MOST_DEPRIVED) == deprived;
        let own: Vec<&'static str> = match team {
            "stratford-link-workers" => STRATFORD.iter().copied().filter(so).collect(),
            "galleons-link-workers" => b.outcodes.iter().copied().filter(|o| so(o) && !STRATFORD.contains(o)).collect(),
            _ => vec![],
        };
        // A team that has no such area takes somebody from the next one.
        let all = if own.is_empty() { b.outcodes.iter().copied().filter(so).collect() } else { own };
        chance.pick::<&str>(&all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::Gazetteer;

    #[test]
    fn every_tenth_occurs_and_most_outcodes_are_in_the_lower_half() {
        let gazetteer = Gazetteer::built_in().unwrap();
        for b in &BOROUGHS {
            assert_eq!(b.outcodes.len(), b.deciles.len(), "{}", b.name);
            assert!(b.deciles.iter().any(|d| *d <= MOST_DEPRIVED) && b.deciles.iter().any(|d| *d > MOST_DEPRIVED));
            for o in b.outcodes {
                assert!(gazetteer.outcode(o).unwrap().boroughs.iter().any(|n| n == b.name), "{o}");
            }
        }
        for seed in 1..5 {
            let areas = Areas::of(seed);
            assert!((1..=10).all(|tenth| areas.deciles.values().any(|d| *d == tenth)));
            let lower = areas.deciles.values().filter(|d| **d <= 5).count();
            assert!(lower * 3 > areas.deciles.len() * 2, "{lower} of {}", areas.deciles.len());
        }
    }

    #[test]
    fn people_live_where_their_team_is() {
        let (areas, mut chance) = (Areas::of(1), Chance::of(1, "areas"));
        for b in &BOROUGHS {
            let drawn: Vec<&str> = (0..400).map(|_| areas.draw(&mut chance, "a-team", b.name, 0.0)).collect();
            assert!(drawn.iter().all(|o| b.outcodes.contains(o)));
            let deprived = drawn.iter().filter(|o| areas.deciles[**o] <= MOST_DEPRIVED).count() as f64 / 400.0;
            assert!((deprived - b.deprived).abs() < 0.1, "{}: {deprived}", b.name);
        }
    }
}
