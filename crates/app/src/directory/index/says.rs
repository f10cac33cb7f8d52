//! What a service says in its own words, in a few bytes: which words stand there, and which stand next to each other. The index's lists cannot tell: they have
//! the labels of needs too, in every language, and no order.
//!
//! A word and a pair are 16 bits of a hash. About one in a thousand that does not stand there is taken for one that does: too seldom to be seen, since whoever
//! asks has looked in the lists first.

use crate::directory::model::Service;

/// Sorted hashes of a service's own words, by their stems, and of the pairs of words as they stand.
#[derive(Default, Debug)]
pub(super) struct Says {
    pub words: Vec<u16>,
    pub pairs: Vec<u16>,
}

impl Says {
    pub fn new(mut words: Vec<u16>, s: &Service) -> Says {
        let mut pairs = vec![];
        for line in [&*s.name, &*s.kind, &*s.provider].into_iter().chain(s.description.split('\n')) {
            pairs_of(line, &mut pairs);
        }
        for line in s.sites().flat_map(|p| [p.venue, p.street]).flatten() {
            pairs_of(&line, &mut pairs);
        }
        for all in [&mut words, &mut pairs] {
            all.sort_unstable();
            all.dedup();
        }
        Says { words, pairs }
    }

    /// Puts it behind a packed card: the words, the pairs, and how many there are of each.
    pub fn put(&self, card: &mut Vec<u8>) {
        let n = [self.words.len(), self.pairs.len()].map(|n| u16::try_from(n).unwrap_or(u16::MAX));
        let all = self.words.iter().take(n[0].into()).chain(self.pairs.iter().take(n[1].into())).chain(&n);
        all.for_each(|hash| card.extend(hash.to_le_bytes()));
    }
}

/// The same as it stands behind a packed card.
pub(in crate::directory) struct Said<'a> {
    words: &'a [[u8; 2]],
    pairs: &'a [[u8; 2]],
}

impl Said<'_> {
    pub(super) fn behind(card: &[u8]) -> Said<'_> {
        let (_, all) = card.as_rchunks::<2>();
        let (all, n) = all.split_at(all.len() - 2);
        let (words, pairs) = (usize::from(u16::from_le_bytes(n[0])), usize::from(u16::from_le_bytes(n[1])));
        let all = &all[all.len() - words - pairs..];
        Said { words: &all[..words], pairs: &all[words..] }
    }

    /// Whether a word stands there, by its stem.
    pub fn has(&self, stem: &str) -> bool {
        is_among(self.words, hash(stem) as u16)
    }

    /// Whether some words stand there, one after the other, as they are written.
    pub fn has_in_a_row(&self, words: &[String]) -> bool {
        words.windows(2).all(|two| is_among(self.pairs, pair(hash(&two[0]), hash(&two[1]))))
    }
}

fn is_among(all: &[[u8; 2]], hash: u16) -> bool {
    all.binary_search_by_key(&hash, |bytes| u16::from_le_bytes(*bytes)).is_ok()
}

fn pairs_of(line: &str, into: &mut Vec<u16>) {
    let mut before = None;
    let mut next = |hash: u32| {
        into.extend(before.map(|before| pair(before, hash)));
        before = Some(hash);
    };
    // Most lines are: and then folding is no more than this.
    if line.is_ascii() {
        for word in line.as_bytes().split(|b| !b.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
            next(hash_of(word.iter().map(u8::to_ascii_lowercase)));
        }
    } else {
        kernel::name::words(line).iter().for_each(|word| next(hash(word)));
    }
}

/// What a folded word is kept as.
pub(super) fn hash(word: &str) -> u32 {
    hash_of(word.bytes())
}

/// FNV-1a of 32 bits (RFC 9923), its upper half folded into the lower.
fn hash_of(bytes: impl Iterator<Item = u8>) -> u32 {
    let hash = bytes.fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash ^ (hash >> 16)
}

fn pair(one: u32, next: u32) -> u16 {
    let both = one.wrapping_mul(0x9e37_79b1).rotate_left(5) ^ next;
    (both ^ (both >> 16)) as u16
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::bare;

    #[test]
    fn words_in_a_row_are_found_as_they_stand_in_any_field() {
        let mut s = bare("Tea & Toast");
        s.description = "Floor exercise for people who've had a fall.\nCafé — every Tuesday; bring a friend".into();
        let mut card = b"a card of odd length.".to_vec();
        let words = ["floor", "cafe"].map(|w| hash(w) as u16).to_vec();
        Says::new(words, &s).put(&mut card);
        let said = Said::behind(&card);
        let has = |words: &str| said.has_in_a_row(&kernel::name::words(words));
        for there in ["floor exercise", "tea toast", "Had a fall", "who've had", "cafe every tuesday", "bring a friend"]
        {
            assert!(has(there), "{there}");
        }
        // Neither turned round, nor over the end of a line or a field.
        for not in ["exercise floor", "fall cafe", "toast floor", "floor for"] {
            assert!(!has(not), "{not}");
        }
        assert!(said.has("floor") && said.has("cafe") && !said.has("toast"));
    }

    #[test]
    fn folding_in_short_is_folding() {
        let line = "The O'Neill-Smith  Centre, E15 4ES (2nd floor)";
        let (mut short, mut whole) = (vec![], vec![]);
        pairs_of(line, &mut short);
        // With a letter that is none of those, it goes the long way.
        pairs_of(&format!("{line} é"), &mut whole);
        assert_eq!(short, whole[..whole.len() - 1]);
        assert_eq!(short.len(), kernel::name::words(line).len() - 1);
    }
}
