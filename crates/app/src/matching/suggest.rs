//! Hard rules, then a score out of parts.

use super::story::{self, Inferred};
use crate::directory::{Asked, Clause, Index, Located, OLD_AFTER_DAYS, Service, Truth, in_km, message};
use base::error::Message;
use kernel::{Date, Language, Money};
use serde::Serialize;
use std::sync::Arc;

/// What is known of somebody, for finding what might help. Everything but the words may be left out; nothing here is kept.
#[derive(Clone, Debug)]
pub struct Story {
    /// What the person says or the referrer wrote.
    pub text: String,
    /// Codes that somebody chose. When there are any, the words of the text add to them.
    pub needs: Vec<String>,
    /// Inferred codes that somebody struck out.
    pub struck: Vec<String>,
    pub near: Option<Located>,
    /// The borough they live in, for services that serve some only. `None`: taken from `near`, which may lie in one of several.
    pub borough: Option<String>,
    pub age: Option<i64>,
    /// Stated gender by our words (`male`, `female`, `other`, `not-stated`); "man", "woman" are understood.
    pub gender: Option<String>,
    /// Languages they are at home in, BCP 47.
    pub languages: Vec<String>,
    /// What they cannot do without, codes of `directory::ACCESS`.
    pub access: Vec<String>,
    pub free_only: bool,
    /// Whether a professional asks, who may see services with a masked address.
    pub professional: bool,
    /// For how long ago things were checked.
    pub today: Date,
}

impl Story {
    /// A story of which only the words are known.
    pub fn new(text: impl Into<String>, today: Date) -> Story {
        Story {
            text: text.into(),
            needs: vec![],
            struck: vec![],
            near: None,
            borough: None,
            age: None,
            gender: None,
            languages: vec![],
            access: vec![],
            free_only: false,
            professional: false,
            today,
        }
    }

    /// Fills age and place from the words, where they are stated there and not given. (A full postcode counts as its outcode here; a caller with a
    /// database asks `directory::locate` first.)
    #[must_use]
    pub fn with_stated(mut self, index: &Index) -> Story {
        let stated = story::stated(&self.text);
        self.age = self.age.or(stated.age);
        if self.near.is_none() {
            self.near = stated.place.and_then(|place| index.gazetteer.resolve(&Asked::read(&place), None));
        }
        self
    }

    /// The boroughs that they may live in: the one that is known, or those that their outcode reaches into. None, when nothing is known.
    fn homes<'a>(&'a self, index: &'a Index) -> &'a [String] {
        match &self.borough {
            Some(known) => std::slice::from_ref(known),
            None => self.near.as_ref().map_or(&[], |near| near.boroughs(&index.gazetteer)),
        }
    }

    fn is(&self, gender: &str) -> bool {
        let said = self.gender.as_deref().unwrap_or("");
        match gender {
            "men" => matches!(said, "male" | "man" | "men" | "boy" | "m"),
            _ => matches!(said, "female" | "woman" | "women" | "girl" | "f"),
        }
    }
}

/// One part of a score.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Part {
    /// The label is `part-{key}`.
    pub key: &'static str,
    /// 0 to 1.
    pub value: f32,
    /// Its share of the score; the shares of a suggestion add up to 1.
    pub weight: f32,
}

/// A service that might help.
#[derive(Clone, Debug, Serialize)]
pub struct Suggestion {
    pub card: Arc<Service>,
    /// 0 to 1: the sum of the parts by their weights.
    pub score: f32,
    pub parts: Vec<Part>,
    pub distance_km: Option<f64>,
    /// It is full and has a waiting list, or nobody is being sent there just now: it stands below everything that is open.
    pub full: bool,
    pub why: Vec<Message>,
    pub unknown: Vec<Message>,
}

/// A service that would have fitted, and why it was left out.
#[derive(Clone, Debug, Serialize)]
pub struct Excluded {
    pub card: Arc<Service>,
    pub why_not: Vec<Message>,
}

/// All that came of a story.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Matched {
    /// The needs that were looked for: chosen, then inferred with their words.
    pub needs: Vec<Inferred>,
    pub suggestions: Vec<Suggestion>,
    /// The best of what was left out, at most as many as suggestions were asked for.
    pub excluded: Vec<Excluded>,
}

