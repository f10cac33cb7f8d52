//! For every rule an API that breaks it, by one thing in its data, its ears or its answers.
//!
//! Most mutants break exactly one rule, and that is asserted. Those that cannot help breaking others name them, or are
//! marked as loose where they break many.

use super::{
    misheard,
    world::{World, id},
};
use crate::check::{Answer, Ask, Standard, lists::NOBODY, rules::RULES};
use serde_json::{Value, json};
use std::{
    collections::BTreeSet,
    sync::atomic::{AtomicUsize, Ordering},
};

struct Mutant {
    rule: &'static str,
    /// What it breaks besides; nothing said for many.
    also: Option<&'static [&'static str]>,
    standard: Standard,
    world: fn(&mut World),
    hear: fn(&mut Ask),
    bend: fn(&Ask, &mut Answer),
}

impl Mutant {
    fn with(self, also: &'static [&'static str]) -> Mutant {
        Mutant { also: Some(also), ..self }
    }
    fn loose(self) -> Mutant {
        Mutant { also: None, ..self }
    }
    fn uk(self) -> Mutant {
        Mutant { standard: Standard::Oruk, ..self }
    }
}

fn plain(rule: &'static str) -> Mutant {
    Mutant { rule, also: Some(&[]), standard: Standard::Hsds, world: |_| {}, hear: |_| {}, bend: |_, _| {} }
}
/// Its data are wrong.
fn data(rule: &'static str, world: fn(&mut World)) -> Mutant {
    Mutant { world, ..plain(rule) }
}
/// Its answers are wrong.
fn wire(rule: &'static str, bend: fn(&Ask, &mut Answer)) -> Mutant {
    Mutant { bend, ..plain(rule) }
}
/// It hears something else.
fn ears(rule: &'static str, hear: fn(&mut Ask)) -> Mutant {
    Mutant { hear, ..plain(rule) }
}

// Data.

fn service(world: &mut World, n: usize) -> &mut Value {
    &mut world.records[0][n]
}
fn phone(world: &mut World) -> &mut Value {
    &mut service(world, 0)["contacts"][0]["phones"][0]
}
fn schedule(world: &mut World) -> &mut Value {
    &mut service(world, 0)["schedules"][1]
}
fn address(world: &mut World) -> &mut Value {
    &mut world.records[2][0]["location"]["addresses"][0]
}
fn drop_member(value: &mut Value, name: &str) {
    value.as_object_mut().unwrap().remove(name);
}
/// An operation of the OpenAPI document.
fn api<'a>(world: &'a mut World, path: &str, method: &str) -> &'a mut Value {
    &mut world.api["paths"][path][method]
}

// Answers.

/// Changes the JSON of an answer, and its length.
fn json_of(answer: &mut Answer, change: impl FnOnce(&mut Value)) {
    let Ok(mut value) = serde_json::from_slice(&answer.body) else { return };
    if answer.status != 200 {
        return;
    }
    change(&mut value);
    set_body(answer, value.to_string().into_bytes());
}
fn set_body(answer: &mut Answer, body: Vec<u8>) {
    answer.body = body;
    answer.headers.retain(|(name, _)| name != "content-length");
}
fn remove(answer: &mut Answer, header: &str) {
    answer.headers.retain(|(name, _)| name != header);
}
fn set(answer: &mut Answer, header: &str, value: &str) {
    remove(answer, header);
    answer.headers.push((header.to_owned(), value.to_owned()));
}
/// A path below the base.
fn below(ask: &Ask) -> &str {
    ask.path.strip_prefix("/hsds/v3").unwrap_or(&ask.path)
}
/// This path, asked without a body.
fn is(ask: &Ask, path: &str) -> bool {
    ask.method != "POST" && below(ask).replace("/?", "?") == path
}
/// Pages of services without anything but a number, however they are asked for.
fn page_of_services(ask: &Ask, answer: &mut Answer, change: impl FnOnce(&mut Value)) {
    let path = below(ask).replace("/?", "?").replace("&format=json", "");
    let page = path == "/services" || (path.starts_with("/services?page=") && !path.contains('&'));
    if page && ask.body.as_deref().is_none_or(|body| body.is_empty() || body == "{}") {
        json_of(answer, |page| {
            if page["contents"].as_array().is_some_and(|rows| !rows.is_empty()) {
                change(page);
            }
        });
    }
}
fn pop(page: &mut Value) {
    page["contents"].as_array_mut().unwrap().pop();
    page["size"] = json!(page["size"].as_u64().unwrap() - 1);
}

// Ears.

/// Does not hear a parameter, wherever it is said.
fn deaf(ask: &mut Ask, name: &str) {
    let without = |text: &str| {
        let pairs = url::form_urlencoded::parse(text.as_bytes()).filter(|(key, _)| key != name);
        url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
    };
    if let Some((path, query)) = ask.path.split_once('?') {
        ask.path = format!("{path}?{}", without(query));
    }
}

