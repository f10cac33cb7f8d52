//! The manners of HTTP: `HEAD`, `OPTIONS`, entity tags, methods that are refused, and lists by `POST`.

use super::{
    Answer, Ask, Standard, json,
    run::{Reply, Run, form},
    tables::{LISTS, SERVICES, TAXONOMIES},
};

impl<F: AsyncFnMut(Ask) -> Answer> Run<F> {
    /// On the base, each list, and the first details of each.
    pub async fn manners(&mut self) {
        let mut paths = vec![String::new(), "/".to_owned()];
        for (at, list) in LISTS.iter().enumerate() {
            paths.push(list.path.to_owned());
            paths.push(format!("{}?page=1&per_page=3", list.path));
            paths.extend(self.book.entries[at].first().map(|entry| format!("{}/{}", list.path, entry.id)));
        }
        for path in paths {
            let path = format!("{}{path}", self.base);
            let get = self.send("GET", &path, None, &[]).await;
            if get.status != 200 {
                continue;
            }
            self.head(&path, &get).await;
            self.tags(&path, &get).await;
            self.preflight(&path).await;
            self.methods(&path).await;
        }
        let missing = format!("{}/services/{}", self.base, super::lists::NOBODY);
        let get = self.send("GET", &missing, None, &[]).await;
        self.head(&missing, &get).await;
        for (at, list) in LISTS.iter().enumerate() {
            let declared = self.declares(list.path, "post");
            if self.standard == Standard::Hsds || declared {
                self.post(at).await;
            }
        }
    }

    async fn head(&mut self, path: &str, get: &Reply) {
        let head = self.send("HEAD", path, None, &[]).await;
        if head.status != get.status {
            return self.report.fault("http.head", &head.line, format!("{} instead of {}", head.status, get.status));
        }
        if !head.body.is_empty() {
            self.report.fault("http.head", &head.line, "has a body");
        }
        for name in ["content-type", "etag", "last-modified"] {
            if head.header(name) != get.header(name) {
                self.report.fault(
                    "http.head",
                    &head.line,
                    format!("{name} {:?} instead of {:?}", head.header(name), get.header(name)),
                );
            }
        }
        let length = head.header("content-length").and_then(|length| length.parse::<usize>().ok());
        if length.is_some_and(|length| length != get.body.len()) {
            self.report.fault(
                "http.head",
                &head.line,
                format!("content-length {length:?} instead of {}", get.body.len()),
            );
        }
    }

    async fn tags(&mut self, path: &str, get: &Reply) {
        let Some(tag) = get.header("etag") else { return };
        let weak = format!("W/{}", tag.trim_start_matches("W/"));
        let several = format!("\"something-else\", {tag}");
        for value in [tag, &weak, &several] {
            let reply = self.send("GET", path, None, &[("if-none-match", value)]).await;
            if reply.status != 304 || !reply.body.is_empty() {
                let said = format!("if-none-match {value}: {}, {} bytes", reply.status, reply.body.len());
                self.report.fault("http.not-modified", &reply.line, said);
            } else if reply.header("etag") != Some(tag) {
                self.report.fault("http.not-modified", &reply.line, format!("304 without the tag {tag}"));
            }
        }
        let reply = self.send("GET", path, None, &[("if-none-match", "\"something-else\"")]).await;
        if reply.status != 200 || reply.body != get.body {
            self.report.fault("http.not-modified", &reply.line, format!("another tag: {}", reply.status));
        }
    }

    async fn preflight(&mut self, path: &str) {
        let path = path.split('?').next().unwrap_or(path).to_owned();
        let posts = self.standard == Standard::Hsds && LISTS.iter().any(|list| path.ends_with(list.path));
        for method in ["GET", "POST"].into_iter().take(if posts { 2 } else { 1 }) {
            let headers = [
                ("origin", "https://client.kith.uk"),
                ("access-control-request-method", method),
                ("access-control-request-headers", "content-type,if-none-match"),
            ];
            let reply = self.send("OPTIONS", &path, None, &headers).await;
            if reply.status != 200 && reply.status != 204 {
                self.report.fault("http.preflight", &reply.line, format!("{} instead of 200 or 204", reply.status));
                continue;
            }
            for (name, due) in [
                ("access-control-allow-methods", vec![method]),
                ("access-control-allow-headers", vec!["content-type", "if-none-match"]),
            ] {
                let said = reply.header(name).unwrap_or_default();
                let has = |due: &str| said.split(',').any(|one| one.trim().eq_ignore_ascii_case(due));
                if said.trim() != "*" && !due.iter().all(|due| has(due)) {
                    self.report.fault("http.preflight", &reply.line, format!("{name} {said:?} for {due:?}"));
                }
            }
        }
    }