// What each part weighs; a part that cannot be asked (no place given) gives its share to the others. Our choice; evaluation may move it.
const NEEDS: f32 = 0.38;
const WORDS: f32 = 0.17;
const DISTANCE: f32 = 0.20;
const LANGUAGE: f32 = 0.10;
const COST: f32 = 0.05;
const CAPACITY: f32 = 0.06;
const TRUTH: f32 = 0.04;

/// What a need of the same domain counts, beside the need itself.
const SAME_DOMAIN: f32 = 0.25;
/// What needs count that nobody has said, and that a service's words speak of.
const SUPPOSED: f32 = 0.7;
/// So many of the roughly best are weighed in full at a time.
const BATCH: usize = 500;

/// The services that might help, best first.
pub fn suggest(index: &Index, story: &Story, limit: usize) -> Vec<Suggestion> {
    weigh(index, story, limit).suggestions
}

struct Candidate {
    doc: u32,
    needs: f32,
    words: f32,
    bits: u32,
    rough: f32,
}

/// The services that might help, those that were left out, and the needs that were looked for.
pub fn weigh(index: &Index, story: &Story, limit: usize) -> Matched {
    let needs = needs_of(story);
    // Numbers are ages and postcodes here, not words.
    let text: String = kernel::name::words(&story.text)
        .into_iter()
        .filter(|w| !w.bytes().any(|b| b.is_ascii_digit()))
        .collect::<Vec<_>>()
        .join(" ");
    let clauses = index.clauses(&text, false);
    let mut candidates = candidates(index, &needs, &clauses);
    let most = candidates.iter().map(|c| c.words).fold(0.0, f32::max).max(f32::MIN_POSITIVE);
    for c in &mut candidates {
        c.words /= most;
        let km = story.near.as_ref().map(|n| index.rank_km(c.doc, n.point).0);
        c.rough = NEEDS * c.needs + WORDS * c.words + km.map_or(0.0, |km| DISTANCE * nearness(km));
    }
    let better = |a: &Candidate, b: &Candidate| b.rough.total_cmp(&a.rough).then(a.doc.cmp(&b.doc));
    let batch = BATCH.max(limit * 4);
    if candidates.len() > batch {
        // The first batch nearly always suffices; the rest need no order unless it does not.
        candidates.select_nth_unstable_by(batch - 1, better);
        candidates[..batch].sort_unstable_by(better);
    } else {
        candidates.sort_unstable_by(better);
    }

    let homes = story.homes(index);
    let mut matched = Matched { needs, ..Matched::default() };
    let mut found: Vec<(u32, Suggestion)> = vec![];
    let mut from = 0;
    while from < candidates.len() && found.len() < limit {
        if from == batch {
            candidates[from..].sort_unstable_by(better);
        }
        let to = (from + batch).min(candidates.len());
        for c in &candidates[from..to] {
            let card = Arc::new(index.cards().get(c.doc));
            let why_not = why_not(story, homes, &card);
            if why_not.is_empty() {
                let mentions = index.mentions_most(&clauses, c.doc, c.bits);
                found.push((c.doc, suggestion(index, (story, homes), &matched.needs, c, &card, mentions)));
            } else if matched.excluded.len() < limit {
                matched.excluded.push(Excluded { card, why_not });
            }
        }
        from = to;
    }
    found.sort_by(|(a, x), (b, y)| x.full.cmp(&y.full).then(y.score.total_cmp(&x.score)).then(a.cmp(b)));
    found.truncate(limit);
    matched.suggestions = found.into_iter().map(|(_, s)| s).collect();
    matched
}

/// What somebody chose counts whole; what the words say is added, unless it was struck out.
fn needs_of(story: &Story) -> Vec<Inferred> {
    let mut needs: Vec<Inferred> =
        story.needs.iter().map(|code| Inferred { code: code.clone(), strength: 1.0, words: vec![] }).collect();
    for inferred in story::infer(&story.text) {
        if !story.struck.contains(&inferred.code) && !needs.iter().any(|n| n.code == inferred.code) {
            needs.push(inferred);
        }
    }
    needs
}

