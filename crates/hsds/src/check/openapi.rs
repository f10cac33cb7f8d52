//! The OpenAPI document that the API names: is it a good document, and is it about this API?
//!
//! The form is that of the OpenAPI Specification 3.1 (<https://spec.openapis.org/oas/v3.1.0>), as far as a description
//! of an API to be read needs it: no callbacks, webhooks, links, or security.

use super::{Answer, Ask, Standard, json, run::Run, schema, tables};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// The members that may be in an object of the document, further ones beginning with `x-`.
fn allowed(object: &str) -> &'static [&'static str] {
    match object {
        "document" => &[
            "openapi",
            "info",
            "jsonSchemaDialect",
            "servers",
            "paths",
            "webhooks",
            "components",
            "security",
            "tags",
            "externalDocs",
        ],
        "info" => &["title", "summary", "description", "termsOfService", "contact", "license", "version"],
        "path" => &[
            "$ref",
            "summary",
            "description",
            "servers",
            "parameters",
            "get",
            "put",
            "post",
            "delete",
            "options",
            "head",
            "patch",
            "trace",
        ],
        "operation" => &[
            "tags",
            "summary",
            "description",
            "externalDocs",
            "operationId",
            "parameters",
            "requestBody",
            "responses",
            "callbacks",
            "deprecated",
            "security",
            "servers",
        ],
        "parameter" => &[
            "name",
            "in",
            "description",
            "required",
            "deprecated",
            "allowEmptyValue",
            "style",
            "explode",
            "allowReserved",
            "schema",
            "example",
            "examples",
            "content",
        ],
        "response" => &["description", "headers", "content", "links"],
        "body" => &["description", "content", "required"],
        _ => &["schema", "example", "examples", "encoding"],
    }
}

impl<F: AsyncFnMut(Ask) -> Answer> Run<F> {
    /// Reads the document and looks at it.
    pub async fn openapi(&mut self) {
        let Some((base, base_reply)) = self.json("").await else { return };
        let Some(url) = json::string(&base, "openapi_url").and_then(|url| url::Url::parse(url).ok()) else { return };
        let path = url[url::Position::BeforePath..url::Position::AfterQuery].to_owned();
        let reply = self.send("GET", &path, None, &[]).await;
        let Some(document) = self.good(&reply) else { return };
        let line = reply.line;
        let mut read = Read { document: &document, faults: Vec::new(), ids: BTreeSet::new() };
        read.top();
        read.refs(&document, &mut String::new());
        read.paths();
        read.endpoints(&self.base, self.standard);
        read.servers(&url, &self.base);
        if let Some(Value::Object(schemas)) = document.pointer("/components/schemas") {
            for (name, schema) in schemas {
                read.schema(schema, &format!("/components/schemas/{name}"));
            }
        }
        for (rule, at, said) in read.faults {
            self.report.fault(rule, format!("{line} {at}"), said);
        }
        self.api = Some(document);
        self.agrees("/", &base, &base_reply.line);
    }

    /// What an endpoint answered must be what the document says that it answers.
    pub fn agrees(&mut self, path: &str, value: &Value, line: &str) {
        let Some(document) = &self.api else { return };
        let Some(item) = item(document, &self.base, path) else { return };
        let response = item.pointer("/get/responses/200").map(|response| resolve(document, response));
        let schema = response.and_then(|response| response.pointer("/content/application~1json/schema"));
        if let Some(schema) = schema
            && let Some((at, said)) = schema::against(document, schema, value)
        {
            self.report.fault("openapi.agrees", format!("{line} {at}"), said);
        }
    }

    /// Whether the document knows a path and a method.
    pub fn declares(&self, path: &str, method: &str) -> bool {
        self.api
            .as_ref()
            .and_then(|document| item(document, &self.base, path))
            .is_some_and(|item| item.get(method).is_some())
    }
}

/// The description of a path, whether it is written with the base or without it.
fn item<'a>(document: &'a Value, base: &str, path: &str) -> Option<&'a Value> {
    let bare = |path: &str| -> String {
        let parts = path.split('/').map(|part| if part.starts_with('{') { "{}" } else { part });
        parts.collect::<Vec<_>>().join("/").trim_end_matches('/').to_owned()
    };
    let (short, long) = (bare(path), bare(&format!("{base}{path}")));
    let mut paths = document.get("paths")?.as_object()?.iter();
    paths.find(|(name, _)| bare(name) == short || bare(name) == long).map(|(_, item)| item)
}

/// Follows one reference within the document.
pub(super) fn resolve<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    let mut value = value;
    for _ in 0..20 {
        let Some(target) = json::string(value, "$ref").and_then(|at| at.strip_prefix('#')) else { return value };
        let Some(next) = document.pointer(target) else { return value };
        value = next;
    }
    value
}

struct Read<'a> {
    document: &'a Value,
    faults: Vec<(&'static str, String, String)>,
    /// The operationIds so far.
    ids: BTreeSet<String>,
}

