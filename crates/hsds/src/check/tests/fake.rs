//! A server in memory that does all that the check demands, as simply as can be.

use super::world::{World, thin};
use crate::check::{
    Answer, Ask, Standard, formats, json as check_json,
    tables::{AT_LOCATIONS, LISTS, ORGANIZATIONS, SERVICES, TERMS},
};
use serde_json::{Value, json};
use std::collections::BTreeMap;

type Params = BTreeMap<String, String>;

pub struct Fake {
    base: String,
    standard: Standard,
    details: [Vec<Value>; 5],
    rows: [Vec<Value>; 5],
    texts: [Vec<String>; 5],
    api: Value,
    changes: Vec<Value>,
}

const DEFAULT: usize = 10;

impl Fake {
    pub fn new(world: &World) -> Fake {
        let details = world.details();
        let rows = details.clone().map(|all| all.iter().map(thin).collect());
        let texts = details.clone().map(|all: Vec<Value>| {
            let text = |one: &Value| {
                let mut text = " ".to_owned();
                check_json::text(one, &mut text);
                text
            };
            all.iter().map(text).collect()
        });
        Fake {
            base: world.base.clone(),
            standard: world.standard,
            details,
            rows,
            texts,
            api: world.api.clone(),
            changes: world.changes.clone(),
        }
    }

