//! The words of a search, each with the services that it stands for.

use super::{
    Query,
    area::Area,
    lists::{All, List, leap},
    meaning::{Meaning, age_at, place_at},
    quoted::Quoted,
};
use crate::directory::{
    index::Index,
    lexicon::{self, Sense},
    text,
    why::message,
};
use base::error::Message;
use kernel::Date;
use std::collections::{BTreeMap, HashSet};

/// One word of the search with the services it stands in (itself, or a word that stands for it).
pub(crate) struct Clause<'a> {
    pub word: String,
    /// The token that is the word itself, if there is one.
    itself: Option<usize>,
    list: Vec<(u32, f32)>,
    /// The same services and those of other areas.
    all: All<'a>,
    /// How many those are, wherever: `list` may have those of one area only.
    n: usize,
    /// How much it says, as rare as it is.
    pub says: f32,
    /// Whether it is as good as the name of a need: who helps with it fits, whatever else was said.
    pub meant: bool,
    /// Whether it says where, when or for whom, not what: a service without it fits too.
    pub beside: bool,
    /// How likely it is that the text speaks of the need that this stands for, where no word of it says so outright.
    pub likely: f32,
}

/// What a search asks for.
#[derive(Default)]
pub(super) struct Asked<'a> {
    /// Those that say what, then those that stand beside it.
    pub clauses: Vec<Clause<'a>>,
    /// How many of them say what; where none does, all but what is only likely.
    pub must: usize,
    pub meaning: Meaning,
    /// Codes of needs that are as good as named.
    pub needs: Vec<String>,
    /// Codes of others that it is likely to speak of.
    pub likely: Vec<&'static str>,
    /// A word of it, or a phrase, stands nowhere.
    pub lost: bool,
    pub quoted: Quoted,
    /// Services that it calls by their name, in order.
    pub called: Vec<u32>,
}

/// So many words of a search are read, about two thousand letters. Urgent help is offered by all of them.
pub(crate) const MOST_READ: usize = 400;
/// At most so many words count; a longer text is searched by its rarest.
const MOST_WORDS: usize = 16;
/// So many words of a text are named as a reason, and none with fewer letters.
const TELLING_WORDS: usize = 3;
const TELLING_LETTERS: usize = 3;
/// What a service counts that helps with a need which was as good as said, beside a word that stands once in its text.
const NEED: f32 = 2.0;
/// The same of one of which nobody has said it, and whose words speak of it.
const SUPPOSED: f32 = 0.8;
/// What the one thing that is asked for counts in who names it, where that is no more than one service in so many.
const NAMES_IT: f32 = 2.0;
const FEW_OF: usize = 50;
/// A word of fewer letters is no slip, and so many of a text are mended.
const SHORTEST_SLIP: usize = 4;
const MOST_SLIPS: usize = 6;
/// A word of fewer letters that stands somewhere is not taken for the beginning of another.
const SHORTEST_BEGUN: usize = 5;
/// In a text of another language an English word of no more letters than this is taken for one of that language.
const SHORTEST_LOAN: usize = 4;
/// Of fewer words nothing is guessed.
const ENOUGH_TO_GO_BY: usize = 4;
/// What a need that is only likely counts beside one that was as good as said.
const MAYBE: f32 = 0.8;
/// What a word counts that says little.
const LITTLE: f32 = 0.3;

impl Asked<'_> {
    /// Whether so many services have every word that says what, wherever they are and whatever else is asked of them. It hangs on the words alone: so it is
    /// the same for a list, what stands beside it, its numbers and its map, and a filter takes away and never adds.
    pub fn found_whole(&self, enough: usize) -> bool {
        let must = &self.clauses[..self.must];
        let Some(fewest) = must.iter().min_by_key(|c| c.n) else { return false };
        if fewest.n < enough {
            return false;
        }
        let mut others: Vec<_> = must.iter().filter(|c| !std::ptr::eq(*c, fewest)).map(|c| c.all.walk()).collect();
        let quoted = |doc: &u32| self.quoted.docs.as_ref().is_none_or(|docs| docs.has(*doc));
        fewest.all.iter().filter(quoted).filter(|doc| others.iter_mut().all(|has| has(*doc))).nth(enough - 1).is_some()
    }
}

/// Some words of a search that stand for one thing.
struct Span {
    said: String,
    /// Those of them that say something of a service, by place in the text.
    telling: Vec<usize>,
    /// The text ends with it, and its last word may be unfinished.
    begun: bool,
    /// It is the name of a place.
    place: bool,
    sense: Option<&'static Sense>,
    /// How many services it may stand for, at most.
    most: usize,
}

