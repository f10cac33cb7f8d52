//! A set of services by their numbers: a bit for each service of the index, which for 250,000 of them are 31 kilobytes, so that asking whether one is in it
//! reads nothing but what is at hand.

/// Some of the services of an index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bits(Vec<u64>);

impl Bits {
    /// None of so many.
    pub fn none(of: usize) -> Bits {
        Bits(vec![0; of.div_ceil(64)])
    }

    /// These of so many.
    pub fn these(of: usize, docs: impl IntoIterator<Item = u32>) -> Bits {
        let mut bits = Bits::none(of);
        bits.put_all(docs);
        bits
    }

    pub fn put(&mut self, doc: u32) {
        self.0[doc as usize / 64] |= 1 << (doc % 64);
    }

    pub fn put_all(&mut self, docs: impl IntoIterator<Item = u32>) {
        docs.into_iter().for_each(|doc| self.put(doc));
    }

    /// Puts in whatever is in the other.
    pub fn join(&mut self, other: &Bits) {
        self.0.iter_mut().zip(&other.0).for_each(|(a, b)| *a |= b);
    }

    /// Leaves in it what is in the other too.
    pub fn keep(&mut self, other: &Bits) {
        self.0.iter_mut().zip(&other.0).for_each(|(a, b)| *a &= b);
    }

    /// How many are in it.
    pub fn n(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// The runs that they stand in, from and up to: between two of them nobody is for at least so many times sixty-four.
    pub fn runs(&self, gap: usize) -> Vec<(u32, u32)> {
        let mut runs: Vec<(u32, u32)> = vec![];
        for (at, _) in self.0.iter().enumerate().filter(|(_, word)| **word != 0) {
            let (from, to) = (at as u32 * 64, at as u32 * 64 + 64);
            match runs.last_mut() {
                Some((_, end)) if from - *end < gap as u32 * 64 => *end = to,
                _ => runs.push((from, to)),
            }
        }
        runs
    }

    pub fn has(&self, doc: u32) -> bool {
        self.0.get(doc as usize / 64).is_some_and(|word| word & 1 << (doc % 64) != 0)
    }

    /// In order.
    pub fn iter(&self) -> impl Iterator<Item = u32> {
        self.0.iter().enumerate().flat_map(|(at, word)| {
            let rest = |word: &u64| Some(word & (word - 1)).filter(|rest| *rest != 0);
            let words = std::iter::successors(Some(*word).filter(|word| *word != 0), rest);
            words.map(move |word| at as u32 * 64 + word.trailing_zeros())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_is_in_it_and_comes_out_in_order() {
        let mut some = Bits::these(200, [199, 0, 63, 64]);
        some.join(&Bits::these(200, [5, 64]));
        assert_eq!(some.iter().collect::<Vec<_>>(), [0, 5, 63, 64, 199]);
        assert!(some.has(5) && !some.has(6) && !some.has(1000));
        assert_eq!(Bits::none(0).iter().count(), 0);
        assert_eq!((some.n(), some.runs(1), some.runs(2)), (5, vec![(0, 128), (192, 256)], vec![(0, 256)]));
        some.keep(&Bits::these(200, [63, 100]));
        assert_eq!(some.iter().collect::<Vec<_>>(), [63]);
    }
}