static TURN: AtomicUsize = AtomicUsize::new(0);

#[rustfmt::skip]
fn of_http() -> Vec<Mutant> {
    vec![
        wire("http.status", |ask, answer| if is(ask, &format!("/services/{}", id(1, 3))) { answer.status = 404 }).with(&["filter.taxonomy"]),
        wire("http.server-error", |ask, answer| if is(ask, "/services/not-a-uuid") { answer.status = 500 }),
        wire("http.server-error", |ask, answer| if ask.path.contains("search=%00") { answer.status = 503 }),
        wire("http.server-error", |ask, answer| if ask.path.contains("page=9223372036854775807") { answer.status = 500 }),
        wire("http.cors", |_, answer| if answer.status == 404 { remove(answer, "access-control-allow-origin") }),
        wire("http.cors", |ask, answer| if ask.method == "OPTIONS" { remove(answer, "access-control-allow-origin") }),
        wire("http.cors", |ask, answer| if is(ask, "/taxonomies") { set(answer, "access-control-allow-origin", "https://kith.uk") }),
        wire("http.cors", |ask, answer| if is(ask, "/taxonomies") { set(answer, "access-control-allow-credentials", "true") }),
        wire("http.cookie", |ask, answer| if is(ask, "/taxonomies") { set(answer, "set-cookie", "a=b") }),
        wire("http.length", |ask, answer| if is(ask, "/taxonomies") && ask.method == "GET" { set(answer, "content-length", "7") }),
        wire("http.type", |ask, answer| if is(ask, "/taxonomies") { set(answer, "content-type", "text/json") }),
        wire("http.type", |_, answer| if answer.status == 404 { set(answer, "content-type", "text/html") }),
        wire("http.type", |ask, answer| if is(ask, "/taxonomies") { set(answer, "content-type", "application/json; charset=latin-1") }),
        wire("http.json", |ask, answer| if below(ask).starts_with(&format!("/taxonomies/{}", id(4, 1))) && ask.method == "GET" {
            set_body(answer, [b"\xef\xbb\xbf", answer.body.as_slice()].concat());
        }),
        wire("http.json", |ask, answer| if is(ask, &format!("/taxonomies/{}", id(4, 1))) && ask.method == "GET" { set_body(answer, b"<html>".to_vec()) })
            .with(&["http.slash"]),
        wire("http.names", |ask, answer| if below(ask).starts_with(&format!("/taxonomies/{}", id(4, 1))) && answer.status == 200 && ask.method == "GET" {
            set_body(answer, String::from_utf8(answer.body.clone()).unwrap().replacen('{', "{\"x\":1,\"x\":1,", 1).into_bytes());
        }),
        wire("http.names", |ask, answer| if is(ask, "/taxonomies?format=ndjson") {
            set_body(answer, String::from_utf8(answer.body.clone()).unwrap().replacen("{", "{\"version\":\"1\",", 1).into_bytes());
        }),
        wire("http.etag", |ask, answer| if is(ask, "/services?page=2") { remove(answer, "etag") }),
        wire("http.etag", |ask, answer| if is(ask, "/services?page=2") { set(answer, "etag", "abc") }),
        wire("http.not-modified", |_, answer| if answer.status == 304 { answer.status = 200 }),
        wire("http.not-modified", |_, answer| if answer.status == 304 { remove(answer, "etag") }),
        wire("http.not-modified", |ask, answer| if ask.headers.iter().any(|(name, _)| name == "if-none-match") && answer.status == 200 { answer.status = 304; }),
        wire("http.last-modified", |ask, answer| if ask.path.contains("/services/") { remove(answer, "last-modified") }),
        wire("http.last-modified", |ask, answer| if ask.path.contains("/services/") && answer.status == 200 { set(answer, "last-modified", "Thu, 01 Jan 2026 09:00:00 GMT") }),
        wire("http.last-modified", |ask, answer| if ask.path.contains("/services/") && answer.status == 200 { set(answer, "last-modified", "2026-10-01T09:00:00Z") }),
        wire("http.head", |ask, answer| if ask.method == "HEAD" { answer.status = 405 }),
        wire("http.head", |ask, answer| if ask.method == "HEAD" { answer.body = b"x".to_vec() }),
        wire("http.head", |ask, answer| if ask.method == "HEAD" { remove(answer, "etag") }),
        wire("http.head", |ask, answer| if ask.method == "HEAD" { set(answer, "content-length", "7") }),
        wire("http.preflight", |ask, answer| if ask.method == "OPTIONS" { answer.status = 405 }),
        wire("http.preflight", |ask, answer| if ask.method == "OPTIONS" { set(answer, "access-control-allow-methods", "GET") }),
        wire("http.preflight", |ask, answer| if ask.method == "OPTIONS" { remove(answer, "access-control-allow-headers") }),
        wire("http.method", |ask, answer| if ask.method == "DELETE" { answer.status = 204 }),
        wire("http.method", |_, answer| if answer.status == 405 { remove(answer, "allow") }),
        ears("http.slash", |ask| if ask.path.contains("/services/?") { ask.path = "/nowhere".to_owned() }),
        ears("http.slash", |ask| if ask.path == format!("/hsds/v3/services/{}/", id(1, 0)) { ask.path = "/nowhere".to_owned() }),
        ears("http.status", |ask| if ask.path == "/hsds/v3/" { ask.path = "/nowhere".to_owned() }),
        wire("http.slash", |ask, answer| if is(ask, "/") { json_of(answer, |base| base["more"] = json!(1)) }),
        wire("http.stable", |ask, answer| if is(ask, "/taxonomies?page=1") && TURN.fetch_add(1, Ordering::Relaxed) % 2 == 1 {
            set_body(answer, [answer.body.as_slice(), b" "].concat());
        }),
        wire("error.status", |ask, answer| if ask.path.ends_with(NOBODY) { answer.status = 410 }),
        wire("error.status", |ask, answer| if ask.path.ends_with("/no-such-thing") { answer.status = 403 }),
        wire("error.says", |ask, answer| if answer.status == 404 && ask.method == "GET" { set_body(answer, b"{}".to_vec()) }),
    ]
}