impl Span {
    /// One word, that stands for nothing else.
    fn word(words: &[String], at: usize) -> Span {
        let begun = at + 1 == words.len();
        Span { said: words[at].clone(), telling: vec![at], begun, place: false, sense: None, most: 1 }
    }

    /// [`Clause::meant`].
    fn meant(&self) -> bool {
        self.sense.is_some_and(|s| s.needs.iter().any(|(_, strength)| *strength >= 1.0))
    }

    /// [`Clause::beside`].
    fn beside(&self) -> bool {
        self.place || self.sense.is_some_and(|s| s.asks.is_some() && s.needs.is_empty() && s.words.is_empty())
    }
}

impl Index {
    /// The words of a text, each with its services. `last_is_begun`: the last word may be unfinished.
    pub(crate) fn clauses(&self, text: &str, last_is_begun: bool) -> Vec<Clause<'_>> {
        let mut seen: Vec<String> = vec![];
        let mut clauses: Vec<Clause<'_>> = vec![];
        let all: Vec<String> = kernel::name::words(text).into_iter().filter(|w| text::tells(w)).collect();
        let last = all.len().saturating_sub(1);
        let say_more = all.iter().any(|w| !text::tells_little(w));
        let mut stems: Vec<String> = all.iter().map(|w| text::stem(w)).collect();
        self.mend(&all, &mut stems, last_is_begun);
        for (i, (word, stem)) in all.into_iter().zip(stems).enumerate() {
            if say_more && text::tells_little(&word) {
                continue;
            }
            if !seen.contains(&stem) {
                let list = self.services_with(&stem, &word, last_is_begun && i == last, None);
                let (itself, n) = (self.itself(&stem, &word), list.n());
                let says = self.rarity(n);
                let List { near: list, all } = list;
                clauses.push(Clause { word, itself, list, all, n, says, meant: false, beside: false, likely: 0.0 });
                seen.push(stem);
            }
        }
        if clauses.len() > MOST_WORDS {
            // Words that nobody has say nothing; the rarest of the others say most.
            clauses.retain(|c| c.n > 0);
            clauses.sort_by_key(|c| c.n);
            clauses.truncate(MOST_WORDS);
        }
        clauses
    }

    /// What a search asks for: its words, phrases that stand for needs or for other words, and what stands beside. The last word may be
    /// unfinished. Without `today`, "today" is no day. Of services that are not in the area nothing is read.
    pub(super) fn asked(&self, q: &Query, today: Option<Date>, area: Option<&Area>) -> Asked<'_> {
        let mut words = text::said(&q.words);
        words.truncate(MOST_READ);
        let mut stems: Vec<String> = words.iter().map(|w| text::stem(w)).collect();
        // Before slips are mended: what nobody said is no danger.
        let hurt = q.need.as_deref().is_some_and(lexicon::is_of_the_hurt) || lexicon::says_hurt(&words, &stems);
        self.mend(&words, &mut stems, true);
        let quoted = self.quoted(&q.words);
        let called = self.called(&words, &stems);
        let mut all = Asked { lost: quoted.missed, quoted, called, ..Asked::default() };
        all.meaning.hurt = hurt;
        let mut spans = self.spans(q, today, &words, &stems, &mut all);
        if spans.iter().any(|s| !s.beside() && !text::tells_little(&s.said)) {
            spans.retain(|s| !text::tells_little(&s.said));
        }
        if spans.len() > MOST_WORDS {
            spans.sort_by_key(|s| (!s.meant(), s.most));
            spans.truncate(MOST_WORDS);
        }
        let only = spans.iter().filter(|s| !s.beside()).count() == 1;
        let mut alone = vec![];
        for span in spans {
            let in_words = if span.sense.is_some() && span.telling.len() > 1 { span.telling.clone() } else { vec![] };
            match self.clause(span, &words, &stems, area, only) {
                Some(clause) => all.clauses.push(clause),
                // What it stands for is nowhere: then its words are only words.
                None => alone.extend(in_words),
            }
        }
        let room = MOST_WORDS.saturating_sub(all.clauses.len());
        let alone = alone.into_iter().filter_map(|i| self.clause(Span::word(&words, i), &words, &stems, area, false));
        all.clauses.extend(alone.take(room));
        all.clauses.sort_by_key(|c| c.beside);
        all.must = all.clauses.iter().filter(|c| !c.beside).count();
        if all.must == 0 {
            all.must = all.clauses.len();
        }
        self.add_likely(&stems, area, &mut all);
        all
    }

    /// What the whole of a text is likely to speak of beside what its words name.
    fn add_likely<'a>(&'a self, stems: &[String], area: Option<&Area>, all: &mut Asked<'a>) {
        if stems.len() < ENOUGH_TO_GO_BY {
            return;
        }
        for likely in lexicon::likely(stems) {
            if all.needs.iter().any(|code| code == likely.code) {
                continue;
            }
            let list = self.of_need(likely.code, likely.share * MAYBE, area);
            let n = list.n();
            if n > 0 {
                let List { near: list, all: services } = list;
                let word = String::new();
                let says = self.rarity(n);
                all.clauses.push(Clause {
                    word,
                    itself: None,
                    list,
                    all: services,
                    n,
                    says,
                    meant: true,
                    beside: true,
                    likely: likely.share,
                });
                all.likely.push(likely.code);
            }
        }
    }

    /// The words of a search in the pieces that say something, each as long as it can be: what they ask for beside the subject goes into `all`. No list of
    /// services is read: of a long text most pieces are not looked for.
    fn spans(
        &self,
        q: &Query,
        today: Option<Date>,
        words: &[String],
        stems: &[String],
        all: &mut Asked<'_>,
    ) -> Vec<Span> {
        let mut pieces = vec![];
        let mut at = 0;
        let label = lexicon::label(words);
        while at < words.len() {
            let place = if q.near.is_none() { place_at(self, words, at) } else { None };
            let age = age_at(&words[at..]);
            let found = label.map(|sense| (words.len(), sense));
            let found = found.or_else(|| lexicon::phrase_at(&words[at..], &stems[at..]));
            let longest = [place.as_ref().map_or(0, |p| p.0), age.map_or(0, |a| a.0), found.map_or(0, |f| f.0)];
            let n = longest.into_iter().max().unwrap_or_default().max(1);
            pieces.push((at, n, place, age, found));
            at += n;
        }
        let tongue = tongue(pieces.iter().filter_map(|p| p.4));
        let mut spans: Vec<Span> = vec![];
        let mut seen: HashSet<String> = HashSet::new();
        let (mut ours, mut theirs): (usize, Vec<&str>) = (0, vec![]);
        for (from, n, place, age, found) in pieces {
            let end = from + n;
            let said = words[from..end].join(" ");
            if !seen.insert(said.clone()) {
                continue;
            }
            if let Some((len, years)) = age
                && len == n
            {
                all.meaning.aged(years);
                continue;
            }
            let found = found.filter(|(_, sense)| n > 1 || tongue.is_none_or(|t| may_be_of(t, &said, sense)));
            let named = place.filter(|(len, _)| *len == n).map(|(_, place)| place);
            let sense = found.filter(|(len, _)| *len == n && named.is_none()).map(|(_, sense)| sense);
            let telling: Vec<usize> = (from..end).filter(|i| text::tells(&words[*i])).collect();
            if text::is_unwanted(words, from) || sense.is_none() && telling.is_empty() {
                continue;
            }
            if let Some(sense) = sense {
                let named = sense.needs.iter().filter(|(_, strength)| *strength >= 1.0);
                all.needs.extend(named.map(|(code, _)| code.clone()));
                if let Some(codes) = &sense.asks {
                    all.meaning.add(codes, today);
                }
                if sense.of.is_empty() { ours += 1 } else { theirs.extend(&sense.of) }
            }
            let mut span = Span { said, telling, begun: end == words.len(), place: named.is_some(), sense, most: 0 };
            all.meaning.near = all.meaning.near.take().or(named);
            span.most = self.most(&span, words, stems);
            // A number, a word of another language, a slip that nobody can read: what stands nowhere says nothing.
            let nowhere = |word: &str, beside: bool| !beside && !text::tells_little(word);
            if span.most > 0 {
                spans.push(span);
            } else if n == 1 {
                all.lost |= nowhere(&words[from], span.beside());
            } else if span.sense.is_some() {
                // Nobody does what it means, and it is nowhere as a whole: each of its words is one.
                for at in span.telling {
                    let mut one = Span::word(words, at);
                    one.most = self.most(&one, words, stems);
                    if one.most > 0 {
                        spans.push(one);
                    } else {
                        all.lost |= nowhere(&words[at], false);
                    }
                }
            }
        }
        theirs.sort_unstable();
        theirs.dedup();
        if !theirs.is_empty() && ours == 0 {
            all.meaning.written_in(&theirs);
        }
        spans
    }

    /// How many services a piece may stand for, at most.
    fn most(&self, span: &Span, words: &[String], stems: &[String]) -> usize {
        let with = |stem: &str| self.token(stem).map_or(0, |t| self.posting(t).0.len());
        let one = |i: &usize| {
            let alike: usize = text::synonyms(&stems[*i]).iter().map(|s| with(s)).sum();
            let begun =
                if span.begun && i + 1 == words.len() { self.begun_by(&stems[*i], &words[*i], 1) } else { vec![] };
            with(&stems[*i]) + alike + begun.into_iter().map(|t| self.posting(t).0.len()).sum::<usize>()
        };
        let said = span.telling.iter().map(one).min().unwrap_or_default();
        let meant = span.sense.map_or(0, |sense| {
            let needs: usize = sense
                .needs
                .iter()
                .map(|(code, _)| self.helping_with(code).len() + self.perhaps_helping_with(code).len())
                .sum();
            needs + sense.words.iter().flat_map(|w| w.split(' ')).map(with).sum::<usize>()
        });
        said + meant
    }

    /// A piece with its services; `None` where it has none.
    fn clause(
        &self,
        span: Span,
        words: &[String],
        stems: &[String],
        area: Option<&Area>,
        only: bool,
    ) -> Option<Clause<'_>> {
        let of_words = span
            .telling
            .iter()
            .map(|i| self.services_with(&stems[*i], &words[*i], span.begun && *i + 1 == words.len(), area));
        let mut list = List::in_all(of_words.collect(), self.len());
        // Where nothing else is asked for, who names it goes before who helps with something of the kind.
        if only && span.telling.len() == 1 && !span.beside() && list.n() * FEW_OF <= self.len() {
            list.near.iter_mut().for_each(|(_, weight)| *weight *= NAMES_IT);
        }
        if let Some(sense) = span.sense {
            for together in &sense.words {
                let each = together.split(' ').map(|word| self.services_with(word, word, false, area));
                list = list.or(List::in_all(each.collect(), self.len()), self.len());
            }
            for (code, strength) in &sense.needs {
                list = list.and(self.of_need(code, *strength, area), self.len());
            }
        }
        let n = list.n();
        if n == 0 {
            return None;
        }
        let itself = match span.telling.as_slice() {
            [one] => self.itself(&stems[*one], &words[*one]),
            _ => None,
        };
        let little = span.sense.is_none() && span.telling.iter().all(|i| text::tells_little(&words[*i]));
        let says = self.rarity(n) * if little { LITTLE } else { 1.0 };
        let (meant, beside) = (span.meant(), span.beside());
        let List { near: list, all } = list;
        Some(Clause { word: span.said, itself, list, all, n, says, meant, beside, likely: 0.0 })
    }

    /// The token that is a word itself, and not what a slip was mended to.
    fn itself(&self, stem: &str, word: &str) -> Option<usize> {
        self.token(stem).filter(|_| stem == text::stem(word))
    }

    /// Words that stand nowhere, as the likeliest word that does: so that a slip of the finger still makes a phrase. It is a look at every word there is, so
    /// that it is done for a few: a text that is full of such words is of another language.
    fn mend(&self, words: &[String], stems: &mut [String], last_is_begun: bool) {
        let last = words.len().saturating_sub(1);
        let slips = words.iter().zip(stems).enumerate().filter(|(i, (word, stem))| {
            let begun = last_is_begun && *i == last && !self.beginning(stem, 1).is_empty();
            let known = begun || self.token(stem).is_some() || lexicon::knows(stem, word);
            !known && text::tells(word) && word.chars().count() >= SHORTEST_SLIP
        });
        for (_, (_, stem)) in slips.take(MOST_SLIPS) {
            let most = self.nearly(stem).into_iter().max_by_key(|t| self.posting(*t).0.len());
            if let Some(token) = most {
                *stem = self.token_text(token).to_owned();
            }
        }
    }

    /// The services that help with a need, and those that perhaps do; one that names it first more than one that names it last.
    fn of_need(&self, code: &str, strength: f32, area: Option<&Area>) -> List<'_> {
        let Some(which) = self.need_codes().iter().position(|c| c == code) else { return List::default() };
        let (said, perhaps) = (self.helping_with(code), self.perhaps_helping_with(code));
        let weight = self.rarity(said.len() + perhaps.len()) * strength * NEED;
        let weigh = |named: &[u16]| {
            let place = named.iter().position(|n| usize::from(*n) == which).unwrap_or_default();
            weight / (1.0 + 0.25 * place as f32)
        };
        let said = List::of(area, said, |at| weigh(self.needs_of(said[at])));
        if perhaps.is_empty() {
            return said;
        }
        let perhaps = List::of(area, perhaps, |at| weigh(self.supposed_of(perhaps[at])) * SUPPOSED);
        if said.n() == 0 { perhaps } else { said.or(perhaps, self.len()) }
    }

    /// How much it says that a service is one of so many (the inverse document frequency of BM25).
    fn rarity(&self, n: usize) -> f32 {
        let (all, n) = (self.len() as f32, n as f32);
        (1.0 + (all - n + 0.5) / (n + 0.5)).ln()
    }

    /// The tokens that an unfinished word may become.
    fn begun_by(&self, stem: &str, word: &str, most: usize) -> Vec<usize> {
        // A short word that stands somewhere is finished: "kid" is no beginning of "kidney".
        let letters = word.chars().count();
        if letters < 3 || letters < SHORTEST_BEGUN && self.token(stem).is_some() {
            return vec![];
        }
        // The stem of a word cut short may be longer than the stem of the whole: "dancin", "danc".
        self.beginning(if word.len() < stem.len() { word } else { stem }, most)
    }

    fn services_with(&self, stem: &str, word: &str, begun: bool, area: Option<&Area>) -> List<'_> {
        let mut tokens: Vec<(usize, f32)> = self.token(stem).map(|t| (t, 1.0)).into_iter().collect();
        tokens.extend(text::synonyms(stem).iter().filter_map(|s| Some((self.token(s)?, 0.5))));
        if begun {
            tokens.extend(self.begun_by(stem, word, 24).into_iter().map(|t| (t, 0.7)));
        }
        let mut lists: Vec<List<'_>> =
            tokens.iter().map(|(token, share)| List::of_token(self, area, *token, *share)).collect();
        // The two shortest at a time, so that no list is walked more often than needed.
        lists.sort_by_key(|l| std::cmp::Reverse(l.near.len()));
        while lists.len() > 1 {
            let (a, b) = (lists.pop().unwrap_or_default(), lists.pop().unwrap_or_default());
            let both = a.or(b, self.len());
            lists.insert(lists.partition_point(|l| l.near.len() > both.near.len()), both);
        }
        lists.pop().unwrap_or_default()
    }

    /// Calls `found` with each service that has at least `required` of the clauses, in order: service, score, which clauses as bits.
    pub(crate) fn merge(clauses: &[Clause], required: usize, mut found: impl FnMut(u32, f32, u32)) {
        if required == clauses.len() {
            return Index::meet(clauses, found);
        }
        let mut at = vec![0usize; clauses.len()];
        loop {
            let next = clauses.iter().zip(&at).filter_map(|(c, i)| c.list.get(*i)).map(|e| e.0).min();
            let Some(doc) = next else { return };
            let (mut score, mut bits) = (0.0, 0u32);
            for (n, clause) in clauses.iter().enumerate() {
                if let Some((d, w)) = clause.list.get(at[n])
                    && *d == doc
                {
                    score += w;
                    bits |= 1 << n;
                    at[n] += 1;
                }
            }
            if bits.count_ones() as usize >= required {
                found(doc, score, bits);
            }
        }
    }

    /// Calls `found` with each service that has all of the first `must` clauses, in order, with what it has of the others.
    pub(super) fn whole(clauses: &[Clause], must: usize, mut found: impl FnMut(u32, f32, u32)) {
        let (must, may) = clauses.split_at(must);
        let mut rests: Vec<&[(u32, f32)]> = may.iter().map(|c| c.list.as_slice()).collect();
        Index::meet(must, |doc, mut score, mut bits| {
            for (n, rest) in rests.iter_mut().enumerate() {
                *rest = leap(rest, doc, |e| e.0);
                if let Some((_, weight)) = rest.first().filter(|(d, _)| *d == doc) {
                    score += weight;
                    bits |= 1 << (must.len() + n);
                }
            }
            found(doc, score, bits);
        });
    }

    /// [`Index::merge`] for services that have every clause: the shortest list leads, the others are looked up in leaps.
    fn meet(clauses: &[Clause], mut found: impl FnMut(u32, f32, u32)) {
        let Some(shortest) = (0..clauses.len()).min_by_key(|n| clauses[*n].list.len()) else { return };
        let mut rests: Vec<&[(u32, f32)]> = clauses.iter().map(|c| c.list.as_slice()).collect();
        let bits = if clauses.len() >= 32 { u32::MAX } else { (1 << clauses.len()) - 1 };
        'services: for (doc, _) in &clauses[shortest].list {
            let mut score = 0.0;
            for rest in &mut rests {
                *rest = leap(rest, *doc, |e| e.0);
                match rest.first() {
                    Some((d, weight)) if d == doc => score += weight,
                    Some(_) => continue 'services,
                    None => return,
                }
            }
            found(*doc, score, bits);
        }
    }

    /// Which of the words a service has, and for which it has only something like them (a synonym, another ending, a likely slip).
    ///
    /// What was as good as the name of a need is not named for being like something: that it helps with the need says it.
    pub(crate) fn mentions(&self, clauses: &[Clause], doc: u32, bits: u32) -> Vec<Message> {
        let mut hit: Vec<&Clause> = hit(clauses, bits).collect();
        hit.retain(|c| !c.meant || self.has_itself(c, doc));
        self.said(&hit, doc)
    }

    /// [`Index::mentions`] of a text that was not written as a search: the few words that tell most, the rarest first, and none that is very short. What a
    /// service has itself goes before what it has something like.
    pub(crate) fn mentions_most(&self, clauses: &[Clause], doc: u32, bits: u32) -> Vec<Message> {
        let mut most: Vec<&Clause> = hit(clauses, bits).collect();
        most.retain(|c| c.word.chars().count() >= TELLING_LETTERS);
        let services = |c: &Clause| c.itself.map_or(c.n, |token| self.posting(token).0.len());
        most.sort_by_key(|c| (!self.has_itself(c, doc), services(c)));
        most.truncate(TELLING_WORDS);
        self.said(&most, doc)
    }

    /// Whether a service has the word of a clause in what it says, and not only something like it, or in the name of a need that it helps with.
    fn has_itself(&self, clause: &Clause, doc: u32) -> bool {
        clause.itself.is_some_and(|token| {
            self.posting(token).0.binary_search(&doc).is_ok() && self.cards.said(doc).has(self.token_text(token))
        })
    }

    fn said(&self, clauses: &[&Clause], doc: u32) -> Vec<Message> {
        let (itself, like): (Vec<&Clause>, Vec<&Clause>) =
            clauses.iter().copied().partition(|c| self.has_itself(c, doc));
        let said = |clauses: Vec<&Clause>| clauses.iter().map(|c| written(&c.word)).collect::<Vec<_>>().join(", ");
        let mut messages = vec![];
        if !itself.is_empty() {
            messages.push(message("why-words", [("words", said(itself))]));
        }
        if !like.is_empty() {
            messages.push(message("why-words-like", [("words", said(like))]));
        }
        messages
    }
}

