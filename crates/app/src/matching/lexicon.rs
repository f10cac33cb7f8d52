//! What a story says about needs: a list of words and phrases (`lexicon.toml`), the longest first, taken back where the story says "not".
//!
//! It understands nothing, and says so by showing the words it went by. A person who reads "lonely: because of *nobody to talk to*" can see when it is wrong.

use crate::directory::stem;
use anyhow::anyhow;
use base::Result;
use kernel::{Outcode, Postcode};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, HashMap},
    sync::LazyLock,
};

const FILE: &str = include_str!("lexicon.toml");

/// How much a need counts that may be meant, beside one that is as good as said.
const WEAK: f32 = 0.5;

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

#[derive(Deserialize)]
struct File {
    strong: BTreeMap<String, Vec<String>>,
    weak: BTreeMap<String, Vec<String>>,
}

struct Phrase {
    /// Stems after the first.
    rest: Vec<String>,
    needs: Vec<(String, f32)>,
}

/// By the first stem, the longest phrases first.
type Lexicon = HashMap<String, Vec<Phrase>>;

fn read() -> Result<Lexicon> {
    let file: File = toml::from_str(FILE).map_err(|e| anyhow!("matching/lexicon.toml: {e}"))?;
    let mut lexicon = Lexicon::new();
    for (table, strength) in [(file.strong, 1.0), (file.weak, WEAK)] {
        for (code, phrases) in table {
            for phrase in phrases {
                let mut stems: Vec<String> = kernel::name::words(&phrase).iter().map(|w| stem(w)).collect();
                if stems.is_empty() {
                    return Err(anyhow!("matching/lexicon.toml: an empty phrase of {code}").into());
                }
                let rest = stems.split_off(1);
                let same_start = lexicon.entry(stems.remove(0)).or_default();
                match same_start.iter_mut().find(|p| p.rest == rest) {
                    Some(p) if p.needs.iter().any(|(c, _)| *c == code) => {}
                    Some(p) => p.needs.push((code.clone(), strength)),
                    None => same_start.push(Phrase { rest, needs: vec![(code.clone(), strength)] }),
                }
            }
        }
    }
    lexicon.values_mut().for_each(|phrases| phrases.sort_by_key(|p| std::cmp::Reverse(p.rest.len())));
    Ok(lexicon)
}

/// Read once. That the file can be read is tested.
static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| read().unwrap_or_default());

/// Words that take back what follows within [`REACH`] words.
const NEGATORS: &[&str] = &[
    "not", "no", "never", "without", "isn", "doesn", "don", "didn", "wasn", "aren", "hasn", "haven", "won", "nor",
    "neither", "denies", "cannot",
];
/// "Isn't at all lonely" is five words to the folder: the t counts.
const REACH: usize = 4;
/// Words that begin something new, beside commas and full stops.
const TURNS: &[&str] = &["but", "although", "though", "however", "except", "and", "because", "yet"];

/// The needs a story speaks of, the strongest first.
pub fn infer(text: &str) -> Vec<Inferred> {
    let mut found: Vec<Inferred> = vec![];
    // A comma ends what a "not" takes back.
    for clause in text.split(['.', ',', ';', ':', '!', '?', '\n', '(', ')', '–', '—']) {
        let words = kernel::name::words(clause);
        let stems: Vec<String> = words.iter().map(|w| stem(w)).collect();
        let mut at = 0;
        let mut begun = 0;
        while at < stems.len() {
            if TURNS.contains(&words[at].as_str()) {
                begun = at + 1;
            }
            let phrase =
                LEXICON.get(&stems[at]).and_then(|ps| ps.iter().find(|p| stems[at + 1..].starts_with(&p.rest)));
            let Some(phrase) = phrase else {
                at += 1;
                continue;
            };
            let end = at + 1 + phrase.rest.len();
            if !taken_back(&words, begun.max(at.saturating_sub(REACH)), at) {
                let said = words[at..end].join(" ");
                for (code, strength) in &phrase.needs {
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
    (from..to).any(|i| NEGATORS.contains(&words[i].as_str()) && words.get(i + 1).is_none_or(|next| next != "only"))
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
    fn the_file_can_be_read_and_names_real_needs() {
        let lexicon = read().unwrap();
        let migration = include_str!("../../../../migrations/0005_directory.sql");
        let mut covered: Vec<&str> = vec![];
        for (code, _) in lexicon.values().flatten().flat_map(|p| &p.needs) {
            assert!(migration.contains(&format!("('{code}',")), "{code}");
            covered.push(code);
        }
        let all = migration.lines().filter_map(|l| l.strip_prefix("  ('")?.split('\'').next());
        for code in all {
            assert!(covered.contains(&code), "no word points at {code}");
        }
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