#[rustfmt::skip]
fn of_base() -> Vec<Mutant> {
    vec![
        wire("base.members", |ask, answer| if is(ask, "") || is(ask, "/") { json_of(answer, |base| drop_member(base, "profile")) }).with(&["openapi.agrees"]),
        wire("field.null", |ask, answer| if is(ask, "") || is(ask, "/") { json_of(answer, |base| base["more"] = Value::Null) }),
        wire("base.version", |ask, answer| if is(ask, "") || is(ask, "/") { json_of(answer, |base| base["version"] = json!("HSDS-UK-3.0")) }),
        Mutant {
            bend: |ask, answer| if ask.path == "/oruk/v3" || ask.path == "/oruk/v3/" { json_of(answer, |base| base["version"] = json!("3.1")) },
            ..plain("base.version").uk()
        },
        wire("base.profile", |ask, answer| if is(ask, "") || is(ask, "/") { json_of(answer, |base| base["profile"] = json!("https://kith.uk")) }),
        wire("base.openapi-url", |ask, answer| if is(ask, "") || is(ask, "/") { json_of(answer, |base| base["openapi_url"] = json!("openapi.json")) }),
        ears("http.status", |ask| if ask.path.ends_with("openapi.json") { ask.path = "/nowhere".to_owned() }),
        data("openapi.version", |w| w.api["openapi"] = json!("3.0.3")),
        data("openapi.info", |w| drop_member(&mut w.api["info"], "title")),
        data("openapi.info", |w| w.api["info"]["license"] = json!({"url": "https://kith.uk"})),
        data("openapi.members", |w| api(w, "/services", "get")["parameters"][0]["summary"] = json!("x")),
        data("openapi.members", |w| api(w, "/services", "get")["name"] = json!("x")),
        data("openapi.members", |w| w.api["info"]["organization"] = json!("x")),
        data("openapi.paths", |w| drop_member(&mut w.api["paths"], "/taxonomies/{id}")),
        data("openapi.paths", |w| drop_member(&mut w.api["paths"]["/services"], "post")),
        data("openapi.query", |w| { api(w, "/services", "get")["parameters"].as_array_mut().unwrap().pop(); }),
        data("openapi.operation-id", |w| api(w, "/services", "post")["operationId"] = json!("get_services")),
        data("openapi.operation-id", |w| drop_member(api(w, "/services", "post"), "operationId")),
        data("openapi.ref", |w| w.api["components"]["schemas"]["Unused"] = json!({"$ref": "#/components/schemas/Gone"})),
        data("openapi.ref", |w| w.api["components"]["schemas"]["Unused"] = json!({"$ref": "https://kith.uk/schema.json"})),
        data("openapi.path-parameter", |w| drop_member(&mut w.api["paths"]["/services/{id}"], "parameters")),
        data("openapi.path-parameter", |w| drop_member(&mut w.api["paths"]["/services/{id}"]["parameters"][0], "required")),
        data("openapi.parameter", |w| drop_member(&mut api(w, "/services", "get")["parameters"][0], "schema")),
        data("openapi.parameter", |w| { let all = api(w, "/services", "get")["parameters"].as_array_mut().unwrap(); all.push(all[0].clone()) }),
        data("openapi.responses", |w| drop_member(&mut api(w, "/services/{id}", "get")["responses"], "404")),
        data("openapi.responses", |w| drop_member(&mut api(w, "/services/{id}", "get")["responses"]["404"], "description")),
        data("openapi.responses", |w| api(w, "/services", "post")["responses"] = json!({})),
        data("openapi.schema", |w| w.api["components"]["schemas"]["Unused"] = json!({"type": "datetime"})),
        data("openapi.schema", |w| api(w, "/services", "get")["parameters"][0]["schema"] = json!({"type": "string", "nullable": true})),
        data("openapi.servers", |w| w.api["servers"] = json!([{"url": "https://api.kith.uk/v1"}])),
        data("openapi.agrees", |w| w.api["components"]["schemas"]["Entry"]["properties"]["name"] = json!({"type": "integer"})),
        data("openapi.agrees", |w| w.api["components"]["schemas"]["Page"]["properties"]["contents"]["items"] = json!({"required": ["other"]})),
    ]
}