/// Words of a search as somebody would write them: "women s group" had an apostrophe.
fn written(words: &str) -> String {
    let whole = words.replace(" s ", "’s ");
    whole.strip_suffix(" s").map_or(whole.clone(), |start| format!("{start}’s"))
}

/// The language other than English in which a text says most that is understood, where that is more than a word and no less than it says in English.
fn tongue(senses: impl Iterator<Item = (usize, &'static Sense)>) -> Option<&'static str> {
    let (mut english, mut words): (usize, BTreeMap<&str, usize>) = (0, BTreeMap::new());
    for (n, sense) in senses {
        sense.of.iter().for_each(|of| *words.entry(of).or_default() += n);
        english += if sense.of.is_empty() { n } else { 0 };
    }
    words.into_iter().filter(|(_, n)| *n > 1 && *n >= english).max_by_key(|(_, n)| *n).map(|(of, _)| of)
}

/// Whether one word means something in a text of another language than English: "timid" is no word of Somali, and "mi" is no heart attack in Romanian. Longer
/// English words are borrowed everywhere.
fn may_be_of(tongue: &str, word: &str, sense: &Sense) -> bool {
    match sense.of.as_slice() {
        [] => word.chars().count() > SHORTEST_LOAN,
        of => of.contains(&tongue),
    }
}

/// Those of the clauses whose bits are set.
pub(super) fn hit<'a>(clauses: &'a [Clause<'a>], bits: u32) -> impl Iterator<Item = &'a Clause<'a>> {
    clauses.iter().enumerate().filter(move |(i, _)| bits & 1 << i != 0).map(|(_, c)| c)
}
