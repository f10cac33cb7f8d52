//! Telephone numbers as people in the United Kingdom write them, kept as the world writes them.
//!
//! Read leniently, kept in E.164 (`+442079460312`), shown with the national grouping (`020 7946 0312`). Numbers of other
//! countries are let in with their `+` and shown without grouping. Short codes (111, 999, 116 123) are not numbers in
//! this sense: they cannot be dialled from everywhere, and a directory keeps them as text.
//! Source of ranges and groupings: Ofcom, The National Telephone Numbering Plan.

use std::{fmt, str::FromStr};

/// A telephone number in E.164. `{}` shows it as read in the United Kingdom, `{:?}` is `…`. Stored as E.164.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phone(String);

/// What is wrong with a telephone number. It never repeats what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    /// Nothing there.
    #[error("enter a telephone number")]
    Empty,
    /// Something other than digits, spaces, brackets and dashes, and a + in front.
    #[error("a telephone number has only numbers, with a + in front for other countries")]
    Character,
    /// Digits are missing.
    #[error("this telephone number is too short")]
    TooShort,
    /// Digits too many.
    #[error("this telephone number is too long")]
    TooLong,
    /// Neither begins with 0 or +, nor has lost its 0 in a spreadsheet; or begins as no number here does.
    #[error("telephone numbers here begin with 01, 02, 03, 05, 07, 08 or 09; other countries with +")]
    Start,
}

impl Phone {
    /// The whole number with country code, as machines dial it: `+442079460312`.
    pub fn e164(&self) -> &str {
        &self.0
    }

    /// Whether it is a mobile of the United Kingdom, which can take a text message (071 to 075, 077 to 079).
    pub fn is_uk_mobile(&self) -> bool {
        // 070 are personal numbers and 076 mostly pagers.
        self.national().is_some_and(|n| n.starts_with('7') && !n.starts_with("70") && !n.starts_with("76"))
    }

    /// What follows +44, if it does.
    fn national(&self) -> Option<&str> {
        self.0.strip_prefix("+44")
    }
}

impl FromStr for Phone {
    type Err = PhoneError;

    /// `020 7946 0312`, `(020) 7946-0312`, `+44 (0)20 7946 0312`, `0044…`, `442079460312`, and ten digits that have lost
    /// their 0 in a spreadsheet are all the same number.
    fn from_str(text: &str) -> Result<Self, PhoneError> {
        let text = text.trim();
        let (plus, rest) = text.strip_prefix('+').map_or((false, text), |rest| (true, rest));
        let mut digits = String::with_capacity(rest.len());
        for c in rest.chars() {
            match c {
                '0'..='9' => digits.push(c),
                '-' | '.' | '/' | '(' | ')' | '\u{2010}'..='\u{2015}' => {}
                // Phones paste invisible marks of direction around numbers.
                '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
                c if c.is_whitespace() => {}
                _ => return Err(PhoneError::Character),
            }
        }
        if digits.is_empty() {
            return Err(PhoneError::Empty);
        }
        let abroad = if plus { Some(digits.as_str()) } else { digits.strip_prefix("00") };
        match abroad {
            Some(number) => match number.strip_prefix("44") {
                Some(national) => united_kingdom(national.strip_prefix('0').unwrap_or(national)),
                None => elsewhere(number),
            },
            None => match digits.as_bytes() {
                [b'0', ..] => united_kingdom(&digits[1..]),
                [b'4', b'4', ..] if digits.len() == 12 => united_kingdom(&digits[2..]),
                [b'1' | b'2' | b'3' | b'7' | b'8', ..] if digits.len() == 10 => united_kingdom(&digits),
                _ if digits.len() < 10 => Err(PhoneError::TooShort),
                _ => Err(PhoneError::Start),
            },
        }
    }
}

/// A national number without its 0: ten digits; nine in some old 01 and 0500 and 0800 numbers; two of seven.
fn united_kingdom(national: &str) -> Result<Phone, PhoneError> {
    if !national.starts_with(['1', '2', '3', '5', '7', '8', '9']) {
        return Err(if national.is_empty() { PhoneError::TooShort } else { PhoneError::Start });
    }
    let nine = national.starts_with('1') || national.starts_with("500") || national.starts_with("800");
    match national.len() {
        10 => {}
        9 if nine => {}
        // Childline, and NHS Direct as it was.
        7 if matches!(national, "8001111" | "8454647") => {}
        n if n < 10 => return Err(PhoneError::TooShort),
        _ => return Err(PhoneError::TooLong),
    }
    Ok(Phone(format!("+44{national}")))
}