#[rustfmt::skip]
fn of_pages() -> Vec<Mutant> {
    vec![
        wire("page.members", |ask, answer| page_of_services(ask, answer, |page| drop_member(page, "first_page"))),
        wire("page.members", |ask, answer| page_of_services(ask, answer, |page| page["total_pages"] = json!("3"))).loose(),
        wire("field.null", |ask, answer| page_of_services(ask, answer, |page| page["next"] = Value::Null)),
        wire("page.size", |ask, answer| page_of_services(ask, answer, |page| page["size"] = json!(50))),
        wire("page.empty", |ask, answer| page_of_services(ask, answer, |page| page["empty"] = json!(true))),
        wire("page.number", |ask, answer| page_of_services(ask, answer, |page| page["page_number"] = json!(page["page_number"].as_u64().unwrap() - 1))),
        wire("page.first", |ask, answer| page_of_services(ask, answer, |page| page["first_page"] = json!(true))),
        wire("page.last", |ask, answer| page_of_services(ask, answer, |page| page["last_page"] = json!(false))),
        wire("page.total", |ask, answer| if is(ask, "/services?page=2") { json_of(answer, |page| page["total_items"] = json!(24)) }),
        wire("page.pages", |ask, answer| if is(ask, "/services?page=2") { json_of(answer, |page| page["total_pages"] = json!(4)) }),
        wire("page.full", |ask, answer| if is(ask, "/services?page=2") { json_of(answer, pop) }).loose(),
        wire("page.per-page", |ask, answer| if is(ask, "/services?page=1&per_page=5") { json_of(answer, pop) }).with(&["walk.order"]),
        ears("page.per-page", |ask| deaf(ask, "per_page")).loose(),
        wire("page.cap", |ask, answer| if is(ask, "/services?per_page=101") { json_of(answer, pop) }),
        wire("page.cap", |ask, answer| if is(ask, "/services?per_page=1000") { json_of(answer, |page| page["contents"] = json!(vec![1; 101])) }),
        wire("page.cap", |ask, answer| if is(ask, "/services?per_page=1000") { answer.status = 403 }),
        ears("page.odd", |ask| if ask.path.ends_with("?page=0") { deaf(ask, "page") }),
        ears("page.odd", |ask| if ask.path.ends_with("per_page=-1") { deaf(ask, "per_page") }),
        ears("page.beyond", |ask| if ask.path.ends_with("page=9223372036854775807") { deaf(ask, "page") }),
        wire("page.beyond", |ask, answer| if ask.path.ends_with("page=9223372036854775807") { json_of(answer, |page| page["total_items"] = json!(0)) }),
        wire("walk.unique", |ask, answer| if is(ask, "/services?page=2") { json_of(answer, |page| page["contents"][0]["id"] = json!(id(1, 0))) }).loose(),
        wire("walk.total", |ask, answer| page_of_services(ask, answer, |page| page["total_items"] = json!(25))).loose(),
        wire("walk.order", |ask, answer| if is(ask, "/services?per_page=100") { json_of(answer, |page| page["contents"].as_array_mut().unwrap().reverse()) }),
        wire("walk.known", |ask, answer| if ask.path.contains("search=GARDENING") { json_of(answer, |page| page["contents"][0]["id"] = json!(NOBODY)) }).loose(),
        wire("row.same", |ask, answer| if is(ask, "/taxonomies?per_page=100") { json_of(answer, |page| page["contents"][0]["version"] = json!("2")) }),
        ears("row.same", |ask| if ask.path.ends_with("full=false") { ask.path = ask.path.replace("false", "true") }),
        wire("row.same", |ask, answer| if ask.path.ends_with("format=json") { set_body(answer, b"{}".to_vec()) }),
    ]
}

