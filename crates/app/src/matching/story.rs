//! What a story says about needs: the words and phrases of the lexicon, the longest first, taken back where the story says "not".
//!
//! It understands nothing, and says so by showing the words it went by. A person who reads "lonely: because of *nobody to talk to*" can see when it is wrong.

use crate::directory::{lexicon, said, says_not, stem};
use kernel::{Outcode, Postcode};
use serde::Serialize;

/// A need that a story was taken to speak of.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Inferred {
    /// A code of the table `need`.
    pub code: String,
    /// 0 to 1.
    pub strength: f32,
    /// The words of the story it was inferred from; empty when somebody chose it.
    pub words: Vec<String>,
}

/// Words that take back what follows within [`REACH`] words.
const NEGATORS: &[&str] = &["not", "no", "never", "without", "nor", "neither", "denies"];
/// "Doesn't seem at all lonely".
const REACH: usize = 4;
/// Words that begin something new, beside commas and full stops.
const TURNS: &[&str] = &["but", "although", "though", "however", "except", "and", "because", "yet"];

/// The needs a story speaks of, the strongest first.
pub fn infer(text: &str) -> Vec<Inferred> {
    let mut found: Vec<Inferred> = vec![];
    // A comma ends what a "not" takes back.
    for clause in text.split(['.', ',', ';', ':', '!', '?', '\n', '(', ')', '–', '—']) {
        let words = said(clause);
        let stems: Vec<String> = words.iter().map(|w| stem(w)).collect();
        let mut at = 0;
        let mut begun = 0;
        while at < stems.len() {
            if TURNS.contains(&words[at].as_str()) {
                begun = at + 1;
            }
            let Some((len, sense)) = lexicon::english_at(&words[at..], &stems[at..]) else {
                at += 1;
                continue;
            };
            let end = at + len;
            if !taken_back(&words, begun.max(at.saturating_sub(REACH)), at) {
                let said = words[at..end].join(" ");
                for (code, strength) in &sense.needs {
                    add(&mut found, code, *strength, &said);
                }
            }
            at = end;
        }
    }
    found.sort_by(|a, b| b.strength.total_cmp(&a.strength).then_with(|| a.code.cmp(&b.code)));
    found
}

fn taken_back(words: &[String], from: usize, to: usize) -> bool {
    // "Not only lonely" says lonely.
    // Who can't is not who isn't.
    let takes_back = |word: &str| NEGATORS.contains(&word) || says_not(word) && !matches!(word, "cant" | "couldnt");
    (from..to).any(|i| takes_back(&words[i]) && words.get(i + 1).is_none_or(|next| next != "only"))
}

fn add(found: &mut Vec<Inferred>, code: &str, strength: f32, said: &str) {
    match found.iter_mut().find(|f| f.code == code) {
        Some(f) => {
            // Said twice in two ways is surer than said once.
            f.strength = (f.strength.max(strength) + 0.2 * f.strength.min(strength)).min(1.0);
            if !f.words.iter().any(|w| w == said) {
                f.words.push(said.to_owned());
            }
        }
        None => found.push(Inferred { code: code.to_owned(), strength, words: vec![said.to_owned()] }),
    }
}

/// Plain facts that a story states.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stated {
    /// Years: "age 78", "78 years old", "a 78-year-old".
    pub age: Option<i64>,
    /// A postcode or an outcode, as it can be looked up.
    pub place: Option<String>,
}

/// Reads age and place where the story states them in so many words; whoever calls shows them, so that they can be put right.
pub fn stated(text: &str) -> Stated {
    let words = kernel::name::words(text);
    let mut all = Stated::default();
    let age = |w: &str| w.parse::<i64>().ok().filter(|n| (0..=115).contains(n));
    for (i, word) in words.iter().enumerate() {
        let next = words.get(i + 1).map_or("", String::as_str);
        if all.age.is_none() {
            all.age = match word.as_str() {
                "age" | "aged" => age(next),
                _ if next == "yo" => age(word),
                _ if matches!(next, "year" | "years" | "yr" | "yrs")
                    && words.get(i + 2).is_some_and(|w| w == "old" || w == "of") =>
                {
                    age(word)
                }
                _ => word.strip_suffix("yo").and_then(age),
            };
        }
        // A bare outcode needs its digit: "me" and "so" are letters too.
        if all.place.is_none() && word.bytes().any(|b| b.is_ascii_digit()) {
            let both = format!("{word} {next}");
            let whole = both.parse::<Postcode>().ok().filter(|p| p.outward().eq_ignore_ascii_case(word));
            all.place = match (whole, word.parse::<Postcode>(), word.parse::<Outcode>()) {
                (Some(p), _, _) | (None, Ok(p), _) => Some(p.to_string()),
                (None, Err(_), Ok(o)) => Some(o.as_str().to_owned()),
                _ => None,
            };
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<String> {
        infer(text).into_iter().map(|i| i.code).collect()
    }

    #[test]
    fn words_point_at_needs_and_are_shown() {
        let found = infer("He used to play the piano, lonely in a care home");
        let lonely = found.iter().find(|f| f.code == "soc-lonely").unwrap();
        assert_eq!(lonely.words, ["lonely", "care home"]);
        assert!(found.iter().any(|f| f.code == "pur-music" && f.strength == 1.0));
        assert_eq!(codes("Letters from bailiffs, two children, damp flat in E13")[..2], ["hou-disrepair", "mon-debt"]);
    }

    #[test]
    fn not_takes_back_and_no_food_does_not() {
        assert!(!codes("She is not lonely").contains(&"soc-lonely".to_owned()));
        assert!(!codes("She isn't at all lonely").contains(&"soc-lonely".to_owned()));
        assert!(codes("not only lonely").contains(&"soc-lonely".to_owned()));
        assert!(codes("He does not smoke, lonely").contains(&"soc-lonely".to_owned()));
        assert!(!codes("He does not smoke, lonely").contains(&"phy-smoking".to_owned()));
        assert!(codes("not in debt but lonely").contains(&"soc-lonely".to_owned()));
        assert!(codes("there is no food in the house").contains(&"mon-food".to_owned()));
        assert!(codes("he can't sleep").contains(&"mwb-sleep".to_owned()));
    }

    #[test]
    fn age_and_place_are_read_where_they_are_stated() {
        let read = |t: &str| {
            let s = stated(t);
            (s.age, s.place)
        };
        assert_eq!(read("lonely in a care home, E15 4ES, age 78"), (Some(78), Some("E15 4ES".into())));
        assert_eq!(read("a 78-year-old in E13 who fell"), (Some(78), Some("E13".into())));
        assert_eq!(read("ten years ago he sang; 3 children"), (None, None));
        assert_eq!(read("aged 200"), (None, None));
    }
}