/// E.164 allows 15 digits with the country code, which never begins with 0; fewer than 8 are nobody's number.
fn elsewhere(number: &str) -> Result<Phone, PhoneError> {
    match number.len() {
        _ if number.starts_with('0') => Err(PhoneError::Start),
        n if n < 8 => Err(PhoneError::TooShort),
        n if n > 15 => Err(PhoneError::TooLong),
        _ => Ok(Phone(format!("+{number}"))),
    }
}

/// Area codes of five digits after the 0, which take one more than their neighbours.
const LONG_AREAS: [&str; 12] =
    ["13873", "15242", "15394", "15395", "15396", "16973", "16974", "16977", "17683", "17684", "17687", "19467"];

/// How many digits of the national number go in each group but the last.
fn groups(national: &str) -> &'static [usize] {
    let second = national.as_bytes().get(1);
    match national.as_bytes().first() {
        Some(b'2') | Some(b'5') if second != Some(&b'0') || national.starts_with('2') => &[2, 4],
        Some(b'1') if second == Some(&b'1') || national.as_bytes().get(2) == Some(&b'1') => &[3, 3],
        Some(b'1') if LONG_AREAS.iter().any(|area| national.starts_with(area)) => &[5],
        Some(b'1') | Some(b'7') => &[4],
        _ if national.len() == 7 => &[3],
        _ => &[3, 3],
    }
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(mut rest) = self.national() else { return f.write_str(&self.0) };
        f.write_str("0")?;
        for &size in groups(rest) {
            let (group, after) = rest.split_at(size);
            write!(f, "{group} ")?;
            rest = after;
        }
        f.write_str(rest)
    }
}
impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

crate::column::text_newtype!(Phone, e164);

#[cfg(test)]
mod tests {
    //! The numbers are those that Ofcom keeps free for drama.
    use super::*;

    fn parse(text: &str) -> Result<String, PhoneError> {
        text.parse::<Phone>().map(|p| p.e164().to_owned())
    }

    #[test]
    fn one_number_in_many_spellings() {
        for text in [
            "020 7946 0312",
            "02079460312",
            "(020) 7946-0312",
            "+44 20 7946 0312",
            "+44 (0)20 7946 0312",
            "0044 20 7946 0312",
            "442079460312",
            "2079460312",
            "\u{202a}020\u{a0}7946\u{2011}0312\u{202c}",
        ] {
            assert_eq!(parse(text).as_deref(), Ok("+442079460312"), "{text}");
        }
    }

    #[test]
    fn shown_as_it_is_read_out() {
        for shown in [
            "020 7946 0312",
            "0161 496 0123",
            "0113 496 0123",
            "01632 960123",
            "015394 12345",
            "01204 12345",
            "07700 900123",
            "0300 123 4567",
            "0800 123 456",
            "0808 157 0123",
            "0800 1111",
            "056 1234 5678",
            "0500 123 456",
            "+35315551234",
        ] {
            assert_eq!(shown.parse::<Phone>().unwrap().to_string(), shown);
        }
        let phone: Phone = "07700 900123".parse().unwrap();
        assert_eq!(format!("{phone:?}"), "…");
        assert_eq!(serde_json::to_string(&phone).unwrap(), "\"+447700900123\"");
        assert!(phone.is_uk_mobile());
        assert!(!"070 1234 5678".parse::<Phone>().unwrap().is_uk_mobile());
    }

    #[test]
    fn the_error_names_what_is_wrong() {
        use PhoneError::*;
        let cases = [
            ("", Empty),
            ("()", Empty),
            ("ask her sister", Character),
            ("020 7946 0312 x4", Character),
            ("111", TooShort),
            ("020 7946 031", TooShort),
            ("020 7946 03123", TooLong),
            ("0", TooShort),
            ("06123 456789", Start),
            ("9123456789", Start),
            ("+123", TooShort),
            ("+1234567890123456", TooLong),
            ("+0123456789", Start),
        ];
        for (text, error) in cases {
            assert_eq!(parse(text), Err(error), "{text}");
        }
    }
}
