//! How many people there are, as it may be published: the one rule for all numbers of people that leave the team.
//!
//! It is NHS England's rule for figures below national level from Hospital Episode Statistics (NHS Digital, Disclosure control methodology for HES and ECDS,
//! <https://digital.nhs.uk/data-and-information/data-tools-and-services/data-services/hospital-episode-statistics>, from September 2018): a count of 1 to 7 is
//! shown as `*`, 0 stays 0, 8 and more are rounded to the nearest 5; a total is added up from the true counts and then rounded; a percentage is that of
//! the rounded numbers. Numbers of anything but people (of organisations, say) need none of it.
//!
//! [`parts`] goes further, for the parts of a whole whose total stands beside them: total less the rest narrows down what a `*` can be. Its promise is that
//! every `*` may still be at least three numbers, to a reader who knows this rule as well as we do. How far one has to go for it was found by trying all
//! counts: whoever knows what the total and the parts look like was given every set of counts that looks so.
//!
//! - The plain rule is not enough: 1, 8, 8 and 0 look like `*`, 10, 10 and 0 of 15, and nothing else does. With four parts of 0 to 22 there are 1,610 pictures
//!   with a `*` in them; 337 leave fewer than three numbers for one, 283 of them a single number.
//! - To hide the next smallest part where a `*` stands alone is enough for up to three parts and not for four: 1, 1, 1 and 8 look like `*`, `*`, `*` and 10
//!   of 10, where no `*` is more than 2; 7, 7, 7 and 7 are four `*` of 30, and each must be 7. Of 683 such pictures 58 fail, 31 of them with a single number.
//!   Nor is it enough that the total is small: seven `*` of `*` are seven times 1.
//! - To hide one further part in these few cases says that they are these cases. So there no part is shown at all, the zeros neither, and nobody can say
//!   which of many sets of counts it was. That happens to 1,091 of the 614,656 sets of four counts of 0 to 27, and no picture fails any more: tried with up
//!   to three parts of 0 to 40, four of 0 to 22, five of 0 to 11, and with small counts for up to 17 parts.
//!
//! It is no shield against a reader who has more than one table: the same whole cut in two ways, the same table a day before, or knowledge of some of the
//! people. Tables are therefore few and fixed, over fixed periods, and whoever publishes must not count the same people a second time. Nor does it decide
//! who may see true counts.

use serde::{Serialize, Serializer};
use std::fmt;

/// The largest count that is not shown.
const FEW: u64 = 7;
/// What is shown is a multiple of this.
const STEP: u64 = 5;
/// A true count is no further than this from the one that is shown.
const PLAY: i128 = 2;

/// A number of people as it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shown {
    /// Nobody: `0`.
    Zero,
    /// Not shown, `*`: 1 to 7, or hidden by [`parts`] for the sake of another.
    Few,
    /// About so many, a multiple of 5: `1,235`.
    About(u64),
}

impl Shown {
    /// The number that is shown, if one is.
    pub fn value(self) -> Option<u64> {
        match self {
            Shown::Zero => Some(0),
            Shown::Few => None,
            Shown::About(count) => Some(count),
        }
    }
}

/// `0`, `*`, `1,235`.
impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Shown::Zero => f.write_str("0"),
            Shown::Few => f.write_str("*"),
            Shown::About(count) => in_thousands(*count, f),
        }
    }
}

fn in_thousands(count: u64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if count < 1000 {
        write!(f, "{count}")
    } else {
        in_thousands(count / 1000, f)?;
        write!(f, ",{:03}", count % 1000)
    }
}