#[rustfmt::skip]
fn of_entries() -> Vec<Mutant> {
    vec![
        wire("row.thin", |ask, answer| if is(ask, "/services") { json_of(answer, |page| page["contents"][0]["languages"] = json!([{"id": id(33, 1), "code": "bfi"}])) }).loose(),
        wire("row.detail", |ask, answer| if is(ask, "/taxonomies") { json_of(answer, |page| page["contents"][0]["version"] = json!("2")) }).loose(),
        wire("row.detail", |ask, answer| if is(ask, "/taxonomies") { json_of(answer, |page| page["contents"][0]["_more"] = json!("2")) }).loose(),
        data("object.hollow", |w| service(w, 0)["contacts"][0] = json!({"id": id(34, 0), "service_id": id(1, 0)})),
        data("field.required", |w| drop_member(&mut w.records[1][2], "description")),
        data("field.required", |w| drop_member(address(w), "state_province")),
        data("field.required", |w| drop_member(&mut w.records[4][2], "description")),
        data("field.required", |w| drop_member(&mut w.records[2][1], "location")).with(&["link.other", "object.hollow"]),
        data("field.required", |w| drop_member(service(w, 3), "organization_id")),
        data("field.required", |w| drop_member(&mut service(w, 2)["attributes"][0], "taxonomy_term")),
        data("field.type", |w| service(w, 3)["minimum_age"] = json!("18")),
        data("field.type", |w| service(w, 0)["cost_options"][0]["amount"] = json!("2.50")),
        data("field.type", |w| service(w, 0)["schedules"][0]["timezone"] = json!("Europe/London")),
        data("field.type", |w| service(w, 0)["funding"] = json!({"id": id(37, 0)})),
        data("field.type", |w| service(w, 0)["program"] = json!("Green")).with(&["link.other"]),
        data("field.null", |w| w.records[1][2]["website"] = Value::Null),
        data("field.null", |w| service(w, 0)["_kith"]["from"] = Value::Null),
        data("field.empty", |w| service(w, 3)["description"] = json!(" ")).loose(),
        data("field.empty", |w| service(w, 3)["fees"] = json!("")),
        data("field.empty", |w| service(w, 3)["contacts"] = json!([])),
        data("field.empty", |w| service(w, 0)["_kith"] = json!({})),
        data("field.name", |w| service(w, 3)["serviceId"] = json!("abc")),
        data("format.uuid", |w| service(w, 0)["funding"][0]["id"] = json!("7")),
        data("format.uuid", |w| service(w, 0)["funding"][0]["id"] = json!(format!("{}AB", &id(37, 0)[..34]))),
        data("format.uri", |w| w.records[1][2]["website"] = json!("www.kith.uk")),
        data("format.uri", |w| w.records[1][2]["logo"] = json!("a@kith.uk")),
        data("format.email", |w| service(w, 3)["email"] = json!("a@kith.uk, b@kith.uk")),
        data("format.date", |w| service(w, 3)["assured_date"] = json!("20/08/2026")),
        data("format.moment", |w| service(w, 0)["capacities"][0]["updated"] = json!("2026-09-02T12:06:15.654")),
        data("format.time", |w| service(w, 0)["schedules"][0]["opens_at"] = json!("9:00am")),
        data("format.enum", |w| service(w, 3)["status"] = json!("open")),
        data("format.enum", |w| schedule(w)["freq"] = json!("DAILY")),
        data("format.range", |w| service(w, 0)["cost_options"][0]["amount"] = json!(-1)),
        data("format.range", |w| service(w, 3)["minimum_age"] = json!(-1)),
        data("format.whole", |w| schedule(w)["count"] = json!(1.5)),
        data("format.days", |w| schedule(w)["byday"] = json!("Mon")),
        data("format.numbers", |w| schedule(w)["bymonthday"] = json!("32")),
        data("format.phone", |w| phone(w)["number"] = json!("Bristol: 0117 900 0000")),
        data("format.country", |w| address(w)["country"] = json!("UK")),
        data("format.currency", |w| service(w, 0)["cost_options"][0]["currency"] = json!("gbp")),
        data("format.language", |w| service(w, 0)["languages"][0]["code"] = json!("English")),
        data("format.postcode", |w| address(w)["postal_code"] = json!("LU7 ONY")),
        data("format.geojson", |w| service(w, 0)["service_areas"][0]["extent"] = json!("extent")),
    ]
}

