//! UK postcodes, as people type them and as they should look.
//!
//! Checked is the shape, by the patterns of BS 7666 (the six shapes, and which letters may stand where; also in the
//! GOV.UK bulk data transfer guidance, CAS-5106). Not checked is whether the Royal Mail ever gave the postcode out:
//! that needs the postcode directory, which an operator may import.

use std::{fmt, str::FromStr};

/// A full postcode such as `E15 1AA`: upper case, one space. Its `{:?}` is `…`, because with a date of birth it
/// is nearly a name. Stored as that text in both databases.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Postcode(String);

/// The first half of a postcode, such as `E15`: a district of some 20,000 people, which may be shown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Outcode(String);

/// What is wrong with a postcode. It never repeats what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PostcodeError {
    /// Nothing there.
    #[error("enter a postcode")]
    Empty,
    /// Something other than letters, digits and spaces.
    #[error("a postcode has only letters and numbers")]
    Character,
    /// Fewer than five letters and digits (two for a district).
    #[error("this postcode is too short: it looks like E15 1AA")]
    TooShort,
    /// More than seven letters and digits (four for a district).
    #[error("this postcode is too long: it looks like E15 1AA")]
    TooLong,
    /// The first part has none of the six shapes.
    #[error("the first part of this postcode is not right: it looks like E1, E15, SW1A or N1C")]
    Outward,
    /// The last three are not a digit and two letters out of those that are used.
    #[error("the last part of this postcode is not right: it is a number and two letters, like 1AA")]
    Inward,
}

/// The inward half is always three characters.
const INWARD: usize = 3;

impl Postcode {
    /// Normalised, with the space: `E15 1AA`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before the space: `E15`.
    pub fn outward(&self) -> &str {
        &self.0[..self.0.len() - INWARD - 1]
    }

    /// The part after the space: `1AA`.
    pub fn inward(&self) -> &str {
        &self.0[self.0.len() - INWARD..]
    }

    /// The part before the space, as a value of its own.
    pub fn outcode(&self) -> Outcode {
        Outcode(self.outward().to_owned())
    }

    /// Without the space, for joining to other people's files: `E151AA`.
    pub fn key(&self) -> String {
        [self.outward(), self.inward()].concat()
    }
}

impl Outcode {
    /// Upper case, no space.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Postcode {
    type Err = PostcodeError;

    /// Any case, spaces anywhere or nowhere.
    fn from_str(text: &str) -> Result<Self, PostcodeError> {
        let packed = pack(text, 5, 7)?;
        let (outward, inward) = packed.split_at(packed.len() - INWARD);
        // GIR 0AA was Girobank's own and is the one postcode outside the shapes; files still contain it.
        if packed != "GIR0AA" {
            check_outward(outward)?;
        }
        check_inward(inward)?;
        Ok(Postcode(format!("{outward} {inward}")))
    }
}

impl FromStr for Outcode {
    type Err = PostcodeError;

    /// Any case, spaces anywhere or nowhere.
    fn from_str(text: &str) -> Result<Self, PostcodeError> {
        let packed = pack(text, 2, 4)?;
        check_outward(&packed)?;
        Ok(Outcode(packed))
    }
}

/// Upper case without spaces, if it is ASCII letters and digits and of a possible length.
fn pack(text: &str, min: usize, max: usize) -> Result<String, PostcodeError> {
    let packed: String = text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
    match packed.len() {
        0 => Err(PostcodeError::Empty),
        _ if !packed.bytes().all(|b| b.is_ascii_alphanumeric()) => Err(PostcodeError::Character),
        n if n < min => Err(PostcodeError::TooShort),
        n if n > max => Err(PostcodeError::TooLong),
        _ => Ok(packed),
    }
}

fn check_outward(outward: &str) -> Result<(), PostcodeError> {
    let first = |b: &u8| b.is_ascii_uppercase() && !b"QVX".contains(b);
    let second = |b: &u8| b.is_ascii_uppercase() && !b"IJZ".contains(b);
    let right = match outward.as_bytes() {
        [a, d] => first(a) && d.is_ascii_digit(),
        [a, d, e] if d.is_ascii_digit() => first(a) && (e.is_ascii_digit() || b"ABCDEFGHJKPSTUW".contains(e)),
        [a, b, d] => first(a) && second(b) && d.is_ascii_digit(),
        [a, b, d, e] => {
            first(a) && second(b) && d.is_ascii_digit() && (e.is_ascii_digit() || b"ABEHMNPRVWXY".contains(e))
        }
        _ => false,
    };
    if right { Ok(()) } else { Err(PostcodeError::Outward) }
}

fn check_inward(inward: &str) -> Result<(), PostcodeError> {
    let letter = |b: &u8| b.is_ascii_uppercase() && !b"CIKMOV".contains(b);
    match inward.as_bytes() {
        [d, a, b] if d.is_ascii_digit() && letter(a) && letter(b) => Ok(()),
        _ => Err(PostcodeError::Inward),
    }
}

impl fmt::Display for Postcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}
impl fmt::Debug for Postcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}
impl fmt::Display for Outcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

crate::column::text_newtype!(Postcode, as_str);
crate::column::text_newtype!(Outcode, as_str);

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<String, PostcodeError> {
        text.parse::<Postcode>().map(|p| p.to_string())
    }

    #[test]
    fn each_of_the_six_shapes() {
        for text in ["M1 1AE", "B33 8TH", "N1C 4AG", "CR2 6XH", "DN55 1PT", "SW1A 1AA", "GIR 0AA", "W1A 0AX"] {
            assert_eq!(parse(text).as_deref(), Ok(text));
        }
    }

    #[test]
    fn people_type_as_they_like() {
        for text in ["e15 1aa", "E151AA", "  e 1 5 1 a a ", "E15\u{a0}1AA", "e15  1aa"] {
            assert_eq!(parse(text).as_deref(), Ok("E15 1AA"));
        }
        let p: Postcode = "e151aa".parse().unwrap();
        assert_eq!((p.outward(), p.inward(), p.key().as_str()), ("E15", "1AA", "E151AA"));
        assert_eq!(p.outcode(), "e15".parse().unwrap());
        assert_eq!(format!("{p:?}"), "…");
    }

    #[test]
    fn the_error_names_what_is_wrong() {
        use PostcodeError::*;
        let cases = [
            ("", Empty),
            ("   ", Empty),
            ("E15-1AA", Character),
            ("É15 1AA", Character),
            ("E15", TooShort),
            ("SW1A 1AAA", TooLong),
            ("Q1 1AA", Outward),
            ("EI5 1AA", Outward),
            ("E1Z 1AA", Outward),
            ("SW1Z 1AA", Outward),
            ("155 1AA", Outward),
            ("E15 AAA", Inward),
            ("E15 1AC", Inward),
        ];
        for (text, error) in cases {
            assert_eq!(parse(text), Err(error), "{text}");
        }
        assert_eq!("E151AA".parse::<Outcode>(), Err(TooLong));
        assert_eq!("E".parse::<Outcode>(), Err(TooShort));
    }
}
