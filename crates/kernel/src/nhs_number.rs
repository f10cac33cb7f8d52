//! NHS numbers: ten digits, the last of which guards the others.
//!
//! Here is the check and the look of the number, and a supply of numbers for made-up people. Not here: whether a number
//! belongs to anybody, or to this person, which only tracing can tell. People without a number are welcome: it is never
//! required of anyone. Source: NHS Data Model and Dictionary, NHS NUMBER (Modulus 11); NHS digital service manual.

use std::{fmt, str::FromStr};

/// A well-formed NHS number. `{}` shows `999 000 0018`, `{:?}` shows `…`. Stored as its ten digits in both databases.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NhsNumber(u64);

/// What is wrong with an NHS number. It never repeats what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NhsNumberError {
    /// Nothing there.
    #[error("enter an NHS number")]
    Empty,
    /// Something other than digits, spaces and dashes.
    #[error("an NHS number has only numbers")]
    Character,
    /// Not ten digits; how many there are.
    #[error("an NHS number has 10 numbers, and this has {0}")]
    Length(usize),
    /// The last digit does not fit the others, so that at least one is wrong.
    #[error("this is not an NHS number: one of its numbers is wrong")]
    Check,
}

/// How often the first to ninth digit count in the sum.
const WEIGHTS: [u64; 9] = [10, 9, 8, 7, 6, 5, 4, 3, 2];

/// The check digit for nine digits, or nothing: a remainder that would need the digit 10 makes the number unusable.
fn check_digit(nine: u64) -> Option<u64> {
    let sum: u64 = WEIGHTS.iter().rev().enumerate().map(|(i, w)| w * (nine / 10u64.pow(i as u32) % 10)).sum();
    match 11 - sum % 11 {
        11 => Some(0),
        10 => None,
        digit => Some(digit),
    }
}

impl NhsNumber {
    /// The ten digits without spaces.
    pub fn key(self) -> String {
        format!("{:010}", self.0)
    }

    /// Whether it begins with 999, the range kept for tests and made-up people. (All that begin with 9 are never issued.)
    pub fn is_synthetic(self) -> bool {
        self.0 / 10_000_000 == 999
    }

    /// How many valid numbers begin with 999.
    pub const SYNTHETIC_COUNT: u32 = valid_from(MIDDLE, PREFIX_SUM);

    /// The `n`-th valid number of the 999 range, counting from 0 in rising order: `synthetic(0)` is 999 000 0018.
    /// Numbers that would need the check digit 10 do not exist and are not counted. From [`Self::SYNTHETIC_COUNT`]
    /// on it begins again. Found by counting, not by trying, so that millions are quick.
    pub fn synthetic(n: u32) -> Self {
        let (mut left, mut nine, mut sum) = (n % Self::SYNTHETIC_COUNT, 999, PREFIX_SUM);
        for remaining in (0..MIDDLE).rev() {
            // The weight of this digit is two more than the digits to come.
            let weight = remaining + 2;
            for digit in 0..10 {
                let sum_with = (sum + weight * digit) % 11;
                let count = valid_from(remaining, sum_with);
                if left < count {
                    nine = nine * 10 + u64::from(digit);
                    sum = sum_with;
                    break;
                }
                left -= count;
            }
        }
        let check = check_digit(nine).unwrap_or_default();
        NhsNumber(nine * 10 + check)
    }
}

/// Digits between the 999 and the check digit.
const MIDDLE: u32 = 6;
/// What the three nines add to the sum, modulo 11: 9 × (10 + 9 + 8).
const PREFIX_SUM: u32 = 243 % 11;

/// How many ways to fill `remaining` digits give a number with a check digit, when the sum so far is `sum` modulo 11.
const fn valid_from(remaining: u32, sum: u32) -> u32 {
    VALID[remaining as usize][sum as usize]
}

