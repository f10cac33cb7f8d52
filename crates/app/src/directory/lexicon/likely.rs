//! Which needs a text is likely to speak of, by what people say who have them (`sayings/*.toml`): for all that no phrase of the lexicon says outright.
//!
//! A word speaks for the needs in whose sayings, or among whose phrases in the lexicon, it stands: by the logarithm of how much oftener it stands there than
//! chance would have it, and the more the fewer the needs are that it stands with (naive Bayes with the frequency in all of them as its prior, and the inverse
//! frequency of TF-IDF over needs; it named the right one of 87 among its first three for half of the sayings that it had not seen). It understands nothing, and it
//! never says what somebody needs: it only says which services to look at as well.

use super::{ENGLISH, File, NOT, OTHERS, SAID, text};
use anyhow::anyhow;
use base::Result;
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::LazyLock,
};

const SAYINGS: [(&str, &str); 4] = [
    ("home", include_str!("sayings/home.toml")),
    ("self", include_str!("sayings/self.toml")),
    ("rights", include_str!("sayings/rights.toml")),
    ("days", include_str!("sayings/days.toml")),
];

/// That somebody is in danger is not guessed: it would stand on the page as a reason, for whoever looks over a shoulder. Phrases have to say it.
const NEVER: &str = "saf-";
/// So many sayings the prior counts as: what stands in one saying alone says little.
const PRIOR: f32 = 40.0;
/// What a word says that stands with every need.
const EVERY: f32 = 0.1;
/// What words say together is not the sum of what each says.
const TOGETHER: f32 = 3.0;
/// A need is likely from this share on, and so many at most are named.
const LIKELY: f32 = 0.2;
const MOST: usize = 3;

/// A need that a text may speak of.
#[derive(Clone, Debug, PartialEq)]
pub struct Likely {
    pub code: &'static str,
    /// From [`LIKELY`] to 1.
    pub share: f32,
}

/// What each word says for needs: into `codes`.
#[derive(Default)]
struct Sayings {
    codes: Vec<String>,
    says: HashMap<Box<str>, Box<[(u8, f32)]>>,
}

/// The words of a text, each once, without their endings.
fn stems(text: &str) -> HashSet<String> {
    text::said(text).iter().map(|word| text::stem(word)).collect()
}

impl Sayings {
    /// `phrases`: those of the lexicon, by code.
    fn of(files: &[(&str, &str)], phrases: &[(&str, &str)]) -> Result<Sayings> {
        let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, text) in files {
            let file: BTreeMap<String, Vec<String>> =
                toml::from_str(text).map_err(|e| anyhow!("sayings/{name}.toml: {e}"))?;
            all.extend(file);
        }
        for (name, text) in phrases {
            let file: File = toml::from_str(text).map_err(|e| anyhow!("lexicon/{name}.toml: {e}"))?;
            for (code, phrases) in file.strong.into_iter().chain(file.weak) {
                let bare = phrases.iter().map(|p| p.replace(['*', '#'], " ").replace(NOT, "not"));
                all.entry(code).or_default().extend(bare);
            }
        }
        all.retain(|code, _| !code.starts_with(NEVER));
        let mut counts: HashMap<String, BTreeMap<u8, f32>> = HashMap::new();
        let total: f32 = all.values().map(|lines| lines.len() as f32).sum();
        for (at, lines) in all.values().enumerate() {
            for stem in lines.iter().flat_map(|line| stems(line)) {
                *counts.entry(stem).or_default().entry(at as u8).or_default() += 1.0;
            }
        }
        let needs = all.len() as f32;
        let says = counts.into_iter().map(|(stem, of)| {
            let expected = PRIOR * of.values().sum::<f32>() / total;
            let few = EVERY + (needs / of.len() as f32).ln();
            (stem.into(), of.into_iter().map(|(at, n)| (at, (n / expected).ln_1p() * few)).collect())
        });
        Ok(Sayings { says: says.collect(), codes: all.into_keys().collect() })
    }

    fn likely(&self, stems: &[String]) -> Vec<(usize, f32)> {
        let mut sums = vec![0.0f32; self.codes.len()];
        let stems: HashSet<&str> = stems.iter().map(String::as_str).collect();
        for stem in stems {
            for (at, says) in self.says.get(stem).into_iter().flatten() {
                sums[usize::from(*at)] += says;
            }
        }
        let most = sums.iter().copied().fold(0.0, f32::max);
        if most == 0.0 {
            return vec![];
        }
        let odds: Vec<f32> = sums.iter().map(|s| ((s - most) / TOGETHER).exp()).collect();
        let all: f32 = odds.iter().sum();
        let mut likely: Vec<(usize, f32)> =
            odds.into_iter().map(|o| o / all).enumerate().filter(|(_, share)| *share >= LIKELY).collect();
        likely.sort_by(|a, b| b.1.total_cmp(&a.1));
        likely.truncate(MOST);
        likely
    }
}

/// Read once. That the files can be read is tested.
static ALL: LazyLock<Sayings> = LazyLock::new(|| Sayings::of(&SAYINGS, &phrases()).unwrap_or_default());

/// The files of the lexicon that have phrases by need.
fn phrases() -> Vec<(&'static str, &'static str)> {
    [("en", ENGLISH)].into_iter().chain(SAID).chain(OTHERS).collect()
}

/// The needs that a text is likely to speak of, the likeliest first; `stems`: its words, as `text::said` gives them, without their endings.
pub fn likely(stems: &[String]) -> Vec<Likely> {
    let all = ALL.likely(stems).into_iter();
    all.map(|(at, share)| Likely { code: ALL.codes[at].as_str(), share }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<&'static str> {
        let stems: Vec<String> = text::said(text).iter().map(|w| text::stem(w)).collect();
        likely(&stems).into_iter().map(|l| l.code).collect()
    }

    #[test]
    fn what_nobody_calls_by_its_name_is_likely() {
        // None of these lines is a saying.
        for (text, need) in [
            ("the hallway is stacked to the ceiling and she will not part with a carrier bag", "hou-hoarding"),
            ("a letter says they are taking us to court over the rent on the ninth", "hou-eviction"),
        ] {
            assert!(of(text).contains(&need), "{text}: {:?}", of(text));
        }
        assert_eq!(of("zxqv"), Vec::<&str>::new());
        let danger = of("he takes my phone and says who I may see");
        assert!(danger.iter().all(|code| !code.starts_with(NEVER)), "{danger:?}");
    }

    #[test]
    fn every_need_has_sayings_and_no_other_has() {
        let said = Sayings::of(&SAYINGS, &phrases()).unwrap().codes;
        let words = crate::words().unwrap();
        assert!(said.len() > 75 && said.iter().all(|code| words.has(&format!("need-{code}"))), "{said:?}");
    }
}
