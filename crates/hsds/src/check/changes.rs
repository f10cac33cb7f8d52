//! The feed of changes at `/changes`, where the OpenAPI document has one.
//!
//! It is ours, after the feeds of OpenActive: pages of items, each with `id`, `kind`, `modified` and `state`, and the
//! address of the next page. Neither standard has one.

use super::{
    Answer, Ask, formats, json,
    run::{Reply, Run},
    tables::{LISTS, SERVICES},
};
use jiff::Timestamp;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The last state of each kind and id: whether it was updated, and the number of what the feed told of it then.
type Last = BTreeMap<(String, String), (bool, Option<u64>)>;

/// More pages than this are taken for a feed without an end.
const PAGES: usize = 20_000;

impl<F: AsyncFnMut(Ask) -> Answer> Run<F> {
    /// Walks over the feed and compares where it ends with what is published.
    pub async fn changes(&mut self) {
        if !self.declares("/changes", "get") {
            return self.report.untried.push("/changes is not in the OpenAPI document".to_owned());
        }
        let mut path = format!("{}/changes", self.base);
        let start = path.clone();
        let mut asked = BTreeSet::new();
        let mut last = Last::new();
        let mut before: Option<Timestamp> = None;
        loop {
            if !asked.insert(path.clone()) || asked.len() > PAGES {
                self.report.fault("changes.end", format!("GET {path}"), "the feed does not end");
                break;
            }
            let reply = self.send("GET", &path, None, &[]).await;
            let Some(value) = self.good(&reply) else { return };
            self.agrees("/changes", &value, &reply.line);
            let Some(items) = ["items", "contents", "changes"].iter().find_map(|name| value.get(*name)?.as_array())
            else {
                return self.report.fault("changes.shape", &reply.line, "no items");
            };
            for (at, item) in items.iter().enumerate() {
                self.change(item, &format!("{} {at}", reply.line), &mut before, &mut last);
            }
            match self.next(&value, &reply, &start) {
                Some(next) if !items.is_empty() || next != path => path = next,
                _ => break,
            }
        }
        self.ends(&start, &last);
    }

    fn change(&mut self, item: &Value, at: &str, before: &mut Option<Timestamp>, last: &mut Last) {
        let id = json::string(item, "id").filter(|id| formats::uuid(id).is_ok());
        let kind = json::string(item, "kind").filter(|kind| super::tables::object(kind).is_some());
        let modified = json::string(item, "modified").and_then(formats::moment);
        let state = json::string(item, "state").filter(|state| ["updated", "deleted"].contains(state));
        let (Some(id), Some(kind), Some(modified), Some(state)) = (id, kind, modified, state) else {
            return self.report.fault("changes.shape", at, item);
        };
        if before.is_some_and(|before| before > modified) {
            self.report.fault("changes.order", at, format!("{modified} comes after a later one"));
        }
        if state == "deleted" && item.get("data").is_some() {
            self.report.fault("changes.shape", at, "deleted and still told");
        }
        *before = Some(modified);
        last.insert((kind.to_owned(), id.to_owned()), (state == "updated", item.get("data").map(json::hash)));
    }

    /// The path of the next page, from its address or a cursor.
    fn next(&mut self, value: &Value, reply: &Reply, start: &str) -> Option<String> {
        if let Some(cursor) = json::string(value, "cursor").filter(|_| value.get("next").is_none()) {
            return Some(format!("{start}{}", super::run::query(&[("cursor", cursor)])));
        }
        let next = json::string(value, "next")?;
        let here = reply.line.strip_prefix("GET ").unwrap_or_default();
        let origin = url::Url::parse("http://localhost").and_then(|origin| origin.join(here)).ok()?;
        match origin.join(next) {
            Ok(url) => Some(url[url::Position::BeforePath..url::Position::AfterQuery].to_owned()),
            Err(_) => {
                self.report.fault("changes.shape", &reply.line, format!("next {next:?}"));
                None
            }
        }
    }

    fn ends(&mut self, at: &str, last: &Last) {
        let at = format!("GET {at}");
        let kind = LISTS[SERVICES].object.to_owned();
        for entry in &self.book.entries[SERVICES] {
            match last.get(&(kind.clone(), entry.id.clone())) {
                Some((true, data)) if data.is_none() || entry.detail_hash.is_none() => {}
                Some((true, data)) if *data == entry.detail_hash || *data == Some(entry.row_hash) => {}
                Some((true, _)) => {
                    self.report.fault("changes.same", &at, format!("{} is not told as it is published", entry.id))
                }
                Some((false, _)) => {
                    self.report.fault("changes.last", &at, format!("{} is published and ends as deleted", entry.id))
                }
                None => {
                    self.report.fault("changes.last", &at, format!("{} is published and not in the feed", entry.id))
                }
            }
        }
        for (kind, id) in last.iter().filter(|(_, (updated, _))| *updated).map(|(key, _)| key) {
            let list = LISTS.iter().position(|list| list.object == kind);
            if list.is_some_and(|list| !self.book.index[list].contains_key(id)) {
                self.report.fault("changes.last", &at, format!("{kind} {id} ends as updated and is not published"));
            }
        }
    }
}