/// Every service that helps with one of the needs, or has words of the story.
fn candidates(index: &Index, needs: &[Inferred], clauses: &[Clause<'_>]) -> Vec<Candidate> {
    let fits = Fits::new(index, needs);
    let helps = |n: &Inferred| [index.helping_with(&n.code), index.perhaps_helping_with(&n.code)];
    let mut helping: Vec<u32> = needs.iter().flat_map(helps).flatten().copied().collect();
    helping.sort_unstable();
    helping.dedup();
    let mut all: Vec<Candidate> = Vec::with_capacity(helping.len());
    let candidate = |doc: u32, words: f32, bits: u32| Candidate {
        doc,
        needs: fits.of(index.needs_of(doc)).max(fits.of(index.supposed_of(doc)) * SUPPOSED),
        words,
        bits,
        rough: 0.0,
    };
    // One word in common says little when there are many.
    let enough = if clauses.len() > 2 { 2 } else { 1 };
    let mut next = 0;
    Index::merge(clauses, 1, |doc, score, bits| {
        while helping.get(next).is_some_and(|d| *d < doc) {
            all.push(candidate(helping[next], 0.0, 0));
            next += 1;
        }
        let helps = helping.get(next) == Some(&doc);
        next += usize::from(helps);
        if helps || bits.count_ones() >= enough {
            all.push(candidate(doc, score, bits));
        }
    });
    all.extend(helping[next..].iter().map(|doc| candidate(*doc, 0.0, 0)));
    all
}

/// How much each need that services name fits each need of the story, worked out once.
struct Fits {
    /// A row for each need of the story: its strength, and the fit of every code of the index.
    rows: Vec<(f32, Vec<f32>)>,
    all: f32,
}

impl Fits {
    fn new(index: &Index, needs: &[Inferred]) -> Fits {
        let fit = |need: &str, code: &str| match () {
            () if need == code => 1.0,
            () if domain(need) == domain(code) => SAME_DOMAIN,
            () => 0.0,
        };
        let row = |n: &Inferred| (n.strength, index.need_codes().iter().map(|c| fit(&n.code, c)).collect());
        Fits { rows: needs.iter().map(row).collect(), all: needs.iter().map(|n| n.strength).sum() }
    }

    /// How well a service's needs fit, 0 to 1: half the best single need that it helps with, half how many of them.
    fn of(&self, named: &[u16]) -> f32 {
        if self.rows.is_empty() {
            return 0.0;
        }
        let (mut best, mut sum) = (0.0f32, 0.0);
        for (strength, row) in &self.rows {
            // What a service names first is what it is for.
            let place = |i: usize| 1.0 - 0.1 * i.min(4) as f32;
            let fits = named.iter().enumerate().map(|(i, n)| row[usize::from(*n)] * place(i)).fold(0.0, f32::max);
            best = best.max(fits * strength);
            sum += fits * strength;
        }
        0.5 * best + 0.5 * sum / self.all
    }
}

fn domain(code: &str) -> &str {
    code.split('-').next().unwrap_or(code)
}

/// At the door whole, at 3 km half.
fn nearness(km: f64) -> f32 {
    (1.0 / (1.0 + km / 3.0)) as f32
}

/// Hard rules. Only what is known excludes: a rule about what nobody knows becomes an "unknown".
fn why_not(story: &Story, homes: &[String], s: &Service) -> Vec<Message> {
    let mut not = vec![];
    if s.closed_at.is_some() {
        not.push(message("not-closed", []));
    }
    if s.masked && !story.professional {
        not.push(message("not-masked", []));
    }
    if story.age.is_some_and(|age| s.takes_age(age) == Some(false)) {
        let (min, max) =
            (s.age_min.map_or(String::new(), |a| a.to_string()), s.age_max.map_or(String::new(), |a| a.to_string()));
        not.push(message("not-age", [("ages", format!("{min}–{max}"))]));
    }
    match s.gender.as_deref() {
        Some("women") if story.is("men") => not.push(message("not-gender-women", [])),
        Some("men") if story.is("women") => not.push(message("not-gender-men", [])),
        _ => {}
    }
    if !homes.is_empty() && !s.serves.is_empty() && !homes.iter().any(|home| s.serves.contains(home)) {
        not.push(message("not-area", [("boroughs", s.serves.join(", "))]));
    }
    if s.full() == Some(true) && s.wait_weeks.is_none() {
        not.push(message("not-full", []));
    }
    if story.free_only && s.cost.free == Some(false) {
        not.push(message("not-free", []));
    }
    let lacks: Vec<String> =
        story.access.iter().filter(|a| s.access(a) == Some(false)).map(|a| format!("access-{a}")).collect();
    if !lacks.is_empty() {
        not.push(message("not-access", [("what_key", lacks.join(" "))]));
    }
    not
}

fn suggestion(
    index: &Index,
    (story, homes): (&Story, &[String]),
    needs: &[Inferred],
    c: &Candidate,
    card: &Arc<Service>,
    mentions: Vec<Message>,
) -> Suggestion {
    let s: &Service = card;
    let mut says = Says::default();
    let mut parts: Vec<Part> = vec![];
    let mut part = |key, weight, value: f32| parts.push(Part { key, weight, value: value.clamp(0.0, 1.0) });

    if !needs.is_empty() {
        part("needs", NEEDS, c.needs);
    }
    part("words", WORDS, c.words);
    let distance_km = story.near.as_ref().and_then(|n| s.nearest_km(n.point));
    if let Some(near) = &story.near {
        let (km, _) = index.rank_km(c.doc, near.point);
        // A telephone reaches everywhere; it is not being there.
        let far_off = s.comes_to_you() && (s.access("telephone") == Some(true) || s.access("online") == Some(true));
        part("distance", DISTANCE, if far_off { nearness(km).max(0.5) } else { nearness(km) });
    }
    if !story.languages.is_empty() {
        part("language", LANGUAGE, says.language(story, s));
    }
    part("cost", COST, says.cost(s));
    part("capacity", CAPACITY, says.capacity(s));
    says.checked(story, s);
    part("truth", TRUTH, Truth::of(s, story.today).score());

    let all: f32 = parts.iter().map(|p| p.weight).sum();
    parts.iter_mut().for_each(|p| p.weight /= all);
    let score = parts.iter().map(|p| p.value * p.weight).sum();
    says.needs_first(needs, s, mentions);
    let perhaps = index.supposed_of(c.doc).iter().map(|n| &index.need_codes()[usize::from(*n)]);
    let nearest = perhaps.min_by_key(|code| {
        (!needs.iter().any(|n| n.code == **code), !needs.iter().any(|n| domain(&n.code) == domain(code)))
    });
    if let Some(code) = nearest.filter(|code| needs.iter().any(|n| domain(&n.code) == domain(code))) {
        says.unknown.insert(0, message("unknown-need", [("need_key", format!("need-{code}"))]));
    }
    says.place(story, s, distance_km);
    says.people(story, homes, s);
    Suggestion {
        card: card.clone(),
        score,
        parts,
        distance_km,
        full: s.full() == Some(true) || s.paused_at.is_some(),
        why: says.why,
        unknown: says.unknown,
    }
}

/// What is said of a suggestion.
#[derive(Default)]
struct Says {
    why: Vec<Message>,
    unknown: Vec<Message>,
}

impl Says {
    fn language(&mut self, story: &Story, s: &Service) -> f32 {
        let spoken = || story.languages.iter().filter_map(|l| Language::find(l)).map(|l| (l, s.speaks(l)));
        if let Some((l, _)) = spoken().find(|(_, spoken)| *spoken == Some(true)) {
            self.why.push(message("why-language", [("language_code", l.code().to_owned())]));
            return 1.0;
        }
        if s.languages.is_none() || spoken().any(|(_, spoken)| spoken.is_none()) {
            self.unknown.push(message("unknown-languages", []));
            return 0.5;
        }
        0.0
    }

    fn cost(&mut self, s: &Service) -> f32 {
        match (s.cost.free, s.cost.price) {
            (Some(true), _) => {
                self.why.push(message("why-free", []));
                1.0
            }
            (_, Some(price)) => {
                self.why.push(message("why-price", [("price", Money::gbp(price).to_string())]));
                if price <= 300 { 0.7 } else { 0.4 }
            }
            (Some(false), None) => {
                self.why.push(message("why-costs", []));
                0.4
            }
            (None, None) => {
                self.unknown.push(message("unknown-cost", []));
                0.5
            }
        }
    }

    fn capacity(&mut self, s: &Service) -> f32 {
        let waits = |w: i64| 1.0 / (1.0 + w.max(0) as f32 / 6.0);
        if let Some(w) = s.wait_weeks.filter(|w| *w > 0) {
            let key = if w == 1 { "why-wait-one" } else { "why-wait" };
            self.why.push(message(key, [("n", w.to_string())]));
        }
        match (s.places, s.wait_weeks) {
            _ if s.paused_at.is_some() => {
                self.why.push(message("why-paused", []));
                0.0
            }
            (Some(n), _) if n <= 0 => {
                self.why.push(message("why-full", []));
                0.0
            }
            (Some(n), wait) => {
                let key = if n == 1 { "why-places-one" } else { "why-places" };
                self.why.push(message(key, [("n", n.to_string())]));
                wait.map_or(1.0, waits)
            }
            (None, Some(wait)) => waits(wait),
            (None, None) => {
                self.unknown.push(message("unknown-places", []));
                0.5
            }
        }
    }

    fn checked(&mut self, story: &Story, s: &Service) {
        match s.days_since_check(story.today) {
            None => self.unknown.push(message("unknown-checked-never", [])),
            Some(days) if days > OLD_AFTER_DAYS => {
                self.unknown.push(message("unknown-checked", [("days", days.to_string())]));
            }
            Some(days) => {
                let key = match days {
                    ..=0 => "why-checked-today",
                    1 => "why-checked-yesterday",
                    _ => "why-checked",
                };
                self.why.push(message(key, [("days", days.to_string())]));
            }
        }
        if s.unreached > 0 {
            self.unknown.push(message("unknown-reached", []));
        }
    }

    /// Needs and words stand before all else.
    fn needs_first(&mut self, needs: &[Inferred], s: &Service, mentions: Vec<Message>) {
        let met: Vec<String> =
            needs.iter().filter(|n| s.needs.contains(&n.code)).map(|n| format!("need-{}", n.code)).collect();
        let mut first = vec![];
        if !met.is_empty() {
            first.push(message("why-needs", [("needs_key", met.join(" "))]));
        } else {
            let like: Vec<String> = s
                .needs
                .iter()
                .filter(|c| needs.iter().any(|n| domain(c) == domain(&n.code)))
                .map(|c| format!("need-{c}"))
                .collect();
            if !like.is_empty() {
                first.push(message("why-needs-near", [("needs_key", like.join(" "))]));
            }
        }
        first.extend(mentions);
        first.append(&mut self.why);
        self.why = first;
    }

    fn place(&mut self, story: &Story, s: &Service, km: Option<f64>) {
        match (&story.near, km) {
            (Some(near), Some(km)) if !near.label.is_empty() => {
                self.why.push(message("why-km-from", [("km", in_km(km)), ("place", near.label.clone())]));
            }
            (Some(_), Some(km)) => self.why.push(message("why-km", [("km", in_km(km))])),
            _ if s.comes_to_you() => self.why.push(message("why-comes", [])),
            _ if s.masked => self.unknown.push(message("unknown-masked", [])),
            (Some(_), None) => self.unknown.push(message("unknown-place", [])),
            (None, _) => {}
        }
        if s.sessions.is_empty() {
            self.unknown.push(message("unknown-days", []));
        }
    }

    fn people(&mut self, story: &Story, homes: &[String], s: &Service) {
        match (s.age_min.or(s.age_max), story.age) {
            (Some(_), Some(_)) => self.why.push(message("why-ages", [])),
            (Some(_), None) => self.unknown.push(message("unknown-age", [])),
            (None, _) => {}
        }
        match s.gender.as_deref() {
            Some("women") if !story.is("women") => self.unknown.push(message("unknown-only-women", [])),
            Some("men") if !story.is("men") => self.unknown.push(message("unknown-only-men", [])),
            Some("lgbt") => self.unknown.push(message("unknown-only-lgbt", [])),
            _ => {}
        }
        if !s.serves.is_empty() {
            if !homes.is_empty() && homes.iter().all(|home| s.serves.contains(home)) {
                self.why.push(message("why-serves", [("borough", homes.join(", "))]));
            } else {
                self.unknown.push(message("unknown-area", [("boroughs", s.serves.join(", "))]));
            }
        }
        for code in &story.access {
            match s.access(code) {
                Some(true) => self.why.push(message("why-access", [("what_key", format!("access-{code}"))])),
                _ => self.unknown.push(message("unknown-access", [("what_key", format!("access-{code}"))])),
            }
        }
        if s.referral.as_deref() == Some("professional") {
            if story.professional {
                self.why.push(message("why-route-professional", []));
            } else {
                self.unknown.push(message("unknown-route-professional", []));
            }
        }
    }
}

#[cfg(test)]
mod tests;
