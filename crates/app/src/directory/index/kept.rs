//! An index as a row of pieces, and back: what cannot be worked out of the rest, some thousand services or words at a time.

use super::{Facts, Index};
use crate::directory::{
    boroughs::Places,
    gazetteer::Gazetteer,
    model::Service,
    pieces::{Putting, Taking},
    store::Need,
};
use anyhow::{Result, ensure};
use kernel::Id;
use serde::{Deserialize, Serialize};
use std::{
    borrow::Cow,
    io::{Read, Write},
};

/// What there is once.
#[derive(Serialize, Deserialize)]
struct Whole<'a> {
    services: usize,
    words: usize,
    mean: f32,
    need_codes: Cow<'a, [String]>,
    places: Places,
}

/// Some services, one list beside the other.
#[derive(Serialize, Deserialize)]
struct Services<'a> {
    ids: Cow<'a, [Id<Service>]>,
    #[serde(borrow)]
    cards: Vec<&'a [u8]>,
    facts: Cow<'a, [Facts]>,
}

/// Some words, and after one another the services that have each.
#[derive(Serialize, Deserialize)]
struct Words<'a> {
    #[serde(borrow)]
    tokens: Vec<&'a str>,
    /// Where those of each end.
    ends: Vec<u32>,
    docs: Cow<'a, [u32]>,
    weights: Cow<'a, [u16]>,
}

/// Services or words in one piece.
const AT_ONCE: usize = 2000;

impl Index {
    pub(in crate::directory) fn keep<W: Write>(&self, to: &mut Putting<W>) -> Result<()> {
        let whole = Whole {
            services: self.len(),
            words: self.tokens.len(),
            mean: self.mean,
            need_codes: Cow::Borrowed(&self.need_codes),
            places: self.places.emptied(),
        };
        to.put(&whole)?;
        for from in (0..self.len()).step_by(AT_ONCE) {
            let these = from..(from + AT_ONCE).min(self.len());
            let some = Services {
                ids: Cow::Borrowed(&self.ids[these.clone()]),
                cards: these.clone().map(|doc| self.cards.packed(doc as u32)).collect(),
                facts: Cow::Borrowed(&self.facts[these]),
            };
            to.put(&some)?;
        }
        for from in (0..self.tokens.len()).step_by(AT_ONCE) {
            let these = from..(from + AT_ONCE).min(self.tokens.len());
            let lists = self.starts[these.start] as usize..self.starts[these.end] as usize;
            let some = Words {
                tokens: self.tokens[these.clone()].iter().map(|t| &**t).collect(),
                ends: these.map(|token| self.starts[token + 1] - lists.start as u32).collect(),
                docs: Cow::Borrowed(&self.docs[lists.clone()]),
                weights: Cow::Borrowed(&self.weights[lists]),
            };
            to.put(&some)?;
        }
        Ok(())
    }

    /// Puts it together again. What follows from its pieces is still to be worked out, once they are known to be right: [`Index::settled`].
    pub(in crate::directory) fn kept<R: Read>(
        gazetteer: Gazetteer,
        needs: Vec<Need>,
        from: &mut Taking<R>,
    ) -> Result<Index> {
        let Whole { services, words, mean, need_codes, places } = from.take()?;
        let need_codes = need_codes.into_owned();
        let mut index = Index { gazetteer, needs, mean, need_codes, places, ..Index::default() };
        for _ in (0..services).step_by(AT_ONCE) {
            let some: Services<'_> = from.take()?;
            ensure!(
                some.ids.len() == some.cards.len() && some.ids.len() == some.facts.len(),
                "a service misses something"
            );
            index.ids.extend_from_slice(&some.ids);
            some.cards.into_iter().for_each(|card| index.cards.push_packed(card));
            index.facts.extend(some.facts.into_owned());
        }
        index.starts.push(0);
        for _ in (0..words).step_by(AT_ONCE) {
            let some: Words<'_> = from.take()?;
            ensure!(
                some.tokens.len() == some.ends.len() && some.docs.len() == some.weights.len(),
                "a word misses something"
            );
            let before = index.docs.len() as u32;
            index.tokens.extend(some.tokens.into_iter().map(Box::from));
            index.starts.extend(some.ends.into_iter().map(|end| before + end));
            index.docs.extend_from_slice(&some.docs);
            index.weights.extend_from_slice(&some.weights);
        }
        index.shrink();
        Ok(index)
    }

    /// No list is longer than what is in it.
    fn shrink(&mut self) {
        self.ids.shrink_to_fit();
        self.facts.shrink_to_fit();
        self.cards.shrink_to_fit();
        self.tokens.shrink_to_fit();
        self.starts.shrink_to_fit();
        self.docs.shrink_to_fit();
        self.weights.shrink_to_fit();
    }

    /// Whether a place is masked here that was not in another one: a file that has the other still says where it is.
    pub(in crate::directory) fn hides_more_than(&self, other: &Index) -> bool {
        let was_masked = |id| other.number_of(id).is_some_and(|doc| other.facts_about(doc).rest.masked);
        self.ids.iter().zip(&self.facts).any(|(id, facts)| facts.rest.masked && !was_masked(*id))
    }

    /// With what follows from the cards and their facts.
    #[must_use]
    pub(in crate::directory) fn settled(mut self) -> Index {
        self.settle();
        self
    }
}