impl<'a> Read<'a> {
    fn fault(&mut self, rule: &'static str, at: &str, said: impl Into<String>) {
        self.faults.push((rule, at.to_owned(), said.into()));
    }

    fn members(&mut self, object: &str, map: &Map<String, Value>, at: &str) {
        for name in map.keys() {
            if !name.starts_with("x-") && !allowed(object).contains(&name.as_str()) {
                self.fault("openapi.members", at, format!("{name} is no member here"));
            }
        }
    }

    fn top(&mut self) {
        let Some(map) = self.document.as_object() else { return self.fault("openapi.members", "", "no object") };
        self.members("document", map, "");
        if !json::string(self.document, "openapi").is_some_and(|version| version.starts_with("3.1.")) {
            self.fault("openapi.version", "/openapi", format!("{:?}", map.get("openapi")));
        }
        let info = map.get("info").and_then(Value::as_object).cloned().unwrap_or_default();
        self.members("info", &info, "/info");
        for name in ["title", "version"] {
            if info.get(name).and_then(Value::as_str).is_none_or(|text| text.trim().is_empty()) {
                self.fault("openapi.info", "/info", format!("{name} is missing"));
            }
        }
        if info.get("license").is_some_and(|license| json::string(license, "name").is_none()) {
            self.fault("openapi.info", "/info/license", "has no name");
        }
    }

    /// Every `$ref` anywhere.
    fn refs(&mut self, value: &Value, at: &mut String) {
        let length = at.len();
        match value {
            Value::Object(map) => {
                if let Some(Value::String(target)) = map.get("$ref") {
                    let found = target.strip_prefix('#').is_some_and(|target| self.document.pointer(target).is_some());
                    if !found {
                        self.fault("openapi.ref", at, format!("{target} is not in the document"));
                    }
                }
                for (name, value) in map {
                    at.push('/');
                    at.push_str(&name.replace('~', "~0").replace('/', "~1"));
                    self.refs(value, at);
                    at.truncate(length);
                }
            }
            Value::Array(values) => {
                for (number, value) in values.iter().enumerate() {
                    at.push_str(&format!("/{number}"));
                    self.refs(value, at);
                    at.truncate(length);
                }
            }
            _ => {}
        }
    }

    fn paths(&mut self) {
        let document = self.document;
        let Some(Value::Object(paths)) = document.get("paths") else {
            return self.fault("openapi.paths", "/paths", "there are none");
        };
        for (path, item) in paths {
            let at = format!("/paths/{}", path.replace('~', "~0").replace('/', "~1"));
            if !path.starts_with('/') {
                self.fault("openapi.members", &at, "does not begin with /");
            }
            let Some(map) = item.as_object() else {
                self.fault("openapi.members", &at, "no object");
                continue;
            };
            self.members("path", map, &at);
            for method in METHODS {
                if let Some(operation) = map.get(method) {
                    self.operation(path, item, operation, &format!("{at}/{method}"));
                }
            }
        }
    }

