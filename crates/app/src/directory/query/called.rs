//! Whoever types what a group is called looks for that group, whatever else its words mean: a "Hot Water Bottle Club" need not be about warm homes.

use crate::directory::{index::Index, text};
use kernel::name;

/// A text of more words is no name.
const MOST_WORDS: usize = 10;
/// Of a word that more services have nothing is looked up, nor of words that so many have together: they say what, and not who.
const MOST_OF_ONE: usize = 1024;
const MOST_OF_ALL: usize = 16;
/// A name is so many letters longer or shorter than its words at most: apostrophes, accents.
const SIGNS: usize = 8;
/// Where so few have all the words of a text somewhere in what they and their organisation are called, it is them that are meant.
const FEW: usize = 3;

impl Index {
    /// The services that a text calls by their name, in order: it has every word of it, or enough of it and of their organisation's that no others are meant.
    pub(super) fn called(&self, words: &[String], stems: &[String]) -> Vec<u32> {
        if words.len() > MOST_WORDS {
            return vec![];
        }
        let told: Vec<&str> = words.iter().zip(stems).filter(|(w, _)| text::tells(w)).map(|(_, s)| &**s).collect();
        let mut lists = vec![];
        for stem in &told {
            let Some(token) = self.token(stem) else { return vec![] };
            lists.push(self.posting(token).0);
        }
        lists.sort_by_key(|docs| docs.len());
        let Some((rarest, others)) = lists.split_first().filter(|(rarest, _)| rarest.len() <= MOST_OF_ONE) else {
            return vec![];
        };
        let in_all = |doc: &u32| others.iter().all(|docs| docs.binary_search(doc).is_ok());
        // Its whole name, with the small words in it: "Not His Money". Where there are none, all that tells is all there is.
        if told.len() < words.len() {
            let letters = words.iter().map(String::len).sum::<usize>() + words.len();
            let is_it = |doc: &u32| {
                let name = self.cards.named(*doc).name;
                name.len().abs_diff(letters) <= SIGNS && text::joined(name::words(name)) == words
            };
            let named: Vec<u32> = rarest.iter().copied().filter(|doc| is_it(doc) && in_all(doc)).collect();
            if !named.is_empty() {
                return named;
            }
        }
        let mut docs: Vec<u32> = rarest.iter().copied().filter(in_all).take(MOST_OF_ALL + 1).collect();
        if docs.len() > MOST_OF_ALL {
            return vec![];
        }
        let few = docs.len() <= FEW && told.len() > 1;
        docs.retain(|doc| {
            let card = self.cards.named(*doc);
            let name = stems_of(card.name);
            let whole = !name.is_empty() && name.iter().all(|stem| told.contains(&&**stem));
            // A name of one word may be what many are: "Choir".
            let is_it = whole && (name.len() > 1 || told.len() == 1);
            let provider = || stems_of(card.provider);
            is_it || few && told.iter().all(|stem| name.iter().chain(&provider()).any(|s| s == stem))
        });
        docs
    }
}

fn stems_of(name: &str) -> Vec<String> {
    name::words(name).iter().filter(|word| text::tells(word)).map(|word| text::stem(word)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{
        Query,
        tests::{index_of, today},
    };
    use crate::directory::{Service, bare};

    fn first(services: Vec<Service>, words: &str) -> String {
        let q = Query { words: words.into(), ..Query::default() };
        index_of(services).search(&q, today()).hits.first().map(|h| h.card.name.clone()).unwrap_or_default()
    }

    fn saying(name: &str, provider: &str, description: &str, need: &str) -> Service {
        Service { provider: provider.into(), description: description.into(), needs: vec![need.into()], ..bare(name) }
    }

    #[test]
    fn what_a_group_is_called_goes_before_what_its_words_mean() {
        let services = || {
            let mut all = vec![
                saying("Hot Water Bottle Club", "Friends of the Pool", "Cards, tea and a warm hall.", "com-groups"),
                saying("Warm Welcome", "Friends of the Pool", "Bring a hot water bottle: club night.", "dai-warm"),
            ];
            let heating = "Heating bills: hot water, no heating, a hot water bottle, a club for warm homes.";
            all.extend((0..12).map(|n| saying(&format!("Energy {n}"), "Warm Homes", heating, "dai-warm")));
            all
        };
        for asked in ["hot water bottle club", "Hot Water Bottel Club", "the hot water bottle club pool"] {
            assert_eq!(first(services(), asked), "Hot Water Bottle Club", "{asked}");
        }
        // Enough of the name and of the organisation's, where nobody else has these words there.
        assert_eq!(first(services(), "bottle club friends"), "Hot Water Bottle Club");
    }

    #[test]
    fn the_small_words_of_a_name_are_words_of_it() {
        let mut all: Vec<Service> =
            (0..30).map(|n| saying(&format!("Money {n}"), "Advice", "Money and debt.", "mon-debt")).collect();
        all.push(saying("Not His Money", "Advice", "For women whose partner has the purse.", "saf-domestic-abuse"));
        assert_eq!(first(all, "not his money"), "Not His Money");
    }

    #[test]
    fn what_many_are_is_nobodys_name() {
        let index = index_of(vec![
            saying("Choir", "St Anne", "Songs.", "com-groups"),
            saying("Stepping Out", "A choir and more", "Walks.", "com-groups"),
            saying("Song Group", "St Mary", "A choir in Bow.", "com-groups"),
        ]);
        let called = |words: &[&str]| {
            let words: Vec<String> = words.iter().map(|w| (*w).to_owned()).collect();
            let stems: Vec<String> = words.iter().map(|w| crate::directory::text::stem(w)).collect();
            index
                .called(&words, &stems)
                .into_iter()
                .map(|doc| index.cards.named(doc).name.to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(called(&["choir"]), ["Choir"]);
        assert!(called(&["choir", "bow"]).is_empty());
        assert_eq!(called(&["stepping", "choir"]), ["Stepping Out"]);
        assert!(called(&["nowhere", "choir"]).is_empty());
        assert!(called(&[]).is_empty());
    }
}