#[rustfmt::skip]
fn of_texts() -> Vec<Mutant> {
    vec![
        data("text.blank", |w| service(w, 3)["fees"] = json!("Free ")),
        data("text.line", |w| service(w, 0)["alternate_name"] = json!("Green\nhour")),
        data("text.control", |w| service(w, 3)["fees"] = json!("Free\r\nalways")),
        data("text.control", |w| service(w, 0)["_kith"]["from"] = json!("a\u{7}b")),
        data("text.html", |w| service(w, 3)["fees"] = json!("<p>Free</p>")),
        data("text.html", |w| service(w, 3)["fees"] = json!("Tea &amp; cake")),
        data("text.escape", |w| service(w, 3)["fees"] = json!("Free\\nalways")),
        data("text.placeholder", |w| w.records[1][2]["website"] = json!("http://www.example.com")),
        data("text.placeholder", |w| service(w, 3)["fees"] = json!("N/A")),
        data("time.future", |w| service(w, 0)["capacities"][0]["updated"] = json!("2027-09-02T12:06:15Z")),
        data("sense.ages", |w| service(w, 3)["maximum_age"] = json!(1)),
        data("sense.assured", |w| service(w, 3)["assured_date"] = json!("2026-10-20")),
        data("sense.place", |w| { let at = &mut w.records[2][1]["location"]; at["latitude"] = json!(0); at["longitude"] = json!(0.0) }).loose(),
        data("sense.place", |w| drop_member(&mut w.records[2][1]["location"], "latitude")).loose(),
        data("sense.span", |w| service(w, 0)["schedules"][0]["valid_to"] = json!("2026-01-01")),
        data("sense.span", |w| service(w, 0)["schedules"][0]["until"] = json!("2026-01-01")),
        data("sense.schedule", |w| drop_member(schedule(w), "freq")),
        data("sense.schedule", |w| schedule(w)["until"] = json!("2027-01-01")),
        data("sense.schedule", |w| schedule(w)["freq"] = json!("WEEKLY")),
        data("sense.schedule", |w| schedule(w)["interval"] = json!(2)),
        data("sense.schedule", |w| schedule(w)["closes_at"] = json!("12:00")),
        data("sense.capacity", |w| service(w, 0)["capacities"][0]["available"] = json!(13)),
        data("sense.taxonomy", |w| { drop_member(&mut w.records[4][8], "taxonomy_id"); drop_member(&mut w.records[4][8], "taxonomy_detail") }),
    ]
}

#[rustfmt::skip]
fn of_links() -> Vec<Mutant> {
    vec![
        data("id.one-kind", |w| service(w, 0)["funding"][0]["id"] = json!(id(1, 3))),
        data("id.once", |w| { let one = service(w, 0)["funding"][0].clone(); service(w, 0)["funding"] = json!([one, one]) }),
        data("id.same-object", |w| service(w, 3)["funding"] = json!([{"id": id(37, 0), "source": "Somebody else"}])),
        wire("id.same-object", |ask, answer| if is(ask, &format!("/services/{}", id(1, 3))) { json_of(answer, |one| one["organization"]["description"] = json!("Another")) })
            .with(&["full.same", "row.detail", "changes.same"]),
        wire("id.same-object", |ask, answer| if below(ask).starts_with(&format!("/services/{}", id(1, 3))) { json_of(answer, |one| one["attributes"][0]["taxonomy_term"]["name"] = json!("Other")) })
            .with(&["full.same", "full.services", "changes.same"]),
        data("link.service", |w| phone(w)["service_id"] = json!(NOBODY)),
        data("link.organization", |w| w.records[1][2]["parent_organization_id"] = json!(NOBODY)),
        data("link.organization", |w| { w.records[1].remove(6); }).loose(),
        data("link.at-location", |w| phone(w)["service_at_location_id"] = json!(NOBODY)),
        wire("link.at-location", |ask, answer| if is(ask, &format!("/services/{}", id(1, 3))) { json_of(answer, |one| one["service_at_locations"][0]["id"] = json!(NOBODY)) }).loose(),
        data("link.term", |w| w.records[4][8]["parent_id"] = json!(id(5, 99))),
        data("link.term", |w| service(w, 3)["attributes"][0]["taxonomy_term"] = json!({"id": id(5, 98), "name": "Gone", "description": "Gone", "taxonomy_id": id(4, 0)})).with(&["link.twin"]),
        data("link.taxonomy", |w| { w.records[4][8]["taxonomy_id"] = json!(id(4, 9)); drop_member(&mut w.records[4][8], "taxonomy_detail") }),
        data("link.other", |w| phone(w)["location_id"] = json!(NOBODY)),
        data("link.owner", |w| service(w, 0)["phones"][0]["service_id"] = json!(id(1, 3))),
        data("link.owner", |w| service(w, 0)["attributes"][0]["link_id"] = json!(id(1, 3))),
        data("link.owner", |w| service(w, 0)["attributes"][0]["link_entity"] = json!("organization")),
        data("link.twin", |w| w.records[2][0]["location_id"] = json!(id(10, 3))),
        wire("link.twin", |ask, answer| if is(ask, &format!("/services/{}", id(1, 3))) { json_of(answer, |one| one["organization_id"] = json!(id(2, 1))) }).loose(),
        wire("link.back", |ask, answer| if below(ask).starts_with("/services/") { json_of(answer, |one| drop_member(one, "service_at_locations")) }).loose(),
        data("link.back", |w| drop_member(&mut w.records[2][0], "service_id")).loose(),
        data("link.tree", |w| w.records[4][1]["parent_id"] = json!(id(5, 4))),
        data("link.tree", |w| w.records[4][8]["parent_id"] = json!(id(5, 0))),
    ]
}

