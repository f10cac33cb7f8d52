//! Names of bodies, buildings and offers, made ready to be compared: what of a name tells one from another, and how much of it two names share.
//!
//! A name is compared by its words and not by its letters. Letters make "Men's group" and "Women's group" nearly equal; words do not. Letters count only for
//! slips of the pen within one long word. Jaro-Winkler (W. E. Winkler, String Comparator Metrics and Enhanced Decision Rules in the Fellegi-Sunter Model of
//! Record Linkage, 1990; the crate `strsim`) gives an order to the queue and decides nothing by itself but between two long words.

use super::word::{self, Axis, BESIDE, EMPTY, FORMS, GENERIC, is_pole, number, plain_words, slip};
use std::collections::BTreeSet;

/// How far two names say the same, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// Nothing that tells, or too little.
    Unlike,
    /// Half or more of what tells, and each has something of its own.
    Partly,
    /// One is the first letters of the other.
    Initials,
    /// All that tells in the one is in the other, which says more.
    Within,
    /// The same but for slips of the pen and words such as *group* or *centre*.
    Close,
    /// Word for word, in any order, but for little words and legal forms.
    Same,
}

/// A name, made ready.
#[derive(Clone, Debug, Default)]
pub struct Name {
    /// The words that count, in their order; none twice.
    words: Vec<String>,
    /// All letters of them, joined: "drop in" and "dropin" are one.
    joined: String,
    /// First letters, with and without the little words.
    initials: [String; 2],
    numbers: BTreeSet<u32>,
    /// A legal form that it tells.
    form: Option<&'static str>,
}

impl Name {
    /// Reads a name as it is written.
    pub fn of(text: &str) -> Name {
        let every = plain_words(text);
        let form = FORMS.iter().find(|(word, _)| every.iter().any(|w| w == word)).map(|(_, form)| *form);
        let full: String = every.iter().filter_map(|w| w.chars().next()).collect();
        let mut words: Vec<String> = vec![];
        for word in every.into_iter().filter(|w| EMPTY.binary_search(&w.as_str()).is_err()) {
            if !words.contains(&word) {
                words.push(word);
            }
        }
        let firsts = |words: &[String]| words.iter().filter_map(|w| w.chars().next()).collect::<String>();
        // "Tenants Legal Clinic (TLC)" is its name and its own initials: they say nothing more.
        if let Some(own) = words.iter().position(|w| w.len() >= 3 && is_initials(w, &words)) {
            words.remove(own);
        }
        let numbers = words.iter().filter_map(|w| number(w)).collect();
        Name { joined: words.concat(), initials: [firsts(&words), full], numbers, form, words }
    }

    /// Its words, in their order.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// Whether nothing is left of it.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Words that tell which; all where it has only the others.
    pub fn telling(&self) -> Vec<&str> {
        let telling: Vec<&str> =
            self.words.iter().map(String::as_str).filter(|w| GENERIC.binary_search(w).is_err()).collect();
        if telling.is_empty() { self.words.iter().map(String::as_str).collect() } else { telling }
    }

    /// The same name without words that both entries share by whom and where they are. Whom it is for and numbers always stay; so does a name of which nothing
    /// would be left.
    pub fn without(&self, shared: &BTreeSet<&str>) -> Name {
        let keep = |w: &&String| !shared.contains(w.as_str()) || number(w).is_some() || is_pole(w);
        let words: Vec<String> = self.words.iter().filter(keep).cloned().collect();
        if words.is_empty() || words.len() == self.words.len() {
            return self.clone();
        }
        Name {
            joined: words.concat(),
            words,
            initials: self.initials.clone(),
            numbers: self.numbers.clone(),
            form: self.form,
        }
    }

    /// Whether both have numbers, and none in common: the 4th and the 14th, Entry 1 and Entry 2.
    pub fn other_number(&self, other: &Name) -> bool {
        !self.numbers.is_empty() && !other.numbers.is_empty() && self.numbers.is_disjoint(&other.numbers)
    }

    /// The axes on which they point in opposite directions.
    pub fn opposed(&self, other: &Name) -> Vec<Axis> {
        word::opposed(&self.words, &other.words)
    }

    /// Whether both name languages, and none in common.
    pub fn other_language(&self, other: &Name) -> bool {
        word::other_language(&self.words, &other.words)
    }

    /// Whether only one of them is the friends, the shop or the trading company of something.
    pub fn beside(&self, other: &Name) -> bool {
        let of = |name: &Name| {
            name.words.first().is_some_and(|w| w == "friend") || name.words.iter().any(|w| BESIDE.contains(&w.as_str()))
        };
        of(self) != of(other)
    }

    /// Whether both tell a legal form, and another one.
    pub fn other_form(&self, other: &Name) -> bool {
        self.form.zip(other.form).is_some_and(|(a, b)| a != b)
    }

    /// Whether it has two words that tell which: it is no "Coffee morning".
    pub fn is_rare(&self) -> bool {
        self.words.iter().filter(|w| GENERIC.binary_search(&w.as_str()).is_err()).count() > 1
    }

