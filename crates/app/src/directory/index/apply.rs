//! The index after a few changes, made out of the one before: what has not changed is copied, which takes tenths of a second where building anew takes ten.
//!
//! What a word weighs hangs on how many services have it. For those that have not changed it stays as it was; the next whole build puts it right. What is
//! found, what is left out and what is counted is at once what it will be.

use super::{
    Index, Labels, order, safe,
    words::{Tokens, weight},
};
use crate::directory::model::Service;
use kernel::{Date, Id};
use std::collections::{BTreeMap, HashMap, HashSet};

/// A service that is not in the new index.
const GONE: u32 = u32::MAX;

impl Index {
    /// This index with some services as they are now. Those that are closed, and those of `gone`, are in it no more.
    #[must_use]
    pub fn with(&self, changed: Vec<Service>, gone: &[Id<Service>], labels: Labels<'_>, today: Date) -> Index {
        let mut left: HashSet<Id<Service>> = gone.iter().copied().collect();
        left.extend(changed.iter().map(|s| s.id));
        let mut changed: Vec<Service> = changed.into_iter().filter(|s| s.closed_at.is_none()).map(safe).collect();
        changed.sort_by_key(|s| s.id);
        changed.dedup_by_key(|s| s.id);
        changed.sort_by_cached_key(|s| order(s.point, s.id));
        let mut new = Index {
            places: self.places.emptied(),
            gazetteer: self.gazetteer.clone(),
            need_codes: self.need_codes.clone(),
            needs: self.needs.clone(),
            mean: self.mean,
            ..Index::default()
        };
        let size = self.cards.len() + changed.len();
        new.cards.reserve_exact(size);
        new.facts.reserve_exact(size);
        new.ids.reserve_exact(size);
        let mut now_at = vec![GONE; self.cards.len()];
        let mut tokens = Tokens::default();
        let mut counts = HashMap::new();
        let mut added: Vec<Vec<(u32, f32)>> = vec![];
        let mut lengths: HashMap<u32, f32> = HashMap::new();
        let mut news = changed.into_iter().peekable();
        let mut put = |new: &mut Index, before: Option<(u64, Id<Service>)>| {
            while let Some(s) = news.next_if(|s| before.is_none_or(|before| order(s.point, s.id) < before)) {
                let doc = new.cards.len() as u32;
                let (length, says) = tokens.count(&s, labels, &mut counts);
                lengths.insert(doc, length);
                added.resize_with(tokens.ids.len(), Vec::new);
                for (id, count) in counts.drain() {
                    added[id as usize].push((doc, count));
                }
                let facts = new.facts_of(&s, today);
                new.facts.push(facts);
                new.ids.push(s.id);
                new.cards.push(s, &says);
            }
        };
        for (old, now_at) in now_at.iter_mut().enumerate() {
            let (facts, id) = (&self.facts[old], self.ids[old]);
            put(&mut new, Some(order(facts.point, id)));
            if !left.contains(&id) {
                *now_at = new.cards.len() as u32;
                new.cards.share(&self.cards, old as u32);
                new.facts.push(facts.clone());
                new.ids.push(id);
            }
        }
        put(&mut new, None);
        let added: BTreeMap<Box<str>, Vec<(u32, f32)>> =
            tokens.ids.into_iter().map(|(token, id)| (token, std::mem::take(&mut added[id as usize]))).collect();
        new.copy_words(self, &now_at, added, &lengths);
        new.settle();
        new
    }

    /// The words of the services that have not changed, by where they are now, and those of the others among them.
    fn copy_words(
        &mut self,
        old: &Index,
        now_at: &[u32],
        added: BTreeMap<Box<str>, Vec<(u32, f32)>>,
        lengths: &HashMap<u32, f32>,
    ) {
        self.docs.reserve_exact(old.docs.len() + lengths.len() * 64);
        self.weights.reserve_exact(old.docs.len() + lengths.len() * 64);
        self.starts.push(0);
        let mut added = added.into_iter().peekable();
        for at in 0..=old.tokens.len() {
            let token = old.tokens.get(at);
            // Words that nobody had.
            while let Some((word, list)) = added.next_if(|(word, _)| token.is_none_or(|t| word < t)) {
                self.put_word(word, (&[], &[]), now_at, &list, lengths);
            }
            let Some(token) = token else { break };
            let list = added.next_if(|(word, _)| word == token).map(|(_, list)| list).unwrap_or_default();
            self.put_word(token.clone(), old.posting(at), now_at, &list, lengths);
        }
    }