    pub fn answer(&self, ask: &Ask) -> Answer {
        let mut answer = if ask.method == "OPTIONS" {
            let mut answer = empty(204);
            for (name, value) in [
                ("access-control-allow-methods", "GET, HEAD, POST"),
                ("access-control-allow-headers", "content-type, if-none-match"),
            ] {
                answer.headers.push((name.to_owned(), value.to_owned()));
            }
            answer
        } else {
            self.route(ask).unwrap_or_else(refuse)
        };
        answer.headers.push(("access-control-allow-origin".to_owned(), "*".to_owned()));
        if ask.method != "HEAD" {
            answer.headers.push(("content-length".to_owned(), answer.body.len().to_string()));
        }
        let tag = answer.headers.iter().find(|(name, _)| name == "etag").map(|(_, tag)| tag.clone());
        let known = ask.headers.iter().find(|(name, _)| name == "if-none-match").map(|(_, known)| known.clone());
        if let (Some(tag), Some(known)) = (tag, known)
            && known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag)
        {
            answer.status = 304;
            answer.body.clear();
            answer.headers.retain(|(name, _)| name != "content-type" && name != "content-length");
        }
        if ask.method == "HEAD" {
            answer.body.clear();
        }
        answer
    }

    fn route(&self, ask: &Ask) -> Result<Answer, u16> {
        let (path, query) = ask.path.split_once('?').unwrap_or((&ask.path, ""));
        let path = path.strip_prefix(&self.base).ok_or(404u16)?.trim_end_matches('/');
        let mut params = read(query)?;
        let list = LISTS.iter().position(|list| list.path == path);
        match ask.method {
            "GET" | "HEAD" => {}
            "POST" if list.is_some() => params.extend(body(ask)?),
            _ => {
                let mut answer = refuse(405);
                answer.headers.push(("allow".to_owned(), "GET, HEAD".to_owned()));
                return Ok(answer);
            }
        }
        if let Some(list) = list {
            return self.list(list, &params);
        }
        match path {
            "" => {
                let (version, profile) = match self.standard {
                    Standard::Oruk => ("HSDS-UK-3.0", "https://openreferraluk.org/developers/specifications"),
                    Standard::Hsds => ("3.1", "https://docs.openreferral.org/en/3.1/"),
                };
                let address = format!("https://api.kith.uk{}/openapi.json", self.base);
                Ok(ok(&json!({"version": version, "profile": profile, "openapi_url": address})))
            }
            "/openapi.json" => Ok(ok(&self.api)),
            "/changes" => {
                let from: usize = params.get("from").map_or(Ok(0), |from| from.parse().map_err(|_| 400u16))?;
                let told = |change: &Value| {
                    let mut change = change.clone();
                    let service = self.details[SERVICES].iter().find(|one| one.get("id") == change.get("id"));
                    if let Some(service) = service.filter(|_| change["state"] == "updated") {
                        change["data"] = service.clone();
                    }
                    change
                };
                let items: Vec<_> = self.changes.iter().skip(from).take(15).map(told).collect();
                Ok(ok(&json!({"items": items, "next": format!("{}/changes?from={}", self.base, from + items.len())})))
            }
            _ => {
                let (path, id) = path.rsplit_once('/').ok_or(404u16)?;
                let list = LISTS.iter().position(|list| list.path == path).ok_or(404u16)?;
                let detail = self.details[list].iter().find(|one| one["id"] == id).ok_or(404u16)?;
                let full = truth(&params, "full_service")?;
                let mut answer = ok(&if full { self.with_services(detail) } else { detail.clone() });
                if let Some(at) = check_json::string(detail, "last_modified").and_then(formats::moment) {
                    answer.headers.push((
                        "last-modified".to_owned(),
                        jiff::fmt::rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&at).unwrap(),
                    ));
                }
                Ok(answer)
            }
        }
    }

    fn with_services(&self, organization: &Value) -> Value {
        let mut organization = organization.clone();
        let own =
            self.details[SERVICES].iter().filter(|one| one.get("organization_id") == organization.get("id")).cloned();
        let own: Vec<_> = own.collect();
        if !own.is_empty() {
            organization["services"] = Value::Array(own);
        }
        organization
    }

    fn list(&self, list: usize, params: &Params) -> Result<Answer, u16> {
        let mut left: Vec<usize> = (0..self.details[list].len()).collect();
        for (name, value) in params {
            let fits = self.filter(list, name, value, params)?;
            left.retain(|at| fits(*at));
        }
        let lines = match params.get("format").map(String::as_str) {
            None | Some("json") => false,
            Some("ndjson") => true,
            Some(_) => return Err(400),
        };
        let (full, minimal, service) =
            (truth(params, "full")?, truth(params, "minimal")?, truth(params, "full_service")?);
        let show = |at: &usize| {
            let (row, detail) = (&self.rows[list][*at], &self.details[list][*at]);
            match (minimal, full, service) {
                (true, ..) => json!({"id": row["id"], "last_modified": row["last_modified"]}),
                (_, true, _) => detail.clone(),
                (_, _, true) if list == ORGANIZATIONS => self.with_services(detail),
                _ => row.clone(),
            }
        };
        if lines {
            let text: String = left.iter().map(|at| format!("{}\n", show(at))).collect();
            let mut answer = empty(200);
            answer.headers.push(("content-type".to_owned(), "application/x-ndjson".to_owned()));
            answer.body = text.into_bytes();
            return Ok(answer);
        }
        let number = |name: &str, or: usize| match params.get(name).map(|text| text.parse::<usize>()) {
            None => Ok(or),
            Some(Ok(0) | Err(_)) => Err(400u16),
            Some(Ok(number)) => Ok(number),
        };
        let page = number("page", 1)?;
        let size = if minimal { left.len().max(1) } else { number("per_page", DEFAULT)?.min(100) };
        let pages = left.len().div_ceil(size);
        let contents: Vec<_> = left.iter().skip(size.saturating_mul(page - 1)).take(size).map(show).collect();
        Ok(ok(&json!({
            "total_items": left.len(), "total_pages": pages, "page_number": page, "size": contents.len(), "first_page": page == 1,
            "last_page": page >= pages, "empty": contents.is_empty(), "contents": contents,
        })))
    }

    fn filter<'a>(
        &'a self,
        list: usize,
        name: &str,
        value: &'a str,
        params: &'a Params,
    ) -> Result<Box<dyn Fn(usize) -> bool + 'a>, u16> {
        let details = &self.details[list];
        let service = move |at: usize| {
            if list == AT_LOCATIONS { details[at].get("service").unwrap_or(&Value::Null) } else { &details[at] }
        };
        let number = || value.parse::<f64>().ok().filter(|number| number.is_finite()).ok_or(400u16);
        let an_id = || formats::uuid(value).map_err(|_| 400u16);
        Ok(match name {
            "search" => {
                let mut words = String::new();
                formats::fold(value, &mut words);
                let words: Vec<String> = words.split_whitespace().map(|word| format!(" {word}")).collect();
                Box::new(move |at| words.iter().all(|word| self.texts[list][at].contains(word)))
            }
            "taxonomy_term_id" | "taxonomy_id" if list == TERMS => {
                an_id()?;
                Box::new(move |at| details[at].get("taxonomy_id").and_then(Value::as_str) == Some(value))
            }
            "taxonomy_term_id" | "taxonomy_id" => {
                an_id()?;
                let field = if name == "taxonomy_id" { "taxonomy_id" } else { "id" };
                Box::new(move |at| {
                    check_json::many(service(at), "attributes").iter().any(|one| one["taxonomy_term"][field] == value)
                })
            }
            "organization_id" => {
                an_id()?;
                Box::new(move |at| check_json::string(service(at), "organization_id") == Some(value))
            }
            "modified_after" => {
                let bound = formats::moment(value).ok_or(400u16)?;
                Box::new(move |at| {
                    check_json::string(service(at), "last_modified")
                        .and_then(formats::moment)
                        .is_some_and(|at| at >= bound)
                })
            }
            "minimum_age" | "maximum_age" => {
                let bound = number()?;
                let least = name == "minimum_age";
                let field = if least { "minimum_age" } else { "maximum_age" };
                Box::new(move |at| {
                    service(at)
                        .get(field)
                        .and_then(Value::as_f64)
                        .is_some_and(|age| if least { age >= bound } else { age <= bound })
                })
            }
            "parent_id" => {
                an_id()?;
                Box::new(move |at| check_json::string(&details[at], "parent_id") == Some(value))
            }
            "top_only" => {
                let top = truth(params, "top_only")?;
                Box::new(move |at| !top || details[at].get("parent_id").is_none())
            }
            "postcode" => self.near(value, params)?,
            "proximity" if params.contains_key("postcode") => Box::new(|_| true),
            "proximity" => return Err(400),
            _ => Box::new(|_| true),
        })
    }

    fn near<'a>(&'a self, code: &str, params: &Params) -> Result<Box<dyn Fn(usize) -> bool + 'a>, u16> {
        let squeeze = |code: &str| code.replace(' ', "").to_ascii_uppercase();
        let details = &self.details[AT_LOCATIONS];
        let place = |at: usize| details[at]["location"]["longitude"].as_f64();
        let codes = move |at: usize| {
            squeeze(details[at]["location"]["addresses"][0]["postal_code"].as_str().unwrap_or_default())
        };
        let code = squeeze(code);
        let middle = (0..details.len()).find(|at| codes(*at) == code).and_then(place).ok_or(400u16)?;
        let Some(metres) = params.get("proximity") else { return Ok(Box::new(move |at| codes(at) == code)) };
        let metres = metres.parse::<f64>().ok().filter(|metres| *metres >= 0.0 && metres.is_finite()).ok_or(400u16)?;
        let degree = 111_195.0 * 51.5f64.to_radians().cos();
        Ok(Box::new(move |at| place(at).is_some_and(|east| (east - middle).abs() * degree <= metres)))
    }
}