    /// How far they say the same, and how much, 0 to 1.
    pub fn compare(&self, other: &Name) -> (Relation, f32) {
        if self.is_empty() || other.is_empty() {
            return (Relation::Unlike, 0.0);
        }
        let (a, b) = (self.telling(), other.telling());
        let (shared, rest_a, rest_b) = aligned(&a, &b);
        let letters = strsim::jaro_winkler(&sorted(&self.words), &sorted(&other.words)) as f32;
        let words = 2.0 * shared as f32 / (a.len() + b.len()) as f32;
        let set = |name: &Name| name.words.iter().cloned().collect::<BTreeSet<_>>();
        let initials = || {
            [self, other]
                .iter()
                .zip([other, self])
                .any(|(short, long)| short.words.iter().any(|w| w.len() >= 3 && long.initials.contains(w)))
        };
        let relation = if self.joined == other.joined || set(self) == set(other) {
            Relation::Same
        } else if rest_a == 0 && rest_b == 0 {
            Relation::Close
        } else if shared > 0 && (rest_a == 0 && tells(&a) || rest_b == 0 && tells(&b)) {
            Relation::Within
        } else if initials() {
            Relation::Initials
        } else if words >= 0.5 {
            Relation::Partly
        } else {
            Relation::Unlike
        };
        let alike = match relation {
            Relation::Same => 1.0,
            Relation::Initials => 0.8,
            Relation::Unlike => words * 0.5,
            _ => words.max(letters),
        };
        (relation, alike)
    }
}

/// Whether a word is the first letters of the others.
fn is_initials(word: &str, words: &[String]) -> bool {
    let firsts: String = words.iter().filter(|w| *w != word).filter_map(|w| w.chars().next()).collect();
    firsts == word
}

/// Whether words tell enough to be found in a longer name: two of them, or a long one.
fn tells(words: &[&str]) -> bool {
    words.len() > 1 || words.iter().any(|w| w.chars().count() >= 5 && GENERIC.binary_search(w).is_err())
}

fn sorted(words: &[String]) -> String {
    let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
    words.sort_unstable();
    words.join(" ")
}

/// How many words stand in both, and how many are left over on each side. A long word may have a slip of the pen.
fn aligned(a: &[&str], b: &[&str]) -> (usize, usize, usize) {
    let mut left: Vec<&str> = a.iter().copied().filter(|w| !b.contains(w)).collect();
    let mut right: Vec<&str> = b.iter().copied().filter(|w| !a.contains(w)).collect();
    left.sort_unstable();
    right.sort_unstable();
    let mut slips: Vec<(&str, &str)> = vec![];
    for x in &left {
        slips.extend(right.iter().filter(|y| slip(x, y)).map(|y| (*x, *y)));
    }
    // The order in which the two entries were handed in must not matter.
    slips.sort_unstable_by_key(|(x, y)| if x < y { (*x, *y) } else { (*y, *x) });
    for (x, y) in slips {
        if left.contains(&x) && right.contains(&y) {
            left.retain(|w| *w != x);
            right.retain(|w| *w != y);
        }
    }
    (a.len() - left.len(), left.len(), right.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_by_what_tells() {
        let cases = [
            ("The Osprey Pantry CIC", "osprey pantry", Relation::Same),
            ("Osprey Drop-in", "OSPREY DROPIN", Relation::Same),
            ("Larch Tenants’ Law Clinic (LTLC)", "Larch Tenants Law Clinic", Relation::Same),
            ("Osprey Pantry Project", "Osprey Pantry", Relation::Close),
            ("Wherryman Walking", "Wherrymen Waking", Relation::Close),
            ("Osprey Pantry (New Town)", "Osprey Pantry", Relation::Within),
            ("Larch Street Law Centre", "LSLC", Relation::Initials),
            ("Gentle Yoga with Ada", "Gentle Yoga with Bea", Relation::Partly),
            ("Community Group", "Support Group", Relation::Partly),
            ("Osprey Trust", "Heron Trust", Relation::Unlike),
            ("", "Heron Trust", Relation::Unlike),
        ];
        for (a, b, relation) in cases {
            assert_eq!(Name::of(a).compare(&Name::of(b)).0, relation, "{a} and {b}");
            assert_eq!(Name::of(b).compare(&Name::of(a)).0, relation, "{b} and {a}");
        }
    }

    #[test]
    fn numbers_and_directions_tell_apart() {
        let other = |a, b| Name::of(a).other_number(&Name::of(b));
        assert!(other("4th Larch Scouts", "14th Larch Scouts") && other("Yoga 50+", "Yoga 60+"));
        assert!(!other("Over 50s", "50+ social") && !other("Larch Scouts", "4th Larch Scouts"));
        let axes = |a, b| Name::of(a).opposed(&Name::of(b));
        assert_eq!(axes("Men’s Shed", "Women's Shed"), [Axis::Sex]);
        assert_eq!(axes("Hub (North)", "Hub (South)"), [Axis::Side]);
        assert_eq!(axes("Hub", "Hub (South)"), []);
        assert!(Name::of("School (Farsi)").other_language(&Name::of("School (Tigrinya)")));
        assert!(Name::of("Friends of Larch Park").beside(&Name::of("Larch Park")));
    }
}
