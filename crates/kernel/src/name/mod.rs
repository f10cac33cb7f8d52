//! Keys to find people's names by.
//!
//! A name is what the person says it is, kept as said and shown as said. The keys made here are for finding it again:
//! [`name_key`] ignores how it is spelt on a keyboard (case, accents, dashes), [`sound_key`] how it was heard. They are
//! not names: they are never shown. They make no difference between first and last, need no second name, and leave
//! scripts other than Latin, Greek and Cyrillic as they are, apart from marks that writers leave out at will.

mod sound;

pub use sound::sound_key;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The name folded: lower case, no accents, plain letters for those with strokes (`ø`, `ł`, `ß`), one space between
/// words and none around. The order of the words stays.
///
/// Method: Unicode NFKD, the accents of Latin, Greek and Cyrillic, the vowel points of Arabic and Hebrew and what
/// cannot be seen taken off, lower case, a table for the letters that NFKD leaves, anything that is neither letter nor
/// digit becomes a space, NFC. The signs of Bengali and its neighbours belong to their letters and stay.
/// Making the key of a key changes nothing.
pub fn name_key(name: &str) -> String {
    if name.is_ascii() {
        let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        return words.collect::<Vec<_>>().join(" ").to_ascii_lowercase();
    }
    let mut key = String::with_capacity(name.len());
    let mut gap = false;
    for c in name.nfkd().flat_map(char::to_lowercase).filter(|c| !is_left_out(*c)) {
        let plain = plain_letters(c);
        if plain.is_none() && !(is_letter(c)) {
            gap = true;
            continue;
        }
        if gap && !key.is_empty() {
            key.push(' ');
        }
        gap = false;
        match plain {
            Some(letters) => key.push_str(letters),
            None => key.push(c),
        }
    }
    key.nfc().collect()
}

/// The words of [`name_key`].
pub fn words(name: &str) -> Vec<String> {
    name_key(name).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Letters, digits, and the signs that Indic scripts hang on letters. Apostrophes that Unicode calls letters are not.
fn is_letter(c: char) -> bool {
    (c.is_alphanumeric() || is_combining_mark(c)) && !matches!(c, '\u{2b0}'..='\u{2ff}')
}

/// Marks that go without leaving a space.
fn is_left_out(c: char) -> bool {
    matches!(c,
        // Accents of Latin, Greek and Cyrillic.
        '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}'
        // Points of Hebrew.
        | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}'
        // Points, lengthening stroke and Quranic marks of Arabic.
        | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e4}' | '\u{6e7}' | '\u{6e8}' | '\u{6ea}'..='\u{6ed}'
        // What cannot be seen: soft hyphen, joiners, marks of direction, byte order mark.
        | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// What stands for a letter that NFKD does not take apart.
fn plain_letters(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ŋ' => "ng",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' | 'ɗ' => "d",
        'ı' => "i",
        'ħ' => "h",
        'ŧ' => "t",
        'ə' | 'ɛ' | 'ǝ' => "e",
        'ɔ' => "o",
        'ɓ' => "b",
        'ƙ' => "k",
        'ƴ' => "y",
        'ς' => "σ",
        // One letter each for what Arabic, Persian and Urdu keyboards write differently.
        'ى' | 'ی' | 'ے' => "ي",
        'ک' => "ك",
        'ة' | 'ہ' | 'ھ' | 'ە' => "ه",
        'ٱ' => "ا",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_punctuation_do_not_matter() {
        let cases = [
            ("Zoë  O’Brien-Smith", "zoe o brien smith"),
            ("ÅSA Ångström", "asa angstrom"),
            ("Łukasz Wałęsa", "lukasz walesa"),
            ("Søren Kjær", "soren kjaer"),
            ("STRAẞE, Groß", "strasse gross"),
            ("Đặng Thị Hồng", "dang thi hong"),
            ("Þórður Guðmundsson", "thordur gudmundsson"),
            ("İbrahim Işık", "ibrahim isik"),
            ("Akɔsua Ɛsi", "akosua esi"),
            ("Nguye\u{302}\u{303}n", "nguyen"),
            ("Ｓｍｉｔｈ", "smith"),
            ("Saʼid ʿAli", "sa id ali"),
            ("Семён", "семен"),
            ("Γιώργος", "γιωργοσ"),
            ("", ""),
            (" - ", ""),
        ];
        for (name, key) in cases {
            assert_eq!(name_key(name), key);
            assert_eq!(name_key(key), key);
        }
    }

    #[test]
    fn other_scripts_stay_what_they_are() {
        assert_eq!(name_key("শেখ  মুজিব"), "শেখ মুজিব");
        // One spelling for a letter with a dot, whichever way it was typed.
        assert_eq!(name_key("চৌধু\u{9b0}\u{9c0} বড়"), name_key("চৌধুরী ব\u{9a1}\u{9bc}"));
        assert_eq!(name_key("مُحَمَّد"), "محمد");
        assert_eq!(name_key("أحمد علی"), "احمد علي");
        assert_eq!(name_key("김민준"), "김민준");
        assert_eq!(name_key(&name_key("চৌধুরী")), name_key("চৌধুরী"));
    }

    #[test]
    fn the_key_of_a_text_is_that_of_its_pieces() {
        for text in [
            "Zoë  O’Brien-Smith, at St. Mary's",
            "e\u{301}te\u{301} \u{301}x",
            "Łukasz\u{a0}W. — £5 a go",
            "নাসিমা চৌধুরী (Ms)",
        ] {
            let pieces: Vec<String> = text.split_whitespace().flat_map(words).collect();
            assert_eq!(words(text), pieces, "{text}");
        }
        // Plain letters take a shorter way.
        assert_eq!(name_key(" O'Brien-SMITH,2nd\t"), "o brien smith 2nd");
    }

    #[test]
    fn one_name_is_enough() {
        assert_eq!(words("Suharto"), ["suharto"]);
        assert_eq!(words(" Ann-Marie  Lee "), ["ann", "marie", "lee"]);
        assert!(words("…").is_empty());
    }
}