fn truth(params: &Params, name: &str) -> Result<bool, u16> {
    match params.get(name).map(String::as_str) {
        None | Some("false") => Ok(false),
        Some("true") => Ok(true),
        Some(_) => Err(400),
    }
}

fn read(query: &str) -> Result<Params, u16> {
    let mut params = Params::new();
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
        if params.insert(name.into_owned(), value.into_owned()).is_some() {
            return Err(400);
        }
    }
    Ok(params)
}

fn body(ask: &Ask) -> Result<Params, u16> {
    let Some(body) = &ask.body else { return Ok(Params::new()) };
    let kind =
        ask.headers.iter().find(|(name, _)| name == "content-type").map(|(_, kind)| kind.as_str()).unwrap_or_default();
    match kind.split(';').next().unwrap_or_default() {
        "application/x-www-form-urlencoded" => read(body),
        "application/json" => {
            let value: Value = serde_json::from_str(body).map_err(|_| 400u16)?;
            let mut params = Params::new();
            for (name, value) in value.as_object().ok_or(400u16)? {
                let value = match value {
                    Value::String(text) => text.clone(),
                    Value::Number(_) | Value::Bool(_) => value.to_string(),
                    _ => return Err(400),
                };
                params.insert(name.clone(), value);
            }
            Ok(params)
        }
        _ => Err(415),
    }
}

fn empty(status: u16) -> Answer {
    Answer { status, headers: Vec::new(), body: Vec::new() }
}

fn refuse(status: u16) -> Answer {
    let mut answer = empty(status);
    answer.headers.push(("content-type".to_owned(), "application/json".to_owned()));
    answer.body = json!({"error": "that was not right"}).to_string().into_bytes();
    answer
}

fn ok(value: &Value) -> Answer {
    let mut answer = empty(200);
    answer.headers.push(("content-type".to_owned(), "application/json; charset=utf-8".to_owned()));
    answer.headers.push(("etag".to_owned(), format!("\"{:x}\"", check_json::hash(value))));
    answer.body = value.to_string().into_bytes();
    answer
}
