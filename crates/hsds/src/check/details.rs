//! The details of every id, and what is said to ids that nobody has.

use super::{
    Answer, Ask, book, formats, json,
    lists::NOBODY,
    object::Place,
    run::{Reply, Run},
    tables::{self, LISTS},
};
use jiff::SignedDuration;
use serde_json::Value;

impl<F: AsyncFnMut(Ask) -> Answer> Run<F> {
    /// Reads the details of every entry of every list.
    pub async fn details(&mut self) {
        for list in 0..LISTS.len() {
            for at in 0..self.book.entries[list].len() {
                self.detail(list, at).await;
            }
            self.again_with_slash(list).await;
            self.unknown(list).await;
        }
    }

    async fn detail(&mut self, list: usize, at: usize) {
        let kind = &LISTS[list];
        let id = self.book.entries[list][at].id.clone();
        let Some((value, reply)) = self.json(&format!("{}/{id}", kind.path)).await else { return };
        self.object(kind.object, &value, &reply.line, String::new(), Place::Detail);
        self.agrees(&format!("{}/{{id}}", kind.path), &value, &reply.line);
        let entry = &mut self.book.entries[list][at];
        if let Some(place) = json::not_in(&entry.row, &value) {
            self.report.fault("row.detail", format!("{} {place}", reply.line), "not as in the list");
        }
        entry.detail_hash = Some(json::hash(&value));
        entry.facts = book::facts(list, &value);
        if list == tables::SERVICES {
            self.last_modified(&value, &reply);
        }
    }

    /// The header says when the record changed, not earlier than the record says it itself.
    fn last_modified(&mut self, value: &Value, reply: &Reply) {
        let header = reply.header("last-modified");
        let Some(said) = header.and_then(formats::http_date) else {
            return self.report.fault("http.last-modified", &reply.line, format!("{header:?}"));
        };
        let own = json::string(value, "last_modified").and_then(formats::moment);
        if own.is_some_and(|own| said.as_second() < own.as_second()) || said > self.now + SignedDuration::from_hours(24)
        {
            self.report.fault("http.last-modified", &reply.line, format!("{header:?}, last_modified {own:?}"));
        }
    }

    async fn again_with_slash(&mut self, list: usize) {
        let path = LISTS[list].path;
        for at in self.samples(list, |_| true) {
            let id = self.book.entries[list][at].id.clone();
            let one = self.get(&format!("{path}/{id}")).await;
            let two = self.get(&format!("{path}/{id}")).await;
            if one.body != two.body || one.header("etag") != two.header("etag") {
                self.report.fault("http.stable", &one.line, "asked twice, two answers");
            }
            let slash = self.get(&format!("{path}/{id}/")).await;
            if (slash.status, &slash.body) != (one.status, &one.body) {
                self.report.fault(
                    "http.slash",
                    &slash.line,
                    format!("status {}, not the same as without a slash", slash.status),
                );
            }
            let capitals = self.get(&format!("{path}/{}", id.to_ascii_uppercase())).await;
            if capitals.status == 200 && capitals.body != one.body {
                self.report.fault("http.stable", &capitals.line, "an id in capitals is another record");
            } else if capitals.status != 200 {
                self.refusal(&capitals, "error.status", &[400, 404]);
            }
        }
    }

    async fn unknown(&mut self, list: usize) {
        let path = LISTS[list].path;
        let reply = self.get(&format!("{path}/{}", NOBODY)).await;
        self.refusal(&reply, "error.status", &[404]);
        for id in [
            "not-a-uuid",
            "1",
            "%00",
            "%FF",
            "null",
            "..%2F..%2Fetc%2Fpasswd",
            "'%20OR%201=1--",
            "00000000-0000-0000-0000-000000000000",
        ] {
            let reply = self.get(&format!("{path}/{id}")).await;
            self.refusal(&reply, "error.status", &[400, 404]);
        }
        // An id of one list means nothing in another.
        let other = (list + 1) % LISTS.len();
        if let Some(entry) = self.book.entries[other].first() {
            let reply = self.get(&format!("{path}/{}", entry.id.clone())).await;
            self.refusal(&reply, "error.status", &[404]);
        }
    }
}
