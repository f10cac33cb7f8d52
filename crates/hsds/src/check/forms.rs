//! The other forms in which a list may be asked for: at length, as little as possible, and as lines.

use super::{
    Answer, Ask, formats, json,
    lists::MOST,
    object::Place,
    run::{Run, is_lines, query},
    tables::{AT_LOCATIONS, LISTS, ORGANIZATIONS, SERVICES},
};
use serde_json::Value;
use std::collections::BTreeSet;

impl<F: AsyncFnMut(Ask) -> Answer> Run<F> {
    /// `full`, `full_service`, `minimal` and `format`.
    pub async fn forms(&mut self) {
        for list in [SERVICES, ORGANIZATIONS, AT_LOCATIONS] {
            self.full(list).await;
        }
        self.full_service().await;
        self.minimal().await;
        for list in 0..LISTS.len() {
            self.lines(list, &[]).await;
        }
        if let Some(organization) =
            self.book.entries[SERVICES].first().and_then(|entry| entry.facts.organization.clone())
        {
            self.lines(SERVICES, &[("organization_id", &organization)]).await;
        }
        self.format().await;
    }

    /// With `full=true` an entry is its details.
    async fn full(&mut self, list: usize) {
        let path = LISTS[list].path;
        let Some(walk) = self.walk(list, &[("full", "true")], Some(MOST)).await else { return };
        let at = format!("GET {}{path}?full=true", self.base);
        let ids = self.book.entries[list].iter().map(|entry| &entry.id);
        if !walk.ids.iter().eq(ids) {
            self.report.fault("full.same", &at, "not the entries of the list in their order");
        }
        for (id, row) in walk.ids.iter().zip(&walk.rows) {
            let Some(due) = self.book.entry(list, id).and_then(|entry| entry.detail_hash) else { continue };
            if json::hash(row) != due {
                let detail = self.get(&format!("{path}/{id}")).await.value().unwrap_or_default();
                let place = json::different(row, &detail).unwrap_or_default();
                self.report.fault("full.same", format!("{at} {id} {place}"), "not as in its details");
            }
        }
        // And without it, nobody gets more than asked for.
        let Some((value, reply)) = self.json(&format!("{path}?full=false")).await else { return };
        let same = json::many(&value, "contents").iter().all(|row| {
            json::string(row, "id")
                .and_then(|id| self.book.entry(list, id))
                .is_some_and(|entry| entry.row_hash == json::hash(row))
        });
        if !same {
            self.report.fault("row.same", &reply.line, "full=false is not the plain list");
        }
    }

    /// With `full_service=true` an organisation has its services.
    async fn full_service(&mut self) {
        let path = LISTS[ORGANIZATIONS].path;
        for at in self.samples(ORGANIZATIONS, |_| true) {
            let id = self.book.entries[ORGANIZATIONS][at].id.clone();
            let Some((value, reply)) = self.json(&format!("{path}/{id}?full_service=true")).await else { continue };
            self.with_services(&id, &value, &reply.line).await;
        }
        let Some((value, reply)) = self.json(&format!("{path}?full_service=true&per_page=5")).await else { return };
        for (at, row) in json::many(&value, "contents").iter().enumerate() {
            if let Some(id) = json::string(row, "id") {
                self.with_services(id, row, &format!("{} /contents/{at}", reply.line)).await;
            }
        }
    }

    async fn with_services(&mut self, id: &str, value: &Value, line: &str) {
        self.object("organization", value, line, String::new(), Place::Detail);
        let due: BTreeSet<_> = self.book.entries[SERVICES]
            .iter()
            .filter(|one| one.facts.organization.as_deref() == Some(id))
            .map(|one| one.id.clone())
            .collect();
        let services = json::many(value, "services");
        let got: BTreeSet<_> = services.iter().filter_map(|one| json::string(one, "id")).map(str::to_owned).collect();
        if got != due || services.len() != due.len() {
            self.report.fault("full.services", line, format!("{} services instead of {}", services.len(), due.len()));
        }
        // At length means as in the details. The organisation may be left out: it is around it.
        for service in services.iter().take(3) {
            let Some(id) = json::string(service, "id") else { continue };
            let mut detail = self.get(&format!("{}/{id}", LISTS[SERVICES].path)).await.value().unwrap_or_default();
            let mut service = service.clone();
            for one in [&mut detail, &mut service] {
                if let Some(map) = one.as_object_mut() {
                    map.remove("organization");
                    map.remove("organization_id");
                }
            }
            if let Some(place) = json::different(&detail, &service) {
                self.report.fault("full.services", format!("{line} service {id} {place}"), "not as in its details");
            }
        }
    }

