//! Which pairs out of many entries are worth comparing.
//!
//! Entries that are one thing share something: a number, a mailbox, a telephone, a site, a name, a name in a district, a street, a postcode with a word of the name.
//! Each of those is a key; entries with a key in common are candidates. A key that very many share (the council's switchboard, a platform's host) is no evidence and
//! gives no pairs, so that the work grows with the number of entries and not with its square. That two are candidates says nothing else.

use super::{facts::Facts, name::Name};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Which entries are compared with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Who runs it.
    Organisation,
    /// Where it is.
    Location,
    /// What it is.
    Service,
}

/// A key that more entries than these share gives no pairs. A choice of ours.
pub const CROWD: usize = 50;

/// The same for keys that say little: a word in a district, two words, a postcode, a street. A choice of ours.
pub const SMALL_CROWD: usize = 20;

/// The keys that say little.
const LITTLE: &[&str] = &["district-word", "host", "postcode", "provider-word", "street", "two-words"];

/// Pairs of indices that are worth comparing: the lower first, sorted, none twice.
pub fn candidates(entries: &[Facts], kind: Kind) -> Vec<(u32, u32)> {
    let mut keys: Vec<(u64, u32)> = Vec::with_capacity(entries.len() * 12);
    for (at, entry) in (0u32..).zip(entries) {
        keys_of(entry, kind, &mut |key| keys.push((key, at)));
    }
    keys.sort_unstable();
    keys.dedup();
    let mut pairs = vec![];
    for bucket in
        keys.chunk_by(|a, b| a.0 == b.0).filter(|b| b.len() <= if b[0].0 & 1 == 1 { SMALL_CROWD } else { CROWD })
    {
        for (i, (_, first)) in bucket.iter().enumerate() {
            pairs.extend(bucket[i + 1..].iter().map(|(_, second)| (*first, *second)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Hands over the keys of an entry. The hash is the same in every run; two keys that fall on one number cost a comparison and nothing else.
fn keys_of(entry: &Facts, kind: Kind, put: &mut impl FnMut(u64)) {
    let mut key = |sort: &str, parts: &[&str]| {
        let mut hasher = DefaultHasher::new();
        (sort, parts).hash(&mut hasher);
        // The lowest bit says which crowd it may have.
        put(hasher.finish() & !1 | u64::from(LITTLE.contains(&sort)));
    };
    let sets = [
        ("number", &entry.identifiers),
        ("email", &entry.emails),
        ("page", &entry.pages),
        ("phone", &entry.phones),
        ("host", &entry.hosts),
    ];
    for (sort, all) in sets {
        all.iter().for_each(|one| key(sort, &[one]));
    }
    // A service is reached at its provider's site.
    let provider = entry.provider.as_deref();
    provider.iter().flat_map(|p| &p.hosts).for_each(|host| key("host", &[host]));
    for name in entry.names() {
        let telling = telling(name);
        key("name", &telling.iter().map(String::as_str).collect::<Vec<_>>());
        // A telephone or a site of a big organisation has a crowd; a crowd with one word in common is small.
        for word in &telling {
            entry.phones.iter().for_each(|phone| key("phone-word", &[phone, word]));
            entry.hosts.iter().for_each(|host| key("host-word", &[host, word]));
            provider.iter().for_each(|p| key("provider-word", &[&p.name.words().concat(), word]));
        }
        for (i, one) in telling.iter().enumerate() {
            telling[i + 1..].iter().take(3).for_each(|two| key("two-words", &[one, two]));
        }
        for place in &entry.places {
            for word in &telling {
                place.outcode.iter().for_each(|o| key("district-word", &[o.as_str(), word]));
                place.postcode.iter().for_each(|p| key("postcode-word", &[p.as_str(), word]));
            }
        }
    }
    for place in &entry.places {
        let postcode = place.postcode.as_ref();
        postcode.iter().for_each(|p| key("postcode", &[p.as_str()]));
        for street in &place.streets {
            let number = street.numbers.map_or(String::new(), |(from, _)| from.to_string());
            postcode.iter().for_each(|p| key("door", &[p.as_str(), &number]));
            if kind == Kind::Location {
                key("street", &[&street.words]);
            }
            entry
                .when
                .starts
                .iter()
                .for_each(|start| key("slot", &[&street.words, &entry.when.days.to_string(), &start.to_string()]));
        }
    }
}

/// The words of a name that tell, shortened so that most slips of the pen fall behind the cut, and sorted.
fn telling(name: &Name) -> Vec<String> {
    let mut words: Vec<String> = name.telling().iter().map(|w| w.chars().take(5).collect()).collect();
    words.sort_unstable();
    words.dedup();
    words.truncate(6);
    words
}
