//! Filters: what they leave is compared with what the details say.
//!
//! A filter must find certain entries and may find certain others. Where the standards leave a question open, an entry
//! may be found: one that does not say its ages, one that has a term below the one that was asked for.

use super::{
    Answer, Ask,
    book::Entry,
    formats,
    lists::{MOST, NOBODY},
    run::{Run, query},
    tables::{AT_LOCATIONS, LISTS, ORGANIZATIONS, SERVICES, TAXONOMIES, TERMS},
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

type Ids = BTreeSet<String>;

/// A word that nobody has written.
const NONSENSE: &str = "zqxjvkwpzqqj";

impl<F: AsyncFnMut(Ask) -> Answer> Run<F> {
    /// All filters but that by distance.
    pub async fn filters(&mut self) {
        for list in 0..LISTS.len() {
            self.search(list).await;
        }
        for list in [SERVICES, ORGANIZATIONS, AT_LOCATIONS] {
            self.by_terms(list).await;
        }
        for list in [SERVICES, AT_LOCATIONS] {
            self.by_organization(list).await;
            self.by_change(list).await;
        }
        self.by_age().await;
        self.by_tree().await;
        self.together().await;
        self.bad_values().await;
    }

    /// The ids that a filter leaves, and the request.
    pub async fn found(&mut self, list: usize, params: &[(&str, &str)]) -> Option<(String, Ids)> {
        let walk = self.walk(list, params, Some(MOST)).await?;
        let at = format!("GET {}{}{}", self.base, LISTS[list].path, query(params));
        self.rows_same(list, &walk, &at);
        Some((at, walk.ids.into_iter().collect()))
    }

    /// A filter finds all that it must and nothing that it must not.
    async fn expect(
        &mut self,
        list: usize,
        params: &[(&str, &str)],
        rule: &'static str,
        must: &Ids,
        may: impl Fn(&str) -> bool,
    ) {
        let Some((at, got)) = self.found(list, params).await else { return };
        let lost: Vec<_> = must.difference(&got).collect();
        if let Some(first) = lost.first() {
            self.report.fault(rule, &at, format!("{} are not found, {first} for one", lost.len()));
        }
        let more: Vec<_> = got.difference(must).filter(|id| !may(id)).collect();
        if let Some(first) = more.first() {
            self.report.fault(rule, &at, format!("{} do not belong here, {first} for one", more.len()));
        }
    }

    fn those(&self, list: usize, fit: impl Fn(&Entry) -> bool) -> Ids {
        self.book.entries[list].iter().filter(|entry| fit(entry)).map(|entry| entry.id.clone()).collect()
    }

    async fn search(&mut self, list: usize) {
        let path = LISTS[list].path;
        let samples = self.samples(list, |entry| word(&entry.facts.name).is_some());
        if samples.is_empty() {
            self.report.untried.push(format!("{path}: search, no name has a long word"));
        }
        for at in samples {
            let entry = &self.book.entries[list][at];
            let (id, name) = (entry.id.clone(), entry.facts.name.clone());
            let Some(word) = word(&name) else { continue };
            let small = word.to_ascii_lowercase();
            let must =
                self.those(list, |entry| entry.facts.name.split_whitespace().any(|one| one.eq_ignore_ascii_case(word)));
            let Some((line, got)) = self.found(list, &[("search", word)]).await else { continue };
            let lost: Vec<_> = must.difference(&got).collect();
            if let Some(first) = lost.first() {
                self.report.fault(
                    "filter.search-finds",
                    &line,
                    format!("{} have it in their name, {first} for one", lost.len()),
                );
            }
            // A search may know that swims and swimming are one, so only the beginning of the word is looked for.
            let stem = format!(" {}", &small[..small.len().saturating_sub(4).max(4)]);
            for id in &got {
                if !self.says(list, id, &stem) {
                    self.report.fault("filter.search", &line, format!("{id} has no word like it"));
                }
            }
            let Some((line, loud)) = self.found(list, &[("search", &word.to_ascii_uppercase())]).await else {
                continue;
            };
            if loud != got {
                self.report.fault("filter.search-case", &line, "capitals find something else");
            }
            let words: Vec<_> = name.split_whitespace().filter(|one| plain(one)).take(2).collect();
            if let Some((line, both)) = self.found(list, &[("search", &words.join(" "))]).await
                && !both.contains(&id)
            {
                self.report.fault("filter.search-finds", &line, format!("{id} has these words in its name"));
            }
        }
        if let Some((line, got)) = self.found(list, &[("search", NONSENSE)]).await
            && !got.is_empty()
        {
            self.report.fault("filter.search-none", &line, format!("{} entries", got.len()));
        }
        let long = "a".repeat(5000);
        for text in [
            "%22",
            "*",
            "AND",
            "a%20OR",
            "(",
            "'",
            "%00",
            "%FF",
            "NEAR(",
            "-",
            "name:tea",
            "%F0%9F%8D%B5",
            "%25",
            "\\",
            "%0A",
            &long,
        ] {
            let reply = self.get(&format!("{path}?search={text}")).await;
            if reply.status != 200 {
                self.refusal(&reply, "filter.search-odd", &[400, 414]);
            }
        }
    }

    /// Whether an entry, or a service of an organisation, has a word that begins so.
    fn says(&self, list: usize, id: &str, stem: &str) -> bool {
        let has = |entry: &Entry| entry.facts.text.starts_with(&stem[1..]) || entry.facts.text.contains(stem);
        let inner = |entry: &Entry| {
            list == ORGANIZATIONS
                && self.book.entries[SERVICES]
                    .iter()
                    .any(|one| one.facts.organization.as_ref() == Some(&entry.id) && has(one))
        };
        self.book.entry(list, id).is_some_and(|entry| has(entry) || inner(entry))
    }

    async fn by_terms(&mut self, list: usize) {
        let path = LISTS[list].path;
        // What the services of an organisation are about, the organisation may be found by.
        let mut services: HashMap<String, (Ids, Ids)> = HashMap::new();
        for entry in self.book.entries[SERVICES].iter().filter(|_| list == ORGANIZATIONS) {
            if let Some(organization) = &entry.facts.organization {
                let (terms, taxonomies) = services.entry(organization.clone()).or_default();
                terms.extend(entry.facts.inner_terms.iter().cloned());
                taxonomies.extend(entry.facts.inner_taxonomies.iter().cloned());
            }
        }
        let none = (Ids::new(), Ids::new());
        for taxonomy in [false, true] {
            let (param, rule) =
                if taxonomy { ("taxonomy_id", "filter.taxonomy") } else { ("taxonomy_term_id", "filter.term") };
            let own = |entry: &Entry| if taxonomy { entry.facts.taxonomies.clone() } else { entry.facts.terms.clone() };
            let used: Ids = self.book.entries[list].iter().flat_map(own).collect();
            if used.is_empty() {
                self.report.untried.push(format!("{path}: {param}, nothing has a term"));
            }
            for value in three(&used) {
                let must = self.those(list, |entry| {
                    if taxonomy { entry.facts.taxonomies.contains(&value) } else { entry.facts.terms.contains(&value) }
                });
                let branch = if taxonomy { BTreeSet::from([value.clone()]) } else { self.book.branch(&value) };
                let may = self.those(list, |entry| {
                    let (inner, outer) = if taxonomy {
                        (&entry.facts.inner_taxonomies, &services.get(&entry.id).unwrap_or(&none).1)
                    } else {
                        (&entry.facts.inner_terms, &services.get(&entry.id).unwrap_or(&none).0)
                    };
                    !inner.is_disjoint(&branch) || !outer.is_disjoint(&branch)
                });
                self.expect(list, &[(param, &value)], rule, &must, |id| may.contains(id)).await;
            }
            self.expect(list, &[(param, NOBODY)], rule, &Ids::new(), |_| false).await;
        }
    }

    async fn by_organization(&mut self, list: usize) {
        let used: Ids = self.book.entries[list].iter().filter_map(|entry| entry.facts.organization.clone()).collect();
        for value in three(&used) {
            let must = self.those(list, |entry| entry.facts.organization.as_ref() == Some(&value));
            self.expect(list, &[("organization_id", &value)], "filter.organization", &must, |_| false).await;
        }
        self.expect(list, &[("organization_id", NOBODY)], "filter.organization", &Ids::new(), |_| false).await;
    }

    async fn by_change(&mut self, list: usize) {
        let rule = "filter.modified";
        let moments: BTreeSet<_> = self.book.entries[list].iter().filter_map(|entry| entry.facts.modified).collect();
        for (value, all) in [("1970-01-01T00:00:00Z", true), ("2999-01-01T00:00:00Z", false)] {
            let must = self.those(list, |entry| all && entry.facts.modified.is_some());
            self.expect(list, &[("modified_after", value)], rule, &must, |_| all).await;
        }
        for bound in three(&moments) {
            let value = bound.to_string();
            let must = self.those(list, |entry| entry.facts.modified.is_some_and(|at| at > bound));
            let equal = self.those(list, |entry| entry.facts.modified == Some(bound));
            self.expect(list, &[("modified_after", &value)], rule, &must, |id| equal.contains(id)).await;
            let offset = jiff::tz::Offset::constant(1);
            let local = bound.display_with_offset(offset).to_string();
            self.expect(list, &[("modified_after", &local)], rule, &must, |id| equal.contains(id)).await;
        }
    }

    async fn by_age(&mut self) {
        for (param, least) in [("minimum_age", true), ("maximum_age", false)] {
            let age = |entry: &Entry| if least { entry.facts.minimum_age } else { entry.facts.maximum_age };
            let samples = self.samples(SERVICES, |entry| age(entry).is_some());
            if samples.is_empty() {
                self.report.untried.push(format!("/services: {param}, no service has one"));
            }
            let values: Vec<_> = samples.iter().filter_map(|at| age(&self.book.entries[SERVICES][*at])).collect();
            for value in values {
                let must = self.those(SERVICES, |entry| {
                    age(entry).is_some_and(|age| if least { age >= value } else { age <= value })
                });
                let silent = self.those(SERVICES, |entry| age(entry).is_none());
                self.expect(SERVICES, &[(param, &value.to_string())], "filter.age", &must, |id| silent.contains(id))
                    .await;
            }
        }
    }

    async fn by_tree(&mut self) {
        let taxonomies: Ids =
            self.book.entries[TERMS].iter().filter_map(|entry| entry.facts.taxonomy.clone()).collect();
        for value in three(&taxonomies) {
            let must = self.those(TERMS, |entry| entry.facts.taxonomy.as_ref() == Some(&value));
            self.expect(TERMS, &[("taxonomy_id", &value)], "filter.taxonomy", &must, |_| false).await;
        }
        self.expect(TERMS, &[("taxonomy_id", NOBODY)], "filter.taxonomy", &Ids::new(), |_| false).await;
        let parents: Ids = self.book.entries[TERMS].iter().filter_map(|entry| entry.facts.parent.clone()).collect();
        if parents.is_empty() {
            self.report.untried.push("/taxonomy_terms: parent_id, no term has one".to_owned());
        }
        for value in three(&parents) {
            let must = self.those(TERMS, |entry| entry.facts.parent.as_ref() == Some(&value));
            self.expect(TERMS, &[("parent_id", &value)], "filter.parent", &must, |_| false).await;
        }
        self.expect(TERMS, &[("parent_id", NOBODY)], "filter.parent", &Ids::new(), |_| false).await;
        // The name says terms at the top, the text of HSDS says terms without children: either will do.
        let tops = self.those(TERMS, |entry| entry.facts.parent.is_none());
        let leaves = self.those(TERMS, |entry| !parents.contains(&entry.id));
        if let Some((line, got)) = self.found(TERMS, &[("top_only", "true")]).await
            && got != tops
            && got != leaves
        {
            self.report.fault("filter.top-only", &line, format!("{} terms; {} have no parent", got.len(), tops.len()));
        }
        let all = self.those(TERMS, |_| true);
        self.expect(TERMS, &[("top_only", "false")], "filter.top-only", &all, |_| false).await;
    }

    /// Two filters leave what both leave.
    async fn together(&mut self) {
        let mut tries: Vec<(usize, Vec<(&str, String)>)> = Vec::new();
        for list in [SERVICES, AT_LOCATIONS] {
            for at in
                self.samples(list, |entry| word(&entry.facts.name).is_some() && entry.facts.organization.is_some())
            {
                let entry = &self.book.entries[list][at];
                let search = ("search", word(&entry.facts.name).unwrap_or_default().to_owned());
                let organization = ("organization_id", entry.facts.organization.clone().unwrap_or_default());
                let modified = entry.facts.modified.map(|at| ("modified_after", at.to_string()));
                tries.push((list, vec![search.clone(), organization.clone()]));
                if let Some(modified) = modified {
                    tries.push((list, vec![search.clone(), modified.clone()]));
                    tries.push((list, vec![search.clone(), organization.clone(), modified]));
                }
                tries.push((list, vec![organization, ("full", "true".to_owned())]));
            }
            for at in self.samples(list, |entry| !entry.facts.terms.is_empty() && entry.facts.organization.is_some()) {
                let entry = &self.book.entries[list][at];
                let term = ("taxonomy_term_id", entry.facts.terms.first().cloned().unwrap_or_default());
                tries.push((
                    list,
                    vec![term.clone(), ("organization_id", entry.facts.organization.clone().unwrap_or_default())],
                ));
                if let Some(taxonomy) = entry.facts.taxonomies.first() {
                    tries.push((list, vec![term, ("taxonomy_id", taxonomy.clone())]));
                }
            }
        }
        for at in self.samples(SERVICES, |entry| entry.facts.minimum_age.is_some() && entry.facts.maximum_age.is_some())
        {
            let facts = &self.book.entries[SERVICES][at].facts;
            let [least, most] = [facts.minimum_age, facts.maximum_age].map(|age| age.unwrap_or_default().to_string());
            tries.push((SERVICES, vec![("minimum_age", least), ("maximum_age", most)]));
        }
        for at in self.samples(TERMS, |entry| entry.facts.taxonomy.is_some()) {
            let facts = &self.book.entries[TERMS][at].facts;
            let taxonomy = ("taxonomy_id", facts.taxonomy.clone().unwrap_or_default());
            tries.push((TERMS, vec![taxonomy.clone(), ("top_only", "true".to_owned())]));
            if let Some(word) = word(&facts.name) {
                tries.push((TERMS, vec![taxonomy.clone(), ("search", word.to_owned())]));
            }
            if let Some(parent) = &facts.parent {
                tries.push((TERMS, vec![taxonomy, ("parent_id", parent.clone())]));
            }
        }
        let mut known: BTreeMap<(usize, String, String), Ids> = BTreeMap::new();
        for (list, params) in tries {
            let pairs: Vec<_> = params.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let mut due: Option<Ids> = None;
            for (name, value) in pairs.iter().filter(|(name, _)| *name != "full") {
                let key = (list, (*name).to_owned(), (*value).to_owned());
                if !known.contains_key(&key)
                    && let Some((_, ids)) = self.found(list, &[(name, value)]).await
                {
                    known.insert(key.clone(), ids);
                }
                let Some(ids) = known.get(&key) else { continue };
                due = Some(due.map_or_else(|| ids.clone(), |due| due.intersection(ids).cloned().collect()));
            }
            let Some(walk) = self.walk(list, &pairs, Some(MOST)).await else { continue };
            let got: Ids = walk.ids.into_iter().collect();
            if due.is_some_and(|due| due != got) {
                let at = format!("GET {}{}{}", self.base, LISTS[list].path, query(&pairs));
                self.report.fault("filter.and", at, "not what each of the filters leaves");
            }
        }
    }

    async fn bad_values(&mut self) {
        let refused = [
            (SERVICES, "modified_after=yesterday"),
            (SERVICES, "modified_after=2026-13-45T00:00:00Z"),
            (AT_LOCATIONS, "modified_after=yesterday"),
            (SERVICES, "minimum_age=abc"),
            (SERVICES, "minimum_age=NaN"),
            (SERVICES, "maximum_age=old"),
            (SERVICES, "maximum_age=inf"),
            (SERVICES, "full=maybe"),
            (SERVICES, "minimal=maybe"),
            (ORGANIZATIONS, "full=maybe"),
            (ORGANIZATIONS, "full_service=maybe"),
            (TERMS, "top_only=maybe"),
            (SERVICES, "format=xml"),
            (TAXONOMIES, "format=xml"),
        ];
        for (list, params) in refused {
            let reply = self.get(&format!("{}?{params}", LISTS[list].path)).await;
            self.refusal(&reply, "filter.bad-value", &[400]);
        }
        for (list, name) in [
            (SERVICES, "taxonomy_term_id"),
            (SERVICES, "taxonomy_id"),
            (SERVICES, "organization_id"),
            (ORGANIZATIONS, "taxonomy_term_id"),
            (AT_LOCATIONS, "organization_id"),
            (TERMS, "parent_id"),
            (TERMS, "taxonomy_id"),
        ] {
            for value in ["abc", "1", "%00", "'%20OR%20''='"] {
                let reply = self.get(&format!("{}?{name}={value}", LISTS[list].path)).await;
                self.bad_or_empty(&reply, "filter.bad-value", &[400]);
            }
        }
    }
}

/// The first, the middle and the last.
fn three<T: Ord + Clone>(all: &BTreeSet<T>) -> Vec<T> {
    let Some(last) = all.len().checked_sub(1) else { return Vec::new() };
    let numbers = BTreeSet::from([0, last / 2, last]);
    all.iter().enumerate().filter(|(at, _)| numbers.contains(at)).map(|(_, one)| one.clone()).collect()
}

/// A word that every search must know as one: plain letters, between spaces.
fn plain(word: &str) -> bool {
    // Words that a search may pass over.
    const COMMON: [&str; 9] =
        ["before", "between", "because", "during", "through", "should", "yourself", "themselves", "further"];
    word.len() >= 6
        && word.bytes().all(|b| b.is_ascii_alphabetic())
        && !COMMON.contains(&word.to_ascii_lowercase().as_str())
}

/// The longest such word of a name.
fn word(name: &str) -> Option<&str> {
    let mut best: Option<&str> = None;
    for word in name.split_whitespace().filter(|word| plain(word)) {
        if best.is_none_or(|best| word.len() > best.len()) {
            best = Some(word);
        }
    }
    best.filter(|word| !formats::placeholder(word))
}
