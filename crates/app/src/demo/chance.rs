//! Chance that comes out the same again: SplitMix64 from a seed and a name. Good enough to spread made-up lives over a year; not for secrets.

use base::seal;

/// A stream of numbers of its own for everything that has a name, so that a change in one life leaves the others as they were.
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    pub fn of(seed: u64, what: &str) -> Chance {
        let id = seal::named_id(&format!("kith demo chance {seed}"), what);
        Chance(id.as_u64_pair().0 ^ id.as_u64_pair().1)
    }

    /// The `n`-th of numbers from 0 to 1 that lie evenly: of any hundred in a row, about as many are below 0.4 as ought to be. (Multiples of the golden
    /// ratio, after Weyl 1916.) For what must come out in proportion, and not only on average.
    pub fn even(seed: u64, what: &str, n: usize) -> f64 {
        const GOLDEN: f64 = 0.618_033_988_749_894_9;
        (Chance::of(seed, what).unit() + n as f64 * GOLDEN).fract()
    }

    /// SplitMix64 (Steele, Lea and Flood 2014).
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// 0 to 1, without 1.
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    pub fn happens(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// From `low` to `high`, both of them possible.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = (high - low + 1).max(1) as u64;
        low + (self.next() % width) as i64
    }

    /// One of them. There must be one.
    pub fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[(self.next() % all.len() as u64) as usize]
    }

    /// The place of one of them, by weight.
    pub fn weighted(&mut self, weights: impl Iterator<Item = f64> + Clone) -> usize {
        let mut left = self.unit() * weights.clone().sum::<f64>();
        let mut last = 0;
        for (i, w) in weights.enumerate() {
            last = i;
            if left < w {
                return i;
            }
            left -= w;
        }
        last
    }

    /// Roughly the normal distribution with mean 0 and standard deviation 1: the sum of twelve.
    pub fn bell(&mut self) -> f64 {
        (0..12).map(|_| self.unit()).sum::<f64>() - 6.0
    }

    /// Bytes for what is no secret in a demo: its authenticators must show the same codes when it is made again.
    pub fn bytes(&mut self) -> [u8; 20] {
        let mut all = [0; 20];
        all.fill_with(|| (self.next() >> 40) as u8);
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_and_name_give_the_same_and_others_give_others() {
        let of = |seed, what| (0..5).map(|_| 0).scan(Chance::of(seed, what), |c, _| Some(c.between(0, 999_999)));
        assert!(of(1, "a").eq(of(1, "a")));
        assert!(!of(1, "a").eq(of(2, "a")) && !of(1, "a").eq(of(1, "b")));
    }

    #[test]
    fn even_numbers_keep_their_proportions_in_every_hundred() {
        for from in [0, 70, 1234, 2900] {
            let low = (from..from + 100).filter(|n| Chance::even(1, "luck", *n) < 0.4).count();
            assert!((38..=42).contains(&low), "{low} of a hundred");
        }
    }

    #[test]
    fn numbers_are_where_they_should_be() {
        let mut c = Chance::of(1, "numbers");
        assert!((0..1000).all(|_| (3..=5).contains(&c.between(3, 5))));
        let mean = (0..4000).map(|_| c.bell()).sum::<f64>() / 4000.0;
        assert!(mean.abs() < 0.08, "{mean}");
        let picked = (0..3000).filter(|_| c.weighted([1.0, 2.0].into_iter()) == 1).count();
        assert!((1850..2150).contains(&picked), "{picked}");
    }
}