#[rustfmt::skip]
fn of_forms() -> Vec<Mutant> {
    vec![
        wire("full.same", |ask, answer| if is(ask, "/services?full=true&per_page=100") { json_of(answer, |page| page["contents"][3]["name"] = json!("Other")) }),
        ears("full.same", |ask| if ask.path.contains("full=true&per_page=100") { deaf(ask, "full") }).loose(),
        wire("full.same", |ask, answer| if is(ask, "/services?full=true&per_page=100") { json_of(answer, |page| page["contents"].as_array_mut().unwrap().reverse()) }),
        wire("full.services", |ask, answer| if ask.path.contains("full_service=true&") { json_of(answer, |page| drop_member(&mut page["contents"][0], "services")) }),
        wire("full.services", |ask, answer| if ask.path.contains("full_service=true&") { json_of(answer, |page| drop_member(&mut page["contents"][0]["services"][0], "description")) }),
        wire("minimal.all", |ask, answer| if ask.path.contains("minimal=true") { json_of(answer, |page| { pop(page); page["total_items"] = page["size"].clone() }) }),
        ears("minimal.members", |ask| if ask.path.contains("minimal=true") { deaf(ask, "minimal") }),
        wire("minimal.modified", |ask, answer| if ask.path.contains("minimal=true") { json_of(answer, |page| page["contents"][0]["last_modified"] = json!("2026-09-01T09:00:00Z")) }),
        wire("lines.type", |ask, answer| if is(ask, "/taxonomies?format=ndjson") { set(answer, "content-type", "application/json") }).with(&["http.etag"]),
        wire("lines.each", |ask, answer| if is(ask, "/taxonomies?format=ndjson") { set_body(answer, [answer.body.as_slice(), b"\n"].concat()) }),
        wire("lines.each", |ask, answer| if is(ask, "/taxonomies?format=ndjson") { let mut body = answer.body.clone(); body.pop(); set_body(answer, body) }),
        wire("lines.same", |ask, answer| if is(ask, "/taxonomies?format=ndjson") {
            set_body(answer, String::from_utf8(answer.body.clone()).unwrap().replacen("A list", "The list", 1).into_bytes());
        }),
        wire("lines.all", |ask, answer| if is(ask, "/taxonomies?format=ndjson") {
            let text = String::from_utf8(answer.body.clone()).unwrap();
            set_body(answer, format!("{}\n", text.lines().next().unwrap()).into_bytes());
        }),
        ears("lines.all", |ask| if ask.path.contains("ndjson") { deaf(ask, "organization_id") }),
        ears("post.same", |ask| if ask.method == "POST" && ask.body.as_deref().is_some_and(|body| body.contains("search")) { ask.body = None }),
        ears("post.same", |ask| if ask.method == "POST" && ask.body.is_none() { deaf(ask, "page") }),
        ears("http.status", |ask| if ask.method == "POST" { for (_, value) in &mut ask.headers { if value == "application/x-www-form-urlencoded" { *value = "text/plain".to_owned() } } })
            .with(&["post.bad"]),
        ears("post.bad", |ask| if ask.body.as_deref() == Some("{") { ask.body = None }),
        wire("post.bad", |ask, answer| if ask.body.as_deref() == Some("tea") { answer.status = 200 }),
        data("changes.shape", |w| w.changes[3]["state"] = json!("gone")).with(&["changes.last"]),
        data("changes.shape", |w| drop_member(&mut w.changes[3], "kind")).with(&["changes.last"]),
        data("changes.order", |w| w.changes.swap(3, 8)),
        wire("changes.end", |ask, answer| if ask.path.contains("/changes?") { json_of(answer, |page| page["next"] = json!("/hsds/v3/changes")) }).loose(),
        wire("changes.same", |ask, answer| if is(ask, "/changes") { json_of(answer, |page| page["items"][3]["data"]["name"] = json!("Other")) }),
        data("changes.last", |w| { w.changes.remove(3); }),
        data("changes.last", |w| w.changes[3]["state"] = json!("deleted")),
        data("changes.last", |w| w.changes[23]["state"] = json!("updated")),
    ]
}

