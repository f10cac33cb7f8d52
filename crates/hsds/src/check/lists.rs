//! The five lists: their pages, and whether the pages add up.

use super::{
    Answer, Ask, json,
    object::Place,
    run::{Reply, Run, query},
    tables::LISTS,
};
use serde_json::Value;
use std::collections::BTreeSet;

/// No page may be larger.
pub(super) const MOST: u64 = 100;
/// A UUID that no list has, always the same.
pub(super) const NOBODY: &str = "0c0ffee0-dead-8bad-8bad-feedfacecafe";

/// What a page says of itself and of the list.
#[derive(Debug, Clone)]
pub(super) struct Page {
    pub total: u64,
    pub pages: u64,
    pub rows: Vec<Value>,
}

/// What was asked of a page, and what its first page said.
#[derive(Debug, Clone, Copy)]
struct Asked {
    number: u64,
    per_page: Option<u64>,
    /// Total, pages, and how many a page holds.
    first: Option<(u64, u64, u64)>,
}

/// All entries of a walk over the pages of a list, in their order.
#[derive(Debug, Default)]
pub(super) struct Walk {
    pub ids: Vec<String>,
    pub rows: Vec<Value>,
    pub pages: u64,
}

impl<F: AsyncFnMut(Ask) -> Answer> Run<F> {
    /// Reads all lists into the book.
    pub async fn lists(&mut self) {
        for (at, list) in LISTS.iter().enumerate() {
            let Some(walk) = self.walk(at, &[], None).await else { continue };
            self.report.listed.insert(list.path, walk.ids.len() as u64);
            for (id, row) in walk.ids.iter().zip(&walk.rows) {
                self.object(
                    list.object,
                    row,
                    &format!("GET {}{} entry {id}", self.base, list.path),
                    String::new(),
                    Place::Row,
                );
            }
            if walk.ids.is_empty() {
                self.report.untried.push(format!("{} is empty", list.path));
            }
            for (id, row) in walk.ids.iter().zip(walk.rows) {
                self.book.put(at, id.clone(), row);
            }
            self.again(at, &walk.ids).await;
            self.sizes(at, &walk.ids).await;
            self.odd(at, walk.pages).await;
            self.stable(at, walk.pages).await;
        }
    }

    /// Walks over all pages of a list.
    pub async fn walk(&mut self, list: usize, params: &[(&str, &str)], per_page: Option<u64>) -> Option<Walk> {
        let path = LISTS[list].path;
        let mut walk = Walk::default();
        let mut met = BTreeSet::new();
        let mut asked = Asked { number: 1, per_page, first: None };
        loop {
            let number = asked.number.to_string();
            let size = per_page.map(|size| size.to_string());
            let mut params = params.to_vec();
            if asked.number > 1 {
                params.push(("page", &number));
            }
            if let Some(size) = &size {
                params.push(("per_page", size));
            }
            let (value, reply) = self.json(&format!("{path}{}", query(&params))).await?;
            self.agrees(path, &value, &reply.line);
            let page = self.page(&value, &reply.line, asked)?;
            let first = *asked.first.get_or_insert((page.total, page.pages, page.rows.len() as u64));
            let nothing = page.rows.is_empty();
            for (at, row) in page.rows.into_iter().enumerate() {
                let Some(id) = json::string(&row, "id") else {
                    self.report.fault("field.required", format!("{} /contents/{at}", reply.line), "no id");
                    continue;
                };
                if !met.insert(id.to_owned()) {
                    self.report.fault(
                        "walk.unique",
                        format!("{} /contents/{at}", reply.line),
                        format!("{id} was on a page before"),
                    );
                }
                walk.ids.push(id.to_owned());
                walk.rows.push(row);
            }
            if asked.number >= first.1 || nothing {
                if walk.ids.len() as u64 != first.0 {
                    self.report.fault(
                        "walk.total",
                        &reply.line,
                        format!("{} entries on all pages, {} said", walk.ids.len(), first.0),
                    );
                }
                walk.pages = first.1;
                return Some(walk);
            }
            asked.number += 1;
        }
    }