/// Built from the right: with no digit left, every sum but 1 has a check digit (11 − 1 would be 10).
const VALID: [[u32; 11]; MIDDLE as usize + 1] = {
    let mut table = [[1; 11]; MIDDLE as usize + 1];
    table[0][1] = 0;
    let mut remaining = 1;
    while remaining <= MIDDLE as usize {
        let mut sum = 0;
        while sum < 11 {
            let (mut total, mut digit) = (0, 0);
            while digit < 10 {
                total += table[remaining - 1][(sum + (remaining + 1) * digit) % 11];
                digit += 1;
            }
            table[remaining][sum] = total;
            sum += 1;
        }
        remaining += 1;
    }
    table
};

impl FromStr for NhsNumber {
    type Err = NhsNumberError;

    /// Ten digits, with spaces and dashes wherever people put them.
    fn from_str(text: &str) -> Result<Self, NhsNumberError> {
        let (mut value, mut length) = (0u64, 0);
        for c in text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{2010}'..='\u{2014}')) {
            let digit = c.to_digit(10).ok_or(NhsNumberError::Character)?;
            value = value.wrapping_mul(10).wrapping_add(u64::from(digit));
            length += 1;
        }
        match length {
            0 => Err(NhsNumberError::Empty),
            10 if check_digit(value / 10) == Some(value % 10) => Ok(NhsNumber(value)),
            10 => Err(NhsNumberError::Check),
            _ => Err(NhsNumberError::Length(length)),
        }
    }
}

impl fmt::Display for NhsNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = self.key();
        write!(f, "{} {} {}", &key[..3], &key[3..6], &key[6..])
    }
}
impl fmt::Debug for NhsNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

crate::column::text_newtype!(NhsNumber, key);

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<String, NhsNumberError> {
        text.parse::<NhsNumber>().map(|n| n.to_string())
    }

    #[test]
    fn valid_numbers_however_they_are_written() {
        for text in ["9990000018", "999 000 0018", "999-000-0018", " 99 90000018 ", "999–000–0018"] {
            assert_eq!(parse(text).as_deref(), Ok("999 000 0018"));
        }
        for valid in ["9990000026", "9990000034", "9990000069", "9990000093", "9434765919", "4010232137"] {
            assert!(parse(valid).is_ok(), "{valid}");
        }
        let number: NhsNumber = "4010232137".parse().unwrap();
        assert_eq!((number.key().as_str(), number.is_synthetic()), ("4010232137", false));
        assert_eq!(format!("{number:?}"), "…");
        assert_eq!(serde_json::to_string(&number).unwrap(), "\"4010232137\"");
    }

    #[test]
    fn the_error_names_what_is_wrong() {
        assert_eq!(parse(""), Err(NhsNumberError::Empty));
        assert_eq!(parse("999 000 001"), Err(NhsNumberError::Length(9)));
        assert_eq!(parse("99900000180000000000000000000"), Err(NhsNumberError::Length(29)));
        assert_eq!(parse("999 OOO 0018"), Err(NhsNumberError::Character));
        assert_eq!(parse("9990000019"), Err(NhsNumberError::Check));
        // The service manual's example of the format: its check digit would be 10.
        assert_eq!(parse("999 123 4567"), Err(NhsNumberError::Check));
    }

    #[test]
    fn one_wrong_digit_is_always_noticed() {
        let key = NhsNumber::synthetic(123_456).key();
        for at in 0..10 {
            for digit in b'0'..=b'9' {
                let mut other = key.clone().into_bytes();
                other[at] = digit;
                let other = String::from_utf8(other).unwrap();
                assert_eq!(other.parse::<NhsNumber>().is_ok(), other == key);
            }
        }
    }

    #[test]
    fn synthetic_numbers_are_all_the_valid_ones_in_order() {
        let all = (999_000_000..1_000_000_000u64).filter_map(|nine| check_digit(nine).map(|c| nine * 10 + c));
        let mut count = 0;
        for (n, value) in (0..).zip(all) {
            assert_eq!(NhsNumber::synthetic(n).0, value);
            count += 1;
        }
        assert_eq!(count, NhsNumber::SYNTHETIC_COUNT);
        assert_eq!(NhsNumber::synthetic(count), NhsNumber::synthetic(0));
        assert_eq!(NhsNumber::synthetic(0).to_string(), "999 000 0018");
        assert!(NhsNumber::synthetic(u32::MAX).is_synthetic());
    }
}
