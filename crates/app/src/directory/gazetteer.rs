//! Where a postcode, an outcode or a borough lies. Exact or not at all: a postcode that nobody imported counts as its outcode, an outcode that nobody
//! knows as nowhere.

use anyhow::anyhow;
use base::Result;
use kernel::{Outcode, Point, Postcode};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The places that are built in; their source and licence stand in the file's head.
const BUILT_IN: &str = include_str!("../../demo/gazetteer.toml");
/// Parts of London with the outcode that their middle lies in.
const LOCALITIES: &str = include_str!("../../demo/localities.toml");

/// Outcodes and boroughs.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {
    outcodes: BTreeMap<String, Place>,
    boroughs: Vec<Borough>,
    /// By name key, their outcodes.
    localities: BTreeMap<String, String>,
    /// Boroughs by name key, so that a text can be read word by word.
    keys: HashMap<String, usize>,
    /// The words that names begin with.
    firsts: HashSet<String>,
}

/// The middle of an outcode, and the boroughs it reaches into, the largest part first.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    pub point: Point,
    pub boroughs: Vec<String>,
}

/// A borough and its middle.
#[derive(Clone, Debug, PartialEq)]
pub struct Borough {
    pub name: String,
    pub point: Point,
}

/// How near a point is to what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Precision {
    /// Given as degrees, or a postcode that was imported: about 100 m.
    Exact,
    /// The middle of an outcode: a kilometre or two.
    Outcode,
    /// The middle of a borough: several kilometres.
    Borough,
}

/// A place that was asked for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Located {
    /// As it may be shown: "E15", "Newham", "Canning Town".
    pub label: String,
    pub point: Point,
    pub precision: Precision,
    /// The borough, when the place lies in one alone.
    pub borough: Option<String>,
    /// The outcode, when it is in one.
    pub outcode: Option<String>,
}

impl Located {
    /// The boroughs that somebody at this place may live in: the one that it lies in, or those that its outcode reaches into. None, when nothing is known.
    pub fn boroughs<'a>(&'a self, gazetteer: &'a Gazetteer) -> &'a [String] {
        match &self.borough {
            Some(known) => std::slice::from_ref(known),
            None => {
                self.outcode.as_deref().and_then(|code| gazetteer.outcode(code)).map_or(&[], |place| &place.boroughs)
            }
        }
    }
}

/// What somebody typed where a place was asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Asked {
    Postcode(Postcode),
    Outcode(Outcode),
    Degrees(Point),
    Name(String),
}

impl Asked {
    /// Reads `E15 4ES`, `e15`, `51.54,-0.003` or a name.
    pub fn read(text: &str) -> Asked {
        if let Some((lat, lon)) = text.split_once(',')
            && let (Ok(lat), Ok(lon)) = (lat.trim().parse(), lon.trim().parse())
            && let Ok(point) = Point::new(lat, lon)
        {
            return Asked::Degrees(point);
        }
        // A postcode with the town behind it, or with the whole address before it, is that postcode. "E15 4" is how some write no more of it than they
        // want to; the district is what we would use anyway.
        let parts: Vec<&str> =
            text.split(|c: char| c.is_whitespace() || ",;-".contains(c)).filter(|p| !p.is_empty()).collect();
        let pairs = parts.windows(2).map(|pair| pair.concat());
        let whole = pairs.chain(parts.iter().map(|p| (*p).to_owned())).find_map(|p| p.parse().ok());
        match (whole, text.parse(), parts.first().and_then(|first| first.parse().ok())) {
            (Some(code), _, _) => Asked::Postcode(code),
            (_, Ok(code), _) | (_, _, Some(code)) => Asked::Outcode(code),
            _ => Asked::Name(text.trim().to_owned()),
        }
    }
}

#[derive(Deserialize)]
struct File {
    borough: Vec<BoroughEntry>,
    outcode: Vec<OutcodeEntry>,
}
#[derive(Deserialize)]
struct Localities {
    locality: BTreeMap<String, String>,
}
#[derive(Deserialize)]
struct BoroughEntry {
    name: String,
    lat: f64,
    lon: f64,
}
#[derive(Deserialize)]
struct OutcodeEntry {
    code: String,
    lat: f64,
    lon: f64,
    boroughs: Vec<String>,
}

impl Gazetteer {
    /// The places that come with the program.
    pub fn built_in() -> Result<Gazetteer> {
        let file: File = toml::from_str(BUILT_IN).map_err(|e| anyhow!("demo/gazetteer.toml: {e}"))?;
        let mut all = Gazetteer::default();
        for b in file.borough {
            all.boroughs.push(Borough { name: b.name, point: Point::new(b.lat, b.lon).map_err(|e| anyhow!(e))? });
        }
        for o in file.outcode {
            let point = Point::new(o.lat, o.lon).map_err(|e| anyhow!(e))?;
            all.outcodes.insert(o.code, Place { point, boroughs: o.boroughs });
        }
        let more: Localities = toml::from_str(LOCALITIES).map_err(|e| anyhow!("demo/localities.toml: {e}"))?;
        all.localities = more.locality;
        all.settle();
        Ok(all)
    }