    /// Looks at the members around the entries of a page. Nothing where they cannot be read.
    fn page(&mut self, value: &Value, line: &str, asked: Asked) -> Option<Page> {
        let mut fault = |rule: &'static str, said: String| self.report.fault(rule, line, said);
        for name in ["first_page", "last_page", "empty"] {
            if !value.get(name).is_some_and(Value::is_boolean) {
                fault("page.members", format!("{name} is missing or neither true nor false"));
            }
        }
        let numbers =
            ["total_items", "total_pages", "page_number", "size"].map(|name| value.get(name).and_then(Value::as_u64));
        let rows = value.get("contents").and_then(Value::as_array);
        let ([Some(total), Some(pages), Some(number), Some(size)], Some(rows)) = (numbers, rows) else {
            fault("page.members", "a number or contents is missing or is something else".to_owned());
            return None;
        };
        for (name, _) in value.as_object().into_iter().flatten().filter(|(_, value)| value.is_null()) {
            fault("field.null", format!("{name} is null"));
        }
        let count = rows.len() as u64;
        let says = |name: &str| value.get(name).and_then(Value::as_bool);
        if size != count {
            fault("page.size", format!("size {size}, {count} entries"));
        }
        if number != asked.number {
            fault("page.number", format!("page_number {number} instead of {}", asked.number));
        }
        for (rule, name, right) in [
            ("page.empty", "empty", count == 0),
            ("page.first", "first_page", asked.number == 1),
            ("page.last", "last_page", asked.number >= pages),
        ] {
            if says(name).is_some_and(|said| said != right) {
                fault(rule, format!("{name} is not {right}"));
            }
        }
        if asked.first.is_some_and(|(first, ..)| first != total) {
            fault("page.total", format!("total_items {total} instead of that of the first page"));
        }
        let holds = asked.per_page.or(asked.first.map(|(_, _, holds)| holds)).unwrap_or(count);
        let right = if holds == 0 { pages == 0 } else { total.div_ceil(holds) == pages };
        let none = total == 0 && pages <= 1;
        if asked.per_page.is_none() && asked.first.is_none() && pages <= 1 {
            if total != count {
                fault("page.pages", format!("{count} of {total} on {pages} pages"));
            }
        } else if !right && !none {
            fault("page.pages", format!("total_pages {pages} for {total} of which a page holds {holds}"));
        }
        let due = total.saturating_sub(holds.saturating_mul(asked.number - 1)).min(holds);
        if count != due {
            let rule = if asked.per_page.is_some() { "page.per-page" } else { "page.full" };
            fault(rule, format!("{count} entries instead of {due}"));
        }
        Some(Page { total, pages, rows: rows.clone() })
    }

    /// A second walk with the largest pages tells the same in the same order.
    async fn again(&mut self, list: usize, ids: &[String]) {
        let Some(walk) = self.walk(list, &[], Some(MOST)).await else { return };
        let at = format!("GET {}{}?per_page={MOST}", self.base, LISTS[list].path);
        if walk.ids != ids {
            let first = walk.ids.iter().zip(ids).position(|(one, two)| one != two);
            self.report.fault("walk.order", &at, format!("differs from the first walk, first at {first:?}"));
        }
        self.rows_same(list, &walk, &at);
    }

    /// The entries of a walk are those of the first walk.
    pub fn rows_same(&mut self, list: usize, walk: &Walk, at: &str) {
        for (id, row) in walk.ids.iter().zip(&walk.rows) {
            match self.book.entry(list, id) {
                Some(entry) if entry.row_hash == json::hash(row) => {}
                Some(entry) => {
                    let place = json::different(&entry.row, row).unwrap_or_default();
                    self.report.fault("row.same", format!("{at} {id} {place}"), "not as in the whole list");
                }
                None => self.report.fault("walk.known", at, format!("{id} is not in the whole list")),
            }
        }
    }

