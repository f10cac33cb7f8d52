//! Messy services, made up: what a directory of London publishes on an ordinary day.
//!
//! A third of them are clean. Each of the others has one to four faults out of a table with names, and says which. The faults are those that were seen
//! in real feeds (nulls, whole numbers as ids, `9:00am`, a postcode with the letter O), and a few that nobody has seen yet and that somebody will send.
//! A fault never touches what an earlier one has touched, so that whatever is said to be wrong is wrong.
//!
//! The same seed gives the same services, and the first hundred of a thousand are the hundred of a hundred. Nobody is asked what time it is.
//!
//! Telephone numbers are from the ranges that Ofcom keeps for drama, addresses on the net end in `.example` (but for the placeholders, which are a fault),
//! and postcodes are in sectors that do not exist.

mod content;
mod dialects;
mod faults;
#[cfg(test)]
mod tests;
mod words;

pub use dialects::{ORUK1_FAULTS, OUTPOST_FAULTS, as_oruk1, as_outpost};
pub use faults::FAULTS;

use serde_json::Value;

/// A fault by its name, and how to make it. It leaves alone what has nothing to spoil.
pub type Fault = (&'static str, fn(&mut Value, &mut Rng));

/// What there is to know about a service that was made up.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Expected {
    /// Names of what is wrong with it, in the order in which it was done. Empty: it is clean.
    pub faults: Vec<&'static str>,
    /// Whether an import must put it aside: it has no name, no id, or is no object. All others are to be had, if with less in them.
    pub refused: bool,
    /// The id of the earlier, clean service of which it is a copy.
    pub copy_of: Option<String>,
}

/// The faults after which an import must put a service aside.
pub const REFUSED: &[&str] = &["no_name", "no_id", "not_an_object"];

/// The fault that needs an earlier service.
const COPY: &str = "duplicate_service";

/// Whole documents as ORUK 3.0 and HSDS 3.1 have them at `/services/{id}`.
pub fn services(n: usize, seed: u64) -> impl Iterator<Item = (Value, Expected)> {
    Mess { faults: FAULTS, shape: |service, _| service, ..Mess::new(n, seed) }
}

/// The same content as the API of Outpost has it.
pub fn outpost(n: usize, seed: u64) -> impl Iterator<Item = (Value, Expected)> {
    Mess { faults: OUTPOST_FAULTS, shape: |service, n| as_outpost(&service, n), ..Mess::new(n, seed) }
}

/// The same content as ORUK 1.0 has it.
pub fn oruk1(n: usize, seed: u64) -> impl Iterator<Item = (Value, Expected)> {
    Mess { faults: ORUK1_FAULTS, shape: |service, _| as_oruk1(&service), ..Mess::new(n, seed) }
}

/// The documents of [`services`] before anything was done to them.
pub fn clean(n: usize, seed: u64) -> impl Iterator<Item = Value> {
    (0..n).map(move |n| content::service(seed, n))
}

struct Mess {
    n: usize,
    seed: u64,
    /// The next one.
    at: usize,
    /// How many were spoilt.
    spoilt: usize,
    faults: &'static [Fault],
    shape: fn(Value, usize) -> Value,
    last_clean: Option<Value>,
}

impl Mess {
    fn new(n: usize, seed: u64) -> Mess {
        Mess { n, seed, at: 0, spoilt: 0, faults: &[], shape: |service, _| service, last_clean: None }
    }

    /// One to four faults, the first of them in turn, so that in a few hundred services each has occurred.
    fn spoil(&mut self, service: &mut Value, rng: &mut Rng) -> Expected {
        let wanted = 1 + rng.below(4);
        let mut expected = Expected::default();
        let mut touched: Vec<String> = vec![];
        let mut next = self.spoilt % self.faults.len();
        self.spoilt += 1;
        for _ in 0..wanted * 8 {
            let (name, fault) = self.faults[next];
            next = rng.below(self.faults.len());
            if expected.faults.contains(&name) {
                continue;
            }
            if name == COPY {
                if let (true, Some(earlier)) = (expected.faults.is_empty(), &self.last_clean) {
                    *service = earlier.clone();
                    fault(service, rng);
                    let copy_of = earlier["id"].as_str().map(str::to_owned);
                    return Expected { faults: vec![name], refused: false, copy_of };
                }
                continue;
            }
            let mut other = service.clone();
            fault(&mut other, rng);
            let mut paths = vec![];
            differences(service, &other, "", &mut paths);
            if paths.is_empty() || paths.iter().any(|p| touched.iter().any(|t| overlap(p, t))) {
                continue;
            }
            *service = other;
            touched.append(&mut paths);
            expected.faults.push(name);
            expected.refused |= REFUSED.contains(&name);
            if expected.faults.len() == wanted {
                break;
            }
        }
        expected
    }
}

impl Iterator for Mess {
    type Item = (Value, Expected);

    fn next(&mut self) -> Option<Self::Item> {
        if self.at == self.n {
            return None;
        }
        let mut service = (self.shape)(content::service(self.seed, self.at), self.at);
        let mut rng = Rng::of(self.seed, "mess", self.at);
        self.at += 1;
        let expected = if rng.below(3) == 0 { Expected::default() } else { self.spoil(&mut service, &mut rng) };
        if expected.faults.is_empty() {
            self.last_clean = Some(service.clone());
        }
        Some((service, expected))
    }
}

/// The JSON pointers at which two values differ.
fn differences(a: &Value, b: &Value, path: &str, out: &mut Vec<String>) {
    match (a, b) {
        (Value::Object(a), Value::Object(b)) => {
            for (key, value) in a {
                let path = format!("{path}/{key}");
                match b.get(key) {
                    Some(other) => differences(value, other, &path, out),
                    None => out.push(path),
                }
            }
            out.extend(b.keys().filter(|key| !a.contains_key(*key)).map(|key| format!("{path}/{key}")));
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            for (i, (a, b)) in a.iter().zip(b).enumerate() {
                differences(a, b, &format!("{path}/{i}"), out);
            }
        }
        _ if a == b => {}
        _ => out.push(path.to_owned()),
    }
}

/// Whether two pointers are the same or one lies within the other.
fn overlap(a: &str, b: &str) -> bool {
    let within = |a: &str, b: &str| a.strip_prefix(b).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    within(a, b) || within(b, a)
}

/// Chance that comes out the same again: xorshift64* (Vigna 2014), a stream of its own for everything that has a name and a number.
#[derive(Clone, Debug)]
pub struct Rng(u64);

impl Rng {
    /// The stream of this seed, name and number.
    pub fn of(seed: u64, what: &str, n: usize) -> Rng {
        let all = what.bytes().map(u64::from).chain([n as u64]);
        Rng(all.fold(mix(seed), |state, next| mix(state ^ next)).max(1))
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// From 0 to one less than `n`, which is at least 1.
    pub fn below(&mut self, n: usize) -> usize {
        ((self.next() >> 33) % n as u64) as usize
    }

    /// From `low` to `high`, both of them possible.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1) as usize) as i64
    }

    /// Whether something happens that does so in so many of a hundred cases.
    pub fn percent(&mut self, n: usize) -> bool {
        self.below(100) < n
    }

    /// One of them. There must be one.
    pub fn pick<'a, T: ?Sized>(&mut self, all: &'a [&'a T]) -> &'a T {
        all[self.below(all.len())]
    }
}

/// The finish of SplitMix64: neighbours come out far apart.
fn mix(n: u64) -> u64 {
    let z = n.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