    /// With what was worked out of the postcodes that an operator imported, which goes before what is built in.
    #[must_use]
    pub fn with(mut self, outcodes: BTreeMap<String, Place>, boroughs: Vec<Borough>) -> Gazetteer {
        self.outcodes.extend(outcodes);
        for b in boroughs {
            self.boroughs.retain(|have| have.name != b.name);
            self.boroughs.push(b);
        }
        self.boroughs.sort_by(|a, b| a.name.cmp(&b.name));
        self.settle();
        self
    }

    /// What follows from the names.
    fn settle(&mut self) {
        let key = |(i, b): (usize, &Borough)| (kernel::name::name_key(&b.name), i);
        // Of two with one key the first is meant.
        self.keys = self.boroughs.iter().enumerate().rev().map(key).collect();
        let firsts = self.keys.keys().chain(self.localities.keys()).filter_map(|k| k.split(' ').next());
        self.firsts = firsts.map(str::to_owned).collect();
    }

    /// Whether a name may begin with a word, in its key or as it is written: "king's" of "kings cross".
    pub fn begins(&self, word: &str) -> bool {
        self.firsts.contains(word) || self.firsts.contains(&format!("{word}s"))
    }

    /// The middle of an outcode.
    pub fn outcode(&self, code: &str) -> Option<&Place> {
        self.outcodes.get(code)
    }

    /// The outcodes with their places, in order.
    pub fn outcodes(&self) -> impl Iterator<Item = (&str, &Place)> {
        self.outcodes.iter().map(|(code, place)| (code.as_str(), place))
    }

    /// The middle of a borough.
    pub fn borough(&self, name: &str) -> Option<&Borough> {
        self.boroughs.iter().find(|b| b.name == name)
    }

    /// The boroughs, by name.
    pub fn boroughs(&self) -> impl Iterator<Item = &str> {
        self.boroughs.iter().map(|b| b.name.as_str())
    }

    /// Resolves what was typed, from memory alone. `imported` is what the table of postcodes has for a full postcode.
    pub fn resolve(&self, asked: &Asked, imported: Option<(Point, Option<String>)>) -> Option<Located> {
        match asked {
            Asked::Degrees(point) => Some(Located {
                label: String::new(),
                point: *point,
                precision: Precision::Exact,
                borough: None,
                outcode: None,
            }),
            Asked::Postcode(code) => match imported {
                // The label is the outcode all the same: what is shown need not say more.
                Some((point, borough)) => {
                    let outcode = Some(code.outward().to_owned());
                    Some(Located {
                        label: code.outward().to_owned(),
                        point,
                        precision: Precision::Exact,
                        borough,
                        outcode,
                    })
                }
                None => self.by_outcode(code.outward()),
            },
            Asked::Outcode(code) => self.by_outcode(code.as_str()),
            Asked::Name(name) => self.named(&kernel::name::name_key(name)),
        }
    }

    /// The borough, or the part of London, that has this name key.
    pub fn named(&self, key: &str) -> Option<Located> {
        if let Some(found) = self.keys.get(key).map(|at| &self.boroughs[*at]) {
            return Some(Located {
                label: found.name.clone(),
                point: found.point,
                precision: Precision::Borough,
                borough: Some(found.name.clone()),
                outcode: None,
            });
        }
        let code = self.localities.get(key)?;
        self.by_outcode(code).map(|place| Located { label: titled(key), ..place })
    }

    fn by_outcode(&self, code: &str) -> Option<Located> {
        let place = self.outcodes.get(code)?;
        let borough = match place.boroughs.as_slice() {
            [only] => Some(only.clone()),
            _ => None,
        };
        Some(Located {
            label: code.to_owned(),
            point: place.point,
            precision: Precision::Outcode,
            borough,
            outcode: Some(code.to_owned()),
        })
    }
}

/// `canning town` as it is written.
fn titled(key: &str) -> String {
    let word = |w: &str| match w {
        "of" | "on" | "and" | "the" => w.to_owned(),
        _ => w[..1].to_uppercase() + &w[1..],
    };
    key.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(text: &str) -> Option<Located> {
        Gazetteer::built_in().unwrap().resolve(&Asked::read(text), None)
    }

    #[test]
    fn a_postcode_that_nobody_imported_is_its_outcode() {
        let found = near("e15 4es").unwrap();
        assert_eq!((found.label.as_str(), found.precision), ("E15", Precision::Outcode));
        assert_eq!(found.borough, None, "E15 reaches into Waltham Forest");
        assert_eq!(near("E13").unwrap().borough.as_deref(), Some("Newham"));
        assert_eq!(near("E13 9").unwrap().label, "E13");
    }

    #[test]
    fn an_imported_postcode_is_exact_and_shown_as_its_outcode() {
        let point = Point::new(51.54, 0.01).unwrap();
        let asked = Asked::read("E15 4ES");
        let found = Gazetteer::built_in().unwrap().resolve(&asked, Some((point, Some("Newham".into())))).unwrap();
        assert_eq!((found.label.as_str(), found.precision, found.point), ("E15", Precision::Exact, point));
    }

    #[test]
    fn no_guess_is_made() {
        assert_eq!(near("LS1 4AP"), None);
        assert_eq!(near("Stratfrod"), None);
        assert_eq!(near("tower hamlets").unwrap().precision, Precision::Borough);
        assert_eq!(near("51.5, 0.1").unwrap().precision, Precision::Exact);
        assert_eq!(near("95, 0.1"), None);
    }
}