#[rustfmt::skip]
fn of_filters() -> Vec<Mutant> {
    vec![
        ears("filter.search", |ask| deaf(ask, "search")).loose(),
        ears("filter.search-finds", |ask| if ask.path.contains("search=Gardening&") { ask.path = ask.path.replace("Gardening", "zzz") }).loose(),
        ears("filter.search-none", |ask| if ask.path.contains("zqxj") { deaf(ask, "search") }),
        ears("filter.search-case", |ask| if ask.path.contains("GARDENING") { ask.path = ask.path.replace("GARDENING", "zzz") }),
        wire("filter.search-odd", |ask, answer| if ask.path.ends_with("search=*") { answer.status = 403 }),
        ears("filter.term", |ask| deaf(ask, "taxonomy_term_id")).loose(),
        wire("filter.term", |ask, answer| if ask.path.contains("services?taxonomy_term_id=0") { json_of(answer, |page| if page["size"] != 0 { pop(page); page["total_items"] = page["size"].clone() }) }).loose(),
        ears("filter.taxonomy", |ask| deaf(ask, "taxonomy_id")).loose(),
        ears("filter.taxonomy", |ask| if ask.path.contains("/taxonomy_terms?taxonomy_id=0") { deaf(ask, "taxonomy_id") }).loose(),
        ears("filter.organization", |ask| deaf(ask, "organization_id")).loose(),
        ears("filter.organization", |ask| if ask.path.contains("service_at_locations") && ask.path.contains(NOBODY) { deaf(ask, "organization_id") }),
        ears("filter.modified", |ask| deaf(ask, "modified_after")).loose(),
        ears("filter.modified", |ask| if ask.path.contains("%2B01%3A00") { ask.path = ask.path.replace("%2B01%3A00", "Z") }),
        ears("filter.near", |ask| if ask.path.contains("proximity=500&") { deaf(ask, "proximity"); deaf(ask, "postcode") }).loose(),
        ears("filter.near", |ask| if ask.path.contains("ZZ99") { deaf(ask, "proximity"); deaf(ask, "postcode") }),
        ears("filter.near-grows", |ask| if ask.path.contains("proximity=10000") { ask.path = ask.path.replace("proximity=10000", "proximity=300") }).loose(),
        ears("filter.near-grows", |ask| if ask.path.contains("proximity=2000&") { ask.path = ask.path.replace("proximity=2000&", "proximity=700&") }),
        ears("filter.postcode", |ask| if ask.path.contains("postcode=e1+") { ask.path = ask.path.replace("postcode=e1+", "postcode=e9+") }),
        ears("filter.age", |ask| if !ask.path.contains("maximum_age") { deaf(ask, "minimum_age") }).loose(),
        ears("filter.age", |ask| if ask.path.contains("?maximum_age=20") { ask.path = ask.path.replace("maximum_age=20", "maximum_age=19") }).loose(),
        ears("filter.and", |ask| if ask.path.contains("search=") { deaf(ask, "organization_id") }).loose(),
        ears("filter.and", |ask| if ask.path.contains("minimum_age") { deaf(ask, "maximum_age") }),
        ears("filter.bad-value", |ask| if ask.path.contains("=yesterday") { deaf(ask, "modified_after") }),
        ears("filter.bad-value", |ask| if ask.path.contains("organization_id=abc") { deaf(ask, "organization_id") }),
        ears("filter.bad-value", |ask| if ask.path.ends_with("?proximity=500") { deaf(ask, "proximity") }),
        ears("filter.bad-value", |ask| if ask.path.contains("format=xml") { deaf(ask, "format") }),
        ears("filter.top-only", |ask| if ask.path.contains("top_only=true") { deaf(ask, "top_only") }),
        ears("filter.parent", |ask| deaf(ask, "parent_id")).loose(),
    ]
}

fn broken(mutant: &Mutant) -> BTreeSet<&'static str> {
    let mut world = World::new(mutant.standard, 23);
    (mutant.world)(&mut world);
    let report = misheard(&world, mutant.hear, mutant.bend);
    let known: BTreeSet<_> = RULES.iter().map(|rule| rule.code).collect();
    for fault in &report.faults {
        assert!(known.contains(fault.rule), "{fault:?}");
        assert!(!fault.at.is_empty() && !fault.said.trim().is_empty(), "{fault:?}");
    }
    report.counted.into_keys().collect()
}

/// Each of some mutants breaks what it should and nothing else.
fn all_speak(mutants: &[Mutant]) {
    let mut wrong = Vec::new();
    for (at, mutant) in mutants.iter().enumerate() {
        let got = broken(mutant);
        let right = match mutant.also {
            None => got.contains(mutant.rule),
            Some(also) => got == also.iter().copied().chain([mutant.rule]).collect(),
        };
        if !right {
            wrong.push(format!("{at}: {} and {:?}, got {got:?}", mutant.rule, mutant.also));
        }
    }
    assert!(wrong.is_empty(), "{} mutants are not seen right:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn rules_of_http_speak() {
    all_speak(&of_http());
}

#[test]
fn rules_of_the_base_and_its_document_speak() {
    all_speak(&of_base());
}

#[test]
fn rules_of_pages_speak() {
    all_speak(&of_pages());
}

#[test]
fn rules_of_entries_speak() {
    all_speak(&of_entries());
}

#[test]
fn rules_of_texts_speak() {
    all_speak(&of_texts());
}

#[test]
fn rules_of_links_speak() {
    all_speak(&of_links());
}

#[test]
fn rules_of_other_forms_speak() {
    all_speak(&of_forms());
}

#[test]
fn rules_of_filters_speak() {
    all_speak(&of_filters());
}

#[test]
fn every_rule_has_a_mutant() {
    let all = [of_http(), of_base(), of_pages(), of_entries(), of_texts(), of_links(), of_forms(), of_filters()];
    let tried: BTreeSet<_> = all.iter().flatten().map(|mutant| mutant.rule).collect();
    let rules: BTreeSet<_> = RULES.iter().map(|rule| rule.code).collect();
    assert_eq!(tried, rules);
}