/// As it is shown.
impl Serialize for Shown {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

/// A count by the plain rule.
///
/// For counts of the same people further and further on, which can only fall from one to the next (referred, reached, helped), it is enough by itself. How many
/// were lost between two stages is told by two rounded numbers, so that it may be five numbers at the least. Those who were lost must not be published as
/// a number of their own beside these: they and those who were not are [`parts`].
pub fn shown(count: u64) -> Shown {
    match count {
        0 => Shown::Zero,
        1..=FEW => Shown::Few,
        _ => Shown::About(count.saturating_add(STEP / 2) / STEP * STEP),
    }
}

/// The total of some counts: added up first, then rounded.
pub fn total(counts: &[u64]) -> Shown {
    shown(counts.iter().fold(0, |sum, count| sum.saturating_add(*count)))
}

/// How many in a hundred, from the numbers that are shown; nothing when one of them is not shown or the whole is nobody. Never more than 100: a part may
/// be rounded up and its whole down.
pub fn percent(part: Shown, whole: Shown) -> Option<u64> {
    let (part, whole) = (u128::from(part.value()?), u128::from(whole.value()?));
    // Half of the whole more, so that it is rounded and not cut.
    let hundredths = (200 * part + whole).checked_div(2 * whole)?;
    Some(hundredths.min(100) as u64)
}

/// Counts that are the parts of a whole, each person in exactly one of them, whose [`total`] is published too.
///
/// Each by the plain rule; then, where exactly one is `*`, the smallest other that is not 0 becomes `*` as well (the smallest as it would be shown, the first
/// of several: so the choice tells no more than the numbers beside it). Where the total and what is still shown leave too little to choose from, all
/// become `*`.
pub fn parts(counts: &[u64]) -> Vec<Shown> {
    let mut parts: Vec<Shown> = counts.iter().copied().map(shown).collect();
    let mut few = parts.iter().filter(|part| **part == Shown::Few).count() as i128;
    if few == 0 {
        return parts;
    }
    // The most that all parts which are not shown can be together.
    let mut most = i128::from(FEW) * few;
    if few == 1
        && let Some((about, at)) = smallest(&parts)
    {
        parts[at] = Shown::Few;
        few += 1;
        most += i128::from(about) + PLAY;
    }
    let (least_left, most_left) = left(total(counts), &parts);
    // Three more than one each, so that each may be 1 to 4 if the others are 1; two less than the most, so that each may be 5 to 7 if the others are 7.
    // Four and not three below, because six parts of a total of 6 or 7 have to look like five of them.
    if most_left < few + 3 || least_left > most - 2 {
        parts.fill(Shown::Few);
    }
    parts
}

/// The smallest part that is shown and not 0, and where it is.
fn smallest(parts: &[Shown]) -> Option<(u64, usize)> {
    let about = |(at, part): (usize, &Shown)| match part {
        Shown::About(count) => Some((*count, at)),
        Shown::Zero | Shown::Few => None,
    };
    parts.iter().enumerate().filter_map(about).min()
}

/// The least and the most that all parts which are not shown can be together, as the total and the other parts tell.
fn left(total: Shown, parts: &[Shown]) -> (i128, i128) {
    let range = |shown: Shown| match shown {
        Shown::Zero => (0, 0),
        Shown::Few => (1, i128::from(FEW)),
        Shown::About(count) => (i128::from(count) - PLAY, i128::from(count) + PLAY),
    };
    let others = parts.iter().filter(|part| **part != Shown::Few).map(|part| range(*part));
    others.fold(range(total), |(least, most), (from, to)| (least - to, most - from))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Shown::{About, Few, Zero};
    use std::collections::HashMap;

    #[test]
    fn counts_are_shown_by_the_rule_of_hospital_statistics() {
        for (count, text) in [(0, "0"), (1, "*"), (7, "*"), (8, "10"), (12, "10"), (13, "15"), (1_234, "1,235")] {
            assert_eq!(shown(count).to_string(), text, "{count}");
        }
        assert_eq!(About(1_000_005).to_string(), "1,000,005");
        assert_eq!(shown(u64::MAX).to_string(), "18,446,744,073,709,551,615");
        assert_eq!(shown(12).value(), Some(10));
        assert_eq!((Zero.value(), Few.value()), (Some(0), None));
        assert_eq!(serde_json::to_string(&[shown(1_234), shown(3), shown(0)]).unwrap(), r#"["1,235","*","0"]"#);
    }

    #[test]
    fn a_total_is_of_the_true_counts() {
        assert_eq!(total(&[8, 8, 8]), About(25), "and not 30");
        assert_eq!(total(&[3, 4]), Few);
        assert_eq!(total(&[]), Zero);
        assert_eq!(total(&[u64::MAX, 9]), shown(u64::MAX));
    }

    #[test]
    fn percentages_are_of_the_numbers_that_are_shown() {
        assert_eq!(percent(shown(12), shown(38)), Some(25), "10 of 40");
        assert_eq!(percent(About(10), About(15)), Some(67));
        assert_eq!(percent(Zero, About(15)), Some(0));
        assert_eq!(percent(About(15), About(10)), Some(100));
        assert_eq!(percent(shown(u64::MAX), shown(u64::MAX)), Some(100));
        for (part, whole) in [(Few, About(40)), (Zero, Few), (Few, Few), (Zero, Zero), (About(10), Zero)] {
            assert_eq!(percent(part, whole), None, "{part} of {whole}");
        }
    }

    #[test]
    fn a_lone_star_gets_company() {
        assert_eq!(parts(&[5, 30, 100]), [Few, Few, About(100)]);
        assert_eq!(parts(&[100, 0, 30, 5]), [About(100), Zero, Few, Few]);
        assert_eq!(parts(&[5, 31, 30]), [Few, Few, About(30)], "the first of those that look the same");
        assert_eq!(parts(&[3, 4, 100]), [Few, Few, About(100)], "two are company already");
        assert_eq!(parts(&[3, 0]), [Few, Zero], "nobody is no company, and 1 to 7 of 1 to 7 tell nothing");
        assert_eq!(parts(&[2, 1, 0]), [Few, Few, Zero]);
        assert_eq!(parts(&[8, 0, 13]), [About(10), Zero, About(15)]);
        assert_eq!(parts(&[0, 0]), [Zero, Zero]);
        assert!(parts(&[]).is_empty());
    }

    #[test]
    fn where_the_total_gives_them_away_no_part_is_shown() {
        for counts in [&[1, 1, 1, 8][..], &[7, 7, 7, 7, 0], &[1; 7], &[1, 1, 1, 1, 1, 1, 1, 0], &[7, 12, 0]] {
            assert!(parts(counts).iter().all(|part| *part == Few), "{counts:?}");
        }
    }

    /// Calls with all sets of so many counts up to the most; with one order of each only, the rising one, when those that differ by order are alike.
    fn every(many: usize, most: u64, alike: bool, mut call: impl FnMut(&[u64])) {
        let mut counts = vec![0u64; many];
        loop {
            call(&counts);
            let Some(at) = counts.iter().rposition(|count| *count < most) else { return };
            counts[at] += 1;
            let from = if alike { counts[at] } else { 0 };
            counts[at + 1..].fill(from);
        }
    }

    /// What the counts behind one picture may be, a bit for each number.
    struct Known {
        parts: Vec<u128>,
        total: u128,
        /// The largest count of the set with the smallest counts.
        largest: u64,
    }

    /// Every picture of so many parts, and all sets of counts up to the most that give it. Asserts that every `*` of a set of counts up to `judged` may be
    /// three numbers. (Larger sets have others behind their picture that were not tried.)
    fn attack(many: usize, most: u64, judged: u64, alike: bool) {
        let mut pictures: HashMap<(Vec<Shown>, Shown), Known> = HashMap::new();
        every(many, most, alike, |counts| {
            let shown = parts(counts);
            let mut picture = shown.clone();
            if alike {
                picture.sort_unstable();
            }
            let new = || Known { parts: vec![0; many], total: 0, largest: u64::MAX };
            let known = pictures.entry((picture, total(counts))).or_insert_with(new);
            for at in (0..many).filter(|at| shown[*at] == Few) {
                known.parts[if alike { 0 } else { at }] |= 1u128 << counts[at];
            }
            known.total |= 1u128 << counts.iter().sum::<u64>();
            known.largest = known.largest.min(counts.iter().copied().max().unwrap_or_default());
        });
        let mut stars = 0;
        for ((picture, total), known) in pictures.iter().filter(|(_, known)| known.largest <= judged) {
            for numbers in known.parts.iter().filter(|numbers| **numbers != 0) {
                stars += 1;
                assert!(numbers.count_ones() >= 3, "{picture:?} of {total}: {numbers:b}");
            }
            assert!(*total != Few || known.total.count_ones() >= 3, "{picture:?} of {total}: {:b}", known.total);
        }
        assert!(stars > 0);
    }

    #[test]
    fn a_reader_who_knows_the_rule_has_three_numbers_for_each_star_of_a_few_parts() {
        attack(1, 20, 7, false);
        attack(2, 40, 30, false);
        attack(3, 20, 14, false);
        attack(4, 9, 6, false);
    }

    #[test]
    fn a_reader_who_knows_the_rule_has_three_numbers_for_each_star_of_four_parts_in_any_order() {
        attack(4, 24, 10, true);
    }

    #[test]
    fn a_reader_who_knows_the_rule_has_three_numbers_for_each_star_of_many_small_parts() {
        attack(5, 13, 8, true);
        attack(6, 9, 6, true);
        attack(7, 7, 3, true);
        attack(11, 4, 2, true);
        attack(12, 4, 2, true);
    }

    #[test]
    fn what_is_lost_between_two_stages_may_be_five_numbers() {
        let stages = |counts: &[u64]| counts.iter().copied().map(shown).collect::<Vec<_>>();
        assert_eq!(stages(&[40, 38, 9, 7, 2, 0]), [About(40), About(40), About(10), Few, Few, Zero]);
        let mut lost: HashMap<Vec<Shown>, [u64; 3]> = HashMap::new();
        every(3, 27, true, |counts| {
            let [last, middle, first] = counts else { panic!("three stages") };
            let known = lost.entry(stages(&[*first, *middle, *last])).or_default();
            known[0] |= 1u64 << (first - middle);
            known[1] |= 1u64 << (middle - last);
            known[2] |= 1u64 << (first - last);
        });
        for (picture, [one, two, both]) in lost {
            // Where nobody was left before, nobody can be lost.
            assert!(picture[0] == Zero || one.count_ones() >= 5, "{picture:?}");
            assert!(picture[1] == Zero || two.count_ones() >= 5, "{picture:?}");
            assert!(picture[0] == Zero || both.count_ones() >= 5, "{picture:?}");
        }
    }
}
