//! Text as people type and paste it, made fit to keep.
//!
//! It takes off what nobody meant to enter (stray spaces, carriage returns, control characters that break PostgreSQL
//! and terminals) and counts. It does not correct, censor or shorten: what people say stays what they said. Nor does it
//! escape anything, which is for whoever writes the page or the file.

use unicode_normalization::UnicodeNormalization;

/// What is wrong with a text. It never repeats the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Longer than allowed, counted in characters after cleaning.
    #[error("this is {} characters too long: it has {count}, and {max} is the most", count - max)]
    TooLong {
        /// How many characters there are.
        count: usize,
        /// How many there may be.
        max: usize,
    },
}

/// The text, cleaned, if it has at most `max_chars` characters (Unicode scalar values, after cleaning).
///
/// Newlines of every kind become `\n`; accents are composed (NFC), so that one text has one spelling; control characters
/// go, except newline and tab; space around the whole goes. Empty is allowed: whether something must be said is for the
/// form to decide.
pub fn clean(text: &str, max_chars: usize) -> Result<String, TextError> {
    let mut out = String::with_capacity(text.len());
    let mut after_return = false;
    for c in text.nfc() {
        match c {
            // The second half of a Windows newline was already written.
            '\n' if after_return => {}
            '\r' | '\n' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\t' => out.push(c),
            // A byte order mark is no control character to Unicode, but nobody types one.
            c if c.is_control() || c == '\u{feff}' => {}
            c => out.push(c),
        }
        after_return = c == '\r';
    }
    let cleaned = out.trim();
    let count = cleaned.chars().count();
    if count > max_chars {
        return Err(TextError::TooLong { count, max: max_chars });
    }
    Ok(cleaned.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_meant_goes_and_what_they_said_stays() {
        assert_eq!(clean("  one\r\ntwo\rthree\u{2028}four\n ", 100).unwrap(), "one\ntwo\nthree\nfour");
        assert_eq!(clean("a\r\n\r\nb", 100).unwrap(), "a\n\nb");
        assert_eq!(clean("a\u{0}b\u{7}c\u{9b}d\te", 100).unwrap(), "abcd\te");
        assert_eq!(clean("\u{feff}Zoe\u{308}", 4).unwrap(), "Zoë");
        assert_eq!(clean("می\u{200c}خواهم", 100).unwrap(), "می\u{200c}خواهم");
        assert_eq!(clean(" \n\t ", 0).unwrap(), "");
    }

    #[test]
    fn too_long_says_by_how_much() {
        let error = clean(" éééé ", 3).unwrap_err();
        assert_eq!(error, TextError::TooLong { count: 4, max: 3 });
        assert_eq!(error.to_string(), "this is 1 characters too long: it has 4, and 3 is the most");
    }

    #[test]
    fn cleaning_twice_changes_nothing() {
        let once = clean("  a\r\n\tb\u{1} e\u{301} ", 100).unwrap();
        assert_eq!(clean(&once, 100).unwrap(), once);
    }
}
