//! How an index is made: one service after the other, in any order, each forgotten as soon as what is to be known of it is noted.

use super::{
    Facts, Index, Labels, order, safe,
    words::{Tokens, weight},
};
use crate::directory::{boroughs::Places, gazetteer::Gazetteer, model::Service};
use kernel::{Date, Id};
use std::collections::HashMap;

/// An index that is being built. Services are numbered as they come, and at the end along the map.
pub struct Builder {
    index: Index,
    today: Date,
    tokens: Tokens,
    counts: HashMap<u32, f32>,
    noted: Vec<Noted>,
}

/// What is only known of a service until all are there.
struct Noted {
    order: (u64, Id<Service>),
    /// How often each word stands in it, by the weight of the field.
    words: Box<[(u32, f32)]>,
    length: f32,
}

impl Builder {
    pub fn new(gazetteer: Gazetteer, today: Date) -> Builder {
        let index = Index { places: Places::of(&gazetteer), gazetteer, ..Index::default() };
        Builder { index, today, tokens: Tokens::default(), counts: HashMap::new(), noted: vec![] }
    }

    /// Adds a service, unless it is closed.
    pub fn add(&mut self, s: Service, labels: Labels<'_>) {
        if s.closed_at.is_some() {
            return;
        }
        let s = safe(s);
        let (length, says) = self.tokens.count(&s, labels, &mut self.counts);
        let words = self.counts.drain().collect();
        self.noted.push(Noted { order: order(s.point, s.id), words, length });
        let facts = self.index.facts_of(&s, self.today);
        self.index.facts.push(facts);
        self.index.cards.push(s, &says);
    }

    pub fn done(self) -> Index {
        let Builder { mut index, tokens, noted, .. } = self;
        let mut from: Vec<u32> = (0..noted.len() as u32).collect();
        from.sort_unstable_by_key(|doc| noted[*doc as usize].order);
        index.ids = from.iter().map(|doc| noted[*doc as usize].order.1).collect();
        index.cards = index.cards.in_order(&from);
        let mut facts: Vec<Option<Facts>> = index.facts.into_iter().map(Some).collect();
        index.facts = from.iter().filter_map(|doc| facts[*doc as usize].take()).collect();
        drop(facts);
        index.weigh(tokens, &noted, &from);
        index.settle();
        index
    }
}

impl Index {
    /// Puts the words in order, and after each the services that have it with what it weighs in them.
    fn weigh(&mut self, tokens: Tokens, noted: &[Noted], from: &[u32]) {
        let services = noted.len();
        self.mean = (noted.iter().map(|n| n.length).sum::<f32>() / (services as f32).max(1.0)).max(1.0);
        let mut words: Vec<(Box<str>, u32)> = tokens.ids.into_iter().collect();
        words.sort_unstable();
        let mut found_in = vec![0u32; words.len()];
        for (token, _) in noted.iter().flat_map(|n| &n.words) {
            found_in[*token as usize] += 1;
        }
        // Where the next service of a word goes.
        let mut next = vec![0u32; words.len()];
        let mut total = 0;
        self.starts = Vec::with_capacity(words.len() + 1);
        self.starts.push(0);
        for (_, token) in &words {
            next[*token as usize] = total;
            total += found_in[*token as usize];
            self.starts.push(total);
        }
        self.tokens = words.into_iter().map(|(word, _)| word).collect();
        self.docs = vec![0; total as usize];
        self.weights = vec![0; total as usize];
        for (doc, n) in from.iter().map(|doc| &noted[*doc as usize]).enumerate() {
            for (token, count) in &n.words {
                let token = *token as usize;
                let at = next[token] as usize;
                next[token] += 1;
                self.docs[at] = doc as u32;
                self.weights[at] = weight(*count, n.length / self.mean, found_in[token] as usize, services);
            }
        }
    }
}
