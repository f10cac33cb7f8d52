//! One check on its way: asks, and looks at what every answer must have whatever the question was.

use super::{Answer, Ask, Report, Standard, book::Book, json};
use jiff::Timestamp;
use serde_json::Value;

/// An answer with the question that it belongs to.
#[derive(Debug, Clone)]
pub(super) struct Reply {
    /// `GET /oruk/v3/services`
    pub line: String,
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Reply {
    /// The first header of a name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// The body, if it is JSON.
    pub fn value(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }
}

/// The state of a check.
pub(super) struct Run<F> {
    ask: F,
    pub base: String,
    pub standard: Standard,
    pub now: Timestamp,
    pub report: Report,
    pub book: Book,
    /// The OpenAPI document of the API, once it was read.
    pub api: Option<Value>,
}

impl<F: AsyncFnMut(Ask) -> Answer> Run<F> {
    pub fn new(base: &str, standard: Standard, now: Timestamp, ask: F) -> Self {
        let base = base.trim_end_matches('/').to_owned();
        Run { ask, base, standard, now, report: Report::default(), book: Book::default(), api: None }
    }

    pub fn finish(self) -> Report {
        self.report
    }

    /// A path from the origin on.
    pub async fn send(
        &mut self,
        method: &'static str,
        path: &str,
        body: Option<(&str, &str)>,
        headers: &[(&str, &str)],
    ) -> Reply {
        let mut headers: Vec<_> =
            headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        if let Some((kind, _)) = body {
            headers.push(("content-type".to_owned(), kind.to_owned()));
        }
        let ask = Ask { method, path: path.to_owned(), body: body.map(|(_, body)| body.to_owned()), headers };
        self.report.asked += 1;
        let answer = (self.ask)(ask).await;
        let reply = Reply {
            line: format!("{method} {path}"),
            status: answer.status,
            headers: answer.headers,
            body: answer.body,
        };
        self.common(method, &reply);
        reply
    }

    /// What every answer must have.
    fn common(&mut self, method: &str, reply: &Reply) {
        let (line, report) = (&reply.line, &mut self.report);
        if reply.status >= 500 {
            report.fault("http.server-error", line, reply.status);
        }
        let open: Vec<_> = reply.headers.iter().filter(|(name, _)| name == "access-control-allow-origin").collect();
        if open.len() != 1 || open[0].1 != "*" {
            let said = open.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>().join(", ");
            report.fault("http.cors", line, format!("status {}, allowed origin: {said:?}", reply.status));
        }
        if reply.header("access-control-allow-credentials").is_some() {
            report.fault("http.cors", line, "allows credentials");
        }
        if reply.header("set-cookie").is_some() {
            report.fault("http.cookie", line, "sets a cookie");
        }
        if let Some(length) = reply.header("content-length")
            && method != "HEAD"
            && reply.status != 304
            && length.parse().ok() != Some(reply.body.len())
        {
            report.fault("http.length", line, format!("{length} said, {} bytes came", reply.body.len()));
        }
        if method == "GET" && reply.status == 200 && !is_lines(reply) && !reply.header("etag").is_some_and(is_etag) {
            report.fault("http.etag", line, format!("{:?}", reply.header("etag")));
        }
    }

    /// A path below the base.
    pub async fn get(&mut self, path: &str) -> Reply {
        let path = format!("{}{path}", self.base);
        self.send("GET", &path, None, &[]).await
    }

    /// A path below the base that must answer 200 with JSON.
    pub async fn json(&mut self, path: &str) -> Option<(Value, Reply)> {
        let reply = self.get(path).await;
        let value = self.good(&reply)?;
        Some((value, reply))
    }

    /// The JSON of an answer that must be 200.
    pub fn good(&mut self, reply: &Reply) -> Option<Value> {
        if reply.status != 200 {
            self.report.fault("http.status", &reply.line, format!("{} instead of 200", reply.status));
            return None;
        }
        self.parse(reply)
    }

    /// The JSON of an answer, whatever its status.
    fn parse(&mut self, reply: &Reply) -> Option<Value> {
        let kind = reply.header("content-type").unwrap_or_default();
        let (name, rest) = kind.split_once(';').unwrap_or((kind, ""));
        let name_ok = name == "application/json" || (reply.status >= 400 && name == "application/problem+json");
        let rest = rest.trim().to_ascii_lowercase();
        if !name_ok || !(rest.is_empty() || rest == "charset=utf-8") {
            self.report.fault("http.type", &reply.line, format!("{kind:?}"));
        }
        let value: Value = match serde_json::from_slice(&reply.body) {
            Ok(value) => value,
            Err(error) => {
                self.report.fault("http.json", &reply.line, error);
                return None;
            }
        };
        if let Some(name) = str::from_utf8(&reply.body).ok().and_then(json::twice) {
            self.report.fault("http.names", &reply.line, name);
        }
        Some(value)
    }

    /// An answer that must refuse with one of these statuses, and say why in JSON.
    pub fn refusal(&mut self, reply: &Reply, rule: &'static str, statuses: &[u16]) {
        if !statuses.contains(&reply.status) {
            if reply.status < 500 {
                self.report.fault(rule, &reply.line, format!("{} instead of {statuses:?}", reply.status));
            }
            return;
        }
        let Some(value) = self.parse(reply) else { return };
        let says =
            value.as_object().is_some_and(|map| map.values().any(|v| v.as_str().is_some_and(|v| !v.trim().is_empty())));
        if !says {
            self.report.fault("error.says", &reply.line, value);
        }
    }
}

/// Whether an answer is a stream of lines.
pub(super) fn is_lines(reply: &Reply) -> bool {
    reply.header("content-type").is_some_and(|kind| kind.starts_with("application/x-ndjson"))
}

fn is_etag(tag: &str) -> bool {
    let inner = tag.strip_prefix("W/").unwrap_or(tag);
    inner.len() >= 3 && inner.starts_with('"') && inner.ends_with('"') && !inner[1..inner.len() - 1].contains('"')
}

/// A query out of names and values, with its `?`.
pub(super) fn query(pairs: &[(&str, &str)]) -> String {
    if pairs.is_empty() {
        return String::new();
    }
    format!("?{}", form(pairs))
}

/// The body of a form.
pub(super) fn form(pairs: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}