    fn operation(&mut self, path: &str, item: &'a Value, operation: &'a Value, at: &str) {
        let Some(map) = operation.as_object() else { return self.fault("openapi.members", at, "no object") };
        self.members("operation", map, at);
        match json::string(operation, "operationId") {
            None => self.fault("openapi.operation-id", at, "has none"),
            Some(id) if !self.ids.insert(id.to_owned()) => {
                self.fault("openapi.operation-id", at, format!("{id} is there twice"))
            }
            Some(_) => {}
        }
        let mut known = BTreeSet::new();
        for (owner, place) in [(item, "path"), (operation, "operation")] {
            let mut here = BTreeSet::new();
            for parameter in json::many(owner, "parameters") {
                let parameter = resolve(self.document, parameter);
                let key = self.parameter(parameter, &format!("{at}/parameters"));
                if !here.insert(key.clone()) {
                    self.fault("openapi.parameter", at, format!("{} is there twice in the {place}", key.1));
                }
                known.insert(key);
            }
        }
        let template: BTreeSet<_> =
            path.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name.to_owned()).collect();
        let declared: BTreeSet<_> =
            known.into_iter().filter(|(place, _)| place == "path").map(|(_, name)| name).collect();
        if template != declared {
            self.fault("openapi.path-parameter", at, format!("{template:?} in the path, {declared:?} declared"));
        }
        if let Some(body) = map.get("requestBody") {
            let body = resolve(self.document, body);
            self.members("body", body.as_object().unwrap_or(&Map::new()), at);
            self.content(body, &format!("{at}/requestBody"));
        }
        self.responses(map, at);
    }

    /// Answers with the place and the name.
    fn parameter(&mut self, parameter: &Value, at: &str) -> (String, String) {
        let name = json::string(parameter, "name").unwrap_or_default().to_owned();
        let place = json::string(parameter, "in").unwrap_or_default().to_owned();
        self.members("parameter", parameter.as_object().unwrap_or(&Map::new()), at);
        if name.is_empty() || !["query", "path", "header", "cookie"].contains(&place.as_str()) {
            self.fault("openapi.parameter", at, format!("{name:?} in {place:?}"));
        }
        if place == "path" && parameter.get("required") != Some(&Value::Bool(true)) {
            self.fault("openapi.path-parameter", at, format!("{name} is not required"));
        }
        match parameter.get("schema") {
            Some(schema) => self.schema(schema, at),
            None if parameter.get("content").is_some() => {}
            None => self.fault("openapi.parameter", at, format!("{name} has no schema")),
        }
        (place, name)
    }

    fn responses(&mut self, operation: &Map<String, Value>, at: &str) {
        let Some(Value::Object(responses)) =
            operation.get("responses").filter(|one| one.as_object().is_some_and(|m| !m.is_empty()))
        else {
            return self.fault("openapi.responses", at, "there are none");
        };
        for (code, response) in responses {
            let at = format!("{at}/responses/{code}");
            let bytes = code.as_bytes();
            let number = bytes.len() == 3 && (b'1'..=b'5').contains(&bytes[0]);
            let rest = number && (&bytes[1..] == b"XX" || bytes[1..].iter().all(u8::is_ascii_digit));
            if code != "default" && !rest {
                self.fault("openapi.responses", &at, "no status");
            }
            let response = resolve(self.document, response);
            self.members("response", response.as_object().unwrap_or(&Map::new()), &at);
            if json::string(response, "description").is_none() {
                self.fault("openapi.responses", &at, "has no description");
            }
            self.content(response, &at);
        }
    }

    fn content(&mut self, owner: &Value, at: &str) {
        for (kind, media) in owner.get("content").and_then(Value::as_object).into_iter().flatten() {
            let at = format!("{at}/content/{}", kind.replace('/', "~1"));
            self.members("media", media.as_object().unwrap_or(&Map::new()), &at);
            if let Some(schema) = media.get("schema") {
                self.schema(schema, &at);
            }
        }
    }

    fn schema(&mut self, schema: &Value, at: &str) {
        if let Some((inner, said)) = schema::wrong(schema) {
            self.fault("openapi.schema", &format!("{at}{inner}"), said);
        }
    }

    /// The paths of this API, each with its parameters.
    fn endpoints(&mut self, base: &str, standard: Standard) {
        let document = self.document;
        let mut paths = vec!["/".to_owned()];
        for list in tables::LISTS {
            paths.push(list.path.to_owned());
            paths.push(format!("{}/{{id}}", list.path));
        }
        for path in paths {
            let Some(item) = item(document, base, &path).filter(|item| item.get("get").is_some()) else {
                self.fault("openapi.paths", "/paths", format!("GET {path} is missing"));
                continue;
            };
            let at = format!("/paths/{}/get", path.replace('/', "~1"));
            let json = item.pointer("/get/responses/200").map(|one| resolve(document, one));
            if json.and_then(|one| one.pointer("/content/application~1json/schema")).is_none() {
                self.fault("openapi.responses", &at, "200 has no schema for application/json");
            }
            let refuses = |code: &str| item.pointer(&format!("/get/responses/{code}")).is_some();
            if path.ends_with("{id}") && !["404", "4XX", "default"].into_iter().any(refuses) {
                self.fault("openapi.responses", &at, "does not say what an unknown id gets");
            }
            let Some(list) = tables::LISTS.iter().find(|list| list.path == path) else { continue };
            let parameters = [item, &item["get"]].into_iter().flat_map(|owner| json::many(owner, "parameters"));
            let names: Vec<_> = parameters
                .map(|parameter| resolve(document, parameter))
                .filter(|parameter| json::string(parameter, "in") == Some("query"))
                .filter_map(|parameter| json::string(parameter, "name"))
                .collect();
            for name in list.parameters.iter().filter(|name| !names.contains(name)) {
                self.fault("openapi.query", &at, format!("{name} is missing"));
            }
            if standard == Standard::Hsds && item.get("post").is_none() {
                self.fault("openapi.paths", "/paths", format!("POST {path} is missing"));
            }
        }
    }

    /// With the address of its server, a path of the document is a path of this API.
    fn servers(&mut self, url: &url::Url, base: &str) {
        let Some(paths) = self.document.get("paths").and_then(Value::as_object) else { return };
        let Some(key) = paths.keys().find(|path| path.as_str() == "/services" || **path == format!("{base}/services"))
        else {
            return;
        };
        let servers = json::many(self.document, "servers");
        let servers: Vec<_> = match servers {
            [] => vec!["/"],
            servers => servers.iter().map(|server| json::string(server, "url").unwrap_or_default()).collect(),
        };
        let right = |server: &str| {
            let joined = url.join(server).ok()?;
            let path = format!("{}{key}", joined.path().trim_end_matches('/'));
            Some(joined.origin() == url.origin() && path == format!("{base}/services"))
        };
        if !servers.iter().any(|server| right(server) == Some(true)) {
            self.fault("openapi.servers", "/servers", format!("{key} is not below {base} at any of {servers:?}"));
        }
    }
}