    fn put_word(
        &mut self,
        word: Box<str>,
        old: (&[u32], &[u16]),
        now_at: &[u32],
        added: &[(u32, f32)],
        lengths: &HashMap<u32, f32>,
    ) {
        let begun = self.docs.len();
        let (found_in, of) = (old.0.len() + added.len(), self.cards.len());
        let mut added = added.iter().peekable();
        let mut put = |index: &mut Index, before: u32| {
            while let Some((doc, count)) = added.next_if(|(doc, _)| *doc < before) {
                let length = lengths.get(doc).copied().unwrap_or(index.mean) / index.mean;
                index.docs.push(*doc);
                index.weights.push(weight(*count, length, found_in, of));
            }
        };
        for (doc, weight) in old.0.iter().zip(old.1) {
            let doc = now_at[*doc as usize];
            if doc != GONE {
                put(self, doc);
                self.docs.push(doc);
                self.weights.push(*weight);
            }
        }
        put(self, GONE);
        if self.docs.len() > begun {
            self.tokens.push(word);
            self.starts.push(self.docs.len() as u32);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::directory::{Gazetteer, Index, Query, Service, demo_services};
    use kernel::{Date, Id};

    fn today() -> Date {
        Date::new(2026, 11, 24).unwrap()
    }

    fn built(services: Vec<Service>) -> Index {
        Index::build(services, Gazetteer::built_in().unwrap(), &|need| vec![need.to_owned()], today())
    }

    fn found(index: &Index, q: &Query) -> (Vec<String>, usize, usize) {
        let results = index.search(&Query { limit: 1000, facets: true, ..q.clone() }, today());
        let mut slugs: Vec<String> = results.hits.iter().map(|h| h.card.slug.clone()).collect();
        slugs.sort();
        let counts = results.counts.unwrap_or_default();
        (slugs, results.sure, counts.needs.values().sum::<usize>() + counts.days.values().sum::<usize>())
    }

    #[test]
    fn a_changed_index_finds_and_counts_what_a_new_one_does() {
        let midnight = "2026-11-24T00:00:00.000000Z".parse().unwrap();
        let before = demo_services(midnight).unwrap();
        let mut after = before.clone();
        // One closes, one goes, one moves and changes its name, one comes first and one last, one becomes masked.
        after[3].closed_at = Some(midnight);
        let gone = after.remove(10).id;
        after[20].name = "Zither Evenings".into();
        after[20].borough = Some("Camden".into());
        after[20].point = kernel::Point::new(51.54, -0.14).ok();
        after[30].masked = true;
        let mut first = after[40].clone();
        first.id = Id::from_uuid(uuid::Uuid::from_u128(1));
        first.slug = "first".into();
        first.needs = vec!["xyz-unheard".into()];
        let mut last = first.clone();
        last.id = Id::from_uuid(uuid::Uuid::max());
        last.slug = "last".into();
        after.extend([first, last]);
        let changed: Vec<Service> =
            [3, 19, 20, 30, 299, 300].into_iter().filter_map(|n| after.get(n).cloned()).collect();
        let (old, whole) = (built(before), built(after));
        let new = old.with(changed, &[gone], &|need| vec![need.to_owned()], today());
        assert_eq!(
            new.cards.iter().map(|s| s.slug).collect::<Vec<_>>(),
            whole.cards.iter().map(|s| s.slug).collect::<Vec<_>>()
        );
        assert_eq!((&new.tokens, &new.starts, &new.docs), (&whole.tokens, &whole.starts, &whole.docs));
        assert_eq!(new.spots, whole.spots);
        let queries = [
            Query::default(),
            Query { words: "zither".into(), ..Query::default() },
            Query { words: "choir singing".into(), free: true, ..Query::default() },
            Query { borough: Some("Camden".into()), ..Query::default() },
            Query { need: Some("xyz-unheard".into()), ..Query::default() },
            Query { day: Some("tue".into()), language: Some("bn".into()), ..Query::default() },
        ];
        for q in queries {
            assert_eq!(found(&new, &q), found(&whole, &q), "{q:?}");
        }
    }
}
