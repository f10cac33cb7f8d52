//! The short reference that a person can read out over the telephone.
//!
//! It stands beside an id where a human being has to say or type it. It carries no meaning and no order, so that nobody
//! learns from it how many there are. It is not a secret and opens no door: 31 bits can be guessed at.
//!
//! Eight symbols, the last of which checks the others. The alphabet has 23: digits and capital letters without those
//! that look alike (0 O, 1 I L, 2 Z, 5 S, 8 B, U beside V) and without A, which makes words one would rather not read
//! out. 23 is a prime, so that a sum with eight different weights, modulo 23, notices every single wrong symbol and
//! every swap of any two (the weighted check of ISBN-10, over another prime).

use std::{fmt, str::FromStr};

const ALPHABET: &[u8; 23] = b"34679CDEFGHJKMNPQRTVWXY";
const BASE: u64 = ALPHABET.len() as u64;
/// Symbols that carry the number; one more checks them.
const CARRIED: usize = 7;
const LENGTH: usize = CARRIED + 1;

/// Eight symbols, displayed as `K7MQ-4XRT`. Stored without the dash, in both databases and in JSON.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference([u8; LENGTH]);

/// What is wrong with a reference as it was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReferenceError {
    /// Nothing there.
    #[error("enter the reference")]
    Empty,
    /// A symbol that no reference contains.
    #[error("a reference never contains {0}: check it, and check letters and numbers that look alike")]
    Symbol(char),
    /// Not eight symbols; how many there are.
    #[error("a reference has 8 letters and numbers, and this has {0}")]
    Length(usize),
    /// Misheard or mistyped: the last symbol does not fit.
    #[error("this is not a reference: one of its letters or numbers is wrong, or two have changed places")]
    Check,
}

impl Reference {
    /// How many references there are: 23⁷, about 3.4 thousand million (31.7 bits).
    pub const COUNT: u64 = BASE.pow(CARRIED as u32);

    /// The reference for some random bits, at least 31 of them. More are folded in (modulo [`Self::COUNT`]); with 64
    /// the unevenness that this brings cannot be noticed. References may clash: keep a unique index, and draw again.
    pub fn from_bits(bits: u64) -> Self {
        let mut values = [0u8; LENGTH];
        let mut left = bits % Self::COUNT;
        for value in values[..CARRIED].iter_mut().rev() {
            *value = (left % BASE) as u8;
            left /= BASE;
        }
        // The check symbol has weight 1, so it is what makes the sum a multiple of 23.
        values[CARRIED] = ((BASE - weighted(&values) % BASE) % BASE) as u8;
        Reference(values.map(|value| ALPHABET[usize::from(value)]))
    }

    /// The eight symbols without the dash.
    pub fn as_str(&self) -> &str {
        // Always ASCII: the symbols come out of the alphabet.
        str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// The sum that is a multiple of 23 in every reference: weights 8, 7, … 1.
fn weighted(values: &[u8; LENGTH]) -> u64 {
    (1..=LENGTH as u64).rev().zip(values).map(|(weight, &value)| weight * u64::from(value)).sum()
}

impl FromStr for Reference {
    type Err = ReferenceError;

    /// Any case; spaces, dashes and full stops wherever people put them.
    fn from_str(text: &str) -> Result<Self, ReferenceError> {
        let (mut values, mut length) = ([0u8; LENGTH], 0);
        let separator = |c: &char| c.is_whitespace() || matches!(c, '-' | '.' | '_' | '\u{2010}'..='\u{2015}');
        for c in text.chars().filter(|c| !separator(c)) {
            let upper = c.to_ascii_uppercase();
            let value = ALPHABET.iter().position(|&s| char::from(s) == upper).ok_or(ReferenceError::Symbol(c))?;
            if let Some(slot) = values.get_mut(length) {
                *slot = value as u8;
            }
            length += 1;
        }
        match length {
            0 => Err(ReferenceError::Empty),
            LENGTH if weighted(&values).is_multiple_of(BASE) => {
                Ok(Reference(values.map(|value| ALPHABET[usize::from(value)])))
            }
            LENGTH => Err(ReferenceError::Check),
            _ => Err(ReferenceError::Length(length)),
        }
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (left, right) = self.as_str().split_at(LENGTH / 2);
        write!(f, "{left}-{right}")
    }
}
impl fmt::Debug for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

crate::column::text_newtype!(Reference, as_str);

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers spread over the range, and its ends.
    fn samples() -> impl Iterator<Item = Reference> {
        let spread = (0..200u64).map(|n| n.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        spread.chain([1, Reference::COUNT - 1, Reference::COUNT, u64::MAX]).map(Reference::from_bits)
    }

    fn accepts(symbols: &[u8]) -> bool {
        str::from_utf8(symbols).unwrap().parse::<Reference>().is_ok()
    }

    #[test]
    fn reads_back_however_it_is_typed() {
        for reference in samples() {
            let shown = reference.to_string();
            assert_eq!(shown.len(), 9);
            assert_eq!(shown.parse(), Ok(reference));
            assert_eq!(shown.to_lowercase().replace('-', " ").parse(), Ok(reference));
            assert_eq!(format!(" {} ", reference.as_str()).parse(), Ok(reference));
        }
        assert_eq!(Reference::from_bits(0).to_string(), "3333-3333");
        assert_eq!(Reference::from_bits(Reference::COUNT + 5), Reference::from_bits(5));
    }

    #[test]
    fn every_single_wrong_symbol_is_noticed() {
        for reference in samples() {
            for at in 0..LENGTH {
                for &symbol in ALPHABET {
                    let mut other = reference.0;
                    other[at] = symbol;
                    assert_eq!(accepts(&other), other == reference.0);
                }
            }
        }
    }

    #[test]
    fn every_swap_is_noticed() {
        for reference in samples() {
            for (a, b) in (0..LENGTH).flat_map(|a| (0..a).map(move |b| (a, b))) {
                let mut other = reference.0;
                other.swap(a, b);
                assert_eq!(accepts(&other), other == reference.0);
            }
        }
    }

    #[test]
    fn the_error_names_what_is_wrong() {
        assert_eq!(" - ".parse::<Reference>(), Err(ReferenceError::Empty));
        assert_eq!("K7M".parse::<Reference>(), Err(ReferenceError::Length(3)));
        assert_eq!("3333-3333-3".parse::<Reference>(), Err(ReferenceError::Length(9)));
        assert_eq!("3333-3330".parse::<Reference>(), Err(ReferenceError::Symbol('0')));
        assert_eq!("3333-3334".parse::<Reference>(), Err(ReferenceError::Check));
    }
}
