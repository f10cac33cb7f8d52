//! Cards: what a list shows of each service, packed, because there are hundreds of thousands of them. Unpacking one takes a microsecond or two; what is asked of
//! all of them stands in [`Facts`](super::Facts).

use super::says::{Said, Says};
use crate::directory::model::Service;
use serde::Deserialize;
use std::sync::Arc;

/// By the numbers of services. A copy shares what it holds.
#[derive(Clone, Debug, Default)]
pub struct Cards(Vec<Arc<[u8]>>);

/// What a packed card begins with, in the order in which [`Service`] has it: how a service is called, and the address of its page.
#[derive(Deserialize, Debug)]
pub struct Named<'a> {
    _id: &'a str,
    pub slug: &'a str,
    _provider_id: &'a str,
    pub provider: &'a str,
    pub name: &'a str,
}

impl Cards {
    /// Only what a list shows is kept of the description, and behind the card which words the whole of it has.
    pub(super) fn push(&mut self, mut s: Service, says: &Says) {
        s.description = s.summary();
        let mut card = postcard::to_allocvec(&s).expect("what a card holds has a length");
        says.put(&mut card);
        self.0.push(card.into());
    }

    /// Another's card.
    pub(super) fn share(&mut self, other: &Cards, doc: u32) {
        self.0.push(Arc::clone(&other.0[doc as usize]));
    }

    pub(super) fn packed(&self, doc: u32) -> &[u8] {
        &self.0[doc as usize]
    }

    pub(super) fn push_packed(&mut self, card: &[u8]) {
        self.0.push(card.into());
    }

    pub(super) fn shrink_to_fit(&mut self) {
        self.0.shrink_to_fit();
    }

    pub(super) fn reserve_exact(&mut self, more: usize) {
        self.0.reserve_exact(more);
    }

    /// The same in another order: where each has to come from.
    pub(super) fn in_order(&self, from: &[u32]) -> Cards {
        Cards(from.iter().map(|doc| Arc::clone(&self.0[*doc as usize])).collect())
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A card: the service without the most of its description.
    pub fn get(&self, doc: u32) -> Service {
        unpacked(&self.0[doc as usize])
    }

    /// How a service is called.
    pub fn named(&self, doc: u32) -> Named<'_> {
        unpacked(&self.0[doc as usize])
    }

    /// What a service says in its own words.
    pub(in crate::directory) fn said(&self, doc: u32) -> Said<'_> {
        Said::behind(&self.0[doc as usize])
    }

    /// Every card, in the order of their numbers, each unpacked when its turn comes.
    pub fn iter(&self) -> impl Iterator<Item = Service> {
        (0..self.0.len() as u32).map(|doc| self.get(doc))
    }
}

fn unpacked<'a, T: Deserialize<'a>>(packed: &'a [u8]) -> T {
    let (unpacked, _) = postcard::take_from_bytes(packed).expect("it was packed here");
    unpacked
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::demo_services;

    #[test]
    fn a_card_says_all_that_its_service_does_but_for_the_most_of_its_description() {
        let midnight = "2026-11-24T00:00:00.000000Z".parse().unwrap();
        let services = demo_services(midnight).unwrap();
        let mut cards = Cards::default();
        services.iter().for_each(|s| cards.push(s.clone(), &Says::default()));
        for (s, (doc, card)) in services.into_iter().zip((0..).zip(cards.iter())) {
            let named = cards.named(doc);
            assert_eq!((named.slug, named.name, named.provider), (&*s.slug, &*s.name, &*s.provider));
            let shown = Service { description: s.summary(), ..s };
            assert_eq!(serde_json::to_value(card).unwrap(), serde_json::to_value(shown).unwrap());
        }
    }
}