    /// Nothing can be changed here.
    async fn methods(&mut self, path: &str) {
        for method in ["PUT", "DELETE", "PATCH"] {
            let reply = self.send(method, path, None, &[]).await;
            if !(400..500).contains(&reply.status) {
                self.report.fault("http.method", &reply.line, reply.status);
            } else if reply.status == 405 && !reply.header("allow").is_some_and(|allow| allow.contains("GET")) {
                self.report.fault("http.method", &reply.line, format!("405, allow {:?}", reply.header("allow")));
            }
        }
    }

    /// A list by `POST` is the list by `GET`.
    async fn post(&mut self, list: usize) {
        let path = format!("{}{}", self.base, LISTS[list].path);
        let word = self.book.entries[list]
            .first()
            .and_then(|entry| entry.facts.name.split_whitespace().next())
            .unwrap_or("a")
            .to_owned();
        let mut tries =
            vec![vec![], vec![("page", "2"), ("per_page", "3")], vec![("search", word.as_str()), ("per_page", "3")]];
        if list != TAXONOMIES && list < TAXONOMIES {
            tries.push(vec![("full", "true"), ("per_page", "3")]);
        }
        let id =
            self.book.entries[SERVICES].first().and_then(|entry| entry.facts.organization.clone()).unwrap_or_default();
        if list == SERVICES && !id.is_empty() {
            tries.push(vec![("organization_id", id.as_str())]);
        }
        for params in tries {
            let Some((due, _)) = self.json(&format!("{}{}", LISTS[list].path, super::run::query(&params))).await else {
                continue;
            };
            let pairs = form(&params);
            let words = params.iter().map(|(name, value)| ((*name).to_owned(), serde_json::Value::from(*value)));
            let words = serde_json::Value::Object(words.collect()).to_string();
            let typed = params.iter().map(|(name, value)| {
                let typed = if name == &"search" { None } else { serde_json::from_str(value).ok() };
                ((*name).to_owned(), typed.unwrap_or_else(|| serde_json::Value::from(*value)))
            });
            let typed = serde_json::Value::Object(typed.collect()).to_string();
            let in_query = format!("{path}{}", super::run::query(&params));
            let forms = [
                (&path, Some(("application/x-www-form-urlencoded", pairs.as_str()))),
                (&path, Some(("application/json", words.as_str()))),
                (&path, Some(("application/json", typed.as_str()))),
                (&path, Some(("application/json; charset=utf-8", typed.as_str()))),
                (&in_query, None),
            ];
            for (path, body) in forms {
                let reply = self.send("POST", path, body, &[]).await;
                let line = format!("{} {}", reply.line, body.map(|(_, body)| body).unwrap_or_default());
                let Some(value) = self.good(&reply) else { continue };
                if let Some(place) = json::different(&due, &value) {
                    self.report.fault("post.same", format!("{line} {place}"), "not as by GET");
                }
            }
        }
        for (kind, body) in [
            ("application/json", "{"),
            ("application/json", "[]"),
            ("application/json", "{\"page\": \"abc\"}"),
            ("application/json", "{\"per_page\": {}}"),
            ("application/x-www-form-urlencoded", "page=abc"),
        ] {
            let reply = self.send("POST", &path, Some((kind, body)), &[]).await;
            if reply.status != 422 {
                self.bad_or_empty(&reply, "post.bad", &[400]);
            }
        }
        let reply = self.send("POST", &path, Some(("text/plain", "tea")), &[]).await;
        self.refusal(&reply, "post.bad", &[400, 415]);
    }
}