    /// Small pages are cut from the same order, and large ones are refused or held to the most.
    async fn sizes(&mut self, list: usize, ids: &[String]) {
        const FEW: usize = 5;
        let path = LISTS[list].path;
        let pages = ids.len().div_ceil(FEW).max(1);
        for number in BTreeSet::from([1, pages.div_ceil(2), pages]) {
            let Some((value, reply)) = self.json(&format!("{path}?page={number}&per_page={FEW}")).await else {
                continue;
            };
            let first = Some((ids.len() as u64, pages as u64, FEW as u64));
            let asked = Asked { number: number as u64, per_page: Some(FEW as u64), first };
            let Some(page) = self.page(&value, &reply.line, asked) else { continue };
            let got: Vec<_> = page.rows.iter().filter_map(|row| json::string(row, "id")).collect();
            let due: Vec<_> = ids.iter().skip((number - 1) * FEW).take(FEW).map(String::as_str).collect();
            if got != due {
                self.report.fault("walk.order", &reply.line, "not the part of the whole list that this page is");
            }
        }
        for size in ["101", "1000", "1000000", "99999999999999999999"] {
            let reply = self.get(&format!("{path}?per_page={size}")).await;
            if reply.status != 200 {
                self.refusal(&reply, "page.cap", &[400]);
                continue;
            }
            let Some(value) = self.good(&reply) else { continue };
            let count = json::many(&value, "contents").len();
            if count > MOST as usize || count != ids.len().min(MOST as usize) {
                self.report.fault("page.cap", &reply.line, format!("{count} entries"));
            }
        }
    }

    /// Pages and sizes that make no sense, and pages behind the last.
    async fn odd(&mut self, list: usize, pages: u64) {
        let path = LISTS[list].path;
        for params in [
            "page=0",
            "page=-1",
            "page=abc",
            "page=1.5",
            "page=NaN",
            "per_page=0",
            "per_page=-1",
            "per_page=abc",
            "per_page=2.5",
            "page=99999999999999999999",
            "page=1%00",
            "page=2&per_page=-9223372036854775808",
        ] {
            let reply = self.get(&format!("{path}?{params}")).await;
            self.bad_or_empty(&reply, "page.odd", &[400]);
        }
        for params in ["page=", "per_page=", "page=1&page=2", "page[]=1", "page=%FF", "no_such_parameter=1"] {
            // Whatever comes, it is no failure of the server; the common rules look at it.
            self.get(&format!("{path}?{params}")).await;
        }
        for number in [pages.max(1) + 1, pages + 1000, i64::MAX as u64] {
            let reply = self.get(&format!("{path}?page={number}")).await;
            self.bad_or_empty(&reply, "page.beyond", &[400, 404]);
            let value = reply.value().unwrap_or_default();
            if reply.status == 200
                && value.get("total_items").and_then(Value::as_u64) != Some(self.book.entries[list].len() as u64)
            {
                self.report.fault("page.beyond", &reply.line, "another total_items than on the pages before");
            }
        }
    }

    /// Either a refusal or a page on which nothing is.
    pub fn bad_or_empty(&mut self, reply: &Reply, rule: &'static str, statuses: &[u16]) {
        if reply.status != 200 {
            return self.refusal(reply, rule, statuses);
        }
        let Some(value) = self.good(reply) else { return };
        let empty = value.get("contents") == Some(&Value::Array(Vec::new()))
            && value.get("empty") == Some(&Value::Bool(true))
            && value.get("size").and_then(Value::as_u64) == Some(0);
        if !empty {
            self.report.fault(rule, &reply.line, "neither refused nor an empty page");
        }
    }

    /// The same page twice is the same bytes, with a slash or without.
    async fn stable(&mut self, list: usize, pages: u64) {
        let path = LISTS[list].path;
        for number in BTreeSet::from([1, pages.div_ceil(2).max(1), pages.max(1)]) {
            let one = self.get(&format!("{path}?page={number}")).await;
            let two = self.get(&format!("{path}?page={number}")).await;
            if one.body != two.body || one.header("etag") != two.header("etag") {
                self.report.fault("http.stable", &one.line, "asked twice, two answers");
            }
            let slash = self.get(&format!("{path}/?page={number}")).await;
            if (slash.status, &slash.body) != (one.status, &one.body) {
                self.report.fault(
                    "http.slash",
                    &slash.line,
                    format!("status {}, not the same as without a slash", slash.status),
                );
            }
        }
    }

    /// The first, the middle and the last of the entries that are fit for something, as their numbers.
    pub fn samples(&self, list: usize, fit: impl Fn(&super::book::Entry) -> bool) -> Vec<usize> {
        let fit: Vec<_> =
            self.book.entries[list].iter().enumerate().filter(|(_, entry)| fit(entry)).map(|(at, _)| at).collect();
        let Some(last) = fit.len().checked_sub(1) else { return Vec::new() };
        BTreeSet::from([0, last / 2, last]).into_iter().map(|at| fit[at]).collect()
    }
}
