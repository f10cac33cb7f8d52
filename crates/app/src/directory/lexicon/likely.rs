//! Which needs a text is likely to speak of, by what people say who have them (`sayings/*.toml`): for all that no phrase of the lexicon says outright.
//!
//! A word, and each two words that follow one another, speaks for the needs in whose sayings it stands, the more the rarer it is in those of others: by the
//! logarithm of how much oftener it stands there than chance would have it (naive Bayes, the frequency in all sayings as the prior). It understands nothing,
//! and it never says what somebody needs: it only says which services to look at as well.

use super::text;
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

/// So many sayings the prior counts as: what stands in one saying alone says little.
const PRIOR: f32 = 6.0;
/// What words say together is not the sum of what each says.
const TOGETHER: f32 = 2.5;
/// A need is likely from this share on, and so many at most are named.
const LIKELY: f32 = 0.25;
const MOST: usize = 3;

/// A need that a text may speak of.
#[derive(Clone, Debug, PartialEq)]
pub struct Likely {
    pub code: &'static str,
    /// From [`LIKELY`] to 1.
    pub share: f32,
}

/// What each word, or two words with a space between, says for needs: into `codes`.
#[derive(Default)]
struct Sayings {
    codes: Vec<String>,
    says: HashMap<Box<str>, Box<[(u8, f32)]>>,
}

/// The words of a text and each two that follow one another, as keys of [`Sayings::says`].
fn pieces(stems: &[String]) -> HashSet<String> {
    let pairs = stems.windows(2).map(|pair| pair.join(" "));
    stems.iter().cloned().chain(pairs).collect()
}

impl Sayings {
    fn of(files: &[(&str, &str)]) -> Result<Sayings> {
        let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, text) in files {
            let file: BTreeMap<String, Vec<String>> =
                toml::from_str(text).map_err(|e| anyhow!("sayings/{name}.toml: {e}"))?;
            all.extend(file);
        }
        let mut counts: HashMap<String, BTreeMap<u8, f32>> = HashMap::new();
        let total: f32 = all.values().map(|lines| lines.len() as f32).sum();
        for (at, lines) in all.values().enumerate() {
            for line in lines {
                let stems: Vec<String> = text::said(line).iter().map(|w| text::stem(w)).collect();
                for piece in pieces(&stems) {
                    *counts.entry(piece).or_default().entry(at as u8).or_default() += 1.0;
                }
            }
        }
        // Two words that were said once together may be chance.
        counts.retain(|piece, of| !piece.contains(' ') || of.values().sum::<f32>() > 1.0);
        let says = counts.into_iter().map(|(piece, of)| {
            let expected = PRIOR * of.values().sum::<f32>() / total;
            (piece.into(), of.into_iter().map(|(at, n)| (at, (n / expected).ln_1p())).collect())
        });
        Ok(Sayings { says: says.collect(), codes: all.into_keys().collect() })
    }

    fn likely(&self, stems: &[String]) -> Vec<(usize, f32)> {
        let mut sums = vec![0.0f32; self.codes.len()];
        for piece in pieces(stems) {
            for (at, says) in self.says.get(piece.as_str()).into_iter().flatten() {
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
static ALL: LazyLock<Sayings> = LazyLock::new(|| Sayings::of(&SAYINGS).unwrap_or_default());

/// The needs that a text is likely to speak of, the likeliest first; `stems`: its words, as `text::said` gives them, without their endings.
pub fn likely(stems: &[String]) -> Vec<Likely> {
    let all = ALL.likely(stems);
    all.into_iter().map(|(at, share)| Likely { code: ALL.codes[at].as_str(), share }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<&'static str> {
        let stems: Vec<String> = text::said(text).iter().map(|w| text::stem(w)).collect();
        likely(&stems).into_iter().map(|l| l.code).collect()
    }

    #[test]
    fn every_need_has_sayings_and_no_other_has() {
        let said = Sayings::of(&SAYINGS).unwrap().codes;
        let words = crate::words().unwrap();
        assert!(said.len() > 80 && said.iter().all(|code| words.has(&format!("need-{code}"))), "{said:?}");
    }
}