    /// With `minimal=true` all services, each with its id and when it changed.
    async fn minimal(&mut self) {
        let Some(walk) = self.walk(SERVICES, &[("minimal", "true")], None).await else { return };
        let at = format!("GET {}/services?minimal=true", self.base);
        let mut ids: Vec<_> = walk.ids.iter().collect();
        let mut due: Vec<_> = self.book.entries[SERVICES].iter().map(|entry| &entry.id).collect();
        ids.sort();
        due.sort();
        if ids != due {
            self.report.fault("minimal.all", &at, format!("{} services instead of {}", ids.len(), due.len()));
        }
        for (id, row) in walk.ids.iter().zip(&walk.rows) {
            let names: Vec<_> = row.as_object().into_iter().flat_map(|map| map.keys()).map(String::as_str).collect();
            let only = names.len() == 2 && names.contains(&"id") && names.contains(&"last_modified");
            if !only {
                self.report.fault("minimal.members", format!("{at} {id}"), format!("{names:?}"));
            }
            let changed = json::string(row, "last_modified").and_then(formats::moment);
            if self.book.entry(SERVICES, id).is_some_and(|entry| entry.facts.modified != changed) {
                self.report.fault(
                    "minimal.modified",
                    format!("{at} {id}"),
                    format!("{changed:?} is not its last_modified"),
                );
            }
        }
    }

    /// With `format=ndjson` everything at once, one entry a line.
    async fn lines(&mut self, list: usize, params: &[(&str, &str)]) {
        let path = LISTS[list].path;
        let mut asked = params.to_vec();
        asked.push(("format", "ndjson"));
        let reply = self.get(&format!("{path}{}", query(&asked))).await;
        if reply.status != 200 {
            return self.report.fault("http.status", &reply.line, format!("{} instead of 200", reply.status));
        }
        if !is_lines(&reply) {
            self.report.fault("lines.type", &reply.line, format!("{:?}", reply.header("content-type")));
        }
        let Ok(text) = str::from_utf8(&reply.body) else {
            return self.report.fault("lines.each", &reply.line, "not UTF-8");
        };
        if !text.is_empty() && !text.ends_with('\n') {
            self.report.fault("lines.each", &reply.line, "the last line has no end");
        }
        let mut got = Vec::new();
        for (at, line) in text.lines().enumerate() {
            match serde_json::from_str::<Value>(line) {
                Ok(Value::Object(map)) => {
                    if let Some(name) = json::twice(line) {
                        self.report.fault("http.names", format!("{} line {}", reply.line, at + 1), name);
                    }
                    let row = Value::Object(map);
                    let id = json::string(&row, "id").unwrap_or_default().to_owned();
                    let same = self.book.entry(list, &id).is_some_and(|entry| entry.row_hash == json::hash(&row));
                    if !same {
                        self.report.fault(
                            "lines.same",
                            format!("{} line {}", reply.line, at + 1),
                            format!("{id} is not as in the list"),
                        );
                    }
                    got.push(id);
                }
                _ => self.report.fault("lines.each", format!("{} line {}", reply.line, at + 1), "no JSON object"),
            }
        }
        let due: Vec<_> = if params.is_empty() {
            self.book.entries[list].iter().map(|entry| entry.id.clone()).collect()
        } else {
            match self.walk(list, params, Some(MOST)).await {
                Some(walk) => walk.ids,
                None => return,
            }
        };
        if got != due {
            self.report.fault(
                "lines.all",
                &reply.line,
                format!("{} lines instead of {}, or another order", got.len(), due.len()),
            );
        }
    }

    /// `format=json` is what comes anyway, and another is refused.
    async fn format(&mut self) {
        let plain = self.get("/services?page=1").await;
        let json = self.get("/services?page=1&format=json").await;
        if plain.body != json.body {
            self.report.fault("row.same", &json.line, "format=json is not the plain list");
        }
    }
}
